//! All that a journal knows of its entries: what counts, what was written
//! elsewhere, and which versions are past.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::{body, draft, load};
use crate::domain::edit::Edit;
use crate::domain::joining::Holding;
use crate::domain::journal::Tombstone;
use crate::domain::known::{Known, Version, later};
use crate::domain::purged::{Days, Purged};
use crate::domain::{Entry, Kind};

/// Everything a journal holds.
pub fn everything(db: &Connection) -> rusqlite::Result<Holding> {
    let mut versions: BTreeMap<Uuid, Vec<Version>> = BTreeMap::new();
    let mut pasts: BTreeMap<Uuid, BTreeSet<i64>> = BTreeMap::new();
    let journal = load::whole(db)?;
    let live = journal.entries().iter().cloned().map(Version::Written);
    let deleted = load::tombstones(db)?.into_iter().map(Version::Deleted);
    for version in live.chain(deleted).chain(elsewhere(db)?) {
        versions.entry(version.id()).or_default().push(version);
    }
    let mut statement = db.prepare_cached(
        "SELECT entry.id, past.changed FROM past JOIN entry ON entry.no = past.entry",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = Uuid::parse_str(row.get_ref(0)?.as_str()?).unwrap_or_default();
        pasts.entry(id).or_default().insert(row.get(1)?);
    }
    let known = versions.into_iter().filter_map(|(id, versions)| {
        let past = pasts.remove(&id).unwrap_or_default();
        Some((id, Known::new(versions, past)?))
    });
    Ok(Holding {
        known: known.collect(),
        settings: journal.settings,
        answers: journal.answers,
        drafts: draft::every(db)?,
        purged: purged(db)?,
    })
}

/// What is known of one entry.
pub fn one(db: &Connection, id: Uuid) -> rusqlite::Result<Option<Known>> {
    let Some((no, tombstone)) = header(db, id)? else {
        return Ok(None);
    };
    let mut versions: Vec<Version> = load::one(db, id)?
        .map(Version::Written)
        .into_iter()
        .collect();
    if versions.is_empty() {
        versions.push(Version::Deleted(tombstone));
    }
    versions.extend(elsewhere_of(db, no)?);
    let mut statement = db.prepare_cached("SELECT changed FROM past WHERE entry = ?1")?;
    let past = statement.query_map([no], |row| row.get(0))?;
    let past = past.collect::<rusqlite::Result<BTreeSet<i64>>>()?;
    Ok(Known::new(versions, past))
}

fn header(db: &Connection, id: Uuid) -> rusqlite::Result<Option<(i64, Tombstone)>> {
    db.prepare_cached("SELECT kind, at, utc_offset, changed, no FROM entry WHERE id = ?1")?
        .query_row([id.to_string()], |row| {
            let kind = Kind::parse(row.get_ref(0)?.as_str()?).ok();
            let at = body::moment_of(row.get(1)?, row.get(2)?);
            let changed = DateTime::from_timestamp_millis(row.get(3)?).unwrap_or_default();
            let no: i64 = row.get(4)?;
            Ok(kind.zip(at).map(|(kind, at)| {
                let tombstone = Tombstone {
                    id,
                    kind,
                    at,
                    changed,
                };
                (no, tombstone)
            }))
        })
        .optional()
        .map(Option::flatten)
}

/// Every version that was written elsewhere and does not count.
pub fn elsewhere(db: &Connection) -> rusqlite::Result<Vec<Version>> {
    let mut statement = db.prepare_cached("SELECT version FROM elsewhere ORDER BY no")?;
    let versions = statement.query_map([], version)?;
    versions.collect()
}

fn elsewhere_of(db: &Connection, no: i64) -> rusqlite::Result<Vec<Version>> {
    let mut statement = db.prepare_cached("SELECT version FROM elsewhere WHERE entry = ?1")?;
    let versions = statement.query_map([no], version)?;
    versions.collect()
}

fn version(row: &rusqlite::Row) -> rusqlite::Result<Version> {
    serde_json::from_str(row.get_ref(0)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into())
    })
}

/// Which days were purged.
pub fn purged(db: &Connection) -> rusqlite::Result<Vec<Purged>> {
    let mut statement = db.prepare_cached("SELECT before, at FROM purged")?;
    let purged = statement.query_map([], |row| {
        let days = Days::parse(row.get_ref(0)?.as_str()?);
        Ok(Purged {
            days: days.ok_or(rusqlite::Error::QueryReturnedNoRows)?,
            at: DateTime::from_timestamp_millis(row.get(1)?).unwrap_or_default(),
        })
    })?;
    purged.collect()
}

