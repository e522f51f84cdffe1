//! Who is behind each party of a document: an entry of the authority files, or a name as
//! written.

use super::Summary;
use super::people::{IndexEntry, Part, parts};
use super::register::Register;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::load::Authority;
use crate::model::{Entity, EntityId, EntityKind, Party, slug};
use crate::read::authority::sort_name;
use crate::read::names::{Match, NameFinder};
use crate::source::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// What makes two names as written one entry: letters and digits without regard to
/// capitals, points and blanks.
fn folded(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Whoever is behind a party, before names as written have their ids.
pub(super) enum Behind {
    Nobody,
    Entity(u32),
    Written(String),
}

/// Names as written: how each is shown.
type Written = BTreeMap<String, String>;

/// Finds them document by document, with what is known of names so far.
pub(super) struct Making<'a> {
    authority: &'a Authority,
    /// The entries of the authority files, by place there.
    pub(super) known: BTreeMap<&'a EntityId, u32>,
    finder: &'a NameFinder,
    /// The people of each volume's own lists.
    listed: BTreeMap<FileId, Vec<&'a Entity>>,
    /// Their names, of the volume that was asked for last.
    of_volume: Option<(FileId, NameFinder)>,
    register: &'a Register,
    written: Written,
}

impl<'a> Making<'a> {
    pub(super) fn new(
        authority: &'a Authority,
        finder: &'a NameFinder,
        register: &'a Register,
    ) -> Self {
        let mut known = BTreeMap::new();
        for (entity, index) in authority.entities.iter().zip(0u32..) {
            known.entry(&entity.id).or_insert(index);
        }
        Self {
            authority,
            known,
            finder,
            listed: listed(authority, register),
            of_volume: None,
            register,
            written: Written::new(),
        }
    }

    /// Who is behind each party of a document.
    pub(super) fn behind_all(&mut self, summary: &Summary, diags: &mut Diagnostics) -> Vec<Behind> {
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
    pub(super) fn events(&self, diags: &mut Diagnostics) -> BTreeMap<EntityId, Vec<u32>> {
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
    pub(super) fn entries(&self) -> (Vec<IndexEntry>, BTreeMap<String, u32>) {
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
        let mut next = BTreeMap::new();
        for (key, name) in &self.written {
            let Some(id) = free_id(name, &taken, &mut next) else {
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

/// An id made from a name; with a number at its end when another name has it. `next` is, for each
/// such id, the number from which on one may be free.
fn free_id(
    name: &str,
    taken: &BTreeSet<EntityId>,
    next: &mut BTreeMap<String, u32>,
) -> Option<EntityId> {
    let slug = slug(name);
    let free = |id: &str| EntityId::new(id).ok().filter(|id| !taken.contains(id));
    free(&slug).or_else(|| {
        let next = next.entry(slug.clone()).or_insert(2);
        (*next..).find_map(|n| {
            *next = n.saturating_add(1);
            free(&format!("{slug}-{n}"))
        })
    })
}
