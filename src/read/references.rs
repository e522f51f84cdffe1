//! References as editors word them: `See footnote 3, Document 136.` · `ibid., Documents
//! 376–378` · `Foreign Relations, 1981–1988, vol. IV, …, Document 351` · `Ante, p. 142`.
//!
//! A number belongs to the volume named before it in the same sentence, to the volume
//! that an ibid. repeats, or else to the document's own volume. What is not clear is
//! said to be doubtful and never guessed.
//!
//! One grammar with one state (the volume in force), a function each for its words: apart
//! they could not be read, so the file is longer than most.

use super::plain::inline::holds;
use crate::model::{Rule, VolumeCue, Wanted};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Number,
    Sign,
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    start: usize,
    end: usize,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    // Words and the blanks after them are five characters and more.
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (kind, length) = if c.is_ascii_digit() {
            (Kind::Number, run(rest, |c| c.is_ascii_digit()))
        } else if c.is_alphabetic() {
            let is_inside = |c: char| c.is_alphabetic() || c == '’' || c == '\'';
            (Kind::Word, run(rest, is_inside))
        } else {
            (Kind::Sign, c.len_utf8())
        };
        let start = text.len() - rest.len();
        let (token, after) = rest.split_at(length);
        rest = after;
        if !c.is_whitespace() {
            out.push(Token {
                kind,
                text: token,
                start,
                end: start + length,
            });
        }
    }
    out
}

