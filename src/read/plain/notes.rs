//! The list of notes at the end of a text: where it begins, what belongs to each entry.
//!
//! A numbered list at the end can be the notes or the last lines of the text itself.
//! Every place where such a list could begin is tried, and the one whose entries find
//! their marks in the text is taken.

mod candidates;
mod label;
mod lettered;
mod list;
mod second;
mod unnumbered;
mod wording;

use super::context::{self, Candidate, Place};
use super::forms;
use super::lines::Line;
use super::markers::{self, Reading};
use super::marks::PageMark;
use crate::read::sidecar::Decisions;
use candidates::candidates;
use label::Form;
pub(super) use label::{Form as LabelForm, Label, label};
use std::ops::Range;
use wording::{looks_like_notes, may_be_notes, opens_note, sought, worded};

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The number with its full stop.
    pub label: Range<usize>,
    /// The number's digits.
    pub number: Range<usize>,
    /// The entry's lines, the first one's number left out.
    pub lines: Vec<Range<usize>>,
    /// For each line, whether a blank line stands before it or it is set in.
    pub breaks: Vec<bool>,
    /// The arrow at its end that leads back to the mark on the page it was copied from, or the
    /// bracket that closes it.
    pub back: Option<Range<usize>>,
    /// The line drawn above it.
    pub drawn: Option<Range<usize>>,
}

impl Entry {
    /// The words of its first line.
    pub(super) fn opening<'t>(&self, text: &'t str) -> &'t str {
        let first = self.lines.first();
        first
            .and_then(|range| text.get(range.clone()))
            .unwrap_or("")
    }

    /// The first paragraph's range: its lines as far as they are broken at a measure.
    pub(super) fn paragraph(&self) -> Option<Range<usize>> {
        let first = self.lines.first()?;
        let more = self.breaks.iter().skip(1).take_while(|breaks| !**breaks);
        let last = self.lines.get(more.count())?;
        Some(first.start..last.end)
    }

    /// Where the arrow at the end of some words begins, which leads back to a mark.
    fn arrow(words: &str) -> Option<usize> {
        let stem = words.trim_end_matches(['↩', '\u{fe0e}', '\u{fe0f}', '↑', '⤴']);
        (stem.len() < words.len() && !stem.trim().is_empty()).then_some(stem.len())
    }

    /// Takes the arrow at the end of the words apart from them.
    fn part_arrow(&mut self, text: &str) {
        let Some(last) = self.lines.last_mut() else {
            return;
        };
        let words = text.get(last.clone()).unwrap_or("");
        // `[Footnote 1: Not printed.]`
        let opened = text.get(self.label.start..self.number.start);
        if opened.is_some_and(|label| label.starts_with('[') && label.len() > 2)
            && let Some(stem) = words.strip_suffix(']')
        {
            self.back = Some(last.start + stem.len()..last.end);
            last.end = last.start + stem.trim_end().len();
            return;
        }
        if let Some(arrow) = Self::arrow(words) {
            self.back = Some(last.start + arrow..last.end);
            let stem = words.get(..arrow).unwrap_or("");
            last.end = last.start + stem.trim_end().len();
        }
    }
}

/// The text before the list, the list, and how they go together.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// How many lines are the text's.
    pub body: usize,
    /// The notes.
    pub entries: Vec<Entry>,
    /// The marks, paired with the entries.
    pub reading: Reading,
    /// All candidates in the text.
    pub candidates: Vec<Candidate>,
    /// The first label of a list that looks like notes, but that no mark leads to.
    pub doubtful: Option<Range<usize>>,
    /// Labels inside the list that do not go on from the one before: their lines are read as
    /// part of the note above.
    pub swallowed: Vec<Range<usize>>,
    /// Whether the list has signs and no numbers.
    pub only_signs: bool,
    /// Whether some of the notes begin as notes do.
    pub worded: bool,
    /// Notes without a mark, each with the number that could be it, were it not for what
    /// stands around it.
    pub missed: Vec<(usize, Range<usize>)>,
}

/// Whether a line is drawn and holds no words: `_____`, `---`.
pub(super) fn is_drawn(line: &str) -> bool {
    line.len() >= 3
        && line.starts_with(['_', '-', '–', '—', '='])
        && line
            .chars()
            .all(|c| matches!(c, '_' | '-' | '–' | '—' | '='))
}

/// Takes the lines drawn above the notes apart from words.
fn part_drawn(text: &str, lines: &[Line], found: &mut Found) {
    let above = found.body.checked_sub(1).and_then(|at| lines.get(at));
    if let Some(line) = above
        && is_drawn(line.of(text))
        && let Some(first) = found.entries.first_mut()
    {
        first.drawn = Some(line.start..line.end);
        found.body -= 1;
    }
    let mut drawn = None;
    for entry in &mut found.entries {
        entry.drawn = drawn.take().or(entry.drawn.take());
        let last = entry.lines.last().cloned().unwrap_or_default();
        if entry.lines.len() > 1 && text.get(last.clone()).is_some_and(is_drawn) {
            entry.lines.pop();
            entry.breaks.pop();
            drawn = Some(last);
        }
    }
    // Below the last note nothing follows: it stays with that note.
    if let (Some(drawn), Some(last)) = (drawn, found.entries.last_mut()) {
        last.back = last.back.take().or(Some(drawn));
    }
}

