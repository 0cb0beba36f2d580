//! Removing for good: what was purged stands in no file of the journal any
//! more, nor in the copies made of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Transaction, params};

use super::erase::{erase, erase_folder};
use super::files::{self, Kind, Ours};
use super::named::{is_among, unnamed};
use super::turn::{LONG, Turn};
use super::{Passphrase, Store, draft, known, load, open, read_only};
use crate::domain::Entry;
use crate::domain::answer::Answer;
use crate::domain::called::{Called, names};
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::domain::purged::{Days, Goes};
use crate::trouble::Trouble;

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
        self.is_nothing_here() && self.copies.is_empty()
    }
}

impl Purge {
    fn days(self, db: &Connection) -> rusqlite::Result<Days> {
        Ok(Days {
            before: match self {
                Purge::Before(date) => Some(date),
                Purge::All => None,
            },
            day_start: load::settings(db)?.day_start(),
        })
    }
}

impl Store {
    /// What a purge would remove, of the journal and of its copies.
    ///
    /// # Errors
    /// The journal or its copies could not be read.
    pub fn purging(&self, what: Purge, backups: &Path) -> Result<Purging> {
        let days = self.ask(|db| what.days(db))?;
        let mut purging = self.ask(|db| found(db, &days, self.called))?;
        for Ours { path: copy, kind } in holding(&self.path, backups) {
            let free = what != Purge::All
                && matches!(kind, Kind::Copy(_) | Kind::SetAside)
                && !files::LOGS
                    .iter()
                    .any(|log| files::beside(&copy, log).exists())
                && opened(&copy, self.key.as_ref())
                    .and_then(|db| found(&db, &days, self.called))
                    .is_ok_and(|found| found.is_nothing_here());
            if !free {
                purging.copies.push(copy);
            }
        }
        Ok(purging)
    }

