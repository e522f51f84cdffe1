//! The end of a part: farewell, signature, address, copies, what stands below.

use super::{Form, Item, PartReader, Piece};
use crate::model::{Cert, Rule};
use crate::read::dates;
use crate::read::plain::forms;

/// How many lines of an address follow the first.
const ADDRESS: usize = 4;

impl PartReader<'_, '_> {
    /// Where the end of the part begins: the farewell, or the signature, or what stands
    /// below the text.
    pub(super) fn find_tail(&self) -> usize {
        let from = self.at;
        // Below the text: markings, numbers, lists of copies, pages.
        let mut bottom = self.end;
        while bottom > from {
            let line = self.words(bottom - 1);
            let below = line.is_empty()
                || forms::is_classification(line)
                || forms::is_declassification(line)
                || forms::is_archive_number(line)
                || self.layout.is_stamp(bottom - 1)
                || forms::is_received(line) && line.starts_with(['[', '('])
                || self.layout.is_typed_page(bottom - 1)
                || self.heads_notes(bottom - 1)
                || forms::is_enclosure_remark(line)
                || self.dated_below(bottom - 1);
            if !below {
                break;
            }
            bottom -= 1;
        }
        // A farewell with nothing but short lines after it.
        let mut close = None;
        let mut at = bottom;
        let mut steps = 0;
        while at > from && steps < 40 {
            at -= 1;
            steps += 1;
            let line = self.words(at);
            if (self.closes(at) || self.close_and_name(at).is_some())
                && (at > from || bottom - at <= 8)
            {
                close = Some(at);
                break;
            }
            if line.chars().count() > 170 && !forms::is_copies(line) && !forms::is_postscript(line)
            {
                break;
            }
        }
        if let Some(close) = close {
            return close;
        }
        // A list of copies and an address may stand below the signature.
        let mut k = bottom;
        let mut copies = None;
        for at in (from..bottom).rev().take(24) {
            let line = self.words(at);
            if forms::is_copies(line) || forms::is_postscript(line) {
                copies = Some(at);
            }
            if line.chars().count() > 170 {
                break;
            }
        }
        if let Some(copies) = copies {
            k = copies;
        }
        let base = k;
        // An address of several lines without gaps, after a signature.
        let mut group = k;
        while group > from
            && self.words(group - 1).chars().count() <= 70
            && !self.words(group - 1).is_empty()
        {
            group -= 1;
            if self.layout.gap(group) > 0 {
                break;
            }
        }
        if k - group >= 3 && group > from && !self.layout.capitals && self.signs(group - 1) {
            k = group;
        }
        let mut start = k;
        let mut lines = 0;
        while start > from && lines < 4 {
            let line = self.words(start - 1);
            let fits = self.signs(start - 1)
                || lines == 0 && k < base && forms::is_office_line(line)
                || self.office_below_name(start - 1, k);
            if !fits {
                break;
            }
            start -= 1;
            lines += 1;
            // One name is enough where the text is a line a block.
            if self.layout.gap(start) > 0
                && self.signs(start)
                && !self.signs(start.saturating_sub(1))
            {
                break;
            }
        }
        // The signature begins with a name.
        while start < k && !self.signs(start) {
            start += 1;
        }
        if start < k && start > from {
            start
        } else if copies.is_some() {
            base
        } else {
            bottom
        }
    }

    /// Whether a line stands far left of another, as an address does below a signature at the right.
    fn steps_back(&self, right: usize, left: usize) -> bool {
        const FAR: usize = 16;
        self.layout.indent(right) >= self.layout.indent(left) + FAR
    }

    /// Where in a line the farewell ends and the name begins, where it holds both.
    fn close_and_name(&self, at: usize) -> Option<(usize, usize)> {
        let (close, name) = forms::close_and_name(self.words(at))?;
        let start = self.layout.words_start(at);
        // A page's mark is blanked out, and no gap.
        let gap = self.layout.text.get(start + close..start + name)?;
        gap.trim().is_empty().then_some((close, name))
    }

