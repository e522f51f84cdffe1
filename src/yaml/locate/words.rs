//! Where words end, in each form in which YAML has them: in quotes, below `|` and `>`, plain.

use super::{BLANKS, Layout, Scanner};
use crate::source::Span;

impl Scanner<'_> {
    /// Words, in whichever form they are written.
    pub(super) fn scalar(&mut self, indent: isize, layout: Layout) -> Span {
        let from = self.at;
        match (self.byte(from), layout) {
            (Some(quote @ (b'"' | b'\'')), _) => self.quoted(quote),
            (Some(b'|' | b'>'), Layout::Block) => return self.lines(indent),
            _ => self.plain(indent, layout),
        }
        let end = from
            + self
                .text
                .get(from..self.at)
                .map_or(0, |words| words.trim_end_matches(BLANKS).len());
        self.span(from, end)
    }

    fn quoted(&mut self, quote: u8) {
        self.bump();
        while let Some(byte) = self.byte(self.at) {
            self.bump();
            if byte == b'\\' && quote == b'"' {
                self.bump();
            } else if byte == quote {
                if quote == b'\'' && self.byte(self.at) == Some(b'\'') {
                    self.bump();
                } else {
                    return;
                }
            }
        }
        self.lost = true;
    }

    /// A text of several lines below `|` or `>`: every line that is indented further.
    fn lines(&mut self, indent: isize) -> Span {
        let header = self.at;
        self.skip_line();
        let mut span = None;
        loop {
            let line_end = self.at;
            let mut next = line_end + 1;
            if self.byte(line_end).is_none() {
                break;
            }
            let line_start = next;
            while self.byte(next) == Some(b' ') {
                next += 1;
            }
            let empty = matches!(self.byte(next), None | Some(b'\n' | b'\r'));
            if !empty && (next - line_start).cast_signed() <= indent {
                break;
            }
            self.bump();
            self.skip_line();
            if !empty {
                let first = span.map_or(next, |(first, _)| first);
                span = Some((first, self.at));
            }
        }
        let (from, to) = span.unwrap_or((header, header + 1));
        let to = from
            + self
                .text
                .get(from..to)
                .map_or(0, |words| words.trim_end_matches(BLANKS).len());
        self.span(from, to)
    }

    /// Words without quotes: to the end of the line, and on where lines are indented.
    fn plain(&mut self, indent: isize, layout: Layout) {
        loop {
            self.plain_line(layout);
            let mut next = self.at;
            while self
                .byte(next)
                .is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
            {
                next += 1;
            }
            if self.byte(next) != Some(b'\n') {
                return;
            }
            let mut line = next;
            while self
                .byte(next)
                .is_some_and(|byte| byte.is_ascii_whitespace())
            {
                if self.byte(next) == Some(b'\n') {
                    line = next + 1;
                }
                next += 1;
            }
            let stops = match self.byte(next) {
                None | Some(b'#') => true,
                Some(byte) if layout == Layout::Flow => {
                    matches!(byte, b',' | b']' | b'}' | b':')
                }
                Some(_) => {
                    (next - line).cast_signed() <= indent
                        || (next == line
                            && matches!(self.text.get(next..next + 3), Some("---" | "...")))
                }
            };
            if stops {
                return;
            }
            (self.at, self.line) = (next, line);
        }
    }

    /// To the end of words without quotes on one line.
    pub(super) fn plain_line(&mut self, layout: Layout) {
        while let Some(byte) = self.byte(self.at) {
            let ends = match byte {
                b'\n' => true,
                b':' => {
                    self.blank_at(self.at + 1)
                        || (layout == Layout::Flow
                            && matches!(
                                self.byte(self.at + 1),
                                Some(b',' | b']' | b'}' | b'[' | b'{')
                            ))
                }
                b'#' => self.at > 0 && self.blank_at(self.at - 1),
                b',' | b'[' | b']' | b'{' | b'}' => layout == Layout::Flow,
                _ => false,
            };
            if ends {
                return;
            }
            self.at += 1;
        }
    }
}
