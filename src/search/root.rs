//! `index.js`: what every search needs.

use super::Text;
use super::coding::{Digits, string};
use super::terms::Places;
use super::texts::Frequent;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The version of the form of all files of the index; the script asks for its own.
pub(super) const FORM: u32 = 2;

/// What many documents have in common: kind, volume, and flags.
type Sort<'a> = (&'a str, &'a str, u32);

/// It has a date.
const DATED: u32 = 1;
/// Its date is before that of the document before it, as a witness's can be.
const BACK: u32 = 2;
/// Its date is more than a day.
const LASTING: u32 = 4;
/// It is a witness of the document before it that is none.
const WITNESS: u32 = 8;

/// Writes the file: `held` tells what is in which file of words, `blocks` the numbers of documents in
/// blocks.
pub(super) fn file(
    texts: &[(Text, u32)],
    frequent: &Frequent,
    held: &Places,
    blocks: &[u32],
) -> String {
    let dated = texts.iter().filter_map(|(text, _)| text.entry.days);
    let first_day = dated.map(|(first, _)| first).min().unwrap_or(0);
    let mut last_day = first_day;
    let sorts: Vec<Sort<'_>> = texts
        .iter()
        .map(|(text, _)| {
            let entry = &text.entry;
            let mut flags = 0;
            if entry.base.is_some() {
                flags |= WITNESS;
            }
            if let Some((from, to)) = entry.days {
                flags |= DATED;
                if from < last_day {
                    flags |= BACK;
                }
                if to != from {
                    flags |= LASTING;
                }
                last_day = from;
            }
            (entry.kind.as_str(), entry.volume.as_str(), flags)
        })
        .collect();
    let mut times: BTreeMap<Sort<'_>, u32> = BTreeMap::new();
    for sort in &sorts {
        *times.entry(*sort).or_default() += 1;
    }
    // The most frequent have the shortest numbers.
    let mut listed: Vec<(u32, Sort<'_>)> = times.into_iter().map(|(it, n)| (n, it)).collect();
    listed.sort_by_key(|(times, sort)| (Reverse(*times), *sort));
    let listed: Vec<Sort<'_>> = listed.into_iter().map(|(_, sort)| sort).collect();
    let places: BTreeMap<Sort<'_>, u32> = listed.iter().copied().zip(0..).collect();

    let mut out = format!("recto_search(\"index\",{{\"form\":{FORM}");
    let _ = write!(out, ",\"day\":{first_day},\"documents\":\"");
    let mut digits = Digits::default();
    let mut last_day = first_day;
    for ((text, _), sort) in texts.iter().zip(&sorts) {
        // Passages of text, of notes; the sort; days from the last date, days it lasts.
        digits.number(text.body);
        digits.number(text.lengths.len() as u32 - text.body);
        digits.number(places.get(sort).copied().unwrap_or(0));
        if let Some((from, to)) = text.entry.days {
            days(from.abs_diff(last_day), &mut digits);
            if to != from {
                days(to.abs_diff(from), &mut digits);
            }
            last_day = from;
        }
    }
    out.push_str(&digits.text());
    out.push_str("\",\"sorts\":[");
    for (at, (kind, volume, flags)) in listed.iter().enumerate() {
        out.push_str(if at > 0 { ",[" } else { "[" });
        string(kind, &mut out);
        out.push(',');
        string(volume, &mut out);
        let _ = write!(out, ",{flags}]");
    }
    out.push_str("],\"blocks\":\"");
    let mut digits = Digits::default();
    blocks
        .iter()
        .for_each(|&documents| digits.number(documents));
    out.push_str(&digits.text());
    out.push_str("\",\"terms\":");
    string(&held.firsts.join(" "), &mut out);
    out.push_str(",\"beginnings\":");
    let beginnings: Vec<String> = held.beginnings.iter().map(|of| of.join(" ")).collect();
    string(&beginnings.join("|"), &mut out);
    out.push_str(",\"words\":");
    string(&frequent.words.join("|"), &mut out);
    out.push_str("});\n");
    out
}

fn days(days: u64, out: &mut Digits) {
    out.number(u32::try_from(days).unwrap_or(u32::MAX));
}
