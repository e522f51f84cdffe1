//! Markup out: the only place that escapes.
//!
//! What is written is HTML and well-formed XML at once: attributes are quoted, empty
//! elements are closed, and characters that cannot stand in either are left out (readers
//! have reported them).

use crate::bytes::ByteSet;
use std::io;

/// Markup being written.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
}

/// How a run of text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Runs of white space become one blank.
    Folded,
    /// Every blank and line break stays.
    Verbatim,
    /// As verbatim, with quotation marks escaped.
    Attribute,
}

impl Writer {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { out: String::new() }
    }

    /// What was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// Whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Whether what was written may end inside a word.
    #[must_use]
    pub fn ends_in_word(&self) -> bool {
        let mut out = &*self.out;
        // An empty element, as that of a printed page, is no end of a word.
        while let Some(rest) = out.strip_suffix("></span>") {
            out = rest.rfind('<').and_then(|at| rest.get(..at)).unwrap_or("");
        }
        out.ends_with(char::is_alphanumeric)
    }

    /// Whether what was written ends with a mark of quotation.
    #[must_use]
    pub fn ends_with_quote(&self) -> bool {
        self.out.trim_end().ends_with(super::blocks::is_quote)
    }

    /// Takes back the blanks at the end.
    pub fn trim_blank(&mut self) {
        self.out
            .truncate(self.out.trim_end_matches([' ', '\n']).len());
    }

    /// Forgets what was written and keeps the memory.
    pub fn clear(&mut self) {
        self.out.clear();
    }

    /// Markup that stands in this program.
    pub fn markup(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Markup that a writer made before.
    pub(super) fn made(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Begins a start tag: `<name`.
    pub fn open(&mut self, name: &'static str) {
        self.out.push('<');
        self.out.push_str(name);
    }

    /// An attribute of the start tag just begun.
    pub fn attr(&mut self, name: &'static str, value: &str) {
        self.attr_parts(name, &[value]);
    }

    /// An attribute whose value is joined from parts.
    pub fn attr_parts(&mut self, name: &'static str, parts: &[&str]) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        for part in parts {
            self.push(part, Mode::Attribute);
        }
        self.out.push('"');
    }

    /// Ends a start tag: `>`.
    pub fn end(&mut self) {
        self.out.push('>');
    }

    /// Ends the tag of an element that has no content: `/>`.
    pub fn end_empty(&mut self) {
        self.out.push_str("/>");
    }

    /// Words; white space is folded to one blank.
    pub fn text(&mut self, text: &str) {
        self.push(text, Mode::Folded);
    }

    /// Words with their white space.
    pub fn verbatim(&mut self, text: &str) {
        self.push(text, Mode::Verbatim);
    }

    fn push(&mut self, text: &str, mode: Mode) {
        let mut rest = text;
        while let Some(at) = next_stop(rest.as_bytes(), mode) {
            let (plain, stop) = rest.split_at(at);
            self.out.push_str(plain);
            let mut chars = stop.chars();
            let Some(c) = chars.next() else { return };
            rest = chars.as_str();
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                _ if is_fold(c) && mode == Mode::Folded => {
                    rest = rest.trim_start_matches(is_fold);
                    // A blank may have been written before a line break.
                    if !plain.ends_with(' ') {
                        self.out.push(' ');
                    }
                }
                ' ' => self.out.push(' '),
                // In an attribute a parser would make them blanks.
                '\n' | '\t' if mode == Mode::Attribute => self.out.push(' '),
                '\n' | '\t' => self.out.push(c),
                '\r' if rest.starts_with('\n') => {}
                '\r' => self.out.push('\n'),
                '\u{b}' | '\u{c}' | '\u{85}' => self.out.push(' '),
                '\u{fffe}' | '\u{ffff}' => {}
                _ if c.is_control() => {}
                _ => self.out.push(c),
            }
        }
        self.out.push_str(rest);
    }
}

/// Escapes what a template inserts, in text or in an attribute between quotation marks
/// of either kind.
///
/// # Errors
/// When it cannot be written.
pub fn escape(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    if next_stop(text.as_bytes(), Mode::Attribute).is_none() {
        return out.write_all(text.as_bytes());
    }
    let mut writer = Writer::new();
    writer.push(text, Mode::Attribute);
    out.write_all(writer.out.as_bytes())
}

/// Where the next character stands that may not be written as it is.
fn next_stop(bytes: &[u8], mode: Mode) -> Option<usize> {
    match mode {
        // Single blanks between words may.
        Mode::Folded => {
            STOPS.position_or(bytes, b'x', |byte, next| (byte == b' ') & (next == b' '))
        }
        Mode::Verbatim => STOPS.position(bytes),
        Mode::Attribute => STOPS_IN_ATTRIBUTES.position(bytes),
    }
}

/// First bytes of what may not be written as it is: markup, line breaks, and what may
/// begin a control character or one that XML does not have (U+0080 to U+009F, U+FFFE).
static STOPS: ByteSet<6, 1> = ByteSet::new(b"&<>\x7F\xC2\xEF", CONTROLS);

/// The same, and marks of quotation.
static STOPS_IN_ATTRIBUTES: ByteSet<8, 1> = ByteSet::new(b"&<>\x7F\xC2\xEF\"'", CONTROLS);

const CONTROLS: [(u8, u8); 1] = [(0, 0x1F)];

/// White space that a source's layout made; not the blanks that a writer chose, such as
/// the one that does not break.
const fn is_fold(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut writer = Writer::new();
        writer.text(text);
        writer.out
    }

    #[test]
    fn markup_in_words_is_escaped() {
        assert_eq!(folded("<b> & \"x\" 'y'"), "&lt;b&gt; &amp; \"x\" 'y'");
    }

    #[test]
    fn layout_is_folded_and_chosen_blanks_stay() {
        assert_eq!(
            folded(" a \r\n\t b\u{a0}\u{a0}c\u{2003}d "),
            " a b\u{a0}\u{a0}c\u{2003}d "
        );
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(
            folded("a\0b\u{1}c\u{7f}d\u{9c}e\u{fffe}f\u{e9}\u{fffd}"),
            "abcdef\u{e9}\u{fffd}"
        );
    }

    #[test]
    fn attributes_are_quoted() {
        let mut writer = Writer::new();
        writer.open("a");
        writer.attr("href", "x\"y&z\n<");
        writer.end();
        assert_eq!(writer.out, "<a href=\"x&quot;y&amp;z &lt;\">");
    }

    #[test]
    fn verbatim_keeps_lines() {
        let mut writer = Writer::new();
        writer.verbatim("a  b\r\n\tc\rd");
        assert_eq!(writer.out, "a  b\n\tc\nd");
    }
}
