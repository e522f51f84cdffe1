//! What templates see of one text: a document, an essay, the TEI of either.

use super::{DateView, DocLink, FactView, Html, LinkView, NeighboursView, Shown, VolumeView};
use serde::Serialize;

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
    /// The sections of a long text: of four or more the outermost. Else empty.
    pub outline: Vec<LinkView>,
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
    pub replies_to: Vec<Shown<DocLink>>,
    /// What answers it.
    pub answered_by: Vec<Shown<DocLink>>,
    /// What its correspondents wrote to each other before and after.
    pub exchanges: Vec<ExchangeView>,
    /// Other documents of the same day of the year, nearer years first.
    pub same_day: Vec<Shown<DocLink>>,
    /// Who and what is named in it, kind by kind.
    pub named: Vec<NamedGroup>,
    /// How to cite it, in several styles.
    pub citations: Vec<CitationView>,
    /// What its head tells reference managers and search engines.
    pub metadata: MetadataView,
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
    /// The direction of its text: `ltr` or `rtl`.
    pub direction: &'static str,
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
    /// Its first words; `None` outside the edition.
    pub opening: Option<String>,
    /// The sentence that cites it.
    pub sentence: String,
    /// Where that sentence stands on this page, `#d175fn2`.
    pub at: String,
}

/// A place in what two people wrote to each other.
#[derive(Debug, Clone, Serialize)]
pub struct ExchangeView {
    /// Who wrote this document or enclosure.
    pub from: String,
    /// To whom.
    pub to: String,
    /// How many documents and enclosures they exchanged, this one with them.
    pub count: usize,
    /// The one before.
    pub previous: Option<Shown<DocLink>>,
    /// The one after.
    pub next: Option<Shown<DocLink>>,
}

/// What of one kind is named in a document.
#[derive(Debug, Clone, Serialize)]
pub struct NamedGroup {
    /// `people`, `places`, `organizations` or `glossary`.
    pub kind: &'static str,
    /// The heading.
    pub title: String,
    /// The entries, by the name to sort by.
    pub entries: Vec<NamedView>,
}

/// Someone or something named in a document.
#[derive(Debug, Clone, Serialize)]
pub struct NamedView {
    /// The name of the index.
    pub name: String,
    /// The entry's page: what links in the text have as their address, too.
    pub href: String,
    /// The office held at the document's date.
    pub role: Option<String>,
    /// A sentence or two; for terms, what they mean.
    pub note: Option<String>,
}

/// A document that cites the page's.
#[derive(Debug, Clone, Serialize)]
pub struct CitedByView {
    /// The document.
    pub document: Shown<DocLink>,
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
    /// `Chicago, note`, in the words of the interface.
    pub label: String,
    /// The language of the citation, whatever the interface speaks: the manuals are
    /// English, `en`.
    pub language: &'static str,
    /// The citation, titles in `<i>`. In it, for scripts: `.address` (the page's address;
    /// empty where the site's is not known), `.accessed` (stands for the day of access;
    /// `data-form="mla"`: in MLA's form), and hidden round both `.online`, where the
    /// address is not known.
    pub html: Html,
    /// The same as plain words, without what only a script knows.
    pub text: String,
}

/// What a page tells reference managers and search engines: finished markup.
#[derive(Debug, Clone, Serialize)]
pub struct MetadataView {
    /// For `<head>`: Highwire, Zotero and Dublin Core in `<meta name content>`, and
    /// JSON-LD in its `<script>`.
    pub head: Html,
    /// COinS, a `<span>` without words.
    pub coins: Html,
}

/// A file beside the page.
#[derive(Debug, Clone, Serialize)]
pub struct DownloadView {
    /// `json`, `text`.
    pub key: &'static str,
    /// `Record (JSON)`.
    pub label: String,
    /// Where it is.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
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
    /// The sections of a long text: of four or more the outermost. Else empty.
    pub outline: Vec<LinkView>,
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
    /// How to cite it, in several styles.
    pub citations: Vec<CitationView>,
    /// What its head tells reference managers and search engines.
    pub metadata: MetadataView,
    /// Files beside the page.
    pub downloads: Vec<DownloadView>,
    /// The volume that it is a page of: a preface, a list of names.
    pub volume: Option<VolumeView>,
    /// What comes before and after it in its volume.
    pub neighbours: NeighboursView,
    /// The path of its source in the edition's folder.
    pub source_path: String,
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
