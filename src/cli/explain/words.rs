//! Elements, references and facts in plain English, for people who do not know TEI.

use crate::edition::{Edition, Link, TargetKind};
use crate::model::{
    Cert, CrossRef, Element, Fact, Header, Inferred, Mark, NoteKind, Party, Record, Tag, VolumeCue,
    Wanted,
};
use crate::model::{Evidence, Note};

/// What an element is. `None` for those that only hold others or say nothing new.
pub(super) fn element(element: &Element, record: &Record) -> Option<String> {
    let kind = element.kind();
    let attr = |name| element.attrs.get(name).unwrap_or("");
    let words = match element.tag {
        Tag::Head => "heading",
        Tag::Num => "the document's number",
        Tag::Dateline => "dateline: place and date",
        Tag::Salute => "words of address or farewell",
        Tag::Signed => "signature",
        Tag::Closer => "the close of the letter",
        Tag::Postscript => "postscript",
        Tag::Address => "address",
        Tag::P => {
            let key = element.key.as_deref().unwrap_or("");
            let number = key.get(1..).filter(|n| n.parse::<u32>().is_ok());
            return Some(match (key.chars().next(), number) {
                (Some('p'), Some(number)) => format!("paragraph {number}"),
                (Some('s'), Some(number)) => format!("supplied paragraph {number}"),
                _ => "paragraph".to_owned(),
            });
        }
        Tag::Ab => match kind {
            "letterhead" => "letterhead",
            "classification" => "marking of secrecy",
            "declassification" => "instruction for declassification",
            "idno" => "number that an archive put on it",
            "telegram" => "telegram's number, time or precedence",
            "handling" => "how the document was handled",
            "stamp" => return None,
            _ => "block of text",
        },
        Tag::List => match kind {
            "to" => "who it is to",
            "from" => "who it is from",
            "through" => "through whom it went",
            "cc" => "who got copies",
            "subject" => "what it is about",
            "participants" => "who took part",
            "gloss" => "list of words and what they mean",
            _ if attr("rend") == "numbered" => "numbered list",
            _ => "list",
        },
        Tag::Item => "an item of it",
        Tag::Table => "table",
        Tag::Row => "a row of it",
        Tag::Label => "label for what follows",
        Tag::Quote | Tag::Q => "quotation",
        Tag::Lg => "verses",
        Tag::Sp => "what one speaker says",
        Tag::Speaker => "who speaks",
        Tag::Stage => "stage direction",
        Tag::Argument => "summary at the head of a part",
        Tag::Byline => "who it is by",
        Tag::Epigraph => "motto",
        Tag::FloatingText => "a text within the text",
        Tag::Opener => "the opening of the letter",
        Tag::Trailer => "words at the end of a part",
        Tag::FigDesc => "description of a picture",
        Tag::Graphic => "image",
        Tag::Note => "note in its place",
        Tag::App => "witnesses differ here",
        Tag::Lem => "the reading in the text",
        Tag::Rdg => "another reading",
        Tag::Abbr => "abbreviated",
        Tag::Expan => "written out by the editors",
        Tag::Orig => "as the source spells it",
        Tag::Reg => "regular spelling, by the editors",
        Tag::Add => "added by the writer",
        Tag::Subst => "one reading put for another",
        Tag::Unclear => "hard to read",
        Tag::Damage => "damaged",
        Tag::Gap => "words are missing",
        Tag::Space => "left blank",
        Tag::Foreign => "words in another language",
        Tag::Emph => "stressed",
        Tag::Title => "title of a work",
        Tag::Said => "spoken words",
        Tag::Gloss => "explanation of a word",
        Tag::Measure => "measure",
        Tag::Time => "time",
        Tag::Cb => "a column begins",
        Tag::Milestone => "a part begins",
        Tag::Idno => "number or shelf mark",
        Tag::Stamp => "stamp, which is no part of the text",
        Tag::Fw => match kind {
            "pageNum" => "typed page number",
            _ => "running head of a page",
        },
        Tag::Del => "struck out",
        Tag::Hi => match attr("rend") {
            "superscript" => "raised",
            "italic" => "italic or handwritten",
            "bold" => "bold",
            "underline" => "underlined",
            _ => "marked out",
        },
        Tag::Seg => match kind {
            "withheld" => "text that was not declassified",
            "omitted" => "text that the editors left out",
            "sic" => "confirms the reading before it",
            "editorial" => "words of the editors",
            _ => return None,
        },
        Tag::Div if kind == "attachment" => {
            let number = element.index.map_or(1, |index| index + 1);
            return Some(format!("enclosure {number} begins"));
        }
        Tag::Div => "section",
        Tag::Pb => {
            let inside = match attr("break") {
                "no" => ", inside a word",
                _ => "",
            };
            return Some(format!("printed page {} begins{inside}", attr("n")));
        }
        Tag::Anchor => {
            let note = element
                .index
                .and_then(|index| record.notes.get(index as usize));
            return Some(match note {
                Some(note) => format!("mark of {}", self::note(note)),
                None => "mark of a note".to_owned(),
            });
        }
        Tag::PersName => return Some(named("person", attr("ref"))),
        Tag::PlaceName => return Some(named("place", attr("ref"))),
        Tag::OrgName => return Some(named("organisation", attr("ref"))),
        Tag::Term => return Some(named("term of the glossary", attr("ref"))),
        Tag::Date => return dated(element),
        Tag::Ref | Tag::Cell | Tag::Lb | Tag::L | Tag::AddrLine | Tag::Sic => {
            return None;
        }
        Tag::Choice => "corrected by the editor",
        Tag::Corr => "should read",
        Tag::Surplus => "should not be there, says the editor",
        Tag::Supplied => "supplied by the editor",
        Tag::Code => "program text",
        Tag::Figure => "picture",
        ref tag => return Some(format!("TEI {}", tag.name())),
    };
    Some(words.to_owned())
}

