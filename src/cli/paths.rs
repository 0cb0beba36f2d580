//! `leaflog paths`: where things are kept.

use anyhow::Result;

use super::desk::Desk;

/// Says where each file or folder is, one a line.
///
/// # Errors
/// Nobody reads it any more.
pub fn run(desk: &mut Desk) -> Result<()> {
    let Desk { paths, voice, .. } = desk;
    for (name, path) in [
        ("journal", &paths.journal),
        ("backups", &paths.backups),
        ("config", &paths.config),
    ] {
        voice.labelled(name, &path.display().to_string())?;
    }
    Ok(())
}
