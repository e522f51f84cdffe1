//! People and offices in a heading: where sender ends and addressee begins, where one
//! party ends and the next begins, which words are the name.

use std::ops::Range;

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

/// Offices that are followed by their own `to`: Ambassador to, Assistant to.
const OFFICES_WITH_TO: &[&str] = &[
    "Assistant",
    "Assistants",
    "Ambassador",
    "Representative",
    "Representatives",
    "Adviser",
    "Advisor",
    "Mission",
    "Delegation",
    "Delegate",
    "Delegates",
    "Minister",
    "Counsel",
    "Counselor",
    "Envoy",
    "Aide",
    "Liaison",
    "Observer",
    "Deputy",
    "Consultant",
    "Emissary",
    "Embassy",
    "Secretary",
    "Observers",
    // The Commission to Negotiate Peace
    "Commission",
];
/// Small words inside names of offices.
const CONNECTORS: &[&str] = &[
    "of", "the", "in", "at", "to", "for", "and", "on", "de", "la", "du", "von", "ad", "interim",
    "near", "with", "from", "by", "a", "an", "his", "her", "their", "as", "des", "van", "der",
    "before", "or", "le",
];
/// Words that are part of an office, never of a name.
const OFFICE_WORDS: &[&str] = &[
    "acting",
    "adjutant",
    "administrator",
    "admiral",
    "adviser",
    "advisor",
    "affairs",
    "agency",
    "agent",
    "agriculture",
    "air",
    "ambassador",
    "army",
    "assistant",
    "associate",
    "attaché",
    "attorney",
    "board",
    "bureau",
    "cabinet",
    "captain",
    "central",
    "certain",
    "chairman",
    "chairmen",
    "chancellor",
    "chargé",
    "chief",
    "chiefs",
    "chinese",
    "colonel",
    "command",
    "commander",
    "commerce",
    "commission",
    "commissioner",
    "commissioners",
    "committee",
    "conference",
    "congress",
    "congressman",
    "consul",
    "consulate",
    "coordinator",
    "council",
    "counsel",
    "counselor",
    "crown",
    "defense",
    "delegation",
    "department",
    "deputy",
    "director",
    "division",
    "economy",
    "education",
    "embassies",
    "embassy",
    "emperor",
    "executive",
    "finance",
    "first",
    "force",
    "forces",
    "foreign",
    "former",
    "general",
    "government",
    "governor",
    "group",
    "head",
    "high",
    "health",
    "house",
    "industry",
    "intelligence",
    "interior",
    "joint",
    "justice",
    "king",
    "labor",
    "legation",
    "legations",
    "consulates",
    "liaison",
    "lieutenant",
    "major",
    "marshal",
    "military",
    "minister",
    "ministry",
    "mission",
    "missions",
    "national",
    "naval",
    "navy",
    "office",
    "officer",
    "permanent",
    "planning",
    "policy",
    "political",
    "post",
    "posts",
    "premier",
    "president",
    "president-elect",
    "presidents",
    "prime",
    "prince",
    "queen",
    "representative",
    "representatives",
    "secretaries",
    "secretary",
    "security",
    "senate",
    "senator",
    "senior",
    "shah",
    "soviet",
    "special",
    "staff",
    "state",
    "states",
    "trade",
    "transport",
    "transportation",
    "treasury",
    "under",
    "union",
    "vice",
    "war",
];
/// Words that begin a body without a person: Department of State, Embassy in France.
const BODIES: &[&str] = &[
    "department",
    "embassy",
    "legation",
    "consulate",
    "mission",
    "missions",
    "delegation",
    "office",
    "bureau",
    "white",
    "government",
    "commission",
    "council",
    "agency",
    "certain",
    "all",
    "central",
    "interests",
    "congress",
    "committee",
    "board",
    "joint",
    "press",
    "amembassy",
    "amconsul",
    "secstate",
    "usmission",
    "usint",
    "usdel",
    "nation",
    "north",
    "united",
    "senate",
    "ministry",
    "conference",
    "foreign",
];
/// Titles of courtesy, which are no offices.
const COURTESIES: &[&str] = &[
    "Mr.", "Mrs.", "Miss", "Ms.", "Dr.", "M.", "Mme.", "Messrs.", "Señor", "Monsieur", "Mr", "Mrs",
    "Dr", "Sir", "Herr", "Signor", "Don", "Mgr.",
];

