//! How people are named: the parts of a name and the forms in which it occurs.

/// The parts of a person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct PersonName {
    /// `Shultz`, `van der Rohe`.
    pub(in crate::read) surname: String,
    /// Everything before it: `George P.`, `Robie M.H. (Mark)`. Empty when there is nothing.
    pub(in crate::read) given: String,
    /// `Jr.`, `III`.
    pub(in crate::read) suffix: Option<String>,
}

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_matches(['.', ',']).to_lowercase().as_str())
}

impl PersonName {
    /// Takes `George P. Shultz`, `Shultz, George P.` and `Thomas W. Simons, Jr.` apart. The
    /// surname is the last word, with the particles in small letters before it.
    pub(in crate::read) fn new(name: &str) -> Self {
        let mut words: Vec<&str> = name.split_whitespace().collect();
        let mut suffix = None;
        if words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
            suffix = words.pop().map(str::to_owned);
        }
        // An office or place in brackets after the name: `Alkhimov (Gosbank)`.
        if let Some(open) = words.iter().position(|word| word.starts_with('('))
            && open > 0
            && words.last().is_some_and(|word| word.ends_with(')'))
        {
            words.truncate(open);
        }
        let comma = words.iter().position(|word| word.ends_with(','));
        if let Some(at) = comma.filter(|at| at + 1 < words.len()) {
            let (surname, given) = words.split_at(at + 1);
            return Self {
                surname: surname.join(" ").trim_end_matches(',').to_owned(),
                given: given.join(" "),
                suffix,
            };
        }
        let mut start = words.len().saturating_sub(1);
        while start > 1
            && words
                .get(start - 1)
                .is_some_and(|word| word.chars().next().is_some_and(char::is_lowercase))
        {
            start -= 1;
        }
        let (given, surname) = words.split_at(start);
        Self {
            surname: surname.join(" ").trim_end_matches(',').to_owned(),
            given: given.join(" "),
            suffix,
        }
    }

    /// The given names and nicknames that are words, and the initials of all of them.
    pub(super) fn given_names(&self) -> Vec<&str> {
        self.given
            .split_whitespace()
            .map(|word| word.trim_matches(['(', ')', '"', '“', '”', ',']))
            .filter(|word| !is_initials(word) && word.chars().count() > 1)
            .collect()
    }

    /// The forms that say who is meant without anything else: with and without middle
    /// names, nickname and suffix.
    pub(super) fn full_forms(&self) -> Vec<String> {
        if self.given.is_empty() {
            return Vec::new();
        }
        let surname = &self.surname;
        let plain: Vec<&str> = self
            .given
            .split_whitespace()
            .filter(|word| !word.starts_with('(') && !word.ends_with(')'))
            .collect();
        let mut forms = vec![
            format!("{} {surname}", self.given),
            format!("{} {surname}", plain.join(" ")),
        ];
        for (index, word) in self.given_names().into_iter().enumerate() {
            // The first name, and a nickname; a middle name alone is another person's.
            let nickname = self.given.contains(&format!("({word})"));
            if index == 0 || nickname {
                forms.push(format!("{word} {surname}"));
            }
        }
        if let Some(suffix) = &self.suffix {
            let with: Vec<String> = forms
                .iter()
                .flat_map(|form| [format!("{form}, {suffix}"), format!("{form} {suffix}")])
                .collect();
            forms.extend(with);
        }
        forms
    }
}

/// Whether a word is one or several initials: `P.`, `H.W.`, `J`.
pub(super) fn is_initials(word: &str) -> bool {
    let mut letters = 0;
    let mut last_was_letter = false;
    for c in word.chars() {
        match c {
            '.' => last_was_letter = false,
            c if c.is_uppercase() && !last_was_letter => {
                letters += 1;
                last_was_letter = true;
            }
            _ => return false,
        }
    }
    letters > 0
}

/// The letters of initials, and the first letters of names.
pub(super) fn initials(words: &str) -> impl Iterator<Item = char> + '_ {
    words
        .split(|c: char| c.is_whitespace() || c == '.' || c == '-')
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart() {
        for (name, surname, given, suffix) in [
            ("George P. Shultz", "Shultz", "George P.", None),
            ("Thomas W. Simons, Jr.", "Simons", "Thomas W.", Some("Jr.")),
            ("Shultz, George P.", "Shultz", "George P.", None),
            (
                "Robie M.H. (Mark) Palmer",
                "Palmer",
                "Robie M.H. (Mark)",
                None,
            ),
            ("Alkhimov (Gosbank)", "Alkhimov", "", None),
            ("Charles de Gaulle", "de Gaulle", "Charles", None),
            ("Kashlev", "Kashlev", "", None),
            ("", "", "", None),
            ("(", "(", "", None),
        ] {
            let parts = PersonName::new(name);
            assert_eq!(
                (
                    parts.surname.as_str(),
                    parts.given.as_str(),
                    parts.suffix.as_deref()
                ),
                (surname, given, suffix),
                "{name}"
            );
        }
    }

    #[test]
    fn full_forms_name_one_person() {
        let forms = PersonName::new("Robie M.H. (Mark) Palmer").full_forms();
        assert!(forms.contains(&"Mark Palmer".to_owned()));
        assert!(forms.contains(&"Robie Palmer".to_owned()));
        assert!(forms.contains(&"Robie M.H. Palmer".to_owned()));
        assert!(!forms.contains(&"Palmer".to_owned()));
    }
}
