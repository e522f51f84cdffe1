//! How long `recto build` takes: `cargo bench`, or `cargo bench -- 2000 9` for two thousand
//! documents and nine rounds.
//!
//! Makes up raw transcriptions (always the same ones) and lets the program itself build
//! their site, from nothing and once more over the same site, in turn. Says the median of
//! the rounds, the quickest and the slowest. Only figures from one run can be compared:
//! compare two versions by running both in turn on a machine that does nothing else.
#![expect(clippy::print_stdout, reason = "it reports to a terminal")]
#![expect(clippy::disallowed_methods, reason = "it writes an edition of its own")]

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn main() -> io::Result<()> {
    // Cargo says `--bench` first.
    let mut numbers = std::env::args().filter_map(|word| word.parse::<usize>().ok());
    let documents = numbers.next().unwrap_or(10_000).max(1);
    let rounds = numbers.next().unwrap_or(5).max(1);

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let _ = fs::remove_dir_all(&folder);
    let bytes = write_edition(&folder, documents)?;
    println!("{documents} documents, {bytes} bytes, {rounds} rounds");

    let mut cold = Vec::new();
    let mut again = Vec::new();
    for round in 0..=rounds {
        // Each round has an output folder of its own, and none is removed before the end:
        // some file systems are slow for minutes after many files were removed.
        let out = folder.join(format!("out-{round}"));
        let first = build(&folder, &out)?;
        let second = build(&folder, &out)?;
        // The first round fills the system's caches.
        if round > 0 {
            cold.push(first);
            again.push(second);
        }
    }
    report("from nothing", &cold);
    report("once more", &again);
    fs::remove_dir_all(&folder)
}

/// What one build took.
struct Cost {
    wall: f64,
    /// Seconds of all processors; `None` where the system does not tell.
    cpu: Option<f64>,
    /// Most memory at once, in megabytes; `None` where the system does not tell.
    memory: Option<f64>,
}

fn build(edition: &Path, out: &Path) -> io::Result<Cost> {
    let (before, began) = (children_cpu(), Instant::now());
    let mut child = Command::new(env!("CARGO_BIN_EXE_recto"))
        .current_dir(edition)
        .args(["build", "--out"])
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let memory = watch(&mut child)?;
    let wall = began.elapsed().as_secs_f64();
    if !child.wait()?.success() {
        return Err(io::Error::other("recto build failed"));
    }
    Ok(Cost {
        wall,
        cpu: before
            .zip(children_cpu())
            .map(|(before, after)| after - before),
        memory,
    })
}

/// Waits for a process, and says how much memory it had at most. Linux only.
fn watch(child: &mut Child) -> io::Result<Option<f64>> {
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut most = None;
    while child.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
        most = kilobytes.map(|kilobytes: f64| kilobytes / 1024.0).or(most);
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(most)
}

/// Seconds of processor that finished children have used. Linux only.
fn children_cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name before the bracket may hold blanks.
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks = fields.split(' ').skip(13).take(2);
    let ticks: f64 = ticks.map(|ticks| ticks.parse().unwrap_or(0.0)).sum();
    Some(ticks / 100.0)
}

fn report(what: &str, costs: &[Cost]) {
    let mut line = format!("{what:>12}:");
    let walls = costs.iter().map(|cost| Some(cost.wall));
    let cpus = costs.iter().map(|cost| cost.cpu);
    let memories = costs.iter().map(|cost| cost.memory);
    for (name, unit, values) in [
        ("wall", "s", walls.collect::<Option<Vec<_>>>()),
        ("processor", "s", cpus.collect()),
        ("memory", "MB", memories.collect()),
    ] {
        let Some(mut values) = values else { continue };
        values.sort_by(f64::total_cmp);
        let middle = values.get(values.len() / 2);
        if let (Some(least), Some(middle), Some(most)) = (values.first(), middle, values.last()) {
            let _ = write!(line, " {name} {middle:.2} {unit} ({least:.2}–{most:.2})");
        }
    }
    println!("{line}");
}

