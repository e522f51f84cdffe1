//! Rows of the block above a memorandum, and lists with bullets.

use super::{Form, Item, PartReader, Piece};
use crate::model::{Cert, Rule};
use crate::read::dates;
use crate::read::plain::{forms, parties};
use std::ops::Range;

impl PartReader<'_, '_> {
    /// A row of the block above the text: its value on the line, on the lines that
    /// continue it, or in the bullets below a label alone.
    pub(super) fn row(&mut self, row: &forms::Row, line_start: usize) {
        let at = self.at;
        let label = line_start + row.label.start..line_start + row.label.end;
        let label_range = self.layout.range(at).start..label.end;
        let mut items = Vec::new();
        self.at += 1;
        if row.value.is_empty() {
            items = self.items_below(row.kind == "participants");
        } else {
            let end = self.layout.range(at).end;
            let mut start = line_start + row.value.start;
            // The bar between two columns is none of the words.
            let value = self.layout.masked.get(start..end).unwrap_or("");
            let bar = value.starts_with('|').then(|| start..start + 1);
            if let Some(bar) = &bar {
                let words = value.get(1..).unwrap_or("");
                start = bar.end + (words.len() - words.trim_start().len());
            }
            items.push(Item {
                marker: bar,
                words: start.min(end)..end,
                ..Item::default()
            });
            // Lines set in below a row go on with it, or name the next.
            while self.at < self.end
                && self.layout.gap(self.at) == 0
                && self.layout.indent(self.at) >= self.layout.indent(at) + 2
                && forms::row(self.words(self.at)).is_none()
                && !self.words(self.at).is_empty()
            {
                let range = self.layout.range(self.at);
                match items.last_mut() {
                    Some(last) if row.kind == "subject" || forms::goes_on(self.words(self.at)) => {
                        last.words.end = range.end;
                    }
                    _ => items.push(Item {
                        words: range,
                        ..Item::default()
                    }),
                }
                self.at += 1;
            }
            if row.kind == "participants" {
                items.extend(self.people_below());
            }
            items.extend(self.bullets());
        }
        let (form, rule) = if items.is_empty() {
            // A label with nothing below it heads what follows.
            let range = self.layout.range(at);
            self.push(
                Form::Label,
                vec![Piece::Words(range)],
                Rule::LabelLine,
                Cert::High,
            );
            return;
        } else {
            let rule = match row.kind {
                "subject" => Rule::SubjectLabel,
                "participants" => Rule::Participants,
                "cc" => Rule::CopyList,
                _ => Rule::MemoBlock,
            };
            let kind = if row.kind == "label" { "" } else { row.kind };
            (
                Form::List {
                    kind,
                    label: Some(label_range),
                    items,
                },
                rule,
            )
        };
        self.push(form, Vec::new(), rule, Cert::High);
    }

    /// More of those present, each on a line below the first. Where no blank lines divide the text,
    /// the next lines can be the text itself.
    fn people_below(&mut self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        while self.at < self.end
            && self.layout.gap(self.at) == 0
            && self.may_be_item()
            && (self.layout.spaced || self.person_here())
        {
            let range = self.layout.range(self.at);
            match items.last_mut() {
                Some(last) if self.layout.wrapped && forms::goes_on(self.words(self.at)) => {
                    last.words.end = range.end;
                }
                _ => items.push(Item {
                    words: range,
                    ..Item::default()
                }),
            }
            self.at += 1;
        }
        items
    }

    /// Whether a line is short enough for one of a list, and nothing else.
    fn may_be_item(&self) -> bool {
        let line = self.words(self.at);
        let count = line.chars().count();
        !line.is_empty()
            && count <= 160
            && !(line.ends_with('.') && count > 60)
            && forms::row(line).is_none()
            && forms::bullet(line).is_none()
            && !forms::is_salute(line)
            && !forms::is_classification(line)
            && dates::dateline(line).is_none()
    }

    /// What stands below a label alone: bullets, or short lines until a wide gap. People
    /// may have a blank line between them, as all else has in such a text.
    pub(super) fn items_below(&mut self, people: bool) -> Vec<Item> {
        let bullets = self.bullets();
        if !bullets.is_empty() {
            return bullets;
        }
        if self.table_here() || people && self.columns_here(self.end) > 0 {
            return Vec::new();
        }
        let mut items = Vec::new();
        while self.at < self.end {
            let line = self.words(self.at);
            let starts = items.is_empty();
            let fits = self.may_be_item()
                && (starts && self.layout.gap(self.at) <= 1
                    || !starts && self.layout.gap(self.at) == 0
                    || !starts && people && self.person_here());
            if !fits || items.len() > 60 {
                break;
            }
            // In a text of one line a block, the first long line is the text.
            if !starts && line.chars().count() > 110 {
                break;
            }
            items.push(Item {
                words: self.layout.range(self.at),
                ..Item::default()
            });
            self.at += 1;
        }
        items
    }

