//! The last look at a tree: attributes that TEI does not have are set aside, ids are
//! names and stand once, and attributes come in one order.

use super::body::is_illegal;
use super::schema::schema;
use super::tree::{Item, Str};
use super::value::{Type, is_name};
use std::collections::BTreeSet;

/// Attributes that come first, in this order; the others follow as they were written.
const FIRST: &[&str] = &["xml:id", "gi", "type", "subtype", "n"];
/// And last.
const LAST: &[&str] = &["cert", "resp", "evidence", "ana"];

/// Finishes every element below one. `ids` are those that stand already.
pub(super) fn finish(root: &mut Item<'_>, ids: &mut BTreeSet<String>) {
    let mut stack = vec![root];
    while let Some(item) = stack.pop() {
        attributes(item, ids);
        stack.extend(item.items_mut().rev());
    }
}

fn attributes(item: &mut Item<'_>, ids: &mut BTreeSet<String>) {
    let Some(model) = schema().model(&item.name) else {
        return;
    };
    let mut attrs = Vec::with_capacity(item.attrs.len());
    for (name, value) in std::mem::take(&mut item.attrs) {
        if name == "xml:id" {
            let legal: Str<'_> = if is_name(&value) {
                value.clone()
            } else {
                legal_id(&value).into()
            };
            if legal != value {
                item.kept.push((name.clone(), value.clone()));
            }
            if ids.insert(legal.clone().into_owned()) {
                attrs.push((name, legal));
            } else if legal == value {
                item.kept.push((name, value));
            }
            continue;
        }
        // Nothing that XML cannot hold, not even aside.
        let value: Str<'_> = if value.contains(is_illegal) {
            value.replace(is_illegal, "\u{fffd}").into()
        } else {
            value
        };
        match model.attribute(&name) {
            Some(kind) if kind.takes(&value) => attrs.push((name, value)),
            _ if is_attribute_name(&name) => item.kept.push((name, value)),
            _ => {}
        }
    }
    for (name, kind) in model.required() {
        if attrs.iter().all(|(known, _)| known != name) {
            let value = match kind {
                Type::Address | Type::Addresses => "#",
                Type::Count | Type::Number | Type::Degree => "0",
                Type::OneOf(values) | Type::SomeOf(values) => {
                    values.split('|').next().unwrap_or("")
                }
                _ => "unknown",
            };
            attrs.push((name.into(), value.into()));
            let has = item.kept.iter().any(|(known, _)| known == name);
            if !has {
                item.kept.push((format!("-{name}").into(), "".into()));
            }
        }
    }
    attrs.sort_by_key(|(name, _)| rank(name));
    item.attrs = attrs;
}

fn rank(name: &str) -> usize {
    let first = FIRST.iter().position(|known| *known == name);
    let last = LAST.iter().position(|known| *known == name);
    first.unwrap_or(last.map_or(FIRST.len(), |at| FIRST.len() + 1 + at))
}

/// Whether a name can stand in the processing instruction.
fn is_attribute_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || "\"'=<>&?".contains(c))
}

/// An id that XML allows, made from one that it does not.
fn legal_id(id: &str) -> String {
    let mut out: String = id
        .chars()
        .map(|c| {
            let mut one = [0; 4];
            if is_name(&format!("a{}", c.encode_utf8(&mut one))) {
                c
            } else {
                '-'
            }
        })
        .collect();
    if !is_name(&out) {
        out.insert(0, '_');
    }
    out
}
