//! Records as JSON and as plain text. Trees are written as XML: `key` and `index` set
//! what an element has of these, `cert` its certainty, every other attribute is TEI's.

use recto::config::Config;
use recto::diag::{Code, Diagnostic, Diagnostics};
use recto::edition::{Dates, assemble, summarize};
use recto::export::{Document, json, schema, text};
use recto::load::Authority;
use recto::model::{
    Cert, CorrespAction, CrossRef, Date, Decision, Element, Enclosure, Evidence, Fact, Header,
    Mark, Node, Note, NoteKind, Party, Record, RecordId, RecordKind, Rule, Tag, VolumeCue, Wanted,
    Witness,
};
use recto::read::names::NameFinder;
use recto::source::{FileId, Files, Span};

/// The source whose words the trees below take up, in their order.
const SOURCE: &str = "175. Memorandum From Shultz1\n\nThe perform [Page 257] ance of ~~SECRET~~ \
    talks \"here\".2 See Document 168.\n\n• one\n\n1. Source: Reagan Library.\n2. See\tbelow.\n";

struct Trees<'a> {
    file: FileId,
    source: &'a str,
    at: usize,
}

impl Trees<'_> {
    /// The place of the next such words in the source.
    fn find(&mut self, words: &str) -> Span {
        let start = self.source[self.at..]
            .find(words)
            .map_or(0, |at| at + self.at);
        self.at = start.max(self.at);
        Span::new(self.file, start, start + words.len())
    }

    fn tree(&mut self, xml: &str) -> Vec<Node> {
        let text = format!("<x>{xml}</x>");
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        self.children(document.root_element())
    }

    fn children(&mut self, node: roxmltree::Node<'_, '_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for child in node.children() {
            if let (true, Some(words)) = (child.is_text(), child.text()) {
                let span = self.find(words);
                nodes.push(Node::text(words, span));
                continue;
            }
            let span = Span::new(self.file, self.at, self.at);
            let tag = Tag::from_name(child.tag_name().name());
            let mut element = Element::new(tag, span, Rule::Blank);
            for attr in child.attributes() {
                match attr.name() {
                    "key" => element.key = Some(attr.value().into()),
                    "index" => element.index = attr.value().parse().ok(),
                    "cert" => element.cert = Cert::Medium,
                    "mark" => element.marks.push(self.find(attr.value())),
                    name => element.attrs.set(name.to_owned(), attr.value()),
                }
            }
            nodes.push(element.children(self.children(child)).node());
        }
        nodes
    }
}

struct Desk {
    files: Files,
    source: String,
    record: Record,
    diags: Vec<Diagnostic>,
}