/// Whether every sign of a list is the sign of its mark: `*`, `†`, `‡`.
fn same_signs(text: &str, entries: &[Entry], reading: &Reading) -> bool {
    reading.marks.len() == entries.len()
        && entries
            .iter()
            .zip(&reading.marks)
            .all(|(entry, mark)| text.get(entry.number.clone()) == text.get(mark.range.clone()))
}

/// Whether every mark is written in brackets or raised, and prints its entry's number.
fn same_numbers(text: &str, entries: &[Entry], reading: &Reading) -> bool {
    reading.marks.iter().all(|mark| {
        let entry = entries.get(mark.note);
        matches!(mark.place, Place::Bracketed | Place::Raised)
            && entry.and_then(|entry| text.get(entry.number.clone()))
                == text
                    .get(mark.range.clone())
                    .map(context::printed)
                    .as_deref()
    })
}

/// Whether the entries of a list are in capitals throughout, and one of them is a sentence.
fn in_capitals(text: &str, entries: &[Entry]) -> bool {
    /// A shorter line tells nothing.
    const SENTENCE: usize = 40;
    let words = || {
        entries
            .iter()
            .filter_map(|entry| text.get(entry.paragraph()?))
    };
    words().any(|words| words.len() >= SENTENCE) && words().all(forms::in_capitals)
}

/// Whether one of the signs of a list is no bullet: `†`.
fn has_dagger(text: &str, entries: &[Entry]) -> bool {
    entries
        .iter()
        .filter_map(|entry| text.get(entry.number.clone()))
        .any(|sign| sign.starts_with(['†', '‡']))
}

/// Up to this score little but its place in the row speaks for a candidate.
const UNLIKELY: f64 = 0.0;

