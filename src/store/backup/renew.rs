//! The copy of a day, made anew in one step.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use rusqlite::types::Value;
use rustix::io::Errno;

use super::{Copies, all, connect, ensure_holds, opened, proved};
use crate::store::change;
use crate::store::erase::erase;
use crate::store::files::{LOGS, Unfinished, beside, name_of};
use crate::store::key::Passphrase;

/// What is told while a copy is made; to open a locked journal takes its time,
/// however small it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Opened,
    Copied,
}

impl Copies {
    /// Makes the copy of a day anew, so that it holds what was written since. One
    /// that holds what the journal no longer knows of is not replaced but kept
    /// under another name: the journal may have been lost, and begun anew.
    ///
    /// # Errors
    /// As of [`Copies::make`], and where somebody looks into the copy there is;
    /// that one is as it was.
    pub fn renew(&self, date: NaiveDate, now: DateTime<Utc>) -> Result<PathBuf> {
        self.renew_by_steps(date, now, &mut |_| ())
    }

    /// As [`Copies::renew`], with a word at every step.
    ///
    /// # Errors
    /// As of [`Copies::renew`].
    pub fn renew_by_steps(
        &self,
        date: NaiveDate,
        now: DateTime<Utc>,
        told: &mut dyn FnMut(Step),
    ) -> Result<PathBuf> {
        let place = self.place_of(date);
        self.write_anew(&place, now, told)
            .map_err(|error| self.not_made(&error))?;
        self.prune(&place);
        Ok(place)
    }

    /// The last copy, where it holds what the journal does.
    #[must_use]
    pub fn up_to_date(&self) -> Option<PathBuf> {
        let all = all(&self.journal, &self.folder).into_iter();
        let last = all.max_by_key(|copy| copy.written)?.path;
        let key = self.key.as_ref();
        let copied = state(&opened(&last, key).ok()?).ok()?;
        let present = state(&connect(&self.journal, key).ok()?).ok()?;
        (copied == present).then_some(last)
    }

    fn write_anew(
        &self,
        place: &Path,
        now: DateTime<Utc>,
        told: &mut dyn FnMut(Step),
    ) -> Result<()> {
        let _turn = self.turn()?;
        refuse_somebodys(place)?;
        let key = self.key.as_ref();
        let db = connect(&self.journal, key)?;
        told(Step::Opened);
        let (made, entries) = self.unfinished(&db, &self.folder, key)?;
        told(Step::Copied);
        let copy = opened(made.path(), key)?;
        ensure_holds(&proved(&copy, key)?, &entries)?;
        if !place.exists() {
            drop(copy);
            made.take_place(place)?;
        } else if knows(&copy, place, key) {
            drop(copy);
            replace(made, place)?;
        } else {
            drop(copy);
            replace_keeping(made, place, &self.free_name("anew", now))?;
        }
        Ok(())
    }
}

/// Refuses a copy that is somebody's: a link, or one that is being looked into,
/// whose log would be read as that of the new one.
fn refuse_somebodys(place: &Path) -> Result<()> {
    if place.is_symlink() {
        bail!("{} is a link", name_of(place));
    }
    let mut logs = LOGS.iter().map(|log| beside(place, log));
    if let Some(log) = logs.find(|log| log.exists()) {
        bail!(
            "another program looks into {}, or left {} beside it",
            name_of(place),
            name_of(&log)
        );
    }
    Ok(())
}

/// Whether a copy knows every entry that another does; a deleted entry is known
/// too, and so is one that came in a file and was taken back, which leaves
/// nothing. One that does not open is known of by none.
fn knows(made: &Connection, older: &Path, key: Option<&Passphrase>) -> bool {
    let missing = || -> Result<bool> {
        let older = opened(older, key)?;
        let (known, mut old) = (ids(made)?, ids(&older)?);
        old.retain(|id| !known.contains(id));
        if !old.is_empty() {
            for id in change::taken_back(&older, made)? {
                old.remove(&id);
            }
        }
        Ok(!old.is_empty())
    };
    missing().is_ok_and(|missing| !missing)
}

/// What differs wherever two states of one journal do: how many changes were ever
/// made, which are undone, what was written when, and what is half typed.
fn state(db: &Connection) -> rusqlite::Result<Vec<Value>> {
    let sql = "SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'change'), \
         (SELECT group_concat(no) FROM change WHERE undone = 1), \
         (SELECT count(*) FROM entry), (SELECT total(changed) FROM entry), \
         (SELECT group_concat(before || ' ' || at) FROM purged), \
         (SELECT group_concat(kind || begun || coalesce(editing, '') || answers) FROM draft), \
         user_version FROM pragma_user_version";
    db.query_row(sql, [], |row| (0..7).map(|n| row.get(n)).collect())
}

fn ids(db: &Connection) -> rusqlite::Result<HashSet<String>> {
    let mut all = db.prepare("SELECT id FROM entry")?;
    all.query_map([], |row| row.get(0))?.collect()
}

/// Puts a copy in the place of an older one, whose words must not stay on the
/// disk; under its second name it is found if this is cut short. Some disks know
/// no second names.
fn replace(made: Unfinished, place: &Path) -> Result<()> {
    let second = made.path().with_extension("old");
    let linked = fs::hard_link(place, &second).is_ok();
    made.take_place(place)?;
    if linked {
        let _ = erase(&second);
    }
    Ok(())
}

/// Puts a copy in the place of an older one that stays under another name.
/// Wherever it is cut short, a copy stands at the place; a disk that knows no
/// second names is the exception.
fn replace_keeping(made: Unfinished, place: &Path, kept: &Path) -> io::Result<()> {
    let linked = match fs::hard_link(place, kept) {
        Ok(()) => true,
        Err(error) if knows_no_links(&error) => {
            fs::rename(place, kept)?;
            false
        }
        Err(error) => return Err(error),
    };
    made.take_place(place).inspect_err(|_| {
        // As it was.
        let _ = if linked {
            fs::remove_file(kept)
        } else {
            fs::rename(kept, place)
        };
    })
}

fn knows_no_links(error: &io::Error) -> bool {
    let unknown = [Errno::PERM, Errno::NOTSUP, Errno::NOSYS, Errno::MLINK];
    Errno::from_io_error(error).is_some_and(|error| unknown.contains(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The power may go, or the disk be full, between two steps.
    #[test]
    fn a_kept_copy_leaves_its_place_only_to_the_next() {
        let home = tempfile::tempdir().unwrap();
        let (place, kept) = (home.path().join("day"), home.path().join("kept"));
        fs::write(&place, "old").unwrap();
        let made = Unfinished::in_folder(home.path()).unwrap();
        fs::remove_file(made.path()).unwrap();
        assert!(replace_keeping(made, &place, &kept).is_err());
        assert_eq!(fs::read(&place).unwrap(), b"old");
        assert!(!kept.exists());
        let made = Unfinished::in_folder(home.path()).unwrap();
        fs::write(made.path(), "new").unwrap();
        replace_keeping(made, &place, &kept).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"new");
        assert_eq!(fs::read(&kept).unwrap(), b"old");
    }
}
