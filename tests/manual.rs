//! The manual against the program: every example in it is run, and every
//! command, option, key, column and link it names is held to what there is.
//!
//! In a page of `docs`, a block fenced `console` is typed line by line into a
//! shell, in an empty home, under a fixed clock: lines that begin with `$` are
//! typed, what follows is the answer, as far as it is shown before a `…`. A block fenced `keys` is played on the
//! journal of that home: a line that begins with `press` is typed, each other
//! line must then stand on the screen, one below the other. Comments hold what a
//! reader need not see:
//!
//! ```text
//! <!-- $ now 2026-11-20T21:14:00+01:00 -->    as in a story of tests/cli.rs
//! <!-- $ answer "Question: " "words" -->      typed where the next line asks that
//! ```
//!
//! `STORIES=write cargo test --test manual` writes answers and the tables of keys
//! and columns anew, to be read before they are kept.

#![expect(clippy::unwrap_used, reason = "a page that cannot be read fails")]

mod stage;
mod telling;
mod terminal;

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use chrono::DateTime;
use leaflog::domain::Kind;
use leaflog::domain::field::columns;
use leaflog::export::dictionary;
use leaflog::store::Store;
use leaflog::tui::keymap::{Bind, Keymap};
use portable_pty::CommandBuilder;
use stage::{Setting, Stage};
use telling::{LEAFLOG, Story, difference, is_hex, words};
use terminal::Terminal;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages that travel with the program, by name.
fn pages() -> Vec<(&'static str, String)> {
    let names = leaflog::cli::PAGES.iter().map(|page| page.name);
    names
        .map(|name| (name, read(format!("docs/{name}.md"))))
        .collect()
}

// --- the examples ------------------------------------------------------------

/// How long a question stands before it is taken for one that no answer meets.
const SILENCE: Duration = Duration::from_mins(1);

/// What a reader sees in place of ids, which are new every time.
const IDS: [&str; 12] = [
    "3f9a21", "b07c4e", "58d1f0", "e26a93", "0c7b5d", "9ae414", "71f8c2", "d45e06", "2b93ad",
    "c618f7", "86e02b", "f3a57d",
];

/// A page as it is run.
struct Run {
    story: Story,
    /// Real ids, in the order they were seen.
    ids: Vec<String>,
    /// Questions to come, and what to type there.
    answers: Vec<(String, String)>,
    /// The page with the answers of now.
    told: String,
}

