//! What can be read without the passphrase, though the journal cannot.

use std::path::Path;

use super::Looked;
use super::line::Line;
use crate::store::files::{self, Kind, Ours};
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
    lines.collect()
}
