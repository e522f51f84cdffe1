//! Where a finished site goes: path and bytes, handed over page by page.
//!
//! On disk ([`DiskSink`]) the site is collected in a hidden folder beside the old one and
//! swapped in by one call at the end, so that whoever looks sees the old site whole or
//! the new one whole, and a build that fails leaves the old one. Files that are the same
//! as before are linked, not written. A folder that recto did not write is never touched:
//! each site carries the list of its files in [`MARKER`].
//!
//! This room knows nothing of pages, records or diagnostics.
#![expect(clippy::disallowed_methods, reason = "this is where files are written")]

use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use walkdir::WalkDir;

/// The file in every site that lists what recto wrote there.
pub const MARKER: &str = ".recto-site";

/// The first line of [`MARKER`].
const MARKER_HEAD: &str = "This folder was written by recto, and each build replaces it.";

/// Files that systems drop into folders unasked.
const DROPPINGS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Takes the files of a site, from many threads, in any order, each path once.
pub trait Sink: Sync {
    /// Takes one file. The path is relative, with `/`.
    ///
    /// # Errors
    /// When it cannot be written, or the path leads out of the site.
    fn put(&self, path: &str, bytes: Vec<u8>) -> io::Result<()>;
}

/// A site in memory: for tests and measurements.
#[derive(Debug, Default)]
pub struct MemorySink {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl MemorySink {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every file by its path.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for MemorySink {
    fn put(&self, path: &str, bytes: Vec<u8>) -> io::Result<()> {
        check(path)?;
        match held(&self.files).insert(path.to_owned(), bytes) {
            None => Ok(()),
            Some(_) => Err(twice(path)),
        }
    }
}

/// Why a site cannot be written.
#[derive(Debug)]
pub enum OutputProblem {
    /// There is a file where the folder should be.
    NotAFolder(PathBuf),
    /// The folder holds something that recto did not write.
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// One of the things in it.
        example: String,
    },
    /// The system refused while the site was written.
    Refused(io::Error),
    /// The system refused a file or folder.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Its reason.
        error: io::Error,
    },
}

impl OutputProblem {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |error| Self::Io {
            path: path.to_owned(),
            error,
        }
    }

    /// What to do about it, a sentence.
    #[must_use]
    pub fn help(&self) -> String {
        let free = "what was there before is as it was".to_owned();
        match self {
            Self::NotAFolder(_) => "take the file away, or name another folder with --out".into(),
            Self::Foreign { .. } => {
                "a build replaces the whole folder; move it away, or name another with --out".into()
            }
            Self::Io { error, .. } | Self::Refused(error) => match error.kind() {
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => format!(
                    "recto must be allowed to write in the folder above the site too; {free}"
                ),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    format!("free some space, or name another disk with --out; {free}")
                }
                ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
                    "the folder is a disk of its own; name a folder inside it with --out".into()
                }
                _ => free,
            },
        }
    }
}

