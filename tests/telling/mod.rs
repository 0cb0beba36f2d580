//! A home of its own for a story, what is typed in it, and what comes back.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    reason = "a story that cannot be told is a failed test"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

pub const LEAFLOG: &str = env!("CARGO_BIN_EXE_leaflog");

/// A home, a present and a zone, and what was said so far.
pub struct Story {
    pub home: tempfile::TempDir,
    pub now: String,
    pub tz: String,
    saved: Vec<String>,
    pub told: String,
}

impl Story {
    pub fn new() -> Story {
        Story {
            home: tempfile::tempdir().unwrap(),
            now: "2026-11-20T21:14:00+01:00".to_owned(),
            tz: "Europe/Berlin".to_owned(),
            saved: Vec::new(),
            told: String::new(),
        }
    }

    pub fn leaflog(&self) -> Command {
        let mut command = Command::new(LEAFLOG);
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("TERM", "xterm-256color")
            .env("LEAFLOG_NOW", &self.now)
            .env("TZ", &self.tz)
            .current_dir(self.home.path());
        command
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn journal(&self) -> PathBuf {
        self.path(".local/share/leaflog/journal.db")
    }

    /// Types one line and keeps what comes back.
    pub fn line(&mut self, line: &str) {
        let (typed, stdin) = match line.split_once(" < ") {
            Some((typed, stdin)) => (typed, bytes(stdin)),
            None => (line, Vec::new()),
        };
        let words = words(typed);
        let rest: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        match (words[0].as_str(), rest.as_slice()) {
            ("leaflog", rest) => self.run(rest, &stdin),
            ("now", [now]) => (*now).clone_into(&mut self.now),
            ("tz", [tz]) => (*tz).clone_into(&mut self.tz),
            ("write", [name, text]) => {
                fs::write(self.path(name), bytes(text)).unwrap();
                // What is in leaflog's own folder is as leaflog makes it.
                if name.starts_with(".local") {
                    let own = fs::Permissions::from_mode(0o600);
                    fs::set_permissions(self.path(name), own).unwrap();
                }
            }
            ("cat", [name]) => {
                let text = fs::read_to_string(self.path(name)).unwrap();
                self.tell("", &text);
            }
            ("sql", [name, statement]) => {
                let db = rusqlite::Connection::open(self.path(name)).unwrap();
                db.execute_batch(statement).unwrap();
            }
            (other, _) => panic!("{other} is nothing a story can say"),
        }
    }

    fn run(&mut self, words: &[&str], stdin: &[u8]) {
        let words = words.iter().map(|word| match word.strip_prefix('@') {
            Some(n) => self.saved[n.parse::<usize>().unwrap() - 1].clone(),
            None => (*word).to_owned(),
        });
        let mut command = self.leaflog();
        command.args(words);
        let output = with_stdin(&mut command, stdin);
        self.saved.extend(saved_id(&output));
        self.tell("", &String::from_utf8_lossy(&output.stdout));
        self.tell("! ", &String::from_utf8_lossy(&output.stderr));
        match output.status.code() {
            Some(0) => {}
            Some(code) => writeln!(self.told, "= {code}").unwrap(),
            None => writeln!(self.told, "= a signal").unwrap(),
        }
    }

    fn tell(&mut self, sign: &str, text: &str) {
        let home = self.home.path().display().to_string();
        for line in text.lines() {
            let mut line = without_ids(&line.replace(&home, "~"));
            // How much room there is, is this machine's.
            if line.contains("space") && line.ends_with(" free") {
                let kept = line.find(|sign: char| sign.is_ascii_digit()).unwrap();
                line.replace_range(kept.., "… free");
            }
            writeln!(self.told, "{}", format!("{sign}{line}").trim_end()).unwrap();
        }
    }
}

pub fn with_stdin(command: &mut Command, stdin: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads nothing closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

/// Words as a shell reads them, with single and double quotes.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for sign in line.chars() {
        match (quote, sign) {
            (None, '"' | '\'') => {
                quote = Some(sign);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (Some(open), sign) if sign == open => quote = None,
            (_, sign) => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    words
}

/// `\n`, `\r`, `\t` and `\xNN` as the bytes they stand for.
fn bytes(text: &str) -> Vec<u8> {
    let text = text.trim_matches('"');
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend(rest[..at].bytes());
        let (byte, len) = match &rest[at + 1..=at + 1] {
            "n" => (b'\n', 2),
            "r" => (b'\r', 2),
            "t" => (b'\t', 2),
            "x" => (u8::from_str_radix(&rest[at + 2..at + 4], 16).unwrap(), 4),
            _ => (b'\\', 1),
        };
        bytes.push(byte);
        rest = &rest[at + len..];
    }
    bytes.extend(rest.bytes());
    bytes
}

/// The short id at the end of what was saved.
fn saved_id(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| line.starts_with("saved"))?;
    line.split_whitespace().next_back().map(str::to_owned)
}

/// A change is written some milliseconds after its second: `20:14:00.194Z`.
fn without_chance(line: &str) -> String {
    let at = line.find("Z\"").and_then(|end| end.checked_sub(4));
    let is_chance = |at: usize| line.get(at..at + 1) == Some(".");
    match at.filter(|at| is_chance(*at)) {
        Some(at) => format!("{}{}", &line[..at], &line[at + 4..]),
        None => line.to_owned(),
    }
}

/// Ids are new every time: whole ones, and short ones where they stand.
fn without_ids(line: &str) -> String {
    let mut line = without_chance(line);
    for word in line.clone().split([' ', '"', ',', ':']) {
        if is_hex(word, 36) {
            line = line.replacen(word, "ID", 1);
        }
    }
    for before in ["   ", "  ", "id ", "id: ", ": ", "[2m"] {
        let at = line.rfind(before).map(|at| at + before.len());
        let found = at.and_then(|at| Some((at, line.get(at..at + 6)?)));
        if let Some((at, word)) = found
            && is_hex(word, 6)
            && line[at + 6..]
                .chars()
                .next()
                .is_none_or(|c| matches!(c, ' ' | '\u{1b}'))
        {
            line.replace_range(at..at + 6, "ID");
        }
    }
    line
}

pub fn is_hex(word: &str, long: usize) -> bool {
    word.len() == long && word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// The first line that is not as it was told.
pub fn difference(before: &str, now: &str) -> String {
    let mut both = before.lines().zip(now.lines());
    match both.position(|(before, now)| before != now) {
        Some(n) => format!(
            "line {}\n  was  {}\n  now  {}\n\n{now}",
            n + 1,
            before.lines().nth(n).unwrap(),
            now.lines().nth(n).unwrap()
        ),
        None => format!("it is longer or shorter:\n{now}"),
    }
}
