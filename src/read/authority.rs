//! Authority files: who and what the texts speak of (`people.yaml`, `places.yaml`,
//! `organizations.yaml`, `glossary.yaml`), and what happened (`events.yaml`).
//!
//! A file is a list of entries, or a map with the ids as keys. That an id stands once in
//! all files together is for the edition to see.

use super::sidecar;
use crate::config::AuthoritySource;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Date, Entity, EntityId, EntityKind, Event, Tenure, slug};
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Fields, Node, Value};
use std::collections::BTreeSet;

const PERSON_KEYS: &[&str] = &[
    "id",
    "name",
    "sort",
    "spellings",
    "roles",
    "role",
    "note",
    "links",
];
const ENTITY_KEYS: &[&str] = &["id", "name", "sort", "spellings", "note", "links"];
const EVENT_KEYS: &[&str] = &["id", "date", "title", "note", "people", "source"];

/// Reads an authority file. `authorities` are the catalogues of `book.toml` to whose
/// entries links can be short (`viaf: 66462281`).
#[must_use]
pub fn parse_entities(
    file: &SourceFile,
    kind: EntityKind,
    authorities: &[AuthoritySource],
    diags: &mut Diagnostics,
) -> Vec<Entity> {
    let Some(root) = yaml::parse(file, diags) else {
        return Vec::new();
    };
    let known = match kind {
        EntityKind::Person => PERSON_KEYS,
        EntityKind::Place | EntityKind::Organization | EntityKind::Term => ENTITY_KEYS,
    };
    entries(&root, "an authority file", diags)
        .into_iter()
        .filter_map(|(key, node)| match (&node.value, key) {
            (Value::Text(note), Some((name, span))) => name_and_note(name, note, kind, span),
            (Value::Text(_) | Value::List(_) | Value::Null, _) => {
                diags.push(no_entry(key, node));
                None
            }
            _ => {
                let fields = node.fields("an entry", known, diags)?;
                entity(&fields, kind, key, authorities, diags)
            }
        })
        .collect()
}

/// Says of a value that it is no entry, and how one is written.
fn no_entry(key: Key<'_>, node: &Node) -> Diagnostic {
    let new = |span, message: String| Diagnostic::new(Code::BadYaml, span, message);
    match (&node.value, key) {
        (Value::Text(name), _) => new(
            node.span,
            "an entry must hold keys with values, but holds words".to_owned(),
        )
        .help(format!("write `- name: {}`", name.trim())),
        (Value::List(_), Some((key, span))) => new(
            span,
            format!("`{key}` holds a list, where one entry should be"),
        )
        .help(
            "the file as a whole is the list: take this line out, and begin each entry with `- `",
        ),
        (_, Some((key, span))) => new(span, format!("the entry `{key}` is empty"))
            .help("say below it at least the `name`"),
        (_, None) => new(node.span, "an entry is empty".to_owned())
            .help("say at least the `name`, or take the hyphen out"),
    }
}

/// Reads `events.yaml`.
#[must_use]
pub fn parse_events(file: &SourceFile, diags: &mut Diagnostics) -> Vec<Event> {
    let Some(root) = yaml::parse(file, diags) else {
        return Vec::new();
    };
    let mut made = BTreeSet::new();
    entries(&root, "events.yaml", diags)
        .into_iter()
        .filter_map(|(key, node)| {
            let fields = node.fields("an event", EVENT_KEYS, diags)?;
            event(&fields, key, &mut made, diags)
        })
        .collect()
}

/// A key of a map, with its place.
type Key<'a> = Option<(&'a str, Span)>;

/// Every entry of a list, or of a map with its key.
fn entries<'a>(root: &'a Node, name: &str, diags: &mut Diagnostics) -> Vec<(Key<'a>, &'a Node)> {
    match &root.value {
        Value::Null => Vec::new(),
        Value::List(items) => items.iter().map(|item| (None, item)).collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|entry| (Some((entry.key.as_str(), entry.key_span)), &entry.value))
            .collect(),
        Value::Text(_) => {
            root.complain(name, "a list of entries", diags);
            Vec::new()
        }
    }
}

/// `INF: Intermediate-range Nuclear Forces`: a name and what is to be said of it.
fn name_and_note(name: &str, note: &str, kind: EntityKind, span: Span) -> Option<Entity> {
    Some(Entity {
        id: EntityId::new(&slug(name)).ok()?,
        source_id: None,
        kind,
        name: name.to_owned(),
        sort: sort_name(name, kind),
        spellings: Vec::new(),
        tenures: Vec::new(),
        note: Some(note.trim().to_owned()).filter(|note| !note.is_empty()),
        links: Vec::new(),
        span,
    })
}

