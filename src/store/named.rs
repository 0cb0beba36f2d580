//! What was shown of warnings, and said to them, names what they were about. It
//! goes with the last entry of that name.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::load;
use crate::domain::Entry;
use crate::domain::edit::Edit;

/// Which answers name what stands in no entry any more.
pub const UNNAMED: &str = "subject <> '' \
    AND subject NOT IN (SELECT id FROM entry WHERE deleted = 0) \
    AND lower(subject) NOT IN ( \
    SELECT lower(name) FROM substance UNION SELECT lower(name) FROM medicine \
    UNION SELECT lower(name) FROM about UNION SELECT lower(name) FROM product \
    UNION SELECT lower(name) FROM symptom UNION SELECT lower(name) FROM reading \
    UNION SELECT lower(name) FROM event \
    UNION SELECT lower(product) FROM dose WHERE product IS NOT NULL)";

/// The edits that let go of what names an entry that these have deleted, and
/// nothing else; undo brings it back with the entry.
pub fn forgotten(db: &Connection, done: &[Edit]) -> rusqlite::Result<Vec<Edit>> {
    let called: BTreeSet<String> = done
        .iter()
        .filter_map(deleted)
        .flat_map(Entry::called)
        .collect();
    if called.is_empty() {
        return Ok(Vec::new());
    }
    let unnamed = load::answers_where(db, UNNAMED)?.into_iter();
    let gone = unnamed.filter(|answer| called.contains(&answer.subject.to_lowercase()));
    let gone = gone.map(|answer| Edit::Answer {
        from: Some(answer),
        to: None,
    });
    Ok(gone.collect())
}

fn deleted(edit: &Edit) -> Option<&Entry> {
    match edit {
        Edit::Delete(entry) => Some(entry),
        Edit::Merge {
            from: Some(from),
            to: Some(to),
        }
        | Edit::Settle { from, to }
            if to.entry().is_none() =>
        {
            from.entry()
        }
        _ => None,
    }
}
