//! The edition that a command works on: its folder, its configuration, its diagnostics.
#![expect(
    clippy::disallowed_methods,
    reason = "the folder is looked for from where the person stands"
)]

use super::Trouble;
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::load::read_source;
use crate::source::{DiskSources, Files};
use notify_debouncer_full::notify::RecursiveMode;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The file that makes a folder an edition.
const BOOK: &str = "book.toml";

/// An edition's folder with its configuration.
pub(super) struct Workspace {
    /// The folder that holds `book.toml`.
    pub(super) root: PathBuf,
    /// The files in it.
    pub(super) sources: DiskSources,
    /// The table of files so far.
    pub(super) files: Files,
    /// `None` when nothing could be made of `book.toml`.
    pub(super) config: Option<Config>,
    /// What was said of `book.toml`.
    pub(super) diags: Diagnostics,
}

impl Workspace {
    /// The edition in this folder, or in the nearest one from here.
    pub(super) fn open(dir: Option<&Path>) -> Result<Self, Trouble> {
        let root = find(dir)?;
        let sources = DiskSources::new(&root);
        let mut files = Files::default();
        let mut diags = Diagnostics::new();
        let id = files.add(BOOK);
        let config = read_source(&sources, &files, id, &mut diags)
            .and_then(|file| config::parse(&file, &mut diags));
        Ok(Self {
            root,
            sources,
            files,
            config,
            diags,
        })
    }

    /// The folders and files that a build reads, to be watched.
    pub(super) fn watched(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let mut watched = vec![(self.root.clone(), RecursiveMode::NonRecursive)];
        let Some(config) = &self.config else {
            return watched;
        };
        let folders = std::iter::once(&config.book.src).chain(&config.html.theme);
        watched.extend(folders.map(|folder| (self.root.join(folder), RecursiveMode::Recursive)));
        let files = config
            .html
            .additional_css
            .iter()
            .chain(&config.html.additional_js);
        for file in files {
            let parent = self.root.join(file).parent().map(Path::to_owned);
            watched.extend(parent.map(|parent| (parent, RecursiveMode::NonRecursive)));
        }
        watched
    }

    /// From the folder in which the person stands to the edition, for names of files
    /// that other programs look up there. Empty when it is the same.
    pub(super) fn prefix(&self) -> String {
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let root = self.root.canonicalize();
        let (Ok(here), Ok(root)) = (here, root) else {
            return String::new();
        };
        let Ok(below) = root.strip_prefix(here) else {
            return String::new();
        };
        let parts = below.iter().map(|part| part.to_string_lossy() + "/");
        parts.collect()
    }
}

/// The folder with `book.toml`.
fn find(dir: Option<&Path>) -> Result<PathBuf, Trouble> {
    let is_edition = |folder: &Path| folder.join(BOOK).symlink_metadata().is_ok();
    let missing = |message: String| {
        let diagnostic = Diagnostic::new(Code::NoConfiguration, Place::Nowhere, message);
        Trouble::Diagnostic(Box::new(
            diagnostic
                .help("make a new edition with `recto init DIR`")
                .help("or go into the edition's folder, or name it with `--dir DIR`"),
        ))
    };
    if let Some(dir) = dir {
        return if is_edition(dir) {
            Ok(dir.to_owned())
        } else if dir.is_dir() {
            Err(missing(format!(
                "there is no {BOOK} in `{}`",
                dir.display()
            )))
        } else {
            Err(missing(format!("there is no folder `{}`", dir.display())))
        };
    }
    let here = std::env::current_dir()
        .map_err(|error| Trouble::words(format!("this folder cannot be read: {error}")))?;
    // A name from here, such as `../..`, reads better than the whole path.
    let mut way = PathBuf::new();
    for folder in here.ancestors() {
        if is_edition(folder) {
            return Ok(if way.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                way
            });
        }
        way.push("..");
    }
    Err(missing(format!(
        "there is no {BOOK} in this folder or in those above it"
    )))
}

/// Where the site goes: `--out` from where the person stands, or the configuration's
/// folder from the edition. Refused when the site would swallow its own sources.
pub(super) fn target(root: &Path, config: &Config, out: Option<&Path>) -> Result<PathBuf, Trouble> {
    let target = match out {
        Some(out) => out.to_owned(),
        // `site` reads better than `./site`.
        None if root == Path::new(".") => PathBuf::from(&config.build.build_dir),
        None => root.join(&config.build.build_dir),
    };
    let whole = resolved(&target);
    let edition = resolved(root);
    let sources = resolved(&root.join(&config.book.src));
    let theme = config.html.theme.as_ref();
    let theme = theme.map(|theme| resolved(&root.join(theme)));
    let swallows = edition.starts_with(&whole)
        || [Some(sources), theme]
            .iter()
            .flatten()
            .any(|folder| whole.starts_with(folder) || folder.starts_with(&whole));
    if swallows {
        return Err(Trouble::words(format!(
            "the site cannot be written to `{}`, where the edition itself is",
            target.display()
        ))
        .help("name a folder of its own, such as `--out site`"));
    }
    Ok(target)
}

/// A path without links and `..`, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut rest = Vec::new();
    for folder in path.ancestors() {
        if let Ok(mut whole) = folder.canonicalize() {
            whole.extend(rest.iter().rev());
            return whole;
        }
        rest.extend(folder.file_name().map(ToOwned::to_owned));
    }
    path
}

/// Threads for the work: so many, or as many as there are processors.
pub(super) fn threads(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool, Trouble> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, NonZeroUsize::get))
        .build()
        .map_err(|error| Trouble::words(format!("no threads could be started: {error}")))
}
