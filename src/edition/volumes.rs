//! Volumes as notes cite them: `Foreign Relations, 1981–1988, vol. IV, Part 2`.
//!
//! Labels of `[[volumes]]` are taken apart by the same grammar as the words before a
//! number in a text: years, volume, part. The title of the series is not compared, as
//! notes shorten it in many ways.

use crate::config::{Config, Volume};
use crate::model::roman_value;
use std::collections::BTreeMap;

/// A volume's name, taken apart and made comparable.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    years: Option<(u16, u16)>,
    number: String,
    part: Option<String>,
    /// Its words, folded, by which it can be cited too.
    words: String,
    /// Whether a title stands before the years, so that the years and the number alone
    /// name another volume: `Foreign Relations, The Conference of Berlin, 1945, vol. II`.
    titled: bool,
}

/// A volume as a reference names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cited<'a> {
    pub(super) years: Option<&'a str>,
    /// As printed; empty when there is none.
    pub(super) number: &'a str,
    pub(super) part: Option<&'a str>,
    pub(super) title: Option<&'a str>,
}

/// What a volume's name as cited leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup<'a> {
    /// One volume.
    One(&'a Volume),
    /// No listed volume.
    None,
    /// More than one, or a volume of which only parts are listed.
    Several,
}

/// The listed volumes, by id and by number.
#[derive(Debug)]
pub(super) struct Volumes<'a> {
    by_id: BTreeMap<&'a str, (&'a Volume, Option<Name>)>,
    by_number: BTreeMap<String, Vec<(Name, &'a Volume)>>,
}

impl<'a> Volumes<'a> {
    pub(super) fn new(config: &'a Config) -> Self {
        let mut volumes = Self {
            by_id: BTreeMap::new(),
            by_number: BTreeMap::new(),
        };
        for volume in &config.volumes {
            let name = taken_apart(&volume.label);
            if let Some(name) = name.clone() {
                let number = name.number.clone();
                volumes
                    .by_number
                    .entry(number)
                    .or_default()
                    .push((name, volume));
            }
            volumes.by_id.entry(&volume.id).or_insert((volume, name));
        }
        volumes
    }

    /// The volume of this id, if it is listed.
    pub(super) fn listed(&self, id: &str) -> Option<&'a Volume> {
        self.by_id.get(id).map(|&(volume, _)| volume)
    }

    /// The volume that a citation names. Without years the citing document's own
    /// volume's are meant.
    pub(super) fn cited(&self, cited: Cited<'_>, own: Option<&str>) -> Lookup<'a> {
        let own = own.and_then(|own| self.by_id.get(own)?.1.as_ref());
        let years = match cited.years {
            Some(stated) => years_in(stated),
            None => own.and_then(|own| own.years),
        };
        let part = cited.part.map(comparable);
        if let Some(title) = cited.title {
            return self.by_title(title, years, cited, part.as_deref());
        }
        let Some(numbered) = self.by_number.get(&comparable(cited.number)) else {
            return Lookup::None;
        };
        // Within the volumes on a conference, `volume I` is one of them.
        let titled = cited.years.is_none() && own.is_some_and(|own| own.titled);
        let fitting = || {
            let in_years = |name: &Name| years.is_none() || name.years == years;
            numbered
                .iter()
                .filter(move |(name, _)| in_years(name) && name.titled == titled)
        };
        let mut exact = fitting().filter(|(name, _)| name.part == part);
        match (exact.next(), exact.next()) {
            (Some((_, volume)), None) => Lookup::One(volume),
            (Some(_), Some(_)) => Lookup::Several,
            // `vol. III` where only its parts are listed: which of them cannot be told.
            (None, _) if part.is_none() && fitting().next().is_some() => Lookup::Several,
            (None, _) => Lookup::None,
        }
    }

    /// The volume whose label has a title in it; years, number and part as far as they
    /// are named.
    fn by_title(
        &self,
        title: &str,
        years: Option<(u16, u16)>,
        cited: Cited<'_>,
        part: Option<&str>,
    ) -> Lookup<'a> {
        let title = folded(title);
        let title = title.trim_start_matches(" the");
        let number = (!cited.number.is_empty()).then(|| comparable(cited.number));
        let mut fitting = self.by_id.values().filter_map(|(volume, name)| {
            let name = name.as_ref()?;
            let fits = (years.is_none() || name.years == years)
                && number.as_ref().is_none_or(|number| name.number == *number)
                && part.is_none_or(|part| name.part.as_deref() == Some(part))
                && !title.trim().is_empty()
                && name.words.contains(title);
            fits.then_some(*volume)
        });
        match (fitting.next(), fitting.next()) {
            (Some(volume), None) => Lookup::One(volume),
            (Some(_), Some(_)) => Lookup::Several,
            (None, _) => Lookup::None,
        }
    }
}

