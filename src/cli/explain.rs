//! `recto explain`: what a diagnostic means, or what each line of a file was taken for.

mod file;
mod words;

use super::report::{self, Limits};
use super::terminal::{Data, Progress, Style, Terminal};
use super::workspace::{self, Workspace};
use super::{DONE, FINDINGS, Trouble};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, nearest};
use crate::edition::{DocIdx, Edition, Imprint};
use crate::load::{Input, Part, read_source};
use crate::model::RecordKind;
use crate::pipeline;
use crate::pipeline::{Audit, Desk, Shelf, prepare};
use crate::read::Format;
use crate::read::names::{NameFinder, Pointers};
use crate::read::sidecar::parse_volume;
use crate::read::tei;
use crate::source::{DiskSources, FileId, Files, LineIndex, Sources};
use file::Subject;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(what: &str, dir: Option<&Path>) -> Result<u8, Trouble> {
    if let Some(code) = Code::from_slug(what) {
        return self::code(code);
    }
    match Workspace::open(dir) {
        Ok(workspace) => of_edition(workspace, what),
        // A file by itself can be explained too, as if it were alone in an edition.
        Err(trouble) if dir.is_some() => Err(trouble),
        Err(_) => alone(what),
    }
}

/// A file of an edition, which tells where its references lead.
fn of_edition(mut workspace: Workspace, what: &str) -> Result<u8, Trouble> {
    let mut diags = std::mem::take(&mut workspace.diags);
    let Some(config) = workspace.config.take() else {
        let found = diags.finish(&workspace.files);
        let (files, sources) = (&workspace.files, &workspace.sources);
        report::show(&found, Limits::SOME, files, sources, Terminal::of_stderr());
        return Ok(FINDINGS);
    };
    let progress = Progress::new();
    let observer = |step| progress.on(step);
    let (sources, files) = (&workspace.sources, &mut workspace.files);
    let prepared = workspace::threads(None)?
        .install(|| prepare(sources, &config, files, Audit::None, &observer, &mut diags));
    progress.finish();
    let names = names(&workspace, &config, what);
    let meant = |path: &str| names.iter().any(|name| name == path);
    let input = prepared.inputs.documents.iter().find(|input| {
        let sidecar = input.sidecar.as_ref();
        meant(&input.path) || sidecar.is_some_and(|(_, path)| meant(path))
    });
    let by_id = || {
        let (_, summary) = prepared
            .edition
            .iter()
            .find(|(_, summary)| summary.id.local() == what || summary.id.to_string() == what)?;
        let same = |input: &&Input| input.origin() == summary.origin();
        prepared.inputs.documents.iter().find(same)
    };
    // A part of a volume: `content/volume.xml#d12`.
    let part = || {
        let (file, id) = what.rsplit_once('#')?;
        let names = self::names(&workspace, &config, file);
        let mut documents = prepared.inputs.documents.iter();
        documents.find(|input| {
            let known = input.part.as_ref().and_then(|part| {
                let parts = &part.outline.parts;
                parts.get(part.at as usize)
            });
            names.iter().any(|name| *name == *input.path) && known.is_some_and(|it| it.id == id)
        })
    };
    if let Some(volume) = input.filter(|input| input.span().is_some()) {
        let summaries = prepared.edition.iter().map(|(_, summary)| summary);
        let mut records: Vec<_> = summaries.filter(|it| it.file == volume.file).collect();
        records.sort_by_key(|summary| summary.part);
        let rows = records.into_iter().map(|summary| {
            let header = &summary.header;
            let title = header.title.as_ref().map_or("", |it| it.value.as_str());
            let number = header.number.as_ref().map(|it| format!("{}. ", it.value));
            Row {
                kind: summary.kind,
                id: summary.id.local(),
                title: format!("{}{title}", number.unwrap_or_default()),
            }
        });
        let source = read_source(
            &workspace.sources,
            &workspace.files,
            volume.file,
            &mut diags,
        );
        let outline = volume.part.as_ref().map(|part| &part.outline);
        let cited = outline.and_then(|outline| outline.volume.as_ref());
        let cited = source.zip(cited).map_or(String::new(), |(source, volume)| {
            imprint(&volume.imprint, &source.text)
        });
        return parts(&volume.path, what, &cited, &rows.collect::<Vec<_>>());
    }
    let Some(input) = input.or_else(by_id).or_else(part) else {
        // A file elsewhere, seen from the folder of an edition.
        return alone(what);
    };
    let document = prepared
        .edition
        .iter()
        .find(|(_, summary)| summary.origin() == input.origin());
    let desk = Desk {
        sources: &workspace.sources,
        files: &workspace.files,
        config: &config,
        names: &prepared.names,
        people: &prepared.inputs.pointers,
        shelf: &Shelf::default(),
    };
    diags.apply(|code| config.severity(code));
    let sidecar = input.sidecar.as_ref().map(|(file, _)| *file);
    let concerns = |diagnostic: &Diagnostic| {
        let file = match (diagnostic.place, input.span()) {
            (Place::Nowhere, _) => return false,
            (Place::File(file), _) => file,
            // Of a volume only what is said of this part.
            (Place::Span(span), Some(part)) if span.file == part.file => {
                return part.start <= span.start && span.end <= part.end;
            }
            (Place::Span(span), _) => span.file,
        };
        file == input.file || Some(file) == sidecar
    };
    let mut found = diags.finish(&workspace.files);
    found.retain(concerns);
    show(
        &desk,
        input,
        document.map(|(index, _)| (&prepared.edition, index)),
        &found,
    )
}

