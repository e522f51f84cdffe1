//! Pages for reading: one part of them, indented, with words on the line of their element.

use roxmltree::{Document, Node, ParsingOptions};

/// Elements that stand within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "br", "button", "cite", "code", "data", "del", "em", "i", "img",
    "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
    "title",
];

/// Elements without an end.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// Reads a page, which must be well-formed XML.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options)
}

/// A part of a page: its article, `main`, `head`, or the element with the id `#…` or the
/// class `.…`.
pub(crate) fn part(text: &str, part: Option<&str>) -> Result<String, String> {
    let xml = well_formed(text);
    let page = parse(&xml).map_err(|error| error.to_string())?;
    let named = |name: &str| {
        page.descendants()
            .find(|node| node.tag_name().name() == name)
    };
    let node = match part {
        None => named("main").map(|main| {
            let article = main
                .descendants()
                .find(|node| node.tag_name().name() == "article");
            article.unwrap_or(main)
        }),
        Some(part) => {
            if let Some(id) = part.strip_prefix('#') {
                page.descendants()
                    .find(|node| node.attribute("id") == Some(id))
            } else if let Some(class) = part.strip_prefix('.') {
                page.descendants().find(|node| {
                    let classes = node.attribute("class").unwrap_or("");
                    classes.split_whitespace().any(|it| it == class)
                })
            } else {
                named(part)
            }
        }
    };
    let node = node.ok_or_else(|| format!("the page has no {}", part.unwrap_or("main")))?;
    let mut out = String::new();
    block(node, 0, &mut out);
    Ok(out)
}

/// HTML's void elements and bare doctype as XML has them.
pub(crate) fn well_formed(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name: String = rest[1..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let is_void = VOID.contains(&name.as_str());
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..end];
        if tag.len() > 9 && tag[..9].eq_ignore_ascii_case("<!doctype") {
            rest = &rest[end..];
            continue;
        }
        // A tag's attributes without a value; quotation marks hold everything else.
        let tag = [" defer", " hidden", " itemscope", " async"].iter().fold(
            tag.to_owned(),
            |tag, bare| {
                let at = tag.find(&format!("{bare}>"));
                match at {
                    Some(at) => format!("{}{bare}=\"\"{}", &tag[..at], &tag[at + bare.len()..]),
                    None => tag.replace(&format!("{bare} "), &format!("{bare}=\"\" ")),
                }
            },
        );
        if is_void && !tag.ends_with("/>") {
            out.push_str(&tag[..tag.len() - 1]);
            out.push_str("/>");
        } else {
            out.push_str(&tag);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn is_inline(node: Node<'_, '_>) -> bool {
    node.is_text()
        || node.is_comment()
        || (INLINE.contains(&node.tag_name().name()) && node.children().all(is_inline))
}

fn is_void(node: Node<'_, '_>) -> bool {
    VOID.contains(&node.tag_name().name())
}

fn open(node: Node<'_, '_>) -> String {
    let mut out = format!("<{}", node.tag_name().name());
    for attribute in node.attributes() {
        let name = match attribute.namespace() {
            Some("http://www.w3.org/XML/1998/namespace") => format!("xml:{}", attribute.name()),
            _ => attribute.name().to_owned(),
        };
        let value = unhashed(attribute.value());
        let value = value.replace('&', "&amp;").replace('"', "&quot;");
        out.push_str(&format!(" {name}=\"{value}\""));
    }
    out.push('>');
    out
}

/// `recto.43365c41.css` → `recto.*.css`: a change of the theme is no change of the page.
fn unhashed(value: &str) -> String {
    let is_hash = |part: &str| part.len() == 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let parts: Vec<&str> = value.split('.').collect();
    let last = parts.len() - 1;
    let parts = parts.iter().enumerate().map(|(at, &part)| {
        let between = at > 0 && at < last;
        if between && is_hash(part) { "*" } else { part }
    });
    parts.collect::<Vec<_>>().join(".")
}

fn inline(node: Node<'_, '_>, out: &mut String) {
    if let (true, Some(text)) = (node.is_text(), node.text()) {
        let mut blank = out.ends_with(char::is_whitespace);
        for c in text.chars() {
            if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
                if !blank {
                    out.push(' ');
                }
                blank = true;
                continue;
            }
            blank = false;
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                c => out.push(c),
            }
        }
        return;
    }
    if !node.is_element() {
        return;
    }
    out.push_str(&open(node));
    for child in node.children() {
        inline(child, out);
    }
    if !is_void(node) {
        out.push_str(&format!("</{}>", node.tag_name().name()));
    }
}

fn block(node: Node<'_, '_>, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let name = node.tag_name().name();
    if name == "pre" {
        let mut text = String::new();
        inline(node, &mut text);
        out.push_str(&format!("{indent}{text}\n"));
        return;
    }
    let start = open(node);
    if node.children().all(is_inline) {
        let mut inside = String::new();
        node.children().for_each(|child| inline(child, &mut inside));
        out.push_str(&format!("{indent}{start}{}", inside.trim()));
        if !is_void(node) {
            out.push_str(&format!("</{name}>"));
        }
        out.push('\n');
        return;
    }
    out.push_str(&format!("{indent}{start}\n"));
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String| {
        if !run.trim().is_empty() {
            out.push_str(&format!("{indent}  {}\n", run.trim()));
        }
        run.clear();
    };
    for child in node.children() {
        if is_inline(child) {
            inline(child, &mut run);
        } else {
            flush(&mut run, out);
            block(child, depth + 1, out);
        }
    }
    flush(&mut run, out);
    out.push_str(&format!("{indent}</{name}>\n"));
}
