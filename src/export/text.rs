//! A document as plain text: its facts, its words, its notes.
//!
//! Note marks are written `[2]`, so that no reader takes them for part of a number, and
//! printed pages `[p. 766]`. Lines are broken at 80 columns, since a browser does not
//! break them.

use super::Document;
use crate::model::{Element, Fact, Header, Node, Party, Rule, Tag, edited};
use crate::source::folded;

const COLUMNS: usize = 80;

/// The document, with a line break at its end.
#[must_use]
pub fn document(document: &Document<'_>) -> String {
    let mut out = facts(document);
    out.push_str(&"-".repeat(COLUMNS));
    out.push_str("\n\n");
    let record = document.record;
    let numbers: Vec<&str> = record.notes.iter().map(|note| note.n.as_str()).collect();
    write(&record.body, &numbers, &mut out);
    if !record.notes.is_empty() {
        out.push_str("Notes\n\n");
    }
    for note in &record.notes {
        let mut text = String::new();
        write(&note.body, &numbers, &mut text);
        let mark = format!("[{}] ", note.n);
        let body = text.trim_end();
        // A note of one paragraph, as nearly all are, is broken anew beside its number.
        if body.contains("\n\n") {
            out.push_str(&format!("{mark}\n{body}\n\n"));
        } else {
            wrap(&mark, "    ", &body.replace('\n', " "), &mut out);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// What is known of the document as a whole, a line each.
fn facts(document: &Document<'_>) -> String {
    let header = &document.record.header;
    let mut out = String::new();
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            wrap(&format!("{label}: "), "    ", &folded(value), &mut out);
        }
    };
    line("Edition", &document.config.book.title);
    let volume = document.record.id.volume();
    let label = volume.map(|id| document.edition.volume_label(document.config, id));
    line("Volume", label.unwrap_or(""));
    line("Number", value(header.number.as_ref()));
    line("Title", value(header.title.as_ref()));
    line("From", &names(&header.sent.parties));
    line("To", &names(&header.received.parties));
    let date = header.sent.date.as_ref();
    line(
        "Date",
        &date.map_or(String::new(), |date| date.value.in_words()),
    );
    line("Place", value(header.sent.place.as_ref()));
    line("Subject", value(header.subject.as_ref()));
    line("Participants", &names(&header.participants));
    line("Classification", &markings(header));
    line("Archive", value(header.archive.as_ref()));
    line("Rights", value(header.rights.as_ref()));
    if let (Some(address), Some(site)) = (document.address, &document.config.html.site_url) {
        line("Address", &format!("{site}{address}"));
    }
    out
}

fn value(fact: Option<&Fact<String>>) -> &str {
    fact.map_or("", |fact| &fact.value)
}

fn names(parties: &[Fact<Party>]) -> String {
    let names = parties.iter().map(|party| {
        let Party { name, office, .. } = &party.value;
        match (name, office) {
            (Some(name), Some(office)) => format!("{name} ({office})"),
            _ => party.value.label().to_owned(),
        }
    });
    names.collect::<Vec<_>>().join("; ")
}

fn markings(header: &Header) -> String {
    let marks = header.classification.iter().map(|mark| {
        if mark.value.struck {
            format!("{} (struck)", mark.value.text)
        } else {
            mark.value.text.clone()
        }
    });
    marks.collect::<Vec<_>>().join("; ")
}

/// A text that is being set in paragraphs.
struct Setter<'a> {
    out: &'a mut String,
    numbers: &'a [&'a str],
    /// The paragraph so far, blanks folded; `\n` where a line ends.
    paragraph: String,
    /// What stands before the paragraph's first line: a bullet.
    lead: String,
    /// How deep in lists and quotations.
    depth: usize,
    /// For each list that is open, whether it is a row of a memorandum's block: label
    /// and names on one line.
    rows: Vec<bool>,
    /// In how many paragraphs, whose lines are only where the source's paper ended.
    prose: usize,
    /// Whether the next words follow without a blank: after a page that begins inside a word.
    glued: bool,
    /// Whether a blank stands before the next words, if they are words: after any other page.
    apart: bool,
}

