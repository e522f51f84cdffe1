//! ARCHITECTURE.md is true: it names every file of `src/` once, and no room uses one that
//! the map does not allow it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn map() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
}

/// The Rust files below a folder, as `src/…`.
fn files(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root().join(folder)).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a plain name");
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() {
            found.append(&mut files(&path));
        } else if path.ends_with(".rs") {
            found.insert(path);
        }
    }
    found
}

/// The room of a file: its folder in `src/`, or its own name there.
fn room(path: &str) -> &str {
    let below = path.strip_prefix("src/").expect("below src/");
    let first = below.split('/').next().expect("a name");
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The first two cells of the tables' rows, without their backticks.
fn rows(map: &str) -> impl Iterator<Item = (String, String)> + '_ {
    map.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.splitn(3, " | ");
        let name = cells.next()?.trim_end_matches('`').to_owned();
        Some((name, cells.next()?.trim_end_matches(" |").to_owned()))
    })
}

#[test]
fn the_map_names_every_file_once() {
    let map = map();
    let named = rows(&map).filter(|(name, _)| name.starts_with("src/") && name.ends_with(".rs"));
    let mut seen = BTreeSet::new();
    let mut twice = Vec::new();
    for (name, _) in named {
        if !seen.insert(name.clone()) {
            twice.push(name);
        }
    }
    let files = files("src");
    let missing: Vec<_> = files.difference(&seen).collect();
    let ghosts: Vec<_> = seen.difference(&files).collect();
    assert!(
        missing.is_empty() && ghosts.is_empty() && twice.is_empty(),
        "ARCHITECTURE.md lacks {missing:?}, names {ghosts:?} that are not there, and {twice:?} twice"
    );
}

#[test]
fn rooms_use_what_the_map_allows() {
    let map = map();
    let (_, table) = map
        .split_once("## Which room may use which")
        .expect("the table of rooms");
    let (table, _) = table.split_once("\n## ").expect("what comes after it");
    let allowed: BTreeMap<String, String> = rows(table).collect();
    let mut wrong = Vec::new();
    for path in files("src") {
        let room = room(&path);
        let Some(may) = allowed.get(room) else {
            wrong.push(format!("`{room}` is not in the table"));
            continue;
        };
        let text = fs::read_to_string(root().join(&path)).expect("a source file");
        let code = text
            .lines()
            .map(|line| line.split("//").next().unwrap_or(""));
        for used in code.flat_map(|line| line.split("crate::").skip(1)) {
            let used: String = used
                .chars()
                .take_while(|it| it.is_alphanumeric() || *it == '_')
                .collect();
            let is_allowed = used == room
                || !allowed.contains_key(&used)
                || may.contains(&format!("`{used}`")) != may.starts_with("everything");
            if !is_allowed {
                wrong.push(format!("{path} uses `{used}`"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
