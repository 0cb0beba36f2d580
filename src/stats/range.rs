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
    /// is written down up to the last.
    #[must_use]
    pub fn ends(self, journal: &Journal, today: NaiveDate) -> (Option<NaiveDate>, NaiveDate) {
        let last = self.to.unwrap_or(today);
        let recorded = || journal.first_day().filter(|first| *first <= last);
        (self.from.or_else(recorded), last)
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

#[cfg(test)]
mod tests {
    use super::super::sample::{date, journal};
    use super::Range;

    #[test]
    fn a_fact_about_the_person_is_no_first_day() {
        let journal = journal(&[
            "about name=country_DE at=2026-10-01T08:00",
            "none date=2026-11-17",
            "dose amount=2g at=2026-11-18T09:40",
        ]);
        let (first, _) = Range::ALL.ends(&journal, date("2026-11-20"));
        assert_eq!(first, Some(date("2026-11-17")));
    }
}
