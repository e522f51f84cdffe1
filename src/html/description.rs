//! What a source's own header says of it, as a list that people can read: title, editors,
//! licence, source, method, changes. The words for TEI's names are those of the interface
//! (`tei_labels`); what has none is told under its own name.

use super::text::{Ctx, Within, is_blank};
use super::{Renderer, Writer};
use crate::model::{Element, Node, plain_text};
use crate::words::Words;

/// How much room a header gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Folded, below a text.
    Folded,
    /// Whole, on a page of its own.
    Whole,
}

/// How a value is written.
enum Value<'a> {
    /// What is in the element.
    Inside(&'a Element),
    /// The element itself.
    Itself(&'a Node),
    /// What is in the element, part by part with commas.
    Parts(&'a Element),
    /// A count of what stands elsewhere.
    Count(usize),
}

struct Row<'a> {
    label: String,
    value: Value<'a>,
}

/// More values than this of one kind are folded.
const MANY: usize = 8;

/// How deep in a header its parts have labels of their own.
const DEEP: usize = 12;

/// Elements that only hold others.
const THROUGH: &[&str] = &[
    "teiHeader",
    "fileDesc",
    "titleStmt",
    "editionStmt",
    "publicationStmt",
    "profileDesc",
    "encodingDesc",
    "revisionDesc",
    "listChange",
    "langUsage",
    "editorialDecl",
    "seriesStmt",
    "notesStmt",
    "correspDesc",
    "correspContext",
    "msDesc",
    "physDesc",
    "objectDesc",
    "supportDesc",
    "layoutDesc",
    "handDesc",
    "handNotes",
    "typeDesc",
    "history",
    "textClass",
    "sourceDesc",
    "settingDesc",
    "particDesc",
    "msContents",
    "additional",
    "adminInfo",
    "standOff",
    "tagsDecl",
    "classDecl",
    "scriptDesc",
    "bindingDesc",
    "sealDesc",
];

impl<'a> Renderer<'a> {
    /// What the source's own header says. Says whether there is one.
    pub fn description(&mut self, extent: Extent, level: u8, out: &mut Writer) -> bool {
        let record = self.record;
        let before = out.as_str().len();
        for node in &record.description {
            match node.element() {
                Some(header) if header.tag.name() == "teiHeader" => {
                    self.header(header, extent, level, out);
                }
                // The images of the pages, and whatever else stands beside the text.
                Some(_) => self.nodes(std::slice::from_ref(node), Ctx::flow(level), out),
                None => {}
            }
        }
        out.as_str().len() > before
    }

    /// One header.
    pub(super) fn header(
        &mut self,
        header: &'a Element,
        extent: Extent,
        level: u8,
        out: &mut Writer,
    ) {
        let mut rows = Vec::new();
        collect(header, 0, self.says, &mut rows);
        if rows.is_empty() {
            return;
        }
        if extent == Extent::Folded {
            out.markup("<details class=\"fold about-text\"><summary>");
            out.text(&self.says.about_text);
            out.markup("</summary>\n");
        }
        out.markup("<dl class=\"about\">\n");
        // Values of one kind share their label, wherever they stand.
        let mut labels: Vec<&str> = Vec::new();
        for row in &rows {
            if !labels.contains(&&*row.label) {
                labels.push(&row.label);
            }
        }
        for label in labels {
            let group: Vec<&Row<'a>> = rows.iter().filter(|row| row.label == label).collect();
            out.markup("<div><dt>");
            out.text(label);
            out.markup("</dt>\n");
            if group.len() > MANY {
                out.markup("<dd><details class=\"fold\"><summary>");
                out.text(&group.len().to_string());
                out.markup("</summary><ul>\n");
                for row in group {
                    out.markup("<li>");
                    self.value(&row.value, level, out);
                    out.markup("</li>\n");
                }
                out.markup("</ul></details></dd>");
            } else {
                for row in group {
                    out.markup("<dd>");
                    self.value(&row.value, level, out);
                    out.markup("</dd>\n");
                }
            }
            out.markup("</div>\n");
        }
        out.markup("</dl>\n");
        if extent == Extent::Folded {
            out.markup("</details>\n");
        }
    }

    fn value(&mut self, value: &Value<'a>, level: u8, out: &mut Writer) {
        // Headings have no place in a list.
        let flow = Ctx::flow(level.saturating_add(1).max(3)).running();
        match value {
            Value::Count(count) => out.text(&self.says.n_listed.fill(&[("n", &count.to_string())])),
            Value::Itself(node) => self.nodes(std::slice::from_ref(*node), flow, out),
            Value::Parts(el) => {
                let mut first = true;
                for node in el.children.iter().filter(|node| !is_blank(node)) {
                    if node
                        .element()
                        .is_some_and(|el| !super::has_words(&el.children))
                    {
                        continue;
                    }
                    if !first {
                        out.markup(", ");
                    }
                    first = false;
                    self.nodes(std::slice::from_ref(node), flow.within(Within::Phrase), out);
                }
            }
            Value::Inside(el) => {
                if let Some(when) = el.attrs.get("when").filter(|_| el.tag.name() == "change") {
                    out.text(when);
                    out.text(&self.says.colon);
                    out.markup(" ");
                }
                let target = el.attrs.get("target").or(el.attrs.get("url"));
                if super::has_words(&el.children) {
                    self.nodes(&el.children, flow, out);
                } else {
                    // Some say it all in attributes.
                    out.text(said(el).unwrap_or(""));
                    return;
                }
                if let Some(target) = target.filter(|target| target.starts_with("http")) {
                    out.markup(" <a class=\"ref external\"");
                    out.attr("href", target);
                    out.markup(" rel=\"external\">");
                    out.text(target);
                    out.markup("</a>");
                }
            }
        }
    }
}

/// The rows of a header, in its order.
fn collect<'a>(el: &'a Element, depth: usize, says: &Words, rows: &mut Vec<Row<'a>>) {
    let word = |name: &str| says.tei_labels.get(name).map(String::as_str);
    for node in &el.children {
        let Some(part) = node.element() else {
            // Words where none should be are kept.
            if !is_blank(node) {
                rows.push(Row {
                    label: word("note").unwrap_or_default().to_owned(),
                    value: Value::Itself(node),
                });
            }
            continue;
        };
        let name = part.tag.name();
        let mut push = |label: &str, value| {
            rows.push(Row {
                label: label.to_owned(),
                value,
            });
        };
        match name {
            // Those who are named in the text have pages of their own.
            "listPerson" | "listPlace" | "listOrg" | "listEvent" => {
                push(
                    word(name).unwrap_or_default(),
                    Value::Count(part.children.iter().filter_map(Node::element).count()),
                );
            }
            "respStmt" => {
                let resp = part
                    .children
                    .iter()
                    .filter_map(Node::element)
                    .find(|el| el.tag.name() == "resp");
                let label = resp
                    .map(|resp| plain_text(&resp.children))
                    .filter(|words| !words.is_empty());
                let names = part
                    .children
                    .iter()
                    .filter(|node| node.element().is_some_and(|el| el.tag.name() != "resp"));
                let label = label.as_deref().or(word(name)).unwrap_or_default();
                for name in names {
                    push(&capital(label), Value::Itself(name));
                }
            }
            "editor" if part.attrs.get("role").is_some() => {
                push(
                    &editor(part.attrs.get("role").unwrap_or(""), says),
                    Value::Inside(part),
                );
            }
            "correspAction" => {
                let label = match part.kind() {
                    "" => word("transmitted").unwrap_or_default().to_owned(),
                    kind @ ("sent" | "received") => word(kind).unwrap_or_default().to_owned(),
                    kind => capital(kind),
                };
                push(&label, Value::Parts(part));
            }
            "msIdentifier" => push(word(name).unwrap_or_default(), Value::Parts(part)),
            "p" | "ab" => {
                let label = match el.tag.name() {
                    parent @ ("publicationStmt" | "sourceDesc" | "editorialDecl"
                    | "encodingDesc") => parent,
                    _ => "note",
                };
                push(word(label).unwrap_or_default(), Value::Itself(node));
            }
            "bibl" | "biblStruct" | "biblFull" | "recordingStmt" => {
                push(word("bibl").unwrap_or_default(), Value::Inside(part));
            }
            "head" => push(word("head").unwrap_or_default(), Value::Inside(part)),
            "ref" | "ptr" => push(word("ref").unwrap_or_default(), Value::Itself(node)),
            _ if THROUGH.contains(&name) && depth < DEEP => collect(part, depth + 1, says, rows),
            _ if !super::has_words(&part.children) && said(part).is_none() => {}
            _ => {
                let label = word(name).map_or_else(|| spaced(name), str::to_owned);
                push(&label, Value::Inside(part));
            }
        }
    }
}

/// What an element without words says in an attribute.
fn said(el: &Element) -> Option<&str> {
    ["key", "n", "ident", "when", "from", "to", "target"]
        .iter()
        .filter_map(|name| el.attrs.get(name))
        .find(|value| !value.trim().is_empty())
}

/// What an editor is, by the word in `role`.
fn editor(role: &str, says: &Words) -> String {
    let editor = says.tei_labels.get("editor").map_or("", String::as_str);
    match role.trim().to_lowercase().as_str() {
        "" | "editor" | "ed" => editor.to_owned(),
        // What one does, and not which of the editors one is.
        role if role.ends_with("or") || role.ends_with("er") => capital(role),
        role @ ("general" | "chief" | "managing" | "volume" | "series" | "assistant"
        | "associate" | "technical") => says.editor_role.fill(&[("role", &capital(role))]),
        role => format!("{editor} ({role})"),
    }
}

/// With a capital at its start.
fn capital(words: &str) -> String {
    let mut chars = words.trim().chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// `objectType` as `Object type`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for c in name.rsplit(':').next().unwrap_or(name).chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    capital(&words)
}
