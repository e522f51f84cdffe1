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
//! | `contents.html` | `contents` | `contents`: [`ContentsView`] |
//! | `document.html` | `document` | `document`: [`DocumentView`] |
//! | `essay.html` | `essay` | `essay`: [`EssayView`] |
//! | `timeline.html` | `timeline` | `timeline`: [`TimelineView`] |
//! | `people.html` | `people` | `people`: [`PeopleView`] |
//! | `person.html` | `person` | `person`: [`PersonView`] |
//! | `tei.html` | `tei` | `tei`: [`TeiView`] |
//! | `404.html` | `missing` | none |
//!
//! A field that may be missing is an `Option` here and `none` in a template, so
//! `{% if document.number %}` is the way to ask. Fields of type [`Html`] are finished
//! markup and are not escaped again; everything else is escaped by the template engine.
//! A removed or renamed field raises [`CONTRACT`].
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

use serde::Serialize;
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

/// A link of the navigation: home, documents, timeline, people, essays.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// Compare with [`PageView::section`] to mark the current one. `home`, `timeline`,
    /// `people`, or an essay's id.
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
    /// Its id within its volume, `d175`.
    pub id: String,
    /// Where it is.
    pub href: String,
    /// Its number, `175`.
    pub number: Option<String>,
    /// Its title. Never empty: without a title, what is known instead.
    pub title: String,
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
    pub label: &'static str,
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

/// A document's page.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentView {
    /// Its id within its volume, `d175`; ids on the page begin with it.
    pub id: String,
    /// Its volume.
    pub volume: Option<VolumeView>,
    /// Its number, `175`.
    pub number: Option<String>,
    /// Its kind, `memorandum`.
    pub kind: Option<String>,
    /// Its title; never empty. For `<title>` and lists; the heading is [`Self::heading`].
    pub title: String,
    /// The inside of `<h1>`: the title as the source prints it, without its number, with
    /// the marks of the notes that hang on it.
    pub heading: Html,
    /// Who wrote it, names joined. Empty: not known.
    pub from: String,
    /// To whom, names joined. Empty: not known.
    pub to: String,
    /// Its date.
    pub date: Option<DateView>,
    /// The rows of the facts, in order, only those that are known.
    pub facts: Vec<FactView>,
    /// A remark of the editor on the document as a whole.
    pub remark: Option<String>,
    /// The language of the text.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The inside of `<div class="text">`: the text with its enclosures.
    pub text: Html,
    /// The whole `<section class="notes">`, and before it, where witnesses differ, the one
    /// of the apparatus. `None`: it has neither.
    pub notes: Option<Html>,
    /// What the source's own header says of it, as a folded list. `None`: it has none.
    pub about: Option<Html>,
    /// Whether it can be read edited and as written: whether there is something to switch.
    pub views: bool,
    /// The letter of the text that the page shows, where there are several witnesses.
    pub siglum: Option<String>,
    /// What the text of the page is a witness of, in a phrase.
    pub witness_description: Option<String>,
    /// The other witnesses, whole.
    pub witnesses: Vec<WitnessView>,
    /// Its enclosures.
    pub enclosures: Vec<EnclosureLink>,
    /// What it cites, in the order of the text, each once.
    pub cites: Vec<CitesView>,
    /// What cites it, by date.
    pub cited_by: Vec<CitedByView>,
    /// What it answers.
    pub replies_to: Vec<DocLink>,
    /// What answers it.
    pub answered_by: Vec<DocLink>,
    /// How to cite it, in several styles.
    pub citations: Vec<CitationView>,
    /// Files beside the page.
    pub downloads: Vec<DownloadView>,
    /// What comes before and after it.
    pub neighbours: NeighboursView,
    /// Whether any word of it, notes and witnesses included, is supplied by the editors.
    pub supplied: bool,
    /// The path of its source in the edition's folder.
    pub source_path: String,
}

