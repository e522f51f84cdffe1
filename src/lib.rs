//! recto turns a folder of source documents into a digital edition.
//!
//! Five types, in the order in which they are made:
//!
//! 1. [`source::SourceFile`]: path and text. The only thing that spans point into.
//! 2. [`model::Record`]: one document as read from one file: header and text tree in
//!    TEI's terms. References in it are still just wishes.
//! 3. [`edition::Edition`]: all records' summaries and everything that needs more than
//!    one file: resolved links, people, chronology.
//! 4. [`site::SitePlan`]: every page with its address, before any is made.
//! 5. [`output`]: path and bytes, handed page by page to a sink.
//!
//! [`pipeline`] has the phases in their order; [`build`] runs them all.

mod bytes;
mod pool;

pub mod source;

pub mod diag;

pub mod config;
pub mod model;
mod yaml;

pub mod read;

pub mod load;

pub mod edition;

pub mod words;

pub mod html;
pub mod search;
pub mod site;

pub mod export;

pub mod output;

pub mod ledger;
pub mod pipeline;

pub mod cli;

use diag::{Diagnostic, Diagnostics};
use output::Sink;
use pipeline::{Failure, Order};
use source::{Files, Sources};
use std::io;

/// What came of a build.
#[derive(Debug)]
pub struct BuildReport {
    /// Everything that was found, in its final order.
    pub diags: Vec<Diagnostic>,
    /// The files that diagnostics point into.
    pub files: Files,
    /// Whether every page was handed over. Otherwise what the sink has is of no use.
    pub is_complete: bool,
}

/// Builds the edition whose `book.toml` is among the sources.
///
/// # Errors
/// When the sink refuses a file.
pub fn build(sources: &dyn Sources, sink: &dyn Sink) -> io::Result<BuildReport> {
    let mut files = Files::default();
    let mut diags = Diagnostics::new();
    let book = files.add("book.toml");
    let book = load::read_source(sources, &files, book, &mut diags);
    let config = book.and_then(|book| config::parse(&book, &mut diags));
    let mut is_complete = false;
    if let Some(config) = &config {
        let order = Order {
            sources,
            config,
            failure: Failure::Errors,
            observer: &|_| {},
        };
        let made = pipeline::build(&order, &mut files, || io::Result::Ok(sink), &mut diags)?;
        is_complete = made.sink.is_some();
    }
    Ok(BuildReport {
        diags: diags.finish(&files),
        files,
        is_complete,
    })
}
