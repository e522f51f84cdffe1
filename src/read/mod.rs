//! One file → one record.
//!
//! Every reader promises: no panic whatever the bytes; every character that is not blank
//! stands in exactly one place of the record or under a diagnostic; every element and
//! fact names the rule that saw it. A reader sees one file and its sidecar, never
//! another record.

pub mod authority;
mod dates;
pub mod decide;
mod fold;
pub mod names;
mod plain;
mod references;
pub mod sidecar;

pub use sidecar::{
    Correction, Join, NameDecision, NotePin, Quote, ReferenceDecision, Sidecar, StatedHeader,
    Supply, SupplyRole,
};
