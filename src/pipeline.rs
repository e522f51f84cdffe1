//! The phases in their order: load, read, assemble, and later plan and render.
//!
//! Two passes over the sources: the first reads every file to a record and keeps its
//! summary; the second makes its page, of the record as it was kept (`kept`) or read
//! again. Nothing here prints.

mod coverage;
mod kept;

mod shelf;

use crate::config::{Config, DataFormat};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::edition::{Dates, Edition, Summary, assemble, summarize};
use crate::export::schema;
use crate::html::is_known_language;
use crate::ledger::Ledger;
use crate::load::{Input, Inputs, load, read_source};
use crate::model::{Descend, Origin, Record, Tag, walk};
use crate::output::Sink;
use crate::pool::BATCH;
use crate::read::names::{NameFinder, Pointers};
use crate::read::tei::Coverage;
use crate::read::{Context, Format, Sidecar, record, sidecar, tei};
use crate::site::{self, Original, Originals, SitePlan, Theme};
use crate::source::{FileId, Files, SourceFile, Sources, Span};
use kept::Kept;
use rayon::prelude::*;
pub use shelf::Shelf;
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A part of the work begins: its name and how many things it is.
    Begin(&'static str, usize),
    /// One of them is done.
    Done,
}

/// Who wants to know how far the work is.
pub type Observer<'a> = &'a (dyn Fn(Step) + Sync);

/// Whether each character is accounted for while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audit {
    /// Yes, for `recto check`.
    Full,
    /// No.
    None,
}

/// What is needed to read any document of an edition.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The files.
    pub sources: &'a dyn Sources,
    /// Their table.
    pub files: &'a Files,
    /// The configuration.
    pub config: &'a Config,
    /// The names of the authority files.
    pub names: &'a NameFinder,
    /// Whom the pointers of TEI files mean.
    pub people: &'a Pointers,
    /// Texts that were read a moment ago.
    pub shelf: &'a Shelf,
}

/// A document with the source that it was read from.
#[derive(Debug)]
pub struct Document {
    /// The source.
    pub source: SourceFile,
    /// The record.
    pub record: Record,
}

impl Desk<'_> {
    /// The text of a document's file.
    pub fn source(&self, input: &Input, diags: &mut Diagnostics) -> Option<SourceFile> {
        let mut read = || read_source(self.sources, self.files, input.file, diags);
        if input.span().is_some() {
            self.shelf.get(input.file, read)
        } else {
            read()
        }
    }

    /// Reads a document with its sidecar. `None` when nothing can be made of it; the
    /// diagnostics say why. A bug in a reader is one of them.
    pub fn read(&self, input: &Input, diags: &mut Diagnostics) -> Option<Document> {
        let source = self.source(input, diags)?;
        let stated = input.part.as_ref().and_then(|part| part.stated.as_ref());
        let read;
        let sidecar = match (&input.sidecar, stated) {
            (_, Some(stated)) => &stated.sidecar,
            (Some((file, _)), None) => {
                read = read_source(self.sources, self.files, *file, diags)
                    .map(|file| sidecar::parse(&file, diags))
                    .unwrap_or_default();
                &read
            }
            (None, None) => &Sidecar::default(),
        };
        let context = Context {
            config: self.config,
            names: self.names,
            people: self.people,
        };
        let mut found = Diagnostics::new();
        let read = catch_unwind(AssertUnwindSafe(|| match &input.part {
            None => record(&source, sidecar, &context, &mut found),
            Some(part) => {
                let (outline, at) = (&part.outline, part.at as usize);
                let mut record = tei::record(&source, outline, at, sidecar, &context, &mut found)?;
                self.people.resolve(&mut record);
                Some(record)
            }
        }));
        diags.append(found);
        let record = read.unwrap_or_else(|_| {
            diags.push(
                Diagnostic::new(
                    Code::Internal,
                    input.place(),
                    "a bug in recto: reading this file broke off",
                )
                .help("please report it, with the file"),
            );
            None
        })?;
        Some(Document { source, record })
    }
}

