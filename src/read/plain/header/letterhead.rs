//! What a letterhead tells of the whole: where its paper was written, and the office of who
//! signed it.

use super::Reader;
use crate::model::{Cert, Rule};
use crate::read::plain::{forms, heading, lexicon, parties};
use crate::source::folded;

impl Reader<'_> {
    /// The office of the one sender who is known by a name alone, where a letterhead is that of
    /// one office: `THE SECRETARY OF STATE`.
    pub(super) fn office_of_letterhead(&mut self) {
        let [sender] = self.header.sent.parties.as_slice() else {
            return;
        };
        let named = sender.value.name.is_some() && sender.value.office.is_none();
        let stated = matches!(
            sender.evidence.rule,
            Rule::HeadingParties | Rule::HeadingMrToMr
        );
        if !named || stated {
            return;
        }
        let mut offices = self.letterhead.iter().filter_map(|line| {
            let words = folded(self.words(line));
            let words = heading::uncapitalised(words.trim_end_matches(','));
            let office = words.strip_prefix("The ").unwrap_or(&words);
            parties::is_office_of_one(office).then(|| office.to_owned())
        });
        if let (Some(office), None) = (offices.next(), offices.next())
            && let Some(sender) = self.header.sent.parties.first_mut()
        {
            sender.value.office = Some(office);
        }
    }

    /// The town in a letterhead, where no dateline names a place: `Washington, D.C. 20520`, or the
    /// last line below an office, a body or a street: `EMBASSY OF NORLAND` / `HARWICK`.
    pub(super) fn place_of_letterhead(&mut self) {
        if self.header.sent.place.is_some() {
            return;
        }
        let coded = self.letterhead.iter().find_map(|line| {
            let words = self.words(line);
            let town = town(words)?;
            Some(line.start..line.start + town.len())
        });
        let found = coded.or_else(|| {
            let last = self.letterhead.last()?;
            let above = self.letterhead.iter().rev().nth(1)?;
            let (words, above) = (self.words(last), self.words(above));
            let sender = above.starts_with(|c: char| c.is_ascii_digit())
                || above.split_whitespace().any(parties::is_office_or_body);
            (sender && is_town(words)).then(|| last.clone())
        });
        if let Some(place) = found {
            let name = folded(self.words(&place));
            let rule = if forms::in_capitals(&name) {
                Rule::Letterhead
            } else {
                Rule::LetterheadMixed
            };
            let fact = self.fact(name, rule, Cert::Medium, &place);
            self.header.sent.place = Some(fact);
        }
    }
}

/// The town of an address line that a code of the post ends, or that is Washington's.
fn town(line: &str) -> Option<&str> {
    let code = line.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let digits = line.len() - code.len();
    let code = code.trim_end();
    let (name, state) = code.rsplit_once(", ").unwrap_or((code, ""));
    let letters = || state.chars().filter(|c| c.is_alphabetic());
    let short = letters().count() == 2
        && letters().all(char::is_uppercase)
        && state
            .chars()
            .all(|c| c.is_uppercase() || matches!(c, '.' | ' '));
    let named = name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 3
        && name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-'));
    let capital = name.eq_ignore_ascii_case("Washington");
    let fits = if digits >= 5 {
        short
    } else {
        capital && digits == 0 && (short || state.is_empty())
    };
    (named && fits).then_some(code)
}

/// Whether a line is a town and perhaps its country: a few words of which the first ones are in no
/// list of words, and which is nothing else that stands on a paper's head.
fn is_town(line: &str) -> bool {
    let (name, land) = line.split_once(", ").unwrap_or((line, ""));
    let letters = |words: &str| {
        words
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '’' | '\''))
    };
    let small = |word: &str| word.to_lowercase();
    let is_listed = |word: &str| lexicon::is_word(&small(word));
    (1..=3).contains(&name.split_whitespace().count())
        && land.split_whitespace().count() <= 3
        && letters(name)
        && letters(land)
        && line.starts_with(char::is_uppercase)
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !line.split([' ', ',']).any(parties::is_office_or_body)
        && !name.split_whitespace().all(is_listed)
        && heading::kind(line).is_none()
        && !forms::is_classification(line)
        && !forms::is_handling(line)
}
