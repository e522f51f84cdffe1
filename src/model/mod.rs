//! Nouns only: no files, no HTML, no look-ups.
//!
//! ```text
//! Record ── Header ── Fact<T> ── Evidence (rule, certainty, span)
//!    │        └ CorrespAction: sent, received ── Party
//!    ├── body: Vec<Node>         the text tree, in TEI's own terms
//!    ├── notes: Vec<Note>        each hangs on an `anchor` in the tree
//!    ├── refs: Vec<CrossRef>     each stands in a `ref` in the tree
//!    └── enclosures: Vec<Enclosure>  each is a `div` in the tree
//! ```

mod date;
mod entity;
mod era;
mod evidence;
mod header;
mod ids;
mod record;
mod reference;
mod rendition;
mod roman;
mod rules;
mod text;
mod visit;

pub use date::{Date, DateForm, DatePart, DateProblem, DateUnit, Day};
pub use entity::{Entity, EntityKind, Event, Tenure};
pub use era::is_before_christ;
pub use evidence::{Cert, Evidence, Fact, Resp};
pub use header::{CorrespAction, Header, Mark, Party, Witness};
pub use ids::{EntityId, IdProblem, RecordId, slug};
pub use record::{Enclosure, Note, NoteKind, Origin, Record, RecordKind};
pub use reference::{CrossRef, Decision, VolumeCue, Wanted};
pub use rendition::{Rendition, Selector};
pub use roman::roman_value;
pub use rules::{Inferred, Rule};
pub use text::{Attrs, Element, Node, Tag, Text};
pub use visit::{Descend, between, claims, edited, plain_text, walk, walk_mut};
