//! Addresses: every path, link and fragment of the site is made here.
//!
//! The forms are a promise (see the manual): what was published once stays where it is.
//! Paths are those of files in the output, with `/`; links are made from one page to
//! another, relative and naming a file, so that the tree works at a domain's root, under
//! a sub-path and from a disk.

use crate::bytes::percent;
use crate::edition::IndexEntry;
use crate::model::{EntityKind, RecordId};

/// The path of a document's files, without the ending: `documents/frus1981-88v05/d175`.
#[must_use]
pub fn document_stem(id: &RecordId) -> String {
    match id.volume() {
        // `index.html` is the volume's contents.
        Some(volume) if id.local() == "index" => format!("documents/{volume}/the-index"),
        Some(volume) => format!("documents/{volume}/{}", id.local()),
        None => format!("documents/{}", id.local()),
    }
}

/// The path of a volume's contents, or of a page of them, from 0. Documents without a
/// volume have a list too.
#[must_use]
pub(super) fn contents(volume: Option<&str>, page: usize) -> String {
    let folder = match volume {
        Some(volume) => format!("documents/{volume}/"),
        None => "documents/".to_owned(),
    };
    match page {
        0 => format!("{folder}index.html"),
        page => format!("{folder}index-{}.html", page + 1),
    }
}

/// The path of an essay's files, without the ending.
#[must_use]
pub(super) fn essay_stem(id: &RecordId) -> String {
    id.local().to_owned()
}

/// The path of a page of a long timeline: of a year or what else it is called.
#[must_use]
pub(super) fn timeline(name: &str, page: usize) -> String {
    match page {
        0 => format!("timeline/{name}.html"),
        page => format!("timeline/{name}-{}.html", page + 1),
    }
}

/// The path of an index (people, places …), or of a page of it, from 0.
#[must_use]
pub(super) fn index(kind: EntityKind, page: usize) -> String {
    let name = kind.plural();
    match page {
        0 => format!("{name}.html"),
        page => format!("{name}-{}.html", page + 1),
    }
}

/// The path of the list of kinds of documents, or of a page of it, from 0.
#[must_use]
pub(super) fn kinds(page: usize) -> String {
    match page {
        0 => "kinds.html".to_owned(),
        page => format!("kinds-{}.html", page + 1),
    }
}

/// The path of the documents of a kind, or of a page of them, from 0.
#[must_use]
pub(super) fn kind(slug: &str, page: usize) -> String {
    match page {
        0 => format!("kinds/{slug}.html"),
        // In a folder of its own: no kind has a slash.
        page => format!("kinds/{slug}/{}.html", page + 1),
    }
}

/// The path of a file that cites all documents, by its ending.
#[must_use]
pub(super) fn bibliography(ending: &str) -> String {
    format!("edition.{ending}")
}

/// The path of the page of someone or something of an index.
#[must_use]
pub(super) fn entry(entry: &IndexEntry) -> String {
    format!("{}/{}.html", entry.kind.plural(), entry.id)
}

/// The path of the search page.
pub(super) const SEARCH: &str = "search.html";

/// The folder of the search index, with a mark of its content: a page that a browser has
/// kept never meets half of another index.
#[must_use]
pub(super) fn search_folder(mark: u64) -> String {
    format!("search/{:08x}/", mark >> 32)
}

/// The path of a page of an entry that occurs in very many documents, from 0.
#[must_use]
pub(super) fn entry_part(it: &IndexEntry, page: usize) -> String {
    match page {
        0 => entry(it),
        // In a folder of its own: no id has a slash.
        page => format!("{}/{}/{}.html", it.kind.plural(), it.id, page + 1),
    }
}

/// The path of an image or other file that is copied. `below` is its path below the
/// folder of the sources.
#[must_use]
pub(super) fn media(below: &str) -> String {
    format!("media/{below}")
}

/// The path of a file that every page links: with a mark of its content, so that
/// browsers may keep it for ever.
#[must_use]
pub(super) fn marked_asset(path: &str, content: &[u8]) -> String {
    // FNV-1a: the same on every system and in every version.
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    format!("assets/{stem}.{:08x}.{ending}", hash >> 32)
}

/// The path of any other file of the theme.
#[must_use]
pub(super) fn asset(path: &str) -> String {
    format!("assets/{path}")
}

/// How ids begin on the page of a document or essay.
#[must_use]
pub(super) fn id_prefix(id: &RecordId) -> &str {
    id.local()
}

/// The id of a witness's section on the page of its document, `d175-w-R`. `nth` is its
/// place among the witnesses whose sigla look the same in an id, from 0.
#[must_use]
pub(super) fn witness(base: &RecordId, siglum: &str, nth: usize) -> String {
    let mut id = format!("{}-w-{}", base.local(), siglum_in_id(siglum));
    if nth > 0 {
        id.push_str(&format!(".{}", nth + 1));
    }
    id
}

/// A siglum as part of an id: letters, digits, hyphens and underscores.
#[must_use]
pub(super) fn siglum_in_id(siglum: &str) -> String {
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    siglum
        .chars()
        .map(|c| if legal(c) { c } else { '_' })
        .collect()
}

/// How ids begin inside a witness's section.
#[must_use]
pub(super) fn witness_prefix(section: &str) -> String {
    format!("{section}-")
}

