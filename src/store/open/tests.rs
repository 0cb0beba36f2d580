//! Opening journals of every age, and what is none.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::SystemTime;

use rusqlite_migration::M;

use super::copied::copy;
use super::*;

/// The steps of a leaflog that is one version newer.
fn later() -> Vec<M<'static>> {
    let mut steps = STEPS.to_vec();
    steps.push(M::up("CREATE TABLE later (n INTEGER) STRICT"));
    steps
}

/// A journal as the version after so many steps made it.
fn of_version(path: &Path, steps: usize) -> Connection {
    let mut old = Connection::open(path).unwrap();
    Migrations::from_slice(&STEPS[..steps])
        .to_latest(&mut old)
        .unwrap();
    old.pragma_update(None, "application_id", APPLICATION_ID)
        .unwrap();
    old
}

/// A journal with the setting `quiet`, opened by the newer leaflog.
fn kept_and_migrated(path: &Path, backups: &Path, quiet: &str) {
    let mut db = open(path, backups, None).unwrap().0;
    db.execute("INSERT INTO setting VALUES ('quiet', ?1)", [quiet])
        .unwrap();
    let steps = later();
    let newer = Migrations::from_slice(&steps);
    migrate(&mut db, path, backups, &newer, steps.len()).unwrap();
}

#[test]
fn an_older_journal_is_copied_before_its_shape_changes() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let backups = home.path().join("backups");
    kept_and_migrated(&path, &backups, "yes");
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
        kept_and_migrated(&path, &backups, value);
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
    let old = of_version(&path, 2);
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
    let old = of_version(&path, 4);
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
