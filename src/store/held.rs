//! A journal or a copy that nobody else can read or write meanwhile.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, ensure};
use rusqlite::Connection;
use rustix::fs::{FlockOperation, fcntl_lock};
use rustix::io::Errno;

use super::backup::connect;
use super::erase::{erase, overwrite};
use super::files::{LOGS, beside};
use super::key::Passphrase;
use super::place::replaced;
use super::trouble::explain;
use crate::trouble::{Trouble, plain};

/// How long another leaflog may go on using the journal before this gives up.
const PATIENCE: Duration = Duration::from_millis(500);

/// The fields are let go in this order: a file closed before its connection
/// would let go of SQLite's locks.
pub(super) struct Held {
    pub db: Connection,
    file: File,
    pub path: PathBuf,
}

impl Held {
    /// All of the journal for this process, with no write-ahead log beside it.
    pub fn alone(path: &Path, key: Option<&Passphrase>) -> Result<Held> {
        let explained = |error| in_use(path, error);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(|error| unwritable(path, &error))?;
        let db = connect(path, key).map_err(|error| explained_any(path, error))?;
        db.busy_timeout(PATIENCE).map_err(explained)?;
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
            .map_err(explained)?;
        let log = OpenOptions::new().write(true).open(beside(path, "-wal"));
        db.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(()))
            .map_err(explained)?;
        let mode: String = db
            .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
            .map_err(explained)?;
        ensure!(mode == "delete", "the write-ahead log stayed: {mode}");
        db.execute_batch("BEGIN EXCLUSIVE; COMMIT")
            .map_err(explained)?;
        if let Ok(log) = log {
            overwrite(&log).map_err(|error| unwritable(path, &error))?;
        }
        for ending in LOGS {
            erase(&beside(path, ending)).map_err(|error| unwritable(path, &error))?;
        }
        let held = Held {
            db,
            file,
            path: path.to_owned(),
        };
        held.is_at_its_place()?;
        Ok(held)
    }

    /// The file whose lock is held is the one at the path, and the one that
    /// will be overwritten.
    pub fn is_at_its_place(&self) -> Result<()> {
        let found = self.file.metadata()?;
        let there = fs::metadata(&self.path)?;
        let same = (found.dev(), found.ino()) == (there.dev(), there.ino());
        Ok(same.then_some(()).ok_or_else(replaced)?)
    }

    /// How many names the file has: another one is somebody's copy.
    pub fn names(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.nlink())
    }

    /// Zeros over all of the file that is held, wherever its name went. It keeps
    /// its length: another leaflog that waits for it would take an empty file for
    /// a new journal, and remove the write-ahead log of the one that stands there
    /// now.
    pub fn overwrite(&self) -> io::Result<()> {
        overwrite(&self.file)
    }
}

/// All of a file that does not open here, for as long as what this gives is kept:
/// whoever has it open, with its passphrase or before it was damaged, shares
/// SQLite's lock on it.
///
/// # Errors
/// Another leaflog has it open.
pub(super) fn unread(path: &Path) -> Result<Option<File>> {
    if !path.is_file() {
        return Ok(None);
    }
    // What cannot be written has nobody who writes to it.
    let Ok(file) = OpenOptions::new().read(true).write(true).open(path) else {
        return Ok(None);
    };
    match fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::AGAIN | Errno::ACCESS) => Err(used(path).into()),
        // A disk without locks has none that could be held elsewhere.
        Ok(()) | Err(_) => Ok(Some(file)),
    }
}

fn explained_any(path: &Path, error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<rusqlite::Error>() {
        Ok(error) => in_use(path, error),
        Err(error) => error,
    }
}

fn in_use(path: &Path, error: rusqlite::Error) -> anyhow::Error {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    if let Some(DatabaseBusy | DatabaseLocked) = error.sqlite_error_code() {
        return used(path).into();
    }
    explain(path, error)
}

fn used(path: &Path) -> Trouble {
    Trouble::new(
        format!("another leaflog is using {}", path.display()),
        "nothing was changed; close it and try again",
    )
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> anyhow::Error {
    Trouble::new(
        format!("could not write {}: {}", path.display(), plain(error)),
        "nothing was changed; allow writing there and in its folder, make some space and try again",
    )
    .into()
}
