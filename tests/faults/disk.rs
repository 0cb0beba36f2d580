//! Each command that writes, with the disk failing or the process dying at each
//! call that changes a file.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Output;

use leaflog::crash;

use super::home::{Home, said};
use super::{all, shim};

/// Makes of each name and what is typed a test of a process that is killed and
/// one of a disk that fails, each tried at about so many calls.
macro_rules! tried {
    ($list:ident $tests:ident, $kills:expr, $faults:expr; $($name:ident: $words:expr;)*) => {
        const $list: &[&str] = &[$($words),*];

        mod $tests {
            mod killed_at_any_call_everything_acknowledged_is_there {
                $(#[test]
                fn $name() {
                    super::super::killed($words, $kills);
                })*
            }

            mod on_a_disk_that_fails_the_error_is_honest_and_nothing_is_lost {
                $(#[test]
                fn $name() {
                    super::super::failing($words, $faults);
                })*
            }
        }
    };
}

// What writes to the journal.
tried! { WRITES writes, 8, 3;
    dose: "dose 2.5g";
    took: "took wine --amount 1";
    sleep: "sleep --bed 23:30 --up 07:15";
    symptom: "symptom nausea 2";
    none: "none 2026-11-15";
    note: "note word";
    medicine: "medicine zopiclone --from 2026-11-01";
    about: "about pregnant";
    product: "product Green --unit scoop --weighs 2.2g";
    reading: "reading pulse 72";
    event: "event drove";
    edit: "edit last note=other";
    delete: "delete last";
    undo: "undo";
    redo: "redo";
    set: "set country DE";
    import_csv: "import csv new.csv";
    import_json: "import json whole.json --replace --restore";
    import_map: "import csv mine.csv --map When=at,g=amount,form:=tea";
    merge: "merge other.db";
    read: "read all";
    plan: "plan limit 3 doses";
    ask: "ask symptom < symptom.txt";
    checkin: "checkin withdrawal < scores.txt";
    purge: "purge --before 2026-11-19 --yes-purge";
    backup: "backup copy-made.db";
    restore: "restore copy.db --yes";
    lock: "lock --yes --passphrase-file one.txt";
    passphrase: "passphrase --passphrase-file one.txt --new-passphrase-file two.txt";
    unlock: "unlock --yes --passphrase-file one.txt";
    migrate: "note migrated";
}

// What writes a file for the person, whose name begins with `made`.
tried! { FILES files, 2, 1;
    export_csv: "export csv --out made.csv";
    export_json: "export json --out made.json";
    export_tables: "export csv --tables made-tables";
    export_report: "export report --out made.html";
    emergency: "emergency --out made.html";
    handover: "handover --out made.txt";
}

const LOCK: &str = "lock --yes --passphrase-file one.txt";
/// On a journal of an older shape.
const MIGRATE: &str = "note migrated";

/// What writes nothing but words to whoever asked, or a journal that is made up.
const READS: &[&str] = &[
    "check",
    "today",
    "week",
    "trends",
    "list",
    "summary",
    "patterns",
    "warnings",
    "rules",
    "names",
    "doctor",
    "demo",
    "paths",
    "completions",
    "man",
    "help",
];

/// What is said once it is done, where more is said before.
const DONE: &[(&str, &str)] = &[
    ("import csv mine.csv", "imported"),
    ("ask", "saved "),
    ("checkin", "saved "),
    ("purge", "Purged."),
    ("restore", "\nrestored "),
];

/// A draft of a check-in as an export shows it.
const ANSWERED: &str = "\"name\":\"withdrawal check\"}}";

/// How the disk fails, and what of the calls that change a file it befalls.
const FAULTS: [(&str, Befalls); 5] = [
    ("full", |calls| calls.writes),
    ("short", |calls| calls.writes),
    ("sync", |calls| calls.flushes),
    ("broken", |calls| calls.all),
    ("once", |calls| calls.all),
];

/// How many calls a fault can befall.
type Befalls = fn(&Calls) -> usize;

