//! Which dates HTML has a form for.

/// Whether a value is one that `<time datetime>` takes: a year, a month or a day that there
/// is, or a moment of one. Years before Christ have no form there, and there is no year 0.
pub fn is_html_date(value: &str) -> bool {
    let (day, time) = match value.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (value, None),
    };
    let parts: Vec<&str> = day.split('-').collect();
    let is_year = |year: &str| number(year, 4).is_some_and(|year| year > 0);
    let is_month = |month: &str| number(month, 2).is_some_and(|month| (1..=12).contains(&month));
    match (parts.as_slice(), time) {
        ([year], None) => is_year(year),
        ([year, month], None) => is_year(year) && is_month(month),
        ([year, month, day], time) => {
            let days = number(year, 4).zip(number(month, 2)).map(days_of);
            is_year(year)
                && is_month(month)
                && (number(day, 2).zip(days)).is_some_and(|(day, days)| day > 0 && day <= days)
                && time.is_none_or(is_moment)
        }
        _ => false,
    }
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// How many days a month of a year has.
const fn days_of((year, month): (u32, u32)) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
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
        let all: Vec<Option<u32>> = clock.split(':').map(|part| number(part, 2)).collect();
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
