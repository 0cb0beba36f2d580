//! What patterns look at: the doses, nights and symptoms of the days that are
//! over, gathered once.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::domain::What;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::{Day, Journal};
use crate::domain::moment::{Moment, When, Zone};
use crate::domain::sleep::Sleep;
use crate::domain::symptom::Severity;
use crate::stats::Lookups;
use crate::stats::between::{self, Gap};
use crate::stats::range::{self, Range};

/// The journal from one day to another, today left out until it ends.
#[derive(Debug)]
pub struct Seen<'a> {
    journal: &'a Journal,
    pub zone: Zone,
    pub first: NaiveDate,
    /// Before `first` where no day of the range is over.
    pub last: NaiveDate,
    /// By instant.
    pub doses: Vec<Taken<'a>>,
    /// When kratom was taken, a little before `first` too: what a window or an
    /// evening reaches back to.
    pub times: Vec<DateTime<Utc>>,
    /// The longest night of each date of getting up.
    pub nights: BTreeMap<NaiveDate, &'a Sleep>,
    /// By instant; severity 0 is not in it.
    pub felt: Vec<Felt<'a>>,
}

/// A dose and the day it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    pub at: Moment,
    pub day: NaiveDate,
    pub dose: &'a Dose,
}

/// A symptom that was there.
#[derive(Debug, Clone, Copy)]
pub struct Felt<'a> {
    pub at: Moment,
    pub day: NaiveDate,
    pub name: &'a str,
}

impl<'a> Seen<'a> {
    /// What lies in a range, up to yesterday.
    #[must_use]
    pub fn of(journal: &'a Journal, range: Range, when: &When, lookups: &Lookups) -> Seen<'a> {
        let today = when.today();
        let yesterday = today.pred_opt().unwrap_or(today);
        let written = journal.first_day().unwrap_or(today);
        let mut seen = Seen {
            journal,
            zone: when.zone,
            first: range.from.map_or(written, |from| from.max(written)),
            last: range.to.map_or(yesterday, |to| to.min(yesterday)),
            doses: Vec::new(),
            times: Vec::new(),
            nights: BTreeMap::new(),
            felt: Vec::new(),
        };
        if seen.first <= seen.last {
            seen.gather(lookups);
        }
        seen
    }

    fn gather(&mut self, lookups: &Lookups) {
        let day_start = self.journal.day_start();
        let before = self.first - TimeDelta::days(2);
        for entry in Range::between(before, self.last).entries(self.journal) {
            let (at, day) = (entry.at, entry.day(day_start));
            if entry.dose().is_some() {
                self.times.push(at.to_utc());
            }
            if day < self.first {
                continue;
            }
            match &entry.what {
                What::Dose(dose) => self.doses.push(Taken { at, day, dose }),
                What::Sleep(night) => self.add_night(day, night),
                What::Symptom(symptom) if symptom.severity > Severity::None => {
                    let name = lookups.felt(&symptom.name);
                    self.felt.push(Felt { at, day, name });
                }
                _ => {}
            }
        }
    }

    fn add_night(&mut self, day: NaiveDate, night: &'a Sleep) {
        let known = self.nights.entry(day).or_insert(night);
        if known.time_in_bed() < night.time_in_bed() {
            *known = night;
        }
    }

    /// Its days, oldest first.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        range::days(self.first, self.last)
    }

    /// Whether anything is known of kratom on a day.
    #[must_use]
    pub fn is_recorded(&self, day: NaiveDate) -> bool {
        self.journal.day(day) != Day::NotRecorded
    }

    /// How many days from one to another are recorded.
    #[must_use]
    pub fn recorded(&self, from: NaiveDate, to: NaiveDate) -> usize {
        range::days(from, to)
            .filter(|day| self.is_recorded(*day))
            .count()
    }

    /// The day that was running at an instant.
    #[must_use]
    pub fn day_of(&self, at: Moment) -> NaiveDate {
        crate::domain::moment::day_of(at, self.journal.day_start())
    }

    /// Whether kratom was taken after one instant and up to another.
    #[must_use]
    pub fn took_within(&self, after: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        let next = self.times.partition_point(|at| *at <= after);
        self.times.get(next).is_some_and(|at| *at <= to)
    }

    /// The times between doses that ended on its days.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        between::gaps(self.journal, self.first, self.last)
    }

    /// The doses of leaf.
    pub fn leaf(&self) -> impl Iterator<Item = &Taken<'a>> {
        let is_leaf = |taken: &&Taken| taken.dose.form.channel() == Channel::Leaf;
        self.doses.iter().filter(is_leaf)
    }
}

/// The week of a day, Monday to Sunday: days of one week are more alike than
/// days of different ones.
#[must_use]
pub fn week_of(day: NaiveDate) -> i32 {
    use chrono::Datelike;
    // The first day of the common era is a Monday.
    (day.num_days_from_ce() - 1).div_euclid(7)
}
