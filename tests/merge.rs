//! Two and three machines with one journal: whatever is written on each, in
//! whatever order they are joined, all come to the same and nothing is lost.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use leaflog::domain::answer::{Answer, Level, Said};
use leaflog::domain::edit::Edit;
use leaflog::domain::field::Values;
use leaflog::domain::joining::{AfterPurge, Holding, Joining, are_related, join};
use leaflog::domain::known::{Known, Version};
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::rules::called;
use leaflog::store::{Draft, Other, Passphrase, Purge, Store, Way};
use proptest::prelude::*;
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00")
        .unwrap()
        .to_utc()
}

fn dose(store: &Store, amount: &str, at: &str) -> Entry {
    let zone = Zone::Named(Tz::named("Europe/Berlin").unwrap());
    let when = When::new(now(), zone, NaiveTime::MIN);
    let values = Values::new().with("amount", amount).with("at", at);
    Entry::parse(store.new_id(now()).unwrap(), Kind::Dose, &values, &when).unwrap()
}

fn noted(entry: &Entry, note: &str) -> Edit {
    Edit::Change {
        from: entry.clone(),
        to: Entry {
            note: Some(note.to_owned()),
            changed: now(),
            ..entry.clone()
        },
    }
}

fn merge(into: &mut Store, from: &mut Store) -> Joining {
    let (here, there) = (into.everything().unwrap(), from.everything().unwrap());
    let joining = join(&here, &there, AfterPurge::LeaveOut, called);
    into.bring_in(&joining.edits, &[], &joining.drafts, now())
        .unwrap();
    joining
}

fn copy(of: &mut Store) -> Store {
    let mut copy = Store::in_memory().unwrap();
    merge(&mut copy, of);
    assert_eq!(content(&mut copy), content(of), "a copy is the same");
    copy
}

type Content = (BTreeMap<Uuid, Known>, Vec<Answer>, Vec<String>);

/// All that two journals must agree on.
fn content(store: &mut Store) -> Content {
    let holding = store.everything().unwrap();
    let mut drafts: Vec<String> = holding.drafts.iter().map(|it| format!("{it:?}")).collect();
    drafts.sort();
    (holding.known, holding.answers, drafts)
}

fn alive(holding: &Holding) -> BTreeSet<Uuid> {
    let known = holding.known.iter();
    known
        .filter(|(_, known)| known.entry().is_some())
        .map(|(id, _)| *id)
        .collect()
}

/// One entry on two machines that have met.
fn two_machines() -> (Store, Store, Entry) {
    let mut here = Store::in_memory().unwrap();
    let entry = dose(&here, "2g", "18:05");
    here.apply(&[Edit::Add(entry.clone())], now()).unwrap();
    let there = copy(&mut here);
    (here, there, entry)
}

#[test]
fn an_edit_made_on_one_machine_replaces_the_older_text_on_the_other() {
    let (mut here, mut there, entry) = two_machines();
    here.apply(&[noted(&entry, "with food")], now()).unwrap();
    let joining = merge(&mut there, &mut here);
    assert_eq!((joining.changed, joining.conflicts.len()), (1, 0));
    assert_eq!(
        there.entry(entry.id).unwrap().unwrap().note.as_deref(),
        Some("with food")
    );
    let back = merge(&mut here, &mut there);
    assert!(back.is_nothing());
}

#[test]
fn what_one_deleted_and_the_other_left_alone_stays_deleted() {
    let (mut here, mut there, entry) = two_machines();
    here.apply(&[Edit::Delete(entry.clone())], now()).unwrap();
    assert!(merge(&mut here, &mut there).is_nothing());
    assert_eq!(merge(&mut there, &mut here).deleted, 1);
    assert_eq!(there.entry(entry.id).unwrap(), None);
}

#[test]
fn both_changed_both_are_kept_and_either_can_be_taken() {
    let (mut here, mut there, entry) = two_machines();
    here.apply(&[noted(&entry, "here")], now()).unwrap();
    let later = now() + TimeDelta::minutes(5);
    there.apply(&[noted(&entry, "there")], later).unwrap();
    assert_eq!(merge(&mut here, &mut there).conflicts, [entry.id]);
    merge(&mut there, &mut here);
    assert_eq!(content(&mut here), content(&mut there));

    let known = here.known(entry.id).unwrap().unwrap();
    let other = known.elsewhere()[0].clone();
    let settle = Edit::Settle {
        to: known.settled(&other, &[], now()),
        from: known.clone(),
    };
    here.apply(&[settle], now()).unwrap();
    assert!(
        here.known(entry.id)
            .unwrap()
            .unwrap()
            .elsewhere()
            .is_empty()
    );
    // The choice reaches the other machine, and it does not ask again.
    merge(&mut there, &mut here);
    assert!(merge(&mut here, &mut there).is_nothing());
    assert_eq!(content(&mut here), content(&mut there));
    assert!(there.load().unwrap().elsewhere.is_empty());

    here.go(Way::Undo, now()).unwrap().unwrap();
    let again = here.known(entry.id).unwrap().unwrap();
    assert!(again.says_the_same(&known), "{again:?}");
    merge(&mut there, &mut here);
    assert_eq!(content(&mut here), content(&mut there));
}

#[test]
fn an_edit_outlives_a_deletion_made_meanwhile_and_says_so() {
    let (mut here, mut there, entry) = two_machines();
    here.apply(&[Edit::Delete(entry.clone())], now()).unwrap();
    there.apply(&[noted(&entry, "more")], now()).unwrap();
    let joining = merge(&mut here, &mut there);
    assert_eq!((joining.restored, joining.conflicts.len()), (1, 1));
    merge(&mut there, &mut here);
    assert_eq!(content(&mut here), content(&mut there));
}

