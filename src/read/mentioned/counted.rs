//! Days of this month, the last and the next, as letters count them: `the 12th instant`,
//! `the 28th ult.`, `du 12 courant`, `am 2. d. M.`

use super::find::{Mentioned, closes};
use super::words::{first_word, is_in, last_word};
use crate::model::{Cert, Date, Day};
use std::ops::Range;

/// Words for months, counted from that of the document: this one, the last, the next.
const MONTHS: [(&str, i16); 7] = [
    ("instant", 0),
    ("inst", 0),
    ("ultimo", -1),
    ("ult", -1),
    ("proximo", 1),
    ("prox", 1),
    ("courant", 0),
];

/// The same in two German words: `d. M.`, `dieses Monats`, `v. M.`
const GERMAN: [(&str, i16); 6] = [
    ("d. M.", 0),
    ("d. Mts.", 0),
    ("dieses Monats", 0),
    ("v. M.", -1),
    ("v. Mts.", -1),
    ("vorigen Monats", -1),
];

/// The day of this number, where the words behind it count its month from `own`.
pub(super) fn counted(text: &str, number: &Range<usize>, own: &Date) -> Option<Mentioned> {
    let after = text.get(number.end..)?;
    let before = text.get(..number.start)?;
    let stands = before
        .chars()
        .next_back()
        .is_none_or(|c| c == ' ' || c == '\n' || c == '(');
    if number.len() > 2 || !stands {
        return None;
    }
    let ordinal = ["th", "st", "nd", "rd", "d", "."]
        .iter()
        .find(|it| after.starts_with(**it));
    let past = after.get(ordinal.map_or(0, |it| it.len())..)?;
    let words = past.trim_start();
    let start = number.end + after.len() - words.len();
    if words.len() == past.len() {
        return None;
    }
    let (months, length) = if let Some((said, months)) = GERMAN
        .iter()
        .find(|(said, _)| words.starts_with(said) && ordinal == Some(&"."))
    {
        (*months, said.len())
    } else {
        let word = first_word(words);
        let small = word.to_lowercase();
        let (said, months) = MONTHS.iter().find(|(said, _)| *said == small)?;
        let (lead, _) = last_word(before);
        // `le 12 courant`; `the 12th instant`, and not `2 instant meals`.
        let leads = match *said {
            "courant" => is_in(&["le", "du", "au"], &lead.to_lowercase()),
            _ => ordinal.is_some_and(|it| *it != "."),
        };
        let dotted = usize::from(said.len() < 5 && words.get(word.len()..)?.starts_with('.'));
        if !leads {
            return None;
        }
        (*months, word.len() + dotted)
    };
    let end = start + length;
    if !closes(text.get(end..)?) {
        return None;
    }
    let (from, to) = (own.earliest()?, own.latest()?);
    // A document of no certain month has no last one.
    if (from.year(), from.month()) != (to.year(), to.month()) {
        return None;
    }
    let month = i16::from(from.month()) - 1 + months;
    let year = from.year().checked_add(month.div_euclid(12))?;
    let month = u8::try_from(month.rem_euclid(12) + 1).ok()?;
    let day = text.get(number.clone())?.parse().ok()?;
    Some(Mentioned {
        range: number.start..end,
        date: Day::new(year, month, day)?.into(),
        two_calendars: false,
        inferred: Some(Cert::High),
        counted: true,
    })
}
