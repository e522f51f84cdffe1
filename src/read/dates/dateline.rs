//! Lines that hold a place and a date and nothing else.

use super::{Found, find};
use std::ops::Range;

/// A line that is a dateline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Dateline {
    /// The place's words in the line, if it names one.
    pub place: Option<Range<usize>>,
    /// The date. `None` for `undated`.
    pub date: Option<Found>,
}

/// Words that can stand in the name of a place.
fn place_word(word: &str) -> bool {
    let first = word.chars().next().unwrap_or(' ');
    first.is_uppercase()
        || first.is_ascii_digit()
        || matches!(
            word,
            "of" | "the"
                | "de"
                | "la"
                | "du"
                | "des"
                | "am"
                | "an"
                | "der"
                | "in"
                | "near"
                | "on"
                | "at"
                | "and"
                | "aboard"
                | "via"
                | "route"
                | "s"
                | "d"
                | "den"
                | "le"
                | "les"
                | "upon"
                | "to"
                | "au"
                | "aux"
                | "del"
                | "di"
                | "do"
                | "el"
                | "sur"
                | "y"
        )
}

/// Words that can follow the date: the hour, the day of the week, how it was sent.
fn time_word(word: &str) -> bool {
    let small = word.to_lowercase();
    word.chars().all(|c| c.is_ascii_digit())
        || (word.ends_with(['Z', 'z'])
            && word
                .trim_end_matches(['Z', 'z'])
                .chars()
                .all(|c| c.is_ascii_digit()))
        || matches!(
            small.as_str(),
            "a" | "p"
                | "m"
                | "am"
                | "pm"
                | "noon"
                | "midnight"
                | "undated"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "hours"
                | "ore"
                | "uhr"
                | "h"
                | "edt"
                | "est"
                | "gmt"
                | "received"
                | "rec"
                | "d"
                | "o’clock"
                | "evening"
                | "morning"
                | "afternoon"
                | "night"
                | "and"
                | "to"
                | "from"
                | "local"
                | "time"
                | "midday"
                | "utc"
                | "z"
                | "circa"
                | "ca"
                | "about"
                | "approximately"
        )
}

/// Reads a line as a dateline: `Washington, January 14, 1986, 4 p.m.` Nothing but a place
/// before the date, nothing but an hour after it.
pub(in crate::read) fn dateline(line: &str) -> Option<Dateline> {
    if line.len() > 200 {
        return None;
    }
    let bare = line
        .trim()
        .trim_matches(['[', ']', '(', ')', '*', '_'])
        .trim();
    let dates = find(line);
    let Some(first) = dates.first() else {
        let stem = bare.trim_end_matches(['.', ']', ' ']);
        let lost = ["undated", "Undated", "n.d", "no date", "No date", "s.d"];
        let cut = lost.iter().find_map(|word| stem.strip_suffix(word))?;
        let head = cut.trim_end_matches([' ', ',', '[', '(']);
        let ok = head.is_empty()
            || (head.split_whitespace().count() <= 8 && words(head).all(place_word));
        let start = line.find(head).unwrap_or(0);
        return ok.then(|| Dateline {
            place: (!head.is_empty()).then_some(start..start + head.len()),
            date: None,
        });
    };
    let before = line.get(..first.range.start)?;
    let after = line.get(first.range.end..)?;
    let place_words: Vec<&str> = words(before).collect();
    let weekday = |word: &str| (word.ends_with("day") || word.ends_with("DAY")) && time_word(word);
    // `Friday evening`, `At sea`, `off Harwick`
    let by_neighbour = |at: usize, word: &str| {
        let before = at.checked_sub(1).and_then(|at| place_words.get(at));
        match word {
            "morning" | "noon" | "afternoon" | "evening" | "night" | "midnight" => true,
            "sea" => before.is_some_and(|before| matches!(*before, "At" | "at")),
            "off" => place_words
                .get(at + 1)
                .is_some_and(|next| next.starts_with(char::is_uppercase)),
            _ => false,
        }
    };
    // `O R 121455Z AUG 77`: single letters before the group say how fast it went.
    if line
        .get(first.range.clone())
        .is_some_and(|date| date.get(6..7) == Some("Z"))
    {
        let precedence = place_words.iter().all(|word| word.len() == 1);
        return precedence.then(|| Dateline {
            place: None,
            date: Some(first.clone()),
        });
    }
    if place_words.len() > 14
        || is_title(before, &place_words)
        || !place_words
            .iter()
            .enumerate()
            .all(|(at, word)| place_word(word) || weekday(word) || by_neighbour(at, word))
    {
        return None;
    }
    // A second date after the first is a day of the week's or a receipt's.
    let rest: String = match dates.get(1) {
        Some(second) => {
            let from = second.range.start - first.range.end;
            let to = second.range.end - first.range.end;
            format!(
                "{}{}",
                after.get(..from).unwrap_or(""),
                after.get(to..).unwrap_or("")
            )
        }
        None => after.to_owned(),
    };
    // The rest may be a bracket: [Received May 5—3 a.m.]
    let outside = match rest.find(['[', '(']) {
        Some(open) => rest.get(..open).unwrap_or(""),
        None => &rest,
    };
    if !words(outside).all(time_word) || rest.len() > 80 {
        return None;
    }
    let mut place = before.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '[' | ']' | '(' | '*' | '_' | '—' | '–' | '.' | ':')
    });
    // `Paris, on Tuesday, the 12th of May`
    let lead = |word: &str| {
        weekday(word)
            || matches!(
                word,
                "on" | "On" | "the" | "The" | "of" | "den" | "le" | "il"
            )
            || matches!(
                word,
                "morning" | "noon" | "afternoon" | "evening" | "night" | "midnight"
            )
    };
    place = without_other_calendar(place);
    for done in ["Signed at ", "Done at "] {
        place = place.strip_prefix(done).unwrap_or(place);
    }
    while let Some((town, last)) = place.rsplit_once(' ')
        && lead(last.trim_end_matches(','))
    {
        place = town.trim_end_matches([' ', ',']);
    }
    // `Washington, D. C., May 3`: the stop is the letter's.
    let end = before.find(place).unwrap_or(0) + place.len();
    let letter = place
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .count()
        == 1;
    if letter && before.get(end..)?.starts_with('.') {
        place = before.get(end - place.len()..=end)?;
    }
    // `[From the Gazette, April 5 (17), 1876.]` names no place.
    let named = place_words.first() != Some(&"From") && place_words.iter().any(|word| !lead(word));
    let place = named
        .then(|| {
            let start = before.find(place).unwrap_or(0);
            below_office(before, behind_number(before, start..start + place.len()))
        })
        .filter(|range| !range.is_empty());
    Some(Dateline {
        place,
        date: Some(first.clone()),
    })
}

