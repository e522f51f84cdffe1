//! The manual: its list of diagnostics is made from the table, and its links lead somewhere.

use recto::diag::{Code, CodeInfo, Severity};
use recto::output::MemorySink;
use recto::source::MemorySources;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const INTRODUCTION: &str = "\
# Diagnostics

<!-- Made from src/diag/codes.rs. After a change there: UPDATE=1 cargo test manual -->

What recto says of an edition, and what to do. `recto explain CODE` says the same in the terminal.

An **error** means that the site would be wrong or that text would be lost: nothing is written, and the last good
site stays. With a **warning** the site is right, but the edition is doubtful or incomplete in a place. `book.toml`
can say how grave a finding is in an edition (see [book.toml](configuration.md#diagnostics)).

";

#[test]
fn the_list_of_diagnostics_is_that_of_the_table() {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("| code | | says that |\n|---|---|---|\n");
    for info in Code::ALL.iter().map(|code| code.info()) {
        let (slug, word, title) = (info.slug, word(&info), prose(info.title));
        writeln!(page, "| [`{slug}`](#{slug}) | {word} | {title} |").expect("a string takes all");
    }
    for info in Code::ALL.iter().map(|code| code.info()) {
        entry(&mut page, &info);
    }
    let path = root().join("docs/diagnostics.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).expect("the manual can be written");
    }
    let written = fs::read_to_string(&path).expect("docs/diagnostics.md");
    assert!(
        written == page,
        "docs/diagnostics.md is not what src/diag/codes.rs says; UPDATE=1 cargo test manual"
    );
}

fn word(info: &CodeInfo) -> &'static str {
    match info.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn entry(page: &mut String, info: &CodeInfo) {
    let (slug, word) = (info.slug, word(info));
    let (title, explanation) = (prose(info.title), prose(info.explanation));
    write!(
        page,
        "\n## {slug}\n\n*{word}:* {title}\n\n{explanation}\n\n"
    )
    .expect("a string takes all");
    for (label, example) in [("Like this:", info.bad), ("Better:", info.good)] {
        if example == "-" {
            continue;
        }
        page.push_str(label);
        page.push_str("\n\n");
        for line in example.lines() {
            page.push_str(format!("    {line}").trim_end());
            page.push('\n');
        }
        page.push('\n');
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
}

/// Words of the table as Markdown: signs that would mean something are escaped, save in
/// what stands between backticks.
fn prose(words: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for sign in words.chars() {
        is_code ^= sign == '`';
        if !is_code && "\\*_<>[]~|".contains(sign) {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

#[test]
fn links_between_the_manuals_lead_somewhere() {
    let mut broken = Vec::new();
    for path in pages() {
        let text = fs::read_to_string(&path).expect("a page of the manual");
        let folder = path.parent().expect("a page is in a folder");
        for target in links(&text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() {
                path.clone()
            } else {
                folder.join(file)
            };
            let found = file.exists()
                && (heading.is_empty()
                    || fs::read_to_string(&file)
                        .is_ok_and(|text| headings(&text).any(|it| it == heading)));
            if !found {
                let page = path.strip_prefix(root()).expect("below the root");
                broken.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn every_page_of_the_manual_is_in_its_index() {
    let index = fs::read_to_string(root().join("docs/README.md")).expect("docs/README.md");
    let listed: Vec<_> = links(&index).collect();
    let missing: Vec<_> = pages()
        .into_iter()
        .filter_map(|path| {
            let name = path.strip_prefix(root().join("docs")).ok()?.to_str()?;
            (name != "README.md" && !listed.contains(&name)).then(|| name.to_owned())
        })
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown that people read: at the root, in docs/, and beside tests and themes.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in ["", "docs", "tests", "tests/browser", "themes"] {
        let entries = fs::read_dir(root().join(folder)).expect("a folder of the repository");
        pages.extend(
            entries
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.extension().is_some_and(|ending| ending == "md")),
        );
    }
    pages.sort();
    pages
}

/// The targets of Markdown's links and images, outside of code.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2);
    let lines = prose
        .flat_map(str::lines)
        .filter(|line| !line.starts_with("    "));
    lines.flat_map(|line| {
        line.split('`')
            .step_by(2)
            .flat_map(|part| part.split("](").skip(1))
            .filter_map(|rest| rest.split(')').next())
    })
}

/// The anchors that headings get on GitHub.
fn headings(text: &str) -> impl Iterator<Item = String> + '_ {
    let heads = text.lines().filter(|line| line.starts_with('#'));
    heads.map(|line| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        kept.map(|sign| if sign == ' ' { '-' } else { sign })
            .collect()
    })
}

#[test]
fn the_transcription_in_the_manual_reads_as_it_says() {
    let page = fs::read_to_string(root().join("docs/transcriptions.md")).expect("the page");
    let text = page.split("```text\n").nth(1).expect("an example");
    let text = text.split("```").next().expect("its end");
    let book = "[book]\ntitle = \"Forest\"\n[[volumes]]\nid = \"letters\"\nlabel = \"Forest Papers, vol. II\"\nurl = \"https://example.org/{id}\"\n";
    let sources = MemorySources::new()
        .with("book.toml", book.as_bytes())
        .with("content/letters/12.txt", text.as_bytes());
    let sink = MemorySink::default();
    let report = recto::build(&sources, &sink).expect("memory takes all");
    assert!(report.is_complete);
    let found: Vec<_> = report.diags.iter().map(|it| it.code.slug()).collect();
    assert_eq!(found, Vec::<&str>::new());
    let files = sink.into_files();
    let html = files.get("documents/letters/d12.html").expect("a page");
    let html = String::from_utf8_lossy(html);
    for (what, count) in [
        ("class=\"noteref\"", 4),
        ("role=\"doc-backlink\"", 4),
        ("perform<span class=\"pb\"", 1),
        ("class=\"attachment\"", 1),
        ("<tr>", 2),
        ("https://example.org/d9#d9fn2", 2),
    ] {
        assert_eq!(html.matches(what).count(), count, "{what}");
    }
}
