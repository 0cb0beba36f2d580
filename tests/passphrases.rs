//! The passphrase wherever a locked file is opened: the one in hand first, then
//! a file that was named, then what is typed, which is never shown.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use leaflog::store::files::is_locked;
use leaflog::store::{Passphrase, Store};

#[path = "terminal/mod.rs"]
mod terminal;

use terminal::Terminal;

const NOW: &str = "2026-11-20T21:14:00+01:00";
const MINE: &str = "four words of mine";
const THEIRS: &str = "four words of theirs";

struct Home(tempfile::TempDir);

impl Home {
    /// A journal with one entry, its copy of the day, and two passphrases in
    /// files.
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir(home.path("tmp")).unwrap();
        fs::create_dir(home.path("state")).unwrap();
        fs::write(home.path("mine.txt"), format!("{MINE}\n")).unwrap();
        fs::write(home.path("theirs.txt"), format!("{THEIRS}\n")).unwrap();
        home.does(&["note", "kept here"]);
        home
    }

    fn locked() -> Home {
        let home = Home::new();
        home.does(&["lock", "--yes", "--passphrase-file", "mine.txt"]);
        home
    }

    /// A copy under another passphrase than the journal's, which has one more
    /// entry; what it is called.
    fn with_a_copy_of_before(&self) -> &'static str {
        let mine = ["--passphrase-file", "mine.txt"];
        self.does(&[&mine[..], &["backup", "copy.db"]].concat());
        self.does(&[
            "passphrase",
            "--passphrase-file",
            "mine.txt",
            "--new-passphrase-file",
            "theirs.txt",
        ]);
        self.does(&["note", "a day later", "--passphrase-file", "theirs.txt"]);
        "copy.db"
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_leaflog"))
            .env_clear()
            .env("HOME", self.0.path())
            .env("TMPDIR", self.path("tmp"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env("TZ", "Europe/Berlin")
            .env("LEAFLOG_NOW", NOW)
            .env("LEAFLOG_JOURNAL", self.path("journal.db"))
            .current_dir(self.0.path())
            .args(words)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn does(&self, words: &[&str]) -> String {
        let done = self.run(words);
        assert!(done.status.success(), "{words:?}: {}", said(&done));
        said(&done)
    }

    /// What a refusal says.
    fn refuses(&self, words: &[&str]) -> String {
        let done = self.run(words);
        assert_eq!(done.status.code(), Some(1), "{words:?}: {}", said(&done));
        said(&done)
    }

    fn at_a_terminal(&self, words: &[&str]) -> Terminal {
        let journal = self.path("journal.db");
        Terminal::typing(&journal, words, NOW, (100, 40), &[])
    }

    fn copy_of_the_day(&self) -> String {
        let copy = self.path("backups/journal.db.2026-11-20.db");
        copy.to_str().unwrap().to_owned()
    }
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .join("")
}

#[test]
fn a_script_restores_by_files_and_is_told_which_one_is_missing() {
    let home = Home::locked();
    let copy = home.with_a_copy_of_before();
    let theirs = ["--passphrase-file", "theirs.txt"];
    let restore = ["restore", copy, "--yes"];
    let says = home.refuses(&restore);
    assert!(says.contains("copy.db is locked"), "{says}");
    assert!(says.contains("--passphrase-file FILE"), "{says}");
    // The passphrase of the journal is not that of the copy.
    let says = home.refuses(&[&restore[..], &theirs].concat());
    assert!(says.contains("copy.db is locked"), "{says}");
    assert!(says.contains("--other-passphrase-file FILE"), "{says}");
    let other = ["--other-passphrase-file", "mine.txt"];
    let says = home.does(&[&restore[..], &theirs, &other].concat());
    assert!(
        says.contains("a day later") || says.contains("1 only in the journal"),
        "{says}"
    );
    assert!(says.contains("the journal of before is kept in"), "{says}");
    let list = home.does(&["list", "--passphrase-file", "mine.txt"]);
    assert!(
        list.contains("kept here") && !list.contains("a day later"),
        "{list}"
    );
}

#[test]
fn at_a_terminal_a_restore_asks_once_for_each_passphrase_there_is() {
    let home = Home::locked();
    let copy = home.copy_of_the_day();
    let mut one = home.at_a_terminal(&["restore", &copy, "--yes"]);
    one.shows("Passphrase of ");
    one.press(&format!("{MINE}<enter>"));
    one.ends();
    assert!(one.screen().contains("the journal of before is kept in"));
    assert_eq!(one.screen().matches("Passphrase").count(), 1);

    let copy = home.with_a_copy_of_before();
    let copy = home.path(copy);
    let mut two = home.at_a_terminal(&["restore", copy.to_str().unwrap(), "--yes"]);
    two.shows("Passphrase of ");
    two.press(&format!("{MINE}<enter>"));
    two.shows("Passphrase of the journal");
    two.press(&format!("{THEIRS}<enter>"));
    two.ends();
    assert!(two.screen().contains("the journal of before is kept in"));
    for words in [MINE, THEIRS] {
        assert!(!one.ever_showed(words) && !two.ever_showed(words));
    }
}

#[test]
fn the_doctor_asks_where_it_can_and_says_what_it_can_where_not() {
    let home = Home::locked();
    let says = home.does(&["doctor"]);
    assert!(says.contains("it is locked, and was not opened"), "{says}");
    assert!(says.contains("--passphrase-file"), "{says}");
    assert!(says.contains("permissions"), "{says}");
    let says = home.does(&["doctor", "--passphrase-file", "mine.txt"]);
    assert!(says.contains("whole: 1 entry, locked"), "{says}");
    assert!(says.contains("1 of 1 copy opened"), "{says}");
    let says = home.does(&["doctor", "--passphrase-file", "theirs.txt"]);
    assert!(says.contains("this passphrase does not open it"), "{says}");
    assert!(!says.contains("leaflog restore"), "{says}");
    let mut window = home.at_a_terminal(&["doctor"]);
    window.shows("Passphrase: ");
    window.press(&format!("{MINE}<enter>"));
    window.ends();
    assert!(window.screen().contains("whole: 1 entry, locked"));
    assert!(window.screen().contains("1 of 1 copy opened"));
    assert!(!window.ever_showed(MINE));
}

#[test]
fn the_list_of_copies_opens_them_with_the_passphrase_of_the_journal() {
    let home = Home::locked();
    let says = home.does(&["backup"]);
    assert!(says.contains("it is locked, or damaged"), "{says}");
    let says = home.does(&["backup", "--passphrase-file", "mine.txt"]);
    assert!(says.contains("1 entry"), "{says}");
    let mut window = home.at_a_terminal(&["backup"]);
    window.shows("Passphrase: ");
    window.press(&format!("{MINE}<enter>"));
    window.ends();
    assert!(window.screen().contains("1 entry"));
}

#[test]
fn a_merge_tries_its_own_passphrase_then_the_file_then_asks() {
    let home = Home::locked();
    let mine = ["--passphrase-file", "mine.txt"];
    home.does(&[&["backup", "same.db"], &mine[..]].concat());
    home.with_a_copy_of_before();
    fs::rename(home.path("journal.db"), home.path("other.db")).unwrap();
    fs::rename(home.path("same.db"), home.path("journal.db")).unwrap();

    // The same passphrase: nobody is asked.
    home.does(&[&["merge", "copy.db"], &mine[..]].concat());
    // Another one.
    let merge = ["merge", "other.db", "--passphrase-file", "mine.txt"];
    let says = home.refuses(&merge);
    assert!(says.contains("other.db is locked"), "{says}");
    assert!(says.contains("--other-passphrase-file FILE"), "{says}");
    let wrong = ["--other-passphrase-file", "mine.txt", "--dry-run"];
    let says = home.refuses(&[&merge[..], &wrong].concat());
    assert!(says.contains("other.db"), "{says}");
    let right = ["--other-passphrase-file", "theirs.txt", "--dry-run"];
    let says = home.does(&[&merge[..], &right].concat());
    assert!(says.contains("1 added"), "{says}");

    let other = home.path("other.db");
    let mut window = home.at_a_terminal(&["merge", other.to_str().unwrap()]);
    window.shows("Passphrase: ");
    window.press(&format!("{MINE}<enter>"));
    window.shows("Passphrase of ");
    window.press(&format!("{THEIRS}<enter>"));
    window.ends();
    assert!(window.screen().contains("1 added"));
    assert!(!window.ever_showed(THEIRS));
}

#[test]
fn a_locked_journal_that_cannot_be_written_is_read_with_its_passphrase() {
    let home = Home::locked();
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("journal.db");
    fs::copy(home.path("journal.db"), &stick).unwrap();
    let mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o500);
    let is_closed = fs::write(folder.path().join("try"), "").is_err();
    if is_closed {
        let stick = stick.to_str().unwrap();
        let says = home.does(&["list", "--journal", stick, "--passphrase-file", "mine.txt"]);
        assert!(says.contains("kept here"), "{says}");
        let says = home.refuses(&["list", "--journal", stick]);
        assert!(says.contains("--passphrase-file FILE"), "{says}");
    }
    mode(0o700);
}

