//! Whether the document as a whole reads about as well with another mark for a note, and
//! where the mark of a note without one could be.

use super::best::Best;
use super::{
    CONTESTED, Candidate, FOUND, REPEAT, REPEATED, RESTART, Reading, SEARCH_LIMIT, Sought, Step,
    Value, change,
};
use std::ops::Range;

/// For each step the best that can follow it: what `forward` is from the front, from the back.
fn backward(candidates: &[Candidate], steps: &[Step], sought: &[Sought]) -> Vec<f64> {
    // Counted from the end, as everything here.
    let left = |note: usize| sought.len() - 1 - note;
    let mut follows = vec![0.0; steps.len()];
    let mut any = Best::new();
    // Steps that begin the numbers again, on later pages only.
    let mut later = Best::new();
    // By shift; and only of notes whose words a note before them has.
    let mut runs = Best::new();
    let mut again = Best::new();
    let mut waiting = steps.len();
    let mut waiting_start = usize::MAX;
    let mut turned = steps.len();
    for index in (0..steps.len()).rev() {
        let Some((step, candidate)) = steps
            .get(index)
            .and_then(|step| Some((step, candidates.get(step.candidate)?)))
        else {
            continue;
        };
        let whole = |at: usize| {
            let step = steps.get(at)?;
            let candidate = candidates.get(step.candidate)?;
            let wanted = sought.get(step.note).copied().unwrap_or_default();
            let own = candidate.score + wanted.fit(candidate) + FOUND;
            let value = own + follows.get(at).copied().unwrap_or(0.0);
            Some((step, candidate, wanted, value))
        };
        if candidate.range.end <= waiting_start {
            while let Some((other, sign, wanted, value)) = waiting
                .checked_sub(1)
                .filter(|&at| at > index)
                .and_then(whole)
            {
                waiting -= 1;
                let (change, _) = change(sign);
                let note = left(other.note);
                any.insert((), note, value - change, waiting);
                runs.insert(other.shift, note, value, waiting);
                if wanted.repeats {
                    again.insert(other.shift, note, value - REPEAT, waiting);
                }
            }
        }
        waiting_start = waiting_start.min(candidate.range.start);
        while let Some((other, sign, _, value)) = turned
            .checked_sub(1)
            .filter(|&at| at >= waiting)
            .and_then(whole)
            .filter(|(_, sign, ..)| sign.page > candidate.page)
        {
            turned -= 1;
            if let (change, true) = change(sign) {
                later.insert((), left(other.note), value - RESTART.min(change), turned);
            }
        }
        let note = left(step.note);
        let next = [
            runs.below(step.shift, note),
            any.below((), note),
            later.below((), note),
        ];
        let next = next
            .into_iter()
            .chain((1..=REPEATED).map(|back| again.below(step.shift - back, note)));
        let best = next.flatten().map(|(value, _)| value).fold(0.0, f64::max);
        if let Some(slot) = follows.get_mut(index) {
            *slot = best;
        }
    }
    follows
}

/// For each chosen step, another candidate for its note with which the document as a whole
/// reads about as well.
pub(super) fn contested(
    candidates: &[Candidate],
    sought: &[Sought],
    steps: &[Step],
    chosen: &[Step],
    total: f64,
) -> Vec<Option<Range<usize>>> {
    let follows = backward(candidates, steps, sought);
    let mut best: Vec<Option<(f64, &Candidate)>> = vec![None; sought.len()];
    let mut own: Vec<Option<&Candidate>> = vec![None; sought.len()];
    for step in chosen {
        if let Some(slot) = own.get_mut(step.note) {
            *slot = candidates.get(step.candidate);
        }
    }
    for (step, follows) in steps.iter().zip(follows) {
        let through = step.score + follows;
        let (Some(candidate), Some(Some(own)), Some(slot)) = (
            candidates.get(step.candidate),
            own.get(step.note),
            best.get_mut(step.note),
        ) else {
            continue;
        };
        if candidate.range.end != own.range.end
            && total - through < CONTESTED
            && slot.is_none_or(|(known, _)| through > known)
        {
            *slot = Some((through, candidate));
        }
    }
    chosen
        .iter()
        .map(|step| {
            let (_, rival) = best.get(step.note).copied().flatten()?;
            Some(rival.range.clone())
        })
        .collect()
}

/// For each note without a mark the likeliest number that was not taken for it, between the
/// marks of the notes before and after it. Nothing where the numbers and notes are too many to
/// compare each with each.
pub(in crate::read::plain) fn missed(
    candidates: &[Candidate],
    sought: &[Sought],
    reading: &Reading,
    text: &str,
) -> Vec<(usize, Range<usize>)> {
    let value = |range: &Range<usize>| -> Option<i64> {
        let mark = text.get(range.clone())?;
        crate::read::plain::context::printed(mark).parse().ok()
    };
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    if candidates.len().saturating_mul(sought.len()) > SEARCH_LIMIT {
        return out;
    }
    for (note, wanted) in sought.iter().enumerate() {
        let next = reading.marks.partition_point(|mark| mark.note < note);
        let after = reading.marks.get(next);
        if after.is_some_and(|mark| mark.note == note) {
            continue;
        }
        let before = next.checked_sub(1).and_then(|at| reading.marks.get(at));
        let from = before.map_or(0, |mark| mark.range.end);
        let to = after.map_or(usize::MAX, |mark| mark.range.start);
        let from = out.last().map_or(from, |(_, last)| from.max(last.end));
        let note_number = i64::try_from(note).unwrap_or(i64::MAX);
        // The number that goes on from a neighbour's.
        let going_on = |mark: Option<&super::Mark>| {
            let mark = mark?;
            Some(value(&mark.range)? + note_number - i64::try_from(mark.note).ok()?)
        };
        let (up, down) = (going_on(before), going_on(after));
        let last = before.and_then(|mark| value(&mark.range)).unwrap_or(0);
        let worth = |candidate: &Candidate| {
            let Value::Number(number) = candidate.value else {
                return candidate.score;
            };
            let number = i64::from(number);
            let fits = if up == Some(number) || down == Some(number) {
                4.0
            } else if up.is_none() && number == note_number + 1 || number == 1 {
                3.0
            } else if wanted.repeats && (1..=last).contains(&number) {
                2.5
            } else {
                -4.5
            };
            candidate.score + wanted.fit(candidate) + fits
        };
        let best = candidates
            .iter()
            .filter(|candidate| candidate.range.start >= from && candidate.range.end <= to)
            .map(|candidate| (worth(candidate), candidate))
            .max_by(|(a, _), (b, _)| a.total_cmp(b));
        if let Some((worth, candidate)) = best
            && worth > NAMED
        {
            out.push((note, candidate.range.clone()));
        }
    }
    out
}

/// Below this a number that was not taken is not named.
const NAMED: f64 = -3.0;
