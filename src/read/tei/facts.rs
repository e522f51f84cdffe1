//! What the text of a document says of it as a whole: number, title, kind, who wrote to
//! whom, where and when, subject, participants, markings, archive.
//!
//! Facts are sought in an order of trust: what the markup states, then what a heading or
//! dateline says in words, read by the rules for raw texts. Nothing is invented.

use super::header::{Who, date, party};
use super::when;
use crate::diag::Diagnostics;
use crate::model::{
    Attrs, Cert, CorrespAction, Descend, Element, Fact, Header, Mark, Node, Note, NoteKind, Party,
    Rule, Tag, plain_text, walk,
};
use crate::read::dates;
use crate::read::plain::header::{source_line, source_note};
use crate::read::plain::heading;
use crate::read::plain::parties::PartyWords;
use crate::source::Span;

/// Where facts are sought.
pub(super) struct Source<'a> {
    /// The document's own element's attributes.
    pub(super) attrs: &'a Attrs,
    /// Its start.
    pub(super) span: Span,
    pub(super) body: &'a [Node],
    pub(super) notes: &'a [Note],
    pub(super) who: Who<'a>,
}

/// Reads the facts of a document or of an enclosure.
pub(super) fn facts(source: &Source<'_>, diags: &mut Diagnostics) -> Header {
    let mut seen = Seen::default();
    seen.look(source.body);
    let mut header = Header::default();
    if let Some(n) = source.attrs.get("n").filter(|n| !n.is_empty()) {
        let number = n.trim_end_matches('.').to_owned();
        header.number = Some(encoded(number, source.span));
    }
    let only = match source.body {
        [Node::Element(only)] if only.tag == Tag::Div => only.attrs.get("xml:lang"),
        _ => None,
    };
    if let Some(language) = source.attrs.get("xml:lang").or(only) {
        header.language = Some(encoded(language.to_owned(), source.span));
    }
    if let Some(head) = seen.head {
        heading_facts(head, &mut header);
    }
    marked_parties(&seen, source.who, &mut header);
    when_and_where(source, &seen, &mut header, diags);
    lists(&seen, source.who, &mut header);
    origin(source, &seen, &mut header);
    header
}

fn encoded<T>(value: T, span: Span) -> Fact<T> {
    Fact::new(value, Rule::Encoded, Cert::High, span)
}

/// The elements of a text in which facts are stated.
#[derive(Default)]
struct Seen<'a> {
    head: Option<&'a Element>,
    datelines: Vec<&'a Element>,
    /// Dates in openers and headings that stand in no dateline.
    dates: Vec<&'a Element>,
    from: Vec<&'a Element>,
    to: Vec<&'a Element>,
    lists: Vec<&'a Element>,
    sources: Vec<&'a Element>,
    markings: Vec<&'a Element>,
}

impl<'a> Seen<'a> {
    fn look(&mut self, nodes: &'a [Node]) {
        let mut running = false;
        let mut opened = 0;
        walk(nodes, &mut |node| {
            let Node::Element(element) = node else {
                return Descend::Over;
            };
            match &element.tag {
                Tag::Div if element.index.is_some() => return Descend::Over,
                Tag::FloatingText => return Descend::Over,
                Tag::Other(name) if matches!(&**name, "back" | "listPerson" | "standOff") => {
                    return Descend::Over;
                }
                Tag::Head if self.head.is_none() && !running => {
                    self.head = Some(element);
                    // Entries of diaries are dated by their headings.
                    opened = opened.max(element.span.end);
                }
                Tag::Dateline => {
                    self.datelines.push(element);
                    return Descend::Into;
                }
                Tag::Opener | Tag::Closer => opened = element.span.end,
                Tag::Date if element.span.end <= opened => self.dates.push(element),
                Tag::PersName | Tag::OrgName | Tag::Name | Tag::Rs => match element.kind() {
                    "from" => self.from.push(element),
                    "to" => self.to.push(element),
                    _ => {}
                },
                Tag::List if !element.kind().is_empty() => self.lists.push(element),
                Tag::Note if element.kind() == "source" => self.sources.push(element),
                Tag::Ab | Tag::Seg if element.kind() == "classification" => {
                    self.markings.push(element);
                }
                Tag::P => running = true,
                _ => {}
            }
            Descend::Into
        });
    }
}

