//! XML → tokens, with the place of each: one pass over bytes, no allocation.
//!
//! Knows characters, names, tags, attributes, comments and references, and no TEI.
//! Nesting is for the callers, who keep a stack of their own.

use std::ops::Range;

/// What stands at a place of an XML text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>`, or `<name …/>`.
    Start(Start<'a>),
    /// `</name>`.
    End(&'a str),
    /// Character data as it stands, up to the next tag.
    Text(&'a str),
    /// The inside of `<![CDATA[…]]>`.
    Cdata(&'a str),
    /// A comment or a processing instruction.
    Aside,
    /// The inside of `<!DOCTYPE …>`.
    Doctype(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start<'a> {
    /// The name, with its prefix.
    pub(super) name: &'a str,
    /// What stands between the name and the end of the tag.
    pub(super) attributes: &'a str,
    /// Where that begins.
    pub(super) attributes_at: usize,
    /// Whether it closes itself.
    pub(super) empty: bool,
}

/// What is wrong, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Malformed {
    pub(super) fn new(at: usize, message: impl Into<String>, help: &'static str) -> Self {
        Self {
            at,
            message: message.into(),
            help,
        }
    }
}

const CUT: &str = "the file may have been cut off; compare its end with another copy";
const ESCAPE: &str = "write `&lt;` for a sign that is no tag, and `&amp;` for an ampersand";
const QUOTE: &str = "write attributes as name=\"value\"";

/// Reads a range of a text.
#[derive(Debug, Clone)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        let end = range.end.min(text.len());
        Self {
            text,
            at: range.start.min(end),
            end,
        }
    }

    /// The next token with its range; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<(Token<'a>, Range<usize>), Malformed>> {
        let start = self.at;
        let rest = self.text.get(start..self.end)?;
        if rest.is_empty() {
            return None;
        }
        let found = if rest.starts_with('<') {
            self.markup(rest, start)
        } else {
            let length = rest.find('<').unwrap_or(rest.len());
            let words = rest.get(..length).unwrap_or("");
            Ok((Token::Text(words), length))
        };
        Some(match found {
            Ok((token, length)) => {
                self.at = start + length;
                Ok((token, start..start + length))
            }
            Err(problem) => {
                self.at = self.end;
                Err(problem)
            }
        })
    }

    fn markup(&self, rest: &'a str, at: usize) -> Result<(Token<'a>, usize), Malformed> {
        match rest.as_bytes().get(1) {
            Some(b'/') => {
                let length = rest
                    .find('>')
                    .ok_or_else(|| Malformed::new(at, "the end tag has no `>`", CUT))?;
                let name = rest.get(2..length).unwrap_or("").trim_end_matches(is_space);
                Ok((Token::End(name), length + 1))
            }
            Some(b'!') if rest.starts_with("<!--") => {
                let inside = rest.get(4..).unwrap_or("");
                let close = inside
                    .find("--")
                    .ok_or_else(|| Malformed::new(at, "the comment has no end", CUT))?;
                if inside.as_bytes().get(close + 2) != Some(&b'>') {
                    return Err(Malformed::new(
                        at + 4 + close,
                        "a comment holds two hyphens",
                        "part the hyphens, or write a dash",
                    ));
                }
                Ok((Token::Aside, close + 7))
            }
            Some(b'!') if rest.starts_with("<![CDATA[") => {
                let inside = rest.get(9..).unwrap_or("");
                let close = inside
                    .find("]]>")
                    .ok_or_else(|| Malformed::new(at, "the CDATA section has no end", CUT))?;
                Ok((Token::Cdata(inside.get(..close).unwrap_or("")), close + 12))
            }
            Some(b'!') if rest.starts_with("<!DOCTYPE") => doctype(rest, at),
            Some(b'?') => {
                let is_declaration = rest.starts_with("<?xml ");
                if is_declaration
                    && !self
                        .text
                        .get(..at)
                        .unwrap_or("")
                        .trim_matches('\u{feff}')
                        .is_empty()
                {
                    return Err(Malformed::new(
                        at,
                        "the XML declaration does not stand first in the file",
                        "take away what stands before it",
                    ));
                }
                let close = rest.find("?>").ok_or_else(|| {
                    Malformed::new(at, "the processing instruction has no end", CUT)
                })?;
                Ok((Token::Aside, close + 2))
            }
            Some(_) => start_tag(rest, at),
            None => Err(Malformed::new(
                at,
                "the file ends in the middle of a tag",
                CUT,
            )),
        }
    }
}

fn start_tag(rest: &str, at: usize) -> Result<(Token<'_>, usize), Malformed> {
    let bytes = rest.as_bytes();
    let mut name_end = 1;
    while bytes
        .get(name_end)
        .is_some_and(|&b| !matches!(b, b' ' | b'\n' | b'\t' | b'\r' | b'/' | b'>' | b'<' | b'='))
    {
        name_end += 1;
    }
    let mut close = name_end;
    let mut quote = 0;
    loop {
        match bytes.get(close) {
            None => {
                return Err(Malformed::new(
                    at,
                    "the file ends in the middle of a tag",
                    CUT,
                ));
            }
            Some(b'>') if quote == 0 => break,
            Some(b'<') if quote == 0 => {
                return Err(Malformed::new(
                    at,
                    "the tag is not closed before the next one begins",
                    ESCAPE,
                ));
            }
            Some(&sign @ (b'"' | b'\'')) if quote == 0 => quote = sign,
            Some(&sign) if sign == quote => quote = 0,
            Some(_) => {}
        }
        close += 1;
    }
    let name = rest.get(1..name_end).unwrap_or("");
    let empty = close > name_end && bytes.get(close - 1) == Some(&b'/');
    let inside_end = close - usize::from(empty);
    Ok((
        Token::Start(Start {
            name,
            attributes: rest.get(name_end..inside_end).unwrap_or(""),
            attributes_at: at + name_end,
            empty,
        }),
        close + 1,
    ))
}

