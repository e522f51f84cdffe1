//! Reading `book.toml`, with a place for every complaint.

use super::table::{Complaints, Table};
use super::values::{
    choice, direction_of, id, is_language, path_inside, required, template, web_address,
};
use super::{
    AuthoritySource, Book, Build, Config, DataFormat, Direction, EditionInfo, Editor, Html,
    SiteUrl, TimelineConfig, Volume,
};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity, nearest};
use crate::model::Date;
use crate::source::SourceFile;
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
    let mut is_above = false;
    for key in ["title", "authors", "description", "language", "src"] {
        let message = format!("`{key}` stands above the line `[book]`");
        is_above |= root.refuse(key, &message, "write it below that line");
    }
    let config = Config {
        book: book(root.table("book"), is_above, &complaints),
        build: build(root.table("build"), &complaints),
        edition: edition(root.table("edition"), &complaints),
        volumes: volumes(root.tables("volumes"), &complaints),
        timeline: timeline(root.table("timeline")),
        authorities: authorities(root.tables("authorities"), &complaints),
        tei_divisions: tei(root.table("tei")),
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

fn book(mut table: Table<'_, '_>, is_told: bool, complaints: &Complaints<'_>) -> Book {
    let is_wrong = is_told || table.is_stated("title") && !table.is_empty_text("title");
    let title = table.words("title");
    if title.is_none() && !is_wrong && !table.is_mistyped("title") {
        complaints.bad(
            table.span,
            "the edition has no title",
            "write `title = \"…\"` below the line `[book]`",
        );
    }
    let title = title.unwrap_or_default();
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

fn tei(mut table: Table<'_, '_>) -> Vec<String> {
    let divisions = table.all_words("divisions");
    table.finish();
    divisions
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
    let site = site.or_else(|| SiteUrl::parse(&format!("https://{}/", cname.as_ref()?)).ok());
    let (site_url, site_path) = site.map_or((None, None), |site| (site.url, Some(site.path)));
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
    let mut tei = table.table("tei");
    let html = Html {
        theme: table
            .text("theme")
            .and_then(|text| path_inside("theme", text, complaints)),
        default_theme: choice(table.text("default-theme"), &schemes, complaints).map(str::to_owned),
        preferred_dark_theme: choice(table.text("preferred-dark-theme"), &schemes, complaints)
            .map(str::to_owned),
        site_url,
        site_path,
        cname,
        git_repository_url: web_address("git-repository-url", &mut table, complaints),
        edit_url_template: table
            .text("edit-url-template")
            .and_then(|text| template(text, &["path"], "path", complaints)),
        additional_css,
        additional_js,
        search: search.flag("enable").unwrap_or(true),
        print: print.flag("enable").unwrap_or(true),
        tei: tei.flag("enable"),
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
    tei.finish();
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
    let mut formats = Vec::new();
    for text in table.texts("formats") {
        match DataFormat::from_name(&text.value) {
            Some(format) if formats.contains(&format) => {}
            Some(format) => formats.push(format),
            None => {
                let names: Vec<_> = DataFormat::ALL.iter().map(|known| known.name()).collect();
                let message = format!("`{}` is not a format", text.value);
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
    formats
}

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
        let (series, publisher) = (table.words("series"), table.words("publisher"));
        let (place, isbn) = (table.words("place"), table.words("isbn"));
        let editors = table.texts("editors").into_iter().map(|name| name.value);
        let editors = editors.filter(|name| !name.is_empty()).collect();
        let year = table.text_or_number("year").map(|year| year.value);
        table.finish();
        volumes.extend(id.map(|id| Volume {
            label: label.unwrap_or_else(|| id.clone()),
            id,
            title,
            url,
            series,
            editors,
            publisher,
            place,
            year,
            isbn,
        }));
    }
    volumes
}

fn timeline(mut table: Table<'_, '_>) -> TimelineConfig {
    let timeline = TimelineConfig {
        enable: table.flag("enable").unwrap_or(true),
        enclosures: table.flag("enclosures").unwrap_or(true),
        events: table.flag("events").unwrap_or(true),
        received: table.flag("received"),
        mentions: table.flag("mentions"),
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
