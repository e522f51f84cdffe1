//! The real program: exit statuses, and what each command says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// An edition on disk.
struct Book {
    dir: TempDir,
}

const BOOK: &str = "[book]\ntitle = \"Letters\"\n";

const LETTER: &str = "1. Letter From Mary Alder to John Alder1\n\nHarwick, March 3, 1871\n\nDear John:\n\n\
    The survey has come.2 See Document 2.\n\nYour sister,\n\nMary Alder\n\n\
    1. Source: Town Archive, Alder Papers, box 1.\n2. Not found.\n";

const ANSWER: &str = "2. Letter From John Alder to Mary Alder1\n\nThornby, March 9, 1871\n\nDear Mary:\n\n\
    The map goes with this.\n\n1. Source: Town Archive, Alder Papers, box 1.\n";

impl Book {
    fn new(files: &[(&str, &str)]) -> Self {
        let book = Self {
            dir: tempfile::tempdir().expect("a folder"),
        };
        for (path, text) in files {
            book.put(path, text);
        }
        book
    }

    fn letters() -> Self {
        Self::new(&[
            ("book.toml", BOOK),
            ("content/letters/1.txt", LETTER),
            ("content/letters/2.txt", ANSWER),
        ])
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// Runs recto in the edition's folder.
    fn run(&self, arguments: &[&str]) -> Ran {
        run(self.dir.path(), arguments)
    }
}

/// What a run came to.
#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    /// Fails unless the status and all of the words are as expected.
    #[track_caller]
    fn is(&self, status: i32, err: &[&str]) -> &Self {
        assert_eq!(self.status, status, "{self:#?}");
        for words in err {
            assert!(self.err.contains(words), "`{words}` in {self:#?}");
        }
        self
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let Output {
        status,
        stdout,
        stderr,
    } = command(folder, arguments).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        status: status.code().expect("a status"),
        out: text(stdout),
        err: text(stderr),
    }
}

#[test]
fn help_and_wrong_arguments() {
    let here = tempfile::tempdir().expect("a folder");
    let help = run(here.path(), &["--help"]);
    help.is(0, &[]);
    for word in [
        "build",
        "serve",
        "check",
        "explain",
        "init",
        "export",
        "Exit status",
    ] {
        assert!(help.out.contains(word), "{help:?}");
    }
    run(here.path(), &["bild"]).is(2, &["build"]);
    run(here.path(), &["build", "--jobs", "0"]).is(2, &["--jobs"]);
    run(here.path(), &["check", "--format", "xml"]).is(2, &["human", "short", "json", "github"]);
    assert_eq!(run(here.path(), &[]).status, 2);
}

#[test]
fn a_folder_without_book_toml_is_told_how_to_begin() {
    let book = Book::new(&[("content/1.txt", LETTER)]);
    for command in [&["build"][..], &["check"], &["export", "json"], &["serve"]] {
        book.run(command)
            .is(2, &["no-configuration", "recto init", "--dir"]);
    }
    book.run(&["check", "--dir", "nowhere"])
        .is(2, &["there is no folder `nowhere`"]);
    book.run(&["check", "--dir", "content"])
        .is(2, &["there is no book.toml in `content`"]);
}

#[test]
fn the_edition_is_found_from_below_and_by_name() {
    let book = Book::letters();
    run(&book.path("content/letters"), &["check"]).is(0, &["in order"]);
    let parent = book.dir.path().parent().expect("a parent");
    let name = book.dir.path().to_str().expect("Unicode");
    run(parent, &["check", "--dir", name]).is(0, &["in order"]);
    run(parent, &["--dir", name, "check"]).is(0, &["in order"]);
}

#[test]
fn mistakes_in_book_toml_have_a_place() {
    let book = Book::letters();
    book.put("book.toml", "[book\ntitle = 1");
    book.run(&["check"])
        .is(1, &["bad-configuration", "book.toml:1:"]);
    book.put("book.toml", "[book]\ntitel = \"Letters\"\n");
    let ran = book.run(&["check", "--format", "short"]);
    ran.is(1, &[]);
    assert!(
        ran.out
            .contains("book.toml:2:1: error[unknown-key]: `titel` is not a key of `[book]`\n"),
        "{ran:?}"
    );
    book.run(&["check"])
        .is(1, &["did you mean `title`?", "not in order"]);
}

