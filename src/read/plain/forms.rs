//! What a line can be, told by its own form. One rule a function, each with its reason;
//! where a line stands is `layout.rs`'s business.
//!
//! Lines come without note marks and page marks (blanked out in place), so that offsets
//! in a line are offsets in the source.

use std::ops::Range;

/// Signs that transcribers put round struck, italic and underlined words.
pub(super) fn bare(line: &str) -> &str {
    line.trim()
        .trim_matches(|c: char| matches!(c, '~' | '*' | '_') || c.is_whitespace())
}

fn letters(line: &str) -> impl Iterator<Item = char> {
    line.chars().filter(|c| c.is_alphabetic())
}

/// Whether a line is written in capitals: two letters at least, none of them small.
pub(super) fn in_capitals(line: &str) -> bool {
    letters(line).count() >= 2 && !letters(line).any(char::is_lowercase)
}

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
];

/// A line of secrecy and handling markings alone: `SECRET/SENSITIVE`, `Secret; Nodis`.
pub(super) fn is_classification(line: &str) -> bool {
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
            let found = MARKINGS
                .iter()
                .filter(|marking| {
                    rest.strip_prefix(**marking)
                        .is_some_and(|after| after.is_empty() || after.starts_with([' ', '-', '~']))
                })
                .max_by_key(|marking| marking.len());
            let Some(marking) = found else { return false };
            strong |= !WEAK_MARKINGS.contains(marking);
            rest = rest
                .get(marking.len()..)
                .unwrap_or("")
                .trim_start_matches([' ', '-', '~']);
        }
    }
    strong
}

/// `DECL: OADR`, `Declassify on: OADR`, `Decl: 1/14/92`.
pub(super) fn is_declassification(line: &str) -> bool {
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
    "AUTHORITY ",
    "AUTHORITY:",
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
pub(super) fn is_stamp(line: &str) -> bool {
    if line.len() > 100 {
        return false;
    }
    let line = bare(line);
    if line.is_empty() || line.len() > 90 || line.ends_with('.') && line.len() > 60 {
        return false;
    }
    let upper = line.to_uppercase();
    let words = STAMP_WORDS.iter().any(|word| upper.contains(word));
    // Running prose can speak of declassified papers; stamps are mostly capitals and digits.
    let small = letters(line).filter(|c| c.is_lowercase()).count();
    words && small * 2 <= letters(line).count()
}

/// `-2-`, `- 3 -`, `Page 2 of 5`, `2` alone between hyphens: a typed page number.
pub(super) fn is_typed_page(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 24 {
        return false;
    }
    let core = line.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | ' ' | '~'));
    let digits = !core.is_empty() && core.len() <= 4 && core.bytes().all(|b| b.is_ascii_digit());
    let hyphens = line.starts_with(['-', '–', '—']) && line.ends_with(['-', '–', '—']);
    if digits && hyphens {
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
            Some(_) => false,
        }
}

