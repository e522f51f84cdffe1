//! What an entry of a list of notes begins with: `1.`, `1 `, `[1]`, `¹`, `*`, `a `.

use crate::read::plain::context;
use crate::read::plain::forms;
use std::ops::Range;

/// How a list prints its numbers. A list keeps to one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::plain) enum Form {
    /// `1.`, `1)`.
    Plain,
    /// `- 1.`, `• 1.`: a list whose numbers were copied into bullets.
    Bulleted,
    /// `1 Not printed.`, `1Not printed.`: a number without a sign of its own.
    Bare,
    /// `a Not printed.`
    Letter,
    /// `(a)`, `[a]`.
    LetterBracketed,
    /// `[Footnote 1: Not printed.]`
    Footnote,
    /// `[1]`, `[^1]:`, `(1)`.
    Bracketed,
    /// `¹`, `^{1}`.
    Raised,
    /// `*`, `†`, `**`.
    Sign,
}

impl Form {
    /// Whether its numbers have a sign of their own, and are no words of a line.
    pub(super) const fn stands_apart(self) -> bool {
        matches!(self, Self::Plain | Self::Bracketed | Self::Raised)
    }
}

/// The label of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::plain) struct Label {
    /// Its form.
    pub form: Form,
    /// Its number; 1 for a sign, which may stand anywhere in its list.
    pub number: u32,
    /// All that is no word of the note.
    pub range: Range<usize>,
    /// The digits or signs alone.
    pub digits: Range<usize>,
    /// Where the words begin.
    pub from: usize,
}

/// How a note begins that says what it is, behind its bracket.
const FOOTNOTES: [&str; 2] = ["Footnote ", "FOOTNOTE "];

/// The label that a line begins with, offsets from its start.
pub(in crate::read::plain) fn label(line: &str) -> Option<Label> {
    let label = labelled(line)?;
    // `1. ↑ Not printed.`, `1. ^ Not printed.`: the way back on the page it was copied from.
    let words = line.get(label.from..).unwrap_or("");
    let rest = words.trim_start_matches(['↑', '^']);
    if label.form != Form::Plain || rest.len() == words.len() || !rest.starts_with(' ') {
        return Some(label);
    }
    let arrows = label.from + words.len() - rest.len();
    Some(Label {
        range: label.range.start..arrows,
        from: line.len() - rest.trim_start().len(),
        ..label
    })
}

