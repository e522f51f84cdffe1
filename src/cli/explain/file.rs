//! The source, line by line, with what each line and each mark in it was taken for.

use super::words::{self, doubt};
use super::wrapped;
use crate::cli::terminal::{Style, Terminal};
use crate::edition::{DocIdx, Edition};
use crate::ledger::Ledger;
use crate::model::{
    Cert, Descend, Element, Evidence, Node, NoteKind, Record, RecordKind, Rule, Tag, plain_text,
    walk,
};
use crate::source::{LineIndex, SourceFile, Span, folded};

/// A line that is longer is not shown whole.
const LONGEST: usize = 3000;

/// What is explained.
pub(super) struct Subject<'a> {
    pub(super) record: &'a Record,
    pub(super) source: &'a SourceFile,
    /// The lines of the source.
    pub(super) lines: LineIndex,
    /// Those of the sidecar, if there is one.
    pub(super) sidecar: Option<LineIndex>,
    /// Where references lead; `None` for a file that is in no edition.
    pub(super) edition: Option<(&'a Edition, DocIdx)>,
    pub(super) ledger: &'a Ledger,
    pub(super) terminal: Terminal,
}

/// Something that was seen in the source.
struct Seen {
    from: usize,
    to: usize,
    /// How deep it stands in other things.
    depth: usize,
    what: String,
    rule: Option<Rule>,
    cert: Cert,
    extent: Extent,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// It stands on lines of its own.
    Block,
    /// It stands in a line.
    Mark,
}

