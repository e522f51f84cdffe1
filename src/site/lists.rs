//! Pages that list: home, timeline, people, one person.

use super::document::Words;
use super::pieces::{Tables, date, date_of};
use super::urls::{self, Here};
use super::views::{
    DateView, DocLink, DocumentsPart, HomeView, LinkView, MentionPlace, MentionsView, PeopleLetter,
    PeopleView, PersonRow, PersonView, TenureView, TimelineEntry, TimelinePerson, TimelineView,
    TimelineYear, VolumeDocuments,
};
use crate::edition::{Appearance, Capacity, DocIdx, IndexEntry, Moment, NoteKey, Subject, Summary};
use crate::model::{Date, EntityId, Event, Header, Tenure};
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

    /// The timeline.
    pub(super) fn timeline(&self, here: &Here<'_>) -> TimelineView {
        let mut years: Vec<TimelineYear> = Vec::new();
        let mut people: BTreeMap<&'a EntityId, usize> = BTreeMap::new();
        for moment in self.edition.chronology() {
            let year = year(&moment.date);
            if years.last().is_none_or(|last| last.year != year) {
                years.push(TimelineYear {
                    id: format!("y{year}"),
                    year,
                    entries: Vec::new(),
                });
            }
            let entry = self.moment(here, moment, &mut people);
            if let Some(year) = years.last_mut() {
                year.entries.push(entry);
            }
        }
        let undated = self.edition.undated();
        let undated = undated
            .iter()
            .map(|&document| self.entry(here, document, None, None, &mut people))
            .collect();
        let mut people: Vec<TimelinePerson> = people
            .into_iter()
            .filter_map(|(id, count)| {
                let entry = self.edition.person(id)?;
                Some(TimelinePerson {
                    id: id.to_string(),
                    name: entry.name.clone(),
                    sort: entry.sort.clone(),
                    count,
                })
            })
            .collect();
        people.sort_by(|a, b| (&a.sort, &a.id).cmp(&(&b.sort, &b.id)));
        TimelineView {
            years,
            undated,
            people,
        }
    }

    fn moment(
        &self,
        here: &Here<'_>,
        moment: &Moment,
        people: &mut BTreeMap<&'a EntityId, usize>,
    ) -> TimelineEntry {
        let when = Some(moment.date);
        match moment.subject {
            Subject::Document(document) => self.entry(here, document, None, when, people),
            Subject::Enclosure(document, at) => self.entry(here, document, Some(at), when, people),
            Subject::Event(at) => match self.edition.events().get(at as usize) {
                Some(event) => self.event(event, people),
                None => empty_entry(),
            },
        }
    }

    /// A document or one of its enclosures on the timeline.
    fn entry(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        enclosure: Option<u32>,
        when: Option<Date>,
        people: &mut BTreeMap<&'a EntityId, usize>,
    ) -> TimelineEntry {
        let summary: &'a Summary = self.edition.document(document);
        let part = enclosure.and_then(|at| summary.enclosures.get(at as usize));
        let header: &'a Header = part.map_or(&summary.header, |part| &part.header);
        let link = self.link_to_part(here, document, enclosure);
        let parties = header.sent.parties.iter();
        let parties = parties.chain(&header.received.parties);
        let ids = parties
            .chain(&header.participants)
            .filter_map(|party| self.edition.party_entity(document, &party.value))
            .map(|entry| &entry.id);
        let mut id = match summary.id.volume() {
            Some(volume) => format!("t-{volume}-{}", summary.id.local()),
            None => format!("t-{}", summary.id.local()),
        };
        if let Some(part) = part {
            id.push_str(&part.key);
        }
        TimelineEntry {
            kind: if part.is_some() {
                "enclosure"
            } else {
                "document"
            },
            id,
            date: when.map(date),
            number: link.number,
            title: link.title,
            href: Some(link.href),
            from: link.from,
            to: link.to,
            place: link.place,
            enclosed_in: part.map(|_| {
                let base = self.link(here, document);
                LinkView {
                    label: self.called(document),
                    href: base.href,
                }
            }),
            note: None,
            source: None,
            people: count(ids, people),
        }
    }

    fn event(&self, event: &'a Event, people: &mut BTreeMap<&'a EntityId, usize>) -> TimelineEntry {
        let known = event.people.iter();
        let known = known.filter_map(|(id, _)| self.edition.person(id));
        TimelineEntry {
            kind: "event",
            id: format!("event-{}", event.id),
            date: Some(DateView {
                words: event.date.lasting_in_words(),
                ..date(event.date)
            }),
            title: event.title.clone(),
            note: event.note.clone(),
            source: event.source.clone(),
            people: count(known.map(|entry| &entry.id), people),
            ..empty_entry()
        }
    }

    /// The list of people.
    pub(super) fn people(&self, here: &Here<'_>) -> PeopleView {
        let mut letters: Vec<PeopleLetter> = Vec::new();
        for entry in self.edition.people() {
            let letter = letter(&entry.sort);
            let row = self.person_row(here, entry);
            // Usually the last: the people are sorted.
            match letters
                .iter_mut()
                .rev()
                .find(|known| known.letter == letter)
            {
                Some(known) => known.people.push(row),
                None => letters.push(PeopleLetter {
                    id: format!("letter-{}", letter.to_lowercase()),
                    letter,
                    people: vec![row],
                }),
            }
        }
        PeopleView {
            letters,
            count: self.edition.people().len(),
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
fn mentions(entry: &IndexEntry) -> impl Iterator<Item = (DocIdx, u32)> {
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

/// Counts each person once, and gives their ids with blanks between.
fn count<'a>(
    ids: impl Iterator<Item = &'a EntityId>,
    people: &mut BTreeMap<&'a EntityId, usize>,
) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if !seen.contains(&id.as_str()) {
            seen.push(id.as_str());
            *people.entry(id).or_default() += 1;
        }
    }
    seen.join(" ")
}

/// An entry that says nothing yet.
fn empty_entry() -> TimelineEntry {
    TimelineEntry {
        kind: "event",
        id: String::new(),
        date: None,
        number: None,
        title: String::new(),
        href: None,
        from: String::new(),
        to: String::new(),
        place: None,
        enclosed_in: None,
        note: None,
        source: None,
        people: String::new(),
    }
}

/// The year under which a date stands: of its first day, or of its last when the first
/// is open.
fn year(date: &Date) -> String {
    let day = date.earliest().or_else(|| date.latest());
    day.map(|day| day.year().to_string()).unwrap_or_default()
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
