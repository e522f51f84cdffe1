//! The running text of a part: what stands where, paragraphs and the labels over them.

use super::{Form, LOOK_AHEAD, Layer, PartReader, Piece};
use crate::model::{Cert, Rule};
use crate::read::plain::{forms, heading, lexicon};
use std::ops::Range;

/// Up to this many bytes a paragraph may be part of a head that has no form of its own.
const SHORT: usize = 120;
/// So many blocks such a head may have.
const NEAR: usize = 6;

impl PartReader<'_, '_> {
    /// The running text, up to a line.
    pub(super) fn body(&mut self, end: usize) {
        while self.at < end {
            if self.furniture() {
                continue;
            }
            let at = self.at;
            let line = self.words(at);
            let rows = self.columns_here(end);
            let verses = self.verses_here(end);
            if rows > 0 {
                self.columns(rows);
            } else if verses > 0 {
                let pieces = self.lines_of(at..at + verses);
                self.at += verses;
                self.push(Form::Verse, pieces, Rule::Verse, Cert::Medium);
            } else if forms::bullet(line).is_some() {
                let start = self.at;
                let items = self.bullets();
                if items.is_empty() {
                    self.at = start;
                    self.paragraph(end);
                } else {
                    let form = Form::List {
                        kind: "",
                        label: None,
                        items,
                    };
                    self.push(form, Vec::new(), Rule::Bullet, Cert::High);
                }
            } else if self.table_here() {
                self.table();
            } else if self.numbered_here() {
                self.numbered_list(end);
            } else if !self.saluted
                && line.ends_with([',', ':'])
                && line.chars().count() <= 70
                && forms::is_salute(line)
            {
                self.line(Form::Salute, Rule::Salute);
            } else if let Some(row) =
                forms::row(line).filter(|row| self.near_head() && self.row_in_body(row))
            {
                let start = self.layout.words_start(at);
                self.row(&row, start);
            } else if self.near_head()
                && let Some(from) = self.dateline_from()
            {
                self.dateline(from);
            } else if forms::is_postscript(line) {
                self.line(Form::Postscript, Rule::Postscript);
            } else if self.label_here(end) {
                let rule = if forms::in_capitals(line) {
                    Rule::LabelLine
                } else {
                    Rule::Subhead
                };
                let range = self.layout.range(at);
                self.push(Form::Label, vec![Piece::Words(range)], rule, Cert::Medium);
                self.at += 1;
            } else {
                self.paragraph(end);
            }
        }
    }

    /// How many lines from here are verses: set in, short, each begun with a capital and
    /// none a title.
    fn verses_here(&self, end: usize) -> usize {
        const SET_IN: usize = 3;
        const MOST: usize = 200;
        if self.layout.indent(self.at) < SET_IN || !self.prose {
            return 0;
        }
        let is_verse = |at: usize| {
            let line = self.words(at);
            let first = line.chars().find(|c| c.is_alphabetic());
            line.chars().count() <= 64
                && line.split_whitespace().nth(2).is_some()
                && first.is_some_and(char::is_uppercase)
                && !heading::is_title(line)
                && forms::bullet(line).is_none()
                && forms::numbered(line).is_none()
                && !line.contains('|')
        };
        let mut to = self.at;
        while to < end.min(self.at + MOST)
            && self.layout.indent(to) >= SET_IN
            && (to == self.at || self.layout.gap(to) == 0)
        {
            if !is_verse(to) {
                return 0;
            }
            to += 1;
        }
        // A line that is not set in goes on with a paragraph whose first line is.
        let alone = to >= end || self.layout.gap(to) > 0 || to == self.at + MOST;
        let lines = to - self.at;
        if lines >= 2 && alone { lines } else { 0 }
    }

