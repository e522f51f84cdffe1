//! Whether letters make an English word. Evidence for words that a page break divides,
//! and for nothing else.

use std::collections::HashSet;
use std::sync::LazyLock;

/// JSON arrays of words.
const LISTS: [&str; 15] = [
    include_str!("lexicon/english-words-10.json"),
    include_str!("lexicon/english-words-20.json"),
    include_str!("lexicon/english-words-35.json"),
    include_str!("lexicon/english-words-40.json"),
    include_str!("lexicon/english-words-50.json"),
    include_str!("lexicon/american-words-10.json"),
    include_str!("lexicon/american-words-20.json"),
    include_str!("lexicon/american-words-35.json"),
    include_str!("lexicon/american-words-40.json"),
    include_str!("lexicon/american-words-50.json"),
    include_str!("lexicon/british-words-10.json"),
    include_str!("lexicon/british-words-20.json"),
    include_str!("lexicon/british-words-35.json"),
    include_str!("lexicon/british-words-40.json"),
    include_str!("lexicon/british-words-50.json"),
];

/// The words of some lists. Made when a word is first asked for: most texts never ask.
fn set(lists: &[&'static str]) -> HashSet<&'static str> {
    // A word, its quotation marks and its comma are eleven bytes on average: the table is
    // made in the size that it will have.
    let bytes: usize = lists.iter().map(|list| list.len()).sum();
    let mut words = HashSet::with_capacity(bytes / 10);
    for list in lists {
        // Words stand between quotation marks, so every second piece is one.
        words.extend(list.split('"').skip(1).step_by(2));
    }
    words
}

/// Whether this, in small letters, is a word.
pub(super) fn is_word(word: &str) -> bool {
    static ALL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set(&LISTS));
    ALL.contains(word)
}

/// Whether this, in small letters, is one of the ten thousand commonest words.
pub(super) fn is_common(word: &str) -> bool {
    static COMMON: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| set(LISTS.get(..2).unwrap_or(&LISTS)));
    COMMON.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_word_is_found_and_others_are_not() {
        for list in LISTS {
            let words: Vec<String> = serde_json::from_str(list).expect("a JSON array");
            for word in words
                .iter()
                .step_by(97)
                .chain(words.first())
                .chain(words.last())
            {
                assert!(is_word(word), "{word}");
            }
        }
        for no in ["ance", "erans", "ington", "zzzz", "", "\"", "aaaa"] {
            assert!(!is_word(no), "{no}");
        }
        assert!(
            is_word("performance")
                && is_word("veterans")
                && is_common("the")
                && !is_common("barge")
        );
    }
}
