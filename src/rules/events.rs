//! What rules ask of events: what was done or is planned, and how the day of it
//! was.

use chrono::TimeDelta;
use serde::Deserialize;

use super::felt::is_felt;
use super::judged::Judged;
use super::measure::{Finding, named};
use crate::domain::Entry;

/// Whether the judged entry is one of these events.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventIs {
    of: Vec<String>,
}

/// How many of these events lie ahead, within so many days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventAhead {
    of: Vec<String>,
    days: u32,
}

/// How often one of these was felt on the day of the judged entry, before or
/// after it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymptomOnDay {
    of: Vec<String>,
    severity: u8,
}

fn is_event(entry: &Entry, of: &[String]) -> bool {
    let event = entry.event().map(|event| event.name.name());
    event.is_some_and(|name| of.iter().any(|of| of == name))
}

impl EventIs {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let it = judged.entry.filter(|entry| is_event(entry, &self.of));
        Finding::many(it.into_iter().collect())
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("event", &self.of)
    }

    pub fn says(&self) -> String {
        format!("\"{}\"", self.of.join("\" or \""))
    }
}

impl EventAhead {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let to = judged.at + TimeDelta::days(i64::from(self.days));
        let ahead = judged.journal.between(judged.at.into(), to.into()).iter();
        Finding::many(ahead.filter(|entry| is_event(entry, &self.of)).collect())
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("event", &self.of)
    }

    pub fn says(&self) -> String {
        let of = self.of.join("\" or \"");
        format!("\"{of}\" within {} days ahead", self.days)
    }
}

impl SymptomOnDay {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let event = judged.entry?;
        let day = judged.day(event);
        // A day may have 25 hours where clocks change.
        let around = TimeDelta::hours(25);
        let to = judged.seen.min(event.at + around);
        let entries = judged
            .journal
            .between((event.at - around).into(), to.into())
            .iter();
        let felt = entries
            .filter(|entry| is_felt(entry, &self.of, self.severity) && judged.day(entry) == day);
        Some(Finding::many(felt.collect()))
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("symptom", &self.of)
    }

    pub fn says(&self) -> String {
        let of = self.of.join(" or ");
        format!("{of} of severity {} or more on that day", self.severity)
    }
}
