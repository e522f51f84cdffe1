//! What stands round a document in the edition: who is named in it, what its correspondents
//! wrote before and after, what was written on that day.

use super::indexes::title;
use super::links::LinkCache;
use super::pieces::{Tables, date_of};
use super::urls::{self, Here};
use super::views::{DocLink, ExchangeView, NamedGroup, NamedView, Shown};
use crate::edition::{DocIdx, Letter, role_at};
use crate::model::{EntityId, EntityKind};
use std::collections::BTreeSet;

/// The most documents of one day that are shown.
const SAME_DAY: usize = 6;
/// The most exchanges that are shown.
const EXCHANGES: usize = 4;

impl Tables<'_> {
    /// Who and what is named in a document and its witnesses, as far as there is
    /// something to say of them.
    pub(super) fn named(&self, here: &Here<'_>, document: DocIdx) -> Vec<NamedGroup> {
        let date = date_of(&self.edition.document(document).header);
        let texts = std::iter::once(&document).chain(self.edition.witnesses(document));
        let mentions = texts.flat_map(|&text| &self.edition.document(text).mentions);
        let named: BTreeSet<&EntityId> = mentions.map(|mention| &mention.entity).collect();
        let mut groups: Vec<NamedGroup> = Vec::new();
        let entries = named.into_iter().filter_map(|id| self.edition.entry(id));
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|entry| (entry.kind, entry.sort.to_lowercase(), &entry.id));
        for entry in entries {
            let Some(entity) = self.edition.entity(&entry.id) else {
                continue;
            };
            let held = date.as_ref().and_then(|date| role_at(entity, date));
            // Of somebody out of office then, the only office says enough.
            let only = match entity.tenures.as_slice() {
                [only] if only.from.is_none() && only.to.is_none() => Some(only.role.as_str()),
                _ => None,
            };
            let role = held.or(only).map(str::to_owned);
            if role.is_none() && entity.note.is_none() {
                continue;
            }
            let view = NamedView {
                name: entry.name.clone(),
                href: here.to(&urls::entry(entry)),
                role,
                note: entity.note.clone(),
            };
            match groups.last_mut() {
                Some(group) if group.kind == entry.kind.plural() => group.entries.push(view),
                _ => groups.push(NamedGroup {
                    kind: entry.kind.plural(),
                    title: match entry.kind {
                        EntityKind::Term => self.words.terms.to_string(),
                        kind => title(kind, self.words).to_owned(),
                    },
                    entries: vec![view],
                }),
            }
        }
        groups
    }

    /// What its correspondents wrote to each other before and after.
    pub(super) fn exchanges(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        links: &mut LinkCache,
    ) -> Vec<ExchangeView> {
        let summary = self.edition.document(document);
        let mut link = |letter: Option<Letter>| {
            let letter = letter?;
            // Two enclosures of one document stand on its page already.
            let (other, part) = (letter.document, letter.enclosure);
            (other != document).then(|| self.shown_link(here, summary, other, part, links))
        };
        let exchanges = self.edition.exchanges(document).into_iter();
        let views = exchanges.filter_map(|exchange| {
            let (previous, next) = (link(exchange.previous), link(exchange.next));
            (previous.is_some() || next.is_some()).then(|| ExchangeView {
                from: exchange.from.name.clone(),
                to: exchange.to.name.clone(),
                count: exchange.count,
                previous,
                next,
            })
        });
        views.take(EXCHANGES).collect()
    }

    /// Other documents of the same day of the year.
    pub(super) fn same_day(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        links: &mut LinkCache,
    ) -> Vec<Shown<DocLink>> {
        let summary = self.edition.document(document);
        let others = self.edition.same_day(document, SAME_DAY).into_iter();
        others
            .map(|other| self.shown_link(here, summary, other, None, links))
            .collect()
    }
}
