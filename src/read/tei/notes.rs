//! Footnotes as the record has them: those at the end of a text that something points
//! at, and number, key and kind of each.

use super::links;
use super::tree::{Footnote, Tree};
use crate::model::{
    Attrs, Descend, Element, Node, Note, NoteKind, Tag, plain_text, walk, walk_mut,
};
use crate::read::finish::legal;
use std::collections::{BTreeMap, BTreeSet};

/// The index of a note that may be a footnote, until that is known.
pub(super) const PERHAPS: u32 = u32::MAX;

/// Notes between paragraphs that something points at, or that have a number, become
/// footnotes; all others stay where they are.
pub(super) fn gather(tree: &mut Tree) {
    if !tree.doubtful {
        return;
    }
    let pointed = Pointed::find(tree);
    let mut gathered = Gathered {
        pointed: &pointed,
        notes: std::mem::take(&mut tree.notes),
        by_id: BTreeMap::new(),
        by_place: BTreeMap::new(),
    };
    gathered.children(&mut tree.nodes);
    walk_mut(&mut tree.nodes, &mut |parent| {
        gathered.children(&mut parent.children);
    });
    // Notes in notes; those that are found go to the end of the list, and have their turn.
    let mut at = 0;
    while let Some(note) = gathered.notes.get_mut(at) {
        let mut body = std::mem::take(&mut note.body);
        gathered.children(&mut body);
        walk_mut(&mut body, &mut |parent| {
            gathered.children(&mut parent.children);
        });
        if let Some(note) = gathered.notes.get_mut(at) {
            note.body = body;
        }
        at += 1;
    }
    let Gathered {
        notes,
        by_id,
        by_place,
        ..
    } = gathered;
    tree.notes = notes;
    let (mut gone, mut marks) = (BTreeSet::new(), Vec::new());
    each_mut(tree, &mut |element| {
        if let Some(index) = mark_of(element).and_then(|id| by_id.get(id)) {
            if let Some(old) = element.index {
                gone.insert(old as usize);
            }
            marks.push((*index, become_mark(element, *index)));
        } else if element.tag == Tag::Anchor
            && element.index.is_none()
            && let Some(index) = element.attrs.get("xml:id").and_then(|id| by_place.get(id))
        {
            element.index = u32::try_from(*index).ok();
        }
    });
    for (index, words) in marks {
        if let Some(note) = tree.notes.get_mut(index)
            && !words.is_empty()
        {
            note.printed.get_or_insert(words);
        }
    }
    drop_refs(tree, &gone);
    in_order(tree);
}

/// What marks and notes point at.
struct Pointed {
    /// Ids of notes that a mark points at.
    notes: BTreeSet<String>,
    /// Ids of places that a note may point at.
    places: BTreeSet<String>,
}

impl Pointed {
    fn find(tree: &Tree) -> Self {
        let mut pointed = Self {
            notes: BTreeSet::new(),
            places: BTreeSet::new(),
        };
        let bodies = tree.notes.iter().map(|note| &note.body);
        for nodes in std::iter::once(&tree.nodes).chain(bodies) {
            walk(nodes, &mut |node| {
                if let Node::Element(element) = node {
                    pointed.notes.extend(mark_of(element).map(str::to_owned));
                    if element.tag == Tag::Anchor && element.index.is_none() {
                        let id = element.attrs.get("xml:id");
                        pointed.places.extend(id.map(str::to_owned));
                    }
                }
                Descend::Into
            });
        }
        pointed
    }
}

/// The id that a mark points at: a `ptr`, or a `ref` around a number or sign.
fn mark_of(element: &Element) -> Option<&str> {
    let id = element.attrs.get("target")?.trim().strip_prefix('#')?;
    match element.tag {
        Tag::Ptr => Some(id),
        Tag::Ref => {
            let words = plain_text(&element.children);
            let sign = words.trim_matches(['[', ']', '(', ')', '.']);
            let is_short = sign.chars().count() <= 3;
            let says = element.kind().contains("note");
            (is_short || says).then_some(id)
        }
        _ => None,
    }
}

