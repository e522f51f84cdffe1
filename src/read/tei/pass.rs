//! One pass over a file: is it well-formed, and where do its divisions lie?
//!
//! Keeps a stack of open elements and a flat list of divisions, and nothing else of the
//! text: what a file of 200 MB needs beside itself is its divisions and ids.

mod pieces;
mod root;

use super::entities::{self, Entities, Refused};
use super::names::{Named, Scope};
use super::scan::{Malformed, Scanner, Start, Token, illegal, is_qualified, is_space};
use super::skeleton::{Skeleton, defines, is_entry, narrow};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{SourceFile, Span};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How deep elements may stand in each other. Texts nest some thirty deep.
pub(super) const DEEPEST: usize = 256;

struct Open<'a> {
    name: &'a str,
    local: &'a str,
    at: usize,
    /// How many namespaces it declares.
    declared: usize,
    /// Its piece.
    piece: Option<u32>,
    /// Whether an entry of a list of names is in it.
    entry: bool,
}

struct Pass<'a, 's> {
    source: &'s SourceFile,
    stack: Vec<Open<'a>>,
    scope: Scope<'a>,
    skeleton: Skeleton<'a>,
    /// The run that is open.
    run: Option<usize>,
    /// How many opaque pieces are open: what is in them is not looked at.
    opaque: usize,
    /// How many entries are open: only the outermost counts.
    entry: usize,
    /// A label that defines a name; its item follows.
    label: Option<usize>,
    ids: HashMap<&'a str, u32>,
    twice: usize,
    includes: usize,
    /// How much entities may still add.
    budget: usize,
    ended: bool,
}

/// How many places of the same trouble are told.
const TOLD: usize = 20;

/// Why a file cannot be read.
type Stop = Box<Diagnostic>;

/// Looks over a file. `None` when it cannot be read; a diagnostic says why.
pub(super) fn pass<'a>(
    source: &SourceFile,
    text: &'a str,
    diags: &mut Diagnostics,
) -> Option<Skeleton<'a>> {
    let mut pass = Pass {
        source,
        stack: Vec::new(),
        scope: Scope::new(Vec::new(), None),
        skeleton: Skeleton {
            pieces: Vec::new(),
            entries: Vec::new(),
            entities: Entities::default(),
            accepted: None,
            root: "",
        },
        run: None,
        opaque: 0,
        entry: 0,
        label: None,
        ids: HashMap::new(),
        twice: 0,
        includes: 0,
        budget: text.len() + (1 << 20),
        ended: false,
    };
    match pass.whole(text, diags) {
        Ok(()) => {
            pass.summarize(diags);
            Some(pass.skeleton)
        }
        Err(stop) => {
            diags.push(*stop);
            None
        }
    }
}

