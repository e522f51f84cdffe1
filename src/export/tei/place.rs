//! One child that may not stand where it stands, and what is done about it.

use super::schema::{Model, State, TEXT, schema};
use super::tree::{Item, Str, Xml};
use std::collections::VecDeque;

/// What an element needs around it, from the outside in.
const HOMES: &[(&str, &[&str])] = &[
    ("item", &["list"]),
    ("row", &["table"]),
    ("cell", &["row"]),
    ("cell", &["table", "row"]),
    ("l", &["lg"]),
    ("addrLine", &["address"]),
    ("salute", &["opener"]),
    ("salute", &["closer"]),
    ("lem", &["app"]),
    ("rdg", &["app"]),
    ("speaker", &["sp"]),
    ("div", &["floatingText", "body"]),
    ("person", &["listPerson"]),
    ("place", &["listPlace"]),
    ("org", &["listOrg"]),
    ("event", &["listEvent"]),
    ("surface", &["facsimile"]),
    ("graphic", &["figure"]),
];

/// What words can be put into, in the order of preference.
const FLOWS: &[&[&str]] = &[
    &["ab"],
    &["seg"],
    &["item"],
    &["l"],
    &["cell"],
    &["addrLine"],
    &["row", "cell"],
    &["p"],
    &["title"],
    &["desc"],
    &["trailer"],
];

/// What an element that has no place becomes.
const GENERAL: &[&str] = &[
    "ab", "seg", "trailer", "item", "l", "cell", "addrLine", "p", "title", "desc", "note",
];

/// What a header must have even where a source's has not.
const SKELETON: &[&str] = &[
    "teiHeader",
    "fileDesc",
    "titleStmt",
    "publicationStmt",
    "sourceDesc",
    "title",
    "resp",
    "name",
    "msIdentifier",
    "idno",
    "body",
    "text",
    "category",
    "catDesc",
    "p",
];

/// Elements that TEI has both above and below the text of a division, and not within.
const AROUND: &[&str] = &[
    "address",
    "argument",
    "byline",
    "dateline",
    "docAuthor",
    "docDate",
    "epigraph",
    "salute",
];

/// The children of an element, as far as they are placed.
pub(super) struct Place<'a, 'm> {
    pub(super) parent: Str<'a>,
    pub(super) model: &'m Model,
    pub(super) mixed: bool,
    pub(super) state: State,
    pub(super) done: Vec<Xml<'a>>,
    pub(super) rest: VecDeque<Xml<'a>>,
}

