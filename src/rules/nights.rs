//! What rules ask of nights, and of doses around them. Sleep is known only of
//! nights with the minutes to fall asleep and the minutes awake.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::judged::Judged;
use super::measure::{Finding, count};
use super::taken::in_words;
use crate::domain::moment::Moment;
use crate::domain::sleep::Sleep;
use crate::domain::{Entry, Kind};

/// So many minutes to fall asleep, or awake in the night, are many; below this
/// part of the time in bed, in percent, sleep is broken; up to this quality a
/// night is poor.
const MINUTES: u16 = 30;
const EFFICIENCY: f64 = 85.0;
const POOR: u8 = 4;

/// On how many of the last days a dose came within minutes of waking; unknown
/// with fewer nights than `nights`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MorningUse {
    minutes: u32,
    days: u32,
    nights: usize,
}

/// How many poor nights followed a dose less than `hours` before trying to
/// sleep. Unknown with fewer nights than `nights` with or without such a dose.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateDoses {
    hours: u32,
    days: u32,
    nights: u32,
}

/// The mean sleep of the last days' nights, in hours; unknown with fewer than
/// `nights` of which it is known.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeanSleep {
    days: u32,
    nights: usize,
}

/// For how many weeks in a row up to now sleep was short or broken: at least `nights`
/// written down, and a mean below `hours` or at least `broken` broken nights.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LowSleepWeeks {
    weeks: u32,
    nights: usize,
    hours: f64,
    broken: usize,
}

type Night<'a> = (&'a Entry, &'a Sleep);

/// The nights of the days from so many days ago to so many, one for each day:
/// where there are several, naps, the longest.
fn nights<'a>(judged: &Judged<'a>, from: u32, to: u32) -> Vec<Night<'a>> {
    let today = judged.today();
    let mut nights: BTreeMap<NaiveDate, Night> = BTreeMap::new();
    let back = |days: u32| judged.at - TimeDelta::days(i64::from(days));
    let last = back(to.saturating_sub(1));
    let around = judged.journal.between(back(from + 1).into(), last.into());
    for entry in around {
        let (Some(sleep), day) = (entry.sleep(), judged.day(entry)) else {
            continue;
        };
        if !(i64::from(to)..=i64::from(from)).contains(&(today - day).num_days()) {
            continue;
        }
        let longest = nights.entry(day).or_insert((entry, sleep));
        if sleep.time_in_bed() > longest.1.time_in_bed() {
            *longest = (entry, sleep);
        }
    }
    nights.into_values().collect()
}

/// The nights of the last days.
fn last_nights<'a>(judged: &Judged<'a>, days: u32) -> Vec<Night<'a>> {
    nights(judged, days.saturating_sub(1), 0)
}

fn looks_back(days: u32) -> (Kind, u32) {
    (Kind::Sleep, (days + 1) * 24)
}

fn entries<'a>(nights: &[Night<'a>]) -> Vec<&'a Entry> {
    nights.iter().map(|(entry, _)| *entry).collect()
}

impl MorningUse {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let nights = last_nights(judged, self.days);
        if nights.len() < self.nights {
            return None;
        }
        let minutes = TimeDelta::minutes(i64::from(self.minutes));
        let doses = nights.iter().filter_map(|(_, sleep)| {
            let woke = sleep.wake_at.unwrap_or(sleep.up_at);
            dose_between(judged, woke, (woke + minutes).min(judged.at))
        });
        Some(Finding::many(doses.collect()))
    }

    pub fn looks_back(self) -> Vec<(Kind, u32)> {
        let sleep = looks_back(self.days);
        vec![sleep, (Kind::Dose, sleep.1 + 24)]
    }

    pub fn says(self) -> String {
        format!(
            "of the last {} days, those with a dose within {} min of waking, with {} nights or \
             more written down",
            self.days, self.minutes, self.nights
        )
    }
}

/// The first dose of a stretch of time.
fn dose_between<'a>(judged: &Judged<'a>, from: Moment, to: Moment) -> Option<&'a Entry> {
    let entries = judged.journal.between(from.into(), to.into());
    entries.iter().find(|entry| entry.dose().is_some())
}

/// Poor nights among all of which that is known.
#[derive(Debug, Default)]
struct Rate {
    poor: u32,
    all: u32,
}

