//! The terminal is given back whole however leaflog leaves it: stopped and
//! brought back, ended by a signal, or fallen over; and what was half typed is
//! kept.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "targets/mod.rs"]
mod targets;
mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use chrono::DateTime;
use leaflog::clock::ZoneFrom;
use leaflog::crash;
use leaflog::domain::moment::Zone;
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::paths::Paths;
use leaflog::tui;
use leaflog::tui::app::Around;
use leaflog::tui::program::Program;
use leaflog::tui::theme::{Palette, Signs, Theme};
use portable_pty::CommandBuilder;
use terminal::Terminal;

const NOW: &str = "2026-11-22T21:14:00+01:00";

/// A word that stands nowhere else.
const CANARY: &str = "zaunkönig-kolibri";

/// A folder with a journal in it that has one note.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        home.does(&["note", "slept well"]);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn journal(&self) -> PathBuf {
        self.path("journal.db")
    }

    fn does(&self, words: &[&str]) {
        let done = Command::new(env!("CARGO_BIN_EXE_leaflog"))
            .arg("--journal")
            .arg(self.journal())
            .args(words)
            .env("HOME", self.0.path())
            .env("LEAFLOG_NOW", NOW)
            .env("TZ", "Europe/Berlin")
            .output()
            .unwrap();
        assert!(done.status.success(), "{words:?}: {done:?}");
    }

    fn open(&self) -> Terminal {
        let mut window = Terminal::open(&self.journal(), NOW, 80, 24);
        window.shows("Since the last dose");
        window
    }

    /// What was half typed is offered again, and is whole.
    fn offers(&self, typed: &str) {
        let mut again = self.open();
        again.shows("alf-typed note");
        again.press("<c-r>");
        again.shows(typed);
        again.press("<esc>");
        again.shows("Since the last dose");
        again.press("q");
        again.ends();
    }
}

fn types(window: &mut Terminal, note: &str) {
    window.press("n");
    window.shows("Note");
    window.press(note);
    window.shows(note);
}

#[test]
fn stepped_aside_with_a_form_open_it_comes_back_with_all_of_it() {
    let home = Home::new();
    // Only under a shell with jobs is there something to come back from.
    let mut shell = CommandBuilder::new("sh");
    shell.args(["-i"]);
    let name = Path::new("$ ");
    let mut window = Terminal::running(shell, &home.journal(), NOW, (80, 24), &[("PS1", name)]);
    window.ends_in("$");
    let leaflog = env!("CARGO_BIN_EXE_leaflog");
    let journal = home.journal().display().to_string();
    window.press(&format!("{leaflog} --journal {journal}<enter>"));
    window.shows("Since the last dose");
    types(&mut window, "slept badly");
    window.press("<c-z>");
    // What is typed before the prompt is there may still be for leaflog.
    window.ends_in("\n$");
    window.is_given_back();
    let shell = window.screen();
    assert!(shell.contains("Stopped"), "{shell}");
    assert!(!shell.contains("slept badly"), "{shell}");
    // Another size meanwhile.
    window.press("stty columns 70<enter>");
    window.ends_in("columns 70\n$");
    window.press("fg<enter>");
    window.shows("slept badly");
    window.press(" twice");
    window.shows("slept badly twice");
    window.press("<enter>");
    window.shows("Saved: note slept badly twice");
    window.press("q");
    window.ends_in("\n$");
    window.press("exit<enter>");
    window.ends();
}

/// A console may know of no screen beside the shell's.
#[test]
fn on_a_terminal_with_one_screen_nothing_of_the_journal_stays() {
    let home = Home::new();
    let mut said_before = CommandBuilder::new("sh");
    said_before.args([
        "-c",
        "printf 'before it\\n\\n\\n'; exec \"$0\" --journal \"$1\"",
    ]);
    said_before.arg(env!("CARGO_BIN_EXE_leaflog"));
    said_before.arg(home.journal());
    let mut window = Terminal::running(said_before, &home.journal(), NOW, (80, 24), &[]);
    window.shows("Since the last dose");
    let screen = window.on_one_screen();
    assert!(!screen.contains("before it"), "{screen}");
    window.press("2");
    window.shows("slept well");
    window.press("q");
    window.ends();
    assert_eq!(window.on_one_screen().trim(), "");
}

#[test]
fn ended_by_a_signal_with_a_form_open_it_keeps_the_form() {
    for signal in ["TERM", "HUP", "INT"] {
        let home = Home::new();
        let mut window = home.open();
        types(&mut window, "slept badly");
        let process = window.process().to_string();
        let sent = Command::new("kill").args(["-s", signal, &process]).status();
        assert!(sent.unwrap().success());
        window.ends();
        home.offers("slept badly");
    }
}

/// No room for the copy of the day is no reason to lose a word, nor to stay.
#[test]
fn a_copy_that_cannot_be_made_holds_nobody_back() {
    let home = Home(tempfile::tempdir().unwrap());
    // Even root cannot make a folder where a file is.
    fs::write(home.path("backups"), "in the way").unwrap();
    let mut window = Terminal::open(&home.journal(), NOW, 80, 24);
    window.press("<enter>");
    window.shows("Since the last dose");
    types(&mut window, "slept badly");
    window.press("<enter>");
    window.shows("Saved: note slept badly");
    window.press("q");
    window.ends();
    let said = window.screen().replace('\n', "");
    assert!(
        said.contains("What was saved is in the journal itself"),
        "{said}"
    );
    home.does(&["list"]);
}

