//! The lines of a raw text: where each begins, how far it is set in, what gap stands
//! before it. Blank lines are counted and not kept.

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