/// Makes a `ref` or `ptr` the mark of a note; gives its words, which are printed there.
fn become_mark(element: &mut Element, index: usize) -> String {
    let words = plain_text(&element.children);
    walk(&element.children, &mut |node| {
        if let Node::Text(text) = node {
            element.marks.push(text.span);
        }
        Descend::Into
    });
    element.children = Vec::new();
    element.tag = Tag::Anchor;
    element.index = u32::try_from(index).ok();
    let mut attrs = Attrs::new();
    if !words.is_empty() {
        attrs.set("n", words.clone());
    }
    element.attrs = attrs;
    words
}

struct Gathered<'p> {
    pointed: &'p Pointed,
    notes: Vec<Footnote>,
    by_id: BTreeMap<String, usize>,
    by_place: BTreeMap<String, usize>,
}

impl Gathered<'_> {
    fn children(&mut self, children: &mut Vec<Node>) {
        let waits = |node: &Node| node.element().is_some_and(|it| it.index == Some(PERHAPS));
        if !children.iter().any(waits) {
            return;
        }
        children.retain_mut(|node| match node {
            Node::Element(note) if note.index == Some(PERHAPS) => self.note(note),
            _ => true,
        });
    }

    /// Says whether something stays in the note's place.
    fn note(&mut self, note: &mut Element) -> bool {
        note.index = None;
        let id = note.attrs.get("xml:id").map(str::to_owned);
        let place = ["target", "corresp"].iter().find_map(|name| {
            let id = note.attrs.get(name)?.trim().trim_start_matches('#');
            self.pointed.places.contains(id).then(|| id.to_owned())
        });
        let index = self.notes.len();
        if let Some(id) = id.filter(|id| self.pointed.notes.contains(id)) {
            self.by_id.entry(id).or_insert(index);
            self.take(note);
            return false;
        }
        if let Some(place) = place {
            self.by_place.entry(place).or_insert(index);
            self.take(note);
            return false;
        }
        let below = note.attrs.get("place").is_some_and(|place| {
            let mut words = place.split_ascii_whitespace();
            words.any(|word| matches!(word, "foot" | "bottom" | "end" | "below" | "footnote"))
        });
        if below || note.attrs.get("n").is_some() {
            let anchor = links::anchor(note, index);
            self.take(note);
            *note = anchor;
        }
        true
    }

    fn take(&mut self, note: &mut Element) {
        self.notes.push(Footnote {
            attrs: std::mem::take(&mut note.attrs),
            body: std::mem::take(&mut note.children),
            span: note.span,
            printed: None,
        });
    }
}

fn each_mut(tree: &mut Tree, visit: &mut impl FnMut(&mut Element)) {
    walk_mut(&mut tree.nodes, visit);
    for note in &mut tree.notes {
        walk_mut(&mut note.body, visit);
    }
}

/// Takes references out of the table, and gives the others their new places.
fn drop_refs(tree: &mut Tree, gone: &BTreeSet<usize>) {
    if gone.is_empty() {
        return;
    }
    let mut places = Vec::with_capacity(tree.refs.len());
    let mut kept = 0_u32;
    for index in 0..tree.refs.len() {
        places.push(kept);
        kept += u32::from(!gone.contains(&index));
    }
    let mut index = 0;
    tree.refs.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
    each_mut(tree, &mut |element| {
        if matches!(element.tag, Tag::Ref | Tag::Ptr)
            && let Some(index) = &mut element.index
        {
            *index = places.get(*index as usize).copied().unwrap_or(*index);
        }
    });
}

/// Puts the notes into the order of the source, and says of each reference in which note
/// it stands.
fn in_order(tree: &mut Tree) {
    let notes = std::mem::take(&mut tree.notes);
    let mut order: Vec<_> = notes.into_iter().enumerate().collect();
    order.sort_by_key(|(_, note)| note.span.start);
    let mut places = vec![0_u32; order.len()];
    for (new, (old, _)) in (0_u32..).zip(&order) {
        if let Some(place) = places.get_mut(*old) {
            *place = new;
        }
    }
    tree.notes = order.into_iter().map(|(_, note)| note).collect();
    each_mut(tree, &mut |element| {
        if element.tag == Tag::Anchor
            && let Some(index) = &mut element.index
        {
            *index = places.get(*index as usize).copied().unwrap_or(*index);
        }
    });
    for reference in &mut tree.refs {
        reference.note = None;
    }
    let refs = &mut tree.refs;
    for (number, note) in (0_u32..).zip(&tree.notes) {
        walk(&note.body, &mut |node| {
            if let Some(element) = node.element()
                && matches!(element.tag, Tag::Ref | Tag::Ptr)
                && let Some(first) = element.index
            {
                let own = refs.iter_mut().skip(first as usize);
                own.take_while(|it| it.span == element.span)
                    .for_each(|it| it.note = Some(number));
            }
            Descend::Into
        });
    }
}

