//! Two stretches of days of the same length, one right after the other.

use chrono::{NaiveDate, TimeDelta};

use super::seen::Seen;
use crate::stats::words::counted;

/// The longest they are: four weeks, so that each has the same weekdays.
const LONGEST: i64 = 28;
/// And the shortest.
const SHORTEST: i64 = 7;
/// Days of each that must be recorded. All three are leaflog's own lines.
const RECORDED: usize = 5;

/// The last days of a range and as many before them.
#[derive(Debug, Clone, Copy)]
pub struct Periods {
    pub days: i64,
    pub before: Period,
    pub now: Period,
}

/// One of them, both days included.
#[derive(Debug, Clone, Copy)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// How many of its days are.
    pub recorded: usize,
}

impl Periods {
    /// The last four weeks and the four before; of a shorter range its halves.
    ///
    /// # Errors
    /// What there is too little of.
    pub fn of(seen: &Seen) -> Result<Periods, String> {
        let all = (seen.last - seen.first).num_days() + 1;
        let days = (all / 2).min(LONGEST);
        let needs = |there: &str| {
            format!(
                "needs two stretches of at least {SHORTEST} days with {RECORDED} recorded in each; \
                 so far {there}"
            )
        };
        if days < SHORTEST {
            let there = usize::try_from(all).unwrap_or_default();
            let there = counted(there, "day is over", "days are over");
            return Err(needs(&there));
        }
        let period = |to: NaiveDate| {
            let from = to - TimeDelta::days(days - 1);
            Period {
                from,
                to,
                recorded: seen.recorded(from, to),
            }
        };
        let now = period(seen.last);
        let before = period(now.from - TimeDelta::days(1));
        if now.recorded.min(before.recorded) < RECORDED {
            let (now, before) = (now.recorded, before.recorded);
            return Err(needs(&format!(
                "{now} of the last {days} days, {before} of the {days} before"
            )));
        }
        Ok(Periods { days, before, now })
    }

    /// `In the 28 days to 19 Nov 2026`.
    #[must_use]
    pub fn says(&self) -> String {
        let to = self.now.to.format("%-d %b %Y");
        format!("In the {} days to {to}", self.days)
    }

    /// `recorded 26 of 28 days, before 27 of 28`.
    #[must_use]
    pub fn recorded(&self) -> String {
        let (days, now, before) = (self.days, self.now.recorded, self.before.recorded);
        format!("recorded {now} of {days} days, before {before} of {days}")
    }
}

impl Period {
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}
