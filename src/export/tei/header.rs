//! `teiHeader`: what is known of the document as a whole, each thing where TEI has a
//! place for it.

use super::super::Document;
use super::body;
use super::evidence::Defaults;
use super::facts::Facts;
use super::fit;
use super::people;
use super::place;
use super::stated;
use super::tree::{Item, Xml};
use crate::config::Config;
use crate::model::{Rule, Tag};
use std::collections::BTreeSet;

/// The name by which our own files are known again.
pub(crate) const APPLICATION: &str = "recto";

/// Makes the header: the source's own, where it has one, or ours. `notes` is the order in
/// which they stand in the text.
pub(super) fn header<'a>(
    document: &'a Document<'a>,
    defaults: &Defaults<'a>,
    notes: &[usize],
    division: &Item<'a>,
) -> Item<'a> {
    let ids = super::ids(division);
    let own = document
        .record
        .description
        .iter()
        .find_map(|node| node.element());
    if own.is_some_and(|own| own.tag == Tag::Other("teiHeader".into())) {
        let trees = body::tree(document, defaults, &document.record.description);
        let header = trees.into_iter().find_map(|tree| match tree {
            Xml::Item(item) => Some(*item),
            Xml::Text(_) => None,
        });
        if let Some(header) = header {
            let mut full = header.clone();
            stated::complete(&mut full, document, division, &ids);
            // Rather without what is added than not as it was.
            for header in [full, header.clone()] {
                let mended = fit::fit(header);
                if mended.name == "teiHeader" && fit::is_valid(&mended) {
                    return mended;
                }
            }
            // One that cannot be mended stands in ours, element by element.
            let mut kept = header;
            place::settle(&mut kept, "ab");
            let mut header = made(document, defaults, notes, &ids);
            let encoding = header.items_mut().find(|it| it.name == "encodingDesc");
            if let Some(encoding) = encoding {
                encoding.children.push(kept.into());
            }
            return header;
        }
    }
    made(document, defaults, notes, &ids)
}

fn made<'a>(
    document: &'a Document<'a>,
    defaults: &Defaults<'a>,
    notes: &[usize],
    defined: &BTreeSet<String>,
) -> Item<'a> {
    let facts = Facts::new(document);
    let mut used: BTreeSet<Rule> = defaults.used().collect();
    facts.rules(&mut used);
    let entities = people::of(document, defined);

    let mut file = Item::new("fileDesc").child(titles(document.config, facts.title()));
    file = file.all(edition(document.config));
    file = file.child(publication(document, &facts));
    file = file.child(series(document.config));
    let remarks = facts.notes();
    if !remarks.is_empty() {
        file = file.child(Item::new("notesStmt").all(remarks));
    }
    file = file.child(Item::new("sourceDesc").all(facts.source()));

    let mut profile = Item::new("profileDesc");
    profile = profile.child(Item::new("langUsage").child(facts.language()));
    profile = profile.all(facts.correspondence());
    let participants = facts.participants();
    let (persons, orgs) = (people::persons(&entities), people::orgs(&entities));
    if !participants.is_empty() || persons.is_some() || orgs.is_some() {
        let lists = participants.into_iter().chain(persons).chain(orgs);
        profile = profile.child(Item::new("particDesc").all(lists));
    }
    if let Some(places) = people::places(&entities) {
        profile = profile.child(Item::new("settingDesc").child(places));
    }
    let keywords = facts.keywords();
    if !keywords.is_empty() {
        profile = profile.child(Item::new("textClass").all(keywords));
    }

    let mut header = Item::new("teiHeader")
        .child(file)
        .child(encoding(
            document,
            defaults,
            &used,
            people::glossary(&entities),
        ))
        .child(profile);
    if let Some(rest) = facts.rest(notes).filter(|_| defaults.ours()) {
        header = header.child(Item::new("xenoData").attr("type", APPLICATION).text(rest));
    }
    if let Some(revision) = revision(document.config) {
        header = header.child(revision);
    }
    header
}

/// Title, editors, and who is meant by `resp`.
pub(super) fn titles<'a>(config: &'a Config, title: Item<'a>) -> Item<'a> {
    let info = &config.edition;
    let mut item = Item::new("titleStmt").child(title);
    let authors = || config.book.authors.iter().map(|name| (name.as_str(), None));
    let editors: Vec<(&str, Option<&str>)> = if info.editors.is_empty() {
        authors().collect()
    } else {
        let editors = info.editors.iter();
        editors
            .map(|editor| (editor.name.as_str(), editor.role.as_deref()))
            .collect()
    };
    // The first is who speaks in sidecars.
    let mut id = Some("editor");
    for (name, role) in editors {
        let stated = Item::new("respStmt")
            .attr_if("xml:id", id.take())
            .child(Item::new("resp").text(role.unwrap_or("editor")))
            .child(Item::new("name").text(name));
        item = item.child(stated);
    }
    if let Some(id) = id {
        let stated = Item::new("respStmt")
            .attr("xml:id", id)
            .child(Item::new("resp").text("editor"))
            .child(Item::new("name").text(config.book.title.as_str()));
        item = item.child(stated);
    }
    item.child(
        Item::new("respStmt")
            .attr("xml:id", APPLICATION)
            .child(Item::new("resp").text("reading of the source by rules"))
            .child(Item::new("name").text(APPLICATION)),
    )
}

