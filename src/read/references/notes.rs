//! Notes and pages: `footnote 3, Document 136`, `ante, p. 142`, `pp. 100–102`.

use super::Scanner;
use super::documents::lost_dash;
use crate::model::{Rule, VolumeCue, Wanted};

impl Scanner<'_, '_> {
    /// Whether a document is named right before: `Document 8, footnote 1`, `Document 8 (note 1)`.
    pub(super) fn follows_document(&self, word: usize) -> bool {
        let before = |steps: usize| word.checked_sub(steps);
        let is = |steps, words: &[&str]| before(steps).is_some_and(|at| self.is(at, words));
        is(1, &[",", "("])
            && before(2).is_some_and(|at| self.number(at).is_some())
            && is(3, &["Document"])
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
    pub(super) fn own_pages(&mut self) {
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

    /// Whether a page is one of the own volume: `p. 78 above`, `p. 82, ante`.
    pub(super) fn points_in_volume(&self) -> bool {
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

    /// `p. 142`, `pp. 100–102`
    pub(super) fn pages(&mut self, cue: VolumeCue) {
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
}
