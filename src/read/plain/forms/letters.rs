//! Lines that letters have: salutation, farewell, signature, copies.

use super::{after_each, bare, begins_with, in_capitals, letters};
use crate::read::plain::heading::{self, Sure};

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
pub(in crate::read::plain) fn is_salute(line: &str) -> bool {
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
    let mut after = after_each(&lower, SALUTES);
    let known = after.any(|rest| !rest.starts_with(char::is_alphanumeric));
    // `Sir Edward Thornton to Mr. Fish.`
    let heading = known && line.ends_with('.') && heading::judge(line) == Some(Sure::Surely);
    known && !heading && (ends || line.len() < 40) && line.split_whitespace().count() <= 12
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
    "i have, &c",
    "i have, etc",
    "i have &c",
    "i have etc",
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

/// As many characters as the longest of them has.
const LONGEST_CLOSE: usize = 24;

/// `Your sister,`, `Your loving son,`: who writes, by what they are to the reader.
fn is_kin(lower: &str) -> bool {
    const KIN: &[&str] = &[
        "aunt", "brother", "cousin", "daughter", "father", "friend", "husband", "mother", "nephew",
        "niece", "servant", "sister", "son", "uncle", "wife",
    ];
    let words = lower
        .strip_prefix("your ")
        .and_then(|rest| rest.strip_suffix(','));
    words.is_some_and(|words| {
        words.split(' ').count() <= 3
            && words
                .rsplit(' ')
                .next()
                .is_some_and(|last| KIN.contains(&last))
    })
}

/// Where the farewell ends and the name begins in a line that holds both, a wide gap between them:
/// `I have the honor to be &c.,          John Jay`.
pub(in crate::read::plain) fn close_and_name(line: &str) -> Option<(usize, usize)> {
    let gap = line.find("    ")?;
    let name = line.get(gap..)?.trim_start();
    let close = line.get(..gap)?.trim_end();
    (line.len() <= 200 && is_close(close) && is_signature(name))
        .then_some((close.len(), line.len() - name.len()))
}

/// `Sincerely,`: a short line of farewell.
pub(in crate::read::plain) fn is_close(line: &str) -> bool {
    if line.len() > 150 {
        return false;
    }
    let line = bare(line);
    if line.len() > 130 || line.is_empty() {
        return false;
    }
    // Most lines begin with none of the words.
    let beyond = line.char_indices().nth(LONGEST_CLOSE);
    let opening = beyond.and_then(|(at, _)| line.get(..at)).unwrap_or(line);
    let opening = opening.to_lowercase();
    if !begins_with(&opening, CLOSES) && !opening.starts_with("your ") {
        return false;
    }
    let lower = line.to_lowercase();
    let known = begins_with(&lower, CLOSES) || is_kin(&lower);
    let long = line.len() > 45;
    known
        && !lower.starts_with("(signed)")
        && (line.ends_with(',')
            || !long && !line.ends_with(':') && line.split_whitespace().count() <= 7
            || lower.contains("etc"))
}

/// Whether a signature begins with a given name cut short by a colon, as people of the eighteenth
/// century did: `Th: Jefferson`.
fn begins_shortened(stem: &str) -> bool {
    const NAMES: &[&str] = &[
        "Alex", "Alexr", "Ben", "Benj", "Chas", "Danl", "Edm", "Edw", "Geo", "Go", "Hen", "Jas",
        "Jno", "Jon", "Jos", "Nath", "Robt", "Sam", "Saml", "Th", "Tho", "Thos", "Tim", "Will",
        "Wm",
    ];
    stem.split_once(": ")
        .is_some_and(|(name, rest)| NAMES.contains(&name) && !rest.contains(':'))
}

/// A signature without what says that it is one: `/s/`, `(Signed)`, `[Signed: …]`, `[SEAL]`.
pub(in crate::read::plain) fn without_signed(line: &str) -> &str {
    const SIGNED: &[&str] = &[
        "/s/", "(signed)", "[signed]", "[signed:", "[seal]", "(seal)", "[l.s.]", "[l. s.]",
        "(l.s.)", "(l. s.)",
    ];
    SIGNED
        .iter()
        .find_map(|word| {
            let (opening, rest) = line.split_at_checked(word.len())?;
            opening.eq_ignore_ascii_case(word).then_some(rest)
        })
        .unwrap_or(line)
        .trim()
}

/// A name at the end of a text: a few words, each a name's.
pub(in crate::read::plain) fn is_signature(line: &str) -> bool {
    if line.len() > 260 {
        return false;
    }
    let stem = without_signed(bare(line))
        .trim_matches(['[', ']', '“', '”', '"', '(', ')'])
        .trim_end_matches([',']);
    if stem.is_empty()
        || stem.chars().count() > 60
        || stem.contains(':') && !begins_shortened(stem)
        || stem.contains(|c: char| {
            c.is_ascii_digit() || matches!(c, ';' | '?' | '!' | '=' | '•' | '|')
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
pub(in crate::read::plain) fn is_office_line(line: &str) -> bool {
    if line.len() > 330 {
        return false;
    }
    let stem = bare(line);
    stem.chars().count() <= 80
        && heading::is_title(stem)
        && !stem.ends_with([':', ';', '?', '!'])
        && (!stem.ends_with('.') || stem.len() < 40)
}

/// Styles of address, which stand before a name or on a line above it.
pub(in crate::read::plain) const STYLES: &[&str] = &[
    "H.E.",
    "Her Excellency",
    "Her Majesty",
    "His Eminence",
    "His Excellency",
    "His Majesty",
    "Hon.",
    "The Hon.",
    "The Honorable",
    "The Honourable",
    "The Right Hon.",
    "The Right Honorable",
    "The Right Honourable",
    "The Rt. Hon.",
];

/// Whether a line below a farewell is whom the letter was sent to: `Hon. William H. Seward,`,
/// `Charles Francis Adams, Esq., &c.`
pub(in crate::read::plain) fn is_addressee(line: &str) -> bool {
    let stem = bare(line);
    let styled = || {
        STYLES.iter().any(|style| {
            stem.strip_prefix(style)
                .is_some_and(|name| name.starts_with(' '))
        })
    };
    let squire = stem
        .split([',', ' '])
        .any(|word| matches!(word, "Esq." | "Esq" | "Esquire" | "ESQ."));
    let counted = stem.contains("&c.");
    stem.chars().count() <= 90 && (squire || counted || styled())
}

/// `cc: Mr. Hale`: the list of copies.
pub(in crate::read::plain) fn is_copies(line: &str) -> bool {
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
}

/// `P.S. …`
pub(in crate::read::plain) fn is_postscript(line: &str) -> bool {
    let line = bare(line);
    ["P.S.", "P. S.", "PS:", "PS.", "Postscript", "N.B."]
        .iter()
        .any(|word| line.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_farewell_is_longer_than_what_is_looked_at() {
        let longest = CLOSES.iter().map(|word| word.chars().count()).max();
        assert!(longest <= Some(LONGEST_CLOSE));
    }
}
