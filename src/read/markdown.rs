//! Markdown → record: essays, and documents whose front matter says `kind: document`.
//!
//! Front matter is a sidecar. The parser's events become the text tree with every
//! character accounted for (`tree`); what Markdown would spoil in a transcription is
//! kept from it (`cook`). Then headings become sections, footnotes notes, and in
//! documents references in words are found as in raw texts.

mod cook;
mod front;
mod gaps;
mod pins;
mod references;
mod sections;
mod tree;
mod words;

use super::plain::joins;
use super::sidecar::{Decisions, Sidecar, StatedHeader};
use super::{Context, decide, mentioned, place};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Cert, Descend, Element, Fact, Header, Node, Note, NoteKind, Record, RecordId, RecordKind, Rule,
    Tag, claims, plain_text, slug, walk, walk_mut,
};
use crate::source::{SourceFile, Span, is_blank};
use cook::Cooked;
use gaps::Definition;
use pulldown_cmark::{Event, Options, Parser, Tag as Md};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use tree::Footnote;
use words::Words;

/// Reads a Markdown file, with the sidecar beside it if there is one. Decisions are
/// applied and names marked.
pub(super) fn read(
    source: &SourceFile,
    beside: &Sidecar,
    ctx: &Context<'_>,
    diags: &mut Diagnostics,
) -> Record {
    let front = front::read(source, diags);
    let matter = front.as_ref().map_or(0..0, |front| front.range.clone());
    let stated = front.map_or_else(Sidecar::default, |front| front.sidecar);
    let mut sidecar = front::with_sidecar(stated, beside, diags);
    let kind = kind(&mut sidecar.header);
    // Quoted passages are of the text and not of the front matter that quotes them.
    let text_only = without(source, &matter);
    let mut record = parse(&text_only, matter.end, kind, &sidecar, ctx, diags);
    decide::apply(&mut record, &text_only, &sidecar, diags);
    if !sidecar.joins.is_empty() {
        let pages = pages(&record);
        joins::report_unused(&text_only.text, &pages, &sidecar, diags);
    }
    ctx.names
        .mark(&mut record, &sidecar.names, &text_only.text, diags);
    // Essays are of our time, and have no date from which a year could be told.
    if record.kind == RecordKind::Document {
        mentioned::mark(&mut record, &sidecar.dismiss, &text_only.text);
    }
    cover_front_matter(&mut record, &source.text, matter);
    record
}

/// Where the marks of printed pages stand.
fn pages(record: &Record) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let bodies = record.notes.iter().map(|note| &note.body);
    for tree in std::iter::once(&record.body).chain(bodies) {
        walk(tree, &mut |node| {
            let page = node.element().filter(|element| element.tag == Tag::Pb);
            pages.extend(page.map(|page| page.span.range()));
            Descend::Into
        });
    }
    pages
}

/// What the file is: an essay, unless `kind` says `document` or names a kind of document.
fn kind(header: &mut StatedHeader) -> RecordKind {
    match header.kind.as_ref().map(|kind| kind.value.as_str()) {
        None | Some("essay" | "") => {
            header.kind = None;
            RecordKind::Essay
        }
        Some("document") => {
            header.kind = None;
            RecordKind::Document
        }
        Some(_) => RecordKind::Document,
    }
}

/// The file with its front matter blanked out, byte for byte.
fn without(source: &SourceFile, matter: &Range<usize>) -> SourceFile {
    let mut text = String::with_capacity(source.text.len());
    text.push_str(source.text.get(..matter.start).unwrap_or(""));
    let blanked = source.text.get(matter.clone()).unwrap_or("");
    text.extend(
        blanked
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
    );
    text.push_str(source.text.get(matter.end..).unwrap_or(""));
    SourceFile {
        id: source.id,
        path: source.path.clone(),
        text: text.into(),
    }
}

fn options(kind: RecordKind) -> Options {
    let both = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    match kind {
        RecordKind::Essay => {
            both | Options::ENABLE_TASKLISTS
                | Options::ENABLE_HEADING_ATTRIBUTES
                | Options::ENABLE_DEFINITION_LIST
        }
        // A witness writes `: ` and `[x]` without meaning anything by it.
        RecordKind::Document | RecordKind::Matter => both,
    }
}

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

