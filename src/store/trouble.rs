//! What SQLite says, in words that say what to do.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::trouble::Trouble;

/// Names the path, the reason and what to do, where the reason is one that a
/// person can do something about; else passes the error on as it is.
pub fn explain(journal: &Path, error: rusqlite::Error) -> anyhow::Error {
    let path = journal.display();
    let trouble = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::new(
            format!("another leaflog is writing to {path}"),
            "nothing was changed; try again in a moment",
        ),
        Some(ErrorCode::DiskFull) => Trouble::new(
            format!("there is no space left for {path}"),
            "nothing was changed; free some space and try again",
        ),
        Some(ErrorCode::ReadOnly) => Trouble::new(
            match read_only(journal) {
                Some(closed) => format!(
                    "{path} cannot be written: {} is read-only",
                    closed.display()
                ),
                None => format!("{path} cannot be written: it, or its folder, is read-only"),
            },
            "nothing was changed; allow writing there, or name another journal with --journal FILE",
        ),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Trouble::new(
            format!("{path} cannot be opened, or its folder cannot be written"),
            "nothing was changed; allow reading and writing there, or name another journal with --journal FILE",
        ),
        Some(ErrorCode::NotADatabase) => unopened(journal),
        Some(ErrorCode::DatabaseCorrupt) => Trouble::new(
            format!("{path} is damaged"),
            "nothing was changed; keep a copy of the file and go back to a backup",
        ),
        Some(ErrorCode::SystemIoFailure) => Trouble::new(
            format!("the disk would not read or write {path}"),
            "nothing was changed; check the disk and its free space, and try again",
        ),
        _ => return anyhow::Error::new(error).context(format!("could not use the journal {path}")),
    };
    trouble.into()
}

/// SQLite gives one answer to a wrong key, no key and a file that is no database.
fn unopened(journal: &Path) -> Trouble {
    Trouble::new(
        format!(
            "{} is locked with a passphrase, or it is no leaflog journal",
            journal.display()
        ),
        "nothing was changed; name another file with --journal FILE",
    )
}

/// Whether an error says that the key does not open the journal, or that the
/// file is none.
#[must_use]
pub fn does_not_open(error: &anyhow::Error, journal: &Path) -> bool {
    error
        .downcast_ref::<Trouble>()
        .is_some_and(|trouble| *trouble == unopened(journal))
}

/// Which of the files that SQLite writes nobody may write: the one beside the
/// journal keeps the mode that the journal had when it was made.
fn read_only(journal: &Path) -> Option<PathBuf> {
    let beside = |ending: &str| {
        let mut name = journal.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let folder = journal.parent().map(Path::to_path_buf);
    ["", "-wal", "-shm"]
        .into_iter()
        .map(beside)
        .chain(folder)
        .find(|place| fs::metadata(place).is_ok_and(|it| it.permissions().readonly()))
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use rusqlite::ffi;

    use super::*;

    #[test]
    fn the_file_that_is_read_only_is_named() {
        let home = tempfile::tempdir().unwrap();
        let journal = home.path().join("journal.db");
        let index = home.path().join("journal.db-shm");
        for (file, mode) in [(&journal, 0o600), (&index, 0o400)] {
            fs::write(file, "").unwrap();
            fs::set_permissions(file, Permissions::from_mode(mode)).unwrap();
        }
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_READONLY), None);
        let says = explain(&journal, error).to_string();
        assert!(says.ends_with("journal.db-shm is read-only"), "{says}");
    }
}
