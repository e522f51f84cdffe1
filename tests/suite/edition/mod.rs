//! The edition room: what documents are to each other.
//!
//! Cases are small: a configuration, documents as summaries, and what follows from them
//! as lines of text.

mod exchanges;
mod links;
mod load;
mod order;
mod people;
mod summary;
mod volumes;
mod whole;

use recto::config::{self, Config};
use recto::diag::Diagnostics;
use recto::edition::{
    DocIdx, Edition, Link, Mention, Naming, NoteKey, PageKey, RefSummary, Summary, Target, assemble,
};
use recto::load::{Authority, Inputs};
use recto::model::{
    Cert, Date, EntityId, Fact, Header, Party, RecordId, RecordKind, Rule, VolumeCue, Wanted,
};
use recto::read::names::NameFinder;
use recto::source::{Files, SourceFile, Span};

/// Two listed volumes, one of them with a template.
pub(super) const VOLUMES: &str = r#"
[book]
title = "Letters"

[[volumes]]
id = "v5"
label = "Foreign Relations, 1981–1988, vol. V"
url = "https://example.org/{volume}/{id}"

[[volumes]]
id = "v4"
label = "Foreign Relations, 1981-88, Volume IV, Soviet Union"
url = "https://example.org/{volume}/{id}"

[[volumes]]
id = "old3p2"
label = "Foreign Relations, 1948, vol. III, Part 2"

[[volumes]]
id = "old3p1"
label = "Foreign Relations, 1948, vol. III, Part 1"
"#;

pub(super) struct Case {
    pub(super) files: Files,
    pub(super) summaries: Vec<Summary>,
    pub(super) authority: Authority,
    pub(super) config: Config,
    pub(super) inputs: Inputs,
}

impl Case {
    pub(super) fn new(toml: &str) -> Self {
        let mut files = Files::default();
        let file = SourceFile {
            id: files.add("book.toml"),
            path: "book.toml".into(),
            text: toml.into(),
        };
        let mut diags = Diagnostics::new();
        let config = config::parse(&file, &mut diags).expect("the configuration is good");
        assert!(diags.is_empty(), "{diags:?}");
        Self {
            files,
            summaries: Vec::new(),
            authority: Authority::default(),
            inputs: Inputs::default(),
            config,
        }
    }

    /// Adds a document: `v5/d175` or `d175`.
    pub(super) fn add(mut self, id: &str, fill: impl FnOnce(&mut Summary)) -> Self {
        let file = self.files.add(&format!("content/{id}.txt"));
        let (volume, local) = match id.split_once('/') {
            Some((volume, local)) => (Some(volume), local),
            None => (None, id),
        };
        let number = local
            .strip_prefix('d')
            .filter(|rest| rest.starts_with(char::is_numeric));
        let mut summary = Summary {
            wanted: Vec::new(),
            aliases: Vec::new(),
            file,
            part: 0,
            span: Span::new(file, 0, 0),
            id: RecordId::new(volume, local).expect("a legal id"),
            id_stated: false,
            kind: RecordKind::Document,
            header: Header {
                number: number.map(|number| fact(file_span(file), number.to_owned())),
                ..Header::default()
            },
            enclosures: Vec::new(),
            notes: Vec::new(),
            pages: Vec::new(),
            keys: vec!["p1".into(), "p2".into()],
            refs: Vec::new(),
            images: Vec::new(),
            mentions: Vec::new(),
            spoken: Vec::new(),
            opening: String::new(),
        };
        summary.header.date_unknown = true;
        fill(&mut summary);
        self.summaries.push(summary);
        self
    }

    pub(super) fn essay(self, id: &str, fill: impl FnOnce(&mut Summary)) -> Self {
        self.add(id, |summary| {
            summary.kind = RecordKind::Essay;
            fill(summary);
        })
    }

    pub(super) fn build(&self) -> (Edition, Vec<String>) {
        let mut diags = Diagnostics::new();
        let edition = assemble(
            self.summaries.iter().cloned().map(Box::new).collect(),
            self.authority.clone(),
            &self.inputs,
            &NameFinder::new(&self.authority.entities),
            &self.config,
            &self.files,
            &mut diags,
        );
        let told = diags.finish(&self.files);
        let told = told
            .iter()
            .map(|it| format!("{}: {}", it.code.slug(), it.message));
        (edition, told.collect())
    }

