//! The index of people, places, organisations and terms, with every place where they occur.

use super::register::Register;
use super::witnesses::Witnesses;
use super::{DocIdx, Summary};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::load::Authority;
use crate::model::{Date, Entity, EntityId, EntityKind, Fact, Header, Party, RecordKind, slug};
use crate::read::authority::sort_name;
use crate::read::names::{Match, NameFinder};
use crate::source::FileId;
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
        // A mention is met once. Of the rest only this document's: whoever is in every
        // document stays cheap.
        let mut here = self.appearances.iter().rev();
        let known = !matches!(appearance.capacity, Capacity::Mentioned(_))
            && here
                .by_ref()
                .take_while(|known| known.document == appearance.document)
                .any(|known| *known == appearance);
        if !known {
            self.appearances.push(appearance);
        }
    }
}

/// A sender, addressee or participant, in the document or in one of its enclosures.
pub(super) struct Part<'a> {
    pub(super) enclosure: Option<u32>,
    header: &'a Header,
    pub(super) capacity: Capacity,
    party: &'a Fact<Party>,
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

/// What makes two names as written one entry: letters and digits without regard to
/// capitals, points and blanks.
fn folded(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Whoever is behind a party, before names as written have their ids.
enum Behind {
    Nobody,
    Entity(u32),
    Written(String),
}

/// Names as written: how each is shown.
type Written = BTreeMap<String, String>;

struct Making<'a> {
    authority: &'a Authority,
    known: BTreeMap<&'a EntityId, u32>,
    finder: &'a NameFinder,
    /// The people of each volume's own lists.
    listed: BTreeMap<FileId, Vec<&'a Entity>>,
    /// Their names, of the volume that was asked for last.
    of_volume: Option<(FileId, NameFinder)>,
    register: &'a Register,
    written: Written,
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
        let mut known = BTreeMap::new();
        for (entity, index) in authority.entities.iter().zip(0u32..) {
            known.entry(&entity.id).or_insert(index);
        }
        let mut making = Making {
            authority,
            known,
            finder,
            listed: listed(authority, register),
            of_volume: None,
            register,
            written: Written::new(),
        };
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

impl Making<'_> {
    /// Who is behind each party of a document.
    fn behind_all(&mut self, summary: &Summary, diags: &mut Diagnostics) -> Vec<Behind> {
        // A name is reported once a document, however often it stands there.
        let mut told = BTreeSet::new();
        let parts: Vec<Part<'_>> = parts(summary).collect();
        let all = parts.into_iter().map(|part| {
            let span = part.party.evidence.span;
            let place = span.map_or(summary.place(), Place::Span);
            let (behind, diagnostic) = self.behind(summary, &part, place);
            if let Some(diagnostic) = diagnostic
                && told.insert(diagnostic.message.clone())
            {
                diags.push(diagnostic);
            }
            behind
        });
        all.collect()
    }

    fn behind(
        &mut self,
        summary: &Summary,
        part: &Part<'_>,
        place: Place,
    ) -> (Behind, Option<Diagnostic>) {
        let party = &part.party.value;
        if let Some(id) = &party.entity {
            return match self.known.get(id) {
                Some(&index) => (Behind::Entity(index), None),
                None => (self.as_written(party), self.register.no_entry(place, id)),
            };
        }
        let date = part.header.sent.date.as_ref();
        let date = date.or(summary.header.sent.date.as_ref());
        let date = date.map(|date| &date.value);
        let own = self.names_of(summary.file);
        let own = own.map(|finder| finder.party(party, date));
        let own = own.filter(|found| matches!(found, Match::Known(..)));
        match own.unwrap_or_else(|| self.finder.party(party, date)) {
            Match::Known(id, _) => match self.known.get(&id) {
                Some(&index) => (Behind::Entity(index), None),
                None => (self.as_written(party), None),
            },
            Match::Ambiguous(ids) => {
                let ids: Vec<_> = ids.iter().map(|id| format!("`{id}`")).collect();
                let message = format!("`{}` may be {}", party.label(), ids.join(" or "));
                let diagnostic = Diagnostic::new(Code::AmbiguousName, place, message)
                    .help("say in the sidecar who is meant, with the `person` of the sender, addressee or participant");
                (self.as_written(party), Some(diagnostic))
            }
            Match::Unknown => {
                // Of a file that is not understood, everybody would be missing.
                let asked = self.authority.has_people && !self.authority.incomplete;
                let named = party.name.as_ref().filter(|_| asked);
                let diagnostic = named.map(|name| {
                    Diagnostic::new(
                        Code::UnknownPerson,
                        place,
                        format!("`{name}` is not in people.yaml"),
                    )
                    .help("add the person, or this spelling of the name, to people.yaml")
                });
                (self.as_written(party), diagnostic)
            }
        }
    }

    /// The names of a volume's own lists: who is meant there by a name, nobody is meant by
    /// elsewhere.
    fn names_of(&mut self, file: FileId) -> Option<&NameFinder> {
        let people = self.listed.get(&file)?;
        if self
            .of_volume
            .as_ref()
            .is_none_or(|(known, _)| *known != file)
        {
            let people: Vec<Entity> = people.iter().map(|&person| person.clone()).collect();
            self.of_volume = Some((file, NameFinder::new(&people)));
        }
        self.of_volume.as_ref().map(|(_, finder)| finder)
    }

    /// A name that is in no authority file. An office alone is nobody.
    fn as_written(&mut self, party: &Party) -> Behind {
        let Some(name) = party.name.as_deref().map(str::trim) else {
            return Behind::Nobody;
        };
        let key = folded(name);
        if key.is_empty() {
            return Behind::Nobody;
        }
        // Of two spellings the one that is not in capitals is shown, else the first in
        // the alphabet: the order of the files makes no difference.
        let shown = self
            .written
            .entry(key.clone())
            .or_insert_with(|| name.to_owned());
        let rank = |name: &str| (name.to_uppercase() == *name, name.to_owned());
        if rank(name) < rank(shown) {
            name.clone_into(shown);
        }
        Behind::Written(key)
    }

    /// Which events people took part in. Who did must be in an authority file.
    fn events(&self, diags: &mut Diagnostics) -> BTreeMap<EntityId, Vec<u32>> {
        let mut all: BTreeMap<EntityId, Vec<u32>> = BTreeMap::new();
        for (event, index) in self.authority.events.iter().zip(0u32..) {
            for (id, place) in &event.people {
                if !self.known.contains_key(id) {
                    diags.extend(self.register.no_entry(*place, id));
                    continue;
                }
                let events = all.entry(id.clone()).or_default();
                if events.last() != Some(&index) {
                    events.push(index);
                }
            }
        }
        all
    }

    /// An entry for each of the authority files' and for each name as written; the place
    /// of the latter by their folded names.
    fn entries(&self) -> (Vec<IndexEntry>, BTreeMap<String, u32>) {
        let entities = self.authority.entities.iter().zip(0u32..);
        let mut entries: Vec<IndexEntry> = entities
            .map(|(entity, index)| IndexEntry {
                id: entity.id.clone(),
                kind: entity.kind,
                entity: Some(index),
                name: entity.name.clone(),
                sort: entity.sort.clone(),
                appearances: Vec::new(),
            })
            .collect();
        let mut taken: BTreeSet<EntityId> = self.known.keys().map(|&id| id.clone()).collect();
        let mut places = BTreeMap::new();
        for (key, name) in &self.written {
            let Some(id) = free_id(name, &taken) else {
                continue;
            };
            taken.insert(id.clone());
            places.insert(
                key.clone(),
                u32::try_from(entries.len()).unwrap_or(u32::MAX),
            );
            entries.push(IndexEntry {
                id,
                kind: EntityKind::Person,
                entity: None,
                name: name.clone(),
                sort: sort_name(name, EntityKind::Person),
                appearances: Vec::new(),
            });
        }
        (entries, places)
    }
}

/// The people of each file's own lists, where that is a file of several documents. A
/// letter with a list of its own says by pointers whom it means.
fn listed<'a>(authority: &'a Authority, register: &Register) -> BTreeMap<FileId, Vec<&'a Entity>> {
    let own = authority.entities.get(authority.searched().len()..);
    let people = own.unwrap_or(&[]).iter();
    let mut by_file: BTreeMap<FileId, Vec<&Entity>> = BTreeMap::new();
    for person in people.filter(|entity| entity.kind == EntityKind::Person) {
        by_file.entry(person.span.file).or_default().push(person);
    }
    by_file.retain(|file, _| register.in_file(*file).nth(1).is_some());
    by_file
}

/// An id made from a name; with a number at its end when another name has it.
fn free_id(name: &str, taken: &BTreeSet<EntityId>) -> Option<EntityId> {
    let slug = slug(name);
    let plain = EntityId::new(&slug).ok().filter(|id| !taken.contains(id));
    plain.or_else(|| {
        (2..)
            .filter_map(|n: u32| EntityId::new(&format!("{slug}-{n}")).ok())
            .find(|id| !taken.contains(id))
    })
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
