//! Headings of printed documents: number, kind, and who wrote to whom.
//!
//! `11. Action Memorandum From the Assistant Secretary of State (Burt) and the … (Abrams)
//! to Secretary of State Shultz` · `The Ambassador in Egypt ( Tuck ) to the Secretary of
//! State` · `Mr. Preston to Mr. Seward.` · `Memorandum of Conversation`.

mod form;
mod kind;
mod old;

pub(super) use form::{Sure, could_name_both, is_a_to_b, is_name_to_name, is_title, judge};
pub(super) use kind::kind;
pub(super) use old::{arrival, dateline_behind, one_side};

use super::parties::{self, PartyWords};
use crate::model::Rule;
use crate::read::dates;
use crate::read::fold::Folded;
use form::is_bare_parties;
use kind::has_no_parties;
use std::borrow::Cow;
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

impl Heading {
    /// The rule by which its parties were read.
    pub(in crate::read) const fn rule(&self) -> Rule {
        if self.bare {
            Rule::HeadingMrToMr
        } else {
            Rule::HeadingParties
        }
    }
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
    let after = text.get(end..)?;
    let Some(rest) = after.strip_prefix('.') else {
        // `89 Mr Paul Hale, Prime Minister, to Mr Henry Vance`: the stop is lost.
        let words = after.strip_prefix(' ')?.trim_start();
        return (letter == 0
            && parties::opens_with_courtesy(words)
            && form::is_bare_parties(words))
        .then(|| (0..end, text.len() - words.len()));
    };
    let words = rest.trim_start();
    if words.len() == rest.len() && !words.is_empty() {
        return None;
    }
    let start = text.len() - words.len();
    words
        .starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '[' | '‘'))
        .then_some((0..end, start))
}

/// The document's number and the file of the paper in a line that holds nothing else: `618.
/// DEA/12447-40`.
pub(super) fn number_and_file(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (digits, start) = number(line)?;
    let file = line.get(start..)?;
    let code = file.len() <= 40
        && file.contains(['/', '-'])
        && file.bytes().any(|b| b.is_ascii_digit())
        && !file.bytes().any(|b| b.is_ascii_lowercase());
    code.then_some((digits, start..line.len()))
}

/// Whether a line is a document's number and nothing else: `219.`
pub(super) fn is_number(line: &str) -> bool {
    let digits = line.trim_end_matches('.');
    (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A heading in capitals as it would be printed otherwise, byte for byte.
fn lowered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let stem = word.trim_end_matches(|c: char| !c.is_alphabetic());
        let small: String = stem.chars().map(small_letter).collect();
        // `KING GEORGE VI`; Xi is a name.
        let numeral = stem.len() > 1 && stem != "XI" && stem.bytes().all(|b| b"IVX".contains(&b));
        // `From` and its like begin with a capital in headings.
        if numeral || is_abbreviation(stem) {
            out.push_str(stem);
        } else if !out.is_empty()
            && small != "from"
            && (parties::is_connector(&small) || small == "to")
        {
            out.push_str(&small);
        } else {
            let first = stem.chars().next().map_or(0, char::len_utf8);
            out.push_str(stem.get(..first).unwrap_or(""));
            out.push_str(small.get(first..).unwrap_or(""));
        }
        out.push_str(word.get(stem.len()..).unwrap_or(""));
    }
    out
}

