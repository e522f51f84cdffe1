//! TEI P5 of any origin → records.
//!
//! A file is looked over once ([`outline`]): whether it is well-formed, which records it
//! holds, its table of contents, its lists of names. Then each part is read by itself
//! ([`record`]); only the part's own range of the text is parsed, so that a volume of
//! four hundred documents is read in parallel and never stands in memory as a tree.

mod coverage;
mod divide;
mod entities;
mod facts;
mod header;
mod imprint;
mod links;
mod lists;
mod looks;
mod names;
mod notes;
mod own;
mod pass;
mod remainder;
mod scan;
mod shape;
mod skeleton;
mod tree;
mod volume;
pub mod when;
mod whole;

pub use imprint::Imprint;
pub use names::{NAMESPACES, TEI};
pub use remainder::{Remainder, remainder};

use super::Context;
use super::names::Pointers;
use super::sidecar::Sidecar;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Entity, Record, RecordKind, Rendition};
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// One XML file, looked over once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// For a file of many records: the volume that it is. `None`: the file is one record.
    pub volume: Option<Volume>,
    /// The records that the file holds, in the order of the file; never empty.
    pub parts: Vec<Part>,
    /// The table of contents. Every part stands in it once, as a part or as the page of
    /// a section.
    pub contents: Vec<Contents>,
    /// What its lists of persons, places, organisations and terms define.
    pub entities: Vec<Entity>,
    /// The entities that its document type declares, by name, with their replacement.
    pub replacements: Arc<BTreeMap<Box<str>, Box<str>>>,
    /// Private kinds of addresses that its header explains (`listPrefixDef`): name,
    /// pattern, replacement.
    pub prefixes: Vec<(String, String, String)>,
    /// The looks that its header defines.
    pub renditions: Arc<[Rendition]>,
    /// The address that stands where TEI's own namespace should; empty for none at all.
    pub accepted: Option<Box<str>>,
}

/// A file of many records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Its id: the series' own `idno`, the root's `xml:id`, or the file's stem. Legal as
    /// part of an address.
    pub id: String,
    /// Its title, from the header.
    pub title: Option<String>,
    /// How it was published, from the header.
    pub imprint: Imprint,
}

/// A record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Document or matter.
    pub kind: RecordKind,
    /// Its range in the file: balanced markup, mostly one element.
    pub span: Span,
    /// Milestones that stand before it, between the tags of chapters: they belong to it.
    pub lead: Vec<Span>,
    /// What stands elsewhere and belongs to it: milestones at the end of the volume, and
    /// for the page about the volume its lists and images.
    pub trail: Vec<Span>,
    /// Its id within the volume: `xml:id` made legal, or made from what it is.
    pub id: String,
    /// Its heading, in words; empty where there is none.
    pub heading: String,
    /// What it has from the elements around it.
    pub inherited: Arc<Inherited>,
}

/// What a part has from the elements around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inherited {
    /// `xml:lang` of the nearest element that states it.
    pub language: Option<String>,
    /// The namespaces in scope, prefix (empty: the default) and address, innermost last.
    pub namespaces: Vec<(Box<str>, Box<str>)>,
    /// The headings of the divisions around it, outermost first.
    pub sections: Vec<String>,
}

/// An entry of a volume's table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// A division that holds others: a chapter, front matter, back matter.
    Section {
        /// Its heading, in words; empty where there is none.
        heading: String,
        /// Its `xml:id`.
        id: Option<String>,
        /// Its heading in the file, where no part holds it.
        head: Option<Span>,
        /// The part that is its own page: heading and introduction.
        part: Option<u32>,
        /// What it holds.
        children: Vec<Contents>,
    },
    /// A record, by its place in [`Outline::parts`].
    Part(u32),
}

/// How often an element or attribute was met, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// How often.
    pub count: u64,
    /// How it is understood, in a phrase; `None`: it is kept by its name, and its words
    /// stand in the text as they are.
    pub how: Option<&'static str>,
}

/// A pointer of names that means nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nobody {
    /// How often it stands, in all files together.
    pub count: u64,
    /// The tag with the first of them.
    pub first: Span,
}

