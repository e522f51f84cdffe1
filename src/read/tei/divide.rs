//! The skeleton of a file → the records that it holds, and its table of contents.
//!
//! Units (documents) are found first. What holds units is a section; what holds none and
//! is none is matter. Every character of the text is in one part, or is the heading of a
//! section that has no page.

use super::names::Scope;
use super::scan::{Scanner, Start, Token};
use super::skeleton::{Kind, Piece, Skeleton};
use super::tree::Builder;
use super::{Contents, Inherited, Outline, Part};
use crate::config::Config;
use crate::model::{Descend, Node, RecordKind, Tag, plain_text, slug, walk};
use crate::source::{SourceFile, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Types of divisions that are documents where two or more of them have ids or numbers.
const DIVISIONS: &[&str] = &[
    "act",
    "charter",
    "deed",
    "diary-entry",
    "diaryEntry",
    "dispatch",
    "entry",
    "inscription",
    "journalEntry",
    "letter",
    "memorandum",
    "minutes",
    "report",
    "telegram",
];

/// Parts, contents and volume of a file. `outline` has what is known before.
pub(super) fn divide(
    source: &SourceFile,
    skeleton: &Skeleton<'_>,
    config: &Config,
    outline: &mut Outline,
) {
    let units = units(source, skeleton, config);
    let is_volume = is_volume(&skeleton.pieces, &units);
    let mut divider = Divider {
        source,
        pieces: &skeleton.pieces,
        units,
        outline,
        ids: BTreeSet::new(),
        lead: Vec::new(),
        around: vec![Around::default()],
    };
    if !is_volume {
        divider.whole();
        return;
    }
    let contents = divider.children(0..divider.pieces.len());
    let trail = std::mem::take(&mut divider.lead);
    if let Some(last) = divider.outline.parts.last_mut() {
        last.trail.extend(trail);
    }
    outline.contents = contents;
    outline.volume = Some(super::volume::volume(source, skeleton, outline, config));
}

/// The start tag at a place.
pub(super) fn start_tag<'a>(text: &'a str, at: u32) -> Option<Start<'a>> {
    match Scanner::new(text, at as usize..text.len()).next()? {
        Ok((Token::Start(start), _)) => Some(start),
        _ => None,
    }
}

/// Which pieces are documents.
fn units(source: &SourceFile, skeleton: &Skeleton<'_>, config: &Config) -> Vec<bool> {
    let pieces = &skeleton.pieces;
    let mut types: Vec<(usize, &str, bool)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if piece.kind == Kind::Div
            && let Some(start) = start_tag(&source.text, piece.start)
            && let Some(kind) = start.get("type")
        {
            let named = start.get("xml:id").is_some() || start.get("n").is_some();
            types.push((index, kind, named));
        }
    }
    let stated = &config.tei_divisions;
    let is_unit = |kind: &str| match stated.as_slice() {
        [] => kind == "document",
        stated => stated.iter().any(|it| it == kind),
    };
    let mut units = vec![false; pieces.len()];
    let mut mark = |wanted: &dyn Fn(&str, bool) -> bool| {
        let mut end = 0;
        let mut count = 0;
        for &(index, kind, named) in &types {
            // A document in a document is part of it.
            if index >= end
                && wanted(kind, named)
                && let (Some(unit), Some(piece)) = (units.get_mut(index), pieces.get(index))
            {
                *unit = true;
                end = piece.skip as usize;
                count += 1;
            }
        }
        count
    };
    if mark(&|kind, _| is_unit(kind)) == 0
        && stated.is_empty()
        && types
            .iter()
            .filter(|(_, kind, named)| *named && DIVISIONS.contains(kind))
            .count()
            >= 2
    {
        mark(&|kind, named| named && DIVISIONS.contains(&kind));
    }
    // A TEI of a corpus and a text of a group are documents, unless they hold some.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for index in 0..=pieces.len() {
        while let Some(&(at, holds)) = open.last() {
            let Some(piece) = pieces.get(at).filter(|piece| piece.skip as usize <= index) else {
                break;
            };
            open.pop();
            let parent = open.last().and_then(|(parent, _)| pieces.get(*parent));
            let nested = match (piece.kind, parent) {
                (Kind::Tei, Some(parent)) => parent.kind == Kind::Tei,
                (Kind::Text, Some(parent)) => parent.kind == Kind::Frame,
                _ => false,
            };
            let holds = holds || nested;
            if nested
                && !holds_unit(&units, at, piece)
                && let Some(unit) = units.get_mut(at)
            {
                *unit = true;
            }
            if let Some(parent) = open.last_mut() {
                parent.1 |= holds;
            }
        }
        if pieces.get(index).is_some() {
            open.push((index, false));
        }
    }
    units
}

