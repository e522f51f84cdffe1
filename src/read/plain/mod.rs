//! Raw transcriptions: text copied from the web page of a printed edition, or typed from
//! a scan. Nothing in them is marked up for us; every rule reads form and position.
//!
//! The order of work, a module each:
//!
//! 1. `lines`, `marks`: the lines that hold something, and `[Page 38]`.
//!    `sheets` takes running heads and the notes at the feet of pages out of their way.
//! 2. `notes` (with `context` and `markers`): the list of notes, and which numbers in
//!    the text are their marks, decided for the whole document at once; `anchors` tells what
//!    is doubtful.
//! 3. From here on marks are blanked out in a copy of the text, so that no rule stumbles
//!    over them: `layout` (with `forms` and `heading`) tells what each line is.
//! 4. `joins`: whether a page begins inside a word.
//! 5. `assemble` (with `inline`): the text tree. `header`: what is known of the whole.

mod anchors;
mod assemble;
mod context;
mod decisions;
mod feet;
mod forms;
pub(super) mod header;
pub(super) mod heading;
pub(super) mod inline;
pub(super) mod joins;
mod layout;
mod lexicon;
mod lines;
mod markers;
pub(super) mod marks;
mod notes;
pub(super) mod parties;
mod sheets;

use super::Sidecar;
use super::references::{Scope, Voice};
use super::sidecar::Decisions;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Cert, CrossRef, Enclosure, Fact, Header, Mark, Node, Note, NoteKind, Rule};
use crate::source::{SourceFile, Span, folded};
use anchors::{anchors, missed, printed, printed_numbers, unpaired};
use assemble::Assembler;
use decisions::Rejoined;
use inline::{AnchorAt, Inlines, PageAt};
use joins::Join;
use layout::Layout;
use std::ops::Range;

/// What a raw text holds.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    /// What is known of the document.
    pub header: Header,
    /// Its text.
    pub body: Vec<Node>,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Its references.
    pub refs: Vec<CrossRef>,
    /// Its enclosures.
    pub enclosures: Vec<Enclosure>,
}

