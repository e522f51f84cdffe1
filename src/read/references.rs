//! References as editors word them: `See footnote 3, Document 136.` · `ibid., Documents
//! 376–378` · `Foreign Relations, 1981–1988, vol. IV, …, Document 351` · `Ante, p. 142`.
//!
//! A number belongs to the volume named before it in the same sentence, to the volume
//! that an ibid. repeats, or else to the document's own volume. What is not clear is
//! said to be doubtful and never guessed.
//!
//! One grammar with one state, the volume in force: here it is kept, sentence by sentence;
//! the words that each kind of reference is made of are read in the modules below.

mod documents;
mod notes;
mod numbers;
mod tokens;
mod volumes;

use super::plain::inline::holds;
use crate::model::{Rule, VolumeCue, Wanted};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;
use tokens::{Kind, Token, tokens};

/// A reference found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its words, in the text plus the offset that was given.
    pub range: Range<usize>,
    /// What it asks for.
    pub wanted: Wanted,
    /// The rule that saw it.
    pub rule: Rule,
}

/// What was cited last: what an `ibid.` repeats. Goes on from note to note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A volume of the series.
    Volume(VolumeCue),
    /// A document of the edition's own volume.
    Own,
    /// An archive, a book or a paper.
    Elsewhere,
}

/// Finds the references of a text. `offset` is added to every range.
pub(crate) fn scan(text: &str, offset: usize, scope: &mut Scope) -> Vec<Found> {
    // Most paragraphs hold no word that a reference begins with.
    if !holds(text, |byte| byte.is_ascii_digit()) || !telling().is_match(text) {
        return Vec::new();
    }
    let mut scanner = Scanner {
        tokens: tokens(text),
        at: 0,
        offset,
        volume: None,
        sentence_ibid: None,
        last_document: None,
        scope,
        found: Vec::new(),
    };
    scanner.run();
    scanner.found
}

/// Words without which a text holds no reference, and names nothing that an `ibid.` repeats.
fn telling() -> &'static AhoCorasick {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::new([
            "ocument",
            "OCUMENT",
            " above",
            " below",
            ", ante",
            ", post",
            "ootnote",
            "bid",
            "oreign Relations",
            "nte,",
            "upra",
            "nfra",
            "ost,",
            "oc.",
            "ocs.",
            "note ",
            "vol.",
            "vols",
            "olume ",
            "Files",
            "Box",
            "Library",
        ])
        .expect("a few short words make an automaton")
    });
    &WORDS
}

/// What an `ibid.` in this sentence stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ibid {
    Volume(VolumeCue),
    Own,
    Unclear,
}

struct Scanner<'a, 's> {
    tokens: Vec<Token<'a>>,
    at: usize,
    offset: usize,
    /// The volume named in this sentence.
    volume: Option<VolumeCue>,
    sentence_ibid: Option<Ibid>,
    /// The document named last, for `footnote 1 thereto`.
    last_document: Option<(VolumeCue, String)>,
    scope: &'s mut Scope,
    found: Vec<Found>,
}

