//! One `match` arm for each of TEI's names: what becomes of an element.
//!
//! Long, because it is a list of everything and its arms are alike.

use super::blocks::{self, Scan};
use super::text::{Ctx, Opened, Place, Within};
use super::{Renderer, Target, Writer, highlight};
use crate::model::{Element, Tag, plain_text};

/// The name of an element and its end tag.
#[derive(Clone, Copy)]
struct Form {
    name: &'static str,
    close: &'static str,
}

const fn form(name: &'static str, close: &'static str) -> Form {
    Form { name, close }
}

const SPAN: Form = form("span", "</span>");
const DIV: Form = form("div", "</div>\n");
const P: Form = form("p", "</p>\n");
const QUOTE: Form = form("blockquote", "</blockquote>\n");
const ADDRESS: Form = form("address", "</address>\n");
const SECTION: Form = form("section", "</section>\n");
const FIGURE: Form = form("figure", "</figure>\n");
const SUP: Form = form("sup", "</sup>");
const ROW: Form = form("tr", "</tr>\n");

/// A heading's form at its level.
const fn heading(level: u8) -> Form {
    match level {
        0..=2 => form("h2", "</h2>\n"),
        3 => form("h3", "</h3>\n"),
        4 => form("h4", "</h4>\n"),
        5 => form("h5", "</h5>\n"),
        _ => form("h6", "</h6>\n"),
    }
}

/// The element for what stands on a line of its own: a paragraph, or a span among words.
const fn line_form(ctx: Ctx, scan: Scan) -> Form {
    if ctx.phrase() {
        SPAN
    } else if matches!(scan, Scan::Blocks) {
        DIV
    } else {
        P
    }
}