/// An edition with all that is needed to make its pages.
pub struct Prepared {
    /// What there is to read.
    pub inputs: Inputs,
    /// The names of the authority files.
    pub names: NameFinder,
    /// The edition.
    pub edition: Edition,
    /// What became of each document's characters, where it was asked for.
    pub audits: Vec<Account>,
    /// What became of the markup of TEI files, where that was asked for and there are any.
    pub coverage: Option<Coverage>,
    /// Records of documents that need not be read again.
    kept: Kept,
    /// Texts that were read a moment ago.
    shelf: Shelf,
}

impl Prepared {
    /// What is needed to read its documents again.
    #[must_use]
    pub fn desk<'a>(
        &'a self,
        sources: &'a dyn Sources,
        files: &'a Files,
        config: &'a Config,
    ) -> Desk<'a> {
        Desk {
            sources,
            files,
            config,
            names: &self.names,
            people: &self.inputs.pointers,
            shelf: &self.shelf,
        }
    }

    /// What there is to read, by the record that it becomes.
    #[must_use]
    pub fn inputs_by_origin(&self) -> BTreeMap<Origin, &Input> {
        let documents = self.inputs.documents.iter();
        documents.map(|input| (input.origin(), input)).collect()
    }
}

/// A document's ledger, and what else is counted of it.
#[derive(Debug, Clone)]
pub struct Account {
    /// The document.
    pub origin: Origin,
    /// Its characters.
    pub ledger: Ledger,
    /// Its notes.
    pub notes: usize,
    /// Of these, those to which a mark in the text leads.
    pub anchored: usize,
}

/// Loads, reads and assembles.
pub fn prepare(
    sources: &dyn Sources,
    config: &Config,
    files: &mut Files,
    audit: Audit,
    observer: Observer<'_>,
    diags: &mut Diagnostics,
) -> Prepared {
    let mut inputs = load(sources, config, files, diags);
    let names =
        NameFinder::new(inputs.authority.searched()).incomplete(inputs.authority.incomplete);
    let shelf = Shelf::default();
    let desk = Desk {
        sources,
        files,
        config,
        names: &names,
        people: &inputs.pointers,
        shelf: &shelf,
    };
    let kept = Kept::default();
    let dates = match config.timeline.has_mentions(inputs.documents.len()) {
        true => Dates::Kept,
        false => Dates::Left,
    };
    observer(Step::Begin("reading", inputs.documents.len()));
    let read: Vec<_> = inputs
        .documents
        .par_iter()
        .with_max_len(BATCH)
        .map(|input| {
            let read = summary(&desk, input, audit, dates, &kept);
            observer(Step::Done);
            read
        })
        .collect();
    let mut summaries = Vec::with_capacity(read.len());
    let mut audits = Vec::new();
    for (summary, account, found) in read {
        summaries.extend(summary);
        audits.extend(account);
        diags.append(found);
    }
    let coverage = match audit {
        Audit::Full => coverage::count(&desk, &inputs, diags),
        Audit::None => None,
    };
    let authority = std::mem::take(&mut inputs.authority);
    let edition = assemble(summaries, authority, &inputs, &names, config, files, diags);
    Prepared {
        inputs,
        names,
        edition,
        audits,
        coverage,
        kept,
        shelf,
    }
}

/// Counts what became of a document's characters; of XML, of those that are text.
#[must_use]
pub fn count(input: &Input, document: &Document, found: &[Diagnostic]) -> Ledger {
    let Document { source, record } = document;
    match &input.part {
        Some(part) => {
            let ranges = tei::characters(source, &part.outline, part.at as usize);
            Ledger::of_ranges(record, &source.text, &ranges, found)
        }
        None => Ledger::new(record, &source.text, found),
    }
}

