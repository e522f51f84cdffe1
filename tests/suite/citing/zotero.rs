//! What Zotero makes of a page, by the rules of its translators for COinS and for embedded
//! metadata (as of 2024): COinS first, if it finds any; then Highwire's tags decide the
//! type, else `z:itemType`; Highwire's authors count before all others.

use super::formats::key_values;
use crate::case::Run;
use crate::case::page::{parse, well_formed};
use recto::source::MemorySources;
use std::collections::BTreeMap;

/// An item as Zotero would save it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Item {
    kind: String,
    /// Role, family (or the whole name), given.
    creators: Vec<(&'static str, String, String)>,
    fields: BTreeMap<&'static str, String>,
}

/// Whether Zotero's reader of COinS finds something. It divides the title before it
/// decodes it, and asks for the format's key letter by letter.
fn has_coins(title: &str) -> bool {
    title
        .split('&')
        .any(|pair| pair.starts_with("rft_val_fmt="))
}

/// A name: with a comma by its first two parts, else by its last word; a trailing comma
/// makes it whole.
fn creator(role: &'static str, name: &str) -> (&'static str, String, String) {
    let has_comma = name.contains(',');
    let bare = name.trim_matches([' ', ',']);
    let (last, first) = if has_comma {
        let mut parts = bare.split(',').map(str::trim);
        (parts.next().unwrap_or(""), parts.next().unwrap_or(""))
    } else {
        bare.rsplit_once(' ')
            .map_or((bare, ""), |(first, last)| (last, first))
    };
    (role, last.to_owned(), first.to_owned())
}

/// Highwire's names: divided at semicolons; a single one with blanks on both sides of its
/// comma is two.
fn highwire(role: &'static str, tags: &[&str]) -> Vec<(&'static str, String, String)> {
    let mut all = Vec::new();
    for tag in tags {
        let mut names: Vec<&str> = tag.split(';').map(str::trim).collect();
        if names.len() == 1 && tags.len() == 1 {
            let parts: Vec<&str> = tag.split(',').map(str::trim).collect();
            if parts.len() > 1 && parts[0].contains(' ') && parts[1].contains(' ') {
                names = parts;
            }
        }
        let names = names
            .into_iter()
            .filter(|name| !name.trim_matches([',', ' ']).is_empty());
        all.extend(names.map(|name| creator(role, name)));
    }
    all
}

fn zotero(html: &str) -> Item {
    let xml = well_formed(html);
    let page = parse(&xml).expect("a page");
    let span = page
        .descendants()
        .find(|node| node.attribute("class") == Some("Z3988"));
    let coins = span
        .and_then(|span| span.attribute("title"))
        .expect("COinS");
    assert!(
        !has_coins(coins),
        "Zotero would take the poorer part: {coins}"
    );
    assert!(
        key_values(coins)
            .iter()
            .any(|(key, _)| key == "rft_val_fmt")
    );
    let tags: Vec<(String, &str)> = page
        .descendants()
        .filter_map(|node| {
            let name = node.attribute("name").or(node.attribute("property"))?;
            Some((name.to_lowercase(), node.attribute("content")?))
        })
        .collect();
    let all = |name: &str| -> Vec<&str> {
        let with = tags.iter().filter(|(key, _)| *key == name.to_lowercase());
        with.map(|(_, content)| *content).collect()
    };
    let first = |names: &[&str]| names.iter().find_map(|name| all(name).first().copied());
    let by_highwire = if first(&["citation_book_title", "citation_inbook_title"]).is_some() {
        Some("bookSection")
    } else if first(&["citation_journal_title"]).is_some() {
        Some("journalArticle")
    } else {
        None
    };
    // A title alone is taken for an article's; what is told by nothing for a web page.
    let guess = first(&["citation_title"]).map_or("webpage", |_| "journalArticle");
    let kind = by_highwire.or(first(&["z:itemType"])).unwrap_or(guess);
    let mut creators = highwire("author", &all("citation_author"));
    creators.extend(highwire("editor", &all("citation_editor")));
    if creators.is_empty() {
        let vocabularies = [
            "bib:authors",
            "dc.creator",
            "dcterms.creator",
            "dc.contributor",
        ];
        let authors = vocabularies
            .iter()
            .map(|name| all(name))
            .find(|all| !all.is_empty());
        creators.extend(
            authors
                .into_iter()
                .flatten()
                .map(|name| creator("author", name)),
        );
        if kind == "letter" {
            creators.extend(
                all("z:recipients")
                    .into_iter()
                    .map(|name| creator("recipient", name)),
            );
        }
    }
    let mut fields = BTreeMap::new();
    for (field, names) in [
        ("title", &["citation_title", "dc.title", "og:title"][..]),
        ("date", &["citation_date", "dc.date"]),
        ("archive", &["z:archive"]),
        ("archiveLocation", &["z:archiveLocation", "dc.coverage"]),
        ("bookTitle", &["citation_book_title"]),
        // What stands where a publication's title is looked for.
        ("publicationTitle", &["dc.source", "og:site_name"]),
        ("pages", &["citation_firstpage"]),
        ("type", &["dc.type"]),
        ("rights", &["dc.rights"]),
        ("language", &["citation_language", "dc.language"]),
        ("url", &["citation_public_url", "og:url"]),
    ] {
        if let Some(value) = first(names) {
            fields.insert(field, value.to_owned());
        }
    }
    Item {
        kind: kind.to_owned(),
        creators,
        fields,
    }
}

