//! What stands inside a line: struck, raised and underlined words, brackets of the
//! editors, page marks, note marks, references.

mod signs;

use super::joins::Join;
use crate::bytes::ByteSet;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Cert, Element, Node, Rule, Tag};
use crate::source::{FileId, Span, folded, is_blank};
use std::ops::Range;

/// A page mark and how the words round it go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageAt {
    /// The brackets.
    pub range: Range<usize>,
    /// The page's number.
    pub n: String,
    /// How the words round it go together.
    pub join: Join,
}

/// A note's mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AnchorAt {
    /// Its characters. Empty for a mark that the source lost and the editor placed.
    pub range: Range<usize>,
    /// The note's index; `None` when the list is missing.
    pub note: Option<usize>,
    /// The number as printed.
    pub n: String,
    /// How it was told.
    pub rule: Rule,
    /// How sure that is.
    pub cert: Cert,
}

/// An element that holds a range of words, and the signs at its ends.
#[derive(Debug, Clone)]
pub(super) struct Wrap {
    /// All of it.
    pub range: Range<usize>,
    /// Bytes of signs at its start that are not shown.
    pub open: usize,
    /// Bytes of signs at its end that are not shown.
    pub close: usize,
    /// The element, without children.
    pub element: Element,
    /// Children that stand in place of the words; the words go into `sic` before them.
    pub corr: Option<Vec<Node>>,
}

/// All that is known of a text before its blocks are made into nodes.
pub(super) struct Inlines<'a> {
    /// The source.
    pub text: &'a str,
    /// The source with note marks and page marks blanked out.
    pub masked: &'a str,
    /// The source's file.
    pub file: FileId,
    /// Page marks in order.
    pub pages: &'a [PageAt],
    /// Note marks in order.
    pub anchors: &'a [AnchorAt],
    /// Whether the text has signs that can stand round words at all.
    has_signs: bool,
    /// Whether it has characters that cannot be shown at all.
    has_unshowable: bool,
}

