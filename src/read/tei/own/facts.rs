//! The header that recto wrote → the facts it was written from.

use super::super::links::entry_id;
use super::{inside, is, known};
use crate::model::{
    Cert, CorrespAction, Date, Descend, Element, EntityId, Evidence, Fact, Header, Mark, Node,
    Party, Record, RecordId, Rule, Tag, Witness, plain_text, walk,
};

/// Puts every fact of the file's header into the record's.
pub(super) fn restore(record: &mut Record) {
    let reader = Reader::new(record);
    record.id_stated = reader.id_stated;
    record.header = reader.own;
    for (enclosure, header) in record.enclosures.iter_mut().zip(reader.inner) {
        enclosure.header = header;
    }
}

/// Puts the facts that an editor stated, and the writer added to the source's header, into
/// the record's.
pub(super) fn stated(record: &mut Record) {
    let reader = Reader::new(record);
    lay(&mut record.header, reader.own);
    for (enclosure, header) in record.enclosures.iter_mut().zip(reader.inner) {
        lay(&mut enclosure.header, header);
    }
}

/// Lays the facts of the sidecar over a header.
fn lay(header: &mut Header, stated: Header) {
    fn one<T>(old: &mut Option<Fact<T>>, new: Option<Fact<T>>) {
        let new = new.filter(|fact| fact.evidence.rule == Rule::Sidecar);
        if new.is_some() {
            *old = new;
        }
    }
    fn all<T>(old: &mut Vec<Fact<T>>, new: Vec<Fact<T>>) {
        let stated = |fact: &Fact<T>| fact.evidence.rule == Rule::Sidecar;
        let new: Vec<_> = new.into_iter().filter(stated).collect();
        if !new.is_empty() {
            *old = new;
        }
    }
    one(&mut header.number, stated.number);
    one(&mut header.title, stated.title);
    one(&mut header.kind, stated.kind);
    one(&mut header.subject, stated.subject);
    one(&mut header.declassification, stated.declassification);
    one(&mut header.archive, stated.archive);
    one(&mut header.rights, stated.rights);
    one(&mut header.remark, stated.remark);
    one(&mut header.language, stated.language);
    one(&mut header.first_page, stated.first_page);
    one(&mut header.witness, stated.witness);
    one(&mut header.sent.place, stated.sent.place);
    one(&mut header.received.place, stated.received.place);
    one(&mut header.received.date, stated.received.date);
    all(&mut header.sent.parties, stated.sent.parties);
    all(&mut header.received.parties, stated.received.parties);
    all(&mut header.participants, stated.participants);
    all(&mut header.classification, stated.classification);
    all(&mut header.idnos, stated.idnos);
    all(&mut header.telegram, stated.telegram);
    all(&mut header.replies_to, stated.replies_to);
    if stated.date_unknown {
        header.sent.date = None;
        header.date_unknown = true;
    } else {
        one(&mut header.sent.date, stated.sent.date);
    }
}

struct Reader {
    volume: Option<String>,
    own: Header,
    inner: Vec<Header>,
    /// The ids of the enclosures.
    enclosures: Vec<String>,
    id_stated: bool,
}

impl Reader {
    /// Reads what a record's description says.
    fn new(record: &Record) -> Self {
        let mut reader = Self {
            volume: record.id.volume().map(str::to_owned),
            own: Header::default(),
            inner: vec![Header::default(); record.enclosures.len()],
            enclosures: record
                .enclosures
                .iter()
                .zip(record.enclosure_ids())
                .map(|(it, id)| match id {
                    Some(id) => id.to_owned(),
                    None => format!("{}{}", record.id.local(), it.key),
                })
                .collect(),
            id_stated: false,
        };
        walk(&record.description, &mut |node| {
            if let Node::Element(element) = node {
                reader.element(element);
            }
            Descend::Into
        });
        reader
    }

    /// The header of what an element is about.
    fn about(&mut self, element: &Element) -> &mut Header {
        let about = element
            .attrs
            .get("corresp")
            .and_then(|it| it.strip_prefix('#'));
        let at = about.and_then(|id| self.enclosures.iter().position(|known| known == id));
        match at.and_then(|at| self.inner.get_mut(at)) {
            Some(header) => header,
            None => &mut self.own,
        }
    }