/// A date that a text speaks of, and what of it is inferred.
fn dated(element: &Element) -> Option<String> {
    let attr = |name| element.attrs.get(name);
    let date = match (attr("when"), attr("from"), attr("to")) {
        (Some(when), _, _) => when.to_owned(),
        (None, Some(from), Some(to)) => format!("{from}/{to}"),
        _ => return None,
    };
    let inferred = match element.rule.infers() {
        Some(Inferred::Year) => ", its year inferred",
        Some(Inferred::MonthAndYear) => ", its month and year inferred",
        None => "",
    };
    Some(format!("date {date}{inferred}"))
}

fn named(what: &str, id: &str) -> String {
    match id.trim_start_matches('#') {
        "" => what.to_owned(),
        id => format!("{what} {id}"),
    }
}

/// A note, by its number.
pub(super) fn note(note: &Note) -> String {
    match note.kind {
        NoteKind::Source => format!("note {} (where the text comes from)", note.n),
        NoteKind::Editorial => format!("note {}", note.n),
    }
}

/// What a reference asks for, and where it leads.
pub(super) fn reference(reference: &CrossRef, link: Option<(&Link, &Edition)>) -> String {
    let volume = |cue: &VolumeCue| match cue {
        VolumeCue::Own => String::new(),
        VolumeCue::Named {
            volume,
            title,
            ibid,
            ..
        } => {
            let ibid = if *ibid { " (ibid.)" } else { "" };
            let title = title.as_deref().map(|title| format!(" “{title}”"));
            let number = if volume.is_empty() { "" } else { " " };
            format!(
                " of volume{number}{volume}{}{ibid}",
                title.unwrap_or_default()
            )
        }
    };
    let wanted = match &reference.wanted {
        Wanted::Document {
            volume: cue,
            number,
        } => format!("document {number}{}", volume(cue)),
        Wanted::Note {
            volume: cue,
            document,
            note,
        } => match document {
            Some(number) => format!("note {note} to document {number}{}", volume(cue)),
            None => format!("note {note} here"),
        },
        Wanted::Page { volume: cue, page } => format!("page {page}{}", volume(cue)),
        Wanted::Volume { volume: cue } => format!("the whole{}", volume(cue)),
        Wanted::Key(key) => key.clone(),
        Wanted::Url(url) => url.clone(),
        Wanted::Doubtful(reason) => return format!("perhaps a reference: {reason}"),
    };
    let leads = link.map_or_else(String::new, |(link, edition)| leads(link, edition));
    format!("refers to {wanted}{leads}")
}

