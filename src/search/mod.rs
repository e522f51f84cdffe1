//! Search: a static index that a page reads without a server, and without a request that
//! a page from a disk may not make.
//!
//! [`Index`] takes in documents while their pages are made, from several threads;
//! [`Index::join`] puts it together and
//! [`Joint::write`] writes the files. All are scripts that call `recto_search` with the
//! name of the file and its data, so that `<script src>` loads them:
//!
//! | file | holds |
//! |---|---|
//! | `index.js` | what every search needs: documents with date, kind and volume; frequent words; which file holds what |
//! | `w0.js` … | words in order, each with the passages that have it |
//! | `b0.js` … | beginnings of words that many words have, with the documents that have one |
//! | `t0.js` … | the texts of a few documents, for the sentences that are shown |
//! | `people.js` | names of people, for the filter |
//!
//! Passages (paragraphs, notes) are numbered through the edition: documents in the order
//! of time, each with its text before its notes. An entry of `w0.js` is a digit (how
//! much of the word before is repeated), the rest of the word, `|`, the passages, `|` and
//! another spelling as often as there are some, and a blank. One of `b0.js` has the documents
//! that have it in the text, and after `|` those that have it in the notes. `@shultz` is a person:
//! the first passages of the documents that have to do with them.
//! Digits and numbers are those of `coding`. The order of files and threads changes no
//! byte of them.
//!
//! This room knows records and words; addresses and titles are handed to it.

mod beginnings;
mod coding;
mod fold;
mod gather;
mod root;
mod terms;
mod texts;
mod variants;
mod vocabulary;

use crate::bytes::percent;
use crate::model::Record;
use crate::pool::{BATCH, Pool};
use coding::string;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
pub use variants::Names;
use vocabulary::{Joined, Vocabulary, mix};

/// A document, a witness of one or an essay, as results show it.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its place in the edition's order.
    pub order: u32,
    /// The document of which it is a witness, by its `order`.
    pub base: Option<u32>,
    /// The path of its page.
    pub page: String,
    /// The id of its section there. Empty: the page is its own.
    pub section: String,
    /// How ids of it begin there.
    pub prefix: String,
    /// Its title, which is searched with the text when the text does not have it.
    pub title: String,
    /// What results call it: number and title.
    pub heading: String,
    /// Its date in words. Empty: none.
    pub date: String,
    /// What witness it is, in words. Empty when it stands for itself.
    pub witness: String,
    /// What its enclosures are called.
    pub enclosures: Vec<String>,
    /// The first and the last day that its date can mean, as [`crate::model::Day::ordinal`]
    /// counts. `None`: not dated.
    pub days: Option<(i64, i64)>,
    /// Its kind, as the filter names it.
    pub kind: String,
    /// Its volume's id. Empty: none.
    pub volume: String,
}

/// The forms under which the words of a text are found, in its order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in fold::pieces(text).filter(|piece| piece.is_word) {
        fold::terms(text.get(piece.range).unwrap_or(""), |term| {
            if !term.is_empty() {
                found.push(term.to_owned());
            }
        });
    }
    found
}

/// A document's words as numbers.
#[derive(Debug)]
struct Text {
    entry: Entry,
    /// Whose vocabulary the numbers are of.
    part: usize,
    /// The numbers, packed.
    words: Box<[u16]>,
    /// How many numbers each passage has.
    lengths: Box<[u32]>,
    /// How many of the passages are text; the rest are notes.
    body: u32,
    /// Addresses of passages, a blank between two; see [`Keys`].
    keys: Box<str>,
    /// A mark of its words.
    mark: u64,
}

/// A document whose words are not yet numbers.
#[derive(Debug)]
struct Waiting {
    text: Text,
    /// The words of its passages, one behind the other.
    words: String,
    /// Where each passage ends.
    ends: Vec<usize>,
}

/// What one thread has taken in.
#[derive(Debug, Default)]
struct Part {
    vocabulary: Vocabulary,
    /// Several are counted one after the other: a word that most texts have is then at
    /// hand, and need not be fetched again after each page that was made between them.
    waiting: Vec<Waiting>,
    texts: Vec<Text>,
    buffer: Vec<u16>,
}

/// Someone whom the filter offers.
#[derive(Debug, Clone)]
pub struct Person {
    /// The id.
    pub id: String,
    /// The name, surname first.
    pub name: String,
    /// The documents that have to do with them, by `order`.
    pub documents: Vec<u32>,
}

