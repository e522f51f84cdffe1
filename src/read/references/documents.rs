//! Documents and their numbers: `Document 168`, `Documents 64 and 67`, `(document 35)`.

use super::collections::{DOUBT, Whose};
use super::pages::PAGE;
use super::volumes::{Series, VOLUME};
use super::{LastDocument, Scanner, Scope};
use crate::model::{Rule, Wanted};

/// Words for a document that is cited, in the midst of a sentence too.
pub(super) const DOCUMENT: &[&str] = &["Document", "Documents", "Doc", "Docs"];

impl Scanner<'_, '_> {
    /// `Document 168`, `Documents 64 and 67`, `Documents 376–378`.
    pub(super) fn documents(&mut self) {
        let word = self.at;
        let plural = self.is(
            word,
            &[
                "Documents",
                "Docs",
                "docs",
                "documents",
                "DOCUMENTS",
                "Dokumente",
            ],
        );
        let mut at = word + 1;
        if self.is(word, &["Doc", "Docs", "doc", "docs", "Dok"]) {
            if !self.is(at, &["."]) {
                self.at += 1;
                return;
            }
            at += 1;
        }
        if self.is(at, &["No", "Nos", "no", "nos", "Nr"]) {
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
        let mut whose = self.whose_document(word, after);
        if whose == Whose::Body {
            self.last_document = LastDocument::Other;
            self.at = after;
            return;
        }
        // `vol. I, Document 12, and Documents 8–9 in this volume`, `and Document 9 below`
        let own = self.is(after, &["above", "below"])
            || self.is(after, &["in", "of"])
                && self.is(after + 1, &["this"])
                && self.is(after + 2, &["volume"]);
        if own {
            self.volume = None;
            self.sentence_ibid = None;
        }
        let volume_behind = self.volume_behind(after);
        self.at = word;
        if volume_behind.is_some() {
            whose = Whose::Series;
        }
        let doubt = match whose {
            Whose::Doubtful => Some(DOUBT.to_owned()),
            Whose::Series | Whose::Body => self.doubt(),
        };
        let cue = self.cue();
        let single = numbers.len() == 1;
        for (position, (_, token)) in numbers.iter().enumerate() {
            let begin = if position == 0 { start } else { token.start };
            let letter = self.letter_after(token.end);
            let end = closed.unwrap_or(token.end + letter.len());
            let number = format!("{}{letter}", token.text);
            let wanted = if let Some(doubt) = &doubt {
                self.last_document = LastDocument::Other;
                Wanted::Doubtful(doubt.clone())
            } else if lost_dash(token.text, plural && single) {
                Wanted::Doubtful(format!(
                    "no volume has a document {number}: a dash may have been lost"
                ))
            } else {
                self.last_document = LastDocument::Known(cue.clone(), number.clone());
                Wanted::Document {
                    volume: cue.clone(),
                    number,
                }
            };
            self.push(begin..end, wanted, self.rule(Rule::RefDocument));
        }
        if whose == Whose::Doubtful {
            *self.scope = Scope::Elsewhere;
        } else if self.volume.is_none() && self.sentence_ibid.is_none() {
            *self.scope = Scope::Own;
        }
        let last = numbers.last().map_or(0, |(_, token)| token.end);
        self.at = volume_behind
            .unwrap_or_else(|| after + usize::from(!self.letter_after(last).is_empty()));
        // `Document 60 and footnote 1 thereto` is read where `footnote` stands.
    }

    /// Reads the volume that is named behind a document, `Document 12 in Foreign Relations,
    /// 1969–1976, vol. XV`, and puts it in force. Returns the token after it.
    fn volume_behind(&mut self, after: usize) -> Option<usize> {
        let at = after + usize::from(self.is(after, &[","]));
        let named = at + usize::from(self.is(at, &["in", "of"]));
        let series = self.is(named, &["Foreign"]) && self.is(named + 1, &["Relations"]);
        // `Document 12, Foreign Relations, 1969–1976, vol. XV.`, where nothing of it is cited.
        let behind_comma = series && at > after && !self.cites_in_clause(named);
        if !self.is_editors() || named == at && !behind_comma {
            return None;
        }
        if !series && !self.is(named, VOLUME) {
            return None;
        }
        let before = self.volume.take();
        self.at = named;
        if series {
            self.series(2);
        } else {
            self.volume_number(Some(Series::default()));
        }
        if self.volume.is_none() {
            self.volume = before;
            return None;
        }
        Some(self.at)
    }

    /// Whether a document or a page is cited later in the clause.
    fn cites_in_clause(&self, from: usize) -> bool {
        (from..from + 40)
            .take_while(|&at| {
                self.token(at).is_some() && !self.is(at, &[";", ")"]) && !self.ends_sentence(at)
            })
            .any(|at| self.is(at, PAGE) || self.is(at, &["Document", "Documents", "footnote"]))
    }

    /// Whether a document and a number are cited, and not told of: in small letters or in
    /// capitals they are where one looks, as in `(document 35)` and `see document 35`.
    pub(super) fn cited(&self, word: usize, after: usize) -> bool {
        if !self.is(word, &["document", "documents", "DOCUMENT", "DOCUMENTS"]) {
            return true;
        }
        let before = |words: &[&str]| word.checked_sub(1).is_some_and(|at| self.is(at, words));
        let printed_as = before(&["as"])
            && word
                .checked_sub(2)
                .is_some_and(|at| self.is(at, &["printed", "published", "reproduced"]));
        printed_as
            || before(&["(", "["]) && self.is(after, &[")", "]", ",", ";"])
            || before(&["see", "See", "SEE", "also", "cf", "Cf"])
                && !self.is(after, &["of", "to", "from"])
            || self.is(after, &["above", "below"])
    }
}

/// Whether a document's number is two that ran together when a dash was lost:
/// `376378`. With `Documents` before a single number, four figures are enough.
pub(super) fn lost_dash(number: &str, plural_alone: bool) -> bool {
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
