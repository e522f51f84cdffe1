//! Records between the two passes, packed: their words are left in the sources.
//!
//! A record takes several times the room of its text, an edition of ten thousand more than
//! a machine may have. Packed, without the words that its source has anyhow, it takes a
//! third of the text, and is unpacked in a tenth of the time that reading takes.

use crate::model::{Node, Origin, Record};
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Records from when they were read to when their pages are made, as many as fit. Those
/// of the others are read again.
#[derive(Default)]
pub(super) struct Kept {
    /// Bytes held.
    taken: AtomicUsize,
    records: Mutex<BTreeMap<Origin, Packed>>,
}

/// A record without the words of its source.
pub(super) struct Packed {
    /// What the record was read from, and by what it is known again.
    span: Span,
    print: u64,
    bytes: Box<[u8]>,
}

impl Kept {
    /// What may be held, in bytes.
    const ROOM: usize = 64 << 20;

    /// Keeps a record if there is room.
    pub(super) fn offer(&self, record: Record, source: &SourceFile) {
        if self.taken.load(Ordering::Relaxed) > Self::ROOM {
            return;
        }
        let origin = record.origin();
        let Some(packed) = Packed::new(record, source) else {
            return;
        };
        self.taken.fetch_add(packed.bytes.len(), Ordering::Relaxed);
        if let Ok(mut records) = self.records.lock() {
            records.insert(origin, packed);
        }
    }

    /// Hands out a record, once.
    pub(super) fn take(&self, origin: Origin) -> Option<Packed> {
        self.records.lock().ok()?.remove(&origin)
    }
}

impl Packed {
    /// How deep a packed record's elements may be nested: packing recurses.
    const DEEPEST: usize = 200;

    /// `None` for a record that cannot be packed, or would not come out the same.
    fn new(mut record: Record, source: &SourceFile) -> Option<Self> {
        let mut whole = true;
        let depth = each_text(&mut record, source, |text, of_source| match of_source {
            Some(words) if *text == words => text.clear(),
            _ => whole &= !text.is_empty(),
        });
        if !whole || depth > Self::DEEPEST {
            return None;
        }
        Some(Self {
            span: record.span,
            print: print(record.span.of(&source.text)),
            bytes: postcard::to_allocvec(&record).ok()?.into(),
        })
    }

    /// The record; `None` when the source is no longer the one that it was read from.
    pub(super) fn unpack(&self, source: &SourceFile) -> Option<Record> {
        if self.print != print(self.span.of(&source.text)) {
            return None;
        }
        let mut record = postcard::from_bytes(&self.bytes).ok()?;
        each_text(&mut record, source, |text, of_source| {
            if text.is_empty() {
                text.push_str(of_source.unwrap_or(""));
            }
        });
        Some(record)
    }
}

/// Visits every text of a record, with what the source has in its place. How deep the
/// deepest is.
fn each_text(
    record: &mut Record,
    source: &SourceFile,
    mut visit: impl FnMut(&mut String, Option<&str>),
) -> usize {
    let whole = record.span;
    let notes = record.notes.iter_mut().map(|note| &mut note.body);
    let trees = std::iter::once(&mut record.body).chain(notes);
    let mut stack: Vec<(&mut Node, usize)> = trees.flatten().map(|node| (node, 0)).collect();
    let mut deepest = 0;
    while let Some((node, depth)) = stack.pop() {
        deepest = deepest.max(depth);
        match node {
            Node::Text(text) => {
                let span = text.span;
                let within =
                    span.file == whole.file && span.start >= whole.start && span.end <= whole.end;
                let of_source = source.text.get(span.range()).filter(|_| within);
                visit(&mut text.text, of_source);
            }
            Node::Element(element) => {
                stack.extend(element.children.iter_mut().map(|child| (child, depth + 1)));
            }
        }
    }
    deepest
}

/// A number by which a text is known again.
fn print(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let rest = rest.iter().map(|byte| u64::from(*byte));
    words.chain(rest).fold(text.len() as u64, |print, word| {
        (print.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::diag::Diagnostics;
    use crate::read::names::{NameFinder, Pointers};
    use crate::read::{Context, Sidecar, record};
    use crate::source::Files;

    #[test]
    fn records_come_out_as_they_went_in() {
        let text =
            "1. Letter from A to B1\n\nBonn, May 1, 1981\n\nSee Document 3.\n\n  1. Source: C.\n";
        let context = Context {
            config: &Config::titled("Letters"),
            names: &NameFinder::new(&[]),
            people: &Pointers::default(),
        };
        let mut files = Files::default();
        for path in ["content/d1.txt", "content/d2.md"] {
            let mut source = SourceFile {
                id: files.add(path),
                path: path.into(),
                text: text.into(),
            };
            let record = record(
                &source,
                &Sidecar::default(),
                &context,
                &mut Diagnostics::new(),
            );
            let record = record.expect("a record");
            let packed = Packed::new(record.clone(), &source).expect("packed");
            assert_eq!(packed.unpack(&source), Some(record));
            source.text = text.replace("Letter", "Lettre").into();
            assert_eq!(packed.unpack(&source), None, "the source has changed");
        }
    }
}