fn parse(
    source: &SourceFile,
    start: usize,
    kind: RecordKind,
    sidecar: &Sidecar,
    ctx: &Context<'_>,
    diags: &mut Diagnostics,
) -> Record {
    // A byte order mark belongs to nothing.
    let after = source.text.get(start..).unwrap_or("");
    let start = start + after.len() - after.trim_start_matches('\u{feff}').len();
    let text = source.text.get(start..).unwrap_or("");
    let taken = events(text, kind);
    let changed = match kind {
        RecordKind::Document | RecordKind::Matter => {
            Cooked::transcription(text, start, taken.0.iter())
        }
        RecordKind::Essay => None,
    };
    let cooked = changed.unwrap_or_else(|| Cooked::plain(text, start));
    let (events, definitions) = match &cooked.text {
        Cow::Borrowed(_) => taken,
        Cow::Owned(changed) => events(changed, kind),
    };
    let definitions = used(definitions, &cooked, &events);
    let mut words = Words {
        file: source.id,
        kind,
        sidecar,
        last_page: None,
    };
    let tree = tree::build(
        &source.text,
        &cooked,
        &events,
        &definitions,
        &mut words,
        diags,
    );
    let (mut body, mut refs) = (tree.body, tree.refs);
    let mut footnotes = tree.footnotes;
    let decisions = Decisions::new(source, sidecar, diags);
    pins::put(&decisions, &mut footnotes, &mut body, source, diags);
    let mut notes = notes(footnotes, &mut body, source, diags);
    if kind == RecordKind::Document {
        references::find(&mut body, &mut notes, &mut refs, source, &decisions);
    }
    // Below a stated title, a first heading of the second rank heads a section.
    let is_titled = kind == RecordKind::Essay && sidecar.header.title.is_some();
    let own = body.first().and_then(Node::element);
    let title = own
        .filter(|head| !is_titled || head.attrs.get("n") == Some("1"))
        .and_then(own_title);
    let mut body = sections::nest(body, title.is_some());
    if kind == RecordKind::Essay {
        address_headings(&mut body);
    }
    let header = Header {
        title,
        ..Header::default()
    };
    let id = match kind {
        RecordKind::Document | RecordKind::Matter => place(source, None, ctx.config),
        RecordKind::Essay => essay_id(&source.path),
    };
    Record {
        file: source.id,
        part: 0,
        span: source.all(),
        kind,
        id,
        id_stated: false,
        header,
        attrs: crate::model::Attrs::new(),
        description: Vec::new(),
        body,
        notes,
        refs,
        enclosures: Vec::new(),
        renditions: Vec::new(),
    }
}

/// An essay is named by its file, whatever folder that is in.
fn essay_id(path: &str) -> RecordId {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    RecordId::new(None, &slug(stem)).expect("a slug is an id")
}

/// A link definition's name, in small letters, and its place.
type Named = (String, Range<usize>);

/// What the parser sees in a text, and its link definitions in the order of the text.
fn events(text: &str, kind: RecordKind) -> (Events<'_>, Vec<Named>) {
    let parser = Parser::new_ext(text, options(kind));
    let mut definitions: Vec<Named> = parser
        .reference_definitions()
        .iter()
        .map(|(name, definition)| (name.to_lowercase(), definition.span.clone()))
        .collect();
    definitions.sort_by_key(|(_, range)| range.start);
    (parser.into_offset_iter().collect(), definitions)
}

/// Which link definitions are used by links.
fn used(
    definitions: Vec<Named>,
    cooked: &Cooked<'_>,
    events: &[(Event<'_>, Range<usize>)],
) -> Vec<Definition> {
    if definitions.is_empty() {
        return Vec::new();
    }
    let used: BTreeSet<String> = events
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Start(Md::Link { id, .. } | Md::Image { id, .. }) if !id.is_empty() => {
                Some(id.to_lowercase())
            }
            _ => None,
        })
        .collect();
    definitions
        .into_iter()
        .map(|(name, range)| Definition {
            range: cooked.source(&range),
            used: used.contains(&name),
        })
        .collect()
}

/// The text's own heading as its title.
fn own_title(head: &Element) -> Option<Fact<String>> {
    if head.tag != Tag::Head {
        return None;
    }
    let words = plain_text(&head.children);
    (!words.is_empty()).then(|| Fact::new(words, Rule::Markdown, Cert::High, head.span))
}

