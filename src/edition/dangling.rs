//! Pointers of TEI files that lead nowhere. A corpus can have tens of thousands: of each
//! file the first few are told, each once, and the others counted. The list has them all.

use super::Summary;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// How many pointers of a file are told one by one.
const TOLD: usize = 10;

/// What leads nowhere, by file.
#[derive(Debug, Default)]
pub(super) struct Collected {
    by_file: BTreeMap<FileId, BTreeMap<Box<str>, Dangling>>,
}

/// A pointer of a TEI file that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dangling {
    /// The pointer as written: `#t_NATO1`.
    pub pointer: Box<str>,
    /// Where it stands first.
    pub first: Span,
    /// How often it stands in its file.
    pub count: usize,
    /// What may have been meant, in a phrase.
    pub help: Box<str>,
    /// Whether it has a diagnostic of its own.
    pub told: bool,
}

impl Dangling {
    /// What there is to say of it.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let times = match self.count {
            1 => String::new(),
            count => format!(", {count} times in this file"),
        };
        let message = format!("`{}` leads nowhere{times}", self.pointer);
        Diagnostic::new(Code::DanglingPointer, self.first, message).help(self.help.to_string())
    }
}

impl Collected {
    /// Notes a pointer; `help` says what may have been meant.
    pub(super) fn add(
        &mut self,
        summary: &Summary,
        pointer: &str,
        span: Span,
        help: impl FnOnce() -> String,
    ) {
        let of_file = self.by_file.entry(summary.file).or_default();
        match of_file.get_mut(pointer) {
            Some(found) => {
                found.count += 1;
                found.first = found.first.min(span);
            }
            None => {
                let found = Dangling {
                    pointer: pointer.into(),
                    first: span,
                    count: 1,
                    help: help().into(),
                    told: false,
                };
                of_file.insert(pointer.into(), found);
            }
        }
    }

    /// Tells of the first of each file, and gives all, file by file in the order of the
    /// text.
    pub(super) fn tell(self, diags: &mut Diagnostics) -> Vec<Dangling> {
        let mut list = Vec::new();
        for (file, of_file) in self.by_file {
            let mut all: Vec<Dangling> = of_file.into_values().collect();
            all.sort_by_key(|found| found.first);
            for found in all.iter_mut().take(TOLD) {
                found.told = true;
                diags.push(found.diagnostic());
            }
            let rest = all.get(TOLD..).unwrap_or_default();
            let count: usize = rest.iter().map(|found| found.count).sum();
            if count > 0 {
                let message = match count {
                    1 => "one more pointer of this file leads nowhere".to_owned(),
                    count => format!("{count} more pointers of this file lead nowhere"),
                };
                let ids = match rest.len() {
                    1 => "one id is missing".to_owned(),
                    ids => format!("{ids} ids are missing"),
                };
                diags.push(
                    Diagnostic::new(Code::DanglingPointer, Place::File(file), message)
                        .help(format!("their words stand as text; {ids}"))
                        .help("`recto check --all` lists every one with its place"),
                );
            }
            list.append(&mut all);
        }
        list.shrink_to_fit();
        list
    }
}
