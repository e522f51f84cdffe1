//! Words → the passages that have them, in shards.

use super::beginnings;
use super::coding::{Digits, digit, number_length, pack, quoted, unpack};
use super::fold::{is_word, terms};
use super::variants::Variants;
use super::vocabulary::{Joined, Words};
use super::{Joint, Put, Text};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::ops::Range;

/// About how many characters a shard has. What one word needs stays together.
const SHARD: usize = 24_000;

/// The order of JavaScript: by the sixteen-bit units of a string.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    // What lies beyond U+FFFF is written with units below U+E000; all else is in the
    // order of its bytes.
    let mut pairs = a.bytes().zip(b.bytes());
    match pairs.find(|(a, b)| a != b) {
        Some((a @ 0xee.., b @ 0xee..)) if (a < 0xf0) != (b < 0xf0) => b.cmp(&a),
        Some((a, b)) => a.cmp(&b),
        None => a.len().cmp(&b.len()),
    }
}

/// For each word of the vocabulary its terms, and all terms.
struct Folded {
    /// The terms of a word: a range of `terms`.
    starts: Vec<u32>,
    terms: Vec<u32>,
    names: Words,
}

impl Folded {
    fn new(joined: &Joined) -> Self {
        let folded: Vec<Vec<String>> = (0..joined.words.len() as u32)
            .into_par_iter()
            .with_min_len(1024)
            .map(|word| {
                let (word, mut found) = (joined.words.get(word), Vec::new());
                if is_word(word) {
                    terms(word, |term| {
                        if !term.is_empty() {
                            found.push(term.to_owned());
                        }
                    });
                }
                found
            })
            .collect();
        let mut all = Self {
            starts: vec![0],
            terms: Vec::new(),
            names: Words::default(),
        };
        for found in folded {
            for term in found {
                all.terms.push(all.names.number(&term));
            }
            all.starts.push(all.terms.len() as u32);
        }
        all
    }

    fn of(&self, word: u32) -> &[u32] {
        let at = word as usize;
        let range = self.starts.get(at).zip(self.starts.get(at + 1));
        range
            .and_then(|(&from, &to)| self.terms.get(from as usize..to as usize))
            .unwrap_or(&[])
    }
}

/// For each word of a thread's vocabulary the one term that it has, [`Direct::NONE`], or
/// [`Direct::SEVERAL`]: most words have one.
struct Direct(Vec<u32>);

impl Direct {
    const NONE: u32 = u32::MAX;
    const SEVERAL: u32 = u32::MAX - 1;

    fn new(table: &[u32], folded: &Folded) -> Self {
        let direct = table.iter().map(|&word| match folded.of(word) {
            [] => Self::NONE,
            [term] => *term,
            _ => Self::SEVERAL,
        });
        Self(direct.collect())
    }

    fn of(&self, word: u32) -> u32 {
        self.0.get(word as usize).copied().unwrap_or(Self::NONE)
    }
}

/// The passages of a term in a stretch of the texts.
#[derive(Debug, Clone, Default)]
struct List {
    /// The last, counted from 1.
    last: u32,
    /// Their distances, packed.
    distances: Vec<u16>,
}

/// The passages of each term in a stretch of the texts.
struct Stretch {
    /// By term.
    lists: Vec<List>,
}

/// How many texts are sorted by their terms at once: enough that each list is taken up
/// for several passages, and few enough that a processor has them at hand.
const SORTED: usize = 256;

impl Stretch {
    /// `first` is the number of the first passage; texts follow each other.
    fn new(
        texts: &[(Text, u32)],
        folded: &Folded,
        tables: &[Vec<u32>],
        directs: &[Direct],
    ) -> Self {
        let terms = folded.names.len();
        let mut stretch = Self {
            lists: vec![List::default(); terms],
        };
        let mut met: Vec<(u32, u32)> = Vec::new();
        let mut ends: Vec<u32> = Vec::new();
        let mut sorted: Vec<u32> = Vec::new();
        for texts in texts.chunks(SORTED) {
            met.clear();
            for (text, first) in texts {
                let mut words = unpack(&text.words);
                let Some((table, direct)) = tables.get(text.part).zip(directs.get(text.part))
                else {
                    continue;
                };
                for (passage, length) in (*first..).zip(&text.lengths) {
                    for word in words.by_ref().take(*length as usize) {
                        match direct.of(word) {
                            Direct::NONE => {}
                            Direct::SEVERAL => {
                                let word = table.get(word as usize).copied().unwrap_or(u32::MAX);
                                met.extend(folded.of(word).iter().map(|&term| (term, passage)));
                            }
                            term => met.push((term, passage)),
                        }
                    }
                }
            }
            by_term(&met, terms, &mut ends, &mut sorted);
            stretch.take(&ends, &sorted);
        }
        stretch
    }

