//! The list of notes at the end of a text: where it begins, what belongs to each entry.
//!
//! A numbered list at the end can be the notes or the last lines of the text itself.
//! Every place where such a list could begin is tried, and the one whose entries find
//! their marks in the text is taken.

mod label;
mod unnumbered;

use super::context::{self, Candidate, Place};
use super::forms;
use super::layout::Layout;
use super::lines::Line;
use super::markers::{self, Reading, Sought};
use super::marks::PageMark;
use crate::bytes::ByteSet;
use label::Form;
pub(super) use label::{Form as LabelForm, Label, label};
use std::collections::BTreeSet;
use std::ops::Range;

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
    /// The arrow at its end that leads back to the mark on the page it was copied from.
    pub back: Option<Range<usize>>,
}

impl Entry {
    /// The first paragraph's range: its lines as far as they are broken at a measure.
    pub(super) fn paragraph(&self) -> Option<Range<usize>> {
        let first = self.lines.first()?;
        let more = self.breaks.iter().skip(1).take_while(|breaks| !**breaks);
        let last = self.lines.get(more.count())?;
        Some(first.start..last.end)
    }

    /// Takes the arrow at the end of the words apart from them.
    fn part_arrow(&mut self, text: &str) {
        let Some(last) = self.lines.last_mut() else {
            return;
        };
        let words = text.get(last.clone()).unwrap_or("");
        let stem = words.trim_end_matches(['↩', '\u{fe0e}', '\u{fe0f}', '↑', '⤴']);
        if stem.len() < words.len() && !stem.trim().is_empty() {
            self.back = Some(last.start + stem.len()..last.end);
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
    /// Whether some of the notes begin as notes do.
    pub worded: bool,
    /// Notes without a mark, each with the number that could be it, were it not for what
    /// stands around it.
    pub missed: Vec<(usize, Range<usize>)>,
}

/// How many beginnings of a list are tried.
const STARTS: usize = 6;

/// From this score on a candidate speaks for the form that it is written in.
const LIKELY: f64 = 1.8;
/// Up to this score little but its place in the row speaks for a candidate.
const UNLIKELY: f64 = 0.0;
/// How much less likely a candidate in another form than most is.
const OTHER_FORM: f64 = 1.5;

/// Finds the notes of a text and pairs them with their marks. Numbers in `dismissed`
/// passages are none.
pub(super) fn find(
    text: &str,
    lines: &[Line],
    pages: &[PageMark],
    dismissed: &[Range<usize>],
) -> Found {
    let labels: Vec<Option<Label>> = lines.iter().map(|line| label(line.of(text))).collect();
    let mut best: Option<(f64, Found)> = None;
    let mut lists: Vec<(usize, Vec<Entry>)> = Vec::new();
    for start in starts(lines, &labels) {
        let (once, anew) = entries(lines, &labels, start);
        lists.extend(anew.map(|anew| (start, anew)));
        lists.push((start, once));
    }
    lists.extend(unnumbered::list(text, lines, &labels));
    for (start, entries) in lists {
        if entries.is_empty() {
            continue;
        }
        let first = labels.get(start).and_then(Option::as_ref);
        let form = first.map_or(Form::Bare, |label| label.form);
        let above = lines.get(..start).unwrap_or(&[]);
        let mut candidates = match form {
            Form::Letter => context::lettered(text, above),
            _ => candidates(text, above, pages, dismissed, context::HOPELESS),
        };
        // Signs in a list ask for signs in the text; anything else there is a list of bullets.
        candidates.retain(|candidate| form != Form::Sign || candidate.place == Place::Sign);
        let from = first.map_or(1, |label| label.number);
        let reading = markers::pair(&candidates, &sought(text, &entries), from);
        // Lines that only might be labelled are notes when marks lead to them.
        let lost = entries.len().saturating_sub(reading.marks.len());
        let worded = || {
            entries
                .iter()
                .filter(|entry| opens_note(text, entry))
                .count()
        };
        let fits = match form {
            Form::Sign | Form::Letter => lost == 0,
            Form::Bare => lost == 0 || lost * 3 <= entries.len() && worded() * 3 >= entries.len(),
            _ => true,
        };
        // Numbered paragraphs at the end are none, when nothing but the ends of other numbers
        // could be their marks.
        let likely = || reading.marks.iter().any(|mark| mark.score > UNLIKELY);
        let flush = lines.get(start).is_some_and(|line| line.indent < 2);
        if !fits || flush && !likely() && worded() == 0 {
            continue;
        }
        let score = reading.score - 2.5 * lost as f64
            + looks_like_notes(text, lines, start, &entries, reading.marks.len());
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((
                score,
                Found {
                    body: start,
                    entries,
                    reading,
                    candidates,
                    doubtful: None,
                    swallowed: Vec::new(),
                    worded: false,
                    missed: Vec::new(),
                },
            ));
        }
    }
    match best {
        Some((score, mut found)) if score > 0.0 => {
            for entry in &mut found.entries {
                entry.part_arrow(text);
            }
            found.worded = found.entries.iter().any(|entry| opens_note(text, entry));
            found.swallowed = swallowed(lines, &labels, found.body, &found.entries);
            if found.reading.marks.len() < found.entries.len() {
                let before = lines.get(..found.body).unwrap_or(&[]);
                let all = candidates(text, before, pages, dismissed, context::ABSURD);
                found.missed =
                    markers::missed(&all, &sought(text, &found.entries), &found.reading, text);
            }
            found
        }
        rejected => {
            let all = candidates(text, lines, pages, dismissed, context::HOPELESS);
            if let Some(found) = unnumbered::as_many_as_marks(text, lines, &all) {
                return found;
            }
            Found {
                body: lines.len(),
                candidates: all,
                doubtful: rejected
                    .and_then(|(_, found)| may_be_notes(text, lines, found.body, &found.entries)),
                ..Found::default()
            }
        }
    }
}

/// Lines at which a list of notes could begin, the most likely last ones only.
fn starts(lines: &[Line], labels: &[Option<Label>]) -> Vec<usize> {
    let number = |at: usize| labels.get(at).and_then(Option::as_ref);
    let goes_on = |before: usize, at: usize| {
        number(before)
            .zip(number(at))
            .is_some_and(|(before, here)| {
                before.form == here.form && before.number + 1 == here.number
            })
    };
    let mut ones: Vec<usize> = Vec::new();
    let (mut sure, mut unsure) = (0, 0);
    for (at, label) in labels.iter().enumerate().rev() {
        let first = label.as_ref().is_some_and(|label| {
            label.number == 1
                // Of signs in a row the first begins the list.
                && (label.form != Form::Sign
                    || !at
                        .checked_sub(1)
                        .and_then(number)
                        .is_some_and(|before| before.form == Form::Sign))
        });
        if first {
            let only_might = label
                .as_ref()
                .is_some_and(|label| matches!(label.form, Form::Bare | Form::Letter));
            let count = if only_might { &mut unsure } else { &mut sure };
            *count += 1;
            if *count <= STARTS {
                ones.push(at);
            } else if !only_might {
                break;
            }
        }
    }
    if ones.is_empty() {
        // A list that goes on from another document's: 22, 23, 24 to the end.
        let last = labels.iter().rposition(|label| {
            label
                .as_ref()
                .is_some_and(|label| matches!(label.form, Form::Plain | Form::Raised | Form::Bare))
        });
        let mut first = last;
        while let Some(at) = first.filter(|&at| at > 0 && goes_on(at - 1, at)) {
            first = Some(at - 1);
        }
        let several = first < last;
        let set_in = first
            .and_then(|at| lines.get(at))
            .is_some_and(|line| line.indent >= 2);
        ones.extend(first.filter(|&first| first > 0 && (several || set_in)));
    }
    ones
}

/// The entries of a list that begins at a line: numbers in order; everything else goes
/// on with the entry before it. The second list, where there is one, takes a 1 among them
/// for a page whose numbers begin anew.
fn entries(
    lines: &[Line],
    labels: &[Option<Label>],
    start: usize,
) -> (Vec<Entry>, Option<Vec<Entry>>) {
    let mut restarts = false;
    let once = numbered_entries(lines, labels, start, false, &mut restarts);
    let anew = restarts.then(|| numbered_entries(lines, labels, start, true, &mut restarts));
    (once, anew)
}

/// The entries of a list; `anew` takes a later 1 for its next entry. `restarts` is set
/// where one stands.
fn numbered_entries(
    lines: &[Line],
    labels: &[Option<Label>],
    start: usize,
    anew: bool,
    restarts: &mut bool,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let Some(first) = labels.get(start).and_then(Option::as_ref) else {
        return entries;
    };
    let mut expected = first.number;
    let indent = lines.get(start).map_or(0, |line| line.indent);
    for (line, label) in lines.iter().zip(labels).skip(start) {
        // A numbered list inside a note is set in deeper, or out of step.
        let same_level = line.indent.abs_diff(indent) <= 2;
        let next = label.as_ref().filter(|label| {
            let begins_anew = label.number == 1
                && expected > 1
                && !matches!(first.form, Form::Sign | Form::Letter)
                && same_level
                && label.form == first.form;
            *restarts |= begins_anew;
            same_level
                && label.form == first.form
                && (label.number == expected || label.form == Form::Sign || anew && begins_anew)
        });
        if let Some(label) = next {
            entries.push(labelled(*line, label));
            expected = label.number.saturating_add(1);
        } else if let Some(entry) = entries.last_mut() {
            entry.lines.push(line.start..line.end);
            entry.breaks.push(line.gap > 0 || line.indent > indent);
        }
    }
    entries
}

/// The labels in a list that begin no entry, although they stand where its labels stand and
/// their numbers are near those of the list.
fn swallowed(
    lines: &[Line],
    labels: &[Option<Label>],
    start: usize,
    entries: &[Entry],
) -> Vec<Range<usize>> {
    /// How far a number may be from the one that is expected.
    const NEAR: u32 = 5;
    let mut out = Vec::new();
    let Some(first) = labels.get(start).and_then(Option::as_ref) else {
        return out;
    };
    if matches!(first.form, Form::Sign | Form::Letter) {
        return out;
    }
    let indent = lines.get(start).map_or(0, |line| line.indent);
    let mut next = 0;
    let mut expected = first.number;
    for (line, label) in lines.iter().zip(labels).skip(start) {
        let Some(label) = label else { continue };
        let at = line.start + label.range.start;
        if entries
            .get(next)
            .is_some_and(|entry| entry.label.start == at)
        {
            next += 1;
            expected = label.number.saturating_add(1);
        } else if label.form == first.form
            && line.indent.abs_diff(indent) <= 2
            && (label.number == 1 || label.number.abs_diff(expected) <= NEAR)
        {
            out.push(line.start + label.digits.start..line.start + label.digits.end);
        }
    }
    out
}

/// The entry that a line with a label begins.
fn labelled(line: Line, label: &Label) -> Entry {
    let place = |range: &Range<usize>| line.start + range.start..line.start + range.end;
    let words = line.start + label.from..line.end;
    let holds = !words.is_empty();
    Entry {
        label: place(&label.range),
        number: place(&label.digits),
        lines: holds.then_some(words).into_iter().collect(),
        breaks: holds.then_some(true).into_iter().collect(),
        back: None,
    }
}

/// How notes begin that tell of a paper.
const OF_PAPERS: &[&str] = &[
    "Not printed",
    "Neither printed",
    "None printed",
    "Not found",
    "Printed",
    "Ante",
    "Supra",
    "Infra",
    "Same as",
    "Dated ",
    "See footnote",
];

/// What the words of the notes say of their marks.
fn sought(text: &str, entries: &[Entry]) -> Vec<Sought> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    entries
        .iter()
        .map(|entry| {
            let words = entry
                .lines
                .first()
                .and_then(|range| text.get(range.clone()))
                .unwrap_or("");
            Sought {
                repeats: !seen.insert(words) && !words.is_empty(),
                of_paper: OF_PAPERS.iter().any(|opening| words.starts_with(opening)),
            }
        })
        .collect()
}

