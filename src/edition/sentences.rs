//! Where sentences begin and end in running text.
//!
//! Good enough to show a reference in its sentence; nothing that an edition says
//! depends on it.

use std::ops::Range;

/// Abbreviations after which a sentence goes on, whatever follows.
const TITLES: &[&str] = &[
    "adm", "amb", "approx", "art", "arts", "bd", "bldg", "brig", "capt", "cf", "ch", "chap",
    "cmdr", "col", "cong", "dept", "doc", "docs", "dr", "ed", "eds", "encl", "esp", "est", "ff",
    "fig", "figs", "fn", "fol", "fols", "fr", "frl", "gen", "gov", "hon", "hr", "ibid", "lt",
    "maj", "messrs", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "mtg", "nn", "nos", "nr",
    "op", "par", "pars", "pp", "pres", "prof", "rep", "reps", "rev", "sen", "sens", "sec", "secs",
    "sect", "sess", "sgt", "st", "stat", "supp", "tel", "tels", "telegr", "univ", "viz", "vol",
    "vols", "vs",
];

/// Abbreviations after which a sentence goes on when a number follows.
const BEFORE_NUMBERS: &[&str] = &[
    "no", "p", "res", "s", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
    "nov", "dec",
];

/// Abbreviations that can end a sentence: it does when a word follows that often begins one.
const EITHER: &[&str] = &[
    "co", "corp", "esq", "etc", "inc", "jr", "ltd", "sr", "usw", "al", "cit",
];

/// Words that often begin a sentence and seldom follow an abbreviation within one.
const OPENERS: &[&str] = &[
    "a",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "as",
    "at",
    "before",
    "both",
    "but",
    "by",
    "during",
    "every",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "is",
    "it",
    "its",
    "later",
    "many",
    "meanwhile",
    "moreover",
    "my",
    "no",
    "nor",
    "not",
    "now",
    "on",
    "once",
    "one",
    "or",
    "our",
    "see",
    "she",
    "since",
    "so",
    "some",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "thus",
    "to",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "you",
    "your",
    "er",
    "sie",
    "es",
    "der",
    "die",
    "das",
    "ich",
    "wir",
    "ein",
    "eine",
    "und",
    "aber",
];

/// Month names that follow an ordinal number and its full stop in German.
const MONTHS: &[&str] = &[
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Characters that close a sentence after its stop.
const CLOSING: [char; 10] = ['"', '”', '’', '\'', ')', ']', '»', '.', '?', '!'];

/// Characters that stand before the first word of a sentence.
const OPENING: [char; 9] = ['"', '“', '‘', '\'', '(', '[', '«', '¿', '¡'];

/// The sentences of a text whose blanks are folded, in order and without gaps but the
/// blank between two.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '.' | '?' | '!' | '…') || at < start {
            continue;
        }
        let Some(rest) = text.get(at + c.len_utf8()..) else {
            continue;
        };
        let closing = rest.trim_start_matches(CLOSING);
        let end = text.len() - closing.len();
        let Some(next) = closing.strip_prefix(' ') else {
            continue;
        };
        let before = text.get(start..at).unwrap_or("");
        if ends_sentence(before, c, rest.len() > closing.len(), next) {
            all.push(start..end);
            start = end + 1;
        }
    }
    if start < text.len() {
        all.push(start..text.len());
    }
    all
}

/// Whether a sentence ends at a stop with these words before and after it.
fn ends_sentence(before: &str, stop: char, quoted: bool, next: &str) -> bool {
    let begins = next.trim_start_matches(OPENING);
    if begins.starts_with(char::is_lowercase) {
        return false;
    }
    if stop != '.' {
        return true;
    }
    let word = before
        .rsplit([' ', '(', '[', '“', '"', '—', '–', '/'])
        .next()
        .unwrap_or("");
    // A list's number or letter stands first: `1.`, `b.`, `“iv.`.
    let letters = before.trim_start_matches(OPENING).chars().count();
    if letters <= 3 && word.len() == before.trim_start_matches(OPENING).len() && !is_answer(word) {
        return false;
    }
    let lower = word.to_lowercase();
    let follows: String = begins.chars().take_while(|c| c.is_alphabetic()).collect();
    let opener = || OPENERS.contains(&follows.to_lowercase().as_str());
    if word.chars().all(|c| c.is_ascii_digit()) {
        // A German date goes on; all else is an end.
        return !(word.is_empty() || MONTHS.contains(&follows.as_str()));
    }
    // `U.S.`, `a.m.`, and the initial in `George P. Shultz`.
    let initials = word.split('.').all(|part| part.chars().count() == 1);
    if initials || EITHER.contains(&lower.as_str()) {
        let single = word.chars().count() == 1;
        let number = begins.starts_with(|c: char| c.is_ascii_digit());
        return match (single, number) {
            (true, true) => !BEFORE_NUMBERS.contains(&lower.as_str()),
            (true, false) => word == "I" || (opener() && follows != "I" && follows != "A"),
            (false, _) => quoted || opener(),
        };
    }
    if BEFORE_NUMBERS.contains(&lower.as_str()) {
        return !begins.starts_with(|c: char| c.is_ascii_digit() || c == '#');
    }
    !TITLES.contains(&lower.as_str())
}

