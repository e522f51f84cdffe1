//! Headings of printed documents: number, kind, and who wrote to whom.
//!
//! `11. Action Memorandum From the Assistant Secretary of State (Burt) and the … (Abrams)
//! to Secretary of State Shultz` · `The Ambassador in Egypt ( Tuck ) to the Secretary of
//! State` · `Mr. Preston to Mr. Seward.` · `Memorandum of Conversation`.

use super::parties::{self, PartyWords};
use crate::read::dates;
use std::ops::Range;

/// A heading taken apart. Ranges are in the words it was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::read) struct Heading {
    /// The number, without its full stop.
    pub number: Option<Range<usize>>,
    /// All after the number.
    pub title: Range<usize>,
    /// The kind of document, in small letters.
    pub kind: Option<String>,
    /// Who wrote it.
    pub senders: Vec<PartyWords>,
    /// To whom.
    pub addressees: Vec<PartyWords>,
    /// Whether the parties stand without From: `Mr. A to Mr. B`.
    pub bare: bool,
}

/// Words that name a kind of document.
const KINDS: &[&str] = &[
    "address",
    "agreement",
    "aide-mémoire",
    "aide-memoire",
    "airgram",
    "announcement",
    "article",
    "cable",
    "chronology",
    "circular",
    "communication",
    "communiqué",
    "communique",
    "conversation",
    "convention",
    "declaration",
    "despatch",
    "diary",
    "directive",
    "dispatch",
    "draft",
    "editorial",
    "essay",
    "estimate",
    "extract",
    "instruction",
    "instructions",
    "interview",
    "joint",
    "letter",
    "list",
    "log",
    "memorandum",
    "memoranda",
    "message",
    "minute",
    "minutes",
    "note",
    "notes",
    "order",
    "oral",
    "paper",
    "plan",
    "policy",
    "press",
    "proclamation",
    "proposal",
    "protocol",
    "record",
    "remarks",
    "report",
    "resolution",
    "response",
    "speech",
    "statement",
    "study",
    "summary",
    "talking",
    "telegram",
    "telephone",
    "text",
    "transcript",
];
/// Further words that can stand before or in the name of a kind.
const KIND_QUALIFIERS: &[&str] = &[
    "action",
    "backchannel",
    "background",
    "briefing",
    "confidential",
    "draft",
    "executive",
    "information",
    "informal",
    "intelligence",
    "national",
    "off-the-record",
    "personal",
    "radio",
    "secret",
    "security",
    "special",
    "white",
    "house",
    "verbal",
    "electronic",
    "decision",
    "top",
    "points",
    "circular",
    "interagency",
    "situation",
    "working",
    "position",
    "formal",
    "brief",
    "third-person",
    "identic",
    "state",
];

fn first_word(text: &str) -> &str {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '.'))
        .next()
        .unwrap_or("")
}

