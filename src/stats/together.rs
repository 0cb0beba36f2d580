//! Each time something else was taken together with kratom, and how many hours
//! lay between.

use chrono::{Days, TimeDelta};

use super::Lookups;
use super::co_use::window;
use super::range::Range;
use crate::domain::Entry;
use crate::domain::journal::Journal;

/// Something else that was taken within its own window of a dose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Together<'a> {
    pub substance: &'a Entry,
    /// The nearest dose of the days asked about; of two as near, the earlier.
    pub dose: &'a Entry,
    /// How many of their doses lie in the window.
    pub doses: usize,
    /// Hours of the window, before and after.
    pub window_h: u32,
}

impl Together<'_> {
    /// From the nearest dose to the substance: below zero where the substance
    /// came first.
    #[must_use]
    pub fn after_dose(&self) -> TimeDelta {
        self.substance.at - self.dose.at
    }
}

/// Every co-use with the doses of a range, oldest first. The doses they name are
/// those that `doses_with_other_substances` of a summary counts; what was taken
/// outside the range counts where its window reaches into it.
#[must_use]
pub fn together<'a>(journal: &'a Journal, range: Range, lookups: &Lookups) -> Vec<Together<'a>> {
    let mut found = Vec::new();
    for entry in journal.entries() {
        let Some(substance) = entry.substance() else {
            continue;
        };
        if !may_reach(entry, range) {
            continue;
        }
        if let Some(window_h) = window(&substance.name, lookups) {
            found.extend(of(journal, range, entry, window_h));
        }
    }
    found
}

/// No window is longer than this many days.
const LONGEST: Days = Days::new(190);

/// Whether any window around it could reach into the range.
fn may_reach(entry: &Entry, range: Range) -> bool {
    let day = entry.at.date_naive();
    let begins = range.from.and_then(|from| from.checked_sub_days(LONGEST));
    let ends = range.to.and_then(|to| to.checked_add_days(LONGEST));
    begins.is_none_or(|from| from <= day) && ends.is_none_or(|to| day <= to)
}

fn of<'a>(
    journal: &'a Journal,
    range: Range,
    substance: &'a Entry,
    window_h: u32,
) -> Option<Together<'a>> {
    let window = TimeDelta::hours(i64::from(window_h));
    let (from, to) = (substance.at - window, substance.at + window);
    let doses: Vec<&Entry> = journal
        .between(from.to_utc(), to.to_utc())
        .iter()
        .filter(|entry| entry.dose().is_some() && range.holds(entry.day(journal.day_start())))
        .collect();
    let apart = |dose: &&&Entry| (dose.at - substance.at).abs();
    let dose = doses.iter().min_by_key(apart).copied()?;
    Some(Together {
        substance,
        dose,
        doses: doses.len(),
        window_h,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::sample::{date, journal, lookups};
    use super::super::summary::summary;
    use super::*;

    const DAYS: [&str; 8] = [
        "dose amount=2g at=2026-11-16T08:00",
        "dose amount=2g at=2026-11-16T20:00",
        "dose amount=2g at=2026-11-18T12:00",
        "substance name=alcohol at=2026-11-16T18:30",
        "substance name=alcohol at=2026-11-18T00:00",
        "substance name=diazepam at=2026-11-15T12:00",
        "substance name=naloxone at=2026-11-18T12:00",
        "substance name=alcohol at=2026-11-19T12:00",
    ];

    #[test]
    fn hours_between_by_hand() {
        let journal = journal(&DAYS);
        let range = Range::between(date("2026-11-16"), date("2026-11-18"));
        let said: Vec<(String, i64, usize)> = together(&journal, range, &lookups())
            .iter()
            .map(|it| {
                let day = it.substance.at.format("%d %H:%M").to_string();
                (day, it.after_dose().num_minutes(), it.doses)
            })
            .collect();
        let of = |day: &str, minutes, doses| (day.to_owned(), minutes, doses);
        assert_eq!(
            said,
            [
                // 72 h reach from the 15th at noon to the 18th at noon, it included.
                of("15 12:00", -20 * 60, 3),
                of("16 18:30", -90, 2),
                of("18 00:00", -12 * 60, 1),
            ]
        );
    }

    #[test]
    fn the_doses_are_those_a_summary_counts() {
        let journal = journal(&DAYS);
        let range = Range::between(date("2026-11-16"), date("2026-11-18"));
        let all = together(&journal, range, &lookups());
        let mut doses = BTreeSet::new();
        for it in &all {
            let window = TimeDelta::hours(i64::from(it.window_h));
            let near = journal.between(
                (it.substance.at - window).to_utc(),
                (it.substance.at + window).to_utc(),
            );
            let of_range = near.iter().filter(|entry| entry.dose().is_some());
            doses.extend(of_range.map(|dose| dose.id));
        }
        let counted = summary(&journal, range, date("2026-11-20"), &lookups());
        assert_eq!(doses.len(), counted.doses_with_other_substances);
    }
}
