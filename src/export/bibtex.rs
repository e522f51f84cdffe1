//! BibTeX, for BibTeX and biblatex alike.
//!
//! `year` is for BibTeX, `date` (EDTF) for biblatex. Letters are `@misc` with
//! `howpublished`, as classic styles have no type for them. Text is UTF-8; what TeX
//! takes for commands is written as the letters' own commands, in braces, as Zotero and
//! other programs know them. Braces stand in pairs, since BibTeX counts them also where
//! they are escaped; those that do not are written by name.

use super::bibliography::{Kind, Name, Parts, Volume, When, Work};
use crate::edition::capital;

/// A document as an entry, with an empty line behind it.
#[must_use]
pub fn entry(work: &Work<'_>) -> String {
    let mut entry = Entry(String::new());
    let kind = match work.kind {
        Kind::Section => "incollection",
        Kind::Manuscript => "unpublished",
        Kind::Letter | Kind::Document | Kind::Page => "misc",
    };
    entry.0.push_str(&format!("@{kind}{{{},\n", key(&work.key)));
    entry.names("author", &work.from);
    entry.raw("title", &format!("{{{}}}", escaped(&work.full_title())));
    let described = described(work);
    if work.kind == Kind::Letter {
        entry.text("howpublished", described.as_deref());
    }
    if let Some(volume) = &work.volume {
        container(volume, &mut entry);
    }
    date(work.when, &mut entry);
    let archive = work.archive.map(|archive| archive.words);
    let note = [
        described.as_deref().filter(|_| work.kind != Kind::Letter),
        archive,
    ];
    let note: Vec<&str> = note.into_iter().flatten().collect();
    let note = note.join("; ");
    entry.text("note", Some(&note));
    let edition = Some(work.edition.title).filter(|_| work.volume.is_none());
    entry.text("organization", edition);
    entry.text("rights", work.rights);
    entry.text("language", Some(work.language));
    // An address is no text: percent signs stay.
    if let Some(url) = &work.url {
        entry.raw("url", &url.replace(['{', '}', '\\'], ""));
    }
    entry.0.push_str("}\n\n");
    entry.0
}

fn container(volume: &Volume<'_>, entry: &mut Entry) {
    entry.raw("booktitle", &format!("{{{}}}", escaped(&volume.name())));
    entry.names("editor", &volume.editors);
    entry.text("series", volume.series);
    entry.text("publisher", volume.publisher);
    entry.text("address", volume.place);
    entry.text("isbn", volume.isbn);
    entry.text("pages", volume.pages("--").as_deref());
}

/// `Action memorandum to Ronald Reagan`
fn described(work: &Work<'_>) -> Option<String> {
    let to: Vec<&str> = work.to.iter().map(|name| name.shown.as_str()).collect();
    match (work.genre, to.as_slice()) {
        (None, []) => None,
        (Some(genre), []) => Some(capital(genre)),
        (genre, to) => {
            let genre = genre.map_or("To".to_owned(), |genre| format!("{} to", capital(genre)));
            Some(format!("{genre} {}", to.join("; ")))
        }
    }
}

struct Entry(String);

impl Entry {
    /// A field whose value is TeX already.
    fn raw(&mut self, field: &str, value: &str) {
        self.0.push_str(&format!("  {field} = {{{value}}},\n"));
    }

    fn text(&mut self, field: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.raw(field, &escaped(value));
        }
    }

    fn names(&mut self, field: &str, names: &[Name]) {
        let names: Vec<String> = names.iter().map(name).collect();
        if !names.is_empty() {
            self.raw(field, &names.join(" and "));
        }
    }
}

/// `Family, Suffix, Given`; names that are not to be taken apart stand in braces.
fn name(name: &Name) -> String {
    let Some(Parts {
        family,
        given,
        suffix,
    }) = &name.parts
    else {
        return format!("{{{}}}", escaped(&name.shown));
    };
    // A small word inside would make `Rohe` the family of `Mies van der Rohe`.
    let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let inner = family.split(' ').skip(1).any(is_small);
    let whole = inner && !is_small(family) || family.contains(',');
    let part = |words: &str, whole: bool| {
        let whole = whole
            || words
                .split(' ')
                .any(|word| word.eq_ignore_ascii_case("and"));
        let text = escaped(words);
        if whole { format!("{{{text}}}") } else { text }
    };
    let given = part(given, given.contains(','));
    match suffix {
        Some(suffix) => {
            let suffix = part(suffix, suffix.contains(','));
            format!("{}, {suffix}, {given}", part(family, whole))
        }
        None => format!("{}, {given}", part(family, whole)),
    }
}

fn date(when: When, entry: &mut Entry) {
    let Some(edtf) = when.edtf() else { return };
    // biblatex writes an end that is not known as nothing.
    let edtf = match edtf
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(set) => set.replacen("..", "/", 1),
        // Zotero reads no digits left open; biblatex prints them as this stretch anyway.
        None if edtf.contains('X') => match when.date().map(|it| (it.earliest(), it.latest())) {
            Some((Some(from), Some(to))) => format!("{:04}/{:04}", from.year(), to.year()),
            _ => edtf,
        },
        None => edtf,
    };
    entry.raw("date", &edtf);
    if let Some(year) = when.year() {
        entry.raw("year", &format!("{year:04}"));
    }
}

/// Text as TeX takes it, runs of blanks as one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut blank = false;
    let in_pairs = in_pairs(text);
    for c in text.trim().chars() {
        if c.is_whitespace() && c != '\u{a0}' || c.is_control() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push(' ');
        }
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '{' if !in_pairs => out.push_str("{\\textbraceleft}"),
            '}' if !in_pairs => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\u{a0}' => out.push('~'),
            c => out.push(c),
        }
    }
    out
}

/// Whether every brace that is opened is closed again.
fn in_pairs(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return false,
            '}' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// A key without what BibTeX takes for its own signs.
fn key(key: &str) -> String {
    let sign = |c: char| c.is_whitespace() || c.is_control() || "\\{}\"#%~=(),'@".contains(c);
    key.replace(sign, "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_tex_are_escaped_and_braces_stand_in_pairs() {
        assert_eq!(
            escaped("50 % of {A} & B_c \\ #1 ~ ^\n$5"),
            "50 \\% of \\{A\\} \\& B\\_c {\\textbackslash} \\#1 {\\textasciitilde} {\\textasciicircum} \\$5"
        );
        assert_eq!(
            escaped("}A{ {"),
            "{\\textbraceright}A{\\textbraceleft} {\\textbraceleft}"
        );
    }

    #[test]
    fn names_keep_their_parts() {
        let written = |shown, sorted| name(&Name::new(shown, Some(sorted)));
        assert_eq!(
            written("Thomas W. Simons, Jr.", "Simons, Thomas W., Jr."),
            "Simons, Jr., Thomas W."
        );
        assert_eq!(
            written("Ludwig Mies van der Rohe", "Mies van der Rohe, Ludwig"),
            "{Mies van der Rohe}, Ludwig"
        );
        assert_eq!(
            written("Vincent van Gogh", "van Gogh, Vincent"),
            "van Gogh, Vincent"
        );
        assert_eq!(name(&Name::whole("Alder and Sons")), "{Alder and Sons}");
    }
}
