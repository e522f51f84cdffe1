//! Who is meant by a pointer of a TEI file: `#p_KHA1`, `frus1961-63v06#p_KHA1`,
//! `persons.xml#KHA1`, `https://d-nb.info/gnd/118561812`.
//!
//! An id is unique in its own file only, so a pointer is looked up there first, then in
//! the files that are lists and nothing else, and in authority files.

use crate::model::{Attrs, Entity, EntityId, Node, Record, Rule, Tag, walk_mut};
use crate::source::FileId;
use std::collections::BTreeMap;

/// What the pointers of TEI files mean.
#[derive(Debug, Clone, Default)]
pub struct Pointers {
    /// Ids as files write them.
    by_file: BTreeMap<FileId, BTreeMap<Box<str>, EntityId>>,
    /// Files by volume id, by path and by name. `None`: several files have the name.
    files: BTreeMap<Box<str>, Option<FileId>>,
    /// Ids of lists and authority files. `None`: several have the id.
    common: BTreeMap<Box<str>, Option<EntityId>>,
    /// By address, see [`address`].
    by_address: BTreeMap<Box<str>, EntityId>,
}

impl Pointers {
    /// Makes a file known by a name: its path, or the id of the volume that it is.
    pub fn name(&mut self, name: &str, file: FileId) {
        let known = self.files.entry(name.into()).or_insert(Some(file));
        if *known != Some(file) {
            *known = None;
        }
    }

    /// Adds an id of a file.
    pub fn add(&mut self, file: FileId, source_id: &str, id: &EntityId) {
        let of_file = self.by_file.entry(file).or_default();
        of_file
            .entry(source_id.into())
            .or_insert_with(|| id.clone());
    }

    /// Adds an id that every file may use.
    pub fn add_common(&mut self, source_id: &str, id: &EntityId) {
        let known = self
            .common
            .entry(source_id.into())
            .or_insert_with(|| Some(id.clone()));
        if known.as_ref() != Some(id) {
            *known = None;
        }
    }

    /// Adds the addresses of an entry.
    pub fn add_addresses(&mut self, entity: &Entity) {
        for link in entity.links.iter().filter_map(|link| address(link)) {
            let known = self.by_address.entry(link);
            known.or_insert_with(|| entity.id.clone());
        }
    }

    /// The entry that has this address.
    #[must_use]
    pub fn at(&self, link: &str) -> Option<&EntityId> {
        self.by_address.get(&address(link)?)
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_file.is_empty() && self.common.is_empty() && self.by_address.is_empty()
    }

    /// The entry that a pointer of a file means. Of several pointers the first that
    /// means anyone counts.
    #[must_use]
    pub fn find(&self, file: FileId, pointers: &str) -> Option<&EntityId> {
        let mut pointers = pointers.split_whitespace();
        pointers.find_map(|pointer| self.find_one(file, pointer))
    }

    fn find_one(&self, file: FileId, pointer: &str) -> Option<&EntityId> {
        if pointer.contains("://") {
            return self.at(pointer);
        }
        match pointer.split_once('#') {
            // A bare key.
            None | Some(("", _)) => {
                let id = pointer.trim_start_matches('#');
                let own = self.by_file.get(&file).and_then(|of_file| of_file.get(id));
                own.or_else(|| self.common.get(id)?.as_ref())
            }
            Some((place, id)) => {
                let name = place.rsplit('/').next().unwrap_or(place);
                let known = self.files.get(place).or_else(|| self.files.get(name));
                match known {
                    Some(Some(file)) => self.by_file.get(file)?.get(id),
                    // A private scheme (`psn:KHA1`), or a list that is not here.
                    Some(None) | None => self.common.get(id)?.as_ref(),
                }
            }
        }
    }

    /// Writes the id of its entry into every name that points to one: `ref="#id"`.
    pub fn resolve(&self, record: &mut Record) {
        if self.is_empty() {
            return;
        }
        let file = record.file;
        let resolve = |tree: &mut [Node]| {
            walk_mut(tree, &mut |element| {
                if !is_name(&element.tag) || element.rule != Rule::Encoded {
                    return;
                }
                if let Some(id) = self.meant(file, &element.attrs) {
                    let id = format!("#{id}");
                    element.attrs.set("ref", id);
                }
            });
        };
        resolve(&mut record.body);
        for note in &mut record.notes {
            resolve(&mut note.body);
        }
    }

    fn meant(&self, file: FileId, attrs: &Attrs) -> Option<&EntityId> {
        ["ref", "corresp", "key"]
            .iter()
            .filter_map(|name| attrs.get(name))
            .find_map(|pointers| self.find(file, pointers))
            // Where a list defines it, a name leads to its entry too.
            .or_else(|| self.by_file.get(&file)?.get(attrs.get("xml:id")?))
    }
}

/// Whether an element is a name of someone or something.
const fn is_name(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::PersName
            | Tag::PlaceName
            | Tag::OrgName
            | Tag::Name
            | Tag::Rs
            | Tag::Term
            | Tag::Gloss
            | Tag::Other(_)
    )
}

/// An address in the form in which addresses are compared: without scheme, `www.` and
/// the slash at the end. `None` for what is no address.
fn address(link: &str) -> Option<Box<str>> {
    let (scheme, rest) = link.trim().split_once("://")?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    let rest = rest.trim_start_matches("www.").trim_end_matches('/');
    (!rest.is_empty()).then(|| rest.into())
}
