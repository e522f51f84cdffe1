//! The words of the interface, in the reader's language: what stands on a page and is
//! neither the edition's nor a document's.
//!
//! They stand in a file per language (`themes/default/words/`), over which a theme lays its
//! own. All are read once and made ready; pages share them. What a language has no word for
//! is said in English. [`Messages`] is the one table of what there is.

mod dates;
mod messages;
mod pattern;

pub use messages::{Messages, Shape};
pub use pattern::{Counted, Pattern};

use icu_locale_core::Locale;
use icu_plurals::PluralRules;
use messages::Merged;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::{Deref, Range};

/// The language whose words stand in for those that another has not.
const ENGLISH: &str = "en";
const ENGLISH_WORDS: &str = include_str!("../../themes/default/words/en.toml");

/// A file of words: TOML, a word or pattern for each key.
#[derive(Debug, Clone, Copy)]
pub struct WordsFile<'a> {
    /// Its language, BCP 47: the file's name without its ending.
    pub language: &'a str,
    /// What is in it.
    pub text: &'a str,
}

/// What is wrong with a file of words. The word is then the one that it would replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Which of the files that were handed over.
    pub file: usize,
    /// Where in it, in bytes.
    pub place: Option<Range<usize>>,
    /// What is wrong, in an editor's words.
    pub message: String,
}

/// A value of a file of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// Words, perhaps with places to fill in.
    Words(String),
    /// Forms by the language's plural.
    Forms(BTreeMap<String, String>),
    /// Names in a row.
    List(Vec<String>),
}

/// The words of one language. Fields are those of [`Messages`].
#[derive(Debug)]
pub struct Words {
    messages: Messages,
    /// Every word as it was written, the theme's own among them: what templates see.
    said: BTreeMap<String, Said>,
    /// The keys that the language's own files lack.
    unsaid: Vec<String>,
    /// How the language counts. `None`: as `other`.
    plural: Option<PluralRules>,
}

impl Deref for Words {
    type Target = Messages;

    fn deref(&self) -> &Messages {
        &self.messages
    }
}

impl Words {
    /// The English words that recto ships.
    #[must_use]
    pub fn english() -> Self {
        Self::new(ENGLISH, &[], &mut Vec::new())
    }

    /// The words for a language (BCP 47: `de-CH` has those of `de`, too). Of files of one
    /// language a later one counts more.
    #[must_use]
    pub fn new(language: &str, files: &[WordsFile<'_>], complaints: &mut Vec<Complaint>) -> Self {
        let wanted = fallbacks(language);
        let mut merged = Merged::default();
        merged.add(None, ENGLISH_WORDS, complaints);
        let mut spoken = ENGLISH;
        // What the language says itself.
        let mut own = Merged::default();
        for language in wanted.iter().rev() {
            for (at, file) in files.iter().enumerate() {
                if file.language.eq_ignore_ascii_case(language) {
                    merged.add(Some(at), file.text, complaints);
                    if *language != ENGLISH {
                        own.add(None, file.text, &mut Vec::new());
                    }
                    spoken = language;
                }
            }
        }
        let said = merged.into_said();
        let unsaid = match spoken {
            ENGLISH => Vec::new(),
            _ => unsaid(&own.into_said()),
        };
        let locale = spoken.parse::<Locale>().ok();
        Self {
            messages: Messages::new(&said),
            plural: locale.and_then(|it| PluralRules::try_new_cardinal(it.into()).ok()),
            said,
            unsaid,
        }
    }

    /// The keys that the files of a language lack, in the order of their names: these words are
    /// said in English. Empty where the language has no file at all.
    #[must_use]
    pub fn unsaid(&self) -> &[String] {
        &self.unsaid
    }

    /// Every word as it was written, by its key.
    #[must_use]
    pub const fn said(&self) -> &BTreeMap<String, Said> {
        &self.said
    }

    /// A pattern in the form for a number.
    #[must_use]
    pub fn count(&self, words: &Counted, n: usize) -> String {
        words.form(self.category(n)).fill(&[("n", &n.to_string())])
    }

    /// The same for a number as somebody wrote it; words for one have the form of many.
    #[must_use]
    pub fn count_written(&self, words: &Counted, n: &str) -> String {
        let form = n.parse().map_or("many", |n| self.category(n));
        words.form(form).fill(&[("n", n)])
    }

    /// The name of the plural form for a number: `one`, `few`, `other`.
    #[must_use]
    pub fn category(&self, n: usize) -> &'static str {
        use icu_plurals::PluralCategory as Category;
        match self.plural.as_ref().map(|rules| rules.category_for(n)) {
            Some(Category::Zero) => "zero",
            Some(Category::One) => "one",
            Some(Category::Two) => "two",
            Some(Category::Few) => "few",
            Some(Category::Many) => "many",
            Some(Category::Other) | None => "other",
        }
    }

    /// Names joined as in a sentence: `A`, `A and B`, `A, B and C`.
    #[must_use]
    pub fn joined(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => self
                .pair
                .fill(&[("first", &first.join(", ")), ("last", last)]),
        }
    }
}

/// A language and the coarser ones below it: `de-CH`, `de`, and last English.
fn fallbacks(language: &str) -> Vec<&str> {
    let mut rest = language;
    let mut all = vec![rest];
    while let Some((coarser, _)) = rest.rsplit_once('-') {
        rest = coarser;
        all.push(rest);
    }
    if !all.contains(&ENGLISH) {
        all.push(ENGLISH);
    }
    all
}

/// The keys of the English words that a language does not have: `search`, and of tables of
/// names `script.copy`.
fn unsaid(own: &BTreeMap<String, Said>) -> Vec<String> {
    let mut english = Merged::default();
    english.add(None, ENGLISH_WORDS, &mut Vec::new());
    let mut missing = Vec::new();
    for (key, value) in english.into_said() {
        match (value, own.get(&key)) {
            // Plural forms are the language's own.
            (Said::Forms(names), Some(Said::Forms(there))) if !names.contains_key("other") => {
                let lacks = names.into_keys().filter(|name| !there.contains_key(name));
                missing.extend(lacks.map(|name| format!("{key}.{name}")));
            }
            (_, Some(_)) => {}
            (_, None) => missing.push(key),
        }
    }
    missing
}
