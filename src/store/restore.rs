//! Going back to a copy: it is made ready beside the journal and proved, the
//! journal of before is kept, and the copy takes its place in one step.
//!
//! Whenever it is cut short, a whole journal stands at its place, or the damaged
//! one that stood there.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, ErrorCode};
use tempfile::NamedTempFile;

use super::backup::{self, Copies, UNFINISHED, connect, folder_of, why};
use super::key::Passphrase;
use super::load;
use super::open::{self, LATEST, beside};
use super::trouble::explain;
use crate::domain::journal::Journal;
use crate::trouble::{Trouble, plain};

/// How long another leaflog may go on using the journal before this gives up.
const PATIENCE: Duration = Duration::from_millis(500);

/// A copy that is ready to take the journal's place.
#[derive(Debug)]
pub struct Ready {
    file: NamedTempFile,
    key: Option<Passphrase>,
    /// What it holds.
    pub journal: Journal,
    pub entries: usize,
    /// Whether it had an older shape.
    pub older: bool,
}

/// What stands at the journal's place.
#[derive(Debug)]
pub enum Present {
    Missing,
    /// It opens with this key, and is whole.
    Whole(Option<Passphrase>),
    /// It does not open, or is not whole.
    Damaged,
}

/// What became of the journal of before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// There was none.
    Nothing,
    /// A proved copy of it.
    Copy(PathBuf),
    /// The file itself, with what lay beside it.
    Aside(PathBuf),
}

/// The file at the end of a link, which SQLite keeps its own files beside.
///
/// # Errors
/// The link leads to no file.
pub fn place_of(journal: &Path) -> Result<PathBuf> {
    match fs::canonicalize(journal) {
        Ok(place) => Ok(place),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !journal.is_symlink() => {
            Ok(journal.to_owned())
        }
        Err(error) => Err(Trouble::new(
            format!("{} cannot be found: {}", journal.display(), plain(&error)),
            "nothing was changed; put right where it leads, or name another journal with --journal FILE",
        )
        .into()),
    }
}

/// Makes a copy ready beside the journal, and proves it. The copy itself is only
/// read.
///
/// # Errors
/// It is no journal, damaged, or of a newer leaflog; or its key is another.
pub fn ready(copy: &Path, key: Option<Passphrase>, journal: &Path) -> Result<Ready> {
    let refused = |error: &anyhow::Error| {
        Trouble::new(
            format!("{} cannot be restored: {}", copy.display(), why(error)),
            "nothing was changed; leaflog backup lists the copies there are",
        )
    };
    let found = fs::metadata(copy).map_err(|error| refused(&error.into()))?;
    if !found.is_file() {
        return Err(refused(&anyhow::anyhow!("it is no ordinary file")).into());
    }
    let place = place_of(journal)?;
    if fs::canonicalize(copy)? == place {
        return Err(Trouble::new(
            format!("{} is the journal itself", copy.display()),
            "nothing was changed; leaflog backup lists the copies there are",
        )
        .into());
    }
    made_ready(copy, key, &place).map_err(|error| {
        // What already says what to do stays as it is.
        let error = match error.downcast::<Trouble>() {
            Ok(trouble) => return trouble.into(),
            Err(error) => error,
        };
        refused(&error).into()
    })
}

fn made_ready(copy: &Path, key: Option<Passphrase>, place: &Path) -> Result<Ready> {
    let folder = folder_of(place);
    open::make_folder(&folder)?;
    let file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(&folder)?;
    fs::set_permissions(file.path(), Permissions::from_mode(0o600))?;
    let log = beside(file.path(), "-wal");
    let done = fill(copy, &file, key.as_ref());
    // Nothing may be left beside it, whatever went wrong.
    let left = [log, beside(file.path(), "-shm")];
    let (journal, entries, older) = match done {
        Ok(done) => done,
        Err(error) => {
            for left in left.iter().filter(|left| left.exists()) {
                fs::remove_file(left)?;
            }
            return Err(error);
        }
    };
    ensure!(
        left.iter().all(|left| !left.exists()),
        "its write-ahead log could not be brought in"
    );
    file.as_file().sync_all()?;
    Ok(Ready {
        file,
        key,
        journal,
        entries,
        older,
    })
}

/// The copy's bytes, its log brought in, in the present shape.
fn fill(
    copy: &Path,
    file: &NamedTempFile,
    key: Option<&Passphrase>,
) -> Result<(Journal, usize, bool)> {
    io::copy(&mut File::open(copy)?, &mut file.as_file())?;
    let log = beside(copy, "-wal");
    if fs::metadata(&log).is_ok_and(|log| log.is_file() && log.len() > 0) {
        let target = beside(file.path(), "-wal");
        open::make_file(&target)?;
        io::copy(
            &mut File::open(&log)?,
            &mut OpenOptions::new().write(true).open(&target)?,
        )?;
    }
    let mut db = connect(file.path(), key)?;
    let mode: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    ensure!(mode == "delete", "its write-ahead log stayed");
    let proved = backup::prove(file.path(), key)?;
    open::bring(&mut db, copy)?;
    let journal = load::whole(&db)?;
    Ok((journal, proved.entries, proved.version < LATEST))
}

