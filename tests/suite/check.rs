//! What holds of every record and of every site, whatever the sources: used by the
//! properties, the cases and the books.

use crate::case::page;
use recto::diag::Diagnostic;
use recto::model::{Descend, Node, Record, Tag, walk};
use recto::source::{Span, is_blank};
use std::collections::{BTreeMap, BTreeSet};

/// A site: every file by its path.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

/// Characters that may make an element without being shown: of raw transcriptions.
fn is_mark(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_numeric()
        || "[]()|~^{}*†‡=↑_:.-–—•◦▪·‣⁃●○■□»›>o,;/\\Page".contains(c)
        || matches!(c, 'P' | 'A' | 'G' | 'E')
}

/// What is wrong with a record that was read from a raw transcription without a sidecar.
pub(crate) fn record(record: &Record, source: &str, diags: &[Diagnostic]) -> Vec<String> {
    let mut wrong = ledger(record, source, diags);
    let bodies = record.notes.iter().map(|note| &note.body);
    let mut marks: Vec<(Span, Tag)> = Vec::new();
    for tree in std::iter::once(&record.body).chain(bodies) {
        walk(tree, &mut |node| {
            match node {
                Node::Text(text) if text.text != text.span.of(source) => wrong.push(format!(
                    "words {:?} are not the source's {:?}",
                    text.text,
                    text.span.of(source)
                )),
                Node::Text(_) => {}
                Node::Element(element) => {
                    let tag = &element.tag;
                    marks.extend(element.marks.iter().map(|&span| (span, tag.clone())));
                }
            }
            Descend::Into
        });
    }
    let of_notes = record.notes.iter().flat_map(|note| &note.marks);
    marks.extend(of_notes.map(|&span| (span, Tag::Note)));
    for (span, tag) in marks {
        let words = span.of(source);
        let is_good = match tag {
            // The number of a printed page can be `M-3`.
            Tag::Pb => words.starts_with('[') && words.ends_with(']') && words.len() < 40,
            _ => ["<sup>", "</sup>", "Footnote", "FOOTNOTE"]
                .iter()
                .fold(words.to_owned(), |words, known| words.replace(known, ""))
                .chars()
                .all(|c| is_blank(c) || is_mark(c)),
        };
        if !is_good {
            wrong.push(format!("{words:?} is no mark of a {}", tag.name()));
        }
    }
    wrong.extend(tables(record));
    wrong
}

/// Whether each character that is not blank is claimed once, or told of.
pub(crate) fn ledger(record: &Record, source: &str, diags: &[Diagnostic]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut claims: Vec<Span> = recto::model::claims(record)
        .into_iter()
        .filter(|span| span.file == record.file)
        .collect();
    claims.sort_by_key(|span| (span.start, span.end));
    let told: Vec<Span> = diags
        .iter()
        .filter_map(Diagnostic::span)
        .filter(|span| span.file == record.file)
        .collect();
    let mut at = 0;
    let gap = |from: usize, to: usize, wrong: &mut Vec<String>| {
        let Some(words) = source.get(from..to) else {
            wrong.push(format!("{from}..{to} is no range of characters"));
            return;
        };
        for (offset, c) in words.char_indices() {
            let place = from + offset;
            let is_told = || told.iter().any(|span| span.range().contains(&place));
            if !is_blank(c) && !is_told() {
                let near = source.get(place..).unwrap_or("");
                let near: String = near.chars().take(20).collect();
                wrong.push(format!("lost at byte {place}: {near:?}"));
                return;
            }
        }
    };
    for span in &claims {
        let range = span.range();
        if range.start < at {
            wrong.push(format!(
                "claimed twice: {:?} at byte {}",
                span.of(source),
                range.start
            ));
        } else {
            gap(at, range.start, &mut wrong);
        }
        at = at.max(range.end);
    }
    gap(at.min(source.len()), source.len(), &mut wrong);
    wrong
}

