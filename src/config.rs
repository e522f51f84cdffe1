//! `book.toml`: mdBook's names where the thing is the same, ours beside them.
//!
//! The structs below are what every later room sees; reading and checking the file,
//! with places for every complaint, is in `config/parse.rs`.

mod parse;
mod site_url;
mod table;
mod values;

pub use parse::parse;
pub use site_url::{SiteUrl, SiteUrlProblem};
pub use values::{direction_of, is_language};

use crate::diag::{Code, Severity};
use std::collections::BTreeMap;

/// The whole configuration. Every value has a default but the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `[book]`
    pub book: Book,
    /// `[build]`
    pub build: Build,
    /// `[output.html]`
    pub html: Html,
    /// `[output.data]`: files beside each page.
    pub data_formats: Vec<DataFormat>,
    /// `[edition]`
    pub edition: EditionInfo,
    /// `[[volumes]]`
    pub volumes: Vec<Volume>,
    /// `[timeline]`
    pub timeline: TimelineConfig,
    /// `[[authorities]]`: how records elsewhere are named.
    pub authorities: Vec<AuthoritySource>,
    /// `[tei] divisions`: the types of `div` that are documents; empty: `document`, and
    /// letters, entries and the like where a file has several with ids.
    pub tei_divisions: Vec<String>,
    /// `[diagnostics]`: a code's severity; `None` allows it.
    pub diagnostics: BTreeMap<Code, Option<Severity>>,
}

impl Config {
    /// What `[[volumes]]` says of a volume.
    #[must_use]
    pub fn volume(&self, id: &str) -> Option<&Volume> {
        self.volumes.iter().find(|volume| volume.id == id)
    }

    /// An edition of this title, everything else as it is when `book.toml` says nothing.
    #[must_use]
    pub fn titled(title: impl Into<String>) -> Self {
        Self {
            book: Book {
                title: title.into(),
                authors: Vec::new(),
                description: None,
                language: "en".to_owned(),
                text_direction: Direction::Ltr,
                src: "content".to_owned(),
            },
            build: Build::default(),
            html: Html::default(),
            data_formats: Vec::new(),
            edition: EditionInfo::default(),
            volumes: Vec::new(),
            timeline: TimelineConfig::default(),
            authorities: Vec::new(),
            tei_divisions: Vec::new(),
            diagnostics: BTreeMap::new(),
        }
    }

    /// How grave a code is in this edition; `None`: it is allowed. For
    /// [`crate::diag::Diagnostics::apply`].
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        self.diagnostics
            .get(&code)
            .copied()
            .unwrap_or(Some(code.info().severity))
    }
}

/// `[book]`, as in mdBook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// The edition's title.
    pub title: String,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// A sentence for the home page and for search engines.
    pub description: Option<String>,
    /// BCP 47; default `en`.
    pub language: String,
    /// `ltr` or `rtl`; from the language when not stated.
    pub text_direction: Direction,
    /// The folder of the sources; default `content`.
    pub src: String,
}

/// Which way a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// `[build]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Build {
    /// Where the site is written, from the edition's folder; default `site`.
    pub build_dir: String,
}

impl Default for Build {
    fn default() -> Self {
        Self {
            build_dir: "site".to_owned(),
        }
    }
}

/// `[output.html]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html {
    /// Folder of the edition's own theme files, laid over the default theme.
    pub theme: Option<String>,
    /// The colour scheme a reader meets: `light`, `dark`, or `auto` (theirs).
    pub default_theme: Option<String>,
    /// The scheme for readers who prefer dark.
    pub preferred_dark_theme: Option<String>,
    /// The site's full address, `https://name.github.io/repo/`, always with a slash at
    /// the end. `None`: not known; sitemap and feed are then without absolute addresses.
    pub site_url: Option<String>,
    /// The path below which the site will stand, `/repo/`, with a slash at both ends:
    /// that of `site-url`, which may also be a path alone, as in mdBook. `None`: not known.
    pub site_path: Option<String>,
    /// A domain for the `CNAME` file.
    pub cname: Option<String>,
    /// Where the sources are kept.
    pub git_repository_url: Option<String>,
    /// Address of a source file for editing, with `{path}`.
    pub edit_url_template: Option<String>,
    /// Further style sheets, from the edition's folder.
    pub additional_css: Vec<String>,
    /// Further scripts, from the edition's folder.
    pub additional_js: Vec<String>,
    /// `[output.html.search] enable`; default true.
    pub search: bool,
    /// `[output.html.print] enable`; default true.
    pub print: bool,
    /// `[output.html.tei] enable`: a page for each document that shows its TEI. `None`: where
    /// TEI is written and the edition is small.
    pub tei: Option<bool>,
}

impl Default for Html {
    fn default() -> Self {
        Self {
            theme: None,
            default_theme: None,
            preferred_dark_theme: None,
            site_url: None,
            site_path: None,
            cname: None,
            git_repository_url: None,
            edit_url_template: None,
            additional_css: Vec::new(),
            additional_js: Vec::new(),
            search: true,
            print: true,
            tei: None,
        }
    }
}

