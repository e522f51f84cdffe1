//! What templates see: the template contract.
//!
//! Plain structs of finished words and addresses. A template never sees the model, never
//! makes an address and never decides what is known. Every `href` is ready to be written
//! into an attribute: relative to the page it stands on, and naming a file.
//!
//! Every page has [`SiteView`] as `site`, a list of [`NavItem`] as `nav` and [`PageView`]
//! as `page`; beside them, one variable for its subject:
//!
//! | template | `page.kind` | variable |
//! |---|---|---|
//! | `home.html` | `home` | `home`: [`HomeView`] |
//! | `kinds.html` | `kinds` | `kinds`: [`KindsView`] |
//! | `kind.html` | `kind` | `kind`: [`KindView`] |
//! | `contents.html` | `contents` | `contents`: [`ContentsView`] |
//! | `document.html` | `document` | `document`: [`DocumentView`] |
//! | `essay.html` | `essay` | `essay`: [`EssayView`] |
//! | `timeline.html` | `timeline` | `timeline`: [`TimelineView`] |
//! | `entries.html` | `people`, `places`, `organizations`, `glossary` | `entries`: [`IndexView`] |
//! | `entry.html` | `person`, `place`, `organization`, `term` | `entry`: [`EntryView`] |
//! | `tei.html` | `tei` | `tei`: [`TeiView`] |
//! | `search.html` | `search` | `search`: [`SearchView`] |
//! | `404.html` | `missing` | none |
//!
//! A field that may be missing is an `Option` here and `none` in a template, so
//! `{% if document.number %}` is the way to ask. Fields of type [`Html`] are finished
//! markup and are not escaped again; everything else is escaped by the template engine.
//! A removed or renamed field raises [`CONTRACT`].
//!
//! Every page also has `words`: what the interface says in the edition's language, by the
//! keys of `themes/default/words/en.toml`; the filter `say` fills in their places.
//!
//! # The files of a theme
//!
//! `theme.toml` says `contract = 1`, `css = ["css/recto.css"]` and `js = ["js/recto.js"]`:
//! what every page links, in that order. `templates/` holds the templates above and
//! whatever they extend or include; everything in `css/`, `js/`, `fonts/` and `images/`
//! goes to `assets/` under the same name, so that `url("../fonts/x.woff2")` in a style
//! sheet works. Linked style sheets and scripts get a mark of their content in the name
//! (`assets/css/recto.1f3a….css`): templates take the names from
//! [`PageView::stylesheets`] and [`PageView::scripts`].
//!
//! An edition's own theme folder is laid over the default theme file by file. A template
//! of the default theme can be extended under the name `default/document.html`. Its slots
//! are empty templates that it includes: `slots/head.html` (end of `<head>`),
//! `slots/header.html` (end of the site's header), `slots/before-text.html` and
//! `slots/after-text.html` (round a document's or essay's text) and `slots/footer.html`
//! (end of the site's footer); recto supplies the empty ones.

mod document;
mod indexes;
mod kinds;
mod lists;
mod search;

pub use document::{
    CitationView, CitedByView, CitesView, DocumentView, DownloadView, EnclosureLink, EssayView,
    ExchangeView, MetadataView, NamedGroup, NamedView, TeiView, WitnessView,
};
pub use indexes::{
    ChartBar, ChartView, EntryDocument, EntryView, IndexLetter, IndexRow, IndexView, MentionPlace,
    MentionsView, TenureView,
};
pub use kinds::{KindRow, KindView, KindsView};
pub use lists::{
    ContentsRow, ContentsView, DocumentsPart, HomeView, PartLink, TimelineEntry, TimelineLane,
    TimelinePart, TimelinePerson, TimelineView, TimelineYear, VolumeDocuments, VolumeRow,
};
pub use search::{ChoiceView, SearchView};

use serde::Serialize;
use std::marker::PhantomData;
use tera::Value;

/// The version of the contract between recto and themes; `contract` in `theme.toml`.
pub const CONTRACT: u32 = 1;

/// Finished markup: escaped where it was made, written as it is.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Html(Value);

