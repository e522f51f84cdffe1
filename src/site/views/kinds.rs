//! What templates see of the lists by kind.

use super::{DocLink, PartLink};
use serde::Serialize;

/// The kinds of documents, or a page of them.
#[derive(Debug, Clone, Serialize)]
pub struct KindsView {
    /// The kinds, the most frequent first.
    pub kinds: Vec<KindRow>,
    /// The pages of a long list; empty where one page holds all.
    pub parts: Vec<PartLink>,
}

/// A kind of documents.
#[derive(Debug, Clone, Serialize)]
pub struct KindRow {
    /// What it is called, with a capital: `Telegram`.
    pub label: String,
    /// Its documents.
    pub href: String,
    /// How many documents and enclosures are of it.
    pub count: usize,
    /// Its first year, and its last.
    pub span: Option<String>,
}

/// The documents of one kind, or a page of them.
#[derive(Debug, Clone, Serialize)]
pub struct KindView {
    /// The kind, counted over all of its pages.
    pub kind: KindRow,
    /// Whether documents on this page have numbers.
    pub numbered: bool,
    /// Documents and enclosures in the order of time, undated ones last. The volume is
    /// told where the edition has several.
    pub documents: Vec<DocLink>,
    /// The pages of a long list, called by their years; empty where one page holds all.
    pub parts: Vec<PartLink>,
}
