//! `book.toml`: what is read from it, and what is said of mistakes in it.

use recto::config::{self, Config, DataFormat, Direction, Editor, SiteUrl};
use recto::diag::{Code, Diagnostics, Severity};
use recto::source::{Files, LineIndex, SourceFile};

/// The configuration, and each complaint as `line:column slug: message (help)`.
fn read(text: &str) -> (Option<Config>, Vec<String>) {
    let mut files = Files::default();
    let file = SourceFile {
        id: files.add("book.toml"),
        path: "book.toml".into(),
        text: text.into(),
    };
    let mut diags = Diagnostics::new();
    let config = config::parse(&file, &mut diags);
    let lines = LineIndex::new(text);
    let told = diags.finish(&files).into_iter().map(|diagnostic| {
        let span = diagnostic.span().expect("complaints have places");
        let at = lines.position(text, span.start as usize);
        let slug = diagnostic.code.slug();
        let help = diagnostic.help.join(" ");
        format!(
            "{}:{} {slug}: {} ({help})",
            at.line, at.column, diagnostic.message
        )
    });
    (config, told.collect())
}

fn good(text: &str) -> Config {
    let (config, told) = read(text);
    assert_eq!(told, Vec::<String>::new());
    config.expect("a configuration")
}

fn complaints(text: &str) -> Vec<String> {
    read(&format!("[book]\ntitle = \"Letters\"\n{text}")).1
}

#[test]
fn a_title_is_enough() {
    assert_eq!(
        good("[book]\ntitle = \"Letters\"\n"),
        Config::titled("Letters")
    );
    assert_eq!(
        read("").1,
        [
            "1:1 bad-configuration: the edition has no title (write `title = \"…\"` below the line `[book]`)"
        ]
    );
}

#[test]
fn every_value_is_read() {
    let config = good(
        r#"
[book]
title = "Letters"
authors = ["A. Editor"]
description = "Forty letters."
language = "he"
src = "./texts/"
[build]
build-dir = "public/"
[output.html]
theme = "my-theme"
default-theme = "navy"
preferred-dark-theme = "dark"
site-url = "https://a.github.io/letters"
cname = "letters.example.org"
git-repository-url = "https://example.org/repo"
edit-url-template = "https://example.org/edit/{path}"
additional-css = ["extra/my.css"]
additional-js = ["extra/my.js"]
[output.html.search]
enable = false
[output.html.print]
enable = false
[output.data]
formats = ["txt"]
[edition]
series = "A series"
editors = ["B. Editor", { name = "C. Editor", role = "transcription" }]
publisher = "P"
place = "Q"
licence-text = "CC BY 4.0"
licence-code = "MIT"
version = "1.0.0"
date = 2026-03-01
selection = true
id-ledger = "ids.txt"
[[volumes]]
id = "frus1981-88v05"
label = "Foreign Relations, 1981–1988, vol. V"
title = "Soviet Union"
url = "https://history.state.gov/historicaldocuments/{volume}/{id}"
[timeline]
enclosures = false
[[authorities]]
id = "viaf"
label = "VIAF"
url = "https://viaf.org/viaf/{id}"
[diagnostics]
undated = "allow"
unknown-person = "error"
"#,
    );
    assert_eq!(config.book.src, "texts");
    assert_eq!(config.book.text_direction, Direction::Rtl);
    assert_eq!(config.build.build_dir, "public");
    assert_eq!(
        config.html.site_url.as_deref(),
        Some("https://a.github.io/letters/")
    );
    assert_eq!(config.html.site_path.as_deref(), Some("/letters/"));
    assert_eq!(config.html.default_theme.as_deref(), Some("dark"));
    assert!(!config.html.search && !config.html.print);
    assert_eq!(config.html.additional_js, ["extra/my.js"]);
    assert_eq!(config.data_formats, [DataFormat::Text]);
    assert_eq!(
        config.edition.editors,
        [
            Editor {
                name: "B. Editor".to_owned(),
                role: None
            },
            Editor {
                name: "C. Editor".to_owned(),
                role: Some("transcription".to_owned())
            },
        ]
    );
    assert_eq!(config.edition.date.as_deref(), Some("2026-03-01"));
    assert_eq!(config.volumes.len(), 1);
    assert!(config.timeline.enable && !config.timeline.enclosures);
    assert_eq!(config.authorities.len(), 1);
    assert_eq!(config.severity(Code::Undated), None);
    assert_eq!(config.severity(Code::UnknownPerson), Some(Severity::Error));
    assert_eq!(config.severity(Code::DoubtfulRef), Some(Severity::Warning));
}

