//! What the blocks of a part say of it as a whole: number, title, kind, who wrote to
//! whom, when and where, markings, archive.

use super::forms;
use super::heading;
use super::layout::{Block, Form, Item, Part, Piece};
use super::parties::{self, PartyWords};
use crate::model::{Cert, Fact, Header, Mark, Party, Rule};
use crate::read::dates;
use crate::source::{FileId, Span};
use std::ops::Range;

/// Reads the facts of one part. `masked` is the source without note marks and page marks.
pub(super) fn facts(part: &Part, masked: &str, file: FileId) -> Header {
    let mut reader = Reader {
        masked,
        file,
        header: Header::default(),
        salute: None,
        closed: None,
        address: None,
        participants_below: false,
        prose: false,
    };
    for block in &part.blocks {
        reader.block(block);
    }
    reader.infer();
    reader.header
}

struct Reader<'a> {
    masked: &'a str,
    file: FileId,
    header: Header,
    /// The salutation's words.
    salute: Option<Range<usize>>,
    /// The first line of the signature.
    closed: Option<Range<usize>>,
    /// The lines of the inside address.
    address: Option<Vec<Range<usize>>>,
    /// Whether the block before was a label that announces participants.
    participants_below: bool,
    /// Whether running text has begun.
    prose: bool,
}

/// Words in one line, blanks folded, without the signs of struck or raised words.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words among the people present name a side: `U.S. Side`, `Soviet Union:`.
fn is_side(words: &str) -> bool {
    words.ends_with(':')
        || ["Side", "side", "Participants", "Delegation", "Officials"]
            .iter()
            .any(|last| words.ends_with(last) && !words.contains(','))
        || matches!(
            words,
            "United States"
                | "United Kingdom"
                | "Soviet Union"
                | "USSR"
                | "U.S.S.R."
                | "U.S."
                | "US"
        )
}

