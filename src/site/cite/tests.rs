//! What the styles make of documents.

use super::*;
use crate::export::bibliography::{Archive, Kind, Published};

fn name(shown: &str, sorted: &str) -> Name {
    Name::new(shown, Some(sorted))
}

fn date(edtf: &str) -> When {
    When::Date(Date::parse(edtf).expect("EDTF"))
}

fn volume() -> Volume<'static> {
    Volume {
        label: "Foreign Relations, 1981–1988, vol. V",
        title: Some("Soviet Union"),
        series: None,
        editors: Vec::new(),
        publisher: None,
        place: None,
        year: None,
        isbn: None,
        pages: None,
    }
}

/// An edition of which only the title is known.
fn bare() -> Published<'static> {
    Published {
        title: "Five Documents",
        editors: Vec::new(),
        publisher: None,
        place: None,
        year: None,
        version: None,
    }
}

fn memorandum() -> Work<'static> {
    Work {
        key: "d175".to_owned(),
        kind: Kind::Section,
        genre: Some("memorandum"),
        title: "Memorandum From Secretary of State Shultz to President Reagan".to_owned(),
        number: Some("175"),
        from: vec![name("George P. Shultz", "Shultz, George P.")],
        to: vec![name("Ronald Reagan", "Reagan, Ronald")],
        when: date("1986-01-14"),
        place: None,
        archive: None,
        volume: Some(volume()),
        edition: Published {
            editors: vec![Name::whole("A. Editor")],
            place: Some("Washington"),
            publisher: Some("The Press"),
            year: Some("2026"),
            version: Some("1.0.0"),
            ..bare()
        },
        url: Some("https://example.org/d175.html".to_owned()),
        rights: None,
        language: "en",
    }
}

fn text(style: Style, work: &Work<'_>) -> String {
    style(work).text()
}

/// What every style makes of a work, in the order in which the page shows them.
fn cited(work: &Work<'_>, expected: [&str; 4]) {
    for ((name, _, style), expected) in STYLES.into_iter().zip(expected) {
        assert_eq!(text(style, work), expected, "{name}");
    }
}

#[test]
fn letters_are_cited_by_their_parties() {
    let source = memorandum();
    cited(
        &source,
        [
            "George P. Shultz to Ronald Reagan, memorandum, January 14, 1986, in Foreign Relations, 1981–1988, vol. V, Soviet Union, document 175, in Five Documents, ed. A. Editor (Washington: The Press, 2026), https://example.org/d175.html.",
            "Shultz, George P. Memorandum to Ronald Reagan, January 14, 1986. In Foreign Relations, 1981–1988, vol. V, Soviet Union, document 175. In Five Documents, edited by A. Editor. Washington: The Press, 2026. https://example.org/d175.html.",
            "Shultz, George P. Memorandum to Ronald Reagan. 14 Jan. 1986. Foreign Relations, 1981–1988, vol. V, Soviet Union, doc. 175. Five Documents, edited by A. Editor, version 1.0.0, The Press, 2026, https://example.org/d175.html.",
            "Shultz, G. P. (1986, January 14). [Memorandum to Ronald Reagan]. In Foreign Relations, 1981–1988, vol. V, Soviet Union (No. 175). In A. Editor (Ed.), Five Documents (Version 1.0.0). The Press. https://example.org/d175.html",
        ],
    );
}