#[test]
fn a_book_of_mdbook_is_accepted() {
    good(
        r#"
[book]
title = "Letters"
multilingual = false
[rust]
edition = "2021"
[build]
create-missing = false
[output.html]
smart-punctuation = true
mathjax-support = false
site-url = "/letters/"
[output.html.fold]
enable = true
[output.html.search]
limit-results = 30
[output.html.redirect]
"/a.html" = "/b.html"
"#,
    );
}

#[test]
fn unknown_keys_name_the_nearest() {
    assert_eq!(
        complaints(
            "autors = [\"A\"]\n[edtion]\n[output.html]\nsiteurl = \"/\"\ncolour = 1\n[output.pdf]\n"
        ),
        [
            "3:1 unknown-key: `autors` is not a key of `[book]` (did you mean `authors`?)",
            "4:2 unknown-key: `edtion` is not a table or key of book.toml (did you mean `edition`?)",
            "6:1 unknown-key: `siteurl` is not a key of `[output.html]` (did you mean `site-url`?)",
            "7:1 unknown-key: `colour` is not a key of `[output.html]` (the keys here are `site-url`, `cname`, `additional-css`, `additional-js`, `search`, `print`, `tei`, `theme`, `default-theme`, `preferred-dark-theme`, `git-repository-url`, `edit-url-template`)",
            "8:9 unknown-key: `pdf` is not a key of `[output]` (the keys here are `html`, `data`)",
        ]
    );
}

#[test]
fn values_of_the_wrong_kind_are_told_in_plain_words() {
    assert_eq!(
        complaints(
            "authors = \"A\"\ndescription = 3\n[timeline]\nenable = \"yes\"\n[volumes]\nid = \"v\"\n[output]\nhtml = 3\n"
        ),
        [
            "3:11 bad-configuration: `authors` must be a list, not text (write it as `authors = [\"…\", \"…\"]`)",
            "4:15 bad-configuration: `description` must be text in quotation marks, not a number (write it as `description = \"…\"`)",
            "6:10 bad-configuration: `enable` must be true or false, not text (write it as `enable = true`)",
            "7:1 bad-configuration: `volumes` must be a list of tables, not a table (begin each with a line `[[volumes]]`, with two brackets)",
            "10:8 bad-configuration: `html` must be a table, which begins with a line `[output.html]`, not a number (write `[output.html]` on a line of its own)",
        ]
    );
}

