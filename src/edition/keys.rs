//! Keys, as editors write them: `#d168`, `#d136fn3`, `#p3`, `frus1981-88v04#d351`,
//! `method.md#p2`, `../scan.pdf`, `#shultz`.

use super::DocIdx;
use super::link::{Link, PAGES, Target, TargetKind};
use super::pointers::Ids;
use super::resolve::{Resolved, Tables};
use super::summary::{ImageSummary, Summary};
use crate::config::Config;
use crate::diag::{Code, Diagnostic};
use crate::load::{is_asset, plain};
use crate::model::{EntityId, RecordId};
use crate::read::names::Pointers;
use crate::source::{FileId, Files, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The files of the edition by path.
pub(super) struct Paths<'a> {
    by_path: BTreeMap<&'a str, FileId>,
    files: &'a Files,
    /// The content folder.
    root: &'a str,
}

impl<'a> Paths<'a> {
    pub(super) fn new(config: &'a Config, files: &'a Files) -> Self {
        Self {
            by_path: files.iter().map(|(id, path)| (path.as_ref(), id)).collect(),
            files,
            root: plain(&config.book.src),
        }
    }

    /// A path as a file names it, from the edition's folder. `None` when it leads out of
    /// the content folder.
    fn beside(&self, file: FileId, path: &str) -> Option<String> {
        let from = self.files.path(file);
        let mut parts: Vec<&str> = match path.strip_prefix('/') {
            Some(_) => self.root.split('/').collect(),
            None => from
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder)
                .split('/')
                .collect(),
        };
        parts.retain(|part| !part.is_empty());
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        let rest = path.strip_prefix(self.root)?;
        (self.root.is_empty() || rest.starts_with('/')).then_some(path)
    }
}

/// What keys are looked up in.
pub(super) struct Keys<'t, 'a> {
    pub(super) tables: &'t Tables<'a>,
    pub(super) paths: &'t Paths<'a>,
    pub(super) entities: &'t BTreeSet<&'a EntityId>,
    pub(super) ids: &'t Ids,
    pub(super) people: &'t Pointers,
}

impl Keys<'_, '_> {
    /// Where a key leads, or the error that it leads nowhere.
    pub(super) fn link(&self, from: DocIdx, key: &str, span: Span) -> Resolved {
        let key = decoded(key.trim());
        self.find(from, &key)
            .or_else(|| {
                self.tables
                    .register
                    .may_be_entry(&key)
                    .then_some(Link::Nothing)
            })
            .ok_or_else(|| Box::new(self.tables.register.unresolved(span, &key)))
    }

    fn find(&self, from: DocIdx, key: &str) -> Option<Link> {
        let citing = self.tables.summary(from);
        match key.split_once('#') {
            Some(("", "")) => Some(whole(from)),
            Some(("", fragment)) => self.fragment(from, fragment),
            Some((before, fragment)) => self
                .in_volume(before, fragment)
                .or_else(|| self.path(citing, before, fragment)),
            None => self
                .path(citing, key, "")
                .or_else(|| self.fragment(from, key)),
        }
    }

    /// A key without a volume: in the document itself, in its volume, in documents
    /// without a volume, in the authority files; last in the only volume that has it.
    fn fragment(&self, from: DocIdx, fragment: &str) -> Option<Link> {
        let own = self.tables.summary(from).id.volume();
        let place = self.place(from, fragment).map(Link::Target);
        place
            .or_else(|| self.record(own, fragment))
            .or_else(|| self.page(own, fragment))
            .or_else(|| self.record(None, fragment))
            .or_else(|| {
                let id = EntityId::new(fragment).ok()?;
                self.entities.contains(&id).then_some(Link::Entity(id))
            })
            .or_else(|| self.anywhere(fragment))
            .or_else(|| self.elsewhere(own?, fragment))
    }

    /// A key with its volume.
    fn in_volume(&self, volume: &str, fragment: &str) -> Option<Link> {
        self.record(Some(volume), fragment)
            .or_else(|| self.page(Some(volume), fragment))
            .or_else(|| self.elsewhere(volume, fragment))
    }

    /// A document of a volume, or a place in one: `d136`, `d136fn3`.
    pub(super) fn record(&self, volume: Option<&str>, fragment: &str) -> Option<Link> {
        prefixes(fragment).find_map(|(local, rest)| {
            let id = RecordId::new(volume, local).ok()?;
            self.in_record(self.tables.register.find(&id)?, rest)
        })
    }

    /// The same in the only volume that has it.
    fn anywhere(&self, fragment: &str) -> Option<Link> {
        prefixes(fragment).find_map(|(local, rest)| {
            let document = self.tables.register.only(local)?;
            self.in_record(document, rest)
        })
    }

    fn in_record(&self, document: DocIdx, rest: &str) -> Option<Link> {
        match rest {
            "" => Some(whole(document)),
            rest => self.key(document, rest).map(Link::Target),
        }
    }

    /// A printed page of a volume: `pg_766`.
    pub(super) fn page(&self, volume: Option<&str>, fragment: &str) -> Option<Link> {
        let n = fragment.strip_prefix("pg_")?;
        self.tables.page(volume, n).map(Link::Target)
    }

    /// A place in a document, with or without the document's id before it.
    pub(super) fn place(&self, document: DocIdx, fragment: &str) -> Option<Target> {
        self.key(document, fragment).or_else(|| {
            let local = self.tables.summary(document).id.local();
            self.key(document, fragment.strip_prefix(local)?)
        })
    }

