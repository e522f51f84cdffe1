//! What a sidecar says of passages of the text: quotations, joins, names, supplied words.

use super::entity_id;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::read::sidecar::{Join, NameDecision, Quote, Supply, SupplyRole};
use crate::source::Span;
use crate::yaml::{Fields, Node};

/// A quoted passage under `key`, with its `occurrence`.
pub(super) fn quote(fields: &Fields<'_>, key: &str, diags: &mut Diagnostics) -> Option<Quote> {
    let (text, span) = fields.required(key, diags)?;
    let occurrence = occurrence(fields, diags);
    passage(text, span, occurrence, diags)
}

pub(super) fn passage(
    text: &str,
    span: Span,
    occurrence: Option<usize>,
    diags: &mut Diagnostics,
) -> Option<Quote> {
    if text.trim().is_empty() {
        diags.push(Diagnostic::new(
            Code::BadYaml,
            span,
            "the quoted passage is empty",
        ));
        return None;
    }
    Some(Quote {
        text: text.trim().to_owned(),
        occurrence,
        span,
    })
}

fn occurrence(fields: &Fields<'_>, diags: &mut Diagnostics) -> Option<usize> {
    let (text, span) = fields.text("occurrence", diags)?;
    match text.trim().parse() {
        Ok(number) if number > 0 => Some(number),
        _ => {
            diags.push(Diagnostic::new(
                Code::BadYaml,
                span,
                format!("`occurrence` must be a number from 1, not `{text}`"),
            ));
            None
        }
    }
}

pub(super) fn reads(
    fields: &Fields<'_>,
    why_empty: &str,
    diags: &mut Diagnostics,
) -> Option<(String, Span)> {
    match fields.get("reads") {
        Some(node) => node
            .text("reads", diags)
            .map(|(text, span)| (text.trim().to_owned(), span)),
        None => {
            diags.push(
                Diagnostic::new(Code::BadYaml, fields.span, "`reads` is missing")
                    .help(format!("write `reads: \"\"` {why_empty}")),
            );
            None
        }
    }
}

pub(super) fn join(item: &Node, diags: &mut Diagnostics) -> Option<Join> {
    let (text, span) = item.text("joins", diags)?;
    let text = text.trim();
    let parts = match text.split_once('|') {
        Some((left, right)) => Some((left, right, true)),
        None => text
            .split_once(char::is_whitespace)
            .map(|(left, right)| (left, right, false)),
    };
    let parts = parts
        .map(|(left, right, joined)| (left.trim(), right.trim(), joined))
        .filter(|(left, right, _)| {
            !left.is_empty() && !right.is_empty() && !right.contains(['|', ' '])
        });
    let Some((left, right, joined)) = parts else {
        diags.push(
            Diagnostic::new(
                Code::BadYaml,
                span,
                format!("`{text}` does not say where the page begins"),
            )
            .help("write `perform|ance` for one word and `for ever` for two"),
        );
        return None;
    };
    Some(Join {
        left: left.to_owned(),
        right: right.to_owned(),
        joined,
        span,
    })
}

pub(super) fn name_decision(item: &Node, diags: &mut Diagnostics) -> Option<NameDecision> {
    const WHO: [&str; 4] = ["person", "place", "organization", "term"];
    let [person, place, organization, term] = WHO;
    let known = [person, place, organization, term, "quote", "occurrence"];
    let fields = item.fields("names", &known, diags)?;
    let quote = quote(&fields, "quote", diags)?;
    let stated = WHO.iter().find_map(|key| fields.text(key, diags));
    let Some((id, span)) = stated else {
        diags.push(
            Diagnostic::new(Code::BadYaml, fields.span, "`person` is missing")
                .help("write the id of the entry, or `person: none` if nobody of the authority files is meant"),
        );
        return None;
    };
    let entity = match id.trim() {
        "none" | "" => None,
        id => Some(entity_id(id, span, diags)?),
    };
    Some(NameDecision { quote, entity })
}

pub(super) fn supply(item: &Node, diags: &mut Diagnostics) -> Option<Supply> {
    const ROLES: [(&str, SupplyRole); 5] = [
        ("label", SupplyRole::Label),
        ("dateline", SupplyRole::Dateline),
        ("closing", SupplyRole::Closing),
        ("paragraph", SupplyRole::Paragraph),
        ("words", SupplyRole::Words),
    ];
    let fields = item.fields("supplied", &["text", "role", "before", "occurrence"], diags)?;
    let (text, text_span) = fields.required("text", diags)?;
    let (word, role_span) = fields.required("role", diags)?;
    let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == word.trim()) else {
        diags.push(
            Diagnostic::new(
                Code::BadYaml,
                role_span,
                format!("supplied words cannot be `{word}`"),
            )
            .help("`role` is `label`, `dateline`, `closing`, `paragraph` or `words`"),
        );
        return None;
    };
    let occurrence = occurrence(&fields, diags);
    let (before, before_span) = fields.text("before", diags).unwrap_or(("", fields.span));
    if *role == SupplyRole::Words && before.trim().is_empty() {
        diags.push(Diagnostic::new(
            Code::BadYaml,
            fields.span,
            "`before` is missing: supplied words need the passage before which they stand",
        ));
        return None;
    }
    Some(Supply {
        text: text.trim().to_owned(),
        role: *role,
        span: text_span,
        before: Quote {
            text: before.trim().to_owned(),
            occurrence,
            span: before_span,
        },
    })
}
