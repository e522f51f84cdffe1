//! Dates in running words: with their year, or with the year that is nearest.
//!
//! Every date holds a figure, so the text is looked through for figures, and the words
//! on both sides of each are read. What could be something else is left alone: a date
//! that is missed costs a line of the timeline, one that is none costs trust.

use super::counted::counted;
use super::once::said_once;
use super::words::{KEPT, NUMBERED, SHORTENED, digits, first_word, is_in, last_word};
use super::yearless::{Yearless, day_first, month_first};
use crate::bytes::DIGITS;
use crate::model::{Cert, Date, Day};
use crate::read::dates::{is_english_month, leading, month};
use std::ops::Range;

/// A date in running words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Mentioned {
    /// Its words.
    pub range: Range<usize>,
    /// What it says.
    pub date: Date,
    /// Whether it gives one day in two calendars.
    pub two_calendars: bool,
    /// How sure the year is, where the words have none. `None`: they have it.
    pub inferred: Option<Cert>,
    /// Whether the month is counted from the document's own date, too: `the 12th inst.`
    pub(in crate::read) counted: bool,
}

/// The most bytes that the words of one date take.
const LONGEST: usize = 72;

/// Every date of a text, in its order. `own` is the date of the document that speaks:
/// without it no year is inferred.
pub(super) fn find(text: &str, own: Option<&Date>) -> Vec<Mentioned> {
    let bytes = text.as_bytes();
    let mut found: Vec<Mentioned> = Vec::new();
    let mut at = 0;
    // The year that was named last: an inferred one must not contradict it.
    let mut named: Option<Day> = None;
    while let Some(next) = bytes.get(at..).and_then(|rest| DIGITS.position(rest)) {
        let start = at + next;
        let end = start + digits(bytes, start);
        at = end;
        let date = at_figure(text, start..end, own, named);
        let Some(date) = date.filter(|date| !is_cited(text, &date.range)) else {
            continue;
        };
        if date.inferred.is_none() {
            named = date.date.earliest();
        }
        at = date.range.end.max(end);
        found.push(date);
    }
    found
}

/// The date in which this number is the first.
fn at_figure(
    text: &str,
    number: Range<usize>,
    own: Option<&Date>,
    named: Option<Day>,
) -> Option<Mentioned> {
    let before = text.get(..number.start)?;
    let words = match number.len() {
        1 | 2 => match month_before(before) {
            Some(start) => Words::MonthFirst(start),
            None => Words::DayFirst(number.start),
        },
        4 => match month_before(before) {
            Some(start) => Words::MonthFirst(start),
            None => Words::Iso(number.start),
        },
        _ => return None,
    };
    if let (Words::DayFirst(_), Some(own)) = (words, own)
        && let Some(counted) = counted(text, &number, own)
    {
        return Some(counted);
    }
    if let Words::DayFirst(start) = words {
        month_after(text.get(number.end..)?)?;
        if is_numbered(text.get(..start)?) {
            return None;
        }
    }
    let start = words.start();
    if !opens(text.get(..start)?) {
        return None;
    }
    let window = window(text, start);
    if let Some(full) = leading(window) {
        let after = text.get(start + full.range.end..)?;
        let mut range = start..start + full.range.end;
        let mut date = full.date;
        // `In May 2000 men`, in a letter of 1861.
        let year = |day: Option<Day>| day.map(|day| i32::from(day.year()));
        let own_year = own.and_then(|own| year(own.latest()));
        if own_year.is_some_and(|own| year(date.earliest()).is_some_and(|it| it > own + 60)) {
            return None;
        }
        if !closes(after) || is_time(after) || !is_written(text.get(range.clone())?, &date) {
            return None;
        }
        if let (Words::DayFirst(_), Some(from)) = (words, day_before(text.get(..start)?)) {
            // 14–16 January 1986
            let day = date.exact()?;
            let first = Day::new(day.year(), day.month(), from.0)?;
            date = Date::parse(&format!("{first}/{day}")).ok()?;
            range.start = from.1;
        }
        if let Some((until, end)) = until(text, range.end, &date) {
            (date, range.end) = (until, end);
        }
        return Some(Mentioned {
            range,
            date,
            two_calendars: full.two_calendars,
            inferred: None,
            counted: false,
        });
    }
    let own = own?;
    let part: Yearless = match words {
        Words::MonthFirst(_) if number.len() <= 2 => month_first(text, start, &number)?,
        Words::DayFirst(_) => day_first(text, &number)?,
        _ => return None,
    };
    // The year stands once, behind the last of several days.
    match said_once(text.get(part.end()..)?, part.first()) {
        Some(year) => part.of_year(year),
        None => part.in_year(own, named),
    }
}

