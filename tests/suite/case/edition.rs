//! An edition for reading: of each document what it leads to and what leads to it.

use recto::edition::{Capacity, DocIdx, Edition, Link, Reply, Subject, Target};
use recto::model::Inferred;
use recto::source::Files;
use std::fmt::Write;

pub(crate) fn dump(edition: &Edition, files: &Files) -> String {
    let mut out = String::new();
    let name = |document: DocIdx| edition.document(document).id.to_string();
    for (document, summary) in edition.iter() {
        let _ = writeln!(out, "{}", summary.id);
        let mut line = |what: &str, said: String| {
            if !said.is_empty() {
                let _ = writeln!(out, "  {what}: {said}");
            }
        };
        for (it, link) in summary.refs.iter().zip(edition.links(document)) {
            let shown = show(edition, files, link);
            line("leads", format!("{} \"{}\" → {shown}", it.at, it.text));
        }
        for &citation in edition.cited_by(document) {
            let reference = edition.reference(citation);
            let from = name(citation.document);
            line(
                "cited by",
                format!("{from} {}: {}", reference.at, reference.sentence),
            );
        }
        let replies = |replies: &[Reply]| {
            let names: Vec<String> = replies.iter().map(|it| name(it.document)).collect();
            names.join(", ")
        };
        line("answers", replies(edition.replies_to(document)));
        line("answered by", replies(edition.answered_by(document)));
        let witnesses = edition.witnesses(document).iter().map(|&it| name(it));
        line("witnesses", witnesses.collect::<Vec<_>>().join(", "));
        line(
            "witness of",
            edition.base(document).map(name).unwrap_or_default(),
        );
        let near = edition.neighbours(document);
        line("earlier", near.earlier.map(name).unwrap_or_default());
        line("later", near.later.map(name).unwrap_or_default());
        line("previous", near.before.map(name).unwrap_or_default());
        line("next", near.after.map(name).unwrap_or_default());
    }
    if !edition.chronology().is_empty() {
        out.push_str("chronology\n");
    }
    for moment in edition.chronology() {
        let subject = match moment.subject {
            Subject::Document(document) => name(document),
            Subject::Enclosure(document, at) => format!("enclosure {at} of {}", name(document)),
            Subject::Received(document) => format!("{} arrives", name(document)),
            Subject::Mention(document, at) => {
                let summary = edition.document(document);
                let spoken = summary.spoken.get(at as usize);
                let (at, inferred) = spoken.map_or(("", None), |it| (&*it.at, it.inferred));
                let inferred = match inferred {
                    Some(Inferred::Year) => ", year inferred",
                    Some(Inferred::MonthAndYear) => ", month and year inferred",
                    None => "",
                };
                format!("spoken of in {} {at}{inferred}", name(document))
            }
            Subject::Event(at) => edition
                .events()
                .get(at as usize)
                .map_or_else(String::new, |event| format!("event {}", event.id)),
        };
        let _ = writeln!(out, "  {}: {subject}", moment.date);
    }
    for &document in edition.undated() {
        let _ = writeln!(out, "  undated: {}", name(document));
    }
    if !edition.people().is_empty() {
        out.push_str("people\n");
    }
    for person in edition.people() {
        let places: Vec<String> = person
            .appearances
            .iter()
            .map(|it| {
                let capacity = match it.capacity {
                    Capacity::Sender => "sender",
                    Capacity::Addressee => "addressee",
                    Capacity::Participant => "participant",
                    Capacity::Mentioned(_) => "mentioned",
                };
                format!("{capacity} {}", name(it.document))
            })
            .collect();
        let _ = writeln!(out, "  {}: {}", person.sort, places.join(", "));
    }
    out
}

fn show(edition: &Edition, files: &Files, link: &Link) -> String {
    match link {
        Link::Target(Target { document, key, .. }) => {
            let id = edition.document(*document).id.to_string();
            key.as_ref()
                .map_or(id.clone(), |key| format!("{id} #{key}"))
        }
        Link::Entity(id) => format!("@{id}"),
        Link::Asset(file) => format!("file {}", files.path(*file)),
        Link::Page(page) => format!("page {page}"),
        Link::Volume(id) => format!("volume {id}"),
        Link::Elsewhere { url, .. } => url.to_string(),
        Link::Url(url) => url.to_string(),
        Link::Nothing => "nothing".to_owned(),
    }
}
