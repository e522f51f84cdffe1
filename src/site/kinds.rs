//! Lists by kind: letters, telegrams, memoranda …, each in pages, and the list of kinds.
//!
//! Made only where an edition has more than one kind. What stands in which list is found
//! once, in one pass; a page asks for its own rows.

use super::contents::span_of_years;
use super::pieces::{Tables, dated, numbered_parts, parts};
use super::plan::PageKind;
use super::registry::Registry;
use super::urls::{self, Here};
use super::views::{DocLink, KindRow, KindView, KindsView};
use crate::diag::Place;
use crate::edition::{DocIdx, Edition, capital};
use crate::model::{RecordKind, slug};
use crate::words::Words;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The most rows of a page.
const ROWS: usize = 500;

/// A document, or one of its enclosures.
type Part = (DocIdx, Option<u32>);

/// What stands on which list; no lists where there is but one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct KindPages {
    /// How each kind is spelt, by what stands in its address.
    spellings: BTreeMap<String, String>,
    /// The most frequent first.
    kinds: Vec<Kind>,
    /// Addresses of the list of kinds.
    paths: Vec<String>,
}

/// The documents and enclosures of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kind {
    /// What it is called, with a capital.
    label: String,
    /// What stands for it in addresses.
    slug: String,
    /// In the order of time, undated ones last.
    parts: Vec<Part>,
    /// The years in which they were written: `1985–1986`.
    span: Option<String>,
    /// Each page, by the years that are on it.
    pages: Vec<String>,
}

impl KindPages {
    pub(super) fn new(edition: &Edition, words: &Words) -> Self {
        // By what stands in the address: kinds that differ in capitals or accents are one.
        let mut found: BTreeMap<String, (BTreeMap<&str, usize>, Vec<Part>)> = BTreeMap::new();
        let mut add = |kind, part| {
            let (spellings, parts) = found.entry(slug(kind)).or_default();
            *spellings.entry(kind).or_default() += 1;
            parts.push(part);
        };
        for &document in edition.documents() {
            let summary = edition.document(document);
            if summary.kind != RecordKind::Document {
                continue;
            }
            let stated = summary.header.kind.as_ref();
            let kind = stated.map_or(&*words.kind_document, |kind| &kind.value);
            add(kind, (document, None));
            for (enclosure, at) in summary.enclosures.iter().zip(0..) {
                if let Some(kind) = &enclosure.header.kind {
                    add(&kind.value, (document, Some(at)));
                }
            }
        }
        // The most frequent spelling; of several the first.
        let spelt = |all: &BTreeMap<&str, usize>| {
            let most = all.iter().min_by_key(|(_, count)| Reverse(**count));
            most.map_or("", |(spelling, _)| spelling).to_owned()
        };
        let spellings: BTreeMap<String, String> = found
            .iter()
            .map(|(slug, (all, _))| (slug.clone(), spelt(all)))
            .collect();
        if found.len() < 2 {
            return Self {
                spellings,
                ..Self::default()
            };
        }
        let kinds = found.into_iter().map(|(slug, (all, parts))| {
            let label = spelt(&all);
            Kind::new(edition, slug, &label, parts, words)
        });
        let mut kinds: Vec<Kind> = kinds.collect();
        kinds.sort_by_key(|kind| Reverse(kind.parts.len()));
        let pages = 0..kinds.len().div_ceil(ROWS);
        Self {
            spellings,
            paths: pages.map(urls::kinds).collect(),
            kinds,
        }
    }

    /// A kind as it is spelt most often: kinds that have one list are one.
    pub(super) fn spelling<'k>(&'k self, kind: &'k str) -> &'k str {
        self.spellings.get(&slug(kind)).map_or(kind, String::as_str)
    }

    pub(super) fn add_to(&self, pages: &mut Registry) {
        for (page, path) in self.paths.iter().enumerate() {
            pages.add(path.clone(), PageKind::Kinds(page), Place::Nowhere);
        }
        for (at, kind) in self.kinds.iter().enumerate() {
            for page in 0..kind.pages.len() {
                let path = urls::kind(&kind.slug, page);
                pages.add(path, PageKind::Kind(at, page), Place::Nowhere);
            }
        }
    }

    /// Where the list of kinds begins, if there is one.
    pub(super) fn path(&self) -> Option<&str> {
        self.paths.first().map(String::as_str)
    }
}

impl Kind {
    fn new(
        edition: &Edition,
        slug: String,
        label: &str,
        mut parts: Vec<Part>,
        words: &Words,
    ) -> Self {
        let date = |part: &Part| dated(edition, part.0, part.1);
        parts.sort_by_cached_key(|part| {
            let date = date(part);
            (date.is_none(), date.map(|it| it.order()), *part)
        });
        let span = |parts: &[Part]| span_of_years(parts.iter().filter_map(date));
        let chunks: Vec<Option<String>> = parts.chunks(ROWS).map(span).collect();
        // Pages of the same years are told apart by numbers.
        let mut seen: BTreeMap<&Option<String>, usize> = BTreeMap::new();
        let pages = chunks.iter().map(|years| {
            let nth = seen.entry(years).or_default();
            *nth += 1;
            let label = years.as_deref().unwrap_or(&words.undated);
            match nth {
                1 => label.to_owned(),
                nth => format!("{label} ({nth})"),
            }
        });
        Self {
            label: capital(label),
            pages: pages.collect(),
            span: span(&parts),
            slug,
            parts,
        }
    }
}

impl Tables<'_> {
    /// A page of the list of kinds, from 0.
    pub(super) fn kinds(&self, here: &Here<'_>, page: usize) -> KindsView {
        let plan = &self.plan.kinds;
        let kinds = plan.kinds.chunks(ROWS).nth(page).unwrap_or(&[]);
        KindsView {
            kinds: kinds.iter().map(|kind| kind_row(here, kind)).collect(),
            parts: numbered_parts(here, &plan.paths, page),
        }
    }

    /// A page of the documents of one kind, from 0.
    pub(super) fn kind(&self, here: &Here<'_>, kind: usize, page: usize) -> Option<KindView> {
        let kind = self.plan.kinds.kinds.get(kind)?;
        let rows = kind.parts.chunks(ROWS).nth(page)?;
        // Of one volume nobody needs to be told.
        let volume_of = |document: DocIdx| self.edition.document(document).id.volume();
        let ends = (
            self.edition.documents().first(),
            self.edition.documents().last(),
        );
        let one_volume = ends.0.map(|&it| volume_of(it)) == ends.1.map(|&it| volume_of(it));
        let numbered = |part: &Part| self.edition.document(part.0).header.number.is_some();
        let documents = rows.iter().map(|&(document, enclosure)| {
            let volume = volume_of(document).filter(|_| !one_volume);
            DocLink {
                volume: volume.map(|id| self.volume_label(id).to_owned()),
                ..self.link_to_part(here, document, enclosure)
            }
        });
        let pages = kind.pages.iter().enumerate();
        let pages = pages.map(|(at, label)| (label.clone(), urls::kind(&kind.slug, at)));
        Some(KindView {
            kind: kind_row(here, kind),
            numbered: rows.iter().any(numbered),
            documents: documents.collect(),
            parts: parts(here, pages, page),
        })
    }
}

fn kind_row(here: &Here<'_>, kind: &Kind) -> KindRow {
    KindRow {
        label: kind.label.clone(),
        href: here.to(&urls::kind(&kind.slug, 0)),
        count: kind.parts.len(),
        span: kind.span.clone(),
    }
}
