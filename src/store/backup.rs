//! Copies of a journal: one a day when something changed, each proved by opening
//! it, and a bounded number of them.
//!
//! A copy is written beside its place, proved, and moved there whole. A copy of
//! a locked journal is locked with the same key.

mod renew;

use std::ffi::OsString;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::erase::erase;
use super::files::{LOGS, Unfinished, beside, folder_of};
use super::key::Passphrase;
use super::lock;
use super::open::{self, APPLICATION_ID, LATEST};
use super::read_only;
use super::turn::{SHORT, Turn};
use crate::trouble::{Trouble, plain};

pub use super::files::{Copy, Sort, copies as all};
pub use renew::Step;

/// How many copies of days are kept: the last ones, the last of each of the last
/// weeks, and the last of each of the last months.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
/// How many of each other sort are kept.
const OTHERS: usize = 10;

/// What a copy holds, once it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proved {
    pub entries: usize,
    /// The shape it has; an older one is brought to the present shape on restoring.
    pub version: usize,
    /// The instant of the last entry.
    pub last: Option<DateTime<Utc>>,
}

/// The copies of one journal, and the key they share with it.
#[derive(Debug, Clone)]
pub struct Copies {
    journal: PathBuf,
    folder: PathBuf,
    key: Option<Passphrase>,
}

impl Copies {
    #[must_use]
    pub fn of(journal: &Path, folder: &Path, key: Option<Passphrase>) -> Copies {
        Copies {
            journal: journal.to_owned(),
            folder: folder.to_owned(),
            key,
        }
    }

    /// Whether the copy of a day is there: all that an ordinary change pays for.
    #[must_use]
    pub fn has(&self, date: NaiveDate) -> bool {
        self.place_of(date).exists()
    }

    /// Whether the journal's file was written to after its last copy, as it is also
    /// when it is closed: a look that costs nothing.
    #[must_use]
    pub fn may_lack(&self) -> bool {
        let copies = all(&self.journal, &self.folder);
        let last = copies.iter().map(|copy| copy.written).max();
        match (open::written(&self.journal), last) {
            (Ok(written), Some(last)) => written > last,
            (Ok(_), None) => true,
            (Err(_), _) => false,
        }
    }

    /// Makes the copy of a day, and removes those that are too many.
    ///
    /// # Errors
    /// It could not be made or did not open; the journal is as it was.
    pub fn make(&self, date: NaiveDate) -> Result<PathBuf> {
        let place = self.place_of(date);
        self.turn()
            .and_then(|_turn| {
                let db = connect(&self.journal, self.key.as_ref())?;
                self.write(&db, &place, self.key.as_ref())
            })
            .map_err(|error| self.not_made(&error))?;
        self.prune(&place);
        Ok(place)
    }

    /// Makes a copy before something larger is done to the journal: `before` is
    /// what, in small letters.
    ///
    /// # Errors
    /// As of [`Copies::make`].
    pub fn keep(&self, before: &str, now: DateTime<Utc>) -> Result<PathBuf> {
        let db = connect(&self.journal, self.key.as_ref())?;
        self.keep_from(&db, self.key.as_ref(), before, now)
    }

    /// As [`Copies::keep`], by a connection that is there already, be it alone,
    /// and under a key of its own.
    ///
    /// # Errors
    /// As of [`Copies::make`].
    pub(super) fn keep_from(
        &self,
        db: &Connection,
        to: Option<&Passphrase>,
        before: &str,
        now: DateTime<Utc>,
    ) -> Result<PathBuf> {
        let place = self.free_name(before, now);
        self.write(db, &place, to)
            .map_err(|error| self.not_made(&error))?;
        self.prune(&place);
        Ok(place)
    }

    /// A name for a copy of before something, which no file has yet.
    fn free_name(&self, before: &str, now: DateTime<Utc>) -> PathBuf {
        let mut now = now;
        loop {
            let stamp = now.format("%Y%m%dT%H%M%S%3fZ");
            let place = self
                .folder
                .join(self.name(&format!("before-{before}.{stamp}")));
            if !place.exists() {
                return place;
            }
            now += TimeDelta::milliseconds(1);
        }
    }