    /// Whether one more of the people present is named here, a blank line above: a short
    /// line that no running text follows, or one that names a person.
    fn person_here(&self) -> bool {
        let line = self.words(self.at);
        let count = line.chars().count();
        if self.layout.gap(self.at) > 1 || count > 90 || line.ends_with(['.', ':', '?', '!']) {
            return false;
        }
        let next = self.words(self.at + 1);
        let heads_text = next.ends_with('.') || next.chars().count() > 110;
        !heads_text || parties::is_party(line)
    }

    /// Bullets from here, with the lines that continue them; nested by what they are set in.
    pub(super) fn bullets(&mut self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut indents: Vec<usize> = Vec::new();
        while self.at < self.end {
            let line = self.words(self.at);
            if forms::is_bullet_alone(line)
                && let Some(item) = self.bullet_above_words()
            {
                items.push(item);
                continue;
            }
            let Some((mark, words)) = forms::bullet(line) else {
                break;
            };
            if !items.is_empty() && self.layout.gap(self.at) > 1 {
                break;
            }
            let numbered = forms::is_number_alone(line.get(words..).unwrap_or("").trim_end());
            let start = self.layout.words_start(self.at);
            let indent = self.layout.indent(self.at);
            while indents.last().is_some_and(|&last| indent < last) {
                indents.pop();
            }
            if indents.last().is_none_or(|&last| indent > last) {
                indents.push(indent);
            }
            let mut end = self.layout.range(self.at).end;
            // Blanked marks before the bullet (a page's) stay before it.
            let marker = start + mark.start..start + mark.end;
            let line_indent = indent;
            self.at += 1;
            while self.at < self.end
                && self.layout.gap(self.at) == 0
                && forms::bullet(self.words(self.at)).is_none()
                && !self.words(self.at).is_empty()
                && (self.layout.indent(self.at) > line_indent
                    || self.layout.wrapped && forms::goes_on(self.words(self.at)))
                && forms::numbered(self.words(self.at)).is_none()
            {
                end = self.layout.range(self.at).end;
                self.at += 1;
            }
            let mut item = Item {
                marker: Some(marker.clone()),
                depth: indents.len() - 1,
                words: start + words..end,
                ..Item::default()
            };
            // `- 1.`, and on the next line `- The text`: the number is the text's.
            let whole = marker.start..end;
            let bare = self.layout.text.get(whole.clone()) == self.layout.masked.get(whole);
            if numbered
                && bare
                && let Some((below, words)) = self.words_below_number(line_indent)
            {
                item.marker = Some(item.words);
                item.numbered = true;
                item.bullets = vec![marker, below];
                item.words = words;
            }
            items.push(item);
        }
        items
    }

    /// A bullet alone on its line and the short line below it, which is passed.
    fn bullet_above_words(&mut self) -> Option<Item> {
        let below = self.words(self.at + 1);
        let short = !below.is_empty() && below.chars().count() <= 60;
        if !short || self.layout.gap(self.at + 1) > 0 || forms::bullet(below).is_some() {
            return None;
        }
        let start = self.layout.words_start(self.at);
        let sign = self.words(self.at).len();
        self.at += 2;
        Some(Item {
            marker: Some(start..start + sign),
            words: self.layout.range(self.at - 1),
            ..Item::default()
        })
    }

    /// The words of a bullet as deep as a number alone above it, and the bullet; it is passed.
    fn words_below_number(&mut self, indent: usize) -> Option<(Range<usize>, Range<usize>)> {
        let line = self.words(self.at);
        let (mark, words) = forms::bullet(line)?;
        let is_words = !forms::is_number_alone(line.get(words..)?.trim_end());
        let beside = self.layout.gap(self.at) <= 1 && self.layout.indent(self.at) == indent;
        if self.at >= self.end || !is_words || !beside {
            return None;
        }
        let start = self.layout.words_start(self.at);
        let end = self.layout.range(self.at).end;
        self.at += 1;
        Some((start + mark.start..start + mark.end, start + words..end))
    }
}
