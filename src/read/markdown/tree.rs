//! The parser's events → text tree.
//!
//! Every event has a range. Words keep theirs; whatever else an element's range holds
//! (signs, addresses of links, the numbers of items) becomes its marks when it is
//! closed (`gaps`).

mod close;
mod open;

use super::cook::Cooked;
use super::gaps::{Definition, Gaps, Holds};
use super::words::{Words, showable};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{CrossRef, Element, Node, Rule, Tag};
use crate::source::{Span, is_blank};
use pulldown_cmark::{Event, Tag as Md};
use std::collections::HashMap;
use std::ops::Range;

/// How deep elements are nested at most; deeper ones leave their words to the one around.
const DEEPEST: usize = 60;

/// A footnote as it stands.
pub(super) struct Footnote {
    /// Its name, between `[^` and `]`.
    pub(super) label: String,
    pub(super) body: Vec<Node>,
    /// All of it in the source.
    pub(super) range: Range<usize>,
    pub(super) marks: Vec<Span>,
    /// How often the text names it.
    pub(super) named: usize,
}

/// What the events were made into.
pub(super) struct Tree {
    /// Blocks in the order of the text; headings are not yet sections.
    pub(super) body: Vec<Node>,
    pub(super) footnotes: Vec<Footnote>,
    pub(super) refs: Vec<CrossRef>,
}

