//! `leaflog lock`: the journal under a passphrase.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::key;
use super::takes::flag;
use crate::stats::words::counted;
use crate::store::Passphrase;
use crate::store::files::is_locked;
use crate::store::lock::{self, Rekeyed};
use crate::trouble::Trouble;

const BEFORE: [&str; 3] = [
    "There is no recovery: a forgotten passphrase means a lost journal. Keep it written down \
     somewhere others do not look.",
    "The journal and its copies in the backups folder are locked. Exports, and copies you made \
     elsewhere, stay as they are.",
    "What was readable is overwritten. An SSD, a snapshot of the disk or a folder that is \
     synchronised may keep older blocks or versions all the same.",
];

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![flag("yes", "Lock without asking again")]
}

/// Locks the journal.
///
/// # Errors
/// There is none, it is locked already or in use, nobody agreed, or this build
/// cannot lock.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    Passphrase::can_lock()?;
    is_there(desk)?;
    if is_locked(&desk.paths.journal) {
        return Err(Trouble::new(
            format!("{} is locked already", desk.paths.journal.display()),
            "leaflog passphrase changes its passphrase, leaflog unlock takes it away",
        )
        .into());
    }
    for says in BEFORE {
        desk.remark(says);
    }
    let file = desk.passphrase_file.clone();
    let key = key::new(file.as_ref(), "--passphrase-file", desk)?;
    if !args.get_flag("yes") {
        let hint = "nothing was changed; --yes locks without asking";
        desk.must_type_yes("lock the journal", "lock", hint)?;
    }
    let done = lock::rekey(&desk.paths.journal, &desk.paths.backups, None, Some(&key))?;
    let copies = copies(&done, desk);
    desk.voice.text(&format!(
        "The journal is locked{copies}. leaflog asks for the passphrase from now on."
    ))
}

/// # Errors
/// There is no journal.
pub fn is_there(desk: &Desk) -> Result<(), Trouble> {
    if desk.paths.journal.is_file() {
        return Ok(());
    }
    Err(Trouble::new(
        format!(
            "there is no journal at {} yet",
            desk.paths.journal.display()
        ),
        "leaflog, or writing the first entry down, begins one",
    ))
}

/// How many copies went with it; the others are named.
pub fn copies(done: &Rekeyed, desk: &Desk) -> String {
    name_left(done, desk);
    match done.copies {
        0 => String::new(),
        n => format!(", with {} of it", counted(n, "copy", "copies")),
    }
}

/// Names the copies that were left as they are.
pub fn name_left(done: &Rekeyed, desk: &Desk) {
    for copy in &done.left {
        desk.remark(&format!(
            "left as it is, under its old passphrase or without one: {} ({}); remove it if it is not \
             needed",
            copy.path.display(),
            copy.why
        ));
    }
}
