//! Which pages a search engine is told of, and in how many files.

use super::{Page, PageKind, SitePlan};

/// The most addresses that one file of a sitemap may hold.
const SITEMAP: usize = 50_000;

impl SitePlan {
    /// The pages that a search engine should know, in the order of the plan.
    pub fn addresses(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| is_address(&page.kind))
    }

    /// The parts of the sitemap, from 1. Empty: one file holds all.
    pub fn sitemap_parts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.pages.iter().filter_map(|page| match page.kind {
            PageKind::Sitemap(part) if part > 0 => Some((part, page.path.as_str())),
            _ => None,
        })
    }

    /// The addresses in one part of the sitemap; all of them in part 0.
    #[must_use]
    pub fn sitemap_part(&self, part: usize) -> Vec<&Page> {
        match part.checked_sub(1) {
            Some(before) => self
                .addresses()
                .skip(before * SITEMAP)
                .take(SITEMAP)
                .collect(),
            None => self.addresses().collect(),
        }
    }
}

/// Whether a page is one that people read.
pub(in crate::site) const fn is_address(kind: &PageKind) -> bool {
    matches!(
        kind,
        PageKind::Home
            | PageKind::Document(_)
            | PageKind::Essay(_)
            | PageKind::Contents(..)
            | PageKind::Timeline(_)
            | PageKind::Index(..)
            | PageKind::Entry(..)
            | PageKind::Kinds(_)
            | PageKind::Kind(..)
    )
}

/// How many further files a sitemap of so many addresses needs; none when one holds all.
pub(super) const fn parts(addresses: usize) -> usize {
    if addresses <= SITEMAP {
        0
    } else {
        addresses.div_ceil(SITEMAP)
    }
}
