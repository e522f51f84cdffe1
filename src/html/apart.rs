//! Entries of an apparatus that stand apart from the text (`listApp`) and say by `@from`
//! and `@to` which words they are about: their marks stand where those words end.

use super::links::id_of;
use crate::model::{Descend, Element, Node, Record, plain_text, walk};
use std::collections::{BTreeMap, BTreeSet};

/// An entry that stands apart, with the ends of the words it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Apart<'a> {
    pub(super) app: &'a Element,
    from: &'a Element,
    to: &'a Element,
}

/// The entries of a record that stand apart from their words.
#[derive(Debug, Default)]
pub(super) struct Aparts<'a> {
    /// By the id of the element where the words end; those that have no mark yet.
    waiting: BTreeMap<&'a str, Vec<Apart<'a>>>,
    /// Places of the entries among all of the file: they are not shown where they stand.
    placed: BTreeSet<(u32, u32)>,
}

/// What an entry points to: `#v3`, or nothing that is in the file.
fn pointed<'a>(app: &'a Element, name: &str) -> Option<&'a str> {
    app.attrs.get(name)?.trim().strip_prefix('#')
}

/// Elements after whose words a mark may stand.
fn takes_mark(el: &Element) -> bool {
    matches!(
        el.tag.name(),
        "ab" | "anchor"
            | "cl"
            | "foreign"
            | "hi"
            | "l"
            | "m"
            | "name"
            | "p"
            | "pc"
            | "persName"
            | "phr"
            | "placeName"
            | "rs"
            | "s"
            | "seg"
            | "w"
    )
}

fn place(el: &Element) -> (u32, u32) {
    (el.span.start, el.span.end)
}

impl<'a> Aparts<'a> {
    pub(super) fn of(record: &'a Record) -> Self {
        let mut entries: Vec<&Element> = Vec::new();
        walk(&record.body, &mut |node| {
            if let Node::Element(el) = node
                && el.tag.name() == "listApp"
            {
                let apps = el.children.iter().filter_map(Node::element);
                entries.extend(apps.filter(|app| app.tag.name() == "app"));
            }
            Descend::Into
        });
        let mut aparts = Self::default();
        if entries.is_empty() {
            return aparts;
        }
        let mut ends: BTreeMap<&str, &Element> = BTreeMap::new();
        walk(&record.body, &mut |node| {
            if let Node::Element(el) = node
                && takes_mark(el)
                && let Some(id) = id_of(el)
            {
                ends.entry(id).or_insert(el);
            }
            Descend::Into
        });
        for app in entries {
            let (from, to) = (pointed(app, "from"), pointed(app, "to"));
            let end = to.or(from).and_then(|id| Some((id, *ends.get(id)?)));
            let Some((id, to)) = end else { continue };
            let from = from.and_then(|id| ends.get(id)).copied().unwrap_or(to);
            aparts.placed.insert(place(app));
            let waiting = aparts.waiting.entry(id).or_default();
            waiting.push(Apart { app, from, to });
        }
        aparts
    }

    /// Whether an entry is shown with its words, and not where it stands.
    pub(super) fn is_placed(&self, el: &Element) -> bool {
        !self.placed.is_empty() && el.tag.name() == "app" && self.placed.contains(&place(el))
    }

    /// Whether a list of entries has nothing left to show.
    pub(super) fn is_empty_list(&self, list: &Element) -> bool {
        let mut parts = list.children.iter().filter_map(Node::element).peekable();
        parts.peek().is_some() && parts.all(|part| self.is_placed(part))
    }

    /// The entries whose words end with an element; each is given once.
    pub(super) fn ending(&mut self, el: &Element) -> Vec<Apart<'a>> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let id = id_of(el);
        id.and_then(|id| self.waiting.remove(id))
            .unwrap_or_default()
    }

    /// The entries whose words were not met in the text.
    pub(super) fn rest(&mut self) -> Vec<Apart<'a>> {
        std::mem::take(&mut self.waiting)
            .into_values()
            .flatten()
            .collect()
    }
}

impl Apart<'_> {
    /// The words that an entry without a lemma is about, or their first and last. Empty
    /// where it points at places and not at words.
    pub(super) fn words(&self) -> String {
        let words = |el: &Element| plain_text(&el.children).trim().to_owned();
        match (words(self.from), words(self.to)) {
            (from, to) if std::ptr::eq(self.from, self.to) || to.is_empty() => from,
            (from, to) if from.is_empty() => to,
            (from, to) => format!("{from} … {to}"),
        }
    }
}
