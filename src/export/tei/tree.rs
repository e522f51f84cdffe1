//! The tree that is written: elements by name, and words. What TEI does not allow is
//! mended in it (`fit`) before a byte is written (`write`).

use std::borrow::Cow;

pub(super) type Str<'a> = Cow<'a, str>;

/// A node of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Xml<'a> {
    /// Words.
    Text(Str<'a>),
    /// An element.
    Item(Box<Item<'a>>),
}

/// An element of the output.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item<'a> {
    pub(super) name: Str<'a>,
    pub(super) attrs: Vec<(Str<'a>, Str<'a>)>,
    pub(super) children: Vec<Xml<'a>>,
    /// The name it had, where TEI does not allow that one in this place.
    pub(super) was: Option<Str<'a>>,
    /// Attributes that TEI does not have on it, or not with this value.
    pub(super) kept: Vec<(Str<'a>, Str<'a>)>,
    /// Whether the writer put it here, and no text says so.
    pub(super) wrap: bool,
    /// Whether it is no part of the source's own header.
    pub(super) added: bool,
    /// Whether its content may have to be mended again.
    pub(super) changed: bool,
}

impl<'a> Item<'a> {
    pub(super) fn new(name: impl Into<Str<'a>>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// With an attribute.
    pub(super) fn attr(mut self, name: &'static str, value: impl Into<Str<'a>>) -> Self {
        self.set(name, value);
        self
    }

    /// With an attribute, if there is a value.
    pub(super) fn attr_if(self, name: &'static str, value: Option<impl Into<Str<'a>>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With words.
    pub(super) fn text(mut self, text: impl Into<Str<'a>>) -> Self {
        self.children.push(Xml::Text(text.into()));
        self
    }

    /// With another child.
    pub(super) fn child(mut self, child: Item<'a>) -> Self {
        self.children.push(child.into());
        self
    }

    /// With more children.
    pub(super) fn all(mut self, children: impl IntoIterator<Item = Item<'a>>) -> Self {
        self.children.extend(children.into_iter().map(Xml::from));
        self
    }

    /// The elements in it.
    pub(super) fn items_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Item<'a>> {
        self.children.iter_mut().filter_map(|child| match child {
            Xml::Item(item) => Some(&mut **item),
            Xml::Text(_) => None,
        })
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attrs.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_ref())
    }

    pub(super) fn set(&mut self, name: impl Into<Str<'a>>, value: impl Into<Str<'a>>) {
        let name = name.into();
        match self.attrs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attrs.push((name, value.into())),
        }
    }

    /// Adds a word to an attribute that holds several.
    pub(super) fn add_word(&mut self, name: &'static str, word: &str) {
        let value = match self.get(name) {
            Some(old) if !old.trim().is_empty() => format!("{old} {word}"),
            _ => word.to_owned(),
        };
        self.set(name, value);
    }
}

impl<'a> From<Item<'a>> for Xml<'a> {
    fn from(item: Item<'a>) -> Self {
        Self::Item(Box::new(item))
    }
}

impl Xml<'_> {
    /// Whether it is nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.bytes().all(|b| b.is_ascii_whitespace()))
    }

    /// The name in content models.
    pub(super) fn symbol(&self) -> &str {
        match self {
            Self::Text(_) => super::schema::TEXT,
            Self::Item(item) => &item.name,
        }
    }
}
