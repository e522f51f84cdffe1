//! Blocks → the text tree.

mod lists;

use super::inline::{Inlines, Wrap};
use super::layout::{Block, Form, Layer, Part, Piece};
use crate::diag::Diagnostics;
use crate::model::{Cert, Element, Node, Rule, Tag};
use crate::read::dates;
use crate::source::Span;
use std::ops::Range;

/// Makes nodes of blocks. `references` gives the references of a range of words.
pub(super) struct Assembler<'a, R: FnMut(Range<usize>) -> Vec<Wrap>> {
    /// The marks of the text.
    pub inlines: &'a Inlines<'a>,
    /// Finds references in a range, in the order of the text.
    pub references: R,
    /// Where trouble is told.
    pub diags: &'a mut Diagnostics,
}

impl<R: FnMut(Range<usize>) -> Vec<Wrap>> Assembler<'_, R> {
    /// The parts of a document as one tree; `enclosure` is the index of the first.
    pub(super) fn parts(&mut self, parts: &[Part]) -> Vec<Node> {
        let mut body = Vec::new();
        let mut enclosures = 0;
        let mut index = 0;
        while let Some(part) = parts.get(index) {
            index += 1;
            if part.level == 0 {
                body.extend(self.blocks(&part.blocks));
                continue;
            }
            let mut div = self.attachment(part, enclosures);
            enclosures += 1;
            // An enclosure's own enclosures belong to it.
            while let Some(inner) = parts.get(index).filter(|inner| inner.level > part.level) {
                let inner = self.attachment(inner, enclosures);
                div.span = div.span.to(inner.span);
                div.children.push(inner.node());
                enclosures += 1;
                index += 1;
            }
            body.push(div.node());
        }
        body
    }

    fn attachment(&mut self, part: &Part, index: usize) -> Element {
        let children = self.blocks(&part.blocks);
        let span = match (children.first(), children.last()) {
            (Some(first), Some(last)) => first.span().to(last.span()),
            _ => self.inlines.span(&(0..0)),
        };
        let rule = if part
            .blocks
            .iter()
            .any(|block| block.form == Form::AttachmentLabel)
        {
            Rule::AttachmentLabel
        } else {
            Rule::Attachment
        };
        Element::new(Tag::Div, span, rule)
            .attr("type", "attachment")
            .cert(part.cert)
            .index(index)
            .children(children)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Node> {
        let mut out = Vec::new();
        let mut index = 0;
        while let Some(block) = blocks.get(index) {
            if block.form == Form::Close {
                // The farewell, the name and what stands with them are one group.
                let mut members = Vec::new();
                while let Some(member) = blocks.get(index).filter(|member| {
                    matches!(member.form, Form::Close | Form::Signed | Form::Address)
                }) {
                    members.extend(self.block(member));
                    index += 1;
                }
                let span = span_of(&members).unwrap_or_else(|| self.inlines.span(&(0..0)));
                out.push(
                    Element::new(Tag::Closer, span, Rule::Complimentary)
                        .children(members)
                        .node(),
                );
                continue;
            }
            out.extend(self.block(block));
            index += 1;
        }
        out
    }

    fn block(&mut self, block: &Block) -> Vec<Node> {
        match &block.form {
            Form::List { kind, label, items } => {
                vec![self.list(block, kind, label.as_ref(), items).node()]
            }
            Form::Table(rows, bars) => vec![self.table(block, rows, bars).node()],
            Form::Page => {
                let mut nodes = self.pieces(&block.pieces);
                // Between pages that begin one after another there is nothing to read.
                nodes.retain(
                    |node| !matches!(node, Node::Text(text) if text.text.trim().is_empty()),
                );
                nodes
            }
            Form::Head => {
                let mut nodes = Vec::new();
                for piece in &block.pieces {
                    if let Piece::Words(range) = piece {
                        let words = self.inlines.masked.get(range.clone()).unwrap_or("");
                        let below = super::heading::below_kind(words).map(|at| range.start + at);
                        let end = below.unwrap_or(range.end);
                        nodes.extend(self.heading(range.start..end));
                        if let Some(below) = below {
                            let here = self.inlines.span(&(below..below));
                            nodes.push(Element::new(Tag::Lb, here, block.rule).node());
                            nodes.extend(self.pieces(&[Piece::Words(below..range.end)]));
                        }
                    }
                }
                self.made(Tag::Head, block, nodes, None)
            }
            Form::Dateline => {
                let nodes = match block.pieces.first() {
                    Some(Piece::Words(range)) => self.dateline(range.clone()),
                    _ => Vec::new(),
                };
                self.made(Tag::Dateline, block, nodes, None)
            }
            Form::Address => {
                let lines: Vec<Node> = block
                    .pieces
                    .iter()
                    .map(|piece| {
                        let nodes = self.pieces(std::slice::from_ref(piece));
                        let span = span_of(&nodes).unwrap_or_else(|| self.inlines.span(&(0..0)));
                        Element::new(Tag::AddrLine, span, block.rule)
                            .children(nodes)
                            .node()
                    })
                    .collect();
                self.made(Tag::Address, block, lines, None)
            }
            Form::Verse => {
                let verses: Vec<Node> = block
                    .pieces
                    .iter()
                    .flat_map(|piece| {
                        let nodes = self.pieces(std::slice::from_ref(piece));
                        let span = span_of(&nodes)?;
                        let verse = Element::new(Tag::L, span, block.rule).cert(block.cert);
                        Some(verse.children(nodes).node())
                    })
                    .collect();
                self.made(Tag::Lg, block, verses, None)
            }
            Form::Stamp => {
                let nodes = self.lines(&block.pieces, block.rule);
                let span = span_of(&nodes).unwrap_or_else(|| self.inlines.span(&(0..0)));
                let stamp = Element::new(Tag::Stamp, span, block.rule)
                    .children(nodes)
                    .node();
                self.made(Tag::Ab, block, vec![stamp], Some("stamp"))
            }
            Form::ForeWork(layer) => {
                let mut nodes = Vec::new();
                for piece in &block.pieces {
                    if let Piece::Words(range) = piece {
                        nodes.extend(self.inlines.nodes(range.clone(), Vec::new(), self.diags));
                    }
                }
                let kind = if *layer == Layer::TypedPage {
                    "pageNum"
                } else {
                    "header"
                };
                self.made(Tag::Fw, block, nodes, Some(kind))
            }
            form => {
                let nodes = match form {
                    Form::P | Form::Postscript => self.pieces(&block.pieces),
                    _ => self.lines(&block.pieces, block.rule),
                };
                let (tag, kind) = match form {
                    Form::SourceLine => (Tag::Ab, Some("source-line")),
                    Form::ArchiveNumber => (Tag::Ab, Some("idno")),
                    Form::Letterhead => (Tag::Ab, Some("letterhead")),
                    Form::Classification => (Tag::Ab, Some("classification")),
                    Form::Declassification => (Tag::Ab, Some("declassification")),
                    Form::Handling => (Tag::Ab, Some("handling")),
                    Form::Received => (Tag::Ab, Some("received")),
                    Form::AttachmentLabel => (Tag::Label, Some("attachment")),
                    Form::Label => (Tag::Label, None),
                    Form::Salute | Form::Close => (Tag::Salute, None),
                    Form::Signed => (Tag::Signed, None),
                    Form::Postscript => (Tag::Postscript, None),
                    _ => (Tag::P, None),
                };
                if form == &Form::Postscript {
                    let span = span_of(&nodes).unwrap_or_else(|| self.inlines.span(&(0..0)));
                    let p = Element::new(Tag::P, span, block.rule)
                        .children(nodes)
                        .node();
                    return self.made(tag, block, vec![p], kind);
                }
                self.made(tag, block, nodes, kind)
            }
        }
    }

    fn made(
        &self,
        tag: Tag,
        block: &Block,
        children: Vec<Node>,
        kind: Option<&'static str>,
    ) -> Vec<Node> {
        let Some(span) = span_of(&children) else {
            return Vec::new();
        };
        let mut element = Element::new(tag, span, block.rule).cert(block.cert);
        if let Some(kind) = kind {
            element.attrs.set("type", kind);
        }
        vec![element.children(children).node()]
    }

    /// Lines that stay lines.
    fn lines(&mut self, pieces: &[Piece], rule: Rule) -> Vec<Node> {
        let mut out = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let nodes = self.pieces(std::slice::from_ref(piece));
            if index > 0
                && let Some(first) = nodes.first()
            {
                let start = first.span().start as usize;
                out.push(Element::new(Tag::Lb, self.inlines.span(&(start..start)), rule).node());
            }
            out.extend(nodes);
        }
        out
    }

    /// Words, with the layers that stand among them.
    fn pieces(&mut self, pieces: &[Piece]) -> Vec<Node> {
        let mut out: Vec<Node> = Vec::new();
        let mut index = 0;
        while let Some(piece) = pieces.get(index) {
            index += 1;
            match piece {
                Piece::Words(range) => {
                    let mut range = range.clone();
                    // A blank of the source keeps the words on both sides of a layer apart.
                    let hyphen = matches!(pieces.get(index), Some(Piece::Hyphen(_)));
                    if index < pieces.len()
                        && !hyphen
                        && let Some(c) = self
                            .inlines
                            .text
                            .get(range.end..)
                            .and_then(|rest| rest.chars().next())
                            .filter(|c| c.is_whitespace())
                    {
                        range.end += c.len_utf8();
                    }
                    out.extend(self.words(range, Vec::new()));
                }
                Piece::Hyphen(range) => {
                    let span = self.inlines.span(range);
                    out.push(
                        Element::new(Tag::Lb, span, Rule::WrappedLine)
                            .attr("break", "no")
                            .cert(Cert::Medium)
                            .mark(span)
                            .node(),
                    );
                }
                Piece::Layer(layer @ (Layer::TypedPage | Layer::RunningHead), range) => {
                    // A running head names its own volume: that is no reference.
                    let nodes = self.inlines.nodes(range.clone(), Vec::new(), self.diags);
                    let (kind, rule) = if *layer == Layer::TypedPage {
                        ("pageNum", Rule::PageTyped)
                    } else {
                        ("header", Rule::RunningHead)
                    };
                    out.push(
                        Element::new(Tag::Fw, self.inlines.span(range), rule)
                            .attr("type", kind)
                            .children(nodes)
                            .node(),
                    );
                }
                Piece::Layer(Layer::Stamp, first) => {
                    let mut nodes = self.words(first.clone(), Vec::new());
                    let mut end = first.end;
                    while let Some(Piece::Layer(Layer::Stamp, range)) = pieces.get(index) {
                        nodes.push(
                            Element::new(
                                Tag::Lb,
                                self.inlines.span(&(range.start..range.start)),
                                Rule::Stamp,
                            )
                            .node(),
                        );
                        nodes.extend(self.words(range.clone(), Vec::new()));
                        end = range.end;
                        index += 1;
                    }
                    out.push(
                        Element::new(
                            Tag::Stamp,
                            self.inlines.span(&(first.start..end)),
                            Rule::Stamp,
                        )
                        .children(nodes)
                        .node(),
                    );
                }
            }
        }
        out
    }

    /// A range of words, its references among them.
    pub(super) fn words(&mut self, range: Range<usize>, mut known: Vec<Wrap>) -> Vec<Node> {
        known.extend((self.references)(range.clone()));
        self.inlines.nodes(range, known, self.diags)
    }

    fn wrap(&self, range: Range<usize>, element: Element) -> Wrap {
        Wrap {
            range,
            open: 0,
            close: 0,
            element,
            corr: None,
        }
    }

    /// A heading: its number stands in an element of its own.
    fn heading(&mut self, range: Range<usize>) -> Vec<Node> {
        let line = self.inlines.masked.get(range.clone()).unwrap_or("");
        let lead = line.len() - line.trim_start().len();
        let mut known = Vec::new();
        if let Some((digits, _)) = super::heading::number(line.trim_start()) {
            let place = range.start + lead..range.start + lead + digits.end + 1;
            let element = Element::new(Tag::Num, self.inlines.span(&place), Rule::HeadingNumber);
            known.push(self.wrap(place, element));
        }
        self.words(range, known)
    }

    /// A dateline: place and date stand in elements of their own.
    fn dateline(&mut self, range: Range<usize>) -> Vec<Node> {
        let line = self.inlines.masked.get(range.clone()).unwrap_or("");
        let mut known = Vec::new();
        if let Some(found) = dates::dateline(line) {
            let shift = |inner: &Range<usize>| range.start + inner.start..range.start + inner.end;
            if let Some(place) = &found.place {
                let place = shift(place);
                let element =
                    Element::new(Tag::PlaceName, self.inlines.span(&place), Rule::Dateline);
                known.push(self.wrap(place, element));
            }
            if let Some(date) = &found.date {
                let place = shift(&date.range);
                let rule = if date.two_calendars {
                    Rule::DateOldStyle
                } else {
                    Rule::DateInWords
                };
                let mut element = Element::new(Tag::Date, self.inlines.span(&place), rule);
                dates::set(&mut element, &date.date);
                known.push(self.wrap(place, element));
            }
        }
        self.words(range, known)
    }

    /// A note's lines: paragraphs where blank lines divide them.
    pub(super) fn note(
        &mut self,
        lines: &[Range<usize>],
        breaks: &[bool],
        rule: Rule,
    ) -> Vec<Node> {
        // Most notes are one paragraph of a few pieces, and a text can have a million.
        let mut out: Vec<Node> = Vec::with_capacity(1);
        let mut index = 0;
        while index < lines.len() {
            let mut end = index + 1;
            while end < lines.len() && !breaks.get(end).copied().unwrap_or(true) {
                end += 1;
            }
            if let (Some(first), Some(last)) = (lines.get(index), lines.get(end - 1)) {
                let range = first.start..last.end;
                let mut nodes = self.words(range.clone(), Vec::new());
                nodes.shrink_to_fit();
                out.push(
                    Element::new(Tag::P, self.inlines.span(&range), rule)
                        .children(nodes)
                        .node(),
                );
            }
            index = end;
        }
        out
    }
}

fn span_of(nodes: &[Node]) -> Option<Span> {
    Some(nodes.first()?.span().to(nodes.last()?.span()))
}
