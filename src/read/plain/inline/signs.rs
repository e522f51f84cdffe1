//! Signs that stand round words: struck, raised, set off; and the brackets of editors.

use super::{Inlines, SIGNS, Wrap};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Element, Rule, Tag};
use std::ops::Range;

impl Inlines<'_> {
    /// Signs of struck, raised, italic and underlined words, and editors' brackets.
    pub(super) fn signs(
        &self,
        range: &Range<usize>,
        wraps: &mut Vec<Wrap>,
        diags: &mut Diagnostics,
    ) {
        let text = self.masked.get(range.clone()).unwrap_or("");
        let bytes = text.as_bytes();
        let mut at = 0;
        // Where a sign is known to have no partner any more: no search is made twice.
        let mut no_strike = false;
        let mut no_bracket = 0;
        // Where the bold or italic words end that one is in.
        let mut inner_end = 0;
        while let Some(next) = bytes.get(at..).and_then(|rest| SIGNS.position(rest)) {
            at += next;
            let rest = text.get(at..).unwrap_or("");
            let wrap = |length: usize, open: usize, close: usize, tag: Tag, rule: Rule| {
                let whole = range.start + at..range.start + at + length;
                Wrap {
                    element: Element::new(tag, self.span(&whole), rule),
                    range: whole,
                    open,
                    close,
                    corr: None,
                }
            };
            match bytes.get(at) {
                Some(b'~') if rest.starts_with("~~") && !no_strike => {
                    match rest
                        .get(2..)
                        .and_then(|inner| inner.find("~~"))
                        .filter(|&length| length > 0)
                    {
                        Some(length) => {
                            let mut struck = wrap(length + 4, 2, 2, Tag::Del, Rule::Struck);
                            struck.element.attrs.set("rend", "strikethrough");
                            wraps.push(struck);
                            // What is struck may hold other signs.
                            self.signs(
                                &(range.start + at + 2..range.start + at + 2 + length),
                                wraps,
                                diags,
                            );
                            at += length + 4;
                        }
                        None => {
                            no_strike = true;
                            let place = self.span(&(range.start + at..range.start + at + 2));
                            diags.push(
                                Diagnostic::new(
                                    Code::UnclosedMark,
                                    place,
                                    "`~~` begins struck words and is not closed",
                                )
                                .help("close it with `~~` in the same paragraph, or take it away"),
                            );
                            at += 2;
                        }
                    }
                }
                Some(b'^') if rest.starts_with("^{") => {
                    match rest.find('}').filter(|&close| close <= 200) {
                        Some(close) => {
                            let mut raised = wrap(close + 1, 2, 1, Tag::Hi, Rule::Raised);
                            raised.element.attrs.set("rend", "superscript");
                            wraps.push(raised);
                            at += close + 1;
                        }
                        None => {
                            let place = self.span(&(range.start + at..range.start + at + 2));
                            diags.push(
                                Diagnostic::new(
                                    Code::UnclosedMark,
                                    place,
                                    "`^{` begins raised words and is not closed",
                                )
                                .help("close it with `}` in the same paragraph, or take it away"),
                            );
                            at += 2;
                        }
                    }
                }
                Some(&sign @ (b'*' | b'_')) => {
                    let double = sign == b'*' && rest.starts_with("**");
                    let both = double && rest.starts_with("***");
                    let width = if double { 2 } else { 1 };
                    let limit = if at < inner_end {
                        inner_end
                    } else {
                        text.len()
                    };
                    let near = text.get(..limit).unwrap_or(text);
                    let length = match emphasis(near, at, if both { 3 } else { width }) {
                        // `***words***`: the inner signs come next.
                        Some(length) if both => {
                            let mut inner = wrap(length - 2, 1, 1, Tag::Hi, Rule::Handwritten);
                            inner.range = inner.range.start + 2..inner.range.end;
                            inner.element.span = self.span(&inner.range);
                            inner.element.attrs.set("rend", "italic");
                            wraps.push(inner);
                            Some(length)
                        }
                        length => length,
                    };
                    match length {
                        Some(length) => {
                            inner_end = at + length - width;
                            let (tag, rend, rule) = match (sign, double) {
                                (b'_', _) => (Tag::Hi, "underline", Rule::Underlined),
                                (_, true) => (Tag::Hi, "bold", Rule::Strong),
                                (_, false) => (Tag::Hi, "italic", Rule::Handwritten),
                            };
                            let mut set = wrap(length, width, width, tag, rule);
                            set.element.attrs.set("rend", rend);
                            wraps.push(set);
                            at += if both { 3 } else { width };
                        }
                        None => at += rest.bytes().take_while(|&b| b == sign).count().max(1),
                    }
                }
                Some(b'[') if at >= no_bracket => {
                    match bracket(rest) {
                        Bracket::Kind(length, kind, rule) => {
                            let mut remark = wrap(length, 0, 0, Tag::Seg, rule);
                            remark.element.attrs.set("type", kind);
                            wraps.push(remark);
                        }
                        Bracket::Unclosed(length) => {
                            let place = self.span(&(range.start + at..range.start + at + length));
                            diags.push(
                                Diagnostic::new(
                                    Code::UnclosedBracket,
                                    place,
                                    format!(
                                        "`{}` opens a bracket that is not closed",
                                        rest.get(..length).unwrap_or("[")
                                    ),
                                )
                                .help("close it with `]` in the same paragraph"),
                            );
                            no_bracket = at + length;
                        }
                        Bracket::Words => {}
                    }
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }
}

/// The length of `*words*` or `_words_` at a place, its signs included. The signs hug
/// their words, stand at word boundaries, and are not far apart.
fn emphasis(text: &str, at: usize, width: usize) -> Option<usize> {
    const FAR: usize = 400;
    let sign = text.get(at..at + width)?;
    let one = sign.chars().next()?;
    let before = text.get(..at)?.chars().next_back();
    let inner_start = at + width;
    let first = text.get(inner_start..)?.chars().next()?;
    let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != one);
    if !boundary(before) || first.is_whitespace() || first == one {
        return None;
    }
    let mut limit = (inner_start + FAR).min(text.len());
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let inner = text.get(inner_start..limit)?;
    for (found, _) in inner.match_indices(sign) {
        if found == 0 {
            continue;
        }
        // `**bold *italic***` and `*italic **bold***`: the first signs close what is inside.
        let run = inner
            .get(found..)?
            .bytes()
            .take_while(|&b| b == sign.as_bytes().first().copied().unwrap_or(b))
            .count();
        let stars = inner.get(..found)?.bytes().filter(|&b| b == b'*').count();
        let inside = one == '*' && run == 3 && stars % 4 == 3 - width;
        let found = if inside { found + 3 - width } else { found };
        let last = inner.get(..found)?.chars().next_back();
        let after = text.get(inner_start + found + width..)?.chars().next();
        let hugs = last.is_some_and(|c| !c.is_whitespace() && (inside || c != one));
        if hugs && boundary(after) {
            return Some(width + found + width);
        }
    }
    None
}

/// Where the bracket that a text begins with is closed, brackets in it passed over.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().enumerate().find_map(|(at, byte)| {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => return None,
        }
        (depth == 0).then_some(at)
    })
}

