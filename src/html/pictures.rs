//! Figures, images, and the pages of a facsimile.

use super::elements::{Form, SPAN, form};
use super::text::{Ctx, Opened, Within};
use super::{Renderer, Writer};
use crate::model::{Descend, Element, Node, Tag, plain_text, walk};

const FIGURE: Form = form("figure", "</figure>\n");

impl<'a> Renderer<'a> {
    /// A figure: its images with their descriptions, then whatever else is in it.
    pub(super) fn figure(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
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
        for image in described.filter(|part| matches!(part.tag.name(), "graphic" | "media")) {
            self.image(image, &description, ctx, out);
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
    pub(super) fn fig_desc(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.within == Within::Figure && is_plain(el) {
            return Opened::done("");
        }
        self.inline(SPAN, "figdesc", el, ctx, out)
    }

    pub(super) fn image(&self, el: &Element, description: &str, ctx: Ctx, out: &mut Writer) {
        let url = el.attrs.get("url").unwrap_or("");
        let words = if description.is_empty() {
            url
        } else {
            description
        };
        match self.links.images.get(url) {
            Some(href) => {
                out.open("img");
                out.attr("src", href);
                out.attr("alt", description);
                out.end_empty();
            }
            // Nothing is fetched from elsewhere; the reader may go there.
            None if !ctx.link && (url.starts_with("https://") || url.starts_with("http://")) => {
                out.open("a");
                out.attr("class", "ref external");
                out.attr("href", url);
                out.markup(" rel=\"external\">");
                out.text(words);
                out.markup("</a>");
            }
            None => {
                out.markup("<span class=\"figure-missing\">");
                out.text(words);
                out.markup("</span>");
            }
        }
    }

    /// The images of the pages, as a list of links that is folded.
    pub(super) fn facsimile(&mut self, el: &'a Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let mut urls: Vec<&str> = Vec::new();
        let mut words = false;
        walk(&el.children, &mut |node| {
            match node {
                Node::Element(part) if part.tag == Tag::Graphic => {
                    urls.extend(part.attrs.get("url").filter(|url| !urls.contains(url)));
                }
                Node::Element(_) => {}
                Node::Text(text) => words |= !text.text.trim().is_empty(),
            }
            Descend::Into
        });
        // Where there is transcription on the surfaces, it is what counts.
        if words || ctx.phrase() || urls.is_empty() {
            return self.inline(SPAN, "facsimile", el, ctx, out);
        }
        self.begin("details", &["fold facsimile"], el, out);
        out.markup("><summary>Images of the pages (");
        out.text(&urls.len().to_string());
        out.markup(")</summary>\n<ol>\n");
        for url in urls {
            let name = url.trim_end_matches('/').rsplit('/').next().unwrap_or(url);
            out.markup("<li>");
            match self.page_image(url) {
                Some((href, external)) => {
                    out.open("a");
                    out.attr("class", if external { "ref external" } else { "ref" });
                    out.attr("href", &href);
                    if external {
                        out.markup(" rel=\"external\"");
                    }
                    out.end();
                    out.text(name);
                    out.markup("</a>");
                }
                None => out.text(name),
            }
            out.markup("</li>\n");
        }
        out.markup("</ol>\n");
        Opened::done("</details>\n")
    }
}

/// Whether an element holds words alone, so that an attribute can hold them.
fn is_plain(el: &Element) -> bool {
    el.children.iter().all(|child| child.element().is_none())
}
