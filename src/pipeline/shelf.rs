//! The texts of the last files that held several documents: a volume is read from the
//! disk once or twice, and not once a document.

use crate::source::{FileId, SourceFile};
use std::sync::{Arc, Mutex, OnceLock};

/// A text that somebody has read, or is reading.
type Text = Arc<OnceLock<Option<SourceFile>>>;

/// The texts that were used last.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The last used last.
    recent: Mutex<Vec<(FileId, Text)>>,
}

impl Shelf {
    /// The text of a file, read if it is not here. Who asks while another reads, waits.
    pub(super) fn get(
        &self,
        file: FileId,
        read: impl FnOnce() -> Option<SourceFile>,
    ) -> Option<SourceFile> {
        let text = self.place(file).unwrap_or_default();
        text.get_or_init(read).clone()
    }

    /// The place of a text. `None` when a thread broke off while it held the shelf.
    fn place(&self, file: FileId) -> Option<Text> {
        let mut recent = self.recent.lock().ok()?;
        let known = recent.iter().position(|(known, _)| *known == file);
        let entry = match known {
            Some(at) => recent.remove(at),
            None => {
                // Each thread is at one place of the edition.
                let room = rayon::current_num_threads() + 1;
                let over = (recent.len() + 1).saturating_sub(room);
                recent.drain(..over);
                (file, Text::default())
            }
        };
        let text = Arc::clone(&entry.1);
        recent.push(entry);
        Some(text)
    }
}
