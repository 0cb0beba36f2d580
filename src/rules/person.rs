//! What rules ask of the person: what they said of themselves, since when there
//! is kratom, what their last answers added up to.

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::facts::{KRATOM_SINCE, facts};
use super::judged::Judged;
use super::measure::{Finding, count, named};
use crate::domain::journal::Day;
use crate::domain::moment::day_of;
use crate::domain::{Entry, Kind};

/// How many of these facts hold, by name or `@group`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    of: Vec<String>,
}

impl Facts {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let holding = judged.journal.facts(judged.at.date_naive());
        let named = holding.filter(|(_, about)| {
            let fact = facts().find(&about.name);
            fact.is_some_and(|fact| self.of.iter().any(|of| fact.is_in(of)))
        });
        Finding::many(named.map(|(entry, _)| entry).collect())
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("fact", &self.of)
    }

    pub fn says(&self) -> String {
        format!("the fact {}", self.of.join(" or "))
    }
}

/// How far back a beginning is looked for among days, and how many days without
/// kratom before a dose make it one.
const LOOKED: u32 = 90;
const WITHOUT: u32 = 30;

/// Days since there is kratom: since the day the person named, or since the
/// first dose after a month said to be without, whichever is later. Unknown
/// otherwise, and never guessed from the first entry: many have used kratom for
/// years before.
pub fn days_since_start<'a>(judged: &Judged<'a>) -> Option<Finding<'a>> {
    let began = said_start(judged).max(start_after_break(judged))?;
    let days = u32::try_from((judged.today() - began).num_days()).ok()?;
    Some(Finding::value(f64::from(days)))
}

fn said_start(judged: &Judged) -> Option<NaiveDate> {
    let said = judged.journal.facts(judged.at.date_naive());
    let since = said.filter(|(_, about)| {
        let fact = facts().find(&about.name);
        fact.is_some_and(|fact| fact.name == KRATOM_SINCE)
    });
    let day_start = judged.journal.day_start();
    since.map(|(entry, _)| day_of(entry.at, day_start)).max()
}

fn start_after_break(judged: &Judged) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = judged.last_days(LOOKED).collect();
    days.reverse();
    let (mut without, mut began) = (0, None);
    for day in days {
        match judged.journal.day(day) {
            Day::None => without += 1,
            Day::NotRecorded => {}
            Day::WithKratom(_) => {
                if without >= WITHOUT {
                    began = Some(day);
                }
                without = 0;
            }
        }
    }
    began
}

pub fn start_looks_back() -> Vec<(Kind, u32)> {
    let hours = (LOOKED + 1) * 24;
    vec![(Kind::Dose, hours), (Kind::None, hours)]
}

/// The last reading of a name, if it is not older than so many days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastReading {
    of: String,
    days: u32,
}

impl LastReading {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let from = judged.at - TimeDelta::days(i64::from(self.days));
        let entries = judged.journal.readings(from.into(), judged.at.into());
        let mut readings = entries
            .rev()
            .filter_map(|entry| Some((entry, entry.reading()?)));
        let (entry, reading) =
            readings.find(|(_, reading)| reading.name.trim().eq_ignore_ascii_case(&self.of))?;
        Some(Finding::value(reading.amount.value()).because(vec![entry]))
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        vec![(Kind::Reading, self.days * 24)]
    }

    pub fn says(&self) -> String {
        format!("the last reading of {} in {} days", self.of, self.days)
    }
}

/// On how many days one of these classes was taken.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenDays {
    classes: Vec<String>,
    hours: u32,
}

impl TakenDays {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let is = |entry: &Entry| {
            let minutes = (judged.at - entry.at).num_minutes();
            (0..=i64::from(self.hours) * 60).contains(&minutes)
        };
        let taken = judged.taken.iter().filter(|taken| is(taken.entry));
        let taken = taken.filter(|taken| {
            let mut known = taken.known.iter();
            known.any(|known| self.classes.iter().any(|class| known.is(class)))
        });
        let entries: Vec<&Entry> = taken.map(|taken| taken.entry).collect();
        let mut days: Vec<NaiveDate> = entries.iter().map(|entry| judged.day(entry)).collect();
        days.sort_unstable();
        days.dedup();
        Finding::of(count(days.len())).because(entries)
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        vec![(Kind::Substance, self.hours)]
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("class", &self.classes)
    }

    pub fn says(&self) -> String {
        format!(
            "days with {} in {} h",
            self.classes.join(" or "),
            self.hours
        )
    }
}