/// A further witness of a document, on the page of the base text.
#[derive(Debug, Clone, Serialize)]
pub struct WitnessView {
    /// The id of its section, `d175-w-R`.
    pub id: String,
    /// Its letter.
    pub siglum: String,
    /// What it is, in a phrase.
    pub description: Option<String>,
    /// Its heading: `Witness R: scan of the copy in the Reagan Library`.
    pub heading: String,
    /// The rows of its facts.
    pub facts: Vec<FactView>,
    /// The language of the text.
    pub language: String,
    /// Its text.
    pub text: Html,
    /// Its whole notes section. `None`: it has no notes.
    pub notes: Option<Html>,
    /// Files beside the page.
    pub downloads: Vec<DownloadView>,
}

/// An enclosure of the page's document.
#[derive(Debug, Clone, Serialize)]
pub struct EnclosureLink {
    /// Where it begins, `#d175a1`.
    pub href: String,
    /// Its title; never empty.
    pub title: String,
    /// Its date.
    pub date: Option<DateView>,
    /// Who wrote it, names joined. Empty: not known.
    pub from: String,
    /// To whom, names joined. Empty: not known.
    pub to: String,
}

/// Something that a document cites.
#[derive(Debug, Clone, Serialize)]
pub struct CitesView {
    /// The words of the reference, `Document 168`.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it leads out of the edition.
    pub external: bool,
    /// The title of the document it leads to; `None` outside the edition.
    pub title: Option<String>,
    /// The date of that document.
    pub date: Option<DateView>,
    /// The sentence that cites it.
    pub sentence: String,
    /// Where that sentence stands on this page, `#d175fn2`.
    pub at: String,
}

/// A document that cites the page's.
#[derive(Debug, Clone, Serialize)]
pub struct CitedByView {
    /// The document.
    pub document: DocLink,
    /// The paragraph or note in it, with the document's address.
    pub href: String,
    /// The words of the reference.
    pub label: String,
    /// The sentence that cites.
    pub sentence: String,
}

/// How to cite a document in one style.
#[derive(Debug, Clone, Serialize)]
pub struct CitationView {
    /// `chicago-note`, `chicago-bibliography`, `mla`, `apa`.
    pub key: &'static str,
    /// `Chicago, note`.
    pub label: &'static str,
    /// The citation, titles in `<i>`.
    pub html: Html,
    /// The same as plain words, for copying.
    pub text: String,
}

/// A file beside the page.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    /// `json`, `text`.
    pub key: &'static str,
    /// `Record (JSON)`.
    pub label: &'static str,
    /// Where it is.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// What comes before and after a document.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NeighboursView {
    /// In the order of time, over the whole edition.
    pub earlier: Option<DocLink>,
    /// In the order of time, over the whole edition.
    pub later: Option<DocLink>,
    /// In the order of numbers, in its volume.
    pub previous: Option<DocLink>,
    /// In the order of numbers, in its volume.
    pub next: Option<DocLink>,
}

/// The home page.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The heading of the introduction, when an essay is the home page's text.
    pub heading: Option<Html>,
    /// The introduction: the essay of the file `index` or `introduction`.
    pub text: Option<Html>,
    /// Its whole notes section.
    pub notes: Option<Html>,
    /// The documents, volume by volume. Empty where there are too many for one page.
    pub volumes: Vec<VolumeDocuments>,
    /// The volumes, each with its contents page, where `volumes` is empty.
    pub shelf: Vec<VolumeRow>,
    /// The other essays.
    pub essays: Vec<LinkView>,
    /// The first day that any document has, and the last.
    pub span: Option<String>,
}

/// A volume in a list of volumes.
#[derive(Debug, Clone, Serialize)]
pub struct VolumeRow {
    /// The volume. `None`: what is in none.
    pub volume: Option<VolumeView>,
    /// Its contents.
    pub href: String,
    /// How many documents it has.
    pub document_count: usize,
    /// Its first year, and its last.
    pub span: Option<String>,
}

/// The contents of a volume, or a page of them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ContentsView {
    /// The volume. `None`: documents that are in none.
    pub volume: Option<VolumeView>,
    /// How many documents it has.
    pub document_count: usize,
    /// Its first year, and its last.
    pub span: Option<String>,
    /// Whether its documents have numbers.
    pub numbered: bool,
    /// The contents, line by line.
    pub rows: Vec<ContentsRow>,
    /// The pages of long contents; empty where one page holds all.
    pub parts: Vec<PartLink>,
}

