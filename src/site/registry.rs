//! Pages as they are planned: each address once, and what clashes.

use super::plan::{Page, PageKind, is_address};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::Span;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Pages as they are planned, each address once.
#[derive(Default)]
pub(super) struct Registry {
    pages: Vec<Page>,
    /// By address in small letters: the page and where it comes from.
    taken: BTreeMap<String, (usize, Place)>,
    clashes: Vec<(usize, Place, String, Place)>,
}

impl Registry {
    /// Says whether the address was free.
    pub(super) fn add(&mut self, path: String, kind: PageKind, place: Place) -> bool {
        match self.taken.entry(path.to_lowercase()) {
            Entry::Occupied(first) => {
                let (at, first) = *first.get();
                self.clashes.push((at, first, path, place));
                false
            }
            Entry::Vacant(free) => {
                free.insert((self.pages.len(), place));
                self.pages.push(Page { path, kind });
                true
            }
        }
    }

    /// How many of them people read.
    pub(super) fn addresses(&self) -> usize {
        self.pages
            .iter()
            .filter(|page| is_address(&page.kind))
            .count()
    }

    /// The pages, in the order in which they were added; clashes are told.
    pub(super) fn finish(self, diags: &mut Diagnostics) -> Vec<Page> {
        // The data files of two documents clash with their pages; once is enough.
        let mut told = BTreeSet::new();
        for (at, first, path, place) in self.clashes {
            if place != Place::Nowhere && !told.insert((first, place)) {
                continue;
            }
            let taken = self.pages.get(at).map_or("", |page| &page.path);
            let message = if taken == path {
                format!("two pages would have the address `{path}`")
            } else {
                format!("the addresses `{taken}` and `{path}` differ only in capitals")
            };
            let mut diagnostic = Diagnostic::new(Code::AddressClash, place, message)
                .help("give one of the two another id, or its file another name");
            diagnostic = match first {
                Place::Span(span) => diagnostic.label(span, "the other page comes from here"),
                Place::File(file) => {
                    diagnostic.label(Span::new(file, 0, 0), "the other page comes from here")
                }
                Place::Nowhere => {
                    diagnostic.help(format!("`{taken}` is a page that every edition has"))
                }
            };
            diags.push(diagnostic);
        }
        self.pages
    }
}
