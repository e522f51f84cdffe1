//! Marks that are written as marks: raised, in brackets of their own, or as signs. Only
//! these can be told from numbers by their own form.

use super::around::{COUNTED, ends_date, one_of, word_before};
use super::{Candidate, Lines, Place, Value};
use crate::read::plain::lexicon;
use std::ops::Range;

/// The digit that a raised figure stands for.
fn raised(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        _ => return None,
    })
}

/// How many bytes of raised figures a text begins with: `¹²`, `^{12}`, `^12`, `<sup>12</sup>`.
pub(in crate::read::plain) fn raised_digits(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix("<sup>") {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let closed = rest
            .get(digits..)
            .is_some_and(|rest| rest.starts_with("</sup>"));
        return if closed && digits > 0 {
            digits + "<sup></sup>".len()
        } else {
            0
        };
    }
    if let Some(rest) = text.strip_prefix('^') {
        let inner = rest.strip_prefix('{').unwrap_or(rest);
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let braced = inner.len() < rest.len();
        if digits == 0 || braced && inner.as_bytes().get(digits) != Some(&b'}') {
            return 0;
        }
        return 1 + digits + if braced { 2 } else { 0 };
    }
    text.char_indices()
        .find(|&(_, c)| raised(c).is_none())
        .map_or(text.len(), |(end, _)| end)
}

/// How many bytes of a mark, in whatever form, a text begins with.
pub(in crate::read::plain) fn mark_length(text: &str) -> usize {
    let bracketed = bracketed(text).map_or(0, |(_, end)| end);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    bracketed.max(digits).max(raised_digits(text))
}

/// How many digits stand alone in the brackets that a text begins with, and where these end.
fn bracketed(text: &str) -> Option<(usize, usize)> {
    let square = text.starts_with('[');
    let inner = text.strip_prefix(['[', '('])?;
    let caret = usize::from(square && inner.starts_with('^'));
    let digits = inner
        .bytes()
        .skip(caret)
        .take(4)
        .take_while(u8::is_ascii_digit)
        .count();
    let close = if square { b']' } else { b')' };
    let closed = inner.as_bytes().get(caret + digits) == Some(&close);
    (closed && (1..=3).contains(&digits)).then_some((digits, caret + digits + 2))
}

/// A mark without what is round its number: `1` for `[1]`, `^{1}` and `¹`, `*` for `*`.
pub(in crate::read::plain) fn printed(mark: &str) -> String {
    let digits: String = mark
        .chars()
        .filter_map(|c| raised(c).or(c.is_ascii_digit().then_some(c)))
        .collect();
    if digits.is_empty() {
        mark.trim_matches(['(', ')', '[', ']']).to_owned()
    } else {
        digits
    }
}

/// Letters after which a raised number is a power.
const MEASURES: &[&str] = &["m", "km", "cm", "mm", "dm", "ft", "mi", "yd"];

/// The figure at the end of words and the sign after it.
fn ends_in_figure(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
}

/// Adds the raised number that begins at an offset, and says where it ends.
pub(super) fn add_raised(
    line: &Lines<'_>,
    at: usize,
    page: usize,
    out: &mut Vec<Candidate>,
) -> usize {
    let whole = line.text.get(at..line.range.end).unwrap_or("");
    let length = raised_digits(whole);
    let before = line.text.get(line.range.start..at).unwrap_or("");
    let word = word_before(line.text, at);
    let score = if before.trim().is_empty() {
        // At the start of a line it numbers the line.
        return at + length;
    } else if ends_in_figure(before) {
        if before.ends_with("10") && !ends_date(before) {
            -1.8
        } else if ends_date(before) {
            2.4
        } else {
            1.2
        }
    } else if one_of(MEASURES, word) {
        -1.0
    } else if before.ends_with(char::is_whitespace) {
        1.8
    } else {
        2.9
    };
    push(line, at..at + length, score, Place::Raised, page, out);
    at + length
}

