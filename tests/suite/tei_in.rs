//! TEI in: no text is lost, what stands in a file stands in its records, and nothing
//! that a file holds can harm.

use proptest::prelude::*;
use recto::config::Config;
use recto::diag::{Code, Diagnostics, Severity};
use recto::model::{Date, Descend, Node, Record, RecordKind, Tag, Wanted, plain_text, walk};
use recto::read::names::{NameFinder, Pointers};
use recto::read::tei::{Contents, Outline};
use recto::read::{Context, Sidecar, tei};
use recto::source::{Files, SourceFile};
use std::path::{Path, PathBuf};

struct Read {
    source: SourceFile,
    outline: Option<Outline>,
    records: Vec<Record>,
    diags: Diagnostics,
}

fn read_as(path: &str, text: &str) -> Read {
    let mut files = Files::default();
    let source = SourceFile {
        id: files.add(path),
        path: path.into(),
        text: text.into(),
    };
    let config = Config::titled("A test");
    let mut diags = Diagnostics::new();
    let outline = tei::outline(&source, &config, &mut diags);
    let mut records = Vec::new();
    if let Some(outline) = &outline {
        let names = NameFinder::new(&[]);
        let people = Pointers::default();
        let ctx = Context {
            config: &config,
            names: &names,
            people: &people,
        };
        for part in 0..outline.parts.len() {
            let sidecar = Sidecar::default();
            let record = tei::record(&source, outline, part, &sidecar, &ctx, &mut diags);
            records.push(record.expect("every part is a record"));
        }
    }
    Read {
        source,
        outline,
        records,
        diags,
    }
}

fn read(text: &str) -> Read {
    read_as("content/letter.xml", text)
}

fn tei(body: &str) -> String {
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body>{body}</body></text></TEI>"
    )
}

/// The trees of a record: description, body, notes.
fn trees(record: &Record) -> impl Iterator<Item = &[Node]> {
    let notes = record.notes.iter().map(|note| note.body.as_slice());
    [record.description.as_slice(), record.body.as_slice()]
        .into_iter()
        .chain(notes)
}

/// All words of the records with their places, in the order of the file.
fn words(read: &Read) -> String {
    let mut pieces: Vec<(u32, String)> = Vec::new();
    for record in &read.records {
        for tree in trees(record) {
            walk(tree, &mut |node| {
                match node {
                    Node::Text(text) => pieces.push((text.span.start, text.text.clone())),
                    Node::Element(element) => {
                        for mark in &element.marks {
                            pieces.push((mark.start, mark.of(&read.source.text).to_owned()));
                        }
                    }
                }
                Descend::Into
            });
        }
    }
    let mut sections = vec![];
    if let Some(outline) = &read.outline {
        sections.extend(outline.contents.iter());
    }
    while let Some(entry) = sections.pop() {
        if let Contents::Section {
            heading,
            head,
            children,
            ..
        } = entry
        {
            if let Some(head) = head {
                pieces.push((head.start, heading.clone()));
            }
            sections.extend(children);
        }
    }
    pieces.sort();
    let words = pieces.into_iter().map(|(_, words)| words);
    words.collect::<String>()
}

fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The words of a file as another parser sees them.
fn expected(text: &str) -> String {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..Default::default()
    };
    let document = roxmltree::Document::parse_with_options(text, options).expect("well-formed");
    let texts = document.descendants().filter(|node| node.is_text());
    texts
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

/// The first place where two texts part.
fn same(ours: &str, theirs: &str, what: &str) {
    let (ours, theirs) = (solid(ours), solid(theirs));
    if ours == theirs {
        return;
    }
    let at = ours
        .bytes()
        .zip(theirs.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let near = |text: &str| {
        let from = text.floor_char_boundary(at.saturating_sub(60));
        let to = text.ceil_char_boundary((at + 60).min(text.len()));
        text[from..to].to_owned()
    };
    panic!(
        "{what}: at {at}\n ours   {}\n theirs {}",
        near(&ours),
        near(&theirs)
    );
}

fn corpus(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root
        .ancestors()
        .map(|it| it.join("shared/corpus").join(folder))
        .find(|it| it.is_dir());
    let Some(folder) = found else {
        eprintln!("skipped: there is no ../shared/corpus/{folder}");
        return Vec::new();
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn count(records: &[Record], test: impl Fn(&recto::model::Element) -> bool) -> usize {
    let mut count = 0;
    for record in records {
        for tree in trees(record) {
            walk(tree, &mut |node| {
                count += usize::from(node.element().is_some_and(&test));
                Descend::Into
            });
        }
    }
    count
}

#[test]
fn real_files_are_read_whole() {
    for folder in ["frus", "letters-de", "letters-en"] {
        for path in corpus(folder) {
            let text = std::fs::read_to_string(&path).expect("a text");
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let read = read_as(&format!("content/{name}"), &text);
            let errors = read
                .diags
                .iter()
                .filter(|it| it.severity == Severity::Error);
            assert_eq!(
                errors.collect::<Vec<_>>(),
                Vec::<&recto::diag::Diagnostic>::new(),
                "{name}"
            );
            same(&words(&read), &expected(&text), &name);
            let document = roxmltree::Document::parse(&text).expect("well-formed");
            let theirs = |tag: &str| {
                let all = document.descendants();
                all.filter(|node| node.tag_name().name() == tag).count()
            };
            let records = &read.records;
            let ours = |tag: &str| {
                count(records, |it| {
                    it.tag.name() == tag && it.rule == recto::model::Rule::Encoded
                })
            };
            for tag in [
                "pb", "date", "hi", "p", "list", "item", "table", "cell", "rs", "lb", "ref",
            ] {
                assert_eq!(ours(tag), theirs(tag), "{name}: {tag}");
            }
            let notes: usize = records.iter().map(|it| it.notes.len()).sum();
            assert_eq!(notes + ours("note"), theirs("note"), "{name}: notes");
            let refs: usize = records.iter().map(|it| it.refs.len()).sum();
            let linked = document.descendants().filter(|node| {
                let tag = node.tag_name().name();
                let about = node
                    .ancestors()
                    .any(|it| it.tag_name().name() == "teiHeader");
                !about && (tag == "ref" || tag == "ptr") && node.attribute("target").is_some()
            });
            assert_eq!(refs, linked.count(), "{name}: references");
            let documents = records
                .iter()
                .filter(|it| it.kind == RecordKind::Document)
                .count();
            let divisions = document
                .descendants()
                .filter(|it| it.attribute("type") == Some("document"));
            assert_eq!(documents, divisions.count().max(1), "{name}: documents");
            let dated = records
                .iter()
                .filter(|it| it.header.sent.date.is_some())
                .count();
            eprintln!(
                "{name}: {documents} documents, {dated} dated, {} records, {notes} notes, {refs} references, {} entries, {} warnings",
                records.len(),
                read.outline.as_ref().map_or(0, |it| it.entities.len()),
                read.diags.iter().count()
            );
        }
    }
}
