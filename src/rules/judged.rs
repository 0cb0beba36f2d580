//! What a measure sees: a journal at an instant, perhaps from one entry.

use chrono::{NaiveDate, TimeDelta};

use super::lasting::Regular;
use super::person::Stated;
use super::taken::{Pair, Taken};
use crate::domain::Entry;
use crate::domain::journal::{Day, Journal};
use crate::domain::medicine::Medicine;
use crate::domain::moment::{Moment, day_of};

/// A journal as judged at an instant.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    pub journal: &'a Journal,
    /// Substances within reach, resolved, oldest first.
    pub taken: &'a [Taken<'a>],
    /// The instant: what comes after it does not count.
    pub at: Moment,
    /// No two of these and kratom are asked about that are further apart.
    pub farthest: TimeDelta,
    /// Until when co-use looks, which has no order.
    pub seen: Moment,
    /// The entry that is judged, for rules about single entries.
    pub entry: Option<&'a Entry>,
    /// The substance that is judged with it, for rules that speak of each.
    pub pair: Option<&'a Pair<'a>>,
    /// Every fact that was ever stated and is known, oldest first.
    pub stated: &'a [Stated<'a>],
    /// The fact that is judged, for rules that speak of each.
    pub fact: Option<Stated<'a>>,
    /// Every medicine that was ever taken regularly, oldest first.
    pub regular: &'a [Regular<'a>],
}

impl<'a> Judged<'a> {
    /// The entries in the hours up to the instant, both ends included.
    #[must_use]
    pub fn last_hours(&self, hours: u32) -> &'a [Entry] {
        self.journal.last_hours(i64::from(hours), self.at.into())
    }

    /// The doses in the hours up to the instant.
    pub fn doses(&self, hours: u32) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let entries = self.last_hours(hours).iter();
        entries.filter(|entry| entry.dose().is_some())
    }

    /// The doses before the judged entry, newest first, back to so many days.
    pub fn doses_before(&self, days: i64) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let key = self.entry.map(|entry| (entry.at, entry.id));
        let from = self.at - TimeDelta::days(days);
        let entries = self.journal.between(from.into(), self.at.into());
        let doses = entries.iter().rev();
        doses.filter(move |entry| {
            entry.dose().is_some() && key.is_none_or(|key| (entry.at, entry.id) < key)
        })
    }

    /// What an entry of something taken was understood to be.
    #[must_use]
    pub fn taken_as(&self, entry: &Entry) -> Option<&'a Taken<'a>> {
        entry.substance()?;
        let key = (entry.at, entry.id);
        let before = |taken: &Taken| (taken.entry.at, taken.entry.id) < key;
        let taken = self.taken.get(self.taken.partition_point(before))?;
        (taken.entry.id == entry.id).then_some(taken)
    }

    /// What was taken in the hours up to the instant, and a minute around them.
    #[must_use]
    pub fn taken_within(&self, hours: u32) -> &'a [Taken<'a>] {
        let minute = TimeDelta::minutes(1);
        let from = self.at - TimeDelta::hours(i64::from(hours)) - minute;
        let to = self.at + minute;
        let begin = self.taken.partition_point(|it| it.entry.at < from);
        let end = self.taken.partition_point(|it| it.entry.at <= to);
        &self.taken[begin..end.max(begin)]
    }

    /// What was taken so near to an instant that any rule would ask about both.
    #[must_use]
    pub fn taken_near(&self, at: Moment) -> &'a [Taken<'a>] {
        let to = (at + self.farthest).min(self.seen);
        let begin = self
            .taken
            .partition_point(|it| it.entry.at < at - self.farthest);
        let end = self.taken.partition_point(|it| it.entry.at <= to);
        &self.taken[begin..end.max(begin)]
    }

    /// The facts that hold at the instant, by the calendar: the last stated last.
    pub fn facts(&self) -> impl Iterator<Item = &'a Stated<'a>> + use<'a> {
        let date = self.at.date_naive();
        let stated = self.stated;
        stated.iter().filter(move |stated| stated.holds_on(date))
    }

    /// Every medicine that was ever taken regularly.
    pub fn medicines(&self) -> impl Iterator<Item = (&'a Entry, &'a Medicine)> + use<'a> {
        let regular = self.regular;
        regular
            .iter()
            .filter_map(|it| Some((it.taken.entry, it.taken.entry.medicine()?)))
    }

    /// The day the instant belongs to.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day_of(self.at, self.journal.day_start())
    }

    /// The day an entry belongs to.
    #[must_use]
    pub fn day(&self, entry: &Entry) -> NaiveDate {
        entry.day(self.journal.day_start())
    }

    /// The last so many days, today included, newest first.
    pub fn last_days(&self, days: u32) -> impl Iterator<Item = NaiveDate> + use<> {
        let today = self.today();
        (0..i64::from(days)).filter_map(move |back| today.checked_sub_signed(TimeDelta::days(back)))
    }

    /// How many of the last days were so.
    #[must_use]
    pub fn count_days(&self, days: u32, is: impl Fn(Day) -> bool) -> u32 {
        let so = self
            .last_days(days)
            .filter(|day| is(self.journal.day(*day)));
        u32::try_from(so.count()).unwrap_or(u32::MAX)
    }

    /// How many days in a row had kratom, up to today, or up to yesterday where
    /// nothing is said of today yet.
    #[must_use]
    pub fn run_days(&self) -> u32 {
        self.journal.run_days(self.at)
    }
}
