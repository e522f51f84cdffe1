//! TEI out: every file is valid against TEI's own schema, and well-formed in any case.
//!
//! The schema is no part of the repository: it lies beside the checkout
//! (`../shared/schema/tei_all.rng`) or where `TEI_RNG` says, and `jing` reads it. Without
//! either, the files are only looked at for what any XML reader sees.

use crate::case::{self, Run};
use crate::conservation::{editions, folder};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The schema, and whether jing can be run; says why not.
fn schema() -> Option<PathBuf> {
    let stated = std::env::var_os("TEI_RNG").map(PathBuf::from);
    let beside = case::tests().join("../../shared/schema/tei_all.rng");
    let schema = stated.unwrap_or(beside);
    if !schema.is_file() {
        eprintln!("skipped: no TEI schema beside the checkout, and none in TEI_RNG");
        return None;
    }
    let jing = Command::new("jing").output();
    if jing.is_err() {
        eprintln!("skipped: jing is not installed");
        return None;
    }
    Some(schema)
}

/// What an XML reader has against a file: that it is not well-formed, or that an id
/// stands twice or is no name.
fn look(text: &str) -> Vec<String> {
    let document = match roxmltree::Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![error.to_string()],
    };
    let mut ids = BTreeSet::new();
    let mut wrong = Vec::new();
    for node in document.descendants() {
        let id = node.attribute(("http://www.w3.org/XML/1998/namespace", "id"));
        if let Some(id) = id
            && !ids.insert(id)
        {
            wrong.push(format!("the id {id} stands twice"));
        }
    }
    wrong
}

/// Checks files, all in one run of jing; names them by what they are.
fn check(files: &[(String, String)]) {
    let mut wrong: Vec<String> = Vec::new();
    for (name, text) in files {
        wrong.extend(look(text).into_iter().map(|it| format!("{name}: {it}")));
    }
    if let Some(schema) = schema() {
        wrong.extend(jing(&schema, files));
    }
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn jing(schema: &Path, files: &[(String, String)]) -> Vec<String> {
    let dir = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    let all: Vec<_> = files.iter().enumerate().collect();
    for some in all.chunks(200) {
        let mut command = Command::new("jing");
        command.arg(schema);
        for (index, (_, text)) in some {
            let path = dir.path().join(format!("{index}.xml"));
            fs::write(&path, text).expect("written");
            command.arg(path);
        }
        let ran = command.output().expect("jing runs");
        let said = String::from_utf8_lossy(&ran.stdout);
        wrong.extend(said.lines().map(|line| {
            let file = line.rsplit('/').next().unwrap_or(line);
            let index = file
                .split('.')
                .next()
                .and_then(|it| it.parse::<usize>().ok());
            let name = index.and_then(|index| files.get(index));
            format!("{}: {file}", name.map_or("?", |(name, _)| name))
        }));
    }
    eprintln!("{} files, {} errors of jing", files.len(), wrong.len());
    wrong
}

#[test]
fn editions_as_tei_are_valid() {
    let mut files = Vec::new();
    for path in editions() {
        let run = Run::read_only(folder(&path));
        files.extend(run.tei());
    }
    assert!(files.len() > 8);
    check(&files);
}

#[test]
fn cases_as_tei_are_valid() {
    let mut files = Vec::new();
    for file in case::all() {
        for case in &file.cases {
            let run = Run::read_only(case::sources(case));
            let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
            let named = run.tei().into_iter();
            files.extend(named.map(|(id, text)| (format!("{stem} › {} › {id}", case.name), text)));
        }
    }
    assert!(files.len() > 100);
    check(&files);
}
