//! Dates as TEI's attributes have them → EDTF.

use crate::model::{Attrs, Cert, Date, DateProblem};

/// What the attributes of a `date` say, and how sure the markup is of it. `None` when they
/// say nothing of a day or year.
///
/// # Errors
/// When they hold what is no date.
pub fn of(attrs: &Attrs) -> Option<Result<(Date, Cert), DateProblem>> {
    let get = |name: &str| {
        let iso = match name {
            "when" => "when-iso",
            "from" => "from-iso",
            "to" => "to-iso",
            "notBefore" => "notBefore-iso",
            _ => "notAfter-iso",
        };
        let value = attrs.get(name).or(attrs.get(iso));
        value.map(day).filter(|day| !day.is_empty())
    };
    let written = match (get("when"), get("from"), get("to")) {
        (Some(when), ..) => when,
        (None, Some(from), Some(to)) if from == to => from,
        (None, Some(from), to) => format!("{from}/{}", to.as_deref().unwrap_or("..")),
        (None, None, Some(to)) => format!("../{to}"),
        (None, None, None) => match (get("notBefore"), get("notAfter")) {
            (Some(first), Some(last)) if first == last => first,
            (Some(first), last) => format!("[{first}..{}]", last.as_deref().unwrap_or("")),
            (None, Some(last)) => format!("[..{last}]"),
            (None, None) => return None,
        },
    };
    let cert = match attrs.get("cert") {
        Some("low" | "unknown") => Cert::Low,
        Some("medium") => Cert::Medium,
        _ => Cert::High,
    };
    let doubtful = cert != Cert::High && !written.contains(['/', '[', '?', '~', '%']);
    let written = if doubtful {
        format!("{written}?")
    } else {
        written
    };
    Some(Date::parse(&written).map(|date| (date, cert)))
}

/// Two moments between which a document was made.
pub(super) fn between(first: &str, last: &str) -> Option<Date> {
    let (first, last) = (day(first), day(last));
    if first == last {
        Date::parse(&first).ok()
    } else {
        Date::parse(&format!("[{first}..{last}]")).ok()
    }
}

/// The day of a moment, without time and zone: `1961-10-15T23:00:01+01:00`,
/// `1961-10-15Z`. EDTF stays as it is.
fn day(value: &str) -> String {
    let value = value.trim();
    if value.contains('/') {
        let ends = value.split('/').map(day).collect::<Vec<_>>();
        return match ends.as_slice() {
            [from, to] if from == to => from.clone(),
            _ => ends.join("/"),
        };
    }
    let date = value.split('T').next().unwrap_or(value);
    let date = date.strip_suffix('Z').unwrap_or(date);
    // A zone behind a day: `1961-10-15+01:00`.
    let zone = |at: &usize| {
        let rest = date.get(*at..).unwrap_or("");
        rest.len() == 6 && rest.contains(':')
    };
    let cut = date.len().checked_sub(6).filter(zone);
    let date = cut.and_then(|at| date.get(..at)).unwrap_or(date);
    // Basic form: `19611015`.
    if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = date.split_at(4);
        let (month, day) = rest.split_at(2);
        return format!("{year}-{month}-{day}");
    }
    // No year: a time of day or a feast.
    if date.starts_with("--") || date.contains(':') {
        return String::new();
    }
    date.to_owned()
}
