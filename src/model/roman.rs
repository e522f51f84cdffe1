//! Roman numbers, as pages, volumes and notes are counted with.

/// The value of a Roman number up to 399 that is written as it should be, in letters of one case.
#[must_use]
pub fn roman_value(word: &str) -> Option<u32> {
    const HUNDREDS: [&str; 4] = ["", "c", "cc", "ccc"];
    const TENS: [&str; 10] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    if word != lower && word != lower.to_ascii_uppercase() {
        return None;
    }
    let mut rest = lower.as_str();
    let mut value = 0;
    for (digits, worth) in [(&HUNDREDS[..], 100), (&TENS[..], 10), (&ONES[..], 1)] {
        // The longest that fits: `x` begins `xc` too.
        let (digit, found) = (0..)
            .zip(digits)
            .filter(|(_, digit)| rest.starts_with(**digit))
            .max_by_key(|(_, digit)| digit.len())?;
        rest = rest.get(found.len()..)?;
        value += digit * worth;
    }
    rest.is_empty().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_form() {
        let values = ["i", "IV", "xiv", "XLI", "xcix", "CCCLXXXVIII"].map(roman_value);
        assert_eq!(values, [1, 4, 14, 41, 99, 388].map(Some));
        for none in ["", "IIV", "mix", "Xiv", "iiii", "D"] {
            assert_eq!(roman_value(none), None, "{none}");
        }
    }
}
