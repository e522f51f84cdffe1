//! What each line of a text is, by its form and by where it stands: the document and its
//! enclosures, each with a head, a body and an end.

mod body;
mod enclosures;
mod head;
mod lists;
mod rows;
mod tail;

use super::forms;
use super::heading::{self, Sure};
use super::lines::Line;
use crate::model::{Cert, Rule};
use crate::read::dates;
use std::collections::BTreeSet;
use std::ops::Range;

/// Part of a block: words, or something that stands among them and is none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words, with the line breaks among them.
    Words(Range<usize>),
    /// A hyphen at a line's end that is none of the word's.
    Hyphen(Range<usize>),
    /// A stamp, running head or typed page number in the midst of a sentence.
    Layer(Layer, Range<usize>),
}

/// What interrupts a sentence without belonging to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    /// A stamp.
    Stamp,
    /// A typed page number.
    TypedPage,
    /// A running head.
    RunningHead,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// The bullet or number as it stands.
    pub marker: Option<Range<usize>>,
    /// Whether the marker is a number.
    pub numbered: bool,
    /// How deep the item stands in the list, from 0.
    pub depth: usize,
    /// Its words.
    pub words: Range<usize>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// The heading of the document or an enclosure.
    Head,
    /// A file number above the heading.
    SourceLine,
    /// Lines of a letterhead, a piece each.
    Letterhead,
    /// A line of place and date.
    Dateline,
    /// Markings of secrecy.
    Classification,
    /// The instruction for declassification.
    Declassification,
    /// A number that an archive put on it.
    ArchiveNumber,
    /// How it was handled or sent.
    Handling,
    /// When it arrived.
    Received,
    /// A row of the block above the text, or a list.
    List {
        /// `to`, `from`, `subject` …; empty for a plain list.
        kind: &'static str,
        /// The label's words.
        label: Option<Range<usize>>,
        /// The items.
        items: Vec<Item>,
    },
    /// Rows of cells.
    Table(Vec<Vec<Range<usize>>>, Vec<Range<usize>>),
    /// A label or subheading.
    Label,
    /// The words that announce an enclosure.
    AttachmentLabel,
    /// The salutation.
    Salute,
    /// A paragraph.
    P,
    /// Verses, a piece each.
    Verse,
    /// The words that close a letter.
    Close,
    /// Lines of a signature, a piece each.
    Signed,
    /// Lines of an inside address, a piece each.
    Address,
    /// A postscript.
    Postscript,
    /// Lines of a stamp, a piece each.
    Stamp,
    /// A typed page number or running head.
    ForeWork(Layer),
    /// A line of page marks alone.
    Page,
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub form: Form,
    /// Its words, for every form but lists and tables.
    pub pieces: Vec<Piece>,
    /// The rule that saw it.
    pub rule: Rule,
    /// How sure the rule is.
    pub cert: Cert,
}

/// The document itself (level 0) or an enclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// 0 for the document, 1 for an enclosure, 2 for an enclosure's own.
    pub level: usize,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// How sure it is that an enclosure begins here.
    pub cert: Cert,
}

/// The lines of a document's text and what is known of them as a whole.
pub(super) struct Layout<'a> {
    /// The source with note marks and page marks blanked out in place.
    masked: &'a str,
    /// The source itself: what stands in a line that holds only page marks.
    text: &'a str,
    lines: &'a [Line],
    /// Whether paragraphs run over several lines.
    wrapped: bool,
    /// Whether the text is in capitals throughout, as cables are: they then tell nothing.
    capitals: bool,
    /// Whether the text can be a cable: all in capitals, or below a cable's head.
    cable: bool,
    /// Whether there are signs of struck words.
    struck: bool,
    /// The line that is the heading.
    heading: Option<usize>,
    /// Where the lines of running heads begin.
    heads: Option<&'a BTreeSet<usize>>,
}

/// How many lines are looked at before a rule gives up: no rule reads a text to its end
/// for each of its lines.
const LOOK_AHEAD: usize = 40;
/// How far down a heading is looked for.
const HEADING_WITHIN: usize = 14;