/// Adds a number in brackets of its own.
pub(super) fn add_bracketed(line: &Lines<'_>, at: usize, page: usize, out: &mut Vec<Candidate>) {
    let whole = line.text.get(at..line.range.end).unwrap_or("");
    let square = whole.starts_with('[');
    let Some((digits, length)) = bracketed(whole) else {
        return;
    };
    let end = at + length;
    let before = line.text.get(line.range.start..at).unwrap_or("");
    let rest = line.text.get(end..line.range.end).unwrap_or("");
    let Some(last) = before.chars().next_back() else {
        return;
    };
    let next = rest.trim_start().chars().next();
    let glued = rest.starts_with(char::is_alphanumeric);
    let score = if glued || ends_in_figure(before) {
        // `19[52]`, `5(1)`: a figure mended, or a part of an article.
        -3.0
    } else if last.is_whitespace() {
        let closed = before
            .trim_end()
            .ends_with(['.', '!', '?', '”', '"', '’', ')', ',', ';', ':']);
        match (square, next) {
            (true, _) if closed => 1.0,
            (true, None) => 0.8,
            (true, Some(_)) => -0.5,
            (false, None | Some('.')) => 0.4,
            (false, Some(',' | ';' | ':')) => -1.5,
            (false, Some(c))
                if closed && c.is_uppercase() && !before.trim_end().ends_with([',', ';', ':']) =>
            {
                0.0
            }
            // French editors put blanks round a mark: `the alliance (1) was signed`.
            (false, Some(c)) if c.is_lowercase() && is_word_for_mark(before) => -1.6,
            // `(1) the ports, (2) the rivers`: a row within a sentence.
            (false, Some(_)) => return,
        }
    } else if last.is_alphabetic() {
        match (square, one_of(COUNTED, word_before(line.text, at))) {
            (_, true) => -2.0,
            (true, false) => 2.6,
            (false, false) => 0.8,
        }
    } else if matches!(last, '(' | '[' | '/' | '-' | '–') {
        return;
    } else if square {
        2.8
    } else {
        1.8
    };
    let long = if digits > 2 { 2.0 } else { 0.0 };
    push(line, at..end, score - long, Place::Bracketed, page, out);
}

/// Whether a mark that has a blank before it could hang on the last of these words: no small
/// word that leads on to a row (`wants (1) the ports`), and no stop.
fn is_word_for_mark(before: &str) -> bool {
    let words = before.trim_end();
    // `the message (Tab A) (2) names two`
    words.ends_with([')', '”', '"'])
        || words.ends_with(char::is_alphabetic)
            && word_before(words, words.len()).chars().count() > 4
}

fn push(
    line: &Lines<'_>,
    range: Range<usize>,
    score: f64,
    place: Place,
    page: usize,
    out: &mut Vec<Candidate>,
) {
    let number = printed(line.text.get(range.clone()).unwrap_or(""));
    if let (Ok(value), true) = (number.parse::<u32>(), score > line.floor)
        && number.len() <= 7
    {
        out.push(Candidate {
            range,
            value: Value::Number(value),
            score,
            place,
            page,
            after_paper: false,
        });
    }
}

/// The signs that notes are marked with.
pub(in crate::read::plain) const fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '‖' | '¶')
}

/// Adds a sign, or several of one kind, that stand after a word; says where they end, and
/// whether they open something, as the first of `*the*` does.
pub(super) fn add_sign(
    line: &Lines<'_>,
    at: usize,
    opened: &mut bool,
    page: usize,
    out: &mut Vec<Candidate>,
) -> usize {
    let whole = line.text.get(at..line.range.end).unwrap_or("");
    let Some(c) = whole.chars().next().filter(|c| is_sign(*c)) else {
        return at + 1;
    };
    let end = at + whole.len() - whole.trim_start_matches(c).len();
    let before = line
        .text
        .get(line.range.start..at)
        .and_then(|before| before.chars().next_back());
    let follows = line
        .text
        .get(end..line.range.end)
        .and_then(|rest| rest.chars().next());
    let carried = before.is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(
                c,
                '.' | ',' | ')' | ']' | '”' | '"' | '’' | ';' | ':' | '?' | '!'
            )
    });
    let ends =
        follows.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | ']'));
    if !carried && !follows.is_none_or(char::is_whitespace) {
        *opened = true;
    }
    let figure = before.is_some_and(|c| c.is_ascii_digit());
    // No dagger but a mark stands between two words; `§ 3` is a section.
    let spaced = c != '*'
        && before == Some(' ')
        && follows.is_none_or(char::is_whitespace)
        && !line
            .text
            .get(end..line.range.end)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if (carried || spaced) && ends && !*opened && end - at <= 4 * c.len_utf8() {
        out.push(Candidate {
            range: at..end,
            value: Value::Sign,
            // An asterisk after a figure can be a sign of reckoning, a dagger hardly.
            score: if figure && c == '*' { -0.5 } else { 0.5 },
            place: Place::Sign,
            page,
            after_paper: false,
        });
    }
    end
}