#[test]
fn deleting_takes_along_what_was_written_elsewhere_and_undo_brings_both_back() {
    let (mut here, mut there, entry) = two_machines();
    here.apply(&[noted(&entry, "here")], now()).unwrap();
    there.apply(&[noted(&entry, "there")], now()).unwrap();
    merge(&mut here, &mut there);
    let before = here.known(entry.id).unwrap().unwrap();
    let counts = here.entry(entry.id).unwrap().unwrap();
    here.apply(&[Edit::Delete(counts)], now()).unwrap();
    merge(&mut here, &mut there);
    assert_eq!(here.entry(entry.id).unwrap(), None);
    merge(&mut there, &mut here);
    assert_eq!(there.entry(entry.id).unwrap(), None);
    here.go(Way::Undo, now()).unwrap().unwrap();
    let again = here.known(entry.id).unwrap().unwrap();
    assert!(again.says_the_same(&before), "{again:?}\n{before:?}");
    merge(&mut here, &mut there);
    assert!(here.entry(entry.id).unwrap().is_some());
}

#[test]
fn a_merge_is_one_change_and_undo_takes_it_back_whole() {
    let (mut here, mut there, entry) = two_machines();
    let untouched = dose(&here, "3g", "19:00");
    here.apply(&[Edit::Add(untouched)], now()).unwrap();
    there.apply(&[noted(&entry, "there")], now()).unwrap();
    let new = dose(&there, "1g", "20:00");
    there.apply(&[Edit::Add(new)], now()).unwrap();
    let before = content(&mut here);
    merge(&mut here, &mut there);
    let after = content(&mut here);
    here.go(Way::Undo, now()).unwrap().unwrap();
    assert_eq!(content(&mut here), before);
    here.go(Way::Redo, now()).unwrap().unwrap();
    assert_eq!(content(&mut here), after);
    here.go(Way::Undo, now()).unwrap().unwrap();
    assert!(!merge(&mut here, &mut there).is_nothing());
    assert_eq!(content(&mut here), after);
}

#[test]
fn a_version_is_later_than_the_one_before_it_even_if_the_clock_goes_back() {
    let (mut here, mut there, entry) = two_machines();
    let yesterday = now() - TimeDelta::days(1);
    let Edit::Change { from, mut to } = noted(&entry, "the clock was wrong") else {
        return;
    };
    to.changed = yesterday;
    here.apply(&[Edit::Change { from, to }], yesterday).unwrap();
    assert!(here.entry(entry.id).unwrap().unwrap().changed > entry.changed);
    assert_eq!(merge(&mut there, &mut here).changed, 1);
}

#[test]
fn what_was_taken_back_after_a_merge_does_not_come_back() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("j.db");
    let mut here = open(&path, None);
    let oops = dose(&here, "2g", "18:05");
    here.apply(&[Edit::Add(oops.clone())], now()).unwrap();
    let mut there = copy(&mut here);
    drop(here);

    // The next day.
    let mut here = open(&path, None);
    let next_day = now() + TimeDelta::hours(25);
    here.go(Way::Undo, next_day).unwrap().unwrap();
    assert!(merge(&mut here, &mut there).is_nothing());
    assert_eq!(here.entry(oops.id).unwrap(), None);
    here.go(Way::Redo, next_day).unwrap().unwrap();
    assert!(here.entry(oops.id).unwrap().unwrap().says_the_same(&oops));
    here.go(Way::Undo, next_day).unwrap().unwrap();
    assert_eq!(merge(&mut there, &mut here).deleted, 1);
}

#[test]
fn what_was_taken_back_does_not_come_back_from_a_machine_that_had_read_it() {
    let mut here = Store::in_memory().unwrap();
    let oops = dose(&here, "2g", "18:05");
    here.apply(&[Edit::Add(oops.clone())], now()).unwrap();
    // The other machine joins what is here, and nothing here knows of it.
    let mut there = copy(&mut here);
    here.go(Way::Undo, now()).unwrap().unwrap();
    assert!(merge(&mut here, &mut there).is_nothing());
    assert_eq!(here.entry(oops.id).unwrap(), None);
    here.go(Way::Redo, now()).unwrap().unwrap();
    assert!(here.entry(oops.id).unwrap().unwrap().says_the_same(&oops));
    here.go(Way::Undo, now()).unwrap().unwrap();
    assert_eq!(merge(&mut there, &mut here).deleted, 1);
    assert_eq!(content(&mut here), content(&mut there));
}

#[test]
fn only_an_import_of_the_last_day_is_taken_back_without_a_trace() {
    let imported = Uuid::parse_str("019a9e50-0000-7000-8000-000000000001").unwrap();
    for (minutes, traces) in [(0, 0), (24 * 60, 0), (24 * 60 + 1, 1)] {
        let mut store = Store::in_memory().unwrap();
        let mine = dose(&store, "2g", "18:05");
        let entry = Entry {
            id: imported,
            ..mine.clone()
        };
        store.apply(&[Edit::Add(entry.clone())], now()).unwrap();
        store.apply(&[Edit::Add(mine)], now()).unwrap();
        let later = now() + TimeDelta::minutes(minutes);
        store.go(Way::Undo, later).unwrap().unwrap();
        assert_eq!(store.tombstones().unwrap().len(), 1, "written down here");
        store.go(Way::Undo, later).unwrap().unwrap();
        assert_eq!(store.tombstones().unwrap().len(), 1 + traces, "{minutes}");
        store.go(Way::Redo, later).unwrap().unwrap();
        assert!(
            store
                .entry(imported)
                .unwrap()
                .unwrap()
                .says_the_same(&entry)
        );
    }
}

#[test]
fn what_was_purged_beside_an_entry_is_not_brought_back() {
    let home = tempfile::tempdir().unwrap();
    let mut here = open(&home.path().join("j.db"), None);
    let entry = dose(&here, "2g", "2026-10-20 18:05");
    here.apply(&[Edit::Add(entry.clone())], now()).unwrap();
    let mut there = copy(&mut here);
    there.apply(&[noted(&entry, "there")], now()).unwrap();
    let later = now() + TimeDelta::minutes(5);
    let to = Entry {
        at: now().fixed_offset(),
        changed: later,
        ..entry.clone()
    };
    let moved = Edit::Change { from: entry, to };
    here.apply(&[moved], later).unwrap();
    assert_eq!(merge(&mut here, &mut there).conflicts.len(), 1);
    let of_november = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let backups = home.path().join("backups");
    let at = later.fixed_offset();
    here.purge(Purge::Before(of_november), &backups, at)
        .unwrap();
    assert!(merge(&mut here, &mut there).is_nothing());
}

