//! The sidecar's decisions on names, at their places in the source.

use super::finder::NameFinder;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::EntityId;
use crate::read::sidecar::{NameDecision, Passages, QuoteProblem};
use crate::source::FileId;
use std::ops::Range;

/// Decided passages.
pub(super) struct Pins {
    /// By start.
    pins: Vec<Pin>,
    longest: usize,
    /// For each decision whether something came of it; `None`: nothing needs to.
    used: Vec<Option<bool>>,
}

struct Pin {
    range: Range<usize>,
    /// `None`: nobody is meant.
    entity: Option<usize>,
    decision: usize,
    /// Whether the sidecar says which occurrence is meant.
    exact: bool,
}

impl Pins {
    pub(super) fn new(
        finder: &NameFinder,
        decisions: &[NameDecision],
        file: FileId,
        source: &str,
        diags: &mut Diagnostics,
    ) -> Self {
        let mut pins = Vec::new();
        let mut used = vec![None; decisions.len()];
        let passages = (!decisions.is_empty()).then(|| Passages::new(source));
        for (index, decision) in decisions.iter().enumerate() {
            let Some(passages) = &passages else { break };
            let entity = match &decision.entity {
                None => None,
                Some(id) => match finder.index(id) {
                    Some(entity) => Some(entity),
                    None => {
                        if !finder.incomplete {
                            diags.push(unknown_entity(finder, decision, id.as_str()));
                        }
                        continue;
                    }
                },
            };
            let quote = &decision.quote;
            let places: Result<Vec<_>, QuoteProblem> = match quote.occurrence {
                Some(_) => passages.find(quote).map(|place| vec![place]),
                None => {
                    let all: Vec<_> = passages
                        .all(&quote.text)
                        .filter(|range| is_whole(source, range))
                        .collect();
                    match (all.is_empty(), passages.find(quote)) {
                        (true, Err(problem @ QuoteProblem::NotFound { .. })) => Err(problem),
                        (true, _) => Err(QuoteProblem::NotFound { near: None }),
                        (false, _) => Ok(all),
                    }
                }
            };
            match places {
                Err(problem) => quote.report(&problem, file, source, diags),
                Ok(places) => {
                    if let Some(used) = used.get_mut(index) {
                        *used = entity.map(|_| false);
                    }
                    pins.extend(places.into_iter().map(|range| Pin {
                        range,
                        entity,
                        decision: index,
                        exact: quote.occurrence.is_some(),
                    }));
                }
            }
        }
        pins.sort_by_key(|pin| pin.range.start);
        let longest = pins.iter().map(|pin| pin.range.len()).max().unwrap_or(0);
        Self {
            pins,
            longest,
            used,
        }
    }

    /// What is decided of a name: who, or nobody. The longest passage round it counts.
    pub(super) fn covering(&mut self, name: Range<usize>) -> Option<Option<usize>> {
        let end = self
            .pins
            .partition_point(|pin| pin.range.start <= name.start);
        let pin = self
            .pins
            .get(..end)?
            .iter()
            .rev()
            .take_while(|pin| pin.range.start + self.longest >= name.end)
            .filter(|pin| pin.range.end >= name.end)
            .max_by_key(|pin| (pin.exact, pin.range.len()))?;
        if let Some(Some(used)) = self.used.get_mut(pin.decision) {
            *used = true;
        }
        Some(pin.entity)
    }

    /// The passages inside a text that are decided to be somebody's name.
    pub(super) fn inside(&mut self, text: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let start = self
            .pins
            .partition_point(|pin| pin.range.start < text.start);
        let mut inside = Vec::new();
        for pin in self.pins.get(start..).unwrap_or(&[]) {
            if pin.range.start >= text.end {
                break;
            }
            if let Some(entity) = pin.entity
                && pin.range.end <= text.end
            {
                inside.push((pin.range.clone(), entity));
                if let Some(Some(used)) = self.used.get_mut(pin.decision) {
                    *used = true;
                }
            }
        }
        inside
    }

    pub(super) fn report_unused(&self, decisions: &[NameDecision], diags: &mut Diagnostics) {
        for (decision, used) in decisions.iter().zip(&self.used) {
            if *used == Some(false) {
                diags.push(
                    Diagnostic::new(
                        Code::QuoteNotFound,
                        decision.quote.span,
                        "the passage stands across other marks, so that no name can be marked",
                    )
                    .help("quote the name alone"),
                );
            }
        }
    }
}

fn unknown_entity(finder: &NameFinder, decision: &NameDecision, id: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnresolvedRef,
        decision.quote.span,
        format!("`{id}` is in no authority file"),
    );
    match nearest(id, finder.ids().map(EntityId::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("add the entry, or write `person: none`"),
    }
}

/// Whether a passage neither begins nor ends inside a word.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let joined = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphabetic)
    };
    let passage = text.get(range.clone()).unwrap_or("");
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    !joined(before.chars().next_back(), passage.chars().next())
        && !joined(passage.chars().next_back(), after.chars().next())
}
