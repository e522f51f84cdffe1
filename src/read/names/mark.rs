//! Marking names in a record: its texts are surveyed, then the tree is changed.

use super::finder::{NameFinder, key};
use super::survey::{Found, Survey};
use crate::diag::Diagnostics;
use crate::model::{Element, EntityKind, Node, Record, Tag, Text, plain_text, walk_mut};
use crate::read::sidecar::NameDecision;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

impl NameFinder {
    /// Wraps the names in a record in `persName`, `placeName`, `orgName` and `term` with
    /// `ref`, and gives names that are already marked up their `ref`. Names that fit
    /// several people are reported, once each. `source_text` is the text that the record
    /// was read from; `decisions` are the sidecar's.
    pub fn mark(
        &self,
        record: &mut Record,
        decisions: &[NameDecision],
        source_text: &str,
        diags: &mut Diagnostics,
    ) {
        if self.known.is_empty() && decisions.is_empty() {
            return;
        }
        let mut survey = Survey::new(self, record, decisions, source_text, diags);
        survey.tree(&record.body);
        for note in &record.notes {
            survey.tree(&note.body);
        }
        let found = survey.finish(decisions, diags);
        let mut marks: Marks = BTreeMap::new();
        for (at, name) in found {
            marks.entry((at.file, at.start)).or_default().push(name);
        }
        for names in marks.values_mut() {
            names.sort_unstable_by_key(|name| name.range.start);
        }
        self.wrap(&mut record.body, &mut marks);
        for note in &mut record.notes {
            self.wrap(&mut note.body, &mut marks);
        }
    }

    fn wrap(&self, nodes: &mut Vec<Node>, marks: &mut Marks) {
        self.split(nodes, marks);
        walk_mut(nodes, &mut |element| {
            self.split(&mut element.children, marks);
            self.point(element);
        });
    }

    /// Cuts the texts of a list at the names in them.
    fn split(&self, nodes: &mut Vec<Node>, marks: &mut Marks) {
        let named = |node: &Node| match node {
            Node::Text(text) => marks.contains_key(&(text.span.file, text.span.start)),
            Node::Element(_) => false,
        };
        if !nodes.iter().any(named) {
            return;
        }
        let mut out = Vec::with_capacity(nodes.len() + 2);
        for node in nodes.drain(..) {
            match node {
                Node::Text(text) if text.text.len() == text.span.range().len() => {
                    match marks.remove(&(text.span.file, text.span.start)) {
                        Some(names) => self.cut(&text, &names, &mut out),
                        None => out.push(Node::Text(text)),
                    }
                }
                node => out.push(node),
            }
        }
        *nodes = out;
    }

    fn cut(&self, text: &Text, names: &[Found], out: &mut Vec<Node>) {
        let start = text.span.range().start;
        let piece = |range: Range<usize>| {
            let words = text.text.get(range.clone())?;
            let span = Span::new(text.span.file, start + range.start, start + range.end);
            (!words.is_empty()).then(|| Node::text(words, span))
        };
        let mut at = 0;
        for name in names {
            let Some(known) = self.known.get(name.entity) else {
                continue;
            };
            if name.range.start < at {
                continue;
            }
            let Some(words) = piece(name.range.clone()) else {
                continue;
            };
            out.extend(piece(at..name.range.start));
            let tag = match known.kind {
                EntityKind::Person => Tag::PersName,
                EntityKind::Place => Tag::PlaceName,
                EntityKind::Organization => Tag::OrgName,
                EntityKind::Term => Tag::Term,
            };
            out.push(
                Element::new(tag, words.span(), name.rule)
                    .attr("ref", format!("#{}", known.id))
                    .cert(name.cert)
                    .children(vec![words])
                    .node(),
            );
            at = name.range.end;
        }
        out.extend(piece(at..text.text.len()));
    }

    /// Gives a name that the source or reader marked up its `ref`, if one entry fits.
    fn point(&self, element: &mut Element) {
        let kind = match element.tag {
            Tag::PersName => EntityKind::Person,
            Tag::PlaceName => EntityKind::Place,
            Tag::OrgName => EntityKind::Organization,
            _ => return,
        };
        if element.attrs.get("ref").is_some() {
            return;
        }
        let Some(readings) = self.by_key.get(&key(&plain_text(&element.children))) else {
            return;
        };
        let mut fitting = readings.iter().filter_map(|reading| {
            let known = self.known.get(reading.entity)?;
            (known.kind == kind).then_some(known)
        });
        if let (Some(known), None) = (fitting.next(), fitting.next()) {
            element.attrs.set("ref", format!("#{}", known.id));
        }
    }
}

/// The names of each text, by where it begins.
type Marks = BTreeMap<(FileId, u32), Vec<Found>>;
