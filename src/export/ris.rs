//! RIS: a line for each value, for reference managers.
//!
//! Tags as EndNote, Zotero and Mendeley read them: `A2` of a personal communication is
//! the addressee, of a chapter the editor; `DB` and `AV` are archive and place there.
//! A value is one line, since every line begins with a tag; there is no way to escape.

use super::bibliography::{Kind, Name, When, Work};

/// A document as RIS, closed and with an empty line behind it.
#[must_use]
pub fn entry(work: &Work<'_>) -> String {
    let mut lines = Lines::default();
    lines.tag(
        "TY",
        match work.kind {
            Kind::Section => "CHAP",
            Kind::Letter => "PCOMM",
            Kind::Manuscript => "MANSCPT",
            Kind::Document => "GEN",
            Kind::Page => "ELEC",
        },
    );
    lines.tag("ID", &work.key);
    lines.tag("TI", &work.full_title());
    lines.names("AU", &work.from);
    date(work.when, &mut lines);
    lines.tag("M3", work.genre.unwrap_or(""));
    match &work.volume {
        Some(volume) => {
            lines.tag("T2", &volume.name());
            lines.tag("T3", volume.series.unwrap_or(""));
            lines.names("A2", &volume.editors);
            lines.tag("PB", volume.publisher.unwrap_or(""));
            lines.tag("CY", volume.place.unwrap_or(""));
            lines.tag("SN", volume.isbn.unwrap_or(""));
            if let Some((first, last)) = volume.pages {
                lines.tag("SP", first);
                // Zotero would make `7-7` of it.
                if last != first {
                    lines.tag("EP", last);
                }
            }
        }
        None if work.kind == Kind::Letter => lines.names("A2", &work.to),
        None => {}
    }
    if work.kind != Kind::Letter {
        let to: Vec<&str> = work.to.iter().map(|name| name.shown.as_str()).collect();
        if !to.is_empty() {
            lines.tag("N1", &format!("To: {}", to.join("; ")));
        }
    }
    if let Some(archive) = &work.archive {
        lines.tag("DB", archive.repository);
        lines.tag("AV", archive.location.unwrap_or(""));
    }
    if let Some(rights) = work.rights {
        lines.tag("N1", &format!("Rights: {rights}"));
    }
    lines.tag("LA", work.language);
    lines.tag("DP", work.edition.title);
    lines.tag("UR", work.url.as_deref().unwrap_or(""));
    lines.0.push_str("ER  - \r\n\r\n");
    lines.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line, unless there is nothing to say.
    fn tag(&mut self, tag: &str, value: &str) {
        let mut words = value.split_whitespace();
        let Some(first) = words.next() else { return };
        self.0.push_str(tag);
        self.0.push_str("  - ");
        self.0.push_str(first);
        for word in words {
            self.0.push(' ');
            self.0.push_str(word);
        }
        self.0.push_str("\r\n");
    }

    fn names(&mut self, tag: &str, names: &[Name]) {
        for name in names {
            self.tag(tag, &name.sorted_plain());
        }
    }
}

/// `DA` is `year/month/day/words`, where all but the year may be missing.
fn date(when: When, lines: &mut Lines) {
    if let Some(year) = when.year() {
        lines.tag("PY", &format!("{year:04}"));
    }
    let Some(words) = when.words() else { return };
    let iso = when.iso().unwrap_or_default();
    let mut parts = iso.split('-');
    let mut part = || parts.next().unwrap_or("");
    let year = match part() {
        "" => when
            .year()
            .map_or(String::new(), |year| format!("{year:04}")),
        year => year.to_owned(),
    };
    let (month, day) = (part(), part());
    let words = if when.is_plain() { "" } else { &words };
    lines.tag("DA", &format!("{year}/{month}/{day}/{words}"));
}
