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
                            pieces.push((mark.start, decoded(mark.of(&read.source.text))));
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

/// The words of a mark, which is kept as it stands in the source.
fn decoded(markup: &str) -> String {
    let plain = markup.replace("<![CDATA[", "").replace("]]>", "");
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(plain, |text, (entity, sign)| text.replace(entity, sign))
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

/// The start of the character that holds a byte, or the end.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .expect("the start is one")
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
        text[boundary(text, at.saturating_sub(60))..boundary(text, at + 60)].to_owned()
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

#[test]
fn own_words_of_an_edition_are_facts() {
    let read = read(&tei(
        "<div type=\"document\" xml:id=\"d5\" n=\"5\"><head>5. Telegram From the Embassy in Egypt to the Department of State</head>\
         <opener><dateline><placeName>Cairo</placeName>, <date when=\"1948-03-01T09:00:00+02:00\">March 1, 1948, 9 a.m.</date></dateline></opener>\
         <p>Words.<note n=\"1\" xml:id=\"d5fn1\">Not printed.</note></p></div>",
    ));
    let record = &read.records[0];
    assert_eq!(record.id.local(), "d5");
    let header = &record.header;
    let title = header.title.as_ref().map(|it| it.value.as_str());
    assert_eq!(
        title,
        Some("Telegram From the Embassy in Egypt to the Department of State")
    );
    assert_eq!(
        header.number.as_ref().map(|it| it.value.as_str()),
        Some("5")
    );
    assert_eq!(
        header.kind.as_ref().map(|it| it.value.as_str()),
        Some("telegram")
    );
    let date = header.sent.date.as_ref().map(|it| it.value);
    assert_eq!(date, Date::parse("1948-03-01").ok());
    assert_eq!(&*record.notes[0].key, "fn1");
    assert!(read.diags.is_empty());
}

#[test]
fn no_blank_is_lost_or_invented() {
    for (xml, words) in [
        ("<p>Mai\n  <lb break=\"no\"/>\n gret und</p>", "Maigret und"),
        (
            "<p>Mai <pb n=\"2\" break=\"no\"/> <lb break=\"no\"/> gret</p>",
            "Maigret",
        ),
        (
            "<p><hi>Mai </hi><lb break=\"no\"/><hi> gret</hi></p>",
            "Maigret",
        ),
        (
            "<p>\n   <hi>one</hi> <hi>two</hi>\n  three\n</p>",
            "one two three",
        ),
        (
            "<p><choice>\n <sic>a</sic>\n <corr>b</corr>\n</choice>c</p>",
            "bc",
        ),
        (
            "<p>by <persName>\n  <forename>A</forename>\n  <surname>B</surname>\n</persName>, C</p>",
            "by A B, C",
        ),
        (
            "<p>one<!-- two --> three<![CDATA[ <four>]]></p>",
            "one three <four>",
        ),
        ("<p>a&#x2014;b &amp; c</p>", "a—b & c"),
    ] {
        let read = read(&tei(xml));
        assert_eq!(plain_text(&read.records[0].body), words, "{xml}");
        same(&self::words(&read), &expected(&read.source.text), xml);
    }
}

#[test]
fn notes_at_the_end_hang_on_what_points_at_them() {
    let read = read(&tei(
        "<p>One<ref target=\"#n2\">*</ref> and <ptr target=\"#n1\"/> and <ref target=\"#d9\">Document 9</ref>.</p>\
         <div type=\"notes\"><note xml:id=\"n1\">First, see <ref target=\"#d3\">3</ref>.</note><note xml:id=\"n2\">Second.</note></div>",
    ));
    let record = &read.records[0];
    let notes: Vec<_> = record.notes.iter().map(|it| plain_text(&it.body)).collect();
    assert_eq!(notes, ["First, see 3.", "Second."]);
    let anchors = count(&read.records, |it| it.tag == Tag::Anchor);
    assert_eq!(anchors, 2);
    let wanted: Vec<_> = record
        .refs
        .iter()
        .map(|it| (it.wanted.clone(), it.note))
        .collect();
    assert_eq!(
        wanted,
        [
            (Wanted::Key("#d9".into()), None),
            (Wanted::Key("#d3".into()), Some(0)),
        ]
    );
    same(&words(&read), &expected(&read.source.text), "notes");
}

#[test]
fn a_corpus_is_a_volume_of_its_texts() {
    let one = |id: &str, words: &str| {
        format!(
            "<TEI xml:id=\"{id}\"><teiHeader><fileDesc><titleStmt><title>{words}</title></titleStmt></fileDesc></teiHeader><text><body><p>{words}</p></body></text></TEI>"
        )
    };
    let text = format!(
        "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>All</title></titleStmt></fileDesc></teiHeader>{}{}</teiCorpus>",
        one("a", "One"),
        one("b", "Two")
    );
    let read = read_as("content/all.xml", &text);
    let ids: Vec<_> = read.records.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(ids, ["all#about", "all#a", "all#b"]);
    let titles = read
        .records
        .iter()
        .map(|it| it.header.title.as_ref().map(|it| it.value.clone()));
    assert_eq!(
        titles.collect::<Vec<_>>(),
        [Some("All".into()), Some("One".into()), Some("Two".into())]
    );
    same(&words(&read), &expected(&text), "corpus");
}

#[test]
fn letters_with_ids_are_documents_where_there_are_several() {
    let read = read(&tei(
        "<p>Before.</p><pb n=\"2\"/><div type=\"letter\" xml:id=\"L1\"><head>One</head><p>a</p></div>\
         <div type=\"letter\" xml:id=\"L2\"><head>Two</head><p>b</p></div><div><head>Index</head><p>c</p></div>",
    ));
    let kinds: Vec<_> = read
        .records
        .iter()
        .map(|it| (it.id.local().to_owned(), it.kind))
        .collect();
    let (document, matter) = (RecordKind::Document, RecordKind::Matter);
    assert_eq!(
        kinds,
        [
            ("about".to_owned(), matter),
            ("matter".to_owned(), matter),
            ("l1".to_owned(), document),
            ("l2".to_owned(), document),
            ("index".to_owned(), matter),
        ]
    );
    same(&words(&read), &expected(&read.source.text), "letters");
}

#[test]
fn bombs_and_depths_are_refused_in_time() {
    let deep = tei(&format!(
        "{}x{}",
        "<hi>".repeat(10_000),
        "</hi>".repeat(10_000)
    ));
    let bomb = (1..60).fold("<!ENTITY e0 \"ha\">".to_owned(), |all, n| {
        format!("{all}<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1)
    });
    let bomb = format!("<!DOCTYPE TEI [{bomb}]>{}", tei("<p>&e59;</p>"));
    let circle = format!(
        "<!DOCTYPE TEI [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>{}",
        tei("<p>&a;</p>")
    );
    let many = format!(
        "<!DOCTYPE TEI [<!ENTITY a \"{}\">]>{}",
        "ha".repeat(8000),
        tei(&format!("<p>{}</p>", "&a;".repeat(10_000)))
    );
    for (text, code) in [
        (deep, Code::TooDeep),
        (bomb, Code::RefusedEntity),
        (circle, Code::RefusedEntity),
        (many, Code::RefusedEntity),
    ] {
        let read = read(&text);
        assert!(read.outline.is_none());
        assert_eq!(
            read.diags.iter().map(|it| it.code).collect::<Vec<_>>(),
            [code]
        );
    }
}

/// A tree of elements that nest in any way.
fn markup() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "p",
        "hi",
        "div",
        "note",
        "ref",
        "list",
        "item",
        "persName",
        "choice",
        "sic",
        "corr",
        "lb",
        "pb",
        "head",
        "app",
        "lem",
        "rdg",
        "l",
        "lg",
        "table",
        "row",
        "cell",
        "unknown",
        "group",
        "text",
        "front",
        "back",
        "body",
        "teiHeader",
        "person",
        "anchor",
        "ptr",
    ]);
    let attrs = prop::sample::select(vec![
        "",
        " n=\"1\"",
        " xml:id=\"a\"",
        " xml:id='b'",
        " target=\"#a\"",
        " target=\"#a #b\"",
        " type=\"document\"",
        " type=\"letter\" xml:id=\"c\"",
        " break=\"no\"",
        " rend=\"inline\"",
        " place=\"foot\"",
        " when=\"1999-99-99\"",
        " corresp=\"#b\"",
        " type=\"attachment\"",
    ]);
    let words = prop::sample::select(vec![
        "word",
        " ",
        "\n  ",
        " two words ",
        "&amp;",
        "<!-- c -->",
        "<![CDATA[ d ]]>",
        "é—",
        "*",
        "1",
    ]);
    let leaf = prop_oneof![
        words.prop_map(str::to_owned),
        (name.clone(), attrs.clone()).prop_map(|(name, attrs)| format!("<{name}{attrs}/>")),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        (
            name.clone(),
            attrs.clone(),
            prop::collection::vec(inner, 0..6),
        )
            .prop_map(|(name, attrs, inner)| format!("<{name}{attrs}>{}</{name}>", inner.concat()))
    })
}

