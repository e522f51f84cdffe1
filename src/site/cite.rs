//! How to cite a document: Chicago note and bibliography, MLA, APA.
//!
//! Made from what the record and `book.toml` say, each part only when it is known: no
//! `n.p.`, no date that nobody stated. The forms follow what the style books give for a
//! letter in an edited collection that is read on the web.

use super::pieces::{Tables, capital, date_of, joined};
use super::views::{CitationView, Html};
use crate::config::Editor;
use crate::edition::{DocIdx, Summary};
use crate::html::Writer;
use crate::model::{Date, Fact, Party};

/// Someone as citations name them.
struct Name {
    /// `George P. Shultz`
    natural: String,
    /// `Shultz, George P.`
    sorted: String,
}

impl Name {
    /// `Shultz, G. P.`
    fn initials(&self) -> String {
        let Some((family, given)) = self.sorted.split_once(", ") else {
            return self.sorted.clone();
        };
        let initials: Vec<String> = given
            .split_whitespace()
            .filter_map(|part| part.chars().find(|c| c.is_alphabetic()))
            .map(|c| format!("{}.", c.to_uppercase()))
            .collect();
        format!("{family}, {}", initials.join(" "))
    }
}

/// What is known of a document, as citations need it.
struct Source<'a> {
    from: Vec<Name>,
    to: Vec<Name>,
    /// `letter`, `action memorandum`.
    kind: Option<&'a str>,
    title: String,
    date: Option<Date>,
    edition: &'a str,
    /// Names only; roles differ.
    editors: Vec<&'a str>,
    place: Option<&'a str>,
    publisher: Option<&'a str>,
    /// The year of the edition's date.
    year: Option<&'a str>,
    version: Option<&'a str>,
    volume: Option<&'a str>,
    number: Option<&'a str>,
    url: Option<String>,
}

/// Puts a citation together.
type Style = fn(&Source<'_>) -> Line;

/// Every style, in the order in which the page shows them.
pub(super) fn citations(
    tables: &Tables<'_>,
    document: DocIdx,
    out: &mut Writer,
) -> Vec<CitationView> {
    let source = source(tables, document);
    let styles: [(&str, &str, Style); 4] = [
        ("chicago-note", "Chicago, note", chicago_note),
        (
            "chicago-bibliography",
            "Chicago, bibliography",
            chicago_bibliography,
        ),
        ("mla", "MLA", mla),
        ("apa", "APA", apa),
    ];
    styles
        .into_iter()
        .map(|(key, label, style)| style(&source).view(key, label, out))
        .collect()
}

fn source<'a>(tables: &Tables<'a>, document: DocIdx) -> Source<'a> {
    let summary: &'a Summary = tables.edition.document(document);
    let header = &summary.header;
    let names = |parties: &'a [Fact<Party>]| -> Vec<Name> {
        parties
            .iter()
            .map(|party| name(tables, document, &party.value))
            .filter(|name| !name.natural.is_empty())
            .collect()
    };
    let info = &tables.config.edition;
    let plan = tables.plan;
    Source {
        from: names(&header.sent.parties),
        to: names(&header.received.parties),
        kind: header.kind.as_ref().map(|kind| kind.value.as_str()),
        title: tables.title(document, None),
        date: date_of(header),
        edition: &tables.config.book.title,
        editors: editors(&info.editors),
        place: info.place.as_deref(),
        publisher: info.publisher.as_deref(),
        year: info.date.as_deref().and_then(|date| date.get(..4)),
        version: info.version.as_deref(),
        volume: summary.id.volume().map(|id| tables.volume_label(id)),
        number: header.number.as_ref().map(|number| number.value.as_str()),
        url: plan
            .site_url
            .as_ref()
            .map(|site| format!("{site}{}", plan.spot(document).page)),
    }
}

fn name(tables: &Tables<'_>, document: DocIdx, party: &Party) -> Name {
    let natural = tables.name(document, party).to_owned();
    let entry = tables.edition.party_entity(document, party);
    let sorted = entry
        .filter(|entry| entry.name == natural)
        .map_or_else(|| natural.clone(), |entry| entry.sort.clone());
    Name { natural, sorted }
}

