//! One `match` arm for each of TEI's names: what becomes of an element. How, is told in
//! the files beside this one, by kind: `structure`, `lists`, `marks`, `links`, `pictures`,
//! `apparatus`.

use super::blocks::{self, Scan};
use super::rend::{self, Look};
use super::text::{Ctx, Opened, Place, Within};
use super::{Renderer, Writer};
use crate::model::{Element, Tag};

/// The name of an element and its end tag.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) name: &'static str,
    pub(super) close: &'static str,
}

pub(super) const fn form(name: &'static str, close: &'static str) -> Form {
    Form { name, close }
}

pub(super) const SPAN: Form = form("span", "</span>");
pub(super) const DIV: Form = form("div", "</div>\n");
pub(super) const P: Form = form("p", "</p>\n");
const QUOTE: Form = form("blockquote", "</blockquote>\n");
const SUP: Form = form("sup", "</sup>");
const SUB: Form = form("sub", "</sub>");
const EM: Form = form("em", "</em>");

/// A heading's form at its level.
pub(super) const fn heading(level: u8) -> Form {
    match level {
        0..=2 => form("h2", "</h2>\n"),
        3 => form("h3", "</h3>\n"),
        4 => form("h4", "</h4>\n"),
        5 => form("h5", "</h5>\n"),
        _ => form("h6", "</h6>\n"),
    }
}

