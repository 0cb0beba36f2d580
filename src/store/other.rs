//! Another journal, only looked at: what it holds is read into memory, so that
//! not a byte of it changes and no copy of it stands on any disk.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::Result;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};

use super::files::{beside, is_plain};
use super::trouble::{explain, is_damage};
use super::{Passphrase, Store, open, read_only};
use crate::domain::joining::Holding;
use crate::trouble::{Trouble, plain};

/// How often it is read anew while somebody writes to it.
const TRIES: usize = 3;
const ANOTHER_COPY: &str = "nothing was changed; use another copy of it";

/// Another journal as it was a moment ago.
#[derive(Debug)]
pub struct Other {
    pub store: Store,
}

impl Other {
    /// Reads what lies at `path` beside the journal `here`, with the first key
    /// that fits where it is locked.
    ///
    /// # Errors
    /// It is no journal, this very one, locked, damaged or of a newer leaflog.
    pub fn open(path: &Path, here: &Path, keys: &[Passphrase]) -> Result<Other> {
        super::open::refuse_what_is_no_file(path)?;
        refuse_itself(path, here)?;
        refuse_unreadable(path)?;
        refuse_cut_short(path)?;
        if is_plain(path) {
            let db = unmoved(path, || read(path, None))?;
            return Ok(Other::of(db, path));
        }
        for key in keys {
            if key.opens(path) {
                let db = unmoved(path, || read(path, Some(key)))?;
                return Ok(Other::of(db, path));
            }
        }
        Err(Trouble::new(
            format!(
                "{} is locked with another passphrase, or it is no leaflog journal",
                path.display()
            ),
            "nothing was changed; --other-passphrase-file FILE names a file with its passphrase",
        )
        .into())
    }

    /// Everything it holds.
    ///
    /// # Errors
    /// Something in it is of no journal.
    pub fn everything(&mut self) -> Result<Holding> {
        self.store.everything().map_err(of_another)
    }

    fn of(db: Connection, path: &Path) -> Other {
        Other {
            store: Store::new(db, path.to_owned(), None, None),
        }
    }
}

/// Refuses what cannot be another journal.
///
/// # Errors
/// It cannot be read, or holds nothing.
pub fn refuse_unreadable(path: &Path) -> Result<()> {
    let unreadable = |error: std::io::Error| {
        Trouble::new(
            format!("could not read {}: {}", path.display(), plain(&error)),
            "nothing was changed; name another leaflog journal",
        )
    };
    if path.is_dir() {
        return Err(Trouble::new(
            format!("{} is a folder", path.display()),
            "name the journal in it",
        )
        .into());
    }
    // Opening a pipe would wait until somebody writes into it.
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(Trouble::new(
            format!("{} is not a file", path.display()),
            "nothing was changed; name another leaflog journal",
        )
        .into());
    }
    let mut begins = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(1).read_to_end(&mut begins).map_err(unreadable)?;
    if begins.is_empty() {
        return Err(Trouble::new(
            format!("{} is empty", path.display()),
            "nothing was changed; name another leaflog journal",
        )
        .into());
    }
    Ok(())
}

fn refuse_itself(path: &Path, here: &Path) -> Result<()> {
    let file = |path: &Path| fs::metadata(path).map(|it| (it.dev(), it.ino())).ok();
    if file(path).is_some() && file(path) == file(here) {
        return Err(Trouble::new(
            format!("{} is this journal itself", path.display()),
            "name the journal of the other machine",
        )
        .into());
    }
    Ok(())
}

/// Refuses one that something cut short while it kept no log: only who may write
/// to it can put it right.
fn refuse_cut_short(path: &Path) -> Result<()> {
    let mut begins = [0];
    let read = File::open(beside(path, "-journal")).and_then(|mut old| old.read(&mut begins));
    // What was rolled back begins with zeros, or is empty.
    if read.is_ok() && begins != [0] {
        return Err(Trouble::new(
            format!(
                "{} was cut short while it was being changed",
                path.display()
            ),
            "nothing was changed; open it once with leaflog --journal FILE, which puts it right, \
             then merge it",
        )
        .into());
    }
    Ok(())
}

