//! The style of the American Psychological Association. It wants no day of access where
//! a work has a version.

use super::line::Line;
use super::{archive, described, locator};
use crate::edition::joined;
use crate::export::bibliography::{Kind, Name, Work};
use crate::model::Date;

pub(super) fn cite(work: &Work<'_>) -> Line {
    let mut line = Line::default();
    let authors: Vec<String> = work.from.iter().map(Name::with_initials).collect();
    let authors = match authors.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}, & {last}", first.join(", ")),
    };
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
    line.push(" In ");
    let edition = &work.edition;
    let editors: Vec<&str> = edition.editors.iter().map(|it| it.shown.as_str()).collect();
    match editors.as_slice() {
        [] => {}
        [one] => line.push(&format!("{one} (Ed.), ")),
        several => line.push(&format!("{} (Eds.), ", joined(several))),
    }
    line.italic(edition.title);
    let mut place = work
        .volume
        .as_ref()
        .map_or("", |volume| volume.label)
        .to_owned();
    if let Some(locator) = locator(work, "No.") {
        if !place.is_empty() {
            place.push_str(", ");
        }
        place.push_str(&locator);
    }
    let version = edition.version.map(|version| format!("Version {version}"));
    let parts = [version.as_deref(), Some(place.as_str())];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if !parts.is_empty() {
        line.push(&format!(" ({})", parts.join("; ")));
    }
    line.stop();
    line.sentence(edition.publisher.unwrap_or(""));
    // No full stop, which would seem to be part of the address.
    line.address(" ", work.url.as_deref());
    line
}

/// `1986, January 14` for a day; otherwise the words.
fn year_first(date: Date) -> String {
    let words = date.in_words();
    match (date.exact(), words.rsplit_once(", ")) {
        (Some(_), Some((day, year))) => format!("{year}, {day}"),
        _ => words,
    }
}
