//! Another journal, only looked at: a private copy is opened in its stead, so
//! that not a byte of it changes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::Result;
use tempfile::TempDir;

use super::erase::erase_folder;
use super::files::{OTHER, beside, is_plain};
use super::{Passphrase, Store};
use crate::trouble::{Trouble, plain};

/// How often it is copied anew while somebody writes to it.
const TRIES: usize = 3;
/// An open copy of another journal; it goes when this goes.
#[derive(Debug)]
pub struct Other {
    // Closed before its files are wiped.
    pub store: Store,
    _copy: Copy,
}

impl Other {
    /// Opens what lies at `path` beside the journal `here`, with the first key
    /// that fits where it is locked.
    ///
    /// # Errors
    /// It is no journal, this very one, locked, damaged or of a newer leaflog.
    pub fn open(path: &Path, here: &Path, keys: &[Passphrase]) -> Result<Other> {
        refuse_itself(path, here)?;
        refuse_unreadable(path)?;
        let locked = !is_plain(path);
        let copy = Copy::of(path, here)?;
        if !locked {
            return copy.open(path, None);
        }
        for key in keys {
            if copy.opens_with(key) {
                return copy.open(path, Some(key.clone()));
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

/// A private copy, wiped before it is removed.
#[derive(Debug)]
struct Copy {
    folder: TempDir,
}

fn not_copied(path: &Path, error: &io::Error) -> Trouble {
    // What is wrapped names a hidden folder.
    let why = match error.raw_os_error() {
        Some(_) => format!(": {}", plain(error)),
        None => String::new(),
    };
    Trouble::new(
        format!("could not copy {} beside the journal{why}", path.display()),
        "nothing was changed; leaflog doctor looks at the disk and its free space",
    )
}

impl Copy {
    fn of(path: &Path, here: &Path) -> Result<Copy> {
        let copied = || -> io::Result<Option<Copy>> {
            let near = here.parent().filter(|folder| folder.is_dir());
            let mut maker = tempfile::Builder::new();
            let prefix = format!("{OTHER}{}-", std::process::id());
            maker.prefix(&prefix);
            let copy = Copy {
                folder: near.map_or_else(|| maker.tempdir(), |near| maker.tempdir_in(near))?,
            };
            for _ in 0..TRIES {
                let before = state(path);
                for ending in ["", "-wal", "-journal"] {
                    copy.take(path, ending)?;
                }
                if state(path) == before {
                    return Ok(Some(copy));
                }
            }
            Ok(None)
        };
        let copy = copied().map_err(|error| not_copied(path, &error))?;
        copy.ok_or_else(|| {
            Trouble::new(
                format!("{} is being written to just now", path.display()),
                "nothing was changed; close the leaflog that has it open and try again",
            )
            .into()
        })
    }

    fn take(&self, path: &Path, ending: &str) -> io::Result<()> {
        let (from, to) = (beside(path, ending), beside(&self.path(), ending));
        if from.is_file() {
            let mut from = File::open(from)?;
            let mut to = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .open(to)?;
            io::copy(&mut from, &mut to)?;
        }
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("other.db")
    }

    fn opens_with(&self, key: &Passphrase) -> bool {
        let db = rusqlite::Connection::open(self.path());
        db.is_ok_and(|db| {
            let _ = db.execute_batch("PRAGMA cipher_log_level = NONE");
            let unlocked = key.unlock(&db);
            unlocked.is_ok_and(|()| {
                db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
                    .is_ok()
            })
        })
    }

    /// Opens the copy in place of what it was made of, brought to the present
    /// shape.
    fn open(self, path: &Path, key: Option<Passphrase>) -> Result<Other> {
        let mine = self.path();
        let backups = self.folder.path().join("backups");
        let named = |error: anyhow::Error| match error.downcast::<Trouble>() {
            Ok(trouble) => {
                let what = trouble.what;
                let (from, to) = (mine.display().to_string(), path.display().to_string());
                let hint = if what.contains("newer leaflog") {
                    "nothing was changed; install the newer leaflog here too"
                } else {
                    "nothing was changed; name another leaflog journal"
                };
                Trouble::new(what.replace(&from, &to), hint).into()
            }
            Err(error) => error,
        };
        let store = Store::open_with(&mine, &backups, key).map_err(named)?;
        let sound: String = store
            .ask(|db| db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)))
            .map_err(named)?;
        if sound != "ok" {
            return Err(Trouble::new(
                format!("{} is damaged", path.display()),
                "nothing was changed; use another copy of it",
            )
            .into());
        }
        Ok(Other { store, _copy: self })
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What cannot be wiped is removed all the same.
        let _ = erase_folder(self.folder.path());
    }
}

/// Sizes and times of a journal's files, to notice that somebody writes.
fn state(path: &Path) -> Vec<Option<(u64, i64, i64)>> {
    let files = ["", "-wal", "-journal"].map(|ending| fs::metadata(beside(path, ending)));
    let of = |it: fs::Metadata| (it.len(), it.mtime(), it.mtime_nsec());
    files.into_iter().map(|it| it.ok().map(of)).collect()
}