impl fmt::Display for OutputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder(path) => write!(f, "`{}` is a file, not a folder", path.display()),
            Self::Foreign { folder, example } => write!(
                f,
                "`{}` holds `{example}`, which recto did not write",
                folder.display()
            ),
            Self::Refused(error) => write!(f, "the site cannot be written: {error}"),
            Self::Io { path, error } => {
                write!(f, "`{}` cannot be written: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for OutputProblem {}

impl From<io::Error> for OutputProblem {
    fn from(error: io::Error) -> Self {
        Self::Refused(error)
    }
}

/// What a finished site came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files in the site.
    pub files: usize,
    /// Of these, new or different from before.
    pub changed: usize,
    /// Files of the site before that are no more.
    pub removed: usize,
    /// Bytes in the site.
    pub bytes: u64,
}

/// A site on disk. Dropped before [`DiskSink::finish`], it leaves no trace.
#[derive(Debug)]
pub struct DiskSink {
    /// Where the site will stand.
    target: PathBuf,
    /// Where it is collected.
    staging: PathBuf,
    /// Held while the build runs, so that no other build takes our folder for rubbish.
    lock: Option<File>,
    /// Files of the site that stands there now.
    old: BTreeSet<String>,
    /// Whether there is a folder to replace.
    replaces: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Path of every file, and whether it is the same as before.
    files: Vec<(String, Same)>,
    folders: BTreeSet<String>,
    bytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Same {
    Yes,
    No,
}

const LOCK: &str = ".recto-lock";

/// End of the name of an old site that is being replaced, on systems that cannot
/// exchange two folders in one call.
const ASIDE: &str = "-old";

impl DiskSink {
    /// Begins a site in this folder, which is empty, not there, or a site of recto's.
    ///
    /// # Errors
    /// When the folder cannot be used; nothing was changed then.
    pub fn new(target: &Path) -> Result<Self, OutputProblem> {
        // Through a link, the folder that it leads to is replaced, and the link stays.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(OutputProblem::io(parent))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        sweep(parent, &name, &target);
        let replaces = target.symlink_metadata().is_ok();
        let old = if replaces {
            files_of_site(&target)?
        } else {
            BTreeSet::new()
        };
        let staging = parent.join(format!(".{name}.recto-{}", std::process::id()));
        fs::create_dir(&staging).map_err(OutputProblem::io(&staging))?;
        let mut sink = Self {
            target,
            staging,
            lock: None,
            old,
            replaces,
            state: Mutex::default(),
        };
        let path = sink.staging.join(LOCK);
        let lock = File::create(&path).map_err(OutputProblem::io(&path))?;
        // Where locks are not to be had, builds of one folder must not overlap.
        let _ = lock.try_lock();
        sink.lock = Some(lock);
        Ok(sink)
    }

    /// Whether the site that stands there has this file with these bytes.
    fn is_same(&self, path: &str, bytes: &[u8]) -> bool {
        if !self.old.contains(path) {
            return false;
        }
        let old = self.target.join(path);
        let plain = old
            .symlink_metadata()
            .is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
        plain && fs::read(&old).is_ok_and(|old| old == bytes)
    }

    /// Makes the folder of a file, once.
    fn make_folder(&self, path: &str) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else {
            return Ok(());
        };
        if held(&self.state).folders.contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(self.staging.join(folder))?;
        held(&self.state).folders.insert(folder.to_owned());
        Ok(())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.make_folder(path)?;
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .open(self.staging.join(path))?;
        file.write_all(bytes)
    }

    /// Puts the site in its place.
    ///
    /// # Errors
    /// When it cannot be; the site before is then as it was.
    pub fn finish(mut self) -> Result<Written, OutputProblem> {
        let State {
            mut files, bytes, ..
        } = std::mem::take(&mut *held(&self.state));
        files.sort_unstable();
        let again = files.windows(2).find_map(|pair| match pair {
            [(first, _), (second, _)] if first == second => Some(twice(first)),
            _ => None,
        });
        again.map_or(Ok(()), |error| Err(OutputProblem::io(&self.target)(error)))?;
        let changed = files.iter().filter(|(_, same)| *same == Same::No).count();
        let kept = files.iter().filter(|(path, _)| self.old.contains(path));
        let removed = self.old.len() - kept.count();
        let written = Written {
            files: files.len(),
            changed,
            removed,
            bytes,
        };
        let marker = marker(files.iter().map(|(path, _)| path.as_str()));
        if changed == 0 && removed == 0 && self.is_marked(&marker) {
            return Ok(written);
        }
        let io = |sink: &Self, error| Err(OutputProblem::io(&sink.target)(error));
        if let Err(error) = self.complete(&files, &marker) {
            return io(&self, error);
        }
        // Closed first: on some systems a folder with an open file cannot be moved.
        self.lock = None;
        let swapped = fs::remove_file(self.staging.join(LOCK)).and_then(|()| self.swap());
        match swapped {
            Ok(()) => Ok(written),
            Err(error) => io(&self, error),
        }
    }

    /// Whether the site that stands there has this list of files.
    fn is_marked(&self, marker: &str) -> bool {
        fs::read(self.target.join(MARKER)).is_ok_and(|old| old == marker.as_bytes())
    }

    /// Adds the files that are as before, and the list of all.
    fn complete(&self, files: &[(String, Same)], marker: &str) -> io::Result<()> {
        let same = |file: &&(String, Same)| file.1 == Same::Yes;
        for (path, _) in files.iter().filter(same) {
            self.make_folder(path)?;
        }
        files.par_iter().filter(same).try_for_each(|(path, _)| {
            let (from, to) = (self.target.join(path), self.staging.join(path));
            // Some file systems know no links.
            fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(|_| ()))
        })?;
        self.write(MARKER, marker.as_bytes())
    }

    /// Exchanges the old site for the new one. What is left in `staging` is removed when
    /// the sink is dropped.
    fn swap(&self) -> io::Result<()> {
        if !self.replaces {
            return fs::rename(&self.staging, &self.target);
        }
        if exchange(&self.staging, &self.target).is_ok() {
            return Ok(());
        }
        let mut aside = self.staging.clone().into_os_string();
        aside.push(ASIDE);
        fs::rename(&self.target, &aside)?;
        if let Err(error) = fs::rename(&self.staging, &self.target) {
            fs::rename(&aside, &self.target)?;
            return Err(error);
        }
        // The new site stands; what cannot be removed now is swept by the next build.
        let _ = fs::rename(&aside, &self.staging);
        Ok(())
    }
}