/// Years, volume and part of a label. `None` when neither years nor a volume's number is
/// in it.
fn taken_apart(label: &str) -> Option<Name> {
    let number = after(label, &["vol", "volume", "bd", "band", "tome", "t"]);
    let years = years_in(label);
    if number.is_none() && years.is_none() {
        return None;
    }
    Some(Name {
        years,
        number: number.map(comparable).unwrap_or_default(),
        part: after(label, &["part", "pt", "teil"]).map(comparable),
        words: folded(label),
        titled: has_title_before_years(label),
    })
}

/// Whether a label of the series has a title before its years.
fn has_title_before_years(label: &str) -> bool {
    let mut pieces = label.split([',', ':']).map(str::trim);
    let series = pieces.next().unwrap_or("").to_lowercase();
    let is_series = series.starts_with("foreign relations") || series == "frus";
    let title = pieces.find(|piece| *piece != "Diplomatic Papers");
    is_series
        && title.is_some_and(|title| {
            years_in(title).is_none() && after(title, &["vol", "volume"]).is_none()
        })
}

/// The words of a text in small letters, a blank before and after each.
fn folded(text: &str) -> String {
    let mut out = String::from(" ");
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            out.push_str(&word.to_lowercase());
            out.push(' ');
        }
    }
    out
}

/// The word that follows one of these words (with or without a full stop), if it can be
/// a number.
fn after<'a>(label: &'a str, words: &[&str]) -> Option<&'a str> {
    let mut tokens = label
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '.'))
        .filter(|token| !token.is_empty());
    while let Some(token) = tokens.next() {
        if words.contains(&token.to_lowercase().as_str()) {
            let number = tokens.next()?;
            let first = number.chars().next()?;
            let short = number.chars().count() <= 8;
            return (short
                && (first.is_ascii_digit()
                    || first.is_uppercase()
                    || roman_value(number).is_some()))
            .then_some(number);
        }
    }
    None
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '/')
}

/// The first year or range of years in a text: `1981–1988`, `1981-88`, `1948`.
fn years_in(text: &str) -> Option<(u16, u16)> {
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (digits, tail) = run_of_digits(rest.get(start..)?);
        if let Some(from) = year(digits) {
            let to = tail.strip_prefix(is_dash).map(run_of_digits);
            let to = to.and_then(|(digits, _)| match digits.len() {
                4 => year(digits),
                2 => Some(from / 100 * 100 + digits.parse::<u16>().ok()?),
                _ => None,
            });
            return Some((from, to.unwrap_or(from)));
        }
        rest = tail;
    }
    None
}

fn run_of_digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

fn year(digits: &str) -> Option<u16> {
    let year = digits
        .parse()
        .ok()
        .filter(|year| (1000..=2199).contains(year))?;
    (digits.len() == 4).then_some(year)
}

/// A number in one form: `IV`, `iv` and `4` are the same, and so are `E–5` and `E-5`.
fn comparable(number: &str) -> String {
    let bare: String = number
        .chars()
        .filter(|&c| !is_dash(c) && !c.is_whitespace() && c != '.')
        .flat_map(char::to_uppercase)
        .collect();
    match roman_value(&bare) {
        Some(value) => value.to_string(),
        None => match bare.trim_start_matches('0') {
            "" => bare,
            trimmed => trimmed.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken_apart() {
        let name = |years, number: &str, part: Option<&str>| {
            Some(Name {
                years,
                number: number.to_owned(),
                part: part.map(str::to_owned),
                words: String::new(),
                titled: false,
            })
        };
        for (label, expected) in [
            (
                "Foreign Relations, 1981–1988, vol. V",
                name(Some((1981, 1988)), "5", None),
            ),
            (
                "FRUS 1981-88, Volume v, Soviet Union",
                name(Some((1981, 1988)), "5", None),
            ),
            (
                "Foreign Relations, 1969–76, vol. E–14, Part 1",
                name(Some((1969, 1976)), "E14", Some("1")),
            ),
            (
                "Foreign Relations, 1948, vol. III, part ii",
                name(Some((1948, 1948)), "3", Some("2")),
            ),
            // No number, though its letters are those of Roman ones.
            (
                "Letters, 1861, vol. II, part civil, part military",
                name(Some((1861, 1861)), "2", None),
            ),
            ("Letters, vol. 04", name(None, "4", None)),
            ("Adams Papers", None),
            ("", None),
        ] {
            let taken = taken_apart(label).map(|name| Name {
                words: String::new(),
                ..name
            });
            assert_eq!(taken, expected, "{label}");
        }
    }
}
