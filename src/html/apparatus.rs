//! The apparatus: where witnesses differ. One reading stands in the text; the entry with
//! the others stands beside its line where there is room, as notes do, and in a list after
//! the text in any case.

use super::apart::Apart;
use super::blocks::{self, Scan};
use super::elements::SPAN;
use super::text::{Ctx, Opened, Place, Within, is_blank};
use super::{Renderer, Writer};
use crate::model::{Element, Node, Tag, plain_text};
use std::collections::BTreeSet;

/// The most words of a lemma that an entry repeats whole.
const LEMMA: usize = 8;

/// The most of an entry's readings that are looked through for what stands in groups.
const DEEP: usize = 20;

impl<'a> Renderer<'a> {
    /// An entry: its first reading in the text, then its mark.
    pub(super) fn app(
        &mut self,
        el: &'a Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        let apart = place
            .parent
            .is_some_and(|parent| parent.tag.name() == "listApp");
        if apart && !ctx.phrase() {
            out.markup("<p class=\"entry\">");
            self.entry(el, None, ctx, out);
            return Opened::done("</p>\n");
        }
        let base = base(el);
        let odd = el.children.iter().any(|node| match node {
            Node::Text(_) => !is_blank(node),
            Node::Element(part) => !is_part(part),
        });
        let opened = self.inline(SPAN, "app", el, ctx, out);
        // What is no entry of the usual form, and what stands in a note, is told in place.
        let Some(base) = base.filter(|_| !odd && !self.plain_entries) else {
            return opened;
        };
        let entry = self.entries.len();
        self.entries.push((el, None));
        opened.entry(entry, std::slice::from_ref(base))
    }