impl<'a> Scanner<'a, '_> {
    fn token(&self, at: usize) -> Option<Token<'a>> {
        self.tokens.get(at).copied()
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.token(at)
            .is_some_and(|token| words.contains(&token.text))
    }

    fn number(&self, at: usize) -> Option<Token<'a>> {
        self.token(at).filter(|token| token.kind == Kind::Number)
    }

    fn run(&mut self) {
        while let Some(token) = self.token(self.at) {
            match token.text {
                "." if self.ends_sentence(self.at) => {
                    self.volume = None;
                    self.sentence_ibid = None;
                    self.at += 1;
                }
                "Foreign" if self.is(self.at + 1, &["Relations"]) => self.series(),
                "vol" | "vols" | "Vol" | "volume" | "Volume" | "Vols" => self.volume_number(None),
                "ibid" | "Ibid" | "Ibidem" | "ibidem" => self.ibid(),
                "Document" | "Documents" | "Doc" | "Docs" | "doc" | "docs" | "document"
                | "documents" | "DOCUMENT" | "DOCUMENTS" => self.documents(),
                "footnote" | "footnotes" | "Footnote" | "Footnotes" | "fn" => self.footnotes(true),
                "note" | "notes" | "n" => self.footnotes(false),
                "Ante" | "ante" | "post" | "Post" | "supra" | "Supra" | "infra" | "Infra" => {
                    self.own_pages();
                }
                "p" | "pp" | "page" | "pages" if self.volume.is_some() => {
                    self.pages(self.volume.clone().unwrap_or(VolumeCue::Own));
                }
                "p" | "pp" | "page" | "pages" if self.points_in_volume() => {
                    self.pages(VolumeCue::Own);
                }
                "Files" | "Box" | "Library" | "Archives" | "Bulletin" | "Papers" | "Lot" => {
                    if self.volume.is_none() {
                        *self.scope = Scope::Elsewhere;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
    }

    /// Whether a full stop ends a sentence: a capital follows, and no abbreviation or
    /// initial stands before it.
    fn ends_sentence(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let next = self.token(at + 1);
        let (Some(before), Some(dot)) = (before, self.token(at)) else {
            return false;
        };
        let Some(next) = next else { return true };
        let glued = before.end == dot.start;
        let abbreviated = before.kind == Kind::Word
            && (before.text.chars().count() == 1
                || matches!(
                    before.text,
                    "vol"
                        | "Vol"
                        | "vols"
                        | "No"
                        | "no"
                        | "pp"
                        | "Doc"
                        | "Docs"
                        | "doc"
                        | "Mr"
                        | "Mrs"
                        | "Dr"
                        | "ibid"
                        | "Ibid"
                        | "ed"
                        | "eds"
                        | "cf"
                        | "St"
                        | "Gen"
                        | "Jr"
                        | "etc"
                        | "art"
                        | "sec"
                        | "fn"
                        | "Sept"
                        | "Mtg"
                        | "w"
                ));
        let opens = next.text.starts_with(|c: char| {
            c.is_uppercase() || matches!(c, '“' | '"' | '(' | '[' | '*' | '_')
        }) || next.kind == Kind::Number;
        glued && !abbreviated && opens && next.start > dot.end
    }

    fn cue(&self) -> VolumeCue {
        self.volume.clone().unwrap_or(VolumeCue::Own)
    }

    /// Why a number cannot be told to belong to a volume, if it cannot.
    fn doubt(&self) -> Option<String> {
        if self.sentence_ibid == Some(Ibid::Unclear) && self.volume.is_none() {
            return Some("ibid. repeats something that is no volume of the series".to_owned());
        }
        match &self.volume {
            Some(VolumeCue::Named { volume, .. }) if volume.is_empty() => {
                Some("the series is named, but not which of its volumes".to_owned())
            }
            _ => None,
        }
    }

    fn rule(&self, plain: Rule) -> Rule {
        match &self.volume {
            Some(VolumeCue::Named { ibid: true, .. }) => Rule::RefIbid,
            Some(VolumeCue::Named { .. }) => Rule::RefVolume,
            _ => plain,
        }
    }

    fn push(&mut self, range: Range<usize>, wanted: Wanted, rule: Rule) {
        self.found.push(Found {
            range: self.offset + range.start..self.offset + range.end,
            wanted,
            rule,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn volume(cue: &VolumeCue) -> String {
        match cue {
            VolumeCue::Own => String::new(),
            VolumeCue::Named {
                years,
                volume,
                part,
                ibid,
            } => format!(
                "{}:{volume}{}{} ",
                years.as_deref().unwrap_or(""),
                part.as_deref()
                    .map(|part| format!("/{part}"))
                    .unwrap_or_default(),
                if *ibid { "!" } else { "" }
            ),
        }
    }

    fn told(text: &str) -> String {
        let mut scope = Scope::default();
        let found = scan(text, 0, &mut scope);
        let one = |found: &Found| {
            let wanted = match &found.wanted {
                Wanted::Document {
                    volume: cue,
                    number,
                } => format!("{}d{number}", volume(cue)),
                Wanted::Note {
                    volume: cue,
                    document,
                    note,
                } => format!(
                    "{}d{}fn{note}",
                    volume(cue),
                    document.as_deref().unwrap_or("?")
                ),
                Wanted::Page { volume: cue, page } => format!("{}pg{page}", volume(cue)),
                Wanted::Doubtful(_) => "?".to_owned(),
                other => format!("{other:?}"),
            };
            format!("{}={wanted}", &text[found.range.clone()])
        };
        found.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn references_by_their_words() {
        for (text, expected) in [
            ("See Document 168.", "Document 168=d168"),
            (
                "See footnote 3, Document 136.",
                "footnote 3, Document 136=d136fn3",
            ),
            ("See footnote 2 above.", "footnote 2=d?fn2"),
            ("See Documents 64 and 67.", "Documents 64=d64 | 67=d67"),
            ("See Documents 376–378.", "Documents 376=d376 | 378=d378"),
            ("See Document 376378.", "Document 376378=?"),
            ("ibid., Documents 376378", "Documents 376378=?"),
            ("Ante, p. 142.", "p. 142=pg142"),
            (
                "See Foreign Relations, 1981–1988, vol. IV, Soviet Union, January 1983–March 1985, Document 351. For more see ibid., Documents 376–378.",
                "Document 351=1981–1988:IV d351 | Documents 376=1981–1988:IV! d376 | 378=1981–1988:IV! d378",
            ),
            (
                "See Foreign Relations, 1947, volume V, page 575, and ibid., 1948, volume IV, page 47.",
                "page 575=1947:V pg575 | page 47=1948:IV pg47",
            ),
            (
                "See vol. III, Part 2, pp. 100–102.",
                "pp. 100–102=:III/2 pg100",
            ),
            (
                "Department of State, Central Files, Box 3. Ibid., Document 4.",
                "Document 4=?",
            ),
            (
                "See Foreign Relations, 1961–1963, vol. V, Document 7. See also Document 9.",
                "Document 7=1961–1963:V d7 | Document 9=d9",
            ),
            (
                "See Document 60 and footnote 1 thereto.",
                "Document 60=d60 | footnote 1=d60fn1",
            ),
            ("The document 5 of the note 3 we sent.", ""),
            ("Documents on Disarmament, 1962, vol. I, p. 32", ""),
            ("Document 7 pages long and Document 1,234", ""),
            (
                "Documents 16, 18a and 20",
                "Documents 16=d16 | 18a=d18a | 20=d20",
            ),
            ("See footnote 2, p. 23.", "footnote 2, p. 23=pg23"),
            ("U.N. Document S/726 and document 12/3.", ""),
            (
                "The text (document 35); see document 36. The document 37 of the file.",
                "document 35=d35 | document 36=d36",
            ),
            ("See Document #54.", "Document #54=d54"),
            ("See Document [85].", "Document [85]=d85"),
            ("See Document **16**.", "Document **16**=d16"),
            (
                "See p. 78 above and pp. 9–11, ante.",
                "p. 78=pg78 | pp. 9–11=pg9",
            ),
            ("See p. 78 of the report above.", ""),
            ("See vol. V (Document 77).", "Document 77=:V d77"),
            ("Document 71 (note 5)", "Document 71=d71 | note 5=d71fn5"),
            (
                "footnotes 2 and 3, Document 5",
                "footnotes 2=d5fn2 | 3, Document 5=d5fn3",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