/// What a file's markup consists of: for `recto check`'s table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By element: its name in the text tree.
    pub elements: BTreeMap<Box<str>, Met>,
    /// By element and attribute.
    pub attributes: BTreeMap<(Box<str>, Box<str>), Met>,
    /// The text outside the records.
    pub remainder: Remainder,
    /// Pointers of names (`ref`, `corresp`, `key`) that mean nobody in any list, and how
    /// often each occurs. Addresses on the web are none.
    pub nobody: BTreeMap<Box<str>, Nobody>,
}

impl Coverage {
    /// Adds the counts of another file.
    pub fn add(&mut self, other: Self) {
        self.remainder.add(other.remainder);
        for (pointer, found) in other.nobody {
            let known = self.nobody.entry(pointer);
            known
                .and_modify(|it| it.count += found.count)
                .or_insert(found);
        }
        for (name, met) in other.elements {
            let known = self.elements.entry(name);
            known.and_modify(|it| it.count += met.count).or_insert(met);
        }
        for (name, met) in other.attributes {
            let known = self.attributes.entry(name);
            known.and_modify(|it| it.count += met.count).or_insert(met);
        }
    }
}

/// Looks over one file. `None` when it cannot be read; a diagnostic says why.
#[must_use]
pub fn outline(source: &SourceFile, config: &Config, diags: &mut Diagnostics) -> Option<Outline> {
    let skeleton = pass::pass(source, &source.text, diags)?;
    let mut outline = Outline {
        replacements: Arc::new(skeleton.entities.replacements.clone()),
        accepted: skeleton.accepted.map(Into::into),
        ..Outline::default()
    };
    lists::read(source, &skeleton, &mut outline, diags);
    divide::divide(source, &skeleton, config, &mut outline);
    let long = |part: &&Part| part.span.range().len() > LARGEST_RECORD;
    if let Some(part) = outline.parts.iter().find(long) {
        diags.push(
            Diagnostic::new(
                Code::FileTooLarge,
                Span::new(
                    source.id,
                    part.span.start as usize,
                    part.span.start as usize + 1,
                ),
                format!(
                    "from here on, {} MB of this file are one document; recto reads up to {} MB",
                    part.span.range().len() >> 20,
                    LARGEST_RECORD >> 20
                ),
            )
            .help("mark the documents in it as `<div type=\"document\">`, or divide the file"),
        );
        return None;
    }
    Some(outline)
}

/// The most bytes of a file that one record is read from. A page that long opens in no
/// browser, and its tree takes twenty times as much memory.
const LARGEST_RECORD: usize = 32 << 20;

/// Reads one part of a file. `None` when there is no such part.
#[must_use]
pub fn record(
    source: &SourceFile,
    outline: &Outline,
    part: usize,
    sidecar: &Sidecar,
    ctx: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Record> {
    let mut record = whole::read(source, outline, part, ctx, diags)?;
    own::restore(&mut record);
    super::decide::apply(&mut record, source, sidecar, diags);
    ctx.names
        .mark(&mut record, &sidecar.names, &source.text, diags);
    super::finish::keys(&mut record);
    Some(record)
}

/// The character data of a part: what is neither tag, comment nor instruction.
#[must_use]
pub fn characters(source: &SourceFile, outline: &Outline, part: usize) -> Vec<Range<usize>> {
    let Some(part) = outline.parts.get(part) else {
        return Vec::new();
    };
    let mut spans: Vec<Span> = part.lead.iter().chain(&part.trail).copied().collect();
    spans.push(part.span);
    spans.sort_unstable();
    spans
        .into_iter()
        .flat_map(|span| scan::characters(&source.text, span.range()))
        .collect()
}

/// Counts a file's elements and attributes, each with what becomes of it, the text
/// outside its records, and names that point to nobody. `people` are all entries.
#[must_use]
pub fn coverage(source: &SourceFile, outline: &Outline, people: &Pointers) -> Coverage {
    let mut coverage = coverage::count(source, outline, people);
    coverage.remainder = remainder(source, outline);
    coverage
}
