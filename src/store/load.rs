//! Reading the journal: all of it, or its recent part with what rules ask of
//! the time before.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use uuid::Uuid;

use super::body::{HEADER, columns, moment_of, read};
use super::known;
use crate::domain::answer::{Answer, Level, Said};
use crate::domain::journal::{Earlier, Journal, Tombstone};
use crate::domain::known::Version;
use crate::domain::moment::{Moment, day_of};
use crate::domain::setting::Settings;
use crate::domain::{Entry, Kind};

/// Everything.
pub fn whole(db: &Connection) -> Result<Journal> {
    let mut entries = Vec::new();
    for kind in Kind::ALL {
        entries_of(db, kind, None, &mut entries)?;
    }
    let mut journal = Journal::new(entries, settings(db)?, answers(db)?);
    elsewhere(db, &mut journal)?;
    Ok(journal)
}

/// Adds what was written of entries on other machines, of which there is
/// little or nothing.
fn elsewhere(db: &Connection, journal: &mut Journal) -> Result<()> {
    let ids: BTreeSet<Uuid> = known::elsewhere(db)?.iter().map(Version::id).collect();
    for id in ids {
        if let Some(known) = known::one(db, id)? {
            journal.also_elsewhere(&known);
        }
    }
    Ok(())
}

/// What deleted entries left behind, in order of id.
pub fn tombstones(db: &Connection) -> Result<Vec<Tombstone>> {
    let mut statement = db.prepare_cached(
        "SELECT id, kind, at, utc_offset, changed FROM entry WHERE deleted = 1 ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let mut tombstones = Vec::new();
    while let Some(row) = rows.next()? {
        let id = Uuid::parse_str(row.get_ref(0)?.as_str()?).ok();
        let kind = Kind::parse(row.get_ref(1)?.as_str()?).ok();
        let at = moment_of(row.get(2)?, row.get(3)?);
        let changed = DateTime::from_timestamp_millis(row.get(4)?);
        if let (Some(id), Some(kind), Some(at), Some(changed)) = (id, kind, at, changed) {
            tombstones.push(Tombstone {
                id,
                kind,
                at,
                changed,
            });
        }
    }
    Ok(tombstones)
}

/// The entries since an instant, everything lasting or planned, and what is known
/// of the time before.
pub fn since(db: &Connection, from: DateTime<Utc>) -> Result<Journal> {
    since_each(db, |_| from)
}

/// The same, with each kind as far back from an instant as `reach` says, and
/// doses as far back from the last one before it.
pub fn around(
    db: &Connection,
    first: DateTime<Utc>,
    reach: fn(Kind) -> TimeDelta,
) -> Result<Journal> {
    let last_dose = last_dose_at(db, first)?.unwrap_or(first);
    since_each(db, |kind| {
        let from = match kind {
            Kind::Dose => last_dose,
            _ => first,
        };
        from.checked_sub_signed(reach(kind))
            .unwrap_or(DateTime::<Utc>::MIN_UTC)
    })
}

fn since_each(db: &Connection, from: impl Fn(Kind) -> DateTime<Utc>) -> Result<Journal> {
    let mut entries = Vec::new();
    for kind in Kind::ALL {
        let whole = kind.is_lasting() || kind == Kind::Event;
        let from = (!whole).then(|| from(kind));
        entries_of(db, kind, from, &mut entries)?;
    }
    let mut journal = Journal::new(entries, settings(db)?, answers(db)?);
    journal.earlier = earlier(db, from, &journal)?;
    elsewhere(db, &mut journal)?;
    Ok(journal)
}

fn entries_of(
    db: &Connection,
    kind: Kind,
    from: Option<DateTime<Utc>>,
    into: &mut Vec<Entry>,
) -> Result<()> {
    let columns = columns(kind);
    let table = kind.name();
    let join = match kind {
        Kind::Note => String::new(),
        _ => format!(" JOIN {table} ON {table}.entry = entry.no"),
    };
    let recent = from.map_or("", |_| " AND entry.at >= ?2");
    let sql = format!(
        "SELECT {HEADER}{columns} FROM entry{join} WHERE entry.kind = ?1 AND entry.deleted = 0{recent} ORDER BY entry.at"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = match from {
        Some(from) => statement.query(params![kind.name(), from.timestamp()])?,
        None => statement.query(params![kind.name()])?,
    };
    while let Some(row) = rows.next()? {
        into.extend(entry(kind, row)?);
    }
    Ok(())
}

/// One entry from a row of [`HEADER`] and its kind's columns.
fn entry(kind: Kind, row: &Row) -> Result<Option<Entry>> {
    let id = Uuid::parse_str(row.get_ref(0)?.as_str()?).ok();
    let at = moment_of(row.get(1)?, row.get(2)?);
    let changed = DateTime::from_timestamp_millis(row.get(3)?);
    let (Some(id), Some(at), Some(changed)) = (id, at, changed) else {
        return Ok(None);
    };
    Ok(Some(Entry {
        id,
        at,
        changed,
        note: row.get(4)?,
        what: read(kind, at, row)?,
    }))
}

/// The entry with this id, unless it is deleted or unknown.
pub fn one(db: &Connection, id: Uuid) -> Result<Option<Entry>> {
    let id = id.to_string();
    let kind: Option<String> = db
        .prepare_cached("SELECT kind FROM entry WHERE id = ?1 AND deleted = 0")?
        .query_row([&id], |row| row.get(0))
        .optional()?;
    let Some(kind) = kind.and_then(|name| Kind::parse(&name).ok()) else {
        return Ok(None);
    };
    let table = kind.name();
    let join = match kind {
        Kind::Note => String::new(),
        _ => format!(" JOIN {table} ON {table}.entry = entry.no"),
    };
    let sql = format!(
        "SELECT {HEADER}{} FROM entry{join} WHERE entry.id = ?1",
        columns(kind)
    );
    db.prepare_cached(&sql)?
        .query_row([&id], |row| entry(kind, row))
        .optional()
        .map(Option::flatten)
}

pub fn settings(db: &Connection) -> Result<Settings> {
    let mut statement = db.prepare_cached("SELECT name, value FROM setting")?;
    let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Settings::new(pairs.collect::<Result<Vec<_>>>()?))
}

pub fn answers(db: &Connection) -> Result<Vec<Answer>> {
    answers_where(db, "1")
}

pub fn answers_where(db: &Connection, which: &str) -> Result<Vec<Answer>> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT rule, subject, said, level, at, times FROM answer WHERE {which} \
         ORDER BY rule, subject, said"
    ))?;
    let answers = statement.query_map([], |row| {
        Ok(Answer {
            rule: row.get(0)?,
            subject: row.get(1)?,
            said: Said::parse(row.get_ref(2)?.as_str()?).unwrap_or(Said::Shown),
            level: Level::parse(row.get_ref(3)?.as_str()?).unwrap_or(Level::Info),
            at: DateTime::from_timestamp_millis(row.get(4)?).unwrap_or_default(),
            times: row.get(5)?,
        })
    })?;
    answers.collect()
}