    fn element(&mut self, element: &Element) {
        match element.tag.name() {
            "titleStmt" => {
                let title = inside(element).find(|it| it.tag == Tag::Title);
                let title = title.filter(|it| it.kind() != "id");
                self.own.title = title.map(words);
            }
            "publicationStmt" => {
                let id = inside(element).find(|it| it.tag == Tag::Idno && it.kind() == "document");
                self.id_stated = id.is_some_and(|it| it.attrs.get("resp") == Some("#editor"));
            }
            "availability" if element.attrs.get("corresp").is_some() => {
                let rights = inside(element).find(|it| is(it, "licence")).map(words);
                self.about(element).rights = rights;
            }
            "notesStmt" => inside(element).for_each(|note| self.note(note)),
            "bibl" => self.bibliography(element),
            "msDesc" => self.holding(element),
            "listWit" => {
                let witness = inside(element).find(|it| is(it, "witness"));
                let witness = witness.map(|it| self.witness(it));
                self.about(element).witness = witness;
            }
            "correspDesc" => self.correspondence(element),
            "listPerson" if element.kind() == "participants" => {
                let people = inside(element).filter_map(|person| inside(person).next());
                let parties: Vec<_> = people.map(party).collect();
                self.about(element).participants = parties;
            }
            "keywords" => {
                for term in inside(element) {
                    let fact = Some(words(term));
                    let header = self.about(element);
                    match term.kind() {
                        "kind" => header.kind = fact,
                        "subject" => header.subject = fact,
                        _ => {}
                    }
                }
            }
            "language" if element.attrs.get("corresp").is_some() => {
                let ident = element.attrs.get("ident").unwrap_or("").to_owned();
                self.own.language = Some(fact(element, ident));
            }
            _ => {}
        }
    }

    fn note(&mut self, note: &Element) {
        let found = words(note);
        let struck = inside(note).any(|it| it.tag == Tag::Del);
        let header = self.about(note);
        match note.kind() {
            "classification" => {
                let mark = found.map(|text| Mark { text, struck });
                header.classification.push(mark);
            }
            "declassification" => header.declassification = Some(found),
            "telegram" => header.telegram.push(found),
            "remark" => header.remark = Some(found),
            _ => {}
        }
    }

    fn bibliography(&mut self, element: &Element) {
        for part in inside(element) {
            let unit = part.attrs.get("unit");
            let header = self.about(element);
            match (part.tag.name(), unit) {
                ("title", _) if part.attrs.get("level") == Some("a") => {
                    header.title = Some(words(part));
                }
                ("biblScope", Some("document")) => header.number = Some(words(part)),
                ("biblScope", Some("page")) => header.first_page = Some(words(part)),
                _ => {}
            }
        }
    }

    fn holding(&mut self, element: &Element) {
        let Some(identifier) = inside(element).find(|it| is(it, "msIdentifier")) else {
            return;
        };
        let header = self.about(element);
        let repository = inside(identifier).find(|it| is(it, "repository"));
        let collection = inside(identifier).find(|it| is(it, "collection"));
        header.archive = repository.map(|repository| {
            words(repository).map(|first| match collection {
                Some(rest) => format!("{first}, {}", said(&rest.children)),
                None => first,
            })
        });
        let idnos = inside(identifier).filter(|it| it.tag == Tag::Idno);
        header.idnos = idnos.map(words).collect();
    }

    fn witness(&self, element: &Element) -> Fact<Witness> {
        let description = said(&element.children);
        let of = element.attrs.get("corresp").and_then(|it| self.id(it));
        let siglum = element.attrs.get("n").unwrap_or("").to_owned();
        let witness = Witness {
            siglum,
            of,
            description: (!description.is_empty()).then_some(description),
        };
        fact(element, witness)
    }

    /// A document that a pointer means.
    fn id(&self, pointer: &str) -> Option<RecordId> {
        let (volume, local) = pointer.split_once('#')?;
        let volume = Some(volume).filter(|it| !it.is_empty());
        RecordId::new(volume.or(self.volume.as_deref()), local).ok()
    }

