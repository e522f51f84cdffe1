//! `recto build`: the whole site, or none of it.

use super::args;
use super::report::{self, Counts, Limits, plural};
use super::terminal::{Progress, Style, Terminal};
use super::workspace::{self, Workspace};
use super::{DONE, FINDINGS, Trouble};
use crate::config::SiteUrl;
use crate::diag::{Code, Diagnostic, Place};
use crate::output::{DiskSink, MARKER, OutputProblem, Written};
use crate::pipeline::{self, Failure, Order};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a build is asked for.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) out: Option<PathBuf>,
    pub(super) site_url: Option<String>,
    pub(super) strict: bool,
    pub(super) jobs: Option<NonZeroUsize>,
}

/// What came of a build.
pub(super) struct Built {
    pub(super) workspace: Workspace,
    /// Everything that was found, in its final order.
    pub(super) diags: Vec<Diagnostic>,
    /// What was written; `None` when nothing was.
    pub(super) written: Option<Written>,
    pub(super) documents: usize,
    /// Where the site is; `None` when `book.toml` does not tell.
    pub(super) target: Option<PathBuf>,
    /// The sub-path below which it will stand.
    pub(super) base: String,
    pub(super) took: Duration,
}

pub(super) fn run(args: args::Build, dir: Option<&Path>) -> Result<u8, Trouble> {
    let terminal = Terminal::of_stderr();
    let options = Options {
        out: args.out,
        site_url: args.site_url,
        strict: args.strict,
        jobs: args.jobs,
    };
    let built = once(Workspace::open(dir)?, &options)?;
    report::show(
        &built.diags,
        Limits::SOME,
        &built.workspace.files,
        &built.workspace.sources,
        terminal,
    );
    let summary = built.summary(terminal);
    terminal.say(&match built.hint() {
        Some(hint) => format!("{summary}: {hint}"),
        None => summary,
    });
    let errors = Counts::of(&built.diags).errors;
    Ok(if built.written.is_some() && errors == 0 {
        DONE
    } else {
        FINDINGS
    })
}

impl Built {
    /// One line: what was written, and where.
    pub(super) fn summary(&self, terminal: Terminal) -> String {
        let counts = Counts::of(&self.diags);
        let folder = self.target.as_deref().unwrap_or(Path::new(""));
        let Some(written) = self.written else {
            let error = terminal.paint(Style::Error, "not built");
            let before = if folder.join(MARKER).is_file() {
                "; the site before is as it was"
            } else {
                ""
            };
            return format!("{error}: {}{before}", counts.words());
        };
        let good = terminal.paint(Style::Good, "built");
        let found = match (counts.errors, counts.warnings) {
            (0, 0) => String::new(),
            (0, warnings) => format!(" with {}", plural(warnings, "warning")),
            _ => format!(" with {}; some files are left out", counts.words()),
        };
        format!(
            "{good} {} into {} ({}, {:.2} s){found}",
            plural(self.documents, "document"),
            folder.display(),
            plural(written.files, "file"),
            self.took.as_secs_f64(),
        )
    }

    /// How to look at it.
    fn hint(&self) -> Option<String> {
        let index = self.written.and(self.target.as_ref())?.join("index.html");
        Some(format!(
            "open {}, or look with `recto serve`",
            index.display()
        ))
    }
}

/// Builds once. The site that stands there is replaced only when all went well.
pub(super) fn once(mut workspace: Workspace, options: &Options) -> Result<Built, Trouble> {
    let begun = Instant::now();
    let mut diags = std::mem::take(&mut workspace.diags);
    let Some(mut config) = workspace.config.take() else {
        return Ok(Built {
            diags: diags.finish(&workspace.files),
            written: None,
            documents: 0,
            target: None,
            base: "/".to_owned(),
            took: begun.elapsed(),
            workspace,
        });
    };
    if let Some(url) = &options.site_url {
        let site = SiteUrl::parse(url)
            .map_err(|problem| Trouble::words(problem.message).help(problem.help))?;
        config.html.site_url = site.url;
        config.html.site_path = Some(site.path);
    }
    let target = workspace::target(&workspace.root, &config, options.out.as_deref())?;
    let progress = Progress::new();
    let observer = |step| progress.on(step);
    let pool = workspace::threads(options.jobs)?;
    let order = Order {
        sources: &workspace.sources,
        config: &config,
        failure: if options.strict {
            Failure::Warnings
        } else {
            Failure::Errors
        },
        observer: &observer,
    };
    let files = &mut workspace.files;
    let made = pool.install(|| {
        let made = pipeline::build(&order, files, || DiskSink::new(&target), &mut diags)?;
        let written = made.sink.map(DiskSink::finish).transpose()?;
        Ok((written, made.documents))
    });
    progress.finish();
    let (written, documents) = made.map_err(|problem: OutputProblem| cannot_write(&problem))?;
    Ok(Built {
        written,
        diags: diags.finish(&workspace.files),
        documents,
        target: Some(target),
        base: config
            .html
            .site_path
            .clone()
            .unwrap_or_else(|| "/".to_owned()),
        took: begun.elapsed(),
        workspace: Workspace {
            config: Some(config),
            ..workspace
        },
    })
}

fn cannot_write(problem: &OutputProblem) -> Trouble {
    let diagnostic = Diagnostic::new(Code::CannotWrite, Place::Nowhere, problem.to_string());
    Trouble::Diagnostic(Box::new(diagnostic.help(problem.help())))
}
