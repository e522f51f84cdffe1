//! Sidecars: what an editor says of one document, in a `.yaml` file beside it or in the
//! front matter of a Markdown file.
//!
//! The types are here; `sidecar/parse.rs` reads the YAML, `sidecar/quote.rs` finds quoted
//! passages, `sidecar/located.rs` those of marks and references. What is done with a decision is elsewhere: `decide.rs`, `names.rs` and the
//! readers.

mod located;
mod parse;
mod quote;
mod values;

pub(in crate::read) use located::{Decisions, Reading, Reads, corrected};
pub(in crate::read) use parse::read;
pub use parse::{parse, parse_volume};
pub use quote::{Nearby, Passages, QuoteProblem};
pub(in crate::read) use values::{bad_id, date};

use crate::model::{Date, EntityId, Fact, Party, RecordId, Witness};
use crate::source::Span;

/// A quoted passage of the source to which a decision is pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words; white space is compared loosely.
    pub text: String,
    /// Which occurrence is meant, from 1, when the words stand more than once.
    pub occurrence: Option<usize>,
    /// Where the sidecar says so.
    pub span: Span,
}

/// A passage that should read otherwise; TEI `choice` of `sic` and `corr`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The passage.
    pub quote: Quote,
    /// How it should read. Empty: it should not be there (`surplus`).
    pub reads: String,
    /// Where the sidecar says how it should read.
    pub span: Span,
}

/// Whether a page break stands inside a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// What stands before the break: `perform`.
    pub left: String,
    /// What stands after it: `ance`.
    pub right: String,
    /// One word, or two.
    pub joined: bool,
    /// Where the sidecar says so.
    pub span: Span,
}

/// How a reference in words should read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceDecision {
    /// The passage.
    pub quote: Quote,
    /// The words as they should read: `Documents 376–378`. Empty: it is no reference.
    pub reads: String,
}

/// After which words a note's mark stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotePin {
    /// The note's number in the list.
    pub note: String,
    /// The words after which its mark stands (or belongs, when the mark was lost).
    pub after: Quote,
}

/// Who is meant by a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameDecision {
    /// The name where it stands.
    pub quote: Quote,
    /// The entry; `None`: nobody of the authority file.
    pub entity: Option<EntityId>,
}

/// Words that the source lost and the editor supplies; TEI `supplied`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    /// The words.
    pub text: String,
    /// What they are.
    pub role: SupplyRole,
    /// Where the sidecar gives the words.
    pub span: Span,
    /// The passage before which they stand. Empty: at the end of the text.
    pub before: Quote,
}

/// What supplied words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupplyRole {
    /// A label such as `SUBJECT`, on its own line.
    Label,
    /// A dateline.
    Dateline,
    /// The close of a letter: `Sincerely,`.
    Closing,
    /// A paragraph of its own.
    Paragraph,
    /// Words inside a paragraph.
    Words,
}

/// What is stated of a document or of one of its enclosures as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatedHeader {
    /// `number`
    pub number: Option<Fact<String>>,
    /// `title`
    pub title: Option<Fact<String>>,
    /// `kind`
    pub kind: Option<Fact<String>>,
    /// `date`; `date_unknown` for `date: unknown`.
    pub date: Option<Fact<Date>>,
    /// `date: unknown`
    pub date_unknown: bool,
    /// `date` holds what is no date, which is told.
    pub date_unusable: bool,
    /// `place`
    pub place: Option<Fact<String>>,
    /// `sender`, one or several; `None` when not stated.
    pub senders: Option<Vec<Fact<Party>>>,
    /// `addressee`, one or several; `None` when not stated.
    pub addressees: Option<Vec<Fact<Party>>>,
    /// `subject`
    pub subject: Option<Fact<String>>,
    /// `participants`
    pub participants: Option<Vec<Fact<Party>>>,
    /// `classification`
    pub classification: Option<Vec<Fact<String>>>,
    /// `archive`
    pub archive: Option<Fact<String>>,
    /// `rights`
    pub rights: Option<Fact<String>>,
    /// `language`
    pub language: Option<Fact<String>>,
    /// `remark`
    pub remark: Option<Fact<String>>,
    /// `first-page`
    pub first_page: Option<Fact<String>>,
}

impl StatedHeader {
    /// Whether it says who wrote or to whom: what the text says of it is then no matter of doubt.
    pub(super) const fn names_parties(&self) -> bool {
        self.senders.is_some() || self.addressees.is_some()
    }
}

/// What the sidecar of a volume says of one of its documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Where it says so.
    pub span: Span,
    /// What it says.
    pub sidecar: Sidecar,
}

/// Everything that an editor says of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sidecar {
    /// `id`
    pub id: Option<Fact<String>>,
    /// `volume`
    pub volume: Option<Fact<String>>,
    /// Header values.
    pub header: StatedHeader,
    /// `witness`
    pub witness: Option<Fact<Witness>>,
    /// `replies-to`
    pub replies_to: Vec<Fact<RecordId>>,
    /// `enclosures`, in the order of the text.
    pub enclosures: Vec<StatedHeader>,
    /// `corrections`
    pub corrections: Vec<Correction>,
    /// `joins`
    pub joins: Vec<Join>,
    /// `references`
    pub references: Vec<ReferenceDecision>,
    /// `notes`
    pub notes: Vec<NotePin>,
    /// `names`
    pub names: Vec<NameDecision>,
    /// `supplied`
    pub supplied: Vec<Supply>,
    /// `dismiss`: passages in which nothing is to be inferred (no note mark, no reference).
    pub dismiss: Vec<Quote>,
    /// `accept`: keys whose contradiction with the text is meant.
    pub accept: Vec<String>,
    /// `origin`: where the editor's facts come from.
    pub origin: Option<String>,
}
