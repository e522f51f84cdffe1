//! `recto check`: everything that is wrong or doubtful, and the ledger of every
//! character. Nothing is written.

mod coverage;
mod pointers;

use super::args;
use super::report::{self, Counts, Limits, plural, thousands};
use super::terminal::{Data, Progress, Style, Terminal};
use super::workspace::{self, Workspace};
use super::{DONE, FINDINGS, Trouble};
use crate::config::Config;
use crate::diag::{Diagnostic, Emitter, Format};
use crate::edition::{Edition, Link};
use crate::ledger::Ledger;
use crate::model::{Origin, RecordKind};
use crate::pipeline::{Account, Audit, Prepared, plan, prepare};
use crate::source::Files;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Documents listed one by one; of more, only those that have something to tell.
const LISTED: usize = 50;

pub(super) fn run(args: &args::Check, dir: Option<&Path>) -> Result<u8, Trouble> {
    let terminal = Terminal::of_stderr();
    let mut workspace = Workspace::open(dir)?;
    let mut diags = std::mem::take(&mut workspace.diags);
    let mut prepared = None;
    if let Some(config) = &workspace.config {
        let progress = Progress::new();
        let observer = |step| progress.on(step);
        let pool = workspace::threads(args.jobs)?;
        let (sources, files) = (&workspace.sources, &mut workspace.files);
        prepared = Some(pool.install(|| {
            let prepared = prepare(sources, config, files, Audit::Full, &observer, &mut diags);
            // Addresses that clash and mistakes in a theme are found when pages are planned.
            let _ = plan(sources, config, files, &prepared, &mut diags);
            prepared
        }));
        progress.finish();
        diags.apply(|code| config.severity(code));
    }
    let found = diags.finish(&workspace.files);
    let format = match args.format {
        args::Format::Human => Format::Human,
        args::Format::Short => Format::Short,
        args::Format::Json => Format::Json,
        args::Format::Github => Format::Github,
    };
    match format {
        Format::Human => {
            let (files, sources) = (&workspace.files, &workspace.sources);
            let (limits, listed) = match args.all {
                true => (Limits::ALL, usize::MAX),
                false => (Limits::MANY, LISTED),
            };
            report::show(&found, limits, files, sources, terminal);
            if let (Some(prepared), Some(config)) = (&prepared, &workspace.config) {
                terminal.say(&ledger(prepared, config, files, listed, terminal));
                if let Some(coverage) = &prepared.coverage {
                    terminal.say(&coverage::table(coverage));
                }
                if args.all {
                    let dangling = prepared.edition.dangling();
                    let mut emitter = Emitter::new(files, sources);
                    let coverage = prepared.coverage.as_ref();
                    terminal.say_raw(&pointers::lists(dangling, coverage, &mut emitter));
                }
            }
        }
        Format::Short | Format::Json | Format::Github => {
            list(&found, format, args.all, prepared.as_ref(), &workspace)?;
        }
    }
    let counts = Counts::of(&found);
    let failed = counts.fail(args.strict);
    if format == Format::Human {
        let (style, word) = if failed {
            (Style::Error, "not in order")
        } else if counts.warnings > 0 {
            (Style::Warning, "can be built")
        } else {
            (Style::Good, "in order")
        };
        let words = match counts.words() {
            words if counts == Counts::default() => format!("{words} to report"),
            words => words,
        };
        terminal.say(&format!("{}: {words}", terminal.paint(style, word)));
    }
    Ok(if failed { FINDINGS } else { DONE })
}

/// Findings for programs, on standard output.
fn list(
    found: &[Diagnostic],
    format: Format,
    all: bool,
    prepared: Option<&Prepared>,
    workspace: &Workspace,
) -> Result<(), Trouble> {
    let mut emitter =
        Emitter::new(&workspace.files, &workspace.sources).prefix(&workspace.prefix());
    let mut data = Data::new();
    for diagnostic in found {
        data.write(&emitter.write(format, diagnostic))?;
        if data.is_gone() {
            break;
        }
    }
    let dangling = prepared.map_or(&[][..], |it| it.edition.dangling());
    let coverage = prepared.and_then(|it| it.coverage.as_ref());
    if format == Format::Json {
        for line in pointers::json(dangling, coverage, &mut emitter) {
            data.write(&format!("{line}\n"))?;
        }
        if let Some(coverage) = coverage {
            let line = json!({ "coverage": coverage::json(coverage) });
            data.write(&format!("{line}\n"))?;
        }
    } else if all {
        // The others are findings already.
        for found in dangling.iter().filter(|found| !found.told) {
            data.write(&emitter.write(format, &found.diagnostic()))?;
        }
    }
    data.finish()?;
    Ok(())
}

/// A row of the ledger.
#[derive(Default)]
struct Row {
    name: String,
    ledger: Ledger,
    notes: (usize, usize),
    references: (usize, usize),
}

