//! What is told of headings whose people could not be read for sure.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Fact, Header, Party, Rule};
use crate::read::plain::{forms, heading, parties};
use crate::read::sidecar::StatedHeader;
use crate::source::Span;

/// What to do about each of these doubts.
const HELP: &str = "state them in the sidecar: `sender` and `addressee`";

/// More words than this are more than one office.
const OFFICE: usize = 24;
/// More words than this are more than one name.
const NAME: usize = 6;

/// Tells of a heading that names people who were not read, or were read in a doubtful way, unless
/// the sidecar states them.
pub(in crate::read::plain) fn parties_told(
    header: &Header,
    stated: Option<&StatedHeader>,
    diags: &mut Diagnostics,
) {
    if stated.is_some_and(StatedHeader::names_parties) {
        return;
    }
    let rows = header.sent.parties.iter().chain(&header.received.parties);
    for fact in rows.filter(|fact| fact.evidence.rule == Rule::BlockParties) {
        let (Some(odd), Some(span)) = (several(&fact.value), fact.evidence.span) else {
            continue;
        };
        diags.push(
            Diagnostic::new(
                Code::DoubtfulParties,
                span,
                format!("this row may name more than one: `{odd}` is read as one party"),
            )
            .help(HELP),
        );
    }
    let Some(title) = &header.title else { return };
    let Some(span) = title.evidence.span else {
        return;
    };
    let tell = |words: &str, diags: &mut Diagnostics| {
        diags.push(
            Diagnostic::new(
                Code::DoubtfulParties,
                span,
                format!("who wrote to whom is not clear in this heading: {words}"),
            )
            .help(HELP),
        );
    };
    let read = |fact: &&Fact<Party>| {
        matches!(
            fact.evidence.rule,
            Rule::HeadingParties | Rule::HeadingMrToMr
        )
    };
    let (sent, received) = (&header.sent.parties, &header.received.parties);
    if let Some(odd) = sent
        .iter()
        .chain(received)
        .filter(read)
        .find_map(|fact| doubtful(&fact.value))
    {
        tell(&format!("`{odd}` may be no single party"), diags);
    } else if heading::names_both(&title.value) && (sent.is_empty() || received.is_empty()) {
        let missing = if sent.is_empty() {
            "no sender was read"
        } else {
            "no addressee was read"
        };
        tell(missing, diags);
    }
}

/// Tells of a first line that may say who wrote to whom and was not taken for a heading, in a text
/// without one.
pub(in crate::read::plain) fn heading_told(
    first: Option<(&str, Span)>,
    header: &Header,
    stated: Option<&StatedHeader>,
    diags: &mut Diagnostics,
) {
    let settled = stated.is_some_and(StatedHeader::names_parties);
    let titled = header
        .title
        .as_ref()
        .is_some_and(|title| title.evidence.rule != Rule::LabelTitle);
    if settled || titled || !header.received.parties.is_empty() {
        return;
    }
    if let Some((words, span)) =
        first.filter(|(words, _)| heading::could_name_both(&heading::uncapitalised(words)))
    {
        diags.push(
            Diagnostic::new(
                Code::DoubtfulParties,
                span,
                format!(
                    "this line may say who wrote to whom, but was not read as a heading: {words}"
                ),
            )
            .help(HELP),
        );
    }
}

/// Tells of a heading in another language, `Der Botschafter in Wien an den Reichskanzler`: who wrote
/// to whom is read in English only. `lines` are the first of a text.
pub(in crate::read::plain) fn other_language_told<'t>(
    lines: impl Iterator<Item = (&'t str, Span)>,
    header: &Header,
    stated: Option<&StatedHeader>,
    diags: &mut Diagnostics,
) {
    const WITHIN: usize = 8;
    const LONGEST: usize = 120;
    if stated.is_some_and(StatedHeader::names_parties) || !header.received.parties.is_empty() {
        return;
    }
    let found = lines
        .take(WITHIN)
        .take_while(|(line, _)| line.len() <= LONGEST && !forms::is_salute(line))
        .find(|(line, _)| leads_to_addressee(line));
    if let Some((line, span)) = found {
        diags.push(
            Diagnostic::new(
                Code::DoubtfulParties,
                span,
                format!("this line may say who wrote to whom, in a language in which it is not read: {line}"),
            )
            .help(HELP),
        );
    }
}

