//! No text is lost, and the same sources give the same bytes: properties over made-up
//! transcriptions, and over every text of the repository.

use crate::case::{self, Run, tests};
use crate::check;
use proptest::prelude::*;
use recto::build;
use recto::output::MemorySink;
use recto::pipeline::Document;
use recto::source::{Found, MemorySources, SourceProblem, Sources};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const BOOK: &str = "[book]\ntitle = \"Letters\"\n";

/// What is wrong with the record and the page of one text.
fn wrong(name: &str, text: &str) -> Vec<String> {
    let path = format!("content/v/{name}");
    let sources = MemorySources::new()
        .with("book.toml", BOOK)
        .with(&path, text);
    let run = Run::new(sources);
    let Some(Document { source, record }) = run.documents(None).pop() else {
        return vec![format!("there is no record: {}", run.diagnostics())];
    };
    let mut wrong = if name.ends_with(".txt") {
        check::record(&record, &source.text, run.told())
    } else {
        Vec::new()
    };
    for account in run.audits() {
        let ledger = &account.ledger;
        if ledger.lost + ledger.twice > 0 {
            wrong.push(format!("{} lost, {} twice", ledger.lost, ledger.twice));
        }
    }
    match &run.site {
        Some(site) => {
            let page = run.page_of(&record.id);
            let page = site.get(&page).map(|page| String::from_utf8_lossy(page));
            if name.ends_with(".txt") {
                wrong.extend(check::shown(&record, &page.expect("it has a page")));
            }
            wrong.extend(check::site(site));
        }
        None if run.told().iter().any(|it| it.code.slug() == "internal") => {
            wrong.push(run.diagnostics());
        }
        None => {}
    }
    wrong
}

/// A transcription of all sorts of things in all sorts of places.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(PIECES);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "the ships ",
    "have sailed",
    ". ",
    ", ",
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "1",
    "2",
    "3",
    "12 ",
    "1986",
    ".1",
    ",2 ",
    " 3 ",
    "”4",
    "[Page 38]",
    " [Page 39] ",
    "perform [Page 40] ance ",
    "Wash[Page 41]ington",
    "[Page XXXVI] [Page XXXVII]",
    "[Page ",
    "[page 3]",
    "~~struck~~",
    "~~",
    "^{nd}",
    "^{",
    "}",
    "*by hand*",
    "*",
    "**",
    "_under_",
    "_",
    "[sic]",
    "[",
    "]",
    "[1 line not declassified]",
    "[Omitted here is a list.]",
    "• ",
    "\n  • one",
    "\n    • two",
    "\n- three",
    "\n1.\n",
    "\n2. second ",
    "\n  1. Source: Archive, Box 1. Secret.",
    "\n  2. Not printed.\n",
    "\n[Footnote 1: Not printed.]\n",
    "<sup>1</sup>",
    "\n---\n",
    "        ",
    "\n† Drafted by Hale.",
    " †",
    ".(a)",
    "\n(a) Not printed.",
    "\n  3. See Document 168.",
    "See Document 12 and footnote 3, Document 4. ",
    "ibid., Documents 3–5",
    "vol. IV, Document 2",
    "p. 7",
    "a | b | c\n",
    "| ",
    "\t",
    "175. Memorandum From Mr. Alder to Mr. Moss1\n\n",
    "Letter From President Hart to Minister Orlan\n\n",
    "MEMORANDUM FOR: THE PRESIDENT\n",
    "FROM: Maria T. Alder ^{MTA}\n",
    "SUBJECT: Timber\n",
    "SUBJECT\n\n",
    "PARTICIPANTS\n\n",
    "SECRET\n\n",
    "~~SECRET/SENSITIVE~~\n",
    "DECL: OADR\n",
    "UNCLASSIFIED / RELEASED\n",
    "NLS F99-057 # 370\n",
    "BY smf, NARA, DATE 10/16/00\n",
    "\n-2-\n",
    "Dear Tom:\n\n",
    "\nSincerely,\n\n",
    "Ann Garde\n",
    "cc: Mr. Hale\n",
    "P.S. It rains.\n",
    "Washington, January 14, 1986\n\n",
    "May 44",
    "[Received 4:13 p.m.]",
    "[Enclosure]\n\n",
    "[Attachment]\n",
    "* * *\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "\u{301}",
    "é",
    "«—»",
    "שלום ",
    "Письмо ",
    "🕊",
    "\u{202e}",
    "\u{2028}",
    "\u{85}",
    "\u{c}",
    "\u{7}",
    "<b>&amp;</b>",
    "\"'",
    "¹",
    "²",
    "^{3}",
    "[4]",
    "(5)",
    "…",
    "--",
    "====\n",
    "ﬁ",
    "\\",
];

