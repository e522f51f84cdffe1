//! The facts of a header, main document and enclosures alike, each as the element that
//! TEI has for it. What belongs to an enclosure points there with `corresp`.

use super::super::Document;
use super::evidence;
use super::tree::{Item, Xml};
use crate::model::{
    CorrespAction, Date, EntityKind, Evidence, Fact, Header, Party, RecordId, Rule,
};
use std::collections::BTreeSet;

/// The headers of a record: its own, and its enclosures'.
pub(super) struct Facts<'a> {
    document: &'a Document<'a>,
    /// Each with the address of what it is about; `None` for the document itself.
    headers: Vec<(Option<String>, &'a Header)>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(document: &'a Document<'a>) -> Self {
        let record = document.record;
        let inner = record.enclosures.iter();
        let inner = inner.zip(record.enclosure_ids()).map(|(it, id)| {
            let id = id.map_or_else(|| document.id(&it.key), str::to_owned);
            (Some(format!("#{id}")), &it.header)
        });
        let headers = std::iter::once((None, &record.header))
            .chain(inner)
            .collect();
        Self { document, headers }
    }

    /// Every rule that found a fact.
    pub(super) fn rules(&self, used: &mut BTreeSet<Rule>) {
        for (_, header) in &self.headers {
            used.extend(evidence_of(header).map(|evidence| evidence.rule));
        }
        if self.document.record.id_stated {
            used.insert(Rule::Sidecar);
        }
        used.remove(&Rule::Encoded);
    }

    pub(super) fn title(&self) -> Item<'a> {
        let record = self.document.record;
        let item = Item::new("title");
        match &record.header.title {
            Some(title) => stated(item, title),
            None => item.attr("type", "id").text(record.id.to_string()),
        }
    }

    pub(super) fn id(&self) -> Item<'a> {
        let record = self.document.record;
        let item = Item::new("idno").attr("type", "document");
        let item = item.attr_if("resp", record.id_stated.then_some("#editor"));
        item.text(record.id.to_string())
    }

    /// The document's own rights, or else the edition's.
    pub(super) fn rights(&self) -> Vec<Item<'a>> {
        let mut out = Vec::new();
        for (about, header) in &self.headers {
            if let Some(rights) = &header.rights {
                let licence = stated(Item::new("licence"), rights);
                // Without this it would be the edition's.
                let about = about.clone().or_else(|| Some(self.itself()));
                out.push(at(Item::new("availability"), &about).child(licence));
            }
        }
        if let Some(licence) = &self.document.config.edition.licence_text
            && self.document.record.header.rights.is_none()
        {
            let web = licence.starts_with("http://") || licence.starts_with("https://");
            let item = Item::new("licence").attr_if("target", web.then_some(licence.as_str()));
            out.push(Item::new("availability").child(item.text(licence.as_str())));
        }
        out
    }

    /// Markings, numbers of telegrams, remarks: TEI collects in `notesStmt` what is known of
    /// a text and has no element of its own.
    pub(super) fn notes(&self) -> Vec<Item<'a>> {
        let mut out = Vec::new();
        for (about, header) in &self.headers {
            let note = |kind: &'static str| at(Item::new("note").attr("type", kind), about);
            for mark in &header.classification {
                let mut item = note("classification");
                evidence::fact(&mut item, mark.evidence);
                let text = mark.value.text.as_str();
                out.push(if mark.value.struck {
                    item.child(words(Item::new("del"), text))
                } else {
                    words(item, text)
                });
            }
            let singles = [
                ("declassification", &header.declassification),
                ("remark", &header.remark),
            ];
            for (kind, fact) in singles {
                out.extend(fact.iter().map(|fact| stated(note(kind), fact)));
            }
            let telegram = header.telegram.iter();
            out.extend(telegram.map(|fact| stated(note("telegram"), fact)));
        }
        out
    }

    pub(super) fn source(&self) -> Vec<Item<'a>> {
        let mut out = Vec::new();
        for (about, header) in &self.headers {
            out.push(self.bibliography(about, header));
            if header.archive.is_some() || !header.idnos.is_empty() {
                let msdesc = at(Item::new("msDesc"), about);
                out.push(msdesc.child(holding(header)));
            }
            if let Some(witness) = &header.witness {
                let mut item = Item::new("witness").attr("n", witness.value.siglum.as_str());
                if let Some(of) = &witness.value.of {
                    item = item.attr("corresp", self.pointer(of));
                }
                evidence::fact(&mut item, witness.evidence);
                if let Some(description) = &witness.value.description {
                    item = words(item, description);
                }
                out.push(at(Item::new("listWit"), about).child(item));
            }
        }
        out
    }

    fn bibliography(&self, about: &Option<String>, header: &'a Header) -> Item<'a> {
        let document = self.document;
        let mut item = at(Item::new("bibl"), about);
        if about.is_some() {
            let title = header.title.iter();
            item =
                item.all(title.map(|title| stated(Item::new("title").attr("level", "a"), title)));
        } else {
            let id = document.record.id.volume();
            let volume = id.and_then(|id| document.config.volume(id));
            if let Some(volume) = volume {
                if let Some(title) = &volume.title {
                    item = item.child(Item::new("title").attr("level", "m").text(title.as_str()));
                }
                let scope = Item::new("biblScope").attr("unit", "volume");
                item = item.child(scope.text(volume.label.as_str()));
            } else if let Some(id) = id {
                item = item.child(Item::new("biblScope").attr("unit", "volume").text(id));
            }
            let file = document.files.path(document.record.file);
            item = item.child(
                Item::new("idno")
                    .attr("type", "file")
                    .text(file.to_string()),
            );
        }
        for (unit, fact) in [("document", &header.number), ("page", &header.first_page)] {
            let scope = || Item::new("biblScope").attr("unit", unit);
            item = item.all(fact.iter().map(|fact| stated(scope(), fact)));
        }
        item
    }

    pub(super) fn language(&self) -> Item<'a> {
        let item = Item::new("language");
        match &self.document.record.header.language {
            Some(language) => {
                let mut item = item.attr("ident", language.value.as_str());
                item.set("corresp", self.itself());
                evidence::fact(&mut item, language.evidence);
                item
            }
            None => item.attr("ident", self.document.config.book.language.as_str()),
        }
    }

    pub(super) fn correspondence(&self) -> Vec<Item<'a>> {
        let mut out = Vec::new();
        for (about, header) in &self.headers {
            let mut item = at(Item::new("correspDesc"), about);
            let sent = self.action("sent", &header.sent, header.date_unknown);
            let received = self.action("received", &header.received, false);
            let context = header.replies_to.iter().map(|reply| {
                let target = self.pointer(&reply.value);
                let mut item = Item::new("ref")
                    .attr("type", "reply-to")
                    .attr("target", target);
                evidence::fact(&mut item, reply.evidence);
                item.text(reply.value.to_string())
            });
            let context: Vec<_> = context.collect();
            item = item.all(sent).all(received);
            if !context.is_empty() {
                item = item.child(Item::new("correspContext").all(context));
            }
            if !item.children.is_empty() {
                out.push(item);
            }
        }
        out
    }

    fn action(
        &self,
        kind: &'static str,
        action: &'a CorrespAction,
        undated: bool,
    ) -> Option<Item<'a>> {
        let mut item = Item::new("correspAction").attr("type", kind);
        item = item.all(action.parties.iter().map(|party| self.party(party)));
        let place = action.place.iter();
        item = item.all(place.map(|place| stated(Item::new("placeName"), place)));
        item = item.all(action.date.iter().map(|fact| {
            let mut item = date(&fact.value);
            evidence::fact(&mut item, fact.evidence);
            item
        }));
        if undated && action.date.is_none() {
            let unknown = Item::new("date")
                .attr("cert", "unknown")
                .attr("resp", "#editor");
            item = item.child(unknown.text("not known"));
        }
        (!item.children.is_empty()).then_some(item)
    }

    /// A party: a name, an office, or both.
    fn party(&self, party: &'a Fact<Party>) -> Item<'a> {
        let document = self.document;
        let Party {
            name,
            office,
            entity,
        } = &party.value;
        let entry = document.edition.party_entity(document.index, &party.value);
        let is_org = entry.is_some_and(|entry| {
            let known = document.edition.entity(&entry.id);
            known.is_some_and(|known| known.kind == EntityKind::Organization)
        });
        let mut item = Item::new(if is_org { "orgName" } else { "persName" });
        let id = entity.as_ref().map(ToString::to_string);
        // Who is in no authority file has no entry to point to.
        let found = entry.and_then(|entry| document.edition.entity(&entry.id));
        let found = found.map(|entity| entity.tei_id());
        item = item.attr_if("ref", found.or(id.as_deref()).map(|id| format!("#{id}")));
        evidence::fact(&mut item, party.evidence);
        if entity.is_none() && found.is_some() {
            item.add_word("evidence", Rule::NameAuthority.slug());
        }
        match (name, office) {
            (Some(name), None) => words(item, name),
            (Some(name), Some(office)) => words(item, name)
                .text(", ")
                .child(words(Item::new("roleName"), office)),
            (None, Some(office)) => item.child(words(Item::new("roleName"), office)),
            (None, None) => item,
        }
    }

    pub(super) fn participants(&self) -> Vec<Item<'a>> {
        let lists = self
            .headers
            .iter()
            .filter(|(_, header)| !header.participants.is_empty());
        lists
            .map(|(about, header)| {
                let list = at(Item::new("listPerson").attr("type", "participants"), about);
                let people = header.participants.iter();
                list.all(people.map(|party| Item::new("person").child(self.party(party))))
            })
            .collect()
    }

    pub(super) fn keywords(&self) -> Vec<Item<'a>> {
        let mut out = Vec::new();
        for (about, header) in &self.headers {
            let facts = [("kind", &header.kind), ("subject", &header.subject)];
            let terms: Vec<_> = facts
                .into_iter()
                .filter_map(|(kind, fact)| Some((kind, fact.as_ref()?)))
                .map(|(kind, fact)| stated(Item::new("term").attr("type", kind), fact))
                .collect();
            if !terms.is_empty() {
                out.push(at(Item::new("keywords"), about).all(terms));
            }
        }
        out
    }

    /// What TEI has no words for: what references asked for where their target does not
    /// say it. One line each.
    pub(super) fn rest(&self, notes: &[usize]) -> Option<String> {
        super::wanted::lines(self.document, notes)
    }

    /// The document's own address.
    fn itself(&self) -> String {
        format!("#{}", self.document.record.id.local())
    }

    fn pointer(&self, id: &RecordId) -> String {
        let volume = id
            .volume()
            .filter(|it| self.document.record.id.volume() != Some(it));
        format!("{}#{}", volume.unwrap_or(""), id.local())
    }
}