    /// Writes a proved copy to a place the person named; a file that is there is
    /// replaced.
    ///
    /// # Errors
    /// It could not be written or did not open; what was there is as it was.
    pub fn write_to(&self, place: &Path) -> Result<Proved> {
        let db = connect(&self.journal, self.key.as_ref())?;
        let key = self.key.as_ref();
        let proved = self.write_from(&db, place, key)?;
        ensure!(
            prove(place, key)? == proved,
            "it does not read as it was written"
        );
        Ok(proved)
    }

    /// Nobody else makes or removes copies here for as long as it is kept.
    fn turn(&self) -> Result<Turn> {
        open::make_folder(&self.folder)?;
        let folders = [self.folder.clone()];
        Turn::in_folders(&folders, SHORT).map_err(|busy| anyhow::anyhow!(busy.what))
    }

    fn write(&self, db: &Connection, place: &Path, to: Option<&Passphrase>) -> Result<()> {
        open::make_folder(&self.folder)?;
        self.write_from(db, place, to)?;
        Ok(())
    }

    /// Copies what a connection reads, under a key of its own.
    fn write_from(&self, db: &Connection, place: &Path, to: Option<&Passphrase>) -> Result<Proved> {
        let (made, entries) = self.unfinished(db, &folder_of(place), to)?;
        let proved = proved(&opened(made.path(), to)?, to)?;
        ensure_holds(&proved, &entries)?;
        // They belong to a file that was there before: beside the copy they
        // would be read as its own.
        for log in LOGS {
            erase(&beside(place, log))?;
        }
        made.take_place(place)?;
        Ok(proved)
    }

    /// A copy that has no place yet, and between how many entries it may hold:
    /// another leaflog may write between the counts.
    fn unfinished(
        &self,
        db: &Connection,
        folder: &Path,
        to: Option<&Passphrase>,
    ) -> Result<(Unfinished, RangeInclusive<usize>)> {
        let made = Unfinished::in_folder(folder)?;
        let before = entries_in(db)?;
        if to == self.key.as_ref() {
            let name = made.path().to_str();
            let name = name.context("the name of the folder is no UTF-8 text")?;
            db.execute("VACUUM INTO ?1", [name])?;
        } else {
            lock::export(db, made.path(), to)?;
        }
        let after = entries_in(db)?;
        Ok((made, before.min(after)..=before.max(after)))
    }

    /// The copies that are too many, removed; never `made`, which is proved, and
    /// never a file of another name. What cannot be removed now is removed the
    /// next time.
    fn prune(&self, made: &Path) {
        for copy in too_many(all(&self.journal, &self.folder)) {
            if copy.path != made {
                let _ = erase(&copy.path);
            }
        }
    }

    fn place_of(&self, date: NaiveDate) -> PathBuf {
        self.folder.join(self.name(&date.to_string()))
    }

    fn name(&self, which: &str) -> OsString {
        let mut name = self.journal.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{which}.db"));
        name
    }

    fn not_made(&self, error: &anyhow::Error) -> anyhow::Error {
        Trouble::new(
            format!(
                "a copy of the journal could not be made in {}: {}",
                self.folder.display(),
                why(error)
            ),
            "what was said to be saved stays as it is; leaflog doctor looks whether the journal is whole",
        )
        .into()
    }
}

/// Writes a journal that is open into a new file, whole or not at all.
///
/// # Errors
/// A file is there, or it could not be written.
pub(super) fn save_new(db: &Connection, place: &Path) -> Result<()> {
    let folder = folder_of(place);
    open::make_folder(&folder)?;
    let made = Unfinished::in_folder(&folder)?;
    let name = made.path().to_str();
    let name = name.context("the name of the folder is no UTF-8 text")?;
    // In memory nobody asks what it is.
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    db.execute("VACUUM INTO ?1", [name])?;
    prove(made.path(), None)?;
    made.take_free_place(place)?;
    Ok(())
}

/// Removes the oldest copies beyond the bounded number of each sort, but never
/// `but`.
pub fn prune(journal: &Path, folder: &Path, but: &Path) {
    Copies::of(journal, folder, None).prune(but);
}