    /// Takes passages that are in the order of their terms; `ends` tells where those of
    /// each term end.
    fn take(&mut self, ends: &[u32], sorted: &[u32]) {
        let mut start = 0;
        for (List { last, distances }, &end) in self.lists.iter_mut().zip(ends) {
            let passages = sorted.get(start..end as usize).unwrap_or(&[]);
            start = end as usize;
            for &passage in passages {
                if *last <= passage {
                    pack(passage + 1 - *last, distances);
                    *last = passage + 1;
                }
            }
        }
    }
}

/// Sorts passages by their terms, and leaves those of a term in their order. `ends` tells
/// where those of each term end.
fn by_term(met: &[(u32, u32)], terms: usize, ends: &mut Vec<u32>, sorted: &mut Vec<u32>) {
    ends.clear();
    ends.resize(terms, 0);
    for &(term, _) in met {
        if let Some(count) = ends.get_mut(term as usize) {
            *count += 1;
        }
    }
    // From here on: where the next passage of the term goes.
    let mut next = 0;
    for place in ends.iter_mut() {
        next += std::mem::replace(place, next);
    }
    sorted.resize(met.len(), 0);
    for &(term, passage) in met {
        if let Some(place) = ends.get_mut(term as usize) {
            if let Some(slot) = sorted.get_mut(*place as usize) {
                *slot = passage;
            }
            *place += 1;
        }
    }
}

/// What is in which file.
pub(super) struct Places {
    /// The term with which each shard begins.
    pub(super) firsts: Vec<String>,
    /// The beginnings of words that each file of such has.
    pub(super) beginnings: Vec<Vec<String>>,
}

/// Writes the shards of all terms, and the lists of long beginnings. `further`
/// are terms that are no words of the texts, with their passages in order.
pub(super) fn write(
    all_texts: &Joint<'_>,
    further: &BTreeMap<String, Vec<u32>>,
    variants: &Variants,
    put: Put<'_>,
) -> io::Result<Places> {
    let Joint {
        texts,
        joined,
        tables,
        ..
    } = all_texts;
    let folded = Folded::new(joined);
    let threads = rayon::current_num_threads().max(1);
    let size = texts.len().div_ceil(threads).max(1);
    let directs = tables.iter().map(|table| Direct::new(table, &folded));
    let directs: Vec<Direct> = directs.collect();
    let stretches: Vec<Stretch> = texts
        .par_chunks(size)
        .map(|texts| Stretch::new(texts, &folded, tables, &directs))
        .collect();
    let passages = texts
        .last()
        .map_or(0, |(text, first)| first + text.lengths.len() as u32);

    let all = Entries {
        terms: in_order(&folded, variants, further),
        stretches,
        variants,
        passages,
    };
    let lengths: Vec<usize> = all
        .terms
        .par_iter()
        .with_min_len(256)
        .map_init(Vec::new, |list, term| all.length(term, list))
        .collect();
    let ranges = sized(lengths.into_iter());
    let names: Vec<&str> = all.terms.iter().map(|term| term.name).collect();
    let words = beginnings::Words {
        names: &names,
        shards: &ranges,
        passages: |at: usize, take: &mut dyn FnMut(u32)| {
            if let Some(term) = all.terms.get(at) {
                all.passages(term, take);
            }
        },
    };
    let beginnings = beginnings::write(&words, texts, put)?;

    let shards = ranges.par_iter().enumerate().map(|(at, range)| {
        let terms = all.terms.get(range.clone()).unwrap_or(&[]);
        let name = format!("w{at}");
        let mut list = Vec::new();
        let entries = terms.iter().map(|term| (term.name, term));
        let text = shard(&name, entries, |term, out| all.write(term, &mut list, out));
        put(&format!("{name}.js"), text)?;
        Ok(terms.first().map_or("", |term| term.name).to_owned())
    });
    let firsts: io::Result<Vec<String>> = shards.collect();
    Ok(Places {
        firsts: firsts?,
        beginnings,
    })
}

/// A term, and where its passages are.
struct Term<'f> {
    name: &'f str,
    held: Held<'f>,
}

enum Held<'f> {
    /// The word of this number of the texts.
    Words(usize),
    /// These.
    Further(&'f [u32]),
    /// A spelling that no text has.
    Nowhere,
}

/// All terms in their order.
fn in_order<'f>(
    folded: &'f Folded,
    variants: &'f Variants,
    further: &'f BTreeMap<String, Vec<u32>>,
) -> Vec<Term<'f>> {
    let names = folded.names.iter().enumerate();
    let words = names.map(|(at, name)| (name, Held::Words(at)));
    let spoken = variants.keys().map(String::as_str);
    let spoken = spoken.filter(|name| folded.names.find(name).is_none());
    let spoken = spoken.map(|name| (name, Held::Nowhere));
    let further = further.iter();
    let further = further.map(|(name, list)| (name.as_str(), Held::Further(list)));
    let terms = words.chain(spoken).chain(further);
    let mut terms: Vec<Term<'_>> = terms.map(|(name, held)| Term { name, held }).collect();
    terms.par_sort_unstable_by(|a, b| order(a.name, b.name));
    terms
}