/// Short words that are a sentence by themselves.
fn is_answer(word: &str) -> bool {
    word.chars().count() > 1
        && !word.starts_with(|c: char| c.is_ascii_digit() || "ivxIVX".contains(c))
}

/// A sentence of a text, cut to about so many characters round the part that matters:
/// whole words, `…` where something was left out.
pub(super) fn shown(
    text: &str,
    sentence: Range<usize>,
    part: Range<usize>,
    longest: usize,
) -> String {
    let whole = text.get(sentence.clone()).unwrap_or("").trim();
    if whole.chars().count() <= longest {
        return whole.to_owned();
    }
    let before = text.get(sentence.start..part.start).unwrap_or("");
    let inside = text.get(part.clone()).unwrap_or("");
    let after = text.get(part.end..sentence.end).unwrap_or("");
    let room = longest.saturating_sub(inside.chars().count());
    let (left, right) = (before.chars().count(), after.chars().count());
    let keep_left = left.min((room / 2).max(room.saturating_sub(right)));
    let keep_right = right.min(room - keep_left);
    let mut out = String::new();
    if keep_left < left {
        let tail = before.char_indices().rev().take(keep_left).last();
        let tail = tail.map_or("", |(at, _)| before.get(at..).unwrap_or(""));
        out.push_str("… ");
        // The first word may be cut: from the next blank on.
        out.push_str(tail.split_once(' ').map_or("", |(_, words)| words));
    } else {
        out.push_str(before);
    }
    out.push_str(&cut(inside, longest));
    if keep_right < right {
        out.push_str(&cut_after(after, keep_right));
    } else {
        out.push_str(after);
    }
    out.trim().to_owned()
}

/// The first characters of a text, whole words, with `…` at the end when there is more.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    cut_after(text, most)
}

fn cut_after(text: &str, most: usize) -> String {
    let end = text
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(at, _)| at);
    let head = text.get(..end).unwrap_or("");
    // Inside a word: back to the blank before it, unless the word is all there is.
    let whole = text.get(end..).is_none_or(|rest| rest.starts_with(' '));
    let head = match head.rfind(' ') {
        Some(blank) if !whole => head.get(..blank).unwrap_or(""),
        _ => head,
    };
    let head = head
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '—' | '–'));
    format!("{head} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        for text in [
            "See Foreign Relations, 1981–1988, vol. IV, Soviet Union, Document 351.",
            "Mr. Shultz met Dr. George P. Shultz of the U.S. Embassy, pp. 12–14 and No. 5.",
            "He spoke (cf. Document 3) with Thomas W. Simons, Jr. and others at 5 p.m. Washington time.",
            "b. The Department agreed.",
            "“iv. The Department agreed.",
            "1. Source: National Archives, RG 59.",
            "Am 5. Mai schrieb Hr. Meyer.",
            "He asked “why?” and left.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn sentences_end_at_stops() {
        assert_eq!(
            split(
                "It was “agreed.” He left. (See Document 3.) No. It was in the U.S. The end! In 1986. Done"
            ),
            [
                "It was “agreed.”",
                "He left.",
                "(See Document 3.)",
                "No.",
                "It was in the U.S.",
                "The end!",
                "In 1986.",
                "Done"
            ]
        );
        assert_eq!(split(""), [""; 0]);
    }

    #[test]
    fn a_long_sentence_is_cut_round_the_reference() {
        let words = "word ".repeat(200);
        let text = format!("{words}See Document 3, {words}end.");
        let at = text.find("Document 3").expect("it is there");
        let shown = shown(&text, 0..text.len(), at..at + 10, 300);
        assert!(shown.chars().count() <= 310, "{shown}");
        assert!(
            shown.starts_with("… word") && shown.ends_with("word …"),
            "{shown}"
        );
        assert!(shown.contains("See Document 3, word"), "{shown}");
    }
}
