//! The search page, and what the index is told of each document.

use super::pieces::{Tables, date_of};
use super::urls::Here;
use super::views::{ChoiceView, SearchView};
use crate::edition::DocIdx;
use crate::html::between;
use crate::model::{EntityKind, Record, RecordKind};
use crate::search::{About, Entry, Index, Names, Person};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

impl Tables<'_> {
    /// Hands a record to the index, and no further when there is none.
    pub(super) fn search_in(&self, index: Option<&Index>, document: DocIdx, record: &Record) {
        let Some(index) = index else {
            return;
        };
        let entry = self.search_entry(document);
        let prefix = entry.prefix.clone();
        index.add(entry, record, |key| match key {
            "" => "~".to_owned(),
            key => format!("{}{key}", between(&prefix, key)),
        });
    }

    fn search_entry(&self, document: DocIdx) -> Entry {
        let summary = self.edition.document(document);
        let spot = self.plan.spot(document);
        let base = self.edition.base(document);
        let title = self.title(document, None);
        let header = &summary.header;
        let date = date_of(header);
        let days = date.and_then(|date| {
            let (from, to) = (date.earliest(), date.latest());
            let (from, to) = (from.or(to)?.ordinal(), to.or(from)?.ordinal());
            Some((from, to))
        });
        let enclosures = 0..summary.enclosures.len() as u32;
        Entry {
            order: document.0,
            base: base.map(|base| base.0),
            page: spot.page.to_string(),
            section: spot.section.as_deref().unwrap_or("").to_owned(),
            prefix: spot.prefix.to_string(),
            heading: match &header.number {
                Some(number) => format!("{}. {title}", number.value),
                None => title.clone(),
            },
            title,
            date: date.map(|date| self.words.date(&date)).unwrap_or_default(),
            witness: match base {
                Some(_) => self.witness_heading(document),
                None => String::new(),
            },
            enclosures: enclosures
                .map(|at| self.title(document, Some(at)))
                .collect(),
            days,
            kind: self.search_kind(document),
            volume: summary.id.volume().unwrap_or("").to_owned(),
        }
    }

    /// The kind as the filter names it.
    fn search_kind(&self, document: DocIdx) -> String {
        let summary = self.edition.document(document);
        match (summary.kind, &summary.header.kind) {
            (RecordKind::Document, kind) => {
                let stated = kind
                    .as_ref()
                    .map_or(&*self.words.kind_document, |kind| &kind.value);
                self.plan.kinds.spelling(stated).to_owned()
            }
            (RecordKind::Essay, _) => self.words.kind_essay.to_string(),
            (RecordKind::Matter, _) => self.words.kind_matter.to_string(),
        }
    }

    /// What the index knows beside the texts.
    pub(super) fn about_search(&self) -> About {
        let people = self.edition.people().iter().filter_map(|entry| {
            let documents: BTreeSet<u32> = entry
                .appearances
                .iter()
                .map(|it| self.edition.base(it.document).unwrap_or(it.document).0)
                .collect();
            (!documents.is_empty()).then(|| Person {
                id: entry.id.to_string(),
                name: entry.sort.clone(),
                documents: documents.into_iter().collect(),
            })
        });
        let named = self.edition.entities().iter();
        let named = named.filter(|entity| entity.kind != EntityKind::Term);
        let names = named.map(|entity| Names {
            person: entity.kind == EntityKind::Person,
            sort: entity.sort.clone(),
            forms: std::iter::once(&entity.name)
                .chain(&entity.spellings)
                .cloned()
                .collect(),
        });
        About {
            people: people.collect(),
            names: names.collect(),
        }
    }

    /// The search page.
    pub(super) fn search(&self, here: &Here<'_>, folder: &str) -> SearchView {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let mut volumes: Vec<ChoiceView> = Vec::new();
        let mut years: Option<(i16, i16)> = None;
        for (document, summary) in self.edition.iter() {
            if self.edition.base(document).is_some() {
                continue;
            }
            *kinds.entry(self.search_kind(document)).or_default() += 1;
            if let Some(id) = summary.id.volume() {
                match volumes.iter_mut().rev().find(|it| it.value == id) {
                    Some(known) => known.count += 1,
                    None => volumes.push(ChoiceView {
                        value: id.to_owned(),
                        label: self.volume_label(id).to_owned(),
                        count: 1,
                    }),
                }
            }
            if let Some(date) = date_of(&summary.header)
                && let Some(first) = date.earliest().or(date.latest())
                && let Some(last) = date.latest().or(date.earliest())
            {
                let (from, to) = years.unwrap_or((first.year(), last.year()));
                years = Some((from.min(first.year()), to.max(last.year())));
            }
        }
        let mut kinds: Vec<ChoiceView> = kinds
            .into_iter()
            .map(|(value, count)| ChoiceView {
                label: crate::edition::capital(&value),
                value,
                count,
            })
            .collect();
        kinds.sort_by_key(|kind| Reverse(kind.count));
        // One volume is no choice.
        if volumes.len() < 2 {
            volumes.clear();
        }
        SearchView {
            folder: here.to(folder),
            kinds,
            volumes,
            people: self
                .edition
                .people()
                .iter()
                .any(|it| !it.appearances.is_empty()),
            first_year: years.map(|(first, _)| first),
            last_year: years.map(|(_, last)| last),
        }
    }
}
