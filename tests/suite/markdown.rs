//! Markdown in, the text tree and complaints out. Every test also keeps the ledger: each
//! character stands in exactly one place.
#![allow(clippy::indexing_slicing, reason = "a test may stop")]

use recto::config::Config;
use recto::diag::Diagnostics;
use recto::model::{Decision, Node, Record, Wanted, claims};
use recto::read::names::NameFinder;
use recto::read::{self, Context, Sidecar, sidecar};
use recto::source::{Files, SourceFile, is_blank};
use std::fmt::Write as _;
use std::sync::Arc;

fn read_with(path: &str, text: &str, yaml: &str) -> (Record, Vec<String>) {
    let mut files = Files::default();
    let source = SourceFile {
        id: files.add(path),
        path: Arc::from(path),
        text: text.into(),
    };
    let mut diags = Diagnostics::new();
    let beside = SourceFile {
        id: files.add("content/x.yaml"),
        path: Arc::from("content/x.yaml"),
        text: yaml.into(),
    };
    let sidecar = if yaml.is_empty() {
        Sidecar::default()
    } else {
        sidecar::parse(&beside, &mut diags)
    };
    let config = Config::titled("Letters");
    let (people, _) = super::authority::entities(
        "- {id: shultz, name: George P. Shultz}",
        recto::model::EntityKind::Person,
    );
    let names = NameFinder::new(&people);
    let ctx = Context {
        config: &config,
        names: &names,
        people: &recto::read::names::Pointers::default(),
    };
    let record = read::record(&source, &sidecar, &ctx, &mut diags).expect("Markdown is read");
    ledger(&record, &source, &diags);
    let said = diags
        .iter()
        .map(|it| {
            let words = it.span().map_or("", |span| {
                if span.file == source.id {
                    span.of(text)
                } else {
                    span.of(yaml)
                }
            });
            format!("{}: {} [{words}]", it.code.slug(), it.message)
        })
        .collect();
    (record, said)
}

/// Every character that is not blank stands in exactly one place of the record.
fn ledger(record: &Record, source: &SourceFile, diags: &Diagnostics) {
    let mut seen = vec![0u8; source.text.len()];
    for span in claims(record) {
        if span.file == source.id {
            for count in &mut seen[span.range()] {
                *count += 1;
            }
        }
    }
    let told: Vec<_> = diags
        .iter()
        .filter(|it| it.code.slug() == "control-character")
        .filter_map(|it| it.span())
        .map(|span| span.range())
        .collect();
    let empty = diags.iter().any(|it| it.code.slug() == "empty-document");
    for (at, c) in source.text.char_indices() {
        let once = seen[at] == 1 || empty || told.iter().any(|range| range.contains(&at));
        assert!(
            is_blank(c) || once,
            "{c:?} at {at} stands {} times in {:?}\n{record:#?}",
            seen[at],
            source.text
        );
    }
}

fn xml(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&text.text),
            Node::Element(element) => {
                let name = element.tag.name();
                let _ = write!(out, "<{name}");
                for (key, value) in element.attrs.iter() {
                    let _ = write!(out, " {key}={value}");
                }
                if element.children.is_empty() {
                    out.push_str("/>");
                } else {
                    out.push('>');
                    xml(&element.children, out);
                    let _ = write!(out, "</{name}>");
                }
            }
        }
    }
}

fn shown(record: &Record) -> String {
    let mut out = String::new();
    xml(&record.body, &mut out);
    for note in &record.notes {
        let _ = write!(out, "\n[{} {}]", note.key, note.kind.as_str());
        xml(&note.body, &mut out);
    }
    out
}

#[track_caller]
fn essay(text: &str, expected: &str) {
    let (record, said) = read_with("content/about.md", text, "");
    assert_eq!((shown(&record).as_str(), said), (expected, vec![]));
}

#[track_caller]
fn document(text: &str, expected: &str) {
    let text = format!("---\nkind: document\n---\n{text}");
    let (record, said) = read_with("content/v5/175.md", &text, "");
    assert_eq!((shown(&record).as_str(), said), (expected, vec![]));
}

