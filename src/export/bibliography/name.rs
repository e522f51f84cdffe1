//! A name as citations and reference managers need it.

use crate::edition::sorted_name;

/// The name of a person, an office or an institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it is shown: `George P. Shultz`, `Embassy in Iran`. Never empty.
    pub shown: String,
    /// A person's name taken apart. `None`: it is never turned round.
    pub parts: Option<Parts>,
}

/// A person's name taken apart. Put together again it has the words of the name as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// `Shultz`, `van der Rohe`.
    pub family: String,
    /// `George P.`; never empty.
    pub given: String,
    /// `Jr.`
    pub suffix: Option<String>,
}

impl Name {
    /// A name, with the form by which lists sort it (`Simons, Thomas W., Jr.`). The
    /// family's name is what that form begins with; everything else is taken from the
    /// name as shown, so that no word is lost where the form to sort by is shorter. A
    /// form that does not fit the name (in another script, say) leaves it whole.
    #[must_use]
    pub fn new(shown: &str, sorted: Option<&str>) -> Self {
        let words: Vec<&str> = shown.split_whitespace().collect();
        let shown = words.join(" ");
        let parts = sorted.and_then(|sorted| {
            let mut stated = sorted.split(',').map(str::trim);
            let family: Vec<&str> = stated.next()?.split_whitespace().collect();
            let has_suffix = stated.nth(1).is_some();
            taken_apart(&words, &family, has_suffix)
        });
        Self { shown, parts }
    }

    /// A name that is never turned round.
    #[must_use]
    pub fn whole(shown: &str) -> Self {
        Self::new(shown, None)
    }

    /// An editor's name as `book.toml` has it: `Elizabeth C. Charles`, or turned round
    /// already, `Charles, Elizabeth C.`
    #[must_use]
    pub fn of_editor(stated: &str) -> Self {
        let Some((family, given)) = stated.split_once(',') else {
            return Self::new(stated, sorted_name(stated).as_deref());
        };
        // `Thomas W. Simons, Jr.` is not turned round.
        if is_suffix(given.trim()) {
            return Self::new(stated, sorted_name(stated).as_deref());
        }
        let (given, suffix) = match given.split_once(',') {
            Some((given, suffix)) => (given, format!(", {}", suffix.trim())),
            None => (given, String::new()),
        };
        let shown = format!("{} {}{suffix}", given.trim(), family.trim());
        Self::new(&shown, Some(stated))
    }

    /// As lists sort it: `Shultz, George P.`, `Simons, Thomas W., Jr.`, `Embassy in Iran`.
    #[must_use]
    pub fn sorted(&self) -> String {
        match &self.parts {
            None => self.shown.clone(),
            Some(parts) => format!("{}, {}{}", parts.family, parts.given, parts.end()),
        }
    }

    /// As [`Name::sorted`], for programs that take any comma for the end of a family's
    /// name: what is never turned round loses its commas (`Alder Moss & Co.`).
    #[must_use]
    pub fn sorted_plain(&self) -> String {
        match &self.parts {
            Some(_) => self.sorted(),
            None => self.shown.replace(',', ""),
        }
    }

    /// With initials for the given names: `Shultz, G. P.`
    #[must_use]
    pub fn with_initials(&self) -> String {
        match &self.parts {
            None => self.shown.clone(),
            Some(parts) => format!("{}, {}{}", parts.family, parts.initials(), parts.end()),
        }
    }

    /// With initials for the given names, which stand first: `G. P. Shultz`
    #[must_use]
    pub fn initials_first(&self) -> String {
        match &self.parts {
            None => self.shown.clone(),
            Some(parts) => format!("{} {}{}", parts.initials(), parts.family, parts.end()),
        }
    }
}

impl Parts {
    /// `G. P.`; `J.-P.` of `Jean-Paul`.
    fn initials(&self) -> String {
        // `Robie M.H. (Mark)`: a nickname has no initial.
        let given = self.given.split(" (").next().unwrap_or(&self.given);
        let initial = |part: &str| {
            let first = part.chars().find(|c| c.is_alphabetic())?;
            Some(format!("{}.", first.to_uppercase()))
        };
        let initials: Vec<String> = given
            .split([' ', '.'])
            .filter_map(|part| {
                let halves: Vec<String> = part.split('-').filter_map(initial).collect();
                (!halves.is_empty()).then(|| halves.join("-"))
            })
            .collect();
        initials.join(" ")
    }

