//! The words beside a name, and what they say of it.

use super::words;

/// Whether a word after a surname makes another name of both: `Johnson City`.
pub(super) fn names_something(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.any(char::is_lowercase)
        && !words::is_calendar(word)
        && !words::is_function_word(word)
        && !words::is_title(word)
}

/// Whether the word before lets an everyday word stand with a capital and be no name.
pub(super) fn says_no_name(before: &str) -> bool {
    matches!(
        before.to_lowercase().as_str(),
        "" | "a"
            | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "each"
            | "every"
            | "any"
            | "no"
            | "of"
            | "in"
            | "at"
            | "near"
            | "on"
    )
}

/// Whether most words of a text begin with a capital, as in headings.
pub(super) fn is_title_case(text: &str) -> bool {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return false;
    }
    let long = |word: &&str| word.chars().count() > 3;
    let (mut capital, mut all) = (0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(long) {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all > 1 && capital * 4 >= all * 3
}

/// The word straight before a name, signs included; `None` when there is none.
pub(super) fn last_word(before: &str) -> Option<&str> {
    // `( Lovett )` in old headings.
    let before = before.trim_end();
    before.split_whitespace().next_back()
}

/// The word straight after a name on the same line, without signs; `None` when a sign or
/// the end comes first.
pub(super) fn first_word(after: &str) -> Option<&str> {
    let rest = after.strip_prefix(' ')?;
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    rest.get(..end).filter(|word| !word.is_empty())
}

/// Keeps the end of the text so far, enough for a word or two.
pub(super) fn keep_tail(tail: &mut String, text: &str) {
    const ENOUGH: usize = 60;
    let mut start = text.len().saturating_sub(ENOUGH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    if start > 0 {
        tail.clear();
    }
    tail.push_str(text.get(start..).unwrap_or(""));
    if tail.len() > 4 * ENOUGH {
        let mut cut = tail.len() - ENOUGH;
        while !tail.is_char_boundary(cut) {
            cut += 1;
        }
        tail.drain(..cut);
    }
}
