//! Links to documents as templates are given them: made once for the pages of a folder.
//!
//! A document's page shows a dozen of them, and each is on a dozen pages: of the
//! neighbours in time and number, of those who cite it, of letters before and after.

use super::pieces::Tables;
use super::urls::Here;
use super::views::{DocLink, NeighbourLink, NeighboursView, Shown};
use crate::edition::{DocIdx, Neighbours, Summary};

/// How many links are kept: pages follow one another as documents do, and link to what
/// is near.
const KEPT: usize = 512;

/// What a link leads to, and whether into another volume than the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asked {
    document: DocIdx,
    enclosure: Option<u32>,
    abroad: bool,
}

/// The links made last, for the pages of one folder: from there all are alike.
#[derive(Debug, Default)]
pub(super) struct LinkCache {
    folder: String,
    /// By document; what comes later takes the place.
    kept: Vec<Option<(Asked, Shown<DocLink>)>>,
}

impl LinkCache {
    /// The place for a link on a page; empty, or with the one that is asked for.
    fn place(&mut self, page: &str, asked: Asked) -> Option<&mut Option<(Asked, Shown<DocLink>)>> {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        if self.folder != folder || self.kept.is_empty() {
            self.kept.clear();
            self.kept.resize_with(KEPT, || None);
            folder.clone_into(&mut self.folder);
        }
        let slot = self.kept.get_mut(asked.document.0 as usize % KEPT)?;
        slot.take_if(|(kept, _)| *kept != asked);
        Some(slot)
    }
}

/// What pages follow one another by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Numbers, where they have any.
    Numbers,
    /// The pages of a volume.
    Pages,
}

impl Tables<'_> {
    /// What comes before and after a document or a page of a volume.
    pub(super) fn neighbours(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        near: Neighbours,
        order: Order,
        links: &mut LinkCache,
    ) -> NeighboursView {
        let from = self.edition.document(document);
        let mut link = |other: DocIdx| self.shown_link(here, from, other, None, links);
        let mut view = NeighboursView {
            earlier: near.earlier.map(&mut link),
            later: near.later.map(&mut link),
            previous: near.before.map(&mut link),
            next: near.after.map(&mut link),
            links: Vec::new(),
        };
        let mut push = |to: &Option<Shown<DocLink>>, way: &str, side, rel| {
            view.links.extend(to.clone().map(|to| NeighbourLink {
                to,
                way: way.to_owned(),
                side,
                rel,
            }));
        };
        let words = self.words;
        let (both_before, both_after) = (near.earlier == near.before, near.later == near.after);
        if !both_before {
            push(&view.earlier, &words.earlier, "prev", "");
        }
        if !both_after {
            push(&view.later, &words.later, "next", "");
        }
        let back = [
            &*words.previous_both,
            &words.previous_number,
            &words.previous,
        ];
        let on = [&*words.next_both, &words.next_number, &words.next];
        let back = self.way(near.before, order, both_before, back);
        let on = self.way(near.after, order, both_after, on);
        push(&view.previous, back, "prev", "prev");
        push(&view.next, on, "next", "next");
        view
    }

    /// Which way a neighbour in number lies.
    fn way<'w>(
        &self,
        other: Option<DocIdx>,
        order: Order,
        is_both: bool,
        [both, numbered, plain]: [&'w str; 3],
    ) -> &'w str {
        let number = |other| &self.edition.document(other).header.number;
        match order {
            _ if is_both => both,
            Order::Numbers if other.is_some_and(|it| number(it).is_some()) => numbered,
            Order::Numbers | Order::Pages => plain,
        }
    }

    /// A link to a document or its enclosure, seen from another document.
    pub(super) fn shown_link(
        &self,
        here: &Here<'_>,
        from: &Summary,
        document: DocIdx,
        enclosure: Option<u32>,
        links: &mut LinkCache,
    ) -> Shown<DocLink> {
        let make = || Shown::new(&self.link_from(here, from, document, enclosure));
        let target = &self.plan.spot(document).page;
        let asked = Asked {
            document,
            enclosure,
            abroad: self.edition.document(document).id.volume() != from.id.volume(),
        };
        let place = match here {
            // Within a page a link is a fragment.
            Here::Page(page) if **page != **target => links.place(page, asked),
            _ => None,
        };
        match place {
            Some(slot) => slot.get_or_insert_with(|| (asked, make())).1.clone(),
            None => make(),
        }
    }
}