impl Html {
    /// Markup that [`crate::html`] made.
    #[must_use]
    pub fn new(markup: &str) -> Self {
        Self(Value::safe_string(markup))
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or("")
    }
}

/// A view that many pages show, in the form that templates are given: made once for them.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Shown<V> {
    value: Value,
    #[serde(skip)]
    view: PhantomData<V>,
}

impl<V: Serialize> Shown<V> {
    /// A view made ready.
    #[must_use]
    pub fn new(view: &V) -> Self {
        Self {
            value: Value::from_serializable(view),
            view: PhantomData,
        }
    }
}

/// The edition as a whole: the same on every page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SiteView {
    /// The edition's title.
    pub title: String,
    /// A sentence on it.
    pub description: Option<String>,
    /// Its authors' names.
    pub authors: Vec<String>,
    /// Its language, BCP 47.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Its full address with a slash at the end. `None`: not known.
    pub url: Option<String>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// Who edited it.
    pub editors: Vec<EditorView>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Where it is published.
    pub place: Option<String>,
    /// The edition's version.
    pub version: Option<String>,
    /// The version's date.
    pub date: Option<DateView>,
    /// The rights of the texts.
    pub licence_text: Option<LicenceView>,
    /// The rights of code and design.
    pub licence_code: Option<LicenceView>,
    /// Where the sources are kept.
    pub repository: Option<String>,
    /// The colours a reader meets: `light`, `dark` or `auto`.
    pub colours: String,
    /// The name of the scheme for readers who prefer dark, where the editor chose one.
    pub dark_colours: Option<String>,
    /// Whether pages are made for printing.
    pub print: bool,
    /// How many documents there are.
    pub document_count: usize,
    /// How many texts of them: more than documents where some have several witnesses.
    pub text_count: usize,
    /// What made the site: `recto 0.1.0`.
    pub generator: &'static str,
}

/// Someone with a role in the edition.
#[derive(Debug, Clone, Serialize)]
pub struct EditorView {
    /// The name.
    pub name: String,
    /// What they did.
    pub role: Option<String>,
}

/// A licence or a statement of rights.
#[derive(Debug, Clone, Serialize)]
pub struct LicenceView {
    /// The words to show.
    pub label: String,
    /// Where it is written out, when the editor gave an address.
    pub href: Option<String>,
}

/// A link of the navigation: home, documents, timeline, the index, essays.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// Compare with [`PageView::section`] to mark the current one. `home`, `timeline`,
    /// `index`, or an essay's id.
    pub key: String,
    /// The words to show.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// The words to show.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// The page itself, whatever is on it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// What kind of page it is; see the table above.
    pub kind: &'static str,
    /// The navigation's item it belongs to. Empty: to none.
    pub section: String,
    /// The whole of `<title>`.
    pub title: String,
    /// Two or three sentences at most, for search engines.
    pub description: Option<String>,
    /// The page's full address, when the site's is known.
    pub canonical: Option<String>,
    /// Where the home page is. `None` only on a `404.html` that cannot know where it
    /// will be shown, as the site's address is not known: such a page has no links and
    /// no style sheets, `nav` is empty, and it must do without.
    pub home: Option<String>,
    /// What to write before a path of the site, such as `../../`; empty for pages at the
    /// top. For files that a theme brings itself: `{{ page.root }}assets/logo.svg`.
    pub root: String,
    /// Style sheets in their order.
    pub stylesheets: Vec<String>,
    /// Scripts in their order, to be written with `defer`.
    pub scripts: Vec<String>,
    /// The Atom feed, when there is one.
    pub feed: Option<String>,
    /// The search page, when there is one.
    pub search: Option<String>,
    /// Where the source of this page can be edited.
    pub edit: Option<String>,
    /// Open Graph: pairs of property and content, ready for `<meta>`.
    pub open_graph: Vec<MetaView>,
    /// Where the page stands: from home down, this page not included.
    pub breadcrumbs: Vec<LinkView>,
}

/// A `<meta property content>`.
#[derive(Debug, Clone, Serialize)]
pub struct MetaView {
    /// `og:title`.
    pub property: &'static str,
    /// The value.
    pub content: String,
}

