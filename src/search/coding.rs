//! Numbers and words as characters of a script's string.
//!
//! The index is loaded by `<script src>`, the only thing that works from a disk too: a
//! page there may not fetch. So its data are string literals of printable ASCII, with
//! numbers written in ninety digits.

/// How many digits there are.
pub(super) const DIGITS: u32 = 90;

/// The digit of a value below [`DIGITS`]: printable characters without blank, `!`, `"`,
/// `\` and `|`.
pub(super) fn digit(value: u32) -> char {
    // 35..=126 without 92 and 124: the two are stepped over.
    let code = 35 + value;
    let code = code + u32::from(code >= 92);
    let code = code + u32::from(code >= 124);
    char::from_u32(code).unwrap_or('~')
}

/// Values of a last digit; those above continue a number.
const LAST: u32 = 60;

/// Values of a digit that continues a number.
const LEADS: u32 = DIGITS - LAST;

/// Writes a number: one digit below 60, two below 1,860.
pub(super) fn number(value: u32, out: &mut String) {
    // Most are distances between neighbours.
    if value >= LAST {
        leads(value / LAST, out);
    }
    out.push(digit(value % LAST));
}

/// Writes the digits before the last, for what they count.
fn leads(rest: u32, out: &mut String) {
    let rest = rest - 1;
    if rest >= LEADS {
        leads(rest / LEADS, out);
    }
    out.push(digit(LAST + rest % LEADS));
}

/// How many digits [`number`] writes.
pub(super) fn number_length(value: u32) -> usize {
    let mut rest = value / LAST;
    let mut length = 1;
    while rest > 0 {
        rest = (rest - 1) / LEADS;
        length += 1;
    }
    length
}

/// Writes words into a string literal.
pub(super) fn quoted(words: &str, out: &mut String) {
    if !words
        .bytes()
        .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\' || byte >= 0x7f)
    {
        out.push_str(words);
        return;
    }
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Ends of lines of a script, and what no file should hold as it is.
            c if c < ' '
                || ('\u{7f}'..='\u{9f}').contains(&c)
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') =>
            {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
}

/// Writes words as a string literal.
pub(super) fn string(words: &str, out: &mut String) {
    out.push('"');
    quoted(words, out);
    out.push('"');
}

/// Numbers in memory: seven bits a byte, the lowest first.
pub(super) fn pack(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The numbers of [`pack`].
pub(super) fn unpack(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut bytes = bytes.iter();
    std::iter::from_fn(move || {
        let (mut value, mut shift) = (0u32, 0);
        loop {
            let byte = *bytes.next()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
            shift += 7;
        }
    })
}

/// Units of [`push_word`] from here on have a second behind them.
const LONG: u32 = 0xf000;

/// The number of a word in memory: one unit, or two where it is large. Nearly all have one, so that
/// a processor rightly guesses where the next begins.
pub(super) fn push_word(number: u32, out: &mut Vec<u16>) {
    if number < LONG {
        out.push(number as u16);
    } else {
        let number = number - LONG;
        out.extend([(LONG | number >> 16) as u16, number as u16]);
    }
}

/// The numbers of [`push_word`].
pub(super) fn word_numbers(units: &[u16]) -> impl Iterator<Item = u32> + '_ {
    let mut units = units.iter().map(|&unit| u32::from(unit));
    std::iter::from_fn(move || {
        let unit = units.next()?;
        match unit.checked_sub(LONG) {
            None => Some(unit),
            Some(high) => Some(LONG + (high << 16 | units.next()?)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_safe_and_differ() {
        let all: std::collections::BTreeSet<char> = (0..DIGITS).map(digit).collect();
        assert_eq!(all.len(), DIGITS as usize);
        assert!(
            !all.iter()
                .any(|c| " !\"\\|".contains(*c) || !c.is_ascii_graphic())
        );
    }

    #[test]
    fn numbers_are_short_and_differ() {
        let written = |value| {
            let mut out = String::new();
            number(value, &mut out);
            out
        };
        let mut seen = std::collections::BTreeSet::new();
        for value in 0..70_000 {
            assert_eq!(written(value).len(), number_length(value));
            assert!(seen.insert(written(value)));
        }
        assert_eq!(
            [59, 60, 1859, 1860].map(|it| written(it).len()),
            [1, 2, 2, 3]
        );
        assert!(!written(u32::MAX).contains(' '));
    }

    #[test]
    fn packed_numbers_come_back() {
        let numbers = [0, 1, 127, 128, 70_000, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&it| pack(it, &mut bytes));
        assert_eq!(unpack(&bytes).collect::<Vec<_>>(), numbers);
    }

    #[test]
    fn numbers_of_words_come_back() {
        let numbers = [0, 0xefff, 0xf000, 0xffff, 0x1_0000, 0x1_efff, 0xfff_ffff];
        let mut units = Vec::new();
        numbers.iter().for_each(|&it| push_word(it, &mut units));
        assert_eq!(word_numbers(&units).collect::<Vec<_>>(), numbers);
        assert_eq!(units.len(), 2 + 2 * 5);
    }
}
