//! What editors say of the words: corrected, expanded, struck out, hard to read, lost.
//!
//! There are two ways to read a text: edited, and as it is written in the source. Both are
//! in the page. What only the text as written has carries the class `written` and is
//! `hidden`, so that without style sheets, too, there is one text; what only the edited
//! text has carries the class `edited`. A style sheet swaps them.

use super::blocks::{self, Scan};
use super::elements::{DIV, Form, SPAN, form};
use super::structure::hide;
use super::text::{Ctx, Opened, Place, Within};
use super::{Renderer, Writer};
use crate::model::{Element, Node, Rule, Tag, plain_text};

/// Which of the two texts a reading belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Written,
    Edited,
    /// Neither: `seg`, `unclear`.
    Both,
}

fn side(el: &Element) -> Side {
    match el.tag.name() {
        "sic" | "orig" | "abbr" | "am" => Side::Written,
        "corr" | "reg" | "expan" | "ex" | "supplied" => Side::Edited,
        _ => Side::Both,
    }
}

impl<'a> Renderer<'a> {
    /// Several readings of one place.
    pub(super) fn choice(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let opened = self.inline(SPAN, "choice", el, ctx, out);
        match opened.ctx.within {
            Within::Phrase => Opened::new(opened.close, ctx.within(Within::Choice)),
            _ => opened,
        }
    }

    /// A reading, alone or one of several.
    pub(super) fn reading(
        &mut self,
        class: &str,
        el: &Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        let words = ctx.phrase() || blocks::blocks(el) == Scan::Words;
        let (form, within) = match (words, el.tag.name()) {
            (true, "abbr") => (form("abbr", "</abbr>"), Within::Phrase),
            (true, _) => (SPAN, Within::Phrase),
            (false, _) => (DIV, Within::Flow),
        };
        let own = side(el);
        let others = || place.siblings.iter().filter_map(Node::element);
        let other = place
            .parent
            .filter(|parent| parent.tag == Tag::Choice && own != Side::Both)
            .and_then(|_| others().find(|other| side(other) != own && side(other) != Side::Both));
        let Some(other) = other else {
            return self.lone_reading(form, within, class, el, ctx, place, out);
        };
        self.views = true;
        let plain = plain_text(&other.children);
        match own {
            Side::Written => {
                self.begin(form.name, &[class, " written"], el, out);
                hide("written", out);
                if !plain.is_empty() {
                    out.attr_parts("title", &self.says.edited_reading.around(&plain));
                }
            }
            _ => {
                self.begin(form.name, &[class, " edited"], el, out);
                if !plain.is_empty() {
                    out.attr_parts("title", &self.says.source_reading.around(&plain));
                }
            }
        }
        out.end();
        Opened::new(form.close, ctx.within(within))
    }

    /// A reading to which there is no other.
    #[expect(clippy::too_many_arguments, reason = "what its caller found out")]
    fn lone_reading(
        &self,
        form: Form,
        within: Within,
        class: &str,
        el: &Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        // Of readings between which nobody has chosen, each is shown.
        let again = place.parent.is_some_and(|parent| parent.tag == Tag::Choice) && !place.first;
        if again && ctx.phrase() {
            out.markup(" / ");
        }
        self.begin(form.name, &[class], el, out);
        let reason = el.attrs.get("reason").unwrap_or("");
        match class {
            "unclear" if reason.is_empty() => out.attr("title", &self.says.hard_to_read),
            "unclear" => out.attr_parts("title", &self.says.hard_because.around(reason)),
            "supplied" if reason.is_empty() => out.attr("title", &self.says.supplied_by),
            "supplied" => out.attr_parts("title", &self.says.supplied_because.around(reason)),
            "sic" => out.attr("title", &self.says.so_in_source),
            "corr" => out.attr("title", &self.says.corrected_by),
            _ => {}
        }
        out.end();
        Opened::new(form.close, ctx.within(within))
    }

