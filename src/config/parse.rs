//! Reading `book.toml`, with a place for every complaint.

use super::table::{At, Complaints, Table};
use super::{
    AuthoritySource, Book, Build, Config, DataFormat, Direction, EditionInfo, Editor, Html,
    TimelineConfig, Volume,
};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity, nearest};
use crate::model::{Date, EntityId};
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Reads `book.toml`. `None` when nothing can be made of it; the diagnostics say why.
/// Mistakes that leave the rest readable are reported, and the value as it is by default
/// stands in, so that the rest of the edition can be checked too.
pub fn parse(file: &SourceFile, diags: &mut Diagnostics) -> Option<Config> {
    let complaints = Complaints::new(file.id, diags);
    let (root, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        let end = file.text.len();
        let range = error.span().unwrap_or(end..end);
        complaints.bad(
            complaints.span(range),
            error.message().trim().replace('\n', ", "),
            "book.toml is written in TOML: `key = \"text\"`, tables begin with `[name]`",
        );
    }
    if !errors.is_empty() {
        return None;
    }
    let mut root = Table::new("", root.span(), root.get_ref(), &complaints);
    let config = Config {
        book: book(root.table("book"), &complaints),
        build: build(root.table("build"), &complaints),
        edition: edition(root.table("edition"), &complaints),
        volumes: volumes(root.tables("volumes"), &complaints),
        timeline: timeline(root.table("timeline")),
        authorities: authorities(root.tables("authorities"), &complaints),
        diagnostics: diagnostics(root.table("diagnostics"), &complaints),
        html: Html::default(),
        data_formats: Vec::new(),
    };
    let mut output = root.table("output");
    let config = Config {
        html: html(output.table("html"), &complaints),
        data_formats: data(output.table("data"), &complaints),
        ..config
    };
    output.finish();
    root.refuse(
        "preprocessor",
        "`preprocessor` is mdBook's; recto runs no preprocessors",
        "take the table out",
    );
    root.accept(&["rust"]);
    root.finish();
    Some(config)
}

fn book(mut table: Table<'_, '_>, complaints: &Complaints<'_>) -> Book {
    let title = table.words("title").unwrap_or_else(|| {
        complaints.bad(
            table.span,
            "the edition has no title",
            "write `title = \"…\"` below the line `[book]`",
        );
        String::new()
    });
    let language = table.text("language").and_then(|text| {
        let legal = is_language(&text.value);
        if !legal {
            complaints.bad(
                text.span,
                format!("`{}` is not a language", text.value),
                "languages are written as in `en`, `de` or `pt-BR`",
            );
        }
        legal.then_some(text.value)
    });
    let language = language.unwrap_or_else(|| "en".to_owned());
    let directions = [("ltr", Direction::Ltr), ("rtl", Direction::Rtl)];
    let direction = choice(table.text("text-direction"), &directions, complaints);
    let book = Book {
        title,
        authors: table.all_words("authors"),
        description: table.words("description"),
        text_direction: direction.unwrap_or_else(|| direction_of(&language)),
        language,
        src: table
            .text("src")
            .and_then(|text| path_inside("src", text, complaints))
            .unwrap_or_else(|| "content".to_owned()),
    };
    table.accept(&["multilingual"]);
    table.finish();
    book
}

fn build(mut table: Table<'_, '_>, complaints: &Complaints<'_>) -> Build {
    let default = Build::default();
    let build_dir = table.text("build-dir").and_then(|text| {
        let path = text.value.replace('\\', "/");
        let path = path.trim_end_matches('/').trim_start_matches("./");
        if path.is_empty() || path == "." || path == ".." {
            complaints.bad(
                text.span,
                "the site cannot be written over the edition itself",
                "name a folder for it: `build-dir = \"site\"`",
            );
            return None;
        }
        Some(path.to_owned())
    });
    table.accept(&[
        "create-missing",
        "use-default-preprocessors",
        "extra-watch-dirs",
    ]);
    table.finish();
    Build {
        build_dir: build_dir.unwrap_or(default.build_dir),
    }
}

