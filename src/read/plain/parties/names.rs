//! What names of people and of firms look like.

use super::words::{BODIES, COURTESIES, is_connector, is_office_word, is_party};
use crate::read::plain::lexicon;

/// Titles of nobility that stand before a surname. British peers are called by theirs alone: `Lord
/// Lyons` is the whole name.
const NOBILITY: &[&str] = &[
    "Baron",
    "Baroness",
    "Chevalier",
    "Comte",
    "Conte",
    "Count",
    "Countess",
    "Graf",
    "Marchese",
    "Marquis",
    "Marquess",
    "Princess",
    "Viscount",
];

/// Surnames that are words of office too: `Prime Minister King`, `Elizabeth Bishop`, `John
/// Fields`; as a middle name, `James Clerk Maxwell`.
const SURNAMES: &[&str] = &[
    "Bishop",
    "Chancellor",
    "Clerk",
    "Field",
    "Fields",
    "Head",
    "House",
    "Judge",
    "King",
    "Major",
    "Marshal",
    "Pope",
    "Post",
    "Prince",
    "Sessions",
];

/// Given names that are common words too, or long ones.
const WORDS_TOO: &[&str] = &[
    "Amber", "Angel", "Art", "Bill", "Bob", "Charity", "Chase", "Chuck", "Clement", "Cliff",
    "Dawn", "Drew", "Earnest", "Faith", "Frank", "Gene", "Grace", "Grant", "Guy", "Heather",
    "Hope", "Jack", "Joy", "Ken", "Mark", "May", "Mercy", "Merry", "Miles", "Nick", "Page", "Pat",
    "Patience", "Penny", "Porter", "Ray", "Rock", "Rod", "Rose", "Sterling", "Sue", "Van", "Wade",
    "Ward", "Will",
];

/// As long as a word of the lexicon is that is no given name: of shorter ones only common words
/// are none.
const LONG: usize = 7;

/// Whether a word is one of English and no given name, as before an office, a body or a place:
/// `Section Head`, `Circuit Judge`, `Opera House`, `Trading Post`.
fn is_plain_word(word: &str) -> bool {
    let small = word.to_lowercase();
    !WORDS_TOO.contains(&word)
        && (lexicon::is_common(&small) || small.len() >= LONG && lexicon::is_word(&small))
}

/// Given names of more than four letters that end as the name of a people does.
const GIVEN: &[&str] = &[
    "Adrian",
    "Brian",
    "Christian",
    "Dylan",
    "Duncan",
    "Fabian",
    "Herman",
    "Jonathan",
    "Julian",
    "Lillian",
    "Logan",
    "Marian",
    "Morgan",
    "Nathan",
    "Norman",
    "Sebastian",
    "Susan",
    "Vivian",
];

/// Whether words are a whole name in which a word of office is a surname or a middle name: a
/// given name stands before it, no plain word or one of office, no people's name and no title.
pub(super) fn is_name_with_office_word(words: &str) -> bool {
    // `Martin Luther King, Jr.`
    let words = without_junior(words);
    let mut parts = words.split_whitespace();
    let Some(first) = parts.next() else {
        return false;
    };
    let of_people = || {
        first.len() > 4
            && ["an", "ish", "ese"].iter().any(|end| first.ends_with(end))
            && !GIVEN.contains(&first)
            || matches!(
                first,
                "Arab"
                    | "Czech"
                    | "Dutch"
                    | "French"
                    | "Greek"
                    | "Iraqi"
                    | "Israeli"
                    | "Saudi"
                    | "Swiss"
                    | "Thai"
                    | "U.S."
            )
    };
    let small = first.to_lowercase();
    let titled = COURTESIES.contains(&first)
        || NOBILITY.contains(&first)
        || BODIES.contains(&small.as_str())
        || is_office_word(first);
    if titled || !first.starts_with(char::is_uppercase) || first.ends_with(',') || of_people() {
        return false;
    }
    let (mut last, mut found) = (first, false);
    for word in parts {
        let office = is_office_word(word);
        if !word.starts_with(char::is_uppercase)
            || word.ends_with([',', ';'])
            || office && !SURNAMES.contains(&word)
        {
            return false;
        }
        found |= office;
        last = word;
    }
    // A `County Clerk` is no name, `James Clerk Maxwell` is.
    found && last != "Clerk" && !is_plain_word(first)
}

