//! The tree as bytes: one block a line, indented. Among words white space stays, but a line
//! end of the source with its indentation is one blank, and blanks at the edges of a block
//! are none. The only place of this room that escapes.

use super::schema::schema;
use super::tree::{Item, Xml};

/// Elements that stand on lines of their own even where words could stand.
const BLOCKS: &[&str] = &[
    "ab",
    "addrLine",
    "address",
    "argument",
    "byline",
    "castList",
    "closer",
    "dateline",
    "div",
    "epigraph",
    "figDesc",
    "floatingText",
    "graphic",
    "head",
    "item",
    "l",
    "label",
    "lg",
    "list",
    "listBibl",
    "opener",
    "p",
    "postscript",
    "salute",
    "signed",
    "sp",
    "table",
    "trailer",
];

/// Groups: these stand on lines of their own in them.
const GROUPS: &[&str] = &["bibl", "closer", "opener"];
const GROUPED: &[&str] = &["biblScope", "fw", "idno", "pb", "seg", "title"];

/// Elements of other elements only that stand in a line of words.
const IN_LINE: &[&str] = &[
    "app",
    "choice",
    "figure",
    "rdgGrp",
    "ruby",
    "subst",
    "substJoin",
];

/// Elements whose white space is part of what they say.
const VERBATIM: &[&str] = &["code", "eg", "egXML", "formula", "xenoData"];

/// How the content of an element is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Elements, each on a line of its own.
    Lines,
    /// Words with blocks among them: each block, and the words between two, on lines of
    /// their own.
    Mixed,
    /// Words in a line.
    Line,
    /// As it stands.
    Verbatim,
}

/// An element that is being written.
struct Frame<'x, 'a> {
    item: &'x Item<'a>,
    at: usize,
    layout: Layout,
    /// Whether it began a line, so that blanks at its edges are none.
    block: bool,
}

/// Writes a document: the XML declaration and its root.
pub(super) fn write(root: &Item<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut frames: Vec<Frame<'_, '_>> = Vec::new();
    let mut next = Some(root);
    // Blanks that came last, and are written when words follow.
    let mut blank = "";
    // Whether words that come next begin a line, after a block or at the start of one.
    let mut edge = Edge::Words;
    loop {
        if let Some(item) = next.take() {
            let around = frames.last();
            let within = around.map_or(Layout::Lines, |frame| frame.layout);
            let block = begins_line(within, item);
            if block {
                if around.is_some() {
                    line(frames.len(), &mut out);
                }
            } else {
                edge.leave(&frames, &mut blank, &mut out);
            }
            blank = "";
            edge = Edge::Words;
            let layout = layout(within, block, item);
            start(item, &mut out);
            if item.children.is_empty() && !is_marked(item) {
                out.insert(out.len() - 1, '/');
                edge = Edge::after(block, within);
            } else {
                mark(item, &mut out);
                if block {
                    edge = Edge::Start;
                }
                frames.push(Frame {
                    item,
                    at: 0,
                    layout,
                    block,
                });
            }
            continue;
        }
        let Some(frame) = frames.last_mut() else {
            out.push('\n');
            return out;
        };
        let child = frame.item.children.get(frame.at);
        frame.at += 1;
        match (child, frame.layout) {
            (Some(Xml::Item(item)), _) => next = Some(item),
            (Some(Xml::Text(_)), Layout::Lines) => {}
            (Some(Xml::Text(text)), Layout::Verbatim) => {
                blank = "";
                edge = Edge::Words;
                escape(text, Within::Text, &mut out);
            }
            (Some(Xml::Text(text)), Layout::Mixed | Layout::Line) => {
                for piece in pieces(text) {
                    match piece {
                        Piece::Blank(blanks) if edge == Edge::Words => blank = blanks,
                        Piece::Blank(_) => {}
                        Piece::Words(words) => {
                            edge.leave(&frames, &mut blank, &mut out);
                            edge = Edge::Words;
                            escape(words, Within::Text, &mut out);
                        }
                    }
                }
            }
            (None, _) => {
                let Some(frame) = frames.pop() else {
                    continue;
                };
                if !frame.block {
                    out.push_str(blank);
                }
                blank = "";
                let broken = frame.layout == Layout::Lines && !frame.item.children.is_empty();
                if broken || edge == Edge::AfterBlock {
                    line(frames.len(), &mut out);
                }
                out.push_str("</");
                out.push_str(&frame.item.name);
                out.push('>');
                let within = frames.last().map_or(Layout::Lines, |frame| frame.layout);
                edge = Edge::after(frame.block, within);
            }
        }
    }
}