fn html(mut table: Table<'_, '_>, complaints: &Complaints<'_>) -> Html {
    // mdBook's five schemes are light or dark.
    let schemes = [
        ("light", "light"),
        ("dark", "dark"),
        ("auto", "auto"),
        ("rust", "light"),
        ("coal", "dark"),
        ("navy", "dark"),
        ("ayu", "dark"),
    ];
    let site = table.text("site-url").and_then(|text| {
        let site = SiteUrl::parse(&text.value);
        site.map_err(|problem| complaints.bad(text.span, problem.message, problem.help))
            .ok()
    });
    let cname = table.text("cname").and_then(|text| {
        let legal = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let legal = text.value.chars().all(legal) && text.value.contains('.');
        if !legal {
            complaints.bad(
                text.span,
                format!("`{}` is not a domain", text.value),
                "write the domain alone, as in `letters.example.org`",
            );
        }
        legal.then_some(text.value)
    });
    let site = site
        .or_else(|| SiteUrl::parse(&format!("https://{}/", cname.as_ref()?)).ok())
        .unwrap_or_default();
    let files = |table: &mut Table<'_, '_>, key| -> Vec<String> {
        let texts = table.texts(key).into_iter();
        texts
            .filter_map(|text| path_inside(key, text, complaints))
            .collect()
    };
    let additional_css = files(&mut table, "additional-css");
    let additional_js = files(&mut table, "additional-js");
    let mut search = table.table("search");
    let mut print = table.table("print");
    let html = Html {
        theme: table
            .text("theme")
            .and_then(|text| path_inside("theme", text, complaints)),
        default_theme: choice(table.text("default-theme"), &schemes, complaints).map(str::to_owned),
        preferred_dark_theme: choice(table.text("preferred-dark-theme"), &schemes, complaints)
            .map(str::to_owned),
        site_url: site.url,
        site_path: site.path,
        cname,
        git_repository_url: web_address("git-repository-url", &mut table, complaints),
        edit_url_template: table
            .text("edit-url-template")
            .and_then(|text| template(text, &["path"], "path", complaints)),
        additional_css,
        additional_js,
        search: search.flag("enable").unwrap_or(true),
        print: print.flag("enable").unwrap_or(true),
    };
    search.accept(&[
        "limit-results",
        "teaser-word-count",
        "use-boolean-and",
        "boost-title",
        "boost-hierarchy",
        "boost-paragraph",
        "expand",
        "heading-split-level",
        "copy-js",
        "chapter",
    ]);
    search.finish();
    print.accept(&["page-break"]);
    print.finish();
    table.accept(&[
        "admonitions",
        "code",
        "copy-fonts",
        "curly-quotes",
        "definition-lists",
        "edit-url",
        "fold",
        "git-repository-icon",
        "hash-files",
        "input-404",
        "mathjax-support",
        "no-section-label",
        "playground",
        "redirect",
        "sidebar-header-nav",
        "smart-punctuation",
    ]);
    table.finish();
    html
}

fn data(mut table: Table<'_, '_>, complaints: &Complaints<'_>) -> Vec<DataFormat> {
    let stated = table.is_stated("formats");
    let mut formats = Vec::new();
    for text in table.texts("formats") {
        match DataFormat::from_name(&text.value) {
            Some(format) if formats.contains(&format) => {}
            Some(format) => formats.push(format),
            None => {
                let names: Vec<_> = DataFormat::ALL.iter().map(|known| known.name()).collect();
                let message = if LATER_FORMATS.contains(&text.value.as_str()) {
                    format!(
                        "this version of recto does not write `{}` files",
                        text.value
                    )
                } else {
                    format!("`{}` is not a format", text.value)
                };
                let help = match nearest(&text.value, names.iter().copied()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("beside each page it can write: {}", names.join(", ")),
                };
                complaints.bad(text.span, message, help);
            }
        }
    }
    table.finish();
    formats.sort_unstable();
    if stated {
        formats
    } else {
        DataFormat::ALL.to_vec()
    }
}

