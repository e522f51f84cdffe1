//! Files that recto wrote: what no other TEI says is restored.
//!
//! Two things. Instructions (`<?recto …?>`) tell what the writer had to change so that a
//! file be valid; they hold in any file ([`Instruction`]). And in a file whose header
//! names recto as its application, header and text follow the conventions of
//! `export/tei`: facts with their rules, the rules of elements, what references ask for
//! ([`restore`]).

mod facts;
mod text;

use crate::model::Descend;
use crate::model::{Attrs, Cert, Element, Node, Record, RecordKind, Rule, Tag, walk};

/// What an instruction says of the element that it stands in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Instruction {
    /// The element was put there so that the file be valid: what it holds stands for it.
    pub(super) wrap: bool,
    /// Whether the writer put it into a header that has more to say.
    pub(super) added: bool,
    /// The name that it had.
    pub(super) was: Option<String>,
    /// Attributes that it had; `None`: it had none of this name.
    pub(super) attrs: Vec<(String, Option<String>)>,
}

impl Instruction {
    /// Reads an instruction, from `<?` to `?>`. `None` when it is not recto's.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix("<?recto ")?.strip_suffix("?>")?.trim();
        let mut said = Self::default();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("wrap") {
                said.wrap = true;
                rest = after.trim_start();
                continue;
            }
            if let Some(after) = rest.strip_prefix("added") {
                said.added = true;
                rest = after.trim_start();
                continue;
            }
            let (name, after) = rest.split_once("=\"")?;
            let (value, after) = after.split_once('"')?;
            let value = decode(value);
            match name.strip_prefix('@') {
                None if name == "was" => said.was = Some(value),
                None => return None,
                Some(name) => match name.strip_prefix('-') {
                    Some(name) => said.attrs.push((name.to_owned(), None)),
                    None => said.attrs.push((name.to_owned(), Some(value))),
                },
            }
            rest = after.trim_start();
        }
        Some(said)
    }

    /// Gives an element back what it had, but for the wrapping.
    pub(super) fn apply(&self, element: &mut Element) {
        if self.added {
            element.attrs.set("recto:added", "yes");
        }
        if let Some(was) = &self.was {
            element.tag = super::shape::tag(was);
            remove(&mut element.attrs, |name| {
                matches!(name, "type" | "subtype")
            });
        }
        for (name, value) in &self.attrs {
            match value {
                Some(value) => element.attrs.set(name.clone(), value.clone()),
                None => remove(&mut element.attrs, |known| known == name),
            }
        }
    }
}

fn decode(value: &str) -> String {
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#10;", "\n"),
        ("&#9;", "\t"),
        ("&#13;", "\r"),
        ("&amp;", "&"),
    ];
    let mut out = value.to_owned();
    for (written, meant) in plain {
        out = out.replace(written, meant);
    }
    out
}

fn remove(attrs: &mut Attrs, gone: impl Fn(&str) -> bool) {
    if !attrs.iter().any(|(name, _)| gone(name)) {
        return;
    }
    let mut kept = Attrs::new();
    for (name, value) in attrs.iter().filter(|(name, _)| !gone(name)) {
        kept.set(name.to_owned(), value);
    }
    *attrs = kept;
}

/// Restores a record from a file that recto wrote; any other stays as it is.
pub(super) fn restore(record: &mut Record) {
    for note in &mut record.notes {
        if let Some(listed) = note.attrs.get("listed") {
            note.listed = (!listed.is_empty()).then(|| listed.to_owned());
            remove(&mut note.attrs, |name| name == "listed");
        }
    }
    let (mut ours, mut added) = (false, false);
    let mut rules = text::Rules::default();
    let mut wanted = String::new();
    walk(&record.description, &mut |node| {
        if let Node::Element(element) = node {
            added |= element.attrs.get("recto:added").is_some();
            match element.tag.name() {
                "application" => ours |= element.attrs.get("ident") == Some("recto"),
                "tagUsage" => rules.usage(element),
                "xenoData" if element.kind() == "recto" => {
                    wanted = plain(&element.children);
                }
                _ => {}
            }
        }
        Descend::Into
    });
    if !ours {
        if added {
            facts::stated(record);
        }
        return;
    }
    whole(record);
    facts::restore(record);
    text::restore(record, &rules, &wanted);
    record.description.clear();
}

/// The division that is an essay or a page of a volume is the record itself.
fn whole(record: &mut Record) {
    let [Node::Element(only)] = record.body.as_mut_slice() else {
        return;
    };
    let kind = match (&only.tag, only.kind()) {
        (Tag::Div, "essay") => RecordKind::Essay,
        (Tag::Div, "matter") => RecordKind::Matter,
        _ => return,
    };
    record.body = std::mem::take(&mut only.children);
    record.kind = kind;
}

/// The words of a tree as they stand.
fn plain(nodes: &[Node]) -> String {
    let mut out = String::new();
    walk(nodes, &mut |node| {
        if let Node::Text(text) = node {
            out.push_str(&text.text);
        }
        Descend::Into
    });
    out
}

/// The rules that an element names, and how sure they are. `None` when it names none.
fn known(element: &Element) -> Option<(Rule, Cert)> {
    let rule = |slug: &str| Rule::ALL.iter().copied().find(|rule| rule.slug() == slug);
    let evidence = element.attrs.get("evidence").unwrap_or("");
    let ana = element.attrs.get("ana").unwrap_or("");
    let named = evidence.split_ascii_whitespace().filter_map(rule);
    let ana = ana.split_ascii_whitespace();
    let pointed = ana.filter_map(|word| rule(word.strip_prefix("#rule-")?));
    let cert = match element.attrs.get("cert") {
        Some("low") => Cert::Low,
        Some("medium") => Cert::Medium,
        _ => Cert::High,
    };
    // The writer's own word comes last: others' stand before it.
    let pointed: Vec<_> = pointed.collect();
    let found = named.into_iter().next().or(pointed.last().copied())?;
    Some((found, cert))
}

/// Whether an element is of this name.
fn is(element: &Element, name: &str) -> bool {
    element.tag.name() == name
}

/// The elements directly in one.
fn inside(element: &Element) -> impl Iterator<Item = &Element> {
    element.children.iter().filter_map(Node::element)
}

/// Whether an element is a division.
fn is_division(tag: &Tag) -> bool {
    *tag == Tag::Div
}
