//! What a crash, or a restore, left behind.

use super::Looked;
use super::line::Line;
use crate::store::files::{self, Kind, UNFINISHED, beside};

pub fn lines(looked: &Looked) -> Vec<Line> {
    let mut lines = Vec::new();
    let is_there = looked.journal.symlink_metadata().is_ok();
    let log = beside(looked.journal, "-wal");
    if !is_there && log.exists() {
        let says = format!("{} is there without its journal", log.display());
        let todo =
            "it may hold the last entries: put the journal back beside it, or move it elsewhere";
        lines.push(Line::wrong("leftovers", says, todo));
    }
    for ours in files::all(looked.journal, &looked.desk.paths.backups) {
        if looked.is_clear(&ours) {
            continue;
        }
        let place = ours.path.display();
        let (says, todo) = match ours.kind {
            Kind::Unfinished | Kind::Other | Kind::Rekeying(_) => (
                format!("{place} was never finished ({UNFINISHED}…)"),
                "remove it while no leaflog is running; it holds a part of a journal",
            ),
            Kind::SetAside => (
                format!("{place} was set aside by leaflog restore"),
                "it holds a journal of before: remove it once you do not need it",
            ),
            _ => continue,
        };
        lines.push(Line::look("leftovers", says, todo));
    }
    lines
}