/// A journal in a file that keeps days, and its path.
fn at_home() -> (tempfile::TempDir, Store) {
    let home = tempfile::tempdir().unwrap();
    let store = open(&home.path().join("j.db"), None);
    (home, store)
}

fn purge(store: &mut Store, what: Purge) {
    let backups = store.path().with_file_name("backups");
    let at = now() + TimeDelta::minutes(10);
    store.purge(what, &backups, at.fixed_offset()).unwrap();
}

fn before_november() -> Purge {
    Purge::Before(chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap())
}

fn written(store: &Store, kind: Kind, values: &Values) -> Entry {
    let zone = Zone::Named(Tz::named("Europe/Berlin").unwrap());
    let when = When::new(now(), zone, NaiveTime::MIN).any_time();
    Entry::parse(store.new_id(now()).unwrap(), kind, values, &when).unwrap()
}

fn day_begins(store: &mut Store, from: Option<&str>, to: &str) {
    let edit = Edit::Setting {
        name: "day_start".to_owned(),
        from: from.map(str::to_owned),
        to: Some(to.to_owned()),
    };
    store.apply(&[edit], now()).unwrap();
}

#[test]
fn a_purge_tells_days_as_the_journal_does_and_remembers_how() {
    let (_home, mut here) = at_home();
    day_begins(&mut here, None, "04:00");
    let night = dose(&here, "2g", "2026-11-01 02:00");
    let kept = dose(&here, "2g", "2026-11-01 05:00");
    let both = [Edit::Add(night.clone()), Edit::Add(kept.clone())];
    here.apply(&both, now()).unwrap();
    let mut there = copy(&mut here);
    purge(&mut here, before_november());
    assert_eq!(here.entry(night.id).unwrap(), None, "it is of 31 October");
    assert_eq!(here.entry(kept.id).unwrap(), Some(kept));
    // Days begin at another hour by now; what went then stays away.
    day_begins(&mut here, Some("04:00"), "00:00");
    assert_eq!(merge(&mut here, &mut there).added, 0);
}

#[test]
fn what_was_shown_of_warnings_on_purged_days_does_not_come_back() {
    let (_home, mut here) = at_home();
    let answer = |at: &str| Answer {
        rule: "R19-mix-alcohol".to_owned(),
        subject: at.to_owned(),
        said: Said::Shown,
        level: Level::Warning,
        at: at.parse().unwrap(),
        times: 1,
    };
    // What names nothing that is written down would go anyway.
    for at in ["2026-10-31T23:30:00Z", "2026-11-01T11:59:00Z"] {
        let to = Some(answer(at));
        here.apply(&[Edit::Answer { from: None, to }], now())
            .unwrap();
    }
    let mut there = copy(&mut here);
    purge(&mut here, before_november());
    assert_eq!(here.load().unwrap().answers, []);
    assert!(merge(&mut here, &mut there).is_nothing());
}

#[test]
fn half_typed_forms_are_of_the_day_they_were_begun_on() {
    let begun = |kind, at: &str, note: &str| Draft {
        kind,
        begun: DateTime::parse_from_rfc3339(at).unwrap(),
        ..draft(note, 0)
    };
    // The first is of October in UTC, the second of November.
    let kept = begun(Kind::Note, "2026-11-01T00:30:00+01:00", "kept");
    let gone = begun(Kind::Dose, "2026-10-31T23:30:00-05:00", "gone");
    let (_home, mut here) = at_home();
    let entry = dose(&here, "2g", "2026-10-20 18:05");
    let edits = Draft {
        editing: Some(entry.id),
        ..begun(
            Kind::Symptom,
            "2026-11-20T10:00:00+01:00",
            "of a purged day",
        )
    };
    here.apply(&[Edit::Add(entry)], now()).unwrap();
    for draft in [&kept, &gone, &edits] {
        here.save_draft(draft).unwrap();
    }
    let mut there = copy(&mut here);
    purge(&mut here, before_november());
    assert_eq!(here.drafts().unwrap(), std::slice::from_ref(&kept));
    assert!(merge(&mut here, &mut there).is_nothing());
    here.remove_draft("note").unwrap();
    merge(&mut here, &mut there);
    assert_eq!(here.drafts().unwrap(), [kept]);
}

#[test]
fn what_was_planned_stays_away_too_once_everything_was_purged() {
    let (_home, mut here) = at_home();
    let ahead = Values::new()
        .with("name", "surgery")
        .with("at", "2026-12-24 09:00");
    let ahead = written(&here, Kind::Event, &ahead);
    here.apply(&[Edit::Add(ahead)], now()).unwrap();
    let mut there = copy(&mut here);
    purge(&mut here, Purge::All);
    assert!(merge(&mut here, &mut there).is_nothing());
}

#[test]
fn a_medicine_that_still_holds_is_taken_unless_it_was_deleted_here() {
    let (_home, mut here) = at_home();
    let medicine = |store: &Store, name: &str| {
        let values = Values::new().with("name", name).with("at", "2026-03-01");
        written(store, Kind::Medicine, &values)
    };
    let deleted = medicine(&here, "lithium");
    here.apply(&[Edit::Add(deleted.clone())], now()).unwrap();
    let mut there = copy(&mut here);
    let only_there = medicine(&there, "sertraline");
    there
        .apply(&[Edit::Add(only_there.clone())], now())
        .unwrap();
    here.apply(&[Edit::Delete(deleted)], now()).unwrap();
    purge(&mut here, before_november());
    merge(&mut here, &mut there);
    // Warnings need it: a purge would not have removed it either.
    assert_eq!(here.load().unwrap().entries(), [only_there]);
}

fn shown(subject: &str, said: Said) -> Answer {
    Answer {
        rule: "R20-mix-unknown".to_owned(),
        subject: subject.to_owned(),
        said,
        level: Level::Caution,
        at: now(),
        times: 1,
    }
}

fn with_a_name(store: &mut Store) -> Entry {
    let values = Values::new().with("name", "Moonpebbles");
    let entry = written(store, Kind::Substance, &values);
    let answer = |answer| Edit::Answer {
        from: None,
        to: Some(answer),
    };
    let edits = [
        Edit::Add(entry.clone()),
        answer(shown("moonpebbles", Said::Shown)),
        answer(shown("alcohol", Said::Clinician)),
    ];
    store.apply(&edits, now()).unwrap();
    entry
}

