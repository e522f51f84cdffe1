use super::*;
use recto::edition::{Capacity, role_at};
use recto::model::{Enclosure, Entity, EntityKind, Event, Tenure};

pub(super) fn person(files: &mut Files, id: &str, name: &str) -> Entity {
    let file = files.add(&format!("content/people-{id}.yaml"));
    Entity {
        id: EntityId::new(id).expect("a legal id"),
        source_id: None,
        kind: EntityKind::Person,
        name: name.to_owned(),
        sort: name.rsplit(' ').collect::<Vec<_>>().join(", "),
        spellings: Vec::new(),
        tenures: Vec::new(),
        note: None,
        links: Vec::new(),
        span: Span::new(file, 0, 1),
    }
}

fn show_people(edition: &Edition) -> Vec<String> {
    let people = edition.people().iter().map(|entry| {
        let appearances: Vec<_> = entry
            .appearances
            .iter()
            .map(|it| {
                let capacity = match it.capacity {
                    Capacity::Sender => "from".to_owned(),
                    Capacity::Addressee => "to".to_owned(),
                    Capacity::Participant => "with".to_owned(),
                    Capacity::Mentioned(index) => format!("in {index}"),
                };
                let enclosure = it.enclosure.map(|it| format!("a{it}")).unwrap_or_default();
                format!("{}{enclosure} {capacity}", name(edition, it.document))
            })
            .collect();
        format!("{} ({}): {}", entry.name, entry.id, appearances.join(", "))
    });
    people.collect()
}

#[test]
fn people_are_found_by_name_and_listed_as_written_when_they_are_unknown() {
    let mut case = Case::new(VOLUMES)
        .add("v5/d1", |it| {
            it.header.sent.parties = vec![party(it, "George P. Shultz", "Secretary of State")];
            it.header.received.parties = vec![party(it, "", "The President")];
            mention(it, "shultz");
            let mut header = Header::default();
            header.sent.parties = vec![party(it, "LOVETT", "")];
            it.enclosures.push(Enclosure {
                key: "a1".into(),
                header,
            });
        })
        .add("v5/d2", |it| {
            it.header.sent.parties = vec![party(it, "Lovett", "")];
            it.header.received.parties = vec![party(it, "Müller", ""), party(it, "Lovett", "")];
            it.header.participants = vec![party(it, "Muller", ""), party(it, "Lovett", "")];
        });
    let shultz = person(&mut case.files, "shultz", "George P. Shultz");
    case.authority.entities.push(shultz);
    let edition = case.edition();
    assert_eq!(
        show_people(&edition),
        [
            "Lovett (lovett): v5#d1a0 from, v5#d2 from, v5#d2 to, v5#d2 with",
            "Muller (muller): v5#d2 with",
            "Müller (muller-2): v5#d2 to",
            "George P. Shultz (shultz): v5#d1 from, v5#d1 in 0",
        ]
    );
    let document = find(&edition, "v5/d1");
    let header = &edition.document(document).header;
    let entry = |party: &Fact<Party>| edition.party_entity(document, &party.value);
    assert_eq!(
        entry(&header.sent.parties[0]).map(|it| it.id.as_str()),
        Some("shultz")
    );
    assert_eq!(entry(&header.received.parties[0]), None);
    // Nothing is missing without a people.yaml; with one each name is told once a document.
    case.authority.has_people = true;
    assert_eq!(
        case.build().1,
        [
            "unknown-person: `LOVETT` is not in people.yaml",
            "unknown-person: `Lovett` is not in people.yaml",
            "unknown-person: `Muller` is not in people.yaml",
            "unknown-person: `Müller` is not in people.yaml",
        ]
    );
}

