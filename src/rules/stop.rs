//! What rules ask of the time since the last dose, and of the days before it.

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::judged::Judged;
use super::measure::{Finding, count};
use super::mixing::Of;
use super::taken::in_hours;
use crate::domain::journal::Day;
use crate::domain::occasion::occasions;
use crate::domain::{Entry, Kind};

/// Hours since the last dose of all; unknown where that is of another channel.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursSinceDose {
    of: Vec<Of>,
}

/// How often the hours since the last dose hold the larger of `hours` and
/// `times` the person's own usual wait in the `days` up to that dose.
///
/// The usual wait is the median from one occasion to the next with nights and
/// days not recorded in it, other than the time between doses of the figures:
/// it is held against a wait that goes on through nights, and a wait that may
/// be too long makes the rule speak later, never of a stop that is none.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapTimesUsual {
    hours: u32,
    times: u32,
    days: u32,
}

impl HoursSinceDose {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let last = last(judged)?;
        let channel = last.dose()?.form.channel();
        if !self.of.iter().any(|of| of.is(channel)) {
            return None;
        }
        let minutes = i32::try_from((judged.at - last.at).num_minutes()).ok()?;
        let found = Finding::value(f64::from(minutes) / 60.0);
        let h = (minutes / 60).to_string();
        Some(found.word("h", h).because(vec![last]))
    }

    pub fn says(&self) -> String {
        let of: Vec<&str> = self.of.iter().map(|of| of.says()).collect();
        format!("hours since the last dose, if it was {}", of.join(" or "))
    }
}

impl GapTimesUsual {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let last = last(judged)?;
        let gone = (judged.at - last.at).num_minutes();
        let from = last.at - TimeDelta::days(i64::from(self.days));
        let before = judged.journal.between(from.into(), last.at.into()).iter();
        let times = occasions(before.filter(|entry| entry.dose().is_some()));
        let wait = |two: &[Vec<&Entry>]| (two[1][0].at - two[0][0].at).num_minutes();
        let mut waits: Vec<i64> = times.windows(2).map(wait).collect();
        waits.sort_unstable();
        // Twice the median is a whole number of minutes.
        let twice = waits.len().checked_sub(1);
        let twice = twice.map_or(0, |middle| waits[middle / 2] + waits[middle.div_ceil(2)]);
        let usual = (i64::from(self.hours) * 120).max(i64::from(self.times) * twice);
        let value = f64::from(i32::try_from(gone).ok()?) * 2.0;
        let found = Finding::value(value / f64::from(i32::try_from(usual).ok()?));
        let hours = in_hours(gone / 60 * 60);
        Some(found.word("hours", hours).because(vec![last]))
    }

    pub fn says(self) -> String {
        format!(
            "time since the last dose as a multiple of {} h or of {} times the median gap of {} \
             days, whichever is longer",
            self.hours, self.times, self.days
        )
    }
}

/// Runs are counted up to so many days: no rule asks for more.
const RUN_MOST: u32 = 28;

/// Days in a row with kratom up to the day of the last dose.
pub fn run_to_last_dose<'a>(judged: &Judged<'a>) -> Option<Finding<'a>> {
    let last = last(judged)?;
    let days = run_to(judged, judged.day(last));
    Some(Finding::of(days).because(vec![last]))
}

/// The longest run of days with kratom that reached into the last days.
pub fn run_within<'a>(judged: &Judged<'a>, days: u32) -> Finding<'a> {
    let days = judged.last_days(days);
    let (mut longest, mut later) = (0, false);
    for day in days {
        let with = has_kratom(judged, day);
        if with && !later {
            longest = longest.max(run_to(judged, day));
        }
        later = with;
    }
    Finding::of(longest)
}

pub fn run_within_says(days: u32) -> String {
    format!("days of the longest run with kratom that reached into {days} days")
}

fn run_to(judged: &Judged, last: NaiveDate) -> u32 {
    let back = days_back(last, RUN_MOST);
    count(back.take_while(|day| has_kratom(judged, *day)).count())
}

fn has_kratom(judged: &Judged, day: NaiveDate) -> bool {
    matches!(judged.journal.day(day), Day::WithKratom(_))
}

fn days_back(last: NaiveDate, days: u32) -> impl Iterator<Item = NaiveDate> {
    (0..i64::from(days)).filter_map(move |n| last.checked_sub_signed(TimeDelta::days(n)))
}

/// How many of so many days, the last of them that of the last dose, had kratom.
pub fn use_days_to_last_dose<'a>(judged: &Judged<'a>, days: u32) -> Option<Finding<'a>> {
    let day = judged.day(last(judged)?);
    let with = days_back(day, days).filter(|day| has_kratom(judged, *day));
    Some(Finding::value(f64::from(count(with.count()))))
}

fn last<'a>(judged: &Judged<'a>) -> Option<&'a Entry> {
    judged.journal.last_dose(judged.at.into())
}

/// The last dose is known however long ago it was, and what lies before it is
/// loaded from there.
pub fn looks_back(days: u32) -> Vec<(Kind, u32)> {
    vec![(Kind::Dose, (days + 1) * 24)]
}
