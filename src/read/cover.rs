//! Wrapping ranges of the source in elements, wherever they lie in a text tree.
//!
//! One walk over the tree carries out all of them. A range that begins and ends in words
//! of one list of nodes can be wrapped, whole elements in it included; one that begins or
//! ends inside an element, or runs over two blocks, cannot, and nothing is changed then.

use crate::model::{Node, Tag, Text, walk_mut};
use crate::source::{FileId, Span};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

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

    /// The bytes of a piece in the source, if it can be cut or covered.
    fn piece_bytes(&self, piece: &Piece) -> Option<Range<usize>> {
        match piece {
            Piece::Whole(node) => self.bytes(node),
            Piece::Part(text, part) => {
                let start = text.span.range().start;
                Some(start + part.start..start + part.end)
            }
        }
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
        let mut rest: VecDeque<Piece> = nodes.drain(..).map(Piece::Whole).collect();
        while let Some(piece) = rest.pop_front() {
            let found = self.piece_bytes(&piece).and_then(|range| {
                let index = self.beginning_in(range.clone())?;
                Some((index, range, self.ranges.get(index)?.0.clone()))
            });
            let Some((index, bytes, wanted)) = found else {
                nodes.push(piece.node());
                continue;
            };
            // An element is covered whole, or the range is in it.
            if let Piece::Whole(Node::Element(_)) = piece {
                let whole =
                    wanted.start == bytes.start && (wanted.is_empty() || wanted.end >= bytes.end);
                rest.push_front(piece);
                if !whole || !self.wrap(index, &wanted, nodes, &mut rest) {
                    nodes.extend(rest.pop_front().map(Piece::node));
                }
                continue;
            }
            let (before, after) = piece.cut(wanted.start - bytes.start);
            nodes.extend(before.map(Piece::node));
            if let Some(after) = after {
                rest.push_front(after);
            }
            if !self.wrap(index, &wanted, nodes, &mut rest) {
                self.set(index, State::Refused);
                nodes.extend(rest.pop_front().map(Piece::node));
            }
        }
    }

    /// Wraps a range at the front of `rest`, if one list holds all of it.
    fn wrap(
        &mut self,
        index: usize,
        wanted: &Range<usize>,
        nodes: &mut Vec<Node>,
        rest: &mut VecDeque<Piece>,
    ) -> bool {
        let Some(covered) = self.take(rest, wanted) else {
            return false;
        };
        let covered = covered.into_iter().map(Piece::node).collect();
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
    fn take(&self, rest: &mut VecDeque<Piece>, wanted: &Range<usize>) -> Option<Vec<Piece>> {
        let mut covered: Vec<Piece> = Vec::new();
        let end = wanted.end;
        let mut reached = wanted.start;
        while reached < end {
            let bytes = rest.front().and_then(|piece| self.piece_bytes(piece));
            let fits = bytes.filter(|bytes| bytes.start < end);
            match (fits, rest.pop_front()) {
                (Some(bytes), Some(piece)) if bytes.end <= end => {
                    reached = bytes.end;
                    covered.push(piece);
                }
                (Some(bytes), Some(piece)) if piece.is_words() => {
                    let (before, after) = piece.cut(end - bytes.start);
                    covered.extend(before);
                    if let Some(after) = after {
                        rest.push_front(after);
                    }
                    reached = end;
                }
                (_, piece) => {
                    for piece in covered.into_iter().chain(piece).rev() {
                        rest.push_front(piece);
                    }
                    return None;
                }
            }
        }
        Some(covered)
    }
}

/// What waits to be wrapped.
enum Piece {
    Whole(Node),
    /// A part of a text, by the text's own bytes. Its words are copied when it is known
    /// where it ends: a paragraph can hold fifty thousand references.
    Part(Rc<Text>, Range<usize>),
}

impl Piece {
    const fn is_words(&self) -> bool {
        matches!(self, Self::Part(..) | Self::Whole(Node::Text(_)))
    }

    fn node(self) -> Node {
        match self {
            Self::Whole(node) => node,
            Self::Part(text, part) => {
                let start = text.span.range().start;
                let span = Span::new(text.span.file, start + part.start, start + part.end);
                Node::text(text.text.get(part).unwrap_or(""), span)
            }
        }
    }

    /// Words in two at a byte of their own; an empty part is none.
    fn cut(self, at: usize) -> (Option<Self>, Option<Self>) {
        let (text, whole) = match self {
            Self::Whole(Node::Text(text)) => {
                let whole = 0..text.text.len();
                (Rc::new(text), whole)
            }
            Self::Part(text, part) => (text, part),
            element @ Self::Whole(Node::Element(_)) => return (Some(element), None),
        };
        let middle = whole.start + at;
        let middle = Some(middle).filter(|&at| at <= whole.end && text.text.is_char_boundary(at));
        let middle = middle.unwrap_or(whole.end);
        let part =
            |range: Range<usize>| (!range.is_empty()).then(|| Self::Part(Rc::clone(&text), range));
        (part(whole.start..middle), part(middle..whole.end))
    }
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
