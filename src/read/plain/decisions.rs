//! The sidecar's decisions in a raw text: marks of pinned notes, and references.

use super::context;
use super::inline::{AnchorAt, PageAt, Wrap};
use super::joins::Join;
use super::marks::PageMark;
use super::notes::{Entry, Found};
use crate::diag::Diagnostics;
use crate::model::{Cert, CrossRef, Decision, Element, Rule, Tag};
use crate::read::references::{Scope, Voice};
use crate::read::sidecar::{Decisions, NotePin, Reading, Reads, corrected};
use crate::source::{FileId, Span, is_blank};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// A text as references are read in it: words that a page divides stand together, before
/// the blanks that the page's mark has left. All other words are where they were.
pub(super) struct Rejoined<'a> {
    text: Cow<'a, str>,
    /// Where each second half stands now, and how far from its place in the source.
    moved: Vec<(Range<usize>, usize)>,
}

impl<'a> Rejoined<'a> {
    /// `masked` is the source with page marks blanked out.
    pub(super) fn new(masked: &'a str, pages: &[PageAt]) -> Self {
        let mut moved: Vec<(Range<usize>, usize)> = Vec::new();
        let mut bytes = Vec::new();
        let inside = |page: &&PageAt| matches!(page.join, Join::Inside(..));
        for page in pages.iter().filter(inside) {
            let before = masked.get(..page.range.start).unwrap_or("");
            let left = before.trim_end_matches(is_blank).len();
            let after = masked.get(page.range.end..).unwrap_or("");
            let half = after.trim_start_matches(is_blank);
            let start = masked.len() - half.len();
            let length = half
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(half.len());
            if bytes.is_empty() {
                bytes.extend_from_slice(masked.as_bytes());
            }
            if let Some(gap) = bytes.get_mut(left..start + length) {
                gap.rotate_left(start - left);
                moved.push((left..left + length, start - left));
            }
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) if !moved.is_empty() => Cow::Owned(text),
            _ => Cow::Borrowed(masked),
        };
        Self { text, moved }
    }

    /// A range of this text in the source.
    fn in_source(&self, range: &Range<usize>) -> Range<usize> {
        let back = |at: usize, is_end: bool| {
            let next = self
                .moved
                .partition_point(|(half, _)| half.end + usize::from(is_end) <= at);
            match self.moved.get(next) {
                Some((half, by)) if half.start + usize::from(is_end) <= at => at + by,
                _ => at,
            }
        };
        back(range.start, false)..back(range.end, true)
    }
}

/// The note of a list that a pin names by its number.
fn pinned(entries: &[Entry], text: &str, pin: &NotePin) -> Option<usize> {
    let number = pin.note.trim();
    entries.iter().position(|entry| {
        text.get(entry.number.clone())
            .is_some_and(|listed| context::printed(listed) == number)
    })
}

impl Decisions<'_> {
    /// Puts pinned notes' marks where the editor says: on the number that stands there,
    /// or where the number was lost. A page's mark holds none.
    pub(super) fn pin(
        &self,
        text: &str,
        found: &Found,
        pages: &[PageMark],
        anchors: &mut Vec<AnchorAt>,
        diags: &mut Diagnostics,
    ) {
        for &(pin, end) in &self.pins {
            let number = pin.note.trim();
            let Some(note) = pinned(&found.entries, text, pin) else {
                pin.report_unknown(diags);
                continue;
            };
            // Pages are in the order of the text.
            let next = pages.partition_point(|page| page.range.end <= end);
            let page = pages.get(next).map(|page| &page.range);
            let end = page
                .filter(|page| page.start < end)
                .map_or(end, |page| page.end);
            let rest = text.get(end..).unwrap_or("");
            let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
            let digits = context::mark_length(rest.get(blanks..).unwrap_or(""));
            let mark = end + blanks..end + blanks + digits;
            let is_page = pages
                .get(next..)
                .unwrap_or(&[])
                .iter()
                .take_while(|page| page.range.start < mark.end)
                .any(|page| page.range.end > mark.start);
            let digits = if is_page { 0 } else { digits };
            let range = if digits > 0 { mark } else { end..end };
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

    /// Whether the editor says of notes of this list where their marks stand, and of no other.
    pub(super) fn are_pinned(&self, text: &str, entries: &[Entry]) -> bool {
        !self.pins.is_empty()
            && self
                .pins
                .iter()
                .all(|(pin, _)| pinned(entries, text, pin).is_some())
    }

    /// The notes of a list of whose marks the editor says where they stand.
    pub(super) fn pinned(&self, text: &str, entries: &[Entry]) -> BTreeSet<usize> {
        let notes = self.pins.iter();
        notes
            .filter_map(|(pin, _)| pinned(entries, text, pin))
            .collect()
    }

    /// The references of a range of words of a file, in someone's voice, as elements that will hold them. Each is added
    /// to the record's table.
    pub(super) fn wraps(
        &self,
        masked: &Rejoined<'_>,
        (file, range, voice): (FileId, Range<usize>, Voice),
        scope: &mut Scope,
        refs: &mut Vec<CrossRef>,
        note: Option<u32>,
    ) -> Vec<Wrap> {
        let words = masked.text.get(range.clone()).unwrap_or("");
        let readings = self
            .references(words, range.start, voice, scope)
            .into_iter();
        let wraps = readings.map(|Reading { range, reads }| {
            let range = masked.in_source(&range);
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