/// The element for what stands on a line of its own: a paragraph, or a span among words.
pub(super) const fn line_form(ctx: Ctx, scan: Scan) -> Form {
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
    #[allow(
        clippy::match_wildcard_for_single_variants,
        reason = "a name that joins the table of tags is told by its words until it has an arm"
    )]
    pub(super) fn open(
        &mut self,
        el: &'a Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        // Words stand beside it, even where blocks could.
        let here = if place.mixed && ctx.within == Within::Flow && blocks::blocks(el) == Scan::Words
        {
            ctx.within(Within::Phrase)
        } else {
            ctx
        };
        match &el.tag {
            Tag::P => self.paragraph(el, ctx, out),
            Tag::Ab => self.ab(el, ctx.lines(), out),
            Tag::Dateline => self.line("dateline", el, ctx.lines(), out),
            Tag::Salute => self.line("salute", el, ctx.lines(), out),
            Tag::Signed => self.line("signed", el, ctx.lines(), out),
            Tag::Label if ctx.within == Within::Gloss => {
                self.tag(form("dt", "</dt>"), "", el, out);
                Opened::new("</dt>\n", ctx.within(Within::Phrase).running())
            }
            Tag::Label => self.line("label", el, ctx.running(), out),
            Tag::Byline => self.line("byline", el, ctx.lines(), out),
            Tag::Trailer => self.line("trailer", el, ctx.lines(), out),
            Tag::Speaker => self.line("speaker", el, ctx.running(), out),
            Tag::Stage => self.line("stage", el, ctx.running(), out),
            Tag::L => self.verse_line(el, ctx.lines(), out),
            Tag::Fw => self.running_head(el, ctx.lines(), out),
            Tag::FigDesc => self.fig_desc(el, ctx, out),
            Tag::Head => self.head(el, ctx.running(), out),

            Tag::Div => self.division(el, ctx, out),
            Tag::FloatingText => self.floating_text(el, ctx, out),
            Tag::Opener => self.block(DIV, "opener", el, ctx.lines(), out),
            Tag::Closer => self.block(DIV, "closer", el, ctx.lines(), out),
            Tag::Postscript => self.block(DIV, "postscript", el, ctx, out),
            Tag::Argument => self.block(DIV, "argument", el, ctx.running(), out),
            Tag::Lg => self.block(DIV, "lg", el, ctx, out),
            Tag::Sp => self.block(DIV, "sp", el, ctx, out),
            Tag::Epigraph => self.block(QUOTE, "epigraph", el, ctx, out),
            Tag::Quote if ctx.phrase() || place.mixed && blocks::blocks(el) == Scan::Words => {
                self.quoted("quote", el, ctx, out)
            }
            Tag::Quote => self.block(QUOTE, "quote", el, ctx.running(), out),
            Tag::Stamp => self.stamp(el, ctx.lines(), out),
            Tag::Address => self.address(el, ctx.lines(), out),
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
            Tag::List => self.list(el, ctx, out),
            Tag::Item => self.item(el, ctx.running(), out),
            Tag::Table => self.table(el, ctx, out),
            Tag::Row => self.row(el, ctx, out),
            Tag::Cell => self.cell(el, ctx.running(), out),

            Tag::Pb => self.page_break(el, here, out),
            Tag::Cb => self.column_break(el, here, out),
            Tag::Milestone => self.milestone(el, here, place, out),
            Tag::Lb => self.line_break(el, here, out),
            Tag::Anchor => self.note_mark(el, ctx, out),
            Tag::Ref | Tag::Ptr => self.reference(el, ctx, out),

            Tag::PersName => self.name("persname", el, ctx, out),
            Tag::PlaceName => self.name("placename", el, ctx, out),
            Tag::OrgName => self.name("orgname", el, ctx, out),
            Tag::Term => self.name("term", el, ctx, out),
            Tag::Name => self.name("name", el, ctx, out),
            Tag::Rs => self.name("rs", el, ctx, out),

            Tag::Hi => self.hi(el, ctx, out),
            Tag::Emph => self.inline(EM, "emph", el, ctx, out),
            Tag::Title => self.title(el, ctx, out),
            Tag::Date | Tag::Time => self.date(el, ctx, out),
            Tag::Code => self.code(el, ctx, out),
            Tag::Figure => self.figure(el, ctx, out),
            Tag::Graphic => {
                if ctx.within != Within::Figure {
                    self.image(el, "", ctx, out);
                }
                Opened::new("", ctx)
            }
            Tag::Q | Tag::Said => self.quoted("q", el, ctx, out),

            Tag::Seg => {
                // Pieces that stand apart on the paper are no one word.
                if !place.first && rend::is_piece(el, &self.record.renditions) {
                    out.text(" ");
                }
                let class = match el.kind() {
                    "withheld" | "omitted" => "gap",
                    "sic" | "editorial" => "editorial",
                    _ => "seg",
                };
                self.reading(class, el, ctx, place, out)
            }
            Tag::Abbr => self.reading("abbr", el, ctx, place, out),
            Tag::Corr => self.reading("corr", el, ctx, place, out),
            Tag::Expan => self.reading("expan", el, ctx, place, out),
            Tag::Orig => self.reading("orig", el, ctx, place, out),
            Tag::Reg => self.reading("reg", el, ctx, place, out),
            Tag::Sic => self.reading("sic", el, ctx, place, out),
            Tag::Unclear => self.reading("unclear", el, ctx, place, out),
            Tag::Supplied => self.reading("supplied", el, ctx, place, out),
            Tag::Choice => self.choice(el, ctx, out),
            Tag::Add => self.addition(el, ctx, out),
            Tag::Del => self.deletion(el, here, place, out),
            Tag::Surplus => self.surplus(el, ctx, out),
            Tag::Damage => self.damage(el, ctx, out),
            Tag::Gap => self.gap(el, ctx, out),
            Tag::Space => self.space(el, here, out),
            Tag::Subst => self.inline(SPAN, "subst", el, ctx, out),

            Tag::App => self.app(el, ctx, place, out),
            Tag::Lem => self.inline(SPAN, "lem", el, ctx, out),
            Tag::Rdg => self.loose_reading(el, ctx, out),

            Tag::Foreign => self.inline(SPAN, "foreign", el, ctx, out),
            Tag::Gloss => self.inline(SPAN, "gloss", el, ctx, out),
            Tag::Idno => self.inline(SPAN, "idno", el, ctx, out),
            Tag::Measure => self.inline(SPAN, "measure", el, ctx, out),
            Tag::Num => self.inline(SPAN, "num", el, ctx, out),
            Tag::Note => self.note_in_place(el, ctx.running(), out),
            other => self.by_name(other.name(), el, ctx, place, out),
        }
    }

    /// Elements without a name in the table of tags, and those without a rule.
    fn by_name(
        &mut self,
        name: &str,
        el: &'a Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        match name {
            "text" | "body" | "front" | "back" | "group" | "teiCorpus" | "TEI" | "docTitle"
            | "docImprint" | "performance" | "sourceDoc" => self.block(DIV, "part", el, ctx, out),
            "surface" | "zone" | "spGrp" | "epilogue" | "prologue" | "set" => {
                self.division(el, ctx, out)
            }
            "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" => {
                self.division(el, ctx, out)
            }
            "titlePage" => self.block(DIV, "titlepage", el, ctx.lines(), out),
            "titlePart" => self.line("titlepart", el, ctx.lines(), out),
            "docAuthor" | "docEdition" | "docDate" | "imprimatur" | "imprint" | "line" => {
                self.line("docline", el, ctx.lines(), out)
            }
            "sound" | "camera" | "caption" | "tech" | "view" | "move" => {
                self.line("stage", el, ctx.running(), out)
            }
            "listApp" if self.aparts.is_empty_list(el) => Opened::done(""),
            "castList" | "castGroup" | "listBibl" | "listPerson" | "listPlace" | "listOrg"
            | "listEvent" | "listObject" | "listWit" | "listApp" | "listRef" => {
                self.named_list(name, el, ctx, place, out)
            }
            "castItem" => self.inline(SPAN, "cast-item", el, ctx, out),
            "role" => self.inline(form("strong", "</strong>"), "role", el, ctx, out),
            "roleDesc" | "actor" => self.inline(SPAN, "roledesc", el, ctx, out),
            "gb" => self.column_break(el, ctx, out),
            "cit" => self.block(DIV, "cit", el, ctx, out),
            "bibl" if !ctx.phrase() && !place.mixed => self.line("bibl", el, ctx.running(), out),
            "bibl" => self.inline(SPAN, "bibl", el, ctx, out),

            "geogName" | "settlement" | "country" | "region" | "district" | "bloc" => {
                self.name("placename", el, ctx, out)
            }
            "objectName" | "eventName" => self.name("name", el, ctx, out),
            "forename" | "surname" | "roleName" | "addName" | "genName" | "nameLink" | "c"
            | "w" | "s" | "pc" | "m" | "cl" | "phr" | "caesura" | "rhyme" | "desc" => {
                self.inline(SPAN, plain_class(name), el, ctx, out)
            }
            "ex" | "am" => self.letters(name, el, ctx, place, out),
            "restore" => {
                let restored = Ctx {
                    restored: true,
                    ..ctx
                };
                self.inline(SPAN, "restore", el, restored, out)
            }
            "secl" => self.surplus(el, ctx, out),
            "redo" | "retrace" | "mod" => self.inline(SPAN, "mod", el, ctx, out),
            "handShift" => self.hand_shift(el, out),
            "soCalled" | "mentioned" | "distinct" => self.quoted("q", el, ctx, out),
            "ruby" => self.inline(form("ruby", "</ruby>"), "", el, ctx, out),
            "rb" => Opened::new("", ctx),
            "rt" if place
                .parent
                .is_some_and(|parent| parent.tag.name() == "ruby") =>
            {
                self.inline(form("rt", "</rt>"), "", el, ctx, out)
            }
            "origDate" => self.date(el, ctx, out),
            "rdgGrp" | "witDetail" | "wit" => self.loose_reading(el, ctx, out),
            "facsimile" => self.facsimile(el, ctx, out),
            "media" => {
                self.image(el, "", ctx, out);
                Opened::new("", ctx)
            }
            "formula" => self.inline(SPAN, "formula", el, ctx, out),
            "eg" | "egXML" => self.code(el, ctx, out),
            "ident" | "gi" | "att" | "val" | "tag" => {
                self.inline(form("code", "</code>"), "code", el, ctx, out)
            }
            "teiHeader" => self.header_in_place(el, ctx, out),
            _ => self.generic(el, ctx, place, out),
        }
    }

    /// An element without a rule: its words are kept, in a line or in a block as they are.
    fn generic(&self, el: &'a Element, ctx: Ctx, place: Place<'a>, out: &mut Writer) -> Opened<'a> {
        if ctx.phrase() || place.mixed {
            return self.inline(SPAN, "tei", el, ctx, out);
        }
        if !super::has_words(&el.children) {
            self.tag(SPAN, "tei", el, out);
            return Opened::new(SPAN.close, ctx.within(Within::Phrase));
        }
        // A part of something that has no rule either: a field, and a blank before the next.
        if place
            .parent
            .is_some_and(|parent| matches!(parent.tag, Tag::Other(_)))
            && blocks::blocks(el) == Scan::Words
        {
            self.tag(SPAN, "tei", el, out);
            return Opened::new("</span> ", ctx.within(Within::Phrase).running());
        }
        let lines = el
            .children
            .iter()
            .any(|node| node.element().is_none() && !super::text::is_blank(node));
        if lines && blocks::blocks(el) == Scan::Words {
            self.tag(P, "tei", el, out);
            return Opened::new(P.close, ctx.within(Within::Phrase).running());
        }
        self.tag(DIV, "tei", el, out);
        Opened::new(DIV.close, ctx.within(Within::Flow).running())
    }

    /// Begins a start tag with class, id, language and looks; the caller ends it.
    pub(super) fn begin(&self, name: &'static str, class: &[&str], el: &Element, out: &mut Writer) {
        out.open(name);
        let look = rend::look(el, &self.record.renditions);
        // What HTML's own element says need not be said again.
        let looks: Vec<&str> = look
            .iter()
            .flat_map(|look| &look.known)
            .filter(|look| !rend::is_said_by(name, look))
            .copied()
            .collect();
        let spread = matches!(
            el.tag,
            Tag::P | Tag::Ab | Tag::Opener | Tag::Closer | Tag::Dateline | Tag::Seg
        ) && rend::is_spread(el, &self.record.renditions);
        let unsure = matches!(el.attrs.get("cert"), Some("low" | "unknown"));
        if class.iter().any(|part| !part.is_empty()) || !looks.is_empty() || unsure || spread {
            let mut parts: Vec<&str> = class.to_vec();
            let mut between = if class.iter().all(|part| part.is_empty()) {
                ""
            } else {
                " "
            };
            for look in &looks {
                parts.extend([between, "r-", look]);
                between = " ";
            }
            if spread {
                parts.extend([between, "spread"]);
                between = " ";
            }
            if unsure {
                parts.extend([between, "unsure"]);
            }
            out.attr_parts("class", &parts);
        }
        if let Some(key) = &el.key {
            let between = super::between(self.ids.prefix, key);
            out.attr_parts("id", &[self.ids.prefix, between, key]);
        }
        if let Some(language) = el.attrs.get("xml:lang").and_then(rend::language) {
            out.attr("lang", &language);
            match (rend::is_rtl(&language), self.rtl) {
                (true, _) => out.markup(" dir=\"rtl\""),
                (false, true) => out.markup(" dir=\"ltr\""),
                (false, false) => {}
            }
        }
        if let Some(Look { unknown, .. }) = look
            && !unknown.is_empty()
        {
            out.attr("data-rend", &unknown.join(" "));
        }
        if let Tag::Other(name) = &el.tag {
            out.attr("data-tei", name);
        }
    }

    /// A whole start tag.
    pub(super) fn tag(&self, form: Form, class: &str, el: &Element, out: &mut Writer) {
        self.begin(form.name, &[class], el, out);
        out.end();
    }

    /// An element that holds words wherever it stands; where blocks may stand it may
    /// hold those too.
    pub(super) fn inline(
        &self,
        form: Form,
        class: &str,
        el: &Element,
        ctx: Ctx,
        out: &mut Writer,
    ) -> Opened<'a> {
        if ctx.phrase() || blocks::blocks(el) == Scan::Words {
            self.tag(form, class, el, out);
            return Opened::new(form.close, ctx.within(Within::Phrase));
        }
        // What HTML has for words only gives way to what holds anything.
        let form = if matches!(form.name, "ins" | "del") {
            form
        } else {
            DIV
        };
        self.tag(form, class, el, out);
        Opened::new(form.close, ctx.within(Within::Flow))
    }

    /// An element that stands on a line of its own.
    pub(super) fn line(&self, class: &str, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
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
    pub(super) fn block(
        &self,
        form: Form,
        class: &str,
        el: &Element,
        ctx: Ctx,
        out: &mut Writer,
    ) -> Opened<'a> {
        if ctx.phrase() {
            return self.inline(SPAN, class, el, ctx, out);
        }
        self.tag(form, class, el, out);
        Opened::new(form.close, ctx.within(Within::Flow))
    }

    /// Words that look different.
    fn hi(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let (form, class) = match rend::look(el, &self.record.renditions) {
            None => (EM, "hi"),
            Some(look) if look.has("sup") => (SUP, "hi"),
            Some(look) if look.has("sub") => (SUB, "hi"),
            Some(look) if look.has("bold") => (form("strong", "</strong>"), "hi"),
            Some(look) if look.has("underline") => (form("u", "</u>"), "hi"),
            Some(look) if look.has("smallcaps") => (SPAN, "hi smallcaps"),
            Some(look) if look.has("italic") => (EM, "hi"),
            Some(_) => (SPAN, "hi"),
        };
        self.inline(form, class, el, ctx, out)
    }

    /// A title: of a book or the like, or of a part, which stands in quotation marks and
    /// not in italics.
    fn title(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let class = match el.attrs.get("level") {
            Some("a" | "u") => "title part-title",
            _ => "title",
        };
        self.inline(form("cite", "</cite>"), class, el, ctx, out)
    }

    /// Quoted words. Marks of quotation are the text's own; where it has none they are
    /// generated.
    fn quoted(&self, class: &str, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if !ctx.phrase() && blocks::blocks(el) == Scan::Blocks {
            return self.block(QUOTE, "quote", el, ctx, out);
        }
        let form = if out.ends_with_quote() || blocks::begins_with_quote(el) {
            SPAN
        } else {
            form("q", "</q>")
        };
        self.tag(form, class, el, out);
        Opened::new(form.close, ctx.within(Within::Phrase))
    }

    /// Program text.
    fn code(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
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
            Some(language) => super::highlight::write(&words, language, out),
            None => out.verbatim(&words),
        }
        Opened::done(if block { "</code></pre>\n" } else { "</code>" })
    }
}

/// The class of an element inside a line that has only its name to tell.
fn plain_class(name: &str) -> &'static str {
    match name {
        "forename" | "surname" | "roleName" | "addName" | "genName" | "nameLink" => "name-part",
        "caesura" => "caesura",
        "desc" => "desc",
        _ => "w",
    }
}
