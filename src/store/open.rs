//! Opening a journal: permissions, pragmas, and migrations that copy first.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::backup;
use super::erase::erase;
use super::files::{Unfinished, beside};
use super::key::{CAN_LOCK, Passphrase};
use super::lock;
use super::place::{Place, replaced};
use super::trouble::{back_to, explain};
use crate::trouble::{Trouble, plain};

/// "leaf" in ASCII: tells a journal from any other SQLite file.
pub(super) const APPLICATION_ID: i64 = 0x6c65_6166;
/// The shortest database: one page of the smallest size.
const HEADER: u64 = 512;
/// How long a write waits for another leaflog.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two tries where SQLite itself does not wait.
const PAUSE: Duration = Duration::from_millis(5);

pub(super) const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../assets/migrations/0001_start.sql")),
    M::up(include_str!("../../assets/migrations/0002_standing.sql")),
    M::up(include_str!("../../assets/migrations/0003_answers.sql")),
    M::up(include_str!("../../assets/migrations/0004_supply.sql")),
    M::up(include_str!("../../assets/migrations/0005_past.sql")),
];
/// The shape this leaflog writes.
pub(super) const LATEST: usize = STEPS.len();

/// Opens the journal at `path`, making it and its folder if they are missing;
/// with a key, a locked one. With it, which file it is.
pub fn open(path: &Path, backups: &Path, key: Option<&Passphrase>) -> Result<(Connection, Place)> {
    refuse_what_is_no_file(path)?;
    refuse_what_was_emptied(path, backups)?;
    make_private(path)?;
    let place = Place::of(path).ok_or_else(replaced)?;
    let mut db = Connection::open(path).map_err(|error| explain(path, error))?;
    // Until it is known for a journal, nothing is carried from its log into it.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(|error| explain(path, error))?;
    let prepared = prepare(&db, key);
    refuse_the_log_of_another(&db, path, backups)?;
    prepared.map_err(|error| explain(path, error))?;
    let recognised = recognise(&db, path, STEPS.len());
    // Whoever waited for a lock to end has the file of before. From here on this
    // connection shares the file, and nobody who asks for all of it gets it.
    place.still_at(path)?;
    recognised?;
    migrate(
        &mut db,
        path,
        backups,
        &Migrations::from_slice(STEPS),
        STEPS.len(),
    )?;
    lock::tidy(path, backups);
    if let Some(key) = key {
        // What cannot be locked is named by the doctor.
        let _ = lock::cover(path, backups, key);
    }
    remove_old_journal(path);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .map_err(|error| explain(path, error))?;
    Ok((db, place))
}

/// Refuses a log that does not fit the file: SQLite would carry the log of one
/// journal into another that was put in its place. All of it is read only where
/// the file was written to after its log, as it is for the moment after some of
/// the log was moved there.
fn refuse_the_log_of_another(db: &Connection, path: &Path, backups: &Path) -> Result<()> {
    let log = beside(path, "-wal");
    let changed = |path: &Path| {
        let found = fs::metadata(path).ok().filter(|found| found.len() > 0)?;
        Some((found.ctime(), found.ctime_nsec()))
    };
    let Some(logged) = changed(&log) else {
        return Ok(());
    };
    let looks = if Some(logged) < changed(path) {
        "PRAGMA integrity_check(1)"
    } else {
        "SELECT iif(count(*) >= 0, 'ok', '') FROM sqlite_schema"
    };
    match db.query_row(looks, [], |row| row.get::<_, String>(0)) {
        Ok(said) if said == "ok" => Ok(()),
        // A file that does not open at all is spoken of elsewhere.
        Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseCorrupt) => Ok(()),
        _ => Err(Trouble::new(
            format!(
                "{} and the log beside it, {}, do not fit together",
                path.display(),
                log.file_name().unwrap_or_default().display()
            ),
            format!(
                "if you put the file there, move the log away and try again; else: {}",
                back_to(path, backups)
            ),
        )
        .into()),
    }
}

