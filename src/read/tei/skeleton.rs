//! What one pass over a file leaves: its divisions, one after the other, and where its
//! lists of names have entries.

use super::entities::Entities;
use std::ops::Range;

/// What a piece of the skeleton is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `teiCorpus`, `TEI`.
    Tei,
    /// `text`.
    Text,
    /// `group`, `front`, `body`, `back`: no division of its own.
    Frame,
    /// `div`, `div1` to `div7`.
    Div,
    /// `titlePage`.
    TitlePage,
    /// `teiHeader`.
    Header,
    /// `facsimile`, `standOff`, `sourceDoc`, `xenoData`.
    Resource,
    /// What stands between these: paragraphs, headings, milestones.
    Run,
}

/// A piece of the skeleton. A piece's own pieces follow it, up to `skip`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The piece after it and all in it.
    pub(super) skip: u32,
    /// For runs: whether there are words in it.
    pub(super) words: bool,
    /// For runs: whether there is more in it than milestones and headings.
    pub(super) more: bool,
}

impl Piece {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What the pass found.
#[derive(Debug)]
pub(super) struct Skeleton<'a> {
    pub(super) pieces: Vec<Piece>,
    /// Entries of lists of names.
    pub(super) entries: Vec<Range<usize>>,
    pub(super) entities: Entities,
    /// An address that stands where TEI's own should; empty: none.
    pub(super) accepted: Option<&'a str>,
    /// The root's name.
    pub(super) root: &'a str,
}

/// An offset in a file; larger files are refused.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

pub(super) fn kind(local: &str) -> Option<Kind> {
    Some(match local {
        "TEI" | "teiCorpus" => Kind::Tei,
        "text" => Kind::Text,
        "group" | "front" | "body" | "back" => Kind::Frame,
        "div" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" => Kind::Div,
        "titlePage" => Kind::TitlePage,
        "teiHeader" => Kind::Header,
        "facsimile" | "standOff" | "sourceDoc" | "xenoData" => Kind::Resource,
        _ => return None,
    })
}

/// Whether nothing in it is a piece of its own.
pub(super) const fn is_opaque(kind: Kind) -> bool {
    matches!(kind, Kind::TitlePage | Kind::Header | Kind::Resource)
}

/// Whether an element is an entry of a list of names.
pub(super) fn is_entry(local: &str) -> bool {
    matches!(local, "person" | "personGrp" | "place" | "org")
}

/// Whether an element with an id, in an item, defines a name.
pub(super) fn defines(local: &str) -> bool {
    matches!(
        local,
        "persName" | "placeName" | "orgName" | "name" | "term"
    )
}