/// A line without raised words and the signs round struck and handwritten ones.
fn unsigned(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find("^{") {
        out.push_str(rest.get(..open).unwrap_or(""));
        rest = rest
            .get(open..)
            .and_then(|tail| tail.split_once('}'))
            .map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out.retain(|c| !matches!(c, '~' | '*' | '_'));
    folded(&out)
}

impl<'a> Reader<'a> {
    fn words(&self, range: &Range<usize>) -> &'a str {
        self.masked.get(range.clone()).unwrap_or("")
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// The range of a block's words, without the blanks round them.
    fn range(&self, block: &Block) -> Range<usize> {
        let ranges = block.pieces.iter().filter_map(|piece| match piece {
            Piece::Words(range) => Some(range.clone()),
            Piece::Hyphen(_) | Piece::Layer(..) => None,
        });
        let whole = ranges.reduce(|a, b| a.start..b.end).unwrap_or(0..0);
        self.trimmed(&whole)
    }

    fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        let words = self.words(range);
        let start = range.start + (words.len() - words.trim_start().len());
        start..start + words.trim().len()
    }

    fn fact(&self, value: String, rule: Rule, cert: Cert, range: &Range<usize>) -> Fact<String> {
        Fact::new(value, rule, cert, self.span(range))
    }

    fn block(&mut self, block: &Block) {
        let range = self.range(block);
        let words = self.words(&range);
        let participants = std::mem::take(&mut self.participants_below);
        match &block.form {
            Form::Head if self.header.title.is_none() => self.heading(&range, block.rule),
            Form::SourceLine => {
                if let Some((number, kind)) = forms::source_line(words) {
                    let number = range.start + number.start..range.start + number.end;
                    self.header.idnos.push(self.fact(
                        folded(self.words(&number)),
                        block.rule,
                        Cert::High,
                        &number,
                    ));
                    if let Some(kind) = kind {
                        self.header.kind.get_or_insert(Fact::new(
                            kind,
                            Rule::HeadingKind,
                            Cert::High,
                            Span::new(self.file, range.start, range.end),
                        ));
                    }
                }
            }
            Form::ArchiveNumber => {
                self.header
                    .idnos
                    .push(self.fact(unsigned(words), block.rule, Cert::High, &range));
            }
            Form::Letterhead => {
                for piece in &block.pieces {
                    if let Piece::Words(line) = piece
                        && let Some(kind) = heading::kind(self.words(&self.trimmed(line)))
                    {
                        let fact = self.fact(kind, Rule::HeadingKind, Cert::High, line);
                        self.header.kind.get_or_insert(fact);
                    }
                }
            }
            Form::Dateline => self.dateline(&range),
            Form::Classification => self.marking(words, Rule::Classification, &range),
            Form::Declassification => {
                let fact = self.fact(unsigned(words), block.rule, Cert::High, &range);
                self.header.declassification.get_or_insert(fact);
            }
            Form::Received | Form::Handling
                if self
                    .header
                    .kind
                    .as_ref()
                    .is_some_and(|kind| kind.value.contains("telegram")) =>
            {
                self.header.telegram.push(self.fact(
                    unsigned(words),
                    block.rule,
                    Cert::High,
                    &range,
                ));
            }
            Form::P if !std::mem::replace(&mut self.prose, true) => self.first_words(&range),
            Form::List { kind, label, items } => self.row(block, kind, label.as_ref(), items),
            Form::Label => {
                self.participants_below = words.to_lowercase().starts_with("participant");
            }
            Form::Table(rows, _) if participants => self.participants_in(rows),
            Form::Salute => {
                self.salute.get_or_insert(range);
            }
            Form::Signed => {
                if let Some(Piece::Words(first)) = block.pieces.first() {
                    let first = self.trimmed(first);
                    self.closed.get_or_insert(first);
                }
            }
            Form::Address => {
                let lines = block
                    .pieces
                    .iter()
                    .filter_map(|piece| match piece {
                        Piece::Words(range) => Some(self.trimmed(range)),
                        _ => None,
                    })
                    .collect();
                self.address.get_or_insert(lines);
            }
            _ => {}
        }
    }

    /// What a telegram says of itself where its text begins: `2204. Subject: The talks.`
    fn first_words(&mut self, range: &Range<usize>) {
        let telegram = self
            .header
            .kind
            .as_ref()
            .is_some_and(|kind| kind.value.contains("telegram"));
        let words = self.words(range);
        let Some((label, from)) = forms::numbered(words).filter(|_| telegram) else {
            return;
        };
        let digits = label.end.saturating_sub(1);
        // `1.` and the like number the paragraphs.
        if !words.get(label).is_some_and(|label| label.ends_with('.')) || digits < 2 {
            return;
        }
        let number = range.start..range.start + digits;
        self.header.idnos.push(self.fact(
            self.words(&number).to_owned(),
            Rule::TelegramNumber,
            Cert::Medium,
            &number,
        ));
        let rest = words.get(from..).unwrap_or("");
        let Some(subject) = ["Subject: ", "SUBJECT: ", "Subj: ", "SUBJ: "]
            .iter()
            .find_map(|label| rest.strip_prefix(label))
        else {
            return;
        };
        let end = subject
            .match_indices(". ")
            .map(|(at, _)| at)
            .find(|&at| {
                subject
                    .get(at + 2..)
                    .is_some_and(|next| next.starts_with(char::is_uppercase))
            })
            .unwrap_or(subject.trim_end_matches('.').len());
        if self.header.subject.is_none() && end > 0 && end <= 200 {
            let start = range.start + words.len() - subject.len();
            let place = start..start + end;
            let text = folded(self.words(&place));
            self.header.subject = Some(self.fact(text, Rule::SubjectLabel, Cert::Medium, &place));
        }
    }

    fn heading(&mut self, range: &Range<usize>, by: Rule) {
        let words = self.words(range);
        let parsed = heading::parse(words);
        let shift = |inner: &Range<usize>| range.start + inner.start..range.start + inner.end;
        if let Some(number) = &parsed.number {
            let place = shift(number);
            self.header.number = Some(self.fact(
                self.words(&place).to_owned(),
                Rule::HeadingNumber,
                Cert::High,
                &place,
            ));
        }
        let title = shift(&parsed.title);
        let shown = folded(self.words(&title))
            .replace("( ", "(")
            .replace(" )", ")");
        if !shown.is_empty() {
            self.header.title = Some(self.fact(shown, by, Cert::High, &title));
        }
        if let Some(kind) = parsed.kind {
            self.header.kind = Some(self.fact(kind, Rule::HeadingKind, Cert::High, &title));
        }
        let rule = if parsed.bare {
            Rule::HeadingMrToMr
        } else {
            Rule::HeadingParties
        };
        self.header.sent.parties = self.parties(&parsed.senders, range.start, rule);
        self.header.received.parties = self.parties(&parsed.addressees, range.start, rule);
    }

    fn parties(&self, words: &[PartyWords], offset: usize, rule: Rule) -> Vec<Fact<Party>> {
        words
            .iter()
            .map(|party| {
                let place = offset + party.range.start..offset + party.range.end;
                let value = Party {
                    name: party.name.clone(),
                    office: party.office.clone(),
                    entity: None,
                };
                Fact::new(value, rule, Cert::High, self.span(&place))
            })
            .collect()
    }

    fn dateline(&mut self, range: &Range<usize>) {
        let Some(found) = dates::dateline(self.words(range)) else {
            return;
        };
        let shift = |inner: &Range<usize>| range.start + inner.start..range.start + inner.end;
        if let (Some(place), None) = (&found.place, &self.header.sent.place) {
            let place = shift(place);
            self.header.sent.place = Some(self.fact(
                folded(self.words(&place)),
                Rule::Dateline,
                Cert::High,
                &place,
            ));
        }
        if let (Some(date), None) = (&found.date, &self.header.sent.date) {
            let rule = if date.two_calendars {
                Rule::DateOldStyle
            } else {
                Rule::Dateline
            };
            let place = shift(&date.range);
            self.header.sent.date = Some(Fact::new(date.date, rule, Cert::High, self.span(&place)));
        }
    }

    fn marking(&mut self, words: &str, rule: Rule, range: &Range<usize>) {
        let text = unsigned(words)
            .trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.'))
            .to_owned();
        let struck = words.contains("~~");
        let known = self
            .header
            .classification
            .iter()
            .any(|mark| mark.value.text.eq_ignore_ascii_case(&text));
        if !known && !text.is_empty() {
            self.header.classification.push(Fact::new(
                Mark { text, struck },
                rule,
                Cert::High,
                self.span(range),
            ));
        }
    }

    fn row(&mut self, block: &Block, kind: &str, label: Option<&Range<usize>>, items: &[Item]) {
        let places: Vec<Range<usize>> =
            items.iter().map(|item| self.trimmed(&item.words)).collect();
        let whole = places
            .iter()
            .cloned()
            .reduce(|a, b| a.start..b.end)
            .unwrap_or(0..0);
        match kind {
            "to" | "from" => {
                let mut found = Vec::new();
                for place in &places {
                    found.extend(self.people_of_row(place));
                }
                let action = if kind == "to" {
                    &mut self.header.received
                } else {
                    &mut self.header.sent
                };
                if action.parties.is_empty() {
                    action.parties = found;
                }
                let memorandum = label
                    .is_some_and(|label| self.words(label).to_uppercase().contains("MEMORANDUM"));
                if memorandum {
                    let kind = if self
                        .words(label.unwrap_or(&whole))
                        .to_uppercase()
                        .contains("ACTION")
                    {
                        "action memorandum"
                    } else {
                        "memorandum"
                    };
                    let place = label.cloned().unwrap_or_else(|| whole.clone());
                    let fact = self.fact(kind.to_owned(), Rule::MemoBlock, Cert::High, &place);
                    self.header.kind.get_or_insert(fact);
                }
            }
            "subject" if self.header.subject.is_none() => {
                let text = places
                    .iter()
                    .map(|place| unsigned(self.words(place)))
                    .collect::<Vec<_>>()
                    .join("; ");
                self.header.subject = Some(self.fact(text, block.rule, block.cert, &whole));
            }
            "participants" => {
                for (index, place) in places.iter().enumerate() {
                    // A bullet with bullets below it is a country or a side, not a person.
                    let depth = |at: usize| items.get(at).map_or(0, |item| item.depth);
                    let heads_others = index + 1 < items.len() && depth(index + 1) > depth(index);
                    if !heads_others {
                        self.participant(place, block.rule, block.cert);
                    }
                }
            }
            "date" | "time" if self.header.sent.date.is_none() => {
                for place in &places {
                    if let Some(found) = dates::find(self.words(place)).into_iter().next() {
                        let range = place.start + found.range.start..place.start + found.range.end;
                        self.header.sent.date = Some(Fact::new(
                            found.date,
                            Rule::MemoBlock,
                            Cert::High,
                            self.span(&range),
                        ));
                        break;
                    }
                }
            }
            "place" if self.header.sent.place.is_none() => {
                let fact = self.fact(
                    unsigned(self.words(&whole)),
                    Rule::MemoBlock,
                    Cert::High,
                    &whole,
                );
                self.header.sent.place = Some(fact);
            }
            _ => {}
        }
    }

    /// The people of a row: `George P. Shultz`, `EUR – Mr. Burt`, `The Secretary`.
    fn people_of_row(&self, place: &Range<usize>) -> Vec<Fact<Party>> {
        let words = unsigned(self.words(place));
        if words.is_empty() {
            return Vec::new();
        }
        let mut party = parties::party(&words, 0..words.len());
        // `George P. Shultz, Secretary of State`
        if let Some((name, office)) = words.split_once(", ")
            && forms::is_signature(name)
            && !office.starts_with("Jr")
        {
            party.name = Some(name.to_owned());
            party.office = Some(office.to_owned());
        }
        if party.name.is_none() && party.office.is_none() {
            return Vec::new();
        }
        let value = Party {
            name: party.name,
            office: party.office,
            entity: None,
        };
        vec![Fact::new(
            value,
            Rule::BlockParties,
            Cert::High,
            self.span(place),
        )]
    }

    /// The people of an item: one, or one a cell where a table lost its form.
    fn participant(&mut self, place: &Range<usize>, rule: Rule, cert: Cert) {
        if self.words(place).contains('|') {
            let mut from = place.start;
            for cell in self.words(place).split('|') {
                let cell_place = self.trimmed(&(from..from + cell.len()));
                from += cell.len() + 1;
                self.one_participant(&cell_place, rule, cert);
            }
        } else {
            self.one_participant(place, rule, cert);
        }
    }

    fn one_participant(&mut self, place: &Range<usize>, rule: Rule, cert: Cert) {
        let words = unsigned(self.words(place));
        let words = words.trim_end_matches([';', '.']);
        if words.is_empty() || is_side(words) {
            return;
        }
        let (name, office) = match words.split_once([',', ';']) {
            Some((name, office)) => (name.trim(), Some(office.trim().to_owned())),
            None => (words, None),
        };
        let value = if office.is_none() {
            let party = parties::party(name, 0..name.len());
            Party {
                name: party.name,
                office: party.office,
                entity: None,
            }
        } else {
            Party {
                name: Some(parties::without_courtesy(name).to_owned()),
                office,
                entity: None,
            }
        };
        self.header
            .participants
            .push(Fact::new(value, rule, cert, self.span(place)));
    }

    /// Participants in columns: the first row names the sides.
    fn participants_in(&mut self, rows: &[Vec<Range<usize>>]) {
        // The first row names the sides, unless people stand in it.
        let named = |cell: &Range<usize>| {
            let words = self.words(cell).trim();
            words.contains(',') || parties::without_courtesy(words).len() < words.len()
        };
        let sides = rows.first().is_some_and(|row| !row.iter().any(named));
        for cell in rows.iter().skip(usize::from(sides)).flatten() {
            let place = self.trimmed(cell);
            self.participant(&place, Rule::Participants, Cert::Medium);
        }
    }

    /// What only the whole tells: a letter by its salutation, its people by signature and
    /// address, a date from the heading.
    fn infer(&mut self) {
        if self.header.kind.is_none()
            && self.header.title.is_none()
            && let (Some(salute), true) = (&self.salute, self.closed.is_some())
        {
            self.header.kind = Some(self.fact(
                "letter".to_owned(),
                Rule::Salute,
                Cert::Medium,
                &salute.clone(),
            ));
        }
        // A title in the author's own words names neither.
        let no_heading = self
            .header
            .title
            .as_ref()
            .is_none_or(|title| title.evidence.rule == Rule::TitleLine);
        if no_heading
            && self.header.sent.parties.is_empty()
            && let Some(place) = self.closed.clone()
        {
            let mut name = unsigned(self.words(&place));
            for sign in ["/s/", "(signed)", "[signed]", "(Signed)", "[Signed]"] {
                name = name.trim_start_matches(sign).trim().to_owned();
            }
            if forms::is_signature(&name) {
                let value = Party {
                    name: Some(name.trim_matches(['[', ']']).to_owned()),
                    ..Party::default()
                };
                self.header.sent.parties.push(Fact::new(
                    value,
                    Rule::SignatureParty,
                    Cert::Medium,
                    self.span(&place),
                ));
            }
        }
        if no_heading && self.header.received.parties.is_empty() {
            self.addressee();
        }
        if self.header.sent.date.is_none()
            && let Some(title) = self.header.title.clone()
            && let Some(span) = title.evidence.span
        {
            let range = span.range();
            let words = self.words(&range);
            let found = dates::find(words);
            if let [only] = found.as_slice() {
                let before = words.get(..only.range.start).unwrap_or("").trim_end();
                let stated = before.ends_with(" on")
                    || before.ends_with(',')
                    || before.to_lowercase().ends_with("dated");
                if stated && only.date.exact().is_some() {
                    let place = range.start + only.range.start..range.start + only.range.end;
                    self.header.sent.date = Some(Fact::new(
                        only.date,
                        Rule::DateInWords,
                        Cert::Medium,
                        self.span(&place),
                    ));
                }
            }
        }
    }

    /// The addressee of a letter without heading: the first line of the inside address,
    /// else the name in the salutation.
    fn addressee(&mut self) {
        if let Some(lines) = &self.address
            && let Some(first) = lines.first()
        {
            let line = unsigned(self.words(first));
            let name = [
                "His Excellency ",
                "Her Excellency ",
                "The Honorable ",
                "The Honourable ",
                "Hon. ",
                "His Majesty ",
                "H.E. ",
                "The Right Honorable ",
            ]
            .iter()
            .find_map(|title| line.strip_prefix(title))
            .unwrap_or(&line);
            let party = parties::party(name, 0..name.len());
            let mut name = party.name;
            let mut office = party.office;
            if let Some((person, title)) = name
                .clone()
                .as_deref()
                .and_then(|name| name.split_once(", "))
            {
                name = Some(person.to_owned());
                office = office.or(Some(title.to_owned()));
            }
            if office.is_none() && lines.len() > 2 {
                let rest = lines
                    .iter()
                    .skip(1)
                    .map(|line| unsigned(self.words(line)))
                    .collect::<Vec<_>>();
                let titled = rest.first().is_some_and(|line| {
                    [
                        "Secretary",
                        "President",
                        "Minister",
                        "Chairman",
                        "Ambassador",
                        "Director",
                        "Premier",
                        "Chief",
                        "Governor",
                    ]
                    .iter()
                    .any(|word| line.contains(word))
                });
                if titled {
                    // An office can run over lines; it ends where a line does not lead on.
                    let mut words = String::new();
                    for line in &rest {
                        if !words.is_empty() {
                            words.push(' ');
                        }
                        words.push_str(line);
                        if !forms::ends_on_small_word(line) {
                            break;
                        }
                    }
                    office = Some(words);
                }
            }
            if name.is_some() || office.is_some() {
                let value = Party {
                    name,
                    office,
                    entity: None,
                };
                let place = first.clone();
                self.header.received.parties.push(Fact::new(
                    value,
                    Rule::InsideAddress,
                    Cert::Medium,
                    self.span(&place),
                ));
                return;
            }
        }
        if let Some(salute) = self.salute.clone() {
            let words = unsigned(self.words(&salute));
            let name = words.trim_end_matches([',', ':', '.', '!', '—', '–', ' ']);
            let name = ["My dear ", "Dear ", "Lieber ", "Liebe ", "Cher ", "Chère "]
                .iter()
                .find_map(|word| name.strip_prefix(word));
            if let Some(name) = name {
                let party = parties::party(name, 0..name.len());
                if party.name.is_some() {
                    let value = Party {
                        name: party.name,
                        office: party.office,
                        entity: None,
                    };
                    self.header.received.parties.push(Fact::new(
                        value,
                        Rule::SaluteParty,
                        Cert::Low,
                        self.span(&salute),
                    ));
                }
            }
        }
    }
}

