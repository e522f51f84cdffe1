//! Labels that say that an enclosure begins: `[Enclosure 1]`, `Attachment`, `Tab A`,
//! `[Inclosure 2 in No. 61.—Translation.]`, `Enclosure No. 1 to Despatch No. 45`.

use super::bare;
use std::ops::Range;

/// Words that begin a label, and how deep what follows stands.
const LABELS: &[(&str, usize)] = &[
    ("accompaniment", 1),
    ("addendum", 1),
    ("anlage", 1),
    ("annex", 1),
    ("annexe", 1),
    ("annexure", 1),
    ("appendix", 1),
    ("attachment", 1),
    ("beilage", 1),
    ("enclosure", 1),
    ("exhibit", 1),
    ("inclosure", 1),
    ("schedule", 1),
    ("sub-enclosure", 2),
    ("sub-inclosure", 2),
    ("subattachment", 2),
    ("subenclosure", 2),
    ("subinclosure", 2),
    ("supplement", 1),
    ("tab", 1),
    ("приложение", 1),
];

/// Words that also begin other lines: they need a letter or number behind them.
const NUMBERED: &[&str] = &["exhibit", "schedule", "supplement", "tab"];

/// Words that say that nothing follows.
const ABSENT: &[&str] = &[
    "absent", "are", "as", "attached", "found", "has", "is", "lists", "missing", "not", "omitted",
    "retained", "was", "were",
];

/// Papers that a label can say it belongs to.
const PAPERS: &[&str] = &[
    "annex",
    "attachment",
    "despatch",
    "dispatch",
    "enclosure",
    "inclosure",
    "letter",
    "memorandum",
    "note",
    "tab",
    "telegram",
];

/// How deep the enclosure stands that a line announces, 1 or 2; `None` when it announces none.
pub(in crate::read::plain) fn attachment_label(line: &str) -> Option<usize> {
    // In brackets it may say which paper an extract was taken from.
    if line.len() > 90 && (line.len() > 180 || !line.starts_with(['[', '('])) {
        return None;
    }
    let bared = bare(line);
    let core = bared.trim_start_matches(['[', '(']);
    if !core.starts_with(char::is_uppercase) {
        return None;
    }
    let bracketed = core.len() < bared.len() && bared.trim_end_matches('.').ends_with([']', ')']);
    let lower = core.to_lowercase();
    // `[Translation of inclosure 1.]`, `[From the inclosure in No. 5.]`
    let (core, lower) = match part_of(core, &lower, bracketed) {
        Some(at) => (
            core.get(at..).unwrap_or(core),
            lower.get(at..).unwrap_or("").to_owned(),
        ),
        None => (core, lower),
    };
    let first = words(&lower).next().unwrap_or("");
    // What the series' site puts in the place of a heading.
    if bared == "[Untitled]" {
        return Some(1);
    }
    // `[Appended paper]`, `[Enclosed note—Translation]`, `[Inclosed in No. 5.]`
    if bracketed && matches!(first, "accompanying" | "appended" | "enclosed" | "inclosed") {
        let label = lower.split(['—', '–']).next().unwrap_or("");
        return match words(label).skip(1).collect::<Vec<_>>().as_slice() {
            ["in" | "with", "no", number] if number.len() <= 4 => Some(1),
            [paper] if PAPERS.contains(paper) || *paper == "paper" => Some(1),
            _ => None,
        };
    }
    // `[Memorandum inclosed in No. 5.]`
    if bracketed && PAPERS.contains(&first) {
        let mut rest: Vec<&str> = words(&lower).skip(1).collect();
        rest.retain(|word| !PAPERS.contains(word) && *word != "no");
        let enclosed = matches!(
            rest.as_slice(),
            ["enclosed" | "inclosed" | "accompanying" | "attached", "in" | "with" | "to", number]
                if number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit())
        );
        if enclosed {
            return Some(1);
        }
    }
    // `[Inclosures.]` over all of them.
    let plural = first.strip_suffix('s').filter(|_| bracketed);
    let level = level_of(first).or_else(|| plural.and_then(level_of))?;
    // What the paper is, or that it was translated, stands behind a dash or a colon.
    let (label, what) = match lower.split_once(['—', '–']) {
        Some((label, what)) if label.trim_end().len() > first.len() || bracketed => (label, what),
        _ => lower.split_once(" - ").unwrap_or((&lower, "")),
    };
    let rest: Vec<&str> = words(label).skip(1).collect();
    // Nothing follows what is said not to.
    let mut said = rest.iter().copied().chain(words(what));
    if said.any(|word| ABSENT.contains(&word)) {
        return None;
    }
    if title_behind(line).is_some() {
        return Some(level);
    }
    let limit = if bracketed { 16 } else { 4 };
    if words(what).count() > limit || what.contains(',') && !bracketed {
        return None;
    }
    let short = |word: &str| {
        let count = word.chars().count();
        count <= 4
            && word.chars().all(char::is_alphanumeric)
            && !matches!(word, "in" | "to" | "no" | "with" | "of")
    };
    // The number or letter: nothing, `1`, `No. 1`, `A–1`.
    let after = match rest.as_slice() {
        ["no", one, after @ ..] if short(one) => after,
        [one, after @ ..] if short(one) => after,
        after => after,
    };
    if after.len() == rest.len() && NUMBERED.contains(&first) {
        return None;
    }
    match after {
        [] => Some(level),
        // `[Inclosures 1 and 2.]`
        ["and", one] if plural.is_some() && short(one) => Some(level),
        // `Inclosure 1 in 2 in No. 45`, `Inclosure 2 in inclosure 1`: an enclosure's own.
        ["in", "inclosure" | "enclosure", one] if short(one) => Some(2),
        ["in", one, "in", ..] if short(one) && after.len() <= 5 => Some(2),
        ["in" | "to" | "with", paper @ ..] => {
            let number = |words: &[&str]| matches!(words, [one] | ["no", one] if short(one));
            let named = match paper {
                [one, number @ ..] if PAPERS.contains(one) => number.len() <= 4,
                _ => false,
            };
            let fits = number(paper) || named || paper.len() <= 7 && (bracketed || is_named(core));
            fits.then_some(level)
        }
        _ => None,
    }
}

