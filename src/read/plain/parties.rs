//! People and offices in a heading: where sender ends and addressee begins, where one
//! party ends and the next begins, which words are the name.

mod names;
mod sides;
mod words;

pub(super) use names::{ends_on_courtesy, ends_on_particle, is_given_and_surname, is_particle};
pub(super) use sides::{depth, split_to};
pub(super) use words::{
    begins_with_office, begins_with_posts, ends_on_office_with_to, is_connector,
    is_courtesy_and_name, is_office_of_one, is_office_or_body, is_office_word, is_party, is_post,
    may_be_names, opens_with_courtesy, opens_with_several,
};

use crate::model::Party;
use crate::source::folded;
use names::{is_surname_after, nobility};
use sides::joints;
use std::ops::Range;
use words::{ADJECTIVES, BODIES, COURTESIES};

/// A party as words, with the place of all its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct PartyWords {
    /// The name, without title of courtesy.
    pub name: Option<String>,
    /// The office, without a leading article.
    pub office: Option<String>,
    /// All of the party's words.
    pub range: Range<usize>,
}

impl From<PartyWords> for Party {
    fn from(words: PartyWords) -> Self {
        Self {
            name: words.name,
            office: words.office,
            entity: None,
        }
    }
}

/// Splits one side of a heading, which stands on one line, into its parties. `offset` is where the
/// side begins in the heading.
pub(super) fn split(side: &str, offset: usize) -> Vec<PartyWords> {
    if let Some(both) = two_of_one_body(side, offset) {
        return both;
    }
    if let Some(firm) = firm_first(side, offset) {
        return firm;
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for (at, end) in joints(side) {
        if at > from {
            parts.push(from..at);
            from = end;
        }
    }
    parts.push(from..side.len());
    let plural = plural_title(side);
    let mut out = Vec::new();
    for part in parts {
        let words = side.get(part.clone()).unwrap_or("");
        let trimmed = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
        if trimmed.is_empty() {
            continue;
        }
        let start = part.start
            + (words.len()
                - words
                    .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
                    .len());
        let range = offset + start..offset + start + trimmed.len();
        let mut party = party(trimmed, range);
        if let Some(title) = plural {
            // `Chairmen Khrushchev and Brezhnev`: each is a Chairman.
            if party.name.is_none()
                || party
                    .office
                    .as_deref()
                    .is_none_or(|office| office.len() <= title.0.len())
            {
                let name = trimmed.strip_prefix(title.0).unwrap_or(trimmed).trim();
                let name = name
                    .strip_suffix('.')
                    .filter(|name| !name.contains('.'))
                    .unwrap_or(name);
                party.name = Some(folded(name));
                party.office = (!title.1.is_empty()).then(|| title.1.to_owned());
            }
        }
        if party.name.is_some() || party.office.is_some() {
            out.push(party);
        }
    }
    out
}

/// A firm at the head of a side, which is one party whatever names it has, and who stands behind
/// it: `Messrs. Fraser, Trenholm & Co. and Mr. Hale`. `Messrs. Mason & Slidell` are no firm.
fn firm_first(side: &str, offset: usize) -> Option<Vec<PartyWords>> {
    let start = side.len() - side.trim_start().len();
    let names = start + "Messrs. ".len();
    side.get(start..)?.strip_prefix("Messrs. ")?;
    let end = side.match_indices(" & ").find_map(|(at, and)| {
        let from = at + and.len();
        let rest = side.get(from..)?;
        let word = rest.split([' ', ',', ';']).next()?;
        let kind = word.trim_end_matches('.');
        let abbreviated = matches!(kind, "Co" | "Bro" | "Bros");
        let firm =
            abbreviated || matches!(kind, "Brother" | "Brothers" | "Company" | "Son" | "Sons");
        // The full stop of `Co.` is its own, a second one the heading's.
        let stop = usize::from(abbreviated && word.ends_with('.'));
        firm.then_some(from + kind.len() + stop)
    })?;
    let mut all = vec![PartyWords {
        name: Some(folded(side.get(names..end)?)),
        office: None,
        range: offset + start..offset + end,
    }];
    let behind = side.get(end..)?;
    let signs = [' ', ',', ';', '.'];
    let mut rest = behind.trim_start_matches(signs);
    // `Messrs. Brown, Shipley & Co., of Liverpool, and Mr. Hale`
    if rest.starts_with("of ") {
        let end = rest.find([',', ';']).unwrap_or(rest.len());
        rest = rest.get(end..)?.trim_start_matches(signs);
    }
    let rest = rest.strip_prefix("and ").unwrap_or(rest);
    if !rest.trim().is_empty() {
        all.extend(split(rest, offset + side.len() - rest.len()));
    }
    Some(all)
}

/// Two names that share a body: `Harold Vale and Richard Hale of the Council Staff`.
fn two_of_one_body(side: &str, offset: usize) -> Option<Vec<PartyWords>> {
    let (names, body) = side.split_once(" of the ")?;
    let (first, second) = names.split_once(" and ")?;
    let name = names::is_given_and_surname;
    let body = body.trim_end_matches(['.', ',']);
    if !name(first) || !name(second) || body.contains(['(', ',']) || body.contains(" and ") {
        return None;
    }
    let made = |name: &str, range: Range<usize>| PartyWords {
        name: Some(folded(name)),
        office: Some(format!("the {}", folded(body))),
        range: offset + range.start..offset + range.end,
    };
    let from = first.len() + " and ".len();
    Some(vec![
        made(first, 0..first.len()),
        made(second, from..side.trim_end().len()),
    ])
}

/// A title in the plural before several names, and its singular.
fn plural_title(side: &str) -> Option<(&'static str, &'static str)> {
    [
        ("Chairmen", "Chairman"),
        ("Presidents", "President"),
        ("Senators", "Senator"),
        ("Secretaries", "Secretary"),
        ("Ambassadors", "Ambassador"),
        ("Generals", "General"),
        ("Ministers", "Minister"),
        ("Messrs.", ""),
    ]
    .into_iter()
    .find(|(plural, _)| {
        side.starts_with(plural)
            && side
                .get(plural.len()..)
                .is_some_and(|rest| rest.starts_with(' '))
    })
}

fn ends_with_name(text: &str) -> bool {
    let last = text.rsplit([',', ')']).next().unwrap_or(text);
    name_at_end(last.trim()).is_some()
}

/// The name at the end of `Secretary of State Shultz`: the words after the last that
/// belongs to an office, unless a small word stands before them (`President of Egypt`).
fn name_at_end(text: &str) -> Option<usize> {
    if names::is_name_with_office_word(text) && text.split_whitespace().count() <= 5 {
        return Some(text.len() - text.trim_start().len());
    }
    let words: Vec<(usize, &str)> = text
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect();
    // `Diplomatic Representatives Abroad` says where they are, `the General Assembly` what it is.
    if words.last().is_some_and(|&(_, last)| {
        matches!(
            last.trim_end_matches('.'),
            "Abroad"
                | "Elsewhere"
                | "Overseas"
                | "Assembly"
                | "Commission"
                | "Committee"
                | "Conference"
                | "Congress"
                | "Council"
                | "Nations"
        )
    }) {
        return None;
    }
    let mut first = words.len();
    while let Some(&(_, word)) = first.checked_sub(1).and_then(|index| words.get(index)) {
        let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ';'));
        let named =
            bare.starts_with(char::is_uppercase) || is_particle(bare) || names::begins_small(bare);
        let office = is_office_word(bare)
            && !(first == words.len()
                && first
                    .checked_sub(2)
                    .and_then(|index| words.get(index))
                    .is_some_and(|&(_, before)| is_surname_after(before, bare)));
        let possessive = bare.ends_with("’s") || bare.ends_with("'s");
        // `George M. Palmer`, `R. M. H. Palmer`: an initial, and no Monsieur.
        let initial = word == "M."
            && first
                .checked_sub(2)
                .and_then(|index| words.get(index))
                .is_some_and(|&(_, before)| {
                    before.starts_with(char::is_uppercase) && !is_office_word(before)
                });
        if !named || office || possessive || COURTESIES.contains(&word) && !initial {
            break;
        }
        first -= 1;
    }
    let &(start, word) = words.get(first)?;
    let before = first
        .checked_sub(1)
        .and_then(|index| words.get(index))
        .map(|&(_, word)| word);
    let after_connector = before.is_some_and(is_connector);
    let adjective =
        first == 0 && word.ends_with("ish") || word.ends_with("ian") && words.len() == 1;
    (!after_connector && !adjective && words.len() - first <= 5).then_some(start)
}

