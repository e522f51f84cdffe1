//! What threads work with by turns: one takes it, works with it, and gives it back.

use std::sync::Mutex;

/// How many documents a thread takes at once: while the last are read or made, no other
/// thread should wait for long.
pub(crate) const BATCH: usize = 32;

/// As many as work at a time; made when there is none to take.
#[derive(Debug, Default)]
pub(crate) struct Pool<T>(Mutex<Vec<T>>);

impl<T: Default> Pool<T> {
    /// Works with one of them. It is gone if that panics.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let free = self.0.lock().ok().and_then(|mut free| free.pop());
        let mut taken = free.unwrap_or_default();
        let made = work(&mut taken);
        if let Ok(mut free) = self.0.lock() {
            free.push(taken);
        }
        made
    }

    /// All of them, when the work is done.
    pub(crate) fn into_all(self) -> Vec<T> {
        self.0.into_inner().unwrap_or_default()
    }
}