/// Reads a raw text.
pub(super) fn read(source: &SourceFile, sidecar: &Sidecar, diags: &mut Diagnostics) -> Parsed {
    let text = &*source.text;
    let span = |range: &Range<usize>| Span::new(source.id, range.start, range.end);
    let mut lines = lines::part_datelines(text, lines::split(text));
    let mut page_marks = Vec::new();
    for found in marks::pages(text) {
        match found {
            marks::Found::Page(mark) => page_marks.push(mark),
            marks::Found::Unclosed(range) => diags.push(
                Diagnostic::new(
                    Code::UnclosedBracket,
                    span(&range),
                    format!(
                        "`{}` opens a page mark that is not closed",
                        text.get(range.clone()).unwrap_or("[")
                    ),
                )
                .help("close it with `]`, or take the bracket away"),
            ),
        }
    }
    html_told(source, diags);
    let decisions = Decisions::new(source, sidecar, diags);
    let mut other = marks::other::find(text, &lines, &page_marks, &decisions.dismissed);
    if !other.pages.is_empty() {
        page_marks.extend(other.pages);
        page_marks.sort_by_key(|mark| mark.range.start);
    }
    let sheets = sheets::find(text, &lines).unwrap_or_default();
    other
        .doubtful
        .retain(|range| !sheets.heads.contains(&range.start));
    if !sheets.heads.is_empty() {
        page_marks.extend(sheets.pages.iter().cloned());
        page_marks.sort_by_key(|mark| mark.range.start);
        lines.clone_from(&sheets.lines);
    }
    let mut found = notes::find(text, &lines, &page_marks, &decisions);
    // Notes at the feet of pages are notes only as a whole.
    if !sheets.heads.is_empty() && found.body != sheets.above {
        lines.clone_from(&sheets.in_order);
        found = notes::find(text, &lines, &page_marks, &decisions);
    }
    if sheets.heads.is_empty()
        && let Some((with_feet, above)) = feet::above_enclosures(text, &lines)
    {
        let below = notes::find(text, &with_feet, &page_marks, &decisions);
        // Numbered paragraphs stand there too: notes are they that all have marks.
        if below.body == above && below.reading.marks.len() == below.entries.len() {
            lines = with_feet;
            found = below;
        }
    }
    if sheets.heads.is_empty()
        && let Some((with_notes, above)) = feet::in_brackets(text, &lines)
    {
        let below = notes::find(text, &with_notes, &page_marks, &decisions);
        if below.body == above {
            lines = with_notes;
            found = below;
        }
    }
    let body_lines = lines.get(..found.body).unwrap_or(&lines);

    let pinned = decisions.pinned(text, &found.entries);
    let mut anchors = anchors(text, source, &found, &pinned, diags);
    decisions.pin(text, &found, &page_marks, &mut anchors, diags);
    missed(text, source, &found, &anchors, diags);
    marks::other::told(text, source, &other.doubtful, &anchors, diags);
    let numbers = printed_numbers(&found, &anchors, text);

    let pages = pages(text, &page_marks, source, sidecar, diags);
    let masked = mask(text, &pages, &anchors);
    let layout = Layout::new(text, &masked, body_lines).with_heads(&sheets.heads);
    let parts = layout.parts();
    let rejoined = Rejoined::new(&masked, &pages);
    let inlines = Inlines::new(text, &masked, source.id, &pages, &anchors);

    let mut headers = parts
        .iter()
        .map(|part| header::facts(part, &masked, source.id));
    let mut header = headers.next().unwrap_or_default();
    let mut enclosures: Vec<Enclosure> = headers
        .enumerate()
        .map(|(index, header)| Enclosure {
            key: format!("a{}", index + 1).into(),
            header,
        })
        .collect();

    header::parties_told(&header, Some(&sidecar.header), diags);
    header::heading_told(
        parts
            .first()
            .and_then(|part| first_line(part, &masked, source)),
        &header,
        Some(&sidecar.header),
        diags,
    );
    let first_lines = body_lines
        .iter()
        .map(|line| (line.of(&masked), span(&(line.start..line.end))));
    header::other_language_told(first_lines, &header, Some(&sidecar.header), diags);
    for (index, enclosure) in enclosures.iter().enumerate() {
        header::parties_told(&enclosure.header, sidecar.enclosures.get(index), diags);
    }

    let mut refs: Vec<CrossRef> = Vec::new();
    let mut scope = Scope::default();
    let kind = header.kind.as_ref().map(|kind| kind.value.as_str());
    let voice = match kind {
        Some("editorial note") => Voice::Editor,
        _ => Voice::Document,
    };
    let mut assembler = Assembler {
        inlines: &inlines,
        references: |range: Range<usize>| {
            let place = (source.id, range, voice);
            decisions.wraps(&rejoined, place, &mut scope, &mut refs, None)
        },
        diags: &mut *diags,
    };
    let body = assembler.parts(&parts);
    let mut scope = Scope::default();
    let mut led_to = vec![false; found.entries.len()];
    for note in anchors.iter().filter_map(|anchor| anchor.note) {
        if let Some(led) = led_to.get_mut(note) {
            *led = true;
        }
    }
    let mut notes = Vec::with_capacity(found.entries.len());
    for (index, entry) in found.entries.iter().enumerate() {
        let (n, key) = numbers.get(index).cloned().unwrap_or_default();
        let is_source = entry.opening(&masked).starts_with("Source:");
        let rule = if is_source {
            Rule::SourceNote
        } else {
            Rule::NoteList
        };
        let note_index = u32::try_from(index).ok();
        let mut assembler = Assembler {
            inlines: &inlines,
            references: |range: Range<usize>| {
                let place = (source.id, range, Voice::Editor);
                decisions.wraps(&rejoined, place, &mut scope, &mut refs, note_index)
            },
            diags: &mut *diags,
        };
        let body = assembler.note(&entry.lines, &entry.breaks, rule);
        let end = entry.back.as_ref().or(entry.lines.last());
        let end = end.map_or(entry.label.end, |range| range.end);
        let anchored = led_to.get(index).copied().unwrap_or(false);
        notes.push((
            anchored,
            Note {
                n,
                listed: Some(printed(text, &entry.number)).filter(|number| !number.is_empty()),
                key,
                kind: if is_source {
                    NoteKind::Source
                } else {
                    NoteKind::Editorial
                },
                attrs: crate::model::Attrs::new(),
                body,
                span: span(&(entry.label.start..end)),
                marks: [
                    Some(&entry.label),
                    entry.back.as_ref(),
                    entry.drawn.as_ref(),
                ]
                .into_iter()
                .flatten()
                .filter(|range| !range.is_empty())
                .map(span)
                .collect(),
                anchored,
            },
        ));
    }
    unpaired(&notes, source, diags);
    let notes: Vec<Note> = notes.into_iter().map(|(_, note)| note).collect();

    // What the note on a heading says of archive and secrecy.
    let heads: Vec<(usize, Range<usize>)> = (0..)
        .zip(&parts)
        .filter_map(|(part, it)| Some((part, head_range(it)?)))
        .collect();
    for anchor in &anchors {
        let Some(entry) = anchor.note.and_then(|note| found.entries.get(note)) else {
            continue;
        };
        // Parts, and so their headings, are in the order of the text.
        let after = heads.partition_point(|(_, head)| head.start <= anchor.range.start);
        let before = after.checked_sub(1).and_then(|at| heads.get(at));
        let Some(&(part, _)) = before.filter(|(_, head)| anchor.range.end <= head.end) else {
            continue;
        };
        let target = match part.checked_sub(1) {
            None => Some(&mut header),
            Some(index) => enclosures
                .get_mut(index)
                .map(|enclosure| &mut enclosure.header),
        };
        if let (Some(target), Some(first)) = (target, entry.paragraph()) {
            source_facts(target, text, &first, source);
        }
    }
    // A source note that stands elsewhere, or has no mark, still tells of its document.
    let source_entry = found
        .entries
        .iter()
        .filter_map(notes::Entry::paragraph)
        .find(|first| {
            text.get((*first).clone())
                .is_some_and(|words| words.starts_with("Source:"))
        });
    if header.archive.is_none()
        && let Some(first) = source_entry
    {
        source_facts(&mut header, text, &first, source);
    }
    Parsed {
        header,
        body,
        notes,
        refs,
        enclosures,
    }
}

