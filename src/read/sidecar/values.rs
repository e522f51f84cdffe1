//! Dates and ids as editors write them in YAML, with what to write instead when they
//! are none.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Date, DateProblem, IdProblem, slug};
use crate::source::Span;

/// Reads a date in EDTF; what is none is reported.
pub(in crate::read) fn date(text: &str, span: Span, diags: &mut Diagnostics) -> Option<Date> {
    let text = text.trim();
    let problem = match Date::parse(text) {
        Ok(date) => return Some(date),
        Err(problem) => problem,
    };
    let diagnostic = match problem {
        DateProblem::Form => Diagnostic::new(Code::BadDate, span, format!("`{text}` is no date")),
        DateProblem::NoSuchDay => Diagnostic::new(
            Code::BadDate,
            span,
            format!("`{text}` names a day or month that does not exist"),
        ),
        DateProblem::Backwards => Diagnostic::new(
            Code::BadDate,
            span,
            format!("`{text}` ends before it begins"),
        ),
    };
    diags.push(match written_out(text) {
        Some(likely) => diagnostic.help(format!("write `{likely}`")),
        None => diagnostic.help(
            "write year, month and day as in `1986-01-14`, `1986-01` or `1986`; a doubtful one `1985-12?`, a range `1986-08-01/1986-09-23`",
        ),
    });
    None
}

/// What a date in words most likely is: a month's name, a year and perhaps a day.
fn written_out(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if let (3.., Some(found)) = (
            word.len(),
            MONTHS
                .iter()
                .position(|name| word.to_lowercase().starts_with(name)),
        ) {
            month.get_or_insert(found + 1);
        } else if digits.len() == 4 {
            year.get_or_insert(digits.parse::<u16>().ok()?);
        } else if matches!(digits.len(), 1 | 2) {
            day.get_or_insert(digits.parse::<u8>().ok()?);
        }
    }
    let (year, month) = (year?, month?);
    match day {
        Some(day) => Date::parse(&format!("{year:04}-{month:02}-{day:02}")).ok(),
        None => Date::parse(&format!("{year:04}-{month:02}")).ok(),
    }
}

/// Reports an id that cannot be part of an address.
pub(in crate::read) fn bad_id(id: &str, problem: IdProblem, span: Span, diags: &mut Diagnostics) {
    let why = match problem {
        IdProblem::Empty => "an id cannot be empty".to_owned(),
        IdProblem::TooLong => format!("the id `{id}` is longer than 80 characters"),
        IdProblem::Character(c) if id.starts_with(c) => {
            format!("the id `{id}` must begin with a small letter")
        }
        IdProblem::Character(c) => format!("the id `{id}` cannot hold `{c}`"),
    };
    let diagnostic = Diagnostic::new(Code::BadId, span, why);
    diags.push(if id.trim().is_empty() {
        diagnostic
    } else {
        diagnostic.help(format!("write `{}`", slug(id)))
    });
}
