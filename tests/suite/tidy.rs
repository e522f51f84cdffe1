//! The tables that the rest leans on: every diagnostic has a case, no slug is made up, the
//! theme's table is its folder, and nothing names a machine.

use crate::case::{self, tests};
use recto::diag::Code;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Text files below a folder of the repository, with these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = tests().join("..");
    let mut found: Vec<(String, String)> = walkdir::WalkDir::new(root.join(folder))
        .into_iter()
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            !matches!(&*name, "target" | "node_modules" | "out" | "lexicon")
        })
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            let ending = path.extension().and_then(|it| it.to_str()).unwrap_or("");
            endings.contains(&ending)
        })
        .filter_map(|path| Some((named(&root, &path), fs::read_to_string(&path).ok()?)))
        .collect();
    found.sort();
    found
}

fn named(root: &Path, path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root).unwrap_or(path).into();
    path.to_string_lossy().replace('\\', "/")
}

/// A bug in recto has no input that shows it; the tests of the real program and of the disk
/// show the others that no case can.
const WITHOUT_CASE: [&str; 1] = ["internal"];

#[test]
fn every_diagnostic_has_a_case() {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for file in case::all() {
        for block in file.cases.iter().flat_map(case::told) {
            for code in Code::ALL {
                if block.contains(&format!("[{}]", code.slug())) {
                    shown.insert(code.slug());
                }
            }
        }
    }
    let suite = files("tests/suite", &["rs"]);
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| {
            let (slug, variant) = (format!("\"{}\"", code.slug()), format!("Code::{code:?}"));
            let in_suite = suite.iter().any(|(path, text)| {
                !path.ends_with("tidy.rs")
                    && (text.contains(&slug)
                        || text.contains(&format!("[{}]", code.slug()))
                        || text.contains(&variant))
            });
            !in_suite && !shown.contains(code.slug()) && !WITHOUT_CASE.contains(&code.slug())
        })
        .map(|code| code.slug())
        .collect();
    assert!(missing.is_empty(), "no case triggers {missing:?}");
}

#[test]
fn every_diagnostic_is_said_somewhere() {
    let sources = files("src", &["rs"]);
    let unsaid: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| {
            let name = format!("Code::{code:?}");
            let said = |text: &str| {
                text.match_indices(&name).any(|(at, _)| {
                    let after = text[at + name.len()..].chars().next();
                    !after.is_some_and(char::is_alphanumeric)
                })
            };
            !sources.iter().any(|(_, text)| said(text))
        })
        .map(|code| code.slug())
        .collect();
    assert!(unsaid.is_empty(), "nothing says {unsaid:?}");
}

