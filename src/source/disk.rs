//! Sources on disk, below one folder. The only reader of the disk in the core.

use super::{Found, LARGEST_FILE, SourceProblem, Sources};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The files of an edition, below the folder that holds `book.toml`.
#[derive(Debug, Clone)]
pub struct DiskSources {
    root: PathBuf,
}

impl DiskSources {
    /// The edition in this folder.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path from the edition's folder with `/`, and whether it is plain Unicode.
    fn name(&self, path: &Path) -> (String, bool) {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        (parts.join("/"), below.to_str().is_some())
    }

    /// Why a link may not be followed, if it may not.
    fn link_problem(&self, path: &Path) -> Option<SourceProblem> {
        let target = match path.canonicalize() {
            Ok(target) => target,
            Err(error) => return Some(SourceProblem::Unreadable(error.to_string())),
        };
        let root = self
            .root
            .canonicalize()
            .unwrap_or_else(|_| self.root.clone());
        (!target.starts_with(root)).then_some(SourceProblem::OutsideTree)
    }
}

impl Sources for DiskSources {
    fn walk(&self, folder: &str) -> Vec<Found> {
        let start = self.root.join(folder);
        let mut found = Vec::new();
        let mut walk = WalkDir::new(&start).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let (path, _) = self.name(error.path().unwrap_or(&start));
                    let io = error.io_error();
                    let missing = io.is_some_and(|it| it.kind() == std::io::ErrorKind::NotFound);
                    let problem = if missing {
                        SourceProblem::Missing
                    } else {
                        let words = io.map_or_else(|| error.to_string(), ToString::to_string);
                        SourceProblem::Unreadable(words)
                    };
                    found.push(Found {
                        path,
                        problem: Some(problem),
                    });
                    continue;
                }
            };
            let hidden =
                entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
            if hidden {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            if entry.file_type().is_dir() {
                continue;
            }
            let (path, plain) = self.name(entry.path());
            let problem = if !plain {
                Some(SourceProblem::OddName)
            } else if entry.path_is_symlink() {
                // A link to a folder is not walked either: the folder's own place is enough.
                self.link_problem(entry.path())
                    .or_else(|| entry.path().is_dir().then_some(SourceProblem::OutsideTree))
            } else if entry.file_type().is_file() {
                None
            } else {
                Some(SourceProblem::Unreadable(
                    "it is neither a file nor a folder".to_owned(),
                ))
            };
            found.push(Found { path, problem });
        }
        found
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceProblem> {
        let path = self.root.join(path);
        let told = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => SourceProblem::Missing,
            _ => SourceProblem::Unreadable(error.to_string()),
        };
        let file = File::open(&path).map_err(told)?;
        let size = file.metadata().map_err(told)?.len();
        if size > LARGEST_FILE {
            return Err(SourceProblem::TooLarge(size));
        }
        // One more, so that the end is met without growing; and with a limit, since a file
        // that is read to its end is asked for its size once more.
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        let mut file = file.take(LARGEST_FILE);
        file.read_to_end(&mut bytes).map_err(told)?;
        Ok(bytes)
    }
}
