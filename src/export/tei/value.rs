//! Values of attributes: which are legal, by TEI's types.

/// A type of values, as `models.txt` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// Any text.
    Text,
    /// One word without blanks or control characters.
    Word,
    /// Words with blanks between.
    Words,
    /// An address.
    Address,
    /// Addresses with blanks between.
    Addresses,
    /// An id.
    Id,
    /// An XML name.
    Name,
    /// XML names.
    Names,
    /// A BCP 47 tag, or nothing.
    Language,
    /// One of these words.
    OneOf(&'static str),
    /// A whole number.
    Count,
    /// A number.
    Number,
    /// A number, or a word of certainty.
    Degree,
    /// An ISO date or time of XML Schema.
    Date,
    /// An ISO 8601 date or duration in any of its forms.
    Iso,
    /// The number of a version.
    Version,
    /// One or two whole numbers.
    Counts,
    /// Two addresses or more.
    Pair,
    /// Two words or more.
    WordPair,
    /// Points of a surface, `x,y`, two or more.
    Points,
    /// A measure with its unit, as in CSS.
    Measure,
    /// Some of these words.
    SomeOf(&'static str),
    /// A type of its own, that is not looked into: nothing passes.
    Own,
}

impl Type {
    pub(super) fn parse(code: &'static str) -> Self {
        match code {
            "s" => Self::Text,
            "w" => Self::Word,
            "W" => Self::Words,
            "u" => Self::Address,
            "U" => Self::Addresses,
            "i" => Self::Id,
            "m" => Self::Name,
            "M" => Self::Names,
            "l" | "L" => Self::Language,
            "n" => Self::Count,
            "d" => Self::Number,
            "d+" => Self::Degree,
            "a" => Self::Date,
            "t" => Self::Iso,
            "v" => Self::Version,
            "N" => Self::Counts,
            "U2" => Self::Pair,
            "W2" => Self::WordPair,
            "Z" => Self::Points,
            "o" => Self::Measure,
            _ => {
                let inner = code.strip_prefix('{');
                let one = inner.and_then(|rest| rest.strip_suffix('}'));
                let some = inner.and_then(|rest| rest.strip_suffix("}+"));
                one.map(Self::OneOf)
                    .or(some.map(Self::SomeOf))
                    .unwrap_or(Self::Own)
            }
        }
    }

    /// Whether a value is of this type.
    pub(super) fn takes(self, value: &str) -> bool {
        let trimmed = value.trim_matches([' ', '\t', '\n', '\r']);
        let words = |legal: fn(&str) -> bool| {
            !trimmed.is_empty() && trimmed.split_ascii_whitespace().all(legal)
        };
        match self {
            Self::Text => true,
            Self::Word => is_word(trimmed),
            Self::Words => words(is_word),
            Self::Address => is_address(trimmed),
            Self::Addresses => words(is_address),
            Self::Id | Self::Name => is_name(trimmed),
            Self::Names => words(is_name),
            Self::Language => trimmed.is_empty() || is_language(trimmed),
            Self::OneOf(values) => values.split('|').any(|known| known == trimmed),
            Self::Count => !trimmed.is_empty() && trimmed.bytes().all(|b| b.is_ascii_digit()),
            Self::Number => is_number(trimmed),
            Self::Degree => {
                matches!(trimmed, "high" | "medium" | "low" | "unknown") || is_share(trimmed)
            }
            Self::Date => is_date(trimmed),
            Self::Iso => {
                let iso = |b: u8| b.is_ascii_digit() || b".,DHMPRSTWYZ/:+-".contains(&b);
                !trimmed.is_empty() && trimmed.bytes().all(iso)
            }
            Self::Version => is_version(trimmed),
            Self::Counts => {
                let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
                words(digits) && trimmed.split_ascii_whitespace().count() <= 2
            }
            Self::Pair => words(is_address) && trimmed.split_ascii_whitespace().count() > 1,
            Self::WordPair => words(is_word) && trimmed.split_ascii_whitespace().count() > 1,
            Self::Points => words(is_point) && trimmed.split_ascii_whitespace().count() > 1,
            Self::Measure => is_measure(trimmed),
            Self::SomeOf(values) => {
                let mut parts = trimmed.split_ascii_whitespace();
                !trimmed.is_empty()
                    && parts.all(|part| values.split('|').any(|known| known == part))
            }
            Self::Own => false,
        }
    }
}

/// `0.1.0`, `4.12.0a`.
fn is_version(version: &str) -> bool {
    version.split('.').count() <= 4
        && version.split('.').all(|part| {
            let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.len() < part.len()
                && rest
                    .trim_start_matches(|c: char| c.is_ascii_lowercase())
                    .bytes()
                    .all(|b| b.is_ascii_digit())
        })
}

/// `x,y` or `x,y,z`.
fn is_point(point: &str) -> bool {
    let number = |text: &str| is_number(text) && !text.contains('/') && !text.ends_with('.');
    (2..=3).contains(&point.split(',').count()) && point.split(',').all(number)
}

fn is_measure(measure: &str) -> bool {
    let at = measure.find(|c: char| c.is_ascii_alphabetic() || c == '%');
    let (number, unit) = measure.split_at(at.unwrap_or(measure.len()));
    let number = number.strip_prefix('+').unwrap_or(number);
    is_number(number)
        && !number.contains('/')
        && number.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit())
        && [
            "%", "cm", "mm", "in", "pt", "pc", "px", "em", "ex", "ch", "rem", "vw", "vh", "vmin",
            "vmax",
        ]
        .contains(&unit)
}

