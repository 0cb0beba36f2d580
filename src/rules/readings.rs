//! What rules ask of what was measured: the pulse, the last score of a name.

use chrono::TimeDelta;
use serde::Deserialize;

use super::judged::Judged;
use super::measure::Finding;
use crate::domain::{Entry, Kind};

/// Beats a minute that two readings at least so many minutes apart both reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PulseTwice {
    pub hours: u32,
    apart_min: u32,
}

/// The highest pulse of the last hours, beats a minute at rest.
pub fn highest<'a>(judged: &Judged<'a>, hours: u32) -> Option<Finding<'a>> {
    let (pulse, entry) = pulses(judged, hours).max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    Some(found(pulse, vec![entry]))
}

/// The lowest pulse of the last hours, beats a minute at rest.
pub fn lowest<'a>(judged: &Judged<'a>, hours: u32) -> Option<Finding<'a>> {
    let (pulse, entry) = pulses(judged, hours).min_by(|(a, _), (b, _)| a.total_cmp(b))?;
    Some(found(pulse, vec![entry]))
}

impl PulseTwice {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let all: Vec<(f64, &Entry)> = pulses(judged, self.hours).collect();
        let pairs = all.iter().enumerate().flat_map(|(n, first)| {
            let later = all[n + 1..].iter();
            let apart = i64::from(self.apart_min);
            later
                .filter(move |second| (second.1.at - first.1.at).num_minutes() >= apart)
                .map(move |second| (first.0.min(second.0), vec![first.1, second.1]))
        });
        let (pulse, both) = pairs.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        Some(found(pulse, both))
    }

    pub fn says(self) -> String {
        format!(
            "pulse reached twice, {} min apart, in {} h",
            self.apart_min, self.hours
        )
    }
}

fn pulses<'a>(judged: &Judged<'a>, hours: u32) -> impl Iterator<Item = (f64, &'a Entry)> {
    let entries = judged.last_hours(hours).iter();
    entries.filter_map(|entry| {
        let reading = entry.reading().filter(|reading| reading.is_pulse())?;
        Some((reading.amount.value(), entry))
    })
}

fn found(pulse: f64, entries: Vec<&Entry>) -> Finding<'_> {
    let says = format!("{}", pulse.round());
    Finding::value(pulse).word("pulse", says).because(entries)
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
