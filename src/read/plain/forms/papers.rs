//! Lines that offices, archives and censors put on a paper: markings of secrecy, stamps,
//! numbers, how it was handled.

use super::{after_each, bare, letters};
use crate::model::roman_value;
use std::ops::Range;

/// Markings of secrecy and handling, in the languages that archives use. A line of
/// nothing but these is a classification.
const MARKINGS: &[&str] = &[
    "TOP SECRET",
    "MOST SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "UNCLASSIFIED",
    "RESTRICTED",
    "LIMITED OFFICIAL USE",
    "OFFICIAL USE ONLY",
    "OFFICIAL INFORMAL",
    "OFFICIAL",
    "SENSITIVE",
    "EYES ONLY",
    "NODIS",
    "EXDIS",
    "LIMDIS",
    "NOFORN",
    "STADIS",
    "NO DISTRIBUTION",
    "LIMITED DISTRIBUTION",
    "LIMIT DISTRIBUTION",
    "EXCLUSIVE DISTRIBUTION",
    "NO FOREIGN DISSEMINATION",
    "ROGER CHANNEL",
    "CHEROKEE",
    "PRESIDENTIAL HANDLING",
    "LITERALLY EYES ONLY",
    "PERSONAL",
    "PRIVATE",
    "STRICTLY CONFIDENTIAL",
    "STRICTLY",
    "VERY",
    "NIACT",
    "IMMEDIATE",
    "PRIORITY",
    "FLASH",
    "ROUTINE",
    "URGENT",
    "US URGENT",
    "VERBATIM TEXT",
    "ULTRASENSITIVE",
    "MOST URGENT",
    "PLAIN",
    "OPERATIONAL",
    "OUTSIDE SYSTEM",
    "SYSTEM II",
    "FOR",
    "COSMIC",
    "NATO",
    "ATOMAL",
    "RESTRICTED DATA",
    "CODEWORD",
    "UMBRA",
    "AND",
    "NO CLASSIFICATION MARKING",
    "ELITE",
    "EXCLUSIVELY",
    "DELIVER",
    "NON-LOG",
    "GEHEIM",
    "STRENG",
    "VERTRAULICH",
    "STRENG VERTRAULICH",
    "GEHEIME REICHSSACHE",
    "TRÈS SECRET",
    "CONFIDENTIEL",
    "SECRET DÉFENSE",
    "RÉSERVÉ",
    "СЕКРЕТНО",
    "СОВЕРШЕННО СЕКРЕТНО",
    "ОСОБАЯ ПАПКА",
    "SECRETO",
    "RESERVADO",
    "RISERVATO",
    "SEGRETO",
];

/// Those of the markings that cannot make a line by themselves.
const WEAK_MARKINGS: &[&str] = &[
    "VERY",
    "FOR",
    "AND",
    "STRICTLY",
    "DELIVER",
    "EXCLUSIVELY",
    "STRENG",
    "OFFICIAL",
    "PLAIN",
    "PRIVATE",
    "PERSONAL",
    "ROUTINE",
    "PRIORITY",
    "IMMEDIATE",
    "FLASH",
    "URGENT",
    "US URGENT",
    "MOST URGENT",
    "NIACT",
];

/// A line of secrecy and handling markings alone: `SECRET/SENSITIVE`, `Secret; Nodis`.
pub(in crate::read::plain) fn is_classification(line: &str) -> bool {
    if line.len() > 110 {
        return false;
    }
    let line = bare(line)
        .trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | '-' | '–' | '—' | ' '));
    if line.is_empty() || line.len() > 90 {
        return false;
    }
    let upper = line.to_uppercase();
    let mut strong = false;
    for part in upper.split(['/', ';', ',', '.', '–', '—', '|', '\\']) {
        let part = part.trim().trim_matches(['~', '*', '_']).trim();
        if part.is_empty() {
            continue;
        }
        let mut rest = part;
        while !rest.is_empty() {
            // The longest marking first, whole words only.
            let after = after_each(rest, MARKINGS)
                .filter(|after| after.is_empty() || after.starts_with([' ', '-', '~']))
                .min_by_key(|after| after.len());
            let Some(after) = after else { return false };
            let marking = rest.strip_suffix(after).unwrap_or(rest);
            strong |= !WEAK_MARKINGS.contains(&marking);
            rest = after.trim_start_matches([' ', '-', '~']);
        }
    }
    strong
}

