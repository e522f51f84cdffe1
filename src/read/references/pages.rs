//! Pages: `ante, p. 142`, `pp. 100–102`, `telegram 123, March 4, p. 162`.
//!
//! Whose page it is, is the question. A volume named before it has it; `ante` and `post`
//! mean the volume at hand; and so does, where an editor speaks, a page that follows one
//! of the volume's papers. A page of another book is no reference within the edition.

use super::evidence::{Evidence, is_month};
use super::tokens::{Kind, Token};
use super::volumes::{Series, VOLUME, is_roman};
use super::{Ibid, Scanner, Scope, Whose};
use crate::model::{Rule, VolumeCue, Wanted};

pub(super) const BEYOND: &[&str] = &["above", "below", "ante", "post", "supra", "infra"];

impl<'a> Scanner<'a, '_> {
    /// `Ante, p. 142`, `see post page 244`; alone, it says that something is in the volume,
    /// and not what.
    pub(super) fn elsewhere_in_volume(&mut self) {
        let word = self.at;
        let mut at = word + 1;
        while self.is(at, &[",", "."]) && at < word + 3 {
            at += 1;
        }
        let german = self.is(at, &["S"]) && self.is(at + 1, &["."]);
        if (self.is(at, PAGE) || german) && !self.page_numbers(at).is_empty() {
            self.at = at;
            self.pages(Whose::Volume(VolumeCue::Own));
            return;
        }
        self.at += 1;
        let closed = self.token(self.at).is_none() || self.is(self.at, &[".", ")", ";", ",", "]"]);
        if !self.is_editors() || !closed {
            return;
        }
        let before = |words: &[&str]| word.checked_sub(1).is_some_and(|at| self.is(at, words));
        let seen = before(&["see", "See", "also", "printed"]);
        let named = self.is(word, &["supra", "Supra", "infra", "Infra"])
            && (seen || word == self.sentence || before(&[",", "("]));
        // `footnote 2, supra` is read with its note, and `p. 78, supra` with its page.
        let read = self.found.last().is_some_and(|found| {
            let end = self.token(word).map_or(0, |token| token.start) + self.offset;
            found.range.end + 3 >= end
        });
        if (named || seen)
            && !read
            && let Some(token) = self.token(word)
        {
            let reason = format!("`{}` names neither a document nor a page", token.text);
            self.push(
                token.start..token.end,
                Wanted::Doubtful(reason),
                Rule::RefPage,
            );
            *self.scope = Scope::Own;
        }
    }

    /// `p. 162`, wherever it stands.
    pub(super) fn page(&mut self) {
        let word = self.at;
        let numbers = self.page_numbers(word);
        let Some(&(last, _)) = numbers.last() else {
            self.at += 1;
            return;
        };
        let after = last + 1;
        let comma = usize::from(self.is(after, &[","]));
        let in_this = self.is(after, &["of", "in"]) && self.is(after + 1, &["this"]);
        if self.is(after + comma, BEYOND) || in_this && self.is(after + 2, &["volume"]) {
            self.pages(Whose::Volume(VolumeCue::Own));
            return;
        }
        if self.is_of_the_paper(word, after) {
            self.at = after;
            return;
        }
        if self.is(after, &["of", "in"]) && self.is_editors() {
            if self.is(after + 1, VOLUME) {
                // `page 12 of volume V`
                self.at = after + 1;
                self.volume_number(Some(Series::default()));
                if let Some(cue) = self.volume.clone() {
                    let next = self.at;
                    self.at = word;
                    self.pages(Whose::Volume(cue));
                    self.at = next;
                }
                return;
            }
            if self.volume.is_none() {
                // `p. 3 of the memorandum`
                self.at = after;
                return;
            }
        }
        match self.whose(word, after) {
            Some(whose) => self.pages(whose),
            None => self.at = after,
        }
    }

    /// Whether a page is one of the paper that the note is about: `See table 2, page 14.`,
    /// `p. 3 is missing`.
    fn is_of_the_paper(&self, word: usize, after: usize) -> bool {
        const PARTS: &[&str] = &[
            "chart", "figure", "map", "table", "Chart", "Figure", "Map", "Table",
        ];
        let before = |steps: usize| word.checked_sub(steps);
        let of_part = before(1).is_some_and(|at| self.is(at, &[","]))
            && before(2).is_some_and(|at| self.number(at).is_some())
            && before(3).is_some_and(|at| self.is(at, PARTS));
        let lost = self.is(after, &["is", "are", "was", "were"])
            && self.is(after + 1, &["missing", "lacking", "blank", "torn"]);
        self.volume.is_none() && (of_part || lost)
    }

    /// Whose page is cited, by the words before it; `None` when it is not cited, but told
    /// of.
    fn whose(&self, word: usize, after: usize) -> Option<Whose> {
        if !self.is_editors() {
            return self.volume.clone().map(Whose::Volume);
        }
        let before = |words: &[&str]| word.checked_sub(1).is_some_and(|at| self.is(at, words));
        let printed = word
            .checked_sub(2)
            .is_some_and(|at| self.is(at, &["printed", "appears", "appear", "found"]))
            && before(&["on", "at"]);
        let seen = before(&[
            ",", ";", "see", "See", "also", "cf", "Cf", "and", "or", "Printed", "printed",
        ]);
        // By itself a page is cited only where nothing is told of it: `[page 4 missing]`.
        let alone = before(&["(", "[", ".", ":", "ff"]) || word == self.sentence;
        let ended = self.token(after).is_none()
            || self.is(after, &[".", ",", ";", ")", "]", "ff", "and", "et"]);
        let cited = printed || seen || alone && ended;
        let (evidence, connected) = self.evidence(word);
        if let Some(cue) = &self.volume {
            // A page of the volume stands between its name and this one.
            let paged = self.last_page.as_ref().filter(|(_, end)| {
                let named = self.volume_at.unwrap_or(0);
                named <= *end
            });
            return Some(match evidence {
                Evidence::Numbered => return None,
                Evidence::Paper if connected && paged.is_none() => Whose::Volume(cue.clone()),
                Evidence::Bare | Evidence::Names if connected => match paged {
                    Some((whose, _)) => whose.clone(),
                    None => Whose::Volume(cue.clone()),
                },
                Evidence::Bare => match &self.last_page {
                    Some((whose, _)) => whose.clone(),
                    None => Whose::Volume(cue.clone()),
                },
                Evidence::Paper | Evidence::Unclear => Whose::Doubtful(
                    "a volume is named before; whether the page is one of it is not said",
                ),
                Evidence::Work | Evidence::Names => Whose::Elsewhere,
            });
        }
        if !cited {
            return None;
        }
        Some(match (evidence, &self.last_page) {
            (Evidence::Bare, Some((whose, _))) => whose.clone(),
            (Evidence::Bare, None) if connected => {
                self.repeated().unwrap_or(Whose::Volume(VolumeCue::Own))
            }
            (Evidence::Paper, _) if connected && self.sentence_ibid.is_some() => {
                self.repeated().unwrap_or(Whose::Volume(VolumeCue::Own))
            }
            (Evidence::Bare | Evidence::Paper, _) => Whose::Volume(VolumeCue::Own),
            (Evidence::Unclear, _) => {
                Whose::Doubtful("whether the page is one of this volume is not said")
            }
            (Evidence::Work | Evidence::Names, _) => Whose::Elsewhere,
            (Evidence::Numbered, _) => return None,
        })
    }

    /// Whose page it is after an ibid. of the same sentence that repeats no volume.
    pub(super) fn repeated(&self) -> Option<Whose> {
        Some(match self.sentence_ibid.as_ref()? {
            Ibid::Volume(cue) => Whose::Volume(cue.clone()),
            Ibid::Own => Whose::Volume(VolumeCue::Own),
            Ibid::Elsewhere => Whose::Elsewhere,
            Ibid::Unclear => Whose::Doubtful("nothing is cited before that ibid. could repeat"),
        })
    }

    /// The numbers after a word for pages: `p. 142`, `pp. 151, 156`, `pages 1481, 1482`.
    pub(super) fn page_numbers(&self, word: usize) -> Vec<(usize, Token<'a>)> {
        let at = word + 1 + usize::from(self.is(word + 1, &["."]));
        let roman = self.token(at).filter(|token| {
            token.kind == Kind::Word
                && self.is(word, &["p", "pp"])
                && token.text.starts_with(|c: char| c.is_ascii_lowercase())
                && is_roman(token.text)
        });
        if let Some(roman) = roman {
            return vec![(at, roman)];
        }
        self.row(at, |last, number| {
            // `p. 162, 1948` and `p. 162, 4 May` go on with a date.
            let before = self.token(last).map_or("", |token| token.text);
            let large = before.parse::<u32>().is_ok_and(|page| page >= 900);
            let year = number.text.len() == 4 && self.is(last + 1, &[","]) && !large;
            let day = self
                .tokens
                .get(last + 1..)
                .into_iter()
                .flatten()
                .take(6)
                .skip_while(|token| token.start <= number.start)
                .take(1)
                .any(|token| is_month(token.text) || matches!(token.text, "a" | "p" | "pm" | "am"));
            year || day
        })
    }

    /// The pages at the word at hand, which are this one's.
    pub(super) fn pages(&mut self, whose: Whose) {
        let word = self.at;
        let numbers = self.page_numbers(word);
        let Some(&(last, _)) = numbers.last() else {
            self.at += 1;
            return;
        };
        self.at = last + 1;
        self.last_page = Some((whose.clone(), self.at));
        let (cue, doubt) = match whose {
            Whose::Elsewhere => {
                *self.scope = Scope::Elsewhere;
                return;
            }
            Whose::Volume(VolumeCue::Own) => {
                if self.volume.is_none() {
                    *self.scope = Scope::Own;
                }
                (VolumeCue::Own, None)
            }
            Whose::Volume(cue) => (cue, self.doubt()),
            Whose::Doubtful(reason) => (VolumeCue::Own, Some(reason.to_owned())),
        };
        // `pp. 6. 7`: a comma or a dash was misread.
        let misread = numbers.len() == 1
            && self.is(word, &["pp", "pages"])
            && self.is(last + 1, &["."])
            && self.number(last + 2).is_some();
        let doubt = doubt.or_else(|| {
            misread.then(|| "several pages are announced, and a full stop parts them".to_owned())
        });
        let rule = match &cue {
            VolumeCue::Named { ibid: true, .. } => Rule::RefIbid,
            VolumeCue::Named { .. } => Rule::RefVolume,
            VolumeCue::Own => Rule::RefPage,
        };
        let start = self.token(word).map_or(0, |token| token.start);
        let mut index = 0;
        while let Some(&(token_at, token)) = numbers.get(index) {
            let begin = if index == 0 { start } else { token.start };
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
            self.push(begin..end, wanted, rule);
            index += 1;
        }
    }
}

/// How a page is called before its number.
pub(super) const PAGE: &[&str] = &["p", "pp", "page", "pages"];
