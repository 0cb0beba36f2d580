//! Days, runs and what holds, over small journals.

use super::super::field::Values;
use super::super::moment::{When, Zone};
use super::*;
use crate::domain::tz::Tz;

fn entry(kind: Kind, pairs: &[(&'static str, &str)]) -> Entry {
    let now = DateTime::parse_from_rfc3339("2026-11-22T12:00:00Z")
        .unwrap()
        .to_utc();
    let when = When::new(
        now,
        Zone::Named(Tz::named("Europe/Berlin").unwrap()),
        NaiveTime::MIN,
    );
    let values: Values = pairs
        .iter()
        .map(|(name, text)| (*name, (*text).to_owned()))
        .collect();
    Entry::parse(Uuid::now_v7(), kind, &values, &when).unwrap()
}

fn dose(at: &str) -> Entry {
    entry(Kind::Dose, &[("amount", "2g"), ("at", at)])
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn an_empty_day_is_never_a_day_off() {
    let journal = Journal::new(
        vec![
            dose("2026-11-20 10:00"),
            entry(Kind::None, &[("date", "2026-11-18")]),
        ],
        Settings::default(),
        vec![],
    );
    assert_eq!(journal.day(date("2026-11-18")), Day::None);
    assert_eq!(journal.day(date("2026-11-19")), Day::NotRecorded);
    assert_eq!(journal.day(date("2026-11-20")), Day::WithKratom(1));
}

#[test]
fn a_dose_logged_later_wins_over_none() {
    let mut journal = Journal::new(
        vec![entry(Kind::None, &[("date", "2026-11-20")])],
        Settings::default(),
        vec![],
    );
    journal.insert(dose("2026-11-20 10:00"));
    assert_eq!(journal.day(date("2026-11-20")), Day::WithKratom(1));
    assert!(journal.says_none(date("2026-11-20")));
    assert_eq!(journal.last_none(date("2026-11-22")), None);
}

#[test]
fn a_run_counts_days_not_doses() {
    let doses = [
        "2026-11-18 10:00",
        "2026-11-18 20:00",
        "2026-11-19 10:00",
        "2026-11-20 10:00",
    ];
    let journal = Journal::new(doses.map(dose).to_vec(), Settings::default(), vec![]);
    assert_eq!(
        journal.run_to(date("2026-11-20")),
        Some((3, date("2026-11-18")))
    );
    assert_eq!(journal.run_to(date("2026-11-21")), None);
}

#[test]
fn a_clock_that_was_put_back_hides_nothing() {
    let now = DateTime::parse_from_rfc3339("2026-11-20T20:00:00Z").unwrap();
    let ahead = |kind, pairs: &[(&'static str, &str)]| {
        Journal::new(vec![entry(kind, pairs)], Settings::default(), vec![]).present(now)
    };
    let at = ("at", "2026-11-20 22:00");
    let dose = ahead(Kind::Dose, &[("amount", "2g"), at]);
    assert_eq!(dose.to_utc(), now.to_utc() + TimeDelta::hours(1));
    let night_after = ahead(Kind::Dose, &[("amount", "2g"), ("at", "2026-11-22 02:00")]);
    assert_eq!(night_after, now);
    assert_eq!(ahead(Kind::Note, &[("note", "text"), at]), now);
}

#[test]
fn a_break_before_the_part_that_is_seen_ends_the_run() {
    let dose = |at: &'static str| entry(Kind::Dose, &[("amount", "1g"), ("at", at)]);
    let whole = Journal::new(
        vec![
            dose("2026-01-01 12:00"),
            dose("2026-01-02 12:00"),
            dose("2026-11-21 12:00"),
            dose("2026-11-22 02:00"),
        ],
        Settings::default(),
        vec![],
    );
    let from = "2026-06-01T00:00:00Z".parse().unwrap();
    let now = DateTime::parse_from_rfc3339("2026-11-22T12:00:00Z").unwrap();
    assert_eq!(whole.run_days(now), 2);
    assert_eq!(whole.since(from).run_days(now), 2);
}

#[test]
fn a_part_of_the_journal_remembers_where_the_run_began() {
    let doses: Vec<Entry> = (1..=20)
        .map(|day| dose(&format!("2026-11-{day:02} 10:00")))
        .collect();
    let journal = Journal::new(doses, Settings::default(), vec![]);
    let part = journal.since(
        DateTime::parse_from_rfc3339("2026-11-15T00:00:00Z")
            .unwrap()
            .to_utc(),
    );
    assert_eq!(
        part.run_to(date("2026-11-20")),
        Some((20, date("2026-11-01")))
    );
    assert_eq!(part.first_dose_at(), journal.first_dose_at());
}

#[test]
fn what_lasts_is_found_however_it_came_and_went() {
    let fact = |at: &str| entry(Kind::About, &[("name", "sleep apnoea"), ("at", at)]);
    let first = fact("2026-11-01");
    let mut journal = Journal::new(
        vec![dose("2026-11-20 10:00"), first.clone()],
        Settings::default(),
        vec![],
    );
    let second = fact("2026-10-01");
    journal.insert(second.clone());
    let found = |journal: &Journal| journal.lasting().map(|it| it.id).collect::<Vec<_>>();
    assert_eq!(found(&journal), [second.id, first.id]);
    assert_eq!(
        found(&journal.since(first.at.into())),
        [second.id, first.id]
    );
    journal.remove(second.id);
    assert_eq!(found(&journal), [first.id]);
}

#[test]
fn edits_and_their_inverses_leave_it_as_it_was() {
    let mut journal = Journal::new(vec![dose("2026-11-20 10:00")], Settings::default(), vec![]);
    let before = journal.entries().to_vec();
    let mut later = before[0].clone();
    later.note = Some("with food".to_owned());
    let edits = vec![
        Edit::Change {
            from: before[0].clone(),
            to: later.clone(),
        },
        Edit::Add(dose("2026-11-21 10:00")),
        Edit::Delete(later),
    ];
    journal.apply(&edits);
    assert_eq!(journal.entries().len(), 1);
    journal.apply(&super::super::edit::inverse(edits));
    assert_eq!(journal.entries(), before);
}
