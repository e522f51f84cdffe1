//! Dates written out in words.

mod dateline;

pub(super) use dateline::{
    begins_in, dateline, is_broken, is_broken_dateline, is_town, opens_dateline,
};

use crate::model::{Date, Day, Element};
use std::ops::Range;

/// A date found in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its words.
    pub range: Range<usize>,
    /// What it says.
    pub date: Date,
    /// Whether it gives one day in two calendars (`January 27/February 9, 1904`).
    pub two_calendars: bool,
}

/// Names of months in the languages that editions of correspondence are most often in,
/// in small letters; shortened forms are told by their first letters.
const MONTHS: [(u8, &[&str]); 12] = [
    (
        1,
        &[
            "january",
            "jan",
            "januar",
            "jänner",
            "janvier",
            "января",
            "январе",
            "enero",
            "gennaio",
        ],
    ),
    (
        2,
        &[
            "february",
            "feb",
            "februar",
            "feber",
            "février",
            "fevrier",
            "февраля",
            "феврале",
            "febrero",
            "febbraio",
        ],
    ),
    (
        3,
        &["march", "mar", "märz", "mars", "марта", "марте", "marzo"],
    ),
    (
        4,
        &[
            "april",
            "apr",
            "avril",
            "апреля",
            "апреле",
            "abril",
            "aprile",
        ],
    ),
    (5, &["may", "mai", "мая", "мае", "mayo", "maggio"]),
    (
        6,
        &[
            "june", "jun", "juni", "juin", "июня", "июне", "junio", "giugno",
        ],
    ),
    (
        7,
        &[
            "july", "jul", "juli", "juillet", "июля", "июле", "julio", "luglio",
        ],
    ),
    (
        8,
        &[
            "august",
            "aug",
            "août",
            "aout",
            "августа",
            "августе",
            "agosto",
        ],
    ),
    (
        9,
        &[
            "september",
            "sep",
            "sept",
            "septembre",
            "сентября",
            "сентябре",
            "septiembre",
            "settembre",
        ],
    ),
    (
        10,
        &[
            "october",
            "oct",
            "oktober",
            "okt",
            "octobre",
            "октября",
            "октябре",
            "octubre",
            "ottobre",
        ],
    ),
    (
        11,
        &[
            "november",
            "nov",
            "novembre",
            "ноября",
            "ноябре",
            "noviembre",
        ],
    ),
    (
        12,
        &[
            "december",
            "dec",
            "dezember",
            "dez",
            "décembre",
            "decembre",
            "декабря",
            "декабре",
            "diciembre",
            "dicembre",
        ],
    ),
];

/// The month of this name, 1–12.
pub(in crate::read) fn month(word: &str) -> Option<u8> {
    if word.len() < 3 || word.len() > 24 {
        return None;
    }
    let small = word.to_lowercase();
    MONTHS
        .iter()
        .find(|(_, names)| names.contains(&small.as_str()))
        .map(|(number, _)| *number)
}

/// English names of months, whole and shortened, in small letters.
const ENGLISH: &[&str] = &[
    "january",
    "jan",
    "february",
    "feb",
    "march",
    "mar",
    "april",
    "apr",
    "may",
    "june",
    "jun",
    "july",
    "jul",
    "august",
    "aug",
    "september",
    "sep",
    "sept",
    "october",
    "oct",
    "november",
    "nov",
    "december",
    "dec",
];

