//! The numbers of a report, counted once by the same code as everywhere else.

use std::thread;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::asked::Asked;
use crate::domain::Entry;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::lookups::lookups;

use crate::rules::{Raised, raised_over, red_flags};
use crate::stats::amounts::Amounts;
use crate::stats::days::{DayStats, days};
use crate::stats::figure::{Figure, Series};
use crate::stats::keeping::Keeping;
use crate::stats::range;
use crate::stats::summary::{Summary, summary};
use crate::stats::together::{Together, together};
use crate::stats::unrecorded::{Stretch, stretches};

/// What is counted of a journal.
#[derive(Debug)]
pub struct Figures<'a> {
    pub journal: &'a Journal,
    pub asked: &'a Asked,
    pub summary: Summary,
    pub days: Vec<DayStats>,
    /// The entries of the days, oldest first.
    pub entries: Vec<&'a Entry>,
    pub amounts: Amounts,
    pub together: Vec<Together<'a>>,
    pub gaps: Vec<Stretch>,
    pub keeping: Keeping,
    pub raised: Vec<Raised>,
    /// What called for help when it was written down, oldest first.
    pub red: Vec<&'a Entry>,
    /// The last dose up to the end of the days, or now.
    pub last_dose: Option<&'a Entry>,
    /// The end of the days, or now.
    pub until: Moment,
}

impl<'a> Figures<'a> {
    /// Of a journal that holds no more than is to be shown.
    #[must_use]
    pub fn of(journal: &'a Journal, asked: &'a Asked) -> Figures<'a> {
        let (range, today, lookups) = (asked.range(), asked.when.today(), lookups());
        let entries: Vec<&Entry> = range.entries(journal).collect();
        let until = end_of(asked.to, asked);
        // Both judge every day anew; beside each other a year takes half as long.
        let (raised, red) = thread::scope(|scope| {
            let red = scope.spawn(|| red_flags(journal, asked.from, asked.to));
            let raised = raised_over(journal, &ends(journal, asked));
            let again = |_| red_flags(journal, asked.from, asked.to);
            (raised, red.join().unwrap_or_else(again))
        });
        Figures {
            summary: summary(journal, range, today, &lookups),
            days: days(journal, asked.from, asked.to, today, &lookups),
            amounts: Amounts::of(entries.iter().copied()),
            together: together(journal, range, &lookups),
            gaps: stretches(journal, asked.from, asked.to),
            keeping: Keeping::of(entries.iter().copied()),
            raised,
            red,
            last_dose: last_dose(journal, asked, until),
            journal,
            asked,
            entries,
            until,
        }
    }

    /// One number a day.
    #[must_use]
    pub fn figure(&self, series: Series) -> Figure {
        Figure::of(series, &self.days)
    }

    /// `20 Nov`; with its year where that is not the one the days end in.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        date.format(self.pattern(date, "%-d %b")).to_string()
    }

    /// `Fri 20 Nov 18:05`, with the year as of a day.
    #[must_use]
    pub fn at(&self, moment: Moment) -> String {
        let day = self.day(moment.date_naive());
        format!("{} {day} {}", moment.format("%a"), moment.format("%H:%M"))
    }

    fn pattern(&self, date: NaiveDate, short: &'static str) -> &'static str {
        if date.year() == self.asked.to.year() {
            short
        } else {
            "%-d %b %Y"
        }
    }

    /// Days with a dose or a "none".
    #[must_use]
    pub fn recorded(&self) -> usize {
        self.summary.days_with_kratom + self.summary.days_none
    }
}

/// The last instant of a day, or now where that is earlier.
fn end_of(day: NaiveDate, asked: &Asked) -> Moment {
    let now = asked.when.moment();
    let next = day.succ_opt().unwrap_or(day);
    let begins = next.and_time(asked.when.day_start);
    let zone = asked.when.zone;
    let begins = zone.resolve(begins).or_else(|| {
        // An hour that was skipped begins an hour later.
        zone.resolve(begins + TimeDelta::hours(1))
    });
    begins.map_or(now, |at| (at - TimeDelta::minutes(1)).min(now))
}

/// The days to judge, each at its end: not before anything is written down, and
/// not after now.
fn ends(journal: &Journal, asked: &Asked) -> Vec<(NaiveDate, Moment)> {
    let first = journal.first_day().unwrap_or(asked.to).max(asked.from);
    let last = asked.to.min(asked.when.today());
    let days = range::days(first, last);
    days.map(|day| (day, end_of(day, asked))).collect()
}

fn last_dose<'a>(journal: &'a Journal, asked: &Asked, until: Moment) -> Option<&'a Entry> {
    let now = asked.when.moment();
    let before = journal.until(journal.present(now).max(until).to_utc());
    let mut doses = before.iter().rev().filter(|entry| entry.dose().is_some());
    doses.find(|dose| dose.day(journal.day_start()) <= asked.to)
}
