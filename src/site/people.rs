//! The list of people, in pages where it is long.

use super::lists::mentions;
use super::pieces::Tables;
use super::plan::{PageKind, Registry};
use super::urls::{self, Here};
use super::views::{LinkView, PartLink, PeopleLetter, PeopleView, PersonRow};
use crate::diag::Place;
use crate::edition::{Capacity, Edition, IndexEntry};

/// The most entries of one page.
const ROWS: usize = 500;

/// Who stands on which page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PeoplePages {
    /// Everybody, by place in [`Edition::people`], letter after letter.
    order: Vec<usize>,
    /// Each letter, and how many stand before it.
    letters: Vec<(String, usize)>,
    /// Where the pages are; never empty.
    paths: Vec<String>,
}

impl PeoplePages {
    pub(super) fn new(edition: &Edition) -> Self {
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        for (at, entry) in edition.people().iter().enumerate() {
            let letter = letter(&entry.sort);
            // Usually the last: the people are sorted.
            match groups.iter_mut().rev().find(|(known, _)| *known == letter) {
                Some((_, people)) => people.push(at),
                None => groups.push((letter, vec![at])),
            }
        }
        let mut order = Vec::with_capacity(edition.people().len());
        let mut letters = Vec::with_capacity(groups.len());
        for (letter, people) in groups {
            letters.push((letter, order.len()));
            order.extend(people);
        }
        let pages = 0..order.len().div_ceil(ROWS).max(1);
        Self {
            paths: pages.map(urls::people).collect(),
            order,
            letters,
        }
    }

    pub(super) fn add_to(&self, pages: &mut Registry) {
        for (at, path) in self.paths.iter().enumerate() {
            pages.add(path.clone(), PageKind::People(at), Place::Nowhere);
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
    /// The list of people, or one of its pages.
    pub(super) fn people(&self, here: &Here<'_>, page: usize) -> PeopleView {
        let plan = &self.plan.people;
        let mut letters: Vec<PeopleLetter> = Vec::new();
        let rows = plan.order.iter().enumerate().skip(page * ROWS).take(ROWS);
        for (at, &person) in rows {
            let Some(entry) = self.edition.people().get(person) else {
                continue;
            };
            let letter = plan.letter(at);
            if letters.last().is_none_or(|last| last.letter != letter) {
                letters.push(PeopleLetter {
                    id: letter_id(letter),
                    letter: letter.to_owned(),
                    people: Vec::new(),
                });
            }
            if let Some(last) = letters.last_mut() {
                last.people.push(self.person_row(here, entry));
            }
        }
        let several = plan.paths.len() > 1;
        let bar = plan.letters.iter().filter(|_| several);
        let parts = plan.paths.iter().enumerate().filter(|_| several);
        PeopleView {
            letters,
            count: self.edition.people().len(),
            bar: bar
                .filter_map(|(letter, start)| {
                    let path = plan.paths.get(start / ROWS)?;
                    Some(LinkView {
                        label: letter.clone(),
                        href: here.to_place(path, Some(&letter_id(letter))),
                    })
                })
                .collect(),
            parts: parts
                .map(|(at, path)| PartLink {
                    label: self.first_and_last(at),
                    href: here.to(path),
                    current: at == page,
                })
                .collect(),
        }
    }

    /// Who stands first and last on a page: `Adenauer–Brandt`.
    fn first_and_last(&self, page: usize) -> String {
        let order = &self.plan.people.order;
        let last = ((page + 1) * ROWS).min(order.len()).saturating_sub(1);
        let surname = |at: usize| {
            let entry = order.get(at).and_then(|&at| self.edition.people().get(at));
            let name = entry.map_or("", |entry| entry.sort.as_str());
            let name = name.split([',', ' ']).find(|word| !word.is_empty());
            name.unwrap_or("…").chars().take(14).collect::<String>()
        };
        match (surname(page * ROWS), surname(last)) {
            (first, last) if first == last => first,
            (first, last) => format!("{first}–{last}"),
        }
    }

    fn person_row(&self, here: &Here<'_>, entry: &IndexEntry) -> PersonRow {
        let entity = self.edition.entity(&entry.id);
        let count = |wanted: fn(Capacity) -> bool| {
            let found = entry.appearances.iter().filter(|at| wanted(at.capacity));
            found.count()
        };
        PersonRow {
            id: entry.id.to_string(),
            name: entry.name.clone(),
            sort: entry.sort.clone(),
            href: here.to(&urls::person(&entry.id)),
            office: entity
                .and_then(|entity| entity.tenures.last())
                .map(|tenure| tenure.role.clone()),
            sent: count(|capacity| capacity == Capacity::Sender),
            received: count(|capacity| capacity == Capacity::Addressee),
            took_part: count(|capacity| capacity == Capacity::Participant),
            mentioned: mentions(entry).count(),
        }
    }
}

/// The id of a letter's section.
fn letter_id(letter: &str) -> String {
    format!("letter-{}", letter.to_lowercase())
}

/// The letter under which a name stands: its first, in capitals and without accents.
fn letter(sort: &str) -> String {
    let first = sort.chars().find(|c| c.is_alphabetic());
    let Some(first) = first else {
        return "#".to_owned();
    };
    // Latin letters with accents stand with the plain ones; other scripts keep theirs.
    let plain = deunicode::deunicode_char(first)
        .filter(|_| u32::from(first) < 0x250)
        .and_then(|plain| plain.chars().next())
        .unwrap_or(first);
    plain.to_uppercase().collect()
}
