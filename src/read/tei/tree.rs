//! Markup → the text tree: a stack of open elements, never recursion.
//!
//! Everything is kept: what recto has no rule for keeps its name. Notes move into the
//! record's table as they close, references and enclosures get their places in theirs.

use super::entities::{Replacements, words};
use super::links::{self, Prefixes};
use super::names::{Named, Scope, attribute_name, is_known};
use super::own::Instruction;
use super::pass::DEEPEST;
use super::scan::{Scanner, Start, Token, is_space};
use super::shape::{self, Shape};
use crate::model::{Attrs, CrossRef, Element, Node, Rule, Tag};
use crate::source::{FileId, Span};
use std::ops::Range;

/// A note that has left the tree.
#[derive(Debug)]
pub(super) struct Footnote {
    pub(super) attrs: Attrs,
    pub(super) body: Vec<Node>,
    pub(super) span: Span,
    /// What is printed where the source has a mark of its own.
    pub(super) printed: Option<String>,
}

/// What has been read.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) notes: Vec<Footnote>,
    pub(super) refs: Vec<CrossRef>,
    pub(super) enclosures: usize,
    /// Whether a note stands where it may be a footnote, if something points at it.
    pub(super) doubtful: bool,
}

struct Open<'a> {
    name: &'a str,
    element: Element,
    shape: Shape,
    declared: usize,
    /// For a footnote: its place in the table.
    note: Option<usize>,
    /// Whether blanks are kept as they are.
    verbatim: bool,
    /// Whether it is of the header or the like: notes are remarks, and nothing is linked.
    about: bool,
    /// Whether recto put it there when it wrote the file: what it holds stands for it.
    wrap: bool,
}

/// Whether an element tells of the text and is none.
fn is_about(tag: &Tag) -> bool {
    match tag {
        Tag::Other(name) => {
            matches!(&**name, "teiHeader" | "facsimile" | "standOff" | "xenoData")
        }
        _ => false,
    }
}