impl<'a> Layout<'a> {
    /// Looks at a text as a whole.
    pub(super) fn new(text: &'a str, masked: &'a str, lines: &'a [Line]) -> Self {
        let mut layout = Self {
            masked,
            text,
            lines,
            wrapped: false,
            capitals: false,
            cable: false,
            struck: masked.contains("~~"),
            heading: None,
            heads: None,
        };
        layout.wrapped = layout.is_wrapped();
        layout.capitals = layout.is_in_capitals();
        layout.cable = layout.capitals || layout.has_cable_head();
        layout.heading = layout.find_heading();
        layout
    }

    /// The same with the lines that are running heads of printed pages.
    pub(super) fn with_heads(mut self, heads: &'a BTreeSet<usize>) -> Self {
        self.heads = (!heads.is_empty()).then_some(heads);
        self
    }

    /// Whether the text was copied from the sheets of a book.
    const fn of_sheets(&self) -> bool {
        self.heads.is_some()
    }

    /// Whether a line is a running head or its number.
    fn is_head(&self, at: usize) -> bool {
        self.heads.is_some_and(|heads| {
            self.lines
                .get(at)
                .is_some_and(|line| heads.contains(&line.start))
        })
    }

    /// The heading's line, if the text has a heading.
    pub(super) const fn heading(&self) -> Option<usize> {
        self.heading
    }

    fn range(&self, at: usize) -> Range<usize> {
        self.lines.get(at).map_or(0..0, |line| line.start..line.end)
    }

