//! What only the whole of a part tells: a letter by its salutation, its people by signature and
//! address, a date from the heading.

use super::{Reader, unsigned};
use crate::model::{Cert, Party, Rule};
use crate::read::dates;
use crate::read::plain::{forms, heading, parties};
use crate::source::folded;

impl Reader<'_> {
    /// What only the whole tells: a letter by its salutation, its people by signature and
    /// address, a date from the heading.
    pub(super) fn infer(&mut self) {
        if self.header.kind.is_none()
            && self.header.title.is_none()
            && let (Some(salute), true) = (&self.salute, self.closed.is_some())
        {
            self.header.kind = Some(self.fact(
                "letter".to_owned(),
                Rule::Salute,
                Cert::Medium,
                &salute.clone(),
            ));
        }
        // A title in the author's own words names neither.
        let no_heading =
            self.header.title.as_ref().is_none_or(|title| {
                matches!(title.evidence.rule, Rule::TitleLine | Rule::LabelTitle)
            });
        if no_heading
            && self.header.sent.parties.is_empty()
            && let Some(place) = self.closed.clone()
        {
            let line = unsigned(self.words(&place));
            let name = forms::without_signed(&line);
            // `William Hale.`, as old volumes print it, but not `William Hale, Jr.`
            let long = |name: &&str| {
                let last = name.rsplit([' ', '.']).next().unwrap_or("");
                last.chars().count() > 3
            };
            let name = name.strip_suffix('.').filter(long).unwrap_or(name);
            if forms::is_signature(name) {
                // `Peter Hale` / `Executive Secretary`
                let office = self
                    .closed_as
                    .as_ref()
                    .map(|range| unsigned(self.words(range)));
                let value = Party {
                    name: Some(name.trim_matches(['[', ']']).to_owned()),
                    office: office.filter(|line| {
                        line.split_whitespace().count() <= 8
                            && !line.ends_with([',', '.', ':'])
                            && line.split_whitespace().any(parties::is_office_word)
                            && heading::is_title(line)
                    }),
                    ..Party::default()
                };
                self.header.sent.parties.push(self.fact(
                    value,
                    Rule::SignatureParty,
                    Cert::Medium,
                    &place,
                ));
            }
        }
        if no_heading && self.header.received.parties.is_empty() {
            self.addressee();
        }
        if self.header.sent.date.is_none()
            && let Some(title) = self.header.title.clone()
            && let Some(span) = title.evidence.span
        {
            let range = span.range();
            let words = self.words(&range);
            let found = dates::find(words);
            if let [only] = found.as_slice() {
                let before = words.get(..only.range.start).unwrap_or("").trim_end();
                let stated = before.ends_with(" on")
                    || before.ends_with(',')
                    || before.ends_with("day")
                    || before.to_lowercase().ends_with("dated");
                if stated && only.date.exact().is_some() {
                    self.place_before(range.start, before);
                    let place = range.start + only.range.start..range.start + only.range.end;
                    self.header.sent.date =
                        Some(self.fact(only.date, Rule::DateInWords, Cert::Medium, &place));
                }
            }
        }
    }

    /// The place before the date in a heading, between commas: `Memorandum of a Conversation,
    /// Department of State, Washington, October 30, 1956`.
    fn place_before(&mut self, start: usize, before: &str) {
        // `Paris, on Friday, February 14`, `Paris, on Friday May 24th`: the day of the week is passed
        // over.
        let head = match before.trim_end_matches(',').rsplit_once(',') {
            Some((earlier, day)) if day.trim_end().ends_with("day") => earlier,
            _ => match before.strip_suffix(',') {
                Some(head) => head,
                None => return,
            },
        };
        let Some((_, part)) = head.rsplit_once(',') else {
            return;
        };
        // `Held at Geneva`
        let part = [" Held at ", " held at ", " Held in ", " held in ", " at "]
            .iter()
            .find_map(|lead| part.strip_prefix(lead))
            .unwrap_or(part);
        let name = part.trim();
        let words = name.split_whitespace().count();
        let fits = (1..=3).contains(&words)
            && name.starts_with(char::is_uppercase)
            && heading::is_title(name)
            && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '.'))
            && !parties::is_party(name);
        if fits && self.header.sent.place.is_none() {
            let from = start + head.len() - part.trim_start().len();
            let place = from..from + name.len();
            let fact = self.fact(folded(name), Rule::DateInWords, Cert::Medium, &place);
            self.header.sent.place = Some(fact);
        }
    }
}