#[test]
fn what_was_shown_about_an_entry_goes_with_the_last_one_of_its_name() {
    let mut here = Store::in_memory().unwrap();
    let entry = with_a_name(&mut here);
    let again = written(
        &here,
        Kind::Substance,
        &Values::new().with("name", "moonpebbles"),
    );
    here.apply(&[Edit::Add(again.clone())], now()).unwrap();
    let before = here.load().unwrap().answers;
    here.apply(&[Edit::Delete(again)], now()).unwrap();
    assert_eq!(here.load().unwrap().answers, before, "one is left");
    here.apply(&[Edit::Delete(entry.clone())], now()).unwrap();
    let left = here.load().unwrap().answers;
    assert_eq!(left, [shown("alcohol", Said::Clinician)]);
    here.go(Way::Undo, now()).unwrap().unwrap();
    assert_eq!(here.load().unwrap().answers, before);
    here.go(Way::Redo, now()).unwrap().unwrap();
    assert_eq!(here.load().unwrap().answers, left);
}

#[test]
fn the_name_of_what_was_deleted_does_not_come_back_with_what_was_shown() {
    let mut here = Store::in_memory().unwrap();
    let entry = with_a_name(&mut here);
    let mut there = copy(&mut here);
    here.apply(&[Edit::Delete(entry)], now()).unwrap();
    assert!(merge(&mut here, &mut there).is_nothing());
    merge(&mut there, &mut here);
    let left = [shown("alcohol", Said::Clinician)];
    assert_eq!(there.load().unwrap().answers, left);
    assert_eq!(content(&mut here), content(&mut there));
    there.go(Way::Undo, now()).unwrap().unwrap();
    assert_eq!(there.load().unwrap().answers.len(), 2);
}

#[test]
fn a_purge_takes_a_name_that_only_a_warning_keeps() {
    let (home, mut here) = at_home();
    let kept = dose(&here, "1g", "10:00");
    let to = Some(shown(CANARY, Said::Shown));
    let edits = [Edit::Add(kept), Edit::Answer { from: None, to }];
    here.apply(&edits, now()).unwrap();
    let backups = home.path().join("backups");
    let purging = here.purging(before_november(), &backups).unwrap();
    assert_eq!(purging.answers, 1, "it is said before");
    purge(&mut here, before_november());
    drop(here);
    assert_eq!(holds_canary(home.path()), Vec::<String>::new());
}

fn named(store: &Store, kind: Kind, name: &str) -> Entry {
    written(store, kind, &Values::new().with("name", name))
}

fn answered(subject: &str) -> Edit {
    Edit::Answer {
        from: None,
        to: Some(shown(subject, Said::Clinician)),
    }
}

/// What is typed, and what leaflog's warnings call it.
const CALLED_OTHERWISE: [(Kind, &str, &str); 8] = [
    (Kind::Medicine, "Zoloft", "sertraline"),
    (Kind::Medicine, "Wellbutrin", "bupropion"),
    (Kind::About, "epilepsy", "seizures in the past"),
    (Kind::Substance, "Red wine", "alcohol"),
    (Kind::Medicine, "Panadol", "paracetamol"),
    (Kind::Symptom, "heart racing", "palpitations"),
    (Kind::Substance, "coffee and Zzqx", "Zzqx"),
    (Kind::Product, "Ölgrün", "ölgrün"),
];

fn one_called_otherwise(store: &Store, kind: Kind, typed: &str) -> Entry {
    let values = Values::new().with("name", typed);
    match kind {
        Kind::Symptom => written(store, kind, &values.with("severity", "2")),
        _ => written(store, kind, &values),
    }
}

#[test]
fn a_purge_leaves_what_was_said_about_what_stays_whatever_it_is_called() {
    for (kind, typed, subject) in CALLED_OTHERWISE {
        let (home, here) = at_home();
        let mut here = here.calling(called);
        let kept = one_called_otherwise(&here, kind, typed);
        here.apply(&[Edit::Add(kept), answered(subject)], now())
            .unwrap();
        let backups = home.path().join("backups");
        let purging = here.purging(before_november(), &backups).unwrap();
        assert_eq!(purging.answers, 0, "{typed}");
        purge(&mut here, before_november());
        let left = here.load().unwrap().answers;
        assert_eq!(left, [shown(subject, Said::Clinician)], "{typed}");
        purge(&mut here, Purge::All);
        assert_eq!(here.load().unwrap().answers, []);
    }
}

#[test]
fn what_was_said_goes_with_the_last_entry_whatever_it_was_called() {
    for (kind, typed, subject) in CALLED_OTHERWISE {
        let mut here = Store::in_memory().unwrap().calling(called);
        let one = one_called_otherwise(&here, kind, typed);
        here.apply(&[Edit::Add(one.clone()), answered(subject)], now())
            .unwrap();
        let mut there = copy(&mut here).calling(called);
        let again = one_called_otherwise(&here, kind, typed);
        here.apply(&[Edit::Add(again.clone())], now()).unwrap();
        here.apply(&[Edit::Delete(one)], now()).unwrap();
        assert_eq!(here.load().unwrap().answers.len(), 1, "one {typed} is left");
        here.apply(&[Edit::Delete(again)], now()).unwrap();
        assert_eq!(here.load().unwrap().answers, [], "{typed}");
        merge(&mut here, &mut there);
        assert_eq!(here.load().unwrap().answers, [], "{typed} comes not back");
        merge(&mut there, &mut here);
        assert_eq!(there.load().unwrap().answers, [], "{typed} goes there");
    }
}