fn entity(
    fields: &Fields<'_>,
    kind: EntityKind,
    key: Key<'_>,
    authorities: &[AuthoritySource],
    diags: &mut Diagnostics,
) -> Option<Entity> {
    let (name, name_span) = fields.required("name", diags)?;
    let name = name.trim();
    if name.is_empty() {
        diags.push(Diagnostic::new(
            Code::BadYaml,
            name_span,
            "the name is empty",
        ));
        return None;
    }
    let (id, span) = id(fields, key, name, name_span, diags)?;
    let words = |key, diags: &mut Diagnostics| {
        let (text, _) = fields.text(key, diags)?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let mut tenures = Vec::new();
    for key in ["roles", "role"] {
        tenures.extend(
            fields
                .items(key)
                .iter()
                .filter_map(|item| tenure(item, key, diags)),
        );
    }
    Some(Entity {
        id,
        source_id: None,
        kind,
        name: name.to_owned(),
        sort: words("sort", diags).unwrap_or_else(|| sort_name(name, kind)),
        spellings: fields
            .texts("spellings", diags)
            .into_iter()
            .map(|(text, _)| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect(),
        tenures,
        note: words("note", diags),
        links: links(fields, authorities, diags),
        span,
    })
}

/// The id that is stated, by `id` or as the key of a map, or one made from the name.
fn id(
    fields: &Fields<'_>,
    key: Key<'_>,
    name: &str,
    name_span: Span,
    diags: &mut Diagnostics,
) -> Option<(EntityId, Span)> {
    match fields.text("id", diags).or(key) {
        Some((stated, span)) => match EntityId::new(stated.trim()) {
            Ok(id) => Some((id, span)),
            Err(problem) => {
                sidecar::bad_id(stated.trim(), problem, span, diags);
                None
            }
        },
        None => Some((EntityId::new(&slug(name)).ok()?, name_span)),
    }
}

/// `Surname, Given` for people; the name itself for everything else.
pub(crate) fn sort_name(name: &str, kind: EntityKind) -> String {
    if kind != EntityKind::Person {
        return name.to_owned();
    }
    let parts = super::names::PersonName::new(name);
    match (parts.given.is_empty(), parts.suffix) {
        (true, _) => name.to_owned(),
        (false, None) => format!("{}, {}", parts.surname, parts.given),
        (false, Some(suffix)) => format!("{}, {}, {suffix}", parts.surname, parts.given),
    }
}

fn tenure(item: &Node, key: &str, diags: &mut Diagnostics) -> Option<Tenure> {
    if let Value::Text(role) = &item.value {
        return Some(Tenure {
            role: role.trim().to_owned(),
            from: None,
            to: None,
        });
    }
    let fields = item.fields(key, &["role", "from", "to"], diags)?;
    let (role, _) = fields.required("role", diags)?;
    let day = |key, diags: &mut Diagnostics| {
        let (text, span) = fields.text(key, diags)?;
        sidecar::date(text, span, diags)
    };
    let (from, to) = (day("from", diags), day("to", diags));
    let first = from.as_ref().and_then(Date::earliest);
    let last = to.as_ref().and_then(Date::latest);
    if let (Some(first), Some(last), Some(node)) = (first, last, fields.get("to"))
        && last < first
    {
        diags.push(Diagnostic::new(
            Code::BadDate,
            node.span,
            format!("`{}` ends before it begins", role.trim()),
        ));
    }
    Some(Tenure {
        role: role.trim().to_owned(),
        from,
        to,
    })
}

/// Addresses: written out, or a catalogue's key with the number there.
fn links(
    fields: &Fields<'_>,
    authorities: &[AuthoritySource],
    diags: &mut Diagnostics,
) -> Vec<String> {
    let mut links = Vec::new();
    for item in fields.items("links") {
        let Value::Map(entries) = &item.value else {
            if let Some((address, span)) = item.text("links", diags) {
                links.extend(checked(address.trim(), span, diags));
            }
            continue;
        };
        for entry in entries {
            let Some((number, span)) = entry.value.text(&entry.key, diags) else {
                continue;
            };
            let catalogue = authorities.iter().find(|known| known.id == entry.key);
            if number.contains("://") {
                links.extend(checked(number.trim(), span, diags));
            } else if let Some(catalogue) = catalogue {
                let address = catalogue.url.replace("{id}", number.trim());
                links.extend(checked(&address, span, diags));
            } else {
                let near = nearest(
                    &entry.key,
                    authorities.iter().map(|known| known.id.as_str()),
                );
                let diagnostic = Diagnostic::new(
                    Code::UnknownKey,
                    entry.key_span,
                    format!("`{}` is no catalogue of book.toml", entry.key),
                );
                diags.push(match near {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help(
                        "write the whole address, or add the catalogue to book.toml: [[authorities]] with id, label and url",
                    ),
                });
            }
        }
    }
    links
}

fn checked(address: &str, span: Span, diags: &mut Diagnostics) -> Option<String> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)) {
        return Some(address.to_owned());
    }
    diags.push(
        Diagnostic::new(
            Code::BadYaml,
            span,
            format!("`{address}` is no address on the web"),
        )
        .help("an address begins with `https://` and holds no blanks"),
    );
    None
}

fn event(
    fields: &Fields<'_>,
    key: Key<'_>,
    made: &mut BTreeSet<String>,
    diags: &mut Diagnostics,
) -> Option<Event> {
    let (title, title_span) = fields.required("title", diags)?;
    let (date_text, date_span) = fields.required("date", diags)?;
    let date = sidecar::date(date_text, date_span, diags)?;
    let title = title.trim();
    if title.is_empty() {
        let message = "the title is empty";
        diags.push(Diagnostic::new(Code::BadYaml, title_span, message));
        return None;
    }
    let (mut id, span) = id(fields, key, title, title_span, diags)?;
    let stated = key.is_some() || fields.get("id").is_some();
    // What happened every year has one title: the date tells such events apart.
    if !stated && !made.insert(id.as_str().to_owned()) {
        id = EntityId::new(&slug(&format!("{date} {title}"))).ok()?;
        made.insert(id.as_str().to_owned());
    }
    let people = fields
        .texts("people", diags)
        .into_iter()
        .filter_map(|(person, span)| {
            let id = EntityId::new(person.trim());
            if id.is_err() {
                let message = format!("`{}` is not the id of an entry", person.trim());
                diags.push(
                    Diagnostic::new(Code::BadId, span, message)
                        .help("name people by their `id` in people.yaml"),
                );
            }
            Some((id.ok()?, span))
        })
        .collect();
    let words = |key, diags: &mut Diagnostics| {
        let (text, _) = fields.text(key, diags)?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    Some(Event {
        id,
        date,
        title: title.to_owned(),
        note: words("note", diags),
        people,
        source: words("source", diags),
        span,
    })
}
