//! The list of notes at the end of a text: where it begins, what belongs to each entry.
//!
//! A numbered list at the end can be the notes or the last lines of the text itself.
//! Every place where such a list could begin is tried, and the one whose entries find
//! their marks in the text is taken.

use super::context::{self, Candidate};
use super::forms;
use super::inline::holds;
use super::layout::Layout;
use super::lines::Line;
use super::markers::{self, Reading};
use super::marks::PageMark;
use std::ops::Range;

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The number with its full stop.
    pub label: Range<usize>,
    /// The number's digits.
    pub number: Range<usize>,
    /// The entry's lines, the first one's number left out.
    pub lines: Vec<Range<usize>>,
    /// For each line, whether a blank line stands before it or it is set in.
    pub breaks: Vec<bool>,
}

/// The text before the list, the list, and how they go together.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// How many lines are the text's.
    pub body: usize,
    /// The notes.
    pub entries: Vec<Entry>,
    /// The marks, paired with the entries.
    pub reading: Reading,
    /// All candidates in the text.
    pub candidates: Vec<Candidate>,
}

/// How many beginnings of a list are tried.
const STARTS: usize = 6;

/// Finds the notes of a text and pairs them with their marks. Numbers in `dismissed`
/// passages are none.
pub(super) fn find(
    text: &str,
    lines: &[Line],
    pages: &[PageMark],
    dismissed: &[Range<usize>],
) -> Found {
    let numbers: Vec<Option<u32>> = lines
        .iter()
        .map(|line| list_number(line.of(text)))
        .collect();
    let mut best: Option<(f64, Found)> = None;
    for start in starts(lines, &numbers) {
        let entries = entries(text, lines, &numbers, start);
        if entries.is_empty() {
            continue;
        }
        let candidates = candidates(text, lines.get(..start).unwrap_or(&[]), pages, dismissed);
        let from = numbers.get(start).copied().flatten().unwrap_or(1);
        let reading = markers::pair(&candidates, entries.len(), from);
        let lost = entries.len() - reading.marks.len().min(entries.len());
        let score = reading.score - 2.5 * lost as f64
            + looks_like_notes(text, lines, start, &entries, reading.marks.len());
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((
                score,
                Found {
                    body: start,
                    entries,
                    reading,
                    candidates,
                },
            ));
        }
    }
    match best {
        Some((score, found)) if score > 0.0 => found,
        _ => Found {
            body: lines.len(),
            candidates: candidates(text, lines, pages, dismissed),
            ..Found::default()
        },
    }
}

/// The number that a line of a list of notes begins with.
fn list_number(line: &str) -> Option<u32> {
    let (label, _) = forms::numbered(line)?;
    let label = line.get(label)?;
    (!label.starts_with('(')).then(|| forms::number_of(label))?
}

/// Lines at which a list of notes could begin, the most likely last ones only.
fn starts(lines: &[Line], numbers: &[Option<u32>]) -> Vec<usize> {
    let mut ones: Vec<usize> = Vec::new();
    for (at, number) in numbers.iter().enumerate().rev() {
        if *number == Some(1) {
            ones.push(at);
            if ones.len() == STARTS {
                break;
            }
        }
    }
    if ones.is_empty() {
        // A list that goes on from another document's: 22, 23, 24 to the end.
        let last = numbers.iter().rposition(Option::is_some);
        let mut first = last;
        while let Some(at) = first {
            let before = at
                .checked_sub(1)
                .and_then(|before| numbers.get(before))
                .copied()
                .flatten();
            let here = numbers.get(at).copied().flatten();
            match (before, here) {
                (Some(before), Some(here)) if before + 1 == here => first = Some(at - 1),
                _ => break,
            }
        }
        let several = first < last;
        let set_in = first
            .and_then(|at| lines.get(at))
            .is_some_and(|line| line.indent >= 2);
        ones.extend(first.filter(|&first| first > 0 && (several || set_in)));
    }
    ones
}