/// A line of the contents. Chapters open and close: between a `section` and its `end`
/// stands what is in it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ContentsRow {
    /// `section`, `end` or `page`.
    pub kind: &'static str,
    /// For a section: the level of its heading, from 2.
    pub level: u8,
    /// For a section: its heading; may be empty.
    pub heading: String,
    /// For a section that has a page of its own: where it is.
    pub href: Option<String>,
    /// For a page: the document, or another page of the volume.
    pub document: Option<DocLink>,
}

/// A page of a long list.
#[derive(Debug, Clone, Serialize)]
pub struct PartLink {
    /// `2`
    pub label: String,
    /// Where it is.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// The documents of a volume, in the order of their numbers.
#[derive(Debug, Clone, Serialize)]
pub struct VolumeDocuments {
    /// The volume. `None`: documents that are in none.
    pub volume: Option<VolumeView>,
    /// Whether its documents have numbers.
    pub numbered: bool,
    /// Its documents. One part without a heading, or for a long list several.
    pub parts: Vec<DocumentsPart>,
}

/// Some documents of a volume.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentsPart {
    /// The id of its heading. Empty: it is the only part.
    pub id: String,
    /// The first and the last of its documents, by number or else by place: `51–100`.
    pub label: String,
    /// The documents, in order.
    pub documents: Vec<DocLink>,
}

/// An editor's page, or a page of a volume that is no document.
#[derive(Debug, Clone, Serialize)]
pub struct EssayView {
    /// Its id; ids on the page begin with it.
    pub id: String,
    /// Its title; never empty.
    pub title: String,
    /// The inside of `<h1>`.
    pub heading: Html,
    /// The language of the text.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Its date.
    pub date: Option<DateView>,
    /// Who wrote it, names joined. Empty: not said.
    pub from: String,
    /// Its text.
    pub text: Html,
    /// Its whole notes section, apparatus included.
    pub notes: Option<Html>,
    /// What the source's own header says of it: of a volume the whole list, else folded.
    pub about: Option<Html>,
    /// Whether it can be read edited and as written: whether there is something to switch.
    pub views: bool,
    /// What it cites.
    pub cites: Vec<CitesView>,
    /// Files beside the page.
    pub downloads: Vec<DownloadView>,
    /// The volume that it is a page of: a preface, a list of names.
    pub volume: Option<VolumeView>,
    /// What comes before and after it in its volume.
    pub neighbours: NeighboursView,
    /// The path of its source in the edition's folder.
    pub source_path: String,
}

/// The timeline: all of it, an overview of a long one, or a page of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TimelineView {
    /// For a page of a long timeline: `1961`, `1860s`, `1961, part 2`, `Undated`.
    pub label: Option<String>,
    /// How many entries stand here; in an overview how many there are.
    pub count: usize,
    /// For the overview of a long timeline: its pages. Nothing else stands there then.
    pub parts: Vec<TimelinePart>,
    /// For a page of a long timeline: the page before it.
    pub earlier: Option<LinkView>,
    /// For a page of a long timeline: the page after it.
    pub later: Option<LinkView>,
    /// Year by year, in order; ranges stand at their beginning.
    pub years: Vec<TimelineYear>,
    /// What has no date.
    pub undated: Vec<TimelineEntry>,
    /// Everybody who takes part in an entry, by name: for a filter.
    pub people: Vec<TimelinePerson>,
}

/// A page of a long timeline.
#[derive(Debug, Clone, Serialize)]
pub struct TimelinePart {
    /// `1961`, `1860s`, `1961, part 2`, `Undated`.
    pub label: String,
    /// Where it is.
    pub href: String,
    /// How many entries it has.
    pub count: usize,
}

/// A year of the timeline.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineYear {
    /// `1986`.
    pub year: String,
    /// The id of its section, `y1986`.
    pub id: String,
    /// What happened, in order.
    pub entries: Vec<TimelineEntry>,
}

