//! Records in, a whole site out.

use super::tree::tree;
use recto::config::{Config, DataFormat};
use recto::diag::{Code, Diagnostic, Diagnostics};
use recto::edition::{Dates, Edition, assemble, summarize};
use recto::load::{Asset, Authority};
use recto::model::{
    Cert, CorrespAction, CrossRef, Date, Decision, Enclosure, Entity, EntityId, EntityKind, Event,
    Fact, Header, Note, NoteKind, Origin, Party, Record, RecordId, RecordKind, Rule, Tenure,
    VolumeCue, Wanted, Witness,
};
use recto::output::MemorySink;
use recto::read::names::NameFinder;
use recto::site::{Original, Originals, SitePlan, Theme, render};
use recto::source::{FileId, Files, MemorySources, SourceFile, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// An edition as tests put it together.
struct Book {
    config: Config,
    sources: MemorySources,
    files: Files,
    records: Vec<Record>,
    authority: Authority,
    assets: Vec<Asset>,
    /// A file whose second reading panics.
    broken: Option<FileId>,
}

fn config(toml: &str) -> Config {
    let mut files = Files::default();
    let file = SourceFile {
        id: files.add("book.toml"),
        path: "book.toml".into(),
        text: toml.into(),
    };
    let mut diags = Diagnostics::new();
    let config = recto::config::parse(&file, &mut diags).expect("the test's book.toml is good");
    assert!(diags.is_empty(), "{diags:?}");
    config
}

fn fact<T>(value: T) -> Fact<T> {
    let file = Files::default().add("x");
    Fact::new(value, Rule::Sidecar, Cert::High, Span::new(file, 0, 0))
}

fn party(name: &str, office: Option<&str>) -> Fact<Party> {
    fact(Party {
        name: Some(name.to_owned()),
        office: office.map(str::to_owned),
        entity: None,
    })
}

fn date(edtf: &str) -> Option<Fact<Date>> {
    Some(fact(Date::parse(edtf).expect("the test's date is EDTF")))
}

fn entity_id(id: &str) -> EntityId {
    EntityId::new(id).expect("the test's id is legal")
}

impl Book {
    fn new(toml: &str) -> Self {
        Self {
            config: config(toml),
            sources: MemorySources::new(),
            files: Files::default(),
            records: Vec::new(),
            authority: Authority::default(),
            assets: Vec::new(),
            broken: None,
        }
    }

    fn person(mut self, id: &str, name: &str, sort: &str) -> Self {
        let file = self.files.add("content/people.yaml");
        self.authority.has_people = true;
        self.authority.entities.push(Entity {
            id: entity_id(id),
            source_id: None,
            kind: EntityKind::Person,
            name: name.to_owned(),
            sort: sort.to_owned(),
            spellings: Vec::new(),
            tenures: vec![Tenure {
                role: "Secretary of State".to_owned(),
                from: Date::parse("1982-07-16").ok(),
                to: None,
            }],
            note: None,
            links: vec![
                "https://viaf.org/viaf/1".to_owned(),
                "javascript:x".to_owned(),
            ],
            span: Span::new(file, 0, 0),
        });
        self
    }

    /// Adds a record; `change` sets what the test is about.
    fn record(
        mut self,
        path: &str,
        id: (Option<&str>, &str),
        change: impl FnOnce(&mut Record),
    ) -> Self {
        let file = self.files.add(path);
        self.sources = self.sources.with(path, "source");
        let mut record = Record {
            file,
            part: 0,
            span: Span::new(file, 0, 0),
            kind: if path.ends_with(".md") {
                RecordKind::Essay
            } else {
                RecordKind::Document
            },
            id: RecordId::new(id.0, id.1).expect("the test's id is legal"),
            id_stated: true,
            header: Header::default(),
            attrs: recto::model::Attrs::new(),
            description: Vec::new(),
            body: tree(r#"<p key="p1">Words.</p>"#),
            notes: Vec::new(),
            refs: Vec::new(),
            enclosures: Vec::new(),
            renditions: Vec::new(),
        };
        change(&mut record);
        self.records.push(record);
        self
    }

    fn build(mut self) -> Site {
        let mut diags = Diagnostics::new();
        let summaries = self
            .records
            .iter()
            .map(|record| summarize(record, "source", Dates::Kept))
            .collect();
        let names = NameFinder::new(&self.authority.entities);
        let edition = assemble(
            summaries,
            self.authority,
            &recto::load::Inputs::default(),
            &names,
            &self.config,
            &self.files,
            &mut diags,
        );
        let theme = Theme::load(&self.config, &self.sources, &mut self.files, &mut diags);
        let plan = SitePlan::new(
            &edition,
            &self.config,
            &theme,
            &self.assets,
            &self.files,
            &mut diags,
        );
        let records: BTreeMap<Origin, Record> = self
            .records
            .into_iter()
            .map(|record| (record.origin(), record))
            .collect();
        let broken = self.broken;
        let read = |origin: Origin| {
            assert!(Some(origin.file) != broken, "this reader is broken");
            Some(Original {
                record: records.get(&origin)?.clone(),
                source: "source".into(),
                diags: Vec::new(),
            })
        };
        let sink = MemorySink::new();
        let originals = Originals {
            read: &read,
            sources: &self.sources,
            files: &self.files,
        };
        render(
            &plan,
            &edition,
            &self.config,
            &theme,
            originals,
            &sink,
            &mut diags,
        )
        .expect("memory takes every file");
        let planned: BTreeSet<String> = plan.pages.iter().map(|page| page.path.clone()).collect();
        let files = sink.into_files();
        if !diags.has_errors() {
            // How many files the search index has is known when it is made.
            let planned_ones = files.keys().filter(|path| !path.starts_with("search/"));
            let written: BTreeSet<String> = planned_ones.cloned().collect();
            assert_eq!(written, planned);
        }
        Site {
            files,
            diags: diags.finish(&self.files),
            edition,
        }
    }
}

struct Site {
    files: BTreeMap<String, Vec<u8>>,
    diags: Vec<Diagnostic>,
    #[expect(dead_code, reason = "kept for tests to look into")]
    edition: Edition,
}

impl Site {
    fn text(&self, path: &str) -> &str {
        let known: Vec<&String> = self.files.keys().collect();
        assert!(self.files.contains_key(path), "no {path} among {known:?}");
        let bytes = self.files.get(path).expect("it is there");
        std::str::from_utf8(bytes).expect("pages are UTF-8")
    }

    /// The codes of what was said.
    fn codes(&self) -> Vec<Code> {
        self.diags
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect()
    }

    /// Every internal link of every page leads to a file and, with a fragment, to an id
    /// in it; ids are unique.
    #[track_caller]
    fn links_hold(&self) {
        let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for path in self.files.keys().filter(|path| path.ends_with(".html")) {
            let mut known = BTreeSet::new();
            for id in attribute(self.text(path), " id=\"") {
                assert!(known.insert(id.clone()), "{path}: {id} stands twice");
            }
            ids.insert(path, known);
        }
        for path in self.files.keys().filter(|path| path.ends_with(".html")) {
            let text = self.text(path);
            let hrefs = attribute(text, " href=\"");
            for href in hrefs.into_iter().chain(attribute(text, " src=\"")) {
                if href.contains("://") || href.starts_with("mailto:") || href.starts_with('/') {
                    continue;
                }
                let (to, fragment) = match href.split_once('#') {
                    Some((to, fragment)) => (to, Some(fragment)),
                    None => (href.as_str(), None),
                };
                let target = if to.is_empty() {
                    path.clone()
                } else {
                    resolve(path, to)
                };
                assert!(
                    self.files.contains_key(&target),
                    "{path}: {href} leads nowhere"
                );
                if let Some(fragment) = fragment {
                    let known = ids.get(target.as_str());
                    assert!(
                        known.is_some_and(|known| known.contains(fragment)),
                        "{path}: {href} leads to no id"
                    );
                }
            }
        }
    }
}

fn attribute(text: &str, name: &str) -> Vec<String> {
    text.split(name)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&amp;", "&"))
        .collect()
}

fn resolve(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

const BOOK: &str = "[book]\ntitle = \"Five Documents\"\ndescription = \"Letters.\"\n\
    [edition]\nversion = \"1.0.0\"\ndate = \"2026-03-01\"\n\
    [[edition.editors]]\nname = \"A. Editor\"\nrole = \"editor\"\n\
    [[volumes]]\nid = \"v05\"\nlabel = \"Foreign Relations, 1981–1988, vol. V\"\n\
    [output.data]\nformats = [\"json\", \"text\"]\n";

/// With so many more documents, `m0000` and on in the volume `more`.
fn further(book: Book, count: usize, fill: impl Fn(usize, &mut Record)) -> Book {
    (0..count).fold(book, |book, n| {
        let (path, id) = (format!("content/more/{n}.txt"), format!("m{n:04}"));
        book.record(&path, (Some("more"), &id), |record| fill(n, record))
    })
}

/// A memorandum with an enclosure, the letter that it answers, a further witness of the
/// memorandum, an introduction and a page about the method.
fn book(toml: &str) -> Book {
    Book::new(toml)
        .person("shultz", "George P. Shultz", "Shultz, George P.")
        .person("reagan", "Ronald Reagan", "Reagan, Ronald")
        .person("gorbachev", "Mikhail Gorbachev", "Gorbachev, Mikhail")
        .person("nobody", "Nobody", "Nobody")
        .record("content/v05/175.txt", (Some("v05"), "d175"), |record| {
            record.header = Header {
                number: Some(fact("175".to_owned())),
                title: Some(fact("Memorandum From Shultz to Reagan".to_owned())),
                kind: Some(fact("memorandum".to_owned())),
                sent: CorrespAction {
                    parties: vec![party("George P. Shultz", Some("Secretary of State"))],
                    place: Some(fact("Washington".to_owned())),
                    date: date("1986-01-14"),
                },
                received: CorrespAction {
                    parties: vec![party("Ronald Reagan", None)],
                    ..CorrespAction::default()
                },
                witness: Some(fact(Witness {
                    siglum: "F".to_owned(),
                    of: None,
                    description: Some("as printed".to_owned()),
                })),
                ..Header::default()
            };
            record.body = tree(
                r##"<head><num>175.</num> Memorandum From Shultz to Reagan<anchor index="0" n="1"/></head>
                <p key="p1">Baldrige brought the letter.<anchor index="1" n="2"/> <persName ref="#shultz">Shultz</persName> <pb n="766" key="pg_766"/>agreed.</p>
                <div type="attachment" index="0" key="a1"><head>Letter From Gorbachev</head><p key="p2">Your letter.</p></div>"##,
            );
            record.notes = vec![
                note("1", "<p>Source: Reagan Library.</p>"),
                note("2", r#"<p>See <ref index="0">Document 168</ref>.</p>"#),
            ];
            record.refs = vec![CrossRef {
                wanted: Wanted::Document {
                    volume: VolumeCue::Own,
                    number: "168".to_owned(),
                },
                span: Span::new(record.file, 0, 0),
                rule: Rule::RefDocument,
                decision: Decision::Words,
                note: Some(1),
            }];
            record.enclosures = vec![Enclosure {
                key: "a1".into(),
                header: Header {
                    title: Some(fact("Letter From Gorbachev".to_owned())),
                    sent: CorrespAction {
                        parties: vec![party("Mikhail Gorbachev", None)],
                        place: None,
                        date: date("1986-01-11"),
                    },
                    ..Header::default()
                },
            }];
        })
        .record("content/v05/168.txt", (Some("v05"), "d168"), |record| {
            record.header.number = Some(fact("168".to_owned()));
            record.header.title = Some(fact("Letter From Reagan to Gorbachev".to_owned()));
            record.header.kind = Some(fact("letter".to_owned()));
            record.header.sent.date = date("1985-12-07");
            record.header.sent.parties = vec![party("Ronald Reagan", None)];
            record.header.received.parties = vec![party("Mikhail Gorbachev", None)];
        })
        .record("content/v05/175-scan.txt", (Some("v05"), "d175-r"), |record| {
            record.header.witness = Some(fact(Witness {
                siglum: "R".to_owned(),
                of: RecordId::new(Some("v05"), "d175").ok(),
                description: Some("scan".to_owned()),
            }));
            record.body = tree(
                r#"<head>THE SECRETARY</head><p key="p1">Baldrige.<anchor index="0" n="1"/></p><pb n="766" key="pg_766"/>"#,
            );
            record.notes = vec![note("1", "<p>Seen.</p>")];
        })
        .record("content/v41/undated.txt", (Some("v41"), "d85"), |record| {
            record.header.date_unknown = true;
        })
        .record("content/introduction.md", (None, "introduction"), |record| {
            record.header.title = Some(fact("Introduction".to_owned()));
            record.body = tree(r#"<p key="p1">Hello.</p><div><head>Part</head><p key="p2">x</p></div>"#);
        })
        .record("content/method.md", (None, "method"), |record| {
            record.header.title = Some(fact("Method".to_owned()));
        })
}

fn note(n: &str, body: &str) -> Note {
    let file = Files::default().add("x");
    Note {
        n: n.to_owned(),
        listed: None,
        key: format!("fn{n}").into(),
        kind: NoteKind::Editorial,
        attrs: recto::model::Attrs::new(),
        body: tree(body),
        span: Span::new(file, 0, 0),
        marks: Vec::new(),
        anchored: true,
    }
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

#[test]
fn all_pages_are_there_and_all_links_hold() {
    let site = book(BOOK).build();
    assert_eq!(site.codes(), [], "{:?}", site.diags);
    for path in [
        "index.html",
        "timeline.html",
        "people.html",
        "404.html",
        "documents/v05/d175.html",
        "documents/v05/d175.json",
        "documents/v05/d175.txt",
        "documents/v05/d175-r.txt",
        "documents/v41/d85.html",
        "method.html",
        "method.json",
        "introduction.txt",
        "people/shultz.html",
        "people/nobody.html",
        "sitemap.xml",
        "feed.xml",
        "robots.txt",
        ".nojekyll",
        "assets/fonts/source-serif-4-latin-wght-normal.woff2",
    ] {
        assert!(site.files.contains_key(path), "{path}");
    }
    for path in ["introduction.html", "documents/v05/d175-r.html", "CNAME"] {
        assert!(!site.files.contains_key(path), "{path}");
    }
    site.links_hold();
}

#[test]
fn document_page_shows_what_the_edition_knows() {
    let site = book(BOOK).build();
    let page = site.text("documents/v05/d175.html");
    has(
        page,
        &[
            "<title>175. Memorandum From Shultz to Reagan – Five Documents</title>",
            "Memorandum From Shultz to Reagan<a class=\"noteref\" id=\"d175fn1-ref\"",
            "<a href=\"../../people/shultz.html\">George P. Shultz</a>",
            "<time datetime=\"1986-01-14\">January 14, 1986</time>",
            "Washington",
            "<a class=\"ref\" href=\"d168.html\"",
            "<a class=\"persname\" href=\"../../people/shultz.html\">Shultz</a>",
            "id=\"pg_766\"",
            "<section class=\"witness\" id=\"d175-w-R\"",
            "id=\"d175-w-R-pg_766\"",
            "id=\"d175-w-R-fn1\"",
            "Witness R: scan",
            "href=\"#d175a1\"",
            "George P. Shultz to Ronald Reagan, memorandum, January 14, 1986, in <i>",
            ", document 175, in <i>Five Documents</i>, ed. A. Editor (2026)",
            "type=\"application/json\"",
            "1.0.0",
        ],
    );
    has(
        site.text("documents/v05/d168.html"),
        &["Cited by", "d175.html#d175fn2", "See Document 168."],
    );
}

#[test]
fn home_tells_of_texts_and_parts_a_long_list() {
    let home = |count: usize| {
        let site = further(book(BOOK), count, |_, _| {}).build();
        site.links_hold();
        site.text("index.html").to_owned()
    };
    let short = home(0);
    has(&short, &["3 documents in 4 texts, 1985–1986"]);
    assert!(!short.contains("part-head"), "{short}");
    let long = home(120);
    has(
        &long,
        &[
            "<a href=\"#more-from-51\">51–100</a>",
            "<h3 class=\"part-head\" id=\"more-from-101\">101–120</h3>",
        ],
    );
}

#[test]
fn record_called_like_a_part_of_the_page_does_not_clash_with_it() {
    let site = book(BOOK)
        .record("content/main.md", (None, "main"), |record| {
            record.body = tree(r#"<head key="notes">Notes</head><p key="p1">Words.</p>"#);
        })
        .build();
    site.links_hold();
}

#[test]
fn a_kind_with_many_documents_is_listed_in_pages_called_by_their_years() {
    let book = further(book(BOOK), 1_200, |n, record| {
        let kind = if n < 1_100 { "circular" } else { "note" };
        record.header.kind = Some(fact(kind.to_owned()));
        record.header.sent.date = match n {
            0 => None,
            _ => date(&format!("{}-05-01", 1900 + n / 1_001)),
        };
    });
    let site = book.build();
    site.links_hold();
    has(
        site.text("kinds.html"),
        &["Circular</a> <span class=\"count\">1100 documents, 1900–1901"],
    );
    let first = site.text("kinds/circular.html");
    has(
        first,
        &[
            "<h1>Circular</h1>",
            ">1900</a>",
            "<a href=\"circular/2.html\">1900 (2)</a>",
            "<a href=\"circular/3.html\">1901</a>",
            "m0001.html",
        ],
    );
    assert_eq!(first.matches("class=\"doc-link\"").count(), 500);
    let last = site.text("kinds/circular/3.html");
    assert_eq!(last.matches("class=\"doc-link\"").count(), 100);
    // The one without a date.
    has(
        last,
        &[
            "<title>Circular, 1901 – Five Documents</title>",
            "m0000.html",
        ],
    );
    has(
        site.text("sitemap.xml"),
        &["kinds.html", "kinds/circular/3.html"],
    );
}

#[test]
fn a_long_timeline_and_a_long_list_of_people_are_divided() {
    let mut book = further(book(BOOK), 600, |n, record| {
        record.header.sent.date = match n % 8 {
            0 => None,
            year => date(&format!("190{year}-05-01")),
        };
    });
    for n in 0..600 {
        let letter = char::from(b'A' + u8::try_from(n % 26).expect("a letter"));
        let sort = format!("{letter}son{n:03}, Jo");
        book = book.person(&format!("jo{n:03}"), &format!("Jo {sort}"), &sort);
    }
    let site = book.build();
    site.links_hold();
    has(
        site.text("timeline.html"),
        &[
            "<a href=\"timeline/1901.html\">1901</a> <span class=\"count\">75 entries</span>",
            "<a href=\"timeline/undated.html\">Undated</a>",
        ],
    );
    has(
        site.text("timeline/1902.html"),
        &[
            "<h1>Timeline: 1902</h1>",
            "rel=\"prev\" href=\"1901.html\"",
            "rel=\"next\" href=\"1903.html\"",
            "href=\"../timeline.html\"",
        ],
    );
    has(
        site.text("people.html"),
        &[
            "<a href=\"people-2.html#letter-z\">Z</a>",
            "aria-current=\"page\">Ason000–",
        ],
    );
    let text = |folder: &str| -> String {
        let paths = site.files.keys().filter(|path| path.starts_with(folder));
        paths.map(|path| site.text(path)).collect()
    };
    let (timeline, people) = (text("timeline/"), text("people.html") + &text("people-"));
    for n in 0..600 {
        assert_eq!(
            timeline.matches(&format!("id=\"t-more-m{n:04}\"")).count(),
            1
        );
        assert_eq!(people.matches(&format!("people/jo{n:03}.html")).count(), 1);
    }
}

#[test]
fn somebody_who_is_named_very_often_has_several_pages() {
    let book = further(book(BOOK), 60, |_, record| {
        let name = |at| format!("Case {at} is <persName ref=\"#shultz\">his</persName>.");
        let sentences: Vec<String> = (0..40).map(name).collect();
        record.body = tree(&format!("<p key=\"p1\">{}</p>", sentences.join(" ")));
    });
    let site = book.build();
    site.links_hold();
    let paths = site.files.keys();
    let paths: Vec<&String> = paths
        .filter(|path| path.starts_with("people/shultz"))
        .collect();
    assert_eq!(paths.len(), 3, "{paths:?}");
    let pages: Vec<&str> = paths.iter().map(|path| site.text(path)).collect();
    for page in &pages {
        assert!(page.matches("class=\"place\"").count() <= 1_000);
    }
    let all = pages.concat();
    assert_eq!(all.matches("Case 39 is his.").count(), 60);
    has(&all, &["<summary>37 further sentences</summary>"]);
}

#[test]
fn somebody_who_wrote_very_much_has_several_pages() {
    let book = further(book(BOOK), 620, |_, record| {
        record.header.sent.parties = vec![party("Nobody", None)];
    });
    let site = book.build();
    site.links_hold();
    let (first, second) = (
        site.text("people/nobody.html"),
        site.text("people/nobody/2.html"),
    );
    assert!(!site.files.contains_key("people/nobody/3.html"));
    has(
        first,
        &[
            "aria-current=\"page\">1–500</a>",
            "href=\"nobody/2.html\">501–620</a>",
        ],
    );
    has(
        second,
        &[
            "<title>Nobody, 501–620",
            "href=\"../nobody.html\">1–500</a>",
        ],
    );
    let both = first.to_owned() + second;
    for n in 0..620 {
        let link = format!("documents/more/m{n:04}.html\"");
        assert_eq!(both.matches(&link).count(), 1, "{n}");
    }
}

#[test]
fn timeline_is_in_order_and_keeps_what_has_no_date() {
    let mut book = book(BOOK);
    let file = book.files.add("content/events.yaml");
    book.authority.events.push(Event {
        id: entity_id("geneva"),
        date: Date::parse("1985-11-19/1985-11-21").expect("EDTF"),
        title: "Geneva summit".to_owned(),
        note: None,
        people: vec![(entity_id("shultz"), Span::new(file, 0, 0))],
        source: None,
        span: Span::new(file, 0, 0),
    });
    let site = book.build();
    let page = site.text("timeline.html");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("Geneva summit") < at("id=\"t-v05-d168\""));
    assert!(at("id=\"t-v05-d168\"") < at("id=\"t-v05-d175a1\""));
    assert!(at("id=\"t-v05-d175a1\"") < at("id=\"t-v05-d175\""));
    assert!(at("id=\"t-v05-d175\"") < at("id=\"t-v41-d85\""));
    has(
        page,
        &[
            "id=\"y1985\"",
            "id=\"y1986\"",
            "Undated",
            "November 19 to November 21, 1985",
        ],
    );
    has(
        site.text("people/shultz.html"),
        &[
            "Geneva summit",
            "Sent",
            "d175.html",
            "viaf.org",
            "from July 16, 1982",
        ],
    );
    assert!(!site.text("people/shultz.html").contains("javascript:"));
}

#[test]
fn page_for_missing_addresses_works_at_any_depth_or_has_no_links() {
    let site = book(BOOK).build();
    let page = site.text("404.html");
    assert_eq!(attribute(page, " href=\""), ["#main"], "{page}");
    assert_eq!(attribute(page, " src=\"").len(), 0, "{page}");

    let toml = format!("{BOOK}[output.html]\nsite-url = \"https://name.github.io/repo/\"\n");
    let site = book(&toml).build();
    let page = site.text("404.html");
    for href in attribute(page, " href=\"") {
        assert!(href.starts_with("/repo/") || href == "#main", "{href}");
        let path = href.strip_prefix("/repo/").unwrap_or("404.html");
        assert!(site.files.contains_key(path), "{href}");
    }

    // A path alone is enough, and the root is a path too.
    let toml = format!("{BOOK}[output.html]\nsite-url = \"/\"\n");
    let site = book(&toml).build();
    let page = site.text("404.html");
    let links = attribute(page, " href=\"");
    assert!(links.len() > 3, "{page}");
    for href in links {
        assert!(href.starts_with('/') || href == "#main", "{href}");
    }
    assert!(!site.text("index.html").contains("canonical"));
}

#[test]
fn a_domain_and_a_path_are_one_address() {
    let toml = format!("{BOOK}[output.html]\ncname = \"a.example\"\nsite-url = \"/repo/\"\n");
    let site = book(&toml).build();
    has(
        site.text("index.html"),
        &["<link rel=\"canonical\" href=\"https://a.example/repo/\">"],
    );
}

#[test]
fn full_addresses_stand_only_where_the_sites_is_known() {
    let site = book(BOOK).build();
    assert!(!site.text("index.html").contains("canonical"));
    assert!(!site.text("robots.txt").contains("Sitemap"));
    has(
        site.text("feed.xml"),
        &["<id>urn:x-recto:documents/v05/d175.html</id>"],
    );

    let toml = format!("{BOOK}[output.html]\nsite-url = \"https://name.github.io/repo/\"\n");
    let site = book(&toml).build();
    has(
        site.text("documents/v05/d175.html"),
        &["<link rel=\"canonical\" href=\"https://name.github.io/repo/documents/v05/d175.html\">"],
    );
    has(
        site.text("sitemap.xml"),
        &[
            "<loc>https://name.github.io/repo/</loc><lastmod>2026-03-01</lastmod>",
            "<loc>https://name.github.io/repo/documents/v41/d85.html</loc>",
        ],
    );
    has(
        site.text("robots.txt"),
        &["Sitemap: https://name.github.io/repo/sitemap.xml"],
    );
    let feed = roxmltree::Document::parse(site.text("feed.xml")).expect("the feed is XML");
    let entries = feed
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry")));
    assert_eq!(entries.count(), 3);
    roxmltree::Document::parse(site.text("sitemap.xml")).expect("the sitemap is XML");
}

#[test]
fn a_domain_of_its_own_is_the_sites_address() {
    let toml = format!("{BOOK}[output.html]\ncname = \"letters.example.org\"\n");
    let site = book(&toml).build();
    assert_eq!(site.text("CNAME"), "letters.example.org\n");
    has(
        site.text("sitemap.xml"),
        &["<loc>https://letters.example.org/</loc>"],
    );
}

#[test]
fn introduction_is_the_home_pages_text() {
    let site = book(BOOK).build();
    has(
        site.text("index.html"),
        &[
            "Introduction",
            "Hello.",
            "<h3 class=\"head\">Part</h3>",
            "id=\"v05\"",
            "method.html",
        ],
    );
}

#[test]
fn first_heading_of_an_essay_is_its_title_only_when_it_says_the_same() {
    let essay = |title: &str| {
        let site = book(BOOK)
            .record("content/x.md", (None, "x"), |record| {
                record.header.title = Some(fact(title.to_owned()));
                record.body = tree("<head>The sources</head><p>Words.</p>");
            })
            .build();
        site.text("x.html").to_owned()
    };
    let other = essay("Method of editing");
    has(
        &other,
        &[
            "<h1>Method of editing</h1>",
            "<h2 class=\"head\">The sources</h2>",
        ],
    );
    let same = essay("The sources");
    has(&same, &["<h1>The sources</h1>"]);
    assert!(!same.contains("<h2 class=\"head\">"));
}

#[test]
fn nothing_in_a_text_or_title_becomes_markup() {
    let site = book(BOOK)
        .record("content/odd.txt", (None, "odd"), |record| {
            record.header.date_unknown = true;
            record.header.title = Some(fact("<b> {{ site }} \u{1}'\" & more".to_owned()));
            record.body = tree("<p>&lt;script&gt; {% raw %}</p>");
        })
        .build();
    assert_eq!(site.codes(), []);
    has(
        site.text("documents/odd.html"),
        &[
            "<h1>&lt;b&gt; {{ site }} '\" &amp; more</h1>",
            "<title>&lt;b&gt; {{ site }} &#39;&quot; &amp; more – Five Documents</title>",
            "&lt;script&gt; {% raw %}",
        ],
    );
}

#[test]
fn clashing_addresses_are_told_before_anything_is_made() {
    let site = book(BOOK)
        .record("content/Timeline.md", (None, "timeline"), |_| {})
        .build();
    assert_eq!(site.codes(), [Code::AddressClash]);
    let diagnostic = &site.diags[0];
    assert_eq!(
        diagnostic.message,
        "two pages would have the address `timeline.html`"
    );
}

#[test]
fn images_of_essays_are_copied_and_found() {
    let mut book = book(BOOK).record("content/essays/map.md", (None, "map"), |record| {
        record.body = tree(
            r#"<figure><graphic url="../img/a%20map.png"/><figDesc>Map</figDesc></figure><figure><graphic url="gone.png"/><figDesc>Gone</figDesc></figure>"#,
        );
    });
    let file = book.files.add("content/img/a map.png");
    book.sources = book.sources.with("content/img/a map.png", "PNG");
    book.assets.push(Asset {
        file,
        path: "content/img/a map.png".into(),
    });
    let site = book.build();
    assert_eq!(site.text("media/img/a map.png"), "PNG");
    has(
        site.text("map.html"),
        &["<img src=\"media/img/a%20map.png\" alt=\"Map\"/>", "Gone"],
    );
}

#[test]
fn of_several_pictures_of_a_page_the_first_is_linked() {
    let mut book = book(BOOK).record("content/letters/a.xml", (Some("letters"), "a"), |record| {
        record.body = tree(r#"<p>It <pb n="2" facs="2.jpg 2-detail.jpg"/>snows.</p>"#);
    });
    for name in ["content/letters/2.jpg", "content/letters/2-detail.jpg"] {
        let file = book.files.add(name);
        book.sources = book.sources.with(name, "JPEG");
        book.assets.push(Asset {
            file,
            path: name.into(),
        });
    }
    let site = book.build();
    has(
        site.text("documents/letters/a.html"),
        &["class=\"facs\" href=\"../../media/letters/2.jpg\""],
    );
}

/// The complaints about a theme of these files.
fn themed(files: &[(&str, &str)]) -> Site {
    let toml = format!("{BOOK}[output.html]\ntheme = \"theme\"\n");
    let mut book = book(&toml);
    for (path, text) in files {
        book.sources = book.sources.with(&format!("theme/{path}"), *text);
    }
    book.build()
}

/// The second theme, which proves that pages can be made otherwise than by the first.
#[test]
fn the_plain_theme_has_one_sheet_no_script_and_every_word() {
    let default = book(BOOK).build();
    let plain = book(&format!("{BOOK}[output.html]\ntheme = \"plain\"\n")).build();
    assert_eq!(plain.codes(), [], "{:?}", plain.diags);
    let pages = |site: &Site| -> Vec<String> {
        let pages = site.files.keys().filter(|path| path.ends_with(".html"));
        pages.cloned().collect()
    };
    assert_eq!(pages(&plain), pages(&default));
    let page = plain.text("documents/v05/d175.html");
    has(
        page,
        &[
            "<th scope=\"row\">From</th>",
            "assets/css/plain.",
            "<h2>Cite this</h2>",
        ],
    );
    assert!(!page.contains("recto.js") && !page.contains("recto.css"));
    assert_eq!(page.matches("rel=\"stylesheet\"").count(), 1);
}

#[test]
fn a_folder_called_plain_is_the_editions_own_theme() {
    let mut book = book(&format!("{BOOK}[output.html]\ntheme = \"plain\"\n"));
    book.sources = book.sources.with("plain/theme.toml", "contract = 1\n");
    let site = book.build();
    has(site.text("documents/v05/d175.html"), &["assets/css/recto."]);
}

#[test]
fn a_theme_extends_the_default_template_of_the_same_name() {
    let site = themed(&[
        ("theme.toml", "contract = 1\n"),
        (
            "templates/document.html",
            "{% extends \"default/document.html\" %}{% block document_number %}<p>No. {{ document.number }}</p>{% endblock %}",
        ),
        ("templates/slots/footer.html", "<p>Our slot</p>"),
        ("css/recto.css", "body{}"),
    ]);
    assert_eq!(site.codes(), [], "{:?}", site.diags);
    has(
        site.text("documents/v05/d175.html"),
        &[
            "<p>No. 175</p>",
            "Memorandum From Shultz to Reagan",
            "<p>Our slot</p>",
        ],
    );
    has(site.text("people.html"), &["<p>Our slot</p>"]);
    let css = site
        .files
        .keys()
        .find(|path| path.starts_with("assets/css/"));
    assert_eq!(site.text(css.expect("there is a style sheet")), "body{}\n");
}

#[test]
fn a_field_that_does_not_exist_is_told_with_its_place_and_the_document() {
    let site = themed(&[
        ("theme.toml", "contract = 1\n"),
        ("templates/document.html", "<p>\n{{ document.titel }}</p>"),
    ]);
    assert_eq!(site.codes(), [Code::BadTheme]);
    let diagnostic = &site.diags[0];
    let span = diagnostic.span().expect("the template's place is known");
    assert_eq!(span.of("<p>\n{{ document.titel }}</p>"), "titel");
    assert!(
        diagnostic.message.contains("titel"),
        "{}",
        diagnostic.message
    );
    assert_eq!(diagnostic.labels.len(), 1);
    // The others are there.
    has(site.text("index.html"), &["Five Documents"]);
}

#[test]
fn a_template_that_is_none_is_told_and_the_default_stands_in() {
    let site = themed(&[
        ("theme.toml", "contract = 1\n"),
        ("templates/document.html", "{% if %}"),
        ("templates/entries.html", "{{ entries | nofilter }}"),
        ("templates/essay.html", "{% extends \"nothing.html\" %}"),
    ]);
    assert_eq!(
        site.codes(),
        [Code::BadTheme, Code::BadTheme, Code::BadTheme],
        "{:?}",
        site.diags
    );
    assert!(
        site.diags
            .iter()
            .all(|diagnostic| diagnostic.span().is_some()),
        "{:?}",
        site.diags
    );
    has(site.text("documents/v05/d175.html"), &["Memorandum"]);
}

#[test]
fn an_old_theme_is_warned_about() {
    let site = themed(&[("theme.toml", "contract = 0\n")]);
    assert_eq!(site.codes(), [Code::ThemeOutdated]);
    let site = themed(&[("templates/404.html", "<p>Nothing</p>")]);
    assert_eq!(site.codes(), [Code::ThemeOutdated]);
    let site = themed(&[("theme.toml", "contract = 1\ncolour = \"red\"\n")]);
    assert_eq!(site.codes(), [Code::BadTheme]);
    let site = themed(&[
        ("theme.toml", "contract = 1\n"),
        ("templates/slots/fotter.html", "x"),
    ]);
    assert_eq!(site.codes(), [Code::BadTheme]);
    assert_eq!(site.diags[0].help, ["did you mean `slots/footer.html`?"]);
    let site = themed(&[]);
    assert_eq!(site.codes(), [Code::BadTheme]);
}

#[test]
fn further_style_sheets_are_linked_last() {
    let toml = format!("{BOOK}[output.html]\nadditional-css = [\"my.css\"]\n");
    let mut book = book(&toml);
    book.sources = book.sources.with("my.css", "p{}");
    let site = book.build();
    assert_eq!(site.codes(), []);
    let page = site.text("people/shultz.html");
    let linked: Vec<String> = attribute(page, " href=\"")
        .into_iter()
        .filter(|href| href.ends_with(".css"))
        .collect();
    assert_eq!(linked.len(), 2);
    assert!(linked[1].starts_with("../assets/extra/my."), "{linked:?}");
}

#[test]
fn a_bug_in_one_page_is_one_error_and_the_others_are_made() {
    let mut book = book(BOOK).record("content/odd.txt", (None, "odd"), |record| {
        record.header.date_unknown = true;
    });
    book.broken = book.records.last().map(|record| record.file);
    let site = book.build();
    assert_eq!(site.codes(), [Code::Internal]);
    has(
        &site.diags[0].message,
        &["documents/odd.html", "this reader is broken"],
    );
    has(site.text("documents/v41/d85.html"), &["Words."]);
}

#[test]
fn marks_and_references_without_entries_are_still_text() {
    let site = book(BOOK)
        .record("content/odd.txt", (None, "odd"), |record| {
            record.body = tree(r#"<p><anchor index="7" n="1"/><ref index="9">x</ref></p>"#);
        })
        .build();
    has(
        site.text("documents/odd.html"),
        &["<span class=\"ref\">x</span>"],
    );
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let first = book(BOOK).build().files;
    let second = book(BOOK).build().files;
    assert_eq!(first, second);
    // And whatever the number of threads.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("one thread");
    assert_eq!(pool.install(|| book(BOOK).build().files), first);
}

#[test]
fn formats_of_data_are_a_choice() {
    let toml = BOOK.replace("\"json\", \"text\"", "");
    let site = book(&toml).build();
    assert!(!site.files.contains_key("documents/v05/d175.json"));
    assert!(
        !site
            .text("documents/v05/d175.html")
            .contains("application/json")
    );
    let _ = (DataFormat::Json, &site.diags);
    let _: &dyn Sources = &MemorySources::new();
}
