//! What a reference asks for, as far as one text alone can tell. Whether there is such
//! a thing is for the edition to say.

use super::Rule;
use crate::source::Span;
use serde::{Deserialize, Serialize};

/// The volume in which a reference looks, as the words around it say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum VolumeCue {
    /// No volume is named: the document's own.
    Own,
    /// A volume named before the number, or by an ibid. that repeats one.
    Named {
        /// The years of the series, such as `1981–1988`, with `–` between.
        years: Option<String>,
        /// The volume's number as printed, such as `IV`. Empty when none is named.
        volume: String,
        /// The part, where the volume has several.
        part: Option<String>,
        /// The title, where the volume is cited by one: before the years, as volumes on
        /// conferences are, or in the place of a number. As printed, blanks folded.
        title: Option<String>,
        /// Whether `ibid.` stood for the name.
        ibid: bool,
    },
}

/// What a reference asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// A document by its number.
    Document {
        /// Where to look.
        volume: VolumeCue,
        /// The number as printed.
        number: String,
    },
    /// A note, in another document or this one.
    Note {
        /// Where to look for the document.
        volume: VolumeCue,
        /// The document's number; `None` for the document that refers.
        document: Option<String>,
        /// The note's number as printed.
        note: String,
    },
    /// A printed page.
    Page {
        /// Where to look.
        volume: VolumeCue,
        /// The number as printed.
        page: String,
    },
    /// A volume as a whole.
    Volume {
        /// Which.
        volume: VolumeCue,
    },
    /// A key as in a TEI target: `#d168`, `frus1981-88v04#d351`, `other.md#p3`.
    Key(String),
    /// An address on the web.
    Url(String),
    /// It cannot be told; the reason, for an editor.
    Doubtful(String),
}

/// Who decided what a doubtful reference means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// The words alone.
    Words,
    /// The sidecar, with the words as they should read.
    Sidecar {
        /// The corrected words.
        reads: String,
        /// Where the sidecar says so.
        span: Span,
    },
}

/// A reference as it stands in a text; a `ref` element holds its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossRef {
    /// What it asks for.
    pub wanted: Wanted,
    /// Its words in the source.
    pub span: Span,
    /// The rule that saw it.
    pub rule: Rule,
    /// Who decided.
    pub decision: Decision,
    /// The note in which it stands, by index; `None` in the body.
    pub note: Option<u32>,
}
