//! Pieces of which several pages are made: links to documents, dates, facts, names.

use super::links::LinkCache;
use super::plan::SitePlan;
use super::urls::Here;
use super::views::{DateView, DocLink, FactValue, FactView, Html, PartLink};
use crate::config::Config;
use crate::edition::{DocIdx, Edition, Summary, TargetKind, Title};
use crate::export::bibliography::Work;
use crate::html::{Writer, is_html_date};
use crate::model::{Cert, Date, Day, Fact, Header, Party};
use crate::source::Files;
use crate::words::Words;

/// Memory that one thread uses for page after page.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) words: Writer,
    pub(super) links: LinkCache,
    /// Bytes of the last page: about what the next will need.
    pub(super) last: usize,
}

/// The tables from which pages are made. None of them is changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) plan: &'a SitePlan,
    pub(super) edition: &'a Edition,
    pub(super) config: &'a Config,
    pub(super) files: &'a Files,
    pub(super) words: &'a Words,
}

impl<'a> Tables<'a> {
    /// A link to a document.
    pub(super) fn link(&self, here: &Here<'_>, document: DocIdx) -> DocLink {
        let summary = self.edition.document(document);
        let spot = self.plan.spot(document);
        let href = here.to_place(&spot.page, spot.section.as_deref());
        self.link_as(document, &summary.header, href, self.title(document, None))
    }

    /// A link to an enclosure of a document, or to the document.
    pub(super) fn link_to_part(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        enclosure: Option<u32>,
    ) -> DocLink {
        let summary = self.edition.document(document);
        let part = enclosure.and_then(|at| Some((at, summary.enclosures.get(at as usize)?)));
        let Some((at, part)) = part else {
            return self.link(here, document);
        };
        let (page, fragment) = self.plan.place(document, TargetKind::Place, &part.key);
        let href = here.to_place(page, fragment.as_deref());
        let title = self.title(document, Some(at));
        DocLink {
            enclosed_in: Some(self.called(document)),
            ..self.link_as(document, &part.header, href, title)
        }
    }

    /// What a document is called where few words are wanted: `Document 175`.
    pub(super) fn called(&self, document: DocIdx) -> String {
        match &self.edition.document(document).header.number {
            Some(number) => self.words.document_n.fill(&[("n", &number.value)]),
            None => self.title(document, None),
        }
    }

    fn link_as(&self, document: DocIdx, header: &Header, href: String, title: String) -> DocLink {
        let summary = self.edition.document(document);
        let mut parties = header.sent.parties.iter().chain(&header.received.parties);
        let number = value(&summary.header.number);
        let date = date_of(header).map(|date| self.date(date));
        let from = self.names(document, &header.sent.parties);
        let to = self.names(document, &header.received.parties);
        let said = match (from.is_empty(), to.is_empty()) {
            (false, false) => self.words.from_to.fill(&[("from", &from), ("to", &to)]),
            _ => title.clone(),
        };
        let before = number.as_ref().map(|number| format!("{number}. "));
        let after = date.as_ref().map(|date| format!(", {}", date.words));
        DocLink {
            label: [before, Some(said), after].into_iter().flatten().collect(),
            named: parties.all(|party| title.contains(self.name(document, &party.value))),
            enclosed_in: None,
            href,
            number,
            title,
            kind: value(&header.kind),
            date,
            from,
            to,
            place: value(&header.sent.place),
            volume: None,
        }
    }

    /// A link to a document seen from another, which may be in another volume.
    pub(super) fn link_from(
        &self,
        here: &Here<'_>,
        from: &Summary,
        document: DocIdx,
        enclosure: Option<u32>,
    ) -> DocLink {
        let mut link = self.link_to_part(here, document, enclosure);
        let volume = self.edition.document(document).id.volume();
        if volume != from.id.volume() {
            link.volume = volume.map(|volume| self.volume_label(volume).to_owned());
        }
        link
    }