/// Those who edited; all who are named where no role says so.
fn editors(all: &[Editor]) -> Vec<&str> {
    let edits = |editor: &&Editor| {
        editor
            .role
            .as_deref()
            .is_none_or(|role| role.to_lowercase().contains("edit"))
    };
    all.iter()
        .filter(edits)
        .map(|editor| editor.name.as_str())
        .collect()
}

/// A citation as it is put together: words, some of them in italics.
#[derive(Default)]
struct Line(Vec<(String, bool)>);

impl Line {
    fn push(&mut self, words: &str) {
        self.0.push((words.to_owned(), false));
    }

    fn italic(&mut self, words: &str) {
        self.0.push((words.to_owned(), true));
    }

    /// The last character so far.
    fn last(&self) -> Option<char> {
        self.0
            .iter()
            .rev()
            .find_map(|(words, _)| words.chars().last())
    }

    /// Ends a sentence that is not ended yet.
    fn stop(&mut self) {
        match self.last() {
            None | Some('.' | '?' | '!') => {}
            Some(_) => self.push("."),
        }
    }

    /// A sentence of its own.
    fn sentence(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.last().is_some() {
            self.push(" ");
        }
        self.push(words);
        self.stop();
    }

    fn text(&self) -> String {
        self.0.iter().map(|(words, _)| words.as_str()).collect()
    }

    fn view(self, key: &'static str, label: &'static str, out: &mut Writer) -> CitationView {
        out.clear();
        for (words, italic) in &self.0 {
            if *italic {
                out.markup("<i>");
            }
            out.text(words);
            if *italic {
                out.markup("</i>");
            }
        }
        let html = Html::new(out.as_str());
        out.clear();
        CitationView {
            key,
            label,
            html,
            text: self.text(),
        }
    }
}

fn natural(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.natural.as_str()).collect();
    joined(&names)
}

/// The first name turned round, as lists are sorted by it.
fn turned(names: &[Name]) -> String {
    let names: Vec<&str> = names
        .iter()
        .enumerate()
        .map(|(at, name)| match at {
            0 => name.sorted.as_str(),
            _ => name.natural.as_str(),
        })
        .collect();
    joined(&names)
}

impl Source<'_> {
    /// Whether it is from someone to someone: then it is cited by their names.
    fn is_correspondence(&self) -> bool {
        !self.from.is_empty() && !self.to.is_empty()
    }

    /// `Memorandum to Ronald Reagan`
    fn described(&self) -> String {
        let to = natural(&self.to);
        match self.kind {
            Some(kind) => format!("{} to {to}", capital(kind)),
            None => format!("To {to}"),
        }
    }

    /// `(Washington: Office of the Historian, 2016)`, as far as it is known.
    fn imprint(&self) -> String {
        let house = match (self.place, self.publisher) {
            (Some(place), Some(publisher)) => Some(format!("{place}: {publisher}")),
            (place, publisher) => place.or(publisher).map(str::to_owned),
        };
        match (house, self.year) {
            (Some(house), Some(year)) => format!("{house}, {year}"),
            (Some(house), None) => house,
            (None, Some(year)) => year.to_owned(),
            (None, None) => String::new(),
        }
    }

    /// `Foreign Relations, 1981–1988, vol. V, document 175`
    fn place_in_edition(&self, word: &str) -> String {
        match (self.volume, self.number) {
            (Some(volume), Some(number)) => format!("{volume}, {word} {number}"),
            (Some(volume), None) => volume.to_owned(),
            (None, Some(number)) => format!("{word} {number}"),
            (None, None) => String::new(),
        }
    }
}