/// The number before a heading: `175.`, `12a.`, `[128]`; the range of its digits and the start of the rest.
pub(super) fn number(text: &str) -> Option<(Range<usize>, usize)> {
    if let Some(inner) = text.strip_prefix('[') {
        // `[128] Editorial Note`: in some volumes the number stands in brackets.
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let rest = inner.get(digits..)?.strip_prefix(']')?;
        let words = rest.trim_start();
        return ((1..=4).contains(&digits)
            && words.len() < rest.len()
            && words.starts_with(char::is_uppercase))
        .then(|| (1..1 + digits, text.len() - words.len()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let letter = usize::from(
        text.as_bytes()
            .get(digits)
            .is_some_and(u8::is_ascii_lowercase),
    );
    let end = digits + letter;
    let rest = text.get(end..)?.strip_prefix('.')?;
    let words = rest.trim_start();
    if words.len() == rest.len() && !words.is_empty() {
        return None;
    }
    let start = text.len() - words.len();
    words
        .starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '[' | '‘'))
        .then_some((0..end, start))
}

/// Whether a line is a document's number and nothing else: `219.`
pub(super) fn is_number(line: &str) -> bool {
    let digits = line.trim_end_matches('.');
    (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether words begin with the name of a kind of document, capitalised as a title is.
fn begins_with_kind(title: &str) -> bool {
    let mut qualifiers = 0;
    for word in title.split_whitespace().take(6) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.starts_with(char::is_uppercase) {
            return false;
        }
        let small = bare.to_lowercase();
        if KINDS.contains(&small.as_str()) {
            return true;
        }
        if !KIND_QUALIFIERS.contains(&small.as_str()) {
            return false;
        }
        qualifiers += 1;
        if qualifiers > 4 {
            return false;
        }
    }
    false
}

/// The words that name the kind, in small letters: all before `From`, `by`, `to` and the like.
pub(super) fn kind(title: &str) -> Option<String> {
    if !begins_with_kind(title) {
        return None;
    }
    let mut words = Vec::new();
    for word in title.split_whitespace() {
        let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ':' | ';'));
        let small = bare.to_lowercase();
        let of_kind = matches!(words.last().map(String::as_str), Some("of"))
            && matches!(
                small.as_str(),
                "conversation" | "conversations" | "a" | "telephone" | "meeting" | "meetings"
            );
        let ends = matches!(
            small.as_str(),
            "from"
                | "by"
                | "to"
                | "between"
                | "for"
                | "prepared"
                | "on"
                | "with"
                | "in"
                | "presumably"
                | "released"
                | "dated"
                | "about"
                | "concerning"
                | "regarding"
        );
        if ends {
            break;
        }
        if small == "of" {
            words.push(small);
            continue;
        }
        if matches!(words.last().map(String::as_str), Some("of")) && !of_kind {
            words.pop();
            break;
        }
        let part = KINDS.contains(&small.as_str())
            || KIND_QUALIFIERS.contains(&small.as_str())
            || of_kind
            || matches!(
                small.as_str(),
                "memorandum"
                    | "estimate"
                    | "conference"
                    | "entry"
                    | "verbale"
                    | "telephone"
                    | "meeting"
            );
        if !part {
            break;
        }
        words.push(small);
        if bare.len() < word.len() || words.len() > 5 {
            break;
        }
    }
    while matches!(words.last().map(String::as_str), Some("of" | "a")) {
        words.pop();
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// Kinds of document whose heading names those who took part or an author, and no sender.
fn has_no_parties(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| {
        [
            "conversation",
            "minutes",
            "editorial",
            "meeting",
            "record",
            "chronology",
            "diary",
            "transcript",
            "interview",
        ]
        .iter()
        .any(|word| kind.contains(word))
            || kind.starts_with("notes")
            || kind.starts_with("log")
            || kind.starts_with("summary")
    })
}

/// A heading in capitals as it would be printed otherwise, byte for byte.
fn lowered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
        let stem = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let small = stem.to_ascii_lowercase();
        // `From` and its like begin with a capital in headings.
        if small != "from" && (parties::is_connector(&small) || small == "to") {
            out.push_str(&small);
        } else {
            out.push_str(stem.get(..1).unwrap_or(""));
            out.push_str(small.get(1..).unwrap_or(""));
        }
        out.push_str(word.get(stem.len()..).unwrap_or(""));
    }
    out
}

/// Takes a heading apart.
pub(in crate::read) fn parse(text: &str) -> Heading {
    // `LETTER FROM PRESIDENT HALE TO CHAIRMAN OSTROW`
    let words = number(text)
        .and_then(|(_, start)| text.get(start..))
        .unwrap_or(text);
    let capitals = words.is_ascii() && words.contains(' ') && super::forms::in_capitals(words);
    if capitals {
        let lead = text.len() - words.len();
        return taken_apart(&format!(
            "{}{}",
            text.get(..lead).unwrap_or(""),
            lowered(words)
        ));
    }
    taken_apart(text)
}

