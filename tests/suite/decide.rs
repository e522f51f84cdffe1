//! Sidecars laid over records: a text and a sidecar in, the tree and complaints out.
#![allow(clippy::indexing_slicing, reason = "a test may stop")]

use recto::diag::Diagnostics;
use recto::model::{
    Cert, Date, Element, Enclosure, Fact, Header, Mark, Node, Party, Record, RecordId, RecordKind,
    Rule, Tag, claims,
};
use recto::read::{decide, sidecar};
use recto::source::{FileId, Files, SourceFile, Span};
use std::fmt::Write as _;
use std::sync::Arc;

struct Case {
    record: Record,
    source: SourceFile,
    files: Files,
}

/// A record of paragraphs, divided by empty lines. `{…}` is a `hi`, `|` a page break
/// inside a word, `^` a note's mark; their signs are marks. A paragraph that begins with
/// `>` is signed, in a closer; one that begins with `#` is an enclosure's heading, and
/// what follows is in the enclosure.
fn case(text: &str) -> Case {
    let mut files = Files::default();
    let file = files.add("content/175.txt");
    let mut body = Vec::new();
    let mut enclosure: Option<Vec<Node>> = None;
    let mut at = 0;
    for part in text.split("\n\n") {
        let span = Span::new(file, at, at + part.len());
        let children = inline(file, part, at);
        let mut element = Element::new(Tag::P, span, Rule::Blank).children(children);
        if part.starts_with('>') {
            element.tag = Tag::Signed;
            element =
                Element::new(Tag::Closer, span, Rule::Signature).children(vec![element.node()]);
        }
        if part.starts_with('#') {
            element.tag = Tag::Head;
            enclosure = Some(vec![element.node()]);
        } else if let Some(inside) = &mut enclosure {
            inside.push(element.node());
        } else {
            body.push(element.node());
        }
        at += part.len() + 2;
    }
    let mut enclosures = Vec::new();
    if let Some(children) = enclosure {
        let start = children[0].span().range().start;
        body.push(
            Element::new(
                Tag::Div,
                Span::new(file, start, text.len()),
                Rule::Attachment,
            )
            .attr("type", "attachment")
            .children(children)
            .index(0)
            .node(),
        );
        enclosures.push(Enclosure {
            key: "a1".into(),
            header: Header::default(),
        });
    }
    let record = Record {
        file,
        part: 0,
        span: Span::new(file, 0, 0),
        kind: RecordKind::Document,
        id: RecordId::new(Some("v5"), "d1").expect("an id"),
        id_stated: false,
        header: Header::default(),
        attrs: recto::model::Attrs::new(),
        description: Vec::new(),
        body,
        notes: Vec::new(),
        refs: Vec::new(),
        renditions: Vec::new(),
        enclosures,
    };
    let source = SourceFile {
        id: file,
        path: Arc::from("content/175.txt"),
        text: text.into(),
    };
    Case {
        record,
        source,
        files,
    }
}

fn inline(file: FileId, part: &str, start: usize) -> Vec<Node> {
    let span = |from: usize, to: usize| Span::new(file, start + from, start + to);
    let mut nodes = Vec::new();
    let mut from = 0;
    let push = |nodes: &mut Vec<Node>, from: usize, to: usize| {
        if from < to {
            nodes.push(Node::text(&part[from..to], span(from, to)));
        }
    };
    let mut open = None;
    for (at, c) in part.char_indices() {
        match c {
            '{' => {
                push(&mut nodes, from, at);
                open = Some(at);
                from = at + 1;
            }
            '}' => {
                let begin = open.take().expect("opened");
                let inner = Node::text(&part[from..at], span(from, at));
                let hi = Element::new(Tag::Hi, span(begin, at + 1), Rule::Handwritten)
                    .mark(span(begin, begin + 1))
                    .mark(span(at, at + 1));
                nodes.push(hi.children(vec![inner]).node());
                from = at + 1;
            }
            '|' | '^' => {
                push(&mut nodes, from, at);
                let element = if c == '|' {
                    Element::new(Tag::Pb, span(at, at + 1), Rule::PageInsideWord)
                        .attr("break", "no")
                } else {
                    Element::new(Tag::Anchor, span(at, at + 1), Rule::MarkerAfterStop)
                };
                nodes.push(element.mark(span(at, at + 1)).node());
                from = at + 1;
            }
            _ => {}
        }
    }
    push(&mut nodes, from, part.len());
    nodes
}

