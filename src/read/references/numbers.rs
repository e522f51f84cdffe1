//! Numbers in a row, and what stands straight after one.

use super::Scanner;
use super::tokens::{Kind, Token};

impl<'a> Scanner<'a, '_> {
    /// A small letter straight after a number: `Document 12a`.
    pub(super) fn letter_after(&self, end: usize) -> &'a str {
        self.tokens
            .iter()
            .skip(self.at)
            .take(60)
            .find(|token| token.start == end)
            .filter(|token| {
                token.kind == Kind::Word
                    && token.text.len() == 1
                    && token.text.starts_with(|c: char| c.is_ascii_lowercase())
            })
            .map_or("", |token| token.text)
    }

    /// Numbers in a row: `64 and 67`, `3, 5, and 8`, `376–378`.
    pub(super) fn numbers(&self, at: usize) -> Vec<(usize, Token<'a>)> {
        self.row(at, |last, number| {
            // `Document 12, 1969` goes on with something else.
            self.is(last + 1, &[","]) && number.text.len() == 4
        })
    }

    /// Numbers in a row, up to one that is `other` (after the token of this index) and
    /// begins something else.
    pub(super) fn row(
        &self,
        at: usize,
        other: impl Fn(usize, Token<'a>) -> bool,
    ) -> Vec<(usize, Token<'a>)> {
        let mut out = Vec::new();
        let Some(first) = self.number(at) else {
            return out;
        };
        if self.in_thousands(at) {
            return out;
        }
        out.push((at, first));
        let lettered = |at: usize, end: usize| {
            self.token(at).is_some_and(|token| {
                token.start == end
                    && token.kind == Kind::Word
                    && token.text.len() == 1
                    && token.text.starts_with(|c: char| c.is_ascii_lowercase())
            })
        };
        let mut at = at + 1 + usize::from(lettered(at + 1, first.end));
        while out.len() < 40 {
            let mut next = at;
            let mut joined = false;
            while self.is(
                next,
                &[",", "and", "&", "–", "-", "—", "or", "through", "to"],
            ) && next < at + 2
            {
                joined = true;
                next += 1;
            }
            let Some(number) = self.number(next).filter(|_| joined) else {
                break;
            };
            let glued_on = self.token(next + 1).is_some_and(|token| {
                token.start == number.end
                    && (token.kind == Kind::Word && token.text.len() > 1
                        || token.text == "/"
                        || token.text == "."
                            && self
                                .number(next + 2)
                                .is_some_and(|digits| digits.start == token.end))
            });
            if other(at - 1, number) || glued_on || self.in_thousands(next) {
                break;
            }
            out.push((next, number));
            at = next + 1 + usize::from(lettered(next + 1, number.end));
        }
        out
    }

    /// Whether a number is the first group of `1,234`.
    pub(super) fn in_thousands(&self, at: usize) -> bool {
        let (Some(first), Some(comma), Some(rest)) =
            (self.number(at), self.token(at + 1), self.number(at + 2))
        else {
            return false;
        };
        comma.text == ","
            && comma.start == first.end
            && rest.start == comma.end
            && rest.text.len() == 3
            && first.text.len() <= 3
    }
}