/// Archive and numbers. What stands before the first comma is the institution, the rest
/// the way to the paper there.
fn holding(header: &Header) -> Item<'_> {
    let mut item = Item::new("msIdentifier");
    if let Some(archive) = &header.archive {
        let (first, rest) = match archive.value.split_once(", ") {
            Some((first, rest)) if !first.is_empty() => (first, Some(rest)),
            _ => (archive.value.as_str(), None),
        };
        let mut repository = words(Item::new("repository"), first);
        evidence::fact(&mut repository, archive.evidence);
        item = item.child(repository);
        item = item.all(rest.map(|rest| words(Item::new("collection"), rest)));
    }
    let idnos = header.idnos.iter();
    item.all(idnos.map(|idno| stated(Item::new("idno"), idno)))
}

/// Whether the sidecar states something of it.
pub(super) fn is_stated(header: &Header) -> bool {
    header.date_unknown || evidence_of(header).any(|evidence| evidence.rule == Rule::Sidecar)
}

fn evidence_of(header: &Header) -> impl Iterator<Item = Evidence> {
    let texts = [
        &header.number,
        &header.title,
        &header.kind,
        &header.subject,
        &header.declassification,
        &header.archive,
        &header.rights,
        &header.remark,
        &header.language,
        &header.first_page,
        &header.sent.place,
        &header.received.place,
    ];
    let texts = texts.into_iter().flatten().map(|fact| fact.evidence);
    let actions = [&header.sent, &header.received];
    let dates = actions
        .into_iter()
        .filter_map(|action| action.date.as_ref());
    let parties = actions.into_iter().flat_map(|action| &action.parties);
    let parties = parties.chain(&header.participants);
    texts
        .chain(dates.map(|fact| fact.evidence))
        .chain(parties.map(|fact| fact.evidence))
        .chain(header.classification.iter().map(|fact| fact.evidence))
        .chain(header.idnos.iter().map(|fact| fact.evidence))
        .chain(header.telegram.iter().map(|fact| fact.evidence))
        .chain(header.replies_to.iter().map(|fact| fact.evidence))
        .chain(header.witness.iter().map(|fact| fact.evidence))
}

