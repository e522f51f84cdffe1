//! The indexes: people, places, organisations, terms; in pages where they are long.

use super::occurrences::mentions;
use super::pieces::{Tables, parts};
use super::plan::PageKind;
use super::registry::Registry;
use super::urls::{self, Here};
use super::views::{IndexLetter, IndexRow, IndexView, LinkView, PartLink};
use crate::diag::Place;
use crate::edition::{Capacity, Edition, IndexEntry, collated};
use crate::model::EntityKind;
use crate::words::Words;

/// The most entries of one page.
const ROWS: usize = 500;

/// Who stands on which page of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IndexPages {
    kind: EntityKind,
    /// All entries, by place in [`Edition::index_of`], letter after letter.
    order: Vec<usize>,
    /// Each letter, and how many stand before it.
    letters: Vec<(String, usize)>,
    /// Where the pages are; never empty.
    paths: Vec<String>,
}

impl IndexPages {
    /// The indexes that there are. That of people always is.
    pub(super) fn all(edition: &Edition) -> Vec<Self> {
        let kinds = EntityKind::ALL.into_iter();
        let kinds =
            kinds.filter(|&it| it == EntityKind::Person || !edition.index_of(it).is_empty());
        kinds.map(|kind| Self::new(edition, kind)).collect()
    }

    fn new(edition: &Edition, kind: EntityKind) -> Self {
        let entries = edition.index_of(kind);
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let letter = letter(&entry.sort);
            // Usually the last: the entries are sorted.
            match groups.iter_mut().rev().find(|(known, _)| *known == letter) {
                Some((_, entries)) => entries.push(at),
                None => groups.push((letter, vec![at])),
            }
        }
        let mut order = Vec::with_capacity(entries.len());
        let mut letters = Vec::with_capacity(groups.len());
        for (letter, entries) in groups {
            letters.push((letter, order.len()));
            order.extend(entries);
        }
        let pages = 0..order.len().div_ceil(ROWS).max(1);
        Self {
            kind,
            paths: pages.map(|page| urls::index(kind, page)).collect(),
            order,
            letters,
        }
    }

    /// Where it begins.
    pub(super) fn path(&self) -> &str {
        self.paths.first().map_or("", String::as_str)
    }

    pub(super) fn add_to(&self, pages: &mut Registry) {
        for (at, path) in self.paths.iter().enumerate() {
            pages.add(path.clone(), PageKind::Index(self.kind, at), Place::Nowhere);
        }
    }

    /// The letter under which somebody stands, by place in `order`.
    fn letter(&self, at: usize) -> &str {
        let after = self.letters.partition_point(|&(_, start)| start <= at);
        let own = after.checked_sub(1).and_then(|own| self.letters.get(own));
        own.map_or("", |(letter, _)| letter)
    }
}

impl Tables<'_> {
    /// An index, or one of its pages.
    pub(super) fn index(&self, here: &Here<'_>, kind: EntityKind, page: usize) -> IndexView {
        let entries = self.edition.index_of(kind);
        let mut view = IndexView {
            kind: kind.plural(),
            title: title(kind, self.words).to_owned(),
            count: entries.len(),
            ..IndexView::default()
        };
        let indexes = &self.plan.indexes;
        if indexes.len() > 1 {
            let link = |index: &IndexPages| PartLink {
                label: title(index.kind, self.words).to_owned(),
                href: here.to(index.path()),
                current: index.kind == kind,
            };
            view.indexes = indexes.iter().map(link).collect();
        }
        let Some(plan) = indexes.iter().find(|index| index.kind == kind) else {
            return view;
        };
        let rows = plan.order.iter().enumerate().skip(page * ROWS).take(ROWS);
        for (at, &entry) in rows {
            let Some(entry) = entries.get(entry) else {
                continue;
            };
            let letter = plan.letter(at);
            if view.letters.last().is_none_or(|last| last.letter != letter) {
                view.letters.push(IndexLetter {
                    id: letter_id(letter),
                    letter: letter.to_owned(),
                    entries: Vec::new(),
                });
            }
            if let Some(last) = view.letters.last_mut() {
                last.entries.push(self.index_row(here, entry));
            }
        }
        if plan.paths.len() > 1 {
            let bar = plan.letters.iter().filter_map(|(letter, start)| {
                let path = plan.paths.get(start / ROWS)?;
                Some(LinkView {
                    label: letter.clone(),
                    href: here.to_place(path, Some(&letter_id(letter))),
                })
            });
            view.bar = bar.collect();
        }
        let pages = plan.paths.iter().enumerate();
        let pages = pages.map(|(at, path)| (first_and_last(entries, &plan.order, at), path));
        view.parts = parts(here, pages, page);
        view
    }

    fn index_row(&self, here: &Here<'_>, entry: &IndexEntry) -> IndexRow {
        let entity = self.edition.entity(&entry.id);
        let count = |wanted: fn(Capacity) -> bool| {
            let found = entry.appearances.iter().filter(|at| wanted(at.capacity));
            found.count()
        };
        IndexRow {
            id: entry.id.to_string(),
            name: entry.name.clone(),
            sort: entry.sort.clone(),
            href: here.to(&urls::entry(entry)),
            office: entity
                .and_then(|entity| entity.tenures.last())
                .map(|tenure| tenure.role.clone()),
            note: entity.and_then(|entity| entity.note.clone()),
            sent: count(|capacity| capacity == Capacity::Sender),
            received: count(|capacity| capacity == Capacity::Addressee),
            took_part: count(|capacity| capacity == Capacity::Participant),
            mentioned: mentions(entry).count(),
        }
    }
}

/// What an index is called.
pub(super) fn title(kind: EntityKind, words: &Words) -> &str {
    match kind {
        EntityKind::Person => &words.people,
        EntityKind::Place => &words.places,
        EntityKind::Organization => &words.organizations,
        EntityKind::Term => &words.glossary,
    }
}

/// What stands first and last on a page: `Adenauer–Brandt`.
fn first_and_last(entries: &[IndexEntry], order: &[usize], page: usize) -> String {
    let last = ((page + 1) * ROWS).min(order.len()).saturating_sub(1);
    let word = |at: usize| {
        let entry = order.get(at).and_then(|&at| entries.get(at));
        let name = entry.map_or("", |entry| entry.sort.as_str());
        let name = name.split([',', ' ']).find(|word| !word.is_empty());
        name.unwrap_or("…").chars().take(14).collect::<String>()
    };
    match (word(page * ROWS), word(last)) {
        (first, last) if first == last => first,
        (first, last) => format!("{first}–{last}"),
    }
}

/// The id of a letter's section.
fn letter_id(letter: &str) -> String {
    format!("letter-{}", letter.to_lowercase())
}

/// The letter under which a name stands: its first, in capitals, as it is sorted.
fn letter(sort: &str) -> String {
    let collated = collated(sort);
    match collated.chars().find(|c| c.is_alphabetic()) {
        Some(first) => first.to_uppercase().collect(),
        None => "#".to_owned(),
    }
}
