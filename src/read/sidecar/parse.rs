//! A sidecar's YAML → [`Sidecar`], with a complaint at the place of every mistake. A
//! mistake costs only its own value.

mod passages;

use super::values::{bad_id, date};
use super::{Correction, NotePin, ReferenceDecision, Sidecar, Stated, StatedHeader};
use crate::config::is_language;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Cert, EntityId, Fact, Party, RecordId, Rule, Witness};
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Fields, Node, Value};
use passages::{join, name_decision, passage, quote, reads, supply};
use std::collections::BTreeMap;

/// The keys that say something of a document or of one of its enclosures.
const HEADER_KEYS: &[&str] = &[
    "number",
    "title",
    "kind",
    "date",
    "place",
    "sender",
    "addressee",
    "subject",
    "participants",
    "classification",
    "archive",
    "rights",
    "language",
    "remark",
    "first-page",
];

/// The keys that only a document has.
const DOCUMENT_KEYS: &[&str] = &[
    "id",
    "volume",
    "witness",
    "replies-to",
    "enclosures",
    "corrections",
    "joins",
    "references",
    "notes",
    "names",
    "supplied",
    "dismiss",
    "accept",
    "origin",
];

/// Reads a sidecar. What cannot be understood is reported and left out.
#[must_use]
pub fn parse(file: &SourceFile, diags: &mut Diagnostics) -> Sidecar {
    yaml::parse(file, diags).map_or_else(Sidecar::default, |node| read(&node, diags))
}

/// Reads the sidecar of a file of many documents: `documents`, and in it what is said of
/// each, by its id.
#[must_use]
pub fn parse_volume(
    file: &SourceFile,
    ids: &[&str],
    diags: &mut Diagnostics,
) -> BTreeMap<String, Stated> {
    let Some(root) = yaml::parse(file, diags) else {
        return BTreeMap::new();
    };
    let fields = root.fields("the sidecar of a volume", &["documents"], diags);
    let documents = fields.and_then(|fields| fields.get("documents"));
    let Some(fields) = documents.and_then(|node| node.fields("documents", ids, diags)) else {
        return BTreeMap::new();
    };
    let stated = ids.iter().filter_map(|&id| {
        let node = fields.get(id)?;
        let sidecar = read(node, diags);
        let span = node.span;
        Some((id.to_owned(), Stated { span, sidecar }))
    });
    stated.collect()
}

/// Reads a sidecar's keys from YAML that is already a tree.
pub(in crate::read) fn read(node: &Node, diags: &mut Diagnostics) -> Sidecar {
    let known: Vec<&str> = DOCUMENT_KEYS.iter().chain(HEADER_KEYS).copied().collect();
    let Some(fields) = node.fields("a sidecar", &known, diags) else {
        return Sidecar::default();
    };
    Sidecar {
        id: id(&fields, "id", diags),
        volume: id(&fields, "volume", diags),
        header: header(&fields, diags),
        witness: witness(&fields, diags),
        replies_to: replies_to(&fields, diags),
        enclosures: each(&fields, "enclosures", diags, |item, diags| {
            let fields = item.fields("enclosures", HEADER_KEYS, diags)?;
            Some(header(&fields, diags))
        }),
        corrections: each(&fields, "corrections", diags, |item, diags| {
            let fields = item.fields("corrections", &["quote", "reads", "occurrence"], diags)?;
            let quote = quote(&fields, "quote", diags)?;
            let (reads, span) = reads(&fields, "to take the words out", diags)?;
            Some(Correction { quote, reads, span })
        }),
        joins: each(&fields, "joins", diags, join),
        references: each(&fields, "references", diags, |item, diags| {
            let fields = item.fields("references", &["quote", "reads", "occurrence"], diags)?;
            Some(ReferenceDecision {
                quote: quote(&fields, "quote", diags)?,
                reads: reads(&fields, "if it is no reference", diags)?.0,
            })
        }),
        notes: each(&fields, "notes", diags, |item, diags| {
            let fields = item.fields("notes", &["note", "after", "occurrence"], diags)?;
            Some(NotePin {
                note: fields.required("note", diags)?.0.to_owned(),
                after: quote(&fields, "after", diags)?,
            })
        }),
        names: each(&fields, "names", diags, name_decision),
        supplied: each(&fields, "supplied", diags, supply),
        dismiss: each(&fields, "dismiss", diags, |item, diags| {
            if let Value::Map(_) = item.value {
                let fields = item.fields("dismiss", &["quote", "occurrence"], diags)?;
                return quote(&fields, "quote", diags);
            }
            let (text, span) = item.text("dismiss", diags)?;
            passage(text, span, None, diags)
        }),
        accept: fields
            .texts("accept", diags)
            .into_iter()
            .filter_map(|(key, span)| accepted(key, span, diags))
            .collect(),
        origin: fields
            .text("origin", diags)
            .map(|(text, _)| text.to_owned()),
    }
}