/// How many calls change a file.
#[derive(Clone, Copy)]
struct Calls {
    all: usize,
    writes: usize,
    flushes: usize,
}

/// What was tried, and how often the fault came: a command that goes another way
/// the second time may end before its turn.
#[derive(Default)]
struct Tally {
    tries: usize,
    met: usize,
}

impl Tally {
    fn count(&mut self, met: bool) {
        self.tries += 1;
        self.met += usize::from(met);
    }

    /// Nearly every try is to meet its fault, or nothing is proven.
    fn tell(&self, what: &str) {
        let Tally { tries, met } = self;
        println!("{what}: {met} met of {tries} tried");
        assert!(met * 50 >= tries * 49, "{what}: {met} of {tries} met");
    }
}

/// What there was before, and what there is when nothing fails.
struct Ends {
    start: Home,
    before: String,
    after: String,
    made: Made,
    calls: Calls,
}

impl Ends {
    fn of(start: Home, words: &str) -> Ends {
        let done = start.copy();
        // Reading brings an older journal to the present shape.
        let before = start.copy().holds();
        let count = done.path("count");
        let mut command = done.typed(words);
        shim::before(&mut command).env("LEAFLOG_COUNT", &count);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{words}: {}", said(&output));
        let counted = fs::read_to_string(count).unwrap();
        let mut counted = counted.split(' ').map(|it| it.parse().unwrap());
        let mut next = || counted.next().unwrap();
        let calls = Calls {
            all: next(),
            writes: next(),
            flushes: next(),
        };
        let after = done.holds();
        Ends {
            start,
            before,
            after,
            made: made(&done),
            calls,
        }
    }

    /// Does it with a fault at a call; the home afterwards, what was said, and
    /// whether the fault came.
    fn fails(&self, words: &str, fault: &str, call: usize) -> (Home, Output, bool) {
        let home = self.start.copy();
        let mut command = home.typed(words);
        let met = home.path("met");
        shim::before(&mut command)
            .env("LEAFLOG_FAULT", format!("{fault}:{call}"))
            .env("LEAFLOG_MET", &met);
        let output = command.output().unwrap();
        let met = fs::remove_file(met).is_ok();
        (home, output, met)
    }

    /// What is there is what was there, or all of what was to be done; and all
    /// of it where it was acknowledged.
    fn holds_all_or_nothing(&self, home: &Home, output: &Output, of: &str) {
        // What was answered so far is kept for later, as it was promised.
        let mut holds = home.holds();
        if holds.contains(ANSWERED) {
            let lines = holds.split_inclusive('\n');
            holds = lines.filter(|line| !line.contains(ANSWERED)).collect();
        }
        let made = made(home);
        let done = holds == self.after && made == self.made;
        if of.starts_with("emergency") && said(output).contains("the card says so") {
            // A card is never refused: it comes without what cannot be read.
            assert!(made.values().all(|it| it.ends_with("</html>\n")), "{of}");
            return home.is_whole();
        }
        // Several files may not all have come, but what is there is whole.
        let mut files = made.iter();
        let nothing =
            holds == self.before && files.all(|(it, text)| self.made.get(it) == Some(text));
        assert!(done || nothing, "{of}: half there\n{holds}\n{made:#?}");
        let says = String::from_utf8_lossy(&output.stdout).into_owned();
        let last = DONE.iter().find(|(words, _)| of.starts_with(words));
        let said_so = last.map_or(!says.is_empty(), |(_, done)| says.contains(done));
        let acknowledged = output.status.success() || said_so;
        assert!(done || !acknowledged, "{of}: lost\n{}", said(output));
        home.is_whole();
        if of.starts_with("purge") {
            // However far it came, doing it again goes through.
            home.does("purge --before 2026-11-19 --yes-purge");
            assert_eq!(home.holds(), self.after, "{of}: not resumed");
        }
        if home.path("copy-made.db").exists() {
            home.does("restore copy-made.db --dry-run");
        }
    }
}

