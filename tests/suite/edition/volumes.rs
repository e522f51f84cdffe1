//! Volumes: TEI files of many documents.

use super::*;
use recto::edition::{Content, Volume};
use recto::load;
use recto::read::tei::{Contents, Inherited, Outline, Part};
use std::sync::Arc;

/// A volume of a preface, a chapter with two documents and a list of terms.
fn volume(case: Case, id: &str, fill: impl Fn(&mut Summary)) -> Case {
    let path = format!("content/{id}.xml");
    let parts = [
        ("preface", RecordKind::Matter),
        ("d2", RecordKind::Document),
        ("d1", RecordKind::Document),
        ("terms", RecordKind::Matter),
    ];
    let file = {
        let mut case_files = case.files.clone();
        case_files.add(&path)
    };
    let mut case = case;
    case.files.add(&path);
    let mut outline = Outline {
        volume: Some(recto::read::tei::Volume {
            id: id.to_owned(),
            imprint: recto::read::tei::Imprint::default(),
            title: Some(format!("Letters, vol. {id}")),
        }),
        ..Outline::default()
    };
    for ((local, kind), at) in parts.into_iter().zip(0u32..) {
        let start = at as usize * 100 + 50;
        let span = Span::new(file, start, start + 100);
        outline.parts.push(Part {
            kind,
            span,
            lead: Vec::new(),
            trail: Vec::new(),
            id: local.to_owned(),
            heading: local.to_owned(),
            inherited: Arc::new(Inherited::default()),
        });
        case = case.add(&format!("{id}/{local}"), |summary| {
            summary.file = file;
            summary.part = at;
            summary.span = span;
            summary.kind = kind;
            if local == "terms" {
                summary.keys.push("t_NATO1".into());
            }
            fill(summary);
        });
    }
    outline.contents = vec![
        Contents::Part(0),
        Contents::Section {
            heading: "Winter".to_owned(),
            id: Some("ch1".to_owned()),
            head: None,
            part: None,
            children: vec![Contents::Part(1), Contents::Part(2)],
        },
        Contents::Part(3),
    ];
    case.inputs.volumes.push(load::Volume {
        file,
        outline: Arc::new(outline),
    });
    case
}

fn in_words(edition: &Edition, contents: &[Content]) -> String {
    let words = contents.iter().map(|content| match content {
        Content::Record(document) => name(edition, *document),
        Content::Section {
            heading, children, ..
        } => format!("{heading}({})", in_words(edition, children)),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_volume_has_the_order_of_print() {
    let case = volume(Case::new(VOLUMES), "v7", |_| {});
    let case = volume(case, "v8", |_| {});
    let edition = case.edition();
    let shown: Vec<String> = edition
        .volumes()
        .iter()
        .map(|Volume { id, contents, .. }| format!("{id}: {}", in_words(&edition, contents)))
        .collect();
    assert_eq!(
        shown,
        [
            "v7: v7#preface Winter(v7#d2 v7#d1) v7#terms",
            "v8: v8#preface Winter(v8#d2 v8#d1) v8#terms",
        ]
    );
    // Documents in the order of print, then the other pages.
    assert_eq!(
        names(&edition, edition.documents()),
        ["v7#d2", "v7#d1", "v8#d2", "v8#d1"]
    );
    let matter: Vec<DocIdx> = edition.matter().collect();
    assert_eq!(
        names(&edition, &matter),
        ["v7#preface", "v7#terms", "v8#preface", "v8#terms"]
    );
    // A preface leads on to the first document, and a document to documents only.
    let near = |id: &str| {
        let near = edition.neighbours(find(&edition, id));
        let shown = |it: Option<DocIdx>| it.map_or_else(|| "-".to_owned(), |it| name(&edition, it));
        format!("{} {}", shown(near.before), shown(near.after))
    };
    assert_eq!(near("v7/preface"), "- v7#d2");
    assert_eq!(near("v7/d1"), "v7#d2 -");
    assert_eq!(near("v7/terms"), "v7#d1 -");
}

#[test]
fn pointers_stay_in_their_file() {
    let case = volume(Case::new(VOLUMES), "v7", |summary| {
        if summary.id.local() == "d1" {
            note(summary, "1", None);
            page(summary, "31");
            for pointer in [
                "#d2",
                "#d1fn1",
                "#pg_31",
                "#t_NATO1",
                "v8#d1",
                "v8#t_NATO1",
                "v8.xml#d2",
                "v8",
                "v8.xml",
                "#",
                "v4#pg_8",
            ] {
                key(summary, pointer);
            }
        }
    });
    let case = volume(case, "v8", |_| {});
    let (links, told) = case.links("v7/d1");
    assert_eq!(told, [""; 0]);
    assert_eq!(
        links,
        [
            "v7#d2",
            "v7#d1 fn1",
            "v7#d1 pg_31",
            "v7#terms t_NATO1",
            "v8#d1",
            "v8#terms t_NATO1",
            "v8#d2",
            "volume v8",
            "volume v8",
            "v7#d1",
            "-> https://example.org/v4/pg_8",
        ]
    );
}

#[test]
fn dangling_pointers_are_told_a_few_a_file() {
    let case = volume(Case::new(VOLUMES), "v7", |summary| {
        if summary.kind == RecordKind::Document {
            for n in 0..14 {
                key(summary, &format!("#t_NATO{n}"));
            }
            key(summary, "acdh:person-1");
        }
    });
    let case = volume(case, "v8", |_| {});
    let (links, told) = case.links("v7/d1");
    assert_eq!(links.iter().filter(|link| *link == "-").count(), 14);
    assert_eq!(told.len(), 11);
    assert!(told.iter().all(|it| it.starts_with("dangling-pointer")));
    assert_eq!(
        told.first().map(String::as_str),
        Some("dangling-pointer: 8 more pointers of this file lead nowhere")
    );
    assert_eq!(
        told.get(1).map(String::as_str),
        Some("dangling-pointer: `#t_NATO0` leads nowhere, 2 times in this file")
    );
}

#[test]
fn a_picture_that_a_volume_lacks_stops_no_build() {
    let case = volume(Case::new(VOLUMES), "v7", |summary| {
        summary.images.push(recto::edition::ImageSummary {
            url: "figure_0001".into(),
            span: summary.span,
        });
    });
    let (_, told) = case.links("v7/d1");
    assert_eq!(
        told.first().map(String::as_str),
        Some("dangling-pointer: `figure_0001` leads nowhere, 4 times in this file")
    );
}
