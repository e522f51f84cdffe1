//! Diagnostics as people and programs read them: with the lines of the source, one to a
//! line, as JSON, and as GitHub marks them in a pull request. Nothing here prints.

use super::excerpt::{Lines, NEAR, harmless};
use super::{Diagnostic, Place, Severity};
use crate::source::{DecodeProblem, FileId, Files, Position, Sources, Span, decode};
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::ops::Range;

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the lines of the source and what to do.
    Human,
    /// `path:line:column: severity[code]: message`
    Short,
    /// One JSON object a line.
    Json,
    /// Commands by which GitHub shows them beside the source.
    Github,
}

/// Whether a terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// It does.
    Yes,
    /// It does not, or nobody wants them, or it is no terminal.
    No,
}

/// Files whose text is kept while diagnostics are written: they come sorted by path, and
/// second places are mostly in the same file.
const KEPT: usize = 4;

/// Writes diagnostics. Texts are read again, of those files only that have any.
pub struct Emitter<'a> {
    files: &'a Files,
    sources: &'a dyn Sources,
    renderer: Renderer,
    /// What stands before each path in GitHub's commands.
    prefix: String,
    texts: VecDeque<(FileId, Option<Lines>)>,
}

impl<'a> Emitter<'a> {
    /// A writer without colours, for a terminal of 100 columns.
    #[must_use]
    pub fn new(files: &'a Files, sources: &'a dyn Sources) -> Self {
        Self {
            files,
            sources,
            renderer: Renderer::plain().term_width(100),
            prefix: String::new(),
            texts: VecDeque::new(),
        }
    }

    /// For a terminal of so many columns, with colours or without.
    #[must_use]
    pub fn terminal(mut self, colours: Colours, columns: usize) -> Self {
        self.renderer = match colours {
            Colours::Yes => Renderer::styled(),
            Colours::No => Renderer::plain(),
        }
        .term_width(columns);
        self
    }

