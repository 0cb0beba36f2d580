//! The only SQL: open, load, apply, undo. One SQLite file, one transaction a
//! change; what was acknowledged survives a power cut.

pub mod backup;
mod body;
mod change;
pub mod draft;
mod erase;
pub mod files;
pub mod health;
mod held;
mod key;
mod known;
mod load;
pub mod lock;
mod named;
mod open;
mod other;
mod place;
mod purge;
mod read_only;
pub mod restore;
mod trouble;
mod turn;
mod untouched;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};
use uuid::{NoContext, Timestamp, Uuid};

use crate::domain::called::{Called, as_typed};
use crate::domain::edit::Edit;
use crate::domain::joining::Holding;
use crate::domain::journal::{Journal, Tombstone};
use crate::domain::known::Known;
use crate::domain::purged::Purged;
use crate::domain::setting::Settings;
use crate::domain::{Entry, Kind};
use crate::trouble::Trouble;
use place::Place;
use untouched::Untouched;

pub use crate::domain::draft::Draft;
use change::By;
pub use change::{Change, Way};
pub use key::{CAN_LOCK, Passphrase, USUAL_BUILD};
pub use open::keep_out_of_swap;
pub use other::{Other, refuse_unreadable};
pub use place::is_replaced;
pub use purge::{Purge, Purging};
pub use read_only::is_closed;
pub use trouble::{cannot_open, does_not_open};

/// An open journal.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    /// The file that was opened there; none where the journal is in memory.
    place: Option<Place>,
    /// Whether anything else wrote into it.
    untouched: Untouched,
    /// None where the journal is not locked.
    key: Option<Passphrase>,
    /// Tells this run's changes from those of others.
    session: String,
    /// What warnings call what was typed.
    called: Called,
    /// What `PRAGMA data_version` said when the journal was last loaded.
    seen: i64,
    wrote: Wrote,
}

/// Whether a change was acknowledged. It outlives the store: whether a copy is
/// due is asked when the result was said.
#[derive(Debug, Clone, Default)]
pub struct Wrote(Arc<AtomicBool>);

impl Wrote {
    #[must_use]
    pub fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Store {
    /// Opens the journal at `path`, making it if it is missing; a copy goes to
    /// `backups` before its shape changes.
    ///
    /// # Errors
    /// Names the path, the reason and what to do.
    pub fn open(path: &Path, backups: &Path) -> Result<Store> {
        Store::open_with(path, backups, None)
    }

    /// Opens a journal that is locked, or one that is not where there is no key;
    /// a new one is made as it is opened.
    ///
    /// # Errors
    /// As of [`Store::open`]; SQLite cannot tell a wrong key from a file that is
    /// no journal.
    pub fn open_with(path: &Path, backups: &Path, key: Option<Passphrase>) -> Result<Store> {
        let (db, place) = open::open(path, backups, key.as_ref())?;
        Ok(Store::new(db, path.to_owned(), Some(place), key))
    }

    /// The key the journal was opened with, where it is locked.
    #[must_use]
    pub fn key(&self) -> Option<&Passphrase> {
        self.key.as_ref()
    }

    /// A journal that lives only as long as the program.
    ///
    /// # Errors
    /// SQLite could not be set up.
    pub fn in_memory() -> Result<Store> {
        Ok(Store::new(
            open::in_memory()?,
            PathBuf::from("a journal in memory"),
            None,
            None,
        ))
    }

    fn new(db: Connection, path: PathBuf, place: Option<Place>, key: Option<Passphrase>) -> Store {
        let session = Uuid::now_v7().simple().to_string();
        let untouched = Untouched::default();
        untouched.note(&db, &path);
        Store {
            db,
            path,
            place,
            untouched,
            key,
            session,
            called: as_typed,
            seen: 0,
            wrote: Wrote::default(),
        }
    }

    /// The same, told what warnings call what was typed: what was said to them
    /// stays as long as anything in an entry is called so.
    #[must_use]
    pub fn calling(self, called: Called) -> Store {
        Store { called, ..self }
    }

    #[must_use]
    pub fn wrote(&self) -> Wrote {
        self.wrote.clone()
    }

    /// Whether a change was acknowledged since this was last asked.
    pub fn take_written(&self) -> bool {
        self.wrote.0.swap(false, Ordering::Relaxed)
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps the journal as it is here as a copy, where another file was put in
    /// its place, and empties the write-ahead log, which goes by its name: SQLite
    /// would write what stands in it over the new file.
    ///
    /// Where another leaflog goes on with the new file already, it has done so, and
    /// what stands in the log now is its own: this one lets go of it, and there is
    /// no copy.
    ///
    /// # Errors
    /// The copy could not be made; the log is as it was then.
    pub fn set_aside(&self, backups: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>> {
        if self.untouched.goes_on_without(&self.db, &self.path) {
            leave_as_it_is(&self.db);
            return Ok(None);
        }
        let copies = backup::Copies::of(&self.path, backups, self.key.clone());
        let aside = copies.keep_from(&self.db, self.key.as_ref(), "replaced", now)?;
        self.ask(|db| db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
        Ok(Some(aside))
    }

    /// Writes the journal into a new file, whole or not at all.
    ///
    /// # Errors
    /// A file is there already, or it could not be written.
    pub fn save_new(&self, place: &Path) -> Result<()> {
        backup::save_new(&self.db, place).map_err(|error| {
            Trouble::new(
                format!(
                    "could not write {}: {}",
                    place.display(),
                    backup::why(&error)
                ),
                "nothing was written; name a new file in a folder that can be written",
            )
            .into()
        })
    }

    /// A new lasting id for an entry written down at `now`, after every id of
    /// the same instant, so that entries of one minute stand as they came.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn new_id(&self, now: DateTime<Utc>) -> Result<Uuid> {
        self.still_there()?;
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        let time = Timestamp::from_unix(
            NoContext,
            millis / 1000,
            u32::try_from(millis % 1000)? * 1_000_000,
        );
        let id = Uuid::new_v7(time);
        let prefix = id.to_string()[..13].to_owned();
        let last: Option<String> = self.ask(|db| {
            db.prepare_cached("SELECT max(id) FROM entry WHERE id >= ?1 AND id < ?1 || '~'")?
                .query_row([&prefix], |row| row.get(0))
        })?;
        let last = last.and_then(|last| Uuid::parse_str(&last).ok());
        Ok(last
            .filter(|last| *last >= id)
            .map_or(id, |last| after(last, id)))
    }

    /// All of the journal.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn load(&mut self) -> Result<Journal> {
        self.seen = self.data_version()?;
        self.ask(load::whole)
    }

    /// The entries since an instant, with what rules ask of the time before.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn load_since(&mut self, from: DateTime<Utc>) -> Result<Journal> {
        self.seen = self.data_version()?;
        self.ask(|db| load::since(db, from))
    }

    /// What may be asked of anything judged from an instant on: each kind as far
    /// back from it as `reach` says, doses as far back from the last one before
    /// it, and what rules ask of the time before.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn load_around(
        &mut self,
        first: DateTime<Utc>,
        reach: fn(Kind) -> TimeDelta,
    ) -> Result<Journal> {
        self.seen = self.data_version()?;
        self.ask(|db| load::around(db, first, reach))
    }

