//! The Chicago Manual of Style: notes, and entries of bibliographies.

use super::line::{Day, Line};
use super::{
    archive, described, imprint, in_words, locator, natural, quoted, quoted_sentence, titles,
    turned, when,
};
use crate::export::bibliography::Work;

pub(super) fn note(work: &Work<'_>) -> Line {
    let mut line = Line::default();
    if work.is_correspondence() {
        line.push(&format!("{} to {}", natural(&work.from), natural(&work.to)));
        if let Some(genre) = work.genre.filter(|genre| *genre != "letter") {
            line.push(&format!(", {genre}"));
        }
    } else {
        if !work.from.is_empty() {
            line.push(&format!("{}, ", natural(&work.from)));
        }
        line.push(&format!("{},\u{201d}", quoted(&work.title)));
    }
    // What stands in quotation marks has its comma inside.
    let comma = |line: &Line| match line.last() {
        Some('\u{201d}') => "",
        _ => ",",
    };
    if let Some(date) = when(work, in_words) {
        line.push(&format!("{} {date}", comma(&line)));
    }
    if let Some(archive) = archive(work) {
        line.push(&format!("{} {archive}", comma(&line)));
    }
    // A document of a volume is cited by the volume, and then by where it is read.
    line.push(&format!("{} in ", comma(&line)));
    if let Some(volume) = &work.volume {
        titles(volume, &mut line);
        if !volume.editors.is_empty() {
            line.push(&format!(", ed. {}", natural(&volume.editors)));
        }
        let imprint = imprint(volume.place, volume.publisher, volume.year);
        if !imprint.is_empty() {
            line.push(&format!(" ({imprint})"));
        }
        if let Some(locator) = locator(work, "document", None) {
            line.push(&format!(", {locator}"));
        }
        line.push(", in ");
    }
    let edition = &work.edition;
    line.italic(edition.title);
    if !edition.editors.is_empty() {
        line.push(&format!(", ed. {}", natural(&edition.editors)));
    }
    let imprint = imprint(edition.place, edition.publisher, edition.year);
    if !imprint.is_empty() {
        line.push(&format!(" ({imprint})"));
    }
    if work.volume.is_none()
        && let Some(locator) = locator(work, "document", None)
    {
        line.push(&format!(", {locator}"));
    }
    line.address(", ", work.url.as_deref());
    line.accessed(", accessed ", Day::Words, "", work.url.is_some());
    line.stop();
    line
}

pub(super) fn bibliography(work: &Work<'_>) -> Line {
    let mut line = Line::default();
    line.sentence(&turned(&work.from));
    let date = when(work, in_words);
    if work.is_correspondence() {
        let date = date.map(|date| format!(", {date}")).unwrap_or_default();
        line.sentence(&format!("{}{date}", described(work)));
    } else {
        if line.last().is_some() {
            line.push(" ");
        }
        line.push(&quoted_sentence(&work.title));
        line.sentence(&crate::edition::capital(&date.unwrap_or_default()));
    }
    line.sentence(archive(work).unwrap_or(""));
    line.push(" In ");
    if let Some(volume) = &work.volume {
        titles(volume, &mut line);
        if !volume.editors.is_empty() {
            line.push(&format!(", edited by {}", natural(&volume.editors)));
        }
        if let Some(locator) = locator(work, "document", None) {
            line.push(&format!(", {locator}"));
        }
        line.stop();
        line.sentence(&imprint(volume.place, volume.publisher, volume.year));
        line.push(" In ");
    }
    let edition = &work.edition;
    line.italic(edition.title);
    if !edition.editors.is_empty() {
        line.push(&format!(", edited by {}", natural(&edition.editors)));
    }
    line.stop();
    if work.volume.is_none()
        && let Some(locator) = locator(work, "Document", None)
    {
        line.sentence(&locator);
    }
    line.sentence(&imprint(edition.place, edition.publisher, edition.year));
    line.address(" ", work.url.as_deref());
    // What stands before a hidden address is closed already.
    let after = if work.url.is_some() { "" } else { "." };
    line.accessed(", accessed ", Day::Words, after, work.url.is_some());
    line.stop();
    line
}