fn taken_apart(text: &str) -> Heading {
    let (number, start) = match number(text) {
        Some((digits, start)) => (Some(digits), start),
        None => (None, 0),
    };
    let whole = text.get(start..).unwrap_or("");
    // `Press Release Issued by the White House, October 20, 1933`: the date is nobody's name.
    let dated = dates::find(whole).pop().filter(|last| {
        let after = whole.get(last.range.end..).unwrap_or("");
        after.trim().trim_matches('.').is_empty()
    });
    let title = dated
        .and_then(|last| whole.get(..last.range.start)?.trim_end().strip_suffix(','))
        .unwrap_or(whole);
    let kind = kind(title);
    let mut heading = Heading {
        number,
        title: start..text.len(),
        kind,
        ..Heading::default()
    };
    let from = find_outside(
        title,
        &[
            " From ",
            " from the ",
            " from Mr",
            " from President ",
            " from Secretary ",
        ],
    );
    let body = if let Some(at) = from {
        title
            .get(at + " From ".len()..)
            .map(|rest| (at + " From ".len(), rest))
    } else if has_no_parties(heading.kind.as_deref()) && !title.contains(", by the ") {
        None
    } else if let Some(at) = find_outside(
        title,
        &[
            " by the ",
            ", by the ",
            " by Mr",
            " by President ",
            " by Secretary ",
            " by ",
            " By ",
        ],
    ) {
        let skip = title
            .get(at..)
            .and_then(|rest| rest.to_lowercase().find("by "))
            .unwrap_or(0)
            + 3;
        title.get(at + skip..).map(|rest| (at + skip, rest))
    } else if heading.kind.is_some() {
        // `Letter to Mr. Seward`, `Memorandum for President Reagan`
        if let Some(at) = find_outside(
            title,
            &[
                " to ",
                " for President ",
                " for the President",
                " for Mr",
                " for Secretary ",
            ],
        ) {
            let skip = title
                .get(at + 1..)
                .and_then(|rest| rest.find(' '))
                .unwrap_or(0)
                + 2;
            let file = title.contains("File") || title.contains("Record");
            if let (Some(rest), false) = (title.get(at + skip..), file) {
                heading.addressees = parties::split(rest, start + at + skip);
            }
        }
        None
    } else {
        heading.bare = true;
        Some((0, title))
    };
    // `Memorandum by the Secretary of State of a Conversation With the Ambassador (Debuchi)`:
    // who took part is not who wrote.
    let body = body.map(|(offset, body)| {
        let told = find_outside(
            body,
            &[
                " of a Conversation",
                " of a Telephone Conversation",
                " of a Meeting",
                " of an Interview",
                " Regarding ",
                " Concerning ",
            ],
        );
        (offset, told.and_then(|at| body.get(..at)).unwrap_or(body))
    });
    if let Some((offset, body)) = body {
        match parties::split_to(body) {
            Some((left, right)) => {
                heading.senders = parties::split(body.get(..left).unwrap_or(""), start + offset);
                heading.addressees =
                    parties::split(body.get(right..).unwrap_or(""), start + offset + right);
            }
            None if heading.bare => {}
            None => heading.senders = parties::split(body, start + offset),
        }
    }
    heading
}

/// Whether a heading says both who wrote and to whom, by its form: `A to B`, `Letter From A to B`.
pub(super) fn names_both(title: &str) -> bool {
    let kind = kind(title);
    if has_no_parties(kind.as_deref()) {
        return false;
    }
    let Some(at) = find_outside(title, &[" to ", " To "]) else {
        return false;
    };
    let from = find_outside(title.get(..at).unwrap_or(""), &[" From ", " from "]);
    if kind.is_some() {
        return from.is_some();
    }
    let right = title.get(at + 4..).unwrap_or("");
    let left = title.get(..at).unwrap_or("");
    left.split_whitespace().count() <= 16
        && (is_bare_parties(title)
            || parties::is_party(left) && is_title(left) && parties::is_party(right))
}

/// The first of these, outside brackets.
fn find_outside(text: &str, words: &[&str]) -> Option<usize> {
    words
        .iter()
        .filter(|word| text.contains(**word))
        .filter_map(|word| {
            text.match_indices(word)
                .map(|(at, _)| at)
                .find(|&at| parties::depth(text, at) == 0)
        })
        .min()
}

/// How sure it is that a line is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// It could head a document at the top of a text.
    Perhaps,
    /// It has the form of a heading wherever it stands.
    Surely,
}

/// Whether a line is a document's heading, by its form.
pub(super) fn judge(line: &str) -> Option<Sure> {
    let line = line.trim();
    if line.len() > 420 || line.chars().count() < 4 {
        return None;
    }
    if let Some((_, start)) = number(line) {
        let title = line.get(start..).unwrap_or("");
        if begins_with_kind(title) {
            return Some(Sure::Surely);
        }
        return (title.len() < 300 && is_title(title)).then_some(Sure::Perhaps);
    }
    if line.ends_with([':', ';', ',']) {
        return None;
    }
    if is_bare_parties(line) {
        return Some(Sure::Surely);
    }
    // `ACTION MEMORANDUM` above a typed paper is part of its letterhead.
    let both = line.contains(" FROM ") && line.contains(" TO ");
    if both && begins_with_kind(line) && super::forms::in_capitals(line) {
        return Some(Sure::Surely);
    }
    let typed = super::forms::in_capitals(line);
    if begins_with_kind(line) && is_title(line) && !typed {
        let names = [
            " From ",
            " from ",
            " by ",
            " By ",
            " to ",
            " Between ",
            " of ",
            " Prepared ",
            " for ",
        ];
        let plain = matches!(
            line.trim_end_matches('.'),
            "Editorial Note" | "Memorandum of Conversation" | "Minutes"
        );
        return Some(if plain || names.iter().any(|word| line.contains(word)) {
            Sure::Surely
        } else {
            Sure::Perhaps
        });
    }
    None
}

