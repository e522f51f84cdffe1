//! Lists and tables.

use super::blocks;
use super::elements::{DIV, SPAN, form};
use super::text::{Ctx, Opened, Place, Within, is_label};
use super::{Renderer, Writer};
use crate::model::{Element, Node, Tag};
use std::collections::BTreeMap;

/// How many columns and rows cells reach over, by where the cells lie in memory: a key for
/// looking up and nothing else.
pub(super) type Reach = BTreeMap<usize, (usize, usize)>;

/// Lists of names longer than this are folded.
const LONG: usize = 12;

/// The most columns or rows that a cell is believed to reach over.
const MOST: usize = 1_000;

impl<'a> Renderer<'a> {
    pub(super) fn list(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.phrase() {
            return self.inline(SPAN, "list-inline", el, ctx, out);
        }
        Opened::new(list_end(el), ctx.within(Within::ListHead))
    }

    /// A list whose items have names of their own: players, books, witnesses.
    pub(super) fn named_list(
        &self,
        name: &str,
        el: &Element,
        ctx: Ctx,
        place: Place<'a>,
        out: &mut Writer,
    ) -> Opened<'a> {
        if ctx.phrase() {
            return self.inline(SPAN, "list-inline", el, ctx, out);
        }
        let words = match name {
            "listPerson" => &self.says.list_persons,
            "listPlace" => &self.says.places,
            "listOrg" => &self.says.list_organisations,
            "listEvent" => &self.says.events,
            "listObject" => &self.says.list_objects,
            "listBibl" => &self.says.list_bibliography,
            _ => return Opened::new("</ul>\n", ctx.within(Within::ListHead)),
        };
        let count = el.children.iter().filter_map(Node::element).count();
        // Persons and places are what a text tells of, not the text; books may be cited in it.
        let aside = place
            .parent
            .is_some_and(|parent| parent.tag.name() == "back");
        if count <= LONG && name == "listBibl" && !aside {
            return Opened::new("</ul>\n", ctx.within(Within::ListHead));
        }
        out.markup("<details class=\"fold\"><summary>");
        out.text(words);
        out.text(&format!(" ({count})"));
        out.markup("</summary>\n");
        Opened::new("</ul>\n</details>\n", ctx.within(Within::ListHead))
    }

    /// The start tag of a list, after its headings. Says what the list takes.
    pub(super) fn list_start(&self, el: Option<&Element>, out: &mut Writer) -> Within {
        let Some(el) = el else {
            return Within::Flow;
        };
        let (name, within) = match list_end(el) {
            "</dl>\n" => ("dl", Within::Gloss),
            "</ol>\n" => ("ol", Within::List),
            _ => ("ul", Within::List),
        };
        let own = match (within, el.tag.name()) {
            (Within::Gloss, _) if has_short_labels(el) => " gloss short",
            (Within::Gloss, _) => " gloss",
            (_, "list") if blocks::numbers_itself(el) => " numbered",
            (_, "list") if matches!(el.kind(), "simple" | "plain" | "inline") => " plain-list",
            (_, "list") => "",
            (_, "castList" | "castGroup") => " cast",
            _ => " entries",
        };
        let kind = el.kind();
        // Kinds become classes when they are ours; others could mean anything in a sheet.
        match kind {
            "to" | "from" | "through" | "cc" | "subject" | "participants" => {
                self.begin(name, &["list ", kind, own], el, out);
            }
            _ => {
                self.begin(name, &["list", own], el, out);
                if !kind.is_empty() {
                    out.attr("data-type", kind);
                }
            }
        }
        out.markup(">\n");
        within
    }

    pub(super) fn item(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let form = match ctx.within {
            Within::Memo | Within::Gloss => form("dd", "</dd>\n"),
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

    pub(super) fn table(&mut self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.phrase() {
            return self.inline(SPAN, "table", el, ctx, out);
        }
        reach(el, &mut self.reach);
        self.begin(DIV.name, &["table-wrap"], el, out);
        out.markup(" tabindex=\"0\" role=\"region\"");
        out.attr("aria-label", &self.says.table);
        out.markup("><table>\n");
        Opened::new("</table></div>\n", ctx.within(Within::Table))
    }

    pub(super) fn row(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        if ctx.within != Within::Table {
            return self.inline(SPAN, "row", el, ctx, out);
        }
        let label = is_head_row(el);
        self.tag(form("tr", ""), if label { "head-row" } else { "" }, el, out);
        let within = if label { Within::LabelRow } else { Within::Row };
        Opened::new("</tr>\n", ctx.within(within))
    }

    pub(super) fn cell(&self, el: &Element, ctx: Ctx, out: &mut Writer) -> Opened<'a> {
        let label = el.attrs.get("role") == Some("label");
        let (form, scope) = match ctx.within {
            Within::LabelRow => (form("th", "</th>\n"), Some("col")),
            Within::Row if label => (form("th", "</th>\n"), Some("row")),
            Within::Row => (form("td", "</td>\n"), None),
            _ => return self.inline(SPAN, "cell", el, ctx, out),
        };
        let number = if blocks::is_number(el) { "num" } else { "" };
        self.begin(form.name, &[number], el, out);
        if let Some(scope) = scope {
            out.attr("scope", scope);
        }
        if let Some((columns, rows)) = self.reach.get(&address(el)) {
            for (name, count) in [("colspan", *columns), ("rowspan", *rows)] {
                if count > 1 {
                    out.attr(name, &count.to_string());
                }
            }
        }
        out.end();
        Opened::new(form.close, ctx.within(Within::Flow))
    }
}

