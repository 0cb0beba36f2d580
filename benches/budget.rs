//! The speed and memory leaflog promises, measured on a made-up journal:
//! `cargo bench`. Each line gives the figure and its budget; ratios compare
//! runs of this one session, so that a slow machine is slow on both sides.
//! Needs the `sqlite3` shell for the comparisons. `cargo bench -- trends`
//! measures only the pages of Trends, `-- files` only what goes out and comes in,
//! `-- locked` only what a passphrase costs: the derivation of its key apart, every
//! budget may be missed by three tenths.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use leaflog::clock::ZoneFrom;
use leaflog::demo::demo;
use leaflog::domain::edit::Edit;
use leaflog::domain::journal::Journal;
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, What};
use leaflog::lookups::lookups;
use leaflog::stats::range::Range;
use leaflog::store::lock::rekey;
use leaflog::store::{Passphrase, Store};
use leaflog::tui::app::{App, Around};
use leaflog::tui::theme::{Palette, Signs, Theme};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::backend::TestBackend;

const LEAFLOG: &str = env!("CARGO_BIN_EXE_leaflog");
/// Days of a made-up journal that make about 1,000 and about 100,000 entries.
const SMALL_DAYS: &str = "91";
const LARGE_DAYS: &str = "9100";
/// About 40,000.
const TEN_YEARS: &str = "3640";

fn main() {
    let home = tempfile::tempdir().expect("a temporary folder");
    if std::env::args().any(|arg| arg == "trends") {
        return trends(home.path());
    }
    let plain = Way::plain();
    if std::env::args().any(|arg| arg == "locked") {
        let made = |name, days| made_up(home.path(), name, days);
        let (small, large) = (made("small.db", SMALL_DAYS), made("large.db", LARGE_DAYS));
        return locked(home.path(), &small, &large);
    }
    if std::env::args().any(|arg| arg == "files") {
        let large = made_up(home.path(), "large.db", LARGE_DAYS);
        export(&plain, &large);
        return import(&plain, home.path(), &large);
    }
    let small = made_up(home.path(), "small.db", SMALL_DAYS);
    let large = made_up(home.path(), "large.db", LARGE_DAYS);
    println!("entries: {} and {}", count(&small), count(&large));
    println!();
    dose(&plain, home.path(), &small, &large);
    export(&plain, &large);
    report(&plain, home.path());
    import(&plain, home.path(), &large);
    terminal(&plain, &large);
    trends(home.path());
    patterns();
    locked(home.path(), &small, &large);
}

/// How the journals are kept while something is measured.
struct Way {
    /// The file with the passphrase they are locked with.
    key: Option<PathBuf>,
    /// What deriving the key takes, which is left out of every figure.
    derived: Duration,
    /// By how much a budget is multiplied.
    slack: f64,
}

impl Way {
    fn plain() -> Way {
        Way {
            key: None,
            derived: Duration::ZERO,
            slack: 1.0,
        }
    }

    /// A journal of this way with the same entries: itself, or a locked copy.
    fn kept(&self, plain: &Path) -> PathBuf {
        if self.key.is_none() {
            return plain.to_owned();
        }
        let path = plain.with_extension("locked.db");
        if !path.exists() {
            fs::copy(plain, &path).expect("a copy");
            let backups = path.with_extension("backups");
            rekey(&path, &backups, None, Some(&words())).expect("locked");
        }
        path
    }

    /// leaflog over a journal of this way.
    fn leaflog(&self, journal: &Path) -> Command {
        let mut command = leaflog();
        command.arg("--journal").arg(journal);
        if let Some(key) = &self.key {
            command.env("LEAFLOG_PASSPHRASE_FILE", key);
        }
        command
    }

    fn timed(&self, command: &mut Command) -> Duration {
        timed(command).saturating_sub(self.derived)
    }

    fn line(&self, what: &str, figure: f64, unit: &str, budget: f64) {
        let budget = budget * self.slack;
        let what = match self.key {
            Some(_) => format!("locked: {what}"),
            None => what.to_owned(),
        };
        let figure_said = format!("{figure:.2} {unit}");
        line(
            &what,
            &figure_said,
            &format!("{budget:.1} {unit}"),
            figure <= budget,
        );
    }
}