#[test]
fn headings_make_sections() {
    essay(
        "# About\n\nOne.\n\n## Method\n\nTwo.\n\n### Marks\n\nThree.\n\nTitle\n-----\n\nFour.",
        "<head n=1>About</head><p>One.</p><div><head n=2>Method</head><p>Two.</p><div><head n=3>Marks</head><p>Three.</p></div></div><div><head n=2>Title</head><p>Four.</p></div>",
    );
    let (record, _) = read_with(
        "content/about.md",
        "# About *us*\n\n## Method {#how}\n\n## Method\n\n## p3",
        "",
    );
    assert_eq!(
        record.header.title.as_ref().map(|it| it.value.as_str()),
        Some("About us")
    );
    let mut keys = Vec::new();
    recto::model::walk(&record.body, &mut |node| {
        keys.extend(node.element().and_then(|it| it.key.clone()));
        recto::model::Descend::Into
    });
    assert_eq!(
        keys.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        ["about-us", "how", "method", "s-p3"]
    );
}

#[test]
fn a_section_below_a_stated_title_is_no_second_title() {
    let (_, said) = read_with("content/x.md", "---\ntitle: Method\n---\n\n## Sources", "");
    assert_eq!(said, Vec::<String>::new());
    let (_, said) = read_with("content/x.md", "---\ntitle: Method\n---\n\n# Sources", "");
    assert_eq!(
        said,
        [
            "sidecar-contradicts-text: `title` is `Method` here, but the text says `Sources` [Method]"
        ]
    );
}

#[test]
fn words_run_on_over_lines_and_signs_are_marks() {
    essay(
        "one *two\nthree* **four** ~~five~~ `co  de` a\\*b &amp; c  \nd\\\ne",
        "<p>one <hi rend=italic>two\nthree</hi> <hi rend=bold>four</hi> <del rend=strikethrough>five</del> <code>co  de</code> a*b & c<lb/>d<lb/>e</p>",
    );
    essay(
        "George\n  P. Shultz",
        "<p><persName ref=#shultz>George\n  P. Shultz</persName></p>",
    );
}

#[test]
fn raised_and_lowered() {
    essay(
        "the 5^th^ of H~2~O and ~x~ and M^{rs.} 2^a b^ c~d e~",
        "<p>the 5<hi rend=superscript>th</hi> of H<hi rend=subscript>2</hi>O and <hi rend=subscript>x</hi> and M<hi rend=superscript>rs.</hi> 2^a b^ c~d e~</p>",
    );
}

#[test]
fn quotation_marks_stay_as_written() {
    essay("\"It's\" -- so...", "<p>\"It's\" -- so...</p>");
}

#[test]
fn lists_keep_their_numbers() {
    essay(
        "- a\n- b\n  1. x\n  2. y\n\n5) five\n6) six\n\n- [x] done\n- [ ] not\n\nTerm\n: Meaning",
        "<list rend=bulleted><item>a</item><item>b<list rend=numbered><item n=1>x</item><item n=2>y</item></list></item></list><list rend=numbered><item n=5>five</item><item n=6>six</item></list><list rend=bulleted><item n=☑>done</item><item n=☐>not</item></list><list type=gloss><label>Term</label><item>Meaning</item></list>",
    );
}

#[test]
fn quotations_tables_code_and_rules() {
    essay(
        "> a\n> b\n\n---\n\n| A | B |\n|---|:-:|\n| x \\| y | *z* |\n\n```xml more\n<a>\n\n  b\n```\n\n    plain\n      code\n",
        "<quote><p>a\nb</p></quote><milestone unit=section/><table><row role=label><cell>A</cell><cell>B</cell></row><row><cell>x | y</cell><cell><hi rend=italic>z</hi></cell></row></table><code lang=xml><a>\n\n  b\n</code><code>plain\n  code\n</code>",
    );
}

#[test]
fn images_are_figures() {
    essay(
        "![A *scan*](scan.png \"Page 1\")\n\nIn ![](a.png) text",
        "<figure><figDesc>A <hi rend=italic>scan</hi></figDesc><head>Page 1</head><graphic url=scan.png/></figure><p>In <figure><graphic url=a.png/></figure> text</p>",
    );
}

