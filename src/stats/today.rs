//! The present: how long since the last dose, what today holds, days in a row.

use chrono::{NaiveDate, TimeDelta};

use super::between;
use super::duration;
use super::range::Range;
use super::words::{beside_leaf, counted};
use crate::domain::Entry;
use crate::domain::amount::Mg;
use crate::domain::dose::Channel;
use crate::domain::journal::{Day, Journal};
use crate::domain::moment::{self, Moment};

/// What the Today page says in figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Today<'a> {
    pub date: NaiveDate,
    pub state: Day,
    /// The last dose up to now, on whatever day, and how long ago it was.
    pub last: Option<(&'a Entry, TimeDelta)>,
    /// Today's, of every form.
    pub doses: usize,
    /// Grams of leaf with known weight; unknown where no leaf dose has one.
    pub leaf: Option<Mg>,
    pub doses_without_weight: usize,
    pub extract_doses: usize,
    pub seven_oh_doses: usize,
    /// Each time between doses that ended today.
    pub gaps: Vec<TimeDelta>,
    /// Days in a row with kratom up to today, or up to yesterday while today
    /// has neither kratom nor a "none".
    pub run_days: u32,
    /// The last day that was said to be without kratom.
    pub last_none: Option<NaiveDate>,
}

/// The present of a journal.
#[must_use]
pub fn today(journal: &Journal, now: Moment) -> Today<'_> {
    let date = moment::day_of(now, journal.day_start());
    let doses: Vec<&Entry> = Range::between(date, date)
        .entries(journal)
        .filter(|entry| entry.dose().is_some() && entry.at <= now)
        .collect();
    let last = journal.last_dose(now.to_utc());
    let weights: Vec<Mg> = doses.iter().filter_map(|entry| leaf(entry)).collect();
    let of = |channel| doses.iter().filter(|entry| is_of(entry, channel)).count();
    Today {
        date,
        state: journal.day(date),
        last: last.map(|entry| (entry, now.signed_duration_since(entry.at))),
        doses: doses.len(),
        leaf: (!weights.is_empty()).then(|| weights.iter().copied().sum()),
        doses_without_weight: of(Channel::Leaf) - weights.len(),
        extract_doses: of(Channel::Extract),
        seven_oh_doses: of(Channel::SevenOh),
        gaps: gaps(journal, date, now),
        run_days: journal.run_days(now),
        last_none: journal.last_none(date),
    }
}

fn gaps(journal: &Journal, date: NaiveDate, now: Moment) -> Vec<TimeDelta> {
    let all = between::gaps(journal, date, date).into_iter();
    let up_to_now = all.filter(|gap| gap.at <= now);
    up_to_now
        .map(|gap| TimeDelta::minutes(gap.minutes))
        .collect()
}

fn leaf(entry: &Entry) -> Option<Mg> {
    entry.dose()?.leaf_weight()
}

fn is_of(entry: &Entry, channel: Channel) -> bool {
    entry
        .dose()
        .is_some_and(|dose| dose.form.channel() == channel)
}

impl Today<'_> {
    /// `3 h 09 min`, where there was a dose.
    #[must_use]
    pub fn since_last(&self) -> Option<String> {
        self.last.map(|(_, ago)| duration::words(ago))
    }

    /// `3 doses today`, and no amount.
    #[must_use]
    pub fn counted_words(&self) -> String {
        match self.state {
            Day::WithKratom(_) => format!("{} today", counted(self.doses, "dose", "doses")),
            Day::NotRecorded | Day::None => self.doses_words(),
        }
    }

    /// `3 doses, 7.5 g leaf, gaps 4:10, 3:50`.
    #[must_use]
    pub fn doses_words(&self) -> String {
        match self.state {
            Day::NotRecorded => return "no dose written down today".to_owned(),
            Day::None => return "no kratom today, you said".to_owned(),
            Day::WithKratom(_) => {}
        }
        let mut parts = vec![counted(self.doses, "dose", "doses")];
        parts.extend(self.leaf.map(|leaf| format!("{leaf} g leaf")));
        parts.extend(beside_leaf(
            self.doses_without_weight,
            self.extract_doses,
            self.seven_oh_doses,
        ));
        let gaps: Vec<String> = self.gaps.iter().map(|gap| duration::clock(*gap)).collect();
        if !gaps.is_empty() {
            let word = if gaps.len() == 1 { "gap" } else { "gaps" };
            parts.push(format!("{word} {}", gaps.join(", ")));
        }
        parts.join(", ")
    }

    /// `9 days in a row; none said Wed 11 Nov`.
    #[must_use]
    pub fn run_words(&self) -> String {
        let run = match self.run_days {
            0 => None,
            1 => Some("1 day with kratom".to_owned()),
            days => Some(format!("{days} days in a row")),
        };
        let none = self
            .last_none
            .map(|date| format!("none said {}", date.format("%a %-d %b")));
        let parts: Vec<String> = run.into_iter().chain(none).collect();
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{journal, now};
    use super::*;

    #[test]
    fn the_page_of_the_picture() {
        let journal = journal(&[
            "none date=2026-11-17",
            "dose amount=2.5g at=2026-11-18T09:40",
            "dose amount=2.5g at=2026-11-19T09:40",
            "dose amount=2.5g at=2026-11-20T09:55",
            "dose amount=2.5g at=2026-11-20T14:05",
            "dose amount=2.5g at=2026-11-20T18:05",
        ]);
        let today = today(&journal, now());
        assert_eq!(today.since_last().as_deref(), Some("3 h 09 min"));
        assert_eq!(today.doses_words(), "3 doses, 7.5 g leaf, gaps 4:10, 4:00");
        assert_eq!(today.run_words(), "3 days in a row; none said Tue 17 Nov");
    }

    #[test]
    fn a_day_that_has_only_begun_does_not_end_a_run() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-18T09:40",
            "dose amount=3_capsules form=capsule at=2026-11-19T23:50",
        ]);
        let today = today(&journal, now());
        assert_eq!(today.run_days, 2);
        assert_eq!(today.since_last().as_deref(), Some("21 h 24 min"));
        assert_eq!(today.doses_words(), "no dose written down today");
    }

    #[test]
    fn doses_of_one_minute_have_no_gap_between_them() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-20T09:00",
            "dose amount=1g at=2026-11-20T09:00",
        ]);
        assert_eq!(today(&journal, now()).doses_words(), "2 doses, 3 g leaf");
    }

    #[test]
    fn an_empty_journal_says_nothing_it_cannot_know() {
        let journal = journal(&[]);
        let today = today(&journal, now());
        assert_eq!((today.last, today.run_days, today.leaf), (None, 0, None));
        assert_eq!(today.run_words(), "");
    }

    #[test]
    fn each_channel_is_told_apart() {
        let journal = journal(&[
            "dose amount=3_capsules form=capsule at=2026-11-20T09:00",
            "dose form=7oh hydroxy_mg=15 at=2026-11-20T10:30",
        ]);
        assert_eq!(
            today(&journal, now()).doses_words(),
            "2 doses, 1 without a weight, 1 of 7-OH, gap 1:30"
        );
    }
}