/// An entry of the timeline.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineEntry {
    /// `document`, `enclosure` or `event`.
    pub kind: &'static str,
    /// The id of the entry on the page.
    pub id: String,
    /// When. `None` among the undated.
    pub date: Option<DateView>,
    /// A document's number; an enclosure has its document's.
    pub number: Option<String>,
    /// What it is.
    pub title: String,
    /// Where it is; `None` for events.
    pub href: Option<String>,
    /// Who wrote it, names joined. Empty: not known, or an event.
    pub from: String,
    /// To whom, names joined. Empty: not known, or an event.
    pub to: String,
    /// Where it was written.
    pub place: Option<String>,
    /// For enclosures: the document it is enclosed in.
    pub enclosed_in: Option<LinkView>,
    /// For events: a sentence or two.
    pub note: Option<String>,
    /// For events: where we know it from.
    pub source: Option<String>,
    /// Ids of the people who take part, with blanks between: for `data-people`.
    pub people: String,
}

/// Someone in the timeline's filter.
#[derive(Debug, Clone, Serialize)]
pub struct TimelinePerson {
    /// The id, as in [`TimelineEntry::people`].
    pub id: String,
    /// The name.
    pub name: String,
    /// The name to sort by.
    pub sort: String,
    /// In how many entries.
    pub count: usize,
}

/// The list of people.
#[derive(Debug, Clone, Serialize)]
pub struct PeopleView {
    /// All letters, where the list is in several pages.
    pub bar: Vec<LinkView>,
    /// The pages of a long list.
    pub parts: Vec<PartLink>,
    /// By the first letter of the name to sort by. On a page of a long list, its own.
    pub letters: Vec<PeopleLetter>,
    /// How many people there are, on all pages.
    pub count: usize,
}

/// People under one letter.
#[derive(Debug, Clone, Serialize)]
pub struct PeopleLetter {
    /// The letter, capital.
    pub letter: String,
    /// The id of its section.
    pub id: String,
    /// The people, in order.
    pub people: Vec<PersonRow>,
}

/// Someone in the list of people.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRow {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The name to sort by, and to show in a sorted list: `Shultz, George P.`
    pub sort: String,
    /// Their page.
    pub href: String,
    /// The last office stated.
    pub office: Option<String>,
    /// How many documents they wrote.
    pub sent: usize,
    /// How many were written to them.
    pub received: usize,
    /// In how many they took part.
    pub took_part: usize,
    /// In how many others they are named.
    pub mentioned: usize,
}

/// A person's page.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The name to sort by.
    pub sort: String,
    /// A sentence or two.
    pub note: Option<String>,
    /// Offices, as stated.
    pub tenures: Vec<TenureView>,
    /// Other forms of the name.
    pub spellings: Vec<String>,
    /// Records elsewhere.
    pub links: Vec<LinkView>,
    /// What they wrote, by date.
    pub sent: Vec<DocLink>,
    /// What was written to them, by date.
    pub received: Vec<DocLink>,
    /// Conversations and meetings they took part in, by date.
    pub took_part: Vec<DocLink>,
    /// Where else they are named, by date of the document.
    pub mentioned: Vec<MentionsView>,
    /// Events they took part in, by date.
    pub events: Vec<TimelineEntry>,
}

/// An office.
#[derive(Debug, Clone, Serialize)]
pub struct TenureView {
    /// `Secretary of State`.
    pub role: String,
    /// `from July 16, 1982`, `July 1982 to January 1989`; `None` when nothing is known.
    pub when: Option<String>,
}

/// Where someone is named in one document.
#[derive(Debug, Clone, Serialize)]
pub struct MentionsView {
    /// The document.
    pub document: DocLink,
    /// The places, in the order of the text.
    pub places: Vec<MentionPlace>,
}

/// One place where someone is named.
#[derive(Debug, Clone, Serialize)]
pub struct MentionPlace {
    /// The paragraph or note, with the document's address.
    pub href: String,
    /// What it is: `paragraph 3`, `note 2`.
    pub label: String,
    /// The sentence, at the first place in a document. Empty at further ones.
    pub sentence: String,
}

/// A document's TEI, to look at.
#[derive(Debug, Clone, Serialize)]
pub struct TeiView {
    /// The document's title.
    pub title: String,
    /// Its page.
    pub document: String,
    /// The file itself.
    pub file: String,
    /// What is in the file, with colours.
    pub text: Html,
}
