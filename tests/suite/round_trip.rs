//! A record written as TEI and read again is the same record, apart from spans.
//!
//! Records are compared as JSON without places in sources: [`bare`] puts notes at their
//! marks and references into their elements, since two sources need not have them in one
//! order, and folds white space, which counts as one blank.

use crate::case::{self, Run, diff};
use crate::conservation::{editions, folder, letter, soup};
use proptest::prelude::*;
use recto::source::{MemorySources, Sources};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// A record without its places.
fn bare(json: &str) -> Value {
    let record: Value = serde_json::from_str(json).expect("it is JSON");
    let notes = record["notes"].as_array().cloned().unwrap_or_default();
    let links = record["links"].as_array().cloned().unwrap_or_default();
    let mut bare = Bare {
        notes,
        links,
        used: Vec::new(),
    };
    let mut out = Map::new();
    for key in ["id", "volume", "header", "enclosures", "text"] {
        let value = record[key].clone();
        out.insert(key.to_owned(), bare.value(value));
    }
    let rest = (0..bare.notes.len()).filter(|index| !bare.used.contains(index));
    let rest: Vec<_> = rest.collect();
    let unmarked: Vec<_> = rest.into_iter().map(|index| bare.note(index)).collect();
    out.insert("unmarked".to_owned(), Value::Array(unmarked));
    Value::Object(out)
}

struct Bare {
    notes: Vec<Value>,
    links: Vec<Value>,
    used: Vec<usize>,
}

impl Bare {
    fn note(&mut self, index: usize) -> Value {
        if self.used.contains(&index) {
            return Value::String("again".to_owned());
        }
        self.used.push(index);
        let note = self.notes.get(index).cloned().unwrap_or(Value::Null);
        self.value(note)
    }

    fn value(&mut self, value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let is_node = fields.contains_key("tei");
                let fields_of_party = fields.contains_key("office");
                let fields_of_words = fields.contains_key("t");
                let mut out = BTreeMap::new();
                for (key, value) in fields {
                    let value = match (key.as_str(), &value) {
                        ("span" | "sidecar" | "marks" | "decided" | "diagnostics", _) => continue,
                        // Who a party is, the edition finds, and not the record.
                        ("person", _) if fields_of_party => continue,
                        ("note", Value::Number(at)) if is_node => {
                            self.note(at.as_u64().unwrap_or(0) as usize)
                        }
                        ("link", Value::Number(at)) if is_node => {
                            let at = at.as_u64().unwrap_or(0) as usize;
                            let link = self.links.get(at).cloned().unwrap_or(Value::Null);
                            let said = ["rule", "reads", "wanted"];
                            let said = said.map(|key| link.get(key).cloned());
                            serde_json::to_value(said).expect("it is JSON")
                        }
                        ("text" | "content", Value::Array(_)) => words(self.value(value)),
                        // The blanks of words are folded when they are put together.
                        ("text", Value::String(_)) if fields_of_words => value,
                        // A name of no words is none.
                        ("name", Value::String(name)) if name.is_empty() => Value::Null,
                        (_, Value::String(text)) => Value::String(folded(text).trim().to_owned()),
                        _ => self.value(value),
                    };
                    out.insert(key, value);
                }
                // A page that stands twice has one address, at its first.
                if out.get("tei") == Some(&Value::String("pb".to_owned())) {
                    out.remove("id");
                }
                // Its `target` says it; what it becomes is the edition's.
                if out.get("tei") == Some(&Value::String("gloss".to_owned())) {
                    out.remove("ref");
                }
                // An element without content has no key for it.
                if out.get("content") == Some(&Value::Array(Vec::new())) {
                    out.remove("content");
                }
                Value::Object(out.into_iter().collect())
            }
            Value::Array(items) => {
                Value::Array(items.into_iter().map(|item| self.value(item)).collect())
            }
            other => other,
        }
    }
}

/// Nodes: words that touch are one text, and blanks at the edges are none.
fn words(nodes: Value) -> Value {
    let Value::Array(nodes) = nodes else {
        return nodes;
    };
    let mut out: Vec<Value> = Vec::new();
    for node in nodes {
        let is_words = node.get("t").is_some();
        match out.last_mut() {
            Some(Value::String(last)) if is_words => {
                last.push_str(node["text"].as_str().unwrap_or(""));
            }
            _ if is_words => out.push(node["text"].clone()),
            _ => out.push(node),
        }
    }
    let folded = out.into_iter().map(|node| match node {
        Value::String(text) => Value::String(folded(&text)),
        other => other,
    });
    Value::Array(folded.filter(|node| node.as_str() != Some("")).collect())
}

fn folded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}

