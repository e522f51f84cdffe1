//! The place of every value of a YAML text.
//!
//! The parser has said what the text means, so this scanner need not understand YAML: it
//! walks text and tree side by side, in one pass, and only has to see where the value
//! that must come next begins and ends. Should it lose its way (a form of YAML that it
//! does not know), values keep the place of the last one that was found.

mod words;

use super::{Entry, Node, Raw, Value};
use crate::source::{FileId, Span};

/// The tree with its places. `text` begins at byte `start` of the file.
pub(super) fn locate(file: FileId, text: &str, start: usize, raw: Raw) -> Node {
    let mut scanner = Scanner {
        file,
        text,
        start,
        at: 0,
        line: 0,
        lost: false,
        last: Span::new(file, start, start),
    };
    scanner.node(raw, -1, Layout::Block)
}

/// What YAML counts as blank.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Whether values stand on lines or inside brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Block,
    Flow,
}

struct Scanner<'a> {
    file: FileId,
    text: &'a str,
    start: usize,
    /// Next byte.
    at: usize,
    /// First byte of the line in which `at` stands.
    line: usize,
    lost: bool,
    /// The last value found.
    last: Span,
}

impl Scanner<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn blank_at(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| byte.is_ascii_whitespace())
    }

    fn column(&self) -> isize {
        (self.at - self.line).cast_signed()
    }

    /// Steps over one byte.
    fn bump(&mut self) {
        if self.byte(self.at) == Some(b'\n') {
            self.line = self.at + 1;
        }
        self.at += 1;
    }

    fn skip_line(&mut self) {
        while self.byte(self.at).is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    /// Goes to the next character that is neither blank nor remark nor `---`.
    fn skip_blank(&mut self) {
        while let Some(byte) = self.byte(self.at) {
            let line_start = self.at == self.line;
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.bump(),
                b'#' if line_start || self.blank_at(self.at.wrapping_sub(1)) => self.skip_line(),
                b'%' if line_start => self.skip_line(),
                b'-' if line_start
                    && self.text.as_bytes().get(self.at..self.at + 3) == Some(b"---")
                    && self.blank_at(self.at + 3) =>
                {
                    self.at += 3;
                }
                _ => break,
            }
        }
    }

    /// Steps over anchors (`&name`), tags (`!name`) and the blanks around them.
    fn skip_properties(&mut self) {
        self.skip_blank();
        while matches!(self.byte(self.at), Some(b'&' | b'!')) {
            while !self.blank_at(self.at) {
                self.at += 1;
            }
            self.skip_blank();
        }
    }

    fn span(&mut self, from: usize, to: usize) -> Span {
        if !self.lost {
            self.last = Span::new(self.file, self.start + from, self.start + to);
        }
        self.last
    }

    fn expect(&mut self, byte: u8) {
        if self.byte(self.at) == Some(byte) {
            self.bump();
        } else {
            self.lost = true;
        }
    }

    /// The value that comes next. `indent` is the column of the list or group that it is in.
    fn node(&mut self, raw: Raw, indent: isize, layout: Layout) -> Node {
        if self.lost {
            return everywhere(raw, self.last);
        }
        if matches!(raw, Raw::Null) {
            return self.null();
        }
        self.skip_properties();
        let from = self.at;
        if self.byte(from) == Some(b'*') {
            while self.byte(self.at).is_some_and(|byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b',' | b']' | b'}')
            }) {
                self.at += 1;
            }
            let span = self.span(from, self.at);
            return everywhere(raw, span);
        }
        match raw {
            Raw::Null => self.null(),
            Raw::Text(text) => {
                let span = self.scalar(indent, layout);
                Node {
                    value: Value::Text(text),
                    span,
                }
            }
            Raw::Plain(text) => {
                let span = self.scalar(indent, layout);
                Node {
                    value: Value::Text(self.written(span, text)),
                    span,
                }
            }
            Raw::List(items) => self.list(items, from),
            Raw::Map(entries) => self.map(entries, from, indent, layout),
        }
    }

    /// A number or truth value as it is written; as the parser has it, if its place is lost.
    fn written(&self, span: Span, parsed: String) -> String {
        let range = span.range();
        self.text
            .get(range.start - self.start..range.end - self.start)
            .filter(|written| !self.lost && !written.is_empty())
            .map_or(parsed, str::to_owned)
    }

    /// A value left out, or written `~` or `null`.
    fn null(&mut self) -> Node {
        let (at, line) = (self.at, self.line);
        self.skip_properties();
        let rest = self.text.get(self.at..).unwrap_or("");
        let word = ["~", "null", "Null", "NULL"]
            .into_iter()
            .find(|word| rest.starts_with(word));
        let ends = |at| self.blank_at(at) || matches!(self.byte(at), Some(b',' | b']' | b'}'));
        let span = match word {
            Some(word) if ends(self.at + word.len()) => {
                let from = self.at;
                self.at += word.len();
                self.span(from, self.at)
            }
            _ => {
                (self.at, self.line) = (at, line);
                self.span(at, at)
            }
        };
        Node {
            value: Value::Null,
            span,
        }
    }

    fn list(&mut self, items: Vec<Raw>, from: usize) -> Node {
        let mut nodes = Vec::with_capacity(items.len());
        if self.byte(from) == Some(b'[') {
            self.bump();
            for (index, item) in items.into_iter().enumerate() {
                self.skip_blank();
                if index > 0 && !self.lost {
                    self.expect(b',');
                }
                nodes.push(self.node(item, 0, Layout::Flow));
            }
            self.close(b']');
        } else {
            let column = self.column();
            for item in items {
                self.skip_blank();
                if !self.lost {
                    if self.column() != column || !self.blank_at(self.at + 1) {
                        self.lost = true;
                    }
                    self.expect(b'-');
                }
                nodes.push(self.node(item, column, Layout::Block));
            }
        }
        let end = self.end_of(&nodes, |node| node.span);
        Node {
            span: self.span(from, end.max(from)),
            value: Value::List(nodes),
        }
    }

    fn map(&mut self, raw: Vec<(Raw, Raw)>, from: usize, indent: isize, layout: Layout) -> Node {
        let braces = self.byte(from) == Some(b'{');
        let (column, layout) = match (braces, layout) {
            (true, _) => (0, Layout::Flow),
            // `[a: b]` is a list of one group.
            (false, Layout::Flow) => (indent, Layout::Flow),
            (false, Layout::Block) => (self.column(), Layout::Block),
        };
        if braces {
            self.bump();
        }
        let mut entries = Vec::with_capacity(raw.len());
        for (index, (key, value)) in raw.into_iter().enumerate() {
            self.skip_properties();
            if braces && index > 0 && !self.lost {
                self.expect(b',');
                self.skip_properties();
            }
            if self.byte(self.at) == Some(b'?') && self.blank_at(self.at + 1) {
                self.bump();
                self.skip_properties();
            }
            let key_span = self.key(&key, layout);
            let key = match key {
                Raw::Text(text) => text,
                Raw::Plain(text) => self.written(key_span, text),
                Raw::Null => self.written(key_span, String::new()),
                Raw::List(_) | Raw::Map(_) => String::new(),
            };
            self.skip_blank();
            let value = if self.byte(self.at) == Some(b':') || !matches!(value, Raw::Null) {
                if !self.lost {
                    self.expect(b':');
                }
                self.node(value, column, layout)
            } else {
                self.null()
            };
            entries.push(Entry {
                key,
                key_span,
                value,
            });
        }
        if braces {
            self.close(b'}');
        }
        let end = self.end_of(&entries, |entry| {
            if entry.value.span.is_empty() {
                entry.key_span
            } else {
                entry.value.span
            }
        });
        Node {
            span: self.span(from, end.max(from)),
            value: Value::Map(entries),
        }
    }

    /// The end of a list or group: its closing bracket if that was just passed, or else
    /// the end of its last part.
    fn end_of<T>(&self, parts: &[T], span: impl Fn(&T) -> Span) -> usize {
        let closed = self.at.checked_sub(1).and_then(|at| self.byte(at));
        match parts.last() {
            _ if matches!(closed, Some(b']' | b'}')) => self.at,
            Some(part) => (span(part).end as usize).saturating_sub(self.start),
            None => self.at,
        }
    }

    fn close(&mut self, bracket: u8) {
        self.skip_blank();
        if self.byte(self.at) == Some(b',') {
            self.bump();
            self.skip_blank();
        }
        if !self.lost {
            self.expect(bracket);
        }
    }

    fn key(&mut self, key: &Raw, layout: Layout) -> Span {
        if self.lost {
            return self.last;
        }
        let from = self.at;
        match self.byte(from) {
            Some(b'"' | b'\'') => {
                let span = self.scalar(0, layout);
                self.skip_blank();
                return span;
            }
            _ => self.plain_line(layout),
        }
        let end = from
            + self
                .text
                .get(from..self.at)
                .map_or(0, |key| key.trim_end_matches(BLANKS).len());
        let wrong = match key {
            Raw::Text(text) => self.text.get(from..end) != Some(text),
            _ => false,
        };
        if wrong {
            self.lost = true;
        }
        self.span(from, end)
    }
}