/// `DECL: OADR`, `Declassify on: OADR`, `Decl: 1/14/92`.
pub(in crate::read::plain) fn is_declassification(line: &str) -> bool {
    let line = bare(line);
    let upper = line
        .get(..line.len().min(14))
        .unwrap_or_else(|| line.get(..4).unwrap_or(""))
        .to_uppercase();
    line.len() <= 90
        && (upper.starts_with("DECL:")
            || upper.starts_with("DECL ")
            || upper.starts_with("DECLASSIFY")
            || upper.starts_with("DECL."))
}

/// Words that only archives' and censors' stamps have.
const STAMP_WORDS: &[&str] = &[
    "DECLASSIFIED",
    "UNCLASSIFIED / RELEASED",
    "UNCLASSIFIED/RELEASED",
    "RELEASED IN",
    "APPROVED FOR RELEASE",
    "DATE:",
    " NARA",
    "NARA,",
    "NLS ",
    "NLS-",
    "NLR-",
    "NLR ",
    "NLC-",
    "NLJ",
    "NLK",
    "NLN",
    "E.O. 1",
    "EO 1",
    "SANITIZED",
    "DOWNGRADED",
    "MANDATORY REVIEW",
    "FOIA",
    "COPY NO",
    "REPRODUCED AT",
    "BY AUTHORITY",
    "STATE DEPT. GUIDELINES",
    "DEPARTMENT OF STATE A/CDC",
    "REVIEW AUTHORITY",
];

/// A line of a stamp, by the words that only stamps have.
pub(in crate::read::plain) fn is_stamp(line: &str) -> bool {
    if is_release(line) {
        return true;
    }
    if line.len() > 100 {
        return false;
    }
    let line = bare(line);
    if line.is_empty() || line.len() > 90 || line.ends_with('.') && line.len() > 60 {
        return false;
    }
    // Running prose can speak of declassified papers; stamps are mostly capitals and digits.
    let small = letters(line).filter(|c| c.is_lowercase()).count();
    if small * 2 > letters(line).count() {
        return false;
    }
    let upper = line.to_uppercase();
    // `THE AUTHORITY OF THE SHAH` stands in a cable's text.
    upper.starts_with("AUTHORITY") || STAMP_WORDS.iter().any(|word| upper.contains(word))
}

/// Whether a line is the stamp of whoever released a paper, which has small letters.
fn is_release(line: &str) -> bool {
    const LONGEST: usize = 140;
    let begins = [
        "Approved For Release",
        "Approved for Release",
        "Declassified and Approved",
        "Declassified in Part",
        "Sanitized Copy Approved",
    ];
    line.len() <= LONGEST
        && (begins.iter().any(|words| line.starts_with(words))
            || line.contains("Declassified/Released"))
        && line.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a line names a cable, as below `PAGE 02`: `HARWICK 30030 01 OF 02 062340Z`.
pub(in crate::read::plain) fn names_cable(line: &str) -> bool {
    let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b' ';
    let Some(time) = line
        .rsplit(' ')
        .next()
        .and_then(|last| last.strip_suffix('Z'))
    else {
        return false;
    };
    let figures = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = line
        .split(' ')
        .skip(1)
        .any(|word| (3..=6).contains(&word.len()) && figures(word));
    (13..=60).contains(&line.len())
        && line.bytes().all(plain)
        && time.len() == 6
        && figures(time)
        && numbered
        && line.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `-2-`, `- 3 -`, `Page 2 of 5`, `2` alone between hyphens: a typed page number.
pub(in crate::read::plain) fn is_typed_page(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 24 {
        return is_cable_page(line);
    }
    let core = line.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | ' ' | '~'));
    let digits = !core.is_empty() && core.len() <= 4 && core.bytes().all(|b| b.is_ascii_digit());
    let hyphens = line.starts_with(['-', '–', '—']) && line.ends_with(['-', '–', '—']);
    // `- iv -`; capitals number the parts of a paper.
    let roman = core.starts_with(|c: char| c.is_ascii_lowercase()) && roman_value(core).is_some();
    if (digits || roman) && hyphens {
        return true;
    }
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace();
    words.next() == Some("page")
        && words
            .next()
            .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
        && match words.next() {
            None => true,
            Some("of") => {
                words
                    .next()
                    .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
                    && words.next().is_none()
            }
            Some(_) => is_cable_page(line),
        }
}

