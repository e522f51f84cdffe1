//! Words that put a date before Christ.

/// Whether words say of a date that it is before Christ: `469 v. Chr.`, `44 B.C.`. Encoders
/// who have no form for such a year write some other one, which it is not; to be asked of
/// years below 1000.
#[must_use]
pub fn is_before_christ(words: &str) -> bool {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
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

/// How languages say it, without blanks.
const BEFORE_CHRIST: [&str; 17] = [
    "v.Chr",
    "vorChristus",
    "v.u.Z",
    "v.d.Z",
    "B.C",
    "BC",
    "BCE",
    "B.C.E",
    "b.c",
    "av.J.-C",
    "avantJ.-C",
    "avantJésus-Christ",
    "a.C",
    "a.Chr",
    "дон.э",
    "доР.Х",
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