fn is_word(word: &str) -> bool {
    let legal = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            // Categories Cf, Co, Cn and Z that texts come with.
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}'
                | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{180e}'
                | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{10ffff}')
    };
    !word.is_empty() && word.chars().all(legal)
}

/// One address without blanks: its escapes are whole, it has one fragment at most, and
/// what stands before a colon can be a scheme.
fn is_address(address: &str) -> bool {
    let bytes = address.as_bytes();
    let escapes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%');
    let hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let whole = escapes
        .into_iter()
        .all(|(at, _)| hex(at + 1) && hex(at + 2));
    let scheme = match address.find([':', '/', '?', '#']) {
        Some(at) if bytes.get(at) == Some(&b':') => {
            let name = address.get(..at).unwrap_or("");
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
                && at + 1 < bytes.len()
        }
        _ => true,
    };
    let fragments = bytes.iter().filter(|byte| **byte == b'#').count();
    let blank = address.chars().any(|c| c.is_whitespace() || c.is_control());
    !address.is_empty() && whole && scheme && fragments <= 1 && !blank
}

/// Whether a string can be an XML name without a colon.
pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|c| is_name_char(c) && !is_inner(c))
        && chars.all(is_name_char)
}

/// Characters that a name cannot begin with.
fn is_inner(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
        || (!c.is_ascii() && !c.is_alphabetic())
}