/// Footnotes as notes, in the order in which they are written. Their numbers are their
/// names, if those are all numbers; otherwise they are counted as the text names them.
fn notes(
    footnotes: Vec<Footnote>,
    body: &mut [Node],
    source: &SourceFile,
    diags: &mut Diagnostics,
) -> Vec<Note> {
    let numbered = footnotes
        .iter()
        .all(|footnote| footnote.label.bytes().all(|byte| byte.is_ascii_digit()));
    let mut numbers: Vec<Option<usize>> = vec![None; footnotes.len()];
    let mut next = 1;
    if !numbered {
        let mut count = |nodes: &[Node]| {
            walk(nodes, &mut |node| {
                if let Some(slot) = anchored(node).and_then(|index| numbers.get_mut(index))
                    && slot.is_none()
                {
                    *slot = Some(next);
                    next += 1;
                }
                Descend::Into
            });
        };
        count(body);
        for footnote in &footnotes {
            count(&footnote.body);
        }
    }
    let mut keys = BTreeSet::new();
    let mut labels = BTreeSet::new();
    let mut notes: Vec<Note> = Vec::with_capacity(footnotes.len());
    for (footnote, number) in footnotes.into_iter().zip(numbers) {
        let span = Span::new(source.id, footnote.range.start, footnote.range.end);
        let label = Span::new(
            source.id,
            footnote.range.start,
            footnote.range.start + footnote.label.len() + 3,
        );
        let again = !labels.insert(footnote.label.to_lowercase());
        if footnote.named == 0 {
            let name = &footnote.label;
            let (message, help) = if again {
                (
                    format!("a second footnote has the name `[^{name}]`"),
                    "give it a name of its own, in its place in the text too".to_owned(),
                )
            } else {
                (
                    format!("no word of the text has the footnote `[^{name}]`"),
                    format!("write `[^{name}]` where it belongs, or take the note out"),
                )
            };
            diags.push(Diagnostic::new(Code::UnusedFootnote, label, message).help(help));
        }
        let n = match number {
            Some(number) => number.to_string(),
            None if numbered => footnote.label.clone(),
            None => {
                next += 1;
                (next - 1).to_string()
            }
        };
        let mut key = format!("fn{n}");
        let mut again = 1;
        while !keys.insert(key.clone()) {
            again += 1;
            key = format!("fn{n}-{again}");
        }
        let source_note = plain_text(&footnote.body).starts_with("Source:");
        notes.push(Note {
            n,
            listed: Some(footnote.label),
            key: key.into(),
            kind: if source_note {
                NoteKind::Source
            } else {
                NoteKind::Editorial
            },
            attrs: crate::model::Attrs::new(),
            body: footnote.body,
            span,
            marks: footnote.marks,
            anchored: footnote.named > 0,
        });
    }
    let printed: Vec<String> = notes.iter().map(|note| note.n.clone()).collect();
    let print = |nodes: &mut [Node]| {
        walk_mut(nodes, &mut |element| {
            let index = element.index.map(|index| index as usize);
            if element.tag == Tag::Anchor
                && let Some(n) = index.and_then(|index| printed.get(index))
            {
                element.attrs.set("n", n.as_str());
            }
        });
    };
    print(body);
    for note in &mut notes {
        print(&mut note.body);
    }
    notes
}

fn anchored(node: &Node) -> Option<usize> {
    let element = node
        .element()
        .filter(|element| element.tag == Tag::Anchor)?;
    element.index.map(|index| index as usize)
}

/// Every heading of an essay gets an address, made from its words unless the author gave
/// it one (`## Method {#method}`).
fn address_headings(body: &mut [Node]) {
    // Addresses that other things have: paragraphs, notes, pages, enclosures.
    let reserved = |key: &str| {
        ["p", "s", "fn", "pg_", "a"].into_iter().any(|prefix| {
            key.strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    let mut taken = BTreeSet::new();
    // How often each was wanted: a thousand headings of one wording are numbered in one go.
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    walk_mut(body, &mut |element| {
        if element.tag != Tag::Head {
            return;
        }
        let wanted = match &element.key {
            Some(key) => key.to_string(),
            None => slug(&plain_text(&element.children)),
        };
        let wanted = if reserved(&wanted) {
            format!("s-{wanted}")
        } else {
            wanted
        };
        let mut key = wanted.clone();
        let again = times.entry(wanted.clone()).or_insert(1);
        while !taken.insert(key.clone()) {
            *again += 1;
            key = format!("{wanted}-{again}");
        }
        element.key = Some(key.into());
    });
}

/// The front matter's characters are marks of the text's first element, but for those
/// that stand in the text as corrections or supplied words.
fn cover_front_matter(record: &mut Record, text: &str, matter: Range<usize>) {
    if matter.is_empty() {
        return;
    }
    let mut inside: Vec<Range<usize>> = claims(record)
        .into_iter()
        .filter(|span| span.file == record.file)
        .map(Span::range)
        .filter(|range| range.start < matter.end)
        .collect();
    inside.sort_by_key(|range| range.start);
    let mut marks = Vec::new();
    let mut at = matter.start;
    for range in inside
        .into_iter()
        .chain(std::iter::once(matter.end..matter.end))
    {
        let gap = at..range.start.max(at);
        let words = text.get(gap.clone()).unwrap_or("");
        let start = gap.start + words.len() - words.trim_start_matches(is_blank).len();
        let length = words.trim_matches(is_blank).len();
        if length > 0 {
            marks.push(Span::new(record.file, start, start + length));
        }
        at = at.max(range.end);
    }
    match record.body.first_mut() {
        Some(Node::Element(first)) => first.marks.extend(marks),
        _ => match record.notes.first_mut() {
            Some(note) => note.marks.extend(marks),
            // A file of nothing else: a paragraph without words, which is not shown.
            None => {
                let span = Span::new(record.file, matter.start, matter.end);
                let mut element = Element::new(Tag::Ab, span, Rule::Markdown);
                element.marks = marks;
                record.body.push(element.node());
            }
        },
    }
}