#[test]
fn mistakes_in_sources_have_a_place() {
    let book = Book::letters();
    book.put("content/letters/3.txt", LETTER);
    book.run(&["check"]).is(
        1,
        &[
            "duplicate-id",
            "content/letters/1.txt",
            "content/letters/3.txt",
        ],
    );
    fs::write(book.path("content/letters/3.txt"), b"caf\xe9").expect("written");
    book.run(&["check"])
        .is(1, &["not-utf8", "content/letters/3.txt:1:4"]);
    fs::remove_file(book.path("content/letters/3.txt")).expect("removed");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", book.path("content/letters/4.txt")).expect("linked");
        book.run(&["check"])
            .is(1, &["unreadable-file", "content/letters/4.txt"]);
    }
}

#[test]
fn findings_fail_only_when_they_are_to() {
    let book = Book::letters();
    book.put(
        "content/letters/2.txt",
        &ANSWER.replace("Thornby, March 9, 1871\n\n", ""),
    );
    book.run(&["check"])
        .is(0, &["warning[undated]", "can be built: 1 warning"]);
    book.run(&["check", "--strict"])
        .is(1, &["not in order: 1 warning"]);
    book.put(
        "book.toml",
        &format!("{BOOK}[diagnostics]\nundated = \"error\"\n"),
    );
    book.run(&["check"]).is(1, &["error[undated]"]);
    book.put(
        "book.toml",
        &format!("{BOOK}[diagnostics]\nundated = \"allow\"\n"),
    );
    book.run(&["check", "--strict"])
        .is(0, &["in order: nothing to report"]);
}

#[test]
fn the_ledger_counts_every_character() {
    let book = Book::letters();
    let ran = book.run(&["check"]);
    ran.is(
        0,
        &[
            "The ledger",
            "letters/1.txt (d1)",
            "letters/2.txt (d2)",
            "Nothing is lost, and nothing stands twice.",
        ],
    );
    let characters = LETTER.chars().filter(|c| !c.is_whitespace()).count();
    assert!(ran.err.contains(&format!(" {characters} ")), "{ran:?}");
    assert_eq!(ran.out, "");
}

#[test]
fn findings_for_programs_are_alone_on_standard_output() {
    let book = Book::letters();
    book.put(
        "content/letters/2.txt",
        &ANSWER.replace("Thornby, March 9, 1871\n\n", ""),
    );
    let ran = book.run(&["check", "--format", "json"]);
    ran.is(0, &[]);
    assert_eq!(ran.err, "");
    let lines: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["code"], "undated");
    assert_eq!(lines[0]["path"], "content/letters/2.txt");
    let parent = book.dir.path().parent().expect("a parent");
    let name = book
        .dir
        .path()
        .file_name()
        .expect("a name")
        .to_str()
        .expect("Unicode");
    let ran = run(parent, &["check", "--dir", name, "--format", "github"]);
    assert!(
        ran.out.starts_with(&format!(
            "::warning file={name}/content/letters/2.txt,line=1,"
        )),
        "{ran:?}"
    );
}

const VOLUME: &str = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Log</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><front><titlePage><docTitle><titlePart>Log</titlePart></docTitle></titlePage></front><body><div xml:id="ch1"><head>Chapter <hi>One</hi> &amp; more</head>
<div type="document" xml:id="d1" n="1"><head>1. Ice</head><p xml:id="foo">See <ref target="#p1">wind</ref>, <ref target="#att">the list</ref>, and <ref target="#bar">him</ref>.</p></div>
<div type="document" xml:id="d2" n="2"><head>2. Wind</head><p>See <ref target="#foo">ice</ref>; <persName corresp="#nobody">Mr N.</persName> knows.</p><p xml:id="bar">b</p><p xml:id="p1">c</p><div type="attachment" xml:id="att"><head>List</head><p>aa</p></div></div>
</div></body></text></TEI>"##;

