//! What a command is, as the table of commands has it.

use anyhow::Result;
use clap::{Arg, ArgMatches, Command};

use super::desk::Desk;
use super::{args, check, save};
use crate::domain::Kind;

/// A command: its name, what it is for, the arguments it takes, what it does.
pub struct Spec {
    pub name: &'static str,
    pub says: &'static str,
    pub takes: fn() -> Vec<Arg>,
    pub does: Does,
}

/// What a command does.
pub enum Does {
    /// Writes an entry of a kind down; its fields are arguments too.
    Write(Kind),
    /// Looks at a dose before it is taken; its fields are arguments too.
    Check,
    Run(fn(&ArgMatches, &mut Desk) -> Result<()>),
    /// Runs, or one of the commands below it does.
    RunOr(fn(&ArgMatches, &mut Desk) -> Result<()>, &'static [Spec]),
}

impl Spec {
    /// The command as clap takes it.
    pub fn declare(&self) -> Command {
        let command = Command::new(self.name).about(self.says);
        let command = match self.does {
            Does::Write(kind) => args::declare(command, kind.fields().iter()),
            Does::Check => args::declare(command, check::fields()),
            Does::Run(_) => command,
            Does::RunOr(_, below) => command
                .subcommands(below.iter().map(Spec::declare))
                .disable_help_subcommand(true)
                .args_conflicts_with_subcommands(true),
        };
        command.args((self.takes)())
    }

    /// Does what was typed behind its name.
    ///
    /// # Errors
    /// What it could not do.
    pub fn run(&self, args: &ArgMatches, desk: &mut Desk) -> Result<()> {
        match self.does {
            Does::Write(kind) => save::run(kind, args, desk),
            Does::Check => check::run(args, desk),
            Does::Run(run) => run(args, desk),
            Does::RunOr(run, below) => match args.subcommand() {
                Some((name, args)) => find(below, name).map_or(Ok(()), |it| it.run(args, desk)),
                None => run(args, desk),
            },
        }
    }
}

/// The command of that name.
#[must_use]
pub fn find(of: &'static [Spec], name: &str) -> Option<&'static Spec> {
    of.iter().find(|spec| spec.name == name)
}
