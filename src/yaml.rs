//! YAML text → a tree of located values. The only module that knows `serde_yaml`, so
//! that it can be exchanged.
//!
//! `serde_yaml` says what a text means but not where its values stand, lets the last of
//! two equal keys win in silence and speaks of tokens. So its tree is kept raw here,
//! walked beside the text once more to find each value's place ([`locate`]), and checked
//! for repeated keys; its errors are said again in an editor's words.

mod fields;
mod locate;

pub(crate) use fields::Fields;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceFile, Span};
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// The value.
    pub(crate) value: Value,
    /// Its characters, quotation marks included. Empty, after the key, for a value left out.
    pub(crate) span: Span,
}

/// What a value is. Numbers and truth values are words as they are written: an edition
/// counts nothing, and `0012` is not 12.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// Words.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the text; no key twice.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) key_span: Span,
    /// The value.
    pub(crate) value: Node,
}

/// Reads a whole YAML file. `None` when nothing can be made of it; the diagnostics say why.
pub(crate) fn parse(file: &SourceFile, diags: &mut Diagnostics) -> Option<Node> {
    parse_part(file.id, &file.text, 0..file.text.len(), diags)
}

/// Reads the YAML that stands in a part of a file, such as front matter. Spans are the
/// whole file's. `None` when nothing can be made of it; the diagnostics say why.
pub(crate) fn parse_part(
    file: FileId,
    text: &str,
    range: Range<usize>,
    diags: &mut Diagnostics,
) -> Option<Node> {
    let mut start = range.start;
    let mut part = text.get(range)?;
    if let Some(rest) = part.strip_prefix('\u{feff}') {
        start += part.len() - rest.len();
        part = rest;
    }
    // Empty files and files of remarks alone: an editor has nothing to say yet.
    if part
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Some(Node {
            value: Value::Null,
            span: Span::new(file, start, start),
        });
    }
    if let Some(at) = too_deep(part) {
        let span = Span::new(file, start + at, start + at + 1);
        diags.push(Diagnostic::new(
            Code::BadYaml,
            span,
            "brackets are nested too deeply",
        ));
        return None;
    }
    // Without aliases a text has fewer values than characters; what has many more would
    // fill the memory.
    let budget = Budget {
        left: Cell::new(part.len().saturating_mul(2) + 1000),
    };
    match (RawSeed { budget: &budget }).deserialize(serde_yaml::Deserializer::from_str(part)) {
        Ok(raw) => {
            let mut node = locate::locate(file, part, start, raw);
            refuse_repeated_keys(&mut node, diags);
            Some(node)
        }
        Err(error) => {
            diags.push(complaint(&error, file, part, start));
            None
        }
    }
}

/// The place of a bracket that is nested deeper than the parser goes. It counts brackets
/// wherever they stand, and so only long runs of opening ones: the parser's time grows
/// with the square of their number.
fn too_deep(text: &str) -> Option<usize> {
    const DEEPEST: usize = 200;
    let mut run = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => run += 1,
            b']' | b'}' | b'\n' => run = 0,
            _ => {}
        }
        if run > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// Reports every key that stands twice in one map, and keeps the first.
fn refuse_repeated_keys(node: &mut Node, diags: &mut Diagnostics) {
    match &mut node.value {
        Value::Null | Value::Text(_) => {}
        Value::List(items) => {
            for item in items {
                refuse_repeated_keys(item, diags);
            }
        }
        Value::Map(entries) => {
            let mut seen: BTreeMap<String, Span> = BTreeMap::new();
            entries.retain_mut(|entry| {
                if let Some(first) = seen.get(&entry.key) {
                    diags.push(
                        Diagnostic::new(
                            Code::BadYaml,
                            entry.key_span,
                            format!("the key `{}` stands twice", entry.key),
                        )
                        .label(*first, "first here")
                        .help("put both values under one key, or take one of them out"),
                    );
                    return false;
                }
                seen.insert(entry.key.clone(), entry.key_span);
                refuse_repeated_keys(&mut entry.value, diags);
                true
            });
        }
    }
}

/// A YAML error in an editor's words, at its place.
fn complaint(error: &serde_yaml::Error, file: FileId, text: &str, start: usize) -> Diagnostic {
    let said = error.to_string();
    let mut at = error
        .location()
        .map_or(text.len(), |location| location.index().min(text.len()));
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let at = if text.len() == at {
        text.trim_end().len()
    } else {
        at
    };
    let width = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .filter(|c| *c != '\n')
        .map_or(0, char::len_utf8);
    let mut span = Span::new(file, start + at, start + at + width);
    let (message, help) = in_words(&said);
    if said.contains("more than one document")
        && let Some(at) = second_part(text)
    {
        span = Span::new(file, start + at, start + at + 3);
    }
    let opened = opened_at(&said, text).map(|at| start + at);
    let opened = opened.map(|at| Span::new(file, at, at + 1));
    // What is not closed is at fault where it is opened, not where the file ends.
    if let Some(opened) = opened.filter(|_| said.contains("end of stream")) {
        span = opened;
    }
    let mut diagnostic = Diagnostic::new(Code::BadYaml, span, message);
    if let Some(opened) = opened.filter(|opened| *opened != span) {
        diagnostic = diagnostic.label(opened, "opened here");
    }
    if help.is_empty() {
        diagnostic
    } else {
        diagnostic.help(help)
    }
}