impl Subject<'_> {
    /// All of it.
    pub(super) fn text(&self) -> String {
        let mut out = self.head();
        out.push_str(&self.facts());
        let (seen, editor) = self.seen();
        out.push_str(&self.source_lines(&seen));
        if !editor.is_empty() {
            out.push_str(&format!("\n{}\n", self.strong("Added in the sidecar")));
            for words in editor {
                out.push_str(&format!("  {words}\n"));
            }
        }
        out
    }

    fn strong(&self, words: &str) -> String {
        self.terminal.paint(Style::Strong, words)
    }

    fn faint(&self, words: &str) -> String {
        self.terminal.paint(Style::Faint, words)
    }

    fn head(&self) -> String {
        let id = &self.record.id;
        let volume = id
            .volume()
            .map_or(String::new(), |volume| format!(" in {volume}"));
        format!(
            "{}: {}{volume}\n\n",
            self.source.path,
            self.strong(id.local())
        )
    }

    /// What is known of the document and of its enclosures.
    fn facts(&self) -> String {
        let mut out = format!("{}\n", self.strong("What is known of it"));
        let header = &self.record.header;
        out.push_str(&self.rows(words::facts(header)));
        let missing = [
            ("a title", header.title.is_none()),
            ("who wrote it", header.sent.parties.is_empty()),
            ("to whom", header.received.parties.is_empty()),
            ("a date", header.sent.date.is_none() && !header.date_unknown),
        ];
        let missing: Vec<_> = missing
            .iter()
            .filter(|(_, is)| *is)
            .map(|(what, _)| *what)
            .collect();
        if !missing.is_empty() && self.record.kind == RecordKind::Document {
            let words = format!(
                "Not found: {}. What the text does not say, the sidecar can.",
                missing.join(", ")
            );
            out.push_str(&wrapped(&words, "  ", self.terminal.columns));
        }
        for (number, enclosure) in (1..).zip(&self.record.enclosures) {
            let title = format!("What is known of enclosure {number}");
            out.push_str(&format!("\n{}\n", self.strong(&title)));
            out.push_str(&self.rows(words::facts(&enclosure.header)));
        }
        out
    }

    fn rows(&self, rows: Vec<words::Row>) -> String {
        let mut out = String::new();
        for (name, value, evidence) in rows {
            let indent = " ".repeat(14);
            let value = wrapped(&folded(&value), &indent, self.terminal.columns);
            out.push_str(&format!("  {name:11} {}", value.trim_start()));
            let why = format!("{}{}", self.why(evidence), doubt(evidence.cert));
            for line in wrapped(&why, &indent, self.terminal.columns).lines() {
                out.push_str(&format!("{}\n", self.faint(line)));
            }
        }
        out
    }

    /// Where something is stated, and the rule that found it.
    fn why(&self, evidence: Evidence) -> String {
        let place = evidence.span.map_or(String::new(), |span| {
            let (lines, name) = if span.file == self.source.id {
                (Some(&self.lines), "")
            } else {
                (self.sidecar.as_ref(), "sidecar, ")
            };
            lines.map_or(String::new(), |lines| {
                format!("{name}line {}: ", lines.line(span.start as usize))
            })
        });
        format!("{place}{}", evidence.rule.says())
    }

    /// Everything that was seen, in the order of the source; and what the editor added.
    fn seen(&self) -> (Vec<Seen>, Vec<String>) {
        let (mut seen, mut editor) = (Vec::new(), Vec::new());
        let record = self.record;
        if let Some(end) = self.front_matter() {
            let span = Span::new(self.source.id, 0, end);
            let what = "front matter: what the editor says of the document".to_owned();
            self.push(&mut seen, span, what, None, Cert::High, Extent::Block);
        }
        for note in &record.notes {
            let mut what = words::note(note);
            if !note.anchored {
                what.push_str(", to which no mark in the text leads");
            }
            let rule = match note.kind {
                _ if self.is_markdown() => Rule::Markdown,
                NoteKind::Source => Rule::SourceNote,
                NoteKind::Editorial => Rule::NoteList,
            };
            let rule = note.listed.as_ref().map(|_| rule);
            self.push(&mut seen, note.span, what, rule, Cert::High, Extent::Block);
        }
        let bodies = record.notes.iter().map(|note| &note.body);
        for (tree, is_note) in
            std::iter::once((&record.body, false)).chain(bodies.map(|body| (body, true)))
        {
            walk(tree, &mut |node| {
                if let Node::Element(element) = node {
                    self.element(element, is_note, &mut seen, &mut editor);
                }
                Descend::Into
            });
        }
        for &span in &self.ledger.places {
            let what = "LOST: nothing was made of this, which is a bug in recto".to_owned();
            self.push(&mut seen, span, what, None, Cert::High, Extent::Mark);
        }
        // Of things that begin together, the longer holds the shorter.
        seen.sort_by_key(|seen| (seen.from, std::cmp::Reverse(seen.to)));
        let mut open: Vec<usize> = Vec::new();
        for seen in &mut seen {
            open.retain(|&end| end > seen.from);
            seen.depth = open.len();
            open.push(seen.to);
        }
        (seen, editor)
    }

    fn is_markdown(&self) -> bool {
        self.source.path.ends_with(".md")
    }

    /// Where the front matter of a Markdown file ends, if it has one.
    fn front_matter(&self) -> Option<usize> {
        let text = self.source.text.trim_start_matches('\u{feff}');
        let (_, rest) = text
            .split_once('\n')
            .filter(|(first, _)| first.trim_end() == "---")?;
        let end = rest.find("\n---")? + "\n---".len();
        let end = self.source.text.len() - rest.len() + end;
        self.is_markdown().then_some(end)
    }

    fn element(
        &self,
        element: &Element,
        is_note: bool,
        seen: &mut Vec<Seen>,
        editor: &mut Vec<String>,
    ) {
        let what = match (&element.tag, element.index) {
            (Tag::Ref, Some(index)) => self.record.refs.get(index as usize).map(|reference| {
                let link = self.edition.and_then(|(edition, document)| {
                    let link = edition.links(document).get(index as usize)?;
                    Some((link, edition))
                });
                words::reference(reference, link)
            }),
            // A note's own paragraph says nothing that the note does not.
            (Tag::P, _) if is_note => None,
            _ => words::element(element, self.record),
        };
        let Some(what) = what else { return };
        if element.span.file != self.source.id {
            let words = plain_text(&element.children);
            editor.push(format!("“{words}”: {what}"));
            return;
        }
        let words = element.span.of(&self.source.text);
        let block = match element.tag {
            // In Markdown, a word or a whole block.
            Tag::Code => words.contains('\n'),
            ref tag => is_block(tag, element.kind()),
        };
        let extent = if block { Extent::Block } else { Extent::Mark };
        self.push(
            seen,
            element.span,
            what,
            Some(element.rule),
            element.cert,
            extent,
        );
    }

    fn push(
        &self,
        seen: &mut Vec<Seen>,
        span: Span,
        what: String,
        rule: Option<Rule>,
        cert: Cert,
        extent: Extent,
    ) {
        // Where it begins is where its first visible character is.
        let words = span.of(&self.source.text);
        let blank = words.len() - words.trim_start().len();
        let range = span.range();
        seen.push(Seen {
            from: range.start + blank,
            to: range.end,
            depth: 0,
            what,
            rule,
            cert,
            extent,
        });
    }

    /// The source with what was seen below each line.
    fn source_lines(&self, seen: &[Seen]) -> String {
        let text = &self.source.text;
        let mut out = format!("\n{}\n", self.strong("The source, line by line"));
        let width = text.lines().count().to_string().len().max(3);
        let mut rest = seen.iter().peekable();
        let mut open: Vec<&Seen> = Vec::new();
        let mut at = 0;
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let end = at + line.len();
            out.push_str(&self.line(number, width, line.trim_end_matches(['\n', '\r'])));
            open.retain(|seen| seen.to > at);
            let first = at + line.len() - line.trim_start().len();
            let mut told = false;
            while let Some(next) = rest.next_if(|seen| seen.from < end) {
                let whole = self.source.text.get(next.from..next.to).unwrap_or("");
                told |= next.extent == Extent::Block || whole.contains('\n');
                out.push_str(&self.remark(next, width));
                open.push(next);
            }
            if !told
                && !line.trim().is_empty()
                && let Some(block) = open.iter().rev().find(|seen| seen.to > first)
            {
                let name = block.what.split([',', ':', '(']).next().unwrap_or("");
                let words = format!("{} goes on", name.trim_end());
                out.push_str(&format!(
                    "{:width$} {}\n",
                    "",
                    self.faint(&format!("┆ {words}"))
                ));
            }
            at = end;
        }
        out
    }

    fn line(&self, number: usize, width: usize, line: &str) -> String {
        let shown: String = line.chars().take(LONGEST).map(harmless).collect();
        let more = line.chars().count().saturating_sub(LONGEST);
        let mut words = shown;
        if more > 0 {
            words.push_str(&format!(" … ({more} more characters)"));
        }
        let mut out = String::new();
        let mut label = self.faint(&format!("{number:width$}"));
        for row in rows_of(&words, self.terminal.columns.saturating_sub(width + 3)) {
            out.push_str(&format!("{label} {} {row}", self.faint("│")));
            out.truncate(out.trim_end().len());
            out.push('\n');
            label = " ".repeat(width);
        }
        out
    }

    fn remark(&self, seen: &Seen, width: usize) -> String {
        let words = self.source.text.get(seen.from..seen.to).unwrap_or("");
        let quoted = match seen.extent {
            Extent::Block => String::new(),
            Extent::Mark => {
                let words = folded(words);
                let mut short: String = words.chars().take(50).map(harmless).collect();
                if short.len() < words.len() {
                    short.push('…');
                }
                format!("“{short}” ")
            }
        };
        let mark = match seen.extent {
            Extent::Block => "▸",
            Extent::Mark => "·",
        };
        let indent = format!("{:width$} {}", "", "  ".repeat(seen.depth.min(8)));
        let rule = seen.rule.map_or("", Rule::says);
        let head = format!("{quoted}{}{}", seen.what, doubt(seen.cert));
        let columns = self.terminal.columns;
        let whole = format!("{mark} {head}. {rule}");
        let mut out = String::new();
        let hanging = format!("{indent}  ");
        for (at, row) in wrapped(&whole, &hanging, columns).lines().enumerate() {
            let row = if at == 0 {
                let row = row.trim_start();
                // The finding stands out from its reason.
                match row.strip_prefix(&format!("{mark} {head}")) {
                    Some(rest) => {
                        format!("{indent}{mark} {}{}", self.strong(&head), self.faint(rest))
                    }
                    None => format!("{indent}{row}"),
                }
            } else {
                self.faint(row)
            };
            out.push_str(&row);
            out.push('\n');
        }
        out
    }
}

/// A line of the source in rows of so many columns, its blanks kept.
fn rows_of(line: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(20);
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut wide = 0;
    for word in line.split_inclusive(' ') {
        let width = word.chars().count();
        if wide > 0 && wide + width > columns + 1 {
            rows.push(std::mem::take(&mut row));
            wide = 0;
        }
        row.push_str(word);
        wide += width;
    }
    rows.push(row);
    rows
}

/// A character that does nothing to a terminal.
fn harmless(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() => '·',
        '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => '·',
        c => c,
    }
}

/// Whether an element takes lines of its own.
fn is_block(tag: &Tag, kind: &str) -> bool {
    match tag {
        Tag::Head
        | Tag::Dateline
        | Tag::Salute
        | Tag::Signed
        | Tag::Closer
        | Tag::Postscript
        | Tag::Address
        | Tag::P
        | Tag::Ab
        | Tag::List
        | Tag::Item
        | Tag::Table
        | Tag::Row
        | Tag::Label
        | Tag::Quote
        | Tag::Lg
        | Tag::Figure => true,
        Tag::Div => !kind.is_empty(),
        _ => false,
    }
}