fn earlier(
    db: &Connection,
    from: impl Fn(Kind) -> DateTime<Utc>,
    recent: &Journal,
) -> Result<Earlier> {
    let (mut any, mut first, mut first_dose): (_, Option<Moment>, _) = (false, None, None);
    let of_days = |kind: &Kind| !kind.is_lasting() && *kind != Kind::Event;
    for kind in Kind::ALL.into_iter().filter(of_days) {
        let of_kind = first_of(db, kind)?;
        any |= of_kind.is_some_and(|first| first < from(kind));
        first = first.into_iter().chain(of_kind).min();
        if kind == Kind::Dose {
            first_dose = of_kind;
        }
    }
    if !any {
        return Ok(Earlier::default());
    }
    let doses_from = from(Kind::Dose);
    Ok(Earlier {
        any,
        first,
        first_dose,
        last_dose: last_dose_before(db, doses_from)?.map(Box::new),
        run_began: run_began(db, doses_from, recent)?,
    })
}

/// When the last dose up to an instant was.
fn last_dose_at(db: &Connection, to: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let at: Option<i64> = db
        .prepare_cached(
            "SELECT max(at) FROM entry WHERE kind = 'dose' AND deleted = 0 AND at <= ?1",
        )?
        .query_row([to.timestamp()], |row| row.get(0))?;
    Ok(at.and_then(|at| DateTime::from_timestamp(at, 0)))
}

fn first_of(db: &Connection, kind: Kind) -> Result<Option<Moment>> {
    db.prepare_cached(
        "SELECT at, utc_offset FROM entry WHERE kind = ?1 AND deleted = 0 ORDER BY at LIMIT 1",
    )?
    .query_row([kind.name()], |row| Ok(moment_of(row.get(0)?, row.get(1)?)))
    .optional()
    .map(Option::flatten)
}

fn last_dose_before(db: &Connection, from: DateTime<Utc>) -> Result<Option<Entry>> {
    let id: Option<String> = db
        .prepare_cached(
            "SELECT id FROM entry WHERE kind = 'dose' AND deleted = 0 AND at < ?1 ORDER BY at DESC LIMIT 1",
        )?
        .query_row([from.timestamp()], |row| row.get(0))
        .optional()?;
    match id.and_then(|id| Uuid::parse_str(&id).ok()) {
        Some(id) => one(db, id),
        None => Ok(None),
    }
}

/// The first day of the run of days with kratom that reaches into `recent`, by
/// walking back through the index until a day is missing.
fn run_began(db: &Connection, from: DateTime<Utc>, recent: &Journal) -> Result<Option<NaiveDate>> {
    let day_start: NaiveTime = recent.day_start();
    let Some(oldest) = recent.entries().iter().find(|entry| entry.dose().is_some()) else {
        return Ok(None);
    };
    let mut began = oldest.day(day_start);
    let mut statement = db.prepare_cached(
        "SELECT at, utc_offset FROM entry WHERE kind = 'dose' AND deleted = 0 AND at < ?1 ORDER BY at DESC",
    )?;
    let mut rows = statement.query([from.timestamp()])?;
    while let Some(row) = rows.next()? {
        let Some(at) = moment_of(row.get(0)?, row.get(1)?) else {
            continue;
        };
        let day = day_of(at, day_start);
        if (began - day).num_days() > 1 {
            break;
        }
        began = began.min(day);
    }
    Ok(Some(began))
}