    /// Everything the journal holds, for joining it with another.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn everything(&mut self) -> Result<Holding> {
        self.seen = self.data_version()?;
        self.ask(known::everything)
    }

    /// What is known of one entry, deleted or not.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn known(&self, id: Uuid) -> Result<Option<Known>> {
        self.ask(|db| known::one(db, id))
    }

    /// Which days were purged.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn purged(&self) -> Result<Vec<Purged>> {
        self.ask(known::purged)
    }

    /// The settings alone.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn settings(&self) -> Result<Settings> {
        self.ask(load::settings)
    }

    /// The entry with this id, unless it is deleted or unknown.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn entry(&self, id: Uuid) -> Result<Option<Entry>> {
        self.ask(|db| load::one(db, id))
    }

    /// The ids of the entries whose id ends so, at most `most`.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn ending_in(&self, ending: &str, most: u32) -> Result<Vec<Uuid>> {
        let ending: String = ending
            .chars()
            .filter(char::is_ascii_hexdigit)
            .collect::<String>()
            .to_lowercase();
        self.ask(|db| {
            let mut statement = db.prepare_cached(
                "SELECT id FROM entry WHERE deleted = 0 AND replace(id, '-', '') LIKE '%' || ?1 ORDER BY at DESC LIMIT ?2",
            )?;
            let ids = statement.query_map(rusqlite::params![ending, most], |row| row.get::<_, String>(0))?;
            ids.map(|id| id.map(|id| Uuid::parse_str(&id).unwrap_or_default())).collect()
        })
    }

    /// The entry that was written down last.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn last_written(&self) -> Result<Option<Uuid>> {
        let last: Option<String> = self.ask(|db| {
            db.query_row("SELECT max(id) FROM entry WHERE deleted = 0", [], |row| {
                row.get(0)
            })
        })?;
        Ok(last.and_then(|id| Uuid::parse_str(&id).ok()))
    }

    /// Whether an entry was written down here in a time, as the ids say; a fact
    /// about the person, like their country, is none.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn has_entry_written(&self, since: DateTime<Utc>, until: DateTime<Utc>) -> Result<bool> {
        self.ask(|db| {
            db.prepare_cached("SELECT EXISTS (SELECT 1 FROM entry WHERE id BETWEEN ?1 AND ?2 AND kind <> 'about')")?
                .query_row([first_id(since), first_id(until)], |row| row.get(0))
        })
    }

    /// What deleted entries left behind, in order of id.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn tombstones(&self) -> Result<Vec<Tombstone>> {
        self.ask(load::tombstones)
    }

    /// Makes these edits as one change, all or none.
    ///
    /// # Errors
    /// An entry is not as an edit believes, or the disk would not take it;
    /// nothing was changed then.
    pub fn apply(&mut self, edits: &[Edit], now: DateTime<Utc>) -> Result<()> {
        if edits.is_empty() {
            return Ok(());
        }
        let by = self.by();
        self.write(|db| change::write(db, edits, &by, now, &mut |_| ()))?;
        self.clear_traces(edits);
        Ok(())
    }

    /// Makes these edits as one change, unless another leaflog wrote since the
    /// journal was loaded: for edits that rest on all of it, like an import.
    ///
    /// # Errors
    /// As [`Store::apply`], and where somebody else wrote meanwhile.
    pub fn apply_if_alone(&mut self, edits: &[Edit], now: DateTime<Utc>) -> Result<()> {
        self.bring_in(edits, &[], &[], now)
    }

    /// Makes these edits as one change, and keeps with them the tombstones of
    /// entries unknown here and the half-typed forms that came in a file: all
    /// of it or nothing, unless another leaflog wrote since the journal was
    /// loaded.
    ///
    /// # Errors
    /// As of [`Store::apply_if_alone`].
    pub fn bring_in(
        &mut self,
        edits: &[Edit],
        tombstones: &[Tombstone],
        drafts: &[Draft],
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.bring_in_telling(edits, tombstones, drafts, now, &mut |_| ())
    }

    /// The same, telling how many of the edits are made.
    ///
    /// # Errors
    /// As of [`Store::bring_in`].
    pub fn bring_in_telling(
        &mut self,
        edits: &[Edit],
        tombstones: &[Tombstone],
        drafts: &[Draft],
        now: DateTime<Utc>,
        told: &mut dyn FnMut(usize),
    ) -> Result<()> {
        if edits.is_empty() && tombstones.is_empty() && drafts.is_empty() {
            return Ok(());
        }
        let (by, seen) = (self.by(), self.seen);
        self.write(|db| {
            refuse_unless_alone(db, seen)?;
            if !edits.is_empty() {
                change::write(db, edits, &by, now, told)?;
            }
            for tombstone in tombstones {
                change::bury(db, tombstone)?;
            }
            for draft in drafts {
                draft::bring(db, draft)?;
            }
            Ok(())
        })?;
        self.clear_traces(edits);
        Ok(())
    }

    fn by(&self) -> By {
        By {
            session: self.session.clone(),
            called: self.called,
        }
    }

    /// The change that undo or redo would come to.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn next_change(&self, way: Way, now: DateTime<Utc>) -> Result<Option<Change>> {
        change::next(&self.db, way, now)
    }

    /// Whether this run of leaflog made a change.
    #[must_use]
    pub fn made(&self, change: &Change) -> bool {
        change.session == self.session
    }

    /// Takes the last change back, or makes the last one taken back again; what
    /// was done to the journal, and which change it was. `None` where there is
    /// nothing to do.
    ///
    /// # Errors
    /// An entry has moved on since; nothing was changed then.
    pub fn go(&mut self, way: Way, now: DateTime<Utc>) -> Result<Option<(Change, Vec<Edit>)>> {
        let done = self.write(|db| {
            change::forget_old(db, now)?;
            let Some(change) = change::next(db, way, now)? else {
                return Ok(None);
            };
            let edits = change::go(db, way, &change, now)?;
            Ok(Some((change, edits)))
        })?;
        if let Some((_, edits)) = &done {
            self.clear_traces(edits);
        }
        Ok(done)
    }

    /// Whether another leaflog wrote since the journal was last loaded.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn changed_elsewhere(&self) -> Result<bool> {
        self.still_there()?;
        Ok(self.data_version()? != self.seen)
    }

    /// Keeps a half-typed form.
    ///
    /// # Errors
    /// The disk would not take it.
    pub fn save_draft(&self, draft: &Draft) -> Result<()> {
        self.still_there()?;
        self.ask(|db| draft::save(db, draft))?;
        self.untouched.note(&self.db, &self.path);
        Ok(())
    }

    /// Forgets the half-typed form of a slot.
    ///
    /// # Errors
    /// The disk would not take it.
    pub fn remove_draft(&self, slot: &str) -> Result<()> {
        self.still_there()?;
        self.ask(|db| draft::remove(db, slot))?;
        self.untouched.note(&self.db, &self.path);
        Ok(())
    }

    /// Half-typed forms, the last begun first.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        self.ask(draft::all)
    }

    fn data_version(&self) -> Result<i64> {
        self.ask(|db| {
            db.prepare_cached("PRAGMA data_version")?
                .query_row([], |row| row.get(0))
        })
    }

    /// Refuses where another file stands at the journal's path by now, or was
    /// written into this one: what is written would be lost, or do harm.
    fn still_there(&self) -> Result<()> {
        let Some(place) = self.place else {
            return Ok(());
        };
        place.still_at(&self.path)?;
        self.untouched
            .check(&self.db, &self.path, self.key.as_ref())
    }

    fn ask<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        read(&self.db).map_err(|error| self.explain(error))
    }

    /// What went wrong. Nothing is carried over from the log into a damaged file
    /// when it is closed: what is left of it may be all there is.
    fn explain(&self, error: rusqlite::Error) -> anyhow::Error {
        if trouble::is_damage(&error) {
            leave_as_it_is(&self.db);
        }
        trouble::explain(&self.path, error)
    }

    fn write<T>(&mut self, work: impl FnOnce(&rusqlite::Transaction) -> Result<T>) -> Result<T> {
        let damaged = Cell::new(false);
        let done = self.write_or(work, &damaged);
        if damaged.get() {
            leave_as_it_is(&self.db);
        }
        done
    }

    fn write_or<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction) -> Result<T>,
        damaged: &Cell<bool>,
    ) -> Result<T> {
        // What takes long to find out is found out before the file is taken.
        self.still_there()?;
        let path = self.path.clone();
        let place = self.place;
        let explain = |error| {
            damaged.set(damaged.get() || trouble::is_damage(&error));
            trouble::explain(&path, error)
        };
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(explain)?;
        if let Some(place) = place {
            place.still_at(&path)?;
            self.untouched
                .check(&transaction, &path, self.key.as_ref())?;
        }
        let done =
            work(&transaction).map_err(|error| match error.downcast::<rusqlite::Error>() {
                Ok(error) => explain(error),
                Err(error) => error,
            })?;
        transaction.commit().map_err(explain)?;
        self.untouched.note(&self.db, &path);
        self.wrote.0.store(true, Ordering::Relaxed);
        Ok(done)
    }

    /// After a text was taken away it must not stand in the write-ahead log
    /// either. Another leaflog that is reading just now, or a disk that will not
    /// take it, delays that to the next time: the change itself is written, and
    /// must not be reported as if it were not.
    fn clear_traces(&self, edits: &[Edit]) {
        let takes_away =
            |edit: &Edit| matches!(edit, Edit::Delete(_) | Edit::Unadd(_) | Edit::Change { .. });
        if edits.iter().any(takes_away) {
            let _ = self
                .db
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            self.untouched.note(&self.db, &self.path);
        }
    }
}