#[test]
fn what_was_said_goes_where_the_last_entry_gets_another_name() {
    let mut here = Store::in_memory().unwrap().calling(called);
    let entry = named(&here, Kind::Medicine, "Zoloft");
    here.apply(&[Edit::Add(entry.clone()), answered("sertraline")], now())
        .unwrap();
    let mut there = copy(&mut here).calling(called);
    let said = [shown("sertraline", Said::Clinician)];
    let rename = |here: &mut Store, name: &str| {
        let from = here.entry(entry.id).unwrap().unwrap();
        let to = Entry {
            what: named(here, Kind::Medicine, name).what,
            changed: now() + TimeDelta::seconds(1),
            ..from.clone()
        };
        here.apply(&[Edit::Change { from, to }], now()).unwrap();
    };
    rename(&mut here, "sertraline");
    assert_eq!(here.load().unwrap().answers, said, "it is the same one");
    here.go(Way::Undo, now()).unwrap().unwrap();
    rename(&mut here, "lithium");
    assert_eq!(here.load().unwrap().answers, []);
    here.go(Way::Undo, now()).unwrap().unwrap();
    assert_eq!(here.load().unwrap().answers, said);
    here.go(Way::Redo, now()).unwrap().unwrap();
    assert_eq!(here.load().unwrap().answers, []);
    merge(&mut here, &mut there);
    assert_eq!(here.load().unwrap().answers, [], "it comes not back");
    merge(&mut there, &mut here);
    assert_eq!(there.load().unwrap().answers, [], "it goes there");
}

#[test]
fn what_goes_with_its_last_entry_is_counted_before_a_purge() {
    let (home, here) = at_home();
    let mut here = here.calling(called);
    let values = Values::new()
        .with("name", "Red wine")
        .with("at", "2026-10-20 18:00");
    let old = written(&here, Kind::Substance, &values);
    here.apply(&[Edit::Add(old)], now()).unwrap();
    let kept = dose(&here, "1g", "10:00");
    here.apply(&[Edit::Add(kept), answered("alcohol")], now())
        .unwrap();
    let backups = home.path().join("backups");
    let purging = here.purging(before_november(), &backups).unwrap();
    assert_eq!(purging.answers, 1);
    purge(&mut here, before_november());
    assert_eq!(here.load().unwrap().answers, []);
}

/// Both machines go on from a version of a clock that was fast.
fn after_a_fast_clock() -> (Store, Store, Entry) {
    let (mut here, mut there, entry) = two_machines();
    let fast = now() + TimeDelta::minutes(16);
    let Edit::Change { from, mut to } = noted(&entry, "fast") else {
        return (here, there, entry);
    };
    to.changed = fast;
    here.apply(&[Edit::Change { from, to }], fast).unwrap();
    merge(&mut there, &mut here);
    let entry = here.entry(entry.id).unwrap().unwrap();
    (here, there, entry)
}

fn notes_of(known: &Known) -> BTreeSet<String> {
    let entries = known.versions().iter().filter_map(Version::entry);
    entries.filter_map(|entry| entry.note.clone()).collect()
}

#[test]
fn an_edit_is_not_dropped_where_a_clock_was_fast() {
    // By chance both come to one instant once in a thousand times.
    let lost = (0..8).filter(|_| {
        let (mut here, mut there, entry) = after_a_fast_clock();
        there.apply(&[noted(&entry, "there")], now()).unwrap();
        for note in ["once", "twice"] {
            let from = here.entry(entry.id).unwrap().unwrap();
            here.apply(&[noted(&from, note)], now()).unwrap();
        }
        let conflicts = merge(&mut here, &mut there).conflicts;
        let known = here.known(entry.id).unwrap().unwrap();
        conflicts.is_empty() || !notes_of(&known).contains("there")
    });
    assert!(lost.count() <= 1);
}

#[test]
fn a_choice_is_not_dropped_where_a_clock_was_fast() {
    let (here, _, entry) = after_a_fast_clock();
    let known = here.known(entry.id).unwrap().unwrap();
    let settled = || known.settled(known.now(), &[], now()).now().changed();
    let stamps: BTreeSet<DateTime<Utc>> = (0..8).map(|_| settled()).collect();
    assert!(stamps.len() > 1);
}

#[test]
fn of_two_written_at_one_instant_the_other_outlives_an_edit_of_the_first() {
    let (mut here, mut there, entry) = two_machines();
    let says = |note: &str| {
        Version::Written(Entry {
            note: Some(note.to_owned()),
            ..entry.clone()
        })
    };
    let known = here.known(entry.id).unwrap().unwrap();
    let both = Known::new(vec![says("here"), says("there")], BTreeSet::new());
    let beside = Edit::Merge {
        from: Some(known),
        to: both,
    };
    here.apply(&[beside], now()).unwrap();
    let counts = here.entry(entry.id).unwrap().unwrap();
    here.apply(&[noted(&counts, "edited")], now()).unwrap();
    let both = BTreeSet::from(["edited".to_owned(), "there".to_owned()]);
    assert_eq!(notes_of(&here.known(entry.id).unwrap().unwrap()), both);
    merge(&mut there, &mut here);
    assert_eq!(notes_of(&there.known(entry.id).unwrap().unwrap()), both);
}

fn draft(note: &str, minutes: i64) -> Draft {
    Draft {
        kind: Kind::Note,
        begun: (now() + TimeDelta::minutes(minutes)).fixed_offset(),
        editing: None,
        answers: Values::new().with("note", note),
    }
}

#[test]
fn half_typed_forms_of_both_are_kept_one_after_the_other() {
    let (mut here, mut there, _) = two_machines();
    here.save_draft(&draft("here", 0)).unwrap();
    there.save_draft(&draft("there", 5)).unwrap();
    merge(&mut here, &mut there);
    assert_eq!(here.drafts().unwrap(), [draft("there", 5)]);
    merge(&mut there, &mut here);
    assert_eq!(content(&mut here), content(&mut there));
    assert!(merge(&mut here, &mut there).is_nothing());
    here.remove_draft("note").unwrap();
    assert_eq!(here.drafts().unwrap(), [draft("here", 0)]);
    here.remove_draft("note").unwrap();
    assert_eq!(here.drafts().unwrap(), []);
}

#[test]
fn of_two_answers_to_a_warning_the_later_counts() {
    let (mut here, mut there, _) = two_machines();
    let answer = |minutes| Answer {
        rule: "R19-mix-alcohol".to_owned(),
        subject: String::new(),
        said: Said::Read,
        level: Level::Warning,
        at: now() + TimeDelta::minutes(minutes),
        times: 1,
    };
    for (store, minutes) in [(&mut here, 0), (&mut there, 5)] {
        let to = Some(answer(minutes));
        store
            .apply(&[Edit::Answer { from: None, to }], now())
            .unwrap();
    }
    merge(&mut here, &mut there);
    merge(&mut there, &mut here);
    assert_eq!(here.load().unwrap().answers, [answer(5)]);
    assert_eq!(content(&mut here), content(&mut there));
}

