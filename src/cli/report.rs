//! `leaflog export report`: the page for a clinician.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ArgMatches;

use super::desk::{Book, Desk};
use super::{file, range};
use crate::domain::field::Invalid;
use crate::export::csv::Notes;
use crate::export::report::{self, Asked, Paper};

/// What only the report takes.
pub const ONLY_THERE: [&str; 5] = ["only", "name", "visit", "a4", "letter"];

/// Writes the report: to a file of its own in this folder, unless another is
/// named or it is piped on.
///
/// # Errors
/// A wrong date or kind, or the file could not be written.
pub fn run(args: &ArgMatches, book: &mut Book, desk: &mut Desk) -> Result<()> {
    let asked = asked(args, book)?;
    let journal = book.store.load()?;
    let page = report::html(&journal, &asked).context("could not lay out the report")?;
    let out = args.get_one::<PathBuf>("out");
    let pipes = || out.is_none() && !io::stdout().is_terminal();
    if out.is_some_and(|path| path.as_os_str() == "-") || pipes() {
        desk.voice.stream().write_all(page.as_bytes())?;
        return Ok(());
    }
    let path = out.cloned().unwrap_or_else(|| asked.file().into());
    let force = args.get_flag("force");
    file::write(&path, force, book.store.path(), desk, |to| {
        Ok(to.write_all(page.as_bytes())?)
    })?;
    let place = path.canonicalize().unwrap_or(path);
    let days = format!("{} to {}", asked.from, asked.to);
    desk.voice
        .aside(&format!("wrote a report of {days} to {}", place.display()));
    Ok(())
}

fn asked(args: &ArgMatches, book: &Book) -> Result<Asked> {
    let range = range::of(args, &book.when)?;
    let mut asked = Asked::new(range, book.when);
    if asked.to > book.when.today() {
        return Err(Invalid::new(
            "to",
            format!("{} is still ahead", asked.to),
            "write a day up to today",
        )
        .into());
    }
    let text = |name: &str| args.get_one::<String>(name).map_or("", String::as_str);
    asked.name = report::free_line("name", text("name"))?;
    asked.visit = report::free_line("visit", text("visit"))?;
    if args.get_flag("no-notes") {
        asked.notes = Notes::Without;
    }
    let only = args.get_one::<String>("only");
    asked.only = only.map(|typed| report::kinds(typed)).transpose()?;
    asked.paper = match (args.get_flag("a4"), args.get_flag("letter")) {
        (true, _) => Paper::A4,
        (_, true) => Paper::Letter,
        _ => Paper::Any,
    };
    Ok(asked)
}
