//! Writing: one transaction a change, compare-and-set, and the kept changes
//! that undo and redo read.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::{body, known, load, named};
use crate::domain::answer::{Answer, Said};
use crate::domain::called::Called;
use crate::domain::edit::{Edit, differing, inverse};
use crate::domain::journal::Tombstone;
use crate::domain::known::{Known, Version};
use crate::domain::{Entry, text};
use crate::trouble::Trouble;

/// How many changes are kept for undo.
const KEPT: i64 = 200;
/// How soon an import can be taken back as if it had never been. Later another
/// machine may have joined it, and would bring it back.
const SLIP: TimeDelta = TimeDelta::hours(24);
/// What has an id of this age was written down here, with the change itself.
const AT_ONCE: TimeDelta = TimeDelta::minutes(1);
/// How long they are kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// A kept change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub no: i64,
    pub at: DateTime<Utc>,
    /// Which run of leaflog made it.
    pub session: String,
    pub edits: Vec<Edit>,
}

/// Who writes a change.
#[derive(Debug, Clone)]
pub struct By {
    /// Which run of leaflog.
    pub session: String,
    /// What warnings call what was typed.
    pub called: Called,
}

/// Which way through the kept changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Undo,
    Redo,
}

/// Writes the edits as one new change; what was undone before can no longer be
/// brought back.
pub fn write(
    db: &Transaction,
    edits: &[Edit],
    by: &By,
    now: DateTime<Utc>,
    told: &mut dyn FnMut(usize),
) -> anyhow::Result<()> {
    let mut edits = known::with_choices(db, edits)?;
    for (n, edit) in edits.iter().enumerate() {
        run_one(db, edit, now)?;
        told(n + 1);
    }
    let forgotten = named::forgotten(db, by.called, &edits)?;
    run(db, &forgotten, now)?;
    edits.extend(forgotten);
    db.prepare_cached("DELETE FROM change WHERE undone = 1")?
        .execute([])?;
    let json = serde_json::to_string(&edits)?;
    db.prepare_cached("INSERT INTO change (at, session, edits) VALUES (?1, ?2, ?3)")?
        .execute(params![now.timestamp_millis(), by.session, json])?;
    db.prepare_cached("DELETE FROM change WHERE no <= ?1")?
        .execute([db.last_insert_rowid() - KEPT])?;
    forget_old(db, now)
}

/// Lets go of the changes that are no longer kept, with their texts.
pub fn forget_old(db: &Transaction, now: DateTime<Utc>) -> anyhow::Result<()> {
    db.prepare_cached("DELETE FROM change WHERE at < ?1")?
        .execute([(now - KEPT_FOR).timestamp_millis()])?;
    Ok(())
}