impl Run {
    fn of(page: &str) -> String {
        let mut run = Run {
            story: Story::new(),
            ids: Vec::new(),
            answers: Vec::new(),
            told: String::new(),
        };
        let lines: Vec<&str> = page.lines().collect();
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            run.tell(line);
            at += 1;
            let Some(info) = line.strip_prefix("```") else {
                run.comment(line);
                continue;
            };
            let inside = lines[at..].iter().position(|line| *line == "```").unwrap();
            let block = &lines[at..at + inside];
            match info {
                "console" => run.console(block),
                "keys" => run.play(block),
                _ => block.iter().for_each(|line| run.tell(line)),
            }
            at += inside;
            run.tell(lines[at]);
            at += 1;
        }
        run.told
    }

    fn tell(&mut self, line: &str) {
        self.told.push_str(line.trim_end());
        self.told.push('\n');
    }

    /// What a reader need not see.
    fn comment(&mut self, line: &str) {
        let deed = line
            .strip_prefix("<!-- $ ")
            .and_then(|line| line.strip_suffix(" -->"));
        let Some(deed) = deed else {
            return;
        };
        match words(deed).as_slice() {
            [answer, asked, typed] if answer == "answer" => {
                self.answers.push((asked.clone(), typed.clone()));
            }
            _ => self.story.line(deed),
        }
    }

    /// Types each line into a shell; both streams come back, as on a terminal.
    /// An answer that ends in `…` is told as far as before.
    fn console(&mut self, block: &[&str]) {
        let mut rest = block;
        while let [line, after @ ..] = rest {
            let typed = line.strip_prefix("$ ").expect("an example begins with $");
            let long = after.iter().position(|line| line.starts_with("$ "));
            let (before, after) = after.split_at(long.unwrap_or(after.len()));
            self.tell(line);
            let said = self.typed(typed);
            match before {
                [shown @ .., "…"] => {
                    said.iter()
                        .take(shown.len())
                        .for_each(|line| self.tell(line));
                    self.tell("…");
                }
                _ => said.iter().for_each(|line| self.tell(line)),
            }
            rest = after;
        }
    }

    fn typed(&mut self, typed: &str) -> Vec<String> {
        let mut line = typed.to_owned();
        for (shown, real) in IDS.iter().zip(&self.ids) {
            line = line.replace(shown, real);
        }
        let said = if self.answers.is_empty() {
            self.shell(&line)
        } else {
            self.asked(&line)
        };
        let home = self.story.home.path().display().to_string();
        let said = said.replace("\r\n", "\n").replace(&home, "~");
        said.lines().map(|line| self.with_known_ids(line)).collect()
    }

    fn environment(&self) -> Vec<(String, String)> {
        let leaflog = self.story.leaflog();
        let text = |it: &std::ffi::OsStr| it.to_string_lossy().into_owned();
        let mut set: Vec<_> = leaflog
            .get_envs()
            .filter_map(|(name, value)| Some((text(name), text(value?))))
            .collect();
        let beside = Path::new(LEAFLOG).parent().unwrap().display();
        set.push(("PATH".to_owned(), format!("{beside}:/usr/bin:/bin")));
        set.push(("NO_COLOR".to_owned(), "1".to_owned()));
        set
    }

    fn shell(&self, line: &str) -> String {
        let done = Command::new("sh")
            .args(["-c", &format!("exec 2>&1; {line}")])
            .env_clear()
            .envs(self.environment())
            .current_dir(self.story.home.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        String::from_utf8(done.stdout).unwrap()
    }

    /// The same at a terminal, where questions are asked.
    fn asked(&mut self, line: &str) -> String {
        let size = portable_pty::PtySize::default();
        let pair = portable_pty::native_pty_system().openpty(size).unwrap();
        let mut command = portable_pty::CommandBuilder::new("sh");
        command.args(["-c", line]);
        command.env_clear();
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd(self.story.home.path());
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let mut writer = pair.master.take_writer().unwrap();
        let mut answers = std::mem::take(&mut self.answers).into_iter().peekable();
        let (mut shown, mut heard) = (Vec::new(), 0);
        let (sender, output) = mpsc::channel();
        // The terminal ends with an error once nobody is left on it.
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                let _ = sender.send(bytes[..read].to_vec());
            }
        });
        loop {
            match output.recv_timeout(SILENCE) {
                Ok(bytes) => shown.extend(bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    child.kill().unwrap();
                    let shown = String::from_utf8_lossy(&shown);
                    panic!("{line} waits for an answer the page does not give:\n{shown}");
                }
            }
            let text = String::from_utf8_lossy(&shown[heard..]).into_owned();
            if answers
                .peek()
                .is_some_and(|(asked, _)| text.contains(asked))
            {
                let (_, typed) = answers.next().unwrap();
                heard = shown.len();
                writer.write_all(format!("{typed}\n").as_bytes()).unwrap();
            }
        }
        child.wait().unwrap();
        String::from_utf8(shown).unwrap()
    }

    /// Ids stand at the end of a line, after two spaces or "id ".
    fn with_known_ids(&mut self, line: &str) -> String {
        let line = line.trim_end();
        // How much room there is, is this machine's.
        if line.starts_with("ok     space") {
            return "ok     space        80 GB free".to_owned();
        }
        let Some((before, word)) = line.rsplit_once(' ') else {
            return line.to_owned();
        };
        let stands = before.ends_with(' ') || before.ends_with("id") || before.ends_with("id:");
        let word = word.to_owned();
        if !stands || !is_hex(&word, 6) {
            return line.to_owned();
        }
        let at = self.ids.iter().position(|id| *id == word);
        let at = at.unwrap_or_else(|| {
            self.ids.push(word);
            self.ids.len() - 1
        });
        format!("{before} {}", IDS[at])
    }

    /// Presses keys on the journal of this home. A line that does not stand on
    /// the screen becomes the one most like it.
    fn play(&mut self, lines: &[&str]) {
        let journal = self.story.journal();
        let store = Store::open(&journal, &journal.with_file_name("backups")).unwrap();
        let now = DateTime::parse_from_rfc3339(&self.story.now).unwrap();
        let mut stage = Stage::at(store, now.to_utc(), &Setting::default());
        // The page of the first start; it is not there a second time.
        let mut from = 0;
        for line in lines {
            if let Some(keys) = line.strip_prefix("press ") {
                stage.press(&pressed(keys));
                from = 0;
                self.tell(line);
                continue;
            }
            let picture = stage.picture();
            let rows: Vec<String> = picture.lines().map(without_frame).collect();
            let wanted = without_frame(line);
            let found = rows[from..].iter().position(|row| row.contains(&wanted));
            if let Some(at) = found {
                from += at + 1;
                self.tell(line);
            } else {
                let like = |row: &String| strsim::jaro(row, &wanted);
                let near = rows.iter().max_by(|a, b| like(a).total_cmp(&like(b)));
                let near = near.unwrap().clone();
                self.tell(&near);
            }
        }
    }
}

