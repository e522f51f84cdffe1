//! The text tree → TEI: notes at their marks, references with their targets, and who
//! says so where it is not the rule.

use super::super::Document;
use super::evidence::Defaults;
use super::facts::is_stated;
use super::tree::{Item, Str, Xml};
use crate::edition::Link;
use crate::model::{Element, Entity, EntityId, Node, Note, RecordKind, Rule, Tag, slug};
use std::borrow::Cow;

/// Makes the division that is the document, and tells in which order the notes stand.
pub(super) fn division<'a>(
    document: &'a Document<'a>,
    defaults: &Defaults<'a>,
) -> (Item<'a>, Vec<usize>) {
    let record = document.record;
    let mut builder = Builder {
        document,
        defaults,
        written: vec![false; record.notes.len()],
        order: Vec::new(),
    };
    let kind = match record.kind {
        RecordKind::Document => "document",
        RecordKind::Essay => "essay",
        RecordKind::Matter => "matter",
    };
    let header = &record.header;
    let subtype = header
        .kind
        .as_ref()
        .map(|kind| kind.value.trim().replace(char::is_whitespace, "-"));
    let number = header.number.as_ref().map(|number| number.value.as_str());
    let item = Item::new("div")
        .attr("xml:id", record.id.local())
        .attr("type", kind)
        .attr_if("subtype", subtype)
        .attr_if("n", number);
    let mut item = builder.tree(item, "", &record.body);
    for (name, value) in record.attrs.iter() {
        if item.get(name).is_none() {
            item.set(name, value);
        }
    }
    // Notes whose mark was not found.
    for (index, note) in record.notes.iter().enumerate() {
        if builder.written.get(index) == Some(&false) {
            let bare = builder.note(note, index, None).attr("anchored", "false");
            let bare = builder.tree(bare, "note", &note.body);
            item.children.push(bare.into());
        }
    }
    (item, builder.order)
}

/// A tree of the source that is no text of the document: its own header.
pub(super) fn tree<'a>(
    document: &'a Document<'a>,
    defaults: &Defaults<'a>,
    nodes: &'a [Node],
) -> Vec<Xml<'a>> {
    let mut builder = Builder {
        document,
        defaults,
        written: vec![false; document.record.notes.len()],
        order: Vec::new(),
    };
    builder.tree(Item::default(), "", nodes).children
}

struct Builder<'a, 'd> {
    document: &'a Document<'a>,
    defaults: &'d Defaults<'a>,
    /// For each note, whether it stands in the tree.
    written: Vec<bool>,
    /// The notes that do, as they come.
    order: Vec<usize>,
}

