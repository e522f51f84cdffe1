//! What of a volume's text stands between its parts: headings of chapters, which the
//! table of contents shows, and nothing else.

use super::scan::{Scanner, Token, characters};
use super::{Contents, Outline};
use crate::source::{SourceFile, Span, is_blank};
use std::ops::Range;

/// Characters of a volume outside its records. Blanks are not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remainder {
    /// In headings that the table of contents shows.
    pub headings: usize,
    /// In no record and in no such heading: lost.
    pub lost: usize,
    /// In two records.
    pub twice: usize,
    /// Where characters are lost.
    pub places: Vec<Span>,
}

impl Remainder {
    /// Adds the counts of another file.
    pub fn add(&mut self, other: Self) {
        self.headings += other.headings;
        self.lost += other.lost;
        self.twice += other.twice;
        self.places.extend(other.places);
    }
}

/// Counts every character of a file that is in no record, or in two.
#[must_use]
pub fn remainder(source: &SourceFile, outline: &Outline) -> Remainder {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for part in &outline.parts {
        let spans = part.lead.iter().chain(&part.trail).chain([&part.span]);
        parts.extend(spans.map(|span| span.range()));
    }
    parts.sort_unstable_by_key(|part| (part.start, part.end));
    let mut remainder = Remainder::default();
    // What no part covers, in order.
    let mut gaps = Vec::new();
    let mut end = 0;
    for part in parts {
        if part.start > end {
            gaps.push(end..part.start);
        }
        remainder.twice += count(source, part.start..end.min(part.end));
        end = end.max(part.end);
    }
    gaps.push(end..source.text.len());
    let mut shown = Vec::new();
    heads(source, &outline.contents, &mut shown);
    shown.sort_unstable_by_key(|(range, _)| range.start);
    for gap in gaps {
        let mut from = gap.start;
        let first = shown.partition_point(|(head, _)| head.end <= gap.start);
        let inside = shown.get(first..).unwrap_or(&[]).iter();
        for (head, words) in inside.take_while(|(head, _)| head.start < gap.end) {
            remainder.lose(source, from..head.start);
            from = head.end;
            let written = source.text.get(head.clone()).unwrap_or("");
            let all = count(source, head.clone());
            let kept = words.chars().filter(|c| !is_blank(*c)).count();
            // A reference such as `&amp;` is one character in words.
            if all <= kept || written.contains('&') {
                remainder.headings += all;
            } else {
                remainder.headings += kept;
                remainder.lost += all - kept;
                remainder
                    .places
                    .push(Span::new(source.id, head.start, head.end));
            }
        }
        remainder.lose(source, from..gap.end);
    }
    remainder
}

impl Remainder {
    fn lose(&mut self, source: &SourceFile, range: Range<usize>) {
        let lost = count(source, range.clone());
        if lost > 0 {
            self.lost += lost;
            self.places
                .push(Span::new(source.id, range.start, range.end));
        }
    }
}

/// How many characters are in a range that are neither blank nor markup.
fn count(source: &SourceFile, range: Range<usize>) -> usize {
    if range.start >= range.end {
        return 0;
    }
    let texts = characters(&source.text, range).into_iter();
    texts
        .filter_map(|text| source.text.get(text))
        .map(|text| {
            text.chars()
                .filter(|c| !is_blank(*c) && *c != '\u{feff}')
                .count()
        })
        .sum()
}

/// The headings that stand in the contents alone: where, and what is shown.
fn heads<'a>(
    source: &SourceFile,
    contents: &'a [Contents],
    found: &mut Vec<(Range<usize>, &'a str)>,
) {
    let mut waiting: Vec<&Contents> = contents.iter().collect();
    while let Some(content) = waiting.pop() {
        let Contents::Section {
            heading,
            head,
            children,
            ..
        } = content
        else {
            continue;
        };
        waiting.extend(children);
        let range = head.and_then(|head| element(source, head.range(), "head"));
        found.extend(range.map(|range| (range, heading.as_str())));
    }
}

/// The first element of a name that is not in another.
fn element(source: &SourceFile, within: Range<usize>, name: &str) -> Option<Range<usize>> {
    let mut scanner = Scanner::new(&source.text, within);
    let (mut depth, mut begun) = (0_usize, None);
    while let Some(Ok((token, range))) = scanner.next() {
        match token {
            Token::Start(start) => {
                if depth == 0 && begun.is_none() && start.name.rsplit(':').next() == Some(name) {
                    begun = Some(range.start);
                }
                depth += usize::from(!start.empty);
            }
            Token::End(_) => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0
            && let Some(start) = begun
        {
            return Some(start..range.end);
        }
    }
    None
}
