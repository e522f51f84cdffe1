//! Entries of the authority files: who and what the texts speak of.

use super::{Date, EntityId};
use crate::source::Span;

/// Which authority file an entry is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// `people.yaml`.
    Person,
    /// `places.yaml`.
    Place,
    /// `organizations.yaml`.
    Organization,
    /// `glossary.yaml`: a term or abbreviation.
    Term,
}

impl EntityKind {
    /// All of them, in the order in which readers are shown them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Place, Self::Organization, Self::Term];

    /// What all of them together are called in addresses: of an authority file
    /// (`people.yaml`), of an index (`people.html`), of its entries (`people/…`).
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Place => "places",
            Self::Organization => "organizations",
            Self::Term => "glossary",
        }
    }

    /// What one of them is called.
    #[must_use]
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organization => "organization",
            Self::Term => "term",
        }
    }
}

/// An office held for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// The office: `Secretary of State`.
    pub role: String,
    /// From when; `None` when it is not known.
    pub from: Option<Date>,
    /// Until when; `None` when it is not known.
    pub to: Option<Date>,
}

/// An entry: a person, a place, an organisation or a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// The id as its source writes it, where that is no id of ours: `p_KHA1`. In an
    /// edition no two entries have the same; an entry whose own another has has none.
    pub source_id: Option<Box<str>>,
    /// What it is.
    pub kind: EntityKind,
    /// The name to show.
    pub name: String,
    /// The name to sort by; `Surname, Given` for people, made from `name` when not stated.
    pub sort: String,
    /// Spellings and short forms under which it occurs, `name` not included.
    pub spellings: Vec<String>,
    /// Offices, for people.
    pub tenures: Vec<Tenure>,
    /// A sentence or two; for terms, what they mean.
    pub note: Option<String>,
    /// Records elsewhere (VIAF, Wikidata, GND), as addresses.
    pub links: Vec<String>,
    /// Where it is defined.
    pub span: Span,
}

impl Entity {
    /// Its id in TEI: as its source writes it, where that can be.
    #[must_use]
    pub fn tei_id(&self) -> &str {
        self.source_id.as_deref().unwrap_or(self.id.as_str())
    }
}

/// An event of `events.yaml`, shown on the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: EntityId,
    /// When.
    pub date: Date,
    /// What happened, in a phrase.
    pub title: String,
    /// A sentence or two.
    pub note: Option<String>,
    /// People who took part, each with the place that names them.
    pub people: Vec<(EntityId, Span)>,
    /// Where we know it from.
    pub source: Option<String>,
    /// Where it is defined.
    pub span: Span,
}
