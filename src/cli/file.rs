//! A file that is written for the person, once they agree that it replaces
//! another, and that it can be read though the journal is locked.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::takes::flag;
use crate::file::Place;

pub fn force() -> Arg {
    flag("force", "Replace a file without asking")
}

pub fn in_clear() -> Arg {
    let says = "From a locked journal, write a file anyone can read";
    flag("in-clear", says)
}

/// Whether `--in-clear` was typed behind a command that has it.
#[must_use]
pub fn says_in_clear(args: &ArgMatches) -> bool {
    args.subcommand()
        .is_some_and(|(_, args)| matches!(args.try_get_one("in-clear"), Ok(Some(true))))
}

/// Writes a file in clear. `journal` is never replaced, any other only with
/// `force` or a yes.
///
/// # Errors
/// It is there and may not be replaced, or cannot be written.
pub fn write(
    path: &Path,
    force: bool,
    journal: &Path,
    desk: &mut Desk,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>,
) -> Result<()> {
    let place = place(path, force, journal, desk)?;
    desk.agree_in_clear(path)?;
    place.write(write)
}

/// Where a file is to be written, once it may be: never over the journal, and
/// over another file only where the person agrees.
///
/// # Errors
/// It is there and may not be replaced.
pub fn place(path: &Path, force: bool, journal: &Path, desk: &mut Desk) -> Result<Place> {
    let place = Place::look(path, journal)?;
    if place.is_taken && !force {
        let what = format!("{} is there already", path.display());
        desk.agree(
            &what,
            "Replace it?",
            "nothing was written; --force replaces it",
        )?;
    }
    Ok(place)
}
