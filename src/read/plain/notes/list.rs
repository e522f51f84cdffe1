//! Where a list of notes could begin, and what its entries are: numbers in order, and all that
//! stands between them.

use super::Entry;
use super::label::{Form, Label, between};
use crate::read::plain::lines::Line;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many beginnings of a list are tried.
const STARTS: usize = 6;

/// How many lines a note may have in a list that does not begin with 1.
const LINES: usize = 12;

/// How many numbers may be missing in a list that goes on.
const GAP: u32 = 3;

/// Lines at which a list of notes could begin, the most likely last ones only.
pub(super) fn starts(lines: &[Line], labels: &[Option<Label>]) -> Vec<usize> {
    let number = |at: usize| labels.get(at).and_then(Option::as_ref);
    let goes_on = |before: usize, at: usize| {
        number(before)
            .zip(number(at))
            .is_some_and(|(before, here)| {
                before.form == here.form && before.number.checked_add(1) == Some(here.number)
            })
    };
    let mut ones: Vec<usize> = Vec::new();
    let (mut sure, mut unsure) = (0, 0);
    for (at, label) in labels.iter().enumerate().rev() {
        let first = label.as_ref().is_some_and(|label| {
            label.number == 1
                // Of signs in a row the first begins the list.
                && (label.form != Form::Sign
                    || !at
                        .checked_sub(1)
                        .and_then(number)
                        .is_some_and(|before| before.form == Form::Sign))
        });
        if first {
            let only_might = label.as_ref().is_some_and(|label| {
                matches!(
                    label.form,
                    Form::Bare | Form::Letter | Form::LetterBracketed
                )
            });
            let count = if only_might { &mut unsure } else { &mut sure };
            *count += 1;
            if *count <= STARTS {
                ones.push(at);
            } else if !only_might {
                break;
            }
        }
    }
    // A list that goes on from another document's: 22, 23, 24 to the end.
    let plain = labels.iter().rposition(|label| {
        label.as_ref().is_some_and(|label| {
            matches!(label.form, Form::Plain | Form::Raised | Form::Footnote)
                || ones.is_empty() && label.form == Form::Bare
        })
    });
    // Beside numbered paragraphs a number without a sign of its own, or in brackets, has to be the
    // text's last label and to count on from one above.
    let last = labels
        .iter()
        .rposition(Option::is_some)
        .filter(|&at| {
            number(at).is_some_and(|label| {
                matches!(label.form, Form::Bare | Form::Bracketed)
                    && label.number > 2
                    && (at.saturating_sub(LINES)..at).any(|before| goes_on(before, at))
            })
        })
        .or(plain);
    let mut first = last;
    // A note can run over lines.
    while let Some(at) = first
        && let Some(before) = (at.saturating_sub(LINES)..at)
            .rev()
            .find(|&before| goes_on(before, at))
    {
        first = Some(before);
    }
    let several = first < last;
    let set_in = first
        .and_then(|at| lines.get(at))
        .is_some_and(|line| line.indent >= 2);
    // One that takes up the numbers of a list above, with a gap between, is the text's own.
    let takes_up = |first: usize| {
        let Some((line, label)) = lines.get(first).zip(number(first)) else {
            return false;
        };
        let above = lines.iter().zip(labels).take(first).rev().take(LINES);
        above
            .filter(|(other, _)| other.indent == line.indent)
            .filter_map(|(_, label)| label.as_ref())
            .any(|other| {
                other.form == label.form
                    && other.number < label.number
                    && label.number - other.number <= GAP
            })
    };
    ones.extend(first.filter(|&first| {
        first > 0
            && (several || set_in)
            && !takes_up(first)
            && number(first).is_some_and(|label| label.number > 1 || ones.is_empty())
    }));
    ones
}

/// The entries of a list that begins at a line: numbers in order; everything else goes
/// on with the entry before it. The second list, where there is one, takes a 1 among them
/// for a page whose numbers begin anew.
pub(super) fn entries(
    lines: &[Line],
    labels: &[Option<Label>],
    start: usize,
) -> (Vec<Entry>, Option<Vec<Entry>>) {
    let (once, restarts) = numbered_entries(lines, labels, start, false);
    let anew = restarts.then(|| numbered_entries(lines, labels, start, true).0);
    (once, anew)
}

