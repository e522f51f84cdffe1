//! XML as it is looked at in an editor, with colours.
//!
//! The grammar is syntect's, and it is slow: some milliseconds for a letter. But tags are
//! alike: with their values taken out there are some hundred of them in an edition. Each
//! such skeleton is coloured once, and the values are put back.

use super::Writer;
use super::highlight;
use std::cell::RefCell;
use std::collections::HashMap;

/// Stands for a value in a skeleton; no name of an element or attribute has it.
const HOLE: char = '\u{e000}';

/// Skeletons kept a thread; the table is emptied when it is full.
const MOST: usize = 4_000;

thread_local! {
    /// Skeleton → its markup, cut where its values stand.
    static KNOWN: RefCell<HashMap<String, Vec<String>>> = RefCell::new(HashMap::new());
}

/// Writes a well-formed file.
pub fn xml(text: &str, out: &mut Writer) {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (words, markup) = rest.split_at(at);
        out.verbatim(words);
        let (tag, after) = markup.split_at(end(markup));
        coloured(tag, out);
        rest = after;
    }
    out.verbatim(rest);
}

/// How long the tag, comment or instruction is that a text begins with.
fn end(markup: &str) -> usize {
    let closes = |close: &str| markup.find(close).map(|at| at + close.len());
    if markup.starts_with("<!--") {
        return closes("-->").unwrap_or(markup.len());
    }
    if markup.starts_with("<?") {
        return closes("?>").unwrap_or(markup.len());
    }
    let mut quote = None;
    for (at, byte) in markup.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    markup.len()
}

fn coloured(tag: &str, out: &mut Writer) {
    let mut skeleton = String::with_capacity(tag.len());
    let mut values = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('"') {
        let Some((value, after)) = after.split_once('"') else {
            break;
        };
        skeleton.push_str(before);
        skeleton.push('"');
        skeleton.push(HOLE);
        skeleton.push('"');
        values.push(value);
        rest = after;
    }
    skeleton.push_str(rest);
    KNOWN.with_borrow_mut(|known| {
        if known.len() > MOST {
            known.clear();
        }
        let parts = known.entry(skeleton).or_insert_with_key(|skeleton| {
            let mut whole = Writer::new();
            highlight::write(skeleton, "xml", &mut whole);
            whole.as_str().split(HOLE).map(str::to_owned).collect()
        });
        let mut values = values.into_iter();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                out.verbatim(values.next().unwrap_or(""));
            }
            out.made(part);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_there_once() {
        let text =
            "<?xml version=\"1.0\"?>\n<p n=\"a&lt;b>c\"><!-- > \"x --><hi/>one &amp; two</p>\n";
        let mut out = Writer::new();
        xml(text, &mut out);
        let page = format!("<pre>{}</pre>", out.as_str());
        let shown = roxmltree::Document::parse(&page).expect("well-formed");
        let words: String = shown
            .descendants()
            .filter(roxmltree::Node::is_text)
            .filter_map(|node| node.text())
            .collect();
        assert_eq!(words, text);
        assert!(page.contains("<span class=\"hl-t\">"), "{page}");
    }
}