/// Finds the notes of a text and pairs them with their marks. Numbers in passages that the editor
/// has dismissed are none, and a list is one of notes where the editor says where their marks stand.
pub(super) fn find(
    text: &str,
    lines: &[Line],
    pages: &[PageMark],
    decisions: &Decisions<'_>,
) -> Found {
    // `[13] Goals` on a new page begins with no label.
    let opens_page = |line: &Line| {
        let before = pages.partition_point(|page| page.range.start < line.start);
        let page = pages.get(before);
        page.is_some_and(|page| page.range.start == line.start && page.range != page.n)
    };
    let dismissed = |line: &Line, label: &Label| {
        decisions.is_dismissed(&(line.start + label.range.start..line.start + label.range.end))
    };
    let labels: Vec<Option<Label>> = lines
        .iter()
        .map(|line| {
            label(line.of(text)).filter(|label| !opens_page(line) && !dismissed(line, label))
        })
        .collect();
    // What the editor says comes first, then the score.
    let mut best: Option<((bool, f64), Found)> = None;
    // For each beginning the lists that may be read from it.
    let mut lists: Vec<(usize, Vec<Vec<Entry>>)> = Vec::new();
    for start in list::starts(lines, &labels) {
        let (once, anew) = list::entries(lines, &labels, start);
        lists.push((start, anew.into_iter().chain([once]).collect()));
    }
    let unlabelled = unnumbered::list(text, lines, &labels);
    lists.extend(unlabelled.map(|(start, entries)| (start, vec![entries])));
    let arrows = unnumbered::with_arrows(text, lines, &labels);
    let arrows_from = arrows.as_ref().map(|(start, _)| *start);
    lists.extend(arrows.map(|(start, entries)| (start, vec![entries])));
    // The last list of signs or letters, where it may be one of notes.
    let mut signs: Option<Range<usize>> = None;
    for (start, readings) in lists {
        // What leads back by an arrow is a note, whatever stands before it.
        let arrows = arrows_from == Some(start);
        let first = labels.get(start).and_then(Option::as_ref);
        let first = first.filter(|_| !arrows);
        let form = first.map_or(Form::Bare, |label| label.form);
        let above = lines.get(..start).unwrap_or(&[]);
        let mut candidates = match form {
            Form::Letter => context::lettered(text, above),
            Form::LetterBracketed => context::letters_in_brackets(text, above),
            _ => candidates(text, above, pages, decisions, context::HOPELESS),
        };
        // Signs in a list ask for signs in the text; anything else there is a list of bullets.
        // A dagger behind a blank is the mark of no number.
        let behind_word = |candidate: &Candidate| {
            text.get(..candidate.range.start)
                .is_some_and(|before| !before.ends_with(' '))
        };
        candidates.retain(|candidate| match candidate.place {
            Place::Sign => form == Form::Sign || behind_word(candidate),
            _ => form != Form::Sign,
        });
        let from = first.map_or(1, |label| label.number);
        let last = readings.len().saturating_sub(1);
        for (index, entries) in readings.into_iter().enumerate() {
            if entries.is_empty() {
                continue;
            }
            let reading = markers::pair(&candidates, &sought(text, &entries), from);
            let same_signs = form == Form::Sign && same_signs(text, &entries, &reading);
            if form == Form::Sign && (!candidates.is_empty() || has_dagger(text, &entries)) {
                signs = signs.or_else(|| entries.first().map(|entry| entry.label.clone()));
            }
            // Lines that only might be labelled are notes when marks lead to them.
            let lost = entries.len().saturating_sub(reading.marks.len());
            // Letters in a row, `a`, `b`, are hardly the article.
            if form == Form::Letter && lost > 0 && entries.len() > 1 {
                signs = signs.or_else(|| entries.first().map(|entry| entry.label.clone()));
            }
            let fits = match form {
                _ if arrows => true,
                Form::Sign | Form::LetterBracketed => lost == 0,
                Form::Letter => {
                    lost == 0
                        || lost * 2 <= entries.len() && worded(text, &entries) * 2 >= entries.len()
                }
                Form::Bare => {
                    let worded = worded(text, &entries);
                    // Marks in brackets that have the list's own numbers are hardly chance.
                    let written = || {
                        reading.marks.len() * 2 >= entries.len()
                            && (worded > 0 || reading.marks.len() > 2)
                            && same_numbers(text, &entries, &reading)
                    };
                    lost == 0
                        || lost * 3 <= entries.len() && worded * 3 >= entries.len()
                        || written()
                }
                _ => true,
            };
            // Numbered paragraphs at the end are none, when nothing but the ends of other numbers
            // could be their marks.
            let likely = || reading.marks.iter().any(|mark| mark.score > UNLIKELY);
            // Editors' notes are not typed in capitals: these are a cable's paragraphs.
            let pinned = decisions.are_pinned(text, &entries);
            if form == Form::Plain && in_capitals(text, &entries) && !pinned {
                continue;
            }
            let flush = !arrows && lines.get(start).is_some_and(|line| line.indent < 2);
            let unworded = || worded(text, &entries) == 0;
            if !pinned
                && (!fits || flush && (!likely() || list::are_heads(text, &entries)) && unworded())
            {
                continue;
            }
            // `(1)` in a list asks for marks in brackets: with others it may number paragraphs.
            let other_marks = form == Form::Bracketed
                && text
                    .get(entries.first().map_or(0, |entry| entry.label.start)..)
                    .is_some_and(|label| label.starts_with('('))
                && !reading
                    .marks
                    .iter()
                    .any(|mark| mark.place == Place::Bracketed);
            let kept = if arrows { entries.len() } else { 0 };
            let score = reading.score - 2.5 * lost as f64 - if other_marks { 2.5 } else { 0.0 }
                + 2.6 * kept as f64
                + f64::from(u8::from(same_signs))
                + looks_like_notes(text, lines, start, &entries, reading.marks.len());
            let rank = (pinned, score);
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((
                    rank,
                    Found {
                        body: start,
                        entries,
                        reading,
                        candidates: if index == last {
                            std::mem::take(&mut candidates)
                        } else {
                            candidates.clone()
                        },
                        doubtful: None,
                        swallowed: Vec::new(),
                        only_signs: false,
                        worded: false,
                        missed: Vec::new(),
                    },
                ));
            }
        }
    }
    match best {
        Some(((pinned, score), mut found)) if pinned || score > 0.0 => {
            let list_start = found.body;
            if text.contains("--")
                || text.contains("__")
                || text.contains('—')
                || text.contains("==")
            {
                part_drawn(text, lines, &mut found);
            }
            for entry in &mut found.entries {
                entry.part_arrow(text);
            }
            found.worded = found.entries.iter().any(|entry| opens_note(text, entry));
            found.swallowed = list::swallowed(text, lines, &labels, list_start, &found.entries);
            found
                .swallowed
                .retain(|label| !decisions.is_dismissed(label));
            if found.reading.marks.len() < found.entries.len() {
                let before = lines.get(..found.body).unwrap_or(&[]);
                let all = candidates(text, before, pages, decisions, context::ABSURD);
                found.missed =
                    markers::missed(&all, &sought(text, &found.entries), &found.reading, text);
            }
            if labels
                .get(list_start)
                .and_then(Option::as_ref)
                .is_some_and(|label| label.form == Form::Sign)
            {
                // Numbers that stand where marks stand are told.
                let before = lines.get(..found.body).unwrap_or(&[]);
                found.candidates = candidates(text, before, pages, decisions, context::HOPELESS);
                found.only_signs = true;
            } else {
                second::add(text, lines, &labels, &mut found);
            }
            found
        }
        rejected => {
            let all = candidates(text, lines, pages, decisions, context::HOPELESS);
            if let Some(found) = unnumbered::as_many_as_marks(text, lines, &all) {
                return found;
            }
            Found {
                body: lines.len(),
                candidates: all,
                doubtful: rejected
                    .and_then(|(_, found)| may_be_notes(text, lines, found.body, &found.entries))
                    .or(signs)
                    .or_else(|| wording::trailing(text, lines))
                    .or_else(|| lettered::list(text, lines))
                    .filter(|label| !decisions.is_dismissed(label)),
                ..Found::default()
            }
        }
    }
}
