//! The name of the series with its years and titles: `Foreign Relations, The Conference of Berlin,
//! 1945`.

use super::VOLUME;
use crate::model::VolumeCue;
use crate::read::references::Scanner;
use crate::read::references::pages::PAGE;
use crate::read::references::tokens::Kind;
use crate::source::folded;

/// What the name of a series says before the volume's number.
#[derive(Debug, Clone, Default)]
pub(in crate::read::references) struct Series {
    /// Where the name begins, as an offset; `None` when it is not written.
    pub(super) start: Option<usize>,
    pub(super) years: Option<String>,
    /// The title of a volume that has one before its years.
    pub(super) title: Option<String>,
}

/// The longest title that is looked for, in tokens.
pub(super) const TITLE: usize = 30;

impl Scanner<'_, '_> {
    /// `Foreign Relations, 1981–1988, vol. IV, …`
    pub(in crate::read::references) fn series(&mut self, name: usize) {
        let word = self.at;
        let start = self.token(word).map(|token| token.start);
        let mut at = word + name;
        if self.is_office(word) {
            self.at = at;
            return;
        }
        // `Foreign Relations of the United States: Diplomatic Papers` is the same name.
        while self.is(
            at,
            &[
                "of",
                "the",
                "United",
                "States",
                "Diplomatic",
                ",",
                ":",
                "*",
                "_",
            ],
        ) || self.is(at, &["Papers"]) && self.is(at.saturating_sub(1), &["Diplomatic"])
        {
            at += 1;
        }
        let (title, after) = self.title_before_years(at);
        at = after;
        let years = self.years(&mut at);
        while self.is(at, &[",", "*", "_"]) {
            at += 1;
        }
        self.at = at;
        let series = Series {
            start,
            years,
            title,
        };
        if self.is(at, VOLUME) {
            self.volume_number(Some(series));
            return;
        }
        let Series { years, title, .. } = series;
        let (title, end) = match title {
            None if years.is_some() => self.title(at),
            title => (title, at),
        };
        // `Foreign Relations, 1918, Russia, vol. ii, p. 322`
        let mut comma = end;
        while self.is(comma, &[",", "*", "_"]) {
            comma += 1;
        }
        if title.is_some() && self.is(comma, VOLUME) {
            self.at = comma;
            self.volume_number(Some(Series {
                start,
                years,
                title,
            }));
            return;
        }
        self.at = end;
        // `Supplement to Foreign Relations, 1969–1976, China` is a volume of its own.
        let supplement = word.checked_sub(2).is_some_and(|at| {
            self.is(at, &["Supplement", "supplement"]) && self.is(at + 1, &["to"])
        });
        let title = match title {
            Some(title) if supplement => Some(format!("Supplement, {title}")),
            title => title,
        };
        let cue = VolumeCue::Named {
            years: years.clone(),
            volume: String::new(),
            part: None,
            title,
            ibid: false,
        };
        let last = (word..end).rev().filter_map(|at| self.token(at));
        let last = last.skip_while(|token| token.text == ",").map(|it| it.end);
        let range = start.zip(last.take(1).next());
        let range = range
            .filter(|_| years.is_some())
            .map(|(start, end)| start..end);
        self.name_volume(cue, range);
    }

    /// Whether the words are those of an office: `Senate Foreign Relations Committee`.
    fn is_office(&self, word: usize) -> bool {
        let before = |steps: usize| word.checked_sub(steps);
        let is = |steps, words: &[&str]| before(steps).is_some_and(|at| self.is(at, words));
        let offices = &[
            "Commission",
            "Committee",
            "Council",
            "Department",
            "Institute",
            "Minister",
            "Ministry",
            "Office",
            "Secretary",
        ];
        self.is(word + 2, &["Committee", "Subcommittee", "Council"])
            || is(1, &["on", "for", "Senate", "House", "Committee"])
            || is(1, &["of"]) && is(2, offices)
    }

    /// `1981–1988`; goes on to the token after them.
    pub(super) fn years(&self, at: &mut usize) -> Option<String> {
        let first = self.number(*at).filter(|token| token.text.len() == 4)?;
        *at += 1;
        if self.is(*at, &["–", "-", "—", "/"])
            && let Some(last) = self.number(*at + 1)
        {
            *at += 2;
            return Some(format!("{}–{}", first.text, last.text));
        }
        Some(first.text.to_owned())
    }

    /// The title of a volume that stands before its years: `The Conferences at Cairo and
    /// Tehran, 1943`. Without years, or a volume's number, after it there is none.
    pub(super) fn title_before_years(&self, from: usize) -> (Option<String>, usize) {
        let opens = self.token(from).is_some_and(|token| {
            token.kind == Kind::Word
                && token.text.starts_with(char::is_uppercase)
                && !VOLUME.contains(&token.text)
        });
        let mut at = from;
        while opens && at < from + TITLE {
            let Some(token) = self.token(at) else { break };
            let year = token.kind == Kind::Number && token.text.len() == 4;
            if year || VOLUME.contains(&token.text) {
                return (self.words(from, at), at);
            }
            let word =
                token.kind == Kind::Word || matches!(token.text, "," | "(" | ")" | "–" | "-" | "’");
            if !word || matches!(token.text, "see" | "See") {
                break;
            }
            at += 1;
        }
        (None, from)
    }

    /// A title after the years, in the place of a number: `1969–1976, China, 1969–1972`.
    fn title(&self, from: usize) -> (Option<String>, usize) {
        let mut at = from;
        while at < from + TITLE {
            let Some(token) = self.token(at) else { break };
            let goes_on = match token.kind {
                Kind::Word => {
                    token.text.starts_with(char::is_uppercase)
                        && !matches!(token.text, "Document" | "Documents" | "See" | "Ibid")
                        || at > from && matches!(token.text, "of" | "and" | "the" | "in" | "for")
                }
                // `1917, Supplement 2, vol. i`
                Kind::Number => {
                    at > from
                        && (token.text.len() == 4
                            || token.text.len() == 1 && self.is(at - 1, &["Supplement", "Supp"]))
                }
                Kind::Sign => at > from && matches!(token.text, "," | "–" | "-" | "—"),
            };
            if !goes_on || PAGE.contains(&token.text) || VOLUME.contains(&token.text) {
                break;
            }
            at += 1;
        }
        while at > from && !self.ends_name(at - 1) {
            at -= 1;
        }
        (self.words(from, at), at)
    }

    /// Whether a name can end with this token.
    fn ends_name(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.kind == Kind::Number
                || token.kind == Kind::Word && token.text.starts_with(char::is_uppercase)
        })
    }

    /// The words from one token to before another, as the text has them.
    fn words(&self, from: usize, to: usize) -> Option<String> {
        let first = self.token(from).filter(|_| from < to)?;
        let last = self.token(to.checked_sub(1)?)?;
        let words = self.text.get(first.start..last.end)?;
        let words = words.trim_end_matches([',', '*', '_', ' ']);
        Some(folded(words)).filter(|it| !it.is_empty())
    }
}
