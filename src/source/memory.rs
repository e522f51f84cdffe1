//! Sources held in memory: what tests and previews of unsaved text use.

use super::{Found, SourceProblem, Sources};
use std::collections::BTreeMap;

/// Files by path.
#[derive(Debug, Clone, Default)]
pub struct MemorySources {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySources {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), text.into());
        self
    }
}

impl Sources for MemorySources {
    fn walk(&self, folder: &str) -> Vec<Found> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{}/", folder.trim_end_matches('/'))
        };
        self.files
            .keys()
            .filter(|path| path.starts_with(&prefix))
            .map(|path| Found {
                path: path.clone(),
                problem: None,
            })
            .collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceProblem> {
        self.files.get(path).cloned().ok_or(SourceProblem::Missing)
    }
}
