//! Which line of a text is its heading.

use super::Layout;
use crate::read::dates;
use crate::read::plain::forms;
use crate::read::plain::heading::{self, Sure};

/// How far down a heading is looked for.
const HEADING_WITHIN: usize = 14;

impl Layout<'_> {
    pub(super) fn find_heading(&self) -> Option<usize> {
        let mut seen_words = 0;
        for at in 0..self.lines.len().min(HEADING_WITHIN) {
            let line = self.words(at);
            if line.is_empty() {
                continue;
            }
            if forms::row(line).is_some_and(|row| !row.value.is_empty()) {
                return None;
            }
            if forms::is_salute(line) {
                return None;
            }
            if forms::source_line(line).is_some() {
                continue;
            }
            match heading::judge(line) {
                Some(Sure::Surely) => return Some(at),
                // `618. DEA/12447-40` above the heading: the number, and the paper's file.
                Some(Sure::Perhaps)
                    if heading::number_and_file(line).is_some()
                        && heading::judge(self.words(at + 1)) == Some(Sure::Surely) =>
                {
                    return Some(at + 1);
                }
                Some(Sure::Perhaps) if seen_words == 0 => {
                    // `Airgram` alone is the margin of a heading that names both.
                    let next = self.words(at + 1);
                    let margin = heading::number(line).is_none()
                        && line.split_whitespace().count() <= 3
                        && heading::names_both(next)
                        && heading::judge(next) == Some(Sure::Surely);
                    return Some(at + usize::from(margin));
                }
                None if seen_words == 0
                    && (heading::is_name_to_name(line) || heading::one_side(line).is_some())
                    && self.letter_follows(at) =>
                {
                    return Some(at);
                }
                None if seen_words == 0 && self.names_both_with(at + 1) => return Some(at),
                None if seen_words <= 1 && self.heading_joined(at).is_some() => return Some(at),
                _ => {}
            }
            let furniture = forms::is_classification(line)
                || forms::is_archive_number(line)
                || self.is_stamp(at)
                || forms::is_handling(line);
            if !furniture {
                seen_words += 1;
            }
            // Running text comes after the heading, never before.
            if line.len() > 160 || seen_words > 6 {
                return None;
            }
        }
        None
    }

    /// How many lines below this one end a heading that a page broke round its names: `The Minister
    /// in Norland (` / `Hale` / `) to the Secretary of State`.
    pub(super) fn heading_joined(&self, at: usize) -> Option<usize> {
        /// No heading is broken more often.
        const MOST: usize = 5;
        let first = self.words(at);
        // Below the label of an enclosure a heading is looked for: `The Grain` / `Department to …`.
        let labelled = || {
            at > 0
                && forms::attachment_label(self.words(at - 1)).is_some()
                && heading::is_title(first)
                && !heading::names_both(first)
        };
        if first.len() > 100 || !(first.ends_with('(') || labelled()) {
            return None;
        }
        let mut joined = first.to_owned();
        let mut end = None;
        for more in 1..=MOST {
            let (before, next) = (self.words(at + more - 1), self.words(at + more));
            let broken = before.ends_with('(')
                || next.starts_with(')')
                || next.starts_with(char::is_lowercase)
                || forms::ends_on_small_word(before)
                || more == 1 && !first.ends_with(['.', ':']) && heading::is_title(next);
            if next.is_empty() || self.gap(at + more) > 0 || next.len() > 100 || !broken {
                break;
            }
            joined.push(' ');
            joined.push_str(next);
            if heading::names_both(&joined) && heading::judge(&joined) == Some(Sure::Surely) {
                end = Some(more);
            }
        }
        end
    }

    /// Whether a line right above names sender and addressee only together with this one, as a
    /// heading does that is broken into two lines.
    pub(super) fn names_both_with(&self, at: usize) -> bool {
        let Some(above) = at.checked_sub(1).map(|above| self.words(above)) else {
            return false;
        };
        let line = self.words(at);
        if line.is_empty() || self.gap(at) > 0 || above.len() > 200 || line.len() > 200 {
            return false;
        }
        let above = heading::number(above)
            .and_then(|(_, start)| above.get(start..))
            .unwrap_or(above);
        let leads =
            line.starts_with(|c: char| c.is_lowercase() || c == '(') || above.ends_with([',', ')']);
        let capitals = || forms::in_capitals(above) && forms::in_capitals(line);
        let leads = leads
            || forms::ends_on_small_word(above)
            || (line.starts_with("TO ") || line.starts_with("FROM ")) && capitals();
        leads
            && heading::is_title(above)
            && heading::is_title(line)
            && dates::dateline(line).is_none()
            && !heading::names_both(above)
            && heading::names_both(&format!("{above} {line}"))
    }

    /// Whether a dateline or a salutation is among the next lines.
    fn letter_follows(&self, at: usize) -> bool {
        (at + 1..(at + 7).min(self.lines.len())).any(|next| {
            let line = self.words(next);
            forms::is_salute(line) || line.len() <= 200 && dates::dateline(line).is_some()
        })
    }
}
