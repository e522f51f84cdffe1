//! The divisions of a file, as its elements open and close.

use super::Pass;
use crate::read::tei::skeleton::{Kind, Piece, is_entry, is_opaque, kind, narrow};
use std::ops::Range;

impl Pass<'_, '_> {
    pub(super) fn close(&mut self, end: usize) {
        let Some(open) = self.stack.pop() else { return };
        self.scope.leave(open.declared);
        self.ended = self.stack.is_empty();
        if let Some(piece) = open.piece {
            let skip = narrow(self.skeleton.pieces.len());
            if let Some(piece) = self.skeleton.pieces.get_mut(piece as usize) {
                (piece.end, piece.skip) = (narrow(end), skip);
                self.opaque -= usize::from(is_opaque(piece.kind));
            }
            self.run = None;
        } else if self
            .stack
            .last()
            .is_some_and(|parent| parent.piece.is_some())
        {
            self.extend(end);
        }
        if is_entry(open.local) {
            self.entry -= 1;
            if self.entry == 0 {
                self.skeleton.entries.push(open.at..end);
            }
        } else if open.local == "item" && self.entry == 0 {
            let label = self.label.take();
            if open.entry || label.is_some() {
                self.skeleton.entries.push(label.unwrap_or(open.at)..end);
            }
        } else if open.local == "label" && open.entry {
            self.label = Some(open.at);
        }
    }

    /// The run that is open now reaches to here.
    fn extend(&mut self, end: usize) {
        if let Some(run) = self.run.and_then(|run| self.skeleton.pieces.get_mut(run)) {
            run.end = narrow(end);
        }
    }

    /// A name with an id inside an item or label defines that name.
    pub(super) fn define(&mut self) {
        let near = self.stack.iter_mut().rev().take(6);
        for open in near {
            if matches!(open.local, "item" | "label") {
                open.entry = true;
                return;
            }
            if matches!(open.local, "p" | "note" | "head" | "cell") {
                return;
            }
        }
    }

    /// The piece that begins with an element, if it is one of the skeleton.
    pub(super) fn piece(&mut self, local: &str, range: &Range<usize>) -> Option<u32> {
        let top = self
            .stack
            .last()
            .is_none_or(|parent| parent.piece.is_some());
        if !top || self.opaque > 0 {
            return None;
        }
        let Some(kind) = kind(local) else {
            let milestone = matches!(
                local,
                "pb" | "lb" | "cb" | "gb" | "milestone" | "anchor" | "fw" | "addSpan" | "delSpan"
            );
            let run = self.open_run(range);
            run.more |= !milestone && local != "head";
            return None;
        };
        self.run = None;
        self.opaque += usize::from(is_opaque(kind));
        self.skeleton.pieces.push(Piece {
            kind,
            start: narrow(range.start),
            end: narrow(range.end),
            skip: 0,
            words: false,
            more: false,
        });
        Some(narrow(self.skeleton.pieces.len() - 1))
    }

    pub(super) fn open_run(&mut self, range: &Range<usize>) -> &mut Piece {
        let pieces = &mut self.skeleton.pieces;
        let index = *self.run.get_or_insert_with(|| {
            pieces.push(Piece {
                kind: Kind::Run,
                start: narrow(range.start),
                end: narrow(range.end),
                skip: narrow(pieces.len() + 1),
                words: false,
                more: false,
            });
            pieces.len() - 1
        });
        pieces
            .get_mut(index)
            .expect("the run was just found or made")
    }
}