/// A number that an archive or office put on the paper: digits and signs, few letters:
/// `597-001 #109A`, `890F.6363/2–2548`.
pub(super) fn is_archive_number(line: &str) -> bool {
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
pub(super) fn source_line(line: &str) -> Option<(Range<usize>, Option<String>)> {
    if line.len() > 130 {
        return None;
    }
    let trimmed = bare(line);
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
        "circular telegram",
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
    let coded =
        digits >= 3 && number.contains('/') && number.starts_with(|c: char| c.is_ascii_digit())
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

/// A row's label in the block above a memorandum, and what its row is.
const ROW_LABELS: &[(&str, &str)] = &[
    ("MEMORANDUM FOR THE RECORD", "label"),
    ("MEMORANDUM FOR", "to"),
    ("MEMORANDUM TO", "to"),
    ("ACTION MEMORANDUM FOR", "to"),
    ("TO", "to"),
    ("FOR", "to"),
    ("ADDRESSEE", "to"),
    ("AN", "to"),
    ("À", "to"),
    ("КОМУ", "to"),
    ("FROM", "from"),
    ("FM", "from"),
    ("VON", "from"),
    ("DE", "from"),
    ("ОТ", "from"),
    ("THROUGH", "through"),
    ("THRU", "through"),
    ("VIA", "through"),
    ("SUBJECT", "subject"),
    ("SUBJECTS", "subject"),
    ("SUBJ", "subject"),
    ("RE", "subject"),
    ("TITLE", "subject"),
    ("BETREFF", "subject"),
    ("OBJET", "subject"),
    ("CC", "cc"),
    ("COPIES", "cc"),
    ("COPIES TO", "cc"),
    ("INFO", "cc"),
    ("PARTICIPANTS", "participants"),
    ("PARTICIPANT", "participants"),
    ("PRESENT", "participants"),
    ("ATTENDANCE", "participants"),
    ("ATTENDEES", "participants"),
    ("DATE", "date"),
    ("DATE AND TIME", "date"),
    ("DATE AND PLACE", "date"),
    ("DATE, TIME AND PLACE", "date"),
    ("DATE/TIME", "date"),
    ("DATUM", "date"),
    ("PLACE", "place"),
    ("LOCATION", "place"),
    ("TIME", "time"),
    ("TIME AND PLACE", "time"),
    ("REF", "reference"),
    ("REFS", "reference"),
    ("REFERENCE", "reference"),
    ("REFERENCES", "reference"),
    ("ATTENTION", "attention"),
    ("ATTN", "attention"),
];

/// A row of the block above a memorandum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What the row holds: `to`, `from`, `subject` …
    pub kind: &'static str,
    /// The label with its colon.
    pub label: Range<usize>,
    /// What stands after it on the line; empty for a label alone.
    pub value: Range<usize>,
}

/// `FROM: George P. Shultz`, `SUBJECT` alone, `Participants:`.
pub(super) fn row(line: &str) -> Option<Row> {
    let colon = line.bytes().take(41).position(|byte| byte == b':');
    if colon.is_none() && line.len() > 40 {
        return None;
    }
    let (label, value_at, colon) = match colon {
        Some(at) => (line.get(..at)?, at + 1, true),
        _ => (line, line.len(), false),
    };
    let words = bare(label);
    if words.len() > 32 {
        return None;
    }
    let upper = words.to_uppercase();
    let upper = upper.trim_end_matches("(S)").trim();
    let (_, kind) = ROW_LABELS.iter().find(|(known, _)| *known == upper)?;
    // Without a colon a small word such as `to` is no label: only capitals or long labels.
    let capitals = in_capitals(words);
    let titled = words.starts_with(char::is_uppercase);
    let long = words.len() >= 7;
    let fits = if colon {
        capitals || (titled && (long || words.len() >= 2))
    } else {
        (capitals && words.len() >= 4 && upper != "DATE" || titled && long)
            && line.trim().len() == words.len()
    };
    if !fits {
        return None;
    }
    let value = line.get(value_at..).unwrap_or("");
    let start = value_at + (value.len() - value.trim_start().len());
    Some(Row {
        kind,
        label: 0..value_at.min(line.len()),
        value: start..line.len(),
    })
}

/// A bullet at the start of a line: its range and where the item's words begin.
pub(super) fn bullet(line: &str) -> Option<(Range<usize>, usize)> {
    let c = line.chars().next()?;
    if !matches!(
        c,
        '•' | '◦'
            | '‣'
            | '▪'
            | '●'
            | '○'
            | '∙'
            | '·'
            | '-'
            | '–'
            | '*'
            | '+'
            | '■'
            | '□'
            | '➢'
    ) {
        return None;
    }
    let rest = line.get(c.len_utf8()..)?;
    let words = rest.trim_start();
    if words.len() == rest.len() || words.is_empty() {
        return None;
    }
    // `- - -` and `* * *` are rules across the page.
    if words.starts_with(c) || !words.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some((0..c.len_utf8(), line.len() - words.len()))
}

/// `1.` or `(a)` or `2)` at the start of a line: the printed number's range (with its
/// signs) and where the words begin.
pub(super) fn numbered(line: &str) -> Option<(Range<usize>, usize)> {
    let open = usize::from(line.starts_with(['(', '[']));
    let rest = line.get(open..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 7 {
        return None;
    }
    let after = rest.get(digits..)?;
    let close = after
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ')' | ']'))?;
    let end = open + digits + close.len_utf8();
    let tail = line.get(end..)?;
    let words = tail.trim_start();
    if words.len() == tail.len() && !words.is_empty() {
        return None;
    }
    Some((0..end, line.len() - words.len()))
}

/// The digits of a numbered line's number.
pub(super) fn number_of(label: &str) -> Option<u32> {
    label
        .trim_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .ok()
}

