//! The sidecar's decisions in a raw text: marks of pinned notes, and references.

use super::context;
use super::inline::{AnchorAt, Wrap};
use super::notes::Found;
use crate::diag::Diagnostics;
use crate::model::{Cert, CrossRef, Decision, Element, Rule, Tag};
use crate::read::references::Scope;
use crate::read::sidecar::{Decisions, Reading, Reads, corrected};
use crate::source::{FileId, Span};
use std::ops::Range;

impl Decisions<'_> {
    /// Puts pinned notes' marks where the editor says: on the number that stands there,
    /// or where the number was lost.
    pub(super) fn pin(
        &self,
        text: &str,
        found: &Found,
        anchors: &mut Vec<AnchorAt>,
        diags: &mut Diagnostics,
    ) {
        for &(pin, end) in &self.pins {
            let number = pin.note.trim();
            let listed = |entry: &super::notes::Entry| {
                text.get(entry.number.clone())
                    .is_some_and(|listed| context::printed(listed) == number)
            };
            let Some(note) = found.entries.iter().position(listed) else {
                pin.report_unknown(diags);
                continue;
            };
            let rest = text.get(end..).unwrap_or("");
            let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
            let digits = context::mark_length(rest.get(blanks..).unwrap_or(""));
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
                    context::printed(text.get(range.clone()).unwrap_or(number))
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
    pub(super) fn wraps(
        &self,
        masked: &str,
        file: FileId,
        range: Range<usize>,
        scope: &mut Scope,
        refs: &mut Vec<CrossRef>,
        note: Option<u32>,
    ) -> Vec<Wrap> {
        let words = masked.get(range.clone()).unwrap_or("");
        let readings = self.references(words, range.start, scope).into_iter();
        let wraps = readings.map(|Reading { range, reads }| {
            let span = Span::new(file, range.start, range.end);
            let (element, corr) = match reads {
                Reads::AsItIs(wanted, rule) => {
                    let element = Element::new(Tag::Ref, span, rule).index(refs.len());
                    refs.push(CrossRef {
                        wanted,
                        span,
                        rule,
                        decision: Decision::Words,
                        note,
                    });
                    (element, None)
                }
                Reads::Decided(decision, found) => {
                    let corr = corrected(decision, &found, span, note, refs);
                    let element = Element::new(Tag::Choice, span, Rule::Sidecar);
                    (element, Some(corr))
                }
            };
            Wrap {
                range,
                open: 0,
                close: 0,
                element,
                corr,
            }
        });
        wraps.collect()
    }
}
