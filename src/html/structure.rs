//! Paragraphs, headings, sections; verse and drama; what stands round a text.

use super::blocks::{self, Scan};
use super::elements::{DIV, Form, SPAN, form, heading, line_form};
use super::rend;
use super::text::{Ctx, Opened, Within};
use super::{Renderer, Writer};
use crate::model::{Element, Rule};

const ADDRESS: Form = form("address", "</address>\n");
const SECTION: Form = form("section", "</section>\n");

impl<'a> Renderer<'a> {
    /// A paragraph; one that has an address begins with its number, as a link to itself.
    pub(super) fn paragraph(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let opened = self.line("p", el, ctx.running(), out);
        let counts = |n: &str| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit());
        let number = el.key.as_deref().and_then(|key| {
            let of_source = key.strip_prefix('p').filter(|n| counts(n));
            let supplied = || key.strip_prefix('s').filter(|n| counts(n));
            let of_source = of_source.map(|n| (&self.says.paragraph_n, n, n));
            of_source.or_else(|| Some((&self.says.supplied_paragraph_n, supplied()?, key)))
        });
        if let (Some(key), Some((what, n, shown))) = (&el.key, number)
            && !ctx.link
        {
            out.open("a");
            out.attr("class", "pnum");
            out.attr_parts("href", &["#", self.ids.prefix, key]);
            out.attr_parts("aria-label", &what.around(n));
            out.attr("data-n", shown);
            out.markup("></a>");
        }
        opened
    }

    /// `ab`: the lines round a text that are no paragraphs.
    pub(super) fn ab(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        match el.kind() {
            "letterhead" if !ctx.phrase() && blocks::blocks(el) == Scan::Words => {
                self.tag(DIV, "letterhead", el, out);
                out.markup("<p>");
                Opened::new("</p>\n</div>\n", ctx.within(Within::Lines))
            }
            // The stamp in it says all.
            "stamp" if el.key.is_none() => Opened::new("", ctx),
            kind @ ("letterhead" | "classification" | "declassification" | "idno" | "telegram"
            | "handling" | "source-line" | "received") => self.line(kind, el, ctx, out),
            _ => self.line("ab", el, ctx, out),
        }
    }

    pub(super) fn head(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        // A heading without words heads nothing.
        if el.children.is_empty() && el.key.is_none() && ctx.within != Within::Memo {
            return Opened::done("");
        }
        let (form, class) = match ctx.within {
            Within::Memo => (form("dt", "</dt>"), ""),
            Within::Table => (form("caption", "</caption>\n"), ""),
            Within::Figure => (form("figcaption", "</figcaption>\n"), ""),
            // A label that holds more than words is still no paragraph in a paragraph.
            Within::ListHead => return self.line("label", el, ctx, out),
            _ if ctx.phrase() => (SPAN, "head"),
            // The source marks a heading so; here its size does.
            _ if rend::is_one_hi(el) => (heading(ctx.level), "head all-hi"),
            _ => (heading(ctx.level), "head"),
        };
        self.tag(form, class, el, out);
        Opened::new(form.close, ctx.within(Within::Phrase))
    }

    /// An enclosure, or a section with or without a heading.
    pub(super) fn division(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.phrase() {
            return self.inline(SPAN, "div", el, ctx, out);
        }
        let attachment = el.kind() == "attachment";
        let headed = blocks::has_head(el);
        let (form, class) = match (attachment, headed) {
            (true, _) => (SECTION, "attachment"),
            (false, true) => (SECTION, "section"),
            (false, false) => (DIV, "div"),
        };
        self.begin(form.name, &[class], el, out);
        if !attachment && !el.kind().is_empty() {
            out.attr("data-type", el.kind());
        }
        out.end();
        let ctx = Ctx {
            within: Within::Flow,
            level: ctx.inner,
            inner: ctx.inner.saturating_add(u8::from(headed)),
            ..ctx
        };
        Opened::new(form.close, ctx)
    }

    /// A text within the text: a letter that is quoted whole, a poem in a tale.
    pub(super) fn floating_text(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.phrase() {
            return self.inline(SPAN, "floatingtext", el, ctx, out);
        }
        self.tag(DIV, "floatingtext", el, out);
        let ctx = Ctx {
            within: Within::Flow,
            level: ctx.inner,
            ..ctx
        };
        Opened::new(DIV.close, ctx)
    }

    pub(super) fn address(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let form = if ctx.phrase() { SPAN } else { ADDRESS };
        self.tag(form, "address", el, out);
        Opened::new(form.close, ctx.within(Within::Address))
    }

    pub(super) fn stamp(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let form = layer(DIV, ctx, out);
        self.begin(form.name, &["stamp"], el, out);
        out.markup(" role=\"note\"");
        out.attr("aria-label", &self.says.stamp);
        out.markup(">");
        Opened::new(form.close, ctx.within(Within::Phrase))
    }

    /// The head or number of a page of the source, between paragraphs or in the middle
    /// of a sentence. Where the markup says that it is one, the edited text is without it.
    pub(super) fn running_head(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let form = layer(line_form(ctx, blocks::blocks(el)), ctx, out);
        let written = self.if_encoded(el);
        self.begin(form.name, &["fw", written], el, out);
        hide(written, out);
        if ctx.phrase() {
            out.markup(" role=\"note\"");
            out.attr("aria-label", &self.says.page_head);
        }
        out.end();
        let within = match form.name {
            "div" => Within::Flow,
            _ => Within::Phrase,
        };
        Opened::new(form.close, ctx.within(within))
    }

    /// The class of what only the text as it is written has, for what markup tells of;
    /// nothing for what a reader of raw text found, which is always shown.
    pub(super) fn if_encoded(&mut self, el: &Element) -> &'static str {
        if el.rule == Rule::Encoded {
            self.views = true;
            " written"
        } else {
            ""
        }
    }

    /// A verse, with its number where the source counts and it is one to be shown.
    pub(super) fn verse_line(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let form = if ctx.phrase() { SPAN } else { DIV };
        let dense = el.attrs.get("n").is_some() && self.known().counts_every_verse();
        let number = el.attrs.get("n").filter(|n| {
            !n.is_empty() && (!dense || n.parse().map_or(true, |n: u32| n.is_multiple_of(5)))
        });
        // The parts of a verse that several speak: each begins where the one before ended.
        let part = match el.attrs.get("part") {
            Some("M") => " part-m",
            Some("F") => " part-f",
            _ => "",
        };
        self.begin(form.name, &["l", part], el, out);
        if let Some(n) = number {
            out.attr("data-n", n);
        }
        out.end();
        let within = if form.name == "div" && blocks::blocks(el) == Scan::Blocks {
            Within::Flow
        } else {
            Within::Phrase
        };
        Opened::new(form.close, ctx.within(within))
    }

    /// A note that is meant to stand where it does.
    pub(super) fn note_in_place(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.phrase() || blocks::blocks(el) == Scan::Words {
            return self.line("note-inline", el, ctx, out);
        }
        self.begin(DIV.name, &["note-block"], el, out);
        out.markup(" role=\"note\">");
        Opened::new(DIV.close, ctx.within(Within::Flow))
    }
}

/// Leaves what has the class `written` out of the edited text, with style sheets or not.
pub(super) fn hide(written: &str, out: &mut Writer) {
    if !written.is_empty() {
        out.markup(" hidden=\"hidden\"");
    }
}

/// The form of what lies over a text and is no part of its sentences. In the middle of one
/// a blank closes it, so that the words round it stay apart for those who copy or hear
/// them; not inside a word.
fn layer(between: Form, ctx: Ctx, out: &Writer) -> Form {
    match (ctx.phrase(), out.ends_in_word()) {
        (false, _) => between,
        (true, false) => form("span", "</span> "),
        (true, true) => SPAN,
    }
}
