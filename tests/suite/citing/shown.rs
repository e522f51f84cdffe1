//! What people are shown of a document to cite it, and what no field of a format holds:
//! the cite box, Open Graph, and the notes of BibTeX.

use super::formats::{Said, bibtex_fields, folded};
use crate::case::page::{parse, well_formed};
use recto::model::Date;
use roxmltree::Node;

/// Letters and digits alone: styles put their own signs between them.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

fn has(text: &str, wanted: &str) -> bool {
    bare(text).contains(&bare(wanted))
}

/// Whether every word of every name stands in a text; of more than `most` names, those
/// of the first alone.
fn has_names(text: &str, names: &[String], most: usize) -> bool {
    let count = if names.len() > most { 1 } else { names.len() };
    let words = names.iter().take(count).flat_map(|name| name.split(' '));
    words.into_iter().all(|word| has(text, word))
}

fn text_of(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text);
    folded(&texts.filter_map(|node| node.text()).collect::<String>())
}

/// What is wrong in a page's Open Graph and cite box. `first` is what CSL-JSON says, and
/// `edtf` the date.
pub(super) fn page(html: &str, first: &Said, edtf: Option<&str>) -> Vec<String> {
    let xml = well_formed(html);
    let page = parse(&xml).expect("a page");
    let property = |name: &str| {
        let mut metas = page.descendants().filter(|node| node.has_tag_name("meta"));
        let found = metas.find(|node| node.attribute("property") == Some(name));
        found.and_then(|node| node.attribute("content"))
    };
    let number_off = |title: &str| title.split_once(". ").map_or("", |it| it.1).to_owned();
    let mut wrong = Vec::new();
    let mut check = |is_right: bool, what: &str, text: &str| {
        if !is_right {
            wrong.push(format!("{what}: {text}"));
        }
    };
    let graph = property("og:title").expect("og:title");
    let titles = [first.title.clone(), number_off(&first.title)];
    // The page's own title has a number where readers see one.
    let shared = [graph.to_owned(), number_off(graph)];
    let same = |title: &String| shared.iter().any(|graph| bare(title) == bare(graph));
    check(titles.iter().any(same), "og:title", graph);
    let printed = page
        .descendants()
        .any(|node| node.attribute("name") == Some("citation_book_title"));
    let list = page
        .descendants()
        .find(|node| node.attribute("class") == Some("citations"))
        .expect("a cite box");
    let from = first.from.as_deref().unwrap_or(&[]);
    let to = first.to.as_deref().unwrap_or(&[]);
    let entries: Vec<String> = list
        .children()
        .filter(|node| node.has_tag_name("dd"))
        .map(text_of)
        .collect();
    assert_eq!(entries.len(), 4, "four styles");
    let date = edtf.map(|edtf| Date::parse(edtf).expect("EDTF"));
    for (at, text) in entries.iter().enumerate() {
        let is_apa = at == 3;
        // APA has initials for given names, of all: a name stands there in part.
        let all = if is_apa { Vec::new() } else { from.to_vec() };
        // The note names three, MLA two, the bibliography all.
        let most = [3, usize::MAX, 2, 0][at];
        check(has_names(text, &all, most), "authors", text);
        if from.is_empty() || to.is_empty() {
            check(
                titles
                    .iter()
                    .any(|title| !title.is_empty() && has(text, title)),
                "title",
                text,
            );
        } else {
            check(has_names(text, to, 3), "addressees", text);
        }
        if let Some(date) = date {
            let first = date.earliest().or(date.latest());
            let year = first.map_or(String::new(), |day| format!("{:04}", day.year()));
            // A century's words begin with its first year's.
            let said = match date.exact() {
                None if !is_apa => has(text, &date.in_words()),
                _ => has(text, &year),
            };
            check(said, "date", text);
        }
        if let Some(archive) = first.archive.as_deref().filter(|_| !printed) {
            check(has(text, archive), "archive", text);
        }
    }
    wrong
}

/// What is wrong in what BibTeX has no field for: addressees and archive stand in words.
pub(super) fn bibtex(text: &str, first: &Said) -> Vec<String> {
    let said = bibtex_fields(text);
    let to = first.to.as_deref().unwrap_or(&[]);
    let archive = first.archive.as_deref().unwrap_or("");
    let mut wrong = Vec::new();
    if !has_names(&said, to, usize::MAX) {
        wrong.push(format!("addressees in BibTeX: {text}"));
    }
    if !has(&said, archive) {
        wrong.push(format!("archive in BibTeX: {text}"));
    }
    wrong
}
