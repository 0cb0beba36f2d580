//! The page before a locked journal, by keys: nothing of it is in the program
//! until its passphrase is typed, and nothing typed is lost when it locks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod stage;

use std::fs;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use crossterm::event::Event;
use leaflog::clock::ZoneFrom;
use leaflog::domain::edit::Edit;
use leaflog::domain::moment::Zone;
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::paths::Paths;
use leaflog::rules;
use leaflog::store::backup;
use leaflog::store::files::is_locked;
use leaflog::store::lock::rekey;
use leaflog::store::{Passphrase, Store};
use leaflog::tui::app::Around;
use leaflog::tui::program::Program;
use leaflog::tui::theme::{Palette, Signs, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use stage::{now, read_keys, store};
use tempfile::TempDir;
use zeroize::Zeroizing;

const WORDS: &str = "river lantern moth";

fn key(words: &str) -> Passphrase {
    Passphrase::read(Zeroizing::new(words.to_owned())).unwrap()
}

/// A program on a journal on disk, and a clock that runs when it is told to.
struct House {
    program: Program,
    home: TempDir,
    begun: Instant,
    passed: Duration,
}

impl House {
    fn new(entries: &[&str], locked: bool) -> House {
        let home = tempfile::tempdir().unwrap();
        let paths = paths(&home);
        let mut kept = Store::open(&paths.journal, &paths.backups).unwrap();
        let made = store(entries).load().unwrap();
        let edits: Vec<Edit> = made.entries().iter().cloned().map(Edit::Add).collect();
        kept.apply(&edits, now()).unwrap();
        drop(kept);
        if locked {
            rekey(&paths.journal, &paths.backups, None, Some(&key(WORDS))).unwrap();
        }
        let begun = Instant::now();
        let around = Around { now: now(), zone };
        let theme = Theme::load(Palette::Plain, Signs::Unicode).unwrap();
        let mut program = Program::open(paths, None, around, theme, begun).unwrap();
        program.load_all().unwrap();
        House {
            program,
            home,
            begun,
            passed: Duration::ZERO,
        }
    }

    fn running(&self) -> Instant {
        self.begun + self.passed
    }

    fn wait(&mut self, time: Duration) {
        self.passed += time;
        let wall = now() + TimeDelta::from_std(self.passed).unwrap();
        self.program.tick(wall, self.running());
    }

    fn types(&mut self, keys: &str) -> String {
        for event in read_keys(keys) {
            self.program.take(Event::Key(event), self.running());
        }
        self.screen()
    }

    fn screen(&mut self) -> String {
        self.screen_of(80, 24)
    }

    fn screen_of(&mut self, columns: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| self.program.draw(frame)).unwrap();
        terminal.backend().to_string()
    }
}

fn paths(home: &TempDir) -> Paths {
    Paths {
        journal: home.path().join("journal.db"),
        backups: home.path().join("backups"),
        config: home.path().join("config"),
    }
}

fn zone(_: &Settings) -> (Zone, ZoneFrom) {
    (
        Zone::Named(Tz::named("Europe/Berlin").unwrap()),
        ZoneFrom::Setting,
    )
}

const DAY: &[&str] = &["note note=zaunkoenig at=20:00", "dose amount=2.5g at=18:05"];

#[test]
fn nothing_is_shown_before_the_passphrase() {
    let mut house = House::new(DAY, true);
    assert!(house.program.is_at_the_gate());
    for keys in ["", "2", "<esc>"] {
        let screen = house.types(keys);
        for word in ["zaunkoenig", "2.5", "Journal"] {
            assert!(!screen.contains(word), "{screen}");
        }
    }
    let mut house = House::new(DAY, true);
    let screen = house.types("river lantern moth");
    assert!(!screen.contains("river"), "{screen}");
    assert!(screen.contains(&"•".repeat(18)), "{screen}");
    assert!(house.types("<enter>2").contains("zaunkoenig"));
}

