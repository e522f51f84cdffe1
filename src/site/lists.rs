//! The home page.

use super::document::{Words, bibliography};
use super::pieces::Tables;
use super::plan::ending;
use super::urls::{self, Here};
use super::views::{DocLink, DocumentsPart, DownloadView, HomeView, LinkView, VolumeDocuments};
use crate::edition::DocIdx;
use crate::model::EntityKind;

/// The longest list of documents that is shown in one piece.
const LONG: usize = 75;
/// How many documents are in a part of a longer one.
const PART: usize = 50;

impl Tables<'_> {
    /// The home page. `words` is the introduction.
    pub(super) fn home(&self, here: &Here<'_>, words: Option<Words>) -> HomeView {
        let volume_of = |document: &DocIdx| self.edition.document(*document).id.volume();
        let shelf = self.shelf(here);
        // Where volumes are listed, their documents are not.
        let documents = match shelf.as_slice() {
            [] => self.edition.documents(),
            _ => &[],
        };
        let volumes = documents
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
            ways: self.ways(here),
            essays: self.essays(here),
            downloads: self.bibliographies(here),
            span: self.years(Some(self.edition.documents())),
        }
    }

    /// Other ways to the documents than the list at home.
    fn ways(&self, here: &Here<'_>) -> Vec<LinkView> {
        let Some(kinds) = self.plan.kinds.path() else {
            return Vec::new();
        };
        let words = self.words;
        let way = |label: &str, path: &str| LinkView {
            label: label.to_owned(),
            href: here.to(path),
        };
        let mut ways = vec![way(&words.by_kind, kinds)];
        if self.config.timeline.enable {
            ways.push(way(&words.by_date, "timeline.html"));
        }
        if !self.edition.people().is_empty() {
            ways.push(way(&words.by_person, &urls::index(EntityKind::Person, 0)));
        }
        ways
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

    /// Files that cite all documents.
    fn bibliographies(&self, here: &Here<'_>) -> Vec<DownloadView> {
        let formats = self.config.data_formats.iter();
        formats
            .filter(|format| format.is_citation())
            .map(|&format| {
                let (key, label, media_type) = bibliography(format);
                DownloadView {
                    key,
                    label: label.to_owned(),
                    href: here.to(&urls::bibliography(ending(format))),
                    media_type,
                }
            })
            .collect()
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
}

impl DocumentsPart {
    /// Whether the list has a column of numbers.
    fn is_numbered(&self) -> bool {
        self.documents.iter().any(|link| link.number.is_some())
    }
}
