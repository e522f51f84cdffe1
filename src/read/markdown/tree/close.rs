//! What was opened becomes an element once all that is in it is known.

use super::super::gaps::Holds;
use super::{Builder, Frame, Opened};
use crate::model::{Element, Node, Rule, Tag};
use crate::source::Span;
use std::ops::Range;

impl Builder<'_, '_> {
    /// Ends what was opened last: an element, with all else in its range as marks.
    pub(super) fn close(&mut self, limit: usize) {
        let Some(frame) = self.stack.pop() else {
            return;
        };
        let Frame {
            opened,
            mut range,
            children,
        } = frame;
        range.end = range.end.min(limit).max(range.start);
        match opened {
            Opened::Nothing => {
                for child in children {
                    self.push(child);
                }
            }
            Opened::Footnote(index) => {
                let (body, marks) = self.gaps.filled(children, &range, Holds::Blocks);
                let marks = marks.iter().map(|mark| self.span(mark)).collect();
                if let Some(footnote) = self.footnotes.get_mut(index) {
                    footnote.body = body;
                    footnote.marks = marks;
                }
                self.gaps.holes.push(range);
            }
            Opened::Image { url, title } => {
                let figure = self.figure(url, &title, children, &range);
                self.push(figure);
            }
            Opened::Element(mut element) => {
                element.span = self.span(&range);
                element.children = children;
                let element = if element.tag == Tag::P {
                    self.paragraph(element, &range)
                } else {
                    self.marked(element, &range)
                };
                self.push(element.node());
            }
        }
    }

    /// An image alone in its paragraph is a figure by itself.
    fn paragraph(&self, p: Element, range: &Range<usize>) -> Element {
        let is_figure = |node: &Node| {
            node.element()
                .is_some_and(|element| element.tag == Tag::Figure)
        };
        let is_blank_text =
            |node: &Node| matches!(node, Node::Text(text) if text.text.trim().is_empty());
        let figures = p.children.iter().filter(|node| is_figure(node)).count();
        let alone = figures == 1
            && p.children
                .iter()
                .all(|node| is_figure(node) || is_blank_text(node));
        if alone && let Some(Node::Element(figure)) = p.children.iter().find(|node| is_figure(node))
        {
            return figure.clone();
        }
        self.marked(p, range)
    }

    fn figure(
        &self,
        url: String,
        title: &str,
        description: Vec<Node>,
        range: &Range<usize>,
    ) -> Node {
        let mut children = Vec::new();
        let first = description.first().map(Node::span);
        let last = description.last().map(Node::span);
        if let (Some(first), Some(last)) = (first, last) {
            let span = first.to(last);
            let words = Element::new(Tag::FigDesc, span, Rule::Markdown).children(description);
            children.push(self.marked(words, &span.range()).node());
        }
        let after = children
            .last()
            .map_or(range.start, |node| node.span().range().end);
        // The title is a caption, if it stands there as it is.
        if !title.is_empty()
            && let Some(at) = self.slice(&(after..range.end)).rfind(title)
        {
            let span = Span::new(self.gaps.file, after + at, after + at + title.len());
            let head = Element::new(Tag::Head, span, Rule::Markdown);
            children.push(head.children(vec![Node::text(title, span)]).node());
        }
        let end = Span::new(self.gaps.file, range.end, range.end);
        children.push(
            Element::new(Tag::Graphic, end, Rule::Markdown)
                .attr("url", url)
                .node(),
        );
        let figure = Element::new(Tag::Figure, self.span(range), Rule::Markdown);
        self.marked(figure.children(children), range).node()
    }

    /// An element whose children are known, with everything else in its range as marks.
    pub(super) fn marked(&self, mut element: Element, range: &Range<usize>) -> Element {
        let holds = match element.tag {
            Tag::Quote | Tag::Item => Holds::Blocks,
            _ => Holds::Words,
        };
        let children = std::mem::take(&mut element.children);
        let (children, marks) = self.gaps.filled(children, range, holds);
        element.children = children;
        element
            .marks
            .extend(marks.iter().map(|mark| self.span(mark)));
        element
    }
}
