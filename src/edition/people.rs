//! The index of people, places, organisations and terms, with every place where they occur.

use super::behind::{Behind, Making};
use super::register::Register;
use super::witnesses::Witnesses;
use super::{DocIdx, Summary};
use crate::diag::Diagnostics;
use crate::load::Authority;
use crate::model::{Date, Entity, EntityId, EntityKind, Fact, Header, Party, RecordKind};
use crate::read::names::NameFinder;
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
    /// Where they occur, in the order of the edition. A witness is named only for what
    /// its document does not have. May be empty for an entry of an authority file.
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
    /// For each document its parties in the order of `parties`, by place in `entries`.
    parties: Vec<Box<[Option<u32>]>>,
    /// For each person the events in which they took part.
    events: BTreeMap<EntityId, Vec<u32>>,
}

impl IndexEntry {
    /// Notes where it occurs, each place once.
    fn appear(&mut self, appearance: Appearance) {
        // A mention is met once. Of the rest only this letter's or enclosure's, which come one
        // after the other: whoever is in all of them stays cheap.
        let here = |it: &&Appearance| {
            (it.document, it.enclosure) == (appearance.document, appearance.enclosure)
        };
        let mut near = self.appearances.iter().rev().take_while(here);
        let known = !matches!(appearance.capacity, Capacity::Mentioned(_))
            && near.any(|known| *known == appearance);
        if !known {
            self.appearances.push(appearance);
        }
    }
}

/// A sender, addressee or participant, in the document or in one of its enclosures.
pub(super) struct Part<'a> {
    pub(super) enclosure: Option<u32>,
    pub(super) header: &'a Header,
    pub(super) capacity: Capacity,
    pub(super) party: &'a Fact<Party>,
}

/// The senders, addressees and participants of a document and of its enclosures, always
/// in this order.
pub(super) fn parts(summary: &Summary) -> impl Iterator<Item = Part<'_>> {
    let enclosures = summary.enclosures.iter().zip((0u32..).map(Some));
    std::iter::once((&summary.header, None))
        .chain(enclosures.map(|(enclosure, index)| (&enclosure.header, index)))
        .flat_map(|(header, enclosure)| {
            let part = move |capacity| {
                move |party| Part {
                    enclosure,
                    header,
                    capacity,
                    party,
                }
            };
            let sent = header.sent.parties.iter().map(part(Capacity::Sender));
            let received = header.received.parties.iter();
            let received = received.map(part(Capacity::Addressee));
            let present = header.participants.iter();
            sent.chain(received)
                .chain(present.map(part(Capacity::Participant)))
        })
}

impl People {
    pub(super) fn new(
        summaries: &[Summary],
        authority: &Authority,
        finder: &NameFinder,
        register: &Register,
        witnesses: &Witnesses,
        diags: &mut Diagnostics,
    ) -> Self {
        let mut making = Making::new(authority, finder, register);
        let behind: Vec<Vec<Behind>> = summaries
            .iter()
            .map(|summary| making.behind_all(summary, diags))
            .collect();
        let events = making.events(diags);
        let (mut entries, written) = making.entries();
        let entry_of = |behind: &Behind| match behind {
            Behind::Nobody => None,
            Behind::Entity(index) => Some(*index),
            Behind::Written(key) => written.get(key).copied(),
        };
        let parties: Vec<Box<[Option<u32>]>> = behind
            .iter()
            .map(|behind| behind.iter().map(entry_of).collect())
            .collect();
        for ((summary, found), document) in summaries.iter().zip(&parties).zip((0u32..).map(DocIdx))
        {
            // What a witness only repeats is not said twice.
            let base = witnesses.base(document).map(|base| base.0 as usize);
            let base = base.and_then(|base| Some((summaries.get(base)?, parties.get(base)?)));
            let mut appear = |entry: Option<u32>, appearance| {
                if let Some(entry) = entry.and_then(|entry| entries.get_mut(entry as usize)) {
                    entry.appear(appearance);
                }
            };
            for (part, &entry) in parts(summary).zip(found) {
                let repeated = base.is_some_and(|(base, found)| {
                    let mut base = parts(base).zip(found);
                    base.any(|(known, &it)| it == entry && known.capacity == part.capacity)
                });
                appear(
                    entry.filter(|_| !repeated),
                    Appearance {
                        document,
                        enclosure: part.enclosure,
                        capacity: part.capacity,
                    },
                );
            }
            let in_base: BTreeSet<&EntityId> = base
                .map(|(base, _)| base.mentions.iter().map(|it| &it.entity).collect())
                .unwrap_or_default();
            // A list of persons in a volume is no place where they occur.
            if summary.kind == RecordKind::Matter {
                continue;
            }
            for (mention, index) in summary.mentions.iter().zip(0u32..) {
                let id = &mention.entity;
                let entry = making.known.get(id).copied();
                if entry.is_none() {
                    diags.extend(register.no_entry(mention.span, id));
                }
                let repeated = in_base.contains(id);
                appear(
                    entry.filter(|_| !repeated),
                    Appearance {
                        document,
                        enclosure: None,
                        capacity: Capacity::Mentioned(index),
                    },
                );
            }
        }
        Self::sorted(entries, parties, events)
    }