/// Reads a document and keeps what stays in memory.
fn summary(
    desk: &Desk<'_>,
    input: &Input,
    audit: Audit,
    dates: Dates,
    kept: &Kept,
) -> (Option<Box<Summary>>, Option<Account>, Diagnostics) {
    let mut diags = Diagnostics::new();
    let Some(document) = desk.read(input, &mut diags) else {
        return (None, None, diags);
    };
    let Document { source, record } = &document;
    let account = (audit == Audit::Full).then(|| {
        let found: Vec<Diagnostic> = diags.iter().cloned().collect();
        Account {
            origin: input.origin(),
            ledger: count(input, &document, &found),
            notes: record.notes.len(),
            anchored: record.notes.iter().filter(|note| note.anchored).count(),
        }
    });
    if let Some(account) = &account {
        for &span in &account.ledger.places {
            diags.push(
                Diagnostic::new(Code::Internal, span, "a bug in recto: this text was lost")
                    .help("please report it, with the file"),
            );
        }
    }
    // Raw transcriptions have no code.
    if Format::of(&input.path) == Some(Format::Markdown) {
        unknown_languages(record, &mut diags);
    }
    let summary = summarize(record, &source.text, dates);
    // A check makes no pages.
    if audit == Audit::None {
        kept.offer(document.record, &document.source);
    }
    (Some(summary), account, diags)
}

/// Reports blocks of code in languages that have no colours.
fn unknown_languages(record: &Record, diags: &mut Diagnostics) {
    let bodies = record.notes.iter().map(|note| &note.body);
    for tree in std::iter::once(&record.body).chain(bodies) {
        walk(tree, &mut |node| {
            let code = node.element().filter(|element| element.tag == Tag::Code);
            if let Some(code) = code
                && let Some(language) = code.attrs.get("lang")
                && !is_known_language(language)
            {
                diags.push(
                    Diagnostic::new(
                        Code::UnknownLanguage,
                        code.span,
                        format!("there are no colours for code in `{language}`"),
                    )
                    .help("name another language, or `text`, which has none"),
                );
            }
            Descend::Into
        });
    }
}

/// What was said of each file, for the records that are written of it.
#[derive(Debug, Default)]
pub struct Said(BTreeMap<FileId, Vec<Diagnostic>>);

impl Said {
    /// Sorts diagnostics by their file.
    #[must_use]
    pub fn new(diags: &Diagnostics) -> Self {
        let mut said: BTreeMap<FileId, Vec<Diagnostic>> = BTreeMap::new();
        for diagnostic in diags.iter() {
            let file = match diagnostic.place {
                Place::Nowhere => continue,
                Place::File(file) => file,
                Place::Span(span) => span.file,
            };
            said.entry(file).or_default().push(diagnostic.clone());
        }
        for found in said.values_mut() {
            found.sort_by_key(|found| (found.place, found.code, found.message.clone()));
            found.dedup();
        }
        Self(said)
    }

    /// What was said of a document and of its sidecar, in the order of their texts.
    #[must_use]
    pub fn of(&self, input: &Input) -> Vec<Diagnostic> {
        let stated = input.part.as_ref().and_then(|part| part.stated.as_ref());
        let own = (input.file, input.span());
        let sidecar = input.sidecar.as_ref();
        let sidecar = sidecar.map(|(file, _)| (*file, stated.map(|stated| stated.span)));
        let both = std::iter::once(own).chain(sidecar);
        both.flat_map(|(file, within)| self.within(file, within))
            .cloned()
            .collect()
    }

    /// What was said of a file, or of a range of it.
    fn within(&self, file: FileId, range: Option<Span>) -> &[Diagnostic] {
        let found = self.0.get(&file).map_or(&[][..], Vec::as_slice);
        let Some(range) = range else {
            return found;
        };
        let before = |end: u32| {
            found.partition_point(|found| match found.place {
                Place::Nowhere | Place::File(_) => true,
                Place::Span(span) => span.start < end,
            })
        };
        found
            .get(before(range.start)..before(range.end))
            .unwrap_or(&[])
    }
}

/// A site, planned.
#[derive(Debug)]
pub struct Plan {
    /// What pages are made with.
    pub theme: Theme,
    /// Every page with its address.
    pub pages: SitePlan,
}

