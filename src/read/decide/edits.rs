//! Corrections and supplied words in the text tree.
//!
//! Every edit has a place in the source. One walk over the tree carries out those that
//! lie in a run of words; a passage across marks is wrapped when one element holds all
//! of it, and reported otherwise. Blocks that the editor supplies go before the block
//! that holds the quoted passage.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Element, Node, Record, Rule, Tag};
use crate::read::cover::Cover;
use crate::read::sidecar::{Correction, Passages, Quote, Sidecar, Supply, SupplyRole};
use crate::source::{FileId, SourceFile, Span};
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
            }),
            (SupplyRole::Words, None) => {}
            (_, Some(at)) => supply_block(record, source.id, supply, at, diags),
            (_, None) => supply_at_end(record, supply),
        }
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    refuse_overlaps(&mut edits, diags);
    let ranges = edits.iter().map(|edit| edit.range.clone()).collect();
    let mut cover = Cover::new(source.id, ranges, |index, covered| {
        let Some(edit) = edits.get(index) else {
            return covered;
        };
        match edit.change {
            Change::Supply(supply) => vec![supplied(supply).node()],
            Change::Correct(correction) => {
                let span = Span::new(source.id, edit.range.start, edit.range.end);
                corrected(correction, covered, span)
            }
        }
    });
    cover.tree(&mut record.body);
    for note in &mut record.notes {
        cover.tree(&mut note.body);
    }
    for edit in cover
        .left()
        .into_iter()
        .filter_map(|index| edits.get(index))
    {
        diags.push(
            Diagnostic::new(
                Code::QuoteCrossesMarks,
                edit.change.quote().span,
                "the passage does not lie within one run of words",
            )
            .label(
                Span::new(source.id, edit.range.start, edit.range.end),
                "it begins or ends inside a mark here",
            )
            .help("quote less: only the words that are meant, within one paragraph"),
        );
    }
}

struct Edit<'a> {
    /// Bytes of the source; empty for words to be put in.
    range: Range<usize>,
    change: Change<'a>,
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

/// Takes out the edits whose passages overlap an earlier one.
fn refuse_overlaps(edits: &mut Vec<Edit<'_>>, diags: &mut Diagnostics) {
    let mut last: Option<(Range<usize>, Span)> = None;
    edits.retain(|edit| {
        let quote = edit.change.quote();
        match &last {
            Some((range, first)) if edit.range.start < range.end => {
                diags.push(
                    Diagnostic::new(
                        Code::QuoteCrossesMarks,
                        quote.span,
                        "the passage overlaps another one",
                    )
                    .label(*first, "the other one")
                    .help("make one correction of both"),
                );
                false
            }
            _ => {
                last = Some((edit.range.clone(), quote.span));
                true
            }
        }
    });
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
            put(list, index, supply, in_closer);
            return true;
        };
        in_closer = closer;
        let Some(Node::Element(element)) = list.get_mut(index) else {
            return false;
        };
        list = &mut element.children;
    }
}

/// Puts a block into a list. A farewell before a signature makes one closer with it.
fn put(list: &mut Vec<Node>, index: usize, supply: &Supply, in_closer: bool) {
    let closes = |node: &Node| {
        node.element()
            .is_some_and(|element| matches!(element.tag, Tag::Signed | Tag::Address))
    };
    let after = list.get(index..).unwrap_or(&[]);
    let signatures = after.iter().take_while(|node| closes(node)).count();
    if supply.role != SupplyRole::Closing || in_closer || signatures == 0 {
        list.insert(index, block(supply, in_closer));
        return;
    }
    let signed: Vec<Node> = list.drain(index..index + signatures).collect();
    let span = signed
        .iter()
        .map(Node::span)
        .reduce(Span::to)
        .unwrap_or(supply.span);
    let mut children = vec![block(supply, true)];
    children.extend(signed);
    let closer = Element::new(Tag::Closer, span, Rule::Sidecar).children(children);
    list.insert(index, closer.node());
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
