//! The commands and their words.

use clap::{Parser, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// recto turns a folder of source documents into a scholarly digital edition: a static
/// site to publish, to preview, or to hand on.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    arg_required_else_help = true,
    after_help = "Begin with `recto init my-edition`, then `recto serve --dir my-edition`.\n\
                  Exit status: 0 done, 1 the edition has errors (or findings with --strict), \
                  2 could not run."
)]
pub(super) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,

    /// The edition's folder, which holds book.toml [default: here, or the nearest folder
    /// above that has one]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the whole site
    Build(Build),
    /// Preview the site, and see every change at once
    Serve(Serve),
    /// Read and resolve everything, say what is wrong or doubtful, write nothing
    Check(Check),
    /// Say what each line of a file was taken for and why, or what a diagnostic means
    Explain(Explain),
    /// Make a new edition
    Init(Init),
    /// Write the records in another format
    Export(Export),
}

#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// Where the site is written [default: build-dir of book.toml, else site]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,

    /// Where the site will stand, such as https://name.github.io/repository/
    #[arg(long, value_name = "URL")]
    pub(super) site_url: Option<String>,

    /// Take warnings for errors
    #[arg(long)]
    pub(super) strict: bool,

    /// How many things to do at once [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// The port [default: 3000, or the next that is free]
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,

    /// The address to listen on; others than loopback let other computers in
    #[arg(long, value_name = "H", default_value = "127.0.0.1", value_parser = host)]
    pub(super) host: IpAddr,

    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
}

/// An address, or the name that every computer has for itself.
fn host(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(IpAddr::from([127, 0, 0, 1]));
    }
    text.parse()
        .map_err(|_| "an address such as 127.0.0.1 or ::1, or localhost".to_owned())
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// How findings are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,

    /// List everything, however long: findings, documents, pointers that lead nowhere and
    /// names that point to nobody
    #[arg(long)]
    pub(super) all: bool,

    /// Take warnings for errors
    #[arg(long)]
    pub(super) strict: bool,

    /// How many things to do at once [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the lines of the source and what to do
    Human,
    /// path:line:column: severity[code]: message
    Short,
    /// One JSON object a line
    Json,
    /// For GitHub, which shows them beside the source
    Github,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// A source file, or the code of a diagnostic
    #[arg(value_name = "FILE|CODE")]
    pub(super) what: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder to make the edition in
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// json or text
    #[arg(value_name = "FORMAT")]
    pub(super) format: String,

    /// The file (json) or folder (text) to write [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub(super) out: Option<PathBuf>,
}