/// Whether the journal opens with this key and is whole. Nothing is written.
#[must_use]
pub fn present(journal: &Path, key: Option<Passphrase>) -> Present {
    if fs::symlink_metadata(journal).is_err() {
        return Present::Missing;
    }
    match super::health::examine(journal, key.as_ref()) {
        Ok(found) if found.is_whole() => Present::Whole(key),
        _ => Present::Damaged,
    }
}

impl Ready {
    /// Puts the copy in the journal's place.
    ///
    /// # Errors
    /// Another leaflog is using the journal, or something could not be written;
    /// the journal is as it was then.
    pub fn take_its_place(
        self,
        journal: &Path,
        present: &Present,
        backups: &Path,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<Kept> {
        let place = place_of(journal)?;
        let unwritable = |error: &io::Error| {
            Trouble::new(
                format!("could not write {}: {}", place.display(), plain(error)),
                "the journal is as it was; allow writing there and in its folder, make some space and try again",
            )
        };
        let key = self.key.clone();
        let kept = match present {
            Present::Missing => {
                set_aside(&place, today).map_err(|error| unwritable(&error))?;
                self.put(&place).map_err(|error| unwritable(&error))?;
                Kept::Nothing
            }
            Present::Damaged => {
                let aside = set_aside(&place, today).map_err(|error| unwritable(&error))?;
                self.put(&place).map_err(|error| unwritable(&error))?;
                aside.map_or(Kept::Nothing, Kept::Aside)
            }
            Present::Whole(present_key) => {
                self.replace(&place, journal, present_key.as_ref(), backups, now)?
            }
        };
        backup::prove(&place, key.as_ref()).with_context(|| {
            format!(
                "{} was put in its place, but does not open",
                place.display()
            )
        })?;
        Ok(kept)
    }

    /// Takes the place of a journal that opens: nobody else may be using it.
    fn replace(
        self,
        place: &Path,
        journal: &Path,
        key: Option<&Passphrase>,
        backups: &Path,
        now: DateTime<Utc>,
    ) -> Result<Kept> {
        // Closed after the connection: closing any handle of a file lets go of
        // all of SQLite's locks on it.
        let file = OpenOptions::new().read(true).write(true).open(place)?;
        let db = alone(place, key)?;
        let kept = Copies::of(journal, backups, key.cloned()).keep_from(&db, "restore", now)?;
        self.put(place)?;
        // Whoever waited for the lock has the file of before: it must not be
        // taken for a journal. Another name of it is somebody's copy.
        if file.metadata()?.nlink() == 0 {
            file.write_all_at(&[0; 100], 0)?;
        }
        drop(db);
        drop(file);
        Ok(Kept::Copy(kept))
    }

    fn put(self, place: &Path) -> io::Result<()> {
        self.file.persist(place).map_err(|error| error.error)?;
        File::open(folder_of(place))?.sync_all()
    }
}

/// All of the journal for this process, with no write-ahead log beside it.
fn alone(place: &Path, key: Option<&Passphrase>) -> Result<Connection> {
    let taken = || -> Result<Connection> {
        let db = connect(place, key)?;
        db.busy_timeout(PATIENCE)?;
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")?;
        let mode: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        ensure!(mode == "delete", "the write-ahead log stayed");
        db.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
        Ok(db)
    };
    taken().map_err(|error| match error.downcast::<rusqlite::Error>() {
        Ok(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::new(
                format!("another leaflog is using {}", place.display()),
                "nothing was changed; close it and try again",
            )
            .into(),
            _ => explain(place, error),
        },
        Err(error) => error,
    })
}

/// Keeps what stands at the journal's place whole, under another name:
/// `journal.db.damaged-2026-11-20`, and the files that lie beside it.
fn set_aside(place: &Path, today: NaiveDate) -> io::Result<Option<PathBuf>> {
    let aside = free_name(place, today);
    let is_there = fs::symlink_metadata(place).is_ok();
    // It keeps its place until the copy takes it, where the disk can do that.
    if is_there && fs::hard_link(place, &aside).is_err() {
        fs::rename(place, &aside)?;
    }
    for ending in ["-wal", "-shm", "-journal"] {
        let from = beside(place, ending);
        if fs::symlink_metadata(&from).is_ok() {
            fs::rename(&from, beside(&aside, ending))?;
        }
    }
    Ok(is_there.then_some(aside))
}

fn free_name(place: &Path, today: NaiveDate) -> PathBuf {
    let name = |n: u32| match n {
        1 => beside(place, &format!(".damaged-{today}")),
        n => beside(place, &format!(".damaged-{today}-{n}")),
    };
    let is_free = |path: &PathBuf| {
        ["", "-wal", "-shm", "-journal"]
            .iter()
            .all(|ending| fs::symlink_metadata(beside(path, ending)).is_err())
    };
    (1..=u32::MAX)
        .map(name)
        .find(is_free)
        .unwrap_or_else(|| name(0))
}