/// About `most` of so many calls, from first to last; all of them where all are
/// to be tried.
fn tries(calls: usize, most: usize) -> impl Iterator<Item = usize> {
    let most = if all() { calls } else { most.min(calls) };
    (0..most).map(move |turn| 1 + (2 * turn + 1) * calls / (2 * most))
}

/// The files that were made for the person, and what stands in them.
type Made = BTreeMap<String, String>;

fn made(home: &Home) -> Made {
    let mut names = home.names();
    names.retain(|name| name.starts_with("made") && !name.contains("/."));
    let files = names.into_iter().filter_map(|name| {
        let path = home.path(&name);
        let is_file = path.is_file();
        let text = is_file.then(|| fs::read_to_string(path).unwrap())?;
        Some((name, text))
    });
    files.collect()
}

/// The journal that a command finds, with what is needed for it.
fn start(words: &str) -> Home {
    let home = Home::filled();
    match words {
        "redo" => drop(home.does("undo")),
        "merge other.db" => home.other_machine(),
        "restore copy.db --yes" => {
            home.does("backup copy.db");
            home.does("note since then");
        }
        MIGRATE => home.is_of_version_4(),
        _ if words.starts_with("passphrase") || words.starts_with("unlock") => {
            home.does(LOCK);
        }
        _ => {}
    }
    home
}

fn killed(words: &str, most: usize) {
    let ends = Ends::of(start(words), words);
    let mut kills = Tally::default();
    for call in tries(ends.calls.all, most) {
        let (home, output, met) = ends.fails(words, "kill", call);
        assert_eq!(met, output.status.signal() == Some(9), "{words}, {call}");
        ends.holds_all_or_nothing(&home, &output, &format!("{words}, killed at {call}"));
        kills.count(met);
    }
    kills.tell(&format!("kill: {words}"));
}

fn failing(words: &str, most: usize) {
    let ends = Ends::of(start(words), words);
    for (fault, calls) in FAULTS {
        let mut faults = Tally::default();
        for call in tries(calls(&ends.calls), most) {
            let of = format!("{words}, {fault} at {call}");
            let (home, output, met) = ends.fails(words, fault, call);
            ends.holds_all_or_nothing(&home, &output, &of);
            is_honest(&output, &of);
            if !matches!(fault, "broken" | "once") {
                assert_eq!(home.leftovers(), [] as [String; 0], "{of}");
            }
            faults.count(met);
        }
        faults.tell(&format!("{fault}: {words}"));
    }
}

#[test]
fn a_journal_left_by_a_killed_leaflog_takes_the_next_entry_whatever_befalls_it() {
    // Its write-ahead log was never written back.
    let home = Home::filled();
    let calls = Ends::of(home.copy(), "note first").calls.all;
    let mut command = home.typed("note first");
    shim::before(&mut command).env("LEAFLOG_FAULT", format!("kill:{}", calls - 1));
    let killed = command.output().unwrap();
    assert!(!killed.status.success());
    assert!(home.path("journal.db-wal").exists());
    let ends = Ends::of(home, "note second");
    assert!(ends.before.contains("first"));
    let mut kills = Tally::default();
    for call in tries(ends.calls.all, 30) {
        let (home, output, met) = ends.fails("note second", "kill", call);
        ends.holds_all_or_nothing(&home, &output, &format!("killed at {call}"));
        kills.count(met);
    }
    kills.tell("kill: note second, beside a log");
}

/// Done, or an error that says what to do.
fn is_honest(output: &Output, of: &str) {
    let says = said(output);
    assert!(!says.contains(crash::SAYS), "{of}: {says}");
    match output.status.code() {
        Some(0) => {}
        Some(1) => {
            assert!(says.contains("error: "), "{of}: {says}");
            assert!(says.contains("hint: "), "{of}: {says}");
        }
        other => panic!("{of}: {other:?}\n{says}"),
    }
}

#[test]
fn every_command_is_tried_or_only_reads() {
    for command in Home::empty().commands() {
        let begins = |words: &&&str| words.split(' ').next() == Some(&command);
        let tried = WRITES.iter().chain(FILES).chain(READS).find(begins);
        assert!(tried.is_some(), "{command} stands in no list");
    }
}
