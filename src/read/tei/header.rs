//! What a `teiHeader` says of a document: title, who wrote to whom, when and where, in
//! which language, where it is kept, under which licence.

use super::when;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Cert, CorrespAction, Date, Descend, Element, EntityId, Fact, Header, Node, Party, Rule, Tag,
    plain_text, walk,
};
use crate::read::names::Pointers;
use crate::source::FileId;

/// Whom the pointers of a file mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Who<'a> {
    pub(super) people: &'a Pointers,
    pub(super) file: FileId,
}

/// An element with the names of those around it.
pub(super) struct Found<'a> {
    pub(super) element: &'a Element,
    path: Vec<&'a str>,
}

impl Found<'_> {
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.path.contains(&name)
    }

    pub(super) fn parent(&self) -> &str {
        self.path.last().copied().unwrap_or("")
    }
}

/// All elements of a header, in order.
pub(super) fn all(nodes: &[Node]) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut stack: Vec<(&Node, Vec<&str>)> =
        nodes.iter().rev().map(|node| (node, Vec::new())).collect();
    while let Some((node, path)) = stack.pop() {
        let Node::Element(element) = node else {
            continue;
        };
        let mut inner = path.clone();
        inner.push(element.tag.name());
        for child in element.children.iter().rev() {
            if matches!(child, Node::Element(_)) {
                stack.push((child, inner.clone()));
            }
        }
        found.push(Found { element, path });
    }
    found
}

/// The title of what a header describes.
pub(super) fn title(nodes: &[Node]) -> Option<Fact<String>> {
    titled(&all(nodes))
}

fn titled(found: &[Found<'_>]) -> Option<Fact<String>> {
    // What it is called among its like: of itself, of the whole, of anything but a series.
    const BEST: [&str; 3] = ["complete", "a", "main"];
    let titles: Vec<_> = found
        .iter()
        .filter(|it| it.element.tag == Tag::Title && it.parent() == "titleStmt")
        .collect();
    let kind = |it: &Found<'_>| {
        let level = it.element.attrs.get("level").unwrap_or("");
        (level.to_owned(), it.element.kind().to_owned())
    };
    let best = titles
        .iter()
        .find(|it| {
            let (level, kind) = kind(it);
            BEST.contains(&level.as_str()) || BEST.contains(&kind.as_str())
        })
        .or_else(|| {
            titles.iter().find(|it| {
                let (level, kind) = kind(it);
                !matches!(level.as_str(), "s" | "j")
                    && !matches!(kind.as_str(), "series" | "subseries" | "iso-date" | "sub")
            })
        })
        .or(titles.first())?;
    let words = plain_text(&best.element.children);
    (!words.is_empty()).then(|| encoded(words, best.element))
}

pub(super) fn encoded<T>(value: T, element: &Element) -> Fact<T> {
    Fact::new(value, Rule::Encoded, cert(element), element.span)
}

fn cert(element: &Element) -> Cert {
    match element.attrs.get("cert") {
        Some("low" | "unknown") => Cert::Low,
        Some("medium") => Cert::Medium,
        _ => Cert::High,
    }
}

/// What a header says of its document.
pub(super) fn facts(nodes: &[Node], who: Who<'_>, diags: &mut Diagnostics) -> Header {
    let found = all(nodes);
    let mut header = Header {
        title: titled(&found),
        ..Header::default()
    };
    for it in &found {
        let element = it.element;
        match element.tag.name() {
            "correspAction" => match element.kind() {
                "sent" => action(element, &mut header.sent, who, diags),
                "received" => action(element, &mut header.received, who, diags),
                _ => {}
            },
            "language" if header.language.is_none() => {
                let ident = element.attrs.get("ident").filter(|ident| !ident.is_empty());
                header.language = ident.map(|ident| encoded(ident.to_owned(), element));
            }
            "licence" | "availability" if header.rights.is_none() => {
                header.rights = rights(element);
            }
            "msIdentifier" if header.archive.is_none() && !it.is_in("msPart") => {
                header.archive = archive(element);
            }
            "idno" if it.parent() == "publicationStmt" => {
                let words = plain_text(&element.children);
                if !words.is_empty() {
                    header.idnos.push(encoded(words, element));
                }
            }
            _ => {}
        }
    }
    fallbacks(&found, &mut header, who, diags);
    header
}