/// The entries of all terms: made twice, once to know how long each is, since all of them
/// at once would take more memory than the texts.
struct Entries<'f> {
    terms: Vec<Term<'f>>,
    stretches: Vec<Stretch>,
    variants: &'f Variants,
    /// How many passages there are.
    passages: u32,
}

impl Entries<'_> {
    /// Hands on the passages of a term, in order.
    fn passages(&self, term: &Term<'_>, take: &mut dyn FnMut(u32)) {
        match &term.held {
            Held::Further(list) => list.iter().copied().for_each(take),
            Held::Nowhere => {}
            Held::Words(number) => {
                let lists = self.stretches.iter();
                for part in lists.filter_map(|it| it.lists.get(*number)) {
                    let mut last = 0;
                    for distance in unpack(&part.distances) {
                        last += distance;
                        take(last - 1);
                    }
                }
            }
        }
    }

    /// The same, into a list that is used again.
    fn list(&self, term: &Term<'_>, list: &mut Vec<u32>) {
        list.clear();
        self.passages(term, &mut |passage| list.push(passage));
    }

    fn others(&self, term: &Term<'_>) -> impl Iterator<Item = &String> {
        self.variants.get(term.name).into_iter().flatten()
    }

    /// How much of a shard a term takes, as far as its passages and spellings go.
    fn length(&self, term: &Term<'_>, list: &mut Vec<u32>) -> usize {
        let others: usize = self.others(term).map(|other| 1 + other.len()).sum();
        let posting = match term.held {
            Held::Nowhere => 0,
            Held::Words(_) | Held::Further(_) => {
                self.list(term, list);
                1 + Posting::of(list, self.passages).length
            }
        };
        term.name.len() + posting + others
    }

    fn write(&self, term: &Term<'_>, list: &mut Vec<u32>, out: &mut String) {
        if !matches!(term.held, Held::Nowhere) {
            self.list(term, list);
            posting(list, self.passages, out);
        }
        for other in self.others(term) {
            out.push('|');
            out.push_str(other);
        }
    }
}

/// Divides entries of these lengths into files.
pub(super) fn sized(lengths: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for (at, length) in lengths.enumerate() {
        match ranges.last_mut() {
            Some(range) if size + length <= SHARD => range.end = at + 1,
            _ => {
                ranges.push(at..at + 1);
                size = 0;
            }
        }
        size += length;
    }
    ranges
}

/// A shard as a script: terms, and what each has.
pub(super) fn shard<'a, T>(
    file: &str,
    terms: impl Iterator<Item = (&'a str, T)>,
    mut write: impl FnMut(T, &mut String),
) -> String {
    let mut out = String::with_capacity(SHARD + SHARD / 4);
    let _ = write!(out, "recto_search(\"{file}\",\"");
    let mut before = "";
    for (name, entry) in terms {
        let alike = name.chars().zip(before.chars());
        let alike = alike.take_while(|(a, b)| a == b).map(|(c, _)| c);
        let (mut units, mut bytes) = (0, 0);
        // What is shared must be one digit.
        for c in alike.take(40) {
            units += c.len_utf16() as u32;
            bytes += c.len_utf8();
        }
        out.push(char::from(digit(units)));
        quoted(name.get(bytes..).unwrap_or(""), &mut out);
        out.push('|');
        write(entry, &mut out);
        out.push(' ');
        before = name;
    }
    out.push_str("\");\n");
    out
}

/// How the passages of a term are written.
struct Posting {
    /// As distances, and not six passages a digit.
    distances: bool,
    /// How many digits that takes.
    length: usize,
}

impl Posting {
    /// Whichever is shorter. Passages are in order, each once.
    fn of(list: &[u32], passages: u32) -> Self {
        let bits = passages.div_ceil(6) as usize;
        let length: usize = distances(list).map(number_length).sum();
        Self {
            distances: length <= bits,
            length: length.min(bits),
        }
    }
}

/// What lies between the passages of a list.
fn distances(list: &[u32]) -> impl Iterator<Item = u32> {
    let nexts = list.iter().map(|passage| passage + 1);
    let nexts = std::iter::once(0).chain(nexts);
    list.iter().zip(nexts).map(|(passage, next)| passage - next)
}

/// Writes the passages of a term: `#` and distances, or `$` and six passages a digit,
/// whichever is shorter. Passages are in order, each once.
pub(super) fn posting(list: &[u32], passages: u32, out: &mut String) {
    let form = Posting::of(list, passages);
    let mut digits = Digits::with_capacity(form.length + 2);
    if form.distances {
        digits.digit(0);
        distances(list).for_each(|distance| digits.number(distance));
    } else {
        digits.digit(1);
        let mut bits = vec![0; form.length];
        for &passage in list {
            if let Some(bits) = bits.get_mut((passage / 6) as usize) {
                *bits |= 1 << (passage % 6);
            }
        }
        bits.into_iter().for_each(|bits| digits.digit(bits));
    }
    out.push_str(&digits.text());
}
