//! `leaflog completions`: what a shell may offer.

use anyhow::Result;
use clap::ArgMatches;
use clap_complete::{Shell, generate};

use super::desk::Desk;

/// Prints the completions for a shell.
///
/// # Errors
/// Nobody reads them any more.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut script = Vec::new();
    if let Some(shell) = args.get_one::<Shell>("shell") {
        generate(*shell, &mut super::command(), "leaflog", &mut script);
    }
    desk.voice.data(&script)
}
