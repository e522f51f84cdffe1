//! Tables of `book.toml`, read key by key: each value checked for its kind, each
//! complaint with its place, and at the end every key that nobody asked for.

use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{FileId, Span};
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// Where complaints go while `book.toml` is read.
pub(super) struct Complaints<'d> {
    file: FileId,
    diags: RefCell<&'d mut Diagnostics>,
}

impl<'d> Complaints<'d> {
    pub(super) const fn new(file: FileId, diags: &'d mut Diagnostics) -> Self {
        Self {
            file,
            diags: RefCell::new(diags),
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.diags.borrow_mut().push(diagnostic);
    }

    /// A value that is of the right kind and still of no use.
    pub(super) fn bad(&self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::new(Code::BadConfiguration, span, message).help(help));
    }
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) span: Span,
}

struct Entry<'t> {
    key: &'t str,
    key_span: Span,
    value: &'t Spanned<DeValue<'t>>,
    asked: bool,
}

/// A table while it is read.
pub(super) struct Table<'t, 'd> {
    /// As a person would write it: `[output.html]`.
    name: String,
    /// Where it stands; empty for one that is not there.
    pub(super) span: Span,
    entries: Vec<Entry<'t>>,
    known: Vec<&'static str>,
    complaints: &'t Complaints<'d>,
}

impl<'t, 'd> Table<'t, 'd> {
    pub(super) fn new(
        name: &str,
        span: Range<usize>,
        table: &'t DeTable<'t>,
        complaints: &'t Complaints<'d>,
    ) -> Self {
        let entries = table.iter().map(|(key, value)| Entry {
            key: key.get_ref(),
            key_span: complaints.span(key.span()),
            value,
            asked: false,
        });
        Self {
            name: name.to_owned(),
            span: complaints.span(span),
            entries: entries.collect(),
            known: Vec::new(),
            complaints,
        }
    }

    /// A table that is not in the file.
    fn absent(name: String, complaints: &'t Complaints<'d>) -> Self {
        Self {
            name,
            span: complaints.span(0..0),
            entries: Vec::new(),
            known: Vec::new(),
            complaints,
        }
    }

    fn take(&mut self, key: &'static str) -> Option<(&'t DeValue<'t>, Span)> {
        self.known.push(key);
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        entry.asked = true;
        Some((
            entry.value.get_ref(),
            self.complaints.span(entry.value.span()),
        ))
    }

    fn wrong_kind(&self, key: &str, value: &DeValue<'_>, span: Span, wanted: &str, example: &str) {
        let found = kind(value);
        self.complaints.bad(
            span,
            format!("`{key}` must be {wanted}, not {found}"),
            format!("write it as `{key} = {example}`"),
        );
    }