    /// The letters of an expansion that the source does not write, and the signs for them.
    pub(super) fn letters(
        &mut self,
        name: &str,
        el: &Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        if !ctx.phrase() || place.parent.is_some_and(|parent| parent.tag == Tag::Choice) {
            let class = if name == "ex" { "ex" } else { "am" };
            return self.reading(class, el, ctx, place, out);
        }
        // Inside `expan` or `abbr`, which is on one side already.
        let sided = place.parent.is_some_and(|parent| {
            matches!(parent.tag, Tag::Expan | Tag::Abbr) && parent.children.len() == 1
        });
        if name == "ex" {
            self.begin("span", &["ex", if sided { "" } else { " edited" }], el, out);
            out.attr("title", &self.says.written_out);
            self.views |= !sided;
        } else {
            // A sign alone, as in `<abbr>q<am>;</am></abbr>`, is what there is.
            let expanded = place
                .siblings
                .iter()
                .filter_map(Node::element)
                .any(|other| other.tag.name() == "ex");
            self.begin(
                "span",
                &["am", if expanded { " written" } else { "" }],
                el,
                out,
            );
            if expanded {
                hide("written", out);
                self.views = true;
            }
        }
        out.end();
        Opened::new("</span>", ctx.within(Within::Phrase))
    }

    /// Words that were added.
    pub(super) fn addition(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let says = self.says;
        let form = form("ins", "</ins>");
        let (place, words) = match el
            .attrs
            .get("place")
            .and_then(|place| place.split_whitespace().next())
        {
            Some("above" | "supralinear" | "interlinear") => (" above", &*says.added_above),
            Some("below" | "sublinear" | "infralinear") => (" below", &*says.added_below),
            Some("margin" | "left" | "right" | "marginleft" | "marginright") => {
                (" margin", &*says.added_margin)
            }
            Some("top") => ("", &*says.added_top),
            Some("bottom" | "end") => ("", &*says.added_end),
            Some("over" | "overwritten" | "superimposed") => ("", &*says.added_over),
            Some("opposite" | "overleaf") => ("", &*says.added_overleaf),
            _ => ("", ""),
        };
        if el.rule == Rule::Encoded {
            self.views = true;
        }
        let blocks = !ctx.phrase() && blocks::blocks(el) == Scan::Blocks;
        self.begin(form.name, &["add", place], el, out);
        out.attr_parts(
            "title",
            &[&says.added, if words.is_empty() { "" } else { " " }, words],
        );
        out.end();
        Opened::new(
            form.close,
            ctx.within(if blocks { Within::Flow } else { Within::Phrase }),
        )
    }

    /// Words that were struck out. In the middle of an encoded text the edited text is
    /// without them; a line that is struck out whole is shown in both.
    pub(super) fn deletion(
        &mut self,
        el: &Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        let line = |tag: &Tag| {
            matches!(
                tag,
                Tag::Ab
                    | Tag::P
                    | Tag::Head
                    | Tag::L
                    | Tag::Item
                    | Tag::Cell
                    | Tag::Salute
                    | Tag::Signed
                    | Tag::Dateline
                    | Tag::Label
                    | Tag::Fw
                    | Tag::AddrLine
                    | Tag::Stamp
            )
        };
        let whole = place.alone() && place.parent.is_none_or(|parent| line(&parent.tag));
        let kept = ctx.restored || whole || !ctx.phrase();
        let written = if kept { "" } else { self.if_encoded(el) };
        let form = form("del", "</del>");
        let blocks = !ctx.phrase() && blocks::blocks(el) == Scan::Blocks;
        self.begin(form.name, &["del", written], el, out);
        hide(written, out);
        out.end();
        Opened::new(
            form.close,
            ctx.within(if blocks { Within::Flow } else { Within::Phrase }),
        )
    }

    /// Words that should not be there.
    pub(super) fn surplus(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let words = ctx.phrase() || blocks::blocks(el) == Scan::Words;
        let (form, within) = if words {
            (SPAN, Within::Phrase)
        } else {
            (DIV, Within::Flow)
        };
        self.views = true;
        self.begin(form.name, &["surplus written"], el, out);
        hide("written", out);
        out.attr("title", &self.says.superfluous);
        out.markup(">");
        Opened::new(form.close, ctx.within(within))
    }

    pub(super) fn damage(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let words = ctx.phrase() || blocks::blocks(el) == Scan::Words;
        let (form, within) = if words {
            (SPAN, Within::Phrase)
        } else {
            (DIV, Within::Flow)
        };
        self.begin(form.name, &["damage"], el, out);
        match el.attrs.get("agent") {
            Some(agent) => out.attr_parts("title", &self.says.damaged_by.around(agent)),
            None => out.attr("title", &self.says.damaged),
        }
        out.end();
        Opened::new(form.close, ctx.within(within))
    }