/// Where in a label, and in its small letters, the enclosure stands of which it says that a part
/// or a copy follows: `Extract from inclosure 2`. Without brackets it is named in capitals.
fn part_of(core: &str, lower: &str, bracketed: bool) -> Option<usize> {
    const LEADS: &[&str] = &[
        "abstract",
        "abstracts",
        "copies",
        "copy",
        "extract",
        "extracts",
        "paraphrase",
        "part",
        "parts",
        "passage",
        "passages",
        "portion",
        "précis",
        "substance",
        "summary",
        "text",
        "translation",
        "translations",
    ];
    if core.len() != lower.len() {
        return None;
    }
    let mut rest = lower;
    let lead = words(rest).next()?;
    if LEADS.contains(&lead) {
        rest = rest.get(lead.len()..)?.trim_start();
    } else if lead != "from" {
        return None;
    }
    rest = ["from ", "of "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    rest = ["the ", "an "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let at = lower.len() - rest.len();
    let label = words(rest).next()?;
    let known = level_of(label)
        .or_else(|| level_of(label.strip_suffix('s')?))
        .is_some();
    let named = core.get(at..)?.starts_with(char::is_uppercase);
    (known && (bracketed || named)).then_some(at)
}

/// Whether a line below a signature only says what went with the paper or is not given:
/// `[Inclosure 3 not printed.]`, `Enclosures: as stated`, `Attachment: Draft Note`.
pub(in crate::read::plain) fn is_enclosure_remark(line: &str) -> bool {
    if line.len() > 120 {
        return false;
    }
    let core = bare(line).trim_start_matches(['[', '(']);
    if !core.starts_with(char::is_uppercase) {
        return false;
    }
    let lower = core.to_lowercase();
    let mut words = words(&lower);
    let first = words.next().unwrap_or("");
    let label = level_of(first).is_some() || first.strip_suffix('s').and_then(level_of).is_some();
    label
        && words.clone().count() <= 10
        && (words.clone().any(|word| ABSENT.contains(&word))
            || lower.get(first.len()..).is_some_and(|rest| {
                let rest = rest.trim_start();
                rest.starts_with(':') || rest.starts_with('(')
            }))
}

fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
}

fn level_of(word: &str) -> Option<usize> {
    LABELS
        .iter()
        .find(|(label, _)| *label == word)
        .map(|&(_, level)| level)
}

/// Whether a line without brackets is a label and no sentence: of its longer words only a paper's
/// name is written small.
fn is_named(line: &str) -> bool {
    !line.ends_with([',', ';', ':'])
        && line
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= 4)
            .all(|word| {
                word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    || PAPERS.contains(&word)
                    || word == "with"
            })
}

/// The title behind a label: `Draft Note` of `Enclosure 2: Draft Note`.
pub(in crate::read::plain) fn title_behind(line: &str) -> Option<Range<usize>> {
    let (label, title) = line.split_once(": ")?;
    let mut words = label.trim_start_matches(['[', '(']).split_whitespace();
    let level = level_of(&words.next()?.to_lowercase());
    let name = title.trim_end_matches([']', ')', '.', ' ']);
    let fits = level.is_some()
        && words.clone().count() <= 2
        && words.all(|word| word.chars().count() <= 4)
        && (1..=12).contains(&name.split_whitespace().count())
        && name.starts_with(char::is_uppercase)
        && crate::read::plain::heading::is_title(name);
    let start = line.len() - title.len();
    fits.then(|| start..start + name.len())
}

/// Whether a label is one that texts also list: it announces something only where it stands apart
/// and text follows.
pub(in crate::read::plain) fn is_listed_label(line: &str) -> bool {
    let core = bare(line).trim_start_matches(['[', '(']);
    let first = core
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("")
        .to_lowercase();
    NUMBERED.contains(&first.as_str()) || first == "addendum" || title_behind(line).is_some()
}
