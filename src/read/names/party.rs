//! Who is meant by a party of a document: `Secretary Shultz`, `THE PRESIDENT`,
//! `Mr. Preston`, `( Lovett )`.

use super::finder::{Form, NameFinder, Reading, holds, key, office_key};
use super::words;
use crate::model::{Cert, Date, EntityId, EntityKind, Party};

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This entry.
    Known(EntityId, Cert),
    /// One of these; it cannot be told which.
    Ambiguous(Vec<EntityId>),
    /// Nobody of the authority files.
    Unknown,
}

impl NameFinder {
    /// Who is meant by a sender, addressee or participant of a document of this date.
    #[must_use]
    pub fn party(&self, party: &Party, date: Option<&Date>) -> Match {
        if let Some(id) = &party.entity {
            return match self.index(id) {
                Some(_) => Match::Known(id.clone(), Cert::High),
                None => Match::Unknown,
            };
        }
        let office = party.office.as_deref();
        let Some(name) = party.name.as_deref() else {
            return office.map_or(Match::Unknown, |office| self.holder(office, date));
        };
        // `The Ambassador in France ( Herrick )`: the office, then the name.
        if let Some((outer, inner)) = bracketed(name) {
            let found = self.named(inner, office.or(Some(outer)), date);
            if found != Match::Unknown {
                return found;
            }
        }
        match self.named(name, office, date) {
            Match::Unknown if office.is_none() => self.holder(name, date),
            found => found,
        }
    }

