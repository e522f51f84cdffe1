//! Words: where they begin and end, and the form under which they are found.
//!
//! The script on the search page has the same rules (`themes/default/js/search-index.js`);
//! `tests/search/words.json` is one table of cases that both are held to.
//!
//! - A word is a run of letters, marks and digits of any script. A hyphen or apostrophe
//!   between two of them joins parts: `short-term` is found as `short`, `term` and
//!   `shortterm`.
//! - Capitals, accents and vowel points do not matter (`Müller`, `muller`), ligatures and
//!   letters with strokes are written out (`ß` is `ss`, `ł` is `l`).
//! - Where words are written without blanks (Chinese, Japanese, Thai, Lao, Khmer,
//!   Burmese), every two characters that follow each other are a word.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a word that are kept: what is longer is no word of a language.
const LONGEST: usize = 40;

/// What a character is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    /// Between two word characters it joins them.
    Joiner,
    Other,
}

/// The classes of ASCII, by byte; `None`: it is part of a longer character.
#[expect(
    clippy::indexing_slicing,
    reason = "worked out by the compiler, which would say so"
)]
static ASCII: [Option<Class>; 256] = {
    let mut classes = [None; 256];
    let mut byte = 0;
    while byte < 0x80 {
        classes[byte] = Some(match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Class::Word,
            b'-' | b'\'' => Class::Joiner,
            _ => Class::Other,
        });
        byte += 1;
    }
    classes
};

fn ascii(byte: u8) -> Option<Class> {
    ASCII.get(usize::from(byte)).copied().flatten()
}

/// Whether a piece of a text is a word, and not what stands between two.
pub(super) fn is_word(piece: &str) -> bool {
    piece
        .chars()
        .next()
        .is_some_and(|c| class(c) == Class::Word)
}

fn class(c: char) -> Class {
    if let Some(class) = u8::try_from(c).ok().and_then(ascii) {
        return class;
    }
    match c {
        '\u{2010}' | '\u{2011}' | '\u{2019}' => Class::Joiner,
        // Soft hyphens, and what joins letters in Persian and Indic scripts.
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' => Class::Word,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Word,
        _ => Class::Other,
    }
}

/// A stretch of a text: a word, or what stands between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) is_word: bool,
}

/// The words of a text and what stands between them, in turn; together they are all of it.
#[inline]
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let is_word = is_word_at(rest, 0)?;
        let length = if is_word {
            word_length(rest)
        } else {
            gap_length(rest)
        };
        let range = at..at + length;
        at = range.end;
        Some(Piece { range, is_word })
    })
}

/// Whether the character at a place belongs to a word; `None` at the end.
fn is_word_at(text: &str, at: usize) -> Option<bool> {
    match ascii(*text.as_bytes().get(at)?) {
        Some(class) => Some(class == Class::Word),
        None => text.get(at..).map(is_word),
    }
}

/// The length of the word with which a text begins.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default().iter();
        at += rest
            .take_while(|&&byte| ascii(byte) == Some(Class::Word))
            .count();
        let (class, length) = match bytes.get(at) {
            None => return at,
            Some(&byte) => match ascii(byte) {
                Some(class) => (class, 1),
                None => wide(text, at),
            },
        };
        match class {
            Class::Word => {}
            Class::Joiner if is_word_at(text, at + length) == Some(true) => {}
            Class::Joiner | Class::Other => return at,
        }
        at += length;
    }
}

/// The length of what stands before the next word.
fn gap_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let (class, length) = match bytes.get(at) {
            None => return at,
            Some(&byte) => match ascii(byte) {
                Some(class) => (class, 1),
                None => wide(text, at),
            },
        };
        if class == Class::Word {
            return at;
        }
        at += length;
    }
}

/// The class and the length of a character beyond ASCII.
fn wide(text: &str, at: usize) -> (Class, usize) {
    let c = text.get(at..).and_then(|rest| rest.chars().next());
    c.map_or((Class::Other, 1), |c| (class(c), c.len_utf8()))
}

/// Whether a character belongs to a script that is written without blanks.
const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Accents and vowel points, which readers do not type. Vowel signs of Indic scripts are
/// not among them: they are letters.
const fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{0640}'
        | '\u{0300}'..='\u{036f}'
        | '\u{0483}'..='\u{0487}'
        | '\u{0591}'..='\u{05c7}'
        | '\u{0610}'..='\u{061a}'
        | '\u{064b}'..='\u{065f}'
        | '\u{0670}'
        | '\u{06d6}'..='\u{06ed}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Letters that no decomposition takes apart.
const fn written_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ς' => "σ",
        _ => return None,
    })
}

/// The form under which a part of a word is found. Empty when nothing of it is kept.
pub(super) fn fold(part: &str) -> Cow<'_, str> {
    if part.is_ascii() {
        if part.len() <= LONGEST && !part.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Borrowed(part);
        }
        let cut = part.get(..LONGEST).unwrap_or(part);
        return Cow::Owned(cut.to_ascii_lowercase());
    }
    let mut out = String::with_capacity(part.len());
    let chars = part.chars().flat_map(char::to_lowercase).nfkd();
    for c in chars.filter(|&c| !is_dropped(c)) {
        for c in c.to_lowercase().filter(|&c| class(c) == Class::Word) {
            match written_out(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
        }
    }
    if let Some((end, _)) = out.char_indices().nth(LONGEST) {
        out.truncate(end);
    }
    Cow::Owned(out)
}

/// Calls `each` with every form under which a word is found; a form may come twice.
pub(super) fn terms(word: &str, mut each: impl FnMut(&str)) {
    let joiner = |c: char| class(c) == Class::Joiner;
    let mut joined = String::new();
    let mut parts = 0;
    for part in word.split(joiner) {
        if part.is_ascii() {
            let folded = fold(part);
            each(&folded);
            joined.push_str(&folded);
            parts += 1;
            continue;
        }
        for (run, unspaced) in runs(part) {
            let folded = fold(run);
            if unspaced {
                pairs(&folded, &mut each);
            } else if !folded.is_empty() {
                each(&folded);
                joined.push_str(&folded);
                parts += 1;
            }
        }
    }
    if parts > 1 {
        each(&fold(&joined));
    }
}

/// Stretches of a word that are written with blanks, and such that are not.
fn runs(part: &str) -> Vec<(&str, bool)> {
    let mut runs = Vec::new();
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        // Marks and joiners stay with what they stand on.
        let other = |c: char| is_unspaced(c) != unspaced && !is_combining_mark(c) && !is_dropped(c);
        let end = rest.find(other).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push((run, unspaced));
        rest = after;
    }
    runs
}

/// Every two characters that follow each other, and the last.
fn pairs(run: &str, each: &mut impl FnMut(&str)) {
    let mut starts = run.char_indices().map(|(at, _)| at).peekable();
    while let Some(start) = starts.next() {
        let next = starts.peek().copied().unwrap_or(run.len());
        let second = run.get(next..).and_then(|rest| rest.chars().next());
        let end = next + second.map_or(0, char::len_utf8);
        each(run.get(start..end).unwrap_or(""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_all_of_the_text() {
        let text = "“Short-term,” he said—don’t ask; Müller's — 3.5%-";
        let all: Vec<_> = pieces(text).collect();
        let joined: String = all.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(joined, text);
        let words: Vec<_> = all
            .iter()
            .filter(|it| it.is_word)
            .map(|it| &text[it.range.clone()])
            .collect();
        assert_eq!(
            words,
            [
                "Short-term",
                "he",
                "said",
                "don’t",
                "ask",
                "Müller's",
                "3",
                "5"
            ]
        );
    }
}
