//! Text trees written as XML, for tests of what is made from them: `key` and `index` set
//! what an element has of these, every other attribute is TEI's.

use recto::model::{Element, Node, Rule, Tag};
use recto::source::{FileId, Files, Span};

/// A file for spans that point nowhere.
pub(crate) fn file() -> FileId {
    Files::default().add("letter.txt")
}

/// The tree of some XML.
pub(crate) fn tree(xml: &str) -> Vec<Node> {
    let text = format!("<x>{xml}</x>");
    let document = roxmltree::Document::parse(&text).expect("the test's XML is well formed");
    children(document.root_element())
}

fn children(node: roxmltree::Node<'_, '_>) -> Vec<Node> {
    let span = Span::new(file(), 0, 0);
    node.children()
        .map(|child| match child.text() {
            Some(text) if child.is_text() => Node::text(text, span),
            _ => {
                let tag = Tag::from_name(child.tag_name().name());
                let mut element = Element::new(tag, span, Rule::Encoded);
                for attr in child.attributes() {
                    match attr.name() {
                        "key" => element.key = Some(attr.value().into()),
                        "index" => element.index = attr.value().parse().ok(),
                        name @ ("lang" | "id") if attr.namespace().is_some() => {
                            element.attrs.set(format!("xml:{name}"), attr.value());
                        }
                        name => element.attrs.set(name.to_owned(), attr.value()),
                    }
                }
                element.children(children(child)).node()
            }
        })
        .collect()
}
