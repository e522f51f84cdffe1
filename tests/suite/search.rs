//! The search index: words as both halves know them, and a whole index read back.

use recto::build;
use recto::output::MemorySink;
use recto::source::MemorySources;
use std::collections::BTreeMap;

/// One table for the program and for the script (`tests/browser/search-index.test.mjs`).
#[test]
fn words_are_folded_as_the_table_says() {
    let table = include_str!("../search/words.json");
    let table: Vec<(String, Vec<String>)> = serde_json::from_str(table).expect("a table");
    for (text, words) in table {
        assert_eq!(recto::search::words(&text), words, "{text}");
    }
}

/// An index, read by the rules that the room's first lines state.
struct Read {
    root: serde_json::Value,
    /// By word: passages and other spellings.
    words: BTreeMap<String, (Vec<u32>, Vec<String>)>,
    /// By beginning of words: documents with such a word in the text, in the notes.
    beginnings: BTreeMap<String, [Vec<u32>; 2]>,
    /// By document: its heading, and its passages with their short addresses.
    documents: Vec<(String, Vec<(String, String)>)>,
    files: BTreeMap<String, String>,
}

fn digit(c: char) -> u32 {
    let code = u32::from(c);
    code - 35 - u32::from(code > 92) - u32::from(code > 124)
}

fn number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> u32 {
    let mut lead = 0;
    loop {
        let value = digit(chars.next().expect("a digit"));
        if value < 60 {
            return lead * 60 + value;
        }
        lead = lead * 30 + value - 60 + 1;
    }
}

fn passages(posting: &str) -> Vec<u32> {
    let mut chars = posting.chars().peekable();
    let (mut list, mut at) = (Vec::new(), 0);
    match chars.next().map(digit) {
        None => {}
        Some(0) => {
            while chars.peek().is_some() {
                at += number(&mut chars);
                list.push(at);
                at += 1;
            }
        }
        _ => {
            for bits in chars.map(digit) {
                list.extend(
                    (0..6)
                        .filter(|bit| bits >> bit & 1 == 1)
                        .map(|bit| at + bit),
                );
                at += 6;
            }
        }
    }
    list
}

fn shown(coded: &str, frequent: &[&str], own: &[&str]) -> Vec<String> {
    let mut chars = coded.chars().peekable();
    let (mut out, mut text) = (Vec::new(), String::new());
    let is_word = |word: &str| word.chars().next().is_some_and(char::is_alphanumeric);
    let mut after_word = false;
    while let Some(first) = chars.next().map(digit) {
        let mut next = || digit(chars.next().expect("a digit")) as usize;
        let word = match first {
            0..40 => frequent[first as usize].to_owned(),
            40..78 => frequent[40 + (first as usize - 40) * 90 + next()].to_owned(),
            78..82 => {
                let high = (first as usize - 78) * 90 + next();
                frequent[40 + 38 * 90 + high * 90 + next()].to_owned()
            }
            82..87 => own[(first as usize - 82) * 90 + next()].to_owned(),
            87 => {
                let length = number(&mut chars);
                (0..length)
                    .map(|_| chars.next().expect("a character"))
                    .collect()
            }
            _ => {
                out.push(std::mem::take(&mut text));
                after_word = false;
                continue;
            }
        };
        if after_word && is_word(&word) {
            text.push(' ');
        }
        after_word = is_word(&word);
        text.push_str(&word);
    }
    out
}

fn split(joined: &str) -> Vec<&str> {
    joined.split('|').collect()
}

/// The entries of a shard: names, and what stands after each `|`.
fn entries(data: &serde_json::Value) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for entry in data.as_str().expect("entries").split_terminator(' ') {
        let before = all.last().map_or("", |(name, _)| name);
        let shared = digit(entry.chars().next().expect("a digit")) as usize;
        let mut fields = entry[1..].split('|').map(str::to_owned);
        let units: Vec<u16> = before.encode_utf16().take(shared).collect();
        let rest = fields.next().expect("a name");
        let name = String::from_utf16(&units).expect("a whole prefix") + &rest;
        assert!(
            *name > *before || !name.is_ascii(),
            "{before} before {name}"
        );
        all.push((name, fields.collect()));
    }
    all
}

