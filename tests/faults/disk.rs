//! Each command that writes, with the disk failing or the process dying at each
//! call that changes a file.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Output;

use super::home::{Home, said};
use super::{all, shim};

/// What writes to the journal, as typed.
const WRITES: &[&str] = &[
    "dose 2.5g",
    "took wine --amount 1",
    "sleep --bed 23:30 --up 07:15",
    "symptom nausea 2",
    "none 2026-11-15",
    "note word",
    "medicine zopiclone --from 2026-11-01",
    "about pregnant",
    "product Green --unit scoop --weighs 2.2g",
    "reading pulse 72",
    "event drove",
    "edit last note=other",
    "delete last",
    "undo",
    "redo",
    "set country DE",
    "import csv new.csv",
    "import json whole.json --replace --restore",
    "import csv mine.csv --map When=at,g=amount,form:=tea",
    "merge other.db",
    "purge --before 2026-11-19 --yes-purge",
    "backup copy-made.db",
    "restore copy.db --yes",
    LOCK,
    "passphrase --passphrase-file one.txt --new-passphrase-file two.txt",
    "unlock --yes --passphrase-file one.txt",
    MIGRATE,
];

const LOCK: &str = "lock --yes --passphrase-file one.txt";
/// On a journal of an older shape.
const MIGRATE: &str = "note migrated";

/// What is said once it is done, where more is said before.
const DONE: &[(&str, &str)] = &[
    ("import csv mine.csv", "imported"),
    ("purge", "Purged."),
    ("restore", "\nrestored "),
];

const FAULTS: [&str; 4] = ["full", "broken", "sync", "short"];

/// What there was before, and what there is when nothing fails.
struct Ends {
    start: Home,
    before: String,
    after: String,
    /// How many calls change a file.
    calls: usize,
}

impl Ends {
    fn of(start: Home, words: &str) -> Ends {
        let done = start.copy();
        // Reading brings an older journal to the present shape.
        let before = start.copy().holds();
        let count = done.path("count");
        let mut command = done.leaflog();
        shim::before(&mut command).env("LEAFLOG_COUNT", &count);
        let output = command.args(words.split(' ')).output().unwrap();
        assert!(output.status.success(), "{words}: {}", said(&output));
        let calls = fs::read_to_string(count).unwrap().parse().unwrap();
        let after = done.holds();
        Ends {
            start,
            before,
            after,
            calls,
        }
    }

    /// The calls to try: all of them, or about `most` from first to last.
    fn tries(&self, most: usize) -> Vec<usize> {
        let step = if all() { 1 } else { self.calls.div_ceil(most) };
        (1..=self.calls).step_by(step.max(1)).collect()
    }

    /// Does it with a fault at a call; the home afterwards, and what was said.
    fn fails(&self, words: &str, fault: &str, call: usize) -> (Home, Output) {
        let home = self.start.copy();
        let mut command = home.leaflog();
        shim::before(&mut command).env("LEAFLOG_FAULT", format!("{fault}:{call}"));
        let output = command.args(words.split(' ')).output().unwrap();
        (home, output)
    }

    /// What is there is what was there, or all of what was to be done; and all
    /// of it where it was acknowledged.
    fn holds_all_or_nothing(&self, home: &Home, output: &Output, of: &str) {
        let holds = home.holds();
        let done = holds == self.after;
        assert!(done || holds == self.before, "{of}: half there\n{holds}");
        let says = String::from_utf8_lossy(&output.stdout).into_owned();
        let last = DONE.iter().find(|(words, _)| of.starts_with(words));
        let said_so = last.map_or(!says.is_empty(), |(_, done)| says.contains(done));
        let acknowledged = output.status.success() || said_so;
        assert!(done || !acknowledged, "{of}: lost\n{}", said(output));
        home.is_whole();
        if of.starts_with("purge") {
            // However far it came, doing it again goes through.
            home.does("purge --before 2026-11-19 --yes-purge");
            assert_eq!(home.holds(), self.after, "{of}: not resumed");
        }
        if home.path("copy-made.db").exists() {
            home.does("restore copy-made.db --dry-run");
        }
    }
}

/// The journal that a command finds, with what is needed for it.
fn start(words: &str) -> Home {
    let home = Home::filled();
    match words {
        "redo" => drop(home.does("undo")),
        "merge other.db" => home.other_machine(),
        "restore copy.db --yes" => {
            home.does("backup copy.db");
            home.does("note since then");
        }
        MIGRATE => home.is_of_version_4(),
        _ if words.starts_with("passphrase") || words.starts_with("unlock") => {
            home.does(LOCK);
        }
        _ => {}
    }
    home
}

#[test]
fn killed_at_any_call_everything_acknowledged_is_there_and_nothing_half() {
    let mut kills = 0;
    for words in WRITES {
        let ends = Ends::of(start(words), words);
        for call in ends.tries(8) {
            let (home, output) = ends.fails(words, "kill", call);
            ends.holds_all_or_nothing(&home, &output, &format!("{words}, killed at {call}"));
            kills += usize::from(output.status.signal() == Some(9));
        }
    }
    println!("{kills} kills");
    assert!(kills >= 8 * WRITES.len() / 2, "nothing is killed");
}

#[test]
fn a_journal_left_by_a_killed_leaflog_takes_the_next_entry_whatever_befalls_it() {
    // Its write-ahead log was never written back.
    let home = Home::filled();
    let mut command = home.leaflog();
    let calls = Ends::of(home.copy(), "note first").calls;
    shim::before(&mut command).env("LEAFLOG_FAULT", format!("kill:{}", calls - 1));
    let killed = command.args(["note", "first"]).output().unwrap();
    assert!(!killed.status.success());
    assert!(home.path("journal.db-wal").exists());
    let ends = Ends::of(home, "note second");
    assert!(ends.before.contains("first"));
    for call in ends.tries(30) {
        let (home, output) = ends.fails("note second", "kill", call);
        ends.holds_all_or_nothing(&home, &output, &format!("killed at {call}"));
    }
}

#[test]
fn on_a_disk_that_fails_the_error_is_honest_and_nothing_is_lost() {
    let mut faults = 0;
    for words in WRITES {
        let ends = Ends::of(start(words), words);
        for fault in FAULTS {
            for call in ends.tries(3) {
                let of = format!("{words}, {fault} from {call}");
                let (home, output) = ends.fails(words, fault, call);
                ends.holds_all_or_nothing(&home, &output, &of);
                is_honest(&output, &of);
                faults += usize::from(!output.status.success());
            }
        }
    }
    println!("{faults} faults met");
    assert!(faults > WRITES.len() * FAULTS.len(), "the disk never fails");
}

/// Done, or an error that says what to do.
fn is_honest(output: &Output, of: &str) {
    let says = said(output);
    assert!(!says.contains("panicked"), "{of}: {says}");
    match output.status.code() {
        Some(0) => {}
        Some(1) => {
            assert!(says.contains("error: "), "{of}: {says}");
            assert!(says.contains("hint: "), "{of}: {says}");
        }
        other => panic!("{of}: {other:?}\n{says}"),
    }
}
