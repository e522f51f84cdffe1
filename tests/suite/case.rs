//! Literate cases: `tests/cases/<folder>/*.md`. A heading of level two is a case's name,
//! prose says why, fenced blocks that name a file are the input, the others what is
//! expected. `UPDATE=1` writes what is expected anew; `CASE=words` runs the cases whose
//! name holds the words. The form is told in tests/README.md.

pub(crate) mod diff;
pub(crate) mod edition;
mod file;
pub(crate) mod page;
mod record;

pub(crate) use diff::diff;

use file::{Block, Case, CaseFile};
use proptest::test_runner::{Config as Chances, RngSeed};
use rayon::prelude::*;
use recto::config::{self, Config};
use recto::diag::{Diagnostic, Diagnostics, Emitter, Format};
use recto::edition::Edition;
use recto::export;
use recto::load::read_source;
use recto::model::{RecordId, RecordKind};
use recto::output::MemorySink;
use recto::pipeline::{self, Audit, Document, Plan, Prepared, Said};
use recto::source::{Files, MemorySources};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The `book.toml` of cases that give none: nothing is said of missing dates, since most
/// cases are about something else.
const BOOK: &str = "[book]\ntitle = \"Case\"\n\n[diagnostics]\nundated = \"allow\"\n";

#[test]
fn read_cases() {
    run("read", "record");
}

#[test]
fn edition_cases() {
    run("edition", "edition");
}

#[test]
fn html_cases() {
    run("html", "html");
}

#[test]
fn site_cases() {
    run("site", "files");
}

#[test]
fn export_cases() {
    run("export", "tei");
}

#[test]
fn diag_cases() {
    run("diag", "diagnostics");
}

/// The folder of the tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Whether expectations are written anew.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// How a property is tried: `cases` made-up inputs, the same in each run, so that what passes
/// here passes everywhere. `PROPTEST_CASES` asks for as many others, different in each run.
pub(crate) fn chances(cases: u32) -> Chances {
    let stated = std::env::var("PROPTEST_CASES").ok();
    let stated = stated.and_then(|cases| cases.parse().ok());
    let seed = match stated {
        Some(_) => RngSeed::Random,
        None => RngSeed::Fixed(175),
    };
    Chances {
        cases: stated.unwrap_or(cases),
        rng_seed: seed,
        failure_persistence: None,
        ..Chances::default()
    }
}

/// All case files, by path.
pub(crate) fn all() -> Vec<CaseFile> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(tests().join("cases"))
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    paths.sort();
    paths.iter().map(|path| CaseFile::read(path)).collect()
}