    /// Whether a row stands below the first words of a text: those present, a subject, or one of a
    /// block of rows.
    fn row_in_body(&self, row: &forms::Row) -> bool {
        let beside = |at: usize| {
            forms::row(self.words(at)).is_some_and(|row| {
                matches!(row.kind, "to" | "from" | "subject" | "date" | "reference")
            })
        };
        match row.kind {
            "participants" | "subject" => true,
            "to" | "from" => {
                !row.value.is_empty() && (beside(self.at + 1) || self.at > 0 && beside(self.at - 1))
            }
            _ => false,
        }
    }

    /// Whether no running text stands before this place: a short line or two may.
    pub(super) fn near_head(&self) -> bool {
        !self.prose || !self.long && self.blocks.len() <= NEAR
    }

    /// A short line that heads what follows.
    pub(super) fn label_here(&self, end: usize) -> bool {
        let at = self.at;
        let line = self.words(at);
        if line.len() > 360 {
            return false;
        }
        let count = line.chars().count();
        if at + 1 >= end || !(2..=90).contains(&count) {
            return false;
        }
        let next = self.words(at + 1);
        if self.layout.capitals && !self.stands_apart(at) {
            return false;
        }
        if self.layout.wrapped && self.layout.gap(at + 1) == 0 && forms::goes_on(next)
            || forms::goes_on(line)
        {
            return false;
        }
        if forms::ends_on_small_word(line) {
            return false;
        }
        let open_end = !line.ends_with(['.', ',', ';', '?', '!', '”', '"', ')', '—'])
            || forms::in_capitals(line) && line.ends_with('.');
        let heads = forms::in_capitals(line)
            || heading::is_title(line) && !line.ends_with(':')
            || line.ends_with(':')
                && count <= 40
                && line.split_whitespace().count() <= 4
                && !leads_in(line);
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        open_end && heads && letters >= 2 && !next.is_empty()
    }

    /// Whether a short line stands between gaps, where all is in capitals and only this tells a
    /// label from text.
    fn stands_apart(&self, at: usize) -> bool {
        self.words(at).chars().nth(40).is_none()
            && self.layout.gap(at) > 0
            && self.layout.gap(at + 1) > 0
            && forms::numbered(self.words(at)).is_none()
            && !forms::breaks_off(self.words(at.saturating_sub(1)))
    }

