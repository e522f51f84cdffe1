//! Every page with its address, before any is made, so that clashes are found on data.

mod sitemap;

pub(super) use sitemap::is_address;

use super::contents::ContentsPages;
use super::indexes::IndexPages;
use super::kinds::KindPages;
use super::occurrences::LongEntries;
use super::registry::Registry;
use super::theme::Theme;
use super::timeline::TimelinePages;
use super::urls;
use crate::config::{Config, DataFormat};
use crate::diag::{Diagnostics, Place};
use crate::edition::{DocIdx, Edition, PAGES, Target, TargetKind};
use crate::export::bibliography::is_citable;
use crate::load::Asset;
use crate::model::{EntityKind, RecordKind};
use crate::source::{FileId, Files};
use std::collections::{BTreeMap, BTreeSet};

/// What a page or file of the site is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// The list of documents, with the introduction.
    Home,
    /// A document, its witnesses with it.
    Document(DocIdx),
    /// An essay.
    Essay(DocIdx),
    /// A volume's contents, or a page of them: which list, and which of its pages from 0.
    Contents(usize, usize),
    /// The timeline, or one of the pages of a long one, from 0.
    Timeline(Option<usize>),
    /// An index (people, places …), or a page of it, from 0.
    Index(EntityKind, usize),
    /// Someone or something of an index, by place in [`Edition::index_of`], or a page of
    /// what they occur in, from 0.
    Entry(EntityKind, usize, usize),
    /// The list of kinds of documents, or a page of it, from 0.
    Kinds(usize),
    /// The documents of one kind, the most frequent kind first, and which of their pages
    /// from 0.
    Kind(usize, usize),
    /// The search page.
    Search,
    /// What is shown for an address that does not exist.
    Missing,
    /// A record in another form.
    Data(DocIdx, DataFormat),
    /// All documents in a form for reference managers.
    Bibliography(DataFormat),
    /// A document's TEI, to look at.
    Tei(DocIdx),
    /// A file of the theme, by its path there.
    Theme(String),
    /// An image or other file of the sources.
    Media(FileId),
    /// `sitemap.xml`, or part of it (from 1) where one file may not hold all.
    Sitemap(usize),
    /// `feed.xml`
    Feed,
    /// `robots.txt`
    Robots,
    /// `.nojekyll`
    NoJekyll,
    /// `CNAME`
    Cname,
}

/// A page or file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its path in the output.
    pub path: String,
    /// What it is.
    pub kind: PageKind,
}

/// Where a record is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The page: its own, or for a witness that of the document it is a witness of.
    pub page: Box<str>,
    /// How ids of it begin there.
    pub prefix: Box<str>,
    /// A witness's section on that page.
    pub section: Option<Box<str>>,
    /// The path of its data files, without the ending.
    pub stem: Box<str>,
    /// Which of them it has.
    pub formats: Vec<DataFormat>,
    /// The page that shows its TEI.
    pub tei: Option<Box<str>>,
}

/// Every page with its address, and where things are. Finished when it is made.
#[derive(Debug)]
pub struct SitePlan {
    /// Every page and file.
    pub pages: Vec<Page>,
    /// Those of [`PAGES`] that there are.
    shared: Vec<&'static str>,
    /// Where each record is shown, by [`DocIdx`].
    spots: Vec<Spot>,
    /// The contents pages of volumes.
    pub(super) contents: ContentsPages,
    /// The pages of a long timeline.
    pub(super) timeline: TimelinePages,
    /// The pages of the indexes that there are, people first.
    pub(super) indexes: Vec<IndexPages>,
    /// Entries of the indexes that need several pages.
    pub(super) long_entries: LongEntries,
    /// The lists by kind.
    pub(super) kinds: KindPages,
    /// The essay whose text is the home page's.
    pub home_essay: Option<DocIdx>,
    /// Style sheets that every page links.
    pub css: Vec<String>,
    /// Scripts that every page links.
    pub js: Vec<String>,
    /// Images and other files: by number, their path.
    media: BTreeMap<FileId, String>,
    /// The same by path in the edition's folder.
    media_by_source: BTreeMap<String, FileId>,
    /// The site's full address with a slash at the end, if it is known.
    pub site_url: Option<String>,
    /// How links begin on a page that is shown at any depth; `None`: not known.
    pub host_root: Option<String>,
}