/// The end tag of a list, by which its kind is known.
fn list_end(list: &Element) -> &'static str {
    let labelled = || {
        let mut children = list.children.iter().filter_map(Node::element);
        children.any(|child| is_label(&child.tag) && child.tag != Tag::Head)
    };
    let ordered = |value: Option<&str>| {
        value.is_some_and(|value| {
            value
                .split_whitespace()
                .any(|word| matches!(word.trim_start_matches('#'), "numbered" | "ordered"))
        })
    };
    if list.tag != Tag::List {
        "</ul>\n"
    } else if list.kind() == "gloss" || labelled() {
        "</dl>\n"
    } else if ordered(list.attrs.get("rend")) || ordered(list.attrs.get("type")) {
        "</ol>\n"
    } else {
        "</ul>\n"
    }
}

/// Whether all labels of a list are so short that they fit before their items.
fn has_short_labels(list: &Element) -> bool {
    let mut labels = list
        .children
        .iter()
        .filter_map(Node::element)
        .filter(|child| child.tag == Tag::Label);
    labels.all(|label| {
        let words: usize = label
            .children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.text.trim().chars().count(),
                Node::Element(element) => {
                    crate::model::plain_text(&element.children).chars().count()
                }
            })
            .sum();
        words <= 6
    })
}

/// Whether a row heads its table: it says so, or all its cells do.
fn is_head_row(row: &Element) -> bool {
    let mut cells = row.children.iter().filter_map(Node::element).peekable();
    row.attrs.get("role") == Some("label")
        || cells.peek().is_some()
            && row
                .children
                .iter()
                .filter_map(Node::element)
                .nth(1)
                .is_some()
            && cells.all(|cell| cell.attrs.get("role") == Some("label"))
}

/// A cell's place in memory.
fn address(cell: &Element) -> usize {
    std::ptr::from_ref(cell) as usize
}

/// Notes how far cells reach, when any reaches over another: no further than there are rows,
/// and over no column in which no cell begins.
fn reach(table: &Element, reach: &mut Reach) {
    fn parts<'e>(el: &'e Element, tag: &'static str) -> impl Iterator<Item = &'e Element> {
        el.children
            .iter()
            .filter_map(Node::element)
            .filter(move |child| child.tag.name() == tag)
    }
    let span = |cell: &Element, name: &str| {
        let value = cell.attrs.get(name).and_then(blocks::ordinal);
        value
            .and_then(|value| value.parse().ok())
            .unwrap_or(1usize)
            .clamp(1, MOST)
    };
    let spanning = |cell: &Element| span(cell, "cols") > 1 || span(cell, "rows") > 1;
    if !parts(table, "row").any(|row| parts(row, "cell").any(spanning)) {
        return;
    }
    // A row of anything else is one more row.
    let rows: Vec<&Element> = table
        .children
        .iter()
        .filter_map(Node::element)
        .filter(|child| child.tag != Tag::Head)
        .collect();
    // For each column, in how many rows to come something reaches into it.
    let mut taken: Vec<usize> = Vec::new();
    let mut begins: Vec<bool> = Vec::new();
    let mut placed: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        let mut own: Vec<(usize, usize)> = Vec::new();
        for cell in parts(row, "cell") {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            // A cell cannot reach into what another has taken.
            let wide = (1..span(cell, "cols"))
                .take_while(|more| taken.get(column + more).is_none_or(|rows| *rows == 0))
                .count()
                + 1;
            let high = span(cell, "rows").min(rows.len() - at);
            let width = (column + wide).max(begins.len());
            begins.resize(width, false);
            taken.resize(width, 0);
            if let Some(begin) = begins.get_mut(column) {
                *begin = true;
            }
            placed.push((address(cell), column, wide, high));
            own.extend((column..column + wide).map(|column| (column, high)));
            column += wide;
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
        for (column, high) in own {
            if let Some(rows) = taken.get_mut(column) {
                *rows = high - 1;
            }
        }
    }
    for (cell, column, wide, high) in placed {
        let columns = begins
            .iter()
            .skip(column)
            .take(wide)
            .filter(|begins| **begins)
            .count();
        if columns > 1 || high > 1 {
            reach.insert(cell, (columns.max(1), high));
        }
    }
}
