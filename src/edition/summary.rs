//! What is kept of a record after it was read.
//!
//! Ten thousand of these are in memory at once, so sentences and addresses that stand
//! several times in one document are shared.

use crate::diag::Place;
use crate::model::{
    Date, Enclosure, EntityId, Header, Inferred, Origin, RecordId, RecordKind, Wanted,
};
use crate::source::{FileId, Span};
use std::sync::Arc;

/// What is kept of a record after it was read.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The file it was read from.
    pub file: FileId,
    /// Which of the records in that file, from 0.
    pub part: u32,
    /// What of the file it was read from.
    pub span: Span,
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
    /// Its notes: numbers, and address.
    pub notes: Vec<NoteKey>,
    /// The printed pages that begin in it.
    pub pages: Vec<PageKey>,
    /// Every other address in it: paragraphs, enclosures, and ids that the source gives.
    /// Empty in an edition, where references have found them.
    pub keys: Vec<Arc<str>>,
    /// Ids of the source that became other ends of addresses, with these: an enclosure's
    /// (`a1`), and what looks like a key of ours. Empty in an edition.
    pub aliases: Vec<(Box<str>, Arc<str>)>,
    /// Its references, in the order of [`crate::model::Record::refs`].
    pub refs: Vec<RefSummary>,
    /// What each of them asks for. Empty in an edition: there they are links.
    pub wanted: Vec<Wanted>,
    /// Its images, in the order of the text.
    pub images: Vec<ImageSummary>,
    /// Names of the authority files in it, each once, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Dates that it speaks of, each once, in the order of the text; at most a dozen, and
    /// none where nobody asks for them.
    pub spoken: Vec<Spoken>,
    /// The first words of the text, for descriptions: about 200 characters, whole words,
    /// blanks folded; `…` at the end when there is more. Empty for an empty text.
    pub opening: String,
}

impl Summary {
    /// Drops what only the making of an edition asks for.
    pub(super) fn answered(&mut self) {
        self.wanted = Vec::new();
        self.keys = Vec::new();
        self.aliases = Vec::new();
    }

    /// Where it was read from.
    #[must_use]
    pub const fn origin(&self) -> Origin {
        Origin {
            file: self.file,
            part: self.part,
        }
    }

    /// The place to show when nothing in the text is meant: the file, or where a
    /// document of a larger file begins.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.span.start {
            0 => Place::File(self.file),
            _ => Place::Span(self.start()),
        }
    }

    /// Where it begins, as a place without words.
    #[must_use]
    pub const fn start(&self) -> Span {
        Span {
            file: self.file,
            start: self.span.start,
            end: self.span.start,
        }
    }
}

/// A note's numbers and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey {
    /// As printed.
    pub n: Box<str>,
    /// The number in the list of notes, where it is another than the printed one.
    pub listed: Option<Box<str>>,
    /// The end of its address: `fn2`.
    pub key: Box<str>,
}

/// A printed page's number and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageKey {
    /// As printed.
    pub n: Box<str>,
    /// Its address: `pg_766`.
    pub key: Box<str>,
}

/// A reference, with the sentence that makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefSummary {
    /// Where it stands.
    pub span: Span,
    /// Its own words, blanks folded.
    pub text: Box<str>,
    /// The sentence around it, blanks folded, at most about 300 characters. References
    /// of one sentence share it.
    pub sentence: Arc<str>,
    /// The end of the address of the paragraph or note in which it stands: `p3`, `fn2`.
    /// Empty above the first paragraph: the document itself.
    pub at: Arc<str>,
}

/// An image as the text, or the beginning of a page in it, names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageSummary {
    /// Its path or address, as it stands.
    pub url: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// A name of an authority file in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Who or what.
    pub entity: EntityId,
    /// Where the name stands first.
    pub span: Span,
    /// The sentences that name it, in the order of the text; never empty. One that names
    /// it twice stands here once.
    pub places: Vec<Naming>,
}

/// A sentence that names someone or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The end of the address of the paragraph or note in which it stands.
    pub at: Arc<str>,
    /// The sentence, blanks folded, at most about 200 characters. Names of one sentence
    /// share it where it is short.
    pub sentence: Arc<str>,
}

/// A date that a text speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The date.
    pub date: Date,
    /// What of it is inferred.
    pub inferred: Option<Inferred>,
    /// The end of the address of the paragraph or note in which it stands.
    pub at: Arc<str>,
    /// The words around it, blanks folded, at most about 100 characters. Dates of one
    /// sentence share it where it is short.
    pub words: Arc<str>,
}
