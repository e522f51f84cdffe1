//! Sidecars: YAML in, decisions and complaints out.

use recto::diag::Diagnostics;
use recto::read::sidecar::{Passages, Quote, QuoteProblem, Sidecar, parse};
use recto::source::{Files, LineIndex, SourceFile};
use std::sync::Arc;

/// A file named `175.yaml` with this text.
fn file(text: &str) -> SourceFile {
    let mut files = Files::default();
    SourceFile {
        id: files.add("content/175.yaml"),
        path: Arc::from("content/175.yaml"),
        text: text.into(),
    }
}

/// What is read, and each complaint as `line:column slug: message [the words it points at]`.
fn read(text: &str) -> (Sidecar, Vec<String>) {
    let mut diags = Diagnostics::new();
    let sidecar = parse(&file(text), &mut diags);
    (sidecar, said(text, &diags))
}

fn said(text: &str, diags: &Diagnostics) -> Vec<String> {
    let lines = LineIndex::new(text);
    diags
        .iter()
        .map(|diagnostic| {
            let span = diagnostic.span().expect("every complaint has a place");
            let at = lines.position(text, span.range().start);
            format!(
                "{}:{} {}: {} [{}] {}",
                at.line,
                at.column,
                diagnostic.code.slug(),
                diagnostic.message,
                span.of(text),
                diagnostic.help.join("; ")
            )
        })
        .collect()
}

const FULL: &str = r#"# What the text does not say.
id: d175
volume: frus1981-88v05
number: 175
date: 1986-01-14   # from the master
place: Washington
sender: George P. Shultz, Secretary of State
addressee:
  - name: Ronald W. Reagan
    office: President
    person: reagan
participants: ["Thomas W. Simons, Jr.", 'Jack F. Matlock, Jr., National Security Council']
classification: [Secret, Sensitive]
first-page: 0765
remark: |
  First line,
  second line.