    /// A reading outside an entry, or in one that is told in place.
    pub(super) fn loose_reading(
        &mut self,
        el: &'a Element,
        ctx: Ctx,
        out: &mut Writer,
    ) -> Opened<'a> {
        if self.plain_entries && el.tag == Tag::Rdg {
            let sigla = self.sigla(el);
            self.begin("span", &["rdg"], el, out);
            out.attr("data-wit", &sigla.join(" "));
            out.end();
            return Opened::new("</span>", ctx.within(Within::Phrase));
        }
        self.inline(SPAN, "rdg", el, ctx, out)
    }

    /// The entries that stand apart and whose words end with an element: their places in
    /// the list.
    pub(super) fn entries_ending(&mut self, el: &Element) -> Vec<usize> {
        let ending = self.aparts.ending(el).into_iter();
        ending.map(|apart| self.enlist(&apart)).collect()
    }

    fn enlist(&mut self, apart: &Apart<'a>) -> usize {
        self.entries.push((apart.app, Some(apart.words())));
        self.entries.len() - 1
    }

    /// The mark of an entry, after its words.
    pub(super) fn entry_mark(&self, entry: usize, ctx: Ctx, out: &mut Writer) {
        let (id, letter) = (entry_id(entry), letters(entry));
        let name = if ctx.link { "span" } else { "a" };
        out.open(name);
        out.attr("class", "noteref appref");
        out.attr_parts("id", &[self.ids.prefix, &id, "-ref"]);
        if !ctx.link {
            out.attr_parts("href", &["#", self.ids.prefix, &id]);
            out.markup(" role=\"doc-noteref\"");
            out.attr_parts("aria-label", &self.says.apparatus_n.around(&letter));
        }
        out.end();
        out.text(&letter);
        out.markup(if ctx.link { "</span>" } else { "</a>" });
    }

    /// The list of the apparatus, with what its sigla mean. After the text and before the
    /// notes, whose marks can stand in readings. Says whether there is one.
    pub fn apparatus(&mut self, level: u8, out: &mut Writer) -> bool {
        let marked = self.entries.len();
        for apart in self.aparts.rest() {
            self.enlist(&apart);
        }
        let unmarked = marked..self.entries.len();
        if self.entries.is_empty() {
            return false;
        }
        let heading = if level <= 2 { "h2" } else { "h3" };
        out.markup("<section class=\"notes apparatus\" role=\"doc-endnotes\"");
        let id = [self.ids.prefix, "apparatus"];
        out.attr_parts("aria-labelledby", &id);
        out.end();
        out.open(heading);
        out.attr_parts("id", &id);
        out.markup(">");
        out.text(&self.says.apparatus);
        out.markup("</");
        out.markup(heading);
        out.markup(">\n<ol>\n");
        let mut cited = BTreeSet::new();
        // Entries in the readings of others come behind them.
        let mut at = 0;
        while let Some((app, words)) = self.entries.get(at).cloned() {
            let (id, letter) = (entry_id(at), letters(at));
            out.markup("<li class=\"note\"");
            out.attr_parts("id", &[self.ids.prefix, &id]);
            out.attr("data-n", &letter);
            out.markup("><span class=\"note-n\">");
            out.text(&letter);
            out.markup("</span> <div class=\"note-body\">");
            let cites = self.entry(
                app,
                words.as_deref(),
                Ctx::flow(level.saturating_add(1)),
                out,
            );
            cited.extend(cites);
            if unmarked.contains(&at) {
                out.markup("</div></li>\n");
                at += 1;
                continue;
            }
            out.markup("</div> <a class=\"backref\" role=\"doc-backlink\"");
            out.attr_parts("href", &["#", self.ids.prefix, &id, "-ref"]);
            out.attr_parts("aria-label", &self.says.back_to_apparatus.around(&letter));
            out.markup(">↩</a></li>\n");
            at += 1;
        }
        out.markup("</ol>\n");
        self.explain_sigla(&cited, out);
        out.markup("</section>\n");
        true
    }

    /// What the sigla mean that were used.
    fn explain_sigla(&mut self, cited: &BTreeSet<String>, out: &mut Writer) {
        let says = self.says;
        let known = &self.known().witnesses;
        let mut rows = known
            .iter()
            .filter(|(id, (_, words))| cited.contains(**id) && !words.is_empty())
            .peekable();
        if rows.peek().is_none() {
            return;
        }
        out.markup("<dl class=\"sigla\"");
        out.attr("aria-label", &says.witnesses);
        out.markup(">\n");
        for (_, (siglum, words)) in rows {
            out.markup("<dt>");
            out.text(siglum);
            out.markup("</dt><dd>");
            out.text(words);
            out.markup("</dd>\n");
        }
        out.markup("</dl>\n");
    }

    /// One entry: lemma ] reading siglum; reading siglum. `words` stand for a lemma that it
    /// does not have. Gives the witnesses it cites.
    fn entry(
        &mut self,
        app: &'a Element,
        words: Option<&str>,
        ctx: Ctx,
        out: &mut Writer,
    ) -> Vec<String> {
        let mut cited = Vec::new();
        let base = base(app).and_then(Node::element);
        if let Some(place) = app.attrs.get("loc").or(app.attrs.get("n")) {
            out.markup("<span class=\"loc\">");
            out.text(place);
            out.markup("</span> ");
        }
        // Without a lemma, the reading in the text is one among others.
        if let Some(lem) = base.filter(|base| base.tag == Tag::Lem) {
            out.markup("<span class=\"lem\">");
            out.text(&short(&plain_text(&lem.children)));
            out.markup("</span>");
            self.write_sigla(lem, &mut cited, out);
            out.markup("] ");
        } else if let Some(words) = words.filter(|words| !words.is_empty()) {
            out.markup("<span class=\"lem\">");
            out.text(&short(words));
            out.markup("</span>] ");
        }
        let mut first = true;
        let mut rest: Vec<(&'a Element, usize)> =
            elements(app).rev().map(|part| (part, 0)).collect();
        while let Some((part, depth)) = rest.pop() {
            let name = part.tag.name();
            if name == "lem" {
                continue;
            }
            if name == "rdgGrp" && depth < DEEP {
                rest.extend(elements(part).rev().map(|part| (part, depth + 1)));
                continue;
            }
            let aside = matches!(
                name,
                "witDetail" | "note" | "wit" | "desc" | "certainty" | "noteGrp"
            );
            if !first {
                out.markup(if aside { " " } else { "; " });
            }
            first = false;
            if aside {
                out.markup("<span class=\"wit-detail\">(");
                let before = cited.len();
                self.write_sigla(part, &mut cited, out);
                if cited.len() > before && super::has_words(&part.children) {
                    out.text(&self.says.colon);
                    out.markup(" ");
                }
            } else {
                // Its id and language, and how it looks.
                let form = if blocks::blocks(part) == Scan::Blocks {
                    "div"
                } else {
                    "span"
                };
                self.begin(form, &["rdg"], part, out);
                match part.kind() {
                    "" => {}
                    kind => out.attr("title", kind),
                }
                out.end();
                if !super::has_words(&part.children)
                    && !part.children.iter().any(|node| node.element().is_some())
                {
                    out.markup("<i class=\"om\"");
                    out.attr("title", &self.says.omitted);
                    out.markup(">om.</i>");
                }
            }
            let words = blocks::blocks(part) == Scan::Words;
            let inner = Ctx {
                // What a witness struck out is part of its reading.
                restored: true,
                ..if words {
                    ctx.within(Within::Phrase)
                } else {
                    ctx
                }
            };
            self.nodes(&part.children, inner.running(), out);
            if aside {
                out.markup(")</span>");
            } else {
                out.markup(if words { "</span>" } else { "</div>" });
                self.write_sigla(part, &mut cited, out);
            }
        }
        cited
    }

    /// The witnesses of a reading, by their ids.
    fn witnesses_of(el: &Element) -> impl Iterator<Item = &str> {
        el.attrs
            .get("wit")
            .or(el.attrs.get("source"))
            .or(el.attrs.get("resp"))
            .or(el.attrs.get("hand"))
            .unwrap_or("")
            .split_whitespace()
            .map(|wit| wit.rsplit_once('#').map_or(wit, |(_, id)| id))
    }

    /// The sigla of a reading's witnesses.
    fn sigla(&mut self, el: &Element) -> Vec<String> {
        let known = &self.known().witnesses;
        Self::witnesses_of(el)
            .map(|id| known.get(id).map_or(id, |(siglum, _)| siglum).to_owned())
            .collect()
    }

    fn write_sigla(&mut self, el: &Element, cited: &mut Vec<String>, out: &mut Writer) {
        let known = &self.known().witnesses;
        for id in Self::witnesses_of(el) {
            out.markup(if out.as_str().ends_with('(') {
                "<i class=\"siglum\""
            } else {
                " <i class=\"siglum\""
            });
            let siglum = known.get(id).map_or(id, |(siglum, words)| {
                if !words.is_empty() {
                    out.attr("title", words);
                }
                siglum
            });
            out.end();
            out.text(siglum);
            out.markup("</i>");
            cited.push(id.to_owned());
        }
    }
}

