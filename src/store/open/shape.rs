//! The shape of a file: which version of a journal it is, if it is one, and how
//! an older one is brought to the present.

use std::path::Path;

use anyhow::{Context, Result};
use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::copied::copy;
use super::keep_a_log;
use crate::store::trouble::{back_to, explain};
use crate::trouble::Trouble;

/// "leaf" in ASCII: tells a journal from any other SQLite file.
pub const APPLICATION_ID: i64 = 0x6c65_6166;

pub const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../../assets/migrations/0001_start.sql")),
    M::up(include_str!("../../../assets/migrations/0002_standing.sql")),
    M::up(include_str!("../../../assets/migrations/0003_answers.sql")),
    M::up(include_str!("../../../assets/migrations/0004_supply.sql")),
    M::up(include_str!("../../../assets/migrations/0005_past.sql")),
];
/// The shape this leaflog writes.
pub const LATEST: usize = STEPS.len();

/// Refuses a newer file, and one that is no journal, before anything is written.
pub fn recognise(db: &Connection, path: &Path, latest: usize) -> Result<()> {
    let explained = |error| explain(path, error);
    let found = Found::in_file(db).map_err(explained)?;
    found.refuse_strange(path, latest)?;
    let mode = keep_a_log(db).map_err(explained)?;
    debug_assert_eq!(mode, "wal");
    Ok(())
}

/// Brings the file to the present shape; an older one is copied into `backups`
/// first.
pub fn migrate(
    db: &mut Connection,
    path: &Path,
    backups: &Path,
    steps: &Migrations,
    latest: usize,
) -> Result<()> {
    let explained = |error| explain(path, error);
    let version = Found::in_file(db).map_err(explained)?.version;
    if version == latest {
        return Ok(());
    }
    if version > 0 {
        copy(db, path, backups, version)?;
    }
    // A file that has a shape bears the mark already; writing it again would
    // make the file another one at every try.
    if version == 0 {
        db.pragma_update(None, "application_id", APPLICATION_ID)
            .map_err(explained)?;
    }
    // A transaction that takes the file only when it first writes is refused at
    // once where another leaflog has taken it meanwhile.
    db.set_transaction_behavior(TransactionBehavior::Immediate);
    let done = steps.to_latest(db);
    db.set_transaction_behavior(TransactionBehavior::Deferred);
    // Another leaflog that was started at the same moment may have done it.
    if Found::in_file(db).map_err(explained)?.version == latest {
        return Ok(());
    }
    done.map_err(|error| not_of_that_shape(path, backups, error))
}

/// What SQLite says of a step that its tables do not fit is of no use to anyone.
fn not_of_that_shape(
    path: &Path,
    backups: &Path,
    error: rusqlite_migration::Error,
) -> anyhow::Error {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure};
    if let rusqlite_migration::Error::RusqliteError { err, .. } = error
        && let Some(DatabaseBusy | DatabaseLocked | DiskFull | ReadOnly | SystemIoFailure) =
            err.sqlite_error_code()
    {
        return explain(path, err);
    }
    Trouble::new(
        format!(
            "{} could not be brought to this version's shape: its tables are not those it says it has",
            path.display()
        ),
        back_to(path, backups),
    )
    .into()
}

/// Brings a file of a copy of its own to the present shape, without copying it
/// first.
pub fn bring(db: &mut Connection, path: &Path) -> Result<()> {
    let explained = |error| explain(path, error);
    if Found::in_file(db).map_err(explained)?.version < LATEST {
        Migrations::from_slice(STEPS)
            .to_latest(db)
            .with_context(|| {
                format!("could not bring {} to this version's shape", path.display())
            })?;
    }
    Ok(())
}

/// The shape of another journal that is attached under a name, unless it is a
/// newer one or none.
pub fn refuse_strange(db: &Connection, name: &str, path: &Path) -> Result<usize> {
    let found = Found::attached(db, name).map_err(|error| explain(path, error))?;
    found.refuse_strange(path, LATEST)?;
    Ok(found.version)
}

/// Gives an empty journal the shape it had in a version.
pub fn shape(db: &mut Connection, version: usize) -> Result<()> {
    if version > 0 {
        Migrations::from_slice(&STEPS[..version]).to_latest(db)?;
    }
    Ok(())
}

/// What a file says of itself, before anything is written to it.
struct Found {
    version: usize,
    application: i64,
    tables: i64,
    /// Whether the table is there that every version of a journal has.
    entries: bool,
}

impl Found {
    /// All at one instant, for another leaflog may be making it just now.
    fn in_file(db: &Connection) -> rusqlite::Result<Found> {
        let sql = "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema), \
             EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'entry') \
             FROM pragma_user_version, pragma_application_id";
        db.query_row(sql, [], |row| {
            let version: i64 = row.get(0)?;
            Ok(Found {
                version: usize::try_from(version).unwrap_or(usize::MAX),
                application: row.get(1)?,
                tables: row.get(2)?,
                entries: row.get(3)?,
            })
        })
    }

    fn attached(db: &Connection, name: &str) -> rusqlite::Result<Found> {
        let ask = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
        let tables = format!("SELECT count(*) FROM {name}.sqlite_schema");
        let entries = format!("{tables} WHERE type = 'table' AND name = 'entry'");
        let version = ask(&format!("PRAGMA {name}.user_version"))?;
        Ok(Found {
            version: usize::try_from(version).unwrap_or(usize::MAX),
            application: ask(&format!("PRAGMA {name}.application_id"))?,
            tables: ask(&tables)?,
            entries: ask(&entries)? > 0,
        })
    }

    fn refuse_strange(&self, path: &Path, latest: usize) -> Result<()> {
        if !self.is_journal(latest) {
            return Err(Trouble::new(
                format!(
                    "{} is an SQLite file, but no leaflog journal",
                    path.display()
                ),
                "nothing was changed; name another file with --journal FILE",
            )
            .into());
        }
        if self.version > latest {
            return Err(Trouble::new(
                format!("{} was written by a newer leaflog", path.display()),
                "nothing was changed; install the newer leaflog to open it",
            )
            .into());
        }
        Ok(())
    }

    /// An empty file may become one; what lies in the tables of a newer leaflog
    /// is not known here.
    fn is_journal(&self, latest: usize) -> bool {
        let ours = self.application == APPLICATION_ID;
        match self.version {
            0 if self.tables == 0 => ours || self.application == 0,
            0 => ours,
            version if version > latest => ours,
            _ => ours && self.entries,
        }
    }
}