/// How a date begins, and where.
#[derive(Clone, Copy)]
enum Words {
    /// `January 14`, `January 1986`
    MonthFirst(usize),
    /// `14 January`
    DayFirst(usize),
    /// `1986-01-14`
    Iso(usize),
}

impl Words {
    const fn start(self) -> usize {
        match self {
            Self::MonthFirst(at) | Self::DayFirst(at) | Self::Iso(at) => at,
        }
    }
}

/// As much of a text from a place on as a date can need.
fn window(text: &str, start: usize) -> &str {
    let mut end = text.len().min(start + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or("")
}

/// Where the name of a month begins that stands right before a number: `January `,
/// `Jan. `, `January, `.
fn month_before(before: &str) -> Option<usize> {
    let bare = before.trim_end();
    if bare.len() == before.len() {
        return None;
    }
    let bare = bare.strip_suffix(['.', ',']).unwrap_or(bare);
    let (word, start) = last_word(bare);
    let glued = start + word.len() == bare.len();
    (glued && month(word).is_some()).then_some(start)
}

/// The month that follows a day: ` January`, `th of January`, `. Januar`, `er mars`.
pub(super) fn month_after(after: &str) -> Option<&str> {
    let mut rest = after;
    let ordinal = ["th", "st", "nd", "rd", "d", "er", "."];
    if let Some(stripped) = ordinal.iter().find_map(|it| rest.strip_prefix(it)) {
        rest = stripped;
    }
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mut word = first_word(rest);
    if matches!(word, "of" | "de" | "d’" | "d'") {
        let at = rest.find(word)? + word.len();
        rest = rest.get(at..)?;
        word = first_word(rest);
    }
    month(word)?;
    Some(word)
}

/// Whether a date can begin after these words.
fn opens(before: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next() {
        None => true,
        Some(c) if c.is_alphanumeric() => false,
        // A range of days is read where it ends; of months, the first is none.
        Some('-' | '–' | '/') => day_before(before).is_some(),
        Some('$' | '£' | '€' | '#' | '№' | '§' | '_') => false,
        Some('.' | ',' | ':') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => !before.trim_end().ends_with(['$', '£', '€', '#', '№', '§']),
    }
}

/// `14–`, before `16 January 1986`: the day, and where it begins.
pub(super) fn day_before(before: &str) -> Option<(u8, usize)> {
    let bare = before.strip_suffix(['-', '–'])?;
    let length = bare.bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = bare.len() - length;
    let stands = bare
        .get(..start)?
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '–' | '/' | '.' | ','));
    let day = bare.get(start..)?.parse().ok()?;
    (stands && length <= 2 && (1..=31).contains(&day)).then_some((day, start))
}

