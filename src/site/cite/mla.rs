//! The MLA Handbook.

use super::line::{Day, Line};
use super::{archive, described, locator, turned, when};
use crate::edition::{capital, joined};
use crate::export::bibliography::{Name, Work};
use crate::model::Date;

pub(super) fn cite(work: &Work<'_>) -> Line {
    let mut line = Line::default();
    line.sentence(&short(&work.from));
    if work.is_correspondence() {
        line.sentence(&described(work));
    } else {
        if line.last().is_some() {
            line.push(" ");
        }
        line.push(&format!("\u{201c}{}.\u{201d}", work.title));
    }
    line.sentence(&capital(&when(work, day).unwrap_or_default()));
    line.sentence(archive(work).unwrap_or(""));
    line.push(" ");
    let edition = &work.edition;
    line.italic(edition.title);
    let editors: Vec<&str> = edition.editors.iter().map(|it| it.shown.as_str()).collect();
    if !editors.is_empty() {
        line.push(&format!(", edited by {}", joined(&editors)));
    }
    if let Some(version) = edition.version {
        line.push(&format!(", version {version}"));
    }
    let locator = locator(work, "no.");
    let parts = [
        work.volume.as_ref().map(|volume| volume.label),
        locator.as_deref(),
        edition.publisher,
        edition.year,
    ];
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        line.push(&format!(", {part}"));
    }
    line.address(", ", work.url.as_deref());
    line.stop();
    line.accessed(" Accessed ", Day::Mla, ".", work.url.is_some());
    line
}

/// The first name turned round; of three and more it alone.
fn short(names: &[Name]) -> String {
    match names {
        [first, _, _, ..] => format!("{}, et al.", first.sorted()),
        few => turned(few),
    }
}

const MONTHS: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

/// `14 Jan. 1986` for a day; otherwise the words.
fn day(date: Date) -> String {
    let Some(day) = date.exact() else {
        return date.in_words();
    };
    let month = MONTHS.get(usize::from(day.month()).saturating_sub(1));
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}
