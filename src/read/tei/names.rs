//! Names and namespaces: which elements are TEI's, and how those of others are called.

use super::scan::Start;

/// TEI P5.
pub const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// Namespaces that need not be declared in a record: what their elements and attributes
/// begin with, and the address. The first address of a prefix is the one that is written.
pub const NAMESPACES: &[(&str, &str)] = &[
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("frus", "http://history.state.gov/frus/ns/1.0"),
    ("frus", "http://history.state.gov/ns/1.0"),
    ("xi", "http://www.w3.org/2001/XInclude"),
    ("egXML", "http://www.tei-c.org/ns/Examples"),
    ("html", "http://www.w3.org/1999/xhtml"),
    ("mml", "http://www.w3.org/1998/Math/MathML"),
    ("svg", "http://www.w3.org/2000/svg"),
    ("xlink", "http://www.w3.org/1999/xlink"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
];

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// TEI's own, without prefix.
    Tei(&'a str),
    /// Another's: prefix as it is written in records, address, name.
    Foreign(&'a str, &'a str, &'a str),
    /// The prefix is not declared.
    Undeclared(&'a str),
}

/// The namespaces in scope.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    bindings: Vec<(&'a str, &'a str)>,
    /// An address that this file uses where TEI's own should stand; empty: none at all.
    accepted: Option<&'a str>,
    /// Whether names without prefix are TEI's.
    plain: bool,
}

impl<'a> Scope<'a> {
    pub(super) fn new(bindings: Vec<(&'a str, &'a str)>, accepted: Option<&'a str>) -> Self {
        let mut scope = Self {
            bindings,
            accepted,
            plain: false,
        };
        scope.refresh();
        scope
    }

    pub(super) fn accept(&mut self, address: &'a str) {
        self.accepted = Some(address);
        self.refresh();
    }

    pub(super) fn bindings(&self) -> &[(&'a str, &'a str)] {
        &self.bindings
    }

    fn refresh(&mut self) {
        self.plain = self.is_tei(self.address(""));
    }

    fn is_tei(&self, address: &str) -> bool {
        address == TEI || self.accepted == Some(address)
    }

    /// The address of a prefix; empty where it has none.
    fn address(&self, prefix: &str) -> &'a str {
        let bound = self
            .bindings
            .iter()
            .rev()
            .find(|(known, _)| *known == prefix);
        bound.map_or("", |(_, address)| address)
    }

    /// Takes up what a start tag declares; says how many namespaces that are.
    pub(super) fn enter(&mut self, start: &Start<'a>) -> usize {
        // Nearly no tag declares any, and nearly none of those has an `x`.
        let may = start.attributes.bytes().any(|b| b == b'x');
        if !may || !start.attributes.contains("xmlns") {
            return 0;
        }
        let before = self.bindings.len();
        for attribute in start.attributes().flatten() {
            if attribute.name == "xmlns" {
                self.bindings.push(("", attribute.raw));
            } else if let Some(prefix) = attribute.name.strip_prefix("xmlns:") {
                self.bindings.push((prefix, attribute.raw));
            }
        }
        self.refresh();
        self.bindings.len() - before
    }

    /// Forgets what an element declared.
    pub(super) fn leave(&mut self, count: usize) {
        if count > 0 {
            self.bindings
                .truncate(self.bindings.len().saturating_sub(count));
            self.refresh();
        }
    }

    /// What the name of an element means.
    pub(super) fn element(&self, name: &'a str) -> Named<'a> {
        match name.split_once(':') {
            None if self.plain => Named::Tei(name),
            None => match self.address("") {
                "" => Named::Tei(name),
                address => Named::Foreign(prefix("", address), address, name),
            },
            Some((own, local)) => match self.address(own) {
                "" if own == "xml" => Named::Foreign("xml", "", local),
                "" => Named::Undeclared(own),
                address if self.is_tei(address) => Named::Tei(local),
                address => Named::Foreign(prefix(own, address), address, local),
            },
        }
    }

    /// What the name of an attribute with a prefix means.
    pub(super) fn attribute(&self, name: &'a str) -> Named<'a> {
        match name.split_once(':') {
            None => Named::Tei(name),
            Some(("xml", local)) => Named::Foreign("xml", "", local),
            Some((own, local)) => match self.address(own) {
                "" => Named::Undeclared(own),
                address => Named::Foreign(prefix(own, address), address, local),
            },
        }
    }

    /// Whether an address is written as the default here, without saying TEI.
    pub(super) fn default_address(&self) -> &'a str {
        self.address("")
    }
}

/// How a namespace is called in records.
fn prefix<'a>(own: &'a str, address: &str) -> &'a str {
    NAMESPACES
        .iter()
        .find(|(_, known)| *known == address)
        .map_or(own, |(prefix, _)| prefix)
}

/// Whether records know a namespace by its prefix.
pub(super) fn is_known(address: &str) -> bool {
    address.is_empty() || NAMESPACES.iter().any(|(_, known)| *known == address)
}

macro_rules! names {
    ($($name:literal)+) => {
        /// An attribute's name; those that are met often are not copied.
        pub(super) fn attribute_name(name: &str) -> std::borrow::Cow<'static, str> {
            match name {
                $($name => std::borrow::Cow::Borrowed($name),)+
                other => std::borrow::Cow::Owned(other.to_owned()),
            }
        }
    };
}

names! {
    "xml:id" "xml:lang" "xml:space" "n" "type" "subtype" "rend" "rendition" "style" "ref" "key"
    "corresp" "target" "when" "notBefore" "notAfter" "from" "to" "when-iso" "notBefore-iso"
    "notAfter-iso" "from-iso" "to-iso" "calendar" "break" "place" "resp" "cert" "evidence"
    "source" "facs" "unit" "quantity" "extent" "reason" "hand" "who" "role" "level" "cols" "rows"
    "url" "width" "height" "ed" "wit" "met" "part" "ana" "ident" "status" "instant" "precision"
    "mimeType" "atLeast" "atMost" "min" "max" "agent" "sameAs" "next" "prev" "sortKey" "cause"
    "frus:doc-dateTime-min" "frus:doc-dateTime-max" "rhyme" "medium" "scope" "function" "age"
}
