//! Home, and one person.

use super::document::Words;
use super::pieces::{Tables, date_of};
use super::urls::{self, Here};
use super::views::{
    DocLink, DocumentsPart, HomeView, LinkView, MentionPlace, MentionsView, PersonView, TenureView,
    VolumeDocuments,
};
use crate::edition::{Appearance, Capacity, DocIdx, IndexEntry, NoteKey, Summary};
use crate::model::{Date, Event, Tenure};
use std::collections::{BTreeMap, BTreeSet};

/// The longest list of documents that is shown in one piece.
const LONG: usize = 75;
/// How many documents are in a part of a longer one.
const PART: usize = 50;

impl<'a> Tables<'a> {
    /// The home page. `words` is the introduction.
    pub(super) fn home(&self, here: &Here<'_>, words: Option<Words>) -> HomeView {
        let volume_of = |document: &DocIdx| self.edition.document(*document).id.volume();
        let shelf = self.shelf(here);
        let documents = self.edition.documents();
        let volumes = documents
            .get(..if shelf.is_empty() { documents.len() } else { 0 })
            .unwrap_or(&[])
            .chunk_by(|one, next| volume_of(one) == volume_of(next))
            .map(|documents| {
                let volume = documents.first().and_then(volume_of);
                let parts = self.parts(here, volume, documents);
                VolumeDocuments {
                    volume: volume.map(|volume| self.volume_view(here, volume)),
                    numbered: parts.iter().any(DocumentsPart::is_numbered),
                    parts,
                }
            })
            .collect();
        let (heading, text, notes) = match words {
            Some(words) => (words.heading, Some(words.text), words.notes),
            None => (None, None, None),
        };
        HomeView {
            heading,
            text,
            notes,
            volumes,
            shelf,
            essays: self.essays(here),
            span: self.years(Some(self.edition.documents())),
        }
    }

    /// The documents of a volume; a long list in parts that can be told apart.
    fn parts(
        &self,
        here: &Here<'_>,
        volume: Option<&str>,
        documents: &[DocIdx],
    ) -> Vec<DocumentsPart> {
        let size = match documents.len() {
            0..=LONG => LONG,
            _ => PART,
        };
        let single = documents.len() <= size;
        let mut first = 1;
        let mut parts = Vec::new();
        for part in documents.chunks(size) {
            let documents: Vec<DocLink> = part.iter().map(|&at| self.link(here, at)).collect();
            let last = first + documents.len() - 1;
            let number = |link: Option<&DocLink>| link.and_then(|link| link.number.clone());
            let label = match (number(documents.first()), number(documents.last())) {
                (Some(first), Some(last)) if first == last => first,
                (Some(first), Some(last)) => format!("{first}–{last}"),
                _ if first == last => first.to_string(),
                _ => format!("{first}–{last}"),
            };
            let id = match (single, volume) {
                (true, _) => String::new(),
                (false, Some(volume)) => format!("{volume}-from-{first}"),
                (false, None) => format!("from-{first}"),
            };
            parts.push(DocumentsPart {
                id,
                label,
                documents,
            });
            first = last + 1;
        }
        parts
    }

    /// The essays that have pages of their own.
    pub(super) fn essays(&self, here: &Here<'_>) -> Vec<LinkView> {
        self.edition
            .essays()
            .filter(|essay| Some(*essay) != self.plan.home_essay)
            .map(|essay| LinkView {
                label: self.title(essay, None),
                href: here.to(&self.plan.spot(essay).page),
            })
            .collect()
    }

