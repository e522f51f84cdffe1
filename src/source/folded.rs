//! Words with each run of blanks as one.

use super::is_blank;
use crate::bytes::ByteSet;

/// Adds words to a text, piece by piece: a run of blanks becomes one, and none where the text has one at
/// its end or has nothing yet. `glue`: blanks are dropped until the next word, as where a
/// page begins inside a word; the word sets it back.
pub fn push_folded(text: &mut String, glue: &mut bool, words: &str) {
    // This runs over every text of an edition: stretches with single blanks are copied
    // whole.
    let mut rest = words;
    loop {
        let stretch = rest.trim_start_matches(is_blank);
        let has_blank = stretch.len() < rest.len();
        if has_blank && !*glue && !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
        if stretch.is_empty() {
            return;
        }
        let (plain, after) = stretch.split_at(plain_length(stretch));
        text.push_str(plain);
        *glue = false;
        rest = after;
    }
}

/// Words with one blank between each two and none around them.
#[must_use]
pub fn folded(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    push_folded(&mut text, &mut false, words);
    if text.ends_with(' ') {
        text.pop();
    }
    text
}

/// Blanks other than the space, and the first bytes of blanks beyond ASCII, most of them
/// of other characters too.
static STOPS: ByteSet<5, 1> = ByteSet::new(b"\xC2\xE1\xE2\xE3\xEF", [(0, 0x1F)]);

/// How much of a text can be copied: up to a blank that is no single space. The text
/// begins with none.
fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let runs_on = |byte: u8, next: u8| (byte == b' ') & (next <= b' ');
    let mut at = 0;
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| STOPS.position_or(rest, b'x', runs_on))
    {
        at += found;
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c) if !is_blank(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_blanks_are_one_wherever_a_piece_ends() {
        let text = " On\u{a0}\u{a0}the  “third”\r\n\tday \u{2003} he—\u{feff}came\u{1}.  And ";
        let folded: Vec<&str> = text.split(is_blank).filter(|it| !it.is_empty()).collect();
        let folded = format!("{} ", folded.join(" "));
        for (at, _) in text.char_indices() {
            let (mut out, mut glue) = (String::new(), false);
            let (one, other) = text.split_at(at);
            push_folded(&mut out, &mut glue, one);
            push_folded(&mut out, &mut glue, other);
            assert_eq!(out, folded, "cut at {at}");
        }
    }

    #[test]
    fn words_stand_with_one_blank_between() {
        for (words, expected) in [
            ("", ""),
            (" \n", ""),
            ("On", "On"),
            (" On\r\n\tthe\u{a0} third ", "On the third"),
        ] {
            assert_eq!(folded(words), expected, "{words:?}");
        }
    }

    #[test]
    fn a_word_goes_on_where_blanks_are_dropped() {
        let (mut out, mut glue) = (String::from("per"), true);
        push_folded(&mut out, &mut glue, " \n ");
        push_folded(&mut out, &mut glue, " formance ");
        push_folded(&mut out, &mut glue, " of");
        assert_eq!(out, "performance of");
    }
}
