//! LinkCache to documents as templates are given them: made once for the pages of a folder.
//!
//! A document's page shows a dozen of them, and each is on a dozen pages: of the
//! neighbours in time and number, of those who cite it, of letters before and after.

use super::pieces::Tables;
use super::urls::Here;
use super::views::{DocLink, Shown};
use crate::edition::{DocIdx, Summary};

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

impl Tables<'_> {
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
