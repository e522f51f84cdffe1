//! What is in an element, as far as HTML's rules need to know it before its start tag is
//! written.

use crate::model::{Element, Node, Tag};

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scan {
    /// Words and what stands among words.
    Words,
    /// Something that cannot stand in a paragraph.
    Blocks,
    /// Nothing that cannot stand in a paragraph, but a link.
    Links,
}

/// The most nodes that are looked at. An element with more counts as one that holds
/// blocks and links, which is never wrong, only plainer; it keeps deep trees cheap.
const LOOK: usize = 4_000;

/// Looks for blocks.
pub(super) fn blocks(element: &Element) -> Scan {
    look(element, &|tag| {
        matches!(
            tag,
            Tag::P
                | Tag::Ab
                | Tag::Div
                | Tag::List
                | Tag::Table
                | Tag::L
                | Tag::Lg
                | Tag::FloatingText
                | Tag::Sp
                | Tag::Opener
                | Tag::Closer
                | Tag::Postscript
                | Tag::Epigraph
                | Tag::Argument
        ) || matches!(tag, Tag::Other(name) if is_block(name))
    })
    .map_or(Scan::Words, |()| Scan::Blocks)
}

/// Whether an element that is not in the table of tags holds blocks by its nature.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "back"
            | "body"
            | "castGroup"
            | "castList"
            | "cit"
            | "eg"
            | "egXML"
            | "facsimile"
            | "front"
            | "group"
            | "listApp"
            | "listBibl"
            | "listEvent"
            | "listOrg"
            | "listPerson"
            | "listPlace"
            | "listWit"
            | "set"
            | "sourceDoc"
            | "spGrp"
            | "surface"
            | "teiHeader"
            | "text"
            | "titlePage"
            | "zone"
    )
}

/// Whether a character is a mark of quotation.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '『'
            | '—'
            | '–'
    )
}

/// Whether an element's words begin with a mark of quotation.
pub(super) fn begins_with_quote(element: &Element) -> bool {
    let mut nodes = &element.children;
    loop {
        let first = nodes
            .iter()
            .find(|node| !matches!(node, Node::Text(text) if text.text.trim().is_empty()));
        match first {
            Some(Node::Text(text)) => return text.text.trim_start().starts_with(is_quote),
            Some(Node::Element(element)) => nodes = &element.children,
            None => return false,
        }
    }
}

/// Whether an element holds a number and nothing else, as cells of tables do.
pub(super) fn is_number(element: &Element) -> bool {
    let [Node::Text(text)] = element.children.as_slice() else {
        return false;
    };
    let words = text.text.trim();
    words.len() < 24
        && words.bytes().any(|byte| byte.is_ascii_digit())
        && words.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    '.' | ','
                        | ' '
                        | '%'
                        | '$'
                        | '£'
                        | '€'
                        | '-'
                        | '−'
                        | '+'
                        | '('
                        | ')'
                        | '\u{a0}'
                )
        })
}

/// Looks for what becomes a link: a reference or a note's mark.
pub(super) fn links(element: &Element) -> Scan {
    look(element, &|tag| {
        matches!(tag, Tag::Ref | Tag::Ptr | Tag::Anchor | Tag::App)
    })
    .map_or(Scan::Words, |()| Scan::Links)
}

/// Whether something below an element is wanted, or there is too much to tell.
fn look(element: &Element, wanted: &dyn Fn(&Tag) -> bool) -> Option<()> {
    // Most elements hold words alone, and need no stack.
    if !element
        .children
        .iter()
        .any(|child| child.element().is_some())
    {
        return None;
    }
    let mut stack: Vec<&Node> = element.children.iter().rev().collect();
    let mut looked = 0;
    while let Some(node) = stack.pop() {
        looked += 1;
        if let Node::Element(element) = node {
            if wanted(&element.tag) || looked > LOOK {
                return Some(());
            }
            stack.extend(element.children.iter().rev());
        }
    }
    None
}

/// Whether a list is a row of a memorandum's block: `FROM: …`.
pub(super) fn is_memo_row(element: &Element) -> bool {
    element.tag == Tag::List
        && matches!(element.kind(), "to" | "from" | "through" | "subject")
        && has_head(element)
}

/// Whether a list is a row of that block when one is open: copies go with the rest.
pub(super) fn is_further_memo_row(element: &Element) -> bool {
    is_memo_row(element) || element.tag == Tag::List && element.kind() == "cc" && has_head(element)
}

/// Whether an element has a heading of its own.
pub(super) fn has_head(element: &Element) -> bool {
    element
        .children
        .iter()
        .any(|child| child.element().is_some_and(|child| child.tag == Tag::Head))
}

/// Whether an item begins with its number, in words of the text.
pub(super) fn says_number(item: &Element) -> bool {
    item.children
        .iter()
        .find(|node| !matches!(node, Node::Text(text) if text.text.trim().is_empty()))
        .and_then(Node::element)
        .is_some_and(|first| first.tag == Tag::Num)
}

/// Whether a list's items begin with their numbers.
pub(super) fn numbers_itself(list: &Element) -> bool {
    list.children
        .iter()
        .filter_map(Node::element)
        .find(|child| child.tag == Tag::Item)
        .is_some_and(says_number)
}

/// A heading's number as an attribute of `li` takes it: `12` of `12.` or `(12)`.
pub(super) fn ordinal(n: &str) -> Option<&str> {
    let digits = n.trim_matches(|c: char| matches!(c, '.' | ')' | '(' | ' '));
    (!digits.is_empty() && digits.len() < 9 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers_of_items() {
        assert_eq!(ordinal("12."), Some("12"));
        assert_eq!(ordinal("(3)"), Some("3"));
        assert_eq!(ordinal("a."), None);
        assert_eq!(ordinal(""), None);
    }
}