/// Has the connection write nothing into the file when it is closed.
fn leave_as_it_is(db: &Connection) {
    // Where even that fails, there is nothing else to be done.
    let _ = db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
}

fn refuse_unless_alone(db: &Connection, seen: i64) -> Result<()> {
    let present: i64 = db.query_row("PRAGMA data_version", [], |row| row.get(0))?;
    if present != seen {
        return Err(Trouble::new(
            "another leaflog wrote to this journal just now",
            "nothing was changed; do it again",
        )
        .into());
    }
    Ok(())
}

/// What every id that is given at an instant comes after.
fn first_id(at: DateTime<Utc>) -> String {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    let id = u128::from(millis) << 80;
    Uuid::from_u128(id).to_string()
}

/// An id after `last` in the same instant, by a random step, so that two
/// leaflogs that write at once do not come to the same one.
fn after(last: Uuid, fallback: Uuid) -> Uuid {
    let step = (fallback.as_u128() & 0xffff_ffff) + 1;
    let next = Uuid::from_u128(last.as_u128().wrapping_add(step));
    if next.get_version_num() == 7 {
        next
    } else {
        fallback
    }
}

/// Refuses with what to write instead; for ids that name no entry or several.
#[must_use]
pub fn no_such_entry(typed: &str, found: usize) -> Trouble {
    let quoted = crate::domain::text::quoted(typed);
    match found {
        0 => Trouble::new(
            format!("no entry has an id that ends in {quoted}"),
            "leaflog list shows the ids",
        ),
        _ => Trouble::new(
            format!("several entries have an id that ends in {quoted}"),
            "write more of the id's ending; leaflog list --json shows all of it",
        ),
    }
}