/// Tells of HTML in a text, once: it is kept as words.
fn html_told(source: &SourceFile, diags: &mut Diagnostics) {
    const TAGS: [&str; 5] = ["<p>", "<p ", "<div", "<br", "<table"];
    let text = &*source.text;
    // Most texts have no end of an element.
    if !text.contains("</") {
        return;
    }
    let Some(at) = TAGS.iter().filter_map(|tag| text.find(tag)).min() else {
        return;
    };
    let tag = text.get(at..).unwrap_or("");
    let end = at + tag.find('>').map_or(2, |end| end + 1).min(80);
    if let Some(tag) = text.get(at..end) {
        diags.push(
            Diagnostic::new(
                Code::RawHtml,
                Span::new(source.id, at, end),
                format!("`{tag}` is HTML, which a raw transcription is not read for: it is kept as words"),
            )
            .help("save the text without its markup, or as Markdown"),
        );
    }
}

/// The first line of a part that is neither marking nor furniture, where it stands alone.
fn first_line<'t>(
    part: &layout::Part,
    masked: &'t str,
    source: &SourceFile,
) -> Option<(&'t str, Span)> {
    let block = part.blocks.iter().find(|block| {
        matches!(
            block.form,
            layout::Form::P
                | layout::Form::Label
                | layout::Form::Letterhead
                | layout::Form::Head
                | layout::Form::Signed
        )
    })?;
    match block.pieces.as_slice() {
        [layout::Piece::Words(range)] => {
            let words = masked.get(range.clone())?;
            let start = range.start + (words.len() - words.trim_start().len());
            let words = words.trim();
            let span = Span::new(source.id, start, start + words.len());
            (!words.contains('\n')).then_some((words, span))
        }
        _ => None,
    }
}

