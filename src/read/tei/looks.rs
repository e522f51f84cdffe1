//! `rendition` in a header: CSS → the common words of `rend`. What a page shows are
//! classes of its own for these words, and never the source's CSS.

use crate::model::{Descend, Element, Node, Record, Rendition, Selector, walk};
use crate::source::folded;

/// The looks that a header defines: by id, by selector, and by `tagUsage` for all elements
/// of a name.
pub(super) fn renditions(header: &[Node]) -> Vec<Rendition> {
    let mut found: Vec<Rendition> = Vec::new();
    let mut usages: Vec<(Box<str>, String)> = Vec::new();
    walk(header, &mut |node| {
        if let Node::Element(element) = node {
            match element.tag.name() {
                "rendition" => found.push(rendition(element)),
                "tagUsage" => {
                    let looks = element
                        .attrs
                        .get("rendition")
                        .or(element.attrs.get("render"));
                    if let (Some(name), Some(looks)) = (element.attrs.get("gi"), looks) {
                        usages.push((name.into(), looks.to_owned()));
                    }
                }
                _ => {}
            }
        }
        Descend::Into
    });
    for (name, looks) in usages {
        for id in looks.split_ascii_whitespace() {
            let id = id.trim_start_matches('#');
            let own = found.iter_mut().find(|it| it.id.as_deref() == Some(id));
            if let Some(own) = own {
                own.of.push(Selector {
                    name: Some(name.clone()),
                    attrs: Vec::new(),
                });
            }
        }
    }
    found
}

/// Those that a record's text has.
pub(super) fn of(record: &Record, all: &[Rendition]) -> Vec<Rendition> {
    let mut used = vec![false; all.len()];
    if all.is_empty() {
        return Vec::new();
    }
    let notes = record.notes.iter().map(|note| &note.body);
    for tree in std::iter::once(&record.body).chain(notes) {
        walk(tree, &mut |node| {
            if let Node::Element(element) = node {
                for (used, rendition) in used.iter_mut().zip(all) {
                    *used = *used || rendition.is_of(element);
                }
            }
            Descend::Into
        });
    }
    let used = used.into_iter().zip(all).filter(|(used, _)| *used);
    used.map(|(_, rendition)| rendition.clone()).collect()
}

fn rendition(element: &Element) -> Rendition {
    let mut css = String::new();
    walk(&element.children, &mut |node| {
        if let Node::Text(text) = node {
            css.push_str(&text.text);
        }
        Descend::Into
    });
    let css = folded(&css);
    let selector = element.attrs.get("selector");
    // `scope="first-letter"` is a look of a part of the element only.
    let is_css = matches!(element.attrs.get("scheme"), None | Some("css"))
        && element.attrs.get("scope").is_none();
    Rendition {
        id: element.attrs.get("xml:id").map(Into::into),
        of: selector.map(selectors).unwrap_or_default(),
        selector: selector.map(Into::into),
        words: if is_css { words(&css) } else { String::new() }.into(),
        css: css.into(),
    }
}

/// `p, hi[rend="b"], note.x`: names with attributes. A list of which one part says more
/// (that an element stands in another) is read without that part.
fn selectors(text: &str) -> Vec<Selector> {
    text.split(',')
        .filter_map(|one| selector(one.trim()))
        .collect()
}

fn selector(text: &str) -> Option<Selector> {
    let end = text.find(['[', '.']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '*');
    if text.is_empty() || !name.chars().all(legal) {
        return None;
    }
    let mut attrs = Vec::new();
    while !rest.is_empty() {
        let (inner, after) = rest.strip_prefix('[')?.split_once(']')?;
        let (name, value) = inner.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        let name = name.trim_end_matches('~').trim();
        attrs.push((name.into(), value.into()));
        rest = after;
    }
    Some(Selector {
        name: (!name.is_empty() && name != "*").then(|| name.into()),
        attrs,
    })
}

