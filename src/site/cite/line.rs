//! A citation as it is put together: words, some in italics, and what a reader's browser
//! fills in.

use crate::html::Writer;
use crate::site::views::{CitationView, Html};

/// Stands for the day on which it is read, which nobody knows beforehand.
const ACCESSED: &str = "[date of access]";

/// How the day of access is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// `January 14, 1986`
    Words,
    /// `14 Jan. 1986`
    Mla,
}

#[derive(Debug)]
enum Piece {
    Words(String),
    Italic(String),
    /// The page's address: a script adds the paragraph that is cited.
    Address(String),
    /// The same where the site's address is not known: a script shows it, with the words
    /// before it, where the page is read on the web.
    Unknown(&'static str),
    /// The day of access between words; hidden where the address is not known.
    Accessed {
        before: &'static str,
        day: Day,
        after: &'static str,
        hidden: bool,
    },
}

/// A citation as it is put together.
#[derive(Debug, Default)]
pub(super) struct Line(Vec<Piece>);

impl Line {
    pub(super) fn push(&mut self, words: &str) {
        self.0.push(Piece::Words(words.to_owned()));
    }

    pub(super) fn italic(&mut self, words: &str) {
        self.0.push(Piece::Italic(words.to_owned()));
    }

    /// The page's address with the words before it.
    pub(super) fn address(&mut self, before: &'static str, url: Option<&str>) {
        match url {
            Some(url) => {
                self.push(before);
                self.0.push(Piece::Address(url.to_owned()));
            }
            None => self.0.push(Piece::Unknown(before)),
        }
    }

    /// The day of access between words. `shown`: whether the page's address is known.
    pub(super) fn accessed(
        &mut self,
        before: &'static str,
        day: Day,
        after: &'static str,
        shown: bool,
    ) {
        self.0.push(Piece::Accessed {
            before,
            day,
            after,
            hidden: !shown,
        });
    }

    /// The last character so far of what is there for every reader.
    pub(super) fn last(&self) -> Option<char> {
        self.0.iter().rev().find_map(|piece| match piece {
            Piece::Words(words) | Piece::Italic(words) | Piece::Address(words) => {
                words.chars().last()
            }
            Piece::Accessed { hidden: false, .. } => Some(']'),
            Piece::Accessed { .. } | Piece::Unknown(_) => None,
        })
    }

    /// Ends a sentence that is not ended yet.
    pub(super) fn stop(&mut self) {
        match self.last() {
            None | Some('.' | '?' | '!') => {}
            Some(_) => self.push("."),
        }
    }

    /// A sentence of its own.
    pub(super) fn sentence(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.last().is_some() {
            self.push(" ");
        }
        self.push(words);
        self.stop();
    }

    /// Its words, without what only a browser knows.
    pub(super) fn text(&self) -> String {
        let words = self.0.iter().map(|piece| match piece {
            Piece::Words(words) | Piece::Italic(words) | Piece::Address(words) => words.as_str(),
            Piece::Unknown(_) | Piece::Accessed { .. } => "",
        });
        words.collect()
    }

    pub(super) fn view(self, key: &'static str, label: &str, out: &mut Writer) -> CitationView {
        out.clear();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => out.text(words),
                Piece::Italic(words) => {
                    out.markup("<i>");
                    out.text(words);
                    out.markup("</i>");
                }
                Piece::Address(url) => {
                    out.markup("<span class=\"address\">");
                    out.text(url);
                    out.markup("</span>");
                }
                Piece::Unknown(before) => {
                    out.markup("<span class=\"online\" hidden=\"hidden\">");
                    out.text(before);
                    out.markup("<span class=\"address\"></span></span>");
                }
                Piece::Accessed {
                    before,
                    day,
                    after,
                    hidden,
                } => {
                    if *hidden {
                        out.markup("<span class=\"online\" hidden=\"hidden\">");
                    }
                    out.text(before);
                    out.markup(match day {
                        Day::Words => "<span class=\"accessed\">",
                        Day::Mla => "<span class=\"accessed\" data-form=\"mla\">",
                    });
                    out.text(ACCESSED);
                    out.markup("</span>");
                    out.text(after);
                    if *hidden {
                        out.markup("</span>");
                    }
                }
            }
        }
        let html = Html::new(out.as_str());
        out.clear();
        CitationView {
            key,
            label: label.to_owned(),
            language: "en",
            html,
            text: self.text(),
        }
    }
}