/// Whether words are a name although the last may be one of office: `E. M. House`.
pub(super) fn is_name_behind_rank(name: &str) -> bool {
    let mut words = name.split_whitespace().rev();
    let last = words.next().unwrap_or("");
    last.starts_with(char::is_uppercase)
        && (SURNAMES.contains(&last) || !is_office_word(last))
        && words.all(|word| {
            word.starts_with(char::is_uppercase)
                && !is_office_word(word.trim_end_matches([',', '.']))
                && !is_connector(word)
        })
}

/// Whether words are a rank and a name: `Admiral Hale`.
pub(super) fn is_rank_and_name(words: &str) -> bool {
    const RANKS: &[&str] = &[
        "Admiral",
        "Brigadier",
        "Captain",
        "Colonel",
        "Commander",
        "Commodore",
        "General",
        "Lieutenant",
        "Major",
        "Marshal",
    ];
    let ranked = [
        "Rear ",
        "Vice ",
        "Field ",
        "Lieutenant ",
        "Major ",
        "Brigadier ",
    ]
    .iter()
    .find_map(|degree| words.strip_prefix(degree));
    [Some(words), ranked].into_iter().flatten().any(|words| {
        words
            .split_once(' ')
            .is_some_and(|(rank, name)| RANKS.contains(&rank) && is_name_behind_rank(name))
    })
}

/// Whether a word that is one of office is a surname after the word before it.
pub(super) fn is_surname_after(before: &str, word: &str) -> bool {
    let initial = before.len() == 2 && before.ends_with('.');
    SURNAMES.contains(&word)
        && (initial
            || matches!(
                before,
                "Ambassador"
                    | "Chairman"
                    | "Governor"
                    | "Minister"
                    | "President"
                    | "Secretary"
                    | "Senator"
                    | "State"
            ))
}

/// A title of nobility and the name behind it: `Baron Stoeckl`.
pub(super) fn nobility(words: &str) -> Option<(&str, &str)> {
    let (title, name) = words.split_once(' ')?;
    let name = name.trim_start();
    let named = name.starts_with(|c: char| c.is_uppercase())
        || ["de ", "von ", "van ", "di "]
            .iter()
            .any(|word| name.starts_with(word));
    (NOBILITY.contains(&title) && named && !name.contains([',', '('])).then_some((title, name))
}

/// Words that firms end with.
const FIRMS: &[&str] = &[
    "Association",
    "Bank",
    "Bros",
    "Brothers",
    "Co",
    "Company",
    "Corp",
    "Corporation",
    "Inc",
    "Limited",
    "Ltd",
    "Society",
    "Sons",
    "Syndicate",
    "Trust",
];

/// Short forms of these, whose full stop is their own.
const SHORT_FIRMS: &[&str] = &["Bros.", "Co.", "Corp.", "Inc.", "Ltd."];

/// Whether words are a firm's name: `Heard & Co.`, `the Oriental Bank of Lowhaven`.
pub(in crate::read::plain) fn is_firm(words: &str) -> bool {
    let firm = |word: &str| FIRMS.contains(&word.trim_matches([',', '.', '\'']));
    let named = words.split(" of ").next().unwrap_or(words);
    let mut parts = named.split_whitespace();
    let first = parts.next().unwrap_or("");
    first.starts_with(char::is_uppercase)
        && !is_office_word(first)
        && !words.contains(['(', ')'])
        && parts.next_back().is_some_and(firm)
}

/// Small words with which surnames begin.
const PARTICLES: &[&str] = &[
    "al", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "ten", "ter", "und", "van", "von", "zu",
];

