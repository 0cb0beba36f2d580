//! A file that is written for the person: readable by them alone, whole or not at
//! all, and nothing replaced unasked.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::desk::Desk;
use crate::trouble::{self, Trouble};

/// Writes a file, beside its place first. `journal` is never replaced.
///
/// # Errors
/// It is there and may not be replaced, or cannot be written.
pub fn write(
    path: &Path,
    force: bool,
    journal: &Path,
    desk: &mut Desk,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>,
) -> Result<()> {
    let place = place(path, force, journal, desk)?;
    written(&place, write).map_err(|error| unwritable(path, error))
}

/// Where a file is to be written, once it may be: never over the journal, and
/// over another file only where the person agrees.
///
/// # Errors
/// It is there and may not be replaced.
pub fn place(path: &Path, force: bool, journal: &Path, desk: &mut Desk) -> Result<PathBuf> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let there = fs::metadata(&place).ok();
    if there.as_ref().is_some_and(|it| !it.is_file()) {
        let what = format!("{} is no file that can be replaced", path.display());
        return Err(Trouble::new(what, "name another file, or - for stdout").into());
    }
    if is_journal(&place, journal) {
        let what = format!("{} is the journal itself", path.display());
        return Err(Trouble::new(what, "nothing was written; name another file").into());
    }
    if there.is_some() && !force {
        let what = format!("{} is there already", path.display());
        desk.agree(
            &what,
            "Replace it?",
            "nothing was written; --force replaces it",
        )?;
    }
    Ok(place)
}

/// Whether this is the journal, or one of the two files SQLite keeps beside it.
pub(super) fn is_journal(place: &Path, journal: &Path) -> bool {
    ["", "-wal", "-shm"].into_iter().any(|ending| {
        let mut name = journal.as_os_str().to_owned();
        name.push(ending);
        fs::canonicalize(&name).is_ok_and(|kept| kept == place)
    })
}

/// A file is written beside its place and moved there whole.
fn written(
    place: &Path,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>,
) -> Result<()> {
    let folder = match place.parent() {
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
    beside.persist(place).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()?;
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
pub(super) fn reason(cause: &io::Error) -> String {
    match cause.raw_os_error() {
        Some(code) => trouble::plain(&io::Error::from_raw_os_error(code)),
        None => trouble::plain(&io::Error::from(cause.kind())),
    }
}
