//! Whether a page of the printed volume begins inside a word: `perform [Page 257] ance`.
//!
//! The blanks round the mark are the same either way, so only what the words themselves
//! tell decides: the joined form is a word (or stands elsewhere in the text) and its
//! second half is none. A sidecar's word goes first.

use super::lexicon;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Cert, Rule};
use crate::read::Sidecar;
use std::ops::Range;

/// How the words round a page mark go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Join {
    /// Two words, or no words at all.
    Apart,
    /// One word, by this rule.
    Inside(Rule, Cert),
    /// It may be one word; an editor should say.
    Doubtful,
}

fn letters_before(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(40)
        .take_while(|(_, c)| c.is_alphabetic() || *c == '’')
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

fn letters_after(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(40)
        .find(|(_, c)| !c.is_alphabetic())
        .map_or(text.len().min(160), |(at, _)| at);
    text.get(..end).unwrap_or("")
}

/// Endings that no English word consists of, though a word list may hold some.
const STEMS: &[&str] = &[
    "able", "ably", "ally", "ance", "ances", "ation", "ations", "ative", "ence", "ences", "ential",
    "ful", "fully", "ible", "ical", "ically", "ing", "ings", "ingly", "ism", "ist", "ists", "ity",
    "ities", "ization", "less", "ment", "ments", "mental", "ness", "sion", "sions", "tion",
    "tions", "tional", "tive", "tively", "ward", "wards", "wise", "ty", "ties", "ly", "ed", "er",
    "ers", "es", "al", "ial", "ous", "ously", "cy", "ship", "ships", "hood", "ry", "tary", "tory",
    "ter", "ters", "ten", "der", "ders", "ning", "ting", "ling", "ding", "ring", "sing", "king",
    "ming", "per", "ture", "tures",
];

/// Reports the sidecar's words on pages that begin nowhere in the text. `pages` are the
/// marks of pages.
pub(in crate::read) fn report_unused(
    text: &str,
    pages: &[Range<usize>],
    sidecar: &Sidecar,
    diags: &mut Diagnostics,
) {
    for join in &sidecar.joins {
        let is_here = |mark: &Range<usize>| {
            let (before, after) = (text.get(..mark.start), text.get(mark.end..));
            let (near, far) = (
                before.unwrap_or("").trim_end(),
                after.unwrap_or("").trim_start(),
            );
            near.ends_with(join.left.as_str()) && far.starts_with(join.right.as_str())
        };
        if !pages.iter().any(is_here) {
            let (left, right) = (&join.left, &join.right);
            diags.push(
                Diagnostic::new(
                    Code::QuoteNotFound,
                    join.span,
                    format!("no page begins between `{left}` and `{right}`"),
                )
                .help("copy from the source what stands before and after the page's mark"),
            );
        }
    }
}

/// Decides for a page mark in a text.
pub(in crate::read) fn decide(text: &str, mark: &Range<usize>, sidecar: &Sidecar) -> Join {
    let before = text.get(..mark.start).unwrap_or("");
    let after = text.get(mark.end..).unwrap_or("");
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\n' | '\r' | '\t');
    let (near, far) = (
        before.trim_end_matches(blank),
        after.trim_start_matches(blank),
    );
    let tight_left = near.len() == before.len();
    let tight_right = far.len() == after.len();
    let (left, right) = (letters_before(near), letters_after(far));
    if let Some(join) = sidecar
        .joins
        .iter()
        .find(|join| near.ends_with(join.left.as_str()) && far.starts_with(join.right.as_str()))
    {
        return if join.joined {
            Join::Inside(Rule::Sidecar, Cert::High)
        } else {
            Join::Apart
        };
    }
    // A hyphen before the mark: the word was divided there, or is a compound; either way it goes on.
    if near.ends_with(['-', '‑'])
        && right.chars().next().is_some_and(char::is_lowercase)
        && !near.ends_with("--")
    {
        return Join::Inside(Rule::PageJoinStem, Cert::Medium);
    }
    // Without a blank on either side it stands inside whatever word or number this is;
    // a full stop or closing sign before a capital ends a sentence.
    let last = near.chars().next_back();
    let first = far.chars().next();
    let number = last.is_some_and(|c| c.is_ascii_digit() || c == ',')
        && near.ends_with(|c: char| c.is_ascii_digit() || c == ',')
        && first.is_some_and(|c| c.is_ascii_digit());
    let initials = last == Some('.')
        && near.trim_end_matches('.').ends_with(char::is_uppercase)
        && first.is_some_and(char::is_uppercase)
        && far.chars().nth(1) == Some('.');
    if tight_left && tight_right && (number || initials) {
        return Join::Inside(Rule::PageInsideWord, Cert::High);
    }
    if left.is_empty() || !right.chars().next().is_some_and(char::is_lowercase) {
        return Join::Apart;
    }
    if tight_left && tight_right {
        return Join::Inside(Rule::PageInsideWord, Cert::High);
    }
    // Blanks at line ends are no word's: a mark on a line of its own stands between words
    // unless the halves make one.
    let tail = left.rsplit('’').next().unwrap_or(left);
    let joined = format!("{tail}{right}").to_lowercase();
    let half = right.to_lowercase();
    let first = tail.to_lowercase();
    let joined_is_word = lexicon::is_word(&joined);
    let half_is_word = lexicon::is_word(&half);
    let first_is_word = lexicon::is_word(&first);
    let stem = STEMS.contains(&half.as_str());
    if joined_is_word && !half_is_word {
        return Join::Inside(Rule::PageInsideWord, Cert::Medium);
    }
    if joined_is_word && stem && !lexicon::is_common(&half) {
        return Join::Inside(Rule::PageJoinStem, Cert::Medium);
    }
    if joined_is_word && !first_is_word && !lexicon::is_common(&half) {
        return Join::Inside(Rule::PageInsideWord, Cert::Medium);
    }
    if joined_is_word && !first_is_word && first.chars().count() > 1 {
        // `inter [Page 4] national`: the first half is no word, the second a common one.
        return Join::Inside(Rule::PageInsideWord, Cert::Medium);
    }
    if !half_is_word && right.chars().count() >= 2 {
        let whole = format!("{tail}{right}");
        if occurs(near_by(text, mark), &whole) {
            return Join::Inside(Rule::PageJoinSeen, Cert::Medium);
        }
        if stem && !lexicon::is_common(&half) {
            return Join::Inside(Rule::PageJoinStem, Cert::Low);
        }
        // No word list speaks of a text in another language, nor of names.
        let unlikely = tail.chars().count() < 2
            || tail.chars().next().is_some_and(char::is_uppercase)
            || !is_english(before)
            || occurs(near_by(before, mark), right);
        return if unlikely {
            Join::Apart
        } else {
            Join::Doubtful
        };
    }
    if joined_is_word && !is_small_word(&first) && first.chars().count() <= 3 {
        // `re [Page 208] moved`: the first half is a prefix before it is a word.
        return Join::Inside(Rule::PageInsideWord, Cert::Medium);
    }
    let both_words = !is_small_word(&first) && !is_small_word(&half);
    if joined_is_word && (!lexicon::is_common(&half) || both_words && joined.chars().count() >= 7) {
        return Join::Doubtful;
    }
    Join::Apart
}

/// The text for some pages round a mark: where the same word is looked for.
fn near_by<'t>(text: &'t str, mark: &Range<usize>) -> &'t str {
    const WINDOW: usize = 20_000;
    let mut start = mark.start.saturating_sub(WINDOW);
    let mut end = (mark.end + WINDOW).min(text.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or("")
}

