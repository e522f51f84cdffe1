//! A sidecar's decisions at their places in the text: what is dismissed, where notes are
//! pinned, and how doubtful references read.

use super::{NotePin, Passages, Quote, ReferenceDecision, Sidecar};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{CrossRef, Decision, Element, Node, Rule, Tag, Wanted};
use crate::read::references::{Found, Scope, Voice, scan};
use crate::source::{SourceFile, Span};
use std::ops::Range;

/// The decisions whose passages are in the text.
#[derive(Debug)]
pub(in crate::read) struct Decisions<'a> {
    /// Passages in which nothing is a mark or a reference, in order; none overlaps another.
    pub dismissed: Vec<Range<usize>>,
    /// Notes, with the place after which their marks stand.
    pub pins: Vec<(&'a NotePin, usize)>,
    /// References with the words as they should read, in order.
    references: Vec<(Range<usize>, &'a ReferenceDecision)>,
}

/// A reference in a run of words.
#[derive(Debug)]
pub(in crate::read) struct Reading<'a> {
    /// Its words in the source.
    pub range: Range<usize>,
    pub reads: Reads<'a>,
}

/// How the words of a reference read.
#[derive(Debug)]
pub(in crate::read) enum Reads<'a> {
    /// As they stand.
    AsItIs(Wanted, Rule),
    /// As the editor says; with the references in the editor's words.
    Decided(&'a ReferenceDecision, Vec<Found>),
}

impl<'a> Decisions<'a> {
    /// Finds every quoted passage; those that are not there are reported.
    pub(in crate::read) fn new(
        source: &SourceFile,
        sidecar: &'a Sidecar,
        diags: &mut Diagnostics,
    ) -> Self {
        let mut decisions = Self {
            dismissed: Vec::new(),
            pins: Vec::new(),
            references: Vec::new(),
        };
        if sidecar.dismiss.is_empty() && sidecar.notes.is_empty() && sidecar.references.is_empty() {
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
        decisions.dismissed = apart(sidecar.dismiss.iter().filter_map(&mut find).collect());
        decisions.pins = sidecar
            .notes
            .iter()
            .filter_map(|pin| Some((pin, find(&pin.after)?.end)))
            .collect();
        decisions.references = sidecar
            .references
            .iter()
            .filter_map(|decision| Some((find(&decision.quote)?, decision)))
            .collect();
        decisions.references.sort_by_key(|(range, _)| range.start);
        decisions
    }

    /// Whether a place lies in a passage in which nothing is a mark or a reference.
    pub(in crate::read) fn is_dismissed(&self, range: &Range<usize>) -> bool {
        let from = self.dismissed.partition_point(|it| it.end <= range.start);
        let next = self.dismissed.get(from);
        next.is_some_and(|it| it.start < range.end)
    }

    /// The references of a run of words that begins at a place of the source.
    pub(in crate::read) fn references(
        &self,
        words: &str,
        start: usize,
        voice: Voice,
        scope: &mut Scope,
    ) -> Vec<Reading<'a>> {
        let end = start + words.len();
        let from = self
            .references
            .partition_point(|(place, _)| place.start < start);
        let decided = self.references.iter().skip(from);
        let mut decided = decided
            .take_while(|(place, _)| place.start < end)
            .filter(|(place, _)| place.end <= end)
            .peekable();
        if decided.peek().is_none() {
            return self
                .as_they_stand(scan(words, start, voice, scope))
                .collect();
        }
        // The words as the editor reads them, so that a volume named before still counts.
        let mut edited = String::with_capacity(words.len());
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut at = start;
        let mut piece = |words: &str, source: Range<usize>, decision| {
            let from = edited.len();
            edited.push_str(words);
            pieces.push(Piece {
                edited: from..edited.len(),
                source,
                decision,
            });
        };
        let plain = |range: Range<usize>| {
            let words = words.get(range.start - start..range.end - start);
            words.unwrap_or("")
        };
        for (place, decision) in decided {
            if place.start < at {
                continue;
            }
            piece(plain(at..place.start), at..place.start, None);
            piece(&decision.reads, place.clone(), Some(*decision));
            at = place.end;
        }
        piece(plain(at..end), at..end, None);
        let found = scan(&edited, 0, voice, scope);
        let mut readings = Vec::new();
        for piece in pieces {
            let from = found.partition_point(|it| it.range.start < piece.edited.start);
            let inside = found.iter().skip(from);
            let inside = inside.take_while(|it| it.range.end <= piece.edited.end);
            let shifted = |to: usize| {
                let by = piece.edited.start;
                inside.map(move |it| Found {
                    range: it.range.start - by + to..it.range.end - by + to,
                    ..it.clone()
                })
            };
            match piece.decision {
                None => readings.extend(self.as_they_stand(shifted(piece.source.start))),
                // Empty words say that it is no reference.
                Some(decision) if decision.reads.trim().is_empty() => {}
                Some(decision) => {
                    let mut found: Vec<Found> = shifted(0).collect();
                    // What stands before leaves them in doubt, which the editor has ended: they
                    // mean what they mean by themselves.
                    if found.is_empty() || found.iter().any(is_doubtful) {
                        let alone = scan(&decision.reads, 0, voice, &mut Scope::default());
                        if !alone.is_empty() && !alone.iter().any(is_doubtful) {
                            found = alone;
                        }
                    }
                    readings.push(Reading {
                        range: piece.source,
                        reads: Reads::Decided(decision, found),
                    });
                }
            }
        }
        readings
    }

