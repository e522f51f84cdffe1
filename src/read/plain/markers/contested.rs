//! Whether the document as a whole reads about as well with another mark for a note, and
//! where the mark of a note without one could be.

use super::{
    CONTESTED, Candidate, FOUND, REPEAT, REPEATED, RESTART, Reading, Sought, Step, Value, change,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// The greatest of numbers from some place on: a Fenwick tree, from the end.
struct Greatest {
    tree: Vec<f64>,
}

impl Greatest {
    fn new(notes: usize) -> Self {
        Self {
            tree: vec![f64::MIN; notes + 1],
        }
    }

    /// The greatest number of the notes behind `note`.
    fn above(&self, note: usize) -> f64 {
        let mut at = self.tree.len().saturating_sub(note + 2);
        let mut best = f64::MIN;
        while at > 0 {
            best = best.max(self.tree.get(at).copied().unwrap_or(f64::MIN));
            at &= at - 1;
        }
        best
    }

    fn insert(&mut self, note: usize, value: f64) {
        let mut at = self.tree.len().saturating_sub(note + 1);
        while let Some(slot) = self.tree.get_mut(at).filter(|_| at > 0) {
            *slot = slot.max(value);
            at += at & at.wrapping_neg();
        }
    }
}

/// For each step the best that can follow it: what `forward` is from the front, from the back.
fn backward(candidates: &[Candidate], steps: &[Step], sought: &[Sought]) -> Vec<f64> {
    let notes = sought.len();
    let mut follows = vec![0.0; steps.len()];
    let mut any = Greatest::new(notes);
    // Steps that begin the numbers again, on later pages only.
    let mut later = Greatest::new(notes);
    let mut runs: BTreeMap<i64, Greatest> = BTreeMap::new();
    let mut again: BTreeMap<i64, Greatest> = BTreeMap::new();
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
                any.insert(other.note, value - change);
                let run = runs
                    .entry(other.shift)
                    .or_insert_with(|| Greatest::new(notes));
                run.insert(other.note, value);
                if wanted.repeats {
                    let run = again
                        .entry(other.shift)
                        .or_insert_with(|| Greatest::new(notes));
                    run.insert(other.note, value - REPEAT);
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
                later.insert(other.note, value - RESTART.min(change));
            }
        }
        let run = runs
            .get(&step.shift)
            .map_or(f64::MIN, |run| run.above(step.note));
        let mut best = run.max(any.above(step.note)).max(later.above(step.note));
        for back in 1..=REPEATED {
            if let Some(run) = again.get(&(step.shift - back)) {
                best = best.max(run.above(step.note));
            }
        }
        if let Some(slot) = follows.get_mut(index) {
            *slot = best.max(0.0);
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
/// marks of the notes before and after it.
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
