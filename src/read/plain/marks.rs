//! Marks that stand in a text whatever its layout: printed pages in brackets.

pub(in crate::read::plain) mod other;

use crate::bytes::ByteSet;
use std::ops::Range;

/// `[Page 38]` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct PageMark {
    /// The brackets and what is in them.
    pub range: Range<usize>,
    /// The page's number as printed.
    pub n: Range<usize>,
}

/// Whether a word can be a printed page's number: `38`, `38a`, `XXXVI`, `A-12`.
fn is_page_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let roman = word.bytes().all(|b| {
        matches!(
            b.to_ascii_lowercase(),
            b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm'
        )
    });
    let legal = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '–'));
    !word.is_empty()
        && word.len() <= 12
        && legal
        && (roman || (digits > 0 && word.len() - digits <= 4))
}

/// What an opening `[Page` turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum Found {
    /// A page's mark.
    Page(PageMark),
    /// `[Page` without an end on the line.
    Unclosed(Range<usize>),
}

/// What page marks begin with.
static OPENING: ByteSet<3, 0> = ByteSet::new(b"[{<", []);

/// All marks of printed pages in a text, in its order.
pub(in crate::read) fn pages(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text
        .as_bytes()
        .get(from..)
        .and_then(|rest| OPENING.position(rest))
    {
        let start = from + open;
        from = start + 1;
        let close_sign = match text.as_bytes().get(start) {
            Some(b'[') => ']',
            Some(b'{') => '}',
            _ => '>',
        };
        let inside = text.get(from..).unwrap_or("");
        let rest = inside.trim_start_matches([' ', '\u{a0}']);
        // `[Begin page 38]`
        let rest = ["Begin ", "begin ", "BEGIN "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        let Some(after) = ["Page", "page", "PAGE", "Pg.", "pg.", "Pg", "pg"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
        else {
            continue;
        };
        let words = after.trim_start();
        // `[Page38]`, but no `[pagecxi]`.
        if words.len() == after.len() && !words.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let n_start = start + 1 + inside.len() - words.len();
        let length = words
            .find(|c: char| c == close_sign || c.is_whitespace())
            .unwrap_or(words.len());
        let number = words.get(..length).unwrap_or("");
        if !is_page_number(number) {
            continue;
        }
        let n = n_start..n_start + length;
        let close = words
            .get(length..)
            .unwrap_or("")
            .trim_start_matches([' ', '\u{a0}']);
        if close.starts_with(close_sign) {
            let end = n.end + (words.len() - length - close.len()) + 1;
            found.push(Found::Page(PageMark {
                range: start..end,
                n,
            }));
        } else if close_sign != '>'
            && !words
                .chars()
                .take(60)
                .take_while(|&c| c != '\n')
                .any(|c| c == close_sign)
        {
            found.push(Found::Unclosed(start..n.end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_all_their_forms() {
        let text = "[Page 38] a [Page XXXVI][Page 12 ] Wash[Page 19]ington [Page of notes] [ Page 20 ] [Page21] [pg. 22] [Begin page 23] {Page 24} <pg 25> [Pages] [Page 7 and";
        let seen: Vec<_> = pages(text)
            .into_iter()
            .map(|found| match found {
                Found::Page(mark) => format!("{}={}", &text[mark.range], &text[mark.n]),
                Found::Unclosed(range) => format!("!{}", &text[range]),
            })
            .collect();
        assert_eq!(
            seen,
            [
                "[Page 38]=38",
                "[Page XXXVI]=XXXVI",
                "[Page 12 ]=12",
                "[Page 19]=19",
                "[ Page 20 ]=20",
                "[Page21]=21",
                "[pg. 22]=22",
                "[Begin page 23]=23",
                "{Page 24}=24",
                "<pg 25>=25",
                "![Page 7"
            ]
        );
    }
}
