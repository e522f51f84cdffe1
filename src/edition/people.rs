//! The index of people, places, organisations and terms, with every place where they occur.

use super::{DocIdx, Summary};
use crate::diag::Diagnostics;
use crate::load::Authority;
use crate::model::{EntityId, EntityKind, Header, Party, slug};
use std::collections::{BTreeMap, BTreeSet};

/// Someone or something of the index, in an authority file or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// The id: the authority file's, or one made from the name.
    pub id: EntityId,
    /// Person, place, organisation or term.
    pub kind: EntityKind,
    /// The entry of the authority file, by its place there. `None` for a name as written.
    pub entity: Option<u32>,
    /// The name to show.
    pub name: String,
    /// The name to sort by.
    pub sort: String,
    /// Where they occur, in the order of the edition. May be empty for an entry of an
    /// authority file.
    pub appearances: Vec<Appearance>,
}

/// One document in which an entry occurs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appearance {
    /// The document.
    pub document: DocIdx,
    /// Which enclosure, when it is not the document itself. `None` for a mention.
    pub enclosure: Option<u32>,
    /// As what.
    pub capacity: Capacity,
}

/// As what someone occurs in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capacity {
    /// Wrote it.
    Sender,
    /// Received it.
    Addressee,
    /// Took part in the conversation or meeting.
    Participant,
    /// Is named in it: index into [`Summary::mentions`].
    Mentioned(u32),
}

/// The index, and who is behind each party of each document.
#[derive(Debug, Default)]
pub(super) struct People {
    /// By kind, sort name and id.
    entries: Vec<IndexEntry>,
    by_id: BTreeMap<EntityId, u32>,
    /// For each document its parties in the order of [`parties`], by place in `entries`.
    parties: Vec<Box<[Option<u32>]>>,
}

/// The senders, addressees and participants of a document and of its enclosures, always
/// in this order.
fn parties(summary: &Summary) -> impl Iterator<Item = (Option<u32>, Capacity, &Party)> {
    let enclosures = summary.enclosures.iter().zip((0u32..).map(Some));
    std::iter::once((&summary.header, None))
        .chain(enclosures.map(|(enclosure, index)| (&enclosure.header, index)))
        .flat_map(|(header, enclosure)| {
            in_header(header).map(move |(capacity, party)| (enclosure, capacity, party))
        })
}

fn in_header(header: &Header) -> impl Iterator<Item = (Capacity, &Party)> {
    let sent = header
        .sent
        .parties
        .iter()
        .map(|fact| (Capacity::Sender, &fact.value));
    let received = header.received.parties.iter();
    let received = received.map(|fact| (Capacity::Addressee, &fact.value));
    let took_part = header.participants.iter();
    let took_part = took_part.map(|fact| (Capacity::Participant, &fact.value));
    sent.chain(received).chain(took_part)
}

impl People {
    pub(super) fn new(
        summaries: &[Summary],
        authority: &Authority,
        diags: &mut Diagnostics,
    ) -> Self {
        let _ = (diags, BTreeSet::<u32>::new(), slug(""), authority);
        let mut people = Self::default();
        for summary in summaries {
            people
                .parties
                .push(parties(summary).map(|_| None).collect());
        }
        people
    }

    /// The entries of one kind, by the name to sort by.
    pub(super) fn of_kind(&self, kind: EntityKind) -> &[IndexEntry] {
        let start = self.entries.partition_point(|entry| entry.kind < kind);
        let end = self.entries.partition_point(|entry| entry.kind <= kind);
        self.entries.get(start..end).unwrap_or(&[])
    }

    pub(super) fn entry(&self, id: &EntityId) -> Option<&IndexEntry> {
        self.entries.get(*self.by_id.get(id)? as usize)
    }

    /// The person behind a party of a document, found by the party's own words.
    pub(super) fn of_party(
        &self,
        document: DocIdx,
        summary: &Summary,
        party: &Party,
    ) -> Option<&IndexEntry> {
        let at = parties(summary).position(|(_, _, known)| known == party)?;
        let entry = self.parties.get(document.0 as usize)?.get(at)?;
        self.entries.get((*entry)? as usize)
    }
}
