//! One file → one record.
//!
//! Every reader promises: no panic whatever the bytes; every character that is not blank
//! stands in exactly one place of the record or under a diagnostic; every element and
//! fact names the rule that saw it. A reader sees one file and its sidecar, never
//! another record.

pub mod authority;
mod cover;
mod dates;
pub mod decide;
mod finish;
mod fold;
mod markdown;
mod mentioned;
pub mod names;
mod plain;
mod references;
pub mod sidecar;
pub mod tei;

pub use sidecar::{
    Correction, Join, NameDecision, NotePin, Quote, ReferenceDecision, Sidecar, StatedHeader,
    Supply, SupplyRole,
};

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Evidence, Fact, Node, Record, RecordId, RecordKind, Rule, Tag, slug};
use crate::source::SourceFile;
use names::{NameFinder, Pointers};

/// What readers know besides the file: the configuration and the names to look for.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The edition's configuration.
    pub config: &'a Config,
    /// The names of the authority files.
    pub names: &'a NameFinder,
    /// Whom the pointers of TEI files mean.
    pub people: &'a Pointers,
}

/// The kinds of files that become records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.txt`: a raw transcription.
    Plain,
    /// `.md`: an essay, or a document with front matter.
    Markdown,
    /// `.xml`: TEI, one document or a volume of them.
    Tei,
}

impl Format {
    /// The format of a file, by the ending of its name.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Plain),
            "md" => Some(Self::Markdown),
            "xml" => Some(Self::Tei),
            _ => None,
        }
    }
}

/// Reads one file with its sidecar. `None` when the file is of no kind that is read.
pub fn record(
    source: &SourceFile,
    sidecar: &Sidecar,
    ctx: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Record> {
    let mut record = match Format::of(&source.path)? {
        Format::Plain => {
            let parsed = plain::read(source, sidecar, diags);
            let number = parsed
                .header
                .number
                .as_ref()
                .map(|number| number.value.as_str());
            let id = place(source, number, ctx.config);
            let mut record = Record {
                file: source.id,
                part: 0,
                span: source.all(),
                kind: RecordKind::Document,
                id,
                id_stated: false,
                header: parsed.header,
                attrs: crate::model::Attrs::new(),
                description: Vec::new(),
                body: parsed.body,
                notes: parsed.notes,
                refs: parsed.refs,
                enclosures: parsed.enclosures,
                renditions: Vec::new(),
            };
            decide::apply(&mut record, source, sidecar, diags);
            ctx.names
                .mark(&mut record, &sidecar.names, &source.text, diags);
            mentioned::mark(&mut record, &sidecar.dismiss, &source.text);
            record
        }
        // Its own front matter counts too, and is no part of the text.
        Format::Markdown => markdown::read(source, sidecar, ctx, diags),
        // A file of one record; volumes are looked over once and read part by part.
        Format::Tei => {
            let outline = tei::outline(source, ctx.config, diags)?;
            return tei::record(source, &outline, 0, sidecar, ctx, diags);
        }
    };
    finish::keys(&mut record);
    // Front matter alone is no text.
    let is_bare = |node: &Node| {
        let element = node.element();
        element.is_some_and(|it| it.tag == Tag::Ab && it.children.is_empty())
    };
    if record.body.iter().all(is_bare) && record.notes.is_empty() {
        diags.push(
            Diagnostic::new(
                Code::EmptyDocument,
                Place::File(source.id),
                "the document has no text",
            )
            .help("add the transcription, or take the file out of the folder"),
        );
    }
    Some(record)
}

/// Where a document is among all: its volume by its folder, its id by its number or
/// else by the file's name.
fn place(source: &SourceFile, number: Option<&str>, config: &Config) -> RecordId {
    let below = source
        .path
        .strip_prefix(config.book.src.as_str())
        .map_or(&*source.path, |rest| rest.trim_start_matches('/'));
    let (folder, name) = match below.split_once('/') {
        Some((folder, _)) => (Some(folder), below.rsplit('/').next().unwrap_or(below)),
        None => (None, below),
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let local = number.map_or_else(|| slug(stem), |number| slug(&format!("d{number}")));
    let volume = folder.map(slug);
    RecordId::new(volume.as_deref(), &local)
        .or_else(|_| RecordId::new(None, &local))
        .unwrap_or_else(|_| RecordId::new(None, "x").expect("a letter is an id"))
}

/// A value that follows from where the file is.
#[must_use]
pub fn by_place<T>(value: T, rule: Rule) -> Fact<T> {
    Fact {
        value,
        evidence: Evidence {
            rule,
            cert: crate::model::Cert::High,
            span: None,
        },
    }
}