impl Desk {
    /// A record of [`SOURCE`] with something of everything.
    fn full() -> Self {
        let mut files = Files::default();
        let file = files.add("content/frus1981-88v05/175.txt");
        let sidecar = files.add("content/frus1981-88v05/175.yaml");
        let mut trees = Trees {
            file,
            source: SOURCE,
            at: 0,
        };
        let body = trees.tree(
            "<head><num>175.</num> Memorandum From Shultz<anchor index='0' n='1'/></head>\
             <p key='p1'>The perform <pb n='257' break='no' key='pg_257' mark='[Page 257]'/> ance of \
             <del rend='strikethrough' mark='~~'>SECRET</del> talks \"here\".<anchor index='1' n='2' cert='m'/> \
             See <ref index='0'>Document 168</ref>. <x-odd note='n' span='s'/></p>\
             <list rend='bulleted'><item mark='•'>one</item></list>\
             <div type='attachment' index='0' key='a1'/>",
        );
        let note = |trees: &mut Trees<'_>, n: &str, kind, xml: &str| Note {
            n: n.to_owned(),
            listed: Some(n.to_owned()),
            key: format!("fn{n}").into(),
            kind,
            attrs: recto::model::Attrs::new(),
            body: trees.tree(xml),
            span: trees.find("."),
            marks: vec![trees.find(n)],
            anchored: true,
        };
        let notes = vec![
            note(
                &mut trees,
                "1",
                NoteKind::Source,
                "<p>Source: Reagan Library.</p>",
            ),
            note(&mut trees, "2", NoteKind::Editorial, "<p>See\tbelow.</p>"),
        ];
        let at = |words: &str| {
            let start = SOURCE.find(words).expect("the words");
            Span::new(file, start, start + words.len())
        };
        let fact = |words: &str| {
            Fact::new(
                words.to_owned(),
                Rule::HeadingFirstLine,
                Cert::High,
                at(words),
            )
        };
        let stated = |words: &str| {
            Fact::new(
                words.to_owned(),
                Rule::Sidecar,
                Cert::High,
                Span::new(sidecar, 3, 9),
            )
        };
        let party = Party {
            name: Some("George P. Shultz".to_owned()),
            office: Some("Secretary".to_owned()),
            entity: None,
        };
        let id = |local: &str| RecordId::new(Some("frus1981-88v05"), local).expect("an id");
        let header = Header {
            number: Some(fact("175")),
            title: Some(fact("Memorandum From Shultz")),
            kind: Some(fact("Memorandum").map(|kind| kind.to_lowercase())),
            sent: CorrespAction {
                parties: vec![Fact::new(
                    party,
                    Rule::HeadingParties,
                    Cert::Medium,
                    at("Shultz"),
                )],
                place: Some(stated("Washington")),
                date: Some(Fact {
                    value: Date::parse("1986-01-14").expect("a date"),
                    evidence: Evidence {
                        rule: Rule::FileName,
                        cert: Cert::Low,
                        span: None,
                    },
                }),
            },
            received: CorrespAction::default(),
            subject: Some(stated("Talks")),
            participants: vec![Fact::new(
                Party {
                    office: Some("The \"Chair\"".to_owned()),
                    ..Party::default()
                },
                Rule::Participants,
                Cert::High,
                at("talks"),
            )],
            classification: vec![Fact::new(
                Mark {
                    text: "SECRET".to_owned(),
                    struck: true,
                },
                Rule::Classification,
                Cert::High,
                at("SECRET"),
            )],
            declassification: Some(stated("DECL: OADR")),
            archive: Some(fact("Reagan Library")),
            idnos: vec![stated("597-001")],
            telegram: vec![stated("1934Z")],
            rights: Some(stated("Public domain")),
            remark: Some(stated("A remark.")),
            language: Some(stated("en")),
            replies_to: vec![Fact::new(
                id("d175"),
                Rule::Sidecar,
                Cert::High,
                Span::new(sidecar, 0, 1),
            )],
            witness: Some(Fact::new(
                Witness {
                    siglum: "R".to_owned(),
                    of: None,
                    description: Some("scan".to_owned()),
                },
                Rule::Sidecar,
                Cert::High,
                Span::new(sidecar, 0, 1),
            )),
            first_page: Some(stated("765")),
            date_unknown: true,
        };
        let reference = |wanted, decision, note| CrossRef {
            wanted,
            span: at("Document 168"),
            rule: Rule::RefDocument,
            decision,
            note,
        };
        let named = VolumeCue::Named {
            years: Some("1981–1988".to_owned()),
            volume: "IV".to_owned(),
            part: None,
            title: Some("The Conference of Thornby".to_owned()),
            ibid: true,
        };
        let words = || Decision::Words;
        let refs = vec![
            reference(
                Wanted::Document {
                    volume: VolumeCue::Own,
                    number: "175".to_owned(),
                },
                words(),
                None,
            ),
            reference(
                Wanted::Document {
                    volume: named.clone(),
                    number: "351".to_owned(),
                },
                words(),
                Some(1),
            ),
            reference(
                Wanted::Note {
                    volume: VolumeCue::Own,
                    document: None,
                    note: "2".to_owned(),
                },
                words(),
                Some(1),
            ),
            reference(
                Wanted::Page {
                    volume: VolumeCue::Own,
                    page: "257".to_owned(),
                },
                words(),
                None,
            ),
            reference(Wanted::Key("#d999".to_owned()), words(), None),
            reference(
                Wanted::Url("https://example.org/".to_owned()),
                words(),
                None,
            ),
            reference(
                Wanted::Doubtful("a dash may be lost".to_owned()),
                Decision::Sidecar {
                    reads: "Documents 1–2".to_owned(),
                    span: Span::new(sidecar, 2, 4),
                },
                None,
            ),
        ];
        let record = Record {
            file,
            part: 0,
            span: Span::new(file, 0, 0),
            kind: RecordKind::Document,
            id: id("d175"),
            id_stated: true,
            header: header.clone(),
            attrs: recto::model::Attrs::new(),
            description: Vec::new(),
            body,
            notes,
            refs,
            renditions: Vec::new(),
            enclosures: vec![Enclosure {
                key: "a1".into(),
                header: Header::default(),
            }],
        };
        let diags = vec![
            Diagnostic::new(Code::DoubtfulRef, at("Document 168"), "doubtful \"words\""),
            Diagnostic::new(Code::BadDate, Span::new(sidecar, 0, 3), "no date"),
        ];
        Self {
            files,
            source: SOURCE.to_owned(),
            record,
            diags,
        }
    }

    fn with<T>(&self, export: impl Fn(&Document<'_>) -> T) -> T {
        let mut config = Config::titled("Letters of a winter");
        config.html.site_url = Some("https://example.org/".to_owned());
        let summary = summarize(&self.record, &self.source, Dates::Kept);
        let mut diags = Diagnostics::new();
        let edition = assemble(
            vec![summary],
            Authority::default(),
            &recto::load::Inputs::default(),
            &NameFinder::new(&[]),
            &config,
            &self.files,
            &mut diags,
        );
        let index = edition.find(&self.record.id).expect("it is there");
        export(&Document {
            record: &self.record,
            source: &self.source,
            index,
            edition: &edition,
            config: &config,
            files: &self.files,
            address: Some("documents/frus1981-88v05/d175.html"),
            diags: &self.diags,
        })
    }
}