    /// A paragraph, with all that goes on with it: the lines of its block where lines are
    /// broken at a measure, and what follows a page change in mid-sentence.
    pub(super) fn paragraph(&mut self, end: usize) {
        let mut pieces = Vec::new();
        let mut rule = if self.layout.gap(self.at) == 0 && self.at > 0 {
            Rule::LineBlock
        } else {
            Rule::Blank
        };
        let mut cert = Cert::High;
        let mut start = self.at;
        self.at += 1;
        let mut struck = self.strikes(start);
        loop {
            while self.at < end
                && self.layout.gap(self.at) == 0
                && (self.layout.wrapped && self.continues_line()
                    || struck && self.struck_until(end))
            {
                struck ^= self.strikes(self.at);
                self.at += 1;
            }
            self.push_lines(start..self.at, &mut pieces);
            let Some(next) = self.continuation(end) else {
                break;
            };
            self.part_hyphen(self.at - 1, next, &mut pieces);
            for at in self.at..next {
                let range = self.layout.range(at);
                let line = self.words(at);
                if line.is_empty() {
                    pieces.push(Piece::Words(range));
                } else if self.layout.is_typed_page(at) {
                    pieces.push(Piece::Layer(Layer::TypedPage, range));
                } else if self.layout.is_stamp(at) || !self.is_running_head(at) {
                    pieces.push(Piece::Layer(Layer::Stamp, range));
                } else {
                    pieces.push(Piece::Layer(Layer::RunningHead, range));
                }
            }
            rule = Rule::PageGap;
            cert = Cert::Medium;
            struck ^= self.strikes(next);
            start = next;
            self.at = next + 1;
        }
        self.prose = true;
        self.long |= pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Words(range) if range.len() > SHORT));
        self.push(Form::P, pieces, rule, cert);
    }

    /// Whether the signs of struck words in a line open or close without their partner.
    fn strikes(&self, at: usize) -> bool {
        self.layout.struck && self.words(at).matches("~~").count() % 2 == 1
    }

    /// Whether words that were struck from an earlier line on end in this line or soon after.
    fn struck_until(&self, end: usize) -> bool {
        const SOON: usize = 8;
        let last = end.min(self.at + SOON);
        (self.at..last)
            .take_while(|&at| at == self.at || self.layout.gap(at) == 0)
            .any(|at| self.words(at).contains("~~"))
    }

    /// Whether a line among the layers of a broken sentence is a running head: a marking,
    /// or words with a name or date, rather than a stamp.
    pub(super) fn is_running_head(&self, at: usize) -> bool {
        let line = self.words(at);
        let next_to_page = [at.wrapping_sub(1), at + 1]
            .into_iter()
            .any(|other| other < self.end && self.layout.is_typed_page(other));
        forms::is_classification(line) || next_to_page || self.layout.is_head(at)
    }

    /// Whether the line here goes on with the one before it, in a text whose lines are
    /// broken at a measure.
    pub(super) fn continues_line(&self) -> bool {
        let before = self.words(self.at - 1);
        let line = self.words(self.at);
        if line.is_empty() {
            return true;
        }
        let new_indent = self.layout.indent(self.at) >= self.layout.indent(self.at - 1) + 2;
        let ended = !forms::breaks_off(before);
        let structural = forms::bullet(line).is_some()
            || self.layout.is_stamp(self.at)
            || forms::is_classification(line)
            || self.layout.is_typed_page(self.at)
            || (forms::numbered(line).is_some() && ended);
        let begins_anew = structural || (new_indent && ended);
        !begins_anew
    }

    /// Lines of one paragraph as words, with the hyphens at line ends apart.
    pub(super) fn push_lines(&self, lines: Range<usize>, pieces: &mut Vec<Piece>) {
        let mut start = self.layout.range(lines.start).start;
        for at in lines.clone() {
            let end = self.layout.range(at).end;
            if at + 1 >= lines.end {
                pieces.push(Piece::Words(start..end));
                break;
            }
            let line = self.words(at);
            let next = self.words(at + 1);
            let hyphen = line.ends_with(['-', '‑', '\u{ad}', '¬'])
                && forms::goes_on(next)
                && line.chars().rev().nth(1).is_some_and(char::is_alphabetic);
            if hyphen
                && self
                    .layout
                    .masked
                    .get(..end)
                    .is_some_and(|text| text.ends_with(['-', '‑', '\u{ad}', '¬']))
            {
                let sign = line.chars().next_back().map_or(1, char::len_utf8);
                let left = last_word(line.get(..line.len() - sign).unwrap_or(""));
                if divided(left, first_word(next)) || line.ends_with(['\u{ad}', '¬']) {
                    pieces.push(Piece::Words(start..end - sign));
                    pieces.push(Piece::Hyphen(end - sign..end));
                } else {
                    pieces.push(Piece::Words(start..end));
                    pieces.push(Piece::Hyphen(end..end));
                }
                start = self.layout.range(at + 1).start;
            }
        }
    }

    /// A word that a page's end divides: the hyphen at the end of the last piece is none of its
    /// own.
    fn part_hyphen(&self, last: usize, next: usize, pieces: &mut Vec<Piece>) {
        let line = self.words(last);
        let Some(stem) = line.strip_suffix(['-', '‑', '\u{ad}', '¬']) else {
            return;
        };
        let end = self.layout.range(last).end;
        let sign = line.len() - stem.len();
        if !stem.ends_with(char::is_alphabetic) || !forms::goes_on(self.words(next)) {
            return;
        }
        let whole = divided(last_word(stem), first_word(self.words(next)))
            || line.ends_with(['\u{ad}', '¬']);
        if let Some(Piece::Words(range)) = pieces.last_mut()
            && range.end == end
            && range.len() > sign
        {
            // A typist's hyphen may be the word's own.
            if whole && self.layout.of_sheets() {
                range.end = end - sign;
                pieces.push(Piece::Hyphen(end - sign..end));
            } else {
                pieces.push(Piece::Hyphen(end..end));
            }
        }
    }

    /// The line that goes on with a sentence that broke off, when nothing but layers (or
    /// nothing at all) stands between.
    pub(super) fn continuation(&self, end: usize) -> Option<usize> {
        let before = self.words(self.at - 1);
        if !forms::breaks_off(before) || before.chars().count() < 8 {
            return None;
        }
        // `see Document` with its number in the next line.
        let numbered = self.at < end
            && self.layout.gap(self.at) == 0
            && ["Document", "Documents", "footnote", "footnotes"]
                .iter()
                .any(|word| before.ends_with(word))
            && self
                .words(self.at)
                .starts_with(|c: char| c.is_ascii_digit());
        if numbered {
            return Some(self.at);
        }
        let mut next = self.at;
        let mut layers = 0;
        let mut turned = false;
        while next < end && layers <= 8 && next < self.at + LOOK_AHEAD {
            let line = self.words(next);
            if line.is_empty() {
                next += 1;
                continue;
            }
            let sure_layer = self.layout.is_head(next)
                || self.layout.is_stamp(next)
                || forms::is_classification(line)
                || self.layout.is_typed_page(next);
            if !sure_layer && (forms::bullet(line).is_some() || forms::numbered(line).is_some()) {
                return None;
            }
            // The sentence goes on in small letters; or with a capital after a word that
            // cannot end it, when a page or stamp stands between.
            let small = forms::goes_on(line);
            let led_on = forms::ends_on_small_word(before);
            let adjoining = next == self.at && self.layout.gap(next) == 0;
            let forced = led_on && (adjoining || next > self.at && line.chars().count() > 60);
            // In capitals a page's head in the midst of a sentence is all that tells.
            let across = turned && self.layout.capitals;
            if !sure_layer && (small || forced || across) {
                let long = before.chars().count() >= 40 || next > self.at || adjoining;
                return (long && line.chars().count() >= 4).then_some(next);
            }
            let short = line.chars().count() <= 60 && !line.ends_with(':');
            if !sure_layer && !short {
                return None;
            }
            turned |=
                self.layout.is_typed_page(next) || self.layout.cable && self.layout.is_stamp(next);
            layers += 1;
            next += 1;
        }
        None
    }
}

