//! The executable: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(recto::cli::run(std::env::args_os()))
}