/// Whether a word in capitals is one of letters that are spoken each, or a name made of such:
/// it has no vowel (`NSC`), or is known (`NATO`).
fn is_abbreviation(word: &str) -> bool {
    const KNOWN: &str = "ACDA AEC ANZUS ASEAN CENTO CIA CINCPAC COCOM CSCE DCI DIA DOD EDC EEC EFTA \
        EURATOM FAO FBI GATT IAEA IBRD ICBM ICJ ILO IMF NASA NATO NIE NPG NSA OAS OAU OECD OEEC OMB \
        OPEC OSD OSS PLO SACEUR SEATO SNIE UAR UK UN UNESCO UNGA UNRRA UNRWA US USA USAF USIA USIS \
        USSR USUN WEU";
    let titles = [
        "DR", "FT", "JR", "LT", "MR", "MRS", "MS", "MT", "SGT", "SR", "ST",
    ];
    let spoken = |c: char| !c.is_ascii_uppercase() || "AEIOUY".contains(c);
    (2..=8).contains(&word.len())
        && (!word.contains(spoken) && word.len() <= 5 && !titles.contains(&word)
            || KNOWN.split_ascii_whitespace().any(|known| known == word))
}

/// A letter as it is written small, where that takes as many bytes: `É`.
fn small_letter(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
        _ => letter,
    }
}

/// The words of a heading as they would be printed outside capitals.
pub(super) fn uncapitalised(words: &str) -> Cow<'_, str> {
    if words.contains(' ') && super::forms::in_capitals(words) {
        Cow::Owned(lowered(words))
    } else {
        Cow::Borrowed(words)
    }
}

/// A heading of more bytes counts up more than parties, and names none.
const LONGEST: usize = 4000;

/// Whether a line is a number and the name of a kind, and nothing else: `3. Telegram`.
pub(super) fn is_numbered_kind(line: &str) -> bool {
    number(line)
        .and_then(|(_, start)| line.get(start..))
        .is_some_and(|title| {
            title.split_whitespace().count() <= 2
                && kind::begins_with_kind(title)
                && !title.ends_with([':', ';', ','])
        })
}

/// Where in a heading the line below the name of its kind begins, if that line alone says who
/// wrote to whom: `Telegram` above `The Ambassador in Norland (Hale) to the Secretary of State`.
pub(super) fn below_kind(heading: &str) -> Option<usize> {
    let (first, rest) = heading.split_once('\n')?;
    let title = number(first).map_or(first, |(_, start)| first.get(start..).unwrap_or(""));
    let named = title.split_whitespace().count() <= 2
        && kind::begins_with_kind(title)
        && !title.trim_end().ends_with([':', ';', ',']);
    let below = rest.trim();
    let goes_on = ["From ", "To ", "By ", "from ", "to ", "by "];
    (named
        && !goes_on.iter().any(|word| below.starts_with(word))
        && kind(below).is_none()
        && names_both(below))
    .then(|| heading.len() - rest.trim_start().len())
}

/// Takes a heading apart.
pub(in crate::read) fn parse(text: &str) -> Heading {
    // `3. Telegram` above `The Ambassador in Norland (Hale) to the Secretary of State`
    if let Some((first, rest)) = text.split_once('\n')
        && is_numbered_kind(first.trim_end())
        && names_both(rest.trim())
        && kind(rest.trim()).is_none()
    {
        let mut heading = parse(rest);
        let shift = first.len() + 1;
        for party in heading.senders.iter_mut().chain(&mut heading.addressees) {
            party.range = party.range.start + shift..party.range.end + shift;
        }
        if let Some((digits, start)) = number(first) {
            heading.kind = kind(first.get(start..).unwrap_or("").trim_end());
            heading.number = Some(digits);
            heading.title = start..heading.title.end + shift;
        }
        return heading;
    }
    // Over lines, or with marks blanked out: read with one blank between each two words.
    if text.contains(['\n', '\r', '\t']) || text.trim().contains("  ") {
        let words = Folded::new(text);
        let mut heading = on_one_line(&words.text);
        let back = |range: &Range<usize>| {
            let place = words.range(range.clone());
            // No words have no last one.
            place.start..place.end.max(place.start)
        };
        heading.number = heading.number.as_ref().map(back);
        heading.title = back(&heading.title);
        for party in heading.senders.iter_mut().chain(&mut heading.addressees) {
            party.range = back(&party.range);
        }
        return heading;
    }
    on_one_line(text)
}

