//! The head of a part: everything above the first running text.

use super::{Form, Item, LOOK_AHEAD, PartReader, Piece};
use crate::model::{Cert, Rule};
use crate::read::dates;
use crate::read::plain::{forms, heading, parties};

impl PartReader<'_, '_> {
    /// All above the first running text.
    pub(super) fn head(&mut self) {
        let mut after_heading = self.heading.is_none();
        // A wide gap without a heading after it ends the head of an enclosure at once.
        while self.at < self.end {
            let at = self.at;
            // `219.` alone above its heading belongs to it.
            let numbers_heading =
                Some(at + 1) == self.heading && heading::is_number(self.words(at));
            if Some(at) == self.heading || numbers_heading {
                after_heading = true;
                self.heading_lines();
                continue;
            }
            if self.furniture() {
                continue;
            }
            let line = self.words(at);
            let line_start = self.layout.words_start(at);
            let before_heading = self.heading.is_some() && !after_heading;
            let opens = self.heading.is_none() && self.blocks.is_empty();
            if forms::attachment_label(line).is_some() && (!after_heading || opens) {
                self.line(Form::AttachmentLabel, Rule::AttachmentLabel);
            } else if forms::is_received(line) {
                self.line(Form::Received, Rule::Received);
            } else if let Some(from) = self.dateline_from() {
                self.dateline(from);
            } else if let Some(lines) = self.narrow_dateline() {
                let end = self.at + lines;
                let range = self.layout.range(at).start..self.layout.range(end - 1).end;
                let pieces = vec![Piece::Words(range)];
                self.push(Form::Dateline, pieces, Rule::Dateline, Cert::High);
                self.at = end;
            } else if let Some(row) = forms::row(line).or_else(|| self.short_label(line)) {
                self.row(&row, line_start);
            } else if forms::source_line(line).is_some() {
                self.line(Form::SourceLine, Rule::ArchiveNumber);
            } else if forms::is_archive_number(line) {
                self.line(Form::ArchiveNumber, Rule::ArchiveNumber);
            } else if forms::bullet(line).is_some() {
                if !self.head_bullets() {
                    return;
                }
            } else if forms::is_salute(line) {
                self.line(Form::Salute, Rule::Salute);
                return;
            } else if self.title_line(line) {
                self.line(Form::Head, Rule::TitleLine);
            } else if self.letterhead_line(line, before_heading) {
                self.letterhead();
            } else if forms::is_handling(line) {
                self.line(Form::Handling, Rule::HandlingLine);
            } else if self.scan && forms::in_capitals(line) && self.rows_follow() {
                // `ACTION` above the block of a memorandum, `TAGS: …` in a cable.
                self.line(Form::Handling, Rule::HandlingLine);
            } else if before_heading {
                // What stands above a heading and has no form of its own: a margin head.
                self.line(Form::Handling, Rule::HandlingLine);
            } else if self.inside_address_here() {
                let end = self.group(at);
                let pieces = self.lines_of(at..end);
                self.at = end;
                self.push(Form::Address, pieces, Rule::InsideAddress, Cert::High);
            } else {
                return;
            }
        }
    }

    /// Whether a row of a memorandum's block is among the next lines, with nothing but short
    /// lines before it.
    fn rows_follow(&self) -> bool {
        (self.at + 1..(self.at + 8).min(self.end))
            .take_while(|&at| self.words(at).chars().count() <= 80)
            .any(|at| {
                forms::row(self.words(at))
                    .is_some_and(|row| matches!(row.kind, "to" | "from" | "subject"))
            })
    }

    /// `TO` alone on its line, where other rows of its block follow.
    fn short_label(&self, line: &str) -> Option<forms::Row> {
        let label = line.trim();
        (label == "TO" && self.rows_follow()).then_some(forms::Row {
            kind: "to",
            label: 0..label.len(),
            value: line.len()..line.len(),
        })
    }