/// Where the line is by which a second part begins.
fn second_part(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut parts = text.split_inclusive('\n').filter_map(|line| {
        let here = at;
        at += line.len();
        (line.trim_end() == "---").then_some(here)
    });
    let first = parts.next()?;
    // The first such line can stand above the first part.
    let above = text.get(..first).unwrap_or("");
    let is_above = above
        .lines()
        .all(|line| line.trim().is_empty() || line.starts_with('#'));
    if is_above { parts.next() } else { Some(first) }
}

/// Where a quotation, list or group begins in which the parser stopped: it says
/// `while scanning a quoted scalar at line 1 column 9`.
fn opened_at(said: &str, text: &str) -> Option<usize> {
    let (_, context) = said.split_once(", while ")?;
    if !context.contains("quoted scalar") && !context.contains("flow") {
        return None;
    }
    let (_, place) = context.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let number = |words: &str| words.trim().parse::<usize>().ok()?.checked_sub(1);
    let (line, column) = (number(line)?, number(column)?);
    let above: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(above..)?;
    let (inside, _) = rest.char_indices().nth(column)?;
    Some(above + inside)
}

/// What the parser's sentences mean, and what to do. The first that occurs counts.
const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a colon and a blank stand inside a value",
        "put the whole value in quotation marks: `title: \"Note: on trade\"`",
    ),
    (
        "could not find expected ':'",
        "this line is no key with a colon",
        "write `key: value`; a long value goes on in lines that are indented",
    ),
    (
        "did not find expected ',' or ']'",
        "a list in square brackets is not closed, or a comma is missing",
        "write `[first, second]`",
    ),
    (
        "did not find expected ',' or '}'",
        "a group in braces is not closed, or a comma is missing",
        "write `{key: value, key: value}`",
    ),
    (
        "did not find expected '-' indicator",
        "this line is no item of the list above it",
        "begin each item with `- `, all equally far indented",
    ),
    (
        "block sequence entries are not allowed",
        "a list begins where none can stand",
        "begin the list on a line of its own, below its key",
    ),
    (
        "did not find expected key",
        "this does not fit what stands above it",
        "keys of one group are equally far indented; nothing follows a closing quotation mark (inside \"…\" write \\\" for a quotation mark)",
    ),
    (
        "tab character",
        "a tab stands where the indentation is counted",
        "indent with blanks",
    ),
    (
        "cannot start any token",
        "a value cannot begin with this character",
        "put the value in quotation marks; indent with blanks, not with tabs",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and not closed",
        "close it, or, if it belongs to the text, put the whole value in quotation marks of the other kind",
    ),
    (
        "found unknown escape character",
        "a backslash stands inside quotation marks",
        "write \\\\ for a backslash, or use single quotation marks",
    ),
    (
        "control characters are not allowed",
        "a character that cannot be shown stands in the file",
        "take it out",
    ),
    (
        "unknown anchor",
        "a value begins with an asterisk",
        "put the value in quotation marks",
    ),
    (
        "did not find expected alphabetic or numeric",
        "a value begins with `*` or `&`",
        "put the value in quotation marks",
    ),
    (
        "document start",
        "something stands after the end of the values",
        "begin every line that is a value with its key",
    ),
    (
        "more than one document",
        "a second part begins with `---`",
        "keep everything in one part",
    ),
    (
        "repetition limit",
        "the aliases (`*name`) of this file stand for too much",
        "write the values out",
    ),
    (
        "recursion limit",
        "lists and groups are nested too deeply",
        "",
    ),
    (
        TAGGED,
        "a value begins with an exclamation mark",
        "put the value in quotation marks",
    ),
    (
        "undefined tag handle",
        "a value begins with an exclamation mark",
        "put the value in quotation marks",
    ),
    (
        KEY_IS_NO_TEXT,
        "a key is no word",
        "a key is one word and a colon",
    ),
];

const TAGGED: &str = "tagged value";
const KEY_IS_NO_TEXT: &str = "key is no text";

fn in_words(said: &str) -> (String, &'static str) {
    let known = SENTENCES
        .iter()
        .find(|(pattern, _, _)| said.contains(pattern));
    match known {
        Some((_, message, help)) => ((*message).to_owned(), help),
        None => {
            let problem = said.split(" at line ").next().unwrap_or(said);
            (format!("this is not YAML: {problem}"), "")
        }
    }
}

/// The tree as `serde_yaml` has it, without places.
enum Raw {
    Null,
    /// Words in quotes, or words that are nothing else.
    Text(String),
    /// A number or truth value; the words are the parser's, not the source's.
    Plain(String),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

struct Budget {
    left: Cell<usize>,
}

#[derive(Clone, Copy)]
struct RawSeed<'a> {
    budget: &'a Budget,
}

impl<'de> DeserializeSeed<'de> for RawSeed<'_> {
    type Value = Raw;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        let left = self
            .budget
            .left
            .get()
            .checked_sub(1)
            .ok_or_else(|| D::Error::custom("repetition limit exceeded"))?;
        self.budget.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RawSeed<'_> {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(self)? {
            if matches!(key, Raw::List(_) | Raw::Map(_)) {
                return Err(A::Error::custom(KEY_IS_NO_TEXT));
            }
            entries.push((key, map.next_value_seed(self)?));
        }
        Ok(Raw::Map(entries))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, _: A) -> Result<Raw, A::Error> {
        Err(A::Error::custom(TAGGED))
    }
}
