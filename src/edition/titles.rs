//! What documents, people and volumes are called, wherever they are named: pages, lists,
//! citations, exports.

use super::{DocIdx, Edition};
use crate::config::Config;
use crate::model::{EntityKind, Fact, Party, RecordKind};
use crate::read::authority::sort_name;

/// What a document's title consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Title<'a> {
    /// Words of the source or the editor, or else the id.
    Stated(String),
    /// None is stated: to be made of what is known. Something is.
    Made {
        /// The kind, with a capital.
        kind: Option<String>,
        /// Who wrote it.
        from: Vec<&'a str>,
        /// To whom.
        to: Vec<&'a str>,
    },
    /// Of an enclosure nothing is known but that it is the nth, from 1.
    Enclosure(u64),
}

impl Edition {
    /// The name to show for a party: the authority file's, or as the text has it.
    #[must_use]
    pub fn shown_name<'a>(&'a self, document: DocIdx, party: &'a Party) -> &'a str {
        self.party_entity(document, party)
            .filter(|entry| entry.entity.is_some())
            .map_or(party.label(), |entry| entry.name.as_str())
    }

    /// The name of a person as lists sort it, `Surname, Given, Suffix`: the authority
    /// file's, or made from the name as written. `None` for an office, an institution,
    /// and a name of one word: these are never turned round.
    #[must_use]
    pub fn sorted_name(&self, document: DocIdx, party: &Party) -> Option<String> {
        let known = self.party_entity(document, party);
        let sorted = match known.filter(|entry| entry.entity.is_some()) {
            Some(entry) => (entry.kind == EntityKind::Person).then(|| entry.sort.clone()),
            None => sorted_name(party.name.as_deref()?),
        };
        sorted.filter(|sorted| sorted.contains(','))
    }

    /// Names of parties, as they are shown.
    #[must_use]
    pub fn party_names<'a>(&'a self, document: DocIdx, parties: &'a [Fact<Party>]) -> Vec<&'a str> {
        let names = parties
            .iter()
            .map(|party| self.shown_name(document, &party.value));
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Names of parties as in an English sentence: `A, B and C`. Empty: nobody is named.
    #[must_use]
    pub fn shown_names(&self, document: DocIdx, parties: &[Fact<Party>]) -> String {
        joined(&self.party_names(document, parties))
    }

    /// The title of a document, or of one of its enclosures (from 0), in English where it
    /// is made. Never empty: what is known stands in for a missing one.
    #[must_use]
    pub fn title(&self, document: DocIdx, enclosure: Option<u32>) -> String {
        let (kind, from, to) = match self.title_parts(document, enclosure) {
            Title::Stated(title) => return title,
            Title::Enclosure(n) => return format!("Enclosure {n}"),
            Title::Made { kind, from, to } => (kind, joined(&from), joined(&to)),
        };
        match (kind, from.as_str(), to.as_str()) {
            (Some(kind), "", "") => kind,
            (Some(kind), from, "") => format!("{kind} from {from}"),
            (Some(kind), "", to) => format!("{kind} to {to}"),
            (Some(kind), from, to) => format!("{kind} from {from} to {to}"),
            (None, from, "") => from.to_owned(),
            (None, "", to) => format!("To {to}"),
            (None, from, to) => format!("{from} to {to}"),
        }
    }

    /// What a title consists of.
    #[must_use]
    pub fn title_parts(&self, document: DocIdx, enclosure: Option<u32>) -> Title<'_> {
        let summary = self.document(document);
        let part = enclosure.and_then(|at| summary.enclosures.get(at as usize));
        let header = part.map_or(&summary.header, |part| &part.header);
        if let Some(title) = &header.title
            && !title.value.trim().is_empty()
        {
            return Title::Stated(title.value.clone());
        }
        let from = self.party_names(document, &header.sent.parties);
        let to = self.party_names(document, &header.received.parties);
        let kind = header.kind.as_ref().map(|kind| capital(&kind.value));
        let kind = kind.filter(|kind| !kind.is_empty());
        if kind.is_some() || !from.is_empty() || !to.is_empty() {
            return Title::Made { kind, from, to };
        }
        let subject = header.subject.as_ref().map(|subject| &subject.value);
        match (subject.filter(|it| !it.is_empty()), enclosure) {
            (Some(subject), _) => Title::Stated(subject.clone()),
            (None, Some(at)) => Title::Enclosure(u64::from(at) + 1),
            (None, None) if summary.kind == RecordKind::Matter => {
                Title::Stated(capital(&summary.id.local().replace('-', " ")))
            }
            (None, None) => Title::Stated(summary.id.local().to_owned()),
        }
    }

