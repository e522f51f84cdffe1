//! Corrections and supplied words in the text tree.
//!
//! Every edit has a place in the source. One walk over the tree carries out those that
//! lie in a run of words; a passage across marks is wrapped when one element holds all
//! of it, and reported otherwise. Blocks that the editor supplies go before the block
//! that holds the quoted passage.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Element, Node, Record, Rule, Tag, Text, walk_mut};
use crate::read::sidecar::{Correction, Passages, Quote, Sidecar, Supply, SupplyRole};
use crate::source::{FileId, SourceFile, Span};
use std::collections::VecDeque;
use std::ops::Range;

pub(super) fn apply(
    record: &mut Record,
    source: &SourceFile,
    sidecar: &Sidecar,
    diags: &mut Diagnostics,
) {
    if sidecar.corrections.is_empty() && sidecar.supplied.is_empty() {
        return;
    }
    let passages = Passages::new(&source.text);
    let find = |quote: &Quote, diags: &mut Diagnostics| match passages.find(quote) {
        Ok(range) => Some(range),
        Err(problem) => {
            quote.report(&problem, source.id, &source.text, diags);
            None
        }
    };
    let mut edits = Vec::new();
    for correction in &sidecar.corrections {
        if let Some(range) = find(&correction.quote, diags) {
            edits.push(Edit {
                range,
                change: Change::Correct(correction),
                state: State::Waiting,
            });
        }
    }
    for supply in &sidecar.supplied {
        let at = if supply.before.text.is_empty() {
            None
        } else {
            match find(&supply.before, diags) {
                Some(range) => Some(range.start),
                None => continue,
            }
        };
        match (supply.role, at) {
            (SupplyRole::Words, Some(at)) => edits.push(Edit {
                range: at..at,
                change: Change::Supply(supply),
                state: State::Waiting,
            }),
            (SupplyRole::Words, None) => {}
            (_, Some(at)) => supply_block(record, source.id, supply, at, diags),
            (_, None) => supply_at_end(record, supply),
        }
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut edits = Edits {
        edits,
        file: source.id,
    };
    edits.refuse_overlaps(diags);
    edits.tree(&mut record.body);
    for note in &mut record.notes {
        edits.tree(&mut note.body);
    }
    edits.report(diags);
}

struct Edit<'a> {
    /// Bytes of the source; empty for words to be put in.
    range: Range<usize>,
    change: Change<'a>,
    state: State,
}

