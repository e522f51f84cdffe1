//! What the sidecar decides of a raw text: dismissed numbers, pinned notes, and how
//! doubtful references read.

use super::inline::{AnchorAt, Wrap};
use super::notes::Found;
use crate::diag::Diagnostics;
use crate::model::{Cert, CrossRef, Decision, Element, Node, Rule, Tag};
use crate::read::references::{self, Scope};
use crate::read::sidecar::{Passages, Quote};
use crate::read::{ReferenceDecision, Sidecar};
use crate::source::{FileId, SourceFile, Span};
use std::ops::Range;

/// A sidecar's decisions, located in the text.
pub(super) struct Decisions<'a> {
    /// Passages in which nothing is a mark or a reference.
    pub dismissed: Vec<Range<usize>>,
    /// Notes with the place after which their marks stand.
    pins: Vec<(&'a str, usize)>,
    /// References with the words as they should read, in order.
    references: Vec<(Range<usize>, &'a ReferenceDecision)>,
}

impl<'a> Decisions<'a> {
    /// Finds every quoted passage; those that are not there are reported.
    pub(super) fn new(source: &SourceFile, sidecar: &'a Sidecar, diags: &mut Diagnostics) -> Self {
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
        decisions.dismissed = sidecar.dismiss.iter().filter_map(&mut find).collect();
        decisions.pins = sidecar
            .notes
            .iter()
            .filter_map(|pin| Some((pin.note.as_str(), find(&pin.after)?.end)))
            .collect();
        decisions.references = sidecar
            .references
            .iter()
            .filter_map(|decision| Some((find(&decision.quote)?, decision)))
            .collect();
        decisions.references.sort_by_key(|(range, _)| range.start);
        decisions
    }

    /// Puts pinned notes' marks where the editor says: on the number that stands there,
    /// or where the number was lost.
    pub(super) fn pin(&self, text: &str, found: &Found, anchors: &mut Vec<AnchorAt>) {
        for &(number, end) in &self.pins {
            let listed =
                |entry: &super::notes::Entry| text.get(entry.number.clone()) == Some(number);
            let Some(note) = found.entries.iter().position(listed) else {
                continue;
            };
            let rest = text.get(end..).unwrap_or("");
            let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
            let digits = rest
                .get(blanks..)
                .unwrap_or("")
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            let range = if digits > 0 {
                end + blanks..end + blanks + digits
            } else {
                end..end
            };
            anchors.retain(|anchor| {
                anchor.note != Some(note)
                    && (anchor.range.end <= range.start
                        || anchor.range.start >= range.end
                        || range.is_empty())
            });
            anchors.push(AnchorAt {
                n: if digits > 0 {
                    text.get(range.clone()).unwrap_or(number).to_owned()
                } else {
                    number.to_owned()
                },
                range,
                note: Some(note),
                rule: Rule::Sidecar,
                cert: Cert::High,
            });
        }
        anchors.sort_by_key(|anchor| (anchor.range.start, anchor.range.end));
    }

    /// The references of a range of words, as elements that will hold them. Each is added
    /// to the record's table.
    pub(super) fn references(
        &self,
        masked: &str,
        file: FileId,
        range: Range<usize>,
        scope: &mut Scope,
        refs: &mut Vec<CrossRef>,
        note: Option<u32>,
    ) -> Vec<Wrap> {
        let words = masked.get(range.clone()).unwrap_or("");
        let first = self
            .references
            .partition_point(|(place, _)| place.end <= range.start);
        let here: Vec<&(Range<usize>, &ReferenceDecision)> = self
            .references
            .iter()
            .skip(first)
            .take_while(|(place, _)| place.start < range.end)
            .filter(|(place, _)| place.start >= range.start && place.end <= range.end)
            .collect();
        let dismissed = |place: &Range<usize>| {
            self.dismissed
                .iter()
                .any(|other| other.start < place.end && place.start < other.end)
        };
        let mut wraps = Vec::new();
        if here.is_empty() {
            for found in references::scan(words, range.start, scope) {
                if dismissed(&found.range) {
                    continue;
                }
                let span = Span::new(file, found.range.start, found.range.end);
                let element = Element::new(Tag::Ref, span, found.rule).index(refs.len());
                refs.push(CrossRef {
                    wanted: found.wanted,
                    span,
                    rule: found.rule,
                    decision: Decision::Words,
                    note,
                });
                wraps.push(Wrap {
                    range: found.range,
                    open: 0,
                    close: 0,
                    element,
                    corr: None,
                });
            }
            return wraps;
        }
        // The words as the editor reads them, so that a volume named before still counts.
        let mut edited = String::new();
        let mut places: Vec<(Range<usize>, usize, Option<&ReferenceDecision>)> = Vec::new();
        let mut at = range.start;
        for (place, decision) in here {
            if place.start < at {
                continue;
            }
            let from = edited.len();
            edited.push_str(masked.get(at..place.start).unwrap_or(""));
            places.push((from..edited.len(), at, None));
            let from = edited.len();
            edited.push_str(&decision.reads);
            places.push((from..edited.len(), place.start, Some(decision)));
            at = place.end;
        }
        let from = edited.len();
        edited.push_str(masked.get(at..range.end).unwrap_or(""));
        places.push((from..edited.len(), at, None));
        let found = references::scan(&edited, 0, scope);
        for (inner, start, decision) in places {
            let inside = found
                .iter()
                .filter(|found| found.range.start >= inner.start && found.range.end <= inner.end);
            match decision {
                None => {
                    for found in inside {
                        let place = start + found.range.start - inner.start
                            ..start + found.range.end - inner.start;
                        if dismissed(&place) {
                            continue;
                        }
                        let span = Span::new(file, place.start, place.end);
                        let element = Element::new(Tag::Ref, span, found.rule).index(refs.len());
                        refs.push(CrossRef {
                            wanted: found.wanted.clone(),
                            span,
                            rule: found.rule,
                            decision: Decision::Words,
                            note,
                        });
                        wraps.push(Wrap {
                            range: place,
                            open: 0,
                            close: 0,
                            element,
                            corr: None,
                        });
                    }
                }
                Some(decision) => {
                    if decision.reads.trim().is_empty() {
                        continue;
                    }
                    let source = self
                        .references
                        .iter()
                        .find(|(_, other)| std::ptr::eq(*other, decision))
                        .map_or(start..start, |(place, _)| place.clone());
                    let place = Span::new(file, source.start, source.end);
                    let origin = decision.quote.span;
                    let mut corr = Vec::new();
                    let mut at = inner.start;
                    let plain = |from: usize, to: usize| {
                        edited
                            .get(from..to)
                            .filter(|words| !words.is_empty())
                            .map(|words| Node::text(words, origin))
                    };
                    for found in inside {
                        corr.extend(plain(at, found.range.start));
                        let element =
                            Element::new(Tag::Ref, place, Rule::Sidecar).index(refs.len());
                        refs.push(CrossRef {
                            wanted: found.wanted.clone(),
                            span: place,
                            rule: found.rule,
                            decision: Decision::Sidecar {
                                reads: decision.reads.clone(),
                                span: origin,
                            },
                            note,
                        });
                        corr.push(
                            element
                                .children(
                                    plain(found.range.start, found.range.end)
                                        .into_iter()
                                        .collect(),
                                )
                                .node(),
                        );
                        at = found.range.end;
                    }
                    corr.extend(plain(at, inner.end));
                    wraps.push(Wrap {
                        range: source,
                        open: 0,
                        close: 0,
                        element: Element::new(Tag::Choice, place, Rule::Sidecar),
                        corr: Some(corr),
                    });
                }
            }
        }
        wraps
    }
}