impl Row {
    /// Whether there is nothing to tell of it.
    const fn is_plain(&self) -> bool {
        self.ledger.lost == 0
            && self.ledger.twice == 0
            && self.ledger.reported == 0
            && self.notes.0 == self.notes.1
            && self.references.0 == self.references.1
    }

    fn add(&mut self, other: &Self) {
        self.ledger.add(&other.ledger);
        self.notes = (self.notes.0 + other.notes.0, self.notes.1 + other.notes.1);
        let (done, all) = other.references;
        self.references = (self.references.0 + done, self.references.1 + all);
    }

    fn cells(&self) -> [String; 8] {
        let of = |(done, all): (usize, usize)| match all {
            0 => "–".to_owned(),
            all => format!("{}/{}", thousands(done), thousands(all)),
        };
        [
            self.name.clone(),
            thousands(self.ledger.characters),
            thousands(self.ledger.words),
            thousands(self.ledger.marks),
            thousands(self.ledger.reported),
            thousands(self.ledger.lost),
            of(self.notes),
            of(self.references),
        ]
    }
}

/// What became of every character, document by document.
fn ledger(
    prepared: &Prepared,
    config: &Config,
    files: &Files,
    listed: usize,
    terminal: Terminal,
) -> String {
    let rows = rows(prepared, config, files);
    let mut total = Row::default();
    rows.iter().for_each(|row| total.add(row));
    total.name = "all".to_owned();
    let all = rows.len();
    let shown: Vec<&Row> = if all <= listed {
        rows.iter().collect()
    } else {
        rows.iter()
            .filter(|row| !row.is_plain())
            .take(listed)
            .collect()
    };
    let head = [
        "",
        "characters",
        "in words",
        "in marks",
        "reported",
        "lost",
        "notes paired",
        "references",
    ];
    let mut table = vec![head.map(str::to_owned)];
    table.extend(shown.iter().map(|row| row.cells()));
    let left_out = all - shown.len();
    if left_out > 0 {
        let mut cells = <[String; 8]>::default();
        if let Some(first) = cells.first_mut() {
            *first = format!("… {} more", plural(left_out, "document"));
        }
        table.push(cells);
    }
    if all > 1 {
        table.push(total.cells());
    }
    let mut text = String::from("The ledger: what became of every character but blanks.\n");
    text.push_str(&columns(&table));
    let references = leading_nowhere(&prepared.edition);
    if references > 0 {
        text.push_str(&format!(
            "References that lead nowhere: {}. They stand as text; a finding says why.\n",
            thousands(references)
        ));
    }
    if let Some(between) = prepared.coverage.as_ref().map(|it| &it.remainder) {
        if between.headings > 0 {
            text.push_str(&format!(
                "Between the documents of volumes: {} of headings, shown in the contents.\n",
                plural(between.headings, "character")
            ));
        }
        total.ledger.lost += between.lost;
        total.ledger.twice += between.twice;
    }
    let balance = if total.ledger.lost == 0 && total.ledger.twice == 0 {
        terminal.paint(Style::Good, "Nothing is lost, and nothing stands twice.")
    } else {
        let lost = plural(total.ledger.lost, "character");
        let twice = plural(total.ledger.twice, "character");
        terminal.paint(
            Style::Error,
            &format!("{lost} lost, {twice} counted twice."),
        )
    };
    text.push_str(&balance);
    text.push('\n');
    text
}

/// One row a document, in the order of the edition.
fn rows(prepared: &Prepared, config: &Config, files: &Files) -> Vec<Row> {
    let accounts: BTreeMap<Origin, &Account> = prepared
        .audits
        .iter()
        .map(|account| (account.origin, account))
        .collect();
    let below = format!("{}/", config.book.src);
    let mut rows = Vec::new();
    for (index, summary) in prepared.edition.iter() {
        let Some(account) = accounts.get(&summary.origin()) else {
            continue;
        };
        let links = prepared.edition.links(index);
        let led = links.iter().filter(|link| **link != Link::Nothing).count();
        let path = files.path(summary.file);
        let path = path.strip_prefix(&below).unwrap_or(path);
        rows.push(Row {
            name: match summary.kind {
                RecordKind::Document | RecordKind::Matter => {
                    format!("{path} ({})", summary.id.local())
                }
                RecordKind::Essay => path.to_owned(),
            },
            ledger: account.ledger.clone(),
            notes: (account.anchored, account.notes),
            references: (led, links.len()),
        });
    }
    rows
}

/// References without a target.
fn leading_nowhere(edition: &Edition) -> usize {
    let links = edition.iter().flat_map(|(index, _)| edition.links(index));
    links.filter(|link| **link == Link::Nothing).count()
}

/// Rows with their columns under each other: the first to the left, numbers to the right.
fn columns(table: &[[String; 8]]) -> String {
    let mut widths = [0; 8];
    for row in table {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in table {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
            if at == 0 {
                line.push_str(&format!("  {cell:width$}"));
            } else {
                line.push_str(&format!("  {cell:>width$}"));
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