fn on_one_line(text: &str) -> Heading {
    let (number, start) = match number(text) {
        Some((digits, start)) => (Some(digits), start),
        None => (None, 0),
    };
    // `LETTER FROM PRESIDENT HALE TO CHAIRMAN OSTROW`
    let words = uncapitalised(text.get(start..).unwrap_or(""));
    let whole = old::without_remarks(&words).trim_end_matches(',');
    // `Press Release Issued by the White House, October 20, 1933`: the date is nobody's name.
    let has_digit = whole.bytes().any(|byte| byte.is_ascii_digit());
    let dates = if has_digit {
        dates::find(whole)
    } else {
        Vec::new()
    };
    let dated = dates.last().filter(|last| {
        let after = whole.get(last.range.end..).unwrap_or("");
        after.trim().trim_matches('.').is_empty()
    });
    let title = dated
        .and_then(|last| whole.get(..last.range.start)?.trim_end().strip_suffix(','))
        .unwrap_or(whole);
    let kind = kind(title).or_else(|| kind::kind_behind(title));
    let mut heading = Heading {
        number,
        title: start..start + whole.len(),
        kind,
        ..Heading::default()
    };
    if title.len() > LONGEST {
        return heading;
    }
    let dated_pair = dated.and_then(|_| old::pair(old::undated(whole)?));
    if let Some((from, to)) = dated_pair.or_else(|| old::turned(title).map(|(to, from)| (from, to)))
    {
        heading.bare = true;
        let side = |range: Range<usize>| {
            parties::split(title.get(range.clone()).unwrap_or(""), start + range.start)
        };
        heading.senders = side(from);
        heading.addressees = side(to);
        return heading;
    }
    if let Some((sends, range)) = old::one_side(title) {
        let named = parties::split(title.get(range.clone()).unwrap_or(""), start + range.start);
        if sends {
            heading.senders = named;
        } else {
            heading.addressees = named;
        }
        heading.bare = true;
        return heading;
    }
    let copied = old::copied(title);
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
    let body = if let Some((kind, at)) = copied {
        heading.kind = Some(kind);
        title.get(at..).map(|rest| (at, rest))
    } else if let Some(at) = old::from_first(title) {
        title.get(at..).map(|rest| (at, rest))
    } else if let Some(at) = from {
        title
            .get(at + " From ".len()..)
            .map(|rest| (at + " From ".len(), rest))
    } else if has_no_parties(heading.kind.as_deref()) && !title.contains(", by ") {
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
        )
        .or_else(|| for_a_body(title))
        {
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
    } else if title.starts_with("A ") || title.starts_with("An ") {
        // `A Report to the President` is no party's name.
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
        // A record of what was said is written to nobody: `…, by the Assistant to the President`.
        let is_record = from.is_none() && has_no_parties(heading.kind.as_deref());
        match parties::split_to(body).filter(|_| !is_record) {
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

/// Where a body is written to in `Memorandum for the 303 Committee`. The record is none.
fn for_a_body(title: &str) -> Option<usize> {
    let at = find_outside(title, &[" for the "])?;
    let body = title.get(at + " for the ".len()..)?;
    let first = body.split_whitespace().take(2);
    let memorandum = title.get(..at)?.ends_with("Memorandum");
    (memorandum && first.clone().any(parties::is_office_word)).then_some(at)
}

/// Whether a heading says both who wrote and to whom, by its form: `A to B`, `Letter From A to B`.
pub(super) fn names_both(title: &str) -> bool {
    let words = uncapitalised(title);
    let title = &*words;
    let kind = kind(title);
    if has_no_parties(kind.as_deref()) || title.len() > LONGEST {
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
    fn abbreviations_in_capital_headings_stay() {
        assert_eq!(
            lowered("MEMORANDUM FROM THE NSC STAFF TO THE EMBASSY IN THE USSR AND ST. LYNN"),
            "Memorandum From the NSC Staff to the Embassy in the USSR and St. Lynn"
        );
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
