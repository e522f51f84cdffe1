//! Authority files: YAML in, entries and complaints out.

use recto::config::AuthoritySource;
use recto::diag::Diagnostics;
use recto::model::{Entity, EntityKind, Event};
use recto::read::authority::{parse_entities, parse_events};
use recto::source::{Files, LineIndex, SourceFile};
use std::sync::Arc;

/// An authority file with this text.
pub(crate) fn file(text: &str) -> SourceFile {
    let mut files = Files::default();
    files.add("content/175.txt");
    SourceFile {
        id: files.add("content/people.yaml"),
        path: Arc::from("content/people.yaml"),
        text: text.into(),
    }
}

fn said(text: &str, diags: &Diagnostics) -> Vec<String> {
    let lines = LineIndex::new(text);
    diags
        .iter()
        .map(|diagnostic| {
            let span = diagnostic.span().expect("a place");
            let at = lines.position(text, span.range().start);
            format!(
                "{}:{} {}: {} {}",
                at.line,
                at.column,
                diagnostic.code.slug(),
                diagnostic.message,
                diagnostic.help.join("; ")
            )
        })
        .collect()
}

/// The entries of an authority file, and what is said of it.
pub(crate) fn entities(text: &str, kind: EntityKind) -> (Vec<Entity>, Vec<String>) {
    let catalogues = [AuthoritySource {
        id: "viaf".to_owned(),
        label: "VIAF".to_owned(),
        url: "https://viaf.org/viaf/{id}".to_owned(),
    }];
    let mut diags = Diagnostics::new();
    let entities = parse_entities(&file(text), kind, &catalogues, &mut diags);
    (entities, said(text, &diags))
}

fn events(text: &str) -> (Vec<Event>, Vec<String>) {
    let mut diags = Diagnostics::new();
    let events = parse_events(&file(text), &mut diags);
    (events, said(text, &diags))
}

#[test]
fn an_entry_is_read_whole() {
    let text = "\
- id: shultz
  name: George P. Shultz
  spellings: [Schultz]
  roles:
    - {role: Secretary of State, from: 1982-07-16, to: 1989-01-20}
    - Professor
  note: Economist.
  links:
    viaf: 66462281
    gnd: https://d-nb.info/gnd/118614126
- name: Ludwig Mies van der Rohe
  sort: Mies van der Rohe, Ludwig
  role: architect
  links: [https://example.org/mies]
";
    let (entities, said) = entities(text, EntityKind::Person);
    assert_eq!(said, Vec::<String>::new());
    let [shultz, mies] = entities.as_slice() else {
        panic!("{entities:?}")
    };
    assert_eq!(shultz.id.as_str(), "shultz");
    assert_eq!(shultz.span.of(text), "shultz");
    assert_eq!(shultz.sort, "Shultz, George P.");
    assert_eq!(shultz.spellings, ["Schultz"]);
    assert_eq!(shultz.tenures[0].role, "Secretary of State");
    assert_eq!(
        shultz.tenures[0].to.map(|date| date.to_string()).as_deref(),
        Some("1989-01-20")
    );
    assert_eq!(shultz.tenures[1].from, None);
    assert_eq!(
        shultz.links,
        [
            "https://viaf.org/viaf/66462281",
            "https://d-nb.info/gnd/118614126"
        ]
    );
    assert_eq!(mies.id.as_str(), "ludwig-mies-van-der-rohe");
    assert_eq!(mies.sort, "Mies van der Rohe, Ludwig");
    assert_eq!(mies.tenures[0].role, "architect");
}

#[test]
fn a_map_gives_ids_as_keys_and_names_with_notes() {
    let (people, said) = entities(
        "shultz:\n  name: George P. Shultz\nreagan:\n  name: Ronald W. Reagan\n",
        EntityKind::Person,
    );
    assert_eq!(said, Vec::<String>::new());
    let ids: Vec<_> = people.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["shultz", "reagan"]);
    let (terms, said) = entities(
        "INF: Intermediate-range Nuclear Forces\nNST: Nuclear and Space Talks\n",
        EntityKind::Term,
    );
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(terms[0].id.as_str(), "inf");
    assert_eq!(terms[0].name, "INF");
    assert_eq!(terms[0].sort, "INF");
    assert_eq!(
        terms[0].note.as_deref(),
        Some("Intermediate-range Nuclear Forces")
    );
}

#[test]
fn mistakes_are_shown_at_their_place() {
    for (text, expected) in [
        (
            "- id: A\n  name: A",
            "1:7 bad-id: the id `A` must begin with a small letter write `a`",
        ),
        ("- id: a", "1:3 bad-yaml: `name` is missing"),
        (
            "- nam: a\n  name: b",
            "1:3 unknown-key: unknown key `nam` did you mean `name`?",
        ),
        (
            "- name: a\n  roles: [{role: r, from: 1990, to: 1980}]",
            "2:37 bad-date: `r` ends before it begins",
        ),
        (
            "- name: a\n  links: {vief: 1}",
            "2:11 unknown-key: `vief` is no catalogue of book.toml did you mean `viaf`?",
        ),
        (
            "- name: a\n  links: [viaf.org]",
            "2:11 bad-yaml: `viaf.org` is no address on the web",
        ),
        (
            "just words",
            "1:1 bad-yaml: an authority file must hold a list of entries, but holds words",
        ),
        (
            "- just words",
            "1:3 bad-yaml: an entry must hold keys with values, but holds words",
        ),
    ] {
        let (_, said) = entities(text, EntityKind::Person);
        assert!(
            said.iter().any(|said| said.starts_with(expected)),
            "{text:?}\nwanted {expected}\ngot    {said:#?}"
        );
    }
    let (_, said) = entities("- name: a\n  role: r", EntityKind::Place);
    assert!(
        said[0].starts_with("2:3 unknown-key: unknown key `role`"),
        "{said:?}"
    );
}

#[test]
fn events_have_ids_of_their_own() {
    let text = "\
- date: 1985-11-19/1985-11-21
  title: Geneva summit
  people: [reagan, gorbachev]
  source: Foreign Relations
- {date: 1984-12-25, title: Christmas}
- {date: 1985-12-25, title: Christmas}
- {date: 1985, title: Year, id: y1985}
- {title: undated}
- {date: Tuesday, title: wrong}
";
    let (events, said) = events(text);
    let ids: Vec<_> = events.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "geneva-summit",
            "christmas",
            "d1985-12-25-christmas",
            "y1985"
        ]
    );
    assert_eq!(events[0].people.len(), 2);
    assert_eq!(events[0].span.of(text), "Geneva summit");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("8:3 bad-yaml: `date` is missing"));
    assert!(said[1].starts_with("9:10 bad-date"));
}

#[test]
fn no_cut_of_a_file_panics() {
    let text = "- id: a\n  name: \"A. B.\"\n  roles: [{role: r, from: 1990}]\n  links: {viaf: 1}\n";
    for at in 0..=text.len() {
        let _ = entities(&text[..at], EntityKind::Person);
        let _ = entities(&text[at..], EntityKind::Person);
        let _ = events(&text[..at]);
    }
}
