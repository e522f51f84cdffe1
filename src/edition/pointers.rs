//! Pointers of TEI files: `#d12fn3`, `#t_NATO1`, `frus1961-63v06#pg_7`, `letter2.xml#p4`.
//!
//! An id is unique in its own file, so that is where it is looked for: never in other
//! volumes, whose `d12` is another document.

use super::DocIdx;
use super::keys::{Keys, whole};
use super::link::{Link, Target, TargetKind};
use super::summary::Summary;
use crate::diag::nearest;
use crate::model::slug;
use crate::source::FileId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// For an id the end of the address that it became.
type Aliases = BTreeMap<Box<str>, (DocIdx, Arc<str>)>;

/// The ids that stand inside documents, by the volume or file that they are unique in.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// In order, for each file of several documents.
    by_file: BTreeMap<FileId, Vec<(Arc<str>, DocIdx)>>,
    /// Ids that became other ends of addresses, with these.
    aliases: BTreeMap<FileId, Aliases>,
}

impl Ids {
    pub(super) fn new(summaries: &[Summary], volumes: impl Iterator<Item = FileId>) -> Self {
        let mut by_file: BTreeMap<FileId, Vec<_>> =
            volumes.map(|file| (file, Vec::new())).collect();
        let mut aliases: BTreeMap<FileId, Aliases> = BTreeMap::new();
        for (summary, document) in summaries.iter().zip((0u32..).map(DocIdx)) {
            for (id, key) in &summary.aliases {
                let of_file = aliases.entry(summary.file).or_default();
                let place = (document, Arc::clone(key));
                of_file.entry(id.clone()).or_insert(place);
            }
            let Some(ids) = by_file.get_mut(&summary.file) else {
                continue;
            };
            let own = summary.keys.iter().filter(|key| !is_counted(key));
            ids.extend(own.map(|key| (Arc::clone(key), document)));
            let notes = summary.notes.iter().map(|note| &note.key);
            let notes = notes.filter(|key| !is_counted(key));
            ids.extend(notes.map(|key| (Arc::from(key.as_ref()), document)));
        }
        for ids in by_file.values_mut() {
            ids.sort();
            ids.dedup_by(|a, b| a.0 == b.0);
            ids.shrink_to_fit();
        }
        Self { by_file, aliases }
    }

    /// Where an id stands in a file.
    fn find(&self, file: FileId, id: &str) -> Option<Link> {
        if let Some(link) = self.alias(file, id) {
            return Some(link);
        }
        let ids = self.by_file.get(&file)?;
        let at = ids.binary_search_by(|(known, _)| (**known).cmp(id)).ok()?;
        let (key, document) = ids.get(at)?;
        Some(Link::Target(Target {
            document: *document,
            kind: TargetKind::Place,
            key: Some((**key).into()),
        }))
    }

    /// Where an id stands in a file that became another end of an address.
    fn alias(&self, file: FileId, id: &str) -> Option<Link> {
        let (document, key) = self.aliases.get(&file)?.get(id)?;
        Some(Link::Target(Target {
            document: *document,
            kind: TargetKind::Place,
            key: Some((**key).into()),
        }))
    }

    /// The ids of a file that stand next to one that it does not have.
    pub(super) fn beside(&self, file: FileId, id: &str) -> impl Iterator<Item = &str> {
        let ids = self.by_file.get(&file).map_or(&[][..], Vec::as_slice);
        let at = ids.partition_point(|(known, _)| **known < *id);
        let range = at.saturating_sub(8)..(at + 8).min(ids.len());
        let around = ids.get(range).unwrap_or(&[]);
        around.iter().map(|(key, _)| &**key)
    }
}

