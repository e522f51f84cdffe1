//! TEI out: every file is valid against TEI's own schema, and well-formed in any case.
//!
//! The schema is no part of the repository: it lies beside the checkout
//! (`../shared/schema/tei_all.rng`) or where `TEI_RNG` says, and `jing` reads it. Without
//! either, the files are only looked at for what any XML reader sees.

use crate::case::{self, Run};
use crate::conservation::{editions, folder};
use recto::diag::Severity;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The schema, and whether jing can be run; says why not.
fn schema() -> Option<PathBuf> {
    let stated = std::env::var_os("TEI_RNG").map(PathBuf::from);
    let beside = case::tests().join("../../shared/schema/tei_all.rng");
    let schema = stated.unwrap_or(beside);
    if !schema.is_file() {
        eprintln!("skipped: no TEI schema beside the checkout, and none in TEI_RNG");
        return None;
    }
    let jing = Command::new("jing").output();
    if jing.is_err() {
        eprintln!("skipped: jing is not installed");
        return None;
    }
    Some(schema)
}

/// What an XML reader has against a file: that it is not well-formed, or that an id
/// stands twice or is no name.
fn look(text: &str) -> Vec<String> {
    let document = match roxmltree::Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![error.to_string()],
    };
    let mut ids = BTreeSet::new();
    let mut wrong = Vec::new();
    for node in document.descendants() {
        let id = node.attribute(("http://www.w3.org/XML/1998/namespace", "id"));
        if let Some(id) = id
            && !ids.insert(id)
        {
            wrong.push(format!("the id {id} stands twice"));
        }
    }
    wrong
}