    /// With the path from the repository to the edition, which GitHub wants to know.
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.prefix = prefix.to_owned();
        self
    }

    /// A diagnostic in a format, with a line break at its end.
    #[must_use]
    pub fn write(&mut self, format: Format, diagnostic: &Diagnostic) -> String {
        match format {
            Format::Human => self.human(diagnostic),
            Format::Short => self.short(diagnostic),
            Format::Json => self.json(diagnostic),
            Format::Github => self.github(diagnostic),
        }
    }

    /// A place for people: `path:line:column`.
    #[must_use]
    pub fn place_in_words(&mut self, span: Span) -> String {
        let (from, _) = self.positions(span);
        let path = harmless(self.files.path(span.file));
        format!("{path}:{}:{}", from.line, from.column)
    }

    /// A place for programs: `path`, `line`, `column` and the `end`.
    #[must_use]
    pub fn place(&mut self, span: Span) -> Value {
        self.json_place(span)
    }

    fn human(&mut self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = harmless(&diagnostic.message).into_owned();
        let mut elements: Vec<Element<'_>> = Vec::new();
        let mut moved = Vec::new();
        match diagnostic.place {
            Place::Nowhere => {}
            Place::File(file) => {
                let path = harmless(self.files.path(file)).into_owned();
                elements.push(Origin::path(path).into());
            }
            Place::Span(span) => moved = self.snippets(diagnostic, span, &mut elements),
        }
        for help in &diagnostic.help {
            elements.push(Level::HELP.message(harmless(help).into_owned()).into());
        }
        let group = level
            .primary_title(message)
            .id(diagnostic.code.slug())
            .elements(elements);
        let mut text = self.renderer.render(&[group]);
        for (shown, meant) in moved {
            text = text.replacen(&shown, &meant, 1);
        }
        text.push_str("\n\n");
        text
    }

    /// The places of a diagnostic: those near to each other in one piece. Of lines that
    /// are cut at their beginning, it gives the place as the renderer will show it and
    /// as it is.
    fn snippets(
        &mut self,
        diagnostic: &Diagnostic,
        span: Span,
        elements: &mut Vec<Element<'_>>,
    ) -> Vec<(String, String)> {
        let mut moved = Vec::new();
        let mut places = vec![(AnnotationKind::Primary, span, None)];
        for label in &diagnostic.labels {
            let words = harmless(&label.message).into_owned();
            places.push((AnnotationKind::Context, label.span, Some(words)));
        }
        // The primary place first, then what is near it, then each other place.
        while let Some(&(_, first, _)) = places.first() {
            let path = harmless(self.files.path(first.file)).into_owned();
            let Some(lines) = self.lines(first.file) else {
                elements.push(Origin::path(path).into());
                places.retain(|(_, span, _)| span.file != first.file);
                continue;
            };
            let at = lines.position(first.start as usize);
            let near = |lines: &Lines, span: &Span| {
                let line = lines.line(span.start as usize);
                span.file == first.file && line.abs_diff(at.line) <= NEAR
            };
            let (mut here, there): (Vec<_>, Vec<_>) = places
                .into_iter()
                .partition(|(_, span, _)| near(lines, span));
            places = there;
            here.sort_by_key(|(_, span, _)| span.start);
            let ranges: Vec<Range<usize>> = here.iter().map(|(_, span, _)| span.range()).collect();
            let excerpt = lines.excerpt(&ranges);
            let index = here.iter().position(|(_, span, _)| *span == first);
            let mark = index.and_then(|index| excerpt.marks.get(index));
            let column = mark.map_or(1, |mark| excerpt.column(mark.start));
            if column != at.column {
                let line = format!("{path}:{}:", at.line);
                moved.push((format!("{line}{column}"), format!("{line}{}", at.column)));
            }
            let mut snippet = Snippet::source(excerpt.text)
                .path(path)
                .line_start(excerpt.first_line)
                .fold(false);
            for ((kind, _, words), mark) in here.into_iter().zip(excerpt.marks) {
                snippet = snippet.annotation(kind.span(mark).label(words));
            }
            elements.push(snippet.into());
        }
        moved
    }

    fn short(&mut self, diagnostic: &Diagnostic) -> String {
        let place = match diagnostic.place {
            Place::Nowhere => String::new(),
            Place::File(file) => format!("{}: ", harmless(self.files.path(file))),
            Place::Span(span) => format!("{}: ", self.place_in_words(span)),
        };
        format!(
            "{place}{}[{}]: {}\n",
            severity(diagnostic.severity),
            diagnostic.code.slug(),
            harmless(&diagnostic.message)
        )
    }

    fn json(&mut self, diagnostic: &Diagnostic) -> String {
        let mut object = match diagnostic.place {
            Place::Nowhere => json!({ "path": null }),
            Place::File(file) => json!({ "path": **self.files.path(file) }),
            Place::Span(span) => self.json_place(span),
        };
        let labels: Vec<Value> = diagnostic
            .labels
            .iter()
            .map(|label| {
                let mut place = self.json_place(label.span);
                add(&mut place, "message", json!(label.message));
                place
            })
            .collect();
        add(
            &mut object,
            "severity",
            json!(severity(diagnostic.severity)),
        );
        add(&mut object, "code", json!(diagnostic.code.slug()));
        add(&mut object, "message", json!(diagnostic.message));
        add(&mut object, "help", json!(diagnostic.help));
        add(&mut object, "labels", json!(labels));
        format!("{object}\n")
    }

    fn json_place(&mut self, span: Span) -> Value {
        let (from, to) = self.positions(span);
        json!({
            "path": **self.files.path(span.file),
            "line": from.line,
            "column": from.column,
            "end": { "line": to.line, "column": to.column },
        })
    }

    fn github(&mut self, diagnostic: &Diagnostic) -> String {
        let place = match diagnostic.place {
            Place::Nowhere => String::new(),
            Place::File(file) => {
                format!("file={},", property(&self.path(file)))
            }
            Place::Span(span) => {
                let (from, to) = self.positions(span);
                let mut place = format!(
                    "file={},line={}",
                    property(&self.path(span.file)),
                    from.line
                );
                place.push_str(&format!(",endLine={},", to.line));
                // GitHub refuses columns of a range over several lines.
                if from.line == to.line {
                    place.push_str(&format!("col={},endColumn={},", from.column, to.column));
                }
                place
            }
        };
        let words = std::iter::once(&diagnostic.message).chain(&diagnostic.help);
        let words: Vec<&str> = words.map(String::as_str).collect();
        format!(
            "::{} {place}title={}::{}\n",
            severity(diagnostic.severity),
            diagnostic.code.slug(),
            escape(&words.join("\n"))
        )
    }

    fn path(&self, file: FileId) -> String {
        format!("{}{}", self.prefix, self.files.path(file))
    }

    /// Where a span begins and ends; both at the file's beginning when it cannot be read.
    fn positions(&mut self, span: Span) -> (Position, Position) {
        let start = Position { line: 1, column: 1 };
        match self.lines(span.file) {
            Some(lines) => {
                let from = lines.position(span.start as usize);
                (from, lines.position(span.end as usize))
            }
            None => (start, start),
        }
    }

    fn lines(&mut self, file: FileId) -> Option<&Lines> {
        let known = self.texts.iter().position(|(known, _)| *known == file);
        if known.is_none() {
            let text = self.read(file).map(Lines::new);
            self.texts.push_front((file, text));
            self.texts.truncate(KEPT);
        }
        let (_, lines) = self.texts.get(known.unwrap_or(0))?;
        lines.as_ref()
    }

    /// A file's text; of one that is no text, as much as can be shown.
    fn read(&self, file: FileId) -> Option<String> {
        let bytes = self.sources.read(self.files.path(file)).ok()?;
        match decode(bytes) {
            Ok(text) => Some(text),
            Err(DecodeProblem::Utf16) => None,
            Err(DecodeProblem::Binary(_) | DecodeProblem::NotUtf8(_)) => {
                let bytes = self.sources.read(self.files.path(file)).ok()?;
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
        }
    }
}

/// The word for a severity.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn add(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(object) = object {
        object.insert(key.to_owned(), value);
    }
}

/// The message of a GitHub command.
fn escape(words: &str) -> String {
    words
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a GitHub command.
fn property(words: &str) -> String {
    escape(words).replace(':', "%3A").replace(',', "%2C")
}