/// Whether a word in small letters can stand inside a title or an office.
pub(super) fn is_connector(word: &str) -> bool {
    CONNECTORS.contains(&word)
}

/// Whether words can be a person or an office: a title of courtesy, a word of office, or
/// a name in brackets is among them.
pub(super) fn is_party(words: &str) -> bool {
    words.contains('(')
        || words.split_whitespace().take(12).any(|word| {
            let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | '(' | ')'));
            let small = bare.trim_end_matches('.').to_lowercase();
            COURTESIES.contains(&bare)
                || OFFICE_WORDS.contains(&small.as_str())
                || matches!(
                    small.as_str(),
                    "lord"
                        | "count"
                        | "baron"
                        | "earl"
                        | "viscount"
                        | "marquis"
                        | "monsieur"
                        | "commodore"
                        | "duke"
                        | "marquess"
                        | "pasha"
                        | "bey"
                        | "consul-general"
                        | "tsung-li"
                        | "yamen"
                )
        })
}

/// Whether words end on an office that has its own `to` (`Legal Adviser`, `Ambassador`):
/// what follows is then where it is held, not who is written to.
pub(super) fn ends_on_office_with_to(words: &str) -> bool {
    let last = words
        .trim_end()
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    last != "Secretary" && OFFICES_WITH_TO.contains(&last)
}

/// Whether words are a title of courtesy and a name: `Mr. Terrell.`
pub(super) fn is_courtesy_and_name(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    parts
        .next()
        .is_some_and(|title| COURTESIES.contains(&title))
        && (1..=4).contains(&parts.clone().count())
        && parts.all(|part| part.starts_with(char::is_uppercase))
}

/// Whether words are several names, which have no word of office among the first two.
pub(super) fn may_be_names(words: &str) -> bool {
    let small = |word: &str| word.trim_matches([',', '.']).to_lowercase();
    words.contains(" and ")
        && words.split_whitespace().take(2).all(|word| {
            word.starts_with(char::is_uppercase)
                && !OFFICE_WORDS.contains(&small(word).as_str())
                && !BODIES.contains(&small(word).as_str())
                && !POSTS.contains(&small(word).as_str())
                && !small(word).ends_with('s')
        })
}

/// Whether words begin with an office or a body: `the Secretary of State`.
pub(super) fn begins_with_office(words: &str) -> bool {
    let first = words
        .trim_start_matches("the ")
        .split_whitespace()
        .next()
        .unwrap_or("")
        .to_lowercase();
    OFFICE_WORDS.contains(&first.as_str()) || first == "department"
}

