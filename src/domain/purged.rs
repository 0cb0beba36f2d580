//! Days that were purged, told alike by what removes them, by a merge and by an
//! import: what went does not come back, and what stayed is not left out.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::draft::Draft;
use super::journal::Tombstone;
use super::known::Version;
use super::moment::{Moment, day_of};
use super::{Entry, Kind, What};

/// The date that is written where no day was left.
const NO_DAY_LEFT: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");
/// Until a date has begun everywhere.
const EVERYWHERE: TimeDelta = TimeDelta::hours(12);

/// The days that go, told as the journal tells days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day that is left; none where all go.
    pub before: Option<NaiveDate>,
    pub day_start: NaiveTime,
}

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    Yes,
    /// A medicine still taken or a fact still true is not of the past: without
    /// it warnings would fall silent.
    StillHolds,
    No,
}

impl Days {
    #[must_use]
    pub fn entry(&self, entry: &Entry) -> Goes {
        let Some(before) = self.before else {
            return Goes::Yes;
        };
        if entry.day(self.day_start) >= before {
            return Goes::No;
        }
        let until = match &entry.what {
            What::Medicine(medicine) => medicine.until,
            What::About(about) => about.until,
            What::Product(_) => None,
            _ => return Goes::Yes,
        };
        if until.is_none_or(|until| until >= before) {
            Goes::StillHolds
        } else {
            Goes::Yes
        }
    }

    /// The trace of a deleted medicine or fact stays, without a word of it: it
    /// might still hold on another machine, and come back from there.
    #[must_use]
    pub fn has_tombstone(&self, it: &Tombstone) -> bool {
        let day = match it.kind {
            Kind::None | Kind::Sleep => it.at.date_naive(),
            _ => day_of(it.at, self.day_start),
        };
        self.before
            .is_none_or(|before| day < before && !it.kind.is_lasting())
    }

    /// Whether a version that was written elsewhere is of such a day.
    #[must_use]
    pub fn has_version(&self, version: &Version) -> bool {
        match version {
            Version::Written(entry) => self.is_after(entry.day(self.day_start)),
            Version::Deleted(tombstone) => self.is_after(day_of(tombstone.at, self.day_start)),
        }
    }

    #[must_use]
    pub fn has_draft(&self, begun: Moment) -> bool {
        self.is_after(day_of(begun, self.day_start))
    }

    /// Until when what was shown of warnings goes. It keeps no offset, so that a
    /// date counts once it has begun everywhere: a few hours too many of it only
    /// show a warning once more.
    #[must_use]
    pub fn answers_until(&self) -> Option<DateTime<Utc>> {
        let begins = self.before?.and_time(self.day_start).and_utc();
        Some(begins + EVERYWHERE)
    }

    fn is_after(&self, day: NaiveDate) -> bool {
        self.before.is_none_or(|before| day < before)
    }
}

/// `2026-11-01`; `2026-11-01 04:00` where a day begins then.
impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.before.unwrap_or(NO_DAY_LEFT);
        if self.day_start == NaiveTime::MIN {
            return write!(f, "{date}");
        }
        write!(f, "{date} {}", self.day_start.format("%H:%M"))
    }
}

impl Days {
    /// Reads what was written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Days> {
        let (date, start) = text.split_once(' ').unwrap_or((text, "00:00"));
        let date: NaiveDate = date.parse().ok()?;
        Some(Days {
            before: Some(date).filter(|date| *date != NO_DAY_LEFT),
            day_start: NaiveTime::parse_from_str(start, "%H:%M").ok()?,
        })
    }
}

/// Days that were purged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purged {
    pub days: Days,
    /// What was written down later is new, whatever its day.
    pub at: DateTime<Utc>,
}

impl Purged {
    /// Whether an entry of this day, written down then, was purged.
    #[must_use]
    pub fn covers(&self, entry: &Entry) -> bool {
        let written = entry.written().unwrap_or(entry.changed);
        self.days.entry(entry) == Goes::Yes && written <= self.at
    }

    #[must_use]
    pub fn covers_version(&self, version: &Version) -> bool {
        match version {
            Version::Written(entry) => self.covers(entry),
            Version::Deleted(it) => self.days.has_tombstone(it) && it.changed <= self.at,
        }
    }

    #[must_use]
    pub fn covers_answer(&self, at: DateTime<Utc>) -> bool {
        at <= self.at && self.days.answers_until().is_none_or(|until| at < until)
    }

    #[must_use]
    pub fn covers_draft(&self, draft: &Draft) -> bool {
        draft.begun <= self.at && self.days.has_draft(draft.begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        for says in ["2026-11-01", "2026-11-01 04:00", "9999-12-31"] {
            assert_eq!(Days::parse(says).unwrap().to_string(), says);
        }
        assert_eq!(Days::parse("9999-12-31").unwrap().before, None);
        assert_eq!(Days::parse("long ago"), None);
    }
}
