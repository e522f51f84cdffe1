//! Which elements stand on their own lines, where blanks are indentation and where they
//! part words, and which notes are footnotes.

use crate::model::{Element, Node, Tag, Text};
use crate::source::Span;

/// How an element stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It holds elements only: blanks between them are indentation.
    Structure,
    /// It stands on its own lines: blanks at its edges are indentation.
    Block,
    /// It stands in a line: its blanks are the text's.
    Inline,
    /// Blanks are kept as they are.
    Verbatim,
}

/// The tag of a TEI name; numbered divisions are divisions.
pub(super) fn tag(local: &str) -> Tag {
    match local {
        "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" => Tag::Div,
        _ => Tag::from_name(local),
    }
}

/// How an element stands in a text.
pub(super) fn of(tag: &Tag) -> Shape {
    match tag {
        Tag::App
        | Tag::Choice
        | Tag::Div
        | Tag::Figure
        | Tag::FloatingText
        | Tag::Lg
        | Tag::List
        | Tag::Row
        | Tag::Sp
        | Tag::Subst
        | Tag::Table => Shape::Structure,
        Tag::Ab
        | Tag::AddrLine
        | Tag::Address
        | Tag::Argument
        | Tag::Byline
        | Tag::Cell
        | Tag::Closer
        | Tag::Dateline
        | Tag::Epigraph
        | Tag::FigDesc
        | Tag::Head
        | Tag::Item
        | Tag::L
        | Tag::Label
        | Tag::Note
        | Tag::Opener
        | Tag::P
        | Tag::Postscript
        | Tag::Quote
        | Tag::Salute
        | Tag::Signed
        | Tag::Speaker
        | Tag::Stage
        | Tag::Trailer => Shape::Block,
        Tag::Code => Shape::Verbatim,
        Tag::Other(name) => other(name),
        _ => Shape::Inline,
    }
}

fn other(name: &str) -> Shape {
    match name {
        "TEI" | "additional" | "adminInfo" | "analytic" | "availability" | "back" | "bibl"
        | "biblFull" | "biblStruct" | "birth" | "body" | "castGroup" | "castItem" | "castList"
        | "category" | "charDecl" | "classDecl" | "correspAction" | "correspContext"
        | "correspDesc" | "creation" | "death" | "docTitle" | "editionStmt" | "editorialDecl"
        | "encodingDesc" | "event" | "facsimile" | "fileDesc" | "front" | "graphicGroup"
        | "group" | "handDesc" | "handNotes" | "history" | "imprint" | "keywords" | "langUsage"
        | "layoutDesc" | "list" | "listApp" | "listBibl" | "listChange" | "listEvent"
        | "listObject" | "listOrg" | "listPerson" | "listPlace" | "listPrefixDef"
        | "listRelation" | "listWit" | "location" | "media" | "monogr" | "msContents"
        | "msDesc" | "msIdentifier" | "msItem" | "msPart" | "notesStmt" | "objectDesc" | "org"
        | "origin" | "particDesc" | "performance" | "person" | "personGrp" | "physDesc"
        | "place" | "prefixDef" | "profileDesc" | "projectDesc" | "publicationStmt" | "rdgGrp"
        | "relation" | "respStmt" | "revisionDesc" | "seriesStmt" | "set" | "settingDesc"
        | "sourceDesc" | "sourceDoc" | "standOff" | "supportDesc" | "surface" | "surfaceGrp"
        | "tagsDecl" | "taxonomy" | "teiCorpus" | "teiHeader" | "text" | "textClass"
        | "titlePage" | "titleStmt" | "xenoData" | "zone" | "listAnnotation" | "spGrp" => {
            Shape::Structure
        }
        "change" | "docAuthor" | "docDate" | "docEdition" | "docImprint" | "desc"
        | "imprimatur" | "language" | "licence" | "line" | "metamark" | "summary" | "titlePart"
        | "witness" | "castItemDesc" | "handNote" | "category desc" | "funder" | "sponsor"
        | "principal" | "occupation" | "education" | "residence" | "affiliation" | "trait"
        | "state" | "accMat" | "provenance" | "acquisition" | "support" | "extent" | "layout"
        | "head" | "provenanceNote" | "respons" | "persona" | "editor" | "author" | "publisher" => {
            Shape::Block
        }
        "eg" | "formula" => Shape::Verbatim,
        name if name.starts_with("egXML") => Shape::Verbatim,
        _ => Shape::Inline,
    }
}