#[test]
fn a_volume_is_accounted_for_and_explained_part_by_part() {
    let book = Book::new(&[
        (
            "book.toml",
            "[book]\ntitle = \"Log\"\n[diagnostics]\nundated = \"allow\"\n",
        ),
        ("content/log.xml", VOLUME),
    ]);
    let ran = book.run(&["check", "--strict"]);
    ran.is(
        0,
        &[
            "Between the documents of volumes: 19 characters of headings, shown in the contents.",
            "Nothing is lost, and nothing stands twice.",
            "Names that point to nobody in any list: 1, 1 pointer: `#nobody` 1",
        ],
    );
    let says = |what: &str, words: &[&str]| {
        let ran = book.run(&["explain", what]);
        ran.is(0, &[]);
        for words in words {
            assert!(ran.out.contains(words), "{words}: {ran:#?}");
        }
    };
    let parts = [
        "volume of 4 records",
        "1. Ice",
        "recto explain 'content/log.xml#d1'",
    ];
    says("content/log.xml", &parts);
    says("content/log.xml#d2", &["Wind"]);
    book.run(&["explain", "content/log.xml#d9"]).is(2, &[]);
    book.run(&["build"]).is(0, &[]);
    let page = |path: &str| fs::read_to_string(book.path(path)).expect("a page");
    let first = page("site/documents/log/d1.html");
    for href in ["d2.html#d2-id-p1", "d2.html#d2a1", "d2.html#d2-bar"] {
        assert!(
            first.contains(&format!("href=\"{href}\"")),
            "{href}: {first}"
        );
    }
    let second = page("site/documents/log/d2.html");
    for id in ["d2-id-p1", "d2a1", "d2-bar"] {
        assert!(second.contains(&format!("id=\"{id}\"")), "{id}: {second}");
    }
}

#[test]
fn a_volume_without_an_edition_is_explained_too() {
    let here = tempfile::tempdir().expect("a folder");
    fs::write(here.path().join("log.xml"), VOLUME).expect("written");
    let ran = run(here.path(), &["explain", "log.xml"]);
    ran.is(0, &[]);
    for words in [
        "`log.xml` is a volume of 4 records",
        "2. Wind",
        "recto explain 'log.xml#d1'",
    ] {
        assert!(ran.out.contains(words), "{words}: {ran:#?}");
    }
    let ran = run(here.path(), &["explain", "log.xml#d2"]);
    ran.is(0, &[]);
    assert!(ran.out.contains("log.xml: d2 in log"), "{ran:#?}");
    assert!(
        ran.out.contains("Wind") && !ran.out.contains("LOST"),
        "{ran:#?}"
    );
    run(here.path(), &["explain", "log.xml#d9"]).is(2, &["has no part `d9`"]);
    fs::write(
        here.path().join("log.yaml"),
        "documents:\n  d2:\n    place: Vienna\n",
    )
    .expect("written");
    let ran = run(here.path(), &["explain", "log.xml#d2"]);
    assert!(ran.out.contains("Vienna"), "{ran:#?}");
}

/// A document of 30 pointers that lead nowhere, and 30 names that point to nobody.
fn pointers_to_nothing() -> Book {
    let pointers: String = (1..=30)
        .map(|n| {
            format!("<ref target=\"#none{n}\">x</ref> <persName ref=\"#who{n}\">A</persName>\n")
        })
        .collect();
    let log = VOLUME.replace(
        "<p xml:id=\"bar\">b</p>",
        &format!("<p xml:id=\"bar\">b\n{pointers}<ref target=\"#none12\">again</ref></p>"),
    );
    Book::new(&[
        (
            "book.toml",
            "[book]\ntitle = \"Log\"\n[diagnostics]\nundated = \"allow\"\n",
        ),
        ("content/log.xml", &log),
    ])
}

