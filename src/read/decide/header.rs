//! Header values: the sidecar's word counts, and where the text itself says otherwise
//! the editor is told once, unless it is meant (`accept`).

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Date, Evidence, Fact, Header, Mark, Party, Record, Rule};
use crate::read::sidecar::{Sidecar, StatedHeader};
use crate::source::Span;

pub(super) fn apply(record: &mut Record, sidecar: &Sidecar, diags: &mut Diagnostics) {
    let mut laying = Laying {
        accept: &sidecar.accept,
        diags,
    };
    laying.header(&mut record.header, &sidecar.header);
    let described = sidecar.enclosures.len();
    let found = record.enclosures.len();
    for (enclosure, stated) in record.enclosures.iter_mut().zip(&sidecar.enclosures) {
        laying.header(&mut enclosure.header, stated);
    }
    let extra = sidecar.enclosures.get(found..).unwrap_or(&[]);
    if let Some(place) = extra.iter().find_map(any_place) {
        laying.diags.push(
            Diagnostic::new(
                Code::SidecarContradictsText,
                place,
                format!(
                    "the sidecar describes more enclosures ({described}) than the text has ({found})"
                ),
            )
            .help("an enclosure begins with a second heading after a wide gap, or with a label such as `Attachment`"),
        );
    }
}

/// Where a header says something.
fn any_place(header: &StatedHeader) -> Option<Span> {
    let texts = [
        &header.number,
        &header.title,
        &header.kind,
        &header.place,
        &header.subject,
        &header.archive,
        &header.rights,
        &header.language,
        &header.remark,
        &header.first_page,
    ];
    let parties = [&header.senders, &header.addressees, &header.participants];
    texts
        .into_iter()
        .flatten()
        .find_map(|fact| fact.evidence.span)
        .or_else(|| header.date.as_ref().and_then(|fact| fact.evidence.span))
        .or_else(|| {
            let mut facts = parties.into_iter().flatten().flatten();
            facts.find_map(|fact| fact.evidence.span)
        })
}

struct Laying<'a> {
    accept: &'a [String],
    diags: &'a mut Diagnostics,
}

