//! The person at the terminal: commands in, words and an exit status out.
//!
//! What is for people goes to standard error, data to standard output. Nothing below
//! this room prints, asks the clock or reads the environment.

mod args;
mod build;
mod check;
mod explain;
mod export;
mod init;
mod report;
mod serve;
mod terminal;
mod workspace;

use crate::diag::{Diagnostic, Emitter, Format};
use crate::source::{Files, MemorySources};
use args::{Args, Command};
use clap::Parser;
use std::ffi::OsString;
use terminal::{Style, Terminal};

/// Done; warnings allowed.
pub const DONE: u8 = 0;
/// The edition has errors, or findings under `--strict`.
pub const FINDINGS: u8 = 1;
/// The command could not run.
pub const COULD_NOT_RUN: u8 = 2;

/// Why a command could not run.
#[derive(Debug)]
enum Trouble {
    /// Something that has a code.
    Diagnostic(Box<Diagnostic>),
    /// Something else, and what to do about it.
    Words { message: String, help: Vec<String> },
}

impl Trouble {
    fn words(message: impl Into<String>) -> Self {
        Self::Words {
            message: message.into(),
            help: Vec::new(),
        }
    }

    /// With a sentence that says what to do.
    fn help(mut self, sentence: impl Into<String>) -> Self {
        match &mut self {
            Self::Diagnostic(diagnostic) => diagnostic.help.push(sentence.into()),
            Self::Words { help, .. } => help.push(sentence.into()),
        }
        self
    }

    fn tell(&self, terminal: Terminal) {
        match self {
            Self::Diagnostic(diagnostic) => {
                let (files, sources) = (Files::default(), MemorySources::new());
                let mut emitter =
                    Emitter::new(&files, &sources).terminal(terminal.colours, terminal.columns);
                terminal.say_raw(&emitter.write(Format::Human, diagnostic));
            }
            Self::Words { message, help } => {
                terminal.say(&format!(
                    "{}: {message}",
                    terminal.paint(Style::Error, "error")
                ));
                for help in help {
                    terminal.say(&format!(
                        "  {}: {help}",
                        terminal.paint(Style::Strong, "help")
                    ));
                }
            }
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Diagnostic(diagnostic) => &diagnostic.message,
            Self::Words { message, .. } => message,
        })
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::words(format!("standard output cannot be written: {error}"))
    }
}

/// Runs a command line, program name first, and gives the exit status.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are errors to clap, and no failure.
            let _ = error.print();
            return if error.use_stderr() {
                COULD_NOT_RUN
            } else {
                DONE
            };
        }
    };
    let dir = args.dir.as_deref();
    let result = match args.command {
        Command::Build(args) => build::run(args, dir),
        Command::Serve(args) => serve::run(&args, dir),
        Command::Check(args) => check::run(&args, dir),
        Command::Explain(args) => explain::run(&args.what, dir),
        Command::Init(args) => init::run(&args.folder, dir),
        Command::Export(args) => export::run(&args, dir),
    };
    result.unwrap_or_else(|trouble: Trouble| {
        trouble.tell(Terminal::of_stderr());
        COULD_NOT_RUN
    })
}
