//! `recto init`: a new edition that builds untouched.
#![expect(
    clippy::disallowed_methods,
    reason = "the files of a new edition are written"
)]

use super::terminal::{Style, Terminal};
use super::{DONE, Trouble};
use std::fs;
use std::path::Path;

/// The files of a new edition.
const FILES: [(&str, &str); 10] = [
    ("book.toml", include_str!("init/book.toml")),
    ("README.md", include_str!("init/README.md")),
    (".gitignore", "/site/\n"),
    (WORKFLOW, include_str!("init/pages.yml")),
    (
        "content/introduction.md",
        include_str!("init/introduction.md"),
    ),
    ("content/people.yaml", include_str!("init/people.yaml")),
    ("content/letters/1.txt", include_str!("init/1.txt")),
    ("content/letters/2.txt", include_str!("init/2.txt")),
    ("content/letters/2.yaml", include_str!("init/2.yaml")),
    ("content/events.yaml", include_str!("init/events.yaml")),
];

/// Where recto's source code is, if whoever built it said so in `Cargo.toml`.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The file by which GitHub builds the edition.
const WORKFLOW: &str = ".github/workflows/pages.yml";

/// Makes the edition. In a folder that holds something already, what is there stays as it
/// is; samples are not put beside somebody's own sources.
pub(super) fn run(folder: &Path, dir: Option<&Path>) -> Result<u8, Trouble> {
    let terminal = Terminal::of_stderr();
    let folder = dir.map_or_else(|| folder.to_owned(), |dir| dir.join(folder));
    if folder.join("book.toml").symlink_metadata().is_ok() {
        let message = format!("`{}` holds an edition already", folder.display());
        return Err(
            Trouble::words(message).help("build it with `recto build --dir`, or name a new folder")
        );
    }
    let own_sources = folder.join("content").is_dir();
    let mut made = Vec::new();
    for (name, text) in FILES {
        let path = folder.join(name);
        let sample = name.starts_with("content/");
        if path.symlink_metadata().is_ok() || (sample && own_sources) {
            continue;
        }
        let text = text.replace("{repository}", REPOSITORY);
        let parent = path.parent().unwrap_or(&folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| {
                Trouble::words(format!("`{}` cannot be written: {error}", path.display()))
            })?;
        made.push(name);
    }
    let shown = folder.display();
    terminal.say(&format!(
        "{} a new edition in {shown}:",
        terminal.paint(Style::Good, "made")
    ));
    for name in &made {
        terminal.say(&format!("  {name}"));
    }
    terminal.say(&format!(
        "Put your sources into {shown}/content, then look at it with `recto serve --open --dir {shown}`."
    ));
    if REPOSITORY.is_empty() && made.contains(&WORKFLOW) {
        terminal.say(&format!(
            "Before you publish on GitHub Pages, say in {shown}/{WORKFLOW} where recto comes from: RECTO_REPOSITORY."
        ));
    }
    Ok(DONE)
}
