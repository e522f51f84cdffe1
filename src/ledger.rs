//! The ledger: every character of a source, and what became of it.
//!
//! A character that is not blank stands in the words of the record, made one of its
//! elements (a mark), or is under a diagnostic. Anything else is lost, and a bug.

use crate::diag::Diagnostic;
use crate::model::{Descend, Node, Record, walk};
use crate::source::{Span, is_blank};

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

    /// Counts a record against its source.
    #[must_use]
    pub fn new(record: &Record, source: &str, diags: &[Diagnostic]) -> Self {
        let mut ledger = Self::default();
        let mut fates = vec![Fate::Unknown; source.len()];
        let mut twice = vec![];
        let mut claim = |span: Span, fate: Fate| {
            if span.file != record.file {
                return;
            }
            let range = span.start as usize..(span.end as usize).min(source.len());
            let from = range.start;
            for (offset, known) in fates.get_mut(range).into_iter().flatten().enumerate() {
                if *known == Fate::Unknown {
                    *known = fate;
                } else if fate != Fate::Reported {
                    twice.push(from + offset);
                }
            }
        };
        let bodies = record.notes.iter().map(|note| &note.body);
        for tree in std::iter::once(&record.body).chain(bodies) {
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
        for ((at, c), end) in source.char_indices().zip(ends(source)) {
            if is_blank(c) {
                continue;
            }
            ledger.characters += 1;
            ledger.twice += usize::from(twice.binary_search(&at).is_ok());
            match fates.get(at) {
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

/// The end of each character.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(at, c)| at + c.len_utf8())
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
