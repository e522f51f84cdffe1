//! Every reference → where it leads.
//!
//! References in words ask for a document, note or page of a volume; what they ask for
//! is looked up in tables made once. A reference that is not clear is a warning and
//! stays text, never a guess. Keys, as editors write them, are looked up in `keys.rs`.

use super::DocIdx;
use super::ask::Ask;
use super::contents::Contents;
use super::dangling::Collected;
use super::keys::{Keys, Paths};
use super::link::{Citation, Link, Target, TargetKind};
use super::missing::{Missing, Trouble};
use super::places::{Found, Places};
use super::pointers::Ids;
use super::register::Register;
use super::summary::{RefSummary, Summary};
use super::unmarked::{Begins, unmarked};
use super::volumes::Volumes;
use super::witnesses::Witnesses;
use crate::config::{Config, Volume};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{EntityId, RecordId, RecordKind, Wanted};
use crate::read::names::Pointers;
use crate::source::{FileId, Files};
use std::collections::{BTreeMap, BTreeSet};

/// What references are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) summaries: &'a [Summary],
    pub(super) register: &'a Register,
    pub(super) contents: &'a Contents,
    pub(super) witnesses: &'a Witnesses,
    pub(super) entities: &'a BTreeSet<&'a EntityId>,
    pub(super) people: &'a Pointers,
    pub(super) config: &'a Config,
    pub(super) files: &'a Files,
}

/// Where references lead, and the same seen from their targets.
#[derive(Debug, Default)]
pub(super) struct Links {
    links: Vec<Box<[Link]>>,
    cited_by: Vec<Vec<Citation>>,
    /// For each document with images, where each is found.
    images: BTreeMap<DocIdx, Vec<Option<FileId>>>,
}

impl Links {
    pub(super) fn new(given: Given<'_>, dangling: &mut Collected, diags: &mut Diagnostics) -> Self {
        let Given {
            summaries,
            register,
            contents,
            witnesses,
            entities,
            people,
            config,
            files,
        } = given;
        let paths = Paths::new(config, files);
        let tables = Tables {
            summaries,
            register,
            places: Places::new(summaries),
            contents,
            config,
            volumes: Volumes::new(config),
            numbers: numbers(summaries, witnesses),
            pages: pages(summaries, witnesses),
            first_pages: first_pages(summaries, witnesses),
            unmarked: unmarked(standing(summaries, witnesses)),
        };
        let keys = Keys {
            tables: &tables,
            paths: &paths,
            entities,
            ids: &Ids::new(summaries, contents.volumes().iter().map(|it| it.file)),
            people,
        };
        let mut missing = Missing::default();
        let mut all = Self {
            cited_by: vec![Vec::new(); summaries.len()],
            ..Self::default()
        };
        for (summary, document) in summaries.iter().zip((0u32..).map(DocIdx)) {
            let links: Box<[Link]> = summary
                .refs
                .iter()
                .zip(&summary.wanted)
                .map(|(reference, wanted)| {
                    if let Wanted::Key(pointer) = wanted
                        && register.is_tei(summary.file)
                    {
                        let found = keys.pointer(document, pointer.trim());
                        return found.unwrap_or_else(|| {
                            let help = || keys.near(summary, pointer);
                            dangling.add(summary, pointer, reference.span, help);
                            Link::Nothing
                        });
                    }
                    link(&tables, &keys, document, (reference, wanted)).unwrap_or_else(|trouble| {
                        missing.add(trouble, diags);
                        Link::Nothing
                    })
                })
                .collect();
            for (link, reference) in links.iter().zip(0u32..) {
                // A witness is the document's own text.
                let own = |text| witnesses.base(text).unwrap_or(text);
                // An index or table of contents names every page, and cites nothing.
                let is_matter = |at: DocIdx| {
                    let summary = summaries.get(at.0 as usize);
                    summary.is_some_and(|summary| summary.kind == RecordKind::Matter)
                };
                if let Some(target) = link.target()
                    && summary.kind != RecordKind::Matter
                    && !is_matter(target.document)
                    && own(target.document) != own(document)
                    && let Some(citations) = all.cited_by.get_mut(target.document.0 as usize)
                {
                    citations.push(Citation {
                        document,
                        reference,
                    });
                }
            }
            all.links.push(links);
            if !summary.images.is_empty() {
                let images = summary.images.iter().map(|image| {
                    keys.image(summary, image).unwrap_or_else(|diagnostic| {
                        // TEI often names pictures that its project keeps elsewhere.
                        if register.is_tei(summary.file) {
                            let help = || "put the image into the content folder, or leave it: its description stands in its place, and a page has no link to it".to_owned();
                            dangling.add(summary, &image.url, image.span, help);
                        } else {
                            diags.push(*diagnostic);
                        }
                        None
                    })
                });
                all.images.insert(document, images.collect());
            }
        }
        missing.tell(diags);
        all
    }

