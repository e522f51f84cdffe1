//! The marks of the notes as the text tree has them, and what is told of marks and notes
//! that are doubtful, lost or without a partner.

mod unlisted;

use super::context::{self, Place, Value};
use super::inline::AnchorAt;
use super::{feet, markers, notes};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Cert, Note};
use crate::source::{SourceFile, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unlisted::{TELLING, missing_list};

/// A mark or a number of the list as it is shown: `1` for `[1]`.
pub(super) fn printed(text: &str, range: &Range<usize>) -> String {
    context::printed(text.get(range.clone()).unwrap_or(""))
}

/// The marks of the notes in a text, doubtful and lost ones reported. The marks of `pinned` notes
/// stand where the editor says: nothing is told of them.
pub(super) fn anchors(
    text: &str,
    source: &SourceFile,
    found: &notes::Found,
    pinned: &BTreeSet<usize>,
    diags: &mut Diagnostics,
) -> Vec<AnchorAt> {
    let span = |range: &Range<usize>| Span::new(source.id, range.start, range.end);
    let printed = |range: &Range<usize>| printed(text, range);
    let mut anchors: Vec<AnchorAt> = Vec::new();
    // Lines inside the list that begin no note, the first of each number.
    let mut swallowed: BTreeMap<String, &Range<usize>> = BTreeMap::new();
    for label in &found.swallowed {
        swallowed.entry(printed(label)).or_insert(label);
    }
    // A text with a blank between a word and its mark throughout has its own way of marking.
    let marks = &found.reading.marks;
    let shift = |mark: &markers::Mark| {
        let number: usize = printed(&mark.range).parse().ok()?;
        (number + 1).checked_sub(mark.note)
    };
    let spaced = marks.len() == found.entries.len()
        && marks.iter().all(|mark| {
            !matches!(mark.place, Place::Letter | Place::Digit)
                && shift(mark) == marks.first().and_then(shift)
        });
    for mark in &found.reading.marks {
        // The editor's word takes the place of this mark.
        let told = !pinned.contains(&mark.note);
        if let (true, Some(rival)) = (told, &mark.rival) {
            diags.push(
                Diagnostic::new(Code::DoubtfulMarker, span(&mark.range), format!("`{}` is taken for the mark of note {}, but another number fits as well", printed(&mark.range), mark.note + 1))
                    .label(span(rival), "this one")
                    .help("say in the sidecar which it is: notes: [{note: …, after: \"the words before it\"}]"),
            );
            // Who looks at that line alone should see it too.
            let between = mark.range.end.min(rival.end)..mark.range.start.max(rival.start);
            if text.get(between).is_some_and(|words| words.contains('\n')) {
                diags.push(
                    Diagnostic::new(
                        Code::DoubtfulMarker,
                        span(rival),
                        format!("`{}` may be the mark of note {}, which another number is taken for", printed(rival), mark.note + 1),
                    )
                    .label(span(&mark.range), "this one")
                    .help("say in the sidecar which it is: notes: [{note: …, after: \"the words before it\"}]"),
                );
            }
        }
        let unlikely = if spaced && mark.place == Place::Blank {
            UNLIKELY_SPACED
        } else {
            UNLIKELY
        };
        let weak = mark.score < unlikely;
        let shown = printed(&mark.range);
        // Where the list has a number twice, its second line may be the note that is meant.
        let other = swallowed.get(&shown).filter(|_| {
            let entry = found.entries.get(mark.note);
            told && entry.is_none_or(|entry| printed(&entry.number) != shown)
        });
        if let (Some(label), None) = (other, &mark.rival) {
            diags.push(
                Diagnostic::new(
                    Code::DoubtfulMarker,
                    span(&mark.range),
                    format!("`{shown}` is taken for the mark of note {}, but may lead to another line of the list", mark.note + 1),
                )
                .label(span(label), "this line")
                .help("put the numbers of the list in order, or state the mark: notes: [{note: …, after: \"the words before it\"}]"),
            );
        }
        // A number behind a blank is most often one of the text.
        let alone = mark.alone && mark.place != Place::Blank;
        if told && weak && mark.rival.is_none() && !alone {
            diags.push(
                Diagnostic::new(
                    Code::DoubtfulMarker,
                    span(&mark.range),
                    format!("`{}` is taken for the mark of note {} only because no likelier one was found", printed(&mark.range), mark.note + 1),
                )
                .help("say in the sidecar where it stands: notes: [{note: …, after: \"the words before it\"}], or dismiss: [\"the words with the number\"]"),
            );
        }
        anchors.push(AnchorAt {
            range: mark.range.clone(),
            note: Some(mark.note),
            n: printed(&mark.range),
            rule: mark.place.rule(),
            cert: if weak && !alone || mark.rival.is_some() {
                Cert::Low
            } else if matches!(mark.place, Place::Digit | Place::Blank) {
                Cert::Medium
            } else {
                Cert::High
            },
        });
    }
    if let Some(label) = &found.doubtful {
        diags.push(
            Diagnostic::new(
                Code::DoubtfulNotes,
                span(label),
                "the lines from here on look like notes, but no mark in the text leads to them",
            )
            .help("write their marks into the text, or say in the sidecar where they stand: notes: [{note: 1, after: \"the words before its mark\"}]; if they are none: dismiss: [\"1. The first line\"]"),
        );
    }
    for label in &found.swallowed {
        diags.push(
            Diagnostic::new(
                Code::DoubtfulNotes,
                span(label),
                format!("`{}` stands where a note's number stands, but the line is read as part of the note above it", text.get(label.clone()).unwrap_or("")),
            )
            .help("if a note begins here, put the numbers of the list in order; if not, say in the sidecar: dismiss: [\"the words with the number\"]"),
        );
    }
    if pinned.is_empty() {
        doubtful_paragraphs(source, found, diags);
    }
    swallowed_enclosures(source, found, diags, text);
    lost_signs(source, found, &anchors, diags, text);
    if found.entries.is_empty() || found.only_signs {
        missing_list(source, &found.candidates, &mut anchors, diags, text);
    } else {
        repeated(source, found, &swallowed, &mut anchors, diags, text);
    }
    anchors.sort_by_key(|anchor| (anchor.range.start, anchor.range.end));
    anchors
}

/// Whether a line is an archive's reference in brackets: `[AA: A3300, 9]`.
fn is_archive(line: &str) -> bool {
    line.strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'))
        .and_then(|line| line.split_once(':'))
        .is_some_and(|(archive, number)| {
            (1..=6).contains(&archive.len())
                && archive.bytes().all(|b| b.is_ascii_uppercase())
                && number.bytes().any(|b| b.is_ascii_digit())
        })
}

/// Tells of labels of enclosures, and of an archive's references in brackets, that are read as
/// part of a note.
fn swallowed_enclosures(
    source: &SourceFile,
    found: &notes::Found,
    diags: &mut Diagnostics,
    text: &str,
) {
    let lines = || {
        found
            .entries
            .iter()
            .flat_map(|entry| entry.lines.iter().skip(1))
    };
    for line in lines().filter(|line| is_archive(text.get((*line).clone()).unwrap_or(""))) {
        diags.push(
            Diagnostic::new(
                Code::DoubtfulNotes,
                Span::new(source.id, line.start, line.end),
                "this looks like an archive's reference for the whole paper, but is read as part of the note above it",
            )
            .help("put it above the text, or say so in the sidecar"),
        );
    }
    let lines = found.entries.iter().flat_map(|entry| &entry.lines);
    for line in lines.filter(|line| feet::begins_enclosure(text.get((*line).clone()).unwrap_or("")))
    {
        diags.push(
            Diagnostic::new(
                Code::DoubtfulNotes,
                Span::new(source.id, line.start, line.end),
                "an enclosure seems to begin here, but the line is read as part of the note above it",
            )
            .help("put the notes at the end of the text"),
        );
    }
}

/// Tells of signs that stand where marks stand and lead to no note. Asterisks are passed over where
/// they also stand before words, as those of `*the*` do.
fn lost_signs(
    source: &SourceFile,
    found: &notes::Found,
    anchors: &[AnchorAt],
    diags: &mut Diagnostics,
    text: &str,
) {
    let chosen: BTreeSet<usize> = anchors.iter().map(|anchor| anchor.range.start).collect();
    let mut lost = found
        .candidates
        .iter()
        .filter(|candidate| {
            candidate.value == Value::Sign && !chosen.contains(&candidate.range.start)
        })
        .filter(|candidate| {
            let before = text.get(..candidate.range.start).unwrap_or("");
            let sign = text.get(candidate.range.clone()).unwrap_or("");
            !(sign.starts_with('*') && before.ends_with(|c: char| c.is_ascii_digit()))
        })
        .peekable();
    if lost.peek().is_none() {
        return;
    }
    let italics = text.match_indices('*').any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + 1..).and_then(|after| after.chars().next());
        before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric)
    });
    let (code, what) = if found.entries.is_empty() {
        (
            Code::MissingNotes,
            "is the mark of a note, but the text has no list of notes",
        )
    } else {
        (
            Code::UnpairedMarker,
            "stands where a note's mark stands, but no note is left for it",
        )
    };
    for candidate in lost {
        let sign = printed(text, &candidate.range);
        if sign.starts_with('*') && italics {
            continue;
        }
        diags.push(
            Diagnostic::new(
                code,
                Span::new(source.id, candidate.range.start, candidate.range.end),
                format!("`{sign}` {what}"),
            )
            .help("add its note at the end, a line of its own that begins with the sign"),
        );
    }
}