fn elements(el: &Element) -> impl DoubleEndedIterator<Item = &Element> {
    el.children.iter().filter_map(Node::element)
}

/// Whether an element has its place in an entry.
fn is_part(el: &Element) -> bool {
    matches!(
        el.tag.name(),
        "lem"
            | "rdg"
            | "rdgGrp"
            | "witDetail"
            | "wit"
            | "note"
            | "noteGrp"
            | "lacunaStart"
            | "lacunaEnd"
            | "witStart"
            | "witEnd"
            | "desc"
            | "certainty"
    )
}

/// The reading that stands in the text: the lemma, or else the first.
fn base(app: &Element) -> Option<&Node> {
    let is = |node: &&Node, tag: &Tag| node.element().is_some_and(|el| el.tag == *tag);
    let direct = |tag: Tag| app.children.iter().find(|node| is(node, &tag));
    let grouped = |tag: Tag| {
        elements(app)
            .filter(|el| el.tag.name() == "rdgGrp")
            .flat_map(|group| &group.children)
            .find(|node| is(node, &tag))
    };
    direct(Tag::Lem)
        .or_else(|| grouped(Tag::Lem))
        .or_else(|| direct(Tag::Rdg))
        .or_else(|| grouped(Tag::Rdg))
}

/// A lemma as an entry has it: the first and the last words of a long one.
fn short(lemma: &str) -> String {
    let words: Vec<&str> = lemma.split_whitespace().collect();
    match (words.as_slice(), words.len() > LEMMA) {
        ([first, second, .., before, last], true) => format!("{first} {second} … {before} {last}"),
        _ => lemma.to_owned(),
    }
}

/// No key of the text's own looks like this.
fn entry_id(entry: usize) -> String {
    format!("app-{}", entry + 1)
}

/// a, b, … z, aa, ab, …
fn letters(entry: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = entry + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{letters, short};

    #[test]
    fn marks_are_letters() {
        assert_eq!(
            [0, 25, 26, 51, 702].map(letters),
            ["a", "z", "aa", "az", "aaa"]
        );
    }

    #[test]
    fn long_lemmas_are_cut_in_the_middle() {
        assert_eq!(short("in good faith"), "in good faith");
        assert_eq!(short("a b c d e f g h i"), "a b … h i");
    }
}
