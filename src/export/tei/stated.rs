//! What a source's own header gets: the editor's facts, the entries of those whom the text
//! names, and whom and what `resp` and `ana` point to. Each thing that is added says so
//! (`<?recto added?>`), and is made anew when the file is read and written again.

use super::super::Document;
use super::facts::Facts;
use super::people;
use super::tree::{Item, Xml};
use crate::model::Rule;
use std::collections::BTreeSet;

/// The order in which TEI wants the parts of a header, where it wants one.
const HEADER: &[&str] = &[
    "fileDesc",
    "encodingDesc",
    "profileDesc",
    "xenoData",
    "revisionDesc",
];
const FILE: &[&str] = &[
    "titleStmt",
    "editionStmt",
    "extent",
    "publicationStmt",
    "seriesStmt",
    "notesStmt",
    "sourceDesc",
];

/// Adds what a header does not say. `ids` are those that stand in the text.
pub(super) fn complete<'a>(
    header: &mut Item<'a>,
    document: &'a Document<'a>,
    division: &Item<'a>,
    ids: &BTreeSet<String>,
) {
    strip(header);
    let mut defined = super::ids(header);
    defined.extend(ids.iter().cloned());
    facts(header, document);
    entries(header, document, &defined);
    meant(header, document, division, &defined);
}

/// Takes away what was added when this file was written before.
fn strip(header: &mut Item<'_>) {
    let mut stack = vec![header];
    while let Some(item) = stack.pop() {
        item.children.retain(|child| match child {
            Xml::Item(child) => child.get(super::ADDED).is_none(),
            Xml::Text(_) => true,
        });
        stack.extend(item.items_mut());
    }
}

/// The facts of the sidecar.
fn facts<'a>(header: &mut Item<'a>, document: &'a Document<'a>) {
    if !stated(document) {
        return;
    }
    let facts = Facts::new(document);
    let file = part(header, HEADER, "fileDesc");
    let title = Item::new("titleStmt").child(facts.title());
    if let Some(title) = editors(title) {
        let titles = part(file, FILE, "titleStmt");
        // Of several titles the main one is the document's.
        for item in title.children.into_iter().rev() {
            if let Xml::Item(item) = item {
                let item = item.attr("type", "main");
                titles.children.insert(0, added(item));
            }
        }
    }
    let publication = facts.rights().into_iter().filter_map(editors);
    let publication: Vec<_> = publication.map(added).collect();
    if !publication.is_empty() {
        let statement = part(file, FILE, "publicationStmt");
        statement.children.extend(publication);
    }
    let remarks: Vec<_> = facts.notes().into_iter().filter_map(editors).collect();
    if !remarks.is_empty() {
        let notes = part(file, FILE, "notesStmt");
        notes.children.extend(remarks.into_iter().map(added));
    }
    let source: Vec<_> = facts.source().into_iter().filter_map(editors).collect();
    if !source.is_empty() {
        let description = part(file, FILE, "sourceDesc");
        description.children.extend(source.into_iter().map(added));
    }
    let participants = facts.participants().into_iter().filter_map(editors);
    let participants: Vec<_> = participants.collect();
    let lists = (!participants.is_empty()).then(|| Item::new("particDesc").all(participants));
    let keywords: Vec<_> = facts.keywords().into_iter().filter_map(editors).collect();
    let keywords = (!keywords.is_empty()).then(|| Item::new("textClass").all(keywords));
    let correspondence = facts.correspondence().into_iter().filter_map(editors);
    let parts: Vec<_> = correspondence.chain(lists).chain(keywords).collect();
    if !parts.is_empty() {
        let profile = part(header, HEADER, "profileDesc");
        profile.children.extend(parts.into_iter().map(added));
    }
}

/// Whether the sidecar states a fact.
fn stated(document: &Document<'_>) -> bool {
    let inner = document.record.enclosures.iter().map(|it| &it.header);
    std::iter::once(&document.record.header)
        .chain(inner)
        .any(super::facts::is_stated)
}