/// Tells of every note of a list that may be numbered paragraphs of the text: not one of its
/// marks is sure, and none of its lines is worded as notes are.
fn doubtful_paragraphs(source: &SourceFile, found: &notes::Found, diags: &mut Diagnostics) {
    let sure = |mark: &markers::Mark| mark.rival.is_none() && mark.score >= 0.0;
    if found.worded || found.reading.marks.iter().any(sure) {
        return;
    }
    for entry in &found.entries {
        if entry.label.is_empty() {
            continue;
        }
        diags.push(
            Diagnostic::new(
                Code::DoubtfulNotes,
                Span::new(source.id, entry.label.start, entry.label.end),
                "this is taken for a note, but may be a numbered paragraph: no mark in the text is sure",
            )
            .help("say in the sidecar which numbers are no marks: dismiss: [\"the words with the number\"], or where the marks stand: notes: [{note: …, after: \"the words before it\"}]"),
        );
    }
}

/// Numbers that could be the marks of notes without one.
pub(super) fn missed(
    text: &str,
    source: &SourceFile,
    found: &notes::Found,
    anchors: &[AnchorAt],
    diags: &mut Diagnostics,
) {
    let span = |range: &Range<usize>| Span::new(source.id, range.start, range.end);
    if found.missed.is_empty() {
        return;
    }
    let led_to: BTreeSet<usize> = anchors.iter().filter_map(|anchor| anchor.note).collect();
    for (note, place) in &found.missed {
        let Some(entry) = found.entries.get(*note).filter(|_| !led_to.contains(note)) else {
            continue;
        };
        diags.push(
            Diagnostic::new(
                Code::DoubtfulMarker,
                span(place),
                format!("note {} has no mark, and `{}` may be it", printed(text, &entry.number), printed(text, place)),
            )
            .label(span(&entry.number), "this note")
            .help("if it is, say so in the sidecar: notes: [{note: …, after: \"the words before it\"}]"),
        );
    }
}

