//! The content folder → what there is to read: documents with their sidecars, authority
//! files, files to copy. Texts are not kept; [`read_source`] reads one when it is needed.

mod tei;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::model::{Entity, EntityKind, Event, Origin};
use crate::read::authority::{parse_entities, parse_events};
use crate::read::names::Pointers;
use crate::source::{
    DecodeProblem, FileId, Files, LineIndex, SourceFile, SourceProblem, Sources, Span, decode,
};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use tei::{Part, Volume};

/// Everything that the content folder holds.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Documents and essays, by path; those of one file in its order.
    pub documents: Vec<Input>,
    /// TEI files of many documents, by path.
    pub volumes: Vec<Volume>,
    /// Whom the pointers of TEI files mean.
    pub pointers: Pointers,
    /// Authority files, read.
    pub authority: Authority,
    /// Files that are copied into the site as they are, by path.
    pub assets: Vec<Asset>,
}

/// A document or essay to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its number in the table of files.
    pub file: FileId,
    /// Its path from the edition's folder.
    pub path: Arc<str>,
    /// Which of the records in a TEI file. `None`: the file is no TEI.
    pub part: Option<Part>,
    /// The `.yaml` beside it.
    pub sidecar: Option<(FileId, Arc<str>)>,
}

impl Input {
    /// Which record it becomes.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Origin {
            file: self.file,
            part: self.part.as_ref().map_or(0, |part| part.at),
        }
    }

    /// Its range in a file of many records. `None`: it is the whole file.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.part.as_ref()?.span()
    }

    /// The place to show when nothing in the text is meant.
    #[must_use]
    pub fn place(&self) -> Place {
        self.span().map_or(Place::File(self.file), Place::Span)
    }
}

/// A file that is copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its number in the table of files.
    pub file: FileId,
    /// Its path from the edition's folder.
    pub path: Arc<str>,
}

/// What the authority files say.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    /// People, places, organisations and terms, in the order of the files.
    pub entities: Vec<Entity>,
    /// Events, in the order of the files.
    pub events: Vec<Event>,
    /// How many of the entities, from the first, are looked for in texts by their names.
    /// The others are of volumes, which point to them. `None`: all.
    pub searched: Option<usize>,
    /// Whether there is a `people.yaml` at all: without one, names are listed as written
    /// and nothing is missing.
    pub has_people: bool,
    /// Whether some of it is not understood, which is told: what is not found may be there.
    pub incomplete: bool,
}

impl Authority {
    /// The entities that are looked for in texts by their names.
    #[must_use]
    pub fn searched(&self) -> &[Entity] {
        let searched = self.searched.and_then(|end| self.entities.get(..end));
        searched.unwrap_or(&self.entities)
    }
}

/// What a file is, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A transcription or a Markdown file.
    Document,
    /// An authority file.
    Entities(EntityKind),
    /// An authority file of events.
    Events,
    /// A sidecar, or a packet.
    Yaml,
    /// A file that is copied.
    Asset,
    /// TEI.
    Tei,
    /// What systems and editors leave behind: nobody put it there on purpose.
    Leftover,
    /// Anything else.
    Unknown,
}

/// Endings of files that are copied into the site.
const ASSETS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf"];

impl Role {
    fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        let listed = |kind: &EntityKind| name.strip_suffix(".yaml") == Some(kind.plural());
        if let Some(kind) = EntityKind::ALL.into_iter().find(listed) {
            return Self::Entities(kind);
        }
        match (name, ending.as_deref()) {
            ("events.yaml", _) => Self::Events,
            ("Thumbs.db" | "desktop.ini", _) => Self::Leftover,
            (name, _) if name.starts_with('.') || name.ends_with('~') => Self::Leftover,
            (_, Some("txt" | "md")) => Self::Document,
            (_, Some("yaml")) => Self::Yaml,
            (_, Some("xml")) => Self::Tei,
            (_, Some(ending)) if ASSETS.contains(&ending) => Self::Asset,
            _ => Self::Unknown,
        }
    }
}

/// Whether a file is copied into the site, as far as its name tells.
pub(crate) fn is_asset(path: &str) -> bool {
    Role::of(path) == Role::Asset
}

