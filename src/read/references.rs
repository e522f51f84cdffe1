//! References as editors word them: `See footnote 3, Document 136.` · `ibid., Documents
//! 376–378` · `Foreign Relations, 1981–1988, vol. IV, …, Document 351` · `Ante, p. 142` ·
//! `telegram 123, March 4, p. 162`.
//!
//! A number belongs to the volume named before it in the same sentence, to the volume
//! that an ibid. repeats, or else to the document's own volume. What is not clear is
//! said to be doubtful and never guessed.
//!
//! One grammar with one state, the volume in force: here it is kept, sentence by sentence;
//! the words that each kind of reference is made of are read in the modules below.

mod collections;
mod documents;
mod evidence;
mod notes;
mod numbers;
mod pages;
mod tokens;
mod volumes;

use crate::bytes::DIGITS;
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

/// Whose words a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// The document's own. The pages that its writer cites are those of other papers.
    Document,
    /// The editor's, as in notes: a page without a book is one of the volume.
    Editor,
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
pub(crate) fn scan(text: &str, offset: usize, voice: Voice, scope: &mut Scope) -> Vec<Found> {
    // Most paragraphs hold no word that a reference begins with.
    let worded = if DIGITS.is_in(text) {
        telling().is_match(text)
    } else {
        // `See supra.`, `in volume XXII.`
        let words = ["upra", "nfra", "olume ", "vol. "];
        voice == Voice::Editor && words.iter().any(|word| text.contains(word))
    };
    if !worded {
        return Vec::new();
    }
    let mut scanner = Scanner {
        text,
        tokens: tokens(text),
        at: 0,
        offset,
        voice,
        brackets: 0,
        sentence: 0,
        volume: None,
        volume_at: None,
        pending: None,
        sentence_ibid: None,
        last_page: None,
        last_document: LastDocument::None,
        scope,
        found: Vec::new(),
    };
    scanner.run();
    let mut found = scanner.found;
    // A volume is known to be cited as a whole only where its sentence ends.
    found.sort_by_key(|it| it.range.start);
    found
}

/// Words without which a text holds no reference, and names nothing that an `ibid.` repeats.
fn telling() -> &'static AhoCorasick {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::new([
            "ocument",
            "Dok",
            "Bd.",
            " S.",
            "OCUMENT",
            " above",
            " below",
            ", ante",
            ", post",
            "ootnote",
            "bid",
            "oreign Relations",
            "For. Rel",
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
            " p.",
            "(p.",
            " pp.",
            "page",
            "Page",
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
    /// Something that is no volume of the series.
    Elsewhere,
    /// Nothing was cited before.
    Unclear,
}

/// Whose page a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    Volume(VolumeCue),
    /// Another work's: no reference within the edition.
    Elsewhere,
    Doubtful(&'static str),
}

/// A volume that was named, until its sentence shows whether a part of it is cited.
struct Pending {
    range: Range<usize>,
    cue: VolumeCue,
}

/// The document that was cited last.
#[derive(Debug, Clone, PartialEq, Eq)]
enum LastDocument {
    None,
    Known(VolumeCue, String),
    /// One that may be of another work.
    Other,
}