fn read(files: &BTreeMap<String, Vec<u8>>) -> Read {
    let mut data: BTreeMap<String, serde_json::Value> = BTreeMap::new();
    let mut texts = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("search/")) {
        let text = String::from_utf8(bytes.clone()).expect("text");
        let name = path
            .rsplit('/')
            .next()
            .expect("a name")
            .trim_end_matches(".js");
        let call = format!("recto_search(\"{name}\",");
        let json = text
            .strip_prefix(&call)
            .and_then(|it| it.strip_suffix(");\n"));
        let json = json.unwrap_or_else(|| panic!("{path}: {text}"));
        data.insert(name.to_owned(), serde_json::from_str(json).expect("JSON"));
        texts.insert(name.to_owned(), text);
    }
    let root = data["index"].clone();
    let shards = root["terms"].as_str().expect("terms").split(' ').count();
    let words = (0..shards).flat_map(|at| entries(&data[&format!("w{at}")]));
    let words = words.map(|(name, fields)| {
        let others = fields[1..].to_vec();
        (name, (passages(&fields[0]), others))
    });
    let words = words.collect();
    let beginnings = (0..).map_while(|at| data.get(&format!("b{at}")));
    let beginnings = beginnings.flat_map(entries);
    let beginnings = beginnings.map(|(name, fields)| {
        let [texts, notes] = [0, 1].map(|at| passages(&fields[at]));
        (name, [texts, notes])
    });
    let beginnings = beginnings.collect();
    let frequent = split(root["words"].as_str().expect("words"));
    let mut documents = Vec::new();
    for at in 0.. {
        let Some(block) = data.get(&format!("t{at}")).and_then(|it| it.as_array()) else {
            break;
        };
        let own = split(block[0].as_str().expect("words"));
        for document in &block[1..] {
            let keys = document[7]
                .as_str()
                .expect("keys")
                .split(' ')
                .map(str::to_owned);
            let texts = shown(document[8].as_str().expect("a text"), &frequent, &own);
            let heading = document[3].as_str().expect("a heading").to_owned();
            documents.push((heading, keys.zip(texts).collect()));
        }
    }
    Read {
        root,
        words,
        beginnings,
        documents,
        files: texts,
    }
}

fn site(sources: &MemorySources) -> BTreeMap<String, Vec<u8>> {
    let sink = MemorySink::new();
    let report = build(sources, &sink).expect("memory takes everything");
    assert!(report.is_complete, "{:#?}", report.diags);
    sink.into_files()
}

impl Read {
    /// The texts of the passages that have a word.
    fn find(&self, word: &str) -> Vec<&str> {
        let all: Vec<&str> = self
            .documents
            .iter()
            .flat_map(|(_, passages)| passages.iter().map(|(_, text)| text.as_str()))
            .collect();
        let (list, _) = self.words.get(word).unwrap_or_else(|| panic!("no {word}"));
        list.iter().map(|&at| all[at as usize]).collect()
    }
}

const BOOK: &str = "[book]\ntitle = \"Letters\"\n";

fn letters() -> MemorySources {
    MemorySources::new()
        .with("book.toml", BOOK)
        .with(
            "content/v/2.txt",
            "2. Letter From Mary Alder to John Alder1\n\nHarwick, March 3, 1871\n\nDear John:\n\n\
             The performance of Sacharow was short-term.2 Müller left.\n\nIt is over.\n\n\
             Your sister,\n\nMary Alder\n\n1. Source: Town Archive, box 2.\n2. Sacharow’s own word.\n",
        )
        .with(
            "content/v/1.md",
            "---\nkind: document\nnumber: 1\ntitle: A later letter\ndate: 1871-05-01\n---\n\nПривет, 中文字. \"Quoted\\\\\" | bar.\n",
        )
        .with(
            "content/people.yaml",
            "- id: sakharov\n  name: Andrei Sakharov\n  spellings: [Andrej Sacharow, Sacharow]\n",
        )
}

#[test]
fn texts_come_back_and_words_lead_to_them() {
    let read = read(&site(&letters()));
    let headings: Vec<&str> = read.documents.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(
        headings,
        [
            "2. Letter From Mary Alder to John Alder",
            "1. A later letter"
        ],
        "in the order of time"
    );
    assert_eq!(read.find("short").len(), 1);
    assert_eq!(read.find("shortterm"), read.find("term"));
    assert_eq!(read.find("muller"), read.find("short"));
    // The text and the note; the title that is not in the text.
    assert_eq!(read.find("sacharow").len(), 2);
    assert_eq!(read.find("later"), ["A later letter"]);
    assert_eq!(read.find("привет"), ["Привет, 中文字. \"Quoted\\\" | bar."]);
    assert_eq!(read.find("中文"), read.find("字"));
    let keys: Vec<&str> = read.documents[0].1.iter().map(|it| it.0.as_str()).collect();
    assert!(keys.contains(&""), "{keys:?}");
}

#[test]
fn spellings_of_one_name_know_each_other() {
    let read = read(&site(&letters()));
    assert_eq!(
        read.words["sakharov"],
        (vec![], vec!["sacharow".to_owned()])
    );
    assert_eq!(read.words["sacharow"].1, ["sakharov"]);
    assert!(!read.words.contains_key("andrei"));
    // The person is a word of their own, and leads to the first passage of a document.
    assert_eq!(read.words["@sakharov"].0, [0]);
}

