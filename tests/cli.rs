//! Stories of the command line: what a person types, and all that comes back.
//!
//! A story is a file in `tests/stories`. Lines that begin with `$` are typed,
//! what follows is the answer: stdout as it is, stderr behind `! `, and the exit
//! code as `= 1` where it is not 0. Every story has a home of its own, which is
//! written `~`; ids are written `ID`, and `@2` stands for the second one saved.
//! Beside `leaflog` a story may say
//!
//! ```text
//! $ now 2026-11-20T21:14:00+01:00    what LEAFLOG_NOW says from here on
//! $ tz Europe/Berlin                 what TZ says
//! $ write FILE TEXT                  makes a file; \n \r \t and \xNN are bytes
//! $ cat FILE                         shows a file
//! $ sql FILE STATEMENT               changes an SQLite file
//! $ leaflog … < TEXT                 with something on stdin
//! ```
//!
//! `STORIES=write cargo test --test cli` writes the answers anew, to be read
//! before they are kept.

#![expect(clippy::unwrap_used, reason = "a story that cannot be told fails")]

mod telling;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use telling::{LEAFLOG, Story, difference};

/// Runs a story and holds it against what was told before.
fn tell(name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/stories")
        .join(format!("{name}.txt"));
    let before = fs::read_to_string(&file).unwrap();
    let mut story = Story::new();
    for line in before.lines() {
        if let Some(typed) = line.strip_prefix("$ ") {
            writeln!(story.told, "{line}").unwrap();
            story.line(typed);
        } else if line.starts_with('#') {
            writeln!(story.told, "{line}").unwrap();
        }
    }
    if env::var_os("STORIES").is_some() {
        fs::write(&file, &story.told).unwrap();
        return;
    }
    let (told, before) = (story.told.trim_end(), before.trim_end());
    assert!(told == before, "{}", difference(before, told));
}

