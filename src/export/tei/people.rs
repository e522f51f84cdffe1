//! Authority files in TEI: `listPerson`, `listPlace`, `listOrg`, and the glossary as a
//! taxonomy. In a document's header, those who occur in it; in a file of their own, all.

use super::super::Document;
use super::facts::date;
use super::tree::Item;
use crate::edition::Link;
use crate::model::{Descend, Entity, EntityId, EntityKind, Node, Tenure, walk};
use std::collections::{BTreeMap, BTreeSet};

/// The entries that a document names, by id; not those that its own text defines, whose
/// ids are `defined`.
pub(super) fn of<'a>(document: &'a Document<'a>, defined: &BTreeSet<String>) -> Vec<&'a Entity> {
    let record = document.record;
    let mut found: BTreeMap<EntityId, &'a Entity> = BTreeMap::new();
    let mut add = |id: &EntityId| {
        if let Some(entity) = document.edition.entity(id)
            && !defined.contains(entity.tei_id())
        {
            found.insert(entity.id.clone(), entity);
        }
    };
    let bodies = record.notes.iter().map(|note| &note.body);
    for tree in std::iter::once(&record.body).chain(bodies) {
        walk(tree, &mut |node| {
            if let Node::Element(element) = node
                && let Some(id) = element.attrs.get("ref").and_then(|it| it.strip_prefix('#'))
                && let Ok(id) = EntityId::new(id)
            {
                add(&id);
            }
            Descend::Into
        });
    }
    for link in document.edition.links(document.index) {
        if let Link::Entity(id) = link {
            add(id);
        }
    }
    let inner = record.enclosures.iter().map(|enclosure| &enclosure.header);
    for header in std::iter::once(&record.header).chain(inner) {
        let parties = header.sent.parties.iter().chain(&header.received.parties);
        for party in parties.chain(&header.participants) {
            if let Some(entry) = document.edition.party_entity(document.index, &party.value) {
                add(&entry.id);
            }
        }
    }
    found.into_values().collect()
}

pub(super) fn persons<'a>(entities: &[&'a Entity]) -> Option<Item<'a>> {
    list(
        entities,
        EntityKind::Person,
        "listPerson",
        "person",
        "persName",
    )
}

pub(super) fn orgs<'a>(entities: &[&'a Entity]) -> Option<Item<'a>> {
    list(
        entities,
        EntityKind::Organization,
        "listOrg",
        "org",
        "orgName",
    )
}

pub(super) fn places<'a>(entities: &[&'a Entity]) -> Option<Item<'a>> {
    list(
        entities,
        EntityKind::Place,
        "listPlace",
        "place",
        "placeName",
    )
}

pub(super) fn glossary<'a>(entities: &[&'a Entity]) -> Option<Item<'a>> {
    let terms = entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Term);
    let terms: Vec<_> = terms
        .map(|entity| {
            let mut says = Item::new("catDesc").child(Item::new("term").text(entity.name.as_str()));
            for spelling in &entity.spellings {
                let item = Item::new("term")
                    .attr("type", "variant")
                    .text(spelling.as_str());
                says = says.text(", ").child(item);
            }
            if let Some(note) = &entity.note {
                says = says
                    .text(": ")
                    .child(Item::new("gloss").text(note.as_str()));
            }
            Item::new("category")
                .attr("xml:id", entity.tei_id())
                .child(says)
        })
        .collect();
    let taxonomy = Item::new("taxonomy").attr("xml:id", "glossary");
    (!terms.is_empty()).then(|| taxonomy.all(terms))
}

fn list<'a>(
    entities: &[&'a Entity],
    kind: EntityKind,
    list: &'static str,
    entry: &'static str,
    name: &'static str,
) -> Option<Item<'a>> {
    let own = entities.iter().filter(|entity| entity.kind == kind);
    let entries: Vec<_> = own.map(|entity| one(entity, entry, name)).collect();
    (!entries.is_empty()).then(|| Item::new(list).all(entries))
}

fn one<'a>(entity: &'a Entity, entry: &'static str, name: &'static str) -> Item<'a> {
    let named = |text: &'a str| Item::new(name).text(text);
    let mut item = Item::new(entry).attr("xml:id", entity.tei_id());
    item = item.child(named(&entity.name));
    if entity.kind == EntityKind::Person && entity.sort != entity.name {
        item = item.child(named(&entity.sort).attr("type", "sort"));
    }
    let spellings = entity.spellings.iter();
    item = item.all(spellings.map(|text| named(text).attr("type", "variant")));
    if entity.kind == EntityKind::Person {
        item = item.all(entity.tenures.iter().map(occupation));
    }
    if let Some(note) = &entity.note {
        item = item.child(Item::new("note").text(note.as_str()));
    }
    let links = entity.links.iter();
    item.all(links.map(|link| Item::new("idno").attr("type", "URL").text(link.as_str())))
}

fn occupation(tenure: &Tenure) -> Item<'_> {
    let mut item = Item::new("occupation");
    for (name, end) in [("from", &tenure.from), ("to", &tenure.to)] {
        if let Some(end) = end {
            // An end that is a range itself counts from its outer side.
            let stated = date(end);
            let value = stated.get("when").or(stated.get("notBefore"));
            item = item.attr_if(name, value.map(str::to_owned));
        }
    }
    item.text(tenure.role.as_str())
}
