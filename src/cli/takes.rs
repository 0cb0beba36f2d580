//! How an argument is declared, and those that many commands take.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction};

/// What names an entry.
pub const ID: &str = "The ending of an entry's id, or last";

/// What is known by its place, without a name before it.
pub fn place(name: &'static str, value: &'static str, says: &'static str) -> Arg {
    Arg::new(name).value_name(value).help(says)
}

/// `--name VALUE`.
pub fn option(name: &'static str, value: &'static str, says: &'static str) -> Arg {
    place(name, value, says).long(name)
}

/// `--name`, and nothing behind it.
pub fn flag(name: &'static str, says: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(says)
}

pub fn path() -> ValueParser {
    clap::value_parser!(PathBuf)
}

pub fn json() -> Arg {
    flag("json", "As JSON")
}
