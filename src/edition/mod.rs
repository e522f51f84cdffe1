//! Records' summaries → one edition: everything that needs more than one file.
//!
//! What stays in memory of a document is its [`Summary`]; bodies are read again when
//! their page is made. Facts about several documents sit in tables keyed by
//! [`DocIdx`]; nothing that was read is touched again. The order of the files makes no
//! difference to any of it.

mod ask;
mod behind;
mod chronology;
mod contents;
mod dangling;
mod exchanges;
mod keys;
mod link;
mod missing;
mod people;
mod places;
mod pointers;
mod register;
mod resolve;
mod sentences;
mod spoken;
mod summarize;
mod summary;
mod threads;
mod titles;
mod unmarked;
mod volumes;
mod witnesses;

pub use crate::read::tei::Imprint;
pub use chronology::{Moment, Neighbours, Subject};
pub use contents::{Content, Volume};
pub use dangling::Dangling;
use exchanges::Exchanges;
pub use exchanges::{Exchange, Letter};
pub use link::{Citation, Link, PAGES, Target, TargetKind};
pub use people::{Appearance, Capacity, IndexEntry, collated, role_at};
pub use summarize::{Dates, summarize};
pub use summary::{ImageSummary, Mention, Naming, NoteKey, PageKey, RefSummary, Spoken, Summary};
pub use threads::Reply;
pub use titles::{Title, capital, joined, sorted_name};

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::load::{Authority, Inputs};
use crate::model::{Entity, EntityId, EntityKind, Event, Party, RecordId, RecordKind};
use crate::read::names::NameFinder;
use crate::source::{FileId, Files};
use chronology::Chronology;
use contents::Contents;
use dangling::Collected;
use people::People;
use register::Register;
use resolve::{Given, Links};
use std::collections::BTreeSet;
use threads::Threads;
use witnesses::Witnesses;

/// A document's or essay's place in an [`Edition`]. Documents come first, by volume,
/// number and id; then other pages of volumes; then essays, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocIdx(pub u32);

/// All documents and everything that is known of them together. Finished when it is made.
#[derive(Debug)]
pub struct Edition {
    summaries: Vec<Summary>,
    authority: Authority,
    register: Register,
    contents: Contents,
    witnesses: Witnesses,
    links: Links,
    dangling: Vec<Dangling>,
    threads: Threads,
    chronology: Chronology,
    people: People,
    exchanges: Exchanges,
}

/// What is kept of every record, in any order: boxed, as a summary is large and all are moved
/// several times before they have their order.
pub type Summaries = Vec<Box<Summary>>;

/// Makes the edition: one pass a table. `inputs` tell of volumes and whom pointers mean;
/// `names` are those of the authority files.
#[must_use]
pub fn assemble(
    summaries: Summaries,
    authority: Authority,
    inputs: &Inputs,
    names: &NameFinder,
    config: &Config,
    files: &Files,
    diags: &mut Diagnostics,
) -> Edition {
    let (volumes, people) = (&inputs.volumes, &inputs.pointers);
    let (mut summaries, register) =
        Register::new(summaries, &authority, volumes, config, files, diags);
    let contents = Contents::new(volumes, &summaries, &register);
    let witnesses = Witnesses::new(&summaries, &register, diags);
    let entities: BTreeSet<&EntityId> =
        authority.entities.iter().map(|entity| &entity.id).collect();
    let given = Given {
        summaries: &summaries,
        register: &register,
        contents: &contents,
        witnesses: &witnesses,
        entities: &entities,
        people,
        config,
        files,
    };
    // Nothing that is made here needs the other side's, and none of it is quickly made.
    let ((links, dangling, told), (threads, chronology, people, further)) = rayon::join(
        || {
            let (mut dangling, mut diags) = (Collected::default(), Diagnostics::new());
            let links = Links::new(given, &mut dangling, &mut diags);
            (links, dangling.tell(&mut diags), diags)
        },
        || {
            let mut diags = Diagnostics::new();
            let threads = Threads::new(&summaries, &register, &mut diags);
            let chronology =
                Chronology::new(&summaries, &witnesses, &authority, config, &mut diags);
            let people = People::new(
                &summaries, &authority, names, &register, &witnesses, &mut diags,
            );
            (threads, chronology, people, diags)
        },
    );
    diags.append(told);
    diags.append(further);
    let exchanges = Exchanges::new(&summaries, &people, &witnesses);
    summaries.iter_mut().for_each(Summary::answered);
    Edition {
        summaries,
        authority,
        register,
        contents,
        witnesses,
        links,
        dangling,
        threads,
        chronology,
        people,
        exchanges,
    }
}