#[test]
fn strangers_are_recognized() {
    let (mut here, mut there, _) = two_machines();
    let mut stranger = Store::in_memory().unwrap();
    let other = dose(&stranger, "1g", "10:00");
    stranger.apply(&[Edit::Add(other)], now()).unwrap();
    let here = here.everything().unwrap();
    assert!(are_related(&here, &there.everything().unwrap()));
    assert!(!are_related(&here, &stranger.everything().unwrap()));
}

fn open(at: &Path, key: Option<&str>) -> Store {
    let key = key.map(|words| Passphrase::new(words.to_owned()));
    Store::open_with(at, &at.with_file_name("backups"), key).unwrap()
}

/// Every file of a folder and those in it, with what it holds.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

fn other_entries(path: &Path, here: &Path, keys: &[&str]) -> anyhow::Result<usize> {
    let keys: Vec<Passphrase> = keys
        .iter()
        .map(|it| Passphrase::new((*it).to_owned()))
        .collect();
    let mut other = Other::open(path, here, &keys)?;
    Ok(other.store.load()?.entries().len())
}

#[test]
fn the_other_journal_is_read_with_its_log_and_not_a_byte_of_it_changes() {
    let home = tempfile::tempdir().unwrap();
    let (here, there) = (
        home.path().join("here/j.db"),
        home.path().join("there/j.db"),
    );
    drop(open(&here, None));
    // Still open, and so with a write-ahead log.
    let mut writes = open(&there, None);
    let entry = dose(&writes, "2g", "18:05");
    writes.apply(&[Edit::Add(entry)], now()).unwrap();
    let log = there.with_file_name("j.db-wal");
    assert!(fs::metadata(log).unwrap().len() > 0);
    let before = files(home.path());
    assert_eq!(other_entries(&there, &here, &[]).unwrap(), 1);
    assert_eq!(files(home.path()), before, "and nothing is left over");
    drop(writes);
    for part in files(there.parent().unwrap()) {
        let mut closed = fs::metadata(&part.0).unwrap().permissions();
        closed.set_readonly(true);
        fs::set_permissions(&part.0, closed).unwrap();
    }
    assert_eq!(other_entries(&there, &here, &[]).unwrap(), 1);
}

#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn while_a_merge_runs_no_copy_of_the_other_journal_is_on_the_disk() {
    let home = tempfile::tempdir().unwrap();
    let (here, there) = (home.path().join("here/j.db"), home.path().join("j.db"));
    drop(open(&here, Some("its own words")));
    let mut writes = open(&there, None);
    let entry = dose(&writes, "2g", "18:05");
    writes.apply(&[Edit::Add(entry.clone())], now()).unwrap();
    let with_its_log = files(home.path());
    let mut other = Other::open(&there, &here, &[]).unwrap();
    assert_eq!(files(home.path()), with_its_log, "a log is waiting");
    assert_eq!(other.store.everything().unwrap().known.len(), 1);
    drop((other, writes));
    assert!(!there.with_file_name("j.db-wal").exists());
    let closed = files(home.path());
    let mut other = Other::open(&there, &here, &[]).unwrap();
    assert_eq!(files(home.path()), closed, "no log");
    assert_eq!(other.store.entry(entry.id).unwrap(), Some(entry));
    other.store.load().unwrap();
}

#[test]
fn an_older_other_journal_is_brought_to_this_shape_in_memory() {
    let home = tempfile::tempdir().unwrap();
    let (here, there) = (home.path().join("here/j.db"), home.path().join("j.db"));
    drop(open(&here, None));
    let old = rusqlite::Connection::open(&there).unwrap();
    old.execute_batch(include_str!("../assets/migrations/0001_start.sql"))
        .unwrap();
    old.execute_batch(
        "PRAGMA application_id = 0x6c656166; PRAGMA user_version = 1; \
         INSERT INTO entry (id, kind, at, utc_offset, note, changed) VALUES \
         ('019a9e50-0000-7000-8000-000000000001', 'note', 1760000040, 0, 'of long ago', 1763000000000)",
    )
    .unwrap();
    drop(old);
    let before = files(home.path());
    assert_eq!(other_entries(&there, &here, &[]).unwrap(), 1);
    assert_eq!(files(home.path()), before);
}

#[test]
fn one_that_was_cut_short_without_a_log_is_refused_and_says_how_to_go_on() {
    let home = tempfile::tempdir().unwrap();
    let (here, there) = (home.path().join("here/j.db"), home.path().join("j.db"));
    drop(open(&here, None));
    drop(open(&there, None));
    let old = there.with_file_name("j.db-journal");
    fs::write(&old, [0xd9, 0xd5, 0x05]).unwrap();
    let refused = other_entries(&there, &here, &[]).unwrap_err().to_string();
    assert!(refused.contains("cut short"), "{refused}");
    fs::write(&old, [0, 0, 0]).unwrap();
    assert_eq!(other_entries(&there, &here, &[]).unwrap(), 0);
}

#[test]
#[cfg_attr(not(feature = "lock"), ignore = "this build cannot lock")]
fn a_locked_other_journal_opens_with_the_key_that_fits() {
    let home = tempfile::tempdir().unwrap();
    let (here, there) = (home.path().join("j.db"), home.path().join("there.db"));
    drop(open(&here, None));
    drop(open(&there, Some("its own words")));
    for keys in [&[][..], &["something else"]] {
        let refused = other_entries(&there, &here, keys).unwrap_err().to_string();
        assert!(refused.contains("there.db is locked"), "{refused}");
    }
    let keys = ["something else", "its own words"];
    assert_eq!(other_entries(&there, &here, &keys).unwrap(), 0);
    let before: Vec<String> = files(home.path()).into_iter().map(|it| it.0).collect();
    assert!(
        before.iter().all(|it| !it.contains(".leaflog-other")),
        "{before:?}"
    );
}

