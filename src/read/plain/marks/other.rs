//! Marks of printed pages that do not say so, or only by a letter: `[p. 12]`, `{12}`, `[xii]`.
//!
//! A number in brackets can be a note's mark, a numbered paragraph, an editor's date or a
//! reference. It is a page where all numbers of its form count on by one through the text and
//! stand as pages do; what may be one otherwise is told.

use super::PageMark;
use crate::bytes::ByteSet;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::roman_value;
use crate::read::dates;
use crate::read::plain::inline::AnchorAt;
use crate::read::plain::lines::Line;
use crate::read::plain::notes::label;
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// What was found.
#[derive(Debug, Clone, Default)]
pub(in crate::read::plain) struct Other {
    /// The pages that are sure, in order.
    pub pages: Vec<PageMark>,
    /// What may be a page's mark, in order.
    pub doubtful: Vec<Range<usize>>,
}

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It is all that its line holds.
    Alone,
    /// Between letters, as nothing but a page does.
    Inside,
    /// At the beginning of a line that goes on.
    Leading,
    /// Between two words.
    Between,
    /// Right behind a word or a stop, as notes' marks do.
    Behind,
}

/// A number that may be a page's.
struct Candidate {
    mark: PageMark,
    value: u32,
    stands: Stands,
    /// Whether the words before it point to a page somewhere else.
    cited: bool,
    /// Whether the whole word stands there.
    says: bool,
    /// Whether it counts what stands beside it: `May [12]`, `[12] million`.
    counts: bool,
}

/// What marks of one form have in common: the sign that opens them, whether a letter says
/// what they are, and whether they are Roman.
type Form = (char, bool, bool);

/// A printed page has more letters than this.
const PAGE: usize = 1200;

/// Pages above this are years.
const MOST: u32 = 1499;

/// What such marks begin with.
static OPENING: ByteSet<4, 0> = ByteSet::new(b"[{<|", []);

/// Marks of pages in a text, but for those of which the word *page* tells.
/// Numbers in `dismissed` passages are none.
pub(in crate::read::plain) fn find(
    text: &str,
    lines: &[Line],
    known: &[PageMark],
    dismissed: &[Range<usize>],
) -> Other {
    let mut forms: BTreeMap<Form, Vec<Candidate>> = BTreeMap::new();
    let mut other = Other::default();
    for line in lines {
        let words = line.of(text);
        if !OPENING.is_in(words) {
            continue;
        }
        for (at, open) in words.char_indices() {
            if !matches!(open, '[' | '{' | '<' | '|') {
                continue;
            }
            let Some((form, candidate)) = candidate(words, at, open, line.start) else {
                continue;
            };
            let start = candidate.mark.range.start;
            let is_known = known.partition_point(|mark| mark.range.end <= start);
            let is_dismissed = dismissed.iter().any(|passage| passage.contains(&start));
            if !is_dismissed
                && known
                    .get(is_known)
                    .is_none_or(|mark| mark.range.start > start)
            {
                forms.entry(form).or_default().push(candidate);
            }
        }
    }
    if forms.is_empty() {
        if known.is_empty() {
            other.doubtful.extend(typed(text, lines));
            other.doubtful.extend(alone(text, lines));
        }
        return other;
    }
    // Where each number begins a line last: a note stands below its mark.
    let labels: BTreeMap<u32, usize> = lines
        .iter()
        .filter_map(|line| {
            let words = line.of(text);
            let label = label(words)?;
            (!words.starts_with('[')).then_some((label.number, line.start))
        })
        .collect();
    let has_note = |one: &Candidate| {
        labels
            .get(&one.value)
            .is_some_and(|&start| start > one.mark.range.start)
    };
    for ((open, lettered, roman), found) in forms {
        let whole = counts_on(&found)
            && if lettered {
                found.len() >= 2 && found.iter().filter(|one| one.cited).count() * 3 <= found.len()
            } else {
                is_row_of_pages(open, &found) && (roman || !found.iter().any(has_note))
            };
        // Pages never go back; a text that says which numbers are pages says it of all, and
        // an enumeration has a first number.
        let weighed = || found.iter().filter(|one| !one.counts);
        let pages_may_be = known.is_empty()
            && !weighed().any(|one| one.value == 1 || has_note(one))
            && weighed()
                .zip(weighed().skip(1))
                .all(|(one, next)| one.value < next.value);
        let mut marked = 0;
        for one in found {
            // A note's mark that was set apart from its word.
            let next_mark = one.value == marked + 1;
            if one.stands == Stands::Behind {
                marked = one.value;
            }
            let lone = pages_may_be && one.stands == Stands::Between && !one.counts && !next_mark;
            let apart = matches!(one.stands, Stands::Alone | Stands::Inside);
            if whole || lettered && apart || one.says {
                other.pages.push(one.mark);
            } else if apart
                || !one.cited && one.stands != Stands::Behind && (lettered || open != '[' || lone)
            {
                // `[x]` is a box that is ticked.
                if !roman || lettered || one.mark.n.len() >= 2 {
                    other.doubtful.push(one.mark.range);
                }
            }
        }
    }
    if known.is_empty() && other.pages.is_empty() {
        let numbers = if other.doubtful.is_empty() {
            alone(text, lines)
        } else {
            Vec::new()
        };
        other.doubtful.extend(typed(text, lines));
        other.doubtful.extend(numbers);
    }
    other.pages.sort_by_key(|mark| mark.range.start);
    other.doubtful.sort_by_key(|range| range.start);
    other
}

