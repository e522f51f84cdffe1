//! The last step of every reader: addresses for paragraphs, printed pages, enclosures, and
//! for what the source itself gives an id.

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
        local: record.id.local().to_owned(),
        paragraphs: 0,
        seen: BTreeSet::new(),
    };
    let supplied = supplied(&record.body);
    crate::model::walk_mut(&mut record.body, &mut |element| {
        if is_supplied(element) && element.key.is_some() {
            // A file of recto's own says which it is.
        } else if is_supplied(element) {
            let before = supplied.partition_point(|span| *span < element.span);
            element.key = Some(format!("s{}", before + 1).into());
        } else if element.tag == Tag::P {
            numbering.paragraphs += 1;
            element.key = Some(format!("p{}", numbering.paragraphs).into());
            if element.attrs.get("xml:id").is_some() {
                numbering.other(element);
            }
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
    /// The document's own id, with which ids in it may begin.
    local: String,
    paragraphs: usize,
    seen: BTreeSet<Box<str>>,
}

impl Numbering {
    fn other(&mut self, element: &mut Element) {
        let id = element.attrs.get("xml:id");
        let key: Option<Box<str>> = match element.tag {
            Tag::Pb if id.is_none_or(|id| id.starts_with("pg_")) => {
                let n = element.attrs.get("n");
                let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
                n.map(|n| format!("pg_{}", n.chars().map(plain).collect::<String>()).into())
                    .or(id.map(|id| legal(id).into()))
            }
            Tag::Div if element.kind() == "attachment" => {
                element.index.map(|index| format!("a{}", index + 1).into())
            }
            Tag::Anchor if element.index.is_some() => None,
            _ => id.and_then(|id| self.stated(id)),
        };
        if let Some(key) = key
            && self.seen.insert(key.clone())
        {
            element.key = Some(key);
        }
    }

    /// The id that the source gives, without the document's own where that leaves a key
    /// of ours: `d175p3`. What only looks like one is told apart.
    fn stated(&self, id: &str) -> Option<Box<str>> {
        let own = id
            .strip_prefix(&*self.local)
            .filter(|rest| is_counted(rest));
        if let Some(own) = own {
            return Some(own.into());
        }
        let id = legal(id);
        if id.is_empty() {
            None
        } else if is_counted(&id) || id.starts_with("fn") || id.starts_with("pg_") {
            Some(format!("id-{id}").into())
        } else {
            Some(id.into())
        }
    }
}

/// `p3`, `a1`: keys that are counted.
fn is_counted(key: &str) -> bool {
    let number = key.strip_prefix(['p', 'a', 's']);
    number.is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()))
}

/// An id as the end of an address.
pub(super) fn legal(id: &str) -> String {
    let plain = |c: char| {
        if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') {
            c
        } else {
            '-'
        }
    };
    id.chars().map(plain).collect()
}
