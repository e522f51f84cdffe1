//! The sections of a long text, for a list above it.

use super::pieces::Tables;
use super::urls::Here;
use super::views::LinkView;
use crate::edition::DocIdx;
use crate::model::{Descend, Element, Node, Record, Tag, plain_text, walk};

/// The fewest sections of which a list helps.
const FEW: usize = 4;

/// How many sections, one inside the other, may stand round those that are listed.
const NESTED: usize = 3;

impl Tables<'_> {
    /// The outermost sections of a text that have a heading and an address. Empty where
    /// they are so few that a list helps nobody. Enclosures stand among the facts.
    pub(super) fn outline(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        record: &Record,
    ) -> Vec<LinkView> {
        let mut found = sections(&record.body);
        // One section round everything is the text itself.
        for _ in 0..NESTED {
            if let [(only, ..)] = found.as_slice() {
                found = sections(&only.children);
            }
        }
        if found.len() < FEW {
            return Vec::new();
        }
        let links = found.into_iter().map(|(_, key, label)| LinkView {
            label,
            href: self.at(here, document, key),
        });
        links.collect()
    }
}

/// The outermost sections with their keys and headings.
fn sections(nodes: &[Node]) -> Vec<(&Element, &str, String)> {
    let mut found = Vec::new();
    walk(nodes, &mut |node| {
        let Node::Element(section) = node else {
            return Descend::Over;
        };
        if section.tag != Tag::Div || section.kind() == "attachment" {
            return match section.tag {
                Tag::Div => Descend::Over,
                _ => Descend::Into,
            };
        }
        let mut children = section.children.iter().filter_map(Node::element);
        let Some(head) = children.find(|child| child.tag == Tag::Head) else {
            return Descend::Into;
        };
        let label = plain_text(&head.children);
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        // In Markdown the heading has the address, elsewhere the section.
        match section.key.as_ref().or(head.key.as_ref()) {
            Some(key) if !label.is_empty() => {
                found.push((section, &**key, label));
                Descend::Over
            }
            _ => Descend::Into,
        }
    });
    found
}