/// Percent-encodes what cannot stand in a link as it is.
#[must_use]
pub(super) fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            percent(byte, &mut out);
        }
    }
    out
}

/// Where links start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Here<'a> {
    /// A page at this path; links are relative to it.
    Page(&'a str),
    /// A page that is shown at any depth: links begin with this path of the host,
    /// `/repo/`.
    Anywhere(String),
}

impl Here<'_> {
    /// A link to a path of the site, perhaps with a fragment. The path is one that this
    /// file made: it needs no encoding.
    #[must_use]
    pub(super) fn to(&self, path: &str) -> String {
        match self {
            Self::Anywhere(root) => format!("{root}{path}"),
            Self::Page(page) => relative(page, path),
        }
    }

    /// A link to a place of the site; within the page only the fragment.
    #[must_use]
    pub(super) fn to_place(&self, path: &str, fragment: Option<&str>) -> String {
        match (self, fragment) {
            (Self::Page(page), Some(fragment)) if *page == path => format!("#{fragment}"),
            (_, Some(fragment)) => {
                let mut href = self.to(path);
                href.push('#');
                href.push_str(fragment);
                href
            }
            (_, None) => self.to(path),
        }
    }

    /// What stands before a path of the site to make a link: `../../`.
    #[must_use]
    pub(super) fn root(&self) -> String {
        match self {
            Self::Anywhere(root) => root.clone(),
            Self::Page(page) => "../".repeat(page.matches('/').count()),
        }
    }
}

/// The link from one path to another.
fn relative(from: &str, to: &str) -> String {
    let from_folder = from
        .rfind('/')
        .map_or("", |at| from.get(..=at).unwrap_or(""));
    // The folders that both are in.
    let shared = from_folder
        .bytes()
        .zip(to.bytes())
        .enumerate()
        .take_while(|(_, (a, b))| a == b)
        .filter(|(_, (a, _))| *a == b'/')
        .last()
        .map_or(0, |(at, _)| at + 1);
    let ups = from_folder
        .get(shared..)
        .map_or(0, |rest| rest.matches('/').count());
    let mut href = "../".repeat(ups);
    href.push_str(to.get(shared..).unwrap_or(to));
    href
}

/// Whether an address from a source may be linked: the web, mail, or a place by
/// coordinates; never a script.
#[must_use]
pub(super) fn is_safe(url: &str) -> bool {
    [
        "https://", "http://", "mailto:", "doi:", "urn:", "geo:", "tel:", "ftp://",
    ]
    .iter()
    .any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A path without `.` and `..`, or `None` when it leads out.
#[must_use]
pub(super) fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path as a source writes it, its percent-encoding undone.
#[must_use]
pub(super) fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if let (b'%', [high, low, after @ ..]) = (first, after)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high * 16 + low);
            rest = after;
            continue;
        }
        bytes.push(*first);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_a_file() {
        for (from, to, href) in [
            ("index.html", "timeline.html", "timeline.html"),
            ("index.html", "documents/v5/d1.html", "documents/v5/d1.html"),
            ("documents/v5/d1.html", "documents/v5/d2.html", "d2.html"),
            (
                "documents/v5/d1.html",
                "documents/v4/d2.html",
                "../v4/d2.html",
            ),
            ("documents/v5/d1.html", "index.html", "../../index.html"),
            ("documents/v5/d1.html", "documents/d2.html", "../d2.html"),
            ("people/shultz.html", "people.html", "../people.html"),
            (
                "documents/v5/d1.html",
                "documents/v51/d1.html",
                "../v51/d1.html",
            ),
            ("documents/d1.html", "documents/d1.json", "d1.json"),
        ] {
            assert_eq!(Here::Page(from).to(to), href, "{from} to {to}");
        }
    }

    #[test]
    fn within_a_page_only_the_fragment() {
        let from = Here::Page("documents/d1.html");
        assert_eq!(from.to_place("documents/d1.html", Some("d1p2")), "#d1p2");
        assert_eq!(
            from.to_place("documents/d2.html", Some("d2p2")),
            "d2.html#d2p2"
        );
        assert_eq!(from.to_place("documents/d1.html", None), "d1.html");
    }

    #[test]
    fn a_page_of_any_depth_has_links_from_the_host() {
        let from = Here::Anywhere("/repo/".to_owned());
        assert_eq!(from.to("people.html"), "/repo/people.html");
        assert_eq!(from.root(), "/repo/");
    }

    #[test]
    fn names_of_files_are_encoded_and_decoded() {
        assert_eq!(
            encode("media/Karte 1 (ü):x?.png"),
            "media/Karte%201%20(%C3%BC)%3Ax%3F.png"
        );
        assert_eq!(decode("Karte%201%20(%C3%BC).png"), "Karte 1 (ü).png");
        assert_eq!(decode("50%.png"), "50%.png");
        assert_eq!(decode("%ff.png"), "%ff.png");
    }

    #[test]
    fn paths_do_not_lead_out() {
        assert_eq!(normal("a/../b/./c"), Some("b/c".to_owned()));
        assert_eq!(normal("../a"), None);
    }

    #[test]
    fn scripts_are_no_addresses() {
        assert!(is_safe("https://example.org/"));
        assert!(is_safe("HTTP://example.org/"));
        assert!(!is_safe("javascript:alert(1)"));
        assert!(!is_safe("data:text/html,x"));
        assert!(!is_safe("é"));
    }
}
