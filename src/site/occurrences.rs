//! What an entry of an index occurs in, row by row, and how the rows are divided into pages.

use super::pieces::dated;
use super::urls;
use crate::edition::{Appearance, Capacity, DocIdx, Edition, IndexEntry};
use crate::model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most documents of one page.
const ROWS: usize = 500;

/// The most sentences of one page; a single document may have more.
const SENTENCES: usize = 1_000;

/// One document, or enclosure, in which an entry occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// As a party to it.
    Party(Appearance),
    /// As somebody who is named: which of the document's mentions.
    Named(DocIdx, u32),
}

/// All rows of an entry: sent, received, took part, named in; each in the order of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Occurrences {
    rows: Vec<Row>,
    /// Where each page begins; never empty.
    starts: Vec<usize>,
}

impl Occurrences {
    pub(super) fn new(edition: &Edition, entry: &IndexEntry) -> Self {
        let order = |document, enclosure| {
            let date = dated(edition, document, enclosure);
            (date.is_none(), date.map(|it| it.order()))
        };
        let mut rows = Vec::new();
        for wanted in [Capacity::Sender, Capacity::Addressee, Capacity::Participant] {
            let found = entry.appearances.iter();
            let mut found: Vec<_> = found.filter(|at| at.capacity == wanted).collect();
            found.sort_by_cached_key(|at| (order(at.document, at.enclosure), **at));
            rows.extend(found.into_iter().map(|at| Row::Party(*at)));
        }
        let mut named: Vec<(DocIdx, u32)> = mentions(entry).collect();
        named.sort_by_cached_key(|&(document, at)| (order(document, None), document, at));
        rows.extend(
            named
                .into_iter()
                .map(|(document, at)| Row::Named(document, at)),
        );
        let mut starts = vec![0];
        let (mut from, mut sentences) = (0, 0);
        for (at, row) in rows.iter().enumerate() {
            let more = row.sentences(edition);
            if at - from == ROWS || (at > from && sentences + more > SENTENCES) {
                starts.push(at);
                (from, sentences) = (at, 0);
            }
            sentences += more;
        }
        Self { rows, starts }
    }

    /// How many pages they need; never 0.
    pub(super) const fn pages(&self) -> usize {
        self.starts.len()
    }

    /// Which rows stand on a page, from 0.
    pub(super) fn range(&self, page: usize) -> Range<usize> {
        let at = |page: usize| self.starts.get(page).copied().unwrap_or(self.rows.len());
        at(page)..at(page + 1)
    }

    /// The rows of a page, from 0.
    pub(super) fn page(&self, page: usize) -> &[Row] {
        self.rows.get(self.range(page)).unwrap_or(&[])
    }
}

impl Row {
    /// How many sentences it shows.
    fn sentences(self, edition: &Edition) -> usize {
        match self {
            Self::Party(_) => 0,
            Self::Named(document, at) => {
                let mention = edition.document(document).mentions.get(at as usize);
                mention.map_or(0, |mention| mention.places.len())
            }
        }
    }
}

/// Entries that need several pages, with their rows: put into order once, not once a page.
#[derive(Debug, Clone, Default)]
pub(super) struct LongEntries(BTreeMap<(EntityKind, usize), Occurrences>);

impl LongEntries {
    /// Looks at an entry, by its place in [`Edition::index_of`], and gives the paths of its
    /// pages.
    pub(super) fn paths(
        &mut self,
        edition: &Edition,
        kind: EntityKind,
        at: usize,
        entry: &IndexEntry,
    ) -> impl Iterator<Item = String> {
        let mut pages = 1;
        if may_be_long(edition, entry) {
            let occurrences = Occurrences::new(edition, entry);
            pages = occurrences.pages();
            if pages > 1 {
                self.0.insert((kind, at), occurrences);
            }
        }
        (0..pages).map(|page| urls::entry_part(entry, page))
    }

    /// The rows of an entry that needs several pages.
    pub(super) fn get(&self, kind: EntityKind, at: usize) -> Option<&Occurrences> {
        self.0.get(&(kind, at))
    }
}

/// Whether one page may not hold an entry: asked of every entry, and answered without
/// putting anything into order.
fn may_be_long(edition: &Edition, entry: &IndexEntry) -> bool {
    let sentences = || {
        let named = mentions(entry).map(|(document, at)| Row::Named(document, at));
        named.map(|row| row.sentences(edition)).sum::<usize>()
    };
    entry.appearances.len() > ROWS || sentences() > SENTENCES
}

/// Where someone is named in texts of which they are not a party.
pub(super) fn mentions(entry: &IndexEntry) -> impl Iterator<Item = (DocIdx, u32)> {
    let parties: BTreeSet<DocIdx> = entry
        .appearances
        .iter()
        .filter(|at| at.enclosure.is_none() && !matches!(at.capacity, Capacity::Mentioned(_)))
        .map(|at| at.document)
        .collect();
    entry
        .appearances
        .iter()
        .filter_map(move |at| match at.capacity {
            Capacity::Mentioned(index) if !parties.contains(&at.document) => {
                Some((at.document, index))
            }
            Capacity::Mentioned(_)
            | Capacity::Sender
            | Capacity::Addressee
            | Capacity::Participant => None,
        })
}
