//! Removing for good: what was purged stands in no file of the journal any
//! more, nor in the copies made of it.

use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rusqlite::{Connection, OpenFlags, Transaction, params};

use super::backup::why;
use super::erase::{wipe, wipe_folder};
use super::{Passphrase, Store, draft, known, load, lock, open};
use crate::domain::known::Version;
use crate::domain::moment::Moment;
use crate::domain::{Entry, What};
use crate::trouble::{Trouble, plain};

/// What to remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purge {
    /// Days before a date; what still holds on it stays.
    Before(NaiveDate),
    All,
}

/// What a purge comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purging {
    entries: Vec<String>,
    /// Traces of entries that were deleted before.
    deleted: Vec<String>,
    /// Older versions of entries that stay, written elsewhere.
    elsewhere: Vec<(String, DateTime<Utc>)>,
    /// By slot and when they were begun.
    drafts: Vec<(String, Moment)>,
    pub answers: u32,
    pub settings: u32,
    pub changes: u32,
    /// Medicines, facts and bags from before that date that still hold.
    pub holds: usize,
    /// Copies of the journal that hold something of it, or may.
    pub copies: Vec<PathBuf>,
    /// What a restore or a merge left beside the journal.
    pub beside: Vec<PathBuf>,
}

impl Purging {
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub fn deleted(&self) -> usize {
        self.deleted.len()
    }

    #[must_use]
    pub fn drafts(&self) -> usize {
        self.drafts.len()
    }

    /// Whether there is nothing to remove in the journal itself.
    fn is_nothing_here(&self) -> bool {
        self.entries() + self.deleted() + self.drafts() + self.elsewhere.len() == 0
            && self.answers + self.settings + self.changes == 0
    }

    /// Whether there is nothing to remove at all.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.is_nothing_here() && self.copies.is_empty() && self.beside.is_empty()
    }
}

impl Store {
    /// What a purge would remove, of the journal and of its copies.
    ///
    /// # Errors
    /// The journal or its copies could not be read.
    pub fn purging(&self, what: Purge, backups: &Path) -> Result<Purging> {
        let mut purging = self.ask(|db| found(db, what))?;
        for copy in copies(&self.path, backups)? {
            let free = what != Purge::All
                && opened(&copy, self.key.as_ref())
                    .and_then(|db| found(&db, what))
                    .is_ok_and(|found| found.is_nothing_here());
            if !free {
                purging.copies.push(copy);
            }
        }
        purging.beside = lock::left_beside(&self.path, backups);
        Ok(purging)
    }

    /// Removes for good, copies included; after a part was purged, one copy of
    /// what is left is made. There is no way back.
    ///
    /// # Errors
    /// The disk would not take it, or another leaflog is in the way; what was
    /// said to be purged may still stand in a file then.
    pub fn purge(&mut self, what: Purge, backups: &Path, now: Moment) -> Result<()> {
        let purging = self.purging(what, backups)?;
        self.write(|db| {
            match what {
                Purge::All => empty(db)?,
                Purge::Before(_) => remove(db, &purging, what)?,
            }
            let before = match what {
                Purge::Before(date) => date,
                Purge::All => now.date_naive() + chrono::Days::new(1),
            };
            db.execute(
                "INSERT OR REPLACE INTO purged VALUES (?1, ?2)",
                params![before, now.timestamp_millis()],
            )?;
            Ok(())
        })?;
        self.purge_files(&purging, what, backups).map_err(|error| {
            match error.downcast::<Trouble>() {
                Ok(trouble) => trouble.into(),
                Err(error) => Trouble::new(
                    format!(
                        "the journal was purged, but not all of its files: {}",
                        why(&error)
                    ),
                    "make some space, allow writing beside the journal and in its backups, and \
                     run the same purge again",
                )
                .into(),
            }
        })
    }

    /// What is free in the journal, its copies, and what lies beside it.
    fn purge_files(&self, purging: &Purging, what: Purge, backups: &Path) -> Result<()> {
        self.wipe_free_space()?;
        for gone in purging.copies.iter().chain(&purging.beside) {
            let wiped = if gone.is_dir() {
                wipe_folder(gone)
            } else {
                wipe(gone)
            };
            wiped.map_err(|error| {
                Trouble::new(
                    format!(
                        "the journal was purged, but could not remove {}: {}",
                        gone.display(),
                        plain(&error)
                    ),
                    "allow removing it, and run the same purge again",
                )
            })?;
        }
        if !purging.copies.is_empty() {
            File::open(backups)?.sync_all()?;
        }
        if !purging.copies.is_empty() && what != Purge::All {
            open::copy_as(&self.db, &self.path, backups, "after-purge")?;
        }
        Ok(())
    }

    /// Nothing that was removed stands in the file or its log after this.
    ///
    /// # Errors
    /// Another leaflog is reading just now.
    pub fn wipe_free_space(&self) -> Result<()> {
        let truncated = |db: &Connection| {
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                row.get::<_, i64>(0).map(|busy| busy == 0)
            })
        };
        let done = self.ask(|db| {
            let first = truncated(db)?;
            db.execute_batch("VACUUM")?;
            Ok(first & truncated(db)?)
        });
        match done {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Trouble::new(
                "it was purged, but another leaflog is reading, and the old words may still \
                 stand in the journal's files",
                "close every other leaflog and run the same purge again",
            )
            .into()),
        }
    }
}

