//! What SQLite says, in words that say what to do.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::backup;
use super::files::{beside, is_locked};
use super::key::{CAN_LOCK, USUAL_BUILD};
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
        Some(ErrorCode::NotADatabase) => cannot_open(journal),
        Some(ErrorCode::DatabaseCorrupt) => Trouble::new(
            format!("{path} is damaged"),
            back_to(journal, &backups_of(journal)),
        ),
        Some(ErrorCode::SystemIoFailure) => Trouble::new(
            format!("the disk would not read or write {path}"),
            "nothing was changed; check the disk and its free space, and try again",
        ),
        _ if is_damage(&error) => Trouble::new(
            format!("{path} is damaged"),
            back_to(journal, &backups_of(journal)),
        ),
        _ => return anyhow::Error::new(error).context(format!("could not use the journal {path}")),
    };
    trouble.into()
}

/// What is said of a file that is locked, or no database at all.
#[must_use]
pub fn cannot_open(journal: &Path) -> Trouble {
    Trouble::new(unopened(journal), not_read(journal))
}

/// SQLite gives one answer to a wrong key, no key and a file that is no database.
fn unopened(journal: &Path) -> String {
    let path = journal.display();
    if CAN_LOCK {
        return format!("{path} is locked with a passphrase, or it is no leaflog journal");
    }
    format!(
        "this build of leaflog cannot open {path}: it is locked with a passphrase, or it is no leaflog journal"
    )
}

/// Whether an error says that the key does not open the journal, or that the
/// file is none.
#[must_use]
pub fn does_not_open(error: &anyhow::Error, journal: &Path) -> bool {
    // Where no passphrase can be taken there is nothing to ask for.
    let trouble = error.downcast_ref::<Trouble>().filter(|_| CAN_LOCK);
    trouble.is_some_and(|trouble| trouble.what == unopened(journal))
}

/// Whether the error says that the file does not hold what a journal holds.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    match error {
        Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..)
        | Error::QueryReturnedNoRows => true,
        // SQLite's general error: a table or a column is missing.
        Error::SqliteFailure(said, _) => {
            matches!(
                said.code,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase
            ) || said.extended_code == rusqlite::ffi::SQLITE_ERROR
        }
        Error::SqlInputError { error, .. } => error.extended_code == rusqlite::ffi::SQLITE_ERROR,
        _ => false,
    }
}

/// How to go back: by the newest copy that opens, named.
pub fn back_to(journal: &Path, backups: &Path) -> String {
    match backup::newest_that_opens(journal, backups) {
        Some(copy) => format!(
            "nothing was changed; leaflog restore {} goes back to the newest backup that opens; leaflog doctor says more",
            named(&copy)
        ),
        None => format!(
            "nothing was changed; leaflog doctor says more; there is no backup that opens in {}",
            backups.display()
        ),
    }
}

/// A file that is no database is damaged only where it has backups.
fn not_read(journal: &Path) -> String {
    let backups = backups_of(journal);
    if !CAN_LOCK {
        return elsewhere(journal, &backups);
    }
    if backup::all(journal, &backups).is_empty() {
        return "nothing was changed; name another file with --journal FILE".to_owned();
    }
    back_to(journal, &backups)
}

/// What to do where this build could not open it if it is locked.
fn elsewhere(journal: &Path, backups: &Path) -> String {
    let unlocks = format!("nothing was changed; where it is locked, {USUAL_BUILD} opens it");
    let copy = backup::newest_that_opens(journal, backups).filter(|copy| !is_locked(copy));
    match copy {
        Some(copy) => format!(
            "{unlocks}; where it is damaged, move it elsewhere, and leaflog restore {} goes back to the newest backup that opens",
            named(&copy)
        ),
        None => format!("{unlocks}; --journal FILE names another journal"),
    }
}

/// Where the backups of a journal lie.
fn backups_of(journal: &Path) -> PathBuf {
    journal.with_file_name("backups")
}

/// A path as a shell reads it.
fn named(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |sign: char| sign.is_alphanumeric() || "/._-+:,".contains(sign);
    if text.chars().all(is_plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Which of the files that SQLite writes nobody may write: the one beside the
/// journal keeps the mode that the journal had when it was made.
fn read_only(journal: &Path) -> Option<PathBuf> {
    let folder = journal.parent().map(Path::to_path_buf);
    ["", "-wal", "-shm"]
        .into_iter()
        .map(|ending| beside(journal, ending))
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
