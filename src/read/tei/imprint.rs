//! How the volume that a file is was published: what its header says for those who cite
//! it. A printed source that `sourceDesc` describes counts before the file's own
//! publication, as it is the book that is cited; the two are not mixed.

use super::header::{Found, all, encoded};
use crate::model::{Cert, Element, Fact, Node, Rule, plain_text};
use crate::source::folded;

/// How a volume was published. Each fact has the element in the header that says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imprint {
    /// The series that it belongs to.
    pub series: Option<Fact<String>>,
    /// Its editors, as named: `Charles S. Sampson`, `Sampson, Charles S.`
    pub editors: Vec<Fact<String>>,
    /// Who published it.
    pub publisher: Option<Fact<String>>,
    /// Where it was published.
    pub place: Option<Fact<String>>,
    /// The year in which it was published: `1996`.
    pub year: Option<Fact<String>>,
    /// Its ISBN, the longer one where it has two.
    pub isbn: Option<Fact<String>>,
}

impl Imprint {
    /// Every fact with what it is.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, &Fact<String>)> {
        let mut facts: Vec<_> = self.series.iter().map(|it| ("series", it)).collect();
        facts.extend(self.editors.iter().map(|it| ("editor", it)));
        for (name, fact) in [
            ("publisher", &self.publisher),
            ("place", &self.place),
            ("year", &self.year),
            ("isbn", &self.isbn),
        ] {
            facts.extend(fact.iter().map(|it| (name, it)));
        }
        facts
    }
}

/// What the header of a volume says of its publication.
pub(super) fn imprint(header: &[Node]) -> Imprint {
    let found = all(header);
    let stated = |it: &&Found<'_>, parent: &str| it.parent() == parent;
    let titles = found
        .iter()
        .filter(|it| name(it) == "title" && it.parent() == "titleStmt");
    let in_series = found.iter().filter(|it| it.parent() == "seriesStmt");
    let series = titles
        .filter(|it| is_series(it.element))
        .chain(in_series.filter(|it| name(it) == "title"));
    let editors: Vec<_> = found
        .iter()
        .filter(|it| name(it) == "editor" && stated(it, "titleStmt"))
        .map(|it| it.element)
        .collect();
    let mut editors = named(&editors);
    if editors.is_empty() {
        editors = responsible(&found);
    }
    let own = Imprint {
        series: first(series),
        editors,
        ..published(&found, "publicationStmt")
    };
    let Some(book) = printed(&found) else {
        return own;
    };
    Imprint {
        series: book.series.or(own.series),
        editors: match book.editors.is_empty() {
            true => own.editors,
            false => book.editors,
        },
        ..book
    }
}

