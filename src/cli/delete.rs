//! `leaflog delete`: without asking, since it can be taken back.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::takes::{ID, place};
use super::words;
use crate::domain::Entry;
use crate::domain::edit::Edit;
use crate::stats::words::counted;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![place("ids", "ID", ID).required(true).num_args(1..)]
}

/// Deletes all the entries named, as one change.
///
/// # Errors
/// One of them is not there; none was deleted then.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let mut entries: Vec<Entry> = Vec::new();
    for typed in args.get_many::<String>("ids").into_iter().flatten() {
        let entry = book.find(typed)?;
        if !entries.iter().any(|known| known.id == entry.id) {
            entries.push(entry);
        }
    }
    let edits: Vec<Edit> = entries
        .iter()
        .map(|entry| {
            let mut gone = entry.clone();
            gone.changed = book.when.now;
            Edit::Delete(gone)
        })
        .collect();
    book.store.apply(&edits, book.when.now)?;
    let deleted = counted(entries.len(), "entry was", "entries were");
    desk.voice.has_done(format!("{deleted} deleted"));
    match entries.as_slice() {
        [entry] => {
            let says = words::entry(entry, &book.when);
            desk.voice
                .text(&format!("Deleted: {says}. leaflog undo brings it back."))
        }
        many => {
            for entry in many {
                desk.voice
                    .text(&format!("Deleted: {}", words::entry(entry, &book.when)))?;
            }
            desk.voice.text("leaflog undo brings them back.")
        }
    }
}
