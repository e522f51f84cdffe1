//! A tree of any kind → one that TEI's schema allows, losing nothing.
//!
//! Each element's children are led through its content model. What may not stand where
//! it stands is given what it needs around it (`l` an `lg`, words in a division an
//! `ab`), or becomes the general element of that place (`seg`, `ab`) with its name kept
//! as `type`; a division whose parts come in an order that TEI does not know is divided.
//! A tree that is valid is not touched.

use super::place::{Place, settle};
use super::schema::{Model, State, schema};
use super::tree::{Item, Xml};
use std::collections::VecDeque;

/// Elements whose words must be an XML name.
const NAMES: &[&str] = &["altIdent", "att", "gi"];

fn is_one_name(children: &[Xml<'_>]) -> bool {
    match children {
        [Xml::Text(text)] => super::value::is_name(text.trim()),
        _ => false,
    }
}

/// Mends a whole tree.
pub(super) fn fit(root: Item<'_>) -> Item<'_> {
    let mut root = from_below(root);
    // What was mended from above may need mending below.
    let mut stack = vec![&mut root];
    while let Some(item) = stack.pop() {
        if item.changed {
            item.changed = false;
            content(item);
        }
        stack.extend(item.items_mut());
    }
    root
}

/// Mends every element after its children. One that cannot be of its name, such as a
/// list without items, loses it; its parent gives it another.
fn from_below(root: Item<'_>) -> Item<'_> {
    struct Frame<'a> {
        item: Item<'a>,
        rest: std::vec::IntoIter<Xml<'a>>,
    }
    fn frame(mut item: Item<'_>) -> Frame<'_> {
        let rest = std::mem::take(&mut item.children).into_iter();
        Frame { item, rest }
    }
    let mut stack = vec![frame(root)];
    loop {
        let top = stack
            .last_mut()
            .expect("the root is returned when it is done");
        match top.rest.next() {
            Some(Xml::Item(item)) => stack.push(frame(*item)),
            Some(text) => top.item.children.push(text),
            None => {
                let mut item = stack.pop().expect("it was just looked at").item;
                let Some(parent) = stack.last_mut() else {
                    content(&mut item);
                    return item;
                };
                if !content(&mut item) {
                    item.was = Some(std::mem::take(&mut item.name));
                }
                parent.item.children.push(item.into());
            }
        }
    }
}

/// Mends the content of one element. `false`: it cannot be mended under this name, and
/// is as it was.
fn content(item: &mut Item<'_>) -> bool {
    let Some(model) = schema().model(&item.name) else {
        return true;
    };
    if NAMES.contains(&item.name.as_ref()) && !is_one_name(&item.children) {
        return false;
    }
    if stands(model, &item.children) {
        return true;
    }
    let mixed = schema().is_mixed(&item.name);
    let rest: VecDeque<_> = std::mem::take(&mut item.children).into();
    let mut place = Place {
        parent: item.name.clone(),
        model,
        mixed,
        state: State::Start,
        done: Vec::with_capacity(rest.len()),
        rest,
    };
    while let Some(child) = place.rest.pop_front() {
        if child.is_blank() && !mixed {
            continue;
        }
        if let Err(child) = place.put(child) {
            item.children = place.done;
            item.children.push(child);
            item.children.extend(place.rest);
            return false;
        }
    }
    let whole = place.complete();
    item.children = place.done;
    whole
}

/// Whether everything in a tree stands where it may.
pub(super) fn is_valid(root: &Item<'_>) -> bool {
    let mut stack = vec![root];
    while let Some(item) = stack.pop() {
        let model = schema().model(&item.name);
        if !model.is_some_and(|model| stands(model, &item.children)) {
            return false;
        }
        stack.extend(item.children.iter().filter_map(|child| match child {
            Xml::Item(item) => Some(&**item),
            Xml::Text(_) => None,
        }));
    }
    true
}

/// Whether children are as a model wants them.
fn stands(model: &Model, children: &[Xml<'_>]) -> bool {
    let schema = schema();
    let mut state = State::Start;
    for child in children {
        match schema.step(model, state, child.symbol()) {
            Some(next) => state = next,
            None if child.is_blank() => {}
            None => return false,
        }
    }
    model.accepts(state)
}

/// An element that could not keep its name gets one, if its parent did not give it any.
pub(super) fn name_all(root: &mut Item<'_>) {
    let mut stack = vec![root];
    while let Some(item) = stack.pop() {
        if schema().model(&item.name).is_none() {
            settle(item, "seg");
        }
        stack.extend(item.items_mut());
    }
}
