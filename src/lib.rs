//! recto turns a folder of source documents into a digital edition.
//!
//! Five types, in the order in which they are made:
//!
//! 1. [`source::SourceFile`]: path and text. The only thing that spans point into.
//! 2. [`model::Record`]: one document as read from one file: header and text tree in
//!    TEI's terms. References in it are still just wishes.
//! 3. `edition::Edition`: all records' summaries and everything that needs more than one
//!    file: resolved links, people, chronology.
//! 4. `site::SitePlan`: every page with its address, before any is made.
//! 5. `output`: path and bytes, handed page by page to a sink.

pub mod source;

pub mod diag;

pub mod config;
pub mod model;
mod yaml;

pub mod read;

pub mod load;

pub mod edition;

pub mod html;
pub mod site;

pub mod export;

pub mod output;

pub mod ledger;
pub mod pipeline;

pub mod cli;
