//! Lists of notes that lost their numbers: the numbers of a list on a web page are not always
//! copied with it. What tells such a list is the source note at its beginning, or the arrows at the
//! ends of its notes. Below a source note all is notes to the end of the text, and every mark has to
//! lead to one.

use super::list::labelled;
use super::wording::{sought, worded};
use super::{Entry, Found, Label, LabelForm};
use crate::read::plain::context::{Candidate, Value};
use crate::read::plain::lines::Line;
use crate::read::plain::{forms, markers};

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
    let start = (from..lines.len()).rev().find(|&at| {
        lines
            .get(at)
            .is_some_and(|line| line.of(text).starts_with("Source:"))
    })?;
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
            || if gaps {
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
            _ => entries.push(unlabelled(*line)),
        }
    }
    Some((start, entries))
}

/// The lines at the end that lead back to their marks by an arrow, as only notes do, and where they
/// begin: with bullets, or one or more lines each.
pub(super) fn with_arrows(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
) -> Option<(usize, Vec<Entry>)> {
    let from = lines.len().saturating_sub(WITHIN).max(1);
    let words = |at: usize| lines.get(at).map_or("", |line| line.of(text));
    let bullet = |at: usize| forms::bullet(words(at));
    let mut entries = Vec::new();
    let mut end = lines.len();
    let mut bulleted = None;
    // The last of them can be cut off before its arrow.
    if end > from + 1
        && Entry::arrow(words(end - 1)).is_none()
        && let Some((mark, start)) = bullet(end - 1)
        && bullet(end - 2).is_some()
        && Entry::arrow(words(end - 2)).is_some()
        && let Some(line) = lines.last()
    {
        let mut entry = unlabelled(*line);
        entry.label = line.start + mark.start..line.start + mark.end;
        entry.number = entry.label.end..entry.label.end;
        entry.lines = std::iter::once(line.start + start..line.end).collect();
        entries.push(entry);
        bulleted = Some(true);
        end -= 1;
    }
    while end > from && Entry::arrow(words(end - 1)).is_some() {
        let above = (from..end).rev().skip(1);
        let lowest = above.take_while(|&at| Entry::arrow(words(at)).is_none());
        let lowest = lowest.last().unwrap_or(end - 1);
        let marked = (lowest..end).rev().find(|&at| bullet(at).is_some());
        let start = match (marked, bulleted.unwrap_or(marked.is_some())) {
            (Some(marked), true) => marked,
            (None, true) => break,
            // Without bullets a line begins a note, unless it goes on with the one above.
            (_, false) => (lowest..end)
                .rev()
                .find(|&at| !forms::goes_on(words(at)))
                .unwrap_or(lowest),
        };
        bulleted = bulleted.or(Some(marked.is_some()));
        let numbered = labels.get(start).and_then(Option::as_ref);
        if numbered.is_some_and(|label| label.form != LabelForm::Sign) {
            return None;
        }
        let (&first, more) = lines.get(start..end)?.split_first()?;
        let mut entry = unlabelled(first);
        if let Some((mark, words)) = bullet(start).filter(|_| bulleted == Some(true)) {
            entry.label = first.start + mark.start..first.start + mark.end;
            entry.number = entry.label.end..entry.label.end;
            entry.lines = std::iter::once(first.start + words..first.end).collect();
        }
        for line in more {
            entry.lines.push(line.start..line.end);
            entry.breaks.push(line.gap > 0);
        }
        entries.push(entry);
        end = start;
    }
    entries.reverse();
    (!entries.is_empty()).then_some((end, entries))
}

/// A line as an entry without a number.
fn unlabelled(line: Line) -> Entry {
    Entry {
        label: line.start..line.start,
        number: line.start..line.start,
        lines: std::iter::once(line.start..line.end).collect(),
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
        .map(unlabelled)
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