/// Someone put a copy in clear back, or unlocking was cut short.
#[test]
fn the_doctor_names_what_lies_in_clear_beside_a_locked_journal() {
    let home = Home::new();
    let mine = ["doctor", "--passphrase-file", "mine.txt"];
    let plain = fs::read(home.copy_of_the_day()).unwrap();
    home.does(&["lock", "--yes", "--passphrase-file", "mine.txt"]);
    let copy = home.path("backups/journal.db.2026-11-19.db");
    let linked = home.path("backups/journal.db.2026-11-18.db");
    let cut_short = home.path(".journal.db.new-x7Kq2a");
    for path in [&copy, &linked, &cut_short] {
        fs::write(path, &plain).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    fs::hard_link(&linked, home.path("elsewhere.db")).unwrap();

    let says = home.refuses(&["doctor"]);
    for path in [&copy, &linked, &cut_short] {
        let clear = format!("{} can be read without the passphrase", path.display());
        assert!(says.contains(&clear), "{says}");
    }
    assert!(
        says.contains("the next leaflog that opens the journal"),
        "{says}"
    );
    // With the passphrase it opens the journal, and what can be locked is.
    let says = home.refuses(&mine);
    assert!(!says.contains(copy.to_str().unwrap()), "{says}");
    assert!(!says.contains("x7Kq2a") && !cut_short.exists(), "{says}");
    assert!(says.contains(linked.to_str().unwrap()), "{says}");
    assert!(says.contains("another name"), "{says}");
    assert!(is_locked(&copy));
    fs::remove_file(&linked).unwrap();
    home.does(&mine);
    // A copy under a name of its own is left as it is, and said to be readable;
    // the copies of another journal of the folder are not of this one.
    let own = home.path("backups/before-trip.db");
    fs::write(&own, &plain).unwrap();
    fs::write(home.path("backups/other.db.2026-11-18.db"), &plain).unwrap();
    let says = home.refuses(&mine);
    assert!(
        says.contains("before-trip.db can be read without"),
        "{says}"
    );
    assert!(!says.contains("other.db"), "{says}");
    assert_eq!(fs::read(&own).unwrap(), plain);
}

/// What stayed of a copy that was pruned since goes with it; what cannot be
/// removed is named, with the passphrase as without it.
#[test]
fn the_doctor_is_not_silent_about_what_stayed_of_a_copy() {
    let home = Home::new();
    let plain = fs::read(home.copy_of_the_day()).unwrap();
    home.does(&["lock", "--yes", "--passphrase-file", "mine.txt"]);
    let pruned = home.path("backups/.journal.db.2026-11-10.db.old-x7Kq2a");
    let kept = home.path("backups/.journal.db.2026-11-11.db.old-x7Kq2a");
    for path in [&pruned, &kept] {
        fs::write(path, &plain).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    // A copy that was moved to a disk which is not there just now.
    symlink(
        home.path("disk/copy.db"),
        home.path("backups/journal.db.2026-11-11.db"),
    )
    .unwrap();
    let clear = |path: &Path| format!("{} can be read without the passphrase", path.display());
    let says = home.refuses(&["doctor"]);
    assert!(
        says.contains(&clear(&pruned)) && says.contains(&clear(&kept)),
        "{says}"
    );
    let says = home.refuses(&["doctor", "--passphrase-file", "mine.txt"]);
    assert!(!pruned.exists(), "overwritten and removed: {says}");
    assert!(
        !says.contains(&clear(&pruned)) && says.contains(&clear(&kept)),
        "{says}"
    );
}

/// Locking was cut short once the copies were locked, and then done with other
/// words.
#[test]
fn the_doctor_tells_which_copies_have_another_passphrase() {
    let home = Home::new();
    let before = fs::read(home.path("journal.db")).unwrap();
    home.does(&["lock", "--yes", "--passphrase-file", "mine.txt"]);
    fs::write(home.path("journal.db"), before).unwrap();
    let copy = home.copy_of_the_day();
    let another = format!("{copy} is locked with another passphrase");
    let says = home.does(&["doctor"]);
    assert!(
        says.contains(&format!("{copy} is locked, and the journal is not")),
        "{says}"
    );
    let says = home.does(&["lock", "--yes", "--passphrase-file", "theirs.txt"]);
    assert!(
        says.contains("it is locked with another passphrase"),
        "{says}"
    );
    let theirs = ["--passphrase-file", "theirs.txt"];
    let says = home.does(&[&["doctor"], &theirs[..]].concat());
    assert!(says.contains(&another), "{says}");
    assert!(!says.contains("remove it"), "{says}");
    home.does(&[&["note", "more"], &theirs[..]].concat());
    let other = ["--other-passphrase-file", "mine.txt"];
    let merge = ["merge", copy.as_str(), "--dry-run"];
    home.does(&[&merge[..], &theirs, &other].concat());
}

/// The journal is locked then, and so must be what is left of the time before.
#[test]
fn a_locked_copy_that_is_restored_brings_the_plain_copies_under_its_lock() {
    let home = Home::new();
    let plain = fs::read(home.path("journal.db")).unwrap();
    home.does(&["lock", "--yes", "--passphrase-file", "mine.txt"]);
    home.does(&["backup", "copy.db", "--passphrase-file", "mine.txt"]);
    let copy = home.copy_of_the_day();
    fs::write(home.path("journal.db"), &plain).unwrap();
    fs::write(&copy, &plain).unwrap();
    let restore = ["restore", "copy.db", "--passphrase-file", "mine.txt"];
    let says = home.does(&[&restore[..], &["--dry-run"]].concat());
    assert!(
        says.contains("1 copy would be locked with it too"),
        "{says}"
    );
    assert!(!is_locked(Path::new(&copy)));
    let says = home.does(&[&restore[..], &["--yes"]].concat());
    assert!(says.contains("1 copy is locked with it now"), "{says}");
    assert!(is_locked(Path::new(&copy)));
    let says = home.does(&["doctor", "--passphrase-file", "mine.txt"]);
    assert!(says.contains("2 of 2 copies opened"), "{says}");
}

/// Whoever has it open knows the passphrase, and may be writing just now.
#[test]
fn a_journal_that_is_open_elsewhere_is_not_set_aside_though_its_passphrase_is_lost() {
    let home = Home::new();
    home.does(&["backup", "plain.db"]);
    home.does(&["lock", "--yes", "--passphrase-file", "mine.txt"]);
    let plain = home.path("plain.db");
    let words = ["restore", plain.to_str().unwrap(), "--yes"];
    let (journal, backups) = (home.path("journal.db"), home.path("backups"));
    // Reading it would let go of the locks this process has on it.
    let which = || fs::metadata(&journal).unwrap().ino();
    let before = which();
    let open = Store::open_with(&journal, &backups, Some(Passphrase::new(MINE.to_owned())));
    let open = open.unwrap();
    let mut lost = home.at_a_terminal(&words);
    lost.shows("or Enter alone if it is lost");
    lost.press("<enter>");
    lost.ends_with(1);
    assert!(
        lost.screen().contains("another leaflog is using"),
        "{}",
        lost.screen()
    );
    assert_eq!(which(), before);
    assert!(!home.path("journal.db.damaged-2026-11-20").exists());
    drop(open);
    let mut lost = home.at_a_terminal(&words);
    lost.shows("or Enter alone if it is lost");
    lost.press("<enter>");
    lost.ends();
    assert!(
        lost.screen().contains("is kept whole as"),
        "{}",
        lost.screen()
    );
    assert!(home.path("journal.db.damaged-2026-11-20").exists());
}

/// The passphrase of the journal of before stays that of its copies.
#[test]
fn a_restore_says_that_copies_keep_the_passphrase_of_before() {
    let home = Home::locked();
    let copy = home.with_a_copy_of_before();
    let other = ["--other-passphrase-file", "mine.txt"];
    let theirs = ["--passphrase-file", "theirs.txt"];
    let restore = ["restore", copy, "--dry-run"];
    let says = home.does(&[&restore[..], &theirs, &other].concat());
    assert!(
        says.contains("Copies that are locked keep their passphrase"),
        "{says}"
    );
}

/// A word that stands nowhere else.
const CANARY: &str = "zaunkoenig-kolibri-4471";

impl Home {
    /// The canary in notes, their past, drafts, copies, and what killed leaflogs
    /// left; where it stands.
    fn with_canary() -> Home {
        let home = Home::new();
        home.does(&["note", CANARY, "--at", "2026-11-18 08:00"]);
        home.does(&["edit", "last", "note=something else"]);
        home.does(&["note", &format!("{CANARY} deleted")]);
        home.does(&["delete", "last"]);
        home.does(&["dose", "2g", "--note", CANARY]);
        let mut window = home.at_a_terminal(&[]);
        window.shows("Since the last dose");
        window.press("n");
        window.shows("Note");
        window.press(CANARY);
        window.shows(CANARY);
        window.press("<c-c>");
        window.kill();
        for name in [
            "backups/journal.db.2026-11-19.db",
            "backups/journal.db.before-version-5.20261119T201400123Z.db",
        ] {
            fs::copy(home.path("journal.db"), home.path(name)).unwrap();
        }
        fs::create_dir(home.path(".leaflog-other-Ab12Cd")).unwrap();
        for name in [
            ".leaflog-other-Ab12Cd/other.db",
            ".leaflog-Ab12Cd",
            ".journal.db.new-Ab12Cd",
            "backups/.leaflog-Ab12Cd",
        ] {
            fs::copy(home.path("journal.db"), home.path(name)).unwrap();
        }
        assert!(home.tell_tales().len() >= 6, "{:?}", home.tell_tales());
        home
    }

    /// The files below the home in which the canary stands.
    fn tell_tales(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    let mut parts = bytes.windows(CANARY.len());
                    found.extend(parts.any(|it| it == CANARY.as_bytes()).then_some(path));
                }
            }
        }
        found
    }
}

