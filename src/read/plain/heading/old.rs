//! Headings that old volumes word in their own way: `To Mr. Seward from Lord Lyons.`, `Copy of a
//! letter from Mr. Toombs to Mr. Mann.`, and the words of arrival behind a heading.

use super::kind::kind;
use super::{find_outside, form::is_title};
use crate::read::dates;
use crate::read::plain::parties;
use std::ops::Range;

/// Where the words about its arrival begin in a line: `(Received June 2.)`.
pub(in crate::read::plain) fn arrival(line: &str) -> Option<usize> {
    if !line.contains("Rec") {
        return None;
    }
    [
        "(Received",
        "[Received",
        "(Rec’d",
        "[Rec’d",
        "(Rec'd",
        "[Rec'd",
        "(Rec. ",
        "[Rec. ",
    ]
    .iter()
    .filter_map(|words| line.find(words))
    .min()
}

/// What can be said behind a heading of how the paper went or is given.
const REMARKS: &[&str] = &[
    "circular",
    "confidential",
    "copy",
    "extract",
    "paraphrase",
    "private",
    "secret",
    "telegra",
    "translat",
    "unofficial",
];

/// A heading without the remarks behind it: `Lord Lyons to Earl Russell.—(Received June 2.)`,
/// `Mr. Dayton to Mr. Seward—[Extract.]`.
pub(super) fn without_remarks(title: &str) -> &str {
    let remark = || {
        let inner = title.trim_end_matches('.').strip_suffix([')', ']'])?;
        let open = inner.rfind(['(', '['])?;
        let words = inner.get(open + 1..)?.trim_start().to_lowercase();
        REMARKS
            .iter()
            .any(|word| words.starts_with(word))
            .then_some(open)
    };
    arrival(title)
        .or_else(remark)
        .or_else(|| dateline_behind(title))
        .and_then(|at| title.get(..at))
        .map(|title| title.trim_end_matches(|c: char| c.is_whitespace() || "—–-".contains(c)))
        .filter(|title| !title.is_empty())
        .unwrap_or(title)
}

/// Where the stop stands before a place and a date behind the names of a heading: `M. Hale to M.
/// Vance, Minister for Foreign Affairs. Harwick, August 31, 1939.`
pub(in crate::read::plain) fn dateline_behind(title: &str) -> Option<usize> {
    /// A year, and what may stand behind it: `1939, 11 a. m.`
    const END: usize = 16;
    if !title.bytes().rev().take(END).any(|b| b.is_ascii_digit()) {
        return None;
    }
    title.rmatch_indices(". ").map(|(at, _)| at).find(|&at| {
        let last = title
            .get(..at)
            .unwrap_or("")
            .rsplit(' ')
            .next()
            .unwrap_or("");
        let tail = title.get(at + 2..).unwrap_or("");
        // `Mr. Hale`, `D. C.`: the stop is a short word's.
        let first = tail.chars().take_while(|c| c.is_alphabetic()).count();
        last.chars().count() > 3
            && first > 2
            && dates::dateline(tail).is_some_and(|found| {
                found.place.is_some()
                    && found.date.is_some_and(|found| found.date.exact().is_some())
            })
    })
}

/// Addressee and sender of a heading that names them in this order: `To Mr. Seward from Lord
/// Lyons.`
pub(super) fn turned(title: &str) -> Option<(Range<usize>, Range<usize>)> {
    let rest = title.strip_prefix("To ")?;
    let at = find_outside(rest, &[" from ", " From "])? + "To ".len();
    let (to, from) = ("To ".len()..at, at + " from ".len()..title.len());
    let (left, right) = (title.get(to.clone())?, title.get(from.clone())?);
    (left.split_whitespace().count() <= 16
        && is_title(left)
        && is_title(right)
        && parties::is_party(left)
        && parties::is_party(right))
    .then_some((to, from))
}

/// The words before the date that ends a line: `From A to B, 12 August 1792`.
pub(super) fn undated(line: &str) -> Option<&str> {
    let stem = line.trim_end_matches(['.', ']']);
    let year = stem.len().checked_sub(4).and_then(|at| stem.get(at..))?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) || !line.contains(", ") {
        return None;
    }
    let date = dates::find(stem).pop()?;
    let before = stem.get(..date.range.start)?.trim_end();
    (date.range.end == stem.len()).then(|| before.strip_suffix(','))?
}