/// Plans the site.
pub fn plan(
    sources: &dyn Sources,
    config: &Config,
    files: &mut Files,
    prepared: &Prepared,
    diags: &mut Diagnostics,
) -> Plan {
    let theme = Theme::load(config, sources, files, diags);
    let (edition, assets) = (&prepared.edition, &prepared.inputs.assets);
    let pages = SitePlan::new(edition, config, &theme, assets, files, diags);
    Plan { theme, pages }
}

/// Makes every page and hands it over. `said` is what was found before.
///
/// # Errors
/// When the sink refuses a file.
pub fn render(
    desk: &Desk<'_>,
    prepared: &Prepared,
    plan: &Plan,
    said: &Said,
    sink: &dyn Sink,
    observer: Observer<'_>,
    diags: &mut Diagnostics,
) -> io::Result<()> {
    let inputs = prepared.inputs_by_origin();
    observer(Step::Begin("writing", inputs.len()));
    let read = |origin: Origin| {
        let input = inputs.get(&origin)?;
        // What there is to say of it was said when it was read first.
        let mut said_before = Diagnostics::new();
        let document = unpacked(desk, prepared, input, &mut said_before)
            .or_else(|| desk.read(input, &mut said_before))?;
        observer(Step::Done);
        Some(Original {
            record: document.record,
            source: document.source.text,
            diags: said.of(input),
        })
    };
    let originals = Originals {
        read: &read,
        sources: desk.sources,
        files: desk.files,
    };
    let Plan { theme, pages } = plan;
    if desk.config.data_formats.contains(&DataFormat::Json) {
        sink.put(schema::RECORD_PATH, schema::RECORD.into())?;
    }
    site::render(
        pages,
        &prepared.edition,
        desk.config,
        theme,
        originals,
        sink,
        diags,
    )
}

/// A document whose record was kept, with its source.
fn unpacked(
    desk: &Desk<'_>,
    prepared: &Prepared,
    input: &Input,
    diags: &mut Diagnostics,
) -> Option<Document> {
    let packed = prepared.kept.take(input.origin())?;
    let source = desk.source(input, diags)?;
    let record = packed.unpack(&source)?;
    Some(Document { source, record })
}

/// How a site is built.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// The files.
    pub sources: &'a dyn Sources,
    /// The configuration.
    pub config: &'a Config,
    /// What is taken for a failure.
    pub failure: Failure,
    /// Who wants to know how far it is.
    pub observer: Observer<'a>,
}

/// What makes a build fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// An error, except that a file of TEI is left out.
    Errors,
    /// A warning too: `--strict`.
    Warnings,
}

impl Failure {
    fn is_met(self, diags: &Diagnostics) -> bool {
        diags.stops_a_build() || (self == Self::Warnings && !diags.is_empty())
    }
}

/// What was built.
#[derive(Debug)]
pub struct Made<S> {
    /// The sink with every file of the site; `None` when the edition has errors, which
    /// the diagnostics tell.
    pub sink: Option<S>,
    /// How many documents the edition has.
    pub documents: usize,
}

/// All phases. The sink is opened when it is known that there is something to write.
///
/// # Errors
/// When the sink cannot be opened or refuses a file.
pub fn build<S: Sink, E: From<io::Error>>(
    order: &Order<'_>,
    files: &mut Files,
    open: impl FnOnce() -> Result<S, E>,
    diags: &mut Diagnostics,
) -> Result<Made<S>, E> {
    let Order {
        sources,
        config,
        failure,
        observer,
    } = *order;
    let prepared = prepare(sources, config, files, Audit::None, observer, diags);
    let documents = prepared.edition.documents().len();
    let plan = plan(sources, config, files, &prepared, diags);
    diags.apply(|code| config.severity(code));
    if failure.is_met(diags) {
        return Ok(Made {
            sink: None,
            documents,
        });
    }
    let sink = open()?;
    let desk = prepared.desk(sources, files, config);
    let said = Said::new(diags);
    render(&desk, &prepared, &plan, &said, &sink, observer, diags)?;
    diags.apply(|code| config.severity(code));
    let sink = (!failure.is_met(diags)).then_some(sink);
    Ok(Made { sink, documents })
}
