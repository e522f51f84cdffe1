//! People in the rows above a text, among those present, and in a letter's address.

use super::{Reader, unsigned};
use crate::model::{Cert, Fact, Party, Rule};
use crate::read::dates;
use crate::read::plain::layout::{Block, Item};
use crate::read::plain::{forms, parties};
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn row(
        &mut self,
        block: &Block,
        kind: &str,
        label: Option<&Range<usize>>,
        items: &[Item],
    ) {
        let places: Vec<Range<usize>> =
            items.iter().map(|item| self.trimmed(&item.words)).collect();
        let whole = places
            .iter()
            .cloned()
            .reduce(|a, b| a.start..b.end)
            .unwrap_or(0..0);
        match kind {
            "to" | "from" => {
                let mut found = Vec::new();
                for place in &places {
                    found.extend(self.people_of_row(place));
                }
                let action = if kind == "to" {
                    &mut self.header.received
                } else {
                    &mut self.header.sent
                };
                let post =
                    |fact: &Fact<Party>| fact.value.office.as_deref().is_some_and(parties::is_post);
                let cable = found.iter().any(post);
                if action.parties.is_empty() {
                    action.parties = found;
                }
                if cable {
                    let fact = self.fact(
                        "telegram".to_owned(),
                        Rule::CableBlock,
                        Cert::Medium,
                        &whole,
                    );
                    self.header.kind.get_or_insert(fact);
                }
                let memorandum = label
                    .is_some_and(|label| self.words(label).to_uppercase().contains("MEMORANDUM"));
                if memorandum {
                    let kind = if self
                        .words(label.unwrap_or(&whole))
                        .to_uppercase()
                        .contains("ACTION")
                    {
                        "action memorandum"
                    } else {
                        "memorandum"
                    };
                    let place = label.cloned().unwrap_or_else(|| whole.clone());
                    let fact = self.fact(kind.to_owned(), Rule::MemoBlock, Cert::High, &place);
                    self.header.kind.get_or_insert(fact);
                }
            }
            "subject" if self.header.subject.is_none() => {
                let text = places
                    .iter()
                    .map(|place| unsigned(self.words(place)))
                    .collect::<Vec<_>>()
                    .join("; ");
                self.header.subject = Some(self.fact(text, block.rule, block.cert, &whole));
            }
            "participants" => {
                for (index, place) in places.iter().enumerate() {
                    // A bullet with bullets below it is a country or a side, not a person.
                    let depth = |at: usize| items.get(at).map_or(0, |item| item.depth);
                    let heads_others = index + 1 < items.len() && depth(index + 1) > depth(index);
                    if !heads_others {
                        self.participant(place, block.rule, block.cert);
                    }
                }
            }
            "date" | "time" if self.header.sent.date.is_none() => {
                for place in &places {
                    if let Some(found) = dates::find(self.words(place)).into_iter().next() {
                        let range = place.start + found.range.start..place.start + found.range.end;
                        self.header.sent.date =
                            Some(self.fact(found.date, Rule::MemoBlock, Cert::High, &range));
                        break;
                    }
                }
            }
            "place" if self.header.sent.place.is_none() => {
                let fact = self.fact(
                    unsigned(self.words(&whole)),
                    Rule::MemoBlock,
                    Cert::High,
                    &whole,
                );
                self.header.sent.place = Some(fact);
            }
            _ => {}
        }
    }

    /// The people of a row: `George P. Shultz`, `EUR – Mr. Burt`, `The Secretary`.
    pub(super) fn people_of_row(&self, place: &Range<usize>) -> Vec<Fact<Party>> {
        let words = unsigned(self.words(place));
        if words.is_empty() {
            return Vec::new();
        }
        let words = without_precedence(&words);
        let several = several(words);
        if several.len() > 1 {
            return several
                .into_iter()
                .map(|party| self.fact(party.into(), Rule::BlockParties, Cert::Medium, place))
                .collect();
        }
        let (desk, words) = behind_desk(words);
        let mut party = parties::party(words, 0..words.len());
        // `George P. Shultz, Secretary of State`
        if let Some((name, office)) = words.split_once(", ")
            && forms::is_signature(name)
            && !name.split_whitespace().all(parties::is_office_word)
            && !office.starts_with("Jr")
        {
            party.name = Some(name.to_owned());
            party.office = Some(office.to_owned());
        }
        if party.name.is_none() && party.office.is_none() {
            return Vec::new();
        }
        party.office = party.office.or_else(|| desk.map(str::to_owned));
        vec![self.fact(party.into(), Rule::BlockParties, Cert::High, place)]
    }

    /// The people of an item: one, or one a cell where a table lost its form.
    pub(super) fn participant(&mut self, place: &Range<usize>, rule: Rule, cert: Cert) {
        if self.words(place).contains('|') {
            let mut from = place.start;
            for cell in self.words(place).split('|') {
                let cell_place = self.trimmed(&(from..from + cell.len()));
                from += cell.len() + 1;
                self.one_participant(&cell_place, rule, cert);
            }
        } else {
            self.one_participant(place, rule, cert);
        }
    }

    pub(super) fn one_participant(&mut self, place: &Range<usize>, rule: Rule, cert: Cert) {
        let words = unsigned(self.words(place));
        let words = words.trim_end_matches([';', '.']);
        if words.is_empty() || forms::is_side(words) {
            return;
        }
        let words = without_role(words);
        let (name, office) = match words.split_once([',', ';']) {
            // `The French Ambassador, M. Bonnet`
            Some((office, name))
                if office.starts_with("The ")
                    && office.split_whitespace().any(parties::is_office_word)
                    && parties::is_courtesy_and_name(name.trim()) =>
            {
                (name.trim(), office.strip_prefix("The ").map(str::to_owned))
            }
            Some((name, office)) => (name.trim(), Some(office.trim().to_owned())),
            None if is_role(words) => ("", Some(words.to_owned())),
            // `Amb. Hale`
            None => match words.strip_prefix("Amb. ") {
                Some(name) => (name, Some("Amb.".to_owned())),
                None => (words, None),
            },
        };
        let value = if office.is_none() {
            parties::party(name, 0..name.len()).into()
        } else {
            Party {
                name: Some(parties::without_courtesy(name).to_owned())
                    .filter(|name| !name.is_empty()),
                office,
                entity: None,
            }
        };
        self.header
            .participants
            .push(self.fact(value, rule, cert, place));
    }

    /// Participants in columns: the first row names the sides.
    pub(super) fn participants_in(&mut self, rows: &[Vec<Range<usize>>]) {
        // The first row names the sides, unless people stand in it.
        let named = |cell: &Range<usize>| {
            let words = self.words(cell).trim();
            words.contains(',') || parties::without_courtesy(words).len() < words.len()
        };
        let sides = rows.first().is_some_and(|row| !row.iter().any(named));
        for cell in rows.iter().skip(usize::from(sides)).flatten() {
            let place = self.trimmed(cell);
            self.participant(&place, Rule::Participants, Cert::Medium);
        }
    }

    /// The addressee of a letter without heading: the first line of the inside address,
    /// else the name in the salutation.
    pub(super) fn addressee(&mut self) {
        let found = self.of_address().or_else(|| self.of_salute());
        self.header.received.parties.extend(found);
    }

    /// Who is named in the inside address, with the office below the name.
    fn of_address(&self) -> Option<Fact<Party>> {
        let lines = self.address.as_ref()?;
        // `His Excellency` alone on its line is the title of whom the next line names.
        let at = lines.iter().position(|line| !is_style(self.words(line)))?;
        let (first, below) = lines.get(at..)?.split_first()?;
        let line = unsigned(self.words(first));
        let name = forms::STYLES
            .iter()
            .find_map(|style| line.strip_prefix(style)?.strip_prefix(' '))
            .unwrap_or(&line);
        let mut party: Party = parties::party(name, 0..name.len()).into();
        if let Some((person, title)) = party.name.as_deref().and_then(|it| it.split_once(", ")) {
            let (person, title) = (person.to_owned(), title.to_owned());
            party.name = Some(person);
            party.office.get_or_insert(title);
        }
        if party.office.is_none() {
            party.office = self.office_below(below);
        }
        (party != Party::default())
            .then(|| self.fact(party, Rule::InsideAddress, Cert::Medium, first))
    }

    /// The office in the lines below a name in an address. It can run over lines, and ends where a
    /// line does not lead on.
    fn office_below(&self, lines: &[Range<usize>]) -> Option<String> {
        let mut office = unsigned(self.words(lines.first()?));
        if !parties::is_office_of_one(&office) {
            return None;
        }
        for line in lines.iter().skip(1) {
            if !forms::ends_on_small_word(&office) {
                break;
            }
            office.push(' ');
            office.push_str(&unsigned(self.words(line)));
        }
        Some(office.trim_end_matches('.').to_owned())
    }

    /// Who is named in the salutation: `Dear Mr. Hale:`
    fn of_salute(&self) -> Option<Fact<Party>> {
        const DEAR: &[&str] = &["My dear ", "Dear ", "Lieber ", "Liebe ", "Cher ", "Chère "];
        let salute = self.salute.as_ref()?;
        let words = unsigned(self.words(salute));
        let words = words.trim_end_matches([',', ':', '.', '!', '—', '–', ' ']);
        let name = DEAR.iter().find_map(|dear| words.strip_prefix(dear))?;
        let party = parties::party(name, 0..name.len());
        party.name.as_ref()?;
        Some(self.fact(party.into(), Rule::SaluteParty, Cert::Low, salute))
    }
}

