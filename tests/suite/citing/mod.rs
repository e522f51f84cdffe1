//! Whatever cites a document says the same: page, cite box, Highwire, Zotero's names, Dublin Core, JSON-LD,
//! COinS, Open Graph, RIS, BibTeX, CSL-JSON and the TEI header. Held over the shipped edition, the books of
//! the tests, and made-up records with the oddest of names.

mod formats;
mod languages;
mod shown;
mod volumes;
mod zotero;

use crate::case::{Run, chances, tests};
use crate::conservation::folder;
use formats::{Said, folded};
use proptest::prelude::*;
use recto::source::MemorySources;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

const FORMATS: &str = "\n[output.data]\nformats = [\"tei\", \"ris\", \"bibtex\", \"csl\"]\n";

/// An edition's files with all formats switched on.
fn with_formats(sources: &MemorySources) -> MemorySources {
    use recto::source::Sources;
    let book = sources.read("book.toml").expect("it has a book.toml");
    let book = String::from_utf8(book).expect("text");
    let start = book.find("[output.data]");
    let rest = start.map_or("", |start| {
        let after = &book[start + 1..];
        after.find("\n[").map_or("", |end| &after[end..])
    });
    let book = format!("{}{rest}{FORMATS}", &book[..start.unwrap_or(book.len())]);
    sources.clone().with("book.toml", book.as_str())
}

/// What a site's pages and files say of each document, by format; and what is wrong.
fn compared(site: &BTreeMap<String, Vec<u8>>) -> (usize, Vec<String>) {
    let text = |path: &str| {
        let bytes = site.get(path)?;
        Some(String::from_utf8(bytes.clone()).expect("a page is text"))
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, _) in site.iter().filter(|(path, _)| path.ends_with(".ris")) {
        let Some(stem) = path.strip_suffix(".ris").filter(|stem| *stem != "edition") else {
            continue;
        };
        count += 1;
        let file = |ending: &str| text(&format!("{stem}{ending}")).unwrap_or_default();
        let first = formats::csl(&file(".csl.json"));
        let (tei, edtf) = formats::tei(&file(".xml"), &first.title);
        let mut all: Vec<(&str, Said)> = vec![
            ("CSL-JSON", first.clone()),
            ("RIS", formats::ris(&file(".ris"))),
            ("BibTeX", formats::bibtex(&file(".bib"))),
            ("TEI", tei),
        ];
        // A further witness has no page of its own.
        if let Some(page) = text(&format!("{stem}.html")) {
            all.extend(formats::page(&page));
            wrong.extend(
                shown::page(&page, &first, edtf.as_deref())
                    .into_iter()
                    .map(|it| format!("{stem}: {it}")),
            );
        }
        wrong.extend(
            shown::bibtex(&file(".bib"), &first)
                .into_iter()
                .map(|it| format!("{stem}: {it}")),
        );
        for (name, said) in &all {
            let same = [
                ("title", first.title == said.title),
                (
                    "authors",
                    first.from.is_none() || said.from.is_none() || first.from == said.from,
                ),
                (
                    "recipients",
                    first.to.is_none() || said.to.is_none() || first.to == said.to,
                ),
                ("date", formats::same_date(edtf.as_deref(), &said.date)),
                (
                    "archive",
                    first.archive.is_none()
                        || said.archive.is_none()
                        || first.archive == said.archive,
                ),
            ];
            for (what, same) in same {
                if !same {
                    wrong.push(format!(
                        "{stem}: {what} in {name}: {said:#?}\nCSL-JSON: {first:#?}"
                    ));
                }
            }
        }
    }
    (count, wrong)
}

fn holds(sources: &MemorySources) -> usize {
    let run = Run::new(with_formats(sources));
    let site = run
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", run.diagnostics()));
    let (count, wrong) = compared(site);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    count
}

/// The shipped edition.
fn shipped(root: &Path) -> MemorySources {
    let book = std::fs::read(root.join("book.toml")).expect("it ships");
    let mut sources = MemorySources::new().with("book.toml", book);
    for file in walkdir::WalkDir::new(root.join("content")) {
        let file = file.expect("it can be read");
        if file.file_type().is_file() {
            let path = file.path().strip_prefix(root).expect("it is below");
            let path = path.to_string_lossy().replace('\\', "/");
            sources = sources.with(&path, std::fs::read(file.path()).expect("it can be read"));
        }
    }
    sources
}

#[test]
fn every_format_of_the_shipped_edition_says_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = shipped(root);
    let book = std::fs::read_to_string(root.join("book.toml")).expect("it ships");
    assert_eq!(holds(&sources), 5);
    let book = book.replacen(
        "[output.html]\n",
        "[output.html]\nsite-url = \"https://example.org/e/\"\n",
        1,
    );
    sources = sources.with("book.toml", book.as_str());
    assert_eq!(holds(&sources), 5);
}

#[test]
fn every_format_of_the_books_says_the_same() {
    let mut count = 0;
    for book in std::fs::read_dir(tests().join("books")).expect("the books") {
        let path = book.expect("a book").path();
        if path.join("book.toml").is_file() {
            count += holds(&folder(&path));
        }
    }
    assert!(count > 5, "{count}");
}