    /// A heading, over several lines where lines are broken at a measure.
    pub(super) fn heading_lines(&mut self) {
        let start = self.at;
        // A number alone on its line stands before the heading's own.
        let first = self.heading.unwrap_or(start).max(start);
        let mut end = first + 1 + self.layout.heading_joined(first).unwrap_or(0);
        while end < self.end
            && (self.layout.gap(end) == 0 && self.heading_goes_on(end) || self.heading_broken(end))
        {
            end += 1;
        }
        let range = self.layout.range(start).start..self.layout.range(end - 1).end;
        self.at = end;
        self.push(
            Form::Head,
            vec![Piece::Words(range)],
            Rule::HeadingFirstLine,
            Cert::High,
        );
    }

    /// Whether a heading runs on in this line: lines are broken at a measure, or the line
    /// before ends on a word that leads on (`Secretary of State for`).
    fn heading_goes_on(&self, at: usize) -> bool {
        let (before, line) = (self.words(at - 1), self.words(at));
        let broken = self.layout.wrapped && before.chars().count() >= 40;
        (broken
            || forms::ends_on_small_word(before)
            || dates::is_broken(before, line)
            || forms::ends_on_ordinal(before)
            || parties::ends_on_particle(before)
            || parties::ends_on_courtesy(before)
            || self.layout.names_both_with(at)
            || self.capitals_go_on(at)
            || self.parties_below_kind(at))
            && heading::is_title(line)
            && dates::dateline(line).is_none()
            && forms::row(line).is_none()
    }

    /// Whether a numbered heading in capitals goes on in a line of capitals right below it: its
    /// first line names no kind by itself, and nothing but a blank line or a date stands below.
    fn capitals_go_on(&self, at: usize) -> bool {
        let (before, line) = (self.words(at - 1), self.words(at));
        let title = heading::number(before).and_then(|(_, start)| before.get(start..));
        let whole = |title: &str| {
            heading::kind(&heading::uncapitalised(title))
                .is_some_and(|kind| kind.len() == title.trim_end_matches('.').len())
        };
        title.is_some_and(|title| forms::in_capitals(title) && !whole(title))
            && forms::in_capitals(line)
            && !line.contains(':')
            && line.split_whitespace().count() >= 2
            && !forms::is_classification(line)
            && !forms::is_handling(line)
            && (self.layout.gap(at + 1) > 0 || dates::dateline(self.words(at + 1)).is_some())
    }

    /// Whether who wrote to whom stands below the number and the kind: `3. Telegram`.
    fn parties_below_kind(&self, at: usize) -> bool {
        let line = self.words(at);
        heading::is_numbered_kind(self.words(at - 1))
            && heading::kind(line).is_none()
            && heading::names_both(line)
    }

