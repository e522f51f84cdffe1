//! A text in which every run of blanks is one, and the way back to its bytes: passages
//! and names are compared so, however the source breaks its lines.

use std::ops::Range;

/// A text with folded blanks.
#[derive(Debug)]
pub(super) struct Folded<'a> {
    source: &'a str,
    /// The folded text.
    pub(super) text: String,
    /// Where the distance between folded and source bytes changes: a folded offset and
    /// the source offset that belongs to it; ordered.
    shifts: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    /// Folds blanks and keeps every other character.
    pub(super) fn new(source: &'a str) -> Self {
        Self::with(source, |c, out| out.push(c))
    }

    /// Folds blanks and writes every other character as `write` does, perhaps not at all.
    pub(super) fn with(source: &'a str, write: impl Fn(char, &mut String)) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut shifts = vec![(0, 0)];
        let mut expected = 0;
        for (at, c) in source.char_indices() {
            let before = text.len();
            if !c.is_whitespace() {
                write(c, &mut text);
            } else if !text.ends_with(' ') {
                text.push(' ');
            }
            if text.len() > before {
                if at != expected {
                    shifts.push((before, at));
                }
                expected = at + (text.len() - before);
            }
        }
        Self {
            source,
            text,
            shifts,
        }
    }

    /// Whether folding would change anything but the kind of a blank.
    pub(super) fn is_needed(text: &str) -> bool {
        let mut after_blank = false;
        text.bytes().any(|byte| {
            let blank = byte == b' ';
            let twice = blank && after_blank;
            after_blank = blank;
            // Blanks beyond ASCII begin with one of these bytes.
            twice || (byte < b' ') || matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3)
        })
    }

    /// The source offset of the character that holds a folded byte.
    fn source(&self, folded: usize) -> usize {
        let index = self.shifts.partition_point(|(at, _)| *at <= folded);
        let (at, source) = index
            .checked_sub(1)
            .and_then(|index| self.shifts.get(index))
            .copied()
            .unwrap_or((0, 0));
        let mut offset = (source + (folded - at)).min(self.source.len());
        while !self.source.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The source bytes of a stretch of folded ones, which is not empty.
    pub(super) fn range(&self, folded: Range<usize>) -> Range<usize> {
        let last = self.source(folded.end.saturating_sub(1));
        let width = self
            .source
            .get(last..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        self.source(folded.start)..last + width
    }
}
