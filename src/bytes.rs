//! Looking for bytes: many at a time, which processors do as quickly as one.
//!
//! Every reader and the writer of markup look through whole texts for the few bytes that
//! mean something to them; most stretches hold none. What asks for them must not
//! branch: [`one_of`] and `|`, not `matches!` and `||`.

/// Bytes that are looked at as a whole.
const BLOCK: usize = 32;

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
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let any = |block: &[u8; BLOCK]| {
        let wanted = block.iter().map(|&byte| is_wanted(byte));
        wanted.fold(false, |any, wanted| any | wanted)
    };
    for (at, block) in blocks.iter().enumerate() {
        if any(block) {
            let within = block.iter().position(|&byte| is_wanted(byte));
            return within.map(|within| at * BLOCK + within);
        }
    }
    let within = rest.iter().position(|&byte| is_wanted(byte));
    within.map(|within| bytes.len() - rest.len() + within)
}

/// Where the first byte stands that is wanted before the byte that follows it. `end`
/// follows the last.
#[inline]
pub(crate) fn position_of_pair(
    bytes: &[u8],
    end: u8,
    is_wanted: impl Fn(u8, u8) -> bool,
) -> Option<usize> {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let (nexts, _) = bytes.get(1..).unwrap_or_default().as_chunks::<BLOCK>();
    let any = |(block, nexts): &(&[u8; BLOCK], &[u8; BLOCK])| {
        let pairs = block.iter().zip(nexts.iter());
        let wanted = pairs.map(|(&byte, &next)| is_wanted(byte, next));
        wanted.fold(false, |any, wanted| any | wanted)
    };
    let clear = blocks.iter().zip(nexts).take_while(|pair| !any(pair));
    let clear = clear.count() * BLOCK;
    let rest = bytes.get(clear..).unwrap_or_default();
    let nexts = rest.iter().skip(1).chain([&end]);
    let within = rest
        .iter()
        .zip(nexts)
        .position(|(&byte, &next)| is_wanted(byte, next));
    within.map(|within| clear + within)
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