/// Whether anchors, references and enclosures are those of the record's tables.
fn tables(record: &Record) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut anchored = BTreeSet::new();
    let (mut refs, mut enclosures) = (Vec::new(), Vec::new());
    let bodies = record.notes.iter().map(|note| &note.body);
    for tree in std::iter::once(&record.body).chain(bodies) {
        walk(tree, &mut |node| {
            if let Node::Element(element) = node {
                match (&element.tag, element.index) {
                    (Tag::Anchor, Some(index)) => {
                        anchored.insert(index);
                    }
                    (Tag::Ref, Some(index)) => refs.push(index),
                    (Tag::Div, Some(index)) => enclosures.push(index),
                    _ => {}
                }
            }
            Descend::Into
        });
    }
    let count = |len: usize| (0..u32::try_from(len).expect("few")).collect::<Vec<_>>();
    refs.sort_unstable();
    if refs != count(record.refs.len()) {
        wrong.push(format!("references {refs:?} of {}", record.refs.len()));
    }
    if enclosures != count(record.enclosures.len()) {
        wrong.push(format!(
            "enclosures {enclosures:?} of {}",
            record.enclosures.len()
        ));
    }
    for (note, index) in record.notes.iter().zip(0u32..) {
        if note.anchored != anchored.contains(&index) {
            wrong.push(format!("note {}: anchored is {}", note.n, note.anchored));
        }
    }
    let keys: BTreeSet<_> = record.notes.iter().map(|note| &note.key).collect();
    if keys.len() != record.notes.len() {
        wrong.push("two notes have one key".to_owned());
    }
    wrong
}

/// What is wrong with a site as a whole: pages that are not well-formed, ids that stand
/// twice, links that lead nowhere, requests that leave the origin.
pub(crate) fn site(site: &Site) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut pages: BTreeMap<&str, Links> = BTreeMap::new();
    for (path, bytes) in site {
        let ending = path.rsplit('.').next().unwrap_or("");
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        match ending {
            "html" => match links(text) {
                Ok(found) => {
                    wrong.extend(found.wrong.iter().map(|it| format!("{path}: {it}")));
                    pages.insert(path, found);
                }
                Err(error) => wrong.push(format!("{path}: {error}")),
            },
            "css" => wrong.extend(css(text).into_iter().map(|it| format!("{path}: {it}"))),
            "js" => {
                for word in ["http://", "https://", "//cdn"] {
                    for (at, _) in text.match_indices(word) {
                        let rest: String = text[at..].chars().take(40).collect();
                        if !rest.starts_with("http://www.w3.org/") {
                            wrong.push(format!("{path}: leaves the origin: {rest}"));
                        }
                    }
                }
            }
            "xml" | "svg" => {
                if let Err(error) = page::parse(text) {
                    wrong.push(format!("{path}: {error}"));
                }
            }
            "json" => {
                if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
                    wrong.push(format!("{path}: {error}"));
                }
            }
            _ => {}
        }
    }
    let mut linked: BTreeSet<String> = BTreeSet::new();
    for (path, found) in &pages {
        for href in &found.hrefs {
            let (file, fragment) = match href.split_once('#') {
                Some((file, fragment)) => (file, Some(fragment)),
                None => (href.as_str(), None),
            };
            let target = if file.is_empty() {
                Some((*path).to_owned())
            } else if *path == "404.html" && file.starts_with('/') {
                // It is shown at any depth, so its links begin at the host.
                let ends = file
                    .match_indices('/')
                    .map(|(at, _)| decode(&file[at + 1..]));
                ends.into_iter().find(|end| site.contains_key(end))
            } else {
                resolve(path, file)
            };
            let Some(target) = target else {
                wrong.push(format!("{path}: {href} leads out of the site"));
                continue;
            };
            if target != *path {
                linked.insert(target.clone());
            }
            if !site.contains_key(&target) {
                wrong.push(format!("{path}: {href} leads to no file"));
            } else if let (Some(fragment), Some(page)) = (fragment, pages.get(target.as_str()))
                && !page.ids.contains(&decode(fragment))
            {
                wrong.push(format!("{path}: {href}: {target} has no such id"));
            }
        }
    }
    let alone = pages.keys().filter(|path| !linked.contains(**path));
    let alone = alone.filter(|path| !matches!(**path, "index.html" | "404.html"));
    wrong.extend(alone.map(|path| format!("no page links {path}")));
    wrong
}

struct Links {
    ids: BTreeSet<String>,
    /// Addresses within the site.
    hrefs: Vec<String>,
    wrong: Vec<String>,
}

