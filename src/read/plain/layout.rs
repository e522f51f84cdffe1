//! What each line of a text is, by its form and by where it stands: the document and its
//! enclosures, each with a head, a body and an end.

use super::forms;
use super::heading::{self, Sure};
use super::lines::Line;
use crate::model::{Cert, Rule};
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
    /// The line that is the heading.
    heading: Option<usize>,
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
            heading: None,
        };
        layout.wrapped = layout.is_wrapped();
        layout.heading = layout.find_heading();
        layout
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
        inside >= 3 && broken * 2 > inside
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
                Some(Sure::Perhaps) if seen_words == 0 => return Some(at),
                _ => {}
            }
            let furniture = forms::is_classification(line)
                || forms::source_line(line).is_some()
                || forms::is_archive_number(line)
                || forms::is_stamp(line)
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

    /// Where enclosures begin.
    fn enclosures(&self) -> Vec<Start> {
        let mut starts: Vec<Start> = Vec::new();
        let mut prose = 0usize;
        let mut signed = false;
        let mut at = self.heading.map_or(0, |heading| heading + 1);
        while at < self.lines.len() {
            let line = self.words(at);
            let long = line.len() > 120 && heading::judge(line) != Some(Sure::Surely);
            if long || line.is_empty() || at == 0 {
                prose += usize::from(long);
                signed &= line.is_empty();
                at += 1;
                continue;
            }
            if let Some(level) = forms::attachment_label(line).filter(|_| prose > 0 || signed) {
                // The heading may follow the label, a page mark or a second label between.
                let head = (at + 1..(at + 4).min(self.lines.len())).find(|&next| {
                    let line = self.words(next);
                    !line.is_empty()
                        && forms::attachment_label(line).is_none()
                        && !forms::is_classification(line)
                });
                let heading = head.filter(|&next| self.can_head(next));
                if at + 1 < self.lines.len() {
                    starts.push(Start {
                        line: at,
                        heading,
                        level,
                        cert: Cert::High,
                    });
                    at = heading.unwrap_or(at) + 1;
                    prose = 1;
                    signed = false;
                    continue;
                }
            }
            let wide = self.gap(at) >= 2;
            if prose > 0
                && (wide || signed || self.heading.is_some())
                && self.heads_enclosure(at, wide, signed)
            {
                starts.push(Start {
                    line: at,
                    heading: Some(at),
                    level: 1,
                    cert: if wide || signed {
                        Cert::High
                    } else {
                        Cert::Medium
                    },
                });
                prose = 0;
                signed = false;
                at += 1;
                continue;
            }
            let sentence =
                line.ends_with(['.', '?', '!', '”', ':']) && line.len() > 40 || line.len() > 70;
            prose += usize::from(sentence || prose == 0 && line.len() > 60);
            signed = forms::is_close(line)
                || (signed && !sentence)
                || (prose > 0 && forms::is_signature(line));
            at += 1;
        }
        starts
    }

    /// Whether a line can be an enclosure's heading after its label.
    fn can_head(&self, at: usize) -> bool {
        let line = self.words(at);
        line.len() < 300
            && !line.ends_with([':', ',', ';'])
            && (heading::judge(line).is_some() || heading::is_title(line))
            && !forms::is_salute(line)
            && super::super::dates::dateline(line).is_none()
    }

    /// Whether a line without a label before it is an enclosure's heading.
    fn heads_enclosure(&self, at: usize, wide: bool, signed: bool) -> bool {
        let line = self.words(at);
        let follows = at + 1 < self.lines.len();
        if !follows
            || forms::is_salute(line)
            || forms::is_close(line)
            || forms::bullet(line).is_some()
        {
            return false;
        }
        let has_parties = || {
            let parts = heading::parse(line);
            !parts.senders.is_empty() && !parts.addressees.is_empty()
        };
        match heading::judge(line) {
            Some(Sure::Surely) => wide || signed || has_parties() && self.heading.is_some(),
            Some(Sure::Perhaps) => {
                signed && wide && heading::number(line).is_none() && heading::is_title(line)
            }
            // A title after the end of a letter and a wide gap.
            None => {
                signed
                    && wide
                    && heading::is_title(line)
                    && line.split_whitespace().count() >= 3
                    && !line.ends_with('.')
                    && !forms::in_capitals(line)
                    && !self.ends_part(at)
                    && self.prose_follows(at)
            }
        }
    }

    /// Whether only short lines follow, as after a signature.
    fn ends_part(&self, at: usize) -> bool {
        (at + 1..self.lines.len())
            .take(LOOK_AHEAD)
            .all(|next| self.words(next).len() < 90)
    }

    /// Whether running text is among the next lines.
    fn prose_follows(&self, at: usize) -> bool {
        (at + 1..(at + 6).min(self.lines.len())).any(|next| self.words(next).len() > 90)
    }

    fn part(&self, lines: Range<usize>, heading: Option<usize>) -> Vec<Block> {
        let mut reader = PartReader {
            layout: self,
            at: lines.start,
            end: lines.end,
            heading,
            scan: self.heading.is_none(),
            prose: false,
            blocks: Vec::new(),
        };
        reader.head();
        let tail = reader.find_tail();
        reader.body(tail);
        reader.tail();
        reader.blocks
    }
}

