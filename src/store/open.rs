//! Opening a journal: permissions, pragmas, and migrations that copy first.

mod copied;
mod private;
mod shape;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};
use rusqlite_migration::Migrations;

use super::backup;
use super::erase::erase;
use super::files::beside;
use super::key::{CAN_LOCK, Passphrase};
use super::lock;
use super::place::{Place, replaced};
use super::trouble::{back_to, explain};
use crate::trouble::Trouble;

use private::make_private;
use shape::{migrate, recognise};

pub(super) use copied::{copy_as, written};
pub(super) use private::{make_file, make_folder};
pub(super) use shape::{APPLICATION_ID, LATEST, STEPS, bring, refuse_strange, shape};

/// The shortest database: one page of the smallest size.
const HEADER: u64 = 512;
/// How long a write waits for another leaflog.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two tries where SQLite itself does not wait.
const PAUSE: Duration = Duration::from_millis(5);

/// Opens the journal at `path`, making it and its folder if they are missing;
/// with a key, a locked one. With it, which file it is.
pub fn open(path: &Path, backups: &Path, key: Option<&Passphrase>) -> Result<(Connection, Place)> {
    refuse_what_is_no_file(path)?;
    refuse_what_was_emptied(path, backups)?;
    make_private(path)?;
    let place = Place::of(path).ok_or_else(replaced)?;
    let mut db = Connection::open(path).map_err(|error| explain(path, error))?;
    // Until it is known for a journal, nothing is carried from its log into it.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(|error| explain(path, error))?;
    let prepared = prepare(&db, key);
    refuse_the_log_of_another(&db, path, backups)?;
    prepared.map_err(|error| explain(path, error))?;
    let recognised = recognise(&db, path, STEPS.len());
    // Whoever waited for a lock to end has the file of before. From here on this
    // connection shares the file, and nobody who asks for all of it gets it.
    place.still_at(path)?;
    recognised?;
    migrate(
        &mut db,
        path,
        backups,
        &Migrations::from_slice(STEPS),
        STEPS.len(),
    )?;
    lock::tidy(path, backups);
    if let Some(key) = key {
        // What cannot be locked is named by the doctor.
        let _ = lock::cover(path, backups, key);
    }
    remove_old_journal(path);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .map_err(|error| explain(path, error))?;
    Ok((db, place))
}

/// Refuses a log that does not fit the file: SQLite would carry the log of one
/// journal into another that was put in its place. All of it is read only where
/// the file was written to after its log, as it is for the moment after some of
/// the log was moved there.
fn refuse_the_log_of_another(db: &Connection, path: &Path, backups: &Path) -> Result<()> {
    let log = beside(path, "-wal");
    let changed = |path: &Path| {
        let found = fs::metadata(path).ok().filter(|found| found.len() > 0)?;
        Some((found.ctime(), found.ctime_nsec()))
    };
    let Some(logged) = changed(&log) else {
        return Ok(());
    };
    let looks = if Some(logged) < changed(path) {
        "PRAGMA integrity_check(1)"
    } else {
        "SELECT iif(count(*) >= 0, 'ok', '') FROM sqlite_schema"
    };
    match db.query_row(looks, [], |row| row.get::<_, String>(0)) {
        Ok(said) if said == "ok" => Ok(()),
        // A file that does not open at all is spoken of elsewhere.
        Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseCorrupt) => Ok(()),
        _ => Err(Trouble::new(
            format!(
                "{} and the log beside it, {}, do not fit together",
                path.display(),
                log.file_name().unwrap_or_default().display()
            ),
            format!(
                "if you put the file there, move the log away and try again; else: {}",
                back_to(path, backups)
            ),
        )
        .into()),
    }
}

/// Removes a rollback journal that a killed lock left: this connection has read
/// the file and keeps a write-ahead log, so that what was to be rolled back is,
/// and nobody can begin another while it is open.
fn remove_old_journal(path: &Path) {
    let old = beside(path, "-journal");
    if old.exists() {
        let _ = erase(&old);
    }
}

/// A journal that lives only as long as the program.
pub fn in_memory() -> Result<Connection> {
    let mut db = Connection::open_in_memory()?;
    prepare(&db, None)?;
    Migrations::from_slice(STEPS).to_latest(&mut db)?;
    Ok(db)
}

/// Refuses a pipe, a socket or a device, which may wait for ever, and what is
/// too short to be anything.
pub(super) fn refuse_what_is_no_file(path: &Path) -> Result<()> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return Err(Trouble::new(
            format!("{} is no ordinary file", path.display()),
            "nothing was changed; name another journal with --journal FILE",
        )
        .into());
    }
    // SQLite would take the rest of a header for a new, empty file.
    let is_cut = |found: &fs::Metadata| found.is_file() && (1..HEADER).contains(&found.len());
    if fs::metadata(path).is_ok_and(|found| is_cut(&found)) {
        let error = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
        return Err(explain(path, rusqlite::Error::SqliteFailure(error, None)));
    }
    Ok(())
}

/// Refuses an empty file that was a journal: SQLite would take it for a new one.
fn refuse_what_was_emptied(path: &Path, backups: &Path) -> Result<()> {
    let is_empty = |path: &Path| fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() == 0);
    let log = beside(path, "-wal");
    let has_log = || log.exists() && !is_empty(&log);
    // Another leaflog may be making it just now, and its first copy. What was
    // copied stood in the log before, and in the file before the log went: looked
    // at in this order, both are missed only where both are gone.
    if is_empty(path) && !backup::all(path, backups).is_empty() && !has_log() && is_empty(path) {
        return Err(Trouble::new(
            format!(
                "{} is empty, though there are backups of it",
                path.display()
            ),
            back_to(path, backups),
        )
        .into());
    }
    Ok(())
}

/// From here on what SQLite holds of journals in this process is kept out of swap,
/// as far as the system allows, and wiped when it is let go. For one that stays
/// open for hours: an import of 100,000 rows takes nine times as long with it.
///
/// # Errors
/// SQLite could not be set up.
pub fn keep_out_of_swap() -> rusqlite::Result<()> {
    if !CAN_LOCK {
        return Ok(());
    }
    let db = Connection::open_in_memory()?;
    db.execute_batch("PRAGMA cipher_memory_security = ON")
}

pub(super) fn prepare(db: &Connection, key: Option<&Passphrase>) -> rusqlite::Result<()> {
    // Without this a wrong key prints over the screen.
    db.execute_batch("PRAGMA cipher_log_level = NONE")?;
    if let Some(key) = key {
        key.unlock(db)?;
    }
    db.busy_timeout(PATIENCE)?;
    db.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL",
    )
}

/// Has changes written to a log first. SQLite does not wait where two that open
/// a new journal ask for it at the same moment: each would wait for the other.
fn keep_a_log(db: &Connection) -> rusqlite::Result<String> {
    // It waits here alone: what it waits by itself would come on top at each try.
    db.busy_timeout(Duration::ZERO)?;
    let mode = tried(db);
    db.busy_timeout(PATIENCE)?;
    mode
}

fn tried(db: &Connection) -> rusqlite::Result<String> {
    let mut waited = Duration::ZERO;
    loop {
        match db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)) {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && waited < PATIENCE =>
            {
                thread::sleep(PAUSE);
                waited += PAUSE;
            }
            mode => return mode,
        }
    }
}

#[cfg(test)]
mod tests;