#[test]
fn paper_that_no_volume_prints_is_cited_by_its_archive() {
    let source = Work {
        kind: Kind::Letter,
        from: vec![
            name("Richard R. Burt", "Burt, Richard R."),
            name("Thomas W. Simons, Jr.", "Simons, Thomas W., Jr."),
        ],
        genre: Some("letter"),
        when: date("1986-08-01/1986-09-23"),
        archive: Some(Archive::new("Reagan Library")),
        edition: Published {
            year: Some("2026"),
            ..bare()
        },
        volume: None,
        number: None,
        url: None,
        ..memorandum()
    };
    cited(
        &source,
        [
            "Richard R. Burt and Thomas W. Simons, Jr. to Ronald Reagan, between August 1 and September 23, 1986, Reagan Library, in Five Documents (2026).",
            "Burt, Richard R., and Thomas W. Simons, Jr. Letter to Ronald Reagan, between August 1 and September 23, 1986. Reagan Library. In Five Documents. 2026.",
            "Burt, Richard R., and Thomas W. Simons, Jr. Letter to Ronald Reagan. Between August 1 and September 23, 1986. Reagan Library. Five Documents, 2026.",
            "Burt, R. R., & Simons, T. W., Jr. (between August 1 and September 23, 1986). [Letter to Ronald Reagan]. Reagan Library. In Five Documents.",
        ],
    );
}

#[test]
fn offices_are_not_turned_round_and_no_date_is_said() {
    let office = |words: &str| Name::whole(words);
    let source = Work {
        from: vec![office("Acting Secretary of State")],
        to: vec![office("Embassy in Iran")],
        genre: Some("telegram"),
        when: When::Undated,
        url: None,
        ..memorandum()
    };
    assert_eq!(
        text(chicago::note, &source),
        "Acting Secretary of State to Embassy in Iran, telegram, undated, in Foreign Relations, 1981–1988, vol. V, Soviet Union, document 175, in Five Documents, ed. A. Editor (Washington: The Press, 2026)."
    );
    assert!(text(mla::cite, &source).starts_with(
        "Acting Secretary of State. Telegram to Embassy in Iran. Undated. Foreign Relations, 1981–1988, vol. V"
    ));
}

#[test]
fn many_senders_are_shortened_where_the_style_does_so() {
    let sender = |at: char| name(&format!("{at}. Name"), &format!("Name, {at}."));
    let source = Work {
        from: ['A', 'B', 'C', 'D'].map(sender).into(),
        ..memorandum()
    };
    assert!(text(chicago::note, &source).starts_with("A. Name et al. to Ronald Reagan"));
    assert!(
        text(chicago::bibliography, &source)
            .starts_with("Name, A., B. Name, C. Name, and D. Name. Memorandum")
    );
    assert!(text(mla::cite, &source).starts_with("Name, A., et al. Memorandum"));
}

#[test]
fn nothing_is_made_up_where_nothing_is_known() {
    let source = Work {
        from: Vec::new(),
        to: Vec::new(),
        genre: None,
        title: "Editorial Note".to_owned(),
        when: When::Unstated,
        volume: None,
        number: None,
        edition: bare(),
        url: None,
        ..memorandum()
    };
    cited(
        &source,
        [
            "\u{201c}Editorial Note,\u{201d} in Five Documents.",
            "\u{201c}Editorial Note.\u{201d} In Five Documents.",
            "\u{201c}Editorial Note.\u{201d} Five Documents.",
            "Editorial Note. (n.d.). In Five Documents.",
        ],
    );
}

#[test]
fn a_volume_has_its_own_editors_and_house() {
    let work = Work {
        number: None,
        volume: Some(Volume {
            editors: vec![Name::of_editor("Elizabeth C. Charles")],
            publisher: Some("A House"),
            place: Some("Washington"),
            year: Some("2020"),
            pages: Some(("765", "767")),
            ..volume()
        }),
        edition: bare(),
        url: None,
        ..memorandum()
    };
    assert_eq!(
        text(chicago::note, &work),
        "George P. Shultz to Ronald Reagan, memorandum, January 14, 1986, in Foreign Relations, 1981–1988, vol. V, Soviet Union, ed. Elizabeth C. Charles (Washington: A House, 2020), 765–767, in Five Documents."
    );
}

