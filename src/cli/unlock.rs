//! `leaflog unlock`: the journal without a passphrase again.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::passphrase::not_locked;
use super::takes::flag;
use super::{key, lock as locking};
use crate::store::files::is_locked;
use crate::store::lock;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![flag("yes", "Unlock without asking again")]
}

/// Takes the passphrase away.
///
/// # Errors
/// The journal is not locked or in use, or nobody agreed.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    locking::is_there(desk)?;
    if !is_locked(&desk.paths.journal) {
        return Err(not_locked(desk).into());
    }
    desk.remark(
        "Without a passphrase anyone who can read the file can read the journal, and its copies \
         in the backups folder too.",
    );
    let present = key::present(desk)?;
    if !args.get_flag("yes") {
        let hint = "nothing was changed; --yes unlocks without asking";
        desk.must_type_yes("take the passphrase away", "unlock", hint)?;
    }
    let paths = &desk.paths;
    let done = lock::rekey(&paths.journal, &paths.backups, Some(&present), None)?;
    let copies = locking::copies(&done, desk);
    desk.voice
        .text(&format!("The journal has no passphrase any more{copies}."))
}
