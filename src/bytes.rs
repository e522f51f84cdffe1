//! Looking for bytes: many at a time, which processors do as quickly as one; and writing
//! those that addresses cannot hold.
//!
//! Every reader and the writer of markup look through whole texts for the few bytes that
//! mean something to them ([`ByteSet`]); most stretches hold none.

/// Bytes that are looked at together, without a branch.
const BLOCK: usize = 32;

/// The same where there are fewer, and in a block that holds what is looked for.
const PART: usize = 8;

/// Bytes that are looked for: some by themselves, some from a first to a last.
#[derive(Debug)]
pub(crate) struct ByteSet<const N: usize, const R: usize> {
    listed: [u8; N],
    ranges: [(u8, u8); R],
    /// By byte: whether it is one of them.
    table: [bool; 256],
}

impl<const N: usize, const R: usize> ByteSet<N, R> {
    /// A set; for a `static`.
    #[expect(
        clippy::indexing_slicing,
        reason = "worked out by the compiler, which would say so"
    )]
    pub(crate) const fn new(listed: &[u8; N], ranges: [(u8, u8); R]) -> Self {
        let mut table = [false; 256];
        let mut at = 0;
        while at < N {
            table[listed[at] as usize] = true;
            at += 1;
        }
        let mut at = 0;
        while at < R {
            let (mut byte, last) = (ranges[at].0 as usize, ranges[at].1 as usize);
            while byte <= last {
                table[byte] = true;
                byte += 1;
            }
            at += 1;
        }
        Self {
            listed: *listed,
            ranges,
            table,
        }
    }

    /// Whether it has a byte: the quickest way for one.
    #[inline(always)]
    pub(crate) fn has(&self, byte: u8) -> bool {
        self.table.get(usize::from(byte)).is_some_and(|&it| it)
    }

    /// The same by comparison: processors do that with many bytes at once, and look into no
    /// table for them.
    #[inline(always)]
    fn compares(&self, byte: u8) -> bool {
        let apart = self.listed.iter().map(|&it| byte ^ it);
        let within = self.ranges.iter();
        let within = within.map(|&(first, last)| byte.wrapping_sub(first) <= last - first);
        within.fold(apart.fold(u8::MAX, u8::min) == 0, |any, it| any | it)
    }

    /// Where the first byte of the set stands.
    #[inline]
    pub(crate) fn position(&self, bytes: &[u8]) -> Option<usize> {
        let at = clear::<BLOCK>(bytes, |byte| self.compares(byte));
        let rest = bytes.get(at..).unwrap_or_default();
        let at = at + clear::<PART>(rest, |byte| self.has(byte));
        let rest = bytes.get(at..).unwrap_or_default();
        let within = rest.iter().position(|&byte| self.has(byte));
        within.map(|within| at + within)
    }

    /// Where the first byte of the set stands, or the first of a pair that is looked for
    /// beside them. `and` must not branch. `end` follows the last byte.
    #[inline]
    pub(crate) fn position_or(
        &self,
        bytes: &[u8],
        end: u8,
        and: impl Fn(u8, u8) -> bool,
    ) -> Option<usize> {
        let at = clear_pairs::<BLOCK>(bytes, |byte, next| self.compares(byte) | and(byte, next));
        let one = |byte: u8, next: u8| self.has(byte) | and(byte, next);
        let rest = bytes.get(at..).unwrap_or_default();
        let at = at + clear_pairs::<PART>(rest, one);
        let rest = bytes.get(at..).unwrap_or_default();
        let mut pairs = rest.iter().zip(rest.get(1..).unwrap_or_default());
        let within = pairs.position(|(&byte, &next)| one(byte, next));
        let last = || rest.last().filter(|&&byte| one(byte, end));
        let within = within.or_else(|| last().map(|_| rest.len() - 1));
        within.map(|within| at + within)
    }

    /// Whether a text has a byte of the set.
    #[inline]
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.position(text.as_bytes()).is_some()
    }
}

