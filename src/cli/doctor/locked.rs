//! Whether the journal is locked, and what opens it.

use anyhow::Result;

use super::super::desk::Desk;
use super::super::key::{self, Asking};
use crate::store::backup;
use crate::store::files::is_locked;
use crate::store::{CAN_LOCK, Passphrase};

/// What is known of the journal's key.
pub enum Key {
    /// It is not locked, or no key that was given opens it.
    None,
    Fits(Passphrase),
    /// It looks locked, and nobody could be asked.
    Unknown,
}

impl Key {
    #[must_use]
    pub fn into_key(self) -> Option<Passphrase> {
        match self {
            Key::Fits(key) => Some(key),
            Key::None | Key::Unknown => None,
        }
    }
}

/// What opens it, asked for where somebody can be.
///
/// # Errors
/// The passphrase that was given cannot be read.
pub fn key_of(desk: &Desk) -> Result<Key> {
    let journal = &desk.paths.journal;
    if !is_locked(journal) || !key::may_be_locked(journal) {
        return Ok(Key::None);
    }
    if !CAN_LOCK {
        return Ok(Key::Unknown);
    }
    let copies = backup::all(journal, &desk.paths.backups);
    let is_named = desk.passphrase_file.is_some();
    // Its copies are locked with it: where they are not, it is likely damaged.
    if !is_named && !key::can_ask() {
        let has_plain = copies.iter().any(|copy| !copy.is_locked());
        return Ok(if has_plain { Key::None } else { Key::Unknown });
    }
    match key::to_read(desk, Asking::AtTheTerminal) {
        Ok(key) => Ok(Key::Fits(key)),
        Err(error) if key::is_not_its(&error, journal) => Ok(Key::None),
        Err(error) => Err(error),
    }
}
