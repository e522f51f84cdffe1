//! Which volume is named: `Foreign Relations, 1981–1988, vol. IV`, `vol. III, Part 2`,
//! `Foreign Relations, The Conference of Berlin, 1945, vol. II`, `ibid.`

mod series;

pub(super) use series::Series;

use super::documents::DOCUMENT;
use super::evidence::Evidence;
use super::pages::PAGE;
use super::tokens::{Kind, Token};
use super::{Ibid, Pending, Scanner, Scope};
use crate::model::{Rule, VolumeCue, Wanted, roman_value};
use series::TITLE;
use std::ops::Range;

impl<'a> Scanner<'a, '_> {
    /// `vol. III, page 933`, `in volume V.`: a volume without its series.
    pub(super) fn bare_volume(&mut self) {
        let word = self.at;
        let after_work = self.after_other_work(word);
        let other_work = after_work && (!self.is_editors() || !self.is_of_paper(word));
        let Some((number, part, end)) = self.numbered_volume(word) else {
            self.at += 1;
            return;
        };
        // `vol. VIII, Tolls, Document 8, and vol. IX, Pilots, Document 3`: of the same series.
        let joined = word
            .checked_sub(1)
            .is_some_and(|at| self.is(at, &["and", ";", ","]));
        let years = match &self.volume {
            Some(VolumeCue::Named { years, .. }) if joined && is_roman(&number) => years.clone(),
            _ => None,
        };
        let same_series = years.is_some();
        let cue = VolumeCue::Named {
            years,
            volume: number,
            part,
            title: None,
            ibid: false,
        };
        let start = self.token(word).map_or(0, |token| token.start);
        let closed = end.checked_sub(1).and_then(|at| self.token(at));
        let range = start..closed.map_or(start, |token| token.end);
        self.at = end;
        if other_work {
            *self.scope = Scope::Elsewhere;
            return;
        }
        if same_series && self.is_editors() {
            self.name_volume(cue, Some(range));
            return;
        }
        let colon = self.is(end, &[":"]) && self.token(end).is_some_and(|it| it.start == range.end);
        let page = self
            .number(end + 1)
            .filter(|page| page.start == range.end + 1);
        if self.is_editors()
            && let Some(page) = page.filter(|_| colon)
        {
            // `vol. 3:45`
            if self.is_of_series(word) {
                let wanted = Wanted::Page {
                    volume: cue.clone(),
                    page: page.text.to_owned(),
                };
                self.name_volume(cue, None);
                self.push(range.start..page.end, wanted, Rule::RefVolume);
                self.at = end + 2;
            }
            return;
        }
        // Files have volumes too: it is one of the series only where a document or page
        // follows at once, or where an editor says what is to be found in it.
        if self.cites_soon() {
            let comma = usize::from(self.is(end, &[","]));
            let pages = self.is(end + comma, PAGE) && self.is_editors();
            if pages && !self.is_of_series(word) {
                *self.scope = Scope::Elsewhere;
            } else {
                self.name_volume(cue, None);
            }
            return;
        }
        let found_in = word
            .checked_sub(1)
            .is_some_and(|at| self.is(at, &["in", "In", "see", "See", "also"]));
        let ended = self.token(end).is_none() || self.is(end, &[".", ",", ";", ")", "]"]);
        if self.is_editors() && found_in && ended && self.is_of_series(word) {
            self.name_volume(cue, Some(range));
        }
    }

    /// The part of the volume in force that stands behind its title: `vol. XIII, Indochina,
    /// Part 2, p. 2043`.
    pub(super) fn part_behind(&mut self) {
        let word = self.at;
        self.at += 1;
        let dot = usize::from(self.is(self.at, &["."]));
        let number = self
            .token(self.at + dot)
            .filter(|number| is_volume_number(number.text));
        let from = self.volume_at.unwrap_or(word);
        // Nothing but the title stands between.
        let title = from < word
            && word <= from + TITLE
            && (from..word).all(|at| {
                self.token(at).is_some_and(|token| match token.kind {
                    Kind::Word => {
                        token.text.starts_with(char::is_uppercase)
                            && !matches!(token.text, "Document" | "Documents" | "See")
                            || matches!(token.text, "of" | "and" | "the" | "in" | "for")
                    }
                    Kind::Number => token.text.len() == 4,
                    Kind::Sign => matches!(token.text, "," | "–" | "-" | "—"),
                })
            });
        let (Some(number), true) = (number, title) else {
            return;
        };
        let said = number.text.to_owned();
        if let Some(VolumeCue::Named { part, .. }) = &mut self.volume
            && part.is_none()
        {
            *part = Some(said);
            let cue = self.cue();
            if let Some(pending) = &mut self.pending {
                pending.cue = cue.clone();
            }
            *self.scope = Scope::Volume(cue);
        }
    }

    /// Whether the clause before a volume without a series names no other work.
    fn is_of_series(&self, word: usize) -> bool {
        let said = self.evidence(word).0;
        matches!(said, Evidence::Bare | Evidence::Paper | Evidence::Numbered)
    }

    /// `telegram 203, April 23, to Lowhaven, vol. iv, p. 79`
    fn is_of_paper(&self, word: usize) -> bool {
        self.evidence(word).0 == Evidence::Paper
    }

    /// The number and part of the volume at a token, and the token after them.
    fn numbered_volume(&self, word: usize) -> Option<(String, Option<String>, usize)> {
        let mut at = word + 1;
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
            (None, None) => return None,
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
        Some((number, part, at))
    }

    /// `vol. IV`, `vol. III, Part 2`, after the name of the series or an ibid.
    pub(super) fn volume_number(&mut self, series: Option<Series>) {
        let Some((volume, part, end)) = self.numbered_volume(self.at) else {
            self.at += 1;
            return;
        };
        let Series {
            start,
            years,
            title,
        } = series.unwrap_or_default();
        let start = start.or_else(|| self.token(self.at).map(|token| token.start));
        let last = end.checked_sub(1).and_then(|at| self.token(at));
        self.at = end;
        let cue = VolumeCue::Named {
            years,
            volume,
            part,
            title,
            ibid: false,
        };
        let range = start.zip(last).map(|(start, last)| start..last.end);
        self.name_volume(cue, range);
    }

    /// A volume is named: numbers after it are of it. With the range of its name it is
    /// itself cited, if nothing in it is.
    fn name_volume(&mut self, cue: VolumeCue, range: Option<Range<usize>>) {
        self.close_volume();
        self.volume = Some(cue.clone());
        self.volume_at = Some(self.at);
        self.sentence_ibid = None;
        *self.scope = Scope::Volume(cue.clone());
        self.pending = range.map(|range| Pending { range, cue });
    }

    /// The volume named before is cited as a whole, if nothing in it was cited.
    pub(super) fn close_volume(&mut self) {
        if let Some(Pending { range, cue }) = self.pending.take() {
            let wanted = Wanted::Volume { volume: cue };
            self.push(range, wanted, Rule::RefVolume);
        }
    }

    /// Whether the words before an offset name another work: `Documents on Disarmament,
    /// 1962, vol. I`. A volume of the series is named after its series, or by itself.
    pub(super) fn after_other_work(&self, at: usize) -> bool {
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
    pub(super) fn cites_soon(&self) -> bool {
        let comma = usize::from(self.is(self.at, &[","]));
        let bracket = usize::from(self.is(self.at + comma, &["("]));
        let at = self.at + comma + bracket;
        self.is(at, DOCUMENT)
            || self.is(
                at,
                &[
                    "footnote",
                    "footnotes",
                    "p",
                    "pp",
                    "page",
                    "pages",
                    "S",
                    "Dok",
                ],
            )
    }

    pub(super) fn ibid(&mut self) {
        let word = self.at;
        let start = self.token(word).map(|token| token.start);
        self.close_volume();
        let meant = match self.scope {
            Scope::Volume(VolumeCue::Named {
                years,
                volume,
                part,
                title,
                ..
            }) => Ibid::Volume(VolumeCue::Named {
                years: years.clone(),
                volume: volume.clone(),
                part: part.clone(),
                title: title.clone(),
                ibid: true,
            }),
            Scope::Volume(VolumeCue::Own) | Scope::Own => Ibid::Own,
            Scope::Elsewhere => Ibid::Elsewhere,
            Scope::Nothing => Ibid::Unclear,
        };
        self.volume = match &meant {
            Ibid::Volume(cue) => Some(cue.clone()),
            _ => None,
        };
        self.sentence_ibid = Some(meant);
        self.at += 1;
        if self.is(self.at, &["."]) {
            if self.ends_sentence(self.at) {
                // `Ibid. See also Document 8.`
                return;
            }
            self.at += 1;
        }
        if self.is(self.at, &[")"]) && word.checked_sub(1).is_some_and(|at| self.is(at, &["("])) {
            // `(Ibid.)` is a citation by itself.
            self.volume = None;
            self.volume_at = None;
            self.sentence_ibid = None;
            return;
        }
        self.volume_at = Some(self.at);
        let mut at = self.at + usize::from(self.is(self.at, &[","]));
        if self.is(at, VOLUME) {
            // `ibid., vol. V, Document 12`: the same series, another volume.
            let (years, title) = match self.scope {
                Scope::Volume(VolumeCue::Named { years, title, .. }) => {
                    (years.clone(), title.clone())
                }
                _ => (None, None),
            };
            self.at = at;
            self.volume_number(Some(Series {
                start,
                years,
                title,
            }));
            return;
        }
        // `ibid., 1977–1980, vol. VI`, and `ibid., 1948, volume IV` in older volumes.
        let comma = at > self.at;
        let (title, after) = if comma && self.is(at, &["The"]) {
            self.title_before_years(at)
        } else {
            (None, at)
        };
        at = after;
        if comma && let Some(years) = self.years(&mut at) {
            at += usize::from(self.is(at, &[","]));
            if self.is(at, VOLUME) {
                self.at = at;
                self.volume_number(Some(Series {
                    start,
                    years: Some(years),
                    title,
                }));
            }
        }
    }
}

/// How a volume is called before its number.
pub(super) const VOLUME: &[&str] = &["vol", "vols", "Vol", "volume", "Volume", "Vols", "Bd"];

/// A volume's number: Roman, or a small figure.
fn is_volume_number(text: &str) -> bool {
    let figure = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    !text.is_empty() && (figure || is_roman(text))
}

/// Whether a word is a Roman number of a volume or of a page.
pub(super) fn is_roman(text: &str) -> bool {
    text.len() <= 9 && roman_value(text).is_some()
}