/// How many bytes stand in blocks without such a byte, before the first with one.
#[inline(always)]
fn clear<const N: usize>(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> usize {
    let (blocks, _) = bytes.as_chunks::<N>();
    let any = |block: &[u8; N]| {
        let wanted = block.iter().map(|&byte| is_wanted(byte));
        wanted.fold(false, |any, wanted| any | wanted)
    };
    N * blocks.iter().position(any).unwrap_or(blocks.len())
}

/// How many bytes stand in blocks without such a pair, before the first with one.
#[inline(always)]
fn clear_pairs<const N: usize>(bytes: &[u8], is_wanted: impl Fn(u8, u8) -> bool) -> usize {
    let (blocks, _) = bytes.as_chunks::<N>();
    let (nexts, _) = bytes.get(1..).unwrap_or_default().as_chunks::<N>();
    let any = |(block, nexts): (&[u8; N], &[u8; N])| {
        let pairs = block.iter().zip(nexts);
        let wanted = pairs.map(|(&byte, &next)| is_wanted(byte, next));
        wanted.fold(false, |any, wanted| any | wanted)
    };
    // The last block may have no byte after it: then it is none of these.
    let most = blocks.len().min(nexts.len());
    N * blocks.iter().zip(nexts).position(any).unwrap_or(most)
}

/// The figures.
pub(crate) static DIGITS: ByteSet<0, 1> = ByteSet::new(b"", [(b'0', b'9')]);

/// Writes a byte as addresses have those that cannot stand in them: `%C3`.
pub(crate) fn percent(byte: u8, out: &mut String) {
    let digits = [byte >> 4, byte & 0xf].map(|half| char::from_digit(half.into(), 16));
    out.push('%');
    out.extend(
        digits
            .into_iter()
            .flatten()
            .map(|it| it.to_ascii_uppercase()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    static MARKS: ByteSet<2, 1> = ByteSet::new(b"!?", [(b'0', b'9')]);

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        let blanks = |byte: u8, next: u8| (byte == b' ') & (next == b' ');
        for length in 0..100 {
            let plain = "x ".repeat(length).get(..length).map(str::to_owned);
            let plain = plain.expect("it is long enough");
            assert_eq!(MARKS.position(plain.as_bytes()), None);
            assert!(!MARKS.is_in(&plain));
            assert_eq!(MARKS.position_or(plain.as_bytes(), b'x', blanks), None);
            for at in 0..length {
                for mark in ["!", "?", "0", "5", "9"] {
                    let mut text = plain.clone();
                    text.replace_range(at..=at, mark);
                    let bytes = text.as_bytes();
                    assert_eq!(MARKS.position(bytes), Some(at), "{text}");
                    assert_eq!(MARKS.position_or(bytes, b'x', blanks), Some(at), "{text}");
                    assert!(MARKS.is_in(&text));
                }
                let mut text = plain.clone();
                text.replace_range(at..=at, " ");
                let bytes = text.as_bytes();
                let pair = text.find("  ");
                assert_eq!(MARKS.position_or(bytes, b'x', blanks), pair, "{text}");
                let last = length.checked_sub(1).filter(|_| text.ends_with(' '));
                assert_eq!(
                    MARKS.position_or(bytes, b' ', blanks),
                    pair.or(last),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn both_ways_of_asking_for_a_byte_agree() {
        for byte in u8::MIN..=u8::MAX {
            let is_mark = matches!(byte, b'!' | b'?' | b'0'..=b'9');
            assert_eq!(MARKS.has(byte), is_mark);
            assert_eq!(MARKS.compares(byte), is_mark);
        }
    }

    #[test]
    fn a_byte_that_no_address_holds_is_written_out() {
        let mut out = String::new();
        "ü".bytes().for_each(|byte| percent(byte, &mut out));
        assert_eq!(out, "%C3%BC");
    }
}