fn chicago_note(source: &Source<'_>) -> Line {
    let mut line = Line::default();
    if source.is_correspondence() {
        line.push(&format!(
            "{} to {}",
            natural(&source.from),
            natural(&source.to)
        ));
        if let Some(kind) = source.kind.filter(|kind| *kind != "letter") {
            line.push(&format!(", {kind}"));
        }
    } else {
        line.push(&format!("\u{201c}{},\u{201d}", source.title));
    }
    if let Some(date) = source.date {
        let comma = if source.is_correspondence() { "," } else { "" };
        line.push(&format!("{comma} {}", date.in_words()));
    }
    let comma = if line.last() == Some('\u{201d}') {
        ""
    } else {
        ","
    };
    line.push(&format!("{comma} in "));
    line.italic(source.edition);
    if !source.editors.is_empty() {
        line.push(&format!(", ed. {}", joined(&source.editors)));
    }
    let imprint = source.imprint();
    if !imprint.is_empty() {
        line.push(&format!(" ({imprint})"));
    }
    let place = source.place_in_edition("document");
    if !place.is_empty() {
        line.push(&format!(", {place}"));
    }
    if let Some(url) = &source.url {
        line.push(&format!(", {url}"));
    }
    line.stop();
    line
}

fn chicago_bibliography(source: &Source<'_>) -> Line {
    let mut line = Line::default();
    if source.is_correspondence() {
        line.sentence(&turned(&source.from));
        let date = source.date.map(|date| format!(", {}", date.in_words()));
        line.sentence(&format!(
            "{}{}",
            source.described(),
            date.unwrap_or_default()
        ));
    } else {
        line.sentence(&turned(&source.from));
        let date = source.date.map(|date| format!(" {}", date.in_words()));
        if line.last().is_some() {
            line.push(" ");
        }
        line.push(&format!("\u{201c}{}.\u{201d}", source.title));
        if let Some(date) = date {
            line.push(&date);
            line.stop();
        }
    }
    line.push(" In ");
    line.italic(source.edition);
    if !source.editors.is_empty() {
        line.push(&format!(", edited by {}", joined(&source.editors)));
    }
    line.stop();
    line.sentence(&capital(&source.place_in_edition("document")));
    line.sentence(&source.imprint());
    line.sentence(source.url.as_deref().unwrap_or(""));
    line
}

fn mla(source: &Source<'_>) -> Line {
    let mut line = Line::default();
    line.sentence(&turned(&source.from));
    if source.is_correspondence() {
        line.sentence(&source.described());
    } else {
        if line.last().is_some() {
            line.push(" ");
        }
        line.push(&format!("\u{201c}{}.\u{201d}", source.title));
    }
    line.sentence(&source.date.map(mla_date).unwrap_or_default());
    line.push(" ");
    line.italic(source.edition);
    if !source.editors.is_empty() {
        line.push(&format!(", edited by {}", joined(&source.editors)));
    }
    if let Some(version) = source.version {
        line.push(&format!(", version {version}"));
    }
    let place = source.place_in_edition("no.");
    let parts = [
        Some(place.as_str()),
        source.publisher,
        source.year,
        source.url.as_deref(),
    ];
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        line.push(&format!(", {part}"));
    }
    line.stop();
    line
}

fn apa(source: &Source<'_>) -> Line {
    let mut line = Line::default();
    let authors: Vec<String> = source.from.iter().map(Name::initials).collect();
    let authors = match authors.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}, & {last}", first.join(", ")),
    };
    let date = source.date.map_or_else(|| "n.d.".to_owned(), apa_date);
    let what = if source.is_correspondence() {
        format!("[{}]", source.described())
    } else {
        source.title.clone()
    };
    // Without an author the title comes first.
    if authors.is_empty() {
        line.sentence(&what);
        line.sentence(&format!("({date})"));
    } else {
        line.sentence(&authors);
        line.sentence(&format!("({date})"));
        line.sentence(&what);
    }
    line.push(" In ");
    match source.editors.as_slice() {
        [] => {}
        [one] => line.push(&format!("{one} (Ed.), ")),
        several => line.push(&format!("{} (Eds.), ", joined(several))),
    }
    line.italic(source.edition);
    let place = source.place_in_edition("No.");
    let version = source.version.map(|version| format!("Version {version}"));
    let parts: Vec<&str> = [version.as_deref(), Some(place.as_str())]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if !parts.is_empty() {
        line.push(&format!(" ({})", parts.join("; ")));
    }
    line.stop();
    line.sentence(source.publisher.unwrap_or(""));
    if let Some(url) = &source.url {
        line.push(&format!(" {url}"));
    }
    line
}