/// What of this journal a purge removes.
fn found(db: &Connection, what: Purge) -> rusqlite::Result<Purging> {
    let journal = load::whole(db)?;
    let mut purging = Purging {
        changes: count(db, "SELECT count(*) FROM change")?,
        ..Purging::default()
    };
    for entry in journal.entries() {
        match goes(entry, what) {
            Goes::Yes => purging.entries.push(entry.id.to_string()),
            Goes::StillHolds => purging.holds += 1,
            Goes::No => {}
        }
    }
    let before = |at: Moment| match what {
        Purge::Before(date) => at.date_naive() < date,
        Purge::All => true,
    };
    let tombstones = load::tombstones(db)?.into_iter();
    let gone = tombstones.filter(|it| before(it.at));
    purging.deleted = gone.map(|it| it.id.to_string()).collect();
    for version in known::elsewhere(db)? {
        let at = match &version {
            Version::Written(entry) => entry.at,
            Version::Deleted(tombstone) => tombstone.at,
        };
        if before(at) {
            let at = (version.id().to_string(), version.changed());
            purging.elsewhere.push(at);
        }
    }
    for draft in draft::every(db)? {
        let edits = draft.editing.map(|id| id.to_string());
        if before(draft.begun) || edits.is_some_and(|id| purging.entries.contains(&id)) {
            purging.drafts.push((draft.slot(), draft.begun));
        }
    }
    purging.answers = match what {
        Purge::Before(date) => answers_before(db, date)?,
        Purge::All => count(db, "SELECT count(*) FROM answer")?,
    };
    if what == Purge::All {
        purging.settings = count(db, "SELECT count(*) FROM setting")?;
    }
    Ok(purging)
}

fn count(db: &Connection, sql: &str) -> rusqlite::Result<u32> {
    db.query_row(sql, [], |row| row.get(0))
}

fn midnight(date: NaiveDate) -> i64 {
    date.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

fn answers_before(db: &Connection, date: NaiveDate) -> rusqlite::Result<u32> {
    let sql = "SELECT count(*) FROM answer WHERE at < ?1";
    db.query_row(sql, [midnight(date)], |row| row.get(0))
}

enum Goes {
    Yes,
    /// A medicine still taken or a fact still true is not of the past: without
    /// it warnings would fall silent.
    StillHolds,
    No,
}

fn goes(entry: &Entry, what: Purge) -> Goes {
    let Purge::Before(before) = what else {
        return Goes::Yes;
    };
    if entry.date() >= before {
        return Goes::No;
    }
    let until = match &entry.what {
        What::Medicine(medicine) => medicine.until,
        What::About(about) => about.until,
        What::Product(_) => None,
        _ => return Goes::Yes,
    };
    if until.is_none_or(|until| until >= before) {
        Goes::StillHolds
    } else {
        Goes::Yes
    }
}

fn remove(db: &Transaction, purging: &Purging, what: Purge) -> Result<()> {
    let Purge::Before(date) = what else {
        return Ok(());
    };
    for id in purging.entries.iter().chain(&purging.deleted) {
        db.prepare_cached("DELETE FROM entry WHERE id = ?1")?
            .execute([id])?;
        db.prepare_cached("DELETE FROM answer WHERE subject = ?1")?
            .execute([id])?;
    }
    for (id, changed) in &purging.elsewhere {
        db.execute(
            "DELETE FROM elsewhere WHERE changed = ?2 \
             AND entry = (SELECT no FROM entry WHERE id = ?1)",
            params![id, changed.timestamp_millis()],
        )?;
    }
    for (slot, begun) in &purging.drafts {
        db.execute(
            "DELETE FROM draft WHERE begun = ?2 AND (kind = ?1 OR substr(kind, 1, length(?1) + 1) = ?1 || '~')",
            params![slot, begun.timestamp()],
        )?;
    }
    db.execute("DELETE FROM answer WHERE at < ?1", [midnight(date)])?;
    db.execute("DELETE FROM change", [])?;
    Ok(())
}

fn empty(db: &Transaction) -> Result<()> {
    db.execute_batch(
        "DELETE FROM entry; DELETE FROM elsewhere; DELETE FROM past; DELETE FROM answer; \
         DELETE FROM setting; DELETE FROM change; DELETE FROM draft; DELETE FROM purged; \
         DELETE FROM sqlite_sequence",
    )?;
    Ok(())
}

/// The copies of this journal: `journal.db.*.db`, and what was left of one that
/// was interrupted.
fn copies(journal: &Path, backups: &Path) -> Result<Vec<PathBuf>> {
    let Ok(folder) = fs::read_dir(backups) else {
        return Ok(Vec::new());
    };
    let begins = format!(
        "{}.",
        journal.file_name().unwrap_or_default().to_string_lossy()
    );
    let mut copies = Vec::new();
    for item in folder {
        let path = item?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ends = [".db", ".db-wal", ".db-shm", ".db-journal"];
        let is_copy = name.starts_with(&begins) && ends.iter().any(|it| name.ends_with(it));
        if (is_copy || name.starts_with(".leaflog-")) && path.is_file() {
            copies.push(path);
        }
    }
    copies.sort();
    Ok(copies)
}

/// A copy, only to read; not a byte of it changes.
fn opened(copy: &Path, key: Option<&Passphrase>) -> rusqlite::Result<Connection> {
    let mut name = String::new();
    for byte in copy.to_string_lossy().bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                name.push(char::from(byte));
            }
            other => {
                let _ = write!(name, "%{other:02X}");
            }
        }
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)?;
    db.execute_batch("PRAGMA cipher_log_level = NONE")?;
    if let Some(key) = key {
        key.unlock(&db)?;
    }
    Ok(db)
}
