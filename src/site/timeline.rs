//! The timeline: one page, or where it is long an overview and pages of years.

use super::entry::place_label;
use super::pieces::Tables;
use super::plan::PageKind;
use super::registry::Registry;
use super::urls::{self, Here};
use super::views::{
    LinkView, TimelineEntry, TimelineLane, TimelinePart, TimelinePerson, TimelineView, TimelineYear,
};
use crate::diag::Place;
use crate::edition::{DocIdx, Edition, Moment, Subject, Summary};
use crate::model::{Date, EntityId, Event, Header, Inferred};
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// The most entries that stand on one page while it is the only one, without what is only
/// spoken of.
const WHOLE: usize = 500;
/// The same, with it.
const CROWDED: usize = 1500;
/// The most entries of a page of a longer timeline.
const ROWS: usize = 1000;
/// With more years than these, pages are of decades.
const YEARS: usize = 200;

/// Pages of a long timeline. None: it is one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TimelinePages {
    pages: Vec<Stretch>,
}

/// What stands on one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    path: String,
    label: String,
    /// Places in [`Edition::chronology`], or among what has no date.
    entries: Vec<usize>,
    is_undated: bool,
}

impl TimelinePages {
    pub(super) fn new(edition: &Edition, words: &Words) -> Self {
        let (moments, undated) = (edition.chronology(), edition.undated());
        let is_mention = |moment: &&Moment| matches!(moment.subject, Subject::Mention(..));
        let mentions = moments.iter().filter(is_mention).count();
        let all = moments.len() + undated.len();
        if all - mentions <= WHOLE && all <= CROWDED {
            return Self::default();
        }
        let years = moments.iter().map(|moment| year_number(&moment.date));
        let by_decade = years.clone().collect::<BTreeSet<_>>().len() > YEARS;
        let mut units: BTreeMap<Option<i16>, Vec<usize>> = BTreeMap::new();
        for (at, year) in years.enumerate() {
            let unit = year.map(|year| {
                if by_decade {
                    year - year.rem_euclid(10)
                } else {
                    year
                }
            });
            units.entry(unit).or_default().push(at);
        }
        let mut pages = Vec::new();
        let mut add = |name: &str, label: &str, entries: &[usize], is_undated| {
            let count = entries.len().div_ceil(ROWS);
            for (nth, entries) in entries.chunks(ROWS).enumerate() {
                pages.push(Stretch {
                    path: urls::timeline(name, nth),
                    label: match count {
                        1 => label.to_owned(),
                        _ => words
                            .part_n
                            .fill(&[("label", label), ("n", &(nth + 1).to_string())]),
                    },
                    entries: entries.to_vec(),
                    is_undated,
                });
            }
        };
        for (unit, entries) in &units {
            match unit {
                Some(unit) if by_decade => {
                    add(
                        &format!("{unit}s"),
                        &words.decade((*unit).into()),
                        entries,
                        false,
                    );
                }
                Some(unit) => add(&unit.to_string(), &unit.to_string(), entries, false),
                None => add("open", &words.without_year, entries, false),
            }
        }
        let undated: Vec<usize> = (0..undated.len()).collect();
        add("undated", &words.undated, &undated, true);
        Self { pages }
    }

    pub(super) fn add_to(&self, pages: &mut Registry) {
        for (at, page) in self.pages.iter().enumerate() {
            let kind = PageKind::Timeline(Some(at));
            pages.add(page.path.clone(), kind, Place::Nowhere);
        }
    }
}

