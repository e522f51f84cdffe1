//! Lines of a source as they can be shown: long lines cut round what is pointed at,
//! control characters made visible, and the marked places moved along.

use crate::source::{LineIndex, Position};
use std::borrow::Cow;
use std::ops::Range;

/// Characters shown before the first marked place of a long line.
const BEFORE: usize = 70;

/// Characters of a line that are shown at most.
const WIDEST: usize = 200;

/// Lines between two marked places that are shown; with more, each is shown by itself.
pub(super) const NEAR: usize = 4;

/// Bytes between two places up to which characters are counted beforehand.
const BLOCK: usize = 1024;

/// A text with its lines, for many questions.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) text: String,
    index: LineIndex,
    /// How many characters begin before each block of bytes. A line can hold fifty million
    /// of them; they are counted once.
    counts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: String) -> Self {
        let mut counts = vec![0];
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            count += beginnings(block);
            counts.push(count);
        }
        Self {
            index: LineIndex::new(&text),
            counts,
            text,
        }
    }

    /// Line and column of an offset. One inside a character counts as its start.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.index.line(offset);
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let start = self.index.line_start(line).min(end);
        Position {
            line,
            column: self.count(end) - self.count(start) + 1,
        }
    }

    /// How many characters begin before an offset.
    fn count(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let inside = self.text.as_bytes().get(block * BLOCK..offset);
        let before = self.counts.get(block).copied().unwrap_or(0);
        before + inside.map_or(0, beginnings)
    }

    /// The line of an offset, from 1, without counting its columns.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.index.line(offset)
    }

    /// A line, from 1, as a range without its line break.
    fn words_of(&self, line: usize) -> Range<usize> {
        let start = self.index.line_start(line);
        let end = if line < self.index.count() {
            self.index.line_start(line + 1).saturating_sub(1)
        } else {
            self.text.len()
        };
        let words = self.text.get(start..end).unwrap_or("");
        start..start + words.trim_end_matches('\r').len()
    }

    /// The lines from the first to the last of these places, which are in the order of
    /// the text. A place that runs over several lines is marked on its first.
    pub(super) fn excerpt(&self, places: &[Range<usize>]) -> Excerpt {
        let lines: Vec<usize> = places.iter().map(|place| self.line(place.start)).collect();
        let first = lines.first().copied().unwrap_or(1);
        let last = lines.last().copied().unwrap_or(first);
        let mut excerpt = Excerpt {
            text: String::new(),
            first_line: first,
            marks: Vec::new(),
        };
        for line in first..=last {
            let here = lines.iter().zip(places);
            let here = here.filter(|(at, _)| **at == line).map(|(_, place)| place);
            excerpt.push(&self.text, &self.words_of(line), here.cloned().collect());
        }
        excerpt
    }
}

/// How many characters begin in a range of a text's bytes.
fn beginnings(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(begins).count()
}

/// Lines that can be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    /// The marked places in `text`.
    pub(super) marks: Vec<Range<usize>>,
}

impl Excerpt {
    /// The column of a place in `text`, from 1.
    pub(super) fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        line.chars().count() + 1
    }

    fn push(&mut self, source: &str, line: &Range<usize>, places: Vec<Range<usize>>) {
        let words = source.get(line.clone()).unwrap_or("");
        let anchor = places.first().map_or(line.start, |place| place.start);
        let anchor = anchor.clamp(line.start, line.end) - line.start;
        let skip = words.get(..anchor).map_or(0, |before| {
            let wide = words.len() > WIDEST;
            let cut = before.char_indices().rev().nth(BEFORE);
            cut.filter(|_| wide).map_or(0, |(at, _)| at)
        });
        if skip > 0 {
            self.text.push('…');
        }
        // Where each byte of the source's line comes to stand; only ends of places matter.
        let mut marks: Vec<_> = places.iter().map(|_| usize::MAX..usize::MAX).collect();
        let mut note = |offset: usize, at: usize| {
            for (place, mark) in places.iter().zip(&mut marks) {
                if offset >= place.start && mark.start == usize::MAX {
                    mark.start = at;
                }
                if offset >= place.end && mark.end == usize::MAX {
                    mark.end = at;
                }
            }
        };
        let rest = words.get(skip..).unwrap_or("");
        let mut cut = false;
        for (count, (at, c)) in rest.char_indices().enumerate() {
            if count >= WIDEST {
                cut = true;
                break;
            }
            note(line.start + skip + at, self.text.len());
            self.text.push(visible(c));
        }
        note(usize::MAX, self.text.len());
        if cut {
            self.text.push('…');
        }
        self.text.push('\n');
        self.marks.extend(marks);
    }
}