/// Checks files, all in one run of jing; names them by what they are.
fn check(files: &[(String, String)]) {
    let mut wrong: Vec<String> = Vec::new();
    for (name, text) in files {
        wrong.extend(look(text).into_iter().map(|it| format!("{name}: {it}")));
    }
    if let Some(schema) = schema() {
        wrong.extend(jing(&schema, files));
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn jing(schema: &Path, files: &[(String, String)]) -> Vec<String> {
    let dir = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    let all: Vec<_> = files.iter().enumerate().collect();
    for some in all.chunks(200) {
        let mut command = Command::new("jing");
        command.arg(schema);
        for (index, (_, text)) in some {
            let path = dir.path().join(format!("{index}.xml"));
            fs::write(&path, text).expect("written");
            command.arg(path);
        }
        let ran = command.output().expect("jing runs");
        let said = String::from_utf8_lossy(&ran.stdout);
        wrong.extend(said.lines().map(|line| {
            let file = line.rsplit('/').next().unwrap_or(line);
            let index = file
                .split('.')
                .next()
                .and_then(|it| it.parse::<usize>().ok());
            let name = index.and_then(|index| files.get(index));
            format!("{}: {file}", name.map_or("?", |(name, _)| name))
        }));
    }
    eprintln!("{} files, {} errors of jing", files.len(), wrong.len());
    wrong
}

#[test]
fn editions_as_tei_are_valid() {
    let mut files = Vec::new();
    for path in editions() {
        let run = Run::read_only(folder(&path));
        files.extend(run.tei());
    }
    assert!(files.len() > 8);
    check(&files);
}

/// Pointers of a file that lead nowhere: to no id of it, and to no document of its volume
/// or place in one (`#d168`, `#d136fn3`). What leads nowhere in the source too is none of
/// ours.
fn dangling(files: &[(String, String)], sources: &[String]) -> Vec<String> {
    const POINTERS: &[&str] = &[
        "ref",
        "target",
        "corresp",
        "ana",
        "resp",
        "who",
        "wit",
        "rendition",
        "decls",
        "sameAs",
    ];
    let id = |node: roxmltree::Node<'_, '_>| {
        let id = node.attribute(("http://www.w3.org/XML/1998/namespace", "id"));
        id.map(str::to_owned)
    };
    let parsed: Vec<_> = files
        .iter()
        .map(|(name, text)| (name, roxmltree::Document::parse(text).expect("well-formed")))
        .collect();
    let volume = |name: &str| {
        name.split_once('#')
            .map_or("", |(volume, _)| volume)
            .to_owned()
    };
    let mut ids: BTreeSet<(String, String)> = BTreeSet::new();
    for (name, document) in &parsed {
        ids.extend(
            document
                .descendants()
                .filter_map(id)
                .map(|id| (volume(name), id)),
        );
    }
    let mut wrong = Vec::new();
    for (name, document) in &parsed {
        let own: BTreeSet<String> = document.descendants().filter_map(id).collect();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            for attribute in node.attributes() {
                if !POINTERS.contains(&attribute.name()) {
                    continue;
                }
                let is_reference = matches!(attribute.name(), "target" | "corresp");
                for pointer in attribute.value().split_whitespace() {
                    let (place, id) = match pointer.split_once('#') {
                        Some(("", id)) => (volume(name), id),
                        Some((place, id)) if !place.contains([':', '/']) => (place.to_owned(), id),
                        _ => continue,
                    };
                    // A volume that is listed, and not here.
                    let listed = !pointer.starts_with('#')
                        && sources.iter().any(|it| it.contains("[[volumes]]"));
                    let elsewhere =
                        is_reference && (listed || ids.contains(&(place, id.to_owned())));
                    let of_source = sources.iter().any(|source| {
                        source.contains(&format!("{pointer}\""))
                            && !source.contains(&format!("xml:id=\"{id}\""))
                    });
                    let here = pointer.starts_with('#') && own.contains(id);
                    if !here && !elsewhere && !of_source {
                        let tag = node.tag_name().name();
                        wrong.push(format!("{name}: {tag} {}=\"{pointer}\"", attribute.name()));
                    }
                }
            }
        }
    }
    wrong
}

#[test]
fn every_pointer_that_is_written_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut look = |name: &str, sources: recto::source::MemorySources| {
        use recto::source::Sources;
        let texts: Vec<_> = sources
            .walk("")
            .into_iter()
            .filter_map(|found| sources.read(&found.path).ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect();
        let run = Run::read_only(sources);
        // What the editor has to mend cannot lead anywhere yet.
        if run.told().iter().any(|it| it.severity == Severity::Error) {
            return;
        }
        let files = run.tei();
        wrong.extend(
            dangling(&files, &texts)
                .into_iter()
                .map(|it| format!("{name}: {it}")),
        );
    };
    for path in editions() {
        look(&path.display().to_string(), folder(&path));
    }
    for file in case::all() {
        for case in &file.cases {
            look(&case.name, case::sources(case));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} pointers\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_block_stands_on_a_line_and_no_words_are_glued() {
    let text = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Log</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body>
    <p>
       The points
       of <hi>the   <emph>plan</emph>
       </hi>are:<list><label>(a)</label><item>ice;</item><label>(b)</label><item>wind
         <list><item>north</item></list> and rain</item></list>as <choice>
         <sic>tey</sic>
         <corr>they</corr></choice> stand.<note n="1"><p>One.</p><p>Two.</p></note><lb break="no"/>
    </p>
    <p>Run <code>a
  b</code>.<note n="2">
      Here. </note></p>
    <lg><l>Ice  and</l><l>wind</l></lg></body></text></TEI>"#;
    let sources = recto::source::MemorySources::new()
        .with("book.toml", "[book]\ntitle = \"Log\"\n")
        .with("content/a.xml", text);
    let files = Run::read_only(sources).tei();
    let written = &files.first().expect("one").1;
    let expected = r#"
      <div xml:id="a" type="document">
        <p>The points of <hi>the   <emph>plan</emph> </hi>are:
          <list>
            <label>(a)</label>
            <item>ice;</item>
            <label>(b)</label>
            <item>wind
              <list>
                <item>north</item>
              </list>
              and rain</item>
          </list>
          as <choice><sic>tey</sic><corr>they</corr></choice> stand.<note xml:id="afn1" type="editorial" n="1">
            <p>One.</p>
            <p>Two.</p>
          </note><lb break="no"/></p>
        <p>Run <code>a
  b</code>.<note xml:id="afn2" type="editorial" n="2">Here.</note></p>
        <lg>
          <l>Ice  and</l>
          <l>wind</l>
        </lg>
      </div>
    </body>"#;
    assert!(written.contains(expected), "{written}");
}

/// JSON without places in sources.
fn placeless(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| name != "span" && name != "sidecar")
            .map(|(name, value)| (name, placeless(value)))
            .collect(),
        serde_json::Value::Array(items) => items.into_iter().map(placeless).collect(),
        other => other,
    }
}

#[test]
fn a_header_of_the_source_gets_what_the_sidecar_says() {
    let text = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title><author>Moss</author></titleStmt><publicationStmt><publisher>Town</publisher></publicationStmt><sourceDesc><p>A sheet.</p></sourceDesc></fileDesc>
<profileDesc><correspDesc><correspAction type="sent"><persName>Somebody</persName><date when="1900"/></correspAction></correspDesc></profileDesc></teiHeader>
<text><body><div type="letter"><p>To <persName ref="#alder">Alder</persName> about recieved coal.</p><div type="attachment"><head>List</head><p>a</p></div></div></body></text></TEI>"##;
    let sidecar = "title: Moss to Alder\ndate: 1901-05-06\nsender: Ann Moss\naddressee: {name: Alder, person: alder}\nplace: Ashford\nremark: A leaf is missing.\narchive: Town Archive, Box 3\nkind: letter\nsubject: Coal\ncorrections:\n  - {quote: recieved, reads: received}\n";
    let people = "- id: alder\n  name: Mary Alder\n";
    let sources = recto::source::MemorySources::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"Log\"\n[edition]\neditors = [{name = \"E. Ditor\"}]\n",
        )
        .with("content/people.yaml", people)
        .with("content/a.xml", text);
    let stated = sources.clone().with("content/a.yaml", sidecar);
    let run = Run::read_only(stated);
    let files = run.tei();
    check(&files);
    let wrong = dangling(&files, &[]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let written = files.first().expect("one").1.clone();
    for words in [
        r##"resp="#editor" evidence="sidecar""##,
        ">Moss to Alder</title>",
        "<title>A letter</title>",
        ">Ann Moss</persName>",
        r#"<date when="1901-05-06""#,
        "A leaf is missing.",
        "<p>A sheet.",
        r#"<person xml:id="alder""#,
        "<name>E. Ditor</name>",
    ] {
        assert!(written.contains(words), "{words}: {written}");
    }
    // Read again, it says the same, and writes the same.
    let again = Run::read_only(sources.with("content/a.xml", written.clone()));
    let header = |run: &Run| {
        let json: serde_json::Value = serde_json::from_str(&run.json()[0].1).expect("JSON");
        placeless(json["header"].clone())
    };
    assert_eq!(header(&again), header(&run));
    let second = again.tei().first().expect("one").1.clone();
    assert!(written == second, "{}", case::diff::diff(&written, &second));
}

#[test]
fn entries_have_the_ids_of_their_lists() {
    let volume = |id: &str| {
        format!(
            r##"<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}"><teiHeader><fileDesc><titleStmt><title>Log</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><front><div xml:id="persons"><head>Persons</head><list><item><persName xml:id="p_KN{id}">Nord, Karl</persName>, {id} consul</item><item><persName xml:id="p_AB">Berg, {id}</persName>, pilot</item></list></div></front><body>
<div type="document" xml:id="d1" n="1"><head>1. Ice</head><p><persName corresp="#p_KN{id}">Nord</persName> and <persName corresp="#p_AB">Berg</persName> see <ref target="#p_AB">him</ref>.</p></div>
</body></text></TEI>"##
        )
    };
    let sources = recto::source::MemorySources::new()
        .with("book.toml", "[book]\ntitle = \"Log\"\n")
        .with("content/v1.xml", volume("v1"))
        .with("content/v2.xml", volume("v2"));
    let files = Run::read_only(sources).tei();
    let text = |name: &str| {
        let found = files.iter().find(|(id, _)| id == name);
        found.expect("it is written").1.clone()
    };
    let first = text("v1#d1");
    assert!(first.contains(r##"<person xml:id="p_KNv1">"##), "{first}");
    assert!(
        first.contains(r##"corresp="#p_KNv1" ref="#p_KNv1""##),
        "{first}"
    );
    let second = text("v2#d1");
    // Another volume's entry has the id.
    assert!(
        second.contains(r##"corresp="#p_ab.v2" ref="#p_ab.v2""##),
        "{second}"
    );
    // A reference leads to the list as it is printed.
    assert!(second.contains(r##"target="#p_AB""##), "{second}");
    let list = text("v1#persons");
    assert_eq!(list.matches(r##"xml:id="p_KNv1""##).count(), 1, "{list}");
    let wrong = dangling(&files, &[]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cases_as_tei_are_valid() {
    let mut files = Vec::new();
    for file in case::all() {
        for case in &file.cases {
            let run = Run::read_only(case::sources(case));
            let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
            let named = run.tei().into_iter();
            files.extend(named.map(|(id, text)| (format!("{stem} › {} › {id}", case.name), text)));
        }
    }
    assert!(files.len() > 100);
    check(&files);
}

#[test]
fn looks_that_a_header_defines_are_shown_and_written() {
    let header = r##"<teiHeader><fileDesc><titleStmt><title>Log</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc><encodingDesc><tagsDecl><rendition xml:id="r1" scheme="css">font-weight: bold; border-top: 1px solid</rendition><rendition xml:id="zz">display: block; text-align: center</rendition><rendition xml:id="unused">color: red</rendition><rendition selector="foreign">font-style: italic</rendition><namespace name="http://www.tei-c.org/ns/1.0"><tagUsage gi="speaker" rendition="#r1"/></namespace></tagsDecl></encodingDesc></teiHeader>"##;
    let body = r##"<p rendition="#zz">See <hi rendition="#r1">ice</hi> and <foreign xml:lang="la">nix</foreign>.</p><sp><speaker>ANNA</speaker><p>No.</p></sp>"##;
    let volume = format!(
        r##"<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v1">{header}<text><body><div type="document" xml:id="d1" n="1"><head>1. Ice</head>{body}</div><div type="document" xml:id="d2" n="2"><head>2. Wind</head><p>w</p></div></body></text></TEI>"##
    );
    let sources = recto::source::MemorySources::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"Log\"\n[diagnostics]\nundated = \"allow\"\n",
        )
        .with("content/v1.xml", volume);
    let run = Run::new(sources);
    assert_eq!(run.diagnostics(), "");
    let page = run.show("html documents/v1/d1.html main");
    for words in [
        "<strong class=\"hi\">ice</strong>",
        "r-center",
        "r-italic",
        "r-bold",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("border-top"), "{page}");
    let files = run.tei();
    let written = &files.iter().find(|(id, _)| id == "v1#d1").expect("it is").1;
    for words in [
        r#"<rendition xml:id="r1" scheme="css">font-weight: bold; border-top: 1px solid</rendition>"#,
        r#"<rendition scheme="css" selector="foreign">"#,
    ] {
        assert!(written.contains(words), "{words}: {written}");
    }
    assert!(!written.contains("unused"), "{written}");
    check(&files);
    assert_eq!(dangling(&files, &[]), Vec::<String>::new());
}
