//! References in words, in Markdown documents: `See Document 168.` as in raw texts. In
//! essays, and where the editor wants more, Markdown's own links say what is meant.

use crate::diag::Diagnostics;
use crate::model::{CrossRef, Decision, Element, Node, Note, Rule, Tag, Wanted};
use crate::read::ReferenceDecision;
use crate::read::cover::{Cover, is_inline};
use crate::read::references::{Scope, scan};
use crate::read::sidecar::{Passages, Quote, Sidecar};
use crate::source::{SourceFile, Span};
use std::ops::Range;

/// Finds the references of a record's texts and puts them into `ref` elements.
pub(super) fn find(
    body: &mut Vec<Node>,
    notes: &mut [Note],
    refs: &mut Vec<CrossRef>,
    source: &SourceFile,
    sidecar: &Sidecar,
    diags: &mut Diagnostics,
) {
    let decisions = Decisions::new(source, sidecar, diags);
    let mut wanted: Vec<Reference<'_>> = Vec::new();
    let mut scope = Scope::default();
    decisions.in_tree(body, None, source, &mut scope, &mut wanted);
    let mut scope = Scope::default();
    for (index, note) in notes.iter().enumerate() {
        let index = u32::try_from(index).ok();
        decisions.in_tree(&note.body, index, source, &mut scope, &mut wanted);
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
                vec![decided(
                    decision,
                    found,
                    covered,
                    span,
                    reference.note,
                    refs,
                )]
            }
        }
    });
    cover.tree(body);
    for note in notes {
        cover.tree(&mut note.body);
    }
}

/// `choice` of the words as they stand and as the editor reads them.
fn decided(
    decision: &ReferenceDecision,
    found: &[(Range<usize>, Wanted, Rule)],
    covered: Vec<Node>,
    span: Span,
    note: Option<u32>,
    refs: &mut Vec<CrossRef>,
) -> Node {
    let origin = decision.quote.span;
    let reads = decision.reads.as_str();
    // The words are not the source's, even where front matter says them in the same file.
    let nowhere = Span::new(origin.file, origin.range().end, origin.range().end);
    let words = |range: Range<usize>| {
        let words = reads.get(range)?;
        (!words.is_empty()).then(|| Node::text(words, nowhere))
    };
    let mut corr = Vec::new();
    let mut at = 0;
    for (range, wanted, rule) in found {
        corr.extend(words(at..range.start));
        let element = Element::new(Tag::Ref, span, Rule::Sidecar)
            .index(refs.len())
            .children(words(range.clone()).into_iter().collect());
        refs.push(CrossRef {
            wanted: wanted.clone(),
            span,
            rule: *rule,
            decision: Decision::Sidecar {
                reads: reads.to_owned(),
                span: origin,
            },
            note,
        });
        corr.push(element.node());
        at = range.end;
    }
    corr.extend(words(at..reads.len()));
    Element::new(Tag::Choice, span, Rule::Sidecar)
        .children(vec![
            Element::new(Tag::Sic, span, Rule::Sidecar)
                .children(covered)
                .node(),
            Element::new(Tag::Corr, span, Rule::Sidecar)
                .children(corr)
                .node(),
        ])
        .node()
}

/// A reference to be put into the tree.
struct Reference<'a> {
    range: Range<usize>,
    reads: Reads<'a>,
    note: Option<u32>,
}

enum Reads<'a> {
    AsItIs(Wanted, Rule),
    /// The editor's words, and the references in them.
    Decided(&'a ReferenceDecision, Vec<(Range<usize>, Wanted, Rule)>),
}

/// The sidecar's decisions at their places.
struct Decisions<'a> {
    dismissed: Vec<Range<usize>>,
    /// By place.
    references: Vec<(Range<usize>, &'a ReferenceDecision)>,
}

