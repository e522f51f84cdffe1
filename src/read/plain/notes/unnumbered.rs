//! Lists of notes that lost their numbers: the numbers of a list on a web page are not always
//! copied with it. What tells such a list is the source note at its beginning; what stands below
//! it to the end of the text are the notes, and every mark of the text has to lead to one.

use super::list::labelled;
use super::wording::{sought, worded};
use super::{Entry, Found, Label};
use crate::read::plain::context::{Candidate, Value};
use crate::read::plain::lines::Line;
use crate::read::plain::markers;

/// How many lines at the end of a text may be such a list.
const WITHIN: usize = 400;

/// Where a list without numbers begins, and its entries: one for each line, for each block
/// between blank lines, or for each line that is set in, whichever the text has.
pub(super) fn list(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
) -> Option<(usize, Vec<Entry>)> {
    let from = lines.len().saturating_sub(WITHIN).max(1);
    let words = |at: usize| lines.get(at).map_or("", |line| line.of(text));
    let mut start = (from..lines.len())
        .rev()
        .find(|&at| words(at).starts_with("Source:") || is_arrowed(words(at)))?;
    // `- Source: …↩`: the page's own numbers became bullets, and its arrows are left.
    while start > from && is_arrowed(words(start)) && is_arrowed(words(start - 1)) {
        start -= 1;
    }
    let list = lines.get(start..)?;
    let below = list.get(1..).unwrap_or(&[]);
    let gaps = below.iter().any(|line| line.gap > 0);
    let edge = list.iter().map(|line| line.indent).min().unwrap_or(0);
    let set_in = list.first().is_some_and(|line| line.indent >= edge + 2);
    let mut entries: Vec<Entry> = Vec::new();
    for (index, line) in list.iter().enumerate() {
        // Where only the first number was lost, the others still say where notes begin.
        let label = labels.get(start + index).and_then(Option::as_ref);
        let next = u32::try_from(entries.len() + 1).unwrap_or(u32::MAX);
        if let Some(label) = label.filter(|label| index > 0 && label.number == next) {
            entries.push(labelled(*line, label));
            continue;
        }
        let begins = index == 0
            || is_arrowed(line.of(text))
            || if is_arrowed(words(start)) {
                false
            } else if gaps {
                line.gap > 0
            } else if set_in {
                line.indent >= edge + 2
            } else {
                true
            };
        match entries.last_mut() {
            Some(entry) if !begins => {
                entry.lines.push(line.start..line.end);
                entry.breaks.push(false);
            }
            _ => entries.push(unlabelled(*line, text)),
        }
    }
    Some((start, entries))
}

/// Whether a line is a bullet that an arrow back to its mark ends: `- Not printed.↩`
fn is_arrowed(line: &str) -> bool {
    line.starts_with("- ") && line.ends_with('↩')
}

/// A line as an entry without a number; a bullet before its words is none of them.
fn unlabelled(line: Line, text: &str) -> Entry {
    let bullet = if is_arrowed(line.of(text)) { 2 } else { 0 };
    Entry {
        label: line.start..line.start + bullet,
        number: line.start..line.start,
        lines: std::iter::once(line.start + bullet..line.end).collect(),
        breaks: vec![true],
        back: None,
        drawn: None,
    }
}

/// The last lines as notes without numbers, where there are as many of them as marks that run
/// from 1 above them, every mark leads to one, and some are worded as notes are.
pub(super) fn as_many_as_marks(text: &str, lines: &[Line], all: &[Candidate]) -> Option<Found> {
    /// From this score on a candidate can hardly be anything but a mark.
    const TELLING: f64 = 1.0;
    let mut count = 0;
    let mut end = 0;
    for candidate in all.iter().filter(|candidate| candidate.score >= TELLING) {
        if candidate.value == Value::Number(count + 1) && candidate.range.start >= end {
            count += 1;
            end = candidate.range.end;
        }
    }
    let start = lines.len().checked_sub(usize::try_from(count).ok()?)?;
    let first = lines.get(start)?;
    if count < 2 || start == 0 || end > first.start {
        return None;
    }
    let entries: Vec<Entry> = lines
        .get(start..)?
        .iter()
        .copied()
        .map(|line| unlabelled(line, text))
        .collect();
    if worded(text, &entries) * 3 < entries.len() {
        return None;
    }
    let above = all.partition_point(|candidate| candidate.range.end <= first.start);
    let candidates = all.get(..above)?.to_vec();
    let reading = markers::pair(&candidates, &sought(text, &entries), 1);
    (reading.marks.len() == entries.len()).then(|| Found {
        body: start,
        entries,
        reading,
        candidates,
        ..Found::default()
    })
}