fn words() -> Passphrase {
    let typed = zeroize::Zeroizing::new("river lantern copper moth".to_owned());
    Passphrase::read(typed).expect("a passphrase")
}

/// What a passphrase costs: the derivation of its key at each opening, and from
/// then on a little at each page.
fn locked(home: &Path, small: &Path, large: &Path) {
    let key = home.join("words.txt");
    fs::write(&key, words().quoted().trim_matches('\'')).expect("a file with the words");
    let backups = home.join("backups");
    let empty = home.join("empty.db");
    drop(Store::open_with(&empty, &backups, Some(words())).expect("an empty one"));
    let derived = middle(|| {
        let db = rusqlite::Connection::open(&empty).expect("open");
        let key = format!("PRAGMA key = {}", words().quoted().as_str());
        db.execute_batch(&key).expect("a key");
        let tables = db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
        tables.expect("its key");
    });
    let way = Way {
        key: Some(key),
        derived,
        slack: 1.3,
    };
    let path = way.kept(large);
    let opened = middle(|| {
        drop(Store::open_with(&path, &backups, Some(words())).expect("opened"));
    });
    println!();
    println!("key derivation, left out of what follows: {derived:.1?}");
    let more = ms(opened.saturating_sub(derived));
    line(
        "locked: opening beside it",
        &format!("{more:.1} ms"),
        "20 ms",
        more <= 20.0,
    );

    let mut stores = [
        Store::open(large, &backups).expect("opened"),
        Store::open_with(&path, &backups, Some(words())).expect("opened"),
    ];
    let loads = stores.each_mut().map(|store| middle(|| drop(store.load())));
    ratio("loading all", loads);
    let now = chrono::Utc::now();
    let id = |store: &Store| store.new_id(now).expect("an id");
    let writes = stores.each_mut().map(|store| {
        middle(|| {
            let note = Entry {
                id: id(store),
                at: leaflog::domain::moment::to_minute(now.fixed_offset()),
                changed: now,
                note: Some("slept well".to_owned()),
                what: What::Note,
            };
            store.apply(&[Edit::Add(note)], now).expect("written");
        })
    });
    ratio("writing one", writes);
    drop(stores);

    dose(&way, home, small, large);
    export(&way, large);
    report(&way, home);
    import(&way, home, large);
    terminal(&way, large);
}

fn ratio(what: &str, [plain, locked]: [Duration; 2]) {
    let ratio = locked.as_secs_f64() / plain.as_secs_f64();
    println!("{what}: plain {plain:.1?}, locked {locked:.1?}: {ratio:.2} x");
}

/// The middle of nine runs.
fn middle(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..9)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[4]
}

fn made_up(home: &Path, name: &str, days: &str) -> PathBuf {
    let path = home.join(name);
    let made = leaflog()
        .args(["demo", "--seed", "1", "--days", days, "--save"])
        .arg(&path)
        .output();
    let made = made.expect("leaflog runs");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    path
}

fn leaflog() -> Command {
    let mut command = Command::new(LEAFLOG);
    command
        .env_remove("LEAFLOG_NOW")
        .env_remove("LEAFLOG_JOURNAL")
        .stdin(Stdio::null());
    command
}

fn sqlite(path: &Path, sql: &str) -> Command {
    let mut command = Command::new("sqlite3");
    command.args(["-batch", "-csv"]).arg(path).arg(sql);
    command
}

fn count(path: &Path) -> String {
    let out = sqlite(path, "SELECT count(*) FROM entry")
        .output()
        .expect("the sqlite3 shell");
    String::from_utf8_lossy(&out.stdout).trim().to_owned()
}

