//! COinS: an OpenURL in the title of an empty `<span>`, for link resolvers.

use super::bibliography::{Kind, Name, Work};
use crate::bytes::percent;

/// The format's key, percent-encoded as everything here may be. Zotero prefers a COinS
/// to what stands in a page's head, though it has no words for archive, addressee or
/// editor; it looks for this key letter by letter, and whoever decodes finds it. So
/// Zotero takes the better part, and all others have theirs.
const FORMAT: &str = "rft%5Fval%5Ffmt";

/// The context object: keys and values, `&` between them (not yet escaped for HTML).
#[must_use]
pub fn context_object(work: &Work<'_>) -> String {
    let mut out = String::from("ctx_ver=Z39.88-2004");
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            out.push('&');
            out.push_str(key);
            out.push('=');
            encode(value, &mut out);
        }
    };
    let date = work.when.iso().unwrap_or_default();
    let url = work.url.as_deref().unwrap_or("");
    if let (Kind::Section, Some(volume)) = (work.kind, &work.volume) {
        put(FORMAT, "info:ofi/fmt:kev:mtx:book");
        put("rft.genre", "bookitem");
        put("rft.atitle", &work.full_title());
        put("rft.btitle", &volume.name());
        for name in &work.from {
            put(author(name), &name.sorted());
        }
        put("rft.date", &date);
        put("rft.series", volume.series.unwrap_or(""));
        put("rft.pub", volume.publisher.unwrap_or(""));
        put("rft.place", volume.place.unwrap_or(""));
        put("rft.isbn", volume.isbn.unwrap_or(""));
        put("rft.pages", &volume.pages("-").unwrap_or_default());
        put("rft_id", url);
        return out;
    }
    put(FORMAT, "info:ofi/fmt:kev:mtx:dc");
    put("rft.type", zotero_type(work.kind));
    put("rft.title", &work.full_title());
    for name in &work.from {
        put("rft.creator", &name.sorted());
    }
    for name in &work.to {
        put("rft.contributor", &name.sorted());
    }
    // Dublin Core has a place for dates that are doubtful or a stretch of time.
    put("rft.date", &work.when.edtf().unwrap_or_default());
    put(
        "rft.source",
        work.archive.map_or("", |archive| archive.words),
    );
    put("rft.language", work.language);
    put("rft.identifier", url);
    out
}

/// An item's type in Zotero's words.
#[must_use]
pub const fn zotero_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Section => "bookSection",
        Kind::Letter => "letter",
        Kind::Manuscript => "manuscript",
        Kind::Document => "document",
        Kind::Page => "webpage",
    }
}

fn author(name: &Name) -> &'static str {
    match name.parts {
        Some(_) => "rft.au",
        None => "rft.aucorp",
    }
}

fn encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            percent(byte, out);
        }
    }
}