/// What the schema says against a record.
fn complaints(record: &str) -> Vec<String> {
    let schema = serde_json::from_str(schema::RECORD).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let record = serde_json::from_str(record).expect("the record is JSON");
    let errors = validator.iter_errors(&record);
    errors
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect()
}

#[test]
fn a_record_is_as_its_schema_says() {
    let record = Desk::full().with(json::record);
    assert_eq!(complaints(&record), Vec::<String>::new());
    // The schema is not one that lets everything pass.
    for (from, to) in [
        ("\"recto\":1", "\"recto\":2"),
        ("\"kind\":\"document\"", "\"kind\":\"letter\""),
        ("\"anchored\":true", "\"anchored\":\"yes\""),
        ("\"words\":\"January", "\"word\":\"January"),
        ("\"t\":\"words\"", "\"t\":\"word\""),
        ("\"struck\":true", "\"stricken\":true"),
        ("\"target\":\"#d175\"", "\"target\":175"),
    ] {
        assert!(record.contains(from), "{from} in {record}");
        assert!(
            !complaints(&record.replacen(from, to, 1)).is_empty(),
            "{to}"
        );
    }
}

#[test]
fn a_record_says_where_everything_comes_from() {
    let record: serde_json::Value =
        serde_json::from_str(&Desk::full().with(json::record)).expect("JSON");
    let at = |pointer: &str| record.pointer(pointer).cloned().unwrap_or_default();
    let part = |pointer: &str| {
        let span = at(pointer);
        let offset =
            |index: usize| usize::try_from(span[index].as_u64().expect("a number")).expect("small");
        SOURCE[offset(0)..offset(1)].to_owned()
    };
    assert_eq!(at("/id"), "d175");
    assert_eq!(at("/volume"), "frus1981-88v05");
    assert_eq!(at("/header/number/value"), "175");
    assert_eq!(part("/header/number/span"), "175");
    assert_eq!(
        at("/header/sent/date"),
        serde_json::json!({
            "value": "1986-01-14", "words": "January 14, 1986", "rule": "file-name", "cert": "low", "resp": "recto",
        })
    );
    assert_eq!(at("/header/sent/place/resp"), "editor");
    assert_eq!(at("/header/sent/place/sidecar"), serde_json::json!([3, 9]));
    assert_eq!(at("/header/sent/parties/0/person"), "george-p-shultz");
    assert_eq!(at("/text/1/id"), "d175p1");
    assert_eq!(
        at("/text/1/content/1"),
        serde_json::json!({
            "tei": "pb", "id": "pg_257", "n": "257", "break": "no",
            "span": [30, 30], "rule": "paragraph", "marks": [[42, 52]],
        })
    );
    assert_eq!(part("/text/1/content/1/marks/0"), "[Page 257]");
    assert_eq!(at("/text/1/content/5/note"), 1);
    assert_eq!(at("/text/1/content/5/cert"), "medium");
    assert_eq!(at("/text/1/content/7/link"), 0);
    assert_eq!(at("/text/1/content/9/@note"), "n");
    assert_eq!(at("/text/3/enclosure"), 0);
    assert_eq!(at("/notes/1/id"), "d175fn2");
    assert_eq!(at("/enclosures/0/id"), "d175a1");
    let targets: Vec<_> = (0..7)
        .map(|index| at(&format!("/links/{index}/target")))
        .collect();
    let null = serde_json::Value::Null;
    assert_eq!(targets[0], "#d175");
    assert_eq!(targets[1], null);
    assert_eq!(targets[2], "#d175fn2");
    assert_eq!(targets[3], "#pg_257");
    assert_eq!(targets[5], "https://example.org/");
    assert_eq!(targets[6], null);
    assert_eq!(at("/links/1/wanted/volume/volume"), "IV");
    assert_eq!(at("/links/6/reads"), "Documents 1–2");
    assert_eq!(part("/diagnostics/0/span"), "Document 168");
    assert_eq!(at("/diagnostics/1/sidecar"), serde_json::json!([0, 3]));
}