impl<'a> Renderer<'a> {
    /// Writes an element's start tag and says how it ends.
    pub(super) fn open(
        &mut self,
        el: &'a Element,
        ctx: Ctx,
        place: Place,
        out: &mut Writer,
    ) -> Opened {
        match &el.tag {
            Tag::P => self.paragraph(el, ctx, out),
            Tag::Ab => self.ab(el, ctx, out),
            Tag::Dateline => self.line("dateline", el, ctx, out),
            Tag::Salute => self.line("salute", el, ctx, out),
            Tag::Signed => self.line("signed", el, ctx, out),
            Tag::Label => self.line("label", el, ctx, out),
            Tag::Byline => self.line("byline", el, ctx, out),
            Tag::Trailer => self.line("trailer", el, ctx, out),
            Tag::Speaker => self.line("speaker", el, ctx, out),
            Tag::Stage => self.line("stage", el, ctx, out),
            Tag::L => self.line("l", el, ctx, out),
            Tag::Fw => self.running_head(el, ctx, out),
            Tag::FigDesc => self.fig_desc(el, ctx, out),
            Tag::Head => self.head(el, ctx, out),

            Tag::Div => self.division(el, ctx, out),
            Tag::FloatingText => self.block(DIV, "floatingtext", el, ctx, out),
            Tag::Opener => self.block(DIV, "opener", el, ctx, out),
            Tag::Closer => self.block(DIV, "closer", el, ctx, out),
            Tag::Postscript => self.block(DIV, "postscript", el, ctx, out),
            Tag::Argument => self.block(DIV, "argument", el, ctx, out),
            Tag::Lg => self.block(DIV, "lg", el, ctx, out),
            Tag::Sp => self.block(DIV, "sp", el, ctx, out),
            Tag::Epigraph => self.block(QUOTE, "epigraph", el, ctx, out),
            Tag::Quote => self.block(QUOTE, "quote", el, ctx, out),
            Tag::Stamp => self.stamp(el, ctx, out),
            Tag::Address => {
                let form = if ctx.phrase() { SPAN } else { ADDRESS };
                self.tag(form, "address", el, out);
                Opened::new(form.close, ctx.within(Within::Address))
            }
            Tag::AddrLine => {
                if ctx.within == Within::Address && !place.first {
                    out.markup("<br/>\n");
                }
                self.tag(SPAN, "addrline", el, out);
                Opened::new(SPAN.close, ctx.within(Within::Phrase))
            }

            Tag::List if place.row => {
                self.tag(DIV, "", el, out);
                Opened::new(DIV.close, ctx.within(Within::Memo))
            }
            Tag::List => {
                let close = if is_numbered(el) {
                    "</ol>\n"
                } else {
                    "</ul>\n"
                };
                Opened::new(close, ctx.within(Within::ListHead))
            }
            Tag::Item => self.item(el, ctx, out),
            Tag::Table => {
                self.begin(DIV.name, &["table-wrap"], el, out);
                out.markup(" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n");
                Opened::new("</table></div>\n", ctx.within(Within::Table))
            }
            Tag::Row if ctx.within == Within::Table => {
                let label = el.attrs.get("role") == Some("label");
                self.tag(ROW, "", el, out);
                let within = if label { Within::LabelRow } else { Within::Row };
                Opened::new(ROW.close, ctx.within(within))
            }
            Tag::Row => self.inline(SPAN, "row", el, ctx, out),
            Tag::Cell => self.cell(el, ctx, out),

            Tag::Pb => {
                self.page_break(el, out);
                Opened::new("</span>", ctx.within(Within::Phrase))
            }
            Tag::Cb | Tag::Milestone => {
                self.begin("span", &[el.tag.name()], el, out);
                if let Some(n) = el.attrs.get("n") {
                    out.attr("data-n", n);
                }
                out.end();
                Opened::new("</span>", ctx.within(Within::Phrase))
            }
            Tag::Lb if ctx.within == Within::Lines && el.attrs.get("break") != Some("no") => {
                out.markup("</p>\n<p>");
                Opened::new("", ctx.within(Within::Phrase))
            }
            Tag::Lb => {
                // A word that a line's end divides is one word here.
                if el.attrs.get("break") != Some("no") {
                    out.markup("<br/>\n");
                }
                Opened::new("", ctx)
            }
            Tag::Anchor => self.note_mark(el, ctx, out),
            Tag::Ref | Tag::Ptr => self.reference(el, ctx, out),

            Tag::PersName => self.name("persname", el, ctx, out),
            Tag::PlaceName => self.name("placename", el, ctx, out),
            Tag::OrgName => self.name("orgname", el, ctx, out),
            Tag::Term => self.name("term", el, ctx, out),
            Tag::Name => self.name("name", el, ctx, out),
            Tag::Rs => self.name("rs", el, ctx, out),

            Tag::Hi => {
                let form = hi(el.attrs.get("rend").unwrap_or(""));
                let class = if form.name == "span" {
                    "hi smallcaps"
                } else {
                    "hi"
                };
                self.inline(form, class, el, ctx, out)
            }
            Tag::Emph => self.inline(form("em", "</em>"), "emph", el, ctx, out),
            Tag::Del => self.inline(form("del", "</del>"), "del", el, ctx, out),
            Tag::Title => self.inline(form("cite", "</cite>"), "title", el, ctx, out),
            Tag::Date | Tag::Time => self.date(el, ctx, out),
            Tag::Seg => {
                let class = match el.kind() {
                    "withheld" | "omitted" => "gap",
                    "sic" | "editorial" => "editorial",
                    _ => "seg",
                };
                self.inline(SPAN, class, el, ctx, out)
            }
            Tag::Gap => {
                self.begin("span", &["gap"], el, out);
                if let Some(reason) = el.attrs.get("reason") {
                    out.attr("title", reason);
                }
                out.end();
                if el.children.is_empty() {
                    out.markup("[\u{2026}]");
                }
                Opened::new("</span>", ctx.within(Within::Phrase))
            }
            Tag::Code => self.code(el, ctx, out),
            Tag::Figure => self.figure(el, ctx, out),
            Tag::Graphic => {
                if ctx.within != Within::Figure {
                    self.image(el, "", out);
                }
                Opened::new("", ctx)
            }

            Tag::Abbr => self.inline(SPAN, "abbr", el, ctx, out),
            Tag::Add => self.inline(SPAN, "add", el, ctx, out),
            Tag::App => self.inline(SPAN, "app", el, ctx, out),
            Tag::Choice => {
                let opened = self.inline(SPAN, "choice", el, ctx, out);
                match opened.ctx.within {
                    Within::Phrase => Opened::new(opened.close, ctx.within(Within::Choice)),
                    _ => opened,
                }
            }
            Tag::Corr => {
                // A blank between the two readings, for those who copy or hear them.
                if ctx.within == Within::Choice && !place.first {
                    out.markup(" ");
                }
                self.inline(SPAN, "corr", el, ctx, out)
            }
            Tag::Damage => self.inline(SPAN, "damage", el, ctx, out),
            Tag::Expan => self.inline(SPAN, "expan", el, ctx, out),
            Tag::Foreign => self.inline(SPAN, "foreign", el, ctx, out),
            Tag::Gloss => self.inline(SPAN, "gloss", el, ctx, out),
            Tag::Idno => self.inline(SPAN, "idno", el, ctx, out),
            Tag::Lem => self.inline(SPAN, "lem", el, ctx, out),
            Tag::Measure => self.inline(SPAN, "measure", el, ctx, out),
            Tag::Note => self.inline(SPAN, "note-inline", el, ctx, out),
            Tag::Num => self.inline(SPAN, "num", el, ctx, out),
            Tag::Orig => self.inline(SPAN, "orig", el, ctx, out),
            Tag::Q => self.inline(SPAN, "q", el, ctx, out),
            Tag::Rdg => self.inline(SPAN, "rdg", el, ctx, out),
            Tag::Reg => self.inline(SPAN, "reg", el, ctx, out),
            Tag::Said => self.inline(SPAN, "said", el, ctx, out),
            Tag::Sic => self.inline(SPAN, "sic", el, ctx, out),
            Tag::Space => self.inline(SPAN, "space", el, ctx, out),
            Tag::Subst => self.inline(SPAN, "subst", el, ctx, out),
            Tag::Supplied => self.supplied(el, ctx, out),
            Tag::Surplus => self.inline(SPAN, "surplus", el, ctx, out),
            Tag::Unclear => self.inline(SPAN, "unclear", el, ctx, out),
            Tag::Other(_) => self.inline(SPAN, "tei", el, ctx, out),
        }
    }

