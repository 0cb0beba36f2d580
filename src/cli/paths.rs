//! `leaflog paths`: where things are kept.

use anyhow::Result;

use super::desk::Desk;
use crate::store::CAN_LOCK;
use crate::store::files::is_locked;

/// Says where each file or folder is, one a line.
///
/// # Errors
/// Nobody reads it any more.
pub fn run(desk: &mut Desk) -> Result<()> {
    let Desk { paths, voice, .. } = desk;
    for (name, path) in [
        ("journal", &paths.journal),
        ("backups", &paths.backups),
        ("config", &paths.config),
    ] {
        voice.labelled(name, &path.display().to_string())?;
    }
    let says = match (paths.journal.is_file(), is_locked(&paths.journal)) {
        (false, _) => "no journal yet",
        (true, true) => "locked with a passphrase, or no leaflog journal",
        (true, false) => "not locked",
    };
    if CAN_LOCK {
        return voice.labelled("lock", says);
    }
    voice.labelled(
        "lock",
        &format!("{says}; this build of leaflog cannot lock a journal or open a locked one"),
    )
}
