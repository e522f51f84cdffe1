//! All integration tests, in one binary: text in, text out.
#![allow(clippy::disallowed_methods, reason = "tests look at the disk")]
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by a panic, and may say why it has nothing to do"
)]

mod authority;
mod book;
mod build;
mod case;
mod check;
mod citing;
mod cli;
mod config;
mod conservation;
mod decide;
mod diag;
mod edition;
mod export;
mod html;
mod html_tei;
mod manual;
mod map;
mod markdown;
mod names;
mod output;
mod robustness;
mod round_trip;
mod search;
mod serve;
mod sidecar;
mod site;
mod tei_in;
mod tei_out;
mod tidy;
mod tree;
mod words;
