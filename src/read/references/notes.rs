//! Notes: `footnote 3, Document 136`, `footnote 2 above`, `footnote 4, p. 189`.

use super::collections::{DOUBT, Whose as WhoseDocument};
use super::documents::lost_dash;
use super::pages::PAGE;
use super::tokens::Kind;
use super::volumes::Series;
use super::{LastDocument, Scanner, Whose};
use crate::model::{Rule, VolumeCue, Wanted};

impl Scanner<'_, '_> {
    /// Whether a document is named right before: `Document 8, footnote 1`, `Document 8 (note 1)`.
    pub(super) fn follows_document(&self, word: usize) -> bool {
        let before = |steps: usize| word.checked_sub(steps);
        let is = |steps, words: &[&str]| before(steps).is_some_and(|at| self.is(at, words));
        // `Document 29, where see footnote 2`
        let where_see = [["where", "see"], ["which", "see"]]
            .iter()
            .any(|[first, second]| is(2, &[first]) && is(1, &[second]) && is(3, &[","]));
        let comma = if where_see { 3 } else { 1 };
        if !is(comma, &[",", "("]) || before(comma + 1).is_none_or(|at| self.number(at).is_none()) {
            return false;
        }
        // `Document No. 8, footnote 1`
        let numbered = is(comma + 2, &["."]) && is(comma + 3, &["No"]);
        is(if numbered { comma + 4 } else { comma + 2 }, &["Document"])
    }

    /// `footnote 3, Document 136`, `footnotes 2 and 3 above`, `footnote 1 thereto`.
    /// A bare `note 3` counts only with a document, or above or below, after it.
    pub(super) fn footnotes(&mut self, sure: bool) {
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
        if self.note_of_page(word, numbers_end) {
            self.at = numbers_end;
            return;
        }
        if self.is(after, &["ibid", "Ibid"]) {
            self.at = after;
            self.ibid();
            after = self.at;
            while self.is(after, &[","]) {
                after += 1;
            }
        } else if self.is(after, &["Foreign"]) && self.is(after + 1, &["Relations"])
            || self.is(after, &["vol", "volume", "Vol", "Volume"])
        {
            // The volume stands after the note: `footnote 3, vol. IV, Document 351`.
            self.at = after;
            if self.is(after, &["Foreign"]) {
                self.series(2);
            } else {
                self.volume_number(Some(Series::default()));
            }
            while self.is(self.at, &[","]) {
                self.at += 1;
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
                let letter = self.letter_after(number.end);
                let behind = after + 2 + dot + usize::from(!letter.is_empty());
                doubt = match self.whose_document(after, behind) {
                    WhoseDocument::Series => self.doubt(),
                    WhoseDocument::Body | WhoseDocument::Doubtful => Some(DOUBT.to_owned()),
                };
                if lost_dash(number.text, false) {
                    doubt = Some(format!(
                        "no volume has a document {}: a dash may have been lost",
                        number.text
                    ));
                }
                document = Some((self.cue(), format!("{}{letter}", number.text)));
                end_of_last = Some(number.end + letter.len());
                after = behind;
                known = true;
            }
        } else if self.follows_document(word)
            && !self.is(numbers_end, &["above", "below", "supra", "infra"])
        {
            (document, doubt) = self.noted_document();
            known = true;
            after = numbers_end;
        } else if word.checked_sub(1).is_some_and(|at| self.is(at, &["its"])) {
            // `Document 27, especially its footnote 3`
            (document, doubt) = self.noted_document();
            known = true;
            after = numbers_end;
        } else if self.is(numbers_end, &["thereto"]) || self.is(after, &["thereto"]) {
            (document, doubt) = self.noted_document();
            known = true;
            after = numbers_end + 1;
        } else if self.is(numbers_end, &["above", "below", "supra", "infra"])
            || self.is(after, &["above", "below", "supra", "infra"])
        {
            known = true;
            after = numbers_end + 1;
        } else if self.is(after, PAGE) {
            // `footnote 2, p. 57`: whose note it is cannot be told, and the page stands for it.
            self.at = after;
            let first = self.found.len();
            let whose = match &self.volume {
                Some(cue) => Whose::Volume(cue.clone()),
                None => self.repeated().unwrap_or(Whose::Volume(VolumeCue::Own)),
            };
            self.pages(whose);
            if let Some(found) = self.found.get_mut(first) {
                found.range.start = self.offset + start;
            }
            return;
        }
        if !known {
            self.at = word + 1;
            return;
        }
        if document.is_none() && doubt.is_none() && self.of_paper(numbers_end) {
            // `footnote 2 to telegram 123, March 4, p. 162`: the page says where, or nothing
            // does; and a letter cites the notes of other papers.
            if !self.is_editors() || self.page_follows(numbers_end) {
                self.at = numbers_end;
                return;
            }
            doubt = Some("it does not say in which document the note is".to_owned());
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
            self.last_document = LastDocument::Known(volume, number);
        }
        self.at = after.max(word + 1);
    }

    /// The document that was cited last, whose note is cited; or why that is not clear.
    fn noted_document(&self) -> (Option<(VolumeCue, String)>, Option<String>) {
        match &self.last_document {
            LastDocument::Known(volume, number) => (Some((volume.clone(), number.clone())), None),
            LastDocument::Other => (None, Some(DOUBT.to_owned())),
            LastDocument::None => (
                None,
                Some("it does not say in which document the note is".to_owned()),
            ),
        }
    }

    /// Whether a note is one on a page that is cited already: `p. 503 and footnote 33`.
    fn note_of_page(&self, word: usize, after: usize) -> bool {
        let Some((_, end)) = self.last_page else {
            return false;
        };
        let own = ["above", "below", "supra", "infra", ",", "to", "thereto"];
        let joined = (end..word).all(|at| self.is(at, &[",", "and", "(", "ff", ".", "&"]));
        joined && word <= end + 3 && !self.is(after, &own)
    }

    /// Whether a note is said to be one of another paper, that has no number.
    fn of_paper(&self, after: usize) -> bool {
        let after = after + usize::from(self.is(after, &[","]));
        let article = usize::from(self.is(after + 1, &["the", "a"]));
        let named = after + 1 + article;
        if self.is(after, &["in"]) {
            return self.is_paper(named);
        }
        // `footnote 2 of this document`, `footnote 2 to the source text`
        let own = ["this", "present", "source", "same", "above", "original"];
        self.is(after, &["to", "of"])
            && !self.is(named, &own)
            && self.token(named).is_some_and(|it| it.kind == Kind::Word)
    }

    /// Whether a page is cited later in the same clause.
    fn page_follows(&self, from: usize) -> bool {
        let clause = (from..from + 60).take_while(|&at| {
            self.token(at).is_some() && !self.is(at, &[";", "see"]) && !self.ends_sentence(at)
        });
        let mut pages = clause.filter(|&at| self.is(at, PAGE));
        pages.any(|at| !self.page_numbers(at).is_empty())
    }
}
