//! Removing a file so that its words do not stay on the disk.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

/// Overwrites a file and removes it; one that is missing is gone already. One
/// that has another name somewhere is only taken out of this folder, for the
/// other name is somebody's; and so is a link, for what it leads to is.
pub fn erase(path: &Path) -> io::Result<()> {
    let found = match fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if found.is_file() && found.nlink() == 1 {
        overwrite(&OpenOptions::new().write(true).open(path)?)?;
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Erases every file of a folder, and removes it.
pub fn erase_folder(folder: &Path) -> io::Result<()> {
    for item in fs::read_dir(folder)? {
        let item = item?;
        if item.file_type()?.is_dir() {
            erase_folder(&item.path())?;
        } else {
            erase(&item.path())?;
        }
    }
    fs::remove_dir(folder)
}

/// Zeros over all of a file, down to the disk.
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
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn another_name_of_the_same_file_keeps_its_words() {
        let home = tempfile::tempdir().unwrap();
        let (mine, yours) = (home.path().join("a.db"), home.path().join("b.db"));
        fs::write(&mine, b"words").unwrap();
        fs::hard_link(&mine, &yours).unwrap();
        erase(&mine).unwrap();
        assert!(!mine.exists());
        assert_eq!(fs::read(&yours).unwrap(), b"words");
        erase(&yours).unwrap();
        assert!(!yours.exists());
        erase(&yours).unwrap();
    }

    #[test]
    fn what_a_link_leads_to_keeps_its_words() {
        let home = tempfile::tempdir().unwrap();
        let (link, yours) = (home.path().join("a.db"), home.path().join("b.db"));
        fs::write(&yours, b"words").unwrap();
        symlink(&yours, &link).unwrap();
        erase(&link).unwrap();
        assert!(!link.is_symlink());
        assert_eq!(fs::read(&yours).unwrap(), b"words");
    }
}
