//! A list of signs beside the list of numbers: `*` and `†` for the notes of the paper itself,
//! numbers for those of its editor. It stands right above the numbers, or below them.

use super::label::{Form, Label};
use super::{Found, list};
use crate::read::plain::context::{Candidate, Value};
use crate::read::plain::lines::Line;
use crate::read::plain::markers::Mark;
use std::ops::Range;

/// How many lines a note of such a list may have.
const LINES: usize = 8;

/// Adds the notes of a list of signs, where the signs in the text are the same as its own, in the
/// same order.
pub(super) fn add(text: &str, lines: &[Line], labels: &[Option<Label>], found: &mut Found) {
    let sign = |at: usize| {
        labels
            .get(at)
            .and_then(Option::as_ref)
            .filter(|label| label.form == Form::Sign)
    };
    let numbers = found.entries.first().map_or(0, |entry| entry.label.start);
    let at_numbers = lines.partition_point(|line| line.end <= numbers);
    let first = labels.get(at_numbers).and_then(Option::as_ref);
    if first.is_none_or(|label| label.form == Form::Sign)
        || !found.candidates.iter().any(|one| one.value == Value::Sign)
        || found
            .reading
            .marks
            .iter()
            .any(|mark| is_sign(text, &mark.range))
    {
        return;
    }
    for end in [found.body, lines.len()] {
        let Some(start) = begins(labels, end) else {
            continue;
        };
        let above = end == found.body;
        if !above && start <= found.body || sign(start).is_none() {
            continue;
        }
        let (Some(of_list), Some(of_labels)) = (lines.get(..end), labels.get(..end)) else {
            continue;
        };
        let (entries, _) = list::entries(of_list, of_labels, start);
        let from = lines.get(start).map_or(0, |line| line.start);
        let until = if above { start } else { found.body };
        let until = lines.get(until).map_or(0, |line| line.start);
        let marks: Vec<&Candidate> = found
            .candidates
            .iter()
            .filter(|one| one.value == Value::Sign && one.range.start < until)
            .collect();
        let same = marks.len() == entries.len()
            && entries.iter().zip(&marks).all(|(entry, mark)| {
                text.get(entry.number.clone()) == text.get(mark.range.clone())
            });
        if !same || entries.is_empty() {
            continue;
        }
        let marks: Vec<Mark> = (found.entries.len()..)
            .zip(marks)
            .map(|(note, mark)| Mark {
                range: mark.range.clone(),
                note,
                place: mark.place,
                score: mark.score,
                rival: None,
                alone: true,
            })
            .collect();
        if above {
            found.body = start;
        } else if let Some(last) = found.entries.last_mut() {
            let own = last.lines.partition_point(|line| line.start < from);
            last.lines.truncate(own);
            last.breaks.truncate(own);
        }
        found.entries.extend(entries);
        found.reading.marks.extend(marks);
        found
            .reading
            .marks
            .sort_by_key(|mark| (mark.range.start, mark.range.end));
        return;
    }
}

/// Where the signs begin that stand one below the other above a line.
fn begins(labels: &[Option<Label>], end: usize) -> Option<usize> {
    let mut first = None;
    let mut at = end;
    let mut plain = 0;
    while let Some(above) = at.checked_sub(1) {
        at = above;
        match labels.get(at).and_then(Option::as_ref) {
            Some(label) if label.form == Form::Sign => {
                first = Some(at);
                plain = 0;
            }
            // A line of a note may begin as another label does.
            Some(_) => break,
            None => plain += 1,
        }
        if plain > LINES {
            break;
        }
    }
    first
}

fn is_sign(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone())
        .is_some_and(|mark| mark.starts_with(['*', '†', '‡', '§', '‖', '¶']))
}
