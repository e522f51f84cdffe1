//! The text that recto wrote → the text it was written from: rules of elements, what
//! references ask for, and without the groups that the writer made.

use super::super::links::entry_id;
use super::{is_division, known, remove};
use crate::model::{CrossRef, Decision, Element, Node, Record, Rule, Tag, VolumeCue, Wanted};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The rules that hold where an element says nothing.
#[derive(Debug, Default)]
pub(super) struct Rules {
    names: BTreeMap<String, Rule>,
    inside: BTreeMap<(String, String), Rule>,
}

impl Rules {
    /// Notes what a `tagUsage` says.
    pub(super) fn usage(&mut self, element: &Element) {
        let Some((rule, _)) = known(element) else {
            return;
        };
        let name = element.attrs.get("gi").unwrap_or("").to_owned();
        match element.attrs.get("n") {
            Some(parent) => {
                self.inside.insert((name, parent.to_owned()), rule);
            }
            None => {
                self.names.insert(name, rule);
            }
        }
    }

    /// Whether the text's structure is recto's reading.
    fn ours(&self) -> bool {
        !self.names.is_empty()
    }

    fn of(&self, name: &str, parent: &str) -> Rule {
        let here = self.inside.get(&(name.to_owned(), parent.to_owned()));
        let rule = here.or_else(|| self.names.get(name));
        rule.copied().unwrap_or(Rule::Encoded)
    }
}

/// Restores body and notes.
pub(super) fn restore(record: &mut Record, rules: &Rules, wanted: &str) {
    let mut text = Restorer {
        rules,
        local: record.id.local().to_owned(),
        keys: record.notes.iter().map(|note| note.key.clone()).collect(),
        notes: BTreeMap::new(),
        again: BTreeSet::new(),
    };
    let body = std::mem::take(&mut record.body);
    record.body = text.division(body, "");
    for note in &mut record.notes {
        let body = std::mem::take(&mut note.body);
        note.body = text.children(body, "note");
    }
    let (marks, again) = (text.notes, text.again);
    let anchors: Vec<Element> = record
        .notes
        .iter()
        .map(|note| {
            let mut element = Element::new(Tag::Note, note.span, Rule::Encoded);
            element.attrs = note.attrs.clone();
            element
        })
        .collect();
    let mut found = BTreeMap::new();
    for (index, mark) in anchors.iter().enumerate() {
        let parent = marks.get(&index).map_or("", |parent| parent.as_str());
        let stated = known(mark).filter(|_| is_ours(mark));
        let default = (rules.of("note", parent), mark_cert(mark));
        found.insert(index, stated.unwrap_or(default));
    }
    for note in &mut record.notes {
        note.anchored = note.attrs.get("anchored") != Some("false");
        let ours = rules.ours();
        let mut bare = Element::new(Tag::Note, note.span, Rule::Encoded);
        bare.attrs = std::mem::take(&mut note.attrs);
        clean(&mut bare);
        note.attrs = bare.attrs;
        remove(&mut note.attrs, |name| {
            name == "anchored" || ours && name == "place"
        });
    }
    let apply = |nodes: &mut Vec<Node>| {
        crate::model::walk_mut(nodes, &mut |element| {
            if element.tag == Tag::Anchor
                && let Some(index) = element.index
                && !again.contains(&element.span)
                && let Some((rule, cert)) = found.get(&(index as usize))
            {
                element.rule = *rule;
                element.cert = *cert;
            }
        });
    };
    apply(&mut record.body);
    record
        .notes
        .iter_mut()
        .for_each(|note| apply(&mut note.body));
    // A note that no mark leads to has none.
    let bare: Vec<bool> = record.notes.iter().map(|note| !note.anchored).collect();
    record.body.retain(|node| {
        let anchor = node.element().filter(|it| it.tag == Tag::Anchor);
        let index = anchor.and_then(|it| it.index);
        index.and_then(|at| bare.get(at as usize)) != Some(&true)
    });
    if rules.ours() {
        references(record, wanted);
    }
}

