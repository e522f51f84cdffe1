//! Places inside documents by the ends of their addresses, and notes by their numbers.
//!
//! Most documents have few, and are looked through. For one with many a table is made
//! when it is asked for first: a document can have a hundred thousand notes, each of them
//! cited.

use super::DocIdx;
use super::link::TargetKind;
use super::summary::{NoteKey, Summary};
use std::collections::HashMap;
use std::sync::OnceLock;

/// So many are looked through.
const FEW: usize = 64;

/// One, none, or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<T> {
    One(T),
    None,
    Several,
}

/// The places of all documents.
pub(super) struct Places<'a> {
    summaries: &'a [Summary],
    tables: Vec<OnceLock<Table<'a>>>,
}

/// The places of a document with many.
#[derive(Default)]
struct Table<'a> {
    kinds: HashMap<&'a str, TargetKind>,
    /// Notes by their printed numbers, and by those of the list: the first of each, and
    /// whether there are more.
    printed: HashMap<&'a str, (usize, bool)>,
    listed: HashMap<&'a str, (usize, bool)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(summaries: &'a [Summary]) -> Self {
        let tables = summaries.iter().map(|_| OnceLock::new());
        Self {
            summaries,
            tables: tables.collect(),
        }
    }

    fn summary(&self, document: DocIdx) -> &'a Summary {
        let summary = self.summaries.get(document.0 as usize);
        summary.expect("an index is its edition's own")
    }

    /// The table of a document that has many places.
    fn table(&self, document: DocIdx) -> Option<&Table<'a>> {
        let summary = self.summary(document);
        let table = self.tables.get(document.0 as usize)?;
        let many = summary.notes.len() + summary.pages.len() + summary.keys.len() > FEW;
        many.then(|| table.get_or_init(|| Table::new(summary)))
    }

    /// What stands in a document at the end of an address.
    pub(super) fn kind(&self, document: DocIdx, key: &str) -> Option<TargetKind> {
        if let Some(table) = self.table(document) {
            return table.kinds.get(key).copied();
        }
        let summary = self.summary(document);
        kinds(summary).find_map(|(known, kind)| (known == key).then_some(kind))
    }

    /// The note with this printed number, or else with this number in the list of notes.
    pub(super) fn note(&self, document: DocIdx, number: &str) -> Found<&'a NoteKey> {
        let notes = &self.summary(document).notes;
        let one = |found: Option<(usize, bool)>| match found {
            None => Found::None,
            Some((_, true)) => Found::Several,
            Some((at, false)) => notes.get(at).map_or(Found::None, Found::One),
        };
        let (printed, listed) = match self.table(document) {
            Some(table) => (
                table.printed.get(number).copied(),
                table.listed.get(number).copied(),
            ),
            None => (
                first(notes, |note| *note.n == *number),
                first(notes, |note| note.listed.as_deref() == Some(number)),
            ),
        };
        one(printed.or(listed))
    }
}

/// The first that fits, and whether there are more.
fn first(notes: &[NoteKey], fits: impl Fn(&NoteKey) -> bool) -> Option<(usize, bool)> {
    let mut fitting = notes.iter().enumerate().filter(|(_, note)| fits(note));
    let (at, _) = fitting.next()?;
    Some((at, fitting.next().is_some()))
}

/// Every place of a document, with what it is. Of two of one name the first counts.
fn kinds(summary: &Summary) -> impl Iterator<Item = (&str, TargetKind)> {
    let notes = summary.notes.iter();
    let pages = summary.pages.iter();
    let keys = summary.keys.iter();
    notes
        .map(|note| (&*note.key, TargetKind::Note))
        .chain(pages.map(|page| (&*page.key, TargetKind::Page)))
        .chain(keys.map(|key| (&**key, TargetKind::Place)))
}

impl<'a> Table<'a> {
    fn new(summary: &'a Summary) -> Self {
        let mut table = Self::default();
        for (key, kind) in kinds(summary) {
            table.kinds.entry(key).or_insert(kind);
        }
        for (at, note) in summary.notes.iter().enumerate() {
            let add = |known: &mut HashMap<&'a str, (usize, bool)>, number: &'a str| {
                known
                    .entry(number)
                    .and_modify(|(_, several)| *several = true)
                    .or_insert((at, false));
            };
            add(&mut table.printed, &note.n);
            if let Some(listed) = &note.listed {
                add(&mut table.listed, listed);
            }
        }
        table
    }
}
