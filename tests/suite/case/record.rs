//! A record for reading: its facts, its text with one node a line, notes, references.

use recto::model::{
    Cert, Decision, Element, Evidence, Fact, Header, Node, Party, RecordKind, Rule, Tag, VolumeCue,
    Wanted,
};
use recto::pipeline::Document;
use std::fmt::Write;

/// How long words are shown in full.
const LONG: usize = 120;

pub(crate) fn dump(document: &Document) -> String {
    let record = &document.record;
    let kind = match record.kind {
        RecordKind::Document => "document",
        RecordKind::Essay => "essay",
        RecordKind::Matter => "matter",
    };
    let stated = if record.id_stated { " (stated)" } else { "" };
    let mut out = format!("{kind} {}{stated}\n", record.id);
    header(&record.header, 1, &mut out);
    out.push_str("text\n");
    tree(&record.body, 1, &mut out);
    if !record.notes.is_empty() {
        out.push_str("notes\n");
    }
    for note in &record.notes {
        let listed = match &note.listed {
            Some(listed) if *listed == note.n => String::new(),
            Some(listed) => format!(" listed={listed}"),
            None => " listed=-".to_owned(),
        };
        let anchored = if note.anchored { "" } else { " (no mark)" };
        let kind = note.kind.as_str();
        let _ = writeln!(out, "  #{} n={}{listed} {kind}{anchored}", note.key, note.n);
        tree(&note.body, 2, &mut out);
    }
    if !record.refs.is_empty() {
        out.push_str("references\n");
    }
    for (at, it) in record.refs.iter().enumerate() {
        let words = quoted(it.span.of(&document.source.text));
        let place = it
            .note
            .and_then(|note| record.notes.get(note as usize))
            .map_or("text".to_owned(), |note| format!("#{}", note.key));
        let decision = match &it.decision {
            Decision::Words => String::new(),
            Decision::Sidecar { reads, .. } => format!(" decided {}", quoted(reads)),
        };
        let wanted = wanted(&it.wanted);
        let rule = it.rule.slug();
        let _ = writeln!(out, "  {at} {place} {words} → {wanted}{decision} ({rule})");
    }
    if !record.enclosures.is_empty() {
        out.push_str("enclosures\n");
    }
    for enclosure in &record.enclosures {
        let _ = writeln!(out, "  #{}", enclosure.key);
        header(&enclosure.header, 2, &mut out);
    }
    out
}

/// Words in quotation marks, on one line, shortened in the middle when they are long.
pub(crate) fn quoted(words: &str) -> String {
    let mut shown = String::from("\"");
    for c in words.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            '\u{a0}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{feff}'
            | '\u{2028}'..='\u{202e}' => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown.push('"');
    let long = shown.chars().count();
    if long <= LONG {
        return shown;
    }
    let start: String = shown.chars().take(LONG / 2).collect();
    let end: String = shown.chars().skip(long - LONG / 2).collect();
    format!("{start} […] {end}")
}

fn tree(nodes: &[Node], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for node in nodes {
        match node {
            Node::Text(text) => {
                let _ = writeln!(out, "{indent}{}", quoted(&text.text));
            }
            Node::Element(element) => {
                let _ = write!(out, "{indent}{}", line(element));
                if let [Node::Text(only)] = element.children.as_slice() {
                    let _ = writeln!(out, " {}", quoted(&only.text));
                } else {
                    out.push('\n');
                    tree(&element.children, depth + 1, out);
                }
            }
        }
    }
}

/// Whether the rule says no more than the element's name.
fn is_plain(element: &Element) -> bool {
    matches!(
        (&element.tag, element.rule),
        (Tag::P, Rule::Blank)
            | (_, Rule::Markdown | Rule::Encoded)
            | (Tag::Pb, Rule::PageBracket)
            | (Tag::Lb, _)
            | (Tag::Stamp, Rule::Stamp)
            | (Tag::Head, Rule::HeadingFirstLine)
            | (Tag::Num, Rule::HeadingNumber)
            | (Tag::Dateline, Rule::Dateline)
            | (Tag::Salute, Rule::Salute)
            | (Tag::Signed, Rule::Signature)
            | (Tag::Row | Tag::Cell | Tag::Table, Rule::TableRow)
            | (Tag::List | Tag::Item, Rule::Bullet)
            | (Tag::Del, Rule::Struck)
    )
}

fn line(element: &Element) -> String {
    let mut out = element.tag.name().to_owned();
    if let Some(key) = &element.key {
        let _ = write!(out, " #{key}");
    }
    for (name, value) in element.attrs.iter() {
        let _ = write!(out, " {name}={value}");
    }
    if let Some(index) = element.index {
        let _ = write!(out, " [{index}]");
    }
    let cert = match element.cert {
        Cert::High => "",
        Cert::Medium => "likely",
        Cert::Low => "a guess",
    };
    let rule = if is_plain(element) {
        ""
    } else {
        element.rule.slug()
    };
    match (rule, cert) {
        ("", "") => {}
        (rule, "") => {
            let _ = write!(out, " ({rule})");
        }
        ("", cert) => {
            let _ = write!(out, " ({cert})");
        }
        (rule, cert) => {
            let _ = write!(out, " ({rule}, {cert})");
        }
    }
    out
}

