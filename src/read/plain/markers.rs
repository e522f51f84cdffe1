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

mod best;
mod contested;

use super::context::{Candidate, Place, Value};
use best::Best;
use contested::contested;
pub(super) use contested::missed;
use std::ops::Range;

/// A mark that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// Its characters.
    pub range: Range<usize>,
    /// The note, from 0 in the order of the list.
    pub note: usize,
    /// What kind of place it stands in.
    pub place: Place,
    /// How likely the mark is by itself; below nought only its place in the row speaks for it.
    pub score: f64,
    /// Another candidate for the same note that fits about as well.
    pub rival: Option<Range<usize>>,
    /// Whether every note has a mark in the order of their numbers, and no other number between
    /// the marks before and after it could be this one: it is the note's mark, if it has any.
    pub alone: bool,
}

/// What is known of a note before its mark is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sought {
    /// A note before it has the same words.
    pub repeats: bool,
    /// It tells of a paper: `Not printed.` Its mark stands where a paper is named.
    pub of_paper: bool,
}

impl Sought {
    /// How much the note's words speak for a candidate.
    fn fit(self, candidate: &Candidate) -> f64 {
        match (self.of_paper, candidate.place) {
            (true, Place::Digit) if candidate.after_paper => 0.8,
            (true, Place::Digit) => -0.4,
            _ => 0.0,
        }
    }
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
const FOUND: f64 = 5.0;
/// What changing the shift between numbers and notes costs, in the midst of a run.
const SHIFT_CHANGE: f64 = 4.5;
/// What it costs where the numbers begin again from 1 on a new page or a new heading.
const RESTART: f64 = 1.2;
/// What it costs where they begin again from 1 for no reason that can be seen.
const RESTART_IN_PAGE: f64 = 3.5;
/// Rivals within this distance are reported.
const RIVAL: f64 = 1.0;
/// What it costs to print a number again for another note of the same words: pages that
/// print one note for two marks give it twice in their list.
const REPEAT: f64 = 1.0;
/// How far back a number that is printed again may lie.
const REPEATED: i64 = 3;
/// A number so far above the count of notes is no mark of them.
const FAR: usize = 200;
/// Readings of the whole document within this distance are reported.
const CONTESTED: f64 = 1.3;
/// Above this many pairs of candidates and notes only constant shifts are tried.
const SEARCH_LIMIT: usize = 2_000_000;

/// One step of a reading: a candidate for a note under a shift.
#[derive(Debug, Clone, Copy)]
struct Step {
    candidate: usize,
    note: usize,
    /// The number that the mark prints, less the note's own.
    shift: i64,
    /// Best score of a reading that ends here.
    score: f64,
    before: Option<usize>,
}

/// What it costs to change the shift at a candidate, and whether it begins the numbers again.
fn change(candidate: &Candidate) -> (f64, bool) {
    let restarts = matches!(candidate.value, Value::Number(0 | 1));
    let cost = match candidate.value {
        Value::Number(_) if restarts && candidate.place == Place::Heading => RESTART,
        Value::Number(_) if restarts => RESTART_IN_PAGE,
        Value::Number(_) => SHIFT_CHANGE,
        Value::Sign => 0.0,
    };
    (cost, restarts)
}

/// All steps of all readings, in the order of the text, each with the best score of a
/// reading that ends with it. With `shift` only marks that are shifted so are tried.
fn forward(candidates: &[Candidate], sought: &[Sought], shift: Option<i64>) -> Vec<Step> {
    let notes = sought.len();
    let mut steps: Vec<Step> = Vec::with_capacity(candidates.len());
    let mut any = Best::new();
    // Steps on earlier pages only: a new page may begin its numbers again.
    let mut earlier = Best::new();
    let mut turned = 0;
    // By shift.
    let mut runs = Best::new();
    // Steps wait here until the next candidate lies behind theirs: the ends of one number
    // (`2` and `62` of `162`) are candidates beside each other and never both marks.
    let mut waiting = 0;
    let mut waiting_end = 0;
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.range.start >= waiting_end {
            while let Some(step) = steps.get(waiting) {
                any.insert((), step.note, step.score, waiting);
                runs.insert(step.shift, step.note, step.score, waiting);
                waiting += 1;
            }
        }
        waiting_end = waiting_end.max(candidate.range.end);
        if shift.is_none() {
            let on_earlier_page = |step: &&Step| {
                let other = candidates.get(step.candidate);
                other.is_some_and(|other| other.page < candidate.page)
            };
            while let Some(step) = steps
                .get(turned)
                .filter(|_| turned < waiting)
                .filter(on_earlier_page)
            {
                earlier.insert((), step.note, step.score, turned);
                turned += 1;
            }
        }
        let range = match (candidate.value, shift) {
            (Value::Number(value), Some(shift)) => {
                match usize::try_from(i64::from(value) - 1 - shift) {
                    Ok(note) if note < notes => note..note + 1,
                    _ => continue,
                }
            }
            (Value::Number(value), None) => {
                if usize::try_from(value).is_ok_and(|value| value > notes + FAR) {
                    continue;
                }
                0..notes
            }
            // A sign without a number stands for the note that comes next.
            (Value::Sign, _) => {
                let last = any.below((), notes).and_then(|(_, at)| steps.get(at));
                let next = last.map_or(0, |step| step.note + 1);
                next..(next + 1).min(notes)
            }
        };
        for note in range {
            let wanted = sought.get(note).copied().unwrap_or_default();
            let own = match candidate.value {
                Value::Number(value) => i64::from(value) - 1 - i64::try_from(note).unwrap_or(0),
                Value::Sign => any
                    .below((), note)
                    .and_then(|(_, at)| steps.get(at))
                    .map_or(0, |step| step.shift),
            };
            let (change, restarts) = change(candidate);
            let mut before = None;
            // The first mark of a text is that of the first note, where nothing else decides.
            let skipped = 0.1 * note.min(5) as f64;
            // A run that does not begin as its list does has changed its shift already.
            let mut best = if own == 0 || own == -1 && candidate.value == Value::Number(0) {
                -skipped
            } else if shift == Some(own) {
                -0.5 - skipped
            } else {
                -change / 2.0 - 0.4 * own.unsigned_abs().min(10) as f64 - skipped
            };
            let mut consider = |reading: Option<(f64, usize)>, cost: f64| {
                if let Some((score, at)) = reading
                    && score - cost > best
                {
                    best = score - cost;
                    before = Some(at);
                }
            };
            consider(runs.below(own, note), 0.0);
            if shift.is_none() {
                consider(any.below((), note), change);
                if restarts {
                    consider(earlier.below((), note), RESTART.min(change));
                }
                if wanted.repeats && candidate.value != Value::Sign {
                    for back in 1..=REPEATED {
                        consider(runs.below(own + back, note), REPEAT);
                    }
                }
            }
            steps.push(Step {
                candidate: index,
                note,
                shift: own,
                score: best + candidate.score + wanted.fit(candidate) + FOUND,
                before,
            });
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

/// Chooses the marks of a list of notes. `listed_from` is the number of the list's first
/// entry, nearly always 1.
pub(super) fn pair(candidates: &[Candidate], sought: &[Sought], listed_from: u32) -> Reading {
    let notes = sought.len();
    if notes == 0 || candidates.is_empty() {
        return Reading::default();
    }
    let mut steps = forward(candidates, sought, Some(i64::from(listed_from) - 1));
    let (mut chosen, mut score) = trace(&steps);
    let likely = |step: &Step| {
        candidates
            .get(step.candidate)
            .is_some_and(|candidate| candidate.score >= 0.0)
    };
    let sure = chosen.len() == notes && chosen.iter().all(likely);
    let mut every = false;
    // Only where the plain reading leaves something to wish is every reading tried.
    if !sure && candidates.len().saturating_mul(notes) <= SEARCH_LIMIT {
        let all = forward(candidates, sought, None);
        let (better, best) = trace(&all);
        if best >= score {
            (steps, chosen, score) = (all, better, best);
            every = true;
        }
    }
    let signs = candidates
        .iter()
        .any(|candidate| candidate.value == Value::Sign);
    let rivals = if every && !signs {
        contested(candidates, sought, &steps, &chosen, score)
    } else {
        rivals(candidates, &steps, &chosen)
    };
    let first = chosen.first().map(|step| step.shift);
    let in_order = chosen.len() == notes && chosen.iter().all(|step| Some(step.shift) == first);
    let marks = chosen
        .iter()
        .enumerate()
        .zip(rivals)
        .filter_map(|((index, step), rival)| {
            let candidate = candidates.get(step.candidate)?;
            let before = index.checked_sub(1).and_then(|before| chosen.get(before));
            let from = before.map_or(0, |before| before.candidate + 1);
            let to = chosen
                .get(index + 1)
                .map_or(candidates.len(), |after| after.candidate);
            let others = candidates.get(from..to).unwrap_or_default().iter();
            let alone = in_order
                && others
                    .filter(|other| other.value == candidate.value)
                    .nth(1)
                    .is_none();
            Some(Mark {
                range: candidate.range.clone(),
                note: step.note,
                place: candidate.place,
                score: candidate.score,
                rival,
                alone,
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