impl Edition {
    /// How many documents (witnesses included) and essays there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.summaries.len()
    }

    /// Whether there is neither document nor essay.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.summaries.is_empty()
    }

    /// All documents, by volume, number and id, and then all essays, by id.
    pub fn iter(&self) -> impl Iterator<Item = (DocIdx, &Summary)> {
        (0u32..).map(DocIdx).zip(&self.summaries)
    }

    /// Every document that stands for itself, in the order of numbers. Texts that are
    /// witnesses of another document are not among them ([`Edition::witnesses`]).
    #[must_use]
    pub fn documents(&self) -> &[DocIdx] {
        self.witnesses.documents()
    }

    /// Essays, by id.
    pub fn essays(&self) -> impl Iterator<Item = DocIdx> {
        self.iter()
            .filter(|(_, summary)| summary.kind == RecordKind::Essay)
            .map(|(document, _)| document)
    }

    /// Pages of volumes that are no documents, in the order of the edition.
    pub fn matter(&self) -> impl Iterator<Item = DocIdx> {
        self.iter()
            .filter(|(_, summary)| summary.kind == RecordKind::Matter)
            .map(|(document, _)| document)
    }

    /// The volumes that TEI files are, by id.
    #[must_use]
    pub fn volumes(&self) -> &[Volume] {
        self.contents.volumes()
    }

    /// The volume of this id, if a TEI file is it.
    #[must_use]
    pub fn volume(&self, id: &str) -> Option<&Volume> {
        self.contents.volume(id)
    }

    /// What is known of a document or essay.
    ///
    /// # Panics
    /// When the index is another edition's.
    #[must_use]
    pub fn document(&self, document: DocIdx) -> &Summary {
        self.summaries
            .get(document.0 as usize)
            .expect("an index is its edition's own")
    }

    /// The document or essay of this id.
    #[must_use]
    pub fn find(&self, id: &RecordId) -> Option<DocIdx> {
        self.register.find(id)
    }

    /// Where a document's references lead, in the order of [`Summary::refs`].
    #[must_use]
    pub fn links(&self, document: DocIdx) -> &[Link] {
        self.links.of(document)
    }

    /// Pointers of TEI files that lead nowhere, each once a file, file by file in the
    /// order of the text.
    #[must_use]
    pub fn dangling(&self) -> &[Dangling] {
        &self.dangling
    }

    /// The files that a document's images are, in the order of [`Summary::images`].
    /// `None` for one that is not among the files of the edition.
    #[must_use]
    pub fn images(&self, document: DocIdx) -> &[Option<FileId>] {
        self.links.images(document)
    }

    /// References to a document in other documents, in the order of the documents that
    /// refer and of their texts.
    #[must_use]
    pub fn cited_by(&self, document: DocIdx) -> &[Citation] {
        self.links.cited_by(document)
    }

    /// The reference behind a citation: its words, its sentence and where it stands.
    ///
    /// # Panics
    /// When the citation is another edition's.
    #[must_use]
    pub fn reference(&self, citation: Citation) -> &RefSummary {
        self.document(citation.document)
            .refs
            .get(citation.reference as usize)
            .expect("a citation is its edition's own")
    }

    /// Other documents of this edition to which a document refers, each once, in the
    /// order of its text.
    #[must_use]
    pub fn cites(&self, document: DocIdx) -> Vec<DocIdx> {
        let mut cited = Vec::new();
        let mut seen = BTreeSet::new();
        for target in self.links(document).iter().filter_map(Link::target) {
            if target.document != document && seen.insert(target.document) {
                cited.push(target.document);
            }
        }
        cited
    }

    /// What comes before and after a document, in time and in number.
    #[must_use]
    pub fn neighbours(&self, document: DocIdx) -> Neighbours {
        match self.contents.beside(document) {
            Some((before, after)) => Neighbours {
                before,
                after,
                ..Neighbours::default()
            },
            None => self.chronology.neighbours(document),
        }
    }

    /// Documents, enclosures and events in the order of time.
    #[must_use]
    pub fn chronology(&self) -> &[Moment] {
        self.chronology.moments()
    }

    /// Documents without a date, in the order of numbers.
    #[must_use]
    pub fn undated(&self) -> &[DocIdx] {
        self.chronology.undated()
    }

    /// Everybody who wrote, received, took part or is named, by the name to sort by.
    #[must_use]
    pub fn people(&self) -> &[IndexEntry] {
        self.people.of_kind(EntityKind::Person)
    }

    /// The index of places, organisations or terms (or people), by the name to sort by.
    #[must_use]
    pub fn index_of(&self, kind: EntityKind) -> &[IndexEntry] {
        self.people.of_kind(kind)
    }

    /// A person of the index, in an authority file or not.
    #[must_use]
    pub fn person(&self, id: &EntityId) -> Option<&IndexEntry> {
        self.people
            .entry(id)
            .filter(|entry| entry.kind == EntityKind::Person)
    }

    /// An entry of the index, of any kind.
    #[must_use]
    pub fn entry(&self, id: &EntityId) -> Option<&IndexEntry> {
        self.people.entry(id)
    }

    /// The entry of an authority file.
    #[must_use]
    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        let entry = self.people.entry(id)?;
        self.authority.entities.get(entry.entity? as usize)
    }

    /// Every entry of the authority files and of the lists in TEI files, in their order.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.authority.entities
    }

    /// The person behind a sender, addressee or participant of a document or of one of
    /// its enclosures. `None` for an office without a name.
    #[must_use]
    pub fn party_entity(&self, document: DocIdx, party: &Party) -> Option<&IndexEntry> {
        self.people
            .of_party(document, self.document(document), party)
    }

    /// Texts that are witnesses of a document, by siglum.
    #[must_use]
    pub fn witnesses(&self, document: DocIdx) -> &[DocIdx] {
        self.witnesses.of(document)
    }

    /// The document of which a text is a witness. `None` for a document that stands for
    /// itself.
    #[must_use]
    pub fn base(&self, witness: DocIdx) -> Option<DocIdx> {
        self.witnesses.base(witness)
    }

    /// What its senders and addressees wrote to each other before and after a document or
    /// its enclosures, the document's own exchanges first.
    #[must_use]
    pub fn exchanges(&self, document: DocIdx) -> Vec<Exchange<'_>> {
        self.exchanges.of(&self.people, document)
    }

    /// Other documents that stand for themselves of the same day of the year, those of
    /// nearer years first, at most so many. Empty where the document's date is not one day.
    #[must_use]
    pub fn same_day(&self, document: DocIdx, most: usize) -> Vec<DocIdx> {
        let day = |document: &DocIdx| {
            let date = self.document(*document).header.sent.date.as_ref()?;
            date.value.exact()
        };
        let Some(own) = day(&document) else {
            return Vec::new();
        };
        // They stand in the order of time: years are found, not gone through.
        let year = |it: &DocIdx| day(it).map_or(own.year(), |day| day.year());
        let all = self.chronology.same_day(own);
        let (before, rest) = all.split_at(all.partition_point(|it| year(it) < own.year()));
        let (same, after) = rest.split_at(rest.partition_point(|it| year(it) <= own.year()));
        let same = same.iter().filter(|&&it| it != document);
        let mut found: Vec<DocIdx> = same.take(most).copied().collect();
        let (mut before, mut after) = (before, after);
        while found.len() < most {
            let distance = |it: Option<&DocIdx>| it.map(|it| year(it).abs_diff(own.year()));
            let years = match (distance(before.last()), distance(after.first())) {
                (None, None) => break,
                (Some(earlier), later) if later.is_none_or(|later| earlier <= later) => {
                    let wanted = before.last().map(year);
                    let from = before.partition_point(|it| Some(year(it)) < wanted);
                    let (rest, years) = before.split_at(from);
                    before = rest;
                    years
                }
                (_, _) => {
                    let wanted = after.first().map(year);
                    let to = after.partition_point(|it| Some(year(it)) <= wanted);
                    let (years, rest) = after.split_at(to);
                    after = rest;
                    years
                }
            };
            found.extend(years.iter().take(most - found.len()));
        }
        found
    }

    /// Documents that a document (or one of its enclosures) answers.
    #[must_use]
    pub fn replies_to(&self, document: DocIdx) -> &[Reply] {
        self.threads.replies_to(document)
    }

    /// Documents that answer a document, each with the enclosure that does, if it is one.
    #[must_use]
    pub fn answered_by(&self, document: DocIdx) -> &[Reply] {
        self.threads.answered_by(document)
    }

    /// Events in which someone took part, in the order of the authority files.
    pub fn events_of(&self, person: &EntityId) -> impl Iterator<Item = &Event> {
        let events = self.people.events_of(person).iter();
        events.filter_map(|&event| self.authority.events.get(event as usize))
    }

    /// Events of the authority files, in their order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.authority.events
    }
}