/// The people of a row that names more than one, each with a name: `Mr. Hale and Mr. Vance`.
fn several(words: &str) -> Vec<parties::PartyWords> {
    // `HOWARD VANCE and DONALD HALE`
    if let Some((first, second)) = words.split_once(" and ")
        && parties::is_given_and_surname(first)
        && parties::is_given_and_surname(second)
    {
        return [first, second]
            .map(|name| parties::PartyWords {
                name: Some(name.trim().to_owned()),
                office: None,
                range: 0..name.len(),
            })
            .into();
    }
    let parties: Vec<_> = if words.contains(';') {
        words
            .split(';')
            .map(str::trim)
            .filter(|words| !words.is_empty())
            .map(|words| parties::party(words, 0..words.len()))
            .collect()
    } else {
        parties::split(words, 0)
    };
    let offices = words.contains(" and the ") && parties.iter().all(|party| party.name.is_none());
    if offices || parties.iter().all(|party| party.name.is_some()) {
        parties
    } else {
        Vec::new()
    }
}

/// The short name of a bureau before a dash, and who is there: `EUR/SOV – Mr. Hale`.
fn behind_desk(words: &str) -> (Option<&str>, &str) {
    let at = [" - ", " – ", " — ", " -- "]
        .iter()
        .find_map(|dash| words.split_once(dash));
    let short = |desk: &str| {
        desk.len() <= 14
            && desk.chars().any(char::is_uppercase)
            && desk
                .chars()
                .all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '-' | '&'))
    };
    match at {
        Some((desk, person)) if short(desk.trim()) => (Some(desk.trim()), person.trim_start()),
        Some(_) => (None, words),
        // `EUR Mr. Hale`
        None => match words.split_once(' ') {
            Some((desk, person))
                if short(desk)
                    && desk.len() >= 2
                    && !desk.contains('.')
                    && parties::is_courtesy_and_name(person) =>
            {
                (Some(desk), person)
            }
            _ => (None, words),
        },
    }
}

