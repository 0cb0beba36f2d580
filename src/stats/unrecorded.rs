//! Stretches of days nothing was said of: neither a dose nor "no kratom".

use chrono::NaiveDate;

use super::range;
use crate::domain::journal::{Day, Journal};

/// Days not recorded that follow each other, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Stretch {
    /// How many days it has, both ends included.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

/// The stretches between two days, both included, oldest first. All their days
/// together are what `days_not_recorded` of a summary counts.
#[must_use]
pub fn stretches(journal: &Journal, from: NaiveDate, to: NaiveDate) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for day in range::days(from, to) {
        if journal.day(day) != Day::NotRecorded {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if last.to.succ_opt() == Some(day) => last.to = day,
            _ => stretches.push(Stretch { from: day, to: day }),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::super::sample::{date, journal};
    use super::*;

    #[test]
    fn days_without_a_word_are_stretches() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-12T08:00",
            "none date=2026-11-13",
            "note note=hello at=2026-11-14T08:00",
            "dose amount=2g at=2026-11-16T08:00",
        ]);
        let found = stretches(&journal, date("2026-11-11"), date("2026-11-17"));
        let found: Vec<(String, i64)> = found
            .iter()
            .map(|it| (it.from.to_string(), it.days()))
            .collect();
        let of = |day: &str, days| (day.to_owned(), days);
        assert_eq!(
            found,
            [
                of("2026-11-11", 1),
                of("2026-11-14", 2),
                of("2026-11-17", 1)
            ]
        );
    }
}