fn leads(link: &Link, edition: &Edition) -> String {
    match link {
        Link::Target(target) => {
            let id = &edition.document(target.document).id;
            let place = match (target.kind, &target.key) {
                (TargetKind::Document, _) | (_, None) => String::new(),
                (_, Some(key)) => format!(", {key}"),
            };
            format!(" → {}{place}", id.local())
        }
        Link::Entity(id) => format!(" → {id}"),
        Link::Asset(_) => " → a file of the edition".to_owned(),
        Link::Page(path) => format!(" → {path}"),
        Link::Volume(id) => format!(" → the contents of {id}"),
        Link::Elsewhere { url, .. } => format!(" → {url}"),
        Link::Url(_) => String::new(),
        Link::Nothing => " → leads nowhere".to_owned(),
    }
}

/// How sure; empty when there is no doubt.
pub(super) const fn doubt(cert: Cert) -> &'static str {
    match cert {
        Cert::High => "",
        Cert::Medium => " (likely)",
        Cert::Low => " (a guess)",
    }
}

/// A fact of the header: its name, its value, and how it is known.
pub(super) type Row = (&'static str, String, Evidence);

/// Everything that is known of a document as a whole.
pub(super) fn facts(header: &Header) -> Vec<Row> {
    fn words(rows: &mut Vec<Row>, name: &'static str, fact: Option<&Fact<String>>) {
        rows.extend(fact.map(|fact| (name, fact.value.clone(), fact.evidence)));
    }
    fn parties(rows: &mut Vec<Row>, name: &'static str, parties: &[Fact<Party>]) {
        for party in parties {
            let Party {
                name: who,
                office,
                entity,
            } = &party.value;
            let mut value = match (who, office) {
                (Some(who), Some(office)) => format!("{who}, {office}"),
                _ => party.value.label().to_owned(),
            };
            if let Some(id) = entity {
                value.push_str(&format!(" ({id})"));
            }
            rows.push((name, value, party.evidence));
        }
    }
    fn date(rows: &mut Vec<Row>, name: &'static str, fact: Option<&Fact<crate::model::Date>>) {
        rows.extend(fact.map(|fact| {
            let value = format!("{} ({})", fact.value.in_words(), fact.value);
            (name, value, fact.evidence)
        }));
    }
    let mut rows = Vec::new();
    words(&mut rows, "number", header.number.as_ref());
    words(&mut rows, "title", header.title.as_ref());
    words(&mut rows, "kind", header.kind.as_ref());
    parties(&mut rows, "from", &header.sent.parties);
    parties(&mut rows, "to", &header.received.parties);
    date(&mut rows, "date", header.sent.date.as_ref());
    words(&mut rows, "place", header.sent.place.as_ref());
    date(&mut rows, "received", header.received.date.as_ref());
    words(&mut rows, "received at", header.received.place.as_ref());
    words(&mut rows, "subject", header.subject.as_ref());
    parties(&mut rows, "took part", &header.participants);
    for Fact {
        value: Mark { text, struck },
        evidence,
    } in &header.classification
    {
        let struck = if *struck { " (struck)" } else { "" };
        rows.push(("secrecy", format!("{text}{struck}"), *evidence));
    }
    words(&mut rows, "declassify", header.declassification.as_ref());
    words(&mut rows, "archive", header.archive.as_ref());
    for fact in header.idnos.iter().chain(&header.telegram) {
        rows.push(("number", fact.value.clone(), fact.evidence));
    }
    words(&mut rows, "rights", header.rights.as_ref());
    words(&mut rows, "remark", header.remark.as_ref());
    words(&mut rows, "language", header.language.as_ref());
    words(&mut rows, "first page", header.first_page.as_ref());
    for fact in &header.replies_to {
        rows.push(("answers", fact.value.to_string(), fact.evidence));
    }
    if let Some(witness) = &header.witness {
        let of = witness.value.of.as_ref();
        let of = of.map_or(String::new(), |of| format!(" of {of}"));
        let value = format!("{}{of}", witness.value.siglum);
        rows.push(("witness", value, witness.evidence));
    }
    rows
}