/// Writes an edition of made-up documents, and says how many bytes they are.
fn write_edition(folder: &Path, documents: usize) -> io::Result<usize> {
    let content = folder.join("content");
    fs::create_dir_all(&content)?;
    fs::write(folder.join("book.toml"), "[book]\ntitle = \"Benchmark\"\n")?;
    let mut bytes = 0;
    for number in 1..=documents {
        let text = document(number, documents);
        bytes += text.len();
        fs::write(content.join(format!("d{number}.txt")), text)?;
    }
    Ok(bytes)
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 40).unwrap_or(0);
        high % end.max(1)
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let at = self.below(words.len());
        words.get(at).copied().unwrap_or("")
    }
}

const WORDS: &[&str] = &[
    "the",
    "of",
    "to",
    "and",
    "in",
    "that",
    "for",
    "with",
    "by",
    "this",
    "our",
    "not",
    "government",
    "treaty",
    "negotiations",
    "ambassador",
    "discussion",
    "agreement",
    "proposal",
    "missiles",
    "verification",
    "relations",
    "would",
    "should",
    "could",
    "however",
    "meeting",
    "message",
    "reduction",
    "administration",
    "European",
    "Soviet",
    "policy",
    "question",
    "response",
    "talks",
    "strategic",
    "regional",
    "economic",
    "political",
    "statement",
    "language",
    "position",
    "range",
];
const PEOPLE: &[&str] = &[
    "Abel", "Brandon", "Carver", "Dunning", "Ellery", "Farrow", "Garland",
];
const OFFICES: &[&str] = &[
    "Secretary of State",
    "Secretary of Defense",
    "Assistant Secretary of State for European Affairs",
    "Ambassador to France",
];
const PLACES: &[&str] = &["Washington", "Paris", "Bonn", "Vienna", "Tokyo"];
const MONTHS: &[&str] = &["January", "March", "May", "July", "October", "December"];

/// A document of about 900 words with notes, references and marks of printed pages.
fn document(number: usize, documents: usize) -> String {
    let mut dice = Dice(number as u64);
    let mut text = String::new();
    let mut notes: Vec<String> = Vec::new();
    let (from, to) = (dice.one_of(OFFICES), dice.one_of(OFFICES));
    let (sender, addressee) = (dice.one_of(PEOPLE), dice.one_of(PEOPLE));
    let date = format!(
        "{} {}, {}",
        dice.one_of(MONTHS),
        1 + dice.below(28),
        1981 + number * 8 / (documents + 1)
    );
    let _ = write!(
        text,
        "{number}. Memorandum From the {from} ({sender}) to the {to} ({addressee})1\n\n{}, {date}\n\n",
        dice.one_of(PLACES),
    );
    notes.push(format!(
        "Source: National Archives, Box {}, File {number}. Secret.",
        1 + dice.below(90)
    ));
    for paragraph in 0..10 {
        let mut sentence = 0;
        for word in 0..85 {
            let next = dice.one_of(WORDS);
            if sentence == 0 {
                let mut chars = next.chars();
                text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                text.push_str(chars.as_str());
            } else {
                text.push(' ');
                text.push_str(next);
            }
            sentence += 1;
            if word == 84 || sentence > 8 + dice.below(20) {
                text.push('.');
                sentence = 0;
                if dice.below(9) == 0 {
                    notes.push(note(&mut dice, documents));
                    let _ = write!(text, "{}", notes.len());
                }
                text.push_str(if word == 84 { "\n\n" } else { " " });
            }
        }
        if paragraph % 5 == 4 {
            let _ = write!(text, "[Page {}] ", number * 2 + paragraph / 5);
        }
    }
    let _ = write!(text, "{sender}\n\n");
    for (at, note) in notes.iter().enumerate() {
        let _ = writeln!(text, "  {}. {note}", at + 1);
    }
    text
}

fn note(dice: &mut Dice, documents: usize) -> String {
    let other = 1 + dice.below(documents);
    match dice.below(4) {
        0 => format!("See Document {other}."),
        1 => format!("See footnote 1, Document {other}."),
        2 => format!(
            "Telegram {} from {}.",
            100 + dice.below(9000),
            dice.one_of(PLACES)
        ),
        _ => "Not printed.".to_owned(),
    }
}
