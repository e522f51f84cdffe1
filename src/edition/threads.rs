//! Who answers whom.

use super::register::Register;
use super::{DocIdx, Summary};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use std::collections::BTreeMap;

/// An answer, seen from either end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reply {
    /// The document at the other end: the one that is answered, or the one that answers.
    pub document: DocIdx,
    /// Which enclosure answers, when it is not the document itself.
    pub enclosure: Option<u32>,
}

/// Answers, from both ends.
#[derive(Debug, Default)]
pub(super) struct Threads {
    replies_to: BTreeMap<DocIdx, Vec<Reply>>,
    answered_by: BTreeMap<DocIdx, Vec<Reply>>,
}

impl Threads {
    pub(super) fn new(summaries: &[Summary], register: &Register, diags: &mut Diagnostics) -> Self {
        let mut threads = Self::default();
        for (summary, document) in summaries.iter().zip((0u32..).map(DocIdx)) {
            let enclosures = summary.enclosures.iter().zip((0u32..).map(Some));
            let stated = std::iter::once((&summary.header, None))
                .chain(enclosures.map(|(enclosure, index)| (&enclosure.header, index)));
            for (header, enclosure) in stated {
                for fact in &header.replies_to {
                    let place = fact.evidence.span.map_or(summary.place(), Place::Span);
                    let wanted = &fact.value;
                    match register.named(&summary.id, wanted) {
                        None => {
                            diags.push(register.unresolved(place, &wanted.to_string()));
                        }
                        Some(answered) if answered == document => diags.push(
                            Diagnostic::new(
                                Code::UnresolvedRef,
                                place,
                                "a document cannot answer itself",
                            )
                            .help("name the document that is answered"),
                        ),
                        Some(answered) => threads.add(document, enclosure, answered),
                    }
                }
            }
        }
        threads
    }

    fn add(&mut self, document: DocIdx, enclosure: Option<u32>, answered: DocIdx) {
        let reply = |document| Reply {
            document,
            enclosure,
        };
        let to = self.replies_to.entry(document).or_default();
        if !to.contains(&reply(answered)) {
            to.push(reply(answered));
            self.answered_by
                .entry(answered)
                .or_default()
                .push(reply(document));
        }
    }

    pub(super) fn replies_to(&self, document: DocIdx) -> &[Reply] {
        self.replies_to.get(&document).map_or(&[], Vec::as_slice)
    }

    pub(super) fn answered_by(&self, document: DocIdx) -> &[Reply] {
        self.answered_by.get(&document).map_or(&[], Vec::as_slice)
    }
}
