//! Colours for blocks of code: syntect's scopes, as six classes.
//!
//! The grammars are loaded once, when the first block of code with a language occurs;
//! most editions have none and never pay for them.

use super::Writer;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Above this many bytes a block stays plain: a page is for reading, and the grammars
/// take seconds for a megabyte.
const LARGEST: usize = 200_000;

/// Above this many bytes a line does too; some grammars are slow on minified text.
const LONGEST_LINE: usize = 2_000;

/// Beginnings of scopes and the class they get; the innermost scope that has one counts.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    [
        ("comment", "<span class=\"hl-c\">"),
        ("string", "<span class=\"hl-s\">"),
        ("constant", "<span class=\"hl-n\">"),
        ("keyword", "<span class=\"hl-k\">"),
        ("storage", "<span class=\"hl-k\">"),
        ("support", "<span class=\"hl-t\">"),
        ("entity", "<span class=\"hl-t\">"),
        ("variable.parameter", "<span class=\"hl-t\">"),
        ("punctuation.definition.comment", "<span class=\"hl-c\">"),
        ("punctuation.definition.string", "<span class=\"hl-s\">"),
        ("punctuation", "<span class=\"hl-p\">"),
    ]
    .into_iter()
    .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class)))
    .collect()
});

/// Whether there is a grammar for a language, by its name or a file's ending.
fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    GRAMMARS.find_syntax_by_token(language.trim())
}

/// Whether a block of code in this language gets colours, or asks for none.
#[must_use]
pub fn is_known(language: &str) -> bool {
    matches!(language.trim(), "" | "text" | "plain" | "none") || grammar(language).is_some()
}

/// Writes a block of code, coloured if its language is known.
pub(super) fn write(code: &str, language: &str, out: &mut Writer) {
    let slow = code.len() > LARGEST || code.lines().any(|line| line.len() > LONGEST_LINE);
    match grammar(language).filter(|_| !slow) {
        Some(syntax) => coloured(code, syntax, out),
        None => out.verbatim(code),
    }
}

fn coloured(code: &str, syntax: &SyntaxReference, out: &mut Writer) {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut open: Option<&'static str> = None;
    for line in code.split_inclusive('\n') {
        let Ok(ops) = state.parse_line(line, &GRAMMARS) else {
            run(line, None, &mut open, out);
            continue;
        };
        let mut from = 0;
        for (at, op) in ops {
            if at > from {
                run(
                    line.get(from..at).unwrap_or(""),
                    class(&stack),
                    &mut open,
                    out,
                );
                from = at;
            }
            if stack.apply(&op).is_err() {
                stack = ScopeStack::new();
            }
        }
        run(
            line.get(from..).unwrap_or(""),
            class(&stack),
            &mut open,
            out,
        );
    }
    if open.is_some() {
        out.markup("</span>");
    }
}

/// Writes words of one class, in the span that is open if it is of that class.
fn run(
    words: &str,
    class: Option<&'static str>,
    open: &mut Option<&'static str>,
    out: &mut Writer,
) {
    if words.is_empty() {
        return;
    }
    // Blanks have no colour, and need no span of their own.
    if class != *open && !words.trim().is_empty() {
        if open.is_some() {
            out.markup("</span>");
        }
        if let Some(start) = class {
            out.markup(start);
        }
        *open = class;
    }
    out.verbatim(words);
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().find_map(|scope| {
        CLASSES
            .iter()
            .filter(|(prefix, _)| prefix.is_prefix_of(*scope))
            .max_by_key(|(prefix, _)| prefix.len())
            .map(|(_, class)| *class)
    })
}
