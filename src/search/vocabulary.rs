//! Words as numbers: each thread has a vocabulary of its own, joined at the end.
//!
//! Every word of the edition goes through here, so the table is made for that: words
//! stand one behind the other in one string, and what is looked at first is one array.

use super::coding::pack;
use super::fold::pieces;
use std::ops::Range;

/// A quick hash of bytes after others. Nobody is kept out by it; it is the same on every
/// system and in every version.
pub(super) fn mix(before: u64, bytes: &[u8]) -> u64 {
    let mut state = before ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let bytes = <[u8; 8]>::try_from(chunk).unwrap_or_default();
        state = (state ^ u64::from_le_bytes(bytes)).wrapping_mul(FACTOR);
        state ^= state >> 32;
    }
    let rest = chunks.remainder().iter();
    let rest = rest.fold(0u64, |rest, &byte| rest << 8 | u64::from(byte));
    state = (state ^ rest).wrapping_mul(FACTOR);
    state ^ state >> 32
}

/// What a word is known by: its length and its first bytes, with zeros behind a short one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Key {
    head: [u64; 2],
    length: u32,
    hash: u32,
}

impl Key {
    /// How many bytes the head holds.
    const HEAD: usize = 16;

    /// Of a word of a text.
    #[inline]
    fn new(text: &[u8], range: &Range<usize>) -> Self {
        let length = range.len();
        let word = text.get(range.start..).unwrap_or_default();
        let first = eight(word, length);
        let second = eight(word.get(8..).unwrap_or_default(), length.saturating_sub(8));
        let mut hash = turn(first ^ length as u64) ^ second.wrapping_mul(FACTOR);
        if length > Self::HEAD {
            hash = mix(hash, word.get(Self::HEAD..length).unwrap_or_default());
        }
        Self {
            head: [first, second],
            length: length as u32,
            hash: turn(hash) as u32,
        }
    }
}

/// The first eight bytes of a word, or fewer and zeros. What follows the word is read with
/// it and cut off again: that is quicker than to read just as many bytes as it has.
#[inline]
fn eight(following: &[u8], length: usize) -> u64 {
    let beyond = 8 * 8usize.saturating_sub(length) as u32;
    let mask = u64::MAX.checked_shr(beyond).unwrap_or(0);
    let head = match following.first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => at_end(following),
    };
    head & mask
}

#[cold]
fn at_end(following: &[u8]) -> u64 {
    let mut filled = [0; 8];
    let bytes = filled.iter_mut().zip(following);
    bytes.for_each(|(slot, &byte)| *slot = byte);
    u64::from_le_bytes(filled)
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number spread over all its bits.
#[inline]
const fn turn(number: u64) -> u64 {
    let number = number.wrapping_mul(FACTOR);
    number ^ number >> 32
}

/// A place of the table: what is looked at before the word itself. Two of them are a line
/// of a processor's cache.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    head: [u64; 2],
    length: u32,
    hash: u32,
    /// The word's number plus one; zero: the place is free.
    number: u32,
    start: u32,
}