/// A path without its ending.
fn stem(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    match path.rfind('.') {
        Some(dot) if dot > name => path.get(..dot).unwrap_or(path),
        _ => path,
    }
}

/// Walks the content folder, reads the authority files, and says what there is to read.
/// Everything is in the order of the paths, whatever the system's order is.
pub fn load(
    sources: &dyn Sources,
    config: &Config,
    files: &mut Files,
    diags: &mut Diagnostics,
) -> Inputs {
    let mut found = sources.walk(plain(&config.book.src));
    found.retain(|file| !is_ours(&file.path, config));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let mut inputs = Inputs::default();
    let mut tei = Vec::new();
    let mut yaml: BTreeMap<String, (FileId, Arc<str>)> = BTreeMap::new();
    for file in found {
        let role = Role::of(&file.path);
        if role == Role::Leftover {
            continue;
        }
        let id = files.add(&file.path);
        let path = Arc::clone(files.path(id));
        if let Some(problem) = file.problem {
            if problem == SourceProblem::Missing && *path == *plain(&config.book.src) {
                // Of a wrong `src` in book.toml it was told that it is wrong.
                let is_told = diags.iter().any(|it| it.code == Code::BadConfiguration);
                diags.extend((!is_told).then(|| no_folder(id, &path)));
            } else {
                diags.push(told(id, &path, problem));
            }
            continue;
        }
        match role {
            Role::Document => inputs.documents.push(Input {
                file: id,
                path,
                part: None,
                sidecar: None,
            }),
            Role::Entities(kind) => {
                let authority = &mut inputs.authority;
                authority.has_people |= kind == EntityKind::Person;
                let mut found = Diagnostics::new();
                let file = read_source(sources, files, id, &mut found);
                let entries =
                    file.map(|file| parse_entities(&file, kind, &config.authorities, &mut found));
                authority.entities.extend(entries.unwrap_or_default());
                // These cost no entry.
                let harmless = |code| matches!(code, Code::BadDate | Code::UnknownKey);
                authority.incomplete |= found
                    .iter()
                    .any(|it| it.severity == Severity::Error && !harmless(it.code));
                diags.append(found);
            }
            Role::Events => {
                if let Some(file) = read_source(sources, files, id, diags) {
                    inputs.authority.events.extend(parse_events(&file, diags));
                }
            }
            Role::Yaml => {
                yaml.insert(stem(&path).to_owned(), (id, path));
            }
            Role::Asset => inputs.assets.push(Asset { file: id, path }),
            Role::Tei => tei.push(tei::File {
                id,
                path,
                sidecar: None,
            }),
            Role::Unknown => diags.push(unknown(id, &path)),
            Role::Leftover => {}
        }
    }
    // Of `175.txt`, `175.md` and `175.xml` the transcription has the sidecar: the others
    // have headers of their own. Paths are in order, so `.md` comes first.
    for input in inputs.documents.iter_mut().rev() {
        input.sidecar = yaml.remove(stem(&input.path));
    }
    for file in &mut tei {
        file.sidecar = yaml.remove(stem(&file.path));
    }
    for (file, path) in yaml.into_values() {
        if !is_packet(&path) {
            diags.push(alone(file, &path));
        }
    }
    tei::add(tei, sources, config, files, &mut inputs, diags);
    inputs
}

/// Reads and decodes one file. `None` when it is no text; a diagnostic says why.
pub fn read_source(
    sources: &dyn Sources,
    files: &Files,
    id: FileId,
    diags: &mut Diagnostics,
) -> Option<SourceFile> {
    let path = Arc::clone(files.path(id));
    let bytes = match sources.read(&path) {
        Ok(bytes) => bytes,
        Err(problem) => {
            diags.push(told(id, &path, problem));
            return None;
        }
    };
    match decode(bytes) {
        Ok(text) => Some(SourceFile {
            id,
            path,
            text: text.into(),
        }),
        Err(problem) => {
            diags.push(undecoded(sources, id, &path, problem));
            None
        }
    }
}

/// A folder as paths are written: no `./` before it, no `/` after it.
pub(crate) fn plain(folder: &str) -> &str {
    let folder = folder.trim_end_matches('/').trim_start_matches("./");
    if folder == "." { "" } else { folder }
}

