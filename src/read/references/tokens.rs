//! A text as words, numbers and signs, each with its place.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Sign,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    // Words and the blanks after them are five characters and more.
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (kind, length) = if c.is_ascii_digit() {
            (Kind::Number, run(rest, |c| c.is_ascii_digit()))
        } else if c.is_alphabetic() {
            let is_inside = |c: char| c.is_alphabetic() || c == '’' || c == '\'';
            (Kind::Word, run(rest, is_inside))
        } else {
            (Kind::Sign, c.len_utf8())
        };
        let start = text.len() - rest.len();
        let (token, after) = rest.split_at(length);
        rest = after;
        if !c.is_whitespace() {
            out.push(Token {
                kind,
                text: token,
                start,
                end: start + length,
            });
        }
    }
    out
}

/// How many bytes at the beginning are such characters.
fn run(text: &str, is_wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_wanted(c)).unwrap_or(text.len())
}