macro_rules! stories {
    ($($(#[$how:meta])* $name:ident)*) => { $(
        #[test]
        $(#[$how])*
        fn $name() {
            tell(stringify!($name));
        }
    )* };
}

stories! {
    a_slip_counts_as_what_it_is_read_as
    a_day_as_it_is_lived
    #[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
    a_journal_is_locked
    a_backup_comes_back_whole
    a_table_a_kind_for_statistics
    files_say_what_they_hold
    a_week_of_days
    a_clock_put_back_hides_nothing
    a_handover_is_read_out
    what_was_read_is_kept
    a_file_of_scores_is_checked
    what_goes_together_is_said_with_its_limits
    what_is_in_the_bag_is_weighed
    a_medicine_is_written_down_once
    a_person_writes_their_own_plan
    a_prompt_is_never_troubled
    a_bag_is_not_emptied_by_surprise
    a_check_in_is_answered_question_by_question
    pain_is_a_mean_and_a_list_is_a_count
    what_bad_input_gets
    wrong_words_are_answered
    undo_and_redo_go_across_processes
    entries_are_edited_field_by_field
    a_night_moves_as_a_whole
    none_is_said_once
    names_are_understood
    half_a_name_is_asked_about
    names_can_be_looked_up
    days_start_when_the_person_says
    a_person_flies_west
    clocks_change_in_four_places
    the_present_may_be_another_date
    notes_come_from_stdin
    too_much_is_asked_about
    what_matters_most_comes_alone
    a_report_is_made_for_a_clinician
    files_go_out_and_come_back
    an_import_is_all_or_nothing
    a_spreadsheet_of_ones_own_is_read
    other_journals_are_read
    wrong_files_are_refused_whole
    what_was_deleted_stays_deleted
    two_machines_come_together
    #[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
    what_can_be_no_other_journal
    what_is_purged_is_gone
    many_entries_are_not_undone_by_a_slip
    a_day_is_told_without_amounts
    #[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
    settings_are_changes_too
    #[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
    an_emergency_is_never_refused
    a_look_before_it_is_taken
    questions_line_by_line
    nothing_drives_the_terminal
    #[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
    journals_that_cannot_be_opened
    text_for_screen_readers
    every_rule_says_why_not
    rules_can_be_read_and_grow_old
    the_emergency_card_is_carried_along
    your_own_numbers_come_first
    trends_in_words
    #[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
    copies_are_made_and_gone_back_to
    #[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
    the_doctor_says_what_to_do
    the_manual_travels_along
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// What a shell gets from a line of it, in the story's home.
fn shell(story: &Story, line: &str) -> Output {
    let mut command = story.leaflog();
    let set: Vec<(String, String)> = command
        .get_envs()
        .filter_map(|(name, value)| {
            let text = |it: &std::ffi::OsStr| it.to_string_lossy().into_owned();
            Some((text(name), text(value?)))
        })
        .collect();
    command = Command::new("sh");
    command
        .args(["-c", &line.replace("leaflog", LEAFLOG)])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .envs(set)
        .current_dir(story.home.path());
    command.output().unwrap()
}

#[test]
fn whatever_the_umask_only_the_owner_reads() {
    for umask in ["000", "077", "0777"] {
        let story = Story::new();
        let done = shell(
            &story,
            &format!(
                "umask {umask}; leaflog dose 2g && leaflog export csv --out week.csv && leaflog export json --out all.json --force"
            ),
        );
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "umask {umask}: {said}");
        assert_eq!(mode(&story.journal()), 0o600, "umask {umask}");
        let folder = story.path(".local/share/leaflog");
        for made in [".local", ".local/share", ".local/share/leaflog"] {
            assert_eq!(mode(&story.path(made)), 0o700, "umask {umask}: {made}");
        }
        assert_eq!(mode(&story.path("week.csv")), 0o600, "umask {umask}");
        assert_eq!(mode(&story.path("all.json")), 0o600, "umask {umask}");
        let left: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap())
            .filter(|file| {
                let right = if file.path().is_dir() { 0o700 } else { 0o600 };
                mode(&file.path()) != right
            })
            .collect();
        assert!(left.is_empty(), "umask {umask}: {left:?}");
    }
}

/// Cut short in the middle, no file stands there that looks like a journal.
#[test]
fn a_made_up_journal_is_saved_whole_or_not_at_all() {
    let story = Story::new();
    // The first page that is written is the last.
    let full = "ulimit -f 8; trap '' XFSZ; leaflog demo --days 200 --save made.db";
    let done = shell(&story, full);
    assert!(!done.status.success());
    assert!(!story.path("made.db").exists());
    let left = fs::read_dir(story.home.path()).unwrap();
    let left: Vec<_> = left.map(|file| file.unwrap().file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
    let done = shell(&story, "leaflog demo --days 20 --save new/made.db");
    assert!(done.status.success());
    assert_eq!(mode(&story.path("new/made.db")), 0o600);
    let done = shell(&story, "leaflog --journal new/made.db undo --yes");
    assert!(done.status.success());
    // A link that leads nowhere is nothing to write through.
    shell(&story, "ln -s elsewhere.db link.db");
    let done = shell(&story, "leaflog demo --days 2 --save link.db");
    assert_eq!(done.status.code(), Some(1));
    assert!(!story.path("elsewhere.db").exists());
}

/// A pipe that nobody writes into, a device that never ends, and one byte too
/// many: each is answered, and nothing is waited for.
#[test]
fn what_never_ends_is_not_read() {
    let story = Story::new();
    shell(&story, "mkfifo pipe");
    for command in ["rules check", "import csv", "import json", "merge"] {
        for (path, says) in [
            ("pipe", "pipe is not a file"),
            ("/dev/zero", "/dev/zero is not a file"),
            (".", ". is a folder"),
        ] {
            let done = shell(&story, &format!("leaflog {command} {path}"));
            let said = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(1), "{command} {path}: {said}");
            assert!(said.contains(says), "{command} {path}: {said}");
        }
    }
    let done = shell(&story, "leaflog import csv - </dev/zero");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains("stdin is larger than 256 MB"), "{said}");
    let done = shell(
        &story,
        "truncate -s 8000001 rules.toml; leaflog rules check rules.toml",
    );
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains("rules.toml is larger than 8.0 MB"), "{said}");
}

