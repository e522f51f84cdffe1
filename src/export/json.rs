//! The record as JSON: header, text tree, notes, references and what was said of it,
//! every value with its rule, its certainty and its place in the source.
//!
//! Places are byte offsets into the source file, `[from, to]`. What is certain carries no
//! `cert`; what is not known has no key. `record.schema.json` tells the same in full.

use super::Document;
use super::write::Json;
use crate::diag::Severity;
use crate::edition::Link;
use crate::model::{
    Cert, CorrespAction, CrossRef, Decision, Element, Evidence, Fact, Header, Mark, Node, Note,
    Party, Record, RecordKind, Resp, Tag, VolumeCue, Wanted, Witness,
};
use crate::source::{Span, folded};

/// The number of the shape. It is raised when a key changes its meaning or vanishes.
const SHAPE: usize = 1;

/// A record on one line, without a line break at its end.
#[must_use]
pub fn record(document: &Document<'_>) -> String {
    let mut writer = Writer {
        json: Json::default(),
        document,
        record: document.record,
    };
    writer.record();
    writer.json.finish()
}

struct Writer<'a> {
    json: Json,
    document: &'a Document<'a>,
    record: &'a Record,
}

impl Writer<'_> {
    fn record(&mut self) {
        let record = self.record;
        self.json.open();
        self.json.key("recto");
        self.json.number(SHAPE);
        self.json.field("id", record.id.local());
        self.json.field_or_null("volume", record.id.volume());
        self.json.field_or_null("address", self.document.address);
        self.json
            .field("file", self.document.files.path(record.file));
        let kind = match record.kind {
            RecordKind::Document => "document",
            RecordKind::Essay => "essay",
            RecordKind::Matter => "matter",
        };
        self.json.field("kind", kind);
        self.json.key("header");
        self.header(&record.header);
        self.json.key("text");
        self.nodes(&record.body);
        self.json.key("notes");
        self.list(&record.notes, Self::note);
        self.json.key("enclosures");
        self.list(&record.enclosures, |writer, enclosure| {
            writer.json.open();
            let id = writer.document.id(&enclosure.key);
            writer.json.field("id", &id);
            writer.json.key("header");
            writer.header(&enclosure.header);
            writer.json.close();
        });
        self.json.key("links");
        self.links();
        self.json.key("diagnostics");
        self.diagnostics();
        self.json.close();
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.json.open_list();
        for item in items {
            write(self, item);
        }
        self.json.close_list();
    }

    fn header(&mut self, header: &Header) {
        self.json.open();
        for (key, fact) in [
            ("number", &header.number),
            ("title", &header.title),
            ("kind", &header.kind),
        ] {
            self.words(key, fact.as_ref());
        }
        self.action("sent", &header.sent);
        self.action("received", &header.received);
        self.words("subject", header.subject.as_ref());
        self.parties("participants", &header.participants);
        self.facts(
            "classification",
            &header.classification,
            |json, mark: &Mark| {
                json.field("value", &mark.text);
                if mark.struck {
                    json.key("struck");
                    json.flag(true);
                }
            },
        );
        self.words("declassification", header.declassification.as_ref());
        self.words("archive", header.archive.as_ref());
        let text = |json: &mut Json, text: &String| json.field("value", text);
        self.facts("idnos", &header.idnos, text);
        self.facts("telegram", &header.telegram, text);
        for (key, fact) in [
            ("rights", &header.rights),
            ("remark", &header.remark),
            ("language", &header.language),
            ("first-page", &header.first_page),
        ] {
            self.words(key, fact.as_ref());
        }
        self.facts("replies-to", &header.replies_to, |json, id| {
            json.field("value", &id.to_string());
        });
        if let Some(witness) = &header.witness {
            self.json.key("witness");
            self.fact(witness, |json, witness: &Witness| {
                json.field("value", &witness.siglum);
                if let Some(of) = &witness.of {
                    json.field("of", &of.to_string());
                }
                if let Some(description) = &witness.description {
                    json.field("description", description);
                }
            });
        }
        if header.date_unknown {
            self.json.key("date-unknown");
            self.json.flag(true);
        }
        self.json.close();
    }

    fn words(&mut self, key: &str, fact: Option<&Fact<String>>) {
        if let Some(fact) = fact {
            self.json.key(key);
            self.fact(fact, |json, text: &String| json.field("value", text));
        }
    }

    fn action(&mut self, key: &str, action: &CorrespAction) {
        if *action == CorrespAction::default() {
            return;
        }
        self.json.key(key);
        self.json.open();
        self.parties("parties", &action.parties);
        self.words("place", action.place.as_ref());
        if let Some(date) = &action.date {
            self.json.key("date");
            self.fact(date, |json, date| {
                json.field("value", &date.to_string());
                json.field("words", &date.in_words());
            });
        }
        self.json.close();
    }

    fn parties(&mut self, key: &str, parties: &[Fact<Party>]) {
        let document = self.document;
        self.facts(key, parties, |json, party: &Party| {
            json.field_or_null("name", party.name.as_deref());
            json.field_or_null("office", party.office.as_deref());
            let entry = document.edition.party_entity(document.index, party);
            json.field_or_null("person", entry.map(|entry| entry.id.as_str()));
        });
    }

    /// Facts of one kind; no key when there are none.
    fn facts<T>(&mut self, key: &str, facts: &[Fact<T>], value: impl Fn(&mut Json, &T)) {
        if facts.is_empty() {
            return;
        }
        self.json.key(key);
        self.list(facts, |writer, fact| writer.fact(fact, &value));
    }

    fn fact<T>(&mut self, fact: &Fact<T>, value: impl Fn(&mut Json, &T)) {
        self.json.open();
        value(&mut self.json, &fact.value);
        self.evidence(fact.evidence);
        self.json.close();
    }

    fn evidence(&mut self, evidence: Evidence) {
        self.json.field("rule", evidence.rule.slug());
        self.json.field("cert", evidence.cert.as_str());
        let resp = match evidence.resp() {
            Resp::Recto => "recto",
            Resp::Editor => "editor",
        };
        self.json.field("resp", resp);
        if let Some(span) = evidence.span {
            // An editor's words stand in another file.
            let own = span.file == self.record.file;
            self.json
                .range(if own { "span" } else { "sidecar" }, span.range());
        }
    }

    /// Text trees, with a stack of our own: sources nest as deep as they like.
    fn nodes(&mut self, nodes: &[Node]) {
        enum Step<'n> {
            Node(&'n Node),
            Leave,
        }
        self.json.open_list();
        let mut steps: Vec<Step<'_>> = nodes.iter().rev().map(Step::Node).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Node(Node::Text(text)) => {
                    self.json.open();
                    self.json.field("t", "words");
                    self.json.field("text", &text.text);
                    self.place(text.span);
                    self.json.close();
                }
                Step::Node(Node::Element(element)) => {
                    self.element(element);
                    if element.children.is_empty() {
                        self.json.close();
                    } else {
                        self.json.key("content");
                        self.json.open_list();
                        steps.push(Step::Leave);
                        steps.extend(element.children.iter().rev().map(Step::Node));
                    }
                }
                Step::Leave => {
                    self.json.close_list();
                    self.json.close();
                }
            }
        }
        self.json.close_list();
    }

    /// An element without its content, still open.
    fn element(&mut self, element: &Element) {
        self.json.open();
        self.json.field("tei", element.tag.name());
        if let Some(key) = &element.key {
            let id = self.document.id(key);
            self.json.field("id", &id);
        }
        for (name, value) in element.attrs.iter() {
            // TEI has names that mean something else here.
            if OURS.contains(&name) {
                self.json.field(&format!("@{name}"), value);
            } else {
                self.json.field(name, value);
            }
        }
        let table = match element.tag {
            Tag::Anchor => "note",
            Tag::Ref => "link",
            _ => "enclosure",
        };
        if let Some(index) = element.index {
            self.json.key(table);
            self.json.number(index as usize);
        }
        self.place(element.span);
        self.json.field("rule", element.rule.slug());
        if element.cert != Cert::High {
            self.json.field("cert", element.cert.as_str());
        }
        let own = |span: &&Span| span.file == self.record.file;
        let marks: Vec<Span> = element.marks.iter().filter(own).copied().collect();
        self.marks(&marks);
    }

    /// A place in the source, or in the sidecar.
    fn place(&mut self, span: Span) {
        let own = span.file == self.record.file;
        self.json
            .range(if own { "span" } else { "sidecar" }, span.range());
    }

    fn marks(&mut self, marks: &[Span]) {
        if marks.is_empty() {
            return;
        }
        self.json.key("marks");
        self.list(marks, |writer, span| writer.json.pair(span.range()));
    }

    fn note(&mut self, note: &Note) {
        self.json.open();
        let id = self.document.id(&note.key);
        self.json.field("id", &id);
        self.json.field("n", &note.n);
        self.json.field_or_null("listed", note.listed.as_deref());
        self.json.field("type", note.kind.as_str());
        self.json.key("anchored");
        self.json.flag(note.anchored);
        self.json.key("text");
        self.nodes(&note.body);
        self.place(note.span);
        self.marks(&note.marks);
        self.json.close();
    }

    fn links(&mut self) {
        let (record, links) = (
            self.record,
            self.document.edition.links(self.document.index),
        );
        self.json.open_list();
        for (index, reference) in record.refs.iter().enumerate() {
            self.link(reference, links.get(index).unwrap_or(&Link::Nothing));
        }
        self.json.close_list();
    }

    fn link(&mut self, reference: &CrossRef, link: &Link) {
        self.json.open();
        let words = reference.span.of(self.document.source);
        self.json.field("text", &folded(words));
        self.place(reference.span);
        self.json.field("rule", reference.rule.slug());
        if let Decision::Sidecar { reads, span } = &reference.decision {
            self.json.field("reads", reads);
            self.json.range("decided", span.range());
        }
        self.json.key("wanted");
        self.wanted(&reference.wanted);
        let target = self.document.target(link);
        self.json.field_or_null("target", target.as_deref());
        if let Link::Elsewhere { url, .. } = link {
            self.json.field("url", url);
        }
        self.json.key("note");
        match reference.note {
            Some(note) => self.json.number(note as usize),
            None => self.json.null(),
        }
        self.json.close();
    }

    fn wanted(&mut self, wanted: &Wanted) {
        self.json.open();
        let kind = match wanted {
            Wanted::Document { .. } => "document",
            Wanted::Note { .. } => "note",
            Wanted::Page { .. } => "page",
            Wanted::Volume { .. } => "volume",
            Wanted::Key(_) => "key",
            Wanted::Url(_) => "url",
            Wanted::Doubtful(_) => "doubtful",
        };
        self.json.field("type", kind);
        match wanted {
            Wanted::Document { volume, number } => {
                self.json.field("document", number);
                self.volume(volume);
            }
            Wanted::Note {
                volume,
                document,
                note,
            } => {
                self.json.field_or_null("document", document.as_deref());
                self.json.field("note", note);
                self.volume(volume);
            }
            Wanted::Page { volume, page } => {
                self.json.field("page", page);
                self.volume(volume);
            }
            Wanted::Volume { volume } => self.volume(volume),
            Wanted::Key(key) => self.json.field("key", key),
            Wanted::Url(url) => self.json.field("url", url),
            Wanted::Doubtful(reason) => self.json.field("reason", reason),
        }
        self.json.close();
    }

    /// The volume in which a reference looks; no key for the document's own.
    fn volume(&mut self, cue: &VolumeCue) {
        if let VolumeCue::Named {
            years,
            volume,
            part,
            title,
            ibid,
        } = cue
        {
            self.json.key("volume");
            self.json.open();
            self.json.field_or_null("years", years.as_deref());
            self.json.field("volume", volume);
            self.json.field_or_null("part", part.as_deref());
            if let Some(title) = title {
                self.json.field("title", title);
            }
            self.json.key("ibid");
            self.json.flag(*ibid);
            self.json.close();
        }
    }

    fn diagnostics(&mut self) {
        self.list(self.document.diags, |writer, diagnostic| {
            writer.json.open();
            writer.json.field("code", diagnostic.code.slug());
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            writer.json.field("severity", severity);
            writer.json.field("message", &diagnostic.message);
            if let Some(span) = diagnostic.span() {
                writer.place(span);
            }
            writer.json.close();
        });
    }
}

/// Keys of a node that are ours; TEI attributes of these names get an `@`.
const OURS: [&str; 13] = [
    "t",
    "tei",
    "id",
    "text",
    "content",
    "span",
    "sidecar",
    "rule",
    "cert",
    "marks",
    "note",
    "link",
    "enclosure",
];