/// Whether a line leads on to whom a letter was written, in French, German, Italian or Dutch.
fn leads_to_addressee(line: &str) -> bool {
    const BEGIN: &[&str] = &[
        "à M. ",
        "à Monsieur ",
        "à Son ",
        "au ",
        "aux ",
        "an den ",
        "an die ",
        "an das ",
        "al ",
        "all’",
        "all'",
        "alla ",
        "aan de ",
    ];
    const INSIDE: &[&str] = &[
        " à M. ",
        " à Monsieur ",
        " à Son ",
        " an den ",
        " an die ",
        " an das ",
        " an Herrn ",
        " all’",
        " aan de ",
        " aan den ",
    ];
    // `‘once and for all’, he wrote`: a quotation ends.
    let opens = |rest: Option<&str>, word: &str| {
        !word.ends_with(['’', '\''])
            || rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    };
    let begins = BEGIN.iter().any(|word| {
        let lead: String = line.chars().take(word.chars().count()).collect();
        (lead == *word || lead == word.to_uppercase()) && opens(line.get(lead.len()..), word)
    });
    begins
        || INSIDE.iter().any(|word| {
            line.find(word)
                .is_some_and(|at| opens(line.get(at + word.len()..), word))
        })
}

/// The words of a party in a row that may be several: a name with an *and* in it, or an office and
/// another behind it.
fn several(party: &Party) -> Option<&str> {
    let name = party
        .name
        .as_deref()
        .filter(|name| name.contains(" and ") && !name.contains('&'));
    let another = |office: &&str| {
        office.match_indices(" and the ").any(|(at, and)| {
            let behind = office.get(at + and.len()..).unwrap_or("");
            behind
                .split(' ')
                .next()
                .is_some_and(parties::is_office_word)
        })
    };
    let names = |office: &&str| party.name.is_none() && parties::may_be_names(office);
    let office = party.office.as_deref();
    name.or_else(|| office.filter(|office| another(office) || names(office)))
}

/// The words of a party that can hardly be one name or one office.
fn doubtful(party: &Party) -> Option<&str> {
    let odd_name = |name: &&str| {
        let listed = name.contains(", ")
            && !name.rsplit(", ").next().is_some_and(|last| {
                matches!(
                    last.trim_end_matches('.'),
                    "Jr" | "jr" | "Sr" | "sr" | "2d" | "II" | "III"
                )
            });
        listed && !name.contains('&')
            || name.starts_with('&')
            || name.ends_with('&')
            || name.contains(|c: char| c.is_ascii_digit() || matches!(c, ';' | ':'))
            || name.rsplit(' ').next().is_some_and(parties::is_particle)
            || name.split_whitespace().count() > NAME
    };
    let odd_office = |office: &&str| {
        let ends_on_figure = office.ends_with(|c: char| c.is_ascii_digit());
        ends_on_figure
            || office.contains([';', ':'])
            || office.contains(", and the ") && !parties::begins_with_posts(office)
            || office.contains(" and to ")
            || office.split_whitespace().count() > OFFICE
    };
    party
        .name
        .as_deref()
        .filter(odd_name)
        .or_else(|| party.office.as_deref().filter(odd_office))
        .or_else(|| {
            let office = party.office.as_deref().filter(|_| party.name.is_none())?;
            // An office in several parts without a name: `A, B, and C`.
            let several = office.matches(", ").count() >= 2
                && !parties::is_party(office)
                && !parties::begins_with_posts(office);
            (several || parties::may_be_names(office)).then_some(office)
        })
}