/// The book of which the file is a copy: the one item that the source's description has,
/// if that says how it was published.
fn printed(found: &[Found<'_>]) -> Option<Imprint> {
    let mut items = found.iter().filter(|it| {
        matches!(name(it), "bibl" | "biblStruct" | "biblFull")
            && matches!(it.parent(), "sourceDesc" | "listBibl")
            && it.is_in("sourceDesc")
            && !it.is_in("msDesc")
    });
    let (item, None) = (items.next()?, items.next()) else {
        return None;
    };
    // Of a part of a book, what is said of the whole.
    let within = all(&item.element.children);
    let of_book = |it: &&Found<'_>| !it.is_in("analytic") && name(it) != "analytic";
    let book: Vec<&Found<'_>> = within.iter().filter(of_book).collect();
    let of = |wanted: &str| {
        let mut all = book.iter().filter(move |it| name(it) == wanted);
        all.find_map(|it| said(it.element))
    };
    let imprint = Imprint {
        series: book
            .iter()
            .filter(|it| name(it) == "title" && (is_series(it.element) || it.parent() == "series"))
            .find_map(|it| said(it.element)),
        editors: {
            let all = book.iter().filter(|it| name(it) == "editor");
            named(&all.map(|it| it.element).collect::<Vec<_>>())
        },
        publisher: of("publisher"),
        place: of("pubPlace"),
        year: book
            .iter()
            .filter(|it| name(it) == "date")
            .find_map(|it| year(it.element)),
        isbn: isbn(book.iter().copied()),
    };
    let says = imprint.publisher.is_some() || imprint.place.is_some();
    says.then_some(imprint)
}

/// Publisher, place, year and ISBN of a statement of the header.
fn published(found: &[Found<'_>], statement: &str) -> Imprint {
    let of = |wanted: &'static str| {
        found
            .iter()
            .filter(move |it| name(it) == wanted && it.parent() == statement)
    };
    Imprint {
        publisher: first(of("publisher")),
        place: first(of("pubPlace")),
        year: of("date").find_map(|it| year(it.element)),
        isbn: isbn(of("idno")),
        ..Imprint::default()
    }
}

/// Editors, each name that an element holds by itself. Who edits the whole series or
/// translates is no editor of the volume.
fn named(elements: &[&Element]) -> Vec<Fact<String>> {
    let role = |element: &Element| element.attrs.get("role").unwrap_or("").to_lowercase();
    let is_other = |element: &&&Element| {
        let role = role(element);
        ["general", "series", "transl"]
            .iter()
            .any(|word| role.contains(word))
    };
    let mut of_volume: Vec<_> = elements.iter().filter(|it| !is_other(it)).collect();
    if of_volume.is_empty() {
        // Better than nobody: the general editors.
        let general = |it: &&&Element| !role(it).contains("transl");
        of_volume = elements.iter().filter(general).collect();
    }
    let mut names = Vec::new();
    for editor in of_volume {
        let inside: Vec<_> = editor
            .children
            .iter()
            .filter_map(Node::element)
            .filter(|it| is_name(it))
            .collect();
        match inside.as_slice() {
            [] => names.extend(said(editor)),
            several => names.extend(several.iter().filter_map(|it| said(it))),
        }
    }
    names
}

/// Where no element says `editor`: those whose responsibility is said to be editing.
fn responsible(found: &[Found<'_>]) -> Vec<Fact<String>> {
    const WORDS: [&str; 6] = ["edited", "editor", "herausge", "hrsg", "édit", "редакт"];
    let statements = found
        .iter()
        .filter(|it| name(it) == "respStmt" && it.parent() == "titleStmt");
    let mut names = Vec::new();
    for statement in statements {
        let children = || statement.element.children.iter().filter_map(Node::element);
        let edits = children().filter(|it| it.tag.name() == "resp").any(|it| {
            let words = plain_text(&it.children).to_lowercase();
            WORDS.iter().any(|word| words.contains(word))
        });
        if edits {
            let all = children().filter(|it| is_name(it));
            names.extend(all.filter_map(said).map(|mut fact| {
                fact.evidence.cert = Cert::Medium;
                fact
            }));
        }
    }
    names
}

fn name<'a>(found: &Found<'a>) -> &'a str {
    found.element.tag.name()
}

fn is_name(element: &Element) -> bool {
    matches!(element.tag.name(), "name" | "persName" | "orgName")
}

fn is_series(title: &Element) -> bool {
    title.attrs.get("level") == Some("s") || title.kind() == "series"
}

fn first<'f, 'a: 'f>(mut found: impl Iterator<Item = &'f Found<'a>>) -> Option<Fact<String>> {
    found.find_map(|it| said(it.element))
}

/// An element's words on one line; `None` where it has none.
fn said(element: &Element) -> Option<Fact<String>> {
    let words = folded(&plain_text(&element.children));
    (!words.is_empty()).then(|| encoded(words, element))
}

/// The year of a date: of `when`, else the one number of four digits in its words.
fn year(element: &Element) -> Option<Fact<String>> {
    let four = |text: &str| -> Vec<String> {
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        let four = numbers.filter(|it| it.len() == 4).map(str::to_owned);
        four.collect()
    };
    if let Some(when) = element.attrs.get("when") {
        let year = when.get(..4).filter(|it| four(it).len() == 1)?;
        return Some(encoded(year.to_owned(), element));
    }
    let mut years = four(&plain_text(&element.children));
    years.dedup();
    match years.as_slice() {
        [one] => Some(Fact::new(
            one.clone(),
            Rule::Encoded,
            Cert::High,
            element.span,
        )),
        _ => None,
    }
}

fn isbn<'f, 'a: 'f>(found: impl Iterator<Item = &'f Found<'a>>) -> Option<Fact<String>> {
    let isbns = found
        .filter(|it| name(it) == "idno" && it.element.kind().to_lowercase().starts_with("isbn"));
    let digits = |fact: &Fact<String>| fact.value.chars().filter(char::is_ascii_digit).count();
    isbns.filter_map(|it| said(it.element)).max_by_key(digits)
}
