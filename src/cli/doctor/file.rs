//! Whether there is a journal at its place, and whether it is a file.

use std::fs::{self, FileType};
use std::io;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use super::super::backup::size;
use super::line::Line;
use crate::trouble::plain;

/// The file at the journal's place.
///
/// # Errors
/// What is there instead, or that nothing is.
pub fn line(journal: &Path) -> Result<Line, Line> {
    let found = fs::metadata(journal).map_err(|error| not_found(journal, &error))?;
    let kind = found.file_type();
    let place = journal.display();
    if kind.is_file() {
        let says = format!("{place}, {}", size(found.len()));
        return Ok(Line::ok("journal", says));
    }
    let says = if kind.is_dir() {
        format!("{place} is a folder")
    } else {
        format!("{place} is {}, no file", device(kind))
    };
    let todo = "name another journal with --journal FILE";
    Err(Line::wrong("journal", says, todo))
}

fn device(kind: FileType) -> &'static str {
    match () {
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    }
}

fn not_found(journal: &Path, error: &io::Error) -> Line {
    let place = journal.display();
    if journal.is_symlink() {
        return Line::wrong(
            "journal",
            format!("{place} is a link to a file that is not there"),
            "put the file back where the link leads, or name another journal with --journal FILE",
        );
    }
    if error.kind() == io::ErrorKind::NotFound {
        return Line::look(
            "journal",
            format!("there is none at {place} yet"),
            "the first entry makes it; if there was one, leaflog backup lists its copies",
        );
    }
    Line::wrong(
        "journal",
        format!("{place} cannot be looked at: {}", plain(error)),
        "allow reading there, or name another journal with --journal FILE",
    )
}