fn timed(command: &mut Command) -> Duration {
    let begun = Instant::now();
    let done = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the command runs");
    let took = begun.elapsed();
    assert!(done.success(), "{command:?}");
    took
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort();
    ms(times[times.len() / 2])
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn line(what: &str, figure: &str, budget: &str, kept: bool) {
    println!(
        "{:<46} {figure:>12}   budget {budget:<8} {}",
        what,
        if kept { "kept" } else { "MISSED" }
    );
}

/// One dose with all its warnings, beside one durable insert by the shell.
fn dose(way: &Way, home: &Path, small: &Path, large: &Path) {
    const ROUNDS: usize = 41;
    let (small, large) = (&way.kept(small), &way.kept(large));
    let plain = home.join("plain.db");
    let setup = "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (at INTEGER, mg INTEGER)";
    assert!(
        sqlite(&plain, setup)
            .output()
            .expect("the sqlite3 shell")
            .status
            .success()
    );
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        let insert = "PRAGMA synchronous = FULL; INSERT INTO t VALUES (1, 2)";
        times[0].push(timed(&mut sqlite(&plain, insert)));
        for (journal, into) in [(small, 1), (large, 2)] {
            times[into].push(way.timed(way.leaflog(journal).args(["dose", "2g"])));
        }
    }
    let [shell, on_small, on_large] = times.each_mut().map(|times| median(times));
    println!(
        "durable insert by the shell {shell:.1} ms, dose on 1,000 {on_small:.1} ms, on 100,000 {on_large:.1} ms"
    );
    way.line(
        "a dose beside the shell's insert",
        on_small / shell,
        "x",
        2.0,
    );
    let growth = on_large / on_small;
    way.line("a dose on 100,000 beside 1,000 entries", growth, "x", 1.2);
}

/// All of the journal as CSV, beside the shell printing the same columns.
fn export(way: &Way, large: &Path) {
    const ROUNDS: usize = 7;
    let sql = "SELECT entry.*, dose.*, substance.*, sleep.*, symptom.* FROM entry \
               LEFT JOIN dose ON dose.entry = no LEFT JOIN substance ON substance.entry = no \
               LEFT JOIN sleep ON sleep.entry = no LEFT JOIN symptom ON symptom.entry = no ORDER BY at";
    let kept = way.kept(large);
    let (mut shell, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        shell.push(timed(&mut sqlite(large, sql)));
        ours.push(way.timed(way.leaflog(&kept).args(["export", "csv"])));
    }
    let (shell, ours) = (median(&mut shell), median(&mut ours));
    println!("csv of 100,000 by the shell {shell:.0} ms, by leaflog {ours:.0} ms");
    way.line("export csv beside sqlite3 -csv", ours / shell, "x", 1.5);
}

/// A report of a year for a clinician, from the command to the whole page, and how
/// large it is; of ten years only the size.
fn report(way: &Way, home: &Path) {
    const ROUNDS: usize = 15;
    let page = |path: &Path, days: i64| {
        let from = chrono::Local::now().date_naive() - chrono::TimeDelta::days(days - 1);
        let mut command = way.leaflog(&way.kept(path));
        command.args(["export", "report", "--from", &from.to_string()]);
        command
    };
    let size = |path: &Path, days: i64| {
        let out = page(path, days).output().expect("leaflog runs");
        out.stdout.len() / 1024
    };
    let year = match &way.key {
        None => made_up(home, "a-year.db", "365"),
        Some(_) => made_up(home, "a-locked-year.db", "365"),
    };
    let times = (0..ROUNDS).map(|_| way.timed(&mut page(&year, 365)));
    let took = median(&mut times.collect::<Vec<_>>());
    way.line("a year's report", took, "ms", 100.0);
    if way.key.is_some() {
        return;
    }
    for (what, path, days) in [
        ("the size of a year's report", year, 365),
        (
            "the size of ten years' report",
            made_up(home, "report-ten-years.db", TEN_YEARS),
            3640,
        ),
    ] {
        let kib = size(&path, days);
        line(what, &format!("{kib} KiB"), "400 KiB", kib <= 400);
    }
}

/// All of it into an empty journal, as CSV and as JSON, and the most memory it
/// took.
fn import(way: &Way, home: &Path, large: &Path) {
    const ROUNDS: usize = 5;
    for shape in ["csv", "json"] {
        let file = home.join(format!("all.{shape}"));
        let mut out = leaflog();
        out.arg("--journal")
            .arg(large)
            .args(["export", shape, "--out"]);
        timed(out.arg(&file).arg("--force"));
        let mut times = Vec::new();
        let mut peak = 0.0_f64;
        for round in 0..ROUNDS {
            let empty = home.join(format!("from-{shape}-{round}.db"));
            let _ = fs::remove_file(&empty);
            drop(Store::open(&empty, home).expect("an empty journal"));
            let journal = way.kept(&empty);
            let mut command = way.leaflog(&journal);
            let (took, most) = timed_and_weighed(command.args(["import", shape]).arg(&file));
            times.push(took.saturating_sub(way.derived));
            peak = peak.max(most);
            if way.key.is_none() {
                assert_eq!(count(&journal), count(large));
            }
        }
        let took = median(&mut times);
        let what = format!("import {shape} of {} entries", count(large));
        way.line(&what, took, "ms", 3000.0);
        println!("peak memory of it {peak:.0} MiB");
    }
}

