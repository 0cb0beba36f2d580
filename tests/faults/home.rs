//! A home with a journal in it, made once and copied for each try.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rusqlite::Connection;

pub const LEAFLOG: &str = env!("CARGO_BIN_EXE_leaflog");

/// Passphrases and the files that hold them.
const PASSPHRASES: [(&str, &str); 2] = [
    ("one.txt", "four words of mine"),
    ("two.txt", "four others"),
];

/// What other programs keep, and answers as typed.
const FILES: [(&str, &str); 5] = [
    (
        "mine.csv",
        "When,g\n2026-11-16 18:05,2\n2026-11-16 22:05,3\n",
    ),
    ("herbal.csv", include_str!("../files/herbal.csv")),
    ("psychonaut.json", include_str!("../files/psychonaut.json")),
    ("symptom.txt", "nausea\n2\n\n\n"),
    (
        "scores.txt",
        "1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n",
    ),
];

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
        for (file, words) in FILES.iter().chain(&PASSPHRASES) {
            fs::write(home.path(file), words).unwrap();
        }
        home.does("export json --out whole.json");
        home
    }

    /// Puts the journal of another machine beside it, which has changed since.
    pub fn other_machine(&self) {
        fs::copy(self.journal(), self.path("other.db")).unwrap();
        for words in ["note elsewhere", "edit last note=changed", "symptom itch 1"] {
            self.does(&format!("{words} --journal other.db"));
        }
        self.does("note meanwhile");
    }

    /// Puts a journal in its place as a leaflog of some versions ago left it.
    pub fn is_of_version_4(&self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(self.path(&format!("journal.db{ending}")));
        }
        let db = Connection::open(self.journal()).unwrap();
        for step in [
            include_str!("../../assets/migrations/0001_start.sql"),
            include_str!("../../assets/migrations/0002_standing.sql"),
            include_str!("../../assets/migrations/0003_answers.sql"),
            include_str!("../../assets/migrations/0004_supply.sql"),
        ] {
            db.execute_batch(step).unwrap();
        }
        db.execute_batch("PRAGMA application_id = 0x6c656166; PRAGMA user_version = 4")
            .unwrap();
        for n in 0..50 {
            let id = format!("019a9e50-0000-7000-8000-0000000000{n:02}");
            db.execute(
                "INSERT INTO entry (id, kind, at, utc_offset, note, changed) \
                 VALUES (?1, 'note', 1760000040 + 60 * ?2, 0, 'of long ago', 1763000000000 + ?2)",
                rusqlite::params![id, n],
            )
            .unwrap();
        }
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

    /// leaflog with these words, and a file after `<` as what is typed.
    pub fn typed(&self, words: &str) -> Command {
        let mut command = self.leaflog();
        let (words, input) = words.split_once(" < ").unwrap_or((words, ""));
        command.args(words.split(' ')).stdin(Stdio::null());
        if !input.is_empty() {
            command.stdin(File::open(self.path(input)).unwrap());
        }
        command
    }

    /// Every command there is, as the help lists them.
    pub fn commands(&self) -> Vec<String> {
        let help = self.does("--help");
        let list = help.split("\nOptions:").next().unwrap();
        // What a command is for goes on in lines that begin further in.
        let names = list.lines().filter_map(|line| {
            let name = line.strip_prefix("  ")?.split(' ').next()?;
            (!name.is_empty()).then(|| name.to_owned())
        });
        let names: Vec<String> = names.collect();
        assert!(names.len() > 40, "{help}");
        names
    }

    /// Every file in the home, as paths from it.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for found in fs::read_dir(folder).unwrap() {
                let path = found.unwrap().path();
                let name = path.strip_prefix(self.0.path()).unwrap();
                names.push(name.to_str().unwrap().to_owned());
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        names.sort();
        names
    }

    /// Files that were only there while something was written.
    pub fn leftovers(&self) -> Vec<String> {
        let mut names = self.names();
        names.retain(|name| name.contains(".leaflog-") || name.contains(".new-"));
        names
    }

    pub fn does(&self, words: &str) -> String {
        let done = self.typed(words).output().unwrap();
        assert!(done.status.success(), "{words}: {}", said(&done));
        String::from_utf8(done.stdout).unwrap()
    }

    /// All that is in the journal, ids as the numbers in which they come.
    ///
    /// Which key opens it comes first.
    pub fn holds(&self) -> String {
        let key = self.key();
        let export = match key {
            Some((file, _)) => self.does(&format!("export json --passphrase-file {file}")),
            None => self.does("export json"),
        };
        format!("{key:?}\n{}", without_ids(&without_stamps(&export)))
    }

    /// Of the two passphrases there are the one that opens it; none where it is
    /// not locked.
    fn key(&self) -> Option<(&'static str, &'static str)> {
        let begins = fs::read(self.journal()).unwrap_or_default();
        if begins.is_empty() || begins.starts_with(b"SQLite format 3\0") {
            return None;
        }
        let fits = PASSPHRASES.iter().find(|(_, words)| {
            let db = self.connection(Some(words));
            let read = db.query_row("SELECT count(*) FROM entry", [], |_| Ok(()));
            read.is_ok()
        });
        Some(*fits.expect("one of the two passphrases opens it"))
    }

    fn connection(&self, words: Option<&str>) -> Connection {
        let db = Connection::open(self.journal()).unwrap();
        if let Some(words) = words {
            db.execute_batch("PRAGMA cipher_log_level = NONE").unwrap();
            db.pragma_update(None, "key", words).unwrap();
        }
        db
    }

    /// Refuses a journal that SQLite finds damaged.
    pub fn is_whole(&self) {
        let db = self.connection(self.key().map(|(_, words)| words));
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

/// When a version was written goes on by chance, so that two machines that write
/// at once differ; what counts is what it says.
fn without_stamps(text: &str) -> String {
    let mut parts = text.split("\"changed\":\"");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str("\"changed\":\"");
        plain.push_str(part.find('"').map_or(part, |end| &part[end..]));
    }
    plain
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