/// The most records for which pages with their TEI are made unasked.
const SHOWN: usize = 500;

impl SitePlan {
    /// Plans the site. Two pages that would have one address are reported; of these the
    /// first is kept.
    #[must_use]
    pub fn new(
        edition: &Edition,
        config: &Config,
        theme: &Theme,
        assets: &[Asset],
        files: &Files,
        diags: &mut Diagnostics,
    ) -> Self {
        let home_essay = home_essay(edition);
        let html = &config.html;
        let path = html.site_path.as_deref().unwrap_or("/");
        let site_url = html.site_url.clone().or_else(|| {
            let host = html.cname.as_ref()?;
            Some(format!("https://{host}{path}"))
        });
        let is_known = site_url.is_some() || html.site_path.is_some();
        let host_root = is_known.then(|| path.to_owned());
        let mut plan = Self {
            pages: Vec::new(),
            shared: Vec::new(),
            spots: spots(edition, home_essay),
            contents: ContentsPages::new(edition),
            timeline: TimelinePages::new(edition, &theme.words),
            indexes: IndexPages::all(edition),
            long_entries: LongEntries::default(),
            kinds: KindPages::new(edition, &theme.words),
            home_essay,
            css: Vec::new(),
            js: Vec::new(),
            media: BTreeMap::new(),
            media_by_source: BTreeMap::new(),
            site_url,
            host_root,
        };
        let mut pages = Registry::default();
        Self::fixed(config, &mut pages);
        for index in &plan.indexes {
            index.add_to(&mut pages);
        }
        plan.contents.add_to(&mut pages);
        plan.kinds.add_to(&mut pages);
        if config.timeline.enable {
            plan.timeline.add_to(&mut pages);
        }
        plan.records(edition, config, &mut pages);
        let mut seen = BTreeSet::new();
        for kind in EntityKind::ALL {
            for (at, entry) in edition.index_of(kind).iter().enumerate() {
                // Of two entries with one id it was told that they have.
                if !seen.insert(&entry.id) {
                    continue;
                }
                let place = edition
                    .entity(&entry.id)
                    .map_or(Place::Nowhere, |entity| Place::Span(entity.span));
                let paths = plan.long_entries.paths(edition, kind, at, entry);
                for (part, path) in paths.enumerate() {
                    pages.add(path, PageKind::Entry(kind, at, part), place);
                }
            }
        }
        plan.theme_files(theme, &mut pages);
        plan.media(config, assets, files, &mut pages);
        for part in 1..=sitemap::parts(pages.addresses()) {
            let path = format!("sitemap-{part}.xml");
            pages.add(path, PageKind::Sitemap(part), Place::Nowhere);
        }
        plan.pages = pages.finish(diags);
        plan.shared = PAGES.to_vec();
        plan.shared
            .retain(|shared| plan.pages.iter().any(|page| page.path == *shared));
        plan
    }

    /// Pages that every edition has.
    fn fixed(config: &Config, pages: &mut Registry) {
        let mut add = |path: &str, kind| pages.add(path.to_owned(), kind, Place::Nowhere);
        add("index.html", PageKind::Home);
        if config.timeline.enable {
            add("timeline.html", PageKind::Timeline(None));
        }
        if config.html.search {
            add(urls::SEARCH, PageKind::Search);
        }
        add("404.html", PageKind::Missing);
        for &format in &config.data_formats {
            if format.is_citation() {
                add(
                    &urls::bibliography(ending(format)),
                    PageKind::Bibliography(format),
                );
            }
        }
        add("sitemap.xml", PageKind::Sitemap(0));
        add("feed.xml", PageKind::Feed);
        add("robots.txt", PageKind::Robots);
        add(".nojekyll", PageKind::NoJekyll);
        if config.html.cname.is_some() {
            add("CNAME", PageKind::Cname);
        }
    }