/// Words that open a letter.
const SALUTES: &[&str] = &[
    "dear",
    "my dear",
    "sir",
    "sirs",
    "madam",
    "gentlemen",
    "excellency",
    "your excellency",
    "mr. president",
    "mr. secretary",
    "mr. chairman",
    "mr. minister",
    "mr. ambassador",
    "mr. prime minister",
    "dearest",
    "monsieur",
    "madame",
    "cher",
    "chère",
    "mon cher",
    "lieber",
    "liebe",
    "sehr geehrte",
    "verehrte",
    "geehrter",
    "hochgeehrter",
    "уважаемый",
    "дорогой",
    "многоуважаемый",
    "господин",
    "caro",
    "cara",
    "estimado",
    "querido",
    "your majesty",
    "your royal highness",
    "my lord",
    "honorable sir",
    "esteemed",
    "respected",
    "hochverehrter",
    "lieber freund",
    "mein lieber",
    "comrade",
    "friend",
    "honored",
    "señor",
    "esteemed mr",
    "carissimo",
    "beste",
    "waarde",
    "geachte",
    "kære",
    "bäste",
    "szanowny",
    "drogi",
];

/// `Dear Mr. President,`: a short line of address that ends in a comma or colon.
pub(super) fn is_salute(line: &str) -> bool {
    if line.len() > 130 {
        return false;
    }
    let line = bare(line).trim_start_matches(['“', '"', '«']);
    let ends = line.ends_with([',', ':', '!', '—', '–', '-'])
        || line.ends_with(",—")
        || line.ends_with(".—");
    if line.len() > 110 || !(ends || line.ends_with('.')) {
        return false;
    }
    let lower = line.to_lowercase();
    let known = SALUTES.iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    known && (ends || line.len() < 40) && line.split_whitespace().count() <= 12
}

/// Words that close a letter.
const CLOSES: &[&str] = &[
    "sincerely",
    "yours",
    "very truly",
    "faithfully",
    "respectfully",
    "cordially",
    "with best",
    "with warm",
    "with kind",
    "best regards",
    "best wishes",
    "kind regards",
    "warm regards",
    "warmly",
    "very sincerely",
    "most sincerely",
    "very respectfully",
    "i have the honor",
    "i have the honour",
    "i am, ",
    "i am sir",
    "i remain",
    "accept,",
    "accept [etc",
    "accept sir",
    "affectionately",
    "ever yours",
    "with great",
    "with high",
    "with sincere",
    "with deep",
    "with respect",
    "with my",
    "your obedient",
    "your friend",
    "gratefully",
    "fraternally",
    "hochachtungsvoll",
    "mit freundlich",
    "mit herzlich",
    "mit besten",
    "herzlich",
    "ihr ",
    "ihr,",
    "dein",
    "с уважением",
    "искренне",
    "veuillez agréer",
    "agréez",
    "sentiments",
    "bien à vous",
    "cordialement",
    "avec",
    "in haste",
    "regards",
    "as ever",
    "love",
    "farewell",
    "most respectfully",
    "believe me",
    "in great haste",
    "truly yours",
    "very cordially",
    "your sincere",
    "your affectionate",
    "votre",
    "con stima",
    "suyo",
    "atentamente",
    "i beg you",
    "please accept",
    "(signed)",
    "your humble",
];

/// `Sincerely,`: a short line of farewell.
pub(super) fn is_close(line: &str) -> bool {
    if line.len() > 150 {
        return false;
    }
    let line = bare(line);
    if line.len() > 130 || line.is_empty() {
        return false;
    }
    let lower = line.to_lowercase();
    let known = CLOSES.iter().any(|word| lower.starts_with(word));
    let long = line.len() > 45;
    known
        && !lower.starts_with("(signed)")
        && (line.ends_with(',')
            || !long && !line.ends_with(':') && line.split_whitespace().count() <= 7
            || lower.contains("etc"))
}