#[test]
fn a_volume_is_a_container_of_its_own() {
    let editor = |name: &str| Name::of_editor(name);
    let work = Work {
        number: None,
        volume: Some(Volume {
            editors: ["Mary Alder", "John van der Moss", "Office of Papers"]
                .map(editor)
                .into(),
            publisher: Some("A House"),
            place: Some("Washington"),
            year: Some("2020"),
            pages: Some(("765", "767")),
            ..volume()
        }),
        edition: bare(),
        url: None,
        ..memorandum()
    };
    assert!(text(chicago::note, &work).contains(
        "ed. Mary Alder, John van der Moss, and Office of Papers (Washington: A House, 2020), 765–767,"
    ));
    assert_eq!(
        text(mla::cite, &work),
        "Shultz, George P. Memorandum to Ronald Reagan. 14 Jan. 1986. Foreign Relations, 1981–1988, vol. V, Soviet Union, edited by Mary Alder et al., A House, 2020, pp. 765–767. Five Documents."
    );
    assert_eq!(
        text(apa::cite, &work),
        "Shultz, G. P. (1986, January 14). [Memorandum to Ronald Reagan]. In M. Alder, J. van der Moss, & Office of Papers (Eds.), Foreign Relations, 1981–1988, vol. V, Soviet Union (pp. 765–767). A House. In Five Documents."
    );
}

/// What no letter is, and quotation marks in its title.
#[test]
fn what_is_no_letter_is_cited_by_its_title() {
    let work = Work {
        kind: Kind::Manuscript,
        genre: Some("memorandum of conversation"),
        title: "Who said \"no\" to “Star Wars”?".to_owned(),
        volume: None,
        number: None,
        edition: bare(),
        url: None,
        ..memorandum()
    };
    cited(
        &work,
        [
            "George P. Shultz, “Who said ‘no’ to ‘Star Wars’?,” January 14, 1986, in Five Documents.",
            "Shultz, George P. “Who said ‘no’ to ‘Star Wars’?” January 14, 1986. In Five Documents.",
            "Shultz, George P. “Who said ‘no’ to ‘Star Wars’?” 14 Jan. 1986. Five Documents.",
            "Shultz, G. P. (1986, January 14). Who said \"no\" to “Star Wars”? In Five Documents.",
        ],
    );
}

#[test]
fn authors_are_cut_where_the_manuals_cut_them() {
    let sender = |at: usize| name(&format!("A. N{at}"), &format!("N{at}, A."));
    let work = Work {
        from: (1..=21).map(sender).collect(),
        ..memorandum()
    };
    assert!(
        text(chicago::bibliography, &work)
            .starts_with("N1, A., A. N2, A. N3, A. N4, A. N5, A. N6, A. N7, et al. Memorandum")
    );
    assert!(text(apa::cite, &work).contains("N19, A., . . . N21, A. (1986"));
}

#[test]
fn apa_says_the_year_first() {
    for (edtf, said) in [
        ("1986-01-14", "(1986, January 14)"),
        ("1986-01", "(1986, January)"),
        ("1986", "(1986)"),
        ("1986-22", "(1986, Summer)"),
        ("1986~", "(ca. 1986)"),
        ("1985-12?", "(December 1985 [uncertain])"),
        ("198X", "(1980s)"),
    ] {
        let work = Work {
            when: date(edtf),
            ..memorandum()
        };
        assert!(text(apa::cite, &work).contains(said), "{edtf}");
    }
}

#[test]
fn browsers_fill_in_address_and_day() {
    let mut out = Writer::new();
    let html = |work: &Work<'_>, out: &mut Writer| -> Vec<String> {
        let views = citations(work, &crate::words::Words::english(), out);
        views
            .iter()
            .map(|view| view.html.as_str().to_owned())
            .collect()
    };
    let known = html(&memorandum(), &mut out);
    assert!(
        known.first().is_some_and(|note| note.ends_with(
            "<span class=\"address\">https://example.org/d175.html</span>, accessed <span class=\"accessed\">[date of access]</span>."
        )),
        "{known:?}"
    );
    let work = Work {
        url: None,
        ..memorandum()
    };
    let unknown = html(&work, &mut out);
    assert!(
        unknown
            .iter()
            .all(|it| it.contains("<span class=\"online\" hidden=\"hidden\">")),
        "{unknown:?}"
    );
}
