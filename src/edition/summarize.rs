//! A record → what is kept of it.
//!
//! The text is walked once. Blocks divide it into segments; inside a segment the words
//! run on over page breaks and stamps, as a reader reads them.

mod segment;

use super::sentences::cut;
use super::spoken::{self, Own};
use super::summary::{ImageSummary, Mention, NoteKey, PageKey, RefSummary, Spoken, Summary};
use crate::load::is_asset;
use crate::model::{Element, EntityId, Node, Record, RecordKind, Tag};
use crate::source::{folded, push_folded};
use segment::{Kind, Segment};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Characters of the opening words.
const OPENING: usize = 200;

/// Whether the dates that a text speaks of are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// For the timeline.
    Kept,
    /// Nobody asks for them.
    Left,
}

/// Keeps of a record what the edition needs. `text` is the source that it was read from.
/// Boxed, as all of them are handed on and sorted.
#[must_use]
pub fn summarize(record: &Record, text: &str, dates: Dates) -> Box<Summary> {
    let mut walker = Walker::new(record.refs.len());
    if dates == Dates::Kept && record.kind == RecordKind::Document {
        walker.own = Some(Own::of(record));
    }
    walker.lists = record.kind == RecordKind::Matter;
    walker.tree(&record.body, None);
    let opening = walker.openings.into_iter().find(|words| !words.is_empty());
    walker.openings = Default::default();
    for note in &record.notes {
        walker.tree(&note.body, Some(&note.key));
    }
    walker.shrink();
    let refs = record.refs.iter().zip(walker.refs);
    let refs = refs.map(|(cross_ref, found)| {
        // A reference without an element keeps its words at least.
        let found = found.unwrap_or_else(|| {
            let words = folded(cross_ref.span.of(text));
            let note = cross_ref
                .note
                .and_then(|note| record.notes.get(note as usize));
            Found {
                text: words.as_str().into(),
                sentence: cut(&words, 300).into(),
                at: note.map_or("", |note| &note.key).into(),
            }
        });
        RefSummary {
            span: cross_ref.span,
            text: found.text,
            sentence: found.sentence,
            at: found.at,
        }
    });
    let notes = record.notes.iter().map(|note| NoteKey {
        n: note.n.as_str().into(),
        listed: note
            .listed
            .as_deref()
            .filter(|&listed| listed != note.n)
            .map(Into::into),
        key: note.key.clone(),
    });
    Box::new(Summary {
        file: record.file,
        part: record.part,
        span: record.span,
        id: record.id.clone(),
        id_stated: record.id_stated,
        kind: record.kind,
        header: record.header.clone(),
        enclosures: record.enclosures.clone(),
        notes: notes.collect(),
        pages: walker.pages,
        keys: walker.keys,
        aliases: walker.aliases,
        refs: refs.collect(),
        wanted: record.refs.iter().map(|it| it.wanted.clone()).collect(),
        images: walker.images,
        mentions: walker.mentions,
        spoken: walker.spoken,
        opening: opening
            .map(|words| cut(words.trim(), OPENING))
            .unwrap_or_default(),
    })
}

/// The ends of addresses that nearly every document has: `p1`, `fn1`. All share them.
static COUNTED: LazyLock<[Vec<Arc<str>>; 2]> = LazyLock::new(|| {
    ["p", "fn"].map(|sign| (0..256).map(|n| format!("{sign}{n}").into()).collect())
});

/// The end of an address, which others may have too.
fn shared(key: &str) -> Arc<str> {
    let [paragraphs, notes] = &*COUNTED;
    let (list, number) = match key.strip_prefix("fn") {
        Some(number) => (notes, number),
        None => (paragraphs, key.strip_prefix('p').unwrap_or("")),
    };
    let known = number.parse::<usize>().ok().and_then(|n| list.get(n));
    match known.filter(|known| ***known == *key) {
        Some(known) => Arc::clone(known),
        None => key.into(),
    }
}

/// A reference as it was found in the tree.
struct Found {
    text: Box<str>,
    sentence: Arc<str>,
    at: Arc<str>,
}