/// A name at the end of a text: a few words, each a name's.
pub(super) fn is_signature(line: &str) -> bool {
    if line.len() > 260 {
        return false;
    }
    let stem = bare(line);
    let lower = stem.to_lowercase();
    let stem = if let Some(rest) = lower
        .strip_prefix("/s/")
        .or_else(|| lower.strip_prefix("(signed)"))
        .or_else(|| lower.strip_prefix("[signed]"))
        .or_else(|| lower.strip_prefix("[signed:"))
    {
        stem.get(stem.len() - rest.len()..).unwrap_or(stem)
    } else {
        stem
    };
    let stem = stem
        .trim()
        .trim_matches(['[', ']', '“', '”', '"', '(', ')'])
        .trim_end_matches([',']);
    if stem.is_empty()
        || stem.chars().count() > 60
        || stem.contains(|c: char| {
            c.is_ascii_digit() || matches!(c, ':' | ';' | '?' | '!' | '=' | '•' | '|')
        })
    {
        return false;
    }
    let words: Vec<&str> = stem.split_whitespace().collect();
    let full_stop = stem.ends_with('.') && words.last().is_none_or(|word| word.chars().count() > 4);
    let name = |word: &&str| {
        let first = word
            .trim_start_matches(['(', '[', '“', '"'])
            .chars()
            .next()
            .unwrap_or(' ');
        first.is_uppercase()
            || matches!(
                *word,
                "de" | "von"
                    | "van"
                    | "der"
                    | "la"
                    | "du"
                    | "bin"
                    | "al"
                    | "e"
                    | "y"
                    | "et"
                    | "and"
            )
    };
    let never = [
        "approve",
        "disapprove",
        "attachment",
        "attachments",
        "enclosure",
        "enclosures",
        "annex",
        "appendix",
        "tab",
        "recommendation",
        "confidential",
        "end",
        "enclosure:",
        "the",
        "text",
        "background",
        "discussion",
        "conclusion",
        "summary",
        "article",
        "chapter",
        "signed",
        "subject",
        "source",
    ];
    let first = words.first().map_or(String::new(), |word| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    });
    words.len() <= 6
        && words.iter().all(name)
        && letters(stem).count() >= 2
        && !never.contains(&first.as_str())
        && (!full_stop || in_capitals(stem))
}

/// An office or a place under a name: short, capitalised, no sentence.
pub(super) fn is_office_line(line: &str) -> bool {
    if line.len() > 330 {
        return false;
    }
    let stem = bare(line);
    stem.chars().count() <= 80
        && super::heading::is_title(stem)
        && !stem.ends_with([':', ';', '?', '!'])
        && (!stem.ends_with('.') || stem.len() < 40)
}

/// `cc: Mr. Hale`: the list of copies.
pub(super) fn is_copies(line: &str) -> bool {
    if line.len() >= 300 {
        return false;
    }
    let lower = bare(line).to_lowercase();
    [
        "cc:",
        "cc ",
        "cc.",
        "c.c.",
        "copies to",
        "copy to",
        "copies:",
        "bcc:",
        "drafted:",
        "drafted by",
        "clearance:",
        "clearances:",
        "distribution:",
    ]
    .iter()
    .any(|word| lower.starts_with(word))
        && line.len() < 300
}

/// A label that says that an enclosure begins: `[Enclosure 1]`, `Attachment`, `[Inclosure.]`.
pub(super) fn attachment_label(line: &str) -> Option<usize> {
    if line.len() > 70 {
        return None;
    }
    let stem = bare(line).trim_matches(['[', ']', '.', ':', ' ']);
    if stem.len() > 60 {
        return None;
    }
    let lower = stem.to_lowercase();
    let mut words = lower.split_whitespace();
    let first = words.next()?;
    let level = match first {
        "enclosure"
        | "inclosure"
        | "attachment"
        | "annex"
        | "appendix"
        | "beilage"
        | "anlage"
        | "annexe"
        | "приложение" => 1,
        "subenclosure" | "subinclosure" | "sub-enclosure" | "subattachment" => 2,
        _ => return None,
    };
    let rest: Vec<&str> = words.collect();
    let short = |word: &str| word.len() <= 4 && word.chars().all(char::is_alphanumeric);
    let fits = match rest.as_slice() {
        [] => true,
        [one] => short(one.trim_matches(['.', '—', '-', '(', ')'])),
        [a, b] => (*a == "no" || *a == "no." || *a == "to" || *a == "in") && b.len() <= 6,
        ["in", "no" | "no.", number] => short(number.trim_matches(['.', ','])),
        _ => false,
    };
    fits.then_some(level)
}

/// `P.S. …`
pub(super) fn is_postscript(line: &str) -> bool {
    let line = bare(line);
    ["P.S.", "P. S.", "PS:", "PS.", "Postscript", "N.B."]
        .iter()
        .any(|word| line.starts_with(word))
}

/// `[Received 4:13 p.m.]`
pub(super) fn is_received(line: &str) -> bool {
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
pub(super) fn is_handling(line: &str) -> bool {
    let stem = line.trim();
    if stem.len() > 70 {
        return false;
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

/// Whether a line breaks off: no full stop at its end, nothing that a sentence could end with.
pub(super) fn breaks_off(line: &str) -> bool {
    let stem = line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '~' | '_'));
    stem.chars().next_back().is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(
                c,
                ',' | '-' | '–' | '(' | '“' | '’' | '\'' | '%' | '$' | '&'
            )
    })
}

