//! How we know a thing, in TEI: `cert`, `resp`, and the rule in `evidence` or `ana`.
//!
//! What most elements of a name have in common is said once, in `tagUsage`; only what
//! differs says so itself.

use super::schema::schema;
use super::tree::Item;
use crate::model::{Cert, Evidence, Node, Record, Rule, Tag};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How often each rule saw something.
type Counts = BTreeMap<Rule, usize>;

/// The rule by which elements of each name were seen, unless they say otherwise.
#[derive(Debug, Default)]
pub(super) struct Defaults<'a> {
    /// By name.
    rules: BTreeMap<&'a str, Rule>,
    /// By name and the name of what it stands in, where that makes a difference.
    inside: BTreeMap<(&'a str, &'a str), Rule>,
    used: BTreeSet<Rule>,
}

impl<'a> Defaults<'a> {
    pub(super) fn of(record: &'a Record) -> Self {
        let mut pairs: BTreeMap<(&str, &str), Counts> = BTreeMap::new();
        let mut stack: Vec<(&str, &Node)> = record.body.iter().map(|node| ("", node)).collect();
        let notes = record.notes.iter().flat_map(|note| &note.body);
        stack.extend(notes.map(|node| ("note", node)));
        while let Some((parent, node)) = stack.pop() {
            if let Node::Element(element) = node {
                let name = match &element.tag {
                    Tag::Anchor if element.index.is_some() => "note",
                    tag => tag.name(),
                };
                let counts = pairs.entry((name, parent)).or_default();
                *counts.entry(element.rule).or_default() += 1;
                stack.extend(element.children.iter().map(|child| (name, child)));
            }
        }
        let mut names: BTreeMap<&str, Counts> = BTreeMap::new();
        for ((name, _), counts) in &pairs {
            for (rule, count) in counts {
                *names.entry(name).or_default().entry(*rule).or_default() += count;
            }
        }
        let mut out = Self::default();
        for (name, counts) in &names {
            out.used.extend(counts.keys());
            if let Some(rule) = most(counts).filter(|rule| *rule != Rule::Encoded) {
                out.rules.insert(name, rule);
            }
        }
        out.used.remove(&Rule::Encoded);
        let all = names.values().flatten();
        let (encoded, read): (Vec<_>, Vec<_>) = all.partition(|(rule, _)| **rule == Rule::Encoded);
        let sum =
            |counts: &[(&Rule, &usize)]| counts.iter().map(|(_, count)| **count).sum::<usize>();
        if sum(&encoded) >= sum(&read) {
            out.rules.clear();
            return out;
        }
        for ((name, parent), counts) in pairs {
            let general = out.rules.get(name).copied();
            if let Some(rule) = most(&counts)
                && rule != general.unwrap_or(Rule::Encoded)
                && general.is_some()
            {
                out.inside.insert((name, parent), rule);
            }
        }
        out
    }

    /// Whether the text's structure is recto's reading, and not the source's markup.
    pub(super) fn ours(&self) -> bool {
        !self.rules.is_empty()
    }

    /// The rule of each name, and where it stands if that makes a difference.
    pub(super) fn rules(&self) -> Vec<(&'a str, Option<&'a str>, Rule)> {
        let general = self.rules.iter().map(|(name, rule)| (*name, None, *rule));
        let inside = self.inside.iter();
        let inside = inside.map(|((name, parent), rule)| (*name, Some(*parent), *rule));
        let mut all: Vec<_> = general.chain(inside).collect();
        all.sort();
        all
    }

    /// Every rule by which something in the text was seen.
    pub(super) fn used(&self) -> impl Iterator<Item = Rule> {
        self.used.iter().copied()
    }

    /// Says by which rule and how surely an element was seen, where it is not as for all
    /// of its name in what it stands in.
    pub(super) fn state(&self, item: &mut Item<'_>, parent: &str, rule: Rule, cert: Cert) {
        let name: &str = &item.name;
        let here = self.inside.get(&(name, parent));
        let default = here.or_else(|| self.rules.get(name)).copied();
        if rule != default.unwrap_or(Rule::Encoded) || cert != Cert::High {
            state(item, rule, cert);
        }
    }
}

/// The most frequent rule; of two, the first in the table.
fn most(counts: &Counts) -> Option<Rule> {
    let most = counts
        .iter()
        .max_by_key(|(rule, count)| (**count, Reverse(**rule)));
    most.map(|(rule, _)| *rule)
}

/// Says how a fact of the header is known.
pub(super) fn fact(item: &mut Item<'_>, evidence: Evidence) {
    state(item, evidence.rule, evidence.cert);
}

fn state(item: &mut Item<'_>, rule: Rule, cert: Cert) {
    if cert != Cert::High {
        item.set("cert", cert.as_str());
    }
    if rule == Rule::Encoded {
        return;
    }
    let editors = rule == Rule::Sidecar;
    item.set("resp", if editors { "#editor" } else { "#recto" });
    let model = schema().model(&item.name);
    if model.is_some_and(|model| model.attribute("evidence").is_some()) {
        item.add_word("evidence", rule.slug());
    } else {
        item.add_word("ana", &format!("#rule-{}", rule.slug()));
    }
}
