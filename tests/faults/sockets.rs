//! No command opens a socket: asking for one ends the process under test.

use super::home::{Home, said};
use super::shim;

/// Every command that reads or writes something.
const COMMANDS: &[&str] = &[
    "dose 2.5g",
    "took zolpidem",
    "names zolpidem",
    "check 4g --took wine --why",
    "today",
    "week",
    "trends --range year",
    "patterns",
    "plan",
    "checkin",
    "emergency",
    "emergency --out card.html",
    "list",
    "summary",
    "warnings --all",
    "rules",
    "export csv",
    "export json",
    "import csv new.csv",
    "set country DE",
    "demo --days 30 --save demo.db",
    "paths",
    "completions bash",
    "man",
];

#[test]
fn no_command_opens_a_socket() {
    let home = Home::filled();
    for words in COMMANDS {
        let mut command = home.leaflog();
        shim::before(&mut command);
        let output = command.args(words.split(' ')).output().unwrap();
        assert!(output.status.success(), "{words}: {}", said(&output));
    }
}

#[test]
fn a_program_that_asks_for_one_is_ended() {
    let home = Home::empty();
    // The guard itself is tried on what a shell does for /dev/tcp.
    let mut command = std::process::Command::new("bash");
    shim::before(&mut command).current_dir(home.path(""));
    let output = command
        .args(["-c", "exec 3<>/dev/tcp/127.0.0.1/9"])
        .output()
        .unwrap();
    assert!(
        said(&output).contains("asked for a socket"),
        "{}",
        said(&output)
    );
}
