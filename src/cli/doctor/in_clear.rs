//! What can be read without the passphrase, though the journal cannot.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Looked;
use super::line::Line;
use crate::store::files::{self, Kind, Ours, is_locked, is_plain};
use crate::store::lock;

pub fn lines(looked: &Looked) -> Vec<Line> {
    let (journal, backups) = (looked.journal, &looked.desk.paths.backups);
    let line = |path: &Path, why: &str, todo: &str| {
        let says = format!("{} can be read without the passphrase{why}", path.display());
        Line::wrong("in clear", says, todo)
    };
    let clear = files::all(journal, backups).into_iter();
    let clear = clear.filter(|ours| looked.is_clear(ours));
    // The journal was opened by now, which locks and removes what it can.
    let key = looked.key.as_ref().filter(|_| looked.opens_unchanged());
    let left = key.map_or_else(Vec::new, |key| lock::uncovered(journal, backups, key));
    let lines = clear.map(|Ours { path, kind }| {
        let is_copy = matches!(kind, Kind::Copy(_) | Kind::SetAside);
        let todo = match (is_copy, key.is_some()) {
            (true, true) => "it could not be locked: remove it if it is not needed",
            (false, true) => {
                "it could not be removed: remove it while no leaflog is running; it holds a \
                 part of a journal, or all of one"
            }
            (true, false) => {
                "the next leaflog that opens the journal locks it; remove it if it is not needed"
            }
            (false, false) => "the next leaflog that opens the journal overwrites and removes it",
        };
        let why = left.iter().find(|left| left.path == path);
        line(
            &path,
            &why.map_or(String::new(), |left| format!(" ({})", left.why)),
            todo,
        )
    });
    lines.chain(of_other_names(looked)).collect()
}

/// Journals in the folder of the copies under names that leaflog gives to none: it
/// neither locks nor prunes them.
fn of_other_names(looked: &Looked) -> Vec<Line> {
    let backups = &looked.desk.paths.backups;
    if !is_locked(looked.journal) {
        return Vec::new();
    }
    let ours = files::all(looked.journal, backups);
    let found = std::fs::read_dir(backups).into_iter().flatten().flatten();
    let mut others: Vec<PathBuf> = found
        .map(|it| it.path())
        .filter(|path| path.is_file() && is_plain(path) && !is_dated(path))
        .filter(|path| !ours.iter().any(|own| own.path == *path))
        .collect();
    others.sort();
    let line = |path: PathBuf| {
        let says = format!("{} can be read without the passphrase", path.display());
        let todo = "it has a name of its own, so leaflog leaves it as it is: remove it, or put \
                    it where only you can reach it";
        Line::wrong("in clear", says, todo)
    };
    others.into_iter().map(line).collect()
}

/// Whether it is a copy of a day, of this journal or another one of this folder.
fn is_dated(path: &Path) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str());
    let date = name.and_then(|name| name.rsplit_once('.'));
    date.is_some_and(|(_, date)| NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok())
}
