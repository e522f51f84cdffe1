//! The words of the interface: those that recto ships, with the theme's laid over them, and
//! what a language lacks.

use super::{Layers, Origin, text_of};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::Span;
use crate::words::{Words, WordsFile};
use std::borrow::Cow;

/// A file of words.
pub(super) struct Catalogue {
    language: String,
    text: Cow<'static, str>,
    origin: Origin,
}

impl Layers {
    /// Adds a file of words.
    pub(super) fn catalogue(
        &mut self,
        name: &str,
        bytes: Cow<'static, [u8]>,
        origin: Origin,
        diags: &mut Diagnostics,
    ) {
        let Some(language) = name.strip_suffix(".toml") else {
            return;
        };
        match (text_of(bytes), origin) {
            (Some(text), origin) => self.words.push(Catalogue {
                language: language.to_owned(),
                text,
                origin,
            }),
            (None, Origin::Edition(file)) => diags.push(
                Diagnostic::new(
                    Code::BadTheme,
                    Place::File(file),
                    format!("the words of `{language}` are not UTF-8 text"),
                )
                .help("save the file as UTF-8"),
            ),
            (None, Origin::Recto | Origin::Plain) => {}
        }
    }

    /// The words for a language, with what the edition's folder says of them.
    pub(super) fn words(&self, language: &str, diags: &mut Diagnostics) -> Words {
        let files = self.words.iter().map(|it| WordsFile {
            language: &it.language,
            text: &it.text,
        });
        let files: Vec<WordsFile<'_>> = files.collect();
        let mut complaints = Vec::new();
        let words = Words::new(language, &files, &mut complaints);
        for complaint in complaints {
            let Some(Origin::Edition(file)) = self.words.get(complaint.file).map(|it| it.origin)
            else {
                continue;
            };
            let place = complaint.place.map_or(Place::File(file), |range| {
                Place::Span(Span::new(file, range.start, range.end))
            });
            diags.push(
                Diagnostic::new(Code::BadTheme, place, complaint.message)
                    .help("the word that recto ships is used instead"),
            );
        }
        self.tell_unsaid(language, &words, diags);
        words
    }

    /// Tells which words a language of the edition's own lacks: at its file.
    fn tell_unsaid(&self, language: &str, words: &Words, diags: &mut Diagnostics) {
        // As many as an editor wants to read at once.
        const NAMED: usize = 12;
        let missing = words.unsaid();
        let of_edition = self.words.iter().filter_map(|it| match it.origin {
            Origin::Edition(file) => Some((file, &it.language)),
            Origin::Recto | Origin::Plain => None,
        });
        let spoken = language.split('-').next().unwrap_or(language);
        let mut files = of_edition.filter(|(_, of)| {
            let of = of.split('-').next().unwrap_or(of);
            of.eq_ignore_ascii_case(spoken)
        });
        let Some((file, _)) = files.next().filter(|_| !missing.is_empty()) else {
            return;
        };
        let named: Vec<String> = missing
            .iter()
            .take(NAMED)
            .map(|it| format!("`{it}`"))
            .collect();
        let more = match missing.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = "words are missing and said in English";
        diags.push(
            Diagnostic::new(Code::WordsMissing, Place::File(file), message).help(format!(
                "{}{more}; `words/en.toml` of the default theme has all",
                named.join(", ")
            )),
        );
    }
}