/// Where an enclosure begins.
struct Start {
    line: usize,
    heading: Option<usize>,
    level: usize,
    cert: Cert,
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
            if text.contains('[') {
                self.line(Form::Page, Rule::PageBracket);
            } else {
                self.line(Form::P, Rule::Blank);
            }
        } else if forms::is_stamp(line) {
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
        while self.at < self.end && forms::is_stamp(self.words(self.at)) {
            self.at += 1;
        }
        let pieces = self.lines_of(start..self.at);
        self.push(Form::Stamp, pieces, Rule::Stamp, Cert::High);
    }

    /// All above the first running text.
    fn head(&mut self) {
        let mut after_heading = self.heading.is_none();
        // A wide gap without a heading after it ends the head of an enclosure at once.
        while self.at < self.end {
            let at = self.at;
            if Some(at) == self.heading {
                after_heading = true;
                self.heading_lines();
                continue;
            }
            if self.furniture() {
                continue;
            }
            let line = self.words(at);
            let line_start = self.layout.words_start(at);
            let before_heading = self.heading.is_some() && !after_heading;
            if forms::attachment_label(line).is_some() && !after_heading {
                self.line(Form::AttachmentLabel, Rule::AttachmentLabel);
            } else if forms::attachment_label(line).is_some()
                && self.heading.is_none()
                && self.blocks.is_empty()
            {
                self.line(Form::AttachmentLabel, Rule::AttachmentLabel);
            } else if forms::is_received(line) {
                self.line(Form::Received, Rule::Received);
            } else if super::super::dates::dateline(line).is_some() {
                self.line(Form::Dateline, Rule::Dateline);
            } else if let Some(row) = forms::row(line) {
                self.row(&row, line_start);
            } else if forms::source_line(line).is_some() {
                self.line(Form::SourceLine, Rule::ArchiveNumber);
            } else if forms::is_archive_number(line) {
                self.line(Form::ArchiveNumber, Rule::ArchiveNumber);
            } else if forms::bullet(line).is_some() {
                if !self.head_bullets() {
                    return;
                }
            } else if forms::is_salute(line) {
                self.line(Form::Salute, Rule::Salute);
                return;
            } else if self.letterhead_line(line, before_heading) {
                self.letterhead();
            } else if forms::is_handling(line) {
                self.line(Form::Handling, Rule::HandlingLine);
            } else if before_heading {
                // What stands above a heading and has no form of its own: a margin head.
                self.line(Form::Handling, Rule::HandlingLine);
            } else if self.inside_address_here() {
                let end = self.group(at);
                let pieces = self.lines_of(at..end);
                self.at = end;
                self.push(Form::Address, pieces, Rule::InsideAddress, Cert::High);
            } else {
                return;
            }
        }
    }

    /// A heading, over several lines where lines are broken at a measure.
    fn heading_lines(&mut self) {
        let start = self.at;
        let mut end = start + 1;
        if self.layout.wrapped {
            while end < self.end
                && self.layout.gap(end) == 0
                && self.words(end - 1).chars().count() >= 40
                && super::super::dates::dateline(self.words(end)).is_none()
                && forms::row(self.words(end)).is_none()
                && heading::is_title(self.words(end))
            {
                end += 1;
            }
        }
        let range = self.layout.range(start).start..self.layout.range(end - 1).end;
        self.at = end;
        self.push(
            Form::Head,
            vec![Piece::Words(range)],
            Rule::HeadingFirstLine,
            Cert::High,
        );
    }

    /// Whether a line belongs to a letterhead: capitals above everything else on the paper.
    fn letterhead_line(&self, line: &str, before_heading: bool) -> bool {
        let first = self.blocks.len() < LOOK_AHEAD
            && self.blocks.iter().all(|block| {
                matches!(
                    block.form,
                    Form::Letterhead
                        | Form::Stamp
                        | Form::Classification
                        | Form::ArchiveNumber
                        | Form::Page
                        | Form::Handling
                        | Form::ForeWork(_)
                )
            });
        let short = line.chars().count() <= 70;
        if !short || line.ends_with([':', ';']) || !first {
            return false;
        }
        let capitals = forms::in_capitals(line) && !line.contains(|c: char| c.is_ascii_digit());
        // `The White House` above a capital line or a date, in either case.
        let next = self.words(self.at + 1);
        let titled = heading::is_title(line)
            && !line.ends_with('.')
            && (super::super::dates::dateline(next).is_some() || forms::in_capitals(next))
            && line.split_whitespace().count() <= 8;
        (self.scan && (capitals || titled && self.prose_later())) || (before_heading && capitals)
    }

    fn prose_later(&self) -> bool {
        self.end > self.at + 2
    }

    /// Consecutive lines of a letterhead; two or three capitals alone are initials.
    fn letterhead(&mut self) {
        let start = self.at;
        let initials = |line: &str| line.chars().filter(|c| c.is_alphabetic()).count() <= 3;
        if initials(self.words(start)) {
            self.line(Form::Handling, Rule::HandlingLine);
            return;
        }
        self.at += 1;
        while self.at < self.end {
            let line = self.words(self.at);
            let goes_on = !line.is_empty()
                && self.letterhead_line(line, false)
                && !initials(line)
                && !forms::is_classification(line)
                && !forms::is_stamp(line)
                && forms::row(line).is_none()
                && self.layout.gap(self.at) <= 1
                && super::super::dates::dateline(line).is_none();
            if !goes_on {
                break;
            }
            self.at += 1;
        }
        let pieces = self.lines_of(start..self.at);
        self.push(Form::Letterhead, pieces, Rule::Letterhead, Cert::High);
    }

    /// Whether lines broken by hand stand here, with a salutation after them.
    fn inside_address_here(&self) -> bool {
        let end = self.group(self.at);
        let lines = end - self.at;
        let short = (self.at..end).all(|at| {
            let line = self.words(at);
            line.chars().count() <= 60 && forms::is_office_line(line)
                || line.starts_with(|c: char| c.is_ascii_digit()) && line.len() <= 60
        });
        let salute = (end..(end + 3).min(self.end)).any(|at| forms::is_salute(self.words(at)));
        (2..=8).contains(&lines) && short && salute
    }

    /// A row of the block above the text: its value on the line, on the lines that
    /// continue it, or in the bullets below a label alone.
    fn row(&mut self, row: &forms::Row, line_start: usize) {
        let at = self.at;
        let label = line_start + row.label.start..line_start + row.label.end;
        let label_range = self.layout.range(at).start..label.end;
        let mut items = Vec::new();
        self.at += 1;
        if row.value.is_empty() {
            items = self.items_below();
        } else {
            let end = self.layout.range(at).end;
            items.push(Item {
                words: line_start + row.value.start..end,
                ..Item::default()
            });
            // Lines set in below a row go on with it, or name the next.
            while self.at < self.end
                && self.layout.gap(self.at) == 0
                && self.layout.indent(self.at) >= self.layout.indent(at) + 2
                && forms::row(self.words(self.at)).is_none()
                && !self.words(self.at).is_empty()
            {
                let range = self.layout.range(self.at);
                match items.last_mut() {
                    Some(last) if row.kind == "subject" || forms::goes_on(self.words(self.at)) => {
                        last.words.end = range.end;
                    }
                    _ => items.push(Item {
                        words: range,
                        ..Item::default()
                    }),
                }
                self.at += 1;
            }
            items.extend(self.bullets());
        }
        let (form, rule) = if items.is_empty() {
            // A label with nothing below it heads what follows.
            let range = self.layout.range(at);
            self.push(
                Form::Label,
                vec![Piece::Words(range)],
                Rule::LabelLine,
                Cert::High,
            );
            return;
        } else {
            let rule = match row.kind {
                "subject" => Rule::SubjectLabel,
                "participants" => Rule::Participants,
                "cc" => Rule::CopyList,
                _ => Rule::MemoBlock,
            };
            let kind = if row.kind == "label" { "" } else { row.kind };
            (
                Form::List {
                    kind,
                    label: Some(label_range),
                    items,
                },
                rule,
            )
        };
        self.push(form, Vec::new(), rule, Cert::High);
    }

    /// What stands below a label alone: bullets, or short lines until a wide gap.
    fn items_below(&mut self) -> Vec<Item> {
        let bullets = self.bullets();
        if !bullets.is_empty() {
            return bullets;
        }
        if self.table_here() {
            return Vec::new();
        }
        let mut items = Vec::new();
        while self.at < self.end {
            let line = self.words(self.at);
            let starts = items.is_empty();
            let fits = !line.is_empty()
                && line.chars().count() <= 160
                && !(line.ends_with('.') && line.chars().count() > 60)
                && (starts && self.layout.gap(self.at) <= 1
                    || !starts && self.layout.gap(self.at) == 0)
                && forms::row(line).is_none()
                && !forms::is_salute(line)
                && !forms::is_classification(line)
                && super::super::dates::dateline(line).is_none();
            if !fits || items.len() > 60 {
                break;
            }
            // In a text of one line a block, the first long line is the text.
            if !starts && line.chars().count() > 110 {
                break;
            }
            items.push(Item {
                words: self.layout.range(self.at),
                ..Item::default()
            });
            self.at += 1;
        }
        items
    }

    /// Bullets from here, with the lines that continue them; nested by what they are set in.
    fn bullets(&mut self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut indents: Vec<usize> = Vec::new();
        while self.at < self.end {
            let line = self.words(self.at);
            let Some((mark, words)) = forms::bullet(line) else {
                break;
            };
            if !items.is_empty() && self.layout.gap(self.at) > 1 {
                break;
            }
            let start = self.layout.words_start(self.at);
            let indent = self.layout.indent(self.at);
            while indents.last().is_some_and(|&last| indent < last) {
                indents.pop();
            }
            if indents.last().is_none_or(|&last| indent > last) {
                indents.push(indent);
            }
            let mut end = self.layout.range(self.at).end;
            // Blanked marks before the bullet (a page's) stay before it.
            let marker = start + mark.start..start + mark.end;
            let line_indent = indent;
            self.at += 1;
            while self.at < self.end
                && self.layout.gap(self.at) == 0
                && forms::bullet(self.words(self.at)).is_none()
                && !self.words(self.at).is_empty()
                && (self.layout.indent(self.at) > line_indent
                    || self.layout.wrapped && forms::goes_on(self.words(self.at)))
                && forms::numbered(self.words(self.at)).is_none()
            {
                end = self.layout.range(self.at).end;
                self.at += 1;
            }
            items.push(Item {
                marker: Some(marker),
                numbered: false,
                depth: indents.len() - 1,
                words: start + words..end,
            });
        }
        items
    }

    /// Bullets between heading and text: the subject or the participants, their labels
    /// lost. `false` when they belong to the text.
    fn head_bullets(&mut self) -> bool {
        let at = self.at;
        let items = self.bullets();
        let words = |item: &Item| {
            self.layout
                .masked
                .get(item.words.clone())
                .unwrap_or("")
                .trim()
        };
        let person = |line: &str| {
            let name = line.split([',', '(', ';']).next().unwrap_or("").trim();
            line.contains(',') && forms::is_signature(name)
        };
        let people = items.iter().filter(|item| person(words(item))).count();
        let already = |kind: &str| {
            self.blocks.iter().any(
                |block| matches!(&block.form, Form::List { kind: known, .. } if *known == kind),
            )
        };
        let labelled = items.first().map(|item| words(item).to_lowercase());
        // `• Subject` with the subject nested below it.
        if let Some(kind) =
            labelled
                .as_deref()
                .and_then(|label| match label.trim_end_matches(':') {
                    "subject" | "subjects" => Some("subject"),
                    "participants" => Some("participants"),
                    _ => None,
                })
            && items.len() > 1
        {
            self.split_labelled(&items, kind);
            return true;
        }
        let long = items.iter().any(|item| words(item).chars().count() > 240);
        let (kind, rule) = if people * 2 > items.len()
            && (items.len() > 1 || already("subject"))
            && !already("participants")
        {
            ("participants", Rule::Participants)
        } else if items.len() <= 4
            && !long
            && !already("subject")
            && !items.iter().any(|item| words(item).ends_with(['.', ';']))
        {
            ("subject", Rule::SubjectBullet)
        } else {
            self.at = at;
            return false;
        };
        let form = Form::List {
            kind,
            label: None,
            items,
        };
        self.push(form, Vec::new(), rule, Cert::Medium);
        true
    }

    /// Bullets in which labels are bullets too, their contents nested below them.
    fn split_labelled(&mut self, items: &[Item], first: &'static str) {
        let mut kind = first;
        let mut label: Option<Item> = None;
        let mut below: Vec<Item> = Vec::new();
        let mut lists = Vec::new();
        for item in items {
            let words = self
                .layout
                .masked
                .get(item.words.clone())
                .unwrap_or("")
                .trim()
                .to_lowercase();
            let named = match words.trim_end_matches(':') {
                "subject" | "subjects" => Some("subject"),
                "participants" => Some("participants"),
                "place" => Some("place"),
                "date" => Some("date"),
                "time" => Some("time"),
                _ => None,
            };
            match named {
                Some(named) if item.depth == 0 => {
                    if let Some(label) = label.take() {
                        lists.push((kind, label, std::mem::take(&mut below)));
                    }
                    kind = named;
                    label = Some(item.clone());
                }
                _ => below.push(Item {
                    depth: item.depth.saturating_sub(1),
                    ..item.clone()
                }),
            }
        }
        if let Some(label) = label {
            lists.push((kind, label, below));
        }
        for (kind, label, items) in lists {
            let start = label
                .marker
                .as_ref()
                .map_or(label.words.start, |marker| marker.start);
            let rule = if kind == "participants" {
                Rule::Participants
            } else {
                Rule::SubjectLabel
            };
            let form = Form::List {
                kind,
                label: Some(start..label.words.end),
                items,
            };
            self.push(form, Vec::new(), rule, Cert::High);
        }
    }

    /// Where the end of the part begins: the farewell, or the signature, or what stands
    /// below the text.
    fn find_tail(&self) -> usize {
        let from = self.at;
        // Below the text: markings, numbers, lists of copies, pages.
        let mut bottom = self.end;
        while bottom > from {
            let line = self.words(bottom - 1);
            let below = line.is_empty()
                || forms::is_classification(line)
                || forms::is_declassification(line)
                || forms::is_archive_number(line)
                || forms::is_stamp(line)
                || forms::is_typed_page(line);
            if !below {
                break;
            }
            bottom -= 1;
        }
        // A farewell with nothing but short lines after it.
        let mut close = None;
        let mut at = bottom;
        let mut steps = 0;
        while at > from && steps < 40 {
            at -= 1;
            steps += 1;
            let line = self.words(at);
            if forms::is_close(line) && (at > from || bottom - at <= 8) {
                close = Some(at);
                break;
            }
            if line.chars().count() > 170 && !forms::is_copies(line) && !forms::is_postscript(line)
            {
                break;
            }
        }
        if let Some(close) = close {
            return close;
        }
        // A list of copies and an address may stand below the signature.
        let mut k = bottom;
        let mut copies = None;
        for at in (from..bottom).rev().take(24) {
            let line = self.words(at);
            if forms::is_copies(line) {
                copies = Some(at);
            }
            if line.chars().count() > 170 {
                break;
            }
        }
        if let Some(copies) = copies {
            k = copies;
        }
        let base = k;
        // An address of several lines without gaps, after a signature.
        let mut group = k;
        while group > from
            && self.words(group - 1).chars().count() <= 70
            && !self.words(group - 1).is_empty()
        {
            group -= 1;
            if self.layout.gap(group) > 0 {
                break;
            }
        }
        if k - group >= 3 && group > from && forms::is_signature(self.words(group - 1)) {
            k = group;
        }
        let mut start = k;
        let mut lines = 0;
        while start > from && lines < 4 {
            let line = self.words(start - 1);
            let fits = forms::is_signature(line)
                || lines == 0 && k < base && forms::is_office_line(line)
                || self.office_below_name(start - 1, k);
            if !fits {
                break;
            }
            start -= 1;
            lines += 1;
            // One name is enough where the text is a line a block.
            if self.layout.gap(start) > 0
                && forms::is_signature(line)
                && !forms::is_signature(self.words(start.saturating_sub(1)))
            {
                break;
            }
        }
        // The signature begins with a name.
        while start < k && !forms::is_signature(self.words(start)) {
            start += 1;
        }
        if start < k && start > from {
            start
        } else if copies.is_some() {
            base
        } else {
            bottom
        }
    }

    /// Whether a line is an office with the name right above it: `Ellen Vance` / `Chief, Forest Section`.
    fn office_below_name(&self, at: usize, end: usize) -> bool {
        at + 1 == end
            && at > self.at
            && self.layout.gap(at) == 0
            && forms::is_office_line(self.words(at))
            && !self.words(at).ends_with('.')
            && forms::is_signature(self.words(at - 1))
            && self.layout.gap(at - 1) > 0
    }

    /// The running text, up to a line.
    fn body(&mut self, end: usize) {
        while self.at < end {
            if self.furniture() {
                continue;
            }
            let at = self.at;
            let line = self.words(at);
            if forms::bullet(line).is_some() {
                let start = self.at;
                let items = self.bullets();
                if items.is_empty() {
                    self.at = start;
                    self.paragraph(end);
                } else {
                    let form = Form::List {
                        kind: "",
                        label: None,
                        items,
                    };
                    self.push(form, Vec::new(), Rule::Bullet, Cert::High);
                }
            } else if self.table_here() {
                self.table();
            } else if self.numbered_here() {
                self.numbered_list(end);
            } else if forms::is_salute(line)
                && line.chars().count() <= 70
                && self.blocks.iter().all(|block| block.form != Form::Salute)
                && line.ends_with([',', ':'])
            {
                self.line(Form::Salute, Rule::Salute);
            } else if let Some(row) = forms::row(line)
                .filter(|row| matches!(row.kind, "participants" | "subject") && self.near_head())
            {
                let start = self.layout.words_start(at);
                self.row(&row, start);
            } else if self.near_head() && super::super::dates::dateline(line).is_some() {
                self.line(Form::Dateline, Rule::Dateline);
            } else if forms::is_postscript(line) {
                self.line(Form::Postscript, Rule::Postscript);
            } else if self.label_here(end) {
                let rule = if forms::in_capitals(line) {
                    Rule::LabelLine
                } else {
                    Rule::Subhead
                };
                let range = self.layout.range(at);
                self.push(Form::Label, vec![Piece::Words(range)], rule, Cert::Medium);
                self.at += 1;
            } else {
                self.paragraph(end);
            }
        }
    }

    /// Whether no paragraph stands before this place.
    fn near_head(&self) -> bool {
        !self.prose
    }

    /// A short line that heads what follows.
    fn label_here(&self, end: usize) -> bool {
        let at = self.at;
        let line = self.words(at);
        if line.len() > 360 {
            return false;
        }
        let count = line.chars().count();
        if at + 1 >= end || !(2..=90).contains(&count) {
            return false;
        }
        let next = self.words(at + 1);
        if self.layout.wrapped && self.layout.gap(at + 1) == 0 && forms::goes_on(next)
            || forms::goes_on(line)
        {
            return false;
        }
        let open_end = !line.ends_with(['.', ',', ';', '?', '!', '”', '"', ')', '—'])
            || forms::in_capitals(line) && line.ends_with('.');
        let heads = forms::in_capitals(line)
            || heading::is_title(line) && !line.ends_with(':')
            || line.ends_with(':') && count <= 40 && line.split_whitespace().count() <= 4;
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        open_end && heads && letters >= 2 && !next.is_empty()
    }

    /// Whether cells divided by bars stand here: two lines of them, or one of three cells.
    fn table_here(&self) -> bool {
        let bars = |at: usize| {
            if !self.words(at).as_bytes().contains(&b'|') {
                return 0;
            }
            self.words(at).matches(" | ").count() + usize::from(self.words(at).ends_with(" |"))
        };
        let here = bars(self.at);
        here >= 2
            || (here >= 1 && bars(self.at + 1) >= 1)
            || (here >= 1
                && self.at > 0
                && matches!(
                    self.blocks.last().map(|block| &block.form),
                    Some(Form::Table(..))
                ))
    }

    fn table(&mut self) {
        let mut rows = Vec::new();
        let mut bars = Vec::new();
        while self.at < self.end {
            let line_range = self.layout.range(self.at);
            let line = self.layout.masked.get(line_range.clone()).unwrap_or("");
            if !line.contains('|') || (!rows.is_empty() && self.layout.gap(self.at) > 1) {
                break;
            }
            let mut cells = Vec::new();
            let mut from = 0;
            for (bar, _) in line.match_indices('|') {
                if bar > 0 {
                    cells.push(line_range.start + from..line_range.start + bar);
                }
                bars.push(line_range.start + bar..line_range.start + bar + 1);
                from = bar + 1;
            }
            if !line.get(from..).unwrap_or("").trim().is_empty()
                || line.len() == from && cells.len() < 2
            {
                cells.push(line_range.start + from..line_range.end);
            }
            rows.push(cells);
            self.at += 1;
        }
        self.push(
            Form::Table(rows, bars),
            Vec::new(),
            Rule::TableRow,
            Cert::High,
        );
    }

    /// Whether a numbered list stands here: numbers set in, or a number alone on a line,
    /// with the next number after it.
    fn numbered_here(&self) -> bool {
        let line = self.words(self.at);
        let Some((label, words)) = forms::numbered(line) else {
            return false;
        };
        let Some(number) = line.get(label).and_then(forms::number_of) else {
            return false;
        };
        let alone = words >= line.len();
        if alone {
            return number == 1
                && self.at + 1 < self.end
                && forms::numbered(self.words(self.at + 1)).is_none();
        }
        let next_is = |wanted: u32| {
            (self.at + 1..(self.at + 3).min(self.end)).any(|at| {
                let line = self.words(at);
                forms::numbered(line)
                    .and_then(|(label, _)| line.get(label))
                    .and_then(forms::number_of)
                    == Some(wanted)
                    && self.layout.indent(at) >= 2
            })
        };
        self.layout.indent(self.at) >= 2 && number == 1 && next_is(2)
    }

    fn numbered_list(&mut self, end: usize) {
        let mut items: Vec<Item> = Vec::new();
        let mut expected = 1;
        let indent = self.layout.indent(self.at);
        let mut rule = Rule::NumberedItem;
        while self.at < end {
            let line = self.words(self.at);
            let Some((label, words)) = forms::numbered(line) else {
                break;
            };
            if line.get(label.clone()).and_then(forms::number_of) != Some(expected) {
                break;
            }
            let start = self.layout.words_start(self.at);
            let marker = start + label.start..start + label.end;
            let mut range = start + words..self.layout.range(self.at).end;
            self.at += 1;
            if words >= line.len() {
                rule = Rule::NumberAlone;
                if self.at < end && forms::numbered(self.words(self.at)).is_none() {
                    range = self.layout.range(self.at);
                    self.at += 1;
                } else {
                    range = marker.end..marker.end;
                }
            }
            while self.at < end
                && self.layout.gap(self.at) == 0
                && forms::numbered(self.words(self.at)).is_none()
                && !self.words(self.at).is_empty()
                && self.layout.indent(self.at) > indent
            {
                range.end = self.layout.range(self.at).end;
                self.at += 1;
            }
            items.push(Item {
                marker: Some(marker),
                numbered: true,
                depth: 0,
                words: range,
            });
            expected += 1;
        }
        let form = Form::List {
            kind: "",
            label: None,
            items,
        };
        self.push(form, Vec::new(), rule, Cert::High);
    }

    /// A paragraph, with all that goes on with it: the lines of its block where lines are
    /// broken at a measure, and what follows a page change in mid-sentence.
    fn paragraph(&mut self, end: usize) {
        let mut pieces = Vec::new();
        let mut rule = if self.layout.gap(self.at) == 0 && self.at > 0 {
            Rule::LineBlock
        } else {
            Rule::Blank
        };
        let mut cert = Cert::High;
        let mut start = self.at;
        self.at += 1;
        loop {
            while self.layout.wrapped
                && self.at < end
                && self.layout.gap(self.at) == 0
                && self.continues_line()
            {
                self.at += 1;
            }
            self.push_lines(start..self.at, &mut pieces);
            let Some(next) = self.continuation(end) else {
                break;
            };
            for at in self.at..next {
                let range = self.layout.range(at);
                let line = self.words(at);
                if line.is_empty() {
                    pieces.push(Piece::Words(range));
                } else if forms::is_typed_page(line) {
                    pieces.push(Piece::Layer(Layer::TypedPage, range));
                } else if forms::is_stamp(line) || !self.is_running_head(at) {
                    pieces.push(Piece::Layer(Layer::Stamp, range));
                } else {
                    pieces.push(Piece::Layer(Layer::RunningHead, range));
                }
            }
            rule = Rule::PageGap;
            cert = Cert::Medium;
            start = next;
            self.at = next + 1;
        }
        self.prose = true;
        self.push(Form::P, pieces, rule, cert);
    }

    /// Whether a line among the layers of a broken sentence is a running head: a marking,
    /// or words with a name or date, rather than a stamp.
    fn is_running_head(&self, at: usize) -> bool {
        let line = self.words(at);
        let next_to_page = [at.wrapping_sub(1), at + 1]
            .into_iter()
            .any(|other| other < self.end && forms::is_typed_page(self.words(other)));
        forms::is_classification(line) || next_to_page
    }

    /// Whether the line here goes on with the one before it, in a text whose lines are
    /// broken at a measure.
    fn continues_line(&self) -> bool {
        let before = self.words(self.at - 1);
        let line = self.words(self.at);
        if line.is_empty() {
            return true;
        }
        let new_indent = self.layout.indent(self.at) >= self.layout.indent(self.at - 1) + 2;
        let ended = !forms::breaks_off(before);
        let structural = forms::bullet(line).is_some()
            || forms::is_stamp(line)
            || forms::is_classification(line)
            || forms::is_typed_page(line)
            || (forms::numbered(line).is_some() && ended);
        !structural && !(new_indent && ended)
    }

    /// Lines of one paragraph as words, with the hyphens at line ends apart.
    fn push_lines(&self, lines: Range<usize>, pieces: &mut Vec<Piece>) {
        let mut start = self.layout.range(lines.start).start;
        for at in lines.clone() {
            let end = self.layout.range(at).end;
            if at + 1 >= lines.end {
                pieces.push(Piece::Words(start..end));
                break;
            }
            let line = self.words(at);
            let next = self.words(at + 1);
            let hyphen = line.ends_with(['-', '‑', '\u{ad}', '¬'])
                && forms::goes_on(next)
                && line.chars().rev().nth(1).is_some_and(char::is_alphabetic);
            if hyphen
                && self
                    .layout
                    .masked
                    .get(..end)
                    .is_some_and(|text| text.ends_with(['-', '‑', '\u{ad}', '¬']))
            {
                let sign = line.chars().next_back().map_or(1, char::len_utf8);
                let left = last_word(line.get(..line.len() - sign).unwrap_or(""));
                let right = first_word(next);
                let joined = format!("{left}{right}").to_lowercase();
                if super::lexicon::is_word(&joined) || line.ends_with(['\u{ad}', '¬']) {
                    pieces.push(Piece::Words(start..end - sign));
                    pieces.push(Piece::Hyphen(end - sign..end));
                } else {
                    pieces.push(Piece::Words(start..end));
                    pieces.push(Piece::Hyphen(end..end));
                }
                start = self.layout.range(at + 1).start;
            }
        }
    }

    /// The line that goes on with a sentence that broke off, when nothing but layers (or
    /// nothing at all) stands between.
    fn continuation(&self, end: usize) -> Option<usize> {
        let before = self.words(self.at - 1);
        if !forms::breaks_off(before) || before.chars().count() < 12 {
            return None;
        }
        let mut next = self.at;
        let mut layers = 0;
        while next < end && layers <= 8 && next < self.at + LOOK_AHEAD {
            let line = self.words(next);
            if line.is_empty() {
                next += 1;
                continue;
            }
            let sure_layer = forms::is_stamp(line)
                || forms::is_classification(line)
                || forms::is_typed_page(line);
            if !sure_layer && (forms::bullet(line).is_some() || forms::numbered(line).is_some()) {
                return None;
            }
            // The sentence goes on in small letters; or with a capital after a word that
            // cannot end it, when a page or stamp stands between.
            let small = forms::goes_on(line);
            let forced = forms::ends_on_small_word(before)
                && next > self.at
                && !sure_layer
                && line.chars().count() > 60;
            if !sure_layer && (small || forced) {
                let long = before.chars().count() >= 40 || next > self.at;
                return (long && line.chars().count() >= 4).then_some(next);
            }
            let short = line.chars().count() <= 60 && !line.ends_with(':');
            if !sure_layer && !short {
                return None;
            }
            layers += 1;
            next += 1;
        }
        None
    }

    /// All below the text.
    fn tail(&mut self) {
        let mut signed = false;
        while self.at < self.end {
            let at = self.at;
            let line = self.words(at);
            if forms::is_archive_number(line) {
                self.line(Form::ArchiveNumber, Rule::ArchiveNumber);
                continue;
            }
            if self.furniture() {
                continue;
            }
            let gap = self.layout.gap(at);
            if forms::is_copies(line) {
                self.copies();
            } else if forms::is_postscript(line) {
                self.line(Form::Postscript, Rule::Postscript);
            } else if forms::is_close(line) && !signed {
                self.line(Form::Close, Rule::Complimentary);
            } else if forms::attachment_label(line).is_some()
                || line.to_lowercase().starts_with("attachment")
                || line.to_lowercase().starts_with("enclosure")
            {
                self.line(Form::Handling, Rule::HandlingLine);
            } else if line.chars().count() > 120 {
                let end = self.end;
                self.paragraph(end);
            } else {
                let end = self.group(at);
                let lines = end - at;
                let address = signed && gap > 0 && lines >= 2;
                if address {
                    let pieces = self.lines_of(at..end);
                    self.at = end;
                    self.push(Form::Address, pieces, Rule::InsideAddress, Cert::High);
                } else if !signed || forms::is_office_line(line) {
                    let stop = (at..end)
                        .find(|&next| {
                            let line = self.words(next);
                            next > at
                                && (forms::is_copies(line)
                                    || forms::is_stamp(line)
                                    || forms::is_classification(line)
                                    || forms::is_declassification(line)
                                    || line.chars().count() > 120)
                        })
                        .unwrap_or(end);
                    let pieces = self.lines_of(at..stop);
                    self.at = stop;
                    let after_close = self.blocks.iter().any(|block| block.form == Form::Close);
                    let cert = if after_close {
                        Cert::High
                    } else {
                        Cert::Medium
                    };
                    self.push(Form::Signed, pieces, Rule::Signature, cert);
                    signed = true;
                } else {
                    let end = self.end;
                    self.paragraph(end);
                }
            }
        }
    }

    /// `cc:` and the lines set in below it.
    fn copies(&mut self) {
        let at = self.at;
        let line = self.words(at);
        let start = self.layout.words_start(at);
        let label = line.find(':').map_or(2, |colon| colon + 1).min(line.len());
        let rest = line.get(label..).unwrap_or("");
        let mut items = Vec::new();
        if !rest.trim().is_empty() {
            let words = start + label + (rest.len() - rest.trim_start().len());
            items.push(Item {
                words: words..self.layout.range(at).end,
                ..Item::default()
            });
        }
        self.at += 1;
        while self.at < self.end
            && self.layout.gap(self.at) == 0
            && !forms::is_copies(self.words(self.at))
            && !self.words(self.at).is_empty()
            && (self.layout.indent(self.at) > self.layout.indent(at) || rest.trim().is_empty())
        {
            items.push(Item {
                words: self.layout.range(self.at),
                ..Item::default()
            });
            self.at += 1;
        }
        let label = self.layout.range(at).start..start + label;
        let form = Form::List {
            kind: "cc",
            label: Some(label),
            items,
        };
        self.push(form, Vec::new(), Rule::CopyList, Cert::High);
    }
}

fn last_word(line: &str) -> &str {
    line.rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
}

fn first_word(line: &str) -> &str {
    line.split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
}
