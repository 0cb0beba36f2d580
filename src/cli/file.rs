//! A file that is written for the person, once they agree that it replaces
//! another.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::Result;

use super::desk::Desk;
use crate::file::Place;

/// Writes a file. `journal` is never replaced, any other only with `force` or a
/// yes.
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
    let place = Place::look(path, journal)?;
    if place.is_taken && !force {
        let what = format!("{} is there already", path.display());
        desk.agree(
            &what,
            "Replace it?",
            "nothing was written; --force replaces it",
        )?;
    }
    place.write(write)
}
