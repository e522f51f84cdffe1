//! Names in texts: a people file and a text in, the same text with the names marked out.

use super::authority::entities;
use recto::diag::Diagnostics;
use recto::model::{
    Cert, Date, Element, EntityKind, Fact, Header, Node, Party, Record, RecordId, RecordKind, Rule,
    Tag,
};
use recto::read::names::{Match, NameFinder};
use recto::read::sidecar;
use recto::source::{Files, SourceFile, Span};
use std::sync::Arc;

const PEOPLE: &str = "\
- {id: reagan, name: Ronald W. Reagan, roles: [{role: President, from: 1981-01-20, to: 1989-01-20}]}
- {id: carter, name: Jimmy Carter, roles: [{role: President of the United States, from: 1977-01-20, to: 1981-01-20}]}
- {id: shultz, name: George P. Shultz, roles: [{role: Secretary of State, from: 1982-07-16, to: 1989-01-20}]}
- {id: baldrige, name: Malcolm (Mac) Baldrige, roles: [{role: Secretary of Commerce, from: 1981, to: 1987}]}
- {id: bush, name: George H.W. Bush, roles: [{role: Vice President, from: 1981, to: 1989}]}
- {id: palmer, name: Robie M.H. (Mark) Palmer}
- {id: simons, name: \"Thomas W. Simons, Jr.\"}
- {id: shcharanskiy, name: Anatoliy (Natan) Shcharanskiy, spellings: [Sharansky, Shcharansky]}
- {id: johnson-lb, name: Lyndon B. Johnson, roles: [{role: President, from: 1963-11-22, to: 1969-01-20}]}
- {id: johnson-ua, name: U. Alexis Johnson, roles: [{role: Deputy Under Secretary of State, from: 1961, to: 1964}, {role: Ambassador to Japan, from: 1966, to: 1969}]}
- {id: obrien, name: Lawrence O’Brien}
- {id: douglas-home, name: Alec Douglas-Home}
- {id: degaulle, name: Charles de Gaulle}
- {id: lovett, name: Robert A. Lovett}
- {id: washington-g, name: George Washington}
";

fn finder() -> NameFinder {
    let (mut all, said) = entities(PEOPLE, EntityKind::Person);
    assert_eq!(said, Vec::<String>::new());
    let (places, _) = entities(
        "- {id: moscow, name: Moscow}\n- {id: washington, name: Washington}\n",
        EntityKind::Place,
    );
    let (terms, _) = entities(
        "- {id: inf, name: INF}\n- {id: detente, name: détente}\n",
        EntityKind::Term,
    );
    all.extend(places);
    all.extend(terms);
    NameFinder::new(&all)
}

/// A record of one paragraph.
fn record(text: &str, tag: Tag, date: Option<&str>) -> Record {
    let mut files = Files::default();
    let file = files.add("content/175.txt");
    let span = Span::new(file, 0, text.len());
    let element = Element::new(tag, span, Rule::Blank).children(vec![Node::text(text, span)]);
    let mut header = Header::default();
    header.sent.date = date.map(|date| {
        Fact::new(
            Date::parse(date).expect("a date"),
            Rule::Dateline,
            Cert::High,
            span,
        )
    });
    Record {
        file,
        part: 0,
        span: Span::new(file, 0, 0),
        kind: RecordKind::Document,
        id: RecordId::new(None, "d1").expect("an id"),
        id_stated: false,
        header,
        attrs: recto::model::Attrs::new(),
        description: Vec::new(),
        body: vec![element.node()],
        notes: Vec::new(),
        refs: Vec::new(),
        enclosures: Vec::new(),
        renditions: Vec::new(),
    }
}

/// The text with `[id|name]` for every name; certainty below high as `[id?|name]`.
fn shown(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&text.text),
            Node::Element(element) => match element.attrs.get("ref") {
                Some(target) => {
                    let doubt = if element.cert == Cert::High { "" } else { "?" };
                    out.push_str(&format!("[{}{doubt}|", target.trim_start_matches('#')));
                    shown(&element.children, out);
                    out.push(']');
                }
                None => shown(&element.children, out),
            },
        }
    }
}