    fn records(&mut self, edition: &Edition, config: &Config, pages: &mut Registry) {
        let tei = config.data_formats.contains(&DataFormat::Tei);
        let shown = tei && config.html.tei.unwrap_or(edition.len() <= SHOWN);
        for (document, summary) in edition.iter() {
            let Some(spot) = self.spots.get_mut(document.0 as usize) else {
                continue;
            };
            let place = summary.place();
            if spot.section.is_none() && Some(document) != self.home_essay {
                let kind = match summary.kind {
                    RecordKind::Document => PageKind::Document(document),
                    RecordKind::Essay | RecordKind::Matter => PageKind::Essay(document),
                };
                pages.add(spot.page.to_string(), kind, place);
            }
            let formats = config.data_formats.iter().filter(|format| {
                // Citations are of documents.
                !format.is_citation() || is_citable(summary.kind)
            });
            for &format in formats {
                let path = format!("{}.{}", spot.stem, ending(format));
                if pages.add(path, PageKind::Data(document, format), place) {
                    spot.formats.push(format);
                }
            }
            let path = format!("{}.tei.html", spot.stem);
            // The home page is of the whole edition and links no TEI of its essay.
            let shown = shown && Some(document) != self.home_essay;
            if shown && pages.add(path.clone(), PageKind::Tei(document), place) {
                spot.tei = Some(path.into());
            }
        }
    }

    fn theme_files(&mut self, theme: &Theme, pages: &mut Registry) {
        let mut paths = BTreeMap::new();
        for (path, bytes) in &theme.files {
            let linked = theme.css.contains(path) || theme.js.contains(path);
            let address = if linked {
                urls::marked_asset(path, bytes)
            } else {
                urls::asset(path)
            };
            paths.insert(path, address.clone());
            pages.add(address, PageKind::Theme(path.clone()), Place::Nowhere);
        }
        let addresses = |listed: &[String]| {
            let known = listed.iter().filter_map(|path| paths.get(path));
            known.cloned().collect()
        };
        self.css = addresses(&theme.css);
        self.js = addresses(&theme.js);
    }

    fn media(&mut self, config: &Config, assets: &[Asset], files: &Files, pages: &mut Registry) {
        for asset in assets {
            let source = files.path(asset.file);
            let below = source
                .strip_prefix(config.book.src.as_str())
                .unwrap_or(source)
                .trim_start_matches('/');
            let path = urls::media(below);
            pages.add(
                path.clone(),
                PageKind::Media(asset.file),
                Place::File(asset.file),
            );
            self.media.insert(asset.file, path);
            self.media_by_source.insert(source.to_string(), asset.file);
        }
    }

    /// The first page of a volume's contents, if it has one.
    #[must_use]
    pub fn contents_page(&self, volume: &str) -> Option<&str> {
        self.contents.page(Some(volume))
    }

    /// Where a record is shown.
    #[must_use]
    pub fn spot(&self, document: DocIdx) -> &Spot {
        self.spots
            .get(document.0 as usize)
            .expect("an index is its edition's own")
    }

    /// The full address of the page, or of the section, that shows a record. `None`: the
    /// site's address is not known.
    #[must_use]
    pub fn full_address(&self, document: DocIdx) -> Option<String> {
        let site = self.site_url.as_ref()?;
        let spot = self.spot(document);
        Some(match &spot.section {
            Some(section) => format!("{site}{}#{section}", spot.page),
            None => format!("{site}{}", spot.page),
        })
    }

    /// The page and the fragment of a place in a record. `key` is the end of its
    /// address, or for a printed page all of it.
    #[must_use]
    pub fn place(&self, document: DocIdx, kind: TargetKind, key: &str) -> (&str, Option<String>) {
        let spot = self.spot(document);
        let fragment = match (key, kind, &spot.section) {
            ("", _, section) => section.as_deref().map(str::to_owned),
            (key, TargetKind::Page, None) => Some(key.to_owned()),
            (key, _, _) => {
                let between = crate::html::between(&spot.prefix, key);
                Some(format!("{}{between}{key}", spot.prefix))
            }
        };
        (&spot.page, fragment)
    }

