//! The content folder → what there is to read: documents with their sidecars, authority
//! files, files to copy. Texts are not kept; [`read_source`] reads one when it is needed.

use crate::model::{Entity, Event};
use crate::source::FileId;
use std::sync::Arc;

/// Everything that the content folder holds.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Documents and essays, by path.
    pub documents: Vec<Input>,
    /// Authority files, read.
    pub authority: Authority,
    /// Files that are copied into the site as they are, by path.
    pub assets: Vec<Asset>,
}

/// A document or essay to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its number in the table of files.
    pub file: FileId,
    /// Its path from the edition's folder.
    pub path: Arc<str>,
    /// The `.yaml` beside it.
    pub sidecar: Option<(FileId, Arc<str>)>,
}

/// A file that is copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its number in the table of files.
    pub file: FileId,
    /// Its path from the edition's folder.
    pub path: Arc<str>,
}

/// What the authority files say.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    /// People, places, organisations and terms, in the order of the files.
    pub entities: Vec<Entity>,
    /// Events, in the order of the files.
    pub events: Vec<Event>,
    /// Whether there is a `people.yaml` at all: without one, names are listed as written
    /// and nothing is missing.
    pub has_people: bool,
}