    /// Removes for good, copies included; after a part was purged, one copy of
    /// what is left is made. There is no way back.
    ///
    /// # Errors
    /// The disk would not take it, or another leaflog is in the way; what was
    /// said to be purged may still stand in a file then.
    pub fn purge(&mut self, what: Purge, backups: &Path, now: Moment) -> Result<()> {
        // A copy that is being made now may hold what goes.
        let _turn = Turn::in_folders(&files::folders(&self.path, backups), LONG)?;
        let purging = self.purging(what, backups)?;
        let called = self.called;
        self.write(|db| {
            let days = what.days(db)?;
            match what {
                Purge::All => empty(db)?,
                Purge::Before(_) => remove(db, &purging, &days, called)?,
            }
            db.execute(
                "INSERT OR REPLACE INTO purged VALUES (?1, ?2)",
                params![days.to_string(), now.timestamp_millis()],
            )?;
            Ok(())
        })?;
        self.wipe_free_space()?;
        for copy in &purging.copies {
            removed(copy).map_err(|error| {
                Trouble::new(
                    format!(
                        "it was purged, but {} could not be removed: {error:#}",
                        copy.display()
                    ),
                    "run the same purge again, or remove that file yourself",
                )
            })?;
        }
        for folder in files::folders(&self.path, backups) {
            files::sync(&folder)?;
        }
        if !purging.copies.is_empty() && what != Purge::All {
            let copied = open::copy_as(&self.db, &self.path, backups, "after-purge");
            copied.map_err(|error| {
                Trouble::new(
                    format!("it was purged, but no copy of what is left could be made: {error:#}"),
                    "make some space and run leaflog backup FILE",
                )
            })?;
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
        self.untouched.note(&self.db, &self.path);
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

/// What of this journal goes with these days.
fn found(db: &Connection, days: &Days, called: Called) -> rusqlite::Result<Purging> {
    let journal = load::whole(db)?;
    let mut purging = Purging {
        changes: count(db, "SELECT count(*) FROM change")?,
        ..Purging::default()
    };
    for entry in journal.entries() {
        match days.entry(entry) {
            Goes::Yes => purging.entries.push(entry.id.to_string()),
            Goes::StillHolds => purging.holds += 1,
            Goes::No => {}
        }
    }
    let tombstones = load::tombstones(db)?.into_iter();
    let gone = tombstones.filter(|it| days.has_tombstone(it));
    purging.deleted = gone.map(|it| it.id.to_string()).collect();
    for version in known::elsewhere(db)? {
        if days.has_version(&version) {
            let at = (version.id().to_string(), version.changed());
            purging.elsewhere.push(at);
        }
    }
    for draft in draft::every(db)? {
        let edits = draft.editing.map(|id| id.to_string());
        if days.has_draft(draft.begun) || edits.is_some_and(|id| purging.entries.contains(&id)) {
            purging.drafts.push((draft.slot(), draft.begun));
        }
    }
    let answers = load::answers(db)?;
    let left = left(&journal, days, called);
    let goes = |answer: &&Answer| {
        let until = days.answers_until();
        let is_named = || answer.subject.is_empty() || is_among(answer, &left);
        until.is_none_or(|until| answer.at < until) || !is_named()
    };
    purging.answers = u32::try_from(answers.iter().filter(goes).count()).unwrap_or(u32::MAX);
    if days.before.is_none() {
        purging.settings = count(db, "SELECT count(*) FROM setting")?;
    }
    Ok(purging)
}

fn count(db: &Connection, sql: &str) -> rusqlite::Result<u32> {
    db.query_row(sql, [], |row| row.get(0))
}

/// What warnings may call the entries that stay.
fn left(journal: &Journal, days: &Days, called: Called) -> BTreeSet<String> {
    let stays = |entry: &&Entry| days.entry(entry) != Goes::Yes;
    let stays = || journal.entries().iter().filter(stays);
    let mut left = names(stays().filter_map(|entry| entry.typed_name()), called);
    left.extend(stays().map(|entry| entry.id.to_string()));
    left
}

fn remove(db: &Transaction, purging: &Purging, days: &Days, called: Called) -> Result<()> {
    for id in purging.entries.iter().chain(&purging.deleted) {
        db.prepare_cached("DELETE FROM entry WHERE id = ?1")?
            .execute([id])?;
        db.prepare_cached("DELETE FROM answer WHERE subject = ?1")?
            .execute([id])?;
    }
    for (id, changed) in &purging.elsewhere {
        // Else the next merge would bring it back beside what stays.
        db.execute(
            "INSERT OR IGNORE INTO past SELECT no, ?2 FROM entry WHERE id = ?1 AND changed <> ?2",
            params![id, changed.timestamp_millis()],
        )?;
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
    if let Some(until) = days.answers_until() {
        let until = until.timestamp_millis();
        db.execute("DELETE FROM answer WHERE at < ?1", [until])?;
    }
    // It would keep the name.
    for answer in unnamed(db, called, |_| true)? {
        db.prepare_cached("DELETE FROM answer WHERE subject = ?1")?
            .execute([answer.subject])?;
    }
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

/// The files of this journal, besides itself, that may hold what goes: copies,
/// what a restore set aside, and what was left where something was cut short.
fn holding(journal: &Path, backups: &Path) -> Vec<Ours> {
    let mut ours = files::all(journal, backups);
    ours.retain(|ours| {
        let at_work = files::is_at_work(&ours.path) == Some(true);
        !at_work && !matches!(ours.kind, Kind::Log | Kind::Rekeying(_))
    });
    ours
}

fn removed(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        return erase_folder(path);
    }
    erase(path)
}

/// A copy, only to read; not a byte of it changes.
fn opened(copy: &Path, key: Option<&Passphrase>) -> rusqlite::Result<Connection> {
    let db = read_only::connect(copy)?;
    open::prepare(&db, key)?;
    Ok(db)
}
