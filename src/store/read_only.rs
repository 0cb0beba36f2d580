//! A journal that may be read but not written: opened as it lies on the disk,
//! without the two files SQLite would keep beside it.

use std::fs;
use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, OpenFlags};

use super::files::beside;
use super::trouble::explain;
use super::{Passphrase, Store, open};
use crate::trouble::Trouble;

impl Store {
    /// Opens a journal that [`is_closed`], with its key where it is locked.
    ///
    /// # Errors
    /// It is no journal, or of another version: its shape cannot be changed.
    pub fn read_only(path: &Path, key: Option<Passphrase>) -> Result<Store> {
        let explained = |error| explain(path, error);
        let db = connect(path).map_err(explained)?;
        open::prepare(&db, key.as_ref()).map_err(explained)?;
        let version: i64 = db
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(explained)?;
        if usize::try_from(version).ok() != Some(open::STEPS.len()) {
            let what = format!(
                "{} was written by another version, and cannot be changed where it lies",
                path.display()
            );
            let hint =
                "nothing was changed; copy it to a folder that can be written, and open that";
            return Err(Trouble::new(what, hint).into());
        }
        // In memory there is no place that it could be missed at.
        let mut store = Store::in_memory()?;
        store.db = db;
        path.clone_into(&mut store.path);
        store.key = key;
        Ok(store)
    }
}

/// Whether a journal is there to be read while nobody here may write it, and
/// nothing waits beside it that only a writer could take in.
#[must_use]
pub fn is_closed(path: &Path) -> bool {
    // Whether it is a file comes first: opening a pipe may wait for ever.
    let may_be_read = || fs::File::open(path).is_ok();
    path.is_file() && may_be_read() && !is_open(path) && !waits_beside(path)
}

/// Whether the file and its folder can both be written.
fn is_open(path: &Path) -> bool {
    let file = fs::OpenOptions::new().write(true).open(path).is_ok();
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // What may be written depends on more than the mode: only trying tells.
    file && tempfile::tempfile_in(folder).is_ok()
}

/// Whether a log lies beside it with something in it: without it the journal
/// would be read as it was some time ago.
pub(super) fn waits_beside(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// So that nothing can be written, to it or beside it.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri(path, "mode=ro&immutable=1"), flags)
}

/// `file:/home/a%20b/journal.db?mode=ro&immutable=1`
pub(super) fn uri(path: &Path, how: &str) -> String {
    use std::os::unix::ffi::OsStrExt;
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let bytes = path.as_os_str().as_bytes().iter();
    let escaped: String = bytes
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'_' => char::from(*byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    format!("file:{escaped}?{how}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_any_letters_is_one_uri() {
        let says = uri(Path::new("/no such/ü?#%.db"), "mode=ro&immutable=1");
        assert_eq!(
            says,
            "file:/no%20such/%C3%BC%3F%23%25.db?mode=ro&immutable=1"
        );
    }

    #[test]
    fn it_is_read_and_nothing_is_written_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("my journal.db");
        drop(Store::open(&path, home.path()).unwrap());
        let mut store = Store::read_only(&path, None).unwrap();
        assert!(store.load().unwrap().is_empty());
        assert!(store.db.execute("DELETE FROM entry", []).is_err());
        let files = fs::read_dir(home.path()).unwrap().count();
        assert_eq!(files, 1, "only the journal itself");
    }

    #[test]
    fn an_older_one_is_refused_whose_shape_cannot_change() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        drop(Store::open(&path, home.path()).unwrap());
        let db = Connection::open(&path).unwrap();
        db.pragma_update(None, "user_version", 1).unwrap();
        drop(db);
        let refused = Store::read_only(&path, None).unwrap_err();
        assert!(refused.to_string().contains("another version"), "{refused}");
    }

    #[test]
    fn what_waits_in_a_log_is_not_passed_over() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        fs::write(&path, "x").unwrap();
        fs::write(home.path().join("journal.db-wal"), "").unwrap();
        assert!(!waits_beside(&path));
        fs::write(home.path().join("journal.db-wal"), "x").unwrap();
        assert!(waits_beside(&path));
    }

    #[test]
    fn a_journal_that_can_be_written_is_not_closed() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        assert!(!is_closed(&path), "there is none");
        fs::write(&path, "x").unwrap();
        assert!(!is_closed(&path));
    }
}