/// A fact in words.
fn stated<'a>(mut item: Item<'a>, fact: &'a Fact<String>) -> Item<'a> {
    evidence::fact(&mut item, fact.evidence);
    words(item, &fact.value)
}

fn words<'a>(mut item: Item<'a>, text: &'a str) -> Item<'a> {
    let mut children: Vec<Xml<'a>> = Vec::new();
    super::body::words(text, &mut children);
    item.children.append(&mut children);
    item
}

/// Says what an element is about, if that is not the document itself.
fn at<'a>(item: Item<'a>, about: &Option<String>) -> Item<'a> {
    item.attr_if("corresp", about.clone())
}

/// A date: by the attributes that everyone reads, and in EDTF where they cannot say all.
pub(super) fn date<'a>(date: &Date) -> Item<'a> {
    let edtf = date.to_string();
    let simple = |text: &str| super::value::Type::Date.takes(text) && is_calendar(text);
    let mut item = Item::new("date");
    let range = |text: &str| -> Option<(String, String)> {
        let (from, to) = text.split_once('/').or_else(|| text.split_once(".."))?;
        Some((from.replace("..", ""), to.replace("..", "")))
    };
    let inner = edtf
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let ends = range(inner.unwrap_or(&edtf));
    match ends {
        None if simple(&edtf) => item.set("when", edtf),
        Some((from, to))
            if (from.is_empty() || simple(&from)) && (to.is_empty() || simple(&to)) =>
        {
            let names = if inner.is_some() {
                ["notBefore", "notAfter"]
            } else {
                ["from", "to"]
            };
            for (name, end) in names.into_iter().zip([from, to]) {
                if !end.is_empty() {
                    item.set(name, end);
                }
            }
        }
        _ => {
            let bounds = [("notBefore", date.earliest()), ("notAfter", date.latest())];
            for (name, bound) in bounds {
                if let Some(day) = bound.map(|day| day.to_string()).filter(|day| simple(day)) {
                    item.set(name, day);
                }
            }
            item.set("when-custom", edtf);
        }
    }
    item.text(date.in_words())
}

/// Whether a month is one, and no season of EDTF.
fn is_calendar(text: &str) -> bool {
    let month = text.split('-').nth(1);
    month.is_none_or(|month| {
        month
            .parse::<u8>()
            .is_ok_and(|month| (1..=12).contains(&month))
    })
}
