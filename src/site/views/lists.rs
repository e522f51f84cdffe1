//! What templates see of many: home, contents of a volume, timeline.

use super::{DateView, DocLink, DownloadView, Html, LinkView, VolumeView};
use serde::Serialize;

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
    /// Other ways to the documents, where they are of several kinds: by kind, by date, by
    /// person. Empty where there is but one kind.
    pub ways: Vec<LinkView>,
    /// The other essays.
    pub essays: Vec<LinkView>,
    /// Files that cite all documents, for reference managers.
    pub downloads: Vec<DownloadView>,
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
    /// The lanes of a drawing that have entries here: `written` (documents and
    /// enclosures), `received`, `spoken`, `events`, in this order.
    pub lanes: Vec<&'static str>,
    /// The kinds of the entries here, in the order of [`TimelineEntry::kind`].
    pub kinds: Vec<&'static str>,
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
    /// The first day that stands there, ISO. `None`: without date.
    pub earliest: Option<String>,
    /// The day of its last entry, ISO. `None`: without date.
    pub latest: Option<String>,
    /// How many entries of each lane it has, without those that have none: for a drawing.
    pub lanes: Vec<TimelineLane>,
}

/// How many entries a lane has on a page of a long timeline.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineLane {
    /// As in [`TimelineView::lanes`].
    pub name: &'static str,
    /// How many.
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
    /// `document`, `enclosure`, `received` (a document arrives), `mention` (a document
    /// speaks of the date) or `event`.
    pub kind: &'static str,
    /// The id of the entry on the page.
    pub id: String,
    /// When. `None` among the undated.
    pub date: Option<DateView>,
    /// A document's number; an enclosure has its document's.
    pub number: Option<String>,
    /// What it is; of a mention, the words around the date.
    pub title: String,
    /// Where it is; `None` for events. Of a mention, its paragraph or note.
    pub href: Option<String>,
    /// Who wrote it, names joined. Empty: not known, or an event.
    pub from: String,
    /// To whom, names joined. Empty: not known, or an event.
    pub to: String,
    /// Where it was written.
    pub place: Option<String>,
    /// For enclosures: the document it is enclosed in.
    pub enclosed_in: Option<LinkView>,
    /// For mentions: the document that speaks, and where: `Document 175, note 4`.
    pub spoken_in: Option<String>,
    /// For mentions: whether the year is inferred.
    pub inferred: bool,
    /// For mentions: whether the month is inferred, too.
    pub inferred_month: bool,
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