#[test]
fn a_word_over_a_page_break_is_one() {
    let sources = MemorySources::new().with("book.toml", BOOK).with(
        "content/a.xml",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>\
         <text><body><p>Its perform<pb n=\"2\" break=\"no\"/>ance was <choice><sic>gald</sic><corr>glad</corr></choice>.</p></body></text></TEI>",
    );
    let read = read(&site(&sources));
    assert_eq!(read.find("performance"), ["Its performance was glad."]);
    assert_eq!(read.find("glad"), ["Its performance was glad."]);
    // The spelling of the source is found too.
    assert_eq!(read.find("gald"), ["gald"]);
}

#[test]
fn parts_without_words_between_them_stay_apart() {
    let sources = MemorySources::new().with("book.toml", BOOK).with(
        "content/a.xml",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>\
         <text><body><p>See <bibl><title>Evening, 1893</title><author>Bahr</author></bibl> and <persName><forename>Anna</forename><surname>Held</surname></persName>.</p>\
         <listPerson><person><p>One</p></person><person><p>Two</p></person></listPerson></body></text></TEI>",
    );
    let read = read(&site(&sources));
    assert_eq!(
        read.find("bahr"),
        ["See Evening, 1893, Bahr and Anna Held."]
    );
    assert!(read.words.contains_key("held") && !read.words.contains_key("1893bahr"));
}

#[test]
fn any_words_are_taken() {
    use proptest::prelude::*;
    proptest!(|(text in "\\PC{0,40}")| {
        for word in recto::search::words(&text) {
            prop_assert!(!word.is_empty() && word.chars().count() <= 40);
            prop_assert!(!word.contains([' ', '|', '\"', '\\']), "{word:?} of {text:?}");
        }
    });
}

#[test]
fn many_documents_make_shards_that_hold_together() {
    let word = |n: usize| format!("w{}x{}", n % 7919, n % 31);
    let mut sources = MemorySources::new().with("book.toml", BOOK);
    for at in 0..300 {
        let body: Vec<String> = (0..400).map(|n| word(at * 397 + n * n)).collect();
        let text = format!(
            "{}. Letter1\n\nHarwick, March 3, 1871\n\n{} the end.\n\n1. Source: Archive, {}.\n",
            at + 1,
            body.join(" "),
            if at % 3 == 0 { &body[7] } else { "box" }
        );
        sources = sources.with(&format!("content/{}.txt", at + 1), text);
    }
    let read = read(&site(&sources));
    assert!(
        read.root["terms"]
            .as_str()
            .expect("terms")
            .split(' ')
            .count()
            > 3
    );
    assert!(
        read.files
            .keys()
            .filter(|name| name.starts_with('t'))
            .count()
            > 10
    );
    // A word of every passage is a set of bits, and all of them are there.
    assert!(read.find("the").len() >= 300);
    for n in (0..400).step_by(13) {
        let word = word(3 * 397 + n * n);
        let found = read.find(&word);
        assert!(found.iter().all(|text| text.contains(&word)), "{word}");
        assert!(!found.is_empty());
    }
    // Beginnings that fill many shards have the documents, in the text and in the notes.
    let beginnings = read.root["beginnings"].as_str().expect("beginnings");
    let beginnings: Vec<&str> = beginnings.split(['|', ' ']).collect();
    assert!(beginnings.len() > 3, "{beginnings:?}");
    for beginning in beginnings {
        let has = |texts: bool| -> Vec<u32> {
            let documents = (0u32..).zip(&read.documents);
            let having = documents.filter(|(_, (_, passages))| {
                passages.iter().any(|(_, text)| {
                    let words = recto::search::words(text);
                    text.starts_with("Source:") != texts
                        && words.iter().any(|word| word.starts_with(beginning))
                })
            });
            having.map(|(at, _)| at).collect()
        };
        let [texts, notes] = &read.beginnings[beginning];
        assert_eq!(*texts, has(true), "{beginning}");
        assert_eq!(*notes, has(false), "{beginning}");
    }
    assert_eq!(read.beginnings["w"].clone().map(|it| it.len()), [300, 100]);
}

#[test]
fn an_edition_can_do_without() {
    let off = "[book]\ntitle = \"Letters\"\n[output.html.search]\nenable = false\n";
    let files = site(&letters().with("book.toml", off));
    assert!(
        !files
            .keys()
            .any(|path| path.contains("search") && !path.starts_with("assets/"))
    );
    let home = String::from_utf8(files["index.html"].clone()).expect("text");
    assert!(!home.contains("search.html"), "{home}");
    let on = site(&letters());
    let home = String::from_utf8(on["documents/v/d2.html"].clone()).expect("text");
    assert!(home.contains("../../search.html"), "{home}");
    let map = String::from_utf8(on["sitemap.xml"].clone()).expect("text");
    assert!(!map.contains("search"), "{map}");
}
