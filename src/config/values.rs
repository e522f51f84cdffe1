//! Values of `book.toml` that must be of a certain form: one of a few words, an id, an
//! address, a path inside the edition. What is of no use is told of, with its place.

use super::Direction;
use super::table::{At, Complaints, Table};
use crate::diag::{Code, Diagnostic, nearest};
use crate::model::EntityId;
use crate::source::Span;
use std::collections::BTreeMap;

/// One of a few words.
pub(super) fn choice<T: Copy>(
    text: Option<At<String>>,
    choices: &[(&str, T)],
    complaints: &Complaints<'_>,
) -> Option<T> {
    let text = text?;
    let found = choices.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let words: Vec<_> = choices
            .iter()
            .map(|(word, _)| format!("`{word}`"))
            .collect();
        let help = match nearest(&text.value, choices.iter().map(|(word, _)| *word)) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", words.join(", ")),
        };
        complaints.bad(
            text.span,
            format!("`{}` is not possible here", text.value),
            help,
        );
    }
    found.map(|(_, value)| *value)
}

/// A text that must be there.
pub(super) fn required(
    key: &'static str,
    table: &mut Table<'_, '_>,
    complaints: &Complaints<'_>,
) -> Option<At<String>> {
    let stated = table.is_stated(key);
    let text = table.text(key);
    let is_told = stated && !table.is_empty_text(key) || table.is_mistyped(key);
    if text.is_none() && !is_told {
        complaints.bad(
            table.span,
            format!("`{key}` is missing here"),
            format!("add a line `{key} = \"…\"`"),
        );
    }
    text
}

/// An id, each once.
pub(super) fn id(
    table: &mut Table<'_, '_>,
    seen: &mut BTreeMap<String, Span>,
    what: &str,
    complaints: &Complaints<'_>,
) -> Option<String> {
    let id = required("id", table, complaints)?;
    if EntityId::new(&id.value).is_err() {
        complaints.push(
            Diagnostic::new(
                Code::BadId,
                id.span,
                format!("`{}` cannot be part of an address", id.value),
            )
            .help("begin with a small letter; then small letters, digits, `-`, `_` and `.`"),
        );
        return None;
    }
    if let Some(first) = seen.get(&id.value) {
        complaints.push(
            Diagnostic::new(
                Code::DuplicateId,
                id.span,
                format!("a second {what} has the id `{}`", id.value),
            )
            .label(*first, "first defined here")
            .help("give one of them another id"),
        );
        return None;
    }
    seen.insert(id.value.clone(), id.span);
    Some(id.value)
}

/// An address on the web.
pub(super) fn web_address(
    key: &'static str,
    table: &mut Table<'_, '_>,
    complaints: &Complaints<'_>,
) -> Option<String> {
    let text = table.text(key)?;
    is_web_address(&text, complaints).then_some(text.value)
}

fn is_web_address(text: &At<String>, complaints: &Complaints<'_>) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.value.strip_prefix(scheme));
    let legal = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
    if !legal {
        complaints.bad(
            text.span,
            format!("`{}` is not an address on the web", text.value),
            "an address begins with `https://` and has no blanks",
        );
    }
    legal
}

/// An address with places to fill in, one of which must be there.
pub(super) fn template(
    text: At<String>,
    known: &[&str],
    wanted: &str,
    complaints: &Complaints<'_>,
) -> Option<String> {
    if !is_web_address(&text, complaints) {
        return None;
    }
    let mut found = false;
    let mut rest = text.value.as_str();
    while let Some((_, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if !known.contains(&name) {
            let names: Vec<_> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
            complaints.bad(
                text.span,
                format!("`{{{name}}}` is not known in this address"),
                format!("it may hold {}", names.join(" and ")),
            );
            return None;
        }
        found |= name == wanted;
        rest = after;
    }
    if !found {
        complaints.bad(
            text.span,
            format!("the address has no `{{{wanted}}}`"),
            format!("write `{{{wanted}}}` where it belongs in the address"),
        );
    }
    found.then_some(text.value)
}

/// A path that stays inside the edition's folder, with `/` and without `.` in it.
pub(super) fn path_inside(
    key: &str,
    text: At<String>,
    complaints: &Complaints<'_>,
) -> Option<String> {
    let path = text.value.replace('\\', "/");
    let mut parts = Vec::new();
    let mut inside = !path.starts_with('/') && !path.contains(':');
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        inside &= part != "..";
        parts.push(part);
    }
    if !inside || parts.is_empty() {
        complaints.bad(
            text.span,
            format!("`{key}` must name something inside the edition's folder"),
            "write the path from the folder of book.toml, without `..`",
        );
        return None;
    }
    Some(parts.join("/"))
}

/// Whether a text is the code of a language: `en`, `pt-BR`.
#[must_use]
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// The direction of a language's usual script.
#[must_use]
pub fn direction_of(language: &str) -> Direction {
    const RIGHT_TO_LEFT: [&str; 14] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or("").to_ascii_lowercase();
    let script = parts.find(|part| part.len() == 4);
    let rtl = match script.map(str::to_ascii_lowercase).as_deref() {
        Some("arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm") => true,
        Some(_) => false,
        None => RIGHT_TO_LEFT.contains(&first.as_str()),
    };
    if rtl { Direction::Rtl } else { Direction::Ltr }
}