fn marked_as(
    text: &str,
    tag: Tag,
    date: Option<&str>,
    sidecar_yaml: &str,
) -> (String, Vec<String>) {
    let mut diags = Diagnostics::new();
    let mut files = Files::default();
    let _ = (
        files.add("content/175.txt"),
        files.add("content/people.yaml"),
    );
    let sidecar_file = SourceFile {
        id: files.add("content/175.yaml"),
        path: Arc::from("content/175.yaml"),
        text: sidecar_yaml.into(),
    };
    let sidecar = sidecar::parse(&sidecar_file, &mut diags);
    let mut record = record(text, tag, date);
    finder().mark(&mut record, &sidecar.names, text, &mut diags);
    let mut out = String::new();
    shown(&record.body, &mut out);
    let mut covered: Vec<_> = recto::model::claims(&record)
        .iter()
        .map(|it| it.range())
        .collect();
    covered.sort_by_key(|range| range.start);
    let joined: usize = covered.iter().map(|range| range.len()).sum();
    assert_eq!(joined, text.len(), "every character once");
    let said = diags
        .iter()
        .map(|it| format!("{}: {}", it.code.slug(), it.message))
        .collect();
    (out, said)
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let (out, said) = marked_as(text, Tag::P, Some("1986-01-14"), "");
    assert_eq!((out.as_str(), said), (expected, vec![]));
}

#[test]
fn full_names_spellings_and_surnames_are_found() {
    check(
        "George P. Shultz told Shultz’s staff that SHULTZ met GEORGE SHULTZ.",
        "[shultz|George P. Shultz] told [shultz|Shultz]’s staff that [shultz|SHULTZ] met [shultz|GEORGE SHULTZ].",
    );
    check(
        "Mark Palmer, Robie Palmer and Robie M. H. Palmer; Thomas W. Simons; Thomas W. Simons, Jr., too",
        "[palmer|Mark Palmer], [palmer|Robie Palmer] and [palmer|Robie M. H. Palmer]; [simons|Thomas W. Simons]; [simons|Thomas W. Simons, Jr.], too",
    );
    check(
        "Sharansky, that is Shcharanskiy, flew to Moscow. Détente? INF!",
        "[shcharanskiy|Sharansky], that is [shcharanskiy|Shcharanskiy], flew to [moscow|Moscow]. [detente|Détente]? [inf|INF]!",
    );
    check(
        "O'Brien and O’Brien",
        "[obrien|O'Brien] and [obrien|O’Brien]",
    );
}

#[test]
fn names_run_over_line_breaks() {
    check(
        "by George\n   P. Shultz and Secretary\nShultz",
        "by [shultz|George\n   P. Shultz] and Secretary\n[shultz|Shultz]",
    );
}

#[test]
fn a_part_of_a_word_is_no_name() {
    check(
        "Shultzes, INFs, Moscowites, preINF",
        "Shultzes, INFs, Moscowites, preINF",
    );
    check(
        "Douglas-Home and Home, Reagan-Shultz",
        "[douglas-home|Douglas-Home] and Home, [reagan|Reagan]-[shultz|Shultz]",
    );
}

#[test]
fn another_given_name_or_a_thing_is_no_mention() {
    check(
        "Ben Shultz and B. Shultz and G.P. Shultz",
        "Ben Shultz and B. Shultz and G.P. [shultz|Shultz]",
    );
    check(
        "the Reagan Library, Ronald Reagan Library",
        "the Reagan Library, Ronald Reagan Library",
    );
    check(
        "When Shultz came, President Reagan left Tuesday",
        "When [shultz|Shultz] came, President [reagan|Reagan] left Tuesday",
    );
}

#[test]
fn capitals_of_a_heading_prove_nothing() {
    check(
        "Shultz Response to Your Human Rights Letter",
        "[shultz|Shultz] Response to Your Human Rights Letter",
    );
    check("the Shultz Response came", "the Shultz Response came");
}