impl<'a> Place<'a, '_> {
    /// Puts a child where it stands, with what it needs for that.
    pub(super) fn put(&mut self, child: Xml<'a>) -> Result<(), Xml<'a>> {
        if AROUND.contains(&child.symbol()) && self.is_within() {
            return self.amid(child);
        }
        if let Some(next) = self.step(child.symbol()) {
            self.accept(child, next);
            return Ok(());
        }
        self.skeleton(child)
            .or_else(|child| self.home(child))
            .or_else(|child| self.flow(child))
            .or_else(|child| self.divide(child))
            .or_else(|child| self.general(child))
            .or_else(|child| self.wrap(child, &["note"]))
    }

    /// Whether the content may end here; what a header must have is added.
    pub(super) fn complete(&mut self) -> bool {
        if self.model.accepts(self.state) {
            return true;
        }
        for first in SKELETON {
            let Some(state) = self.step(first) else {
                continue;
            };
            if self.model.accepts(state) {
                self.insert(first, state);
                return true;
            }
        }
        for first in SKELETON {
            for second in SKELETON {
                let state = self.step(first);
                let next = state.and_then(|state| schema().step(self.model, state, second));
                if let (Some(state), Some(next)) = (state, next)
                    && (self.model.accepts(next) || *second == "publicationStmt")
                {
                    self.insert(first, state);
                    self.insert(second, next);
                    return self.complete();
                }
            }
        }
        false
    }

    fn step(&self, child: &str) -> Option<State> {
        schema().step(self.model, self.state, child)
    }

    fn accept(&mut self, child: Xml<'a>, next: State) {
        self.done.push(child);
        self.state = next;
    }

    /// Puts an empty element before what stands there.
    fn insert(&mut self, name: &'static str, next: State) {
        let mut item = Item::new(name);
        item.wrap = true;
        item.changed = true;
        self.accept(item.into(), next);
    }

    /// Adds what must stand before a child in a header.
    fn skeleton(&mut self, child: Xml<'a>) -> Result<(), Xml<'a>> {
        let header = !schema().is_in("%model.common", &self.parent)
            && matches!(
                self.parent.as_ref(),
                "TEI" | "teiHeader" | "fileDesc" | "titleStmt" | "respStmt" | "msDesc" | "text"
            );
        if !header {
            return Err(child);
        }
        for first in SKELETON {
            let Some(state) = self.step(first) else {
                continue;
            };
            if let Some(next) = schema().step(self.model, state, child.symbol()) {
                self.insert(first, state);
                self.accept(child, next);
                return Ok(());
            }
            for second in SKELETON {
                let after = schema().step(self.model, state, second);
                let next = after.and_then(|after| schema().step(self.model, after, child.symbol()));
                if let (Some(after), Some(next)) = (after, next) {
                    self.insert(first, state);
                    self.insert(second, after);
                    self.accept(child, next);
                    return Ok(());
                }
            }
        }
        Err(child)
    }

    /// Gives a child the element that it belongs into.
    fn home(&mut self, child: Xml<'a>) -> Result<(), Xml<'a>> {
        let name = child.symbol().to_owned();
        let homes = HOMES.iter().filter(|(child, _)| *child == name);
        let mut child = child;
        for (_, chain) in homes {
            match self.wrap(child, chain) {
                Ok(()) => return Ok(()),
                Err(back) => child = back,
            }
        }
        Err(child)
    }

    /// Gives words, and what stands among words, an element that can hold them.
    fn flow(&mut self, mut child: Xml<'a>) -> Result<(), Xml<'a>> {
        for chain in FLOWS {
            match self.wrap(child, chain) {
                Ok(()) => return Ok(()),
                Err(back) => child = back,
            }
        }
        Err(child)
    }

    /// Puts a child, and those after it that have no other place, into new elements.
    fn wrap(&mut self, child: Xml<'a>, chain: &[&'static str]) -> Result<(), Xml<'a>> {
        let (Some(outer), Some(inner)) = (chain.first(), chain.last()) else {
            return Err(child);
        };
        let Some(next) = self.step(outer) else {
            return Err(child);
        };
        let within = schema().model(inner);
        let first = within.and_then(|it| schema().step(it, State::Start, child.symbol()));
        let (Some(within), Some(mut reached)) = (within, first) else {
            return Err(child);
        };
        let mut run = vec![child];
        while let Some(follows) = self.rest.front() {
            if !follows.is_blank() {
                let step = schema().step(within, reached, follows.symbol());
                let here = schema().step(self.model, next, follows.symbol());
                match step {
                    Some(step) if here.is_none() || self.goes_on(inner, next) => reached = step,
                    _ => break,
                }
            }
            run.extend(self.rest.pop_front());
        }
        if !self.mixed {
            while run.len() > 1 && run.last().is_some_and(Xml::is_blank) {
                run.pop();
            }
        }
        let mut children = run;
        for name in chain.iter().rev() {
            let mut item = Item::new(*name);
            item.children = children;
            item.wrap = true;
            item.changed = true;
            children = vec![item.into()];
        }
        self.done.append(&mut children);
        self.state = next;
        Ok(())
    }

    /// Whether milestones and notes come next, and then more of what only a wrapper takes.
    fn goes_on(&self, wrapper: &str, state: State) -> bool {
        for follows in self.rest.iter().take(16) {
            let name = follows.symbol();
            let global = schema().is_in("%model.global", name) || follows.is_blank();
            if !global {
                return schema().step(self.model, state, name).is_none()
                    && schema().allows(wrapper, name);
            }
        }
        false
    }

    /// Whether what comes next is text of the division, so that a line here is neither
    /// above nor below it.
    fn is_within(&self) -> bool {
        let begun = self
            .done
            .iter()
            .any(|child| is_text_of_division(child.symbol()));
        begun
            && self
                .rest
                .iter()
                .any(|child| is_text_of_division(child.symbol()))
    }

    /// Puts a line that belongs above or below a division's text into the midst of it.
    fn amid(&mut self, child: Xml<'a>) -> Result<(), Xml<'a>> {
        match self.wrap(child, &["ab"]) {
            Ok(()) => Ok(()),
            Err(child) if self.step("ab").is_some() => self.general(child),
            Err(child) => match self.step(child.symbol()) {
                Some(next) => {
                    self.accept(child, next);
                    Ok(())
                }
                None => self.divide(child).or_else(|child| self.general(child)),
            },
        }
    }

    /// Divides a division whose parts come in an order that TEI does not know, such as
    /// a paragraph after the closer.
    fn divide(&mut self, child: Xml<'a>) -> Result<(), Xml<'a>> {
        let divisible = matches!(self.parent.as_ref(), "div" | "body" | "front" | "back");
        if !divisible || !schema().allows("div", child.symbol()) && child.symbol() != "div" {
            return Err(child);
        }
        if self.step("div").is_none() {
            let heads = |child: &Xml<'_>| matches!(child.symbol(), "head" | "pb" | "fw");
            let from = self.done.iter().take_while(|child| heads(child)).count();
            let part = self.done.split_off(from);
            let mut state = State::Start;
            for child in &self.done {
                let next = schema().step(self.model, state, child.symbol());
                state = next.unwrap_or(state);
            }
            let Some(next) = schema().step(self.model, state, "div") else {
                self.done.extend(part);
                return Err(child);
            };
            self.accept(division(part).into(), next);
        }
        if let Some(next) = self.step(child.symbol()) {
            self.accept(child, next);
            return Ok(());
        }
        let Some(next) = self.step("div") else {
            return Err(child);
        };
        let mut part = vec![child];
        while self
            .rest
            .front()
            .is_some_and(|follows| follows.symbol() != "div")
        {
            part.extend(self.rest.pop_front());
        }
        self.accept(division(part).into(), next);
        Ok(())
    }

    /// Gives a child the general name of its place.
    fn general(&mut self, child: Xml<'a>) -> Result<(), Xml<'a>> {
        let Xml::Item(mut item) = child else {
            return Err(child);
        };
        let first: &[&str] = if self.mixed { &["seg"] } else { &[] };
        for name in first.iter().chain(GENERAL) {
            if let Some(next) = self.step(name) {
                settle(&mut item, name);
                self.accept(Xml::Item(item), next);
                return Ok(());
            }
        }
        Err(Xml::Item(item))
    }
}

fn is_text_of_division(name: &str) -> bool {
    name == TEXT || name == "div" || schema().is_in("%model.common", name)
}

fn division(children: Vec<Xml<'_>>) -> Item<'_> {
    let mut item = Item::new("div");
    item.children = children;
    item.wrap = true;
    item.changed = true;
    item
}

/// Gives an element a general name; its own becomes its type.
pub(super) fn settle<'a>(item: &mut Item<'a>, name: &'static str) {
    let old = std::mem::replace(&mut item.name, name.into());
    item.changed = true;
    if item.was.is_some() && !old.is_empty() {
        return;
    }
    let was = item.was.take().unwrap_or(old);
    let mut word: String = was
        .chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() {
                '-'
            } else {
                c
            }
        })
        .collect();
    if word.is_empty() {
        word.push('-');
    }
    let mut others = Vec::new();
    for (name, value) in std::mem::take(&mut item.attrs) {
        match name.as_ref() {
            "type" => {
                others.push(("subtype".into(), value.clone()));
                item.kept.push((name, value));
            }
            "subtype" => item.kept.push((name, value)),
            _ => others.push((name, value)),
        }
    }
    item.attrs.push(("type".into(), word.into()));
    item.attrs.extend(others);
    item.was = Some(was);
}
