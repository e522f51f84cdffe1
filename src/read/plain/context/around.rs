//! The words beside a plain number, and what they say of it. Each rule is one function with
//! its reason.

mod figures;

pub(super) use figures::{after_digit, ends_date, is_year};

use super::{HOPELESS, Place};
use crate::read::dates::is_english_month;
use crate::read::plain::forms;
use figures::after_figure_and_stop;
use std::ops::Range;

/// Words before which or after which a number is a number: `Document 5`, `Box 12`.
pub(super) const COUNTED: &[&str] = &[
    "annex",
    "appendix",
    "article",
    "articles",
    "art",
    "box",
    "chapter",
    "document",
    "documents",
    "enclosure",
    "exhibit",
    "figure",
    "footnote",
    "group",
    "item",
    "line",
    "lines",
    "lot",
    "map",
    "no",
    "nos",
    "note",
    "notes",
    "nsdd",
    "nsdm",
    "nssm",
    "number",
    "numbers",
    "p",
    "page",
    "pages",
    "para",
    "paragraph",
    "paragraphs",
    "part",
    "phase",
    "plan",
    "point",
    "points",
    "pp",
    "room",
    "section",
    "sections",
    "sec",
    "stage",
    "tab",
    "table",
    "telegram",
    "telegrams",
    "title",
    "under",
    "vol",
    "volume",
    "despatch",
    "airgram",
    "resolution",
    "about",
    "over",
];
/// What stands before the small figure of a formula.
const FORMULAS: &[&str] = &["CO", "SO", "NO", "NH", "UO", "UF", "CH"];
/// Abbreviations whose full stop is followed by a number.
const ABBREVIATED: &[&str] = &[
    "art", "arts", "c", "ca", "ch", "doc", "docs", "fol", "n", "no", "nos", "p", "para", "pp",
    "sec", "ser", "v", "vol",
];
/// Words that follow a number that is one.
const UNITS: &[&str] = &[
    "percent",
    "per",
    "million",
    "billion",
    "thousand",
    "hundred",
    "years",
    "year",
    "months",
    "month",
    "days",
    "day",
    "weeks",
    "week",
    "hours",
    "hour",
    "minutes",
    "a",
    "p",
    "am",
    "pm",
    "o’clock",
    "men",
    "persons",
    "people",
    "tons",
    "miles",
    "dollars",
    "pages",
    "copies",
    "countries",
    "members",
    "votes",
    "to",
    "and",
    "or",
    "of",
    "cents",
    "other",
    "points",
];

/// The letters straight before an offset.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let start = before
        .char_indices()
        .rev()
        .take(40)
        .take_while(|(_, c)| c.is_alphabetic() || *c == '’')
        .last()
        .map_or(at, |(start, _)| start);
    text.get(start..at).unwrap_or("")
}

pub(super) fn one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What stands right after a candidate and speaks against it.
pub(super) fn after(text: &str, end: usize) -> f64 {
    let rest = text.get(end..).unwrap_or("");
    let mut chars = rest.chars();
    let Some(c) = chars.next() else { return 0.0 };
    let next = chars.next();
    let number_follows = next.is_some_and(|c| c.is_ascii_digit());
    match c {
        // 2nd, 5th, 12mm; a capital can be the next sentence, its blank lost.
        _ if c.is_lowercase() => -6.0,
        _ if c.is_alphabetic() => -1.5,
        '.' | ',' | ':' | '/' | '-' | '–' | '‑' if number_follows => -5.0,
        '%' | '°' | '$' | '£' | '#' | '@' | '=' | '+' | '_' => -6.0,
        '/' => -4.0,
        '-' | '–' | '‑' if next.is_some_and(char::is_alphanumeric) => -3.5,
        ' ' | '\u{a0}' if is_hour(rest.trim_start()) => -6.0,
        ' ' | '\u{a0}' => {
            let word = rest
                .trim_start()
                .split(|c: char| !c.is_alphanumeric() && c != '’')
                .next()
                .unwrap_or("");
            if one_of(UNITS, word) && word.chars().all(char::is_lowercase) {
                -0.7
            } else {
                0.0
            }
        }
        _ => 0.0,
    }
}

/// Whether words make an hour of the number before them: `11 a. m.`, `12 noon`.
fn is_hour(words: &str) -> bool {
    forms::behind_half_of_day(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A number straight after a letter: a word takes a mark, an acronym perhaps, a single
/// letter (`F99`, `p12`) hardly.
pub(super) fn after_letter(text: &str, start: usize, digits: usize) -> f64 {
    let word = word_before(text, start);
    let letters = word.chars().count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let rest = text.get(..start - word.len()).unwrap_or("");
    // `MI6` has a blank before it, `A/5-B12` has none: part of a reference number.
    let inside_code =
        rest.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '_' | '#' | '@'));
    // `on the 23d4`: the figure's ending, and a mark.
    let figure = rest.bytes().rev().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&figure) && matches!(word, "st" | "nd" | "rd" | "th" | "d") {
        return 2.0;
    }
    if inside_code {
        return -2.5;
    }
    match letters {
        0 | 1 => {
            // The plain words `I` and `a` can carry a mark, but only just.
            if matches!(word, "I" | "a") {
                -1.0
            } else {
                -2.0
            }
        }
        // `CO2`, `SO2`: a formula.
        2 if digits == 1 && FORMULAS.contains(&word) => -1.5,
        2.. if capitals == letters => {
            if digits > 2 {
                -1.5
            } else if letters > 5 {
                1.5
            } else {
                0.8
            }
        }
        2..=3 if one_of(COUNTED, word) => -1.5,
        2 => 1.8,
        _ => 2.6,
    }
}

