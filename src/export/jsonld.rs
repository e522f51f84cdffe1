//! JSON-LD in the words of schema.org, for search engines: it stands in a page's
//! `<script>`, so that no sign of markup may stand in it.

use super::bibliography::{Kind, Name, Work};
use super::write::Json;

/// A document as a graph of one node.
#[must_use]
pub fn script(work: &Work<'_>) -> String {
    let mut json = Json::default();
    json.open();
    json.field("@context", "https://schema.org");
    json.key("@type");
    json.open_list();
    if work.is_correspondence() {
        json.text("Message");
    }
    json.text(match work.kind {
        Kind::Section => "Chapter",
        Kind::Letter | Kind::Manuscript | Kind::Document => "Manuscript",
        Kind::Page => "WebPage",
    });
    if work.archive.is_some() {
        json.text("ArchiveComponent");
    }
    json.close_list();
    json.field("name", &work.full_title());
    json.some("genre", work.genre);
    people("author", &work.from, &mut json);
    people("recipient", &work.to, &mut json);
    json.some("dateCreated", work.when.edtf().as_deref());
    if let Some(place) = work.place {
        node("locationCreated", "Place", place, &mut json);
    }
    if let Some(volume) = &work.volume {
        json.some("pagination", volume.pages("–").as_deref());
    }
    part_of(work, &mut json);
    if let Some(archive) = &work.archive {
        node(
            "holdingArchive",
            "ArchiveOrganization",
            archive.repository,
            &mut json,
        );
        json.some("itemLocation", archive.location);
    }
    match (work.licence(), work.rights) {
        (Some(address), _) => json.field("license", address),
        (None, Some(words)) => node("license", "CreativeWork", words, &mut json),
        (None, None) => {}
    }
    json.field("inLanguage", work.language);
    json.some("url", work.url.as_deref());
    json.close();
    // Neither `</script>` nor `<!--` may end or change the element; `&` and `]]>` are XML's.
    let json = json.finish();
    let json = json.replace('&', "\\u0026").replace('<', "\\u003c");
    json.replace('>', "\\u003e")
}

/// The volume, and this edition.
fn part_of(work: &Work<'_>, json: &mut Json) {
    json.key("isPartOf");
    json.open_list();
    if let Some(volume) = &work.volume {
        json.open();
        json.field("@type", "Book");
        json.field("name", &volume.name());
        people("editor", &volume.editors, json);
        if let Some(publisher) = volume.publisher {
            node("publisher", "Organization", publisher, json);
        }
        json.some("datePublished", volume.year);
        json.some("isbn", volume.isbn);
        json.close();
    }
    json.open();
    json.field("@type", "Collection");
    json.field("name", work.edition.title);
    json.some("version", work.edition.version);
    json.close();
    json.close_list();
}

fn people(key: &str, names: &[Name], json: &mut Json) {
    if names.is_empty() {
        return;
    }
    json.key(key);
    json.open_list();
    for name in names {
        json.open();
        if name.parts.is_some() {
            json.field("@type", "Person");
        }
        json.field("name", &name.shown);
        json.close();
    }
    json.close_list();
}

fn node(key: &str, kind: &str, name: &str, json: &mut Json) {
    json.key(key);
    json.open();
    json.field("@type", kind);
    json.field("name", name);
    json.close();
}