    /// Whether the name of the addressee stands by itself below a heading: `(Hale)`.
    fn name_below(&self, at: usize) -> bool {
        let (before, line) = (self.words(at - 1), self.words(at));
        let inner = line.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
        inner.is_some_and(|name| {
            (1..=3).contains(&name.split_whitespace().count())
                && name
                    .split_whitespace()
                    .all(|word| word.starts_with(char::is_uppercase))
                && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ',' | ':'))
                && !name.ends_with('.')
        }) && !forms::is_handling(line)
            && !forms::is_classification(line)
            && heading::kind(line).is_none()
            && !before.ends_with(')')
            && heading::names_both(before)
    }

    /// Whether a heading that a blank line has broken goes on here: it cannot end as the line
    /// above does, and running text stands further below.
    fn heading_broken(&self, at: usize) -> bool {
        let (before, line) = (self.words(at - 1), self.words(at));
        self.layout.gap(at) == 1
            && self.layout.gap(at + 1) > 0
            && line.len() <= 120
            && (forms::ends_on_small_word(before)
                || self.parties_below_kind(at)
                || self.name_below(at))
            && heading::is_title(line)
            && parties::is_party(line)
            && dates::dateline(line).is_none()
            && forms::row(line).is_none()
    }

    /// Whether a line belongs to a letterhead: capitals above everything else on the paper.
    pub(super) fn letterhead_line(&self, line: &str, before_heading: bool) -> bool {
        let first = self.blocks.len() < LOOK_AHEAD
            && self.blocks.iter().all(|block| {
                matches!(
                    block.form,
                    Form::Letterhead
                        | Form::Stamp
                        | Form::Classification
                        | Form::ArchiveNumber
                        | Form::Page
                        | Form::Handling
                        | Form::ForeWork(_)
                )
            });
        let sentence = line.ends_with('.') && line.len() > 30;
        let short = line.chars().count() <= 70 && !sentence;
        if !short || line.ends_with([':', ';']) || !first {
            return false;
        }
        let capitals = forms::in_capitals(line) && !line.contains(|c: char| c.is_ascii_digit());
        // `The White House` above a capital line or a date, in either case; `Washington`
        // may stand between.
        let is_name = |line: &str| {
            heading::is_title(line) && !line.ends_with('.') && line.split_whitespace().count() <= 8
        };
        let below = |at: usize| {
            let line = self.words(at);
            dates::dateline(line).is_some() || forms::in_capitals(line)
        };
        let next = self.at + 1;
        let titled = is_name(line)
            && (below(next)
                || self.layout.gap(next) == 0 && is_name(self.words(next)) && below(next + 1));
        (self.scan && (capitals || titled && self.prose_later())) || (before_heading && capitals)
    }

    /// Whether a line in capitals says what the document is and of what: `NOTES ON GRAIN`.
    fn title_line(&self, line: &str) -> bool {
        if !self.scan || !forms::in_capitals(line) || line.chars().count() > 120 {
            return false;
        }
        let lower = line.to_lowercase();
        let rest =
            heading::kind(line).and_then(|kind| lower.strip_prefix(&kind).map(str::to_owned));
        let leads_on = rest.as_deref().map(str::trim_start).is_some_and(|rest| {
            [
                "on ",
                "about ",
                "between ",
                "concerning ",
                "regarding ",
                "of ",
                "from ",
            ]
            .iter()
            .any(|word| rest.starts_with(word))
        });
        leads_on
            && !line.ends_with([':', ';', ','])
            && self.blocks.iter().all(|block| block.form != Form::Head)
    }

    pub(super) fn prose_later(&self) -> bool {
        self.end > self.at + 2
    }

    /// Consecutive lines of a letterhead; two or three capitals alone are initials.
    pub(super) fn letterhead(&mut self) {
        let start = self.at;
        let initials = |line: &str| line.chars().filter(|c| c.is_alphabetic()).count() <= 3;
        if initials(self.words(start)) {
            self.line(Form::Handling, Rule::HandlingLine);
            return;
        }
        self.at += 1;
        while self.at < self.end {
            let line = self.words(self.at);
            let goes_on = !line.is_empty()
                && self.letterhead_line(line, false)
                && !initials(line)
                && !forms::is_classification(line)
                && !forms::is_stamp(line)
                && forms::row(line).is_none()
                && !self.title_line(line)
                && self.layout.gap(self.at) <= 1
                && dates::dateline(line).is_none();
            if !goes_on {
                break;
            }
            self.at += 1;
        }
        let pieces = self.lines_of(start..self.at);
        let capitals = (start..self.at).all(|at| forms::in_capitals(self.words(at)));
        let rule = if capitals {
            Rule::Letterhead
        } else {
            Rule::LetterheadMixed
        };
        self.push(Form::Letterhead, pieces, rule, Cert::High);
    }

    /// Whether lines broken by hand stand here, with a salutation after them.
    pub(super) fn inside_address_here(&self) -> bool {
        let end = self.group(self.at);
        let lines = end - self.at;
        let short = (self.at..end).all(|at| {
            let line = self.words(at);
            line.chars().count() <= 60 && forms::is_office_line(line)
                || line.starts_with(|c: char| c.is_ascii_digit()) && line.len() <= 60
        });
        let salute = (end..(end + 3).min(self.end)).any(|at| forms::is_salute(self.words(at)));
        (2..=8).contains(&lines) && short && salute
    }

    /// Bullets between heading and text: the subject or the participants, their labels
    /// lost. `false` when they belong to the text.
    pub(super) fn head_bullets(&mut self) -> bool {
        let at = self.at;
        let items = self.bullets();
        let words = |item: &Item| {
            self.layout
                .masked
                .get(item.words.clone())
                .unwrap_or("")
                .trim()
        };
        let person = |line: &str| {
            let name = line.split([',', '(', ';']).next().unwrap_or("").trim();
            line.contains(',') && forms::is_signature(name)
        };
        let people = items.iter().filter(|item| person(words(item))).count();
        // Those present stand below the sides that they are of.
        let sides = items.iter().enumerate().filter(|(index, item)| {
            let below = items.get(index + 1);
            item.depth == 0
                && forms::is_side(words(item))
                && below.is_some_and(|below| below.depth > 0)
        });
        let sided = sides.count() > 1;
        let already = |kind: &str| {
            self.blocks.iter().any(
                |block| matches!(&block.form, Form::List { kind: known, .. } if *known == kind),
            )
        };
        let labelled = items.first().map(|item| words(item).to_lowercase());
        // `• Subject` with the subject nested below it.
        if let Some(kind) =
            labelled
                .as_deref()
                .and_then(|label| match label.trim_end_matches(':') {
                    "subject" | "subjects" => Some("subject"),
                    "participants" => Some("participants"),
                    _ => None,
                })
            && items.len() > 1
        {
            self.split_labelled(&items, kind);
            return true;
        }
        let long = items.iter().any(|item| words(item).chars().count() > 240);
        let (kind, rule) = if (sided
            || people * 2 > items.len() && (items.len() > 1 || already("subject")))
            && !already("participants")
        {
            ("participants", Rule::Participants)
        } else if items.len() <= 4
            && !long
            && !already("subject")
            && !items.iter().any(|item| words(item).ends_with(['.', ';']))
        {
            ("subject", Rule::SubjectBullet)
        } else {
            self.at = at;
            return false;
        };
        let form = Form::List {
            kind,
            label: None,
            items,
        };
        self.push(form, Vec::new(), rule, Cert::Medium);
        true
    }

    /// Bullets in which labels are bullets too, their contents nested below them.
    pub(super) fn split_labelled(&mut self, items: &[Item], first: &'static str) {
        let mut kind = first;
        let mut label: Option<Item> = None;
        let mut below: Vec<Item> = Vec::new();
        let mut lists = Vec::new();
        for item in items {
            let words = self
                .layout
                .masked
                .get(item.words.clone())
                .unwrap_or("")
                .trim()
                .to_lowercase();
            let named = match words.trim_end_matches(':') {
                "subject" | "subjects" => Some("subject"),
                "participants" => Some("participants"),
                "place" => Some("place"),
                "date" => Some("date"),
                "time" => Some("time"),
                _ => None,
            };
            match named {
                Some(named) if item.depth == 0 => {
                    if let Some(label) = label.take() {
                        lists.push((kind, label, std::mem::take(&mut below)));
                    }
                    kind = named;
                    label = Some(item.clone());
                }
                _ => below.push(Item {
                    depth: item.depth.saturating_sub(1),
                    ..item.clone()
                }),
            }
        }
        if let Some(label) = label {
            lists.push((kind, label, below));
        }
        for (kind, label, items) in lists {
            let start = label
                .marker
                .as_ref()
                .map_or(label.words.start, |marker| marker.start);
            let rule = if kind == "participants" {
                Rule::Participants
            } else {
                Rule::SubjectLabel
            };
            let form = Form::List {
                kind,
                label: Some(start..label.words.end),
                items,
            };
            self.push(form, Vec::new(), rule, Cert::High);
        }
    }
}
