//! How to cite a document: Chicago note and bibliography, MLA, APA.
//!
//! Made of a [`Work`], each part only when it is known: no `n.p.`, no date that nobody
//! stated. The forms follow what the style books give for a letter in an edited
//! collection that is read on the web. They are our own because citation processors have
//! no form for a paper of an uncertain date in an archive, and take a hundred times as
//! long.

mod apa;
mod chicago;
mod line;
mod mla;

use super::views::CitationView;
use crate::edition::capital;
use crate::export::bibliography::{Name, Volume, When, Work};
use crate::html::Writer;
use crate::model::Date;
use crate::words::Words;
use line::Line;

/// Puts a citation together.
type Style = fn(&Work<'_>) -> Line;

/// Every style, in the order in which the page shows them, with what it is called.
const STYLES: [(&str, Label, Style); 4] = [
    ("chicago-note", |words| &words.cite_note, chicago::note),
    (
        "chicago-bibliography",
        |words| &words.cite_bibliography,
        chicago::bibliography,
    ),
    ("mla", |_| "MLA", mla::cite),
    ("apa", |_| "APA", apa::cite),
];

/// What a style is called in the words of the interface.
type Label = fn(&Words) -> &str;

/// A document in every style.
pub(super) fn citations(work: &Work<'_>, words: &Words, out: &mut Writer) -> Vec<CitationView> {
    STYLES
        .into_iter()
        .map(|(key, label, style)| style(work).view(key, label(words), out))
        .collect()
}

/// `A`, `A and B`, `A, B, and C`, and of more than three the first alone.
fn natural(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.shown.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two}, and {three}"),
        [first, ..] => format!("{first} et al."),
    }
}

/// The most authors whom an entry of a bibliography names, and how many it names of more
/// (Chicago 14.76).
const MOST_AUTHORS: (usize, usize) = (10, 7);

/// The first name turned round, as lists are sorted by it, with all others.
fn turned(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [one] => one.sorted(),
        [first, rest @ ..] if names.len() > MOST_AUTHORS.0 => {
            let mut line = first.sorted();
            for name in rest.iter().take(MOST_AUTHORS.1 - 1) {
                line.push_str(", ");
                line.push_str(&name.shown);
            }
            format!("{line}, et al.")
        }
        [first, rest @ .., last] => {
            let mut line = first.sorted();
            for name in rest {
                line.push_str(", ");
                line.push_str(&name.shown);
            }
            format!("{line}, and {}", last.shown)
        }
    }
}

/// `Memorandum to Ronald Reagan`
fn described(work: &Work<'_>) -> String {
    let to = natural(&work.to);
    match work.genre {
        Some(genre) => format!("{} to {to}", capital(genre)),
        None => format!("To {to}"),
    }
}

/// `Washington: Office of the Historian, 2016`, as far as it is known.
fn imprint(place: Option<&str>, publisher: Option<&str>, year: Option<&str>) -> String {
    let house = match (place, publisher) {
        (Some(place), Some(publisher)) => Some(format!("{place}: {publisher}")),
        (place, publisher) => place.or(publisher).map(str::to_owned),
    };
    match (house, year) {
        (Some(house), Some(year)) => format!("{house}, {year}"),
        (Some(house), None) => house,
        (None, Some(year)) => year.to_owned(),
        (None, None) => String::new(),
    }
}

/// What stands for a date, words for one that is known not to be known.
fn when(work: &Work<'_>, words: fn(Date) -> String) -> Option<String> {
    match work.when {
        When::Date(date) => Some(words(date)),
        When::Undated => Some("undated".to_owned()),
        When::Unstated => None,
    }
}

fn in_words(date: Date) -> String {
    date.in_words()
}

/// The volume by label and title, both set as titles are.
fn titles(volume: &Volume<'_>, line: &mut Line) {
    line.italic(volume.label);
    if let Some(title) = volume.title {
        line.push(", ");
        line.italic(title);
    }
}

/// Where in the volume or the edition: `document 175`, which names it better than the
/// page; else the pages, after `p.` or `pp.` where a style has words for them. `None`
/// where neither is known.
fn locator(work: &Work<'_>, word: &str, pages: Option<(&str, &str)>) -> Option<String> {
    if let Some(number) = work.number {
        return Some(format!("{word} {number}"));
    }
    let volume = work.volume.as_ref()?;
    let stretch = volume.pages("–")?;
    let (one, several) = pages.unwrap_or(("", ""));
    let is_one = volume.pages.is_some_and(|(first, last)| first == last);
    let word = if is_one { one } else { several };
    Some(format!("{word}{stretch}"))
}

/// A title between quotation marks, those inside it single.
fn quoted(title: &str) -> String {
    let mut out = String::from('\u{201c}');
    let mut before = ' ';
    for c in title.chars() {
        let opens =
            before.is_whitespace() || "([{\u{2014}\u{2013}\u{201c}\u{2018}".contains(before);
        out.push(match c {
            '\u{201c}' => '\u{2018}',
            '\u{201d}' => '\u{2019}',
            '"' if opens => '\u{2018}',
            '"' => '\u{2019}',
            c => c,
        });
        before = c;
    }
    out
}

/// A title as a sentence between quotation marks, with one stop inside them.
fn quoted_sentence(title: &str) -> String {
    let quoted = quoted(title);
    let bare = quoted.trim_end_matches(['\u{2019}', '\u{201d}']);
    let stop = if bare.ends_with(['.', '?', '!', '\u{2026}']) {
        ""
    } else {
        "."
    };
    format!("{quoted}{stop}\u{201d}")
}

/// Where a paper that no volume prints is.
fn archive<'a>(work: &Work<'a>) -> Option<&'a str> {
    let unprinted = work.archive.filter(|_| work.volume.is_none());
    unprinted.map(|archive| archive.words)
}

#[cfg(test)]
pub(super) mod tests;
