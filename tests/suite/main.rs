//! All integration tests, in one binary: text in, text out.

mod config;
