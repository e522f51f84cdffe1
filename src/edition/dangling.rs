//! Pointers of TEI files that lead nowhere. A corpus can have tens of thousands: of each
//! file the first few are told, each once, and the others counted.

use super::Summary;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// How many pointers of a file are told one by one.
const TOLD: usize = 10;

/// What leads nowhere, by file.
#[derive(Debug, Default)]
pub(super) struct Dangling {
    by_file: BTreeMap<FileId, BTreeMap<Box<str>, Found>>,
}

/// A pointer that leads nowhere.
#[derive(Debug)]
struct Found {
    first: Span,
    count: usize,
    help: String,
}

impl Dangling {
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
                let found = Found {
                    first: span,
                    count: 1,
                    help: help(),
                };
                of_file.insert(pointer.into(), found);
            }
        }
    }

    /// Tells of them.
    pub(super) fn tell(self, diags: &mut Diagnostics) {
        for (file, of_file) in self.by_file {
            let mut all: Vec<(Box<str>, Found)> = of_file.into_iter().collect();
            all.sort_by_key(|(_, found)| found.first);
            let rest = all.split_off(all.len().min(TOLD));
            for (pointer, found) in all {
                let times = match found.count {
                    1 => String::new(),
                    count => format!(", {count} times in this file"),
                };
                let message = format!("`{pointer}` leads nowhere{times}");
                diags.push(
                    Diagnostic::new(Code::DanglingPointer, found.first, message).help(found.help),
                );
            }
            let count: usize = rest.iter().map(|(_, found)| found.count).sum();
            if count > 0 {
                let message = match count {
                    1 => "one more pointer of this file leads nowhere".to_owned(),
                    count => format!("{count} more pointers of this file lead nowhere"),
                };
                let ids = rest.len();
                diags.push(
                    Diagnostic::new(Code::DanglingPointer, Place::File(file), message).help(
                        format!(
                            "their words stand as text; {ids} ids are missing, as far as they differ"
                        ),
                    ),
                );
            }
        }
    }
}
