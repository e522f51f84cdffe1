//! What the words before a page say of whose page it is: a paper of the volume
//! (`telegram 123, March 4, p. 162`), or another book (`Alder, The Grain Question, p. 162`).
//!
//! The clause is read backwards, and what stands nearest to the page decides.

use super::Scanner;
use super::tokens::{Kind, Token};
use crate::read::dates::is_english_month;

/// What a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// It names nothing: `see p. 44`.
    Bare,
    /// A letter, telegram, note or other paper.
    Paper,
    /// A book, newspaper or archive.
    Work,
    /// Someone or something, and no paper.
    Names,
    /// A document by its number, which is a reference of its own: a page after it is one of
    /// the paper.
    Numbered,
    /// A paper, and between it and the page what could be a title.
    Unclear,
}

/// Signs and words between clauses of a sentence.
const CLAUSE_ENDS: &[&str] = &[";", "see", "See", "cf", "Cf", "(", ")", "[", "]"];

/// How far back a clause is read.
const CLAUSE: usize = 60;

impl Scanner<'_, '_> {
    /// What the clause before a token says, and whether it goes on from the volume, ibid.
    /// or page that was cited before in the same sentence.
    pub(super) fn evidence(&self, word: usize) -> (Evidence, bool) {
        let cited = self.volume_at.unwrap_or(0);
        let page = self.last_page.as_ref().map_or(0, |&(_, end)| end);
        let floor = cited.max(page).max(self.sentence);
        let mut clause = Clause::default();
        let mut at = word;
        while at > floor && at + CLAUSE > word {
            at -= 1;
            let Some(token) = self.token(at) else { break };
            match token.text {
                ")" | "]" => {
                    clause.closed += 1;
                    clause.year = false;
                    clause.month = false;
                }
                "(" | "[" if clause.closed > 0 => {
                    clause.closed -= 1;
                    // `(London, 1950)`: a place and a year without a day.
                    if clause.year && !clause.month && clause.words == 0 {
                        return (Evidence::Work, false);
                    }
                }
                "(" | "[" if clause.words > 0 => return (clause.evidence(), false),
                "ed" | "eds" | "trans" if clause.closed > 0 => return (Evidence::Work, false),
                text if clause.closed > 0 => {
                    clause.year |= token.kind == Kind::Number && text.len() == 4;
                    clause.month |= is_month(text);
                }
                "(" | "[" => {}
                ";" | "see" | "See" | "cf" | "Cf" => return (clause.evidence(), false),
                "in" | "from" | "on" if self.is_published(at) => {
                    return (clause.evidence(), false);
                }
                "," => clause.comma(),
                "”" | "\"" => clause.titled = true,
                text if token.kind == Kind::Word => {
                    clause.words += 1;
                    let volume = matches!(text, "volume" | "volumes");
                    if volume && at.checked_sub(1).is_some_and(|at| self.is(at, &["this"])) {
                        return (Evidence::Paper, false);
                    }
                    if matches!(text, "Document" | "Documents") && self.number(at + 1).is_some() {
                        return (Evidence::Numbered, false);
                    }
                    if is_work(text) || text == "Documents" {
                        return (Evidence::Work, false);
                    }
                    if self.is_paper(at) {
                        let evidence = if clause.titled {
                            Evidence::Unclear
                        } else {
                            Evidence::Paper
                        };
                        return (evidence, self.goes_on(floor, at));
                    }
                    if matches!(text, "to" | "from") && self.follows_number(at) {
                        // `a repeat of 2750 to London`, `September 1, to New York`
                        return (Evidence::Paper, self.goes_on(floor, at));
                    }
                    self.name(at, token, &mut clause);
                }
                _ => {}
            }
        }
        let connected = at == floor && clause.closed == 0 && floor > self.sentence;
        (clause.evidence(), connected)
    }

    /// Whether no clause ends between what was cited before and a token.
    fn goes_on(&self, cited: usize, at: usize) -> bool {
        cited > self.sentence && (cited..at).all(|at| !self.is(at, CLAUSE_ENDS))
    }

    /// Counts a word that could be a part of a name.
    fn name(&self, at: usize, token: Token<'_>, clause: &mut Clause) {
        if matches!(token.text, "to" | "by" | "with" | "at" | "for") {
            clause.addressed = true;
        }
        let opens = at == self.sentence && OPENERS.contains(&token.text);
        if token.text.starts_with(char::is_uppercase)
            && !opens
            && !is_month(token.text)
            && !matches!(token.text, "No" | "Nos" | "Mr" | "Mrs" | "Dr" | "Sir")
        {
            clause.names += 1;
            clause.in_row += 1;
        }
    }