/// Words that notes begin with and running text seldom does.
const OPENINGS: &[&str] = &[
    "Source:",
    "See ",
    "Not printed",
    "Not found",
    "Ibid",
    "Document ",
    "Telegram ",
    "In telegram",
    "Reference",
    "Printed",
    "No classification",
    "Dated ",
    "For text",
    "For the text",
    "Attached",
    "Brackets",
    "Ante",
    "Post",
    "Secret",
    "Drafted",
    "A copy",
    "All brackets",
    "The reference",
    "Scheduled",
    "Same as",
    "Same ",
    "Supra",
    "Infra",
    "Also ",
    "Foreign Relations",
];

/// How much a list looks like notes whatever its marks: set in, below everything else,
/// with a source note first.
fn looks_like_notes(
    text: &str,
    lines: &[Line],
    start: usize,
    entries: &[Entry],
    paired: usize,
) -> f64 {
    let Some(first) = lines.get(start) else {
        return 0.0;
    };
    let source = entries
        .first()
        .and_then(|entry| entry.lines.first())
        .and_then(|range| text.get(range.clone()))
        .is_some_and(|words| words.starts_with("Source:"));
    let mut score = 0.0;
    if source {
        score += 6.0;
    }
    let opened = entries
        .iter()
        .filter(|entry| opens_note(text, entry))
        .count();
    score += 2.0 * (opened as f64 / entries.len() as f64);
    let before = start.checked_sub(1).and_then(|before| lines.get(before));
    let set_in = first.indent >= 2 && before.is_none_or(|before| before.indent < first.indent);
    if set_in {
        score += 2.0;
    }
    if start == 0 {
        // A list and no text before it.
        score += if source { 0.0 } else { -4.0 };
    }
    if paired == 0 && !source && opened == 0 {
        score -= 3.0;
    }
    score
}

