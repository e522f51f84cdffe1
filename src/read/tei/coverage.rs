//! What a file's markup consists of, and what becomes of it: the table that
//! `recto check` prints.

use super::looks;
use super::names::{Named, Scope};
use super::scan::{Scanner, Start, Token};
use super::{Coverage, Met, Nobody, Outline};
use crate::read::names::Pointers;
use crate::source::{SourceFile, Span};
use std::ops::Range;

/// Counts elements and attributes.
pub(super) fn count(source: &SourceFile, outline: &Outline, people: &Pointers) -> Coverage {
    let mut coverage = Coverage::default();
    let mut scope = Scope::new(Vec::new(), outline.accepted.as_deref());
    let mut open = Vec::new();
    // How deep a header or the like is open.
    let mut about: Option<usize> = None;
    let from = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    // Whether the text of a `rendition` comes next.
    let mut look = false;
    let mut scanner = Scanner::new(&source.text, from..source.text.len());
    while let Some(Ok((token, range))) = scanner.next() {
        let defined = std::mem::take(&mut look);
        match token {
            Token::Start(start) => {
                look = start.name == "rendition";
                let declared = scope.enter(&start);
                let name: Box<str> = match scope.element(start.name) {
                    Named::Tei(local) => local.into(),
                    Named::Foreign(prefix, _, local) => format!("{prefix}:{local}").into(),
                    Named::Undeclared(_) => start.name.into(),
                };
                if let Some(pointer) = to_nobody(&name, &start, source, people) {
                    let known = coverage.nobody.entry(pointer.into());
                    known.or_insert_with(|| nobody(source, range)).count += 1;
                }
                for attribute in start.attributes().flatten() {
                    let own = attribute.name;
                    if own == "xmlns" || own.starts_with("xmlns:") {
                        continue;
                    }
                    let own: Box<str> = match scope.attribute(own) {
                        Named::Foreign(prefix, _, local) => format!("{prefix}:{local}").into(),
                        Named::Tei(_) | Named::Undeclared(_) => own.into(),
                    };
                    let how = attribute_rule(&name, &own);
                    let key = (name.clone(), own);
                    coverage
                        .attributes
                        .entry(key)
                        .or_insert(Met { count: 0, how })
                        .count += 1;
                }
                let of_header = matches!(
                    &*name,
                    "teiHeader"
                        | "standOff"
                        | "facsimile"
                        | "xenoData"
                        | "person"
                        | "place"
                        | "org"
                );
                if of_header && about.is_none() && !start.empty {
                    about = Some(open.len());
                }
                let described = about.map(|_| "shown with the description or the entry");
                let how = element_rule(&name).or(described);
                coverage
                    .elements
                    .entry(name)
                    .or_insert(Met { count: 0, how })
                    .count += 1;
                if start.empty {
                    scope.leave(declared);
                } else {
                    open.push(declared);
                }
            }
            Token::End(_) => {
                scope.leave(open.pop().unwrap_or(0));
                if about == Some(open.len()) {
                    about = None;
                }
            }
            Token::Text(css) if defined => {
                for rest in looks::not_understood(css) {
                    let key = ("rendition".into(), rest.into());
                    let met = coverage.attributes.entry(key);
                    met.or_insert(Met {
                        count: 0,
                        how: None,
                    })
                    .count += 1;
                }
            }
            Token::Text(_) | Token::Cdata(_) | Token::Aside | Token::Doctype(_) => {}
        }
    }
    coverage
}

