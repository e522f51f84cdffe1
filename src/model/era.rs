//! Words that put a date before Christ.

/// Whether words say of a date that it is before Christ: `469 v. Chr.`, `44 B.C.`. Encoders
/// who have no form for such a year write some other one, which it is not; to be asked of
/// years below 1000.
#[must_use]
pub fn is_before_christ(words: &str) -> bool {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let words = words.to_lowercase();
    BEFORE_CHRIST.iter().any(|said| {
        let mut found = words.match_indices(said);
        found.any(|(at, _)| {
            let (before, after) = words.split_at(at);
            let after = after.get(said.len()..).unwrap_or("");
            // `Victoria, B.C.` is a place, and 44 BCD is nothing.
            before.ends_with(|c: char| c.is_ascii_digit())
                && !after.starts_with(|c: char| c.is_alphanumeric())
        })
    })
}

/// How languages say it, in small letters and without blanks.
const BEFORE_CHRIST: [&str; 19] = [
    "v.chr",
    "v.christus",
    "vorchr",
    "vorchristus",
    "v.u.z",
    "v.d.z",
    "b.c",
    "bc",
    "bce",
    "b.c.e",
    "av.j.-c",
    "av.j.c",
    "avantj.-c",
    "avantj.c",
    "avantjésus-christ",
    "a.c",
    "a.chr",
    "дон.э",
    "дор.х",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_before_christ_in_words() {
        for words in [
            "469 v. Chr.",
            "469 v.\u{a0}u.\u{202f}Z.",
            "March 15, 44 B.C.",
            "44 BCE",
            "44 bc",
            "44 bce",
            "469 vor Chr.",
            "469 v. Christus",
            "52 av. J. C.",
            "52 av. J.-C.",
            "399 до н. э.",
        ] {
            assert!(is_before_christ(words), "{words}");
        }
        for words in [
            "Victoria, B.C., May 3, 1871",
            "1871",
            "",
            "3 BCD",
            "2 n. Chr.",
        ] {
            assert!(!is_before_christ(words), "{words}");
        }
    }
}