fn holds_unit(units: &[bool], at: usize, piece: &Piece) -> bool {
    let inside = units.get(at..piece.skip as usize).unwrap_or(&[]);
    inside.contains(&true)
}

/// Whether a file is a volume: several documents, or one with other text beside it.
fn is_volume(pieces: &[Piece], units: &[bool]) -> bool {
    let mut found = pieces.iter().zip(units).filter(|(_, unit)| **unit);
    let Some((only, _)) = found.next() else {
        return false;
    };
    found.next().is_some()
        || pieces.iter().any(|piece| {
            let outside = piece.start < only.start || piece.start >= only.end;
            let text = piece.words || piece.kind == Kind::TitlePage;
            outside && text
        })
}

/// What the parts of a place have from around it.
#[derive(Debug, Clone, Default)]
struct Around {
    inherited: Arc<Inherited>,
    /// The id of the section, for the ids of its own pages.
    id: String,
    /// Whether the section's own page was made.
    introduced: bool,
}

struct Divider<'s, 'o> {
    source: &'s SourceFile,
    pieces: &'s [Piece],
    units: Vec<bool>,
    outline: &'o mut Outline,
    ids: BTreeSet<String>,
    /// Milestones that wait for the next part.
    lead: Vec<Span>,
    around: Vec<Around>,
}

impl Divider<'_, '_> {
    fn whole(&mut self) {
        let name = self.source.path.rsplit('/').next().unwrap_or("");
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.outline.parts.push(Part {
            kind: RecordKind::Document,
            span: self.source.all(),
            lead: Vec::new(),
            trail: Vec::new(),
            id: slug(stem),
            heading: String::new(),
            inherited: Arc::default(),
        });
        self.outline.contents.push(Contents::Part(0));
    }

    fn span(&self, piece: &Piece) -> Span {
        let range = piece.range();
        Span::new(self.source.id, range.start, range.end)
    }

    fn here(&self) -> Around {
        self.around.last().cloned().unwrap_or_default()
    }

