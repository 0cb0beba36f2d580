//! A week, told through a real terminal: written by keys, quit, opened again,
//! and handed over as a table.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod terminal;

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use terminal::Terminal;

/// The week of 16 November 2026, looked back on from Sunday evening.
const NOW: &str = "2026-11-22T21:14:00+01:00";

/// A new journal, opened for the first time.
fn begun() -> (TempDir, PathBuf, Terminal) {
    let home = tempfile::tempdir().unwrap();
    let journal = home.path().join("journal.db");
    let mut terminal = Terminal::open(&journal, NOW, 80, 24);
    terminal.shows("In an emergency press");
    (home, journal, terminal)
}

#[test]
fn a_week_by_keys_is_there_after_quitting_and_in_the_table() {
    let (_home, journal, mut terminal) = begun();
    terminal.press("<enter>");
    terminal.shows("Since the last dose");

    // Doses in and above the range, and an evening with wine.
    for (amount, at, said) in [
        ("2.5", "2026-11-16 09:40", "2.5 g powder, Mon 16 Nov 09:40"),
        ("2,5g", "2026-11-16 18:05", "2.5 g powder, Mon 16 Nov 18:05"),
        (
            "800mg",
            "2026-11-17 08:00",
            "0.8 g powder, Tue 17 Nov 08:00",
        ),
        ("4", "2026-11-17 19:30", "4 g powder, Tue 17 Nov 19:30"),
        ("2.5", "2026-11-20 18:05", "2.5 g powder, Fri 20 Nov 18:05"),
    ] {
        terminal.press("d");
        terminal.shows("Amount");
        terminal.press(&format!("{amount}<tab>{at}<enter>"));
        terminal.shows(said);
        if amount == "4" {
            terminal.shows("Dose above the documents' range");
            terminal.press("<enter>");
            terminal.shows("Since the last dose");
        }
    }
    terminal.press("o");
    terminal.shows("What");
    terminal.press("wine<tab>2 glasses<tab>2026-11-20 20:40");
    terminal.shows("If you take this");
    terminal.shows("WARNING");
    terminal.press("<enter>");
    terminal.shows("wine, 2 glasses, Fri 20 Nov 20:40");
    terminal.shows("Alcohol with kratom");
    terminal.press("<enter>");

    // A night, nausea, and a day said to be without.
    terminal.press("s");
    terminal.shows("In bed");
    terminal.press("2026-11-20 23:20<tab>2026-11-21 07:10<tab>5<enter>");
    terminal.shows("night 23:20 to 07:10");
    terminal.press("y");
    terminal.shows("How strong");
    terminal.press("nausea<tab>2<tab>2026-11-20 21:10<enter>");
    terminal.shows("nausea, moderate, Fri 20 Nov 21:10");
    terminal.press("0");
    terminal.shows("Date");
    terminal.press("<c-u>2026-11-19<enter>");
    terminal.shows("Thu 19 Nov");

    // The dose of Tuesday evening was 4.5 g; the one of Monday evening goes and
    // comes back.
    terminal.press("2");
    terminal.shows("entries since");
    terminal.press("/4 g powder<enter>");
    terminal.shows("4 g powder");
    terminal.press("e");
    terminal.shows("Amount");
    terminal.press("<c-u>4.5g<enter>");
    terminal.shows("4.5 g powder");
    terminal.press("<enter>");
    terminal.press("/<c-u>2.5 g powder<enter>");
    terminal.press("x");
    terminal.shows("Deleted");
    terminal.press("u");
    terminal.shows("Took back");
    terminal.press("q");
    terminal.ends();

    let mut again = Terminal::open(&journal, NOW, 80, 24);
    again.shows("Since the last dose");
    again.press("2");
    again.shows("wine, 2 glasses");
    again.shows("nausea, moderate");
    again.shows("none");
    again.press("q");
    again.ends();

    let expected = include_str!("files/week.csv");
    assert_eq!(terminal::csv_without_ids(&journal, NOW), expected);
}

#[test]
fn a_half_typed_dose_survives_a_crash() {
    let (_home, journal, mut terminal) = begun();
    terminal.press("<enter>d2.75");
    terminal.shows("2.75 g");
    terminal.kill();

    let mut again = Terminal::open(&journal, NOW, 80, 24);
    again.shows("alf-typed dose");
    again.press("<c-r>");
    again.shows("2.75 g");
    again.press("<enter>");
    again.shows("2.75 g powder, Sun 22 Nov 21:14");
    again.press("q");
    again.ends();
}

#[test]
fn a_closed_terminal_keeps_the_form_and_gives_the_screen_back() {
    for signal in ["TERM", "HUP"] {
        let home = tempfile::tempdir().unwrap();
        let journal = home.path().join("journal.db");
        let mut terminal = Terminal::open(&journal, NOW, 80, 24);
        terminal.shows("In an emergency press");
        terminal.press("<enter>n");
        terminal.shows("Note");
        terminal.press("slept bad");
        terminal.shows("slept bad");
        let sent = Command::new("kill")
            .args(["-s", signal, &terminal.process().to_string()])
            .status();
        assert!(sent.unwrap().success());
        terminal.ends();
        let mut again = Terminal::open(&journal, NOW, 80, 24);
        again.shows("alf-typed note");
        again.press("q");
        again.ends();
    }
}

#[test]
fn a_lost_connection_ends_it_and_keeps_the_form() {
    let (_home, journal, mut terminal) = begun();
    terminal.press("<enter>n");
    terminal.shows("Note");
    terminal.press("slept bad");
    terminal.shows("slept bad");
    terminal.close();
    let mut again = Terminal::open(&journal, NOW, 80, 24);
    again.shows("alf-typed note");
    again.press("q");
    again.ends();
}

#[test]
fn what_another_leaflog_writes_appears() {
    let (_home, journal, mut terminal) = begun();
    terminal.press("<enter>2");
    let wrote = Command::new(env!("CARGO_BIN_EXE_leaflog"))
        .arg("--journal")
        .arg(&journal)
        .args(["took", "peppermint tea"])
        .env("LEAFLOG_NOW", NOW)
        .env("TZ", "Europe/Berlin")
        .output()
        .unwrap();
    assert!(wrote.status.success());
    terminal.shows("peppermint tea");
    terminal.press("q");
    terminal.ends();
}

#[test]
fn a_terminal_without_utf_8_is_drawn_on_in_ascii() {
    let home = tempfile::tempdir().unwrap();
    let journal = home.path().join("journal.db");
    let environment = [("LC_ALL", Path::new("C"))];
    let mut terminal = Terminal::open_with(&journal, NOW, (80, 24), &environment);
    terminal.shows("In an emergency press");
    terminal.press("<enter>");
    terminal.shows("Since the last dose");
    assert!(terminal.screen().is_ascii(), "{}", terminal.screen());
    terminal.press("q");
    terminal.ends();
}
