//! How elements look in a source, as its header defines it once for many (`rendition`).

use super::Element;
use serde::{Deserialize, Serialize};

/// A definition of a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Its `xml:id`, by which `rendition="#id"` names it.
    pub id: Option<Box<str>>,
    /// The elements that look so without saying it. Empty: none, or none that can be told.
    pub of: Vec<Selector>,
    /// `selector` as the source has it.
    pub selector: Option<Box<str>>,
    /// What of it is understood, in the common words of `rend`: `bold center`.
    pub words: Box<str>,
    /// All of it as the source has it: CSS.
    pub css: Box<str>,
}

/// Which elements a look is the default of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    /// Their name; `None`: any.
    pub name: Option<Box<str>>,
    /// Attributes that they have, each with the word that is among its values.
    pub attrs: Vec<(Box<str>, Box<str>)>,
}

impl Selector {
    /// Whether an element is meant.
    #[must_use]
    pub fn is(&self, element: &Element) -> bool {
        let named = self.name.as_deref();
        named.is_none_or(|name| name == element.tag.name())
            && self.attrs.iter().all(|(name, value)| {
                let words = element.attrs.get(name).unwrap_or("");
                words.split_ascii_whitespace().any(|word| *word == **value)
            })
    }
}

impl Rendition {
    /// Whether an element looks so: it says so, or this is how its like look.
    #[must_use]
    pub fn is_of(&self, element: &Element) -> bool {
        self.of.iter().any(|selector| selector.is(element))
            || self.id.as_deref().is_some_and(|id| {
                let named = element.attrs.get("rendition").unwrap_or("");
                let mut named = named.split_ascii_whitespace();
                named.any(|word| word.strip_prefix('#') == Some(id))
            })
    }
}