    fn as_they_stand(
        &self,
        found: impl IntoIterator<Item = Found>,
    ) -> impl Iterator<Item = Reading<'a>> {
        let found = found.into_iter();
        let stands = found.filter(|found| !self.is_dismissed(&found.range));
        stands.map(|found| Reading {
            range: found.range,
            reads: Reads::AsItIs(found.wanted, found.rule),
        })
    }
}

impl NotePin {
    /// Reports that there is no such note.
    pub(in crate::read) fn report_unknown(&self, diags: &mut Diagnostics) {
        diags.push(
            Diagnostic::new(
                Code::PinWithoutEffect,
                self.after.span,
                format!("the text has no note `{}`", self.note),
            )
            .help("name the note by its number in the list of notes"),
        );
    }
}

/// Whether a reference is one that cannot be told for sure.
const fn is_doubtful(found: &Found) -> bool {
    matches!(found.wanted, Wanted::Doubtful(_))
}

/// A stretch of a run as it is read.
struct Piece<'a> {
    edited: Range<usize>,
    source: Range<usize>,
    decision: Option<&'a ReferenceDecision>,
}

/// The editor's words for those at `span`, with their references, which go into the
/// record's table.
pub(in crate::read) fn corrected(
    decision: &ReferenceDecision,
    found: &[Found],
    span: Span,
    note: Option<u32>,
    refs: &mut Vec<CrossRef>,
) -> Vec<Node> {
    let reads = decision.reads.as_str();
    let mut origin = decision.quote.span;
    if origin.file == span.file {
        // Front matter says them in the same file, and they are no words of the text.
        origin.start = origin.end;
    }
    let words = |range: Range<usize>| {
        let words = reads.get(range).filter(|words| !words.is_empty());
        words.map(|words| Node::text(words, origin))
    };
    let mut corr = Vec::new();
    let mut at = 0;
    for Found {
        range,
        wanted,
        rule,
    } in found
    {
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
                span: decision.quote.span,
            },
            note,
        });
        corr.push(element.node());
        at = range.end;
    }
    corr.extend(words(at..reads.len()));
    corr
}

/// Ranges in order, those that overlap made one.
fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, before| {
        let overlap = next.start < before.end;
        if overlap {
            before.end = before.end.max(next.end);
        }
        overlap
    });
    ranges
}