/// Number, title, kind, and the parties as the heading words them.
fn heading_facts(head: &Element, header: &mut Header) {
    let words = plain_text(&head.children);
    let parsed = heading::parse(&words);
    let rule = parsed.rule();
    if header.number.is_none()
        && let Some(number) = parsed.number.as_ref().and_then(|it| words.get(it.clone()))
    {
        let fact = Fact::new(
            number.to_owned(),
            Rule::HeadingNumber,
            Cert::High,
            head.span,
        );
        header.number = Some(fact);
    }
    let own = parsed.number.as_ref().and_then(|it| words.get(it.clone()));
    let is_number = own.is_some() && own == header.number.as_ref().map(|it| it.value.as_str());
    let title = if is_number {
        words.get(parsed.title.clone()).unwrap_or("").trim()
    } else {
        words.as_str()
    };
    if !title.is_empty() {
        header.title = Some(encoded(title.to_owned(), head.span));
    }
    if let Some(kind) = parsed.kind {
        header.kind = Some(Fact::new(kind, Rule::HeadingKind, Cert::High, head.span));
    }
    let party = |words: PartyWords| Fact::new(words.into(), rule, Cert::High, head.span);
    header.sent.parties = parsed.senders.into_iter().map(party).collect();
    header.received.parties = parsed.addressees.into_iter().map(party).collect();
}

/// `persName type="from|to"`: the heading's words give the office, the markup the person.
fn marked_parties(seen: &Seen<'_>, who: Who<'_>, header: &mut Header) {
    for (marked, action) in [
        (&seen.from, &mut header.sent),
        (&seen.to, &mut header.received),
    ] {
        for element in marked {
            let found = party(element, who);
            let words = plain_text(&element.children);
            let same = action.parties.iter_mut().find(|known| {
                let known = &known.value;
                [&known.name, &known.office]
                    .into_iter()
                    .flatten()
                    .any(|part| {
                        part == &words || part.ends_with(&words) || words.ends_with(part.as_str())
                    })
            });
            match same {
                Some(known) => {
                    known.value.entity = found.value.entity;
                    known.evidence = found.evidence;
                }
                None if !words.is_empty() => push_party(action, found),
                None => {}
            }
        }
    }
}

/// Adds a party that is not there yet.
fn push_party(action: &mut CorrespAction, found: Fact<Party>) {
    let known = action.parties.iter().any(|it| {
        it.value.entity.is_some() && it.value.entity == found.value.entity
            || it.value.name == found.value.name && it.value.office == found.value.office
    });
    if !known
        && action
            .parties
            .iter()
            .all(|it| it.evidence.rule == Rule::Encoded)
    {
        action.parties.push(found);
    } else if !known {
        // What is marked up is believed before what the heading's words seem to say.
        let is_heading = |it: &Fact<Party>| it.evidence.rule != Rule::Encoded;
        if action.parties.iter().all(is_heading) && action.parties.len() <= 1 {
            action.parties = vec![found];
        } else {
            action.parties.push(found);
        }
    }
}

fn when_and_where(
    source: &Source<'_>,
    seen: &Seen<'_>,
    header: &mut Header,
    diags: &mut Diagnostics,
) {
    for dateline in &seen.datelines {
        walk(&dateline.children, &mut |node| {
            let Node::Element(element) = node else {
                return Descend::Over;
            };
            match element.tag {
                Tag::PlaceName if header.sent.place.is_none() => {
                    let words = plain_text(&element.children);
                    if !words.is_empty() {
                        header.sent.place = Some(encoded(words, element.span));
                    }
                    Descend::Over
                }
                Tag::Date if header.sent.date.is_none() => {
                    header.sent.date = date(element, diags);
                    Descend::Over
                }
                _ => Descend::Into,
            }
        });
    }
    // The moments that a volume's editors state are the day where they agree on one.
    let moment = |end: &str| source.attrs.get(&format!("frus:doc-dateTime-{end}"));
    if let (Some(min), Some(max)) = (moment("min"), moment("max"))
        && let Some(stated) = when::between(min, max)
        && (stated.exact().is_some() || header.sent.date.is_none())
    {
        header.sent.date = Some(encoded(stated, source.span));
    }
    if header.sent.date.is_none() {
        header.sent.date = seen.dates.iter().find_map(|element| date(element, diags));
    }
    if header.sent.date.is_none() {
        in_words(seen, header);
    }
}

/// Dates written out, where no attribute says them. Words in another calendar are left.
fn in_words(seen: &Seen<'_>, header: &mut Header) {
    for dateline in &seen.datelines {
        let words = plain_text(&dateline.children);
        let mut foreign = false;
        walk(&dateline.children, &mut |node| {
            let calendar = node.element().and_then(|it| it.attrs.get("calendar"));
            foreign |= calendar.is_some_and(|it| !it.to_lowercase().contains("gregorian"));
            Descend::Into
        });
        if foreign {
            continue;
        }
        if let Some(line) = dates::dateline(&words) {
            if let (Some(found), None) = (&line.date, &header.sent.date) {
                let rule = if found.two_calendars {
                    Rule::DateOldStyle
                } else {
                    Rule::Dateline
                };
                header.sent.date = Some(Fact::new(found.date, rule, Cert::High, dateline.span));
            }
            if let (Some(place), None) = (&line.place, &header.sent.place) {
                let place = words.get(place.clone()).unwrap_or("").to_owned();
                header.sent.place =
                    Some(Fact::new(place, Rule::Dateline, Cert::High, dateline.span));
            }
        } else if let ([only], None) = (dates::find(&words).as_slice(), &header.sent.date) {
            let fact = Fact::new(only.date, Rule::DateInWords, Cert::Medium, dateline.span);
            header.sent.date = Some(fact);
        }
    }
}