/// What stands over a list of notes: `NOTES.`, `References`.
pub(in crate::read::plain) fn is_head_of_notes(line: &str) -> bool {
    const HEADS: &[&str] = &[
        "anmerkungen",
        "annotations",
        "endnotes",
        "footnotes",
        "fußnoten",
        "notes",
        "references",
    ];
    let word = bare(line).trim_end_matches(['.', ':']);
    word.len() <= 20 && HEADS.contains(&word.to_lowercase().as_str())
}

/// The head of a cable's page: `PAGE 02 PORT ARDEN 03265 01 OF 02 091149Z`.
fn is_cable_page(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("PAGE ").filter(|_| line.len() <= 80) else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let words = rest.get(digits..).unwrap_or("");
    // What stands behind is no sentence: the post, the cable's number, the time.
    (1..=3).contains(&digits)
        && words.starts_with(' ')
        && words.bytes().filter(u8::is_ascii_digit).count() >= 3
        && words.bytes().all(|b| {
            b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'/')
        })
}

/// Signs that end a cable: `NNNN`, `BT`. Under a letter they are initials.
pub(in crate::read::plain) fn is_end_of_cable(line: &str) -> bool {
    matches!(bare(line), "NNN" | "NNNN" | "BT")
}

/// A number that an archive or office put on the paper: digits and signs, few letters:
/// `597-001 #109A`, `890F.6363/2–2548`.
pub(in crate::read::plain) fn is_archive_number(line: &str) -> bool {
    if line.len() > 70 {
        return false;
    }
    let line = bare(line);
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let words_of_small_letters = line
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() >= 3 && word.chars().any(char::is_lowercase));
    digits >= 3
        && line.len() <= 60
        && !words_of_small_letters
        && line.contains(['-', '#', '/', '–'])
        && !line.ends_with('.')
        && !line.contains(", ")
        && !line.starts_with(['$', '(', '['])
        && letters(line).count() <= digits * 2
}

/// A file number and the kind of document, above old headings: `890F.6363/2–2548: Telegram`.
pub(in crate::read::plain) fn source_line(line: &str) -> Option<(Range<usize>, Option<String>)> {
    if line.len() > 130 {
        return None;
    }
    let mut trimmed = bare(line);
    // `File No. 893.00/668.`
    for lead in ["File No. ", "File No ", "File "] {
        if let Some(rest) = trimmed.strip_prefix(lead)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            trimmed = rest.trim_end_matches('.');
            break;
        }
    }
    if trimmed.len() > 120 {
        return None;
    }
    let (number, kind) = match trimmed.rsplit_once(':') {
        Some((number, kind)) => (number, Some(kind.trim())),
        None => (trimmed, None),
    };
    let known = [
        "telegram",
        "airgram",
        "circular",
        "circular telegram",
        "circular airgram",
        "instruction",
        "memorandum",
        "despatch",
        "letter",
        "note",
    ];
    let kind = kind.map(|kind| kind.trim_end_matches('.').to_lowercase());
    let kind_known = kind
        .as_ref()
        .is_some_and(|kind| known.contains(&kind.as_str()));
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    // `3. See my minute 88/31.` is a numbered paragraph.
    let figures = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbers_line = [". ", ") "].iter().any(|stop| figures.starts_with(stop));
    let coded =
        digits >= 3 && number.contains('/') && figures.len() < number.len() && !numbers_line
            || (number.contains("Files,") || number.contains("Files:"))
                && digits >= 3
                && number.len() < 90
                && !number.ends_with('.');
    let numbered = coded || (kind_known && digits >= 3);
    if !numbered || (kind.is_some() && !kind_known) {
        return None;
    }
    let start = line.find(number).unwrap_or(0);
    Some((start..start + number.len(), kind))
}

