//! Whatever the bytes: never a panic, always a record or a diagnostic, in time in
//! proportion to the length. A build that fails leaves the previous site as it was.

use crate::case::{Run, tests};
use proptest::prelude::*;
use recto::build;
use recto::output::{MemorySink, Sink};
use recto::source::MemorySources;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const BOOK: &str = "[book]\ntitle = \"Letters\"\n";
const LETTER: &str = "1. Editorial Note\n\nThe ships1 have sailed.\n\n  1. Source: Archive.\n";

/// The sources with these bytes as one of their files.
fn with(name: &str, bytes: &[u8]) -> MemorySources {
    let sources = MemorySources::new()
        .with("book.toml", BOOK)
        .with("content/a.txt", LETTER);
    let path = match name {
        "book.toml" => name.to_owned(),
        name => format!("content/{name}"),
    };
    sources.with(&path, bytes)
}

/// What is wrong with how bytes are taken.
fn taken(name: &str, bytes: &[u8]) -> Vec<String> {
    let run = Run::new(with(name, bytes));
    let mut wrong = Vec::new();
    if run.told().iter().any(|it| it.code.slug() == "internal") {
        wrong.push(run.diagnostics());
    }
    if run.site.is_none() && run.told().is_empty() {
        wrong.push("there is no site, and nothing says why".to_owned());
    }
    for account in run.audits() {
        if account.ledger.lost + account.ledger.twice > 0 {
            wrong.push(format!("{:?}", account.ledger));
        }
    }
    wrong
}

/// The kinds of files that something reads.
const NAMES: [&str; 8] = [
    "b.txt",
    "b.md",
    "a.yaml",
    "people.yaml",
    "glossary.yaml",
    "events.yaml",
    "book.toml",
    "v/b.txt",
];