/// What the editor says of a part of the header; `None` when that is nothing.
fn editors(mut item: Item<'_>) -> Option<Item<'_>> {
    if item.get("resp") == Some("#editor") {
        return Some(item);
    }
    let children = std::mem::take(&mut item.children);
    for child in children {
        let Xml::Item(child) = child else {
            continue;
        };
        // The way to a paper in an archive goes with the archive.
        let goes = child.name == "collection" && !item.children.is_empty();
        let child = if goes { Some(*child) } else { editors(*child) };
        item.children.extend(child.map(Xml::from));
    }
    (!item.children.is_empty()).then_some(item)
}

/// The entries of those whom the text names and the file does not list.
fn entries<'a>(header: &mut Item<'a>, document: &'a Document<'a>, defined: &BTreeSet<String>) {
    let entities = people::of(document, defined);
    let (persons, orgs) = (people::persons(&entities), people::orgs(&entities));
    let mut parts = Vec::new();
    if persons.is_some() || orgs.is_some() {
        let lists = persons.into_iter().chain(orgs);
        parts.push(Item::new("particDesc").all(lists));
    }
    let places = people::places(&entities);
    parts.extend(places.map(|places| Item::new("settingDesc").child(places)));
    if !parts.is_empty() {
        let profile = part(header, HEADER, "profileDesc");
        profile.children.extend(parts.into_iter().map(added));
    }
    if let Some(glossary) = people::glossary(&entities) {
        let encoding = part(header, HEADER, "encodingDesc");
        let classes = Item::new("classDecl").child(glossary);
        encoding.children.push(added(classes));
    }
}

/// Whom `resp` means, and what the rules say, as far as the file names them.
fn meant<'a>(
    header: &mut Item<'a>,
    document: &'a Document<'a>,
    division: &Item<'a>,
    defined: &BTreeSet<String>,
) {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for root in [&*header, division] {
        let mut stack = vec![root];
        while let Some(item) = stack.pop() {
            for name in ["resp", "ana"] {
                let words = item.get(name).unwrap_or("").split_ascii_whitespace();
                let ids = words.filter_map(|word| word.strip_prefix('#'));
                named.extend(ids.map(str::to_owned));
            }
            stack.extend(item.children.iter().filter_map(|child| match child {
                Xml::Item(child) => Some(&**child),
                Xml::Text(_) => None,
            }));
        }
    }
    named.retain(|id| !defined.contains(id));
    let is_meant = |item: &Item<'_>| item.get("xml:id").is_some_and(|id| named.contains(id));
    let people = super::header::titles(document.config, Item::default()).children;
    let people: Vec<_> = people
        .into_iter()
        .filter_map(|child| match child {
            Xml::Item(item) if is_meant(&item) => Some(added(*item)),
            _ => None,
        })
        .collect();
    if !people.is_empty() {
        let file = part(header, HEADER, "fileDesc");
        part(file, FILE, "titleStmt").children.extend(people);
    }
    let rules = Rule::ALL.iter().copied();
    let rules: BTreeSet<Rule> = rules
        .filter(|rule| named.contains(&format!("rule-{}", rule.slug())))
        .collect();
    if !rules.is_empty() {
        let taxonomy = super::header::rules(&rules);
        let encoding = part(header, HEADER, "encodingDesc");
        let classes = Item::new("classDecl").child(taxonomy);
        encoding.children.push(added(classes));
    }
}

fn added(mut item: Item<'_>) -> Xml<'_> {
    item.added = true;
    item.into()
}

/// The part of this name, which is put in its place if there is none.
fn part<'i, 'a>(parent: &'i mut Item<'a>, order: &[&str], name: &'static str) -> &'i mut Item<'a> {
    let is = |child: &Xml<'_>| matches!(child, Xml::Item(item) if item.name == name);
    if !parent.children.iter().any(is) {
        let rank = |name: &str| order.iter().position(|known| *known == name);
        let own = rank(name);
        let later = |child: &Xml<'_>| match child {
            Xml::Item(item) => rank(&item.name) > own,
            Xml::Text(_) => false,
        };
        let at = parent.children.iter().position(later);
        let at = at.unwrap_or(parent.children.len());
        parent.children.insert(at, added(Item::new(name)));
    }
    let mut items = parent.items_mut();
    items
        .find(|item| item.name == name)
        .expect("it was there, or has been put there")
}
