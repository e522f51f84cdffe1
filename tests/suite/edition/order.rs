use super::*;
use proptest::prelude::*;
use recto::edition::Subject;
use recto::model::{Enclosure, Event, Witness};

fn timeline(edition: &Edition) -> Vec<String> {
    let moments = edition
        .chronology()
        .iter()
        .map(|moment| match moment.subject {
            Subject::Document(document) => format!("{} {}", moment.date, name(edition, document)),
            Subject::Enclosure(document, index) => {
                format!("{} {} a{index}", moment.date, name(edition, document))
            }
            Subject::Received(document) => {
                format!("{} {} received", moment.date, name(edition, document))
            }
            Subject::Mention(document, _) => {
                format!("{} spoken of in {}", moment.date, name(edition, document))
            }
            Subject::Event(index) => {
                format!(
                    "{} {}",
                    moment.date,
                    edition
                        .events()
                        .get(index as usize)
                        .expect("it is there")
                        .id
                )
            }
        });
    moments.collect()
}

fn event(files: &mut Files, id: &str, date: &str) -> Event {
    Event {
        id: EntityId::new(id).expect("a legal id"),
        date: Date::parse(date).expect("a date"),
        title: id.to_owned(),
        note: None,
        people: Vec::new(),
        source: None,
        span: Span::new(files.add(&format!("content/{id}/events.yaml")), 0, 1),
    }
}

fn witness(summary: &mut Summary, siglum: &str, of: Option<&str>) {
    let witness = Witness {
        siglum: siglum.to_owned(),
        of: of.and_then(|of| RecordId::new(None, of).ok()),
        description: None,
    };
    summary.header.witness = Some(fact(file_span(summary.file), witness));
}

fn undated(summary: &mut Summary) {
    summary.header.date_unknown = false;
    summary.opening = "Words.".to_owned();
}

fn kind(summary: &mut Summary, kind: &str) {
    summary.header.kind = Some(fact(file_span(summary.file), kind.to_owned()));
}

fn case() -> Case {
    let mut case = Case::new(VOLUMES)
        .add("v5/d11", |it| date(it, "1986-01-14"))
        .add("v5/d9", |it| {
            date(it, "1986-01-14");
            let mut header = Header::default();
            header.sent.date = Some(fact(
                file_span(it.file),
                Date::parse("1986-01-11").expect("a date"),
            ));
            it.enclosures.push(Enclosure {
                key: "a1".into(),
                header,
            });
        })
        .add("v5/d175", |it| date(it, "1986-01"))
        .add("v5/d175a", |it| date(it, "[..1986-01-12]"))
        .add("v4/d3", |it| date(it, "1985-12-31"))
        .add("v5/d12", undated)
        .add("v5/d13", |it| {
            undated(it);
            kind(it, "editorial note");
        })
        .add("v5/scan", |it| {
            undated(it);
            witness(it, "R", Some("d11"));
            date(it, "1986-01-14");
        })
        .add("letter", |it| date(it, "1986-01-14"))
        .essay("about", |_| {});
    let talks = event(&mut case.files, "talks", "1986-01-14");
    case.authority.events.push(talks);
    case
}

#[test]
fn documents_stand_by_volume_and_number() {
    let (edition, told) = case().build();
    assert_eq!(
        names(&edition, edition.documents()),
        [
            "v5#d9", "v5#d11", "v5#d12", "v5#d13", "v5#d175", "v5#d175a", "v4#d3", "letter"
        ]
    );
    let essays: Vec<_> = edition.essays().collect();
    assert_eq!(names(&edition, &essays), ["about"]);
    assert_eq!(told, ["undated: `v5#d12` has no date"]);
    assert_eq!(names(&edition, edition.undated()), ["v5#d12", "v5#d13"]);
}

#[test]
fn time_has_one_order() {
    let (edition, _) = case().build();
    assert_eq!(
        timeline(&edition),
        [
            "1985-12-31 v4#d3",
            "1986-01 v5#d175",
            "1986-01-11 v5#d9 a0",
            "[..1986-01-12] v5#d175a",
            "1986-01-14 talks",
            "1986-01-14 v5#d9",
            "1986-01-14 v5#d11",
            "1986-01-14 letter",
        ]
    );
    let around = |id: &str| {
        let it = edition.neighbours(find(&edition, id));
        let name = |it: Option<DocIdx>| it.map_or_else(|| "-".to_owned(), |it| name(&edition, it));
        [it.earlier, it.later, it.before, it.after].map(name)
    };
    assert_eq!(around("v5/d9"), ["v5#d175a", "v5#d11", "-", "v5#d11"]);
    assert_eq!(around("v5/d175a"), ["v5#d175", "v5#d9", "v5#d175", "-"]);
    assert_eq!(around("v5/d12"), ["-", "-", "v5#d11", "v5#d13"]);
    assert_eq!(around("v5/scan"), ["-", "-", "-", "-"]);
    assert_eq!(around("about"), ["-", "-", "-", "-"]);
}

