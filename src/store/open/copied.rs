//! A copy of a journal as it was, before something changes it for good.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::private::make_folder;
use crate::store::backup;
use crate::store::files::{Unfinished, beside};
use crate::trouble::Trouble;

/// A copy of the journal as it was, readable only by its owner. It is written
/// beside its place and moved there whole; a copy of the same state that is
/// there already is enough.
pub fn copy(db: &Connection, path: &Path, backups: &Path, version: usize) -> Result<()> {
    let why = format!("before-version-{}", version + 1);
    let copied = copy_as(db, path, backups, &why);
    let copied = copied.map(|target| backup::prune(path, backups, &target));
    copied.map_err(|error| {
        Trouble::new(
            format!(
                "could not copy {} into {} before changing its shape: {error:#}",
                path.display(),
                backups.display()
            ),
            "nothing was changed; allow writing there, make some space and try again",
        )
        .into()
    })
}

/// The same, named after why it was made.
pub fn copy_as(db: &Connection, path: &Path, backups: &Path, why: &str) -> Result<PathBuf> {
    let target = backups.join(copy_name(path, why)?);
    if target.exists() {
        return Ok(target);
    }
    make_folder(backups)?;
    let made = Unfinished::in_folder(backups)?;
    let name = made.path().to_str();
    let name = name.context("the name of the folder is no UTF-8 text")?;
    db.execute("VACUUM INTO ?1", [name])?;
    made.take_place(&target)?;
    Ok(target)
}

/// `journal.db.before-version-4.20261120T201400123Z.db`: which journal it is a
/// copy of, and when that was last written to.
fn copy_name(path: &Path, why: &str) -> std::io::Result<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let written = DateTime::<Utc>::from(written(path)?);
    let stamp = written.format("%Y%m%dT%H%M%S%3fZ");
    Ok(format!("{name}.{why}.{stamp}.db"))
}

/// When a journal was last written to, be it into its write-ahead log; an empty
/// log is only a sign that it was opened.
pub fn written(path: &Path) -> std::io::Result<SystemTime> {
    let written = fs::metadata(path)?.modified()?;
    let logged = fs::metadata(beside(path, "-wal"))
        .ok()
        .filter(|log| log.len() > 0)
        .and_then(|log| log.modified().ok());
    Ok(logged.map_or(written, |logged| logged.max(written)))
}
