//! Which numbers in a text are the marks of its notes: solved for the whole document at
//! once.
//!
//! Every number that could be a mark is a candidate with a score for what stands around
//! it. A reading of the document is a choice of candidates, in the order of the text,
//! for an increasing run of notes; the best reading is the one with the highest sum. A
//! mark usually prints its note's number, but whole runs can be shifted (0–4 for the
//! notes 1–5, or 22–26, or from 1 again in an enclosure): a shift holds for a run, and
//! changing it costs. The number glued to a figure (`September 162`) is a candidate
//! like any other, only less likely by itself.

use super::context::{self, Candidate, Value};
use std::ops::Range;

/// A mark that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// Its characters.
    pub range: Range<usize>,
    /// The note, from 0 in the order of the list.
    pub note: usize,
    /// What kind of place it stands in.
    pub place: context::Place,
    /// Another candidate for the same note that fits about as well.
    pub rival: Option<Range<usize>>,
}

/// The best reading of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reading {
    /// The marks in the order of the text.
    pub marks: Vec<Mark>,
    /// How good the reading is as a whole; higher is better. Comparable between lists.
    pub score: f64,
}

/// What finding a note's mark is worth, over what stands around it.
const FOUND: f64 = 4.0;
/// What changing the shift between numbers and notes costs.
const SHIFT_CHANGE: f64 = 5.0;
/// Rivals within this distance are reported.
const RIVAL: f64 = 1.0;
/// How many shifts are tried together.
const SHIFTS: usize = 3;

/// One step of a reading: a candidate for a note under a shift.
#[derive(Debug, Clone, Copy)]
struct Step {
    candidate: usize,
    note: usize,
    /// Which of the shifts.
    layer: usize,
    /// Best score of a reading that ends here.
    score: f64,
    before: Option<usize>,
}

/// Best step among notes up to some number: a Fenwick tree of maxima.
struct Best {
    tree: Vec<Option<usize>>,
}

impl Best {
    fn new(notes: usize) -> Self {
        Self {
            tree: vec![None; notes + 1],
        }
    }

    fn better(steps: &[Step], a: Option<usize>, b: Option<usize>) -> Option<usize> {
        let score = |at: Option<usize>| at.and_then(|at| steps.get(at)).map(|step| step.score);
        match (score(a), score(b)) {
            (Some(x), Some(y)) => {
                if y > x {
                    b
                } else {
                    a
                }
            }
            (None, _) => b,
            (_, None) => a,
        }
    }

    /// The best step whose note is below `note`.
    fn below(&self, steps: &[Step], note: usize) -> Option<usize> {
        let (mut at, mut best) = (note, None);
        while at > 0 {
            best = Self::better(steps, best, self.tree.get(at).copied().flatten());
            at &= at - 1;
        }
        best
    }

    fn insert(&mut self, steps: &[Step], step: usize) {
        let mut at = steps.get(step).map_or(0, |step| step.note) + 1;
        while let Some(slot) = self.tree.get_mut(at) {
            *slot = Self::better(steps, *slot, Some(step));
            at += at & at.wrapping_neg();
        }
    }
}

/// All steps of all readings, in the order of the text, each with the best score of a
/// reading that ends with it.
fn forward(candidates: &[Candidate], notes: usize, shifts: &[i64]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(candidates.len());
    let mut layers: Vec<Best> = shifts.iter().map(|_| Best::new(notes)).collect();
    for (index, candidate) in candidates.iter().enumerate() {
        let first = steps.len();
        for (layer, shift) in shifts.iter().enumerate() {
            let note = match candidate.value {
                Value::Number(value) => usize::try_from(i64::from(value) - shift - 1).ok(),
                // A sign without a number stands for the note that comes next.
                Value::Sign => {
                    let last = layers.get(layer).and_then(|best| best.below(&steps, notes));
                    Some(
                        last.and_then(|at| steps.get(at))
                            .map_or(0, |step| step.note + 1),
                    )
                }
            };
            let Some(note) = note.filter(|&note| note < notes) else {
                continue;
            };
            let mut before: Option<usize> = None;
            let mut best = 0.0;
            for (other, known) in layers.iter().enumerate() {
                let Some(at) = known.below(&steps, note) else {
                    continue;
                };
                let cost = if other == layer { 0.0 } else { SHIFT_CHANGE };
                let score = steps.get(at).map_or(0.0, |step| step.score) - cost;
                if score > best {
                    best = score;
                    before = Some(at);
                }
            }
            steps.push(Step {
                candidate: index,
                note,
                layer,
                score: best + candidate.score + FOUND,
                before,
            });
        }
        // Only now, so that two steps of one candidate do not follow each other.
        for at in first..steps.len() {
            let layer = steps.get(at).map_or(0, |step| step.layer);
            if let Some(best) = layers.get_mut(layer) {
                best.insert(&steps, at);
            }
        }
    }
    steps
}

