//! The page of one entry of an index: a person, a place, an organisation, a term.

use super::chart::chart;
use super::occurrences::{Occurrences, Row};
use super::pieces::{Tables, dated, header_of, parts};
use super::urls::{self, Here};
use super::views::{
    ChartView, EntryDocument, EntryView, LinkView, MentionPlace, MentionsView, PartLink, TenureView,
};
use crate::edition::{Appearance, Capacity, DocIdx, IndexEntry, NoteKey, Summary, role_at};
use crate::model::{Date, Day, Event, Party, RecordKind, Tenure};
use crate::words::Words;
use std::collections::BTreeMap;

impl<'a> Tables<'a> {
    /// The page of an entry, by its place in its index, or a page of what it occurs in,
    /// from 0.
    pub(super) fn index_entry(
        &self,
        here: &Here<'_>,
        entry: &'a IndexEntry,
        at: usize,
        page: usize,
    ) -> EntryView {
        let entity = self.edition.entity(&entry.id);
        let own;
        let occurrences = match self.plan.long_entries.get(entry.kind, at) {
            Some(known) => known,
            None => {
                own = Occurrences::new(self.edition, entry);
                &own
            }
        };
        let (mut sent, mut received, mut took_part) = (Vec::new(), Vec::new(), Vec::new());
        let mut mentioned = Vec::new();
        for row in occurrences.page(page) {
            match row {
                Row::Named(document, at) => mentioned.extend(self.mention(here, *document, *at)),
                Row::Party(at) => {
                    let list = match at.capacity {
                        Capacity::Sender => &mut sent,
                        Capacity::Addressee => &mut received,
                        Capacity::Participant | Capacity::Mentioned(_) => &mut took_part,
                    };
                    list.push(EntryDocument {
                        document: self.link_to_part(here, at.document, at.enclosure),
                        role: self.role(entry, at),
                    });
                }
            }
        }
        let mut events: Vec<&Event> = self.edition.events_of(&entry.id).collect();
        events.sort_by_key(|event| event.date.order());
        let mut uncounted = BTreeMap::new();
        EntryView {
            id: entry.id.to_string(),
            kind: entry.kind.singular(),
            name: entry.name.clone(),
            sort: entry.sort.clone(),
            note: entity.and_then(|entity| entity.note.clone()),
            tenures: entity
                .map(|entity| entity.tenures.iter().map(|it| self.tenure(it)).collect())
                .unwrap_or_default(),
            spellings: entity
                .map(|entity| entity.spellings.clone())
                .unwrap_or_default(),
            links: entity
                .map(|entity| self.elsewhere(&entity.links))
                .unwrap_or_default(),
            chart: self.chart(entry),
            parts: pages(here, entry, occurrences, page),
            sent,
            received,
            took_part,
            mentioned,
            events: events
                .into_iter()
                .map(|event| self.event(event, &mut uncounted))
                .collect(),
        }
    }

    /// As what someone was party to a document: where there is but one office, it stands
    /// above all of them.
    fn role(&self, entry: &IndexEntry, at: &Appearance) -> Option<String> {
        let header = header_of(self.edition, at.document, at.enclosure);
        let parties = match at.capacity {
            Capacity::Sender => &header.sent.parties,
            Capacity::Addressee => &header.received.parties,
            Capacity::Participant => &header.participants,
            Capacity::Mentioned(_) => return None,
        };
        let is_meant = |party: &&Party| {
            let found = self.edition.party_entity(at.document, party);
            found.is_some_and(|found| found.id == entry.id)
        };
        let stated = parties.iter().map(|fact| &fact.value).find(is_meant);
        let stated = stated.and_then(|party| party.office.clone());
        let entity = self.edition.entity(&entry.id);
        let held = || {
            role_at(entity?, &dated(self.edition, at.document, at.enclosure)?).map(str::to_owned)
        };
        let tenures = entity.map_or(&[][..], |entity| &entity.tenures);
        let role = stated.or_else(held)?;
        let known = matches!(tenures, [only] if role.contains(&only.role));
        (!known && role != entry.name).then_some(role)
    }

