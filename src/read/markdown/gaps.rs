//! What Markdown keeps to itself: the characters of an element that none of its children
//! holds. They become its marks, so that each character of the source stands somewhere,
//! whichever signs Markdown has; link definitions that no link uses become words.

use crate::model::{Element, Node, Rule, Tag};
use crate::source::{FileId, Span, is_blank};
use std::ops::Range;

/// A link definition, `[x]: address`, by its place in the source.
pub(super) struct Definition {
    pub(super) range: Range<usize>,
    /// Whether a link uses it. One that none uses is words as likely as not, and shown.
    pub(super) used: bool,
}

/// What an element's children are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Words,
    Blocks,
}

/// The source, and what of it is spoken for outside the tree.
pub(super) struct Gaps<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    /// In the order of the text.
    pub(super) definitions: &'a [Definition],
    /// Footnotes, which are no part of the elements they stand in; in order.
    pub(super) holes: Vec<Range<usize>>,
}

impl Gaps<'_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }

    /// What no child of a range holds, without blanks at its ends. Where blocks may stand,
    /// link definitions that nothing uses become paragraphs.
    pub(super) fn filled(
        &self,
        children: Vec<Node>,
        range: &Range<usize>,
        holds: Holds,
    ) -> (Vec<Node>, Vec<Range<usize>>) {
        let mut nodes = Vec::with_capacity(children.len());
        let mut marks = Vec::new();
        let mut at = range.start;
        for child in children {
            let span = child.span().range();
            self.gap(at..span.start, holds, &mut nodes, &mut marks);
            at = at.max(span.end);
            nodes.push(child);
        }
        self.gap(at..range.end, holds, &mut nodes, &mut marks);
        (nodes, marks)
    }

    fn gap(
        &self,
        gap: Range<usize>,
        holds: Holds,
        nodes: &mut Vec<Node>,
        marks: &mut Vec<Range<usize>>,
    ) {
        if gap.is_empty() {
            return;
        }
        let first = self.holes.partition_point(|hole| hole.end <= gap.start);
        let holes = self.holes.iter().skip(first);
        let mut at = gap.start;
        for hole in holes.take_while(|hole| hole.start < gap.end) {
            self.rest(at..hole.start, holds, nodes, marks);
            at = at.max(hole.end);
        }
        self.rest(at..gap.end, holds, nodes, marks);
    }

    fn rest(
        &self,
        gap: Range<usize>,
        holds: Holds,
        nodes: &mut Vec<Node>,
        marks: &mut Vec<Range<usize>>,
    ) {
        let mut at = gap.start;
        if holds == Holds::Blocks {
            let first = self
                .definitions
                .partition_point(|it| it.range.start < gap.start);
            let definitions = self.definitions.iter().skip(first);
            for it in definitions.take_while(|it| it.range.end <= gap.end) {
                if !it.used {
                    self.mark(at..it.range.start, marks);
                    nodes.push(self.shown(self.trimmed(it.range.clone())));
                    at = it.range.end;
                }
            }
        }
        self.mark(at..gap.end, marks);
    }

    fn mark(&self, range: Range<usize>, marks: &mut Vec<Range<usize>>) {
        let range = self.trimmed(range);
        if !range.is_empty() {
            marks.push(range);
        }
    }

    /// Characters that Markdown would keep to itself, as a paragraph.
    fn shown(&self, range: Range<usize>) -> Node {
        let span = self.span(&range);
        let words = Node::text(self.slice(&range), span);
        Element::new(Tag::P, span, Rule::Markdown)
            .children(vec![words])
            .node()
    }

    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let words = self.slice(&range);
        let start = range.start + words.len() - words.trim_start_matches(is_blank).len();
        let length = words.trim_matches(is_blank).len();
        start..start + length
    }

    /// Characters between blocks: link definitions that links use are marks of the block
    /// before (or of the first); a second definition of one name is shown.
    pub(super) fn between_blocks(&self, gap: Range<usize>, body: &mut Vec<Node>) {
        let first = self
            .definitions
            .partition_point(|it| it.range.start < gap.start);
        let mut at = gap.start;
        let mut parts = Vec::new();
        let inside = self.definitions.iter().skip(first);
        for it in inside.take_while(|it| it.range.start < gap.end) {
            parts.push((at..it.range.start, false));
            parts.push((it.range.clone(), true));
            at = it.range.end;
        }
        parts.push((at..gap.end.max(at), false));
        for (part, used) in parts {
            let part = self.trimmed(part);
            if part.is_empty() {
                continue;
            }
            let index = body.partition_point(|node| node.span().range().start <= part.start);
            match body.get_mut(index.saturating_sub(1)) {
                Some(Node::Element(element)) if used => element.marks.push(self.span(&part)),
                _ => body.insert(index, self.shown(part)),
            }
        }
    }
}