    /// How a volume is cited.
    pub(super) fn volume_label<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        let (edition, config): (&'a Edition, &'a Config) = (self.edition, self.config);
        edition.volume_label(config, id)
    }

    /// Where a volume's contents are: its own page, or its section on the home page.
    pub(super) fn contents_href(&self, here: &Here<'_>, id: &str) -> String {
        match self.plan.contents_page(id) {
            Some(page) => here.to(page),
            None => here.to_place("index.html", Some(id)),
        }
    }

    /// The name to show for a party: the authority file's, or as the text has it.
    pub(super) fn name(&self, document: DocIdx, party: &'a Party) -> &'a str {
        self.edition.shown_name(document, party)
    }

    /// A document as a bibliographic item.
    pub(super) fn work(&self, document: DocIdx) -> Work<'a> {
        let url = self.plan.full_address(document);
        Work::new(
            self.edition,
            self.config,
            document,
            url,
            &self.title(document, None),
        )
    }

    /// Names joined.
    pub(super) fn names(&self, document: DocIdx, parties: &'a [Fact<Party>]) -> String {
        let names = self.edition.party_names(document, parties);
        self.words.joined(&names)
    }

    /// The title of a document or of one of its enclosures. Never empty.
    pub(super) fn title(&self, document: DocIdx, enclosure: Option<u32>) -> String {
        title(self.edition, self.words, document, enclosure)
    }

    /// What is known of a document or witness, row by row.
    pub(super) fn facts(&self, here: &Here<'_>, document: DocIdx) -> Vec<FactView> {
        let summary = self.edition.document(document);
        let header = &summary.header;
        let words = self.words;
        let mut rows = Rows::default();
        rows.push(
            "from",
            &words.fact_from,
            self.parties(here, document, &header.sent.parties),
        );
        rows.push(
            "to",
            &words.fact_to,
            self.parties(here, document, &header.received.parties),
        );
        rows.push("date", &words.fact_date, self.dates(header));
        rows.push("place", &words.fact_place, one(&header.sent.place));
        rows.push("received", &words.fact_received, self.arrival(header));
        rows.push("subject", &words.fact_subject, one(&header.subject));
        rows.push(
            "participants",
            &words.fact_participants,
            self.parties(here, document, &header.participants),
        );
        rows.push(
            "classification",
            &words.fact_classification,
            markings(header),
        );
        rows.push(
            "declassification",
            &words.fact_declassification,
            one(&header.declassification),
        );
        rows.push("telegram", &words.fact_telegram, all(&header.telegram));
        rows.push("archive", &words.fact_archive, one(&header.archive));
        rows.push("identifier", &words.fact_identifier, all(&header.idnos));
        rows.push("volume", &words.fact_volume, self.volume(here, summary));
        rows.push("rights", &words.fact_rights, one(&header.rights));
        rows.0
    }

    fn parties(
        &self,
        here: &Here<'_>,
        document: DocIdx,
        parties: &'a [Fact<Party>],
    ) -> Vec<FactValue> {
        let value = |fact: &'a Fact<Party>| {
            let party = &fact.value;
            let entry = self.edition.party_entity(document, party);
            let text = self.name(document, party);
            FactValue {
                text: text.to_owned(),
                href: entry.map(|entry| here.to(&super::urls::entry(entry))),
                note: party
                    .office
                    .clone()
                    .filter(|office| party.name.is_some() && office != text),
                doubtful: fact.evidence.cert == Cert::Low,
                ..FactValue::default()
            }
        };
        parties
            .iter()
            .map(value)
            .filter(|value| !value.text.is_empty())
            .collect()
    }

    fn volume(&self, here: &Here<'_>, summary: &'a Summary) -> Vec<FactValue> {
        let Some(id) = summary.id.volume() else {
            return Vec::new();
        };
        vec![FactValue {
            text: self.volume_label(id).to_owned(),
            href: Some(self.contents_href(here, id)),
            ..FactValue::default()
        }]
    }
}

impl Tables<'_> {
    fn dates(&self, header: &Header) -> Vec<FactValue> {
        match &header.sent.date {
            Some(fact) => {
                let view = self.date(fact.value);
                vec![FactValue {
                    text: view.words,
                    datetime: view.datetime,
                    doubtful: fact.evidence.cert == Cert::Low,
                    ..FactValue::default()
                }]
            }
            None if header.date_unknown => vec![FactValue {
                text: self.words.not_known.to_string(),
                ..FactValue::default()
            }],
            None => Vec::new(),
        }
    }

    /// When and where it arrived, as far as that is stated.
    fn arrival(&self, header: &Header) -> Vec<FactValue> {
        let received = &header.received;
        let date = received.date.as_ref().map(|fact| self.date(fact.value));
        let place = received.place.as_ref().map(|fact| fact.value.clone());
        match (date, place) {
            (None, None) => Vec::new(),
            (Some(date), place) => vec![FactValue {
                text: date.words,
                datetime: date.datetime,
                note: place,
                ..FactValue::default()
            }],
            (None, Some(place)) => vec![FactValue {
                text: place,
                ..FactValue::default()
            }],
        }
    }

    /// A date as templates see it.
    pub(super) fn date(&self, date: Date) -> DateView {
        self.date_as(date, self.words.date(&date))
    }

    /// The date of something that lasted, as templates see it.
    pub(super) fn date_lasting(&self, date: Date) -> DateView {
        self.date_as(date, self.words.lasting(&date))
    }

    fn date_as(&self, date: Date, words: String) -> DateView {
        let edtf = date.to_string();
        let (earliest, latest) = (date.earliest(), date.latest());
        // Most dates are one day, which is written as the date is.
        let is_day = earliest.is_some() && earliest == latest && edtf.len() == 10;
        let shown = |day: Option<Day>| {
            day.map(|day| {
                if is_day {
                    edtf.clone()
                } else {
                    day.to_string()
                }
            })
        };
        let (earliest, latest) = (shown(earliest), shown(latest));
        let datetime = is_html_date(&edtf).then(|| edtf.clone());
        DateView {
            html: time(&words, datetime.as_deref()),
            words,
            datetime,
            edtf,
            earliest,
            latest,
            range: date.is_range(),
        }
    }
}

