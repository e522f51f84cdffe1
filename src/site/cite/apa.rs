//! The style of the American Psychological Association. It wants no day of access where
//! a work has a version.

use super::line::Line;
use super::{archive, described, locator};
use crate::export::bibliography::{Kind, Name, Work};
use crate::model::Date;

pub(super) fn cite(work: &Work<'_>) -> Line {
    let mut line = Line::default();
    let authors: Vec<String> = work.from.iter().map(Name::with_initials).collect();
    let authors = listed(&authors);
    // An editor's page is as old as the edition.
    let published = work.edition.year.filter(|_| work.kind == Kind::Page);
    let undated = || published.unwrap_or("n.d.").to_owned();
    let date = work.when.date().map_or_else(undated, year_first);
    let what = if work.is_correspondence() {
        format!("[{}]", described(work))
    } else {
        work.title.clone()
    };
    // Without an author the title comes first.
    let (first, third) = if authors.is_empty() {
        (&what, None)
    } else {
        (&authors, Some(&what))
    };
    line.sentence(first);
    line.sentence(&format!("({date})"));
    line.sentence(third.map_or("", String::as_str));
    line.sentence(archive(work).unwrap_or(""));
    // What a volume prints is in the volume, and that in this edition.
    if let Some(volume) = &work.volume {
        let place = locator(work, "No.", Some(("p. ", "pp. ")));
        within(&volume.name(), &volume.editors, &[place], &mut line);
        line.sentence(volume.publisher.unwrap_or(""));
    }
    let edition = &work.edition;
    let number = match work.volume {
        Some(_) => None,
        None => locator(work, "No.", None),
    };
    let version = edition.version.map(|version| format!("Version {version}"));
    within(
        edition.title,
        &edition.editors,
        &[version, number],
        &mut line,
    );
    line.sentence(edition.publisher.unwrap_or(""));
    // No full stop, which would seem to be part of the address.
    line.address(" ", work.url.as_deref());
    line
}

/// `A`, `A, & B`, `A, B, & C`; of more than twenty the first nineteen and the last.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() > 20 => {
            let first = first.get(..19).unwrap_or(first);
            format!("{}, . . . {last}", first.join(", "))
        }
        [first @ .., last] => format!("{}, & {last}", first.join(", ")),
    }
}

/// `In E. C. Charles (Ed.), Title (No. 175).`
fn within(title: &str, editors: &[Name], asides: &[Option<String>], line: &mut Line) {
    line.push(" In ");
    let editors: Vec<String> = editors.iter().map(Name::initials_first).collect();
    match editors.as_slice() {
        [] => {}
        [one] => line.push(&format!("{one} (Ed.), ")),
        [one, two] => line.push(&format!("{one} & {two} (Eds.), ")),
        several => line.push(&format!("{} (Eds.), ", listed(several))),
    }
    line.italic(title);
    let asides: Vec<&str> = asides.iter().flatten().map(String::as_str).collect();
    if !asides.is_empty() {
        line.push(&format!(" ({})", asides.join("; ")));
    }
    line.stop();
}

/// `1986, January 14` for a day, `1986, January` for a month, `1986, Spring`; `ca. 1986`;
/// otherwise the words.
fn year_first(date: Date) -> String {
    let words = date.in_words();
    let plain = date.to_string();
    if let (Some(_), Some((day, year))) = (date.exact(), words.rsplit_once(", ")) {
        return format!("{year}, {day}");
    }
    let is_month = plain.len() == 7 && plain.chars().all(|c| c.is_ascii_digit() || c == '-');
    if let Some((month, year)) = words.rsplit_once(' ').filter(|_| is_month) {
        return format!("{year}, {month}");
    }
    match words.strip_prefix("about ") {
        Some(year) => format!("ca. {year}"),
        // Brackets, inside parentheses.
        None => words.replace("(uncertain)", "[uncertain]"),
    }
}
