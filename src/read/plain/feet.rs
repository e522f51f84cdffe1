//! Notes that stand at the foot of a paper, above its enclosures: they are put where lists of
//! notes are looked for, at the end.

use super::forms;
use super::lines::Line;
use super::notes::{LabelForm, label};
use std::ops::Range;

/// How many lines of notes a paper can have at its foot.
const FOOT: usize = 60;

/// The lines of the text, and after them those of the notes above labels of enclosures and at the
/// end; and how many are the text's. `None` where no such notes are.
pub(super) fn above_enclosures(text: &str, lines: &[Line]) -> Option<(Vec<Line>, usize)> {
    let mut feet: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if !begins_enclosure(line.of(text)) {
            continue;
        }
        feet.extend(foot(text, lines, from, at));
        from = at;
    }
    if feet.is_empty() {
        return None;
    }
    feet.extend(foot(text, lines, from, lines.len()));
    let mut feet = feet.into_iter().peekable();
    let mut above = Vec::with_capacity(lines.len());
    let mut below = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        while feet.next_if(|foot| foot.end <= at).is_some() {}
        if feet.peek().is_some_and(|foot| foot.contains(&at)) {
            below.push(*line);
        } else {
            above.push(*line);
        }
    }
    let count = above.len();
    above.extend(below);
    Some((above, count))
}

/// The lines of the text, and after them those of the notes that stand in brackets between its
/// paragraphs, `[Footnote 1: …]`; and how many are the text's. `None` where no such notes are.
pub(super) fn in_brackets(text: &str, lines: &[Line]) -> Option<(Vec<Line>, usize)> {
    if !text.contains("[Footnote ") && !text.contains("[FOOTNOTE ") {
        return None;
    }
    let mut above = Vec::with_capacity(lines.len());
    let mut below = Vec::new();
    let mut at = 0;
    let mut apart = false;
    while let Some(line) = lines.get(at) {
        let begins = label(line.of(text)).is_some_and(|label| label.form == LabelForm::Footnote);
        let end = begins
            .then(|| {
                (at..lines.len().min(at + FOOT)).find(|&end| {
                    lines
                        .get(end)
                        .is_some_and(|line| line.of(text).ends_with(']'))
                })
            })
            .flatten();
        if let Some(end) = end {
            below.extend(lines.get(at..=end).into_iter().flatten().copied());
            at = end + 1;
            apart = true;
        } else {
            // What stood on both sides of a note is not one block.
            let gap = line.gap.max(usize::from(std::mem::take(&mut apart)));
            above.push(Line { gap, ..*line });
            at += 1;
        }
    }
    let count = above.len();
    above.extend(below);
    (count > 0 && count < above.len()).then_some((above, count))
}

/// Whether a line is the label of an enclosure in brackets: `[Inclosure 1 in No. 214.]`
pub(super) fn begins_enclosure(line: &str) -> bool {
    line.starts_with('[') && forms::attachment_label(line).is_some()
}

/// The blocks right above a line that begin as notes do, each with its number or sign.
fn foot(text: &str, lines: &[Line], from: usize, to: usize) -> Option<Range<usize>> {
    let mut first = None;
    for at in (from.max(to.saturating_sub(FOOT))..to).rev() {
        let line = lines.get(at)?;
        if line.gap == 0 && at > 0 {
            continue;
        }
        let fits = label(line.of(text)).is_some_and(|label| {
            !matches!(label.form, LabelForm::Letter | LabelForm::LetterBracketed)
        });
        if !fits {
            break;
        }
        first = Some(at);
    }
    first.filter(|&first| first > 0).map(|first| first..to)
}