fn links(text: &str) -> Result<Links, String> {
    let xml = page::well_formed(text);
    let parsed = page::parse(&xml).map_err(|error| error.to_string())?;
    let mut found = Links {
        ids: BTreeSet::new(),
        hrefs: Vec::new(),
        wrong: Vec::new(),
    };
    for node in parsed.descendants().filter(roxmltree::Node::is_element) {
        let tag = node.tag_name().name();
        if let Some(id) = node.attribute("id")
            && !found.ids.insert(id.to_owned())
        {
            found.wrong.push(format!("id {id} stands twice"));
        }
        for name in [
            "href",
            "src",
            "data",
            "action",
            "poster",
            "srcset",
            "formaction",
        ] {
            let Some(value) = node.attribute(name) else {
                continue;
            };
            if tag == "data" || (tag, name) == ("time", "data") {
                continue;
            }
            let is_elsewhere =
                value.contains("://") || value.starts_with("//") || value.starts_with("mailto:");
            let rel = node.attribute("rel").unwrap_or("");
            let may_lead_out = tag == "a" || (tag == "link" && rel == "canonical");
            if is_elsewhere && !may_lead_out {
                found
                    .wrong
                    .push(format!("<{tag} {name}={value}> leaves the origin"));
            }
            if value.starts_with("javascript:") || value.starts_with("data:") {
                found.wrong.push(format!("<{tag} {name}={value}>"));
            }
            if value.contains('?') && !is_elsewhere {
                found.wrong.push(format!("{value} has a query"));
            }
            if !is_elsewhere && (name == "href" || name == "src") {
                found.hrefs.push(value.to_owned());
            }
        }
        for name in [
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
            "for",
        ] {
            for id in node.attribute(name).unwrap_or("").split_whitespace() {
                found.hrefs.push(format!("#{id}"));
            }
        }
        let style = node.attribute("style").unwrap_or("");
        found.wrong.extend(css(style));
        if tag == "style" {
            found.wrong.extend(css(node.text().unwrap_or("")));
        }
        let is_handler = node.attributes().any(|it| it.name().starts_with("on"));
        if is_handler {
            found.wrong.push(format!("<{tag}> has a handler"));
        }
    }
    Ok(found)
}

/// Addresses of a style sheet that leave the origin.
fn css(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, _) in text.match_indices("url(") {
        let inside = text[at + 4..].split(')').next().unwrap_or("");
        let inside = inside.trim().trim_matches(['"', '\'']);
        if inside.contains("://") || inside.starts_with("//") {
            wrong.push(format!("url({inside}) leaves the origin"));
        }
    }
    for (at, _) in text.match_indices("@import") {
        let rest: String = text[at..].chars().take(60).collect();
        if rest.contains("//") {
            wrong.push(format!("{rest} leaves the origin"));
        }
    }
    wrong
}

/// A relative address as a path of the site.
fn resolve(page: &str, file: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(decode(&parts.join("/")))
}

