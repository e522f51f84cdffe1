//! What a source note, or a line above a heading, says of archive and secrecy.

use crate::read::plain::forms;
use std::ops::Range;

/// Whether words for a marking say that a paper has none.
pub(super) fn told_to_lack(marking: &str) -> bool {
    let first = marking
        .trim_start_matches(['[', '(', ' '])
        .split(' ')
        .next();
    first.is_some_and(|word| word.eq_ignore_ascii_case("no"))
}

/// What a source note says: the archive, and the markings after it. Offsets are in the note.
pub(in crate::read) fn source_note(note: &str) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let lead = note.len() - note.trim_start().len();
    let (start, is_source) = match note.trim_start().strip_prefix("Source:") {
        Some(rest) => (note.len() - rest.trim_start().len(), true),
        None => (lead, false),
    };
    let text = note.get(start..).unwrap_or("");
    let mut from = 0;
    let mut first_end = None;
    let mut ends = sentence_ends(text);
    if !text.trim_end().ends_with('.') {
        ends.push(text.trim_end().len());
    }
    for end in ends {
        let sentence = text.get(from..end).unwrap_or("");
        let trimmed = sentence.trim().trim_end_matches('.');
        // `Secret; [handling restriction not declassified].`
        let told = trimmed
            .split_once(" [")
            .filter(|(_, hidden)| hidden.ends_with("not declassified]"))
            .map_or(trimmed, |(told, _)| told.trim_end_matches([';', ' ']));
        // A line may end within it.
        if told.len() <= 90 && forms::is_classification(&told.replace('\n', " ")) {
            let at = start + from + (sentence.len() - sentence.trim_start().len());
            let marking = at..at + told.len();
            let archive = (is_source && from > 0).then(|| {
                start
                    ..start
                        + text
                            .get(..from)
                            .unwrap_or("")
                            .trim_end()
                            .trim_end_matches('.')
                            .len()
            });
            // `No classification marking.` says that there is none.
            return (archive, (!told_to_lack(told)).then_some(marking));
        }
        first_end.get_or_insert(end);
        from = end;
    }
    let archive = first_end.filter(|_| is_source).map(|end| {
        start
            ..start
                + text
                    .get(..end)
                    .unwrap_or("")
                    .trim_end()
                    .trim_end_matches('.')
                    .len()
    });
    (archive, None)
}

/// A file number, and the kind of document if it is named, in the line above an old heading.
pub(in crate::read) fn source_line(line: &str) -> Option<(Range<usize>, Option<String>)> {
    forms::source_line(line)
}

/// Where sentences may end: after a full stop with a blank and a capital behind it. Short
/// words with a capital (`Mtg.`, `E.`) are taken for abbreviations.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, _) in text.match_indices('.') {
        let rest = text.get(at + 1..).unwrap_or("");
        let next = rest.trim_start();
        let ended = rest.is_empty()
            || next.len() < rest.len()
                && next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '(' | '['));
        let word = text
            .get(..at)
            .unwrap_or("")
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | ','))
            .next()
            .unwrap_or("");
        let abbreviation = word.chars().count() <= 4
            && word.starts_with(char::is_uppercase)
            && !word.chars().any(|c| c.is_ascii_digit())
            && word.chars().skip(1).all(|c| c.is_lowercase() || c == '.')
            && !matches!(word, "Text" | "Copy" | "File" | "Note" | "Only" | "Use");
        if ended
            && !(abbreviation
                && !next.starts_with("Secret")
                && !next.starts_with("Confidential")
                && !next.starts_with("Top")
                && !next.starts_with("Unclassified")
                && !next.starts_with("Limited")
                && !next.starts_with("No class"))
        {
            ends.push(at + 1);
        }
    }
    ends
}
