//! Which volume is named: `Foreign Relations, 1981–1988, vol. IV`, `vol. III, Part 2`, `ibid.`

use super::tokens::{Kind, Token};
use super::{Ibid, Scanner, Scope};
use crate::model::VolumeCue;

impl Scanner<'_, '_> {
    /// `Foreign Relations, 1981–1988, vol. IV, …`
    pub(super) fn series(&mut self) {
        let mut at = self.at + 2;
        // `Foreign Relations of the United States` is the same name.
        while self.is(at, &["of", "the", "United", "States", ",", ":"]) {
            at += 1;
        }
        let mut years = None;
        if let Some(first) = self.number(at).filter(|token| token.text.len() == 4) {
            let mut text = first.text.to_owned();
            at += 1;
            if self.is(at, &["–", "-", "—", "/"])
                && let Some(last) = self.number(at + 1)
            {
                text = format!("{text}–{}", last.text);
                at += 2;
            }
            years = Some(text);
        }
        while self.is(at, &[","]) {
            at += 1;
        }
        self.at = at;
        if self.is(at, VOLUME) {
            self.volume_number(years.or(Some(String::new())));
        } else {
            // The series without a volume, or a volume by its title: not told apart here.
            let cue = VolumeCue::Named {
                years,
                volume: String::new(),
                part: None,
                ibid: false,
            };
            self.volume = Some(cue.clone());
            *self.scope = Scope::Volume(cue);
        }
    }

    /// `vol. IV`, `vol. III, Part 2`; `years` when the series was named before it.
    pub(super) fn volume_number(&mut self, years: Option<String>) {
        let other_work = years.is_none() && self.after_other_work(self.at);
        let mut at = self.at + 1;
        if self.is(at, &["."]) {
            at += 1;
        }
        // `vol. E–5`: a volume that was published on the web alone.
        let lettered = self
            .token(at)
            .filter(|letter| letter.text == "E" && self.is(at + 1, &["–", "-"]))
            .and(self.number(at + 2));
        let plain = self.token(at).filter(|token| is_volume_number(token.text));
        let number = match (lettered, plain) {
            (Some(number), _) => {
                at += 2;
                format!("E–{}", number.text)
            }
            (None, Some(number)) => number.text.to_owned(),
            (None, None) => {
                self.at += 1;
                return;
            }
        };
        at += 1;
        let mut part = None;
        let comma = usize::from(self.is(at, &[","]));
        if self.is(at + comma, &["Part", "part", "pt", "Pt"]) {
            let dot = usize::from(self.is(at + comma + 1, &["."]));
            if let Some(number) = self
                .token(at + comma + 1 + dot)
                .filter(|token| is_volume_number(token.text))
            {
                part = Some(number.text.to_owned());
                at += comma + 2 + dot;
            }
        }
        self.at = at;
        let cue = VolumeCue::Named {
            years: years.clone().filter(|years| !years.is_empty()),
            volume: number,
            part,
            ibid: false,
        };
        // A volume without the series' name is one only where a document or page follows
        // at once: files have volumes too.
        if years.is_some() || self.cites_soon() && !other_work {
            self.volume = Some(cue.clone());
            *self.scope = Scope::Volume(cue);
        } else if other_work {
            *self.scope = Scope::Elsewhere;
        }
    }

    /// Whether the words before an offset name another work: `Documents on Disarmament,
    /// 1962, vol. I`. A volume of the series is named after its series, or by itself.
    pub(super) fn after_other_work(&self, at: usize) -> bool {
        let before = |steps: usize| at.checked_sub(steps).and_then(|at| self.token(at));
        if self.volume.is_some() || before(1).is_none_or(|comma| comma.text != ",") {
            return false;
        }
        let is_year = |token: &Token<'_>| token.kind == Kind::Number && token.text.len() == 4;
        // The word before the comma, or before the year that stands between two commas.
        let named = match before(2) {
            Some(year) if is_year(&year) => before(3)
                .filter(|comma| comma.text == ",")
                .and_then(|_| before(4)),
            other => other,
        };
        named.is_some_and(|word| {
            word.kind == Kind::Word
                && word.text.len() > 3
                && word.text.starts_with(char::is_uppercase)
                && !matches!(word.text, "Ibid" | "Relations")
        })
    }

    /// Whether a document or page is named next, a title in between at most.
    pub(super) fn cites_soon(&self) -> bool {
        let comma = usize::from(self.is(self.at, &[","]));
        let bracket = usize::from(self.is(self.at + comma, &["("]));
        self.is(
            self.at + comma + bracket,
            &[
                "Document",
                "Documents",
                "Doc",
                "Docs",
                "footnote",
                "footnotes",
                "p",
                "pp",
            ],
        )
    }

    pub(super) fn ibid(&mut self) {
        let meant = match self.scope {
            Scope::Volume(VolumeCue::Named {
                years,
                volume,
                part,
                ..
            }) => Ibid::Volume(VolumeCue::Named {
                years: years.clone(),
                volume: volume.clone(),
                part: part.clone(),
                ibid: true,
            }),
            Scope::Volume(VolumeCue::Own) | Scope::Own => Ibid::Own,
            Scope::Nothing | Scope::Elsewhere => Ibid::Unclear,
        };
        self.volume = match &meant {
            Ibid::Volume(cue) => Some(cue.clone()),
            _ => None,
        };
        self.sentence_ibid = Some(meant);
        self.at += 1;
        if self.is(self.at, &["."]) {
            self.at += 1;
        }
        // `ibid., vol. V, Document 12`: the same series, another volume.
        let comma = usize::from(self.is(self.at, &[","]));
        if self.is(self.at + comma, VOLUME) {
            let years = match self.scope {
                Scope::Volume(VolumeCue::Named { years, .. }) => {
                    years.clone().or(Some(String::new()))
                }
                _ => Some(String::new()),
            };
            self.at += comma;
            self.sentence_ibid = None;
            self.volume_number(years);
        }
        if self.is(self.at, &[","])
            && let Some(first) = self
                .number(self.at + 1)
                .filter(|token| token.text.len() == 4)
        {
            // `ibid., 1977–1980, vol. VI`, and `ibid., 1948, volume IV` in older volumes.
            let mut years = first.text.to_owned();
            let mut at = self.at + 2;
            if self.is(at, &["–", "-"])
                && let Some(last) = self.number(at + 1)
            {
                years = format!("{years}–{}", last.text);
                at += 2;
            }
            at += usize::from(self.is(at, &[","]));
            if self.is(at, VOLUME) {
                self.at = at;
                self.sentence_ibid = None;
                self.volume_number(Some(years));
            }
        }
    }
}

/// How a volume is called before its number.
const VOLUME: &[&str] = &["vol", "vols", "Vol", "volume", "Volume", "Vols"];

/// A volume's number: Roman, or a small figure.
fn is_volume_number(text: &str) -> bool {
    let roman = text
        .bytes()
        .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'));
    let figure = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    !text.is_empty()
        && (roman
            || figure
            || matches!(
                text,
                "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x"
            ))
}
