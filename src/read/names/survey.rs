//! Looking through a record's texts for names: every name is judged by the words around
//! it; what stays open is decided when all of the document is known.

use super::around::{
    first_word, is_title_case, keep_tail, last_word, names_something, says_no_name,
};
use super::finder::{Form, NameFinder, Reading, key};
use super::party::Match;
use super::pins::Pins;
use super::{person, words};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Cert, Date, Descend, EntityKind, Header, Node, Record, Rule, Tag, Text, walk};
use crate::read::fold::Folded;
use crate::read::sidecar::NameDecision;
use crate::source::{FileId, Span};
use aho_corasick::Input;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A name in a text.
pub(super) struct Found {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) entity: usize,
    pub(super) cert: Cert,
    pub(super) rule: Rule,
}

/// A surname that is surely a name, but perhaps several people's.
struct Open {
    text: Span,
    range: Range<usize>,
    form: String,
    /// The word before it, when it is a title.
    title: Option<String>,
    /// Whether the words before it leave a doubt.
    doubtful: bool,
    bearers: Vec<usize>,
}

pub(super) struct Survey<'a> {
    finder: &'a NameFinder,
    file: FileId,
    source: &'a str,
    date: Option<Date>,
    pins: Pins,
    found: Vec<(Span, Found)>,
    open: Vec<Open>,
    /// Who is named in full in this document, or is one of its parties.
    named: BTreeSet<usize>,
    /// Surnames that the text has in small letters as words; `None` until asked for.
    small: Option<BTreeSet<usize>>,
}

/// The words around a name, in the folded text.
struct Around<'a> {
    before: &'a str,
    after: &'a str,
    /// Whether capitals mean nothing here.
    heading: bool,
}

impl<'a> Survey<'a> {
    pub(super) fn new(
        finder: &'a NameFinder,
        record: &Record,
        decisions: &[NameDecision],
        source: &'a str,
        diags: &mut Diagnostics,
    ) -> Self {
        let mut survey = Self {
            finder,
            file: record.file,
            source,
            date: record.header.sent.date.as_ref().map(|date| date.value),
            pins: Pins::new(finder, decisions, record.file, source, diags),
            found: Vec::new(),
            open: Vec::new(),
            named: BTreeSet::new(),
            small: None,
        };
        survey.header(&record.header);
        survey
    }

    fn header(&mut self, header: &Header) {
        let parties = header.sent.parties.iter().chain(&header.received.parties);
        for party in parties.chain(&header.participants) {
            if let Match::Known(id, Cert::High) =
                self.finder.party(&party.value, self.date.as_ref())
            {
                self.named.extend(self.finder.index(&id));
            }
        }
    }

    pub(super) fn tree(&mut self, nodes: &[Node]) {
        let mut tail = String::new();
        let mut heading_end = 0;
        walk(nodes, &mut |node| match node {
            Node::Text(text) => {
                self.text(text, &tail, text.span.start < heading_end);
                keep_tail(&mut tail, &text.text);
                Descend::Into
            }
            Node::Element(element) => match element.tag {
                Tag::PersName
                | Tag::PlaceName
                | Tag::OrgName
                | Tag::Name
                | Tag::Rs
                | Tag::Term
                | Tag::Ref
                | Tag::Num
                | Tag::Code
                | Tag::Idno
                | Tag::Date
                | Tag::Fw
                | Tag::Graphic
                | Tag::Sic
                | Tag::Surplus
                | Tag::Stamp => {
                    keep_tail(&mut tail, "x");
                    Descend::Over
                }
                Tag::Pb | Tag::Anchor => Descend::Into,
                Tag::Lb => {
                    tail.push(' ');
                    Descend::Into
                }
                Tag::Hi | Tag::Emph | Tag::Seg | Tag::Del | Tag::Q | Tag::Choice | Tag::Corr => {
                    Descend::Into
                }
                Tag::Head | Tag::Label => {
                    tail.clear();
                    if element.span.file == self.file {
                        heading_end = element.span.end;
                    }
                    Descend::Into
                }
                _ => {
                    tail.clear();
                    Descend::Into
                }
            },
        });
    }

