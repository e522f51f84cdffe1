//! The edition → pages: which there are, at which addresses, and what is on them.
//!
//! Every address is made in one file, every field that a template can ask for stands in
//! [`views`], and no page needs more than its own record and the edition's tables.

pub mod views;