/// Removes a rollback journal that a killed lock left: this connection has read
/// the file and keeps a write-ahead log, so that what was to be rolled back is,
/// and nobody can begin another while it is open.
fn remove_old_journal(path: &Path) {
    let old = beside(path, "-journal");
    if old.exists() {
        let _ = erase(&old);
    }
}

/// A journal that lives only as long as the program.
pub fn in_memory() -> Result<Connection> {
    let mut db = Connection::open_in_memory()?;
    prepare(&db, None)?;
    Migrations::from_slice(STEPS).to_latest(&mut db)?;
    Ok(db)
}

/// Refuses a pipe, a socket or a device, which may wait for ever, and what is
/// too short to be anything.
pub(super) fn refuse_what_is_no_file(path: &Path) -> Result<()> {
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return Err(Trouble::new(
            format!("{} is no ordinary file", path.display()),
            "nothing was changed; name another journal with --journal FILE",
        )
        .into());
    }
    // SQLite would take the rest of a header for a new, empty file.
    let is_cut = |found: &fs::Metadata| found.is_file() && (1..HEADER).contains(&found.len());
    if fs::metadata(path).is_ok_and(|found| is_cut(&found)) {
        let error = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
        return Err(explain(path, rusqlite::Error::SqliteFailure(error, None)));
    }
    Ok(())
}

/// Refuses an empty file that was a journal: SQLite would take it for a new one.
fn refuse_what_was_emptied(path: &Path, backups: &Path) -> Result<()> {
    let is_empty = |path: &Path| fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() == 0);
    let log = beside(path, "-wal");
    let has_log = || log.exists() && !is_empty(&log);
    // Another leaflog may be making it just now, and its first copy. What was
    // copied stood in the log before, and in the file before the log went: looked
    // at in this order, both are missed only where both are gone.
    if is_empty(path) && !backup::all(path, backups).is_empty() && !has_log() && is_empty(path) {
        return Err(Trouble::new(
            format!(
                "{} is empty, though there are backups of it",
                path.display()
            ),
            back_to(path, backups),
        )
        .into());
    }
    Ok(())
}

/// Makes the file with mode 0600 in a folder with mode 0700, whatever the
/// umask, before anything is written to it.
fn make_private(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(Trouble::new(
            format!("{} is a folder", path.display()),
            "name a file with --journal FILE",
        )
        .into());
    }
    if path.exists() {
        return Ok(());
    }
    if path.is_symlink() {
        return Err(Trouble::new(
            format!("{} is a link to a file that is not there", path.display()),
            "nothing was changed; put the file back where the link leads, or name another journal with --journal FILE",
        )
        .into());
    }
    let made = || -> std::io::Result<()> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            make_folder(folder)?;
        }
        make_file(path)
    };
    match made() {
        // Another leaflog that was started at the same moment has made it.
        Err(_) if path.is_file() => Ok(()),
        made => made.map_err(|error| {
            Trouble::new(
                format!("could not make {}: {}", path.display(), plain(&error)),
                "allow writing there, or name another journal with --journal FILE",
            )
            .into()
        }),
    }
}

/// The folder and those above it that are missing, each its owner's alone
/// whatever the umask: a folder the umask closes would keep its own inside out.
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(above)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        // Another leaflog that was started at the same moment has made it.
        Err(_) if folder.is_dir() => Ok(()),
        made => made.and_then(|()| fs::set_permissions(folder, Permissions::from_mode(0o700))),
    }
}

/// An empty file that only its owner can read.
pub(super) fn make_file(path: &Path) -> std::io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o600))
}

/// From here on what SQLite holds of journals in this process is kept out of swap,
/// as far as the system allows, and wiped when it is let go. For one that stays
/// open for hours: an import of 100,000 rows takes nine times as long with it.
///
/// # Errors
/// SQLite could not be set up.
pub fn keep_out_of_swap() -> rusqlite::Result<()> {
    if !CAN_LOCK {
        return Ok(());
    }
    let db = Connection::open_in_memory()?;
    db.execute_batch("PRAGMA cipher_memory_security = ON")
}

