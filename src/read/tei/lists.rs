//! Lists of persons, places, organisations and terms → entries, as authority files have
//! them; and the private kinds of addresses that a header explains.

use super::links::entry_id;
use super::names::Scope;
use super::scan::{Scanner, Token};
use super::skeleton::{Kind, Skeleton};
use super::tree::Builder;
use super::{Outline, header, looks};
use crate::diag::Diagnostics;
use crate::model::{Descend, Element, Entity, EntityId, EntityKind, Node, Tag, plain_text, walk};
use crate::source::SourceFile;
use std::collections::BTreeSet;

/// Reads the entries of a file's lists into its outline.
pub(super) fn read(
    source: &SourceFile,
    skeleton: &Skeleton<'_>,
    outline: &mut Outline,
    _diags: &mut Diagnostics,
) {
    let none = Vec::new();
    // What the root declares is in scope in all the file.
    let mut scope = Scope::new(Vec::new(), skeleton.accepted);
    let root = skeleton
        .pieces
        .first()
        .map_or(0, |root| root.start as usize);
    if let Some(Ok((Token::Start(start), _))) =
        Scanner::new(&source.text, root..source.text.len()).next()
    {
        scope.enter(&start);
    }
    let tree = |range: std::ops::Range<usize>| {
        let names = (&skeleton.entities.replacements, &none);
        let mut builder = Builder::new(source.id, &source.text, names, scope.clone());
        builder.read(range);
        builder.finish().nodes
    };
    let header = skeleton.pieces.iter().find(|it| it.kind == Kind::Header);
    if let Some(header) = header
        && let Some(text) = source.text.get(header.range())
    {
        if text.contains("prefixDef") {
            outline.prefixes = header::prefixes(&tree(header.range()));
        }
        if text.contains("<rendition") {
            outline.renditions = looks::renditions(&tree(header.range())).into();
        }
    }
    let mut seen = BTreeSet::new();
    for range in &skeleton.entries {
        let nodes = tree(range.clone());
        if let Some(entity) = entity(&nodes)
            && seen.insert(entity.id.clone())
        {
            outline.entities.push(entity);
        }
    }
}

fn entity(nodes: &[Node]) -> Option<Entity> {
    let first = nodes.iter().find_map(Node::element)?;
    match first.tag.name() {
        "person" | "personGrp" => entry(first, EntityKind::Person),
        "place" => entry(first, EntityKind::Place),
        "org" => entry(first, EntityKind::Organization),
        _ => listed(nodes),
    }
}

/// All elements below one, with this name.
fn below<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    walk(&element.children, &mut |node| {
        if let Some(element) = node.element() {
            if element.tag.name() == name {
                found.push(element);
            }
            // Names of other people and places are not this entry's.
            let other = matches!(
                element.tag.name(),
                "birth"
                    | "death"
                    | "relation"
                    | "event"
                    | "affiliation"
                    | "residence"
                    | "listRelation"
                    | "listEvent"
                    | "bibl"
                    | "person"
                    | "place"
                    | "org"
            );
            if other {
                return Descend::Over;
            }
        }
        Descend::Into
    });
    found
}

