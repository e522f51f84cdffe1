use super::*;

fn v5() -> Case {
    Case::new(VOLUMES)
        .add("v5/d168", |it| {
            page(it, "744");
            note(it, "1", None);
            note(it, "4", Some("2"));
        })
        .add("v5/d136a", |it| page(it, "600"))
        .add("v4/d168", |it| page(it, "744"))
        .add("old3p1/d7", |_| {})
        .add("old3p2/d7", |_| {})
}

#[test]
fn a_number_belongs_to_the_volume_named_before_it_or_to_the_own_one() {
    let case = v5().add("v5/d175", |it| {
        document(it, VolumeCue::Own, "168");
        document(it, VolumeCue::Own, "136A");
        document(it, VolumeCue::Own, "351");
        document(it, named(Some("1981–1988"), "IV", None), "168");
        document(it, named(None, "iv", None), "351");
        document(it, named(Some("1981–1988"), "V", None), "168");
        document(it, named(Some("1948"), "III", Some("2")), "7");
    });
    let (links, told) = case.links("v5/d175");
    assert_eq!(
        links,
        [
            "v5#d168",
            "v5#d136a",
            "-> https://example.org/v5/d351",
            "v4#d168",
            "-> https://example.org/v4/d351",
            "v5#d168",
            "old3p2#d7",
        ]
    );
    assert_eq!(told, [""; 0]);
}

#[test]
fn what_cannot_be_told_is_not_guessed() {
    let case = v5()
        .add("v5/d175", |it| {
            document(it, named(Some("1948"), "III", None), "7");
            document(it, named(Some("1977–1980"), "IV", None), "168");
            wants(it, Wanted::Doubtful("a dash may be lost".to_owned()));
        })
        .add("old3p2/d8", |it| document(it, VolumeCue::Own, "99"));
    let (links, told) = case.links("v5/d175");
    assert_eq!(links, ["-", "-", "-"]);
    assert_eq!(
        told,
        [
            "unknown-target: `ref 0` leads nowhere: document 99 of `old3p2` is not in this edition",
            "doubtful-ref: `ref 0` is not clear: more than one listed volume has this name",
            "unknown-target: `ref 1` leads nowhere: volume IV (1977–1980) is not listed in book.toml",
            "doubtful-ref: `ref 2` is not clear: a dash may be lost",
        ]
    );
}

#[test]
fn two_documents_with_one_number_are_doubtful_but_a_witness_is_not_one_of_them() {
    use recto::model::Witness;
    let case = v5()
        .add("v5/scan", |it| {
            it.header.number = Some(fact(file_span(it.file), "168".to_owned()));
            let of = RecordId::new(None, "d168").ok();
            it.header.witness = Some(fact(
                file_span(it.file),
                Witness {
                    siglum: "R".to_owned(),
                    of,
                    description: None,
                },
            ));
            page(it, "744");
        })
        .add("v5/draft", |it| {
            it.header.number = Some(fact(file_span(it.file), "136a".to_owned()));
        })
        .add("v5/d175", |it| {
            document(it, VolumeCue::Own, "168");
            document(it, VolumeCue::Own, "136a");
        });
    let (links, told) = case.links("v5/d175");
    assert_eq!(links, ["v5#d168", "-"]);
    assert_eq!(
        told,
        ["doubtful-ref: `ref 1` is not clear: more than one document has the number 136a"]
    );
}

#[test]
fn notes_are_found_by_the_printed_number_and_then_by_the_listed_one() {
    let wanted = |document: Option<&str>, note: &str| Wanted::Note {
        volume: VolumeCue::Own,
        document: document.map(str::to_owned),
        note: note.to_owned(),
    };
    let case = v5().add("v5/d175", |it| {
        note(it, "1", None);
        note(it, "3", None);
        wants(it, wanted(None, "3"));
        wants(it, wanted(Some("168"), "4"));
        wants(it, wanted(Some("168"), "2"));
        wants(it, wanted(Some("136"), "3"));
        wants(it, wanted(Some("168"), "9"));
    });
    let (links, told) = case.links("v5/d175");
    assert_eq!(
        links,
        [
            "v5#d175 fn2",
            "v5#d168 fn2",
            "v5#d168 fn2",
            "-> https://example.org/v5/d136#d136fn3",
            "-"
        ]
    );
    assert_eq!(
        told,
        ["unknown-target: `ref 4` leads nowhere: `v5#d168` has no note 9"]
    );
}

#[test]
fn pages_are_found_where_they_begin() {
    let wanted = |volume, page: &str| Wanted::Page {
        volume,
        page: page.to_owned(),
    };
    let case = v5()
        .add("v5/d12", |it| {
            it.header.first_page = Some(fact(file_span(it.file), "40".to_owned()));
        })
        .add("v5/d175", |it| {
            wants(it, wanted(VolumeCue::Own, "744"));
            wants(it, wanted(named(None, "IV", None), "744"));
            wants(it, wanted(VolumeCue::Own, "40"));
            wants(it, wanted(VolumeCue::Own, "999"));
        });
    let (links, told) = case.links("v5/d175");
    assert_eq!(links, ["v5#d168 pg_744", "v4#d168 pg_744", "v5#d12", "-"]);
    assert_eq!(
        told,
        [
            "unknown-target: `ref 3` leads nowhere: no document of this edition has page 999 of that volume"
        ]
    );
}

