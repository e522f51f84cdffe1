//! Volumes: their tables of contents, and the order in which their pages are read.

use super::register::Register;
use super::{DocIdx, Summary};
use crate::load;
use crate::model::{Origin, RecordKind};
use crate::read::tei;
use crate::source::FileId;
use std::collections::BTreeMap;

/// A volume that TEI files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Its id.
    pub id: Box<str>,
    /// Its title, from its own header.
    pub title: Option<String>,
    /// How it was published, from the header of the first of its files that says it.
    pub imprint: tei::Imprint,
    /// The first of its files.
    pub file: FileId,
    /// Its table of contents.
    pub contents: Vec<Content>,
}

/// An entry of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A chapter or another part that holds others.
    Section {
        /// Its heading; may be empty.
        heading: Box<str>,
        /// Its own page, if it has one.
        page: Option<DocIdx>,
        /// What it holds.
        children: Vec<Content>,
    },
    /// A document, or a page of front or back matter.
    Record(DocIdx),
}

/// The volumes, and who stands beside whom in them.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// By id.
    volumes: Vec<Volume>,
    /// What stands before and after each page of front and back matter.
    matter: BTreeMap<DocIdx, (Option<DocIdx>, Option<DocIdx>)>,
}

impl Contents {
    pub(super) fn new(given: &[load::Volume], summaries: &[Summary], register: &Register) -> Self {
        let mut by_id: BTreeMap<&str, Volume> = BTreeMap::new();
        for given in given {
            let Some(volume) = &given.outline.volume else {
                continue;
            };
            let origin = |part: u32| Origin {
                file: given.file,
                part,
            };
            let find = |part: u32| register.of(origin(part));
            let contents = entries(&given.outline.contents, &find);
            // The volume is where its documents say that it is.
            let mut stated = (0u32..).zip(&given.outline.parts);
            let first = stated.find_map(|(part, _)| summaries.get(find(part)?.0 as usize));
            let Some(id) = first.and_then(|summary| summary.id.volume()) else {
                continue;
            };
            let entry = by_id.entry(id).or_insert_with(|| Volume {
                id: id.into(),
                title: None,
                imprint: tei::Imprint::default(),
                file: given.file,
                contents: Vec::new(),
            });
            if entry.title.is_none() {
                entry.title.clone_from(&volume.title);
            }
            if entry.imprint.facts().is_empty() {
                entry.imprint.clone_from(&volume.imprint);
            }
            entry.contents.extend(contents);
        }
        let volumes: Vec<Volume> = by_id.into_values().collect();
        let mut matter = BTreeMap::new();
        let is_matter = |document: DocIdx| {
            let summary = summaries.get(document.0 as usize);
            summary.is_some_and(|summary| summary.kind == RecordKind::Matter)
        };
        for volume in &volumes {
            let order = volume.order();
            let before = std::iter::once(None).chain(order.iter().copied().map(Some));
            let after = order.iter().skip(1).copied().map(Some);
            let after = after.chain(std::iter::once(None));
            for ((&document, before), after) in order.iter().zip(before).zip(after) {
                if is_matter(document) {
                    matter.insert(document, (before, after));
                }
            }
        }
        Self { volumes, matter }
    }

    /// The volumes, by id.
    pub(super) fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// The volume of this id.
    pub(super) fn volume(&self, id: &str) -> Option<&Volume> {
        let at = self
            .volumes
            .binary_search_by(|volume| (*volume.id).cmp(id))
            .ok()?;
        self.volumes.get(at)
    }

    /// What stands before and after a page of front or back matter in its volume.
    pub(super) fn beside(&self, document: DocIdx) -> Option<(Option<DocIdx>, Option<DocIdx>)> {
        self.matter.get(&document).copied()
    }
}

impl Volume {
    /// Everything that has a page, as it is read from the first page to the last.
    #[must_use]
    pub fn order(&self) -> Vec<DocIdx> {
        let mut order = Vec::new();
        // A stack of our own: sources nest as deep as they like.
        let mut stack: Vec<&Content> = self.contents.iter().rev().collect();
        while let Some(content) = stack.pop() {
            match content {
                Content::Record(document) => order.push(*document),
                Content::Section { page, children, .. } => {
                    order.extend(page);
                    stack.extend(children.iter().rev());
                }
            }
        }
        order
    }
}

/// How deep a table of contents is followed; what lies deeper stands at this depth.
const DEEPEST: usize = 24;

fn entries(given: &[tei::Contents], find: &impl Fn(u32) -> Option<DocIdx>) -> Vec<Content> {
    at_depth(given, find, 0)
}

fn at_depth(
    given: &[tei::Contents],
    find: &impl Fn(u32) -> Option<DocIdx>,
    depth: usize,
) -> Vec<Content> {
    let mut found = Vec::new();
    for entry in given {
        match entry {
            tei::Contents::Part(part) => found.extend(find(*part).map(Content::Record)),
            tei::Contents::Section {
                heading,
                part,
                children,
                ..
            } => {
                let page = part.and_then(find);
                if depth >= DEEPEST {
                    found.extend(page.map(Content::Record));
                    continue;
                }
                let children = at_depth(children, find, depth + 1);
                match (page, children.is_empty()) {
                    (None, true) => {}
                    (Some(page), true) => found.push(Content::Record(page)),
                    (page, false) => found.push(Content::Section {
                        heading: heading.as_str().into(),
                        page,
                        children,
                    }),
                }
            }
        }
    }
    found
}
