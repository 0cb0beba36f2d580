//! `leaflog man --of dose`: the page `leaflog-dose(1)`, as a package installs one
//! for every command.

use anyhow::{Context, Result};
use clap::Arg;
use clap::builder::PossibleValuesParser;
use clap_mangen::Man;

use super::commands;
use super::takes::option;

const SEE_ALSO: &str = ".SH \"SEE ALSO\"\n.BR leaflog (1)\n";

pub fn takes() -> Arg {
    let names = commands::COMMANDS.iter().map(|spec| spec.name);
    option(
        "of",
        "COMMAND",
        "For the man program: one command by itself",
    )
    .value_parser(PossibleValuesParser::new(names))
    .hide_possible_values(true)
}

/// The page of one command.
///
/// # Errors
/// There is no such command.
pub fn page(name: &str) -> Result<Vec<u8>> {
    let mut command = commands::command();
    command.build();
    let own = command.find_subcommand(name);
    let own = own.with_context(|| format!("there is no command {name}"))?;
    let mut page = Vec::new();
    let source = concat!("leaflog ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(own.clone()).source(source).manual("leaflog");
    man.render(&mut page)?;
    page.extend(SEE_ALSO.bytes());
    Ok(page)
}
