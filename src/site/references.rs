//! Where the references of a text lead, as seen from its page, and who refers to it.

use super::links::LinkCache;
use super::pieces::{Tables, date_of};
use super::urls::{self, Here};
use super::views::{CitedByView, CitesView};
use crate::edition::{DocIdx, Link};
use crate::html::{Addresses, Target};
use crate::model::{Descend, Node, Record, RecordKind, Tag, walk};
use std::collections::BTreeSet;

impl Tables<'_> {
    /// Where each reference of a record leads, as seen from a page.
    pub(super) fn targets(&self, here: &Here<'_>, document: DocIdx) -> Vec<Target> {
        let internal = |href| Target::Internal { href, title: None };
        let external = |url: &str| {
            if urls::is_safe(url) {
                Target::External {
                    href: url.to_owned(),
                }
            } else {
                Target::Unknown
            }
        };
        self.edition
            .links(document)
            .iter()
            .map(|link| match link {
                Link::Target(target) => {
                    let (page, fragment) = self.plan.target(target);
                    Target::Internal {
                        href: here.to_place(page, fragment.as_deref()),
                        title: (target.document != document)
                            .then(|| self.title(target.document, None)),
                    }
                }
                Link::Page(path) if self.plan.has(path) => internal(here.to(path)),
                Link::Page(_) => Target::Unknown,
                Link::Volume(id) => internal(self.contents_href(here, id)),
                Link::Entity(id) => match self.edition.entry(id) {
                    Some(entry) => internal(here.to(&urls::entry(entry))),
                    None => Target::Unknown,
                },
                Link::Asset(file) => match self.plan.media_path(*file) {
                    Some(path) => internal(here.to(&urls::encode(path))),
                    None => Target::Unknown,
                },
                Link::Elsewhere { url, .. } | Link::Url(url) => external(url),
                Link::Nothing => Target::Unknown,
            })
            .collect()
    }

    /// The images that a record shows, by their addresses in it.
    pub(super) fn images(&self, here: &Here<'_>, document: DocIdx, record: &Record) -> Addresses {
        let mut images = Addresses::new();
        if !self.plan.has_media() {
            return images;
        }
        let source = self.files.path(self.edition.document(document).file);
        let bodies = record.notes.iter().map(|note| &note.body);
        for body in [&record.body, &record.description]
            .into_iter()
            .chain(bodies)
        {
            walk(body, &mut |node| {
                if let Node::Element(element) = node
                    && let Some(url) = match element.tag {
                        // Of several pictures of a page the first is shown.
                        Tag::Pb => element
                            .attrs
                            .get("facs")
                            .and_then(|facs| facs.split_whitespace().next()),
                        _ => element.attrs.get("url"),
                    }
                    && let Some(path) = self.plan.media_of(source, url, &self.config.book.src)
                {
                    images.insert(url.into(), here.to(&urls::encode(path)));
                }
                Descend::Into
            });
        }
        images
    }

    /// What a record cites outside itself, each place once.
    pub(super) fn cites(&self, here: &Here<'_>, document: DocIdx) -> Vec<CitesView> {
        let summary = self.edition.document(document);
        let mut cites: Vec<CitesView> = Vec::new();
        if summary.kind == RecordKind::Matter {
            return cites;
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (reference, link) in summary.refs.iter().zip(self.edition.links(document)) {
            let (href, other, external) = match link {
                // An abbreviation that is explained in a list is not cited.
                Link::Target(target)
                    if target.document != document
                        && self.edition.document(target.document).kind != RecordKind::Matter =>
                {
                    let (page, fragment) = self.plan.target(target);
                    let href = here.to_place(page, fragment.as_deref());
                    (href, Some(target.document), false)
                }
                Link::Elsewhere { url, .. } if urls::is_safe(url) => (url.to_string(), None, true),
                Link::Url(url) if urls::is_safe(url) && summary.kind == RecordKind::Document => {
                    (url.to_string(), None, true)
                }
                Link::Target(_)
                | Link::Page(_)
                | Link::Volume(_)
                | Link::Entity(_)
                | Link::Asset(_)
                | Link::Elsewhere { .. }
                | Link::Url(_)
                | Link::Nothing => continue,
            };
            if !seen.insert(href.clone()) {
                continue;
            }
            cites.push(CitesView {
                label: reference.text.to_string(),
                href,
                external,
                title: other.map(|other| self.title(other, None)),
                date: other
                    .and_then(|other| date_of(&self.edition.document(other).header))
                    .map(|date| self.date(date)),
                opening: other
                    .map(|other| self.edition.document(other).opening.clone())
                    .filter(|words| !words.is_empty()),
                sentence: reference.sentence.to_string(),
                at: self.at(here, document, &reference.at),
            });
        }
        cites
    }

    /// Who cites a document or one of its witnesses.
    pub(super) fn cited_by(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        links: &mut LinkCache,
    ) -> Vec<CitedByView> {
        let summary = self.edition.document(document);
        let mut cited_by: Vec<CitedByView> = Vec::new();
        let texts = std::iter::once(&document).chain(self.edition.witnesses(document));
        for citation in texts.flat_map(|&text| self.edition.cited_by(text)) {
            let from = citation.document;
            // Witnesses of one document repeat each other's words.
            if from == document || self.edition.base(from) == Some(document) {
                continue;
            }
            let reference = self.edition.reference(*citation);
            cited_by.push(CitedByView {
                document: self.shown_link(here, summary, from, None, links),
                href: self.at(here, from, &reference.at),
                label: reference.text.to_string(),
                sentence: reference.sentence.to_string(),
            });
        }
        cited_by
    }
}
