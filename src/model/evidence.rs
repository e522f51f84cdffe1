//! How we know a thing: by which rule, how surely, from which place.

use super::Rule;
use crate::source::Span;
use serde::{Deserialize, Serialize};

/// How sure an inference is; TEI `@cert`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cert {
    /// A guess that an editor should look at.
    Low,
    /// Likely.
    Medium,
    /// As good as stated.
    High,
}

impl Cert {
    /// The word used in TEI and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Who says so; TEI `@resp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resp {
    /// Read from the source by a rule.
    Recto,
    /// Stated by the editor, in a sidecar or front matter.
    Editor,
}

/// How we know a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule that found it.
    pub rule: Rule,
    /// How sure it is.
    pub cert: Cert,
    /// Where it is stated: in the source, or in the sidecar. `None` for a value that
    /// follows from the file's place or name.
    pub span: Option<Span>,
}

impl Evidence {
    /// Read from the source.
    #[must_use]
    pub const fn new(rule: Rule, cert: Cert, span: Span) -> Self {
        Self {
            rule,
            cert,
            span: Some(span),
        }
    }

    /// Who says so: everything but a sidecar's word is recto's reading.
    #[must_use]
    pub const fn resp(self) -> Resp {
        match self.rule {
            Rule::Sidecar => Resp::Editor,
            _ => Resp::Recto,
        }
    }
}

/// A value with the evidence for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// How we know.
    pub evidence: Evidence,
}

impl<T> Fact<T> {
    /// A value that a rule read at a place.
    #[must_use]
    pub const fn new(value: T, rule: Rule, cert: Cert, span: Span) -> Self {
        Self {
            value,
            evidence: Evidence::new(rule, cert, span),
        }
    }

    /// The same evidence for a value made from this one.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Fact<U> {
        Fact {
            value: f(self.value),
            evidence: self.evidence,
        }
    }
}