/// A transcription as people have them.
pub(crate) fn letter() -> impl Strategy<Value = String> {
    let heading = prop::sample::select(
        &[
            "175. Memorandum From Secretary of State Shultz to President Reagan",
            "Mr. Preston to Mr. Seward.",
            "Memorandum of Conversation",
            "12. Editorial Note",
            "The Ambassador in Norland ( Harlow ) to the Secretary of State",
            "THE WHITE HOUSE\nWASHINGTON\n\nMay 3, 1985",
        ][..],
    );
    let words = prop::sample::select(
        &[
            "the ships",
            "have sailed",
            "performance",
            "May 3",
            "1945–1946",
            "the 162 cases",
            "$4",
            "he said, “no”",
            "(see the map)",
            "[in French]",
            "re[Page 12]unification",
            "vet [Page 13] erans",
            "the [Page 14] first",
            "~~all~~ of it",
            "the 2^{nd}",
            "*seen*",
            "See Document 4",
            "U.S. - Soviet",
        ][..],
    );
    let stop = prop::sample::select(&[".", ",", ";", "", "”", ")", "?"][..]);
    let sentence = (
        prop::collection::vec(words, 1..6),
        stop,
        any::<bool>(),
        any::<bool>(),
    );
    let block = (prop::collection::vec(sentence, 1..4), 0..6usize);
    let blocks = prop::collection::vec(block, 1..6);
    let gap = prop::sample::select(&["\n", "\n\n", "\n\n\n"][..]);
    let list = prop::sample::select(&["  ", "", "\t"][..]);
    (
        heading,
        blocks,
        gap,
        list,
        0..3u32,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(heading, blocks, gap, indent, skip, has_list, is_crlf)| {
            let mut n = skip;
            let mut text = heading.to_owned();
            for (sentences, form) in blocks {
                text.push_str(gap);
                if form == 0 {
                    text.push_str("  • ");
                }
                for (words, stop, has_mark, is_spaced) in sentences {
                    text.push_str(&words.join(" "));
                    text.push_str(stop);
                    if has_mark {
                        n += 1;
                        if is_spaced {
                            text.push(' ');
                        }
                        text.push_str(&n.to_string());
                    }
                    text.push(' ');
                }
            }
            if has_list {
                text.push_str(gap);
                for n in 1..=n.saturating_sub(skip) {
                    text.push_str(&format!(
                        "{indent}{n}. Not printed. See footnote {n} above.\n"
                    ));
                }
            }
            if is_crlf {
                text = text.replace('\n', "\r\n");
            }
            text
        })
}

proptest! {
    #![proptest_config(case::chances(150))]

    #[test]
    fn no_soup_loses_a_character(text in soup()) {
        prop_assert_eq!(wrong("soup.txt", &text), Vec::<String>::new());
    }

    #[test]
    fn no_letter_loses_a_character(text in letter()) {
        prop_assert_eq!(wrong("letter.txt", &text), Vec::<String>::new());
    }

    #[test]
    fn no_markdown_loses_a_character(text in soup(), is_document in any::<bool>()) {
        let head = if is_document { "---\nkind: document\n---\n\n" } else { "" };
        prop_assert_eq!(wrong("essay.md", &format!("{head}{text}")), Vec::<String>::new());
    }
}

/// Every text below a folder.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.is_file())
        .filter(|path| path.extension().is_some_and(|it| it == "txt" || it == "md"))
        .filter(|path| !path.components().any(|it| it.as_os_str() == "expected"))
        .collect();
    paths.sort();
    paths
}