enum Atom<'a> {
    Page(&'a PageAt),
    Anchor(&'a AnchorAt),
}

impl<'a> Inlines<'a> {
    /// Looks over a text once, so that no block of it is searched for what it has not.
    pub(in crate::read) fn new(
        text: &'a str,
        masked: &'a str,
        file: FileId,
        pages: &'a [PageAt],
        anchors: &'a [AnchorAt],
    ) -> Self {
        Self {
            text,
            masked,
            file,
            pages,
            anchors,
            has_signs: SIGNS.is_in(masked),
            has_unshowable: UNSHOWABLE.is_in(text) && text.chars().any(is_unshowable),
        }
    }

    /// The span of a range.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Words as nodes, with everything that stands in them. `known` are elements found
    /// otherwise (references, dates, names of places).
    pub(super) fn nodes(
        &self,
        range: Range<usize>,
        known: Vec<Wrap>,
        diags: &mut Diagnostics,
    ) -> Vec<Node> {
        let mut wraps = known;
        let words = self.masked.get(range.clone()).unwrap_or("");
        let simple = !self.has_signs || !SIGNS.is_in(words);
        if !simple {
            self.signs(&range, &mut wraps, diags);
        }
        wraps.sort_by(|a, b| {
            a.range
                .start
                .cmp(&b.range.start)
                .then(b.range.end.cmp(&a.range.end))
        });
        self.build(range, &wraps, diags)
    }

    /// Nodes of a range, given the wraps that begin in it, outermost first.
    fn build(&self, range: Range<usize>, wraps: &[Wrap], diags: &mut Diagnostics) -> Vec<Node> {
        let mut out = Vec::new();
        let mut at = range.start;
        let mut index = 0;
        while let Some(wrap) = wraps.get(index) {
            index += 1;
            if wrap.range.start < at || wrap.range.end > range.end {
                // It crosses the end of another: its signs stay words.
                if wrap.element.tag == Tag::Ref {
                    self.crossed(wrap, diags);
                }
                continue;
            }
            self.plain(at..wrap.range.start, &mut out, diags);
            let mut last = index;
            while wraps
                .get(last)
                .is_some_and(|inner| inner.range.start < wrap.range.end)
            {
                last += 1;
            }
            let inner = wrap.range.start + wrap.open..wrap.range.end - wrap.close;
            let children = self.build(inner.clone(), wraps.get(index..last).unwrap_or(&[]), diags);
            let mut element = wrap.element.clone();
            if wrap.open > 0 {
                element
                    .marks
                    .push(self.span(&(wrap.range.start..inner.start)));
            }
            if wrap.close > 0 {
                element.marks.push(self.span(&(inner.end..wrap.range.end)));
            }
            element.children = match &wrap.corr {
                None => children,
                Some(corr) => {
                    let span = element.span;
                    let rule = element.rule;
                    vec![
                        Element::new(Tag::Sic, span, rule).children(children).node(),
                        Element::new(Tag::Corr, span, rule)
                            .children(corr.clone())
                            .node(),
                    ]
                }
            };
            out.push(element.node());
            at = wrap.range.end;
            index = last;
        }
        self.plain(at..range.end, &mut out, diags);
        out
    }

    /// Tells of a reference that no element can hold.
    fn crossed(&self, wrap: &Wrap, diags: &mut Diagnostics) {
        let words = self.text.get(wrap.range.clone()).unwrap_or("");
        let words = folded(words);
        diags.push(
            Diagnostic::new(
                Code::DoubtfulRef,
                self.span(&wrap.range),
                format!("`{words}` is no link: signs of struck or set-off words begin or end in its midst"),
            )
            .help("let the signs stand round the whole reference"),
        );
    }

    /// Words without elements round them: page marks and note marks among them.
    fn plain(&self, range: Range<usize>, out: &mut Vec<Node>, diags: &mut Diagnostics) {
        let mut at = range.start;
        let mut page = self
            .pages
            .partition_point(|page| page.range.start < range.start);
        let mut anchor = self
            .anchors
            .partition_point(|anchor| anchor.range.start < range.start);
        loop {
            let next_page = self
                .pages
                .get(page)
                .filter(|page| page.range.end <= range.end);
            let next_anchor = self.anchors.get(anchor).filter(|anchor| {
                anchor.range.end <= range.end
                    && (anchor.range.start < range.end || anchor.range.is_empty())
            });
            let atom = match (next_page, next_anchor) {
                (Some(p), Some(a)) if p.range.start < a.range.start => Atom::Page(p),
                (_, Some(a)) => Atom::Anchor(a),
                (Some(p), None) => Atom::Page(p),
                (None, None) => break,
            };
            match atom {
                Atom::Page(mark) => {
                    page += 1;
                    let inside = matches!(mark.join, Join::Inside(..));
                    let before = self.trim_end(at..mark.range.start);
                    let tight = before == mark.range.start;
                    self.words(
                        at..if inside { before } else { mark.range.start },
                        out,
                        diags,
                    );
                    out.push(self.page(mark).node());
                    // One blank is enough: the one before the mark, if there is one.
                    let after = mark.range.end;
                    at = if inside || !tight || at == mark.range.start && out.len() == 1 {
                        self.skip_blanks(after, range.end)
                    } else {
                        after
                    };
                }
                Atom::Anchor(mark) => {
                    anchor += 1;
                    self.words(at..self.trim_end(at..mark.range.start), out, diags);
                    out.push(self.anchor(mark).node());
                    at = mark.range.end.max(at);
                }
            }
        }
        self.words(at..range.end, out, diags);
    }

    fn trim_end(&self, range: Range<usize>) -> usize {
        let words = self.text.get(range.clone()).unwrap_or("");
        range.start + words.trim_end_matches(is_blank).len()
    }

    fn skip_blanks(&self, from: usize, end: usize) -> usize {
        let words = self.text.get(from..end).unwrap_or("");
        end.max(from) - words.trim_start_matches(is_blank).len()
    }

    /// A page mark as an element.
    pub(super) fn page(&self, mark: &PageAt) -> Element {
        let span = self.span(&mark.range);
        let mut element = Element::new(Tag::Pb, span, Rule::PageBracket)
            .attr("n", mark.n.as_str())
            .mark(span);
        if let Join::Inside(rule, cert) = mark.join {
            element.rule = rule;
            element.cert = cert;
            element.attrs.set("break", "no");
        }
        element
    }

    fn anchor(&self, mark: &AnchorAt) -> Element {
        let span = self.span(&mark.range);
        let element = Element::new(Tag::Anchor, span, mark.rule)
            .attr("n", mark.n.as_str())
            .mark(span)
            .cert(mark.cert);
        match mark.note {
            Some(note) => element.index(note),
            None => element,
        }
    }

    /// Words alone. A control character cannot be shown anywhere: it is left out and reported.
    fn words(&self, range: Range<usize>, out: &mut Vec<Node>, diags: &mut Diagnostics) {
        let Some(words) = self.text.get(range.clone()) else {
            return;
        };
        if words.is_empty() {
            return;
        }
        let mut from = 0;
        if self.has_unshowable {
            for (at, c) in words.char_indices() {
                if !is_unshowable(c) {
                    continue;
                }
                if at > from {
                    out.push(Node::text(
                        words.get(from..at).unwrap_or(""),
                        self.span(&(range.start + from..range.start + at)),
                    ));
                }
                from = at + c.len_utf8();
                let place = self.span(&(range.start + at..range.start + from));
                diags.push(
                    Diagnostic::new(
                        Code::ControlCharacter,
                        place,
                        format!(
                            "the character U+{:04X} cannot be shown and is left out",
                            u32::from(c)
                        ),
                    )
                    .help("replace it by what the original has: a blank, a line break or a letter"),
                );
            }
        }
        if let Some(rest) = words.get(from..).filter(|rest| !rest.is_empty()) {
            out.push(Node::text(
                rest,
                self.span(&(range.start + from..range.end)),
            ));
        }
    }
}

/// The first byte of every sign that stands round words.
pub(super) static SIGNS: ByteSet<5, 0> = ByteSet::new(b"~^*_[", []);

/// Bytes that unshowable characters begin with; most texts have none of them.
static UNSHOWABLE: ByteSet<3, 3> = ByteSet::new(b"\x7f\xc2\xef", [(0, 8), (0xB, 0xC), (0xE, 0x1F)]);

/// Whether a character can stand neither in HTML nor in XML. A form feed is a blank like
/// others, and shown as one.
pub(in crate::read) fn is_unshowable(c: char) -> bool {
    c.is_control() && !is_blank(c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}
