use super::*;
use recto::edition::{Dates, summarize};
use recto::model::{CrossRef, Decision, Element, Node, Note, NoteKind, Record, Tag};

fn at() -> Span {
    let mut files = Files::default();
    Span::new(files.add("content/d1.txt"), 0, 0)
}

fn text(words: &str) -> Node {
    Node::text(words, at())
}

fn element(tag: Tag, children: Vec<Node>) -> Element {
    Element::new(tag, at(), Rule::Encoded).children(children)
}

fn keyed(tag: Tag, key: &str, children: Vec<Node>) -> Node {
    let mut element = element(tag, children);
    element.key = Some(key.into());
    element.node()
}

fn reference(index: usize, words: &str) -> Node {
    element(Tag::Ref, vec![text(words)]).index(index).node()
}

fn person(id: &str, words: &str) -> Node {
    let name = element(Tag::PersName, vec![text(words)]);
    name.attr("ref", format!("#{id}")).node()
}

fn record(body: Vec<Node>, notes: Vec<(&str, Vec<Node>)>, refs: usize) -> Record {
    let cross_ref = CrossRef {
        wanted: Wanted::Key("#d2".to_owned()),
        span: at(),
        rule: Rule::RefLink,
        decision: Decision::Words,
        note: None,
    };
    let notes = notes.into_iter().map(|(key, body)| Note {
        n: key.trim_start_matches("fn").to_owned(),
        listed: None,
        key: key.into(),
        kind: NoteKind::Editorial,
        attrs: recto::model::Attrs::new(),
        body,
        span: at(),
        marks: Vec::new(),
        anchored: true,
    });
    Record {
        file: at().file,
        part: 0,
        span: Span::new(at().file, 0, 0),
        kind: RecordKind::Document,
        id: RecordId::new(None, "d1").expect("a legal id"),
        id_stated: false,
        header: Header::default(),
        attrs: recto::model::Attrs::new(),
        description: Vec::new(),
        body,
        notes: notes.collect(),
        refs: vec![cross_ref; refs],
        enclosures: Vec::new(),
        renditions: Vec::new(),
    }
}

fn show(summary: &Summary) -> Vec<String> {
    let refs = summary
        .refs
        .iter()
        .map(|it| format!("{} | {} | {}", it.at, it.text, it.sentence));
    let mentions = summary.mentions.iter().flat_map(|it| {
        let places = it.places.iter();
        places.map(|place| format!("{} {} | {}", it.entity, place.at, place.sentence))
    });
    refs.chain(mentions).collect()
}

#[test]
fn sentences_run_on_over_pages_and_stamps() {
    let page = element(Tag::Pb, vec![]).attr("n", "257");
    let mut broken = page.clone().attr("break", "no");
    broken.key = Some("pg_257".into());
    let body = vec![
        element(
            Tag::Head,
            vec![text("1. Letter to "), person("reagan", "Reagan")],
        )
        .node(),
        keyed(
            Tag::P,
            "p1",
            vec![
                text("First one. Their poor "),
                text("perform "),
                broken.node(),
                text(" ance was \n seen by "),
                person("reagan", "Reagan"),
                text(" and "),
                element(Tag::Stamp, vec![text("RELEASED")]).node(),
                person("shultz", "Shultz"),
                text(", see "),
                reference(0, "Document\n2"),
                text(". Last."),
            ],
        ),
        keyed(
            Tag::P,
            "p2",
            vec![
                person("shultz", "Shultz"),
                text(" left. "),
                person("shultz", "He"),
                text(" did."),
            ],
        ),
    ];
    let notes = vec![(
        "fn1",
        vec![keyed(
            Tag::P,
            "fn1p1",
            vec![text("See "), reference(1, "p. 3"), text(" of U.S. Policy.")],
        )],
    )];
    let summary = summarize(&record(body, notes, 3), "", Dates::Kept);
    assert_eq!(
        show(&summary),
        [
            "p1 | Document 2 | Their poor performance was seen by Reagan and Shultz, see Document 2.",
            "fn1 | p. 3 | See p. 3 of U.S. Policy.",
            " |  | ",
            "reagan  | 1. Letter to Reagan",
            "reagan p1 | Their poor performance was seen by Reagan and Shultz, see Document 2.",
            "shultz p1 | Their poor performance was seen by Reagan and Shultz, see Document 2.",
            "shultz p2 | Shultz left.",
            "shultz p2 | He did.",
        ]
    );
    assert_eq!(summary.pages.len(), 1);
    assert_eq!(
        (&*summary.pages[0].n, &*summary.pages[0].key),
        ("257", "pg_257")
    );
    assert_eq!(
        summary.keys,
        ["p1".into(), "p2".into(), "fn1p1".into()] as [std::sync::Arc<str>; 3]
    );
    assert_eq!(
        summary.opening,
        "First one. Their poor performance was seen by Reagan and Shultz, see Document 2. Last. Shultz left. He did."
    );
}

#[test]
fn what_is_struck_or_corrected_away_is_not_in_the_sentence() {
    let choice = element(
        Tag::Choice,
        vec![
            element(Tag::Sic, vec![text("Buget")]).node(),
            element(Tag::Corr, vec![text("Budget")]).node(),
        ],
    );
    let body = vec![keyed(
        Tag::P,
        "p1",
        vec![
            text("The "),
            choice.node(),
            text(" of the "),
            element(Tag::Surplus, vec![text("the ")]).node(),
            element(
                Tag::Del,
                vec![text("old "), element(Tag::Pb, vec![]).attr("n", "7").node()],
            )
            .node(),
            text("U.S."),
        ],
    )];
    let summary = summarize(&record(body, vec![], 0), "", Dates::Kept);
    assert_eq!(summary.opening, "The Budget of the U.S.");
    assert_eq!(&*summary.pages[0].key, "pg_7");
}

#[test]
fn opening_words_are_prose_and_whole() {
    let words = "word ".repeat(100);
    let subject = element(Tag::Item, vec![text("Grain")]).node();
    let body = vec![
        element(Tag::List, vec![subject])
            .attr("type", "subject")
            .node(),
        element(Tag::Dateline, vec![text("Moscow")]).node(),
        keyed(Tag::P, "p1", vec![text(&words)]),
    ];
    let summary = summarize(&record(body, vec![], 0), "", Dates::Kept);
    assert!(
        summary.opening.starts_with("word word"),
        "{}",
        summary.opening
    );
    assert!(summary.opening.ends_with("word …"), "{}", summary.opening);
    assert!(summary.opening.chars().count() <= 202);
    let alone = vec![element(Tag::Ab, vec![text("Not printed.")]).node()];
    assert_eq!(
        summarize(&record(alone, vec![], 0), "", Dates::Kept).opening,
        "Not printed."
    );
    assert_eq!(
        summarize(&record(vec![], vec![], 0), "", Dates::Kept).opening,
        ""
    );
}

#[test]
fn deep_nesting_is_walked() {
    let mut node = text("deep");
    for _ in 0..20_000 {
        node = element(Tag::Hi, vec![node]).node();
    }
    let body = vec![keyed(Tag::P, "p1", vec![node])];
    let record = record(body, vec![], 0);
    assert_eq!(summarize(&record, "", Dates::Kept).opening, "deep");
    // Dropping a tree this deep is the tree's own affair.
    std::mem::forget(record);
}
