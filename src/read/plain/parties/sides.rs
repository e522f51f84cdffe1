//! Where one side of a heading ends and the next begins, and one party and the next.

use super::names::{is_firm, is_given_and_surname, is_name_of_body, is_name_with_initial};
use super::words::{
    BODIES, COURTESIES, OFFICES_WITH_TO, begins_with_post, begins_with_posts, is_office_word,
    opens_with_several,
};
use super::{ends_with_name, plural_title};

/// How many brackets are open at a place.
pub(in crate::read::plain) fn depth(text: &str, at: usize) -> usize {
    let mut depth: usize = 0;
    for byte in text.bytes().take(at) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth
}

/// Where the `to` between sender and addressee stands: the end of the one side, the
/// start of the other. A `to` that belongs to an office (Ambassador to …) is passed over
/// as long as another follows.
pub(in crate::read::plain) fn split_to(text: &str) -> Option<(usize, usize)> {
    let mut all = Vec::new();
    for word in [" to ", " To "] {
        for (at, _) in text.match_indices(word) {
            let rest = text.get(at + word.len()..).unwrap_or("").trim_start();
            let opens = rest.starts_with(|c: char| c.is_uppercase())
                || ["the ", "all ", "certain ", "his ", "her "]
                    .iter()
                    .any(|word| rest.starts_with(word))
                || opens_with_several(rest);
            if opens && depth(text, at) == 0 && !is_accredited(text.get(..at).unwrap_or(""), rest) {
                all.push((at, text.len() - rest.len()));
            }
        }
    }
    all.sort_unstable();
    let belongs_to_office = |&&(at, _): &&(usize, usize)| {
        let before = text.get(..at).unwrap_or("").trim_end();
        let last = before
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or("");
        !OFFICES_WITH_TO.contains(&last)
    };
    // Behind a name in brackets the sender ends: `… to Pope Pius XII (Taylor) to the Secretary`.
    let behind_name = |&&(at, _): &&(usize, usize)| {
        text.get(..at)
            .is_some_and(|before| before.trim_end().ends_with(')'))
    };
    all.iter()
        .find(behind_name)
        .or_else(|| all.iter().find(belongs_to_office))
        .or_else(|| all.first())
        .copied()
}

/// Whether a `to` says where a mission is accredited: `the Mission | to the United Nations`.
fn is_accredited(before: &str, rest: &str) -> bool {
    const MISSIONS: &[&str] = &[
        "Mission",
        "Delegation",
        "Delegate",
        "Delegates",
        "Representative",
        "Representatives",
        "Observer",
        "Observers",
    ];
    /// How the names of bodies that send and receive no ambassadors begin.
    const BODIES: &[&str] = &[
        "United Nations",
        "UN ",
        "General Assembly",
        "Security Council",
        "Economic and Social Council",
        "North Atlantic",
        "European ",
        "Conference",
        "Commission",
        "Council",
        "Assembly",
    ];
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let last = before.trim_end().rsplit(char::is_whitespace).next();
    last.is_some_and(|last| MISSIONS.contains(&last))
        && BODIES.iter().any(|body| rest.starts_with(body))
}

/// Where one party ends and the next begins: after a bracketed name, or before an `and`
/// that a new title follows.
pub(super) fn joints(side: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let plural = plural_title(side).is_some();
    let has_brackets = side.contains('(');
    let listing = !has_brackets && begins_with_posts(side);
    let mut at = 0;
    while let Some(found) = side.get(at..).and_then(|rest| rest.find([',', ' '])) {
        let start = at + found;
        at = start + 1;
        if depth(side, start) > 0 {
            continue;
        }
        let rest = side.get(start..).unwrap_or("");
        // `Messrs. Mason & Slidell`: elsewhere the sign belongs to a firm's or an office's name.
        let separator = [", and ", " and ", ", ", " & "]
            .into_iter()
            .filter(|&word| word != " & " || plural)
            .find(|word| rest.starts_with(word));
        let Some(separator) = separator else { continue };
        let before = side.get(..start).unwrap_or("").trim_end();
        let after = rest.get(separator.len()..).unwrap_or("");
        let next = after.split_whitespace().next().unwrap_or("");
        let after_name = before.ends_with(')');
        let capital = next.starts_with(char::is_uppercase) || next == "the" || next == "to";
        let titled = next == "the"
            || next == "to"
            || is_office_word(next)
            || COURTESIES.contains(&next)
            || matches!(next, "His" | "Her")
            // `Israeli Prime Minister Begin`
            || next.starts_with(char::is_uppercase)
                && after.split_whitespace().nth(1).is_some_and(is_office_word);
        // `the Secretary of State and the Under Secretary (Webb)`: two offices, each with its
        // article and a word that heads it.
        let heads = |words: &str| {
            let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
            is_office_word(&first) || BODIES.contains(&first.as_str())
        };
        // `the Embassies in Egypt, France, and the United Kingdom`: of many posts only the
        // countries are counted up.
        if listing
            && after
                .strip_prefix("the ")
                .is_none_or(|land| !begins_with_post(land))
        {
            continue;
        }
        let last = out.last().map_or(0, |&(_, end): &(usize, usize)| end);
        let this = side.get(last..start).unwrap_or("").trim();
        let two_offices = separator != ", "
            && after.strip_prefix("the ").is_some_and(heads)
            && this
                .strip_prefix("the ")
                .or_else(|| this.strip_prefix("The "))
                .is_some_and(heads);
        // `Ellen Vance of the Planning Staff and Otto Hale of the Forest Office`, `E. G. Vance and
        // Otto Hale, Jr.`
        let next = after.split(" and ").next().unwrap_or("").trim_end();
        let two_people = separator != ", "
            && !has_brackets
            && (is_name_of_body(this) && is_name_of_body(next)
                || is_name_with_initial(this) && is_given_and_surname(next)
                || is_given_and_surname(this) && is_name_with_initial(next)
                || is_firm(this) && is_firm(next) && this.contains(" & "));
        let splits = two_offices
            || two_people
            || if after_name {
                capital && (separator != ", " || titled)
            } else if separator == ", " {
                plural && capital
                    || !has_brackets && titled && heads(this) && {
                        // `President Reagan, Vice President Bush, and …`: each a title and a name.
                        // `Mr. Hale, Special Assistant` is one, and so is an office with two parts.
                        let end = [", ", " and "]
                            .iter()
                            .filter_map(|word| after.find(word))
                            .min();
                        let next = after.get(..end.unwrap_or(after.len())).unwrap_or("");
                        ends_with_name(this) && ends_with_name(next) && heads(next)
                    }
            } else {
                // Without brackets: only where a name has just ended, so that `European and
                // Canadian Affairs` stays one office.
                plural && capital
                    || (titled && (!has_brackets || !after.contains('(')) && ends_with_name(before))
            };
        if splits {
            out.push((start, start + separator.len()));
            at = start + separator.len();
        }
    }
    out
}