/// Whether a date with its year can end here: no letter, no further figure.
pub(super) fn closes(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        None => true,
        Some(c) if c.is_alphanumeric() || matches!(c, '%' | '°') => false,
        Some('/' | '-') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// `January 1983–March 1985`: the stretch that a date with its year begins, and its end.
fn until(text: &str, end: usize, from: &Date) -> Option<(Date, usize)> {
    let rest = text.get(end..)?;
    let last = rest.strip_prefix(['–', '-'])?;
    let start = end + rest.len() - last.len();
    let full = leading(window(text, start)).filter(|full| full.range.start == 0)?;
    let stop = start + full.range.end;
    let one = !from.is_range() && !full.date.is_range();
    let stands = one && closes(text.get(stop..)?) && full.date.earliest() > from.earliest();
    let date = Date::parse(&format!("{from}/{}", full.date)).ok()?;
    stands.then_some((date, stop))
}

/// Whether what looked like a year is an hour: `January 6, 1430 hours`.
fn is_time(after: &str) -> bool {
    matches!(
        first_word(after).to_ascii_lowercase().as_str(),
        "hours" | "hrs" | "z" | "gmt" | "est" | "edt" | "uhr" | "local"
    ) && after.starts_with(' ')
}

/// Whether a date with its year is written as one: `in may 2000 men` is none.
fn is_written(words: &str, date: &Date) -> bool {
    date.exact().is_some() || date.is_range() || is_named(first_word(words))
}

/// Whether a word in its letters can only be a month: English has `may` and `march`.
fn is_named(word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    capital || !is_english_month(word)
}

/// Whether the number that follows these words is the number of something.
fn is_numbered(before: &str) -> bool {
    let bare = before.trim_end().trim_end_matches(['.', ',']);
    let (word, _) = last_word(bare);
    bare.is_empty() || is_in(NUMBERED, &word.to_lowercase())
}

/// Whether a date belongs to where a paper is kept or printed: `Central Files, January
/// 1986`, `Bulletin, January 6, 1986, p. 7`.
fn is_cited(text: &str, range: &Range<usize>) -> bool {
    let after = text.get(range.end..).unwrap_or("");
    if [
        ", p. ",
        ", pp. ",
        ", p.\u{a0}",
        ", page",
        ", pp.\u{a0}",
        " (p. ",
    ]
    .iter()
    .any(|it| after.starts_with(it))
    {
        return true;
    }
    let mut from = range.start.saturating_sub(160);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..range.start).unwrap_or("");
    let (word, _) = last_word(before);
    if matches!(
        word.to_lowercase().as_str(),
        "on" | "dated" | "of" | "by" | "until" | "since"
    ) {
        return false;
    }
    let start = before.char_indices().rev().find_map(|(at, c)| {
        let after = before.get(at + c.len_utf8()..)?;
        cuts(before.get(..at)?, c, after).then(|| before.len() - after.len())
    });
    let segment = before.get(start.unwrap_or(0)..).unwrap_or("");
    segment
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| is_in(KEPT, word))
}