/// Reads ranges of a file, one after the other, into one tree.
pub(super) struct Builder<'a> {
    file: FileId,
    text: &'a str,
    replacements: &'a Replacements,
    prefixes: &'a Prefixes,
    scope: Scope<'a>,
    stack: Vec<Open<'a>>,
    tree: Tree,
    notes: Vec<Option<Footnote>>,
    /// The footnotes that are open.
    within: Vec<usize>,
    /// Whether the word goes on: blanks up to its next letter are dropped.
    glue: bool,
    /// Whether the last token was words, so that words go on in one piece.
    joined: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        file: FileId,
        text: &'a str,
        (replacements, prefixes): (&'a Replacements, &'a Prefixes),
        scope: Scope<'a>,
    ) -> Self {
        Self {
            file,
            text,
            replacements,
            prefixes,
            scope,
            stack: Vec::new(),
            tree: Tree::default(),
            notes: Vec::new(),
            within: Vec::new(),
            glue: false,
            joined: false,
        }
    }

    /// Reads a range; what it holds is appended.
    pub(super) fn read(&mut self, range: Range<usize>) {
        let end = range.end;
        let mut scanner = Scanner::new(self.text, range);
        while let Some(Ok((token, range))) = scanner.next() {
            match token {
                Token::Start(start) => self.start(&start, &range),
                Token::End(name) => {
                    if self.stack.last().is_some_and(|open| open.name == name) {
                        self.close(range.end);
                    }
                }
                Token::Text(_) | Token::Cdata(_) => self.words(&token, &range),
                Token::Aside => self.instruct(&range),
                Token::Doctype(_) => {}
            }
        }
        while !self.stack.is_empty() {
            self.close(end);
        }
        shape::drop_indentation(&mut self.tree.nodes, Shape::Structure);
        self.joined = false;
    }

    /// All that was read.
    pub(super) fn finish(mut self) -> Tree {
        self.tree.notes = self.notes.into_iter().flatten().collect();
        self.tree
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn start(&mut self, start: &Start<'a>, range: &Range<usize>) {
        self.joined = false;
        let declared = self.scope.enter(start);
        let tag = match self.scope.element(start.name) {
            Named::Tei(local) => shape::tag(local),
            Named::Foreign(prefix, _, local) => {
                let full = if prefix.is_empty() {
                    format!("other:{local}")
                } else {
                    format!("{prefix}:{local}")
                };
                Tag::Other(full.into())
            }
            Named::Undeclared(_) => Tag::Other(start.name.into()),
        };
        let mut element = Element::new(tag, self.span(range), Rule::Encoded);
        self.attributes(start, &mut element);
        let about = self.stack.last().is_some_and(|open| open.about) || is_about(&element.tag);
        if !about {
            self.understand(&mut element);
        }
        let shape = shape::of(&element.tag);
        if shape != Shape::Inline {
            self.glue = false;
        }
        let breaks_word = element.attrs.get("break") == Some("no");
        if breaks_word {
            self.trim_before();
        }
        let verbatim = self.stack.last().is_some_and(|open| open.verbatim)
            || shape == Shape::Verbatim
            || element.attrs.get("xml:space") == Some("preserve");
        let note = if about {
            None
        } else {
            self.footnote(&mut element)
        };
        let open = Open {
            name: start.name,
            element,
            shape,
            declared,
            note,
            verbatim,
            about,
            wrap: false,
        };
        self.stack.push(open);
        if start.empty || self.stack.len() > 2 * DEEPEST {
            self.close(range.end);
        }
        self.glue |= breaks_word;
    }

    fn attributes(&self, start: &Start<'a>, element: &mut Element) {
        if let Named::Foreign(prefix, address, _) = self.scope.element(start.name) {
            self.declare(prefix, address, element);
        }
        for attribute in start.attributes().flatten() {
            let name = attribute.name;
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let value = super::entities::decode(attribute.raw, self.replacements);
            let value = if value.contains(['\n', '\t', '\r']) {
                value.replace(['\n', '\t', '\r'], " ")
            } else {
                value.into_owned()
            };
            match self.scope.attribute(name) {
                Named::Foreign(prefix, address, local) if prefix != "xml" => {
                    self.declare(prefix, address, element);
                    let full = format!("{prefix}:{local}");
                    element.attrs.set(attribute_name(&full), value);
                }
                _ => element.attrs.set(attribute_name(name), value),
            }
        }
    }

    /// Says which namespace a prefix stands for, where records do not know it.
    fn declare(&self, prefix: &str, address: &str, element: &mut Element) {
        if is_known(address) {
            return;
        }
        let prefix = if prefix.is_empty() { "other" } else { prefix };
        let name = format!("xmlns:{prefix}");
        let around = self.stack.iter().rev();
        let mut around = around.filter_map(|open| open.element.attrs.get(&name));
        if around.next() != Some(address) {
            element.attrs.set(name, address);
        }
    }

    /// What an element means beyond its name.
    fn understand(&mut self, element: &mut Element) {
        match &element.tag {
            Tag::Other(name) if &**name == "frus:attachment" => {
                element.tag = Tag::Div;
                let attrs = std::mem::take(&mut element.attrs);
                element.attrs.set("type", "attachment");
                for (name, value) in attrs.iter().filter(|(name, _)| *name != "type") {
                    element.attrs.set(attribute_name(name), value);
                }
                self.enclosure(element);
            }
            Tag::Div if matches!(element.kind(), "attachment" | "enclosure") => {
                if element.kind() == "enclosure" {
                    element.attrs.set("type", "attachment");
                    if element.attrs.get("subtype").is_none() {
                        element.attrs.set("subtype", "enclosure");
                    }
                }
                self.enclosure(element);
            }
            Tag::Ref | Tag::Ptr => {
                let note = self.within.last().copied();
                let note = note.and_then(|note| u32::try_from(note).ok());
                links::link(element, note, self.prefixes, &mut self.tree.refs);
            }
            _ => {}
        }
        links::gloss(element);
    }

    fn enclosure(&mut self, element: &mut Element) {
        element.index = u32::try_from(self.tree.enclosures).ok();
        self.tree.enclosures += 1;
    }

    /// A place in the table for an element that is a footnote.
    fn footnote(&mut self, element: &mut Element) -> Option<usize> {
        if element.tag != Tag::Note {
            return None;
        }
        let parent = self
            .stack
            .last()
            .map(|open| (&open.element.tag, open.shape));
        match shape::note(element, parent) {
            shape::NotePlace::Flow => None,
            shape::NotePlace::Perhaps => {
                self.tree.doubtful = true;
                element.index = Some(super::notes::PERHAPS);
                None
            }
            shape::NotePlace::Foot => {
                self.notes.push(None);
                self.within.push(self.notes.len() - 1);
                self.glue = false;
                Some(self.notes.len() - 1)
            }
        }
    }

    /// Follows an instruction of recto's own, to the element that it stands in.
    fn instruct(&mut self, range: &Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or("");
        let (Some(said), Some(open)) = (Instruction::parse(text), self.stack.last_mut()) else {
            return;
        };
        open.wrap |= said.wrap;
        said.apply(&mut open.element);
        if said.was.is_some() {
            open.shape = shape::of(&open.element.tag);
        }
    }

    fn words(&mut self, token: &Token<'a>, range: &Range<usize>) {
        let Some(words) = words(token, self.replacements) else {
            return;
        };
        let (Token::Text(raw) | Token::Cdata(raw)) = token else {
            return;
        };
        let at = range.start
            + if matches!(token, Token::Cdata(_)) {
                9
            } else {
                0
            };
        let (mut start, mut words) = (at, words);
        let (top, verbatim) = self.stack.last().map_or((Shape::Structure, false), |open| {
            (open.shape, open.verbatim)
        });
        let children = self
            .stack
            .last_mut()
            .map_or(&mut self.tree.nodes, |open| &mut open.element.children);
        let leads = top != Shape::Inline && children.is_empty();
        if !verbatim && (self.glue || leads) {
            // A blank written as a reference (`&#32;`) is meant, and stays.
            let blanks = raw.len() - raw.trim_start_matches(is_space).len();
            if blanks > 0 {
                start += blanks;
                words = words.get(blanks..).unwrap_or("").to_owned().into();
            }
        }
        if words.is_empty() {
            return;
        }
        let end = at + raw.len();
        self.glue = false;
        if let (true, Some(Node::Text(last))) = (self.joined, children.last_mut()) {
            last.text.push_str(&words);
            last.span.end = u32::try_from(end).unwrap_or(u32::MAX);
        } else {
            let span = Span::new(self.file, start, end);
            children.push(Node::text(words, span));
        }
        self.joined = true;
    }

    fn close(&mut self, end: usize) {
        self.joined = false;
        let Some(open) = self.stack.pop() else { return };
        self.scope.leave(open.declared);
        let mut element = open.element;
        element.span.end = u32::try_from(end).unwrap_or(u32::MAX);
        if !open.verbatim && !element.children.is_empty() {
            shape::drop_indentation(&mut element.children, open.shape);
        }
        if open.shape != Shape::Inline {
            self.glue = false;
        }
        if matches!(element.tag, Tag::Ref | Tag::Ptr)
            && let Some(first) = element.index
        {
            let own = self.tree.refs.iter_mut().skip(first as usize);
            own.take_while(|it| it.span.start == element.span.start)
                .for_each(|it| it.span = element.span);
        }
        if open.wrap && open.note.is_none() {
            let children = match self.stack.last_mut() {
                Some(parent) => &mut parent.element.children,
                None => &mut self.tree.nodes,
            };
            children.append(&mut element.children);
            return;
        }
        let node = match open.note {
            Some(index) => {
                self.within.pop();
                let anchor = links::anchor(&element, index);
                if let Some(place) = self.notes.get_mut(index) {
                    *place = Some(Footnote {
                        attrs: element.attrs,
                        body: element.children,
                        span: element.span,
                        printed: None,
                    });
                }
                anchor
            }
            None => element,
        };
        let children = match self.stack.last_mut() {
            Some(parent) => &mut parent.element.children,
            None => &mut self.tree.nodes,
        };
        children.push(Node::Element(node));
    }

    /// Takes away the blanks before a break inside a word, in whatever element they stand.
    fn trim_before(&mut self) {
        for level in (0..=self.stack.len()).rev() {
            let (children, shape) = match level.checked_sub(1).and_then(|at| self.stack.get_mut(at))
            {
                Some(open) => (&mut open.element.children, open.shape),
                None => (&mut self.tree.nodes, Shape::Structure),
            };
            if shape::trim_end(children) || shape != Shape::Inline {
                return;
            }
        }
    }
}
