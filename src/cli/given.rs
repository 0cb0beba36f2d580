//! A file that a person gave to be read: no pipe that nobody writes into, no
//! device without an end, and no more than is meant to be read at once.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::backup::size;
use crate::trouble::{self, Trouble};

/// Reads a file of at most so many bytes; `hint` says what to name instead.
///
/// # Errors
/// It is no file, larger, or cannot be read.
pub fn read(path: &Path, most: u64, hint: &str) -> Result<Vec<u8>, Trouble> {
    let shown = path.display().to_string();
    let unread = |error: io::Error| Trouble::new(could_not(&shown, &trouble::plain(&error)), hint);
    let there = fs::metadata(path).map_err(unread)?;
    if there.is_dir() {
        return Err(Trouble::new(format!("{shown} is a folder"), hint));
    }
    // Opening a pipe would wait until somebody writes into it.
    if !there.is_file() && !is_handed_over(path) {
        return Err(Trouble::new(format!("{shown} is not a file"), hint));
    }
    let file = File::open(path).map_err(unread)?;
    to_the_end(file, &shown, most, hint)
}

/// Reads all of stdin, or of a file, of at most so many bytes.
///
/// # Errors
/// It is larger, or cannot be read.
pub fn to_the_end(from: impl Read, shown: &str, most: u64, hint: &str) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    from.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Trouble::new(could_not(shown, &trouble::plain(&error)), hint))?;
    if bytes.len() as u64 > most {
        return Err(Trouble::new(
            format!(
                "{shown} is larger than {}, the most that is read",
                size(most)
            ),
            hint,
        ));
    }
    Ok(bytes)
}

/// What a shell has opened already, as for `<(…)`: there is a writer.
fn is_handed_over(path: &Path) -> bool {
    path == Path::new("/dev/stdin")
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
}

fn could_not(shown: &str, why: &str) -> String {
    format!("could not read {shown}: {why}")
}