#[test]
fn a_damaged_other_journal_is_refused_in_words() {
    let home = tempfile::tempdir().unwrap();
    let (here, there) = (home.path().join("j.db"), home.path().join("there.db"));
    drop(open(&here, None));
    let mut damaged = open(&there, None);
    let entry = dose(&damaged, "2g", "18:05");
    damaged.apply(&[Edit::Add(entry)], now()).unwrap();
    drop(damaged);
    let whole = fs::read(&there).unwrap();
    for cut in [20, 100, 4096, 5000, whole.len() / 2, whole.len() - 4096] {
        fs::write(&there, &whole[..cut]).unwrap();
        let refused = other_entries(&there, &here, &[]);
        let says = refused.map_err(|error| error.to_string());
        assert!(says.is_err(), "cut at {cut}");
    }
    for place in (4096..whole.len()).step_by(997) {
        let mut bits = whole.clone();
        bits[place] ^= 0x41;
        fs::write(&there, bits).unwrap();
        // Said or read, never a panic.
        let _ = other_entries(&there, &here, &[]);
    }
}

const CANARY: &str = "kanarienvogel";

fn holds_canary(folder: &Path) -> Vec<String> {
    let holds = |bytes: &[u8]| {
        bytes
            .windows(CANARY.len())
            .any(|it| it == CANARY.as_bytes())
    };
    let all = files(folder).into_iter();
    all.filter(|(_, bytes)| holds(bytes))
        .map(|it| it.0)
        .collect()
}

/// A journal with a word in every place that keeps texts, and in two copies.
fn with_canary(home: &Path) -> Store {
    let path = home.join("journal.db");
    let mut store = open(&path, None);
    let old = dose(&store, "2g", "2026-10-20 18:05");
    let edited = dose(&store, "2g", "2026-10-21 18:05");
    let deleted = dose(&store, "2g", "2026-10-22 18:05");
    for entry in [&old, &edited, &deleted] {
        let entry = Entry {
            note: Some(CANARY.to_owned()),
            ..entry.clone()
        };
        store.apply(&[Edit::Add(entry)], now()).unwrap();
    }
    let mut other = copy(&mut store);
    for (machine, note) in [
        (&mut store, CANARY),
        (&mut other, "kanarienvogel elsewhere"),
    ] {
        let from = machine.entry(edited.id).unwrap().unwrap();
        machine
            .apply(&[noted(&from, &format!("{note} again"))], now())
            .unwrap();
    }
    assert_eq!(merge(&mut store, &mut other).conflicts.len(), 1);
    let gone = store.entry(deleted.id).unwrap().unwrap();
    store.apply(&[Edit::Delete(gone)], now()).unwrap();
    store.save_draft(&draft(CANARY, -60 * 24 * 30)).unwrap();
    let answer = Answer {
        rule: "R19-mix-alcohol".to_owned(),
        subject: CANARY.to_owned(),
        said: Said::Read,
        level: Level::Warning,
        at: now() - TimeDelta::days(30),
        times: 0,
    };
    let edit = Edit::Answer {
        from: None,
        to: Some(answer),
    };
    store.apply(&[edit], now()).unwrap();
    let kept = dose(&store, "1g", "10:00");
    store.apply(&[Edit::Add(kept)], now()).unwrap();
    let backups = home.join("backups");
    fs::create_dir(&backups).unwrap();
    for name in [
        "journal.db.before-version-4.20261020T100000000Z.db",
        "journal.db.2026-10-21.db",
    ] {
        fs::copy(&path, backups.join(name)).unwrap();
        fs::write(backups.join(format!("{name}.other")), "not a copy").unwrap();
    }
    fs::write(backups.join("mine.db.daily.y.db"), "of another journal").unwrap();
    assert!(!holds_canary(home).is_empty());
    store
}

#[test]
fn a_purged_word_is_found_in_no_file_any_more() {
    let of_november = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    for what in [Purge::Before(of_november), Purge::All] {
        let home = tempfile::tempdir().unwrap();
        let mut store = with_canary(home.path());
        let backups = home.path().join("backups");
        let mut elsewhere = open(&home.path().join("journal.db"), None);
        let shown = elsewhere.load().unwrap();
        store.purge(what, &backups, now().fixed_offset()).unwrap();
        assert_eq!(holds_canary(home.path()), Vec::<String>::new(), "{what:?}");
        assert!(backups.join("mine.db.daily.y.db").exists());

        // Another window notices, and cannot write back what it still shows.
        assert!(elsewhere.changed_elsewhere().unwrap());
        let stale = shown.entries()[0].clone();
        assert!(elsewhere.apply(&[noted(&stale, CANARY)], now()).is_err());
        assert!(elsewhere.apply(&[Edit::Delete(stale)], now()).is_err());
        assert!(elsewhere.go(Way::Undo, now()).unwrap().is_none());
        drop(elsewhere);
        drop(store);
        assert_eq!(holds_canary(home.path()), Vec::<String>::new(), "{what:?}");

        let mut after = open(&home.path().join("journal.db"), None);
        let left = after.load().unwrap().entries().len();
        assert_eq!(left, usize::from(what != Purge::All));
        let again = after.purging(what, &backups).unwrap();
        assert!(again.is_nothing(), "{again:?}");
        let db = rusqlite::Connection::open(home.path().join("journal.db")).unwrap();
        let free: i64 = db
            .query_row("PRAGMA freelist_count", [], |row| row.get(0))
            .unwrap();
        assert_eq!(free, 0);
    }
}

/// A step on one of three machines.
#[derive(Debug, Clone, Copy)]
struct Step {
    machine: usize,
    does: u8,
    which: usize,
    /// Whole seconds; clocks differ, stand still, go back and are fast.
    clock: i64,
    /// What chance comes to: often the same on two machines.
    chance: u64,
}

fn any_step() -> impl Strategy<Value = Step> {
    let clock = prop_oneof![3 => 0..4_i64, 1 => 960..962_i64];
    (0..3_usize, 0..9_u8, 0..5_usize, clock, 0..20_u64).prop_map(
        |(machine, does, which, clock, chance)| Step {
            machine,
            does,
            which,
            clock,
            chance,
        },
    )
}

