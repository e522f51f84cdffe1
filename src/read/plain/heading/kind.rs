//! What kind of document a heading says that it stands over.

/// Words that name a kind of document.
const KINDS: &[&str] = &[
    "address",
    "agreement",
    "aide-mémoire",
    "aide-memoire",
    "airgram",
    "announcement",
    "article",
    "cable",
    "chronology",
    "circular",
    "communication",
    "communiqué",
    "communique",
    "conversation",
    "convention",
    "declaration",
    "despatch",
    "diary",
    "directive",
    "dispatch",
    "draft",
    "editorial",
    "essay",
    "estimate",
    "extract",
    "instruction",
    "instructions",
    "interview",
    "joint",
    "letter",
    "list",
    "log",
    "memorandum",
    "memoranda",
    "message",
    "minute",
    "minutes",
    "note",
    "notes",
    "order",
    "oral",
    "paper",
    "plan",
    "policy",
    "press",
    "proclamation",
    "proposal",
    "protocol",
    "record",
    "remarks",
    "report",
    "resolution",
    "response",
    "speech",
    "statement",
    "study",
    "summary",
    "talking",
    "telegram",
    "telephone",
    "text",
    "transcript",
];

/// Further words that can stand before or in the name of a kind.
const KIND_QUALIFIERS: &[&str] = &[
    "action",
    "backchannel",
    "background",
    "briefing",
    "confidential",
    "executive",
    "information",
    "informal",
    "intelligence",
    "national",
    "off-the-record",
    "personal",
    "radio",
    "research",
    "secret",
    "security",
    "special",
    "white",
    "house",
    "verbal",
    "electronic",
    "decision",
    "top",
    "points",
    "interagency",
    "situation",
    "working",
    "position",
    "formal",
    "brief",
    "contingency",
    "discussion",
    "final",
    "handwritten",
    "inaugural",
    "issues",
    "news",
    "operations",
    "options",
    "pencilled",
    "presidential",
    "progress",
    "review",
    "scope",
    "staff",
    "status",
    "third-person",
    "unsigned",
    "verbatim",
    "identic",
    "state",
];

/// What a word says before a number that is glued to it: `Memorandum` of `Memorandum/NSC–10`.
fn named(word: &str) -> &str {
    word.split('/')
        .next()
        .unwrap_or(word)
        .trim_matches(|c: char| !c.is_alphanumeric())
}

/// The kind that a heading names behind words of its own: `Secretary's Minutes of a Meeting`,
/// `United States Delegation Record`. All words before it have capitals, and it ends the name.
pub(super) fn kind_behind(title: &str) -> Option<String> {
    let mut at = 0;
    for (index, word) in title
        .split_inclusive(char::is_whitespace)
        .take(8)
        .enumerate()
    {
        let bare = named(word);
        let begins = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if !begins || word.trim_end().ends_with([',', ';', ':']) || word.starts_with('(') {
            return None;
        }
        let rest = title.get(at..)?;
        let small = bare.to_lowercase();
        let known = KINDS.contains(&small.as_str()) || KINDS_BEHIND.contains(&small.as_str());
        let next = rest.split_whitespace().nth(1).unwrap_or("");
        let ends = next.is_empty() || next.starts_with(char::is_lowercase) || ENDS.contains(&next);
        if known && ends && (index > 0 || kind(title).is_none()) && next != "to" {
            return kind(rest).or(Some(small));
        }
        at += word.len();
    }
    None
}

/// Kinds that only a heading names, and words in running text as well.
const KINDS_BEHIND: &[&str] = &[
    "agenda",
    "proces-verbal",
    "procès-verbal",
    "session",
    "treaty",
];

/// Words in capitals behind the name of a kind.
const ENDS: &[&str] = &["By", "For", "From", "No.", "Of", "On", "Prepared"];

/// Whether words begin with the name of a kind of document, capitalised as a title is.
pub(super) fn begins_with_kind(title: &str) -> bool {
    let mut qualifiers = 0;
    for word in title.split_whitespace().take(6) {
        let bare = named(word);
        if !bare.starts_with(char::is_uppercase) {
            return false;
        }
        let small = bare.to_lowercase();
        if KINDS.contains(&small.as_str()) {
            return true;
        }
        if !KIND_QUALIFIERS.contains(&small.as_str()) {
            return false;
        }
        qualifiers += 1;
        if qualifiers > 4 {
            return false;
        }
    }
    false
}

/// The words that name the kind, in small letters: all before `From`, `by`, `to` and the like.
pub(in crate::read::plain) fn kind(title: &str) -> Option<String> {
    if !begins_with_kind(title) {
        return None;
    }
    let mut words = Vec::new();
    for word in title.split_whitespace() {
        let bare = word
            .split('/')
            .next()
            .unwrap_or(word)
            .trim_matches(|c: char| matches!(c, ',' | '.' | ':' | ';'));
        let small = bare.to_lowercase();
        let of_kind = matches!(words.last().map(String::as_str), Some("of"))
            && matches!(
                small.as_str(),
                "conclusions"
                    | "conversation"
                    | "conversations"
                    | "discussion"
                    | "a"
                    | "telephone"
                    | "meeting"
                    | "meetings"
            );
        let ends = matches!(
            small.as_str(),
            "from"
                | "by"
                | "to"
                | "between"
                | "for"
                | "prepared"
                | "on"
                | "with"
                | "in"
                | "presumably"
                | "released"
                | "dated"
                | "about"
                | "concerning"
                | "regarding"
        );
        if ends {
            break;
        }
        if small == "of" {
            words.push(small);
            continue;
        }
        if matches!(words.last().map(String::as_str), Some("of")) && !of_kind {
            words.pop();
            break;
        }
        let part = KINDS.contains(&small.as_str())
            || KIND_QUALIFIERS.contains(&small.as_str())
            || of_kind
            || matches!(
                small.as_str(),
                "conference" | "entry" | "verbale" | "meeting"
            );
        if !part {
            break;
        }
        words.push(small);
        if bare.len() < word.len() || words.len() > 5 {
            break;
        }
    }
    while matches!(words.last().map(String::as_str), Some("of" | "a")) {
        words.pop();
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// Kinds of document whose heading names those who took part or an author, and no sender.
pub(super) fn has_no_parties(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| {
        [
            "conversation",
            "minutes",
            "editorial",
            "meeting",
            "record",
            "chronology",
            "diary",
            "transcript",
            "interview",
        ]
        .iter()
        .any(|word| kind.contains(word))
            || kind.starts_with("notes")
            || kind.starts_with("log")
            || kind.starts_with("summary")
    })
}
