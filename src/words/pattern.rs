//! Words with places to fill in, cut into pieces once.

use std::collections::BTreeMap;

/// Words with places to fill in: `Page {n}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(Box<str>),
    Place(Box<str>),
}

impl Pattern {
    /// Cuts a pattern. A brace that belongs to no place is a brace.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            match after.split_once('}') {
                Some((name, after)) if is_name(name) => {
                    if !words.is_empty() {
                        pieces.push(Piece::Words(std::mem::take(&mut words).into()));
                    }
                    pieces.push(Piece::Place(name.into()));
                    rest = after;
                }
                _ => {
                    words.push('{');
                    rest = after;
                }
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words.into()));
        }
        Self(pieces)
    }

    /// The names of its places, in their order.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Place(name) => Some(&**name),
            Piece::Words(_) => None,
        })
    }

    /// The words with every place filled; a place without a value stays empty.
    #[must_use]
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name);
        let parts = self.0.iter().map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Place(name) => value(name).map_or("", |(_, value)| value),
        });
        let mut filled = String::with_capacity(parts.clone().map(str::len).sum());
        filled.extend(parts);
        filled
    }

    /// A pattern of one place, filled without a copy: before, value, after.
    #[must_use]
    pub fn around<'a>(&'a self, value: &'a str) -> [&'a str; 3] {
        match self.0.as_slice() {
            [Piece::Words(words)] => [words, "", ""],
            [Piece::Place(_)] => ["", value, ""],
            [Piece::Words(before), Piece::Place(_)] => [before, value, ""],
            [Piece::Place(_), Piece::Words(after), ..] => ["", value, after],
            [
                Piece::Words(before),
                Piece::Place(_),
                Piece::Words(after),
                ..,
            ] => [before, value, after],
            _ => ["", value, ""],
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

/// A pattern in the forms that a language's numbers want.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted(BTreeMap<Box<str>, Pattern>);

impl Counted {
    /// Of its forms by their names.
    #[must_use]
    pub fn new(forms: &BTreeMap<String, String>) -> Self {
        let form = |(name, text): (&String, &String)| (name.as_str().into(), Pattern::new(text));
        Self(forms.iter().map(form).collect())
    }

    /// The form of a name, or else the one for all other numbers.
    #[must_use]
    pub fn form(&self, name: &str) -> &Pattern {
        static NOTHING: Pattern = Pattern(Vec::new());
        self.0
            .get(name)
            .or_else(|| self.0.get("other"))
            .unwrap_or(&NOTHING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_braces_kept() {
        let pattern = Pattern::new("{from} to {to} {x y} {");
        assert_eq!(pattern.places().collect::<Vec<_>>(), ["from", "to"]);
        let filled = pattern.fill(&[("to", "B"), ("from", "A")]);
        assert_eq!(filled, "A to B {x y} {");
        assert_eq!(Pattern::new("Page {n}").around("3").concat(), "Page 3");
        assert_eq!(Pattern::new("{n}. sayfa").around("3").concat(), "3. sayfa");
        assert_eq!(Pattern::new("").fill(&[]), "");
    }
}
