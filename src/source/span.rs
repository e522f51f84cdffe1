//! Places in sources: a file's number and a byte range. Never line numbers.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A file's number in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

/// The table of all files of an edition that anything can point into.
#[derive(Debug, Clone, Default)]
pub struct Files {
    paths: Vec<Arc<str>>,
}

impl Files {
    /// Adds a file and gives its number.
    pub fn add(&mut self, path: &str) -> FileId {
        let id = FileId(u32::try_from(self.paths.len()).unwrap_or(u32::MAX));
        self.paths.push(Arc::from(path));
        id
    }

    /// The path of a file, from the edition's folder.
    #[must_use]
    pub fn path(&self, id: FileId) -> &Arc<str> {
        self.paths
            .get(id.0 as usize)
            .expect("a file's number comes from this table")
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there is no file yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Every file with its number, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Arc<str>)> {
        (0u32..).map(FileId).zip(&self.paths)
    }
}

/// A range of bytes in one file. Start and end lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span; offsets past 4 GiB do not occur, as larger files are refused.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            file,
            start: narrow(start),
            end: narrow(end.max(start)),
        }
    }

    /// The range of bytes, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The source's own characters. Empty when the span is not of this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The smallest span that holds both. They must be of one file; otherwise `self`.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}