/// Every item of a list that can be read.
fn each<T>(
    fields: &Fields<'_>,
    key: &str,
    diags: &mut Diagnostics,
    mut read: impl FnMut(&Node, &mut Diagnostics) -> Option<T>,
) -> Vec<T> {
    fields
        .items(key)
        .iter()
        .filter_map(|item| read(item, diags))
        .collect()
}

fn fact<T>(value: T, span: Span) -> Fact<T> {
    Fact::new(value, Rule::Sidecar, Cert::High, span)
}

fn text(fields: &Fields<'_>, key: &str, diags: &mut Diagnostics) -> Option<Fact<String>> {
    let (text, span) = fields.text(key, diags)?;
    Some(fact(text.trim().to_owned(), span))
}

/// A language; words that are none are reported.
fn language(fields: &Fields<'_>, diags: &mut Diagnostics) -> Option<Fact<String>> {
    let stated = text(fields, "language", diags)?;
    if stated.value.is_empty() || is_language(&stated.value) {
        return Some(stated);
    }
    let message = format!("`{}` is not a language", stated.value);
    let place = stated.evidence.span.unwrap_or(fields.span);
    diags.push(
        Diagnostic::new(Code::BadYaml, place, message)
            .help("languages are written as in `en`, `de` or `pt-BR`"),
    );
    None
}

fn header(fields: &Fields<'_>, diags: &mut Diagnostics) -> StatedHeader {
    let stated_date = fields.text("date", diags);
    let date_unknown = stated_date.is_some_and(|(text, _)| text.trim() == "unknown");
    let date = stated_date
        .filter(|_| !date_unknown)
        .and_then(|(text, span)| Some(fact(date(text, span, diags)?, span)));
    let date_unusable = fields.get("date").is_some() && date.is_none() && !date_unknown;
    StatedHeader {
        number: text(fields, "number", diags),
        title: text(fields, "title", diags),
        kind: text(fields, "kind", diags),
        date,
        date_unknown,
        date_unusable,
        place: text(fields, "place", diags),
        senders: parties(fields, "sender", diags),
        addressees: parties(fields, "addressee", diags),
        subject: text(fields, "subject", diags),
        participants: parties(fields, "participants", diags),
        classification: fields.get("classification").map(|node| {
            node.items()
                .iter()
                .filter_map(|item| item.text("classification", diags))
                .filter(|(text, _)| !text.trim().is_empty())
                .map(|(text, span)| fact(text.trim().to_owned(), span))
                .collect()
        }),
        archive: text(fields, "archive", diags),
        rights: text(fields, "rights", diags),
        language: language(fields, diags),
        remark: text(fields, "remark", diags),
        first_page: text(fields, "first-page", diags),
    }
}

fn id(fields: &Fields<'_>, key: &str, diags: &mut Diagnostics) -> Option<Fact<String>> {
    let stated = text(fields, key, diags)?;
    match RecordId::new(None, &stated.value) {
        Ok(_) => Some(stated),
        Err(problem) => {
            bad_id(
                &stated.value,
                problem,
                stated.evidence.span.unwrap_or(fields.span),
                diags,
            );
            None
        }
    }
}

fn entity_id(id: &str, span: Span, diags: &mut Diagnostics) -> Option<EntityId> {
    EntityId::new(id.trim())
        .map_err(|problem| bad_id(id.trim(), problem, span, diags))
        .ok()
}

