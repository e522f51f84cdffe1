//! What an event opens: an element, a footnote, a link.

use super::{Builder, Opened};
use crate::diag::{Code, Diagnostic};
use crate::model::{CrossRef, Decision, Element, Rule, Tag, Wanted};
use crate::source::Span;
use pulldown_cmark::{CodeBlockKind, CowStr, LinkType, Tag as Md};
use std::ops::Range;

impl Builder<'_, '_> {
    /// A footnote too deep to be one keeps its number, and its words stay where they are.
    pub(super) fn lost_footnote(&mut self, tag: &Md<'_>) -> Opened {
        if let Md::FootnoteDefinition(label) = tag {
            self.next_footnote += 1;
            self.labels.remove(&label.to_lowercase());
        }
        Opened::Nothing
    }

    pub(super) fn open(&mut self, tag: &Md<'_>, range: &Range<usize>) -> Opened {
        let span = self.span(range);
        let of = |tag: Tag| Element::new(tag, span, Rule::Markdown);
        let element = match tag {
            Md::Paragraph => of(Tag::P),
            Md::HtmlBlock => {
                self.raw_html(range);
                of(Tag::P)
            }
            Md::Heading { level, id, .. } => {
                let mut head = of(Tag::Head).attr("n", (*level as usize).to_string());
                head.key = id
                    .as_ref()
                    .filter(|id| crate::model::EntityId::new(id).is_ok())
                    .map(|id| id.as_ref().into());
                head
            }
            Md::BlockQuote(_) => of(Tag::Quote),
            Md::CodeBlock(CodeBlockKind::Indented) if self.words.is_transcription() => of(Tag::P),
            Md::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', ',', '\t', '{']).next().unwrap_or("")
                    }
                    CodeBlockKind::Indented => "",
                };
                if language.is_empty() {
                    of(Tag::Code)
                } else {
                    of(Tag::Code).attr("lang", language)
                }
            }
            Md::List(Some(_)) => of(Tag::List).attr("rend", "numbered"),
            Md::List(None) => of(Tag::List).attr("rend", "bulleted"),
            Md::Item => {
                let digits = self.slice(range);
                let count = digits.bytes().take_while(u8::is_ascii_digit).count();
                match digits.get(..count).filter(|digits| !digits.is_empty()) {
                    Some(digits) => of(Tag::Item).attr("n", digits),
                    None => of(Tag::Item),
                }
            }
            Md::DefinitionList => of(Tag::List).attr("type", "gloss"),
            Md::DefinitionListTitle => of(Tag::Label),
            Md::DefinitionListDefinition => of(Tag::Item),
            Md::FootnoteDefinition(_) => {
                let index = self.next_footnote;
                self.next_footnote += 1;
                return Opened::Footnote(index);
            }
            Md::Table(_) => of(Tag::Table),
            Md::TableHead => of(Tag::Row).attr("role", "label"),
            Md::TableRow => of(Tag::Row),
            Md::TableCell => of(Tag::Cell),
            Md::Emphasis => of(Tag::Hi).attr("rend", "italic"),
            Md::Strong => of(Tag::Hi).attr("rend", "bold"),
            Md::Strikethrough => self.struck(range),
            Md::Superscript => of(Tag::Hi).attr("rend", "superscript"),
            Md::Subscript => of(Tag::Hi).attr("rend", "subscript"),
            Md::Link {
                link_type,
                dest_url,
                ..
            } => return self.link(*link_type, dest_url, span),
            Md::Image {
                dest_url, title, ..
            } => {
                return Opened::Image {
                    url: dest_url.to_string(),
                    title: title.to_string(),
                };
            }
            Md::MetadataBlock(_) => return Opened::Nothing,
        };
        Opened::Element(element)
    }

    /// `~~struck~~`, or `~2~`: a single pair round one word lowers it.
    fn struck(&self, range: &Range<usize>) -> Element {
        let span = self.span(range);
        let words = self.slice(range);
        let lowered = !words.starts_with("~~") && !words.contains(char::is_whitespace);
        if lowered {
            Element::new(Tag::Hi, span, Rule::Markdown).attr("rend", "subscript")
        } else {
            Element::new(Tag::Del, span, Rule::Struck).attr("rend", "strikethrough")
        }
    }

    fn link(&mut self, kind: LinkType, address: &CowStr<'_>, span: Span) -> Opened {
        let wanted = match wanted(kind, address) {
            Ok(wanted) => wanted,
            Err(scheme) => {
                self.diags.push(
                    Diagnostic::new(
                        Code::UnresolvedRef,
                        span,
                        format!("a page cannot link to a `{scheme}:` address"),
                    )
                    .help("link to `https:`, `mailto:`, a file of the content folder or an id"),
                );
                return Opened::Nothing;
            }
        };
        let element = Element::new(Tag::Ref, span, Rule::RefLink).index(self.refs.len());
        self.refs.push(CrossRef {
            wanted,
            span,
            rule: Rule::RefLink,
            decision: Decision::Words,
            note: self.in_footnote(),
        });
        Opened::Element(element)
    }
}

/// What a link's address asks for. The scheme, when it is one that no page should hold.
fn wanted(kind: LinkType, address: &str) -> Result<Wanted, String> {
    let address = address.trim();
    if kind == LinkType::Email {
        return Ok(Wanted::Url(format!("mailto:{address}")));
    }
    if address.is_empty() {
        return Ok(Wanted::Doubtful("the link has no address".to_owned()));
    }
    if let Some(rest) = address.strip_prefix("//") {
        return Ok(Wanted::Url(format!("https://{rest}")));
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let scheme = scheme.filter(|scheme| {
        scheme.len() > 1
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
            && !scheme.contains('/')
    });
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        None => Ok(Wanted::Key(address.to_owned())),
        Some("http" | "https" | "mailto") => Ok(Wanted::Url(address.to_owned())),
        Some(scheme) => Err(scheme.to_owned()),
    }
}