/// Texts as they are, to be cut and changed.
fn seeds() -> Vec<Vec<u8>> {
    let root = tests().join("..");
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(root.join("content"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    paths.push(root.join("book.toml"));
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .collect()
}

/// A change of some bytes.
#[derive(Debug, Clone)]
enum Change {
    Cut(prop::sample::Index, prop::sample::Index),
    Put(prop::sample::Index, Vec<u8>),
    Twice(prop::sample::Index, prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<prop::sample::Index>;
    let bit = prop::sample::select(
        &[
            "[", "]", "~~", "*", "_", "^{", "}", "\n", "\n\n", "\r", "1", "1. ", "[Page 9]", ": ",
            "- ", "\"", "'", "{", "|", ">", "#", "&a ", "*a", "---\n", "\u{feff}", "\0", "é",
            "\u{202e}", "=", "[[", "<", "```\n",
        ][..],
    );
    prop_oneof![
        (index(), index()).prop_map(|(a, b)| Change::Cut(a, b)),
        (index(), bit).prop_map(|(at, bit)| Change::Put(at, bit.as_bytes().to_vec())),
        (index(), prop::collection::vec(any::<u8>(), 1..4))
            .prop_map(|(at, bytes)| Change::Put(at, bytes)),
        (index(), index()).prop_map(|(a, b)| Change::Twice(a, b)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = bytes.len() + 1;
        match change {
            Change::Cut(a, b) => {
                let (a, b) = (a.index(length), b.index(length));
                // Long cuts leave nothing to look at.
                let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 200));
                bytes.drain(from..to);
            }
            Change::Put(at, new) => {
                let at = at.index(length);
                bytes.splice(at..at, new.iter().copied());
            }
            Change::Twice(a, b) => {
                let (a, b) = (a.index(length), b.index(length));
                let part: Vec<u8> = bytes[a.min(b)..a.max(b).min(a.min(b) + 200)].to_vec();
                bytes.splice(a..a, part);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(crate::case::chances(100))]

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in NAMES {
            prop_assert_eq!(taken(name, &bytes), Vec::<String>::new(), "{}", name);
        }
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,120}") {
        for name in NAMES {
            prop_assert_eq!(taken(name, text.as_bytes()), Vec::<String>::new(), "{}", name);
        }
    }

    #[test]
    fn changed_texts_are_taken(
        seed in prop::sample::select(seeds()),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
        changes in prop::collection::vec(change(), 0..8),
        name in prop::sample::select(&NAMES[..]),
    ) {
        let seed = if is_cut { seed[..end.index(seed.len() + 1)].to_vec() } else { seed };
        let bytes = changed(seed, &changes);
        prop_assert_eq!(taken(name, &bytes), Vec::<String>::new(), "{}", name);
    }
}

/// A text of some length, and what it is like.
type Maker = (&'static str, &'static str, fn(usize) -> String);

/// Texts of one thing over and over. A length is roughly in bytes.
const MANY: &[Maker] = &[
    ("one line", "b.txt", |n| {
        format!("x\n\n{}", "the ships have sailed and ".repeat(n / 26))
    }),
    ("notes", "b.txt", |n| notes(n / 30)),
    ("page marks", "b.txt", |n| {
        (1..n / 12).fold("x\n\n".to_owned(), |mut text, i| {
            write!(text, "[Page {i}] ").expect("a string takes all");
            text
        })
    }),
    ("page marks in words", "b.txt", |n| {
        "perform [Page 3] ance ".repeat(n / 22)
    }),
    ("tildes", "b.txt", |n| "~~".repeat(n / 2)),
    ("struck words", "b.txt", |n| "~~ a ".repeat(n / 5)),
    ("brackets", "b.txt", |n| "[".repeat(n)),
    ("open page marks", "b.txt", |n| "[Page ".repeat(n / 6)),
    ("stars", "b.txt", |n| "*".repeat(n)),
    ("starred words", "b.txt", |n| "*a ".repeat(n / 3)),
    ("marks in marks", "b.txt", |n| {
        "*a _b ".repeat(n / 12) + &"_ * ".repeat(n / 12)
    }),
    ("raised", "b.txt", |n| "^{a ".repeat(n / 4)),
    ("bullets", "b.txt", |n| "• a\n".repeat(n / 6)),
    ("numbers", "b.txt", |n| "1. a\n".repeat(n / 5)),
    ("digits", "b.txt", |n| {
        format!("x\n\n{}\n\n  1. N.\n", "1".repeat(n))
    }),
    ("marks of one note", "b.txt", |n| {
        format!("x\n\n{}\n\n  1. N.\n", "a1 ".repeat(n / 3))
    }),
    ("figures without blanks", "b.txt", |n| {
        format!("x\n\n{}|\n\n  1. Not printed.\n", "|12".repeat(n / 3))
    }),
    ("rows", "b.txt", |n| "a | b\n".repeat(n / 6)),
    ("capitals", "b.txt", |n| "THE HOUSE\n".repeat(n / 10)),
    ("labels", "b.txt", |n| "TO: Mr. A\n".repeat(n / 10)),
    ("references", "b.txt", |n| "See Document 3, ".repeat(n / 16)),
    ("notes that are cited", "b.txt", |n| {
        let cited = (1..=n / 45).fold(String::new(), |mut text, i| {
            write!(text, "See footnote {i}. ").expect("a string takes all");
            text
        });
        notes(n / 45).replacen("Word.1 ", &format!("Word.1 {cited}"), 1)
    }),
    ("parties", "b.txt", |n| {
        format!("Letter From {}to Mr. B\n\nx\n", "Mr. A and ".repeat(n / 10))
    }),
    ("parties of a TEI heading", "b.xml", |n| {
        let parties = "Mr. A and the B to ".repeat(n / 19);
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body>\
             <div type=\"document\"><head>Letter From {parties}</head><p>x</p></div>\
             </body></text></TEI>"
        )
    }),
    // These are longer than the others: what was quadratic here took little time a step.
    ("names in cuneiform", "b.txt", |n| {
        let sign = |at: usize| ('\u{12000}'..).nth(at % 100).expect("a sign");
        (0..n / 10).fold(
            "MEMORANDUM OF CONVERSATION\n\nPARTICIPANTS:\n".to_owned(),
            |mut text, i| {
                writeln!(text, "• {}{}, Secretary", sign(i), sign(i / 100))
                    .expect("a string takes all");
                text
            },
        )
    }),
    ("lines of a heading", "b.txt", |n| {
        format!(
            "1. Memorandum From the Under Secretary of State for all Norland\n{}\nThe brig came.\n",
            "Mr. Hale (Vance and the Secretary of State of Norland to the\n".repeat(n / 20)
        )
    }),
    ("notes that are there twice", "b.txt", |n| {
        let text = notes(n / 6);
        text.split_inclusive('\n')
            .map(|line| line.repeat(1 + usize::from(line.starts_with("  "))))
            .collect()
    }),
    ("stamps", "b.txt", |n| {
        "We go to the\n\nUNCLASSIFIED / RELEASED\n\n".repeat(n / 40)
    }),
    ("Markdown stars", "b.md", |n| "**a *b ".repeat(n / 7)),
    ("Markdown brackets", "b.md", |n| "[a](".repeat(n / 4)),
    ("Markdown links to paragraphs", "b.md", |n| {
        (1..n / 20).fold(String::new(), |mut text, i| {
            write!(text, "See [it](#p{i}).\n\n").expect("a string takes all");
            text
        })
    }),
    ("Markdown references", "b.md", |n| {
        format!(
            "---\nkind: letter\n---\n{}",
            "See Document 3, ".repeat(n / 16)
        )
    }),
    ("Markdown quotes", "b.md", |n| "> ".repeat(n / 2)),
    ("Markdown headings", "b.md", |n| "# a\n\n".repeat(n / 5)),
    ("Markdown notes", "b.md", |n| {
        (0..n / 24).fold(String::new(), |mut text, i| {
            write!(text, "a[^{i}]\n\n[^{i}]: n\n\n").expect("a string takes all");
            text
        })
    }),
    ("YAML brackets", "people.yaml", |n| "[".repeat(n)),
    ("YAML entries", "people.yaml", |n| {
        (0..n / 30).fold(String::new(), |mut text, i| {
            writeln!(text, "- {{id: a{i}, name: Ann B{i}}}").expect("a string takes all");
            text
        })
    }),
    ("TOML brackets", "book.toml", |n| {
        format!("a={}", "[".repeat(n))
    }),
];

fn notes(n: usize) -> String {
    let mut text = "1. Editorial Note\n\n".to_owned();
    for i in 1..=n {
        write!(text, "Word.{i} ").expect("a string takes all");
    }
    text.push_str("\n\n");
    for i in 1..=n {
        writeln!(text, "  {i}. Not printed.").expect("a string takes all");
    }
    text
}

/// A text four times as long takes about four times as long. What is quadratic takes
/// sixteen times; noise does not reach half of that three times in a row.
#[test]
fn time_is_in_proportion_to_length() {
    let seconds = |name: &str, text: &str| {
        let sources = with(name, text.as_bytes());
        let before = Instant::now();
        let run = Run::read_only(sources);
        assert!(run.told().iter().all(|it| it.code.slug() != "internal"));
        before.elapsed().as_secs_f64()
    };
    let mut slow = Vec::new();
    for (what, name, make) in MANY {
        let (short, long) = (make(10_000), make(40_000));
        let is_slow = (0..3).all(|_| {
            let (once, four) = (seconds(name, &short), seconds(name, &long));
            four > 0.25 && four > 9.0 * once
        });
        if is_slow {
            slow.push(*what);
        }
    }
    assert!(slow.is_empty(), "more than in proportion: {slow:?}");
}

/// Megabytes of each, where there is time: `RECTO_SLOW_TESTS=1 cargo test --release`.
#[test]
fn megabytes_are_taken() {
    if std::env::var_os("RECTO_SLOW_TESTS").is_none() {
        return;
    }
    for (what, name, make) in MANY {
        let text = make(10_000_000);
        let before = Instant::now();
        let run = Run::read_only(with(name, text.as_bytes()));
        let seconds = before.elapsed().as_secs_f64();
        eprintln!(
            "{what}: {} bytes in {seconds:.2} s, {} told",
            text.len(),
            run.told().len()
        );
        assert!(run.told().iter().all(|it| it.code.slug() != "internal"));
    }
}

/// A sink that takes some files and then no more.
struct Full {
    sink: MemorySink,
    left: AtomicUsize,
}

impl Sink for Full {
    fn put(&self, path: &str, bytes: Vec<u8>) -> io::Result<()> {
        let left = &self.left;
        let taken = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(1)
        });
        match taken {
            Ok(_) => self.sink.put(path, bytes),
            Err(_) => Err(io::ErrorKind::StorageFull.into()),
        }
    }
}

