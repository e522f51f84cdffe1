//! The markup of all TEI files, counted for `recto check`.

use super::Desk;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::load::{Input, Inputs};
use crate::read::tei::{self, Coverage};
use crate::source::FileId;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Counts the markup of all TEI files. Elements without a rule are reported, each once.
pub(super) fn count(desk: &Desk<'_>, inputs: &Inputs, diags: &mut Diagnostics) -> Option<Coverage> {
    let first = |input: &&Input| input.part.as_ref().is_some_and(|part| part.at == 0);
    let files: Vec<&Input> = inputs.documents.iter().filter(first).collect();
    if files.is_empty() {
        return None;
    }
    let counted: Vec<_> = files
        .par_iter()
        .filter_map(|input| {
            let source = desk.source(input, &mut Diagnostics::new())?;
            Some((
                input.file,
                tei::coverage(&source, &input.part.as_ref()?.outline, desk.people),
            ))
        })
        .collect();
    let mut all = Coverage::default();
    let mut without: BTreeMap<Box<str>, (FileId, usize)> = BTreeMap::new();
    for (file, found) in counted {
        for &place in &found.remainder.places {
            let message = "a bug in recto: this text of a volume is in none of its records";
            diags.push(
                Diagnostic::new(Code::Internal, place, message)
                    .help("please report it, with the file"),
            );
        }
        for (name, met) in &found.elements {
            if met.how.is_none() {
                let (_, files) = without.entry(name.clone()).or_insert((file, 0));
                *files += 1;
            }
        }
        all.add(found);
    }
    for (name, (file, files)) in without {
        let count = all.elements.get(&name).map_or(0, |met| met.count);
        let times = if count == 1 {
            "once"
        } else {
            &format!("{count} times")
        };
        let place = if files == 1 {
            ""
        } else {
            &format!(" in {files} files, first in this")
        };
        diags.push(
            Diagnostic::new(
                Code::UnknownElement,
                Place::File(file),
                format!("there is no rule for `{name}`: it occurs {times}{place}"),
            )
            .help("its words stand in the text, and it is kept by its name; nothing need be done"),
        );
    }
    Some(all)
}
