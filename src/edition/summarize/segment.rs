//! Words between the ends of blocks, and the sentence of each thing that stands in them.

use super::super::sentences::{sentences, shown};
use super::super::spoken;
use super::super::summary::{Mention, Naming, Spoken};
use super::{Found, OPENING, Walker};
use crate::model::{Date, EntityId, Inferred, Tag};
use crate::source::Span;
use std::ops::Range;
use std::sync::Arc;

/// What a range of a segment is.
pub(super) enum Kind {
    Reference(u32),
    Name(EntityId, Span),
    Date(Date, Option<Inferred>),
}

/// Words between the beginning or end of one block and the next.
#[derive(Default)]
pub(super) struct Segment {
    pub(super) text: String,
    /// Blanks are dropped until the next word: a page begins inside a word.
    pub(super) glue: bool,
    pub(super) found: Vec<(Kind, Range<usize>)>,
}

impl Walker<'_> {
    /// Ends the segment: finds the sentence of each thing in it.
    pub(super) fn flush(&mut self) {
        let segment = std::mem::take(&mut self.segment);
        self.segments += 1;
        let text = segment.text.trim_end();
        self.open.fill(0);
        if !self.in_note {
            self.opening(text);
        }
        if segment.found.is_empty() {
            return;
        }
        if self.lists {
            let nothing: Arc<str> = "".into();
            for (kind, range) in segment.found {
                if let Kind::Reference(index) = kind
                    && let Some(found) = self.refs.get_mut(index as usize)
                {
                    found.get_or_insert(Found {
                        text: text.get(range).unwrap_or("").trim().into(),
                        sentence: Arc::clone(&nothing),
                        at: self.at.clone(),
                    });
                }
            }
            return;
        }
        let bounds = sentences(text);
        let mut last: Option<(Range<usize>, Arc<str>)> = None;
        for (kind, range) in segment.found {
            let around = bounds.partition_point(|sentence| sentence.end <= range.start);
            let around = bounds.get(around).cloned().unwrap_or(0..text.len());
            let inside = range.start.max(around.start)..range.end.clamp(around.start, around.end);
            let longest = match kind {
                Kind::Reference(_) => 300,
                Kind::Name(..) => 200,
                Kind::Date(..) => 100,
            };
            let sentence = shown(text, around.clone(), inside, longest);
            // Most sentences are short and shared by all that stands in them.
            let sentence: Arc<str> = match &last {
                Some((known, shared)) if *known == around && **shared == *sentence => {
                    shared.clone()
                }
                _ => sentence.into(),
            };
            let which = (self.segments, around.start);
            last = Some((around, sentence.clone()));
            match kind {
                Kind::Reference(index) => {
                    if let Some(found) = self.refs.get_mut(index as usize) {
                        found.get_or_insert(Found {
                            text: text.get(range).unwrap_or("").trim().into(),
                            sentence,
                            at: self.at.clone(),
                        });
                    }
                }
                Kind::Name(entity, span) => self.mention(entity, span, which, sentence),
                Kind::Date(date, inferred) => {
                    let known = self.spoken.iter().any(|it| it.date == date);
                    if !known && self.spoken.len() < spoken::MOST {
                        self.spoken.push(Spoken {
                            date,
                            inferred,
                            at: Arc::clone(&self.at),
                            words: sentence,
                        });
                    }
                }
            }
        }
    }

    /// `which` tells the sentence from all others.
    fn mention(&mut self, entity: EntityId, span: Span, which: (usize, usize), sentence: Arc<str>) {
        let naming = Naming {
            at: Arc::clone(&self.at),
            sentence,
        };
        if let Some((known, last)) = self.mentioned.get_mut(&entity) {
            // The text is walked in order: the same sentence comes again only directly.
            let is_new = std::mem::replace(last, which) != which;
            if let Some(mention) = self.mentions.get_mut(*known).filter(|_| is_new) {
                mention.places.push(naming);
            }
            return;
        }
        self.mentioned
            .insert(entity.clone(), (self.mentions.len(), which));
        self.mentions.push(Mention {
            entity,
            span,
            places: vec![naming],
        });
    }

    fn opening(&mut self, text: &str) {
        let enclosed = self
            .blocks
            .iter()
            .any(|block| block.tag == Tag::Div && block.kind() == "attachment");
        let which = match self.blocks.last().map(|block| &block.tag) {
            Some(Tag::Head | Tag::Label) => return,
            Some(Tag::P | Tag::Quote | Tag::L | Tag::Item | Tag::Cell) if !self.in_memo_block() => {
                usize::from(enclosed)
            }
            _ => 2,
        };
        if let Some(words) = self.openings.get_mut(which)
            && words.len() < OPENING * 4
        {
            if !words.is_empty() && !text.is_empty() {
                words.push(' ');
            }
            words.push_str(text);
        }
    }

    /// Whether the open blocks are the rows above the text: to, from, subject.
    fn in_memo_block(&self) -> bool {
        self.blocks.iter().any(|block| {
            block.tag == Tag::List
                && matches!(
                    block.kind(),
                    "to" | "from" | "through" | "cc" | "subject" | "participants"
                )
        })
    }
}
