//! `leaflog passphrase`: another passphrase for a locked journal.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::takes::{option, path};
use super::{key, lock as locking};
use crate::store::Passphrase;
use crate::store::files::is_locked;
use crate::store::lock;
use crate::trouble::Trouble;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let says = "A file whose first line is the new passphrase";
    vec![option("new-passphrase-file", "FILE", says).value_parser(path())]
}

/// Changes the passphrase.
///
/// # Errors
/// The journal is not locked or in use, or the present passphrase is wrong.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    locking::is_there(desk)?;
    if !is_locked(&desk.paths.journal) {
        return Err(not_locked(desk).into());
    }
    let present = key::present(desk)?;
    desk.remark("There is no recovery: a forgotten passphrase means a lost journal.");
    let file = args.get_one::<PathBuf>("new-passphrase-file");
    let new = key::new(file, "--new-passphrase-file", desk)?;
    let paths = &desk.paths;
    let done = lock::rekey(&paths.journal, &paths.backups, Some(&present), Some(&new))?;
    let copies = locking::copies(&done, desk);
    desk.voice
        .text(&format!("The journal has its new passphrase{copies}."))
}

pub fn not_locked(desk: &Desk) -> Trouble {
    let what = format!("{} is not locked", desk.paths.journal.display());
    match Passphrase::can_lock() {
        Ok(()) => Trouble::new(what, "nothing was changed; leaflog lock sets a passphrase"),
        Err(cannot) => Trouble::new(format!("{what}, and {}", cannot.what), cannot.hint),
    }
}
