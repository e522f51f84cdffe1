//! The tree as bytes: one block a line, indented; where words stand, white space is
//! never touched. The only place of this room that escapes.

use super::schema::schema;
use super::tree::{Item, Xml};

/// Elements that stand on lines of their own even where words could stand.
const BLOCKS: &[&str] = &[
    "ab",
    "addrLine",
    "address",
    "argument",
    "byline",
    "closer",
    "dateline",
    "div",
    "epigraph",
    "figDesc",
    "graphic",
    "head",
    "item",
    "l",
    "label",
    "lg",
    "list",
    "opener",
    "p",
    "postscript",
    "salute",
    "signed",
    "sp",
    "table",
    "trailer",
];

/// Groups: what is in them stands on lines of its own, whatever it is.
const GROUPS: &[&str] = &["bibl", "closer", "correspAction", "opener"];

/// Writes a document: the XML declaration and its root.
pub(super) fn write(root: &Item<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    struct Frame<'x, 'a> {
        item: &'x Item<'a>,
        at: usize,
        lines: bool,
    }
    let mut frames: Vec<Frame<'_, '_>> = Vec::new();
    let mut next = Some(root);
    loop {
        if let Some(item) = next.take() {
            let in_lines = frames.last().is_none_or(|frame| frame.lines);
            let lines = in_lines && has_lines(item);
            start(item, &mut out);
            if item.children.is_empty() && !is_marked(item) {
                out.insert(out.len() - 1, '/');
            } else {
                mark(item, &mut out);
                frames.push(Frame { item, at: 0, lines });
                continue;
            }
        }
        let depth = frames.len();
        let Some(frame) = frames.last_mut() else {
            out.push('\n');
            return out;
        };
        let child = frame.item.children.get(frame.at);
        frame.at += 1;
        match child {
            Some(Xml::Text(text)) => {
                if !frame.lines {
                    escape(text, Within::Text, &mut out);
                }
            }
            Some(Xml::Item(item)) => {
                if frame.lines {
                    line(depth, &mut out);
                }
                next = Some(item);
            }
            None => {
                if frame.lines {
                    line(depth - 1, &mut out);
                }
                out.push_str("</");
                out.push_str(&frame.item.name);
                out.push('>');
                frames.pop();
            }
        }
    }
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    // Deeper than this no one reads the blanks.
    for _ in 0..depth.min(40) {
        out.push_str("  ");
    }
}

/// Whether the children of an element stand on lines of their own.
fn has_lines(item: &Item<'_>) -> bool {
    if item.children.is_empty() {
        return false;
    }
    let mixed = schema().is_mixed(&item.name);
    let group = GROUPS.contains(&item.name.as_ref());
    item.children.iter().all(|child| match child {
        Xml::Text(_) => child.is_blank() && !mixed,
        Xml::Item(child) => !mixed || group || BLOCKS.contains(&child.name.as_ref()),
    })
}

fn start(item: &Item<'_>, out: &mut String) {
    out.push('<');
    out.push_str(&item.name);
    for (name, value) in &item.attrs {
        attribute(name, value, out);
    }
    out.push('>');
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, Within::Value, out);
    out.push('"');
}

fn is_marked(item: &Item<'_>) -> bool {
    item.wrap || item.was.is_some() || !item.kept.is_empty()
}

/// What TEI has no place for stands in a processing instruction: no schema minds it, and
/// reading this file again restores it.
fn mark(item: &Item<'_>, out: &mut String) {
    if !is_marked(item) {
        return;
    }
    out.push_str("<?recto");
    if item.wrap {
        out.push_str(" wrap");
    }
    if let Some(was) = &item.was {
        attribute("was", was, out);
    }
    for (name, value) in &item.kept {
        attribute(&format!("@{name}"), value, out);
    }
    out.push_str("?>");
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Text,
    Value,
}

fn escape(text: &str, within: Within, out: &mut String) {
    let special = |byte: &u8| match byte {
        b'&' | b'<' | b'>' | b'\r' => true,
        b'"' | b'\n' | b'\t' => within == Within::Value,
        _ => false,
    };
    let mut rest = text;
    while let Some(at) = rest.as_bytes().iter().position(special) {
        // What is special is one byte long, so that cutting there is safe.
        let (plain, after) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = after.chars();
        out.push_str(match chars.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\n') => "&#10;",
            Some('\t') => "&#9;",
            _ => "&#13;",
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
}
