//! Text tree → HTML: what a document's or essay's words look like as markup.
//!
//! Promises: nothing of a text is dropped; headings skip no level; every note has a link
//! there and, where a mark leads to it, back; the result is HTML and well-formed XML at
//! once; depth is bounded by memory and not by the stack. This room makes no addresses:
//! it is handed a finished [`Links`] table, and ids are a prefix and an element's own key.

mod apart;
mod apparatus;
mod blocks;
mod dates;
mod description;
mod elements;
mod highlight;
mod links;
mod lists;
mod marks;
mod notes;
mod pictures;
mod rend;
mod structure;
mod text;
mod write;
mod xml;

pub use dates::is_html_date;
pub use description::Extent;
pub use highlight::is_known as is_known_language;
pub use write::{Writer, escape};
pub use xml::xml;

use crate::model::{Descend, Element, Node, Record, RecordKind, Tag, plain_text, walk};
use crate::words::Words;
use std::collections::BTreeMap;

/// What a reference's words become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A link within the site.
    Internal {
        /// The address, relative to the page.
        href: String,
        /// What is there, in a few words.
        title: Option<String>,
    },
    /// A link out of the site.
    External {
        /// The address.
        href: String,
    },
    /// No link: where it leads is not known.
    Unknown,
}

/// Addresses by name: of people by their ids, of images by how the source names them.
pub type Addresses = BTreeMap<Box<str>, String>;

/// Where everything leads that stands in one record, as seen from its page.
#[derive(Debug, Clone, Copy)]
pub struct Links<'a> {
    /// By the record's references, in their order.
    pub refs: &'a [Target],
    /// Pages of people, by id.
    pub names: &'a Addresses,
    /// Images, by their address in the source.
    pub images: &'a Addresses,
}

/// What stands between the two parts of an id: nothing before the keys of paragraphs,
/// notes, enclosures and printed pages (`d175p3`), a hyphen before words
/// (`method-the-sources`).
#[must_use]
pub fn between(prefix: &str, key: &str) -> &'static str {
    let number = key.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let counted = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let own = counted || key.starts_with("fn") || key.starts_with("pg_");
    if own || prefix.is_empty() || prefix.ends_with('-') {
        ""
    } else {
        "-"
    }
}

/// How ids on the page begin.
#[derive(Debug, Clone, Copy)]
pub struct Ids<'a> {
    /// Of everything: `d175`, or `d175-w-R-` for a witness on another's page.
    pub prefix: &'a str,
    /// Of printed pages: empty, or as above for a witness.
    pub pages: &'a str,
}

/// Writes one record's parts, in the order of the page: heading, text, notes. The order
/// matters for the marks of notes: the first in the page carries the address to which
/// the note leads back.
#[derive(Debug)]
pub struct Renderer<'a> {
    record: &'a Record,
    links: Links<'a>,
    ids: Ids<'a>,
    /// What it says itself, in the reader's language.
    says: &'a Words,
    /// For each note, how many marks were written.
    marks: Vec<u32>,
    /// The heading's place in the body, if the body has one.
    head: Option<usize>,
    /// The entries of the apparatus, as far as they were met, and of those that stand
    /// apart from the text the words they are about.
    entries: Vec<(&'a Element, Option<String>)>,
    /// Entries that stand apart from the text.
    aparts: apart::Aparts<'a>,
    /// Whether entries of the apparatus are written where they stand: in notes.
    plain_entries: bool,
    /// Whether a blank that comes next is none: after a break inside a word.
    glued: bool,
    /// Whether the text is written from right to left.
    rtl: bool,
    /// Whether anything was written of which the source and the edited text differ.
    views: bool,
    /// What is known of the record's ids: sigla, images. Made when first asked for.
    ids_known: Option<links::Known<'a>>,
    /// How many columns and rows cells reach over, where tables say so.
    reach: lists::Reach,
}

impl<'a> Renderer<'a> {
    /// Nothing written yet.
    #[must_use]
    pub fn new(record: &'a Record, links: Links<'a>, ids: Ids<'a>, says: &'a Words) -> Self {
        Self {
            record,
            links,
            ids,
            says,
            marks: vec![0; record.notes.len()],
            head: heading_at(record),
            entries: Vec::new(),
            aparts: apart::Aparts::of(record),
            plain_entries: false,
            glued: false,
            rtl: is_rtl(record),
            views: false,
            ids_known: None,
            reach: lists::Reach::default(),
        }
    }

    /// Whether what was written differs between the edited text and the text as it is
    /// written in the source: whether a reader has something to switch.
    #[must_use]
    pub const fn has_views(&self) -> bool {
        self.views
    }

    /// The inside of the page's first heading: the text's own, without the number that
    /// stands before it, with its note marks. Says whether there was one.
    pub fn heading(&mut self, out: &mut Writer) -> bool {
        let Some(head) = self.head_element() else {
            return false;
        };
        let start = usize::from(self.number(head).is_some());
        let rest = head.children.get(start..).unwrap_or(&[]);
        if !has_words(rest) {
            self.head = None;
            return false;
        }
        // The blank that stood between number and words belongs to neither.
        match rest.split_first() {
            Some((Node::Text(first), rest)) if start > 0 => {
                self.words(first.text.trim_start(), out);
                self.nodes(rest, text::Ctx::heading(), out);
            }
            _ => self.nodes(rest, text::Ctx::heading(), out),
        }
        true
    }

    /// The text without its heading, enclosures included. `level` is that of the first
    /// headings in it: 2 below a page's own.
    pub fn text(&mut self, level: u8, out: &mut Writer) {
        let (before, after) = match self.head {
            Some(at) => (
                self.record.body.get(..at).unwrap_or(&[]),
                self.record.body.get(at + 1..).unwrap_or(&[]),
            ),
            None => (&*self.record.body, &[][..]),
        };
        self.nodes(before, text::Ctx::flow(level), out);
        self.nodes(after, text::Ctx::flow(level), out);
    }

    fn head_element(&self) -> Option<&'a Element> {
        self.record.body.get(self.head?)?.element()
    }

    /// The document's number at the start of its heading.
    fn number(&self, head: &'a Element) -> Option<&'a Element> {
        head.children
            .first()?
            .element()
            .filter(|first| first.tag == Tag::Num && self.record.header.number.is_some())
    }
}

/// Whether a record's own language is written from right to left.
fn is_rtl(record: &Record) -> bool {
    let language = record.header.language.as_ref();
    language.is_some_and(|fact| rend::language(&fact.value).is_some_and(|name| rend::is_rtl(&name)))
}

/// The text's own heading: the first `head` that stands outside every section and before
/// the first paragraph. In an essay whose title is stated it is that only when it says
/// the same; otherwise it heads a part.
fn heading_at(record: &Record) -> Option<usize> {
    let body = &record.body;
    let ends = |tag: &Tag| matches!(tag, Tag::Head | Tag::P | Tag::Div | Tag::List | Tag::Table);
    let at = body
        .iter()
        .position(|node| node.element().is_some_and(|element| ends(&element.tag)))?;
    let found = body.get(at)?.element()?;
    let heads_all = match (record.kind, &record.header.title) {
        (RecordKind::Essay, Some(title)) => plain_text(&found.children) == title.value.trim(),
        _ => true,
    };
    (found.tag == Tag::Head && heads_all).then_some(at)
}

/// Whether anything can be read there.
fn has_words(nodes: &[Node]) -> bool {
    let mut found = false;
    walk(nodes, &mut |node| {
        if let Node::Text(text) = node {
            found |= !text.text.trim().is_empty();
        }
        if found { Descend::Over } else { Descend::Into }
    });
    found
}