/// Whether a line is capitalised as a title is and is no sentence.
pub(super) fn is_title(line: &str) -> bool {
    let stem = line.trim_end_matches('.');
    // A full stop inside ends a sentence, unless an initial or a short title stands before it.
    let inside = stem.match_indices(". ").any(|(at, _)| {
        let word = stem
            .get(..at)
            .unwrap_or("")
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or("");
        word.chars().count() > 4 && word != "Messrs"
            || word.starts_with(char::is_lowercase)
            || word.bytes().all(|b| b.is_ascii_digit())
    });
    if inside {
        return false;
    }
    let mut small = 0;
    let mut large = 0;
    for word in stem.split_whitespace() {
        let Some(c) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        if c.is_uppercase() || c.is_ascii_digit() {
            large += 1;
        } else if !parties::is_connector(word.trim_matches(|c: char| !c.is_alphanumeric())) {
            small += 1;
        }
    }
    large > 0 && small * 5 <= large
}

/// Whether a line is `A to B`, with B in small letters (`the editor of the Gazette`): enough where
/// a label announces a heading.
pub(super) fn is_a_to_b(line: &str) -> bool {
    line.len() <= 90
        && parties::split_to(line).is_some_and(|(left, right)| {
            let (from, to) = (line.get(..left), line.get(right..));
            from.is_some_and(|from| is_title(from) && parties::is_party(from))
                && to.is_some_and(|to| to.split_whitespace().count() <= 8)
        })
}

