//! One record as other programs and plain readers want it: TEI ([`tei`]), JSON with all
//! its evidence ([`json`]), plain text ([`text`]), and the schema of the JSON ([`schema`]).
//! And a document as a bibliographic item ([`bibliography`]), as RIS, BibTeX, CSL-JSON, JSON-LD
//! and COinS.
//!
//! Exports are made from the record and the edition's tables, never from a page.

pub mod bibliography;
pub mod bibtex;
pub mod coins;
pub mod csl;
pub mod json;
pub mod jsonld;
pub mod ris;
pub mod schema;
pub mod tei;
pub mod text;
mod write;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::edition::{DocIdx, Edition, Link};
use crate::model::Record;
use crate::source::Files;

/// One document with everything that an export may say of it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The document, as read.
    pub record: &'a Record,
    /// The text of its source.
    pub source: &'a str,
    /// Its place in the edition.
    pub index: DocIdx,
    /// The edition.
    pub edition: &'a Edition,
    /// The configuration.
    pub config: &'a Config,
    /// The table of files.
    pub files: &'a Files,
    /// The address of its page, from the site's root; `None` when it has none of its own.
    pub address: Option<&'a str>,
    /// What was said of its source, in the order of the text.
    pub diags: &'a [Diagnostic],
}

impl Document<'_> {
    /// An id on the document's page: its own id and the end of the address; printed
    /// pages go by their number alone.
    fn id(&self, key: &str) -> String {
        if key.starts_with("pg_") {
            key.to_owned()
        } else {
            format!("{}{key}", self.record.id.local())
        }
    }
    /// Where a reference leads, as a TEI target; `None` when it leads nowhere.
    fn target(&self, link: &Link) -> Option<String> {
        match link {
            Link::Target(target) => {
                let there = &self.edition.document(target.document).id;
                let place = match &target.key {
                    Some(key) if key.starts_with("pg_") => key.to_string(),
                    Some(key) => format!("{}{key}", there.local()),
                    None => there.local().to_owned(),
                };
                let volume = there
                    .volume()
                    .filter(|volume| self.record.id.volume() != Some(volume));
                Some(format!("{}#{place}", volume.unwrap_or("")))
            }
            Link::Entity(id) => {
                let entity = self.edition.entity(id)?;
                Some(format!("#{}", entity.tei_id()))
            }
            Link::Page(path) => Some((*path).to_owned()),
            Link::Volume(id) => Some(id.to_string()),
            Link::Asset(file) => Some(self.files.path(*file).to_string()),
            Link::Elsewhere { volume, id, .. } => Some(format!("{volume}#{id}")),
            Link::Url(url) => Some(url.to_string()),
            Link::Nothing => None,
        }
    }
}