/// Writes what is known of an entry in place of what was; nothing of it where
/// `to` is none.
pub fn put(db: &Transaction, id: Uuid, to: Option<&Known>) -> anyhow::Result<()> {
    let present = header(db, id)?;
    let Some(to) = to else {
        db.prepare_cached("DELETE FROM entry WHERE id = ?1")?
            .execute([id.to_string()])?;
        return Ok(());
    };
    let no = match present {
        Some((no, tombstone)) => {
            body::erase(db, no, tombstone.kind)?;
            no
        }
        None => make_row(db, id)?,
    };
    match to.now() {
        Version::Written(entry) => {
            set_header(db, no, &tombstone_of(entry), entry.note.as_deref(), false)?;
            body::write(db, no, entry)?;
        }
        Version::Deleted(tombstone) => set_header(db, no, tombstone, None, true)?,
    }
    if present_is_old(db, no)? {
        db.prepare_cached("DELETE FROM past WHERE entry = ?1")?
            .execute([no])?;
        db.prepare_cached("DELETE FROM elsewhere WHERE entry = ?1")?
            .execute([no])?;
    }
    for changed in to.past() {
        db.prepare_cached("INSERT INTO past VALUES (?1, ?2)")?
            .execute([no, *changed])?;
    }
    for version in &to.versions()[1..] {
        db.prepare_cached("INSERT INTO elsewhere (entry, changed, version) VALUES (?1, ?2, ?3)")?
            .execute(params![
                no,
                version.changed().timestamp_millis(),
                serde_json::to_string(version)?
            ])?;
    }
    Ok(())
}

fn present_is_old(db: &Transaction, no: i64) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM past WHERE entry = ?1) \
         OR EXISTS (SELECT 1 FROM elsewhere WHERE entry = ?1)",
    )?
    .query_row([no], |row| row.get(0))
}

fn make_row(db: &Transaction, id: Uuid) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO entry (id, kind, at, utc_offset, changed) VALUES (?1, 'note', 0, 0, 0)",
    )?
    .execute([id.to_string()])?;
    Ok(db.last_insert_rowid())
}

fn tombstone_of(entry: &Entry) -> Tombstone {
    Tombstone {
        id: entry.id,
        kind: entry.kind(),
        at: entry.at,
        changed: entry.changed,
    }
}

fn set_header(
    db: &Transaction,
    no: i64,
    it: &Tombstone,
    note: Option<&str>,
    deleted: bool,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE entry SET kind = ?2, at = ?3, utc_offset = ?4, changed = ?5, note = ?6, deleted = ?7 WHERE no = ?1",
    )?
    .execute(params![
        no,
        it.kind.name(),
        it.at.timestamp(),
        it.at.offset().local_minus_utc(),
        it.changed.timestamp_millis(),
        note,
        deleted,
    ])?;
    Ok(())
}

/// Makes the present version of an entry past, and gives the instant its next
/// one is written at: later than all before it, even if the clock is not.
pub fn pass(db: &Transaction, no: i64, now: i64) -> anyhow::Result<i64> {
    db.prepare_cached("INSERT OR IGNORE INTO past SELECT no, changed FROM entry WHERE no = ?1")?
        .execute([no])?;
    let last: i64 = db
        .prepare_cached(
            "SELECT max(changed) FROM (SELECT changed FROM past WHERE entry = ?1 \
             UNION ALL SELECT changed FROM elsewhere WHERE entry = ?1)",
        )?
        .query_row([no], |row| row.get(0))?;
    Ok(later(now, last))
}

/// Makes also those past that were written elsewhere.
pub fn pass_all(db: &Transaction, no: i64, now: i64) -> anyhow::Result<i64> {
    let now = pass(db, no, now)?;
    db.prepare_cached(
        "INSERT OR IGNORE INTO past SELECT entry, changed FROM elsewhere WHERE entry = ?1",
    )?
    .execute([no])?;
    db.prepare_cached("DELETE FROM elsewhere WHERE entry = ?1")?
        .execute([no])?;
    Ok(now)
}

/// The edits with what must go before them, so that undo brings back both: an
/// entry that is deleted takes along what was written of it elsewhere; one that
/// is changed, what said the same elsewhere.
pub fn with_choices(db: &Connection, edits: &[Edit]) -> rusqlite::Result<Vec<Edit>> {
    let mut all = Vec::with_capacity(edits.len());
    for edit in edits {
        let about = match edit {
            Edit::Delete(entry) | Edit::Change { from: entry, .. } => Some(entry),
            _ => None,
        };
        if let Some(entry) = about
            && has_elsewhere(db, entry.id)?
            && let Some(known) = one(db, entry.id)?
        {
            let stays = match edit {
                Edit::Delete(_) => Vec::new(),
                _ => known.elsewhere(),
            };
            // What only stays beside it needs no word, unless it would pass
            // with the other for they were written at the same instant.
            let stamp = known.now().changed();
            let as_old = stays.iter().any(|it| it.changed() == stamp);
            if as_old || known.versions().len() > stays.len() + 1 {
                let to = known.settled(known.now(), &stays, entry.changed);
                all.push(Edit::Settle { from: known, to });
            }
        }
        all.push(edit.clone());
    }
    Ok(all)
}

fn has_elsewhere(db: &Connection, id: Uuid) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM elsewhere JOIN entry ON entry.no = elsewhere.entry WHERE entry.id = ?1)",
    )?
    .query_row([id.to_string()], |row| row.get(0))
}