impl<'a> Decisions<'a> {
    fn new(source: &SourceFile, sidecar: &'a Sidecar, diags: &mut Diagnostics) -> Self {
        let mut decisions = Self {
            dismissed: Vec::new(),
            references: Vec::new(),
        };
        if sidecar.dismiss.is_empty() && sidecar.references.is_empty() {
            return decisions;
        }
        let passages = Passages::new(&source.text);
        let mut find = |quote: &Quote| match passages.find(quote) {
            Ok(range) => Some(range),
            Err(problem) => {
                quote.report(&problem, source.id, &source.text, diags);
                None
            }
        };
        decisions.dismissed = sidecar.dismiss.iter().filter_map(&mut find).collect();
        decisions.references = sidecar
            .references
            .iter()
            .filter_map(|decision| Some((find(&decision.quote)?, decision)))
            .collect();
        decisions.references.sort_by_key(|(range, _)| range.start);
        decisions
    }

    /// The references of every run of words in a tree.
    fn in_tree(
        &self,
        nodes: &[Node],
        note: Option<u32>,
        source: &SourceFile,
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
                self.in_run(run, note, source, scope, wanted);
                continue;
            }
            for element in run.iter().filter_map(Node::element) {
                if element.tag != Tag::Code {
                    self.in_tree(&element.children, note, source, scope, wanted);
                }
            }
        }
    }

    fn in_run(
        &self,
        run: &[Node],
        note: Option<u32>,
        source: &SourceFile,
        scope: &mut Scope,
        wanted: &mut Vec<Reference<'a>>,
    ) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let whole = first.span().to(last.span()).range();
        let mut masked = vec![b' '; whole.len()];
        unmask(run, source, &whole, &mut masked);
        let Ok(masked) = String::from_utf8(masked) else {
            return;
        };
        // The words as the editor reads them, so that a volume named before still counts.
        let from = self
            .references
            .partition_point(|(range, _)| range.start < whole.start);
        let here = self.references.iter().skip(from);
        let mut edited = String::with_capacity(masked.len());
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut at = whole.start;
        for (range, decision) in here.take_while(|(range, _)| range.end <= whole.end) {
            if range.start < at {
                continue;
            }
            let begin = edited.len();
            edited.push_str(
                masked
                    .get(at - whole.start..range.start - whole.start)
                    .unwrap_or(""),
            );
            pieces.push(Piece {
                edited: begin..edited.len(),
                source: at..range.start,
                decision: None,
            });
            let begin = edited.len();
            edited.push_str(&decision.reads);
            pieces.push(Piece {
                edited: begin..edited.len(),
                source: range.clone(),
                decision: Some(decision),
            });
            at = range.end;
        }
        let begin = edited.len();
        edited.push_str(masked.get(at - whole.start..).unwrap_or(""));
        pieces.push(Piece {
            edited: begin..edited.len(),
            source: at..whole.end,
            decision: None,
        });
        let found = scan(&edited, 0, scope);
        for piece in pieces {
            let from = found.partition_point(|it| it.range.start < piece.edited.start);
            let inside = found
                .iter()
                .skip(from)
                .take_while(|it| it.range.end <= piece.edited.end);
            let shift = piece.edited.start;
            if let Some(decision) = piece.decision {
                // Empty words say that it is no reference.
                if !decision.reads.is_empty() {
                    let found = inside
                        .map(|it| {
                            let range = it.range.start - shift..it.range.end - shift;
                            (range, it.wanted.clone(), it.rule)
                        })
                        .collect();
                    wanted.push(Reference {
                        range: piece.source,
                        reads: Reads::Decided(decision, found),
                        note,
                    });
                }
                continue;
            }
            for it in inside {
                let start = piece.source.start + it.range.start - shift;
                let range = start..start + it.range.len();
                let dismissed = self
                    .dismissed
                    .iter()
                    .any(|other| other.start < range.end && range.start < other.end);
                if !dismissed {
                    wanted.push(Reference {
                        range,
                        reads: Reads::AsItIs(it.wanted.clone(), it.rule),
                        note,
                    });
                }
            }
        }
    }
}

/// A stretch of a run as it is read.
struct Piece<'a> {
    edited: Range<usize>,
    source: Range<usize>,
    decision: Option<&'a ReferenceDecision>,
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