/// The change that this way comes to next, unless it is older than is kept.
pub fn next(db: &Connection, way: Way, now: DateTime<Utc>) -> anyhow::Result<Option<Change>> {
    let sql = match way {
        Way::Undo => {
            "SELECT no, at, session, edits FROM change WHERE undone = 0 ORDER BY no DESC LIMIT 1"
        }
        Way::Redo => {
            "SELECT no, at, session, edits FROM change WHERE undone = 1 ORDER BY no LIMIT 1"
        }
    };
    let found: Option<(i64, i64, String, String)> = db
        .prepare_cached(sql)?
        .query_row([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let oldest = (now - KEPT_FOR).timestamp_millis();
    let Some((no, at, session, edits)) = found.filter(|(_, at, ..)| *at >= oldest) else {
        return Ok(None);
    };
    Ok(Some(Change {
        no,
        at: DateTime::from_timestamp_millis(at).unwrap_or_default(),
        session,
        edits: serde_json::from_str(&edits)?,
    }))
}

/// Takes a change back or makes it again, and gives the edits that did it.
pub fn go(
    db: &Transaction,
    way: Way,
    change: &Change,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Edit>> {
    let edits = match way {
        Way::Undo => inverse(change.edits.clone()),
        Way::Redo => change.edits.clone(),
    };
    let is_slip = is_slip(db, change, now)?;
    let edits = edits.into_iter().map(|edit| {
        let edit = match edit {
            Edit::Unadd(entry) if !is_slip || is_of_here(&entry, change) => Edit::Delete(entry),
            Edit::Add(entry) if tombstone(db, entry.id)?.is_some() => Edit::Restore(entry),
            edit => edit,
        };
        Ok(stamped(edit, now))
    });
    let edits = edits.collect::<rusqlite::Result<Vec<Edit>>>()?;
    run(db, &edits, now)?;
    db.prepare_cached("UPDATE change SET undone = ?1 WHERE no = ?2")?
        .execute(params![way == Way::Undo, change.no])?;
    Ok(edits)
}

/// Whether an entry was written down by the change that added it. It leaves a
/// trace when it is taken back: another machine may have read it meanwhile, and
/// would bring it back. What came in a file has an id of before.
fn is_of_here(entry: &Entry, change: &Change) -> bool {
    let written = entry.written();
    written.is_some_and(|at| (change.at - at).abs() <= AT_ONCE)
}

/// Whether what a change brought in is taken back without a trace, so that the
/// same file can be read again: it is of the last day, and no other journal was
/// joined since. Of a merge made on another machine nothing is known here.
fn is_slip(db: &Transaction, change: &Change, now: DateTime<Utc>) -> anyhow::Result<bool> {
    let merged: bool = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM change WHERE no > ?1 AND edits LIKE '%\"merge\":%')",
        )?
        .query_row([change.no], |row| row.get(0))?;
    Ok((now - change.at).abs() <= SLIP && !merged)
}

/// The edit with what it writes marked as written now.
fn stamped(edit: Edit, now: DateTime<Utc>) -> Edit {
    let stamp = |mut entry: Entry| {
        entry.changed = now;
        entry
    };
    match edit {
        Edit::Add(entry) => Edit::Add(stamp(entry)),
        Edit::Restore(entry) => Edit::Restore(stamp(entry)),
        Edit::Delete(entry) => Edit::Delete(stamp(entry)),
        Edit::Change { from, to } => Edit::Change {
            from,
            to: stamp(to),
        },
        other => other,
    }
}

/// The ids of what came in a file and was taken back between two looks at one
/// journal: the change is there then, and now it is undone, or was let go of after
/// that. A journal that was begun anew, or is an older one, has not come as far
/// or made another change of that number.
pub fn taken_back(then: &Connection, now: &Connection) -> anyhow::Result<Vec<String>> {
    let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'";
    let last: i64 = now.query_row(sql, [], |row| row.get(0))?;
    let mut ids = Vec::new();
    for change in kept(then, last)? {
        if !stands(now, &change)? {
            let brought = change.edits.iter().filter_map(brought_in);
            let brought = brought.filter(|entry| !is_of_here(entry, &change));
            ids.extend(brought.map(|entry| entry.id.to_string()));
        }
    }
    Ok(ids)
}

/// The kept changes that are not undone, up to a number.
fn kept(db: &Connection, last: i64) -> anyhow::Result<Vec<Change>> {
    let sql = "SELECT no, at, session, edits FROM change WHERE undone = 0 AND no <= ?1";
    let mut rows = db.prepare(sql)?;
    let mut rows = rows.query([last])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        kept.push(Change {
            no: row.get(0)?,
            at: DateTime::from_timestamp_millis(row.get(1)?).unwrap_or_default(),
            session: row.get(2)?,
            edits: serde_json::from_str(row.get_ref(3)?.as_str()?)?,
        });
    }
    Ok(kept)
}

/// Whether a change, or another of its number, was made and not undone.
fn stands(db: &Connection, change: &Change) -> rusqlite::Result<bool> {
    let sql = "SELECT undone = 0 OR at <> ?2 OR session <> ?3 FROM change WHERE no = ?1";
    let row = params![change.no, change.at.timestamp_millis(), change.session];
    let found = db.query_row(sql, row, |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(false))
}

fn brought_in(edit: &Edit) -> Option<&Entry> {
    match edit {
        Edit::Add(entry) => Some(entry),
        Edit::Merge {
            from: None,
            to: Some(known),
        } => known.entry(),
        _ => None,
    }
}

fn run(db: &Transaction, edits: &[Edit], now: DateTime<Utc>) -> anyhow::Result<()> {
    edits.iter().try_for_each(|edit| run_one(db, edit, now))
}

