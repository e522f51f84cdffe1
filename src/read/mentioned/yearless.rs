//! A day and its month without a year: which words are one, and which year it is.

use super::find::{Mentioned, closes, day_before, month_after};
use super::words::{FOREIGN_LEADS, LEADS, digits, first_word, is_apostrophe, is_in, last_word};
use crate::model::{Cert, Date, Day};
use crate::read::dates::{is_english_month, month};
use std::ops::Range;

/// Days after the document's own date up to which the nearest year is likely. Papers speak
/// of what is to come within weeks, and of what was within the year.
const AHEAD: i64 = 75;

/// A day and a month, perhaps to a later day, without a year.
pub(super) struct Yearless {
    range: Range<usize>,
    first: (u8, u8),
    last: Option<(u8, u8)>,
}

/// `January 14`, `January 14th`, `January 14–16`, `December 30–January 2`.
pub(super) fn month_first(text: &str, start: usize, number: &Range<usize>) -> Option<Yearless> {
    let name = first_word(text.get(start..)?);
    let month_number = month(name)?;
    let before = text.get(..start)?;
    let (word, _) = last_word(before.trim_end().trim_end_matches('.'));
    let small = word.to_lowercase();
    // `In May 14 ships left`: the month alone is meant.
    let alone = is_in(
        &["in", "during", "throughout", "early", "late", "mid"],
        &small,
    );
    let titles = &[
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "minister",
        "senator",
        "general",
        "president",
    ];
    let surname = matches!(month_number, 3 | 5) && is_in(titles, &small);
    // Other languages put the day before the month.
    if alone || surname || !name.starts_with(char::is_uppercase) || !is_english_month(name) {
        return None;
    }
    // `May 14 ships came` may be a wish or a count: nothing before it says that it is a day.
    let opens = word.is_empty() || !is_in(LEADS, &small);
    let follows = text.get(number.end..)?;
    let counted = follows.strip_prefix(' ').is_some_and(|rest| {
        rest.starts_with(char::is_lowercase)
            && first_word(rest).ends_with('s')
            && !is_in(
                &["is", "was", "has", "its", "this", "his"],
                first_word(rest),
            )
    });
    if matches!(month_number, 3 | 5) && opens && counted {
        return None;
    }
    let first = (month_number, text.get(number.clone())?.parse().ok()?);
    let mut end = number.end + ordinal(text.get(number.end..)?);
    let mut last = None;
    let rest = text.get(end..)?;
    if let Some(after) = rest.strip_prefix(['–', '-']) {
        let dash = rest.len() - after.len();
        let name = first_word(after);
        let (other, skipped) = match month(name).filter(|_| after.starts_with(name)) {
            Some(other) => {
                let past = after.get(name.len()..)?;
                let blanks = past.len() - past.trim_start_matches(['.', ' ', '\n']).len();
                (other, name.len() + blanks)
            }
            None => (month_number, 0),
        };
        let from = end + dash + skipped;
        let length = digits(text.as_bytes(), from);
        if length > 0 {
            last = Some((other, text.get(from..from + length)?.parse().ok()?));
            end = from + length + ordinal(text.get(from + length..)?);
        }
    }
    ends_alone(text.get(end..)?).then_some(Yearless {
        range: start..end,
        first,
        last,
    })
}

