//! What the blocks of a part say of it as a whole: number, title, kind, who wrote to
//! whom, when and where, markings, archive.

mod doubt;
mod infer;
mod kind;
mod letterhead;
mod people;
mod source_note;

pub(super) use doubt::{heading_told, other_language_told, parties_told};
pub(in crate::read) use source_note::{source_line, source_note};

use super::forms;
use super::heading;
use super::layout::{Block, Form, Part, Piece};
use super::parties::{self, PartyWords};
use crate::model::{Cert, Fact, Header, Mark, Party, Rule};
use crate::read::{dates, mentioned};
use crate::source::{FileId, Span, folded};
use std::ops::Range;

/// Reads the facts of one part. `masked` is the source without note marks and page marks.
pub(super) fn facts(part: &Part, masked: &str, file: FileId) -> Header {
    let mut reader = Reader {
        masked,
        file,
        header: Header::default(),
        salute: None,
        closed: None,
        closed_as: None,
        address: None,
        participants_below: false,
        prose: false,
        arrived: None,
        dateline: None,
        numbered: None,
        familiar: false,
        label_title: None,
        letterhead: Vec::new(),
    };
    for block in &part.blocks {
        reader.block(block);
    }
    if let (None, Some(title)) = (&reader.header.title, reader.label_title.clone()) {
        reader.heading(&title, Rule::AttachmentLabel);
    }
    reader.infer();
    reader.place_of_letterhead();
    reader.office_of_letterhead();
    reader.kind_by_people();
    reader.arrival();
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
    /// The office below it.
    closed_as: Option<Range<usize>>,
    /// The lines of the inside address.
    address: Option<Vec<Range<usize>>>,
    /// Whether the block before was a label that announces participants.
    participants_below: bool,
    /// Whether running text has begun.
    prose: bool,
    /// The words that say when it arrived.
    arrived: Option<Range<usize>>,
    /// The first dateline's words.
    dateline: Option<Range<usize>>,
    /// The number in its series: `No. 109.]`
    numbered: Option<Range<usize>>,
    /// Whether it addresses someone as a letter does.
    familiar: bool,
    /// The title behind an enclosure's label.
    label_title: Option<Range<usize>>,
    /// The lines of the letterhead.
    letterhead: Vec<Range<usize>>,
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

    fn fact<T>(&self, value: T, rule: Rule, cert: Cert, range: &Range<usize>) -> Fact<T> {
        Fact::new(value, rule, cert, self.span(range))
    }

    fn block(&mut self, block: &Block) {
        let range = self.range(block);
        let words = self.words(&range);
        let participants = std::mem::take(&mut self.participants_below);
        if block.form == Form::Received {
            self.arrived.get_or_insert(range.clone());
        }
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
                        let fact = self.fact(kind, Rule::HeadingKind, Cert::High, &range);
                        self.header.kind.get_or_insert(fact);
                    }
                }
            }
            Form::ArchiveNumber if self.number_and_file(&range) => {}
            Form::ArchiveNumber => {
                self.header.idnos.push(self.fact(
                    unsigned(words.trim_matches(['-', ' '])),
                    block.rule,
                    Cert::High,
                    &range,
                ));
            }
            Form::Letterhead => {
                for piece in &block.pieces {
                    if let Piece::Words(line) = piece
                        && let Some(kind) = heading::kind(self.words(&self.trimmed(line)))
                    {
                        let fact = self.fact(kind, Rule::HeadingKind, Cert::High, line);
                        self.header.kind.get_or_insert(fact);
                    }
                    if let Piece::Words(line) = piece {
                        self.letterhead.push(self.trimmed(line));
                    }
                }
            }
            // `Enclosure 2: Draft Note`, where no heading follows.
            Form::AttachmentLabel => {
                if let Some(title) = forms::title_behind(words) {
                    self.label_title
                        .get_or_insert(range.start + title.start..range.start + title.end);
                }
            }
            Form::Dateline => self.dateline(&range),
            Form::Classification => self.marking(words, Rule::Classification, &range),
            Form::Declassification => {
                let fact = self.fact(unsigned(words), block.rule, Cert::High, &range);
                self.header.declassification.get_or_insert(fact);
            }
            // Of the lines above a cable only those with figures say how it was sent.
            Form::Received | Form::Handling
                if self.header.kind.as_ref().is_some_and(|kind| {
                    kind.value.contains("telegram")
                        && (kind.evidence.rule != Rule::CableBlock
                            || words.contains(|c: char| c.is_ascii_digit()))
                }) =>
            {
                self.header.telegram.push(self.fact(
                    unsigned(words),
                    block.rule,
                    Cert::High,
                    &range,
                ));
            }
            // `[Telegram]` below a heading says what the paper is, and `No. 109.]` its number.
            Form::Handling => {
                if kind::is_number(words) {
                    self.numbered.get_or_insert(range.clone());
                }
                self.kind_stated(&range);
            }
            Form::P if !std::mem::replace(&mut self.prose, true) => self.first_words(&range),
            Form::List { kind, label, items } => self.row(block, kind, label.as_ref(), items),
            Form::Label => {
                let lower = words.to_lowercase();
                self.participants_below = ["participant", "present", "those present"]
                    .iter()
                    .any(|label| lower.starts_with(label));
                if !self.prose && self.header.title.is_some() {
                    self.kind_stated(&range);
                }
            }
            Form::Table(rows, _) if participants => {
                self.participants_in(rows);
                // France and Italy may stand below the United States and Britain.
                self.participants_below = true;
            }
            Form::Salute => {
                self.familiar |= kind::is_familiar(words);
                self.salute.get_or_insert(range);
            }
            Form::Signed => {
                if let Some(Piece::Words(first)) = block.pieces.first() {
                    let first = self.trimmed(first);
                    if let (None, Some(Piece::Words(office))) = (&self.closed, block.pieces.get(1))
                    {
                        self.closed_as = Some(self.trimmed(office));
                    }
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

    /// Takes the number and the file of the paper from a line above its heading: `618.
    /// DEA/12447-40`. `false`: the line holds something else.
    fn number_and_file(&mut self, range: &Range<usize>) -> bool {
        let Some((number, file)) = heading::number_and_file(self.words(range)) else {
            return false;
        };
        if self.header.title.is_some() {
            return false;
        }
        let place = |it: Range<usize>| range.start + it.start..range.start + it.end;
        let (number, file) = (place(number), place(file));
        let value = self.words(&number).to_owned();
        self.header.number = Some(self.fact(value, Rule::HeadingNumber, Cert::High, &number));
        let value = folded(self.words(&file));
        let idno = self.fact(value, Rule::ArchiveNumber, Cert::High, &file);
        self.header.idnos.push(idno);
        true
    }

    /// What a telegram says of itself where its text begins: `2204. Subject: The talks.`
    fn first_words(&mut self, range: &Range<usize>) {
        self.familiar |= kind::is_familiar(self.words(range));
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
        // It names the paper, and `The Mission to Harwick` nobody.
        if by == Rule::LabelTitle {
            let shown = parties::on_one_line(words.trim());
            let place = self.trimmed(range);
            self.header.title = Some(self.fact(shown, by, Cert::Medium, &place));
            return;
        }
        let parsed = heading::parse(words);
        let rule = parsed.rule();
        // `Lord Lyons to Earl Russell.—(Received June 2.)`
        if let Some(at) = heading::arrival(words) {
            self.arrived.get_or_insert(range.start + at..range.end);
        }
        // `… to M. Vance, Minister for Foreign Affairs. Harwick, August 31, 1939.`
        if let Some(stop) = heading::dateline_behind(words) {
            self.dateline(&(range.start + stop + 2..range.end));
        }
        let shift = |inner: &Range<usize>| range.start + inner.start..range.start + inner.end;
        if let (Some(number), None) = (&parsed.number, &self.header.number) {
            let place = shift(number);
            self.header.number = Some(self.fact(
                self.words(&place).to_owned(),
                Rule::HeadingNumber,
                Cert::High,
                &place,
            ));
        }
        let title = shift(&parsed.title);
        let shown = match heading::below_kind(self.words(&title)) {
            // The kind and the parties are two titles in a row.
            Some(at) => {
                let (kind, parties) = self.words(&title).split_at(at);
                let (kind, parties) = (kind.trim_end(), parties::on_one_line(parties));
                format!("{kind}: {parties}")
            }
            None => parties::on_one_line(self.words(&title)),
        };
        let shown = shown.trim_matches(['*', '_', ' ']).to_owned();
        if !shown.is_empty() {
            self.header.title = Some(self.fact(shown, by, Cert::High, &title));
        }
        if let Some(kind) = parsed.kind {
            self.header.kind = Some(self.fact(kind, Rule::HeadingKind, Cert::High, &title));
        }
        self.header.sent.parties = self.parties(parsed.senders, range.start, rule);
        self.header.received.parties = self.parties(parsed.addressees, range.start, rule);
    }

    fn parties(&self, words: Vec<PartyWords>, offset: usize, rule: Rule) -> Vec<Fact<Party>> {
        words
            .into_iter()
            .map(|party| {
                let place = offset + party.range.start..offset + party.range.end;
                self.fact(party.into(), rule, Cert::High, &place)
            })
            .collect()
    }

    /// When it arrived: `[Received June 3—2:10 a.m.]`, mostly without a year. It cannot
    /// have arrived before it was sent, but for the time zones between.
    fn arrival(&mut self) {
        let (Some(range), Some(sent)) = (&self.arrived, &self.header.sent.date) else {
            return;
        };
        if let Some(found) = mentioned::arrival(self.words(range), &sent.value) {
            let place = range.start + found.range.start..range.start + found.range.end;
            let cert = found.inferred.unwrap_or(Cert::High);
            self.header.received.date = Some(self.fact(found.date, Rule::Received, cert, &place));
        }
    }

    fn dateline(&mut self, range: &Range<usize>) {
        let Some(found) = dates::dateline(self.words(range)) else {
            return;
        };
        self.dateline.get_or_insert(range.clone());
        let words = self.words(range);
        if let Some(at) = heading::arrival(words) {
            self.arrived.get_or_insert(range.start + at..range.end);
        }
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
            self.header.sent.date = Some(self.fact(date.date, rule, Cert::High, &place));
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
        if !known && !text.is_empty() && !source_note::told_to_lack(&text) {
            let mark = Mark { text, struck };
            self.header
                .classification
                .push(self.fact(mark, rule, Cert::High, range));
        }
    }
}
