//! The build with plain SQLite, which cannot lock: it says so wherever a person
//! would look, takes no passphrase, and neither opens nor harms what is locked.

#![cfg(not(feature = "lock"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod stage;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use leaflog::clock::ZoneFrom;
use leaflog::domain::moment::Zone;
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::paths::Paths;
use leaflog::store::lock::rekey;
use leaflog::store::{CAN_LOCK, Passphrase, Store};
use leaflog::tui::app::Around;
use leaflog::tui::program::Program;
use leaflog::tui::theme::{Palette, Signs, Theme};
use stage::{Setting, Stage, store};
use tempfile::TempDir;

/// Four pages like chance, as a locked journal is.
fn like_chance() -> Vec<u8> {
    let mut fill = fastrand::Rng::with_seed(7);
    std::iter::repeat_with(|| fill.u8(..))
        .take(4 * 4096)
        .collect()
}

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// With a locked journal at its place.
    fn locked() -> Home {
        let home = Home::new();
        fs::create_dir_all(home.journal().parent().unwrap()).unwrap();
        fs::write(home.journal(), like_chance()).unwrap();
        home
    }

    fn journal(&self) -> PathBuf {
        self.0.path().join(".local/share/leaflog/journal.db")
    }

    /// What it prints, both streams, and whether it could do it.
    fn says(&self, words: &[&str]) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_leaflog"))
            .args(words)
            .env_clear()
            .env("HOME", self.0.path())
            .env("LEAFLOG_NOW", stage::NOW)
            .env("TZ", "Europe/Berlin")
            .env("COLUMNS", "500")
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let mut text = String::from_utf8(output.stdout).unwrap();
        text.push_str(&String::from_utf8(output.stderr).unwrap());
        let in_one_line: Vec<&str> = text.split_whitespace().collect();
        (output.status.success(), in_one_line.join(" "))
    }
}

#[track_caller]
fn holds(text: &str, part: &str) {
    let in_one_line: Vec<&str> = text.split_whitespace().collect();
    assert!(
        in_one_line.join(" ").contains(part),
        "{part}\nnot in\n{text}"
    );
}

#[test]
fn there_is_no_cipher_in_it() {
    let db = rusqlite::Connection::open_in_memory().unwrap();
    let cipher = db.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0));
    assert!(cipher.is_err() && !CAN_LOCK, "{cipher:?}");
}

#[test]
fn paths_says_that_it_cannot_lock() {
    let home = Home::new();
    holds(
        &home.says(&["paths"]).1,
        "no journal yet; this build of leaflog cannot lock",
    );
    assert!(home.says(&["dose", "2g"]).0);
    holds(
        &home.says(&["paths"]).1,
        "not locked; this build of leaflog cannot lock",
    );
    let locked = Home::locked();
    holds(
        &locked.says(&["paths"]).1,
        "cannot lock a journal or open a locked one",
    );
}

#[test]
fn nothing_asks_for_a_passphrase_and_the_journal_stays_as_it_is() {
    let home = Home::new();
    assert!(home.says(&["dose", "2g"]).0);
    fs::write(home.0.path().join("words"), "river lantern copper moth\n").unwrap();
    let before = fs::read(home.journal()).unwrap();
    for words in [
        &["lock", "--yes", "--passphrase-file", "words"][..],
        &["passphrase", "--new-passphrase-file", "words"],
        &["unlock", "--yes"],
    ] {
        let (done, says) = home.says(words);
        assert!(!done, "{says}");
        holds(&says, "this build of leaflog cannot lock a journal");
        holds(&says, "nothing was changed; the usual build of leaflog");
        assert_eq!(fs::read(home.journal()).unwrap(), before, "{words:?}");
    }
    assert!(home.says(&["today"]).0);
}