pub(super) fn prepare(db: &Connection, key: Option<&Passphrase>) -> rusqlite::Result<()> {
    // Without this a wrong key prints over the screen.
    db.execute_batch("PRAGMA cipher_log_level = NONE")?;
    if let Some(key) = key {
        key.unlock(db)?;
    }
    db.busy_timeout(PATIENCE)?;
    db.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL",
    )
}

/// Refuses a newer file, and one that is no journal, before anything is written.
fn recognise(db: &Connection, path: &Path, latest: usize) -> Result<()> {
    let explained = |error| explain(path, error);
    let found = Found::in_file(db).map_err(explained)?;
    found.refuse_strange(path, latest)?;
    let mode = keep_a_log(db).map_err(explained)?;
    debug_assert_eq!(mode, "wal");
    Ok(())
}

/// Has changes written to a log first. SQLite does not wait where two that open
/// a new journal ask for it at the same moment: each would wait for the other.
fn keep_a_log(db: &Connection) -> rusqlite::Result<String> {
    // It waits here alone: what it waits by itself would come on top at each try.
    db.busy_timeout(Duration::ZERO)?;
    let mode = tried(db);
    db.busy_timeout(PATIENCE)?;
    mode
}

fn tried(db: &Connection) -> rusqlite::Result<String> {
    let mut waited = Duration::ZERO;
    loop {
        match db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)) {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && waited < PATIENCE =>
            {
                thread::sleep(PAUSE);
                waited += PAUSE;
            }
            mode => return mode,
        }
    }
}