impl<'a> Tables<'a> {
    /// The timeline: all of it or an overview, or one of its pages.
    pub(super) fn timeline(&self, here: &Here<'_>, page: Option<usize>) -> TimelineView {
        let (moments, undated) = (self.edition.chronology(), self.edition.undated());
        let pages = &self.plan.timeline.pages;
        let link = |page: &Stretch| LinkView {
            label: page.label.clone(),
            href: here.to(&page.path),
        };
        let beside = |at: Option<usize>| at.and_then(|at| pages.get(at)).map(link);
        match page.and_then(|at| Some((at, pages.get(at)?))) {
            Some((at, page)) => {
                let entries = page.entries.iter();
                let mut view = if page.is_undated {
                    let documents = entries.filter_map(|&at| undated.get(at));
                    self.stretch(here, [].iter(), documents)
                } else {
                    let moments = entries.filter_map(|&at| moments.get(at));
                    self.stretch(here, moments, [].iter())
                };
                view.label = Some(page.label.clone());
                view.count = page.entries.len();
                view.earlier = beside(at.checked_sub(1));
                view.later = beside(at.checked_add(1));
                view
            }
            None if pages.is_empty() => self.stretch(here, moments.iter(), undated.iter()),
            None => TimelineView {
                parts: pages.iter().map(|page| part(page, moments, here)).collect(),
                count: moments.len() + undated.len(),
                lanes: lanes(moments),
                ..TimelineView::default()
            },
        }
    }

    /// Some moments, and some documents that have no date.
    fn stretch<'b>(
        &self,
        here: &Here<'_>,
        moments: impl Iterator<Item = &'b Moment>,
        undated: impl Iterator<Item = &'b DocIdx>,
    ) -> TimelineView {
        let mut years: Vec<TimelineYear> = Vec::new();
        let mut people: BTreeMap<&'a EntityId, usize> = BTreeMap::new();
        let moments: Vec<&Moment> = moments.collect();
        let lanes = lanes(moments.iter().copied());
        for moment in moments {
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
        let undated: Vec<TimelineEntry> = undated
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
        let shown = years.iter().flat_map(|year| &year.entries).chain(&undated);
        let shown: BTreeSet<&str> = shown.map(|entry| entry.kind).collect();
        let kinds = KINDS.into_iter().filter(|kind| shown.contains(kind));
        TimelineView {
            lanes,
            kinds: kinds.collect(),
            count: years.iter().map(|year| year.entries.len()).sum::<usize>() + undated.len(),
            years,
            undated,
            people,
            ..TimelineView::default()
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
            Subject::Received(document) => {
                let entry = self.entry(here, document, None, when, people);
                TimelineEntry {
                    kind: "received",
                    id: format!("{}-received", entry.id),
                    place: None,
                    ..entry
                }
            }
            Subject::Mention(document, at) => self.mentioned(here, document, at, people),
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
        let mut id = entry_id(summary);
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
            date: when.map(|date| self.date(date)),
            number: link.number,
            title: link.title,
            href: Some(link.href),
            from: link.from,
            to: link.to,
            place: link.place,
            enclosed_in: link.enclosed_in.map(|label| LinkView {
                label,
                href: self.at(here, document, ""),
            }),
            people: self.parties_of(document, header, people),
            ..empty_entry()
        }
    }

    /// The ids of those who are party to a document or an enclosure, each counted once.
    fn parties_of(
        &self,
        document: DocIdx,
        header: &'a Header,
        people: &mut BTreeMap<&'a EntityId, usize>,
    ) -> String {
        let parties = header.sent.parties.iter();
        let parties = parties.chain(&header.received.parties);
        let entries = parties
            .chain(&header.participants)
            .filter_map(|party| self.edition.party_entity(document, &party.value));
        count(entries.map(|entry| &entry.id), people)
    }

    /// A date of which a document speaks.
    fn mentioned(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        at: u32,
        people: &mut BTreeMap<&'a EntityId, usize>,
    ) -> TimelineEntry {
        let summary: &'a Summary = self.edition.document(document);
        let Some(spoken) = summary.spoken.get(at as usize) else {
            return empty_entry();
        };
        let place = match &*spoken.at {
            "" => self.called(document),
            key => format!(
                "{}, {}",
                self.called(document),
                place_label(summary, key, self.words)
            ),
        };
        TimelineEntry {
            kind: "mention",
            // Each date is kept once of a document; a slash would end an address.
            id: format!("{}-{}", entry_id(summary), spoken.date).replace('/', "_"),
            title: spoken.words.to_string(),
            href: Some(self.at(here, document, &spoken.at)),
            date: Some(self.date_lasting(spoken.date)),
            spoken_in: Some(place),
            inferred: spoken.inferred.is_some(),
            inferred_month: spoken.inferred == Some(Inferred::MonthAndYear),
            people: self.parties_of(document, &summary.header, people),
            ..empty_entry()
        }
    }

    /// An event, on the timeline or on someone's page.
    pub(super) fn event(
        &self,
        event: &'a Event,
        people: &mut BTreeMap<&'a EntityId, usize>,
    ) -> TimelineEntry {
        let known = event.people.iter();
        let known = known.filter_map(|(id, _)| self.edition.person(id));
        TimelineEntry {
            kind: "event",
            id: format!("event-{}", event.id),
            date: Some(self.date_lasting(event.date)),
            title: event.title.clone(),
            note: event.note.clone(),
            source: event.source.clone(),
            people: count(known.map(|entry| &entry.id), people),
            ..empty_entry()
        }
    }
}