/// A date.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// In words: `January 14, 1986`, `between August 1 and September 23, 1986`.
    pub words: String,
    /// The words as markup: in `<time>`, or in `<span class="when">` where HTML has no form
    /// for the date.
    pub html: Html,
    /// For `<time datetime>`: `1986-01-14`, `1986-01`, `1986`. `None` for ranges and
    /// for what HTML has no form for.
    pub datetime: Option<String>,
    /// As the editor would write it (EDTF).
    pub edtf: String,
    /// The first day it can mean, ISO. `None`: open.
    pub earliest: Option<String>,
    /// The last day it can mean, ISO. `None`: open.
    pub latest: Option<String>,
    /// Whether it is a stretch of time.
    pub range: bool,
}

/// A volume.
#[derive(Debug, Clone, Serialize)]
pub struct VolumeView {
    /// Its id in addresses. Also the id of its section on the home page.
    pub id: String,
    /// As it is cited.
    pub label: String,
    /// Its title.
    pub title: Option<String>,
    /// Its contents, where they have a page.
    pub contents: Option<String>,
}

/// A document in a list or behind a link.
#[derive(Debug, Clone, Serialize)]
pub struct DocLink {
    /// Where it is.
    pub href: String,
    /// Its number, `175`.
    pub number: Option<String>,
    /// Its title. Never empty: without a title, what is known instead.
    pub title: String,
    /// Number, who wrote to whom (or else the title), and date in a line, for links beside
    /// the text: `176. Shultz to Reagan, January 14, 1986`.
    pub label: String,
    /// Its kind, `memorandum`.
    pub kind: Option<String>,
    /// Its date.
    pub date: Option<DateView>,
    /// Who wrote it, names joined. Empty: not known.
    pub from: String,
    /// To whom, names joined. Empty: not known.
    pub to: String,
    /// Where it was written.
    pub place: Option<String>,
    /// Its volume as cited, when the link leads to another volume than the page's own.
    pub volume: Option<String>,
    /// Whether the title already names everyone in `from` and `to`.
    pub named: bool,
    /// For an enclosure: what it is enclosed in, `Document 175`.
    pub enclosed_in: Option<String>,
}

/// A row of the facts above a document.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// For styling: `from`, `to`, `date`, `place`, `subject`, `participants`,
    /// `classification`, `declassification`, `archive`, `identifier`, `volume`, `rights`.
    pub key: &'static str,
    /// The words of `<dt>`.
    pub label: String,
    /// What stands in `<dd>`, one or several.
    pub values: Vec<FactValue>,
}

/// A value in a row of facts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FactValue {
    /// The words.
    pub text: String,
    /// Where they lead: a person's page.
    pub href: Option<String>,
    /// What stands after them in a smaller voice: an office.
    pub note: Option<String>,
    /// For `<time datetime>`, when the value is a date.
    pub datetime: Option<String>,
    /// Whether it was struck out, as a classification after release.
    pub struck: bool,
    /// Whether recto is not sure of it.
    pub doubtful: bool,
}

/// What comes before and after a document.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NeighboursView {
    /// In the order of time, over the whole edition.
    pub earlier: Option<Shown<DocLink>>,
    /// In the order of time, over the whole edition.
    pub later: Option<Shown<DocLink>>,
    /// In the order of numbers, in its volume.
    pub previous: Option<Shown<DocLink>>,
    /// In the order of numbers, in its volume.
    pub next: Option<Shown<DocLink>>,
    /// All of them to be written one after the other: one link where the neighbour in time
    /// is the neighbour in number too.
    pub links: Vec<NeighbourLink>,
}

/// A neighbour and which way it lies.
#[derive(Debug, Clone, Serialize)]
pub struct NeighbourLink {
    /// The document.
    pub to: Shown<DocLink>,
    /// Which way it lies, in words.
    pub way: String,
    /// `prev` or `next`.
    pub side: &'static str,
    /// For `rel`, of neighbours in number: `prev` or `next`. Empty: none.
    pub rel: &'static str,
}
