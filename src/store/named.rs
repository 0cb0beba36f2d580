//! What was shown of warnings, and said to them, names what they were about. It
//! goes with the last entry of that name, and stays as long as there is one:
//! what is called otherwise than it was typed too.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::load;
use crate::domain::Entry;
use crate::domain::answer::Answer;
use crate::domain::called::{Called, names};
use crate::domain::edit::Edit;

/// Every name that was typed and stands in an entry.
const TYPED: &str = "SELECT name FROM substance UNION SELECT name FROM medicine \
    UNION SELECT name FROM about UNION SELECT name FROM product \
    UNION SELECT name FROM symptom UNION SELECT name FROM reading \
    UNION SELECT name FROM event \
    UNION SELECT product FROM dose WHERE product IS NOT NULL";

/// The answers about something that stands in no entry any more, of those that
/// `asked` lets through.
pub fn unnamed(
    db: &Connection,
    called: Called,
    asked: impl Fn(&Answer) -> bool,
) -> rusqlite::Result<Vec<Answer>> {
    let mut answers = load::answers_where(
        db,
        "subject <> '' AND subject NOT IN (SELECT id FROM entry WHERE deleted = 0)",
    )?;
    answers.retain(asked);
    if answers.is_empty() {
        return Ok(answers);
    }
    let mut typed = db.prepare_cached(TYPED)?;
    let typed = typed.query_map([], |row| row.get::<_, String>(0))?;
    let typed = typed.collect::<rusqlite::Result<Vec<_>>>()?;
    let names = names(typed.iter().map(String::as_str), called);
    answers.retain(|answer| !is_among(answer, &names));
    Ok(answers)
}

/// Whether it is about one of these names.
pub fn is_among(answer: &Answer, names: &BTreeSet<String>) -> bool {
    names.contains(&answer.subject.trim().to_lowercase())
}

/// The edits that let go of what names an entry that these have deleted, or
/// called by another name, and nothing else; undo brings it back with the entry.
pub fn forgotten(db: &Connection, called: Called, done: &[Edit]) -> rusqlite::Result<Vec<Edit>> {
    let gone = done.iter().filter_map(|edit| let_go(edit, called));
    let gone: BTreeSet<String> = gone.flatten().collect();
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let unnamed = unnamed(db, called, |answer| is_among(answer, &gone))?;
    let gone = unnamed.into_iter().map(|answer| Edit::Answer {
        from: Some(answer),
        to: None,
    });
    Ok(gone.collect())
}

/// The names that an entry no longer has.
fn let_go(edit: &Edit, called: Called) -> Option<BTreeSet<String>> {
    let (before, after): (&Entry, Option<&Entry>) = match edit {
        Edit::Delete(entry) | Edit::Unadd(entry) => (entry, None),
        Edit::Change { from, to } => (from, Some(to)),
        Edit::Merge { from, to } => (
            from.as_ref()?.entry()?,
            to.as_ref().and_then(|to| to.entry()),
        ),
        Edit::Settle { from, to } => (from.entry()?, to.entry()),
        Edit::Add(_) | Edit::Restore(_) | Edit::Answer { .. } | Edit::Setting { .. } => {
            return None;
        }
    };
    if after.is_some_and(|after| after.typed_name() == before.typed_name()) {
        return None;
    }
    let kept = after.map(|after| after.called(called)).unwrap_or_default();
    Some(&before.called(called) - &kept)
}