witness: {siglum: F, description: "as printed"}
replies-to: [d168, frus1981-88v04#d351]
enclosures:
- date: 1986-01-11
  place: Moscow
  sender: Mikhail S. Gorbachev
corrections:
  - {quote: "the the", reads: the}
  - quote: >
      a folded
      passage
    reads: ""
    occurrence: 2
joins: ["perform|ance", for ever]
references: [{quote: Documents 376378, reads: Documents 376–378}]
notes:
  - note: 3
    after: my earlier letter to Shevardnadze.
names: [{quote: Johnson, person: johnson-lb}, {quote: Palmer, person: none}]
supplied:
  - {text: SUBJECT, role: label, before: Your Letter}
dismiss: ["16.2"]
accept: [date]
origin: history.state.gov
"#;

#[test]
fn every_key_is_read_with_its_place() {
    let (sidecar, said) = read(FULL);
    assert_eq!(said, Vec::<String>::new());
    let of = |fact: &recto::model::Evidence| fact.span.expect("a place").of(FULL).to_owned();
    let header = &sidecar.header;
    let number = header.number.as_ref().expect("number");
    assert_eq!(
        (number.value.as_str(), of(&number.evidence).as_str()),
        ("175", "175")
    );
    let date = header.date.as_ref().expect("date");
    assert_eq!(of(&date.evidence), "1986-01-14");
    let senders = header.senders.as_ref().expect("sender");
    assert_eq!(senders[0].value.name.as_deref(), Some("George P. Shultz"));
    assert_eq!(
        senders[0].value.office.as_deref(),
        Some("Secretary of State")
    );
    let addressees = header.addressees.as_ref().expect("addressee");
    assert_eq!(
        addressees[0].value.entity.as_ref().map(|id| id.as_str()),
        Some("reagan")
    );
    assert!(of(&addressees[0].evidence).starts_with("name: Ronald"));
    assert!(of(&addressees[0].evidence).ends_with("person: reagan"));
    let participants = header.participants.as_ref().expect("participants");
    assert_eq!(
        participants[0].value.name.as_deref(),
        Some("Thomas W. Simons, Jr.")
    );
    assert_eq!(participants[0].value.office, None);
    assert_eq!(
        participants[1].value.name.as_deref(),
        Some("Jack F. Matlock, Jr.")
    );
    assert_eq!(
        participants[1].value.office.as_deref(),
        Some("National Security Council")
    );
    let marks = header.classification.as_ref().expect("classification");
    assert_eq!(of(&marks[1].evidence), "Sensitive");
    // Numbers are words as they are written.
    assert_eq!(header.first_page.as_ref().expect("page").value, "0765");
    let remark = header.remark.as_ref().expect("remark");
    assert_eq!(remark.value, "First line,\nsecond line.");
    assert_eq!(of(&remark.evidence), "First line,\n  second line.");
    let witness = sidecar.witness.as_ref().expect("witness");
    assert_eq!(witness.value.siglum, "F");
    assert_eq!(
        of(&witness.evidence),
        "{siglum: F, description: \"as printed\"}"
    );
    assert_eq!(sidecar.replies_to[0].value.to_string(), "d168");
    assert_eq!(
        sidecar.replies_to[1].value.to_string(),
        "frus1981-88v04#d351"
    );
    assert_eq!(of(&sidecar.replies_to[1].evidence), "frus1981-88v04#d351");
    assert_eq!(
        sidecar.enclosures[0]
            .place
            .as_ref()
            .map(|place| place.value.as_str()),
        Some("Moscow")
    );
    assert_eq!(sidecar.corrections[0].span.of(FULL), "the");
    assert_eq!(sidecar.corrections[1].quote.text, "a folded passage");
    assert_eq!(sidecar.corrections[1].quote.occurrence, Some(2));
    assert_eq!(sidecar.corrections[1].reads, "");
    assert!(sidecar.joins[0].joined && !sidecar.joins[1].joined);
    assert_eq!(
        (
            sidecar.joins[1].left.as_str(),
            sidecar.joins[1].right.as_str()
        ),
        ("for", "ever")
    );
    assert_eq!(sidecar.references[0].reads, "Documents 376–378");
    assert_eq!(sidecar.notes[0].note, "3");
    assert_eq!(
        sidecar.notes[0].after.span.of(FULL),
        "my earlier letter to Shevardnadze."
    );
    assert_eq!(sidecar.names[1].entity, None);
    assert_eq!(sidecar.supplied[0].span.of(FULL), "SUBJECT");
    assert_eq!(sidecar.dismiss[0].text, "16.2");
    assert_eq!(sidecar.accept, ["date"]);
}

#[test]
fn every_mistake_is_shown_at_its_place() {
    for (text, expected) in [
        (
            "titel: A",
            "1:1 unknown-key: unknown key `titel` [titel] did you mean `title`?",
        ),
        (
            "from: A",
            "1:1 unknown-key: unknown key `from` [from] did you mean `sender`?",
        ),
        (
            "a: 1\ndate: 14 January 1986",
            "2:7 bad-date: `14 January 1986` is no date [14 January 1986] write `1986-01-14`",
        ),
        (
            "date: 1986-02-30",
            "1:7 bad-date: `1986-02-30` names a day or month that does not exist [1986-02-30]",
        ),
        (
            "title: A\nplace: B\ntitle: C",
            "3:1 bad-yaml: the key `title` stands twice [title]",
        ),
        (
            "id: Letter 5/b",
            "1:5 bad-id: the id `Letter 5/b` must begin with a small letter [Letter 5/b] write `letter-5-b`",
        ),
        ("replies-to: [d1, D 2]", "1:18 bad-id"),
        (
            "title: [a, b]",
            "1:8 bad-yaml: `title` must hold words, but holds a list [[a, b]]",
        ),
        (
            "- title: a",
            "1:1 bad-yaml: a sidecar must hold keys with values, but holds a list",
        ),
        (
            "title: a\nwitness: {of: d1}",
            "2:10 bad-yaml: `siglum` is missing [{of: d1}]",
        ),
        (
            "corrections:\n  - quote: a",
            "2:5 bad-yaml: `reads` is missing [quote: a] write `reads: \"\"` to take",
        ),
        (
            "joins: [abc]",
            "1:9 bad-yaml: `abc` does not say where the page begins [abc]",
        ),
        ("accept: [dat]", "1:10 unknown-key: `accept` names `dat`"),
        (
            "title: Note: on trade",
            "1:12 bad-yaml: a colon and a blank stand inside a value [:]",
        ),
        (
            "date: [1986-01-14",
            "1:18 bad-yaml: a list in square brackets is not closed",
        ),
        (
            "title: \"open",
            "1:8 bad-yaml: a quotation mark is opened and not closed",
        ),
        (
            "title: @home",
            "1:8 bad-yaml: a value cannot begin with this character [@]",
        ),
        ("title: a\n\tplace: b", "2:1 bad-yaml"),
        (
            "title: *note",
            "1:8 bad-yaml: a value begins with an asterisk [*]",
        ),
        (
            "title: !note x",
            "1:8 bad-yaml: a value begins with an exclamation mark [!]",
        ),
        (
            "title: é\n place: b",
            "2:7 bad-yaml: a colon and a blank stand inside a value [:]",
        ),
        (
            "title: a\n---\ntitle: b",
            "bad-yaml: a second part begins with `---`",
        ),
    ] {
        let (_, said) = read(text);
        assert!(
            said.iter().any(|said| said.contains(expected)),
            "{text:?}\nwanted {expected}\ngot    {said:#?}"
        );
    }
}

#[test]
fn a_mistake_costs_only_its_own_value() {
    let (sidecar, said) = read("date: yesterday\nplace: Washington\ntitle: [a]\nnumber: 5");
    assert_eq!(said.len(), 2);
    assert_eq!(sidecar.header.place.expect("place").value, "Washington");
    assert_eq!(sidecar.header.number.expect("number").value, "5");
}

#[test]
fn an_empty_sidecar_says_nothing() {
    for text in [
        "",
        "\u{feff}",
        "# only a remark\n",
        "---\n",
        "title:\ndate: ~\n",
    ] {
        let (sidecar, said) = read(text);
        assert_eq!((sidecar, said), (Sidecar::default(), vec![]), "{text:?}");
    }
}

#[test]
fn an_unknown_date_is_stated() {
    let (sidecar, _) = read("date: unknown");
    assert!(sidecar.header.date_unknown);
    assert_eq!(sidecar.header.date, None);
}

#[test]
fn a_byte_order_mark_shifts_nothing() {
    let text = "\u{feff}id: d175\ntitel: x";
    let (sidecar, said) = read(text);
    let id = sidecar.id.expect("id");
    assert_eq!(id.evidence.span.expect("place").of(text), "d175");
    assert!(said[0].starts_with("2:1 unknown-key"), "{said:?}");
}

#[test]
fn aliases_have_a_place_and_bombs_are_refused() {
    let text = "place: &w Washington\narchive: *w\ntitle: after";
    let (sidecar, said) = read(text);
    assert_eq!(said, Vec::<String>::new());
    let archive = sidecar.header.archive.expect("archive");
    assert_eq!(archive.value, "Washington");
    assert_eq!(archive.evidence.span.expect("place").of(text), "*w");
    assert_eq!(
        sidecar
            .header
            .title
            .expect("title")
            .evidence
            .span
            .expect("place")
            .of(text),
        "after"
    );
    let mut bomb = "a0: &a0 [x, x]\n".to_owned();
    for i in 1..40 {
        bomb += &format!("a{i}: &a{i} [*a{0}, *a{0}, *a{0}]\n", i - 1);
    }
    let (_, said) = read(&bomb);
    assert!(said[0].contains("stand for too much"), "{said:?}");
}

fn quote(text: &str, occurrence: Option<usize>) -> Quote {
    Quote {
        text: text.to_owned(),
        occurrence,
        span: recto::source::Span::new(file("").id, 0, 0),
    }
}

#[test]
fn a_passage_is_found_whatever_the_blanks() {
    let text = "In  the\n\tU.S.\u{a0}“view” — é, and the\r\nU.S. again";
    let find = |words: &str, occurrence| {
        quote(words, occurrence)
            .find(text)
            .map(|range| text[range].to_owned())
    };
    assert_eq!(
        find("the U.S. “view”", None).as_deref(),
        Ok("the\n\tU.S.\u{a0}“view”")
    );
    assert_eq!(find("é, and", None).as_deref(), Ok("é, and"));
    assert_eq!(find("the\n U.S.", Some(2)).as_deref(), Ok("the\r\nU.S."));
    assert_eq!(find("again", None).as_deref(), Ok("again"));
    assert_eq!(find("In the", None).as_deref(), Ok("In  the"));
    assert!(matches!(
        find("the U.S.", None),
        Err(QuoteProblem::Ambiguous { count: 2, .. })
    ));
    assert_eq!(
        find("the U.S.", Some(3)),
        Err(QuoteProblem::TooFew { count: 2 })
    );
    let near = |words: &str| match find(words, None) {
        Err(QuoteProblem::NotFound { near: Some(near) }) => {
            (text[near.range].to_owned(), near.whole)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(near("\"view\" - é"), ("“view” — é".to_owned(), true));
    assert_eq!(
        near("the u.s. 'View'"),
        ("the\n\tU.S.\u{a0}“view”".to_owned(), true)
    );
    assert_eq!(
        near("and the U.S. forever and ever"),
        ("and the\r\nU.S.".to_owned(), false)
    );
    assert_eq!(
        find("zzz", None),
        Err(QuoteProblem::NotFound { near: None })
    );
}

#[test]
fn finding_is_linear() {
    let text = "a ".repeat(200_000);
    let passages = Passages::new(&text);
    let long = format!("{}b", "a ".repeat(50_000));
    for _ in 0..20 {
        assert!(passages.find(&quote(&long, None)).is_err());
    }
}

#[test]
fn large_and_odd_sidecars_neither_panic_nor_stall() {
    let mut large = String::from("corrections:\n");
    for i in 0..20_000 {
        large +=
            &format!("  - quote: passage number {i}\n    reads: >-\n      number\n      {i}\n");
    }
    let (sidecar, said) = read(&large);
    assert_eq!(said.len(), 0);
    let last = sidecar.corrections.last().expect("the last");
    assert_eq!(last.quote.span.of(&large), "passage number 19999");
    assert_eq!(last.span.of(&large), "number\n      19999");
    for text in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "a: ".repeat(50_000),
        "? ".repeat(50_000),
        "\"".repeat(100_001),
        "a:\n".repeat(30_000),
        "- |\n".repeat(30_000),
        "[a, ".repeat(50_000),
    ] {
        read(&text);
    }
}

#[test]
fn no_cut_of_a_sidecar_panics() {
    for (at, _) in FULL.char_indices() {
        read(&FULL[..at]);
        read(&FULL[at..]);
    }
}

/// The YAML examples of a page of the manual.
fn examples(page: &str) -> impl Iterator<Item = &str> {
    page.split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
}

#[test]
fn the_examples_of_the_manual_are_read() {
    for example in examples(include_str!("../../docs/sidecars.md")) {
        let (sidecar, said) = read(example);
        assert_eq!(said, Vec::<String>::new(), "{example}");
        assert_ne!(sidecar, Sidecar::default());
    }
    for example in examples(include_str!("../../docs/authority-files.md")) {
        let mut diags = Diagnostics::new();
        let found = if example.contains("events.yaml") {
            recto::read::authority::parse_events(&file(example), &mut diags).len()
        } else if example.starts_with("names:") {
            parse(&file(example), &mut diags).names.len()
        } else {
            let kind = recto::model::EntityKind::Person;
            let catalogue = |id: &str| recto::config::AuthoritySource {
                id: id.to_owned(),
                label: id.to_owned(),
                url: "https://example.org/{id}".to_owned(),
            };
            let catalogues = [catalogue("viaf"), catalogue("wikidata")];
            recto::read::authority::parse_entities(&file(example), kind, &catalogues, &mut diags)
                .len()
        };
        assert_eq!(said(example, &diags), Vec::<String>::new(), "{example}");
        assert!(found > 0, "{example}");
    }
}

#[test]
fn what_is_made_up_of_signs_is_refused_or_read() {
    let parts = [
        "a", "title", ": ", ":", "- ", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n    ", "\"", "'",
        "|", ">", "&x ", "*x", "!t ", "#", " # r", "?", "? ", "~", "null", "é", "\t", "\r\n",
        "---\n", "%", "@", "\\", "1.0", "true", "<<", "\u{2028}", "\u{feff}",
    ];
    let mut seed = 99u64;
    let mut next = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) as usize) % below
    };
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..next(16) {
            text.push_str(parts[next(parts.len())]);
        }
        let (_, said) = read(&text);
        assert!(said.len() < 20);
    }
}