proptest! {
    #![proptest_config(crate::case::chances(256))]

    /// Whatever the markup, the words come out as they went in.
    #[test]
    fn words_in_are_words_out(inner in prop::collection::vec(markup(), 0..6)) {
        let text = tei(&inner.concat());
        let read = read(&text);
        if read.outline.is_some() {
            same(&words(&read), &expected(&text), "any markup");
            for record in &read.records {
                for tree in trees(record) {
                    walk(tree, &mut |node| {
                        if let Some(element) = node.element() {
                            match (&element.tag, element.index) {
                                (Tag::Anchor, Some(at)) => assert!((at as usize) < record.notes.len()),
                                (Tag::Ref | Tag::Ptr, Some(at)) => assert!((at as usize) < record.refs.len()),
                                (Tag::Div, Some(at)) => assert!((at as usize) < record.enclosures.len()),
                                (_, index) => assert_eq!(index, None),
                            }
                        }
                        Descend::Into
                    });
                }
            }
        }
    }

    /// Whatever is done to a file, it is read or refused as another parser does.
    #[test]
    fn mangled_files_are_refused(
        inner in prop::collection::vec(markup(), 0..4),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![
            "", "<", ">", "&", "\"", "</p>", "]]>", "<!--", "\u{1}", "<a", "é", "=", "<?x?>", "&#0;", "x:",
        ])), 1..4),
    ) {
        let mut text = tei(&inner.concat());
        for (at, put) in cuts {
            let at = boundary(&text, at.index(text.len()));
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            text.replace_range(at..end, put);
        }
        let read = read(&text);
        let theirs = roxmltree::Document::parse(&text);
        match (&read.outline, &theirs) {
            (Some(_), Ok(_)) => same(&words(&read), &expected(&text), "mangled"),
            (None, _) => assert!(read.diags.has_errors(), "{text}"),
            (Some(_), Err(error)) => panic!("{error}: {text}"),
        }
    }
}

