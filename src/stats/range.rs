//! A stretch of days, both ends included.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::domain::Entry;
use crate::domain::journal::Journal;

/// From one day to another, as asked for. An open beginning is the day of the
/// first entry, an open end is today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl Range {
    /// First entry to today.
    pub const ALL: Range = Range {
        from: None,
        to: None,
    };

    #[must_use]
    pub fn between(from: NaiveDate, to: NaiveDate) -> Range {
        Range {
            from: Some(from),
            to: Some(to),
        }
    }

    /// Its two days. The first is unknown where nothing was asked and nothing
    /// is written down.
    #[must_use]
    pub fn ends(self, journal: &Journal, today: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
        let first = || {
            let first = journal.entries().first();
            first.map(|entry| entry.day(journal.day_start()))
        };
        (self.from.or_else(first), self.to.unwrap_or(today))
    }

    /// The entries of its days, oldest first; all of them where an end is open.
    pub fn entries(self, journal: &Journal) -> impl Iterator<Item = &Entry> {
        let day_start = journal.day_start();
        let begins = self
            .from
            .map_or(DateTime::<Utc>::MIN_UTC, |day| midnight(day) - margin());
        let ends = self.to.map_or(DateTime::<Utc>::MAX_UTC, |day| {
            midnight(day) + TimeDelta::days(1) + margin()
        });
        journal
            .between(begins, ends)
            .iter()
            .filter(move |entry| self.holds(entry.day(day_start)))
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The days from one to another, both included.
pub fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day <= to)
}

/// How far a day's entries can lie from its midnight in UTC: an offset is less
/// than a day, a day starts up to twelve hours late.
fn margin() -> TimeDelta {
    TimeDelta::days(2)
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