    /// Puts the entries in order, and the parties' places with them.
    fn sorted(
        entries: Vec<IndexEntry>,
        mut parties: Vec<Box<[Option<u32>]>>,
        events: BTreeMap<EntityId, Vec<u32>>,
    ) -> Self {
        let mut order: Vec<(u32, IndexEntry)> = (0u32..).zip(entries).collect();
        order.sort_by_cached_key(|(_, entry)| {
            let sort = collated(&entry.sort);
            (entry.kind, sort, entry.id.clone())
        });
        let mut moved = vec![0u32; order.len()];
        for ((before, _), now) in order.iter().zip(0u32..) {
            if let Some(place) = moved.get_mut(*before as usize) {
                *place = now;
            }
        }
        for entry in parties.iter_mut().flatten().flatten() {
            *entry = moved.get(*entry as usize).copied().unwrap_or(*entry);
        }
        let entries: Vec<IndexEntry> = order.into_iter().map(|(_, entry)| entry).collect();
        let by_id = entries.iter().zip(0u32..);
        Self {
            by_id: by_id
                .map(|(entry, index)| (entry.id.clone(), index))
                .collect(),
            entries,
            parties,
            events,
        }
    }

    /// The events in which someone took part.
    pub(super) fn events_of(&self, person: &EntityId) -> &[u32] {
        self.events.get(person).map_or(&[], Vec::as_slice)
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

    /// Who is behind each party of a document, in the order of [`parts`], by place in the
    /// index.
    pub(super) fn parties(&self, document: DocIdx) -> &[Option<u32>] {
        let parties = self.parties.get(document.0 as usize);
        parties.map_or(&[], |parties| parties)
    }

    /// An entry by its place in the index.
    pub(super) fn at(&self, place: u32) -> Option<&IndexEntry> {
        self.entries.get(place as usize)
    }

    /// The person behind a party of a document, found by the party's own words.
    pub(super) fn of_party(
        &self,
        document: DocIdx,
        summary: &Summary,
        party: &Party,
    ) -> Option<&IndexEntry> {
        let at = parts(summary).position(|part| part.party.value == *party)?;
        self.at((*self.parties(document).get(at)?)?)
    }
}

/// The office that someone held at a time, by the authority file: of several the one
/// that began last. `None` when none is known for that time.
#[must_use]
pub fn role_at<'a>(entity: &'a Entity, date: &Date) -> Option<&'a str> {
    let (first, last) = (date.earliest(), date.latest());
    let held = entity.tenures.iter().filter(|tenure| {
        let from = tenure.from.as_ref().and_then(Date::earliest);
        let to = tenure.to.as_ref().and_then(Date::latest);
        let begun = from.is_none() || last.is_none() || from <= last;
        let ended = to.is_some() && first.is_some() && to < first;
        begun && !ended
    });
    // The last of those that began on one day: `max_by_key` keeps the last.
    let held = held.max_by_key(|tenure| tenure.from.as_ref().and_then(Date::earliest));
    held.map(|tenure| tenure.role.as_str())
}

/// A name as it is compared: Latin letters without their marks (`ä` as `a`, `ß` as `ss`),
/// those of other scripts in the order of their own alphabet, after the Latin ones.
#[must_use]
pub fn collated(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            // It stands at the end of its block, and is sorted as the letter without dots.
            'ё' => out.push('е'),
            // Latin, with its marks, ends here.
            '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}' => {
                out.extend(
                    deunicode::deunicode_char(c)
                        .unwrap_or("")
                        .chars()
                        .flat_map(char::to_lowercase),
                );
            }
            // Marks that stand by themselves.
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}