fn xml(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&text.text),
            Node::Element(element) => {
                let name = element.tag.name();
                if element.children.is_empty() {
                    let _ = write!(out, "<{name}/>");
                } else {
                    let _ = write!(out, "<{name}>");
                    xml(&element.children, out);
                    let _ = write!(out, "</{name}>");
                }
            }
        }
    }
}

impl Case {
    fn apply(&mut self, yaml: &str) -> Vec<String> {
        let mut diags = Diagnostics::new();
        let file = SourceFile {
            id: self.files.add("content/175.yaml"),
            path: Arc::from("content/175.yaml"),
            text: yaml.into(),
        };
        let sidecar = sidecar::parse(&file, &mut diags);
        decide::apply(&mut self.record, &self.source, &sidecar, &mut diags);
        // Every character of the source stays in exactly one place.
        let mut seen = vec![0; self.source.text.len()];
        for span in claims(&self.record) {
            if span.file == self.source.id {
                seen[span.range()].iter_mut().for_each(|count| *count += 1);
            }
        }
        for (at, c) in self.source.text.char_indices() {
            assert!(seen[at] == 1 || c.is_whitespace(), "{c:?} at {at}");
        }
        diags
            .iter()
            .map(|it| format!("{}: {}", it.code.slug(), it.message))
            .collect()
    }
}

#[track_caller]
fn check(text: &str, yaml: &str, expected: &str) {
    let mut case = case(text);
    let said = case.apply(yaml);
    let mut out = String::new();
    xml(&case.record.body, &mut out);
    assert_eq!((out.as_str(), said), (expected, vec![]));
}

#[track_caller]
fn refused(text: &str, yaml: &str, message: &str) {
    let mut it = case(text);
    let mut before = String::new();
    xml(&it.record.body, &mut before);
    let said = it.apply(yaml);
    let mut after = String::new();
    xml(&it.record.body, &mut after);
    assert_eq!(before, after);
    assert_eq!(said, [message]);
}

#[test]
fn a_correction_keeps_what_stands_there() {
    check(
        "In the the\nU.S. a Solviet view.",
        "corrections:\n  - {quote: the U.S. a, reads: the U.S. as a}\n  - {quote: Solviet, reads: Soviet}\n",
        "<p>In the <choice><sic>the\nU.S. a</sic><corr>the U.S. as a</corr></choice> <choice><sic>Solviet</sic><corr>Soviet</corr></choice> view.</p>",
    );
    check(
        "In the the U.S.",
        "corrections: [{quote: the, occurrence: 2, reads: ''}]",
        "<p>In the <surplus>the</surplus> U.S.</p>",
    );
}

#[test]
fn marks_in_a_corrected_passage_stand_after_it() {
    check(
        "a perfor|mence.^ Next",
        "corrections: [{quote: 'perfor|mence.^', reads: performance.}]",
        "<p>a <choice><sic>performence.</sic><corr>performance.</corr></choice><pb/><anchor/> Next</p>",
    );
}

#[test]
fn a_correction_may_hold_whole_elements() {
    check(
        "an {old} view here",
        "corrections: [{quote: 'an {old} view', reads: a new view}]",
        "<p><choice><sic>an <hi>old</hi> view</sic><corr>a new view</corr></choice> here</p>",
    );
    check(
        "an {old} view",
        "corrections: [{quote: '{old}', reads: new}]",
        "<p>an <choice><sic><hi>old</hi></sic><corr>new</corr></choice> view</p>",
    );
    check(
        "an {old view} here",
        "corrections: [{quote: old, reads: new}]",
        "<p>an <hi><choice><sic>old</sic><corr>new</corr></choice> view</hi> here</p>",
    );
}

#[test]
fn what_crosses_marks_is_refused_and_nothing_changes() {
    let crosses = "quote-crosses-marks: the passage does not lie within one run of words";
    refused(
        "an {old view} here",
        "corrections: [{quote: 'view} here', reads: x}]",
        crosses,
    );
    refused(
        "an {old view} here",
        "corrections: [{quote: 'an {old', reads: x}]",
        crosses,
    );
    refused(
        "one.\n\nTwo",
        "corrections: [{quote: 'one. Two', reads: x}]",
        crosses,
    );
    let mut it = case("one two three");
    let said = it.apply("corrections: [{quote: one two, reads: x}, {quote: two three, reads: y}]");
    assert_eq!(
        said,
        ["quote-crosses-marks: the passage overlaps another one"]
    );
    refused(
        "one",
        "corrections: [{quote: two, reads: x}]",
        "quote-not-found: `two` is not in the text",
    );
}

