//! The rows in sight: entries under the days they belong to. Only what is in
//! sight is looked at, however long the journal is.

use chrono::{NaiveDate, TimeDelta};

use super::Journal;
use crate::domain::amount::Mg;
use crate::domain::journal::Day;
use crate::domain::{Entry, Kind};
use crate::tui::view::View;

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    Day(DayRow),
    /// Days without any entry, first and last.
    Gap(NaiveDate, NaiveDate),
    /// An entry, by its place in the journal.
    Entry(usize),
}

/// What a day's heading says.
#[derive(Debug, Clone, PartialEq)]
pub struct DayRow {
    pub date: NaiveDate,
    pub state: Day,
    pub leaf: Mg,
    pub others: usize,
    /// Its newer entries stand further up, past another day: a traveller's days
    /// may go back.
    pub goes_on: bool,
}

/// Up to so many empty days stand one by one.
const ONE_BY_ONE: i64 = 3;

impl Journal {
    /// The rows in sight and which of them is chosen.
    pub(super) fn rows(&self, view: &View, height: usize) -> (Vec<Row>, Option<usize>) {
        let Some(place) = self.place(view) else {
            return (Vec::new(), None);
        };
        let start = self.newer(view, place, height);
        let (rows, chosen) = self.rows_from(view, start, place, height);
        let top = chosen.saturating_sub(height / 2);
        let top = top.min(rows.len().saturating_sub(height));
        let shown = rows.into_iter().skip(top).take(height).collect();
        (shown, Some(chosen - top))
    }

    /// The entry so many before a place in the list.
    fn newer(&self, view: &View, place: usize, steps: usize) -> usize {
        let found = self.found(view);
        let mut start = place;
        for _ in 0..steps {
            match found.after(view, start) {
                Some(newer) => start = newer,
                None => break,
            }
        }
        start
    }

    fn rows_from(
        &self,
        view: &View,
        start: usize,
        chosen: usize,
        height: usize,
    ) -> (Vec<Row>, usize) {
        let entries = view.journal.entries();
        let day_start = view.journal.day_start();
        let found = self.found(view);
        let mut rows = Vec::new();
        let mut at = None;
        let mut day = found
            .after(view, start)
            .map(|newer| entries[newer].day(day_start));
        if day.is_none() && self.wanted.is_all() {
            let today = view.when.today();
            day = today.succ_opt();
        }
        let mut next = Some(start);
        while let Some(place) = next {
            let entry = &entries[place];
            let date = entry.day(day_start);
            if day != Some(date) {
                if let Some(later) = day.filter(|_| self.wanted.is_all()) {
                    // A day of a traveller may come further down.
                    let near = entries[..=place].iter().rev();
                    let near = near.take_while(|other| entry.at - other.at <= ONE_DATE);
                    let last = near.map(|other| other.day(day_start)).max();
                    empty_days(last.unwrap_or(date), later, &mut rows);
                }
                rows.push(Row::Day(heading(view, place, date)));
                day = Some(date);
            }
            if place == chosen {
                at = Some(rows.len());
            }
            rows.push(Row::Entry(place));
            if at.is_some_and(|at| rows.len() > at + height) {
                break;
            }
            next = found.before(view, place);
        }
        (rows, at.unwrap_or_default())
    }
}

/// Days between two that have entries.
fn empty_days(older: NaiveDate, later: NaiveDate, rows: &mut Vec<Row>) {
    let (Some(first), Some(last)) = (older.succ_opt(), later.pred_opt()) else {
        return;
    };
    let days = (last - first).num_days() + 1;
    if days > ONE_BY_ONE {
        rows.push(Row::Gap(first, last));
    } else if days > 0 {
        let dates = first.iter_days().take(usize::try_from(days).unwrap_or(0));
        let single: Vec<Row> = dates.map(|date| Row::Gap(date, date)).collect();
        rows.extend(single.into_iter().rev());
    }
}

/// How far apart entries of one local date can be, wherever they were lived.
const ONE_DATE: TimeDelta = TimeDelta::hours(50);

/// Counts a day from the entries around one of its own.
fn heading(view: &View, place: usize, date: NaiveDate) -> DayRow {
    let start = view.journal.day_start();
    let entries = view.journal.entries();
    let of_day = |entry: &&Entry| entry.day(start) == date;
    let here = entries[place].at;
    let near = |entry: &&Entry| (entry.at - here).abs() <= ONE_DATE;
    let before = entries[..=place].iter().rev().take_while(near);
    let after = entries[place + 1..].iter().take_while(near);
    let next_to_it = after.clone().take_while(of_day).count();
    let newer = after.clone().filter(of_day).count();
    let day: Vec<&Entry> = before.chain(after).filter(of_day).collect();
    let leaf = |entry: &&Entry| entry.dose()?.leaf_weight();
    DayRow {
        date,
        state: view.journal.day(date),
        leaf: day.iter().filter_map(leaf).sum(),
        others: day
            .iter()
            .filter(|entry| entry.kind() == Kind::Substance)
            .count(),
        goes_on: newer > next_to_it,
    }
}
