//! When a work was written, as far as each kind of program can be told.

use crate::model::{Date, Day};

/// When a work was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A date: exact, coarse, doubtful or a stretch of time.
    Date(Date),
    /// The editor says that it is not known.
    Undated,
    /// Nothing is said of it.
    Unstated,
}

impl When {
    /// The date, if there is one.
    #[must_use]
    pub const fn date(self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Undated | Self::Unstated => None,
        }
    }

    /// In EDTF, as the record has it.
    #[must_use]
    pub fn edtf(self) -> Option<String> {
        self.date().map(|date| date.to_string())
    }

    /// In words: `January 14, 1986`.
    #[must_use]
    pub fn words(self) -> Option<String> {
        self.date().map(|date| date.in_words())
    }

    /// As much of a day as is true of all it may mean, for programs that know no doubt
    /// and no range: `1986-01-14`, `1986-01`, `1986`. `None` when not even the year is
    /// one.
    #[must_use]
    pub fn iso(self) -> Option<String> {
        let date = self.date()?;
        let (from, to) = (date.earliest()?, date.latest()?);
        if from.year() != to.year() {
            return None;
        }
        let year = format!("{:04}", from.year());
        if from.month() != to.month() {
            return Some(year);
        }
        let month = format!("{year}-{:02}", from.month());
        Some(if from == to { from.to_string() } else { month })
    }

    /// Whether [`When::iso`] says all that is known.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.iso().is_some_and(|iso| Some(iso) == self.edtf())
    }

    /// The year, or the first of several.
    #[must_use]
    pub fn year(self) -> Option<i16> {
        let date = self.date()?;
        date.earliest().or(date.latest()).map(Day::year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_that_know_no_doubt_are_told_what_is_certain() {
        for (edtf, iso, plain) in [
            ("1986-01-14", Some("1986-01-14"), true),
            ("1986-01", Some("1986-01"), true),
            ("1986", Some("1986"), true),
            ("1985-12?", Some("1985-12"), false),
            ("1986-08-01/1986-09-23", Some("1986"), false),
            ("1986-08-01/1986-08-23", Some("1986-08"), false),
            ("1985-12-30/1986-01-02", None, false),
            ("[..1986-09-23]", None, false),
            ("198X", None, false),
            ("1986-22", Some("1986"), false),
        ] {
            let when = When::Date(Date::parse(edtf).expect("EDTF"));
            assert_eq!(when.iso().as_deref(), iso, "{edtf}");
            assert_eq!(when.is_plain(), plain, "{edtf}");
        }
        assert_eq!(When::Undated.iso(), None);
    }
}
