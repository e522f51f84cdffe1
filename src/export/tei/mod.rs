//! A record as TEI P5: one file a document, valid, and laid out for a person to read and
//! compare.
//!
//! Header (`header`, `facts`, `people`) and text (`body`) are made as one tree.
//! What TEI does not allow in it is mended by the schema's own table (`schema`, `fit`,
//! `place`), losing nothing: what has no place in TEI stands in a processing instruction
//! `<?recto …?>`, from which reading the file again restores it. Then it is written
//! (`write`).

mod body;
mod evidence;
mod facts;
mod finish;
mod fit;
mod header;
mod people;
mod place;
mod schema;
mod stated;
mod tree;
mod value;
mod wanted;
mod write;

use super::Document;
use crate::config::Config;
use crate::model::Entity;
use evidence::Defaults;
use std::collections::BTreeSet;
use tree::{Item, Xml};

/// TEI's namespace.
const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// The attribute by which reading says that an element was added when the file was written.
const ADDED: &str = "recto:added";

/// The document, with a line break at its end.
#[must_use]
pub fn document(document: &Document<'_>) -> String {
    let defaults = Defaults::of(document.record);
    let (division, notes) = body::division(document, &defaults);
    let header = header::header(document, &defaults, &notes, &division);
    let body = Item::new("body").child(division);
    let language = document.record.header.language.as_ref();
    // A header that the source has says itself in which language it is.
    let default = document.record.description.is_empty();
    let default = default.then_some(document.config.book.language.as_str());
    let language = language.map(|it| it.value.as_str()).or(default);
    let root = Item::new("TEI")
        .attr_if("xml:lang", language)
        .child(header)
        .child(Item::new("text").child(body));
    finished(root)
}

/// The ids that stand in a tree.
fn ids(root: &Item<'_>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut stack = vec![root];
    while let Some(item) = stack.pop() {
        ids.extend(item.get("xml:id").map(str::to_owned));
        stack.extend(item.children.iter().filter_map(|child| match child {
            Xml::Item(item) => Some(&**item),
            Xml::Text(_) => None,
        }));
    }
    ids
}

/// The authority files of an edition as one TEI file; `None` when there are none.
pub fn authority<'a>(
    config: &Config,
    entities: impl Iterator<Item = &'a Entity>,
) -> Option<String> {
    let mut entities: Vec<&Entity> = entities.collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    let lists = [
        people::persons(&entities),
        people::orgs(&entities),
        people::places(&entities),
    ];
    let lists: Vec<_> = lists.into_iter().flatten().collect();
    let glossary = people::glossary(&entities);
    if lists.is_empty() && glossary.is_none() {
        return None;
    }
    let title = format!(
        "{}: people, organisations, places and terms",
        config.book.title
    );
    let file = Item::new("fileDesc")
        .child(header::titles(config, Item::new("title").text(title)))
        .child(header::publisher(config))
        .child(
            Item::new("sourceDesc").child(Item::new("p").text("The edition’s authority files.")),
        );
    let mut encoding = Item::new("encodingDesc").child(header::application());
    if let Some(glossary) = glossary {
        encoding = encoding.child(Item::new("classDecl").child(glossary));
    }
    let header = Item::new("teiHeader").child(file).child(encoding);
    let header = header.all(header::revision(config));
    let root = Item::new("TEI")
        .attr("xml:lang", config.book.language.as_str())
        .child(header);
    let root = if lists.is_empty() {
        let none = Item::new("p").text("The edition has a glossary only; the header holds it.");
        root.child(Item::new("text").child(Item::new("body").child(none)))
    } else {
        root.child(Item::new("standOff").all(lists))
    };
    Some(finished(root))
}

/// Mends, finishes and writes.
fn finished(root: Item<'_>) -> String {
    let mut root = fit::fit(root);
    fit::name_all(&mut root);
    let mut ids = BTreeSet::new();
    // Ids of the text come before those of the header.
    for child in root.children.iter_mut().rev() {
        if let Xml::Item(item) = child {
            finish::finish(item, &mut ids);
        }
    }
    root.attrs
        .retain(|(name, value)| name != "xml:lang" || value::Type::Language.takes(value));
    root.attrs.insert(0, ("xmlns".into(), NAMESPACE.into()));
    write::write(&root)
}
