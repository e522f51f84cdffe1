//! What leads somewhere or is led to: page breaks, marks of notes, references, names.

use super::blocks::{self, Scan};
use super::dates;
use super::elements::{SPAN, form};
use super::text::{Ctx, Opened, Place, Within, is_blank};
use super::{Renderer, Target, Writer};
use crate::model::{
    Date, Descend, Element, Inferred, Node, Tag, is_before_christ, plain_text, walk,
};
use std::collections::BTreeMap;

/// What a record says of its own ids: which are pages of a facsimile, which are witnesses.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    /// The image of a surface, a zone or a graphic, by its id.
    images: BTreeMap<&'a str, &'a str>,
    /// Witnesses by their ids: siglum and description.
    pub(super) witnesses: BTreeMap<&'a str, (String, String)>,
    /// How many verses there are, and how many have a number.
    verses: (usize, usize),
}

impl<'a> Known<'a> {
    fn of(renderer: &Renderer<'a>) -> Self {
        let mut known = Known::default();
        for tree in [&renderer.record.description, &renderer.record.body] {
            walk(tree, &mut |node| {
                if let Node::Element(element) = node {
                    known.element(element);
                }
                Descend::Into
            });
        }
        known
    }

    /// Whether verses have numbers one by one, of which every fifth is to be shown.
    pub(super) const fn counts_every_verse(&self) -> bool {
        self.verses.1 * 2 > self.verses.0
    }

    fn element(&mut self, el: &'a Element) {
        let id = el.attrs.get("xml:id");
        match (el.tag.name(), id) {
            ("l", _) => {
                self.verses.0 += 1;
                self.verses.1 += usize::from(el.attrs.get("n").is_some());
            }
            ("graphic", Some(id)) => {
                self.images.extend(el.attrs.get("url").map(|url| (id, url)));
            }
            ("surface", _) => {
                let (mut url, mut ids) = (None, Vec::from_iter(id));
                walk(&el.children, &mut |node| {
                    if let Node::Element(part) = node {
                        match part.tag.name() {
                            "graphic" if url.is_none() => url = part.attrs.get("url"),
                            "zone" => ids.extend(part.attrs.get("xml:id")),
                            _ => {}
                        }
                    }
                    Descend::Into
                });
                self.images.extend(
                    url.into_iter()
                        .flat_map(|url| ids.iter().map(move |id| (*id, url))),
                );
            }
            ("witness", Some(id)) => {
                let words = plain_text(&el.children);
                let mut siglum = el.attrs.get("n").map(str::to_owned);
                walk(&el.children, &mut |node| {
                    if let Node::Element(part) = node
                        && (part.tag.name() == "siglum"
                            || part.tag == Tag::Abbr && part.kind() == "siglum")
                        && siglum.is_none()
                    {
                        siglum = Some(plain_text(&part.children));
                    }
                    Descend::Into
                });
                let siglum = siglum.filter(|siglum| !siglum.trim().is_empty());
                let words = words
                    .strip_prefix(siglum.as_deref().unwrap_or(""))
                    .map_or(&*words, str::trim);
                let words = words.trim_start_matches([':', '=', '.', ' ']).to_owned();
                self.witnesses
                    .insert(id, (siglum.unwrap_or_else(|| id.to_owned()), words));
            }
            _ => {}
        }
    }
}

/// The id that the source gives an element.
pub(super) fn id_of(el: &Element) -> Option<&str> {
    el.attrs.get("xml:id").or(el.key.as_deref())
}