    fn text(&mut self, text: &Text, tail: &str, heading: bool) {
        if text.text.len() != text.span.range().len() {
            return;
        }
        let first_found = self.found.len();
        let folded = Folded::is_needed(&text.text).then(|| Folded::new(&text.text));
        let words = folded.as_ref().map_or(text.text.as_str(), |it| &it.text);
        let mut title_case = None;
        let mut at = 0;
        while let Some(hit) = self.finder.forms.find(Input::new(words).range(at..)) {
            let (start, end) = (hit.start(), hit.end());
            let readings = self
                .finder
                .readings
                .get(hit.pattern().as_usize())
                .map_or(&[][..], Vec::as_slice);
            let before = words.get(..start).unwrap_or("");
            let title_case = *title_case.get_or_insert_with(|| is_title_case(words));
            let around = Around {
                before: if before.is_empty() { tail } else { before },
                after: words.get(end..).unwrap_or(""),
                heading: heading || title_case,
            };
            let form = words.get(start..end).unwrap_or("");
            if !self.is_word(form, readings, &around) {
                at = start + form.chars().next().map_or(1, char::len_utf8);
                continue;
            }
            at = end;
            let range = match &folded {
                Some(folded) => folded.range(start..end),
                None => start..end,
            };
            self.judge(text, range, form, readings, &around);
        }
        self.whole_pins(text, first_found);
    }

    /// Whether a form stands as a word, and not as a part of one.
    fn is_word(&self, form: &str, readings: &[Reading], around: &Around<'_>) -> bool {
        let people = readings.iter().all(|reading| {
            let known = self.finder.known.get(reading.entity);
            known.is_some_and(|known| known.kind == EntityKind::Person)
        });
        let starts = form.starts_with(char::is_alphanumeric);
        let ends = form.ends_with(char::is_alphanumeric);
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        let next = around.after.chars().next();
        if starts && around.before.ends_with(inside) {
            return false;
        }
        // A note's mark can stick to a person's name.
        if ends && next.is_some_and(|c| inside(c) && !(people && c.is_ascii_digit())) {
            return false;
        }
        if readings.iter().any(|reading| reading.form != Form::Surname) {
            return true;
        }
        // `Reagan-Gorbachev` is two names, `Douglas-Home` is one.
        let name_before = |words: &str| {
            let word = words
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or("");
            self.finder.by_key.contains_key(&key(word))
        };
        let name_after = |words: &str| {
            let word = words
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or("");
            self.finder.by_key.contains_key(&key(word))
        };
        let hyphen = ['-', '\u{2010}', '\u{2011}'];
        if let Some(before) = around.before.strip_suffix(hyphen)
            && before.ends_with(char::is_alphanumeric)
        {
            return name_before(before);
        }
        if let Some(after) = around.after.strip_prefix(hyphen)
            && after.starts_with(char::is_alphanumeric)
        {
            return name_after(after);
        }
        true
    }

    fn judge(
        &mut self,
        text: &Text,
        range: Range<usize>,
        form: &str,
        readings: &[Reading],
        around: &Around<'_>,
    ) {
        let start = text.span.range().start;
        if text.span.file == self.file
            && let Some(entity) = self.pins.covering(start + range.start..start + range.end)
        {
            if let Some(entity) = entity {
                self.push(text.span, range, entity, Cert::High, Rule::Sidecar);
            }
            return;
        }
        let title = last_word(around.before).filter(|word| self.is_title(word, readings));
        let of_form = |wanted: &dyn Fn(Form) -> bool| -> Vec<usize> {
            let readings = readings.iter().filter(|reading| wanted(reading.form));
            readings.map(|reading| reading.entity).collect()
        };
        let whole = of_form(&|form| form != Form::Surname);
        let by_surname = of_form(&|form| form == Form::Surname);
        if !whole.is_empty() && (title.is_none() || by_surname.is_empty()) {
            let thing = self.is_person(&whole)
                && first_word(around.after).is_some_and(words::is_institution);
            match whole.as_slice() {
                _ if thing => {}
                [only] => {
                    if readings.iter().any(|reading| reading.form == Form::Full) {
                        self.named.insert(*only);
                    }
                    self.push(text.span, range, *only, Cert::High, Rule::NameAuthority);
                }
                _ => self.open.push(Open {
                    text: text.span,
                    range,
                    form: form.to_owned(),
                    title: title.map(str::to_owned),
                    doubtful: false,
                    bearers: whole,
                }),
            }
            return;
        }
        let (bearers, doubtful) = self.bearers(form, by_surname, title, around);
        if !bearers.is_empty() {
            self.open.push(Open {
                text: text.span,
                range,
                form: form.to_owned(),
                title: title.map(str::to_owned),
                doubtful,
                bearers,
            });
        }
    }

