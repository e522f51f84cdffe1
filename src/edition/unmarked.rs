//! Printed pages that begin between two documents. The transcription of a page break that
//! stands above a heading is often lost: no text has it. Where document 4 ends on page 42
//! and document 5 has page 44 in its midst, page 43 begins with document 5.

use super::DocIdx;
use super::summary::Summary;
use std::collections::BTreeMap;

/// With which document an unmarked page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// With this one.
    With(DocIdx),
    /// With one of several.
    Unclear,
}

/// The longest gap between two marked pages that is looked into.
const GAP: u32 = 20;

/// The unmarked pages of all volumes, by volume and number. Only where the documents'
/// numbers run on without a gap: a document that is not in the edition has pages too.
pub(super) fn unmarked<'a>(
    documents: impl Iterator<Item = (DocIdx, &'a Summary)>,
) -> BTreeMap<(Option<&'a str>, u32), Begins> {
    let mut numbered: Vec<_> = documents
        .filter_map(|(at, summary)| Some((summary.id.volume(), number(summary)?, at, summary)))
        .collect();
    numbered.sort_by_key(|&(volume, number, at, _)| (volume, number, at));
    let mut table = BTreeMap::new();
    let mut before: Option<(Option<&str>, u32)> = None;
    let mut marked: Option<u32> = None;
    // The documents since the last marked page, the one at hand included.
    let mut since: Vec<DocIdx> = Vec::new();
    for (volume, number, at, summary) in numbered {
        if before != number.checked_sub(1).map(|before| (volume, before)) {
            marked = None;
            since.clear();
        }
        before = Some((volume, number));
        since.push(at);
        let mut pages = summary.pages.iter().map(|page| page.n.parse::<u32>());
        let Some(first) = pages.next() else { continue };
        if let (Some(marked), Ok(first)) = (marked, &first)
            && *first > marked + 1
            && first - marked <= GAP
        {
            between(marked + 1..*first, &since, |page, begins| {
                table.insert((volume, page), begins);
            });
        }
        marked = pages.next_back().unwrap_or(first).ok();
        since.clear();
    }
    table
}

/// Which of the documents begins with which of the pages.
fn between(pages: std::ops::Range<u32>, documents: &[DocIdx], mut tell: impl FnMut(u32, Begins)) {
    match documents {
        // Pages before it, if any, are none of a document's.
        [one] => tell(pages.end - 1, Begins::With(*one)),
        several if several.len() == pages.len() => {
            for (page, document) in pages.zip(several) {
                tell(page, Begins::With(*document));
            }
        }
        _ => pages.for_each(|page| tell(page, Begins::Unclear)),
    }
}

/// A document's number: before its heading, or in its id.
fn number(summary: &Summary) -> Option<u32> {
    let stated = summary.header.number.as_ref();
    match stated.map(|number| number.value.trim()) {
        Some(stated) => stated.parse().ok(),
        None => summary.id.local().strip_prefix('d')?.parse().ok(),
    }
}
