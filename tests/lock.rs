//! Locking: whatever happens on the way, one whole journal stands at its place,
//! and once it is locked its words are in no file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Instant;

use anyhow::bail;
use chrono::{DateTime, NaiveTime, Utc};
use leaflog::domain::edit::Edit;
use leaflog::domain::field::Values;
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::store::backup;
use leaflog::store::files::is_locked;
use leaflog::store::lock::{Rekeyed, Step, rekey, rekey_by_steps};
use leaflog::store::{Draft, Passphrase, Purge, Store, is_replaced};
use leaflog::trouble::Trouble;
use rusqlite::Connection;
use tempfile::TempDir;
use zeroize::Zeroizing;

/// A word that stands nowhere else on the machine.
const CANARY: &str = "zaunkoenig-kolibri-4471";

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00")
        .unwrap()
        .to_utc()
}

fn key(words: &str) -> Passphrase {
    Passphrase::read(Zeroizing::new(words.to_owned())).unwrap()
}

/// What is in a journal.
#[derive(Debug, PartialEq)]
struct Whole {
    entries: Vec<Entry>,
    tombstones: usize,
    drafts: Vec<Draft>,
}

impl Whole {
    fn of(store: &mut Store) -> Whole {
        Whole {
            entries: store.load().unwrap().entries().to_vec(),
            tombstones: store.tombstones().unwrap().len(),
            drafts: store.drafts().unwrap(),
        }
    }
}

struct Home(TempDir);

/// A journal with thirty-six entries, a draft and something deleted, made once.
static BEGUN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let home = Home(tempfile::tempdir().unwrap());
    let mut store = home.open(None);
    let said: Vec<Entry> = (0..40)
        .map(|n| note(&store, &format!("{CANARY} {n}")))
        .collect();
    let add: Vec<Edit> = said.iter().cloned().map(Edit::Add).collect();
    let delete: Vec<Edit> = said.into_iter().take(4).map(Edit::Delete).collect();
    store.apply(&add, now()).unwrap();
    store.apply(&delete, now()).unwrap();
    store.save_draft(&draft()).unwrap();
    drop(store);
    fs::read(home.path()).unwrap()
});

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::write(home.path(), &*BEGUN).unwrap();
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o600)).unwrap();
        home
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("journal.db")
    }

    fn backups(&self) -> PathBuf {
        self.0.path().join("backups")
    }

    fn try_open(&self, key: Option<&Passphrase>) -> anyhow::Result<Store> {
        Store::open_with(&self.path(), &self.backups(), key.cloned())
    }

    fn open(&self, key: Option<&Passphrase>) -> Store {
        self.try_open(key).unwrap()
    }

    fn journal(&self, key: Option<&Passphrase>) -> Whole {
        Whole::of(&mut self.open(key))
    }

    fn rekey(&self, from: Option<&Passphrase>, to: Option<&Passphrase>) -> anyhow::Result<Rekeyed> {
        rekey(&self.path(), &self.backups(), from, to)
    }

    /// A copy as leaflog makes one before the shape of a journal changes.
    fn copy(&self, name: &str, key: Option<&Passphrase>) -> PathBuf {
        fs::create_dir_all(self.backups()).unwrap();
        let to = self.backups().join(name);
        let db = Connection::open(self.path()).unwrap();
        if let Some(key) = key {
            db.execute_batch(&format!("PRAGMA key = {}", key.quoted().as_str()))
                .unwrap();
        }
        db.execute("VACUUM INTO ?1", [to.to_str().unwrap()])
            .unwrap();
        to
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }

    /// The files in which the word stands to be read.
    fn tell_tales(&self) -> Vec<PathBuf> {
        let word = CANARY.as_bytes();
        let mut files = self.files();
        files.retain(|file| {
            let bytes = fs::read(file).unwrap();
            bytes.windows(word.len()).any(|part| part == word)
        });
        files
    }
}

fn draft() -> Draft {
    Draft {
        kind: Kind::Note,
        editing: None,
        begun: now().fixed_offset(),
        answers: [("note", format!("{CANARY} half"))].into_iter().collect(),
    }
}

