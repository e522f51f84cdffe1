//! Tables and numbered lists in the running text.

use super::{Form, Item, PartReader};
use crate::model::{Cert, Rule};
use crate::read::plain::forms;
use std::ops::Range;

/// The gap between two cells.
const WIDE: &str = "   ";

impl PartReader<'_, '_> {
    /// Whether cells divided by bars stand here: two lines of them, or one of three cells.
    pub(super) fn table_here(&self) -> bool {
        let bars = |at: usize| {
            if !self.words(at).as_bytes().contains(&b'|') {
                return 0;
            }
            self.words(at).matches(" | ").count() + usize::from(self.words(at).ends_with(" |"))
        };
        let here = bars(self.at);
        here >= 2
            || (here >= 1 && bars(self.at + 1) >= 1)
            || (here >= 1
                && self.at > 0
                && matches!(
                    self.blocks.last().map(|block| &block.form),
                    Some(Form::Table(..))
                ))
    }

    pub(super) fn table(&mut self) {
        let mut rows = Vec::new();
        let mut bars = Vec::new();
        while self.at < self.end {
            let line_range = self.layout.range(self.at);
            let line = self.layout.masked.get(line_range.clone()).unwrap_or("");
            if !line.contains('|') || (!rows.is_empty() && self.layout.gap(self.at) > 1) {
                break;
            }
            let mut cells = Vec::new();
            let mut from = 0;
            for (bar, _) in line.match_indices('|') {
                if bar > 0 {
                    cells.push(line_range.start + from..line_range.start + bar);
                }
                bars.push(line_range.start + bar..line_range.start + bar + 1);
                from = bar + 1;
            }
            // What the source has there counts: a page or note mark is no word, and still a cell.
            let rest = line_range.start + from..line_range.end;
            let rest_is_empty = self
                .layout
                .text
                .get(rest.clone())
                .is_none_or(|rest| rest.trim().is_empty());
            if !rest_is_empty || line.len() == from && cells.len() < 2 {
                cells.push(rest);
            }
            rows.push(cells);
            self.at += 1;
        }
        self.push(
            Form::Table(rows, bars),
            Vec::new(),
            Rule::TableRow,
            Cert::High,
        );
    }

    /// How many lines from here are rows whose cells wide gaps part, as on a typewriter: two of
    /// three cells, or three of two.
    pub(super) fn columns_here(&self, end: usize) -> usize {
        const MOST: usize = 500;
        if self.columns_of(self.at).len() < 2 {
            return 0;
        }
        let mut to = self.at;
        let mut cells = 0;
        while to < end.min(self.at + MOST)
            && (to == self.at || self.layout.gap(to) == 0)
            && forms::bullet(self.words(to)).is_none()
        {
            let found = self.columns_of(to).len();
            if found < 2 {
                break;
            }
            cells += found;
            to += 1;
        }
        let rows = to - self.at;
        if rows >= 3 || rows == 2 && cells >= 5 {
            rows
        } else {
            0
        }
    }

    /// The cells of a line, offsets in the source; one where no gap is wide enough.
    fn columns_of(&self, at: usize) -> Vec<Range<usize>> {
        const LONGEST_LINE: usize = 160;
        const LONGEST_CELL: usize = 48;
        let range = self.layout.range(at);
        // A note's mark is blanked out in the other copy.
        let line = self.layout.text.get(range.clone()).unwrap_or("");
        if line.len() > LONGEST_LINE || !line.contains(WIDE) {
            return Vec::new();
        }
        let mut cells = Vec::new();
        let mut rest = line;
        while !rest.is_empty() {
            let cell = rest.find(WIDE).unwrap_or(rest.len());
            let from = range.start + line.len() - rest.len();
            if cell > 0 {
                cells.push(from..from + cell);
            }
            rest = rest.get(cell..).unwrap_or("").trim_start_matches(' ');
        }
        // Sentences with a gap in them are no row.
        let short = |cell: &Range<usize>| cell.len() <= LONGEST_CELL;
        if cells.iter().all(short) {
            cells
        } else {
            Vec::new()
        }
    }