/// What the index knows of the edition beside its texts.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// People, in the order in which they are offered.
    pub people: Vec<Person>,
    /// Names and their spellings.
    pub names: Vec<Names>,
}

/// Takes a file of the index: its name (`index.js`) and what is in it.
pub type Put<'a> = &'a (dyn Fn(&str, String) -> io::Result<()> + Sync);

/// The index while it is made.
#[derive(Debug, Default)]
pub struct Index {
    parts: Pool<Part>,
}

impl Index {
    /// Takes a record in. `address` makes what follows the prefix in the address of a
    /// passage out of its key; `~` for the key that is empty, the document's own place.
    pub fn add(&self, entry: Entry, record: &Record, address: impl Fn(&str) -> String) {
        self.parts.with(|part| part.add(entry, record, &address));
    }

    /// Joins what the threads have taken in.
    #[must_use]
    pub fn join(self, about: &About) -> Joint<'_> {
        let parts = self.parts.into_all();
        let mut texts = Vec::new();
        let mut vocabularies = Vec::new();
        for (at, mut part) in parts.into_iter().enumerate() {
            part.count();
            vocabularies.push(part.vocabulary);
            texts.extend(part.texts.into_iter().map(|text| Text { part: at, ..text }));
        }
        let (joined, tables) = Joined::new(vocabularies);
        Joint {
            texts: in_order(texts),
            joined,
            tables,
            about,
        }
    }
}

impl Part {
    fn add(&mut self, mut entry: Entry, record: &Record, address: &impl Fn(&str) -> String) {
        let mut keys = Keys::default();
        let (mut words, mut ends) = (String::new(), Vec::new());
        let mut body = 0;
        let mut mark = 0;
        let title = std::mem::take(&mut entry.title);
        gather::passages(record, &title, |passage| {
            mark = mix(mark, passage.text.as_bytes());
            words.push_str(&passage.text);
            ends.push(words.len());
            body += u32::from(passage.note.is_none());
            keys.push(passage, address);
        });
        let text = Text {
            entry,
            part: 0,
            words: Box::default(),
            lengths: Box::default(),
            body,
            keys: keys.written.into(),
            mark,
        };
        self.waiting.push(Waiting { text, words, ends });
        if self.waiting.len() == BATCH {
            self.count();
        }
    }

    /// Makes numbers of the words that wait.
    fn count(&mut self) {
        let (vocabulary, buffer) = (&mut self.vocabulary, &mut self.buffer);
        for Waiting {
            mut text,
            words,
            ends,
        } in self.waiting.drain(..)
        {
            buffer.clear();
            let mut start = 0;
            let passages = ends.into_iter().map(|end| {
                let passage = words.get(start..end).unwrap_or("");
                start = end;
                vocabulary.write(passage, buffer)
            });
            text.lengths = passages.collect();
            text.words = buffer.as_slice().into();
            self.texts.push(text);
        }
    }
}

/// All texts of the edition, ready to be written.
#[derive(Debug)]
pub struct Joint<'a> {
    texts: Vec<(Text, u32)>,
    joined: Joined,
    tables: Vec<Vec<u32>>,
    about: &'a About,
}

impl Joint<'_> {
    /// A mark of everything that the index is made of: another text, another mark.
    #[must_use]
    pub fn mark(&self) -> u64 {
        let mut mark = u64::from(root::FORM);
        let mut words = String::new();
        for (text, _) in &self.texts {
            words.clear();
            texts::header(&text.entry, &mut words);
            let Entry {
                order,
                base,
                days,
                kind,
                volume,
                ..
            } = &text.entry;
            let _ = write!(words, "{order} {base:?} {days:?} {kind} {volume} ");
            words.push_str(&text.keys);
            mark = mix(mix(mark, words.as_bytes()), &text.mark.to_le_bytes());
        }
        for person in &self.about.people {
            words.clear();
            let _ = write!(
                words,
                "{} {} {:?}",
                person.id, person.name, person.documents
            );
            mark = mix(mark, words.as_bytes());
        }
        for names in &self.about.names {
            mark = names
                .forms
                .iter()
                .chain([&names.sort])
                .fold(mark, |mark, form| mix(mark, form.as_bytes()));
        }
        mark
    }

    /// Writes the files, several at a time.
    ///
    /// # Errors
    /// When one is not taken.
    pub fn write(&self, put: Put<'_>) -> io::Result<()> {
        let frequent = texts::Frequent::new(&self.joined);
        let mut variants = variants::Variants::new();
        for names in &self.about.names {
            variants::collect(names, &mut variants);
        }
        let people = people(&self.texts, &self.about.people);
        // One after the other: each keeps all threads busy and takes memory for it.
        let held = terms::write(self, &people, &variants, put)?;
        let blocks = texts::write(self, &frequent, put)?;
        put("people.js", people_file(&self.about.people))?;
        let root = root::file(&self.texts, &frequent, &held, &blocks);
        put("index.js", root)
    }
}

