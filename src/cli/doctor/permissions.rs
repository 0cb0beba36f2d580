//! Whether only the person can read the journal and its copies.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::Looked;
use super::line::Line;
use crate::store::files::{self, Kind};

/// Files 0600, folders 0700, all the person's own.
pub fn lines(looked: &Looked) -> Vec<Line> {
    let backups = &looked.desk.paths.backups;
    let mut places: Vec<PathBuf> = vec![looked.journal.to_owned(), backups.clone()];
    let mut folders = files::folders(looked.journal, backups);
    folders.retain(|folder| folder.ends_with("backups") && folder != backups);
    places.append(&mut folders);
    // The folder is leaflog's own only where leaflog chose it.
    if !looked.desk.named {
        places.extend(looked.journal.parent().map(Path::to_path_buf));
    }
    let mut ours = files::all(looked.journal, backups);
    ours.retain(|ours| {
        !matches!(
            ours.kind,
            Kind::Unfinished | Kind::Other | Kind::Rekeying(_)
        )
    });
    places.extend(ours.into_iter().map(|ours| ours.path));
    let mut lines: Vec<Line> = places
        .iter()
        .filter_map(|place| open_to_others(place))
        .collect();
    if lines.is_empty() && looked.journal.exists() {
        let says = "only you can read the journal and its copies".to_owned();
        lines.push(Line::ok("permissions", says));
    }
    lines
}

/// A file or folder that others may open, or that is not the person's own.
fn open_to_others(place: &Path) -> Option<Line> {
    let found = fs::metadata(place).ok()?;
    let (mode, right) = (
        found.permissions().mode() & 0o777,
        if found.is_dir() { 0o700 } else { 0o600 },
    );
    let shown = place.display();
    if found.uid() != rustix::process::geteuid().as_raw() {
        let says = format!("{shown} belongs to somebody else");
        return Some(Line::wrong(
            "permissions",
            says,
            "ask whoever keeps this computer to give it to you",
        ));
    }
    if mode & 0o077 != 0 {
        let says = format!("{shown} can be read by others on this computer");
        return Some(Line::wrong(
            "permissions",
            says,
            &format!("chmod {right:o} {shown}"),
        ));
    }
    if mode & right != right {
        let says = format!("{shown} is closed to you");
        return Some(Line::wrong(
            "permissions",
            says,
            &format!("chmod {right:o} {shown}"),
        ));
    }
    None
}
