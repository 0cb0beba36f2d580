//! Forms that were begun and not saved.

use std::collections::BTreeMap;

use chrono::DateTime;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::body::moment_of;
use crate::domain::draft::Draft;
use crate::domain::field::{Values, known_name};
use crate::domain::{Kind, field};

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

/// Forgets the draft of a slot.
pub(super) fn remove(db: &Connection, slot: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM draft WHERE kind = ?1")?
        .execute([slot])?;
    remove_unnamed(db, slot)
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

/// All drafts, the last begun first.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<Draft>> {
    let mut statement = db.prepare_cached(
        "SELECT kind, begun, utc_offset, editing, answers FROM draft ORDER BY begun DESC, kind",
    )?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let slot = row.get_ref(0)?.as_str()?;
        let kind = slot.split_once(':').map_or(slot, |(kind, _)| kind);
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

/// Whether a form with these answers holds anything worth keeping.
#[must_use]
pub fn is_worth_keeping(answers: &Values) -> bool {
    answers
        .iter()
        .any(|(name, text)| name != field::AT.name && !text.trim().is_empty())
}
