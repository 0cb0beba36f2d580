//! How the record stands beside the plan: so many of so many, and nothing said
//! of it.

use chrono::{Days, NaiveDate};

use super::{Line, Measure, Plan, Stretch, day};
use crate::domain::Entry;
use crate::domain::amount::Mg;
use crate::domain::dose::Dose;
use crate::domain::journal::{Day, Journal};
use crate::domain::moment::{Moment, day_of};
use crate::stats::range::{Range, days};
use crate::stats::today;
use crate::stats::words::counted;

/// The plan of today and what is written down of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<'a> {
    pub date: NaiveDate,
    pub on_break: Option<Stretch>,
    /// The lines that count today, in the order they are said.
    pub lines: Vec<Line<'a>>,
    pub doses: usize,
    /// Grams of leaf with known weight; unknown where no leaf dose has one.
    pub leaf: Option<Mg>,
    pub doses_without_weight: usize,
    pub largest: Option<Mg>,
    /// Of the last seven days, today included.
    pub week: Week,
}

/// Seven days: with kratom, said to be without, and the rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Week {
    pub with: usize,
    pub without: usize,
}

impl<'a> Record<'a> {
    /// The record of the day that is running.
    #[must_use]
    pub fn of(plan: &Plan<'a>, journal: &Journal, now: Moment) -> Record<'a> {
        let today = today::today(journal, now);
        let date = today.date;
        let doses = Range::between(date, date).entries(journal);
        let doses = doses.filter(|entry| entry.at <= now);
        let in_force = Measure::ALL.into_iter();
        Record {
            date,
            on_break: plan.break_on(date),
            lines: in_force
                .filter_map(|it| plan.in_force(it, date))
                .copied()
                .collect(),
            doses: today.doses,
            leaf: today.leaf,
            doses_without_weight: today.doses_without_weight,
            largest: doses
                .filter_map(|it| it.dose().and_then(Dose::leaf_weight))
                .max(),
            week: Week::up_to(date, journal),
        }
    }

    /// What the plan says for today and the record beside it, where there is a
    /// plan: `at most 3 times today; 2 so far`.
    #[must_use]
    pub fn words(&self, journal: &Journal) -> Option<String> {
        if let Some(stretch) = self.on_break {
            return Some(self.break_words(stretch, journal));
        }
        let parts: Vec<String> = [self.day_words(), self.week_words()]
            .into_iter()
            .flatten()
            .collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// `a break until Mon 7 Dec; no dose written down in it`.
    fn break_words(&self, stretch: Stretch, journal: &Journal) -> String {
        let until = match stretch.until {
            Some(until) => format!("a break until {}", day(until)),
            None => "a break, without a last day".to_owned(),
        };
        let in_it = Range::between(stretch.from, self.date).entries(journal);
        let doses = in_it
            .filter(|entry: &&Entry| entry.dose().is_some())
            .count();
        match doses {
            0 => format!("{until}; no dose written down in it"),
            some => format!(
                "{until}; {} written down in it",
                counted(some, "dose", "doses")
            ),
        }
    }

    fn line(&self, measure: Measure) -> Option<&Line<'a>> {
        self.lines.iter().find(|line| line.measure == measure)
    }

    fn day_words(&self) -> Option<String> {
        let parts = [
            self.line(Measure::Times)
                .map(|line| match line.amount.to_string().as_str() {
                    "1" => "once".to_owned(),
                    n => format!("{n} times"),
                }),
            self.line(Measure::Grams)
                .map(|line| format!("{} g", line.amount)),
            self.line(Measure::Dose)
                .map(|line| format!("{} g a dose", line.amount)),
        ];
        let most: Vec<String> = parts.into_iter().flatten().collect();
        let last = most.last()?;
        let most = match &most[..most.len() - 1] {
            [] => last.clone(),
            before => format!("{} and {last}", before.join(", ")),
        };
        Some(format!("at most {most} today; {}", self.so_far()))
    }

    /// `2 doses, 5 g so far`; what has no weight is said, not counted as nothing.
    fn so_far(&self) -> String {
        if self.doses == 0 {
            return "none written down so far".to_owned();
        }
        let mut parts = Vec::new();
        if self.line(Measure::Times).is_some() {
            parts.push(match self.lines.len() {
                1 => self.doses.to_string(),
                _ => counted(self.doses, "dose", "doses"),
            });
        }
        let grams = self.line(Measure::Grams).is_some();
        if grams {
            parts.extend(self.leaf.map(|leaf| format!("{leaf} g")));
        }
        if self.line(Measure::Dose).is_some() {
            parts.extend(self.largest.map(|largest| format!("largest {largest} g")));
        }
        if self.doses_without_weight > 0 && (grams || parts.is_empty()) {
            parts.push(format!("{} without a weight", self.doses_without_weight));
        }
        if parts.is_empty() {
            return "no leaf so far".to_owned();
        }
        format!("{} so far", parts.join(", "))
    }

    /// `at most 5 days in seven; 4 of the last seven`.
    fn week_words(&self) -> Option<String> {
        let missing = 7 - self.week.with - self.week.without;
        let missing = match missing {
            0 => String::new(),
            some => format!(", {some} not recorded"),
        };
        let with = self.line(Measure::DaysWith).map(|line| {
            let n = self.week.with;
            format!(
                "at most {} days in seven; {n} of the last seven{missing}",
                line.amount
            )
        });
        let off = self.line(Measure::DaysOff).map(|line| {
            let n = self.week.without;
            format!(
                "{} days off in seven; {n} of the last seven{missing}",
                line.amount
            )
        });
        let parts: Vec<String> = with.into_iter().chain(off).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// The plan in one word, for a line among others: `plan 3`, `plan 6 g`,
    /// `plan break`.
    #[must_use]
    pub fn short(&self) -> Option<String> {
        if self.on_break.is_some() {
            return Some("plan break".to_owned());
        }
        let first = self.lines.first()?;
        Some(match first.measure {
            Measure::Times => format!("plan {}", first.amount),
            Measure::Grams => format!("plan {} g", first.amount),
            Measure::Dose => format!("plan {} g a dose", first.amount),
            Measure::DaysWith => format!("plan {} days a week", first.amount),
            Measure::DaysOff => format!("plan {} days off", first.amount),
        })
    }
}

impl Week {
    fn up_to(date: NaiveDate, journal: &Journal) -> Week {
        let from = date.checked_sub_days(Days::new(6)).unwrap_or(date);
        let mut week = Week::default();
        for day in days(from, date) {
            match journal.day(day) {
                Day::WithKratom(_) => week.with += 1,
                Day::None => week.without += 1,
                Day::NotRecorded => {}
            }
        }
        week
    }
}

/// The day that is running.
#[must_use]
pub fn date_of(journal: &Journal, now: Moment) -> NaiveDate {
    day_of(now, journal.day_start())
}