#[test]
fn keys_name_documents_places_files_and_people() {
    let mut case = v5().add("v5/d175", |it| {
        for wanted in [
            "#d168",
            "#d168fn2",
            "#p2",
            "#d175p2",
            "v4#d168",
            "v4#pg_744",
            "v4#d351",
            "#pg_744",
            "../essay.txt#p1",
            "d168.txt#d168p2",
            "../scan%201.pdf",
            "../timeline.html",
            "../../documents/v5/d168.html#d168p1",
            "#shultz",
            "d168",
        ] {
            key(it, wanted);
        }
        wants(it, Wanted::Url("https://example.org/".to_owned()));
    });
    case = case.essay("essay", |it| {
        key(it, "#d175");
        key(it, "v5/d175.txt");
    });
    case.files.add("content/scan 1.pdf");
    case.authority.entities.push(super::people::person(
        &mut case.files,
        "shultz",
        "George P. Shultz",
    ));
    let (links, told) = case.links("v5/d175");
    assert_eq!(
        links,
        [
            "v5#d168",
            "v5#d168 fn2",
            "v5#d175 p2",
            "v5#d175 p2",
            "v4#d168",
            "v4#d168 pg_744",
            "-",
            "v5#d168 pg_744",
            "essay p1",
            "v5#d168 p2",
            "file content/scan 1.pdf",
            "page timeline.html",
            "v5#d168 p1",
            "@shultz",
            "v5#d168",
            "=> https://example.org/",
        ]
    );
    assert_eq!(
        told,
        ["unresolved-ref: there is nothing with the id `v4#d351` in this edition"]
    );
    assert_eq!(case.links("essay").0, ["v5#d175", "v5#d175"]);
}

#[test]
fn a_key_leads_out_of_a_volume_only_where_gaps_are_meant() {
    let toml = format!("{VOLUMES}\n[edition]\nselection = true\n");
    let case = Case::new(&toml).add("v5/d175", |it| {
        key(it, "v4#d351");
        key(it, "#d136fn3");
        key(it, "#d136a");
        key(it, "#p99");
    });
    let (links, told) = case.links("v5/d175");
    assert_eq!(
        links,
        [
            "-> https://example.org/v4/d351",
            "-> https://example.org/v5/d136#d136fn3",
            "-> https://example.org/v5/d136a",
            "-"
        ]
    );
    assert_eq!(
        told,
        ["unresolved-ref: there is nothing with the id `#p99` in this edition"]
    );
}

#[test]
fn an_id_of_several_volumes_needs_its_volume() {
    let case = v5().essay("essay", |it| {
        key(it, "#d168");
        key(it, "v4#d168");
    });
    let (links, told) = case.links("essay");
    assert_eq!(links, ["-", "v4#d168"]);
    assert_eq!(
        told,
        ["unresolved-ref: `#d168` is in 2 volumes of this edition"]
    );
}

#[test]
fn the_nearest_ids_are_named() {
    for (wanted, help) in [
        ("#d1755", "the nearest id is `d175`"),
        ("#d999", "the nearest id is `d175`"),
        ("#d17", "the nearest id is `d7`"),
        ("#d14", "the nearest ids are `d7` and `d136a`"),
        ("#zebra", "name a document, note, page or person by its id"),
    ] {
        let case = v5().add("v5/d175", |it| key(it, wanted));
        let mut diags = Diagnostics::new();
        let summaries = case.summaries.iter().cloned().map(Box::new).collect();
        let authority = Authority::default();
        let names = NameFinder::new(&[]);
        let (config, files) = (&case.config, &case.files);
        let _ = assemble(
            summaries,
            authority,
            &recto::load::Inputs::default(),
            &names,
            config,
            files,
            &mut diags,
        );
        let told: Vec<_> = diags.iter().flat_map(|it| &it.help).collect();
        assert_eq!(told, [help], "{wanted}");
    }
}

#[test]
fn citations_are_seen_from_their_targets() {
    let case = v5()
        .add("v5/d175", |it| {
            document(it, VolumeCue::Own, "168");
            document(it, VolumeCue::Own, "175");
            document(it, VolumeCue::Own, "168");
            document(it, VolumeCue::Own, "136a");
        })
        .add("v5/d9", |it| document(it, VolumeCue::Own, "168"));
    let edition = case.edition();
    let cited: Vec<_> = edition
        .cited_by(find(&edition, "v5/d168"))
        .iter()
        .map(|&it| {
            let reference = edition.reference(it);
            format!(
                "{} {} {}",
                name(&edition, it.document),
                reference.at,
                reference.sentence
            )
        })
        .collect();
    assert_eq!(
        cited,
        [
            "v5#d9 fn1 See ref 0.",
            "v5#d175 fn1 See ref 0.",
            "v5#d175 fn1 See ref 2."
        ]
    );
    let document = find(&edition, "v5/d175");
    assert_eq!(edition.cited_by(document), []);
    assert_eq!(
        names(&edition, &edition.cites(document)),
        ["v5#d168", "v5#d136a"]
    );
}

#[test]
fn images_are_files_of_the_content_folder() {
    let mut case = Case::new(VOLUMES).essay("notes/essay", |_| {});
    case = Case {
        summaries: Vec::new(),
        ..case
    };
    case = case.essay("essay", |it| {
        for url in ["maps/a.png", "https://example.org/b.png", "maps/none.png"] {
            it.images.push(recto::edition::ImageSummary {
                url: url.into(),
                span: file_span(it.file),
            });
        }
    });
    let map = case.files.add("content/maps/a.png");
    let (edition, told) = case.build();
    assert_eq!(
        edition.images(find(&edition, "essay")),
        [Some(map), None, None]
    );
    assert_eq!(
        told,
        ["unresolved-ref: there is no image `maps/none.png` in the content folder"]
    );
}