/// A step of the walk, and whether the words inside are not part of what is read.
enum Step<'a> {
    Enter(&'a Node, bool),
    Leave(&'a Element, bool),
}

struct Walker<'a> {
    refs: Vec<Option<Found>>,
    mentions: Vec<Mention>,
    /// Which of `mentions` it is, and the sentence in which it was met last: the segment's
    /// number and where in it.
    mentioned: BTreeMap<EntityId, (usize, (usize, usize))>,
    /// How many segments there were.
    segments: usize,
    pages: Vec<PageKey>,
    /// Their keys.
    paged: BTreeSet<Box<str>>,
    keys: Vec<Arc<str>>,
    aliases: Vec<(Box<str>, Arc<str>)>,
    images: Vec<ImageSummary>,
    /// The document's own dates, where those that it speaks of are kept.
    own: Option<Own>,
    spoken: Vec<Spoken>,
    /// Opening words of: the document's prose, its enclosures' prose, anything else.
    openings: [String; 3],
    /// The blocks that are open, outermost first.
    blocks: Vec<&'a Element>,
    /// References and names that are open: where they began.
    open: Vec<usize>,
    segment: Segment,
    /// The nearest address above.
    at: Arc<str>,
    in_note: bool,
    /// Whether the record only lists what stands elsewhere: nobody asks for the sentences
    /// of an index, which has thousands of references.
    lists: bool,
    /// How many open elements hold words that are not read.
    mute: usize,
}

impl<'a> Walker<'a> {
    fn new(refs: usize) -> Self {
        Self {
            refs: std::iter::repeat_with(|| None).take(refs).collect(),
            mentions: Vec::new(),
            mentioned: BTreeMap::new(),
            segments: 0,
            pages: Vec::new(),
            paged: BTreeSet::new(),
            keys: Vec::new(),
            aliases: Vec::new(),
            images: Vec::new(),
            own: None,
            spoken: Vec::new(),
            openings: Default::default(),
            blocks: Vec::new(),
            open: Vec::new(),
            segment: Segment::default(),
            at: "".into(),
            in_note: false,
            lists: false,
            mute: 0,
        }
    }

    /// Gives back what the growing tables did not need.
    fn shrink(&mut self) {
        self.pages.shrink_to_fit();
        self.keys.shrink_to_fit();
        self.images.shrink_to_fit();
        self.mentions.shrink_to_fit();
        self.spoken.shrink_to_fit();
        for mention in &mut self.mentions {
            mention.places.shrink_to_fit();
        }
    }

