//! Whether a line is a heading, told by its form.

use super::kind::begins_with_kind;
use super::{number, old};
use crate::read::plain::{forms, parties};

fn first_word(text: &str) -> &str {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '.'))
        .next()
        .unwrap_or("")
}

/// How sure it is that a line is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::read::plain) enum Sure {
    /// It could head a document at the top of a text.
    Perhaps,
    /// It has the form of a heading wherever it stands.
    Surely,
}

/// Whether a line is a document's heading, by its form.
pub(in crate::read::plain) fn judge(line: &str) -> Option<Sure> {
    let line = line.trim();
    if line.len() > 420 || line.chars().count() < 4 {
        return None;
    }
    if let Some((digits, start)) = number(line) {
        let title = line.get(start..).unwrap_or("");
        // A number without a stop is one before the names of both only.
        let unstopped = line.as_bytes().get(digits.end) == Some(&b' ');
        if begins_with_kind(title) || unstopped {
            return Some(Sure::Surely);
        }
        return (title.len() < 300 && is_title(title)).then_some(Sure::Perhaps);
    }
    if line.ends_with([':', ';', ',']) {
        return None;
    }
    let names_two = line.contains(" to ") || line.contains(" To ") || line.starts_with("To ");
    if names_two && (is_bare_parties(old::without_remarks(line)) || old::is_old(line)) {
        return Some(Sure::Surely);
    }
    if names_two && old::undated(line).is_some_and(|words| old::pair(words).is_some()) {
        return Some(Sure::Surely);
    }
    // `MR. SEWARD TO MR. ADAMS.`
    if line.contains(" TO ") && forms::in_capitals(line) {
        let small = super::lowered(line);
        if is_bare_parties(old::without_remarks(&small)) {
            return Some(Sure::Perhaps);
        }
    }
    // `ACTION MEMORANDUM` above a typed paper is part of its letterhead.
    let both = line.contains(" FROM ") && line.contains(" TO ");
    if both && begins_with_kind(line) && forms::in_capitals(line) {
        return Some(Sure::Surely);
    }
    let typed = forms::in_capitals(line);
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
    // `Ex-Governor Hale to the Secretary of State`: enough at the top of a text.
    if !names_two || typed || line.len() > 200 || !is_title(line) {
        return None;
    }
    let (left, right) = parties::split_to(line)?;
    let (left, right) = (line.get(..left)?, line.get(right..)?);
    (parties::is_party(left) && parties::is_party(right)).then_some(Sure::Perhaps)
}

/// Whether a line is a name, `to`, and a name: `Theodore Hale to Henry Vance`. Only what stands
/// below can tell whether it heads a letter.
pub(in crate::read::plain) fn is_name_to_name(line: &str) -> bool {
    let name = |words: &str| {
        let words = words.trim_end_matches('.');
        (1..=4).contains(&words.split_whitespace().count())
            && words.split_whitespace().all(|word| {
                word.starts_with(char::is_uppercase)
                    && !word.contains(|c: char| c.is_ascii_digit() || ",;:()".contains(c))
            })
    };
    line.len() <= 90
        && !forms::in_capitals(line)
        && line
            .split_once(" to ")
            .is_some_and(|(from, to)| name(from) && name(to) && !begins_with_kind(from))
        // `From Paris to London` heads a journey.
        && !line.starts_with("From ")
}

/// Whether a line is capitalised as a title is and is no sentence.
pub(in crate::read::plain) fn is_title(line: &str) -> bool {
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
    let mut bracket = false;
    let last_close = stem.rfind(']').unwrap_or(0);
    for word in stem.split_whitespace() {
        // `[place not declassified]`: an editor's words are no part of the title. A bracket that
        // nothing closes takes no word out.
        let closes = word.as_ptr() as usize - stem.as_ptr() as usize <= last_close;
        bracket = (bracket || word.starts_with('[') && large > 0) && closes && !word.contains(']');
        let Some(c) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        if c.is_uppercase() || c.is_ascii_digit() {
            large += 1;
        } else if bracket
            || word.contains(']') && !stem.starts_with('[')
            || matches!(word.trim_matches([',', '.']), "jr" | "sr")
        {
            // Part of a name, or nobody's.
        } else if !parties::is_connector(word.trim_matches(|c: char| !c.is_alphanumeric())) {
            small += 1;
        }
    }
    large > 0 && small * 5 <= large
}

