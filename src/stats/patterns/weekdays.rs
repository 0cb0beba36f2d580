//! The days of the week: on which kratom is taken most and least often.

use chrono::{Datelike, Weekday};

use super::seen::Seen;
use super::{Found, Pattern, Subject};
use crate::stats::hours::WEEKDAYS;
use crate::stats::middle::number;
use crate::stats::words::{counted, one_decimal};

const SUBJECT: Subject = Subject {
    id: "weekdays",
    title: "Days of the week",
};
/// Recorded days that each weekday must have: leaflog's own line.
const EACH: usize = 4;
/// Weekdays closer than this share of the busiest are alike.
const ALIKE: f64 = 0.2;

pub fn pattern(seen: &Seen) -> Found {
    let (mut days, mut doses) = ([0_usize; 7], [0_usize; 7]);
    for day in seen.days().filter(|day| seen.is_recorded(*day)) {
        days[place(day.weekday())] += 1;
    }
    for taken in &seen.doses {
        doses[place(taken.day.weekday())] += 1;
    }
    let fewest = days.iter().copied().min().unwrap_or_default();
    if fewest < EACH || seen.doses.is_empty() {
        return Err(SUBJECT.needs(format!(
            "needs every weekday recorded {EACH} times, and a dose; so far the least is {fewest}, \
             with {}",
            counted(seen.doses.len(), "dose", "doses"),
        )));
    }
    let times = WEEKDAYS.map(|day| number(doses[place(day)]) / number(days[place(day)]));
    let n = days.iter().sum();
    Ok(vec![Pattern {
        id: SUBJECT.id,
        title: SUBJECT.title,
        about: None,
        says: says(&times, &days),
        n,
        from: format!(
            "{} on {}",
            counted(seen.doses.len(), "dose", "doses"),
            counted(n, "recorded day", "recorded days"),
        ),
        counts: "Days said to be without count as 0.",
        cannot_say: "what made a day different. Of seven weekdays one is always the highest, \
                     by chance too.",
        figures: WEEKDAYS.map(|day| (name(day), times[place(day)])).into(),
    }])
}

fn says(times: &[f64; 7], days: &[usize; 7]) -> String {
    let by_times = |one: &&Weekday, other: &&Weekday| {
        f64::total_cmp(&times[place(**one)], &times[place(**other)])
    };
    let (Some(most), Some(least)) = (
        WEEKDAYS.iter().max_by(by_times),
        WEEKDAYS.iter().min_by(by_times),
    ) else {
        return String::new();
    };
    let rate = |day: &Weekday| times[place(*day)];
    let (high, low) = (one_decimal(rate(most)), one_decimal(rate(least)));
    if rate(most) - rate(least) <= ALIKE * rate(most) {
        return format!("Every weekday is much the same: {low} to {high} doses a recorded day.");
    }
    let of = |day: &Weekday| counted(days[place(*day)], name(*day), plural(*day));
    format!(
        "Most doses a day are on {}, {high} on average over {}; fewest on {}, {low} over {}.",
        plural(*most),
        of(most),
        plural(*least),
        of(least),
    )
}

fn place(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn plural(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mondays",
        Weekday::Tue => "Tuesdays",
        Weekday::Wed => "Wednesdays",
        Weekday::Thu => "Thursdays",
        Weekday::Fri => "Fridays",
        Weekday::Sat => "Saturdays",
        Weekday::Sun => "Sundays",
    }
}
