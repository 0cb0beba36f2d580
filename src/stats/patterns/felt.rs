//! Symptoms in the six hours after a dose, beside the other waking hours.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::awake::{Awake, awake};
use super::difference::{Rate, WEEKS, Weeks};
use super::seen::Seen;
use super::{Found, Pattern, Subject};
use crate::stats::words::{self, one_decimal};

const SUBJECT: Subject = Subject {
    id: "symptoms-after",
    title: "Symptoms after a dose",
};
/// Effects are likely for so long.
pub const AFTER: TimeDelta = TimeDelta::hours(6);
/// Times a symptom must have been written, and waking hours there must be of
/// both sorts: leaflog's own lines.
const TIMES: usize = 8;
const HOURS: f64 = 40.0;
/// The most symptoms that are told of.
const MOST: usize = 3;

pub fn pattern(seen: &Seen) -> Found {
    let spans = awake(seen);
    let mut hours = Weeks::default();
    for span in &spans {
        let (after, other) = split(seen, span);
        hours.add(span.day, true, 0.0, after);
        hours.add(span.day, false, 0.0, other);
    }
    let [after, other] = hours.sums();
    let names = names(seen, &spans);
    let has_hours = after.of.min(other.of) >= HOURS;
    let often = names.iter().filter(|name| name.times.len() >= TIMES);
    let found: Vec<Pattern> = often
        .take(MOST)
        .filter(|_| has_hours)
        .filter_map(|name| about(seen, name, &hours, spans.len()))
        .collect();
    if found.is_empty() {
        let most = names.first().map_or(0, |name| name.times.len());
        return Err(SUBJECT.needs(needs(most, &hours)));
    }
    Ok(found)
}

fn needs(most: usize, hours: &Weeks) -> String {
    let [after, other] = hours.sums();
    format!(
        "needs a symptom written {TIMES} times, and {HOURS:.0} waking hours both in the six hours \
         after a dose and outside, spread over {WEEKS} weeks or more; so far at most {} in {}, \
         with {:.0} h and {:.0} h",
        words::counted(most, "time", "times"),
        words::counted(hours.count(), "week", "weeks"),
        after.of,
        other.of,
    )
}

/// A symptom and each waking time it was written.
struct Name {
    says: String,
    times: Vec<Time>,
}

struct Time {
    day: chrono::NaiveDate,
    at: DateTime<Utc>,
}

/// Those written most often first; case does not tell names apart.
fn names(seen: &Seen, spans: &[Awake]) -> Vec<Name> {
    let mut names: BTreeMap<String, Name> = BTreeMap::new();
    for felt in &seen.felt {
        let at = felt.at.to_utc();
        let begun = spans.partition_point(|span| span.from <= at);
        let within = begun.checked_sub(1).map(|n| spans[n]);
        let Some(span) = within.filter(|span| at <= span.to) else {
            continue;
        };
        let name = names.entry(felt.name.to_lowercase()).or_insert(Name {
            says: String::new(),
            times: Vec::new(),
        });
        felt.name.clone_into(&mut name.says);
        name.times.push(Time { day: span.day, at });
    }
    let mut names: Vec<Name> = names.into_values().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.times.len()));
    names
}

/// Waking hours of a day within six hours after a dose, and the others.
fn split(seen: &Seen, span: &Awake) -> (f64, f64) {
    let first = seen.times.partition_point(|at| *at <= span.from - AFTER);
    let (mut after, mut until) = (0.0, span.from);
    for at in seen.times[first..].iter().take_while(|at| **at < span.to) {
        let (from, to) = ((*at).max(until), (*at + AFTER).min(span.to));
        if from < to {
            after += hours(to - from);
            until = to;
        }
    }
    (after, hours(span.to - span.from) - after)
}

fn hours(time: TimeDelta) -> f64 {
    time.as_seconds_f64() / 3600.0
}

fn about(seen: &Seen, name: &Name, exposed: &Weeks, days: usize) -> Option<Pattern> {
    let mut weeks = exposed.clone();
    for time in &name.times {
        // Felt in the minute of a dose it came before it.
        let before = time.at - TimeDelta::seconds(1);
        let is_after = seen.took_within(time.at - AFTER - TimeDelta::seconds(1), before);
        weeks.add(time.day, is_after, 1.0, 0.0);
    }
    let [after, other] = weeks.sums();
    let difference = weeks.difference()?;
    let difference = difference.times(100.0);
    let shown = difference.rounded(10.0);
    let says = format!(
        "{}: {} per 100 waking hours in the six hours after a dose ({}), {} in the other hours \
         ({}): {}.",
        name.says,
        one_decimal(shown.one),
        counted(after),
        one_decimal(shown.other),
        counted(other),
        shown.says(one_decimal, "fewer", "more"),
    );
    Some(Pattern {
        id: SUBJECT.id,
        title: SUBJECT.title,
        about: Some(name.says.clone()),
        says,
        n: name.times.len(),
        from: format!(
            "{} times in {:.0} waking hours of {days} recorded days, {} weeks",
            name.times.len(),
            after.of + other.of,
            weeks.count(),
        ),
        counts: "Awake is from getting up to bed as written, else 07:00 to 23:00; what was felt \
                 in the night is not in it. The interval comes from drawing whole weeks again.",
        cannot_say: "what causes it. A symptom can be why a dose was taken, or more may be \
                     written down around doses; one that is rarer after a dose may be one that \
                     comes when a dose wears off.",
        figures: BTreeMap::from([
            ("after_times", after.total),
            ("after_hours", after.of),
            ("other_times", other.total),
            ("other_hours", other.of),
            ("more_per_100_hours", difference.by),
            ("low", difference.low),
            ("high", difference.high),
        ]),
    })
}

/// `14 times in 620 h`.
fn counted(rate: Rate) -> String {
    let times = if (rate.total - 1.0).abs() > 0.5 {
        "times"
    } else {
        "time"
    };
    format!("{:.0} {times} in {:.0} h", rate.total, rate.of)
}