/// Whether a word is an English month's name, whole or shortened, in whatever case.
pub(super) fn is_english_month(word: &str) -> bool {
    ENGLISH.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// A piece of a line: a word, a number or a sign.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// A date with its year at the very beginning of a text, and whether it gives one day in
/// two calendars. The range is its words.
pub(super) fn leading(text: &str) -> Option<Found> {
    let tokens = tokens(text);
    let (date, end, two_calendars) = read(&tokens, 0)?;
    let (first, last) = (tokens.first()?, tokens.get(end.checked_sub(1)?)?);
    Some(Found {
        range: first.start..last.end,
        date,
        two_calendars,
    })
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        let class = |c: char| {
            if c.is_ascii_digit() {
                1
            } else if c.is_alphabetic() || c == '’' {
                2
            } else {
                0
            }
        };
        let kind = class(c);
        let mut end = start + c.len_utf8();
        chars.next();
        if kind == 0 {
            if c.is_whitespace() {
                continue;
            }
        } else {
            while let Some(&(at, c)) = chars.peek() {
                if class(c) != kind {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
        }
        out.push(Token {
            text: text.get(start..end).unwrap_or(""),
            start,
            end,
        });
    }
    out
}

fn small(token: Option<&Token<'_>>) -> Option<u8> {
    let token = token?;
    (token.text.len() <= 2).then(|| token.text.parse().ok())?
}

fn year(token: Option<&Token<'_>>) -> Option<i16> {
    let token = token?;
    let year: i16 = (token.text.len() == 4).then(|| token.text.parse().ok())??;
    (1000..=2199).contains(&year).then_some(year)
}

fn is(token: Option<&Token<'_>>, signs: &[&str]) -> bool {
    token.is_some_and(|token| signs.contains(&token.text))
}

/// `th` and its like after a day, or the full stop of `5. Mai`.
fn skip_ordinal(tokens: &[Token<'_>], at: usize) -> usize {
    let glued = |index: usize| {
        tokens
            .get(index)
            .zip(index.checked_sub(1).and_then(|before| tokens.get(before)))
            .is_some_and(|(a, b)| a.start == b.end)
    };
    if is(tokens.get(at), &["th", "st", "nd", "rd", "d", "er", "."]) && glued(at) {
        at + 1
    } else {
        at
    }
}

/// A date that begins with this token, and the index past it.
fn read(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize, bool)> {
    let word = tokens.get(at)?;
    // January 14, 1986 · January 14–16, 1986 · January 27/February 9, 1904 · January 1986
    if let Some(first_month) = month(word.text) {
        let mut next = at + 1;
        if is(tokens.get(next), &["."]) {
            next += 1;
        }
        if let Some(first_day) = small(tokens.get(next)) {
            next = skip_ordinal(tokens, next + 1);
            let mut last = None;
            let mut two_calendars = false;
            if is(tokens.get(next), &["–", "-", "/", "—"]) {
                two_calendars = is(tokens.get(next), &["/"]);
                let named = tokens.get(next + 1).and_then(|token| month(token.text));
                let day_at = if named.is_some() { next + 2 } else { next + 1 };
                if let Some(day) = small(tokens.get(day_at)) {
                    last = Some((named.unwrap_or(first_month), day));
                    next = skip_ordinal(tokens, day_at + 1);
                }
            } else if is(tokens.get(next), &["[", "("]) {
                // January 27 [February 9], 1904; April 5 (17), 1876: the bracket is our calendar.
                let named = tokens.get(next + 1).and_then(|token| month(token.text));
                let day_at = if named.is_some() { next + 2 } else { next + 1 };
                if let (Some(day), true) = (
                    small(tokens.get(day_at)),
                    is(tokens.get(day_at + 1), &["]", ")"]),
                ) {
                    last = Some((named.unwrap_or(first_month), day));
                    two_calendars = true;
                    next = day_at + 2;
                }
            }
            let comma = usize::from(is(tokens.get(next), &[",", "."]));
            let year = year(tokens.get(next + comma))?;
            let end = next + comma + 1;
            let first = Day::new(year, first_month, first_day)?;
            return match last {
                None => Some((first.into(), end, false)),
                Some((month, day)) => {
                    let last = Day::new(year, month, day)?;
                    if two_calendars {
                        Some((last.into(), end, true))
                    } else {
                        Some((Date::parse(&format!("{first}/{last}")).ok()?, end, false))
                    }
                }
            };
        }
        let comma = usize::from(is(tokens.get(next), &[","]));
        let year = year(tokens.get(next + comma))?;
        let date = Date::parse(&format!("{year:04}-{first_month:02}")).ok()?;
        return Some((date, next + comma + 1, false));
    }
    // 14 January 1986 · 14. Januar 1986 · 14th of January, 1986
    if let Some(first_day) = small(Some(word)) {
        let mut next = skip_ordinal(tokens, at + 1);
        // 27 January/9 February 1904
        while is(tokens.get(next), &["of", "de", "d"]) {
            next += 1;
        }
        let first_month = month(tokens.get(next)?.text)?;
        next += 1;
        let mut day = (first_month, first_day);
        let mut two_calendars = false;
        if is(tokens.get(next), &["/"])
            && let (Some(other), Some(named)) = (
                small(tokens.get(next + 1)),
                tokens.get(next + 2).and_then(|token| month(token.text)),
            )
        {
            day = (named, other);
            two_calendars = true;
            next += 3;
        }
        while is(tokens.get(next), &[",", "de", "."]) {
            next += 1;
        }
        let year = year(tokens.get(next))?;
        let day = Day::new(year, day.0, day.1)?;
        return Some((day.into(), next + 1, two_calendars));
    }
    // 121455Z AUG 77: day and hour of a cable in one group
    if word.text.len() == 6
        && is(tokens.get(at + 1), &["Z"])
        && let Some(first_month) = tokens.get(at + 2).and_then(|token| month(token.text))
    {
        let digits = tokens.get(at + 3)?;
        let short = small(Some(digits)).filter(|_| digits.text.len() == 2);
        let year = short
            .map(|short| 1900 + i16::from(short))
            .or_else(|| year(Some(digits)))?;
        let day = Day::new(year, first_month, word.text.get(..2)?.parse().ok()?)?;
        return Some((day.into(), at + 4, false));
    }
    // 1986-01-14
    let year = year(Some(word))?;
    let dash = |index| is(tokens.get(index), &["-"]);
    if dash(at + 1) && dash(at + 3) {
        let day = Day::new(year, small(tokens.get(at + 2))?, small(tokens.get(at + 4))?)?;
        return Some((day.into(), at + 5, false));
    }
    None
}

/// Every date with its year that is written out in a text, in its order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match read(&tokens, at) {
            Some((date, end, two_calendars)) => {
                let start = tokens.get(at).map_or(0, |token| token.start);
                let stop = tokens.get(end - 1).map_or(start, |token| token.end);
                found.push(Found {
                    range: start..stop,
                    date,
                    two_calendars,
                });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The attributes of a `date` element: `when` for a day, month or year, else bounds.
pub(super) fn set(element: &mut Element, date: &Date) {
    if date.is_range() {
        if let Some(day) = date.earliest() {
            element.attrs.set("from", day.to_string());
        }
        if let Some(day) = date.latest() {
            element.attrs.set("to", day.to_string());
        }
    } else {
        element.attrs.set(
            "when",
            date.to_string()
                .trim_end_matches(['?', '~', '%'])
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words() {
        for (text, dates) in [
            ("on January 14, 1986, he", "1986-01-14"),
            ("14 January 1986", "1986-01-14"),
            ("den 5. Mai 1905", "1905-05-05"),
            ("le 1er août 1914", "1914-08-01"),
            ("July 29–31, 1948", "1948-07-29/1948-07-31"),
            ("January 27/February 9, 1904", "1904-02-09"),
            ("January 27 [February 9], 1904", "1904-02-09"),
            ("the 4th of July, 1861.", "1861-07-04"),
            ("in January 1985 and March 1986", "1985-01 1986-03"),
            ("5 мая 1905", "1905-05-05"),
            ("February 30, 1985; may 14 of them", ""),
            ("1986-01-14", "1986-01-14"),
        ] {
            let seen: Vec<_> = find(text)
                .iter()
                .map(|found| found.date.to_string())
                .collect();
            assert_eq!(seen.join(" "), dates, "{text}");
        }
    }
}
