//! The time between doses, week by week: whether it gets shorter.

use std::collections::BTreeMap;

use super::seen::{Seen, week_of};
use super::slope::Slope;
use super::{Found, Pattern, Subject};
use crate::stats::middle::median;
use crate::stats::words::one_decimal;

const SUBJECT: Subject = Subject {
    id: "gaps",
    title: "Time between doses, nights left out",
};
/// Only the last weeks of a range: what was long ago says little of now.
const WEEKS: i32 = 26;
/// Weeks there must be, and gaps in each. All are leaflog's own lines.
const FEWEST_WEEKS: usize = 6;
const FEWEST_GAPS: usize = 5;
const COUNTS: &str = "A line through the middle of each week. Doses within half an hour are one time; \
                      a wait over a night, or over days, is not counted.";
/// A smaller share of the first gap than this, from the first week to the last,
/// is steady.
const STEADY: f64 = 0.15;

pub fn pattern(seen: &Seen) -> Found {
    let weeks = weeks(seen);
    let n: usize = weeks.iter().map(|(_, gaps)| gaps.len()).sum();
    let all = median(weeks.iter().flat_map(|(_, gaps)| gaps.clone()).collect());
    let medians: Vec<(f64, f64)> = weeks
        .into_iter()
        .filter_map(|(week, gaps)| Some((f64::from(week), median(gaps)?)))
        .collect();
    let enough = Slope::of(&medians).filter(|_| medians.len() >= FEWEST_WEEKS);
    let (Some(line), Some(all), [first, .., last]) = (enough, all, medians.as_slice()) else {
        return Err(SUBJECT.needs(format!(
            "needs {FEWEST_WEEKS} weeks with {FEWEST_GAPS} times between doses, of the last \
             {WEEKS}; so far {}",
            medians.len(),
        )));
    };
    let (begins, ends) = (line.at(first.0), line.at(last.0));
    let weeks = medians.len();
    Ok(vec![Pattern {
        id: SUBJECT.id,
        title: SUBJECT.title,
        about: None,
        says: says(begins, ends, all, &line),
        n,
        from: format!("{n} gaps in {weeks} weeks"),
        counts: COUNTS,
        cannot_say: "why they moved, or whether doses were left unwritten in between.",
        figures: BTreeMap::from([
            ("hours_first_week", begins),
            ("hours_last_week", ends),
            ("hours_a_week", line.by),
            ("hours_a_week_low", line.low),
            ("hours_a_week_high", line.high),
        ]),
    }])
}

/// The gaps of each week that has enough, by the time that ends them; the last
/// week is 0.
fn weeks(seen: &Seen) -> Vec<(i32, Vec<f64>)> {
    let last = week_of(seen.last);
    let mut weeks: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
    for gap in seen.gaps() {
        let week = week_of(gap.day) - last;
        if week > -WEEKS {
            weeks.entry(week).or_default().push(gap.hours());
        }
    }
    weeks.retain(|_, gaps| gaps.len() >= FEWEST_GAPS);
    weeks.into_iter().collect()
}

fn says(begins: f64, ends: f64, all: f64, line: &Slope) -> String {
    let hours = |value: f64| format!("{} h", one_decimal(value.max(0.0)));
    let (begins_h, ends_h) = (hours(begins), hours(ends));
    let change = ends - begins;
    if change.abs() <= STEADY * begins.abs() || !line.is_sure() {
        let middle = hours(all);
        return format!(
            "The time from one dose to the next is about {middle}, with no steady move in \
             either direction."
        );
    }
    let word = if change < 0.0 { "shorter" } else { "longer" };
    format!(
        "The time from one dose to the next got {word}: about {begins_h} at first, about \
         {ends_h} now."
    )
}
