//! Contents pages: the table of contents of each volume, cut into pages where it is long.

use super::pieces::{Tables, date_of, numbered_parts};
use super::plan::PageKind;
use super::registry::Registry;
use super::urls::{self, Here};
use super::views::{ContentsRow, ContentsView, LinkView, VolumeRow};
use crate::diag::Place;
use crate::edition::{Content, DocIdx, Edition};
use crate::model::{Date, RecordKind};
use std::collections::BTreeSet;

/// How many documents and other pages of a volume one contents page lists.
const ROWS: usize = 500;

/// Which contents pages there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ContentsPages {
    lists: Vec<List>,
    /// Whether the home page lists volumes, and not documents.
    pub(super) instead_of_home: bool,
}

/// The contents of one volume, or of what is in none.
#[derive(Debug, Clone, PartialEq, Eq)]
struct List {
    volume: Option<Box<str>>,
    /// Its documents, by their place among [`Edition::documents`].
    documents: std::ops::Range<usize>,
    /// Addresses of its pages.
    pages: Vec<String>,
}

impl ContentsPages {
    /// Volumes that are TEI files have contents, and where the edition is large, all.
    pub(super) fn new(edition: &Edition) -> Self {
        let all = edition.documents();
        let instead_of_home = all.len() > ROWS || edition.volumes().len() > 1;
        let volume_of = |document: &DocIdx| edition.document(*document).id.volume();
        let mut lists = Vec::new();
        let mut seen = BTreeSet::new();
        let mut from = 0;
        for documents in all.chunk_by(|one, next| volume_of(one) == volume_of(next)) {
            let volume = documents.first().and_then(volume_of);
            let range = from..from + documents.len();
            from = range.end;
            seen.extend(volume);
            if instead_of_home || volume.is_some_and(|id| edition.volume(id).is_some()) {
                lists.push((volume, range));
            }
        }
        let without = edition.volumes().iter().map(|volume| &*volume.id);
        let without = without.filter(|id| !seen.contains(id));
        lists.extend(without.map(|id| (Some(id), 0..0)));
        let lists = lists.into_iter().map(|(volume, documents)| {
            let mut list = List {
                volume: volume.map(Into::into),
                documents,
                pages: Vec::new(),
            };
            let rows = list.contents(edition).len();
            let pages = 0..rows.div_ceil(ROWS).max(1);
            list.pages = pages.map(|page| urls::contents(volume, page)).collect();
            list
        });
        Self {
            lists: lists.collect(),
            instead_of_home,
        }
    }

    pub(super) fn add_to(&self, pages: &mut Registry) {
        for (at, list) in self.lists.iter().enumerate() {
            for (page, path) in list.pages.iter().enumerate() {
                pages.add(path.clone(), PageKind::Contents(at, page), Place::Nowhere);
            }
        }
    }

    /// The first page of a volume's contents.
    pub(super) fn page(&self, volume: Option<&str>) -> Option<&str> {
        let list = self
            .lists
            .iter()
            .find(|list| list.volume.as_deref() == volume);
        Some(list?.pages.first()?)
    }
}

/// A line of the contents.
enum Row<'a> {
    /// A chapter begins.
    Section(&'a str, Option<DocIdx>),
    /// It ends.
    End,
    Record(DocIdx),
}

impl List {
    /// The table of contents line by line: of the volume's own, and then what was added.
    fn contents<'a>(&self, edition: &'a Edition) -> Lines<'a> {
        let mut lines = Lines::default();
        let volume = self.volume.as_deref().and_then(|id| edition.volume(id));
        let mut printed = BTreeSet::new();
        if let Some(volume) = volume {
            lines.add(&volume.contents);
            printed.extend(volume.order());
        }
        let documents = edition.documents().get(self.documents.clone());
        let added = documents.unwrap_or(&[]).iter();
        let added = added.filter(|document| !printed.contains(document));
        lines
            .rows
            .extend(added.map(|&document| Row::Record(document)));
        lines
    }
}

#[derive(Default)]
struct Lines<'a> {
    rows: Vec<Row<'a>>,
}

impl<'a> Lines<'a> {
    /// How many of the lines lead to a page.
    fn len(&self) -> usize {
        let leading = |row: &&Row<'_>| matches!(row, Row::Record(_));
        self.rows.iter().filter(leading).count()
    }

    fn add(&mut self, contents: &'a [Content]) {
        let mut stack: Vec<Option<&'a Content>> = contents.iter().rev().map(Some).collect();
        while let Some(content) = stack.pop() {
            match content {
                Some(Content::Record(document)) => self.rows.push(Row::Record(*document)),
                Some(Content::Section {
                    heading,
                    page,
                    children,
                }) => {
                    self.rows.push(Row::Section(heading, *page));
                    stack.push(None);
                    stack.extend(children.iter().rev().map(Some));
                }
                None => self.rows.push(Row::End),
            }
        }
    }

