//! Lists and tables of the text tree.

use super::{Assembler, span_of};
use crate::model::{Element, Node, Rule, Tag};
use crate::read::plain::forms;
use crate::read::plain::inline::Wrap;
use crate::read::plain::layout::{Block, Item};
use crate::source::{Span, is_blank};
use std::ops::Range;

impl<R: FnMut(Range<usize>) -> Vec<Wrap>> Assembler<'_, R> {
    pub(super) fn list(
        &mut self,
        block: &Block,
        kind: &str,
        label: Option<&Range<usize>>,
        items: &[Item],
    ) -> Element {
        let mut children = Vec::new();
        if let Some(range) = label {
            let (marker, words) = self.bullet_apart(range.clone());
            let nodes = self.words(words.clone(), Vec::new());
            let mut head =
                Element::new(Tag::Head, self.inlines.span(range), block.rule).children(nodes);
            if let Some(marker) = marker {
                head.marks.push(self.inlines.span(&marker));
            }
            children.push(head.node());
        }
        let mut at = 0;
        children.extend(self.items(items, &mut at, 0));
        let span = span_of(&children).unwrap_or_else(|| self.inlines.span(&(0..0)));
        let mut list = Element::new(Tag::List, span, block.rule).cert(block.cert);
        if kind.is_empty() {
            let numbered = items.first().is_some_and(|item| item.numbered);
            let bulleted = items.first().is_some_and(|item| item.marker.is_some());
            if numbered || bulleted {
                list.attrs
                    .set("rend", if numbered { "numbered" } else { "bulleted" });
            }
        } else {
            list.attrs.set("type", kind);
        }
        list.children(children)
    }

    /// A label that is a bullet too: its bullet apart.
    pub(super) fn bullet_apart(&self, range: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
        let line = self.inlines.masked.get(range.clone()).unwrap_or("");
        match forms::bullet(line) {
            Some((mark, words)) => {
                let marker = range.start + mark.start..range.start + mark.end;
                let words = self.after_marker(Some(&marker), range.start + words..range.end);
                (Some(marker), words)
            }
            None => (None, range),
        }
    }

    /// An item's words from its marker on: a page or note mark that stands between them is
    /// blank to whoever looks for words.
    pub(super) fn after_marker(
        &self,
        marker: Option<&Range<usize>>,
        words: Range<usize>,
    ) -> Range<usize> {
        let Some(between) = marker.map(|marker| marker.end..words.start) else {
            return words;
        };
        let text = self.inlines.text.get(between.clone()).unwrap_or("");
        between.end - text.trim_start_matches(is_blank).len()..words.end
    }

    /// Page marks that stand before an item's marker on its line: the page begins with
    /// the item.
    pub(super) fn before_marker(&self, marker: &Range<usize>) -> Vec<Node> {
        let before = self.inlines.text.get(..marker.start).unwrap_or("");
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let pages = self.inlines.pages;
        let from = pages.partition_point(|page| page.range.start < line);
        let here = pages.iter().skip(from);
        here.take_while(|page| page.range.end <= marker.start)
            .map(|page| self.inlines.page(page).node())
            .collect()
    }

    pub(super) fn items(&mut self, items: &[Item], at: &mut usize, depth: usize) -> Vec<Node> {
        const DEEPEST: usize = 12;
        let mut out = Vec::new();
        while let Some(item) = items.get(*at) {
            if item.depth < depth {
                break;
            }
            *at += 1;
            let mark = item.bullets.last().or(item.marker.as_ref());
            let words = self.after_marker(mark, item.words.clone());
            let mut span = self.inlines.span(&words);
            let mut element = Element::new(
                Tag::Item,
                span,
                match (&item.marker, item.numbered) {
                    (Some(_), true) => Rule::NumberedItem,
                    (Some(_), false) => Rule::Bullet,
                    (None, _) => Rule::MemoBlock,
                },
            );
            let mut children = Vec::new();
            for bullet in &item.bullets {
                element.marks.push(self.inlines.span(bullet));
            }
            if let Some(marker) = &item.marker {
                let mark = self.inlines.span(marker);
                span = mark.to(span);
                children.extend(self.before_marker(marker));
                let printed = self.inlines.text.get(marker.clone()).unwrap_or("");
                if item.numbered {
                    // The number is the text's own and stays among its words.
                    element
                        .attrs
                        .set("n", printed.trim_matches(|c: char| !c.is_alphanumeric()));
                    let words = vec![Node::text(printed, mark)];
                    children.push(
                        Element::new(Tag::Num, mark, Rule::NumberedItem)
                            .children(words)
                            .node(),
                    );
                } else {
                    element.marks.push(mark);
                }
            }
            children.extend(self.words(words, Vec::new()));
            if depth < DEEPEST && items.get(*at).is_some_and(|next| next.depth > item.depth) {
                let inner = self.items(items, at, item.depth + 1);
                if let Some(inner_span) = span_of(&inner) {
                    span = span.to(inner_span);
                    children.push(
                        Element::new(Tag::List, inner_span, Rule::Bullet)
                            .attr("rend", "bulleted")
                            .children(inner)
                            .node(),
                    );
                }
            }
            element.span = span;
            out.push(element.children(children).node());
        }
        out
    }

    pub(super) fn table(
        &mut self,
        block: &Block,
        rows: &[Vec<Range<usize>>],
        bars: &[Range<usize>],
    ) -> Element {
        let mut children = Vec::new();
        let mut bar = 0;
        for cells in rows {
            let row_end = cells.last().map_or(0, |cell| cell.end);
            let mut marks: Vec<Span> = Vec::new();
            let next_start = cells.first().map_or(0, |cell| cell.start);
            while let Some(range) = bars
                .get(bar)
                .filter(|range| range.start <= row_end.max(next_start))
            {
                marks.push(self.inlines.span(range));
                bar += 1;
            }
            let nodes: Vec<Node> = cells
                .iter()
                .map(|cell| {
                    let trimmed = trim(self.inlines.text, cell);
                    let nodes = self.words(trimmed.clone(), Vec::new());
                    Element::new(Tag::Cell, self.inlines.span(&trimmed), block.rule)
                        .children(nodes)
                        .node()
                })
                .collect();
            let span = cells.first().zip(cells.last()).map_or_else(
                || self.inlines.span(&(0..0)),
                |(first, last)| self.inlines.span(&(first.start..last.end)),
            );
            let mut row = Element::new(Tag::Row, span, block.rule).children(nodes);
            row.marks = marks;
            children.push(row.node());
        }
        if let Some(Node::Element(last)) = children.last_mut() {
            last.marks
                .extend(bars.iter().skip(bar).map(|range| self.inlines.span(range)));
        }
        let span = span_of(&children).unwrap_or_else(|| self.inlines.span(&(0..0)));
        Element::new(Tag::Table, span, block.rule).children(children)
    }
}

fn trim(text: &str, range: &Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or("");
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}