/// What a shell hands over has somebody who writes it.
#[test]
fn what_comes_through_a_pipe_is_read() {
    let story = Story::new();
    shell(&story, "leaflog dose 2g && leaflog export csv --out a.csv");
    for from in ["-", "/dev/stdin"] {
        let line = format!("cat a.csv | leaflog import csv {from} --dry-run");
        let done = shell(&story, &line);
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(said.contains("1 here already"), "{from}: {said}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let story = Story::new();
    shell(&story, "leaflog demo --days 400 --save big.db");
    let line = "{ leaflog --journal big.db export csv; echo $? >&2; } | head -n 1";
    let done = shell(&story, line);
    assert_eq!(String::from_utf8_lossy(&done.stderr), "0\n");
    let line = "{ leaflog --journal big.db list; echo $? >&2; } | head -n 1 > /dev/null";
    assert_eq!(String::from_utf8_lossy(&shell(&story, line).stderr), "0\n");
}

#[test]
fn a_full_disk_is_an_error() {
    let story = Story::new();
    shell(&story, "leaflog dose 2g");
    let done = shell(&story, "leaflog list > /dev/full");
    assert_eq!(done.status.code(), Some(1));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.starts_with("error: "), "{said}");
}

#[test]
fn what_was_done_is_said_even_where_stdout_is_full() {
    let story = Story::new();
    let done = shell(&story, "leaflog took wine; leaflog dose 2g > /dev/full");
    assert_eq!(done.status.code(), Some(1));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        said.contains("error: the entry was saved (dose 2 g powder, Fri 20 Nov 21:14, id "),
        "{said}"
    );
    assert!(
        said.contains("only the message could not be printed: no space left on device"),
        "{said}"
    );
    assert!(
        said.contains("WARNING  That's alcohol and kratom"),
        "{said}"
    );
    let list = shell(&story, "leaflog list");
    assert!(String::from_utf8_lossy(&list.stdout).contains("2 g powder"));
    let done = shell(&story, "leaflog undo > /dev/full");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains("was taken back; only the message"), "{said}");
    let done = shell(&story, "leaflog list > /dev/full");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(!said.contains("saved"), "{said}");
}