    fn correspondence(&mut self, element: &Element) {
        for part in inside(element) {
            match (part.tag.name(), part.kind()) {
                ("correspAction", "sent") => {
                    let (sent, unknown) = action(part);
                    let header = self.about(element);
                    header.sent = sent;
                    header.date_unknown = unknown;
                }
                ("correspAction", "received") => {
                    self.about(element).received = action(part).0;
                }
                ("correspContext", _) => {
                    let refs = inside(part).filter_map(|it| {
                        let id = self.id(it.attrs.get("target")?)?;
                        Some(fact(it, id))
                    });
                    let refs: Vec<_> = refs.collect();
                    self.about(element).replies_to = refs;
                }
                _ => {}
            }
        }
    }
}

fn fact<T>(element: &Element, value: T) -> Fact<T> {
    let (rule, cert) = known(element).unwrap_or((Rule::Encoded, cert(element)));
    Fact {
        value,
        evidence: Evidence::new(rule, cert, element.span),
    }
}

fn cert(element: &Element) -> Cert {
    match element.attrs.get("cert") {
        Some("low") => Cert::Low,
        Some("medium") => Cert::Medium,
        _ => Cert::High,
    }
}

/// Words, with the characters that XML cannot hold.
fn said(nodes: &[Node]) -> String {
    let is_bare = |node: &Node| node.element().is_none_or(|it| it.tag.name() != "g");
    if nodes.iter().all(is_bare) {
        return plain_text(nodes);
    }
    let each = nodes.iter().map(|node| match node {
        Node::Element(element) => match super::text::illegal(element) {
            Some(c) => Node::text(c, element.span),
            None => node.clone(),
        },
        Node::Text(_) => node.clone(),
    });
    plain_text(&each.collect::<Vec<_>>())
}

fn words(element: &Element) -> Fact<String> {
    fact(element, said(&element.children))
}

fn action(element: &Element) -> (CorrespAction, bool) {
    let mut action = CorrespAction::default();
    let mut unknown = false;
    for part in inside(element) {
        match part.tag.name() {
            "persName" | "orgName" => action.parties.push(party(part)),
            "placeName" => action.place = Some(words(part)),
            "date" if part.attrs.get("cert") == Some("unknown") => unknown = true,
            "date" => action.date = date(part).map(|date| fact(part, date)),
            _ => {}
        }
    }
    (action, unknown)
}

fn party(element: &Element) -> Fact<Party> {
    let office = inside(element).find(|it| is(it, "roleName"));
    let name: Vec<Node> = element
        .children
        .iter()
        .take_while(|node| node.element().is_none_or(|it| !is(it, "roleName")))
        .cloned()
        .collect();
    let name = said(&name);
    let name = match office {
        Some(_) => name.strip_suffix(',').unwrap_or(&name).trim_end(),
        None => &name,
    };
    let evidence = element.attrs.get("evidence").unwrap_or("");
    let found = evidence
        .split_ascii_whitespace()
        .any(|word| word == Rule::NameAuthority.slug());
    let pointer = element.attrs.get("ref").and_then(|it| it.strip_prefix('#'));
    let entity = pointer.filter(|_| !found);
    let party = Party {
        name: (!name.is_empty()).then(|| name.to_owned()),
        office: office.map(|it| said(&it.children)),
        entity: entity.and_then(|id| EntityId::new(&entry_id(id)).ok()),
    };
    // That the edition found the entry tells nothing of how the party was read.
    let mut bare = Element::new(element.tag.clone(), element.span, Rule::Encoded);
    for (name, value) in element.attrs.iter() {
        if name == "evidence" {
            let words = value.split_ascii_whitespace();
            let words: Vec<_> = words
                .filter(|it| *it != Rule::NameAuthority.slug())
                .collect();
            bare.attrs.set(name.to_owned(), words.join(" "));
        } else {
            bare.attrs.set(name.to_owned(), value);
        }
    }
    fact(&bare, party)
}

/// A date from its attributes, EDTF first.
fn date(element: &Element) -> Option<Date> {
    let get = |name: &str| element.attrs.get(name);
    let edtf = match (get("when-custom"), get("when")) {
        (Some(edtf), _) | (None, Some(edtf)) => edtf.to_owned(),
        _ => match (get("from"), get("to"), get("notBefore"), get("notAfter")) {
            (None, None, None, None) => return None,
            (None, None, from, to) => {
                format!("[{}..{}]", from.unwrap_or(""), to.unwrap_or(""))
            }
            (from, to, ..) => format!("{}/{}", from.unwrap_or(".."), to.unwrap_or("..")),
        },
    };
    Date::parse(&edtf).ok()
}