/// The first of the numbers between dashes (`— 212 —`), where they are too high for the pages of
/// the paper itself, which are counted from 1; or between strokes.
fn typed(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    /// A typed paper of so many pages has its first pages too.
    const SEVERAL: u32 = 10;
    const ONE: u32 = 100;
    let mut numbers = lines.iter().filter_map(|line| {
        let words = line.of(text);
        let sign = |c: char| matches!(c, '-' | '–' | '—' | '/');
        let inner = words.strip_prefix(sign)?.strip_suffix(sign)?;
        let inner = inner.trim_matches(|c: char| sign(c) || c == ' ');
        let roman = || roman_value(inner).filter(|_| !inner.is_empty());
        let number: u32 = inner.parse().ok().or_else(roman)?;
        (number <= MOST).then_some((line.start..line.end, number, words.chars().next()))
    });
    let (range, first, sign) = numbers.next()?;
    let goes_on = numbers.next().is_some_and(|(_, next, _)| next == first + 1);
    // A typewriter has no long dash; and where the first page of a paper has no number, the
    // second has.
    let printed = sign != Some('-');
    let high = first >= ONE || first >= SEVERAL && goes_on || first > 2 && printed;
    (high || sign == Some('/')).then_some(range)
}

/// Numbers alone in the right margin, and others alone between blank lines that count on: those of
/// pages, at their heads or at their feet.
fn alone(text: &str, lines: &[Line]) -> Vec<Range<usize>> {
    /// Columns before a number that was set to the right or in the middle.
    const MARGIN: usize = 24;
    let numbers: Vec<(u32, usize, &Line)> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            let apart = lines.get(at + 1).is_none_or(|next| next.gap > 0);
            *at > 0 && line.gap > 0 && apart && (2..=4).contains(&(line.end - line.start))
        })
        .filter_map(|(at, line)| {
            let number = line.of(text).parse().ok()?;
            (10..=MOST).contains(&number).then_some((number, at, line))
        })
        .collect();
    // Something stands on a page: numbers right below each other are a list.
    let counts_on = numbers.len() > 1
        && numbers
            .iter()
            .zip(numbers.iter().skip(1))
            .all(|((one, above, _), (next, below, _))| one + 1 == *next && below - above > 1);
    numbers
        .into_iter()
        .filter(|(_, _, line)| counts_on || line.indent >= MARGIN)
        .map(|(_, _, line)| line.start..line.end)
        .collect()
}

/// Whether each number is the one before it and one.
fn counts_on(found: &[Candidate]) -> bool {
    found
        .iter()
        .zip(found.iter().skip(1))
        .all(|(one, next)| one.value.checked_add(1) == Some(next.value))
}

/// Whether numbers without a word for what they are stand as pages do and notes do not.
fn is_row_of_pages(open: char, found: &[Candidate]) -> bool {
    let apart = found
        .iter()
        .any(|one| matches!(one.stands, Stands::Alone | Stands::Inside));
    let between = found
        .iter()
        .any(|one| matches!(one.stands, Stands::Between | Stands::Inside));
    // Two marks of notes seldom stand a page apart.
    let far = found
        .iter()
        .zip(found.iter().skip(1))
        .all(|(one, next)| one.mark.range.end + PAGE <= next.mark.range.start);
    found.len() >= 2
        && found.first().is_some_and(|first| first.value > 1)
        && found.iter().all(|one| one.stands != Stands::Behind)
        && (open != '[' || between && (apart || far || found.len() >= 3))
}