/// One text read without its sidecar, as if it were found in the street.
fn check_texts(paths: &[PathBuf]) {
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).expect("it is text");
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or("txt");
        for wrong in wrong(&format!("text.{ending}"), &text) {
            // Links of an essay lead to documents that are not here.
            found.push(format!("{}: {wrong}", path.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn texts_of_the_repository_lose_nothing() {
    let root = tests().join("..");
    let mut paths = texts(&root.join("content"));
    paths.extend(texts(&tests().join("books")));
    assert!(paths.len() > 5);
    check_texts(&paths);
}

/// The texts that the program was made for lie beside the checkout where it is tested,
/// and are no part of the repository.
#[test]
fn texts_beside_the_checkout_lose_nothing() {
    let seeds = tests().join("../../shared/seeds");
    if seeds.is_dir() {
        let paths = texts(&seeds);
        eprintln!("{} texts beside the checkout", paths.len());
        check_texts(&paths);
    } else {
        eprintln!("no texts beside the checkout");
    }
}

#[test]
fn texts_of_all_cases_lose_nothing() {
    let mut found = Vec::new();
    for file in case::all() {
        for case in &file.cases {
            let run = Run::new(case::sources(case));
            let mut tell = |wrong: String| {
                found.push(format!("{} › {}: {wrong}", file.path.display(), case.name));
            };
            for account in run.audits() {
                let ledger = &account.ledger;
                if ledger.lost + ledger.twice > 0 {
                    tell(format!("{} lost, {} twice", ledger.lost, ledger.twice));
                }
            }
            if run.told().iter().any(|it| it.code.slug() == "internal") {
                tell(run.diagnostics());
            }
            if let Some(site) = &run.site {
                check::site(site).into_iter().for_each(tell);
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A folder of the repository as sources.
pub(crate) fn folder(folder: &Path) -> MemorySources {
    let mut sources = MemorySources::new();
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok);
    for file in files.filter(|file| file.file_type().is_file()) {
        let path = file.path().strip_prefix(folder).expect("it is below");
        let path = path.to_string_lossy().replace('\\', "/");
        let is_input = path == "book.toml" || path.starts_with("content/");
        if is_input || path.starts_with("theme/") || path == "extra.css" {
            sources = sources.with(&path, fs::read(file.path()).expect("it can be read"));
        }
    }
    sources
}

/// Sources that are listed backwards.
struct Backwards<'a>(&'a MemorySources);

impl Sources for Backwards<'_> {
    fn walk(&self, folder: &str) -> Vec<Found> {
        let mut found = self.0.walk(folder);
        found.reverse();
        found
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceProblem> {
        self.0.read(path)
    }
}

fn site(sources: &dyn Sources, threads: usize) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    let sink = MemorySink::new();
    let report = pool.install(|| build(sources, &sink)).expect("memory");
    assert!(report.is_complete, "{:#?}", report.diags);
    sink.into_files()
}

/// The edition that we ship, and each of the small books.
pub(crate) fn editions() -> Vec<PathBuf> {
    let mut folders = vec![tests().join("..")];
    let books = fs::read_dir(tests().join("books")).into_iter().flatten();
    folders.extend(books.filter_map(Result::ok).map(|entry| entry.path()));
    folders.retain(|folder| folder.join("book.toml").is_file());
    folders.sort();
    folders
}

#[test]
fn order_and_threads_change_no_byte() {
    for path in editions() {
        let sources = folder(&path);
        let one = site(&sources, 1);
        for many in [site(&sources, 4), site(&Backwards(&sources), 4)] {
            let differ: Vec<_> = one
                .iter()
                .filter(|(path, bytes)| many.get(*path) != Some(bytes))
                .map(|(path, _)| path)
                .collect();
            assert_eq!(differ, Vec::<&String>::new(), "{}", path.display());
            assert_eq!(many.len(), one.len(), "{}", path.display());
        }
    }
}

#[test]
fn links_of_all_editions_lead_somewhere() {
    for path in editions() {
        let wrong = check::site(&site(&folder(&path), 2));
        assert!(
            wrong.is_empty(),
            "{}:\n{}",
            path.display(),
            wrong.join("\n")
        );
    }
}