/// The entries of a list that begins at a line: numbers in order; everything else goes
/// on with the entry before it.
fn entries(text: &str, lines: &[Line], numbers: &[Option<u32>], start: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut expected = numbers.get(start).copied().flatten().unwrap_or(1);
    let indent = lines.get(start).map_or(0, |line| line.indent);
    for (at, line) in lines.iter().enumerate().skip(start) {
        let words = line.of(text);
        let number = numbers.get(at).copied().flatten();
        // A numbered list inside a note is set in deeper, or out of step.
        let same_level = line.indent.abs_diff(indent) <= 2;
        if number == Some(expected) && same_level {
            let (label, from) = forms::numbered(words).unwrap_or((0..0, 0));
            let digits = words.get(label.clone()).unwrap_or("");
            let lead = digits.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
            let count = digits.bytes().filter(u8::is_ascii_digit).count();
            let mut entry = Entry {
                label: line.start + label.start..line.start + label.end,
                number: line.start + lead..line.start + lead + count,
                lines: Vec::new(),
                breaks: Vec::new(),
            };
            if line.start + from < line.end {
                entry.lines.push(line.start + from..line.end);
                entry.breaks.push(true);
            }
            entries.push(entry);
            expected = expected.saturating_add(1);
        } else if let Some(entry) = entries.last_mut() {
            entry.lines.push(line.start..line.end);
            entry.breaks.push(line.gap > 0 || line.indent > indent);
        }
    }
    entries
}

/// Words that notes begin with and running text seldom does.
const OPENINGS: &[&str] = &[
    "Source:",
    "See ",
    "Not printed",
    "Not found",
    "Ibid",
    "Document ",
    "Telegram ",
    "In telegram",
    "Reference",
    "Printed",
    "No classification",
    "Dated ",
    "For text",
    "For the text",
    "Attached",
    "Brackets",
    "Ante",
    "Post",
    "Secret",
    "Drafted",
    "A copy",
    "All brackets",
    "The reference",
    "Scheduled",
    "Same as",
    "Same ",
    "Supra",
    "Infra",
    "Also ",
];

/// How much a list looks like notes whatever its marks: set in, below everything else,
/// with a source note first.
fn looks_like_notes(
    text: &str,
    lines: &[Line],
    start: usize,
    entries: &[Entry],
    paired: usize,
) -> f64 {
    let Some(first) = lines.get(start) else {
        return 0.0;
    };
    let opening = |entry: &Entry| {
        let words = entry
            .lines
            .first()
            .and_then(|range| text.get(range.clone()))
            .unwrap_or("");
        OPENINGS.iter().any(|opening| words.starts_with(opening))
    };
    let source = entries
        .first()
        .and_then(|entry| entry.lines.first())
        .and_then(|range| text.get(range.clone()))
        .is_some_and(|words| words.starts_with("Source:"));
    let mut score = 0.0;
    if source {
        score += 6.0;
    }
    let opened = entries.iter().filter(|entry| opening(entry)).count();
    score += 2.0 * (opened as f64 / entries.len() as f64);
    let before = start.checked_sub(1).and_then(|before| lines.get(before));
    let set_in = first.indent >= 2 && before.is_none_or(|before| before.indent < first.indent);
    if set_in {
        score += 2.0;
    }
    if start == 0 {
        // A list and no text before it.
        score += if source { 0.0 } else { -4.0 };
    }
    if paired == 0 && !source && opened == 0 {
        score -= 3.0;
    }
    score
}

/// Every number of the text that could be a note's mark.
fn candidates(
    text: &str,
    lines: &[Line],
    pages: &[PageMark],
    dismissed: &[Range<usize>],
) -> Vec<Candidate> {
    // What is a heading is told without knowing the marks: a trailing number does not hide it.
    let heading = Layout::new(text, text, lines).heading();
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
        let none = !holds(words, |byte| {
            byte.is_ascii_digit() || matches!(byte, b'*' | 0xE2)
        });
        if none {
            continue;
        }
        if words.len() < 130 && forms::source_line(words).is_some() {
            continue;
        }
        let numbered = if heading == Some(at) {
            super::heading::number(words).map_or(0, |(digits, _)| digits.end)
        } else {
            forms::numbered(words).map_or(0, |(label, _)| label.end)
        };
        let heads = heading == Some(at)
            || words.len() < 300 && at > 0 && super::heading::judge(words).is_some();
        context::candidates(
            &context::Lines {
                text,
                range: line.start..line.end,
                heading: heads,
                numbered,
                page,
            },
            &inside,
            &mut out,
        );
    }
    if !dismissed.is_empty() {
        out.retain(|candidate| {
            !dismissed
                .iter()
                .any(|place| place.start < candidate.range.end && candidate.range.start < place.end)
        });
    }
    out
}
