//! References (`&amp;`, `&#x2014;`, `&name;`) and the entities that a document type
//! declares in the file itself. Nothing is ever fetched; what expands, expands to text
//! under a bound.

use super::scan::{Malformed, Token, is_legal, is_name, is_space};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Declared entities, by name, with their replacement.
pub(super) type Replacements = BTreeMap<Box<str>, Box<str>>;

/// The longest replacement of one entity, in bytes.
const LONGEST: usize = 16 * 1024;
/// The most entities that a file may declare.
const MOST: usize = 20_000;

/// What a document type says of an entity.
enum Declared<'a> {
    /// `"value"`, still with its references.
    Value(&'a str),
    /// It lies elsewhere.
    Elsewhere,
}

/// Why a reference cannot be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refused {
    Undeclared,
    Elsewhere,
    Markup,
    TooLong,
    Circular,
}

/// The entities of a document type, as far as they can be replaced by text.
#[derive(Debug, Clone, Default)]
pub(super) struct Entities {
    pub(super) replacements: Replacements,
    pub(super) refused: BTreeMap<Box<str>, Refused>,
}

impl Entities {
    /// Reads the inside of `<!DOCTYPE …>`.
    pub(super) fn read(doctype: &str) -> Self {
        let declared = declarations(doctype);
        let mut entities = Self::default();
        let mut budget = 4 * 1024 * 1024;
        for name in declared.keys() {
            match expand(name, &declared, &entities.replacements, &mut budget) {
                Ok(value) => {
                    entities.replacements.insert((*name).into(), value.into());
                }
                Err(refused) => {
                    entities.refused.insert((*name).into(), refused);
                }
            }
        }
        entities
    }

    /// What stands for a reference, or why nothing can.
    pub(super) fn check(&self, name: &str) -> Result<(), Refused> {
        if predefined(name).is_some() || self.replacements.contains_key(name) {
            return Ok(());
        }
        Err(self
            .refused
            .get(name)
            .cloned()
            .unwrap_or(Refused::Undeclared))
    }
}

fn declarations(doctype: &str) -> BTreeMap<&str, Declared<'_>> {
    let mut declared = BTreeMap::new();
    let mut rest = doctype
        .find('[')
        .and_then(|at| doctype.get(at + 1..))
        .unwrap_or("");
    while let Some(at) = rest.find("<!") {
        rest = rest.get(at..).unwrap_or("");
        if let Some(comment) = rest.strip_prefix("<!--") {
            let close = comment.find("-->").map_or(comment.len(), |at| at + 3);
            rest = comment.get(close..).unwrap_or("");
            continue;
        }
        let Some(inside) = rest.strip_prefix("<!ENTITY") else {
            rest = rest.get(2..).unwrap_or("");
            continue;
        };
        rest = inside;
        let words = inside.trim_start_matches(is_space);
        let name_end = words.find(is_space).unwrap_or(words.len());
        let name = words.get(..name_end).unwrap_or("");
        let value = words
            .get(name_end..)
            .unwrap_or("")
            .trim_start_matches(is_space);
        // Parameter entities are for document types, and none is read here.
        if !is_name(name) || declared.len() >= MOST {
            continue;
        }
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            declared.entry(name).or_insert(Declared::Elsewhere);
            continue;
        };
        let inner = value.get(1..).unwrap_or("");
        if let Some(close) = inner.find(quote) {
            let value = inner.get(..close).unwrap_or("");
            declared.entry(name).or_insert(Declared::Value(value));
            rest = inner.get(close..).unwrap_or("");
        }
    }
    declared
}

/// The text of an entity. Entities in entities are followed with a list of our own, so
/// that neither depth nor a circle can harm.
fn expand(
    name: &str,
    declared: &BTreeMap<&str, Declared<'_>>,
    done: &Replacements,
    budget: &mut usize,
) -> Result<String, Refused> {
    let mut out = String::new();
    let mut open: Vec<(&str, &str)> = vec![(name, value(name, declared)?)];
    while let Some((name, rest)) = open.pop() {
        let Some(at) = rest.find('&') else {
            out.push_str(rest);
            continue;
        };
        out.push_str(rest.get(..at).unwrap_or(""));
        let (reference, tail) = rest
            .get(at + 1..)
            .and_then(|tail| tail.split_once(';'))
            .ok_or(Refused::Markup)?;
        open.push((name, tail));
        if let Some(c) = character(reference).or_else(|| predefined(reference)) {
            out.push(c);
        } else if let Some(known) = done.get(reference) {
            out.push_str(known);
        } else if open.len() > 64 || open.iter().any(|(seen, _)| *seen == reference) {
            return Err(Refused::Circular);
        } else {
            let (reference, _) = declared
                .get_key_value(reference)
                .ok_or(Refused::Undeclared)?;
            open.push((reference, value(reference, declared)?));
        }
        if out.len() > LONGEST || out.len() > *budget {
            return Err(Refused::TooLong);
        }
    }
    if out.len() > LONGEST || out.len() > *budget {
        return Err(Refused::TooLong);
    }
    *budget -= out.len();
    Ok(out)
}

