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
        // `Thomas W., Jr.`: what follows the given names is no name.
        let (given, suffix) = match given.split_once(", ") {
            Some((given, suffix)) => (given, Some(suffix)),
            None => (given, None),
        };
        let given = given.split(" (").next().unwrap_or(given);
        let initials: Vec<String> = given
            .split([' ', '.'])
            .filter_map(|part| part.chars().find(|c| c.is_alphabetic()))
            .map(|c| format!("{}.", c.to_uppercase()))
            .collect();
        let suffix = suffix.map(|suffix| format!(", {suffix}"));
        format!(
            "{family}, {}{}",
            initials.join(" "),
            suffix.unwrap_or_default()
        )
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
    /// Whether it is said to have no date.
    undated: bool,
    /// Where the paper is, of what no volume prints.
    archive: Option<&'a str>,
    edition: &'a str,
    /// Names only; roles differ.
    editors: Vec<&'a str>,
    place: Option<&'a str>,
    publisher: Option<&'a str>,
    /// The year of the edition's date.
    year: Option<&'a str>,
    version: Option<&'a str>,
    volume: Option<&'a str>,
    /// The title of the volume.
    volume_title: Option<&'a str>,
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
        undated: header.date_unknown,
        archive: header
            .archive
            .as_ref()
            .filter(|_| summary.id.volume().is_none())
            .map(|archive| archive.value.trim_end_matches('.')),
        edition: &tables.config.book.title,
        editors: editors(&info.editors),
        place: info.place.as_deref(),
        publisher: info.publisher.as_deref(),
        year: info.date.as_deref().and_then(|date| date.get(..4)),
        version: info.version.as_deref(),
        volume: summary.id.volume().map(|id| tables.volume_label(id)),
        volume_title: summary.id.volume().and_then(|id| {
            let listed = tables.config.volumes.iter().find(|volume| volume.id == id);
            listed.and_then(|volume| volume.title.as_deref())
        }),
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

/// `A`, `A and B`, `A, B, and C`, and of more than three the first alone.
fn natural(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.natural.as_str()).collect();
    match names.as_slice() {
        [one, two, three] => format!("{one}, {two}, and {three}"),
        [first, _, _, _, ..] => format!("{first} et al."),
        few => joined(few),
    }
}

/// The first name turned round, as lists are sorted by it, with all others.
fn turned(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [one] => one.sorted.clone(),
        [first, rest @ .., last] => {
            let mut line = first.sorted.clone();
            for name in rest {
                line.push_str(", ");
                line.push_str(&name.natural);
            }
            format!("{line}, and {}", last.natural)
        }
    }
}

