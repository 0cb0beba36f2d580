//! One at a time among the copies of a journal: what one leaflog copies must not
//! take the place of what another copied later, nor bring back what was purged.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::trouble::Trouble;

/// How long a copy waits for another leaflog: whoever quits waits as long.
pub const SHORT: Duration = Duration::from_millis(500);
/// How long a purge does.
pub const LONG: Duration = Duration::from_secs(5);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// Held until it is dropped.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "the locks are held by the files")] Vec<File>);

impl Turn {
    /// A turn in all of these folders that there are. On a disk without locks
    /// nobody waits.
    ///
    /// # Errors
    /// Another leaflog has it for longer than this waits.
    pub fn in_folders(folders: &[PathBuf], patience: Duration) -> Result<Turn, Trouble> {
        let known = folders
            .iter()
            .filter_map(|folder| fs::canonicalize(folder).ok());
        // In one order, and none twice: each would wait for itself.
        let mut known: Vec<PathBuf> = known.collect();
        known.sort();
        known.dedup();
        let held = known
            .iter()
            .filter_map(|folder| held(folder, patience).transpose());
        held.collect::<Result<_, _>>().map(Turn)
    }
}

fn held(folder: &Path, patience: Duration) -> Result<Option<File>, Trouble> {
    let Ok(file) = File::open(folder) else {
        return Ok(None);
    };
    let mut waited = Duration::ZERO;
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(Some(file)),
            Err(Errno::INTR) => {}
            Err(Errno::WOULDBLOCK) if waited < patience => {
                thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Err(Errno::WOULDBLOCK) => {
                return Err(Trouble::new(
                    "another leaflog is making or removing copies",
                    "nothing was changed; try again in a moment",
                ));
            }
            Err(_) => return Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_second_one_does_not_get_it_and_none_waits_for_itself() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("backups");
        fs::create_dir(&folder).unwrap();
        let link = home.path().join("link");
        symlink(&folder, &link).unwrap();
        let missing = home.path().join("missing");
        let all = [folder, link, missing];
        let first = Turn::in_folders(&all, Duration::ZERO).unwrap();
        assert!(Turn::in_folders(&all[..1], PAUSE).is_err());
        drop(first);
        assert!(Turn::in_folders(&all[1..], Duration::ZERO).is_ok());
    }
}