#[test]
fn witnesses_hang_on_their_document() {
    let edition = case().build().0;
    let base = find(&edition, "v5/d11");
    assert_eq!(names(&edition, edition.witnesses(base)), ["v5#scan"]);
    assert_eq!(edition.base(find(&edition, "v5/scan")), Some(base));
    assert_eq!(edition.base(base), None);
}

#[test]
fn witnesses_that_cannot_be_are_errors() {
    let told = Case::new(VOLUMES)
        .add("v5/d1", |it| witness(it, "A", None))
        .add("v5/b", |it| witness(it, "A", Some("d1")))
        .add("v5/c", |it| witness(it, "C", Some("b")))
        .add("v5/d", |it| witness(it, "D", Some("d")))
        .add("v5/e", |it| witness(it, "E", Some("d99")))
        .build()
        .1;
    assert_eq!(
        told,
        [
            "duplicate-siglum: the siglum `A` is used twice",
            "unknown-witness: `b` is a witness itself",
            "unknown-witness: a text is said to be a witness of itself",
            "unknown-witness: there is no document `d99`",
        ]
    );
}

#[test]
fn answers_are_seen_from_both_ends() {
    let reply = |summary: &mut Summary, to: &str| {
        let id = RecordId::new(None, to).expect("a legal id");
        let fact = fact(file_span(summary.file), id);
        summary.header.replies_to.push(fact);
    };
    let (edition, told) = Case::new(VOLUMES)
        .add("v5/d1", |_| {})
        .add("v5/d2", |it| {
            reply(it, "d1");
            reply(it, "d1");
            reply(it, "d2");
            reply(it, "d10");
            let mut header = Header::default();
            let id = RecordId::new(Some("v4"), "d7").expect("a legal id");
            header.replies_to.push(fact(file_span(it.file), id));
            it.enclosures.push(Enclosure {
                key: "a1".into(),
                header,
            });
        })
        .add("v4/d7", |_| {})
        .build();
    assert_eq!(
        told,
        [
            "unresolved-ref: a document cannot answer itself",
            "unresolved-ref: there is nothing with the id `d10` in this edition",
        ]
    );
    let show = |replies: &[recto::edition::Reply]| -> Vec<String> {
        let show = |it: &recto::edition::Reply| {
            format!("{} {:?}", name(&edition, it.document), it.enclosure)
        };
        replies.iter().map(show).collect()
    };
    assert_eq!(
        show(edition.replies_to(find(&edition, "v5/d2"))),
        ["v5#d1 None", "v4#d7 Some(0)"]
    );
    assert_eq!(
        show(edition.answered_by(find(&edition, "v5/d1"))),
        ["v5#d2 None"]
    );
    assert_eq!(
        show(edition.answered_by(find(&edition, "v4/d7"))),
        ["v5#d2 Some(0)"]
    );
}

#[test]
fn one_id_has_one_document() {
    let mut case = Case::new(VOLUMES).add("v5/d1", |_| {});
    case = case.add("v5/other", |it| {
        it.id = RecordId::new(Some("v5"), "d1").expect("a legal id");
        document(it, VolumeCue::Own, "1");
    });
    let (edition, told) = case.build();
    assert_eq!(edition.len(), 1);
    assert_eq!(told, ["duplicate-id: the id `v5#d1` is used twice"]);
}

proptest! {
    #![proptest_config(crate::case::chances(256))]

    #[test]
    fn the_order_of_the_files_makes_no_difference(order in Just((0..10).collect::<Vec<usize>>()).prop_shuffle()) {
        let mut straight = case().add("v5/d99", |it| {
            document(it, VolumeCue::Own, "9");
            document(it, VolumeCue::Own, "12345");
            mention(it, "nobody");
            it.header.sent.parties = vec![party(it, "Lovett", "")];
        });
        let (first, told) = straight.build();
        let all = straight.summaries.clone();
        straight.summaries = order.iter().chain([&10]).map(|&at| all[at].clone()).collect();
        let (second, told_again) = straight.build();
        prop_assert_eq!(told, told_again);
        prop_assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }
}