    /// Words that are lost or left out: three dots in brackets, with the reason and how
    /// much it is for who asks or listens; a dot for each letter where they are counted.
    pub(super) fn gap(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let attr = |name| el.attrs.get(name).unwrap_or("").trim();
        let desc: String = el
            .children
            .iter()
            .filter_map(Node::element)
            .filter(|child| child.tag.name() == "desc")
            .map(|desc| plain_text(&desc.children))
            .collect();
        let reason = match attr("reason") {
            "" if desc.is_empty() => &*self.says.gap_missing,
            "" => "",
            reason => reason,
        };
        let extent = match (attr("extent"), attr("quantity"), attr("unit")) {
            ("", "", _) => match (attr("atLeast"), attr("atMost")) {
                ("", "") => String::new(),
                (least, most) => format!("{least}–{most} {}", attr("unit")),
            },
            ("", quantity, unit) => self.measure(quantity, unit),
            (extent, _, unit)
                if !unit.is_empty() && extent.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                self.measure(extent, unit)
            }
            ("unknown", _, unit) if !unit.is_empty() => {
                self.measure(&self.says.unknown_number, unit)
            }
            (extent, _, _) => extent.to_owned(),
        };
        let parts: Vec<&str> = [&*self.says.gap, reason, extent.trim(), desc.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let name = parts.join(", ");
        let has_words = super::has_words(&el.children);
        self.begin("span", &["gap"], el, out);
        if !has_words {
            out.markup(" role=\"img\"");
            out.attr("aria-label", &name);
        }
        out.attr("title", &name);
        out.end();
        if has_words && desc.is_empty() {
            return Opened::new("</span>", ctx.within(Within::Phrase));
        }
        let letters = attr("unit").starts_with("char") || attr("unit").starts_with("letter");
        match (letters, attr("quantity")) {
            (true, "1") => out.markup("[.]"),
            (true, "2") => out.markup("[..]"),
            (true, "3") => out.markup("[...]"),
            _ if has_words => {}
            _ => out.markup("[\u{2026}]"),
        }
        Opened::new("</span>", ctx.within(Within::Phrase))
    }

    /// A blank that was left: one in the edited text, as wide as it is in the other.
    pub(super) fn space(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let attr = |name| el.attrs.get(name).unwrap_or("").trim();
        let unit = attr("unit");
        let upright = attr("dim") == "vertical" || unit.starts_with("line");
        let count: usize = attr("quantity").parse().unwrap_or(1);
        if !ctx.phrase() || count > 1 || upright || !attr("extent").is_empty() {
            self.views = true;
            if ctx.phrase() {
                out.markup(" ");
            }
            let class = if upright {
                "space upright written"
            } else {
                "space written"
            };
            self.begin("span", &[class], el, out);
            hide("written", out);
            let said = match (attr("quantity"), attr("extent")) {
                ("", extent) => extent.to_owned(),
                (quantity, _) => self.measure(quantity, unit),
            };
            let (colon, blank) = match said.as_str() {
                "" => ("", ""),
                _ => (&*self.says.colon, " "),
            };
            out.attr_parts("title", &[&self.says.left_blank, colon, blank, &said]);
            out.end();
            let wide = if upright { 1 } else { count.clamp(1, 20) };
            for _ in 0..wide {
                out.markup("\u{2003}");
            }
        } else {
            self.tag(SPAN, "space", el, out);
            out.markup(" ");
        }
        Opened::new("</span>", ctx.within(Within::Phrase))
    }

    /// Another hand, or another pen.
    pub(super) fn hand_shift(&mut self, el: &Element, out: &mut Writer) -> Opened<'a> {
        let said: Vec<&str> = [
            "new",
            "scribe",
            "scribeRef",
            "medium",
            "script",
            "style",
            "character",
        ]
        .iter()
        .filter_map(|name| el.attrs.get(name))
        .map(|value| value.trim_start_matches('#'))
        .filter(|value| !value.is_empty())
        .collect();
        self.views = true;
        let said = said.join(", ");
        self.begin("span", &["handshift written"], el, out);
        hide("written", out);
        out.attr_parts("aria-label", &self.says.other_hand.around(&said));
        out.attr("data-hand", &said);
        out.markup(" role=\"img\">");
        Opened::new("</span>", Ctx::heading())
    }

    /// So many of a unit.
    fn measure(&self, quantity: &str, unit: &str) -> String {
        let says = self.says;
        let words = match unit {
            "char" | "chars" | "character" | "characters" | "letter" | "letters" => {
                &says.n_characters
            }
            "word" | "words" => &says.n_words,
            "line" | "lines" => &says.n_lines,
            "page" | "pages" => &says.n_pages,
            unit => return format!("{quantity} {unit}"),
        };
        says.count_written(words, quantity)
    }
}
