//! Reading typed values out of a located tree, with a complaint at the place of every
//! value that is of the wrong kind.

use super::{Entry, Node, Value};
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::Span;

impl Node {
    /// Whether nothing is stated.
    pub(crate) const fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The words, if they are words.
    pub(crate) const fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.as_str()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The words; anything else but nothing is reported. `name` is the key, for the message.
    pub(crate) fn text(&self, name: &str, diags: &mut Diagnostics) -> Option<(&str, Span)> {
        match &self.value {
            Value::Text(text) => Some((text, self.span)),
            Value::Null => None,
            Value::List(_) | Value::Map(_) => {
                self.complain(name, "words", diags);
                None
            }
        }
    }

    /// The items of a list; a single value counts as a list of one, nothing as none.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.value {
            Value::Null => &[],
            Value::List(items) => items,
            Value::Text(_) | Value::Map(_) => std::slice::from_ref(self),
        }
    }

    /// The keys of a group. Keys that are not `known` are reported.
    pub(crate) fn fields<'a>(
        &'a self,
        name: &str,
        known: &[&str],
        diags: &mut Diagnostics,
    ) -> Option<Fields<'a>> {
        match &self.value {
            Value::Map(entries) => {
                for entry in entries {
                    if !known.contains(&entry.key.as_str()) {
                        diags.push(unknown_key(entry, known));
                    }
                }
                Some(Fields {
                    entries,
                    span: self.span,
                })
            }
            Value::Null => None,
            Value::Text(_) | Value::List(_) => {
                self.complain(name, "keys with values", diags);
                None
            }
        }
    }

    /// Reports a value of the wrong kind.
    pub(crate) fn complain(&self, name: &str, wanted: &str, diags: &mut Diagnostics) {
        let found = match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "words",
            Value::List(_) => "a list",
            Value::Map(_) => "keys with values",
        };
        // A key stands in the file; `a sidecar` does not.
        let name = if name.contains(' ') {
            name.to_owned()
        } else {
            format!("`{name}`")
        };
        diags.push(Diagnostic::new(
            Code::BadYaml,
            self.span,
            format!("{name} must hold {wanted}, but holds {found}"),
        ));
    }
}

/// What people write for what is called something else here.
const MEANT: &[(&str, &str)] = &[
    ("from", "sender"),
    ("author", "sender"),
    ("to", "addressee"),
    ("recipient", "addressee"),
    ("spelling", "spellings"),
    ("variants", "spellings"),
    ("aliases", "spellings"),
    ("repository", "archive"),
    ("license", "rights"),
    ("licence", "rights"),
    ("lang", "language"),
    ("type", "kind"),
    ("description", "note"),
    ("text", "quote"),
    ("sic", "quote"),
    ("corr", "reads"),
    ("correction", "reads"),
    ("attachments", "enclosures"),
    ("replies", "replies-to"),
    ("reply-to", "replies-to"),
    ("secrecy", "classification"),
];

fn unknown_key(entry: &Entry, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnknownKey,
        entry.key_span,
        format!("unknown key `{}`", entry.key),
    );
    match meant(&entry.key, known) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help(format!("known here are {}", listed(known))),
    }
}

/// The known key that an unknown one most likely stands for.
fn meant<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let usual = MEANT.iter().filter(|(other, _)| *other == written);
    let usual = usual.filter_map(|(_, meant)| known.iter().find(|it| *it == meant));
    let usual = usual.copied().next();
    usual.or_else(|| nearest(written, known.iter().copied()))
}

fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The keys of a group with their values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    entries: &'a [Entry],
    /// The whole group.
    pub(crate) span: Span,
}

impl<'a> Fields<'a> {
    /// A key's value; `None` too when the key has no value.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
            .filter(|node| !node.is_null())
    }

    /// A key's words.
    pub(crate) fn text(&self, key: &str, diags: &mut Diagnostics) -> Option<(&'a str, Span)> {
        self.get(key)?.text(key, diags)
    }

    /// A key's words, which cannot be left out.
    pub(crate) fn required(&self, key: &str, diags: &mut Diagnostics) -> Option<(&'a str, Span)> {
        let Some(node) = self.get(key) else {
            // A mistyped key was told of.
            let is_meant = |entry: &Entry| meant(&entry.key, &[key]).is_some();
            if !self
                .entries
                .iter()
                .any(|entry| entry.key != key && is_meant(entry))
            {
                diags.push(Diagnostic::new(
                    Code::BadYaml,
                    self.span,
                    format!("`{key}` is missing"),
                ));
            }
            return None;
        };
        node.text(key, diags)
    }

    /// The items of a key's list; a single value counts as a list of one.
    pub(crate) fn items(&self, key: &str) -> &'a [Node] {
        self.get(key).map_or(&[], Node::items)
    }

    /// The words of a key's list.
    pub(crate) fn texts(&self, key: &str, diags: &mut Diagnostics) -> Vec<(&'a str, Span)> {
        self.items(key)
            .iter()
            .filter_map(|item| item.text(key, diags))
            .collect()
    }
}
