//! Going back to a copy: it is made ready beside the journal and proved, the
//! journal of before is kept, and the copy takes its place in one step.
//!
//! Whenever it is cut short, a whole journal stands at its place, or the damaged
//! one that stood there.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, NaiveDate, Utc};

use super::backup::{self, Copies, connect, why};
use super::files::{LOGS, Unfinished, beside, folder_of, is_locked};
use super::held::{self, Held};
use super::key::Passphrase;
use super::load;
use super::open::{self, LATEST};
use crate::domain::journal::Journal;
use crate::trouble::{Trouble, plain};

/// A copy that is ready to take the journal's place.
#[derive(Debug)]
pub struct Ready {
    file: Unfinished,
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
    /// It is locked, and no passphrase that was given opens it. It may be whole.
    Locked,
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
    let file = Unfinished::in_folder(&folder)?;
    let (journal, entries, older) = fill(copy, file.path(), key.as_ref())?;
    ensure!(
        LOGS.iter().all(|log| !beside(file.path(), log).exists()),
        "its write-ahead log could not be brought in"
    );
    Ok(Ready {
        file,
        key,
        journal,
        entries,
        older,
    })
}

/// The copy's bytes, its log brought in, in the present shape.
fn fill(copy: &Path, file: &Path, key: Option<&Passphrase>) -> Result<(Journal, usize, bool)> {
    let written = |path: &Path| OpenOptions::new().write(true).open(path);
    io::copy(&mut File::open(copy)?, &mut written(file)?)?;
    let log = beside(copy, "-wal");
    if fs::metadata(&log).is_ok_and(|log| log.is_file() && log.len() > 0) {
        let target = beside(file, "-wal");
        open::make_file(&target)?;
        io::copy(&mut File::open(&log)?, &mut written(&target)?)?;
    }
    let mut db = connect(file, key)?;
    let mode: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    ensure!(mode == "delete", "its write-ahead log stayed");
    let proved = backup::prove(file, key)?;
    open::bring(&mut db, copy)?;
    let journal = load::whole(&db)?;
    Ok((journal, proved.entries, proved.version < LATEST))
}

/// Whether a file looks as a whole locked journal does, which comes in pages.
fn may_be_whole(journal: &Path) -> bool {
    let length = fs::metadata(journal).map_or(0, |found| found.len());
    is_locked(journal) && length.is_multiple_of(4096)
}

/// What is refused as long as nobody knows what would be lost.
#[must_use]
pub fn not_looked_at(journal: &Path) -> Trouble {
    Trouble::new(
        format!("{} is locked, and was not opened", journal.display()),
        "nothing was changed; --passphrase-file FILE names a file with its passphrase; if it is \
         damaged, move it elsewhere first",
    )
}

/// Whether the journal opens with this key and is whole. Nothing is written.
#[must_use]
pub fn present(journal: &Path, key: Option<Passphrase>) -> Present {
    if fs::symlink_metadata(journal).is_err() {
        return Present::Missing;
    }
    match super::health::examine(journal, key.as_ref()) {
        Ok(found) if found.is_whole() => Present::Whole(key),
        // SQLite has one answer to a wrong key and to a torn first page.
        Err(_) if may_be_whole(journal) => Present::Locked,
        _ => Present::Damaged,
    }
}

impl Ready {
    /// What it is locked with.
    #[must_use]
    pub fn key(&self) -> Option<&Passphrase> {
        self.key.as_ref()
    }

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
            Present::Locked => return Err(not_looked_at(&place).into()),
            Present::Missing => {
                set_aside(&place, today).map_err(|error| unwritable(&error))?;
                self.put(&place).map_err(|error| unwritable(&error))?;
                Kept::Nothing
            }
            Present::Damaged => {
                let _held = held::unread(&place)?;
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
        let held = Held::alone(place, key)?;
        // What is locked by now must not lie about in clear as well.
        let to = key.or(self.key.as_ref());
        let copies = Copies::of(journal, backups, key.cloned());
        let kept = copies.keep_from(&held.db, to, "restore", now)?;
        self.put(place)?;
        // Whoever waited for the lock has the file of before: it must not be
        // taken for a journal. Another name of it is somebody's copy.
        if held.names()? == 0 {
            held.overwrite()?;
        }
        Ok(Kept::Copy(kept))
    }

    fn put(self, place: &Path) -> io::Result<()> {
        self.file.take_place(place)
    }
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
    for ending in LOGS {
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
        let is_there = |ending: &str| fs::symlink_metadata(beside(path, ending)).is_ok();
        !is_there("") && !LOGS.iter().any(|ending| is_there(ending))
    };
    (1..=u32::MAX)
        .map(name)
        .find(is_free)
        .unwrap_or_else(|| name(0))
}