    pub(super) fn of(&self, document: DocIdx) -> &[Link] {
        self.links
            .get(document.0 as usize)
            .map_or(&[], |links| links)
    }

    pub(super) fn cited_by(&self, document: DocIdx) -> &[Citation] {
        self.cited_by
            .get(document.0 as usize)
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn images(&self, document: DocIdx) -> &[Option<FileId>] {
        self.images.get(&document).map_or(&[], Vec::as_slice)
    }
}

/// A link, or why there is none.
pub(super) type Resolved = Result<Link, Box<Diagnostic>>;

fn link(
    tables: &Tables,
    keys: &Keys,
    from: DocIdx,
    (reference, wanted): (&RefSummary, &Wanted),
) -> Result<Link, Trouble> {
    let ask = Ask {
        tables,
        from,
        reference,
    };
    match wanted {
        Wanted::Document { volume, number } => ask.document(volume, number),
        Wanted::Note {
            volume,
            document,
            note,
        } => ask.note(volume, document.as_deref(), note),
        Wanted::Page { volume, page } => ask.page(volume, page),
        Wanted::Volume { volume } => ask.volume(volume),
        Wanted::Key(key) => keys.link(from, key, reference.span).map_err(Trouble::from),
        Wanted::Url(url) => Ok(Link::Url(url.as_str().into())),
        Wanted::Doubtful(reason) => Err(ask.doubtful(reason).into()),
    }
}

/// A number or page within a volume, or outside all volumes.
type InVolume<'a> = (Option<&'a str>, String);

/// What can be looked up, made once for all references.
pub(super) struct Tables<'a> {
    pub(super) summaries: &'a [Summary],
    pub(super) register: &'a Register,
    pub(super) places: Places<'a>,
    pub(super) contents: &'a Contents,
    pub(super) config: &'a Config,
    pub(super) volumes: Volumes<'a>,
    numbers: BTreeMap<InVolume<'a>, Vec<DocIdx>>,
    pub(super) pages: BTreeMap<InVolume<'a>, Vec<Target>>,
    pub(super) first_pages: BTreeMap<InVolume<'a>, Vec<DocIdx>>,
    pub(super) unmarked: BTreeMap<(Option<&'a str>, u32), Begins>,
}

/// Numbers and pages are compared without regard to capitals: `175A` is `175a`.
pub(super) fn comparable(number: &str) -> String {
    number.trim().to_lowercase()
}

/// Documents that stand for themselves. A witness repeats the number and the pages of
/// its document and would make both doubtful.
fn standing<'a>(
    summaries: &'a [Summary],
    witnesses: &Witnesses,
) -> impl Iterator<Item = (DocIdx, &'a Summary)> {
    let documents = witnesses.documents().iter();
    documents.filter_map(|&document| Some((document, summaries.get(document.0 as usize)?)))
}

fn numbers<'a>(
    summaries: &'a [Summary],
    witnesses: &Witnesses,
) -> BTreeMap<InVolume<'a>, Vec<DocIdx>> {
    let mut table: BTreeMap<_, Vec<DocIdx>> = BTreeMap::new();
    for (document, summary) in standing(summaries, witnesses) {
        if let Some(number) = &summary.header.number {
            let place = (summary.id.volume(), comparable(&number.value));
            table.entry(place).or_default().push(document);
        }
    }
    table
}

