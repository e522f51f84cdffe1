//! What we tell people: problems with a place, in an editor's words.
//!
//! A [`Code`] names what is wrong and is the same for ever; the table of codes in
//! `codes.rs` is the one home of their titles and explanations. Phases collect
//! diagnostics and go on; nothing here prints.

mod codes;
mod emit;
mod excerpt;
mod nearest;

pub use codes::{Code, CodeInfo};
pub use emit::{Colours, Emitter, Format};
pub use nearest::nearest;

use crate::source::{FileId, Files, Span};
use std::collections::BTreeSet;

/// How grave a diagnostic is. There is no third level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site would be wrong, or text would be lost: nothing is written.
    Error,
    /// The site is right, but the edition is doubtful or incomplete.
    Warning,
}

/// Where a diagnostic points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Nowhere in a file: the edition as a whole, or the disk.
    Nowhere,
    /// A whole file, when no text of it could be read.
    File(FileId),
    /// A range of a file.
    Span(Span),
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there, such as `first defined here`.
    pub message: String,
}

/// One thing that is wrong or doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of trouble.
    pub code: Code,
    /// How grave; the code's own severity unless the configuration says otherwise.
    pub severity: Severity,
    /// One short phrase: lower-case first word, no full stop, source words in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do, a sentence each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic with its code's own severity.
    #[must_use]
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.info().severity,
            message: message.into(),
            place: place.into(),
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds a sentence that says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// The range it points at, if it points at one.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Place::Span(span) => Some(span),
            Place::Nowhere | Place::File(_) => None,
        }
    }
}

/// The collector. Phases push; the end sorts, drops duplicates and counts.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds several.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(diagnostics);
    }

    /// Adds those of another collector.
    pub fn append(&mut self, other: Self) {
        self.all.extend(other.all);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is an error for which no site is written: any but those that leave a
    /// file of TEI out.
    #[must_use]
    pub fn stops_a_build(&self) -> bool {
        let errors = self.all.iter().filter(|it| it.severity == Severity::Error);
        errors.into_iter().any(|it| !it.code.leaves_a_file_out())
    }

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.all
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Applies the configuration's severities: `None` drops a code.
    pub fn apply(&mut self, severity_of: impl Fn(Code) -> Option<Severity>) {
        self.all
            .retain_mut(|diagnostic| match severity_of(diagnostic.code) {
                Some(severity) => {
                    diagnostic.severity = severity;
                    true
                }
                None => false,
            });
    }

    /// The final list: sorted by path, place, severity, code and message, each once.
    #[must_use]
    pub fn finish(self, files: &Files) -> Vec<Diagnostic> {
        let key = |diagnostic: &Diagnostic| {
            let (path, offset) = match diagnostic.place {
                Place::Nowhere => (String::new(), 0),
                Place::File(file) => (files.path(file).to_string(), 0),
                Place::Span(span) => (files.path(span.file).to_string(), span.start),
            };
            (
                path,
                offset,
                diagnostic.severity,
                diagnostic.code.slug(),
                diagnostic.message.clone(),
            )
        };
        let mut all = self.all;
        all.sort_by_cached_key(key);
        let mut seen = BTreeSet::new();
        all.retain(|diagnostic| {
            seen.insert((
                diagnostic.place,
                diagnostic.code.slug(),
                diagnostic.message.clone(),
            ))
        });
        all
    }
}