/// One of the records of a volume.
struct Row<'a> {
    kind: RecordKind,
    id: &'a str,
    title: String,
}

/// The records of a volume, and how to see one.
/// `cited` tells how it was published.
fn parts(path: &str, what: &str, cited: &str, rows: &[Row<'_>]) -> Result<u8, Trouble> {
    let width = rows.iter().map(|row| row.id.chars().count()).max();
    let width = width.unwrap_or(0);
    let mut text = format!(
        "`{path}` is a volume of {}:\n\n",
        report::plural(rows.len(), "record")
    );
    for row in rows {
        let line = format!("  {:width$}  {}", row.id, row.title);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push_str(cited);
    let one = rows.iter().find(|row| row.kind == RecordKind::Document);
    if let Some(one) = one.or(rows.first()) {
        text.push_str(&format!(
            "\nTo see one: recto explain '{what}#{}'\n",
            one.id
        ));
    }
    let mut data = Data::new();
    data.write(&text)?;
    data.finish()?;
    Ok(DONE)
}

/// How a volume is cited, with the line of its header that says it.
fn imprint(imprint: &Imprint, text: &str) -> String {
    let lines = LineIndex::new(text);
    let mut out = String::new();
    for (name, fact) in imprint.facts() {
        if out.is_empty() {
            out.push_str("\nCited, unless `[[volumes]]` says otherwise, with:\n\n");
        }
        let span = fact.evidence.span;
        let line = span.map(|span| lines.position(text, span.start as usize).line);
        let line = line.map_or(String::new(), |line| format!("  (line {line})"));
        out.push_str(&format!("  {name:9}  {}{line}\n", fact.value));
    }
    out
}

/// Every name by which a person may mean a file: from where they stand, from the
/// edition's folder, and from the folder of the sources.
fn names(workspace: &Workspace, config: &Config, what: &str) -> Vec<String> {
    let slashed = what.replace('\\', "/");
    let slashed = slashed.trim_start_matches("./").to_owned();
    let below = format!("{}/{slashed}", config.book.src);
    let mut names = vec![slashed, below];
    let whole = Path::new(what).canonicalize();
    let root = workspace.root.canonicalize();
    if let (Ok(whole), Ok(root)) = (whole, root)
        && let Ok(path) = whole.strip_prefix(root)
    {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        names.insert(0, parts.join("/"));
    }
    names
}

/// A file that is in no edition, or a part of a volume that is in none.
fn alone(what: &str) -> Result<u8, Trouble> {
    let (path, id) = match what.rsplit_once('#') {
        Some((path, id)) if !Path::new(what).is_file() => (Path::new(path), Some(id)),
        _ => (Path::new(what), None),
    };
    let format = Format::of(&path.to_string_lossy());
    if !path.is_file() || format.is_none() {
        return Err(unknown(what));
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let folder = if folder.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        folder
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let sources = DiskSources::new(folder);
    let mut files = Files::default();
    let file = files.add(&name);
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let sidecar = format!("{stem}.yaml");
    let sidecar: Option<FileId> = sources.read(&sidecar).is_ok().then(|| files.add(&sidecar));
    let mut input = Input {
        file,
        path: files.path(file).clone(),
        part: None,
        sidecar: sidecar.map(|id| (id, files.path(id).clone())),
    };
    let config = Config::titled("");
    let desk = Desk {
        sources: &sources,
        files: &files,
        config: &config,
        names: &NameFinder::new(&[]),
        people: &Pointers::default(),
        shelf: &Shelf::default(),
    };
    let mut diags = Diagnostics::new();
    if format == Some(Format::Tei) {
        let source = read_source(&sources, &files, file, &mut diags);
        let outline = source
            .as_ref()
            .and_then(|source| tei::outline(source, &config, &mut diags));
        let Some(outline) = outline else {
            let found = diags.finish(&files);
            report::show(
                &found,
                Limits::MANY,
                &files,
                &sources,
                Terminal::of_stderr(),
            );
            return Ok(FINDINGS);
        };
        if let (Some(volume), Some(source), None) = (&outline.volume, &source, id) {
            let cited = imprint(&volume.imprint, &source.text);
            let rows = outline.parts.iter().map(|part| Row {
                kind: part.kind,
                id: &part.id,
                title: part.heading.clone(),
            });
            return parts(&name, what, &cited, &rows.collect::<Vec<_>>());
        }
        let known = outline
            .parts
            .iter()
            .position(|part| id.is_none_or(|id| part.id == id));
        let Some(at) = known.and_then(|at| u32::try_from(at).ok()) else {
            let id = id.unwrap_or("");
            let trouble = Trouble::words(format!("`{name}` has no part `{id}`"));
            return Err(trouble.help(format!("`recto explain {name}` lists them")));
        };
        // A volume's sidecar tells of each of its documents.
        let mut stated = None;
        if let (Some(_), Some((file, _))) = (&outline.volume, &input.sidecar) {
            let ids: Vec<&str> = outline.parts.iter().map(|part| part.id.as_str()).collect();
            let sidecar = read_source(&sources, &files, *file, &mut diags);
            let all = sidecar.map(|sidecar| parse_volume(&sidecar, &ids, &mut diags));
            stated = all.and_then(|mut all| all.remove(id?)).map(Arc::new);
            input.sidecar = input.sidecar.filter(|_| stated.is_some());
        }
        let outline = Arc::new(outline);
        input.part = Some(Part {
            outline,
            at,
            stated,
        });
    } else if id.is_some() {
        return Err(unknown(what));
    }
    // Read once for what is said of it, and again for what it is.
    let _ = desk.read(&input, &mut diags);
    show(&desk, &input, None, &diags.finish(&files))
}

/// Prints what a document was taken for, then what was found in it.
fn show(
    desk: &Desk<'_>,
    input: &Input,
    edition: Option<(&Edition, DocIdx)>,
    found: &[Diagnostic],
) -> Result<u8, Trouble> {
    let terminal = Terminal::of_stdout();
    let mut diags = Diagnostics::new();
    if let Some(document) = desk.read(input, &mut diags) {
        let sidecar = input.sidecar.as_ref();
        let sidecar =
            sidecar.and_then(|(file, _)| read_source(desk.sources, desk.files, *file, &mut diags));
        let subject = Subject {
            record: &document.record,
            source: &document.source,
            lines: LineIndex::new(&document.source.text),
            sidecar: sidecar.map(|file| LineIndex::new(&file.text)),
            edition,
            ledger: &pipeline::count(input, &document, found),
            terminal,
        };
        let mut data = Data::new();
        data.write(&subject.text())?;
        data.finish()?;
    }
    report::show(
        found,
        Limits::MANY,
        desk.files,
        desk.sources,
        Terminal::of_stderr(),
    );
    let failed = found
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed { FINDINGS } else { DONE })
}

/// `recto explain CODE`.
fn code(code: Code) -> Result<u8, Trouble> {
    let terminal = Terminal::of_stdout();
    let info = code.info();
    let severity = match info.severity {
        Severity::Error => terminal.paint(Style::Error, "error"),
        Severity::Warning => terminal.paint(Style::Warning, "warning"),
    };
    let mut text = format!(
        "{severity}[{}]: {}\n\n",
        terminal.paint(Style::Strong, info.slug),
        info.title
    );
    text.push_str(&wrapped(info.explanation, "", terminal.columns.min(90)));
    for (label, example) in [("like this", info.bad), ("better", info.good)] {
        if example != "-" {
            text.push_str(&format!("\n{label}:\n"));
            for line in example.lines() {
                text.push_str(&format!("    {line}\n"));
            }
        }
    }
    if info.severity == Severity::Warning {
        text.push_str(&format!(
            "\nTo allow it in this edition, write in book.toml:\n    [diagnostics]\n    {} = \"allow\"\n",
            info.slug
        ));
    }
    let mut data = Data::new();
    data.write(&text)?;
    data.finish()?;
    Ok(DONE)
}

/// What to say when the word is neither a file nor a code.
fn unknown(what: &str) -> Trouble {
    let trouble = Trouble::words(format!("`{what}` is neither a file nor a code"));
    match nearest(what, Code::ALL.iter().map(|code| code.slug())) {
        Some(slug) => trouble.help(format!("did you mean `recto explain {slug}`?")),
        None => trouble
            .help("name a file of the edition, or the word in the brackets of a message, as in `warning[undated]`"),
    }
}

/// Words in lines of so many columns, each after the indent.
fn wrapped(words: &str, indent: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in words.split_whitespace() {
        let width = word.chars().count();
        if column > 0 && indent.len() + column + 1 + width > columns {
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            out.push_str(indent);
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
    out
}