#[test]
fn a_locked_journal_is_not_called_damaged_and_not_touched() {
    let home = Home::locked();
    fs::write(home.0.path().join("words"), "river lantern copper moth\n").unwrap();
    for words in [
        &["today"][..],
        &["dose", "2g"],
        &["--passphrase-file", "words", "today"],
        &["unlock", "--yes"],
        &["passphrase", "--new-passphrase-file", "words"],
    ] {
        let (done, says) = home.says(words);
        assert!(!done, "{words:?}: {says}");
        holds(&says, "this build of leaflog cannot open");
        holds(&says, "where it is locked, the usual build of leaflog");
        assert!(!says.contains("damaged"), "{says}");
    }
    let (_, says) = home.says(&["doctor"]);
    holds(&says, "this build of leaflog cannot open it");
    assert_eq!(fs::read(home.journal()).unwrap(), like_chance());
    assert!(home.says(&["emergency"]).0, "that is never refused");
}

#[test]
fn the_screens_are_not_opened_on_a_locked_journal() {
    let home = Home::locked();
    let zone = |_: &Settings| (Zone::Named(Tz::named("UTC").unwrap()), ZoneFrom::Setting);
    let around = Around {
        now: stage::now(),
        zone,
    };
    let theme = Theme::load(Palette::Plain, Signs::Unicode).unwrap();
    let paths = Paths::find(Some(home.journal())).unwrap();
    let refused = Program::open(paths, None, around, theme, Instant::now()).err();
    holds(
        &refused.unwrap().to_string(),
        "this build of leaflog cannot open",
    );
    assert_eq!(fs::read(home.journal()).unwrap(), like_chance());
}

#[test]
fn another_journal_that_is_locked_is_refused_by_name() {
    let home = Home::new();
    assert!(home.says(&["dose", "2g"]).0);
    let other = home.0.path().join("there.db");
    fs::write(&other, like_chance()).unwrap();
    for command in ["merge", "restore"] {
        let (done, says) = home.says(&[command, "there.db"]);
        assert!(!done, "{says}");
        holds(&says, "this build of leaflog cannot open");
        holds(&says, "there.db");
    }
    assert_eq!(fs::read(other).unwrap(), like_chance());
}

#[test]
fn a_locked_journal_is_not_replaced_by_a_backup_before_anyone_looked() {
    let plain = Home::new();
    assert!(plain.says(&["dose", "2g"]).0);
    let home = Home::locked();
    fs::copy(plain.journal(), home.0.path().join("copy.db")).unwrap();
    let (done, says) = home.says(&["restore", "copy.db", "--yes"]);
    assert!(!done, "{says}");
    holds(&says, "the usual build of leaflog");
    assert!(!says.contains("--passphrase-file"), "{says}");
    assert_eq!(fs::read(home.journal()).unwrap(), like_chance());
}

#[test]
fn a_key_never_comes_as_far_as_sqlite() {
    let home = tempfile::tempdir().unwrap();
    let (path, backups) = (home.path().join("a.db"), home.path().join("backups"));
    drop(Store::open(&path, &backups).unwrap());
    let key = Passphrase::new("river lantern copper moth".to_owned());
    let refused = rekey(&path, &backups, None, Some(&key)).unwrap_err();
    holds(&refused.to_string(), "cannot lock");
    let refused = Store::open_with(&path, &backups, Some(key)).unwrap_err();
    holds(&refused.to_string(), "this build of leaflog cannot open");
    assert!(Store::open(&path, &backups).is_ok());
}

#[test]
fn the_screens_offer_no_lock() {
    let mut first = Stage::with_store(Store::in_memory().unwrap(), &Setting::default());
    let page = first.picture();
    holds(
        &page,
        "this build of leaflog cannot lock it with a passphrase",
    );
    assert!(!page.lines().last().unwrap().contains("lock"), "{page}");
    first.press("l");
    let entry = ["dose amount=2g at=18:05"];
    let mut stage = Stage::with_store(store(&entry), &Setting::default());
    holds(
        &stage.press(",").picture(),
        "this build of leaflog cannot lock it",
    );
    let hidden = stage.press("<c-l>").picture();
    holds(&hidden, "This build of leaflog cannot set one");
}
