//! Parses the command line, runs it, says what went wrong, leaves with 0, 1 or 2.

use std::env;
use std::process::ExitCode;

use leaflog::cli::{self, Opening};

fn main() -> ExitCode {
    let words = env::args_os().collect();
    match cli::run(words).and_then(|opening| opening.map_or(Ok(()), open)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::trouble(&error),
    }
}

/// Opens the terminal UI.
fn open(opening: Opening) -> anyhow::Result<()> {
    let _ = opening;
    Err(anyhow::anyhow!("the terminal UI is not there yet"))
}