#[test]
fn every_pointer_that_leads_nowhere_is_listed_for_who_asks() {
    let book = pointers_to_nothing();
    let ran = book.run(&["check"]);
    ran.is(
        0,
        &[
            "21 more pointers of this file lead nowhere",
            "`recto check --all`",
        ],
    );
    assert!(!ran.err.contains("#none30"), "{ran:?}");
    let ran = book.run(&["check", "--all"]);
    ran.is(
        0,
        &[
            "Pointers that lead nowhere: 30, 31 times.",
            "content/log.xml:34:",
            "#none30",
            "2 times",
            "Names that point to nobody in any list: 31, 31 times.",
            "#who30",
        ],
    );
    let lists = |out: &str, what: &str| -> Vec<serde_json::Value> {
        let lines = out
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"));
        lines
            .filter_map(|line: serde_json::Value| line.get(what).cloned())
            .collect()
    };
    let ran = book.run(&["check", "--format", "json"]);
    let dangling = lists(&ran.out, "dangling");
    assert_eq!(dangling.len(), 30);
    assert_eq!(dangling[11]["pointer"], "#none12");
    assert_eq!(dangling[11]["count"], 2);
    assert_eq!(dangling[11]["path"], "content/log.xml");
    assert_eq!(dangling[11]["line"], 16);
    assert!(
        dangling[11]["help"]
            .as_str()
            .is_some_and(|help| !help.is_empty())
    );
    let nobody = lists(&ran.out, "nobody");
    assert_eq!(nobody.len(), 31);
    assert_eq!(nobody[0]["pointer"], "#nobody");
    assert_eq!(nobody[0]["line"], 4);
    assert_eq!(lists(&ran.out, "coverage").len(), 1);
    let ran = book.run(&["check", "--format", "short", "--all"]);
    let told = ran
        .out
        .lines()
        .filter(|line| line.contains("dangling-pointer"));
    assert_eq!(told.count(), 31, "{ran:?}");
}

#[test]
fn explain_tells_of_codes() {
    let here = tempfile::tempdir().expect("a folder");
    let ran = run(here.path(), &["explain", "undated"]);
    ran.is(0, &[]);
    assert!(
        ran.out.contains("warning[undated]: a document has no date"),
        "{ran:?}"
    );
    assert!(ran.out.contains("date: 1986-01-14"), "{ran:?}");
    run(here.path(), &["explain", "undatde"]).is(2, &["did you mean `recto explain undated`?"]);
}

#[test]
fn explain_tells_of_every_line() {
    let book = Book::letters();
    for what in [
        "content/letters/1.txt",
        "letters/1.txt",
        "./content/letters/1.txt",
        "d1",
        "letters#d1",
    ] {
        let ran = book.run(&["explain", what]);
        ran.is(0, &[]);
        let mut rest = ran.out.as_str();
        for words in [
            "content/letters/1.txt: d1 in letters",
            "from",
            "Mary Alder",
            "date",
            "March 3, 1871 (1871-03-03)",
            "line 3:",
            "1 │ 1. Letter From Mary Alder",
            "heading",
            "“1” mark of note 1",
            "3 │ Harwick",
            "dateline",
            "7 │ The survey",
            "paragraph 1",
            "“2” mark of note 2",
            "“Document 2” refers to document 2 → d2",
            "13 │ 1. Source",
            "note 1 (where the text comes from)",
        ] {
            let at = rest
                .find(words)
                .unwrap_or_else(|| panic!("`{words}` in {rest}"));
            rest = &rest[at..];
        }
    }
    // A file that is in no edition, and words that are nothing.
    let alone = tempfile::tempdir().expect("a folder");
    fs::write(alone.path().join("a.txt"), LETTER).expect("written");
    let ran = run(alone.path(), &["explain", "a.txt"]);
    ran.is(0, &[]);
    assert!(ran.out.contains("mark of note 2"), "{ran:?}");
    run(alone.path(), &["explain", "b.txt"]).is(2, &["`b.txt` is neither a file nor a code"]);
    book.run(&["explain", "book.toml"]).is(2, &["neither"]);
}