fn mark_cert(element: &Element) -> crate::model::Cert {
    match element.attrs.get("cert") {
        Some("low") => crate::model::Cert::Low,
        Some("medium") => crate::model::Cert::Medium,
        _ => crate::model::Cert::High,
    }
}

/// Whether what an element says of its evidence is the writer's word.
fn is_ours(element: &Element) -> bool {
    matches!(element.attrs.get("resp"), Some("#recto" | "#editor"))
}

/// Takes the writer's words on evidence away.
fn clean(element: &mut Element) {
    if !is_ours(element) {
        return;
    }
    let ana = element.attrs.get("ana").map(|ana| {
        let words = ana.split_ascii_whitespace();
        let others: Vec<_> = words.filter(|word| !word.starts_with("#rule-")).collect();
        others.join(" ")
    });
    remove(&mut element.attrs, |name| {
        matches!(name, "resp" | "cert" | "evidence" | "ana")
    });
    if let Some(ana) = ana.filter(|ana| !ana.is_empty()) {
        element.attrs.set("ana", ana);
    }
}

struct Restorer<'a> {
    rules: &'a Rules,
    /// The document's own id, with which those of its elements begin.
    local: String,
    /// The ends of the notes' addresses.
    keys: Vec<Box<str>>,
    /// What each note's mark stands in.
    notes: BTreeMap<usize, String>,
    /// Further marks of notes that have one.
    again: BTreeSet<Span>,
}

impl Restorer<'_> {
    /// Nesting is bounded by the reader.
    fn children(&mut self, nodes: Vec<Node>, parent: &str) -> Vec<Node> {
        let mut out = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Element(element) => self.element(element, parent, &mut out),
                Node::Text(_) => out.push(node),
            }
        }
        out
    }

    /// What a division holds: groups that only TEI wanted are taken apart.
    fn division(&mut self, nodes: Vec<Node>, parent: &str) -> Vec<Node> {
        if !self.rules.ours() {
            return self.children(nodes, parent);
        }
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Element(opener) if opener.tag == Tag::Opener => {
                    flat.extend(opener.children.into_iter().filter_map(|node| match node {
                        Node::Element(mut inner) => {
                            if inner.tag == Tag::Seg {
                                inner.tag = Tag::Ab;
                            }
                            Some(Node::Element(inner))
                        }
                        Node::Text(_) => None,
                    }));
                }
                Node::Element(mut head)
                    if head.tag == Tag::Head && head.attrs.get("type").is_some() =>
                {
                    head.tag = Tag::Label;
                    if head.kind() == "label" {
                        remove(&mut head.attrs, |name| name == "type");
                    }
                    flat.push(Node::Element(head));
                }
                node => flat.push(node),
            }
        }
        self.children(flat, parent)
    }

    fn element(&mut self, mut element: Element, parent: &str, out: &mut Vec<Node>) {
        let ours = self.rules.ours();
        if element.tag.name() == "g"
            && let Some(c) = illegal(&element)
        {
            out.push(Node::text(c, element.span));
            return;
        }
        if element.tag == Tag::Anchor
            && let Some(index) = element.index
        {
            self.notes.insert(index as usize, parent.to_owned());
            out.push(Node::Element(element));
            return;
        }
        let name = element.tag.name().to_owned();
        let stated = known(&element).filter(|_| is_ours(&element));
        match stated {
            Some((rule, cert)) => {
                element.rule = rule;
                element.cert = cert;
                clean(&mut element);
            }
            None => element.rule = self.rules.of(&name, parent),
        }
        // Names that recto found point as the edition does.
        if element.rule != Rule::Encoded
            && let Some(pointer) = element.attrs.get("ref")
            && let Some(id) = pointer.strip_prefix('#')
        {
            let pointer = format!("#{}", entry_id(id));
            element.attrs.set("ref", pointer);
        }
        if ours && element.tag == Tag::Ref && element.kind() == "note" {
            self.mark_again(&mut element);
        }
        if ours {
            let again = element.tag == Tag::Ref && element.kind() != "note";
            let id = element.attrs.get("xml:id");
            if let Some(key) = id.and_then(|id| id.strip_prefix(self.local.as_str())) {
                element.key = Some(key.into());
            }
            remove(&mut element.attrs, |name| {
                name == "xml:id" || again && name == "target"
            });
        }
        let children = std::mem::take(&mut element.children);
        element.children = if is_division(&element.tag) {
            self.division(children, &name)
        } else {
            self.children(children, &name)
        };
        out.push(Node::Element(element));
    }
}

