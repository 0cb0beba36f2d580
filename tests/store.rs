//! Keeping: what was written is there, what was taken back is gone, and two
//! leaflogs never lose each other's entries.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use leaflog::domain::answer::{Answer, Level, Said};
use leaflog::domain::edit::Edit;
use leaflog::domain::field::Values;
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::store::{Draft, Passphrase, Store, Way};
use proptest::prelude::*;
use tempfile::TempDir;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00")
        .unwrap()
        .to_utc()
}

fn entry(store: &Store, kind: Kind, pairs: &[(&'static str, &str)]) -> Entry {
    let when = When::new(
        now(),
        Zone::Named(Tz::named("Europe/Berlin").unwrap()),
        NaiveTime::MIN,
    );
    let values: Values = pairs
        .iter()
        .map(|(name, text)| (*name, (*text).to_owned()))
        .collect();
    Entry::parse(store.new_id(now()).unwrap(), kind, &values, &when).unwrap()
}

/// The entry with a note, as it is kept.
fn note(store: &mut Store, entry: &Entry, note: &str) -> Entry {
    let mut noted = entry.clone();
    noted.note = Some(note.to_owned());
    let change = Edit::Change {
        from: entry.clone(),
        to: noted.clone(),
    };
    store.apply(&[change], now()).unwrap();
    noted
}

fn dose(store: &Store, amount: &str, at: &str) -> Entry {
    entry(store, Kind::Dose, &[("amount", amount), ("at", at)])
}

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    fn open(&self) -> Store {
        Store::open(
            &self.0.path().join("journal.db"),
            &self.0.path().join("backups"),
        )
        .unwrap()
    }
}

fn add(store: &mut Store, entry: &Entry) {
    store.apply(&[Edit::Add(entry.clone())], now()).unwrap();
}

fn one_of_each(store: &Store) -> Vec<Entry> {
    vec![
        entry(
            store,
            Kind::Dose,
            &[
                ("amount", "4.4g"),
                ("count", "2"),
                ("count_unit", "scoops"),
                ("at", "2026-06-01 10:00"),
                ("form", "tea"),
                ("product", "Grüner Beutel"),
                ("batch", "2291"),
                ("reason", "withdrawal"),
                ("estimated", "yes"),
                ("note", "=1+1\n'quoted' 🌿"),
            ],
        ),
        entry(
            store,
            Kind::Dose,
            &[
                ("form", "7oh"),
                ("hydroxy_mg", "15.5"),
                ("mitragynine_mg", "0.125"),
            ],
        ),
        entry(
            store,
            Kind::Substance,
            &[("name", "wine"), ("amount", "2.5 glasses"), ("at", "20:40")],
        ),
        entry(
            store,
            Kind::Sleep,
            &[
                ("bed_at", "2026-10-24 23:05"),
                ("try_at", "2026-10-24 23:20"),
                ("wake_at", "2026-10-25 06:50"),
                ("up_at", "2026-10-25 07:05"),
                ("asleep_after_min", "25"),
                ("awake_min", "40"),
                ("awakenings", "2"),
                ("quality", "0"),
            ],
        ),
        entry(
            store,
            Kind::Symptom,
            &[("name", "nausea"), ("severity", "0")],
        ),
        entry(
            store,
            Kind::None,
            &[("date", "2026-11-17"), ("note", "a walk")],
        ),
        entry(store, Kind::Note, &[("note", "line one\nline two")]),
        entry(
            store,
            Kind::About,
            &[("name", "country DE"), ("until", "2027-01-01")],
        ),
    ]
}

#[test]
fn every_kind_comes_back_as_it_was_written() {
    let home = Home::new();
    let mut store = home.open();
    let written = one_of_each(&store);
    for entry in &written {
        add(&mut store, entry);
    }
    drop(store);
    let journal = home.open().load().unwrap();
    for entry in &written {
        assert_eq!(journal.find(entry.id), Some(entry));
    }
}

#[test]
fn undo_and_redo_go_back_and_forth_over_restarts() {
    let home = Home::new();
    let mut store = home.open();
    let first = dose(&store, "2g", "10:00");
    add(&mut store, &first);
    let later = note(&mut store, &first, "with food");
    store.apply(&[Edit::Delete(later.clone())], now()).unwrap();
    assert_eq!(store.tombstones().unwrap().len(), 1);
    drop(store);

    let mut store = home.open();
    store.go(Way::Undo, now()).unwrap().unwrap();
    assert!(
        store
            .load()
            .unwrap()
            .find(first.id)
            .unwrap()
            .says_the_same(&later)
    );
    assert!(store.tombstones().unwrap().is_empty());
    store.go(Way::Undo, now()).unwrap().unwrap();
    assert!(
        store
            .load()
            .unwrap()
            .find(first.id)
            .unwrap()
            .says_the_same(&first)
    );
    store.go(Way::Undo, now()).unwrap().unwrap();
    assert!(store.load().unwrap().is_empty());
    assert_eq!(
        store.tombstones().unwrap().len(),
        1,
        "another machine may have read it"
    );
    assert_eq!(store.go(Way::Undo, now()).unwrap(), None);
    drop(store);

    let mut store = home.open();
    for _ in 0..3 {
        store.go(Way::Redo, now()).unwrap().unwrap();
    }
    assert!(store.load().unwrap().is_empty());
    assert_eq!(store.tombstones().unwrap().len(), 1);
    assert_eq!(store.go(Way::Redo, now()).unwrap(), None);
}

#[test]
fn a_new_change_drops_what_could_be_redone() {
    let mut store = Store::in_memory().unwrap();
    let first = dose(&store, "2g", "10:00");
    add(&mut store, &first);
    store.go(Way::Undo, now()).unwrap();
    let second = dose(&store, "3g", "11:00");
    add(&mut store, &second);
    assert_eq!(store.go(Way::Redo, now()).unwrap(), None);
}

#[test]
fn a_change_is_refused_where_the_entry_has_moved_on() {
    let home = Home::new();
    let (mut here, mut there) = (home.open(), home.open());
    let mine = dose(&here, "2g", "10:00");
    add(&mut here, &mine);
    let theirs = note(&mut there, &mine, "theirs");

    let refused = here
        .apply(&[Edit::Delete(mine.clone())], now())
        .unwrap_err();
    assert!(
        refused.to_string().contains("was changed meanwhile"),
        "{refused}"
    );
    assert!(
        here.load()
            .unwrap()
            .find(mine.id)
            .unwrap()
            .says_the_same(&theirs)
    );
}

#[test]
fn a_change_of_many_is_all_or_nothing() {
    let mut store = Store::in_memory().unwrap();
    let known = dose(&store, "2g", "10:00");
    add(&mut store, &known);
    let fresh = dose(&store, "3g", "11:00");
    assert!(
        store
            .apply(&[Edit::Add(fresh.clone()), Edit::Add(known)], now())
            .is_err()
    );
    assert_eq!(store.load().unwrap().find(fresh.id), None);
}

#[test]
fn a_second_leaflog_is_noticed() {
    let home = Home::new();
    let (mut here, mut there) = (home.open(), home.open());
    here.load().unwrap();
    assert!(!here.changed_elsewhere().unwrap());
    let theirs = dose(&there, "2g", "10:00");
    add(&mut there, &theirs);
    assert!(here.changed_elsewhere().unwrap());
    assert!(here.load().unwrap().find(theirs.id).is_some());
    assert!(!here.changed_elsewhere().unwrap());
}

#[test]
fn entries_of_one_instant_stand_as_they_came() {
    let mut store = Store::in_memory().unwrap();
    let mut ids = Vec::new();
    for _ in 0..50 {
        let entry = dose(&store, "2g", "now");
        add(&mut store, &entry);
        ids.push(entry.id);
    }
    assert!(ids.is_sorted());
    assert!(ids.iter().all(|id| id.get_version_num() == 7));
}

#[test]
fn answers_and_settings_are_changes_too() {
    let mut store = Store::in_memory().unwrap();
    let read = Answer {
        rule: "R12-times-a-day".to_owned(),
        subject: String::new(),
        said: Said::Read,
        level: Level::Caution,
        at: now(),
        times: 1,
    };
    store
        .apply(
            &[
                Edit::Answer {
                    from: None,
                    to: Some(read.clone()),
                },
                Edit::Setting {
                    name: "day_start".to_owned(),
                    from: None,
                    to: Some("04:00".to_owned()),
                },
            ],
            now(),
        )
        .unwrap();
    let journal = store.load().unwrap();
    assert_eq!(journal.answers, vec![read]);
    assert_eq!(journal.settings.get("day_start"), Some("04:00"));
    store.go(Way::Undo, now()).unwrap();
    let journal = store.load().unwrap();
    assert!(journal.answers.is_empty());
    assert_eq!(journal.settings.get("day_start"), None);
}

#[test]
fn an_answer_is_refused_where_another_was_given_meanwhile() {
    let mut store = Store::in_memory().unwrap();
    let said = |said, times| Answer {
        rule: "R12-times-a-day".to_owned(),
        subject: String::new(),
        said,
        level: Level::Caution,
        at: now(),
        times,
    };
    let give = |from: Option<Answer>, to: Answer| Edit::Answer { from, to: Some(to) };
    let read = said(Said::Read, 1);
    store.apply(&[give(None, read.clone())], now()).unwrap();
    let stale = store.apply(&[give(None, said(Said::Read, 2))], now());
    assert!(stale.unwrap_err().to_string().contains("meanwhile"));
    store
        .apply(&[give(Some(read), said(Said::Read, 2))], now())
        .unwrap();
    for times in 1..3 {
        let shown = said(Said::Shown, times);
        store.apply(&[give(None, shown)], now()).unwrap();
    }
}

#[test]
fn a_change_older_than_seven_days_is_not_taken_back() {
    let mut store = Store::in_memory().unwrap();
    let old = dose(&store, "2g", "10:00");
    add(&mut store, &old);
    let later = now() + TimeDelta::days(8);
    assert_eq!(store.next_change(Way::Undo, later).unwrap(), None);
    assert_eq!(store.go(Way::Undo, later).unwrap(), None);
    assert!(store.load().unwrap().find(old.id).is_some());
}

#[test]
fn kept_changes_lose_their_texts_after_seven_days_or_two_hundred() {
    let mut store = Store::in_memory().unwrap();
    let old = dose(&store, "2g", "10:00");
    add(&mut store, &old);
    let week_later = now() + TimeDelta::days(8);
    let new = dose(&store, "3g", "11:00");
    store.apply(&[Edit::Add(new)], week_later).unwrap();
    assert!(store.go(Way::Undo, week_later).unwrap().is_some());
    assert_eq!(store.go(Way::Undo, week_later).unwrap(), None);

    for _ in 0..250 {
        let entry = dose(&store, "2g", "10:00");
        store.apply(&[Edit::Add(entry)], week_later).unwrap();
    }
    let mut undone = 0;
    while store.go(Way::Undo, week_later).unwrap().is_some() {
        undone += 1;
    }
    assert_eq!(undone, 200);
}

#[test]
fn deleted_words_are_gone_from_the_files_once_the_change_is_forgotten() {
    let home = Home::new();
    let mut store = home.open();
    let secret = entry(&store, Kind::Note, &[("note", "canary-in-the-mine")]);
    add(&mut store, &secret);
    store.apply(&[Edit::Delete(secret)], now()).unwrap();
    let later = now() + TimeDelta::days(8);
    let other = dose(&store, "2g", "10:00");
    store.apply(&[Edit::Add(other.clone())], later).unwrap();
    store.apply(&[Edit::Delete(other)], later).unwrap();
    for file in std::fs::read_dir(home.0.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes
                .windows(18)
                .any(|window| window == b"canary-in-the-mine");
            assert!(!found, "still in {}", path.display());
        }
    }
}

