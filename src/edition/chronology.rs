//! One order in time of documents, enclosures, arrivals, events, and what is spoken of.

use super::register::whole;
use super::witnesses::Witnesses;
use super::{DocIdx, Summary};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::load::Authority;
use crate::model::{Date, Day, RecordKind};
use std::collections::BTreeMap;

/// What stands on the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A document.
    Document(DocIdx),
    /// An enclosure of a document: index into [`Summary::enclosures`].
    Enclosure(DocIdx, u32),
    /// An event: index into [`super::Edition::events`].
    Event(u32),
    /// A document arrives.
    Received(DocIdx),
    /// A document speaks of a date: index into [`Summary::spoken`].
    Mention(DocIdx, u32),
}

/// Something with a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub date: Date,
    /// What.
    pub subject: Subject,
}

/// What comes before and after a document. Only documents that stand for themselves are
/// neighbours; a witness and an essay have none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The document before it in time.
    pub earlier: Option<DocIdx>,
    /// The document after it in time.
    pub later: Option<DocIdx>,
    /// The document before it in its volume's numbers.
    pub before: Option<DocIdx>,
    /// The document after it in its volume's numbers.
    pub after: Option<DocIdx>,
}

/// The order in time, and the gaps in it.
#[derive(Debug, Default)]
pub(super) struct Chronology {
    moments: Vec<Moment>,
    undated: Vec<DocIdx>,
    neighbours: Vec<Neighbours>,
    /// Documents of one day, by month and day, in the order of time.
    days: BTreeMap<(u8, u8), Vec<DocIdx>>,
}

impl Chronology {
    /// Sorts everything that has a date by the first day that it can mean, exact days
    /// before stretches, then by the order of the edition; events of a day stand first.
    pub(super) fn new(
        summaries: &[Summary],
        witnesses: &Witnesses,
        authority: &Authority,
        config: &Config,
        diags: &mut Diagnostics,
    ) -> Self {
        let mut moments = Vec::new();
        let mut undated = Vec::new();
        let received = config.timeline.has_received(summaries.len());
        let mentions = config.timeline.has_mentions(summaries.len());
        for &document in witnesses.documents() {
            let Some(summary) = summaries.get(document.0 as usize) else {
                continue;
            };
            match &summary.header.sent.date {
                Some(date) => moments.push(Moment {
                    date: date.value,
                    subject: Subject::Document(document),
                }),
                None => undated.push(document),
            }
            if let Some(arrived) = summary.header.received.date.as_ref().filter(|_| received) {
                moments.push(Moment {
                    date: arrived.value,
                    subject: Subject::Received(document),
                });
            }
            if mentions {
                let spoken = summary.spoken.iter().zip(0u32..);
                moments.extend(spoken.map(|(spoken, index)| Moment {
                    date: spoken.date,
                    subject: Subject::Mention(document, index),
                }));
            }
            if config.timeline.enclosures {
                let dated = summary.enclosures.iter().zip(0u32..);
                moments.extend(dated.filter_map(|(enclosure, index)| {
                    Some(Moment {
                        date: enclosure.header.sent.date.as_ref()?.value,
                        subject: Subject::Enclosure(document, index),
                    })
                }));
            }
        }
        if config.timeline.events {
            let events = authority.events.iter().zip(0u32..);
            moments.extend(events.map(|(event, index)| Moment {
                date: event.date,
                subject: Subject::Event(index),
            }));
        }
        // Documents have the order of the edition as their index; events that share a
        // date are told apart by their id, so that the order of the files does not show.
        let event_id = |subject| match subject {
            Subject::Event(index) => authority.events.get(index as usize).map(|event| &event.id),
            _ => None,
        };
        moments.sort_by(|a, b| {
            let key = |moment: &Moment| (moment.date.order(), place(moment.subject));
            key(a)
                .cmp(&key(b))
                .then_with(|| event_id(a.subject).cmp(&event_id(b.subject)))
        });
        for &document in &undated {
            if let Some(summary) = summaries.get(document.0 as usize)
                && asks_for_date(summary)
            {
                diags.push(undated_warning(summary));
            }
        }
        let neighbours = neighbours(summaries, witnesses, &moments);
        let mut days: BTreeMap<(u8, u8), Vec<DocIdx>> = BTreeMap::new();
        for moment in &moments {
            if let (Subject::Document(document), Some(day)) = (moment.subject, moment.date.exact())
            {
                let documents = days.entry((day.month(), day.day())).or_default();
                documents.push(document);
            }
        }
        Self {
            moments,
            undated,
            neighbours,
            days,
        }
    }

