//! The one walker over the text tree, and what is made with it.

use super::{Element, Node, Record, Rule, Tag};
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

/// The children of an element that the edited text has: of a `choice` the edited side, of
/// an `app` the reading in the text; of everything else all, but what is struck out or too
/// much among other words.
pub fn edited(element: &Element) -> impl DoubleEndedIterator<Item = &Node> {
    let is = |names: &'static [&'static str]| {
        move |node: &Node| {
            node.element()
                .is_some_and(|el| names.contains(&el.tag.name()))
        }
    };
    const WRITTEN: &[&str] = &["sic", "orig", "abbr", "am"];
    const EDITED: &[&str] = &["corr", "reg", "expan", "ex", "supplied"];
    const READINGS: &[&str] = &["rdg", "rdgGrp", "witDetail", "note"];
    let name = element.tag.name();
    let any = |wanted: &dyn Fn(&Node) -> bool| element.children.iter().any(wanted);
    let swapped = name == "choice" && any(&is(EDITED));
    let entry = name == "app";
    let lemma = entry && any(&is(&["lem"]));
    let mut bases = element.children.iter().filter(|node| is(&["rdg"])(node));
    let base = bases.next().filter(|_| !lemma).map(std::ptr::from_ref);
    let alone = element.children.len() == 1;
    element.children.iter().filter(move |node| {
        if swapped {
            return !is(WRITTEN)(node);
        }
        if entry {
            return base.is_some_and(|base| std::ptr::eq(base, *node)) || !is(READINGS)(node);
        }
        match node {
            Node::Element(el) if el.rule == Rule::Encoded && el.tag == Tag::Del => alone,
            Node::Element(el) => el.tag != Tag::Surplus || alone,
            Node::Text(_) => true,
        }
    })
}

/// The words of a tree in its edited form, blanks folded, with a blank wherever one block
/// ends and another begins, and none at the end of a line or page inside a word. Note marks
/// and stamps are left out.
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
    let mut glued = false;
    let mut stack: Vec<&Node> = nodes.iter().rev().collect();
    while let Some(node) = stack.pop() {
        let element = match node {
            Node::Text(text) => {
                let words = if glued {
                    text.text.trim_start()
                } else {
                    &text.text
                };
                glued &= words.is_empty();
                push(&mut out, words);
                continue;
            }
            Node::Element(element) => element,
        };
        match element.tag {
            Tag::Stamp => continue,
            Tag::Lb | Tag::Pb | Tag::Cb if element.attrs.get("break") == Some("no") => {
                out.truncate(out.trim_end().len());
                glued = true;
            }
            ref tag if is_block(tag) => push(&mut out, " "),
            Tag::Space => push(&mut out, " "),
            _ => {}
        }
        stack.extend(edited(element).rev());
    }
    out.truncate(out.trim_end().len());
    out
}

/// What divides the parts of an element that holds nothing but parts, as descriptions of
/// books and people do: their words would run together.
#[must_use]
pub fn between(element: &Element, nodes: &[Node]) -> &'static str {
    if nodes.len() < 2 || nodes.iter().any(|node| matches!(node, Node::Text(_))) {
        return "";
    }
    match element.tag.name() {
        "analytic" | "availability" | "bibl" | "biblStruct" | "birth" | "correspAction"
        | "death" | "event" | "imprint" | "location" | "monogr" | "msIdentifier" | "msItem"
        | "org" | "person" | "place" | "publisher" | "respStmt" | "series" => ", ",
        "persName" | "name" | "placeName" => " ",
        _ => "",
    }
}