/// Builds the tree. `definitions` are in the order of the text.
pub(super) fn build(
    text: &str,
    cooked: &Cooked<'_>,
    events: &[(Event<'_>, Range<usize>)],
    definitions: &[Definition],
    words: &mut Words<'_>,
    diags: &mut Diagnostics,
) -> Tree {
    let mut builder = Builder {
        gaps: Gaps {
            text,
            file: words.file,
            definitions,
            holes: Vec::new(),
        },
        cooked,
        stack: Vec::new(),
        top: Vec::new(),
        run: None,
        footnotes: Vec::new(),
        next_footnote: 0,
        labels: HashMap::new(),
        refs: Vec::new(),
        words,
        diags,
    };
    builder.number_footnotes(events);
    let limits = limits(events, cooked);
    for ((event, range), limit) in events.iter().zip(limits) {
        builder.event(event, cooked.source(range), limit);
    }
    builder.finish(cooked.source(&(0..cooked.text.len())))
}

/// For each event, in the source, where the next thing begins: the parser lets some
/// elements end too late.
fn limits(events: &[(Event<'_>, Range<usize>)], cooked: &Cooked<'_>) -> Vec<usize> {
    let mut next = usize::MAX;
    let mut limits: Vec<usize> = events
        .iter()
        .rev()
        .map(|(event, range)| {
            let limit = next;
            if !matches!(event, Event::End(_)) {
                next = cooked.source(range).start;
            }
            limit
        })
        .collect();
    limits.reverse();
    limits
}

/// What an open element will be.
enum Opened {
    Element(Element),
    /// A footnote, by its number.
    Footnote(usize),
    /// Nothing: its words belong to the element around it.
    Nothing,
    Image {
        url: String,
        title: String,
    },
}

struct Frame {
    opened: Opened,
    range: Range<usize>,
    children: Vec<Node>,
}

struct Builder<'a, 'w> {
    gaps: Gaps<'a>,
    cooked: &'a Cooked<'a>,
    stack: Vec<Frame>,
    top: Vec<Node>,
    /// Words that are not yet a node: a range of the source.
    run: Option<Range<usize>>,
    footnotes: Vec<Footnote>,
    /// The number of the next footnote to come.
    next_footnote: usize,
    /// Footnotes by name; the first of a name counts.
    labels: HashMap<String, usize>,
    refs: Vec<CrossRef>,
    words: &'a mut Words<'w>,
    diags: &'a mut Diagnostics,
}

impl Builder<'_, '_> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.gaps.span(range)
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.gaps.slice(range)
    }

    /// Footnotes get their numbers first: a text names them before they are written.
    fn number_footnotes(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        for (event, range) in events {
            if let Event::Start(Md::FootnoteDefinition(label)) = event {
                let index = self.footnotes.len();
                self.labels.entry(label.to_lowercase()).or_insert(index);
                self.footnotes.push(Footnote {
                    label: label.to_string(),
                    body: Vec::new(),
                    range: self.cooked.source(range),
                    marks: Vec::new(),
                    named: 0,
                });
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>, limit: usize) {
        match event {
            Event::Text(words) => self.text(words, range),
            Event::Start(tag) => {
                self.flush();
                let opened = if self.stack.len() < DEEPEST {
                    self.open(tag, &range)
                } else {
                    self.lost_footnote(tag)
                };
                self.stack.push(Frame {
                    opened,
                    range,
                    children: Vec::new(),
                });
            }
            Event::End(_) => {
                self.flush();
                self.close(limit);
            }
            Event::Code(words) => {
                self.flush();
                let node = self.code(words, &range);
                self.push(node);
            }
            Event::Html(_) => self.extend(range),
            Event::InlineHtml(_) => {
                self.raw_html(&range);
                self.extend(range);
            }
            Event::FootnoteReference(label) => self.anchor(label, range),
            Event::SoftBreak => self.extend(range),
            Event::HardBreak => {
                self.flush();
                let sign = self.slice(&range).trim();
                let start = range.start + self.slice(&range).find('\\').unwrap_or(0);
                let mark = Span::new(self.gaps.file, start, start + sign.len());
                let lb = Element::new(Tag::Lb, self.span(&range), Rule::Markdown).mark(mark);
                self.push(lb.node());
            }
            Event::Rule => {
                self.flush();
                let mark = self.gaps.trimmed(range.clone());
                let rule = Element::new(Tag::Milestone, self.span(&range), Rule::Markdown)
                    .attr("unit", "section")
                    .mark(self.span(&mark));
                self.push(rule.node());
            }
            Event::TaskListMarker(done) => {
                self.flush();
                let sign = if *done { "☑" } else { "☐" };
                // A loose item's marker stands in its paragraph.
                let item = self
                    .stack
                    .iter_mut()
                    .rev()
                    .find_map(|frame| match &mut frame.opened {
                        Opened::Element(element) if element.tag == Tag::Item => Some(element),
                        _ => None,
                    });
                if let Some(item) = item {
                    item.attrs.set("n", sign);
                }
            }
            // Mathematics is not asked for; its words would be words.
            Event::InlineMath(words) | Event::DisplayMath(words) => self.text(words, range),
        }
    }

    /// Words. They go on from those before when only blanks lie between.
    fn text(&mut self, words: &str, range: Range<usize>) {
        if self.slice(&range) == words && !self.in_code() {
            self.extend(range);
            return;
        }
        self.flush();
        let span = self.span(&range);
        let words = showable(words, span, self.diags);
        if !words.is_empty() {
            self.push(Node::text(words, span));
        }
    }

    /// Whether the words are a program's, whose every blank counts.
    fn in_code(&self) -> bool {
        self.stack.last().is_some_and(
            |frame| matches!(&frame.opened, Opened::Element(element) if element.tag == Tag::Code),
        )
    }

    fn extend(&mut self, range: Range<usize>) {
        if let Some(run) = &mut self.run
            && let Some(between) = self.gaps.text.get(run.end..range.start)
            && between.chars().all(is_blank)
        {
            run.end = range.end;
            return;
        }
        self.flush();
        self.run = Some(range);
    }

    fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let mut nodes = Vec::new();
        let quoted = matches!(
            self.stack.last(),
            Some(Frame {
                opened: Opened::Image { .. },
                ..
            })
        );
        if quoted {
            nodes.push(Node::text(self.slice(&run), self.span(&run)));
        } else {
            self.words
                .nodes(self.gaps.text, run, &mut nodes, self.diags);
        }
        for node in nodes {
            self.push(node);
        }
    }

    fn push(&mut self, node: Node) {
        match self.stack.last_mut() {
            Some(frame) => frame.children.push(node),
            None => self.top.push(node),
        }
    }

    fn in_footnote(&self) -> Option<u32> {
        self.stack
            .iter()
            .rev()
            .find_map(|frame| match frame.opened {
                Opened::Footnote(index) => u32::try_from(index).ok(),
                _ => None,
            })
    }

    fn anchor(&mut self, label: &str, range: Range<usize>) {
        let Some(index) = self.labels.get(&label.to_lowercase()).copied() else {
            // Its note is no note: the words stay words.
            self.extend(range);
            return;
        };
        self.flush();
        if let Some(footnote) = self.footnotes.get_mut(index) {
            footnote.named += 1;
        }
        let span = self.span(&range);
        let anchor = Element::new(Tag::Anchor, span, Rule::Markdown)
            .mark(span)
            .index(index);
        self.push(anchor.node());
    }

    fn code(&mut self, words: &str, range: &Range<usize>) -> Node {
        let all = self.slice(range);
        let ticks = all.bytes().take_while(|byte| *byte == b'`').count();
        let mut inner = range.start + ticks..range.end.saturating_sub(ticks);
        if self.slice(&inner) != words {
            // A blank on either side only keeps the signs apart.
            let trimmed = inner.start + 1..inner.end.saturating_sub(1);
            if self.slice(&trimmed) == words {
                inner = trimmed;
            }
        }
        let span = self.span(&inner);
        let mut element = Element::new(Tag::Code, self.span(range), Rule::Markdown);
        let words = showable(words, span, self.diags);
        element.children.push(Node::text(words, span));
        self.marked(element, range).node()
    }

    fn raw_html(&mut self, range: &Range<usize>) {
        let words = self.gaps.trimmed(range.clone());
        let end = self
            .slice(&words)
            .find('\n')
            .map_or(words.end, |at| words.start + at);
        self.diags.push(
            Diagnostic::new(
                Code::RawHtml,
                Span::new(self.gaps.file, words.start, end),
                "HTML is shown as text",
            )
            .help(
                "write it in Markdown: `*italic*`, `**bold**`, `~~struck~~`, `^raised^`, `H~2~O`",
            ),
        );
    }

    fn finish(mut self, all: Range<usize>) -> Tree {
        self.flush();
        while !self.stack.is_empty() {
            self.close(usize::MAX);
        }
        self.gaps.holes.sort_by_key(|hole| hole.start);
        let top = std::mem::take(&mut self.top);
        let (mut body, marks) = self.gaps.filled(top, &all, Holds::Blocks);
        for mark in marks {
            self.gaps.between_blocks(mark, &mut body);
        }
        Tree {
            body,
            footnotes: self.footnotes,
            refs: self.refs,
        }
    }
}