    /// Begins a start tag with class, id and language; the caller ends it.
    pub(super) fn begin(&self, name: &'static str, class: &[&str], el: &Element, out: &mut Writer) {
        out.open(name);
        if class.iter().any(|part| !part.is_empty()) {
            out.attr_parts("class", class);
        }
        if let Some(key) = &el.key {
            let between = super::between(self.ids.prefix, key);
            out.attr_parts("id", &[self.ids.prefix, between, key]);
        }
        if let Some(language) = el.attrs.get("xml:lang") {
            out.attr("lang", language);
        }
        if let Tag::Other(name) = &el.tag {
            out.attr("data-tei", name);
        }
    }

    /// A whole start tag.
    fn tag(&self, form: Form, class: &str, el: &Element, out: &mut Writer) {
        self.begin(form.name, &[class], el, out);
        out.end();
    }

    /// An element that holds words wherever it stands; where blocks may stand it may
    /// hold those too.
    fn inline(&self, form: Form, class: &str, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        if ctx.phrase() || blocks::blocks(el) == Scan::Words {
            self.tag(form, class, el, out);
            return Opened::new(form.close, ctx.within(Within::Phrase));
        }
        let form = if form.name == "span" { DIV } else { form };
        self.tag(form, class, el, out);
        Opened::new(form.close, ctx.within(Within::Flow))
    }

    /// An element that stands on a line of its own.
    fn line(&self, class: &str, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let scan = if ctx.phrase() {
            Scan::Words
        } else {
            blocks::blocks(el)
        };
        let form = line_form(ctx, scan);
        self.tag(form, class, el, out);
        let within = if form.name == "div" {
            Within::Flow
        } else {
            Within::Phrase
        };
        Opened::new(form.close, ctx.within(within))
    }

    /// An element that holds blocks.
    fn block(&self, form: Form, class: &str, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        if ctx.phrase() {
            return self.inline(SPAN, class, el, ctx, out);
        }
        self.tag(form, class, el, out);
        Opened::new(form.close, ctx.within(Within::Flow))
    }

