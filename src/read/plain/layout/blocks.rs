//! What a text is read as: its parts, their blocks, and the pieces of these.

use crate::model::{Cert, Rule};
use std::ops::Range;

/// Part of a block: words, or something that stands among them and is none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::plain) enum Piece {
    /// Words, with the line breaks among them.
    Words(Range<usize>),
    /// A hyphen at a line's end that is none of the word's.
    Hyphen(Range<usize>),
    /// A stamp, running head or typed page number in the midst of a sentence.
    Layer(Layer, Range<usize>),
}

/// What interrupts a sentence without belonging to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::plain) enum Layer {
    /// A stamp.
    Stamp,
    /// A typed page number.
    TypedPage,
    /// A running head.
    RunningHead,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::read::plain) struct Item {
    /// The bullet or number as it stands.
    pub marker: Option<Range<usize>>,
    /// Whether the marker is a number.
    pub numbered: bool,
    /// Bullets beside the number, and before the words that stand on a line of their own.
    pub bullets: Vec<Range<usize>>,
    /// How deep the item stands in the list, from 0.
    pub depth: usize,
    /// Its words.
    pub words: Range<usize>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::plain) enum Form {
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
pub(in crate::read::plain) struct Block {
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
pub(in crate::read::plain) struct Part {
    /// 0 for the document, 1 for an enclosure, 2 for an enclosure's own.
    pub level: usize,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// How sure it is that an enclosure begins here.
    pub cert: Cert,
}