/// `14 January`, `14th of January`, `le 3 mars`, `am 5. Mai`, `14–16 January`.
pub(super) fn day_first(text: &str, number: &Range<usize>) -> Option<Yearless> {
    let after = text.get(number.end..)?;
    let name = month_after(after)?;
    let at = number.end + after.find(name)?;
    let end = at + name.len();
    let before = text.get(..number.start)?;
    let from = day_before(before);
    let lead = before.get(..from.map_or(before.len(), |(_, start)| start))?;
    let (word, word_start) = last_word(lead);
    let small = word.to_lowercase();
    let leads = is_in(LEADS, &small);
    let weekday = small.ends_with("day") || small.ends_with("tag");
    let capital = word.starts_with(char::is_uppercase);
    let glued = word_start + word.len() == lead.trim_end().len();
    let cyrillic = name.chars().any(|c| !c.is_ascii() && !"éûôä".contains(c));
    let rest = text.get(end..)?;
    let reads = if is_english_month(name) {
        // `Paragraph 14 May not`, `the 7 March on`.
        let verb = is_in(
            &[
                "be", "not", "have", "on", "also", "well", "I", "we", "you", "he", "it",
            ],
            first_word(rest),
        );
        let sure = !matches!(month(name), Some(3 | 5)) || leads && !verb;
        let dotted = after.starts_with('.');
        let named = name.starts_with(char::is_uppercase);
        named && sure && !dotted && glued && (leads || weekday || !capital) && !word.is_empty()
    } else {
        cyrillic || is_in(FOREIGN_LEADS, &small) || weekday
    };
    let month_number = month(name)?;
    let day = text.get(number.clone())?.parse().ok()?;
    let (first, last) = match from {
        Some((from, _)) => ((month_number, from), Some((month_number, day))),
        None => ((month_number, day), None),
    };
    let shortened = rest.strip_prefix('.').filter(|_| name.len() < 5);
    (reads && ends_alone(shortened.unwrap_or(rest))).then_some(Yearless {
        range: from.map_or(number.start, |(_, start)| start)..end,
        first,
        last,
    })
}