impl<'a> Builder<'a, '_> {
    /// Fills an element, with a stack of our own: sources nest as deep as they like.
    fn tree(&mut self, item: Item<'a>, around: &'a str, nodes: &'a [Node]) -> Item<'a> {
        let mut stack = vec![(item, nodes.iter(), around)];
        loop {
            let top = stack
                .last_mut()
                .expect("the first is returned when it is full");
            match top.1.next() {
                Some(Node::Text(text)) => words(&text.text, &mut top.0.children),
                Some(Node::Element(element)) => {
                    let (item, nodes) = self.element(element, top.2);
                    let name = match item.name.as_ref() {
                        "note" => "note",
                        _ => element.tag.name(),
                    };
                    stack.push((item, nodes.iter(), name));
                }
                None => {
                    let (mut item, ..) = stack.pop().expect("it was just looked at");
                    if item.name == "div" && self.defaults.ours() {
                        open(&mut item.children);
                    }
                    match stack.last_mut() {
                        Some(parent) => parent.0.children.push(item.into()),
                        None => return item,
                    }
                }
            }
        }
    }

    /// An element without its content, and what its content is.
    fn element(&mut self, element: &'a Element, around: &str) -> (Item<'a>, &'a [Node]) {
        if element.tag == Tag::Anchor
            && let Some(index) = element.index.map(|index| index as usize)
            && let Some(note) = self.document.record.notes.get(index)
        {
            return self.mark(element, note, index, around);
        }
        let mut item = Item::new(element.tag.name());
        // Paragraphs are counted, and need no id for that.
        let counted = element.tag == Tag::P && element.rule != Rule::Sidecar;
        let address = !counted && self.defaults.ours();
        if let Some(key) = element.key.as_deref().filter(|_| address)
            && element.attrs.get("xml:id").is_none()
        {
            item.set("xml:id", self.document.id(key));
        }
        // The header points to what is enclosed.
        if element.tag == Tag::Div
            && element.kind() == "attachment"
            && element.attrs.get("xml:id").is_none()
            && item.get("xml:id").is_none()
            && let Some(index) = element.index
            && let Some(enclosure) = self.document.record.enclosures.get(index as usize)
            && (self.document.record.description.is_empty() || is_stated(&enclosure.header))
        {
            item.set("xml:id", self.document.id(&enclosure.key));
            item.kept.push(("-xml:id".into(), "".into()));
        }
        let entry = self.entry(element);
        // A gloss points by `target`; its `ref` is recto's, for the index.
        let points = element.tag == Tag::Gloss && element.attrs.get("target").is_some();
        for (name, value) in element.attrs.iter() {
            if points && name == "ref" {
                continue;
            }
            let written = entry.and_then(|entry| pointing(entry, name, value));
            if name != "ref" && written.is_some() {
                item.kept.push((name.into(), value.into()));
            }
            match written {
                Some(written) => item.set(name, written),
                None => item.set(name, value),
            }
        }
        if element.tag == Tag::Ref
            && element.attrs.get("target").is_none()
            && let Some(target) = self.target(element)
        {
            item.set("target", target);
        }
        self.defaults
            .state(&mut item, around, element.rule, element.cert);
        (item, &element.children)
    }

    /// The entry that a name or a reference leads to.
    fn entry(&self, element: &Element) -> Option<&'a Entity> {
        let edition = self.document.edition;
        if element.tag == Tag::Ref {
            let links = edition.links(self.document.index);
            return match links.get(element.index? as usize)? {
                Link::Entity(id) => edition.entity(id),
                _ => None,
            };
        }
        let id = element.attrs.get("ref")?.strip_prefix('#')?;
        edition.entity(&EntityId::new(id).ok()?)
    }

    /// A note in the place of its mark. Where a second mark leads to the same note, only
    /// a reference.
    fn mark(
        &mut self,
        anchor: &'a Element,
        note: &'a Note,
        index: usize,
        around: &str,
    ) -> (Item<'a>, &'a [Node]) {
        if self.written.get(index) != Some(&false) {
            let mut item = Item::new("ref")
                .attr("type", "note")
                .attr("target", format!("#{}", self.document.id(&note.key)));
            for (name, value) in anchor.attrs.iter() {
                item.set(name, value);
            }
            self.defaults
                .state(&mut item, around, anchor.rule, anchor.cert);
            return (item, &[]);
        }
        let mut item = self.note(note, index, Some(anchor));
        self.defaults
            .state(&mut item, around, anchor.rule, anchor.cert);
        (item, &note.body)
    }

    fn note(&mut self, note: &'a Note, index: usize, anchor: Option<&'a Element>) -> Item<'a> {
        if let Some(written) = self.written.get_mut(index) {
            *written = true;
            self.order.push(index);
        }
        let ours = self.defaults.ours();
        // The source's markup need not number them.
        let counted = !ours && note.listed.is_none() && note.n == (index + 1).to_string();
        let numbered = !note.n.is_empty() && !counted;
        let mut item = Item::new("note")
            .attr("xml:id", self.document.id(&note.key))
            .attr("type", note.kind.as_str())
            .attr_if("n", numbered.then_some(note.n.as_str()));
        if ours {
            item.set("place", "end");
        }
        for (name, value) in anchor.iter().flat_map(|anchor| anchor.attrs.iter()) {
            if name != "n" {
                item.set(name, value);
            }
        }
        for (name, value) in note.attrs.iter() {
            item.set(name, value);
        }
        if numbered && note.listed.as_deref() != Some(note.n.as_str()) {
            let listed = note.listed.as_deref().unwrap_or("");
            item.kept.push(("listed".into(), listed.into()));
        }
        item
    }

    /// Where a reference leads.
    fn target(&self, element: &Element) -> Option<String> {
        let index = element.index? as usize;
        let links = self.document.edition.links(self.document.index);
        self.document
            .target(links.get(index).unwrap_or(&Link::Nothing))
    }
}