/// What is taken where the correspondence is not described.
fn fallbacks(found: &[Found<'_>], header: &mut Header, who: Who<'_>, diags: &mut Diagnostics) {
    if header.sent.parties.is_empty() {
        let authors = found
            .iter()
            .filter(|it| it.element.tag.name() == "author" && it.parent() == "titleStmt");
        for author in authors {
            let mut party = party(author.element, who);
            party.evidence.cert = Cert::Medium.min(party.evidence.cert);
            if !party.value.label().is_empty() {
                header.sent.parties.push(party);
            }
        }
    }
    if header.sent.date.is_none() {
        // When it was made, of itself before of its witness.
        let dated = |test: &dyn Fn(&Found<'_>) -> bool| found.iter().find(|it| test(it));
        let best = dated(&|it| it.element.tag == Tag::Date && it.parent() == "creation")
            .or_else(|| dated(&|it| it.element.tag.name() == "origDate"))
            .or_else(|| {
                dated(&|it| it.element.tag == Tag::Title && it.element.kind() == "iso-date")
            });
        header.sent.date = best.and_then(|it| date(it.element, diags)).map(|mut date| {
            date.evidence.cert = Cert::Medium.min(date.evidence.cert);
            date
        });
    }
    if header.sent.place.is_none() {
        let place = found.iter().find(|it| {
            it.element.tag == Tag::PlaceName && it.parent() == "creation"
                || it.element.tag.name() == "origPlace"
        });
        header.sent.place = place.map(|it| {
            let mut place = encoded(plain_text(&it.element.children), it.element);
            place.evidence.cert = Cert::Medium.min(place.evidence.cert);
            place
        });
        header.sent.place.take_if(|place| place.value.is_empty());
    }
}

/// Who, where and when, of one act of a correspondence.
fn action(element: &Element, action: &mut CorrespAction, who: Who<'_>, diags: &mut Diagnostics) {
    walk(&element.children, &mut |node| {
        let Node::Element(element) = node else {
            return Descend::Over;
        };
        match &element.tag {
            Tag::PersName | Tag::OrgName | Tag::Name | Tag::Rs => {
                let is_place = matches!(element.kind(), "place" | "city" | "settlement");
                let party = party(element, who);
                if !is_place && !party.value.label().is_empty() {
                    action.parties.push(party);
                }
                Descend::Over
            }
            Tag::PlaceName => place(element, action),
            Tag::Date => {
                if action.date.is_none() {
                    action.date = date(element, diags);
                }
                Descend::Over
            }
            Tag::Note => Descend::Over,
            Tag::Other(name) if matches!(&**name, "settlement" | "geogName" | "district") => {
                place(element, action)
            }
            _ => Descend::Into,
        }
    });
}

fn place(element: &Element, action: &mut CorrespAction) -> Descend {
    let words = plain_text(&element.children);
    if action.place.is_none() && !words.is_empty() {
        action.place = Some(encoded(words, element));
    }
    Descend::Over
}

/// A person, organisation or office.
pub(super) fn party(element: &Element, who: Who<'_>) -> Fact<Party> {
    let words = plain_text(&element.children);
    let name = match words.split_once(", ") {
        // `Hofmannsthal, Hugo von`, as lists have it.
        Some((family, given))
            if element.tag != Tag::OrgName
                && !given.contains(',')
                && !given.starts_with("Jr")
                && !words.chars().any(|c| c.is_ascii_digit()) =>
        {
            format!("{given} {family}")
        }
        _ => words,
    };
    let value = Party {
        name: (!name.is_empty()).then_some(name),
        office: None,
        entity: entity(element, who),
    };
    encoded(value, element)
}

/// The entry that a name points at, if there is such an entry.
pub(super) fn entity(element: &Element, who: Who<'_>) -> Option<EntityId> {
    let mut found = None;
    let mut look = |element: &Element| {
        for name in ["ref", "corresp", "key"] {
            if found.is_none()
                && let Some(pointers) = element.attrs.get(name)
            {
                found = who.people.find(who.file, pointers).cloned();
            }
        }
    };
    look(element);
    walk(&element.children, &mut |node| {
        if let Node::Element(element) = node {
            look(element);
        }
        Descend::Into
    });
    found
}

/// The date that an element states; what cannot be read is told.
pub(super) fn date(element: &Element, diags: &mut Diagnostics) -> Option<Fact<Date>> {
    match when::of(&element.attrs)? {
        Ok((date, cert)) => Some(Fact::new(date, Rule::Encoded, cert, element.span)),
        Err(_) => {
            diags.push(
                Diagnostic::new(
                    Code::UnreadDate,
                    element.span,
                    "the attributes of this date name no day that there is",
                )
                .help("write years, months and days as in when=\"1986-01-14\", and the earlier date first"),
            );
            None
        }
    }
}

fn rights(element: &Element) -> Option<Fact<String>> {
    let mut words = String::new();
    let mut address = element.attrs.get("target").map(str::to_owned);
    walk(&element.children, &mut |node| {
        if let Some(inner) = node.element().filter(|it| it.tag.name() == "licence") {
            address = address
                .take()
                .or(inner.attrs.get("target").map(str::to_owned));
        }
        Descend::Into
    });
    for node in &element.children {
        if words.is_empty() {
            words = plain_text(std::slice::from_ref(node));
        }
    }
    let value = match address {
        Some(address) if words.is_empty() || words.len() > 200 => address,
        Some(address) if !words.contains(&address) => format!("{words} ({address})"),
        _ => words,
    };
    (!value.is_empty()).then(|| encoded(value, element))
}

/// `Cambridge, University Library, Schnitzler, B 43`.
fn archive(element: &Element) -> Option<Fact<String>> {
    let mut words: Vec<String> = Vec::new();
    walk(&element.children, &mut |node| {
        let Node::Element(part) = node else {
            return Descend::Over;
        };
        match part.tag.name() {
            "altIdentifier" | "msName" | "country" | "region" => Descend::Over,
            "settlement" | "institution" | "repository" | "collection" | "idno" => {
                let part = plain_text(&part.children);
                if !part.is_empty() && !words.contains(&part) {
                    words.push(part);
                }
                Descend::Over
            }
            _ => Descend::Into,
        }
    });
    (!words.is_empty()).then(|| encoded(words.join(", "), element))
}

/// The private kinds of addresses that a header explains.
pub(super) fn prefixes(nodes: &[Node]) -> Vec<(String, String, String)> {
    let found = all(nodes);
    let definitions = found
        .iter()
        .filter(|it| it.element.tag.name() == "prefixDef");
    definitions
        .filter_map(|it| {
            let attrs = &it.element.attrs;
            let ident = attrs.get("ident")?.to_owned();
            let pattern = attrs.get("matchPattern")?.to_owned();
            Some((ident, pattern, attrs.get("replacementPattern")?.to_owned()))
        })
        .collect()
}
