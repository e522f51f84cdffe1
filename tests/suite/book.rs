//! Small whole editions: `tests/books/<feature>/`, each with what is expected of it in
//! `expected/`: the diagnostics, the list of files, and the pages and files whose names
//! stand there. `UPDATE=1` writes them anew; a new page is added by making an empty file
//! of its path.

use crate::case::{Run, diff, page, tests, updating};
use crate::check;
use crate::conservation::folder;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What the site holds of a file that is expected: of a page, its `<main>`.
fn shown(run: &Run, path: &str) -> String {
    match path {
        "diagnostics" => run.diagnostics(),
        "files" => run.show("files"),
        "records" => run.show("record"),
        "edition" => run.show("edition"),
        path => {
            let site = run.site.as_ref().expect("the book can be built");
            let bytes = site.get(path).unwrap_or_else(|| panic!("no file {path}"));
            let text = String::from_utf8_lossy(bytes);
            if path.ends_with(".html") {
                page::part(&text, Some("main")).expect("it is a page")
            } else {
                text.into_owned()
            }
        }
    }
}

fn book(path: &Path) -> String {
    let run = Run::new(folder(path));
    let expected = path.join("expected");
    let mut wrong = String::new();
    let files = walkdir::WalkDir::new(&expected)
        .sort_by_file_name()
        .into_iter();
    for file in files
        .filter_map(Result::ok)
        .filter(|file| file.file_type().is_file())
    {
        let name = file.path().strip_prefix(&expected).expect("it is below");
        let name = name.to_string_lossy().replace('\\', "/");
        let (before, now) = (
            fs::read_to_string(file.path()).expect("text"),
            shown(&run, &name),
        );
        if before == now {
            continue;
        }
        if updating() {
            fs::write(file.path(), now).expect("written");
        } else {
            let _ = writeln!(wrong, "{}:\n{}", file.path().display(), diff(&before, &now));
        }
    }
    for account in run.audits() {
        if account.ledger.lost + account.ledger.twice > 0 {
            let _ = writeln!(wrong, "{}: {:?}", path.display(), account.ledger);
        }
    }
    if let Some(site) = &run.site {
        for problem in check::site(site) {
            let _ = writeln!(wrong, "{}: {problem}", path.display());
        }
    }
    wrong
}

#[test]
fn books_become_the_sites_that_are_expected() {
    let mut wrong = String::new();
    for entry in fs::read_dir(tests().join("books")).expect("the books") {
        let path = entry.expect("an entry").path();
        if path.join("book.toml").is_file() {
            assert!(
                path.join("expected").is_dir(),
                "{} expects nothing",
                path.display()
            );
            wrong.push_str(&book(&path));
        }
    }
    assert!(
        wrong.is_empty(),
        "- expected, + now; UPDATE=1 writes them anew:\n\n{wrong}"
    );
}