#[test]
fn twenty_at_once_are_all_kept() {
    let story = Story::new();
    assert!(shell(&story, "leaflog note first").status.success());
    let writers: Vec<_> = (0..20)
        .map(|n| {
            let mut command = story.leaflog();
            command.args(["note", &format!("number {n}")]);
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for writer in writers {
        let done = writer.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
    }
    let rows = shell(&story, "leaflog export csv").stdout;
    assert_eq!(String::from_utf8_lossy(&rows).lines().count(), 22);
}

#[test]
fn a_folder_nobody_can_write_in_is_named() {
    let story = Story::new();
    // Even root cannot make a file there.
    let done = shell(&story, "leaflog --journal /proc/nowhere/journal.db dose 2g");
    assert_eq!(done.status.code(), Some(1));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        said.contains("could not make /proc/nowhere/journal.db"),
        "{said}"
    );
    assert!(said.contains("hint: allow writing there"), "{said}");
}

#[test]
fn help_man_and_completions_are_drawn_from_the_same_table() {
    let story = Story::new();
    let text = |line: &str| {
        let done = shell(&story, line);
        assert!(done.status.success(), "{line}");
        String::from_utf8(done.stdout).unwrap()
    };
    let help = text("leaflog --help");
    for word in [
        "LEAFLOG_NOW",
        "LEAFLOG_JOURNAL",
        "NO_COLOR",
        "--plain",
        "--ascii",
    ] {
        assert!(help.contains(word), "{word}");
    }
    let page = text("leaflog man");
    let shells = ["bash", "elvish", "fish", "powershell", "zsh"];
    for shell in shells {
        assert!(text(&format!("leaflog completions {shell}")).contains("symptom"));
    }
    for command in [
        "dose",
        "took",
        "sleep",
        "symptom",
        "none",
        "note",
        "check",
        "ask",
        "today",
        "week",
        "emergency",
        "list",
        "summary",
        "warnings",
        "edit",
        "delete",
        "undo",
        "redo",
        "export",
        "import",
        "backup",
        "restore",
        "doctor",
        "set",
        "demo",
        "paths",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        let heading = format!("LEAFLOG {}", command.to_uppercase());
        assert!(page.contains(&heading), "{command}");
        assert!(text(&format!("leaflog {command} --help")).contains("Usage:"));
    }
    assert!(text("leaflog rules --help").contains("\n  check  "));
    assert!(page.contains("LEAFLOG RULES CHECK"));
    for shell in shells {
        let script = text(&format!("leaflog completions {shell}"));
        assert!(
            script.contains("Try a changed file") || script.contains("rules__"),
            "{shell}"
        );
    }
}

#[test]
fn the_zone_and_the_journal_can_be_named_by_variables() {
    let story = Story::new();
    let line = "export LEAFLOG_JOURNAL=$HOME/mine.db; leaflog dose 2g; leaflog paths";
    let said = String::from_utf8(shell(&story, line).stdout).unwrap();
    assert!(said.contains("/mine.db\n"), "{said}");
    let line = "export NO_COLOR=1; leaflog --journal mine.db list";
    let said = String::from_utf8(shell(&story, line).stdout).unwrap();
    assert!(
        said.contains("2 g powder") && !said.contains('\u{1b}'),
        "{said}"
    );
}

/// Types on a real terminal and gives all that it showed.
fn on_a_terminal(story: &Story, words: &[&str], typed: &str) -> (String, u32) {
    let size = portable_pty::PtySize::default();
    let pair = portable_pty::native_pty_system().openpty(size).unwrap();
    let mut command = portable_pty::CommandBuilder::new(LEAFLOG);
    command.args(words);
    command.env_clear();
    for (name, value) in story.leaflog().get_envs() {
        command.env(name, value.unwrap());
    }
    command.cwd(story.home.path());
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(typed.as_bytes()).unwrap();
    let mut shown = Vec::new();
    // The terminal ends with an error once nobody is left on it.
    let _ = std::io::Read::read_to_end(&mut reader, &mut shown);
    let code = child.wait().unwrap().exit_code();
    (String::from_utf8_lossy(&shown).into_owned(), code)
}

#[test]
fn on_a_terminal_too_much_is_asked_about() {
    let story = Story::new();
    let (shown, code) = on_a_terminal(&story, &["dose", "16g"], "n\n");
    assert!(shown.contains("right amount and unit? [y/N]"), "{shown}");
    assert_eq!(code, 1);
    let (shown, code) = on_a_terminal(&story, &["dose", "16g"], "y\n");
    assert!(shown.contains("saved  dose 16 g powder"), "{shown}");
    assert_eq!(code, 0);
    shell(&story, "leaflog export csv --out week.csv");
    let again = ["export", "csv", "--out", "week.csv"];
    let (shown, code) = on_a_terminal(&story, &again, "\n");
    assert!(
        shown.contains("week.csv is there already. Replace it? [y/N]"),
        "{shown}"
    );
    assert_eq!(code, 1);
    assert_eq!(on_a_terminal(&story, &again, "yes\n").1, 0);
}

#[test]
fn narrow_terminals_get_short_lines() {
    let story = Story::new();
    shell(
        &story,
        "leaflog dose 2.5g --product 'A bag with quite a long name' --reason withdrawal",
    );
    let line = "stty cols 40 2>/dev/null; leaflog list; leaflog emergency; leaflog today";
    let (shown, _) = {
        let size = portable_pty::PtySize {
            rows: 24,
            cols: 40,
            ..portable_pty::PtySize::default()
        };
        let pair = portable_pty::native_pty_system().openpty(size).unwrap();
        let mut command = portable_pty::CommandBuilder::new("sh");
        command.args(["-c", &line.replace("leaflog", LEAFLOG)]);
        for (name, value) in story.leaflog().get_envs() {
            command.env(name, value.unwrap());
        }
        command.env("PATH", "/usr/bin:/bin");
        command.env("NO_COLOR", "1");
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let mut shown = Vec::new();
        let _ = std::io::Read::read_to_end(&mut reader, &mut shown);
        (String::from_utf8(shown).unwrap(), child.wait().unwrap())
    };
    assert!(shown.contains("2.5 g powder"), "{shown}");
    for line in shown.lines() {
        assert!(line.trim_end().chars().count() <= 40, "{line}");
    }
}

#[test]
fn a_card_on_paper_is_private_and_holds_no_markup_of_the_journal() {
    let mut story = Story::new();
    story.line("leaflog took \"<script>alert(1)</script>\" --at 20:00");
    story.line("leaflog about \"<b>allergy & more\"");
    story.line("leaflog set poison_line \"<i>030 1\"");
    story.line("leaflog emergency --out card.html");
    let page = fs::read_to_string(story.path("card.html")).unwrap();
    for markup in ["<script", "<b>", "<i>"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;") && page.contains("&lt;b&gt;allergy &amp; more"));
    assert_eq!(mode(&story.path("card.html")), 0o600);
}

#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn the_emergency_card_waits_for_nobody_and_nothing_of_the_environment() {
    let story = Story::new();
    let words = story.path("words");
    fs::write(&words, "river lantern copper moth\n").unwrap();
    let locks = story.leaflog().args(["dose", "2g"]).status().and_then(|_| {
        let mut lock = story.leaflog();
        lock.args(["lock", "--yes", "--passphrase-file"]);
        lock.arg(&words).status()
    });
    assert!(locks.unwrap().success());
    // A pipe that nobody ever writes to.
    let pipe = story.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let card = story
        .leaflog()
        .arg("emergency")
        .env("LEAFLOG_PASSPHRASE_FILE", &pipe)
        .env("LEAFLOG_THEME", "bogus")
        .output()
        .unwrap();
    assert!(card.status.success());
    let says = String::from_utf8(card.stdout).unwrap();
    assert!(says.contains("CALL"), "{says}");
    assert!(says.contains("not known here"), "{says}");
}

#[test]
fn nobody_to_hear_the_error_ends_in_no_panic() {
    let story = Story::new();
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    let done = story
        .leaflog()
        .args(["note", "x"])
        .stdout(full())
        .stderr(full())
        .status()
        .unwrap();
    assert_eq!(done.code(), Some(1));
}

#[test]
fn a_purge_leaves_what_was_shown_about_a_medicine_by_another_name() {
    let story = Story::new();
    let mut last = String::new();
    for words in [
        ["medicine", "Zoloft", "--from", "2026-01-05"].as_slice(),
        &["dose", "2g"],
        &["note", "old", "--at", "2026-11-03 11:00"],
        &["purge", "--before", "2026-11-05", "--yes"],
        &["export", "json"],
    ] {
        let done = story.leaflog().args(words).output().unwrap();
        assert!(done.status.success(), "{words:?}");
        last = String::from_utf8(done.stdout).unwrap();
    }
    assert!(last.contains(r#""subject":"sertraline""#), "{last}");
}

#[test]
fn a_purged_name_is_in_no_file_even_where_a_warning_spoke_of_it() {
    let story = Story::new();
    for words in [
        ["took", "moonpebbles", "--at", "2026-11-03 10:00"].as_slice(),
        &["dose", "2g", "--at", "2026-11-03 11:00"],
        &["dose", "2g"],
        &["purge", "--before", "2026-11-05", "--yes"],
    ] {
        let done = story.leaflog().args(words).output().unwrap();
        assert!(done.status.success(), "{words:?}");
    }
    let found = Command::new("grep")
        .args(["-rla", "moonpebbles"])
        .arg(story.home.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(found.stdout).unwrap(), "");
}