    /// Walks the body, or a note with its address.
    fn tree(&mut self, nodes: &'a [Node], note: Option<&str>) {
        self.in_note = note.is_some();
        self.at = note.map_or_else(|| "".into(), shared);
        // A stack of our own: sources nest as deep as they like.
        let mut stack: Vec<Step<'a>> = nodes
            .iter()
            .rev()
            .map(|node| Step::Enter(node, false))
            .collect();
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(Node::Text(text), _) => self.words(&text.text),
                Step::Enter(Node::Element(element), other_reading) => {
                    let mute = other_reading || is_passed_over(&element.tag);
                    self.enter(element);
                    self.mute += usize::from(mute);
                    stack.push(Step::Leave(element, mute));
                    let choice = element.tag == Tag::Choice;
                    stack.extend(element.children.iter().rev().map(|child| {
                        let tag = child.element().map(|child| &child.tag);
                        Step::Enter(child, choice && tag.is_some_and(is_other_reading))
                    }));
                }
                Step::Leave(element, mute) => {
                    self.mute -= usize::from(mute);
                    self.leave(element);
                }
            }
        }
        self.flush();
    }

    fn words(&mut self, words: &str) {
        if self.mute > 0 {
            return;
        }
        let segment = &mut self.segment;
        push_folded(&mut segment.text, &mut segment.glue, words);
    }

    fn enter(&mut self, element: &'a Element) {
        let block = self.mute == 0 && element.tag.is_block();
        if block {
            self.flush();
            self.blocks.push(element);
        }
        match &element.tag {
            Tag::Pb => self.page(element),
            Tag::Graphic => {
                // Shown is all of the image, where its address has no place of its own.
                let figure = self.blocks.last().filter(|it| it.tag == Tag::Figure);
                let figure = figure.filter(|_| element.span.range().is_empty());
                let span = figure.map_or(element.span, |figure| figure.span);
                let url = element.attrs.get("url").map(Into::into);
                self.images
                    .extend(url.map(|url| ImageSummary { url, span }));
            }
            Tag::Lb if element.attrs.get("break") == Some("no") => self.glue(),
            Tag::Lb | Tag::Stamp | Tag::Fw => self.words(" "),
            Tag::Ref | Tag::PersName | Tag::PlaceName | Tag::OrgName | Tag::Term | Tag::Date => {
                self.open.push(self.segment.text.len());
            }
            _ => {}
        }
        if let (Some(key), false) = (&element.key, element.tag == Tag::Pb) {
            let key = shared(key);
            if block && !self.in_note {
                self.at = Arc::clone(&key);
            }
            if let Some(id) = element.attrs.get("xml:id")
                && (key.strip_prefix("id-") == Some(id) || element.kind() == "attachment")
            {
                self.aliases.push((id.into(), Arc::clone(&key)));
            }
            self.keys.push(key);
        }
    }

    fn leave(&mut self, element: &'a Element) {
        match &element.tag {
            Tag::Ref => {
                let range = self.close();
                if let Some(index) = element.index {
                    self.segment.found.push((Kind::Reference(index), range));
                }
            }
            Tag::PersName | Tag::PlaceName | Tag::OrgName | Tag::Term => {
                let range = self.close();
                let target = element.attrs.get("ref").and_then(|it| it.strip_prefix('#'));
                if let Some(id) = target.and_then(|id| EntityId::new(id).ok()) {
                    let name = Kind::Name(id, element.span);
                    self.segment.found.push((name, range));
                }
            }
            Tag::Date => {
                let range = self.close();
                let own = self.own.as_ref().filter(|_| self.mute == 0);
                if let Some(own) = own
                    && self.spoken.len() < spoken::MOST
                    && !self
                        .blocks
                        .iter()
                        .any(|block| spoken::is_own_line(&block.tag))
                    && let Some((date, inferred)) = own.speaks_of(element)
                {
                    self.segment.found.push((Kind::Date(date, inferred), range));
                }
            }
            tag if self.mute == 0 && tag.is_block() => {
                self.flush();
                self.blocks.pop();
            }
            _ => {}
        }
    }

    /// Where the reference or name that was opened last stands in the segment. A block
    /// inside it began a new segment; then it stands at the beginning.
    fn close(&mut self) -> Range<usize> {
        let end = self.segment.text.trim_end().len();
        let start = self.open.pop().unwrap_or(0);
        start.min(end)..end
    }

    fn page(&mut self, element: &Element) {
        if element.attrs.get("break") == Some("no") {
            self.glue();
        }
        // Most projects number their pictures of pages by themselves: only a file is one.
        let facs = element.attrs.get("facs").unwrap_or_default();
        let facs = facs.split_whitespace().next();
        self.images.extend(
            facs.filter(|it| !it.starts_with('#') && is_asset(it))
                .map(|url| ImageSummary {
                    url: url.into(),
                    span: element.span,
                }),
        );
        let Some(n) = element.attrs.get("n") else {
            return;
        };
        let key = element.key.clone();
        let key = key.unwrap_or_else(|| format!("pg_{n}").into());
        if self.paged.insert(key.clone()) {
            self.pages.push(PageKey { n: n.into(), key });
        }
    }

    /// A page or line begins inside a word.
    fn glue(&mut self) {
        let end = self.segment.text.trim_end().len();
        self.segment.text.truncate(end);
        self.segment.glue = true;
    }
}

/// What is not part of the sentence that a reader reads.
fn is_passed_over(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Stamp | Tag::Fw | Tag::Del | Tag::Surplus | Tag::Anchor | Tag::FigDesc
    )
}

/// Of two encodings of one place, the one that is not read.
fn is_other_reading(tag: &Tag) -> bool {
    matches!(tag, Tag::Sic | Tag::Orig | Tag::Expan)
}