/// Runs the cases of a folder. `main` is the block that a case gets when it has none.
fn run(folder: &str, main: &str) {
    let only = std::env::var("CASE").unwrap_or_default();
    let folder = tests().join("cases").join(folder);
    let mut failures = Vec::new();
    let mut ran = 0;
    for mut file in all() {
        if !file.path.starts_with(&folder) {
            continue;
        }
        let results: Vec<(usize, Vec<Block>)> = file
            .cases
            .par_iter()
            .enumerate()
            .filter(|(_, case)| case.name.contains(&only))
            .map(|(at, case)| (at, results(case, main)))
            .collect();
        ran += results.len();
        let mut changed = false;
        for (at, now) in results {
            let case = &mut file.cases[at];
            let before: Vec<Block> = case.expected().cloned().collect();
            if before == now {
                continue;
            }
            changed = true;
            if !updating() {
                let said = diff(&file::text(&before), &file::text(&now));
                failures.push(format!("{} › {}\n{said}", file.path.display(), case.name));
            }
            case.replace(now);
        }
        if changed && updating() {
            fs::write(&file.path, file.write()).expect("the case file can be written");
        }
    }
    assert!(ran > 0, "no case is called so");
    assert!(
        failures.is_empty(),
        "{} of {ran} cases differ (- expected, + now; UPDATE=1 writes them anew):\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// What a case's blocks should hold, in their order.
fn results(case: &Case, main: &str) -> Vec<Block> {
    let run = Run::new(sources(case));
    let mut blocks: Vec<Block> = case.expected().cloned().collect();
    if !blocks.iter().any(|block| block.word() != "diagnostics") && main != "diagnostics" {
        blocks.insert(0, Block::new(main));
    }
    let told = run.diagnostics();
    let has_told = blocks.iter().any(|block| block.word() == "diagnostics");
    if !has_told && (main == "diagnostics" || !told.is_empty()) {
        blocks.push(Block::new("diagnostics"));
    }
    for block in &mut blocks {
        block.body = run.show(&block.info);
    }
    blocks
}

/// What a case expects to be told.
pub(crate) fn told(case: &Case) -> impl Iterator<Item = &str> {
    let blocks = case
        .expected()
        .filter(|block| block.word() == "diagnostics");
    blocks.map(|block| block.body.as_str())
}

/// A case's files.
pub(crate) fn sources(case: &Case) -> MemorySources {
    let mut sources = MemorySources::new();
    if !case.inputs().any(|block| block.word() == "book.toml") {
        sources = sources.with("book.toml", BOOK);
    }
    for block in case.inputs() {
        let path = match block.word() {
            "book.toml" => "book.toml".to_owned(),
            name => match name.strip_prefix("./") {
                Some(beside) => beside.to_owned(),
                None => format!("content/{name}"),
            },
        };
        sources = sources.with(&path, block.bytes());
    }
    sources
}

/// An edition, read, and its site.
pub(crate) struct Run {
    sources: MemorySources,
    files: Files,
    diags: Vec<Diagnostic>,
    read: Option<Read>,
    /// Every file of the site, when it could be made.
    pub(crate) site: Option<BTreeMap<String, Vec<u8>>>,
}

pub(crate) struct Read {
    config: Config,
    prepared: Prepared,
    plan: Plan,
}

impl Run {
    /// Reads, plans and, if nothing is wrong, makes the site.
    pub(crate) fn new(sources: MemorySources) -> Self {
        Self::go_on(sources, true)
    }

    /// Reads and plans.
    pub(crate) fn read_only(sources: MemorySources) -> Self {
        Self::go_on(sources, false)
    }

    fn go_on(sources: MemorySources, render: bool) -> Self {
        let mut run = Self {
            files: Files::default(),
            diags: Vec::new(),
            read: None,
            site: None,
            sources,
        };
        let mut diags = Diagnostics::new();
        run.go(render, &mut diags);
        run.diags = diags.finish(&run.files);
        run
    }

    fn go(&mut self, render: bool, diags: &mut Diagnostics) {
        let files = &mut self.files;
        let book = files.add("book.toml");
        let Some(book) = read_source(&self.sources, files, book, diags) else {
            return;
        };
        let Some(config) = config::parse(&book, diags) else {
            return;
        };
        let nobody = &|_| {};
        let prepared = pipeline::prepare(&self.sources, &config, files, Audit::Full, nobody, diags);
        let plan = pipeline::plan(&self.sources, &config, files, &prepared, diags);
        diags.apply(|code| config.severity(code));
        if render && !diags.has_errors() {
            let sink = MemorySink::new();
            let desk = prepared.desk(&self.sources, files, &config);
            let said = Said::new(diags);
            pipeline::render(&desk, &prepared, &plan, &said, &sink, nobody, diags)
                .expect("memory takes everything");
            diags.apply(|code| config.severity(code));
            self.site = (!diags.has_errors()).then(|| sink.into_files());
        }
        self.read = Some(Read {
            config,
            prepared,
            plan,
        });
    }

    /// Everything that is told, a line each.
    pub(crate) fn diagnostics(&self) -> String {
        let mut emitter = Emitter::new(&self.files, &self.sources);
        let lines = self.diags.iter();
        lines
            .map(|diag| emitter.write(Format::Short, diag))
            .collect()
    }

    /// The documents whose path below `content/` is this, or all.
    pub(crate) fn documents(&self, path: Option<&str>) -> Vec<Document> {
        let Some(read) = &self.read else {
            return Vec::new();
        };
        let desk = read.prepared.desk(&self.sources, &self.files, &read.config);
        let src = format!("{}/", read.config.book.src);
        let inputs = read.prepared.inputs.documents.iter();
        inputs
            .filter(|input| path.is_none_or(|path| input.path.strip_prefix(&src) == Some(path)))
            .filter_map(|input| desk.read(input, &mut Diagnostics::new()))
            .collect()
    }

    /// The edition, if the sources could be read.
    pub(crate) fn edition(&self) -> Option<(&Edition, &Files)> {
        let read = self.read.as_ref()?;
        Some((&read.prepared.edition, &self.files))
    }

    /// What became of each document's characters.
    pub(crate) fn audits(&self) -> &[pipeline::Account] {
        self.read.as_ref().map_or(&[], |read| &read.prepared.audits)
    }

    /// Everything that is told.
    pub(crate) fn told(&self) -> &[Diagnostic] {
        &self.diags
    }

    /// The page of a document or essay.
    pub(crate) fn page_of(&self, id: &RecordId) -> String {
        let read = self.read.as_ref().expect("there is an edition");
        let document = read.prepared.edition.find(id).expect("it is in it");
        read.plan.pages.spot(document).page.to_string()
    }

    /// What a block with this information holds.
    pub(crate) fn show(&self, info: &str) -> String {
        let mut words = info.split_whitespace();
        let kind = words.next().unwrap_or("");
        let (path, part) = (words.next(), words.next());
        match kind {
            "diagnostics" => self.diagnostics(),
            "record" => self.each(path, |document, _| record::dump(document)),
            "text" => self.each(path, |document, read| {
                export::text::document(&self.exported(document, read))
            }),
            "tei" => self.each(path, |document, read| {
                export::tei::document(&self.exported(document, read))
            }),
            "edition" => self.edition().map_or_else(String::new, |(edition, files)| {
                edition::dump(edition, files)
            }),
            "html" => self.html(path, part),
            "file" => path.map_or_else(String::new, |path| self.file(path)),
            "files" => self.list(),
            other => panic!("there is no block `{other}`"),
        }
    }

    /// Every document as TEI, with the end of its address.
    pub(crate) fn tei(&self) -> Vec<(String, String)> {
        let Some(read) = &self.read else {
            return Vec::new();
        };
        let documents = self.documents(None);
        let each = documents.iter().map(|document| {
            let text = export::tei::document(&self.exported(document, read));
            (document.record.id.to_string(), text)
        });
        each.collect()
    }

    /// Every record as JSON, with the end of its address.
    pub(crate) fn json(&self) -> Vec<(String, String)> {
        let Some(read) = &self.read else {
            return Vec::new();
        };
        let documents = self.documents(None);
        let each = documents.iter().map(|document| {
            let text = export::json::record(&self.exported(document, read));
            (document.record.id.to_string(), text)
        });
        each.collect()
    }

    /// A document as exports are given it.
    pub(crate) fn exported<'a>(
        &'a self,
        document: &'a Document,
        read: &'a Read,
    ) -> export::Document<'a> {
        let (edition, config) = (&read.prepared.edition, &read.config);
        let index = edition.find(&document.record.id).expect("it is in it");
        export::Document {
            record: &document.record,
            source: &document.source.text,
            index,
            edition,
            config,
            files: &self.files,
            address: None,
            diags: &[],
        }
    }

    fn each(&self, path: Option<&str>, show: impl Fn(&Document, &Read) -> String) -> String {
        let Some(read) = &self.read else {
            return String::new();
        };
        let shown: Vec<String> = self
            .documents(path)
            .iter()
            .map(|document| show(document, read))
            .collect();
        shown.join("\n")
    }

    /// The pages of the documents and essays.
    fn own_pages(&self) -> Vec<String> {
        let Some(read) = &self.read else {
            return Vec::new();
        };
        let edition = &read.prepared.edition;
        let mut paths: Vec<String> = edition
            .iter()
            .filter(|(document, summary)| {
                summary.kind == RecordKind::Essay || edition.base(*document).is_none()
            })
            .map(|(document, _)| read.plan.pages.spot(document).page.to_string())
            .collect();
        paths.sort();
        paths
    }

    fn html(&self, path: Option<&str>, part: Option<&str>) -> String {
        let Some(site) = &self.site else {
            return String::new();
        };
        let paths = match path {
            Some(path) => vec![path.to_owned()],
            None => self.own_pages(),
        };
        let shown: Vec<String> = paths
            .iter()
            .map(|path| {
                let bytes = site.get(path).unwrap_or_else(|| panic!("no page {path}"));
                let text = std::str::from_utf8(bytes).expect("pages are UTF-8");
                page::part(text, part).unwrap_or_else(|problem| panic!("{path}: {problem}"))
            })
            .collect();
        shown.join("\n")
    }

    fn file(&self, path: &str) -> String {
        let Some(site) = &self.site else {
            return String::new();
        };
        let bytes = site.get(path).unwrap_or_else(|| panic!("no file {path}"));
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// The site's files that the case made, without the theme's own.
    fn list(&self) -> String {
        let Some(site) = &self.site else {
            return String::new();
        };
        site.keys()
            // Names in the search index change with every word.
            .filter(|path| !path.starts_with("assets/") && !path.starts_with("search/"))
            .map(|path| format!("{path}\n"))
            .collect()
    }
}