/// Whether words end in a figure with its ending: `the 6th`.
fn ends_in_ordinal(before: &str) -> bool {
    ["st", "nd", "rd", "th", "d"]
        .iter()
        .any(|ending| before.strip_suffix(ending).is_some_and(ends_in_figure))
}

/// The letters of a text that could be marks: one small letter straight after a sign that
/// ends words, with nothing after it (`April 24,a and`), or after a word that it makes none of
/// (`three monthsb and`). They run from `a`.
pub(in crate::read::plain) fn lettered(
    text: &str,
    lines: &[super::super::lines::Line],
) -> Vec<Candidate> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    for line in lines {
        for at in line.start + 1..line.end {
            let (before, here, next) = (bytes.get(at - 1), bytes.get(at), bytes.get(at + 1));
            // The last byte of a closing quotation mark: `”`, `’`.
            let quoted = matches!(before, Some(0x9D | 0x99))
                && text
                    .get(..at)
                    .is_some_and(|head| head.ends_with(['”', '’']));
            let carried = quoted
                || matches!(before, Some(b'.' | b',' | b';' | b':' | b')' | b'"'))
                || text.get(line.start..at).is_some_and(ends_in_ordinal);
            let on_word = || {
                text.get(line.start..at)
                    .is_some_and(|head| makes_no_word(head, *here.unwrap_or(&b' ')))
            };
            let ends = at + 1 == line.end
                || next.is_none_or(|byte| byte.is_ascii_whitespace() || b",;:.)".contains(byte));
            if let (Some(letter @ b'a'..=b'h'), true) = (here, ends)
                && (carried || on_word())
            {
                let score = if carried { 1.0 } else { 0.5 };
                out.push(letter_mark(at..at + 1, *letter, score, Place::Raised));
            }
        }
    }
    out
}

/// A small letter as the mark of the note that it counts to: `c` is that of the third.
fn letter_mark(range: Range<usize>, letter: u8, score: f64, place: Place) -> Candidate {
    Candidate {
        range,
        value: Value::Number(u32::from(letter.saturating_sub(b'a')) + 1),
        score,
        place,
        page: 0,
        after_paper: false,
    }
}

/// The letters in brackets that could be marks: right behind a word or a stop (`Regulations,(a)`),
/// or apart at the end of a line or cell. `(a) the ships` within a sentence is none.
pub(in crate::read::plain) fn letters_in_brackets(
    text: &str,
    lines: &[super::super::lines::Line],
) -> Vec<Candidate> {
    let mut out = Vec::new();
    for line in lines {
        let words = line.of(text);
        for (at, _) in words.match_indices(['(', '[']) {
            let (before, bracket) = words.split_at(at);
            let [open, letter @ b'a'..=b'h', close, ..] = *bracket.as_bytes() else {
                continue;
            };
            let Some(last) = before.chars().next_back() else {
                continue;
            };
            let closed = close == if open == b'[' { b']' } else { b')' };
            let rest = words.get(at + 3..).unwrap_or("");
            let ends = !rest.starts_with(char::is_alphanumeric);
            let glued = last.is_alphabetic() && !one_of(COUNTED, word_before(words, at))
                || matches!(last, '.' | ',' | ';' | ':' | '”' | '’' | '"' | '!' | '?');
            let cell = last.is_whitespace()
                && (rest.is_empty()
                    || rest.starts_with("  ")
                    || rest.trim_start().starts_with('|'));
            if closed && ends && (glued || cell) {
                let start = line.start + at;
                let score = if glued { 1.0 } else { 0.2 };
                out.push(letter_mark(
                    start..start + 3,
                    letter,
                    score,
                    Place::Bracketed,
                ));
            }
        }
    }
    out
}

/// Whether the last word of these is one, in small letters, and is none with a letter behind it:
/// `three months` and `b`.
fn makes_no_word(head: &str, letter: u8) -> bool {
    let start = head
        .rfind(|c: char| !c.is_ascii_lowercase())
        .map_or(0, |at| at + 1);
    let stem = head.get(start..).unwrap_or("");
    let begins = head
        .get(..start)
        .is_some_and(|before| before.is_empty() || before.ends_with([' ', '(', '“', '"']));
    begins
        && (3..=20).contains(&stem.len())
        && lexicon::is_word(stem)
        && !lexicon::is_word(&format!("{stem}{}", char::from(letter)))
}