#[test]
fn a_full_sink_is_an_error_wherever_it_fills() {
    let sources = with("b.md", b"# B\n\nSee [a](a.txt).\n");
    let whole = MemorySink::new();
    build(&sources, &whole).expect("memory");
    let count = whole.into_files().len();
    for left in 0..count {
        let sink = Full {
            sink: MemorySink::new(),
            left: AtomicUsize::new(left),
        };
        let error = build(&sources, &sink).expect_err("it is full");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull, "after {left}");
    }
}

/// Files on a real disk that no case can have, and that each build must refuse while it
/// leaves the previous site as it was.
#[cfg(unix)]
mod on_disk {
    use super::{BOOK, LETTER};
    use std::collections::BTreeMap;
    use std::ffi::OsStr;
    use std::fs::{self, File};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::process::Command;

    fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let files = walkdir::WalkDir::new(folder.join("site")).into_iter();
        files
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let bytes = fs::read(entry.path()).expect("it can be read");
                (entry.path().display().to_string(), bytes)
            })
            .collect()
    }

    fn build(folder: &Path) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_recto"))
            .args(["build", "--dir"])
            .arg(folder)
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code().expect("a status"), told)
    }

    /// Builds; puts something in the way; builds again.
    fn refused(status: i32, words: &[&str], put: impl FnOnce(&Path)) {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        fs::create_dir(folder.join("content")).expect("made");
        fs::write(folder.join("book.toml"), BOOK).expect("written");
        fs::write(folder.join("content/a.txt"), LETTER).expect("written");
        assert_eq!(build(folder).0, 0);
        let before = site(folder);
        assert!(before.len() > 5);
        put(&folder.join("content"));
        let (now, told) = build(folder);
        assert_eq!(now, status, "{told}");
        for word in words {
            assert!(told.contains(word), "`{word}` in {told}");
        }
        assert!(site(folder) == before, "the previous site has changed");
    }

    #[test]
    fn a_link_out_of_the_tree() {
        let outside = tempfile::NamedTempFile::new().expect("a file");
        refused(1, &["outside-tree", "content/b.txt"], |content| {
            symlink(outside.path(), content.join("b.txt")).expect("linked");
        });
        refused(1, &["outside-tree", "content/b"], |content| {
            symlink("/", content.join("b")).expect("linked");
        });
    }

    #[test]
    fn a_link_round_in_a_circle() {
        refused(1, &["content/b.txt"], |content| {
            symlink("b.txt", content.join("b.txt")).expect("linked");
        });
    }

    /// With the readings of each shift in a table of all notes these would be tables of gigabytes.
    #[cfg(target_os = "linux")]
    #[test]
    fn forty_thousand_notes_without_marks_fit_into_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let notes = (1..=40_000).map(|n| format!("  {n}. Not printed.\n"));
        let text = format!(
            "1. Letter From Mr. A to Mr. B\n\nWords.2 More.7 By May 2, 1950.\n\n{}",
            notes.collect::<String>()
        );
        fs::create_dir(folder.path().join("content")).expect("made");
        fs::write(folder.path().join("book.toml"), BOOK).expect("written");
        fs::write(folder.path().join("content/a.txt"), text).expect("written");
        let output = Command::new("sh")
            .args(["-c", "ulimit -v 8000000 && exec \"$0\" check --dir \"$1\""])
            .arg(env!("CARGO_BIN_EXE_recto"))
            .arg(folder.path())
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{told}");
    }

    // Other systems refuse such a name themselves.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_unicode() {
        refused(1, &["odd-file-name"], |content| {
            let name = OsStr::from_bytes(b"caf\xE9.txt");
            fs::write(content.join(name), LETTER).expect("written");
        });
    }

    #[test]
    fn a_file_of_more_than_a_gibibyte() {
        refused(1, &["file-too-large", "content/b.txt"], |content| {
            // It has no bytes on the disk.
            let file = File::create(content.join("b.txt")).expect("made");
            file.set_len((1 << 30) + 1).expect("a length");
        });
    }

    #[test]
    fn a_file_that_may_not_be_read() {
        let probe = tempfile::NamedTempFile::new().expect("a file");
        fs::set_permissions(probe.path(), fs::Permissions::from_mode(0o000)).expect("set");
        if File::open(probe.path()).is_ok() {
            eprintln!("whoever runs this may read everything: nothing to see");
            return;
        }
        refused(1, &["unreadable-file", "content/b.txt"], |content| {
            fs::write(content.join("b.txt"), LETTER).expect("written");
            let none = fs::Permissions::from_mode(0o000);
            fs::set_permissions(content.join("b.txt"), none).expect("set");
        });
    }

    #[test]
    fn two_documents_with_one_id_and_broken_yaml() {
        refused(1, &["duplicate-id", "content/b.txt"], |content| {
            fs::write(content.join("b.txt"), LETTER).expect("written");
        });
        refused(1, &["bad-yaml", "content/a.yaml", "2:"], |content| {
            fs::write(content.join("a.yaml"), "date: 1986\nplace: [Washington\n").expect("written");
        });
    }

    #[test]
    fn a_disk_that_is_full() {
        // Only whoever may mount can have a small disk; the sink above is full for all.
        let folder = tempfile::tempdir().expect("a folder");
        let mount = |arguments: &[&str]| {
            let ran = Command::new("mount")
                .args(arguments)
                .arg(folder.path())
                .output();
            ran.is_ok_and(|output| output.status.success())
        };
        if !mount(&["-t", "tmpfs", "-o", "size=3m", "tmpfs"]) {
            eprintln!("no small disk can be had here");
            return;
        }
        let path = folder.path();
        fs::create_dir(path.join("content")).expect("made");
        fs::write(path.join("book.toml"), BOOK).expect("written");
        fs::write(path.join("content/a.txt"), LETTER).expect("written");
        let first = build(path);
        let before = site(path);
        for number in 2..400 {
            let text = format!(
                "{number}. Editorial Note\n\n{}\n",
                "The ships have sailed. ".repeat(20)
            );
            if fs::write(path.join(format!("content/{number}.txt")), text).is_err() {
                break;
            }
        }
        let second = build(path);
        let after = site(path);
        let unmounted = Command::new("umount").arg(path).status();
        assert!(unmounted.is_ok_and(|status| status.success()));
        assert_eq!(first.0, 0, "{}", first.1);
        assert_eq!(second.0, 2, "{}", second.1);
        assert!(second.1.contains("cannot-write"), "{}", second.1);
        assert!(before == after, "the previous site has changed");
    }
}