#[test]
fn plain_text_tells_marks_from_numbers() {
    assert_eq!(
        Desk::full().with(text::document),
        "\
Edition: Letters of a winter
Volume: frus1981-88v05
Number: 175
Title: Memorandum From Shultz
From: George P. Shultz (Secretary)
Date: January 14, 1986
Place: Washington
Subject: Talks
Participants: The \"Chair\"
Classification: SECRET (struck)
Archive: Reagan Library
Rights: Public domain
Address: https://example.org/documents/frus1981-88v05/d175.html
--------------------------------------------------------------------------------

175. Memorandum From Shultz[1]

The perform[p. 257]ance of ~~SECRET~~ talks \"here\".[2] See Document 168.

-   one

Notes

[1] Source: Reagan Library.

[2] See below.
"
    );
}

#[test]
fn plain_text_keeps_blocks_apart_and_lines_short() {
    let mut desk = Desk::full();
    let mut trees = Trees {
        file: desk.record.file,
        source: SOURCE,
        at: 0,
    };
    let long = "word ".repeat(30);
    desk.record.body = trees.tree(&format!(
        "<list type='from'><head>FROM:</head><item>A<lb/>B</item><item>C</item></list><p>{long}</p><list><item n='1.'>first<list><item>inner {long}</item></list></item><item n='2.'>second</item></list>\
         <table><row><cell>a</cell><cell>b</cell></row></table><closer><salute>Sincerely,</salute>\
         <signed>George<lb/>Secretary</signed></closer>\
         <p>in the <choice><sic>teh</sic><corr>the</corr></choice> <stamp>DECLASSIFIED</stamp> end <supplied>lost</supplied></p>"
    ));
    desk.record.notes.clear();
    let text = desk.with(text::document);
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let body = text.split_once("---\n\n").expect("a rule").1;
    let words = [
        "FROM: A\nB\nC\n\n",
        "word word word",
        "1.  first",
        "    -   inner word",
        "        word word",
        "2.  second",
        "a | b",
        "Sincerely,\n\nGeorge\nSecretary\n",
        "in the the [stamp: DECLASSIFIED] end [lost]",
    ];
    let mut rest = body;
    for wanted in words {
        let at = rest
            .find(wanted)
            .unwrap_or_else(|| panic!("{wanted} in {rest}"));
        rest = &rest[at + wanted.len()..];
    }
}

#[test]
fn depth_is_no_danger() {
    let mut desk = Desk::full();
    let span = Span::new(desk.record.file, 0, 1);
    let mut node = Node::text("1", span);
    for _ in 0..100_000 {
        node = Element::new(Tag::Q, span, Rule::Blank)
            .children(vec![node])
            .node();
    }
    desk.record.body = vec![node];
    assert!(desk.with(text::document).contains("\n1\n"));
    assert!(desk.with(json::record).len() > 100_000);
    // Dropped bit by bit: dropping all at once would need as deep a stack.
    let mut body = std::mem::take(&mut desk.record.body);
    while let Some(Node::Element(element)) = body.pop() {
        body = element.children;
    }
}