/// Whether a file is recto's own, where the content folder holds the whole edition: the
/// configuration, the site, the theme.
fn is_ours(path: &str, config: &Config) -> bool {
    let below = |folder: &str| {
        let rest = path.strip_prefix(plain(folder));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let html = &config.html;
    path == "book.toml"
        || below(&config.build.build_dir)
        || html.theme.as_deref().is_some_and(below)
        || config.edition.id_ledger.as_deref().is_some_and(below)
        || html
            .additional_css
            .iter()
            .chain(&html.additional_js)
            .any(|file| below(file))
}

fn is_packet(path: &str) -> bool {
    path.rsplit('/').nth(1) == Some("packets")
}

/// Why a file could not be had.
fn told(id: FileId, path: &str, problem: SourceProblem) -> Diagnostic {
    let new = |code, message: String| Diagnostic::new(code, Place::File(id), message);
    match problem {
        SourceProblem::Missing => new(
            Code::UnreadableFile,
            format!("`{path}` is not there any more"),
        )
        .help("build again"),
        SourceProblem::Unreadable(words) => new(
            Code::UnreadableFile,
            format!("`{path}` cannot be read: {words}"),
        )
        .help("give yourself the right to read it, or take it out of the content folder"),
        SourceProblem::OutsideTree => new(
            Code::OutsideTree,
            format!("`{path}` is a link to a folder or to a place outside the edition"),
        )
        .help("copy the file itself into the content folder"),
        SourceProblem::TooLarge(size) => new(
            Code::FileTooLarge,
            format!("`{path}` has {} MiB", size >> 20),
        )
        .help("divide it, a file for each document"),
        SourceProblem::OddName => new(
            Code::OddFileName,
            format!("the name of `{path}` is not Unicode"),
        )
        .help("rename the file"),
    }
}

fn no_folder(id: FileId, path: &str) -> Diagnostic {
    let message = format!("there is no folder `{path}`");
    Diagnostic::new(Code::UnreadableFile, Place::File(id), message)
        .help("make it and put the sources there, or name their folder under `src` in book.toml")
}

/// Why bytes are no text, with the line and column of the first bad one.
fn undecoded(sources: &dyn Sources, id: FileId, path: &str, problem: DecodeProblem) -> Diagnostic {
    match problem {
        DecodeProblem::Utf16 => Diagnostic::new(
            Code::NotUtf8,
            Place::File(id),
            format!("`{path}` is UTF-16"),
        )
        .help("save it again as UTF-8"),
        DecodeProblem::Binary(_) => Diagnostic::new(
            Code::BinaryFile,
            Place::File(id),
            format!("`{path}` holds no text"),
        )
        .help("save the text itself as plain text (UTF-8), or take the file out of the content folder"),
        DecodeProblem::NotUtf8(at) => {
            // The bytes went into the attempt; they are read again only for this message.
            let bytes = sources.read(path).unwrap_or_default();
            let good = bytes.get(..at).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or("");
            let position = LineIndex::new(good).position(good, good.len());
            let byte = bytes.get(at).copied().unwrap_or_default();
            Diagnostic::new(
                Code::NotUtf8,
                Span::new(id, at, at + 1),
                format!(
                    "byte 0x{byte:02X} in line {}, column {} is not UTF-8",
                    position.line, position.column
                ),
            )
            .help("save the file again as UTF-8; its present form may be Windows-1252 or ISO 8859-1")
        }
    }
}

fn unknown(id: FileId, path: &str) -> Diagnostic {
    let new = |message| Diagnostic::new(Code::UnknownFileType, Place::File(id), message);
    let lower = path.to_ascii_lowercase();
    if lower.ends_with(".yml") {
        new(format!("`{path}` is not read")).help("end its name in `.yaml`")
    } else {
        new(format!("`{path}` is of no kind that recto reads"))
            .help("save texts as `.txt` or `.md`; other files belong outside the content folder")
    }
}

fn alone(file: FileId, path: &str) -> Diagnostic {
    let stem = stem(path).rsplit('/').next().unwrap_or(path);
    Diagnostic::new(
        Code::SidecarWithoutSource,
        Place::File(file),
        format!("there is no `{stem}.txt`, `{stem}.md` or `{stem}.xml` beside `{path}`"),
    )
    .help("name the sidecar like the document that it describes")
}
