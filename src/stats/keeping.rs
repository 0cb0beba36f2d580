//! How a journal was kept: what was written down long after it was, and what was
//! changed later.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Entry, Kind};

/// Written down later than this after its own time, an entry counts as late:
/// leaflog's own line.
pub const LATE: TimeDelta = TimeDelta::hours(24);
/// Changed later than this after it was first written, an entry counts as changed:
/// leaflog's own line, so that a slip mended at once does not count.
const MENDED: TimeDelta = TimeDelta::hours(1);

/// How some entries of days were kept. What lasts or lies ahead (a medicine, a
/// fact, a product, an event) is not counted: its time is not when it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keeping {
    pub entries: usize,
    /// Of those where it is known when they were first written.
    pub late: usize,
    pub changed: usize,
    /// Entries of which that is not known.
    pub unknown: usize,
}

impl Keeping {
    #[must_use]
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Keeping {
        let mut keeping = Keeping::default();
        for entry in entries {
            keeping.add(entry);
        }
        keeping
    }

    fn add(&mut self, entry: &Entry) {
        if entry.kind().is_lasting() || entry.kind() == Kind::Event {
            return;
        }
        self.entries += 1;
        let Some(written) = entry.written() else {
            self.unknown += 1;
            return;
        };
        self.late += usize::from(written - over(entry) > LATE);
        self.changed += usize::from(entry.changed - written > MENDED);
    }
}

/// When what an entry says was over. A day without kratom is over at its end: it
/// stands at noon, and is said in the evening or on the next day.
fn over(entry: &Entry) -> DateTime<Utc> {
    match entry.kind() {
        Kind::None => entry.at.to_utc() + TimeDelta::hours(12),
        _ => entry.at.to_utc(),
    }
}

#[cfg(test)]
mod tests {
    use uuid::{NoContext, Timestamp, Uuid};

    use super::super::sample::entry;
    use super::*;

    fn kept(line: &str, written: &str, changed: &str) -> Entry {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let seconds = u64::try_from(at(written).timestamp()).unwrap();
        Entry {
            id: Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, 0)),
            changed: at(changed),
            ..entry(line)
        }
    }

    #[test]
    fn late_and_changed_by_hand() {
        let dose = "dose amount=2g at=2026-11-16T08:00";
        let entries = [
            // Exactly a day later is not over a day later.
            kept(
                dose,
                "2026-11-17T08:00:00+01:00",
                "2026-11-17T09:00:00+01:00",
            ),
            kept(
                dose,
                "2026-11-17T08:01:00+01:00",
                "2026-11-17T08:01:00+01:00",
            ),
            kept(
                dose,
                "2026-11-16T08:01:00+01:00",
                "2026-11-16T09:02:00+01:00",
            ),
            kept(
                "medicine name=sertraline at=2020-01-01",
                "2026-11-16T08:01:00+01:00",
                "2026-11-18T08:01:00+01:00",
            ),
            Entry {
                id: Uuid::nil(),
                ..entry(dose)
            },
        ];
        let keeping = Keeping::of(&entries);
        assert_eq!((keeping.entries, keeping.unknown), (4, 1));
        assert_eq!((keeping.late, keeping.changed), (1, 1));
    }

    #[test]
    fn a_day_without_kratom_said_the_next_evening_is_not_late() {
        let said = |at: &str| kept("none date=2026-11-16 at=2026-11-16T12:00", at, at);
        let evening = [said("2026-11-17T21:00:00+01:00")];
        assert_eq!(Keeping::of(&evening).late, 0);
        let days_later = [said("2026-11-18T00:30:00+01:00")];
        assert_eq!(Keeping::of(&days_later).late, 1);
    }
}
