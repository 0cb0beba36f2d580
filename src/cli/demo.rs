//! `leaflog demo`: a made-up journal to try things on; it touches no real one.

use std::path::Path;

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::takes::{option, path};
use super::{today, voice};
use crate::demo::demo;
use crate::domain::edit::Edit;
use crate::file::refuse_the_journal;
use crate::stats::words::counted;
use crate::store::{Store, files};
use crate::trouble::Trouble;

/// How many days, and which story, unless it is said.
const DAYS: u32 = 120;
const SEED: u64 = 1;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let days = option("days", "N", "How many days");
    let seed = option("seed", "N", "Which story");
    let save = option("save", "FILE", "Save it as a new journal");
    vec![
        days.value_parser(clap::value_parser!(u32).range(1..=36_500)),
        seed.value_parser(clap::value_parser!(u64)),
        save.value_parser(path()),
    ]
}

/// Opens the terminal UI on a made-up journal, or saves one.
///
/// # Errors
/// The file is there already, or could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let days = args.get_one::<u32>("days").copied().unwrap_or(DAYS);
    let seed = args.get_one::<u64>("seed").copied().unwrap_or(SEED);
    if let Some(path) = args.get_one::<std::path::PathBuf>("save") {
        return save(path, days, seed, desk);
    }
    let book = filled(Store::in_memory()?, days, seed)?;
    if voice::on_terminal() {
        desk.open_later(Some(book.store));
        return Ok(());
    }
    today::said(book, desk)
}

fn save(path: &Path, days: u32, seed: u64, desk: &mut Desk) -> Result<()> {
    if path.exists() {
        return Err(Trouble::new(
            format!("{} is there already", path.display()),
            "nothing was changed; name a new file, so that no real journal is touched",
        )
        .into());
    }
    // Whoever tries things on may begin at the journal's own place.
    if files::is_kept_for(path, &desk.paths.journal) {
        refuse_the_journal(path, path, &desk.paths.journal)?;
    }
    let backups = path.with_extension("backups");
    let mut book = filled(Store::open(path, &backups)?, days, seed)?;
    let entries = counted(book.store.load()?.entries().len(), "entry", "entries");
    let path = path.display();
    desk.voice.aside(&format!(
        "made up {entries} in {path}; leaflog --journal {path} opens it"
    ));
    Ok(())
}

fn filled(store: Store, days: u32, seed: u64) -> Result<Book> {
    let mut book = Book::new(store)?;
    let entries = demo(seed, days, &book.when);
    let edits: Vec<Edit> = entries.into_iter().map(Edit::Add).collect();
    book.store.apply(&edits, book.when.now)?;
    Ok(book)
}