/// Kinds of entries, in the order of a filter.
const KINDS: [&str; 5] = ["document", "enclosure", "received", "mention", "event"];

/// Lanes of the drawing, from above.
const LANES: [&str; 4] = ["written", "received", "spoken", "events"];

/// The lane in which something is drawn.
const fn lane(subject: Subject) -> usize {
    match subject {
        Subject::Document(_) | Subject::Enclosure(..) => 0,
        Subject::Received(_) => 1,
        Subject::Mention(..) => 2,
        Subject::Event(_) => 3,
    }
}

/// How many there are in each lane.
fn tally<'m>(moments: impl IntoIterator<Item = &'m Moment>) -> [usize; 4] {
    let mut counts = [0; 4];
    for moment in moments {
        if let Some(count) = counts.get_mut(lane(moment.subject)) {
            *count += 1;
        }
    }
    counts
}

/// The lanes that are not empty.
fn lanes<'m>(moments: impl IntoIterator<Item = &'m Moment>) -> Vec<&'static str> {
    let counts = LANES.into_iter().zip(tally(moments));
    let filled = counts.filter(|(_, count)| *count > 0);
    filled.map(|(name, _)| name).collect()
}

/// A page of a long timeline, as its overview tells of it.
fn part(page: &Stretch, moments: &[Moment], here: &Here<'_>) -> TimelinePart {
    let here_are = || {
        let entries = page.entries.iter().filter(|_| !page.is_undated);
        entries.filter_map(|&at| moments.get(at))
    };
    let first = |moment: &Moment| moment.date.earliest().or_else(|| moment.date.latest());
    let days = || here_are().filter_map(first);
    let counts = LANES.into_iter().zip(tally(here_are()));
    let counts = counts.filter(|(_, count)| *count > 0);
    TimelinePart {
        label: page.label.clone(),
        href: here.to(&page.path),
        count: page.entries.len(),
        earliest: days().min().map(|day| day.to_string()),
        latest: days().max().map(|day| day.to_string()),
        lanes: counts
            .map(|(name, count)| TimelineLane { name, count })
            .collect(),
    }
}

/// The id of a document's entry.
fn entry_id(summary: &Summary) -> String {
    match summary.id.volume() {
        Some(volume) => format!("t-{volume}-{}", summary.id.local()),
        None => format!("t-{}", summary.id.local()),
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
        spoken_in: None,
        inferred: false,
        inferred_month: false,
        note: None,
        source: None,
        people: String::new(),
    }
}

/// The year under which a date stands: of its first day, or of its last when the first
/// is open.
fn year_number(date: &Date) -> Option<i16> {
    let day = date.earliest().or_else(|| date.latest());
    day.map(|day| day.year())
}

/// The same in words; empty where there is none.
fn year(date: &Date) -> String {
    year_number(date)
        .map(|year| year.to_string())
        .unwrap_or_default()
}