/// Characters of XML 1.0's names, fourth edition and younger alike.
fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '.' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{131}'
            | '\u{134}'..='\u{13e}' | '\u{141}'..='\u{148}' | '\u{14a}'..='\u{17e}'
            | '\u{386}' | '\u{388}'..='\u{38a}' | '\u{38c}' | '\u{38e}'..='\u{3a1}' | '\u{3a3}'..='\u{3ce}'
            | '\u{401}'..='\u{40c}' | '\u{40e}'..='\u{44f}' | '\u{451}'..='\u{45c}' | '\u{45e}'..='\u{481}'
            | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' | '\u{660}'..='\u{669}'
            | '\u{905}'..='\u{939}' | '\u{966}'..='\u{96f}' | '\u{4e00}'..='\u{9fa5}'
            | '\u{3041}'..='\u{3094}' | '\u{30a1}'..='\u{30fa}' | '\u{ac00}'..='\u{d7a3}')
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (1..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

fn is_number(number: &str) -> bool {
    let plain = |text: &str| {
        let text = text.strip_prefix('-').unwrap_or(text);
        text.bytes().any(|b| b.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && text.bytes().filter(|b| *b == b'.').count() <= 1
    };
    match number.split_once('/') {
        Some((above, below)) => {
            let whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            whole(above.strip_prefix('-').unwrap_or(above))
                && whole(below.strip_prefix('-').unwrap_or(below))
        }
        None => plain(number),
    }
}

fn is_share(number: &str) -> bool {
    is_number(number)
        && number
            .parse::<f64>()
            .is_ok_and(|share| (0.0..=1.0).contains(&share))
}

/// `1986`, `1986-01`, `1986-01-14`, `--01-14`, `--01`, `---14`, a time, or a day with a
/// time; each perhaps with a zone.
fn is_date(date: &str) -> bool {
    let (day, time) = match date.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None if date.get(2..3) == Some(":") => ("", Some(date)),
        None => (date, None),
    };
    let whole_day = |text: &str| {
        let mut parts = text.rsplitn(3, '-');
        let (day, month) = (parts.next(), parts.next());
        let year = parts.next().unwrap_or("");
        is_year(year)
            && month.zip(day).is_some_and(|(month, day)| {
                let leap = last_four(year).is_multiple_of(4)
                    && (!last_four(year).is_multiple_of(100)
                        || last_four(year).is_multiple_of(400));
                within(month, 12) && within(day, length(month, leap))
            })
    };
    match time {
        Some(time) => (day.is_empty() || whole_day(day)) && is_time(without_zone(time)),
        None => {
            let part = without_zone(date);
            if let Some(day) = part.strip_prefix("---") {
                return within(day, 31);
            }
            if let Some(rest) = part.strip_prefix("--") {
                return match rest.split_once('-') {
                    Some((month, day)) => within(month, 12) && within(day, length(month, true)),
                    None => within(rest, 12),
                };
            }
            // A zone looks like a month and a day where there is none.
            is_year(part)
                || part
                    .rsplit_once('-')
                    .is_some_and(|(year, month)| is_year(year) && within(month, 12))
                || whole_day(part)
        }
    }
}

fn last_four(year: &str) -> u32 {
    year.get(year.len().saturating_sub(4)..)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(1)
}

fn length(month: &str, leap: bool) -> u8 {
    match month {
        "02" if leap => 29,
        "02" => 28,
        "04" | "06" | "09" | "11" => 30,
        _ => 31,
    }
}

fn within(digits: &str, most: u8) -> bool {
    digits.len() == 2
        && digits
            .parse::<u8>()
            .is_ok_and(|number| (1..=most).contains(&number))
        && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(year: &str) -> bool {
    let digits = year.strip_prefix('-').unwrap_or(year);
    digits.len() >= 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.len() == 4 || !digits.starts_with('0'))
        && digits.bytes().any(|b| b != b'0')
}

fn without_zone(text: &str) -> &str {
    if let Some(rest) = text.strip_suffix('Z') {
        return rest;
    }
    let Some((rest, zone)) = text
        .len()
        .checked_sub(6)
        .and_then(|at| text.split_at_checked(at))
    else {
        return text;
    };
    let clock = zone.get(1..).unwrap_or("");
    let is_zone = zone.starts_with(['+', '-'])
        && clock.split_once(':').is_some_and(|(hours, minutes)| {
            hours.len() == 2
                && minutes.len() == 2
                && hours.parse::<u8>().is_ok_and(|h| h <= 13)
                && minutes.parse::<u8>().is_ok_and(|m| m <= 59)
        });
    if is_zone { rest } else { text }
}

fn is_time(time: &str) -> bool {
    let mut parts = time.splitn(3, ':');
    let two = |part: Option<&str>, most: u8| {
        part.is_some_and(|digits| {
            digits.len() == 2
                && digits.bytes().all(|b| b.is_ascii_digit())
                && digits.parse::<u8>().is_ok_and(|number| number <= most)
        })
    };
    let (hours, minutes) = (parts.next(), parts.next());
    let seconds = parts.next();
    let (whole, share) = match seconds.and_then(|text| text.split_once('.')) {
        Some((whole, share)) => (Some(whole), share),
        None => (seconds, "0"),
    };
    two(hours, 23)
        && two(minutes, 59)
        && two(whole, 59)
        && !share.is_empty()
        && share.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_xml_schema() {
        for good in [
            "1986",
            "1986-01",
            "1986-01-14",
            "-0044-03-15",
            "--02-29",
            "---31",
            "--12",
            "10:30:00",
            "1948-01-20T10:00:00-05:00",
            "1948-01-20T10:00:00.5Z",
            "1986-01-14Z",
        ] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "86",
            "0000",
            "1986-13",
            "1986-02-29",
            "1986-1-4",
            "1986-01-14T10:00",
            "25:00:00",
            "[1986]",
            "01986",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn addresses_words_and_numbers() {
        assert!(
            is_address("#d136fn3") && is_address("frus1981-88v04#d351") && is_address("a/b.xml")
        );
        assert!(!is_address("a b") && !is_address("#a#b") && !is_address("50%") && !is_address(""));
        assert!(!is_address("1a:b") && is_address("http://x.org/?a=b#c"));
        assert!(is_word("frus:attachment") && !is_word("a b") && !is_word(""));
        assert!(is_name("pg_766") && is_name("d175.a") && !is_name("1a") && !is_name("a:b"));
        assert!(is_number("-1.5") && is_number("1/2") && !is_number("a") && is_share("0.5"));
        assert!(is_language("de-AT") && !is_language("deutschland") && !is_language("-"));
    }
}
