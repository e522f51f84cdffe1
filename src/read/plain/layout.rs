//! What each line of a text is, by its form and by where it stands: the document and its
//! enclosures, each with a head, a body and an end.

mod blocks;
mod body;
mod dateline;
mod enclosures;
mod head;
mod heading_line;
mod lists;
mod rows;
mod tail;

pub(super) use blocks::{Block, Form, Item, Layer, Part, Piece};

use super::forms;
use super::lines::Line;
use crate::model::{Cert, Rule};
use std::collections::BTreeSet;
use std::ops::Range;

/// The lines of a document's text and what is known of them as a whole.
pub(super) struct Layout<'a> {
    /// The source with note marks and page marks blanked out in place.
    masked: &'a str,
    /// The source itself: what stands in a line that holds only page marks.
    text: &'a str,
    lines: &'a [Line],
    /// Whether paragraphs run over several lines.
    wrapped: bool,
    /// Whether blank lines divide the text.
    spaced: bool,
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

impl<'a> Layout<'a> {
    /// Looks at a text as a whole.
    pub(super) fn new(text: &'a str, masked: &'a str, lines: &'a [Line]) -> Self {
        let mut layout = Self {
            masked,
            text,
            lines,
            wrapped: false,
            spaced: false,
            capitals: false,
            cable: false,
            struck: masked.contains("~~"),
            heading: None,
            heads: None,
        };
        layout.wrapped = layout.is_wrapped();
        layout.spaced = layout.is_spaced();
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

    /// Whether a line is a typed page's number, or the name of a cable below one.
    fn is_typed_page(&self, at: usize) -> bool {
        let line = self.words(at);
        forms::is_typed_page(line)
            || self.cable
                && forms::names_cable(line)
                && at > 0
                && forms::is_typed_page(self.words(at - 1))
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

    /// Whether blank lines divide the text: a line in three has one above it.
    fn is_spaced(&self) -> bool {
        let spaced = (1..self.lines.len()).filter(|&at| self.gap(at) > 0);
        spaced.count() * 3 >= self.lines.len()
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
            dated: false,
            saluted: false,
            closed: false,
            blocks: Vec::new(),
        };
        reader.head();
        let tail = reader.find_tail();
        reader.body(tail);
        reader.tail();
        if reader.scan && lines.start == 0 {
            title_by_label(self.masked, &mut reader.blocks);
        }
        reader.blocks
    }
}

/// Makes the first label of a text without heading its title, where nothing but markings and
/// letterhead stands above it, and no block says who wrote to whom.
fn title_by_label(masked: &str, blocks: &mut [Block]) {
    let named = |block: &Block| {
        matches!(
            block.form,
            Form::Head
                | Form::List {
                    kind: "to" | "from" | "subject",
                    ..
                }
                | Form::Salute
        )
    };
    if blocks.iter().any(named) {
        return;
    }
    let first = blocks.iter_mut().find(|block| {
        !matches!(
            block.form,
            Form::Classification
                | Form::SourceLine
                | Form::Handling
                | Form::Stamp
                | Form::ForeWork(_)
                | Form::Page
                | Form::ArchiveNumber
                | Form::Letterhead
        )
    });
    if let Some(block) = first.filter(|block| block.form == Form::Label)
        && let [Piece::Words(range)] = block.pieces.as_slice()
    {
        let words = masked.get(range.clone()).unwrap_or("").trim();
        let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let counted = words
            .split(' ')
            .next()
            .is_some_and(|word| word.ends_with(['.', ')']));
        if words.split_whitespace().filter(letters).count() >= 3
            && words.len() <= 200
            && !counted
            && !words.ends_with(':')
        {
            block.form = Form::Head;
            block.rule = Rule::LabelTitle;
        }
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
    /// Whether a block says when it was written.
    dated: bool,
    /// Whether a block is a salutation.
    saluted: bool,
    /// Whether a block is a farewell.
    closed: bool,
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
        match form {
            Form::Dateline
            | Form::List {
                kind: "date" | "time",
                ..
            } => self.dated = true,
            Form::Salute => self.saluted = true,
            Form::Close => self.closed = true,
            _ => {}
        }
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
        } else if self.layout.is_head(self.at) || self.heads_notes(self.at) {
            self.line(Form::ForeWork(Layer::RunningHead), Rule::RunningHead);
        } else if self.layout.is_stamp(self.at) {
            self.stamp();
        } else if forms::is_classification(line) {
            self.line(Form::Classification, Rule::Classification);
        } else if forms::is_declassification(line) {
            self.line(Form::Declassification, Rule::Declassification);
        } else if self.layout.is_typed_page(self.at) {
            self.line(Form::ForeWork(Layer::TypedPage), Rule::PageTyped);
        } else {
            return false;
        }
        true
    }

    /// Whether a line is the last of the text and heads the notes below it: `NOTES.`
    fn heads_notes(&self, at: usize) -> bool {
        at + 1 == self.layout.lines.len()
            && forms::is_head_of_notes(self.words(at))
            && self
                .layout
                .text
                .get(self.layout.range(at).end..)
                .is_some_and(|rest| !rest.trim().is_empty())
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