const WORDS: &[&str] = &[
    "Anna",
    "Karl",
    "de",
    "van",
    "der",
    "Mies",
    "O’Neil",
    "Müller",
    "李",
    "白",
    "Громыко",
    "مريم",
    "Smith",
    "Jr.",
    "&",
    "{",
    "}",
    "%",
    "\\",
    "$x_1^2#~",
    "\"",
    "'",
    "<b>",
    "</script>",
    "<!--",
    "and",
    "of",
    "Ministry",
    "Ports",
    "H.W.",
    "(Mark)",
    "A",
    "e\u{301}",
    "]]>",
    "@",
    "=",
    "x;y",
];

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 1..most).prop_map(|words| words.join(" "))
}

fn edtf() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "1986-01-14",
        "1986-01",
        "1986",
        "1985-12?",
        "1986~",
        "1986-08-01/1986-09-23",
        "1985-12-30/1986-01-02",
        "[..1986-09-23]",
        "1986-08-01/..",
        "198X",
        "19XX",
        "1986-22",
        "[1986-08..1986-09]",
        "unknown",
    ])
}

/// A person as an authority file has them, with a form to sort by that may not fit.
fn people() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
    let sort = prop::option::of((words(3), words(3)).prop_map(|(a, b)| format!("{a}, {b}")));
    let name = words(5).prop_map(|name| format!("{name} Alder"));
    prop::collection::vec((name, sort), 0..4)
}

/// A book of one document.
fn book(
    (title, archive, rights): (String, Option<String>, Option<String>),
    date: &str,
    people: &[(String, Option<String>)],
    printed: bool,
) -> MemorySources {
    let person = |at: usize| format!("p{at}");
    let parties = |of: usize| -> Vec<_> {
        let listed = (0..people.len()).filter(|at| at % 2 == of);
        listed
            .map(|at| json!({"name": people[at].0, "person": person(at)}))
            .collect()
    };
    let authority: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(at, (name, sort))| match sort {
            Some(sort) => json!({"id": person(at), "name": name, "sort": sort}),
            None => json!({"id": person(at), "name": name}),
        })
        .collect();
    let mut sidecar = json!({
        "id": "d1", "title": title, "date": date,
        "sender": parties(0), "addressee": parties(1), "kind": "letter",
    });
    for (key, value) in [("archive", archive), ("rights", rights)] {
        if let Some(value) = value {
            sidecar[key] = json!(value);
        }
    }
    if printed {
        sidecar["number"] = json!("12");
        sidecar["first-page"] = json!("7");
    }
    // YAML takes JSON as it is.
    let volume = "[[volumes]]\nid = \"v\"\nlabel = \"Papers & Proofs, vol. {I}\"\neditors = [\"Jan de Vries\", \"Office of Papers\"]\n";
    let book = format!(
        "[book]\ntitle = \"Letters & <Papers>\"\n[output.html]\nsite-url = \"https://example.org/e/\"\n{}",
        if printed { volume } else { "" }
    );
    let people = if authority.is_empty() {
        String::new()
    } else {
        json!(authority).to_string()
    };
    let sources = MemorySources::new()
        .with("book.toml", book.as_str())
        .with("content/v/1.txt", "The survey has come.\n")
        .with("content/v/1.yaml", sidecar.to_string().as_str());
    if people.is_empty() {
        sources
    } else {
        sources.with("content/people.yaml", people.as_str())
    }
}

proptest! {
    #![proptest_config(chances(96))]

    #[test]
    fn every_format_of_odd_records_says_the_same(
        facts in (words(8), prop::option::of(words(6)), prop::option::of(words(4))),
        date in edtf(),
        people in people(),
        printed in any::<bool>(),
    ) {
        let run = Run::new(with_formats(&book(facts, date, &people, printed)));
        prop_assert!(run.site.is_some(), "{}", run.diagnostics());
        let (count, wrong) = compared(run.site.as_ref().expect("it is there"));
        prop_assert_eq!(count, 1, "{}", run.diagnostics());
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn the_whole_edition_is_cited_in_one_file_each() {
    let sources = book(("Letter".to_owned(), None, None), "1986", &[], true);
    let run = Run::new(with_formats(&sources.with("content/v/2.txt", "Another.\n")));
    let site = run
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", run.diagnostics()));
    let text = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    assert_eq!(text("edition.ris").matches("\r\nER  - \r\n").count(), 2);
    assert_eq!(text("edition.bib").matches("\n@").count() + 1, 2);
    let csl: serde_json::Value = serde_json::from_str(&text("edition.csl.json")).expect("JSON");
    assert_eq!(csl.as_array().map(Vec::len), Some(2));
    assert!(text("index.html").contains("href=\"edition.ris\""));
    assert_eq!(folded("a  b"), "a b");
}

#[test]
fn a_page_has_one_canonical_address_or_none() {
    let known = book(("Letter".to_owned(), None, None), "1986", &[], true);
    let toml = "[book]\ntitle = \"Letters\"\n";
    for (sources, count) in [(known.clone(), 1), (known.with("book.toml", toml), 0)] {
        let run = Run::new(sources);
        let site = run
            .site
            .as_ref()
            .unwrap_or_else(|| panic!("{}", run.diagnostics()));
        for (path, page) in site
            .iter()
            .filter(|(path, _)| path.starts_with("documents/v/d"))
        {
            let page = String::from_utf8_lossy(page);
            assert_eq!(page.matches("rel=\"canonical\"").count(), count, "{path}");
            assert_eq!(page.matches("DC.identifier").count(), count, "{path}");
        }
    }
}
