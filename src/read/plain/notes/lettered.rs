//! Lists of notes whose marks are letters or Roman numbers. They are not read, since any word may
//! end on such a mark; where all of them stand in order behind words of the text, they are told.

use crate::model::roman_value;
use crate::read::plain::lines::Line;
use std::ops::Range;

/// How many lines at the end are looked at.
const LAST: usize = 60;

/// The label of the first line of a list at the end, if what all its lines begin with also stands
/// behind words above it, in the same order.
pub(super) fn list(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    let from = lines.len().saturating_sub(LAST).max(1);
    let labelled: Vec<(usize, usize, &str)> = lines
        .get(from..)?
        .iter()
        .filter_map(|line| {
            let (end, body) = label(line.of(text))?;
            Some((line.start, line.start + end, body))
        })
        .collect();
    let first = labelled
        .iter()
        .rposition(|(_, _, body)| matches!(*body, "a" | "i" | "I" | "A"))?;
    let &(start, end, body) = labelled.get(first)?;
    let roman = matches!(body, "i" | "I");
    let numbered = labelled.iter().skip(first).zip(1..);
    let row: Vec<&str> = numbered
        .map_while(|((_, _, body), wanted)| (value(body, roman)? == wanted).then_some(*body))
        .collect();
    let above = text.get(..start)?;
    let mut cursor = 0;
    for sign in &row {
        cursor = behind_word(above, cursor, sign)?;
    }
    (row.len() >= 2).then_some(start..end)
}

/// The letter or Roman number that a line begins with, alone or with the signs of a label, and
/// where the label ends.
fn label(line: &str) -> Option<(usize, &str)> {
    let sign = line.split([' ', '\t', '\u{a0}']).next()?;
    if sign.len() > 12 || sign.len() == line.len() {
        return None;
    }
    let body = sign
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '^' | '{' | '}' | '.' | '/'));
    let letters = (1..=7).contains(&body.len()) && body.bytes().all(|b| b.is_ascii_alphabetic());
    // `A treaty` and `I have` are words.
    let word = body.len() == sign.len() && body.starts_with(char::is_uppercase);
    (letters && !word).then_some((sign.len(), body))
}

/// What a label counts.
fn value(body: &str, roman: bool) -> Option<u32> {
    if roman {
        return roman_value(body);
    }
    let letter = body.bytes().next().filter(|_| body.len() == 1)?;
    Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1)
}

/// Where a mark ends that stands right behind a word or a stop, from some place on.
fn behind_word(text: &str, from: usize, sign: &str) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.match_indices(sign).find_map(|(at, _)| {
        let before = rest.get(..at)?;
        let after = rest.get(at + sign.len()..)?;
        let opened = before.trim_end_matches(['[', '(', '^', '{']);
        let raised = opened.len() < before.len();
        let last = opened.chars().next_back()?;
        let stops = matches!(last, '.' | ',' | ';' | ':' | '”' | '"' | ')' | '!' | '?');
        // `came(a)`, `came.a`, `cameii`; a single letter at a word's end is the word's.
        let hangs = stops && (raised || !abbreviation(opened))
            || last.is_alphanumeric()
                && (raised || sign.len() > 1 || sign.eq_ignore_ascii_case("i"));
        let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
        (hangs && ends).then_some(from + at + sign.len())
    })
}

/// Whether a full stop belongs to a single letter: `e.g.`, `p.m.`
fn abbreviation(words: &str) -> bool {
    let stem = words.trim_end_matches('.');
    let mut letters = stem.chars().rev();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::plain::lines;

    fn told(text: &str) -> Option<&str> {
        let lines = lines::split(text);
        list(text, &lines).and_then(|range| text.get(range))
    }

    #[test]
    fn lists_are_told_where_all_marks_stand_above() {
        assert_eq!(told("It camei and wentii.\ni. A.\nii. B."), Some("i."));
        assert_eq!(told("It came.a He went,b too.\na) A.\nb) B."), Some("a)"));
        assert_eq!(told("It came(I) and went.(II)\nI. A.\nII. B."), Some("I."));
        assert_eq!(told("We ask:\n(a) the ships;\n(b) the boats."), None);
        assert_eq!(told("Cuba and the club, e.g. a ship.\na. A.\nb. B."), None);
        assert_eq!(told("I. Ships\nThe alibi.\nII. Boats\nThe rest."), None);
    }
}