/// Whether a key is one that every document has: `p3`, `a1`, `fn2`. As an id of a volume it
/// would say nothing.
fn is_counted(key: &str) -> bool {
    let number = key
        .strip_prefix(['p', 'a'])
        .or_else(|| key.strip_prefix("fn"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

impl Keys<'_, '_> {
    /// Where a pointer of a TEI file leads.
    pub(super) fn pointer(&self, from: DocIdx, pointer: &str) -> Option<Link> {
        let citing = self.tables.summary(from);
        match pointer.split_once('#') {
            Some(("", "")) => Some(whole(from)),
            Some(("", id)) => self
                .ids
                .alias(citing.file, id)
                .or_else(|| self.place(from, id).map(Link::Target))
                .or_else(|| self.in_file(citing, citing.file, id)),
            Some((place, id)) => {
                let known = self.tables.register.volume(place);
                let in_volume = || {
                    let first = self.tables.contents.volume(place)?;
                    self.ids.find(first.file, id)
                };
                known
                    .and_then(|volume| self.record_or_page(Some(volume), id))
                    .or_else(in_volume)
                    .or_else(|| self.path(citing, place, id))
                    .or_else(|| self.volume_elsewhere(place, id))
            }
            None if self.tables.contents.volume(pointer).is_some() => {
                Some(Link::Volume(pointer.into()))
            }
            None => self.path(citing, pointer, "").or_else(|| {
                let entity = self.people.find(citing.file, pointer)?;
                Some(Link::Entity(entity.clone()))
            }),
        }
    }

    /// A file of several documents, or a place in it.
    pub(super) fn in_volume_file(&self, file: FileId, first: DocIdx, id: &str) -> Option<Link> {
        let first = self.tables.summary(first);
        match (id, first.id.volume()) {
            ("", Some(volume)) => Some(Link::Volume(volume.into())),
            _ => self.in_file(first, file, id),
        }
    }

    /// What may have been meant by a pointer that leads nowhere.
    pub(super) fn near(&self, citing: &Summary, pointer: &str) -> String {
        let (place, id) = pointer.split_once('#').unwrap_or((pointer, ""));
        if !place.is_empty() && self.tables.register.volume(&slug(place)).is_none() {
            return if place.contains(':') {
                "nobody knows what such a pointer means; its words stand as text".to_owned()
            } else {
                format!(
                    "if `{place}` is a volume, list it in `[[volumes]]` with a `url` for its documents"
                )
            };
        }
        let around = self.ids.beside(citing.file, id);
        let near = match nearest(id, around) {
            Some(likely) => vec![likely],
            None => self.tables.register.nearest(id),
        };
        let near: Vec<String> = near.iter().map(|id| format!("`#{id}`")).collect();
        match near.as_slice() {
            [] => "nothing in this file has such an id".to_owned(),
            [only] => format!("the nearest id is {only}"),
            several => format!("the nearest ids are {}", several.join(" and ")),
        }
    }

    /// An id of a file of one document, seen from another: an enclosure, a paragraph, or an
    /// entry of its lists.
    pub(super) fn in_one_file(&self, there: &Summary, id: &str) -> Option<Link> {
        self.ids.alias(there.file, id).or_else(|| {
            let entity = self.people.find(there.file, id)?;
            Some(Link::Entity(entity.clone()))
        })
    }

    /// An id of the same file.
    fn in_file(&self, citing: &Summary, file: FileId, id: &str) -> Option<Link> {
        let volume = citing.id.volume();
        self.record_or_page(volume, id)
            .or_else(|| self.ids.find(file, id))
            .or_else(|| {
                let entity = self.people.find(file, id)?;
                Some(Link::Entity(entity.clone()))
            })
            .or_else(|| self.elsewhere(volume?, id))
    }

    /// A document or a place in one by its id, or a printed page.
    fn record_or_page(&self, volume: Option<&str>, id: &str) -> Option<Link> {
        self.record(volume, id)
            .or_else(|| {
                // Ids with capitals became legal ones.
                let legal = slug(id);
                (legal != id).then(|| self.record(volume, &legal)).flatten()
            })
            .or_else(|| self.page(volume, id))
    }

    /// An id of a volume that is listed and not in this edition.
    fn volume_elsewhere(&self, volume: &str, id: &str) -> Option<Link> {
        let listed = self.tables.volumes.listed(volume)?;
        if self.tables.register.volume(volume).is_some() {
            return None;
        }
        self.elsewhere(volume, id)
            .or_else(|| self.tables.elsewhere(listed, id, ""))
    }
}
