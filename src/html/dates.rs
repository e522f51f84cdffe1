//! Which dates HTML has a form for.

use crate::model::Day;

/// Whether a value is one that `<time datetime>` takes: a year, a month or a day that there
/// is, or a moment of one. Years before Christ have no form there, and there is no year 0.
pub fn is_html_date(value: &str) -> bool {
    let (date, time) = match value.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (value, None),
    };
    let mut parts = date.split('-');
    let year = parts.next().and_then(|year| number(year, 4));
    let Some(year) = year.filter(|&year| year > 0) else {
        return false;
    };
    let day = |month, day| Day::new(i16::try_from(year).ok()?, month, day);
    let two = |part: &str| number(part, 2).and_then(|it| u8::try_from(it).ok());
    match (parts.next(), parts.next(), parts.next(), time) {
        (None, None, None, None) => true,
        (Some(month), None, None, None) => two(month).is_some_and(|it| day(it, 1).is_some()),
        (Some(month), Some(of_month), None, time) => {
            let both = two(month).zip(two(of_month));
            both.is_some_and(|(month, it)| day(month, it).is_some()) && time.is_none_or(is_moment)
        }
        _ => false,
    }
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// Whether it is `10:30` or `10:30:00`, and perhaps a zone.
fn is_moment(time: &str) -> bool {
    let (clock, zone) = match time.strip_suffix('Z') {
        Some(clock) => (clock, None),
        None => match time.split_once(['+', '-']) {
            Some((clock, zone)) => (clock, Some(zone)),
            None => (time, None),
        },
    };
    let is_clock = |clock: &str, parts: &[usize]| {
        let all: Vec<Option<u16>> = clock.split(':').map(|part| number(part, 2)).collect();
        parts.contains(&all.len())
            && all
                .iter()
                .zip([24, 60, 60])
                .all(|(part, end)| part.is_some_and(|part| part < end))
    };
    is_clock(clock, &[2, 3]) && zone.is_none_or(|zone| is_clock(zone, &[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_html_has_a_form_for() {
        for date in [
            "1986",
            "1986-01",
            "1986-01-14",
            "1984-02-29",
            "1986-01-14T10:30",
            "1986-01-14T10:30:59Z",
            "1986-01-14T10:30+02:00",
        ] {
            assert!(is_html_date(date), "{date}");
        }
        for date in [
            "",
            "-0468",
            "0000",
            "0000-01-01",
            "198X",
            "1986?",
            "1986-13",
            "1986-21",
            "1986-00-01",
            "1985-02-29",
            "1986-04-31",
            "1986-01-14/1986-02",
            "1985/1986",
            "1986T10:30",
            "1986-01-14T",
            "1986-01-14T24:00",
            "1986-01-14T10",
            "[..1986-09-23]",
            "１９８６",
        ] {
            assert!(!is_html_date(date), "{date}");
        }
    }
}