/// The page of one text, as Zotero reads it.
fn read(book: &str, path: &str, text: &str, sidecar: &str) -> Item {
    let stem = path.strip_suffix(".txt").expect("a text");
    let sources = MemorySources::new()
        .with("book.toml", book)
        .with(path, text)
        .with(&format!("{stem}.yaml"), sidecar);
    let run = Run::new(sources);
    let site = run
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", run.diagnostics()));
    let is_page = |path: &str| path.starts_with("documents/") && path.ends_with("d1.html");
    let page = site
        .iter()
        .find(|(path, _)| is_page(path))
        .expect("the document's page");
    zotero(&String::from_utf8_lossy(page.1))
}

fn author(last: &str, first: &str) -> (&'static str, String, String) {
    ("author", last.to_owned(), first.to_owned())
}

const BOOK: &str = "[book]\ntitle = \"Letters\"\n";
const VOLUMES: &str = "[book]\ntitle = \"Letters\"\n[[volumes]]\nid = \"v\"\nlabel = \"Papers, vol. I\"\neditors = [\"Jan de Vries\"]\n";

#[test]
fn the_shipped_documents_are_sections_of_their_volumes() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = Run::new(super::shipped(root));
    let site = run
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", run.diagnostics()));
    let item = |path: &str| zotero(&String::from_utf8_lossy(&site[path]));
    let memorandum = item("documents/frus1981-88v05/d175.html");
    assert_eq!(memorandum.kind, "bookSection");
    assert_eq!(memorandum.creators[0], author("Shultz", "George P."));
    assert_eq!(memorandum.fields["date"], "1986-01-14");
    assert_eq!(memorandum.fields["archive"], "Reagan Library");
    assert_eq!(memorandum.fields["pages"], "765");
    assert_eq!(
        memorandum.fields["title"],
        "175. Memorandum From Secretary of State Shultz to President Reagan"
    );
    for path in [
        "frus1981-88v05/d11",
        "frus1981-88v05/d168",
        "frus1981-88v41/d85",
    ] {
        let item = item(&format!("documents/{path}.html"));
        assert_eq!(item.kind, "bookSection", "{path}");
        assert!(
            !item.creators.is_empty() && item.fields.contains_key("archive"),
            "{path}"
        );
        assert_eq!(item.fields["bookTitle"], item.fields["publicationTitle"]);
    }
    let two = item("documents/frus1981-88v05/d11.html");
    let writers = two.creators.iter().filter(|creator| creator.0 == "author");
    assert_eq!(writers.count(), 2);
}

