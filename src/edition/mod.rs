//! Records' summaries → one edition: everything that needs more than one file.
//!
//! What stays in memory of a document is its [`Summary`]; bodies are read again when
//! their page is made. Facts about several documents sit in tables keyed by
//! [`DocIdx`]; nothing that was read is touched again.

use crate::model::{Enclosure, EntityId, Header, RecordId, RecordKind, Wanted};
use crate::source::{FileId, Span};

/// A document's or essay's place in [`Edition::documents`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocIdx(pub u32);

/// What is kept of a record after it was read.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The file it was read from.
    pub file: FileId,
    /// Its place among all.
    pub id: RecordId,
    /// Whether the editor stated the id.
    pub id_stated: bool,
    /// Document or essay.
    pub kind: RecordKind,
    /// What is known of it as a whole.
    pub header: Header,
    /// Its enclosures.
    pub enclosures: Vec<Enclosure>,
    /// Its notes: number as printed, and address.
    pub notes: Vec<NoteKey>,
    /// The printed pages that begin in it.
    pub pages: Vec<Box<str>>,
    /// Every other address in it: paragraphs, and ids that the source gives.
    pub keys: Vec<Box<str>>,
    /// Its references, in the order of [`crate::model::Record::refs`].
    pub refs: Vec<RefSummary>,
    /// Names of the authority files in it.
    pub mentions: Vec<Mention>,
    /// The first words of the text, for descriptions: about 200 characters, whole words.
    pub opening: String,
}

/// A note's number and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey {
    /// As printed.
    pub n: Box<str>,
    /// The end of its address: `fn2`.
    pub key: Box<str>,
}

/// A reference, with the sentence that makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefSummary {
    /// What it asks for.
    pub wanted: Wanted,
    /// Where it stands.
    pub span: Span,
    /// Its own words.
    pub text: Box<str>,
    /// The sentence around it, blanks folded.
    pub sentence: Box<str>,
    /// The end of the address of the paragraph or note in which it stands: `p3`, `fn2`.
    pub at: Box<str>,
}

/// A name of an authority file in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Who or what.
    pub entity: EntityId,
    /// The sentence around it, blanks folded.
    pub sentence: Box<str>,
    /// The end of the address of the paragraph or note in which it stands.
    pub at: Box<str>,
}
