//! JSON, written as it comes: no tree is built for a record.

use std::fmt::Write;

/// A text of JSON that is being written. Whoever writes it opens and closes in pairs.
#[derive(Debug, Default)]
pub(super) struct Json {
    out: String,
}

impl Json {
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Puts a comma where one is needed.
    fn next(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }

    pub(super) fn open(&mut self) {
        self.next();
        self.out.push('{');
    }

    pub(super) fn close(&mut self) {
        self.out.push('}');
    }

    pub(super) fn open_list(&mut self) {
        self.next();
        self.out.push('[');
    }

    pub(super) fn close_list(&mut self) {
        self.out.push(']');
    }

    pub(super) fn key(&mut self, key: &str) {
        self.text(key);
        self.out.push(':');
    }

    pub(super) fn text(&mut self, text: &str) {
        self.next();
        self.out.push('"');
        let special = |&byte: &u8| byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f);
        let mut rest = text;
        while let Some(at) = rest.as_bytes().iter().position(special) {
            // What is special is one byte long, so that cutting there is safe.
            let (plain, after) = rest.split_at(at);
            self.out.push_str(plain);
            let mut chars = after.chars();
            match chars.next() {
                Some('"') => self.out.push_str("\\\""),
                Some('\\') => self.out.push_str("\\\\"),
                Some('\n') => self.out.push_str("\\n"),
                Some('\r') => self.out.push_str("\\r"),
                Some('\t') => self.out.push_str("\\t"),
                Some(c) => {
                    let written = write!(self.out, "\\u{:04x}", u32::from(c));
                    written.expect("a String takes everything");
                }
                None => {}
            }
            rest = chars.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    pub(super) fn number(&mut self, number: usize) {
        self.next();
        let written = write!(self.out, "{number}");
        written.expect("a String takes everything");
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.next();
        self.out.push_str(if flag { "true" } else { "false" });
    }

    pub(super) fn null(&mut self) {
        self.next();
        self.out.push_str("null");
    }

    /// A key with text.
    pub(super) fn field(&mut self, key: &str, text: &str) {
        self.key(key);
        self.text(text);
    }

    /// A key with text, where there is any.
    pub(super) fn some(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.field(key, text);
        }
    }

    /// A key with text, or with null.
    pub(super) fn field_or_null(&mut self, key: &str, text: Option<&str>) {
        self.key(key);
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// A key with a range of bytes.
    pub(super) fn range(&mut self, key: &str, range: std::ops::Range<usize>) {
        self.key(key);
        self.pair(range);
    }

    pub(super) fn pair(&mut self, range: std::ops::Range<usize>) {
        self.open_list();
        self.number(range.start);
        self.number(range.end);
        self.close_list();
    }
}
