//! What is known of a document as a whole: TEI's header, with evidence for each value.

use super::{Date, EntityId, Fact, RecordId};
use serde::{Deserialize, Serialize};

/// Someone who wrote, received or took part: a person, an office or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The name as it stands, without office: `George P. Shultz`. `None` for an office alone.
    pub name: Option<String>,
    /// The office as it stands: `Secretary of State`. `None` when none is stated.
    pub office: Option<String>,
    /// The entry of the authority file, when a sidecar names it. The edition finds the
    /// others by name.
    pub entity: Option<EntityId>,
}

impl Party {
    /// The words to show: name, else office, else nothing.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name
            .as_deref()
            .or(self.office.as_deref())
            .unwrap_or("")
    }
}

/// TEI `correspAction`: who sent or received, where and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrespAction {
    /// Who. Empty when it is not known.
    pub parties: Vec<Fact<Party>>,
    /// Where.
    pub place: Option<Fact<String>>,
    /// When.
    pub date: Option<Fact<Date>>,
}

/// A marking of secrecy or handling, as it stands on the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The words: `SECRET/SENSITIVE`, `Secret; Sensitive`.
    pub text: String,
    /// Whether it was struck when the document was released.
    pub struck: bool,
}

/// That a text is one of several witnesses of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Its short label, such as `R`.
    pub siglum: String,
    /// The document it is a witness of. `None` for the base text, whose page carries them all.
    pub of: Option<RecordId>,
    /// What it is, in a phrase: `scan of the copy in the Reagan Library`.
    pub description: Option<String>,
}

/// What is known of a document as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The number in its volume, as printed: `175`.
    pub number: Option<Fact<String>>,
    /// The heading without number and note marks.
    pub title: Option<Fact<String>>,
    /// The kind, in small letters: `letter`, `memorandum`, `action memorandum`, `telegram`,
    /// `memorandum of conversation`, `minutes`, `editorial note`, `report` and the like;
    /// as the heading words it.
    pub kind: Option<Fact<String>>,
    /// Who wrote it, where and when: the document's date and place.
    pub sent: CorrespAction,
    /// To whom, and when and where it arrived.
    pub received: CorrespAction,
    /// What it is about, in its own words.
    pub subject: Option<Fact<String>>,
    /// Who took part, in conversations and meetings.
    pub participants: Vec<Fact<Party>>,
    /// Markings of secrecy and handling.
    pub classification: Vec<Fact<Mark>>,
    /// The instruction for declassification, as it stands: `DECL: OADR`.
    pub declassification: Option<Fact<String>>,
    /// The holding archive and the place there, as the source note words it.
    pub archive: Option<Fact<String>>,
    /// Numbers that archives put on it.
    pub idnos: Vec<Fact<String>>,
    /// A telegram's number, time and precedence, as they stand.
    pub telegram: Vec<Fact<String>>,
    /// The rights of the text, as the editor states them.
    pub rights: Option<Fact<String>>,
    /// A remark of the editor on the document as a whole.
    pub remark: Option<Fact<String>>,
    /// The language of the text, BCP 47; `None` for the edition's own.
    pub language: Option<Fact<String>>,
    /// Documents that this one answers, as the editor states them.
    pub replies_to: Vec<Fact<RecordId>>,
    /// That it is one of several witnesses.
    pub witness: Option<Fact<Witness>>,
    /// The first printed page, where the editor states it: `765`.
    pub first_page: Option<Fact<String>>,
    /// That the editor says the date is not known: no warning then.
    pub date_unknown: bool,
}
