//! What templates see of the indexes: people, places, organisations, terms.

use super::{DocLink, LinkView, PartLink, TimelineEntry};
use serde::Serialize;

/// An index: people, places, organisations or terms.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IndexView {
    /// `people`, `places`, `organizations` or `glossary`.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// All indexes of the edition, where there are several.
    pub indexes: Vec<PartLink>,
    /// All letters, where the list is in several pages.
    pub bar: Vec<LinkView>,
    /// The pages of a long list.
    pub parts: Vec<PartLink>,
    /// By the first letter of the name to sort by. On a page of a long list, its own.
    pub letters: Vec<IndexLetter>,
    /// How many entries there are, on all pages.
    pub count: usize,
}

/// Entries under one letter.
#[derive(Debug, Clone, Serialize)]
pub struct IndexLetter {
    /// The letter, capital.
    pub letter: String,
    /// The id of its section.
    pub id: String,
    /// The entries, in order.
    pub entries: Vec<IndexRow>,
}

/// A line of an index.
#[derive(Debug, Clone, Serialize)]
pub struct IndexRow {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The name to sort by, and to show in a sorted list: `Shultz, George P.`
    pub sort: String,
    /// The page.
    pub href: String,
    /// For people: the last office stated.
    pub office: Option<String>,
    /// A sentence or two; for terms, what they mean.
    pub note: Option<String>,
    /// How many documents they wrote.
    pub sent: usize,
    /// How many were written to them.
    pub received: usize,
    /// In how many they took part.
    pub took_part: usize,
    /// In how many others they are named.
    pub mentioned: usize,
}

/// The page of an entry of an index.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// The id.
    pub id: String,
    /// `person`, `place`, `organization` or `term`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// The name to sort by.
    pub sort: String,
    /// A sentence or two; for a term, what it means.
    pub note: Option<String>,
    /// Offices, as stated.
    pub tenures: Vec<TenureView>,
    /// Other forms of the name.
    pub spellings: Vec<String>,
    /// Records elsewhere.
    pub links: Vec<LinkView>,
    /// How often they occur, month by month or year by year. `None` when that says little.
    pub chart: Option<ChartView>,
    /// The pages of what they occur in; empty where one holds all.
    pub parts: Vec<PartLink>,
    /// What they wrote, by date. On a page of many, its own part, as in the lists below.
    pub sent: Vec<EntryDocument>,
    /// What was written to them, by date.
    pub received: Vec<EntryDocument>,
    /// Conversations and meetings they took part in, by date.
    pub took_part: Vec<EntryDocument>,
    /// Where else they are named, by date of the document.
    pub mentioned: Vec<MentionsView>,
    /// Events they took part in, by date.
    pub events: Vec<TimelineEntry>,
}

/// A document to which someone is a party.
#[derive(Debug, Clone, Serialize)]
pub struct EntryDocument {
    /// The document, or an enclosure.
    pub document: DocLink,
    /// As what they were party to it: the office that the document names, or else the one
    /// held at its date. `None`: not known, or the only one they are known to have held.
    pub role: Option<String>,
}

/// In how many documents someone or something occurs over time: bars side by side, in
/// units of a drawing that is `width` wide and `height` high.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChartView {
    /// How wide the drawing is.
    pub width: usize,
    /// How high it is.
    pub height: usize,
    /// The first time on the axis: `1985`, `December 1985`.
    pub first: String,
    /// The last.
    pub last: String,
    /// The most documents of one time.
    pub most: usize,
    /// Whether they are party to some and named in others.
    pub mixed: bool,
    /// One for each time with a document, in order.
    pub bars: Vec<ChartBar>,
}

/// The documents of one year, month or decade.
#[derive(Debug, Clone, Serialize)]
pub struct ChartBar {
    /// `1986`, `January 1986`, `1980s`.
    pub label: String,
    /// How many they are party to.
    pub party: usize,
    /// In how many others they are named.
    pub named: usize,
    /// Where it begins.
    pub x: usize,
    /// How wide it is.
    pub width: usize,
    /// The upper part, what they are party to: its upper edge and height.
    pub party_y: usize,
    /// See `party_y`.
    pub party_height: usize,
    /// The lower part, where they are named: its upper edge and height.
    pub named_y: usize,
    /// See `named_y`.
    pub named_height: usize,
}

/// An office.
#[derive(Debug, Clone, Serialize)]
pub struct TenureView {
    /// `Secretary of State`.
    pub role: String,
    /// `from July 16, 1982`, `July 1982 to January 1989`; `None` when nothing is known.
    pub when: Option<String>,
}

/// Where someone is named in one document.
#[derive(Debug, Clone, Serialize)]
pub struct MentionsView {
    /// The document.
    pub document: DocLink,
    /// The places, in the order of the text: a sentence each, also where several stand in
    /// one paragraph.
    pub places: Vec<MentionPlace>,
    /// How many there are after the first three.
    pub further: usize,
}

/// One place where someone is named.
#[derive(Debug, Clone, Serialize)]
pub struct MentionPlace {
    /// The paragraph or note, with the document's address.
    pub href: String,
    /// What it is: `paragraph 3`, `note 2`.
    pub label: String,
    /// The sentence.
    pub sentence: String,
}
