//! Finding a quoted passage in a text: white space compared loosely, everything else
//! exactly. What is not there, or there more than once, is reported with the nearest
//! words that are.

use super::Quote;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::read::fold::Folded;
use crate::source::{FileId, Span};
use std::ops::Range;

/// Why a passage cannot be pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuoteProblem {
    /// It is not in the text.
    NotFound {
        /// The same words as the text has them, when only quotation marks, dashes,
        /// capitals or blanks differ; or the part of them that the text has.
        near: Option<Nearby>,
    },
    /// It stands more than once and nothing says which is meant.
    Ambiguous {
        /// How often.
        count: usize,
        /// The second place, in bytes of the text.
        second: Range<usize>,
        /// The first place, in bytes of the text.
        first: Range<usize>,
    },
    /// It stands in the text, but not as often as the wanted occurrence.
    TooFew {
        /// How often.
        count: usize,
    },
}

/// Something in the text that is much like the passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearby {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// Whether the whole passage is there, with other signs; otherwise its beginning.
    pub whole: bool,
}

impl Quote {
    /// Where the passage stands in a text, in bytes. For several passages of one text
    /// make its [`Passages`] once.
    ///
    /// # Errors
    /// When it is not there, or more than once.
    pub fn find(&self, text: &str) -> Result<Range<usize>, QuoteProblem> {
        Passages::new(text).find(self)
    }

    /// Reports why the passage cannot be pinned in the text of `source`.
    pub fn report(
        &self,
        problem: &QuoteProblem,
        source: FileId,
        text: &str,
        diags: &mut Diagnostics,
    ) {
        let at = |range: &Range<usize>| Span::new(source, range.start, range.end);
        let words = shortened(&self.text);
        diags.push(match problem {
            QuoteProblem::NotFound { near } => {
                let diagnostic = Diagnostic::new(
                    Code::QuoteNotFound,
                    self.span,
                    format!("`{words}` is not in the text"),
                );
                match near {
                    Some(near) if near.whole => diagnostic
                        .label(at(&near.range), "the text has this")
                        .help(format!(
                            "write `{}`",
                            text.get(near.range.clone()).unwrap_or("")
                        )),
                    Some(near) => diagnostic.label(at(&near.range), "the text has this much of it"),
                    None => diagnostic.help("copy the passage from the source"),
                }
            }
            QuoteProblem::Ambiguous {
                count,
                first,
                second,
            } => Diagnostic::new(
                Code::QuoteAmbiguous,
                self.span,
                format!("`{words}` stands {count} times in the text"),
            )
            .label(at(first), "here")
            .label(at(second), "and here")
            .help("quote more of the words around it, or add `occurrence: 2` for the second"),
            QuoteProblem::TooFew { count } => Diagnostic::new(
                Code::QuoteNotFound,
                self.span,
                match count {
                    1 => format!("`{words}` stands only once in the text"),
                    count => format!("`{words}` stands only {count} times in the text"),
                },
            )
            .help("lower the number under `occurrence`"),
        });
    }
}

/// A phrase short enough for a message.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    if words.chars().count() > LONGEST {
        words = words.chars().take(LONGEST - 1).collect();
        words.push('…');
    }
    words
}

/// A text prepared for finding passages in it: each run of blanks is one blank.
#[derive(Debug)]
pub struct Passages<'a> {
    text: &'a str,
    folded: Folded<'a>,
}

impl<'a> Passages<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            folded: Folded::new(text),
        }
    }

    /// Every place where the passage stands, in bytes of the text.
    pub fn all<'b>(&'b self, passage: &str) -> impl Iterator<Item = Range<usize>> + 'b {
        let wanted = Folded::new(passage.trim()).text;
        let found: Vec<usize> = if wanted.is_empty() {
            Vec::new()
        } else {
            self.folded
                .text
                .match_indices(&wanted)
                .map(|(at, _)| at)
                .collect()
        };
        let length = wanted.len();
        found
            .into_iter()
            .map(move |at| self.folded.range(at..at + length))
    }

    /// Where the passage stands, in bytes of the text.
    ///
    /// # Errors
    /// When it is not there, or more than once.
    pub fn find(&self, quote: &Quote) -> Result<Range<usize>, QuoteProblem> {
        let mut places: Vec<_> = self.all(&quote.text).collect();
        match (places.len(), quote.occurrence) {
            (0, _) => Err(QuoteProblem::NotFound {
                near: self.near(&quote.text),
            }),
            (1, None) => Ok(places.remove(0)),
            (count, Some(wanted)) => match places.into_iter().nth(wanted.saturating_sub(1)) {
                Some(place) => Ok(place),
                None => Err(QuoteProblem::TooFew { count }),
            },
            (count, None) => Err(QuoteProblem::Ambiguous {
                count,
                second: places.remove(1),
                first: places.remove(0),
            }),
        }
    }

    /// The nearest passage: the same words with other quotation marks, dashes or capitals, or
    /// the longest beginning of at least three words.
    fn near(&self, passage: &str) -> Option<Nearby> {
        let loose = |c: char, out: &mut String| match c {
            '‘' | '’' | '‚' | '“' | '”' | '„' | '"' | '\'' | '`' => out.push('"'),
            '–' | '—' | '-' | '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{ad}' => {}
            c => out.extend(c.to_lowercase()),
        };
        let wanted = Folded::with(passage.trim(), loose).text;
        if wanted.trim().is_empty() {
            return None;
        }
        let text = Folded::with(self.text, loose);
        let place = |at: usize, length: usize| text.range(at..at + length);
        if let Some(at) = text.text.find(&wanted) {
            return Some(Nearby {
                range: place(at, wanted.len()),
                whole: true,
            });
        }
        // Halving: each step looks through the text once.
        let ends: Vec<usize> = wanted
            .match_indices(' ')
            .map(|(at, _)| at)
            .skip(2)
            .collect();
        let fits = |end: &usize| wanted.get(..*end).and_then(|part| text.text.find(part));
        let count = ends.partition_point(|end| fits(end).is_some());
        let end = ends.get(count.checked_sub(1)?)?;
        Some(Nearby {
            range: place(fits(end)?, *end),
            whole: false,
        })
    }
}