/// A number in brackets that opens at a place in a line, with or without a letter for *page*.
fn candidate(words: &str, at: usize, open: char, shift: usize) -> Option<(Form, Candidate)> {
    let close = match open {
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    };
    let before = words.get(..at)?;
    // `^{2}` is raised; bars with others in their line are a table's.
    if before.ends_with(['^', '_']) || open == '|' && words.matches('|').nth(2).is_some() {
        return None;
    }
    let blank = |c: char| matches!(c, ' ' | '\u{a0}');
    let inside = words.get(at + open.len_utf8()..)?;
    let shown = inside.trim_start_matches(blank);
    // Bars with blanks inside stand between cells.
    if open == '|' && shown.len() < inside.len() {
        return None;
    }
    let lower = |word: &str| {
        shown
            .get(..word.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(word))
    };
    let word = ["page ", "pp. ", "p. ", "p.", "p "]
        .into_iter()
        .find(|word| lower(word));
    let number = shown
        .get(word.map_or(0, str::len)..)?
        .trim_start_matches(blank);
    let length = number.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let printed = number.get(..length)?;
    let rest = number.get(length..)?;
    let end = rest.trim_start_matches(blank);
    let after = end.strip_prefix(close)?;
    if open == '|' && end.len() < rest.len() {
        return None;
    }
    let (value, roman) = if printed.starts_with(|c: char| c.is_ascii_digit() && c != '0') {
        (printed.parse().ok().filter(|&value| value <= MOST)?, false)
    } else if word.is_some() || printed.bytes().all(|b| b.is_ascii_lowercase()) {
        (roman_value(printed)?, true)
    } else {
        return None;
    };
    let end = words.len() - after.len();
    let n = words.len() - number.len();
    let last = before.chars().next_back();
    let next = after.chars().next();
    let stands = match (last, next) {
        (None, None) => Stands::Alone,
        (None, _) => Stands::Leading,
        (Some(last), Some(next)) if last.is_alphabetic() && next.is_lowercase() => Stands::Inside,
        (Some(last), _) if last.is_whitespace() => Stands::Between,
        _ => Stands::Behind,
    };
    Some((
        (open, word.is_some(), roman),
        Candidate {
            mark: PageMark {
                range: shift + at..shift + end,
                n: shift + n..shift + n + length,
            },
            value,
            stands,
            cited: cites(before, after),
            says: word == Some("page "),
            counts: counts_beside(before, after) || corrects(before, value),
        },
    ))
}