    /// Whether a line below the text says where and when it was written, and no other does.
    fn dated_below(&self, at: usize) -> bool {
        const DONE: &[&str] = &[
            "Approved",
            "Declassified",
            "Drafted",
            "Filed",
            "Printed",
            "Received",
            "Released",
            "Signed",
        ];
        let line = self.words(at);
        // Where each line is a block, the words above end a sentence.
        let apart = self.layout.gap(at) > 0
            || !self.layout.wrapped && at > 0 && self.words(at - 1).ends_with(['.', '”', '?']);
        line.len() <= 80
            && apart
            && !self.dated
            && dates::dateline(line).is_some_and(|found| {
                let place = found.place.and_then(|place| line.get(place)).unwrap_or("");
                let comma =
                    line.contains(&format!("{place},")) || line.contains(&format!("{place}]"));
                found.date.is_some()
                    && (1..=4).contains(&place.split_whitespace().count())
                    && comma
                    && !DONE.iter().any(|word| place.starts_with(word))
            })
    }

    /// Whether a line is a name at the end of a text. Where all is in capitals, so is the end of a
    /// sentence.
    fn signs(&self, at: usize) -> bool {
        let line = self.words(at);
        forms::is_signature(line)
            && (!self.layout.capitals
                || line.split_whitespace().count() <= 3
                    && !line.ends_with('.')
                    && !forms::breaks_off(self.words(at.saturating_sub(1))))
    }

    /// Whether a line is an office with the name right above it: `Ellen Vance` / `Chief, Forest Section`.
    pub(super) fn office_below_name(&self, at: usize, end: usize) -> bool {
        at + 1 == end
            && at > self.at
            && self.layout.gap(at) == 0
            && forms::is_office_line(self.words(at))
            && !self.words(at).ends_with('.')
            && forms::is_signature(self.words(at - 1))
            && self.layout.gap(at - 1) > 0
    }

    /// All below the text.
    pub(super) fn tail(&mut self) {
        let mut signed = false;
        while self.at < self.end {
            let at = self.at;
            let line = self.words(at);
            if forms::is_archive_number(line) {
                self.line(Form::ArchiveNumber, Rule::ArchiveNumber);
                continue;
            }
            if self.furniture() {
                continue;
            }
            let gap = self.layout.gap(at);
            if self.dated_below(at) {
                self.dateline(self.dateline_from().unwrap_or(0));
            } else if forms::is_received(line) {
                self.line(Form::Received, Rule::Received);
            } else if forms::is_copies(line) {
                self.copies();
            } else if forms::is_postscript(line) {
                self.line(Form::Postscript, Rule::Postscript);
            } else if let (false, Some((close, name))) = (signed, self.close_and_name(at)) {
                let start = self.layout.words_start(at);
                let range = self.layout.range(at);
                self.at += 1;
                let words = vec![Piece::Words(range.start..start + close)];
                self.push(Form::Close, words, Rule::Complimentary, Cert::High);
                let words = vec![Piece::Words(start + name..range.end)];
                self.push(Form::Signed, words, Rule::Signature, Cert::High);
                signed = true;
            } else if self.closes(at) && !signed {
                self.farewell();
            } else if forms::attachment_label(line).is_some()
                || forms::is_enclosure_remark(line)
                || ["attachment", "enclosure"].iter().any(|label| {
                    line.get(..label.len())
                        .is_some_and(|word| word.eq_ignore_ascii_case(label))
                })
            {
                self.line(Form::Handling, Rule::HandlingLine);
            } else if line.chars().count() > 120 {
                let end = self.end;
                self.paragraph(end);
            } else {
                let end = self.group(at);
                let lines = end - at;
                let to_whom = forms::is_addressee(line);
                // `The Emperor’s remarks:` heads what stands below it.
                let apart = gap > 0 || at > 0 && self.steps_back(at - 1, at);
                let address = signed && apart && lines >= 2 && !line.ends_with(':');
                if to_whom && !address {
                    let end = (at + 1..end)
                        .take(ADDRESS)
                        .take_while(|&next| self.goes_on_with_address(next))
                        .last()
                        .map_or(at + 1, |last| last + 1);
                    let pieces = self.lines_of(at..end);
                    self.at = end;
                    self.push(Form::Address, pieces, Rule::InsideAddress, Cert::High);
                } else if address {
                    let pieces = self.lines_of(at..end);
                    self.at = end;
                    self.push(Form::Address, pieces, Rule::InsideAddress, Cert::High);
                } else if !signed || forms::is_office_line(line) {
                    let stop = (at..end)
                        .find(|&next| {
                            let line = self.words(next);
                            next > at
                                && (forms::is_copies(line)
                                    || self.steps_back(at, next)
                                    || self.layout.is_stamp(next)
                                    || forms::is_classification(line)
                                    || forms::is_declassification(line)
                                    || line.chars().count() > 120)
                        })
                        .unwrap_or(end);
                    let pieces = self.lines_of(at..stop);
                    self.at = stop;
                    let cert = if self.closed {
                        Cert::High
                    } else {
                        Cert::Medium
                    };
                    self.push(Form::Signed, pieces, Rule::Signature, cert);
                    signed = true;
                } else {
                    let end = self.end;
                    self.paragraph(end);
                }
            }
        }
    }

