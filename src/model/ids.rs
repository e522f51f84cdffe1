//! Names of things: what a legal id is, and how one is made from a name.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a string is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdProblem {
    /// It is empty.
    Empty,
    /// More than 80 characters.
    TooLong,
    /// It does not begin with a letter, or holds this character.
    Character(char),
}

fn check(id: &str) -> Result<(), IdProblem> {
    let first = id.chars().next().ok_or(IdProblem::Empty)?;
    if id.len() > 80 {
        return Err(IdProblem::TooLong);
    }
    if !first.is_ascii_lowercase() {
        return Err(IdProblem::Character(first));
    }
    let legal =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    id.chars()
        .find(|&c| !legal(c))
        .map_or(Ok(()), |c| Err(IdProblem::Character(c)))
}

/// A word that can be part of an address: small letters, digits and hyphens, in any
/// script's nearest Latin form; it begins with a letter. Never empty.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in deunicode::deunicode(name).chars() {
        if out.len() >= 72 {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c == '_' && !out.is_empty() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() && c != '\'' {
            out.push('-');
        }
    }
    let trimmed = out.trim_end_matches(['-', '_']);
    match trimmed.chars().next() {
        None => "x".to_owned(),
        Some(c) if c.is_ascii_lowercase() => trimmed.to_owned(),
        Some(_) => format!("d{trimmed}"),
    }
}

/// Where a document or essay is, among all of the edition: its volume, if it has one,
/// and its own id. Ordered by volume, then id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId {
    volume: Option<Box<str>>,
    local: Box<str>,
}

impl RecordId {
    /// # Errors
    /// When either part cannot be part of an address.
    pub fn new(volume: Option<&str>, local: &str) -> Result<Self, IdProblem> {
        volume.map_or(Ok(()), check)?;
        check(local)?;
        Ok(Self {
            volume: volume.map(Into::into),
            local: local.into(),
        })
    }

    /// The volume's id, such as `frus1981-88v05`.
    #[must_use]
    pub fn volume(&self) -> Option<&str> {
        self.volume.as_deref()
    }

    /// The id within its volume, such as `d175`; note and paragraph ids begin with it.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.local
    }
}

/// As in a TEI target: `frus1981-88v05#d175`, or `d175` without a volume.
impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.volume {
            Some(volume) => write!(f, "{volume}#{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}

/// The id of a person, place, organisation or term in its authority file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(Box<str>);

impl EntityId {
    /// # Errors
    /// When it cannot be part of an address.
    pub fn new(id: &str) -> Result<Self, IdProblem> {
        check(id)?;
        Ok(Self(id.into()))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_legal_ids() {
        for name in [
            "175",
            "Łódź, 1905",
            "Письмо № 3",
            "d11",
            "--",
            "",
            "a.b_c",
            "Señor's",
        ] {
            assert_eq!(EntityId::new(&slug(name)).err(), None, "{name}");
        }
        assert_eq!(slug("George P. Shultz"), "george-p-shultz");
        assert_eq!(slug("175"), "d175");
    }
}
