//! Marks of footnotes that the text does not name and the sidecar pins to its words.

use super::tree::Footnote;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Element, Node, Rule, Tag, walk_mut};
use crate::read::NotePin;
use crate::read::cover::Cover;
use crate::read::sidecar::Decisions;
use crate::source::{SourceFile, Span};

/// A footnote's mark to be put in: the pin, the footnote, and after which byte.
type Mark<'a> = (&'a NotePin, usize, usize);

/// Puts the marks of pinned footnotes into the text.
pub(super) fn put(
    decisions: &Decisions<'_>,
    footnotes: &mut [Footnote],
    body: &mut Vec<Node>,
    source: &SourceFile,
    diags: &mut Diagnostics,
) {
    let mut marks: Vec<Mark<'_>> = Vec::new();
    for &(pin, end) in &decisions.pins {
        let label = pin.note.trim();
        let label = label.trim_start_matches("[^").trim_end_matches(']');
        let named = |footnote: &Footnote| footnote.label == label;
        match footnotes.iter().position(named) {
            None => pin.report_unknown(diags),
            Some(index) if footnotes.get(index).is_some_and(|it| it.named > 0) => {
                diags.push(
                    Diagnostic::new(
                        Code::PinWithoutEffect,
                        pin.after.span,
                        format!("the text itself has the mark `[^{label}]`"),
                    )
                    .help("move the mark in the text, or take the pin out of the sidecar"),
                );
            }
            Some(index) => marks.push((pin, index, end)),
        }
    }
    marks.sort_by_key(|&(_, index, end)| (end, index));
    marks.dedup_by_key(|&mut (_, _, end)| end);
    // A mark follows the last character of the words.
    let last = |end: usize| {
        let before = source.text.get(..end).unwrap_or("").chars().next_back();
        end - before.map_or(0, char::len_utf8)..end
    };
    let ranges = marks.iter().map(|&(_, _, end)| last(end)).collect();
    let mut cover = Cover::new(source.id, ranges, |at, mut covered| {
        if let Some(&(_, index, end)) = marks.get(at) {
            let span = Span::new(source.id, end, end);
            let anchor = Element::new(Tag::Anchor, span, Rule::Sidecar);
            covered.push(anchor.index(index).node());
        }
        covered
    });
    cover.tree(body);
    let left = cover.left();
    if !marks.is_empty() {
        whole(body);
        walk_mut(body, &mut |element| whole(&mut element.children));
    }
    for (at, &(pin, index, _)) in marks.iter().enumerate() {
        if left.contains(&at) {
            let message = "a note's mark cannot stand after these words";
            diags.push(
                Diagnostic::new(Code::QuoteCrossesMarks, pin.after.span, message)
                    .help("quote words of a paragraph: not of a note, a program or a link"),
            );
        } else if let Some(footnote) = footnotes.get_mut(index) {
            footnote.named += 1;
        }
    }
}

/// Makes words one again that were cut before their last character.
fn whole(nodes: &mut Vec<Node>) {
    nodes.dedup_by(|next, before| match (before, next) {
        (Node::Text(before), Node::Text(next))
            if before.span.file == next.span.file && before.span.end == next.span.start =>
        {
            before.text.push_str(&next.text);
            before.span.end = next.span.end;
            true
        }
        _ => false,
    });
}
