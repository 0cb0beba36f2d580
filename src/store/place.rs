//! Which file stands at the journal's path: another may be put there while it is
//! open, by `leaflog lock`, by a restored backup or by a program that keeps
//! folders the same. What is written into the old one then is lost. Whether the
//! same file was written over is another question: see `untouched`.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::trouble::Trouble;

/// A file as the disk knows it, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    device: u64,
    inode: u64,
}

impl Place {
    /// The file at a path; none where there is none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Place> {
        let found = fs::metadata(path).ok()?;
        Some(Place {
            device: found.dev(),
            inode: found.ino(),
        })
    }

    /// Refuses where another file stands at the path by now.
    ///
    /// # Errors
    /// It does, or none is there any more.
    pub fn still_at(self, path: &Path) -> Result<(), Trouble> {
        match Place::of(path) {
            Some(found) if found == self => Ok(()),
            _ => Err(replaced()),
        }
    }
}

/// The journal was replaced while it was open.
#[must_use]
pub fn replaced() -> Trouble {
    Trouble::new(
        "the journal was replaced meanwhile (locked, restored or synchronised)",
        "nothing was written; open it again",
    )
}

/// Whether an error says that the journal was replaced.
#[must_use]
pub fn is_replaced(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<Trouble>()
        .is_some_and(|trouble| *trouble == replaced())
}