/// The notes of all versions of all entries, with the instants they carry.
fn all_notes(store: &mut Store) -> BTreeSet<(Uuid, i64, String)> {
    let known = store.everything().unwrap().known;
    let versions = known.values().flat_map(Known::versions);
    let entries = versions.filter_map(Version::entry).cloned();
    let note = |it: Entry| Some((it.id, it.changed.timestamp_millis(), it.note?));
    entries.filter_map(note).collect()
}

/// What was written on three machines.
#[derive(Default)]
struct Written {
    /// By the instant a version carries.
    seen: BTreeSet<(Uuid, i64, String)>,
    /// Somebody wrote something else in their place, or deleted them.
    replaced: BTreeSet<String>,
}

impl Written {
    fn step(&mut self, machines: &mut [Store; 3], step: Step, n: usize) {
        fastrand::seed(step.chance);
        let before = all_notes(&mut machines[step.machine]);
        take_step(machines, step, n);
        let after = all_notes(&mut machines[step.machine]);
        if step.does < 7 {
            let says = |it: &(Uuid, i64, String)| it.2.clone();
            let after: BTreeSet<String> = after.iter().map(says).collect();
            let gone = before.iter().map(says).filter(|it| !after.contains(it));
            self.replaced.extend(gone);
        }
        self.seen.extend(after);
    }

    /// Whether two machines came by chance to one instant for different words:
    /// once one of them is past, nobody can tell.
    fn is_told_apart(&self, (id, stamp, note): &(Uuid, i64, String)) -> bool {
        let mut at_once = self.seen.iter().filter(|it| it.0 == *id && it.1 == *stamp);
        at_once.all(|it| it.2 == *note)
    }
}

fn take_step(machines: &mut [Store; 3], step: Step, n: usize) {
    let at = now() + TimeDelta::seconds(step.clock);
    if step.does >= 7 {
        let other = (step.machine + 1 + step.which % 2) % 3;
        let mut from = copy(&mut machines[other]);
        merge(&mut machines[step.machine], &mut from);
        return;
    }
    let store = &mut machines[step.machine];
    let journal = store.load().unwrap();
    let here = journal.entries();
    let chosen = here.get(step.which % here.len().max(1)).cloned();
    let edit = match (step.does, chosen) {
        (0 | 1, Some(entry)) => noted(&entry, &format!("{n}")),
        (2, Some(entry)) => Edit::Delete(entry),
        (3, Some(entry)) => {
            let known = store.known(entry.id).unwrap().unwrap();
            let Some(other) = known.elsewhere().first().copied().cloned() else {
                return;
            };
            Edit::Settle {
                to: known.settled(&other, &[known.now()], at),
                from: known,
            }
        }
        (4, _) => {
            store.go(Way::Undo, at).unwrap();
            return;
        }
        _ => Edit::Add(dose(store, "1g", "10:00")),
    };
    let edit = match edit {
        Edit::Change { from, to } => Edit::Change {
            from,
            to: Entry { changed: at, ..to },
        },
        Edit::Delete(entry) => Edit::Delete(Entry {
            changed: at,
            ..entry
        }),
        other => other,
    };
    store.apply(&[edit], at).unwrap();
}

/// A few that find what is broken; `PROPTEST_CASES=2000` for a night.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn whatever_was_done_all_machines_come_to_the_same(
        steps in prop::collection::vec(any_step(), 1..40),
    ) {
        let (mut a, mut b, entry) = two_machines();
        let second = dose(&a, "2g", "19:00");
        a.apply(&[Edit::Add(second)], now()).unwrap();
        merge(&mut b, &mut a);
        let c = copy(&mut a);
        let mut machines = [a, b, c];
        let mut written = Written::default();
        for (n, step) in steps.into_iter().enumerate() {
            written.step(&mut machines, step, n);
        }
        let [mut a, mut b, mut c] = machines;
        let (ha, hb) = (a.everything().unwrap(), b.everything().unwrap());

        // Commutative: either way round.
        let (mut ab, mut ba) = (copy(&mut a), copy(&mut b));
        merge(&mut ab, &mut b);
        merge(&mut ba, &mut a);
        prop_assert_eq!(content(&mut ab), content(&mut ba));

        // Idempotent: a second time does nothing.
        prop_assert!(merge(&mut ab, &mut b).is_nothing());
        prop_assert!(merge(&mut ab, &mut a).is_nothing());

        // Associative: over three machines.
        let mut bc = copy(&mut b);
        merge(&mut bc, &mut c);
        let mut a_bc = copy(&mut a);
        merge(&mut a_bc, &mut bc);
        let mut ab_c = copy(&mut ab);
        merge(&mut ab_c, &mut c);
        prop_assert_eq!(content(&mut a_bc), content(&mut ab_c));

        // Nothing is lost that one had and none deleted.
        let joined = ab.everything().unwrap();
        for id in alive(&ha).union(&alive(&hb)) {
            let deleted = |it: &Holding| it.known.get(id).is_some_and(|it| it.entry().is_none());
            if !deleted(&ha) && !deleted(&hb) {
                prop_assert!(joined.known[id].entry().is_some());
            }
            // What neither has replaced is there still, in front or beside.
            for version in ha.known.get(id).into_iter().chain(hb.known.get(id)).flat_map(Known::versions) {
                let known = &joined.known[id];
                let kept = known.versions().iter().any(|it| it.changed() == version.changed());
                let stamp = version.changed().timestamp_millis();
                prop_assert!(kept || known.past().contains(&stamp), "{:?}", entry);
            }
        }

        // No words are lost that nobody replaced.
        let left: BTreeSet<String> = all_notes(&mut ab).into_iter().map(|it| it.2).collect();
        for it in all_notes(&mut a).union(&all_notes(&mut b)) {
            let may_go = written.replaced.contains(&it.2) || !written.is_told_apart(it);
            prop_assert!(may_go || left.contains(&it.2), "{:?}", it);
        }

        // Undo takes it back whole.
        let before = content(&mut a);
        if !merge(&mut a, &mut bc).is_nothing() {
            a.go(Way::Undo, now()).unwrap();
            prop_assert_eq!(content(&mut a).0, before.0);
        }
    }
}
