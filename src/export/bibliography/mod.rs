//! A document as a bibliographic item: what citations, reference managers and search
//! engines are told of it.
//!
//! Made once, of the record's header and `book.toml`; every format is written from it, so
//! that all of them say the same. Nothing is made up: what is not known is `None`. It
//! knows no format and no page.

mod archive;
mod name;
mod when;

pub use archive::Archive;
pub use name::{Name, Parts};
pub use when::When;

use crate::config::Config;
use crate::edition::{DocIdx, Edition, Imprint};
use crate::model::{Fact, Header, Party, RecordKind};
use crate::source::folded;

/// What reference managers file an item as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Printed in a volume.
    Section,
    /// Of someone to someone, not printed: letters, telegrams, memoranda.
    Letter,
    /// Any other paper that an archive holds.
    Manuscript,
    /// Any other document.
    Document,
    /// An editor's page.
    Page,
}

/// The volume in which a document is printed. From `[[volumes]]` in `book.toml`; for a
/// volume that is a TEI file each fact that stands not there is its header's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume<'a> {
    /// As notes cite it: `Foreign Relations, 1981–1988, vol. V`.
    pub label: &'a str,
    /// Its title, where it is another than the label.
    pub title: Option<&'a str>,
    /// The series that it belongs to.
    pub series: Option<&'a str>,
    /// Its editors.
    pub editors: Vec<Name>,
    /// Its publisher.
    pub publisher: Option<&'a str>,
    /// Where it was published.
    pub place: Option<&'a str>,
    /// The year in which it was published.
    pub year: Option<&'a str>,
    /// Its ISBN.
    pub isbn: Option<&'a str>,
    /// The first and the last printed page of the document. `None`: the first is not
    /// stated.
    pub pages: Option<(&'a str, &'a str)>,
}

impl Volume<'_> {
    /// Label and title in one: the title of the book.
    #[must_use]
    pub fn name(&self) -> String {
        match self.title {
            Some(title) => format!("{}, {title}", self.label),
            None => self.label.to_owned(),
        }
    }

    /// `765` or `765–767`, with this dash.
    #[must_use]
    pub fn pages(&self, dash: &str) -> Option<String> {
        match self.pages? {
            (first, last) if first == last => Some(first.to_owned()),
            (first, last) => Some(format!("{first}{dash}{last}")),
        }
    }
}

/// The edition in which a document is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published<'a> {
    /// Its title.
    pub title: &'a str,
    /// Those who edited it.
    pub editors: Vec<Name>,
    /// Its publisher.
    pub publisher: Option<&'a str>,
    /// Where it is published.
    pub place: Option<&'a str>,
    /// The year of its date.
    pub year: Option<&'a str>,
    /// Its version.
    pub version: Option<&'a str>,
}

/// A document as a bibliographic item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work<'a> {
    /// Its id among all documents, for keys: `frus1981-88v05-d175`.
    pub key: String,
    /// What it is filed as.
    pub kind: Kind,
    /// What it is in the edition's words: `letter`, `action memorandum`.
    pub genre: Option<&'a str>,
    /// Its title without its number; never empty.
    pub title: String,
    /// Its number in the volume or the edition: `175`.
    pub number: Option<&'a str>,
    /// Who wrote it.
    pub from: Vec<Name>,
    /// To whom.
    pub to: Vec<Name>,
    /// When it was written.
    pub when: When,
    /// Where it was written.
    pub place: Option<&'a str>,
    /// Where the paper is.
    pub archive: Option<Archive<'a>>,
    /// The volume in which it is printed.
    pub volume: Option<Volume<'a>>,
    /// The edition in which it is read.
    pub edition: Published<'a>,
    /// Its page's full address, when the site's is known.
    pub url: Option<String>,
    /// The rights of its text: words or an address.
    pub rights: Option<&'a str>,
    /// The language of its text, BCP 47.
    pub language: &'a str,
}

impl<'a> Work<'a> {
    /// A document as a bibliographic item. `url` is its page's full address, if the
    /// site's is known; a witness has a section there. `title` is what its page calls it:
    /// in the edition's language, where the source does not say it.
    #[must_use]
    pub fn new(
        edition: &'a Edition,
        config: &'a Config,
        document: DocIdx,
        url: Option<String>,
        title: &str,
    ) -> Self {
        let summary = edition.document(document);
        let header = &summary.header;
        let names = |parties: &'a [Fact<Party>]| -> Vec<Name> {
            parties
                .iter()
                .map(|party| {
                    let shown = edition.shown_name(document, &party.value);
                    let sorted = edition.sorted_name(document, &party.value);
                    Name::new(shown, sorted.as_deref())
                })
                .filter(|name| !name.shown.is_empty())
                .collect()
        };
        // What a volume prints is the text on the page, and not its other witnesses.
        let volume = match edition.base(document) {
            Some(_) => None,
            None => volume(edition, config, document),
        };
        let title = folded(title);
        // The page on a volume as a whole is not printed in it.
        let volume = volume.filter(|volume| title != volume.label && title != volume.name());
        let (from, to) = (names(&header.sent.parties), names(&header.received.parties));
        let genre = text(&header.kind);
        let archive = text(&header.archive).map(Archive::new);
        let kind = match &volume {
            Some(_) => Kind::Section,
            None if summary.kind != RecordKind::Document => Kind::Page,
            None if is_letter(genre, !from.is_empty() && !to.is_empty()) => Kind::Letter,
            None if archive.is_some() => Kind::Manuscript,
            None => Kind::Document,
        };
        let info = &config.edition;
        Self {
            key: key(summary.id.volume(), summary.id.local()),
            kind,
            genre,
            title,
            number: text(&header.number),
            from,
            to,
            when: when(header),
            place: text(&header.sent.place),
            archive,
            volume,
            edition: Published {
                title: &config.book.title,
                editors: editors(config),
                publisher: info.publisher.as_deref(),
                place: info.place.as_deref(),
                year: info.date.as_deref().and_then(|date| date.get(..4)),
                version: info.version.as_deref(),
            },
            url,
            rights: text(&header.rights).or(info.licence_text.as_deref()),
            language: text(&header.language).unwrap_or(&config.book.language),
        }
    }

    /// The title by which a reference manager can tell it from others: of a document of a
    /// volume with its number in front (`175. Memorandum …`), as editorial notes have one
    /// title by the hundred.
    #[must_use]
    pub fn full_title(&self) -> String {
        match self.number.filter(|_| self.volume.is_some()) {
            Some(number) => format!("{number}. {}", self.title),
            None => self.title.clone(),
        }
    }

    /// Whether it is of someone to someone. A memorandum *of* conversation is not, whoever
    /// is named.
    #[must_use]
    pub fn is_correspondence(&self) -> bool {
        let has_both = !self.from.is_empty() && !self.to.is_empty();
        has_both && !is_minutes(&self.genre.unwrap_or("").to_lowercase())
    }

    /// The address of its rights, where they are stated as one.
    #[must_use]
    pub fn licence(&self) -> Option<&'a str> {
        let is_web =
            |rights: &&str| rights.starts_with("https://") || rights.starts_with("http://");
        self.rights.filter(is_web)
    }
}