#[test]
fn values_that_cannot_be_are_told() {
    for (text, told) in [
        ("language = \"english!\"", "`english!` is not a language"),
        ("text-direction = \"left\"", "`left` is not possible here"),
        (
            "src = \"../texts\"",
            "`src` must name something inside the edition's folder",
        ),
        (
            "[build]\nbuild-dir = \".\"",
            "the site cannot be written over the edition itself",
        ),
        (
            "[output.html]\nsite-url = \"example.org\"",
            "`example.org` is not the address of a site",
        ),
        (
            "[output.html]\nsite-url = \"https://e.org/?a\"",
            "the address of a site cannot hold `?`",
        ),
        (
            "[output.html]\ncname = \"https://e.org\"",
            "`https://e.org` is not a domain",
        ),
        (
            "[output.html]\ngit-repository-url = \"javascript:x\"",
            "`javascript:x` is not an address on the web",
        ),
        (
            "[output.html]\nedit-url-template = \"https://e.org/\"",
            "the address has no `{path}`",
        ),
        (
            "[output.data]\nformats = [\"epub\"]",
            "`epub` is not a format",
        ),
        (
            "[output.data]\nformats = [\"jsn\"]",
            "`jsn` is not a format",
        ),
        (
            "[edition]\ndate = \"March 2026\"",
            "`March 2026` is not the date of a day",
        ),
        (
            "[edition]\neditors = [{ role = \"x\" }]",
            "`name` is missing here",
        ),
        ("[[volumes]]\nlabel = \"V\"", "`id` is missing here"),
        (
            "[[volumes]]\nid = \"V 5\"",
            "`V 5` cannot be part of an address",
        ),
        (
            "[[volumes]]\nid = \"v\"\n[[volumes]]\nid = \"v\"",
            "a second volume has the id `v`",
        ),
        (
            "[[volumes]]\nid = \"v\"\nurl = \"https://e.org/{di}\"",
            "`{di}` is not known in this address",
        ),
        (
            "[diagnostics]\nundatd = \"warn\"",
            "`undatd` is not the name of a diagnostic",
        ),
        (
            "[diagnostics]\nundated = \"deny\"",
            "`deny` is not possible here",
        ),
        (
            "[diagnostics]\nduplicate-id = \"warn\"",
            "`duplicate-id` is always an error",
        ),
        (
            "[preprocessor.x]",
            "`preprocessor` is mdBook's; recto runs no preprocessors",
        ),
    ] {
        let all = complaints(text);
        assert!(all.len() == 1 && all[0].contains(told), "{text}: {all:?}");
    }
}

#[test]
fn volumes_say_what_citations_need() {
    let (config, told) = read(
        "[book]\ntitle = \"Letters\"\n[output.data]\nformats = [\"csl.json\", \"bib\", \"ris\", \"bibtex\"]\n[[volumes]]\nid = \"v\"\nseries = \"Papers\"\neditors = [\"Jan de Vries\", \"\"]\npublisher = \"A House\"\nplace = \"Leiden\"\nyear = 2020\nisbn = \"1\"\n",
    );
    assert!(told.is_empty(), "{told:?}");
    let config = config.expect("it is good");
    assert_eq!(
        config.data_formats,
        [DataFormat::Ris, DataFormat::Bibtex, DataFormat::Csl]
    );
    let volume = &config.volumes[0];
    assert_eq!(volume.editors, ["Jan de Vries"]);
    assert_eq!(
        [
            &volume.series,
            &volume.publisher,
            &volume.place,
            &volume.year,
            &volume.isbn
        ]
        .map(|it| it.as_deref().unwrap_or("")),
        ["Papers", "A House", "Leiden", "2020", "1"]
    );
}

#[test]
fn broken_toml_is_located() {
    let (config, told) = read("[book]\ntitle = Letters\n");
    assert_eq!(config, None);
    assert!(told[0].starts_with("2:9 bad-configuration: "), "{told:?}");
    for text in [
        "[",
        "a = ",
        "\u{feff}[book]\ntitle=1 2",
        "a = \"\u{1}\"",
        "[a]\n[a]",
        "x = 1\nx = 2",
    ] {
        let (config, told) = read(text);
        assert!(config.is_none() && !told.is_empty(), "{text:?}");
    }
    // A byte order mark is no mistake, and offsets still fit.
    assert_eq!(good("\u{feff}[book]\ntitle = \"L\"\n").book.title, "L");
    assert!(read("\u{feff}[book]\ntitel = \"L\"\n").1[0].starts_with("2:1 unknown-key"));
}

#[test]
fn the_address_of_a_site_has_its_slashes() {
    for (text, url, path) in [
        ("https://a.org", Some("https://a.org/"), "/"),
        ("https://a.org/b/c", Some("https://a.org/b/c/"), "/b/c/"),
        (
            "http://127.0.0.1:3000/b/",
            Some("http://127.0.0.1:3000/b/"),
            "/b/",
        ),
        ("/b", None, "/b/"),
        ("/", None, "/"),
    ] {
        let site = SiteUrl::parse(text).expect(text);
        assert_eq!((site.url.as_deref(), site.path.as_str()), (url, path));
    }
    for text in [
        "",
        "a.org",
        "//a.org",
        "ftp://a.org",
        "https://",
        "https://a b/",
    ] {
        assert!(SiteUrl::parse(text).is_err(), "{text}");
    }
}