/// How many brackets are open at a place.
pub(super) fn depth(text: &str, at: usize) -> usize {
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
pub(super) fn split_to(text: &str) -> Option<(usize, usize)> {
    let mut all = Vec::new();
    for word in [" to ", " To "] {
        for (at, _) in text.match_indices(word) {
            let rest = text.get(at + word.len()..).unwrap_or("").trim_start();
            let opens = rest.starts_with(|c: char| c.is_uppercase())
                || ["the ", "all ", "certain ", "his ", "her "]
                    .iter()
                    .any(|word| rest.starts_with(word))
                || opens_with_several(rest);
            if opens && depth(text, at) == 0 {
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
    all.iter()
        .find(belongs_to_office)
        .or_else(|| all.first())
        .copied()
}

/// Whether words begin with offices in the plural and in small letters: `diplomatic and consular
/// officers of the United States`.
pub(super) fn opens_with_several(words: &str) -> bool {
    words.split_whitespace().take(4).any(|word| {
        let word = word.trim_matches([',', '.']);
        word.strip_suffix('s')
            .is_some_and(|one| word.starts_with(char::is_lowercase) && OFFICE_WORDS.contains(&one))
    })
}

/// Splits one side of a heading into its parties. `offset` is where the side begins in the heading.
pub(super) fn split(side: &str, offset: usize) -> Vec<PartyWords> {
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
                party.name = Some(name.to_owned());
                party.office = (!title.1.is_empty()).then(|| title.1.to_owned());
            }
        }
        if party.name.is_some() || party.office.is_some() {
            out.push(party);
        }
    }
    out
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

/// Where one party ends and the next begins: after a bracketed name, or before an `and`
/// that a new title follows.
fn joints(side: &str) -> Vec<(usize, usize)> {
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
        let separator = [", and ", " and ", ", "]
            .into_iter()
            .find(|word| rest.starts_with(word));
        let Some(separator) = separator else { continue };
        let before = side.get(..start).unwrap_or("").trim_end();
        let after = rest.get(separator.len()..).unwrap_or("");
        let next = after.split_whitespace().next().unwrap_or("");
        let after_name = before.ends_with(')');
        let capital = next.starts_with(char::is_uppercase) || next == "the" || next == "to";
        let titled = next == "the"
            || next == "to"
            || OFFICE_WORDS.contains(&next.to_lowercase().as_str())
            || COURTESIES.contains(&next)
            || matches!(next, "His" | "Her");
        // `the Secretary of State and the Under Secretary (Webb)`: two offices, each with its
        // article and a word that heads it.
        let heads = |words: &str| {
            let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
            OFFICE_WORDS.contains(&first.as_str()) || BODIES.contains(&first.as_str())
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
        let splits = two_offices
            || if after_name {
                capital && (separator != ", " || titled)
            } else if separator == ", " {
                plural && capital
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

/// Bodies abroad, in the plural.
const POSTS: &[&str] = &[
    "embassies",
    "legations",
    "consulates",
    "missions",
    "delegations",
    "posts",
];

/// Whether words begin with bodies in the plural: `the Embassies in`.
pub(super) fn begins_with_posts(words: &str) -> bool {
    let bare = words.strip_prefix("the ").unwrap_or(words);
    bare.split_whitespace()
        .take(2)
        .any(|word| POSTS.contains(&word.to_lowercase().as_str()))
}

/// Whether words begin with an office or a body, and not with the name of a country.
fn begins_with_post(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    !matches!(
        first.as_str(),
        "united" | "soviet" | "union" | "north" | "central"
    ) && (OFFICE_WORDS.contains(&first.as_str())
        || BODIES.contains(&first.as_str())
        || POSTS.contains(&first.as_str()))
}

fn ends_with_name(text: &str) -> bool {
    let last = text.rsplit([',', ')']).next().unwrap_or(text);
    name_at_end(last.trim()).is_some()
}

/// The name at the end of `Secretary of State Shultz`: the words after the last that
/// belongs to an office, unless a small word stands before them (`President of Egypt`).
fn name_at_end(text: &str) -> Option<usize> {
    let words: Vec<(usize, &str)> = text
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect();
    let mut first = words.len();
    while let Some(&(_, word)) = first.checked_sub(1).and_then(|index| words.get(index)) {
        let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ';'));
        let named = bare.starts_with(char::is_uppercase)
            || matches!(bare, "de" | "von" | "van" | "der" | "bin" | "al" | "el");
        let office = OFFICE_WORDS.contains(&bare.to_lowercase().as_str());
        let possessive = bare.ends_with("’s") || bare.ends_with("'s");
        // `George M. Palmer`, `R. M. H. Palmer`: an initial, and no Monsieur.
        let initial = word == "M."
            && first
                .checked_sub(2)
                .and_then(|index| words.get(index))
                .is_some_and(|&(_, before)| {
                    before.starts_with(char::is_uppercase)
                        && !OFFICE_WORDS.contains(&before.to_lowercase().as_str())
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

/// One party's words taken apart.
pub(in crate::read) fn party(text: &str, range: Range<usize>) -> PartyWords {
    let folded = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("( ", "(")
        .replace(" )", ")");
    let mut words = folded.trim_end_matches(['.', ',', ';']);
    if folded.ends_with("Jr.") || folded.ends_with("Sr.") {
        words = &folded;
    }
    let made = |name: Option<&str>, office: Option<&str>| {
        let clean = |words: &str| {
            let words = words.trim().trim_matches(',').trim();
            (!words.is_empty()).then(|| words.to_owned())
        };
        PartyWords {
            name: name.and_then(clean),
            office: office.and_then(clean),
            range: range.clone(),
        }
    };
    let bare = ["the ", "The "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words);
    // `the Assistant Secretary (Burt)`: the bracket is the name, unless it is an abbreviation.
    if let (Some(open), Some(close)) = (bare.rfind('('), bare.rfind(')'))
        && open < close
    {
        let inside = bare.get(open + 1..close).unwrap_or("").trim();
        let person = inside.starts_with(char::is_uppercase)
            && inside.chars().any(char::is_lowercase)
            && !inside.contains(|c: char| c.is_ascii_digit());
        // `Mr. Paul H. Nitze, Deputy to the … (Thorp)`: the bracket belongs to the office.
        let led_by_name =
            COURTESIES.iter().any(|title| bare.starts_with(title)) && bare.contains(", ");
        if led_by_name && let Some((name, office)) = bare.split_once(", ") {
            return made(Some(without_courtesy(name)), Some(office));
        }
        if person {
            return made(Some(inside), bare.get(..open));
        }
    }
    if COURTESIES.iter().any(|title| {
        bare.starts_with(title)
            && bare
                .get(title.len()..)
                .is_some_and(|rest| rest.starts_with(' '))
    }) {
        let name = without_courtesy(bare);
        for joint in [" of the ", " from the ", ", "] {
            if let Some((name, office)) = name.split_once(joint)
                && !office.starts_with("Jr")
            {
                let article = if joint == ", " { "" } else { "the " };
                return made(Some(name), Some(&format!("{article}{office}")));
            }
        }
        return made(Some(name), None);
    }
    let first = bare.split_whitespace().next().unwrap_or("").to_lowercase();
    // `Marshall Wright of the National Security Council Staff`
    if let Some((name, body)) = bare.split_once(" of the ")
        && bare.len() == words.len()
        && !OFFICE_WORDS.contains(&first.as_str())
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
    // `King George VI of Great Britain`
    if matches!(
        first.as_str(),
        "king" | "queen" | "emperor" | "empress" | "shah" | "sultan"
    ) && let Some((named, land)) = bare.split_once(" of ")
        && let Some((title, name)) = named.split_once(' ')
        && name.starts_with(char::is_uppercase)
    {
        return made(Some(name), Some(&format!("{title} of {land}")));
    }
    if BODIES.contains(&first.as_str()) && !bare.contains("Minister") && !bare.contains("Secretary")
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
    // `Colonel House`: what follows a rank and stands alone is a name.
    if let Some((rank, name)) = bare.split_once(' ')
        && matches!(
            first.as_str(),
            "colonel" | "captain" | "lieutenant" | "major"
        )
        && name.starts_with(char::is_uppercase)
        && !name.contains(char::is_whitespace)
        && !["general", "governor", "colonel", "commander"].contains(&name.to_lowercase().as_str())
    {
        return made(Some(name), Some(rank));
    }
    match name_at_end(core) {
        Some(0) if core.len() < words.len() && core.split_whitespace().count() == 1 => {
            made(None, Some(bare))
        }
        Some(0) => made(Some(core), None),
        Some(start) => made(core.get(start..), core.get(..start)),
        None => made(None, Some(bare)),
    }
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
