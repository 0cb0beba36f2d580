//! A home with a journal in it, made once and copied for each try.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rusqlite::Connection;

pub const LEAFLOG: &str = env!("CARGO_BIN_EXE_leaflog");

pub struct Home(tempfile::TempDir);

impl Home {
    /// With a journal in which something of each kind is written down, changed,
    /// deleted and taken back.
    pub fn filled() -> Home {
        let home = Home::empty();
        for words in [
            "dose 2.5g --at 2026-11-18T09:00:00+01:00 --note canary",
            "dose 2.5g --at 2026-11-19T09:00:00+01:00",
            "took wine --amount 2 --at 2026-11-19T20:00:00+01:00",
            "medicine sertraline --from 2026-03-01",
            "note here",
            "edit last note=there",
            "symptom nausea 2",
            "delete last",
            "symptom headache 1",
            "undo",
        ] {
            home.does(words);
        }
        fs::write(home.path("new.csv"), new_rows()).unwrap();
        home.does("export json --out whole.json");
        home
    }

    pub fn empty() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// Another home with the same files.
    pub fn copy(&self) -> Home {
        let copy = Home::empty();
        copy_folder(self.0.path(), copy.0.path());
        copy
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn journal(&self) -> PathBuf {
        self.path("journal.db")
    }

    /// leaflog with nothing of this machine but its time zones.
    pub fn leaflog(&self) -> Command {
        let mut command = Command::new(LEAFLOG);
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("TZ", "Europe/Berlin")
            .env("LEAFLOG_NOW", "2026-11-20T21:14:00+01:00")
            .env("LEAFLOG_JOURNAL", self.journal())
            .current_dir(self.0.path());
        command
    }

    pub fn does(&self, words: &str) -> String {
        let done = self.leaflog().args(words.split(' ')).output().unwrap();
        assert!(done.status.success(), "{words}: {}", said(&done));
        String::from_utf8(done.stdout).unwrap()
    }

    /// All that is in the journal, ids as the numbers in which they come.
    pub fn holds(&self) -> String {
        without_ids(&self.does("export json"))
    }

    /// Refuses a journal that SQLite finds damaged.
    pub fn is_whole(&self) {
        let db = Connection::open(self.journal()).unwrap();
        let says: String = db
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(says, "ok");
        let broken: i64 = db
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(broken, 0);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for found in fs::read_dir(from).unwrap() {
        let found = found.unwrap();
        let target = to.join(found.file_name());
        if found.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy_folder(&found.path(), &target);
        } else {
            fs::copy(found.path(), target).unwrap();
        }
    }
}

/// Both streams, for a message.
pub fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .join("")
}

fn new_rows() -> String {
    let rows = (10..40).map(|minute| format!("dose,2026-11-17,12:{minute},2.5,g\n"));
    std::iter::once("kind,date,time,amount,unit\n".to_owned())
        .chain(rows)
        .collect()
}

/// An id is random: what counts is which entries have the same one.
fn without_ids(text: &str) -> String {
    let mut ids: Vec<&str> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("-7") {
        let (start, end) = (at.checked_sub(13), at + 23);
        let id = start.and_then(|start| rest.get(start..end));
        let Some(id) = id.filter(|id| uuid::Uuid::parse_str(id).is_ok()) else {
            plain.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        let number = ids.iter().position(|seen| *seen == id);
        let number = number.unwrap_or_else(|| {
            ids.push(id);
            ids.len() - 1
        });
        plain.push_str(&rest[..at - 13]);
        let _ = write!(plain, "#{number}");
        rest = &rest[end..];
    }
    plain + rest
}
