//! Copies: one a day, whole, bounded, locked where the journal is; and the way
//! back to one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use chrono::{DateTime, NaiveDate, Utc};
use leaflog::demo;
use leaflog::domain::edit::Edit;
use leaflog::domain::moment::When;
use leaflog::domain::setting::Settings;
use leaflog::store::backup::{self, Copies};
use leaflog::store::files;
use leaflog::store::restore::{self, Kept, Present};
use leaflog::store::{Passphrase, Purge, Store, Way};

const LEAFLOG: &str = env!("CARGO_BIN_EXE_leaflog");

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn journal(&self) -> PathBuf {
        self.path("journal.db")
    }

    fn backups(&self) -> PathBuf {
        self.path("backups")
    }

    fn copies(&self, key: Option<Passphrase>) -> Copies {
        Copies::of(&self.journal(), &self.backups(), key)
    }

    /// A journal of some days that nobody lived.
    fn filled(&self, days: u32, key: Option<Passphrase>) -> Store {
        let mut store = Store::open_with(&self.journal(), &self.backups(), key).unwrap();
        let zone = leaflog::clock::zone(&Settings::default()).0;
        let when = When::new(now(), zone, chrono::NaiveTime::MIN);
        let entries = demo::demo(7, days, &when);
        let edits: Vec<Edit> = entries.into_iter().map(Edit::Add).collect();
        store.apply(&edits, now()).unwrap();
        store
    }

    fn leaflog(&self, now: &str, words: &[&str]) -> Output {
        Command::new(LEAFLOG)
            .env_clear()
            .env("HOME", self.0.path())
            .env("LEAFLOG_JOURNAL", self.journal())
            .env("LEAFLOG_NOW", now)
            .env("TZ", "Europe/Berlin")
            .current_dir(self.0.path())
            .args(words)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn unfinished(&self) -> Vec<PathBuf> {
        let all = files::all(&self.journal(), &self.backups()).into_iter();
        let unfinished = all.filter(|it| it.kind == files::Kind::Unfinished);
        unfinished.map(|it| it.path).collect()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.backups())
            .into_iter()
            .flatten()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-20T20:14:00Z".parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn key(words: &str) -> Passphrase {
    Passphrase::new(words.to_owned())
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const DAY: &str = "2026-11-20T21:14:00+01:00";
const NEXT: &str = "2026-11-21T09:00:00+01:00";

#[test]
fn a_copy_is_made_after_the_first_change_of_a_day_and_no_other() {
    let home = Home::new();
    for words in [&["dose", "2g"], &["note", "second"]] {
        assert!(home.leaflog(DAY, words).status.success());
    }
    assert_eq!(home.names(), ["journal.db.2026-11-20.db"]);
    let copy = home.backups().join("journal.db.2026-11-20.db");
    assert_eq!(backup::prove(&copy, None).unwrap().entries, 1);
    assert_eq!((mode(&copy), mode(&home.backups())), (0o600, 0o700));
    // Looking changes nothing, so nothing is copied.
    for words in [
        &["list", "--json"],
        &["today", "--short"],
        &["summary", "--json"],
    ] {
        assert!(home.leaflog(NEXT, words).status.success());
    }
    assert_eq!(home.names().len(), 1);
    assert!(home.leaflog(NEXT, &["undo"]).status.success());
    assert_eq!(
        home.names(),
        ["journal.db.2026-11-20.db", "journal.db.2026-11-21.db"]
    );
}

/// On a first evening the country is said before anything else is written down: a
/// copy that holds nothing of the day is none.
#[test]
fn a_copy_without_an_entry_of_the_day_is_made_anew_by_the_first_one() {
    let home = Home::new();
    let copy = home.backups().join("journal.db.2026-11-20.db");
    let held = || backup::prove(&copy, None).unwrap().entries;
    assert!(
        home.leaflog(DAY, &["set", "country", "germany"])
            .status
            .success()
    );
    assert_eq!(held(), 1);
    assert!(home.leaflog(DAY, &["dose", "2g"]).status.success());
    assert_eq!(held(), 2);
    // From then on an ordinary entry pays for a look and no more.
    assert!(home.leaflog(DAY, &["dose", "1g"]).status.success());
    assert_eq!(held(), 2);
    assert_eq!(home.names().len(), 1);
}

/// What was written since is in it, and nothing of the older one stays behind.
#[test]
fn the_copy_of_a_day_is_made_anew_in_one_step() {
    let home = Home::new();
    let mut store = home.filled(3, None);
    let copies = home.copies(None);
    let place = copies.make(date("2026-11-20")).unwrap();
    let before = backup::prove(&place, None).unwrap().entries;
    let mut entry = store.load().unwrap().entries()[0].clone();
    let deleted = store.load().unwrap().entries()[1].clone();
    entry.id = store.new_id(now()).unwrap();
    let edits = [
        Edit::Add(entry.clone()),
        Edit::Add({
            entry.id = store.new_id(now() + chrono::TimeDelta::seconds(1)).unwrap();
            entry
        }),
        Edit::Delete(deleted),
    ];
    store.apply(&edits, now()).unwrap();
    assert_eq!(copies.renew(date("2026-11-20"), now()).unwrap(), place);
    assert_eq!(backup::prove(&place, None).unwrap().entries, before + 1);
    assert_eq!(home.names(), ["journal.db.2026-11-20.db"]);
    assert_eq!(mode(&place), 0o600);
}

/// A journal that was lost is begun anew: its copy of this morning is all there is
/// of it, and stays.
#[test]
fn a_copy_that_knows_more_than_the_journal_is_kept() {
    let home = Home::new();
    drop(home.filled(3, None));
    let copies = home.copies(None);
    let place = copies.make(date("2026-11-20")).unwrap();
    let before = backup::prove(&place, None).unwrap().entries;
    fs::remove_file(home.journal()).unwrap();
    drop(home.filled(1, None));
    copies.renew(date("2026-11-20"), now()).unwrap();
    assert_eq!(
        home.names(),
        [
            "journal.db.2026-11-20.db",
            "journal.db.before-anew.20261120T201400000Z.db"
        ]
    );
    let kept = home.backups().join(&home.names()[1]);
    assert_eq!(backup::prove(&kept, None).unwrap().entries, before);
    assert!(backup::prove(&place, None).unwrap().entries < before);
}

#[test]
fn a_copy_that_cannot_be_made_anew_stays_as_it_was() {
    let home = Home::new();
    drop(home.filled(3, None));
    let copies = home.copies(None);
    let place = copies.make(date("2026-11-20")).unwrap();
    let whole = fs::read(&place).unwrap();
    // What stands at the journal's place is none.
    fs::write(home.journal(), "spilled").unwrap();
    assert!(copies.renew(date("2026-11-20"), now()).is_err());
    assert_eq!(fs::read(&place).unwrap(), whole);
    assert_eq!(home.names(), ["journal.db.2026-11-20.db"]);
    // Somebody looks into it: its log would be read as that of the new one.
    fs::remove_file(home.journal()).unwrap();
    drop(home.filled(4, None));
    let log = home.backups().join("journal.db.2026-11-20.db-wal");
    fs::write(&log, "log").unwrap();
    let refused = copies.renew(date("2026-11-20"), now()).unwrap_err();
    assert!(
        refused.to_string().contains("db-wal beside it"),
        "{refused}"
    );
    assert_eq!(fs::read(&place).unwrap(), whole);
}

/// A copy that is being made holds what a purge removes, and one that was begun
/// earlier holds less than one that was made meanwhile.
#[test]
fn one_leaflog_at_a_time_makes_or_removes_copies() {
    let home = Home::new();
    let mut store = home.filled(3, None);
    let copies = home.copies(None);
    let place = copies.make(date("2026-11-20")).unwrap();
    let whole = fs::read(&place).unwrap();
    let before = store.load().unwrap().entries().len();
    let another = fs::File::open(home.backups()).unwrap();
    another.lock().unwrap();
    let busy = "another leaflog is making or removing copies";
    let refused = copies.renew(date("2026-11-20"), now()).unwrap_err();
    assert!(refused.to_string().contains(busy), "{refused}");
    let zone = leaflog::clock::zone(&Settings::default()).0;
    let when = When::new(now(), zone, chrono::NaiveTime::MIN);
    let refused = store.purge(Purge::All, &home.backups(), when.moment());
    assert!(refused.unwrap_err().to_string().contains(busy));
    assert_eq!(store.load().unwrap().entries().len(), before);
    assert_eq!(fs::read(&place).unwrap(), whole);
    drop(another);
    copies.renew(date("2026-11-20"), now()).unwrap();
    store
        .purge(Purge::All, &home.backups(), when.moment())
        .unwrap();
    assert!(home.names().is_empty());
}

/// An evening read in from a file by mistake, and taken back: no copy keeps it.
#[test]
fn what_came_in_a_file_and_was_taken_back_is_kept_in_no_copy() {
    for writes_on in [false, true] {
        let home = Home::new();
        let mut store = home.filled(3, None);
        let copies = home.copies(None);
        let day = date("2026-11-20");
        let mut read_in = store.load().unwrap().entries()[0].clone();
        read_in.id = "019a0000-0000-7000-8000-000000000001".parse().unwrap();
        store.apply(&[Edit::Add(read_in.clone())], now()).unwrap();
        let place = copies.renew(day, now()).unwrap();
        let held = || backup::prove(&place, None).unwrap().entries;
        let before = held();
        store.go(Way::Undo, now()).unwrap();
        if writes_on {
            // What was undone can be brought back no more, and is not kept.
            read_in.id = store.new_id(now()).unwrap();
            store.apply(&[Edit::Add(read_in)], now()).unwrap();
        }
        copies.renew(day, now()).unwrap();
        assert_eq!(home.names(), ["journal.db.2026-11-20.db"]);
        assert_eq!(held(), before - usize::from(!writes_on));
    }
}

/// A journal went back to an older copy, and goes on from there: it has changes of
/// the same numbers, and what only the copy holds is not what it took back.
#[test]
fn an_import_that_an_older_journal_never_saw_is_kept() {
    let home = Home::new();
    let mut store = home.filled(3, None);
    let copies = home.copies(None);
    let day = date("2026-11-20");
    let older = home.path("older.db");
    copies.write_to(&older).unwrap();
    let mut read_in = store.load().unwrap().entries()[0].clone();
    read_in.id = "019a0000-0000-7000-8000-000000000001".parse().unwrap();
    store.apply(&[Edit::Add(read_in.clone())], now()).unwrap();
    copies.renew(day, now()).unwrap();
    drop(store);
    fs::copy(&older, home.journal()).unwrap();
    let mut store = Store::open(&home.journal(), &home.backups()).unwrap();
    read_in.id = store.new_id(now()).unwrap();
    store.apply(&[Edit::Add(read_in)], now()).unwrap();
    copies.renew(day, now()).unwrap();
    assert_eq!(home.names().len(), 2);
}

/// The day is the one where the person is, by the clock that was passed in.
#[test]
fn the_day_is_the_local_one() {
    let home = Home::new();
    home.leaflog(
        "2026-11-20T23:30:00Z",
        &["note", "half past midnight in Berlin"],
    );
    assert_eq!(home.names(), ["journal.db.2026-11-21.db"]);
}

#[test]
fn a_copy_that_cannot_be_made_leaves_the_entry_and_is_said() {
    let home = Home::new();
    // Even root cannot make a folder where a file is.
    fs::write(home.backups(), "in the way").unwrap();
    let done = home.leaflog(DAY, &["dose", "2g"]);
    assert!(done.status.success());
    let says = said(&done);
    assert_eq!(
        says.matches("a copy of the journal could not be made")
            .count(),
        1,
        "{says}"
    );
    assert!(String::from_utf8_lossy(&done.stdout).contains("saved  dose 2 g"));
    let list = home.leaflog(DAY, &["list"]);
    assert!(String::from_utf8_lossy(&list.stdout).contains("2 g powder"));
}

#[test]
fn an_ordinary_day_pays_for_one_look() {
    let home = Home::new();
    drop(home.filled(5, None));
    let copies = home.copies(None);
    copies.make(date("2026-11-20")).unwrap();
    // The quickest of many: what else the machine does is not counted.
    let looks = (0..200).map(|_| {
        let begun = Instant::now();
        for _ in 0..5 {
            assert!(copies.has(date("2026-11-20")));
        }
        begun.elapsed() / 5
    });
    let quickest = looks.min().unwrap();
    assert!(quickest.as_micros() < 200, "{quickest:?}");
}

#[test]
fn a_year_of_days_leaves_a_bounded_number_and_nothing_else_is_touched() {
    let home = Home::new();
    drop(home.filled(2, None));
    let copies = home.copies(None);
    let first = copies.make(date("2025-11-20")).unwrap();
    let whole = fs::read(&first).unwrap();
    for day in date("2025-11-21").iter_days().take(364) {
        fs::write(home.backups().join(format!("journal.db.{day}.db")), &whole).unwrap();
    }
    let others = [
        "journal.db.2025-11-20.db.mine",
        "notes.txt",
        "other.db.2025-11-21.db",
        "journal.db.2025-13-01.db",
    ];
    for other in others {
        fs::write(home.backups().join(other), "mine").unwrap();
    }
    // A link of our name leads to somebody's file.
    fs::write(home.path("precious"), "precious").unwrap();
    symlink(
        home.path("precious"),
        home.backups().join("journal.db.2024-01-01.db"),
    )
    .unwrap();
    let made = copies.make(date("2026-11-20")).unwrap();
    let left = backup::all(&home.journal(), &home.backups());
    assert!((19..=23).contains(&left.len()), "{}", left.len());
    assert!(left.iter().any(|copy| copy.path == made));
    for other in others {
        assert!(home.backups().join(other).exists(), "{other}");
    }
    assert_eq!(
        fs::read_to_string(home.path("precious")).unwrap(),
        "precious"
    );
}

/// A clock that was set back must not cost the copy that was just made.
#[test]
fn the_copy_just_made_is_never_removed() {
    let home = Home::new();
    drop(home.filled(2, None));
    let copies = home.copies(None);
    for day in date("2026-01-01").iter_days().take(300).step_by(3) {
        copies.make(day).unwrap();
    }
    let made = copies.make(date("2019-01-01")).unwrap();
    assert!(made.exists());
}

#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn a_copy_of_a_locked_journal_is_locked_with_the_same_key() {
    let home = Home::new();
    let mut store = home.filled(3, Some(key("seven green turtles")));
    let entries = store.load().unwrap().entries().len();
    let made = home
        .copies(store.key().cloned())
        .make(date("2026-11-20"))
        .unwrap();
    let file = home.path("mine.db");
    home.copies(store.key().cloned()).write_to(&file).unwrap();
    for copy in [made, file] {
        let bytes = fs::read(&copy).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"));
        assert!(!bytes.windows(5).any(|word| word == b"entry"));
        assert!(backup::prove(&copy, None).is_err());
        assert!(backup::prove(&copy, Some(&key("seven green turtle"))).is_err());
        let proved = backup::prove(&copy, Some(&key("seven green turtles"))).unwrap();
        assert_eq!(proved.entries, entries);
    }
}

