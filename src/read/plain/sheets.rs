//! Text copied from the sheets of a printed volume: running heads with the page's number, and
//! notes at the foot of each page. On the web a page's notes stand at the end and its number in
//! brackets; where the sheets themselves were copied, both interrupt the text.
//!
//! The heads tell where pages begin, since their numbers count on. Lines of notes above a head
//! are taken out of the text and put where lists of notes are looked for, at the end.

use super::lines::Line;
use super::marks::PageMark;
use super::notes::{Label, LabelForm, is_drawn, label};
use super::{context, forms, heading};
use crate::read::dates;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A text of several sheets.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheets {
    /// The lines of the text, and after them those of the notes at the feet.
    pub lines: Vec<Line>,
    /// How many of them are the text's.
    pub above: usize,
    /// The lines in the order of the source.
    pub in_order: Vec<Line>,
    /// The numbers of the pages, where they begin.
    pub pages: Vec<PageMark>,
    /// Where the lines of running heads and their numbers begin.
    pub heads: BTreeSet<usize>,
}

/// A line that could be a running head.
struct Head {
    line: usize,
    number: u32,
    digits: Range<usize>,
    /// Nothing for a number alone.
    title: Option<Range<usize>>,
    /// Whether blank lines stand around it.
    apart: bool,
}

/// The gap between a title and a number, and how many lines a page has at least, where no blank
/// lines stand around the two.
const WIDE: &str = "      ";
const PAGE: usize = 5;

/// How many lines of notes a page can have at its foot.
const FOOT: usize = 60;

/// Takes a text of sheets apart; `None` when there are no running heads.
pub(super) fn find(text: &str, lines: &[Line]) -> Option<Sheets> {
    let heads = heads(text, lines);
    let last = heads.last()?;
    // A number alone at the very end stands at the foot of its page, and so do the others.
    let at_feet = heads.iter().all(|head| head.title.is_none()) && last.line + 1 == lines.len();
    let labels: Vec<Option<Label>> = lines.iter().map(|line| label(line.of(text))).collect();
    let mut sheets = Sheets::default();
    let mut feet: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for head in &heads {
        feet.extend(foot(text, lines, &labels, from, head.line).map(|at| at..head.line));
        from = head.line + 1;
    }
    if !feet.is_empty() && from < lines.len() {
        feet.extend(foot(text, lines, &labels, from, lines.len()).map(|at| at..lines.len()));
    }
    let mut heads = heads.iter().peekable();
    let mut feet = feet.into_iter().peekable();
    let mut below: Vec<Line> = Vec::new();
    let mut apart = false;
    for (at, line) in lines.iter().enumerate() {
        while feet.next_if(|foot| foot.end <= at).is_some() {}
        let mut line = *line;
        if feet.peek().is_some_and(|foot| foot.contains(&at)) {
            below.push(line);
            sheets.in_order.push(line);
            apart = true;
            continue;
        }
        if std::mem::take(&mut apart) {
            line.gap = line.gap.max(1);
        }
        let Some(head) = heads.next_if(|head| head.line == at) else {
            sheets.lines.push(line);
            sheets.in_order.push(line);
            continue;
        };
        apart = true;
        if !at_feet {
            sheets.pages.push(PageMark {
                range: head.digits.clone(),
                n: head.digits.clone(),
            });
        }
        let mut pieces: Vec<Range<usize>> = head.title.iter().cloned().collect();
        pieces.push(head.digits.clone());
        pieces.sort_by_key(|piece| piece.start);
        for (index, piece) in pieces.into_iter().enumerate() {
            sheets.heads.insert(piece.start);
            let line = Line {
                start: piece.start,
                end: piece.end,
                indent: line.indent,
                gap: if index == 0 { line.gap.max(1) } else { 0 },
            };
            sheets.lines.push(line);
            sheets.in_order.push(line);
        }
    }
    sheets.above = sheets.lines.len();
    sheets.lines.extend(below);
    Some(sheets)
}

/// The running heads: of all lines that could be some, the longest row whose numbers count on.
fn heads(text: &str, lines: &[Line]) -> Vec<Head> {
    let all: Vec<Head> = (0..lines.len())
        .filter_map(|at| could_head(text, lines, at))
        .collect();
    // For each number, the row that ends with it last: its length and the head before.
    let mut rows: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(all.len());
    let mut best: Option<(usize, usize)> = None;
    for (index, head) in all.iter().enumerate() {
        let found = head
            .number
            .checked_sub(1)
            .and_then(|one| rows.get(&one))
            .copied()
            .filter(|&(_, before)| {
                let page = |before: &Head| head.line - before.line >= PAGE;
                head.apart || all.get(before).is_some_and(page)
            });
        let length = found.map_or(1, |(length, _)| length + 1);
        before.push(found.map(|(_, at)| at));
        rows.insert(head.number, (length, index));
        if best.is_none_or(|(known, _)| length > known) {
            best = Some((length, index));
        }
    }
    let mut row = BTreeSet::new();
    let mut at = best.map(|(_, at)| at);
    while let Some(index) = at {
        row.insert(index);
        at = before.get(index).copied().flatten();
    }
    let chosen: Vec<Head> = (0..)
        .zip(all)
        .filter_map(|(index, head)| row.contains(&index).then_some(head))
        .collect();
    let titled = chosen.iter().any(|head| head.title.is_some());
    let of_series = chosen.iter().any(|head| {
        let title = head
            .title
            .clone()
            .and_then(|title| text.get(title))
            .unwrap_or("");
        let title = title.to_uppercase();
        title.contains("FOREIGN RELATIONS") || title.contains("DIPLOMATIC CORRESPONDENCE")
    });
    let broken = chosen
        .iter()
        .any(|head| breaks_sentence(text, lines, head.line));
    let several = chosen.len() > 1 || chosen.iter().all(|head| head.apart);
    let sure = of_series || several && (broken || titled && chosen.len() >= 3);
    if sure { chosen } else { Vec::new() }
}