/// Below this a chosen mark is reported as doubtful.
const UNLIKELY: f64 = -1.0;
/// The same where a text has a blank before its marks.
const UNLIKELY_SPACED: f64 = -2.5;
/// Numbers that stand where marks stand and were not chosen: a mark that is printed
/// twice leads to its note again; others are reported.
fn repeated(
    source: &SourceFile,
    found: &notes::Found,
    swallowed: &BTreeMap<String, &Range<usize>>,
    anchors: &mut Vec<AnchorAt>,
    diags: &mut Diagnostics,
    text: &str,
) {
    let chosen: Vec<Range<usize>> = anchors.iter().map(|anchor| anchor.range.clone()).collect();
    let mut by_number: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for mark in &found.reading.marks {
        if let Ok(number) = printed(text, &mark.range).parse() {
            by_number.insert(number, (mark.note, mark.range.start));
        }
    }
    let mut next_chosen = 0;
    // A list that breaks off leaves its last marks without notes.
    let mut next_number = found.entries.len() + 1;
    for candidate in &found.candidates {
        while chosen
            .get(next_chosen)
            .is_some_and(|range| range.end <= candidate.range.start)
        {
            next_chosen += 1;
        }
        let overlaps = chosen
            .get(next_chosen)
            .is_some_and(|range| range.start < candidate.range.end);
        let glued = matches!(
            candidate.place,
            Place::Letter | Place::Stop | Place::Punctuation | Place::Raised | Place::Bracketed
        );
        let Value::Number(value) = candidate.value else {
            continue;
        };
        if overlaps || !glued || candidate.score < TELLING {
            continue;
        }
        let n = printed(text, &candidate.range);
        let within = usize::try_from(value).is_ok_and(|value| value <= next_number);
        if let Some(&(note, _)) = by_number.get(&value) {
            if swallowed.contains_key(&n) {
                diags.push(
                    Diagnostic::new(
                        Code::DoubtfulMarker,
                        Span::new(source.id, candidate.range.start, candidate.range.end),
                        format!("`{n}` leads to note {} again, but may be the mark of another note of that number", note + 1),
                    )
                    .help("put the numbers of the list in order, or state the mark"),
                );
            }
            anchors.push(AnchorAt {
                range: candidate.range.clone(),
                note: Some(note),
                n,
                rule: candidate.place.rule(),
                cert: Cert::Medium,
            });
        } else if within {
            if usize::try_from(value) == Ok(next_number) {
                next_number += 1;
            }
            diags.push(
                Diagnostic::new(Code::UnpairedMarker, Span::new(source.id, candidate.range.start, candidate.range.end), format!("`{n}` stands where a note's mark stands, but no note is left for it"))
                    .help("if it is part of the text, say so in the sidecar: dismiss: [\"the words with the number\"]"),
            );
        }
    }
}

