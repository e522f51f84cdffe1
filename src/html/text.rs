//! The walk over the text tree: one frame of a stack for each open element.
//!
//! HTML is stricter than TEI about what may stand in what. A [`Ctx`] carries down what
//! matters of that: whether paragraphs may begin here, whether the parent is a list or
//! a table that takes only its own parts, whether we are inside a link.

use super::{Renderer, Writer, blocks};
use crate::model::{Element, Node, Tag, between};

/// What the parent is to its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// Blocks and words.
    Flow,
    /// Words only.
    Phrase,
    /// Lines that `lb` divides into paragraphs.
    Lines,
    /// A list whose start tag is not written yet: its heading stands before it.
    ListHead,
    /// `ul` or `ol`: only `li`.
    List,
    /// A row of the memorandum block: only `dt` and `dd`.
    Memo,
    /// `table`: only `tr`.
    Table,
    /// `tr` that heads the table: only cells.
    LabelRow,
    /// `tr`: only cells.
    Row,
    /// `address`: lines.
    Address,
    /// `choice`: two readings of one place.
    Choice,
    /// `dl`: only `dt` and `dd`.
    Gloss,
    /// `figure` whose description stands in the image.
    Figure,
}

/// Where in the page an element stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ctx {
    /// What the parent takes.
    pub(super) within: Within,
    /// The level of a heading that stands here, 2 to 6.
    pub(super) level: u8,
    /// The level of the heading of a section that begins here.
    pub(super) inner: u8,
    /// Whether a link is open.
    pub(super) link: bool,
    /// Whether the source's line breaks are only where its paper ended.
    pub(super) running: bool,
    /// Whether what is struck out here was restored.
    pub(super) restored: bool,
}

impl Ctx {
    /// Among blocks; headings here have this level.
    pub(super) const fn flow(level: u8) -> Self {
        Self {
            within: Within::Flow,
            level,
            inner: level,
            link: false,
            running: false,
            restored: false,
        }
    }

    /// Inside a heading.
    pub(super) const fn heading() -> Self {
        Self {
            within: Within::Phrase,
            level: 2,
            inner: 2,
            link: false,
            running: true,
            restored: false,
        }
    }

    pub(super) const fn within(self, within: Within) -> Self {
        Self { within, ..self }
    }

    /// In running text, whose lines end where the paper did.
    pub(super) const fn running(self) -> Self {
        Self {
            running: true,
            ..self
        }
    }

    /// Among lines that are meant.
    pub(super) const fn lines(self) -> Self {
        Self {
            running: false,
            ..self
        }
    }

    /// Whether only words may stand here.
    pub(super) const fn phrase(self) -> bool {
        matches!(
            self.within,
            Within::Phrase | Within::Lines | Within::Address | Within::Choice
        )
    }
}

/// An open element.
struct Frame<'a> {
    element: Option<&'a Element>,
    nodes: &'a [Node],
    children: std::slice::Iter<'a, Node>,
    ctx: Ctx,
    /// End tags, written one after the other. `""` is none.
    close: [&'static str; 2],
    /// Whether a `dl` of memorandum rows is open among the children.
    memo: bool,
    /// Whether an element came before.
    seen: bool,
    /// Whether there are words beside the elements.
    mixed: bool,
    /// What stands between its parts, where the source has nothing there.
    between: &'static str,
    /// Whether such a part came before.
    parted: bool,
    /// In a `dl`: whether a `dt` came last. `None` before both.
    label: Option<bool>,
    /// The entry of the apparatus whose mark closes the element.
    entry: Option<usize>,
}

impl<'a> Frame<'a> {
    fn new(element: Option<&'a Element>, nodes: &'a [Node], ctx: Ctx) -> Self {
        Self {
            element,
            nodes,
            children: nodes.iter(),
            ctx,
            close: ["", ""],
            memo: false,
            seen: false,
            mixed: nodes
                .iter()
                .any(|node| matches!(node, Node::Text(_)) && !is_blank(node)),
            between: element.map_or("", |element| between(element, nodes)),
            parted: false,
            label: None,
            entry: None,
        }
    }
}

/// Whether a node is nothing but blanks.
pub(super) fn is_blank(node: &Node) -> bool {
    matches!(node, Node::Text(text) if text.text.trim().is_empty())
}

/// An element's place among its siblings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Whether it is a row of a memorandum's block.
    pub(super) row: bool,
    /// Whether it is the first element there.
    pub(super) first: bool,
    /// Whether words stand beside it.
    pub(super) mixed: bool,
    /// What it stands in.
    pub(super) parent: Option<&'a Element>,
    /// It and all beside it.
    pub(super) siblings: &'a [Node],
}

impl Place<'_> {
    /// Whether it is all that its parent holds.
    pub(super) fn alone(self) -> bool {
        self.siblings
            .iter()
            .filter(|node| !is_blank(node))
            .nth(1)
            .is_none()
    }
}

/// What opening an element came to.
pub(super) struct Opened<'a> {
    pub(super) close: &'static str,
    pub(super) ctx: Ctx,
    /// Its children are written already, or stand in an attribute.
    done: bool,
    /// What of its children is to be written, when that is not all.
    pub(super) only: Option<&'a [Node]>,
    /// The entry of the apparatus whose mark closes it.
    pub(super) entry: Option<usize>,
}

impl<'a> Opened<'a> {
    pub(super) const fn new(close: &'static str, ctx: Ctx) -> Self {
        Self {
            close,
            ctx,
            done: false,
            only: None,
            entry: None,
        }
    }

    /// Of an entry of the apparatus: the reading that stands in the text.
    pub(super) const fn entry(self, entry: usize, only: &'a [Node]) -> Self {
        Self {
            only: Some(only),
            entry: Some(entry),
            ..self
        }
    }