/// The first label of a list that was not taken for notes, if it looks like them all the
/// same: set in below the text, or worded as notes are.
fn may_be_notes(
    text: &str,
    lines: &[Line],
    start: usize,
    entries: &[Entry],
) -> Option<Range<usize>> {
    if start == 0 {
        return None;
    }
    let first = lines.get(start)?;
    let set_in = lines
        .get(..start)?
        .iter()
        .all(|line| line.indent < first.indent);
    let worded = entries
        .iter()
        .filter(|entry| opens_note(text, entry))
        .count();
    (set_in && first.indent >= 2 || worded * 2 >= entries.len())
        .then(|| entries.first().map(|entry| entry.label.clone()))?
}

/// Whether an entry begins as notes do.
fn opens_note(text: &str, entry: &Entry) -> bool {
    let words = entry
        .lines
        .first()
        .and_then(|range| text.get(range.clone()))
        .unwrap_or("");
    OPENINGS.iter().any(|opening| words.starts_with(opening))
}

/// First bytes of what can be a mark outside a list of notes; most lines have none.
static MARKED: ByteSet<3, 1> = ByteSet::new(b"*\xC2\xE2", [(b'0', b'9')]);

/// Every number of the text that could be a note's mark.
fn candidates(
    text: &str,
    lines: &[Line],
    pages: &[PageMark],
    dismissed: &[Range<usize>],
    floor: f64,
) -> Vec<Candidate> {
    // What is a heading is told without knowing the marks: a trailing number does not hide it.
    let heading = Layout::new(text, text, lines).heading();
    let mut out = Vec::new();
    let mut page = 0;
    for (at, line) in lines.iter().enumerate() {
        while pages
            .get(page)
            .is_some_and(|mark| mark.range.end <= line.start)
        {
            page += 1;
        }
        let inside: Vec<Range<usize>> = pages
            .iter()
            .skip(page)
            .take_while(|mark| mark.range.start < line.end)
            .map(|mark| mark.range.clone())
            .collect();
        let words = line.of(text);
        if !MARKED.is_in(words) {
            continue;
        }
        if words.len() < 130 && forms::source_line(words).is_some() {
            continue;
        }
        let numbered = if heading == Some(at) {
            super::heading::number(words).map_or(0, |(digits, _)| digits.end)
        } else {
            forms::numbered(words).map_or(0, |(label, _)| label.end)
        };
        let heads = heading == Some(at)
            || words.len() < 300 && at > 0 && super::heading::judge(words).is_some();
        context::candidates(
            &context::Lines {
                text,
                range: line.start..line.end,
                heading: heads,
                numbered,
                page,
                floor,
            },
            &inside,
            &mut out,
        );
    }
    one_form(&mut out);
    if !dismissed.is_empty() {
        out.retain(|candidate| {
            !dismissed
                .iter()
                .any(|place| place.start < candidate.range.end && candidate.range.start < place.end)
        });
    }
    out
}

/// A text marks its notes in one way: where most likely marks are raised or in brackets,
/// plain numbers are hardly marks, and the other way round.
fn one_form(candidates: &mut [Candidate]) {
    let form = |candidate: &Candidate| match candidate.place {
        Place::Raised => 1,
        Place::Bracketed => 2,
        _ => 0,
    };
    if candidates.iter().all(|candidate| form(candidate) == 0) {
        return;
    }
    let mut likely = [0; 3];
    for candidate in candidates.iter() {
        if let Some(count) = likely.get_mut(form(candidate))
            && candidate.score >= LIKELY
        {
            *count += 1;
        }
    }
    let most = likely.iter().copied().max().unwrap_or(0);
    for candidate in candidates {
        if likely
            .get(form(candidate))
            .is_some_and(|&count| count < most)
        {
            candidate.score -= OTHER_FORM;
        }
    }
}
