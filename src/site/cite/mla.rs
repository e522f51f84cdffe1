//! The MLA Handbook.

use super::line::{Day, Line};
use super::{archive, described, locator, natural, quoted_sentence, turned, when};
use crate::edition::capital;
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
        line.push(&quoted_sentence(&work.title));
    }
    line.sentence(&capital(&when(work, day).unwrap_or_default()));
    line.sentence(archive(work).unwrap_or(""));
    // Two containers, the volume in the edition, each with its own editors and house.
    if let Some(volume) = &work.volume {
        line.push(" ");
        line.italic(&volume.name());
        line.push(&edited(&volume.editors));
        let place = locator(work, "doc.", Some(("p. ", "pp. ")));
        for part in [volume.publisher, volume.year, place.as_deref()] {
            item(part, &mut line);
        }
        line.stop();
    }
    line.push(" ");
    let edition = &work.edition;
    line.italic(edition.title);
    line.push(&edited(&edition.editors));
    if let Some(version) = edition.version {
        line.push(&format!(", version {version}"));
    }
    let number = match work.volume {
        Some(_) => None,
        None => locator(work, "no.", None),
    };
    for part in [number.as_deref(), edition.publisher, edition.year] {
        item(part, &mut line);
    }
    line.address(", ", work.url.as_deref());
    line.stop();
    line.accessed(" Accessed ", Day::Mla, ".", work.url.is_some());
    line
}

/// `, edited by A and B`; of three and more the first alone.
fn edited(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [first, _, _, ..] => format!(", edited by {} et al.", first.shown),
        few => format!(", edited by {}", natural(few)),
    }
}

fn item(words: Option<&str>, line: &mut Line) {
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        line.push(&format!(", {words}"));
    }
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