/// A post in a cable without what is said of its haste, and its number: `SECSTATE WASHDC IMMEDIATE
/// 4711`. Other names are left whole: `PRIORITY PROJECTS DIVISION`.
fn without_precedence(words: &str) -> &str {
    const HASTE: &[&str] = &["FLASH", "IMMEDIATE", "NIACT", "PRIORITY", "ROUTINE"];
    if !parties::is_post(words) {
        return words;
    }
    let haste = words.match_indices(' ').map(|(at, _)| at).find(|&at| {
        let word = words.get(at..).unwrap_or("").split_whitespace().next();
        word.is_some_and(|word| HASTE.contains(&word))
    });
    let post = haste.and_then(|at| words.get(..at)).unwrap_or(words);
    match post.rsplit_once(' ') {
        Some((left, number)) if number.bytes().all(|b| b.is_ascii_digit()) => left,
        _ => post,
    }
}

/// Whether a line of an address is a style of address and no name: `His Excellency`.
fn is_style(line: &str) -> bool {
    forms::STYLES.contains(&line.trim().trim_end_matches([',', ':']))
}

/// Whether a word says what somebody present did there, and is nobody's name: `Interpreter`.
fn is_role(word: &str) -> bool {
    const ROLES: &[&str] = &[
        "drafter",
        "interp",
        "interpreter",
        "interpreting",
        "note taker",
        "note-taker",
        "notetaker",
        "observer",
        "rapporteur",
        "recorder",
        "reporting officer",
        "translator",
    ];
    let word = word.trim_end_matches('.');
    ROLES.iter().any(|role| role.eq_ignore_ascii_case(word))
}

/// The words before such a role in brackets: `Mr. Hale (Interp.)`.
fn without_role(words: &str) -> &str {
    words
        .strip_suffix(')')
        .and_then(|words| words.rsplit_once('('))
        .filter(|(_, role)| is_role(role.trim()))
        .map_or(words, |(words, _)| words.trim_end())
}