/// What an attribute by which an element points to an entry is in this file, where it was
/// not written so: `#p_KHA1` of a volume whose entry has another id in the edition.
fn pointing(entry: &Entity, name: &str, value: &str) -> Option<String> {
    let pointer = format!("#{}", entry.tei_id());
    let means = || {
        let id = slug(value.trim().strip_prefix('#')?);
        let rest = entry.id.as_str().strip_prefix(&*id)?;
        (rest.is_empty() || rest.starts_with('.')).then_some(())
    };
    match name {
        "ref" => {}
        "corresp" | "key" | "target" => means()?,
        _ => return None,
    }
    (pointer != value).then_some(pointer)
}

/// Puts words into a list of children. Characters that XML cannot hold become `g`.
pub(super) fn words<'a>(text: &'a str, out: &mut Vec<Xml<'a>>) {
    let mut rest = text;
    while let Some(at) = rest.find(is_illegal) {
        let (plain, after) = rest.split_at(at);
        if !plain.is_empty() {
            out.push(Xml::Text(line_ends(plain)));
        }
        let mut chars = after.chars();
        let code = chars.next().map_or(0, u32::from);
        let item = Item::new("g").attr("n", format!("U+{code:04X}"));
        out.push(item.text("\u{fffd}").into());
        rest = chars.as_str();
    }
    if !rest.is_empty() {
        out.push(Xml::Text(line_ends(rest)));
    }
}

/// Whether XML 1.0 has no such character.
pub(super) const fn is_illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Line ends as XML has them.
fn line_ends(text: &str) -> Str<'_> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Puts what stands before the text of a document into an `opener`, as TEI wants it:
/// letterhead, dateline, salutation. A salutation below other blocks stays where it is.
fn open(children: &mut Vec<Xml<'_>>) {
    let is = |child: &Xml<'_>, names: &[&str]| names.contains(&child.symbol());
    // A label above the heading is a heading, too.
    let labels = children
        .iter()
        .take_while(|child| is(child, &["label", "pb", "fw"]))
        .count();
    if children
        .get(labels)
        .is_some_and(|child| is(child, &["head"]))
    {
        for child in children.iter_mut().take(labels) {
            if let Xml::Item(item) = child
                && item.name == "label"
            {
                item.name = "head".into();
                if item.get("type").is_none() {
                    item.set("type", "label");
                }
            }
        }
    }
    let from = children
        .iter()
        .take_while(|child| is(child, &["head", "pb", "fw"]))
        .count();
    let rest = children.get(from..).unwrap_or_default();
    let mut length = rest
        .iter()
        .take_while(|child| is(child, &["dateline", "salute", "ab", "pb", "fw"]))
        .count();
    // It ends with the last dateline or salutation.
    while length > 0
        && !rest
            .get(length - 1)
            .is_some_and(|child| is(child, &["dateline", "salute"]))
    {
        length -= 1;
    }
    if length == 0 {
        return;
    }
    let mut inside: Vec<Xml<'_>> = children.splice(from..from + length, []).collect();
    for child in &mut inside {
        if let Xml::Item(item) = child
            && item.name == "ab"
        {
            item.name = "seg".into();
        }
    }
    let opener = Item {
        children: inside,
        ..Item::new("opener")
    };
    children.insert(from, opener.into());
}
