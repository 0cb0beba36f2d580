//! Files and folders that only their owner can read.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::Result;

use crate::trouble::{Trouble, plain};

/// Makes the file with mode 0600 in a folder with mode 0700, whatever the
/// umask, before anything is written to it.
pub fn make_private(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(Trouble::new(
            format!("{} is a folder", path.display()),
            "name a file with --journal FILE",
        )
        .into());
    }
    if path.exists() {
        return Ok(());
    }
    if path.is_symlink() {
        return Err(Trouble::new(
            format!("{} is a link to a file that is not there", path.display()),
            "nothing was changed; put the file back where the link leads, or name another journal with --journal FILE",
        )
        .into());
    }
    let made = || -> std::io::Result<()> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            make_folder(folder)?;
        }
        make_file(path)
    };
    match made() {
        // Another leaflog that was started at the same moment has made it.
        Err(_) if path.is_file() => Ok(()),
        made => made.map_err(|error| {
            Trouble::new(
                format!("could not make {}: {}", path.display(), plain(&error)),
                "allow writing there, or name another journal with --journal FILE",
            )
            .into()
        }),
    }
}

/// The folder and those above it that are missing, each its owner's alone
/// whatever the umask: a folder the umask closes would keep its own inside out.
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(above)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        // Another leaflog that was started at the same moment has made it.
        Err(_) if folder.is_dir() => Ok(()),
        made => made.and_then(|()| fs::set_permissions(folder, Permissions::from_mode(0o700))),
    }
}

/// An empty file that only its owner can read.
pub fn make_file(path: &Path) -> std::io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o600))
}