impl Sink for &dyn Sink {
    fn put(&self, path: &str, bytes: Vec<u8>) -> io::Result<()> {
        (**self).put(path, bytes)
    }
}

impl Sink for DiskSink {
    fn put(&self, path: &str, bytes: Vec<u8>) -> io::Result<()> {
        check(path)?;
        let same = if self.is_same(path, &bytes) {
            Same::Yes
        } else {
            let told =
                |error: io::Error| io::Error::new(error.kind(), format!("`{path}`: {error}"));
            self.write(path, &bytes).map_err(told)?;
            Same::No
        };
        let mut state = held(&self.state);
        state.files.push((path.to_owned(), same));
        state.bytes += bytes.len() as u64;
        Ok(())
    }
}

impl Drop for DiskSink {
    fn drop(&mut self) {
        self.lock = None;
        // Nothing can be done about a failure here; the next build sweeps.
        let _ = remove_tree(&self.staging);
    }
}

/// One call that puts each in the place of the other.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// This system has no such call.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Removes a folder, the files in it from several threads.
fn remove_tree(folder: &Path) -> io::Result<()> {
    let entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.par_iter().try_for_each(|entry| {
        if entry.file_type()?.is_dir() {
            remove_tree(&entry.path())
        } else {
            fs::remove_file(entry.path())
        }
    })?;
    fs::remove_dir(folder)
}

/// Removes what builds of this folder left that were killed. An old site that was
/// already moved aside, and whose successor never came, is put back.
fn sweep(parent: &Path, name: &str, target: &Path) {
    let prefix = format!(".{name}.recto-");
    let Ok(entries) = fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(&prefix);
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let lock = File::open(entry.path().join(LOCK));
        let alive = lock.is_ok_and(|lock| lock.try_lock().is_err());
        let aside = entry.file_name().to_string_lossy().ends_with(ASIDE);
        if aside && target.symlink_metadata().is_err() {
            let _ = fs::rename(entry.path(), target);
        } else if !alive {
            let _ = remove_tree(&entry.path());
        }
    }
}

/// The files of the site in this folder, which may be empty.
fn files_of_site(folder: &Path) -> Result<BTreeSet<String>, OutputProblem> {
    if !folder.is_dir() {
        return Err(OutputProblem::NotAFolder(folder.to_owned()));
    }
    let listed = fs::read_to_string(folder.join(MARKER)).unwrap_or_default();
    let listed = unmark(&listed);
    let mut found = BTreeSet::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry.map_err(|error| OutputProblem::io(folder)(error.into()))?;
        let dropped = DROPPINGS.iter().any(|name| entry.file_name() == *name);
        if entry.file_type().is_dir() || dropped {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        if path == MARKER {
            continue;
        }
        // The first will do: the folder may be somebody's whole disk.
        if !listed.contains(&path) {
            return Err(OutputProblem::Foreign {
                folder: folder.to_owned(),
                example: path,
            });
        }
        found.insert(path);
    }
    Ok(found)
}

/// The text of [`MARKER`]: each folder on a line of its own that ends in a slash, then
/// its files. The paths are sorted, so that the same site has the same text.
fn marker<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let mut text = format!("{MARKER_HEAD}\n");
    let mut last = "";
    let mut split: Vec<_> = paths
        .map(|path| path.rsplit_once('/').unwrap_or(("", path)))
        .collect();
    split.sort_unstable();
    for (folder, name) in split {
        if folder != last {
            text.push_str(folder);
            text.push_str("/\n");
            last = folder;
        }
        text.push_str(name);
        text.push('\n');
    }
    text
}

/// The paths in a text of [`marker`]; none when it is something else.
fn unmark(text: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut lines = text.lines();
    if lines.next() != Some(MARKER_HEAD) {
        return paths;
    }
    let mut folder = "";
    for line in lines {
        if line.ends_with('/') {
            folder = line;
        } else {
            paths.insert(format!("{folder}{line}"));
        }
    }
    paths
}

/// Refuses paths that lead out of the site or that no system would take.
fn check(path: &str) -> io::Result<()> {
    let odd = |c: char| c.is_control() || c == '\\';
    let legal = path != MARKER
        && path != LOCK
        && !path.contains(odd)
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !Path::new(path).is_absolute();
    if legal {
        Ok(())
    } else {
        let message = format!("`{path}` is no path in a site");
        Err(io::Error::new(ErrorKind::InvalidInput, message))
    }
}

fn twice(path: &str) -> io::Error {
    let message = format!("`{path}` was written twice");
    io::Error::new(ErrorKind::AlreadyExists, message)
}

/// The lock's content, also after a thread broke off while it held it.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