    /// What stands behind the given name: `, Jr.`, or nothing.
    pub(in crate::export) fn end(&self) -> String {
        let suffix = self.suffix.as_ref().map(|suffix| format!(", {suffix}"));
        suffix.unwrap_or_default()
    }
}

/// The words before the family's name are the given ones, those after it the suffix; of
/// a name that begins with the family's, those after it are the given ones.
fn taken_apart(words: &[&str], family: &[&str], has_suffix: bool) -> Option<Parts> {
    let bare = |word: &str| word.trim_end_matches(',').to_owned();
    let at = (0..words.len()).rev().find(|&at| {
        let here = words.get(at..at + family.len());
        !family.is_empty()
            && here.is_some_and(|here| {
                here.iter()
                    .map(|it| bare(it))
                    .eq(family.iter().map(|it| bare(it)))
            })
    })?;
    let join = |words: &[&str]| words.join(" ").trim_matches([',', ' ']).to_owned();
    let before = join(words.get(..at)?);
    let after = join(words.get(at + family.len()..)?);
    let family = join(family);
    let (given, suffix) = match (before.is_empty(), after.is_empty()) {
        (true, true) => return None,
        (true, false) => (after, None),
        (false, true) => (before, None),
        (false, false) if has_suffix || is_suffix(&after) => (before, Some(after)),
        // `Mark Palmer (of the Embassy)`: nothing is known of the rest.
        (false, false) => return None,
    };
    Some(Parts {
        family,
        given,
        suffix,
    })
}

fn is_suffix(words: &str) -> bool {
    let word = words.trim_end_matches('.').to_lowercase();
    ["jr", "sr", "ii", "iii", "iv", "esq"].contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart_as_they_are_sorted() {
        for (shown, sorted, expected) in [
            ("George P. Shultz", "Shultz, George P.", "Shultz, George P."),
            (
                "Thomas W. Simons, Jr.",
                "Simons, Thomas W., Jr.",
                "Simons, Thomas W., Jr.",
            ),
            (
                "Ludwig Mies van der Rohe",
                "Mies van der Rohe, Ludwig",
                "Mies van der Rohe, Ludwig",
            ),
            ("Ronald W. Reagan", "Reagan, Ronald", "Reagan, Ronald W."),
            ("Mao Zedong", "Mao, Zedong", "Mao, Zedong"),
            ("Андрей Громыко", "Громыко, Андрей", "Громыко, Андрей"),
            ("李白", "Li, Bai", "李白"),
            (
                "Robie M.H. (Mark) Palmer",
                "Palmer, Robie M.H. (Mark)",
                "Palmer, Robie M.H. (Mark)",
            ),
        ] {
            assert_eq!(Name::new(shown, Some(sorted)).sorted(), expected);
        }
    }

    #[test]
    fn editors_are_named_either_way_round() {
        for (stated, sorted) in [
            ("Elizabeth C. Charles", "Charles, Elizabeth C."),
            ("Charles, Elizabeth C.", "Charles, Elizabeth C."),
            ("Thomas W. Simons, Jr.", "Simons, Thomas W., Jr."),
            ("Simons, Thomas W., Jr.", "Simons, Thomas W., Jr."),
            ("Ludwig van der Rohe, Jr.", "van der Rohe, Ludwig, Jr."),
            ("Office of Papers", "Office of Papers"),
        ] {
            assert_eq!(Name::of_editor(stated).sorted(), sorted, "{stated}");
        }
    }

    #[test]
    fn initials_stand_for_given_names_only() {
        let initials = |shown: &str, sorted: &str| Name::new(shown, Some(sorted)).with_initials();
        assert_eq!(
            initials("Robie M.H. (Mark) Palmer", "Palmer, Robie M.H. (Mark)"),
            "Palmer, R. M. H."
        );
        assert_eq!(
            initials("Thomas W. Simons, Jr.", "Simons, Thomas W., Jr."),
            "Simons, T. W., Jr."
        );
        assert_eq!(
            Name::whole("Embassy in Iran").with_initials(),
            "Embassy in Iran"
        );
        assert_eq!(
            initials("Jean-Paul Sartre", "Sartre, Jean-Paul"),
            "Sartre, J.-P."
        );
        let editor = Name::new("Thomas W. Simons, Jr.", Some("Simons, Thomas W., Jr."));
        assert_eq!(editor.initials_first(), "T. W. Simons, Jr.");
    }
}
