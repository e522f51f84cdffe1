//! The ledger: every character of a source, and what became of it.
//!
//! A character that is not blank stands in the words of the record, made one of its
//! elements (a mark), or is under a diagnostic. Anything else is lost, and a bug.

use crate::diag::Diagnostic;
use crate::model::{Descend, Node, Record, walk};
use crate::source::{Span, is_blank};
use std::ops::Range;

/// What became of a source's characters. Blanks are not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// All of them.
    pub characters: usize,
    /// In the words of text and notes.
    pub words: usize,
    /// In marks: they made an element and are not shown.
    pub marks: usize,
    /// In neither, and told of by a diagnostic.
    pub reported: usize,
    /// In neither, and not told of: lost.
    pub lost: usize,
    /// In more than one place.
    pub twice: usize,
    /// Where characters are lost, at most [`Ledger::PLACES`] ranges.
    pub places: Vec<Span>,
}

/// What is known of a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unknown,
    Words,
    Marks,
    Reported,
}

impl Ledger {
    /// How many places of lost text are remembered.
    pub const PLACES: usize = 20;

    /// Counts a record against its source, all of it.
    #[must_use]
    pub fn new(record: &Record, source: &str, diags: &[Diagnostic]) -> Self {
        let all = 0..source.len();
        Self::of_ranges(record, source, &[all], diags)
    }

    /// Counts a record against ranges of its source: those that are text, where other
    /// characters are markup. They are in order and do not overlap.
    #[must_use]
    pub fn of_ranges(
        record: &Record,
        source: &str,
        ranges: &[Range<usize>],
        diags: &[Diagnostic],
    ) -> Self {
        let mut ledger = Self::default();
        // What is known of the bytes of all ranges, one range after the other.
        let mut firsts = Vec::with_capacity(ranges.len());
        let mut length = 0;
        for range in ranges {
            firsts.push(length);
            length += range.len();
        }
        let mut fates = vec![Fate::Unknown; length];
        let mut twice = vec![];
        let mut claim = |span: Span, fate: Fate| {
            if span.file != record.file {
                return;
            }
            let span = span.range();
            let from = ranges.partition_point(|range| range.end <= span.start);
            let touched = ranges.iter().zip(&firsts).skip(from);
            for (range, first) in touched.take_while(|(range, _)| range.start < span.end) {
                let (start, end) = (range.start.max(span.start), range.end.min(span.end));
                let local = first + (start - range.start)..first + (end - range.start);
                for (offset, known) in fates.get_mut(local).into_iter().flatten().enumerate() {
                    if *known == Fate::Unknown {
                        *known = fate;
                    } else if fate != Fate::Reported {
                        twice.push(start + offset);
                    }
                }
            }
        };
        let bodies = record.notes.iter().map(|note| &note.body);
        let trees = [&record.description, &record.body];
        for tree in trees.into_iter().chain(bodies) {
            walk(tree, &mut |node| {
                match node {
                    Node::Text(text) => claim(text.span, Fate::Words),
                    Node::Element(element) => {
                        element
                            .marks
                            .iter()
                            .for_each(|&span| claim(span, Fate::Marks));
                    }
                }
                Descend::Into
            });
        }
        for &span in record.notes.iter().flat_map(|note| &note.marks) {
            claim(span, Fate::Marks);
        }
        for span in diags.iter().filter_map(Diagnostic::span) {
            claim(span, Fate::Reported);
        }
        twice.sort_unstable();
        twice.dedup();
        let mut lost: Option<(usize, usize)> = None;
        let characters = ranges.iter().zip(&firsts).flat_map(|(range, first)| {
            let words = source.get(range.clone()).unwrap_or("");
            let places = words.char_indices();
            places.map(move |(at, c)| (range.start + at, first + at, c))
        });
        for (at, local, c) in characters {
            let end = at + c.len_utf8();
            if is_blank(c) {
                continue;
            }
            ledger.characters += 1;
            ledger.twice += usize::from(twice.binary_search(&at).is_ok());
            match fates.get(local) {
                Some(Fate::Words) => ledger.words += 1,
                Some(Fate::Marks) => ledger.marks += 1,
                Some(Fate::Reported) => ledger.reported += 1,
                Some(Fate::Unknown) | None => {
                    ledger.lost += 1;
                    // Blanks do not part what is lost together.
                    let range = lost.get_or_insert((at, at));
                    let gap = source.get(range.1..at).unwrap_or("");
                    if gap.chars().all(is_blank) {
                        range.1 = end;
                    } else {
                        ledger.place(record, *range);
                        lost = Some((at, end));
                    }
                }
            }
        }
        if let Some(range) = lost {
            ledger.place(record, range);
        }
        ledger
    }

    fn place(&mut self, record: &Record, (start, end): (usize, usize)) {
        if self.places.len() < Self::PLACES {
            self.places.push(Span::new(record.file, start, end));
        }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Self) {
        self.characters += other.characters;
        self.words += other.words;
        self.marks += other.marks;
        self.reported += other.reported;
        self.lost += other.lost;
        self.twice += other.twice;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::model::{Element, Header, RecordId, RecordKind, Rule, Tag};
    use crate::source::Files;

    #[test]
    fn each_character_is_counted_once() {
        let source = "• één twee\ndrie vier vijf";
        let file = Files::default().add("a.txt");
        let at = |words: &str| {
            let start = source.find(words).expect("the words");
            Span::new(file, start, start + words.len())
        };
        let item = Element::new(Tag::Item, at("•"), Rule::Bullet)
            .mark(at("•"))
            .children(vec![
                Node::text("één", at("één")),
                Node::text("één", at("n")),
            ]);
        let record = Record {
            file,
            part: 0,
            span: Span::new(file, 0, 0),
            kind: RecordKind::Document,
            id: RecordId::new(None, "a").expect("an id"),
            id_stated: false,
            header: Header::default(),
            attrs: crate::model::Attrs::new(),
            description: Vec::new(),
            body: vec![item.node()],
            notes: Vec::new(),
            refs: Vec::new(),
            enclosures: Vec::new(),
            renditions: Vec::new(),
        };
        let diags = [Diagnostic::new(Code::UnclosedMark, at("vier"), "x")];
        let ledger = Ledger::new(&record, source, &diags);
        let lost: Vec<_> = ledger.places.iter().map(|span| span.of(source)).collect();
        assert_eq!(lost, ["twee\ndrie", "vijf"]);
        let counted = (
            ledger.characters,
            ledger.words,
            ledger.marks,
            ledger.reported,
            ledger.lost,
            ledger.twice,
        );
        assert_eq!(counted, (20, 3, 1, 4, 12, 1));
    }
}