/// Formats that the contract names and this version does not write.
const LATER_FORMATS: [&str; 8] = [
    "xml", "tei", "ris", "bib", "bibtex", "csl", "csl-json", "csl.json",
];

fn edition(mut table: Table<'_, '_>, complaints: &Complaints<'_>) -> EditionInfo {
    let mut editors = Vec::new();
    for editor in table.texts_or_tables("editors") {
        match editor {
            Ok(name) => editors.push(Editor {
                name: name.value,
                role: None,
            }),
            Err(mut inner) => {
                let name = required("name", &mut inner, complaints);
                let role = inner.words("role");
                inner.finish();
                editors.extend(name.map(|name| Editor {
                    name: name.value,
                    role,
                }));
            }
        }
    }
    let date = table.text_or_date("date").and_then(|text| {
        let legal = Date::parse(&text.value).is_ok_and(|date| date.exact().is_some());
        if !legal {
            complaints.push(
                Diagnostic::new(
                    Code::BadDate,
                    text.span,
                    format!("`{}` is not the date of a day", text.value),
                )
                .help("write year, month and day, as in `date = \"2026-03-01\"`"),
            );
        }
        legal.then_some(text.value)
    });
    let info = EditionInfo {
        series: table.words("series"),
        editors,
        publisher: table.words("publisher"),
        place: table.words("place"),
        licence_text: table.words("licence-text"),
        licence_code: table.words("licence-code"),
        version: table.words("version"),
        date,
        selection: table.flag("selection").unwrap_or(false),
        id_ledger: table
            .text("id-ledger")
            .and_then(|text| path_inside("id-ledger", text, complaints)),
    };
    table.finish();
    info
}

fn volumes(tables: Vec<Table<'_, '_>>, complaints: &Complaints<'_>) -> Vec<Volume> {
    let mut seen = BTreeMap::new();
    let mut volumes = Vec::new();
    for mut table in tables {
        let id = id(&mut table, &mut seen, "volume", complaints);
        let title = table.words("title");
        let label = table.words("label").or_else(|| title.clone());
        let url = table
            .text("url")
            .and_then(|text| template(text, &["volume", "id"], "id", complaints));
        table.finish();
        volumes.extend(id.map(|id| Volume {
            label: label.unwrap_or_else(|| id.clone()),
            id,
            title,
            url,
        }));
    }
    volumes
}

fn timeline(mut table: Table<'_, '_>) -> TimelineConfig {
    let timeline = TimelineConfig {
        enable: table.flag("enable").unwrap_or(true),
        enclosures: table.flag("enclosures").unwrap_or(true),
        events: table.flag("events").unwrap_or(true),
    };
    table.finish();
    timeline
}

fn authorities(tables: Vec<Table<'_, '_>>, complaints: &Complaints<'_>) -> Vec<AuthoritySource> {
    let mut seen = BTreeMap::new();
    let mut authorities = Vec::new();
    for mut table in tables {
        let id = id(&mut table, &mut seen, "authority", complaints);
        let label = table.words("label");
        let url = required("url", &mut table, complaints)
            .and_then(|text| template(text, &["id"], "id", complaints));
        table.finish();
        if let (Some(id), Some(url)) = (id, url) {
            authorities.push(AuthoritySource {
                label: label.unwrap_or_else(|| id.clone()),
                id,
                url,
            });
        }
    }
    authorities
}

