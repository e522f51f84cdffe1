//! A record → its passages: what a hit is shown with, and where it leads.
//!
//! A passage is what stands under one address: a paragraph, a note, what stands above the
//! first paragraph. Words run on over page breaks inside a word. What the edited text
//! leaves out (the spelling of the source, deletions, stamps) is a passage of its own
//! under the same address, so that it is found too and no sentence is broken by it.

use crate::model::{Element, Node, Record, Tag, between, edited};
use crate::source::push_folded;

/// Bytes after which a passage ends with the next block: a poem without addresses is
/// several passages.
const LONG: usize = 1500;

/// A passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    /// The end of its address; empty for the document's own.
    pub(super) key: Box<str>,
    /// The number of the note that it is part of, as printed.
    pub(super) note: Option<Box<str>>,
    /// The enclosure that it is part of, by its place in [`Record::enclosures`].
    pub(super) enclosure: Option<u32>,
    /// Its words, blanks folded, a line break between blocks.
    pub(super) text: String,
}

/// Calls `each` with the passages of the text and then of the notes. `title` is a passage
/// too when the text does not begin with it.
pub(super) fn passages(record: &Record, title: &str, mut each: impl FnMut(&Passage)) {
    let mut gatherer = Gatherer {
        each: &mut each,
        passage: empty("", None),
        aside: String::new(),
        glue: false,
        title: Some(title),
    };
    gatherer.tree(&record.body);
    // A record without words has its title nevertheless.
    gatherer.announce("");
    for note in &record.notes {
        let text = std::mem::take(&mut gatherer.passage.text);
        gatherer.passage = Passage {
            text,
            ..empty(&note.key, Some(&note.n))
        };
        gatherer.tree(&note.body);
    }
}

fn empty(key: &str, note: Option<&str>) -> Passage {
    Passage {
        key: key.into(),
        note: note.map(Into::into),
        enclosure: None,
        text: String::new(),
    }
}

struct Gatherer<'a, F> {
    each: &'a mut F,
    passage: Passage,
    /// What the edited text leaves out.
    aside: String,
    /// Blanks are dropped until the next word: a page begins inside a word.
    glue: bool,
    /// The title, until it was told.
    title: Option<&'a str>,
}

enum Step<'a> {
    /// A node, and whether the edited text leaves it out.
    Enter(&'a Node, bool),
    /// What stands between two parts, and whether the edited text leaves it out.
    Between(&'static str, bool),
    Leave(&'a Element, bool, Option<u32>),
}

impl<'a, F: FnMut(&Passage)> Gatherer<'a, F> {
    fn tree(&mut self, nodes: &'a [Node]) {
        // A stack of our own: sources nest as deep as they like.
        let mut stack: Vec<Step<'a>> = Vec::new();
        stack.extend(nodes.iter().rev().map(|node| Step::Enter(node, false)));
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(Node::Text(text), aside) => self.words(&text.text, aside),
                Step::Between(words, aside) => self.words(words, aside),
                Step::Enter(Node::Element(element), aside) => {
                    let own = matches!(element.tag, Tag::Stamp | Tag::Fw);
                    if aside || own {
                        self.aside.push(' ');
                    }
                    stack.push(Step::Leave(element, aside, self.passage.enclosure));
                    if !aside {
                        self.enter(element);
                    }
                    let aside = aside || own;
                    let from = stack.len();
                    let mut kept = edited(element).peekable();
                    let between = between(element, &element.children);
                    for (at, child) in element.children.iter().enumerate() {
                        if at > 0 && !between.is_empty() {
                            stack.push(Step::Between(between, aside));
                        }
                        let is_kept = kept.next_if(|&it| std::ptr::eq(it, child)).is_some();
                        stack.push(Step::Enter(child, aside || !is_kept));
                    }
                    if let Some(pushed) = stack.get_mut(from..) {
                        pushed.reverse();
                    }
                }
                Step::Leave(element, aside, enclosure) => {
                    if aside {
                        self.aside.push(' ');
                    } else if is_block(&element.tag) {
                        self.line();
                    }
                    if self.passage.enclosure != enclosure {
                        self.flush();
                        self.passage.enclosure = enclosure;
                    }
                }
            }
        }
        self.flush();
    }

    fn enter(&mut self, element: &Element) {
        match &element.tag {
            Tag::Pb | Tag::Lb | Tag::Cb if element.attrs.get("break") == Some("no") => {
                let end = self.passage.text.trim_end().len();
                self.passage.text.truncate(end);
                self.glue = true;
            }
            Tag::Lb | Tag::Cb | Tag::Space | Tag::Stamp | Tag::Fw => self.words(" ", false),
            tag if is_block(tag) => {
                let enclosure = if *tag == Tag::Div && element.kind() == "attachment" {
                    element.index
                } else {
                    None
                };
                if let (Some(key), None) = (&element.key, &self.passage.note) {
                    self.flush();
                    self.passage.key = key.clone();
                } else if self.passage.text.len() > LONG {
                    self.flush();
                } else {
                    self.line();
                }
                if enclosure.is_some() {
                    self.flush();
                    self.passage.enclosure = enclosure;
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str, aside: bool) {
        if aside {
            self.aside.push_str(words);
            return;
        }
        push_folded(&mut self.passage.text, &mut self.glue, words);
    }

    /// A block begins or ends.
    fn line(&mut self) {
        let text = &mut self.passage.text;
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push('\n');
        }
        self.glue = false;
    }

    /// Tells of the title, unless the text that comes next begins with it.
    fn announce(&mut self, next: &str) {
        let Some(title) = self.title.take() else {
            return;
        };
        if title.is_empty() || next.contains(title) {
            return;
        }
        let mut passage = empty("", None);
        passage.text = title.split_whitespace().collect::<Vec<_>>().join(" ");
        (self.each)(&passage);
    }

    /// The passage ends.
    fn flush(&mut self) {
        self.glue = false;
        self.tell();
        // Its words are folded already.
        std::mem::swap(&mut self.passage.text, &mut self.aside);
        self.tell();
        std::mem::swap(&mut self.passage.text, &mut self.aside);
    }

    /// Tells of the words at hand, and forgets them.
    fn tell(&mut self) {
        let text = &mut self.passage.text;
        text.truncate(text.trim_end().len());
        let blanks = text.len() - text.trim_start().len();
        text.drain(..blanks);
        if self.passage.text.is_empty() {
            return;
        }
        if self.title.is_some() {
            let text = std::mem::take(&mut self.passage.text);
            self.announce(&text);
            self.passage.text = text;
        }
        (self.each)(&self.passage);
        self.passage.text.clear();
    }
}

/// Whether an element stands on its own lines.
fn is_block(tag: &Tag) -> bool {
    if let Tag::Other(name) = tag {
        return matches!(
            &**name,
            "castItem"
                | "castList"
                | "docAuthor"
                | "docDate"
                | "docImprint"
                | "docTitle"
                | "entry"
                | "event"
                | "org"
                | "person"
                | "place"
                | "titlePart"
                | "titlePage"
        ) || name.starts_with("list");
    }
    *tag == Tag::FigDesc || tag.is_block()
}