/// As [`turned`], but of three and more the first alone.
fn turned_short(names: &[Name]) -> String {
    match names {
        [first, _, _, ..] => format!("{}, et al.", first.sorted),
        few => turned(few),
    }
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

    /// What stands for a date, words for one that is known not to be known.
    fn when(&self, words: fn(Date) -> String) -> Option<String> {
        match self.date {
            Some(date) => Some(words(date)),
            None if self.undated => Some("undated".to_owned()),
            None => None,
        }
    }

    /// The volume by label and title, both set as titles are.
    fn volume(&self, line: &mut Line) {
        let Some(volume) = self.volume else { return };
        line.italic(volume);
        if let Some(title) = self.volume_title {
            line.push(", ");
            line.italic(title);
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
    if let Some(date) = source.when(|date| date.in_words()) {
        let comma = if source.is_correspondence() { "," } else { "" };
        line.push(&format!("{comma} {date}"));
    }
    let comma = |line: &Line| {
        if line.last() == Some('\u{201d}') {
            ""
        } else {
            ","
        }
    };
    if let Some(archive) = source.archive {
        line.push(&format!("{} {archive}", comma(&line)));
    }
    // A document of a volume is cited by the volume, and then by where it is read.
    line.push(&format!("{} in ", comma(&line)));
    if source.volume.is_some() {
        source.volume(&mut line);
        if let Some(number) = source.number {
            line.push(&format!(", document {number}"));
        }
        line.push(", in ");
    }
    line.italic(source.edition);
    if !source.editors.is_empty() {
        line.push(&format!(", ed. {}", joined(&source.editors)));
    }
    let imprint = source.imprint();
    if !imprint.is_empty() {
        line.push(&format!(" ({imprint})"));
    }
    if let (None, Some(number)) = (source.volume, source.number) {
        line.push(&format!(", document {number}"));
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
        let date = source.when(|date| date.in_words());
        let date = date.map(|date| format!(", {date}"));
        line.sentence(&format!(
            "{}{}",
            source.described(),
            date.unwrap_or_default()
        ));
    } else {
        line.sentence(&turned(&source.from));
        if line.last().is_some() {
            line.push(" ");
        }
        line.push(&format!("\u{201c}{}.\u{201d}", source.title));
        let date = source.when(|date| date.in_words()).unwrap_or_default();
        line.sentence(&capital(&date));
    }
    line.sentence(source.archive.unwrap_or(""));
    line.push(" In ");
    if source.volume.is_some() {
        source.volume(&mut line);
        if let Some(number) = source.number {
            line.push(&format!(", document {number}"));
        }
        line.stop();
        line.push(" In ");
    }
    line.italic(source.edition);
    if !source.editors.is_empty() {
        line.push(&format!(", edited by {}", joined(&source.editors)));
    }
    line.stop();
    if let (None, Some(number)) = (source.volume, source.number) {
        line.sentence(&format!("Document {number}"));
    }
    line.sentence(&source.imprint());
    line.sentence(source.url.as_deref().unwrap_or(""));
    line
}

fn mla(source: &Source<'_>) -> Line {
    let mut line = Line::default();
    line.sentence(&turned_short(&source.from));
    if source.is_correspondence() {
        line.sentence(&source.described());
    } else {
        if line.last().is_some() {
            line.push(" ");
        }
        line.push(&format!("\u{201c}{}.\u{201d}", source.title));
    }
    line.sentence(&capital(&source.when(mla_date).unwrap_or_default()));
    line.sentence(source.archive.unwrap_or(""));
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
            undated: false,
            archive: None,
            edition: "Five Documents",
            editors: vec!["A. Editor"],
            place: Some("Washington"),
            publisher: Some("The Press"),
            year: Some("2026"),
            version: Some("1.0.0"),
            volume: Some("Foreign Relations, 1981–1988, vol. V"),
            volume_title: Some("Soviet Union"),
            number: Some("175"),
            url: Some("https://example.org/d175.html".to_owned()),
        }
    }

    #[test]
    fn letters_are_cited_by_their_parties() {
        let source = memorandum();
        assert_eq!(
            chicago_note(&source).text(),
            "George P. Shultz to Ronald Reagan, memorandum, January 14, 1986, in Foreign Relations, 1981–1988, vol. V, Soviet Union, document 175, in Five Documents, ed. A. Editor (Washington: The Press, 2026), https://example.org/d175.html."
        );
        assert_eq!(
            chicago_bibliography(&source).text(),
            "Shultz, George P. Memorandum to Ronald Reagan, January 14, 1986. In Foreign Relations, 1981–1988, vol. V, Soviet Union, document 175. In Five Documents, edited by A. Editor. Washington: The Press, 2026. https://example.org/d175.html."
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
    fn paper_that_no_volume_prints_is_cited_by_its_archive() {
        let source = Source {
            from: vec![
                name("Richard R. Burt", "Burt, Richard R."),
                name("Thomas W. Simons, Jr.", "Simons, Thomas W., Jr."),
            ],
            kind: Some("letter"),
            date: Some(Date::parse("1986-08-01/1986-09-23").expect("EDTF")),
            archive: Some("Reagan Library"),
            editors: Vec::new(),
            place: None,
            publisher: None,
            version: None,
            volume: None,
            volume_title: None,
            number: None,
            url: None,
            ..memorandum()
        };
        assert_eq!(
            chicago_note(&source).text(),
            "Richard R. Burt and Thomas W. Simons, Jr. to Ronald Reagan, between August 1 and September 23, 1986, Reagan Library, in Five Documents (2026)."
        );
        assert_eq!(
            chicago_bibliography(&source).text(),
            "Burt, Richard R., and Thomas W. Simons, Jr. Letter to Ronald Reagan, between August 1 and September 23, 1986. Reagan Library. In Five Documents. 2026."
        );
        assert_eq!(
            mla(&source).text(),
            "Burt, Richard R., and Thomas W. Simons, Jr. Letter to Ronald Reagan. Between August 1 and September 23, 1986. Reagan Library. Five Documents, 2026."
        );
        assert_eq!(
            apa(&source).text(),
            "Burt, R. R., & Simons, T. W., Jr. (between August 1 and September 23, 1986). [Letter to Ronald Reagan]. In Five Documents."
        );
    }

    #[test]
    fn offices_are_not_turned_round_and_no_date_is_said() {
        let office = |words: &str| name(words, words);
        let source = Source {
            from: vec![office("Acting Secretary of State")],
            to: vec![office("Embassy in Iran")],
            kind: Some("telegram"),
            date: None,
            undated: true,
            url: None,
            ..memorandum()
        };
        assert_eq!(
            chicago_note(&source).text(),
            "Acting Secretary of State to Embassy in Iran, telegram, undated, in Foreign Relations, 1981–1988, vol. V, Soviet Union, document 175, in Five Documents, ed. A. Editor (Washington: The Press, 2026)."
        );
        assert!(mla(&source).text().starts_with(
            "Acting Secretary of State. Telegram to Embassy in Iran. Undated. Five Documents"
        ));
    }

    #[test]
    fn many_senders_are_shortened_where_the_style_does_so() {
        let sender = |at: char| name(&format!("{at}. Name"), &format!("Name, {at}."));
        let source = Source {
            from: ['A', 'B', 'C', 'D'].map(sender).into(),
            ..memorandum()
        };
        assert!(
            chicago_note(&source)
                .text()
                .starts_with("A. Name et al. to Ronald Reagan")
        );
        assert!(
            chicago_bibliography(&source)
                .text()
                .starts_with("Name, A., B. Name, C. Name, and D. Name. Memorandum")
        );
        assert!(
            mla(&source)
                .text()
                .starts_with("Name, A., et al. Memorandum")
        );
    }

    #[test]
    fn initials_stand_for_given_names_only() {
        let initials = |sorted: &str| name("", sorted).initials();
        assert_eq!(initials("Palmer, Robie M.H. (Mark)"), "Palmer, R. M. H.");
        assert_eq!(initials("Simons, Thomas W., Jr."), "Simons, T. W., Jr.");
        assert_eq!(initials("Embassy in Iran"), "Embassy in Iran");
    }

    #[test]
    fn nothing_is_made_up_where_nothing_is_known() {
        let source = Source {
            from: Vec::new(),
            to: Vec::new(),
            kind: None,
            title: "Editorial Note".to_owned(),
            date: None,
            undated: false,
            archive: None,
            edition: "Five Documents",
            editors: Vec::new(),
            place: None,
            publisher: None,
            year: None,
            version: None,
            volume: None,
            volume_title: None,
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