    fn is_person(&self, entities: &[usize]) -> bool {
        entities.iter().all(|entity| {
            let known = self.finder.known.get(*entity);
            known.is_some_and(|known| known.kind == EntityKind::Person)
        })
    }

    /// Whether the word before a surname is a title, or the end of a bearer's office.
    fn is_title(&self, word: &str, readings: &[Reading]) -> bool {
        words::is_title(word)
            || (word.starts_with(char::is_uppercase)
                && readings
                    .iter()
                    .any(|it| it.form == Form::Surname && self.finder.bears_title(it.entity, word)))
    }

    /// Which bearers of a surname the words around it allow, and whether that is in doubt;
    /// none when it is perhaps no name, or another person's.
    fn bearers(
        &mut self,
        form: &str,
        mut bearers: Vec<usize>,
        title: Option<&str>,
        around: &Around<'_>,
    ) -> (Vec<usize>, bool) {
        let nobody = (Vec::new(), false);
        let after = first_word(around.after);
        if after.is_some_and(words::is_institution) {
            return nobody;
        }
        if title.is_some() {
            return (bearers, false);
        }
        if !around.heading && after.is_some_and(names_something) {
            return nobody;
        }
        let before = last_word(around.before).unwrap_or("");
        if person::is_initials(before) {
            // `L. B. Johnson`: the initials are the bearer's.
            let initials: Vec<char> = person::initials(before).collect();
            bearers.retain(|entity| {
                let known = self.finder.known.get(*entity);
                known.is_some_and(|known| initials.iter().all(|c| known.initials.contains(*c)))
            });
            return (bearers, false);
        }
        let closed = before.ends_with([
            '.', '!', '?', ':', ';', '”', '"', ')', ']', '-', '–', '—', '/', '|', '•',
        ]);
        let name = before.trim_start_matches(|c: char| !c.is_alphanumeric());
        let capital = name.starts_with(char::is_uppercase);
        if capital && !closed && !name.ends_with(',') && !words::is_function_word(name) {
            // `Art Hartman` for Arthur: likely, and no more.
            let short = name.chars().count() >= 3;
            bearers.retain(|entity| {
                let known = self.finder.known.get(*entity);
                known.is_some_and(|known| {
                    let mut given = known.given.iter();
                    given.any(|given| given == name || (short && given.starts_with(name)))
                })
            });
            return (bearers, true);
        }
        let particle = matches!(
            before,
            "von" | "van" | "de" | "der" | "den" | "du" | "la" | "le"
        );
        if particle {
            return nobody;
        }
        let proves_nothing = around.heading || closed || capital || says_no_name(before);
        if proves_nothing && (words::is_everyday_word(form) || self.stands_small(form)) {
            return nobody;
        }
        (bearers, false)
    }

    /// Whether the document has the surname in small letters, as an everyday word.
    fn stands_small(&mut self, form: &str) -> bool {
        let small = self.small.get_or_insert_with(|| {
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            self.finder
                .small
                .find_iter(self.source)
                .filter(|hit| {
                    let before = self.source.get(..hit.start()).unwrap_or("");
                    let after = self.source.get(hit.end()..).unwrap_or("");
                    !inside(before.chars().next_back()) && !inside(after.chars().next())
                })
                .map(|hit| hit.pattern().as_usize())
                .collect()
        });
        let form = form.to_lowercase();
        self.finder
            .small_words
            .binary_search(&form)
            .is_ok_and(|at| small.contains(&at))
    }