/// Rows of facts; those without a value are left out.
#[derive(Default)]
struct Rows(Vec<FactView>);

impl Rows {
    fn push(&mut self, key: &'static str, label: &str, values: Vec<FactValue>) {
        if !values.is_empty() {
            self.0.push(FactView {
                key,
                label: label.to_owned(),
                values,
            });
        }
    }
}

fn fact_value(fact: &Fact<String>) -> FactValue {
    FactValue {
        text: fact.value.clone(),
        doubtful: fact.evidence.cert == Cert::Low,
        ..FactValue::default()
    }
}

fn one(fact: &Option<Fact<String>>) -> Vec<FactValue> {
    fact.iter().map(fact_value).collect()
}

fn all(facts: &[Fact<String>]) -> Vec<FactValue> {
    let mut values: Vec<FactValue> = Vec::new();
    for fact in facts {
        if values.iter().all(|value| value.text != fact.value) {
            values.push(fact_value(fact));
        }
    }
    values
}

/// The markings, each once: they stand at head and foot.
fn markings(header: &Header) -> Vec<FactValue> {
    let mut values: Vec<FactValue> = Vec::new();
    for fact in &header.classification {
        if values.iter().all(|value| value.text != fact.value.text) {
            values.push(FactValue {
                text: fact.value.text.clone(),
                struck: fact.value.struck,
                doubtful: fact.evidence.cert == Cert::Low,
                ..FactValue::default()
            });
        }
    }
    values
}

/// A value without its evidence.
pub(super) fn value(fact: &Option<Fact<String>>) -> Option<String> {
    fact.as_ref().map(|fact| fact.value.clone())
}

/// A document's date.
pub(super) fn date_of(header: &Header) -> Option<Date> {
    header.sent.date.as_ref().map(|fact| fact.value)
}

/// The header of a document, or of one of its enclosures.
pub(super) fn header_of(edition: &Edition, document: DocIdx, enclosure: Option<u32>) -> &Header {
    let summary = edition.document(document);
    let part = enclosure.and_then(|at| summary.enclosures.get(at as usize));
    part.map_or(&summary.header, |part| &part.header)
}

/// The date of a document, or of one of its enclosures: where that has none, the document's.
pub(super) fn dated(edition: &Edition, document: DocIdx, enclosure: Option<u32>) -> Option<Date> {
    let own = date_of(header_of(edition, document, enclosure));
    own.or_else(|| date_of(header_of(edition, document, None)))
}

/// Links to the pages of a long list, which are what they are called and their paths; none
/// where one page holds all. `current` is the one that is shown, from 0.
pub(super) fn parts<P: AsRef<str>>(
    here: &Here<'_>,
    pages: impl ExactSizeIterator<Item = (String, P)>,
    current: usize,
) -> Vec<PartLink> {
    if pages.len() < 2 {
        return Vec::new();
    }
    let parts = pages.enumerate().map(|(at, (label, path))| PartLink {
        label,
        href: here.to(path.as_ref()),
        current: at == current,
    });
    parts.collect()
}

/// The same for pages that are called by their numbers.
pub(super) fn numbered_parts(here: &Here<'_>, paths: &[String], current: usize) -> Vec<PartLink> {
    let pages = paths.iter().enumerate();
    let pages = pages.map(|(at, path)| ((at + 1).to_string(), path));
    parts(here, pages, current)
}

/// A date as markup.
fn time(words: &str, datetime: Option<&str>) -> Html {
    let mut out = Writer::new();
    match datetime {
        Some(datetime) => {
            out.open("time");
            out.attr("datetime", datetime);
        }
        None => {
            out.open("span");
            out.attr("class", "when");
        }
    }
    out.end();
    out.text(words);
    out.markup(match datetime {
        Some(_) => "</time>",
        None => "</span>",
    });
    Html::new(out.as_str())
}

/// The title of a document or of one of its enclosures (from 0), in the words of the
/// interface where none is stated. Never empty.
pub(super) fn title(
    edition: &Edition,
    words: &Words,
    document: DocIdx,
    enclosure: Option<u32>,
) -> String {
    match edition.title_parts(document, enclosure) {
        Title::Stated(title) => title,
        Title::Enclosure(n) => words.enclosure_n.fill(&[("n", &n.to_string())]),
        Title::Made { kind, from, to } => {
            let (from, to) = (&*words.joined(&from), &*words.joined(&to));
            match (kind.as_deref(), from, to) {
                (Some(kind), "", "") => kind.to_owned(),
                (Some(kind), from, "") => words.title_from.fill(&[("kind", kind), ("from", from)]),
                (Some(kind), "", to) => words.title_to.fill(&[("kind", kind), ("to", to)]),
                (Some(kind), from, to) => {
                    words
                        .title_from_to
                        .fill(&[("kind", kind), ("from", from), ("to", to)])
                }
                (None, from, "") => from.to_owned(),
                (None, "", to) => words.title_only_to.fill(&[("to", to)]),
                (None, from, to) => words.from_to.fill(&[("from", from), ("to", to)]),
            }
        }
    }
}
