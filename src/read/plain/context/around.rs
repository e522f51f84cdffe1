//! The words beside a plain number, and what they say of it. Each rule is one function with
//! its reason.

use super::papers::is_later_paper;
use super::{HOPELESS, Place};
use crate::model::Day;
use crate::read::dates::is_english_month;
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
    let half = words.strip_prefix(['a', 'p']).and_then(|rest| {
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        rest.trim_start_matches([' ', '\u{a0}']).strip_prefix('m')
    });
    half.or_else(|| words.strip_prefix("noon"))
        .or_else(|| words.strip_prefix("midnight"))
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
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
            } else {
                (2.4, Place::Punctuation)
            }
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

/// A number after a figure and a full stop: a decimal, or a sentence that ended on a
/// figure. A year or a day of a month ends sentences more often than it has decimals.
fn after_figure_and_stop(text: &str, stop: usize, end: usize) -> f64 {
    let before = text.get(..stop).unwrap_or("");
    let figure_start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let figure = before.get(figure_start..).unwrap_or("");
    let lead = before.get(..figure_start).unwrap_or("");
    let words = lead.trim_end().trim_end_matches('.');
    let dated = words.len() < lead.len()
        && is_english_month(word_before(words, words.len()))
        && is_day(figure, word_before(words, words.len()));
    let rest = text.get(end..).unwrap_or("");
    let next = rest.trim_start_matches([' ', '\u{a0}']).chars().next();
    let new_sentence = next.is_none_or(|c| {
        c.is_uppercase()
            || matches!(
                c,
                '\n' | '\r' | '[' | '“' | '"' | '(' | ')' | '”' | '’' | ']'
            )
    });
    let money = matches!(lead.chars().next_back(), Some('$' | '£' | '.'));
    let base = if dated || is_year(figure) {
        2.0
    } else if money || figure.is_empty() || row(text, stop).is_some() {
        -3.0
    } else {
        0.2
    };
    base + if new_sentence { 0.6 } else { -2.4 }
}

/// Whether digits can be a day of a month.
fn is_day(digits: &str, month: &str) -> bool {
    let lower = month.to_lowercase();
    let longest = match lower.get(..3) {
        Some("feb") => 29,
        Some("apr" | "jun" | "sep" | "nov") => 30,
        _ => 31,
    };
    digits.len() <= 2
        && digits
            .parse::<u32>()
            .is_ok_and(|day| (1..=longest).contains(&day))
}

/// The end of a number as a mark: what is left must make a likely number by itself.
/// `written` tells the day on which the text was.
pub(super) fn after_digit(
    text: &str,
    run: &Range<usize>,
    cut: usize,
    written: &dyn Fn() -> Option<Day>,
) -> f64 {
    let figure = text.get(run.start..cut).unwrap_or("");
    let digits = text.get(cut..run.end).unwrap_or("");
    let whole = text.get(run.clone()).unwrap_or("");
    let before = text.get(..run.start).unwrap_or("");
    let glued = before.chars().next_back();
    let month = before.trim_end_matches([' ', '\u{a0}', '\n', '\r', '.', ',']);
    let month_before =
        month.len() < before.len() && is_english_month(word_before(month, month.len()));
    let plain_start = glued.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '–' | '-' | '—' | ',')
    });
    if month_before {
        // A day of a month has no more than 31.
        let name = word_before(month, month.len());
        let day = is_day(figure, name);
        let whole_is_day = is_day(whole, name);
        let whole_is_year = whole.len() == 4 && whole.starts_with('1')
            // `121455Z AUG 77`: a cable prints two figures of the year.
            || whole.len() == 2 && after_hour(month, name);
        return match (day, whole_is_day || whole_is_year) {
            // `271` is the 27th and 1 before it is the 2nd and 71.
            (true, false)
                if digits.len() > 1
                    && is_day(whole.get(..figure.len() + 1).unwrap_or(""), name) =>
            {
                -0.5
            }
            (true, false) => 2.4,
            (true, true) if is_later_paper(text, run, month, name, written) => 1.8,
            // A day that exists is not cut in two.
            (true, true) => HOPELESS,
            _ if is_year(figure) && !whole_is_year => 2.2,
            _ => -2.5,
        };
    }
    // `3.3 | 10.5 | 11.23`: beside figures of one decimal the second is a mark.
    if glued == Some('.') && decimals_beside(text, run) == Some(figure.len()) {
        return 1.0;
    }
    if matches!(glued, Some('$' | '£' | '#' | '.' | ':' | '/')) && !is_year(figure) {
        // A price, a decimal, a time or a code: the mark is possible and nothing more.
        return if matches!(glued, Some('.')) {
            -2.2
        } else {
            -1.6
        };
    }
    // `5,0003`: groups of three digits, then a mark.
    if glued == Some(',')
        && before
            .trim_end_matches(',')
            .ends_with(|c: char| c.is_ascii_digit())
    {
        return if figure.len() == 3 { 2.0 } else { -3.0 };
    }
    if is_year(figure) && whole.len() > 4 && plain_start {
        return 2.0;
    }
    if is_year(whole) {
        return HOPELESS;
    }
    let long = if digits.len() > 1 { 0.4 } else { 0.0 };
    let counted = one_of(COUNTED, word_before(month, month.len()));
    (if counted { -3.2 } else { -2.8 }) - long
}