impl<'a> Pass<'a, '_> {
    fn whole(&mut self, text: &'a str, diags: &mut Diagnostics) -> Result<(), Stop> {
        if let Some((at, c)) = illegal(text) {
            let message = format!("the character U+{:04X} cannot stand in XML", c as u32);
            let help = "take it out; it is often the trace of another program";
            return Err(self.malformed(Malformed::new(at, message, help)));
        }
        let from = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut scanner = Scanner::new(text, from..text.len());
        while let Some(next) = scanner.next() {
            let (token, range) = next.map_err(|problem| self.malformed(problem))?;
            match token {
                Token::Start(start) => self.start(&start, &range, diags)?,
                Token::End(name) => self.end(name, &range)?,
                Token::Text(raw) => self.text(raw, &range)?,
                Token::Cdata(inside) => self.words(inside, &range, true)?,
                Token::Aside => {}
                Token::Doctype(inside) => {
                    if !self.skeleton.root.is_empty() {
                        let problem = Malformed::new(
                            range.start,
                            "the document type stands inside the text",
                            "it belongs before the first element",
                        );
                        return Err(self.malformed(problem));
                    }
                    self.skeleton.entities = Entities::read(inside);
                }
            }
        }
        self.finish(text)
    }

    fn finish(&self, text: &str) -> Result<(), Stop> {
        if let Some(open) = self.stack.last() {
            let end = self.span(text.trim_end().len()..text.len());
            let message = format!("`<{}>` is never closed", open.name);
            let mut stop = Diagnostic::new(Code::MalformedXml, self.tag(open), message)
                .help("the file may have been cut off; compare its end with another copy");
            stop = stop.label(end, "the file ends here");
            return Err(Box::new(stop));
        }
        if self.skeleton.root.is_empty() {
            let stop = Diagnostic::new(
                Code::MalformedXml,
                Place::File(self.source.id),
                "the file holds no element",
            );
            return Err(Box::new(
                stop.help("put a TEI document in it, or take it away"),
            ));
        }
        Ok(())
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source.id, range.start, range.end)
    }

    fn tag(&self, open: &Open<'_>) -> Span {
        self.span(open.at..open.at + 1 + open.name.len())
    }

    fn malformed(&self, problem: Malformed) -> Stop {
        let text = self.source.text.get(problem.at..).unwrap_or("");
        let length = text.chars().next().map_or(0, char::len_utf8);
        let span = self.span(problem.at..problem.at + length);
        Box::new(Diagnostic::new(Code::MalformedXml, span, problem.message).help(problem.help))
    }

    fn references(&mut self, raw: &str, at: usize) -> Result<(), Stop> {
        if !raw.bytes().any(|b| b == b'&') {
            return Ok(());
        }
        entities::check(raw, at, &self.skeleton.entities, &mut self.budget).map_err(
            |(problem, refused)| {
                let mut stop = self.malformed(problem);
                stop.code = match refused {
                    None => Code::MalformedXml,
                    Some(Refused::Undeclared) => Code::UnknownEntity,
                    Some(_) => Code::RefusedEntity,
                };
                stop
            },
        )
    }

    fn start(
        &mut self,
        start: &Start<'a>,
        range: &Range<usize>,
        diags: &mut Diagnostics,
    ) -> Result<(), Stop> {
        if !is_qualified(start.name) {
            let problem = Malformed::new(
                range.start,
                "a `<` begins no tag",
                "write `&lt;` for the sign itself",
            );
            return Err(self.malformed(problem));
        }
        if self.ended {
            let problem = Malformed::new(
                range.start,
                format!("`<{}>` stands after the end of the document", start.name),
                "a file holds one element with all the others in it",
            );
            return Err(self.malformed(problem));
        }
        if self.stack.len() >= DEEPEST {
            let message = format!("elements stand more than {DEEPEST} deep in each other");
            let span = self.span(range.start..range.start + 1 + start.name.len());
            let stop = Diagnostic::new(Code::TooDeep, span, message)
                .help("no text needs that; look for tags that a program repeated or never closed");
            return Err(Box::new(stop));
        }
        let declared = self.scope.enter(start);
        self.attributes(start, diags)?;
        if self.skeleton.root.is_empty() {
            self.root(start, range, diags)?;
        }
        let named = self.scope.element(start.name);
        let local = match named {
            Named::Tei(local) => local,
            Named::Foreign(prefix, _, local) => {
                if (prefix, local) == ("xi", "include") {
                    self.include(range, diags);
                }
                ""
            }
            Named::Undeclared(prefix) => {
                let problem = undeclared(range.start + 1, prefix);
                return Err(self.malformed(problem));
            }
        };
        let piece = self.piece(local, range);
        let open = Open {
            name: start.name,
            local,
            at: range.start,
            declared,
            piece,
            entry: false,
        };
        if start.get("xml:id").is_some() && defines(local) {
            self.define();
        }
        self.entry += usize::from(is_entry(local));
        self.stack.push(open);
        if start.empty {
            self.close(range.end);
        }
        Ok(())
    }

    fn attributes(&mut self, start: &Start<'a>, diags: &mut Diagnostics) -> Result<(), Stop> {
        if start.attributes.is_empty() {
            return Ok(());
        }
        let (mut seen, mut many) = ([""; 16], BTreeSet::new());
        for (index, attribute) in start.attributes().enumerate() {
            let attribute = attribute.map_err(|problem| self.malformed(problem))?;
            let name = attribute.name;
            let place = attribute.at.saturating_sub(name.len() + 2);
            let fail = |message: String, help| Malformed::new(place, message, help);
            if !is_qualified(name) {
                let problem = fail(
                    "this is no name of an attribute".to_owned(),
                    "names begin with a letter",
                );
                return Err(self.malformed(problem));
            }
            let known = seen.get(..index.min(seen.len())).unwrap_or(&[]);
            let twice = known.contains(&name) || index >= seen.len() && !many.insert(name);
            if twice {
                let problem = fail(
                    format!("the attribute `{name}` stands twice"),
                    "keep one of them; several values stand in one attribute with blanks between",
                );
                return Err(self.malformed(problem));
            }
            if let Some(slot) = seen.get_mut(index) {
                *slot = name;
            }
            if attribute.raw.bytes().any(|b| b == b'<') {
                let problem = fail(
                    format!("the value of `{name}` holds a `<`"),
                    "close the quotation marks, or write `&lt;`",
                );
                return Err(self.malformed(problem));
            }
            self.references(attribute.raw, attribute.at)?;
            if name == "xml:id" {
                self.id(attribute.raw, attribute.at, diags);
            } else if name.contains(':')
                && !name.starts_with("xmlns")
                && let Named::Undeclared(prefix) = self.scope.attribute(name)
            {
                return Err(self.malformed(undeclared(place, prefix)));
            }
        }
        Ok(())
    }

    /// An id stands once in a file; the first has it.
    fn id(&mut self, id: &'a str, at: usize, diags: &mut Diagnostics) {
        let here = Span::new(self.source.id, at, at + id.len());
        let Some(&first) = self.ids.get(id) else {
            self.ids.insert(id, here.start);
            return;
        };
        self.twice += 1;
        if self.twice <= TOLD {
            let first = Span::new(self.source.id, first as usize, first as usize + id.len());
            diags.push(
                Diagnostic::new(
                    Code::RepeatedXmlId,
                    here,
                    format!("the `xml:id` `{id}` stands twice in this file"),
                )
                .label(first, "first here: pointers lead to this one")
                .help("give one of them another id"),
            );
        }
    }

    fn include(&mut self, range: &Range<usize>, diags: &mut Diagnostics) {
        self.includes += 1;
        if self.includes <= TOLD {
            diags.push(
                Diagnostic::new(
                    Code::NotIncluded,
                    self.span(range.clone()),
                    "the file that this asks to include is not read in its place",
                )
                .help(
                    "let the XML editor put the text in, or put the file into content/ by itself",
                ),
            );
        }
    }

    /// What is told once, for all places that were not told one by one.
    fn summarize(&self, diags: &mut Diagnostics) {
        for (count, code, what) in [
            (self.twice, Code::RepeatedXmlId, "ids stand twice"),
            (self.includes, Code::NotIncluded, "files are not included"),
        ] {
            if count > TOLD {
                let message = format!("{} more {what} in this file", count - TOLD);
                diags.push(Diagnostic::new(code, Place::File(self.source.id), message));
            }
        }
    }

    fn end(&mut self, name: &str, range: &Range<usize>) -> Result<(), Stop> {
        match self.stack.last() {
            Some(open) if open.name == name => {
                self.close(range.end);
                Ok(())
            }
            Some(open) => {
                let message = format!("`</{name}>` closes `<{}>`", open.name);
                let label = format!("`<{}>` is open since here", open.name);
                let stop = Diagnostic::new(Code::MalformedXml, self.span(range.clone()), message)
                    .label(self.tag(open), label)
                    .help(format!(
                        "write `</{}>` before it, or mend the name",
                        open.name
                    ));
                Err(Box::new(stop))
            }
            None => {
                let problem = Malformed::new(
                    range.start,
                    format!("`</{name}>` closes nothing"),
                    "take it away, or write the start tag that is missing",
                );
                Err(self.malformed(problem))
            }
        }
    }

    fn text(&mut self, raw: &str, range: &Range<usize>) -> Result<(), Stop> {
        self.references(raw, range.start)?;
        if let Some(at) = raw.find("]]>") {
            let problem = Malformed::new(
                range.start + at,
                "`]]>` stands in the text",
                "write `]]&gt;`",
            );
            return Err(self.malformed(problem));
        }
        self.words(raw, range, false)
    }

    fn words(&mut self, raw: &str, range: &Range<usize>, cdata: bool) -> Result<(), Stop> {
        if raw.bytes().all(|b| is_space(b as char)) && !cdata {
            return Ok(());
        }
        let Some(parent) = self.stack.last() else {
            let problem = Malformed::new(
                range.start + (raw.len() - raw.trim_start().len()),
                "text stands outside the document's element",
                "all text stands between the first tag and the last",
            );
            return Err(self.malformed(problem));
        };
        if self.opaque > 0 {
            return Ok(());
        }
        if parent.piece.is_some() {
            let run = self.open_run(range);
            (run.words, run.more, run.end) = (true, true, narrow(range.end));
        } else if let Some(run) = self.run.and_then(|run| self.skeleton.pieces.get_mut(run)) {
            run.words = true;
        }
        Ok(())
    }
}

fn undeclared(at: usize, prefix: &str) -> Malformed {
    Malformed::new(
        at,
        format!("the prefix `{prefix}:` is not declared"),
        "declare it on the first element, as in xmlns:frus=\"http://history.state.gov/frus/ns/1.0\"",
    )
}
