//! A year that stands once for several days: `March 1 and March 5, 1984`, `November 5, 6,
//! and 8, 1970`, `5 October and 6 November 1970`.

use super::words::{digits, first_word, is_in};
use crate::read::dates::month;

/// Words between days in a row.
const BETWEEN: &[&str] = &[
    "and", "to", "or", "through", "until", "till", "et", "au", "à", "ou", "und", "bis", "oder",
    "и", "по", "или", "the", "of", "le", "du", "den", "zum",
];

/// Endings of a day's number.
const ORDINAL: &[&str] = &["th", "st", "nd", "rd", "d", "er"];

/// The most bytes that days in a row take.
const LONGEST: usize = 64;

/// The year of a day, where the words behind it are further days and end in their year.
/// `first` is the day's month and day: one that is later in the year than the last of them
/// is of the year before. `None`: no year stands there, or something else before it.
pub(super) fn said_once(after: &str, first: (u8, u8)) -> Option<i16> {
    let (mut month_now, mut day) = (first.0, None);
    // A year follows a comma, or the name of a month.
    let mut expects_year = false;
    let mut at = 0;
    while at < LONGEST {
        let rest = after.get(at..)?;
        let c = rest.chars().next()?;
        match c {
            '0'..='9' => {
                let length = digits(rest.as_bytes(), 0);
                let number: u16 = rest.get(..length)?.parse().ok()?;
                let past = rest.get(length..).unwrap_or("");
                match length {
                    1 | 2 if (1..=31).contains(&number) => {
                        day = u8::try_from(number).ok();
                        expects_year = false;
                    }
                    4 if expects_year && (1000..=2100).contains(&number) => {
                        let stands = !past.starts_with(|c: char| c.is_alphanumeric() || c == '-');
                        let last = (month_now, day.filter(|_| stands)?);
                        let year = i16::try_from(number).ok()?;
                        return if first > last {
                            year.checked_sub(1)
                        } else {
                            Some(year)
                        };
                    }
                    _ => return None,
                }
                at += length;
            }
            ',' => {
                expects_year = day.is_some();
                at += 1;
            }
            ' ' | '\n' | '\u{a0}' | '-' | '–' | '.' | '&' => at += c.len_utf8(),
            c if c.is_alphabetic() => {
                let word = first_word(rest);
                match month(word) {
                    Some(named) => {
                        month_now = named;
                        expects_year = day.is_some();
                    }
                    None if is_in(BETWEEN, word) || is_in(ORDINAL, word) => {}
                    None => return None,
                }
                at += word.len();
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::said_once;

    #[test]
    fn a_year_behind_several_days_is_that_of_all() {
        for (after, first, year) in [
            (" and March 5, 1984 nothing", (3, 1), Some(1984)),
            (", 6, and 8, 1970 we", (11, 5), Some(1970)),
            (" and 6 November 1970", (10, 5), Some(1970)),
            (" to January 2, 1986.", (12, 30), Some(1985)),
            (" bis 5. Januar 1986", (1, 3), Some(1986)),
            (" по 5 января 1986 года", (1, 3), Some(1986)),
            (" to 5th of March, 1984", (3, 1), Some(1984)),
            (" and 6 1970 men", (11, 5), None),
            (", 1986", (11, 5), None),
            (" he came on March 5, 1984", (3, 1), None),
            (" and March 5 he", (3, 1), None),
            ("", (3, 1), None),
        ] {
            assert_eq!(said_once(after, first), year, "{after}");
        }
    }
}