/// How far a row of a table is looked at.
const ROW: usize = 200;

/// The part of a table's row round a place: what stands on its line, cells divided by `|`.
fn row(text: &str, at: usize) -> Option<&[u8]> {
    let bytes = text.as_bytes();
    let before = bytes.get(at.saturating_sub(ROW)..at)?;
    let after = bytes.get(at..bytes.len().min(at + ROW))?;
    let left = before.iter().rev().take_while(|&&byte| byte != b'\n');
    let right = after.iter().take_while(|&&byte| byte != b'\n');
    let row = bytes.get(at - left.count()..at + right.count())?;
    row.contains(&b'|').then_some(row)
}

/// How many decimals the other figures of a table's row have, if all have as many.
fn decimals_beside(text: &str, run: &Range<usize>) -> Option<usize> {
    let row = row(text, run.start)?;
    let own = text.as_bytes().get(run.clone())?;
    let mut same: Option<usize> = None;
    for cell in row.split(|&byte| matches!(byte, b'|' | b' ')) {
        let Some(stop) = cell.iter().rposition(|&byte| byte == b'.') else {
            continue;
        };
        let decimals = cell.get(stop + 1..)?;
        let figure = stop > 0 && !decimals.is_empty();
        if !figure || !decimals.iter().all(u8::is_ascii_digit) || decimals == own {
            continue;
        }
        if same.is_some_and(|known| known != decimals.len()) {
            return None;
        }
        same = Some(decimals.len());
    }
    same
}

/// Whether a day and hour stand before a month, as at the head of a cable: `121455Z AUG`.
fn after_hour(text: &str, month: &str) -> bool {
    let before = text.get(..text.len().saturating_sub(month.len()));
    before
        .and_then(|before| before.trim_end().strip_suffix(['Z', 'z']))
        .is_some_and(|group| {
            let figures = group.bytes().rev().take_while(u8::is_ascii_digit).count();
            (4..=6).contains(&figures)
        })
}

pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && matches!(
            digits.get(..2),
            Some("15" | "16" | "17" | "18" | "19" | "20")
        )
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

/// Whether words end on a day of a month or on a year.
pub(super) fn ends_date(text: &str) -> bool {
    let lead = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let figure = text.get(lead.len()..).unwrap_or("");
    let words = lead.trim_end().trim_end_matches('.');
    let name = word_before(words, words.len());
    is_year(figure) || words.len() < lead.len() && is_english_month(name) && is_day(figure, name)
}
