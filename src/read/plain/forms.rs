//! What a line can be, told by its own form. One rule a function, each with its reason;
//! where a line stands is `layout.rs`'s business.
//!
//! Lines come without note marks and page marks (blanked out in place), so that offsets
//! in a line are offsets in the source.

mod enclosures;
mod letters;
mod papers;

pub(super) use enclosures::{attachment_label, is_enclosure_remark, is_listed_label, title_behind};
pub(super) use letters::{
    STYLES, close_and_name, is_addressee, is_close, is_copies, is_office_line, is_postscript,
    is_salute, is_signature, without_signed,
};
pub(super) use papers::{
    is_archive_number, is_classification, is_declassification, is_end_of_cable, is_handling,
    is_head_of_notes, is_received, is_remark, is_stamp, is_typed_page, names_cable,
    paper_and_number, source_line,
};

use super::parties;
use std::ops::Range;

/// Signs that transcribers put round struck, italic and underlined words.
pub(super) fn bare(line: &str) -> &str {
    line.trim()
        .trim_matches(|c: char| matches!(c, '~' | '*' | '_') || c.is_whitespace())
}

fn letters(line: &str) -> impl Iterator<Item = char> {
    line.chars().filter(|c| c.is_alphabetic())
}

/// Whether a line is written in capitals: two letters at least, none of them small. A script
/// without capitals has none.
pub(super) fn in_capitals(line: &str) -> bool {
    // The first small letter decides for nearly every line.
    !letters(line).any(char::is_lowercase)
        && letters(line).nth(1).is_some()
        && letters(line).any(char::is_uppercase)
}

/// What follows in a line after each of these words that it begins with. For most of them
/// the first byte decides.
fn after_each<'l>(line: &'l str, words: &[&str]) -> impl Iterator<Item = &'l str> {
    let first = line.as_bytes().first();
    let begins = move |word: &&&str| word.as_bytes().first() == first;
    let words = words.iter().filter(begins);
    words.filter_map(|word| line.strip_prefix(word))
}

/// Whether a line begins with one of these words.
fn begins_with(line: &str, words: &[&str]) -> bool {
    after_each(line, words).next().is_some()
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

/// `From     Mr. Hale`: a label and its value in two columns, without a colon.
fn in_columns(line: &str) -> Option<Row> {
    const LABELS: &[(&str, &str)] = &[
        ("TO", "to"),
        ("FOR", "to"),
        ("FROM", "from"),
        ("THROUGH", "through"),
        ("THRU", "through"),
        ("SUBJECT", "subject"),
        ("DATE", "date"),
        ("PLACE", "place"),
        ("PARTICIPANTS", "participants"),
    ];
    let end = line
        .bytes()
        .take(16)
        .position(|byte| matches!(byte, b' ' | b'\t'))?;
    let label = line.get(..end)?;
    let value = line.get(end..)?;
    let words = value.trim_start();
    let gap = value.get(..value.len() - words.len())?;
    let wide = |gap: &str| gap.contains('\t') || gap.len() >= 2;
    if !wide(gap) || words.contains("  ") || words.contains('\t') {
        return None;
    }
    let upper = label.to_uppercase();
    let (_, kind) = LABELS.iter().find(|(known, _)| *known == upper)?;
    let titled = label.chars().skip(1).all(char::is_lowercase) || in_capitals(label);
    let sentence = words.ends_with('.') && words.split_whitespace().nth(6).is_some();
    let begins =
        words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"".contains(c));
    let fits = label.starts_with(char::is_uppercase) && titled && begins && !sentence;
    (fits && line.len() <= 200).then(|| Row {
        kind,
        label: 0..end,
        value: line.len() - words.len()..line.len(),
    })
}