/// How long a command took, and the most memory it had when it was looked at.
fn timed_and_weighed(command: &mut Command) -> (Duration, f64) {
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    let mut peak = 0.0_f64;
    loop {
        if let Some(done) = child.try_wait().expect("the command ends") {
            let took = begun.elapsed();
            assert!(done.success(), "{command:?}");
            return (took, peak);
        }
        let seen = peak_mib(child.id());
        if seen.is_finite() {
            peak = peak.max(seen);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The most memory a process had so far.
fn peak_mib(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: f64 = peak
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(f64::NAN);
    kib / 1024.0
}

/// The pages of Trends over ten years: from the key to the drawn frame.
fn trends(home: &Path) {
    const ROUNDS: usize = 15;
    let path = made_up(home, "ten-years.db", TEN_YEARS);
    println!("entries for Trends: {}", count(&path));
    let open = || {
        let store = Store::open(&path, home).expect("the journal opens");
        let around = Around {
            now: leaflog::clock::now().expect("a clock"),
            zone: |_| (Zone::System, ZoneFrom::Setting),
        };
        let theme = Theme::load(Palette::Colour, Signs::Unicode).expect("the theme");
        let mut app = App::open(store, around, theme).expect("leaflog opens");
        app.load_all().expect("the journal is read");
        app
    };
    for (name, longer) in [("quarter", "++"), ("year", "+++")] {
        for (view, next) in [
            ("overview", ""),
            ("when", "v"),
            ("sleep", "vv"),
            ("felt", "vvv"),
        ] {
            let (mut firsts, mut moves) = (Vec::new(), Vec::new());
            let mut app = open();
            let mut terminal =
                ratatui::Terminal::new(TestBackend::new(120, 40)).expect("a terminal");
            let mut press = |app: &mut App, code: KeyCode| {
                let begun = Instant::now();
                app.press(KeyEvent::new(code, KeyModifiers::NONE));
                terminal.draw(|frame| app.draw(frame)).expect("a frame");
                begun.elapsed()
            };
            for key in format!("3{longer}{next}").chars() {
                press(&mut app, KeyCode::Char(key));
            }
            for _ in 0..ROUNDS {
                press(&mut app, KeyCode::Char('-'));
                firsts.push(press(&mut app, KeyCode::Char('+')));
            }
            for round in 0..2 * ROUNDS {
                let way = if round % 10 < 5 {
                    KeyCode::Left
                } else {
                    KeyCode::Right
                };
                moves.push(press(&mut app, way));
            }
            for (what, times, budget) in [
                ("first draw", &mut firsts, 30.0),
                ("moving", &mut moves, 8.0),
            ] {
                let took = median(times);
                line(
                    &format!("Trends, {name}, {view}: {what}"),
                    &format!("{took:.2} ms"),
                    &format!("{budget:.0} ms"),
                    took <= budget,
                );
            }
        }
    }
}

/// A terminal with leaflog in it.
struct Terminal {
    output: Receiver<(Instant, usize)>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    begun: Instant,
}

impl Terminal {
    fn open(way: &Way, journal: &Path) -> Terminal {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(LEAFLOG);
        command.arg("--journal");
        command.arg(journal);
        command.env("TERM", "xterm-256color");
        if let Some(key) = &way.key {
            command.env("LEAFLOG_PASSPHRASE_FILE", key);
        }
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("leaflog runs");
        drop(pair.slave);
        let mut reader = pair
            .master
            .try_clone_reader()
            .expect("the terminal's output");
        let keys = pair.master.take_writer().expect("the terminal's input");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let _master = pair.master;
            let mut bytes = vec![0; 65_536];
            while let Ok(read) = reader.read(&mut bytes) {
                if read == 0 || sender.send((Instant::now(), read)).is_err() {
                    break;
                }
            }
        });
        Terminal {
            output,
            keys,
            child,
            begun,
        }
    }

    /// When the screen next changed by more than a few bytes of set-up.
    fn next_frame(&self) -> Option<Instant> {
        let wait = Duration::from_secs(5);
        let mut last = None;
        while let Ok((at, read)) = self.output.recv_timeout(wait) {
            last = Some(at);
            if read > 100 {
                break;
            }
        }
        last
    }

    fn quiet(&self) {
        while self.output.recv_timeout(Duration::from_millis(300)).is_ok() {}
    }

    fn press(&mut self, key: &str) -> Duration {
        let begun = Instant::now();
        self.keys
            .write_all(key.as_bytes())
            .expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
        let (at, _) = self
            .output
            .recv_timeout(Duration::from_secs(5))
            .expect("a frame after a key");
        at - begun
    }

    fn peak_mib(&self) -> f64 {
        peak_mib(self.child.process_id().unwrap_or_default())
    }

    fn wake_ups(&self) -> u64 {
        let pid = self.child.process_id().unwrap_or_default();
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let switches = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        switches
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or_default()
    }
}

/// All patterns of ten years, the draws for their intervals included: counted
/// when their page is opened, never while it is drawn.
fn patterns() {
    const DAYS: u32 = 3_650;
    let zone = Zone::Named(Tz::named("Europe/Berlin").expect("a zone"));
    let when = When::new(chrono::Utc::now(), zone, chrono::NaiveTime::MIN);
    let entries = demo(1, DAYS, &when);
    let journal = Journal::new(entries, Settings::default(), Vec::new());
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let begun = Instant::now();
            let found = leaflog::stats::patterns::patterns(&journal, Range::ALL, &when, &lookups());
            let took = begun.elapsed();
            assert!(!found.patterns.is_empty());
            took
        })
        .collect();
    let took = median(&mut times);
    line(
        &format!("patterns of {} entries", journal.entries().len()),
        &format!("{took:.1} ms"),
        "200 ms",
        took <= 200.0,
    );
}