    /// The page and the fragment of a target.
    #[must_use]
    pub fn target(&self, target: &Target) -> (&str, Option<String>) {
        let key = target.key.as_deref().unwrap_or("");
        self.place(target.document, target.kind, key)
    }

    /// The path of an image or other file that is copied.
    #[must_use]
    pub fn media_path(&self, file: FileId) -> Option<&str> {
        self.media.get(&file).map(String::as_str)
    }

    /// The file that a source means by a path: relative to its own folder, or from the
    /// folder of the sources when it begins with a slash.
    #[must_use]
    pub fn media_of(&self, source: &str, url: &str, src: &str) -> Option<&str> {
        let url = urls::decode(url.split(['?', '#']).next().unwrap_or(url));
        let path = match url.strip_prefix('/') {
            Some(from_root) => format!("{src}/{from_root}"),
            None => {
                let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
                format!("{folder}/{url}")
            }
        };
        let file = self.media_by_source.get(&urls::normal(&path)?)?;
        self.media_path(*file)
    }

    /// Whether the site has this one of [`PAGES`].
    #[must_use]
    pub fn has(&self, page: &str) -> bool {
        self.shared.contains(&page)
    }

    /// Whether any image or other file is copied at all.
    #[must_use]
    pub fn has_media(&self) -> bool {
        !self.media.is_empty()
    }
}

/// The ending of a data file.
#[must_use]
pub(super) const fn ending(format: DataFormat) -> &'static str {
    match format {
        DataFormat::Tei => "xml",
        DataFormat::Json => "json",
        DataFormat::Text => "txt",
        DataFormat::Ris => "ris",
        DataFormat::Bibtex => "bib",
        DataFormat::Csl => "csl.json",
    }
}

/// The essay that is the home page's text: of the file `index`, or else `introduction`.
fn home_essay(edition: &Edition) -> Option<DocIdx> {
    let named = |name: &str| {
        edition
            .essays()
            .find(|&essay| edition.document(essay).id.local() == name)
    };
    named("index").or_else(|| named("introduction"))
}

/// Where each record is shown.
fn spots(edition: &Edition, home_essay: Option<DocIdx>) -> Vec<Spot> {
    let mut spots: Vec<Spot> = edition
        .iter()
        .map(|(document, summary)| {
            let stem = match summary.kind {
                RecordKind::Document | RecordKind::Matter => urls::document_stem(&summary.id),
                RecordKind::Essay => urls::essay_stem(&summary.id),
            };
            let page = if Some(document) == home_essay {
                "index.html".to_owned()
            } else {
                format!("{stem}.html")
            };
            Spot {
                page: page.into(),
                prefix: urls::id_prefix(&summary.id).into(),
                section: None,
                stem: stem.into(),
                formats: Vec::new(),
                tei: None,
            }
        })
        .collect();
    for &base in edition.documents() {
        let mut sigla: Vec<String> = Vec::new();
        for &witness in edition.witnesses(base) {
            let siglum = edition
                .document(witness)
                .header
                .witness
                .as_ref()
                .map_or("", |fact| fact.value.siglum.as_str());
            let in_id = urls::siglum_in_id(siglum);
            let nth = sigla.iter().filter(|other| **other == in_id).count();
            sigla.push(in_id);
            let section = urls::witness(&edition.document(base).id, siglum, nth);
            let page = spots.get(base.0 as usize).map(|spot| spot.page.clone());
            if let (Some(spot), Some(page)) = (spots.get_mut(witness.0 as usize), page) {
                spot.page = page;
                spot.prefix = urls::witness_prefix(&section).into();
                spot.section = Some(section.into());
            }
        }
    }
    spots
}