/// A character that does no harm on a terminal and says what it stands for.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{7f}' => '␡',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('�'),
        '\u{80}'..='\u{9f}' => '�',
        // Directions that would turn the rest of the line round, and what has no width.
        '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => '·',
        c => c,
    }
}

/// Words that do no harm on a terminal and stay on one line.
pub(super) fn harmless(words: &str) -> Cow<'_, str> {
    if words.chars().all(|c| visible(c) == c) {
        return Cow::Borrowed(words);
    }
    let shown = words
        .chars()
        .map(|c| if c == '\n' { ' ' } else { visible(c) });
    Cow::Owned(shown.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, places: &[(usize, usize)]) -> (Vec<String>, Vec<String>) {
        let places: Vec<_> = places.iter().map(|&(from, to)| from..to).collect();
        let excerpt = Lines::new(text.to_owned()).excerpt(&places);
        let marks = excerpt
            .marks
            .iter()
            .map(|mark| excerpt.text[mark.clone()].to_owned());
        let marks = marks.collect();
        (excerpt.text.lines().map(str::to_owned).collect(), marks)
    }

    #[test]
    fn marks_follow_their_words() {
        let (lines, marks) = shown("one\r\ntwo \u{1b}[31m three\nfour", &[(9, 14), (15, 20)]);
        assert_eq!(lines, ["two ␛[31m three"]);
        assert_eq!(marks, ["␛[31m", "three"]);
        let (lines, marks) = shown("one\ntwo\nthree", &[(0, 3), (9, 999)]);
        assert_eq!(lines, ["one", "two", "three"]);
        assert_eq!(marks, ["one", "hree"]);
        assert_eq!(
            shown("", &[(0, 0)]),
            (vec![String::new()], vec![String::new()])
        );
    }

    #[test]
    fn long_lines_are_cut_round_the_mark() {
        let text = format!("{}here{}", "é".repeat(3000), "x".repeat(3000));
        let (lines, marks) = shown(&text, &[(6000, 6004)]);
        assert_eq!(marks, ["here"]);
        assert!(
            lines[0].starts_with("…é") && lines[0].ends_with("x…"),
            "{lines:?}"
        );
        assert_eq!(lines[0].chars().count(), WIDEST + 2);
    }

    #[test]
    fn columns_count_characters_however_long_the_line() {
        let lines = Lines::new("añb\ncd".to_owned());
        for (offset, line, column) in [
            (0, 1, 1),
            (3, 1, 3),
            (1, 1, 2),
            (5, 2, 1),
            (6, 2, 2),
            (99, 2, 3),
        ] {
            assert_eq!(
                lines.position(offset),
                Position { line, column },
                "{offset}"
            );
        }
        for length in [BLOCK - 1, BLOCK, BLOCK * 2, BLOCK * 2 + 1] {
            let text = format!("\n{}x", "é".repeat(length));
            let lines = Lines::new(text.clone());
            for offset in (0..=text.len())
                .rev()
                .filter(|at| text.is_char_boundary(*at))
            {
                let expected = LineIndex::new(&text).position(&text, offset);
                assert_eq!(lines.position(offset), expected, "{length} {offset}");
            }
        }
    }
}