    pub(super) fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// Documents of a day of the year, in the order of time.
    pub(super) fn same_day(&self, day: Day) -> &[DocIdx] {
        let documents = self.days.get(&(day.month(), day.day()));
        documents.map_or(&[], Vec::as_slice)
    }

    pub(super) fn undated(&self) -> &[DocIdx] {
        &self.undated
    }

    pub(super) fn neighbours(&self, document: DocIdx) -> Neighbours {
        self.neighbours
            .get(document.0 as usize)
            .copied()
            .unwrap_or_default()
    }
}

/// On one date: events, then documents in the order of the edition, each followed by
/// its enclosures; then what arrives, then what is spoken of.
fn place(subject: Subject) -> (u8, u32, u32) {
    match subject {
        Subject::Event(_) => (0, 0, 0),
        Subject::Document(document) => (1, document.0, 0),
        Subject::Enclosure(document, index) => (1, document.0, index.saturating_add(1)),
        Subject::Received(document) => (2, document.0, 0),
        Subject::Mention(document, index) => (3, document.0, index),
    }
}

/// Editors' notes within a volume have no date and need none.
fn asks_for_date(summary: &Summary) -> bool {
    let kind = summary.header.kind.as_ref();
    let editorial = kind.is_some_and(|kind| {
        let words = kind.value.as_str();
        words.eq_ignore_ascii_case("editorial note") || words.eq_ignore_ascii_case("essay")
    });
    // Of an empty file it is told that it is empty.
    let is_empty = summary.opening.is_empty() && summary.notes.is_empty();
    let asks = summary.kind == RecordKind::Document && !summary.header.date_unknown;
    asks && !editorial && !is_empty
}

fn undated_warning(summary: &Summary) -> Diagnostic {
    Diagnostic::new(
        Code::Undated,
        whole(summary),
        format!("`{}` has no date", summary.id),
    )
    .help("state it in the sidecar: `date: 1986-01-14`, a range such as `1986-08-01/1986-09-23`, or `date: unknown`")
}

fn neighbours(summaries: &[Summary], witnesses: &Witnesses, moments: &[Moment]) -> Vec<Neighbours> {
    let mut all = vec![Neighbours::default(); summaries.len()];
    let in_time: Vec<DocIdx> = moments
        .iter()
        .filter_map(|moment| match moment.subject {
            Subject::Document(document) => Some(document),
            _ => None,
        })
        .collect();
    for pair in in_time.windows(2) {
        if let &[first, second] = pair {
            if let Some(entry) = all.get_mut(first.0 as usize) {
                entry.later = Some(second);
            }
            if let Some(entry) = all.get_mut(second.0 as usize) {
                entry.earlier = Some(first);
            }
        }
    }
    let volume = |document: DocIdx| summaries.get(document.0 as usize).map(|it| it.id.volume());
    for pair in witnesses.documents().windows(2) {
        if let &[first, second] = pair
            && volume(first) == volume(second)
        {
            if let Some(entry) = all.get_mut(first.0 as usize) {
                entry.after = Some(second);
            }
            if let Some(entry) = all.get_mut(second.0 as usize) {
                entry.before = Some(first);
            }
        }
    }
    all
}
