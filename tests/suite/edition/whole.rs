//! From texts to what they are to each other.

use super::*;
use recto::edition::{Dates, summarize};
use recto::load::{load, read_source};
use recto::read::names::NameFinder;
use recto::read::{Context, record, sidecar};
use recto::source::MemorySources;

/// Reads a content folder as a build does.
fn read(sources: &MemorySources, toml: &str) -> (Edition, Files, Vec<String>) {
    let Case {
        mut files, config, ..
    } = Case::new(toml);
    let mut diags = Diagnostics::new();
    let inputs = load(sources, &config, &mut files, &mut diags);
    let names = NameFinder::new(&inputs.authority.entities);
    let context = Context {
        config: &config,
        names: &names,
        people: &recto::read::names::Pointers::default(),
    };
    let mut summaries = Vec::new();
    for input in &inputs.documents {
        let mut get = |file| read_source(sources, &files, file, &mut diags);
        let source = get(input.file).expect("it is text");
        let stated = input.sidecar.as_ref();
        let stated = stated.and_then(|(file, _)| get(*file));
        let stated = stated.map(|file| sidecar::parse(&file, &mut diags));
        let stated = stated.unwrap_or_default();
        let record = record(&source, &stated, &context, &mut diags).expect("it is a record");
        summaries.push(summarize(&record, &source.text, Dates::Kept));
    }
    let authority = inputs.authority;
    let edition = assemble(
        summaries,
        authority,
        &recto::load::Inputs::default(),
        &names,
        &config,
        &files,
        &mut diags,
    );
    let told = diags.finish(&files);
    let told = told
        .iter()
        .map(|it| format!("{}: {}", it.code.slug(), it.message));
    (edition, files, told.collect())
}

#[test]
fn texts_become_an_edition() {
    let sources = MemorySources::new()
        .with(
            "content/v5/first.txt",
            "12. Letter From President Reagan to General Secretary Gorbachev1\n\n\
             Washington, December 7, 1985\n\n\
             Dear Mr. General Secretary:\n\nWe must talk about grain.2 [Page 31] Secretary Shultz will write.\n\n\
             Sincerely,\n\nRonald Reagan\n\n\
             \x20 1. Source: National Archives.\n  2. See Foreign Relations, 1981–1988, vol. IV, Document 351.\n",
        )
        .with(
            "content/v5/second.txt",
            "13. Letter From General Secretary Gorbachev to President Reagan1\n\n\
             Moscow, January 11, 1986\n\n\
             Dear Mr. President,\n\nYour letter has come.2 Grain is a matter of trade.3\n\n\
             \x20 1. Source: National Archives.\n  2. See Document 12. See also footnote 2, Document 12, and Document 99.\n  3. Ante, p. 31.\n",
        )
        .with("content/v5/second.yaml", "replies-to: [d12]\n")
        .with(
            "content/people.yaml",
            "- id: reagan\n  name: Ronald W. Reagan\n- id: gorbachev\n  name: Mikhail S. Gorbachev\n- id: shultz\n  name: George P. Shultz\n",
        );
    let (edition, files, told) = read(&sources, VOLUMES);
    assert_eq!(told, [""; 0]);
    assert_eq!(names(&edition, edition.documents()), ["v5#d12", "v5#d13"]);
    let second = find(&edition, "v5/d13");
    let links = edition
        .document(second)
        .refs
        .iter()
        .zip(edition.links(second));
    let links: Vec<_> = links
        .map(|(it, link)| format!("{} {}: {}", it.at, it.text, show(&edition, &files, link)))
        .collect();
    assert_eq!(
        links,
        [
            "fn2 Document 12: v5#d12",
            "fn2 footnote 2, Document 12: v5#d12 fn2",
            "fn2 Document 99: -> https://example.org/v5/d99",
            "fn3 p. 31: v5#d12 pg_31",
        ]
    );
    let first = find(&edition, "v5/d12");
    assert_eq!(edition.cited_by(first).len(), 3);
    assert_eq!(edition.answered_by(first)[0].document, second);
    assert_eq!(edition.neighbours(first).later, Some(second));
    let people: Vec<_> = edition
        .people()
        .iter()
        .map(|it| format!("{} {}", it.sort, it.appearances.len()))
        .collect();
    assert_eq!(
        people,
        [
            "Gorbachev, Mikhail S. 4",
            "Reagan, Ronald W. 4",
            "Shultz, George P. 1"
        ]
    );
    assert_eq!(
        edition.document(first).opening,
        "We must talk about grain. Secretary Shultz will write."
    );
}