impl Setter<'_> {
    fn words(&mut self, words: &str) {
        if self.apart && !words.is_empty() {
            self.apart = false;
            if words.starts_with(|c: char| c.is_alphanumeric() || "“‘\"'([".contains(c)) {
                self.paragraph.push(' ');
            }
        }
        let mut parts = words.split(char::is_whitespace);
        self.paragraph.push_str(parts.next().unwrap_or(""));
        self.glued &= words.starts_with(char::is_whitespace) || words.is_empty();
        for part in parts {
            let spaced = self.paragraph.is_empty() || self.paragraph.ends_with([' ', '\n']);
            if !self.glued && !spaced {
                self.paragraph.push(' ');
            }
            self.glued &= part.is_empty();
            self.paragraph.push_str(part);
        }
    }

    fn line_break(&mut self) {
        self.apart = false;
        self.paragraph.truncate(self.paragraph.trim_end().len());
        if !self.paragraph.is_empty() {
            self.paragraph.push('\n');
        }
    }

    /// Ends the paragraph, if there is one.
    fn end(&mut self) {
        self.apart = false;
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.trim().is_empty() {
            return;
        }
        let indent = "    ".repeat(self.depth);
        let lead = std::mem::take(&mut self.lead);
        let mut first = if lead.is_empty() {
            indent.clone()
        } else {
            format!("{}{lead}", "    ".repeat(self.depth.saturating_sub(1)))
        };
        for line in paragraph.trim_end().lines() {
            wrap(&first, &indent, line.trim(), self.out);
            first.clone_from(&indent);
        }
        self.out.push('\n');
    }

    /// Whether an element stands in a row of a memorandum's block.
    fn in_row(&self, element: &Element) -> bool {
        let inside = matches!(element.tag, Tag::Head | Tag::Item | Tag::Label);
        inside && self.rows.last() == Some(&true)
    }

    fn enter(&mut self, element: &Element) {
        if self.in_row(element) {
            return;
        }
        if is_paragraph(&element.tag) {
            self.end();
        }
        match element.tag {
            Tag::List => {
                let row = !element.kind().is_empty();
                self.rows.push(row);
                self.depth += usize::from(!row);
            }
            Tag::Quote => self.depth += 1,
            Tag::Item => {
                let number = element.attrs.get("n");
                self.lead = number.map_or_else(
                    || "-   ".to_owned(),
                    |n| format!("{:4}", format!("{} ", n.trim())),
                );
            }
            Tag::Lb if element.attrs.get("break") == Some("no") => {
                self.paragraph.truncate(self.paragraph.trim_end().len());
                self.glued = true;
            }
            Tag::Lb if self.prose > 0 && element.rule == Rule::Encoded => self.words(" "),
            Tag::Lb | Tag::L | Tag::AddrLine => self.line_break(),
            Tag::P => self.prose += 1,
            Tag::Gap if element.children.is_empty() => self.words("[…]"),
            Tag::Space => self.words(" "),
            Tag::Cell if !self.paragraph.trim().is_empty() => self.words(" | "),
            Tag::Pb => {
                let inside = element.attrs.get("break") == Some("no");
                if inside {
                    self.paragraph.truncate(self.paragraph.trim_end().len());
                }
                let spaced = self.paragraph.is_empty() || self.paragraph.ends_with([' ', '\n']);
                if !inside && !spaced {
                    self.paragraph.push(' ');
                }
                let number = element.attrs.get("n").unwrap_or("");
                self.words(&format!("[p. {number}]"));
                self.glued = inside;
                self.apart = !inside;
            }
            Tag::Anchor => {
                let number = element
                    .index
                    .and_then(|index| self.numbers.get(index as usize));
                let number = number.copied().or(element.attrs.get("n"));
                self.paragraph.truncate(self.paragraph.trim_end().len());
                self.apart = false;
                self.words(&format!("[{}]", number.unwrap_or("")));
            }
            _ => self.words(marks(element).0),
        }
    }

    fn leave(&mut self, element: &Element) {
        if self.in_row(element) {
            match element.tag {
                Tag::Item => self.line_break(),
                _ => self.words(" "),
            }
            return;
        }
        self.words(marks(element).1);
        if is_paragraph(&element.tag) {
            self.end();
        }
        match element.tag {
            Tag::List => {
                let row = self.rows.pop() == Some(true);
                self.depth = self.depth.saturating_sub(usize::from(!row));
            }
            Tag::Quote => self.depth = self.depth.saturating_sub(1),
            Tag::Item => self.lead.clear(),
            Tag::P => self.prose = self.prose.saturating_sub(1),
            _ => {}
        }
    }
}

