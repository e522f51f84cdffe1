//! What in a line could be a note's mark. Scores are in the same unit as those in
//! `markers.rs`, and only their differences matter.

mod around;
mod papers;
mod written;

use crate::bytes::ByteSet;
use crate::model::{Day, Rule};
use around::{after, after_blank, after_digit, after_letter, after_sign};
use papers::{before_date, names_paper};
use std::ops::Range;
pub(super) use written::{lettered, letters_in_brackets, mark_length, printed, raised_digits};

/// What a candidate prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// A number.
    Number(u32),
    /// An asterisk or dagger.
    Sign,
}

/// The kind of place a candidate stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// After a full stop, question or exclamation mark.
    Stop,
    /// After other punctuation, quotation marks and brackets.
    Punctuation,
    /// After a letter.
    Letter,
    /// At the end of a number.
    Digit,
    /// After a blank.
    Blank,
    /// At the end of a heading.
    Heading,
    /// Raised, wherever it stands: `¹`, `^{1}`.
    Raised,
    /// In brackets of its own: `[1]`, `(1)`.
    Bracketed,
    /// An asterisk or a dagger.
    Sign,
}

impl Place {
    /// The rule that such a mark is read by.
    pub(super) const fn rule(self) -> Rule {
        match self {
            Self::Stop => Rule::MarkerAfterStop,
            Self::Punctuation => Rule::MarkerAfterPunctuation,
            Self::Letter | Self::Sign => Rule::MarkerAfterLetter,
            Self::Digit => Rule::MarkerAfterDigit,
            Self::Blank => Rule::MarkerSpaced,
            Self::Heading => Rule::MarkerHeading,
            Self::Raised => Rule::MarkerRaised,
            Self::Bracketed => Rule::MarkerBracketed,
        }
    }
}

/// A number, or the end of one, that could be a note's mark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Its characters.
    pub range: Range<usize>,
    /// What it prints.
    pub value: Value,
    /// How likely it is by itself; above 2 it can hardly be anything else.
    pub score: f64,
    /// Where it stands.
    pub place: Place,
    /// How many page marks stand before it in the text.
    pub page: usize,
    /// Whether a paper or a date is named right before it.
    pub after_paper: bool,
}

/// Below this a candidate is not worth keeping.
pub(super) const HOPELESS: f64 = -3.9;
/// Below this it is not even worth naming where a mark is missed.
pub(super) const ABSURD: f64 = -7.0;

/// Everything about the text that candidates are judged by.
pub(super) struct Lines<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The line's range.
    pub range: Range<usize>,
    /// Whether it is a heading.
    pub heading: bool,
    /// Characters at the line's start that number it: `175.`, `1.`.
    pub numbered: usize,
    /// How many page marks stand before the line.
    pub page: usize,
    /// What is less likely than this is not looked at.
    pub floor: f64,
    /// On which day the text was written, as far as its head says so.
    pub written: &'a dyn Fn() -> Option<Day>,
}

/// Whether a word counts what its number stands for, and is no title of a page: `ARTICLE 2`.
pub(super) fn counts(word: &str) -> bool {
    around::one_of(around::COUNTED, word)
}

/// First bytes of what can be a mark.
static TELLING: ByteSet<7, 1> = ByteSet::new(b"[(*^<\xC2\xE2", [(b'0', b'9')]);

/// Adds the candidates of a line. `pages` are the ranges of page marks in the line: a
/// number in them is none, and what stands before such a mark stands before the number.
pub(super) fn candidates(line: &Lines<'_>, pages: &[Range<usize>], out: &mut Vec<Candidate>) {
    let text = line.text;
    let bytes = text.as_bytes();
    let from = line.range.start + line.numbered;
    let mut at = from;
    let mut page = 0;
    let mut opened = false;
    while at < line.range.end {
        // Most characters are letters: on to the next of the bytes that are told apart below.
        let rest = bytes.get(at..line.range.end).unwrap_or_default();
        match TELLING.position(rest) {
            Some(letters) => at += letters,
            None => break,
        }
        while pages.get(page).is_some_and(|mark| mark.end <= at) {
            page += 1;
        }
        if let Some(mark) = pages.get(page).filter(|mark| mark.contains(&at)) {
            at = mark.end;
            continue;
        }
        let Some(&byte) = bytes.get(at) else { break };
        let on = line.page + page;
        if byte.is_ascii_digit() {
            let length = bytes
                .iter()
                .skip(at)
                .take(line.range.end - at)
                .take_while(|b| b.is_ascii_digit())
                .count();
            number(line, at..at + length, pages, out);
            at += length;
        } else {
            at = match byte {
                b'[' | b'(' => {
                    written::add_bracketed(line, at, on, out);
                    at + 1
                }
                b'*' => written::add_sign(line, at, &mut opened, on, out),
                // The first bytes of raised figures and of daggers, and of much else.
                b'^' | b'<' | 0xC2 | 0xE2 => {
                    let rest = text.get(at..line.range.end).unwrap_or("");
                    if written::raised_digits(rest) > 0 {
                        written::add_raised(line, at, on, out)
                    } else if rest.starts_with(written::is_sign) {
                        written::add_sign(line, at, &mut opened, on, out)
                    } else {
                        at + 1
                    }
                }
                _ => at + 1,
            };
        }
    }
}

