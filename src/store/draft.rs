//! Forms that were begun and not saved.

use std::collections::BTreeMap;

use chrono::DateTime;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::body::moment_of;
use crate::domain::Kind;
use crate::domain::draft::Draft;
use crate::domain::field::known_name;

/// Keeps a draft in place of the last one of its slot. It survives a killed
/// program; only a power cut within the second may lose its last letters, for
/// a full sync at every key would make typing wait for the disk.
pub(super) fn save(db: &Connection, draft: &Draft) -> rusqlite::Result<()> {
    db.pragma_update(None, "synchronous", "NORMAL")?;
    let kept = insert(db, draft);
    db.pragma_update(None, "synchronous", "FULL")?;
    kept
}

/// The same as a part of a transaction, and synced with it.
pub(super) fn insert(db: &Connection, draft: &Draft) -> rusqlite::Result<()> {
    let answers: BTreeMap<&str, &str> = draft.answers.iter().collect();
    let json = serde_json::to_string(&answers).unwrap_or_default();
    db.prepare_cached("INSERT OR REPLACE INTO draft VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            draft.slot(),
            draft.begun.timestamp(),
            draft.begun.offset().local_minus_utc(),
            draft.editing.map(|id| id.to_string()),
            json,
        ])?;
    if draft.checkin().is_some() {
        remove_unnamed(db, &draft.slot())?;
    }
    Ok(())
}

/// Keeps one that came from elsewhere beside those that are here. The last
/// begun has the slot; the others wait until it is free.
pub(super) fn bring(db: &Connection, draft: &Draft) -> rusqlite::Result<()> {
    let slot = draft.slot();
    let mut same: Vec<Draft> = every(db)?;
    same.retain(|known| known.slot() == slot);
    if same.contains(draft) {
        return Ok(());
    }
    same.push(draft.clone());
    let text = |it: &Draft| {
        it.answers
            .iter()
            .map(|(name, text)| format!("{name}={text}"))
            .collect()
    };
    same.sort_by_key(|it| -> (_, _, Vec<String>) { (it.begun, it.editing, text(it)) });
    for (draft, n) in same
        .iter()
        .zip((0_u32..u32::try_from(same.len()).unwrap_or(1)).rev())
    {
        insert(db, draft)?;
        if n > 0 {
            db.prepare_cached(
                "UPDATE OR REPLACE draft SET kind = ?1 || '~' || ?2 WHERE kind = ?1",
            )?
            .execute(params![slot, n])?;
        }
    }
    Ok(())
}

/// Forgets the draft of a slot; one that waited for it has it then.
pub(super) fn remove(db: &Connection, slot: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM draft WHERE kind = ?1")?
        .execute([slot])?;
    remove_unnamed(db, slot)?;
    db.prepare_cached(
        "UPDATE draft SET kind = ?1 WHERE kind = \
         (SELECT min(kind) FROM draft WHERE substr(kind, 1, length(?1) + 1) = ?1 || '~')",
    )?
    .execute([slot])?;
    Ok(())
}

/// A half-answered check-in may have been kept before each had its own slot.
fn remove_unnamed(db: &Connection, slot: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "DELETE FROM draft WHERE kind = 'reading' AND editing IS NULL \
         AND json_extract(answers, '$.answers') IS NOT NULL \
         AND 'reading:' || json_extract(answers, '$.name') = ?1",
    )?
    .execute([slot])?;
    Ok(())
}

/// All drafts that have their slot, the last begun first.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<Draft>> {
    read(db, "WHERE kind NOT GLOB '*~*'")
}

/// Those that wait for a slot too.
pub(super) fn every(db: &Connection) -> rusqlite::Result<Vec<Draft>> {
    read(db, "")
}

fn read(db: &Connection, which: &str) -> rusqlite::Result<Vec<Draft>> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT kind, begun, utc_offset, editing, answers FROM draft {which} ORDER BY begun DESC, kind"
    ))?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let slot = row.get_ref(0)?.as_str()?;
        let kind = slot.split([':', '~']).next().unwrap_or(slot);
        let Ok(kind) = Kind::parse(kind) else {
            continue;
        };
        let editing: Option<String> = row.get(3)?;
        let json: BTreeMap<String, String> =
            serde_json::from_str(row.get_ref(4)?.as_str()?).unwrap_or_default();
        drafts.push(Draft {
            kind,
            begun: moment_of(row.get(1)?, row.get(2)?)
                .unwrap_or_else(|| DateTime::UNIX_EPOCH.fixed_offset()),
            editing: editing.and_then(|id| Uuid::parse_str(&id).ok()),
            answers: json
                .into_iter()
                .filter_map(|(name, text)| Some((known_name(&name)?, text)))
                .collect(),
        });
    }
    Ok(drafts)
}
