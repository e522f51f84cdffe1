//! `recto export`: the records in another format, on standard output or in files.
#![expect(
    clippy::disallowed_methods,
    reason = "the person names the file to write"
)]

use super::args;
use super::report::{self, Counts, Limits, plural};
use super::terminal::{Data, Progress, Terminal};
use super::workspace::{self, Workspace};
use super::{DONE, FINDINGS, Trouble};
use crate::config::DataFormat;
use crate::diag::{Diagnostics, nearest};
use crate::edition::{DocIdx, joined};
use crate::export;
use crate::export::bibliography::{Work, is_citable};
use crate::load::Input;
use crate::pipeline::{Audit, Desk, Prepared, Said, plan, prepare};
use crate::site::{SitePlan, Theme, title};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Formats that the contract names and this version does not write.
const LATER: [&str; 4] = ["cmif", "epub", "pdf", "packet"];

/// Where TEI goes when nobody says: a folder in the edition's own.
const TEI_FOLDER: &str = "tei";

/// The authority files in TEI.
const AUTHORITY: &str = "authority.xml";

/// Records that are in memory at once.
const AT_ONCE: usize = 256;

pub(super) fn run(args: &args::Export, dir: Option<&Path>) -> Result<u8, Trouble> {
    let format = format(&args.format)?;
    let terminal = Terminal::of_stderr();
    let mut workspace = Workspace::open(dir)?;
    // A TEI file holds one document, and several on one stream would be no XML.
    let out = match &args.out {
        Some(out) => out.clone(),
        None => workspace.root.join(TEI_FOLDER),
    };
    let mut diags = std::mem::take(&mut workspace.diags);
    let mut count = 0;
    let config = workspace.config.take();
    if let Some(config) = &config {
        let progress = Progress::new();
        let observer = |step| progress.on(step);
        let pool = workspace::threads(None)?;
        let (sources, files) = (&workspace.sources, &mut workspace.files);
        count = pool.install(|| {
            let prepared = prepare(sources, config, files, Audit::None, &observer, &mut diags);
            let plan = plan(sources, config, files, &prepared, &mut diags);
            progress.finish();
            diags.apply(|code| config.severity(code));
            let said = Said::new(&diags);
            let desk = prepared.desk(sources, files, config);
            let target = match format {
                DataFormat::Tei => Target::Folder(out.clone()),
                DataFormat::Json
                | DataFormat::Text
                | DataFormat::Ris
                | DataFormat::Bibtex
                | DataFormat::Csl => Target::open(args.out.as_deref())?,
            };
            let writer = Writer {
                desk,
                prepared: &prepared,
                plan: &plan.pages,
                theme: &plan.theme,
                said: &said,
                format,
            };
            writer.write(target)
        })?;
    }
    let found = diags.finish(&workspace.files);
    report::show(
        &found,
        Limits::SOME,
        &workspace.files,
        &workspace.sources,
        terminal,
    );
    let counts = Counts::of(&found);
    let to_disk = args.out.is_some() || format == DataFormat::Tei;
    if let (true, Some(_)) = (to_disk, &config) {
        let found = match counts.words() {
            _ if counts == Counts::default() => String::new(),
            words => format!(" with {words}"),
        };
        terminal.say(&format!(
            "wrote {} to {}{found}",
            plural(count, "record"),
            out.display()
        ));
    }
    Ok(if counts.fail(false) { FINDINGS } else { DONE })
}

fn format(name: &str) -> Result<DataFormat, Trouble> {
    if let Some(format) = DataFormat::from_name(name) {
        return Ok(format);
    }
    let names: Vec<_> = DataFormat::ALL.iter().map(|format| format.name()).collect();
    let writes = format!("it writes {}", joined(&names));
    if LATER.contains(&name) {
        let message = format!("this version of recto does not write `{name}` yet");
        return Err(Trouble::words(message).help(writes));
    }
    let trouble = Trouble::words(format!("`{name}` is not a format"));
    Err(match nearest(name, names) {
        Some(known) => trouble.help(format!("did you mean `{known}`?")),
        None => trouble.help(writes),
    })
}

/// Where records go.
enum Target {
    Stdout(Data),
    /// All in one file, which takes its name when it is whole.
    File {
        out: BufWriter<File>,
        partial: PathBuf,
        whole: PathBuf,
    },
    /// A file for each, in a folder.
    Folder(PathBuf),
}

impl Target {
    fn open(out: Option<&Path>) -> Result<Self, Trouble> {
        let Some(out) = out else {
            return Ok(Self::Stdout(Data::new()));
        };
        if out.is_dir() || out.as_os_str().to_string_lossy().ends_with('/') {
            return Ok(Self::Folder(out.to_owned()));
        }
        let mut partial = out.to_owned().into_os_string();
        partial.push(".part");
        let partial = PathBuf::from(partial);
        let file = File::create(&partial).map_err(|error| cannot_write(&partial, &error))?;
        Ok(Self::File {
            out: BufWriter::new(file),
            partial,
            whole: out.to_owned(),
        })
    }

