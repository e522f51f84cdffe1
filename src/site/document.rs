//! Pages of documents and essays: text, notes, witnesses, and what the edition knows.

use super::cite;
use super::links::Order;
use super::metadata;
use super::pieces::{Scratch, Tables, date_of, value};
use super::plan::ending;
use super::urls::Here;
use super::views::{
    DocumentView, DownloadView, EnclosureLink, EssayView, Html, VolumeView, WitnessView,
};
use crate::config::{DataFormat, Direction, direction_of};
use crate::edition::{DocIdx, Neighbours, Summary, TargetKind};
use crate::html::{Addresses, Extent, Ids, Links, Renderer, Writer};
use crate::model::{Descend, Node, Record, RecordKind, Tag, walk};

/// A record's words as markup.
pub(super) struct Words {
    /// The inside of the heading, when the text has one of its own.
    pub(super) heading: Option<Html>,
    pub(super) text: Html,
    /// The apparatus and the notes.
    pub(super) notes: Option<Html>,
    /// What the source's own header says.
    pub(super) about: Option<Html>,
    /// Whether text and notes can be read edited and as written.
    pub(super) views: bool,
}

/// Whether the editors supplied any word of a text or its notes.
fn is_supplied(record: &Record) -> bool {
    let notes = record.notes.iter().map(|note| &note.body);
    let mut found = false;
    for body in std::iter::once(&record.body).chain(notes) {
        walk(body, &mut |node| {
            found |= matches!(node, Node::Element(element) if element.tag == Tag::Supplied);
            if found { Descend::Over } else { Descend::Into }
        });
    }
    found
}

impl<'a> Tables<'a> {
    /// The page of a document. `witnesses` are the other texts of it, read.
    pub(super) fn document(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        record: &Record,
        witnesses: &[(DocIdx, &Record)],
        names: &Addresses,
        scratch: &mut Scratch,
    ) -> DocumentView {
        let Scratch {
            words: out, links, ..
        } = scratch;
        let summary = self.edition.document(document);
        let header = &summary.header;
        let words = self.words(here, document, record, names, 2, out);
        let title = self.title(document, None);
        let work = self.work(document);
        let near = self.edition.neighbours(document);
        // Between documents without numbers there is no order of numbers, unless they
        // are printed in one volume.
        let printed = summary.id.volume().and_then(|id| self.edition.volume(id));
        let numbered = |other: &DocIdx| {
            printed.is_some()
                || header.number.is_some() && self.edition.document(*other).header.number.is_some()
        };
        let witness = header.witness.as_ref().map(|fact| &fact.value);
        let others: Vec<(WitnessView, bool)> = witnesses
            .iter()
            .map(|&(index, record)| self.witness(here, index, record, names, out))
            .collect();
        let near = Neighbours {
            before: near.before.filter(numbered),
            after: near.after.filter(numbered),
            ..near
        };
        DocumentView {
            id: summary.id.local().to_owned(),
            volume: summary.id.volume().map(|id| self.volume_view(here, id)),
            number: value(&header.number),
            kind: value(&header.kind),
            heading: words.heading.unwrap_or_else(|| plain(&title, out)),
            title,
            from: self.names(document, &header.sent.parties),
            to: self.names(document, &header.received.parties),
            date: date_of(header).map(|date| self.date(date)),
            facts: self.facts(here, document),
            remark: value(&header.remark),
            language: self.language(summary),
            direction: self.direction(summary),
            outline: self.outline(here, document, record),
            text: words.text,
            notes: words.notes,
            about: words.about,
            views: words.views || others.iter().any(|(_, views)| *views),
            siglum: witness.map(|witness| witness.siglum.clone()),
            witness_description: witness.and_then(|witness| witness.description.clone()),
            witnesses: others.into_iter().map(|(witness, _)| witness).collect(),
            enclosures: self.enclosures(here, document),
            cites: self.cites(here, document),
            cited_by: self.cited_by(here, document, links),
            replies_to: self
                .edition
                .replies_to(document)
                .iter()
                .map(|reply| self.shown_link(here, summary, reply.document, None, links))
                .collect(),
            answered_by: self
                .edition
                .answered_by(document)
                .iter()
                .map(|reply| (reply.document, reply.enclosure))
                .map(|(reply, part)| self.shown_link(here, summary, reply, part, links))
                .collect(),
            exchanges: self.exchanges(here, document, links),
            same_day: self.same_day(here, document, links),
            named: self.named(here, document),
            citations: cite::citations(&work, self.words, out),
            metadata: metadata::metadata(&work, out),
            downloads: self.downloads(here, document),
            neighbours: self.neighbours(here, document, near, Order::Numbers, links),
            supplied: is_supplied(record)
                || witnesses.iter().any(|(_, record)| is_supplied(record)),
            source_path: self.files.path(summary.file).to_string(),
        }
    }