enum Bracket {
    /// An editors' remark of this length and kind.
    Kind(usize, &'static str, Rule),
    /// A remark that is opened and not closed; the length of its first words.
    Unclosed(usize),
    /// Words in brackets and no more.
    Words,
}

/// What a bracket holds, by its first words.
fn bracket(rest: &str) -> Bracket {
    const FAR: usize = 1200;
    let mut limit = FAR.min(rest.len());
    while !rest.is_char_boundary(limit) {
        limit -= 1;
    }
    let near = rest.get(..limit).unwrap_or("");
    let inner = near.get(1..).unwrap_or("").trim_start();
    let lower: String = inner.chars().take(60).collect::<String>().to_lowercase();
    let remark = [
        "omitted",
        "here follow",
        "here omitted",
        "paraphrase",
        "not printed",
    ]
    .iter()
    .any(|word| lower.starts_with(word));
    let Some(close) = closing(near).or_else(|| near.find(']')) else {
        return if remark {
            Bracket::Unclosed(near.find(' ').unwrap_or(near.len()).min(40))
        } else {
            Bracket::Words
        };
    };
    let length = close + 1;
    let words = near.get(1..close).unwrap_or("");
    let words_lower = if words.len() <= 400 {
        words.to_lowercase()
    } else {
        String::new()
    };
    if words_lower.trim_matches(|c: char| c == '!' || c == '.' || c.is_whitespace()) == "sic" {
        Bracket::Kind(length, "sic", Rule::SicBracket)
    } else if words_lower.contains("not declassified")
        || words_lower.contains("portion withheld")
        || words_lower.contains("excised")
    {
        Bracket::Kind(length, "withheld", Rule::Withheld)
    } else if lower.starts_with("omitted")
        || lower.starts_with("here follow")
        || lower.starts_with("here omitted")
    {
        Bracket::Kind(length, "omitted", Rule::Omitted)
    } else if lower.starts_with("paraphrase") || lower.starts_with("not printed") {
        Bracket::Kind(length, "editorial", Rule::EditorialBracket)
    } else {
        Bracket::Words
    }
}
