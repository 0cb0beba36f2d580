//! The options that every command has.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::takes::{flag, option, path};
use super::voice::{self, Colour, Look};

const PASSPHRASE_FILE: &str = "Its first line opens a locked journal";

/// Every one of them, in the order that help shows them.
pub fn globals() -> [Arg; 6] {
    [
        option("journal", "FILE", "The journal to use")
            .value_parser(path())
            .global(true)
            .display_order(90),
        option("passphrase-file", "FILE", PASSPHRASE_FILE)
            .value_parser(path())
            .global(true)
            .display_order(90),
        option("color", "WHEN", "When to use colour")
            .value_parser(["auto", "always", "never"])
            .default_value("auto")
            .hide_default_value(true)
            .global(true)
            .display_order(91),
        option(
            "theme",
            "NAME",
            "usual, or contrast for low vision: bold, nothing dim",
        )
        .value_parser(["usual", voice::CONTRAST])
        .hide_possible_values(true)
        .global(true)
        .display_order(92),
        flag("ascii", "No signs beyond ASCII")
            .global(true)
            .display_order(92),
        flag("plain", "No boxes or tables, one `label: value` a line")
            .global(true)
            .display_order(93),
    ]
}

/// The file that was named: by option, else by variable.
#[must_use]
pub fn passphrase_file(args: &ArgMatches) -> Option<PathBuf> {
    let asked = args.get_one::<PathBuf>("passphrase-file").cloned();
    let variable = || {
        std::env::var_os("LEAFLOG_PASSPHRASE_FILE")
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
    };
    asked.or_else(variable)
}

/// How the command line is to speak.
#[must_use]
pub fn look(args: &ArgMatches) -> Look {
    let colour = match args.get_one::<String>("color").map(String::as_str) {
        Some("always") => Colour::Always,
        Some("never") => Colour::Never,
        _ => Colour::Auto,
    };
    let theme = args.get_one::<String>("theme").map_or("", String::as_str);
    Look::new(
        colour,
        theme,
        args.get_flag("ascii"),
        args.get_flag("plain"),
    )
}