#[test]
fn a_short_given_name_is_likely() {
    check(
        "Lyn Johnson and Rob Palmer and Tom Simons",
        "Lyn Johnson and Rob Palmer and Tom Simons"
            .replace("Johnson", "[johnson-lb?|Johnson]")
            .replace("Palmer", "[palmer?|Palmer]")
            .as_str(),
    );
}

#[test]
fn a_surname_that_is_a_word_needs_more() {
    check(
        "Bush agreed. Vice President Bush agreed; so Bush left. The Bush burnt.",
        "Bush agreed. Vice President [bush|Bush] agreed; so [bush|Bush] left. The Bush burnt.",
    );
    // `palmer` stands in small letters in this document.
    check(
        "A palmer came. Palmer was not met.",
        "A palmer came. Palmer was not met.",
    );
    let (heading, _) = marked_as("Talk With Bush", Tag::Head, None, "");
    assert_eq!(heading, "Talk With Bush");
    let (heading, _) = marked_as(
        "From Secretary of State Shultz to President Reagan",
        Tag::Head,
        None,
        "",
    );
    assert_eq!(
        heading,
        "From Secretary of State [shultz|Shultz] to President [reagan|Reagan]"
    );
}

#[test]
fn a_place_and_a_person_share_a_name() {
    check(
        "Mr. Washington in Washington",
        "Mr. [washington-g|Washington] in [washington|Washington]",
    );
}

#[test]
fn a_shared_surname_is_decided_or_asked() {
    let at = |text: &str, date: Option<&str>| marked_as(text, Tag::P, date, "");
    // Both were in office.
    let (out, said) = at("said Johnson to Johnson", Some("1964-01-01"));
    assert_eq!(out, "said Johnson to Johnson");
    assert_eq!(
        said,
        ["ambiguous-name: `Johnson` fits `johnson-lb`, `johnson-ua`"]
    );
    // Only one was.
    let (out, said) = at("said Johnson", Some("1965-01-01"));
    assert_eq!(
        (out.as_str(), said.len()),
        ("said [johnson-lb?|Johnson]", 0)
    );
    // The title tells.
    let (out, said) = at(
        "Ambassador Johnson met President Johnson",
        Some("1967-01-01"),
    );
    assert_eq!(
        (out.as_str(), said.len()),
        (
            "Ambassador [johnson-ua?|Johnson] met President [johnson-lb?|Johnson]",
            0
        )
    );
    // One is named in full.
    let (out, _) = at(
        "U. Alexis Johnson came; Johnson left. L. B. Johnson stayed.",
        None,
    );
    assert_eq!(
        out,
        "[johnson-ua|U. Alexis Johnson] came; [johnson-ua?|Johnson] left. L. B. [johnson-lb|Johnson] stayed."
    );
}

#[test]
fn the_sidecar_decides() {
    let text = "said Johnson to the Chairman; Johnson and Shultz";
    let (out, said) = marked_as(
        text,
        Tag::P,
        None,
        "names:\n  - {quote: Johnson, person: johnson-ua}\n  - {quote: Johnson and, person: johnson-lb}\n  - {quote: Shultz, person: none}\n  - {quote: the Chairman, person: carter}\n",
    );
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(
        out,
        "said [johnson-ua|Johnson] to [carter|the Chairman]; [johnson-lb|Johnson] and Shultz"
    );
    let (out, said) = marked_as(
        text,
        Tag::P,
        None,
        "names:\n  - {quote: Johnson, person: johnson-ua, occurrence: 2}\n  - {quote: Nobody, person: carter}\n  - {quote: Shultz, person: schultz}\n",
    );
    assert_eq!(
        out,
        "said Johnson to the Chairman; [johnson-ua|Johnson] and [shultz|Shultz]"
    );
    assert_eq!(
        said,
        [
            "quote-not-found: `Nobody` is not in the text",
            "unresolved-ref: `schultz` is in no authority file",
            "ambiguous-name: `Johnson` fits `johnson-lb`, `johnson-ua`"
        ]
    );
}

