//! Parses the command line, runs it, says what went wrong, leaves with 0, 1 or 2.

use std::env;
use std::process::ExitCode;

use leaflog::cli::{self, Opening};
use leaflog::tui::theme::{Palette, Signs};
use leaflog::tui::{self, Options};

fn main() -> ExitCode {
    let words = env::args_os().collect();
    match cli::run(words).and_then(|opening| opening.map_or(Ok(()), open)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::trouble(&error),
    }
}

/// Opens the terminal UI, on the journal or on a made-up one.
fn open(opening: Opening) -> anyhow::Result<()> {
    let options = Options {
        palette: if opening.colour {
            Palette::Colour
        } else {
            Palette::Plain
        },
        signs: if opening.ascii {
            Signs::Ascii
        } else {
            Signs::Unicode
        },
    };
    match opening.made_up {
        Some(store) => tui::run_on(store, options),
        None => tui::run(&opening.paths, options),
    }
}