    /// The lines of one page, with the chapters that are open where it begins.
    fn page(self, page: usize) -> Vec<Row<'a>> {
        let (from, to) = (page * ROWS, (page + 1) * ROWS);
        let mut rows = Vec::new();
        let mut open: Vec<(&'a str, Option<DocIdx>)> = Vec::new();
        // How many of the open chapters stand on the page.
        let mut shown = 0;
        let mut records = 0;
        for row in self.rows {
            match row {
                Row::Section(heading, own) => open.push((heading, own)),
                Row::End => {
                    open.pop();
                    if shown > open.len() {
                        shown = open.len();
                        rows.push(Row::End);
                    }
                }
                Row::Record(document) => {
                    if (from..to).contains(&records) {
                        let hidden = open.get(shown..).unwrap_or(&[]);
                        rows.extend(hidden.iter().map(|&(words, own)| Row::Section(words, own)));
                        shown = open.len();
                        rows.push(Row::Record(document));
                    }
                    records += 1;
                }
            }
        }
        rows
    }
}

impl Tables<'_> {
    /// A page of a volume's contents.
    pub(super) fn contents(&self, here: &Here<'_>, list: usize, page: usize) -> ContentsView {
        let pages = &self.plan.contents.lists;
        let Some(list) = pages.get(list) else {
            return ContentsView::default();
        };
        let lines = list.contents(self.edition).page(page);
        // How many chapters are open.
        let mut depth: u8 = 0;
        let mut rows = Vec::with_capacity(lines.len());
        for line in lines {
            match line {
                Row::Section(heading, own) => {
                    rows.push(ContentsRow {
                        kind: "section",
                        level: (depth + 2).min(6),
                        heading: heading.to_owned(),
                        href: own.map(|own| here.to(&self.plan.spot(own).page)),
                        document: None,
                    });
                    depth = depth.saturating_add(1);
                }
                Row::End => {
                    depth = depth.saturating_sub(1);
                    rows.push(ContentsRow {
                        kind: "end",
                        ..ContentsRow::default()
                    });
                }
                Row::Record(document) => {
                    let mut link = self.link(here, document);
                    let summary = self.edition.document(document);
                    // Its title is the volume's.
                    if summary.kind == RecordKind::Matter && summary.id.local() == "about" {
                        self.words.about_volume.as_ref().clone_into(&mut link.title);
                    }
                    rows.push(ContentsRow {
                        kind: "page",
                        document: Some(link),
                        ..ContentsRow::default()
                    });
                }
            }
        }
        let numbered =
            |row: &ContentsRow| row.document.as_ref().is_some_and(|it| it.number.is_some());
        ContentsView {
            volume: list.volume.as_deref().map(|id| self.volume_view(here, id)),
            document_count: list.documents.len(),
            span: self.years(self.edition.documents().get(list.documents.clone())),
            numbered: rows.iter().any(numbered),
            rows,
            parts: numbered_parts(here, &list.pages, page),
        }
    }

    /// The volumes as a list, where the home page has no room for their documents.
    pub(super) fn shelf(&self, here: &Here<'_>) -> Vec<VolumeRow> {
        if !self.plan.contents.instead_of_home {
            return Vec::new();
        }
        let lists = self.plan.contents.lists.iter();
        lists
            .filter_map(|list| {
                let volume = list.volume.as_deref().map(|id| self.volume_view(here, id));
                Some(VolumeRow {
                    volume,
                    href: here.to(list.pages.first()?),
                    document_count: list.documents.len(),
                    span: self.years(self.edition.documents().get(list.documents.clone())),
                })
            })
            .collect()
    }

    /// The first year of some documents, and the last: `1985–1986`.
    pub(super) fn years(&self, documents: Option<&[DocIdx]>) -> Option<String> {
        let documents = documents.unwrap_or(&[]).iter();
        span_of_years(
            documents.filter_map(|&document| date_of(&self.edition.document(document).header)),
        )
    }

    /// The way from the home page to a document or another page of a volume.
    pub(super) fn way_to(&self, here: &Here<'_>, volume: Option<&str>) -> Vec<LinkView> {
        let mut way = vec![LinkView {
            label: self.config.book.title.clone(),
            href: here.to("index.html"),
        }];
        if let Some(id) = volume {
            way.push(LinkView {
                label: self.volume_view(here, id).label,
                href: self.contents_href(here, id),
            });
        }
        way
    }

    /// The way from the home page over another one.
    pub(super) fn way_over(&self, here: &Here<'_>, label: &str, path: &str) -> Vec<LinkView> {
        let mut way = self.way_to(here, None);
        way.push(LinkView {
            label: label.to_owned(),
            href: here.to(path),
        });
        way
    }
}

/// The first year of some dates, and the last: `1985–1986`.
pub(super) fn span_of_years(dates: impl Iterator<Item = Date>) -> Option<String> {
    let mut first: Option<i16> = None;
    let mut last: Option<i16> = None;
    for date in dates {
        let earliest = date.earliest().or(date.latest()).map(|day| day.year());
        let latest = date.latest().or(date.earliest()).map(|day| day.year());
        first = first.into_iter().chain(earliest).min();
        last = last.into_iter().chain(latest).max();
    }
    match (first?, last?) {
        (first, last) if first == last => Some(first.to_string()),
        (first, last) => Some(format!("{first}–{last}")),
    }
}
