//! Dates that a text speaks of: found in its paragraphs and notes, and marked.
//!
//! Raw and Markdown documents only: a TEI file has the `date` elements that its editors
//! gave it. Headings, datelines, telegram numbers and the like are no running text; what
//! is struck out, a reference, or the editor's own words is left alone.

mod counted;
mod find;
mod once;
mod words;
mod yearless;

use super::cover::{Cover, is_inline};
use super::dates;
use super::sidecar::{Passages, Quote};
use crate::model::{Cert, Date, Element, Node, Record, Rule, Tag};
use crate::source::{FileId, Span};
use find::Mentioned;
use std::ops::Range;

/// Wraps the dates in a record's paragraphs and notes in `date`. A day without a year gets
/// that of the nearest, as seen from the document's or enclosure's own date. In passages
/// that are dismissed nothing is marked; those that are not in the text are reported by
/// the reader.
pub(super) fn mark(record: &mut Record, dismissed: &[Quote], source: &str) {
    let own = record.header.sent.date.as_ref().map(|date| date.value);
    let parts = record.enclosures.iter();
    let parts = parts.map(|part| part.header.sent.date.as_ref().map(|date| date.value));
    let mut runs = Runs {
        file: record.file,
        own,
        parts: parts.map(|date| date.or(own)).collect(),
        text: String::new(),
        places: Vec::new(),
        found: Vec::new(),
    };
    runs.tree(&record.body);
    for note in &record.notes {
        runs.tree(&note.body);
    }
    let mut found = runs.found;
    if found.is_empty() {
        return;
    }
    if !dismissed.is_empty() {
        let passages = Passages::new(source);
        let dismissed: Vec<_> = dismissed
            .iter()
            .filter_map(|it| passages.find(it).ok())
            .collect();
        found.retain(|it| {
            let range = it.span.range();
            !dismissed
                .iter()
                .any(|no| no.start < range.end && range.start < no.end)
        });
    }
    found.sort_by_key(|it| it.span);
    found.dedup_by(|next, before| next.span.start < before.span.end);
    let ranges = found.iter().map(|it| it.span.range()).collect();
    let mut cover = Cover::new(record.file, ranges, |index, covered| {
        let Some(date) = found.get(index) else {
            return covered;
        };
        vec![date.element(covered).node()]
    });
    cover.tree(&mut record.body);
    for note in &mut record.notes {
        cover.tree(&mut note.body);
    }
}

/// The day on which a paper arrived, by the words that say so, and the day on which it was
/// sent. `None`: they name none, or one that lies before it or long after. West of where it was
/// sent it can still be the day before: `Tokyo, May 9, 1 a. m. [Received May 8, 11:20 p. m.]`
pub(super) fn arrival(words: &str, sent: &Date) -> Option<Mentioned> {
    let first = find::find(words, Some(sent)).into_iter().next()?;
    let late = first.date.earliest()?.ordinal() - sent.earliest()?.ordinal();
    (-1..=LATEST).contains(&late).then_some(first)
}

/// The most days that a paper was under way.
const LATEST: i64 = 300;

/// A date at its place in the source.
struct Found {
    span: Span,
    date: Date,
    rule: Rule,
    cert: Cert,
}

impl Found {
    fn element(&self, covered: Vec<Node>) -> Element {
        let mut element = Element::new(Tag::Date, self.span, self.rule).cert(self.cert);
        dates::set(&mut element, &self.date);
        element.children(covered)
    }
}

/// A step of the walk.
enum Step<'a> {
    Enter(&'a Node),
    /// A block ends; of an enclosure, the date that counts from here on again.
    Leave(Option<Option<Date>>),
}

/// The walk over a text: words that run on without a block's end are read together.
struct Runs {
    file: FileId,
    /// The date of the document, or of the enclosure in which the walk is.
    own: Option<Date>,
    /// The dates of the enclosures.
    parts: Vec<Option<Date>>,
    text: String,
    /// Where in `text` words of the source begin, and where these are in the source.
    places: Vec<(usize, usize)>,
    found: Vec<Found>,
}

