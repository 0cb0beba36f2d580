//! No command opens a socket: asking for one ends the process under test.

use super::home::{Home, said};
use super::shim;

/// Every command, in a home where one finds what another left.
const COMMANDS: &[&str] = &[
    "dose 2.5g",
    "took zolpidem",
    "sleep --bed 23:30 --up 07:15",
    "symptom nausea 2",
    "none 2026-11-15",
    "note word",
    "medicine zopiclone --from 2026-11-01",
    "about pregnant",
    "product Green --unit scoop --weighs 2.2g",
    "reading pulse 72",
    "event drove",
    "ask symptom < symptom.txt",
    "checkin",
    "checkin withdrawal < scores.txt",
    "edit last note=other",
    "delete last",
    "undo",
    "redo",
    "names zolpidem",
    "check 4g --took wine --why",
    "today",
    "week",
    "trends --range year",
    "patterns",
    "plan",
    "plan limit 3 doses",
    "plan ics",
    "emergency",
    "emergency --out card.html",
    "handover",
    "handover --out handed.txt",
    "list",
    "summary",
    "warnings --all",
    "read all",
    "rules",
    "export csv",
    "export json",
    "export csv --tables tables",
    "export report --out report.html",
    "import csv new.csv",
    "import json whole.json --replace --restore",
    "import csv mine.csv --map When=at,g=amount,form:=tea",
    "import herbal-tracker herbal.csv --yes",
    "import psychonaut psychonaut.json",
    "set country DE",
    "backup copy.db",
    "backup",
    "merge other.db",
    "merge --conflicts",
    "doctor",
    "lock --yes --passphrase-file one.txt",
    "doctor --passphrase-file one.txt",
    "passphrase --passphrase-file one.txt --new-passphrase-file two.txt",
    "unlock --yes --passphrase-file two.txt",
    "restore copy.db --yes",
    "purge --before 2026-11-19 --yes-purge",
    "demo --days 30 --save demo.db",
    "paths",
    "completions bash",
    "man",
    "help",
];

#[test]
fn no_command_opens_a_socket() {
    let home = Home::filled();
    home.other_machine();
    for words in COMMANDS {
        let mut command = home.typed(words);
        shim::before(&mut command);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{words}: {}", said(&output));
    }
}

#[test]
fn every_command_is_tried() {
    for command in Home::empty().commands() {
        let mut tried = COMMANDS.iter().map(|words| words.split(' ').next());
        assert!(tried.any(|first| first == Some(&command)), "{command}");
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
