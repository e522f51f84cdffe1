//! Words of offices, of bodies and of courtesy, and what a row of words is by them.

use super::names::is_firm;

/// Offices that are followed by their own `to`: Ambassador to, Assistant to.
pub(super) const OFFICES_WITH_TO: &[&str] = &[
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

/// Words that are part of an office and seldom of a name, in the order of the alphabet.
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
    "archbishop",
    "army",
    "assistant",
    "associate",
    "attaché",
    "attorney",
    "bishop",
    "board",
    "brigadier",
    "bureau",
    "cabinet",
    "captain",
    "cardinal",
    "central",
    "certain",
    "chairman",
    "chairmen",
    "chancellor",
    "chargé",
    "chief",
    "chiefs",
    "chinese",
    "clerk",
    "colonel",
    "command",
    "commander",
    "commerce",
    "commission",
    "commissioner",
    "commissioners",
    "committee",
    "commodore",
    "comptroller",
    "conference",
    "congress",
    "congressman",
    "consul",
    "consular",
    "consulate",
    "consulates",
    "coordinator",
    "council",
    "counsel",
    "counselor",
    "crown",
    "defense",
    "delegate",
    "delegates",
    "delegation",
    "department",
    "deputy",
    "diplomatic",
    "director",
    "division",
    "economy",
    "education",
    "embassies",
    "embassy",
    "emissary",
    "emperor",
    "empress",
    "ensign",
    "envoy",
    "executive",
    "field",
    "finance",
    "first",
    "force",
    "forces",
    "foreign",
    "former",
    "general",
    "generalissimo",
    "government",
    "governor",
    "grand",
    "group",
    "head",
    "health",
    "high",
    "house",
    "industry",
    "inspector",
    "intelligence",
    "interior",
    "joint",
    "judge",
    "justice",
    "king",
    "labor",
    "legation",
    "legations",
    "liaison",
    "lieutenant",
    "major",
    "manager",
    "marines",
    "marshal",
    "meeting",
    "meetings",
    "military",
    "minister",
    "ministry",
    "mission",
    "missions",
    "national",
    "naval",
    "navy",
    "nuncio",
    "observer",
    "office",
    "officer",
    "operations",
    "permanent",
    "person",
    "planning",
    "plenipotentiary",
    "policy",
    "political",
    "pope",
    "post",
    "posts",
    "premier",
    "president",
    "president-elect",
    "presidents",
    "prime",
    "prince",
    "professor",
    "queen",
    "rear",
    "regent",
    "representative",
    "representatives",
    "reverend",
    "secretaries",
    "secretary",
    "security",
    "senate",
    "senator",
    "senior",
    "session",
    "shah",
    "sheik",
    "sheikh",
    "solicitor",
    "soviet",
    "speaker",
    "special",
    "staff",
    "state",
    "states",
    "superintendent",
    "talks",
    "trade",
    "transport",
    "transportation",
    "treasury",
    "under",
    "undersecretary",
    "union",
    "vice",
    "viceroy",
    "vizier",
    "war",
];

/// Words that begin a body without a person: Department of State, Embassy in France.
pub(super) const BODIES: &[&str] = &[
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
    "sublime",
    "tsungli",
    "tsung-li",
];

/// Words that begin a body, and an office too: `Foreign Office`, `Foreign Minister`.
pub(super) const ADJECTIVES: &[&str] = &[
    "all", "central", "certain", "foreign", "joint", "north", "press", "united", "white",
];

/// Titles of courtesy, which are no offices.
pub(super) const COURTESIES: &[&str] = &[
    "MR.",
    "MRS.",
    "MS.",
    "DR.",
    "Mr.",
    "Mrs.",
    "Miss",
    "Ms.",
    "Dr.",
    "M.",
    "Mme.",
    "Messrs.",
    "Señor",
    "Monsieur",
    "Mr",
    "Mrs",
    "Dr",
    "Sir",
    "Herr",
    "Signor",
    "Don",
    "Mgr.",
    "Hon.",
    "Honorable",
    "Right Honorable",
    "Right Hon.",
];

/// Bodies abroad, in the plural.
const POSTS: &[&str] = &[
    "embassies",
    "legations",
    "consulates",
    "missions",
    "delegations",
    "posts",
];

/// Whether a word belongs to offices: in the plural too (`Officers`), and where it is made of
/// such words (`Consul-General`, `Commander-in-Chief`).
pub(in crate::read::plain) fn is_office_word(word: &str) -> bool {
    let small = word.to_lowercase();
    let known = |word: &str| OFFICE_WORDS.binary_search(&word).is_ok();
    known(&small)
        || small.strip_suffix('s').is_some_and(known)
        || small.contains('-')
            && small
                .split('-')
                .all(|part| known(part) || matches!(part, "in" | "elect" | "designate"))
}

/// Whether a word belongs to offices, or is what bodies are called by.
pub(in crate::read::plain) fn is_office_or_body(word: &str) -> bool {
    let small = word.trim_matches([',', '.']).to_lowercase();
    is_office_word(&small) || BODIES.contains(&small.as_str())
}