/// The entries of a list, and whether a later 1 stands among them; `anew` takes it for the next
/// entry.
fn numbered_entries(
    lines: &[Line],
    labels: &[Option<Label>],
    start: usize,
    anew: bool,
) -> (Vec<Entry>, bool) {
    let mut entries: Vec<Entry> = Vec::new();
    let Some(first) = labels.get(start).and_then(Option::as_ref) else {
        return (entries, false);
    };
    let mut restarts = false;
    let mut expected = first.number;
    let indent = lines.get(start).map_or(0, |line| line.indent);
    // A list can be copied in part with raised and in part with plain numbers.
    let own: BTreeSet<u32> = labels
        .iter()
        .skip(start)
        .flatten()
        .filter(|label| label.form == first.form)
        .map(|label| label.number)
        .collect();
    let mixes = |label: &Label| {
        label.form.stands_apart() && first.form.stands_apart() && !own.contains(&label.number)
    };
    for (line, label) in lines.iter().zip(labels).skip(start) {
        // A numbered list inside a note is set in deeper, or out of step.
        let same_level = line.indent.abs_diff(indent) <= 2;
        let next = label.as_ref().filter(|label| {
            let begins_anew = label.number == 1
                && expected > 1
                && !matches!(
                    first.form,
                    Form::Sign | Form::Letter | Form::LetterBracketed
                )
                && same_level
                && label.form == first.form;
            restarts |= begins_anew;
            let fits = label.form == first.form || label.number == expected && mixes(label);
            same_level
                && fits
                && (label.number == expected || label.form == Form::Sign || anew && begins_anew)
        });
        if let Some(label) = next {
            entries.push(labelled(*line, label));
            expected = label.number.saturating_add(1);
        } else if let Some(entry) = entries.last_mut() {
            entry.lines.push(line.start..line.end);
            entry.breaks.push(line.gap > 0 || line.indent > indent);
        }
    }
    (entries, restarts)
}

/// The labels in a list that begin no entry, although they stand where its labels stand and
/// their numbers are near those of the list; also those between two numbers (`44a.`).
pub(super) fn swallowed(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
    start: usize,
    entries: &[Entry],
) -> Vec<Range<usize>> {
    /// How far a number may be from the one that is expected.
    const NEAR: u32 = 5;
    let mut out = Vec::new();
    let Some(first) = labels.get(start).and_then(Option::as_ref) else {
        return out;
    };
    if matches!(
        first.form,
        Form::Sign | Form::Letter | Form::LetterBracketed
    ) {
        return out;
    }
    let indent = lines.get(start).map_or(0, |line| line.indent);
    let mut next = 0;
    let mut expected = first.number;
    for (line, label) in lines.iter().zip(labels).skip(start) {
        let Some(label) = label else {
            let words = line.of(text);
            if let Some(end) = between(words, expected.saturating_sub(1))
                && line.indent.abs_diff(indent) <= 2
            {
                out.push(line.start..line.start + end);
            }
            continue;
        };
        let at = line.start + label.range.start;
        if entries
            .get(next)
            .is_some_and(|entry| entry.label.start == at)
        {
            next += 1;
            expected = label.number.saturating_add(1);
        } else if line.indent.abs_diff(indent) <= 2
            && if label.form == first.form {
                label.number == 1 || label.number.abs_diff(expected) <= NEAR
            } else {
                label.number == expected && label.form.stands_apart()
            }
        {
            out.push(line.start + label.digits.start..line.start + label.digits.end);
        }
    }
    out
}

/// The entry that a line with a label begins.
pub(super) fn labelled(line: Line, label: &Label) -> Entry {
    let place = |range: &Range<usize>| line.start + range.start..line.start + range.end;
    let words = line.start + label.from..line.end;
    let holds = !words.is_empty();
    Entry {
        label: place(&label.range),
        number: place(&label.digits),
        lines: holds.then_some(words).into_iter().collect(),
        breaks: holds.then_some(true).into_iter().collect(),
        back: None,
        drawn: None,
    }
}

/// Whether the entries of a list are the heads of paragraphs: each ends without a stop, and what
/// goes on with it stands below a blank line.
pub(super) fn are_heads(text: &str, entries: &[Entry]) -> bool {
    entries.iter().all(|entry| {
        entry.breaks.get(1) == Some(&true)
            && entry.opening(text).ends_with(|c: char| c.is_alphanumeric())
    })
}
