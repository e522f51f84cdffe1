//! The text tree: elements with TEI's names, and the words between them.
//!
//! One shape serves every element, so that what a TEI file holds can be kept, walked,
//! counted and written again without a rule for each of TEI's five hundred names. The
//! names that recto knows are the [`Tag`]s, one table; any other is kept as
//! [`Tag::Other`].

use super::{Cert, Rule};
use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A node of the text tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    /// Words.
    Text(Text),
    /// An element.
    Element(Element),
}

/// A run of words, as they stand in the source. White space in it is the source's own
/// and counts as one blank when shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// An element of the text tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Its name in TEI.
    pub tag: Tag,
    /// Its attributes, by TEI's names, in the order in which they are written.
    pub attrs: Attrs,
    /// What is in it.
    pub children: Vec<Node>,
    /// All of it in the source, its marks included.
    pub span: Span,
    /// Characters of the source that made this element and are not shown: the brackets
    /// of `[Page 38]`, a bullet, the number that is a note's mark. Together with the
    /// words they are the whole source, each character once (the ledger).
    pub marks: Vec<Span>,
    /// The rule that saw it.
    pub rule: Rule,
    /// How sure the rule is.
    pub cert: Cert,
    /// For [`Tag::Anchor`]: which of the record's notes; for [`Tag::Ref`]: which of its
    /// references; for an enclosure's [`Tag::Div`]: which of its enclosures.
    pub index: Option<u32>,
    /// The end of its address: `p3`, `a1`, `pg_766`. Set by `read` when the record is
    /// finished. `None` for elements that have no address.
    pub key: Option<Box<str>>,
}

impl Element {
    /// An element without attributes, marks or children, surely read.
    #[must_use]
    pub const fn new(tag: Tag, span: Span, rule: Rule) -> Self {
        Self {
            tag,
            attrs: Attrs::new(),
            children: Vec::new(),
            span,
            marks: Vec::new(),
            rule,
            cert: Cert::High,
            index: None,
            key: None,
        }
    }

    /// With these children.
    #[must_use]
    pub fn children(mut self, children: Vec<Node>) -> Self {
        self.children = children;
        self
    }

    /// With an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attrs.set(name, value);
        self
    }

    /// With characters of the source that it consumes.
    #[must_use]
    pub fn mark(mut self, span: Span) -> Self {
        if !span.is_empty() {
            self.marks.push(span);
        }
        self
    }

    /// With this certainty.
    #[must_use]
    pub const fn cert(mut self, cert: Cert) -> Self {
        self.cert = cert;
        self
    }

    /// With its place in one of the record's tables.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.index = u32::try_from(index).ok();
        self
    }

    /// Its `type` attribute, or the empty string.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.attrs.get("type").unwrap_or("")
    }

    /// As a node.
    #[must_use]
    pub const fn node(self) -> Node {
        Node::Element(self)
    }
}

impl Node {
    /// Words as a node.
    #[must_use]
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self::Text(Text {
            text: text.into(),
            span,
        })
    }

    /// The element, if it is one.
    #[must_use]
    pub const fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Text(text) => text.span,
            Self::Element(element) => element.span,
        }
    }
}

/// Attributes in the order in which they are written; names are TEI's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attrs(Vec<(Cow<'static, str>, String)>);

impl Attrs {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// An attribute's value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Sets an attribute; a name stands once.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value.into(),
            None => {
                // Most elements have none or one.
                self.0.reserve_exact(1);
                self.0.push((name, value.into()));
            }
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

macro_rules! tags {
    ($($variant:ident $name:literal)+) => {
        /// The TEI elements that recto knows, by their TEI names.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Tag {
            $(#[doc = concat!("TEI `", $name, "`.")] $variant,)+
            /// An element that recto has no rule for, kept by its name.
            Other(Box<str>),
        }

        impl Tag {
            /// The name in TEI.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Other(name) => name,
                }
            }

            /// The tag of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)+
                    other => Self::Other(other.into()),
                }
            }
        }
    };
}

tags! {
    Ab "ab"
    Abbr "abbr"
    Add "add"
    AddrLine "addrLine"
    Address "address"
    Anchor "anchor"
    App "app"
    Argument "argument"
    Byline "byline"
    Cb "cb"
    Cell "cell"
    Choice "choice"
    Closer "closer"
    Code "code"
    Corr "corr"
    Damage "damage"
    Date "date"
    Dateline "dateline"
    Del "del"
    Div "div"
    Emph "emph"
    Epigraph "epigraph"
    Expan "expan"
    FigDesc "figDesc"
    Figure "figure"
    FloatingText "floatingText"
    Foreign "foreign"
    Fw "fw"
    Gap "gap"
    Gloss "gloss"
    Graphic "graphic"
    Head "head"
    Hi "hi"
    Idno "idno"
    Item "item"
    L "l"
    Label "label"
    Lb "lb"
    Lem "lem"
    Lg "lg"
    List "list"
    Measure "measure"
    Milestone "milestone"
    Name "name"
    Note "note"
    Num "num"
    Opener "opener"
    OrgName "orgName"
    Orig "orig"
    P "p"
    Pb "pb"
    PersName "persName"
    PlaceName "placeName"
    Postscript "postscript"
    Ptr "ptr"
    Q "q"
    Quote "quote"
    Rdg "rdg"
    Ref "ref"
    Reg "reg"
    Row "row"
    Rs "rs"
    Said "said"
    Salute "salute"
    Seg "seg"
    Sic "sic"
    Signed "signed"
    Sp "sp"
    Space "space"
    Speaker "speaker"
    Stage "stage"
    Stamp "stamp"
    Subst "subst"
    Supplied "supplied"
    Surplus "surplus"
    Table "table"
    Term "term"
    Time "time"
    Title "title"
    Trailer "trailer"
    Unclear "unclear"
}

impl Tag {
    /// Whether an element stands on its own lines, so that no sentence runs over its ends.
    #[must_use]
    pub const fn is_block(&self) -> bool {
        matches!(
            self,
            Self::Ab
                | Self::AddrLine
                | Self::Address
                | Self::Argument
                | Self::Byline
                | Self::Cell
                | Self::Closer
                | Self::Dateline
                | Self::Div
                | Self::Epigraph
                | Self::Figure
                | Self::FloatingText
                | Self::Head
                | Self::Item
                | Self::L
                | Self::Label
                | Self::Lg
                | Self::List
                | Self::Opener
                | Self::P
                | Self::Postscript
                | Self::Quote
                | Self::Row
                | Self::Salute
                | Self::Signed
                | Self::Sp
                | Self::Speaker
                | Self::Stage
                | Self::Table
                | Self::Trailer
        )
    }
}