/// The texts in the order of time, those without a date last, a witness after its
/// document; each with the number of its first passage.
fn in_order(mut texts: Vec<Text>) -> Vec<(Text, u32)> {
    let days: BTreeMap<u32, Option<(i64, i64)>> = texts
        .iter()
        .map(|text| (text.entry.order, text.entry.days))
        .collect();
    texts.sort_by_cached_key(|text| {
        let entry = &text.entry;
        let leader = entry.base.unwrap_or(entry.order);
        let days = days.get(&leader).copied().flatten();
        (
            days.is_none(),
            days,
            leader,
            entry.base.is_some(),
            entry.order,
        )
    });
    let mut first = 0;
    let numbered = texts.into_iter().map(|text| {
        let at = first;
        first += text.lengths.len() as u32;
        (text, at)
    });
    numbered.collect()
}

/// The passages of people: the first of each document that has to do with them.
fn people(texts: &[(Text, u32)], people: &[Person]) -> BTreeMap<String, Vec<u32>> {
    let first: BTreeMap<u32, u32> = texts
        .iter()
        .filter(|(text, _)| !text.lengths.is_empty())
        .map(|(text, first)| (text.entry.order, *first))
        .collect();
    let of = |person: &Person| {
        let documents = person.documents.iter();
        let mut list: Vec<u32> = documents.filter_map(|it| first.get(it).copied()).collect();
        list.sort_unstable();
        list.dedup();
        (format!("@{}", person.id), list)
    };
    people.iter().map(of).collect()
}

fn people_file(people: &[Person]) -> String {
    let mut text = String::from("recto_search(\"people\",[");
    for (at, person) in people.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push('[');
        string(&person.id, &mut text);
        text.push(',');
        string(&person.name, &mut text);
        text.push(']');
    }
    text.push_str("]);\n");
    text
}

/// Addresses of passages, short: nothing for the next number (`p4` after `p3`), `.` for
/// that of the passage before; `=` and what the note is called, where its address does
/// not say it; `@` and the enclosure's place where another begins, `@` alone after one.
#[derive(Default)]
struct Keys {
    written: String,
    any: bool,
    last: String,
    counted: [u64; 2],
    enclosure: Option<u32>,
}

impl Keys {
    fn push(&mut self, passage: &gather::Passage, address: &impl Fn(&str) -> String) {
        let mut out = std::mem::take(&mut self.written);
        if self.any {
            out.push(' ');
        }
        self.any = true;
        let sign = if passage.note.is_some() { "fn" } else { "p" };
        let [texts, notes] = &mut self.counted;
        let counted = if passage.note.is_some() { notes } else { texts };
        let key = &*passage.key;
        let number = key.strip_prefix(sign).unwrap_or("");
        let plain = !number.starts_with(['0', '+']);
        let parsed = number.parse::<u64>().ok().filter(|_| plain);
        if key == self.last {
            out.push('.');
        } else if parsed != Some(*counted + 1) {
            out.push_str(&address(key));
        }
        if let (Some(parsed), true) = (parsed, key != self.last) {
            *counted = parsed;
        }
        if let Some(note) = passage.note.as_deref().filter(|note| *note != number) {
            out.push('=');
            for c in note.chars() {
                if c.is_alphanumeric() || "*†‡§".contains(c) {
                    out.push(c);
                } else {
                    let mut bytes = [0; 4];
                    for byte in c.encode_utf8(&mut bytes).bytes() {
                        percent(byte, &mut out);
                    }
                }
            }
        }
        if passage.enclosure != self.enclosure {
            out.push('@');
            if let Some(enclosure) = passage.enclosure {
                let _ = write!(out, "{enclosure}");
            }
            self.enclosure = passage.enclosure;
        }
        key.clone_into(&mut self.last);
        self.written = out;
    }
}