/// A row of the screen without frames and with single spaces.
fn without_frame(row: &str) -> String {
    let row = row.replace(['│', '┌', '┐', '└', '┘', '─', '├', '┤'], " ");
    row.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `d 2.5 Enter` as the stage reads it; words in quotes keep their spaces.
fn pressed(keys: &str) -> String {
    let key = |word: &String| match word.as_str() {
        "Enter" | "Esc" | "Tab" | "Up" | "Down" | "Left" | "Right" | "Home" | "End" | "Space" => {
            format!("<{}>", word.to_lowercase())
        }
        "F1" => "<f1>".to_owned(),
        "Shift-Tab" => "<s-tab>".to_owned(),
        "PageDown" => "<pgdn>".to_owned(),
        "PageUp" => "<pgup>".to_owned(),
        typed => match typed.strip_prefix("Ctrl-") {
            Some(letter) => format!("<c-{letter}>"),
            None => typed.to_owned(),
        },
    };
    words(keys).iter().map(key).collect()
}

/// Holds a file against what it should say, or writes it.
fn holds(path: &Path, before: &str, now: &str) -> Result<(), String> {
    if before.trim_end() == now.trim_end() {
        return Ok(());
    }
    if env::var_os("STORIES").is_some() {
        fs::write(path, now).unwrap();
        return Ok(());
    }
    let said = difference(before.trim_end(), now.trim_end());
    Err(format!("{}, {said}", path.display()))
}

#[test]
fn every_example_answers_as_the_page_says() {
    let run = |(name, page): &(&str, String)| {
        let path = root().join(format!("docs/{name}.md"));
        holds(&path, page, &Run::of(page)).err()
    };
    let pages = pages();
    let wrong: Vec<String> = thread::scope(|scope| {
        let runs: Vec<_> = pages
            .iter()
            .map(|page| scope.spawn(move || run(page)))
            .collect();
        let done = runs.into_iter().map(|run| run.join().unwrap());
        done.flatten().collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

// --- commands and options ------------------------------------------------------

/// The commands of the program, as its help lists them.
fn commands() -> BTreeSet<String> {
    let help = help(&["--help"]);
    let list = help.split("\nOptions:").next().unwrap_or_default();
    let rows = list.lines().filter(|line| line.starts_with("  "));
    rows.filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}

fn help(words: &[&str]) -> String {
    let done = Command::new(LEAFLOG).args(words).output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}

/// All that stands as code in a page, in spans and as typed lines of blocks, and
/// whether it is run.
fn code(page: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut fence = None;
    for line in page.lines() {
        match (fence, line.strip_prefix("```")) {
            (None, Some(info)) => fence = Some(info),
            (Some(_), Some(_)) => fence = None,
            (Some("console"), None) => {
                found.extend(line.strip_prefix("$ ").map(|line| (line.to_owned(), true)));
            }
            // What a line is for stands behind two spaces.
            (Some(""), None) => found.extend(line.split("  ").map(|it| (it.to_owned(), false))),
            (Some(_) | None, None) => {}
        }
    }
    let mut prose = String::new();
    let mut is_block = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_block = !is_block;
        } else if !is_block {
            prose.push_str(line);
            prose.push(' ');
        }
    }
    let spans = prose.split('`').skip(1).step_by(2);
    found.extend(spans.map(|span| (span.to_owned(), false)));
    found
}

/// The words after each `leaflog` of a line.
fn called(code: &str) -> Vec<Vec<String>> {
    let parts = code.split(['|', ';', '&']);
    let called = parts.filter_map(|part| {
        let words = words(part.trim());
        (words.first()? == "leaflog").then(|| words[1..].to_vec())
    });
    called.collect()
}

/// Options that every command takes.
const SHARED: [&str; 8] = [
    "--journal",
    "--passphrase-file",
    "--color",
    "--theme",
    "--ascii",
    "--plain",
    "--help",
    "--version",
];

#[test]
fn every_command_is_in_the_manual_and_the_manual_names_no_other() {
    let commands = commands();
    assert!(commands.len() > 40, "{commands:?}");
    let mut named = BTreeSet::new();
    let mut wrong = Vec::new();
    let texts = ["README.md", "PRIVACY.md", "SECURITY.md"];
    let texts = texts.map(|name| (name, read(name)));
    for (name, page) in pages().into_iter().chain(texts) {
        for (code, is_run) in code(&page) {
            for words in called(&code) {
                let command = words.iter().find(|word| commands.contains(*word));
                named.extend(command.cloned());
                // What is run answers for itself, also where it is wrong on purpose.
                if !is_run {
                    wrong.extend(unknown(&words, command).map(|it| format!("{name}: {it}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unnamed: Vec<_> = commands.difference(&named).collect();
    assert!(unnamed.is_empty(), "in no page: {unnamed:?}");
}

/// What stands in a sentence or a table is typed too: it may find nothing to do,
/// or nobody to ask, but its words are right.
#[test]
fn what_is_named_in_a_sentence_can_be_typed() {
    let texts = ["README.md", "PRIVACY.md", "SECURITY.md"];
    let texts = texts.map(|name| (name, read(name)));
    let all: Vec<_> = pages().into_iter().chain(texts).collect();
    let wrong: Vec<String> = thread::scope(|scope| {
        let runs: Vec<_> = all
            .iter()
            .map(|(name, page)| scope.spawn(move || mistyped(name, page)))
            .collect();
        let done = runs.into_iter().map(|run| run.join().unwrap());
        done.flatten().collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What leaflog takes for wrong words, in a home that has something of most.
fn mistyped(name: &str, page: &str) -> Vec<String> {
    let story = Story::new();
    for first in [
        vec!["plan", "step", "8g", "--from", "2026-11-01"],
        vec!["plan", "step", "6g", "--from", "2026-11-15"],
        vec!["dose", "2.5g", "--at", "18:05"],
        vec![
            "product",
            "Green bag",
            "--unit",
            "scoop",
            "--weighs",
            "2.2g",
        ],
    ] {
        assert!(
            telling::with_stdin(story.leaflog().args(first), b"")
                .status
                .success()
        );
    }
    let mut wrong = Vec::new();
    let named = code(page).into_iter().filter(|(_, is_run)| !is_run);
    for words in named.flat_map(|(code, _)| called(&code)) {
        // One word alone is the name of a command; FILE and ID stand for
        // something; `<(` is the shell's.
        let is_name = words.len() == 1;
        let stands_for = |word: &String| ["FILE", "ID"].contains(&word.as_str());
        if is_name
            || words
                .iter()
                .any(|word| stands_for(word) || word.starts_with("<("))
        {
            continue;
        }
        let done = telling::with_stdin(story.leaflog().args(&words), b"words");
        if !matches!(done.status.code(), Some(0 | 1)) {
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            wrong.push(format!("{name}: leaflog {words:?}: {said}"));
        }
    }
    wrong
}

/// The first word or option that leaflog does not know.
fn unknown(words: &[String], command: Option<&String>) -> Option<String> {
    let before = words.iter().take_while(|word| Some(*word) != command);
    let mut is_value = false;
    for word in before {
        if !word.starts_with('-') && !is_value {
            return Some(format!("leaflog {word}"));
        }
        is_value =
            ["--journal", "--passphrase-file", "--color", "--theme"].contains(&word.as_str());
    }
    let takes = command.map_or_else(String::new, |command| help(&[command, "--help"]));
    let signs = |c: char| c.is_whitespace() || ",[=".contains(c);
    let options = words.iter().filter(|word| word.starts_with("--"));
    options
        .map(|option| option.split('=').next().unwrap_or(option))
        .find(|option| !SHARED.contains(option) && !takes.split(signs).any(|it| it == *option))
        .map(|option| format!("leaflog {words:?}: {option}"))
}

// --- tables --------------------------------------------------------------------

/// Where a key works, by the heading under which it stands. A row stands under
/// the first heading it has a place of.
const PLACES: &[(&str, &[&str])] = &[
    ("On every screen", &["everywhere"]),
    ("Today and Journal", &["journal", "today"]),
    ("Trends, and patterns", &["trends", "patterns"]),
    (
        "Warnings, and the Guide",
        &["warnings", "guide", "lookup", "why"],
    ),
    ("While you write something down", &["form"]),
    ("About you, and your plan", &["about", "plan", "plan-kind"]),
    ("Check-ins", &["checkins", "checkin", "question"]),
    (
        "Settings, country, report, handover, search",
        &["settings", "country", "report", "handover", "search"],
    ),
    (
        "What stands over a screen",
        &["card", "urgent", "emergency", "help", "ask"],
    ),
    (
        "The first page, and a locked or hidden journal",
        &["start", "unlock", "passphrase", "hidden"],
    ),
];

/// What a place is called for someone who does not know its name in the table.
fn called_place(context: &str) -> &str {
    match context {
        "journal" => "Journal",
        "today" => "Today",
        "trends" => "Trends",
        "warnings" => "Warnings",
        "guide" => "Guide",
        "lookup" => "a name looked up",
        "why" => "the reasons",
        "about" => "about you",
        "checkins" => "the list",
        "plan-kind" => "a new line of it",
        "checkin" => "one of them",
        "question" | "ask" => "a question",
        "card" => "worth knowing",
        "urgent" => "an urgent warning",
        "start" => "first page",
        "unlock" => "locked",
        "passphrase" => "a new passphrase",
        other => other,
    }
}

/// The heading under which a row of the table stands: the first that it, or one
/// that says the same of the same keys, has a place of.
fn heading_of(keymap: &Keymap, bind: &Bind) -> Option<&'static str> {
    let same: Vec<&Bind> = keymap
        .binds()
        .iter()
        .filter(|other| other.say == bind.say && keys(other) == keys(bind))
        .collect();
    let has = |place: &&str| same.iter().any(|bind| bind.is_in(place));
    PLACES
        .iter()
        .find(|(_, places)| places.iter().any(has))
        .map(|(heading, _)| *heading)
}

/// The rows under a heading, as Markdown. Rows that say the same of the same keys
/// are one.
fn rows(keymap: &Keymap, heading: &str, places: &[&str]) -> String {
    let mut rows: Vec<(String, BTreeSet<&str>)> = Vec::new();
    for bind in keymap.binds() {
        let row = format!("| {} | {}", keys(bind), bind.say);
        let here = places.iter().copied().filter(|place| bind.is_in(place));
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, there)) => there.extend(here),
            None if heading_of(keymap, bind) == Some(heading) => rows.push((row, here.collect())),
            None => {}
        }
    }
    let mut text = String::from("| key | what it does |\n|---|---|\n");
    for (row, there) in rows {
        let only = if there.len() == places.len() {
            String::new()
        } else {
            let names = places.iter().filter(|place| there.contains(**place));
            let names: Vec<&str> = names.map(|place| called_place(place)).collect();
            format!(" ({})", names.join(", "))
        };
        writeln!(text, "{row}{only} |").unwrap();
    }
    text
}

fn keys(bind: &Bind) -> String {
    let keys = bind.keys.iter().map(|key| format!("`{}`", key.shown()));
    keys.collect::<Vec<_>>().join(" ")
}

/// The page with the table under each heading drawn anew.
fn with_tables(page: &str, tables: &[(&str, String)]) -> String {
    let mut told = String::new();
    let mut heading = "";
    let mut drawn = BTreeSet::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            heading = name;
        }
        let table = tables.iter().find(|(name, _)| *name == heading);
        match table {
            Some((name, table)) if line.starts_with('|') => {
                if drawn.insert(*name) {
                    told.push_str(table);
                }
            }
            _ => {
                told.push_str(line);
                told.push('\n');
            }
        }
    }
    for (name, _) in tables {
        assert!(drawn.contains(name), "no table under {name:?}");
    }
    told
}

#[test]
fn the_page_of_keys_is_the_table_of_keys() {
    let keymap = Keymap::load().unwrap();
    for bind in keymap.binds() {
        let nowhere = format!("{} in {:?}", keys(bind), bind.contexts);
        assert!(heading_of(&keymap, bind).is_some(), "on no page: {nowhere}");
    }
    let tables: Vec<(&str, String)> = PLACES
        .iter()
        .map(|(heading, places)| (*heading, rows(&keymap, heading, places)))
        .collect();
    let path = root().join("docs/keys.md");
    let page = fs::read_to_string(&path).unwrap();
    holds(&path, &page, &with_tables(&page, &tables)).unwrap();
}

#[test]
fn the_page_of_columns_has_every_column_in_order() {
    let rows = dictionary::of_journal();
    let mut named: Vec<&str> = rows.iter().map(|row| row.column.as_str()).collect();
    named.dedup();
    assert_eq!(named, columns());
    let mut table = String::from("| column | of | what it is |\n|---|---|---|\n");
    for row in &rows {
        let kinds: Vec<&str> = row.kinds.iter().map(|kind| kind.name()).collect();
        let of = if kinds.len() == Kind::ALL.len() {
            "all".to_owned()
        } else {
            kinds.join(", ")
        };
        writeln!(table, "| `{}` | {of} | {} |", row.column, row.is.means).unwrap();
    }
    let path = root().join("docs/spreadsheets.md");
    let page = fs::read_to_string(&path).unwrap();
    holds(&path, &page, &with_tables(&page, &[("The columns", table)])).unwrap();
}

// --- links -----------------------------------------------------------------------

/// The files a text links to, without what lies on the web.
fn links(text: &str) -> Vec<String> {
    let parts = text.split("](").skip(1);
    let found = parts.filter_map(|part| part.split_once(')').map(|(link, _)| link.to_owned()));
    found
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    let texts = ["README.md", "PRIVACY.md", "SECURITY.md", "docs/README.md"];
    let pages = pages();
    let names = pages.iter().map(|(name, _)| format!("docs/{name}.md"));
    for name in texts.map(str::to_owned).into_iter().chain(names) {
        let folder = root().join(&name).parent().unwrap().to_owned();
        for link in links(&read(&name)) {
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let there = folder.join(file);
            let text = fs::read_to_string(&there).unwrap_or_default();
            let has = |line: &str| anchor(line) == heading;
            if !there.exists() || !heading.is_empty() && !text.lines().any(has) {
                wrong.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A heading as it is linked to.
fn anchor(line: &str) -> String {
    let title = line.trim_start_matches('#').trim().to_lowercase();
    let kept = title
        .chars()
        .filter(|c| c.is_alphanumeric() || " -".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_page_is_found_from_the_first_one() {
    let linked = |text: &str| links(text).into_iter().collect::<BTreeSet<_>>();
    let index = linked(&read("docs/README.md"));
    for page in leaflog::cli::PAGES {
        let file = format!("{}.md", page.name);
        assert!(
            index.contains(&file),
            "docs/README.md does not lead to {file}"
        );
    }
    let readme = linked(&read("README.md"));
    for file in fs::read_dir(root().join("docs")).unwrap() {
        let name = file.unwrap().file_name().to_string_lossy().into_owned();
        let is_found = index.contains(&name) || readme.contains(&format!("docs/{name}"));
        let is_page = Path::new(&name).extension().is_some_and(|it| it == "md");
        assert!(is_found || !is_page, "nothing leads to docs/{name}");
    }
    for name in ["PRIVACY.md", "SECURITY.md", "docs/README.md"] {
        assert!(readme.contains(name), "README.md does not lead to {name}");
    }
    for page in leaflog::cli::PAGES {
        let file = format!("docs/{}.md", page.name);
        assert!(readme.contains(&file), "README.md does not lead to {file}");
    }
}

/// One to two screens; what is looked up and not read may be longer.
#[test]
fn a_page_is_read_in_one_sitting() {
    let looked_up = ["keys", "spreadsheets", "command-line"];
    for (name, page) in pages() {
        let lines = page
            .lines()
            .filter(|line| !line.starts_with("<!--"))
            .count();
        assert!(
            looked_up.contains(&name) || lines <= 130,
            "{name} has {lines} lines"
        );
        assert!(page.starts_with("# "), "{name} begins with its title");
    }
}

/// Help where the letters themselves would come out wrong.
#[test]
fn a_terminal_that_shows_no_utf_8_is_told_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let journal = home.path().join("journal.db");
    for (says, is_told) in [("C", true), ("C.UTF-8", false)] {
        let environment = [("LC_ALL", Path::new(says))];
        let mut window = Terminal::open_with(&journal, stage::NOW, (80, 24), &environment);
        window.shows("In an emergency press");
        window.press("q");
        window.ends();
        let told = window.ever_showed("This terminal says that it shows no UTF-8");
        assert_eq!(told, is_told, "{says}");
        assert_eq!(
            window.ever_showed("LC_ALL=C.UTF-8 leaflog"),
            is_told,
            "{says}"
        );
    }
}

/// What a person sees who types these words at a terminal, with this `PAGER`.
fn at_a_terminal(words: &[&str], pager: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let journal = home.path().join("journal.db");
    let now = "2026-11-20T21:14:00+01:00";
    let environment = [("PAGER", Path::new(pager)), ("LESS", Path::new("FRX"))];
    let mut window = Terminal::typing(&journal, words, now, (100, 600), &environment);
    window.ends();
    window.screen()
}

#[test]
fn a_page_is_read_through_the_program_a_person_chose() {
    let shown = at_a_terminal(&["man", "keys"], "sed s/^/through:/");
    let title = shown.lines().next().unwrap();
    assert_eq!(title.trim_end(), "through:Keys", "{shown}");
    let list = at_a_terminal(&["man"], "sed s/^/through:/");
    assert!(
        list.contains("through:  leaflog man first-evening"),
        "{list}"
    );
    // Put away half read, it is no error.
    let shown = at_a_terminal(&["man", "command-line"], "head -n 1");
    assert_eq!(shown.trim_end(), "Without the screens");
}

#[test]
fn a_page_is_shown_where_nothing_can_turn_it() {
    for pager in [
        "",
        "cat",
        "no-such-program-here",
        // It may not be run; it fails before it has read anything; it is cut down.
        "exit 126",
        "exit 2",
        "kill -TERM $$",
        // Ctrl-c is meant for it.
        "kill -INT $PPID; exit 1",
    ] {
        let shown = at_a_terminal(&["man", "keys"], pager);
        assert!(shown.contains("Keys"), "{pager}: {shown}");
    }
    // What was read is not shown again, however it ended.
    let shown = at_a_terminal(&["man", "keys"], "sed s/^/through:/; exit 3");
    assert!(shown.contains("through:Keys"), "{shown}");
    assert!(!shown.contains("\nKeys"), "{shown}");
    let shown = at_a_terminal(&["man", "keys", "--plain"], "sed s/^/through:/");
    assert!(!shown.contains("through:"), "{shown}");
}

#[test]
fn less_is_told_to_show_what_is_bold_whatever_else_it_was_told() {
    let home = tempfile::tempdir().unwrap();
    let less = home.path().join("less");
    fs::write(&less, "#!/bin/sh\necho \"$* with $LESS\"\n").unwrap();
    fs::set_permissions(&less, fs::Permissions::from_mode(0o755)).unwrap();
    let now = "2026-11-20T21:14:00+01:00";
    let environment = [("PATH", home.path()), ("LESS", Path::new("FX"))];
    let journal = home.path().join("journal.db");
    let mut command = CommandBuilder::new(LEAFLOG);
    command.args(["man", "keys"]);
    command.env_remove("PAGER");
    let mut window = Terminal::running(command, &journal, now, (100, 600), &environment);
    window.ends();
    assert!(window.ever_showed("-R with FX"), "{}", window.screen());
}

/// What is written for the man program is for no eye.
#[test]
fn a_person_never_sees_what_the_man_program_reads() {
    for words in [&["man"][..], &["man", "--of", "dose"]] {
        let shown = at_a_terminal(words, "");
        assert!(!shown.contains(".SH"), "{shown}");
        assert!(!shown.contains(".TH"), "{shown}");
        assert!(shown.contains("leaflog"), "{shown}");
    }
    for words in [&["man"][..], &["man", "--of", "dose"]] {
        let done = Command::new(LEAFLOG).args(words).output().unwrap();
        let page = String::from_utf8(done.stdout).unwrap();
        assert!(page.contains(".TH leaflog"), "{page}");
    }
}
