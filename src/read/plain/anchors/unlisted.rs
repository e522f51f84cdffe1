//! Marks in a text that has no list of notes.

use super::printed;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Cert;
use crate::read::plain::context::{self, Candidate, Place, Value};
use crate::read::plain::inline::AnchorAt;
use crate::read::plain::{forms, heading, lexicon};
use crate::source::{SourceFile, Span};
use std::ops::Range;

/// How likely a candidate must be before something is said of it.
pub(super) const TELLING: f64 = 1.8;

/// The likely marks that count on from a number, each behind the one before.
fn counted<'a>(candidates: &'a [Candidate], first: u32, text: &str) -> Vec<&'a Candidate> {
    let mut run: Vec<&Candidate> = Vec::new();
    let mut expected = first;
    for candidate in candidates {
        // `(1)` numbers the parts of a sentence as well.
        let telling =
            candidate.score >= 0.5 && text.as_bytes().get(candidate.range.start) != Some(&b'(');
        if telling
            && candidate.value == Value::Number(expected)
            && run
                .last()
                .is_none_or(|last| last.range.end <= candidate.range.start)
        {
            run.push(candidate);
            expected = expected.saturating_add(1);
        }
    }
    run
}

/// Marks without any list of notes: numbers that run from 1 (or 0) where marks stand.
pub(super) fn missing_list(
    source: &SourceFile,
    candidates: &[Candidate],
    anchors: &mut Vec<AnchorAt>,
    diags: &mut Diagnostics,
    text: &str,
) {
    let sure_ones = |run: &[&Candidate]| {
        let sure = run.iter().filter(|candidate| {
            candidate.score >= TELLING
                && !(candidate.place == Place::Letter && is_number_of(text, candidate.range.start))
        });
        sure.count()
    };
    let mut run = counted(candidates, 1, text);
    // A page's notes go on from those of the page before it: 5, 6, 7.
    let first = candidates
        .iter()
        .filter(|candidate| candidate.score >= TELLING)
        .map(|candidate| candidate.value)
        // `…, October 20, 19335`: a year and a mark are no mark.
        .find(|value| matches!(value, Value::Number(2..=999)));
    if let (Some(Value::Number(first)), true) = (first, sure_ones(&run) == 0) {
        let later = counted(candidates, first, text);
        if sure_ones(&later) >= 2 {
            run = later;
        }
    }
    let sure = sure_ones(&run);
    let heading = run
        .first()
        .is_some_and(|first| first.place == Place::Heading && first.score >= TELLING);
    let written = run
        .first()
        .is_some_and(|first| matches!(first.place, Place::Raised | Place::Bracketed));
    // One likely mark may be chance; two in order, one on the heading, or one that is written
    // as a mark are not.
    if !(sure >= 2 || (heading || written) && sure >= 1) || sure * 2 < run.len() {
        lone(source, candidates, diags, text);
        return;
    }
    for candidate in run {
        let n = printed(text, &candidate.range);
        diags.push(
            Diagnostic::new(
                Code::MissingNotes,
                Span::new(source.id, candidate.range.start, candidate.range.end),
                format!("`{n}` is the mark of a note, but the text has no list of notes"),
            )
            .help("add the notes at the end, a line each: 1. …"),
        );
        anchors.push(AnchorAt {
            range: candidate.range.clone(),
            note: None,
            n,
            rule: candidate.place.rule(),
            cert: Cert::Medium,
        });
    }
}

/// Tells of numbers that can hardly be anything but marks, in a text without a list and without
/// numbers that count on: `the Minister of Grain99`.
fn lone(source: &SourceFile, candidates: &[Candidate], diags: &mut Diagnostics, text: &str) {
    for candidate in candidates {
        let hangs = match candidate.place {
            Place::Letter | Place::Heading => hangs_on_word(text, candidate),
            place => matches!(place, Place::Stop | Place::Punctuation),
        };
        let likely = hangs && candidate.score >= TELLING
            || candidate.place != Place::Blank && is_behind_year(text, &candidate.range);
        if likely && matches!(candidate.value, Value::Number(1..=999)) {
            diags.push(
                Diagnostic::new(
                    Code::MissingNotes,
                    Span::new(source.id, candidate.range.start, candidate.range.end),
                    format!("`{}` may be the mark of a note, but the text has no list of notes", printed(text, &candidate.range)),
                )
                .help("add the notes at the end, a line each: 1. …; if it is part of the text, say so in the sidecar: dismiss: [\"the words with the number\"]"),
            );
        }
    }
}

/// The letters right before an offset, a blank between them or none, and what stands before them.
fn word_before(text: &str, at: usize) -> (&str, &str) {
    let before = text.get(..at).unwrap_or("").trim_end();
    let word = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    (before.strip_suffix(word).unwrap_or(before), word)
}

/// Whether a number is that of what the word before it names: `Figure3`, `Article50`.
fn is_number_of(text: &str, at: usize) -> bool {
    let (_, word) = word_before(text, at);
    word.starts_with(char::is_uppercase) && (context::counts(word) || heading::kind(word).is_some())
}

/// Whether a number behind a word is a mark and no part of a name, as that of `Apollo11` is: the
/// word is in small letters, or is a word of the language that ends a sentence or a name of several
/// words (`the Minister of Grain99`); or the number is 1.
fn hangs_on_word(text: &str, candidate: &Candidate) -> bool {
    let (lead, word) = word_before(text, candidate.range.start);
    let rest = text.get(candidate.range.end..).unwrap_or("");
    if word.is_empty() {
        return candidate.place == Place::Heading;
    }
    if is_number_of(text, candidate.range.start) {
        return false;
    }
    let of_name = || {
        let lead = lead.strip_suffix(" of ").unwrap_or(lead).trim_end();
        let above = lead.rsplit(' ').next().unwrap_or("");
        above.starts_with(char::is_uppercase) && !forms::ends_on_small_word(&above.to_lowercase())
    };
    candidate.value == Value::Number(1)
        || word.starts_with(char::is_lowercase)
        || lexicon::is_word(&word.to_lowercase())
            && (rest.is_empty() || rest.starts_with(['.', '!', '?']) || of_name())
}

/// Whether a number stands right behind the year of a day: the 1 of `October 6, 19541`.
fn is_behind_year(text: &str, mark: &Range<usize>) -> bool {
    let before = text.get(..mark.start).unwrap_or("");
    let year = before.get(before.len().saturating_sub(4)..).unwrap_or("");
    let day = before
        .get(..before.len().saturating_sub(4))
        .and_then(|rest| rest.strip_suffix(", "));
    let ends = text
        .get(mark.end..)
        .is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
    ends && year.bytes().all(|b| b.is_ascii_digit())
        && year.starts_with(['1', '2'])
        && day.is_some_and(|day| day.ends_with(|c: char| c.is_ascii_digit()))
}