#[test]
fn scans_that_no_volume_prints_are_letters() {
    let sidecar = "sender: Mary Alder\naddressee: [John van der Moss, Ministry of Ports]\ndate: 1871-03-03\narchive: Town Archive, Alder Papers, box 1\nkind: letter\nid: d1\n";
    // A folder that nothing describes is no volume.
    for path in ["content/scan.txt", "content/scans/scan.txt"] {
        let item = read(BOOK, path, "Dear John,\n\nthe survey has come.\n", sidecar);
        assert_eq!(item.kind, "letter");
        assert_eq!(
            item.creators,
            [
                author("Alder", "Mary"),
                ("recipient", "van der Moss".to_owned(), "John".to_owned()),
                ("recipient", "Ministry of Ports".to_owned(), String::new()),
            ]
        );
        assert_eq!(item.fields["date"], "1871-03-03");
        assert_eq!(item.fields["archive"], "Town Archive");
        assert_eq!(item.fields["archiveLocation"], "Alder Papers, box 1");
        assert_eq!(item.fields["type"], "letter");
    }
}

#[test]
fn papers_of_no_one_to_no_one_are_manuscripts_or_documents() {
    let minutes = "kind: minutes\narchive: Town Archive\ndate: 1871\nid: d1\n";
    assert_eq!(
        read(BOOK, "content/1.txt", "It was agreed.\n", minutes).kind,
        "manuscript"
    );
    let note = "title: A note\ndate: 1871\nid: d1\n";
    assert_eq!(
        read(BOOK, "content/1.txt", "It was agreed.\n", note).kind,
        "document"
    );
    let talk = "kind: memorandum of conversation\nsender: A. Alder\naddressee: B. Moss\ndate: 1871\nid: d1\n";
    assert_eq!(
        read(BOOK, "content/1.txt", "They met.\n", talk).kind,
        "document"
    );
}

#[test]
fn names_reach_zotero_whole() {
    for (name, last, first) in [
        ("George P. Shultz", "Shultz", "George P."),
        ("Thomas W. Simons, Jr.", "Simons", "Thomas W. Jr."),
        ("Foreign Ministry", "Foreign Ministry", ""),
        ("Gandhi", "Gandhi", ""),
        ("Андрей Громыко", "Громыко", "Андрей"),
        ("Ludwig van der Rohe", "van der Rohe", "Ludwig"),
        (
            "Johann Karl van der Berg Loon",
            "Loon",
            "Johann Karl van der Berg",
        ),
    ] {
        for book in [BOOK, VOLUMES] {
            let sidecar = format!(
                "sender: {{name: \"{name}\"}}\naddressee: B. Moss\ndate: 1871\nkind: letter\nid: d1\n"
            );
            let item = read(book, "content/v/1.txt", "The survey has come.\n", &sidecar);
            assert_eq!(item.creators[0], author(last, first), "{name} {book}");
        }
    }
}

#[test]
fn a_family_of_several_words_stays_one() {
    let people = "- id: mies\n  name: Ludwig Karl Mies van der Rohe\n  sort: Mies van der Rohe, Ludwig Karl\n";
    let sidecar = "sender: {name: Ludwig Karl Mies van der Rohe, person: mies}\naddressee: B. Moss\ndate: 1871\nkind: letter\nid: d1\n";
    let sources = MemorySources::new()
        .with("book.toml", VOLUMES)
        .with("content/people.yaml", people)
        .with("content/v/1.txt", "The survey has come.\n")
        .with("content/v/1.yaml", sidecar);
    let run = Run::new(sources);
    let site = run
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", run.diagnostics()));
    let item = zotero(&String::from_utf8_lossy(&site["documents/v/d1.html"]));
    assert_eq!(item.kind, "bookSection");
    assert_eq!(
        item.creators,
        [
            author("Mies van der Rohe", "Ludwig Karl"),
            ("editor", "de Vries".to_owned(), "Jan".to_owned()),
        ]
    );
}