/// A number straight after a sign.
pub(super) fn after_sign(
    text: &str,
    start: usize,
    sign: char,
    digits: usize,
) -> Option<(f64, Place)> {
    let before = text.get(..start - sign.len_utf8()).unwrap_or("");
    let earlier = before.chars().next_back();
    let digit_before = earlier.is_some_and(|c| c.is_ascii_digit());
    let open_before = earlier.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“'));
    Some(match sign {
        '.' if digit_before => (
            after_figure_and_stop(text, start - 1, start + digits),
            Place::Stop,
        ),
        '.' if open_before => return None,
        '.' => {
            let word = word_before(text, start - 1);
            if one_of(ABBREVIATED, word) {
                (-3.0, Place::Stop)
            } else if is_part(text, start - 1, word) {
                (0.2, Place::Stop)
            } else {
                (3.0, Place::Stop)
            }
        }
        '!' | '?' | '…' => (3.0, Place::Stop),
        ',' if digit_before && digits == 3 => return None,
        ',' | ';' | ':' if digit_before => (
            if sign == ':' && digits == 2 {
                -4.5
            } else if ends_date(before) {
                2.4
            } else {
                0.8
            },
            Place::Punctuation,
        ),
        ',' | ';' | ':' => (2.7, Place::Punctuation),
        '”' | '’' | '»' | '›' => {
            if open_before {
                return None;
            }
            (
                if sign == '’' && word_before(text, start - sign.len_utf8()).is_empty() {
                    0.5
                } else {
                    2.7
                },
                Place::Punctuation,
            )
        }
        '"' | '\'' => {
            if open_before {
                return None;
            }
            // `6'2"`: feet and inches.
            let score = if sign == '\'' && digit_before {
                0.5
            } else {
                2.4
            };
            (score, Place::Punctuation)
        }
        ')' => (2.4, Place::Punctuation),
        ']' => (2.2, Place::Punctuation),
        '*' | '~' | '}' | '_' => (1.2, Place::Punctuation),
        '—' => (-1.5, Place::Punctuation),
        _ => return None,
    })
}

/// Whether a single capital before a full stop numbers a part: `in A.2 of Part II`.
fn is_part(text: &str, stop: usize, word: &str) -> bool {
    let before = text.get(..stop.saturating_sub(word.len())).unwrap_or("");
    word.len() == 1
        && word.bytes().all(|letter| letter.is_ascii_uppercase())
        && before.ends_with(|c: char| c.is_whitespace() || "([“".contains(c))
}

/// A number after a blank: at the end of a heading or a line it can be a mark, between
/// two sentences perhaps, in the midst of one hardly.
pub(super) fn after_blank(
    text: &str,
    run: &Range<usize>,
    line: &Range<usize>,
    heading: bool,
) -> f64 {
    let before = text.get(line.start..run.start).unwrap_or("").trim_end();
    let after = text.get(run.end..line.end).unwrap_or("").trim_start();
    let Some(last) = before.chars().next_back() else {
        // A number alone on its line, and not one that numbers the line.
        let alone = after.is_empty() && run.len() <= 3;
        return if alone { 0.8 } else { HOPELESS - 1.0 };
    };
    let word = word_before(before, before.len());
    let dotted = before.strip_suffix('.').unwrap_or(before);
    let month = is_english_month(word_before(dotted, dotted.len()));
    let follows = after
        .chars()
        .next()
        .or_else(|| text.get(line.end..).and_then(goes_on).filter(|_| !heading));
    if follows == Some('.') && matches!(last, '.' | '-' | '–' | '•' | '*') {
        // `- 2. The second`: it numbers what follows.
        return HOPELESS;
    }
    let ends = follows.is_none();
    if heading && ends {
        return if one_of(COUNTED, word) { 0.2 } else { 3.0 };
    }
    let abbreviation = before
        .strip_suffix('.')
        .is_some_and(|short| one_of(ABBREVIATED, word_before(short, short.len())));
    if abbreviation || one_of(COUNTED, word) || month {
        return -3.7;
    }
    let closed = matches!(
        last,
        '.' | '!' | '?' | '”' | '’' | '"' | ')' | ']' | '…' | ';' | ':' | ','
    );
    let opens =
        follows.is_none_or(|c| c.is_uppercase() || matches!(c, '“' | '"' | '[' | '‘' | '('));
    let digits = run.len();
    let long = if digits > 2 { 1.5 } else { 0.0 };
    let score = if ends_date(before) {
        -1.8
    } else if last.is_ascii_digit()
        || matches!(
            last,
            '|' | '•' | '–' | '-' | '—' | '$' | '(' | '/' | '=' | '+'
        )
    {
        -3.0
    } else if ends && closed {
        1.6
    } else if ends {
        0.9
    } else if matches!(last, '.' | '!' | '?' | '”' | '"') && opens {
        0.6
    } else if matches!(follows, Some('.' | ',' | ';' | ')' | ':')) {
        if word.starts_with(char::is_uppercase) {
            -3.8
        } else {
            -2.3
        }
    } else if closed {
        -1.6
    } else if word.starts_with(char::is_uppercase) {
        // `London 3`, `Embtel 551`: a name's own number.
        -3.4
    } else {
        -2.4
    };
    score - long
}

/// The small letter that the next line begins with, where a sentence is broken at a measure.
fn goes_on(rest: &str) -> Option<char> {
    let next = rest
        .trim_start_matches([' ', '\t', '\r'])
        .strip_prefix('\n')?;
    let first = next.trim_start_matches([' ', '\t']).chars().next()?;
    first.is_lowercase().then_some(first)
}
