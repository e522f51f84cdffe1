//! The last step of every reader: addresses for paragraphs, printed pages and enclosures.

use crate::model::{Element, Record, Tag};
use std::collections::BTreeSet;

/// Gives every paragraph of the body, every printed page and every enclosure its key. A
/// page or id that stands twice gets its address once.
pub(super) fn keys(record: &mut Record) {
    let mut numbering = Numbering {
        paragraphs: 0,
        seen: BTreeSet::new(),
    };
    crate::model::walk_mut(&mut record.body, &mut |element| {
        if element.tag == Tag::P {
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