fn pages<'a>(
    summaries: &'a [Summary],
    witnesses: &Witnesses,
) -> BTreeMap<InVolume<'a>, Vec<Target>> {
    let mut table: BTreeMap<_, Vec<Target>> = BTreeMap::new();
    // Prefaces and indexes have pages too.
    let matter = summaries.iter().zip((0u32..).map(DocIdx));
    let matter = matter.filter(|(summary, _)| summary.kind == RecordKind::Matter);
    let matter = matter.map(|(summary, document)| (document, summary));
    for (document, summary) in standing(summaries, witnesses).chain(matter) {
        for page in &summary.pages {
            let place = (summary.id.volume(), comparable(&page.n));
            table.entry(place).or_default().push(Target {
                document,
                kind: TargetKind::Page,
                key: Some(page.key.clone()),
            });
        }
    }
    table
}

fn first_pages<'a>(
    summaries: &'a [Summary],
    witnesses: &Witnesses,
) -> BTreeMap<InVolume<'a>, Vec<DocIdx>> {
    let mut table: BTreeMap<_, Vec<DocIdx>> = BTreeMap::new();
    for (document, summary) in standing(summaries, witnesses) {
        if let Some(page) = &summary.header.first_page {
            let place = (summary.id.volume(), comparable(&page.value));
            table.entry(place).or_default().push(document);
        }
    }
    table
}

pub(super) fn only<T>(all: Option<&Vec<T>>) -> Found<&T> {
    match all.map(Vec::as_slice) {
        None | Some([]) => Found::None,
        Some([one]) => Found::One(one),
        Some(_) => Found::Several,
    }
}

impl<'a> Tables<'a> {
    pub(super) fn summary(&self, document: DocIdx) -> &'a Summary {
        self.summaries
            .get(document.0 as usize)
            .expect("an index is its edition's own")
    }

    /// The document with this number in a volume.
    pub(super) fn numbered(&self, volume: Option<&'a str>, number: &str) -> Found<DocIdx> {
        let number = comparable(number);
        let id = RecordId::new(volume, &format!("d{number}"));
        match only(self.numbers.get(&(volume, number))) {
            Found::One(&document) => Found::One(document),
            Found::Several => Found::Several,
            Found::None => {
                let document = id.ok().and_then(|id| self.register.find(&id));
                document.map_or(Found::None, Found::One)
            }
        }
    }

    /// Where a printed page of a volume begins, if that is one place.
    pub(super) fn page(&self, volume: Option<&str>, page: &str) -> Option<Target> {
        let volume = match volume {
            Some(id) => Some(self.register.volume(id)?),
            None => None,
        };
        let all = self.pages.get(&(volume, comparable(page)));
        match only(all) {
            Found::One(target) => Some(target.clone()),
            Found::None => None,
            // `iii` of the front matter and `III` of the back matter.
            Found::Several => {
                let exact = |target: &&Target| {
                    let n = target
                        .key
                        .as_deref()
                        .and_then(|key| key.strip_prefix("pg_"));
                    n == Some(page)
                };
                let mut exact = all?.iter().filter(exact);
                let first = exact.next()?;
                exact.next().is_none().then(|| first.clone())
            }
        }
    }

    /// A document of a listed volume that is not in this edition, if the volume has a
    /// template for addresses.
    pub(super) fn elsewhere(&self, volume: &Volume, id: &str, place: &str) -> Option<Link> {
        let template = volume.url.as_deref()?;
        let mut url = template.replace("{volume}", &volume.id).replace("{id}", id);
        if !place.is_empty() && !url.contains('#') {
            url.push('#');
            url.push_str(id);
            url.push_str(place);
        }
        Some(Link::Elsewhere {
            volume: volume.id.as_str().into(),
            id: id.into(),
            url: url.into(),
        })
    }
}