/// Which of all copies are not kept.
fn too_many(copies: Vec<Copy>) -> Vec<Copy> {
    let mut dates: Vec<NaiveDate> = copies.iter().filter_map(Copy::date).collect();
    dates.sort_unstable_by(|a, b| b.cmp(a));
    // Behind a link and beside it there may be a copy of the same day each.
    dates.dedup();
    let kept = kept(&dates);
    let mut seen: Vec<(String, DateTime<Utc>)> = Vec::new();
    copies
        .into_iter()
        .filter(|copy| match &copy.sort {
            Sort::Day(date) => !kept.contains(date),
            Sort::For(why, at) => {
                // Shapes differ in a number; a restore is a sort of its own.
                let sort = why.trim_end_matches(|sign: char| sign.is_ascii_digit());
                let this = (sort.to_owned(), *at);
                if !seen.contains(&this) {
                    seen.push(this);
                }
                seen.iter().filter(|(other, _)| other == sort).count() > OTHERS
            }
        })
        .collect()
}

/// The dates that are kept of these, which come last first. Days without a copy
/// are not counted, so that a pause costs no copy.
fn kept(dates: &[NaiveDate]) -> Vec<NaiveDate> {
    let mut kept: Vec<NaiveDate> = dates.iter().take(DAYS).copied().collect();
    kept.extend(last_of_each(dates, WEEKS, |date| {
        let week = date.iso_week();
        (week.year(), week.week())
    }));
    kept.extend(last_of_each(dates, MONTHS, |date| {
        (date.year(), date.month())
    }));
    kept
}

fn last_of_each<S: PartialEq>(
    dates: &[NaiveDate],
    most: usize,
    span: impl Fn(NaiveDate) -> S,
) -> Vec<NaiveDate> {
    let mut found: Vec<NaiveDate> = Vec::new();
    for date in dates {
        if found.last().is_none_or(|last| span(*last) != span(*date)) {
            found.push(*date);
        }
    }
    found.truncate(most);
    found
}

/// The last made copy that opens; a locked one, which cannot be tried without
/// its key, only where no plain one opens.
#[must_use]
pub fn newest_that_opens(journal: &Path, folder: &Path) -> Option<PathBuf> {
    let copies = all(journal, folder);
    let opens = |copy: &&Copy| !copy.is_locked() && prove(&copy.path, None).is_ok();
    let found = copies.iter().find(opens);
    let found = found.or_else(|| copies.iter().find(|copy| copy.is_locked()));
    found.map(|copy| copy.path.clone())
}

/// Opens a copy without writing anything, to it or beside it, and reads all of
/// it.
///
/// # Errors
/// It is no journal, damaged, of a newer leaflog, or the key is not its key.
pub fn prove(path: &Path, key: Option<&Passphrase>) -> Result<Proved> {
    proved(&opened(path, key)?, key)
}

/// A copy, only to read; not a byte of it changes.
fn opened(path: &Path, key: Option<&Passphrase>) -> rusqlite::Result<Connection> {
    let db = read_only::connect(path)?;
    open::prepare(&db, key)?;
    Ok(db)
}

fn ensure_holds(proved: &Proved, entries: &RangeInclusive<usize>) -> Result<()> {
    ensure!(
        entries.contains(&proved.entries),
        "the copy holds {} entries, the journal {}",
        proved.entries,
        entries.end()
    );
    Ok(())
}

fn proved(db: &Connection, key: Option<&Passphrase>) -> Result<Proved> {
    let marks =
        "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version";
    let (application, version): (i64, i64) =
        db.query_row(marks, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    ensure!(application == APPLICATION_ID, "it is no leaflog journal");
    let version = usize::try_from(version).unwrap_or_default();
    ensure!(version >= 1, "it is no leaflog journal");
    ensure!(version <= LATEST, "it was written by a newer leaflog");
    let whole: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    ensure!(whole == "ok", "it is damaged");
    if key.is_some() {
        let wrong = db.prepare("PRAGMA cipher_integrity_check")?.exists([])?;
        ensure!(!wrong, "it is damaged");
    }
    let last: Option<i64> =
        db.query_row("SELECT max(at) FROM entry WHERE deleted = 0", [], |row| {
            row.get(0)
        })?;
    Ok(Proved {
        entries: entries_in(db)?,
        version,
        last: last.and_then(|at| DateTime::from_timestamp(at, 0)),
    })
}

/// The journal as it stands, which is never made where it is missing.
pub(super) fn connect(path: &Path, key: Option<&Passphrase>) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    open::prepare(&db, key)?;
    Ok(db)
}

