//! Front matter: a sidecar at the top of the Markdown file itself, between `---` lines.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Fact;
use crate::read::sidecar::{self, Sidecar};
use crate::source::{SourceFile, Span};
use crate::yaml;
use std::ops::Range;

/// The front matter of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// All of it, the `---` lines included.
    pub(super) range: Range<usize>,
    /// What it says.
    pub(super) sidecar: Sidecar,
}

/// Reads the front matter of a file that begins with a `---` line and has a second one.
pub(super) fn read(source: &SourceFile, diags: &mut Diagnostics) -> Option<FrontMatter> {
    let text = &*source.text;
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = Lines { text, at: start };
    let first = lines.next()?;
    if text.get(first.clone())?.trim_end() != "---" {
        return None;
    }
    let inside = first.end;
    // With an empty line below it is a rule across the page.
    let second = lines.clone().next();
    if second
        .clone()
        .is_some_and(|line| text.get(line).unwrap_or("").trim().is_empty())
    {
        return None;
    }
    let close = lines.find(|line| {
        text.get(line.clone())
            .is_some_and(|line| matches!(line.trim_end(), "---" | "..."))
    });
    let Some(close) = close else {
        if second.is_some_and(|line| looks_like_a_key(text.get(line).unwrap_or(""))) {
            diags.push(
                Diagnostic::new(
                    Code::BadYaml,
                    Span::new(source.id, first.start, first.start + 3),
                    "the front matter is opened and not closed",
                )
                .help("write `---` on a line of its own below the last key"),
            );
        }
        return None;
    };
    let node = yaml::parse_part(source.id, text, inside..close.start, diags);
    Some(FrontMatter {
        range: start..close.end,
        sidecar: node.map_or_else(Sidecar::default, |node| sidecar::read(&node, diags)),
    })
}

fn looks_like_a_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    })
}

/// The lines of a text with their ends.
#[derive(Clone)]
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = self.at..self.at + length;
        self.at = line.end;
        Some(line)
    }
}

/// The front matter with a sidecar file laid over it. A key that both have counts from
/// the file, and is reported when they differ.
pub(super) fn with_sidecar(front: Sidecar, beside: &Sidecar, diags: &mut Diagnostics) -> Sidecar {
    fn one<T: Clone + PartialEq>(
        key: &str,
        front: Option<Fact<T>>,
        beside: Option<&Fact<T>>,
        diags: &mut Diagnostics,
    ) -> Option<Fact<T>> {
        let Some(beside) = beside else { return front };
        if let Some(front) = front
            && front.value != beside.value
            && let (Some(place), Some(other)) = (beside.evidence.span, front.evidence.span)
        {
            diags.push(
                Diagnostic::new(
                    Code::SidecarContradictsText,
                    place,
                    format!("`{key}` stands in the front matter too, with another value"),
                )
                .label(other, "the front matter says this")
                .help("keep one of them; the sidecar's counts"),
            );
        }
        Some(beside.clone())
    }
    fn list<T: Clone>(mut front: Vec<T>, beside: &[T]) -> Vec<T> {
        front.extend_from_slice(beside);
        front
    }
    let (f, b) = (front.header, &beside.header);
    let mut header = sidecar::StatedHeader {
        number: one("number", f.number, b.number.as_ref(), diags),
        title: one("title", f.title, b.title.as_ref(), diags),
        kind: one("kind", f.kind, b.kind.as_ref(), diags),
        date: one("date", f.date, b.date.as_ref(), diags),
        date_unknown: f.date_unknown || b.date_unknown,
        date_unusable: f.date_unusable || b.date_unusable,
        place: one("place", f.place, b.place.as_ref(), diags),
        senders: b.senders.clone().or(f.senders),
        addressees: b.addressees.clone().or(f.addressees),
        subject: one("subject", f.subject, b.subject.as_ref(), diags),
        participants: b.participants.clone().or(f.participants),
        classification: b.classification.clone().or(f.classification),
        archive: one("archive", f.archive, b.archive.as_ref(), diags),
        rights: one("rights", f.rights, b.rights.as_ref(), diags),
        language: one("language", f.language, b.language.as_ref(), diags),
        remark: one("remark", f.remark, b.remark.as_ref(), diags),
        first_page: one("first-page", f.first_page, b.first_page.as_ref(), diags),
    };
    // The last word on the date is the sidecar's, whichever it is.
    if b.date_unknown {
        header.date = None;
    } else if b.date.is_some() {
        header.date_unknown = false;
    }
    Sidecar {
        id: one("id", front.id, beside.id.as_ref(), diags),
        volume: one("volume", front.volume, beside.volume.as_ref(), diags),
        header,
        witness: one("witness", front.witness, beside.witness.as_ref(), diags),
        replies_to: list(front.replies_to, &beside.replies_to),
        enclosures: list(front.enclosures, &beside.enclosures),
        corrections: list(front.corrections, &beside.corrections),
        joins: list(front.joins, &beside.joins),
        references: list(front.references, &beside.references),
        notes: list(front.notes, &beside.notes),
        names: list(front.names, &beside.names),
        supplied: list(front.supplied, &beside.supplied),
        dismiss: list(front.dismiss, &beside.dismiss),
        accept: list(front.accept, &beside.accept),
        origin: beside.origin.clone().or(front.origin),
    }
}
