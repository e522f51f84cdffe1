//! One page: read, filled and handed over.

use super::super::document::plain;
use super::super::frame::{About, Depth};
use super::super::indexes;
use super::super::pieces::{Scratch, Tables};
use super::super::plan::{Page, PageKind};
use super::super::theme::Theme;
use super::super::urls::{self, Here};
use super::super::views::PartLink;
use super::{Original, Originals, Problem, words_of};
use crate::edition::{DocIdx, Summary};
use crate::model::{Record, RecordKind};
use crate::output::Sink;
use crate::search::Index;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tera::Value;

/// What pages are made with.
pub(super) struct Printer<'a> {
    pub(super) tables: Tables<'a>,
    pub(super) site: Value,
    pub(super) theme: &'a Theme,
    pub(super) depths: Vec<Depth>,
    pub(super) originals: Originals<'a>,
    pub(super) sink: &'a dyn Sink,
    /// Takes every text in, where the site has search.
    pub(super) index: Option<Index>,
}

impl<'a> Printer<'a> {
    pub(super) fn page_or_problem(&self, page: &Page, scratch: &mut Scratch) -> Option<Problem> {
        let made = catch_unwind(AssertUnwindSafe(|| self.page(page, scratch)));
        match made {
            Ok(made) => made.err(),
            Err(panic) => {
                *scratch = Scratch::default();
                Some(Problem::Bug(words_of(&*panic)))
            }
        }
    }

    fn page(&self, page: &Page, scratch: &mut Scratch) -> Result<(), Problem> {
        let tables = &self.tables;
        let here = Here::Page(&page.path);
        match &page.kind {
            PageKind::Document(document) => self.document(page, &here, *document, scratch),
            PageKind::Essay(document) => self.essay(page, &here, *document, scratch),
            PageKind::Home => self.home(page, &here, scratch),
            PageKind::Contents(list, part) => {
                let view = tables.contents(&here, *list, *part);
                let volume = view.volume.as_ref();
                let title = volume
                    .map_or(&*tables.words.documents, |volume| &volume.label)
                    .to_owned();
                let about = About {
                    breadcrumbs: tables.way_to(&here, None),
                    ..about("contents", "home", &title)
                };
                let view = Value::from_serializable(&view);
                let subject = ("contents", view);
                self.fill("contents.html", page, &here, about, subject, scratch)
            }
            PageKind::Kinds(part) => {
                let view = tables.kinds(&here, *part);
                let about = About {
                    breadcrumbs: tables.way_to(&here, None),
                    ..about("kinds", "home", &tables.words.kinds)
                };
                let subject = ("kinds", Value::from_serializable(&view));
                self.fill("kinds.html", page, &here, about, subject, scratch)
            }
            PageKind::Kind(kind, part) => {
                let Some(view) = tables.kind(&here, *kind, *part) else {
                    return Ok(());
                };
                let title = with_part(&view.kind.label, &view.parts);
                let about = About {
                    breadcrumbs: tables.way_over(&here, &tables.words.kinds, &urls::kinds(0)),
                    ..about("kind", "home", &title)
                };
                let subject = ("kind", Value::from_serializable(&view));
                self.fill("kind.html", page, &here, about, subject, scratch)
            }
            PageKind::Timeline(part) => {
                let view = tables.timeline(&here, *part);
                let title = |label: &str| tables.words.timeline_of.fill(&[("label", label)]);
                let about = match &view.label {
                    Some(label) => About {
                        breadcrumbs: tables.way_over(
                            &here,
                            &tables.words.timeline,
                            "timeline.html",
                        ),
                        ..about("timeline", "timeline", &title(label))
                    },
                    None => about("timeline", "timeline", &tables.words.timeline),
                };
                let view = Value::from_serializable(&view);
                self.fill(
                    "timeline.html",
                    page,
                    &here,
                    about,
                    ("timeline", view),
                    scratch,
                )
            }
            PageKind::Index(kind, part) => {
                let view = tables.index(&here, *kind, *part);
                let about = about(kind.plural(), "index", &view.title);
                let view = Value::from_serializable(&view);
                let subject = ("entries", view);
                self.fill("entries.html", page, &here, about, subject, scratch)
            }
            PageKind::Entry(kind, at, part) => {
                let Some(entry) = tables.edition.index_of(*kind).get(*at) else {
                    return Ok(());
                };
                let view = tables.index_entry(&here, entry, *at, *part);
                let title = with_part(&view.name, &view.parts);
                let index = indexes::title(*kind, tables.words);
                let about = About {
                    description: view.note.clone(),
                    breadcrumbs: tables.way_over(&here, index, &urls::index(*kind, 0)),
                    ..about(kind.singular(), "index", &title)
                };
                let view = Value::from_serializable(&view);
                self.fill("entry.html", page, &here, about, ("entry", view), scratch)
            }
            PageKind::Missing => self.missing(page),
            PageKind::Sitemap(part) => {
                scratch.words.clear();
                tables.sitemap(*part, &mut scratch.words);
                self.put(&page.path, scratch.words.as_str().into())
            }
            PageKind::Feed => {
                scratch.words.clear();
                tables.feed(&mut scratch.words);
                self.put(&page.path, scratch.words.as_str().into())
            }
            PageKind::Robots => self.put(&page.path, tables.robots().into_bytes()),
            PageKind::NoJekyll => self.put(&page.path, Vec::new()),
            PageKind::Cname => {
                let host = tables.config.html.cname.as_deref().unwrap_or("");
                self.put(&page.path, format!("{host}\n").into_bytes())
            }
            PageKind::Theme(path) => match self.theme.files.get(path) {
                Some(bytes) => self.put(&page.path, bytes.to_vec()),
                None => Ok(()),
            },
            PageKind::Media(file) => {
                let path = self.originals.files.path(*file);
                match self.originals.sources.read(path) {
                    Ok(bytes) => self.put(&page.path, bytes),
                    Err(_) => Err(Problem::Gone(*file)),
                }
            }
            PageKind::Bibliography(format) => {
                self.put(&page.path, self.bibliography(*format).into_bytes())
            }
            PageKind::Data(..) | PageKind::Tei(_) | PageKind::Search => Ok(()),
        }
    }