/// Whether the words before a number lead to a page, a day or a number elsewhere: `see [p. 7]`.
fn cites(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or("");
    let goes_on = after.trim_start().starts_with(char::is_lowercase);
    before.ends_with([',', ';', '(', ':']) && !goes_on
        || [
            "see", "cf", "at", "ante", "post", "ibid", "supra", "infra", "also", "cit", "page",
            "of",
        ]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Words before the number of something else than a page.
const NUMBERED: &[&str] = &[
    "Article",
    "Box",
    "Doc",
    "Document",
    "Documents",
    "Lot",
    "No",
    "Nos",
    "Note",
    "Nr",
    "Tab",
    "article",
    "document",
    "documents",
    "footnote",
    "footnotes",
    "item",
    "no",
    "nos",
    "note",
    "notes",
    "paragraph",
    "paragraphs",
    "point",
    "points",
    "telegram",
];

/// Whether a number corrects the one before it, which is about as long: `our 967 [976]`, `July 9
/// [10]`, `19[52]`. A page may begin behind a year: `in 1954 [212]`.
fn corrects(before: &str, value: u32) -> bool {
    let last = before.trim_end();
    let figures = last.len() - last.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let own = value.to_string().len();
    figures > 0
        && (last.len() == before.len()
            || figures == own
            || figures.max(own) < 4 && figures.abs_diff(own) == 1)
}

/// Whether a number counts or dates what stands beside it: `May [12]`, `No. [12]`, `[12] million`.
fn counts_beside(before: &str, after: &str) -> bool {
    let last = before.trim_end();
    let word = last
        .trim_end_matches('.')
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    let next = after
        .trim_start()
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .next()
        .unwrap_or("");
    last.ends_with(['$', '£', '€', '§', '#'])
        || NUMBERED.contains(&word)
        || dates::month(word).is_some()
        || dates::month(next).is_some()
        || next.starts_with(['%', '.', ':', '°'])
        || matches!(
            next,
            "million" | "billion" | "thousand" | "hundred" | "percent" | "per"
        )
        || ["a.m", "p.m"].iter().any(|hour| next.starts_with(hour))
        || next.len() == 4 && next.bytes().all(|b| b.is_ascii_digit())
}

/// Tells of what may be pages' marks, but for those that are notes' marks or that the editor
/// has dismissed.
pub(in crate::read::plain) fn told(
    text: &str,
    source: &SourceFile,
    doubtful: &[Range<usize>],
    taken: &[AnchorAt],
    diags: &mut Diagnostics,
) {
    let mut marks = taken.iter().peekable();
    for range in doubtful {
        while marks
            .next_if(|mark| mark.range.end <= range.start)
            .is_some()
        {}
        if marks
            .peek()
            .is_some_and(|mark| mark.range.start < range.end)
        {
            continue;
        }
        let sign = text.get(range.clone()).unwrap_or("");
        let number = sign.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let number = number.rsplit([' ', '.']).next().unwrap_or(number);
        diags.push(
            Diagnostic::new(
                Code::DoubtfulPage,
                Span::new(source.id, range.start, range.end),
                if sign.starts_with(['-', '–', '—']) {
                    format!("`{sign}` may say that a printed page begins, and is taken for a number typed on the paper")
                } else {
                    format!("`{sign}` may say that a printed page begins, and is kept as words")
                },
            )
            .help(format!("if it does, write [Page {number}]; if not, say in the sidecar: dismiss: [\"the words with the number\"]")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::plain::lines;

    fn seen(text: &str) -> (Vec<&str>, Vec<&str>) {
        let other = find(text, &lines::split(text), &[], &[]);
        let page = |mark: PageMark| text.get(mark.n).unwrap_or("");
        (
            other.pages.into_iter().map(page).collect(),
            other
                .doubtful
                .into_iter()
                .map(|range| text.get(range).unwrap_or(""))
                .collect(),
        )
    }

    #[test]
    fn numbers_that_count_on_are_pages() {
        let none: Vec<&str> = Vec::new();
        assert_eq!(seen("a [12] b\n[13]\nc"), (vec!["12", "13"], none.clone()));
        assert_eq!(
            seen("per[12]haps [13]Goals of"),
            (vec!["12", "13"], none.clone())
        );
        assert_eq!(seen("a {12} b {13} c"), (vec!["12", "13"], none.clone()));
        assert_eq!(
            seen("a [xii] b\n[xiii]\nc"),
            (vec!["xii", "xiii"], none.clone())
        );
        assert_eq!(
            seen("a [p. 12] b [p. 13] c"),
            (vec!["12", "13"], none.clone())
        );
        let page = "the boats came in ".repeat(80);
        assert_eq!(
            seen(&format!("a [12] {page} [13] c")),
            (vec!["12", "13"], none)
        );
    }

    #[test]
    fn others_are_told_or_left_alone() {
        let none: Vec<&str> = Vec::new();
        assert_eq!(
            seen("a {12} b {14} c"),
            (none.clone(), vec!["{12}", "{14}"])
        );
        assert_eq!(
            seen("a [12] b [14] c"),
            (none.clone(), vec!["[12]", "[14]"])
        );
        assert_eq!(seen("a [xii] b"), (none.clone(), vec!["[xii]"]));
        assert_eq!(seen("said.[2] It [212] was"), (none.clone(), vec!["[212]"]));
        assert_eq!(seen("a [p. 12] b"), (none.clone(), vec!["[p. 12]"]));
        // Behind a year or a longer figure no smaller number corrects it.
        assert_eq!(seen("in 1954 [212] the"), (none.clone(), vec!["[212]"]));
        for plain in [
            "said.[2] It was.[3] So",
            "a [1975] b [1976] c [1977]",
            "a [12] b [13] c\n12. Not printed.\n13. So.",
            "see [p. 7] for it",
            "x^{2} + y^{3}",
            "| 12 | 13 |",
            "a [i] b [x] c",
            "by May [12] and May [13]",
            "some [12] million",
            "on July 16 [15] and October 2 [3] there",
            "the 9 [10] ships and 99 [101] men",
            "as Hale [12] and Vance [4] say",
            "in our 967 [976], October",
            "said.[2] It was [3] so",
        ] {
            assert_eq!(seen(plain), (none.clone(), none.clone()), "{plain}");
        }
    }
}