/// Brings the file to the present shape; an older one is copied into `backups`
/// first.
fn migrate(
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
pub(super) fn bring(db: &mut Connection, path: &Path) -> Result<()> {
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
/// newer one, none, or one that nothing was ever written into.
pub(super) fn refuse_strange(db: &Connection, name: &str, path: &Path) -> Result<usize> {
    let found = Found::attached(db, name).map_err(|error| explain(path, error))?;
    found.refuse_strange(path, LATEST)?;
    if found.version > 0 {
        return Ok(found.version);
    }
    let path = path.display();
    let what = if found.tables == 0 {
        format!("{path} is an SQLite file with nothing in it, and no leaflog journal")
    } else {
        format!("{path} does not say which version of a leaflog journal it is")
    };
    let hint = "nothing was changed; name another leaflog journal, or a copy of this one";
    Err(Trouble::new(what, hint).into())
}

/// Gives an empty journal the shape it had in a version.
pub(super) fn shape(db: &mut Connection, version: usize) -> Result<()> {
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

/// A copy of the journal as it was, readable only by its owner. It is written
/// beside its place and moved there whole; a copy of the same state that is
/// there already is enough.
fn copy(db: &Connection, path: &Path, backups: &Path, version: usize) -> Result<()> {
    let why = format!("before-version-{}", version + 1);
    let copied = copy_as(db, path, backups, &why);
    let copied = copied.map(|target| backup::prune(path, backups, &target));
    copied.map_err(|error| {
        Trouble::new(
            format!(
                "could not copy {} into {} before changing its shape: {error:#}",
                path.display(),
                backups.display()
            ),
            "nothing was changed; allow writing there, make some space and try again",
        )
        .into()
    })
}

/// The same, named after why it was made.
pub(super) fn copy_as(db: &Connection, path: &Path, backups: &Path, why: &str) -> Result<PathBuf> {
    let target = backups.join(copy_name(path, why)?);
    if target.exists() {
        return Ok(target);
    }
    make_folder(backups)?;
    let made = Unfinished::in_folder(backups)?;
    let name = made.path().to_str();
    let name = name.context("the name of the folder is no UTF-8 text")?;
    db.execute("VACUUM INTO ?1", [name])?;
    made.take_place(&target)?;
    Ok(target)
}

/// `journal.db.before-version-4.20261120T201400123Z.db`: which journal it is a
/// copy of, and when that was last written to.
fn copy_name(path: &Path, why: &str) -> std::io::Result<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let written = DateTime::<Utc>::from(written(path)?);
    let stamp = written.format("%Y%m%dT%H%M%S%3fZ");
    Ok(format!("{name}.{why}.{stamp}.db"))
}

/// When a journal was last written to, be it into its write-ahead log; an empty
/// log is only a sign that it was opened.
pub(super) fn written(path: &Path) -> std::io::Result<SystemTime> {
    let written = fs::metadata(path)?.modified()?;
    let logged = fs::metadata(beside(path, "-wal"))
        .ok()
        .filter(|log| log.len() > 0)
        .and_then(|log| log.modified().ok());
    Ok(logged.map_or(written, |logged| logged.max(written)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: &[M<'static>] = &[
        M::up(include_str!("../../assets/migrations/0001_start.sql")),
        M::up(include_str!("../../assets/migrations/0002_standing.sql")),
        M::up(include_str!("../../assets/migrations/0003_answers.sql")),
        M::up(include_str!("../../assets/migrations/0004_supply.sql")),
        M::up(include_str!("../../assets/migrations/0005_past.sql")),
        M::up("CREATE TABLE later (n INTEGER) STRICT"),
    ];

    #[test]
    fn an_older_journal_is_copied_before_its_shape_changes() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        let backups = home.path().join("backups");
        let mut db = open(&path, &backups, None).unwrap().0;
        db.execute("INSERT INTO setting VALUES ('quiet', 'yes')", [])
            .unwrap();
        migrate(
            &mut db,
            &path,
            &backups,
            &Migrations::from_slice(LATER),
            LATER.len(),
        )
        .unwrap();
        let copies = copies(&backups);
        assert_eq!(copies.len(), 1, "{copies:?}");
        let name = copies[0].file_name().unwrap().to_string_lossy();
        assert!(name.starts_with("journal.db.before-version-6."), "{name}");
        assert_eq!(quiet(&copies[0]), "yes");
        let mode = fs::metadata(&copies[0]).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    fn copies(backups: &Path) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(backups)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        found.sort();
        found
    }

    fn quiet(copy: &Path) -> String {
        Connection::open(copy)
            .unwrap()
            .query_row("SELECT value FROM setting", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn two_journals_in_one_folder_are_both_copied() {
        let home = tempfile::tempdir().unwrap();
        let backups = home.path().join("backups");
        for (name, value) in [("mine.db", "yes"), ("other.db", "no")] {
            let path = home.path().join(name);
            let mut db = open(&path, &backups, None).unwrap().0;
            db.execute("INSERT INTO setting VALUES ('quiet', ?1)", [value])
                .unwrap();
            migrate(
                &mut db,
                &path,
                &backups,
                &Migrations::from_slice(LATER),
                LATER.len(),
            )
            .unwrap();
        }
        let said: Vec<String> = copies(&backups).iter().map(|copy| quiet(copy)).collect();
        assert_eq!(said, ["yes", "no"]);
    }

    #[test]
    fn a_copy_of_an_older_state_is_not_taken_for_this_one() {
        let home = tempfile::tempdir().unwrap();
        let (path, backups) = (home.path().join("journal.db"), home.path().join("backups"));
        let db = open(&path, &backups, None).unwrap().0;
        db.execute("INSERT INTO setting VALUES ('quiet', 'no')", [])
            .unwrap();
        fs::create_dir(&backups).unwrap();
        fs::write(backups.join("before-version-4.db"), "of long ago").unwrap();
        copy(&db, &path, &backups, 1).unwrap();
        copy(&db, &path, &backups, 1).unwrap();
        assert_eq!(copies(&backups).len(), 2, "the same state is copied once");
        let later = SystemTime::now() + Duration::from_secs(5);
        fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(later)
            .unwrap();
        copy(&db, &path, &backups, 1).unwrap();
        assert_eq!(copies(&backups).len(), 3);
    }

    #[test]
    fn readings_from_before_check_ins_are_read_without_answers() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        let mut old = Connection::open(&path).unwrap();
        Migrations::from_slice(&STEPS[..2])
            .to_latest(&mut old)
            .unwrap();
        old.pragma_update(None, "application_id", APPLICATION_ID)
            .unwrap();
        let id = uuid::Uuid::now_v7();
        old.execute(
            "INSERT INTO entry (id, kind, at, utc_offset, changed) VALUES (?1, 'reading', 60, 0, 0)",
            [id.to_string()],
        )
        .unwrap();
        old.execute("INSERT INTO reading SELECT no, 'pulse', 72 FROM entry", [])
            .unwrap();
        drop(old);
        let db = open(&path, home.path(), None).unwrap().0;
        let entry = crate::store::load::one(&db, id).unwrap().unwrap();
        assert_eq!(entry.title(), "pulse, 72");
        assert_eq!(entry.reading().unwrap().answers, None);
    }

    #[test]
    fn what_was_edited_before_pasts_were_kept_has_its_first_version() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        let mut old = Connection::open(&path).unwrap();
        Migrations::from_slice(&STEPS[..4])
            .to_latest(&mut old)
            .unwrap();
        old.pragma_update(None, "application_id", APPLICATION_ID)
            .unwrap();
        // Written down in the millisecond 0x019a9e500000.
        let first = 0x019a_9e50_0000_i64;
        for (id, changed) in [("1", first), ("2", first + 5000)] {
            old.execute(
                "INSERT INTO entry (id, kind, at, utc_offset, changed) \
                 VALUES ('019a9e50-0000-7000-8000-00000000000' || ?1, 'note', 60, 0, ?2)",
                (id, changed),
            )
            .unwrap();
        }
        drop(old);
        let db = open(&path, home.path(), None).unwrap().0;
        let past: Vec<(i64, i64)> = db
            .prepare("SELECT entry, changed FROM past")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(past, [(2, first)]);
    }

    #[test]
    fn a_newer_journal_is_refused_untouched() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        drop(open(&path, home.path(), None).unwrap().0);
        let db = Connection::open(&path).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        drop(db);
        let before = fs::read(&path).unwrap();
        let refused = open(&path, home.path(), None).unwrap_err();
        assert!(refused.to_string().contains("newer leaflog"));
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn what_is_no_journal_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let text = home.path().join("letter.txt");
        fs::write(
            &text,
            "Dear friend, this is not a database at all.".repeat(30),
        )
        .unwrap();
        let refused = open(&text, home.path(), None).unwrap_err();
        assert!(
            refused.to_string().contains("no leaflog journal"),
            "{refused}"
        );
        let other = home.path().join("other.db");
        Connection::open(&other)
            .unwrap()
            .execute("CREATE TABLE t (a)", [])
            .unwrap();
        let refused = open(&other, home.path(), None).unwrap_err();
        assert!(
            refused.to_string().contains("no leaflog journal"),
            "{refused}"
        );
        assert!(
            open(home.path(), home.path(), None)
                .unwrap_err()
                .to_string()
                .contains("is a folder")
        );
    }

    #[test]
    fn every_file_is_its_owners_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("new/folder/journal.db");
        let db = open(&path, home.path(), None).unwrap().0;
        db.execute("INSERT INTO setting VALUES ('quiet', 'yes')", [])
            .unwrap();
        for file in fs::read_dir(path.parent().unwrap()).unwrap() {
            let file = file.unwrap();
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{:?}", file.path());
        }
        let folder = fs::metadata(path.parent().unwrap())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(folder & 0o777, 0o700);
    }
}