#[test]
fn a_wrong_passphrase_is_said_and_the_next_try_waits() {
    let mut house = House::new(DAY, true);
    let screen = house.types("river lantern moths<enter>");
    assert!(screen.contains("That is not its passphrase"), "{screen}");
    let screen = house.types("river lantern moth<enter>");
    assert!(screen.contains("Please wait 1 s more"), "{screen}");
    house.wait(Duration::from_secs(1));
    house.types("<enter>");
    assert!(!house.program.is_at_the_gate());
}

#[test]
fn a_journal_unlocked_elsewhere_opens_whatever_is_typed() {
    let mut house = House::new(DAY, true);
    let paths = paths(&house.home);
    rekey(&paths.journal, &paths.backups, Some(&key(WORDS)), None).unwrap();
    house.types("river lantern moth<enter>");
    assert!(!house.program.is_at_the_gate());
    assert!(house.types("2").contains("zaunkoenig"));
}

#[test]
fn the_emergency_card_needs_no_passphrase() {
    let mut house = House::new(DAY, true);
    let screen = house.types("!");
    assert!(screen.contains("CALL"), "{screen}");
    assert!(!screen.contains("2.5"), "{screen}");
    assert!(!screen.contains("nothing written down"), "{screen}");
    assert!(screen.contains("not known here"), "{screen}");
    assert!(house.types("<esc>").contains("The journal is locked"));
    // In a text that is begun it is a letter.
    assert!(!house.types("a!").contains("CALL"));
}

#[test]
fn a_key_locks_at_once_and_keeps_what_is_half_typed() {
    let mut house = House::new(DAY, true);
    house.types("river lantern moth<enter>");
    let screen = house.types("nwren by the window<c-l>");
    assert!(house.program.is_at_the_gate());
    assert!(!screen.contains("wren"), "{screen}");
    let screen = house.types("river lantern moth<enter>");
    assert!(screen.contains("Half-typed note"), "{screen}");
    assert!(house.types("<c-r>").contains("wren by the window"));
}

#[test]
fn a_name_that_was_read_is_forgotten_when_it_locks() {
    let named = ["substance name=powder_of_a_neighbour at=2026-11-20T19:00"];
    let mut house = House::new(&named, true);
    let screen = house.types("river lantern moth<enter>2");
    assert!(screen.contains("powder of a neighbour"), "{screen}");
    house.types("<c-l>");
    assert!(house.program.is_at_the_gate());
    assert!(!rules::remembers("powder of a neighbour"));
}

#[test]
fn an_idle_journal_locks_itself() {
    let mut house = House::new(DAY, true);
    house.types("river lantern moth<enter>");
    house.wait(Duration::from_secs(599));
    assert!(!house.program.is_at_the_gate());
    house.types("2");
    house.wait(Duration::from_secs(599));
    assert!(!house.program.is_at_the_gate(), "a key began it anew");
    house.wait(Duration::from_secs(1));
    assert!(house.program.is_at_the_gate());
    assert!(house.screen().contains("Locked after a time without a key"));
}

#[test]
fn a_journal_without_a_passphrase_never_locks_and_can_be_hidden() {
    let mut house = House::new(DAY, false);
    house.wait(Duration::from_secs(36_001));
    assert!(!house.program.is_at_the_gate());
    let screen = house.types("2<c-l>");
    assert!(screen.contains("Hidden. Enter shows it again"), "{screen}");
    assert!(screen.contains("no passphrase"), "{screen}");
    assert!(!house.types("qd2x").contains("zaunkoenig"));
    assert!(house.types("<enter>").contains("zaunkoenig"));
}

#[test]
fn the_first_page_sets_a_passphrase() {
    let mut house = House::new(&[], false);
    let screen = house.types("l");
    assert!(screen.contains("no recovery"), "{screen}");
    let screen = house.types("moth<enter>");
    assert!(screen.contains("That is short"), "{screen}");
    house.types("<c-u>river lantern moth<enter>");
    let screen = house.types("river lantern mother<enter>");
    assert!(screen.contains("The two are not the same"), "{screen}");
    assert!(!is_locked(&paths(&house.home).journal));
    let screen = house.types("river lantern moth<enter>river lantern moth<enter>");
    assert!(!house.program.is_at_the_gate());
    assert!(screen.contains("Locked."), "{screen}");
    assert!(screen.contains("Since the last dose"), "{screen}");
    drop(house.program);
    assert!(is_locked(&paths(&house.home).journal));
}

