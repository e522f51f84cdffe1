//! Dates as historians have them: EDTF level 1, in words, and in one total order.
//!
//! Source of the forms: the Extended Date/Time Format specification, Library of
//! Congress, levels 0 and 1, without times of day; and level 2's `[..1986-09-23]` (one
//! day, not after), which editors of undated letters need.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the Gregorian calendar, the months 1–12 and days 1–31 that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SEASONS: [&str; 4] = ["Spring", "Summer", "Autumn", "Winter"];

const fn month_length(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    /// The day, if there is such a day.
    #[must_use]
    pub const fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        if month >= 1 && month <= 12 && day >= 1 && day <= month_length(year, month) {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since March 1 of the year 0; for drawing and for distances.
    #[must_use]
    pub fn ordinal(self) -> i64 {
        // Years that begin in March put the leap day last.
        let year = i64::from(self.year) - i64::from(self.month < 3);
        let month = (i64::from(self.month) + 9) % 12;
        year * 365 + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (month * 306 + 5) / 10
            + i64::from(self.day)
            - 1
    }
}

/// `1986-01-14`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(year @ 0..=9999) = u16::try_from(self.year) else {
            return write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day);
        };
        // A page shows a dozen: digit by digit they take a tenth of the time.
        let (month, day) = (u16::from(self.month), u16::from(self.day));
        let digits = [
            year / 1000,
            year / 100,
            year / 10,
            year,
            month / 10,
            month,
            day / 10,
            day,
        ];
        let [a, b, c, d, e, g, h, i] = digits.map(|it| b'0' + (it % 10) as u8);
        let written = [a, b, c, d, b'-', e, g, b'-', h, i];
        f.write_str(str::from_utf8(&written).unwrap_or_default())
    }
}

/// Why words are no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// Not of a form that EDTF level 1 has.
    Form,
    /// There is no such month or day.
    NoSuchDay,
    /// The end of a range lies before its beginning.
    Backwards,
}

/// A day, month, season, year, decade or century, perhaps doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DatePart {
    /// The time.
    pub unit: DateUnit,
    /// `1986?`
    pub uncertain: bool,
    /// `1986~`
    pub approximate: bool,
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateUnit {
    /// A day.
    Day(Day),
    /// Year and month, from 1.
    Month(i16, u8),
    /// Year and season: 21 spring to 24 winter.
    Season(i16, u8),
    /// A year.
    Year(i16),
    /// `198X`: the decade's first year.
    Decade(i16),
    /// `19XX`: the century's first year.
    Century(i16),
}

/// What a date consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateForm {
    /// One time.
    Single(DatePart),
    /// A time that lasted, or a time somewhere between (`one_of`). `None`: open, at one
    /// end at most.
    Range {
        /// Its beginning.
        from: Option<DatePart>,
        /// Its end.
        to: Option<DatePart>,
        /// Whether one time is meant that lies between the two.
        one_of: bool,
    },
}

/// A date of EDTF level 1: exact, coarse, doubtful, or a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date(DateForm);

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        Self(DateForm::Single(DatePart {
            unit: DateUnit::Day(day),
            uncertain: false,
            approximate: false,
        }))
    }
}

fn number(text: &str) -> Option<u16> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())?
}

impl DateUnit {
    fn parse(text: &str) -> Result<Self, DateProblem> {
        let mut parts = text.split('-');
        let year = parts.next().unwrap_or("");
        let (month, day) = (parts.next(), parts.next());
        if year.len() != 4 || parts.next().is_some() {
            return Err(DateProblem::Form);
        }
        let number = |digits: &str| number(digits).ok_or(DateProblem::Form);
        let year_of = |digits: &str| number(digits).map(u16::cast_signed);
        if let Some(decade) = year.strip_suffix("XX") {
            return if month.is_none() {
                Ok(Self::Century(year_of(decade)? * 100))
            } else {
                Err(DateProblem::Form)
            };
        }
        if let Some(decade) = year.strip_suffix('X') {
            return if month.is_none() {
                Ok(Self::Decade(year_of(decade)? * 10))
            } else {
                Err(DateProblem::Form)
            };
        }
        let year = year_of(year)?;
        let Some(month) = month.filter(|&month| month != "XX") else {
            return if day.is_none_or(|day| day == "XX") {
                Ok(Self::Year(year))
            } else {
                Err(DateProblem::Form)
            };
        };
        if month.len() != 2 {
            return Err(DateProblem::Form);
        }
        let month = u8::try_from(number(month)?).map_err(|_| DateProblem::Form)?;
        match (month, day.filter(|&day| day != "XX")) {
            (1..=12, None) => Ok(Self::Month(year, month)),
            (21..=24, None) => Ok(Self::Season(year, month)),
            (1..=12, Some(day)) if day.len() == 2 => {
                let day = u8::try_from(number(day)?).map_err(|_| DateProblem::Form)?;
                Day::new(year, month, day)
                    .map(Self::Day)
                    .ok_or(DateProblem::NoSuchDay)
            }
            (1..=12, Some(_)) => Err(DateProblem::Form),
            _ => Err(DateProblem::NoSuchDay),
        }
    }

