//! One document as read from one file (and its sidecar). Finished when it is made.

use super::{Attrs, CrossRef, Descend, Header, Node, RecordId, Rendition, Tag, walk};
use crate::source::{FileId, Span};
use serde::{Deserialize, Serialize};

/// Which record of the sources: its file, and which of the records in it. Most files hold
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// Which of the records in it, from 0.
    pub part: u32,
}

/// What a record is to the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RecordKind {
    /// A source text: it has a number, a date, people, notes.
    Document,
    /// An editor's page: introduction, method, about.
    Essay,
    /// A page of a printed volume that is no document: title page, preface, list of
    /// names, index; and what the volume's own header says of it.
    Matter,
}

/// What a note is; TEI `note/@type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoteKind {
    /// It tells where the text comes from.
    Source,
    /// The editors' remark.
    Editorial,
}

impl NoteKind {
    /// The word used in TEI and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Editorial => "editorial",
        }
    }
}

/// A note. Its mark in the text is the `anchor` element with its index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The number as the mark in the text prints it; the list's own number when there
    /// is no mark. Unique in the record: a repeated number is told apart by `key`.
    pub n: String,
    /// The number as the list of notes has it. `None` where the source has no list.
    pub listed: Option<String>,
    /// The end of its address: `fn2`.
    pub key: Box<str>,
    /// What it is.
    pub kind: NoteKind,
    /// What the source's markup says of it beyond number, id and kind; TEI's names.
    pub attrs: Attrs,
    /// Its text: paragraphs, lists, tables.
    pub body: Vec<Node>,
    /// All of it in the source.
    pub span: Span,
    /// The characters of its number in the list.
    pub marks: Vec<Span>,
    /// Whether a mark in the text leads to it.
    pub anchored: bool,
}

/// A document enclosed in another. Its text is the `div` of type `attachment` with its index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// The end of its address: `a1`.
    pub key: Box<str>,
    /// What is known of it.
    pub header: Header,
}

/// One document, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The file it was read from.
    pub file: FileId,
    /// Which of the records in that file, from 0.
    pub part: u32,
    /// What of the file it was read from: all, or the element of a volume that is this
    /// document.
    pub span: Span,
    /// Document, essay or matter of a volume.
    pub kind: RecordKind,
    /// Its place among all.
    pub id: RecordId,
    /// Whether the id was stated by the editor; otherwise it follows from number or file name.
    pub id_stated: bool,
    /// What is known of it as a whole.
    pub header: Header,
    /// What the source's markup says of the document's own element beyond id, number and
    /// kind; TEI's names.
    pub attrs: Attrs,
    /// The source's own `teiHeader`, as a tree. Empty where it has none, and for the
    /// documents of a volume, whose header is a record of its own.
    pub description: Vec<Node>,
    /// The text.
    pub body: Vec<Node>,
    /// The notes, in the order of the source.
    pub notes: Vec<Note>,
    /// The references in body and notes, in the order of the source.
    pub refs: Vec<CrossRef>,
    /// The enclosures, in the order of the source.
    pub enclosures: Vec<Enclosure>,
    /// The looks that the header of its file defines, as far as this text has them.
    pub renditions: Vec<Rendition>,
}

impl Record {
    /// The `xml:id` of each enclosure in the source's markup, in their order. `None`
    /// where it has none.
    #[must_use]
    pub fn enclosure_ids(&self) -> Vec<Option<&str>> {
        let mut ids = vec![None; self.enclosures.len()];
        if ids.is_empty() {
            return ids;
        }
        walk(&self.body, &mut |node| {
            if let Node::Element(element) = node
                && element.tag == Tag::Div
                && element.kind() == "attachment"
                && let Some(at) = element.index
                && let Some(id) = ids.get_mut(at as usize)
            {
                *id = element.attrs.get("xml:id");
            }
            Descend::Into
        });
        ids
    }

    /// Where it was read from.
    #[must_use]
    pub const fn origin(&self) -> Origin {
        Origin {
            file: self.file,
            part: self.part,
        }
    }
}