    /// How a volume is cited: by its label, else its title, else its id.
    #[must_use]
    pub fn volume_label<'a>(&'a self, config: &'a Config, id: &'a str) -> &'a str {
        let listed = config.volume(id);
        let titled = || self.volume(id)?.title.as_deref();
        listed
            .map(|volume| volume.label.as_str())
            .or_else(titled)
            .unwrap_or(id)
    }
}

/// Small words inside names of people.
const PARTICLES: &[&str] = &[
    "a", "af", "al", "av", "bar", "ben", "bin", "bint", "da", "dal", "de", "degli", "dei", "del",
    "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "en", "het", "ibn", "la",
    "las", "le", "les", "los", "op", "te", "ten", "ter", "ul", "van", "vom", "von", "y", "zu",
    "zum", "zur", "’t", "'t",
];

/// Words that no surname is, and that make of the words around them an institution.
const INSTITUTIONS: &[&str] = &[
    "Agency",
    "Army",
    "Association",
    "Bureau",
    "Cabinet",
    "Chancellery",
    "College",
    "Command",
    "Commission",
    "Committee",
    "Company",
    "Conference",
    "Congress",
    "Consulate",
    "Corporation",
    "Council",
    "Delegation",
    "Department",
    "Directorate",
    "Editors",
    "Embassy",
    "Federation",
    "Foundation",
    "Government",
    "Group",
    "Institute",
    "Legation",
    "Library",
    "Ministry",
    "Mission",
    "Museum",
    "Navy",
    "Office",
    "Parliament",
    "Politburo",
    "Project",
    "Secretariat",
    "Senate",
    "Society",
    "Team",
    "Treasury",
    "Union",
    "University",
];

/// A person's name as lists sort it, made from the name. `None` for an institution, and
/// for a name of one word.
#[must_use]
pub fn sorted_name(name: &str) -> Option<String> {
    let sorted = is_person(name).then(|| sort_name(name, EntityKind::Person));
    sorted.filter(|sorted| sorted.contains(','))
}

/// Whether a name that no authority file has can be taken apart as a person's. `Ministry
/// of Ports` and `Alder & Sons` must not become `Ports, Ministry of`.
fn is_person(name: &str) -> bool {
    !name.starts_with("The ")
        && name.split_whitespace().all(|word| {
            let bare = word.trim_matches([',', '.', '(', ')']);
            let small = bare.chars().next().is_some_and(char::is_lowercase);
            !(INSTITUTIONS.contains(&bare)
                || bare.contains(['&', '/'])
                || bare.chars().any(char::is_numeric)
                || small && !bare.contains(['’', '\'']) && !PARTICLES.contains(&bare))
        })
}

/// With a capital at the beginning.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.as_str().chars()).collect()
}

/// Names joined as in a sentence: `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn institutions_are_no_people() {
        for name in [
            "Ludwig Mies van der Rohe",
            "Jean d’Alembert",
            "José Ortega y Gasset",
        ] {
            assert!(is_person(name), "{name}");
        }
        for name in [
            "Ministry of Ports",
            "Foreign Ministry",
            "Alder & Sons",
            "Embassy in Iran",
            "Bureau 12",
            "The Editors",
        ] {
            assert!(!is_person(name), "{name}");
        }
    }

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        assert_eq!(joined(&["A", "B", "C"]), "A, B and C");
        assert_eq!(joined(&["A", "B"]), "A and B");
        assert_eq!(joined(&[]), "");
    }
}