/// Whether a word is one of those with which surnames begin: `van`.
pub(in crate::read::plain) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether words end with a title of courtesy, which a name follows: `Mr. Hale to Mr.`
pub(in crate::read::plain) fn ends_on_courtesy(words: &str) -> bool {
    let last = words.rsplit(' ').next();
    last.is_some_and(|word| COURTESIES.contains(&word))
}

/// Whether words end with a small word that a surname begins with: `Mr. van`.
pub(in crate::read::plain) fn ends_on_particle(words: &str) -> bool {
    let mut last = words.rsplit(' ');
    last.next().is_some_and(is_particle)
        && last
            .next()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether a word in small letters is part of a name: `al-Karim`, `d’Estaing`.
pub(super) fn begins_small(word: &str) -> bool {
    let Some((lead, rest)) = word.split_once(['-', '’', '\'']) else {
        return false;
    };
    (1..=3).contains(&lead.len())
        && lead.bytes().all(|b| b.is_ascii_lowercase())
        && rest.starts_with(char::is_uppercase)
        && !rest.starts_with("Affaires")
}

/// A name without `Jr.` behind it.
fn without_junior(words: &str) -> &str {
    let words = words.trim().trim_end_matches(',');
    ["Jr.", "Sr.", "2d", "III", "II"]
        .iter()
        .find_map(|end| words.strip_suffix(end))
        .unwrap_or(words)
        .trim_end_matches([',', ' '])
}

/// Whether words are a person's name, whole and without office, of which one is an initial.
pub(super) fn is_name_with_initial(words: &str) -> bool {
    let words = without_junior(words);
    // `G.`, `E.V.`
    let initial = |word: &str| {
        word.len() <= 6
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.matches('.').count() * 2 == word.len()
    };
    is_given_and_surname(words) && words.split_whitespace().any(initial) && !words.ends_with('.')
}

/// Whether all words are capitalised and none is one of office or courtesy.
pub(super) fn is_all_names(words: &str) -> bool {
    words.split_whitespace().all(|word| {
        (word.starts_with(char::is_uppercase) || is_particle(word) || begins_small(word))
            && !word.contains([',', '(', ')', ';'])
            && !is_office_word(word)
            && !COURTESIES.contains(&word)
    })
}

/// The title of one who is at the head of a land, and the name behind it: `Prime Minister Vance`.
pub(super) fn head_of_state(words: &str) -> Option<(&str, &str)> {
    const TITLES: &[&str] = &[
        "King",
        "Queen",
        "Emperor",
        "Empress",
        "Shah",
        "Sultan",
        "Emir",
        "Amir",
        "Crown Prince",
        "President",
        "Prime Minister",
        "Foreign Minister",
        "Premier",
        "Chancellor",
        "Marshal",
        "General",
    ];
    TITLES.iter().find_map(|title| {
        let (title, rest) = words
            .split_at_checked(title.len())
            .filter(|(it, _)| it == title)?;
        let name = rest.strip_prefix(' ')?;
        is_all_names(name).then_some((title, name))
    })
}

/// Whether words are a name of two words to four, without office.
pub(in crate::read::plain) fn is_given_and_surname(words: &str) -> bool {
    let words = without_junior(words);
    (2..=4).contains(&words.split_whitespace().count())
        && !words.contains([',', '('])
        && (is_name_with_office_word(words) || is_all_names(words))
}

/// Whether words are a name and the body it belongs to: `Ellen Vance of the Planning Staff`.
pub(super) fn is_name_of_body(words: &str) -> bool {
    words
        .split_once(" of the ")
        .is_some_and(|(name, body)| is_given_and_surname(name) && is_party(body))
}

/// Whether the full stop at the end is an abbreviation's: `Jr.`, `Inc.`
pub(super) fn last_stop_is_own(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    matches!(last, "Jr." | "Sr." | "jr." | "sr.") || SHORT_FIRMS.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_a_name_is_taken_whole() {
        for name in ["George Hale III", "George Hale, II", "George Hale, Jr.,"] {
            assert_eq!(without_junior(name), "George Hale", "{name}");
        }
    }
}