/// `%20` → a blank.
fn decode(text: &str) -> String {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What of a record is not in its page, or more than once: words, pages, notes, links.
pub(crate) fn shown(record: &Record, text: &str) -> Vec<String> {
    let xml = page::well_formed(text);
    let parsed = match page::parse(&xml) {
        Ok(parsed) => parsed,
        Err(error) => return vec![error.to_string()],
    };
    let mut wrong = Vec::new();
    let has_class = |node: &roxmltree::Node<'_, '_>, class: &str| {
        let classes = node.attribute("class").unwrap_or("");
        classes.split_whitespace().any(|it| it == class)
    };
    let all = |class: &str| {
        parsed
            .descendants()
            .filter(|node| has_class(node, class))
            .collect::<Vec<_>>()
    };
    let ids: BTreeMap<&str, roxmltree::Node<'_, '_>> = parsed
        .descendants()
        .filter_map(|node| Some((node.attribute("id")?, node)))
        .collect();
    // As many of each as there are.
    let count = Count::of(record);
    let within = |class: &str| {
        let parts = [all("doc-head"), all("text"), all("notes")].concat();
        let found: BTreeSet<_> = parts
            .iter()
            .flat_map(roxmltree::Node::descendants)
            .filter(|node| has_class(node, class))
            .map(|node| node.id().get())
            .collect();
        found.len()
    };
    for (what, there, here) in [
        ("printed pages", count.pages, within("pb")),
        ("notes", record.notes.len(), within("note")),
        ("marks of notes", count.anchors, within("noteref")),
        ("references", record.refs.len(), within("ref")),
    ] {
        if there != here {
            wrong.push(format!("{there} {what} in the record, {here} in the page"));
        }
    }
    // There and back.
    for note in record.notes.iter().filter(|note| note.anchored) {
        let id = format!("{}{}", record.id.local(), note.key);
        let Some(node) = ids.get(id.as_str()) else {
            wrong.push(format!("note {id} is not in the page"));
            continue;
        };
        let back = node.descendants().find(|node| has_class(node, "backref"));
        let back = back.and_then(|back| back.attribute("href")?.strip_prefix('#'));
        let mark = back.and_then(|back| ids.get(back));
        let there = mark.and_then(|mark| mark.attribute("href")?.strip_prefix('#'));
        if there != Some(id.as_str()) {
            wrong.push(format!("note {id} does not lead to its mark and back"));
        }
    }
    // The same words.
    let words = |nodes: &[roxmltree::Node<'_, '_>], skip: &[&str]| {
        let mut out = String::new();
        for node in nodes {
            page_words(*node, skip, &mut out);
        }
        out
    };
    let mut heading = String::new();
    let mut rest = String::new();
    let mut seen = false;
    for node in &record.body {
        match node.element() {
            Some(element) if element.tag == Tag::Head && !seen => {
                seen = true;
                record_words(&element.children, true, &mut heading);
            }
            _ => record_words(std::slice::from_ref(node), false, &mut rest),
        }
    }
    let skip = [
        "noteref",
        "pnum",
        "backref",
        "aside",
        "visually-hidden",
        "sr-only",
        "vh",
    ];
    let h1: Vec<_> = parsed
        .descendants()
        .filter(|node| node.tag_name().name() == "h1")
        .collect();
    let in_text = words(&all("text"), &skip);
    let in_head = words(&h1, &skip);
    // A heading below other text stays where it is; the page's own is then a copy.
    let mut whole = String::new();
    record_words(&record.body, false, &mut whole);
    if in_text != rest && in_text != whole {
        wrong.push(format!(
            "words of the text: {}",
            first_difference(&rest, &in_text)
        ));
    }
    if in_text != whole && in_head != heading {
        wrong.push(format!(
            "words of the heading: {}",
            first_difference(&heading, &in_head)
        ));
    }
    let mut of_notes = String::new();
    for note in &record.notes {
        record_words(&note.body, false, &mut of_notes);
    }
    let in_notes = words(&all("note-body"), &skip);
    if in_notes != of_notes {
        wrong.push(format!(
            "words of the notes: {}",
            first_difference(&of_notes, &in_notes)
        ));
    }
    wrong
}

#[derive(Default)]
struct Count {
    pages: usize,
    anchors: usize,
}

impl Count {
    fn of(record: &Record) -> Self {
        let mut count = Self::default();
        let bodies = record.notes.iter().map(|note| &note.body);
        for tree in std::iter::once(&record.body).chain(bodies) {
            walk(tree, &mut |node| {
                if let Node::Element(element) = node {
                    count.pages += usize::from(element.tag == Tag::Pb);
                    count.anchors += usize::from(element.tag == Tag::Anchor);
                }
                Descend::Into
            });
        }
        count
    }
}

fn is_shown(c: char) -> bool {
    !is_blank(c) && !c.is_control()
}

fn record_words(nodes: &[Node], skip_number: bool, out: &mut String) {
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Text(text) => out.extend(text.text.chars().filter(|&c| is_shown(c))),
            Node::Element(element) => {
                let is_number = skip_number && at == 0 && element.tag == Tag::Num;
                if !is_number {
                    record_words(&element.children, false, out);
                }
            }
        }
    }
}

fn page_words(node: roxmltree::Node<'_, '_>, skip: &[&str], out: &mut String) {
    if let (true, Some(text)) = (node.is_text(), node.text()) {
        out.extend(text.chars().filter(|&c| is_shown(c)));
        return;
    }
    let classes = node.attribute("class").unwrap_or("");
    if classes
        .split_whitespace()
        .any(|class| skip.contains(&class))
    {
        return;
    }
    for child in node.children() {
        page_words(child, skip, out);
    }
}

fn first_difference(there: &str, here: &str) -> String {
    let same = there
        .chars()
        .zip(here.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let part = |text: &str| -> String {
        let from = same.saturating_sub(10);
        text.chars().skip(from).take(50).collect()
    };
    format!(
        "{:?} in the record, {:?} in the page",
        part(there),
        part(here)
    )
}
