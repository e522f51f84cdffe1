//! The numbers and signs of a text that could be marks of its notes.

use crate::bytes::ByteSet;
use crate::model::Day;
use crate::read::dates;
use crate::read::plain::context::{self, Candidate, Place};
use crate::read::plain::layout::Layout;
use crate::read::plain::lines::Line;
use crate::read::plain::marks::PageMark;
use crate::read::plain::{forms, heading};
use crate::read::sidecar::Decisions;
use std::cell::OnceCell;
use std::ops::Range;

/// From this score on a candidate speaks for the form that it is written in.
const LIKELY: f64 = 1.8;

/// How much less likely a candidate in another form than most is.
const OTHER_FORM: f64 = 1.5;

/// First bytes of what can be a mark outside a list of notes; most lines have none.
static MARKED: ByteSet<3, 1> = ByteSet::new(b"*\xC2\xE2", [(b'0', b'9')]);

/// Every number of the text that could be a note's mark.
pub(super) fn candidates(
    text: &str,
    lines: &[Line],
    pages: &[PageMark],
    decisions: &Decisions<'_>,
    floor: f64,
) -> Vec<Candidate> {
    // What is a heading is told without knowing the marks: a trailing number does not hide it.
    let heading = Layout::new(text, text, lines).heading();
    let known = OnceCell::new();
    let written = || *known.get_or_init(|| written_on(text, lines));
    let mut out = Vec::new();
    let mut page = 0;
    for (at, line) in lines.iter().enumerate() {
        while pages
            .get(page)
            .is_some_and(|mark| mark.range.end <= line.start)
        {
            page += 1;
        }
        let inside: Vec<Range<usize>> = pages
            .iter()
            .skip(page)
            .take_while(|mark| mark.range.start < line.end)
            .map(|mark| mark.range.clone())
            .collect();
        let words = line.of(text);
        if !MARKED.is_in(words) {
            continue;
        }
        if words.len() < 130 && forms::source_line(words).is_some() {
            continue;
        }
        let numbered = if heading == Some(at) {
            heading::number(words).map_or(0, |(digits, _)| digits.end)
        } else {
            forms::numbered(words).map_or(0, |(label, _)| label.end)
        };
        let heads =
            heading == Some(at) || words.len() < 300 && at > 0 && heading::judge(words).is_some();
        context::candidates(
            &context::Lines {
                text,
                range: line.start..line.end,
                heading: heads,
                numbered,
                page,
                floor,
                written: &written,
            },
            &inside,
            &mut out,
        );
    }
    one_form(&mut out);
    out.retain(|candidate| !decisions.is_dismissed(&candidate.range));
    out
}

/// The day on which a text was written, as a line of place and date near its head says.
fn written_on(text: &str, lines: &[Line]) -> Option<Day> {
    /// How many lines the head has.
    const HEAD: usize = 12;
    /// A longer line is none of place and date.
    const LONGEST: usize = 120;
    let head = lines.iter().take(HEAD).map(|line| line.of(text));
    let mut datelines = head
        .filter(|words| words.len() <= LONGEST)
        .filter_map(dates::dateline);
    datelines.find_map(|line| line.date?.date.exact())
}

/// A text marks its notes in one way: where most likely marks are raised or in brackets,
/// plain numbers are hardly marks, and the other way round.
fn one_form(candidates: &mut [Candidate]) {
    let form = |candidate: &Candidate| match candidate.place {
        Place::Raised => 1,
        Place::Bracketed => 2,
        _ => 0,
    };
    if candidates.iter().all(|candidate| form(candidate) == 0) {
        return;
    }
    let mut likely = [0; 3];
    for candidate in candidates.iter() {
        if let Some(count) = likely.get_mut(form(candidate))
            && candidate.score >= LIKELY
        {
            *count += 1;
        }
    }
    let most = likely.iter().copied().max().unwrap_or(0);
    for candidate in candidates {
        if likely
            .get(form(candidate))
            .is_some_and(|&count| count < most)
        {
            candidate.score -= OTHER_FORM;
        }
    }
}