    /// A place in a document by the end of its address.
    fn key(&self, document: DocIdx, key: &str) -> Option<Target> {
        Some(Target {
            document,
            kind: self.tables.places.kind(document, key)?,
            key: Some(key.into()),
        })
    }

    /// A file of the content folder, or a page of the site by its address.
    pub(super) fn path(&self, citing: &Summary, path: &str, fragment: &str) -> Option<Link> {
        let full = self.paths.beside(citing.file, path);
        if let Some(&file) = full
            .as_deref()
            .and_then(|full| self.paths.by_path.get(full))
        {
            let mut documents = self.tables.register.in_file(file);
            if let Some(document) = documents.next() {
                if documents.next().is_some() {
                    return self.in_volume_file(file, document, fragment);
                }
                return match fragment {
                    "" => Some(whole(document)),
                    fragment if fragment == self.tables.summary(document).id.local() => {
                        Some(whole(document))
                    }
                    fragment => self
                        .place(document, fragment)
                        .map(Link::Target)
                        .or_else(|| {
                            let there = self.tables.summary(document);
                            let is_tei = self.tables.register.is_tei(file);
                            is_tei.then(|| self.in_one_file(there, fragment)).flatten()
                        }),
                };
            }
            if is_asset(path) {
                return Some(Link::Asset(file));
            }
            // The file is there and could not be read; that was said already.
            return (path.ends_with(".md") || path.ends_with(".xml")).then_some(Link::Nothing);
        }
        self.address(path, fragment)
    }

    /// An address as the site has it: `timeline.html`, `people/shultz.html`.
    fn address(&self, path: &str, fragment: &str) -> Option<Link> {
        let path = path.trim_start_matches("../").trim_start_matches("./");
        if let Some(page) = PAGES.iter().find(|&&page| page == path) {
            return Some(Link::Page(page));
        }
        let stem = path.strip_suffix(".html")?;
        let parts: Vec<&str> = stem.split('/').collect();
        let record = |volume, local| {
            self.tables
                .register
                .find(&RecordId::new(volume, local).ok()?)
        };
        let document = match parts.as_slice() {
            ["people", id] => {
                let id = EntityId::new(id).ok()?;
                return self.entities.contains(&id).then_some(Link::Entity(id));
            }
            ["documents", volume, local] => record(Some(volume), local),
            ["documents", local] | [local] => record(None, local),
            _ => None,
        }?;
        match fragment {
            "" => Some(whole(document)),
            fragment => self.place(document, fragment).map(Link::Target),
        }
    }

    /// A document that is not in this edition. In a volume that is partly in it only
    /// where gaps are meant; else a mistyped number would lead out of the edition.
    pub(super) fn elsewhere(&self, volume: &str, fragment: &str) -> Option<Link> {
        let listed = self.tables.volumes.listed(volume)?;
        if self.tables.register.volume(volume).is_some() && !self.tables.config.edition.selection {
            return None;
        }
        let digits = fragment.strip_prefix('d')?;
        let digits = digits.bytes().take_while(u8::is_ascii_digit).count();
        let (id, place) = fragment.split_at(digits + 1);
        // `d175a` is a document, `d175a1` an enclosure; a note or paragraph says so.
        let (id, place) = match place {
            "" => (id, ""),
            place
                if place.starts_with("fn") || place.starts_with(['p', 'a']) && place.len() > 1 =>
            {
                (id, place)
            }
            _ => (fragment, ""),
        };
        let legal = digits > 0 && RecordId::new(None, fragment).is_ok();
        legal.then(|| self.tables.elsewhere(listed, id, place))?
    }

    /// The file that an image is. Images inside the page or on the web have none.
    pub(super) fn image(
        &self,
        summary: &Summary,
        image: &ImageSummary,
    ) -> Result<Option<FileId>, Box<Diagnostic>> {
        let url = image.url.trim();
        if url.starts_with("data:") || url.starts_with("//") || url.contains("://") {
            return Ok(None);
        }
        let url = decoded(url);
        let path = url.split(['#', '?']).next().unwrap_or("");
        let full = self.paths.beside(summary.file, path);
        let file = full.and_then(|full| self.paths.by_path.get(full.as_str()).copied());
        match file.filter(|_| is_asset(path)) {
            Some(file) => Ok(Some(file)),
            None => Err(Box::new(
                Diagnostic::new(
                    Code::UnresolvedRef,
                    image.span,
                    format!("there is no image `{path}` in the content folder"),
                )
                .help(
                    "put the image into the content folder, and name it from the text's own folder",
                ),
            )),
        }
    }
}

pub(super) fn whole(document: DocIdx) -> Link {
    Link::Target(Target {
        document,
        kind: TargetKind::Document,
        key: None,
    })
}

/// A key divided in two in every way, the longest beginning first.
fn prefixes(key: &str) -> impl Iterator<Item = (&str, &str)> {
    // Ids are at most 80 characters of ASCII.
    let ends = (1..=key.len().min(80)).rev();
    ends.filter_map(|end| key.split_at_checked(end))
}

/// `%20` and the like as the characters that they stand for.
fn decoded(key: &str) -> String {
    let mut bytes = Vec::with_capacity(key.len());
    let mut rest = key.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).filter(|_| byte == b'%');
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        let value = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(value.unwrap_or(byte));
        rest = value.and_then(|_| tail.get(2..)).unwrap_or(tail);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| key.to_owned())
}