const MONTHS: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

/// `14 Jan. 1986` for a day; otherwise the words.
fn mla_date(date: Date) -> String {
    let Some(day) = date.exact() else {
        return date.in_words();
    };
    let month = MONTHS.get(usize::from(day.month()).saturating_sub(1));
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}

/// `1986, January 14` for a day; otherwise the words.
fn apa_date(date: Date) -> String {
    let words = date.in_words();
    match (date.exact(), words.rsplit_once(", ")) {
        (Some(_), Some((day, year))) => format!("{year}, {day}"),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(natural: &str, sorted: &str) -> Name {
        Name {
            natural: natural.to_owned(),
            sorted: sorted.to_owned(),
        }
    }

    fn memorandum() -> Source<'static> {
        Source {
            from: vec![name("George P. Shultz", "Shultz, George P.")],
            to: vec![name("Ronald Reagan", "Reagan, Ronald")],
            kind: Some("memorandum"),
            title: "Memorandum From Secretary of State Shultz to President Reagan".to_owned(),
            date: Some(Date::parse("1986-01-14").expect("EDTF")),
            edition: "Five Documents",
            editors: vec!["A. Editor"],
            place: Some("Washington"),
            publisher: Some("The Press"),
            year: Some("2026"),
            version: Some("1.0.0"),
            volume: Some("Foreign Relations, 1981–1988, vol. V"),
            number: Some("175"),
            url: Some("https://example.org/d175.html".to_owned()),
        }
    }

    #[test]
    fn letters_are_cited_by_their_parties() {
        let source = memorandum();
        assert_eq!(
            chicago_note(&source).text(),
            "George P. Shultz to Ronald Reagan, memorandum, January 14, 1986, in Five Documents, ed. A. Editor (Washington: The Press, 2026), Foreign Relations, 1981–1988, vol. V, document 175, https://example.org/d175.html."
        );
        assert_eq!(
            chicago_bibliography(&source).text(),
            "Shultz, George P. Memorandum to Ronald Reagan, January 14, 1986. In Five Documents, edited by A. Editor. Foreign Relations, 1981–1988, vol. V, document 175. Washington: The Press, 2026. https://example.org/d175.html."
        );
        assert_eq!(
            mla(&source).text(),
            "Shultz, George P. Memorandum to Ronald Reagan. 14 Jan. 1986. Five Documents, edited by A. Editor, version 1.0.0, Foreign Relations, 1981–1988, vol. V, no. 175, The Press, 2026, https://example.org/d175.html."
        );
        assert_eq!(
            apa(&source).text(),
            "Shultz, G. P. (1986, January 14). [Memorandum to Ronald Reagan]. In A. Editor (Ed.), Five Documents (Version 1.0.0; Foreign Relations, 1981–1988, vol. V, No. 175). The Press. https://example.org/d175.html"
        );
    }

    #[test]
    fn nothing_is_made_up_where_nothing_is_known() {
        let source = Source {
            from: Vec::new(),
            to: Vec::new(),
            kind: None,
            title: "Editorial Note".to_owned(),
            date: None,
            edition: "Five Documents",
            editors: Vec::new(),
            place: None,
            publisher: None,
            year: None,
            version: None,
            volume: None,
            number: None,
            url: None,
        };
        assert_eq!(
            chicago_note(&source).text(),
            "\u{201c}Editorial Note,\u{201d} in Five Documents."
        );
        assert_eq!(
            chicago_bibliography(&source).text(),
            "\u{201c}Editorial Note.\u{201d} In Five Documents."
        );
        assert_eq!(
            mla(&source).text(),
            "\u{201c}Editorial Note.\u{201d} Five Documents."
        );
        assert_eq!(
            apa(&source).text(),
            "Editorial Note. (n.d.). In Five Documents."
        );
    }
}
