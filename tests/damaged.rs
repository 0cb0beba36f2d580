//! A journal that is damaged, or no journal at all: said clearly, with what to
//! do, never a panic, and nothing is written into it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::fs::{self, File, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{FileExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const LEAFLOG: &str = env!("CARGO_BIN_EXE_leaflog");
const NOW: &str = "2026-11-20T21:14:00+01:00";

/// What a person may do first.
const TRIED: [&[&str]; 5] = [
    &["list"],
    &["dose", "2g"],
    &["today", "--plain"],
    &["doctor"],
    &["export", "json"],
];

/// A home with a journal of some weeks, whole, and one copy of it.
struct Home {
    folder: tempfile::TempDir,
    whole: Vec<u8>,
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        let mut home = Home {
            folder,
            whole: Vec::new(),
        };
        let journal = home.journal();
        let made = home.run(&["demo", "--days", "20", "--save", journal.to_str().unwrap()]);
        assert!(made.status.success());
        assert!(home.run(&["note", "the last one"]).status.success());
        assert!(home.copy().exists());
        home.whole = fs::read(home.journal()).unwrap();
        home
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.db")
    }

    fn beside(&self, ending: &str) -> PathBuf {
        self.folder.path().join(format!("journal.db{ending}"))
    }

    fn copy(&self) -> PathBuf {
        self.folder.path().join("backups/journal.db.2026-11-20.db")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(LEAFLOG);
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("LEAFLOG_JOURNAL", self.journal())
            .env("LEAFLOG_NOW", NOW)
            .env("TZ", "Europe/Berlin")
            .args(words)
            .stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Puts something else at the journal's place.
    fn put(&self, bytes: &[u8]) {
        self.clear();
        fs::write(self.journal(), bytes).unwrap();
        fs::set_permissions(self.journal(), Permissions::from_mode(0o600)).unwrap();
    }

    fn clear(&self) {
        for ending in ["", "-wal", "-shm"] {
            let path = self.beside(ending);
            if path.is_dir() && !path.is_symlink() {
                fs::remove_dir(&path).unwrap();
            } else {
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// Tries everything; what could not be done is said, and changes nothing.
    /// Gives how often it was refused.
    fn tried(&self, what: &str) -> usize {
        let mut refused = 0;
        for words in TRIED {
            let before = bytes(&self.journal());
            let done = self.run(words);
            let says = outcome(what, words, &done);
            if done.status.success() {
                continue;
            }
            refused += 1;
            assert_eq!(done.status.code(), Some(1), "{what} {words:?}: {says}");
            assert!(says.contains("error: "), "{what} {words:?}: {says}");
            assert!(says.contains("hint: "), "{what} {words:?}: {says}");
            if !words.contains(&"dose") || !says.contains("was saved") {
                assert!(
                    bytes(&self.journal()) == before,
                    "{what} {words:?}: written to"
                );
            }
        }
        refused
    }

    /// As [`Home::tried`], where nothing but going back helps.
    fn offers_restore(&self, what: &str) {
        assert_eq!(self.tried(what), TRIED.len(), "{what}");
        for words in TRIED {
            let done = self.run(words);
            let says = format!(
                "{}{}",
                String::from_utf8_lossy(&done.stdout),
                String::from_utf8_lossy(&done.stderr)
            );
            let offer = format!("leaflog restore {}", self.copy().display());
            assert!(says.contains(&offer), "{what} {words:?}: {says}");
        }
    }
}

fn bytes(path: &Path) -> Option<Vec<u8>> {
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    is_file.then(|| fs::read(path).unwrap())
}

fn outcome(what: &str, words: &[&str], done: &Output) -> String {
    let says = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        done.status.code().is_some(),
        "{what} {words:?} ended by a signal: {says}"
    );
    assert!(
        !says.contains(leaflog::crash::SAYS),
        "{what} {words:?}: {says}"
    );
    assert!(
        !says.contains("SELECT ") && !says.contains("INSERT "),
        "{what} {words:?}: {says}"
    );
    says
}

#[test]
fn cut_short_anywhere_it_is_said_and_the_way_back_is_offered() {
    let home = Home::new();
    for length in [0, 1, 15, 16, 99, 100, 101, 511, 512, 4095] {
        home.put(&home.whole[..length]);
        home.offers_restore(&format!("cut to {length}"));
    }
    let pages = home.whole.len() / 4096;
    for length in [4096, 4097, 8192, 4096 * (pages / 2), 4096 * (pages - 1)] {
        home.put(&home.whole[..length]);
        assert!(
            home.tried(&format!("cut to {length}")) > 0,
            "cut to {length}"
        );
    }
}

#[test]
fn flipped_bits_never_end_in_a_panic() {
    let home = Home::new();
    let mut refused = 0;
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    for n in 0..60 {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let length = home.whole.len();
        let chance = usize::try_from(dice >> 33).unwrap() % length;
        // Half of them where a page says what is on it.
        let at = if n % 2 == 0 {
            chance
        } else {
            chance / 4096 * 4096
        };
        let mut bytes = home.whole.clone();
        let end = (at + 16).min(length);
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0xff);
        home.put(&bytes);
        let words = TRIED[n % TRIED.len()];
        let done = home.run(words);
        outcome(&format!("flipped at {at}"), words, &done);
        if !done.status.success() {
            refused += 1;
            assert!(
                fs::read(home.journal()).unwrap() == bytes,
                "flipped at {at}: written to"
            );
        }
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn what_is_no_database_is_left_alone() {
    let home = Home::new();
    home.put(
        "Dear friend, this is no database at all. "
            .repeat(200)
            .as_bytes(),
    );
    home.offers_restore("a letter");
    home.put(&[0; 8192]);
    home.offers_restore("zeros");
    let mut torn = home.whole.clone();
    torn[..100].fill(0);
    home.put(&torn);
    home.offers_restore("a header of zeros");
}

#[test]
fn what_is_no_file_is_named() {
    let home = Home::new();
    home.clear();
    fs::create_dir(home.journal()).unwrap();
    assert_eq!(home.tried("a folder"), TRIED.len());
    home.clear();
    symlink("nowhere/at/all.db", home.journal()).unwrap();
    assert_eq!(home.tried("a link to nothing"), TRIED.len());
    assert!(home.journal().is_symlink());
    home.clear();
    let made = Command::new("mkfifo").arg(home.journal()).status();
    if made.is_ok_and(|made| made.success()) {
        assert_eq!(home.tried("a pipe"), TRIED.len());
    }
    home.clear();
    let socket = UnixListener::bind(home.journal()).unwrap();
    assert_eq!(home.tried("a socket"), TRIED.len());
    drop(socket);
    home.clear();
    symlink("/dev/zero", home.journal()).unwrap();
    assert_eq!(home.tried("a device"), TRIED.len());
    home.clear();
    symlink("journal.db", home.journal()).unwrap();
    assert_eq!(home.tried("a link to itself"), TRIED.len());
}

/// A log holds whole pages and knows no journal: SQLite itself cannot tell a
/// foreign one. Nothing may panic, and the doctor must see what came of it.
#[test]
fn a_log_of_another_file_or_of_nothing_never_panics() {
    let home = Home::new();
    let other = Home::new();
    let db = rusqlite::Connection::open(other.journal()).unwrap();
    db.execute_batch("PRAGMA journal_mode = WAL; UPDATE setting SET value = value; CREATE TABLE t (a); INSERT INTO t VALUES (randomblob(90000));")
        .unwrap();
    let log = fs::read(other.beside("-wal")).unwrap();
    drop(db);
    assert!(!log.is_empty());
    let logs = [
        log.clone(),
        log[..log.len() / 2].to_vec(),
        vec![7; 5000],
        Vec::new(),
    ];
    for (n, log) in logs.iter().enumerate() {
        for words in TRIED {
            home.put(&home.whole);
            fs::write(home.beside("-wal"), log).unwrap();
            let done = home.run(words);
            outcome(&format!("log {n}"), words, &done);
        }
    }
    // What is lost with its log is not there, and what is left is whole.
    home.put(&home.whole);
    assert_eq!(home.tried("a log that is gone"), 0);
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let home = Home::new();
    fs::set_permissions(home.folder.path(), Permissions::from_mode(0o755)).unwrap();
    // Only root can become somebody else.
    if rustix::process::geteuid().is_root() {
        use std::os::unix::process::CommandExt;
        let before = fs::read(home.journal()).unwrap();
        for words in TRIED {
            let done = home.command(words).uid(65534).gid(65534).output();
            let Ok(done) = done else { return };
            let says = outcome("somebody else's", words, &done);
            assert_eq!(done.status.code(), Some(1), "{words:?}: {says}");
            assert!(says.contains("hint: "), "{words:?}: {says}");
        }
        assert!(fs::read(home.journal()).unwrap() == before);
    }
}

/// What a terminal shows and how it is left.
fn on_a_terminal(home: &Home) -> (String, u32) {
    let pair = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .unwrap();
    let mut command = portable_pty::CommandBuilder::new(LEAFLOG);
    command.env_clear();
    for (name, value) in home.command(&[]).get_envs() {
        command.env(name, value.unwrap());
    }
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let _ = writer.write_all(b"q");
    let mut shown = Vec::new();
    let _ = std::io::Read::read_to_end(&mut reader, &mut shown);
    let code = child.wait().unwrap().exit_code();
    (String::from_utf8_lossy(&shown).into_owned(), code)
}

#[test]
fn the_terminal_is_given_back_with_the_reason() {
    let home = Home::new();
    let torn = |at: u64| {
        let file = File::options().write(true).open(home.journal()).unwrap();
        file.write_all_at(&[0xff; 64], at).unwrap();
    };
    home.put(&home.whole);
    torn(0);
    let (shown, code) = on_a_terminal(&home);
    assert_eq!(code, 1);
    let offer = format!("leaflog restore {}", home.copy().display());
    assert!(shown.replace(['\r', '\n'], "").contains(&offer), "{shown}");
    assert!(!shown.contains("\u{1b}[?1049h"), "{shown}");
    home.put(&home.whole);
    for page in 1..u64::try_from(home.whole.len() / 4096).unwrap() {
        torn(page * 4096);
    }
    let (shown, code) = on_a_terminal(&home);
    assert_eq!(code, 1, "{shown}");
    assert!(!shown.contains(leaflog::crash::SAYS), "{shown}");
}

#[test]
fn the_damaged_file_is_kept_whole_with_its_log() {
    let home = Home::new();
    let mut torn = home.whole.clone();
    torn[4096 * 2..4096 * 6].fill(0xff);
    home.put(&torn);
    fs::write(home.beside("-wal"), "a log of some sort").unwrap();
    let copy = home.copy();
    let words = ["restore", copy.to_str().unwrap(), "--yes"];
    let dry = home.run(&["restore", copy.to_str().unwrap(), "--dry-run"]);
    assert!(dry.status.success());
    assert!(fs::read(home.journal()).unwrap() == torn);
    let done = home.run(&words);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let aside = home.beside(".damaged-2026-11-20");
    assert!(fs::read(&aside).unwrap() == torn);
    let log = home.beside(".damaged-2026-11-20-wal");
    assert_eq!(fs::read_to_string(log).unwrap(), "a log of some sort");
    let list = home.run(&["list"]);
    assert!(String::from_utf8_lossy(&list.stdout).contains("the last one"));
    // A journal that is gone comes back too, and the first one aside stays.
    home.clear();
    fs::write(home.beside("-wal"), "left alone").unwrap();
    assert!(home.run(&words).status.success());
    assert!(fs::read(&aside).unwrap() == torn);
    assert!(home.run(&["list"]).status.success());
}
