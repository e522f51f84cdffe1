//! The forms of all names, compiled once, and who each of them can mean.

use super::person::{self, PersonName};
use super::words;
use crate::model::{Date, Entity, EntityId, EntityKind, Tenure};
use crate::source::{Span, folded};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, HashMap};
use unicode_normalization::UnicodeNormalization;

/// What kind of form a name has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// The whole name, or a form of it that says who is meant.
    Full,
    /// A spelling that the authority file lists.
    Spelling,
    /// A surname alone.
    Surname,
}

/// What a form can mean: an entry, by its place in [`NameFinder::known`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reading {
    pub(super) form: Form,
    pub(super) entity: usize,
}

/// What is kept of an entry.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: EntityId,
    pub(super) kind: EntityKind,
    pub(super) span: Span,
    pub(super) tenures: Vec<Tenure>,
    /// Given names and nicknames, and the initials of all, of people.
    pub(super) given: Vec<String>,
    pub(super) initials: String,
}

/// Finds the names of the authority files in texts and says who is meant.
#[derive(Debug)]
pub struct NameFinder {
    pub(super) known: Vec<Known>,
    by_id: BTreeMap<EntityId, usize>,
    /// Forms as they stand in texts, blanks single.
    pub(super) forms: AhoCorasick,
    /// What each form can mean, in the order of `forms`.
    pub(super) readings: Vec<Vec<Reading>>,
    /// Surnames in small letters: words of the language, if a text has them so.
    pub(super) small: AhoCorasick,
    /// The words of `small`, in order.
    pub(super) small_words: Vec<String>,
    /// Names by [`key`], for the parties of a document.
    pub(super) by_key: HashMap<String, Vec<Reading>>,
    /// Offices by [`office_key`]: the holder and which of their tenures.
    pub(super) offices: BTreeMap<String, Vec<(usize, usize)>>,
    /// Whether there may be entries that are not here.
    pub(super) incomplete: bool,
}

impl NameFinder {
    /// Compiles the forms of all entries. The first of two entries with one id counts.
    #[must_use]
    pub fn new(entities: &[Entity]) -> Self {
        let mut known: Vec<Known> = Vec::with_capacity(entities.len());
        let mut by_id = BTreeMap::new();
        let mut forms = Forms::default();
        let mut by_key: HashMap<String, Vec<Reading>> = HashMap::new();
        let mut offices: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        let mut small = Vec::new();
        for entity in entities {
            let index = known.len();
            if by_id.contains_key(&entity.id) {
                continue;
            }
            by_id.insert(entity.id.clone(), index);
            for (form, text) in forms_of(entity) {
                let reading = Reading {
                    form,
                    entity: index,
                };
                add(by_key.entry(key(&text)).or_default(), reading);
                if form == Form::Surname {
                    small.push(text.to_lowercase());
                }
                for written in written_forms(&text, entity.kind, form) {
                    forms.add(written, reading);
                }
            }
            for (tenure, held) in entity.tenures.iter().enumerate() {
                offices
                    .entry(office_key(&held.role))
                    .or_default()
                    .push((index, tenure));
            }
            let name = PersonName::new(&entity.name);
            known.push(Known {
                id: entity.id.clone(),
                kind: entity.kind,
                span: entity.span,
                tenures: entity.tenures.clone(),
                given: name.given_names().into_iter().map(str::to_owned).collect(),
                initials: person::initials(&name.given).collect(),
            });
        }
        small.sort_unstable();
        small.dedup();
        let Forms { places, readings } = forms;
        let mut patterns: Vec<(usize, String)> =
            places.into_iter().map(|(form, at)| (at, form)).collect();
        patterns.sort_unstable();
        let patterns: Vec<String> = patterns.into_iter().map(|(_, form)| form).collect();
        let (forms, small_forms) = rayon::join(|| compile(&patterns), || compile(&small));
        Self {
            known,
            by_id,
            forms,
            readings,
            small: small_forms,
            small_words: small,
            by_key,
            offices,
            incomplete: false,
        }
    }

    /// Says that some entries could not be read: no id is called unknown then.
    #[must_use]
    pub fn incomplete(mut self, incomplete: bool) -> Self {
        self.incomplete = incomplete;
        self
    }

    /// The place of an entry.
    pub(super) fn index(&self, id: &EntityId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether there is such an entry.
    #[must_use]
    pub fn knows(&self, id: &EntityId) -> bool {
        self.by_id.contains_key(id)
    }

    /// Every id.
    pub(super) fn ids(&self) -> impl Iterator<Item = &EntityId> {
        self.by_id.keys()
    }

    /// Whether somebody holds an office, of which a title can be the name, on a date.
    pub(super) fn in_office(&self, entity: usize, title: Option<&str>, date: &Date) -> bool {
        let tenures = self.known.get(entity).map_or(&[][..], |it| &it.tenures);
        tenures
            .iter()
            .filter(|tenure| title.is_none_or(|title| has_word(&tenure.role, title)))
            .any(|tenure| holds(tenure, date))
    }

    /// Whether one of somebody's offices has this title in its name.
    pub(super) fn bears_title(&self, entity: usize, title: &str) -> bool {
        let tenures = self.known.get(entity).map_or(&[][..], |it| &it.tenures);
        tenures.iter().any(|tenure| has_word(&tenure.role, title))
    }
}

/// Forms while they are collected: the place of each, in the order in which they came.
#[derive(Default)]
struct Forms {
    places: HashMap<String, usize>,
    readings: Vec<Vec<Reading>>,
}

impl Forms {
    fn add(&mut self, form: String, reading: Reading) {
        let place = *self.places.entry(form).or_insert(self.readings.len());
        match self.readings.get_mut(place) {
            Some(readings) => add(readings, reading),
            None => self.readings.push(vec![reading]),
        }
    }
}

fn add(readings: &mut Vec<Reading>, reading: Reading) {
    // The same form as a surname and as a spelling is a spelling. Entries come one by one.
    match readings.last_mut().filter(|it| it.entity == reading.entity) {
        Some(old) => old.form = old.form.min(reading.form),
        None => readings.push(reading),
    }
}

fn compile(patterns: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns)
        .unwrap_or_else(|_| {
            // More names than a machine can count: none are found.
            AhoCorasick::new::<[&str; 0], &str>([]).expect("no patterns are few patterns")
        })
}