/// What stands before the words that come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Words, or what stands among them.
    Words,
    /// The start of a block.
    Start,
    /// The end of a block among words.
    AfterBlock,
}

impl Edge {
    const fn after(block: bool, within: Layout) -> Self {
        if block && matches!(within, Layout::Mixed) {
            Self::AfterBlock
        } else {
            Self::Words
        }
    }

    /// Words come: the blanks before them, or a new line.
    fn leave(self, frames: &[Frame<'_, '_>], blank: &mut &str, out: &mut String) {
        match self {
            Self::Words => out.push_str(blank),
            Self::Start => {}
            Self::AfterBlock => line(frames.len(), out),
        }
        *blank = "";
    }
}

/// A piece of a text.
enum Piece<'a> {
    /// White space, with a line end in it as one blank.
    Blank(&'a str),
    /// All else.
    Words(&'a str),
}

/// A text as words and the white space between them.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut rest = text;
    std::iter::from_fn(move || {
        let blank = is_blank(rest.chars().next()?);
        let end = rest.find(|c| is_blank(c) != blank).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(match blank {
            true if piece.contains(['\n', '\r']) => Piece::Blank(" "),
            true => Piece::Blank(piece),
            false => Piece::Words(piece),
        })
    })
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    // Deeper than this no one reads the blanks.
    for _ in 0..depth.min(40) {
        out.push_str("  ");
    }
}

/// Whether an element begins a line in what it stands in.
fn begins_line(within: Layout, item: &Item<'_>) -> bool {
    match within {
        Layout::Lines => true,
        Layout::Mixed => BLOCKS.contains(&item.name.as_ref()),
        Layout::Line | Layout::Verbatim => false,
    }
}

/// How an element's content is laid out, in what it stands in.
fn layout(within: Layout, block: bool, item: &Item<'_>) -> Layout {
    let name = item.name.as_ref();
    if within == Layout::Verbatim || VERBATIM.contains(&name) || keeps_space(item) {
        return Layout::Verbatim;
    }
    let is_block = |child: &Xml<'_>| match child {
        Xml::Item(child) => BLOCKS.contains(&child.name.as_ref()),
        Xml::Text(_) => false,
    };
    let mixed = schema().is_mixed(name);
    let blocks = item.children.iter().any(is_block);
    if !mixed && (block || !IN_LINE.contains(&name)) {
        return if item.children.iter().all(|child| match child {
            Xml::Text(_) => child.is_blank(),
            Xml::Item(_) => true,
        }) {
            Layout::Lines
        } else {
            Layout::Mixed
        };
    }
    let group = block && GROUPS.contains(&name);
    let words = item
        .children
        .iter()
        .any(|child| matches!(child, Xml::Text(_)));
    let lines = item.children.iter().all(|child| match child {
        Xml::Text(_) => child.is_blank() && blocks,
        Xml::Item(inner) => {
            is_block(child) || (group && !words && GROUPED.contains(&inner.name.as_ref()))
        }
    });
    if lines {
        Layout::Lines
    } else if blocks {
        Layout::Mixed
    } else {
        Layout::Line
    }
}

/// Whether an element says that its white space counts.
fn keeps_space(item: &Item<'_>) -> bool {
    item.get("xml:space") == Some("preserve")
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
    item.wrap || item.added || item.was.is_some() || !item.kept.is_empty()
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
    if item.added {
        out.push_str(" added");
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