#[test]
fn a_witness_adds_only_what_its_document_does_not_have() {
    use recto::model::Witness;
    let mut case = Case::new(VOLUMES)
        .add("v5/d1", |it| {
            it.header.sent.parties = vec![party(it, "George P. Shultz", "")];
            mention(it, "shultz");
        })
        .add("v5/scan", |it| {
            let witness = Witness {
                siglum: "R".to_owned(),
                of: RecordId::new(None, "d1").ok(),
                description: None,
            };
            it.header.witness = Some(fact(file_span(it.file), witness));
            it.header.sent.parties = vec![party(it, "George P. Shultz", "")];
            it.header.received.parties = vec![party(it, "George P. Shultz", "")];
            mention(it, "shultz");
            document(it, VolumeCue::Own, "1");
        });
    let shultz = person(&mut case.files, "shultz", "George P. Shultz");
    case.authority.entities.push(shultz);
    let edition = case.edition();
    assert_eq!(
        show_people(&edition),
        ["George P. Shultz (shultz): v5#d1 from, v5#d1 in 0, v5#scan to"]
    );
    assert_eq!(edition.cited_by(find(&edition, "v5/d1")), []);
}

#[test]
fn ids_of_people_must_exist_and_be_their_own() {
    let mut case = Case::new(VOLUMES).add("v5/d1", |it| {
        let mut sender = party(it, "George P. Shultz", "");
        sender.value.entity = EntityId::new("shulz").ok();
        it.header.sent.parties = vec![sender];
        mention(it, "nobody");
    });
    for name in ["George P. Shultz", "George B. Shultz"] {
        let entity = person(&mut case.files, "shultz", name);
        case.authority.entities.push(entity);
    }
    assert_eq!(
        case.build().1,
        [
            "duplicate-id: the id `shultz` is used twice",
            "unresolved-ref: `shulz` is in no authority file",
            "unresolved-ref: `nobody` is in no authority file",
        ]
    );
}

#[test]
fn the_office_is_the_one_held_at_the_time() {
    let mut files = Files::default();
    let mut entity = person(&mut files, "x", "X");
    let tenure = |role: &str, from: &str, to: &str| Tenure {
        role: role.to_owned(),
        from: Date::parse(from).ok(),
        to: Date::parse(to).ok(),
    };
    entity.tenures = vec![
        tenure("Ambassador", "1981", "1985-03"),
        tenure("Minister", "1985-07-02", ""),
    ];
    let role = |date: &str| role_at(&entity, &Date::parse(date).expect("a date"));
    assert_eq!(role("1983-05-01"), Some("Ambassador"));
    assert_eq!(role("1985-03-31"), Some("Ambassador"));
    assert_eq!(role("1985-05"), None);
    assert_eq!(role("1985-07"), Some("Minister"));
    assert_eq!(role("1999"), Some("Minister"));
    assert_eq!(role("1980-12-31"), None);
}

#[test]
fn people_of_events_are_found_by_id_and_the_nearest_is_named() {
    let mut case = Case::new("[book]\ntitle = \"x\"\n");
    for id in ["alder-mary", "alder-john", "holm"] {
        let entity = person(&mut case.files, id, "Someone");
        case.authority.entities.push(entity);
    }
    let span = file_span(case.files.add("content/events.yaml"));
    let ids = ["holm", "alder-jhon", "mary", "alder", "zebra", "holm"];
    let id = |id: &str| EntityId::new(id).expect("a legal id");
    case.authority.events.push(Event {
        id: id("council"),
        date: Date::parse("1871-04-12").expect("a date"),
        title: "Council".to_owned(),
        note: None,
        people: ids.iter().map(|it| (id(it), span)).collect(),
        source: None,
        span,
    });
    let mut diags = Diagnostics::new();
    let names = NameFinder::new(&case.authority.entities);
    let (config, files) = (&case.config, &case.files);
    let edition = assemble(
        Vec::new(),
        case.authority,
        &recto::load::Inputs::default(),
        &names,
        config,
        files,
        &mut diags,
    );
    let help: Vec<_> = diags.iter().flat_map(|it| &it.help).collect();
    assert_eq!(
        help,
        [
            "did you mean `alder-john`?",
            "did you mean `alder-mary`?",
            "add an entry with this `id` to people.yaml, or to another authority file",
            "add an entry with this `id` to people.yaml, or to another authority file",
        ]
    );
    assert_eq!(edition.events_of(&id("holm")).count(), 1);
    assert_eq!(edition.events_of(&id("alder-mary")).count(), 0);
}