    /// The edition, which must be in order.
    pub(super) fn edition(&self) -> Edition {
        let (edition, told) = self.build();
        assert_eq!(told, [""; 0]);
        edition
    }

    /// Where the references of one document lead, and everything that is told.
    pub(super) fn links(&self, from: &str) -> (Vec<String>, Vec<String>) {
        let (edition, told) = self.build();
        let document = find(&edition, from);
        let links = edition.links(document).iter();
        (
            links
                .map(|link| show(&edition, &self.files, link))
                .collect(),
            told,
        )
    }
}

pub(super) fn file_span(file: recto::source::FileId) -> Span {
    Span::new(file, 0, 0)
}

pub(super) fn fact<T>(span: Span, value: T) -> Fact<T> {
    Fact::new(value, Rule::Sidecar, Cert::High, span)
}

pub(super) fn find(edition: &Edition, id: &str) -> DocIdx {
    let (volume, local) = match id.split_once('/') {
        Some((volume, local)) => (Some(volume), local),
        None => (None, id),
    };
    let id = RecordId::new(volume, local).expect("a legal id");
    edition.find(&id).expect("the document is there")
}

pub(super) fn name(edition: &Edition, document: DocIdx) -> String {
    edition.document(document).id.to_string()
}

pub(super) fn names(edition: &Edition, documents: &[DocIdx]) -> Vec<String> {
    documents.iter().map(|&it| name(edition, it)).collect()
}

pub(super) fn show(edition: &Edition, files: &Files, link: &Link) -> String {
    match link {
        Link::Target(Target { document, key, .. }) => {
            let id = name(edition, *document);
            key.as_ref().map_or(id.clone(), |key| format!("{id} {key}"))
        }
        Link::Entity(id) => format!("@{id}"),
        Link::Asset(file) => format!("file {}", files.path(*file)),
        Link::Page(page) => format!("page {page}"),
        Link::Volume(id) => format!("volume {id}"),
        Link::Elsewhere { url, .. } => format!("-> {url}"),
        Link::Url(url) => format!("=> {url}"),
        Link::Nothing => "-".to_owned(),
    }
}

pub(super) fn wants(summary: &mut Summary, wanted: Wanted) {
    let n = summary.refs.len();
    summary.wanted.push(wanted);
    summary.refs.push(RefSummary {
        span: Span::new(summary.file, n * 10, n * 10 + 5),
        text: format!("ref {n}").into(),
        sentence: format!("See ref {n}.").into(),
        at: "fn1".into(),
    });
}

pub(super) fn key(summary: &mut Summary, key: &str) {
    wants(summary, Wanted::Key(key.to_owned()));
}

pub(super) fn document(summary: &mut Summary, volume: VolumeCue, number: &str) {
    let number = number.to_owned();
    wants(summary, Wanted::Document { volume, number });
}

pub(super) fn note(summary: &mut Summary, n: &str, listed: Option<&str>) {
    let key = format!("fn{}", summary.notes.len() + 1);
    summary.notes.push(NoteKey {
        n: n.into(),
        listed: listed.map(Into::into),
        key: key.into(),
    });
}

pub(super) fn page(summary: &mut Summary, n: &str) {
    summary.pages.push(PageKey {
        n: n.into(),
        key: format!("pg_{n}").into(),
    });
}

pub(super) fn mention(summary: &mut Summary, id: &str) {
    summary.mentions.push(Mention {
        entity: EntityId::new(id).expect("a legal id"),
        span: Span::new(summary.file, 3, 4),
        places: vec![Naming {
            at: "p1".into(),
            sentence: "They met.".into(),
        }],
    });
}

pub(super) fn date(summary: &mut Summary, edtf: &str) {
    let date = Date::parse(edtf).expect("a date");
    summary.header.sent.date = Some(fact(file_span(summary.file), date));
}

pub(super) fn party(summary: &Summary, name: &str, office: &str) -> Fact<Party> {
    let words = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    let party = Party {
        name: words(name),
        office: words(office),
        entity: None,
    };
    fact(Span::new(summary.file, 1, 2), party)
}

pub(super) fn named(years: Option<&str>, volume: &str, part: Option<&str>) -> VolumeCue {
    VolumeCue::Named {
        years: years.map(str::to_owned),
        volume: volume.to_owned(),
        part: part.map(str::to_owned),
        title: None,
        ibid: false,
    }
}