/// Sender and addressee of a heading that a date ends, as editions of one man's papers have them:
/// `From Thomas Vance to Gerald Hale`, `To Gerald Hale from Lord Orlow`.
pub(super) fn pair(title: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (lead, word, turns) = if title.starts_with("To ") {
        ("To ", " from ", true)
    } else if title.starts_with("From ") {
        ("From ", " to ", false)
    } else {
        ("", " to ", false)
    };
    let at = title.get(lead.len()..)?.find(word)? + lead.len();
    let (first, second) = (lead.len()..at, at + word.len()..title.len());
    // `From New Harwick to San Lowen` heads a journey.
    let place = |words: &str| {
        const PLACES: &[&str] = &[
            "El", "Fort", "Los", "Mount", "New", "Port", "Saint", "San", "St.",
        ];
        words
            .split(' ')
            .next()
            .is_some_and(|word| PLACES.contains(&word))
    };
    let person = |words: &str| {
        words.len() <= 80
            && !place(words)
            && (parties::is_given_and_surname(words)
                || parties::is_courtesy_and_name(words)
                || is_title(words) && parties::is_party(words))
    };
    if !person(title.get(first.clone())?) || !person(title.get(second.clone())?) {
        return None;
    }
    Some(if turns {
        (second, first)
    } else {
        (first, second)
    })
}

/// Who is named in a heading of one man's papers, which names only the other: `From John Jay`,
/// `To Mr. Jay.`; whether he is the sender, and where his name stands.
pub(in crate::read::plain) fn one_side(title: &str) -> Option<(bool, Range<usize>)> {
    let stem = title.trim_end_matches('.');
    let sends = stem.starts_with("From ");
    let name = stem
        .strip_prefix("From ")
        .or_else(|| stem.strip_prefix("To "))?;
    let named = parties::is_given_and_surname(name) || parties::is_courtesy_and_name(name);
    (named && name.len() <= 60 && !name.contains([',', ';', ':']))
        .then_some((sends, stem.len() - name.len()..stem.len()))
}

/// Where the parties begin in `From Mr. Adams to Mr. Seward.`
pub(super) fn from_first(title: &str) -> Option<usize> {
    let lead = "From ".len();
    let rest = title.strip_prefix("From ")?;
    let (left, right) = parties::split_to(rest)?;
    let (left, right) = (rest.get(..left)?, rest.get(right..)?);
    (is_title(left) && parties::is_party(left) && parties::is_party(right)).then_some(lead)
}

/// The kind of a paper of which a copy, a translation or an extract is given, and where the words
/// about its sender begin: `Copy of a letter from`.
pub(super) fn copied(title: &str) -> Option<(String, usize)> {
    const LEADS: &[&str] = &[
        "Abstract of ",
        "Copy of ",
        "Extract from ",
        "Extract of ",
        "Extracts from ",
        "Paraphrase of ",
        "Substance of ",
        "Text of ",
        "Translation of ",
    ];
    let rest = LEADS.iter().find_map(|lead| title.strip_prefix(lead))?;
    let paper = ["a ", "an ", "the "]
        .iter()
        .find_map(|article| rest.strip_prefix(article))
        .unwrap_or(rest);
    let at = find_outside(paper, &[" from ", " From "])?;
    let words = paper.get(..at)?;
    if words.split_whitespace().count() > 4 {
        return None;
    }
    let mut capitals = String::with_capacity(words.len());
    for word in words.split_inclusive(' ') {
        let mut letters = word.chars();
        capitals.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        capitals.push_str(letters.as_str());
    }
    let from = title.len() - paper.len() + at + " from ".len();
    Some((kind(&capitals)?, from))
}

/// Whether a line is one of these headings.
pub(super) fn is_old(line: &str) -> bool {
    let line = without_remarks(line);
    turned(line).is_some()
        || from_first(line).is_some()
        || copied(line).is_some_and(|(_, from)| {
            let parties = line.get(from..).unwrap_or("");
            parties::split_to(parties).is_some_and(|(left, right)| {
                let (left, right) = (parties.get(..left), parties.get(right..));
                left.is_some_and(|left| is_title(left) && parties::is_party(left))
                    && right.is_some_and(parties::is_party)
            })
        })
}