fn terminal(way: &Way, large: &Path) {
    let large = &way.kept(large);
    let mut firsts = Vec::new();
    for _ in 0..7 {
        let mut terminal = Terminal::open(way, large);
        let first = terminal.next_frame().expect("a first frame");
        firsts.push((first - terminal.begun).saturating_sub(way.derived));
        terminal.quiet();
        let _ = terminal.keys.write_all(b"q");
        let _ = terminal.child.wait();
    }
    let first = median(&mut firsts);
    way.line("first frame on 100,000 entries", first, "ms", 50.0);

    let mut terminal = Terminal::open(way, large);
    terminal.quiet();
    terminal.press("2");
    terminal.quiet();
    let mut keys: Vec<Duration> = Vec::new();
    for round in 0..400 {
        let took = terminal.press(if round % 20 < 10 { "j" } else { "k" });
        keys.push(took);
        std::thread::sleep(Duration::from_millis(2));
    }
    keys.sort();
    let slowest = ms(keys[keys.len() * 99 / 100]);
    way.line("key to frame in the Journal, 99th %", slowest, "ms", 8.0);
    terminal.quiet();
    terminal.press("d");
    terminal.quiet();
    let mut typed: Vec<Duration> = Vec::new();
    for round in 0..100 {
        let took = terminal.press(if round % 2 == 0 { "5" } else { "\u{7f}" });
        typed.push(took);
        std::thread::sleep(Duration::from_millis(2));
    }
    typed.sort();
    let slowest = ms(typed[typed.len() * 99 / 100]);
    way.line("key to frame in the dose form, 99th %", slowest, "ms", 8.0);
    let peak = terminal.peak_mib();
    way.line("peak memory with 100,000 entries", peak, "MiB", 60.0);
    let before = terminal.wake_ups();
    std::thread::sleep(Duration::from_secs(10));
    println!(
        "wake-ups in 10 idle seconds: {}",
        terminal.wake_ups() - before
    );
    let _ = terminal.child.kill();
}
