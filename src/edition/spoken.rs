//! Which of the dates in a text it speaks of, as a timeline has them.

use crate::model::{Cert, Date, Element, Inferred, Record, Tag, is_before_christ, plain_text};
use crate::read::tei::when;

/// The most dates that are kept of a document.
pub(super) const MOST: usize = 12;

/// A stretch of more days than these is an age, and no moment.
const LONGEST: i64 = 3700;

/// The dates of a document and its enclosures: to repeat one of them is to speak of none.
pub(super) struct Own(Vec<Date>);

impl Own {
    pub(super) fn of(record: &Record) -> Self {
        let parts = record.enclosures.iter().map(|part| &part.header);
        let headers = std::iter::once(&record.header).chain(parts);
        let acts = headers.flat_map(|header| [&header.sent, &header.received]);
        Self(
            acts.filter_map(|act| Some(act.date.as_ref()?.value))
                .collect(),
        )
    }

    /// What a `date` in running text speaks of, and what of it is inferred. `None`:
    /// of the document's own day, of an age, of what nobody can be sure, or of a year before
    /// Christ for which the markup has some other.
    pub(super) fn speaks_of(&self, element: &Element) -> Option<(Date, Option<Inferred>)> {
        if element.cert == Cert::Low {
            return None;
        }
        let (date, cert) = when::of(&element.attrs)?.ok()?;
        let (first, last) = (date.earliest()?, date.latest()?);
        let lasts = last.ordinal() - first.ordinal();
        if cert == Cert::Low || lasts > LONGEST {
            return None;
        }
        if (1..1000).contains(&first.year()) && is_before_christ(&plain_text(&element.children)) {
            return None;
        }
        let within = |own: &Date| {
            own.earliest().is_some_and(|day| first <= day)
                && own.latest().is_some_and(|day| day <= last)
        };
        // A range that holds its own day is of more than that; a month or year is not.
        let repeats = |own: &Date| match date.is_range() {
            true => own.earliest() == Some(first) && own.latest() == Some(last),
            false => within(own),
        };
        let inferred = element.rule.infers();
        (!self.0.iter().any(repeats)).then_some((date, inferred))
    }
}

/// Whether a block says of its document when it is, and does not speak of a date.
pub(super) const fn is_own_line(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Dateline | Tag::Head | Tag::Opener | Tag::Closer | Tag::Ab | Tag::Label | Tag::Byline
    )
}
