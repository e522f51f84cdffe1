//! The words of passages, for showing them: coded with a list of frequent words, in
//! blocks of a few documents.

use super::coding::{DIGITS, Digits, digit, quoted, string, unpack};
use super::vocabulary::Joined;
use super::{Entry, Joint, Put, Text};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::io;

/// Words and marks after which a block is closed: about ten thousand characters.
const BLOCK: u32 = 3700;

/// Digits that are a word by themselves.
const SHORT: u32 = 40;
/// Digits that make a frequent word with the next digit.
const MIDDLE: u32 = 38;
/// Digits that make one with the next two.
const RARE: u32 = 4;
/// Digits that make a word of the block's own list with the next digit.
const OWN: u32 = 5;
/// The digit before a word that is spelt out: its length, then the word.
const SPELT: u32 = SHORT + MIDDLE + RARE + OWN;
/// The digit after a passage.
const END: u32 = SPELT + 1;

/// The most characters of the list of frequent words, which every search loads.
const FREQUENT: usize = 36_000;

/// The list of frequent words, and what each is coded with.
pub(super) struct Frequent {
    /// The words, the most useful first.
    pub(super) words: Vec<String>,
    /// By word of the vocabulary: its place in the list.
    places: Vec<Option<u32>>,
}

impl Frequent {
    /// Picks the words with which most is saved.
    pub(super) fn new(joined: &Joined) -> Self {
        // Fewer occurrences do not pay for the place in the list.
        let mut by_use: Vec<(u64, u32)> = (0u32..)
            .zip(joined.words.iter().zip(&joined.counts))
            .filter(|(_, (word, count))| **count >= 4 && word.len() < 60 && !word.contains('|'))
            .map(|(at, (word, &count))| (u64::from(count) * (word.len() as u64 + 1), at))
            .collect();
        let word = |at: u32| joined.words.get(at);
        by_use.par_sort_unstable_by(|a, b| (b.0, word(a.1)).cmp(&(a.0, word(b.1))));
        let most = LISTED as usize;
        let mut room = FREQUENT;
        let mut chosen: Vec<u32> = Vec::new();
        for &(_, at) in by_use.iter().take(most) {
            let Some(left) = room.checked_sub(word(at).len() + 1) else {
                break;
            };
            room = left;
            chosen.push(at);
        }
        // The shortest codes are for what comes most often.
        let count = |at: u32| joined.counts.get(at as usize).copied().unwrap_or(0);
        chosen.sort_unstable_by(|&a, &b| {
            (Reverse(count(a)), word(a)).cmp(&(Reverse(count(b)), word(b)))
        });
        let mut places = vec![None; joined.words.len()];
        for (place, &at) in (0u32..).zip(&chosen) {
            if let Some(slot) = places.get_mut(at as usize) {
                *slot = Some(place);
            }
        }
        Self {
            words: chosen.into_iter().map(|at| word(at).to_owned()).collect(),
            places,
        }
    }

    /// What a word of the vocabulary is written with, or else its number.
    fn code(&self, word: u32) -> Code {
        match self.places.get(word as usize).copied().flatten() {
            Some(place) => Code::listed(place),
            None => Code(word),
        }
    }
}

/// More words than the list can have.
const LISTED: u32 = SHORT + MIDDLE * DIGITS + RARE * DIGITS * DIGITS;

/// What a word is written with: the two highest bits say how many digits, and each takes seven of
/// the lowest. Without a digit: the number of the word, which is in no list.
#[derive(Debug, Clone, Copy)]
struct Code(u32);

impl Code {
    const COUNT: u32 = 30;

    fn new(digits: &[u32]) -> Self {
        let count = digits.len() as u32;
        let digits = digits.iter().rev();
        let digits = digits.fold(0, |code, &it| code << 7 | u32::from(digit(it)));
        Self(count << Self::COUNT | digits)
    }

    /// Of a word of the list of frequent ones.
    fn listed(place: u32) -> Self {
        if let Some(place) = place.checked_sub(SHORT + MIDDLE * DIGITS) {
            let first = SHORT + MIDDLE + place / (DIGITS * DIGITS);
            Self::new(&[first, place / DIGITS % DIGITS, place % DIGITS])
        } else if let Some(place) = place.checked_sub(SHORT) {
            Self::new(&[SHORT + place / DIGITS, place % DIGITS])
        } else {
            Self::new(&[place])
        }
    }

    /// Of a word of a block's own list.
    fn own(place: u32) -> Self {
        Self::new(&[SHORT + MIDDLE + RARE + place / DIGITS, place % DIGITS])
    }

    /// The number of a word that is in no list.
    const fn unlisted(self) -> Option<u32> {
        match self.0 >> Self::COUNT {
            0 => Some(self.0),
            _ => None,
        }
    }

    fn write(self, out: &mut Digits) {
        let digits = [self.0, self.0 >> 7, self.0 >> 14];
        let count = self.0 >> Self::COUNT;
        out.first(count as usize, digits.map(|digit| digit as u8 & 0x7f));
    }
}

