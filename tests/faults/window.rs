//! The terminal UI on a disk that fills up, and without a network.

use std::fs;
use std::path::Path;

use super::home::Home;
use super::shim;
use super::terminal::Terminal;

const NOW: &str = "2026-11-20T21:14:00+01:00";

/// A window whose disk fails in this way while the file `failing` is there.
fn open(home: &Home, fault: &str) -> Terminal {
    Terminal::open_with(
        &home.journal(),
        NOW,
        (80, 24),
        &[
            ("LD_PRELOAD", shim::library()),
            ("LEAFLOG_FAULT", Path::new(fault)),
            ("LEAFLOG_WHILE", &home.path("failing")),
        ],
    )
}

#[test]
fn on_a_full_disk_the_form_keeps_what_was_typed_until_there_is_room() {
    for fault in ["full:1", "broken:1", "short:1"] {
        let home = Home::filled();
        let mut window = open(&home, fault);
        window.shows("Since the last dose");
        window.press("n");
        window.shows("Note");
        window.press("canary on the roof");
        window.shows("canary on the roof");
        fs::write(home.path("failing"), "").unwrap();
        window.press("<enter>");
        window.shows(if fault == "broken:1" {
            "the disk would not"
        } else {
            "no space left"
        });
        window.shows("canary on the roof");
        let list = home.does("list --json");
        assert!(!list.contains("on the roof"), "{fault}");
        fs::remove_file(home.path("failing")).unwrap();
        window.press("<enter>");
        window.shows("Saved: note canary on the roof");
        window.press("q");
        window.ends();
        let list = home.does("list --json");
        assert!(list.contains("canary on the roof"), "{fault}");
        home.is_whole();
    }
}

#[test]
fn no_page_opens_a_socket() {
    let home = Home::filled();
    let mut window = open(&home, "none:0");
    window.shows("Since the last dose");
    for (key, shows) in [
        ("2", "entries since"),
        ("3", "times a day"),
        ("4", "No list is complete"),
        ("5", "Guide "),
        ("!", "CALL"),
        ("<esc>", "Guide "),
        ("1o", "What"),
        ("zolpidem", "zolpidem"),
        ("<c-c>", "Since the last dose"),
    ] {
        window.press(key);
        window.shows(shows);
    }
    window.press("q");
    window.ends();
}