    /// A line's words without marks, and where they begin in the source.
    fn words(&self, at: usize) -> &'a str {
        self.masked.get(self.range(at)).unwrap_or("").trim()
    }

    /// The words' range in the source: from the first that is shown to the last, marks included.
    fn words_start(&self, at: usize) -> usize {
        let range = self.range(at);
        let line = self.masked.get(range.clone()).unwrap_or("");
        range.start + (line.len() - line.trim_start().len())
    }

    fn is_pages_only(&self, at: usize) -> bool {
        self.words(at).is_empty() && !self.range(at).is_empty()
    }

    fn gap(&self, at: usize) -> usize {
        self.lines.get(at).map_or(0, |line| line.gap)
    }

    fn indent(&self, at: usize) -> usize {
        self.lines.get(at).map_or(0, |line| line.indent)
    }

    /// Whether most lines of some length are in capitals, told by the first of them.
    fn is_in_capitals(&self) -> bool {
        const ENOUGH: usize = 60;
        let (mut seen, mut capitals) = (0usize, 0usize);
        for at in 0..self.lines.len().min(LOOK_AHEAD * 10) {
            let line = self.words(at);
            if line.len() < 40 {
                continue;
            }
            seen += 1;
            capitals += usize::from(forms::in_capitals(line));
            if seen == ENOUGH {
                break;
            }
        }
        capitals >= 3 && capitals * 2 > seen
    }

    /// Whether a cable's sender or addressee is named in the first lines: `FM AMEMBASSY PARIS`.
    fn has_cable_head(&self) -> bool {
        (0..self.lines.len().min(LOOK_AHEAD)).any(|at| forms::cable_row(self.words(at)).is_some())
    }

    /// Whether a line is a stamp. The signs that end a cable are one in cables only.
    fn is_stamp(&self, at: usize) -> bool {
        let line = self.words(at);
        forms::is_stamp(line) && !self.is_row_of_block(at)
            || self.cable && forms::is_end_of_cable(line)
    }

    /// Whether a line is the date in a memorandum's block, with another row of it beside: archives
    /// stamp dates too.
    fn is_row_of_block(&self, at: usize) -> bool {
        let of_kind = |at: usize, kinds: &[&str]| {
            forms::row(self.words(at)).is_some_and(|row| kinds.contains(&row.kind))
        };
        let rows = ["to", "from", "subject", "through", "participants", "place"];
        of_kind(at, &["date", "time"])
            && (at > 0 && of_kind(at - 1, &rows) || of_kind(at + 1, &rows))
    }

    /// Whether lines are broken at a measure: most line ends inside a block of lines fall
    /// in the midst of a sentence.
    fn is_wrapped(&self) -> bool {
        let (mut inside, mut broken) = (0usize, 0usize);
        for at in 1..self.lines.len() {
            if self.gap(at) > 0 {
                continue;
            }
            let (before, here) = (self.words(at - 1), self.words(at));
            let length = before.chars().count();
            if length > 140 {
                return false;
            }
            if length >= 40 {
                inside += 1;
                broken += usize::from(
                    forms::breaks_off(before) && (forms::goes_on(here) || length >= 50),
                );
            }
        }
        inside >= 2 && broken * 2 > inside
    }

    fn find_heading(&self) -> Option<usize> {
        let mut seen_words = 0;
        for at in 0..self.lines.len().min(HEADING_WITHIN) {
            let line = self.words(at);
            if line.is_empty() {
                continue;
            }
            if forms::row(line).is_some_and(|row| !row.value.is_empty()) {
                return None;
            }
            if forms::is_salute(line) {
                return None;
            }
            if forms::source_line(line).is_some() {
                continue;
            }
            match heading::judge(line) {
                Some(Sure::Surely) => return Some(at),
                Some(Sure::Perhaps) if seen_words == 0 => {
                    // `Airgram` alone is the margin of a heading that names both.
                    let next = self.words(at + 1);
                    let margin = heading::number(line).is_none()
                        && line.split_whitespace().count() <= 3
                        && heading::names_both(next)
                        && heading::judge(next) == Some(Sure::Surely);
                    return Some(at + usize::from(margin));
                }
                None if seen_words == 0
                    && heading::is_name_to_name(line)
                    && self.letter_follows(at) =>
                {
                    return Some(at);
                }
                None if seen_words == 0 && self.names_both_with(at + 1) => return Some(at),
                _ => {}
            }
            let furniture = forms::is_classification(line)
                || forms::source_line(line).is_some()
                || forms::is_archive_number(line)
                || self.is_stamp(at)
                || forms::is_handling(line);
            if !furniture {
                seen_words += 1;
            }
            // Running text comes after the heading, never before.
            if line.len() > 160 || seen_words > 6 {
                return None;
            }
        }
        None
    }

    /// Whether a line right above names sender and addressee only together with this one, as a
    /// heading does that is broken into two lines.
    fn names_both_with(&self, at: usize) -> bool {
        let Some(above) = at.checked_sub(1).map(|above| self.words(above)) else {
            return false;
        };
        let line = self.words(at);
        if line.is_empty() || self.gap(at) > 0 || above.len() > 200 || line.len() > 200 {
            return false;
        }
        let above = heading::number(above)
            .and_then(|(_, start)| above.get(start..))
            .unwrap_or(above);
        let leads =
            line.starts_with(|c: char| c.is_lowercase() || c == '(') || above.ends_with([',', ')']);
        let capitals = || forms::in_capitals(above) && forms::in_capitals(line);
        let leads = leads
            || forms::ends_on_small_word(above)
            || (line.starts_with("TO ") || line.starts_with("FROM ")) && capitals();
        leads
            && heading::is_title(above)
            && heading::is_title(line)
            && dates::dateline(line).is_none()
            && !heading::names_both(above)
            && heading::names_both(&format!("{above} {line}"))
    }

    /// Whether a dateline or a salutation is among the next lines.
    fn letter_follows(&self, at: usize) -> bool {
        (at + 1..(at + 7).min(self.lines.len())).any(|next| {
            let line = self.words(next);
            forms::is_salute(line) || line.len() <= 200 && dates::dateline(line).is_some()
        })
    }

    /// The document and its enclosures.
    pub(super) fn parts(&self) -> Vec<Part> {
        let starts = self.enclosures();
        let mut parts = Vec::with_capacity(starts.len() + 1);
        let first = starts.first().map_or(self.lines.len(), |start| start.line);
        parts.push(Part {
            level: 0,
            blocks: self.part(0..first, self.heading),
            cert: Cert::High,
        });
        for (index, start) in starts.iter().enumerate() {
            let end = starts
                .get(index + 1)
                .map_or(self.lines.len(), |next| next.line);
            parts.push(Part {
                level: start.level,
                blocks: self.part(start.line..end, start.heading),
                cert: start.cert,
            });
        }
        parts
    }

    fn part(&self, lines: Range<usize>, heading: Option<usize>) -> Vec<Block> {
        let mut reader = PartReader {
            layout: self,
            at: lines.start,
            end: lines.end,
            heading,
            scan: self.heading.is_none(),
            prose: false,
            long: false,
            blocks: Vec::new(),
        };
        reader.head();
        let tail = reader.find_tail();
        reader.body(tail);
        reader.tail();
        reader.blocks
    }
}

