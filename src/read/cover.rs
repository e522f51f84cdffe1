//! Wrapping ranges of the source in elements, wherever they lie in a text tree.
//!
//! One walk over the tree carries out all of them. A range that begins and ends in words
//! of one list of nodes can be wrapped, whole elements in it included; one that begins or
//! ends inside an element, or runs over two blocks, cannot, and nothing is changed then.

use crate::model::{Node, Tag, Text, walk_mut};
use crate::source::{FileId, Span};
use std::collections::VecDeque;
use std::ops::Range;

/// Ranges of one file, ordered by place, of which none overlaps another.
pub(super) struct Cover<F> {
    file: FileId,
    ranges: Vec<(Range<usize>, State)>,
    /// Makes the nodes that take the place of a range's own: its number and what it holds.
    /// An empty range holds nothing and is put before what begins there.
    make: F,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Done,
    /// It crosses what cannot be wrapped.
    Refused,
}

impl<F: FnMut(usize, Vec<Node>) -> Vec<Node>> Cover<F> {
    /// Ranges of bytes of a file, in order.
    pub(super) fn new(file: FileId, ranges: Vec<Range<usize>>, make: F) -> Self {
        Self {
            file,
            ranges: ranges
                .into_iter()
                .map(|range| (range, State::Waiting))
                .collect(),
            make,
        }
    }

    /// Wraps what lies in a tree.
    pub(super) fn tree(&mut self, nodes: &mut Vec<Node>) {
        if self.ranges.is_empty() {
            return;
        }
        self.list(nodes);
        walk_mut(nodes, &mut |element| self.list(&mut element.children));
    }

    /// The numbers of the ranges that were not wrapped.
    pub(super) fn left(&self) -> Vec<usize> {
        let waiting = |(index, (_, state)): (usize, &(Range<usize>, State))| {
            (*state != State::Done).then_some(index)
        };
        self.ranges.iter().enumerate().filter_map(waiting).collect()
    }

    /// The first range that waits and begins in these bytes.
    fn beginning_in(&self, bytes: Range<usize>) -> Option<usize> {
        let from = self
            .ranges
            .partition_point(|(range, _)| range.start < bytes.start);
        self.ranges
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, (range, _))| range.start < bytes.end)
            .find(|(_, (_, state))| *state == State::Waiting)
            .map(|(index, _)| index)
    }

    /// The bytes of a node in the source, if it can be cut or covered.
    fn bytes(&self, node: &Node) -> Option<Range<usize>> {
        let span = node.span();
        let exact = match node {
            Node::Text(text) => text.text.len() == span.range().len(),
            Node::Element(element) => is_inline(&element.tag),
        };
        (span.file == self.file && exact).then(|| span.range())
    }

    /// Wraps the ranges that begin in a list of nodes.
    fn list(&mut self, nodes: &mut Vec<Node>) {
        let begins = |node: &Node| {
            self.bytes(node)
                .is_some_and(|range| self.beginning_in(range).is_some())
        };
        if !nodes.iter().any(begins) {
            return;
        }
        let mut rest: VecDeque<Node> = nodes.drain(..).collect();
        while let Some(node) = rest.pop_front() {
            let found = self.bytes(&node).and_then(|range| {
                let index = self.beginning_in(range.clone())?;
                Some((index, range, self.ranges.get(index)?.0.clone()))
            });
            let Some((index, bytes, wanted)) = found else {
                nodes.push(node);
                continue;
            };
            match node {
                Node::Text(text) => {
                    let (before, after) = cut(text, wanted.start - bytes.start);
                    nodes.extend(before);
                    if let Some(after) = after {
                        rest.push_front(after);
                    }
                    if !self.wrap(index, &wanted, nodes, &mut rest) {
                        self.set(index, State::Refused);
                        nodes.extend(rest.pop_front());
                    }
                }
                // An element is covered whole, or the range is in it.
                Node::Element(element) => {
                    let whole = wanted.start == bytes.start
                        && (wanted.is_empty() || wanted.end >= bytes.end);
                    rest.push_front(element.node());
                    if !whole || !self.wrap(index, &wanted, nodes, &mut rest) {
                        nodes.extend(rest.pop_front());
                    }
                }
            }
        }
    }

    /// Wraps a range at the front of `rest`, if one list holds all of it.
    fn wrap(
        &mut self,
        index: usize,
        wanted: &Range<usize>,
        nodes: &mut Vec<Node>,
        rest: &mut VecDeque<Node>,
    ) -> bool {
        let Some(covered) = self.take(rest, wanted) else {
            return false;
        };
        nodes.extend((self.make)(index, covered));
        self.set(index, State::Done);
        true
    }

    fn set(&mut self, index: usize, new: State) {
        if let Some((_, state)) = self.ranges.get_mut(index) {
            *state = new;
        }
    }

    /// Takes the nodes of a range from the front; puts them back when something is
    /// in the way.
    fn take(&self, rest: &mut VecDeque<Node>, wanted: &Range<usize>) -> Option<Vec<Node>> {
        let mut covered: Vec<Node> = Vec::new();
        let end = wanted.end;
        let mut reached = wanted.start;
        while reached < end {
            let bytes = rest.front().and_then(|node| self.bytes(node));
            let fits = bytes.filter(|bytes| bytes.start < end);
            match (fits, rest.pop_front()) {
                (Some(bytes), Some(node)) if bytes.end <= end => {
                    reached = bytes.end;
                    covered.push(node);
                }
                (Some(bytes), Some(Node::Text(text))) => {
                    let (before, after) = cut(text, end - bytes.start);
                    covered.extend(before);
                    if let Some(after) = after {
                        rest.push_front(after);
                    }
                    reached = end;
                }
                (_, node) => {
                    for node in covered.into_iter().chain(node).rev() {
                        rest.push_front(node);
                    }
                    return None;
                }
            }
        }
        Some(covered)
    }
}

/// A text in two at a byte of its own; an empty part is none.
fn cut(text: Text, at: usize) -> (Option<Node>, Option<Node>) {
    let (before, after) = text.text.split_at_checked(at).unwrap_or((&text.text, ""));
    let middle = text.span.range().start + before.len();
    let part = |words: &str, start: usize| {
        let span = Span::new(text.span.file, start, start + words.len());
        (!words.is_empty()).then(|| Node::text(words, span))
    };
    (part(before, text.span.range().start), part(after, middle))
}

/// Elements that stand among words and can be part of a range.
pub(super) const fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Abbr
            | Tag::Add
            | Tag::Anchor
            | Tag::Code
            | Tag::Damage
            | Tag::Date
            | Tag::Del
            | Tag::Emph
            | Tag::Foreign
            | Tag::Fw
            | Tag::Gap
            | Tag::Hi
            | Tag::Idno
            | Tag::Lb
            | Tag::Measure
            | Tag::Name
            | Tag::Num
            | Tag::OrgName
            | Tag::Pb
            | Tag::PersName
            | Tag::PlaceName
            | Tag::Q
            | Tag::Ref
            | Tag::Rs
            | Tag::Seg
            | Tag::Term
            | Tag::Time
            | Tag::Title
            | Tag::Unclear
    )
}