#[test]
fn on_a_phone_what_a_passphrase_means_is_said_to_its_end() {
    let mut house = House::new(&[], false);
    house.types("l");
    let screen = house.screen_of(40, 12);
    assert!(screen.contains("as they are."), "{screen}");
    assert!(screen.contains("New passphrase"), "{screen}");
    house.types("abc<enter>");
    let screen = house.screen_of(40, 12);
    for whole in ["No recovery:", "as they are.", "•••", "begins anew."] {
        assert!(screen.contains(whole), "{whole}\n{screen}");
    }
}

#[test]
fn the_card_before_the_passphrase_offers_only_what_works_there() {
    let mut house = House::new(DAY, true);
    let screen = house.types("!");
    assert!(screen.contains("Esc back"), "{screen}");
    for nothing in ["to change", "c country", "read out to"] {
        assert!(!screen.contains(nothing), "{nothing}\n{screen}");
    }
    let small = house.screen_of(40, 12);
    assert!(small.contains("the journal is"), "{small}");
    assert!(small.contains("more"), "{small}");
    assert!(house.types("Hc").contains("CALL"));
}

#[test]
fn the_first_page_of_a_locked_journal_asks_for_no_second_passphrase() {
    let mut house = House::new(&[], true);
    let screen = house.types("river lantern moth<enter>");
    assert!(screen.contains("That file is locked"), "{screen}");
    let screen = house.types("l");
    assert!(!house.program.is_at_the_gate(), "{screen}");
    assert!(screen.contains("Locked."), "{screen}");
}

#[test]
fn a_short_passphrase_is_begun_anew_by_one_key() {
    let mut house = House::new(&[], false);
    house.types("lab<enter><bs>river lantern moth<enter>river lantern moth<enter>");
    drop(house.program);
    let paths = paths(&house.home);
    assert!(Store::open_with(&paths.journal, &paths.backups, Some(key(WORDS))).is_ok());
}

#[test]
fn a_journal_replaced_by_a_plain_one_is_opened_again_with_the_form_kept() {
    let mut house = House::new(DAY, false);
    house.types("nwren by the window");
    let paths = paths(&house.home);
    let other = house.home.path().join("other.db");
    fs::copy(&paths.journal, &other).unwrap();
    fs::rename(&other, &paths.journal).unwrap();
    let screen = house.types("<enter>");
    assert!(screen.contains("was replaced meanwhile"), "{screen}");
    assert!(screen.contains("wren by the window"), "{screen}");
    let screen = house.types("<enter>");
    assert!(screen.contains("Saved"), "{screen}");
    let mut store = Store::open(&paths.journal, &paths.backups).unwrap();
    assert_eq!(store.load().unwrap().entries().len(), 3);
}

#[test]
fn what_both_sides_wrote_is_there_after_a_journal_is_replaced_from_elsewhere() {
    let mut house = House::new(DAY, false);
    let paths = paths(&house.home);
    // The other machine's copy, with a note of its own.
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().join("journal.db");
    fs::copy(&paths.journal, &other).unwrap();
    let mut there = Store::open(&other, elsewhere.path()).unwrap();
    let note = stage::entry(&there, "note note=theirs at=20:10");
    there.apply(&[Edit::Add(note)], now()).unwrap();
    drop(there);
    // What is written here stands in the log beside the journal.
    house.types("nmine by the window<enter>");
    fs::rename(&other, &paths.journal).unwrap();
    house.program.look();
    let screen = house.types("2");
    assert!(screen.contains("theirs"), "{screen}");
    assert!(!screen.contains("mine by the window"), "{screen}");
    drop(house.program);
    let mut now_there = Store::open(&paths.journal, &paths.backups).unwrap();
    assert_eq!(now_there.load().unwrap().entries().len(), 3);
    let copies = leaflog::store::backup::all(&paths.journal, &paths.backups);
    let aside = |copy: &&leaflog::store::backup::Copy| {
        copy.path.display().to_string().contains("before-replaced")
    };
    let aside = copies.iter().find(aside).unwrap();
    let mut kept = Store::open(&aside.path, elsewhere.path()).unwrap();
    let kept = kept.load().unwrap();
    assert!(
        kept.entries()
            .iter()
            .any(|it| it.title().contains("mine by the window"))
    );
}