impl LateDoses {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let (late, other, because) = self.rates(judged)?;
        let found = Finding::of(late.poor)
            .word("late", format!("{} of {}", late.poor, late.all))
            .word("other", format!("{} of {}", other.poor, other.all));
        Some(found.because(because))
    }

    /// By how much the rate of poor nights after late doses is above that of
    /// other nights, in percent of nights.
    pub fn over_other<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let (late, other, _) = self.rates(judged)?;
        let more = f64::from(late.poor * other.all) - f64::from(other.poor * late.all);
        Some(Finding::value(
            more * 100.0 / f64::from(late.all * other.all),
        ))
    }

    /// Of nights after a late dose, of other nights, and the poor ones after a
    /// late dose with that dose.
    fn rates<'a>(self, judged: &Judged<'a>) -> Option<(Rate, Rate, Vec<&'a Entry>)> {
        let (mut late, mut other) = (Rate::default(), Rate::default());
        let mut because = Vec::new();
        for (entry, sleep) in last_nights(judged, self.days) {
            let Some(poor) = is_poor(sleep) else {
                continue;
            };
            let dose = self.late_dose(judged, sleep);
            let rate = if dose.is_some() {
                &mut late
            } else {
                &mut other
            };
            rate.all += 1;
            rate.poor += u32::from(poor);
            if let Some(dose) = dose.filter(|_| poor) {
                because.extend([dose, entry]);
            }
        }
        let enough = late.all >= self.nights && other.all >= self.nights;
        enough.then_some((late, other, because))
    }

    fn late_dose<'a>(self, judged: &Judged<'a>, sleep: &Sleep) -> Option<&'a Entry> {
        let tried = sleep.try_at.unwrap_or(sleep.bed_at);
        let hours = TimeDelta::hours(i64::from(self.hours));
        let entries = judged.journal.between((tried - hours).into(), tried.into());
        let mut late = entries.iter().rev();
        late.find(|entry| entry.dose().is_some() && tried - entry.at < hours)
    }

    pub fn looks_back(self) -> Vec<(Kind, u32)> {
        let sleep = looks_back(self.days);
        vec![sleep, (Kind::Dose, sleep.1 + 24 + self.hours)]
    }

    pub fn says(self) -> String {
        format!(
            "poor nights of the last {} days after a dose less than {} h before trying to sleep, \
             with {} nights or more with and without one",
            self.days, self.hours, self.nights
        )
    }
}

/// Whether a night was poor; unknown where nothing of that is written down.
fn is_poor(sleep: &Sleep) -> Option<bool> {
    let long = |minutes: Option<u16>| minutes.map(|minutes| minutes > MINUTES);
    let signs = [
        long(sleep.asleep_after_min),
        long(sleep.awake_min),
        sleep.quality.map(|quality| quality <= POOR),
    ];
    let mut known = signs.into_iter().flatten().peekable();
    known.peek()?;
    Some(known.any(|poor| poor))
}

/// How many of the last days have a night.
pub fn logged<'a>(judged: &Judged<'a>, days: u32) -> Finding<'a> {
    let nights = last_nights(judged, days);
    Finding::value(f64::from(count(nights.len()))).because(entries(&nights))
}

/// The same question in words.
#[must_use]
pub fn broken_says(days: u32) -> String {
    format!(
        "nights of {days} days with less than 85% of the time in bed asleep and more than 30 min \
         to fall asleep or awake"
    )
}

/// How many nights of the last days were broken.
pub fn broken<'a>(judged: &Judged<'a>, days: u32) -> Finding<'a> {
    let broken = only_broken(last_nights(judged, days));
    let said = match broken.len() {
        0 => "no broken night".to_owned(),
        1 => "1 broken night".to_owned(),
        n => format!("{n} broken nights"),
    };
    Finding::many(entries(&broken)).word("broken", said)
}

pub fn nights_look_back(days: u32) -> Vec<(Kind, u32)> {
    vec![looks_back(days)]
}

fn only_broken(mut nights: Vec<Night>) -> Vec<Night> {
    let long = |minutes: Option<u16>| minutes.is_some_and(|minutes| minutes > MINUTES);
    nights.retain(|(_, sleep)| {
        let little = sleep
            .efficiency()
            .is_some_and(|percent| percent < EFFICIENCY);
        little && (long(sleep.asleep_after_min) || long(sleep.awake_min))
    });
    nights
}

impl MeanSleep {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let nights = last_nights(judged, self.days);
        let seconds = mean_seconds(&nights, self.nights)?;
        let slept = TimeDelta::seconds(i64::from(seconds));
        let found = Finding::value(f64::from(seconds) / 3600.0);
        let hours = in_words(judged.at - slept, judged.at);
        Some(found.word("hours", hours).because(entries(&nights)))
    }

    pub fn says(self) -> String {
        format!(
            "mean hours of sleep in {} days, with {} nights or more known",
            self.days, self.nights
        )
    }

    pub fn looks_back(self) -> Vec<(Kind, u32)> {
        vec![looks_back(self.days)]
    }
}

/// The mean sleep of the nights of which it is known, if those are enough.
fn mean_seconds(nights: &[Night], least: usize) -> Option<i32> {
    let known = nights.iter().filter_map(|(_, sleep)| sleep.total_sleep());
    let known: Vec<i64> = known.map(|slept| slept.num_seconds()).collect();
    if known.len() < least.max(1) {
        return None;
    }
    let mean = known.iter().sum::<i64>() / i64::from(count(known.len()));
    i32::try_from(mean).ok()
}

impl LowSleepWeeks {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Finding<'a> {
        let weeks = (0..self.weeks).map(|n| nights(judged, 7 * n + 6, 7 * n));
        let low: Vec<Vec<Night>> = weeks.take_while(|nights| self.is_low(nights)).collect();
        let n = count(low.len());
        Finding::of(n).because(entries(&low.concat()))
    }

    fn is_low(self, nights: &[Night]) -> bool {
        let short = || {
            let mean = mean_seconds(nights, self.nights);
            mean.is_some_and(|seconds| f64::from(seconds) < self.hours * 3600.0)
        };
        let broken = || only_broken(nights.to_vec()).len() >= self.broken;
        nights.len() >= self.nights && (short() || broken())
    }

    pub fn looks_back(self) -> Vec<(Kind, u32)> {
        vec![looks_back(self.weeks * 7)]
    }

    pub fn says(self) -> String {
        format!(
            "weeks in a row, of {}, with {} nights or more and a mean of less than {} h of sleep or \
             {} broken nights",
            self.weeks, self.nights, self.hours, self.broken
        )
    }
}