/// How many bytes of `th` and its like stand here.
fn ordinal(after: &str) -> usize {
    let found = ["th", "st", "nd", "rd", "d"].iter().find(|it| {
        let rest = after.strip_prefix(**it);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    found.map_or(0, |it| it.len())
}

/// Whether a day and month end here and no year follows that we do not read: `, ’86`,
/// ` 86`, `/86`; nor what tells of another year: `January 6 of last year`.
fn ends_alone(after: &str) -> bool {
    if !closes(after) || after.starts_with(['–', '-', '/']) {
        return false;
    }
    let inside = |sign: char| {
        let rest = after.strip_prefix(sign);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if inside('.') || inside(',') || inside(':') || is_of_two(after) {
        return false;
    }
    let rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    let quoted = rest.strip_prefix(is_apostrophe).unwrap_or(rest);
    let length = digits(quoted.as_bytes(), 0);
    if length > 0 {
        // An hour may follow, a bare number may be a year.
        let past = quoted.get(length..).unwrap_or("");
        // `9.20 a. m.`, `9:20 a.m.`
        let minutes = past
            .strip_prefix(['.', ':'])
            .filter(|rest| digits(rest.as_bytes(), 0) == 2);
        let later = minutes.and_then(|rest| rest.get(2..)).unwrap_or(past);
        let hour = later.trim_start().to_ascii_lowercase();
        let hours = [
            "a.m",
            "p.m",
            "a. m",
            "p. m",
            "am",
            "pm",
            "hours",
            "o’clock",
            "uhr",
        ];
        let clock = past.starts_with(':') || (length == 4 && past.starts_with(['Z', 'z']));
        // The next telegram's number, and days in a row: `March 25, 26, and 29`.
        let row = length < 3 && (past.starts_with(',') || past.starts_with(" and "));
        let says = clock || row || hours.iter().any(|it| hour.starts_with(it));
        return quoted.len() == rest.len() && (says || length == 3);
    }
    match rest.strip_prefix("of ") {
        Some(said) => !is_in(
            &["last", "next", "every", "each", "that", "the"],
            &first_word(said.strip_prefix('[').unwrap_or(said)).to_lowercase(),
        ),
        None => !is_in(OTHER_YEAR, &first_word(rest).to_lowercase()),
    }
}

/// Words after a day and month that count it from another day: `January 6 last`, `le 3
/// mars dernier`, `am 5. März d. J.`, `5 января прошлого года`.
const OTHER_YEAR: &[&str] = &[
    "last",
    "next",
    "ult",
    "ultimo",
    "inst",
    "prox",
    "dernier",
    "prochain",
    "passé",
    "écoulé",
    "courant",
    "vorigen",
    "vergangenen",
    "letzten",
    "nächsten",
    "kommenden",
    "dieses",
    "d",
    "v",
    "прошлого",
    "минувшего",
    "будущего",
    "текущего",
    "сего",
    "этого",
    "того",
    "следующего",
];

/// Whether a day of one calendar is set against one of another, and the year stands
/// behind both: `25 October (7 November) 1917`.
fn is_of_two(after: &str) -> bool {
    let year = |rest: &str| {
        let rest = rest.trim_start_matches([' ', ',']);
        digits(rest.as_bytes(), 0) == 4
    };
    let rest = after.trim_start();
    if let Some(past) = after.strip_prefix(')') {
        return year(past);
    }
    let Some(inner) = rest.strip_prefix('(') else {
        return false;
    };
    let Some((inner, past)) = inner.split_once(')') else {
        return false;
    };
    inner.len() <= 24 && inner.contains(|c: char| c.is_ascii_digit()) && year(past)
}

impl Yearless {
    /// The date with the year in which it is nearest to `own`. `None`: there is no such
    /// day, the document's date runs over several years, or the year named before it in
    /// the text says otherwise.
    pub(super) fn in_year(self, own: &Date, named: Option<Day>) -> Option<Mentioned> {
        let (from, to) = (own.earliest()?, own.latest()?);
        if from.year() != to.year() {
            return None;
        }
        // Of a month or a season its middle; of a whole year nothing is nearest.
        let length = to.ordinal() - from.ordinal();
        if length > 100 {
            return None;
        }
        let middle = from.ordinal() + length / 2;
        let first = nearest(self.first, from.year(), middle)?;
        if let Some(named) = named {
            let by_text = nearest(self.first, named.year(), named.ordinal())?;
            if by_text != first {
                return None;
            }
        }
        let date = match self.last {
            None => first.into(),
            Some((month, day)) => {
                let year = if (month, day) < self.first {
                    first.year().checked_add(1)?
                } else {
                    first.year()
                };
                let last = Day::new(year, month, day)?;
                // A stretch of more than two months is no stretch of days.
                if last.ordinal() - first.ordinal() > 62 || last == first {
                    return None;
                }
                Date::parse(&format!("{first}/{last}")).ok()?
            }
        };
        let ahead = first.ordinal() - middle;
        let cert = if ahead <= AHEAD {
            Cert::Medium
        } else {
            Cert::Low
        };
        Some(Mentioned {
            range: self.range,
            date,
            two_calendars: false,
            inferred: Some(cert),
            counted: false,
        })
    }

    /// Where its words end.
    pub(super) const fn end(&self) -> usize {
        self.range.end
    }

    /// Its month and day.
    pub(super) const fn first(&self) -> (u8, u8) {
        self.first
    }

    /// The date in a year that the text itself says. `None`: there is no such day.
    pub(super) fn of_year(self, year: i16) -> Option<Mentioned> {
        let (month, day) = self.first;
        let first = Day::new(year, month, day)?;
        let date = match self.last {
            None => first.into(),
            Some((month, day)) => {
                let last = Day::new(year, month, day).filter(|last| *last > first)?;
                Date::parse(&format!("{first}/{last}")).ok()?
            }
        };
        Some(Mentioned {
            range: self.range,
            date,
            two_calendars: false,
            inferred: None,
            counted: false,
        })
    }
}

/// The day of this month and day that is nearest to a day; of two as near, the earlier.
/// `None` for a leap day in years without one.
fn nearest((month, day): (u8, u8), year: i16, to: i64) -> Option<Day> {
    let around = (-1..=1).filter_map(|by| Day::new(year.checked_add(by)?, month, day));
    let distance = |day: &Day| (day.ordinal() - to).abs();
    let nearest = around.min_by_key(|day| (distance(day), *day))?;
    (distance(&nearest) <= 184).then_some(nearest)
}