#[test]
fn records_are_exported_as_their_schema_says() {
    let book = Book::letters();
    let ran = book.run(&["export", "json"]);
    ran.is(0, &[]);
    let records: Vec<serde_json::Value> = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(ran.out.lines().count(), 2 + records.len());
    let schema = serde_json::from_str(recto::export::schema::RECORD).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for record in &records {
        let errors: Vec<_> = schema
            .iter_errors(record)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    assert_eq!(records[0]["links"][0]["target"], "#d2");
    let text = book.run(&["export", "text"]);
    assert!(
        text.out.contains("The survey has come.[2] See Document 2."),
        "{text:?}"
    );
    book.run(&["export", "json", "--out", "all.json"])
        .is(0, &["wrote 2 records to all.json"]);
    assert_eq!(
        fs::read_to_string(book.path("all.json")).expect("written"),
        ran.out
    );
    book.run(&["export", "text", "--out", "texts/"])
        .is(0, &["wrote 2 records"]);
    assert!(book.path("texts/documents/letters/d2.txt").is_file());
    book.run(&["export", "tei"])
        .is(0, &["wrote 2 records to", "tei"]);
    assert!(book.path("tei/documents/letters/d2.xml").is_file());
    book.run(&["export", "tei", "--out", "xml"])
        .is(0, &["wrote 2 records to xml"]);
    assert!(book.path("xml/documents/letters/d2.xml").is_file());
    book.put("content/people.yaml", "- id: alder\n  name: George Alder\n");
    book.run(&["export", "tei", "--out", "xml"]);
    let list = fs::read_to_string(book.path("xml/authority.xml")).expect("written");
    assert!(list.contains("<person xml:id=\"alder\">"), "{list}");
    let ris = book.run(&["export", "ris"]);
    assert!(
        ris.out.starts_with("TY  - ") && ris.out.matches("ER  - ").count() == 2,
        "{ris:?}"
    );
    let bibtex = book.run(&["export", "bibtex"]);
    assert!(bibtex.out.contains("{letters-d2,"), "{bibtex:?}");
    let csl: serde_json::Value =
        serde_json::from_str(&book.run(&["export", "csl"]).out).expect("JSON");
    assert_eq!(csl[1]["id"], "letters-d2");
    book.run(&["export", "csl", "--out", "citations/"])
        .is(0, &["wrote 2 records"]);
    assert!(
        book.path("citations/documents/letters/d2.csl.json")
            .is_file()
    );
    book.run(&["export", "epub"]).is(
        2,
        &[
            "does not write `epub` yet",
            "tei, json, text, ris, bibtex and csl",
        ],
    );
    book.run(&["export", "jsn"])
        .is(2, &["did you mean `json`?"]);
    book.run(&["export", "json", "--out", "no/such/folder.json"])
        .is(2, &["cannot be written"]);
    let empty = Book::new(&[("book.toml", BOOK), ("content/x/.keep", "")]);
    assert_eq!(empty.run(&["export", "json"]).out, "[]\n");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let book = Book::letters();
    let many = LETTER.repeat(300);
    book.put("content/letters/3.txt", &many);
    for arguments in [
        &["export", "json"][..],
        &["export", "text"],
        &["explain", "letters/3.txt"],
        &["explain", "undated"],
    ] {
        let mut child = command(book.dir.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        drop(child.stdout.take());
        let ran = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(!err.contains("panicked"), "{err}");
        assert!(
            ran.status.code() != Some(101) && ran.status.code() != Some(2),
            "{arguments:?} {err}"
        );
    }
    // A disk that is full is one.
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let ran = command(book.dir.path(), &["export", "json"])
            .stdout(full)
            .output()
            .expect("it runs");
        assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    }
}

#[test]
fn a_new_edition_has_nothing_to_report() {
    let here = tempfile::tempdir().expect("a folder");
    run(here.path(), &["init", "my-edition"]).is(
        0,
        &["book.toml", "pages.yml", "recto serve", "RECTO_REPOSITORY"],
    );
    run(here.path(), &["check", "--strict", "--dir", "my-edition"]).is(0, &["in order"]);
    run(here.path(), &["init", "my-edition"]).is(2, &["holds an edition already"]);
    // Nothing is promised of registries, and GitHub is not asked to guess.
    let workflow = here.path().join("my-edition/.github/workflows/pages.yml");
    let workflow = fs::read_to_string(workflow).expect("there");
    let yaml: serde_yaml::Value = serde_yaml::from_str(&workflow).expect("YAML");
    assert!(yaml["env"]["RECTO_REPOSITORY"].is_string(), "{workflow}");
    assert!(
        workflow.contains("--git \"$RECTO_REPOSITORY\""),
        "{workflow}"
    );
    // Beside sources of one's own there are no samples.
    let own = here.path().join("own/content");
    fs::create_dir_all(&own).expect("made");
    fs::write(own.join("a.txt"), LETTER).expect("written");
    run(here.path(), &["init", "own"]).is(0, &[]);
    assert_eq!(fs::read_dir(own).expect("there").count(), 1);
}

#[test]
fn a_build_ends_with_a_site_and_a_friendly_line() {
    let book = Book::letters();
    let with_data = format!("{BOOK}[output.data]\nformats = [\"json\", \"text\"]\n");
    book.put("book.toml", &with_data);
    let ran = book.run(&["build"]);
    ran.is(
        0,
        &["built 2 documents into", "site/index.html", "recto serve"],
    );
    assert_eq!(ran.out, "");
    for path in [
        "site/index.html",
        "site/documents/letters/d1.html",
        "site/documents/letters/d1.json",
        "site/documents/letters/d1.txt",
        "site/schema/record.json",
        "site/404.html",
        "site/.nojekyll",
    ] {
        assert!(book.path(path).is_file(), "{path}");
    }
    // Stale files go with their sources; the configuration says where and what.
    fs::remove_file(book.path("content/letters/1.txt")).expect("removed");
    book.run(&["build", "--jobs", "1"])
        .is(0, &["built 1 document into"]);
    assert!(!book.path("site/documents/letters/d1.html").exists());
    let table = "[build]\nbuild-dir = \"public\"\n[output.data]\nformats = []\n";
    book.put("book.toml", &format!("{BOOK}{table}"));
    book.run(&["build"]).is(0, &["into public"]);
    assert!(book.path("public/index.html").is_file());
    assert!(!book.path("public/documents/letters/d2.json").exists());
    assert!(!book.path("public/schema").exists());
    book.run(&["build", "--out", "elsewhere/site"])
        .is(0, &["into elsewhere/site"]);
}

#[test]
fn a_failed_build_leaves_the_old_site_and_no_rubbish() {
    let book = Book::letters();
    book.run(&["build"]).is(0, &[]);
    let before = tree(&book.path("site"));
    let beside = || {
        let names = fs::read_dir(book.dir.path()).expect("there");
        let mut names: Vec<_> = names
            .map(|entry| {
                entry
                    .expect("there")
                    .file_name()
                    .into_string()
                    .expect("Unicode")
            })
            .collect();
        names.sort();
        names
    };
    book.put("content/letters/3.txt", LETTER);
    book.run(&["build"]).is(
        1,
        &[
            "duplicate-id",
            "not built: 1 error",
            "the site before is as it was",
        ],
    );
    book.put(
        "content/letters/3.txt",
        &ANSWER
            .replace("2. Letter", "3. Letter")
            .replace("Thornby, March 9, 1871\n\n", ""),
    );
    book.run(&["build", "--strict"])
        .is(1, &["not built: 1 warning"]);
    fs::remove_file(book.path("content/letters/3.txt")).expect("removed");
    book.put("theme/templates/document.html", "{{ document.titel }");
    book.put(
        "book.toml",
        &format!("{BOOK}[output.html]\ntheme = \"theme\"\n"),
    );
    book.run(&["build"]).is(1, &["bad-theme", "not built"]);
    book.put("book.toml", "[book\n");
    book.run(&["build"])
        .is(1, &["bad-configuration", "not built"]);
    assert_eq!(tree(&book.path("site")), before);
    assert_eq!(beside(), ["book.toml", "content", "site", "theme"]);
}

#[test]
fn a_site_is_never_written_over_something_else() {
    let book = Book::letters();
    book.put("site/thesis.txt", "mine");
    book.run(&["build"]).is(
        2,
        &[
            "cannot-write",
            "`thesis.txt`, which recto did not write",
            "--out",
        ],
    );
    assert_eq!(
        fs::read_to_string(book.path("site/thesis.txt")).expect("there"),
        "mine"
    );
    book.put("file", "mine");
    book.run(&["build", "--out", "file"])
        .is(2, &["cannot-write", "is a file, not a folder"]);
    for out in [".", "content", "content/site", ".."] {
        book.run(&["build", "--out", out])
            .is(2, &["where the edition itself is"]);
    }
    assert!(book.path("content/letters/1.txt").is_file());
    book.run(&["build", "--out", "public", "--site-url", "example.org"])
        .is(2, &["is not the address of a site"]);
}

#[test]
fn a_new_edition_builds_untouched() {
    let here = tempfile::tempdir().expect("a folder");
    run(here.path(), &["init", "my-edition"]).is(0, &[]);
    let ran = run(here.path(), &["build", "--strict", "--dir", "my-edition"]);
    ran.is(0, &["built 2 documents into my-edition/site"]);
    let page = here
        .path()
        .join("my-edition/site/documents/letters/d2.html");
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("href=\"d1.html\""), "{page}");
}