/// The number and address of each note: as its mark prints it, else as the list has it.
pub(super) fn printed_numbers(
    found: &notes::Found,
    anchors: &[AnchorAt],
    text: &str,
) -> Vec<(String, Box<str>)> {
    let mut numbers: Vec<Option<String>> = vec![None; found.entries.len()];
    for anchor in anchors {
        if let Some(slot) = anchor.note.and_then(|note| numbers.get_mut(note))
            && slot.is_none()
            && !anchor.n.is_empty()
        {
            *slot = Some(anchor.n.clone());
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    found
        .entries
        .iter()
        .zip(numbers)
        .map(|(entry, number)| {
            let listed = printed(text, &entry.number);
            let n = number.unwrap_or(listed);
            let part = if n.chars().all(|c| c.is_ascii_alphanumeric()) {
                n.clone()
            } else {
                "x".to_owned()
            };
            let count = seen.entry(part.clone()).or_default();
            *count += 1;
            // The same number again, as in an enclosure that counts anew.
            let key = if *count == 1 {
                format!("fn{part}")
            } else {
                format!("fn{part}-{count}")
            };
            (n, key.into())
        })
        .collect()
}

/// Notes that nothing in the text leads to.
pub(super) fn unpaired(notes: &[(bool, Note)], source: &SourceFile, diags: &mut Diagnostics) {
    for (anchored, note) in notes {
        if *anchored {
            continue;
        }
        let place = note
            .marks
            .first()
            .copied()
            .unwrap_or(Span::new(source.id, 0, 0));
        diags.push(
            Diagnostic::new(Code::UnpairedNote, place, format!("no mark in the text leads to note {}", note.n))
                .help(format!("if you know its place, say so in the sidecar: notes: [{{note: {}, after: \"the words before its mark\"}}]", note.n)),
        );
    }
}
