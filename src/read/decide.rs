//! The editor's decisions, laid over a record: header values, corrections and supplied
//! words. Decisions on names are `names.rs`'s; joins, pinned notes, references and
//! dismissals are the readers' own, since they change what is read.
//!
//! The source's characters stay where they are: a corrected passage is kept in `sic`, and
//! words of the sidecar carry the sidecar's place.

mod edits;
mod header;

use super::sidecar::Sidecar;
use crate::diag::Diagnostics;
use crate::model::{Fact, Record, RecordId, RecordKind, slug};
use crate::source::SourceFile;

/// Applies header values, corrections and supplied words. `source` is the text that the
/// record was read from. Call it before addresses are given out, and before names are
/// looked for.
pub fn apply(record: &mut Record, source: &SourceFile, sidecar: &Sidecar, diags: &mut Diagnostics) {
    identify(record, sidecar);
    header::apply(record, sidecar, diags);
    edits::apply(record, source, sidecar, diags);
}

/// The record's id: stated, or made from a stated number; and ids of other records, which
/// are of the same volume unless the sidecar names another.
fn identify(record: &mut Record, sidecar: &Sidecar) {
    let volume = sidecar.volume.as_ref().map(|volume| volume.value.as_str());
    let volume = volume.or(record.id.volume()).map(str::to_owned);
    let number = &sidecar.header.number;
    let local = match (&sidecar.id, number) {
        (Some(id), _) => id.value.clone(),
        (None, Some(number))
            if record.kind == RecordKind::Document
                && !record.id_stated
                && !number.value.is_empty() =>
        {
            slug(&format!("d{}", number.value))
        }
        (None, _) => record.id.local().to_owned(),
    };
    // Both parts were checked when they were read.
    if let Ok(id) = RecordId::new(volume.as_deref(), &local) {
        record.id = id;
    }
    record.id_stated |= sidecar.id.is_some();
    let own = |id: &RecordId| match id.volume() {
        Some(_) => id.clone(),
        None => RecordId::new(volume.as_deref(), id.local()).unwrap_or_else(|_| id.clone()),
    };
    let replies = sidecar.replies_to.iter().map(|fact| Fact {
        value: own(&fact.value),
        evidence: fact.evidence,
    });
    record.header.replies_to.extend(replies);
    if let Some(witness) = &sidecar.witness {
        let mut witness = witness.clone();
        witness.value.of = witness.value.of.as_ref().map(own);
        record.header.witness = Some(witness);
    }
}