    pub(super) const fn done(close: &'static str) -> Self {
        Self {
            close,
            ctx: Ctx::heading(),
            done: true,
            only: None,
            entry: None,
        }
    }
}

impl<'a> Renderer<'a> {
    /// Writes nodes and all that is in them.
    pub(super) fn nodes(&mut self, nodes: &'a [Node], ctx: Ctx, out: &mut Writer) {
        let mut stack = vec![Frame::new(None, nodes, ctx)];
        while let Some(frame) = stack.last_mut() {
            let Some(node) = frame.children.next() else {
                if frame.memo {
                    out.markup("</dl>\n");
                }
                if frame.ctx.within == Within::ListHead {
                    self.list_start(frame.element, out);
                }
                if frame.label == Some(true) {
                    out.markup("<dd></dd>\n");
                }
                let ending = frame.element.map(|element| self.entries_ending(element));
                for entry in frame.entry.into_iter().chain(ending.into_iter().flatten()) {
                    self.entry_mark(entry, frame.ctx, out);
                }
                let [own, wrapper] = frame.close;
                out.markup(own);
                out.markup(wrapper);
                stack.pop();
                continue;
            };
            let element = node.element();
            if element.is_some_and(|element| self.aparts.is_placed(element)) {
                continue;
            }
            let blank = is_blank(node);
            // The rows of a memorandum's block share one list.
            let row = element.is_some_and(|element| {
                frame.ctx.within == Within::Flow
                    && if frame.memo {
                        blocks::is_further_memo_row(element)
                    } else {
                        blocks::is_memo_row(element)
                    }
            });
            if !blank && row != frame.memo {
                out.markup(if row {
                    "<dl class=\"memo-block\">\n"
                } else {
                    "</dl>\n"
                });
                frame.memo = row;
            }
            // A list begins after its headings.
            let head = element.is_some_and(|element| element.tag == Tag::Head);
            if frame.ctx.within == Within::ListHead && !blank && !head {
                frame.ctx.within = self.list_start(frame.element, out);
            }
            let first = !frame.seen;
            frame.seen |= element.is_some();
            // An element without words is no part.
            let part = element.is_some_and(|element| !element.children.is_empty());
            if part && frame.parted {
                out.markup(frame.between);
            }
            frame.parted |= part;
            let (wrap, ctx) = if blank {
                ("", frame.ctx)
            } else {
                if frame.ctx.within == Within::Gloss {
                    let label = element.is_some_and(|element| is_label(&element.tag));
                    if !label && frame.label.is_none() {
                        out.markup("<dt></dt>");
                    }
                    frame.label = Some(label);
                }
                wrapper(element, frame.ctx, first, out)
            };
            match node {
                Node::Text(text) => {
                    if !blank || matches!(ctx.within, Within::Flow | Within::Phrase | Within::Lines)
                    {
                        self.words(&text.text, out);
                    }
                    out.markup(wrap);
                }
                Node::Element(element) => {
                    let place = Place {
                        row,
                        first,
                        mixed: frame.mixed,
                        parent: frame.element,
                        siblings: frame.nodes,
                    };
                    let opened = self.open(element, ctx, place, out);
                    if opened.done {
                        out.markup(opened.close);
                        for entry in self.entries_ending(element) {
                            self.entry_mark(entry, ctx, out);
                        }
                        out.markup(wrap);
                    } else {
                        let children = opened.only.unwrap_or(&element.children);
                        stack.push(Frame {
                            close: [opened.close, wrap],
                            entry: opened.entry,
                            ..Frame::new(Some(element), children, opened.ctx)
                        });
                    }
                }
            }
        }
    }
}

/// Whether an element is the label of an item.
pub(super) fn is_label(tag: &Tag) -> bool {
    matches!(tag, Tag::Label | Tag::Head) || matches!(tag.name(), "headLabel")
}

/// Opens what HTML wants between a parent that takes only its own parts and anything
/// else. Gives the end tag and what the child then stands in.
fn wrapper(
    element: Option<&Element>,
    ctx: Ctx,
    first: bool,
    out: &mut Writer,
) -> (&'static str, Ctx) {
    let tag = element.map(|element| &element.tag);
    let (start, end) = match (ctx.within, tag) {
        (Within::List, Some(Tag::Item))
        | (Within::Memo, Some(Tag::Head | Tag::Item))
        | (Within::Table, Some(Tag::Row))
        | (Within::Row | Within::LabelRow, Some(Tag::Cell)) => return ("", ctx),
        (Within::Table, Some(Tag::Head)) if first => return ("", ctx),
        (Within::Gloss, Some(Tag::Label | Tag::Item)) => return ("", ctx),
        (Within::Gloss, Some(tag)) if is_label(tag) => ("<dt>", "</dt>\n"),
        (Within::Gloss, _) => ("<dd>", "</dd>\n"),
        (Within::List, _) => ("<li class=\"loose\">", "</li>\n"),
        (Within::Memo, _) => ("<dd>", "</dd>\n"),
        (Within::Table, _) => ("<tr class=\"loose\"><td>", "</td></tr>\n"),
        (Within::Row | Within::LabelRow, _) => ("<td>", "</td>\n"),
        (
            Within::Flow
            | Within::Phrase
            | Within::Lines
            | Within::ListHead
            | Within::Address
            | Within::Choice
            | Within::Figure,
            _,
        ) => return ("", ctx),
    };
    out.markup(start);
    let within = if start == "<dt>" {
        Within::Phrase
    } else {
        Within::Flow
    };
    (end, ctx.within(within))
}
