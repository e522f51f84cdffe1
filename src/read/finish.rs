//! The last step of every reader: addresses for paragraphs, printed pages and enclosures.

use crate::model::{Descend, Element, Node, Record, Rule, Tag, walk};
use crate::source::Span;
use std::collections::BTreeSet;

/// Gives every paragraph of the body, every printed page and every enclosure its key. A
/// page or id that stands twice gets its address once.
///
/// Paragraphs of the source are `p1`, `p2` …, whatever an editor supplies between them;
/// supplied ones `s1`, `s2` …, in the order in which the sidecar gives them.
pub(super) fn keys(record: &mut Record) {
    let mut numbering = Numbering {
        paragraphs: 0,
        seen: BTreeSet::new(),
    };
    let supplied = supplied(&record.body);
    crate::model::walk_mut(&mut record.body, &mut |element| {
        if is_supplied(element) {
            let before = supplied.partition_point(|span| *span < element.span);
            element.key = Some(format!("s{}", before + 1).into());
        } else if element.tag == Tag::P {
            numbering.paragraphs += 1;
            element.key = Some(format!("p{}", numbering.paragraphs).into());
        } else {
            numbering.other(element);
        }
    });
    for note in &mut record.notes {
        crate::model::walk_mut(&mut note.body, &mut |element| numbering.other(element));
    }
}

/// Whether a paragraph as a whole is the editor's.
fn is_supplied(element: &Element) -> bool {
    element.tag == Tag::P && element.rule == Rule::Sidecar
}

/// The places of the paragraphs that the sidecar gives, in its order.
fn supplied(body: &[Node]) -> Vec<Span> {
    let mut spans = Vec::new();
    walk(body, &mut |node| {
        let supplied = node.element().filter(|element| is_supplied(element));
        spans.extend(supplied.map(|element| element.span));
        Descend::Into
    });
    spans.sort_unstable();
    spans
}

struct Numbering {
    paragraphs: usize,
    seen: BTreeSet<Box<str>>,
}

impl Numbering {
    fn other(&mut self, element: &mut Element) {
        let key: Option<Box<str>> = match element.tag {
            Tag::Pb => element.attrs.get("n").map(|n| {
                let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
                format!("pg_{}", n.chars().map(plain).collect::<String>()).into()
            }),
            Tag::Div if element.kind() == "attachment" => {
                element.index.map(|index| format!("a{}", index + 1).into())
            }
            _ => None,
        };
        if let Some(key) = key
            && self.seen.insert(key.clone())
        {
            element.key = Some(key);
        }
    }
}