impl Laying<'_> {
    fn header(&mut self, header: &mut Header, stated: &StatedHeader) {
        self.text("number", &mut header.number, &stated.number);
        self.text("title", &mut header.title, &stated.title);
        self.text("kind", &mut header.kind, &stated.kind);
        self.date(header, stated);
        self.text("place", &mut header.sent.place, &stated.place);
        self.parties("sender", &mut header.sent.parties, &stated.senders);
        self.parties(
            "addressee",
            &mut header.received.parties,
            &stated.addressees,
        );
        self.text("subject", &mut header.subject, &stated.subject);
        self.parties(
            "participants",
            &mut header.participants,
            &stated.participants,
        );
        self.classification(&mut header.classification, &stated.classification);
        self.text("archive", &mut header.archive, &stated.archive);
        self.text("rights", &mut header.rights, &stated.rights);
        self.text("language", &mut header.language, &stated.language);
        self.text("remark", &mut header.remark, &stated.remark);
        self.text("first-page", &mut header.first_page, &stated.first_page);
    }

    /// Reports that the text says otherwise, unless that is meant.
    fn contradicts(
        &mut self,
        key: &str,
        here: &str,
        place: Option<Span>,
        text: &str,
        evidence: Evidence,
    ) {
        let Some(place) = place.filter(|_| !self.accept.iter().any(|it| it == key)) else {
            return;
        };
        let diagnostic = Diagnostic::new(
            Code::SidecarContradictsText,
            place,
            if here.is_empty() {
                format!("`{key}` is empty here, but the text says `{text}`")
            } else {
                format!("`{key}` is `{here}` here, but the text says `{text}`")
            },
        )
        .help(format!(
            "correct the sidecar, or say that it is meant: `accept: [{key}]`"
        ));
        self.diags.push(match evidence.span {
            Some(span) => diagnostic.label(span, "the text says this"),
            None => diagnostic,
        });
    }

    fn text(&mut self, key: &str, value: &mut Option<Fact<String>>, stated: &Option<Fact<String>>) {
        let Some(stated) = stated else { return };
        if let Some(read) = value
            && by_text(read.evidence)
            && (stated.value.is_empty() || !same_words(&read.value, &stated.value))
        {
            let (text, evidence) = (read.value.clone(), read.evidence);
            self.contradicts(key, &stated.value, stated.evidence.span, &text, evidence);
        }
        *value = Some(stated.clone()).filter(|stated| !stated.value.is_empty());
    }

    fn date(&mut self, header: &mut Header, stated: &StatedHeader) {
        if stated.date_unknown {
            header.date_unknown = true;
            header.sent.date = None;
        }
        let Some(date) = &stated.date else {
            // The editor is not asked for a date when one is given and wrong.
            header.date_unknown |= stated.date_unusable && header.sent.date.is_none();
            return;
        };
        if let Some(read) = &header.sent.date
            && by_text(read.evidence)
            && !same_date(&read.value, &date.value)
        {
            let (text, evidence) = (read.value.in_words(), read.evidence);
            let here = date.value.to_string();
            self.contradicts("date", &here, date.evidence.span, &text, evidence);
        }
        header.sent.date = Some(date.clone());
    }

    fn parties(
        &mut self,
        key: &str,
        value: &mut Vec<Fact<Party>>,
        stated: &Option<Vec<Fact<Party>>>,
    ) {
        let Some(stated) = stated else { return };
        let strange = value
            .iter()
            .filter(|read| by_text(read.evidence))
            .find(|read| !stated.iter().any(|it| same_party(&read.value, &it.value)));
        if let Some(read) = strange {
            let here: Vec<&str> = stated.iter().map(|it| it.value.label()).collect();
            let place = stated.first().and_then(|it| it.evidence.span);
            let (text, evidence) = (read.value.label().to_owned(), read.evidence);
            self.contradicts(key, &here.join(", "), place, &text, evidence);
        }
        value.clone_from(stated);
    }

    fn classification(&mut self, value: &mut Vec<Fact<Mark>>, stated: &Option<Vec<Fact<String>>>) {
        let Some(stated) = stated else { return };
        let here: Vec<&str> = stated.iter().map(|it| it.value.as_str()).collect();
        let here = here.join("; ");
        let strange = value
            .iter()
            .filter(|read| by_text(read.evidence))
            .find(|read| !same_words(&read.value.text, &here));
        if let Some(read) = strange {
            let place = stated.first().and_then(|it| it.evidence.span);
            let (text, evidence) = (read.value.text.clone(), read.evidence);
            self.contradicts("classification", &here, place, &text, evidence);
        }
        // That a marking was struck is seen on the document, whatever it is called.
        let struck = |text: &str| {
            value
                .iter()
                .any(|read| read.value.struck && same_words(&read.value.text, text))
        };
        let marks = stated.iter().map(|fact| Fact {
            value: Mark {
                text: fact.value.clone(),
                struck: struck(&fact.value),
            },
            evidence: fact.evidence,
        });
        *value = marks.collect();
    }
}

/// Whether the text itself says so, and not the file's name or folder.
fn by_text(evidence: Evidence) -> bool {
    !matches!(evidence.rule, Rule::FileName | Rule::Folder | Rule::Sidecar)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| word != "the")
        .collect()
}

/// Whether every word is among the others; an initial stands for a name.
fn among(few: &[String], many: &[String]) -> bool {
    few.iter().all(|word| {
        many.iter().any(|other| {
            word == other
                || (word.chars().count() == 1 && other.starts_with(word.as_str()))
                || (other.chars().count() == 1 && word.starts_with(other.as_str()))
        })
    })
}

/// Whether two wordings say the same, or one says more of it than the other.
fn same_words(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    among(&a, &b) || among(&b, &a)
}

fn same_party(read: &Party, stated: &Party) -> bool {
    let all = |party: &Party| {
        let mut all = words(party.name.as_deref().unwrap_or(""));
        all.extend(words(party.office.as_deref().unwrap_or("")));
        all
    };
    let (a, b) = (all(read), all(stated));
    if among(&a, &b) || among(&b, &a) {
        return true;
    }
    // A name here and an office there are no contradiction.
    let agree = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => same_words(a, b),
        _ => true,
    };
    agree(&read.name, &stated.name) && agree(&read.office, &stated.office)
}

/// Whether the stated date is the text's, or tells it more closely.
fn same_date(read: &Date, stated: &Date) -> bool {
    let from = match (read.earliest(), stated.earliest()) {
        (Some(read), Some(stated)) => stated >= read,
        (None, _) => true,
        (Some(_), None) => false,
    };
    let to = match (read.latest(), stated.latest()) {
        (Some(read), Some(stated)) => stated <= read,
        (None, _) => true,
        (Some(_), None) => false,
    };
    from && to
}