/// Whether the words before a date are a paper's title and no place: `Note of May 3, 1905`,
/// `Report to the President, April 7, 1950`.
fn is_title(before: &str, words: &[&str]) -> bool {
    const PAPERS: &[&str] = &[
        "Agreement",
        "Convention",
        "Directive",
        "Letter",
        "Memorandum",
        "Message",
        "Minutes",
        "Note",
        "Notes",
        "Protocol",
        "Record",
        "Report",
        "Resolution",
        "Statement",
        "Telegram",
        "Treaty",
    ];
    let of = before.trim_end().ends_with(" of")
        && words
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|word| PAPERS.contains(word));
    let mut first = words
        .iter()
        .skip_while(|word| matches!(**word, "A" | "An" | "The"));
    of || first.next().is_some_and(|word| PAPERS.contains(word))
        && first.any(|word| matches!(*word, "of" | "on" | "to"))
}

/// The place without a day of another calendar behind it: `Tehran, Shahrivar 18, 2537/`.
fn without_other_calendar(place: &str) -> &str {
    let stem = place.trim_end_matches([' ', '/', '(', '=', '-', '–']);
    let figures = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = stem.rsplitn(4, ' ').collect();
    let [year, second, first, town] = parts.as_slice() else {
        return place;
    };
    let town = town.trim_end();
    let (second, month_first) = (
        second.trim_end_matches(','),
        figures(second.trim_end_matches(',')),
    );
    let day_and_month = if month_first {
        first.starts_with(char::is_uppercase) && first.chars().all(char::is_alphabetic)
    } else {
        figures(first) && second.starts_with(char::is_uppercase)
    };
    if figures(year) && (3..=4).contains(&year.len()) && day_and_month && town.ends_with(',') {
        town.trim_end_matches([',', ' '])
    } else {
        place
    }
}

/// The place without the paper's number before it, where a wide gap was lost: `NIE 11–69 Washington`.
fn behind_number(line: &str, place: Range<usize>) -> Range<usize> {
    let words = line.get(place.clone()).unwrap_or("");
    // A code has a dash or stroke in it; `10 Downing Street` begins with a number of its own.
    let code = |word: &str| {
        word.contains(|c: char| c.is_ascii_digit()) && word.contains(['-', '–', '/', '—'])
    };
    let mut start = 0;
    let mut at = 0;
    let mut before = "";
    for word in words.split(' ').take(4) {
        at += word.len() + 1;
        // `No. 844 Calcutta`
        let counted = before == "No." && word.bytes().all(|b| b.is_ascii_digit());
        if code(word.trim_end_matches(',')) || counted {
            start = at;
        }
        before = word;
    }
    match words.get(start..) {
        Some(rest) if start > 0 && rest.trim_start().starts_with(char::is_uppercase) => {
            place.end - rest.trim_start().len()..place.end
        }
        _ => place,
    }
}

/// The place without the office that it is named after: of `Legation of the United States,
/// London` the town, where a town follows.
fn below_office(line: &str, place: Range<usize>) -> Range<usize> {
    const OFFICES: &[&str] = &[
        "legation",
        "embassy",
        "department",
        "consulate",
        "office",
        "ministry",
        "mission",
        "headquarters",
        "commission",
    ];
    let words = line.get(place.clone()).unwrap_or("");
    let mut from = 0;
    for (comma, _) in words.match_indices(',') {
        let part = words.get(from..comma).unwrap_or("").to_lowercase();
        let office = part
            .split_whitespace()
            .any(|word| OFFICES.iter().any(|office| word.starts_with(office)));
        if !office {
            break;
        }
        from = comma + 1;
    }
    let rest = words.get(from..).unwrap_or("");
    place.end - rest.trim_start().len()..place.end
}