/// Whether the words before a place are English: nine of ten are in the word list.
fn is_english(before: &str) -> bool {
    const ENOUGH: usize = 20;
    let words = before
        .rsplit(|c: char| !c.is_alphabetic() && c != '’')
        .filter(|word| word.len() > 1 && word.chars().all(char::is_lowercase))
        .take(ENOUGH);
    let (mut known, mut all) = (0, 0);
    for word in words {
        all += 1;
        known += usize::from(lexicon::is_word(word));
    }
    all >= 5 && known * 10 >= all * 9
}

/// Words of three letters or fewer, and the commonest longer ones, that stand by
/// themselves far more often than they begin or end a longer word.
fn is_small_word(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "i", "am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it",
        "me", "my", "no", "of", "oh", "on", "or", "so", "to", "up", "us", "we", "all", "and",
        "any", "are", "ask", "bad", "big", "but", "can", "day", "did", "due", "end", "far", "few",
        "for", "get", "got", "had", "has", "her", "him", "his", "how", "its", "job", "law", "let",
        "man", "may", "men", "new", "nor", "not", "now", "off", "oil", "old", "one", "our", "out",
        "own", "put", "say", "see", "set", "she", "six", "ten", "the", "too", "two", "use", "war",
        "was", "way", "who", "why", "win", "yes", "yet", "you", "some", "with", "what", "when",
        "where", "there", "here", "then", "than", "that", "this", "over", "under", "into", "upon",
        "ever", "even", "every", "more", "most", "such", "been", "have", "will", "would", "from",
        "they", "were", "body", "thing", "time",
    ];
    SMALL.contains(&word)
}

/// Whether a whole word stands somewhere in a text.
fn occurs(text: &str, word: &str) -> bool {
    // Whether it is there at all is found much faster than where.
    text.contains(word)
        && text.match_indices(word).take(50).any(|(at, _)| {
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            let after = text
                .get(at + word.len()..)
                .and_then(|tail| tail.chars().next());
            !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Join {
        let start = text.find('[').expect("a mark");
        let end = text.find(']').expect("a mark") + 1;
        decide(text, &(start..end), &Sidecar::default())
    }

    #[test]
    fn words_decide() {
        for inside in [
            "poor perform [Page 257] ance on",
            "in Wash[Page 19]ington",
            "vet [Page 12] erans of",
            "to [Page 4] gether",
            "Shcharanskiy and Shchar [Page 3] anskiy",
            "the develop [Page 3] ment of",
        ] {
            assert!(matches!(told(inside), Join::Inside(..)), "{inside}");
        }
        for apart in [
            "designed to encourage [Page 38] progress",
            "moment. [Page 766] So",
            "the [Page 14] first",
            "so [Page 15] long",
            "in [Page 18] spring",
            "[Page 263]Goals",
            "for [Page 3] ever",
            "the [Page 1] United",
        ] {
            assert_eq!(told(apart), Join::Apart, "{apart}");
        }
    }
}
