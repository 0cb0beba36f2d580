//! What an import took as it stands, and the person should still know of.

use super::desk::Desk;
use crate::domain::edit::Edit;
use crate::domain::known::Known;
use crate::domain::{Entry, text};
use crate::saving;

/// Whether a backup may hold this although a form would refuse it: a medicine
/// that ended before it began was written down so, and must come back.
pub fn comes_back(entry: &Entry) -> bool {
    entry.medicine().is_some()
}

/// Says of each such medicine that nothing counts it.
pub fn say(edits: &[Edit], name: &str, desk: &mut Desk) {
    for entry in edits.iter().filter_map(taken) {
        let Some(wrong) = saving::sound(entry).err() else {
            continue;
        };
        desk.voice.aside(&format!(
            "{name}: {} is taken as it stands, but {} {}: no warning counts it. leaflog edit {} corrects it",
            text::quoted(&entry.says()),
            wrong.field,
            wrong.why,
            entry.short_id(),
        ));
    }
}

fn taken(edit: &Edit) -> Option<&Entry> {
    match edit {
        Edit::Merge { from, to } => {
            let before = from.as_ref().and_then(Known::entry);
            let entry = to.as_ref()?.entry()?;
            before
                .is_none_or(|before| !before.says_the_same(entry))
                .then_some(entry)
        }
        Edit::Add(entry) | Edit::Restore(entry) | Edit::Change { to: entry, .. } => Some(entry),
        _ => None,
    }
}