#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn a_locked_copy_takes_the_place_of_a_plain_journal_and_back() {
    let home = Home::new();
    drop(home.filled(3, Some(key("seven green turtles"))));
    let locked = home
        .copies(Some(key("seven green turtles")))
        .make(date("2026-11-20"))
        .unwrap();
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(home.path(&format!("journal.db{ending}")));
    }
    drop(home.filled(1, None));
    assert!(restore::ready(&locked, None, &home.journal()).is_err());
    let ready = restore::ready(&locked, Some(key("seven green turtles")), &home.journal()).unwrap();
    let present = restore::present(&home.journal(), None);
    assert!(matches!(present, Present::Whole(None)), "{present:?}");
    let kept = ready
        .take_its_place(
            &home.journal(),
            &present,
            &home.backups(),
            now(),
            date("2026-11-20"),
        )
        .unwrap();
    let Kept::Copy(plain) = kept else {
        panic!("{kept:?}");
    };
    assert!(Store::open(&home.journal(), &home.backups()).is_err());
    let open = Store::open_with(
        &home.journal(),
        &home.backups(),
        Some(key("seven green turtles")),
    );
    assert!(!open.unwrap().load().unwrap().is_empty());
    let words = key("seven green turtles");
    assert!(backup::prove(&plain, Some(&words)).is_ok(), "not in clear");
    // Nothing of the making is left beside it.
    assert!(home.unfinished().is_empty());
}