#[test]
fn a_journal_locked_elsewhere_asks_for_its_passphrase_and_keeps_the_words() {
    let mut house = House::new(DAY, false);
    house.types("nwren by the windo");
    let (paths, other) = (paths(&house.home), tempfile::tempdir().unwrap());
    let copy = other.path().join("journal.db");
    fs::copy(&paths.journal, &copy).unwrap();
    rekey(&copy, other.path(), None, Some(&key(WORDS))).unwrap();
    // As a program that keeps folders the same puts it there.
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(house.home.path().join(format!("journal.db{ending}")));
    }
    fs::copy(&copy, house.home.path().join("new")).unwrap();
    fs::rename(house.home.path().join("new"), &paths.journal).unwrap();
    let screen = house.types("w");
    assert!(house.program.is_at_the_gate(), "{screen}");
    assert!(screen.contains("elsewhere"), "{screen}");
    house.types("river lantern moth<enter>");
    assert!(house.types("<c-r>").contains("wren by the window"));
}

#[test]
fn a_report_of_a_locked_journal_is_written_only_when_said_twice() {
    let mut house = House::new(DAY, true);
    house.types("river lantern moth<enter>");
    let path = house.home.path().join("page.html");
    let name = path.display().to_string().replace('<', "");
    // The file is the last field.
    house.types("R<s-tab><c-u>");
    let screen = house.types(&format!("{name}<enter>"));
    assert!(
        screen.contains("The journal is locked, this file would"),
        "{screen}"
    );
    assert!(!path.exists());
    house.types("<enter>");
    assert!(fs::read_to_string(&path).unwrap().contains("</html>"));
}

/// The copy of the day, and how many entries it holds.
fn of_the_day(house: &House, key: Option<&Passphrase>) -> usize {
    let paths = paths(&house.home);
    let copies = backup::all(&paths.journal, &paths.backups);
    let is_of_today = |copy: &&backup::Copy| copy.date() == Some(now().date_naive());
    let copy = copies.iter().find(is_of_today).unwrap();
    backup::prove(&copy.path, key).unwrap().entries
}

fn wrote(house: &House) -> usize {
    let paths = paths(&house.home);
    let key = is_locked(&paths.journal).then(|| key(WORDS));
    let mut store = Store::open_with(&paths.journal, &paths.backups, key).unwrap();
    store.load().unwrap().entries().len()
}

/// The copy is begun at the first change, the country; the evening goes on.
#[test]
fn the_copy_of_a_first_evening_holds_what_was_written_that_evening() {
    let mut house = House::new(&[], false);
    house.types("<enter>");
    house.types("pcger<enter><esc>");
    house.program.look();
    house.types("d2<enter>nslept well<enter>");
    assert!(house.program.last_copy().is_none());
    assert_eq!((of_the_day(&house, None), wrote(&house)), (3, 3));
}

#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn locked_and_left_the_copy_of_the_day_holds_what_was_written() {
    let mut house = House::new(DAY, true);
    house.types("river lantern moth<enter>d2<enter>");
    house.program.look();
    house.types("nwren<enter><c-l>");
    assert!(house.program.is_at_the_gate());
    assert!(house.program.last_copy().is_none());
    let words = key(WORDS);
    assert_eq!((of_the_day(&house, Some(&words)), wrote(&house)), (4, 4));
}