/// Whether citation files are written of a record: of documents and their witnesses, not
/// of editors' pages.
#[must_use]
pub fn is_citable(kind: RecordKind) -> bool {
    kind == RecordKind::Document
}

fn text(fact: &Option<Fact<String>>) -> Option<&str> {
    let fact = fact.as_ref()?;
    Some(fact.value.trim()).filter(|text| !text.is_empty())
}

fn when(header: &Header) -> When {
    match &header.sent.date {
        Some(date) => When::Date(date.value),
        None if header.date_unknown => When::Undated,
        None => When::Unstated,
    }
}

/// The volume, if it is known as one: a folder that nothing describes is only a folder.
fn volume<'a>(edition: &'a Edition, config: &'a Config, document: DocIdx) -> Option<Volume<'a>> {
    let summary = edition.document(document);
    let id = summary.id.volume()?;
    let listed = config.volume(id);
    if listed.is_none() && edition.volume(id).is_none() {
        return None;
    }
    let label = edition.volume_label(config, id);
    let titled = || edition.volume(id)?.title.as_deref();
    let title = listed
        .and_then(|volume| volume.title.as_deref())
        .or_else(titled);
    let imprint = edition.volume(id).map(|volume| &volume.imprint);
    // What `book.toml` says counts before what the header says.
    let said = |of: fn(&'a crate::config::Volume) -> &'a Option<String>,
                or: fn(&'a Imprint) -> &'a Option<Fact<String>>| {
        let stated = listed.and_then(|volume| of(volume).as_deref());
        stated.or_else(|| imprint.and_then(|imprint| text(or(imprint))))
    };
    let stated = listed.map_or(&[][..], |volume| volume.editors.as_slice());
    let editors = match (stated, imprint) {
        ([], Some(imprint)) => {
            let editors = imprint.editors.iter();
            editors.map(|it| Name::of_editor(&it.value)).collect()
        }
        (stated, _) => stated.iter().map(|it| Name::of_editor(it)).collect(),
    };
    let pages = text(&summary.header.first_page).map(|first| {
        let last = summary.pages.last().map_or(first, |page| &page.n);
        (first, last)
    });
    Some(Volume {
        label,
        title: title.filter(|title| *title != label),
        series: said(|volume| &volume.series, |imprint| &imprint.series),
        editors,
        publisher: said(|volume| &volume.publisher, |imprint| &imprint.publisher),
        place: said(|volume| &volume.place, |imprint| &imprint.place),
        year: said(|volume| &volume.year, |imprint| &imprint.year),
        isbn: said(|volume| &volume.isbn, |imprint| &imprint.isbn),
        pages,
    })
}

/// Those who edited; all who are named where no role says so.
fn editors(config: &Config) -> Vec<Name> {
    let edits = |role: &Option<String>| {
        role.as_ref()
            .is_none_or(|role| role.to_lowercase().contains("edit"))
    };
    let editors = config.edition.editors.iter();
    editors
        .filter(|editor| edits(&editor.role))
        .map(|editor| Name::of_editor(&editor.name))
        .collect()
}

/// Whether a kind is of what was said, and of no one to no one: `memorandum of
/// conversation`, `minutes`. In lower case.
fn is_minutes(genre: &str) -> bool {
    genre.contains(" of ") || genre.contains("minutes")
}

/// Whether what is not printed is filed as a letter.
fn is_letter(genre: Option<&str>, is_correspondence: bool) -> bool {
    const LETTERS: [&str; 12] = [
        "letter",
        "telegram",
        "cable",
        "message",
        "postcard",
        "dispatch",
        "despatch",
        "airgram",
        "telex",
        "email",
        "e-mail",
        "note verbale",
    ];
    let genre = genre.unwrap_or("").to_lowercase();
    is_correspondence && !is_minutes(&genre) || LETTERS.iter().any(|word| genre.contains(word))
}

/// A key of letters, digits and hyphens.
fn key(volume: Option<&str>, local: &str) -> String {
    match volume {
        Some(volume) => format!("{volume}-{local}"),
        None => local.to_owned(),
    }
}