/// What stands before and after an element's words, where they are not plain words.
fn marks(element: &Element) -> (&'static str, &'static str) {
    match element.tag {
        Tag::Del => ("~~", "~~"),
        Tag::Stamp => ("[stamp: ", "]"),
        Tag::Supplied => ("[", "]"),
        Tag::Surplus => ("{", "}"),
        Tag::FigDesc => ("[figure: ", "]"),
        Tag::Fw if element.rule == Rule::Encoded => ("[page head: ", "]"),
        Tag::Stage => ("(", ")"),
        Tag::Note => ("[note: ", "]"),
        _ => ("", ""),
    }
}

/// Whether an element stands in a paragraph of its own.
fn is_paragraph(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Ab
            | Tag::Address
            | Tag::Code
            | Tag::Dateline
            | Tag::Div
            | Tag::Figure
            | Tag::Head
            | Tag::Item
            | Tag::Label
            | Tag::Lg
            | Tag::List
            | Tag::Opener
            | Tag::P
            | Tag::Postscript
            | Tag::Quote
            | Tag::Row
            | Tag::Salute
            | Tag::Signed
            | Tag::Argument
            | Tag::Byline
            | Tag::Closer
            | Tag::Epigraph
            | Tag::FloatingText
            | Tag::Sp
            | Tag::Speaker
            | Tag::Table
            | Tag::Trailer
    )
}

fn write(nodes: &[Node], numbers: &[&str], out: &mut String) {
    enum Step<'n> {
        Enter(&'n Node),
        Leave(&'n Element),
    }
    let mut setter = Setter {
        out,
        numbers,
        paragraph: String::new(),
        lead: String::new(),
        depth: 0,
        rows: Vec::new(),
        prose: 0,
        glued: false,
        apart: false,
    };
    let mut steps: Vec<Step<'_>> = nodes.iter().rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(Node::Text(text)) => setter.words(&text.text),
            Step::Enter(Node::Element(element)) => {
                setter.enter(element);
                steps.push(Step::Leave(element));
                // Of several readings, the edited one.
                match element.tag {
                    Tag::Choice | Tag::App => steps.extend(edited(element).rev().map(Step::Enter)),
                    _ => steps.extend(element.children.iter().rev().map(Step::Enter)),
                }
            }
            Step::Leave(element) => setter.leave(element),
        }
    }
    setter.end();
}

/// Breaks words with one blank between each into lines. A word longer than a line stands
/// on one by itself.
fn wrap(first: &str, indent: &str, words: &str, out: &mut String) {
    let mut rest = words.trim();
    let mut lead = first;
    loop {
        out.push_str(lead);
        let room = COLUMNS.saturating_sub(columns(lead)).max(1);
        let Some(over) = nth(rest, room) else {
            out.push_str(rest);
            break;
        };
        // The last blank that fits, or else the first that there is.
        let (fits, after) = rest.split_at(over);
        let cut = match after.starts_with(' ') {
            true => Some(over),
            false => fits.rfind(' ').or_else(|| rest.find(' ')),
        };
        let Some(cut) = cut else {
            out.push_str(rest);
            break;
        };
        let (line, after) = rest.split_at(cut);
        out.push_str(line);
        out.push('\n');
        rest = after.trim_start_matches(' ');
        lead = indent;
    }
    out.push('\n');
}

/// Where the character after so many begins. `None` when there are not more.
fn nth(words: &str, count: usize) -> Option<usize> {
    match words.get(..=count) {
        Some(start) if start.is_ascii() => Some(count),
        _ => words.char_indices().nth(count).map(|(at, _)| at),
    }
}

/// How many columns words take: their characters.
fn columns(words: &str) -> usize {
    if words.is_ascii() {
        words.len()
    } else {
        words.chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_full_as_they_can_be() {
        let word = "é".repeat(39);
        let words = format!("{word} {word} {word}— x {}", "y".repeat(100));
        let mut out = String::new();
        wrap("", "  ", &words, &mut out);
        let expected = format!("{word} {word}\n  {word}— x\n  {}\n", "y".repeat(100));
        assert_eq!(out, expected);
        let mut out = String::new();
        wrap("- ", "  ", &format!("{} b c", "a".repeat(76)), &mut out);
        assert_eq!(out, format!("- {} b\n  c\n", "a".repeat(76)));
        let mut out = String::new();
        wrap("- ", "  ", "", &mut out);
        assert_eq!(out, "- \n");
    }
}