fn entries_in(db: &Connection) -> rusqlite::Result<usize> {
    let sql = "SELECT count(*) FROM entry WHERE deleted = 0";
    let counted: i64 = db.query_row(sql, [], |row| row.get(0))?;
    Ok(usize::try_from(counted).unwrap_or_default())
}

/// Whether an error is SQLite's one answer to another key and to what is no
/// database.
#[must_use]
pub fn is_unread(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<rusqlite::Error>()
        .and_then(rusqlite::Error::sqlite_error_code)
        == Some(ErrorCode::NotADatabase)
}

/// Why something could not be copied or opened, in words.
#[must_use]
pub fn why(error: &anyhow::Error) -> String {
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return match error.raw_os_error() {
            Some(code) => plain(&io::Error::from_raw_os_error(code)),
            None => plain(error),
        };
    }
    let code = error
        .downcast_ref::<rusqlite::Error>()
        .and_then(rusqlite::Error::sqlite_error_code);
    match code {
        Some(ErrorCode::DiskFull) => "there is no space left".to_owned(),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "it cannot be opened or written there".to_owned()
        }
        Some(ErrorCode::NotADatabase) => {
            "it is locked with a passphrase, or no leaflog journal".to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt) => "it is damaged".to_owned(),
        Some(ErrorCode::SystemIoFailure) => "the disk would not read or write".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another leaflog is writing".to_owned()
        }
        _ => format!("{error:#}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn seven_days_four_weeks_and_twelve_months_are_kept() {
        let first = date("2025-01-01");
        let dates: Vec<NaiveDate> = first.iter_days().take(700).collect();
        let last_first: Vec<NaiveDate> = dates.iter().rev().copied().collect();
        let mut kept = kept(&last_first);
        kept.sort_unstable();
        kept.dedup();
        let said: Vec<String> = kept.iter().map(NaiveDate::to_string).collect();
        // The last is Tuesday, 1 December 2026.
        assert_eq!(
            said,
            [
                "2026-01-31",
                "2026-02-28",
                "2026-03-31",
                "2026-04-30",
                "2026-05-31",
                "2026-06-30",
                "2026-07-31",
                "2026-08-31",
                "2026-09-30",
                "2026-10-31",
                "2026-11-15",
                "2026-11-22",
                "2026-11-25",
                "2026-11-26",
                "2026-11-27",
                "2026-11-28",
                "2026-11-29",
                "2026-11-30",
                "2026-12-01",
            ]
        );
    }

    fn copy(folder: &str, sort: &Sort) -> Copy {
        Copy {
            path: Path::new(folder).join(format!("{sort:?}")),
            sort: sort.clone(),
            bytes: 0,
            written: std::time::SystemTime::UNIX_EPOCH,
        }
    }

    /// A journal that is reached by a link has copies beside the link and where
    /// it leads: of one day there may be two, which count as one.
    #[test]
    fn two_copies_of_a_day_cost_no_other_day() {
        let at = DateTime::UNIX_EPOCH;
        let days = date("2026-11-09").iter_days().take(7);
        let mut sorts: Vec<Sort> = days.map(Sort::Day).collect();
        sorts.extend((0..10).map(|day| {
            let why = "before-restore".to_owned();
            Sort::For(why, at + TimeDelta::days(day))
        }));
        let copies = sorts.iter().rev();
        let copies = copies.flat_map(|sort| [copy("here", sort), copy("there", sort)]);
        assert_eq!(too_many(copies.collect()), []);
    }

    /// A copy of a day that was kept does not push out what was saved of a journal
    /// when another file took its place.
    #[test]
    fn copies_of_another_sort_cost_no_rescue() {
        let kept = |why: &str| {
            let at = |day| DateTime::UNIX_EPOCH + TimeDelta::days(day);
            let sort = |day| Sort::For(why.to_owned(), at(day));
            (0..10).map(sort).collect::<Vec<Sort>>()
        };
        let sorts = [kept("before-anew"), kept("before-replaced")].concat();
        let copies = sorts.iter().rev().map(|sort| copy("here", sort));
        assert_eq!(too_many(copies.collect()), []);
    }

    #[test]
    fn a_long_pause_costs_no_copy() {
        let dates = ["2026-11-20", "2024-05-02", "2024-05-01"].map(date);
        let kept = kept(&dates);
        assert!(dates.iter().all(|date| kept.contains(date)));
    }
}
