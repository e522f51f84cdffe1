//! Lines of place and date in the head and at the end of a part.

use super::{Form, PartReader, Piece};
use crate::model::{Cert, Rule};
use crate::read::dates;
use crate::read::plain::{forms, parties};

impl PartReader<'_, '_> {
    /// Where the dateline begins in the line here: behind a marking or a number that a wide
    /// gap or a bracket parts from it (`No. 12.]  Legation of the United States,`), if
    /// there is one.
    pub(super) fn dateline_from(&self) -> Option<usize> {
        let line = self.words(self.at);
        let next = self.words(self.at + 1);
        let stands = |words: &str| {
            let opened = dates::opens_dateline(words)
                && self.layout.gap(self.at + 1) <= 1
                && dates::dateline(next).is_some_and(|next| next.date.is_some());
            let broken =
                || self.layout.gap(self.at + 1) == 0 && dates::is_broken_dateline(words, next);
            opened
                || dates::dateline(words).is_some()
                || broken()
                || self.layout.gap(self.at + 1) == 0
                    && dates::is_town(words)
                    && !words.split([' ', ',']).any(parties::is_office_word)
                    && dates::dateline(next)
                        .is_some_and(|next| next.place.is_none() && next.date.is_some())
        };
        // Behind a gap a place and a date stand for themselves, whatever is left of them.
        let complete = |words: &str| {
            dates::opens_dateline(words) && stands(words)
                || dates::dateline(words)
                    .is_some_and(|found| found.place.is_some() && found.date.is_some())
        };
        // `Date: May 3, 1954`
        if line.len() > 200 || forms::row(line).is_some_and(|row| !row.value.is_empty()) {
            return None;
        }
        // Behind the last gap or bracket before which nothing but a marking stands.
        let behind = line
            .match_indices("  ")
            .chain(line.match_indices("] "))
            .chain(line.match_indices(") "))
            .chain(line.match_indices(" ["))
            .filter_map(|(at, sign)| {
                let end = at + usize::from(matches!(sign, "] " | ") "));
                let left = line.get(..end)?.trim();
                let right = line.get(end..)?.trim_start();
                let margin = match sign {
                    // `SECRET [Harwick], June 15, 1961`
                    " [" => forms::is_classification(left),
                    // `(Telegraphic.) Harwick, August 30, 1939.`
                    ") " => left
                        .strip_prefix('(')
                        .is_some_and(|inner| forms::is_remark(inner.trim_end_matches(')'))),
                    _ => {
                        forms::is_classification(left)
                            || forms::is_handling(left)
                            || line.get(at..).is_some_and(|gap| gap.starts_with("    "))
                                && forms::is_salute(&format!("{left},"))
                            || left.ends_with(']') && !left.contains('[') && left.len() <= 24
                    }
                };
                // A page's mark is blanked out, and no gap.
                let start = self.layout.words_start(self.at);
                let gap = start + left.len()..start + line.len() - right.len();
                if !self.layout.text.get(gap)?.trim().is_empty() {
                    return None;
                }
                let wide = line.get(at..)?.starts_with("    ") && left.len() <= 60;
                (margin && stands(right) || wide && complete(right))
                    .then(|| line.len() - right.len())
            })
            .max();
        // `Cablegram 26 HARWICK, 25 June 1940`
        let behind = behind.or_else(|| {
            forms::paper_and_number(line).filter(|&from| {
                line.get(from..).is_some_and(&stands) && !dates::begins_in(line, from)
            })
        });
        behind
            .or_else(|| stands(line).then_some(0))
            .or_else(|| self.dateline_joined().map(|_| 0))
    }

    /// How many narrow lines from here have a place and a date only together: `Legation of the
    /// United` / `States,` / `London,` / `August 23, 1861.`
    pub(super) fn narrow_dateline(&self) -> Option<usize> {
        const NARROW: usize = 40;
        const MOST: usize = 6;
        if !self.layout.wrapped || forms::is_handling(self.words(self.at)) {
            return None;
        }
        let mut joined = String::new();
        let mut found = None;
        for count in 0..MOST {
            let at = self.at + count;
            let line = self.words(at);
            let narrow = !line.is_empty() && line.chars().count() <= NARROW;
            if !narrow || forms::is_salute(line) || count > 0 && self.layout.gap(at) > 0 {
                break;
            }
            joined.push_str(if count > 0 { " " } else { "" });
            joined.push_str(line);
            let dated = |words| dates::dateline(words).is_some_and(|line| line.date.is_some());
            if count > 0 && dated(&joined) {
                found = Some(count + 1);
            }
        }
        found
    }

    /// A dateline that begins at this byte of the line: the marking before it is a block of its
    /// own, and the office above its town belongs to it.
    pub(super) fn dateline(&mut self, from: usize) {
        let line = self.words(self.at);
        let start = self.layout.words_start(self.at);
        if from > 0 {
            let left = line.get(..from).unwrap_or("").trim_end();
            let (form, rule) = if forms::is_classification(left) {
                (Form::Classification, Rule::Classification)
            } else if forms::is_salute(&format!("{left},")) {
                (Form::Salute, Rule::Salute)
            } else {
                (Form::Handling, Rule::HandlingLine)
            };
            let range = self.layout.range(self.at).start..start + left.len();
            self.push(form, vec![Piece::Words(range)], rule, Cert::High);
        }
        let first = if from > 0 {
            start + from
        } else {
            self.layout.range(self.at).start
        };
        let right = line.get(from..).unwrap_or("");
        if dates::dateline(right).is_none() {
            self.at += self.dateline_joined().unwrap_or(1);
        }
        // `June 20, 1936—11` / `a.m.`
        let hour = self.words(self.at).ends_with(|c: char| c.is_ascii_digit())
            && self.layout.gap(self.at + 1) == 0
            && forms::is_half_of_day(self.words(self.at + 1));
        self.at += usize::from(hour);
        let range = first..self.layout.range(self.at).end;
        self.push(
            Form::Dateline,
            vec![Piece::Words(range)],
            Rule::Dateline,
            Cert::High,
        );
        self.at += 1;
    }

    /// How many lines below the one here end a dateline that a page broke wherever it could:
    /// `Harwick` / `, December` / `11, 1918.`
    fn dateline_joined(&self) -> Option<usize> {
        /// No dateline is broken more often.
        const MOST: usize = 3;
        let mut joined = self.words(self.at).to_owned();
        if joined.len() > 60 || !joined.starts_with(char::is_uppercase) {
            return None;
        }
        for more in 1..=MOST {
            let at = self.at + more;
            let (before, next) = (self.words(at - 1), self.words(at));
            let broken = next.starts_with(',')
                || forms::ends_on_small_word(before)
                || dates::opens_dateline(&joined)
                || dates::is_broken(before, next);
            if at >= self.end || self.layout.gap(at) > 0 || next.len() > 60 || !broken {
                return None;
            }
            joined.push(' ');
            joined.push_str(next);
            if let Some(found) = dates::dateline(&joined)
                && found.place.is_some()
                && found.date.is_some_and(|found| found.date.exact().is_some())
            {
                return Some(more);
            }
        }
        None
    }
}