/// Words on one line, with brackets closed up to what is in them: `( Tuck )`.
pub(super) fn on_one_line(words: &str) -> String {
    folded(words).replace("( ", "(").replace(" )", ")")
}

/// One party's words taken apart.
pub(in crate::read) fn party(text: &str, range: Range<usize>) -> PartyWords {
    let folded = on_one_line(text);
    // The signs around a heading in bold or italics.
    let folded = folded.trim_matches(['*', '_', ' ']);
    // `the Secretary of State, at London`: where the office is held for the moment.
    let stands = folded
        .split_once(", at ")
        .filter(|(left, place)| words::is_party(left) && !place.contains('('))
        .map_or(folded, |(left, _)| left);
    let mut words = stands.trim_end_matches(['.', ',', ';']);
    let stopped = names::last_stop_is_own(stands.trim_end_matches(','));
    if stopped {
        words = stands.trim_end_matches(',');
    }
    let made = |name: Option<&str>, office: Option<&str>| {
        let clean = |words: &str| {
            // `EUR – Hale`: the dash is neither the desk's nor the name's.
            let words = words
                .trim()
                .trim_matches(',')
                .trim_end_matches([' ', '–', '—', '-'])
                .trim();
            (!words.is_empty()).then(|| words.to_owned())
        };
        PartyWords {
            name: name.and_then(clean),
            // `The Secretary, Mr. Vance`
            office: office.and_then(clean).and_then(|office| {
                let title = COURTESIES
                    .iter()
                    .find_map(|title| office.strip_suffix(title)?.strip_suffix(", "));
                clean(title.unwrap_or(&office))
            }),
            range: range.clone(),
        }
    };
    let bare = ["the ", "The "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words);
    let courteous = without_courtesy(bare);
    // `Mr. and Mrs. Hale`
    if courteous.starts_with("and ") {
        return made(Some(bare), None);
    }
    // `the Assistant Secretary (Burt)`: the bracket is the name, unless it is an abbreviation.
    if let (Some(open), Some(close)) = (bare.rfind('('), bare.rfind(')'))
        && open < close
    {
        let inside = bare.get(open + 1..close).unwrap_or("").trim();
        // `(von Prittwitz)`
        let (first, more) = inside.split_once(' ').unwrap_or((inside, ""));
        let particle = is_particle(first) && more.contains(char::is_uppercase);
        let person = (particle || inside.starts_with(char::is_uppercase))
            && inside.chars().any(char::is_lowercase)
            && !inside.contains(|c: char| c.is_ascii_digit());
        // `Mr. Paul H. Nitze, Deputy to the … (Thorp)`: the bracket belongs to the office.
        if courteous.len() < bare.len()
            && let Some((name, office)) = courteous.split_once(", ")
        {
            return made(Some(name), Some(office));
        }
        // `Prime Minister Vance (Former Naval Person)`: what he is called, behind the name.
        let called = (inside.contains(' ') || inside == "Acting")
            && inside.split_whitespace().all(is_office_word);
        let named = bare.get(..open).map(str::trim).filter(|_| called);
        if let Some((named, start)) = named.and_then(|named| Some((named, name_at_end(named)?))) {
            return made(named.get(start..), named.get(..start));
        }
        if person {
            // `(Bushnell, Acting)`
            let name = inside
                .split_once(", ")
                .filter(|(_, how)| matches!(*how, "Acting" | "Temporary"))
                .map_or(inside, |(name, _)| name);
            return made(Some(name), bare.get(..open));
        }
    }
    if courteous.len() < bare.len() {
        for joint in [" of the ", " from the ", ", "] {
            if let Some((name, office)) = courteous.split_once(joint)
                && !office.to_lowercase().starts_with("jr")
            {
                let article = if joint == ", " { "" } else { "the " };
                return made(Some(name), Some(&format!("{article}{office}")));
            }
        }
        return made(Some(courteous), None);
    }
    if names::is_firm(bare) {
        // Firms are named after people, other companies after what they do.
        return if bare.contains(" & ") {
            made(Some(bare), None)
        } else {
            made(None, Some(bare))
        };
    }
    if let Some((title, name)) = nobility(bare) {
        return made(Some(name), Some(title));
    }
    // `Rear Admiral Hale, Chief of Naval Operations`
    if let Some((ranked, office)) = bare.split_once(", ")
        && names::is_rank_and_name(ranked)
        && words::is_party(office)
        && let Some(start) = name_at_end(ranked)
    {
        return made(ranked.get(start..), Some(office));
    }
    let first = bare.split_whitespace().next().unwrap_or("").to_lowercase();
    // `Marshall Wright of the National Security Council Staff`
    if let Some((name, body)) = bare.split_once(" of the ")
        && bare.len() == words.len()
        && !is_office_word(&first)
        && name.split_whitespace().count() >= 2
        && name_at_end(name) == Some(0)
    {
        return made(Some(name), Some(&format!("the {body}")));
    }
    // `Senator William F. Knowland of the Senate Committee on Appropriations`
    if let Some((titled, body)) = bare.split_once(" of the ")
        && let Some(start) = name_at_end(titled).filter(|&start| start > 0)
        && titled.get(start..).is_some_and(|name| name.contains(' '))
    {
        return made(titled.get(start..), Some(&format!("the {body}")));
    }
    // `King George VI of Great Britain`, `Prime Minister Vance of Norland`
    if let Some((named, land)) = bare.split_once(" of ")
        && let Some((title, name)) = names::head_of_state(named)
        && (title.len() < 7 || names::is_all_names(land.strip_prefix("the ").unwrap_or(land)))
    {
        return made(Some(name), Some(&format!("{title} of {land}")));
    }
    let person = bare.contains("Minister") || bare.contains("Secretary");
    if is_post(bare)
        || BODIES.contains(&first.as_str()) && !(person && ADJECTIVES.contains(&first.as_str()))
    {
        return made(None, Some(bare));
    }
    // `Secretary of State Rusk at Geneva`, `President Nixon on the State of the Union`
    let mut core = bare;
    for word in [" at ", " in ", " on ", " Before ", " before "] {
        if let Some((left, _)) = core.split_once(word)
            && name_at_end(left).is_some_and(|start| start > 0)
        {
            core = left;
        }
    }
    // `Colonel House`, `Colonel E. M. House`: what follows a rank and stands alone is a name.
    if let Some((rank, name)) = bare.split_once(' ')
        && matches!(
            first.as_str(),
            "colonel" | "captain" | "lieutenant" | "major"
        )
        && names::is_name_behind_rank(name)
    {
        return made(Some(name), Some(rank));
    }
    // `Commander-in-Chief, Pacific`: behind the comma stands what he commands, unless it is he.
    if let Some((command, over)) = bare.split_once(", ")
        && is_command(command)
        && without_courtesy(over).len() == over.len()
        && !names::is_rank_and_name(over)
        && !names::is_name_with_initial(over)
    {
        return made(None, Some(bare));
    }
    // `the Suffragan Bishop`: no name has an article.
    if bare.len() < words.len() && names::is_name_with_office_word(core) {
        return made(None, Some(bare));
    }
    match name_at_end(core) {
        Some(0) if core.len() < words.len() && core.split_whitespace().count() == 1 => {
            made(None, Some(bare))
        }
        Some(0) => made(Some(core), None),
        // `the Personal Representative of President Wilson`: it is not he who writes.
        Some(start) if bare.len() < folded.len() && of_another(core.get(..start).unwrap_or("")) => {
            made(None, Some(bare))
        }
        Some(start) => made(core.get(start..), core.get(..start)),
        None => made(None, Some(bare)),
    }
}

/// Whether words are the office of one who commands, and name nobody: `Commander in Chief`.
fn is_command(words: &str) -> bool {
    (words.starts_with("Commander") || words.starts_with("Commanding"))
        && words
            .split_whitespace()
            .skip(1)
            .all(|word| is_office_word(word) || is_connector(word))
}

/// Whether an office ends on the title of another whose office it belongs to: `Aide of President`.
fn of_another(office: &str) -> bool {
    [
        " of Ambassador",
        " of Chairman",
        " of King",
        " of Premier",
        " of President",
        " of Prime Minister",
        " to President",
    ]
    .iter()
    .any(|end| office.trim_end().ends_with(end))
}

/// A name without its title of courtesy.
pub(super) fn without_courtesy(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = COURTESIES.iter().find_map(|title| {
        name.strip_prefix(title)
            .filter(|rest| rest.starts_with(' '))
    }) {
        name = rest.trim_start();
    }
    name
}
