//! What can be said of a journal's file without writing to it, be it damaged.

use std::path::Path;

use anyhow::Result;
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::backup::connect;
use super::key::Passphrase;
use super::open::{self, APPLICATION_ID, LATEST};
use super::read_only::{self, is_closed};

/// What was found in a file that SQLite opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What SQLite's own check says; nothing where all is whole.
    pub wrong: Vec<String>,
    /// Pages that do not fit their key; always none where there is no key.
    pub unreadable: usize,
    /// Rows that point at a row that is not there.
    pub stray: usize,
    pub application: i64,
    pub version: i64,
    pub entries: usize,
    /// The instant of the last entry that is no event planned.
    pub last: Option<DateTime<Utc>>,
    /// When an entry was last written down or changed.
    pub changed: Option<DateTime<Utc>>,
    /// Entries, other than plans, whose time is yet to come.
    pub ahead: usize,
}

/// How the shape of a file stands to the one this leaflog writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Present,
    Older,
    Newer,
    /// It bears another program's mark.
    Foreign,
}

impl Found {
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let known = matches!(self.shape(), Shape::Present | Shape::Older);
        self.wrong.is_empty() && self.unreadable == 0 && known
    }

    #[must_use]
    pub fn shape(&self) -> Shape {
        if self.application != APPLICATION_ID {
            return Shape::Foreign;
        }
        match usize::try_from(self.version) {
            Ok(0) | Err(_) => Shape::Foreign,
            Ok(version) if version > LATEST => Shape::Newer,
            Ok(LATEST) => Shape::Present,
            Ok(_) => Shape::Older,
        }
    }
}

/// Reads all of a journal; `now` tells what is yet to come.
///
/// # Errors
/// It does not open at all.
pub fn examine(path: &Path, key: Option<&Passphrase>) -> Result<Found> {
    examine_at(path, key, DateTime::<Utc>::MAX_UTC)
}

/// As [`examine`], with the entries after `now` counted.
///
/// # Errors
/// As of [`examine`].
pub fn examine_at(path: &Path, key: Option<&Passphrase>, now: DateTime<Utc>) -> Result<Found> {
    open::refuse_what_is_no_file(path)?;
    let db = if is_closed(path) {
        let db = read_only::connect(path)?;
        open::prepare(&db, key)?;
        db
    } else {
        connect(path, key)?
    };
    // Nothing is carried from the log into a file that may be damaged.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let found = look(&db, key.is_some(), now)?;
    if found.is_whole() {
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    }
    Ok(found)
}

fn look(db: &Connection, locked: bool, now: DateTime<Utc>) -> Result<Found> {
    let marks =
        "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version";
    let (application, version) = db.query_row(marks, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut wrong: Vec<String> = lines(db, "PRAGMA integrity_check(20)")?;
    wrong.retain(|line| line != "ok");
    let unreadable = if locked {
        lines(db, "PRAGMA cipher_integrity_check")?.len()
    } else {
        0
    };
    let number = |sql: &str| {
        db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0))
            .ok()
            .flatten()
    };
    let count = |sql: &str| {
        number(sql)
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(0)
    };
    Ok(Found {
        wrong,
        unreadable,
        stray: count("SELECT count(*) FROM pragma_foreign_key_check"),
        application,
        version,
        entries: count("SELECT count(*) FROM entry WHERE deleted = 0"),
        last: number("SELECT max(at) FROM entry WHERE deleted = 0 AND kind <> 'event'")
            .and_then(|at| DateTime::from_timestamp(at, 0)),
        changed: number("SELECT max(changed) FROM entry").and_then(DateTime::from_timestamp_millis),
        ahead: count(&format!(
            "SELECT count(*) FROM entry WHERE deleted = 0 AND kind NOT IN ('event', 'none', 'about') AND at > {}",
            now.timestamp().saturating_add(60)
        )),
    })
}

fn lines(db: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}
