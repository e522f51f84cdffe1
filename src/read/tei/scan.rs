//! XML → tokens, with the place of each: one pass over bytes, no allocation.
//!
//! Knows characters, names, tags, attributes, comments and references, and no TEI.
//! Nesting is for the callers, who keep a stack of their own.

/// What stands at a place of an XML text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>`, or `<name …/>` with `empty`.
    Start(Start<'a>),
    /// `</name>`.
    End(&'a str),
    /// Character data, as it stands, up to the next tag.
    Text(&'a str),
    /// The inside of `<![CDATA[…]]>`.
    Cdata(&'a str),
    /// A comment or a processing instruction; the whole.
    Aside(&'a str),
    /// `<!DOCTYPE …>`; the whole.
    Doctype(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start<'a> {
    /// The name, with its prefix.
    pub(super) name: &'a str,
    /// What stands between the name and the end of the tag.
    pub(super) attributes: &'a str,
    /// Whether it closes itself.
    pub(super) empty: bool,
}

/// What is wrong, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: &'static str,
}