/// The same, without the arrow that may stand behind it.
fn labelled(line: &str) -> Option<Label> {
    // What joins words and cannot be seen comes along with a copied page.
    let shown = line.trim_start_matches(['\u{2060}', '\u{200c}', '\u{200d}']);
    let hidden = line.len() - shown.len();
    let after = |label: Label, by: usize| Label {
        range: label.range.start..label.range.end + by,
        digits: label.digits.start + by..label.digits.end + by,
        from: label.from + by,
        ..label
    };
    if hidden > 0 {
        return labelled(shown).map(|label| after(label, hidden));
    }
    if let Some(rest) = ["- ", "– ", "• ", "* "].iter().find_map(|sign| {
        let rest = line.strip_prefix(sign)?.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit())
            .then_some(rest)
    }) && let Some(label) = numbered(rest)
    {
        let label = after(label, line.len() - rest.len());
        return Some(Label {
            form: Form::Bulleted,
            ..label
        });
    }
    let first = line.chars().next()?;
    let blank = |end: usize| {
        let rest = line.get(end..).unwrap_or("");
        end + rest.len() - rest.trim_start().len()
    };
    match first {
        '0'..='9' => numbered(line).or_else(|| bare(line)),
        '[' if line
            .get(1..)
            .is_some_and(|rest| FOOTNOTES.iter().any(|word| rest.starts_with(word))) =>
        {
            let word = line.find(' ')? + 1;
            let rest = line.get(word..)?;
            let count = rest.bytes().take_while(u8::is_ascii_digit).count();
            let stop = rest.get(count..)?.starts_with([':', '.']);
            let end = word + count + 1;
            (stop && (1..=4).contains(&count)).then_some(())?;
            Some(Label {
                form: Form::Footnote,
                number: rest.get(..count)?.parse().ok()?,
                range: 0..end,
                digits: word..word + count,
                from: blank(end),
            })
        }
        '[' | '(' if line.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase) => {
            let &letter = line.as_bytes().get(1)?;
            let close = if first == '[' { "] " } else { ") " };
            let fits = matches!(letter, b'a'..=b'h') && line.get(2..)?.starts_with(close);
            fits.then(|| Label {
                form: Form::LetterBracketed,
                number: u32::from(letter - b'a') + 1,
                range: 0..3,
                digits: 1..2,
                from: blank(3),
            })
        }
        '[' | '(' => {
            let square = first == '[';
            let caret = usize::from(square && line.get(1..)?.starts_with('^'));
            let start = 1 + caret;
            let count = line
                .bytes()
                .skip(start)
                .take(4)
                .take_while(u8::is_ascii_digit)
                .count();
            let end = start + count;
            let rest = line
                .get(end..)?
                .strip_prefix(if square { ']' } else { ')' })?;
            let colon = usize::from(rest.starts_with([':', '.']));
            if count == 0 || count > 3 || !rest.get(colon..)?.starts_with([' ', '\u{a0}', '\t']) {
                return None;
            }
            let end = end + 1 + colon;
            Some(Label {
                form: Form::Bracketed,
                number: line.get(start..start + count)?.parse().ok()?,
                range: 0..end,
                digits: start..start + count,
                from: blank(end),
            })
        }
        '^' | '<' | '⁰'..='⁹' | '¹' | '²' | '³' => {
            let end = context::raised_digits(line);
            let number = context::printed(line.get(..end)?).parse().ok()?;
            // `¹. Not printed.`
            let stop = usize::from(line.get(end..)?.starts_with(". "));
            (end > 0).then(|| Label {
                form: Form::Raised,
                number,
                range: 0..end + stop,
                digits: 0..end,
                from: blank(end + stop),
            })
        }
        '*' | '†' | '‡' | '§' | '‖' | '¶' => {
            let end = line.len() - line.trim_start_matches(first).len();
            let rest = line.get(end..)?;
            let words = rest.trim_start();
            // `*The minister*` is a line in italics.
            let italic = first == '*' && words.trim_end().ends_with('*');
            (!words.is_empty() && !italic && end <= 4 * first.len_utf8()).then(|| Label {
                form: Form::Sign,
                number: 1,
                range: 0..end,
                digits: 0..end,
                from: end + rest.len() - words.len(),
            })
        }
        'a'..='h' => {
            let rest = line.get(1..)?;
            let words = rest.trim_start();
            (words.len() < rest.len() && opens(words)).then(|| Label {
                form: Form::Letter,
                number: u32::from(first) - u32::from('a') + 1,
                range: 0..1,
                digits: 0..1,
                from: line.len() - words.len(),
            })
        }
        _ => None,
    }
}

/// A number with its full stop or bracket.
fn numbered(line: &str) -> Option<Label> {
    let (range, from) = forms::numbered(line)?;
    let number = forms::number_of(line.get(range.clone())?)?;
    let count = line.bytes().take_while(u8::is_ascii_digit).count();
    Some(Label {
        form: Form::Plain,
        number,
        range,
        digits: 0..count,
        from,
    })
}

/// Where the number ends that a line begins with, if it was put in behind another one when the
/// list was complete: `44a. Not printed.` behind 44.
pub(super) fn between(line: &str, number: u32) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let words = rest
        .strip_prefix(['a', 'b', 'c', 'd'])?
        .trim_start_matches('.')
        .strip_prefix(' ')?;
    let fits = line.get(..digits)?.parse() == Ok(number) && opens(words.trim_start());
    fits.then_some(digits + 1)
}

/// A number with a blank or nothing between it and the note's words.
fn bare(line: &str) -> Option<Label> {
    let count = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(count..)?;
    let words = rest.trim_start();
    (count <= 3 && !line.starts_with('0') && opens(words)).then_some(())?;
    Some(Label {
        form: Form::Bare,
        number: line.get(..count)?.parse().ok()?,
        range: 0..count,
        digits: 0..count,
        from: line.len() - words.len(),
    })
}

/// Whether a note can begin with these words: a capital, a quotation, a bracket, or one of
/// the small words that notes begin with.
fn opens(words: &str) -> bool {
    words.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘' | '[' | '('))
        || ["i.e.", "i. e.", "ibid", "e.g.", "cf."]
            .iter()
            .any(|word| words.starts_with(word))
}