impl Restorer<'_> {
    /// A further mark of a note that stands elsewhere.
    fn mark_again(&mut self, element: &mut Element) {
        let target = element.attrs.get("target").unwrap_or("");
        let id = target.strip_prefix('#').unwrap_or("");
        let key = id.strip_prefix(self.local.as_str()).unwrap_or("");
        if let Some(index) = self.keys.iter().position(|known| **known == *key) {
            self.again.insert(element.span);
            element.tag = Tag::Anchor;
            element.index = u32::try_from(index).ok();
            remove(&mut element.attrs, |name| matches!(name, "type" | "target"));
        }
    }
}

/// The character that a `g` of the writer's stands for.
pub(super) fn illegal(element: &Element) -> Option<String> {
    let code = element.attrs.get("n")?.strip_prefix("U+")?;
    let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    c.is_control().then(|| c.to_string())
}

/// Makes the table of references anew, body first and then the notes.
fn references(record: &mut Record, wanted: &str) {
    let mut lines = wanted.lines().filter_map(|line| line.strip_prefix("ref "));
    let mut refs = Vec::new();
    let mut each = |nodes: &mut Vec<Node>, note: Option<u32>| {
        crate::model::walk_mut(nodes, &mut |element| {
            if element.tag != Tag::Ref || element.kind() == "note" {
                return;
            }
            let line = lines.next().unwrap_or("");
            let (wanted, decision, rule) = asks(line, element.span);
            element.index = u32::try_from(refs.len()).ok();
            refs.push(CrossRef {
                wanted,
                span: element.span,
                rule: rule.unwrap_or(element.rule),
                decision,
                note,
            });
        });
    };
    each(&mut record.body, None);
    for (index, note) in record.notes.iter_mut().enumerate() {
        each(&mut note.body, u32::try_from(index).ok());
    }
    record.refs = refs;
}

/// What a line says that a reference asks for.
fn asks(line: &str, span: Span) -> (Wanted, Decision, Option<Rule>) {
    let mut words: BTreeMap<&str, String> = BTreeMap::new();
    let mut rest = line;
    while let Some((name, after)) = rest.split_once("=\"") {
        let mut value = String::new();
        let mut chars = after.char_indices();
        let mut end = after.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => value.extend(chars.next().map(|(_, c)| c)),
                '"' => {
                    end = at + 1;
                    break;
                }
                c => value.push(c),
            }
        }
        let name = name.trim().rsplit(' ').next().unwrap_or("");
        words.insert(name, value);
        rest = after.get(end..).unwrap_or("");
    }
    let volume = match words.get("volume") {
        Some(volume) => VolumeCue::Named {
            years: words.get("years").cloned(),
            volume: volume.clone(),
            part: words.get("part").cloned(),
            title: words.get("title").cloned(),
            ibid: words.contains_key("ibid"),
        },
        None => VolumeCue::Own,
    };
    let get = |name: &str| words.get(name).cloned();
    let wanted = if let Some(note) = get("note") {
        Wanted::Note {
            volume,
            document: get("document"),
            note,
        }
    } else if let Some(number) = get("document") {
        Wanted::Document { volume, number }
    } else if let Some(page) = get("page") {
        Wanted::Page { volume, page }
    } else if words.contains_key("whole") {
        Wanted::Volume { volume }
    } else if let Some(key) = get("key") {
        Wanted::Key(key)
    } else if let Some(url) = get("url") {
        Wanted::Url(url)
    } else {
        Wanted::Doubtful(get("doubtful").unwrap_or_default())
    };
    let decision = get("reads").map_or(Decision::Words, |reads| Decision::Sidecar { reads, span });
    let slug = get("rule");
    let rule = slug.and_then(|slug| Rule::ALL.iter().copied().find(|it| it.slug() == slug));
    (wanted, decision, rule)
}
