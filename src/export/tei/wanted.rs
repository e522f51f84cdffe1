//! What references ask for, where a target alone does not say it: in words that are
//! read again, one line a reference, in the header's `xenoData`.

use super::super::Document;
use crate::model::{CrossRef, Decision, Descend, Node, Tag, VolumeCue, Wanted, walk};
use crate::source::folded;
use std::fmt::Write;

/// The lines, body first and then the notes in this order; `None` when there is nothing
/// to say.
pub(super) fn lines(document: &Document<'_>, order: &[usize]) -> Option<String> {
    let record = document.record;
    let mut out = String::new();
    let mut count = 0;
    let notes = order.iter().filter_map(|index| record.notes.get(*index));
    let notes = notes.map(|note| &note.body);
    for tree in std::iter::once(&record.body).chain(notes) {
        walk(tree, &mut |node| {
            if let Node::Element(element) = node
                && element.tag == Tag::Ref
            {
                let reference = element.index.and_then(|at| record.refs.get(at as usize));
                let mut asked = reference.map_or_else(String::new, line);
                let rule = reference.map(|it| it.rule).filter(|it| *it != element.rule);
                if let Some(rule) = rule {
                    asked.push_str(&format!(" rule=\"{}\"", rule.slug()));
                }
                let written = writeln!(out, "ref {count} {asked}");
                written.expect("a String takes everything");
                count += 1;
            }
            Descend::Into
        });
    }
    (count > 0).then(|| format!("\n{out}"))
}

fn line(reference: &CrossRef) -> String {
    let mut words: Vec<(&str, &str)> = Vec::new();
    let volume = match &reference.wanted {
        Wanted::Document { volume, number } => {
            words.push(("document", number));
            Some(volume)
        }
        Wanted::Note {
            volume,
            document,
            note,
        } => {
            words.extend(document.iter().map(|number| ("document", number.as_str())));
            words.push(("note", note));
            Some(volume)
        }
        Wanted::Page { volume, page } => {
            words.push(("page", page));
            Some(volume)
        }
        Wanted::Volume { volume } => {
            words.push(("whole", "volume"));
            Some(volume)
        }
        Wanted::Key(key) => {
            words.push(("key", key));
            None
        }
        Wanted::Url(url) => {
            words.push(("url", url));
            None
        }
        Wanted::Doubtful(reason) => {
            words.push(("doubtful", reason));
            None
        }
    };
    if let Some(VolumeCue::Named {
        years,
        volume,
        part,
        title,
        ibid,
    }) = volume
    {
        words.push(("volume", volume));
        words.extend(years.iter().map(|years| ("years", years.as_str())));
        words.extend(part.iter().map(|part| ("part", part.as_str())));
        words.extend(title.iter().map(|title| ("title", title.as_str())));
        if *ibid {
            words.push(("ibid", "yes"));
        }
    }
    if let Decision::Sidecar { reads, .. } = &reference.decision {
        words.push(("reads", reads));
    }
    let quoted = words.iter().map(|(name, value)| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("{name}=\"{}\"", folded(&value))
    });
    quoted.collect::<Vec<_>>().join(" ")
}