    /// Whether a token is a word for a paper, or what a telegram is called by: `telegram`,
    /// `Gadel 269`. In capitals such a word could be a part of a title.
    pub(super) fn is_paper(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|token| token.kind == Kind::Word) else {
            return false;
        };
        if PAPERS.contains(&token.text) {
            return true;
        }
        if !token.text.starts_with(char::is_uppercase) {
            return false;
        }
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let begins = at == self.sentence
            || before.is_none_or(|it| {
                it.kind == Kind::Word && it.text.starts_with(char::is_lowercase)
                    || matches!(it.text, "(" | "[" | ";")
            });
        let word = token.text.to_lowercase();
        if PAPERS.contains(&word.as_str()) {
            return begins;
        }
        begins
            && !is_month(token.text)
            && token.text.len() > 2
            && !matches!(token.text, "No" | "Nos" | "Part" | "Document" | "Documents")
            && self
                .number(at + 1)
                .is_some_and(|number| number.start <= token.end + 2 && number.text.len() <= 5)
    }

    /// Whether a token stands after a number, or after a number and a comma.
    fn follows_number(&self, at: usize) -> bool {
        let comma = at.checked_sub(1).filter(|&at| self.is(at, &[","]));
        let before = comma.unwrap_or(at).checked_sub(1);
        before.is_some_and(|at| self.number(at).is_some_and(|it| it.text.len() <= 5))
    }

    /// Whether `in`, `from` or `on` says where something was published.
    fn is_published(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|at| self.is(at, PUBLISHED))
    }
}

/// What was seen of a clause, from its end.
#[derive(Debug, Default)]
struct Clause {
    /// Brackets that are open, read backwards.
    closed: usize,
    words: usize,
    names: usize,
    /// Names since the last comma.
    in_row: usize,
    /// Whether someone is written to, since the last comma.
    addressed: bool,
    /// Whether something stands there like a title.
    titled: bool,
    /// Whether a year and a month stand in the brackets at hand.
    year: bool,
    month: bool,
}

impl Clause {
    fn comma(&mut self) {
        if self.in_row >= 2 && !self.addressed {
            self.titled = true;
        }
        self.in_row = 0;
        self.addressed = false;
    }

    fn evidence(&self) -> Evidence {
        if self.names > 0 || self.titled {
            Evidence::Names
        } else {
            Evidence::Bare
        }
    }
}

/// Words for the papers that editions print.
const PAPERS: &[&str] = &[
    "aide",
    "airgram",
    "airgrams",
    "annex",
    "attachment",
    "bracketed",
    "cable",
    "cablegram",
    "circular",
    "communication",
    "conversation",
    "conversations",
    "despatch",
    "despatches",
    "dispatch",
    "dispatches",
    "draft",
    "editorial",
    "enclosure",
    "footnote",
    "footnotes",
    "instruction",
    "instructions",
    "letter",
    "letters",
    "memcon",
    "memo",
    "memoranda",
    "memorandum",
    "message",
    "messages",
    "minute",
    "minutes",
    "note",
    "notes",
    "paper",
    "reply",
    "report",
    "statement",
    "telegram",
    "telegrams",
];

/// Words that a sentence begins with, in the capital of the sentence.
const OPENERS: &[&str] = &[
    "A", "An", "As", "At", "Both", "But", "Cited", "Dated", "For", "From", "He", "In", "It", "Its",
    "Neither", "Not", "Of", "On", "Printed", "Quoted", "Same", "Sent", "She", "Text", "The",
    "These", "They", "This", "Undated",
];

/// Whether a word opens a new sentence of an editor's, after `Ibid.`
pub(super) fn opens_sentence(text: &str) -> bool {
    OPENERS.contains(&text) || matches!(text, "See" | "Cf" | "Drafted" | "Regarding" | "Another")
}

const PUBLISHED: &[&str] = &[
    "appear",
    "appears",
    "appeared",
    "cited",
    "contained",
    "documented",
    "found",
    "given",
    "included",
    "presented",
    "printed",
    "Printed",
    "published",
    "quoted",
    "Quoted",
    "recorded",
    "reprinted",
    "Reprinted",
    "reproduced",
    "set",
    "summarized",
    "documentation",
];

/// Words that only books, newspapers, archives and their parts are called by.
fn is_work(text: &str) -> bool {
    matches!(
        text,
        "Annals"
            | "Archive"
            | "Archives"
            | "Biography"
            | "Books"
            | "Box"
            | "Bulletin"
            | "Chronicle"
            | "Cmd"
            | "Cmnd"
            | "Cong"
            | "Congress"
            | "Correspondence"
            | "Debates"
            | "Diaries"
            | "Diary"
            | "Encyclopedia"
            | "File"
            | "Files"
            | "Gazette"
            | "Hansard"
            | "Hearings"
            | "Herald"
            | "History"
            | "Journal"
            | "Library"
            | "Lot"
            | "Magazine"
            | "Memoirs"
            | "News"
            | "Paper"
            | "Papers"
            | "Press"
            | "Proceedings"
            | "Record"
            | "Records"
            | "Review"
            | "Series"
            | "Session"
            | "Stat"
            | "Statutes"
            | "Studies"
            | "Suppl"
            | "Supplement"
            | "Survey"
            | "Times"
            | "Tribune"
            | "Yearbook"
            | "Years"
            | "book"
            | "brochure"
            | "cit"
            | "ed"
            | "edition"
            | "eds"
            | "issue"
            | "newspaper"
            | "op"
            | "pamphlet"
            | "publication"
            | "source"
            | "suppl"
            | "vol"
            | "vols"
            | "volume"
            | "volumes"
            | "Vol"
            | "Volume"
            | "yr"
    )
}

/// Whether a word is a month's name: *may* is none.
pub(super) fn is_month(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && is_english_month(text)
}