/// `[Received 4:13 p.m.]`
pub(in crate::read::plain) fn is_received(line: &str) -> bool {
    if line.len() > 90 {
        return false;
    }
    let stem = line.trim().trim_start_matches(['[', '(']).to_lowercase();
    stem.len() < 80
        && (stem.starts_with("received")
            || stem.starts_with("rec’d")
            || stem.starts_with("rec'd")
            || stem.starts_with("recd"))
}

/// A short line that says how the document travelled, in brackets or with a number:
/// `[Extract]`, `No. 123`, `[Paraphrase.]`, `1934Z`.
pub(in crate::read::plain) fn is_handling(line: &str) -> bool {
    let stem = line.trim();
    if stem.len() > 70 {
        return false;
    }
    let precedence = [
        "PRIORITY",
        "IMMEDIATE",
        "FLASH",
        "ROUTINE",
        "URGENT",
        "US URGENT",
        "MOST URGENT",
        "NIACT",
        "NIACT IMMEDIATE",
    ];
    if precedence.contains(&stem.to_uppercase().trim_end_matches('.')) {
        return true;
    }
    let bracket = stem.starts_with(['[', '(']) && stem.ends_with([']', ')']);
    let known = [
        "extract",
        "paraphrase",
        "translation",
        "telegram",
        "circular",
        "via ",
        "by courier",
        "copy",
        "draft",
        "undated",
        "by cable",
        "by pouch",
        "informal",
        "private",
        "secret",
        "enclosure",
        "no distribution",
        "most immediate",
        "personal",
        "for ",
        "by radio",
    ];
    let lower = stem.trim_matches(['[', ']', '(', ')', '.']).to_lowercase();
    let numbered = ["no. ", "no ", "nr. ", "№ "]
        .iter()
        .any(|word| lower.starts_with(word))
        && lower.len() <= 24
        && lower.contains(|c: char| c.is_ascii_digit());
    let time = lower.len() <= 24
        && (lower.ends_with('z')
            && lower
                .trim_end_matches('z')
                .bytes()
                .all(|b| b.is_ascii_digit())
            && lower.len() >= 5);
    (bracket && known.iter().any(|word| lower.starts_with(word))) || numbered || time
}

/// Whether words in brackets before a place tell how a paper went: `Telegraphic.`, `By bag`.
pub(in crate::read::plain) fn is_remark(words: &str) -> bool {
    words.len() <= 30
        && words.starts_with(char::is_uppercase)
        && words
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-'))
}

/// Where the words begin behind a paper's kind and its number: `Cablegram 26 HARWICK, 25 June
/// 1940`, `Telegram unnumbered (extract) Harwick, June 3, 1951`.
pub(in crate::read::plain) fn paper_and_number(line: &str) -> Option<usize> {
    const PAPERS: &[&str] = &[
        "Airgram",
        "Cable",
        "Cablegram",
        "Circular",
        "Despatch",
        "Dispatch",
        "Letter",
        "Memorandum",
        "Note",
        "Savingram",
        "Telegram",
    ];
    let (first, mut rest) = line.split_once(' ')?;
    if !PAPERS.contains(&first) {
        return None;
    }
    let mut numbered = false;
    loop {
        rest = rest.trim_start();
        let word = rest.split(' ').next().unwrap_or("");
        let bracket = word.ends_with([')', ']']) && word.contains(['(', '[']);
        let number = word == "unnumbered"
            || word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && word.bytes().any(|b| b.is_ascii_digit());
        if word.is_empty() || !(bracket || word == "No." || number && !numbered) {
            break;
        }
        numbered |= number;
        rest = rest.get(word.len()..)?;
    }
    (numbered && !rest.is_empty()).then(|| line.len() - rest.len())
}
