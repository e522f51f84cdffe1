//! Whether letters make an English word. Evidence for words that a page break divides,
//! and for nothing else.

/// Sorted JSON arrays of words, searched as they stand.
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

/// The word that holds or follows a byte of a list, and where its quotation mark opens.
fn word_at(list: &str, at: usize) -> Option<(usize, &str)> {
    let bytes = list.as_bytes();
    // A word is preceded by `["` or `,"` and followed by `"`.
    let mut open = at;
    loop {
        let is_open = bytes.get(open) == Some(&b'"')
            && open > 0
            && matches!(bytes.get(open - 1), Some(b'[' | b','));
        if is_open {
            break;
        }
        open += 1;
        if open >= bytes.len() {
            return None;
        }
    }
    let rest = list.get(open + 1..)?;
    let length = rest.find('"')?;
    Some((open, rest.get(..length)?))
}

fn contains(list: &str, word: &str) -> bool {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match word_at(list, middle) {
            None => high = middle,
            Some((open, found)) => match found.cmp(word) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = open + found.len() + 2,
                std::cmp::Ordering::Greater => high = middle,
            },
        }
    }
    false
}

/// Whether this, in small letters, is a word.
pub(super) fn is_word(word: &str) -> bool {
    LISTS.iter().any(|list| contains(list, word))
}

/// Whether this, in small letters, is one of the ten thousand commonest words.
pub(super) fn is_common(word: &str) -> bool {
    LISTS.iter().take(2).any(|list| contains(list, word))
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
                assert!(contains(list, word), "{word}");
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