    fn bounds(self) -> (Day, Day) {
        let day = |year, month, day| Day { year, month, day };
        let months = |year: i16, from: u8, to: u8| {
            (day(year, from, 1), day(year, to, month_length(year, to)))
        };
        match self {
            Self::Day(exact) => (exact, exact),
            Self::Month(year, month) => months(year, month, month),
            Self::Season(year, 21) => months(year, 3, 5),
            Self::Season(year, 22) => months(year, 6, 8),
            Self::Season(year, 23) => months(year, 9, 11),
            Self::Season(year, _) => (day(year, 12, 1), months(year.saturating_add(1), 2, 2).1),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(year) => (day(year, 1, 1), day(year + 9, 12, 31)),
            Self::Century(year) => (day(year, 1, 1), day(year + 99, 12, 31)),
        }
    }

    fn words(self) -> String {
        let name =
            |names: &[&'static str], index: u8| names.get(usize::from(index)).map_or("", |it| it);
        match self {
            Self::Day(day) => format!("{} {}, {}", name(&MONTHS, day.month - 1), day.day, day.year),
            Self::Month(year, month) => format!("{} {year}", name(&MONTHS, month - 1)),
            Self::Season(year, season) => format!("{} {year}", name(&SEASONS, season - 21)),
            Self::Year(year) => year.to_string(),
            Self::Decade(year) | Self::Century(year) => format!("{year}s"),
        }
    }
}

impl fmt::Display for DateUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Month(year, month) | Self::Season(year, month) => {
                write!(f, "{year:04}-{month:02}")
            }
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(year) => write!(f, "{:03}X", year / 10),
            Self::Century(year) => write!(f, "{:02}XX", year / 100),
        }
    }
}

impl DatePart {
    fn parse(text: &str) -> Result<Self, DateProblem> {
        let (text, uncertain, approximate) = if let Some(rest) = text.strip_suffix('?') {
            (rest, true, false)
        } else if let Some(rest) = text.strip_suffix('~') {
            (rest, false, true)
        } else if let Some(rest) = text.strip_suffix('%') {
            (rest, true, true)
        } else {
            (text, false, false)
        };
        Ok(Self {
            unit: DateUnit::parse(text)?,
            uncertain,
            approximate,
        })
    }

    fn words(self) -> String {
        let words = self.unit.words();
        match (self.uncertain, self.approximate) {
            (false, false) => words,
            (true, false) => format!("{words} (uncertain)"),
            (false, true) => format!("about {words}"),
            (true, true) => format!("about {words} (uncertain)"),
        }
    }
}

impl fmt::Display for DatePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        };
        self.unit.fmt(f)?;
        f.write_str(mark)
    }
}

