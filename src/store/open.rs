//! Opening a journal: permissions, pragmas, and migrations that copy first.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::trouble::explain;
use crate::trouble::{Trouble, plain};

/// "leaf" in ASCII: tells a journal from any other SQLite file.
const APPLICATION_ID: i64 = 0x6c65_6166;
/// How long a write waits for another leaflog.
const PATIENCE: Duration = Duration::from_secs(5);

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../assets/migrations/0001_start.sql")),
    M::up(include_str!("../../assets/migrations/0002_standing.sql")),
];

/// Opens the journal at `path`, making it and its folder if they are missing.
pub fn open(path: &Path, backups: &Path) -> Result<Connection> {
    make_private(path)?;
    let mut db = Connection::open(path).map_err(|error| explain(path, error))?;
    prepare(&db).map_err(|error| explain(path, error))?;
    migrate(
        &mut db,
        path,
        backups,
        &Migrations::from_slice(STEPS),
        STEPS.len(),
    )?;
    Ok(db)
}

/// A journal that lives only as long as the program.
pub fn in_memory() -> Result<Connection> {
    let mut db = Connection::open_in_memory()?;
    prepare(&db)?;
    Migrations::from_slice(STEPS).to_latest(&mut db)?;
    Ok(db)
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
    let made = || -> std::io::Result<()> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            make_folder(folder)?;
        }
        make_file(path)
    };
    made().map_err(|error| {
        Trouble::new(
            format!("could not make {}: {}", path.display(), plain(&error)),
            "allow writing there, or name another journal with --journal FILE",
        )
        .into()
    })
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

/// An empty file that only its owner can read.
fn make_file(path: &Path) -> std::io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o600))
}

fn prepare(db: &Connection) -> rusqlite::Result<()> {
    // Without this a wrong key prints over the screen.
    db.execute_batch("PRAGMA cipher_log_level = NONE")?;
    // A key goes here, before anything is read.
    db.busy_timeout(PATIENCE)?;
    db.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL",
    )
}

/// Brings the file to the present shape. A newer file, and one that is no
/// journal, is refused before anything is written; an older one is copied into
/// `backups` first.
fn migrate(
    db: &mut Connection,
    path: &Path,
    backups: &Path,
    steps: &Migrations,
    latest: usize,
) -> Result<()> {
    let explained = |error| explain(path, error);
    let number = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let version = usize::try_from(number("user_version").map_err(explained)?).unwrap_or(usize::MAX);
    let application = number("application_id").map_err(explained)?;
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(explained)?;
    if tables > 0 && application != APPLICATION_ID {
        return Err(Trouble::new(
            format!(
                "{} is an SQLite file, but no leaflog journal",
                path.display()
            ),
            "nothing was changed; name another file with --journal FILE",
        )
        .into());
    }
    if version > latest {
        return Err(Trouble::new(
            format!("{} was written by a newer leaflog", path.display()),
            "nothing was changed; install the newer leaflog to open it",
        )
        .into());
    }
    let mode: String = db
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(explained)?;
    debug_assert_eq!(mode, "wal");
    if version == latest {
        return Ok(());
    }
    if version > 0 {
        copy(db, backups, version)?;
    }
    db.pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(explained)?;
    let done = steps.to_latest(db);
    // Another leaflog that was started at the same moment may have done it.
    let version = number_of(db, "user_version").map_err(explained)?;
    if usize::try_from(version) == Ok(latest) {
        return Ok(());
    }
    done.with_context(|| format!("could not bring {} to this version's shape", path.display()))
}

fn number_of(db: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, pragma, |row| row.get(0))
}

/// A copy of the journal as it was, readable only by its owner.
fn copy(db: &Connection, backups: &Path, version: usize) -> Result<()> {
    let target = backups.join(format!("before-version-{}.db", version + 1));
    if target.exists() {
        return Ok(());
    }
    let told = || {
        format!(
            "could not copy the journal to {} before changing its shape",
            target.display()
        )
    };
    make_folder(backups).with_context(told)?;
    make_file(&target).with_context(told)?;
    let name = target.to_string_lossy();
    db.execute("VACUUM INTO ?1", [name.as_ref()])
        .with_context(told)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: &[M<'static>] = &[
        M::up(include_str!("../../assets/migrations/0001_start.sql")),
        M::up(include_str!("../../assets/migrations/0002_standing.sql")),
        M::up("CREATE TABLE later (n INTEGER) STRICT"),
    ];

    #[test]
    fn an_older_journal_is_copied_before_its_shape_changes() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        let backups = home.path().join("backups");
        let mut db = open(&path, &backups).unwrap();
        db.execute("INSERT INTO setting VALUES ('quiet', 'yes')", [])
            .unwrap();
        migrate(&mut db, &path, &backups, &Migrations::from_slice(LATER), 3).unwrap();
        let copied = Connection::open(backups.join("before-version-3.db")).unwrap();
        let value: String = copied
            .query_row("SELECT value FROM setting", [], |row| row.get(0))
            .unwrap();
        assert_eq!(value, "yes");
        let mode = fs::metadata(backups.join("before-version-3.db"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_newer_journal_is_refused_untouched() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        drop(open(&path, home.path()).unwrap());
        let db = Connection::open(&path).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        drop(db);
        let before = fs::read(&path).unwrap();
        let refused = open(&path, home.path()).unwrap_err();
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
        let refused = open(&text, home.path()).unwrap_err();
        assert!(
            refused.to_string().contains("no leaflog journal"),
            "{refused}"
        );
        let other = home.path().join("other.db");
        Connection::open(&other)
            .unwrap()
            .execute("CREATE TABLE t (a)", [])
            .unwrap();
        let refused = open(&other, home.path()).unwrap_err();
        assert!(
            refused.to_string().contains("no leaflog journal"),
            "{refused}"
        );
        assert!(
            open(home.path(), home.path())
                .unwrap_err()
                .to_string()
                .contains("is a folder")
        );
    }

    #[test]
    fn every_file_is_its_owners_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("new/folder/journal.db");
        let db = open(&path, home.path()).unwrap();
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