/// Whether this sign ends a sentence or opens or closes a bracket, and does not shorten a
/// word as in `vol. IV`.
fn cuts(before: &str, sign: char, after: &str) -> bool {
    match sign {
        '(' => true,
        ';' | ')' | '?' | '!' => after.starts_with(' '),
        '.' => after.starts_with([' ', '\n']) && !is_in(SHORTENED, last_word(before).0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, own: &str) -> String {
        let own = Date::parse(own).ok();
        let found = find(text, own.as_ref()).into_iter().map(|it| {
            let mark = match it.inferred {
                None => "",
                Some(Cert::Low) => " low",
                Some(_) => " inferred",
            };
            format!("{}={}{mark}", &text[it.range], it.date)
        });
        found.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn years_are_read_or_are_the_nearest() {
        for (text, dates) in [
            ("On January 6 he left.", "January 6=1986-01-06 inferred"),
            ("On December 7, he left.", "December 7=1985-12-07 inferred"),
            (
                "your letter of Dec. 7 and mine",
                "Dec. 7=1985-12-07 inferred",
            ),
            (
                "on November 19–21 in Geneva",
                "November 19–21=1985-11-19/1985-11-21 inferred",
            ),
            (
                "from December 30–January 2 we",
                "December 30–January 2=1985-12-30/1986-01-02 inferred",
            ),
            ("his January 5th letter", "January 5th=1986-01-05 inferred"),
            (
                "of the 14th of January;",
                "14th of January=1986-01-14 inferred",
            ),
            ("by 14 January the", "14 January=1986-01-14 inferred"),
            (
                "on 14–16 January the",
                "14–16 January=1986-01-14/1986-01-16 inferred",
            ),
            (
                "on 14–16 January 1984 the",
                "14–16 January 1984=1984-01-14/1984-01-16",
            ),
            ("la lettre du 3 mars est", "3 mars=1986-03-03 inferred"),
            ("am 5. März war", "5. März=1986-03-05 inferred"),
            ("письмо 5 января о", "5 января=1986-01-05 inferred"),
            (
                "on January 6, 10:30 a.m., he",
                "January 6=1986-01-06 inferred",
            ),
            ("on January 6, 5 p.m.", "January 6=1986-01-06 inferred"),
            ("since July 20, we", "July 20=1985-07-20 inferred"),
            ("by May 1 we", "May 1=1986-05-01 low"),
            ("on January 6, that he", "January 6=1986-01-06 inferred"),
            ("of January 7, 8, and 9", "January 7=1986-01-07 inferred"),
            (
                "urtels 94 Jan 2, 340 Jan 3",
                "Jan 2=1986-01-02 inferred; Jan 3=1986-01-03 inferred",
            ),
            ("on February 29 he", ""),
            ("On May 5, 1984, he; on May 7 he", "May 5, 1984=1984-05-05"),
            (
                "On November 19, 1985, he; on January 3 she",
                "November 19, 1985=1985-11-19; January 3=1986-01-03 inferred",
            ),
            (
                "in January 1985 and March 1986",
                "January 1985=1985-01; March 1986=1986-03",
            ),
            ("1986-01-14", "1986-01-14=1986-01-14"),
        ] {
            assert_eq!(seen(text, "1986-01-14"), dates, "{text}");
        }
    }

    /// A day whose year stands behind a later one, and days that letters count.
    #[test]
    fn years_stand_once_and_months_are_counted() {
        for (text, dates) in [
            (
                "Between March 1 and March 5, 1984, he",
                "March 1=1984-03-01; March 5, 1984=1984-03-05",
            ),
            (
                "from December 30 to January 2, 1985.",
                "December 30=1984-12-30; January 2, 1985=1985-01-02",
            ),
            ("On Nov. 5 and 6, 1970, we", "Nov. 5=1970-11-05"),
            ("On January 6, 7, and 8, 1970 we", "January 6=1970-01-06"),
            (
                "your letter of the 12th instant and",
                "12th instant=1986-01-12 inferred",
            ),
            ("that of the 28th ult. was", "28th ult.=1985-12-28 inferred"),
            ("on the 3rd proximo.", "3rd proximo=1986-02-03 inferred"),
            (
                "votre lettre du 12 courant.",
                "12 courant=1986-01-12 inferred",
            ),
            ("am 2. d. M. war", "2. d. M.=1986-01-02 inferred"),
            ("am 24. Dez. 1985 und", "24. Dez. 1985=1985-12-24"),
            ("im Jänner 1986 und", "Jänner 1986=1986-01"),
            ("в мае 1985 года", "мае 1985=1985-05"),
        ] {
            assert_eq!(seen(text, "1986-01-14"), dates, "{text}");
        }
        assert_eq!(seen("of the 12th instant", "1986"), "", "of no month");
        assert_eq!(seen("on the 31st proximo", "1986-01-14"), "", "no such day");
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "In May 14 ships left; you may 14 times",
            "the 7 March on Washington",
            "Paragraph 14 May not be read; Document 14 March",
            "in may 2000 men left",
            "the 1950s, March 1950s",
            "May 86, May 14 ’85, May 14/85, 1/14/86, 5-6-86",
            "January 6,000 and January 6.5 and January 6%",
            "January 6 of last year; January 6 of the same year; January 6 last",
            "January 32; February 30; 31 June",
            "No. 14 January; Box 3 January; $14 May",
            "Central Files, January 1986; Library, Box 5, January 6",
            "Bulletin, January 6, 1986, p. 7",
            "Mr. May 5 and General March 6",
            "January 62 and 14 Januaryish",
            "Mars 3 mars",
            "061430Z Jan 86; 14 Jan 86",
            "On 25 October (7 November) 1917; 25 октября (7 ноября) 1917 г.",
            "Le 14 février dernier; am 5. März d. J.; 5 января прошлого года",
            "May 14 ships came",
            "2 instant meals; the 12th ultimate; du 12 courants",
        ] {
            assert_eq!(seen(text, "1986-01-14"), "", "{text}");
        }
        assert_eq!(seen("On January 6 he", "?"), "");
        assert_eq!(seen("On January 6 he", "1985/1986"), "");
        assert_eq!(seen("On January 6 he", "1986"), "");
    }
}