    /// The pieces of a list, one after the other. As deep as the text's divisions nest,
    /// which the pass bounds.
    fn children(&mut self, range: std::ops::Range<usize>) -> Vec<Contents> {
        let mut contents = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let Some(&piece) = self.pieces.get(at) else {
                break;
            };
            let unit = self.units.get(at).copied().unwrap_or(false);
            let inside = at + 1..piece.skip as usize;
            let holds = self
                .units
                .get(inside.clone())
                .is_some_and(|it| it.contains(&true));
            at = inside.end.max(at + 1);
            match piece.kind {
                _ if unit => {
                    let part = self.part(&piece, RecordKind::Document);
                    contents.push(Contents::Part(part));
                }
                Kind::Header => {
                    let id = if self.outline.parts.is_empty() {
                        "about"
                    } else {
                        "about-part"
                    };
                    let part = self.push(&piece, RecordKind::Matter, id, String::new());
                    contents.push(Contents::Part(part));
                }
                // Lists and images belong to the header's page.
                Kind::Resource => {
                    let span = self.span(&piece);
                    match self.outline.parts.first_mut() {
                        Some(about) => about.trail.push(span),
                        None => self.lead.push(span),
                    }
                }
                Kind::Run => {
                    if let Some(part) = self.run(&piece) {
                        contents.push(Contents::Part(part));
                    }
                }
                Kind::Div if holds => {
                    let section = self.section(&piece, inside);
                    contents.push(section);
                }
                // A text or a frame is no section of its own.
                Kind::Tei | Kind::Text | Kind::Frame => {
                    self.enter(&piece, None);
                    let inner = self.children(inside);
                    self.around.pop();
                    contents.extend(inner);
                }
                Kind::Div | Kind::TitlePage => {
                    let part = self.part(&piece, RecordKind::Matter);
                    contents.push(Contents::Part(part));
                }
            }
        }
        contents
    }

    /// Takes up what an element says for all in it.
    fn enter(&mut self, piece: &Piece, heading: Option<&str>) {
        let mut around = self.here();
        let inherited = Arc::make_mut(&mut around.inherited);
        if let Some(start) = start_tag(&self.source.text, piece.start) {
            if let Some(language) = start.get("xml:lang") {
                inherited.language = Some(language.to_owned());
            }
            for attribute in start.attributes().flatten() {
                let prefix = match attribute.name.split_once(':') {
                    Some(("xmlns", prefix)) => prefix,
                    None if attribute.name == "xmlns" => "",
                    _ => continue,
                };
                inherited
                    .namespaces
                    .push((prefix.into(), attribute.raw.into()));
            }
            if let Some(id) = start.get("xml:id") {
                around.id = id.to_owned();
                around.introduced = false;
            }
        }
        if let Some(heading) = heading {
            inherited.sections.push(heading.to_owned());
            around.introduced = false;
        }
        self.around.push(around);
    }

    fn section(&mut self, piece: &Piece, inside: std::ops::Range<usize>) -> Contents {
        let id = start_tag(&self.source.text, piece.start)
            .and_then(|start| start.get("xml:id"))
            .map(str::to_owned);
        let first = self.pieces.get(inside.start).copied();
        let own = first.filter(|it| it.kind == Kind::Run && it.words);
        let found = own.map(|run| self.heading(&run)).unwrap_or_default();
        self.enter(piece, Some(&found.words));
        let (mut part, mut head) = (None, None);
        let mut inside = inside;
        if let Some(run) = own {
            inside.start += 1;
            if run.more || found.needs_page {
                let id = id.clone().unwrap_or_else(|| found.words.clone());
                part = Some(self.push(&run, RecordKind::Matter, &id, found.words.clone()));
            } else {
                head = Some(self.span(&run));
                self.milestones(&run);
            }
        }
        let children = self.children(inside);
        self.around.pop();
        Contents::Section {
            heading: found.words,
            id,
            head,
            part,
            children,
        }
    }

    /// Milestones beside a heading wait for the next part.
    fn milestones(&mut self, run: &Piece) {
        let mut scanner = Scanner::new(&self.source.text, run.range());
        let mut depth = 0_usize;
        let mut begun = None;
        while let Some(Ok((token, range))) = scanner.next() {
            match token {
                Token::Start(start) if depth == 0 => {
                    let is_head = start.name.rsplit(':').next() == Some("head");
                    begun = (!is_head).then_some(range.start);
                    depth += usize::from(!start.empty);
                }
                Token::Start(start) => depth += usize::from(!start.empty),
                Token::End(_) => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0
                && let Some(from) = begun.take()
            {
                self.lead.push(Span::new(self.source.id, from, range.end));
            }
        }
    }

    /// What stands between divisions: milestones wait for the next part, words are matter.
    fn run(&mut self, piece: &Piece) -> Option<u32> {
        if !piece.words && !piece.more {
            self.lead.push(self.span(piece));
            return None;
        }
        let found = self.heading(piece);
        let id = match self.here().id {
            id if id.is_empty() => "matter".to_owned(),
            id => format!("{id}-text"),
        };
        Some(self.push(piece, RecordKind::Matter, &id, found.words))
    }

    /// A part that is an element, under its own id.
    fn part(&mut self, piece: &Piece, kind: RecordKind) -> u32 {
        let start = start_tag(&self.source.text, piece.start);
        let get = |name: &str| start.and_then(|start| start.get(name));
        let heading = match piece.kind {
            Kind::TitlePage => String::new(),
            _ => self.heading(piece).words,
        };
        let id = match (get("xml:id"), get("n"), kind) {
            (Some(id), ..) => id.to_owned(),
            (None, Some(n), RecordKind::Document) => format!("d{n}"),
            _ if piece.kind == Kind::TitlePage => "title-page".to_owned(),
            (None, _, RecordKind::Document) => {
                let before = self.outline.parts.iter();
                let before = before.filter(|part| part.kind == RecordKind::Document);
                format!("d{}", before.count() + 1)
            }
            _ if !heading.is_empty() => heading.clone(),
            _ => get("type").unwrap_or("matter").to_owned(),
        };
        self.push(piece, kind, &id, heading)
    }

    fn push(&mut self, piece: &Piece, kind: RecordKind, id: &str, heading: String) -> u32 {
        let wish = slug(id);
        let mut id = wish.clone();
        let mut count = 1;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = format!("{wish}-{count}");
        }
        self.outline.parts.push(Part {
            kind,
            span: self.span(piece),
            lead: std::mem::take(&mut self.lead),
            trail: Vec::new(),
            id,
            heading,
            inherited: self.here().inherited,
        });
        u32::try_from(self.outline.parts.len() - 1).unwrap_or(u32::MAX)
    }

    /// The heading of a division, or at the beginning of a run.
    fn heading(&self, piece: &Piece) -> Heading {
        let text: &str = &self.source.text;
        let mut scanner = Scanner::new(text, piece.range());
        let mut budget = 40;
        let mut open = usize::from(piece.kind != Kind::Run) + 1;
        let mut depth = 0;
        // The head is near the beginning, perhaps behind a page break, a note, a date.
        while let Some(Ok((token, range))) = scanner.next() {
            match token {
                Token::Start(start) => {
                    budget -= 1;
                    depth += usize::from(!start.empty);
                    let local = start.name.rsplit(':').next().unwrap_or("");
                    if local == "head" && depth == open {
                        return self.head(range.start, piece);
                    }
                    if (local.starts_with("div") && depth > 1) || budget == 0 {
                        break;
                    }
                    if depth == 1 && piece.kind == Kind::Tei {
                        open = 1;
                    }
                }
                Token::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Heading::default()
    }

    fn head(&self, at: usize, piece: &Piece) -> Heading {
        let mut depth = 0;
        let mut scanner = Scanner::new(&self.source.text, at..piece.end as usize);
        while let Some(Ok((token, range))) = scanner.next() {
            match token {
                Token::Start(start) if !start.empty => depth += 1,
                Token::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let prefixes = Vec::new();
                let here = self.here();
                let mut scope = scope(&here.inherited, self.outline);
                if let Some(start) = start_tag(&self.source.text, piece.start) {
                    scope.enter(&start);
                }
                let mut builder = Builder::new(
                    self.source.id,
                    &self.source.text,
                    (&self.outline.replacements, &prefixes),
                    scope,
                );
                builder.read(at..range.end);
                let tree = builder.finish();
                return Heading {
                    words: plain_text(&tree.nodes),
                    needs_page: !tree.notes.is_empty() || needs_page(&tree.nodes),
                };
            }
        }
        Heading::default()
    }
}

/// Whether a heading holds what only a page can show.
fn needs_page(nodes: &[Node]) -> bool {
    let mut found = false;
    walk(nodes, &mut |node| {
        let tag = node.element().map(|element| &element.tag);
        found |= matches!(
            tag,
            Some(Tag::Pb | Tag::Ref | Tag::Ptr | Tag::Note | Tag::Graphic | Tag::Figure)
        );
        Descend::Into
    });
    found
}

#[derive(Debug, Default)]
struct Heading {
    words: String,
    needs_page: bool,
}

/// The namespaces in which a part is read.
pub(super) fn scope<'a>(inherited: &'a Inherited, outline: &'a Outline) -> Scope<'a> {
    let bindings = inherited.namespaces.iter();
    let bindings = bindings.map(|(prefix, address)| (&**prefix, &**address));
    Scope::new(bindings.collect(), outline.accepted.as_deref())
}