/// Whether an office was held on a date, as far as is known. An office without dates
/// tells nothing.
pub(super) fn holds(tenure: &Tenure, date: &Date) -> bool {
    if tenure.from.is_none() && tenure.to.is_none() {
        return false;
    }
    let begun = match (tenure.from.as_ref().and_then(Date::earliest), date.latest()) {
        (Some(from), Some(day)) => from <= day,
        _ => true,
    };
    let ended = match (tenure.to.as_ref().and_then(Date::latest), date.earliest()) {
        (Some(to), Some(day)) => to < day,
        _ => false,
    };
    begun && !ended
}

fn has_word(role: &str, title: &str) -> bool {
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    role.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.to_lowercase() == title.to_lowercase())
}

/// The forms of an entry's names, before they are varied for the page.
fn forms_of(entity: &Entity) -> Vec<(Form, String)> {
    let mut forms = vec![(Form::Full, folded(&entity.name))];
    let spellings = entity.spellings.iter();
    forms.extend(spellings.map(|spelling| (Form::Spelling, folded(spelling))));
    if entity.kind == EntityKind::Person {
        let name = PersonName::new(&entity.name);
        let sorted = surname_of_sort(entity);
        let surname = sorted.unwrap_or_else(|| name.surname.clone());
        let whole = PersonName {
            surname: surname.clone(),
            ..name
        };
        // A sort name that begins elsewhere than `PersonName` sees: no forms are made up.
        if entity.name.contains(&format!("{} {surname}", whole.given)) {
            let full = whole.full_forms().into_iter();
            forms.extend(full.map(|form| (Form::Full, folded(&form))));
        }
        forms.push((Form::Surname, folded(&surname)));
        for spelling in entity.spellings.iter().filter(|it| it.contains(' ')) {
            forms.push((Form::Surname, folded(&PersonName::new(spelling).surname)));
        }
    }
    forms.retain(|(form, text)| {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        letters > usize::from(*form == Form::Surname)
    });
    forms
}

/// The surname that the editor's own sort name begins with, if the name holds it.
fn surname_of_sort(entity: &Entity) -> Option<String> {
    let (surname, _) = entity.sort.split_once(',')?;
    let surname = surname.trim();
    (!surname.is_empty() && entity.name.contains(surname)).then(|| surname.to_owned())
}

/// The ways in which a form can stand on a page: either apostrophe, initials apart or
/// together, composed or not, and in capitals for people.
fn written_forms(text: &str, kind: EntityKind, form: Form) -> Vec<String> {
    let mut written = vec![text.to_owned()];
    let vary = |written: &mut Vec<String>, change: &dyn Fn(&str) -> String| {
        let more: Vec<String> = written
            .iter()
            .map(|form| change(form))
            .filter(|form| !written.contains(form))
            .collect();
        written.extend(more);
    };
    if text.contains(['\'', '’']) {
        vary(&mut written, &|form| form.replace('’', "'"));
        vary(&mut written, &|form| form.replace('\'', "’"));
    }
    if text.contains('.') {
        vary(&mut written, &|form| initials_together(form));
        vary(&mut written, &|form| initials_apart(form));
    }
    if kind == EntityKind::Person && !(form == Form::Surname && words::is_everyday_word(text)) {
        vary(&mut written, &|form| form.to_uppercase());
    }
    // A term in small letters can begin a sentence.
    if kind == EntityKind::Term {
        vary(&mut written, &|form| {
            let mut chars = form.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(chars).collect()
            })
        });
    }
    if !text.is_ascii() {
        vary(&mut written, &|form| form.nfc().collect());
        vary(&mut written, &|form| form.nfd().collect());
    }
    written
}

fn initials_together(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(' ') {
        let joins = word.ends_with('.')
            && person::is_initials(word)
            && out
                .rsplit(' ')
                .next()
                .is_some_and(|last| last.ends_with('.') && person::is_initials(last));
        if !out.is_empty() && !joins {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn initials_apart(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        if person::is_initials(word) && word.ends_with('.') {
            let apart = word.replace('.', ". ");
            out.push_str(apart.trim_end());
        } else {
            out.push_str(word);
        }
    }
    out
}

/// A name without what differs between writers: small letters, no stops, single blanks,
/// initials apart.
pub(super) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc() {
        match c {
            '’' | '‘' | '\'' => out.push('\''),
            c if c.is_alphanumeric() || c == '-' || c == '/' || c == '&' => {
                out.extend(c.to_lowercase());
            }
            _ if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// An office without article and without `of the United States`.
pub(super) fn office_key(text: &str) -> String {
    let key = key(text);
    let key = key.strip_prefix("the ").unwrap_or(&key);
    let key = key.strip_suffix(" of america").unwrap_or(key);
    for country in [" of the united states", " of the us", " of the u s"] {
        if let Some(short) = key.strip_suffix(country) {
            return short.to_owned();
        }
    }
    key.to_owned()
}
