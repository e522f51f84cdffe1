//! Marks behind figures: what of them is a day, a year, a sum or a decimal.

use super::{COUNTED, one_of, word_before};
use crate::model::Day;
use crate::read::dates::is_english_month;
use crate::read::plain::context::HOPELESS;
use crate::read::plain::context::papers::is_later_paper;
use std::ops::Range;

/// A number after a figure and a full stop: a decimal, or a sentence that ended on a
/// figure. A year or a day of a month ends sentences more often than it has decimals.
pub(super) fn after_figure_and_stop(text: &str, stop: usize, end: usize) -> f64 {
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
pub(in crate::read::plain::context) fn after_digit(
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

pub(in crate::read::plain::context) fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && matches!(
            digits.get(..2),
            Some("15" | "16" | "17" | "18" | "19" | "20")
        )
}

/// Whether words end on a day of a month or on a year.
pub(in crate::read::plain::context) fn ends_date(text: &str) -> bool {
    let lead = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let figure = text.get(lead.len()..).unwrap_or("");
    let words = lead.trim_end().trim_end_matches('.');
    let name = word_before(words, words.len());
    is_year(figure) || words.len() < lead.len() && is_english_month(name) && is_day(figure, name)
}