/// What a source note says: the archive, and the markings after it. Offsets are in the note.
pub(in crate::read) fn source_note(note: &str) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let lead = note.len() - note.trim_start().len();
    let (start, is_source) = match note.trim_start().strip_prefix("Source:") {
        Some(rest) => (note.len() - rest.trim_start().len(), true),
        None => (lead, false),
    };
    let text = note.get(start..).unwrap_or("");
    let mut from = 0;
    let mut first_end = None;
    let mut ends = sentence_ends(text);
    if !text.trim_end().ends_with('.') {
        ends.push(text.trim_end().len());
    }
    for end in ends {
        let sentence = text.get(from..end).unwrap_or("");
        let trimmed = sentence.trim().trim_end_matches('.');
        if trimmed.len() <= 90 && forms::is_classification(trimmed) {
            let at = start + from + (sentence.len() - sentence.trim_start().len());
            let marking = at..at + trimmed.len();
            let archive = (is_source && from > 0).then(|| {
                start
                    ..start
                        + text
                            .get(..from)
                            .unwrap_or("")
                            .trim_end()
                            .trim_end_matches('.')
                            .len()
            });
            return (archive, Some(marking));
        }
        first_end.get_or_insert(end);
        from = end;
    }
    let archive = first_end.filter(|_| is_source).map(|end| {
        start
            ..start
                + text
                    .get(..end)
                    .unwrap_or("")
                    .trim_end()
                    .trim_end_matches('.')
                    .len()
    });
    (archive, None)
}

