//! What SQLite says, in words that say what to do.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::trouble::Trouble;

/// Names the path, the reason and what to do, where the reason is one that a
/// person can do something about; else passes the error on as it is.
pub fn explain(path: &Path, error: rusqlite::Error) -> anyhow::Error {
    let path = path.display();
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
            format!("{path} cannot be written: it, or its folder, is read-only"),
            "nothing was changed; allow writing there, or name another journal with --journal FILE",
        ),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Trouble::new(
            format!("{path} cannot be opened, or its folder cannot be written"),
            "nothing was changed; allow reading and writing there, or name another journal with --journal FILE",
        ),
        Some(ErrorCode::NotADatabase) => Trouble::new(
            format!("{path} is locked with a passphrase, or it is no leaflog journal"),
            "nothing was changed; name another file with --journal FILE",
        ),
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