impl Runs {
    fn tree(&mut self, nodes: &[Node]) {
        // A stack of our own: sources nest as deep as they like.
        let mut stack: Vec<Step<'_>> = nodes.iter().rev().map(Step::Enter).collect();
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(Node::Text(words)) => {
                    let range = words.span.range();
                    if words.span.file == self.file && range.len() == words.text.len() {
                        self.places.push((self.text.len(), range.start));
                        self.text.push_str(&words.text);
                    } else {
                        self.text.push(OPAQUE);
                    }
                }
                Step::Enter(Node::Element(element)) => match kind(element) {
                    Kind::Words => stack.extend(element.children.iter().rev().map(Step::Enter)),
                    Kind::Nothing => {}
                    Kind::Gap => self.text.push(' '),
                    Kind::Opaque => self.text.push(OPAQUE),
                    Kind::Passed => self.flush(),
                    Kind::Block => {
                        self.flush();
                        let part = element.index.filter(|_| element.kind() == "attachment");
                        let date = part.and_then(|part| self.parts.get(part as usize).copied());
                        stack.push(Step::Leave(
                            date.map(|date| std::mem::replace(&mut self.own, date)),
                        ));
                        stack.extend(element.children.iter().rev().map(Step::Enter));
                    }
                },
                Step::Leave(own) => {
                    self.flush();
                    if let Some(own) = own {
                        self.own = own;
                    }
                }
            }
        }
        self.flush();
    }

    /// Reads the words up to here.
    fn flush(&mut self) {
        for mentioned in find::find(&self.text, self.own.as_ref()) {
            let Some(range) = self.source(&mentioned.range) else {
                continue;
            };
            self.found.push(Found {
                span: Span::new(self.file, range.start, range.end),
                date: mentioned.date,
                rule: match mentioned.inferred {
                    Some(_) if mentioned.counted => Rule::DateMonthCounted,
                    Some(_) => Rule::DateYearNearest,
                    None if mentioned.two_calendars => Rule::DateOldStyle,
                    None => Rule::DateInWords,
                },
                cert: mentioned.inferred.unwrap_or(Cert::High),
            });
        }
        self.text.clear();
        self.places.clear();
    }

    /// The bytes of the source for a stretch of words.
    fn source(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let at = |place: usize| {
            let after = self.places.partition_point(|(start, _)| *start <= place);
            let (start, source) = self.places.get(after.checked_sub(1)?)?;
            Some(source + (place - start))
        };
        // The end may be where the next words begin, after a mark.
        let (start, end) = (at(range.start)?, at(range.end.checked_sub(1)?)? + 1);
        (start < end).then_some(start..end)
    }
}

/// Stands in the words for what is not to be read.
const OPAQUE: char = '\u{fffc}';

/// What an element is for a reader who looks for dates.
enum Kind {
    /// Its words run on with those around it.
    Words,
    /// It has no words, and words run on over it.
    Nothing,
    /// A line or page ends.
    Gap,
    /// Words that are something else.
    Opaque,
    /// A block in which nothing is looked for.
    Passed,
    /// A block of its own.
    Block,
}

fn kind(element: &Element) -> Kind {
    match element.tag {
        Tag::Anchor => Kind::Nothing,
        Tag::Pb | Tag::Lb if element.attrs.get("break") == Some("no") => Kind::Nothing,
        Tag::Pb | Tag::Lb => Kind::Gap,
        Tag::Ref
        | Tag::Date
        | Tag::Num
        | Tag::Idno
        | Tag::Code
        | Tag::Title
        | Tag::Fw
        | Tag::Del
        | Tag::Gap
        | Tag::Choice
        | Tag::Surplus
        | Tag::Supplied => Kind::Opaque,
        Tag::Stamp
        | Tag::Head
        | Tag::Label
        | Tag::Dateline
        | Tag::Signed
        | Tag::Salute
        | Tag::Address
        | Tag::Figure => Kind::Passed,
        // A line of an office's own: telegram numbers, markings, where copies went.
        Tag::Ab => Kind::Passed,
        _ if is_inline(&element.tag) => Kind::Words,
        _ => Kind::Block,
    }
}