/// Whether a line is `A to B` and nothing else: both sides a person or an office.
fn is_bare_parties(line: &str) -> bool {
    let opens = matches!(
        first_word(line),
        "The"
            | "Mr"
            | "Mrs"
            | "Miss"
            | "Lord"
            | "Sir"
            | "Count"
            | "Baron"
            | "Señor"
            | "Senor"
            | "M"
            | "General"
            | "Secretary"
            | "President"
            | "Chargé"
            | "Acting"
            | "Earl"
            | "Prince"
            | "Messrs"
            | "Minister"
            | "Ambassador"
            | "Consul"
            | "Governor"
            | "Captain"
            | "Colonel"
            | "Commodore"
            | "Consul-General"
            | "Admiral"
            | "Dr"
            | "Don"
            | "Monsieur"
            | "Premier"
            | "Chairman"
            | "Viscount"
            | "Marquis"
            | "Prime"
            | "Vice"
            | "Queen"
            | "King"
            | "Emperor"
            | "Tsung-li"
            | "Senator"
            | "Deputy"
            | "Assistant"
            | "Under"
    );
    let split = parties::split_to(line);
    // `Mr. Gresham to the diplomatic officers of the United States.`
    let several = |right: usize| {
        line.get(right..).is_some_and(|to| {
            to.split_whitespace().count() <= 10
                && parties::opens_with_several(to.trim_start_matches("the "))
        })
    };
    let titles = |left: usize, right: usize| {
        is_title(line) || several(right) && line.get(..left).is_some_and(is_title)
    };
    // `Tewfik Pasha to Mr. Terrell.`
    let named = split.is_some_and(|(left, right)| {
        let from = line.get(..left).unwrap_or("");
        (1..=4).contains(&from.split_whitespace().count())
            && from
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase))
            && !begins_with_kind(from)
            && line.get(right..).is_some_and(parties::is_courtesy_and_name)
    });
    if named {
        return true;
    }
    opens
        && split.is_some_and(|(left, right)| {
            if !titles(left, right) {
                return false;
            }
            // `The Minister to the Netherlands` is an office, `to the Secretary of State` none.
            let office_follows = line.get(right..).is_some_and(parties::begins_with_office);
            (office_follows
                || !line
                    .get(..left)
                    .is_some_and(parties::ends_on_office_with_to))
                && line.get(..left).is_some_and(parties::is_party)
                && (several(right) || line.get(right..).is_some_and(parties::is_party))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let heading = parse(text);
        let list = |parties: &[PartyWords]| {
            let told: Vec<_> = parties
                .iter()
                .map(|party| {
                    format!(
                        "{}/{}",
                        party.name.as_deref().unwrap_or("-"),
                        party.office.as_deref().unwrap_or("-")
                    )
                })
                .collect();
            told.join(" + ")
        };
        format!(
            "{} | {} | {} | {}",
            heading.number.map_or("-", |range| &text[range]),
            heading.kind.unwrap_or_default(),
            list(&heading.senders),
            list(&heading.addressees)
        )
    }

    #[test]
    fn headings_are_taken_apart() {
        for (text, expected) in [
            (
                "175. Memorandum From Secretary of State Shultz to President Reagan",
                "175 | memorandum | Shultz/Secretary of State | Reagan/President",
            ),
            (
                "11. Action Memorandum From the Assistant Secretary of State for European and Canadian Affairs (Burt) and the Assistant Secretary of State for Human Rights and Humanitarian Affairs (Abrams) to Secretary of State Shultz",
                "11 | action memorandum | Burt/Assistant Secretary of State for European and Canadian Affairs + Abrams/Assistant Secretary of State for Human Rights and Humanitarian Affairs | Shultz/Secretary of State",
            ),
            (
                "Letter From Soviet General Secretary Gorbachev to President Reagan",
                "- | letter | Gorbachev/Soviet General Secretary | Reagan/President",
            ),
            (
                "The Ambassador in Egypt ( Tuck ) to the Secretary of State",
                "- |  | Tuck/Ambassador in Egypt | -/Secretary of State",
            ),
            ("Mr. Preston to Mr. Seward.", "- |  | Preston/- | Seward/-"),
            (
                "9. Letter From the Ambassador to the Soviet Union (Hartman) to Mr. Clark",
                "9 | letter | Hartman/Ambassador to the Soviet Union | Clark/-",
            ),
            (
                "3. Telegram From the Embassy in the Soviet Union to the Department of State",
                "3 | telegram | -/Embassy in the Soviet Union | -/Department of State",
            ),
            (
                "8. Message From Chairmen Khrushchev and Brezhnev to President Kennedy",
                "8 | message | Khrushchev/Chairman + Brezhnev/Chairman | Kennedy/President",
            ),
            (
                "15. Telegram From the Department of State to Secretary of State Rusk at Geneva",
                "15 | telegram | -/Department of State | Rusk/Secretary of State",
            ),
            (
                "Memorandum of Conversation",
                "- | memorandum of conversation |  | ",
            ),
            ("31. Editorial Note", "31 | editorial note |  | "),
            (
                "61. Memorandum From President Nixon to His Assistant (Haldeman), His Assistant for Domestic Affairs (Ehrlichman), and His Assistant for National Security Affairs (Kissinger)",
                "61 | memorandum | Nixon/President | Haldeman/His Assistant + Ehrlichman/His Assistant for Domestic Affairs + Kissinger/His Assistant for National Security Affairs",
            ),
            (
                "49. Memorandum From Marshall Wright of the National Security Council Staff to the President's Assistant for National Security Affairs (Kissinger)",
                "49 | memorandum | Marshall Wright/the National Security Council Staff | Kissinger/President's Assistant for National Security Affairs",
            ),
            (
                "120. Letter From Jacqueline Kennedy to Chairman Khrushchev",
                "120 | letter | Jacqueline Kennedy/- | Khrushchev/Chairman",
            ),
            (
                "122. Statement by Secretary of the Treasury Shultz",
                "122 | statement | Shultz/Secretary of the Treasury | ",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn headings_are_known_by_their_form() {
        for yes in [
            "175. Memorandum From Secretary of State Shultz to President Reagan",
            "Letter From Soviet General Secretary Gorbachev to President Reagan",
            "The Ambassador in Egypt ( Tuck ) to the Secretary of State",
            "Mr. Preston to Mr. Seward.",
            "Paper Prepared in the Bureau of the Budget",
        ] {
            assert_eq!(judge(yes), Some(Sure::Surely), "{yes}");
        }
        for no in [
            "1174. For Ambassador. Please pass following message.",
            "The minister spoke to the ambassador about the treaty.",
            "Letters were sent to the embassy and nobody answered them.",
            "January 14, 1986",
            "The meeting is to the point",
        ] {
            assert_eq!(judge(no).filter(|sure| *sure == Sure::Surely), None, "{no}");
        }
    }
}