    fn push(&mut self, text: Span, range: Range<usize>, entity: usize, cert: Cert, rule: Rule) {
        self.found.push((
            text,
            Found {
                range,
                entity,
                cert,
                rule,
            },
        ));
    }

    /// Decided passages in which no name was found are names themselves.
    fn whole_pins(&mut self, text: &Text, first_found: usize) {
        if text.span.file != self.file {
            return;
        }
        let span = text.span.range();
        for (range, entity) in self.pins.inside(span.clone()) {
            let range = range.start - span.start..range.end - span.start;
            let taken = self.found.get(first_found..).is_some_and(|found| {
                found
                    .iter()
                    .any(|(_, name)| name.range.start < range.end && range.start < name.range.end)
            });
            if !taken {
                self.push(text.span, range, entity, Cert::High, Rule::Sidecar);
            }
        }
    }

    /// Decides what stayed open, and reports what cannot be decided.
    pub(super) fn finish(
        mut self,
        decisions: &[NameDecision],
        diags: &mut Diagnostics,
    ) -> Vec<(Span, Found)> {
        let mut doubtful: BTreeMap<String, (Span, String, Vec<usize>)> = BTreeMap::new();
        for open in std::mem::take(&mut self.open) {
            match self.decide(&open) {
                Some((entity, cert)) => {
                    self.push(open.text, open.range, entity, cert, Rule::NameAuthority);
                }
                None => {
                    let start = open.text.range().start;
                    let at = Span::new(
                        open.text.file,
                        start + open.range.start,
                        start + open.range.end,
                    );
                    doubtful
                        .entry(key(&open.form))
                        .or_insert((at, open.form, open.bearers));
                }
            }
        }
        for (at, form, bearers) in doubtful.into_values() {
            diags.push(self.finder.ambiguous(at, &form, &bearers));
        }
        self.pins.report_unused(decisions, diags);
        self.found
    }

    fn decide(&self, open: &Open) -> Option<(usize, Cert)> {
        if let [only] = open.bearers.as_slice() {
            let cert = if open.doubtful {
                Cert::Medium
            } else {
                Cert::High
            };
            return Some((*only, cert));
        }
        let only = |fits: &dyn Fn(usize) -> bool| {
            let mut fitting = open.bearers.iter().copied().filter(|it| fits(*it));
            match (fitting.next(), fitting.next()) {
                (Some(one), None) => Some((one, Cert::Medium)),
                _ => None,
            }
        };
        let title = open
            .title
            .as_deref()
            .filter(|title| !words::is_courtesy(title));
        let by_title = title.and_then(|title| {
            let serving = self
                .date
                .and_then(|date| only(&|entity| self.finder.in_office(entity, Some(title), &date)));
            serving.or_else(|| only(&|entity| self.finder.bears_title(entity, title)))
        });
        by_title
            .or_else(|| only(&|entity| self.named.contains(&entity)))
            .or_else(|| {
                let date = self.date?;
                only(&|entity| self.finder.in_office(entity, None, &date))
            })
    }
}

impl NameFinder {
    fn ambiguous(&self, at: Span, form: &str, bearers: &[usize]) -> Diagnostic {
        let known: Vec<_> = bearers
            .iter()
            .filter_map(|index| self.known.get(*index))
            .collect();
        let ids = known
            .iter()
            .map(|known| format!("`{}`", known.id))
            .collect::<Vec<_>>();
        let first = known.first().map_or("…", |known| known.id.as_str());
        let diagnostic = Diagnostic::new(
            Code::AmbiguousName,
            at,
            format!("`{form}` fits {}", ids.join(", ")),
        )
        .help(format!(
            "say who is meant in the sidecar: names: [{{quote: \"{form}\", person: {first}}}]"
        ));
        known.iter().fold(diagnostic, |diagnostic, known| {
            diagnostic.label(known.span, format!("`{}` is this entry", known.id))
        })
    }
}