fn edition(config: &Config) -> Option<Item<'_>> {
    let info = &config.edition;
    let version = info.version.as_deref()?;
    let mut edition = Item::new("edition").attr("n", version).text(version);
    if let Some(date) = &info.date {
        edition = edition.text(", ").child(
            Item::new("date")
                .attr("when", date.as_str())
                .text(date.as_str()),
        );
    }
    Some(Item::new("editionStmt").child(edition))
}

fn publication<'a>(document: &'a Document<'a>, facts: &Facts<'a>) -> Item<'a> {
    let config = document.config;
    let mut item = publisher(config);
    item = item.child(facts.id());
    if let (Some(address), Some(site)) = (document.address, &config.html.site_url) {
        let address = format!("{site}{address}");
        item = item.child(Item::new("idno").attr("type", "URL").text(address));
    }
    item.all(facts.rights())
}

/// `publicationStmt` as far as it is the edition's.
pub(super) fn publisher(config: &Config) -> Item<'_> {
    let info = &config.edition;
    let name = info.publisher.as_ref().or(config.book.authors.first());
    let name = name.unwrap_or(&config.book.title);
    let mut item = Item::new("publicationStmt").child(Item::new("publisher").text(name.as_str()));
    if let Some(place) = &info.place {
        item = item.child(Item::new("pubPlace").text(place.as_str()));
    }
    if let Some(date) = &info.date {
        item = item.child(
            Item::new("date")
                .attr("when", date.as_str())
                .text(date.as_str()),
        );
    }
    item
}

fn series(config: &Config) -> Item<'_> {
    let mut item = Item::new("seriesStmt").child(
        Item::new("title")
            .attr("level", "m")
            .text(config.book.title.as_str()),
    );
    if let Some(series) = &config.edition.series {
        item = item.child(Item::new("title").attr("level", "s").text(series.as_str()));
    }
    item
}

/// What made the file, the rules that it names, and which hold where nothing is said.
fn encoding<'a>(
    document: &'a Document<'a>,
    defaults: &Defaults<'a>,
    used: &BTreeSet<Rule>,
    glossary: Option<Item<'a>>,
) -> Item<'a> {
    let mut item = Item::new("encodingDesc").child(application());
    let mut classes = Item::new("classDecl");
    if !used.is_empty() {
        classes = classes.child(rules(used));
    }
    classes = classes.all(glossary);
    let looks = document.record.renditions.iter().map(|look| {
        Item::new("rendition")
            .attr_if("xml:id", look.id.as_deref())
            .attr("scheme", "css")
            .attr_if("selector", look.selector.as_deref())
            .text(look.css.as_ref())
    });
    let mut tags = Item::new("tagsDecl").all(looks);
    if defaults.ours() {
        let mut namespace = Item::new("namespace").attr("name", super::NAMESPACE);
        for (name, inside, rule) in defaults.rules() {
            let usage = Item::new("tagUsage")
                .attr("gi", name)
                .attr_if("n", inside)
                .attr("ana", format!("#rule-{}", rule.slug()));
            namespace = namespace.child(usage);
        }
        tags = tags.child(namespace);
    }
    if !tags.children.is_empty() {
        item = item.child(tags);
    }
    if !classes.children.is_empty() {
        item = item.child(classes);
    }
    item
}

/// The rules, each with what it says.
pub(super) fn rules<'a>(used: &BTreeSet<Rule>) -> Item<'a> {
    let mut rules = Item::new("taxonomy").attr("xml:id", "rules");
    for rule in used {
        let says = Item::new("catDesc").text(rule.says());
        let id = format!("rule-{}", rule.slug());
        rules = rules.child(Item::new("category").attr("xml:id", id).child(says));
    }
    rules
}

pub(super) fn application<'a>() -> Item<'a> {
    Item::new("appInfo").child(
        Item::new("application")
            .attr("ident", APPLICATION)
            .attr("version", env!("CARGO_PKG_VERSION"))
            .child(Item::new("label").text(APPLICATION)),
    )
}

pub(super) fn revision(config: &Config) -> Option<Item<'_>> {
    let info = &config.edition;
    let date = info.date.as_deref()?;
    let version = info.version.as_deref().unwrap_or("");
    let words = format!("Version {version} of the edition");
    let words = if version.is_empty() {
        "The edition".to_owned()
    } else {
        words
    };
    Some(
        Item::new("revisionDesc").child(
            Item::new("change")
                .attr("when", date)
                .attr("who", "#editor")
                .text(words),
        ),
    )
}