    /// A paragraph; one that has an address begins with its number, as a link to itself.
    fn paragraph(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let opened = self.line("p", el, ctx, out);
        let counts = |n: &str| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit());
        let number = el.key.as_deref().and_then(|key| {
            let of_source = key.strip_prefix('p').filter(|n| counts(n));
            let supplied = || key.strip_prefix('s').filter(|n| counts(n));
            let of_source = of_source.map(|n| ("Paragraph ", n, n));
            of_source.or_else(|| Some(("Supplied paragraph ", supplied()?, key)))
        });
        if let (Some(key), Some((what, n, shown))) = (&el.key, number)
            && !ctx.link
        {
            out.open("a");
            out.attr("class", "pnum");
            out.attr_parts("href", &["#", self.ids.prefix, key]);
            out.attr_parts("aria-label", &[what, n]);
            out.attr("data-n", shown);
            out.markup("></a>");
        }
        opened
    }

    /// `ab`: the lines round a text that are no paragraphs.
    fn ab(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
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

    fn head(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let (form, class) = match ctx.within {
            Within::Memo => (form("dt", "</dt>"), ""),
            Within::Table => (form("caption", "</caption>\n"), ""),
            Within::Figure => (form("figcaption", "</figcaption>\n"), ""),
            // A label that holds more than words is still no paragraph in a paragraph.
            Within::ListHead => return self.line("label", el, ctx, out),
            _ if ctx.phrase() => (SPAN, "head"),
            _ => (heading(ctx.level), "head"),
        };
        self.tag(form, class, el, out);
        Opened::new(form.close, ctx.within(Within::Phrase))
    }

    /// An enclosure, or a section with or without a heading.
    fn division(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
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
        self.tag(form, class, el, out);
        let ctx = Ctx {
            within: Within::Flow,
            level: ctx.inner,
            inner: ctx.inner.saturating_add(u8::from(headed)),
            link: ctx.link,
        };
        Opened::new(form.close, ctx)
    }

    fn stamp(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let form = layer(DIV, ctx, out);
        self.begin(form.name, &["stamp"], el, out);
        out.markup(" role=\"note\" aria-label=\"Stamp\">");
        Opened::new(form.close, ctx.within(Within::Phrase))
    }

    /// The head or number of a page of the source, between paragraphs or in the middle
    /// of a sentence.
    fn running_head(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let form = layer(line_form(ctx, blocks::blocks(el)), ctx, out);
        self.begin(form.name, &["fw"], el, out);
        if ctx.phrase() {
            out.markup(" role=\"note\" aria-label=\"Page head in the source\"");
        }
        out.end();
        let within = match form.name {
            "div" => Within::Flow,
            _ => Within::Phrase,
        };
        Opened::new(form.close, ctx.within(within))
    }

    /// Words that the source does not have.
    fn supplied(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let words = ctx.phrase() || blocks::blocks(el) == Scan::Words;
        let (form, within) = if words {
            (SPAN, Within::Phrase)
        } else {
            (DIV, Within::Flow)
        };
        self.begin(form.name, &["supplied"], el, out);
        out.markup(" title=\"Supplied by the editors\">");
        Opened::new(form.close, ctx.within(within))
    }

    /// The start tag of a list, after its headings.
    pub(super) fn list_start(&self, el: Option<&Element>, out: &mut Writer) {
        let Some(el) = el else { return };
        let name = if is_numbered(el) { "ol" } else { "ul" };
        let own = if blocks::numbers_itself(el) {
            " numbered"
        } else {
            ""
        };
        match el.kind() {
            "" => self.begin(name, &["list", own], el, out),
            kind => self.begin(name, &["list ", kind, own], el, out),
        }
        out.markup(">\n");
    }

    fn item(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let form = match ctx.within {
            Within::Memo => form("dd", "</dd>\n"),
            Within::List => form("li", "</li>\n"),
            _ => return self.inline(SPAN, "item", el, ctx, out),
        };
        self.begin(form.name, &[], el, out);
        let said = blocks::says_number(el);
        if let (Some(n), "li", false) = (el.attrs.get("n"), form.name, said) {
            match blocks::ordinal(n) {
                Some(value) => out.attr("value", value),
                None => out.attr("data-n", n),
            }
        }
        out.end();
        Opened::new(form.close, ctx.within(Within::Flow))
    }

    fn cell(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let label = el.attrs.get("role") == Some("label");
        let (form, scope) = match ctx.within {
            Within::LabelRow => (form("th", "</th>\n"), Some("col")),
            Within::Row if label => (form("th", "</th>\n"), Some("row")),
            Within::Row => (form("td", "</td>\n"), None),
            _ => return self.inline(SPAN, "cell", el, ctx, out),
        };
        self.begin(form.name, &[], el, out);
        if let Some(scope) = scope {
            out.attr("scope", scope);
        }
        for (tei, html) in [("cols", "colspan"), ("rows", "rowspan")] {
            if let Some(span) = el.attrs.get(tei).and_then(blocks::ordinal) {
                out.attr(html, span);
            }
        }
        out.end();
        Opened::new(form.close, ctx.within(Within::Flow))
    }

    fn page_break(&self, el: &Element, out: &mut Writer) {
        let n = el.attrs.get("n").unwrap_or("");
        out.markup("<span class=\"pb\" role=\"doc-pagebreak\"");
        if let Some(key) = &el.key {
            out.attr_parts("id", &[self.ids.pages, key]);
        }
        out.attr("data-n", n);
        // A title and no aria-label: the checkers know no name for this role on a span.
        out.attr_parts("title", &["Page ", n]);
        out.end();
    }

    /// The mark of a note, or a place that something points to.
    fn note_mark(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let at = el.index.map(|index| index as usize);
        let note = at.and_then(|at| Some((self.record.notes.get(at)?, self.marks.get_mut(at)?)));
        let Some((note, marks)) = note else {
            // A mark whose note is lost is still a mark.
            let n = el.attrs.get("n").unwrap_or("");
            if n.is_empty() {
                self.tag(SPAN, "anchor", el, out);
                return Opened::new(SPAN.close, ctx.within(Within::Phrase));
            }
            self.begin(SUP.name, &["noteref missing"], el, out);
            out.markup(" title=\"The source has no note for this mark\">");
            out.text(n);
            return Opened::new(SUP.close, ctx.within(Within::Phrase));
        };
        *marks += 1;
        let again = match *marks {
            1 => String::new(),
            times => format!("-{times}"),
        };
        let n = el.attrs.get("n").unwrap_or(&note.n);
        let name = if ctx.link { "span" } else { "a" };
        out.open(name);
        out.attr("class", "noteref");
        out.attr_parts("id", &[self.ids.prefix, &note.key, "-ref", &again]);
        if !ctx.link {
            out.attr_parts("href", &["#", self.ids.prefix, &note.key]);
            out.markup(" role=\"doc-noteref\"");
            out.attr_parts("aria-label", &["Note ", n]);
        }
        out.end();
        out.text(n);
        out.markup(if ctx.link { "</span>" } else { "</a>" });
        Opened::new("", ctx.within(Within::Phrase))
    }

    fn reference(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let target = el
            .index
            .and_then(|index| self.links.refs.get(index as usize))
            .filter(|_| !ctx.link && blocks::links(el) == Scan::Words);
        match target {
            Some(Target::Internal { href, title }) => {
                self.begin("a", &["ref"], el, out);
                out.attr("href", href);
                if let Some(title) = title {
                    out.attr("title", title);
                }
                out.end();
                self.linked(ctx)
            }
            Some(Target::External { href }) => {
                self.begin("a", &["ref external"], el, out);
                out.attr("href", href);
                out.attr("rel", "external");
                out.end();
                self.linked(ctx)
            }
            Some(Target::Unknown) => self.inline(SPAN, "ref doubtful", el, ctx, out),
            None => self.inline(SPAN, "ref", el, ctx, out),
        }
    }

    /// A name; a link where it has a page.
    fn name(&self, class: &str, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let href = el
            .attrs
            .get("ref")
            .and_then(|key| self.links.names.get(key.trim_start_matches('#')))
            .filter(|_| !ctx.link && blocks::links(el) == Scan::Words);
        let Some(href) = href else {
            return self.inline(SPAN, class, el, ctx, out);
        };
        self.begin("a", &[class], el, out);
        out.attr("href", href);
        out.end();
        self.linked(ctx)
    }

    #[expect(
        clippy::unused_self,
        reason = "one of the ways in which an element opens"
    )]
    const fn linked(&self, ctx: Ctx) -> Opened {
        let ctx = Ctx { link: true, ..ctx };
        Opened::new("</a>", ctx.within(Within::Phrase))
    }

    fn date(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let when = el
            .attrs
            .get("when")
            .filter(|when| blocks::is_html_date(when));
        let Some(when) = when else {
            return self.inline(SPAN, "date", el, ctx, out);
        };
        self.begin("time", &[], el, out);
        out.attr("datetime", when);
        out.end();
        Opened::new("</time>", ctx.within(Within::Phrase))
    }

    fn code(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let block = !ctx.phrase();
        if block {
            self.tag(form("pre", ""), "code", el, out);
            out.markup("<code>");
        } else {
            self.tag(form("code", ""), "code", el, out);
        }
        let mut words = String::new();
        crate::model::walk(&el.children, &mut |node| {
            if let crate::model::Node::Text(text) = node {
                words.push_str(&text.text);
            }
            crate::model::Descend::Into
        });
        match el.attrs.get("lang").filter(|_| block) {
            Some(language) => highlight::write(&words, language, out),
            None => out.verbatim(&words),
        }
        Opened::done(if block { "</code></pre>\n" } else { "</code>" })
    }

    /// A figure: its images with their descriptions, then whatever else is in it.
    fn figure(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        let form = if ctx.phrase() { SPAN } else { FIGURE };
        self.tag(form, "figure", el, out);
        let described = el.children.iter().filter_map(|child| child.element());
        let mut images = 0;
        let mut description = String::new();
        for part in described.clone().filter(|part| part.tag == Tag::FigDesc) {
            if is_plain(part) {
                description.push_str(&plain_text(&part.children));
            }
        }
        for image in described.filter(|part| part.tag == Tag::Graphic) {
            self.image(image, &description, out);
            images += 1;
        }
        let within = match (images, ctx.phrase()) {
            (0, true) => Within::Phrase,
            (0, false) => Within::Flow,
            _ => Within::Figure,
        };
        Opened::new(form.close, ctx.within(within))
    }

    /// A description that no image carries.
    fn fig_desc(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened {
        if ctx.within == Within::Figure && is_plain(el) {
            return Opened::done("");
        }
        self.inline(SPAN, "figdesc", el, ctx, out)
    }

    fn image(&self, el: &Element, description: &str, out: &mut Writer) {
        let url = el.attrs.get("url").unwrap_or("");
        match self.links.images.get(url) {
            Some(href) => {
                out.open("img");
                out.attr("src", href);
                out.attr("alt", description);
                out.end_empty();
            }
            // Nothing is fetched from elsewhere; the reader may go there.
            None if url.starts_with("https://") || url.starts_with("http://") => {
                out.open("a");
                out.attr("class", "ref external");
                out.attr("href", url);
                out.markup(" rel=\"external\">");
                out.text(if description.is_empty() {
                    url
                } else {
                    description
                });
                out.markup("</a>");
            }
            None => {
                out.markup("<span class=\"figure-missing\">");
                out.text(if description.is_empty() {
                    url
                } else {
                    description
                });
                out.markup("</span>");
            }
        }
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

/// Whether a list is one of numbers.
fn is_numbered(el: &Element) -> bool {
    el.attrs.get("rend") == Some("numbered")
}

/// Whether an element holds words alone, so that an attribute can hold them.
fn is_plain(el: &Element) -> bool {
    el.children.iter().all(|child| child.element().is_none())
}

/// What a rendition becomes.
fn hi(rend: &str) -> Form {
    let has = |part: &str| rend.contains(part);
    if has("sup") {
        SUP
    } else if has("sub") {
        form("sub", "</sub>")
    } else if has("bold") || has("strong") {
        form("strong", "</strong>")
    } else if has("underline") {
        form("u", "</u>")
    } else if has("small") || has("caps") {
        SPAN
    } else {
        form("em", "</em>")
    }
}