/// Whether a sentence breaks off before a line, or before the notes above it, and goes on after.
fn breaks_sentence(text: &str, lines: &[Line], at: usize) -> bool {
    let goes_on = lines
        .get(at + 1)
        .is_some_and(|line| forms::goes_on(line.of(text)));
    let from = at.saturating_sub(FOOT);
    let above = lines.get(from..at).unwrap_or(&[]);
    goes_on
        && above.iter().enumerate().any(|(index, line)| {
            let ends = index + 1 == above.len()
                || above
                    .get(index + 1)
                    .is_some_and(|next| next.gap > 0 && label(next.of(text)).is_some());
            ends && forms::breaks_off(line.of(text))
        })
}

/// A number alone between blank lines, or a number and a title in one line apart.
fn could_head(text: &str, lines: &[Line], at: usize) -> Option<Head> {
    let line = lines.get(at)?;
    let words = line.of(text);
    let apart_above = at == 0 || line.gap > 0;
    let apart_below = lines.get(at + 1).is_none_or(|next| next.gap > 0);
    let apart = apart_above && apart_below;
    if words.len() > 100 || words.contains('|') || !apart && !words.contains(WIDE) {
        return None;
    }
    let lead = words.bytes().take_while(u8::is_ascii_digit).count();
    let trail = words.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (digits, title) = if lead == words.len() {
        (0..lead, None)
    } else if (1..=4).contains(&lead) {
        (0..lead, Some(lead..words.len()))
    } else if (1..=4).contains(&trail) {
        (
            words.len() - trail..words.len(),
            Some(0..words.len() - trail),
        )
    } else {
        return None;
    };
    let number: u32 = words.get(digits.clone())?.parse().ok()?;
    if digits.len() > 4 || words.starts_with('0') {
        return None;
    }
    let shift = |range: Range<usize>| line.start + range.start..line.start + range.end;
    let Some(title) = title else {
        return (apart && digits.len() >= 2).then(|| Head {
            line: at,
            number,
            digits: shift(digits),
            title: None,
            apart,
        });
    };
    let whole = words.get(title.clone())?;
    let name = whole.trim();
    let blanks = whole.len() - name.len();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let fits = blanks >= 1
        && (blanks >= 3 || forms::in_capitals(name))
        && letters >= 4
        // Of a text without blank lines only what no row of a table is.
        && (apart || blanks >= WIDE.len() && digits.len() >= 2 && forms::in_capitals(name))
        && !name.split_whitespace().next_back().is_some_and(context::counts)
        && heading::is_title(name)
        && !name.ends_with([',', ';', ':', '-'])
        && !name.starts_with(['.', ')', ',', '-', '/'])
        && !forms::is_classification(name)
        && !forms::is_stamp(words)
        && forms::row(words).is_none()
        && dates::find(words).is_empty();
    let start = title.start + (whole.len() - whole.trim_start().len());
    fits.then(|| Head {
        line: at,
        number,
        digits: shift(digits),
        title: Some(shift(start..start + name.len())),
        apart,
    })
}

/// Where the notes at the foot of a page begin, if there are any between two lines.
fn foot(
    text: &str,
    lines: &[Line],
    labels: &[Option<Label>],
    from: usize,
    to: usize,
) -> Option<usize> {
    let mut first = None;
    let mut below: Option<&Label> = None;
    for at in (from..to).rev().take(FOOT) {
        let Some(label) = labels.get(at).and_then(Option::as_ref) else {
            continue;
        };
        let marked = matches!(label.form, LabelForm::Raised | LabelForm::Sign);
        let might = marked || matches!(label.form, LabelForm::Bare | LabelForm::Bracketed);
        let fits = below.is_none_or(|below| {
            below.form == label.form
                && (label.form == LabelForm::Sign
                    || Some(below.number) == label.number.checked_add(1))
        });
        // A note's own lines may begin with a number: `66 D 204.`
        if !might || !fits {
            continue;
        }
        below = Some(label);
        // A line may be drawn between text and notes.
        let drawn = at.checked_sub(1).filter(|&above| {
            above >= from && lines.get(above).is_some_and(|line| is_drawn(line.of(text)))
        });
        if drawn.is_some() {
            first = drawn;
        } else if marked || lines.get(at).is_some_and(|line| line.gap > 0) {
            first = Some(at);
        }
    }
    first
}