fn diagnostics(
    mut table: Table<'_, '_>,
    complaints: &Complaints<'_>,
) -> BTreeMap<Code, Option<Severity>> {
    let mut severities = BTreeMap::new();
    for (slug, level) in table.every_text() {
        let Some(code) = Code::from_slug(&slug.value) else {
            let message = format!("`{}` is not the name of a diagnostic", slug.value);
            let diagnostic = Diagnostic::new(Code::UnknownKey, slug.span, message);
            let slugs = Code::ALL.iter().map(|code| code.slug());
            complaints.push(match nearest(&slug.value, slugs) {
                Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
                None => diagnostic.help("write the name in the brackets, as in `warning[undated]`"),
            });
            continue;
        };
        let levels = [
            ("allow", None),
            ("warn", Some(Severity::Warning)),
            ("error", Some(Severity::Error)),
        ];
        let span = level.span;
        let Some(severity) = choice(Some(level), &levels, complaints) else {
            continue;
        };
        if severity != Some(Severity::Error) && ALWAYS_ERRORS.contains(&code) {
            complaints.bad(
                span,
                format!("`{}` is always an error", code.slug()),
                "take the line out; without this error the site would be wrong",
            );
            continue;
        }
        severities.insert(code, severity);
    }
    table.finish();
    severities
}

/// With these the site could not be right whatever its editor thinks of them.
const ALWAYS_ERRORS: [Code; 9] = [
    Code::NoConfiguration,
    Code::BadConfiguration,
    Code::UnknownKey,
    Code::DuplicateId,
    Code::BadId,
    Code::AddressClash,
    Code::BadTheme,
    Code::CannotWrite,
    Code::Internal,
];

/// One of a few words.
fn choice<T: Copy>(
    text: Option<At<String>>,
    choices: &[(&str, T)],
    complaints: &Complaints<'_>,
) -> Option<T> {
    let text = text?;
    let found = choices.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let words: Vec<_> = choices
            .iter()
            .map(|(word, _)| format!("`{word}`"))
            .collect();
        let help = match nearest(&text.value, choices.iter().map(|(word, _)| *word)) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", words.join(", ")),
        };
        complaints.bad(
            text.span,
            format!("`{}` is not possible here", text.value),
            help,
        );
    }
    found.map(|(_, value)| *value)
}

/// A text that must be there.
fn required(
    key: &'static str,
    table: &mut Table<'_, '_>,
    complaints: &Complaints<'_>,
) -> Option<At<String>> {
    let stated = table.is_stated(key);
    let text = table.text(key);
    if text.is_none() && (!stated || table.is_empty_text(key)) {
        complaints.bad(
            table.span,
            format!("`{key}` is missing here"),
            format!("add a line `{key} = \"…\"`"),
        );
    }
    text
}

/// An id, each once.
fn id(
    table: &mut Table<'_, '_>,
    seen: &mut BTreeMap<String, Span>,
    what: &str,
    complaints: &Complaints<'_>,
) -> Option<String> {
    let id = required("id", table, complaints)?;
    if EntityId::new(&id.value).is_err() {
        complaints.push(
            Diagnostic::new(
                Code::BadId,
                id.span,
                format!("`{}` cannot be part of an address", id.value),
            )
            .help("begin with a small letter; then small letters, digits, `-`, `_` and `.`"),
        );
        return None;
    }
    if let Some(first) = seen.get(&id.value) {
        complaints.push(
            Diagnostic::new(
                Code::DuplicateId,
                id.span,
                format!("a second {what} has the id `{}`", id.value),
            )
            .label(*first, "first defined here")
            .help("give one of them another id"),
        );
        return None;
    }
    seen.insert(id.value.clone(), id.span);
    Some(id.value)
}

/// An address on the web.
fn web_address(
    key: &'static str,
    table: &mut Table<'_, '_>,
    complaints: &Complaints<'_>,
) -> Option<String> {
    let text = table.text(key)?;
    is_web_address(&text, complaints).then_some(text.value)
}

fn is_web_address(text: &At<String>, complaints: &Complaints<'_>) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.value.strip_prefix(scheme));
    let legal = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
    if !legal {
        complaints.bad(
            text.span,
            format!("`{}` is not an address on the web", text.value),
            "an address begins with `https://` and has no blanks",
        );
    }
    legal
}

