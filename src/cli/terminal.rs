//! The terminal: what is said to a person (standard error), data (standard output), and
//! a bar while something takes long.

use crate::diag::Colours;
use crate::pipeline::Step;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Columns when they are not known.
const COLUMNS: usize = 100;

/// What can be done to words on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Strong,
    Faint,
    Error,
    Warning,
    Good,
}

/// What is known of standard error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    pub(super) colours: Colours,
    pub(super) columns: usize,
}

impl Terminal {
    /// Of standard error.
    pub(super) fn of_stderr() -> Self {
        Self::of(io::stderr().is_terminal(), columns(&io::stderr()))
    }

    /// Of standard output, for what is to be read there.
    pub(super) fn of_stdout() -> Self {
        Self::of(io::stdout().is_terminal(), columns(&io::stdout()))
    }

    fn of(is_terminal: bool, columns: Option<usize>) -> Self {
        // https://no-color.org: any value but the empty one.
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            colours: if is_terminal && !unwanted && !dumb {
                Colours::Yes
            } else {
                Colours::No
            },
            columns: columns.filter(|_| is_terminal).unwrap_or(COLUMNS).max(40),
        }
    }

    /// Words in a style, if there are colours.
    pub(super) fn paint(self, style: Style, words: &str) -> String {
        let code = match style {
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Error => "1;31",
            Style::Warning => "1;33",
            Style::Good => "1;32",
        };
        match self.colours {
            Colours::Yes => format!("\u{1b}[{code}m{words}\u{1b}[0m"),
            Colours::No => words.to_owned(),
        }
    }

    /// Says something, on a line of its own.
    pub(super) fn say(self, words: &str) {
        // Nobody is left to tell when this fails.
        let _ = writeln!(io::stderr().lock(), "{words}");
    }

    /// Says something that has its line breaks.
    pub(super) fn say_raw(self, words: &str) {
        let _ = io::stderr().lock().write_all(words.as_bytes());
    }
}

/// Standard output. A reader that goes away, as `head` does, has had enough: what comes
/// after is not written, and that is no failure.
#[derive(Debug)]
pub(super) struct Data {
    out: io::BufWriter<io::StdoutLock<'static>>,
    gone: bool,
}

impl Data {
    pub(super) fn new() -> Self {
        Self {
            out: io::BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            gone: false,
        }
    }

    /// Whether nobody reads any more.
    pub(super) const fn is_gone(&self) -> bool {
        self.gone
    }

    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let written = self.out.write_all(text.as_bytes());
        self.settle(written)
    }

    /// Writes what is still held back.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let written = self.out.flush();
        self.settle(written)
    }

    fn settle(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(())
            }
            other => other,
        }
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        // The buffer tries again when it is dropped; the answer is the same.
        self.gone = true;
    }
}

/// How far some work is. Shown on a terminal only, and only when it takes a while.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: AtomicBool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg:9} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Self {
            bar,
            begun: Instant::now(),
            shown: AtomicBool::new(!io::stderr().is_terminal()),
        }
    }

    /// Shows a step.
    pub(super) fn on(&self, step: Step) {
        match step {
            Step::Begin(what, total) => {
                self.bar.set_length(total as u64);
                self.bar.set_position(0);
                self.bar.set_message(what);
            }
            Step::Done => self.bar.inc(1),
        }
        let due = self.begun.elapsed() > Duration::from_millis(400);
        if due && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar
                .set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// How wide the terminal is.
#[cfg(unix)]
fn columns(stream: &impl std::os::fd::AsFd) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(stream).ok()?;
    Some(usize::from(size.ws_col)).filter(|&columns| columns > 0)
}

/// Not asked on this system.
#[cfg(not(unix))]
fn columns<T>(_: &T) -> Option<usize> {
    None
}
