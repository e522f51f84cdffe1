//! The kind of a paper whose heading names only people: told by a line that says it, or by who
//! wrote to whom from where.

use super::Reader;
use crate::model::{Cert, Fact, Party, Rule};
use crate::read::plain::{forms, heading};
use std::ops::Range;

/// Kinds that a line of its own below the heading can name. A `Summary` there heads a part.
const FIRM: &[&str] = &[
    "aide-mémoire",
    "aide-memoire",
    "airgram",
    "cablegram",
    "circular",
    "circular telegram",
    "despatch",
    "dispatch",
    "instruction",
    "letter",
    "memorandum",
    "note verbale",
    "oral message",
    "telegram",
];

/// The kind that a line names, and nothing else: `[Aide-mémoire]`, `MEMORANDUM`,
/// `[Telegram.—Paraphrase.]`.
pub(super) fn stated(line: &str) -> Option<String> {
    if line.len() > 60 {
        return None;
    }
    let bracketed = line.starts_with(['[', '(']) && line.ends_with([']', ')']);
    let core = line.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ' '));
    // How it is given stands behind a dash: `—Extract`.
    let core = if bracketed {
        core.split(['—', '–', '.', ',']).next().unwrap_or(core)
    } else {
        core
    };
    let small = core.trim().to_lowercase();
    // `CIRCULAR.—No. 19.`
    let numbered = small.split_once(".—no").map(|(kind, _)| kind);
    if let Some(kind) = numbered.filter(|kind| FIRM.contains(kind)) {
        return Some(kind.to_owned());
    }
    // `[Telegram to the missions in Norland]`, `(Telegraphic.)`
    if bracketed && (small.starts_with("telegram") || small == "telegraphic") {
        return Some("telegram".to_owned());
    }
    // `Cablegram 26`
    if forms::paper_and_number(&format!("{core} -")) == Some(core.len() + 1)
        && let Some(kind) = small.split(' ').next()
        && FIRM.contains(&kind)
    {
        return Some(kind.to_owned());
    }
    // `Hale Papers: Telegram`
    if let Some((papers, kind)) = small.rsplit_once(": ")
        && papers.contains("papers")
        && FIRM.contains(&kind)
    {
        return Some(kind.to_owned());
    }
    (core.starts_with(char::is_uppercase) && FIRM.contains(&small.as_str())).then_some(small)
}

/// Where someone who writes to the Secretary of State, or whom he writes to, has his office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seat {
    /// The Department of State.
    Home,
    /// An American post abroad.
    Post,
    /// Another government's post in the capital.
    Foreign,
}

/// Words of those who head a post.
const HEADS_OF_POSTS: &[&str] = &[
    "Agent",
    "Ambassador",
    "Chargé",
    "Commissioner",
    "Consul",
    "Consul-General",
    "Minister",
    "Vice",
];

/// Words that can stand between such a word and the place.
const PARTS_OF_OFFICES: &[&str] = &[
    "Agent",
    "Consul",
    "Diplomatic",
    "Extraordinary",
    "General",
    "Plenipotentiary",
    "Resident",
    "ad",
    "and",
    "d'Affaires",
    "d’Affaires",
    "interim",
];

/// Words before one of those who head a post that make it an office at home.
const NOT_OF_POSTS: &[&str] = &["Deputy", "Foreign", "High", "Prime", "Under"];

fn seat(party: &Party) -> Option<Seat> {
    let office = party.office.as_deref()?;
    let words = office.strip_prefix("Acting ").unwrap_or(office);
    // `Secretary Hughes`
    if words.starts_with("Secretary of State") || words == "Secretary" {
        return Some(Seat::Home);
    }
    let mut parts = words.split_whitespace();
    let first = parts.next()?;
    if HEADS_OF_POSTS.contains(&first) {
        // `Consul General at Harwick`, `Minister Resident in Norland`; a `Minister of War in
        // Norland` is a foreign government's.
        let mut behind = parts.skip_while(|word| PARTS_OF_OFFICES.contains(word));
        let abroad = behind
            .next()
            .is_some_and(|word| matches!(word, "in" | "at" | "to"));
        return abroad.then_some(Seat::Post);
    }
    // `Japanese Ambassador`: whose he is stands before, and no place behind. A `Prime Minister` or
    // a `Deputy Commissioner` has no post in the capital.
    let mut back = words
        .split_whitespace()
        .rev()
        .skip_while(|word| matches!(*word, "ad" | "interim" | "d'Affaires" | "d’Affaires"));
    let last = back.next()?;
    let before = back.next()?;
    let at_home = NOT_OF_POSTS.contains(&before)
        || NOT_OF_POSTS.contains(&first)
        || words.starts_with("United States ")
        || first.ends_with("American");
    (HEADS_OF_POSTS.contains(&last) && !at_home).then_some(Seat::Foreign)
}