#[test]
fn a_journal_somebody_is_using_is_not_replaced() {
    let home = Home::new();
    drop(home.filled(2, None));
    let copy = home.copies(None).make(date("2026-11-20")).unwrap();
    let before = fs::read(home.journal()).unwrap();
    let mut held = Store::open(&home.journal(), &home.backups()).unwrap();
    held.load().unwrap();
    let done = home.leaflog(DAY, &["restore", copy.to_str().unwrap(), "--yes"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        said(&done).contains("another leaflog is using"),
        "{}",
        said(&done)
    );
    drop(held);
    assert_eq!(fs::read(home.journal()).unwrap(), before);
    let done = home.leaflog(DAY, &["restore", copy.to_str().unwrap(), "--yes"]);
    assert!(done.status.success(), "{}", said(&done));
}

/// A raw copy of the file has its last entries in the log beside it.
#[test]
fn a_copy_with_its_log_is_restored_with_it_and_left_as_it_is() {
    let home = Home::new();
    let store = home.filled(2, None);
    for name in ["journal.db", "journal.db-wal"] {
        fs::copy(home.path(name), home.path(&name.replace("journal", "raw"))).unwrap();
    }
    drop(store);
    let before = fs::read(home.path("raw.db-wal")).unwrap();
    assert!(!before.is_empty());
    let ready = restore::ready(&home.path("raw.db"), None, &home.journal()).unwrap();
    assert!(ready.entries > 0);
    assert_eq!(fs::read(home.path("raw.db-wal")).unwrap(), before);
    drop(ready);
    assert!(home.unfinished().is_empty());
}

#[test]
fn an_older_copy_is_brought_to_the_present_shape_and_a_newer_one_refused() {
    let home = Home::new();
    drop(home.filled(1, None));
    let old = home.path("old.db");
    let db = rusqlite::Connection::open(&old).unwrap();
    db.execute_batch(include_str!("../assets/migrations/0001_start.sql"))
        .unwrap();
    db.execute_batch("PRAGMA application_id = 0x6c656166; PRAGMA user_version = 1")
        .unwrap();
    drop(db);
    let before = fs::read(&old).unwrap();
    let done = home.leaflog(DAY, &["restore", "old.db", "--yes"]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(fs::read(&old).unwrap(), before, "the copy is only read");
    assert!(home.leaflog(DAY, &["list"]).status.success());
    let db = rusqlite::Connection::open(&old).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    let done = home.leaflog(DAY, &["restore", "old.db", "--yes"]);
    assert!(
        said(&done).contains("written by a newer leaflog"),
        "{}",
        said(&done)
    );
}

#[test]
fn a_tampered_shape_leaves_one_copy_however_often_it_is_tried() {
    let home = Home::new();
    drop(home.filled(1, None));
    home.copies(None).make(date("2026-11-19")).unwrap();
    let db = rusqlite::Connection::open(home.journal()).unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    drop(db);
    for _ in 0..6 {
        let done = home.leaflog(DAY, &["list"]);
        let says = said(&done);
        assert!(says.contains("its tables are not those"), "{says}");
        assert!(says.contains("leaflog restore "), "{says}");
        assert!(
            !says.contains("ALTER TABLE") && !says.contains("CREATE"),
            "{says}"
        );
    }
    let migrated = home
        .names()
        .iter()
        .filter(|name| name.contains("before-version"))
        .count();
    assert_eq!(migrated, 1, "{:?}", home.names());
}

#[test]
fn a_journal_behind_a_link_is_restored_behind_it() {
    let home = Home::new();
    drop(home.filled(1, None));
    let copy = home.copies(None).make(date("2026-11-20")).unwrap();
    fs::create_dir(home.path("elsewhere")).unwrap();
    fs::rename(home.journal(), home.path("elsewhere/real.db")).unwrap();
    symlink(home.path("elsewhere/real.db"), home.journal()).unwrap();
    let done = home.leaflog(DAY, &["restore", copy.to_str().unwrap(), "--yes"]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(home.journal().is_symlink());
    assert!(backup::prove(&home.path("elsewhere/real.db"), None).is_ok());
}

#[test]
fn a_folder_that_others_can_read_is_told_by_the_doctor() {
    let home = Home::new();
    home.leaflog(DAY, &["dose", "2g"]);
    fs::set_permissions(home.journal(), Permissions::from_mode(0o644)).unwrap();
    let done = home.leaflog(DAY, &["doctor", "--plain"]);
    assert_eq!(done.status.code(), Some(1));
    let says = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(says.contains("permissions: wrong,"), "{says}");
    assert!(says.contains("do: chmod 600 "), "{says}");
    fs::set_permissions(home.journal(), Permissions::from_mode(0o600)).unwrap();
    assert!(home.leaflog(DAY, &["doctor"]).status.success());
}

#[test]
fn the_doctor_sees_what_lies_around() {
    let home = Home::new();
    home.leaflog(DAY, &["dose", "2g"]);
    fs::write(
        home.path("journal.sync-conflict-20261120-101010-ABCDEF.db"),
        "",
    )
    .unwrap();
    fs::write(home.path("journal (conflicted copy 2026-11-20).db"), "").unwrap();
    fs::write(home.backups().join(".leaflog-x1"), "").unwrap();
    fs::write(home.backups().join("journal.db.2026-11-01.db"), "torn").unwrap();
    let torn = home.backups().join("journal.db.2026-11-01.db");
    fs::set_permissions(torn, Permissions::from_mode(0o600)).unwrap();
    let done = home.leaflog("2026-11-10T10:00:00+01:00", &["doctor", "--json"]);
    let lines: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let about = |what: &str| {
        let all = lines.as_array().unwrap().iter();
        all.filter(|line| line["about"] == what && line["state"] != "ok")
            .count()
    };
    assert_eq!(about("conflict"), 2, "{lines:#}");
    assert_eq!(about("leftovers"), 1, "{lines:#}");
    assert_eq!(about("backups"), 1, "{lines:#}");
    assert_eq!(about("clock"), 2, "{lines:#}");
    assert!(done.status.success(), "nothing of it is wrong");
}

/// A log that lies beside the target belongs to another file: read with the new
/// one it would damage it.
#[test]
fn a_backup_over_an_old_file_opens_at_its_place() {
    let home = Home::new();
    drop(home.filled(3, None));
    let file = home.path("mine.db");
    let other = rusqlite::Connection::open(&file).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE a (b); INSERT INTO a VALUES (1)")
        .unwrap();
    for ending in ["-wal", "-shm"] {
        let from = files::beside(&file, ending);
        fs::copy(from, home.path(&format!("kept{ending}"))).unwrap();
    }
    drop(other);
    for ending in ["-wal", "-shm"] {
        let to = files::beside(&file, ending);
        fs::copy(home.path(&format!("kept{ending}")), to).unwrap();
    }
    let proved = home.copies(None).write_to(&file).unwrap();
    let db = rusqlite::Connection::open(&file).unwrap();
    let entries: i64 = db
        .query_row("SELECT count(*) FROM entry WHERE deleted = 0", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(usize::try_from(entries).unwrap(), proved.entries);
    assert!(!files::beside(&file, "-wal").exists());
}

/// A table among the copies would be taken for one, and one beside the journal for
/// its log.
#[test]
fn nothing_is_written_over_the_files_of_a_journal_nor_where_they_will_be() {
    let home = Home::new();
    home.leaflog(DAY, &["note", "of today"]);
    let own = [
        "journal.db",
        "journal.db-wal",
        "journal.db-journal",
        "backups/journal.db.2026-11-20.db",
        "backups/journal.db.2026-11-19.db",
        "journal.db.damaged-2026-11-20",
        "there.db-wal",
        "linked",
    ];
    fs::rename(home.journal(), home.path("there.db")).unwrap();
    symlink("there.db", home.journal()).unwrap();
    symlink("backups/journal.db.2026-11-20.db", home.path("linked")).unwrap();
    let ways = [
        &["backup", "FILE", "--force"][..],
        &["export", "csv", "--out", "FILE", "--force"],
        &["export", "report", "--out", "FILE", "--force"],
        &["emergency", "--out", "FILE", "--force"],
        &["demo", "--days", "1", "--save", "FILE"],
    ];
    for name in own {
        let before = fs::read(home.path(name)).ok();
        for way in ways {
            let words: Vec<&str> = way
                .iter()
                .map(|word| if *word == "FILE" { name } else { word })
                .collect();
            let done = home.leaflog(DAY, &words);
            assert_eq!(done.status.code(), Some(1), "{words:?}: {}", said(&done));
            let says = said(&done);
            let refused = [
                "keeps for the journal's own",
                "is the journal itself",
                "is there already",
            ];
            assert!(
                refused.iter().any(|it| says.contains(it)),
                "{words:?}: {says}"
            );
            assert_eq!(fs::read(home.path(name)).ok(), before, "{words:?}");
        }
    }
    let done = home.leaflog(DAY, &["backup", "backups/mine.db"]);
    assert!(done.status.success(), "{}", said(&done));
}

/// Locking renews the times of the files; the names tell which is newer.
#[test]
fn the_newest_copy_is_the_one_of_the_last_date() {
    let home = Home::new();
    drop(home.filled(1, None));
    let newest = home.copies(None).make(date("2026-11-20")).unwrap();
    let older = home.copies(None).make(date("2026-11-18")).unwrap();
    let oldest = home
        .backups()
        .join("journal.db.after-purge.20261101T101010000Z.db");
    fs::copy(&older, &oldest).unwrap();
    let all = backup::all(&home.journal(), &home.backups());
    let paths: Vec<PathBuf> = all.into_iter().map(|copy| copy.path).collect();
    assert_eq!(paths, [newest.clone(), older, oldest]);
    assert_eq!(
        backup::newest_that_opens(&home.journal(), &home.backups()),
        Some(newest)
    );
}

#[test]
fn a_link_and_another_name_among_the_copies_are_not_emptied_by_a_purge() {
    let home = Home::new();
    home.leaflog(DAY, &["note", "of long ago", "--at", "2026-10-21 08:00"]);
    home.leaflog(DAY, &["note", "of today"]);
    let copy = home.backups().join("journal.db.2026-11-20.db");
    let elsewhere = home.path("elsewhere.db");
    fs::hard_link(&copy, &elsewhere).unwrap();
    let whole = fs::read(&elsewhere).unwrap();
    symlink("../journal.db", home.backups().join("journal.db.now.db")).unwrap();
    symlink(
        "../journal.db",
        home.backups().join("journal.db.2026-11-19.db"),
    )
    .unwrap();
    fs::hard_link(
        home.journal(),
        home.backups().join("journal.db.2026-11-18.db"),
    )
    .unwrap();
    let mine = home.backups().join("journal.db.old.2026-11-20.db");
    fs::copy(&copy, &mine).unwrap();
    let done = home.leaflog(DAY, &["purge", "--before", "2026-11-01", "--yes"]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(fs::metadata(&elsewhere).unwrap().nlink(), 1);
    assert_eq!(fs::read(&elsewhere).unwrap(), whole);
    assert_eq!(fs::read(&mine).unwrap(), whole, "a person's own file");
    let list = home.leaflog(DAY, &["list"]);
    assert!(list.status.success(), "{}", said(&list));
    assert!(String::from_utf8_lossy(&list.stdout).contains("of today"));
}

#[test]
fn everything_that_was_left_goes_with_a_purge() {
    let home = Home::new();
    home.leaflog(DAY, &["note", "of today"]);
    let aside = home.path("journal.db.damaged-2026-11-20");
    fs::copy(home.journal(), &aside).unwrap();
    let left = home.path(".leaflog-x7Kq2a");
    fs::copy(home.journal(), &left).unwrap();
    let done = home.leaflog(DAY, &["purge", "--all", "--yes"]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(!aside.exists() && !left.exists());
    // The copy of the day is one of what is left.
    assert_eq!(home.names(), ["journal.db.2026-11-20.db"]);
    let copy = home.backups().join("journal.db.2026-11-20.db");
    assert_eq!(backup::prove(&copy, None).unwrap().entries, 0);
}

/// A journal whose passphrase nobody gave may be whole: it is neither called
/// damaged nor replaced.
#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn a_locked_journal_is_not_taken_for_a_damaged_one() {
    let home = Home::new();
    drop(home.filled(1, None));
    let copy = home.copies(None).make(date("2026-11-20")).unwrap();
    let plain = home.path("plain.db");
    fs::copy(&copy, &plain).unwrap();
    leaflog::store::lock::rekey(
        &home.journal(),
        &home.backups(),
        None,
        Some(&key("seven green turtles")),
    )
    .unwrap();
    let before = fs::read(home.journal()).unwrap();
    let wrong = home.path("wrong.txt");
    fs::write(&wrong, "another\n").unwrap();
    fs::set_permissions(&wrong, Permissions::from_mode(0o600)).unwrap();
    let wrong = ["--passphrase-file", "wrong.txt"];
    for given in [&[][..], &wrong[..]] {
        let words = [&["restore", "plain.db", "--yes"], given].concat();
        let done = home.leaflog(DAY, &words);
        assert_eq!(done.status.code(), Some(1), "{}", said(&done));
        assert_eq!(fs::read(home.journal()).unwrap(), before);
        let done = home.leaflog(DAY, &[&["doctor", "--json"], given].concat());
        let lines: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        let content = lines.as_array().unwrap().iter();
        let content: Vec<_> = content.filter(|line| line["about"] == "content").collect();
        assert_eq!(content[0]["state"], "look", "{lines:#}");
        assert!(!lines.to_string().contains("leaflog restore"), "{lines:#}");
    }
}