struct Scanner<'a, 's> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
    offset: usize,
    voice: Voice,
    /// How many square brackets are open: words in them are the editor's.
    brackets: usize,
    /// The token with which this sentence begins.
    sentence: usize,
    /// The volume named in this sentence.
    volume: Option<VolumeCue>,
    /// The token after the volume or ibid. named last in this sentence.
    volume_at: Option<usize>,
    pending: Option<Pending>,
    sentence_ibid: Option<Ibid>,
    /// The page cited last in this sentence: whose, and the token after it.
    last_page: Option<(Whose, usize)>,
    /// The document named last, for `footnote 1 thereto`.
    last_document: LastDocument,
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

    /// Whether the words at hand are the editor's.
    fn is_editors(&self) -> bool {
        self.voice == Voice::Editor || self.brackets > 0
    }

    fn run(&mut self) {
        while let Some(token) = self.token(self.at) {
            match token.text {
                "." if self.ends_sentence(self.at) => {
                    self.close_volume();
                    self.volume = None;
                    self.volume_at = None;
                    self.sentence_ibid = None;
                    self.last_page = None;
                    self.at += 1;
                    self.sentence = self.at;
                }
                "[" => {
                    self.brackets += 1;
                    self.at += 1;
                }
                "]" => {
                    self.brackets = self.brackets.saturating_sub(1);
                    self.at += 1;
                }
                "Foreign" if self.is(self.at + 1, &["Relations"]) => self.series(2),
                // `For. Rel. 1887, p. 981`: the old short form.
                "For"
                    if self.is(self.at + 1, &["."])
                        && self.is(self.at + 2, &["Rel"])
                        && self.is(self.at + 3, &["."]) =>
                {
                    self.series(4);
                }
                "vol" | "vols" | "Vol" | "volume" | "Volume" | "Vols" | "Bd" => self.bare_volume(),
                "ibid" | "Ibid" | "Ibidem" | "ibidem" => self.ibid(),
                "Document" | "Documents" | "Doc" | "Docs" | "doc" | "docs" | "document"
                | "documents" | "DOCUMENT" | "DOCUMENTS" | "Dok" | "Dokument" | "Dokumente" => {
                    self.documents();
                }
                "footnote" | "footnotes" | "Footnote" | "Footnotes" | "fn" => self.footnotes(true),
                "note" | "notes" | "n" => self.footnotes(false),
                "Ante" | "ante" | "post" | "Post" | "supra" | "Supra" | "infra" | "Infra"
                | "Oben" | "oben" | "Unten" | "unten" => {
                    self.elsewhere_in_volume();
                }
                "Part" | "part" | "Pt" | "pt" => self.part_behind(),
                "p" | "pp" | "page" | "pages" => self.page(),
                // `Page 141 above.`; `Page 2` by itself is one of the paper.
                "Page" | "Pages"
                    if self.is_editors()
                        && self.at == self.sentence
                        && self.is(self.at + 2, pages::BEYOND) =>
                {
                    self.pages(Whose::Volume(VolumeCue::Own));
                }
                // `Bd. IX, S. 34`: an initial, unless a volume stands before it.
                "S" if self.volume.is_some() && self.is(self.at + 1, &["."]) => self.page(),
                "Files" | "Box" | "Library" | "Archives" | "Bulletin" | "Papers" | "Lot" => {
                    if self.volume.is_none() {
                        *self.scope = Scope::Elsewhere;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.close_volume();
    }

    /// Whether a full stop ends a sentence: a capital follows, and no abbreviation or
    /// initial stands before it.
    fn ends_sentence(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let next = self.token(at + 1);
        let (Some(before), Some(dot)) = (before, self.token(at)) else {
            return false;
        };
        if dot.text != "." {
            return false;
        }
        let Some(next) = next else { return true };
        let glued = before.end == dot.start;
        // `Ibid. See also Document 8.`
        let anew = matches!(before.text, "Ibid" | "ibid")
            && (next.text == "Not" || evidence::opens_sentence(next.text));
        let abbreviated = !anew
            && before.kind == Kind::Word
            && (before.text.chars().count() == 1 || ABBREVIATIONS.contains(&before.text));
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
        if matches!(self.sentence_ibid, Some(Ibid::Unclear | Ibid::Elsewhere))
            && self.volume.is_none()
        {
            return Some("ibid. repeats something that is no volume of the series".to_owned());
        }
        match &self.volume {
            Some(VolumeCue::Named {
                volume,
                years: None,
                title: None,
                ..
            }) if volume.is_empty() => {
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
        if let Wanted::Document { volume, .. }
        | Wanted::Note { volume, .. }
        | Wanted::Page { volume, .. } = &wanted
            && self.pending.as_ref().is_some_and(|it| it.cue == *volume)
        {
            self.pending = None;
        }
        self.found.push(Found {
            range: self.offset + range.start..self.offset + range.end,
            wanted,
            rule,
        });
    }
}

/// Words that a full stop shortens, and after which it ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Amb", "Anm", "Apr", "Aug", "Bd", "Brig", "Capt", "Cf", "Cmd", "Cmnd", "Co", "Col",
    "Cong", "Dec", "Doc", "Docs", "Dok", "Dr", "Feb", "Gen", "Ibid", "Jan", "Jr", "Lt", "Maj",
    "Mar", "Mr", "Mrs", "Mtg", "No", "Nos", "Nov", "Nr", "Oct", "Pt", "Rep", "Sen", "Sept", "Ser",
    "Sess", "St", "Stat", "Suppl", "Vgl", "Vol", "Vols", "art", "cf", "cit", "doc", "docs", "ed",
    "eds", "etc", "fn", "ibid", "loc", "no", "nos", "op", "pp", "pt", "sec", "ser", "sess",
    "suppl", "vgl", "viz", "vol", "vols", "yr",
];

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
                title,
                ibid,
            } => format!(
                "{}{}:{volume}{}{} ",
                title
                    .as_deref()
                    .map(|title| format!("<{title}>"))
                    .unwrap_or_default(),
                years.as_deref().unwrap_or(""),
                part.as_deref()
                    .map(|part| format!("/{part}"))
                    .unwrap_or_default(),
                if *ibid { "!" } else { "" }
            ),
        }
    }

    pub(super) fn told(text: &str) -> String {
        told_by(Voice::Editor, text)
    }

    pub(super) fn told_by(voice: Voice, text: &str) -> String {
        let mut scope = Scope::default();
        let found = scan(text, 0, voice, &mut scope);
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
                Wanted::Volume { volume: cue } => volume(cue).trim_end().to_owned(),
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
                "See For. Rel. 1887, vol. II, p. 981.",
                "p. 981=1887:II pg981",
            ),
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
            (
                "See telegram 678, July 15, to Thornby, p. 161, and the note of September 17, pp. 151, 156.",
                "p. 161=pg161 | pp. 151=pg151 | 156=pg156",
            ),
            (
                "See post page 244 and infra, p. 9.",
                "page 244=pg244 | p. 9=pg9",
            ),
            ("Marsh, The Grain Question, p. 162. Ibid., p. 163.", ""),
            ("For text, see Thornby Gazette, Nov. 1, 1948, p. 3.", ""),
            ("See 4 p. m., and page 3 of the report.", ""),
            (
                "See Foreign Relations, 1947, vol. v, p. 503 and footnote 33.",
                "p. 503=1947:v pg503",
            ),
            (
                "See footnote 7, Foreign Relations, 1946, vol. vii, p. 739.",
                "footnote 7, Foreign Relations, 1946, vol. vii, p. 739=1946:vii pg739",
            ),
            (
                "See Foreign Relations, 1946, volume vii. See ibid., 1943, vol. iv.",
                "Foreign Relations, 1946, volume vii=1946:vii | ibid., 1943, vol. iv=1943:iv",
            ),
            (
                "Supplement to Foreign Relations, 1969–1976, Lowhaven, 1969–1972.",
                "Foreign Relations, 1969–1976, Lowhaven, 1969–1972=<Supplement, Lowhaven, 1969–1972>1969–1976:",
            ),
            ("See footnote 2 to the treaty.", "footnote 2=?"),
            ("See footnote 2 to this document.", "footnote 2=d?fn2"),
            ("The Senate Foreign Relations Committee, 1947, met.", ""),
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

    #[test]
    fn a_documents_own_pages_are_no_references() {
        for (text, expected) in [
            ("See the note, p. 7, and Annex 3, page 4.", ""),
            ("[For the answer, see p. 31.]", "p. 31=pg31"),
            ("Paragraph 2 and footnote 2 of the treaty say why.", ""),
            ("See vol. III, p. 4.", "p. 4=:III pg4"),
        ] {
            assert_eq!(told_by(Voice::Document, text), expected, "{text}");
        }
    }
}
