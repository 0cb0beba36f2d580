//! Parses the command line, runs it, says what went wrong, leaves with 0, 1 or 2.

use std::env;
use std::process::ExitCode;

use anyhow::Result;
use leaflog::cli::{self, Opening, Paint};
use leaflog::crash;
use leaflog::tui::theme::{Palette, Signs};
use leaflog::tui::{self, Options};

fn main() -> ExitCode {
    crash::tell_only_where();
    let words: Vec<_> = env::args_os().collect();
    match cli::run(&words).and_then(|opening| opening.map_or(Ok(()), open)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::trouble(&error),
    }
}

/// Opens the terminal UI.
fn open(opening: Opening) -> Result<()> {
    let options = Options {
        palette: match opening.paint {
            Paint::Colour => Palette::Colour,
            Paint::Contrast => Palette::Contrast,
            Paint::Nothing => Palette::Plain,
        },
        signs: if opening.ascii {
            Signs::Ascii
        } else {
            Signs::Unicode
        },
    };
    match opening.made_up {
        Some(store) => tui::run_on(store, options),
        None => tui::run(opening.paths, opening.key, options),
    }
}