impl Reader<'_> {
    /// The kind of a paper under a heading that names only people.
    pub(super) fn kind_by_people(&mut self) {
        let of_people = |parties: &[Fact<Party>]| matches!(parties, [one] if one.evidence.rule == Rule::HeadingMrToMr);
        let (sent, received) = (&self.header.sent.parties, &self.header.received.parties);
        // Without a heading, the number in a series and where it was written tell as much.
        let unheaded = self.header.title.is_none() && self.numbered.is_some();
        let known = self
            .header
            .kind
            .as_ref()
            .is_some_and(|kind| !unheaded || kind.evidence.rule != Rule::Salute);
        if known || !(unheaded || of_people(sent) && of_people(received)) {
            return;
        }
        let seat_of = |parties: &[Fact<Party>]| parties.first().and_then(|one| seat(&one.value));
        let (from, to) = (seat_of(sent), seat_of(received));
        let dated = self.dateline.as_ref().map_or("", |range| self.words(range));
        // `DEPARTMENT OF STATE,` in capitals is no other.
        let capitals = dated.split(',').next().is_some_and(forms::in_capitals);
        let dated = if capitals {
            heading::uncapitalised(dated.split(',').next().unwrap_or(""))
        } else {
            dated.into()
        };
        // In the papers of the United States, which are meant here, a legation or consulate of their
        // own is told by its name; another's in the capital has a dateline of the same form.
        let written_at = |words: &[&str]| words.iter().any(|word| dated.contains(word));
        // `Legation of the United States of Norland`
        let of_others = dated
            .split_once("United States of ")
            .is_some_and(|(_, land)| !land.starts_with("America"));
        let at_post = !of_others
            && written_at(&[
                "Legation of the United States",
                "Embassy of the United States",
                "Consulate of the United States",
                "United States Legation",
                "United States Consulate",
                "American Legation",
                "American Embassy",
                "American Consulate",
                "Consulate-General of the United States",
                "Consulate General of the United States",
            ]);
        let at_home = written_at(&["Department of State"]);
        let numbered = self.numbered.is_some();
        let kind = match (from, to) {
            _ if unheaded && at_post => "despatch",
            _ if unheaded && at_home => "instruction",
            _ if unheaded => return,
            (Some(Seat::Post), Some(Seat::Home)) => "despatch",
            (None, None | Some(Seat::Home)) if at_post && numbered => "despatch",
            (Some(Seat::Home), Some(Seat::Post)) => "instruction",
            (None | Some(Seat::Home), None) if at_home && numbered => "instruction",
            (Some(Seat::Foreign), Some(Seat::Home)) | (Some(Seat::Home), Some(Seat::Foreign)) => {
                "note"
            }
            _ if self.familiar => "letter",
            _ => return,
        };
        // Without its number such a paper can be a telegram whose label is lost.
        if matches!(kind, "despatch" | "instruction") && !numbered {
            return;
        }
        let number = self.numbered.clone().filter(|_| unheaded);
        let title = self.header.title.as_ref().and_then(|it| it.evidence.span);
        if let Some(number) = number {
            let fact = self.fact(kind.to_owned(), Rule::KindByPeople, Cert::Medium, &number);
            self.header.kind = Some(fact);
        } else if let Some(span) = title {
            self.header.kind = Some(Fact::new(
                kind.to_owned(),
                Rule::KindByPeople,
                Cert::Medium,
                span,
            ));
        }
    }

    /// A line below the heading that says what the paper is.
    pub(super) fn kind_stated(&mut self, range: &Range<usize>) {
        if self.header.kind.is_none()
            && let Some(kind) = stated(self.words(range))
        {
            self.header.kind = Some(self.fact(kind, Rule::HandlingLine, Cert::High, range));
        }
    }
}

/// Whether words address someone as a letter does: `My Dear Mr. Secretary:`.
pub(super) fn is_familiar(words: &str) -> bool {
    ["My Dear ", "My dear ", "Dear "]
        .iter()
        .any(|lead| words.starts_with(lead))
}

/// Whether a line is the paper's number in its series: `No. 109.]`
pub(super) fn is_number(line: &str) -> bool {
    let core = line.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ' '));
    ["No. ", "No ", "No."].iter().any(|lead| {
        core.strip_prefix(lead).is_some_and(|number| {
            (1..=5).contains(&number.trim().len())
                && number.trim().bytes().all(|b| b.is_ascii_digit())
        })
    })
}