fn header(header: &Header, depth: usize, out: &mut String) {
    let mut facts = Facts { depth, out };
    let words = |fact: &Fact<String>| quoted(&fact.value);
    facts.one("number", header.number.as_ref(), words);
    facts.one("title", header.title.as_ref(), words);
    facts.one("kind", header.kind.as_ref(), words);
    for (name, action) in [("sent", &header.sent), ("received", &header.received)] {
        facts.all(&format!("{name} by"), &action.parties, party);
        facts.one(&format!("{name} at"), action.place.as_ref(), words);
        facts.one(&format!("{name} on"), action.date.as_ref(), |date| {
            date.value.to_string()
        });
    }
    facts.one("subject", header.subject.as_ref(), words);
    facts.all("participant", &header.participants, party);
    facts.all("classification", &header.classification, |mark| {
        let struck = if mark.value.struck { " struck" } else { "" };
        format!("{}{struck}", quoted(&mark.value.text))
    });
    facts.one("declassification", header.declassification.as_ref(), words);
    facts.one("archive", header.archive.as_ref(), words);
    facts.all("idno", &header.idnos, words);
    facts.all("telegram", &header.telegram, words);
    facts.one("rights", header.rights.as_ref(), words);
    facts.one("remark", header.remark.as_ref(), words);
    facts.one("language", header.language.as_ref(), words);
    facts.all("replies to", &header.replies_to, |id| id.value.to_string());
    facts.one("witness", header.witness.as_ref(), |witness| {
        let witness = &witness.value;
        let of = witness.of.as_ref().map(|of| format!(" of {of}"));
        let description = witness.description.as_deref().map(quoted);
        format!(
            "{}{} {}",
            witness.siglum,
            of.unwrap_or_default(),
            description.unwrap_or_default()
        )
    });
    facts.one("first page", header.first_page.as_ref(), words);
    if header.date_unknown {
        let _ = writeln!(facts.out, "{}date unknown", "  ".repeat(depth));
    }
}

struct Facts<'a> {
    depth: usize,
    out: &'a mut String,
}

impl Facts<'_> {
    fn one<T>(&mut self, name: &str, fact: Option<&Fact<T>>, show: impl Fn(&Fact<T>) -> String) {
        if let Some(fact) = fact {
            let indent = "  ".repeat(self.depth);
            let shown = show(fact);
            let evidence = evidence(fact.evidence);
            let _ = writeln!(
                self.out,
                "{indent}{name}: {} ({evidence})",
                shown.trim_end()
            );
        }
    }

    fn all<T>(&mut self, name: &str, facts: &[Fact<T>], show: impl Fn(&Fact<T>) -> String) {
        for fact in facts {
            self.one(name, Some(fact), &show);
        }
    }
}

fn evidence(evidence: Evidence) -> String {
    let rule = evidence.rule.slug();
    match evidence.cert {
        Cert::High => rule.to_owned(),
        Cert::Medium => format!("{rule}, likely"),
        Cert::Low => format!("{rule}, a guess"),
    }
}

fn party(fact: &Fact<Party>) -> String {
    let Party {
        name,
        office,
        entity,
    } = &fact.value;
    let mut shown: Vec<String> = Vec::new();
    shown.extend(name.as_deref().map(quoted));
    shown.extend(
        office
            .as_deref()
            .map(|office| format!("as {}", quoted(office))),
    );
    shown.extend(entity.as_ref().map(|id| format!("= {id}")));
    shown.join(" ")
}

fn wanted(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Document { volume, number } => format!("document {number}{}", cue(volume)),
        Wanted::Note {
            volume,
            document,
            note,
        } => {
            let document = document.as_deref().unwrap_or("here");
            format!("note {note} of {document}{}", cue(volume))
        }
        Wanted::Page { volume, page } => format!("page {page}{}", cue(volume)),
        Wanted::Volume { volume } => format!("the whole{}", cue(volume)),
        Wanted::Key(key) => format!("key {key}"),
        Wanted::Url(url) => format!("address {url}"),
        Wanted::Doubtful(reason) => format!("doubtful: {reason}"),
    }
}

fn cue(cue: &VolumeCue) -> String {
    match cue {
        VolumeCue::Own => String::new(),
        VolumeCue::Named {
            years,
            volume,
            part,
            title,
            ibid,
        } => {
            let title = title.as_deref().map(|title| format!(", “{title}”"));
            let years = years.as_deref().map(|years| format!("{years}, "));
            let part = part.as_deref().map(|part| format!(", part {part}"));
            let ibid = if *ibid { " (ibid.)" } else { "" };
            format!(
                " of {}vol. {volume}{}{}{ibid}",
                years.unwrap_or_default(),
                part.unwrap_or_default(),
                title.unwrap_or_default()
            )
        }
    }
}
