//! Numbers and words as characters of a script's string.
//!
//! The index is loaded by `<script src>`, the only thing that works from a disk too: a
//! page there may not fetch. So its data are string literals of printable ASCII, with
//! numbers written in ninety digits.

use std::borrow::Cow;

/// How many digits there are.
pub(super) const DIGITS: u32 = 90;

/// The digit of a value below [`DIGITS`]: printable characters without blank, `!`, `"`,
/// `\` and `|`.
pub(super) const fn digit(value: u32) -> u8 {
    // 35..=126 without 92 and 124: the two are stepped over.
    let code = 35 + value;
    let code = code + (code >= 92) as u32;
    let code = code + (code >= 124) as u32;
    code as u8
}

/// Values of a last digit; those above continue a number.
const LAST: u32 = 60;

/// Values of a digit that continues a number.
const LEADS: u32 = DIGITS - LAST;

/// Digits, and words between them, on their way into a string literal.
///
/// Most numbers have one digit or two, and which it is cannot be foreseen by a processor. So two
/// are always written, and what is too much is taken back: a text has many words.
#[derive(Debug, Default)]
pub(super) struct Digits(Vec<u8>);

impl Digits {
    /// None, with room for some.
    pub(super) fn with_capacity(room: usize) -> Self {
        Self(Vec::with_capacity(room))
    }

    /// All that was written.
    pub(super) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// Forgets it.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Writes a digit.
    pub(super) fn digit(&mut self, value: u32) {
        self.0.push(digit(value));
    }

    /// Writes the first `count` of some digits that [`digit`] made.
    pub(super) fn first(&mut self, count: usize, digits: impl IntoIterator<Item = u8>) {
        let end = self.0.len() + count;
        self.0.extend(digits);
        self.0.truncate(end);
    }

    /// Writes words.
    pub(super) fn words(&mut self, words: &str) {
        self.0.extend_from_slice(words.as_bytes());
    }

    /// Writes a number: one digit below 60, two below 1,860.
    pub(super) fn number(&mut self, value: u32) {
        if value < THREE {
            let is_short = value < LAST;
            let lead = LAST + (value / LAST).saturating_sub(1);
            let first = if is_short { value } else { lead };
            let digits = [digit(first), digit(value % LAST)];
            self.first(2 - usize::from(is_short), digits);
        } else {
            self.leads(value / LAST);
            self.digit(value % LAST);
        }
    }

    /// Writes the digits before the last, for what they count.
    fn leads(&mut self, rest: u32) {
        let rest = rest - 1;
        if rest >= LEADS {
            self.leads(rest / LEADS);
        }
        self.digit(LAST + rest % LEADS);
    }
}

/// The first numbers of two, three … digits.
const LONGER: [u32; 6] = {
    let two = LAST;
    let three = two + LAST * LEADS;
    let four = three + LAST * LEADS.pow(2);
    let five = four + LAST * LEADS.pow(3);
    let six = five + LAST * LEADS.pow(4);
    [two, three, four, five, six, six + LAST * LEADS.pow(5)]
};

/// The first number of three digits.
const THREE: u32 = LAST + LAST * LEADS;

/// How many digits [`Digits::number`] writes.
pub(super) fn number_length(value: u32) -> usize {
    let longer = LONGER.iter().map(|&first| usize::from(value >= first));
    1 + longer.sum::<usize>()
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

/// Units of [`pack`] from here on have a second behind them.
const LONG: u32 = 0xf000;

/// Numbers below 2²⁸ in memory: one unit, or two where one is large. Nearly all have one, so
/// that a processor rightly guesses where the next begins.
pub(super) fn pack(number: u32, out: &mut Vec<u16>) {
    if number < LONG {
        out.push(number as u16);
    } else {
        let number = number - LONG;
        out.extend([(LONG | number >> 16) as u16, number as u16]);
    }
}

/// The numbers of [`pack`].
pub(super) fn unpack(units: &[u16]) -> impl Iterator<Item = u32> + '_ {
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
        let all: std::collections::BTreeSet<u8> = (0..DIGITS).map(digit).collect();
        assert_eq!(all.len(), DIGITS as usize);
        assert!(
            !all.iter()
                .any(|c| b" !\"\\|".contains(c) || !c.is_ascii_graphic())
        );
    }

    #[test]
    fn numbers_are_short_and_differ() {
        let written = |value| {
            let mut out = Digits::default();
            out.number(value);
            out.0
        };
        let mut seen = std::collections::BTreeSet::new();
        let first = LONGER.iter().flat_map(|&it| [it - 1, it]);
        for value in (0..55_000).chain(first.skip(4)).chain([u32::MAX]) {
            assert_eq!(written(value).len(), number_length(value), "{value}");
            assert!(seen.insert(written(value)), "{value}");
        }
        assert_eq!(
            [59, 60, 1859, 1860].map(|it| written(it).len()),
            [1, 2, 2, 3]
        );
        assert!(!written(u32::MAX).contains(&b' '));
    }

    #[test]
    fn packed_numbers_come_back() {
        let numbers = [0, 0xefff, 0xf000, 0xffff, 0x1_0000, 0x1_efff, 0xfff_ffff];
        let mut units = Vec::new();
        numbers.iter().for_each(|&it| pack(it, &mut units));
        assert_eq!(unpack(&units).collect::<Vec<_>>(), numbers);
        assert_eq!(units.len(), 2 + 2 * 5);
    }
}
