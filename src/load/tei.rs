//! TEI files, looked over before any is read: which records they hold, and whom their
//! lists define.

use super::{Authority, Input, Inputs, read_source};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Entity, EntityId, RecordKind};
use crate::read::names::Pointers;
use crate::read::sidecar::{self, Stated};
use crate::read::tei::{self, Outline};
use crate::source::{FileId, Files, Sources, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// One of the records of a TEI file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The file, looked over.
    pub outline: Arc<Outline>,
    /// Which of its records, from 0.
    pub at: u32,
    /// What the sidecar of a volume says of this document.
    pub stated: Option<Arc<Stated>>,
}

impl Part {
    /// Its range in a file of many records. `None`: it is the whole file.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.outline.volume.as_ref()?;
        let part = self.outline.parts.get(self.at as usize)?;
        Some(part.span)
    }
}

/// A TEI file of many records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// The file.
    pub file: FileId,
    /// What it holds.
    pub outline: Arc<Outline>,
}

/// A file with the sidecar beside it.
pub(super) struct File {
    pub(super) id: FileId,
    pub(super) path: Arc<str>,
    pub(super) sidecar: Option<(FileId, Arc<str>)>,
}

/// Looks over the TEI files, and adds what they hold to the inputs.
pub(super) fn add(
    found: Vec<File>,
    sources: &dyn Sources,
    config: &Config,
    files: &Files,
    inputs: &mut Inputs,
    diags: &mut Diagnostics,
) {
    let looked_over: Vec<_> = found
        .par_iter()
        .map(|file| {
            let mut diags = Diagnostics::new();
            (outline(file.id, sources, config, files, &mut diags), diags)
        })
        .collect();
    let mut lists = Vec::new();
    for (file, (outline, told)) in found.into_iter().zip(looked_over) {
        diags.append(told);
        let Some(mut outline) = outline else {
            continue;
        };
        let entities = std::mem::take(&mut outline.entities);
        // Only the outline itself needed them, and they stay for the whole build.
        for part in &mut outline.parts {
            part.heading = String::new();
        }
        inputs.pointers.name(&file.path, file.id);
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        inputs.pointers.name(name, file.id);
        let volume = outline.volume.as_ref().map(|volume| volume.id.clone());
        if let Some(volume) = &volume {
            inputs.pointers.name(volume, file.id);
        }
        lists.push(List {
            file: file.id,
            owner: volume.unwrap_or_else(|| crate::model::slug(super::stem(name))),
            is_list: outline
                .parts
                .iter()
                .all(|part| part.kind == RecordKind::Matter),
            entities,
        });
        records(file, outline, sources, files, inputs, diags);
    }
    inputs
        .documents
        .sort_by(|a, b| (&a.path, a.origin().part).cmp(&(&b.path, b.origin().part)));
    join(lists, &mut inputs.authority, &mut inputs.pointers);
}

/// Looks over one file. A bug in the reader is a diagnostic.
fn outline(
    id: FileId,
    sources: &dyn Sources,
    config: &Config,
    files: &Files,
    diags: &mut Diagnostics,
) -> Option<Outline> {
    let source = read_source(sources, files, id, diags)?;
    let mut told = Diagnostics::new();
    let outline = catch_unwind(AssertUnwindSafe(|| {
        tei::outline(&source, config, &mut told)
    }));
    diags.append(told);
    outline.unwrap_or_else(|_| {
        diags.push(
            Diagnostic::new(
                Code::Internal,
                Place::File(id),
                "a bug in recto: reading this file broke off",
            )
            .help("please report it, with the file"),
        );
        None
    })
}

/// The records of a file become inputs.
fn records(
    file: File,
    outline: Outline,
    sources: &dyn Sources,
    files: &Files,
    inputs: &mut Inputs,
    diags: &mut Diagnostics,
) {
    let mut stated = BTreeMap::new();
    if let (Some(_), Some((sidecar, _))) = (&outline.volume, &file.sidecar) {
        let ids: Vec<&str> = outline.parts.iter().map(|part| part.id.as_str()).collect();
        if let Some(sidecar) = read_source(sources, files, *sidecar, diags) {
            stated = sidecar::parse_volume(&sidecar, &ids, diags);
        }
    }
    let outline = Arc::new(outline);
    for (part, at) in outline.parts.iter().zip(0u32..) {
        let stated = stated.remove(&part.id).map(Arc::new);
        // Of a volume's sidecar only what is said of the document itself concerns it.
        let concerned = outline.volume.is_none() || stated.is_some();
        inputs.documents.push(Input {
            file: file.id,
            path: Arc::clone(&file.path),
            sidecar: file.sidecar.clone().filter(|_| concerned),
            part: Some(Part {
                outline: Arc::clone(&outline),
                at,
                stated,
            }),
        });
    }
    if outline.volume.is_some() {
        inputs.volumes.push(Volume {
            file: file.id,
            outline,
        });
    }
}