    /// How often someone or something occurs over time: documents, not essays.
    fn chart(&self, entry: &IndexEntry) -> Option<ChartView> {
        let mut documents: BTreeMap<(DocIdx, Option<u32>), bool> = BTreeMap::new();
        for at in &entry.appearances {
            let party = !matches!(at.capacity, Capacity::Mentioned(_));
            *documents.entry((at.document, at.enclosure)).or_default() |= party;
        }
        let days: Vec<(Day, bool)> = documents
            .into_iter()
            .filter(|((at, _), _)| self.edition.document(*at).kind == RecordKind::Document)
            .filter_map(|((at, enclosure), party)| {
                let date = dated(self.edition, at, enclosure)?;
                Some((date.earliest().or_else(|| date.latest())?, party))
            })
            .collect();
        chart(&days, self.words)
    }

    /// An office with the time it was held.
    fn tenure(&self, tenure: &Tenure) -> TenureView {
        let words = self.words;
        let date = |date: &Option<Date>| date.as_ref().map(|date| words.date(date));
        TenureView {
            role: tenure.role.clone(),
            when: match (date(&tenure.from), date(&tenure.to)) {
                (Some(from), Some(to)) if from == to => Some(from),
                (Some(from), Some(to)) => {
                    Some(words.office_span.fill(&[("from", &from), ("to", &to)]))
                }
                (Some(from), None) => Some(words.office_from.fill(&[("from", &from)])),
                (None, Some(to)) => Some(words.office_until.fill(&[("to", &to)])),
                (None, None) => None,
            },
        }
    }

    /// Where someone is named in a document.
    fn mention(&self, here: &Here<'_>, document: DocIdx, at: u32) -> Option<MentionsView> {
        let summary = self.edition.document(document);
        let mention = summary.mentions.get(at as usize)?;
        let places = mention.places.iter().map(|place| MentionPlace {
            href: self.at(here, document, &place.at),
            label: place_label(summary, &place.at, self.words),
            sentence: place.sentence.to_string(),
        });
        Some(MentionsView {
            document: self.link(here, document),
            places: places.collect(),
            further: mention.places.len().saturating_sub(3),
        })
    }

    /// Records elsewhere; the name of the catalogue where `book.toml` knows it.
    fn elsewhere(&self, links: &[String]) -> Vec<LinkView> {
        let label = |url: &str| {
            let known = self.config.authorities.iter().find(|authority| {
                let before = authority.url.split("{id}").next().unwrap_or("");
                !before.is_empty() && url.starts_with(before)
            });
            match known {
                Some(authority) => authority.label.clone(),
                None => host(url).to_owned(),
            }
        };
        links
            .iter()
            .filter(|url| urls::is_safe(url))
            .map(|url| LinkView {
                label: label(url),
                href: url.clone(),
            })
            .collect()
    }
}

/// The pages of what an entry occurs in; none where one holds all.
fn pages(
    here: &Here<'_>,
    entry: &IndexEntry,
    occurrences: &Occurrences,
    page: usize,
) -> Vec<PartLink> {
    let pages = (0..occurrences.pages()).map(|at| {
        let rows = occurrences.range(at);
        let label = format!("{}–{}", rows.start + 1, rows.end);
        (label, urls::entry_part(entry, at))
    });
    parts(here, pages, page)
}

/// `paragraph 3`, `note 2`
pub(super) fn place_label(summary: &Summary, key: &str, words: &Words) -> String {
    let is_meant = |note: &&NoteKey| *note.key == *key;
    if let Some(count) = key.strip_prefix("fn") {
        // Most notes stand where their number says.
        let at = count.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let likely = at.and_then(|at| summary.notes.get(at)).filter(is_meant);
        if let Some(note) = likely.or_else(|| summary.notes.iter().find(is_meant)) {
            return words.at_note.fill(&[("n", &note.n)]);
        }
    }
    let number = |sign| key.strip_prefix(sign).filter(|n| n.parse::<u32>().is_ok());
    match (number('p'), number('s')) {
        (Some(n), _) => words.at_paragraph.fill(&[("n", n)]),
        (None, Some(n)) => words.at_supplied.fill(&[("n", n)]),
        (None, None) => words.at_heading.to_string(),
    }
}

/// The host of an address, as a name for a link.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/')
        .next()
        .unwrap_or(rest)
        .trim_start_matches("www.")
}