#[test]
fn references_and_marked_names_are_left_alone() {
    let text = "Shultz Moscow Shultz";
    let mut record = record(text, Tag::P, None);
    let file = record.file;
    let part = |tag: Tag, from: usize, to: usize| {
        let span = Span::new(file, from, to);
        Element::new(tag, span, Rule::Encoded).children(vec![Node::text(&text[from..to], span)])
    };
    record.body = vec![
        Element::new(Tag::P, Span::new(file, 0, text.len()), Rule::Blank)
            .children(vec![
                part(Tag::Ref, 0, 6).node(),
                part(Tag::PlaceName, 7, 13).node(),
                part(Tag::PersName, 14, 20).attr("ref", "#x").node(),
            ])
            .node(),
    ];
    let mut diags = Diagnostics::new();
    finder().mark(&mut record, &[], text, &mut diags);
    let mut out = String::new();
    shown(&record.body, &mut out);
    // The reader's own `placeName` only gets its `ref`.
    assert_eq!(out, "Shultz[moscow|Moscow][x|Shultz]");
}

#[test]
fn parties_are_known_by_name_office_and_date() {
    let finder = finder();
    let date = Date::parse("1986-01-14").expect("a date");
    let party = |name: &str, office: &str| {
        let words = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let party = Party {
            name: words(name),
            office: words(office),
            entity: None,
        };
        match finder.party(&party, Some(&date)) {
            Match::Known(id, cert) => format!("{id} {}", cert.as_str()),
            Match::Ambiguous(ids) => ids
                .iter()
                .map(|id| id.as_str())
                .collect::<Vec<_>>()
                .join("|"),
            Match::Unknown => "-".to_owned(),
        }
    };
    for (name, office, expected) in [
        ("George P. Shultz", "", "shultz high"),
        ("GEORGE P. SHULTZ", "", "shultz high"),
        ("George P Shultz", "", "shultz high"),
        ("Secretary Shultz", "", "shultz high"),
        ("Secretary of State Shultz", "", "shultz high"),
        ("Shultz", "Secretary of State", "shultz high"),
        ("Shultz", "", "shultz medium"),
        ("Ambassador Shultz", "", "shultz low"),
        ("Mr. Shultz", "", "shultz medium"),
        ("( Lovett )", "", "lovett medium"),
        (
            "The Under Secretary of State ( Lovett )",
            "",
            "lovett medium",
        ),
        ("THE PRESIDENT", "", "reagan medium"),
        ("", "The President of the United States", "reagan medium"),
        ("the Secretary of State", "", "shultz medium"),
        ("The Secretary", "", "baldrige|shultz"),
        ("President Johnson", "", "johnson-lb medium"),
        ("Johnson", "", "johnson-lb|johnson-ua"),
        ("Ben Shultz", "", "-"),
        ("William Palmer", "", "-"),
        ("Mr. Preston", "", "-"),
        ("shultz", "", "shultz high"),
        ("", "", "-"),
        ("(((", "", "-"),
    ] {
        assert_eq!(party(name, office), expected, "{name} / {office}");
    }
    // Without a date the office tells nothing.
    let office = Party {
        office: Some("The President".to_owned()),
        ..Party::default()
    };
    assert_eq!(finder.party(&office, None), Match::Unknown);
}

#[test]
fn nothing_to_find_changes_nothing() {
    let finder = NameFinder::new(&[]);
    let mut record = record("Shultz", Tag::P, None);
    let before = record.clone();
    finder.mark(&mut record, &[], "Shultz", &mut Diagnostics::new());
    assert_eq!(record, before);
}

#[test]
fn marking_is_linear_in_the_text() {
    let finder = finder();
    let text = "Shultz, Johnson; by Reagan \n and INF in Moscow; George P. ".repeat(20_000);
    let mut record = record(&text, Tag::P, None);
    finder.mark(&mut record, &[], &text, &mut Diagnostics::new());
}