impl<'a> Renderer<'a> {
    /// What the record says of its ids.
    pub(super) fn known(&mut self) -> &Known<'a> {
        if self.ids_known.is_none() {
            self.ids_known = Some(Known::of(self));
        }
        self.ids_known.get_or_insert_with(Known::default)
    }

    /// Words of the text; the blank after a break inside a word is no part of them.
    pub(super) fn words(&mut self, words: &str, out: &mut Writer) {
        let words = if self.glued {
            words.trim_start()
        } else {
            words
        };
        self.glued &= words.is_empty();
        out.text(words);
    }

    /// A break inside a word: no blank on either side.
    fn glue(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> bool {
        let inside = el.attrs.get("break") == Some("no");
        if inside && ctx.phrase() {
            out.trim_blank();
            self.glued = true;
        }
        inside
    }

    pub(super) fn page_break(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        self.glue(el, ctx, out);
        let n = el
            .attrs
            .get("n")
            .or(el.attrs.get("ed"))
            .unwrap_or("")
            .trim();
        let image = el.attrs.get("facs").and_then(|facs| self.page_image(facs));
        let class = match image {
            Some(_) if !ctx.link => " has-image",
            _ => "",
        };
        out.open("span");
        out.attr_parts("class", &["pb", class]);
        out.markup(" role=\"doc-pagebreak\"");
        if let Some(key) = &el.key {
            out.attr_parts("id", &[self.ids.pages, key]);
        }
        out.attr("data-n", n);
        // A title and no aria-label: the checkers know no name for this role on a span.
        match n {
            "" => out.attr("title", &self.says.page_begins),
            n => out.attr_parts("title", &self.says.page_n.around(n)),
        }
        out.end();
        let Some((href, external)) = image.filter(|_| !ctx.link) else {
            return Opened::new("</span>", ctx.within(Within::Phrase));
        };
        out.markup("</span><a class=\"facs\"");
        out.attr("href", &href);
        if external {
            out.markup(" rel=\"external\"");
        }
        // The number is generated, so that a word over two pages stays one word.
        out.attr("data-n", n);
        match n {
            "" => {
                out.attr("aria-label", &self.says.page_image);
                out.attr("title", &self.says.page_image);
            }
            n => {
                out.attr_parts("aria-label", &self.says.image_of_page.around(n));
                out.attr_parts("title", &self.says.image_of_page.around(n));
            }
        }
        out.markup("></a>");
        Opened::new("", ctx.within(Within::Phrase))
    }

    /// The address of a page's image, and whether it is out of the site.
    pub(super) fn page_image(&mut self, facs: &str) -> Option<(String, bool)> {
        let facs = facs.split_whitespace().next()?;
        let url = match facs.strip_prefix('#') {
            Some(id) => self.known().images.get(id).copied()?,
            None => facs,
        };
        match self.links.images.get(url) {
            Some(href) => Some((href.clone(), false)),
            None if url.starts_with("https://") || url.starts_with("http://") => {
                Some((url.to_owned(), true))
            }
            None => None,
        }
    }

    pub(super) fn column_break(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        self.glue(el, ctx, out);
        self.begin("span", &["cb"], el, out);
        match el.attrs.get("n") {
            Some(n) => {
                out.attr("data-n", n);
                out.attr_parts("title", &self.says.column_n.around(n));
            }
            None => out.attr("title", &self.says.column_begins),
        }
        out.end();
        Opened::new("</span>", ctx.within(Within::Phrase))
    }

    /// Where a part begins that the text is not divided into: a rule between paragraphs, a
    /// sign among words.
    pub(super) fn milestone(
        &mut self,
        el: &Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        self.glue(el, ctx, out);
        let n = el.attrs.get("n").unwrap_or("");
        let unit = el.attrs.get("unit").unwrap_or("");
        if n.is_empty() && el.children.is_empty() && !ctx.phrase() && !place.mixed {
            self.begin("hr", &["milestone"], el, out);
            out.end_empty();
            return Opened::done("\n");
        }
        self.begin("span", &["milestone"], el, out);
        if !n.is_empty() {
            out.attr("data-n", n);
        }
        if !unit.is_empty() {
            out.attr_parts("title", &[unit, if n.is_empty() { "" } else { " " }, n]);
        }
        out.end();
        Opened::new("</span>", ctx.within(Within::Phrase))
    }

    /// The end of a line. In running text of an encoded source the lines are the paper's:
    /// the edited text runs on.
    pub(super) fn line_break(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.within == Within::Lines && el.attrs.get("break") != Some("no") {
            out.markup("</p>\n<p>");
            return Opened::new("", ctx.within(Within::Phrase));
        }
        let inside = self.glue(el, ctx, out);
        let running = ctx.running && el.rule == crate::model::Rule::Encoded;
        if running {
            self.views = true;
            if !inside {
                out.markup(" ");
            }
            out.markup("<br class=\"written\" hidden=\"hidden\"/>");
        } else if !inside {
            // A word that a line's end divides is one word here.
            out.markup("<br/>\n");
        }
        Opened::new("", ctx)
    }

    /// The mark of a note, or a place that something points to.
    pub(super) fn note_mark(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let at = el.index.map(|index| index as usize);
        let note = at.and_then(|at| Some((self.record.notes.get(at)?, self.marks.get_mut(at)?)));
        let Some((note, marks)) = note else {
            // A mark whose note is lost is still a mark.
            let n = el.attrs.get("n").unwrap_or("");
            if n.is_empty() {
                self.tag(SPAN, "anchor", el, out);
                return Opened::new(SPAN.close, ctx.within(Within::Phrase));
            }
            self.begin("sup", &["noteref missing"], el, out);
            out.attr("title", &self.says.note_lost);
            out.markup(">");
            out.text(n);
            return Opened::new("</sup>", ctx.within(Within::Phrase));
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
            out.attr_parts("aria-label", &self.says.note_n.around(n));
        }
        out.end();
        out.text(n);
        out.markup(if ctx.link { "</span>" } else { "</a>" });
        Opened::new("", ctx.within(Within::Phrase))
    }

    pub(super) fn reference(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let wordless = el.children.iter().all(is_blank);
        let pointer = el.attrs.get("target").unwrap_or("").trim();
        let target = el
            .index
            .and_then(|index| self.links.refs.get(index as usize))
            .filter(|_| !ctx.link && blocks::links(el) == Scan::Words);
        match target {
            Some(Target::Internal { href, title }) => {
                self.begin("a", &["ref"], el, out);
                out.attr("href", href);
                match title {
                    Some(title) if !wordless => out.attr("title", title),
                    Some(_) => {}
                    None if wordless => out.attr("aria-label", &self.says.see_there),
                    None => {}
                }
                out.end();
                if wordless {
                    out.text(title.as_deref().unwrap_or("→"));
                }
                Self::linked(ctx)
            }
            Some(Target::External { href }) => {
                self.begin("a", &["ref external"], el, out);
                out.attr("href", href);
                out.attr("rel", "external");
                out.end();
                if wordless {
                    out.text(short_address(href));
                }
                Self::linked(ctx)
            }
            Some(Target::Unknown) if wordless => {
                self.begin("span", &["ref doubtful"], el, out);
                out.attr("title", pointer);
                out.end();
                out.text(short_pointer(pointer));
                Opened::new("</span>", ctx.within(Within::Phrase))
            }
            Some(Target::Unknown) => self.inline(SPAN, "ref doubtful", el, ctx, out),
            None => self.inline(SPAN, "ref", el, ctx, out),
        }
    }

    /// A name; a link where it has a page.
    pub(super) fn name(&self, class: &str, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let keys = ["ref", "corresp", "key"];
        let href = keys
            .iter()
            .filter_map(|name| el.attrs.get(name))
            .flat_map(str::split_whitespace)
            .find_map(|key| self.links.names.get(key.trim_start_matches('#')))
            .filter(|_| !ctx.link && blocks::links(el) == Scan::Words)
            // What holds blocks is no name in a line.
            .filter(|_| ctx.phrase() || blocks::blocks(el) == Scan::Words);
        let Some(href) = href else {
            return self.inline(SPAN, class, el, ctx, out);
        };
        self.begin("a", &[class], el, out);
        out.attr("href", href);
        out.end();
        Self::linked(ctx)
    }

    const fn linked(ctx: Ctx) -> Opened<'a> {
        let ctx = Ctx { link: true, ..ctx };
        Opened::new("</a>", ctx.within(Within::Phrase))
    }

    pub(super) fn date(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let when = el
            .attrs
            .get("when")
            .filter(|when| dates::is_html_date(when))
            .filter(|when| !when.starts_with('0') || !is_before_christ(&plain_text(&el.children)));
        if let Some(when) = when
            && (ctx.phrase() || blocks::blocks(el) == Scan::Words)
        {
            let inferred = self.inferred(el, when);
            let class = if inferred.is_some() { "inferred" } else { "" };
            self.begin("time", &[class], el, out);
            out.attr("datetime", when);
            if let Some(inferred) = inferred {
                out.attr("title", &inferred);
            }
            out.end();
            return Opened::new("</time>", ctx.within(Within::Phrase));
        }
        if let (Some(from), Some(to)) = (el.attrs.get("from"), el.attrs.get("to"))
            && let Some(inferred) = self.inferred(el, &format!("{from}/{to}"))
            && (ctx.phrase() || blocks::blocks(el) == Scan::Words)
        {
            self.begin("span", &["date inferred"], el, out);
            out.attr("title", &inferred);
            out.end();
            return Opened::new("</span>", ctx.within(Within::Phrase));
        }
        let said: Vec<String> = [
            ("from", &self.says.said_from),
            ("to", &self.says.said_to),
            ("notBefore", &self.says.said_not_before),
            ("notAfter", &self.says.said_not_after),
        ]
        .iter()
        .filter_map(|(name, words)| Some(words.fill(&[("date", el.attrs.get(name)?)])))
        .collect();
        if said.is_empty() || !ctx.phrase() && blocks::blocks(el) == Scan::Blocks {
            return self.inline(SPAN, "date", el, ctx, out);
        }
        self.begin("span", &["date"], el, out);
        out.attr("title", &said.join(", "));
        out.end();
        Opened::new("</span>", ctx.within(Within::Phrase))
    }

    /// The whole date of words that do not say all of it, and what of it is inferred.
    /// `None`: the words have it.
    fn inferred(&self, el: &Element, edtf: &str) -> Option<String> {
        let inferred = match el.rule.infers()? {
            Inferred::Year => &self.says.inferred,
            Inferred::MonthAndYear => &self.says.inferred_month,
        };
        let date = Date::parse(edtf).ok()?;
        Some(format!("{} {inferred}", self.says.lasting(&date)))
    }

    /// A teiHeader that stands in a text, as one of a corpus may.
    pub(super) fn header_in_place(
        &mut self,
        el: &'a Element,
        ctx: Ctx,
        out: &mut Writer,
    ) -> Opened<'a> {
        if ctx.phrase() {
            return self.inline(form("span", "</span>"), "tei", el, ctx, out);
        }
        self.header(el, super::Extent::Folded, ctx.level, out);
        Opened::done("")
    }
}

/// What a pointer points to, as words: the id or the file's name.
fn short_pointer(pointer: &str) -> &str {
    let first = pointer.split_whitespace().next().unwrap_or("");
    let last = first.rsplit(['/', '#', ':']).find(|part| !part.is_empty());
    last.map_or("→", |last| last.strip_suffix(".xml").unwrap_or(last))
}

/// An address as the words of a link: without what every address begins with.
fn short_address(href: &str) -> &str {
    let rest = href.split_once("://").map_or(href, |(_, rest)| rest);
    rest.trim_end_matches('/')
}