/// Takes indentation away: blanks at the edges of a block, and blanks between elements
/// where there is nothing else.
pub(super) fn drop_indentation(children: &mut Vec<Node>, shape: Shape) {
    let is_blank = |node: &Node| match node {
        Node::Text(text) => blank(text),
        Node::Element(_) => false,
    };
    let bare = children.iter().all(|node| match node {
        Node::Text(text) => blank(text),
        Node::Element(_) => true,
    });
    let on_lines = |node: &Node| {
        let element = node.element();
        element.is_some_and(|it| matches!(of(&it.tag), Shape::Structure | Shape::Block))
    };
    if shape == Shape::Structure || bare && children.iter().any(on_lines) {
        // Words that stand directly in such an element keep the blanks around them.
        if bare {
            children.retain(|node| !is_blank(node));
            return;
        }
    }
    match shape {
        Shape::Block | Shape::Structure => {
            if let Some(Node::Text(last)) = children.last_mut() {
                trim_text(last);
                if last.text.is_empty() {
                    children.pop();
                }
            }
        }
        // `<persName>⏎  <forename>…</forename>⏎</persName>` has no blanks at its edges.
        Shape::Inline if bare && children.len() > 1 => {
            let broken = |node: Option<&Node>| matches!(node, Some(Node::Text(text)) if text.text.contains('\n'));
            if broken(children.last()) {
                children.pop();
            }
            if broken(children.first()) {
                children.remove(0);
            }
        }
        Shape::Inline | Shape::Verbatim => {}
    }
}

fn blank(text: &Text) -> bool {
    text.text
        .bytes()
        .all(|b| matches!(b, b' ' | b'\n' | b'\t' | b'\r'))
        && text.text.len() == text.span.range().len()
}

/// Takes away the blanks at the end of a text.
fn trim_text(text: &mut Text) {
    let kept = text.text.trim_end_matches(super::scan::is_space).len();
    let gone = text.text.len() - kept;
    if gone > 0 && text.text.is_char_boundary(kept) {
        text.text.truncate(kept);
        let end = text
            .span
            .end
            .saturating_sub(u32::try_from(gone).unwrap_or(0));
        text.span.end = end.max(text.span.start);
    }
}

/// Takes away the blanks at the end of a list of nodes, in whatever element they stand.
/// Says whether there are words before them.
pub(super) fn trim_end(nodes: &mut Vec<Node>) -> bool {
    // Down the right edge, with the lists on the way remembered by their places.
    let mut at = nodes.len();
    while let Some(node) = at.checked_sub(1).and_then(|at| nodes.get_mut(at)) {
        at -= 1;
        match node {
            Node::Text(text) => {
                trim_text(text);
                if !text.text.is_empty() {
                    return true;
                }
                nodes.remove(at);
            }
            Node::Element(element) if element.children.is_empty() => {}
            Node::Element(element) => {
                // Nesting is bounded (`pass::DEEPEST`).
                if of(&element.tag) != Shape::Inline || trim_end(&mut element.children) {
                    return true;
                }
            }
        }
    }
    false
}

/// Where a note belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotePlace {
    /// In the flow of the text.
    Flow,
    /// Below the text, with a mark in its place.
    Foot,
    /// Between paragraphs: a footnote if something points at it or it has a number.
    Perhaps,
}

/// Where a note belongs, by what it says of itself and by what it stands in.
pub(super) fn note(element: &Element, parent: Option<(&Tag, Shape)>) -> NotePlace {
    let says = |name: &str, word: &str| {
        let value = element.attrs.get(name);
        value.is_some_and(|value| value.split_ascii_whitespace().any(|it| it == word))
    };
    if says("rend", "inline") || says("place", "inline") {
        return NotePlace::Flow;
    }
    match parent {
        None => NotePlace::Perhaps,
        Some((Tag::Other(name), _)) if is_entry_part(name) => NotePlace::Flow,
        Some((Tag::App, _)) => NotePlace::Flow,
        Some((_, Shape::Structure)) => NotePlace::Perhaps,
        Some(_) => NotePlace::Foot,
    }
}

/// Whether notes in an element are remarks on it.
fn is_entry_part(name: &str) -> bool {
    matches!(
        name,
        "person"
            | "personGrp"
            | "place"
            | "org"
            | "bibl"
            | "biblStruct"
            | "biblFull"
            | "msDesc"
            | "witness"
            | "surface"
            | "zone"
            | "correspDesc"
            | "correspAction"
            | "event"
            | "object"
            | "listWit"
            | "castItem"
            | "state"
            | "trait"
            | "relation"
            | "monogr"
            | "analytic"
            | "standOff"
            | "listPerson"
            | "listPlace"
            | "listOrg"
    )
}

/// The first byte of an element, for something that has no words of its own.
pub(super) const fn beginning(span: Span) -> Span {
    Span {
        file: span.file,
        start: span.start,
        end: span.start,
    }
}
