//! What a page's head tells reference managers and search engines.
//!
//! Zotero files a page with `citation_book_title` as a section of a book; any other with
//! `citation_title` it takes for an article. So these tags stand only on pages of what a
//! volume prints, and the rest goes by Zotero's own names (`z:itemType`, `bib:authors`,
//! `z:recipients`, `z:archive`), which also say what other vocabularies cannot. A name
//! with a comma at its end is one that Zotero does not take apart.

use super::views::{Html, MetadataView};
use crate::export::bibliography::{Kind, Name, Volume, Work};
use crate::export::coins;
use crate::export::jsonld;
use crate::html::Writer;

/// A document's metadata as its page carries them. Finished markup, since a template
/// would take as long for these few lines as for the rest of a short letter.
pub(super) fn metadata(work: &Work<'_>, out: &mut Writer) -> MetadataView {
    out.clear();
    let mut tags = Tags(out);
    if let Some(volume) = &work.volume {
        highwire(work, volume, &mut tags);
    }
    zotero(work, &mut tags);
    dublin_core(work, &mut tags);
    out.markup("<script type=\"application/ld+json\">");
    // No sign of markup stands in it: nothing is escaped.
    out.verbatim(&jsonld::script(work));
    out.markup("</script>");
    let head = Html::new(out.as_str());
    out.clear();
    out.open("span");
    out.attr("class", "Z3988");
    out.attr("title", &coins::context_object(work));
    out.end();
    out.markup("</span>");
    let coins = Html::new(out.as_str());
    out.clear();
    MetadataView { head, coins }
}

struct Tags<'o>(&'o mut Writer);

impl Tags<'_> {
    fn put(&mut self, name: &'static str, content: &str) {
        if !content.is_empty() {
            self.0.open("meta");
            self.0.attr("name", name);
            self.0.attr("content", content);
            self.0.end();
            self.0.markup("\n");
        }
    }

    fn some(&mut self, name: &'static str, content: Option<&str>) {
        self.put(name, content.unwrap_or(""));
    }
}

/// Highwire's tags, for a section of a book.
fn highwire(work: &Work<'_>, volume: &Volume<'_>, tags: &mut Tags<'_>) {
    tags.put("citation_title", &work.full_title());
    authors("citation_author", &work.from, tags);
    tags.put("citation_date", &work.when.iso().unwrap_or_default());
    tags.put("citation_book_title", &volume.name());
    authors("citation_editor", &volume.editors, tags);
    tags.some("citation_series_title", volume.series);
    tags.some("citation_publisher", volume.publisher);
    tags.some("citation_isbn", volume.isbn);
    if let Some((first, last)) = volume.pages {
        tags.put("citation_firstpage", first);
        if last != first {
            tags.put("citation_lastpage", last);
        }
    }
    tags.put("citation_language", work.language);
    tags.some("citation_public_url", work.url.as_deref());
}

/// Zotero's own names.
fn zotero(work: &Work<'_>, tags: &mut Tags<'_>) {
    tags.put("z:itemType", coins::zotero_type(work.kind));
    if work.volume.is_none() {
        for name in &work.from {
            tags.put("bib:authors", &unsplit(name));
        }
    }
    // Zotero reads doubt and ranges as days: of these it is told what is certain, and the
    // words aside.
    if !work.when.is_plain() {
        if work.volume.is_none() {
            tags.put("citation_date", &work.when.iso().unwrap_or_default());
        }
        let words = work.when.words();
        let words = words.map_or_else(String::new, |words| format!("Dated: {words}"));
        tags.put("z:extra", &words);
    }
    for name in &work.to {
        tags.put("z:recipients", &unsplit(name));
    }
    if let Some(archive) = &work.archive {
        tags.put("z:archive", archive.repository);
        tags.some("z:archiveLocation", archive.location);
    }
}

fn dublin_core(work: &Work<'_>, tags: &mut Tags<'_>) {
    tags.put("DC.title", &work.full_title());
    for name in &work.from {
        tags.put("DC.creator", &name.sorted());
    }
    for name in &work.to {
        tags.put("dcterms.audience", &name.sorted());
    }
    tags.put("DC.date", &work.when.edtf().unwrap_or_default());
    tags.some("DC.type", work.genre);
    // The book for what is printed, the paper's place for what is not. Without it Zotero would take
    // the edition's title for the book's.
    match &work.volume {
        Some(volume) => tags.put("DC.source", &volume.name()),
        None if work.kind == Kind::Page => tags.put("DC.source", work.edition.title),
        None => tags.put(
            "DC.source",
            work.archive.map_or("", |archive| archive.words),
        ),
    }
    tags.some(
        "DC.publisher",
        work.edition.publisher.filter(|_| work.volume.is_none()),
    );
    tags.some("DC.rights", work.rights);
    tags.put("DC.language", work.language);
    tags.some("DC.identifier", work.url.as_deref());
}

/// Names, each in a tag. A single name with blanks on both sides of its comma Zotero
/// would take for two; a semicolon says that it is one.
fn authors(tag: &'static str, names: &[Name], tags: &mut Tags<'_>) {
    for name in names {
        let mut content = unsplit(name);
        let blanks = |(before, after): (&str, &str)| before.contains(' ') && after.contains(' ');
        if names.len() == 1 && content.split_once(", ").is_some_and(blanks) {
            content.push(';');
        }
        tags.put(tag, &content);
    }
}

/// A person turned round, the suffix after the given names since Zotero reads no third
/// part; any other name with a comma at its end, so that it is not turned.
fn unsplit(name: &Name) -> String {
    match &name.parts {
        Some(parts) => {
            let suffix = parts.suffix.as_ref();
            let suffix = suffix.map_or(String::new(), |suffix| format!(" {suffix}"));
            format!("{}, {}{suffix}", parts.family, parts.given)
        }
        None => format!("{},", name.sorted_plain()),
    }
}