fn note(store: &Store, text: &str) -> Entry {
    let zone = Zone::Named(Tz::named("Europe/Berlin").unwrap());
    let when = When::new(now(), zone, NaiveTime::MIN);
    let values: Values = [("note", text.to_owned())].into_iter().collect();
    Entry::parse(store.new_id(now()).unwrap(), Kind::Note, &values, &when).unwrap()
}

#[test]
fn a_journal_goes_under_a_key_to_another_and_back() {
    let home = Home::new();
    let before = home.journal(None);
    let (one, other) = (key("four words of mine"), key("four others"));

    home.rekey(None, Some(&one)).unwrap();
    assert!(is_locked(&home.path()));
    assert_eq!(home.journal(Some(&one)), before);
    assert_eq!((before.drafts.len(), before.tombstones), (1, 4));
    assert_eq!(home.tell_tales(), [] as [PathBuf; 0]);
    for wrong in [None, Some(&other)] {
        home.try_open(wrong).unwrap_err();
    }

    home.rekey(Some(&one), Some(&other)).unwrap();
    assert_eq!(home.journal(Some(&other)), before);
    home.try_open(Some(&one)).unwrap_err();

    home.rekey(Some(&other), None).unwrap();
    assert!(!is_locked(&home.path()));
    assert_eq!(home.journal(None), before);
    assert_eq!(home.files(), [home.path()]);
    let mode = fs::metadata(home.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_locked_journal_is_written_and_undone_as_any() {
    let home = Home::new();
    let words = key("four words of mine");
    home.rekey(None, Some(&words)).unwrap();
    let mut store = home.open(Some(&words));
    let added = note(&store, "after");
    store.apply(&[Edit::Add(added)], now()).unwrap();
    let whole = store.load().unwrap();
    store.go(leaflog::store::Way::Undo, now()).unwrap().unwrap();
    store.go(leaflog::store::Way::Redo, now()).unwrap().unwrap();
    assert_eq!(store.load().unwrap().entries().len(), whole.entries().len());
}

#[test]
fn any_words_can_be_a_passphrase() {
    let long = "wren ".repeat(2000);
    let odd = [
        "it's \"dark\"; DROP TABLE entry; --",
        "сад 🌿 ﷽ e\u{301}",
        " begins and ends with a space ",
        "x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'",
        "'",
        "x",
        "%s ?1 :a \\0 \\",
        &long,
    ];
    for words in odd {
        let home = Home::new();
        let before = home.journal(None);
        let words = key(words);
        home.rekey(None, Some(&words)).unwrap();
        assert_eq!(home.journal(Some(&words)), before);
        assert_eq!(home.tell_tales(), [] as [PathBuf; 0]);
        home.rekey(Some(&words), None).unwrap();
        assert_eq!(home.journal(None), before);
    }
    for refused in ["", "a\0b"] {
        Passphrase::read(Zeroizing::new(refused.to_owned())).unwrap_err();
    }
}

#[test]
fn its_copies_go_with_it() {
    let home = Home::new();
    let words = key("four words of mine");
    let plain = home.copy("journal.db.before-version-4.20261120T201400123Z.db", None);
    let damaged = home.backups().join("journal.db.2026-11-19.db");
    fs::write(&damaged, "no database at all".repeat(400)).unwrap();
    let others = home.backups().join("other.db.20261119.db");
    fs::copy(&plain, &others).unwrap();
    let half = home.backups().join(".leaflog-half");
    fs::write(&half, CANARY).unwrap();

    let done = home.rekey(None, Some(&words)).unwrap();
    assert_eq!(done.copies, 1);
    assert_eq!(done.left.len(), 1);
    assert_eq!(done.left[0].path, damaged);
    assert_eq!(home.tell_tales(), [others], "only another journal's copy");
    assert!(is_locked(&plain));

    home.rekey(Some(&words), None).unwrap();
    assert!(!is_locked(&plain));
    let rows: i64 = Connection::open(&plain)
        .unwrap()
        .query_row("SELECT count(*) FROM entry WHERE deleted = 0", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(rows, 36);
}

/// What cannot be locked is named; the rest is, and nothing is half done.
#[test]
fn a_copy_that_cannot_be_locked_is_left_and_named() {
    let home = Home::new();
    let words = key("four words of mine");
    let names = ["journal.db.2026-11-17.db", "journal.db.2026-11-18.db"];
    let [first, second] = names.map(|name| home.copy(name, None));
    let linked = home.copy("journal.db.2026-11-19.db", None);
    fs::hard_link(&linked, home.0.path().join("elsewhere.db")).unwrap();
    let mine = home.copy("journal.db.old.2026-11-20.db", None);
    let whole = fs::read(&mine).unwrap();
    let done = home.rekey(None, Some(&words)).unwrap();
    assert_eq!(done.copies, 2);
    assert_eq!(done.left.len(), 1);
    assert_eq!(done.left[0].path, linked);
    assert!(done.left[0].why.contains("another name"), "{done:?}");
    assert!(
        [first, second, home.path()]
            .iter()
            .all(|path| is_locked(path))
    );
    assert!(!is_locked(&linked));
    assert_eq!(fs::read(&mine).unwrap(), whole, "a person's own file");
}

/// A whole journal that was set aside goes too; a passing file of a process that
/// is gone as well.
#[test]
fn what_a_restore_set_aside_is_locked_too() {
    let home = Home::new();
    let aside = home.0.path().join("journal.db.damaged-2026-11-20");
    fs::write(&aside, &*BEGUN).unwrap();
    // No process has the last number there can be.
    let left = home.0.path().join(format!(".leaflog-{}-x7Kq2a", i32::MAX));
    fs::write(&left, CANARY).unwrap();
    drop(home.open(None));
    assert!(!left.exists(), "opening tidies");
    fs::write(home.0.path().join(".leaflog-half"), CANARY).unwrap();
    home.rekey(None, Some(&key("four words"))).unwrap();
    assert!(is_locked(&aside));
    assert_eq!(home.tell_tales(), [] as [PathBuf; 0]);
}

#[test]
fn a_copy_of_an_older_shape_keeps_its_shape() {
    let home = Home::new();
    let copy = home.copy("journal.db.before-version-4.20261120T201400123Z.db", None);
    let db = Connection::open(&copy).unwrap();
    db.pragma_update(None, "user_version", 2).unwrap();
    drop(db);
    let words = key("four words of mine");
    home.rekey(None, Some(&words)).unwrap();
    home.rekey(Some(&words), None).unwrap();
    let db = Connection::open(&copy).unwrap();
    let version: i64 = db
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 2);
}

#[test]
fn a_journal_in_use_is_left_alone() {
    let home = Home::new();
    let mut store = home.open(None);
    let refused = home.rekey(None, Some(&key("four words"))).unwrap_err();
    assert!(
        refused.to_string().contains("another leaflog is using"),
        "{refused}"
    );
    let added = note(&store, "still writing");
    store.apply(&[Edit::Add(added)], now()).unwrap();
    drop(store);
    assert_eq!(home.journal(None).entries.len(), 37);
    home.rekey(None, Some(&key("four words"))).unwrap();
}

#[test]
fn a_wrong_key_changes_nothing() {
    let home = Home::new();
    let words = key("four words of mine");
    home.rekey(None, Some(&words)).unwrap();
    let before = fs::read(home.path()).unwrap();
    for wrong in [None, Some(&key("four words of mind"))] {
        home.rekey(wrong, None).unwrap_err();
    }
    assert_eq!(fs::read(home.path()).unwrap(), before);
    assert_eq!(home.files(), [home.path()]);
}

#[test]
fn whoever_waits_for_the_lock_is_told_that_the_journal_was_replaced() {
    let home = Home::new();
    let words = key("four words of mine");
    let (path, backups) = (home.path(), home.backups());
    let mut waiting = None;
    rekey_by_steps(&path, &backups, None, Some(&words), &mut |step| {
        if step == Step::Made {
            let (path, backups) = (path.clone(), backups.clone());
            waiting = Some(thread::spawn(move || {
                Store::open(&path, &backups).map(|_| ())
            }));
        }
        Ok(())
    })
    .unwrap();
    // It waits, or comes only after: either way it is not given a journal.
    waiting.unwrap().join().unwrap().unwrap_err();
    assert_eq!(home.journal(Some(&words)).entries.len(), 36);
}

#[test]
fn nothing_is_written_into_a_journal_that_was_replaced() {
    let home = Home::new();
    let mut store = home.open(None);
    let added = note(&store, "lost if it were written");
    let other = home.0.path().join("other.db");
    fs::copy(home.path(), &other).unwrap();
    fs::rename(&other, home.path()).unwrap();
    let refused = store.apply(&[Edit::Add(added.clone())], now()).unwrap_err();
    assert!(is_replaced(&refused), "{refused}");
    assert!(is_replaced(&store.save_draft(&draft()).unwrap_err()));
    assert!(is_replaced(&store.remove_draft("note").unwrap_err()));
    assert!(is_replaced(&store.changed_elsewhere().unwrap_err()));
    fs::remove_file(home.path()).unwrap();
    assert!(is_replaced(
        &store.apply(&[Edit::Add(added)], now()).unwrap_err()
    ));
}

/// `cp other.db journal.db` under an open window: the file is the same one, with
/// another journal in it.
#[test]
fn nothing_is_written_into_a_journal_that_was_written_over_in_its_place() {
    for logged in [true, false] {
        let home = Home::new();
        let mut store = home.open(None);
        if logged {
            let first = note(&store, "in the log");
            store.apply(&[Edit::Add(first)], now()).unwrap();
        }
        store.load().unwrap();
        let added = note(&store, "would damage it");
        let other = another(&home);
        let bytes = fs::read(&other).unwrap();
        // A process that closes the file lets go of its locks on it.
        let copied = Command::new("cp").arg(&other).arg(home.path()).status();
        assert!(copied.unwrap().success());
        let refused = store.apply(&[Edit::Add(added)], now()).unwrap_err();
        let says = refused.to_string();
        assert!(says.contains("written over"), "logged {logged}: {says}");
        store.save_draft(&draft()).unwrap_err();
        store.new_id(now()).unwrap_err();
        store.changed_elsewhere().unwrap_err();
        drop(store);
        assert!(fs::read(home.path()).unwrap() == bytes, "logged {logged}");
        if logged {
            // Nor does the next one carry the log of before into it.
            let says = Store::open(&home.path(), &home.backups()).err().unwrap();
            assert!(says.to_string().contains("-wal"), "{says}");
            assert!(fs::read(home.path()).unwrap() == bytes);
            fs::remove_file(home.0.path().join("journal.db-wal")).unwrap();
        }
        assert_eq!(home.journal(None).entries.len(), 300);
    }
}

/// Another journal, larger than the first.
fn another(home: &Home) -> PathBuf {
    let path = home.0.path().join("other.db");
    let mut store = Store::open(&path, &home.backups()).unwrap();
    let said: Vec<Edit> = (0..300)
        .map(|n| Edit::Add(note(&store, &format!("of another {n}"))))
        .collect();
    store.apply(&said, now()).unwrap();
    path
}

/// What another leaflog moves from the log into the file is no harm.
#[test]
fn a_journal_that_another_leaflog_writes_to_is_still_the_same() {
    for words in [None, Some(key("four words"))] {
        let home = Home::new();
        if words.is_some() {
            home.rekey(None, words.as_ref()).unwrap();
        }
        let (mut one, mut two) = (home.open(words.as_ref()), home.open(words.as_ref()));
        for n in 0..4 {
            let added = note(&two, &format!("by the other {n}"));
            two.apply(&[Edit::Add(added.clone())], now()).unwrap();
            if n % 2 == 0 {
                one.load().unwrap();
            }
            // Empties the log into the file.
            two.apply(&[Edit::Delete(added)], now()).unwrap();
            two.wipe_free_space().unwrap();
            let mine = note(&one, &format!("by the one {n}"));
            one.apply(&[Edit::Add(mine)], now()).unwrap();
            one.save_draft(&draft()).unwrap();
        }
        assert_eq!(two.load().unwrap().entries().len(), 40);
    }
}

#[test]
fn a_second_name_of_the_journal_is_not_emptied() {
    let home = Home::new();
    let second = home.0.path().join("kept by hand.db");
    fs::hard_link(home.path(), &second).unwrap();
    let before = fs::read(&second).unwrap();
    let refused = home.rekey(None, Some(&key("four words"))).unwrap_err();
    assert!(refused.to_string().contains("another name"), "{refused}");
    assert_eq!(fs::read(&second).unwrap(), before);
}

#[test]
fn a_link_to_the_journal_stays_a_link() {
    let home = Home::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("journal.db");
    symlink(home.path(), &link).unwrap();
    let words = key("four words");
    rekey(&link, &home.backups(), None, Some(&words)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(home.tell_tales(), [] as [PathBuf; 0]);
    assert_eq!(home.journal(Some(&words)).entries.len(), 36);
}

/// It was opened by its own path for a while, and by the link for another: both
/// have copies of it, each by the name it has there.
#[test]
fn the_copies_on_both_sides_of_a_link_go_with_the_journal() {
    let home = Home::new();
    let link = home.0.path().join("link/diary.db");
    let (here, there) = (home.0.path().join("link/backups"), home.backups());
    fs::create_dir_all(&here).unwrap();
    symlink("../journal.db", &link).unwrap();
    let mine = home.copy("journal.db.2026-11-18.db", None);
    let by_link = here.join("diary.db.2026-11-19.db");
    fs::copy(&mine, &by_link).unwrap();
    // Another journal of the name that the link has.
    let others = there.join("diary.db.2026-11-18.db");
    fs::copy(&mine, &others).unwrap();
    let left = home.0.path().join(format!(".leaflog-{}-x7Kq2a", i32::MAX));
    fs::write(&left, CANARY).unwrap();

    let words = key("four words");
    let done = rekey(&link, &here, None, Some(&words)).unwrap();
    assert_eq!((done.copies, done.left), (2, Vec::new()));
    assert!(is_locked(&mine) && is_locked(&by_link));
    assert_eq!(home.tell_tales(), [others], "only another journal's copy");
    let all = backup::all(&link, &here);
    assert_eq!(all.len(), 2, "{all:?}");

    let mut store = Store::open_with(&link, &here, Some(words)).unwrap();
    let when = When::new(now(), Zone::System, NaiveTime::MIN).moment();
    store.purge(Purge::All, &here, when).unwrap();
    assert!(!mine.exists() && !by_link.exists());
}

/// A link to the folder is another way to the same files, which are one each.
#[test]
fn a_folder_behind_a_link_has_each_file_once() {
    let home = Home::new();
    home.copy("journal.db.2026-11-18.db", None);
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path().join("notes");
    symlink(home.0.path(), &folder).unwrap();
    let link = home.0.path().join("again.db");
    symlink(folder.join("journal.db"), &link).unwrap();
    let all = backup::all(&link, &home.backups());
    assert_eq!(all.len(), 1, "{all:?}");
    let done = rekey(
        &folder.join("journal.db"),
        &folder.join("backups"),
        None,
        Some(&key("four")),
    );
    assert_eq!(done.unwrap().copies, 1);
}

#[test]
fn an_error_at_any_step_leaves_one_whole_journal() {
    let words = key("four words of mine");
    for stop in 0.. {
        let home = Home::new();
        let copy = home.copy("journal.db.2026-11-18.db", None);
        let before = home.journal(None);
        let mut done = 0;
        let result = rekey_by_steps(
            &home.path(),
            &home.backups(),
            None,
            Some(&words),
            &mut |_| {
                done += 1;
                if done > stop {
                    bail!("stopped")
                }
                Ok(())
            },
        );
        home.holds(&before, [None, Some(&words)]);
        let locked = is_locked(&copy);
        let key = locked.then_some(&words);
        assert_eq!(backup::prove(&copy, key).unwrap().entries, 36);
        if let Err(error) = &result
            && let Some(trouble) = error.downcast_ref::<Trouble>()
        {
            assert!(
                !locked || !trouble.hint.contains("nothing was changed"),
                "{trouble:?}"
            );
            assert!(
                is_locked(&home.path()) || !locked || trouble.hint.contains("2026-11-18"),
                "{trouble:?}"
            );
        }
        if result.is_ok() {
            assert!(stop >= 17, "{stop} steps");
            return;
        }
    }
}

impl Home {
    /// One whole journal under one of two keys, with nothing left beside it;
    /// which one it is.
    fn holds(&self, before: &Whole, keys: [Option<&Passphrase>; 2]) -> usize {
        let opened: Vec<(usize, Whole)> = keys
            .iter()
            .enumerate()
            .filter_map(|(which, key)| Some((which, self.try_open(*key).ok()?)))
            .map(|(which, mut store)| (which, Whole::of(&mut store)))
            .collect();
        assert_eq!(opened.len(), 1, "one key opens it");
        let (which, whole) = &opened[0];
        assert_eq!(whole, before);
        let beside = self.files().into_iter().filter(|file| {
            let in_backups = file.parent() != Some(self.0.path());
            let name = file.file_name().unwrap().to_string_lossy();
            *file != self.path() && (!in_backups || name.starts_with('.'))
        });
        assert_eq!(beside.collect::<Vec<_>>(), [] as [PathBuf; 0]);
        if keys[*which].is_some() {
            assert_eq!(self.tell_tales(), [] as [PathBuf; 0]);
        }
        *which
    }
}

/// What a child of the next test does: it is killed at a step, or gets through.
#[test]
fn in_a_child_that_is_killed() {
    let Ok(job) = env::var("LEAFLOG_TEST_KILL") else {
        return;
    };
    let parts: Vec<&str> = job.split('|').collect();
    let stop: usize = parts[1].parse().unwrap();
    let keys: Vec<Option<Passphrase>> = parts[2..4]
        .iter()
        .map(|words| (!words.is_empty()).then(|| key(words)))
        .collect();
    let mut done = 0;
    let folder = Path::new(parts[0]);
    let (path, backups) = (folder.join("journal.db"), folder.join("backups"));
    let (from, to) = (keys[0].as_ref(), keys[1].as_ref());
    rekey_by_steps(&path, &backups, from, to, &mut |_| {
        done += 1;
        if done > stop {
            std::process::abort();
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn killed_while_it_locks_one_whole_journal_stands_there() {
    killed_at_every_step("", "four words");
}

#[test]
fn killed_while_its_key_changes_one_whole_journal_stands_there() {
    killed_at_every_step("four words", "five");
}

#[test]
fn killed_while_it_unlocks_one_whole_journal_stands_there() {
    killed_at_every_step("four words", "");
}

fn killed_at_every_step(from: &str, to: &str) {
    let keys = [from, to].map(|words| (!words.is_empty()).then(|| key(words)));
    let [old, new] = [keys[0].as_ref(), keys[1].as_ref()];
    let begun = Home::new();
    if old.is_some() {
        begun.rekey(None, old).unwrap();
    }
    let before = begun.journal(old);
    let copied = begun.copy("journal.db.2026-11-18.db", old);
    let mut saw = [0; 2];
    for stop in 0.. {
        let home = Home::new();
        fs::create_dir(home.backups()).unwrap();
        fs::copy(begun.path(), home.path()).unwrap();
        fs::copy(&copied, home.backups().join("journal.db.2026-11-18.db")).unwrap();
        let folder = home.0.path().display();
        let done = Command::new(env::current_exe().unwrap())
            .args(["--exact", "in_a_child_that_is_killed"])
            .env("LEAFLOG_TEST_KILL", format!("{folder}|{stop}|{from}|{to}"))
            .output()
            .unwrap();
        let which = home.holds(&before, [old, new]);
        saw[which] += 1;
        if which == 0 && stop % 6 == 4 {
            // Done again it goes through, whatever was left by the first.
            assert_eq!(home.rekey(old, new).unwrap().left, []);
            assert_eq!(home.holds(&before, [old, new]), 1);
        }
        if done.status.success() {
            assert_eq!(saw, [13, 5], "before and after the rename");
            return;
        }
    }
}

#[test]
fn an_empty_journal_can_be_locked() {
    let home = Home(tempfile::tempdir().unwrap());
    drop(home.open(None));
    let words = key("four words");
    home.rekey(None, Some(&words)).unwrap();
    assert_eq!(home.journal(Some(&words)).entries, []);
}

/// `leaflog lock` in a home of its own, with temporary files there too.
fn leaflog_lock(home: &Home, before: &str) -> Command {
    let words = home.0.path().join("words.txt");
    fs::write(&words, "four words of mine\n").unwrap();
    let mut command = Command::new("sh");
    let line = format!("{before} exec \"$0\" \"$@\"");
    command
        .args(["-c", &line, env!("CARGO_BIN_EXE_leaflog"), "--journal"])
        .arg(home.path())
        .args(["lock", "--yes", "--passphrase-file"])
        .arg(&words)
        .env_clear()
        .env("HOME", home.0.path())
        .env("TMPDIR", home.0.path())
        .env("XDG_STATE_HOME", home.0.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// What only the test itself put beside the journal goes.
fn clear_up(home: &Home) {
    fs::remove_file(home.0.path().join("words.txt")).unwrap();
}

#[test]
fn a_disk_that_is_full_changes_nothing() {
    let words = key("four words of mine");
    let home = Home::new();
    home.copy("journal.db.2026-11-18.db", None);
    let before = home.journal(None);
    // Blocks of 512 bytes; the journal has more.
    let run = leaflog_lock(&home, "trap '' XFSZ; ulimit -f 100;")
        .output()
        .unwrap();
    let says = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(1), "{says}");
    assert!(says.contains("nothing was changed"), "{says}");
    clear_up(&home);
    assert_eq!(home.holds(&before, [None, Some(&words)]), 0);
}

#[test]
fn a_folder_that_cannot_be_written_changes_nothing() {
    let home = Home::new();
    let mode = |mode| fs::set_permissions(home.0.path(), fs::Permissions::from_mode(mode));
    mode(0o500).unwrap();
    let is_closed = fs::write(home.0.path().join("try"), "").is_err();
    let refused = home.rekey(None, Some(&key("four words")));
    mode(0o700).unwrap();
    // Nothing is closed to root.
    if is_closed {
        refused.unwrap_err();
        assert!(!is_locked(&home.path()));
    }
}

#[test]
fn killed_at_any_instant_one_whole_journal_stands_there() {
    let words = key("four words of mine");
    let times = env::var("LEAFLOG_KILLS").map_or(12, |times| times.parse().unwrap());
    let (mut before_rename, mut after) = (0, 0);
    let whole = Home::new();
    let begun = Instant::now();
    assert!(leaflog_lock(&whole, "").status().unwrap().success());
    let lasts = begun.elapsed();
    for _ in 0..times {
        let home = Home::new();
        home.copy("journal.db.2026-11-18.db", None);
        let before = home.journal(None);
        let mut child = leaflog_lock(&home, "").spawn().unwrap();
        thread::sleep(lasts.mul_f64(fastrand::f64() * 1.4));
        let _ = child.kill();
        child.wait().unwrap();
        clear_up(&home);
        match home.holds(&before, [None, Some(&words)]) {
            0 => before_rename += 1,
            _ => after += 1,
        }
    }
    println!("killed {times} times: {before_rename} stayed plain, {after} were locked");
}
