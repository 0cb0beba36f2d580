//! `leaflog completions`: what a shell may offer.

use anyhow::Result;
use clap::{Arg, ArgMatches};
use clap_complete::{Shell, generate};

use super::commands;
use super::desk::Desk;
use super::takes::place;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let shell = place("shell", "SHELL", "Which shell").required(true);
    vec![shell.value_parser(clap::value_parser!(clap_complete::Shell))]
}

/// Prints the completions for a shell.
///
/// # Errors
/// Nobody reads them any more.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut script = Vec::new();
    if let Some(shell) = args.get_one::<Shell>("shell") {
        generate(*shell, &mut commands::command(), "leaflog", &mut script);
    }
    desk.voice.data(&script)
}