impl Date {
    /// Reads EDTF.
    ///
    /// # Errors
    /// When it is of no known form, names a day that does not exist, or runs backwards.
    pub fn parse(text: &str) -> Result<Self, DateProblem> {
        let text = text.trim();
        let end = |text: &str| match text {
            "" | ".." => Ok(None),
            text => DatePart::parse(text).map(Some),
        };
        let range = |from: &str, to: &str, one_of| {
            let (from, to) = (end(from)?, end(to)?);
            match (from, to) {
                (None, None) => return Err(DateProblem::Form),
                (Some(from), Some(to)) if to.unit.bounds().1 < from.unit.bounds().0 => {
                    return Err(DateProblem::Backwards);
                }
                _ => {}
            }
            Ok(Self(DateForm::Range { from, to, one_of }))
        };
        if let Some(set) = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            let (from, to) = set.split_once("..").ok_or(DateProblem::Form)?;
            return range(from, to, true);
        }
        match text.split_once('/') {
            Some((from, to)) => range(from, to, false),
            None => DatePart::parse(text).map(|part| Self(DateForm::Single(part))),
        }
    }

    /// What it consists of.
    #[must_use]
    pub const fn form(&self) -> DateForm {
        self.0
    }

    /// The first day that it can mean. `None`: it is open at that end.
    #[must_use]
    pub fn earliest(&self) -> Option<Day> {
        match self.0 {
            DateForm::Single(part) => Some(part.unit.bounds().0),
            DateForm::Range { from, .. } => from.map(|part| part.unit.bounds().0),
        }
    }

    /// The last day that it can mean. `None`: it is open at that end.
    #[must_use]
    pub fn latest(&self) -> Option<Day> {
        match self.0 {
            DateForm::Single(part) => Some(part.unit.bounds().1),
            DateForm::Range { to, .. } => to.map(|part| part.unit.bounds().1),
        }
    }

    /// The one day that it means, when it is exact and certain.
    #[must_use]
    pub fn exact(&self) -> Option<Day> {
        match self.0 {
            DateForm::Single(DatePart {
                unit: DateUnit::Day(day),
                uncertain: false,
                approximate: false,
            }) => Some(day),
            _ => None,
        }
    }

    /// Whether it stands for a stretch of time and not for one day, month or year.
    #[must_use]
    pub const fn is_range(&self) -> bool {
        matches!(self.0, DateForm::Range { .. })
    }

    /// The date in words: `January 14, 1986`, `between August 1 and September 23, 1986`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.0 {
            DateForm::Single(part) => part.words(),
            DateForm::Range {
                from: Some(from),
                to: Some(to),
                ..
            } => {
                let (first, last) = (from.words(), to.words());
                // One year, said once.
                let first = match (from.unit, to.unit) {
                    (DateUnit::Day(a), DateUnit::Day(b)) if a.year == b.year => {
                        first.trim_end_matches(&format!(", {}", a.year)).to_owned()
                    }
                    _ => first,
                };
                format!("between {first} and {last}")
            }
            DateForm::Range {
                from: Some(from),
                to: None,
                ..
            } => format!("{} or later", from.words()),
            DateForm::Range { from: None, to, .. } => {
                format!("{} or earlier", to.map(DatePart::words).unwrap_or_default())
            }
        }
    }

    /// The date of something that lasted, in words: `November 19 to November 21, 1985`.
    /// Of what is only known to lie between two days, and of all other dates, the words
    /// are those of [`Date::in_words`].
    #[must_use]
    pub fn lasting_in_words(&self) -> String {
        let words = self.in_words();
        let lasted = matches!(self.0, DateForm::Range { one_of: false, .. });
        match words.strip_prefix("between ").filter(|_| lasted) {
            Some(ends) => ends.replacen(" and ", " to ", 1),
            None => words,
        }
    }

    /// A key for one total order of all dates: by the first possible day, then exact
    /// days before stretches, then the last possible day.
    #[must_use]
    pub fn order(&self) -> (i64, i64) {
        let earliest = self.earliest().map(Day::ordinal);
        let latest = self.latest().map(Day::ordinal);
        let first = earliest.or(latest).unwrap_or(i64::MAX);
        (first, latest.map_or(i64::MAX, |latest| latest - first))
    }
}

/// The date in EDTF, as it was read.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end =
            |part: Option<DatePart>| part.map_or_else(|| "..".to_owned(), |part| part.to_string());
        match self.0 {
            DateForm::Single(part) => part.fmt(f),
            DateForm::Range {
                from,
                to,
                one_of: false,
            } => write!(f, "{}/{}", end(from), end(to)),
            DateForm::Range {
                from,
                to,
                one_of: true,
            } => {
                let bare =
                    |part: Option<DatePart>| part.map(|part| part.to_string()).unwrap_or_default();
                write!(f, "[{}..{}]", bare(from), bare(to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_written_and_said() {
        for (edtf, words) in [
            ("1986-01-14", "January 14, 1986"),
            ("1985-12?", "December 1985 (uncertain)"),
            ("1986~", "about 1986"),
            ("198X", "1980s"),
            ("19XX", "1900s"),
            ("1986-22", "Summer 1986"),
            (
                "1986-08-01/1986-09-23",
                "between August 1 and September 23, 1986",
            ),
            (
                "1985-12-30/1986-01-02",
                "between December 30, 1985 and January 2, 1986",
            ),
            ("[..1986-09-23]", "September 23, 1986 or earlier"),
            ("1986-08-01/..", "August 1, 1986 or later"),
        ] {
            let date = Date::parse(edtf).expect(edtf);
            assert_eq!(date.to_string(), edtf);
            assert_eq!(date.in_words(), words);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for (text, problem) in [
            ("14 January 1986", DateProblem::Form),
            ("1986-02-30", DateProblem::NoSuchDay),
            ("1986-13", DateProblem::NoSuchDay),
            ("1986-09/1986-08", DateProblem::Backwards),
            ("../..", DateProblem::Form),
            ("86", DateProblem::Form),
            ("", DateProblem::Form),
        ] {
            assert_eq!(Date::parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn days_count_through_leap_years() {
        let day = |y, m, d| Day::new(y, m, d).expect("a day").ordinal();
        assert_eq!(day(1984, 3, 1) - day(1984, 2, 28), 2);
        assert_eq!(day(1900, 3, 1) - day(1900, 2, 28), 1);
        assert_eq!(day(1986, 1, 14) - day(1985, 12, 7), 38);
    }
}