#[test]
fn once_locked_or_purged_a_word_of_the_journal_is_in_no_file() {
    let home = Home::with_canary();
    home.does(&["lock", "--yes", "--passphrase-file", "mine.txt"]);
    assert_eq!(home.tell_tales(), [] as [PathBuf; 0]);
    let list = home.does(&["list", "--passphrase-file", "mine.txt"]);
    assert!(list.contains(CANARY));

    let home = Home::with_canary();
    home.does(&["purge", "--all", "--yes"]);
    assert_eq!(home.tell_tales(), [] as [PathBuf; 0]);
}

#[test]
fn locking_at_a_terminal_asks_twice_and_for_a_word() {
    let home = Home::new();
    let mut window = home.at_a_terminal(&["lock"]);
    window.shows("New passphrase: ");
    window.press(&format!("{MINE}<enter>"));
    window.shows("The same again: ");
    window.press(&format!("{THEIRS}<enter>"));
    window.ends_with(1);
    assert!(window.screen().contains("the two are not the same"));
    assert!(!window.ever_showed(MINE) && !window.ever_showed(THEIRS));

    for (word, code) in [("y", 1), ("yes", 0)] {
        let mut window = home.at_a_terminal(&["lock"]);
        window.shows("New passphrase: ");
        window.press(&format!("{MINE}<enter>"));
        window.shows("The same again: ");
        window.press(&format!("{MINE}<enter>"));
        window.shows("Type yes to lock the journal:");
        window.press(&format!("{word}<enter>"));
        window.ends_with(code);
        assert!(!window.ever_showed(MINE));
    }
    home.does(&["list", "--passphrase-file", "mine.txt"]);
}

#[test]
fn three_wrong_passphrases_are_told_with_a_pause_and_nothing_is_shown() {
    let home = Home::locked();
    let begun = std::time::Instant::now();
    let mut window = home.at_a_terminal(&["list"]);
    for told in 0..3 {
        window.shows("Passphrase: ");
        // Typed in the pause too: it waits for the question, unseen.
        window.press(&format!("wrong {told} words<enter>"));
    }
    window.ends_with(1);
    assert!(begun.elapsed().as_secs() >= 7, "{:?}", begun.elapsed());
    let said = window.screen();
    assert_eq!(
        said.matches("That is not its passphrase").count(),
        3,
        "{said}"
    );
    assert!(!window.ever_showed("wrong"));
}