/// Whether a line goes on with a sentence: it begins with a small letter.
pub(super) fn goes_on(line: &str) -> bool {
    let stem = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '“' | '"' | '(' | '*' | '~' | '_' | '‘' | '\'')
    });
    stem.chars().next().is_some_and(char::is_lowercase)
}

/// Whether the last word of a line cannot end a sentence: an article, a preposition, a
/// conjunction.
pub(super) fn ends_on_small_word(line: &str) -> bool {
    let last = line
        .trim_end()
        .rsplit(|c: char| c.is_whitespace())
        .next()
        .unwrap_or("");
    matches!(
        last,
        "the"
            | "a"
            | "an"
            | "of"
            | "to"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "with"
            | "from"
            | "and"
            | "or"
            | "but"
            | "that"
            | "which"
            | "who"
            | "whom"
            | "his"
            | "her"
            | "their"
            | "our"
            | "my"
            | "your"
            | "its"
            | "this"
            | "these"
            | "those"
            | "as"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "not"
            | "if"
            | "than"
            | "between"
            | "into"
            | "upon"
            | "der"
            | "die"
            | "das"
            | "und"
            | "von"
            | "zu"
            | "le"
            | "la"
            | "les"
            | "de"
            | "du"
            | "et"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_their_form() {
        for yes in [
            "~~SECRET/SENSITIVE~~",
            "Secret; Sensitive.",
            "confidential",
            "TOP SECRET EYES ONLY",
            "CONFIDENTIAL/NODIS",
            "us urgent",
            "LIMITED OFFICIAL USE",
            "SECRET; IMMEDIATE; EXDIS",
        ] {
            assert!(is_classification(yes), "{yes}");
        }
        for no in [
            "The Secretary",
            "SECRETARY OF STATE",
            "Personal",
            "Private and unofficial talks",
            "FOR THE PRESIDENT",
        ] {
            assert!(!is_classification(no), "{no}");
        }
        assert!(
            is_stamp("NLS F99-057 # 370")
                && is_stamp("BY smf, NARA, DATE 10/16/00")
                && is_stamp("UNCLASSIFIED / RELEASED")
        );
        assert!(!is_stamp("The authority was sent."));
        assert!(
            is_typed_page("- 3 -")
                && is_typed_page("Page 2 of 5")
                && !is_typed_page("2")
                && !is_typed_page("— and")
        );
        assert!(
            is_archive_number("597-001 #109A")
                && !is_archive_number("January 14, 1986")
                && !is_archive_number("1985-86 talks")
        );
        assert!(
            source_line("890F.6363/2–2548: Telegram").is_some()
                && source_line("He said: no").is_none()
        );
        assert_eq!(
            row("FROM: George P. Shultz").map(|row| row.kind),
            Some("from")
        );
        assert_eq!(row("SUBJECT").map(|row| row.kind), Some("subject"));
        assert_eq!(row("To be sure: no"), None);
        assert_eq!(row("To"), None);
        assert!(
            bullet("• item").is_some()
                && bullet("- item").is_some()
                && bullet("-2-").is_none()
                && bullet("* * *").is_none()
        );
        assert!(
            numbered("12. text").is_some()
                && numbered("1.").is_some()
                && numbered("1.5 million").is_none()
                && numbered("1985 was").is_none()
        );
        assert!(
            is_salute("Dear Mr. President,")
                && is_salute("Sir:")
                && is_salute("Уважаемый господин Президент!")
                && !is_salute("Dear friends of the treaty have said that it is so.")
        );
        assert!(
            is_close("Sincerely,")
                && is_close("Very truly yours,")
                && is_close("Accept [etc.]")
                && !is_close(
                    "With respect to the second point, we believe that the ministers ought to meet."
                )
        );
        assert!(
            is_signature("M. Gorbachev")
                && is_signature("*Ronald Reagan*")
                && is_signature("Marshall")
                && is_signature("WILLIAM H. SEWARD.")
                && is_signature("[Huddle]")
        );
        assert!(
            !is_signature("The end of it.")
                && !is_signature("Not found.")
                && !is_signature("Recommendation")
        );
        assert_eq!(attachment_label("[Enclosure 1]"), Some(1));
        assert_eq!(attachment_label("Attachment"), Some(1));
        assert_eq!(attachment_label("[Subenclosure]"), Some(2));
        assert_eq!(attachment_label("Attachment of property was not"), None);
    }
}
