//! Whether all of the file can be read, fits together and is of this leaflog.

use chrono::{DateTime, Utc};

use super::super::desk::Desk;
use super::OTHER_BUILD;
use super::line::Line;
use super::locked::Key;
use crate::stats::words::counted;
use crate::store::CAN_LOCK;
use crate::store::backup::{self, why};
use crate::store::files::is_locked;
use crate::store::health::{self, Found, Shape};

const NOT_OPENED: &str = "it is locked, and was not opened";

/// What is in the file, and how much of it could be read.
pub fn lines(desk: &Desk, key: &Key, now: DateTime<Utc>) -> (Vec<Line>, Option<Found>) {
    let key = match key {
        Key::Unknown => return (vec![not_asked()], None),
        Key::Fits(key) => Some(key),
        Key::None => None,
    };
    match health::examine_at(&desk.paths.journal, key, now) {
        Ok(found) => {
            let lines = vec![whole(&found, key.is_some(), desk), shape(&found, desk)];
            (lines, Some(found))
        }
        Err(error) => (vec![unopened(&error, key.is_some(), desk)], None),
    }
}

/// It looks locked, and nobody could be asked.
fn not_asked() -> Line {
    let todo = if CAN_LOCK {
        "--passphrase-file FILE names a file with its passphrase; at a terminal leaflog asks for it"
    } else {
        OTHER_BUILD
    };
    Line::look("content", NOT_OPENED.to_owned(), todo)
}

/// A file that does not open; SQLite cannot tell a wrong key from damage.
fn unopened(error: &anyhow::Error, tried: bool, desk: &Desk) -> Line {
    if !is_locked(&desk.paths.journal) {
        let says = format!("it does not open: {}", why(error));
        return Line::wrong("content", says, &back(desk));
    }
    let says = if tried || desk.passphrase_file.is_some() {
        "it is locked, and this passphrase does not open it"
    } else {
        NOT_OPENED
    };
    let todo = "give its passphrase to look inside; capitals and spaces count";
    Line::look("content", says.to_owned(), todo)
}

/// Whether all of it can be read and fits together.
fn whole(found: &Found, locked: bool, desk: &Desk) -> Line {
    let wrong = |says: String| Line::wrong("content", says, &back(desk));
    if !found.wrong.is_empty() {
        return wrong(format!("the file is damaged: {}", found.wrong.join("; ")));
    }
    if found.unreadable > 0 {
        let pages = counted(found.unreadable, "page", "pages");
        return wrong(format!("{pages} cannot be read with the passphrase"));
    }
    if found.stray > 0 {
        let rows = counted(found.stray, "row belongs", "rows belong");
        return wrong(format!("{rows} to no entry"));
    }
    let entries = counted(found.entries, "entry", "entries");
    let lock = if locked { ", locked" } else { "" };
    Line::ok("content", format!("whole: {entries}{lock}"))
}

/// Which leaflog wrote it.
fn shape(found: &Found, desk: &Desk) -> Line {
    let version = found.version;
    match found.shape() {
        Shape::Present => {
            let says = format!("version {version}, this leaflog's own");
            Line::ok("shape", says)
        }
        Shape::Older => Line::look(
            "shape",
            format!("version {version}, of an older leaflog"),
            "the next command brings it to the present one, and keeps a copy first",
        ),
        Shape::Newer => Line::wrong(
            "shape",
            format!("version {version}, of a newer leaflog"),
            "install the newer leaflog to open it",
        ),
        Shape::Foreign if found.application == 0 && version == 0 && found.entries == 0 => {
            let says = "nothing in it says that it is a journal".to_owned();
            Line::wrong("shape", says, &back(desk))
        }
        Shape::Foreign => Line::wrong(
            "shape",
            "it is an SQLite file, but no leaflog journal".to_owned(),
            "name the journal with --journal FILE",
        ),
    }
}

/// How to go back.
fn back(desk: &Desk) -> String {
    match backup::newest_that_opens(&desk.paths.journal, &desk.paths.backups) {
        Some(copy) => format!(
            "leaflog restore {} goes back to the newest backup that opens; the damaged file is kept",
            copy.display()
        ),
        None => format!(
            "keep a copy of the file; there is no backup that opens in {}",
            desk.paths.backups.display()
        ),
    }
}