/// Reads one part of a document, line by line.
struct PartReader<'l, 'a> {
    layout: &'l Layout<'a>,
    at: usize,
    end: usize,
    heading: Option<usize>,
    /// Whether the text is a transcription of the paper itself: it may have a letterhead.
    scan: bool,
    /// Whether a paragraph has been read.
    prose: bool,
    /// Whether one of more than a line has been read.
    long: bool,
    blocks: Vec<Block>,
}

impl<'a> PartReader<'_, 'a> {
    fn words(&self, at: usize) -> &'a str {
        if at < self.end {
            self.layout.words(at)
        } else {
            ""
        }
    }

    fn push(&mut self, form: Form, pieces: Vec<Piece>, rule: Rule, cert: Cert) {
        self.blocks.push(Block {
            form,
            pieces,
            rule,
            cert,
        });
    }

    /// One line as a block.
    fn line(&mut self, form: Form, rule: Rule) {
        let range = self.layout.range(self.at);
        self.push(form, vec![Piece::Words(range)], rule, Cert::High);
        self.at += 1;
    }

    /// Lines without a gap between them, from `at`.
    fn group(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.end && self.layout.gap(end) == 0 && !self.layout.is_pages_only(end) {
            end += 1;
        }
        end
    }

    fn lines_of(&self, range: Range<usize>) -> Vec<Piece> {
        range
            .map(|at| Piece::Words(self.layout.range(at)))
            .collect()
    }

    /// Lines that can stand anywhere and are no part of the text.
    fn furniture(&mut self) -> bool {
        let line = self.words(self.at);
        if self.layout.is_pages_only(self.at) {
            let text = self
                .layout
                .text
                .get(self.layout.range(self.at))
                .unwrap_or("");
            // A line of nothing but a note's mark is not a page.
            if text.contains(['[', '{', '<', '|']) || self.layout.is_head(self.at) {
                self.line(Form::Page, Rule::PageBracket);
            } else {
                self.line(Form::P, Rule::Blank);
            }
        } else if self.layout.is_head(self.at) {
            self.line(Form::ForeWork(Layer::RunningHead), Rule::RunningHead);
        } else if self.layout.is_stamp(self.at) {
            self.stamp();
        } else if forms::is_classification(line) {
            self.line(Form::Classification, Rule::Classification);
        } else if forms::is_declassification(line) {
            self.line(Form::Declassification, Rule::Declassification);
        } else if forms::is_typed_page(line) {
            self.line(Form::ForeWork(Layer::TypedPage), Rule::PageTyped);
        } else {
            return false;
        }
        true
    }

    /// Lines of one stamp: they may have gaps between them.
    fn stamp(&mut self) {
        let start = self.at;
        self.at += 1;
        while self.at < self.end && self.layout.is_stamp(self.at) {
            self.at += 1;
        }
        let pieces = self.lines_of(start..self.at);
        self.push(Form::Stamp, pieces, Rule::Stamp, Cert::High);
    }
}
