//! The text that the Markdown parser is given, and the way back to the source.
//!
//! Essays are given as they are. In a transcription two of Markdown's rules do harm: a
//! paragraph indented by four blanks would become program code, and one that begins
//! `1943. ` an item of a list. There the blanks are taken away, and the full stop gets a
//! backslash, in a copy; every offset of the copy leads back to the source.

use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// A number from which an item is likely no item but a sentence that begins with a year.
const LIKELY_A_YEAR: u64 = 100;

/// A text for the parser.
#[derive(Debug)]
pub(super) struct Cooked<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where in the source the text begins.
    start: usize,
    cuts: Vec<Cut>,
}

/// A place where copy and source differ: what ends there and what begins there are at
/// different offsets of the source.
#[derive(Debug, Clone, Copy)]
struct Cut {
    cooked: usize,
    /// Source offset of what ends here.
    end: usize,
    /// Source offset of what begins here.
    begin: usize,
    /// Length in the copy of what is not in the source.
    added: usize,
}

impl<'a> Cooked<'a> {
    /// The text as it is.
    pub(super) fn plain(text: &'a str, start: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            start,
            cuts: Vec::new(),
        }
    }

    /// The text of a transcription, given how the parser took it as it is. `None` when
    /// nothing need be changed.
    pub(super) fn transcription<'e>(
        text: &'a str,
        start: usize,
        events: impl Iterator<Item = &'e (Event<'e>, Range<usize>)>,
    ) -> Option<Self> {
        let mut changes: Vec<(Range<usize>, &str)> = Vec::new();
        let mut indented = false;
        let mut years = 0usize;
        for (event, range) in events {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    indented = true;
                    changes.extend(indentation(text, range.start));
                }
                Event::Text(_) if indented => changes.extend(indentation(text, range.start)),
                Event::End(pulldown_cmark::TagEnd::CodeBlock) => indented = false,
                Event::Start(Tag::List(number))
                    if years > 0 || number.is_some_and(|number| number >= LIKELY_A_YEAR) =>
                {
                    years += 1;
                }
                Event::End(pulldown_cmark::TagEnd::List(_)) => {
                    years = years.saturating_sub(1);
                }
                Event::Start(Tag::Item) if years == 1 => {
                    let item = text.get(range.clone()).unwrap_or("");
                    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
                    let number = item.get(..digits).and_then(|it| it.parse::<u64>().ok());
                    let stop = range.start + digits;
                    let year = number.filter(|number| *number >= LIKELY_A_YEAR);
                    changes.extend(year.map(|_| (stop..stop, "\\")));
                }
                _ => {}
            }
        }
        changes.sort_by_key(|(range, _)| range.start);
        changes.dedup();
        if changes.is_empty() {
            return None;
        }
        let mut cooked = String::with_capacity(text.len() + changes.len());
        let mut cuts = Vec::with_capacity(changes.len());
        let mut at = 0;
        for (range, added) in changes {
            if range.start < at {
                continue;
            }
            cooked.push_str(text.get(at..range.start).unwrap_or(""));
            cuts.push(Cut {
                cooked: cooked.len(),
                end: range.start,
                begin: range.end,
                added: added.len(),
            });
            cooked.push_str(added);
            at = range.end;
        }
        cooked.push_str(text.get(at..).unwrap_or(""));
        Some(Self {
            text: Cow::Owned(cooked),
            start,
            cuts,
        })
    }

    /// A range of the copy in the source.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let begin = self.offset(range.start, |cut| cut.begin);
        let end = if range.end == range.start {
            begin
        } else {
            self.offset(range.end, |cut| cut.end)
        };
        begin..end.max(begin)
    }

    fn offset(&self, at: usize, there: impl Fn(&Cut) -> usize) -> usize {
        let index = self.cuts.partition_point(|cut| cut.cooked <= at);
        let within = match index.checked_sub(1).and_then(|index| self.cuts.get(index)) {
            Some(cut) if at <= cut.cooked => there(cut),
            Some(cut) => cut.begin + (at - cut.cooked).saturating_sub(cut.added),
            None => at,
        };
        self.start + within
    }
}

/// The blanks before a line of indented text.
fn indentation<'s>(text: &str, line: usize) -> Option<(Range<usize>, &'s str)> {
    let before = text.get(..line)?;
    let start = before.trim_end_matches([' ', '\t']).len();
    let rest = text.get(line..)?;
    let end = line + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    // In a list or a quotation the blanks after its sign stay as many as they need be.
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let start = if start > line_start { start + 1 } else { start };
    (start < end).then_some((start..end, ""))
}