/// Divides the texts into blocks, codes and writes each, and tells how many documents
/// each has.
pub(super) fn write(all: &Joint<'_>, frequent: &Frequent, put: Put<'_>) -> io::Result<Vec<u32>> {
    let texts = &all.texts;
    let mut ranges = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (at, (text, _)) in texts.iter().enumerate() {
        let length: u32 = text.lengths.iter().sum();
        if size > 0 && size + length > BLOCK {
            ranges.push(start..at);
            (start, size) = (at, 0);
        }
        size += length;
    }
    if start < texts.len() {
        ranges.push(start..texts.len());
    }
    let codes: Vec<Vec<Code>> = all
        .tables
        .iter()
        .map(|table| table.iter().map(|&word| frequent.code(word)).collect())
        .collect();
    let blocks = ranges.into_par_iter().enumerate().map_init(
        || vec![0; all.joined.words.len()],
        |seen, (at, range)| {
            let texts = texts.get(range).unwrap_or(&[]);
            let mut out = format!("recto_search(\"t{at}\",");
            block(texts, &all.joined, &codes, seen, &mut out);
            out.push_str(");\n");
            put(&format!("t{at}.js"), out)?;
            Ok(texts.len() as u32)
        },
    );
    blocks.collect()
}

/// Writes a block as a JavaScript array: the words of its own list, and for each document
/// what it is called, the addresses of its passages and their words.
/// `seen` has a zero for each word of the vocabulary, before and after.
fn block(
    texts: &[(Text, u32)],
    joined: &Joined,
    codes: &[Vec<Code>],
    seen: &mut [u32],
    out: &mut String,
) {
    let mut coded: Vec<Code> = Vec::new();
    for (text, _) in texts {
        let codes = codes.get(text.part).map_or(&[][..], Vec::as_slice);
        let code = |word: u32| codes.get(word as usize).copied();
        coded.extend(unpack(&text.words).filter_map(code));
    }
    // Words that come several times here and are not frequent elsewhere.
    let mut met = Vec::new();
    for code in &coded {
        if let Some(word) = code.unlisted()
            && let Some(times) = seen.get_mut(word as usize)
        {
            if *times == 0 {
                met.push(word);
            }
            *times += 1;
        }
    }
    let mut own: Vec<(u32, u32, &str)> = Vec::new();
    for &word in &met {
        let times = seen.get_mut(word as usize).map_or(0, std::mem::take);
        let spelling = joined.words.get(word);
        let length = spelling.len() as u32;
        if times > 1 && times * length > length + 1 && !spelling.contains('|') {
            own.push((times * length, word, spelling));
        }
    }
    own.sort_unstable_by(|a, b| (Reverse(a.0), a.2).cmp(&(Reverse(b.0), b.2)));
    own.truncate((OWN * DIGITS) as usize);
    // From here on: what a word of the own list is written with.
    for (place, (_, word, _)) in (0..).zip(&own) {
        if let Some(slot) = seen.get_mut(*word as usize) {
            *slot = Code::own(place).0;
        }
    }

    let mut written = Digits::with_capacity(coded.len() * 2);
    let mut coded = coded.into_iter();
    out.push_str("[\"");
    for (at, (.., word)) in own.iter().enumerate() {
        if at > 0 {
            out.push('|');
        }
        quoted(word, out);
    }
    out.push('"');
    for (text, _) in texts {
        out.push_str(",[");
        header(&text.entry, out);
        out.push(',');
        string(&text.keys, out);
        out.push_str(",\"");
        written.clear();
        for &length in &text.lengths {
            for code in coded.by_ref().take(length as usize) {
                let Some(word) = code.unlisted() else {
                    code.write(&mut written);
                    continue;
                };
                match seen.get(word as usize) {
                    Some(&own) if own > 0 => Code(own).write(&mut written),
                    _ => spelt(joined.words.get(word), &mut written),
                }
            }
            written.digit(END);
        }
        out.push_str(&written.text());
        out.push_str("\"]");
    }
    for (_, word, _) in &own {
        if let Some(slot) = seen.get_mut(*word as usize) {
            *slot = 0;
        }
    }
    out.push(']');
}

/// Writes a word that has no code.
fn spelt(word: &str, out: &mut Digits) {
    let mut spelt = String::new();
    quoted(word, &mut spelt);
    out.digit(SPELT);
    out.number(word.encode_utf16().count() as u32);
    out.words(&spelt);
}

/// What a document is called and where it is.
pub(super) fn header(entry: &Entry, out: &mut String) {
    let parts = [
        &entry.page,
        &entry.section,
        &entry.prefix,
        &entry.heading,
        &entry.date,
        &entry.witness,
    ];
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        string(part, out);
    }
    out.push_str(",[");
    for (at, label) in entry.enclosures.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        string(label, out);
    }
    out.push(']');
}