/// `list type="participants|subject|to|from"`.
fn lists(seen: &Seen<'_>, who: Who<'_>, header: &mut Header) {
    for list in &seen.lists {
        let items = list.children.iter().filter_map(Node::element);
        let items: Vec<_> = items.filter(|it| it.tag == Tag::Item).collect();
        match list.kind() {
            "participants" => {
                let people = items.iter().filter_map(|item| person(item, who));
                header.participants.extend(people);
            }
            "subject" if header.subject.is_none() => {
                let words: Vec<_> = items.iter().map(|it| plain_text(&it.children)).collect();
                let words = words.join("; ");
                if !words.is_empty() {
                    let fact = Fact::new(words, Rule::Encoded, Cert::High, list.span);
                    header.subject = Some(fact);
                }
            }
            kind @ ("to" | "from") => {
                let action = if kind == "to" {
                    &mut header.received
                } else {
                    &mut header.sent
                };
                if action.parties.is_empty() {
                    let people = items.iter().filter_map(|item| person(item, who));
                    action.parties.extend(people);
                }
            }
            _ => {}
        }
    }
}

/// A person of a list: `<persName>`, then the office; or words alone.
fn person(item: &Element, who: Who<'_>) -> Option<Fact<Party>> {
    let mut marked = None;
    let mut nested = false;
    walk(&item.children, &mut |node| {
        if let Some(element) = node.element() {
            nested |= element.tag == Tag::List;
            if element.tag == Tag::PersName {
                marked.get_or_insert(element);
                return Descend::Over;
            }
        }
        Descend::Into
    });
    // An item with a list in it is a side or a country.
    if nested {
        return None;
    }
    let words = plain_text(&item.children);
    let words = words.trim_end_matches([';', '.', ',']);
    let (name, office) = match words.split_once([',', ';']) {
        Some((name, office)) => (name.trim(), Some(office.trim().to_owned())),
        None => (words.trim(), None),
    };
    if name.is_empty() {
        return None;
    }
    let value = Party {
        name: Some(name.to_owned()),
        office,
        entity: marked.and_then(|element| super::header::entity(element, who)),
    };
    Some(encoded(value, item.span))
}

/// Archive and markings: what the source note says, and lines of their own.
fn origin(source: &Source<'_>, seen: &Seen<'_>, header: &mut Header) {
    for element in &seen.markings {
        let text = plain_text(&element.children);
        let struck = element.children.iter().any(|node| {
            let element = node.element();
            element.is_some_and(|it| it.tag == Tag::Del)
        });
        if !text.is_empty() {
            header
                .classification
                .push(encoded(Mark { text, struck }, element.span));
        }
    }
    for element in &seen.sources {
        let words = plain_text(&element.children);
        match source_line(&words) {
            Some((number, kind)) => {
                let number = words.get(number).unwrap_or("").to_owned();
                header.idnos.push(encoded(number, element.span));
                if let Some(kind) = kind {
                    let fact = Fact::new(kind, Rule::HeadingKind, Cert::High, element.span);
                    header.kind.get_or_insert(fact);
                }
            }
            None => sourced(&words, element.span, header),
        }
    }
    let notes = source.notes.iter();
    for note in notes.filter(|note| note.kind == NoteKind::Source) {
        sourced(&plain_text(&note.body), note.span, header);
    }
}

fn sourced(words: &str, span: Span, header: &mut Header) {
    let (archive, marking) = source_note(words);
    if let (Some(archive), None) = (archive.and_then(|it| words.get(it)), &header.archive) {
        let fact = Fact::new(
            archive.to_owned(),
            Rule::SourceNoteArchive,
            Cert::High,
            span,
        );
        header.archive = Some(fact);
    }
    if let Some(text) = marking.and_then(|it| words.get(it))
        && header.classification.is_empty()
    {
        let mark = Mark {
            text: text.to_owned(),
            struck: false,
        };
        let fact = Fact::new(mark, Rule::SourceNoteClassification, Cert::High, span);
        header.classification.push(fact);
    }
}