/// `<!DOCTYPE … [ … ]>`: quoted values and comments can hold brackets.
fn doctype(rest: &str, at: usize) -> Result<(Token<'_>, usize), Malformed> {
    let bytes = rest.as_bytes();
    let (mut depth, mut quote, mut index) = (0usize, 0u8, 9);
    loop {
        let Some(&sign) = bytes.get(index) else {
            return Err(Malformed::new(at, "the document type has no end", CUT));
        };
        if quote != 0 {
            if sign == quote {
                quote = 0;
            }
        } else {
            match sign {
                b'"' | b'\'' => quote = sign,
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                b'<' if rest.get(index..).is_some_and(|it| it.starts_with("<!--")) => {
                    let close = rest.get(index..).and_then(|inside| inside.find("-->"));
                    index += close
                        .ok_or_else(|| Malformed::new(at + index, "the comment has no end", CUT))?;
                }
                b'>' if depth == 0 => break,
                _ => {}
            }
        }
        index += 1;
    }
    let inside = rest.get(9..index).unwrap_or("");
    Ok((Token::Doctype(inside), index + 1))
}

/// An attribute as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    /// The value with its references.
    pub(super) raw: &'a str,
    /// Where the value begins.
    pub(super) at: usize,
}

/// The attributes of a start tag, in their order.
#[derive(Debug, Clone)]
pub(super) struct Attributes<'a> {
    inside: &'a str,
    at: usize,
    index: usize,
}

impl<'a> Start<'a> {
    pub(super) const fn attributes(&self) -> Attributes<'a> {
        Attributes {
            inside: self.attributes,
            at: self.attributes_at,
            index: 0,
        }
    }

    /// The raw value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes()
            .filter_map(Result::ok)
            .find(|attribute| attribute.name == name)
            .map(|attribute| attribute.raw)
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<Attribute<'a>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.inside.as_bytes();
        let mut at = self.index;
        let space = |at: usize| bytes.get(at).is_some_and(|&b| is_space(b as char));
        let start = at;
        while space(at) {
            at += 1;
        }
        if at >= bytes.len() {
            return None;
        }
        let mut fail = |at: usize, message: &str| {
            self.index = bytes.len();
            Some(Err(Malformed::new(self.at + at, message, QUOTE)))
        };
        if at == start {
            return fail(at, "there is no blank before the attribute");
        }
        let name_at = at;
        while bytes.get(at).is_some_and(|&b| b != b'=') && !space(at) {
            at += 1;
        }
        let name = self.inside.get(name_at..at).unwrap_or("");
        while space(at) {
            at += 1;
        }
        if bytes.get(at) != Some(&b'=') {
            return fail(name_at, "the attribute has no value");
        }
        at += 1;
        while space(at) {
            at += 1;
        }
        let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) else {
            return fail(at, "the attribute's value has no quotation marks");
        };
        let value_at = at + 1;
        let length = bytes
            .get(value_at..)
            .and_then(|rest| rest.iter().position(|&b| b == quote));
        let Some(length) = length else {
            return fail(at, "the attribute's value has no end");
        };
        self.index = value_at + length + 1;
        Some(Ok(Attribute {
            name,
            raw: self.inside.get(value_at..value_at + length).unwrap_or(""),
            at: self.at + value_at,
        }))
    }
}

/// The ranges of character data in a range.
pub(super) fn characters(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut scanner = Scanner::new(text, range);
    let mut found = Vec::new();
    while let Some(Ok((token, range))) = scanner.next() {
        match token {
            Token::Text(_) => found.push(range),
            Token::Cdata(inside) => {
                let start = range.start + "<![CDATA[".len();
                found.push(start..start + inside.len());
            }
            Token::Start(_) | Token::End(_) | Token::Aside | Token::Doctype(_) => {}
        }
    }
    found
}

/// White space as XML has it.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether a string is a name in XML.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'-' | b'.');
    let first = |c: char| {
        c.is_ascii_alphabetic()
            || matches!(c, '_' | ':')
            || matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
                | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
                | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
                | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
    };
    let begins = name.chars().next().is_some_and(first);
    begins && (name.bytes().all(plain) || name.chars().all(|c| {
        first(c)
            || c.is_ascii_digit()
            || matches!(c, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
    }))
}

/// Whether a string is the name of an element or attribute, perhaps with one prefix.
pub(super) fn is_qualified(name: &str) -> bool {
    let plain = |name: &str| is_name(name) && !name.contains(':');
    match name.split_once(':') {
        None => is_name(name),
        Some((prefix, local)) => plain(prefix) && plain(local),
    }
}

/// Whether XML allows a character.
pub(super) const fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// The first character of a text that XML does not allow.
pub(super) fn illegal(text: &str) -> Option<(usize, char)> {
    // Nearly every text is without, and says so at the speed of its bytes.
    let suspect = |&b: &u8| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0xEF;
    if !text.as_bytes().iter().any(suspect) {
        return None;
    }
    text.char_indices().find(|&(_, c)| !is_legal(c))
}