/// A file written beside each document's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataFormat {
    /// TEI P5, `.xml`.
    Tei,
    /// The record, `.json`.
    Json,
    /// Plain text, `.txt`.
    Text,
    /// RIS, `.ris`.
    Ris,
    /// BibTeX, `.bib`.
    Bibtex,
    /// CSL-JSON, `.csl.json`.
    Csl,
}

impl DataFormat {
    /// Every format that is written, in the order in which pages offer them.
    pub const ALL: &'static [Self] = &[
        Self::Tei,
        Self::Json,
        Self::Text,
        Self::Ris,
        Self::Bibtex,
        Self::Csl,
    ];

    /// The name in `book.toml` and of `recto export`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tei => "tei",
            Self::Json => "json",
            Self::Text => "text",
            Self::Ris => "ris",
            Self::Bibtex => "bibtex",
            Self::Csl => "csl",
        }
    }

    /// How the file's name ends: the page's own with this in place of `.html`.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Tei => ".xml",
            Self::Json => ".json",
            Self::Text => ".txt",
            Self::Ris => ".ris",
            Self::Bibtex => ".bib",
            Self::Csl => ".csl.json",
        }
    }

    /// Whether it cites documents, and is also written once for all of them.
    #[must_use]
    pub const fn is_citation(self) -> bool {
        matches!(self, Self::Ris | Self::Bibtex | Self::Csl)
    }

    /// The format of this name, or of this ending: `xml` is `tei`, and `bib` is `bibtex`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "tei" | "xml" => Some(Self::Tei),
            "json" => Some(Self::Json),
            "text" | "txt" => Some(Self::Text),
            "ris" => Some(Self::Ris),
            "bibtex" | "bib" => Some(Self::Bibtex),
            "csl" | "csl-json" | "csl.json" => Some(Self::Csl),
            _ => None,
        }
    }
}

/// `[edition]`: what the edition is as a publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditionInfo {
    /// The series it belongs to.
    pub series: Option<String>,
    /// Who edited it, in which role.
    pub editors: Vec<Editor>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Where it is published.
    pub place: Option<String>,
    /// The licence or rights of the texts: a name or an address.
    pub licence_text: Option<String>,
    /// The licence of code and design.
    pub licence_code: Option<String>,
    /// The edition's version, `1.0.0`.
    pub version: Option<String>,
    /// The version's date, ISO; shown on every page. The clock is never asked.
    pub date: Option<String>,
    /// Whether gaps in the document numbers are meant.
    pub selection: bool,
    /// A file that lists every id ever published, from the edition's folder.
    pub id_ledger: Option<String>,
}

/// Someone with a role in the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// The name.
    pub name: String,
    /// What they did: `editor`, `transcription`.
    pub role: Option<String>,
}

/// `[[volumes]]`: a volume that documents are in or refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Its id in addresses, `frus1981-88v05`.
    pub id: String,
    /// How notes cite it: `Foreign Relations, 1981–1988, vol. V`. References are matched with it.
    pub label: String,
    /// Its title.
    pub title: Option<String>,
    /// Address of a document that is not in this edition, with `{volume}` and `{id}`.
    pub url: Option<String>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// Who edited it: `Surname, Given`, or a name that is not turned round.
    pub editors: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub place: Option<String>,
    /// The year in which it was published, `2020`.
    pub year: Option<String>,
    /// Its ISBN.
    pub isbn: Option<String>,
}

/// `[timeline]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineConfig {
    /// Whether there is one; default true.
    pub enable: bool,
    /// Whether enclosures stand on it; default true.
    pub enclosures: bool,
    /// Whether events of `events.yaml` stand on it; default true.
    pub events: bool,
    /// Whether arrivals stand on it. `None`: while the edition is small.
    pub received: Option<bool>,
    /// Whether dates that texts speak of stand on it. `None`: while the edition is small.
    pub mentions: Option<bool>,
}

impl TimelineConfig {
    /// The most documents of an edition whose timeline tells of arrivals and of what is
    /// spoken of without being asked: in larger ones nobody would find the documents.
    const SMALL: usize = 500;

    /// Whether arrivals stand on the timeline of an edition of so many documents.
    #[must_use]
    pub fn has_received(&self, documents: usize) -> bool {
        self.enable && self.received.unwrap_or(documents <= Self::SMALL)
    }

    /// Whether dates that texts speak of stand on it.
    #[must_use]
    pub fn has_mentions(&self, documents: usize) -> bool {
        self.enable && self.mentions.unwrap_or(documents <= Self::SMALL)
    }
}

impl Default for TimelineConfig {
    fn default() -> Self {
        Self {
            enable: true,
            enclosures: true,
            events: true,
            received: None,
            mentions: None,
        }
    }
}

/// `[[authorities]]`: a catalogue of people or places elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthoritySource {
    /// Its short name, used as a key in authority files: `viaf`.
    pub id: String,
    /// Its name for readers: `VIAF`.
    pub label: String,
    /// Address of an entry, with `{id}`.
    pub url: String,
}