#[test]
fn links_are_references() {
    let text = "[a](#d168) [b](frus1981-88v04#d351 \"title\") [c](method.md#p2) <https://x.org/> <a@b.c> [e][f] [g]() [h](javascript:alert)\n\n[f]: http://y.org/ 'z'";
    let (record, said) = read_with("content/about.md", text, "");
    let wanted: Vec<_> = record
        .refs
        .iter()
        .map(|it| match &it.wanted {
            Wanted::Key(key) => format!("key {key}"),
            Wanted::Url(url) => format!("url {url}"),
            Wanted::Doubtful(_) => "doubtful".to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        wanted,
        [
            "key #d168",
            "key frus1981-88v04#d351",
            "key method.md#p2",
            "url https://x.org/",
            "url mailto:a@b.c",
            "url http://y.org/",
            "doubtful"
        ]
    );
    assert_eq!(
        said,
        ["unresolved-ref: a page cannot link to a `javascript:` address [[h](javascript:alert)]"]
    );
    assert_eq!(
        shown(&record),
        "<p><ref>a</ref> <ref>b</ref> <ref>c</ref> <ref>https://x.org/</ref> <ref>a@b.c</ref> <ref>e</ref> <ref/> h</p>".replace("<ref/>", "<ref>g</ref>")
    );
}

#[test]
fn a_definition_that_nothing_uses_is_text() {
    essay(
        "a\n\n[Tab]: Letter\n\n> [x]: http://y\n\n[u] b\n\n[u]: http://u\n[u]: http://again",
        "<p>a</p><p>[Tab]: Letter</p><quote><p>[x]: http://y</p></quote><p><ref>u</ref> b</p><p>[u]: http://again</p>",
    );
    essay("[only]: this", "<p>[only]: this</p>");
}

#[test]
fn footnotes_are_notes() {
    essay(
        "a[^1] b[^2] c[^1]\n\n[^2]: Two *x*.\n\n    More.\n\n[^1]: Source: Library.",
        "<p>a<anchor n=1/> b<anchor n=2/> c<anchor n=1/></p>\n[fn2 editorial]<p>Two <hi rend=italic>x</hi>.</p><p>More.</p>\n[fn1 source]<p>Source: Library.</p>",
    );
    // Names are numbered as the text comes to them.
    essay(
        "a[^burt] b[^abrams]\n\n[^abrams]: A[^inner].\n\n[^burt]: B.\n\n> [^inner]: I.",
        "<p>a<anchor n=1/> b<anchor n=2/></p><quote/>\n[fn2 editorial]<p>A<anchor n=3/>.</p>\n[fn1 editorial]<p>B.</p>\n[fn3 editorial]<p>I.</p>",
    );
}

#[test]
fn footnotes_without_partner_are_told() {
    let (record, said) = read_with(
        "content/about.md",
        "a[^1] \\[^2] b\n\n[^3]: Unused.\n\n[^3]: Again.",
        "",
    );
    assert_eq!(
        shown(&record),
        "<p>a[^1] [^2] b</p>\n[fn3 editorial]<p>Unused.</p>\n[fn3-2 editorial]<p>Again.</p>"
    );
    assert_eq!(
        said,
        [
            "missing-footnote: `[^1]` has no footnote [[^1]]",
            "unused-footnote: no word of the text has the footnote `[^3]` [[^3]]",
            "unused-footnote: a second footnote has the name `[^3]` [[^3]]"
        ]
    );
    assert!(!record.notes[0].anchored);
}

#[test]
fn html_is_text_and_told() {
    let (record, said) = read_with(
        "content/about.md",
        "a <b>c</b>\n\n<div>\nx\n</div>\n\n<!-- note -->",
        "",
    );
    assert_eq!(
        shown(&record),
        "<p>a <b>c</b></p><p><div>\nx\n</div>\n</p><p><!-- note --></p>"
    );
    let html = "raw-html: HTML is shown as text";
    assert_eq!(
        said,
        [
            format!("{html} [<b>]"),
            format!("{html} [</b>]"),
            format!("{html} [<div>]"),
            format!("{html} [<!-- note -->]")
        ]
    );
}

#[test]
fn front_matter_is_a_sidecar() {
    let text = "---\nkind: document\nnumber: 175\ndate: 1986-01-14\nsender: George P. Shultz, Secretary of State\ncorrections:\n  - {quote: Solviet, reads: Soviet}\n---\n\n# Memorandum\n\nA Solviet view by Shultz.\n";
    let (record, said) = read_with("content/v5/x.md", text, "");
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(record.id.to_string(), "v5#d175");
    assert_eq!(record.kind, recto::model::RecordKind::Document);
    assert_eq!(record.header.kind, None);
    assert_eq!(
        record
            .header
            .sent
            .date
            .as_ref()
            .map(|it| it.value.to_string())
            .as_deref(),
        Some("1986-01-14")
    );
    assert_eq!(
        record.header.title.as_ref().map(|it| it.value.as_str()),
        Some("Memorandum")
    );
    assert_eq!(
        shown(&record),
        "<head n=1>Memorandum</head><p>A <choice><sic>Solviet</sic><corr>Soviet</corr></choice> view by <persName ref=#shultz>Shultz</persName>.</p>"
    );
}

#[test]
fn the_sidecar_beside_goes_before_front_matter() {
    let text = "---\nkind: letter\ndate: 1986-01-14\nplace: Moscow\n---\ntext";
    let (record, said) = read_with("content/x.md", text, "date: 1986-01-15\n");
    assert_eq!(
        record
            .header
            .sent
            .date
            .as_ref()
            .map(|it| it.value.to_string())
            .as_deref(),
        Some("1986-01-15")
    );
    assert_eq!(
        record.header.sent.place.map(|it| it.value).as_deref(),
        Some("Moscow")
    );
    assert_eq!(
        record.header.kind.map(|it| it.value).as_deref(),
        Some("letter")
    );
    assert_eq!(
        said,
        [
            "sidecar-contradicts-text: `date` stands in the front matter too, with another value [1986-01-15]"
        ]
    );
}

#[test]
fn front_matter_that_is_none() {
    essay(
        "---\n\ntext\n\n---",
        "<milestone unit=section/><p>text</p><milestone unit=section/>",
    );
    let (_, said) = read_with("content/x.md", "---\ntitle: A\n\ntext", "");
    assert!(
        said[0].starts_with("bad-yaml: the front matter is opened and not closed"),
        "{said:?}"
    );
    let (record, said) = read_with("content/x.md", "---\ntitel: A\n---\ntext", "");
    assert_eq!(said, ["unknown-key: unknown key `titel` [titel]"]);
    assert_eq!(shown(&record), "<p>text</p>");
    let (_, said) = read_with(
        "content/x.md",
        "\u{feff}---\r\ntitle: A: b\r\n...\r\ntext",
        "",
    );
    assert_eq!(
        said,
        ["bad-yaml: a colon and a blank stand inside a value [:]"]
    );
}

#[test]
fn essays_are_named_by_their_file() {
    let (record, _) = read_with("content/more/The Method.md", "x", "");
    assert_eq!(record.id.to_string(), "the-method");
    assert_eq!(record.kind, recto::model::RecordKind::Essay);
}

#[test]
fn a_year_begins_no_list_in_a_document() {
    document(
        "1943. The war went on.\nAnd on.\n\n1944. More.\n\n1. First\n2. Second",
        "<p>1943. The war went on.\nAnd on.</p><p>1944. More.</p><list rend=numbered><item n=1>First</item><item n=2>Second</item></list>",
    );
}

#[test]
fn an_indented_paragraph_of_a_document_is_no_program() {
    document(
        "    Dear *Mr.* Secretary:[^1]\n    more\n\n        deep\n\n[^1]: N.",
        "<p>Dear <hi rend=italic>Mr.</hi> Secretary:<anchor n=1/>\n    more</p><p>deep</p>\n[fn1 editorial]<p>N.</p>",
    );
    document(
        "- a\n\n      code *x*",
        "<list rend=bulleted><item>a</item></list><p>code <hi rend=italic>x</hi></p>",
    );
}

#[test]
fn documents_have_printed_pages_and_references() {
    document(
        "the perform [Page 257] ance and [Page 258] so: See Document 168.\n\nSee *Foreign Relations*, 1981–1988, vol. IV, Document 351, and [Document 3](#d3).",
        "<p>the perform<pb n=257 break=no/>ance and <pb n=258/> so: See <ref>Document 168</ref>.</p><p>See <hi rend=italic>Foreign Relations</hi>, 1981–1988, vol. IV, <ref>Document 351</ref>, and <ref>Document 3</ref>.</p>",
    );
    essay(
        "[Page 3] See Document 168.",
        "<p>[Page 3] See Document 168.</p>",
    );
}

#[test]
fn references_of_documents_can_be_decided() {
    let text = "---\nkind: document\nreferences:\n  - {quote: Documents 376378, reads: Documents 376–378}\n  - {quote: Document 1, reads: ''}\ndismiss: [Document 5]\n---\nSee Documents 376378 and Document 1. See Document 5.";
    let (record, said) = read_with("content/x.md", text, "");
    assert_eq!(said, Vec::<String>::new());
    let out = shown(&record);
    assert!(
        out.contains("<choice><sic>Documents 376378</sic><corr>"),
        "{out}"
    );
    assert!(
        out.ends_with(" and Document 1. See Document 5.</p>"),
        "{out}"
    );
    assert!(
        record
            .refs
            .iter()
            .all(|it| matches!(it.decision, Decision::Sidecar { .. }))
    );
    assert!(!record.refs.is_empty());
}

#[test]
fn unshowable_characters_are_told() {
    let (record, said) = read_with("content/x.md", "a\u{1}b `c\u{2}d`\n\n    e\u{3}\n", "");
    assert_eq!(shown(&record), "<p>ab <code>cd</code></p><code>e\n</code>");
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn deep_nesting_keeps_its_words() {
    for text in [
        "> ".repeat(5000) + "x",
        "*".repeat(3000) + "x" + &"*".repeat(3000),
        "- ".repeat(3000) + "x",
        "[".repeat(5000),
        "[^1]: ".repeat(300) + "x",
        "![".repeat(500) + "x" + &"](y)".repeat(500),
    ] {
        read_with("content/x.md", &text, "");
    }
}

#[test]
fn no_cut_of_a_text_loses_a_character() {
    let text = "---\nkind: document\ntitle: A\n---\n# H {#x}\n\na *b **c*** `d` [e](f \"g\") ![h](i \"j\") [k][l] \\* &amp; <b> ^m^ ~n~ ~~o~~ [^1] [Page 3] x\n\n> q\n> - r\n>   1. s\n\n1943. t\n\n    u\n\n| v | w |\n|---|---|\n| x |\n\n```y\nz\n```\n\n[l]: m 'n'\n[^1]: o\n\n    p\n***\nq\n===\n<div>\n";
    for (at, _) in text.char_indices() {
        read_with("content/x.md", &text[..at], "");
        read_with("content/x.md", &text[at..], "");
    }
}

#[test]
fn what_is_made_up_of_signs_loses_nothing() {
    // A small generator of our own: the same texts on every run.
    let parts = [
        "*",
        "_",
        "`",
        "~",
        "^",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "#",
        "-",
        "1. ",
        "1943. ",
        "|",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "a",
        "é",
        "[^1]",
        "[^1]: ",
        "[x]: y",
        "\\",
        "&amp;",
        ":",
        "---\n",
        "```",
        "[Page 3] ",
        " ",
        "http://x.y",
        "\r\n",
        "\u{feff}",
        "\u{1}",
        ": ",
        "**",
        "See Document 3. ",
    ];
    let mut seed = 12345u64;
    let mut next = |below: usize| {
        seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((seed >> 33) as usize) % below
    };
    for round in 0..3000 {
        let mut text = if round % 2 == 0 {
            String::new()
        } else {
            "---\nkind: document\n---\n".to_owned()
        };
        for _ in 0..next(30) {
            text.push_str(parts[next(parts.len())]);
        }
        read_with("content/x.md", &text, "");
    }
}