/// `FROM: George P. Shultz`, `SUBJECT` alone, `Participants:`.
pub(super) fn row(line: &str) -> Option<Row> {
    if line.starts_with(['T', 'F', 'S', 'D', 'P'])
        && let Some(row) = in_columns(line)
    {
        return Some(row);
    }
    let colon = line.bytes().take(41).position(|byte| byte == b':');
    if colon.is_none()
        && let Some(row) = memorandum_for(line).or_else(|| cable_row(line))
    {
        return Some(row);
    }
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

/// `FM AMEMBASSY MOSCOW`, `TO SECSTATE WASHDC`: the head of a cable, in capitals throughout.
pub(super) fn cable_row(line: &str) -> Option<Row> {
    let (label, kind) = [("FM ", "from"), ("TO ", "to")]
        .into_iter()
        .find(|(label, _)| line.starts_with(label))?;
    let rest = line.get(label.len()..)?;
    let post = rest.contains("WHITE HOUSE") || rest.split_whitespace().any(parties::is_post);
    (line.len() <= 80 && in_capitals(rest) && post).then(|| Row {
        kind,
        label: 0..label.len() - 1,
        value: line.len() - rest.trim_start().len()..line.len(),
    })
}

/// `MEMORANDUM FOR ROBERT C. McFARLANE`: the first row of a memorandum's block needs no colon,
/// as long as it is no memorandum for the record.
fn memorandum_for(line: &str) -> Option<Row> {
    let rest = ["MEMORANDUM FOR ", "MEMORANDUM TO "]
        .iter()
        .find_map(|label| line.strip_prefix(label))?;
    let name = rest.trim_start();
    let start = line.len() - name.len();
    let mut words = name.split_whitespace();
    let file = name.to_uppercase();
    let of_record = ["THE RECORD", "THE FILE", "RECORD", "FILE", "THE MEMO"]
        .iter()
        .any(|word| file.starts_with(word));
    let named =
        words.all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '(' || c == '^'));
    (line.len() <= 90 && named && !of_record && !line.ends_with('.')).then_some(Row {
        kind: "to",
        label: 0..start,
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

/// Whether words among the people present name a side: `U.S. Side`, `Soviet Union:`.
pub(super) fn is_side(words: &str) -> bool {
    words.ends_with(':')
        || ["Side", "side", "Participants", "Delegation", "Officials"]
            .iter()
            .any(|last| words.ends_with(last) && !words.contains(','))
        || matches!(
            words,
            "United States"
                | "United Kingdom"
                | "Soviet Union"
                | "USSR"
                | "U.S.S.R."
                | "U.S.S.R"
                | "U.S."
                | "U.S"
                | "US"
        )
}

/// Whether a line is a bullet and nothing else: its words stand on the next.
pub(super) fn is_bullet_alone(line: &str) -> bool {
    matches!(line, "-" | "–" | "•" | "◦" | "*" | "▪")
}

/// Whether a line is a number or a letter that begins a part, and nothing else: `1.`, `(a)`.
pub(super) fn is_number_alone(line: &str) -> bool {
    let open = line.strip_prefix(['(', '[']).unwrap_or(line);
    let Some(number) = open.strip_suffix(['.', ')', ']']) else {
        return false;
    };
    let letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    letter || (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line is the half of a day and nothing else: `a.m.`, `p. m.`, `noon`.
pub(super) fn is_half_of_day(line: &str) -> bool {
    behind_half_of_day(line).is_some_and(|rest| matches!(rest, "" | "."))
}

/// What stands behind the half of a day that words begin with: `. he left` in `a. m. he left`.
pub(super) fn behind_half_of_day(words: &str) -> Option<&str> {
    let half = words.strip_prefix(['a', 'p']).and_then(|rest| {
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        rest.trim_start_matches([' ', '\u{a0}']).strip_prefix('m')
    });
    half.or_else(|| words.strip_prefix("noon"))
        .or_else(|| words.strip_prefix("midnight"))
}

/// The digits of a numbered line's number.
pub(super) fn number_of(label: &str) -> Option<u32> {
    label
        .trim_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .ok()
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

/// Whether a line ends on a figure that counts what follows: `the 177th`.
pub(super) fn ends_on_ordinal(line: &str) -> bool {
    let stem = ["st", "nd", "rd", "th", "d"]
        .iter()
        .find_map(|end| line.strip_suffix(end));
    stem.is_some_and(|stem| {
        let word = stem.rsplit(' ').next().unwrap_or("");
        (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether the last word of a line cannot end a sentence: an article, a preposition, a
/// conjunction.
pub(super) fn ends_on_small_word(line: &str) -> bool {
    let last = line
        .trim_end()
        .rsplit(|c: char| c.is_whitespace())
        .next()
        .unwrap_or("")
        .trim_matches(['~', '*', '_']);
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
