//! What the words of notes say: whether a list is one of notes, and what its marks should stand
//! behind.

use super::Entry;
use crate::read::plain::lines::Line;
use crate::read::plain::markers::Sought;
use std::collections::BTreeSet;
use std::ops::Range;

/// How notes begin that tell of a paper.
const OF_PAPERS: &[&str] = &[
    "Not printed",
    "Neither printed",
    "None printed",
    "Not found",
    "Printed",
    "Ante",
    "Supra",
    "Infra",
    "Same as",
    "Dated ",
    "See footnote",
];

/// What the words of the notes say of their marks.
pub(super) fn sought(text: &str, entries: &[Entry]) -> Vec<Sought> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    entries
        .iter()
        .map(|entry| {
            let words = entry.opening(text);
            Sought {
                repeats: !seen.insert(words) && !words.is_empty(),
                of_paper: OF_PAPERS.iter().any(|opening| words.starts_with(opening)),
            }
        })
        .collect()
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
    "Foreign Relations",
];

/// How much a list looks like notes whatever its marks: set in, below everything else,
/// with a source note first.
pub(super) fn looks_like_notes(
    text: &str,
    lines: &[Line],
    start: usize,
    entries: &[Entry],
    paired: usize,
) -> f64 {
    let Some(first) = lines.get(start) else {
        return 0.0;
    };
    let source = entries
        .first()
        .is_some_and(|entry| entry.opening(text).starts_with("Source:"));
    let mut score = 0.0;
    if source {
        score += 6.0;
    }
    let opened = worded(text, entries);
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

/// The first label of a list that was not taken for notes, if it looks like them all the
/// same: set in below the text, or worded as notes are.
pub(super) fn may_be_notes(
    text: &str,
    lines: &[Line],
    start: usize,
    entries: &[Entry],
) -> Option<Range<usize>> {
    if start == 0 {
        return None;
    }
    let first = lines.get(start)?;
    let set_in = lines
        .get(..start)?
        .iter()
        .all(|line| line.indent < first.indent);
    let opened = worded(text, entries);
    (set_in && first.indent >= 2 || opened * 2 >= entries.len())
        .then(|| entries.first().map(|entry| entry.label.clone()))?
}

/// Words that hardly anything but a note begins with.
const TELLING: &[&str] = &[
    "Source: ",
    "Not printed",
    "Neither printed",
    "None printed",
    "Not found",
    "Ibid.",
    "Ante,",
    "Post,",
    "Supra",
    "Infra",
    "Printed in ",
    "Printed from ",
    "See footnote",
    "See Document ",
    "Foreign Relations, ",
];

/// Whether what a line begins with also stands right behind a word above it, in a way that marks
/// of notes are written: `[a]`, `1/`, `{1}`.
fn is_behind_word(above: &str, sign: &str) -> bool {
    const LONGEST: usize = 14;
    let written = sign.len() <= LONGEST
        && sign.contains(['[', ']', '{', '(', '/', '#', '<', '|'])
        && sign.contains(char::is_alphanumeric) | sign.starts_with('#')
        && !sign.ends_with([',', ':', ';'])
        && sign.contains('[') == sign.contains(']')
        && sign.contains('(') == sign.contains(')');
    written
        && above.match_indices(sign).any(|(at, _)| {
            let before = above
                .get(..at)
                .and_then(|before| before.chars().next_back());
            let after = above
                .get(at + sign.len()..)
                .and_then(|after| after.chars().next());
            before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '”' | '"' | ')'))
                && after.is_none_or(|c| !c.is_alphanumeric())
        })
}

/// The first of the last lines that begins as notes do, behind a mark or without one, where no
/// list was read.
pub(super) fn trailing(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    /// How many lines at the end are looked at.
    const LAST: usize = 12;
    /// How long a mark before the words can be: `(a) `, `[12] `.
    const MARK: usize = 6;
    let from = lines.len().saturating_sub(LAST).max(1);
    lines.get(from..)?.iter().find_map(|line| {
        let words = line.of(text);
        let sign = words.split(' ').next().unwrap_or("");
        if is_behind_word(text.get(..line.start).unwrap_or(""), sign) {
            return Some(line.start..line.start + sign.len());
        }
        let at = TELLING
            .iter()
            .filter_map(|opening| words.find(opening))
            .min()?;
        let mark = words.get(..at)?;
        let short = at <= MARK && mark.chars().filter(|c| c.is_alphabetic()).count() <= 1;
        // `See Document 3.` can be words of the text, where no mark stands before it.
        let alone = at == 0
            && !["Source: ", "Not printed", "Ibid."]
                .iter()
                .any(|opening| words.starts_with(opening));
        let end = line.start + words.find(' ').unwrap_or(words.len());
        (short && !alone).then_some(line.start..end)
    })
}

/// How many of the entries begin as notes do.
pub(super) fn worded(text: &str, entries: &[Entry]) -> usize {
    entries
        .iter()
        .filter(|entry| opens_note(text, entry))
        .count()
}

/// Whether an entry begins as notes do.
pub(super) fn opens_note(text: &str, entry: &Entry) -> bool {
    let words = entry.opening(text);
    OPENINGS.iter().any(|opening| words.starts_with(opening))
}
