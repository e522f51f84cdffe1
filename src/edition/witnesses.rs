//! Which texts are witnesses of one document.

use super::register::{Register, whole};
use super::{DocIdx, Summary};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{RecordKind, Witness};
use std::collections::BTreeMap;

/// Witnesses by the document whose page carries them.
#[derive(Debug, Default)]
pub(super) struct Witnesses {
    documents: Vec<DocIdx>,
    of: BTreeMap<DocIdx, Vec<DocIdx>>,
    base: BTreeMap<DocIdx, DocIdx>,
}

impl Witnesses {
    pub(super) fn new(summaries: &[Summary], register: &Register, diags: &mut Diagnostics) -> Self {
        let mut all = Self::default();
        for (summary, document) in summaries.iter().zip((0u32..).map(DocIdx)) {
            let Some((witness, place)) = claim(summary) else {
                continue;
            };
            let Some(wanted) = &witness.of else {
                continue;
            };
            let complain = |message: String, help: &str| {
                Diagnostic::new(Code::UnknownWitness, place, message).help(help)
            };
            let Some(base) = register.named(&summary.id, wanted) else {
                diags.push(complain(
                    format!("there is no document `{wanted}`"),
                    "name the document that carries the base text by its id",
                ));
                continue;
            };
            let another = summaries.get(base.0 as usize).and_then(claim);
            if base == document {
                diags.push(complain(
                    "a text is said to be a witness of itself".to_owned(),
                    "name the document that carries the base text, or leave `of` out",
                ));
            } else if another.is_some_and(|(witness, _)| witness.of.is_some()) {
                diags.push(complain(
                    format!("`{wanted}` is a witness itself"),
                    "name the document that carries the base text: a witness has no witnesses",
                ));
            } else {
                all.of.entry(base).or_default().push(document);
                all.base.insert(document, base);
            }
        }
        let siglum = |document: DocIdx| {
            let claimed = summaries.get(document.0 as usize).and_then(claim);
            claimed.map(|(witness, place)| (witness.siglum.as_str(), place))
        };
        for (&base, texts) in &mut all.of {
            texts.sort_by_key(|&text| (siglum(text).map(|(siglum, _)| siglum), text));
            let mut seen: BTreeMap<&str, DocIdx> = BTreeMap::new();
            for text in std::iter::once(base).chain(texts.iter().copied()) {
                let Some((label, place)) = siglum(text) else {
                    continue;
                };
                if let Some(first) = seen
                    .get(label)
                    .and_then(|first| summaries.get(first.0 as usize))
                {
                    diags.push(
                        Diagnostic::new(
                            Code::DuplicateSiglum,
                            place,
                            format!("the siglum `{label}` is used twice"),
                        )
                        .label(whole(first), "first used here")
                        .help("give each witness of a document a siglum of its own"),
                    );
                }
                seen.entry(label).or_insert(text);
            }
        }
        all.documents = summaries
            .iter()
            .zip((0u32..).map(DocIdx))
            .filter(|(summary, _)| summary.kind == RecordKind::Document)
            .map(|(_, document)| document)
            .filter(|document| !all.base.contains_key(document))
            .collect();
        all
    }

    /// Documents that stand for themselves, in the order of the edition.
    pub(super) fn documents(&self) -> &[DocIdx] {
        &self.documents
    }

    pub(super) fn of(&self, document: DocIdx) -> &[DocIdx] {
        self.of.get(&document).map_or(&[], Vec::as_slice)
    }

    pub(super) fn base(&self, witness: DocIdx) -> Option<DocIdx> {
        self.base.get(&witness).copied()
    }
}

/// What a text says of itself as a witness, and where.
fn claim(summary: &Summary) -> Option<(&Witness, Place)> {
    let fact = summary.header.witness.as_ref()?;
    let place = fact.evidence.span.map_or(summary.place(), Place::Span);
    Some((&fact.value, place))
}