/// What was read while nobody wrote.
fn unmoved<T>(path: &Path, read: impl Fn() -> Result<T>) -> Result<T> {
    for _ in 0..TRIES {
        let before = state(path);
        let found = read();
        if state(path) == before {
            return found;
        }
    }
    Err(Trouble::new(
        format!("{} is being written to just now", path.display()),
        "nothing was changed; close the leaflog that has it open and try again",
    )
    .into())
}

/// Sizes and times of a journal's files, to notice that somebody writes.
fn state(path: &Path) -> Vec<Option<(u64, i64, i64)>> {
    let files = ["", "-wal", "-journal"].map(|ending| fs::metadata(beside(path, ending)));
    let of = |it: fs::Metadata| (it.len(), it.mtime(), it.mtime_nsec());
    files.into_iter().map(|it| it.ok().map(of)).collect()
}

/// All of another journal, in memory and in the present shape.
fn read(path: &Path, key: Option<&Passphrase>) -> Result<Connection> {
    let explained = |error| explain(path, error);
    let mut db = attached(path, key).map_err(explained).map_err(of_another)?;
    let version = open::refuse_strange(&db, "other", path).map_err(of_another)?;
    let sound = db.query_row("PRAGMA other.quick_check(1)", [], |row| {
        row.get::<_, String>(0)
    });
    if !sound.is_ok_and(|said| said == "ok") {
        return Err(damaged(path));
    }
    open::shape(&mut db, version)?;
    copy_rows(&db).map_err(|error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation | rusqlite::ErrorCode::TypeMismatch) => {
            damaged(path)
        }
        _ if is_damage(&error) => damaged(path),
        _ => explained(error),
    })?;
    db.execute_batch("DETACH DATABASE other; PRAGMA foreign_keys = ON")
        .map_err(explained)?;
    open::bring(&mut db, path)?;
    Ok(db)
}

/// A journal in memory with another one beside it, which is only read. Where it
/// has a log, that is read too, and its place is kept in memory: SQLite would
/// keep it in a file beside the journal.
fn attached(path: &Path, key: Option<&Passphrase>) -> rusqlite::Result<Connection> {
    let db = Connection::open_in_memory()?;
    open::prepare(&db, None)?;
    db.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF",
    )?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let file = if read_only::waits_beside(path) {
        read_only::uri(path, "mode=ro&vfs=unix-none")
    } else {
        read_only::uri(path, "mode=ro&immutable=1")
    };
    let words = key.map_or("", Passphrase::words);
    db.execute("ATTACH DATABASE ?1 AS other KEY ?2", params![file, words])?;
    Ok(db)
}

/// Copies every row into tables that this leaflog has made, of the same shape:
/// what else a file may hold is left where it is.
fn copy_rows(db: &Connection) -> rusqlite::Result<()> {
    let mut tables = db.prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    )?;
    let tables = tables.query_map([], |row| row.get::<_, String>(0))?;
    for table in tables.collect::<rusqlite::Result<Vec<String>>>()? {
        db.execute_batch(&format!(
            "INSERT INTO main.{table} SELECT * FROM other.{table}"
        ))?;
    }
    Ok(())
}

fn damaged(path: &Path) -> anyhow::Error {
    Trouble::new(format!("{} is damaged", path.display()), ANOTHER_COPY).into()
}

/// What is wrong with it, and what to do here.
fn of_another(error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<Trouble>() {
        Ok(trouble) => {
            let hint = if trouble.what.contains("newer leaflog") {
                "nothing was changed; install the newer leaflog here too"
            } else if trouble.what.ends_with("is damaged") {
                ANOTHER_COPY
            } else {
                "nothing was changed; name another leaflog journal"
            };
            Trouble::new(trouble.what, hint).into()
        }
        Err(error) => error,
    }
}
