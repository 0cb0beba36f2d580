//! What else was taken within its own window of a dose, and how far from the
//! nearest one.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::co_use::window;
use super::{Lookups, duration};
use crate::domain::Entry;
use crate::domain::dose::Channel;
use crate::domain::journal::Journal;

/// Something else that was taken, and the dose nearest to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Met<'a> {
    pub substance: &'a Entry,
    pub dose: &'a Entry,
}

/// Everything taken from one instant to another that met a dose, oldest first.
#[must_use]
pub fn met<'a>(
    journal: &'a Journal,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    lookups: &Lookups,
) -> Vec<Met<'a>> {
    let mut windows = Windows::new(journal, lookups);
    let taken = journal.between(from, to).iter();
    taken
        .filter_map(|substance| {
            let dose = windows.nearest_dose(substance)?;
            Some(Met { substance, dose })
        })
        .collect()
}

/// The windows of the names that were asked for, each looked up once.
pub struct Windows<'a, 'l> {
    journal: &'a Journal,
    lookups: &'l Lookups<'l>,
    hours: HashMap<&'a str, Option<u32>>,
}

impl<'a, 'l> Windows<'a, 'l> {
    #[must_use]
    pub fn new(journal: &'a Journal, lookups: &'l Lookups) -> Windows<'a, 'l> {
        Windows {
            journal,
            lookups,
            hours: HashMap::new(),
        }
    }

    /// The dose nearest to something else, within its own window.
    pub fn nearest_dose(&mut self, taken: &'a Entry) -> Option<&'a Entry> {
        let name = taken.substance()?.name.as_str();
        let lookups = self.lookups;
        let hours = self
            .hours
            .entry(name)
            .or_insert_with(|| window(name, lookups));
        nearest(self.journal, taken, TimeDelta::hours(i64::from((*hours)?)))
    }
}

fn nearest<'a>(journal: &'a Journal, to: &Entry, within: TimeDelta) -> Option<&'a Entry> {
    let at = to.at.to_utc();
    let around = journal.between(at - within, at + within).iter();
    let doses = around.filter(|entry| entry.dose().is_some());
    doses.min_by_key(|dose| (dose.at - to.at).abs())
}

impl Met<'_> {
    /// From the dose to the substance; below zero where the dose came later.
    #[must_use]
    pub fn after(&self) -> TimeDelta {
        self.substance.at - self.dose.at
    }

    /// As [`beside`] says it.
    #[must_use]
    pub fn says(&self) -> String {
        beside(self.substance, self.dose)
    }
}

/// When something was taken, seen from a dose: `50 min after a dose of 2.5 g`,
/// `10 min before a dose of 3 capsules`. One wording wherever it is told.
#[must_use]
pub fn beside(taken: &Entry, dose: &Entry) -> String {
    let after = taken.at - dose.at;
    let apart = duration::words(after.abs());
    let of = dose_of(dose);
    match after.num_minutes() {
        0 => format!("at the time of a dose{of}"),
        1.. => format!("{apart} after a dose{of}"),
        _ => format!("{apart} before a dose{of}"),
    }
}

/// ` of 2.5 g`, ` of extract, 50 mg mitragynine`.
fn dose_of(entry: &Entry) -> String {
    let Some(dose) = entry.dose() else {
        return String::new();
    };
    match (dose.taken.weight, dose.form.channel()) {
        (Some(weight), Channel::Leaf) if dose.estimated == Some(true) => {
            format!(" of about {weight} g")
        }
        (Some(weight), Channel::Leaf) => format!(" of {weight} g"),
        _ => format!(" of {}", entry.title().replace('≈', "about ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::co_use::CoUse;
    use super::super::sample::{journal, lookups, now};
    use super::*;

    #[test]
    fn the_nearest_dose_within_the_window_is_named() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-19T08:00",
            "dose amount=2g at=2026-11-19T20:00",
            "substance name=alcohol at=2026-11-19T22:35",
            "substance name=coffee at=2026-11-19T07:50",
            "substance name=diazepam at=2026-11-17T08:00",
            "substance name=alcohol at=2026-11-20T20:00",
            "substance name=naloxone at=2026-11-19T21:00",
        ]);
        let to = now().to_utc();
        let met = met(&journal, to - TimeDelta::days(7), to, &lookups());
        let said: Vec<String> = met
            .iter()
            .map(|it| format!("{}: {}", it.substance.title(), it.says()))
            .collect();
        assert_eq!(
            said,
            [
                "diazepam: 2 days 0 h before a dose of 2 g",
                "coffee: 10 min before a dose of 2 g",
                "alcohol: 2 h 35 min after a dose of 2 g",
            ]
        );
        let co_use = CoUse::new(&journal, &lookups());
        for it in met {
            let name = it.substance.substance().unwrap().name.as_str();
            let mut around = co_use.around(it.dose.at.to_utc());
            assert!(around.any(|known| known == name), "{name}");
        }
    }
}