/// `person`, `place`, `org`.
fn entry(element: &Element, kind: EntityKind) -> Option<Entity> {
    let own = element.attrs.get("xml:id")?;
    let id = EntityId::new(&entry_id(own)).ok()?;
    let tag = match kind {
        EntityKind::Person => "persName",
        EntityKind::Place => "placeName",
        EntityKind::Organization | EntityKind::Term => "orgName",
    };
    let mut names = below(element, tag);
    if names.is_empty() {
        names = [
            "settlement",
            "geogName",
            "name",
            "country",
            "region",
            "persName",
        ]
        .iter()
        .map(|tag| below(element, tag))
        .find(|found| !found.is_empty())?;
    }
    let main = |it: &&Element| matches!(it.kind(), "main" | "pref" | "reg" | "label" | "sort");
    let best = names
        .iter()
        .copied()
        .find(|it| main(it))
        .or(names.first().copied())?;
    let (name, sort) = spelled(best, kind);
    if name.is_empty() {
        return None;
    }
    let mut spellings = Vec::new();
    for other in names.iter().filter(|it| !std::ptr::eq(**it, best)) {
        let (spelling, _) = spelled(other, kind);
        if !spelling.is_empty() && spelling != name && !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    let note = ["note", "occupation", "desc"].iter().find_map(|tag| {
        let words: Vec<_> = below(element, tag)
            .iter()
            .map(|it| plain_text(&it.children))
            .filter(|words| !words.is_empty())
            .collect();
        (!words.is_empty()).then(|| words.join("; "))
    });
    Some(Entity {
        source_id: source_id(own, &id),
        id,
        kind,
        name,
        sort,
        spellings,
        tenures: Vec::new(),
        note,
        links: links(element),
        span: element.span,
    })
}

/// The id as the file has it, where that is no id of ours.
fn source_id(own: &str, id: &EntityId) -> Option<Box<str>> {
    (own != id.as_str()).then(|| own.into())
}

/// A name as it is shown, and as it is sorted.
fn spelled(element: &Element, kind: EntityKind) -> (String, String) {
    let part = |name: &str| {
        let parts = below(element, name);
        let words: Vec<_> = parts.iter().map(|it| plain_text(&it.children)).collect();
        let words = words.join(" ");
        (!words.is_empty()).then_some(words)
    };
    let words = plain_text(&element.children);
    if kind != EntityKind::Person {
        return (words.clone(), words);
    }
    match (part("surname"), part("forename")) {
        (Some(family), Some(given)) => (format!("{given} {family}"), format!("{family}, {given}")),
        (Some(family), None) => (family.clone(), family),
        (None, Some(given)) => (given.clone(), given),
        (None, None) => natural(&words),
    }
}

/// `Adenauer, Conrad` → `Conrad Adenauer`, and itself to sort by.
fn natural(words: &str) -> (String, String) {
    let words = words.trim_end_matches([',', ':', ';']).trim();
    let shown = match words.split_once(", ") {
        Some((family, rest)) => match rest.split_once(", ") {
            // `Kennedy, Robert F., Jr.`
            Some((given, last)) => format!("{given} {family}, {last}"),
            None => format!("{rest} {family}"),
        },
        None => words.to_owned(),
    };
    (shown, words.to_owned())
}

/// Records elsewhere: `idno` and `ref` with addresses.
fn links(element: &Element) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    let mut add = |address: &str| {
        let address = address.trim();
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        if is_web && !links.iter().any(|it| it == address) {
            links.push(address.to_owned());
        }
    };
    for name in ["ref", "sameAs", "corresp"] {
        let values = element.attrs.get(name).unwrap_or("");
        values.split_ascii_whitespace().for_each(&mut add);
    }
    let mut seen = Vec::new();
    for idno in below(element, "idno") {
        seen.push((idno.kind().to_lowercase(), plain_text(&idno.children)));
    }
    for (kind, value) in &seen {
        let made = match kind.as_str() {
            _ if value.contains("://") => value.clone(),
            "gnd" => format!("https://d-nb.info/gnd/{value}"),
            "viaf" => format!("https://viaf.org/viaf/{value}"),
            "wikidata" => format!("https://www.wikidata.org/entity/{value}"),
            "geonames" => format!("https://www.geonames.org/{value}"),
            _ => continue,
        };
        add(&made);
    }
    for tag in ["ref", "ptr"] {
        for it in below(element, tag) {
            add(it.attrs.get("target").unwrap_or(""));
        }
    }
    for tag in ["persName", "placeName", "orgName"] {
        for it in below(element, tag) {
            add(it.attrs.get("ref").unwrap_or(""));
        }
    }
    links
}

/// `<item><persName xml:id="p_AK3">Adenauer, Conrad</persName>, Chancellor …</item>`, or a
/// `label` with the name and an `item` with what it means.
fn listed(nodes: &[Node]) -> Option<Entity> {
    let mut found: Option<&Element> = None;
    walk(nodes, &mut |node| {
        if let Some(element) = node.element()
            && matches!(
                element.tag,
                Tag::PersName | Tag::PlaceName | Tag::OrgName | Tag::Name | Tag::Term
            )
            && element.attrs.get("xml:id").is_some()
        {
            found.get_or_insert(element);
        }
        Descend::Into
    });
    let name = found?;
    let kind = match (&name.tag, name.kind()) {
        (Tag::PersName, _) | (Tag::Name, "person") => EntityKind::Person,
        (Tag::PlaceName, _) | (Tag::Name, "place") => EntityKind::Place,
        (Tag::OrgName, _) | (Tag::Name, "org") => EntityKind::Organization,
        (Tag::Term, _) => EntityKind::Term,
        _ => return None,
    };
    let own = name.attrs.get("xml:id")?;
    let id = EntityId::new(&entry_id(own)).ok()?;
    let words = plain_text(&name.children);
    let (shown, sort) = if kind == EntityKind::Person {
        natural(&words)
    } else {
        let words = words.trim_end_matches([',', ':', ';']).to_owned();
        (words.clone(), words)
    };
    if shown.is_empty() {
        return None;
    }
    let whole = plain_text(nodes);
    let note = whole
        .find(&words)
        .and_then(|at| whole.get(at + words.len()..))
        .map(|rest| rest.trim_start_matches([',', ':', ';', ' ', '.']).trim())
        .filter(|rest| !rest.is_empty())
        .map(str::to_owned);
    let first = nodes.first().map_or(name.span, Node::span);
    Some(Entity {
        source_id: source_id(own, &id),
        id,
        kind,
        name: shown,
        sort,
        spellings: Vec::new(),
        tenures: Vec::new(),
        note,
        links: Vec::new(),
        span: first,
    })
}
