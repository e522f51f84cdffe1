//! What stands in words beside Markdown's own signs: `^raised^` and `H~2~O`, printed
//! pages, footnotes that nobody wrote, characters that cannot be shown.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Element, Node, RecordKind, Rule, Tag};
use crate::read::plain::inline::is_unshowable;
use crate::read::plain::joins::{self, Join};
use crate::read::plain::marks::{self, Found};
use crate::read::sidecar::Sidecar;
use crate::source::{FileId, Span, is_blank};
use std::ops::Range;

/// How words are read in a file.
pub(super) struct Words<'a> {
    pub(super) file: FileId,
    pub(super) kind: RecordKind,
    pub(super) sidecar: &'a Sidecar,
    /// The last printed page, to see whether they follow one another.
    pub(super) last_page: Option<u32>,
}

impl Words<'_> {
    /// Whether the file is a source, in which Markdown's conveniences are dangers.
    pub(super) fn is_transcription(&self) -> bool {
        self.kind == RecordKind::Document
    }

    /// Words as nodes. `run` is a range of the source that holds nothing of Markdown's.
    pub(super) fn nodes(
        &mut self,
        text: &str,
        run: Range<usize>,
        out: &mut Vec<Node>,
        diags: &mut Diagnostics,
    ) {
        let words = text.get(run.clone()).unwrap_or("");
        let simple = !words.bytes().any(|byte| {
            matches!(byte, b'^' | b'~' | b'[' | 0x7f | 0xc2 | 0xef)
                || (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
        });
        if simple {
            self.plain(text, run, out);
            return;
        }
        let mut at = run.start;
        for found in self.find(text, &run, diags) {
            if found.range.start < at {
                continue;
            }
            let (mut end, mut next) = (found.range.start, found.range.end);
            if found.inside_word {
                let before = text.get(at..end).unwrap_or("");
                end = at + before.trim_end_matches(is_blank).len();
                let after = text.get(next..run.end).unwrap_or("");
                next = run.end - after.trim_start_matches(is_blank).len();
            }
            self.plain(text, at..end, out);
            out.extend(found.node);
            at = next;
        }
        self.plain(text, at..run.end, out);
    }

    fn plain(&self, text: &str, range: Range<usize>, out: &mut Vec<Node>) {
        let words = text.get(range.clone()).unwrap_or("");
        if !words.is_empty() {
            out.push(Node::text(
                words,
                Span::new(self.file, range.start, range.end),
            ));
        }
    }

    /// Everything of note in a run, in order.
    fn find(&mut self, text: &str, run: &Range<usize>, diags: &mut Diagnostics) -> Vec<Special> {
        let words = text.get(run.clone()).unwrap_or("");
        let mut found = Vec::new();
        for (at, c) in words.char_indices() {
            let place = run.start + at;
            let special = match c {
                '^' => self.raised(text, place, run),
                '~' => self.lowered(text, place, run),
                '[' => self.missing_footnote(text, place, run, diags),
                c if is_unshowable(c) => Some(self.unshowable(c, place, diags)),
                _ => None,
            };
            found.extend(special);
        }
        if self.is_transcription() && words.contains('[') {
            self.pages(text, run, &mut found, diags);
            found.sort_by_key(|special| special.range.start);
        }
        found
    }

    /// `5^th^`, `M^{rs.}`.
    fn raised(&self, text: &str, at: usize, run: &Range<usize>) -> Option<Special> {
        const LONGEST: usize = 80;
        let rest = text.get(at + 1..run.end)?;
        let (open, length, close) = match rest.strip_prefix('{') {
            Some(rest) => (2, rest.find(['}', '\n'])?, '}'),
            None => (1, rest.find(|c: char| c == '^' || c.is_whitespace())?, '^'),
        };
        let inner = at + open..at + open + length;
        let closed = text.get(inner.end..)?.starts_with(close);
        (closed && length > 0 && length <= LONGEST)
            .then(|| self.wrapped(text, "superscript", Rule::Raised, at..inner.end + 1, inner))
    }

    /// `H~2~O`. A pair between blanks is the parser's.
    fn lowered(&self, text: &str, at: usize, run: &Range<usize>) -> Option<Special> {
        const LONGEST: usize = 20;
        let before = text.get(run.start..at)?.chars().next_back()?;
        let rest = text.get(at + 1..run.end)?;
        let length = rest.find(|c: char| c == '~' || c.is_whitespace())?;
        let inner = at + 1..at + 1 + length;
        let closed = text.get(inner.end..)?.starts_with('~');
        let one_word = text.get(inner.clone())?.chars().all(char::is_alphanumeric);
        (closed && one_word && before.is_alphanumeric() && length > 0 && length <= LONGEST)
            .then(|| self.wrapped(text, "subscript", Rule::Markdown, at..inner.end + 1, inner))
    }

    fn wrapped(
        &self,
        text: &str,
        rend: &'static str,
        rule: Rule,
        range: Range<usize>,
        inner: Range<usize>,
    ) -> Special {
        let span = |range: Range<usize>| Span::new(self.file, range.start, range.end);
        let element = Element::new(Tag::Hi, span(range.clone()), rule)
            .attr("rend", rend)
            .mark(span(range.start..inner.start))
            .mark(span(inner.end..range.end));
        let words = text.get(inner.clone()).unwrap_or("");
        let element = element.children(vec![Node::text(words, span(inner))]);
        Special {
            range,
            node: Some(element.node()),
            inside_word: false,
        }
    }

    /// `[^x]` that the parser did not know. It stays as it is.
    fn missing_footnote(
        &self,
        text: &str,
        at: usize,
        run: &Range<usize>,
        diags: &mut Diagnostics,
    ) -> Option<Special> {
        let label = text.get(at + 1..run.end)?.strip_prefix('^')?;
        let length = label.find(|c: char| matches!(c, ']' | '[') || c.is_whitespace())?;
        let closed = label.get(length..)?.starts_with(']');
        let escaped = text.get(..at)?.ends_with('\\');
        if closed && length > 0 && !escaped {
            let end = at + 2 + length + 1;
            let words = text.get(at..end).unwrap_or("");
            diags.push(
                Diagnostic::new(
                    Code::MissingFootnote,
                    Span::new(self.file, at, end),
                    format!("`{words}` has no footnote"),
                )
                .help(format!("write it on a line of its own: `{words}: …`")),
            );
        }
        None
    }

    fn unshowable(&self, c: char, at: usize, diags: &mut Diagnostics) -> Special {
        let range = at..at + c.len_utf8();
        diags.push(control_character(
            c,
            Span::new(self.file, range.start, range.end),
        ));
        Special {
            range,
            node: None,
            inside_word: false,
        }
    }

    /// `[Page 38]`, as in raw transcriptions.
    fn pages(
        &mut self,
        text: &str,
        run: &Range<usize>,
        found: &mut Vec<Special>,
        diags: &mut Diagnostics,
    ) {
        let words = text.get(run.clone()).unwrap_or("");
        for page in marks::pages(words) {
            let mark = match page {
                Found::Page(mark) => mark,
                Found::Unclosed(range) => {
                    let place = run.start + range.start..run.start + range.end;
                    diags.push(
                        Diagnostic::new(
                            Code::UnclosedBracket,
                            Span::new(self.file, place.start, place.end),
                            "this opens a page mark that is not closed",
                        )
                        .help("close it with `]`, or take the bracket away"),
                    );
                    continue;
                }
            };
            let range = run.start + mark.range.start..run.start + mark.range.end;
            let span = Span::new(self.file, range.start, range.end);
            let n = words.get(mark.n.clone()).unwrap_or("");
            let mut pb = Element::new(Tag::Pb, span, Rule::PageBracket)
                .attr("n", n)
                .mark(span);
            let join = joins::decide(text, &range, self.sidecar);
            match join {
                Join::Inside(rule, cert) => {
                    pb.rule = rule;
                    pb.cert = cert;
                    pb.attrs.set("break", "no");
                }
                Join::Doubtful => diags.push(
                    Diagnostic::new(
                        Code::DoubtfulJoin,
                        span,
                        format!("page {n} begins inside what may be one word"),
                    )
                    .help("say in the front matter: joins: [\"left|right\"] for one word, joins: [\"left right\"] for two"),
                ),
                Join::Apart => {}
            }
            self.in_order(n, span, diags);
            found.push(Special {
                range,
                node: Some(pb.node()),
                inside_word: matches!(join, Join::Inside(..)),
            });
        }
    }

    fn in_order(&mut self, n: &str, place: Span, diags: &mut Diagnostics) {
        let Ok(number) = n.parse::<u32>() else { return };
        if let Some(last) = self.last_page.filter(|last| number < *last) {
            diags.push(
                Diagnostic::new(
                    Code::PageOutOfOrder,
                    place,
                    format!("page {n} stands after page {last}"),
                )
                .help("compare it with the printed volume"),
            );
        }
        self.last_page = Some(number);
    }
}

/// Something in words that is no word.
struct Special {
    range: Range<usize>,
    /// What takes its place; nothing for what cannot be shown.
    node: Option<Node>,
    /// Whether the words before and after are one: the blanks between are none.
    inside_word: bool,
}

/// Words whose range in the source is not theirs alone, without what cannot be shown.
pub(super) fn showable(words: &str, place: Span, diags: &mut Diagnostics) -> String {
    words
        .chars()
        .filter(|c| {
            let shown = !is_unshowable(*c);
            if !shown {
                diags.push(control_character(*c, place));
            }
            shown
        })
        .collect()
}

fn control_character(c: char, place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ControlCharacter,
        place,
        format!("the character U+{:04X} cannot be shown", u32::from(c)),
    )
    .help("take it out of the source, or write what it stands for")
}
