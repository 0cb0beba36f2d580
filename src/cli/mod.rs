//! The command line: the commands stand in one table, each has a file of its own
//! with what it takes and one `run`.

mod about;
mod alerts;
mod args;
mod ask;
mod backup;
mod check;
mod checkin;
mod commands;
mod completions;
mod delete;
mod demo;
mod desk;
mod doctor;
mod edit;
mod emergency;
mod every;
mod export;
mod failed;
mod file;
mod foreign;
mod globals;
mod go;
mod handover;
mod import;
mod key;
mod list;
mod lock;
mod man;
mod man_of;
mod manual;
mod merge;
mod names;
mod overview;
mod passphrase;
mod paths;
mod patterns;
mod plan;
mod progress;
mod prose;
mod purge;
mod questions;
mod quiet;
mod range;
mod read;
mod remarks;
mod report;
mod restore;
mod rows;
mod rules;
mod rules_check;
mod save;
mod set;
mod short;
mod spec;
mod summary;
mod tables;
mod takes;
mod today;
mod trends;
mod understood;
mod unlock;
mod usage;
mod voice;
mod warnings;
mod week;
mod words;

use std::cell::{Cell, OnceCell};
use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::Result;
use clap::ArgMatches;

use crate::paths::Paths;
use crate::store::{Passphrase, Store};
use crate::trouble::Trouble;
use commands::{COMMANDS, asked_of};
use desk::Desk;
use voice::Voice;

pub use failed::trouble;
pub use manual::{PAGES, Page};
pub use voice::Paint;

/// The terminal UI is wanted, on this journal. The command line does not know
/// it; whoever called it does.
#[derive(Debug)]
pub struct Opening {
    pub paths: Paths,
    /// A made-up journal to show instead of the one at `paths`.
    pub made_up: Option<Store>,
    /// What opens a locked journal, where a file held it.
    pub key: Option<Passphrase>,
    pub paint: Paint,
    pub ascii: bool,
}

const ONLY_ASCII: &str = "This terminal says that it shows no UTF-8, so leaflog draws with plain \
    letters. If it does show more, begin with: LC_ALL=C.UTF-8 leaflog. If not: leaflog --ascii.";

/// Runs what was typed. What it gives is left to open.
///
/// # Errors
/// What went wrong, for [`trouble`] to say.
pub fn run(typed: &[OsString]) -> Result<Option<Opening>> {
    let args = match overview::of(commands::command()).try_get_matches_from(typed) {
        Ok(args) => args,
        Err(error) => return usage::answer(&error, typed).map(|()| None),
    };
    let asked = args.get_one::<PathBuf>("journal").cloned();
    let variable = std::env::var_os("LEAFLOG_JOURNAL").is_some_and(|path| !path.is_empty());
    let named = asked.is_some() || variable;
    let mut voice = Voice::new(globals::look(&args));
    let paths = match (Paths::find(asked), args.subcommand()) {
        (Ok(paths), _) => paths,
        (Err(error), Some(("emergency", _))) => {
            emergency::without(&error, &mut voice)?;
            return voice.flush().map(|()| None);
        }
        // A prompt is no place for a complaint.
        (Err(_), Some(("today", args))) if args.get_flag("short") => {
            voice.text("")?;
            return voice.flush().map(|()| None);
        }
        (Err(error), _) => return Err(error),
    };
    let mut desk = Desk {
        paths,
        voice,
        named,
        passphrase_file: globals::passphrase_file(&args),
        in_clear: file::says_in_clear(&args),
        was_locked: Cell::new(false),
        opening: None,
        opened: OnceCell::new(),
    };
    let said = match args.subcommand() {
        Some((name, args)) => spec::find(COMMANDS, name)
            .map_or(Ok(()), |spec| spec.run(args, &mut desk))
            .map_err(|error| usage::as_typed(error, asked_of(name))),
        None => alone(&args, &mut desk),
    };
    let said = desk.voice.end(said);
    // Nobody waits for it: what was said stands on the screen already.
    desk.copy_of_the_day();
    said?;
    Ok(desk.opening)
}

/// No command: the terminal UI, where there is a terminal.
fn alone(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    if !voice::on_terminal() {
        return Err(Trouble::new(
            "leaflog alone needs a terminal it can draw on",
            "leaflog today, leaflog list and leaflog dose 2.5g work anywhere; leaflog --help lists all",
        )
        .into());
    }
    // It stands there again once the screens are gone.
    if desk.voice.look.ascii && !args.get_flag("ascii") {
        desk.remark(ONLY_ASCII);
    }
    desk.open_journal_later()
}
