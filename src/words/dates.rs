//! Dates in words, in the language of the interface. The English ones are those of
//! [`Date::in_words`].
//!
//! Each date has two forms: by itself (`14. Januar 1986`) and after a preposition (`dem
//! 14. Januar 1986`); patterns of ranges take what their language wants.

use super::{Pattern, Words};
use crate::model::{Date, DateForm, DatePart, DateUnit};

/// In which of its two forms a date is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// By itself.
    Alone,
    /// After a preposition.
    After,
}

impl Form {
    /// What this form wants of two.
    const fn of<T: Copy>(self, alone: T, after: T) -> T {
        match self {
            Self::Alone => alone,
            Self::After => after,
        }
    }
}

impl Words {
    /// A date in words: `January 14, 1986`, `between August 1 and September 23, 1986`.
    #[must_use]
    pub fn date(&self, date: &Date) -> String {
        self.dated(date, false)
    }

    /// The date of something that lasted: `November 19 to November 21, 1985`.
    #[must_use]
    pub fn lasting(&self, date: &Date) -> String {
        self.dated(date, true)
    }

    /// The decade that begins with a year: `1980s`.
    #[must_use]
    pub fn decade(&self, first: i32) -> String {
        self.years(&self.date_decade, first, 9)
    }

    /// The hundred years that begin with a year: `1900s`.
    #[must_use]
    pub fn century(&self, first: i32) -> String {
        self.years(&self.date_century, first, 99)
    }

    fn years(&self, pattern: &Pattern, first: i32, further: i32) -> String {
        let last = first.saturating_add(further).to_string();
        pattern.fill(&[("first", &first.to_string()), ("last", &last)])
    }

    fn dated(&self, date: &Date, lasted: bool) -> String {
        let (from, to) = match date.form() {
            DateForm::Single(part) => return self.part(part, false, Form::Alone),
            DateForm::Range {
                from: Some(from),
                to: Some(to),
                one_of,
            } => {
                let short = is_said_once(from, to);
                let pattern = match lasted && !one_of {
                    true => &self.date_lasting,
                    false => &self.date_between,
                };
                return pattern.fill(&[
                    ("from", &self.part(from, short, Form::Alone)),
                    ("from_in", &self.part(from, short, Form::After)),
                    ("to", &self.part(to, false, Form::Alone)),
                    ("to_in", &self.part(to, false, Form::After)),
                ]);
            }
            DateForm::Range { from, to, .. } => (from, to),
        };
        match (from, to) {
            (Some(from), _) => self.open(&self.date_after, from),
            (None, Some(to)) => self.open(&self.date_before, to),
            (None, None) => String::new(),
        }
    }

    fn open(&self, pattern: &Pattern, end: DatePart) -> String {
        pattern.fill(&[
            ("date", &self.part(end, false, Form::Alone)),
            ("date_in", &self.part(end, false, Form::After)),
        ])
    }

    /// `short`: a day without its year.
    fn part(&self, part: DatePart, short: bool, form: Form) -> String {
        let mut words = match part.approximate {
            true => self.date_about.fill(&[
                ("date", &self.unit(part.unit, short, Form::Alone)),
                ("date_in", &self.unit(part.unit, short, Form::After)),
            ]),
            false => self.unit(part.unit, short, form),
        };
        if part.uncertain {
            words = self.date_uncertain.fill(&[("date", &words)]);
        }
        words
    }

    fn unit(&self, unit: DateUnit, short: bool, form: Form) -> String {
        match unit {
            DateUnit::Day(day) => {
                let number = match day.day() {
                    1 => self.first_day.to_string(),
                    number => number.to_string(),
                };
                let pattern = match short {
                    true => form.of(&self.date_day_short, &self.date_day_short_in),
                    false => form.of(&self.date_day, &self.date_day_in),
                };
                pattern.fill(&[
                    ("day", &number),
                    ("month", name(&self.months_of, day.month() - 1)),
                    ("year", &day.year().to_string()),
                ])
            }
            DateUnit::Month(year, month) => {
                let months = form.of(&self.months, &self.months_of);
                form.of(&self.date_month, &self.date_month_in).fill(&[
                    ("month", name(months, month.saturating_sub(1))),
                    ("year", &year.to_string()),
                ])
            }
            DateUnit::Season(year, season) => {
                let seasons = form.of(&self.seasons, &self.seasons_in);
                form.of(&self.date_season, &self.date_season_in).fill(&[
                    ("season", name(seasons, season.saturating_sub(21))),
                    ("year", &year.to_string()),
                ])
            }
            DateUnit::Year(year) => self.date_year.fill(&[("year", &year.to_string())]),
            DateUnit::Decade(year) => {
                let pattern = form.of(&self.date_decade, &self.date_decade_in);
                self.years(pattern, year.into(), 9)
            }
            DateUnit::Century(year) => self.century(year.into()),
        }
    }
}

fn name(names: &[String], at: u8) -> &str {
    names.get(usize::from(at)).map_or("", |name| name)
}

/// Whether two days are of one year, which is then said once, after the second.
fn is_said_once(from: DatePart, to: DatePart) -> bool {
    match (from.unit, to.unit) {
        (DateUnit::Day(first), DateUnit::Day(last)) => {
            first.year() == last.year() && !from.uncertain
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_what_it_is_without_a_catalogue() {
        let words = Words::english();
        for edtf in [
            "1986-01-14",
            "1986-01-01",
            "1985-12?",
            "1986~",
            "1986%",
            "198X",
            "19XX",
            "1986-22",
            "1986-08-01/1986-09-23",
            "1986-08-01~/1986-09-23?",
            "1986-08-01?/1986-09-23",
            "1985-12-30/1986-01-02",
            "1985-12/1986-01-02",
            "[1986-08-01..1986-09-23]",
            "[..1986-09-23]",
            "1986-08-01/..",
            "0009-01-01",
        ] {
            let date = Date::parse(edtf).expect(edtf);
            assert_eq!(words.date(&date), date.in_words(), "{edtf}");
            assert_eq!(words.lasting(&date), date.lasting_in_words(), "{edtf}");
        }
    }
}