/// The same program, at a clock that falls over once a file is there: as slicing
/// a text in the middle of a letter does, with the text in what it says.
#[test]
#[ignore = "the program that falls over, run by the test below"]
fn that_falls_over() {
    crash::tell_only_where();
    let journal = PathBuf::from(std::env::var_os("LEAFLOG_JOURNAL").unwrap());
    let home = journal.parent().unwrap().to_owned();
    let paths = Paths {
        backups: home.join("backups"),
        config: home.join("config"),
        journal,
    };
    let around = Around {
        now: DateTime::parse_from_rfc3339(NOW).unwrap().to_utc(),
        zone: falls_over,
    };
    let theme = Theme::load(Palette::Colour, Signs::Unicode).unwrap();
    let program = Program::open(paths, None, around, theme, Instant::now()).unwrap();
    tui::terminal::run(program).unwrap();
}

fn falls_over(_: &Settings) -> (Zone, ZoneFrom) {
    if Path::new(&std::env::var_os("LEAFLOG_FALLS").unwrap()).exists() {
        let inside = CANARY.find('ö').unwrap() + 1;
        assert!(CANARY[inside..].is_empty(), "{CANARY}");
    }
    let berlin = Tz::named("Europe/Berlin").unwrap();
    (Zone::Named(berlin), ZoneFrom::Setting)
}

#[test]
fn fallen_over_it_gives_the_terminal_back_and_keeps_the_form_and_the_secret() {
    let home = Home::new();
    let mut this = CommandBuilder::new(std::env::current_exe().unwrap());
    this.args(["that_falls_over", "--exact", "--ignored", "--nocapture"]);
    let (journal, falls) = (home.journal(), home.path("falls"));
    let environment = [
        ("LEAFLOG_JOURNAL", journal.as_path()),
        ("LEAFLOG_FALLS", falls.as_path()),
        ("RUST_BACKTRACE", Path::new("1")),
    ];
    let mut window = Terminal::running(this, &journal, NOW, (80, 24), &environment);
    window.shows("Since the last dose");
    types(&mut window, "slept badly");
    fs::write(&falls, "").unwrap();
    // What another leaflog writes has it look at its zone again.
    home.does(&["note", "elsewhere"]);
    window.ends_with(101);
    let said = window.screen();
    assert!(said.contains(crash::SAYS), "{said}");
    assert!(said.contains("leaflog doctor"), "{said}");
    assert!(!said.contains("slept"), "{said}");
    for secret in [CANARY, "kolibri", "inside 'ö'"] {
        assert!(!window.ever_showed(secret), "{said}");
    }
    home.offers("slept badly");
}

#[test]
fn a_report_asks_before_it_takes_the_place_of_another_file() {
    let home = Home::new();
    let taken = home.path("taken.html");
    fs::write(&taken, "another's").unwrap();
    let mut window = home.open();
    window.press("R");
    window.shows("File");
    window.press("<s-tab><c-u>");
    window.press(&taken.display().to_string());
    window.shows("taken.html");
    window.press("<enter>");
    window.shows("Enter again");
    assert_eq!(fs::read_to_string(&taken).unwrap(), "another's");
    window.press("<enter>");
    window.shows("Wrote ");
    window.press("q");
    window.ends();
    assert!(fs::read_to_string(&taken).unwrap().contains("</html>"));
}

#[test]
fn whatever_is_open_the_window_takes_any_size() {
    let home = Home::new();
    for (keys, shows) in [
        ("2", "entry since"),
        ("3", "times a day"),
        ("5", "Guide "),
        ("?", "this help"),
        ("p", "Country"),
        (",", "day start"),
        ("R", "File"),
        ("d", "Amount"),
        ("s", "In bed"),
        ("!", "CALL"),
    ] {
        let mut window = home.open();
        window.press(keys);
        window.shows(shows);
        for (columns, rows) in [(1, 1), (500, 200), (2, 1), (20, 5), (1, 200), (500, 1)] {
            window.resize(columns, rows);
        }
        window.resize(80, 24);
        window.shows(shows);
        window.kill();
    }
}

#[test]
fn a_key_typed_while_the_window_changes_its_size_is_heard() {
    let home = Home::new();
    let mut window = home.open();
    // Of a hundred such keys two or three once waited for the next.
    for round in 0..100 {
        window.resize_and_press(81 + round % 40, 24, "2");
        window.shows("1 entry since");
        window.resize_and_press(80, 25 + round % 40, "1");
        window.shows("Since the last dose");
    }
    window.press("q");
    window.ends();
}

/// The same in the program without a terminal, for everything there is.
#[test]
fn everything_is_drawn_in_any_size() {
    let sizes: Vec<u8> = [1, 2, 5, 20, 39, 40, 80, 120, 255]
        .into_iter()
        .flat_map(|columns| [1, 5, 24, 255].map(|rows| [columns, rows]))
        .flatten()
        .collect();
    for what in 0..u8::try_from(targets::EVERYTHING.len()).unwrap() {
        for some in sizes.chunks(40) {
            targets::windows(&[&[what], some].concat());
        }
    }
}
