//! Looking for bytes: many at a time, which processors do as quickly as one; and writing
//! those that addresses cannot hold.
//!
//! Every reader and the writer of markup look through whole texts for the few bytes that
//! mean something to them; most stretches hold none. What asks for them must not
//! branch: [`one_of`] and `|`, not `matches!` and `||`.

/// Bytes that are looked at as a whole.
const BLOCK: usize = 32;

/// Bytes that are looked at as a whole where there are fewer, and in a block that holds
/// what is looked for.
const PART: usize = 8;

/// Whether a byte is one of these. Without a comparison for each: compilers make a look at a
/// table of them, which is quicker for one byte and cannot be done with many.
#[inline(always)]
pub(crate) fn one_of<const N: usize>(byte: u8, set: &[u8; N]) -> bool {
    let apart = set.iter().map(|&it| byte ^ it);
    apart.fold(u8::MAX, u8::min) == 0
}

/// Whether a text holds such a byte.
#[inline]
pub(crate) fn holds(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    position(text.as_bytes(), is_wanted).is_some()
}

/// Where the first such byte stands.
#[inline]
pub(crate) fn position(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let clear = BLOCK * clear(blocks, &is_wanted);
    let rest = bytes.get(clear..).unwrap_or_default();
    let (parts, _) = rest.as_chunks::<PART>();
    let clear = clear + PART * self::clear(parts, &is_wanted);
    let rest = bytes.get(clear..).unwrap_or_default();
    let within = rest.iter().position(|&byte| is_wanted(byte));
    within.map(|within| clear + within)
}

/// How many blocks hold no such byte, before the first that does.
#[inline]
fn clear<const N: usize>(blocks: &[[u8; N]], is_wanted: impl Fn(u8) -> bool) -> usize {
    let any = |block: &[u8; N]| {
        let wanted = block.iter().map(|&byte| is_wanted(byte));
        wanted.fold(false, |any, wanted| any | wanted)
    };
    let holds = blocks.iter().position(any);
    holds.unwrap_or(blocks.len())
}

/// Where the first byte stands that is wanted before the byte that follows it. `end`
/// follows the last.
#[inline]
pub(crate) fn position_of_pair(
    bytes: &[u8],
    end: u8,
    is_wanted: impl Fn(u8, u8) -> bool,
) -> Option<usize> {
    let clear = clear_pairs::<BLOCK>(bytes, &is_wanted);
    let rest = bytes.get(clear..).unwrap_or_default();
    let clear = clear + clear_pairs::<PART>(rest, &is_wanted);
    let rest = bytes.get(clear..).unwrap_or_default();
    let nexts = rest.iter().skip(1).chain([&end]);
    let within = rest
        .iter()
        .zip(nexts)
        .position(|(&byte, &next)| is_wanted(byte, next));
    within.map(|within| clear + within)
}

/// How many bytes stand in blocks without such a pair, before the first with one.
#[inline]
fn clear_pairs<const N: usize>(bytes: &[u8], is_wanted: impl Fn(u8, u8) -> bool) -> usize {
    let (blocks, _) = bytes.as_chunks::<N>();
    let (nexts, _) = bytes.get(1..).unwrap_or_default().as_chunks::<N>();
    let any = |(block, nexts): &(&[u8; N], &[u8; N])| {
        let pairs = block.iter().zip(nexts.iter());
        let wanted = pairs.map(|(&byte, &next)| is_wanted(byte, next));
        wanted.fold(false, |any, wanted| any | wanted)
    };
    let clear = blocks.iter().zip(nexts).take_while(|pair| !any(pair));
    N * clear.count()
}

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

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for length in 0..100 {
            for at in 0..length {
                let mut text = "x".repeat(length);
                text.replace_range(at..=at, "!");
                let bytes = text.as_bytes();
                assert_eq!(position(bytes, |byte| byte == b'!'), Some(at));
                assert_eq!(
                    position_of_pair(bytes, b'.', |byte, _| byte == b'!'),
                    Some(at)
                );
                let before = position_of_pair(bytes, b'.', |_, next| next == b'!');
                assert_eq!(before, at.checked_sub(1));
                assert!(holds(&text, |byte| byte == b'!'));
            }
            let text = "x".repeat(length);
            assert_eq!(position(text.as_bytes(), |byte| byte == b'!'), None);
            let end = position_of_pair(text.as_bytes(), b'!', |_, next| next == b'!');
            assert_eq!(end, length.checked_sub(1));
        }
    }
}
