//! Where references lead, and who cites whom.

use super::DocIdx;
use crate::model::EntityId;
use crate::source::FileId;

/// Pages that a text can link to though no file of the content folder makes them.
pub const PAGES: &[&str] = &[
    "index.html",
    "timeline.html",
    "people.html",
    "places.html",
    "organizations.html",
    "glossary.html",
    "search.html",
];

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A document or essay of this edition, or a place in it.
    Target(Target),
    /// An entry of an authority file.
    Entity(EntityId),
    /// An image or other file that is copied into the site.
    Asset(FileId),
    /// A page that every site has, by its address: one of [`PAGES`].
    Page(&'static str),
    /// The contents of a volume.
    Volume(Box<str>),
    /// A document of a listed volume that is not in this edition; its address by the
    /// volume's template.
    Elsewhere {
        /// The volume's id.
        volume: Box<str>,
        /// The document's id there.
        id: Box<str>,
        /// The address, whole.
        url: Box<str>,
    },
    /// An address on the web, as the source has it.
    Url(Box<str>),
    /// Nowhere: the words stand as text. A diagnostic says why.
    Nothing,
}

impl Link {
    /// The target in this edition, if it is one.
    #[must_use]
    pub const fn target(&self) -> Option<&Target> {
        match self {
            Self::Target(target) => Some(target),
            Self::Entity(_)
            | Self::Asset(_)
            | Self::Page(_)
            | Self::Volume(_)
            | Self::Elsewhere { .. }
            | Self::Url(_)
            | Self::Nothing => None,
        }
    }
}

/// A document of this edition, or a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The document.
    pub document: DocIdx,
    /// What is meant.
    pub kind: TargetKind,
    /// The end of the address: `fn3`, `p2`, `a1`; for a page all of it, `pg_766`. `None`
    /// for the document as a whole.
    pub key: Option<Box<str>>,
}

/// What a reference to this edition means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// The document as a whole.
    Document,
    /// A note.
    Note,
    /// A printed page.
    Page,
    /// A paragraph, an enclosure or another place with an address.
    Place,
}

/// A reference seen from its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The document that refers.
    pub document: DocIdx,
    /// Which of its references: index into [`super::Summary::refs`].
    pub reference: u32,
}