    /// Whether a farewell stands here, which may go on in the next line.
    fn closes(&self, at: usize) -> bool {
        let line = self.words(at);
        let next = self.words(at + 1);
        forms::is_close(line)
            || self.layout.wrapped
                && self.layout.gap(at + 1) == 0
                && forms::breaks_off(line)
                && forms::goes_on(next)
                && next.ends_with(',')
                && forms::is_close(&format!("{line} {next}"))
    }

    /// The words of farewell, over the lines that they take.
    fn farewell(&mut self) {
        let start = self.layout.range(self.at).start;
        self.at += 1;
        while self.at < self.end
            && self.layout.gap(self.at) == 0
            && forms::goes_on(self.words(self.at))
            && self.words(self.at).chars().count() <= 60
        {
            self.at += 1;
        }
        let words = Piece::Words(start..self.layout.range(self.at - 1).end);
        self.push(Form::Close, vec![words], Rule::Complimentary, Cert::High);
    }

    /// Whether the address of whom the letter was sent to goes on in this line.
    fn goes_on_with_address(&self, at: usize) -> bool {
        let line = self.words(at);
        line.chars().count() <= 70
            && forms::is_office_line(line)
            && (self.words(at - 1).ends_with(',') || line.contains(','))
    }

    /// `cc:` and the lines set in below it.
    pub(super) fn copies(&mut self) {
        let at = self.at;
        let line = self.words(at);
        let start = self.layout.words_start(at);
        let label = line.find(':').map_or(2, |colon| colon + 1).min(line.len());
        let rest = line.get(label..).unwrap_or("");
        let mut items = Vec::new();
        if !rest.trim().is_empty() {
            let words = start + label + (rest.len() - rest.trim_start().len());
            items.push(Item {
                words: words..self.layout.range(at).end,
                ..Item::default()
            });
        }
        self.at += 1;
        while self.at < self.end
            && self.layout.gap(self.at) == 0
            && !forms::is_copies(self.words(self.at))
            && !self.words(self.at).is_empty()
            && (self.layout.indent(self.at) > self.layout.indent(at) || rest.trim().is_empty())
        {
            items.push(Item {
                words: self.layout.range(self.at),
                ..Item::default()
            });
            self.at += 1;
        }
        let label = self.layout.range(at).start..start + label;
        let form = Form::List {
            kind: "cc",
            label: Some(label),
            items,
        };
        self.push(form, Vec::new(), Rule::CopyList, Cert::High);
    }
}