    /// Rows of cells that gaps part. A row that lacks its first cell begins further right.
    pub(super) fn columns(&mut self, lines: usize) {
        let rows: Vec<Vec<Range<usize>>> = (self.at..self.at + lines)
            .map(|at| self.columns_of(at))
            .collect();
        let most = rows.iter().map(Vec::len).max().unwrap_or(0);
        let column = |at: usize, cell: &Range<usize>| {
            self.layout.indent(at) + cell.end - self.layout.range(at).start
        };
        // Where the first cells of full rows end.
        let first = (self.at..)
            .zip(&rows)
            .filter(|(_, row)| row.len() == most)
            .filter_map(|(at, row)| Some(column(at, row.first()?)))
            .max()
            .unwrap_or(0);
        let rows = (self.at..)
            .zip(rows)
            .map(|(at, mut row)| {
                if row.len() < most
                    && let Some(cell) = row.first()
                    && self.layout.indent(at) > first
                {
                    let start = cell.start;
                    row.insert(0, start..start);
                }
                row
            })
            .collect();
        self.at += lines;
        self.push(
            Form::Table(rows, Vec::new()),
            Vec::new(),
            Rule::TableGap,
            Cert::Medium,
        );
    }

    /// Whether a numbered list stands here: numbers set in, or a number alone on a line,
    /// with the next number after it.
    pub(super) fn numbered_here(&self) -> bool {
        let line = self.words(self.at);
        let Some((label, words)) = forms::numbered(line) else {
            return false;
        };
        let Some(number) = line.get(label).and_then(forms::number_of) else {
            return false;
        };
        let alone = words >= line.len();
        if alone {
            return number == 1
                && self.at + 1 < self.end
                && forms::numbered(self.words(self.at + 1)).is_none();
        }
        let next_is = |wanted: u32| {
            (self.at + 1..(self.at + 3).min(self.end)).any(|at| {
                let line = self.words(at);
                forms::numbered(line)
                    .and_then(|(label, _)| line.get(label))
                    .and_then(forms::number_of)
                    == Some(wanted)
                    && self.layout.indent(at) >= 2
            })
        };
        self.layout.indent(self.at) >= 2 && number == 1 && next_is(2)
    }

    pub(super) fn numbered_list(&mut self, end: usize) {
        let mut items: Vec<Item> = Vec::new();
        let mut expected = 1;
        let indent = self.layout.indent(self.at);
        let mut rule = Rule::NumberedItem;
        while self.at < end {
            let line = self.words(self.at);
            let Some((label, words)) = forms::numbered(line) else {
                break;
            };
            if line.get(label.clone()).and_then(forms::number_of) != Some(expected) {
                break;
            }
            let start = self.layout.words_start(self.at);
            let marker = start + label.start..start + label.end;
            let mut range = start + words..self.layout.range(self.at).end;
            self.at += 1;
            if words >= line.len() {
                rule = Rule::NumberAlone;
                if self.at < end && forms::numbered(self.words(self.at)).is_none() {
                    range = self.layout.range(self.at);
                    self.at += 1;
                }
            }
            while self.at < end
                && self.layout.gap(self.at) == 0
                && forms::numbered(self.words(self.at)).is_none()
                && !self.words(self.at).is_empty()
                && self.layout.indent(self.at) > indent
            {
                range.end = self.layout.range(self.at).end;
                self.at += 1;
            }
            items.push(Item {
                marker: Some(marker),
                numbered: true,
                words: range,
                ..Item::default()
            });
            expected += 1;
        }
        let form = Form::List {
            kind: "",
            label: None,
            items,
        };
        self.push(form, Vec::new(), rule, Cert::High);
    }
}