/// How many bytes at the beginning are such characters.
fn run(text: &str, is_wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_wanted(c)).unwrap_or(text.len())
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

    /// `Foreign Relations, 1981–1988, vol. IV, …`
    fn series(&mut self) {
        let mut at = self.at + 2;
        // `Foreign Relations of the United States` is the same name.
        while self.is(at, &["of", "the", "United", "States", ",", ":"]) {
            at += 1;
        }
        let mut years = None;
        if let Some(first) = self.number(at).filter(|token| token.text.len() == 4) {
            let mut text = first.text.to_owned();
            at += 1;
            if self.is(at, &["–", "-", "—", "/"])
                && let Some(last) = self.number(at + 1)
            {
                text = format!("{text}–{}", last.text);
                at += 2;
            }
            years = Some(text);
        }
        while self.is(at, &[","]) {
            at += 1;
        }
        self.at = at;
        if self.is(at, &["vol", "vols", "Vol", "volume", "Volume", "Vols"]) {
            self.volume_number(years.or(Some(String::new())));
        } else {
            // The series without a volume, or a volume by its title: not told apart here.
            let cue = VolumeCue::Named {
                years,
                volume: String::new(),
                part: None,
                ibid: false,
            };
            self.volume = Some(cue.clone());
            *self.scope = Scope::Volume(cue);
        }
    }

    /// `vol. IV`, `vol. III, Part 2`; `years` when the series was named before it.
    fn volume_number(&mut self, years: Option<String>) {
        let other_work = years.is_none() && self.after_other_work(self.at);
        let mut at = self.at + 1;
        if self.is(at, &["."]) {
            at += 1;
        }
        // `vol. E–5`: a volume that was published on the web alone.
        let lettered = self
            .token(at)
            .filter(|letter| letter.text == "E" && self.is(at + 1, &["–", "-"]))
            .and(self.number(at + 2));
        let plain = self.token(at).filter(|token| is_volume_number(token.text));
        let number = match (lettered, plain) {
            (Some(number), _) => {
                at += 2;
                format!("E–{}", number.text)
            }
            (None, Some(number)) => number.text.to_owned(),
            (None, None) => {
                self.at += 1;
                return;
            }
        };
        at += 1;
        let mut part = None;
        let comma = usize::from(self.is(at, &[","]));
        if self.is(at + comma, &["Part", "part", "pt", "Pt"]) {
            let dot = usize::from(self.is(at + comma + 1, &["."]));
            if let Some(number) = self
                .token(at + comma + 1 + dot)
                .filter(|token| is_volume_number(token.text))
            {
                part = Some(number.text.to_owned());
                at += comma + 2 + dot;
            }
        }
        self.at = at;
        let cue = VolumeCue::Named {
            years: years.clone().filter(|years| !years.is_empty()),
            volume: number,
            part,
            ibid: false,
        };
        // A volume without the series' name is one only where a document or page follows
        // at once: files have volumes too.
        if years.is_some() || self.cites_soon() && !other_work {
            self.volume = Some(cue.clone());
            *self.scope = Scope::Volume(cue);
        } else if other_work {
            *self.scope = Scope::Elsewhere;
        }
    }

    /// Whether the words before an offset name another work: `Documents on Disarmament,
    /// 1962, vol. I`. A volume of the series is named after its series, or by itself.
    fn after_other_work(&self, at: usize) -> bool {
        let before = |steps: usize| at.checked_sub(steps).and_then(|at| self.token(at));
        if self.volume.is_some() || before(1).is_none_or(|comma| comma.text != ",") {
            return false;
        }
        let is_year = |token: &Token<'_>| token.kind == Kind::Number && token.text.len() == 4;
        // The word before the comma, or before the year that stands between two commas.
        let named = match before(2) {
            Some(year) if is_year(&year) => before(3)
                .filter(|comma| comma.text == ",")
                .and_then(|_| before(4)),
            other => other,
        };
        named.is_some_and(|word| {
            word.kind == Kind::Word
                && word.text.len() > 3
                && word.text.starts_with(char::is_uppercase)
                && !matches!(word.text, "Ibid" | "Relations")
        })
    }

    /// Whether a document or page is named next, a title in between at most.
    fn cites_soon(&self) -> bool {
        let comma = usize::from(self.is(self.at, &[","]));
        let bracket = usize::from(self.is(self.at + comma, &["("]));
        self.is(
            self.at + comma + bracket,
            &[
                "Document",
                "Documents",
                "Doc",
                "Docs",
                "footnote",
                "footnotes",
                "p",
                "pp",
            ],
        )
    }

    fn ibid(&mut self) {
        let meant = match self.scope {
            Scope::Volume(VolumeCue::Named {
                years,
                volume,
                part,
                ..
            }) => Ibid::Volume(VolumeCue::Named {
                years: years.clone(),
                volume: volume.clone(),
                part: part.clone(),
                ibid: true,
            }),
            Scope::Volume(VolumeCue::Own) | Scope::Own => Ibid::Own,
            Scope::Nothing | Scope::Elsewhere => Ibid::Unclear,
        };
        self.volume = match &meant {
            Ibid::Volume(cue) => Some(cue.clone()),
            _ => None,
        };
        self.sentence_ibid = Some(meant);
        self.at += 1;
        if self.is(self.at, &["."]) {
            self.at += 1;
        }
        // `ibid., vol. V, Document 12`: the same series, another volume.
        let comma = usize::from(self.is(self.at, &[","]));
        if self.is(self.at + comma, &["vol", "Vol"]) {
            let years = match self.scope {
                Scope::Volume(VolumeCue::Named { years, .. }) => {
                    years.clone().or(Some(String::new()))
                }
                _ => Some(String::new()),
            };
            self.at += comma;
            self.sentence_ibid = None;
            self.volume_number(years);
        }
        if self.is(self.at, &[","])
            && let Some(first) = self
                .number(self.at + 1)
                .filter(|token| token.text.len() == 4)
            && self.is(self.at + 2, &["–", "-"])
            && let Some(last) = self.number(self.at + 3)
        {
            // `ibid., 1977–1980, vol. VI`
            let years = format!("{}–{}", first.text, last.text);
            let comma = usize::from(self.is(self.at + 4, &[","]));
            if self.is(self.at + 4 + comma, &["vol", "Vol"]) {
                self.at += 4 + comma;
                self.sentence_ibid = None;
                self.volume_number(Some(years));
            }
        }
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

    /// `Document 168`, `Documents 64 and 67`, `Documents 376–378`.
    fn documents(&mut self) {
        let word = self.at;
        let plural = self.is(
            word,
            &["Documents", "Docs", "docs", "documents", "DOCUMENTS"],
        );
        let mut at = word + 1;
        if self.is(word, &["Doc", "Docs", "doc", "docs"]) {
            if !self.is(at, &["."]) {
                self.at += 1;
                return;
            }
            at += 1;
        }
        if self.is(at, &["No", "Nos", "no", "nos"]) {
            at += 1;
            if self.is(at, &["."]) {
                at += 1;
            }
        }
        // `Document #54`, `Document [85]`, `Document *16*`
        let signs = at;
        while self.is(at, &["#", "*", "_", "["]) && at < signs + 3 {
            at += 1;
        }
        let signs = at - signs;
        let Some(first) = self.number(at) else {
            self.at += 1;
            return;
        };
        // `document S/726`, `Document 12/3` are other bodies' numbers.
        if self.is(at + 1, &["/"])
            && self
                .token(at + 1)
                .is_some_and(|slash| slash.start == first.end)
        {
            self.at = at + 1;
            return;
        }
        let numbers = self.numbers(at);
        let after = numbers.last().map_or(at + 1, |&(index, _)| index + 1);
        // `Document 7 pages long`, `Document 1,234`.
        let counts = ["pages", "page", "copies", "lines", "paragraphs", "words"];
        if numbers.is_empty() || self.is(after, &counts) || !self.cited(word, after) {
            self.at = after;
            return;
        }
        // Signs that stand round the number are closed after it.
        let mut closed = 0;
        while closed < signs && numbers.len() == 1 && self.is(after + closed, &["*", "_", "]"]) {
            closed += 1;
        }
        let closed = closed
            .checked_sub(1)
            .and_then(|last| self.token(after + last))
            .map(|sign| sign.end);
        let start = self.token(word).map_or(0, |token| token.start);
        // `vol. I, Document 12, and Documents 8–9 in this volume`
        let own = self.is(after, &["in", "of"])
            && self.is(after + 1, &["this"])
            && self.is(after + 2, &["volume"]);
        if own {
            self.volume = None;
            self.sentence_ibid = None;
        }
        let doubt = self.doubt();
        let cue = self.cue();
        let single = numbers.len() == 1;
        for (position, (_, token)) in numbers.iter().enumerate() {
            let begin = if position == 0 { start } else { token.start };
            let letter = self.letter_after(token.end);
            let end = closed.unwrap_or(token.end + letter.len());
            let number = format!("{}{letter}", token.text);
            let wanted = if let Some(doubt) = &doubt {
                Wanted::Doubtful(doubt.clone())
            } else if lost_dash(token.text, plural && single) {
                Wanted::Doubtful(format!(
                    "no volume has a document {number}: a dash may have been lost"
                ))
            } else {
                self.last_document = Some((cue.clone(), number.clone()));
                Wanted::Document {
                    volume: cue.clone(),
                    number,
                }
            };
            self.push(begin..end, wanted, self.rule(Rule::RefDocument));
        }
        if self.volume.is_none() && self.sentence_ibid.is_none() {
            *self.scope = Scope::Own;
        }
        let last = numbers.last().map_or(0, |(_, token)| token.end);
        self.at = after + usize::from(!self.letter_after(last).is_empty());
        // `Document 60 and footnote 1 thereto` is read where `footnote` stands.
    }

    /// Whether a document and a number are cited, and not told of: in small letters or in
    /// capitals they are where one looks, as in `(document 35)` and `see document 35`.
    fn cited(&self, word: usize, after: usize) -> bool {
        if !self.is(word, &["document", "documents", "DOCUMENT", "DOCUMENTS"]) {
            return true;
        }
        let before = |words: &[&str]| word.checked_sub(1).is_some_and(|at| self.is(at, words));
        before(&["(", "["]) && self.is(after, &[")", "]", ",", ";"])
            || before(&["see", "See", "SEE", "also", "cf", "Cf"])
                && !self.is(after, &["of", "to", "from"])
            || self.is(after, &["above", "below"])
    }

    /// Whether a page is one of the own volume: `p. 78 above`, `p. 82, ante`.
    fn points_in_volume(&self) -> bool {
        let at = self.at + 1 + usize::from(self.is(self.at + 1, &["."]));
        let numbers = self.numbers(at);
        numbers.last().is_some_and(|&(last, _)| {
            let comma = usize::from(self.is(last + 1, &[","]));
            self.is(
                last + 1 + comma,
                &["above", "below", "ante", "post", "supra", "infra"],
            )
        })
    }

    /// Whether a document is named right before: `Document 8, footnote 1`, `Document 8 (note 1)`.
    fn follows_document(&self, word: usize) -> bool {
        let before = |steps: usize| word.checked_sub(steps);
        let is = |steps, words: &[&str]| before(steps).is_some_and(|at| self.is(at, words));
        is(1, &[",", "("])
            && before(2).is_some_and(|at| self.number(at).is_some())
            && is(3, &["Document"])
    }

    /// A small letter straight after a number: `Document 12a`.
    fn letter_after(&self, end: usize) -> &'a str {
        self.tokens
            .iter()
            .skip(self.at)
            .take(60)
            .find(|token| token.start == end)
            .filter(|token| {
                token.kind == Kind::Word
                    && token.text.len() == 1
                    && token.text.starts_with(|c: char| c.is_ascii_lowercase())
            })
            .map_or("", |token| token.text)
    }

    fn rule(&self, plain: Rule) -> Rule {
        match &self.volume {
            Some(VolumeCue::Named { ibid: true, .. }) => Rule::RefIbid,
            Some(VolumeCue::Named { .. }) => Rule::RefVolume,
            _ => plain,
        }
    }

    /// Numbers in a row: `64 and 67`, `3, 5, and 8`, `376–378`.
    fn numbers(&self, at: usize) -> Vec<(usize, Token<'a>)> {
        let mut out = Vec::new();
        let Some(first) = self.number(at) else {
            return out;
        };
        if self.in_thousands(at) {
            return out;
        }
        out.push((at, first));
        let lettered = |at: usize, end: usize| {
            self.token(at).is_some_and(|token| {
                token.start == end
                    && token.kind == Kind::Word
                    && token.text.len() == 1
                    && token.text.starts_with(|c: char| c.is_ascii_lowercase())
            })
        };
        let mut at = at + 1 + usize::from(lettered(at + 1, first.end));
        while out.len() < 40 {
            let mut next = at;
            let mut joined = false;
            while self.is(
                next,
                &[",", "and", "&", "–", "-", "—", "or", "through", "to"],
            ) && next < at + 2
            {
                joined = true;
                next += 1;
            }
            let Some(number) = self.number(next).filter(|_| joined) else {
                break;
            };
            // `Document 12, 1969` and `Document 3, May 4` go on with something else.
            let year = number.text.len() == 4 && self.is(at, &[","]);
            let glued_on = self.token(next + 1).is_some_and(|token| {
                token.start == number.end
                    && (token.kind == Kind::Word && token.text.len() > 1
                        || token.text == "/"
                        || token.text == "."
                            && self
                                .number(next + 2)
                                .is_some_and(|digits| digits.start == token.end))
            });
            if year || glued_on || self.in_thousands(next) {
                break;
            }
            out.push((next, number));
            at = next + 1 + usize::from(lettered(next + 1, number.end));
        }
        out
    }

    /// Whether a number is the first group of `1,234`.
    fn in_thousands(&self, at: usize) -> bool {
        let (Some(first), Some(comma), Some(rest)) =
            (self.number(at), self.token(at + 1), self.number(at + 2))
        else {
            return false;
        };
        comma.text == ","
            && comma.start == first.end
            && rest.start == comma.end
            && rest.text.len() == 3
            && first.text.len() <= 3
    }

    /// `footnote 3, Document 136`, `footnotes 2 and 3 above`, `footnote 1 thereto`.
    /// A bare `note 3` counts only with a document, or above or below, after it.
    fn footnotes(&mut self, sure: bool) {
        let word = self.at;
        let mut at = word + 1;
        if self.is(at, &["."]) {
            at += 1;
        }
        if self.number(at).is_none() {
            self.at += 1;
            return;
        }
        let numbers = self.numbers(at);
        let mut after = numbers.last().map_or(at + 1, |&(index, _)| index + 1);
        let numbers_end = after;
        while self.is(after, &[",", "to", "of", "in", "on"]) && after < numbers_end + 3 {
            after += 1;
        }
        let start = self.token(word).map_or(0, |token| token.start);
        let mut document = None;
        let mut end_of_last = None;
        let mut known = sure;
        let mut doubt = None;
        if self.is(after, &["ibid", "Ibid"]) {
            self.at = after;
            self.ibid();
            after = self.at;
            while self.is(after, &[","]) {
                after += 1;
            }
        } else if self.is(after, &["Foreign"]) && self.is(after + 1, &["Relations"])
            || self.is(after, &["vol"])
        {
            // The volume stands after the note: `footnote 3, vol. IV, Document 351`.
            self.at = after;
            if self.is(after, &["vol"]) {
                self.volume_number(Some(String::new()));
            } else {
                self.series();
            }
            let limit = self.at + 30;
            let mut next = self.at;
            while next < limit
                && !self.is(next, &["Document", "Documents"])
                && self.token(next).is_some()
                && !self.is(next, &["."])
            {
                next += 1;
            }
            after = if self.is(next, &["Document", "Documents"]) {
                next
            } else {
                self.at
            };
        }
        if self.is(after, &["Document", "Documents", "Doc"]) {
            let dot = usize::from(self.is(after + 1, &["."]));
            if let Some(number) = self.number(after + 1 + dot) {
                doubt = self.doubt();
                if lost_dash(number.text, false) {
                    doubt = Some(format!(
                        "no volume has a document {}: a dash may have been lost",
                        number.text
                    ));
                }
                let letter = self.letter_after(number.end);
                document = Some((self.cue(), format!("{}{letter}", number.text)));
                end_of_last = Some(number.end + letter.len());
                after = after + 2 + dot + usize::from(!letter.is_empty());
                known = true;
            }
        } else if self.follows_document(word)
            && !self.is(numbers_end, &["above", "below", "supra", "infra"])
        {
            document.clone_from(&self.last_document);
            known = true;
            after = numbers_end;
        } else if self.is(numbers_end, &["thereto"]) || self.is(after, &["thereto"]) {
            document.clone_from(&self.last_document);
            known = true;
            after = numbers_end + 1;
        } else if self.is(numbers_end, &["above", "below", "supra", "infra"])
            || self.is(after, &["above", "below", "supra", "infra"])
        {
            known = true;
            after = numbers_end + 1;
        } else if self.is(after, &["p", "pp", "page"]) {
            // `footnote 2, p. 57`: whose note it is cannot be told, and the page stands for it.
            self.at = after;
            let cue = self.cue();
            let first = self.found.len();
            self.pages(cue);
            if let Some(found) = self.found.get_mut(first) {
                found.range.start = self.offset + start;
            }
            return;
        }
        if !known {
            self.at = word + 1;
            return;
        }
        let (volume, document) = match document {
            Some((volume, number)) => (volume, Some(number)),
            None => (VolumeCue::Own, None),
        };
        let count = numbers.len();
        for (position, (_, token)) in numbers.iter().enumerate() {
            let begin = if position == 0 { start } else { token.start };
            let end = if position + 1 == count {
                end_of_last.unwrap_or(token.end)
            } else {
                token.end
            };
            let wanted = match &doubt {
                Some(doubt) => Wanted::Doubtful(doubt.clone()),
                None => Wanted::Note {
                    volume: volume.clone(),
                    document: document.clone(),
                    note: token.text.to_owned(),
                },
            };
            self.push(begin..end, wanted, self.rule(Rule::RefNote));
        }
        if let Some(number) = document {
            self.last_document = Some((volume, number));
        }
        self.at = after.max(word + 1);
    }

    /// `Ante, p. 142`
    fn own_pages(&mut self) {
        let mut at = self.at + 1;
        while self.is(at, &[",", "."]) {
            at += 1;
        }
        if self.is(at, &["p", "pp"]) {
            self.at = at;
            self.pages(VolumeCue::Own);
        } else {
            self.at += 1;
        }
    }

    /// `p. 142`, `pp. 100–102`
    fn pages(&mut self, cue: VolumeCue) {
        let word = self.at;
        let mut at = word + 1;
        if self.is(at, &["."]) {
            at += 1;
        }
        if self.number(at).is_none() {
            self.at += 1;
            return;
        }
        let numbers = self.numbers(at);
        let start = self.token(word).map_or(0, |token| token.start);
        let doubt = self.doubt().filter(|_| cue != VolumeCue::Own);
        let mut position = 0;
        let mut index = 0;
        while let Some(&(token_at, token)) = numbers.get(index) {
            let begin = if position == 0 { start } else { token.start };
            let mut end = token.end;
            // A range of pages is one reference, to its first.
            if let Some(&(_, last)) = numbers.get(index + 1)
                && self.is(token_at + 1, &["–", "-", "—"])
            {
                end = last.end;
                index += 1;
            }
            let wanted = match &doubt {
                Some(doubt) => Wanted::Doubtful(doubt.clone()),
                None => Wanted::Page {
                    volume: cue.clone(),
                    page: token.text.to_owned(),
                },
            };
            self.push(begin..end, wanted, self.rule(Rule::RefPage));
            position += 1;
            index += 1;
        }
        self.at = numbers.last().map_or(at + 1, |&(index, _)| index + 1);
    }

    fn push(&mut self, range: Range<usize>, wanted: Wanted, rule: Rule) {
        self.found.push(Found {
            range: self.offset + range.start..self.offset + range.end,
            wanted,
            rule,
        });
    }
}

/// A volume's number: Roman, or a small figure.
fn is_volume_number(text: &str) -> bool {
    let roman = text
        .bytes()
        .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'));
    let figure = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    !text.is_empty()
        && (roman
            || figure
            || matches!(
                text,
                "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x"
            ))
}

/// Whether a document's number is two that ran together when a dash was lost:
/// `376378`. With `Documents` before a single number, four figures are enough.
fn lost_dash(number: &str, plural_alone: bool) -> bool {
    let length = number.len();
    if length >= 5 {
        return true;
    }
    let halves = number.get(..length / 2).zip(number.get(length / 2..));
    let ascending = halves.is_some_and(|(left, right)| {
        let (left, right) = (
            left.parse::<u32>().unwrap_or(0),
            right.parse::<u32>().unwrap_or(0),
        );
        left > 0 && left < right && right - left <= 20
    });
    plural_alone && length.is_multiple_of(2) && length >= 2 && ascending
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
