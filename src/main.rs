//! The executable: arguments in, exit code out.

/// A record is thousands of small strings; the system's allocator took a fifth of a
/// build's time for them, and more with several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(recto::cli::run(std::env::args_os()))
}