#[test]
fn a_half_typed_form_is_kept_and_forgotten() {
    let home = Home::new();
    let store = home.open();
    let draft = Draft {
        kind: Kind::Dose,
        begun: now().fixed_offset(),
        editing: None,
        answers: Values::new()
            .with("amount", "2.")
            .with("note", "half a sent"),
    };
    store.save_draft(&draft).unwrap();
    drop(store);
    let store = home.open();
    assert_eq!(store.drafts().unwrap(), vec![draft]);
    store.remove_draft("dose").unwrap();
    assert!(store.drafts().unwrap().is_empty());
}

#[test]
fn the_recent_part_knows_what_rules_ask_of_the_time_before() {
    let mut store = Store::in_memory().unwrap();
    let mut edits = Vec::new();
    for back in (0..400).rev() {
        let at = now() - TimeDelta::days(back) - TimeDelta::hours(2);
        edits.push(Edit::Add(dose(&store, "2g", &at.to_rfc3339())));
    }
    store.apply(&edits, now()).unwrap();
    let whole = store.load().unwrap();
    let recent = store.load_since(now() - TimeDelta::days(120)).unwrap();
    let today = now().date_naive();
    assert!(recent.entries().len() < 125);
    assert_eq!(recent.run_to(today), whole.run_to(today));
    assert_eq!(recent.first_dose_at(), whole.first_dose_at());
    assert_eq!(recent.first_at(), whole.first_at());
    assert_eq!(
        recent.since(now() - TimeDelta::days(9)).run_to(today),
        whole.run_to(today)
    );
}

