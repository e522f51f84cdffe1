//! Headings → sections: TEI's `div` begins with its `head`, and holds the deeper ones.

use crate::model::{Element, Node, Rule, Tag};

/// A text's own heading, with which it begins where it is titled by it, stays in front;
/// every other one begins a section.
pub(super) fn nest(blocks: Vec<Node>, is_titled_by_first: bool) -> Vec<Node> {
    let level = |node: &Node| {
        let head = node.element().filter(|element| element.tag == Tag::Head)?;
        head.attrs.get("n")?.parse::<u8>().ok()
    };
    let mut top: Vec<Node> = Vec::new();
    let mut open: Vec<(u8, Element)> = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        let found = level(&block).filter(|_| index > 0 || !is_titled_by_first);
        if let Some(level) = found {
            while open.last().is_some_and(|(outer, _)| *outer >= level) {
                close(&mut open, &mut top);
            }
            open.push((level, Element::new(Tag::Div, block.span(), Rule::Markdown)));
        }
        match open.last_mut() {
            Some((_, section)) => add(section, block),
            None => top.push(block),
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut top);
    }
    top
}

fn add(section: &mut Element, node: Node) {
    section.span = section.span.to(node.span());
    section.children.push(node);
}

fn close(open: &mut Vec<(u8, Element)>, top: &mut Vec<Node>) {
    let Some((_, section)) = open.pop() else {
        return;
    };
    match open.last_mut() {
        Some((_, outer)) => add(outer, section.node()),
        None => top.push(section.node()),
    }
}