/// The range of a part's heading, its marks included.
fn head_range(part: &layout::Part) -> Option<Range<usize>> {
    part.blocks
        .iter()
        .find(|block| block.form == layout::Form::Head)
        .and_then(|block| match block.pieces.first() {
            Some(layout::Piece::Words(range)) => Some(range.clone()),
            _ => None,
        })
}

/// Archive and markings from the note on a heading.
fn source_facts(header: &mut Header, text: &str, note: &Range<usize>, source: &SourceFile) {
    let words = text.get(note.clone()).unwrap_or("");
    let (archive, marking) = header::source_note(words);
    let shift = |range: &Range<usize>| {
        Span::new(source.id, note.start + range.start, note.start + range.end)
    };
    if let (Some(range), None) = (&archive, &header.archive) {
        let value = folded(words.get(range.clone()).unwrap_or(""));
        header.archive = Some(Fact::new(
            value,
            Rule::SourceNoteArchive,
            Cert::High,
            shift(range),
        ));
    }
    if let Some(range) = &marking {
        let value = folded(words.get(range.clone()).unwrap_or(""));
        let known = header
            .classification
            .iter()
            .any(|mark| mark.value.text.eq_ignore_ascii_case(&value));
        if !known {
            header.classification.push(Fact::new(
                Mark {
                    text: value,
                    struck: false,
                },
                Rule::SourceNoteClassification,
                Cert::High,
                shift(range),
            ));
        }
    }
}

/// The text with page marks and note marks blanked out, byte for byte.
fn mask(text: &str, pages: &[PageAt], anchors: &[AnchorAt]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ranges: Vec<&Range<usize>> = pages
        .iter()
        .map(|page| &page.range)
        .chain(anchors.iter().map(|anchor| &anchor.range))
        .collect();
    ranges.sort_by_key(|range| range.start);
    let mut at = 0;
    for range in ranges {
        // What stands behind keeps its place even where two marks overlap.
        let start = range.start.max(at);
        out.push_str(text.get(at..start).unwrap_or(""));
        for byte in text.get(start..range.end).unwrap_or("").bytes() {
            out.push(if byte == b'\n' { '\n' } else { ' ' });
        }
        at = range.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Page marks with how the words round them go together; doubtful ones are reported.
fn pages(
    text: &str,
    marks: &[marks::PageMark],
    source: &SourceFile,
    sidecar: &Sidecar,
    diags: &mut Diagnostics,
) -> Vec<PageAt> {
    if !sidecar.joins.is_empty() {
        let ranges: Vec<Range<usize>> = marks.iter().map(|mark| mark.range.clone()).collect();
        joins::report_unused(text, &ranges, sidecar, diags);
    }
    let mut last: Option<u32> = None;
    marks
        .iter()
        .map(|mark| {
            // A running head breaks a word with a hyphen, as every line's end does.
            let join = if mark.n == mark.range {
                Join::Apart
            } else {
                joins::decide(text, &mark.range, sidecar)
            };
            let place = Span::new(source.id, mark.range.start, mark.range.end);
            let n = text.get(mark.n.clone()).unwrap_or("").to_owned();
            if join == Join::Doubtful {
                diags.push(
                    Diagnostic::new(Code::DoubtfulJoin, place, format!("page {n} begins inside what may be one word"))
                        .help("say in the sidecar: joins: [\"left|right\"] for one word, joins: [\"left right\"] for two"),
                );
            }
            if let Ok(number) = n.parse::<u32>() {
                if last.is_some_and(|last| number < last) {
                    diags.push(
                        Diagnostic::new(Code::PageOutOfOrder, place, format!("page {n} stands after page {}", last.unwrap_or(0)))
                            .help("compare it with the printed volume"),
                    );
                }
                last = Some(number);
            }
            PageAt {
                range: mark.range.clone(),
                n,
                join,
            }
        })
        .collect()
}