/// Whether words are an office that one person holds, and no body: `Under Secretary of State`,
/// but not `Office of the Secretary`.
pub(in crate::read::plain) fn is_office_of_one(words: &str) -> bool {
    const HELD: &[&str] = &[
        "administrator",
        "adviser",
        "advisor",
        "ambassador",
        "assistant",
        "attorney",
        "chairman",
        "chairperson",
        "chancellor",
        "chargé",
        "chief",
        "commander",
        "commissioner",
        "comptroller",
        "consul",
        "counsel",
        "counsellor",
        "counselor",
        "director",
        "envoy",
        "governor",
        "minister",
        "premier",
        "president",
        "representative",
        "secretary",
        "senator",
        "speaker",
        "treasurer",
        "undersecretary",
    ];
    let small = words.to_lowercase();
    // `Foreign Minister` and `Foreign Office` are told by their second word.
    let is_body = |word: &&str| BODIES.contains(word) && !ADJECTIVES.contains(word);
    let held = small
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '.'))
        .filter(|word| !word.is_empty())
        .take(6)
        .find(|word| HELD.contains(word) || is_body(word) || *word == "house");
    words.split_whitespace().count() <= 10
        && !words.contains(|c: char| c.is_ascii_digit())
        && held.is_some_and(|word| HELD.contains(&word))
}

/// Whether a word in small letters can stand inside a title or an office.
pub(in crate::read::plain) fn is_connector(word: &str) -> bool {
    CONNECTORS.contains(&word)
}

/// Whether words can be a person or an office: a title of courtesy, a word of office, or
/// a name in brackets is among them.
pub(in crate::read::plain) fn is_party(words: &str) -> bool {
    words.contains('(')
        || is_firm(words)
        || words.split_whitespace().take(12).any(|word| {
            let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | '(' | ')'));
            let small = bare.trim_end_matches('.').to_lowercase();
            COURTESIES.contains(&bare)
                || is_office_word(&small)
                || matches!(
                    small.as_str(),
                    "lord"
                        | "count"
                        | "baron"
                        | "comte"
                        | "earl"
                        | "viscount"
                        | "marquis"
                        | "monsieur"
                        | "commodore"
                        | "duke"
                        | "marquess"
                        | "pasha"
                        | "bey"
                        | "pacha"
                        | "chevalier"
                        | "effendi"
                        | "tsung-li"
                        | "yamen"
                )
        })
}

/// Whether words end on an office that has its own `to` (`Legal Adviser`, `Ambassador`):
/// what follows is then where it is held, not who is written to.
pub(in crate::read::plain) fn ends_on_office_with_to(words: &str) -> bool {
    let last = words
        .trim_end()
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    last != "Secretary" && OFFICES_WITH_TO.contains(&last)
}

/// Whether words begin with a title of courtesy: `Mr Hale, Prime Minister`.
pub(in crate::read::plain) fn opens_with_courtesy(words: &str) -> bool {
    words
        .split_once(' ')
        .is_some_and(|(title, _)| COURTESIES.contains(&title))
}

/// Whether words are a title of courtesy and a name: `Mr. Terrell.`
pub(in crate::read::plain) fn is_courtesy_and_name(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    parts
        .next()
        .is_some_and(|title| COURTESIES.contains(&title))
        && (1..=4).contains(&parts.clone().count())
        && parts.all(|part| part.starts_with(char::is_uppercase))
}

/// Whether words are several names, which have no word of office among the first two.
pub(in crate::read::plain) fn may_be_names(words: &str) -> bool {
    let small = |word: &str| word.trim_matches([',', '.']).to_lowercase();
    words.contains(" and ")
        && words.split_whitespace().take(2).all(|word| {
            word.starts_with(char::is_uppercase)
                && !is_office_word(&small(word))
                && !BODIES.contains(&small(word).as_str())
                && !POSTS.contains(&small(word).as_str())
                && !small(word).ends_with('s')
        })
}

/// Whether words begin with an office or a body: `the Secretary of State`.
pub(in crate::read::plain) fn begins_with_office(words: &str) -> bool {
    let first = words
        .trim_start_matches("the ")
        .split_whitespace()
        .next()
        .unwrap_or("")
        .to_lowercase();
    is_office_word(&first) || first == "department"
}

/// Whether words begin with a post as cables name it: `AMEMBASSY PARIS`, `RUEHC/SECSTATE WASHDC`.
pub(in crate::read::plain) fn is_post(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("");
    first.split('/').any(|name| {
        matches!(
            name,
            "AMCONSUL"
                | "AMCONGEN"
                | "AMEMBASSY"
                | "AMLEGATION"
                | "SECSTATE"
                | "USDEL"
                | "USINT"
                | "USLO"
                | "USMISSION"
                | "RUEHC"
                | "WHITEHOUSE"
        )
    })
}

/// Whether words begin with offices in the plural and in small letters: `diplomatic and consular
/// officers of the United States`.
pub(in crate::read::plain) fn opens_with_several(words: &str) -> bool {
    words.split_whitespace().take(4).any(|word| {
        let word = word.trim_matches([',', '.']);
        word.strip_suffix('s')
            .is_some_and(|one| word.starts_with(char::is_lowercase) && OFFICE_WORDS.contains(&one))
    })
}

/// Whether words begin with bodies in the plural: `the Embassies in`.
pub(in crate::read::plain) fn begins_with_posts(words: &str) -> bool {
    let bare = words.strip_prefix("the ").unwrap_or(words);
    bare.split_whitespace()
        .take(2)
        .any(|word| POSTS.contains(&word.to_lowercase().as_str()))
}

/// Whether words begin with an office or a body, and not with the name of a country.
pub(super) fn begins_with_post(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    !matches!(
        first.as_str(),
        "united" | "soviet" | "union" | "north" | "central"
    ) && (is_office_word(&first)
        || BODIES.contains(&first.as_str())
        || POSTS.contains(&first.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_office_are_in_order() {
        assert!(OFFICE_WORDS.is_sorted());
    }
}