/// A tree of which every part has one place.
fn everywhere(raw: Raw, span: Span) -> Node {
    let value = match raw {
        Raw::Null => Value::Null,
        Raw::Text(text) | Raw::Plain(text) => Value::Text(text),
        Raw::List(items) => Value::List(
            items
                .into_iter()
                .map(|item| everywhere(item, span))
                .collect(),
        ),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| Entry {
                    key: match key {
                        Raw::Text(text) | Raw::Plain(text) => text,
                        Raw::Null | Raw::List(_) | Raw::Map(_) => String::new(),
                    },
                    key_span: span,
                    value: everywhere(value, span),
                })
                .collect(),
        ),
    };
    Node { value, span }
}

#[cfg(test)]
mod tests {
    use super::super::{Node, Value, parse_part};
    use crate::diag::Diagnostics;
    use crate::source::Files;

    /// Every key and value with the words found at its place.
    fn places(text: &str) -> Vec<(String, String)> {
        fn walk(node: &Node, text: &str, out: &mut Vec<(String, String)>) {
            match &node.value {
                Value::Null => out.push(("~".to_owned(), node.span.of(text).to_owned())),
                Value::Text(words) => out.push((words.clone(), node.span.of(text).to_owned())),
                Value::List(items) => items.iter().for_each(|item| walk(item, text, out)),
                Value::Map(entries) => {
                    for entry in entries {
                        out.push((entry.key.clone(), entry.key_span.of(text).to_owned()));
                        walk(&entry.value, text, out);
                    }
                }
            }
        }
        let mut diags = Diagnostics::new();
        let file = Files::default().add("x.yaml");
        let mut out = Vec::new();
        if let Some(node) = parse_part(file, text, 0..text.len(), &mut diags) {
            walk(&node, text, &mut out);
        }
        assert!(diags.is_empty(), "{text:?}: {diags:?}");
        out
    }