fn value<'a>(name: &str, declared: &BTreeMap<&str, Declared<'a>>) -> Result<&'a str, Refused> {
    match declared.get(name) {
        Some(Declared::Value(value)) if value.contains('<') => Err(Refused::Markup),
        Some(Declared::Value(value)) => Ok(value),
        Some(Declared::Elsewhere) => Err(Refused::Elsewhere),
        None => Err(Refused::Undeclared),
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// `#8212` or `#x2014`.
fn character(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16),
        None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse(),
        _ => return None,
    };
    code.ok().and_then(char::from_u32).filter(|&c| is_legal(c))
}

/// Whether every reference of a text can be replaced; else what is wrong, and where.
/// `budget` is how much all of a file's entities may still add to it.
pub(super) fn check(
    raw: &str,
    at: usize,
    entities: &Entities,
    budget: &mut usize,
) -> Result<(), (Malformed, Option<Refused>)> {
    let mut from = 0;
    while let Some(found) = raw.get(from..).and_then(|rest| rest.find('&')) {
        let start = from + found;
        let rest = raw.get(start + 1..).unwrap_or("");
        let name = rest.split_once(';').map_or("", |(name, _)| name);
        let fail = |message: String, help, refused| {
            Err((Malformed::new(at + start, message, help), refused))
        };
        if name.starts_with('#') {
            if character(name).is_none() {
                return fail(
                    format!("`&{};` is no character of XML", shown(name)),
                    "write the character itself, or its number in Unicode",
                    None,
                );
            }
        } else if !is_name(name) {
            return fail(
                "an `&` stands alone".to_owned(),
                "write `&amp;` for the sign itself",
                None,
            );
        } else if let Err(refused) = entities.check(name) {
            let (message, help) = refused.words(shown(name));
            return fail(message, help, Some(refused));
        } else if let Some(value) = entities.replacements.get(name) {
            if value.len() > *budget {
                let (message, help) = Refused::TooLong.words(shown(name));
                return fail(message, help, Some(Refused::TooLong));
            }
            *budget -= value.len();
        }
        from = start + 1 + name.len();
    }
    Ok(())
}

fn shown(name: &str) -> &str {
    name.char_indices()
        .nth(40)
        .map_or(name, |(at, _)| name.get(..at).unwrap_or(""))
}

impl Refused {
    fn words(&self, name: &str) -> (String, &'static str) {
        match self {
            Self::Undeclared => (
                format!("the entity `&{name};` is not declared"),
                "write the character itself (XML has only `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`), or declare it: <!DOCTYPE TEI [<!ENTITY name \"…\">]>",
            ),
            Self::Elsewhere => (
                format!("the entity `&{name};` stands for a file elsewhere, which is not read"),
                "put that file's text in its place; recto fetches nothing",
            ),
            Self::Markup => (
                format!("the entity `&{name};` stands for markup"),
                "write the markup out; only entities that stand for text are replaced",
            ),
            Self::TooLong => (
                format!("the entity `&{name};` expands to more than {LONGEST} bytes"),
                "write the text out",
            ),
            Self::Circular => (
                format!("the entity `&{name};` holds itself"),
                "mend its declaration at the top of the file",
            ),
        }
    }
}

/// A text with its references replaced and its line ends as XML has them.
pub(super) fn decode<'a>(raw: &'a str, replacements: &Replacements) -> Cow<'a, str> {
    if !raw.bytes().any(|b| b == b'&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let after = rest.get(at + 1..).unwrap_or("");
        let (name, tail) = after.split_once(';').unwrap_or((after, ""));
        if let Some(c) = character(name).or_else(|| predefined(name)) {
            out.push(c);
        } else if let Some(value) = replacements.get(name) {
            out.push_str(value);
        } else {
            // Checked when the file was looked over; kept as it stands all the same.
            out.push('&');
            rest = after;
            continue;
        }
        rest = tail;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The words of a token, decoded; `None` for markup.
pub(super) fn words<'a>(token: &Token<'a>, replacements: &Replacements) -> Option<Cow<'a, str>> {
    match token {
        Token::Text(raw) => Some(decode(raw, replacements)),
        Token::Cdata(inside) => Some(Cow::Borrowed(inside)),
        Token::Start(_) | Token::End(_) | Token::Aside | Token::Doctype(_) => None,
    }
}