/// What the properties above once found.
#[test]
fn words_of_notes_in_corrections_and_of_repeated_ids_are_kept() {
    for inner in [
        "<sic><note><lg><note/></lg></note></sic>",
        "<choice xml:id=\"a\"><div rend=\"inline\">&amp;</div></choice>",
        "<p><lg><note xml:id=\"a\"/></lg><ref target=\"#a\">&amp;</ref></p>",
        "<note place=\"foot\"><hi>é—<head/>*<p type=\"document\"/></hi><app corresp=\"#b\"/></note>",
    ] {
        let text = tei(inner);
        same(&words(&read(&text)), &expected(&text), inner);
    }
}

/// Seconds and megabytes, for whoever asks: `RECTO_SLOW_TESTS=1 cargo test --release tei_in::speed -- --nocapture`.
#[test]
fn speed_of_large_files() {
    let slow = std::env::var_os("RECTO_SLOW_TESTS").is_some();
    let wanted = if slow { 200_000_000 } else { 2_000_000 };
    let document = |n: usize| {
        let words = "<p>In <persName corresp=\"#p_A\">Alder</persName>’s letter of <date when=\"1948-03-01\">March 1</date> the <hi rend=\"italic\">whole</hi> matter is told at length, and nobody has doubted it since then, as far as we can see from here.<note n=\"1\">See <ref target=\"#d1\">Document 1</ref>, and the papers there.</note></p>\n".repeat(28);
        format!(
            "<pb n=\"{n}\" xml:id=\"pg_{n}\"/><div type=\"document\" xml:id=\"d{n}\" n=\"{n}\"><head>{n}. Letter</head>{words}</div>\n"
        )
    };
    let size = document(1).len();
    let inner: String = (1..=wanted / size).map(document).collect();
    let text = tei(&inner);
    let mut files = Files::default();
    let source = SourceFile {
        id: files.add("content/big.xml"),
        path: "content/big.xml".into(),
        text: text.into(),
    };
    let config = Config::titled("A test");
    let mut diags = Diagnostics::new();
    let start = std::time::Instant::now();
    let outline = tei::outline(&source, &config, &mut diags).expect("well-formed");
    let looked = start.elapsed();
    assert_eq!(outline.parts.len(), wanted / size + 1);
    let (names, people) = (NameFinder::new(&[]), Pointers::default());
    let ctx = Context {
        config: &config,
        names: &names,
        people: &people,
    };
    let start = std::time::Instant::now();
    let some = outline.parts.len().min(2000);
    for part in 0..some {
        let record = tei::record(
            &source,
            &outline,
            part,
            &Sidecar::default(),
            &ctx,
            &mut diags,
        );
        assert!(record.is_some());
    }
    let read = start.elapsed();
    eprintln!(
        "{} MB: looked over in {looked:?} ({:.0} MB/s); {:?} a document of {size} bytes",
        source.text.len() / 1_000_000,
        source.text.len() as f64 / 1e6 / looked.as_secs_f64(),
        read / u32::try_from(some).expect("a few thousand"),
    );
}

#[test]
fn a_document_that_no_browser_could_show_is_refused() {
    let long = tei(&"<p>Words.</p>".repeat((33 << 20) / 13));
    let mut files = Files::default();
    let source = SourceFile {
        id: files.add("content/long.xml"),
        path: "content/long.xml".into(),
        text: long.into(),
    };
    let mut diags = Diagnostics::new();
    let outline = recto::read::tei::outline(&source, &Config::titled("Long"), &mut diags);
    assert!(outline.is_none());
    let told: Vec<_> = diags
        .iter()
        .map(|it| (it.code, it.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [(
            Code::FileTooLarge,
            "from here on, 33 MB of this file are one document; recto reads up to 32 MB"
        )]
    );
}