/// Whether a line begins a dateline that the next line ends: an office and a comma.
/// `Legation of the United States,`
pub(in crate::read) fn opens_dateline(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 90
        && line.ends_with(',')
        && !line.contains(|c: char| c.is_ascii_digit())
        && words(line).count() <= 10
        && words(line).all(place_word)
        && below_office(line, 0..line.len()).is_empty()
}

/// Whether a line is a town and the land or state that it is in, which may stand above a date:
/// `Harwick, Georgia`.
pub(in crate::read) fn is_town(line: &str) -> bool {
    let Some((town, land)) = line.trim().trim_end_matches('.').split_once(", ") else {
        return false;
    };
    let name = |words: &str| {
        (1..=3).contains(&words.split_whitespace().count())
            && words.split_whitespace().all(|word| {
                word.starts_with(char::is_uppercase)
                    && word
                        .chars()
                        .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’'))
            })
    };
    line.len() <= 60 && name(town) && name(land)
}

/// Whether a date begins before this byte of a line and goes on behind it.
pub(in crate::read) fn begins_in(line: &str, at: usize) -> bool {
    find(line)
        .first()
        .is_some_and(|found| found.range.start < at)
}

/// Whether a date is broken between a line and the next: `…, December` above `23, 1953`.
pub(in crate::read) fn is_broken(line: &str, next: &str) -> bool {
    /// The longest day and year, with what stands round them.
    const REST: usize = 12;
    /// The longest month, with its day.
    const MONTH: usize = 16;
    if !next.starts_with(|c: char| c.is_ascii_digit())
        || !line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '.'))
    {
        return false;
    }
    let from = line.char_indices().rev().take(MONTH).last();
    let to = next.char_indices().take(REST).last();
    let month = from.and_then(|(at, _)| line.get(at..)).unwrap_or("");
    let rest = to.map_or("", |(at, last)| {
        next.get(..at + last.len_utf8()).unwrap_or("")
    });
    let mut joined = format!("{month} ");
    let mut digits = 0;
    for c in rest.chars() {
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        // What stands behind a year's last figure is a note's mark.
        if digits <= 4 {
            joined.push(c);
        }
    }
    find(&joined).iter().any(|found| {
        found.range.start < month.len()
            && found.range.end > month.len()
            && found.date.exact().is_some()
    })
}

/// Whether a line and the next are one dateline that is broken inside its date: `Harwick, February
/// 1,` above `1927—10 p.m.`
pub(in crate::read) fn is_broken_dateline(line: &str, next: &str) -> bool {
    is_broken(line, next)
        && line.len() + next.len() < 200
        && dateline(line).is_none()
        && dateline(&format!("{line} {next}")).is_some()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_hold_place_and_date_alone() {
        for (line, place, date) in [
            ("January 14, 1986", None, Some("1986-01-14")),
            (
                "Washington, January 14, 1986.",
                Some("Washington"),
                Some("1986-01-14"),
            ),
            (
                "Cairo, February 25, 1948—5 p. m.",
                Some("Cairo"),
                Some("1948-02-25"),
            ),
            (
                "Moscow, October 23, 1962, 5 p.m.",
                Some("Moscow"),
                Some("1962-10-23"),
            ),
            (
                "Legation of the United States, London, May 21, 1861. [Received June 5.]",
                Some("London"),
                Some("1861-05-21"),
            ),
            ("Washington, undated.", Some("Washington"), None),
            (
                "Washington, Tuesday, March 4, 1986, 1934Z",
                Some("Washington"),
                Some("1986-03-04"),
            ),
            (
                "Harwick, on Tuesday, the 12th of May, 1871.",
                Some("Harwick"),
                Some("1871-05-12"),
            ),
            (
                "Port Arden, the 12th of May, 1871.",
                Some("Port Arden"),
                Some("1871-05-12"),
            ),
            (
                "Harwick, N. Y., May 12, 1871.",
                Some("Harwick, N. Y."),
                Some("1871-05-12"),
            ),
            ("On the 12th of May, 1871.", None, Some("1871-05-12")),
        ] {
            let seen = dateline(line).expect(line);
            assert_eq!(seen.place.map(|range| &line[range]), place, "{line}");
            assert_eq!(
                seen.date.map(|found| found.date.to_string()).as_deref(),
                date,
                "{line}"
            );
        }
        for no in [
            "The king died on May 4, 1957.",
            "In telegram 105 to Moscow, April 6, 1985, the Department reported",
            "Memorandum",
            "A Report to the President Pursuant to His Directive of January 31, 1950",
            "Report to the President, April 7, 1950",
            "The Treaty of May 3, 1871",
        ] {
            assert_eq!(dateline(no), None, "{no}");
        }
    }
}