#[derive(Clone, Copy)]
enum Change<'a> {
    Correct(&'a Correction),
    Supply(&'a Supply),
}

impl<'a> Change<'a> {
    fn quote(self) -> &'a Quote {
        match self {
            Self::Correct(correction) => &correction.quote,
            Self::Supply(supply) => &supply.before,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    /// Carried out, or refused with its own message.
    Done,
    /// Its passage crosses what cannot be wrapped.
    Refused,
}

struct Edits<'a> {
    /// By place.
    edits: Vec<Edit<'a>>,
    file: FileId,
}

impl<'a> Edits<'a> {
    fn refuse_overlaps(&mut self, diags: &mut Diagnostics) {
        let mut last: Option<(Range<usize>, Span)> = None;
        for edit in &mut self.edits {
            let quote = edit.change.quote();
            match &last {
                Some((range, first)) if edit.range.start < range.end => {
                    edit.state = State::Done;
                    diags.push(
                        Diagnostic::new(
                            Code::QuoteCrossesMarks,
                            quote.span,
                            "the passage overlaps another one",
                        )
                        .label(*first, "the other one")
                        .help("make one correction of both"),
                    );
                }
                _ => last = Some((edit.range.clone(), quote.span)),
            }
        }
    }

    fn tree(&mut self, nodes: &mut Vec<Node>) {
        self.list(nodes);
        walk_mut(nodes, &mut |element| self.list(&mut element.children));
    }

    /// The first edit that waits and begins in these bytes.
    fn beginning_in(&self, range: Range<usize>) -> Option<usize> {
        let from = self
            .edits
            .partition_point(|edit| edit.range.start < range.start);
        self.edits
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, edit)| edit.range.start < range.end)
            .find(|(_, edit)| edit.state == State::Waiting)
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

    /// Carries out the edits that begin in a list of nodes.
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
                Some((index, range, self.edits.get(index)?.range.clone()))
            });
            let Some((index, bytes, edit)) = found else {
                nodes.push(node);
                continue;
            };
            match node {
                Node::Text(text) => {
                    let (before, after) = cut(text, edit.start - bytes.start);
                    nodes.extend(before);
                    if let Some(after) = after {
                        rest.push_front(after);
                    }
                    if !self.carry_out(index, nodes, &mut rest) {
                        self.set(index, State::Refused);
                        nodes.extend(rest.pop_front());
                    }
                }
                // An element is covered whole, or the edit is for its own list.
                Node::Element(element) => {
                    let whole =
                        edit.start == bytes.start && (edit.is_empty() || edit.end >= bytes.end);
                    rest.push_front(element.node());
                    if !whole || !self.carry_out(index, nodes, &mut rest) {
                        nodes.extend(rest.pop_front());
                    }
                }
            }
        }
    }

    /// Carries out an edit at the front of `rest`, if one list holds all of its passage.
    fn carry_out(
        &mut self,
        index: usize,
        nodes: &mut Vec<Node>,
        rest: &mut VecDeque<Node>,
    ) -> bool {
        let Some((range, change)) = self
            .edits
            .get(index)
            .map(|edit| (edit.range.clone(), edit.change))
        else {
            return false;
        };
        match change {
            Change::Supply(supply) => nodes.push(supplied(supply).node()),
            Change::Correct(correction) => {
                let Some(covered) = self.take(rest, range.end) else {
                    return false;
                };
                let span = Span::new(self.file, range.start, range.end);
                nodes.extend(corrected(correction, covered, span));
            }
        }
        self.set(index, State::Done);
        true
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(edit) = self.edits.get_mut(index) {
            edit.state = state;
        }
    }

    /// Takes the nodes up to byte `end` from the front; puts them back when something is
    /// in the way.
    fn take(&self, rest: &mut VecDeque<Node>, end: usize) -> Option<Vec<Node>> {
        let mut covered: Vec<Node> = Vec::new();
        let mut reached = 0;
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

    fn report(self, diags: &mut Diagnostics) {
        for edit in self.edits {
            if edit.state == State::Done {
                continue;
            }
            let quote = edit.change.quote();
            diags.push(
                Diagnostic::new(
                    Code::QuoteCrossesMarks,
                    quote.span,
                    "the passage does not lie within one run of words",
                )
                .label(
                    Span::new(self.file, edit.range.start, edit.range.end),
                    "it begins or ends inside a mark here",
                )
                .help("quote less: only the words that are meant, within one paragraph"),
            );
        }
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

/// `choice` of `sic` and `corr`, or `surplus`; marks of notes and pages in the passage
/// come after it, so that they are seen beside the corrected words.
fn corrected(correction: &Correction, covered: Vec<Node>, span: Span) -> Vec<Node> {
    let (marks, words): (Vec<Node>, Vec<Node>) = covered.into_iter().partition(|node| {
        node.element()
            .is_some_and(|element| matches!(element.tag, Tag::Anchor | Tag::Pb))
    });
    let element = if correction.reads.is_empty() {
        Element::new(Tag::Surplus, span, Rule::Sidecar).children(words)
    } else {
        let reads = Node::text(correction.reads.clone(), correction.span);
        Element::new(Tag::Choice, span, Rule::Sidecar).children(vec![
            Element::new(Tag::Sic, span, Rule::Sidecar)
                .children(words)
                .node(),
            Element::new(Tag::Corr, correction.span, Rule::Sidecar)
                .children(vec![reads])
                .node(),
        ])
    };
    let mut nodes = vec![element.node()];
    nodes.extend(marks.into_iter().map(|node| match node {
        // The word that the page broke is whole now.
        Node::Element(mut mark) if mark.attrs.get("break") == Some("no") => {
            mark.attrs.set("break", "yes");
            mark.node()
        }
        node => node,
    }));
    nodes
}

fn supplied(supply: &Supply) -> Element {
    Element::new(Tag::Supplied, supply.span, Rule::Sidecar)
        .children(vec![Node::text(supply.text.clone(), supply.span)])
}

/// The block of supplied words. In a `closer` a farewell is a `salute` among others.
fn block(supply: &Supply, in_closer: bool) -> Node {
    let of = |tag: Tag, child: Element| {
        Element::new(tag, supply.span, Rule::Sidecar).children(vec![child.node()])
    };
    let words = supplied(supply);
    match supply.role {
        SupplyRole::Label => of(Tag::Label, words),
        SupplyRole::Dateline => of(Tag::Dateline, words),
        SupplyRole::Closing if in_closer => of(Tag::Salute, words),
        SupplyRole::Closing => of(Tag::Closer, of(Tag::Salute, words)),
        SupplyRole::Paragraph | SupplyRole::Words => of(Tag::P, words),
    }
    .node()
}

/// Puts a block before the block that holds byte `at` of the source.
fn supply_block(
    record: &mut Record,
    file: FileId,
    supply: &Supply,
    at: usize,
    diags: &mut Diagnostics,
) {
    let bodies = record.notes.iter_mut().map(|note| &mut note.body);
    for body in std::iter::once(&mut record.body).chain(bodies) {
        if put_before(body, file, supply, at) {
            return;
        }
    }
    diags.push(
        Diagnostic::new(
            Code::QuoteCrossesMarks,
            supply.before.span,
            "the passage is in no block of the text",
        )
        .help("quote the first words of the paragraph that follows"),
    );
}

fn put_before(mut list: &mut Vec<Node>, file: FileId, supply: &Supply, at: usize) -> bool {
    let mut in_closer = false;
    loop {
        let holds = |node: &Node| node.span().file == file && node.span().range().contains(&at);
        let Some(index) = list.iter().position(holds) else {
            return false;
        };
        // A container is gone into, if what it holds is known that far.
        let inner = match list.get(index) {
            Some(Node::Element(element)) if is_container(&element.tag) => element
                .children
                .iter()
                .any(holds)
                .then_some(element.tag == Tag::Closer),
            _ => None,
        };
        let Some(closer) = inner else {
            list.insert(index, block(supply, in_closer));
            return true;
        };
        in_closer = closer;
        let Some(Node::Element(element)) = list.get_mut(index) else {
            return false;
        };
        list = &mut element.children;
    }
}

/// Puts a block at the end of the text, before what is enclosed.
fn supply_at_end(record: &mut Record, supply: &Supply) {
    let attached = |node: &Node| {
        node.element()
            .is_some_and(|element| element.tag == Tag::Div && element.kind() == "attachment")
    };
    let at = record
        .body
        .iter()
        .position(attached)
        .unwrap_or(record.body.len());
    record.body.insert(at, block(supply, false));
}

/// Elements whose children are blocks.
const fn is_container(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Div | Tag::Quote | Tag::Closer | Tag::Opener | Tag::Postscript | Tag::FloatingText
    )
}

/// Elements that stand among words and can be part of a corrected passage.
const fn is_inline(tag: &Tag) -> bool {
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