/// Words by number. Numbers are given in the order in which words are met.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// By hash. A power of two, at most three quarters full.
    slots: Vec<Slot>,
    /// All words, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Words {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word of a number; empty for what is none.
    pub(super) fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|at| self.ends.get(at));
        let start = start.copied().unwrap_or(0) as usize;
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or("")
    }

    /// All of them, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// The number of a word that is there.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        let range = 0..word.len();
        let key = Key::new(word.as_bytes(), &range);
        self.slot(&key, word.as_bytes())?.1.checked_sub(1)
    }

    /// The place of a word with its number, or the free one where it belongs, with zero;
    /// `None` for an empty table.
    #[inline]
    fn slot(&self, key: &Key, word: &[u8]) -> Option<(usize, u32)> {
        let mask = self.slots.len().checked_sub(1)?;
        let is_same = |slot: &Slot| {
            let beyond = || {
                let start = slot.start as usize;
                let known = self.text.as_bytes();
                known.get(start + Key::HEAD..start + word.len()) == word.get(Key::HEAD..)
            };
            slot.head == key.head
                && slot.length == key.length
                && (word.len() <= Key::HEAD || beyond())
        };
        let mut at = key.hash as usize & mask;
        loop {
            let slot = self.slots.get(at)?;
            if slot.number == 0 || is_same(slot) {
                return Some((at, slot.number));
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a word.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        self.number_of(Key::new(word.as_bytes(), &(0..word.len())), word)
    }

    /// The number of a word plus one if it is short and stands where it is looked for first, as most
    /// are and do; otherwise zero.
    #[inline]
    fn at_once(&self, key: &Key) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let Some(slot) = self.slots.get(key.hash as usize & mask) else {
            return 0;
        };
        let [first, second] = slot.head;
        let [wanted, further] = key.head;
        // One number for all of it: nothing here is worth a processor's guess.
        let other = (first ^ wanted) | (second ^ further) | u64::from(slot.length ^ key.length);
        let is_same = (other == 0) & (key.length as usize <= Key::HEAD);
        slot.number * u32::from(is_same)
    }

    /// The number of a word whose key is made already.
    #[inline]
    fn number_of(&mut self, key: Key, word: &str) -> u32 {
        if self.ends.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        match self.slot(&key, word.as_bytes()) {
            Some((at, 0)) => self.add(key, at, word),
            Some((_, number)) => number - 1,
            None => 0,
        }
    }

    /// Adds a word at its place.
    #[cold]
    fn add(&mut self, key: Key, at: usize, word: &str) -> u32 {
        let start = self.text.len() as u32;
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        let number = self.ends.len() as u32;
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot {
                head: key.head,
                length: key.length,
                hash: key.hash,
                number,
                start,
            };
        }
        number - 1
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.number > 0) {
            let mut at = slot.hash as usize & (size - 1);
            while self.slots.get(at).is_some_and(|taken| taken.number > 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(place) = self.slots.get_mut(at) {
                *place = slot;
            }
        }
    }
}

/// Words, and how often each was met.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Words,
    /// How often, by number.
    counts: Vec<u32>,
    /// The words of the text at hand, and where each begins.
    keys: Vec<(Key, usize)>,
    /// Their numbers.
    numbers: Vec<u32>,
}

impl Vocabulary {
    /// Writes a text as numbers of words, and of what stands between them where that is
    /// no single blank. Says how many numbers there are.
    ///
    /// In steps, as a table of all words is larger than what a processor has at hand: a word
    /// is not waited for where nothing but its own number hangs on it.
    pub(super) fn write(&mut self, text: &str, out: &mut Vec<u16>) -> u32 {
        let bytes = text.as_bytes();
        // Between two words; texts neither begin nor end with a blank.
        let is_blank =
            |range: &Range<usize>| range.len() == 1 && bytes.get(range.start) == Some(&b' ');
        let ranges = pieces(text).map(|piece| piece.range);
        let ranges = ranges.filter(|range| !is_blank(range));
        self.keys.clear();
        self.keys
            .extend(ranges.map(|range| (Key::new(bytes, &range), range.start)));

        self.numbers.clear();
        let words = &mut self.words;
        self.numbers
            .extend(self.keys.iter().map(|(key, _)| words.at_once(key)));
        for ((key, start), number) in self.keys.iter().zip(&mut self.numbers) {
            *number = match number.checked_sub(1) {
                Some(number) => number,
                None => {
                    let word = text.get(*start..start + key.length as usize);
                    words.number_of(*key, word.unwrap_or(""))
                }
            };
        }

        self.counts.resize(self.words.len(), 0);
        for &number in &self.numbers {
            if let Some(count) = self.counts.get_mut(number as usize) {
                *count += 1;
            }
            pack(number, out);
        }
        self.numbers.len() as u32
    }
}

/// The words of all threads as one list.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// Every word once; their order is not the same from run to run.
    pub(super) words: Words,
    /// How often each was met.
    pub(super) counts: Vec<u32>,
}

impl Joined {
    /// Joins vocabularies; for each of them tells the number here of each of its words.
    pub(super) fn new(all: Vec<Vocabulary>) -> (Self, Vec<Vec<u32>>) {
        let mut joined = Self::default();
        let mut tables = Vec::new();
        for vocabulary in all {
            let words = vocabulary.words.iter().zip(vocabulary.counts);
            let numbered = words.map(|(word, count)| {
                let number = joined.words.number(word);
                match joined.counts.get_mut(number as usize) {
                    Some(sum) => *sum = sum.saturating_add(count),
                    None => joined.counts.push(count),
                }
                number
            });
            tables.push(numbered.collect());
        }
        (joined, tables)
    }
}