#[test]
fn supplied_words_stand_where_they_are_wanted() {
    check(
        "Meeting Gromyko and {others}",
        "supplied:\n  - {text: with, role: words, before: Gromyko}\n  - {text: many, role: words, before: '{others}'}\n",
        "<p>Meeting <supplied>with</supplied>Gromyko and <supplied>many</supplied><hi>others</hi></p>",
    );
}

#[test]
fn supplied_blocks_stand_before_the_block() {
    check(
        "Title\n\nA topic\n\nText\n\n>Signed\n\n#Letter\n\nDear\n\nMore\n\n>Gorbachev",
        "supplied:
  - {text: SUBJECT, role: label, before: topic}
  - {text: 'Moscow, January 11, 1986', role: dateline, before: Dear}
  - {text: 'Sincerely,', role: closing, before: '>Gorbachev'}
  - {text: 'Yours,', role: closing, before: 'Gorbachev'}
  - {text: Lost., role: paragraph}
  - {text: 'Bye,', role: closing, before: More}
",
        "<p>Title</p><label><supplied>SUBJECT</supplied></label><p>A topic</p><p>Text</p><closer><signed>>Signed</signed></closer><p><supplied>Lost.</supplied></p><div><head>#Letter</head><dateline><supplied>Moscow, January 11, 1986</supplied></dateline><p>Dear</p><closer><salute><supplied>Bye,</supplied></salute></closer><p>More</p><closer><salute><supplied>Sincerely,</supplied></salute><salute><supplied>Yours,</supplied></salute><signed>>Gorbachev</signed></closer></div>",
    );
}

#[test]
fn a_farewell_joins_the_signature_after_it() {
    let mut it = case("Text\n\nM. Gorbachev");
    if let Some(Node::Element(last)) = it.record.body.last_mut() {
        last.tag = Tag::Signed;
    }
    let said = it.apply("supplied: [{text: 'Sincerely,', role: closing, before: M. Gorbachev}]");
    let mut out = String::new();
    xml(&it.record.body, &mut out);
    assert_eq!(
        (out.as_str(), said),
        (
            "<p>Text</p><closer><salute><supplied>Sincerely,</supplied></salute><signed>M. Gorbachev</signed></closer>",
            vec![]
        )
    );
}

#[test]
fn ids_follow_what_is_stated() {
    let id = |yaml: &str| {
        let mut it = case("text");
        it.apply(yaml);
        (it.record.id.to_string(), it.record.id_stated)
    };
    assert_eq!(id("title: x"), ("v5#d1".to_owned(), false));
    assert_eq!(id("number: 175"), ("v5#d175".to_owned(), false));
    assert_eq!(id("id: d11a\nnumber: 11"), ("v5#d11a".to_owned(), true));
    assert_eq!(id("volume: v6"), ("v6#d1".to_owned(), false));
    let mut it = case("text");
    it.apply("replies-to: [d168, v4#d351]\nwitness: {siglum: R, of: d175}");
    let replies: Vec<_> = it
        .record
        .header
        .replies_to
        .iter()
        .map(|it| it.value.to_string())
        .collect();
    assert_eq!(replies, ["v5#d168", "v4#d351"]);
    let witness = it.record.header.witness.expect("a witness").value;
    assert_eq!(
        witness.of.map(|id| id.to_string()).as_deref(),
        Some("v5#d175")
    );
}

fn stated<T>(value: T, case: &Case) -> Fact<T> {
    Fact::new(
        value,
        Rule::Dateline,
        Cert::High,
        Span::new(case.source.id, 0, 4),
    )
}