    /// The page of an essay, or of a volume where it is no document.
    pub(super) fn essay(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        record: &Record,
        names: &Addresses,
        scratch: &mut Scratch,
    ) -> EssayView {
        let Scratch {
            words: out, links, ..
        } = scratch;
        let summary = self.edition.document(document);
        let words = self.words(here, document, record, names, 2, out);
        let title = self.title(document, None);
        let work = self.work(document);
        let near = Neighbours {
            earlier: None,
            later: None,
            ..self.edition.neighbours(document)
        };
        EssayView {
            id: summary.id.local().to_owned(),
            heading: words.heading.unwrap_or_else(|| plain(&title, out)),
            title,
            language: self.language(summary),
            direction: self.direction(summary),
            date: date_of(&summary.header).map(|date| self.date(date)),
            from: self.names(document, &summary.header.sent.parties),
            outline: self.outline(here, document, record),
            text: words.text,
            notes: words.notes,
            about: words.about,
            views: words.views,
            cites: self.cites(here, document),
            citations: cite::citations(&work, self.words, out),
            metadata: metadata::metadata(&work, out),
            downloads: self.downloads(here, document),
            volume: summary.id.volume().map(|id| self.volume_view(here, id)),
            neighbours: self.neighbours(here, document, near, Order::Pages, links),
            source_path: self.files.path(summary.file).to_string(),
        }
    }

    /// What a further text of a document is called.
    pub(super) fn witness_heading(&self, document: DocIdx) -> String {
        let witness = &self.edition.document(document).header.witness;
        let witness = witness.as_ref().map(|fact| &fact.value);
        let siglum = witness.map_or("", |witness| &witness.siglum);
        let description = witness.and_then(|witness| witness.description.as_deref());
        let words = self.words;
        match (siglum, description) {
            ("", None) => words.another_witness.to_string(),
            ("", Some(description)) => words
                .another_witness_of
                .fill(&[("description", description)]),
            (siglum, None) => words.witness.fill(&[("siglum", siglum)]),
            (siglum, Some(description)) => words
                .witness_of
                .fill(&[("siglum", siglum), ("description", description)]),
        }
    }

    /// Another text of a document, and whether it can be read in two ways.
    fn witness(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        record: &Record,
        names: &Addresses,
        out: &mut Writer,
    ) -> (WitnessView, bool) {
        let summary = self.edition.document(document);
        let witness = summary.header.witness.as_ref().map(|fact| &fact.value);
        let siglum = witness.map_or("", |witness| &witness.siglum).to_owned();
        let description = witness.and_then(|witness| witness.description.clone());
        let heading = self.witness_heading(document);
        let words = self.words(here, document, record, names, 3, out);
        // Its own heading is part of its text.
        let text = match words.heading {
            Some(heading) => {
                let heading = heading.as_str();
                Html::new(&format!(
                    "<h3 class=\"head\">{heading}</h3>\n{}",
                    words.text.as_str()
                ))
            }
            None => words.text,
        };
        let section = self.plan.spot(document).section.as_deref();
        // The volume is the document's.
        let mut facts = self.facts(here, document);
        facts.retain(|row| row.key != "volume");
        let view = WitnessView {
            id: section.unwrap_or_default().to_owned(),
            heading,
            siglum,
            description,
            facts,
            language: self.language(summary),
            direction: self.direction(summary),
            text,
            notes: words.notes,
            downloads: self.downloads(here, document),
        };
        (view, words.views)
    }