#[test]
fn the_use_before_a_long_break_is_loaded_however_long_it_was() {
    let mut store = Store::in_memory().unwrap();
    let mut edits = Vec::new();
    for back in (300..420).rev() {
        let at = now() - TimeDelta::days(back);
        edits.push(Edit::Add(dose(&store, "2g", &at.to_rfc3339())));
    }
    store.apply(&edits, now()).unwrap();
    let whole = store.load().unwrap();
    let part = store.load_around(now(), |_| TimeDelta::days(91)).unwrap();
    assert_eq!(part.entries().len(), 92, "91 days before the last one");
    assert_eq!(part.last_dose(now()), whole.last_dose(now()));
    assert_eq!(part.first_dose_at(), whole.first_dose_at());
    assert_eq!(
        part.earlier.last_dose.as_deref(),
        Some(&whole.entries()[27])
    );
    let last = now().date_naive() - TimeDelta::days(300);
    assert_eq!(part.run_to(last), whole.run_to(last));
}

#[test]
fn each_kind_is_loaded_as_far_back_as_it_is_asked_for() {
    let mut store = Store::in_memory().unwrap();
    let at = (now() - TimeDelta::days(50)).to_rfc3339();
    let edits = one_of_each(&store).into_iter().map(|mut entry| {
        entry.at = DateTime::parse_from_rfc3339(&at).unwrap();
        Edit::Add(entry)
    });
    let edits: Vec<Edit> = edits.collect();
    store.apply(&edits, now()).unwrap();
    let part = store.load_around(now(), |kind| match kind {
        Kind::Substance => TimeDelta::days(60),
        _ => TimeDelta::days(35),
    });
    let part = part.unwrap();
    let mut kinds: Vec<Kind> = part.entries().iter().map(Entry::kind).collect();
    kinds.sort_by_key(|kind| kind.name());
    kinds.dedup();
    assert_eq!(
        kinds,
        [Kind::About, Kind::Dose, Kind::Substance],
        "every fact, and the last dose, however old"
    );
    assert!(part.earlier.any);
    assert_eq!(part.first_at(), store.load().unwrap().first_at());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is done, taking all of it back leaves the journal as it was.
    #[test]
    fn every_change_can_be_taken_back(steps in prop::collection::vec((0u8..3, 0usize..8), 1..30)) {
        let mut store = Store::in_memory().unwrap();
        for entry in one_of_each(&store) {
            add(&mut store, &entry);
        }
        let before = store.load().unwrap();
        let mut done = 0;
        for (what, which) in steps {
            let journal = store.load().unwrap();
            let chosen = journal.entries().get(which % journal.entries().len().max(1)).cloned();
            let edit = match (what, chosen) {
                (1, Some(from)) => {
                    let mut to = from.clone();
                    if to.kind() != Kind::None {
                        to.at += TimeDelta::minutes(1);
                    }
                    to.note = Some("changed".to_owned());
                    if let leaflog::domain::What::Sleep(sleep) = &mut to.what {
                        sleep.up_at = to.at;
                    }
                    Edit::Change { from, to }
                }
                (2, Some(entry)) => Edit::Delete(entry),
                _ => Edit::Add(dose(&store, "1g", "10:00")),
            };
            store.apply(&[edit], now()).unwrap();
            done += 1;
        }
        for _ in 0..done {
            store.go(Way::Undo, now()).unwrap().unwrap();
        }
        let after = store.load().unwrap();
        prop_assert_eq!(before.entries().len(), after.entries().len());
        for (before, after) in before.entries().iter().zip(after.entries()) {
            prop_assert!(before.says_the_same(after), "{:?}\n{:?}", before, after);
        }
        for _ in 0..done {
            store.go(Way::Redo, now()).unwrap().unwrap();
        }
    }
}