/// An address with places to fill in, one of which must be there.
fn template(
    text: At<String>,
    known: &[&str],
    wanted: &str,
    complaints: &Complaints<'_>,
) -> Option<String> {
    if !is_web_address(&text, complaints) {
        return None;
    }
    let mut found = false;
    let mut rest = text.value.as_str();
    while let Some((_, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if !known.contains(&name) {
            let names: Vec<_> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
            complaints.bad(
                text.span,
                format!("`{{{name}}}` is not known in this address"),
                format!("it may hold {}", names.join(" and ")),
            );
            return None;
        }
        found |= name == wanted;
        rest = after;
    }
    if !found {
        complaints.bad(
            text.span,
            format!("the address has no `{{{wanted}}}`"),
            format!("write `{{{wanted}}}` where it belongs in the address"),
        );
    }
    found.then_some(text.value)
}

/// A path that stays inside the edition's folder, with `/` and without `.` in it.
fn path_inside(key: &str, text: At<String>, complaints: &Complaints<'_>) -> Option<String> {
    let path = text.value.replace('\\', "/");
    let mut parts = Vec::new();
    let mut inside = !path.starts_with('/') && !path.contains(':');
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        inside &= part != "..";
        parts.push(part);
    }
    if !inside || parts.is_empty() {
        complaints.bad(
            text.span,
            format!("`{key}` must name something inside the edition's folder"),
            "write the path from the folder of book.toml, without `..`",
        );
        return None;
    }
    Some(parts.join("/"))
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// The direction of a language's usual script.
#[must_use]
pub fn direction_of(language: &str) -> Direction {
    const RIGHT_TO_LEFT: [&str; 14] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or("").to_ascii_lowercase();
    let script = parts.find(|part| part.len() == 4);
    let rtl = match script.map(str::to_ascii_lowercase).as_deref() {
        Some("arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm") => true,
        Some(_) => false,
        None => RIGHT_TO_LEFT.contains(&first.as_str()),
    };
    if rtl { Direction::Rtl } else { Direction::Ltr }
}

/// Where the site will stand: the value of `site-url` and of `--site-url`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrl {
    /// The full address, with a slash at the end; `None` when only a path is stated.
    pub url: Option<String>,
    /// The path, with a slash at both ends.
    pub path: String,
}

impl Default for SiteUrl {
    fn default() -> Self {
        Self {
            url: None,
            path: "/".to_owned(),
        }
    }
}

/// Why an address cannot be that of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrlProblem {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl SiteUrl {
    /// Reads `https://name.github.io/repo/`, or a path alone as mdBook has it: `/repo/`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, SiteUrlProblem> {
        let problem = |message: String| SiteUrlProblem {
            message,
            help: "write the whole address, as in `https://name.github.io/repository/`".to_owned(),
        };
        let text = text.trim();
        let odd = |c: char| c.is_whitespace() || c.is_control() || "?#\"'<>\\".contains(c);
        if let Some(c) = text.chars().find(|&c| odd(c)) {
            return Err(problem(format!(
                "the address of a site cannot hold `{}`",
                c.escape_default()
            )));
        }
        let slashed = |path: &str| match path.trim_matches('/') {
            "" => "/".to_owned(),
            path => format!("/{path}/"),
        };
        if text.starts_with('/') && !text.starts_with("//") {
            return Ok(Self {
                url: None,
                path: slashed(text),
            });
        }
        let rest = text
            .strip_prefix("https://")
            .map(|rest| ("https", rest))
            .or_else(|| text.strip_prefix("http://").map(|rest| ("http", rest)));
        let Some((scheme, rest)) = rest else {
            return Err(problem(format!("`{text}` is not the address of a site")));
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() {
            return Err(problem(format!("`{text}` names no host")));
        }
        let path = slashed(path);
        Ok(Self {
            url: Some(format!("{scheme}://{host}{path}")),
            path,
        })
    }
}
