//! The best readings so far, by how many notes they have behind them.

use std::collections::BTreeMap;

/// The best reading of each run among those that end before some note.
///
/// A list can have a million notes, and runs be as many: only readings are held that are better
/// than all that end before them.
#[derive(Debug)]
pub(super) struct Best<R> {
    /// By run and note: how good the reading is, and its last step.
    ends: BTreeMap<(R, usize), (f64, usize)>,
}

impl<R: Copy + Ord> Best<R> {
    /// Without any.
    pub(super) const fn new() -> Self {
        Self {
            ends: BTreeMap::new(),
        }
    }

    /// The best of a run that ends before a note: how good it is, and its last step.
    pub(super) fn below(&self, run: R, note: usize) -> Option<(f64, usize)> {
        let mut ends = self.ends.range((run, 0)..(run, note));
        ends.next_back().map(|(_, best)| *best)
    }

    /// Takes one in that ends with a note.
    pub(super) fn insert(&mut self, run: R, note: usize, score: f64, step: usize) {
        let mut before = self.ends.range((run, 0)..=(run, note));
        if let Some(((_, end), (known, _))) = before.next_back()
            && (*known > score || *known == score && *end == note)
        {
            return;
        }
        self.ends.insert((run, note), (score, step));
        while let Some((&key, (known, _))) =
            self.ends.range((run, note + 1)..=(run, usize::MAX)).next()
            && *known < score
        {
            self.ends.remove(&key);
        }
    }
}