/// The same edition with TEI in place of its documents.
fn as_tei(sources: &MemorySources, run: &Run) -> MemorySources {
    let mut out = MemorySources::new();
    for found in sources.walk("") {
        let path = found.path;
        let name = path.rsplit('/').next().unwrap_or("");
        let is_list = matches!(
            name,
            "people.yaml" | "places.yaml" | "organizations.yaml" | "glossary.yaml"
        );
        if path == "book.toml" || is_list {
            out = out.with(&path, sources.read(&path).expect("it is there"));
        }
    }
    for (id, text) in run.tei() {
        let path = id.replace('#', "/");
        out = out.with(&format!("content/{path}.xml"), text);
    }
    out
}

/// What differs between the documents of an edition and those read from their TEI.
fn differences(sources: &MemorySources) -> Vec<String> {
    let run = Run::read_only(sources.clone());
    let again = as_tei(sources, &run);
    let second = Run::read_only(again);
    let second: BTreeMap<_, _> = second.json().into_iter().collect();
    let mut out = Vec::new();
    let all = run.json();
    let ids: BTreeSet<_> = all.iter().map(|(id, _)| id).collect();
    if ids.len() < all.len() {
        // Two documents of one address: the edition is not whole.
        return out;
    }
    for (id, json) in run.json() {
        // The page of a volume's own header has no text; as a file it is a document.
        if json.contains("\"kind\":\"matter\"") && json.contains("\"text\":[],") {
            continue;
        }
        let Some(other) = second.get(&id) else {
            out.push(format!("{id}: it is not read"));
            continue;
        };
        let shown = |json: &str| serde_json::to_string_pretty(&bare(json)).expect("it is JSON");
        let (before, after) = (shown(&json), shown(other));
        if before != after {
            out.push(format!("{id}:\n{}", diff::diff(&before, &after)));
        }
    }
    out
}

fn check(found: Vec<(String, Vec<String>)>) {
    let count = found.len();
    let differ: Vec<_> = found.into_iter().filter(|(_, it)| !it.is_empty()).collect();
    let shown: Vec<_> = differ
        .iter()
        .take(12)
        .map(|(name, it)| format!("== {name}\n{}", it.join("\n")))
        .collect();
    assert!(
        differ.is_empty(),
        "{} of {count} differ\n{}",
        differ.len(),
        shown.join("\n")
    );
}

#[test]
fn editions_come_back_from_tei() {
    let each = editions().into_iter().map(|path| {
        let name = path.display().to_string();
        (name, differences(&folder(&path)))
    });
    check(each.collect());
}

#[test]
fn cases_come_back_from_tei() {
    let mut found = Vec::new();
    for file in case::all() {
        for case in &file.cases {
            let sources = case::sources(case);
            let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
            found.push((format!("{stem} › {}", case.name), differences(&sources)));
        }
    }
    check(found);
}

/// Volumes and letters of other projects, which are no part of the repository: they lie
/// beside the checkout, or where `TEI_CORPUS` says.
#[test]
fn corpora_come_back_from_tei() {
    let stated = std::env::var_os("TEI_CORPUS").map(PathBuf::from);
    let corpus = stated.unwrap_or_else(|| case::tests().join("../../shared/corpus"));
    let Ok(entries) = fs::read_dir(&corpus) else {
        eprintln!("skipped: no corpora beside the checkout, and none in TEI_CORPUS");
        return;
    };
    let mut folders: Vec<_> = entries.filter_map(Result::ok).map(|it| it.path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let mut found = Vec::new();
    for folder in folders {
        let mut sources = MemorySources::new().with("book.toml", "[book]\ntitle = \"Corpus\"\n");
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bytes = fs::read(entry.path()).expect("a file");
            sources = sources.with(&format!("content/{name}"), bytes);
        }
        let all = Run::read_only(sources.clone()).json().len();
        let differ = differences(&sources);
        eprintln!(
            "{}: {all} records, {} differ",
            folder.display(),
            differ.len()
        );
        found.extend(
            differ
                .into_iter()
                .map(|it| (folder.display().to_string(), vec![it])),
        );
    }
    check(found);
}

fn one(text: &str) -> Vec<String> {
    let book = "[book]\ntitle = \"Case\"\n";
    differences(
        &MemorySources::new()
            .with("book.toml", book)
            .with("content/v/letter.txt", text),
    )
}

proptest! {
    #![proptest_config(crate::case::chances(60))]

    #[test]
    fn letters_come_back_from_tei(text in letter()) {
        let differ = one(&text);
        prop_assert!(differ.is_empty(), "{}", differ.join("\n"));
    }

    #[test]
    fn soup_comes_back_from_tei(text in soup()) {
        let differ = one(&text);
        prop_assert!(differ.is_empty(), "{}", differ.join("\n"));
    }
}
