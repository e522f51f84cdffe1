//! `recto serve`: a preview that builds again at every change. The site is built where
//! `recto build` builds it, and a build that fails leaves it as it was.

mod http;

use super::args::Serve;
use super::build::{self, Built, Options};
use super::report::{self, Limits};
use super::terminal::{Style, Terminal};
use super::workspace::Workspace;
use super::{DONE, Trouble};
use crate::diag::{Emitter, Format, Severity};
use http::{Place, Server};
use notify_debouncer_full::notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, new_debouncer};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// How long nothing must happen before a build begins: editors save in several steps.
const QUIET: Duration = Duration::from_millis(30);

/// Where to listen when no port is asked for: at the first of these that is free.
const PORTS: RangeInclusive<u16> = 3000..=3019;

/// Errors that open pages show.
const BANNER: usize = 5;

pub(super) fn run(args: &Serve, dir: Option<&Path>) -> Result<u8, Trouble> {
    let terminal = Terminal::of_stderr();
    let listener = listen(args)?;
    let address = listener
        .local_addr()
        .map_err(|error| Trouble::words(format!("no server: {error}")))?;
    let (changed, changes) = mpsc::channel::<DebounceEventResult>();
    // Watching begins before the first build, so that no change falls between.
    let mut debouncer = new_debouncer(QUIET, None, changed)
        .map_err(|error| Trouble::words(format!("changes cannot be watched: {error}")))?;
    let mut watched = Vec::new();
    let mut watch = |folders: &[Watched]| {
        for folder in folders.iter().filter(|folder| folder.0.exists()) {
            if !watched.contains(folder) && debouncer.watch(&folder.0, folder.1).is_ok() {
                watched.push(folder.clone());
            }
        }
    };
    watch(&Workspace::open(dir)?.watched());
    let first = rebuild(dir, terminal)?;
    watch(&first.watch);
    let mut place = first.place.unwrap_or_default();
    let server = Arc::new(Server::new(place.clone()));
    server.tell(first.problem);
    start(listener, Arc::clone(&server))?;
    let url = format!("http://{address}{}", place.base);
    terminal.say(&format!(
        "Look at {} (stop with Ctrl+C)",
        terminal.paint(Style::Strong, &url)
    ));
    if args.open {
        open(&url, terminal);
    }
    // The watcher lives as long as this loop, so somebody always holds the other end.
    while let Ok(events) = changes.recv() {
        if !matters(&events, place.folder.as_deref()) {
            continue;
        }
        match rebuild(dir, terminal) {
            Ok(next) => {
                watch(&next.watch);
                // With a broken book.toml the last good site stays where it is.
                if let Some(next) = next.place {
                    place = next;
                    server.set_place(place.clone());
                }
                server.tell(next.problem);
            }
            // Half-saved states pass; the next change may mend it.
            Err(trouble) => {
                trouble.tell(terminal);
                server.tell(Some(trouble.to_string()));
            }
        }
    }
    Ok(DONE)
}

/// Listens at the port that was asked for, or else at the first of a few that is free.
fn listen(args: &Serve) -> Result<TcpListener, Trouble> {
    let mut ports = args.port.map_or(PORTS, |port| port..=port);
    loop {
        let port = ports.next().unwrap_or(*ports.end());
        let address = SocketAddr::new(args.host, port);
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse && !ports.is_empty() => {}
            Err(error) => return Err(cannot_listen(address, &error)),
        }
    }
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Trouble {
    let trouble = Trouble::words(format!("nobody can listen at {address}: {error}"));
    match error.kind() {
        ErrorKind::AddrInUse => {
            trouble.help("another preview may be running; choose another port with --port")
        }
        ErrorKind::PermissionDenied => trouble.help("choose a port above 1023 with --port"),
        _ => trouble,
    }
}

/// How things stand after a build.
struct State {
    /// Where the site is; `None` when `book.toml` does not tell.
    place: Option<Place>,
    /// Why there is no new site.
    problem: Option<String>,
    /// What to watch.
    watch: Vec<Watched>,
}

/// A folder, and whether those in it are watched too.
type Watched = (PathBuf, RecursiveMode);

/// Builds, and says in the terminal what came of it.
fn rebuild(dir: Option<&Path>, terminal: Terminal) -> Result<State, Trouble> {
    let workspace = Workspace::open(dir)?;
    let built = build::once(workspace, &Options::default())?;
    report::show(
        &built.diags,
        Limits::SOME,
        &built.workspace.files,
        &built.workspace.sources,
        terminal,
    );
    terminal.say(&built.summary(terminal));
    let problem = built.written.is_none().then(|| banner(&built));
    Ok(State {
        place: built.target.as_ref().map(|target| Place {
            folder: Some(target.clone()),
            base: built.base.clone(),
        }),
        problem,
        watch: built.workspace.watched(),
    })
}

/// The first errors, a line each.
fn banner(built: &Built) -> String {
    let mut emitter = Emitter::new(&built.workspace.files, &built.workspace.sources);
    let errors = built
        .diags
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error);
    let lines = errors
        .take(BANNER)
        .map(|diagnostic| emitter.write(Format::Short, diagnostic));
    let lines: String = lines.collect();
    format!("{lines}(The terminal says more.)")
}

/// Whether something changed that a build reads: not the site itself, nor what is hidden.
fn matters(events: &DebounceEventResult, site: Option<&Path>) -> bool {
    let Ok(events) = events else {
        return false;
    };
    let site = site.map(|site| site.canonicalize().unwrap_or_else(|_| site.to_owned()));
    let relevant = |path: &PathBuf| {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        !hidden && !site.as_ref().is_some_and(|site| whole.starts_with(site))
    };
    events
        .iter()
        .filter(|event| !matches!(event.kind, EventKind::Access(_)))
        .any(|event| event.paths.iter().any(relevant))
}

/// Answers in the background, for as long as the program runs.
fn start(listener: TcpListener, server: Arc<Server>) -> Result<(), Trouble> {
    let failed = |error: std::io::Error| Trouble::words(format!("no server: {error}"));
    listener.set_nonblocking(true).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    std::thread::spawn(move || {
        runtime.block_on(async move {
            match tokio::net::TcpListener::from_std(listener) {
                Ok(listener) => axum::serve(listener, server.router()).await,
                Err(error) => Err(error),
            }
        })
    });
    Ok(())
}

/// Opens the browser that the system knows. On a machine without one the address, which is
/// printed, has to do; the preview goes on.
fn open(url: &str, terminal: Terminal) {
    use std::process::{Command, Stdio};
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let browser = command
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    // Some of these come back at once, some when the browser is closed.
    std::thread::spawn(move || {
        let is_open = browser.is_ok_and(|mut it| it.wait().is_ok_and(|status| status.success()));
        if !is_open {
            terminal.say("No browser could be opened; open the address yourself.");
        }
    });
}
