//! The walk over the text tree: one frame of a stack for each open element.
//!
//! HTML is stricter than TEI about what may stand in what. A [`Ctx`] carries down what
//! matters of that: whether paragraphs may begin here, whether the parent is a list or
//! a table that takes only its own parts, whether we are inside a link.

use super::{Renderer, Writer, blocks};
use crate::model::{Element, Node, Tag};

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
}

impl Ctx {
    /// Among blocks; headings here have this level.
    pub(super) const fn flow(level: u8) -> Self {
        Self {
            within: Within::Flow,
            level,
            inner: level,
            link: false,
        }
    }

    /// Inside a heading.
    pub(super) const fn heading() -> Self {
        Self {
            within: Within::Phrase,
            level: 2,
            inner: 2,
            link: false,
        }
    }

    pub(super) const fn within(self, within: Within) -> Self {
        Self { within, ..self }
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
    children: std::slice::Iter<'a, Node>,
    ctx: Ctx,
    /// End tags, written one after the other. `""` is none.
    close: [&'static str; 2],
    /// Whether a `dl` of memorandum rows is open among the children.
    memo: bool,
    /// Whether an element came before.
    seen: bool,
}

/// An element's place among its siblings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Whether it is a row of a memorandum's block.
    pub(super) row: bool,
    /// Whether it is the first element there.
    pub(super) first: bool,
}

/// What opening an element came to.
pub(super) struct Opened {
    pub(super) close: &'static str,
    pub(super) ctx: Ctx,
    /// Its children are written already, or stand in an attribute.
    done: bool,
}

impl Opened {
    pub(super) const fn new(close: &'static str, ctx: Ctx) -> Self {
        Self {
            close,
            ctx,
            done: false,
        }
    }

    pub(super) const fn done(close: &'static str) -> Self {
        Self {
            close,
            ctx: Ctx::heading(),
            done: true,
        }
    }
}

impl<'a> Renderer<'a> {
    /// Writes nodes and all that is in them.
    pub(super) fn nodes(&mut self, nodes: &'a [Node], ctx: Ctx, out: &mut Writer) {
        let mut stack = vec![Frame {
            element: None,
            children: nodes.iter(),
            ctx,
            close: ["", ""],
            memo: false,
            seen: false,
        }];
        while let Some(frame) = stack.last_mut() {
            let Some(node) = frame.children.next() else {
                if frame.memo {
                    out.markup("</dl>\n");
                }
                if frame.ctx.within == Within::ListHead {
                    self.list_start(frame.element, out);
                }
                let [own, wrapper] = frame.close;
                out.markup(own);
                out.markup(wrapper);
                stack.pop();
                continue;
            };
            let element = node.element();
            let blank = matches!(node, Node::Text(text) if text.text.trim().is_empty());
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
                self.list_start(frame.element, out);
                frame.ctx.within = Within::List;
            }
            let first = !frame.seen;
            frame.seen |= element.is_some();
            let (wrap, ctx) = if blank {
                ("", frame.ctx)
            } else {
                wrapper(element, frame.ctx, first, out)
            };
            match node {
                Node::Text(text) => {
                    if !blank || matches!(ctx.within, Within::Flow | Within::Phrase | Within::Lines)
                    {
                        out.text(&text.text);
                    }
                    out.markup(wrap);
                }
                Node::Element(element) => {
                    let opened = self.open(element, ctx, Place { row, first }, out);
                    if opened.done {
                        out.markup(opened.close);
                        out.markup(wrap);
                    } else {
                        stack.push(Frame {
                            element: Some(element),
                            children: element.children.iter(),
                            ctx: opened.ctx,
                            close: [opened.close, wrap],
                            memo: false,
                            seen: false,
                        });
                    }
                }
            }
        }
    }
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
    (end, ctx.within(Within::Flow))
}
