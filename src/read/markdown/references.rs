//! References in words, in Markdown documents: `See Document 168.` as in raw texts. In
//! essays, and where the editor wants more, Markdown's own links say what is meant.

use crate::model::{CrossRef, Decision, Element, Node, Note, Rule, Tag};
use crate::read::cover::{Cover, is_inline};
use crate::read::references::{Scope, Voice};
use crate::read::sidecar::{Decisions, Reading, Reads, corrected};
use crate::source::{SourceFile, Span};
use std::ops::Range;

/// Finds the references of a record's texts and puts them into `ref` elements.
pub(super) fn find(
    body: &mut Vec<Node>,
    notes: &mut [Note],
    refs: &mut Vec<CrossRef>,
    source: &SourceFile,
    decisions: &Decisions<'_>,
) {
    let mut wanted: Vec<Reference<'_>> = Vec::new();
    let mut scope = Scope::default();
    in_tree(body, None, source, decisions, &mut scope, &mut wanted);
    let mut scope = Scope::default();
    for (index, note) in notes.iter().enumerate() {
        let index = u32::try_from(index).ok();
        in_tree(
            &note.body,
            index,
            source,
            decisions,
            &mut scope,
            &mut wanted,
        );
    }
    wanted.sort_by_key(|it| it.range.start);
    wanted.dedup_by(|next, before| next.range.start < before.range.end);
    let ranges = wanted.iter().map(|it| it.range.clone()).collect();
    let mut cover = Cover::new(source.id, ranges, |index, covered| {
        let Some(reference) = wanted.get(index) else {
            return covered;
        };
        let span = Span::new(source.id, reference.range.start, reference.range.end);
        match &reference.reads {
            Reads::AsItIs(it, rule) => {
                let element = Element::new(Tag::Ref, span, *rule)
                    .index(refs.len())
                    .children(covered);
                refs.push(CrossRef {
                    wanted: it.clone(),
                    span,
                    rule: *rule,
                    decision: Decision::Words,
                    note: reference.note,
                });
                vec![element.node()]
            }
            Reads::Decided(decision, found) => {
                let element = |tag| Element::new(tag, span, Rule::Sidecar);
                let sic = element(Tag::Sic).children(covered).node();
                let corr = corrected(decision, found, span, reference.note, refs);
                let corr = element(Tag::Corr).children(corr).node();
                vec![element(Tag::Choice).children(vec![sic, corr]).node()]
            }
        }
    });
    cover.tree(body);
    for note in notes {
        cover.tree(&mut note.body);
    }
}

/// A reference to be put into the tree.
struct Reference<'a> {
    range: Range<usize>,
    reads: Reads<'a>,
    note: Option<u32>,
}

/// The references of every run of words in a tree.
fn in_tree<'a>(
    nodes: &[Node],
    note: Option<u32>,
    source: &SourceFile,
    decisions: &Decisions<'a>,
    scope: &mut Scope,
    wanted: &mut Vec<Reference<'a>>,
) {
    let inline = |node: &Node| match node {
        Node::Text(_) => true,
        Node::Element(element) => is_inline(&element.tag),
    };
    // Markdown's elements are nested no deeper than the reader lets them be.
    for run in nodes.chunk_by(|a, b| inline(a) == inline(b)) {
        if run.first().is_some_and(inline) {
            let Some((start, words)) = words_of(run, source) else {
                continue;
            };
            let voice = match note {
                Some(_) => Voice::Editor,
                None => Voice::Document,
            };
            let readings = decisions
                .references(&words, start, voice, scope)
                .into_iter();
            wanted.extend(readings.map(|Reading { range, reads }| Reference {
                range,
                reads,
                note,
            }));
            continue;
        }
        for element in run.iter().filter_map(Node::element) {
            if element.tag != Tag::Code {
                in_tree(&element.children, note, source, decisions, scope, wanted);
            }
        }
    }
}

/// Where a run begins in the source, and its words, with blanks for all that is none.
fn words_of(run: &[Node], source: &SourceFile) -> Option<(usize, String)> {
    let whole = run.first()?.span().to(run.last()?.span()).range();
    let mut words = vec![b' '; whole.len()];
    unmask(run, source, &whole, &mut words);
    Some((whole.start, String::from_utf8(words).ok()?))
}

/// Copies the words of a run over its blanks; what is a link already, or a program, stays
/// blank.
fn unmask(nodes: &[Node], source: &SourceFile, whole: &Range<usize>, masked: &mut [u8]) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                let range = text.span.range();
                let here = range
                    .start
                    .checked_sub(whole.start)
                    .zip(range.end.checked_sub(whole.start))
                    .and_then(|(start, end)| masked.get_mut(start..end));
                let words = source.text.as_bytes().get(range);
                if let (Some(here), Some(words)) = (here, words)
                    && text.text.as_bytes() == words
                {
                    here.copy_from_slice(words);
                }
            }
            Node::Element(element) => {
                if !matches!(element.tag, Tag::Ref | Tag::Code) {
                    unmask(&element.children, source, whole, masked);
                }
            }
        }
    }
}