    /// Writes a text of the whole.
    fn write(&mut self, text: &str) -> Result<(), Trouble> {
        match self {
            Self::Stdout(data) => Ok(data.write(text)?),
            Self::File { out, partial, .. } => out
                .write_all(text.as_bytes())
                .map_err(|error| cannot_write(partial, &error)),
            Self::Folder(_) => Ok(()),
        }
    }

    fn finish(self) -> Result<(), Trouble> {
        match self {
            Self::Stdout(data) => Ok(data.finish()?),
            Self::File {
                out,
                partial,
                whole,
            } => out
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|_| fs::rename(&partial, &whole))
                .map_err(|error| cannot_write(&whole, &error)),
            Self::Folder(_) => Ok(()),
        }
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Trouble {
    Trouble::words(format!("`{}` cannot be written: {error}", path.display()))
}

/// What records are written with.
struct Writer<'a> {
    desk: Desk<'a>,
    prepared: &'a Prepared,
    plan: &'a SitePlan,
    theme: &'a Theme,
    said: &'a Said,
    format: DataFormat,
}

impl Writer<'_> {
    /// Writes every record, in the order of the edition, and says how many.
    fn write(&self, mut target: Target) -> Result<usize, Trouble> {
        let inputs = self.prepared.inputs_by_origin();
        let all = self.prepared.edition.iter();
        // Citations are of documents.
        let is_wanted = |kind| !self.format.is_citation() || is_citable(kind);
        let all: Vec<_> = all.filter(|(_, summary)| is_wanted(summary.kind)).collect();
        let apart = matches!(target, Target::Folder(_));
        let mut count = 0;
        for some in all.chunks(AT_ONCE) {
            let texts: Vec<_> = some
                .par_iter()
                .map(|(index, summary)| {
                    let input = inputs.get(&summary.origin())?;
                    let text = if self.format.is_citation() {
                        self.citation(*index, apart)
                    } else {
                        self.text(*index, input)?
                    };
                    Some((self.plan.spot(*index), text))
                })
                .collect();
            for (spot, text) in texts.into_iter().flatten() {
                if let Target::Folder(folder) = &target {
                    let name = format!("{}{}", spot.stem, self.format.ending());
                    write_file(folder, &name, &text)?;
                } else {
                    target.write(between(self.format, count))?;
                    target.write(&text)?;
                }
                count += 1;
            }
        }
        if let (DataFormat::Tei, Target::Folder(folder)) = (self.format, &target) {
            let entities = self.prepared.edition.entities().iter();
            if let Some(text) = export::tei::authority(self.desk.config, entities) {
                write_file(folder, AUTHORITY, &text)?;
            }
        }
        if matches!(self.format, DataFormat::Json | DataFormat::Csl) {
            target.write(if count == 0 { "[]\n" } else { "\n]\n" })?;
        }
        target.finish()?;
        Ok(count)
    }

    /// One document for reference managers; `apart`: as a file of its own.
    fn citation(&self, index: DocIdx, apart: bool) -> String {
        let edition = &self.prepared.edition;
        let url = self.plan.full_address(index);
        let title = title(edition, self.theme, index);
        let work = Work::new(edition, self.desk.config, index, url, &title);
        match self.format {
            DataFormat::Ris => export::ris::entry(&work),
            DataFormat::Bibtex => export::bibtex::entry(&work),
            _ if apart => export::csl::items(std::iter::once(work)),
            _ => export::csl::item(&work),
        }
    }

    /// One record.
    fn text(&self, index: DocIdx, input: &Input) -> Option<String> {
        // What there is to say of it was said when it was read first.
        let document = self.desk.read(input, &mut Diagnostics::new())?;
        let spot = self.plan.spot(index);
        let subject = export::Document {
            record: &document.record,
            source: &document.source.text,
            index,
            edition: &self.prepared.edition,
            config: self.desk.config,
            files: self.desk.files,
            address: spot.section.is_none().then_some(&spot.page),
            diags: &self.said.of(input),
        };
        Some(match self.format {
            DataFormat::Tei => export::tei::document(&subject),
            DataFormat::Json => export::json::record(&subject),
            _ => export::text::document(&subject),
        })
    }
}

/// What stands before a record, after so many.
const fn between(format: DataFormat, count: usize) -> &'static str {
    match (format, count) {
        (DataFormat::Json | DataFormat::Csl, 0) => "[\n",
        (DataFormat::Json | DataFormat::Csl, _) => ",\n",
        (DataFormat::Tei | DataFormat::Ris | DataFormat::Bibtex, _) | (DataFormat::Text, 0) => "",
        (DataFormat::Text, _) => RULE,
    }
}

/// Stands between two documents of one text.
const RULE: &str =
    "\n================================================================================\n\n";

fn write_file(folder: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    let path = folder.join(name);
    let folder = path.parent().unwrap_or(folder);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| cannot_write(&path, &error))
}
