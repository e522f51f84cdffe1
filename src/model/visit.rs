//! The one walker over the text tree, and what is made with it.

use super::{Element, Node, Record, Tag};
use crate::source::Span;

/// Whether a walk goes into an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Descend {
    /// Its children come next.
    Into,
    /// Its children are passed over.
    Over,
}

/// Calls `visit` for every node of a tree, parents first, in the order of the text.
pub fn walk<'a>(nodes: &'a [Node], visit: &mut impl FnMut(&'a Node) -> Descend) {
    // A stack of our own: sources nest as deep as they like.
    let mut stack: Vec<&'a Node> = nodes.iter().rev().collect();
    while let Some(node) = stack.pop() {
        let descend = visit(node);
        if let (Node::Element(element), Descend::Into) = (node, descend) {
            stack.extend(element.children.iter().rev());
        }
    }
}

/// Calls `visit` for every element of a tree, parents first, in the order of the text.
pub fn walk_mut(nodes: &mut [Node], visit: &mut impl FnMut(&mut Element)) {
    let mut stack: Vec<&mut Node> = nodes.iter_mut().rev().collect();
    while let Some(node) = stack.pop() {
        if let Node::Element(element) = node {
            visit(element);
            stack.extend(element.children.iter_mut().rev());
        }
    }
}

/// Every range of the source that a record accounts for: its words and its marks. They
/// do not overlap, and with the diagnostics they cover every character that is not blank.
#[must_use]
pub fn claims(record: &Record) -> Vec<Span> {
    let mut claims = Vec::new();
    let bodies = record.notes.iter().map(|note| &note.body);
    for tree in std::iter::once(&record.body).chain(bodies) {
        walk(tree, &mut |node| {
            match node {
                Node::Text(text) => claims.push(text.span),
                Node::Element(element) => claims.extend(&element.marks),
            }
            Descend::Into
        });
    }
    claims.extend(record.notes.iter().flat_map(|note| &note.marks));
    claims.retain(|span| !span.is_empty());
    claims
}

/// Whether an element stands on its own lines.
fn is_block(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Ab
            | Tag::AddrLine
            | Tag::Cell
            | Tag::Dateline
            | Tag::Div
            | Tag::Head
            | Tag::Item
            | Tag::L
            | Tag::Label
            | Tag::Lb
            | Tag::Lg
            | Tag::List
            | Tag::P
            | Tag::Postscript
            | Tag::Quote
            | Tag::Row
            | Tag::Salute
            | Tag::Signed
            | Tag::Speaker
            | Tag::Table
    )
}

/// The words of a tree, blanks folded, with a blank wherever one block ends and another
/// begins, and none at a page break inside a word. Note marks and stamps are left out.
#[must_use]
pub fn plain_text(nodes: &[Node]) -> String {
    fn push(out: &mut String, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
    }
    let mut out = String::new();
    walk(nodes, &mut |node| {
        match node {
            Node::Text(text) => push(&mut out, &text.text),
            Node::Element(element) if element.tag == Tag::Stamp => return Descend::Over,
            Node::Element(element)
                if is_block(&element.tag) && element.attrs.get("break") != Some("no") =>
            {
                push(&mut out, " ");
            }
            Node::Element(_) => {}
        }
        Descend::Into
    });
    out.truncate(out.trim_end().len());
    out
}
