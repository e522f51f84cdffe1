//! Spellings of names: which words stand for one another, as the authority file has them.

use super::fold::{fold, pieces};
use std::collections::{BTreeMap, BTreeSet};

/// For each word, the other spellings of it, both folded.
pub(super) type Variants = BTreeMap<String, BTreeSet<String>>;

/// Names that one of the authority file's entries has.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Whether it is a person: then surnames stand for one another. Of everything else
    /// only names of one word do.
    pub person: bool,
    /// The name with the surname first, `Sakharov, Andrei`.
    pub sort: String,
    /// All names and spellings.
    pub forms: Vec<String>,
}

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Finds the words of an entry that stand for one another.
pub(super) fn collect(names: &Names, variants: &mut Variants) {
    let words = |form: &str| -> Vec<String> {
        pieces(form)
            .filter(|piece| piece.is_word)
            .filter_map(|piece| Some(fold(form.get(piece.range)?).into_owned()))
            .filter(|word| !SUFFIXES.contains(&word.as_str()))
            .collect()
    };
    let mut alike = BTreeSet::new();
    let mut given = BTreeSet::new();
    let forms = std::iter::once(&names.sort).chain(&names.forms);
    for form in forms {
        // Offices in brackets are no part of the name.
        let form = form.split('(').next().unwrap_or(form);
        let (surname, rest) = match form.split_once(',') {
            Some((surname, rest)) if names.person => (words(surname), words(rest)),
            _ => {
                let mut all = words(form);
                let last = all.pop().into_iter().collect();
                (last, all)
            }
        };
        // What has several words stands for itself.
        match surname.as_slice() {
            [word] if names.person || rest.is_empty() => {
                alike.insert(word.clone());
            }
            _ => {}
        }
        if names.person {
            given.extend(rest);
        }
    }
    // A spelling of one word may be a given name.
    alike.retain(|word| !given.contains(word) && word.chars().count() > 1);
    if alike.len() < 2 {
        return;
    }
    for word in &alike {
        let others = alike.iter().filter(|other| *other != word).cloned();
        variants.entry(word.clone()).or_default().extend(others);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sort: &str, forms: &[&str]) -> Variants {
        let mut variants = Variants::new();
        let names = Names {
            person: true,
            sort: sort.into(),
            forms: forms.iter().map(|it| (*it).to_owned()).collect(),
        };
        collect(&names, &mut variants);
        variants
    }

    #[test]
    fn surnames_stand_for_one_another_and_given_names_do_not() {
        let found = of(
            "Sakharov, Andrei D.",
            &[
                "Andrei D. Sakharov",
                "Andrej Sacharow",
                "Сахаров, Андрей",
                "Andrei",
            ],
        );
        let words: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(words, ["sacharow", "sakharov", "сахаров"]);
        assert!(found["sakharov"].contains("sacharow") && found["sacharow"].len() == 2);
    }

    #[test]
    fn titles_and_suffixes_make_no_spelling() {
        assert!(
            of(
                "Bush, George H.W.",
                &["Vice President Bush", "George Bush, Jr."]
            )
            .is_empty()
        );
    }
}