/// Adds a number, and the ends of it, as candidates.
fn number(line: &Lines<'_>, run: Range<usize>, pages: &[Range<usize>], out: &mut Vec<Candidate>) {
    let text = line.text;
    let after = after(text, run.end);
    if after < line.floor {
        return;
    }
    let digits = run.len();
    let pages_before = pages.partition_point(|mark| mark.end <= run.start);
    let page = line.page + pages_before;
    // What the eye sees before the number: a page mark between the two does not count.
    let mut start = run.start;
    let just_before = pages_before.checked_sub(1).and_then(|at| pages.get(at));
    if let Some(mark) = just_before.filter(|mark| mark.end == start) {
        start = text
            .get(line.range.start..mark.start)
            .map_or(mark.start, |head| line.range.start + head.trim_end().len());
    }
    let tight_page = start != run.start;
    let push = |range: Range<usize>, score: f64, place: Place, out: &mut Vec<Candidate>| {
        let printed = text.get(range.clone()).unwrap_or("");
        // A mark 0 stands on headings; elsewhere a nought ends a number.
        let led_by_zero = printed.starts_with('0') && (printed.len() > 1 || score < 1.0);
        if let (Ok(value), false) = (printed.parse::<u32>(), led_by_zero || printed.len() > 7)
            && score > line.floor
        {
            out.push(Candidate {
                range,
                value: Value::Number(value),
                score,
                place,
                page,
                after_paper: place == Place::Digit && names_paper(text, run.start),
            });
        }
    };
    let heading_end = line.heading
        && text
            .get(run.end..line.range.end)
            .is_some_and(|rest| rest.trim().is_empty());
    let bonus = if heading_end { 0.4 } else { 0.0 };
    let before = text
        .get(line.range.start..start)
        .and_then(|head| head.chars().next_back());
    match before {
        None if start > line.range.start => {}
        None => {
            let score = after_blank(text, &run, &line.range, line.heading) + after;
            push(run.clone(), score, Place::Blank, out);
        }
        Some(c) if c.is_whitespace() => {
            let score = after_blank(text, &run, &line.range, line.heading)
                + after
                + before_date(text, run.end);
            push(
                run.clone(),
                score,
                if heading_end {
                    Place::Heading
                } else {
                    Place::Blank
                },
                out,
            );
        }
        Some(c) if c.is_alphabetic() => {
            let score = after_letter(text, start, digits) + after + bonus
                - if tight_page { 0.8 } else { 0.0 };
            push(
                run.clone(),
                score,
                if heading_end {
                    Place::Heading
                } else {
                    Place::Letter
                },
                out,
            );
        }
        Some(c) => {
            if let Some((score, place)) = after_sign(text, start, c, digits) {
                push(run.clone(), score + after + bonus, place, out);
            }
        }
    }
    // The ends of the number, the shortest first.
    let cited = if digits > 1 {
        before_date(text, run.end)
    } else {
        0.0
    };
    for length in 1..digits.min(5) {
        let cut = run.end - length;
        let score = after_digit(text, &run, cut, line.written) + after + bonus + cited;
        push(cut..run.end, score, Place::Digit, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The likeliest reading of each number of a line as `number@score`.
    fn seen(text: &str, heading: bool) -> Vec<(String, f64)> {
        let mut out = Vec::new();
        let line = Lines {
            text,
            range: 0..text.len(),
            heading,
            numbered: 0,
            page: 0,
            floor: HOPELESS,
            written: &|| None,
        };
        candidates(&line, &[], &mut out);
        out.into_iter()
            .map(|candidate| (text[candidate.range].to_owned(), candidate.score))
            .collect()
    }

    fn best(text: &str) -> f64 {
        seen(text, false)
            .into_iter()
            .map(|(_, score)| score)
            .fold(f64::MIN, f64::max)
    }

    #[test]
    fn marks_outscore_numbers() {
        for mark in [
            "in Moscow.2 It",
            "to Shevardnadze3 will",
            "he said,”4 and",
            "(Lovett)5 to",
            "on September 162 he",
            "1945–19465 were",
        ] {
            assert!(best(mark) > 1.5, "{mark}: {}", best(mark));
        }
        for number in [
            "Article 5 of",
            "telegram 3453 from",
            "at 10:45 he",
            "$5 million",
            "2,500 men",
            "F99 was",
            "p. 12",
            "the 5th of",
            "in January 6, he",
        ] {
            assert!(best(number) < 0.5, "{number}: {}", best(number));
        }
        assert!(
            seen("From A to B 1", true)
                .iter()
                .any(|(_, score)| *score > 2.5)
        );
    }
}
