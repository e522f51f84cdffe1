//! What a volume's own header says of its publication, in citations.

use crate::case::Run;
use recto::source::MemorySources;

const BOOK: &str =
    "[book]\ntitle = \"Two winters\"\n[output.data]\nformats = [\"ris\", \"text\"]\n";

/// A volume of two letters with this description of the file.
fn volume(description: &str) -> String {
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"winter\"><teiHeader><fileDesc>{description}</fileDesc></teiHeader>\
         <text><body><div type=\"document\" xml:id=\"d1\" n=\"1\"><head>1. Letter</head><p>It snows.</p></div>\
         <div type=\"document\" xml:id=\"d2\" n=\"2\"><head>2. Letter</head><p>It thaws.</p></div></body></text></TEI>"
    )
}

/// What is written of its first letter, by the end of the path.
fn written(book: &str, description: &str) -> impl Fn(&str) -> String + use<> {
    let sources = MemorySources::new()
        .with("book.toml", book)
        .with("content/winter.xml", volume(description).as_str());
    let run = Run::new(sources);
    let site = run
        .site
        .as_ref()
        .unwrap_or_else(|| panic!("{}", run.diagnostics()));
    let site = site.clone();
    move |ending| {
        let bytes = &site[&format!("documents/winter/d1.{ending}")];
        String::from_utf8_lossy(bytes).into_owned()
    }
}

/// The RIS of its first letter, and the note for Chicago.
fn cited(book: &str, description: &str) -> (String, String) {
    let written = written(book, description);
    let page = written("html");
    let (_, note) = page
        .split_once("<dt>Chicago, note</dt><dd lang=\"en\" dir=\"ltr\">")
        .expect("a cite box");
    let note = note.split_once("<span").map_or(note, |it| it.0);
    let note = note.replace("<i>", "").replace("</i>", "");
    (written("ris"), note)
}

fn has(ris: &str, lines: &[&str]) {
    for line in lines {
        assert!(ris.contains(&format!("{line}\r\n")), "{line}: {ris}");
    }
}

const OWN: &str = "<titleStmt><title type=\"complete\">Letters of a Winter</title><title type=\"series\">Old Winters</title>\
     <editor role=\"primary\">Herbert A. Fine</editor><editor role=\"primary\">David H. Stauffer</editor>\
     <editor role=\"general\">Glenn W. Chief</editor></titleStmt>\
     <publicationStmt><publisher>Printing Office</publisher><pubPlace>Washington</pubPlace><date>1975</date>\
     <idno type=\"isbn-10\">0160420180</idno><idno type=\"isbn-13\">9780160420184</idno></publicationStmt>\
     <sourceDesc><p>Released in 1975</p></sourceDesc>";

#[test]
fn a_volume_is_cited_with_what_its_header_says() {
    let (ris, note) = cited(BOOK, OWN);
    has(
        &ris,
        &[
            "T2  - Letters of a Winter",
            "T3  - Old Winters",
            "A2  - Fine, Herbert A.",
            "A2  - Stauffer, David H.",
            "PB  - Printing Office",
            "CY  - Washington",
            "SN  - 9780160420184",
        ],
    );
    assert!(!ris.contains("Chief"), "the series' editor: {ris}");
    assert_eq!(
        note,
        "“Letter,” in Letters of a Winter, ed. Herbert A. Fine and David H. Stauffer (Washington: Printing Office, 1975), document 1, in Two winters"
    );
}

#[test]
fn the_plain_text_names_the_volume_as_its_page_does() {
    let own = written(BOOK, OWN)("txt");
    assert!(own.contains("\nVolume: Letters of a Winter\n"), "{own}");
    let book = format!("{BOOK}[[volumes]]\nid = \"winter\"\nlabel = \"Winter, vol. I\"\n");
    let listed = written(&book, OWN)("txt");
    assert!(listed.contains("\nVolume: Winter, vol. I\n"), "{listed}");
}

#[test]
fn the_edition_has_the_last_word() {
    let book = format!(
        "{BOOK}[[volumes]]\nid = \"winter\"\nlabel = \"Winter\"\neditors = [\"Ann Other\"]\nyear = 1999\n"
    );
    let (ris, note) = cited(&book, OWN);
    has(&ris, &["A2  - Other, Ann", "PB  - Printing Office"]);
    assert!(
        note.contains("ed. Ann Other (Washington: Printing Office, 1999)"),
        "{note}"
    );
}

/// The book that was printed, and not the file that somebody made of it.
#[test]
fn a_printed_source_counts_before_the_file() {
    for source in [
        "<biblStruct><analytic><title>A part</title><editor>No One</editor></analytic><monogr><title level=\"m\">Winter</title><editor><persName>Mary Alder</persName><persName>van der Moss, John</persName></editor><imprint><pubPlace>Paris</pubPlace><publisher>Maison</publisher><date when=\"1901-05\">mai 1901</date></imprint></monogr><series><title level=\"s\">Anciens hivers</title></series></biblStruct>",
        "<bibl><title>Winter</title>, edd. <editor>Mary Alder</editor>, <editor>John van der Moss</editor> (<title level=\"s\">Anciens hivers</title>), <pubPlace>Paris</pubPlace>: <publisher>Maison</publisher>, <date>1901</date></bibl>",
    ] {
        let head = OWN.split("<sourceDesc>").next().expect("a head");
        let (ris, note) = cited(BOOK, &format!("{head}<sourceDesc>{source}</sourceDesc>"));
        has(
            &ris,
            &[
                "T3  - Anciens hivers",
                "A2  - Alder, Mary",
                "A2  - van der Moss, John",
                "PB  - Maison",
                "CY  - Paris",
            ],
        );
        assert!(!ris.contains("SN  -"), "the file's own: {ris}");
        assert!(note.contains("(Paris: Maison, 1901)"), "{note}");
    }
}

#[test]
fn what_a_header_does_not_say_is_not_made_up() {
    let bare = "<titleStmt><title>Letters of a Winter</title></titleStmt><publicationStmt><p>unpublished, 1975 or 1976</p></publicationStmt><sourceDesc><bibl>a book of 1901</bibl></sourceDesc>";
    let (ris, note) = cited(BOOK, bare);
    for tag in ["A2", "PB", "CY", "SN", "T3"] {
        assert!(!ris.contains(&format!("{tag}  - ")), "{tag}: {ris}");
    }
    assert_eq!(
        note,
        "“Letter,” in Letters of a Winter, document 1, in Two winters"
    );
    let edited = "<titleStmt><title>Letters of a Winter</title><respStmt><resp>Herausgegeben von</resp><name>Mary Alder</name></respStmt><respStmt><resp>XML</resp><name>No One</name></respStmt></titleStmt><publicationStmt><date>1975/1976</date></publicationStmt><sourceDesc><p/></sourceDesc>";
    let (ris, note) = cited(BOOK, edited);
    has(&ris, &["A2  - Alder, Mary"]);
    assert!(!ris.contains("No One") && !note.contains("1975"), "{ris}");
}