/// Number, key and kind of each note. `local` is the document's own id, with which the
/// ids of its notes may begin.
pub(super) fn finish(tree: &mut Tree, local: &str) -> Vec<Note> {
    let footnotes = std::mem::take(&mut tree.notes);
    let mut taken: BTreeSet<String> = footnotes
        .iter()
        .filter_map(|note| note.attrs.get("n").map(str::to_owned))
        .collect();
    let mut keys = BTreeSet::new();
    let mut counter = 0;
    let mut unnumbered = false;
    let mut notes = Vec::with_capacity(footnotes.len());
    for (index, note) in footnotes.into_iter().enumerate() {
        let listed = note.attrs.get("n").map(str::to_owned);
        let n = note.printed.or(listed.clone()).unwrap_or_else(|| {
            unnumbered = true;
            counter += 1;
            while !taken.insert(counter.to_string()) {
                counter += 1;
            }
            counter.to_string()
        });
        let id = note.attrs.get("xml:id");
        let own = id.and_then(|id| strip_ignoring_case(id, local));
        let own = own.filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
        let stated = own.or(id).map(legal).filter(|id| !id.is_empty());
        let wish = stated.unwrap_or_else(|| format!("fn{}", index + 1));
        let mut key = wish.clone();
        let mut again = 1;
        while !keys.insert(key.clone()) {
            again += 1;
            key = format!("{wish}-{again}");
        }
        let begins = || begins_with_source(&note.body);
        let kind = match note.attrs.get("type") {
            Some("source") => NoteKind::Source,
            None if begins() => NoteKind::Source,
            _ => NoteKind::Editorial,
        };
        let mut attrs = Attrs::new();
        for (name, value) in note.attrs.iter() {
            let said = name == "n"
                || name == "xml:id" && wish == key
                || name == "type" && matches!(value, "source" | "editorial");
            if !said {
                attrs.set(super::names::attribute_name(name), value);
            }
        }
        notes.push(Note {
            n,
            listed,
            key: key.into(),
            kind,
            attrs,
            body: note.body,
            span: note.span,
            marks: Vec::new(),
            anchored: true,
        });
    }
    if unnumbered {
        let numbers: Vec<_> = notes.iter().map(|it| it.n.clone()).collect();
        number(&mut tree.nodes, &numbers);
        for note in &mut notes {
            number(&mut note.body, &numbers);
        }
    }
    notes
}

/// Whether the first words of a note are `Source:`.
fn begins_with_source(body: &[Node]) -> bool {
    let mut first = None;
    walk(body, &mut |node| {
        if let (Node::Text(text), None) = (node, first) {
            let words = text.text.trim_start();
            first = (!words.is_empty()).then_some(words);
        }
        match first {
            None => Descend::Into,
            Some(_) => Descend::Over,
        }
    });
    first.is_some_and(|words| words.starts_with("Source:"))
}

/// Gives marks without a number the number of their note.
fn number(nodes: &mut [Node], numbers: &[String]) {
    walk_mut(nodes, &mut |element| {
        if element.tag == Tag::Anchor
            && element.attrs.get("n").is_none()
            && let Some(n) = element.index.and_then(|at| numbers.get(at as usize))
        {
            element.attrs.set("n", n.clone());
        }
    });
}

/// What follows the document's id in an id.
pub(super) fn strip_ignoring_case<'a>(id: &'a str, local: &str) -> Option<&'a str> {
    let head = id.get(..local.len())?;
    head.eq_ignore_ascii_case(local)
        .then(|| id.get(local.len()..).unwrap_or(""))
        .filter(|rest| !rest.is_empty())
}