    /// Text. An empty text counts as not stated.
    pub(super) fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let (value, span) = self.take(key)?;
        let DeValue::String(text) = value else {
            self.wrong_kind(key, value, span, "text in quotation marks", "\"…\"");
            return None;
        };
        let value = text.trim().to_owned();
        (!value.is_empty()).then_some(At { value, span })
    }

    /// Whether the key stands in the table at all.
    pub(super) fn is_stated(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Whether the key's value is a text without words.
    pub(super) fn is_empty_text(&self, key: &str) -> bool {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        let text = entry.and_then(|entry| entry.value.get_ref().as_str());
        text.is_some_and(|text| text.trim().is_empty())
    }

    /// Whether a key stands here that nobody knows and that is much like this one.
    pub(super) fn is_mistyped(&self, key: &str) -> bool {
        let mut others = self.entries.iter().filter(|it| !it.asked && it.key != key);
        others.any(|entry| nearest(entry.key, [key]).is_some())
    }

    /// Text that may also be written as a date without quotation marks.
    pub(super) fn text_or_date(&mut self, key: &'static str) -> Option<At<String>> {
        let entry = self.entries.iter_mut().find(|entry| entry.key == key);
        if let Some(entry) = entry
            && let DeValue::Datetime(date) = entry.value.get_ref()
        {
            entry.asked = true;
            self.known.push(key);
            return Some(At {
                value: date.to_string(),
                span: self.complaints.span(entry.value.span()),
            });
        }
        self.text(key)
    }

    /// Text that may also be written as a whole number without quotation marks.
    pub(super) fn text_or_number(&mut self, key: &'static str) -> Option<At<String>> {
        let entry = self.entries.iter_mut().find(|entry| entry.key == key);
        if let Some(entry) = entry
            && let DeValue::Integer(number) = entry.value.get_ref()
        {
            entry.asked = true;
            self.known.push(key);
            return Some(At {
                value: number.to_string(),
                span: self.complaints.span(entry.value.span()),
            });
        }
        self.text(key)
    }

    /// Text without its place.
    pub(super) fn words(&mut self, key: &'static str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// True or false.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let (value, span) = self.take(key)?;
        let DeValue::Boolean(flag) = value else {
            self.wrong_kind(key, value, span, "true or false", "true");
            return None;
        };
        Some(*flag)
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        let Some((value, span)) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value else {
            self.wrong_kind(key, value, span, "a list", "[\"…\", \"…\"]");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let span = self.complaints.span(item.span());
            match item.get_ref() {
                DeValue::String(text) => texts.push(At {
                    value: text.trim().to_owned(),
                    span,
                }),
                other => {
                    let wanted = "a list of texts in quotation marks";
                    self.wrong_kind(key, other, span, wanted, "[\"…\", \"…\"]");
                }
            }
        }
        texts
    }

    /// A list of texts without their places.
    pub(super) fn all_words(&mut self, key: &'static str) -> Vec<String> {
        let texts = self.texts(key).into_iter().map(|text| text.value);
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// A table inside this one; an empty one when it is not there.
    pub(super) fn table(&mut self, key: &'static str) -> Table<'t, 'd> {
        let name = self.inner_name(key);
        let Some((value, span)) = self.take(key) else {
            return Table::absent(name, self.complaints);
        };
        let DeValue::Table(table) = value else {
            let header = format!("must be a table, which begins with a line `{name}`");
            let message = format!("`{key}` {header}, not {}", kind(value));
            self.complaints.bad(
                span,
                message,
                format!("write `{name}` on a line of its own"),
            );
            return Table::absent(name, self.complaints);
        };
        Table::new(&name, span.range(), table, self.complaints)
    }

    /// Tables of one name, `[[volumes]]`.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Table<'t, 'd>> {
        let Some((value, span)) = self.take(key) else {
            return Vec::new();
        };
        let name = format!("[{}]", self.inner_name(key));
        let DeValue::Array(items) = value else {
            let message = format!("`{key}` must be a list of tables, not {}", kind(value));
            let help = format!("begin each with a line `{name}`, with two brackets");
            self.complaints.bad(span, message, help);
            return Vec::new();
        };
        self.each_table(&name, items)
    }

    fn each_table(&self, name: &str, items: &'t DeArray<'t>) -> Vec<Table<'t, 'd>> {
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    tables.push(Table::new(name, item.span(), table, self.complaints));
                }
                other => self.complaints.bad(
                    self.complaints.span(item.span()),
                    format!("`{name}` must hold tables, not {}", kind(other)),
                    format!("begin each with a line `{name}`"),
                ),
            }
        }
        tables
    }

    /// A list in which each item is a text or a table.
    pub(super) fn texts_or_tables(
        &mut self,
        key: &'static str,
    ) -> Vec<Result<At<String>, Table<'t, 'd>>> {
        let Some((value, span)) = self.take(key) else {
            return Vec::new();
        };
        let example = "[\"…\", { name = \"…\", role = \"…\" }]";
        let DeValue::Array(items) = value else {
            self.wrong_kind(key, value, span, "a list", example);
            return Vec::new();
        };
        let name = self.inner_name(key);
        let mut found = Vec::new();
        for item in items.iter() {
            let span = self.complaints.span(item.span());
            match item.get_ref() {
                DeValue::String(text) => found.push(Ok(At {
                    value: text.trim().to_owned(),
                    span,
                })),
                DeValue::Table(table) => {
                    let table = Table::new(&name, item.span(), table, self.complaints);
                    found.push(Err(table));
                }
                other => {
                    self.wrong_kind(key, other, span, "a list of names or tables", example);
                }
            }
        }
        found
    }

    /// Every key with its text: for tables whose keys are not ours to know.
    pub(super) fn every_text(&mut self) -> Vec<(At<String>, At<String>)> {
        let mut texts = Vec::new();
        for entry in &mut self.entries {
            entry.asked = true;
            let span = self.complaints.span(entry.value.span());
            match entry.value.get_ref() {
                DeValue::String(text) => texts.push((
                    At {
                        value: entry.key.to_owned(),
                        span: entry.key_span,
                    },
                    At {
                        value: text.trim().to_owned(),
                        span,
                    },
                )),
                other => self.complaints.bad(
                    span,
                    format!(
                        "`{}` must be text in quotation marks, not {}",
                        entry.key,
                        kind(other)
                    ),
                    format!("write it as `{} = \"…\"`", entry.key),
                ),
            }
        }
        texts
    }

    /// Keys that are known, such as mdBook's, and of no use to recto yet.
    pub(super) fn accept(&mut self, keys: &[&'static str]) {
        for entry in &mut self.entries {
            entry.asked |= keys.contains(&entry.key);
        }
    }

    /// Takes a key that has a reason of its own not to be here; whether it is here.
    pub(super) fn refuse(&mut self, key: &str, message: &str, help: &str) -> bool {
        let entry = self.entries.iter_mut().find(|entry| entry.key == key);
        let is_here = entry.is_some();
        if let Some(entry) = entry {
            entry.asked = true;
            self.complaints
                .push(Diagnostic::new(Code::UnknownKey, entry.key_span, message).help(help));
        }
        is_here
    }

    /// Reports every key that was not asked for.
    pub(super) fn finish(self) {
        for entry in self.entries.iter().filter(|entry| !entry.asked) {
            let message = if self.name.is_empty() {
                format!("`{}` is not a table or key of book.toml", entry.key)
            } else {
                format!("`{}` is not a key of `{}`", entry.key, self.name)
            };
            let diagnostic = Diagnostic::new(Code::UnknownKey, entry.key_span, message);
            let help = match nearest(entry.key, self.known.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => {
                    let known: Vec<_> = self.known.iter().map(|key| format!("`{key}`")).collect();
                    format!("the keys here are {}", known.join(", "))
                }
            };
            self.complaints.push(diagnostic.help(help));
        }
    }

    fn inner_name(&self, key: &str) -> String {
        match self.name.trim_matches(['[', ']']) {
            "" => format!("[{key}]"),
            outer => format!("[{outer}.{key}]"),
        }
    }
}

/// What a value is, in an editor's words.
const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
