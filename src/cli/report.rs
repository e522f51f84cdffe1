//! What was found, shown: as much as fits, and how much more there is.

use super::terminal::{Style, Terminal};
use crate::diag::{Diagnostic, Emitter, Format, Severity};
use crate::source::{Files, Sources};

/// How many of each kind are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Limits {
    /// While something else is the matter.
    pub(super) const SOME: Self = Self {
        errors: 100,
        warnings: 20,
    };
    /// When findings are what was asked for: more than anybody reads.
    pub(super) const MANY: Self = Self {
        errors: 1000,
        warnings: 1000,
    };
    /// All there are.
    pub(super) const ALL: Self = Self {
        errors: usize::MAX,
        warnings: usize::MAX,
    };
}

/// How many errors and warnings there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Counts {
    pub(super) fn of(diags: &[Diagnostic]) -> Self {
        let count = |severity| {
            let same = |diagnostic: &&Diagnostic| diagnostic.severity == severity;
            diags.iter().filter(same).count()
        };
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }

    /// Whether they make the command fail.
    pub(super) const fn fail(self, strict: bool) -> bool {
        self.errors > 0 || (strict && self.warnings > 0)
    }

    /// `2 errors and 1 warning`; `nothing` when there are none.
    pub(super) fn words(self) -> String {
        match (self.errors, self.warnings) {
            (0, 0) => "nothing".to_owned(),
            (errors, 0) => plural(errors, "error"),
            (0, warnings) => plural(warnings, "warning"),
            (errors, warnings) => {
                format!(
                    "{} and {}",
                    plural(errors, "error"),
                    plural(warnings, "warning")
                )
            }
        }
    }
}

/// `1 page`, `2 pages`.
pub(super) fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{} {noun}s", thousands(count))
    }
}

/// `12,345`.
pub(super) fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Shows findings to a person.
pub(super) fn show(
    diags: &[Diagnostic],
    limits: Limits,
    files: &Files,
    sources: &dyn Sources,
    terminal: Terminal,
) {
    let mut emitter =
        Emitter::new(files, sources).terminal(terminal.colours, terminal.columns.min(140));
    let mut shown = Counts::default();
    for diagnostic in diags {
        let (count, limit) = match diagnostic.severity {
            Severity::Error => (&mut shown.errors, limits.errors),
            Severity::Warning => (&mut shown.warnings, limits.warnings),
        };
        if *count < limit {
            *count += 1;
            terminal.say_raw(&emitter.write(Format::Human, diagnostic));
        }
    }
    let all = Counts::of(diags);
    let more = Counts {
        errors: all.errors - shown.errors,
        warnings: all.warnings - shown.warnings,
    };
    if more != Counts::default() {
        let words = terminal.paint(Style::Strong, &format!("and {} more", more.words()));
        let all = if limits == Limits::MANY {
            "`recto check --all` lists all"
        } else {
            "`recto check` shows them"
        };
        terminal.say(&format!("{words}; {all}\n"));
    }
}
