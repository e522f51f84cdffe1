use super::*;
use recto::edition::Letter;
use recto::model::{Enclosure, Header};

fn letter(edition: &Edition, letter: Option<Letter>) -> String {
    letter.map_or_else(
        || "–".to_owned(),
        |it| {
            let enclosure = it.enclosure.map(|at| format!("+{at}")).unwrap_or_default();
            format!("{}{enclosure}", name(edition, it.document))
        },
    )
}

/// `Ann → Ben: v5#d1 · v5#d2 · v5#d3 of 3`
fn exchanges(edition: &Edition, id: &str) -> Vec<String> {
    let all = edition.exchanges(find(edition, id)).into_iter();
    all.map(|it| {
        let [previous, own, next] =
            [it.previous, Some(it.own), it.next].map(|at| letter(edition, at));
        let (from, to) = (&it.from.name, &it.to.name);
        format!("{from} → {to}: {previous} · {own} · {next} of {}", it.count)
    })
    .collect()
}

fn sent(summary: &mut Summary, on: &str, from: &[&str], to: &[&str]) {
    date(summary, on);
    let parties = |names: &[&str]| names.iter().map(|name| party(summary, name, "")).collect();
    let (from, to) = (parties(from), parties(to));
    summary.header.sent.parties = from;
    summary.header.received.parties = to;
}

#[test]
fn letters_of_two_are_one_series_in_both_directions() {
    let edition = Case::new(VOLUMES)
        .add("v5/d1", |it| sent(it, "1871-03-01", &["Ann"], &["Ben"]))
        .add("v5/d2", |it| {
            sent(it, "1871-03-09", &["Ben"], &["Ann", "Cal"]);
        })
        .add("v5/d3", |it| {
            sent(it, "1871-04-01", &["Cal"], &["Dan"]);
            let mut header = Header::default();
            header.sent.date = Some(fact(it.start(), Date::parse("1871-03-05").expect("a date")));
            header.sent.parties = vec![party(it, "Ann", "")];
            header.received.parties = vec![party(it, "Ben", "")];
            it.enclosures.push(Enclosure {
                key: "a1".into(),
                header,
            });
        })
        .add("v5/d4", |it| {
            it.header.sent.parties = vec![party(it, "Ann", "")];
            it.header.received.parties = vec![party(it, "Ben", "")];
        })
        .add("v5/d5", |it| sent(it, "1871-05-01", &["Ann"], &["Ann"]))
        .edition();
    assert_eq!(
        exchanges(&edition, "v5/d1"),
        ["Ann → Ben: – · v5#d1 · v5#d3+0 of 3"]
    );
    assert_eq!(
        exchanges(&edition, "v5/d3"),
        ["Ann → Ben: v5#d1 · v5#d3+0 · v5#d2 of 3"]
    );
    // Of Ben and Cal there is but one letter, and one without a date has no place.
    assert_eq!(
        exchanges(&edition, "v5/d2"),
        ["Ben → Ann: v5#d3+0 · v5#d2 · – of 3"]
    );
    assert!(exchanges(&edition, "v5/d4").is_empty());
    assert!(exchanges(&edition, "v5/d5").is_empty());
}

#[test]
fn a_day_of_the_year_has_its_documents_nearest_years_first() {
    let edition = Case::new(VOLUMES)
        .add("v5/d1", |it| date(it, "1950-03-09"))
        .add("v5/d2", |it| date(it, "1871-03-09"))
        .add("v5/d3", |it| date(it, "1876-03-09"))
        .add("v5/d4", |it| date(it, "1871-03"))
        .add("v5/d5", |it| date(it, "1871-03-09"))
        .edition();
    let of = |id| names(&edition, &edition.same_day(find(&edition, id), 6));
    assert_eq!(of("v5/d2"), ["v5#d5", "v5#d3", "v5#d1"]);
    assert!(of("v5/d4").is_empty());
}
