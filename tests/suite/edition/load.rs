use super::*;
use recto::load::{load, read_source};
use recto::source::{Found, MemorySources, SourceProblem, Sources};

/// What is loaded, as lines, and what is told.
fn loaded(
    sources: &dyn Sources,
    configure: impl FnOnce(&mut Config),
) -> (Vec<String>, Vec<String>) {
    let mut files = Files::default();
    let mut diags = Diagnostics::new();
    let mut config = Case::new(VOLUMES).config;
    configure(&mut config);
    let inputs = load(sources, &config, &mut files, &mut diags);
    let documents = inputs.documents.iter().map(|it| {
        let sidecar = it.sidecar.as_ref().map_or("", |(_, path)| path);
        format!("{} {sidecar}", it.path).trim_end().to_owned()
    });
    let assets = inputs.assets.iter().map(|it| format!("copy {}", it.path));
    let lines = documents.chain(assets).collect();
    let told = diags.finish(&files);
    let told = told
        .iter()
        .map(|it| format!("{}: {}", it.code.slug(), it.message));
    (lines, told.collect())
}

#[test]
fn a_file_is_what_its_name_says() {
    let sources = MemorySources::new()
        .with("content/v5/175.txt", "175. Letter")
        .with("content/v5/175.yaml", "place: Moscow")
        .with("content/README.md", "# About")
        .with("content/two.md", "")
        .with("content/two.txt", "")
        .with("content/two.yaml", "")
        .with("content/LETTER.TXT", "")
        .with("content/lost.yaml", "")
        .with("content/packets/unit.yaml", "")
        .with("content/people.yaml", "")
        .with("content/maps/a.PNG", "")
        .with("content/scan.pdf", "")
        .with("content/letter.docx", "")
        .with("content/letter.yml", "")
        .with("content/letter.txt~", "")
        .with("content/LICENSE", "")
        .with("elsewhere/letter.txt", "");
    let (lines, told) = loaded(&sources, |_| {});
    assert_eq!(
        lines,
        [
            "content/LETTER.TXT",
            "content/README.md",
            "content/two.md",
            "content/two.txt content/two.yaml",
            "content/v5/175.txt content/v5/175.yaml",
            "copy content/maps/a.PNG",
            "copy content/scan.pdf",
        ]
    );
    assert_eq!(
        told,
        [
            "unknown-file-type: `content/LICENSE` is of no kind that recto reads",
            "unknown-file-type: `content/letter.docx` is of no kind that recto reads",
            "unknown-file-type: `content/letter.yml` is not read",
            "sidecar-without-source: there is no `lost.txt`, `lost.md` or `lost.xml` beside `content/lost.yaml`",
        ]
    );
}

#[test]
fn the_whole_edition_can_be_the_content_folder() {
    let sources = MemorySources::new()
        .with("book.toml", "")
        .with("site/index.html", "")
        .with("theme/x.css", "")
        .with("letter.txt", "");
    let (lines, told) = loaded(&sources, |config| {
        config.book.src = "./".to_owned();
        config.html.theme = Some("theme".to_owned());
    });
    assert_eq!((lines, told), (vec!["letter.txt".to_owned()], vec![]));
}

/// A folder with files that cannot be had.
struct Broken;

impl Sources for Broken {
    fn walk(&self, _folder: &str) -> Vec<Found> {
        let found = |path: &str, problem| Found {
            path: path.to_owned(),
            problem,
        };
        vec![
            found("content/link.txt", Some(SourceProblem::OutsideTree)),
            found("content/caf\u{fffd}.txt", Some(SourceProblem::OddName)),
            found("content/a.txt", None),
            found(
                "content/shut.txt",
                Some(SourceProblem::Unreadable("permission denied".to_owned())),
            ),
        ]
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceProblem> {
        match path {
            "content/binary.txt" => Ok(b"PK\x00".to_vec()),
            "content/old.txt" => Ok(b"good\ncaf\xE9 and more".to_vec()),
            "content/wide.txt" => Ok(b"\xFF\xFEa\x00".to_vec()),
            "content/huge.txt" => Err(SourceProblem::TooLarge(3 << 30)),
            "content/good.txt" => Ok("\u{feff}good".into()),
            _ => Err(SourceProblem::Missing),
        }
    }
}

#[test]
fn what_cannot_be_had_is_said() {
    let (lines, told) = loaded(&Broken, |_| {});
    assert_eq!(lines, ["content/a.txt"]);
    assert_eq!(
        told,
        [
            "odd-file-name: the name of `content/caf\u{fffd}.txt` is not Unicode",
            "outside-tree: `content/link.txt` is a link to a folder or to a place outside the edition",
            "unreadable-file: `content/shut.txt` cannot be read: permission denied",
        ]
    );
}

#[test]
fn bytes_that_are_no_text_are_located() {
    for (path, expected) in [
        (
            "content/binary.txt",
            "binary-file: `content/binary.txt` holds no text",
        ),
        (
            "content/old.txt",
            "not-utf8: byte 0xE9 in line 2, column 4 is not UTF-8",
        ),
        ("content/wide.txt", "not-utf8: `content/wide.txt` is UTF-16"),
        (
            "content/huge.txt",
            "file-too-large: `content/huge.txt` has 3072 MiB",
        ),
        (
            "content/gone.txt",
            "unreadable-file: `content/gone.txt` is not there any more",
        ),
    ] {
        let mut files = Files::default();
        let id = files.add(path);
        let mut diags = Diagnostics::new();
        assert!(read_source(&Broken, &files, id, &mut diags).is_none());
        let told: Vec<_> = diags
            .iter()
            .map(|it| format!("{}: {}", it.code.slug(), it.message))
            .collect();
        assert_eq!(told, [expected]);
    }
    let mut files = Files::default();
    let id = files.add("content/good.txt");
    let file = read_source(&Broken, &files, id, &mut Diagnostics::new()).expect("it is text");
    assert_eq!(&*file.text, "\u{feff}good");
}

#[test]
fn copies_of_a_projects_list_are_one_list() {
    let letter = |person: &str| {
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>\
             </fileDesc></teiHeader><text><body><p>A.</p></body><back><listPerson>\
             <person xml:id=\"p1\"><persName>{person}</persName></person></listPerson></back></text></TEI>"
        )
    };
    let (one, two, other) = (letter("Ada Lind"), letter("Ada Lind"), letter("Jon Berg"));
    let sources = MemorySources::new()
        .with("content/one.xml", one)
        .with("content/two.xml", two)
        .with("content/zoo.xml", other);
    let config = Case::new(VOLUMES).config;
    let inputs = load(
        &sources,
        &config,
        &mut Files::default(),
        &mut Diagnostics::new(),
    );
    let people: Vec<String> = inputs
        .authority
        .entities
        .iter()
        .map(|it| format!("{} {}", it.id, it.name))
        .collect();
    assert_eq!(people, ["p1 Ada Lind", "p1.zoo Jon Berg"]);
}