/// What of CSS is understood, in words of `rend`.
fn words(css: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for declaration in css.split(';') {
        for word in declared(declaration).unwrap_or_default() {
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.join(" ")
}

/// The declarations of CSS that say nothing to recto: `border-top: 1px black solid`.
pub(super) fn not_understood(css: &str) -> impl Iterator<Item = &str> {
    let each = css.split(';').map(str::trim);
    each.filter(|it| !it.is_empty() && declared(it).is_none())
}

/// A declaration in words of `rend`. `None`: it is not understood.
fn declared(declaration: &str) -> Option<Vec<&'static str>> {
    let lower = declaration.to_lowercase();
    let (name, value) = lower.split_once(':')?;
    let value = value.replace("!important", "");
    let (name, value) = (name.trim(), value.trim());
    let has = |word: &str| value.split_whitespace().any(|it| it == word);
    let length = || {
        let end = value.find(|c: char| !matches!(c, '0'..='9' | '.' | '-'))?;
        let (number, unit) = value.split_at(end);
        let number: f64 = number.parse().ok()?;
        // In ems, as far as that can be told.
        Some(match unit.trim() {
            "px" => number / 16.0,
            "pt" => number / 12.0,
            "cm" => number * 2.4,
            "mm" => number * 0.24,
            _ => number,
        })
    };
    let one = |word: &'static str| Some(vec![word]);
    match name {
        "font-weight" => match value {
            "bold" | "bolder" | "600" | "700" | "800" | "900" => one("bold"),
            "normal" | "400" => Some(Vec::new()),
            _ => None,
        },
        "font-style" => match value {
            "italic" | "oblique" => one("italic"),
            "normal" => one("roman"),
            _ => None,
        },
        "font-variant" | "font-variant-caps" => match value {
            "small-caps" | "all-small-caps" => one("smallcaps"),
            "normal" => Some(Vec::new()),
            _ => None,
        },
        "text-transform" => (value == "uppercase").then(|| vec!["caps"]),
        "text-decoration" | "text-decoration-line" => {
            let mut words = Vec::new();
            if has("underline") {
                words.push(if has("double") {
                    "underline2"
                } else {
                    "underline"
                });
            }
            if has("line-through") {
                words.push("strike");
            }
            (!words.is_empty() || value == "none").then_some(words)
        }
        "vertical-align" => match value {
            "super" | "text-top" => one("sup"),
            "sub" | "text-bottom" => one("sub"),
            "baseline" => Some(Vec::new()),
            _ => None,
        },
        "text-align" => match value {
            "center" => one("center"),
            "right" | "end" => one("right"),
            "left" | "start" => one("left"),
            "justify" => one("justify"),
            _ => None,
        },
        "float" => match value {
            "right" => one("right"),
            "left" => one("left"),
            "none" => Some(Vec::new()),
            _ => None,
        },
        "display" => match value {
            "block" => one("block"),
            "inline" => Some(Vec::new()),
            _ => None,
        },
        "letter-spacing" => (length()? > 0.0).then(|| vec!["spaced"]),
        "text-indent" | "margin-left" | "padding-left" => {
            let length = length()?;
            if length < 0.0 {
                return one("hanging");
            }
            match length {
                length if length < 0.25 => Some(Vec::new()),
                length if length < 1.75 => one("indent"),
                length if length < 2.75 => one("indent2"),
                length if length < 3.75 => one("indent3"),
                _ => one("indent4"),
            }
        }
        "font-size" => match value {
            "smaller" | "small" | "x-small" | "xx-small" => one("small"),
            "larger" | "large" | "x-large" | "xx-large" => one("large"),
            _ => {
                let per_cent = value.ends_with('%');
                let size = if per_cent {
                    value.trim_end_matches('%').parse::<f64>().ok()? / 100.0
                } else {
                    length()?
                };
                match size {
                    size if size < 0.95 => one("small"),
                    size if size > 1.05 => one("large"),
                    _ => Some(Vec::new()),
                }
            }
        },
        "font-family" => {
            (value.contains("mono") || value.contains("courier")).then(|| vec!["mono"])
        }
        "color" => matches!(value, "red" | "#f00" | "#ff0000").then(|| vec!["red"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_in_common_words() {
        for (css, expected) in [
            ("font-weight: bold; font-style:italic", "bold italic"),
            ("display: block; text-align: center;", "block center"),
            ("display: inline; float: right;", "right"),
            ("padding-left:1.5em; text-indent:-1.5em;", "indent hanging"),
            (
                "text-decoration: underline line-through",
                "underline strike",
            ),
            ("font-size: 80%; letter-spacing: .2em", "small spaced"),
            ("VERTICAL-ALIGN : Super !important", "sup"),
            ("background: url(https://example.org/x)", ""),
            ("nonsense", ""),
        ] {
            assert_eq!(words(css), expected, "{css}");
        }
        let rest = not_understood("font-weight:bold; border-top: 1px solid; top:0");
        assert_eq!(rest.collect::<Vec<_>>(), ["border-top: 1px solid", "top:0"]);
    }

    #[test]
    fn selectors_are_names_with_attributes() {
        let names = |text: &str| selectors(text).len();
        assert_eq!(names("p, hi[rend=\"b\"], *[type~=x]"), 3);
        assert_eq!(names("div p, p > hi, .x, p.y, , p:first"), 0);
    }
}
