//! Plan → bytes: pages in parallel, each read, filled and handed over by itself.
//!
//! Nothing that a page needs grows with the edition: tables are shared, and what all
//! pages of one depth have in common is made once. A bug in one page becomes one error
//! that names it.

mod data;
mod printer;

use super::pieces::{Scratch, Tables};
use super::plan::{Page, PageKind, SitePlan};
use super::templates::Trouble;
use super::theme::Theme;
use super::urls::Here;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::edition::{Edition, Summary};
use crate::model::{Origin, Record};
use crate::output::Sink;
use crate::pool::{BATCH, Pool};
use crate::search::Index;
use crate::source::{FileId, Files, Sources};
use printer::Printer;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tera::Value;

/// A record read again, for its page.
#[derive(Debug, Clone)]
pub struct Original {
    /// The record.
    pub record: Record,
    /// The text that it was read from.
    pub source: Arc<str>,
    /// What was said of it, in the order of the text.
    pub diags: Vec<Diagnostic>,
}

/// Where texts and files come from.
#[derive(Clone, Copy)]
pub struct Originals<'a> {
    /// Reads a document or essay again. `None` when it cannot be read any more.
    pub read: &'a (dyn Fn(Origin) -> Option<Original> + Sync),
    /// The files.
    pub sources: &'a dyn Sources,
    /// The table of files.
    pub files: &'a Files,
}

/// Makes every page of a plan and hands it over.
///
/// # Errors
/// When the sink refuses a file. Trouble with a page is a diagnostic, and the others
/// are made nevertheless.
pub fn render(
    plan: &SitePlan,
    edition: &Edition,
    config: &Config,
    theme: &Theme,
    originals: Originals<'_>,
    sink: &dyn Sink,
    diags: &mut Diagnostics,
) -> io::Result<()> {
    let tables = Tables {
        plan,
        edition,
        config,
        files: originals.files,
        words: &theme.words,
    };
    let depths = (0..3)
        .map(|depth| tables.depth(&Here::Page(&format!("{}x", "x/".repeat(depth)))))
        .collect();
    let index = config.html.search.then(Index::default);
    let mut printer = Printer {
        tables,
        site: Value::from_serializable(&tables.site()),
        theme,
        depths,
        originals,
        sink,
        index,
    };
    // Data files are made with the page of their record, which is then read once.
    let mut pages: Vec<&Page> = plan
        .pages
        .iter()
        .filter(|page| {
            !matches!(
                page.kind,
                PageKind::Data(..) | PageKind::Tei(_) | PageKind::Search
            )
        })
        .collect();
    // The few pages that list everything take longest: begun last, they would keep the
    // other threads waiting.
    pages.sort_by_key(|page| {
        !matches!(
            page.kind,
            PageKind::Home
                | PageKind::Contents(..)
                | PageKind::Timeline(_)
                | PageKind::Index(..)
                | PageKind::Kind(..)
        )
    });
    let scratch = Pool::<Scratch>::default();
    let problems: Vec<Option<Problem>> = pages
        .par_iter()
        .with_max_len(BATCH)
        .map(|page| scratch.with(|scratch| printer.page_or_problem(page, scratch)))
        .collect();
    let troubles = problems.into_iter().zip(pages);
    let mut troubles: Vec<(Problem, &Page)> = troubles
        .filter_map(|(problem, page)| Some((problem?, page)))
        .collect();
    // The index is whole when all texts were seen.
    let search = plan.pages.iter().find(|page| page.kind == PageKind::Search);
    if let (Some(page), Some(index)) = (search, printer.index.take()) {
        let made = catch_unwind(AssertUnwindSafe(|| printer.search(page, index)));
        let made = made.unwrap_or_else(|panic| Err(Problem::Bug(words_of(&*panic))));
        troubles.extend(made.err().map(|problem| (problem, page)));
    }
    report(troubles.into_iter(), &tables, diags)
}

/// Turns what went wrong into diagnostics; the same trouble in many pages is told once.
fn report<'a>(
    problems: impl Iterator<Item = (Problem, &'a Page)>,
    tables: &Tables<'_>,
    diags: &mut Diagnostics,
) -> io::Result<()> {
    let mut told = BTreeSet::new();
    for (problem, page) in problems {
        let subject = match page.kind {
            PageKind::Document(document) | PageKind::Essay(document) => {
                Some(tables.edition.document(document))
            }
            _ => None,
        };
        match problem {
            Problem::Io(error) => return Err(error),
            Problem::Template(trouble) => {
                if told.insert(trouble.clone()) {
                    let diagnostic = trouble.diagnostic(subject.map(|summary| summary.file));
                    diags.push(diagnostic.help(format!("the page was `{}`", page.path)));
                }
            }
            Problem::Gone(file) => diags.push(
                Diagnostic::new(
                    Code::Internal,
                    Place::File(file),
                    "the file changed while the site was made",
                )
                .help("build again"),
            ),
            Problem::Bug(words) => diags.push(
                Diagnostic::new(
                    Code::Internal,
                    subject.map_or(Place::Nowhere, Summary::place),
                    format!("the page `{}` could not be made: {words}", page.path),
                )
                .help("this is a bug in recto; please report it with the file named here"),
            ),
        }
    }
    Ok(())
}

/// Why a page is not there.
enum Problem {
    Template(Trouble),
    Io(io::Error),
    /// A source that was there before.
    Gone(FileId),
    Bug(String),
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        Self::Template(trouble)
    }
}

/// What a bug said of itself.
fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}
