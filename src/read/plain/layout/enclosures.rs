//! Where the enclosures of a document begin: at a label, or at a second heading.

use super::{LOOK_AHEAD, Layout};
use crate::model::Cert;
use crate::read::dates;
use crate::read::plain::forms;
use crate::read::plain::heading::{self, Sure};

/// Where an enclosure begins.
pub(super) struct Start {
    pub line: usize,
    pub heading: Option<usize>,
    pub level: usize,
    pub cert: Cert,
}

impl Layout<'_> {
    /// Where enclosures begin.
    pub(super) fn enclosures(&self) -> Vec<Start> {
        let mut starts: Vec<Start> = Vec::new();
        let mut prose = 0usize;
        let mut signed = false;
        let first = self.heading.map_or(0, |heading| heading + 1);
        let mut at = first;
        while at < self.lines.len() {
            let line = self.words(at);
            let long = line.len() > 120 && heading::judge(line) != Some(Sure::Surely);
            if long || line.is_empty() || at == 0 {
                prose += usize::from(long);
                signed &= line.is_empty();
                at += 1;
                continue;
            }
            if let Some(level) =
                forms::attachment_label(line).filter(|_| prose > 0 || signed || at > first + 1)
                && self.labels_enclosure(at, signed)
            {
                // The heading may follow the label, a page mark or a second label between.
                let head = (at + 1..(at + 4).min(self.lines.len())).find(|&next| {
                    let line = self.words(next);
                    !line.is_empty()
                        && forms::attachment_label(line).is_none()
                        && !forms::is_classification(line)
                });
                let heading = head.filter(|&next| self.can_head(next));
                if at + 1 < self.lines.len() {
                    starts.push(Start {
                        line: at,
                        heading,
                        level,
                        cert: Cert::High,
                    });
                    at = heading.map_or(at, |head| head + self.heading_joined(head).unwrap_or(0))
                        + 1;
                    prose = 1;
                    signed = false;
                    continue;
                }
            }
            let wide = self.gap(at) >= 2;
            let apart = self.gap(at) > 0 || !self.spaced;
            if prose > 0
                && apart
                && (wide || signed || self.heading.is_some())
                && self.heads_enclosure(at, wide, signed)
            {
                starts.push(Start {
                    line: at,
                    heading: Some(at),
                    level: 1,
                    cert: if wide || signed {
                        Cert::High
                    } else {
                        Cert::Medium
                    },
                });
                prose = 0;
                signed = false;
                at += 1;
                continue;
            }
            let several = line.split_whitespace().count() >= 3 && !forms::is_signature(line);
            let ended = line.ends_with(['.', '?', '!', '”', ':']);
            let sentence = (ended && (line.len() > 40 || several) || line.len() > 70)
                && dates::dateline(line).is_none();
            prose += usize::from(sentence || prose == 0 && line.len() > 60);
            signed = forms::is_close(line)
                || (signed && !sentence)
                || (prose > 0 && forms::is_signature(line));
            at += 1;
        }
        starts
    }

    /// Whether a label announces what follows: `Tab A` does only where it stands apart and
    /// text comes after, for memoranda also list their tabs.
    /// Below a signature it need only stand apart.
    fn labels_enclosure(&self, at: usize, signed: bool) -> bool {
        let listed = |at: usize| {
            let line = self.words(at);
            forms::attachment_label(line).is_some() && forms::is_listed_label(line)
        };
        // `Attachments:` above a list of them, and nothing more.
        if self.words(at).ends_with(':') && !self.prose_follows(at) {
            return false;
        }
        // `Attachment` right above `Tab I   Memorandum to the President`, and nothing more.
        let next = self.words(at + 1);
        let lists = ["Tab ", "TAB ", "Annex ", "Attachment "]
            .iter()
            .any(|word| next.starts_with(word));
        if lists && self.gap(at + 1) == 0 && !self.prose_follows(at) {
            return false;
        }
        // `Enclosure: Draft Note` mostly says at the foot what went with the letter.
        let titled = forms::title_behind(self.words(at)).is_some();
        if titled
            && (!self.prose_follows(at)
                || (at + 1..at + 4).any(|next| forms::attachment_label(self.words(next)).is_some()))
        {
            return false;
        }
        // Where no line stands apart, a heading and its dateline do as well: a list has no dates.
        let headed = || {
            let next = at + 1;
            self.gap(at) == 0
                && self.can_head(next)
                && heading::judge(self.words(next)) == Some(Sure::Surely)
                && (next + 1..next + 4).any(|below| dates::dateline(self.words(below)).is_some())
        };
        !listed(at)
            || headed()
            || self.gap(at) > 0
                && !listed(at + 1)
                && (signed && self.gap(at + 1) > 0
                    || self.prose_follows(at)
                    || (at + 1..at + 4).any(|next| self.can_head(next)))
    }

    /// Whether a line can be an enclosure's heading after its label.
    fn can_head(&self, at: usize) -> bool {
        let line = self.words(at);
        line.len() < 300
            && line.split_whitespace().count() >= 2
            && !line.ends_with([':', ',', ';'])
            && (heading::judge(line).is_some()
                || heading::is_title(line)
                || heading::is_a_to_b(line))
            && !forms::is_salute(line)
            && dates::dateline(line).is_none()
    }

    /// Whether a line without a label before it is an enclosure's heading.
    fn heads_enclosure(&self, at: usize, wide: bool, signed: bool) -> bool {
        let line = self.words(at);
        let follows = at + 1 < self.lines.len();
        if !follows
            || forms::is_salute(line)
            || forms::is_close(line)
            || forms::bullet(line).is_some()
        {
            return false;
        }
        let has_parties = || {
            let parts = heading::parse(line);
            !parts.senders.is_empty() && !parts.addressees.is_empty()
        };
        match heading::judge(line) {
            Some(Sure::Surely) => wide || signed || has_parties() && self.heading.is_some(),
            Some(Sure::Perhaps) => {
                signed && wide && heading::number(line).is_none() && heading::is_title(line)
            }
            // A title after the end of a letter and a wide gap.
            None => {
                signed
                    && wide
                    && heading::is_title(line)
                    && line.split_whitespace().count() >= 3
                    && !line.ends_with('.')
                    && !forms::in_capitals(line)
                    && !self.ends_part(at)
                    && self.prose_follows(at)
            }
        }
    }

    /// Whether only short lines follow, as after a signature.
    fn ends_part(&self, at: usize) -> bool {
        (at + 1..self.lines.len())
            .take(LOOK_AHEAD)
            .all(|next| self.words(next).len() < 90)
    }

    /// Whether running text is among the next lines.
    fn prose_follows(&self, at: usize) -> bool {
        (at + 1..(at + 6).min(self.lines.len())).any(|next| self.words(next).len() > 90)
    }
}