fn run_one(db: &Transaction, edit: &Edit, now: DateTime<Utc>) -> anyhow::Result<()> {
    match edit {
        Edit::Add(entry) => add(db, entry),
        Edit::Unadd(entry) => {
            let no = present_row(db, entry)?;
            db.prepare_cached("DELETE FROM entry WHERE no = ?1")?
                .execute([no])?;
            Ok(())
        }
        Edit::Change { from, to } => {
            let no = present_row(db, from)?;
            body::erase(db, no, from.kind())?;
            let changed = known::pass(db, no, to.changed.timestamp_millis())?;
            rewrite(db, no, to, changed)
        }
        Edit::Delete(entry) => {
            let no = present_row(db, entry)?;
            body::erase(db, no, entry.kind())?;
            let changed = entry.changed.timestamp_millis();
            let changed = known::pass(db, no, changed)?;
            db.prepare_cached(
                "UPDATE entry SET deleted = 1, note = NULL, changed = ?2 WHERE no = ?1",
            )?
            .execute(params![no, changed])?;
            Ok(())
        }
        Edit::Restore(entry) => {
            let no = tombstone(db, entry.id)?.ok_or_else(|| moved_on(entry))?;
            let changed = known::pass_all(db, no, entry.changed.timestamp_millis())?;
            rewrite(db, no, entry, changed)
        }
        Edit::Merge { from, to } => merge(db, from.as_ref(), to.as_ref()),
        Edit::Settle { from, to } => settle(db, from, to, now),
        Edit::Answer { from, to } => answer(db, from.as_ref(), to.as_ref()),
        Edit::Setting { name, from, to } => setting(db, name, from.as_deref(), to.as_deref()),
    }
}

/// Knows an entry exactly as `to` says.
fn merge(db: &Transaction, from: Option<&Known>, to: Option<&Known>) -> anyhow::Result<()> {
    let Some(about) = from.or(to) else {
        return Ok(());
    };
    let id = about.now().id();
    let present = known::one(db, id)?;
    let as_believed = match (&present, from) {
        (Some(present), Some(from)) => present.says_the_same(from),
        (None, None) => true,
        _ => false,
    };
    if !as_believed {
        return Err(known_moved_on(about).into());
    }
    known::put(db, id, to)
}

/// Writes the chosen versions anew, in place of all that are known.
fn settle(db: &Transaction, from: &Known, to: &Known, now: DateTime<Utc>) -> anyhow::Result<()> {
    let id = from.now().id();
    let present = known::one(db, id)?.filter(|present| present.says_the_same(from));
    let present = present.ok_or_else(|| known_moved_on(from))?;
    let beside: Vec<_> = to.versions()[1..].iter().collect();
    known::put(db, id, Some(&present.settled(to.now(), &beside, now)))
}

fn known_moved_on(known: &Known) -> Trouble {
    match known.versions().iter().find_map(Version::entry) {
        Some(entry) => moved_on(entry),
        None => Trouble::new(
            "a deleted entry was changed meanwhile",
            "nothing was changed; look at the journal as it is now, then try again",
        ),
    }
}

fn add(db: &Transaction, entry: &Entry) -> anyhow::Result<()> {
    let known: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?1)")?
        .query_row([entry.id.to_string()], |row| row.get(0))?;
    if known {
        return Err(moved_on(entry).into());
    }
    db.prepare_cached("INSERT INTO entry (id, kind, at, utc_offset, changed, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            entry.id.to_string(),
            entry.kind().name(),
            entry.at.timestamp(),
            entry.at.offset().local_minus_utc(),
            entry.changed.timestamp_millis(),
            entry.note,
        ])?;
    Ok(body::write(db, db.last_insert_rowid(), entry)?)
}

/// Keeps the tombstone of an entry that is unknown here.
pub fn bury(db: &Transaction, tombstone: &Tombstone) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO entry (id, kind, at, utc_offset, changed, deleted) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
    )?
    .execute(params![
        tombstone.id.to_string(),
        tombstone.kind.name(),
        tombstone.at.timestamp(),
        tombstone.at.offset().local_minus_utc(),
        tombstone.changed.timestamp_millis(),
    ])?;
    Ok(())
}

