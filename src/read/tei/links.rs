//! Pointers: `ref` and `ptr`, names that resolve to entries, and marks of notes.

use super::shape::beginning;
use crate::model::{CrossRef, Decision, Element, EntityId, Rule, Tag, Wanted, slug};

/// Private schemes of a file (`listPrefixDef`): name, pattern, replacement.
pub(super) type Prefixes = Vec<(String, String, String)>;

/// The mark of a footnote, in its place.
pub(super) fn anchor(note: &Element, index: usize) -> Element {
    let mut anchor = Element::new(Tag::Anchor, beginning(note.span), Rule::Encoded).index(index);
    if let Some(n) = note.attrs.get("n") {
        anchor.attrs.set("n", n);
    }
    anchor
}

/// Gives a `ref` or `ptr` its places in the table of references: one for each target,
/// its own index being that of the first.
pub(super) fn link(
    element: &mut Element,
    note: Option<u32>,
    prefixes: &Prefixes,
    refs: &mut Vec<CrossRef>,
) {
    let Some(target) = element.attrs.get("target") else {
        return;
    };
    let targets = targets(target);
    let first = refs.len();
    for target in targets {
        refs.push(CrossRef {
            wanted: wanted(target, prefixes),
            span: element.span,
            rule: Rule::RefLink,
            decision: Decision::Words,
            note,
        });
    }
    if refs.len() > first {
        element.index = u32::try_from(first).ok();
    }
}

/// The targets of an attribute: several with blanks between, or the ends of a range.
fn targets(value: &str) -> Vec<&str> {
    let value = value.trim();
    let inner = value
        .strip_prefix('#')
        .unwrap_or(value)
        .strip_prefix("range(")
        .and_then(|rest| rest.strip_suffix(')'));
    match inner {
        Some(inner) => inner.split(',').map(str::trim).collect(),
        None => value.split_ascii_whitespace().collect(),
    }
}

/// What a target asks for.
fn wanted(target: &str, prefixes: &Prefixes) -> Wanted {
    let scheme = target.split_once(':').filter(|(scheme, _)| {
        let mut letters = scheme.chars();
        letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    let Some((scheme, rest)) = scheme else {
        return Wanted::Key(target.to_owned());
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "ftp" | "mailto" => Wanted::Url(target.to_owned()),
        "doi" => Wanted::Url(format!("https://doi.org/{rest}")),
        _ => prefixes
            .iter()
            .filter(|(ident, ..)| ident == scheme)
            .find_map(|(_, pattern, replacement)| expand(pattern, replacement, rest))
            .map_or_else(
                || {
                    Wanted::Doubtful(format!(
                        "`{scheme}:` is a private kind of address; say what it stands for in the header's listPrefixDef"
                    ))
                },
                |address| {
                    if address.starts_with("http://") || address.starts_with("https://") {
                        Wanted::Url(address)
                    } else {
                        Wanted::Key(address)
                    }
                },
            ),
    }
}

/// A private address written out. Patterns of one group are understood: `(.+)`,
/// `([a-z0-9]+)`, `person(.*)`.
fn expand(pattern: &str, replacement: &str, rest: &str) -> Option<String> {
    let (before, group) = pattern.split_once('(')?;
    let (_, after) = group.rsplit_once(')')?;
    let (before, after) = (before.trim_start_matches('^'), after.trim_end_matches('$'));
    let found = rest.strip_prefix(before)?.strip_suffix(after)?;
    Some(replacement.replace("$1", found))
}

/// A gloss points at its entry by `target`, as other names do by `ref`.
pub(super) fn gloss(element: &mut Element) {
    if element.tag == Tag::Gloss
        && element.attrs.get("ref").is_none()
        && let Some(target) = element.attrs.get("target")
    {
        let target = target.to_owned();
        element.attrs.set("ref", target);
    }
}

/// The id of an entry: as it stands where that is legal, else made so.
pub(super) fn entry_id(id: &str) -> String {
    if EntityId::new(id).is_ok() {
        id.to_owned()
    } else {
        slug(id)
    }
}
