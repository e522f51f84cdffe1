//! Beginnings of words whose words fill many shards: the documents that have them, so that
//! a search for `hu*` need not load all words that begin so.

use super::terms::{order, posting, shard, sized};
use super::{Put, Text};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;

/// What [`write`] is made of.
pub(super) struct Words<'a, F> {
    /// All terms, in order.
    pub(super) names: &'a [&'a str],
    /// The terms of each shard.
    pub(super) shards: &'a [Range<usize>],
    /// Hands on the passages of a term.
    pub(super) passages: F,
}

/// Writes the files of all beginnings whose words begin in one shard and end in the next
/// but one or later, and tells which beginnings each file has. An entry is the beginning, `|`, the
/// documents that have such a word in the text, `|`, those that have one in the notes.
pub(super) fn write<F>(
    words: &Words<'_, F>,
    texts: &[(Text, u32)],
    put: Put<'_>,
) -> io::Result<Vec<Vec<String>>>
where
    F: Fn(usize, &mut dyn FnMut(u32)) + Sync,
{
    let beginnings = long(words.names, words.shards);
    // By passage: twice its document, and one more if it is a note.
    let mut owners = Vec::new();
    if !beginnings.is_empty() {
        for ((text, _), at) in texts.iter().zip(0u32..) {
            let notes = text.lengths.len().saturating_sub(text.body as usize);
            owners.extend(std::iter::repeat_n(2 * at, text.body as usize));
            owners.extend(std::iter::repeat_n(2 * at + 1, notes));
        }
    }
    let entries: Vec<String> = beginnings
        .par_iter()
        .map(|beginning| {
            let mut has = vec![[false; 2]; texts.len()];
            let from = words
                .names
                .partition_point(|name| order(name, beginning).is_lt());
            let names = words.names.get(from..).unwrap_or(&[]).iter();
            for (at, _) in (from..).zip(names.take_while(|name| name.starts_with(&**beginning))) {
                (words.passages)(at, &mut |passage| {
                    let owner = owners.get(passage as usize).copied().unwrap_or(u32::MAX);
                    let held = has.get_mut(owner as usize / 2);
                    if let Some(held) = held.and_then(|it| it.get_mut(owner as usize % 2)) {
                        *held = true;
                    }
                });
            }
            let list = |notes: usize| -> Vec<u32> {
                let has = (0u32..).zip(&has);
                let has = has.filter(|(_, it)| it.get(notes) == Some(&true));
                has.map(|(at, _)| at).collect()
            };
            let mut entry = String::new();
            posting(&list(0), texts.len() as u32, &mut entry);
            entry.push('|');
            posting(&list(1), texts.len() as u32, &mut entry);
            entry
        })
        .collect();
    let lengths = beginnings.iter().zip(&entries);
    let files = sized(lengths.map(|(name, entry)| name.len() + entry.len()));
    let files = files.par_iter().enumerate().map(|(at, range)| {
        let names = beginnings.get(range.clone()).unwrap_or(&[]);
        let entries = entries.get(range.clone()).unwrap_or(&[]);
        let name = format!("b{at}");
        let all = names.iter().map(String::as_str);
        let text = shard(&name, all.zip(entries), |entry, out| out.push_str(entry));
        put(&format!("{name}.js"), text)?;
        Ok(names.to_vec())
    });
    files.collect()
}

/// The beginnings, in order, that the term before a shard has, and the term after it too: all
/// of that shard then begins so.
fn long(names: &[&str], shards: &[Range<usize>]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for shard in shards {
        let before = shard.start.checked_sub(1).and_then(|at| names.get(at));
        let (Some(before), Some(after)) = (before, names.get(shard.end)) else {
            continue;
        };
        let mut end = 0;
        for (a, b) in before.chars().zip(after.chars()) {
            // People have lists of their own.
            if a != b || a == '@' {
                break;
            }
            end += a.len_utf8();
            found.insert(before.get(..end).unwrap_or(""));
        }
    }
    let mut found: Vec<String> = found.into_iter().map(str::to_owned).collect();
    found.sort_unstable_by(|a, b| order(a, b));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_of_three_shards_is_long() {
        let names = ["@ab", "@ac", "@ad", "be", "bea", "beb", "bec", "c"];
        let each: Vec<Range<usize>> = (0..names.len()).map(|at| at..at + 1).collect();
        assert_eq!(long(&names, &each), ["b", "be"]);
        assert!(long(&names, &[0..4, 4..8]).is_empty());
        assert!(long(&[], &[]).is_empty());
    }
}
