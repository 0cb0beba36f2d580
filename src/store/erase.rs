//! Removing a file so that its words do not stay on the disk.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

/// What a plain SQLite file begins with; a locked one begins with chance.
pub const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// Whether a file begins as a plain SQLite file does. To be asked only of a file
/// this process has no connection to: closing any handle of it would let go of
/// SQLite's locks.
pub fn is_plain(path: &Path) -> bool {
    let mut head = [0; 16];
    File::open(path)
        .and_then(|file| file.read_exact_at(&mut head, 0))
        .is_ok()
        && head == *PLAIN
}

/// Removes a file; what can be read without a key is overwritten first.
pub fn erase(path: &Path) -> io::Result<()> {
    if is_plain(path) {
        return wipe(path);
    }
    fs::remove_file(path)
}

/// Overwrites a file and removes it; one that is missing is gone already. One
/// that has another name somewhere is only taken out of this folder: the other
/// name is somebody's.
pub fn wipe(path: &Path) -> io::Result<()> {
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found?,
    };
    if found.is_file() && found.nlink() == 1 {
        overwrite(&OpenOptions::new().write(true).open(path)?)?;
    }
    fs::remove_file(path)
}

/// Overwrites every file of a folder and removes all of it.
pub fn wipe_folder(folder: &Path) -> io::Result<()> {
    for item in fs::read_dir(folder)? {
        let item = item?;
        if item.file_type()?.is_dir() {
            wipe_folder(&item.path())?;
        } else {
            wipe(&item.path())?;
        }
    }
    fs::remove_dir(folder)
}

/// Zeros over all of a file, down to the disk. It keeps its length.
pub fn overwrite(file: &File) -> io::Result<()> {
    static ZEROS: [u8; 1 << 16] = [0; 1 << 16];
    let length = file.metadata()?.len();
    let mut at = 0;
    while at < length {
        let rest = usize::try_from(length - at).unwrap_or(ZEROS.len());
        let part = rest.min(ZEROS.len());
        file.write_all_at(&ZEROS[..part], at)?;
        at += part as u64;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_of_the_same_file_keeps_its_words() {
        let home = tempfile::tempdir().unwrap();
        let (mine, yours) = (home.path().join("a.db"), home.path().join("b.db"));
        fs::write(&mine, [PLAIN.as_slice(), b"words"].concat()).unwrap();
        fs::hard_link(&mine, &yours).unwrap();
        erase(&mine).unwrap();
        assert!(!mine.exists());
        assert!(fs::read(&yours).unwrap().ends_with(b"words"));
        erase(&yours).unwrap();
        assert!(!yours.exists());
    }
}
