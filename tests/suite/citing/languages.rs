//! What is ours and not the source's is said in the edition's language, in pages and in
//! what reference managers are told.

use crate::case::Run;
use recto::source::MemorySources;

const SIDECAR: &str = "sender: {name: Mary Alder}\naddressee: {name: John van der Moss}\ndate: 1986-08-01\nkind: Brief\nid: d1\n";

fn site(language: &str, people: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let book = format!(
        "[book]\ntitle = \"Briefe\"\nlanguage = \"{language}\"\n[output.data]\nformats = [\"ris\", \"csl\", \"bibtex\"]\n"
    );
    let sources = MemorySources::new()
        .with("book.toml", book.as_str())
        .with(
            "content/1.txt",
            "Your survey of the harbour has come and I thank you for it.\n",
        )
        .with("content/1.yaml", SIDECAR)
        .with("content/people.yaml", people);
    let run = Run::new(sources);
    run.site
        .clone()
        .unwrap_or_else(|| panic!("{}", run.diagnostics()))
}

#[test]
fn a_title_that_is_ours_is_in_the_editions_language() {
    for (language, title) in [
        ("en", "Brief from Mary Alder to John van der Moss"),
        ("de", "Brief von Mary Alder an John van der Moss"),
        ("fr", "Brief\u{a0}: Mary Alder à John van der Moss"),
        ("ru", "Brief: Mary Alder — John van der Moss"),
    ] {
        let site = site(language, "[]");
        let text = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
        // RIS and the rest have runs of blanks as one, and no-break spaces as blanks.
        let folded = title.replace('\u{a0}', " ");
        let page = text("documents/d1.html");
        let coins: String = folded
            .bytes()
            .map(|byte| match byte {
                b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect();
        for said in [
            format!("<meta property=\"og:title\" content=\"{title}\">"),
            format!("<meta name=\"DC.title\" content=\"{folded}\">"),
            format!("\"name\":\"{folded}\""),
            format!("rft.title={coins}&amp;"),
        ] {
            assert!(page.contains(&said), "{language}: {said}");
        }
        assert!(text("documents/d1.ris").contains(&format!("TI  - {folded}\r\n")));
        assert!(text("documents/d1.bib").contains(&folded), "{language}");
        assert!(
            text("documents/d1.csl.json").contains(&folded),
            "{language}"
        );
    }
}

/// The manuals are English, whatever the page speaks.
#[test]
fn citations_say_that_they_are_english() {
    let site = site("de", "[]");
    let page = String::from_utf8_lossy(&site["documents/d1.html"]).into_owned();
    assert!(
        page.contains("<dt>Chicago, Fußnote</dt><dd lang=\"en\" dir=\"ltr\">Mary Alder to John"),
        "{page}"
    );
}

#[test]
fn names_stand_in_the_order_of_their_alphabet() {
    let names = [
        "Яковлев",
        "Ёлкин",
        "Енукидзе",
        "Емельянов",
        "Чехов",
        "Цветаева",
        "Громыко",
        "Шульц",
        "Жуков",
        "Zweig",
        "Österreicher",
        "Orff",
        "Äpfel",
        "Ṣadr",
        "Sand",
    ];
    let people: String = names
        .iter()
        .enumerate()
        .map(|(at, name)| format!("- {{id: p{at}, name: {name}, sort: {name}}}\n"))
        .collect();
    let site = site("ru", &people);
    let page = String::from_utf8_lossy(&site["people.html"]).into_owned();
    let mut seen: Vec<(usize, &str)> = names
        .iter()
        .map(|name| {
            (
                page.find(&format!(">{name}</a>")).expect("it is listed"),
                *name,
            )
        })
        .collect();
    seen.sort_unstable();
    let seen: Vec<&str> = seen.into_iter().map(|it| it.1).collect();
    assert_eq!(
        seen,
        [
            "Äpfel",
            "Orff",
            "Österreicher",
            "Ṣadr",
            "Sand",
            "Zweig",
            "Громыко",
            "Ёлкин",
            "Емельянов",
            "Енукидзе",
            "Жуков",
            "Цветаева",
            "Чехов",
            "Шульц",
            "Яковлев"
        ]
    );
    assert_eq!(page.matches("id=\"letter-е\"").count(), 1, "{page}");
}
