//! The coverage table: which elements and attributes the TEI files have, how many of
//! each, and what became of them.

use super::super::report::{plural, thousands};
use crate::read::tei::{Coverage, Met};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The attributes of each element.
type Attributes<'a> = BTreeMap<&'a str, Vec<(&'a str, &'a Met)>>;

/// The table for people: an element a line, the commonest first.
pub(super) fn table(coverage: &Coverage) -> String {
    let attributes = attributes(coverage);
    let mut elements: Vec<(&str, &Met)> = coverage
        .elements
        .iter()
        .map(|(name, met)| (&**name, met))
        .collect();
    elements.sort_by_key(|(name, met)| (met.how.is_none(), std::cmp::Reverse(met.count), *name));
    let width = |cells: &mut dyn Iterator<Item = usize>| cells.max().unwrap_or(0);
    let names = width(&mut elements.iter().map(|(name, _)| name.chars().count()));
    let counts = width(&mut elements.iter().map(|(_, met)| thousands(count(met)).len()));
    let mut text = String::from("The markup of the TEI files: what became of every element.\n");
    for (name, met) in &elements {
        let how = met.how.unwrap_or("no rule: kept by its name");
        text.push_str(&format!(
            "  {name:names$}  {:>counts$}  {how}",
            thousands(count(met))
        ));
        let of_element = attributes.get(name).map_or(&[][..], Vec::as_slice);
        let kept = of_element.iter().filter(|(_, met)| met.how.is_none());
        let kept: Vec<String> = kept
            .map(|(name, met)| format!("{name} {}", thousands(count(met))))
            .collect();
        if !kept.is_empty() {
            text.push_str(&format!("; attributes only kept: {}", kept.join(", ")));
        }
        text.push('\n');
    }
    let sum = |understood: bool| {
        let all = elements.iter().map(|(_, met)| met);
        all.filter(|met| met.how.is_some() == understood)
            .map(|met| count(met))
            .sum::<usize>()
    };
    text.push_str(&format!(
        "{} understood; {} without a rule.\n",
        plural(sum(true), "element"),
        thousands(sum(false))
    ));
    text.push_str(&nobody(coverage));
    text
}

/// Names that point to nobody: how many, and the commonest pointers. Empty for none.
fn nobody(coverage: &Coverage) -> String {
    let count: u64 = coverage.nobody.values().map(|found| found.count).sum();
    if count == 0 {
        return String::new();
    }
    let mut pointers: Vec<(&str, u64)> = coverage
        .nobody
        .iter()
        .map(|(pointer, found)| (&**pointer, found.count))
        .collect();
    pointers.sort_by_key(|&(pointer, count)| (std::cmp::Reverse(count), pointer));
    let commonest: Vec<String> = pointers
        .iter()
        .take(5)
        .map(|(pointer, count)| format!("`{}` {count}", shortened(pointer)))
        .collect();
    format!(
        "Names that point to nobody in any list: {}, {}: {}{}\n",
        thousands(usize::try_from(count).unwrap_or(usize::MAX)),
        plural(pointers.len(), "pointer"),
        commonest.join(", "),
        if pointers.len() > commonest.len() {
            " …; `recto check --all` lists every one"
        } else {
            ""
        }
    )
}

/// A pointer as it can be shown: without control characters, and not too long.
fn shortened(pointer: &str) -> String {
    let shown = pointer.chars().filter(|c| !c.is_control());
    shown.take(60).collect()
}

/// The table for programs.
pub(super) fn json(coverage: &Coverage) -> Value {
    let attributes = attributes(coverage);
    let row = |name: &str, met: &Met| json!({ "name": name, "count": met.count, "how": met.how, "understood": met.how.is_some() });
    let elements = coverage.elements.iter().map(|(name, met)| {
        let mut element = row(name, met);
        let of_element = attributes.get(&**name).map_or(&[][..], Vec::as_slice);
        let rows = of_element.iter().map(|(name, met)| row(name, met));
        if let Some(element) = element.as_object_mut() {
            element.insert("attributes".to_owned(), rows.collect());
        }
        element
    });
    Value::Array(elements.collect())
}

fn attributes(coverage: &Coverage) -> Attributes<'_> {
    let mut attributes = Attributes::new();
    for ((element, name), met) in &coverage.attributes {
        let of_element = attributes.entry(element).or_default();
        of_element.push((name, met));
    }
    attributes
}

fn count(met: &Met) -> usize {
    usize::try_from(met.count).unwrap_or(usize::MAX)
}
