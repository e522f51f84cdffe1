//! Dates in words, in the language of the interface. The English ones are those of
//! [`Date::in_words`].
//!
//! Each date has two forms: by itself (`14. Januar 1986`) and after a preposition (`dem
//! 14. Januar 1986`); patterns of ranges take what their language wants.

use super::{Pattern, Words};
use crate::model::{Date, DateForm, DatePart, DateUnit};

/// The two forms of a date.
struct Forms {
    alone: String,
    after: String,
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
        match date.form() {
            DateForm::Single(part) => self.part(part, false).alone,
            DateForm::Range {
                from: Some(from),
                to: Some(to),
                one_of,
            } => {
                let first = self.part(from, is_said_once(from, to));
                let last = self.part(to, false);
                let pattern = if lasted && !one_of {
                    &self.date_lasting
                } else {
                    &self.date_between
                };
                pattern.fill(&[
                    ("from", &first.alone),
                    ("from_in", &first.after),
                    ("to", &last.alone),
                    ("to_in", &last.after),
                ])
            }
            DateForm::Range {
                from: Some(from),
                to: None,
                ..
            } => self.open(&self.date_after, from),
            DateForm::Range { to: Some(to), .. } => self.open(&self.date_before, to),
            DateForm::Range {
                from: None,
                to: None,
                ..
            } => String::new(),
        }
    }

    fn open(&self, pattern: &Pattern, end: DatePart) -> String {
        let end = self.part(end, false);
        pattern.fill(&[("date", &end.alone), ("date_in", &end.after)])
    }

    /// `short`: a day without its year.
    fn part(&self, part: DatePart, short: bool) -> Forms {
        let mut forms = self.unit(part.unit, short);
        if part.approximate {
            let about = self
                .date_about
                .fill(&[("date", &forms.alone), ("date_in", &forms.after)]);
            forms = Forms {
                alone: about.clone(),
                after: about,
            };
        }
        if part.uncertain {
            let doubted = |date: &str| self.date_uncertain.fill(&[("date", date)]);
            forms = Forms {
                alone: doubted(&forms.alone),
                after: doubted(&forms.after),
            };
        }
        forms
    }

    fn unit(&self, unit: DateUnit, short: bool) -> Forms {
        let name = |names: &[String], at: u8| {
            let name = names.get(usize::from(at));
            name.cloned().unwrap_or_default()
        };
        match unit {
            DateUnit::Day(day) => {
                let number = match day.day() {
                    1 => self.first_day.to_string(),
                    number => number.to_string(),
                };
                let (month, year) = (
                    name(&self.months_of, day.month() - 1),
                    day.year().to_string(),
                );
                let values = [("day", &*number), ("month", &*month), ("year", &*year)];
                let (alone, after) = if short {
                    (&self.date_day_short, &self.date_day_short_in)
                } else {
                    (&self.date_day, &self.date_day_in)
                };
                both(alone, after, &values)
            }
            DateUnit::Month(year, month) => {
                let year = year.to_string();
                let of = |names| name(names, month.saturating_sub(1));
                Forms {
                    alone: self
                        .date_month
                        .fill(&[("month", &of(&self.months)), ("year", &year)]),
                    after: self
                        .date_month_in
                        .fill(&[("month", &of(&self.months_of)), ("year", &year)]),
                }
            }
            DateUnit::Season(year, season) => {
                let year = year.to_string();
                let of = |names| name(names, season.saturating_sub(21));
                Forms {
                    alone: self
                        .date_season
                        .fill(&[("season", &of(&self.seasons)), ("year", &year)]),
                    after: self
                        .date_season_in
                        .fill(&[("season", &of(&self.seasons_in)), ("year", &year)]),
                }
            }
            DateUnit::Year(year) => {
                let year = year.to_string();
                both(&self.date_year, &self.date_year, &[("year", &year)])
            }
            DateUnit::Decade(year) => Forms {
                alone: self.decade(year.into()),
                after: self.years(&self.date_decade_in, year.into(), 9),
            },
            DateUnit::Century(year) => Forms {
                alone: self.century(year.into()),
                after: self.century(year.into()),
            },
        }
    }
}

fn both(alone: &Pattern, after: &Pattern, values: &[(&str, &str)]) -> Forms {
    Forms {
        alone: alone.fill(values),
        after: after.fill(values),
    }
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