#[test]
fn the_sidecar_counts_and_a_contradiction_is_told() {
    for (date, place, sender, yaml, expected) in [
        ("1986-01-14", "", "", "date: 1986-01-14", vec![]),
        ("1986-01", "", "", "date: 1986-01-14", vec![]),
        ("1986-01-14", "", "", "date: 1986-01-14?", vec![]),
        (
            "1986-01-14",
            "",
            "",
            "date: 1986-01-15",
            vec![
                "sidecar-contradicts-text: `date` is `1986-01-15` here, but the text says `January 14, 1986`",
            ],
        ),
        (
            "1986-01-14",
            "",
            "",
            "date: 1986-01-15\naccept: [date]",
            vec![],
        ),
        (
            "1986-01-14",
            "",
            "",
            "date: 1986-01",
            vec![
                "sidecar-contradicts-text: `date` is `1986-01` here, but the text says `January 14, 1986`",
            ],
        ),
        ("", "WASHINGTON", "", "place: Washington", vec![]),
        ("", "Washington", "", "place: Washington, D.C.", vec![]),
        (
            "",
            "Geneva",
            "",
            "place: Washington",
            vec![
                "sidecar-contradicts-text: `place` is `Washington` here, but the text says `Geneva`",
            ],
        ),
        (
            "",
            "Geneva",
            "",
            "place: ''",
            vec!["sidecar-contradicts-text: `place` is empty here, but the text says `Geneva`"],
        ),
        (
            "",
            "",
            "George P. Shultz",
            "sender: George P. Shultz, Secretary of State",
            vec![],
        ),
        (
            "",
            "",
            "Secretary of State Shultz",
            "sender: George P. Shultz, Secretary of State",
            vec![],
        ),
        ("", "", "G. SHULTZ", "sender: George P. Shultz", vec![]),
        (
            "",
            "",
            "THE PRESIDENT",
            "sender: Ronald Reagan, President",
            vec![],
        ),
        (
            "",
            "",
            "Shultz",
            "sender: [George P. Shultz, Richard Burt]",
            vec![],
        ),
        ("", "", "Shultz", "sender: {person: shultz}", vec![]),
        (
            "",
            "",
            "Shultz",
            "sender: Richard Burt",
            vec![
                "sidecar-contradicts-text: `sender` is `Richard Burt` here, but the text says `Shultz`",
            ],
        ),
    ] {
        let mut it = case("text");
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        it.record.header.sent.date =
            some(date).map(|date| stated(Date::parse(&date).expect("a date"), &it));
        it.record.header.sent.place = some(place).map(|place| stated(place, &it));
        it.record.header.sent.parties = some(sender)
            .map(|name| {
                let party = Party {
                    name: Some(name),
                    ..Party::default()
                };
                stated(party, &it)
            })
            .into_iter()
            .collect();
        assert_eq!(it.apply(yaml), expected, "{yaml}");
        let header = &it.record.header;
        if yaml.contains("''") {
            assert_eq!(header.sent.place, None);
        }
        for evidence in header.sent.date.iter().map(|it| it.evidence) {
            assert_eq!(evidence.rule, Rule::Sidecar);
        }
    }
}

#[test]
fn what_the_file_name_says_is_no_contradiction() {
    let mut it = case("text");
    let mut number = stated("12".to_owned(), &it);
    number.evidence.rule = Rule::FileName;
    it.record.header.number = Some(number);
    assert_eq!(it.apply("number: 175"), Vec::<String>::new());
    assert_eq!(it.record.header.number.expect("a number").value, "175");
}

#[test]
fn a_struck_marking_stays_struck() {
    let mut it = case("text");
    let mark = Mark {
        text: "SECRET/SENSITIVE".to_owned(),
        struck: true,
    };
    it.record.header.classification = vec![stated(mark, &it)];
    assert_eq!(
        it.apply("classification: [Secret, Sensitive]"),
        Vec::<String>::new()
    );
    let marks: Vec<_> = it
        .record
        .header
        .classification
        .iter()
        .map(|it| (it.value.text.as_str(), it.value.struck))
        .collect();
    assert_eq!(marks, [("Secret", true), ("Sensitive", true)]);
}

#[test]
fn enclosures_are_described_by_position() {
    let mut it = case("Title\n\n#Letter\n\nText");
    let said = it.apply("enclosures:\n  - {date: 1986-01-11, place: Moscow}\n");
    assert_eq!(said, Vec::<String>::new());
    let header = &it.record.enclosures[0].header;
    assert_eq!(
        header.sent.place.as_ref().map(|it| it.value.as_str()),
        Some("Moscow")
    );
    let mut it = case("Title");
    let said = it.apply("enclosures:\n  - {place: Moscow}\n");
    assert_eq!(
        said,
        [
            "sidecar-contradicts-text: the sidecar describes more enclosures (1) than the text has (0)"
        ]
    );
}

#[test]
fn many_edits_stay_linear() {
    let mut text = String::new();
    let mut yaml = String::from("corrections:\n");
    for i in 0..3000 {
        text += &format!("word{i} and word{i}x.\n\n");
        yaml += &format!("  - {{quote: word{i}x., reads: w}}\n");
    }
    let mut it = case(text.trim_end());
    assert_eq!(it.apply(&yaml), Vec::<String>::new());
}
