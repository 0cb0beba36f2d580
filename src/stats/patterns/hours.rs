//! The hours of the day: when kratom is mostly taken, by the clock of the place
//! it was taken in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Timelike};

use super::seen::Seen;
use super::{Found, Pattern, Subject};
use crate::stats::middle::number;
use crate::stats::words::counted;

const SUBJECT: Subject = Subject {
    id: "hours",
    title: "Hours of the day",
};
/// Doses and days with one that there must be: leaflog's own lines.
const DOSES: usize = 30;
const DAYS: usize = 14;
/// Hours in a row that are looked at together.
const ROW: usize = 3;

pub fn pattern(seen: &Seen) -> Found {
    let n = seen.doses.len();
    let days: BTreeSet<NaiveDate> = seen.doses.iter().map(|taken| taken.day).collect();
    if n < DOSES || days.len() < DAYS {
        return Err(SUBJECT.needs(format!(
            "needs {DOSES} doses on {DAYS} days; so far {n} on {}",
            counted(days.len(), "day", "days"),
        )));
    }
    let mut by_hour = [0_usize; 24];
    for taken in &seen.doses {
        by_hour[taken.at.hour() as usize % 24] += 1;
    }
    let in_row = |from: usize| -> usize { (0..ROW).map(|n| by_hour[(from + n) % 24]).sum() };
    // Of equal ones the earliest.
    let busiest = (0..24).rev().max_by_key(|from| in_row(*from));
    let busiest = busiest.unwrap_or_default();
    let late = in_row(22) + in_row(1) + by_hour[4];
    let share = |part: usize| number(part) * 100.0 / number(n);
    Ok(vec![Pattern {
        id: SUBJECT.id,
        title: SUBJECT.title,
        about: None,
        says: format!(
            "{} of {n} doses ({:.0} %) are between {busiest:02}:00 and {:02}:00, the busiest \
             three hours; {} between 22:00 and 05:00.",
            in_row(busiest),
            share(in_row(busiest)),
            (busiest + ROW) % 24,
            match late {
                0 => "none".to_owned(),
                late => format!("{late} ({:.0} %)", share(late)),
            },
        ),
        n,
        from: format!("{n} doses on {}", counted(days.len(), "day", "days")),
        counts: "By the clock of the place where each was taken.",
        cannot_say: "when doses were taken that were written down later with a guessed time.",
        figures: BTreeMap::from([
            ("busiest_from_hour", number(busiest)),
            ("busiest_percent", share(in_row(busiest))),
            ("night_percent", share(late)),
        ]),
    }])
}