/// Whether a line is the beginning of a sentence that a list or a quotation ends: `We ask for:`.
fn leads_in(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or("");
    matches!(
        first,
        "I" | "We" | "You" | "He" | "She" | "It" | "They" | "This" | "These" | "There"
    )
}

/// Whether a hyphen at a line's end divides one word: the two halves make one, or the first half
/// is none by itself (`Octo-ber`), nor one of the small words that keep their hyphen (`non-`).
fn divided(left: &str, right: &str) -> bool {
    const KEEP: &[&str] = &[
        "anglo", "anti", "co", "counter", "ex", "franco", "inter", "intra", "mid", "multi", "neo",
        "non", "post", "pre", "pro", "pseudo", "quasi", "re", "russo", "self", "semi", "sino",
        "sub", "trans", "ultra", "un", "vice",
    ];
    let (small, right) = (left.to_lowercase(), right.to_lowercase());
    if lexicon::is_word(&format!("{small}{right}")) {
        return true;
    }
    if small.chars().count() < 2 || KEEP.contains(&small.as_str()) {
        return false;
    }
    // `Mar-seilles` is a name; `tax-evaders` may be a word that no list has.
    let name = left.starts_with(char::is_uppercase) && !lexicon::is_word(&right);
    !lexicon::is_word(&small) || name
}

fn last_word(line: &str) -> &str {
    line.rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
}

fn first_word(line: &str) -> &str {
    line.split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
}