fn rewrite(db: &Transaction, no: i64, entry: &Entry, changed: i64) -> anyhow::Result<()> {
    db.prepare_cached(
        "UPDATE entry SET kind = ?2, at = ?3, utc_offset = ?4, changed = ?5, note = ?6, deleted = 0 WHERE no = ?1",
    )?
    .execute(params![
        no,
        entry.kind().name(),
        entry.at.timestamp(),
        entry.at.offset().local_minus_utc(),
        changed,
        entry.note,
    ])?;
    Ok(body::write(db, no, entry)?)
}

/// The row of an entry, if it still says what the edit believes.
fn present_row(db: &Transaction, believed: &Entry) -> anyhow::Result<i64> {
    match load::one(db, believed.id)? {
        Some(present) if present.says_the_same(believed) => Ok(db
            .prepare_cached("SELECT no FROM entry WHERE id = ?1")?
            .query_row([believed.id.to_string()], |row| row.get(0))?),
        Some(present) => Err(changed_meanwhile(believed, &differing(&present, believed)).into()),
        None => Err(moved_on(believed).into()),
    }
}

fn tombstone(db: &Transaction, id: Uuid) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT no FROM entry WHERE id = ?1 AND deleted = 1")?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()
}

fn moved_on(entry: &Entry) -> Trouble {
    changed_meanwhile(entry, &[])
}

/// `the entry "note plain" was changed meanwhile (time, note)`.
fn changed_meanwhile(entry: &Entry, fields: &[&str]) -> Trouble {
    let which = match fields {
        [] => String::new(),
        fields => format!(" ({})", fields.join(", ")),
    };
    Trouble::new(
        format!(
            "the entry \"{}\" was changed meanwhile{which}",
            text::one_line(&entry.says())
        ),
        "nothing was changed; look at it as it is now, then try again",
    )
}

fn answer(db: &Transaction, from: Option<&Answer>, to: Option<&Answer>) -> anyhow::Result<()> {
    let Some(key) = from.or(to) else {
        return Ok(());
    };
    // What was shown is kept with every save: of two at once the later one
    // counts, for a dose must not be refused over that.
    if key.said != Said::Shown && !still_says(db, key, from)? {
        return Err(Trouble::new(
            "what was said to this warning was changed meanwhile",
            "nothing was changed; look at it as it is now, then try again",
        )
        .into());
    }
    db.prepare_cached("DELETE FROM answer WHERE rule = ?1 AND subject = ?2 AND said = ?3")?
        .execute(params![key.rule, key.subject, key.said.name()])?;
    if let Some(to) = to {
        db.prepare_cached("INSERT INTO answer VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![
                to.rule,
                to.subject,
                to.said.name(),
                to.level.name(),
                to.at.timestamp_millis(),
                to.times,
            ])?;
    }
    Ok(())
}

/// Whether the answer is as the edit believes.
fn still_says(db: &Transaction, key: &Answer, from: Option<&Answer>) -> rusqlite::Result<bool> {
    let present: Option<(String, i64, u32)> = db
        .prepare_cached(
            "SELECT level, at, times FROM answer WHERE rule = ?1 AND subject = ?2 AND said = ?3",
        )?
        .query_row(params![key.rule, key.subject, key.said.name()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let believed = from.map(|from| {
        let level = from.level.name().to_owned();
        (level, from.at.timestamp_millis(), from.times)
    });
    Ok(present == believed)
}

fn setting(
    db: &Transaction,
    name: &str,
    from: Option<&str>,
    to: Option<&str>,
) -> anyhow::Result<()> {
    let present: Option<String> = db
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if present.as_deref() != from {
        return Err(Trouble::new(
            format!("the setting {name} was changed meanwhile"),
            "nothing was changed; look at it with leaflog set, then try again",
        )
        .into());
    }
    match to {
        Some(value) => db
            .prepare_cached("INSERT OR REPLACE INTO setting VALUES (?1, ?2)")?
            .execute([name, value])?,
        None => db
            .prepare_cached("DELETE FROM setting WHERE name = ?1")?
            .execute([name])?,
    };
    Ok(())
}
