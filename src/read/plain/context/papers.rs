//! Papers and their days, which notes tell more of: `(Embtel 204, January 2`.

use super::around::{is_year, one_of};
use crate::model::Day;
use crate::read::dates::{self, is_english_month};
use std::ops::Range;

/// `urtel 491, May 6`: a number before a date belongs to the paper of that date, and a mark
/// would stand behind the two.
pub(super) fn before_date(text: &str, end: usize) -> f64 {
    let rest = text.get(end..).unwrap_or("");
    let (rest, cost) = rest
        .strip_prefix(',')
        .map_or((rest, -0.4), |rest| (rest, -1.5));
    let Some(rest) = rest.strip_prefix(' ') else {
        return 0.0;
    };
    let word = rest
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    if word.len() > 2 && word.starts_with(char::is_uppercase) && is_english_month(word) {
        cost
    } else {
        0.0
    }
}

/// Words for papers that notes tell more of.
const PAPERS: &[&str] = &[
    "aide-mémoire",
    "airgram",
    "delga",
    "despatch",
    "document",
    "embassy’s",
    "gadel",
    "instruction",
    "letter",
    "memo",
    "memorandum",
    "message",
    "no",
    "nos",
    "note",
    "numbered",
    "telegram",
    "telegrams",
];

/// How many bytes back the name of a paper is looked for: a row of figures can be one long word.
const NEAR: usize = 200;

/// Whether one of the last words before an offset names a paper, or the day of one:
/// `(Embtel 204, January 2`.
pub(super) fn names_paper(text: &str, at: usize) -> bool {
    let before = (at.saturating_sub(NEAR)..at).find_map(|from| text.get(from..at));
    before
        .unwrap_or("")
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .filter(|word| !word.is_empty())
        .take(3)
        .map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()))
        .any(|word| is_english_month(word) || is_paper(word))
}

/// Whether a word names a paper: `despatch`, `Embtel`.
fn is_paper(word: &str) -> bool {
    one_of(PAPERS, word) || word.len() > 4 && word.to_ascii_lowercase().ends_with("tel")
}

/// Whether a number would be the day of a paper later than the text that names it: `Embtel 5,
/// January 21` in one of January 7. No paper speaks of those to come, so the number is a day and
/// a mark. `before` ends on the month, `month`.
pub(super) fn is_later_paper(
    text: &str,
    number: &Range<usize>,
    before: &str,
    month: &str,
    written: &dyn Fn() -> Option<Day>,
) -> bool {
    let words = before.get(..before.len() - month.len()).unwrap_or("");
    let start = (words.len().saturating_sub(NEAR)..words.len())
        .find(|&from| words.is_char_boundary(from))
        .unwrap_or(words.len());
    let near = words.get(start..).unwrap_or("");
    let mut last = near
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(4);
    if !last.any(is_paper) {
        return false;
    }
    // `January 21, 1947`: of another year, perhaps.
    let after = text.get(number.end..).unwrap_or("");
    let after = after.trim_start_matches([',', ' ', '\u{a0}']);
    let figures = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if after.get(..figures).is_some_and(is_year) {
        return false;
    }
    let day = text
        .get(number.clone())
        .and_then(|day| day.parse::<u8>().ok());
    written().zip(day).is_some_and(|(written, day)| {
        dates::month(month) == Some(written.month()) && day > written.day()
    })
}
