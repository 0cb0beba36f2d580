//! What holds for every entry there could be: values and parse, files and
//! back, edits and their inverses, days.

mod any;

use std::collections::BTreeSet;

use any::{any_entries, any_entry, any_score, any_time, any_whole_product, any_zone};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use leaflog::domain::edit::{Edit, inverse};
use leaflog::domain::field::columns;
use leaflog::domain::journal::{Day, Journal};
use leaflog::domain::moment::{When, Zone, day_of};
use leaflog::domain::setting::Settings;
use leaflog::domain::{Entry, Kind};
use leaflog::export::csv::{For, Notes};
use leaflog::export::delimiter::Delimiter;
use leaflog::export::foreign::{dates, herbal_tracker, map, psychonaut};
use leaflog::export::merge::{self, Deleted, Differing, Mode};
use leaflog::export::{cell, csv, json, read_csv};
use leaflog::stats::range::{self, Range};
use leaflog::stats::{Lookups, days, summary};
use leaflog::store::Store;
use proptest::prelude::*;

/// A present after every made-up entry.
fn when(zone: Zone) -> When {
    let now: DateTime<Utc> = "2101-01-01T00:00:00Z".parse().expect("a time");
    When::new(now, zone, NaiveTime::MIN)
}

fn written(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    csv::write(&mut bytes, entries, For::File, Notes::With).expect("memory takes it");
    bytes
}

fn lookups() -> Lookups<'static> {
    Lookups {
        window_h: &|_| Some(24),
        classes: &|_| vec![],
        sign: &|_| None,
        own_line: &|_| None,
    }
}

fn is_in_its_values(entry: &Entry, zone: Zone) -> Result<(), TestCaseError> {
    let again = Entry::parse(entry.id, entry.kind(), &entry.values(), &when(zone));
    let again = again.map_err(|wrong| TestCaseError::fail(wrong.to_string()))?;
    prop_assert!(again.says_the_same(entry), "{:?}\n{:?}", entry, again);
    Ok(())
}

