//! Where text comes from: files by name, their bytes, and places inside them.
//!
//! Everything later points into a source by [`Span`]; line and column exist only
//! when something is shown to a person ([`LineIndex`]). This room knows nothing of
//! records, diagnostics or the web.

mod disk;
mod folded;
mod lines;
mod memory;
mod span;

pub use disk::DiskSources;
pub use folded::{folded, push_folded};
pub use lines::{LineIndex, Position};
pub use memory::MemorySources;
pub use span::{FileId, Files, Span};

use std::sync::Arc;

/// The largest file that is read, in bytes. Spans are 32 bits wide, and a source
/// this large is a mistake in every edition that we know.
pub const LARGEST_FILE: u64 = 1 << 30;

/// One source file, decoded: what readers are given.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The file's number in the edition's table of files.
    pub id: FileId,
    /// Path from the edition's folder, with `/` on every system.
    pub path: Arc<str>,
    /// The whole text. A byte order mark, if there is one, is still in it.
    pub text: Arc<str>,
}

impl SourceFile {
    /// The place of the whole text.
    #[must_use]
    pub fn all(&self) -> Span {
        Span::new(self.id, 0, self.text.len())
    }
}

/// A file found by walking a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Path from the edition's folder, with `/` on every system.
    pub path: String,
    /// Why it cannot be used, if that is known from the walk alone.
    pub problem: Option<SourceProblem>,
}

/// Why a file or folder could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceProblem {
    /// There is no such file.
    Missing,
    /// The system refused; its words.
    Unreadable(String),
    /// A link that leads out of the edition's folder (or round in a circle).
    OutsideTree,
    /// More than [`LARGEST_FILE`] bytes; the size.
    TooLarge(u64),
    /// The name is not Unicode; it is shown as well as it can be.
    OddName,
}

/// Where files come from: the disk, or memory in tests.
pub trait Sources: Sync {
    /// All files below a folder (path from the edition's folder; `""` is the whole
    /// of it), in one fixed order whatever the system's is.
    fn walk(&self, folder: &str) -> Vec<Found>;

    /// The bytes of one file, by its path from the edition's folder.
    ///
    /// # Errors
    /// Says why the file cannot be had.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceProblem>;
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeProblem {
    /// A NUL byte at this offset: not a text file.
    Binary(usize),
    /// The first byte that is not UTF-8.
    NotUtf8(usize),
    /// UTF-16, by its byte order mark.
    Utf16,
}

/// Decodes a source as UTF-8. A byte order mark stays, so that offsets are the file's own.
///
/// # Errors
/// Says what kind of file it is instead, and where that shows.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeProblem> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(DecodeProblem::Utf16);
    }
    // Whether there is one at all is found much faster than where.
    if bytes.contains(&0)
        && let Some(at) = bytes.iter().position(|&byte| byte == 0)
    {
        return Err(DecodeProblem::Binary(at));
    }
    String::from_utf8(bytes)
        .map_err(|error| DecodeProblem::NotUtf8(error.utf8_error().valid_up_to()))
}

/// Whether a character counts as blank for the ledger: white space, the byte order
/// mark and the soft break opportunities that no reader can see.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}
