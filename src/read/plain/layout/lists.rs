//! Tables and numbered lists in the running text.

use super::{Form, Item, PartReader};
use crate::model::{Cert, Rule};
use crate::read::plain::forms;

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
                depth: 0,
                words: range,
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