proptest! {
    #[test]
    fn what_the_values_say_is_the_entry(entry in any_entry(), zone in any_zone()) {
        is_in_its_values(&entry, zone)?;
    }

    #[test]
    fn a_csv_row_says_what_the_values_say(entry in any_entry()) {
        let bytes = written(std::slice::from_ref(&entry));
        let mut reader = ::csv::Reader::from_reader(&bytes[3..]);
        let row = reader.records().next().expect("a row").expect("text");
        let values = entry.values();
        for (column, says) in columns().iter().zip(&row) {
            let expected = match *column {
                "id" => entry.id.to_string(),
                "kind" => entry.kind().name().to_owned(),
                "name" if entry.kind() == Kind::Dose => "kratom".to_owned(),
                _ => values.get(column).unwrap_or_default().to_owned(),
            };
            prop_assert_eq!(cell::read(says), expected, "{}", column);
        }
    }

    #[test]
    fn csv_there_and_back_is_the_same(
        entries in any_entries(6),
        zone in any_zone(),
        sign in prop::sample::select(&Delimiter::NAMES),
    ) {
        let delimiter = Delimiter::named(sign).expect("one of them");
        let mut bytes = Vec::new();
        csv::write_with(&mut bytes, &entries, For::File, Notes::With, delimiter).expect("memory takes it");
        let rows = read_csv::read(&bytes, &when(zone), &mut |_| ());
        let rows = rows.map_err(|wrong| TestCaseError::fail(wrong[0].to_string()))?;
        prop_assert_eq!(rows.len(), entries.len());
        for (row, entry) in rows.iter().zip(&entries) {
            prop_assert_eq!(row.id, Some(entry.id));
            prop_assert!(row.entry.says_the_same(entry), "{:?}\n{:?}", entry, row);
        }
    }

    #[test]
    fn a_file_read_twice_changes_nothing_the_second_time(
        here in any_entries(4),
        there in any_entries(4),
        named in any::bits(),
    ) {
        let mut journal = Journal::new(here, Settings::default(), vec![]);
        let mut rows = read_csv::read(&written(&there), &when(Zone::Named(leaflog::domain::tz::Tz::utc())), &mut |_| ())
            .map_err(|wrong| TestCaseError::fail(wrong[0].to_string()))?;
        for (row, named) in rows.iter_mut().zip(named) {
            row.id = row.id.filter(|_| named);
        }
        let mode = Mode { differing: Differing::Keep, deleted: Deleted::StayDeleted };
        let first = merge::plan(&journal, &[], rows.clone(), mode);
        journal.apply(&first.edits);
        let second = merge::plan(&journal, &[], rows, mode);
        prop_assert_eq!(second.edits, vec![]);
    }

    #[test]
    fn no_bytes_make_a_reader_of_other_files_panic(bytes in any::foreign_bytes(), zone in any_zone()) {
        let when = when(zone);
        let pairs = ["a=date,b=time,c=amount,d=note,unit:=g".to_owned()];
        for order in [None, Some(dates::Order::DayFirst), Some(dates::Order::YearFirst)] {
            let _ = map::read(&bytes, map::Asked { pairs: &pairs, order }, &when);
        }
        let typed = [String::from_utf8_lossy(&bytes).into_owned()];
        let _ = map::read(b"a,b\n1,2\n", map::Asked { pairs: &typed, order: None }, &when);
        let _ = herbal_tracker::read(&bytes, &when);
        let _ = psychonaut::read(&bytes, &when);
        let _ = dates::clock(&typed[0]);
        let _ = dates::halves(&typed[0]);
        let _ = dates::date(&typed[0], None);
    }

    #[test]
    fn json_there_and_back_is_the_same(entries in any_entries(6)) {
        let mut bytes = Vec::new();
        let settings = Settings::default();
        let beside = json::Beside { settings: &settings, tombstones: &[], answers: &[], drafts: &[] };
        json::write(&mut bytes, &entries, beside).expect("memory takes it");
        let whole = json::read(&bytes).map_err(|wrong| TestCaseError::fail(wrong[0].to_string()))?;
        prop_assert_eq!(whole.entries.len(), entries.len());
        for (read, entry) in whole.entries.iter().zip(&entries) {
            prop_assert!(read.says_the_same(entry), "{:?}\n{:?}", entry, read);
            prop_assert_eq!(read.changed, entry.changed);
        }
    }

    #[test]
    fn all_of_a_product_stands_in_its_values(entry in any_whole_product(), zone in any_zone()) {
        is_in_its_values(&entry, zone)?;
    }

    #[test]
    fn a_csv_file_takes_nothing_from_a_product(entry in any_whole_product()) {
        let bytes = written(std::slice::from_ref(&entry));
        let mut rows = read_csv::read(&bytes, &when(Zone::Named(leaflog::domain::tz::Tz::utc())), &mut |_| ())
            .map_err(|wrong| TestCaseError::fail(wrong[0].to_string()))?;
        let journal = Journal::new(vec![entry], Settings::default(), vec![]);
        merge::keep_uncolumned(&mut rows, &journal);
        let mode = Mode { differing: Differing::TakeTheirs, deleted: Deleted::StayDeleted };
        prop_assert_eq!(merge::plan(&journal, &[], rows, mode).edits, vec![]);
    }

    #[test]
    fn answers_go_there_and_back(entry in any_score(), zone in any_zone()) {
        is_in_its_values(&entry, zone)?;

        let mut bytes = Vec::new();
        let settings = Settings::default();
        let beside = json::Beside { settings: &settings, tombstones: &[], answers: &[], drafts: &[] };
        json::write(&mut bytes, [&entry], beside).expect("memory takes it");
        let whole = json::read(&bytes).map_err(|wrong| TestCaseError::fail(wrong[0].to_string()))?;
        prop_assert_eq!(whole.entries.as_slice(), std::slice::from_ref(&entry));

        let mut store = Store::in_memory().expect("memory");
        store.apply(&[Edit::Add(entry.clone())], entry.changed).expect("kept");
        let kept = store.entry(entry.id).expect("read").expect("is there");
        prop_assert!(kept.says_the_same(&entry), "{:?}\n{:?}", entry, kept);

        let mut rows = read_csv::read(&written(std::slice::from_ref(&entry)), &when(zone), &mut |_| ())
            .map_err(|wrong| TestCaseError::fail(wrong[0].to_string()))?;
        let journal = Journal::new(vec![entry], Settings::default(), vec![]);
        merge::keep_uncolumned(&mut rows, &journal);
        let mode = Mode { differing: Differing::TakeTheirs, deleted: Deleted::StayDeleted };
        prop_assert_eq!(merge::plan(&journal, &[], rows, mode).edits, vec![]);
    }

    #[test]
    fn a_change_and_its_inverse_leave_it_as_it_was(
        entries in any_entries(6),
        new in any_entries(4),
        steps in prop::collection::vec((0..4_u8, any::<prop::sample::Index>()), 0..8),
    ) {
        let before = Journal::new(entries, Settings::default(), vec![]);
        let mut journal = before.clone();
        let mut edits = Vec::new();
        for ((step, place), new) in steps.into_iter().zip(new) {
            if let Some(edit) = step_of(step, place, new, &journal) {
                journal.apply(std::slice::from_ref(&edit));
                edits.push(edit);
            }
        }
        journal.apply(&inverse(edits));
        prop_assert_eq!(journal.entries(), before.entries());
        for entry in before.entries() {
            prop_assert_eq!(journal.day(entry.date()), before.day(entry.date()));
        }
    }

    #[test]
    fn every_dose_is_in_one_day_and_every_day_is_counted_once(
        entries in any_entries(12),
        start in 0..720_u32,
    ) {
        let day_start = NaiveTime::from_hms_opt(start / 60, start % 60, 0).expect("a time");
        let settings = Settings::new([("day_start".to_owned(), day_start.format("%H:%M").to_string())]);
        let journal = Journal::new(entries, settings, vec![]);
        let first = journal.entries().iter().map(|e| e.day(day_start)).min();
        let last = journal.entries().iter().map(|e| e.day(day_start)).max();
        let (Some(from), Some(to)) = (first, last) else { return Ok(()) };
        let doses = journal.entries().iter().filter(|e| e.dose().is_some()).count();
        let of_days = days::days(&journal, from, to, to, &lookups());
        prop_assert_eq!(of_days.iter().map(|day| day.doses).sum::<usize>(), doses);
        prop_assert!(of_days.windows(2).all(|two| two[0].date.succ_opt() == Some(two[1].date)));
        for day in &of_days {
            let counted = match day.state { Day::WithKratom(n) => n, Day::None | Day::NotRecorded => 0 };
            prop_assert_eq!(usize::try_from(counted), Ok(day.doses));
        }
        let sum = summary::summary(&journal, Range::between(from, to), to, &lookups());
        prop_assert_eq!(sum.doses, doses);
        prop_assert_eq!(sum.days, of_days.len());
        prop_assert_eq!(sum.days, sum.days_with_kratom + sum.days_none + sum.days_not_recorded);
    }

    /// Minute by minute through a day and a half, in zones that change their
    /// clocks, over New Year, with any start of the day.
    #[test]
    fn no_day_is_lost_or_doubled_in_any_zone(
        from in any_time(),
        zone in any_zone(),
        start in 0..720_u32,
    ) {
        let day_start = NaiveTime::from_hms_opt(start / 60, start % 60, 0).expect("a time");
        let minutes = (0..2160).map(|n| zone.at(from + TimeDelta::minutes(n)));
        let seen: BTreeSet<NaiveDate> = minutes.map(|at| day_of(at, day_start)).collect();
        let first = *seen.first().expect("a day");
        let last = *seen.last().expect("a day");
        prop_assert!((1..=3).contains(&seen.len()));
        prop_assert_eq!(range::days(first, last).collect::<BTreeSet<_>>(), seen);
    }
}

/// A step that the journal can take just now.
fn step_of(step: u8, place: prop::sample::Index, new: Entry, journal: &Journal) -> Option<Edit> {
    let here = (!journal.entries().is_empty()).then(|| place.get(journal.entries()).clone());
    match (step, here) {
        (0, _) => Some(Edit::Add(new)),
        (1, Some(here)) => Some(Edit::Delete(here)),
        (2, Some(here)) => Some(Edit::Change {
            to: Entry { id: here.id, ..new },
            from: here,
        }),
        (3, _) => Some(Edit::Setting {
            name: "day_start".to_owned(),
            from: journal.settings.get("day_start").map(str::to_owned),
            to: Some("04:30".to_owned()),
        }),
        _ => None,
    }
}
