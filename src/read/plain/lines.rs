//! The lines of a raw text: where each begins, how far it is set in, what gap stands
//! before it. Blank lines are counted and not kept.

use crate::bytes::ByteSet;
use crate::read::dates;
use crate::source::is_blank;

/// A line that holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte that is not blank.
    pub start: usize,
    /// One past the last byte that is not blank.
    pub end: usize,
    /// Columns before the first character; a tab counts as four.
    pub indent: usize,
    /// Blank lines between this one and the one before it (or the top).
    pub gap: usize,
}

impl Line {
    /// The line's words.
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Splits a text into the lines that hold something.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = 0;
    let mut start = 0;
    for piece in text.split_inclusive('\n') {
        let words = piece.trim_matches(is_blank);
        if words.is_empty() {
            gap += 1;
        } else {
            let offset = piece.find(|c| !is_blank(c)).unwrap_or(0);
            let indent = piece
                .chars()
                .take_while(|&c| is_blank(c))
                .map(|c| match c {
                    '\t' => 4,
                    '\u{feff}' => 0,
                    _ => 1,
                })
                .sum();
            lines.push(Line {
                start: start + offset,
                end: start + offset + words.len(),
                indent,
                gap,
            });
            gap = 0;
        }
        start += piece.len();
    }
    lines
}

/// Parts the line of place and date from the first words of a letter where both stand on one line,
/// as in books read by machine: `London, May 3, 1863. SIR: I have …`.
pub(super) fn part_datelines(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let heads = lines.iter().filter_map(|&line| head_apart(text, line));
    let heads: Vec<(usize, usize)> = heads.collect();
    if heads.is_empty() {
        return lines;
    }
    let mut heads = heads.into_iter().peekable();
    let mut out = Vec::with_capacity(lines.len() + heads.len());
    for line in lines {
        match heads.next_if(|&(end, _)| end <= line.end) {
            Some((end, start)) => {
                out.push(Line { end, ..line });
                out.push(Line {
                    start,
                    gap: 0,
                    ..line
                });
            }
            None => out.push(line),
        }
    }
    out
}

/// Whether four figures stand together among bytes.
fn has_year(bytes: &[u8]) -> bool {
    static FIGURES: ByteSet<0, 1> = ByteSet::new(b"", [(b'0', b'9')]);
    let mut rest = bytes;
    while let Some(at) = FIGURES.position(rest) {
        let figures = rest.get(at..).unwrap_or_default();
        let count = figures
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if count == 4 {
            return true;
        }
        rest = figures.get(count..).unwrap_or_default();
    }
    false
}

/// Where the head of a letter ends on a line, and where its first words begin.
fn head_apart(text: &str, line: Line) -> Option<(usize, usize)> {
    /// How far in the line the salutation stands.
    const WITHIN: usize = 200;
    const SALUTATIONS: &[&str] = &[
        "SIR",
        "Sir",
        "MY LORD",
        "My Lord",
        "Dear",
        "DEAR",
        "Gentlemen",
    ];
    let words = line.of(text);
    if words.len() < WITHIN / 2 {
        return None;
    }
    // Few lines have a year so near their beginning.
    if !has_year(words.as_bytes().get(..WITHIN.min(words.len()))?) {
        return None;
    }
    let head = (0..=WITHIN.min(words.len()))
        .rev()
        .find_map(|end| words.get(..end))?;
    SALUTATIONS.iter().find_map(|salutation| {
        let at = head.find(salutation)?;
        let before = head.get(..at)?.trim_end();
        let opens = before.len() < at && before.ends_with(['.', '—']);
        let date = opens.then(|| dates::dateline(before))??.date;
        date.map(|_| (line.start + before.len(), line.start + at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_indents_are_counted() {
        let text = "\u{feff}Head\r\n\r\n\n  • item \nnext";
        let lines = split(text);
        let seen: Vec<_> = lines
            .iter()
            .map(|line| (line.of(text), line.indent, line.gap))
            .collect();
        assert_eq!(seen, [("Head", 0, 0), ("• item", 2, 2), ("next", 0, 0)]);
    }
}
