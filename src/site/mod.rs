//! The edition → pages: which there are, at which addresses, and what is on them.
//!
//! Every address is made in one file, every field that a template can ask for stands in
//! [`views`], and no page needs more than its own record and the edition's tables.

mod assets;
mod chart;
mod cite;
mod contents;
mod document;
mod entry;
mod feeds;
mod frame;
mod indexes;
mod kinds;
mod links;
mod lists;
mod metadata;
mod occurrences;
mod outline;
mod pieces;
mod plan;
mod references;
mod registry;
mod render;
mod say;
mod search;
mod surroundings;
mod templates;
mod theme;
mod timeline;
mod urls;
pub mod views;

pub use plan::{Page, PageKind, SitePlan};
pub use render::{Original, Originals, render};
pub use theme::{DEFAULT, PLAIN, SLOTS, Theme};
pub use urls::document_stem;

use crate::edition::{DocIdx, Edition};

/// What a document's page calls it: in the words of the edition's language, where neither
/// source nor editor says it.
#[must_use]
pub fn title(edition: &Edition, theme: &Theme, document: DocIdx) -> String {
    pieces::title(edition, &theme.words, document, None)
}
