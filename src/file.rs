//! A file that is written for the person: readable by them alone, whole or not at
//! all, and nothing replaced unasked.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::store::files;
use crate::trouble::{self, Trouble};

/// Where a file is to be written, looked at before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// As it was named.
    named: PathBuf,
    /// Where it truly lies.
    path: PathBuf,
    /// Whether a file is there already, which is asked about before it is
    /// replaced.
    pub is_taken: bool,
}

impl Place {
    /// Looks at a place. `journal` is never replaced, nor what is no file.
    ///
    /// # Errors
    /// Nothing may be written there at all.
    pub fn look(named: &Path, journal: &Path) -> Result<Place> {
        let path = fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        let there = fs::metadata(&path).ok();
        if there.as_ref().is_some_and(|it| !it.is_file()) {
            let what = format!("{} is no file that can be replaced", named.display());
            return Err(Trouble::new(what, "name another file, or - for stdout").into());
        }
        refuse_the_journal(&path, named, journal)?;
        Ok(Place {
            named: named.to_owned(),
            path,
            is_taken: there.is_some(),
        })
    }

    /// Where it truly lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the file, beside its place first. What came there since it was
    /// looked at stays.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>) -> Result<()> {
        self.written(write)
            .map_err(|error| unwritable(&self.named, error))
    }

    fn written(&self, write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>) -> Result<()> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut beside = tempfile::Builder::new()
            .prefix(".leaflog-")
            .tempfile_in(folder)?;
        beside
            .as_file()
            .set_permissions(Permissions::from_mode(0o600))?;
        let mut to = BufWriter::new(beside.as_file_mut());
        write(&mut to)?;
        to.flush()?;
        drop(to);
        beside.as_file().sync_all()?;
        let moved = if self.is_taken {
            beside.persist(&self.path)
        } else {
            beside.persist_noclobber(&self.path)
        };
        moved.map_err(|error| error.error)?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

/// Refuses the journal itself and what is kept for it: a table among its copies
/// would be taken for one, and one beside it for its log.
///
/// # Errors
/// It is one of them, be a file there or not.
pub fn refuse_the_journal(path: &Path, named: &Path, journal: &Path) -> Result<(), Trouble> {
    let hint = "nothing was written; name another file";
    if files::is_itself(path, journal) {
        return Err(Trouble::new(
            format!("{} is the journal itself", named.display()),
            hint,
        ));
    }
    if files::is_kept_for(path, journal) {
        return Err(Trouble::new(
            format!(
                "{} is a name that leaflog keeps for the journal's own files",
                named.display()
            ),
            hint,
        ));
    }
    Ok(())
}

fn unwritable(path: &Path, error: anyhow::Error) -> anyhow::Error {
    let what = format!("could not write {}", path.display());
    let Some(cause) = error.downcast_ref::<io::Error>() else {
        return error.context(what);
    };
    let why = reason(cause);
    Trouble::new(
        format!("{what}: {why}"),
        "nothing was changed; name a file in a folder that can be written",
    )
    .into()
}

/// Why, without the hidden name of the file that was being written.
#[must_use]
pub fn reason(cause: &io::Error) -> String {
    match cause.raw_os_error() {
        Some(code) => trouble::plain(&io::Error::from_raw_os_error(code)),
        None => trouble::plain(&io::Error::from(cause.kind())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_since_it_was_looked_at_stays() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("report.html");
        let journal = home.path().join("journal.db");
        let place = Place::look(&path, &journal).unwrap();
        fs::write(&path, "another's").unwrap();
        let wrote = place.write(|to| Ok(to.write_all(b"mine")?));
        assert!(wrote.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "another's");
        let place = Place::look(&path, &journal).unwrap();
        assert!(place.is_taken);
        place.write(|to| Ok(to.write_all(b"mine")?)).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn the_journal_is_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let journal = home.path().join("journal.db");
        fs::write(&journal, "all of it").unwrap();
        assert!(Place::look(&journal, &journal).is_err());
        assert!(Place::look(home.path(), &journal).is_err());
        for name in [
            "journal.db-wal",
            "journal.db-shm",
            ".journal.db.new-x7Kq2a",
            "backups/journal.db.2026-11-20.db",
        ] {
            assert!(
                Place::look(&home.path().join(name), &journal).is_err(),
                "{name}"
            );
        }
        for name in ["journal.csv", "backups/mine.db", "elsewhere/journal.db-wal"] {
            assert!(
                Place::look(&home.path().join(name), &journal).is_ok(),
                "{name}"
            );
        }
    }
}