/// The chosen steps of the best reading, in the order of the text.
fn trace(steps: &[Step]) -> (Vec<Step>, f64) {
    let mut last: Option<usize> = None;
    for (index, step) in steps.iter().enumerate() {
        if last
            .and_then(|at| steps.get(at))
            .is_none_or(|best| step.score > best.score)
        {
            last = Some(index);
        }
    }
    let score = last
        .and_then(|at| steps.get(at))
        .map_or(0.0, |step| step.score);
    let mut chosen = Vec::new();
    while let Some(step) = last.and_then(|at| steps.get(at)) {
        chosen.push(*step);
        last = step.before;
    }
    chosen.reverse();
    (chosen, score)
}

/// The shifts that are worth trying, the plain one first.
fn shifts(candidates: &[Candidate], notes: usize, listed_from: u32) -> Vec<i64> {
    let plain = i64::from(listed_from) - 1;
    let mut seen: Vec<i64> = vec![plain];
    if plain != 0 {
        seen.push(0);
    }
    // What a likely mark among the first would mean if it were the first, second … note.
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.score >= 1.0)
        .take(8)
    {
        if let Value::Number(value) = candidate.value {
            for earlier in 0..3 {
                let shift = i64::from(value) - 1 - earlier;
                if shift >= -1 && !seen.contains(&shift) {
                    seen.push(shift);
                }
            }
        }
    }
    // Marks that begin from 1 again after so many notes.
    let restarts = candidates
        .iter()
        .filter(|candidate| candidate.score >= 1.5 && candidate.value == Value::Number(1));
    for _ in restarts.take(3).skip(1) {
        for back in 1..notes.min(12) {
            let shift = -i64::try_from(back).unwrap_or(0);
            if !seen.contains(&shift) {
                seen.push(shift);
            }
        }
    }
    if !seen.contains(&-1) {
        seen.push(-1);
    }
    seen.truncate(24);
    seen
}

/// Chooses the marks of a list of notes. `listed_from` is the number of the list's first
/// entry, nearly always 1.
pub(super) fn pair(candidates: &[Candidate], notes: usize, listed_from: u32) -> Reading {
    if notes == 0 || candidates.is_empty() {
        return Reading::default();
    }
    let all = shifts(candidates, notes, listed_from);
    let solo = |shift: i64| trace(&forward(candidates, notes, &[shift]));
    let (chosen, score) = solo(all.first().copied().unwrap_or(0));
    let sure = chosen.len() == notes
        && chosen.iter().all(|step| {
            candidates
                .get(step.candidate)
                .is_some_and(|candidate| candidate.score >= 0.0)
        });
    let mut tried = vec![all.first().copied().unwrap_or(0)];
    if !sure {
        let mut ranked: Vec<(f64, usize, i64)> =
            vec![(score, 0, tried.first().copied().unwrap_or(0))];
        for (rank, &shift) in all.iter().enumerate().skip(1) {
            ranked.push((solo(shift).1, rank, shift));
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        tried = ranked
            .iter()
            .take(SHIFTS)
            .map(|&(_, _, shift)| shift)
            .collect();
    }
    let steps = forward(candidates, notes, &tried);
    let (chosen, score) = trace(&steps);
    let rivals = rivals(candidates, &steps, &chosen);
    let marks = chosen
        .iter()
        .zip(rivals)
        .filter_map(|(step, rival)| {
            let candidate = candidates.get(step.candidate)?;
            Some(Mark {
                range: candidate.range.clone(),
                note: step.note,
                place: candidate.place,
                rival,
            })
        })
        .collect();
    Reading { marks, score }
}

/// For each chosen step, another candidate between the marks before and after it that
/// could stand for its note about as well.
fn rivals(candidates: &[Candidate], steps: &[Step], chosen: &[Step]) -> Vec<Option<Range<usize>>> {
    let mut by_note: Vec<(usize, usize)> = steps
        .iter()
        .map(|step| (step.note, step.candidate))
        .collect();
    by_note.sort_unstable();
    by_note.dedup();
    let range = |step: Option<&Step>| {
        step.and_then(|step| candidates.get(step.candidate))
            .map(|candidate| candidate.range.clone())
    };
    (0..chosen.len())
        .map(|index| {
            let step = chosen.get(index)?;
            let own = candidates.get(step.candidate)?;
            let after = range(index.checked_sub(1).and_then(|before| chosen.get(before)))
                .map_or(0, |range| range.end);
            let before = range(chosen.get(index + 1)).map_or(usize::MAX, |range| range.start);
            let first = by_note.partition_point(|&(note, _)| note < step.note);
            by_note
                .iter()
                .skip(first)
                .take_while(|&&(note, _)| note == step.note)
                .filter_map(|&(_, other)| candidates.get(other))
                .find(|other| {
                    other.range.end != own.range.end
                        && other.range.start >= after
                        && other.range.end <= before
                        && own.score - other.score < RIVAL
                })
                .map(|other| other.range.clone())
        })
        .collect()
}
