//! Whether a journal's file was written over in its place while it is open: by
//! `cp`, or by a program that keeps folders the same. SQLite cannot see it, and
//! would write pages of one journal into another.
//!
//! Where nothing but this leaflog wrote, the file's times say so, which costs one
//! look. Else it is read anew: another leaflog may have moved what was in the log
//! into it.

use std::cell::Cell;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::backup::connect;
use super::key::Passphrase;
use super::trouble::{explain, is_damage};
use crate::trouble::Trouble;

/// The file as it was when this leaflog last had to do with it.
#[derive(Debug, Default)]
pub struct Untouched {
    stamp: Cell<Option<Stamp>>,
    /// What `PRAGMA data_version` said then.
    version: Cell<i64>,
    /// The file in which something else was found: it is not read again.
    refused: Cell<Option<Stamp>>,
}

/// What changes whenever a file is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let found = fs::metadata(path).ok()?;
        Some(Stamp {
            length: found.len(),
            written: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        })
    }
}

impl Untouched {
    /// Takes the file as it is now for the journal's own.
    pub fn note(&self, db: &Connection, path: &Path) {
        // Where it cannot be asked, the file is read anew the next time.
        self.version.set(version(db).unwrap_or_default());
        self.stamp.set(Stamp::of(path));
    }

    /// Refuses where something else was written into the file.
    ///
    /// # Errors
    /// It was, or it cannot be read.
    pub fn check(&self, db: &Connection, path: &Path, key: Option<&Passphrase>) -> Result<()> {
        let stamp = Stamp::of(path);
        if stamp == self.stamp.get() {
            return Ok(());
        }
        if stamp.is_some() && stamp == self.refused.get() {
            return Err(written_over(db, path).into());
        }
        let explained = |error| explain(path, error);
        let foreign = || {
            self.refused.set(stamp);
            Err(written_over(db, path).into())
        };
        let fresh = match looked_at_anew(path, key) {
            Ok(Some(outline)) => outline,
            Ok(None) => return foreign(),
            Err(error) if is_damage(&error) => return foreign(),
            Err(error) => return Err(explained(error)),
        };
        let known = Outline::of(db).ok();
        // Who wrote by SQLite made this connection forget what it had read. Asked
        // last: another leaflog may write between the two looks.
        let version = version(db).map_err(explained)?;
        if version == self.version.get() && known != Some(fresh) {
            return foreign();
        }
        self.version.set(version);
        self.stamp.set(stamp);
        Ok(())
    }
}

/// What a connection that has read nothing yet finds; none where it is not whole.
fn looked_at_anew(path: &Path, key: Option<&Passphrase>) -> rusqlite::Result<Option<Outline>> {
    let db = connect(path, key).map_err(|error| match error.downcast() {
        Ok(error) => error,
        Err(_) => rusqlite::Error::QueryReturnedNoRows,
    })?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let said: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Ok(None);
    }
    Outline::of(&db).map(Some)
}

/// What is the same in two views of one file, and in hardly any two files.
#[derive(Debug, PartialEq)]
struct Outline {
    tables: String,
    pages: (i64, i64),
    entries: i64,
    changed: f64,
}

impl Outline {
    fn of(db: &Connection) -> rusqlite::Result<Outline> {
        let sql = "SELECT (SELECT group_concat(name || ' ' || rootpage) FROM sqlite_schema), \
             page_count, freelist_count, (SELECT count(*) FROM entry), \
             (SELECT total(changed) FROM entry) FROM pragma_page_count, pragma_freelist_count";
        db.query_row(sql, [], |row| {
            Ok(Outline {
                tables: row.get(0)?,
                pages: (row.get(1)?, row.get(2)?),
                entries: row.get(3)?,
                changed: row.get(4)?,
            })
        })
    }
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA data_version", [], |row| row.get(0))
}

/// What is in the log belongs to the file of before: carried into this one it
/// would damage it.
fn written_over(db: &Connection, path: &Path) -> Trouble {
    super::leave_as_it_is(db);
    Trouble::new(
        format!(
            "{} is not what it was when it was opened: another program may have written over it",
            path.display()
        ),
        "nothing was written into it; close every leaflog that has it open, and leaflog doctor \
         says whether it is whole and how to go back to a backup",
    )
}