    pub(super) fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        Ok(self.sink.put(path, bytes)?)
    }

    fn read(&self, document: DocIdx) -> Result<Original, Problem> {
        let summary = self.tables.edition.document(document);
        (self.originals.read)(summary.origin()).ok_or(Problem::Gone(summary.file))
    }

    /// What pages share that lie as deep as this one.
    fn depth(&self, page: &Page) -> &Depth {
        let depth = page.path.matches('/').count();
        self.depths
            .get(depth)
            .expect("no page lies deeper than documents/volume/")
    }

    pub(super) fn fill(
        &self,
        template: &str,
        page: &Page,
        here: &Here<'_>,
        about: About,
        subject: (&'static str, Value),
        scratch: &mut Scratch,
    ) -> Result<(), Problem> {
        let view = self.tables.page(Some(here), &page.path, about);
        let nav = &self.depth(page).nav;
        let mut bytes = Vec::with_capacity(scratch.last + scratch.last / 4);
        self.theme
            .templates
            .fill(template, &self.site, nav, &view, Some(subject), &mut bytes)?;
        scratch.last = bytes.len();
        self.put(&page.path, bytes)
    }

    /// With what a record's page has beside: how it begins, where it stands, its source.
    fn of_record(&self, here: &Here<'_>, summary: &Summary, about: About) -> About {
        About {
            description: Some(summary.opening.clone()).filter(|words| !words.is_empty()),
            breadcrumbs: self.tables.way_to(here, summary.id.volume()),
            file: Some(summary.file),
            ..about
        }
    }

    fn document(
        &self,
        page: &Page,
        here: &Here<'_>,
        document: DocIdx,
        scratch: &mut Scratch,
    ) -> Result<(), Problem> {
        let tables = &self.tables;
        let summary = tables.edition.document(document);
        let original = self.read(document)?;
        let mut witnesses = Vec::new();
        for &witness in tables.edition.witnesses(document) {
            witnesses.push((witness, self.read(witness)?));
        }
        let texts: Vec<(DocIdx, &Record)> = witnesses
            .iter()
            .map(|(index, witness)| (*index, &witness.record))
            .collect();
        let names = &self.depth(page).names;
        let view = tables.document(here, document, &original.record, &texts, names, scratch);
        let title = match &view.number {
            Some(number) => format!("{number}. {}", view.title),
            None => view.title.clone(),
        };
        let about = self.of_record(here, summary, about("document", "home", &title));
        let view = Value::from_serializable(&view);
        self.fill(
            "document.html",
            page,
            here,
            about,
            ("document", view),
            scratch,
        )?;
        let index = self.index.as_ref();
        tables.search_in(index, document, &original.record);
        self.data(document, Some(&page.path), &original)?;
        for (witness, original) in &witnesses {
            tables.search_in(index, *witness, &original.record);
            self.data(*witness, None, original)?;
        }
        Ok(())
    }

    fn essay(
        &self,
        page: &Page,
        here: &Here<'_>,
        document: DocIdx,
        scratch: &mut Scratch,
    ) -> Result<(), Problem> {
        let tables = &self.tables;
        let summary = tables.edition.document(document);
        let original = self.read(document)?;
        let names = &self.depth(page).names;
        let view = tables.essay(here, document, &original.record, names, scratch);
        let section = match summary.kind {
            RecordKind::Matter => "home",
            RecordKind::Document | RecordKind::Essay => summary.id.local(),
        };
        let about = self.of_record(here, summary, about("essay", section, &view.title));
        let view = Value::from_serializable(&view);
        self.fill("essay.html", page, here, about, ("essay", view), scratch)?;
        tables.search_in(self.index.as_ref(), document, &original.record);
        self.data(document, Some(&page.path), &original)
    }

    fn home(&self, page: &Page, here: &Here<'_>, scratch: &mut Scratch) -> Result<(), Problem> {
        let tables = &self.tables;
        let mut file = None;
        let words = match tables.plan.home_essay {
            Some(essay) => {
                let original = self.read(essay)?;
                file = Some(tables.edition.document(essay).file);
                tables.search_in(self.index.as_ref(), essay, &original.record);
                self.data(essay, Some(&page.path), &original)?;
                let names = &self.depth(page).names;
                let out = &mut scratch.words;
                // The edition's title is the page's heading; an introduction that
                // repeats it needs no second one, and its parts stand a level higher.
                let title = tables.title(essay, None);
                let repeats = title == tables.config.book.title;
                let level = if repeats { 2 } else { 3 };
                let mut words = tables.words(here, essay, &original.record, names, level, out);
                words.heading = match words.heading.take() {
                    _ if repeats => None,
                    Some(heading) => Some(heading),
                    None => Some(plain(&title, out)),
                };
                Some(words)
            }
            None => None,
        };
        let view = Value::from_serializable(&tables.home(here, words));
        let about = About {
            description: tables.config.book.description.clone(),
            file,
            ..about("home", "home", "")
        };
        self.fill("home.html", page, here, about, ("home", view), scratch)
    }

    /// The index, and the page that reads it.
    pub(super) fn search(&self, page: &Page, index: Index) -> Result<(), Problem> {
        let tables = &self.tables;
        let here = Here::Page(&page.path);
        let about_search = tables.about_search();
        let index = index.join(&about_search);
        let folder = urls::search_folder(index.mark());
        index.write(&|name, text| self.sink.put(&format!("{folder}{name}"), text.into_bytes()))?;
        let view = Value::from_serializable(&tables.search(&here, &folder));
        self.fill(
            "search.html",
            page,
            &here,
            about("search", "search", &tables.words.search),
            ("search", view),
            &mut Scratch::default(),
        )
    }

    /// The page for addresses that do not exist: its links begin at the host's root, as
    /// it is shown at any depth. Where the site will stand is not always known; such a
    /// page has no links at all.
    fn missing(&self, page: &Page) -> Result<(), Problem> {
        let tables = &self.tables;
        let here = tables.plan.host_root.clone().map(Here::Anywhere);
        let nav = match &here {
            Some(here) => Value::from_serializable(&tables.nav(here)),
            None => Value::from_serializable(&[(); 0]),
        };
        let about = about("missing", "", &tables.words.missing);
        let view = tables.page(here.as_ref(), &page.path, about);
        let mut bytes = Vec::new();
        self.theme
            .templates
            .fill("404.html", &self.site, &nav, &view, None, &mut bytes)?;
        self.put(&page.path, bytes)
    }
}

pub(super) fn about(kind: &'static str, section: &str, title: &str) -> About {
    About {
        kind,
        section: section.to_owned(),
        title: title.to_owned(),
        description: None,
        breadcrumbs: Vec::new(),
        file: None,
    }
}

/// A name, and which page of a long list is shown under it.
fn with_part(name: &str, parts: &[PartLink]) -> String {
    match parts.iter().find(|part| part.current) {
        Some(part) => format!("{name}, {}", part.label),
        None => name.to_owned(),
    }
}