    /// A record's words as markup. Headings in it begin at `level`.
    pub(super) fn words(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        record: &Record,
        names: &Addresses,
        level: u8,
        out: &mut Writer,
    ) -> Words {
        let refs = self.targets(here, document);
        let images = self.images(here, document, record);
        let spot = self.plan.spot(document);
        let pages = if spot.section.is_some() {
            &*spot.prefix
        } else {
            ""
        };
        let links = Links {
            refs: &refs,
            names,
            images: &images,
        };
        let ids = Ids {
            prefix: &spot.prefix,
            pages,
        };
        let mut renderer = Renderer::new(record, links, ids, self.words);
        out.clear();
        let heading = renderer.heading(out).then(|| Html::new(out.as_str()));
        out.clear();
        renderer.text(level, out);
        let text = Html::new(out.as_str());
        out.clear();
        let apparatus = renderer.apparatus(level, out);
        let notes = renderer.notes(level, out) || apparatus;
        let notes = notes.then(|| Html::new(out.as_str()));
        out.clear();
        let extent = match record.kind {
            RecordKind::Matter => Extent::Whole,
            RecordKind::Document | RecordKind::Essay => Extent::Folded,
        };
        let about = renderer.description(extent, level, out);
        let about = about.then(|| Html::new(out.as_str()));
        out.clear();
        Words {
            heading,
            text,
            notes,
            about,
            views: renderer.has_views(),
        }
    }

    /// The address of a paragraph or note of a record.
    pub(super) fn at(&self, here: &Here<'_>, document: DocIdx, key: &str) -> String {
        let (page, fragment) = self.plan.place(document, TargetKind::Place, key);
        here.to_place(page, fragment.as_deref())
    }

    fn enclosures(&self, here: &Here<'_>, document: DocIdx) -> Vec<EnclosureLink> {
        let summary = self.edition.document(document);
        (0..)
            .zip(&summary.enclosures)
            .map(|(at, enclosure)| EnclosureLink {
                href: self.at(here, document, &enclosure.key),
                title: self.title(document, Some(at)),
                date: date_of(&enclosure.header).map(|date| self.date(date)),
                from: self.names(document, &enclosure.header.sent.parties),
                to: self.names(document, &enclosure.header.received.parties),
            })
            .collect()
    }

    /// The files beside a page.
    fn downloads(&self, here: &Here<'_>, document: DocIdx) -> Vec<DownloadView> {
        let spot = self.plan.spot(document);
        let words = self.words;
        let files = spot.formats.iter().map(|&format| {
            let (key, label, media_type) = match format {
                DataFormat::Tei => ("tei", "TEI (XML)", "application/tei+xml"),
                DataFormat::Json => ("json", &*words.file_json, "application/json"),
                DataFormat::Text => ("text", &*words.file_text, "text/plain"),
                DataFormat::Ris | DataFormat::Bibtex | DataFormat::Csl => bibliography(format),
            };
            DownloadView {
                key,
                label: label.to_owned(),
                href: here.to(&format!("{}.{}", spot.stem, ending(format))),
                media_type,
            }
        });
        let shown = spot.tei.iter().map(|page| DownloadView {
            key: "tei-page",
            label: words.file_tei_shown.to_string(),
            href: here.to(page),
            media_type: "text/html",
        });
        files.chain(shown).collect()
    }

    pub(super) fn volume_view(&self, here: &Here<'_>, id: &str) -> VolumeView {
        let listed = self.config.volume(id);
        VolumeView {
            id: id.to_owned(),
            label: self.volume_label(id).to_owned(),
            title: listed.and_then(|volume| volume.title.clone()),
            contents: self.plan.contents_page(id).map(|page| here.to(page)),
        }
    }

    fn language(&self, summary: &Summary) -> String {
        value(&summary.header.language).unwrap_or_else(|| self.config.book.language.clone())
    }

    /// The direction of a text: the edition's own for its own language, else what the
    /// language's script says.
    fn direction(&self, summary: &Summary) -> &'static str {
        let own = direction_word(self.config.book.text_direction);
        match &summary.header.language {
            Some(language) if language.value != self.config.book.language => {
                direction_word(direction_of(&language.value))
            }
            _ => own,
        }
    }
}

/// Key, words and media type of a format that cites.
pub(super) const fn bibliography(format: DataFormat) -> (&'static str, &'static str, &'static str) {
    match format {
        DataFormat::Ris => ("ris", "RIS", "application/x-research-info-systems"),
        DataFormat::Bibtex => ("bibtex", "BibTeX", "application/x-bibtex"),
        _ => ("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    }
}

/// Words as markup.
pub(super) fn plain(words: &str, out: &mut Writer) -> Html {
    out.clear();
    out.text(words);
    let html = Html::new(out.as_str());
    out.clear();
    html
}

pub(super) const fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}