    /// Words as they mean: without quotation marks, blanks folded.
    fn meant(written: &str) -> String {
        let bare = written.trim_matches(['"', '\'']);
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_form_of_yaml_is_located() {
        for text in [
            "a: b\nc: d",
            "a:   b  # remark\n# remark\nc: 'd # e'",
            "a:\n  b: c\n  d: e\nf: g",
            "a:\n- b\n- c\nd: e",
            "a:\n  - b\n  -   c: d\n      e: f\n  - - g\n    - h\ni: j",
            "a: [b, \"c, d\", 'e: f', {g: h, i: [j]}]\nk: l",
            "a: {b: c, \"d\": e,\n  f: g}\nh: i",
            "a: b\n  c\n\n  d\ne: f",
            "a: \"b\n  c\"\nd: 'e\n\n  f'\ng: h",
            "a: |\n  b\n  c\n\nd: >-\n   e\n   f\ng: h",
            "a: |2\n    b\nc: d",
            "a:\nb: ~\nc: null\nd:\n  - \n  - e\nf: [~, g]",
            "---\na: b\n...\n",
            "%YAML 1.1\n---\na: b",
            "? a\n: b\n? c\n: d",
            "a: &x b\nc: &y\n  d: e\nf: g",
            "a: b: c".replace(": c", ":c").as_str(),
            "http://x.y/z: a#b\nc: d e # f",
            "- a\n-\n  b: c\n- [d]\n- 'e'",
            "1: 2\n3.0: 4.10\nyes: no\n0x1F: ~",
            "é: ü\n\"ß\": [ä, 'ö']\nx: y",
            "a:\r\n  b: c\r\n  d: |\r\n    e\r\nf: g\r\n",
            "a: [\n  b, # one\n  c # two\n]\nd: e",
            "a: ''\nb: \"\"\nc: d",
            "a: [b: c, d]\ne: f",
            "a: it's\nb: 5'11\"\nc: d",
            "  a: b\n  c: d",
            "a: - b".replace("- b", "-b").as_str(),
        ] {
            for (value, found) in places(text) {
                let block = found.lines().count() > 1;
                let same = meant(&value) == meant(&found)
                    || (value == "~" && matches!(found.as_str(), "" | "~" | "null"));
                assert!(
                    same || block && meant(&found).contains(&meant(&value)),
                    "{text:?}: {value:?} found at {found:?}"
                );
            }
        }
    }

    #[test]
    fn an_alias_stands_for_all_it_names() {
        let found = places("a: &x {b: c}\nd: *x\ne: f");
        let written: Vec<_> = found.iter().map(|(_, found)| found.as_str()).collect();
        assert_eq!(written, ["a", "b", "c", "d", "*x", "*x", "e", "f"]);
    }
}
