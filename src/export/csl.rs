//! CSL-JSON: what citation processors read. Source of names and types: the schema of the
//! Citation Style Language 1.0.2.

use super::bibliography::{Kind, Name, When, Work};
use super::write::Json;
use crate::model::Date;
use std::borrow::Borrow;

/// Documents as a list of items, a line each.
#[must_use]
pub fn items<'a>(works: impl Iterator<Item: Borrow<Work<'a>>>) -> String {
    let mut out = String::from("[");
    for (at, work) in works.enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&item(work.borrow()));
    }
    out.push_str("\n]\n");
    out
}

/// A document as an item, without a line break.
#[must_use]
pub fn item(work: &Work<'_>) -> String {
    let mut json = Json::default();
    json.open();
    json.field("id", &work.key);
    json.field(
        "type",
        match work.kind {
            Kind::Section => "chapter",
            Kind::Letter => "personal_communication",
            Kind::Manuscript => "manuscript",
            Kind::Document => "document",
            Kind::Page => "webpage",
        },
    );
    json.field("title", &work.full_title());
    names("author", &work.from, &mut json);
    // Zotero takes people in a role that its type has not for authors: a volume's chapter
    // has no addressees, a letter no editors. Those stand in the note, in the form that
    // citation processors read.
    let in_letter = work.kind == Kind::Letter;
    let mut aside = Vec::new();
    if in_letter {
        names("recipient", &work.to, &mut json);
    } else {
        aside.extend(work.to.iter().map(|name| line("recipient", name)));
    }
    issued(work.when, &mut json);
    // Styles take a chapter's kind for `introduction to`; its title says it.
    json.some("genre", work.genre.filter(|_| work.volume.is_none()));
    match &work.volume {
        Some(volume) => {
            json.field("container-title", &volume.name());
            json.some("collection-title", volume.series);
            names("editor", &volume.editors, &mut json);
            json.some("publisher", volume.publisher);
            json.some("publisher-place", volume.place);
            json.some("page", volume.pages("–").as_deref());
            json.some("ISBN", volume.isbn);
            json.field("source", work.edition.title);
        }
        None => {
            json.field("container-title", work.edition.title);
            aside.extend(work.edition.editors.iter().map(|name| line("editor", name)));
            json.some("publisher", work.edition.publisher);
            json.some("publisher-place", work.edition.place);
        }
    }
    json.some("number", work.number);
    if let Some(archive) = &work.archive {
        json.field("archive", archive.repository);
        json.some("archive_location", archive.location);
    }
    // The volume has none.
    json.some(
        "version",
        work.edition.version.filter(|_| work.volume.is_none()),
    );
    if !aside.is_empty() {
        json.field("note", &aside.join("\n"));
    }
    json.field("language", work.language);
    json.some("URL", work.url.as_deref());
    if let Some(rights) = work.rights {
        json.key("custom");
        json.open();
        json.field("rights", rights);
        json.close();
    }
    json.close();
    json.finish()
}

/// A person in a note, as citation processors and Zotero read them there:
/// `recipient: Reagan || Ronald W.`
fn line(role: &str, name: &Name) -> String {
    match &name.parts {
        Some(parts) => format!("{role}: {} || {}{}", parts.family, parts.given, parts.end()),
        None => format!("{role}: {}", name.shown),
    }
}

fn names(key: &str, names: &[Name], json: &mut Json) {
    if names.is_empty() {
        return;
    }
    json.key(key);
    json.open_list();
    for name in names {
        json.open();
        match &name.parts {
            Some(parts) => {
                json.field("family", &parts.family);
                json.field("given", &parts.given);
                json.some("suffix", parts.suffix.as_deref());
            }
            None => json.field("literal", &name.shown),
        }
        json.close();
    }
    json.close_list();
}

/// Parts where the date has them; otherwise its words.
fn issued(when: When, json: &mut Json) {
    let Some(date) = when.date() else { return };
    json.key("issued");
    json.open();
    let edtf = date.to_string();
    let bare = edtf.replace(['?', '~', '%'], "");
    match ends(date, &bare) {
        Some(ends) => {
            json.key("date-parts");
            json.open_list();
            for end in ends {
                json.open_list();
                end.into_iter().for_each(|part| json.number(part));
                json.close_list();
            }
            json.close_list();
            if let Some(season) = season(&bare) {
                json.key("season");
                json.number(season);
            }
            if bare != edtf {
                json.key("circa");
                json.flag(true);
            }
        }
        None => json.field("literal", &date.in_words()),
    }
    json.close();
}

/// Year, month and day of a date, or of both ends of a range. `None`: an end is open.
fn ends(date: Date, bare: &str) -> Option<Vec<Vec<usize>>> {
    if bare.contains('X') {
        let year = |day: Option<crate::model::Day>| Some(vec![usize::try_from(day?.year()).ok()?]);
        return Some(vec![year(date.earliest())?, year(date.latest())?]);
    }
    let ends: Vec<&str> = match bare.strip_prefix('[').and_then(|set| set.strip_suffix(']')) {
        Some(set) => set.split("..").collect(),
        None => bare.split('/').collect(),
    };
    let parts = |end: &&str| {
        let parts = end.split('-').map(|part| part.parse::<usize>().ok());
        let mut parts = parts.collect::<Option<Vec<usize>>>()?;
        // The month of a season is none.
        if parts.get(1).is_some_and(|month| *month > 12) {
            parts.truncate(1);
        }
        Some(parts)
    };
    ends.iter().map(parts).collect()
}

/// 1 spring to 4 winter.
fn season(bare: &str) -> Option<usize> {
    let (_, month) = bare.split_once('-')?;
    let month: usize = month.parse().ok()?;
    month
        .checked_sub(20)
        .filter(|season| (1..=4).contains(season))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_parts_where_they_can() {
        for (edtf, expected) in [
            ("1986-01-14", r#"{"issued":{"date-parts":[[1986,1,14]]}"#),
            (
                "1985-12?",
                r#"{"issued":{"date-parts":[[1985,12]],"circa":true}"#,
            ),
            (
                "1986-08-01/1986-09",
                r#"{"issued":{"date-parts":[[1986,8,1],[1986,9]]}"#,
            ),
            (
                "[1986-08-01..1986-09-23]",
                r#"{"issued":{"date-parts":[[1986,8,1],[1986,9,23]]}"#,
            ),
            ("1986-22", r#"{"issued":{"date-parts":[[1986]],"season":2}"#),
            ("198X", r#"{"issued":{"date-parts":[[1980],[1989]]}"#),
            (
                "[..1986-09-23]",
                r#"{"issued":{"literal":"September 23, 1986 or earlier"}"#,
            ),
        ] {
            let mut json = Json::default();
            json.open();
            issued(When::Date(Date::parse(edtf).expect("EDTF")), &mut json);
            assert_eq!(json.finish(), expected, "{edtf}");
        }
    }
}