/// Each half-answered check-in has a place of its own beside a half-typed pulse.
#[test]
fn half_answered_check_ins_do_not_take_each_others_place() {
    let store = Store::in_memory().unwrap();
    let half = |name: &str, answers: &str| Draft {
        kind: Kind::Reading,
        begun: DateTime::parse_from_rfc3339("2026-11-20T20:00:00+01:00").unwrap(),
        editing: None,
        answers: Values::new().with("name", name).with("answers", answers),
    };
    for draft in [half("pain", "2"), half("withdrawal check", "1,3")] {
        store.save_draft(&draft).unwrap();
    }
    store.save_draft(&half("pulse", "")).unwrap();
    assert_eq!(store.drafts().unwrap().len(), 3);
    store.remove_draft("reading").unwrap();
    store.remove_draft("reading:pain").unwrap();
    assert_eq!(store.drafts().unwrap(), [half("withdrawal check", "1,3")]);
}

/// A passphrase with what SQL and shells trip over.
fn words() -> Passphrase {
    Passphrase::new("it's \"dark\" – сад  ".to_owned())
}

#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn a_locked_journal_opens_with_its_passphrase_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let open = |key| Store::open_with(&path, home.path(), key);
    let mut store = open(Some(words())).unwrap();
    let entry = dose(&store, "2.5g", "2026-11-20 18:05");
    add(&mut store, &entry);
    drop(store);
    for wrong in [None, Some(Passphrase::new("it's".to_owned()))] {
        let refused = open(wrong).unwrap_err().to_string();
        assert!(refused.contains("locked with a passphrase"), "{refused}");
    }
    let mut store = open(Some(words())).unwrap();
    assert_eq!(store.load().unwrap().entries().len(), 1);
    let raw = std::fs::read(&path).unwrap();
    assert!(!raw.starts_with(b"SQLite format 3"));
}

#[test]
fn a_passphrase_is_never_shown() {
    assert_eq!(format!("{:?}", words()), "Passphrase(…)");
}

#[test]
fn a_rollback_journal_that_a_killed_lock_left_goes_when_the_journal_opens() {
    let home = Home::new();
    add(
        &mut home.open(),
        &dose(&home.open(), "2.5g", "2026-11-20 18:05"),
    );
    let left = home.0.path().join("journal.db-journal");
    std::fs::write(&left, "canary").unwrap();
    assert_eq!(home.open().load().unwrap().entries().len(), 1);
    assert!(!left.exists());
}