/// What the lists of one file define.
struct List {
    file: FileId,
    /// The volume's id, or the file's name made one: tells entries with one id apart.
    owner: String,
    /// Whether the file holds no document.
    is_list: bool,
    entities: Vec<Entity>,
}

/// Joins the entries of TEI files to those of authority files. An entry that has an
/// address of another is the same, and so is one with the id and the name of another; an
/// id that another has gets the volume's after it.
fn join(mut lists: Vec<List>, authority: &mut Authority, pointers: &mut Pointers) {
    let mut places: BTreeMap<EntityId, usize> = BTreeMap::new();
    // Every file of a project often carries its own copy of the project's list.
    let mut by_source_id: BTreeMap<Box<str>, Vec<usize>> = BTreeMap::new();
    for (entity, place) in authority.entities.iter().zip(0..) {
        pointers.add_common(entity.id.as_str(), &entity.id);
        pointers.add_addresses(entity);
        places.entry(entity.id.clone()).or_insert(place);
        let alike = by_source_id.entry(entity.id.as_str().into()).or_default();
        alike.push(place);
    }
    let mut taken: BTreeSet<EntityId> = places.keys().cloned().collect();
    taken.extend(authority.events.iter().map(|event| event.id.clone()));
    authority.searched = Some(authority.entities.len());
    // Lists that are nothing else are authority files in another form.
    lists.sort_by_key(|list| !list.is_list);
    for list in lists {
        for mut entity in list.entities {
            let source_id = match &entity.source_id {
                Some(id) => id.clone(),
                None => entity.id.as_str().into(),
            };
            let same = entity.links.iter().find_map(|link| pointers.at(link));
            let known = same.and_then(|id| places.get(id)).copied();
            let known = known.or_else(|| named_alike(&entity, &by_source_id, authority));
            let known = known.and_then(|at| authority.entities.get_mut(at));
            let id = match known.filter(|known| known.kind == entity.kind) {
                Some(known) => {
                    enrich(known, &entity);
                    pointers.add_addresses(known);
                    known.id.clone()
                }
                None => {
                    entity.id = free(&entity.id, &list.owner, &taken);
                    taken.insert(entity.id.clone());
                    places.insert(entity.id.clone(), authority.entities.len());
                    pointers.add_addresses(&entity);
                    let id = entity.id.clone();
                    let alike = by_source_id.entry(source_id.clone()).or_default();
                    alike.push(authority.entities.len());
                    authority.entities.push(entity);
                    id
                }
            };
            pointers.add(list.file, &source_id, &id);
            if list.is_list {
                pointers.add_common(&source_id, &id);
            }
        }
        if list.is_list {
            authority.searched = Some(authority.entities.len());
        }
    }
    distinct(&mut authority.entities);
}

/// Leaves each id of a source to one entry.
fn distinct(entities: &mut [Entity]) {
    let mut taken: BTreeSet<Box<str>> = entities
        .iter()
        .map(|entity| entity.id.as_str().into())
        .collect();
    for entity in entities {
        let id = entity.source_id.take();
        entity.source_id = id.filter(|id| taken.insert(id.clone()));
    }
}

/// The entry of another file, or of an authority file, that has the same id there and the same name.
fn named_alike(
    entity: &Entity,
    by_source_id: &BTreeMap<Box<str>, Vec<usize>>,
    authority: &Authority,
) -> Option<usize> {
    let id = entity.source_id.as_deref().unwrap_or(entity.id.as_str());
    let mut alike = by_source_id.get(id)?.iter().copied();
    alike.find(|&at| {
        authority
            .entities
            .get(at)
            .is_some_and(|known| known.kind == entity.kind && known.name == entity.name)
    })
}

/// What one entry says more than another of the same person.
fn enrich(known: &mut Entity, other: &Entity) {
    if known.note.is_none() {
        known.note.clone_from(&other.note);
    }
    if known.tenures.is_empty() {
        known.tenures.clone_from(&other.tenures);
    }
    for link in &other.links {
        if !known.links.contains(link) {
            known.links.push(link.clone());
        }
    }
}

/// The id, or the same with its owner's after it where another has it.
fn free(id: &EntityId, owner: &str, taken: &BTreeSet<EntityId>) -> EntityId {
    if !taken.contains(id) {
        return id.clone();
    }
    let stem: String = id.as_str().chars().take(40).collect();
    let owner: String = owner.chars().take(30).collect();
    let numbered = (1u32..).map(|n| match n {
        1 => format!("{stem}.{owner}"),
        n => format!("{stem}.{owner}.{n}"),
    });
    numbered
        .filter_map(|id| EntityId::new(&id).ok())
        .find(|id| !taken.contains(id))
        .unwrap_or_else(|| id.clone())
}