    /// Someone's page.
    pub(super) fn person(&self, here: &Here<'_>, entry: &'a IndexEntry) -> PersonView {
        let entity = self.edition.entity(&entry.id);
        let documents = |wanted: Capacity| {
            let mut found: Vec<&Appearance> = entry
                .appearances
                .iter()
                .filter(|at| at.capacity == wanted)
                .collect();
            found.sort_by_key(|at| (self.order(at.document, at.enclosure), **at));
            found
                .into_iter()
                .map(|at| self.link_to_part(here, at.document, at.enclosure))
                .collect()
        };
        let mut mentioned: Vec<(DocIdx, u32)> = mentions(entry).collect();
        mentioned.sort_by_key(|&(document, at)| (self.order(document, None), document, at));
        let mut events: Vec<&Event> = self.edition.events_of(&entry.id).collect();
        events.sort_by_key(|event| event.date.order());
        let mut uncounted = BTreeMap::new();
        PersonView {
            id: entry.id.to_string(),
            name: entry.name.clone(),
            sort: entry.sort.clone(),
            note: entity.and_then(|entity| entity.note.clone()),
            tenures: entity
                .map(|entity| entity.tenures.iter().map(tenure).collect())
                .unwrap_or_default(),
            spellings: entity
                .map(|entity| entity.spellings.clone())
                .unwrap_or_default(),
            links: entity
                .map(|entity| self.elsewhere(&entity.links))
                .unwrap_or_default(),
            sent: documents(Capacity::Sender),
            received: documents(Capacity::Addressee),
            took_part: documents(Capacity::Participant),
            mentioned: mentioned
                .into_iter()
                .filter_map(|(document, at)| self.mention(here, document, at))
                .collect(),
            events: events
                .into_iter()
                .map(|event| self.event(event, &mut uncounted))
                .collect(),
        }
    }

    /// A key that sorts documents and enclosures by date, undated ones last.
    fn order(&self, document: DocIdx, enclosure: Option<u32>) -> (bool, (i64, i64)) {
        let summary = self.edition.document(document);
        let part = enclosure.and_then(|at| summary.enclosures.get(at as usize));
        let own = part.and_then(|part| date_of(&part.header));
        let date = own.or_else(|| date_of(&summary.header));
        (
            date.is_none(),
            date.map(|date| date.order()).unwrap_or_default(),
        )
    }

    /// Where someone is named in a document.
    fn mention(&self, here: &Here<'_>, document: DocIdx, at: u32) -> Option<MentionsView> {
        let summary = self.edition.document(document);
        let mention = summary.mentions.get(at as usize)?;
        let mut places: Vec<MentionPlace> = mention
            .places
            .iter()
            .map(|key| MentionPlace {
                href: self.at(here, document, key),
                label: place_label(summary, key),
                sentence: String::new(),
            })
            .collect();
        if let Some(first) = places.first_mut() {
            first.sentence = mention.sentence.to_string();
        }
        Some(MentionsView {
            document: self.link(here, document),
            places,
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

impl DocumentsPart {
    /// Whether the list has a column of numbers.
    fn is_numbered(&self) -> bool {
        self.documents.iter().any(|link| link.number.is_some())
    }
}

/// Where someone is named in texts of which they are not a party.
pub(super) fn mentions(entry: &IndexEntry) -> impl Iterator<Item = (DocIdx, u32)> {
    let parties: BTreeSet<DocIdx> = entry
        .appearances
        .iter()
        .filter(|at| at.enclosure.is_none() && !matches!(at.capacity, Capacity::Mentioned(_)))
        .map(|at| at.document)
        .collect();
    entry
        .appearances
        .iter()
        .filter_map(move |at| match at.capacity {
            Capacity::Mentioned(index) if !parties.contains(&at.document) => {
                Some((at.document, index))
            }
            Capacity::Mentioned(_)
            | Capacity::Sender
            | Capacity::Addressee
            | Capacity::Participant => None,
        })
}

/// `paragraph 3`, `note 2`
fn place_label(summary: &Summary, key: &str) -> String {
    let is_meant = |note: &&NoteKey| *note.key == *key;
    if let Some(count) = key.strip_prefix("fn") {
        // Most notes stand where their number says.
        let at = count.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let likely = at.and_then(|at| summary.notes.get(at)).filter(is_meant);
        if let Some(note) = likely.or_else(|| summary.notes.iter().find(is_meant)) {
            return format!("note {}", note.n);
        }
    }
    let number = |sign| key.strip_prefix(sign).filter(|n| n.parse::<u32>().is_ok());
    match (number('p'), number('s')) {
        (Some(n), _) => format!("paragraph {n}"),
        (None, Some(n)) => format!("supplied paragraph {n}"),
        (None, None) => "heading".to_owned(),
    }
}

/// An office with the time it was held.
fn tenure(tenure: &Tenure) -> TenureView {
    let words = |date: &Option<Date>| date.as_ref().map(Date::in_words);
    TenureView {
        role: tenure.role.clone(),
        when: match (words(&tenure.from), words(&tenure.to)) {
            (Some(from), Some(to)) if from == to => Some(from),
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            (Some(from), None) => Some(format!("from {from}")),
            (None, Some(to)) => Some(format!("until {to}")),
            (None, None) => None,
        },
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