/// Whether a line is `A to B`, with B in small letters (`the editor of the Gazette`): enough where
/// a label announces a heading.
pub(in crate::read::plain) fn is_a_to_b(line: &str) -> bool {
    line.len() <= 90
        && parties::split_to(line).is_some_and(|(left, right)| {
            let (from, to) = (line.get(..left), line.get(right..));
            from.is_some_and(|from| is_title(from) && parties::is_party(from))
                && to.is_some_and(|to| to.split_whitespace().count() <= 8)
        })
}

/// Whether all words of a line that are written small are of offices: `Mr. Avery, acting secretary,
/// to Mr. Cushing.`
fn is_of_offices(line: &str) -> bool {
    !line.split_whitespace().any(is_strange)
}

/// Whether a word is written small and belongs to no office.
fn is_strange(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.starts_with(char::is_lowercase)
        && !parties::is_connector(bare)
        && !parties::is_office_word(bare)
}

/// Whether a short line could name who wrote to whom, and is not read as a heading.
pub(in crate::read::plain) fn could_name_both(line: &str) -> bool {
    // `# 341. Letter From …`, `**Letter From …**`
    let line = line.trim_matches(|c: char| matches!(c, '#' | '*' | '_') || c.is_whitespace());
    let line = number(line)
        .and_then(|(_, start)| line.get(start..))
        .unwrap_or(line);
    if line.len() > 200 || line.ends_with([':', ';', ',']) || !line.starts_with(char::is_uppercase)
    {
        return false;
    }
    let Some((left, right)) = parties::split_to(line) else {
        return false;
    };
    let (left, right) = (
        line.get(..left).unwrap_or(""),
        line.get(right..).unwrap_or(""),
    );
    let strange = |words: &str| words.split_whitespace().filter(|it| is_strange(it)).count();
    // `The President sent the Secretary to the Senate.`: a small word with an article behind it
    // is a verb, and the line a sentence.
    let tells = || {
        left.split_whitespace()
            .zip(left.split_whitespace().skip(1))
            .any(|(word, next)| {
                matches!(next, "the" | "a" | "an" | "his" | "her" | "their")
                    && word.chars().all(char::is_lowercase)
                    && is_strange(word)
            })
    };
    // Where all is capitalised as in a title, one side that is known is enough.
    let sides = (parties::is_party(left), parties::is_party(right));
    (sides.0 && sides.1 || (sides.0 || sides.1) && is_title(line))
        && !tells()
        && strange(left) <= if line.ends_with('.') { 1 } else { 2 }
        && strange(right) <= 3
        && left.split_whitespace().count() <= 16
}

/// Whether a line is `A to B` and nothing else: both sides a person or an office.
pub(super) fn is_bare_parties(line: &str) -> bool {
    let opens = parties::is_office_word(first_word(line))
        || matches!(
            first_word(line),
            "The"
                | "Mr"
                | "Mrs"
                | "Right"
                | "Hon"
                | "Honorable"
                | "Miss"
                | "Lord"
                | "Sir"
                | "Count"
                | "Comte"
                | "Baron"
                | "Señor"
                | "Senor"
                | "M"
                | "Earl"
                | "Messrs"
                | "Dr"
                | "Don"
                | "Monsieur"
                | "Viscount"
                | "Marquis"
                | "Tsung-li"
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
        is_title(line)
            || is_of_offices(line)
            || several(right) && line.get(..left).is_some_and(is_title)
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
            // `Dr. Paul Hale, Assistant to the President` is one of those present.
            if line.get(..left).is_some_and(is_name_and_office_with_to) {
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

/// Whether words are a name and an office that a `to` belongs to: `Dr. Paul Hale, Assistant`.
fn is_name_and_office_with_to(words: &str) -> bool {
    words.split_once(", ").is_some_and(|(name, office)| {
        !name.starts_with("The ")
            && !office.contains(['(', ','])
            && office.split_whitespace().count() <= 10
            && parties::ends_on_office_with_to(office)
    })
}