/// What becomes of an element. `None`: it is kept by its name.
fn element_rule(name: &str) -> Option<&'static str> {
    Some(match name {
        "TEI" | "teiCorpus" | "text" | "body" | "group" => "frame of the document",
        "front" | "back" => "pages of the volume, or kept around the text",
        "teiHeader" | "fileDesc" | "titleStmt" | "publicationStmt" | "sourceDesc"
        | "profileDesc" | "encodingDesc" | "revisionDesc" | "correspDesc" | "editionStmt"
        | "seriesStmt" | "notesStmt" | "langUsage" | "msDesc" | "msIdentifier" | "change"
        | "availability" | "publisher" | "pubPlace" | "editor" | "author" | "respStmt" | "resp"
        | "editorialDecl" | "projectDesc" | "correspContext" | "textClass" | "keywords" => {
            "header: shown as the description"
        }
        "correspAction" => "who sent and received, where and when",
        "licence" => "rights",
        "origDate" | "docDate" => "date",
        "origPlace" => "place",
        "language" => "language of the text",
        "rendition" => "look of the words that name it",
        "prefixDef" | "listPrefixDef" => "private addresses",
        "person" | "personGrp" | "place" | "org" | "listPerson" | "listPlace" | "listOrg"
        | "standOff" | "particDesc" | "settingDesc" | "surname" | "forename" => {
            "entries of people, places, organisations"
        }
        "div" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" => "division",
        "frus:attachment" => "enclosure",
        "head" => "heading",
        "note" => "note, below the text or in its place",
        "ref" | "ptr" => "reference",
        "pb" => "printed page",
        "lb" | "cb" | "milestone" | "gb" => "break",
        "anchor" => "place in the text",
        "persName" | "placeName" | "orgName" | "name" | "rs" | "term" | "gloss" | "geogName" => {
            "name, linked to its entry"
        }
        "date" | "time" => "date",
        "choice" | "sic" | "corr" | "orig" | "reg" | "abbr" | "expan" => "two readings of a place",
        "app" | "lem" | "rdg" | "rdgGrp" | "witDetail" | "wit" | "listApp" | "listWit"
        | "witness" => "apparatus",
        "castList" | "castGroup" | "castItem" | "role" | "roleDesc" | "actor" | "set" | "spGrp"
        | "sound" | "camera" | "caption" | "tech" | "view" | "move" => "play",
        "ex" | "am" | "restore" | "secl" | "mod" | "redo" | "retrace" => "state of the manuscript",
        "listBibl" | "bibl" | "cit" => "citation",
        "settlement" | "country" | "region" | "district" | "bloc" | "objectName" | "eventName"
        | "roleName" | "addName" | "genName" | "nameLink" => "name, linked to its entry",
        "ruby" | "rb" | "rt" | "c" | "w" | "s" | "pc" | "m" | "cl" | "phr" | "caesura"
        | "rhyme" | "distinct" | "desc" | "formula" | "ident" | "gi" | "att" | "val" | "tag" => {
            "words in a line"
        }
        "docAuthor" | "docEdition" | "imprimatur" | "eg" | "egXML" | "sourceDoc" | "line"
        | "media" => "block of the text",
        "add" | "del" | "subst" | "gap" | "unclear" | "supplied" | "surplus" | "damage"
        | "space" | "handShift" | "stamp" | "fw" => "state of the manuscript",
        "p" | "ab" | "lg" | "l" | "sp" | "speaker" | "stage" | "list" | "label" | "item"
        | "table" | "row" | "cell" | "figure" | "graphic" | "figDesc" | "opener" | "closer"
        | "dateline" | "salute" | "signed" | "postscript" | "address" | "addrLine" | "byline"
        | "trailer" | "argument" | "epigraph" | "floatingText" | "quote" | "titlePage"
        | "docTitle" | "titlePart" | "docImprint" => "block of the text",
        "hi" | "emph" | "foreign" | "title" | "q" | "said" | "mentioned" | "soCalled" | "seg"
        | "num" | "measure" | "idno" | "code" => "words in a line",
        "facsimile" | "surface" | "zone" => "images of the pages: shown with the description",
        _ => return None,
    })
}

/// What becomes of an attribute. `None`: it is kept with its element.
fn attribute_rule(element: &str, name: &str) -> Option<&'static str> {
    Some(match (element, name) {
        (_, "xml:id") => "address",
        (_, "xml:lang") => "language",
        (_, "n") => "number as printed",
        ("ref" | "ptr", "target") => "where it leads",
        ("gloss", "target") => "entry",
        (
            "persName" | "placeName" | "orgName" | "name" | "rs" | "term" | "gloss",
            "ref" | "corresp" | "key",
        ) => "entry",
        (
            "date" | "origDate" | "title",
            "when" | "when-iso" | "from" | "from-iso" | "to" | "to-iso" | "notBefore"
            | "notBefore-iso" | "notAfter" | "notAfter-iso" | "cert",
        ) => "date",
        (_, "frus:doc-dateTime-min" | "frus:doc-dateTime-max") => "date of the document",
        (_, "type" | "subtype" | "rend" | "rendition" | "place" | "break" | "reason" | "wit") => {
            "kind and look"
        }
        ("language", "ident") => "language",
        ("graphic", "url") | ("pb", "facs") => "image",
        ("l", "part")
        | ("title", "level")
        | (_, "role" | "unit" | "quantity" | "extent" | "atLeast" | "atMost" | "agent" | "style")
        | ("handShift", "new") => "kind and look",
        ("app", "loc") => "place in the apparatus",
        ("cell", "cols" | "rows") => "table",
        ("rendition", "scheme" | "selector") | ("tagUsage", "render") => "kind and look",
        _ => return None,
    })
}

/// Nobody, not met before this tag.
fn nobody(source: &SourceFile, tag: Range<usize>) -> Nobody {
    Nobody {
        count: 0,
        first: Span::new(source.id, tag.start, tag.end),
    }
}

/// The pointer of a name that means nobody, though it is one of this project's own.
fn to_nobody<'a>(
    name: &str,
    start: &Start<'a>,
    source: &SourceFile,
    people: &Pointers,
) -> Option<&'a str> {
    const NAMES: &[&str] = &["persName", "placeName", "orgName", "name", "rs", "term"];
    if !NAMES.contains(&name) {
        return None;
    }
    let pointers = || ["ref", "corresp", "key"].iter();
    let mut given = pointers().filter_map(|name| start.get(name));
    let first = given.next().filter(|pointer| !pointer.contains("://"))?;
    let mut all = std::iter::once(first).chain(given);
    let known = all.any(|pointer| people.find(source.id, pointer).is_some());
    (!known && !first.trim().is_empty()).then_some(first)
}