    /// Who bears a name, which may begin with titles.
    fn named(&self, name: &str, office: Option<&str>, date: Option<&Date>) -> Match {
        let name = name
            .trim()
            .trim_matches(['(', ')', '[', ']', ',', ':'])
            .trim();
        if let Some(index) = EntityId::new(name).ok().and_then(|id| self.index(&id)) {
            return self.known(index, Cert::High);
        }
        if let Some(readings) = self.by_key.get(&key(name)) {
            return self.choose(readings, None, office, date);
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        for at in 1..words.len() {
            let (before, rest) = words.split_at(at);
            let Some(readings) = self.by_key.get(&key(&rest.join(" "))) else {
                continue;
            };
            let title = before.last().copied().unwrap_or("");
            let titled = words::is_title(title)
                || readings.iter().any(|it| self.bears_title(it.entity, title));
            if !titled {
                return Match::Unknown;
            }
            let office = before.join(" ");
            return self.choose(readings, Some(title), Some(&office), date);
        }
        Match::Unknown
    }

    /// Which of the bearers of a name is meant, by title, office and date.
    fn choose(
        &self,
        readings: &[Reading],
        title: Option<&str>,
        office: Option<&str>,
        date: Option<&Date>,
    ) -> Match {
        let full: Vec<Reading> = readings
            .iter()
            .copied()
            .filter(|it| it.form != Form::Surname)
            .collect();
        if let [only] = full.as_slice() {
            return self.known(only.entity, Cert::High);
        }
        let bearers = if full.is_empty() { readings } else { &full };
        let title = title.filter(|title| !words::is_courtesy(title));
        let office = office.map(office_key).filter(|office| !office.is_empty());
        let holding = |it: &&Reading| {
            office
                .as_ref()
                .is_some_and(|office| self.holds_office(it.entity, office, date))
        };
        let held: Vec<&Reading> = bearers.iter().filter(holding).collect();
        if let [only] = held.as_slice() {
            return self.known(only.entity, Cert::High);
        }
        let titled: Vec<&Reading> = match title {
            Some(title) => bearers
                .iter()
                .filter(|it| self.bears_title(it.entity, title))
                .collect(),
            None => Vec::new(),
        };
        match (bearers, titled.as_slice()) {
            (_, [only]) => self.known(only.entity, Cert::Medium),
            // The title is of an office that the only bearer is not known to have held.
            ([only], []) if title.is_some() && self.has_offices(only.entity) => {
                self.known(only.entity, Cert::Low)
            }
            ([only], _) => self.known(only.entity, Cert::Medium),
            _ => {
                let serving: Vec<&Reading> = bearers
                    .iter()
                    .filter(|it| date.is_some_and(|date| self.in_office(it.entity, None, date)))
                    .collect();
                match serving.as_slice() {
                    [only] => self.known(only.entity, Cert::Medium),
                    _ => self.several(bearers.iter().map(|it| it.entity)),
                }
            }
        }
    }

    /// The holder of an office on a date.
    fn holder(&self, office: &str, date: Option<&Date>) -> Match {
        let office = office_key(office.trim_matches(|c: char| !c.is_alphanumeric()));
        if office.is_empty() {
            return Match::Unknown;
        }
        let exact: Vec<(usize, usize)> = self.offices.get(&office).cloned().unwrap_or_default();
        let found = self.serving(&exact, date);
        if found != Match::Unknown {
            return found;
        }
        // `The Secretary` for the Secretary of State.
        let longer: Vec<(usize, usize)> = self
            .offices
            .range(office.clone()..)
            .take_while(|(known, _)| known.starts_with(&office))
            .filter(|(known, _)| {
                known
                    .get(office.len()..)
                    .is_some_and(|it| it.starts_with(' '))
            })
            .flat_map(|(_, holders)| holders.iter().copied())
            .collect();
        self.serving(&longer, date)
    }

    /// Who of these serves on a date. Without dates anywhere the only holder is meant,
    /// perhaps.
    fn serving(&self, holders: &[(usize, usize)], date: Option<&Date>) -> Match {
        let tenure = |&(entity, tenure): &(usize, usize)| {
            let known = self.known.get(entity)?;
            known.tenures.get(tenure)
        };
        let mut serving: Vec<usize> = holders
            .iter()
            .filter(|holder| {
                date.zip(tenure(holder))
                    .is_some_and(|(date, tenure)| holds(tenure, date))
            })
            .map(|(entity, _)| *entity)
            .collect();
        serving.sort_unstable();
        serving.dedup();
        match serving.as_slice() {
            [] => {}
            [only] => return self.known(*only, Cert::Medium),
            _ => return self.several(serving.into_iter()),
        }
        match holders {
            [(entity, _)]
                if holders
                    .iter()
                    .filter_map(tenure)
                    .all(|tenure| tenure.from.is_none() && tenure.to.is_none()) =>
            {
                self.known(*entity, Cert::Low)
            }
            _ => Match::Unknown,
        }
    }

    /// Whether one of somebody's offices has this name, at the date if there is one.
    fn holds_office(&self, entity: usize, office: &str, date: Option<&Date>) -> bool {
        let tenures = self.known.get(entity).map_or(&[][..], |it| &it.tenures);
        tenures.iter().any(|tenure| {
            let role = office_key(&tenure.role);
            // `Soviet Ambassador` and `Ambassador`, `Secretary` and `Secretary of State`.
            let same = role == office
                || role.starts_with(&format!("{office} "))
                || office.ends_with(&format!(" {role}"))
                || office.starts_with(&format!("{role} "));
            same && date.is_none_or(|date| holds(tenure, date))
        })
    }

    fn has_offices(&self, entity: usize) -> bool {
        self.known
            .get(entity)
            .is_some_and(|known| known.kind == EntityKind::Person && !known.tenures.is_empty())
    }

    fn known(&self, index: usize, cert: Cert) -> Match {
        self.known
            .get(index)
            .map_or(Match::Unknown, |known| Match::Known(known.id.clone(), cert))
    }

    fn several(&self, entities: impl Iterator<Item = usize>) -> Match {
        let mut ids: Vec<EntityId> = entities
            .filter_map(|index| self.known.get(index))
            .map(|known| known.id.clone())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        Match::Ambiguous(ids)
    }
}

/// What stands before brackets at the end, and what in them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let inner = text.strip_suffix(')')?;
    let (outer, inner) = inner.rsplit_once('(')?;
    Some((outer.trim(), inner.trim()))
}
