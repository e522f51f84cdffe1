//! What references ask for, where a target alone does not say it: in words that are
//! read again, one line a reference, in the header's `xenoData`.

use super::super::Document;
use crate::model::{CrossRef, Decision, Rule, VolumeCue, Wanted};
use std::fmt::Write;

/// The lines; `None` when there is nothing to say.
pub(super) fn lines(document: &Document<'_>) -> Option<String> {
    let mut out = String::new();
    for (index, reference) in document.record.refs.iter().enumerate() {
        if let Some(line) = line(reference) {
            let written = writeln!(out, "ref {index} {line}");
            written.expect("a String takes everything");
        }
    }
    (!out.is_empty()).then(|| format!("\n{out}"))
}

fn line(reference: &CrossRef) -> Option<String> {
    if reference.rule == Rule::Encoded {
        return None;
    }
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
        ibid,
    }) = volume
    {
        words.push(("volume", volume));
        words.extend(years.iter().map(|years| ("years", years.as_str())));
        words.extend(part.iter().map(|part| ("part", part.as_str())));
        if *ibid {
            words.push(("ibid", "yes"));
        }
    }
    if let Decision::Sidecar { reads, .. } = &reference.decision {
        words.push(("reads", reads));
    }
    let quoted = words.iter().map(|(name, value)| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        let value: String = value.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{name}=\"{value}\"")
    });
    Some(quoted.collect::<Vec<_>>().join(" "))
}