/// `warning[…]` and `error[…]` in cases and documents name what there is.
#[test]
fn no_diagnostic_is_made_up() {
    let mut wrong = Vec::new();
    let texts = [
        files("tests/cases", &["md"]),
        files("docs", &["md"]),
        files("tests/suite", &["rs"]),
    ];
    for (path, text) in texts.concat() {
        for kind in ["warning[", "error["] {
            for (at, _) in text.match_indices(kind) {
                let slug = text[at + kind.len()..].split(']').next().unwrap_or("");
                let is_slug = slug.len() > 2
                    && slug
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit());
                if is_slug && Code::from_slug(slug).is_none() {
                    wrong.push(format!("{path}: {slug}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The themes are part of the executable: a file that is not in a table is not in it.
#[test]
fn the_tables_of_the_themes_are_their_folders() {
    for (name, table) in [
        ("default", recto::site::DEFAULT),
        ("plain", recto::site::PLAIN),
    ] {
        let root = tests().join("../themes").join(name);
        let there: BTreeSet<String> = walkdir::WalkDir::new(&root)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| named(&root, entry.path()))
            .collect();
        let table: BTreeSet<String> = table.iter().map(|(path, _)| (*path).to_owned()).collect();
        let only_there: Vec<_> = there.difference(&table).collect();
        let only_table: Vec<_> = table.difference(&there).collect();
        assert!(
            only_there.is_empty() && only_table.is_empty(),
            "{name}: not in the table: {only_there:?}; not in the folder: {only_table:?}"
        );
    }
}

/// The browser's tests take the kinds of pages from this table: a kind that it lacks would go
/// unseen.
#[test]
fn the_contract_names_every_kind_of_page() {
    let contract = include_str!("../../src/site/views.rs");
    let mut named = BTreeSet::new();
    for row in contract.lines().filter(|line| line.starts_with("//! | `")) {
        let kinds = row.split('|').nth(2).expect("a cell of kinds");
        named.extend(kinds.split('`').skip(1).step_by(2).map(str::to_owned));
    }
    let mut made = BTreeSet::new();
    for (_, text) in files("src/site", &["rs"]) {
        let calls = text.split("about(\"").skip(1);
        made.extend(calls.filter_map(|call| Some(call.split_once('"')?.0.to_owned())));
    }
    for kind in recto::model::EntityKind::ALL {
        made.insert(kind.plural().to_owned());
        made.insert(kind.singular().to_owned());
    }
    assert_eq!(named, made);
}

/// The theme `plain` shows how little a theme needs.
#[test]
fn the_plain_theme_is_short() {
    let text = recto::site::PLAIN
        .iter()
        .map(|(_, bytes)| std::str::from_utf8(bytes).expect("text"));
    assert!(text.map(|text| text.lines().count()).sum::<usize>() < 150);
}

/// Folders that every system of a kind has; no machine is told by them.
const EVERYWHERE: [&str; 8] = ["home", "mnt", "opt", "srv", "tmp", "Users", "usr", "var"];

/// The folders of this machine that nothing may name: those that the checkout lies in, and
/// the home folder of who runs the tests.
fn folders_of_this_machine() -> BTreeSet<String> {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let home = home.map(PathBuf::from);
    let folders = checkout.ancestors().chain(home.as_deref());
    let told = folders.filter_map(|folder| {
        let mut names = folder.components().filter(|it| {
            let name = it.as_os_str().to_str();
            matches!(it, Component::Normal(_)) && !EVERYWHERE.iter().any(|it| Some(*it) == name)
        });
        names.next()?;
        folder.to_str()
    });
    told.map(|folder| format!("{}/", folder.replace('\\', "/")))
        .collect()
}

/// Whether a text names a folder: not as the end of a longer path.
fn names(text: &str, folder: &str) -> bool {
    text.match_indices(folder).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || ".-_}~".contains(c))
    })
}

/// Whether a text names a folder of a drive, as Windows does: a letter, a colon, a stroke
/// and a name.
fn names_a_drive(text: &str) -> bool {
    text.match_indices(":\\").any(|(at, sign)| {
        let before = text[..at].chars().rev();
        let drive: Vec<char> = before.take(2).collect();
        let after = text[at + sign.len()..].trim_start_matches('\\');
        drive.first().is_some_and(char::is_ascii_uppercase)
            && drive.get(1).is_none_or(|c| !c.is_alphanumeric())
            && after
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .count()
                > 1
    })
}

/// Nothing that is kept knows where it was made.
#[test]
fn nothing_names_a_machine() {
    let mut wrong = Vec::new();
    let folders = ["src", "tests", "docs", "themes", "content", ".github"];
    let endings = [
        "rs", "md", "toml", "yaml", "yml", "txt", "html", "css", "js", "mjs", "json",
    ];
    let here = folders_of_this_machine();
    for (path, text) in folders.iter().flat_map(|folder| files(folder, &endings)) {
        for word in here.iter().filter(|word| names(&text, word)) {
            wrong.push(format!("{path}: {word}"));
        }
        if names_a_drive(&text) {
            wrong.push(format!("{path}: a drive"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The test above would see what it looks for.
#[test]
fn folders_of_a_machine_are_told_from_others() {
    let here = folders_of_this_machine();
    let checkout = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
    assert!(here.contains(&format!("{checkout}/")), "{here:?}");
    assert!(!here.contains("/") && !here.contains("//"), "{here:?}");
    assert!(names("in /a/b/c", "/a/b/") && !names("./a/b/c and x/a/b/c", "/a/b/"));
    let drive = |letter: char| format!("{letter}:\\{}", "letters");
    assert!(names_a_drive(&drive('D')) && names_a_drive(&format!("in {}", drive('D'))));
    assert!(!names_a_drive(&drive('d')) && !names_a_drive("A:\\n") && !names_a_drive("A: x"));
}

/// Expected files that nobody reads say nothing.
#[test]
fn expected_files_are_short_enough_to_read() {
    let long: Vec<String> = walkdir::WalkDir::new(tests().join("books"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .path()
                .components()
                .any(|it| it.as_os_str() == "expected")
        })
        .filter(|entry| {
            entry
                .metadata()
                .is_ok_and(|it| it.is_file() && it.len() > 20 * 1024)
        })
        .map(|entry| entry.path().display().to_string())
        .collect();
    assert!(long.is_empty(), "above 20 KiB: {long:?}");
}