/// `d168`, `#d168` or `frus1981-88v04#d351`. Without a volume it is of the document's own,
/// which is added when the sidecar is applied.
fn record_id(text: &str, span: Span, diags: &mut Diagnostics) -> Option<RecordId> {
    let text = text.trim();
    let (volume, local) = match text.split_once('#') {
        Some(("", local)) => (None, local),
        Some((volume, local)) => (Some(volume), local),
        None => (None, text),
    };
    RecordId::new(volume, local)
        .map_err(|problem| bad_id(text, problem, span, diags))
        .ok()
}

fn replies_to(fields: &Fields<'_>, diags: &mut Diagnostics) -> Vec<Fact<RecordId>> {
    fields
        .texts("replies-to", diags)
        .into_iter()
        .filter_map(|(text, span)| Some(fact(record_id(text, span, diags)?, span)))
        .collect()
}

fn witness(fields: &Fields<'_>, diags: &mut Diagnostics) -> Option<Fact<Witness>> {
    let node = fields.get("witness")?;
    if let Some(words) = node.as_text() {
        return Some(fact(
            Witness {
                siglum: siglum(words, node.span, diags)?,
                of: None,
                description: None,
            },
            node.span,
        ));
    }
    let fields = node.fields("witness", &["siglum", "of", "description"], diags)?;
    let (words, span) = fields.required("siglum", diags)?;
    let siglum = siglum(words, span, diags)?;
    Some(fact(
        Witness {
            siglum,
            of: fields
                .text("of", diags)
                .and_then(|(text, span)| record_id(text, span, diags)),
            description: fields
                .text("description", diags)
                .map(|(text, _)| text.trim().to_owned()),
        },
        node.span,
    ))
}

/// Its page and its address name a witness by its siglum.
fn siglum(words: &str, span: Span, diags: &mut Diagnostics) -> Option<String> {
    let siglum = words.trim();
    if siglum.is_empty() {
        diags.push(
            Diagnostic::new(Code::BadYaml, span, "the siglum is empty")
                .help("a letter or two stand for the witness, as in `siglum: R`"),
        );
        return None;
    }
    Some(siglum.to_owned())
}

/// One party or several. An empty list, or empty words, says that there is nobody.
fn parties(fields: &Fields<'_>, key: &str, diags: &mut Diagnostics) -> Option<Vec<Fact<Party>>> {
    let node = fields.get(key)?;
    let parties = node.items().iter().filter_map(|item| {
        let party = match &item.value {
            Value::Map(_) => {
                let fields = item.fields(key, &["name", "office", "person"], diags)?;
                let part = |key, diags: &mut Diagnostics| {
                    let (text, _) = fields.text(key, diags)?;
                    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
                };
                Party {
                    name: part("name", diags),
                    office: part("office", diags),
                    entity: fields
                        .text("person", diags)
                        .and_then(|(id, span)| entity_id(id, span, diags)),
                }
            }
            Value::Null | Value::Text(_) | Value::List(_) => {
                let (text, _) = item.text(key, diags)?;
                name_and_office(text)
            }
        };
        let nobody = party == Party::default();
        (!nobody).then(|| fact(party, item.span))
    });
    Some(parties.collect())
}

/// `George P. Shultz, Secretary of State`: the first comma divides, unless it only parts
/// `Jr.` from the name.
fn name_and_office(text: &str) -> Party {
    const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "esq", "m.d", "ph.d"];
    let text = text.trim();
    let comma = text.match_indices(',').map(|(at, _)| at).find(|&at| {
        let after = text.get(at + 1..).unwrap_or("");
        let word = after.split(',').next().unwrap_or("").trim();
        !SUFFIXES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
    });
    let part = |part: &str| Some(part.trim().to_owned()).filter(|part| !part.is_empty());
    match comma.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) {
        Some((name, office)) => Party {
            name: part(name),
            office: part(office),
            entity: None,
        },
        None => Party {
            name: part(text),
            office: None,
            entity: None,
        },
    }
}

fn accepted(key: &str, span: Span, diags: &mut Diagnostics) -> Option<String> {
    let key = key.trim();
    if HEADER_KEYS.contains(&key) {
        return Some(key.to_owned());
    }
    let diagnostic = Diagnostic::new(
        Code::UnknownKey,
        span,
        format!("`accept` names `{key}`, which is no key that a text can contradict"),
    );
    diags.push(match nearest(key, HEADER_KEYS.iter().copied()) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic,
    });
    None
}