/// A file number, and the kind of document if it is named, in the line above an old heading.
pub(in crate::read) fn source_line(line: &str) -> Option<(Range<usize>, Option<String>)> {
    forms::source_line(line)
}

/// Where sentences may end: after a full stop with a blank and a capital behind it. Short
/// words with a capital (`Mtg.`, `E.`) are taken for abbreviations.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, _) in text.match_indices('.') {
        let rest = text.get(at + 1..).unwrap_or("");
        let next = rest.trim_start();
        let ended = rest.is_empty()
            || next.len() < rest.len()
                && next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '(' | '['));
        let word = text
            .get(..at)
            .unwrap_or("")
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | ','))
            .next()
            .unwrap_or("");
        let abbreviation = word.chars().count() <= 4
            && word.starts_with(char::is_uppercase)
            && !word.chars().any(|c| c.is_ascii_digit())
            && word.chars().skip(1).all(|c| c.is_lowercase() || c == '.')
            && !matches!(word, "Text" | "Copy" | "File" | "Note" | "Only" | "Use");
        if ended
            && !(abbreviation
                && !next.starts_with("Secret")
                && !next.starts_with("Confidential")
                && !next.starts_with("Top")
                && !next.starts_with("Unclassified")
                && !next.starts_with("Limited")
                && !next.starts_with("No class"))
        {
            ends.push(at + 1);
        }
    }
    ends
}
