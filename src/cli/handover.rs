//! `leaflog handover`: what an anaesthetist, a prescriber or an emergency doctor
//! needs read out.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::file;
use super::takes::{option, path};
use crate::export::handover::{self as content, Asked, DAYS, Part, WIDEST};
use crate::lookups::lookups;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let out = "A file for whoever needs it; - is stdout";
    let days = option("days", "N", "Whole days the averages are of, else 7");
    vec![
        option("at", "WHEN", "What was true at a time"),
        days.value_parser(clap::value_parser!(u32).range(1..=366)),
        option("out", "FILE", out).value_parser(path()),
        file::force(),
        file::in_clear(),
    ]
}

/// Shows the handover or writes it to a file.
///
/// # Errors
/// Not a time, the journal could not be read, or the file not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let journal = book.store.load()?;
    let made = book.when.moment();
    let at = match args.get_one::<String>("at") {
        Some(typed) => book.when.parse("at", typed)?,
        None => journal.present(made),
    };
    let days = args.get_one::<u32>("days").copied().unwrap_or(DAYS);
    let asked = Asked::of(&journal, at, made, &book.when, days);
    let parts = content::handover(&journal, &asked, &lookups());
    match args.get_one::<PathBuf>("out") {
        Some(path) if path.as_os_str() != "-" => {
            to_file(path, args.get_flag("force"), &parts, desk)
        }
        _ => show(&parts, desk),
    }
}

fn show(parts: &[Part], desk: &mut Desk) -> Result<()> {
    if !desk.voice.look.plain {
        let width = desk.voice.look.width;
        return desk.voice.text(&content::text(parts, width));
    }
    for part in parts {
        for line in &part.lines {
            desk.voice.labelled(part.label, line)?;
        }
    }
    Ok(())
}

fn to_file(path: &Path, force: bool, parts: &[Part], desk: &mut Desk) -> Result<()> {
    let text = content::text(parts, WIDEST);
    let journal = desk.paths.journal.clone();
    file::write(path, force, &journal, desk, |to| {
        Ok(to.write_all(text.as_bytes())?)
    })?;
    desk.voice
        .aside(&format!("wrote the handover to {}", path.display()));
    Ok(())
}