/// Every file below a folder, with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    files
        .into_iter()
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (
                entry.path().to_owned(),
                fs::read(entry.path()).expect("readable"),
            )
        })
        .collect()
}

#[test]
fn people_are_shown_as_many_findings_as_they_can_read_and_programs_all() {
    let text = format!(
        "1. Editorial Note\n\n{}\n",
        "A bell \u{7} rings. ".repeat(1200)
    );
    let book = Book::new(&[("book.toml", BOOK), ("content/1.txt", &text)]);
    let shown = book.run(&["check"]);
    shown.is(0, &["and 200 warnings more; `recto check --all` lists all"]);
    assert_eq!(shown.err.matches("[control-character]").count(), 1000);
    let listed = book.run(&["check", "--format", "short"]);
    assert_eq!(listed.is(0, &[]).out.lines().count(), 1200);
    let built = book.run(&["build"]);
    built.is(0, &["and 1,180 warnings more; `recto check` shows them"]);
}

#[test]
fn folders_that_are_not_there_are_told_of_once() {
    let book = Book::new(&[("book.toml", "[book]\ntitle = \"T\"\nsrc = \"texts\"\n")]);
    let ran = book.run(&["check", "--format", "short"]);
    let told: Vec<_> = ran.is(1, &[]).out.lines().collect();
    assert_eq!(
        told,
        ["texts: error[unreadable-file]: there is no folder `texts`"]
    );
    book.put("book.toml", "[book]\ntitle = \"T\"\nsrc = \"../texts\"\n");
    let ran = book.run(&["check", "--format", "short"]);
    assert_eq!(ran.is(1, &[]).out.lines().count(), 1, "{ran:?}");
    book.put("content/1.txt", LETTER);
    book.put(
        "book.toml",
        "[book]\ntitle = \"T\"\n[output.html]\ntheme = \"mine\"\n",
    );
    let ran = book.run(&["check", "--format", "short"]);
    assert!(
        ran.is(1, &[])
            .out
            .contains("the theme folder `mine` is not there"),
        "{ran:?}"
    );
}

#[test]
fn a_broken_tei_file_is_left_out_and_the_others_are_built() {
    let book = Book::letters();
    book.put(
        "content/cut.xml",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text>",
    );
    book.run(&["build"]).is(
        1,
        &[
            "content/cut.xml",
            "is never closed",
            "some files are left out",
        ],
    );
    assert!(book.path("site/documents/letters/d2.html").is_file());
    book.run(&["build", "--strict"]).is(1, &["not built"]);
}
