//! What two people wrote to each other, as one series in the order of time.

use super::people::{Capacity, IndexEntry, People, parts};
use super::witnesses::Witnesses;
use super::{DocIdx, Summary};
use crate::model::Date;
use std::collections::BTreeMap;

/// Of many senders or addressees so many are looked at: a circular is no correspondence.
const PARTIES: usize = 4;

/// A document, or an enclosure of one: index into [`Summary::enclosures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letter {
    /// The document.
    pub document: DocIdx,
    /// The enclosure; `None`: the document itself.
    pub enclosure: Option<u32>,
}

/// A document's place in what two people wrote to each other.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// Who wrote it.
    pub from: &'a IndexEntry,
    /// To whom.
    pub to: &'a IndexEntry,
    /// What of the document belongs to it: itself, or an enclosure.
    pub own: Letter,
    /// What one of them wrote to the other before it.
    pub previous: Option<Letter>,
    /// What one of them wrote to the other after it.
    pub next: Option<Letter>,
    /// How many such documents and enclosures there are.
    pub count: usize,
}

/// One letter of an exchange.
#[derive(Debug, Clone, Copy)]
struct Sent {
    letter: Letter,
    /// By place in the index.
    from: u32,
    to: u32,
}

/// All exchanges of two letters and more.
#[derive(Debug, Default)]
pub(super) struct Exchanges {
    all: Vec<Box<[Sent]>>,
    /// Where a document and its enclosures stand: exchange and place in it.
    places: BTreeMap<DocIdx, Vec<(u32, u32)>>,
}

impl Exchanges {
    pub(super) fn new(summaries: &[Summary], people: &People, witnesses: &Witnesses) -> Self {
        let mut found: BTreeMap<(u32, u32), Vec<(Date, Sent)>> = BTreeMap::new();
        for &document in witnesses.documents() {
            let Some(summary) = summaries.get(document.0 as usize) else {
                continue;
            };
            // Parties in the order of `parts`, those of one letter together.
            let mut letters: BTreeMap<Option<u32>, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
            for (part, entry) in parts(summary).zip(people.parties(document)) {
                let Some(entry) = *entry else { continue };
                let (from, to) = letters.entry(part.enclosure).or_default();
                let side = match part.capacity {
                    Capacity::Sender => from,
                    Capacity::Addressee => to,
                    Capacity::Participant | Capacity::Mentioned(_) => continue,
                };
                if side.len() < PARTIES && !side.contains(&entry) {
                    side.push(entry);
                }
            }
            for (enclosure, (senders, addressees)) in letters {
                let part = enclosure.and_then(|at| summary.enclosures.get(at as usize));
                let header = part.map_or(&summary.header, |part| &part.header);
                let Some(date) = &header.sent.date else {
                    continue;
                };
                let letter = Letter {
                    document,
                    enclosure,
                };
                for &from in &senders {
                    for &to in addressees.iter().filter(|&&to| to != from) {
                        let pair = (from.min(to), from.max(to));
                        let sent = Sent { letter, from, to };
                        found.entry(pair).or_default().push((date.value, sent));
                    }
                }
            }
        }
        let mut exchanges = Self::default();
        for mut letters in found.into_values() {
            letters.sort_by_key(|(date, sent)| (date.order(), sent.letter));
            // Two who sign and two who are addressed make one letter, not several.
            letters.dedup_by_key(|(_, sent)| sent.letter);
            if letters.len() < 2 {
                continue;
            }
            let at = u32::try_from(exchanges.all.len()).unwrap_or(u32::MAX);
            for ((_, sent), place) in letters.iter().zip(0u32..) {
                let places = exchanges.places.entry(sent.letter.document).or_default();
                places.push((at, place));
            }
            let letters = letters.into_iter().map(|(_, sent)| sent);
            exchanges.all.push(letters.collect());
        }
        exchanges
    }

    /// The exchanges to which a document or one of its enclosures belongs, the document's
    /// own first.
    pub(super) fn of<'a>(&self, people: &'a People, document: DocIdx) -> Vec<Exchange<'a>> {
        let places = self.places.get(&document).into_iter().flatten();
        let mut exchanges: Vec<Exchange<'a>> = places
            .filter_map(|&(at, place)| {
                let letters = self.all.get(at as usize)?;
                let place = place as usize;
                let own = letters.get(place)?;
                let letter = |at: Option<usize>| Some(letters.get(at?)?.letter);
                Some(Exchange {
                    from: people.at(own.from)?,
                    to: people.at(own.to)?,
                    own: own.letter,
                    previous: letter(place.checked_sub(1)),
                    next: letter(place.checked_add(1)),
                    count: letters.len(),
                })
            })
            .collect();
        exchanges.sort_by_key(|exchange| exchange.own);
        exchanges
    }
}
